import { canonicalJson } from '@towpath/descriptor'
import {
  activeLocks,
  type EnvironmentState,
  environmentDomain,
  environmentPaths,
  type Lock,
  type LockScope,
  putLock,
  removeLock,
} from '@towpath/environment'
import { Fault } from '@towpath/fault'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, StoredEnvironment } from '../environments/environment.ts'
import { listEnvironments } from '../environments/find-environment.ts'
import { verifyService } from '../environments/verify-service.ts'
import { StepFault } from '../step-fault.ts'

export type LockedPlace = Pick<LockScope, 'environment' | 'service'>

/** What came of one environment when all were to be locked or unlocked. */
export type LockOutcome =
  | { readonly environment: string; readonly outcome: 'locked' | 'unlocked'; readonly lock: Lock }
  /** There was nothing to lift. */
  | { readonly environment: string; readonly outcome: 'open' }
  /** It could not be written, or somebody else's is in the way. */
  | { readonly environment: string; readonly outcome: 'failed'; readonly code: string; readonly message: string }

/** Locks an environment, or one service in it. Throws `environment-unknown`, `service-unknown`, `locked` when another has done so. */
export async function lock(store: MetadataStore, { environment, service }: LockedPlace, wanted: Lock): Promise<Lock> {
  const known = await readEnvironment(store, environment)
  if (service !== null) await verifyService(known, service)
  await write(store, environment, `lock ${nameOf({ environment, service })}: ${wanted.reason}`, (state) =>
    putLock(state, environment, { ...wanted, service }),
  )
  return { ...wanted, service }
}

/** Lifts a lock and gives it back. Throws `lock-unknown`. */
export async function unlock(
  store: MetadataStore,
  { environment, service }: LockedPlace,
  { by, now }: { readonly by: string; readonly now: string },
): Promise<Lock> {
  await readEnvironment(store, environment)
  return lift(store, { environment, service, everywhere: false }, by, now)
}

/** The global stop: a lock in every environment that there is; one that comes later heeds theirs. Each environment's outcome, in order. */
export async function lockAll(store: MetadataStore, wanted: Lock): Promise<readonly LockOutcome[]> {
  const everywhere: Lock = { ...wanted, service: null, everywhere: true }
  return inEach(store, async (environment) => {
    await write(store, environment, `lock every environment: ${wanted.reason}`, (state) =>
      putLock(state, environment, everywhere),
    )
    return { environment, outcome: 'locked', lock: everywhere }
  })
}

/** Lifts the global stop; locks of single environments stay. */
export async function unlockAll(
  store: MetadataStore,
  { by, now }: { readonly by: string; readonly now: string },
): Promise<readonly LockOutcome[]> {
  return inEach(store, async (environment) => {
    const { state } = await StoredEnvironment.at(await store.read(environmentDomain(environment)), environment)
    if (!activeLocks(state.locks, now).some(({ everywhere }) => everywhere)) return { environment, outcome: 'open' }
    const lock = await lift(store, { environment, service: null, everywhere: true }, by, now)
    return { environment, outcome: 'unlocked', lock }
  })
}

/** Looks again when it is through: what came meanwhile is one of all too. */
async function inEach(
  store: MetadataStore,
  act: (environment: string) => Promise<LockOutcome>,
): Promise<readonly LockOutcome[]> {
  const outcomes = new Map<string, LockOutcome>()
  const left = async () => (await listEnvironments(store)).filter((name) => !outcomes.has(name))
  for (let names = await left(); names.length > 0; names = await left()) {
    for (const name of names) outcomes.set(name, await tryIn(name, act))
  }
  if (outcomes.size > 0) return [...outcomes.values()].sort((a, b) => (a.environment < b.environment ? -1 : 1))
  throw new StepFault('environment-unknown', {
    where: 'Every environment',
    expected: 'at least one',
    found: 'none in the metadata store',
    fix: "Check `metadata-store`: this one may be another team's",
  })
}

/** One that can't be locked must not keep the others open. */
async function tryIn(name: string, act: (environment: string) => Promise<LockOutcome>): Promise<LockOutcome> {
  try {
    return await act(name)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { environment: name, outcome: 'failed', code: error.code, message: error.message }
  }
}

async function lift(store: MetadataStore, scope: LockScope, by: string, now: string): Promise<Lock> {
  const removed: Lock[] = []
  const what = scope.everywhere ? 'every environment' : nameOf(scope)
  await write(store, scope.environment, `unlock ${what} by ${by}`, (state) => {
    const lifted = removeLock(state, scope, now)
    removed.push(lifted.removed)
    return lifted.state
  })
  const last = removed.at(-1)
  if (last === undefined) throw new TypeError('the lock was lifted without being there')
  return last
}

async function write(
  store: MetadataStore,
  environment: string,
  message: string,
  change: (state: EnvironmentState) => EnvironmentState,
): Promise<void> {
  await store.commit(environmentDomain(environment), message, async (at) => {
    const { state } = await StoredEnvironment.at(at, environment)
    return { kind: 'change', write: { [environmentPaths.state]: canonicalJson(change(state)) } }
  })
}

function nameOf({ environment, service }: LockedPlace): string {
  return service === null ? environment : `${service} in ${environment}`
}
