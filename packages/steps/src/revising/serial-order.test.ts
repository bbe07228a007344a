import { environmentDomain } from '@towpath/environment'
import { MemoryMetadataStore, type MetadataStore, SharedMemory } from '@towpath/metadata-store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GitRepository } from '../testing/git-repository.ts'
import {
  type Actor,
  applyOperation,
  environmentOperation,
  type Operation,
  type Outcome,
  stockedShop,
} from '../testing/operation.ts'
import { Shop } from '../testing/shop.ts'

type Turn = readonly [actor: Actor, operation: Operation]

interface Ending {
  readonly ada: readonly Outcome[]
  readonly bob: readonly Outcome[]
  /** Every document of the environment. */
  readonly documents: Readonly<Record<string, string>>
}

async function documentsOf(store: MetadataStore): Promise<Ending['documents']> {
  const at = await store.read(environmentDomain('dev'))
  const paths = await at.list('')
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await at.get(path)) ?? ''] as const)))
}

/** Each one's operations in order, the two at the same time. */
async function race(stores: Readonly<Record<Actor, MetadataStore>>, workspace: string, turns: Turns): Promise<Ending> {
  const run = async (actor: Actor) => {
    const shop = new Shop(stores[actor], workspace)
    const outcomes: Outcome[] = []
    for (const operation of turns[actor]) outcomes.push(await applyOperation(shop, actor, operation))
    return outcomes
  }
  const [ada, bob] = await Promise.all([run('ada'), run('bob')])
  return { ada, bob, documents: await documentsOf(stores.ada) }
}

type Turns = Readonly<Record<Actor, readonly Operation[]>>

/** The same, one after the other. */
async function inTurns(workspace: string, order: readonly Turn[]): Promise<Ending> {
  const shop = await stockedShop(undefined, workspace)
  const outcomes: Record<Actor, Outcome[]> = { ada: [], bob: [] }
  for (const [actor, operation] of order) outcomes[actor].push(await applyOperation(shop, actor, operation))
  return { ...outcomes, documents: await documentsOf(shop.store) }
}

function interleavings(ada: readonly Operation[], bob: readonly Operation[]): readonly (readonly Turn[])[] {
  const [first, ...others] = ada
  const [other, ...rest] = bob
  if (first === undefined) return [bob.map((operation) => ['bob', operation] as const)]
  if (other === undefined) return [ada.map((operation) => ['ada', operation] as const)]
  return [
    ...interleavings(others, bob).map((order) => [['ada', first] as const, ...order]),
    ...interleavings(ada, rest).map((order) => [['bob', other] as const, ...order]),
  ]
}

async function expectSomeSerialOrder(ending: Ending, workspace: string, turns: Turns): Promise<void> {
  const endings: Ending[] = []
  for (const order of interleavings(turns.ada, turns.bob)) {
    const serial = await inTurns(workspace, order)
    if (JSON.stringify(serial) === JSON.stringify(ending)) return
    endings.push(serial)
  }
  expect(endings).toContainEqual(ending)
}

const turns = (most: number): fc.Arbitrary<Turns> => {
  const operations = fc.array(environmentOperation, { minLength: 1, maxLength: most })
  return fc.record({ ada: operations, bob: operations })
}

describe('what two writers do at once', () => {
  it('in memory equals some order of one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(turns(2), async (given) => {
        const memory = new SharedMemory()
        using shop = await stockedShop(new MemoryMetadataStore(memory))
        const stores = { ada: shop.store, bob: new MemoryMetadataStore(memory) }
        const ending = await race(stores, shop.workspace, given)
        await expectSomeSerialOrder(ending, shop.workspace, given)
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('in a git repository equals some order of one after the other', async () => {
    await using stocked = await GitRepository.create()
    using shop = await stockedShop(await stocked.open())
    await fc.assert(
      fc.asyncProperty(turns(2), async (given) => {
        await using repository = await stocked.copy()
        const stores = { ada: await repository.open(), bob: await repository.open() }
        const ending = await race(stores, shop.workspace, given)
        await expectSomeSerialOrder(ending, shop.workspace, given)
      }),
      { numRuns: 4 },
    )
  }, 60_000)

  it('to the same service leaves both promotions, one after the other, in one chain', async () => {
    await using repository = await GitRepository.create()
    using shop = await stockedShop(await repository.open())
    const promote = (version: string): Operation => ({ kind: 'promote', service: 'stock', version })
    const given = { ada: [promote('1.1.0')], bob: [promote('1.2.0')] }
    const ending = await race({ ada: shop.store, bob: await repository.open() }, shop.workspace, given)
    expect([ending.ada, ending.bob]).toEqual([['done'], ['done']])
    const dev = await shop.environment('dev')
    expect(dev.state.desired?.number).toBe(3)
    const [second, third] = await Promise.all([dev.revision(2), dev.revision(3)])
    expect(third).toMatchObject({ base: 2, previous: { number: 2 } })
    expect(third.verdicts).toContainEqual(
      expect.objectContaining({ gate: 'waiting', outcome: 'warn', subject: `stock ${versionOf(second)}` }),
    )
    expect(dev.state.waiting).toMatchObject([{ package: 'stock', version: versionOf(third) }])
  })
})

function versionOf({ releases }: { readonly releases: readonly { service: string; version: string }[] }): string {
  return releases.find(({ service }) => service === 'stock')?.version ?? ''
}
