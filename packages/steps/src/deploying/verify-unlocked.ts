import { EnvironmentFault, judgeDeployLocks, type Revision } from '@towpath/environment'
import { Faults } from '@towpath/fault'
import type { MetadataStore } from '@towpath/metadata-store'
import type { StoredEnvironment } from '../environments/environment.ts'
import { readGlobalStop } from '../environments/global-stop.ts'

/** Refuses to deploy what a lock stands over. Throws `locked`, once for each lock. */
export async function verifyUnlocked(...given: Parameters<typeof locksOver>): Promise<void> {
  const [first, ...others] = await locksOver(...given)
  if (first !== undefined) throw new Faults([first, ...others])
}

/** What stands in the way of a deploy, with who holds it, since when and why; empty: nothing. */
export async function locksOver(
  store: MetadataStore,
  environment: StoredEnvironment,
  target: Revision,
  now: Date,
): Promise<readonly EnvironmentFault[]> {
  const { name, state } = environment
  const stop = await readGlobalStop(store, environment)
  const locks = [...state.locks, ...stop]
  if (locks.length === 0) return []
  const withSpec = async (revision: Revision) => ({ revision, spec: await environment.spec(revision) })
  const { deployed } = state
  return judgeDeployLocks({
    state: { lease: state.lease, locks },
    target: await withSpec(target),
    deployed: deployed === null ? null : await withSpec(await environment.revision(deployed.number)),
    now: now.toISOString(),
  }).map(
    ({ subject, reason, fixes }) =>
      new EnvironmentFault('locked', {
        where: `${name}@${target.number} can't be deployed: ${subject}: ${reason}`,
        ...(fixes[0] !== undefined && { fix: fixes[0] }),
      }),
  )
}
