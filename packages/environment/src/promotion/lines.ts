import { compareVersionsDescending, satisfies } from '@towpath/descriptor'
import { prereleasePolicy } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'

const anyVersion = '*'

/** The lines of a service, the default first; `*` alone where the spec names none. */
export function linesOf(spec: EnvironmentSpec, service: string): readonly string[] {
  return deliveredService(spec, service)?.versions ?? [anyVersion]
}

/** Without `versions:` any version fits, prereleases too: `accept` has decided about those. */
export function fitsLine(version: string, line: string, spec: EnvironmentSpec): boolean {
  return line === anyVersion || satisfies(version, line, prereleasePolicy(spec))
}

/** What one service has and is to get. Versions, each once. */
export interface LinesToFill {
  readonly spec: EnvironmentSpec
  readonly service: string
  /** What runs in the base, with the one of the default line. */
  readonly carried: readonly string[]
  readonly carriedDefault: string | null
  readonly wished: readonly string[]
}

/**
 * Version by line, in the lines' order. A line keeps the newest of its versions; a version stands in one line, the first
 * that it is the newest of. A wish for an older version than a line has makes way for itself: it was asked for.
 * Without `versions:` there is one version: the newest wished one, else what the default was.
 */
export function fillLines(filled: LinesToFill): ReadonlyMap<string, string> {
  const lines = linesOf(filled.spec, filled.service)
  if (deliveredService(filled.spec, filled.service)?.versions === undefined) {
    const version = newest(filled.wished) ?? filled.carriedDefault ?? newest(filled.carried)
    return version === null ? new Map() : new Map([[anyVersion, version]])
  }
  let kept = filled.carried
  let chosen = newestOfEach(lines, [...kept, ...filled.wished], filled.spec)
  for (const wish of [...filled.wished].sort(compareVersionsDescending)) {
    if ([...chosen.values()].includes(wish)) continue
    const inTheWay = kept.filter((version) => isNewer(version, wish) && shareLine(version, wish, lines, filled.spec))
    for (const blocker of inTheWay.sort(compareVersionsDescending).reverse()) {
      const without = kept.filter((version) => version !== blocker)
      const tried = newestOfEach(lines, [...without, ...filled.wished], filled.spec)
      if (![...tried.values()].includes(wish)) continue
      kept = without
      chosen = tried
      break
    }
  }
  return chosen
}

function newestOfEach(
  lines: readonly string[],
  versions: readonly string[],
  spec: EnvironmentSpec,
): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const chosen = new Map<string, string>()
  for (const line of lines) {
    const version = newest(versions.filter((candidate) => fitsLine(candidate, line, spec)))
    if (version === null || taken.has(version)) continue
    taken.add(version)
    chosen.set(line, version)
  }
  return chosen
}

function newest(versions: readonly string[]): string | null {
  return [...versions].sort(compareVersionsDescending)[0] ?? null
}

function isNewer(version: string, than: string): boolean {
  return compareVersionsDescending(version, than) < 0
}

function shareLine(a: string, b: string, lines: readonly string[], spec: EnvironmentSpec): boolean {
  return lines.some((line) => fitsLine(a, line, spec) && fitsLine(b, line, spec))
}
