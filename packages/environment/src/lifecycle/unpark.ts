import { compareVersionsDescending, satisfies } from '@towpath/descriptor'
import type { Release, Revision } from '../revision.ts'
import type { Parked } from '../state.ts'

/**
 * What stays parked of an entry once a revision is deployed well. What runs now has not failed after all; and nobody waits any more for a
 * package that a newer version of its line has overtaken, or for a spec whose file has changed since.
 */
export function unpark(entry: Parked, revision: Revision): Parked[] {
  if (entry.revision === revision.number) return []
  if (entry.revision > revision.number) return [entry]
  const packages = entry.packages.filter((name) => !isOvertaken(name, revision.releases))
  const spec = entry.spec === revision.spec || isOfFile(revision) ? null : entry.spec
  return packages.length === 0 && spec === null ? [] : [{ ...entry, packages, spec }]
}

function isOvertaken(name: string, releases: readonly Release[]): boolean {
  const at = name.indexOf('@')
  const [service, version] = [name.slice(0, at), name.slice(at + 1)]
  return releases.some(
    (release) =>
      release.service === service &&
      (release.version === version ||
        (satisfies(version, release.line, { prereleases: 'include' }) &&
          compareVersionsDescending(release.version, version) <= 0)),
  )
}

/** Whether its spec is the file's: not one of before, taken because the file's had failed or by a rollback. */
function isOfFile({ kind, environment, verdicts }: Revision): boolean {
  return kind !== 'rollback' && !verdicts.some(({ gate, subject }) => gate === 'parked' && subject === environment)
}
