import { compareVersionsDescending } from '@towpath/descriptor'
import type { VersionNotes } from '../plan/plan.ts'
import type { Release } from '../revision.ts'
import type { Reading } from './published.ts'

const mostVersions = 20

/** What each version after `from`, up to `to`, says of itself, newest first; only `to`'s own where nothing came before. */
export function notesBetween(from: Release | null, to: Release, reading: Reading): readonly VersionNotes[] {
  const own = { version: to.version, notes: to.descriptor.notes }
  if (from === null || compareVersionsDescending(from.version, to.version) <= 0) return [own]
  const between = versionsBetween(from.version, to.version, reading.package(to.service)?.versions ?? [])
  const notes = between.flatMap((version) => {
    const record = reading.record(to.service, version)
    return record === undefined ? [] : [{ version, notes: record.descriptor.notes }]
  })
  return [own, ...notes]
}

/** Those after `from` and before `to`, newest first; prereleases only on the way to one. At most 19. */
export function versionsBetween(from: string, to: string, published: readonly string[]): readonly string[] {
  return published
    .filter((version) => compareVersionsDescending(version, from) < 0 && compareVersionsDescending(to, version) < 0)
    .filter((version) => to.includes('-') || !version.includes('-'))
    .sort(compareVersionsDescending)
    .slice(0, mostVersions - 1)
}
