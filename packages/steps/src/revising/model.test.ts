import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EnvironmentModel, modelOfStockedShop, stepModel } from '../testing/environment-model.ts'
import { GitRepository } from '../testing/git-repository.ts'
import {
  type Actor,
  anyOperation,
  applyOperation,
  type Operation,
  type Outcome,
  stockedShop,
} from '../testing/operation.ts'
import { Shop } from '../testing/shop.ts'

/** The model as it stands; commands replace it. */
interface Told {
  now: EnvironmentModel
}

/** The shop of each of the two. */
type Writers = Readonly<Record<Actor, Shop>>

/** What the store has, in the model's terms. */
async function readModel(shop: Shop): Promise<Partial<EnvironmentModel>> {
  const dev = await shop.environment('dev')
  const { state } = dev
  const revisions = []
  for (let number = 1; number <= (state.desired?.number ?? 0); number += 1) {
    const { releases, base } = await dev.revision(number)
    revisions.push({ releases: Object.fromEntries(releases.map((one) => [one.service, one.version])), base })
  }
  return expect.objectContaining({
    revisions: revisions.map((revision) => expect.objectContaining(revision)),
    deployed: state.deployed?.number,
    pins: Object.fromEntries(state.pins.map((pin) => [pin.service, pin.version])),
    locks: Object.fromEntries(state.locks.map((lock) => [lock.service ?? 'all', lock.by])),
    waiting: state.waiting.map((entry) => `${entry.package}@${entry.version}`),
  })
}

class Alone implements fc.AsyncCommand<Told, Writers> {
  readonly actor: Actor
  readonly operation: Operation

  constructor(actor: Actor, operation: Operation) {
    this.actor = actor
    this.operation = operation
  }

  check = () => true

  async run(told: Told, writers: Writers): Promise<void> {
    const { outcome, model } = stepModel(told.now, this.actor, this.operation)
    expect(await applyOperation(writers[this.actor], this.actor, this.operation)).toBe(outcome)
    expect(model).toEqual(await readModel(writers.ada))
    told.now = model
  }

  toString = () => `${this.actor}: ${renderOperation(this.operation)}`
}

/** Both at once: what comes of it is what one of the two orders would have made. */
class AtOnce implements fc.AsyncCommand<Told, Writers> {
  readonly ada: Operation
  readonly bob: Operation

  constructor(ada: Operation, bob: Operation) {
    this.ada = ada
    this.bob = bob
  }

  check = () => true

  async run(told: Told, writers: Writers): Promise<void> {
    const [ada, bob] = await Promise.all([
      applyOperation(writers.ada, 'ada', this.ada),
      applyOperation(writers.bob, 'bob', this.bob),
    ])
    const found = await readModel(writers.ada)
    const orders = [this.#adaFirst(told.now), this.#bobFirst(told.now)]
    const matching = orders.find((order) => order.ada === ada && order.bob === bob && isLike(order.model, found))
    if (matching === undefined) expect(orders).toContainEqual({ ada, bob, model: found })
    else told.now = matching.model
  }

  toString = () => `ada: ${renderOperation(this.ada)} while bob: ${renderOperation(this.bob)}`

  #adaFirst(model: EnvironmentModel): Ordered {
    const first = stepModel(model, 'ada', this.ada)
    const second = stepModel(first.model, 'bob', this.bob)
    return { ada: first.outcome, bob: second.outcome, model: second.model }
  }

  #bobFirst(model: EnvironmentModel): Ordered {
    const first = stepModel(model, 'bob', this.bob)
    const second = stepModel(first.model, 'ada', this.ada)
    return { ada: second.outcome, bob: first.outcome, model: second.model }
  }
}

interface Ordered {
  readonly ada: Outcome
  readonly bob: Outcome
  readonly model: EnvironmentModel
}

function isLike(model: EnvironmentModel, found: unknown): boolean {
  try {
    expect(model).toEqual(found)
    return true
  } catch {
    return false
  }
}

function renderOperation(operation: Operation): string {
  const { kind, ...rest } = operation
  return `${kind} ${Object.values(rest).join(' ')}`
}

const actor = fc.constantFrom<Actor>('ada', 'bob')
const commands = fc.commands(
  [
    fc.tuple(actor, anyOperation).map(([who, what]) => new Alone(who, what)),
    fc.tuple(anyOperation, anyOperation).map(([ada, bob]) => new AtOnce(ada, bob)),
  ],
  { maxCommands: 10, size: 'max' },
)

describe('an environment in a git repository, whatever two people do to it', () => {
  it('is what a simple model says', async () => {
    await using stocked = await GitRepository.create()
    using shop = await stockedShop(await stocked.open())
    await fc.assert(
      fc.asyncProperty(commands, async (given) => {
        await using repository = await stocked.copy()
        const ada = new Shop(await repository.open(), shop.workspace)
        const bob = new Shop(await repository.open(), shop.workspace)
        const setup = () => ({ model: { now: modelOfStockedShop }, real: { ada, bob } })
        await fc.asyncModelRun(setup, given)
      }),
      { numRuns: 4 },
    )
  }, 60_000)
})

describe('the same in memory', () => {
  it('is what a simple model says, for longer', async () => {
    const alone = fc.commands([fc.tuple(actor, anyOperation).map(([who, what]) => new Alone(who, what))], {
      maxCommands: 25,
      size: 'max',
    })
    await fc.assert(
      fc.asyncProperty(alone, async (given) => {
        using ada = await stockedShop()
        const bob = new Shop(ada.store, ada.workspace)
        await fc.asyncModelRun(() => ({ model: { now: modelOfStockedShop }, real: { ada, bob } }), given)
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
