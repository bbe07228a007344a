import {
  type Descriptor,
  type PackageSetManifest,
  type PublishedForSet,
  packagePaths,
  parseMark,
  parsePackageRecord,
} from '@towpath/descriptor'
import type { Snapshot } from '@towpath/metadata-store'
import { listVersions } from './listed-versions.ts'

/** What the store has of the packages that a set names; all names only when one of them is unknown. */
export async function readPublishedForSet(at: Snapshot, { packages }: PackageSetManifest): Promise<PublishedForSet> {
  const names = Object.keys(packages)
  const versions = await Promise.all(names.map(async (name) => [name, await versionsOf(at, name)] as const))
  const bad = await Promise.all(names.map(async (name) => [name, await marksOf(at, name)] as const))
  const isUnknown = versions.some(([, all]) => all.length === 0)
  return {
    versions: Object.fromEntries(versions),
    bad: Object.fromEntries(bad),
    names: isUnknown ? await namesIn(at) : names,
  }
}

/** Descriptors of exact versions, which are published. */
export async function readDescriptors(
  at: Snapshot,
  packages: Readonly<Record<string, string>>,
): Promise<readonly Descriptor[]> {
  const read = await Promise.all(
    Object.entries(packages).map(async ([name, version]) => {
      const path = packagePaths.record(name, version)
      const text = await at.get(path)
      return text === undefined ? [] : [parsePackageRecord(text, path).descriptor]
    }),
  )
  return read.flat()
}

/** Without those whose bytes are removed, or to be. */
async function versionsOf(at: Snapshot, name: string): Promise<readonly string[]> {
  const versions = await listVersions(at, packagePaths.records(name))
  const removed = new Set(await at.list(packagePaths.removals(name)))
  return versions.filter((version) => !removed.has(packagePaths.removal(name, version)))
}

async function marksOf(at: Snapshot, name: string): Promise<PublishedForSet['bad'][string]> {
  const paths = await at.list(packagePaths.marks(name))
  const marks = await Promise.all(
    paths.map(async (path) => {
      const text = await at.get(path)
      return text === undefined ? [] : [parseMark(text, path)]
    }),
  )
  return Object.fromEntries(marks.flat().map(({ version, by, reason }) => [version, { by, reason }]))
}

async function namesIn(at: Snapshot): Promise<readonly string[]> {
  const paths = await at.list('packages/')
  return [...new Set(paths.flatMap((path) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? []))]
}
