import { nearest } from '../explanation/nearest.ts'
import type { Problem } from '../explanation/problem.ts'
import type { PackageSetManifest } from '../manifest/package-set.ts'
import { parsePackageSetManifest } from '../manifest/parse-manifest.ts'
import { newestSatisfying, satisfies } from '../version/range.ts'
import { renderVersionsThere } from '../version/render-versions.ts'
import { compareVersionsDescending, isVersion } from '../version/version.ts'

/** What is published of the packages that a set names. */
export interface PublishedForSet {
  /** By name: all its versions; absent where the name is not published. */
  readonly versions: Readonly<Record<string, readonly string[]>>
  /** By name: those marked bad, with who says why. */
  readonly bad: Readonly<Record<string, Readonly<Record<string, { readonly by: string; readonly reason: string }>>>>
  /** All published names, to find the one that was meant. */
  readonly names: readonly string[]
}

/** A set with its ranges resolved. */
export interface FrozenSet {
  readonly manifest: PackageSetManifest
  /** Exact version by name. */
  readonly packages: Readonly<Record<string, string>>
}

/**
 * A set's manifest with each range as the newest published version that it takes and nobody has marked bad. Throws
 * DescriptorFaults, at the line of each package that is not published so.
 */
export function freezePackageSet(text: string, file: string, published: PublishedForSet): FrozenSet {
  const manifest = parsePackageSetManifest(text, file, (value) => freezeProblems(value, published))
  const packages = Object.entries(manifest.packages).map(([name, range]) => [name, frozen(name, range, published)])
  return { manifest, packages: Object.fromEntries(packages) }
}

/** Whether a record is what a manifest would freeze to, had nothing been published since: then it is the same set. */
export function isFrozenFrom(packages: Readonly<Record<string, string>>, manifest: PackageSetManifest): boolean {
  const names = Object.keys(manifest.packages)
  return (
    names.length === Object.keys(packages).length &&
    names.every((name) => {
      const version = Object.hasOwn(packages, name) ? packages[name] : undefined
      return version !== undefined && takes(manifest.packages[name] ?? '', version)
    })
  )
}

function takes(range: string, version: string): boolean {
  return isVersion(range) ? range === version : satisfies(version, range, { prereleases: 'exclude' })
}

function frozen(name: string, range: string, { versions, bad }: PublishedForSet): string | null {
  const all = of(versions, name) ?? []
  if (isVersion(range)) return all.includes(range) ? range : null
  const good = all.filter((version) => of(of(bad, name) ?? {}, version) === undefined)
  return newestSatisfying(good, range, { prereleases: 'exclude' })
}

function* freezeProblems(manifest: PackageSetManifest, published: PublishedForSet): Generator<Problem> {
  for (const [name, range] of Object.entries(manifest.packages)) {
    const path = ['packages', name]
    const all = of(published.versions, name) ?? []
    if (all.length === 0) {
      const near = nearest(name, published.names)
      yield {
        path,
        at: 'key',
        expected: 'a package that is published',
        found: `${name}, of which no version is published`,
        fix:
          near === undefined
            ? `Publish ${name} first, or correct the name`
            : `Write \`${near}\`, or publish ${name} first`,
      }
      continue
    }
    const version = frozen(name, range, published)
    if (version === null) {
      yield {
        path,
        expected: `a published version of ${name}`,
        found: `\`${range}\`, which none fits; there ${renderVersionsThere(nearestVersions(all, range))}`,
        fix: 'Publish it first, or choose one that is there',
      }
      continue
    }
    const mark = of(of(published.bad, name) ?? {}, version)
    if (mark !== undefined) {
      yield {
        path,
        expected: `a version of ${name} that is not marked bad`,
        found: `${version}, marked bad by ${mark.by}: ${mark.reason}`,
        fix: 'Choose another version',
      }
    }
  }
}

/** Those of the same major first, newest first. */
function nearestVersions(versions: readonly string[], range: string): readonly string[] {
  const major = /\d+/.exec(range)?.[0]
  const isNear = (version: string) => version.split('.')[0] === major
  const sorted = [...versions].sort(compareVersionsDescending)
  return [...sorted.filter(isNear), ...sorted.filter((version) => !isNear(version))]
}

function of<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
