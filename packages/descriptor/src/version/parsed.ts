import semver from 'semver'
import type { PrereleasePolicy } from './range.ts'

/** More distinct texts than one plan of a large environment compares; then it begins anew. */
const mostKept = 50_000

/** Parsing is most of the work of a comparison, and the same few texts are compared again and again. */
function keepParsed<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const kept = new Map<string, Parsed>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const parsed = parse(text)
    if (kept.size >= mostKept) kept.clear()
    kept.set(text, parsed)
    return parsed
  }
}

interface Parsing {
  /** Throws TypeError. */
  readonly version: (text: string) => semver.SemVer
  /** null: it is none. */
  readonly range: (text: string) => semver.Range | null
}

function parsingWith(includePrerelease: boolean): Parsing {
  return {
    version: keepParsed((text) => new semver.SemVer(text, { includePrerelease })),
    range: keepParsed((text) =>
      semver.validRange(text) === null ? null : new semver.Range(text, { includePrerelease }),
    ),
  }
}

/** By policy: semver parses again what was parsed with another one. */
const parsings: Readonly<Record<PrereleasePolicy['prereleases'], Parsing>> = {
  exclude: parsingWith(false),
  include: parsingWith(true),
}

export function parsedVersion(text: string, policy: PrereleasePolicy['prereleases'] = 'exclude'): semver.SemVer {
  return parsings[policy].version(text)
}

export function parsedRange(text: string, policy: PrereleasePolicy['prereleases'] = 'exclude'): semver.Range | null {
  return parsings[policy].range(text)
}
