import type { Revision } from '@towpath/environment'
import type { EnvironmentStatus } from '@towpath/inventory'
import type { PackageLookout } from '../revising/look-for-packages.ts'
import type { StoredEnvironment } from './environment.ts'

/** Looking costs a question to the package store for each package: these are what people go back to. */
const mostRevisions = 10

/** Which of the newest revisions that ran well can't be restored any more. */
export async function readRestorable(
  environment: StoredEnvironment,
  lookout: PackageLookout,
): Promise<NonNullable<EnvironmentStatus['restorable']>> {
  const numbers = [...new Set((await environment.deployedWell()).map((one) => one.number))]
    .filter((number) => number !== environment.state.deployed?.number)
    .sort((a, b) => b - a)
    .slice(0, mostRevisions)
  const revisions = await Promise.all(numbers.map((number) => environment.revision(number)))
  const looked = await Promise.all(revisions.map((revision) => lookAt(revision, lookout)))
  return {
    lookedAt: numbers,
    gone: looked.flatMap(({ revision, removed }) =>
      removed.length === 0 ? [] : [{ revision: revision.number, packages: removed }],
    ),
    unknown: looked.flatMap(({ unknown }) => unknown)[0] ?? null,
  }
}

async function lookAt(revision: Revision, lookout: PackageLookout) {
  const found = Object.entries(await lookout.lookFor(revision.releases))
  return {
    revision,
    removed: found
      .filter(([, { presence }]) => presence.state === 'removed')
      .map(([name]) => name)
      .sort(),
    unknown: found.flatMap(([, { presence }]) => (presence.state === 'unknown' ? [presence.reason] : [])),
  }
}
