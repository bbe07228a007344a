import type { Actor, Operation, Outcome, ServiceName } from './operation.ts'

type Releases = Readonly<Record<ServiceName, string>>

interface ModelRevision {
  readonly kind: 'promote' | 'rollback'
  readonly releases: Releases
  readonly base: number | null
  /** Services that it brought pins of. */
  readonly brought: readonly ServiceName[]
  /** By service, those that stood when it was made. */
  readonly pins: Partial<Releases>
}

/** What an environment of two services should be, told as simply as can be: no documents, no digests, no store. For tests. */
export interface EnvironmentModel {
  /** `revisions[0]` has the number 1; the last one is the desired one. */
  readonly revisions: readonly ModelRevision[]
  readonly deployed: number
  readonly deployedWell: readonly number[]
  readonly failed: readonly number[]
  /** By service: the version that it is pinned to. */
  readonly pins: Partial<Releases>
  /** By service, or `all`: who holds it. */
  readonly locks: Partial<Readonly<Record<ServiceName | 'all', Actor>>>
  readonly marks: readonly string[]
  readonly waiting: readonly string[]
}

const names: readonly ServiceName[] = ['orders', 'stock']

export const modelOfStockedShop: EnvironmentModel = {
  revisions: [{ kind: 'promote', releases: { orders: '1.0.0', stock: '1.0.0' }, base: null, brought: [], pins: {} }],
  deployed: 1,
  deployedWell: [1],
  failed: [],
  pins: {},
  locks: {},
  marks: [],
  waiting: [],
}

export interface Step {
  readonly outcome: Outcome
  readonly model: EnvironmentModel
}

export function stepModel(model: EnvironmentModel, actor: Actor, operation: Operation): Step {
  switch (operation.kind) {
    case 'promote':
      return promote(model, operation)
    case 'rollback':
      return rollback(model, operation.to)
    case 'deploy':
      return deploy(model, operation.outcome)
    case 'lock': {
      const key = operation.service ?? 'all'
      const holder = model.locks[key]
      if (holder !== undefined && holder !== actor) return refused(model)
      return done({ ...model, locks: { ...model.locks, [key]: actor } })
    }
    case 'unlock': {
      const { [operation.service ?? 'all']: lifted, ...locks } = model.locks
      return lifted === undefined ? refused(model) : done({ ...model, locks })
    }
    case 'unpin': {
      const { [operation.service]: pinned, ...pins } = model.pins
      return pinned === undefined ? refused(model) : done({ ...model, pins })
    }
    case 'mark-bad': {
      const marked = `${operation.service}@${operation.version}`
      return model.marks.includes(marked)
        ? { outcome: 'unchanged', model }
        : done({ ...model, marks: [...model.marks, marked] })
    }
  }
}

function promote(
  model: EnvironmentModel,
  { service, version }: { readonly service: ServiceName; readonly version: string },
): Step {
  const base = baseOf(model)
  const before = revisionOf(model, base).releases
  const releases = { ...before, [service]: version }
  const pinned = model.pins[service]
  if (model.marks.includes(`${service}@${version}`)) return refused(model)
  if (pinned !== undefined && pinned === before[service] && pinned !== version) return refused(model)
  if (isWanted(model, releases)) return { outcome: 'unchanged', model }
  if (isLocked(model, changed(before, releases))) return refused(model)
  return done(withRevision(model, { kind: 'promote', releases, base, brought: [] }))
}

function rollback(model: EnvironmentModel, to: number): Step {
  const desired = model.revisions.length
  if (to > desired || !model.deployedWell.includes(to)) return refused(model)
  if (to === model.deployed && desired === model.deployed) return refused(model)
  const base = baseOf(model)
  const before = revisionOf(model, base).releases
  const { releases } = revisionOf(model, to)
  const brought = changed(before, releases)
  if (isLocked(model, brought)) return refused(model)
  if (brought.some((name) => model.marks.includes(`${name}@${releases[name]}`))) return refused(model)
  if (isWanted(model, releases)) return { outcome: 'unchanged', model }
  const stays = names.filter((name) => model.pins[name] === releases[name])
  const pins = Object.fromEntries([...stays, ...brought].map((name) => [name, releases[name]]))
  return done(withRevision({ ...model, pins }, { kind: 'rollback', releases, base, brought }))
}

function deploy(model: EnvironmentModel, outcome: 'deployed' | 'rolled-back'): Step {
  const desired = model.revisions.length
  const { kind, releases, base, brought } = revisionOf(model, desired)
  const running = revisionOf(model, model.deployed).releases
  if (desired !== model.deployed && isLocked(model, changed(running, releases))) return refused(model)
  if (outcome === 'deployed') {
    const deployedWell = [...model.deployedWell, desired]
    const failed = model.failed.filter((number) => number !== desired)
    return done({ ...model, deployed: desired, deployedWell, failed, waiting: [] })
  }
  const before = base === null ? null : revisionOf(model, base).releases
  const parked = names.filter((name) => before?.[name] !== releases[name]).map((name) => `${name}@${releases[name]}`)
  return done({
    ...model,
    failed: [...model.failed, desired],
    pins: {
      ...(kind === 'rollback' && base !== null && displaced(revisionOf(model, base).pins, releases)),
      ...Object.fromEntries(Object.entries(model.pins).filter(([name]) => !brought.some((one) => one === name))),
    },
    waiting: model.waiting.filter((name) => !parked.includes(name)),
  })
}

/** Pins whose release made way. */
function displaced(pins: Partial<Releases>, releases: Releases): Partial<Releases> {
  return Object.fromEntries(
    names.flatMap((name) => (pins[name] === undefined || pins[name] === releases[name] ? [] : [[name, pins[name]]])),
  )
}

/** The newest that did not fail. */
function baseOf({ revisions, deployed, failed }: EnvironmentModel): number {
  for (let number = revisions.length; number > deployed; number -= 1) if (!failed.includes(number)) return number
  return deployed
}

function isWanted({ revisions, failed }: EnvironmentModel, releases: Releases): boolean {
  const newest = revisions.at(-1)?.releases
  return newest !== undefined && !failed.includes(revisions.length) && changed(newest, releases).length === 0
}

function isLocked({ locks }: EnvironmentModel, changing: readonly ServiceName[]): boolean {
  return locks.all !== undefined || changing.some((name) => locks[name] !== undefined)
}

function withRevision(model: EnvironmentModel, revision: Omit<ModelRevision, 'pins'>): EnvironmentModel {
  const running = revisionOf(model, model.deployed).releases
  const waiting = changed(running, revision.releases).map((name) => `${name}@${revision.releases[name]}`)
  return { ...model, revisions: [...model.revisions, { ...revision, pins: model.pins }], waiting }
}

function changed(before: Releases, after: Releases): readonly ServiceName[] {
  return names.filter((name) => before[name] !== after[name])
}

function revisionOf({ revisions }: EnvironmentModel, number: number): ModelRevision {
  const revision = revisions[number - 1]
  if (revision === undefined) throw new Error(`no revision ${number}`)
  return revision
}

const done = (model: EnvironmentModel): Step => ({ outcome: 'done', model })
const refused = (model: EnvironmentModel): Step => ({ outcome: 'refused', model })
