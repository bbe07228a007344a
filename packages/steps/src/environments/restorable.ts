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
  const found = await lookout.lookFor(revisions.flatMap((revision) => revision.releases))
  const presences = Object.entries(found)
  const removed = new Set(presences.flatMap(([name, { presence }]) => (presence.state === 'removed' ? [name] : [])))
  const unknown = presences.flatMap(([, { presence }]) => (presence.state === 'unknown' ? [presence.reason] : []))
  return {
    lookedAt: numbers,
    gone: revisions.flatMap(({ number, releases }) => {
      const packages = releases
        .map(({ service, version }) => `${service}@${version}`)
        .filter((name) => removed.has(name))
      return packages.length === 0 ? [] : [{ revision: number, packages }]
    }),
    unknown: unknown[0] ?? null,
  }
}
