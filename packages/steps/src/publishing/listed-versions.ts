import type { Snapshot } from '@towpath/metadata-store'

const record = /\/(\d[^/]*)\.json$/

/** Versions that a folder of the domain `packages` has records of (`packagePaths.records`, `packagePaths.sets`), in any order. */
export async function listVersions(at: Snapshot, folder: string): Promise<readonly string[]> {
  return (await at.list(folder)).flatMap((path) => record.exec(path)?.[1] ?? [])
}

/** The one of a version, or one that differs in build metadata only: both are the same release to semver. Null: neither is there. */
export async function findVersion(at: Snapshot, folder: string, version: string): Promise<string | null> {
  const versions = await listVersions(at, folder)
  if (versions.includes(version)) return version
  return versions.find((one) => withoutBuild(one) === withoutBuild(version)) ?? null
}

function withoutBuild(version: string): string {
  return version.replace(/\+.*$/, '')
}
