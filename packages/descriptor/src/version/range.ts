import { createHash } from 'node:crypto'
import semver from 'semver'
import { z } from 'zod'
import { parsedRange, parsedVersion } from './parsed.ts'

/** A range as node-semver understands it (DESIGN §7), of at most 256 characters. */
export const rangeSchema = z
  .string({ error: 'a semver range such as `^1.4`' })
  .refine(isRange, { error: 'a semver range such as `^1.4`, `~2.1` or `>=1 <3`' })

export function isRange(text: string): boolean {
  return text.length <= 256 && text.trim() !== '' && semver.validRange(text) !== null
}

/** `Range.format()` parsed without options, or `*`: what two spellings of one range share. */
export function canonicalRange(range: string): string {
  return new semver.Range(range).format() || '*'
}

/**
 * What stands for a range in a host name or path: `v2`, `v2-1`, `v2-1-0` for ranges that equal a bare form (`^2` is `v2`,
 * `~2.1` is `v2-1`, `^0.2` is `v0-2`), else `r` and 8 hex digits of the sha256 of the canonical range (DESIGN §7).
 */
export function labelOfRange(range: string): string {
  const canonical = canonicalRange(range)
  const bare = bareForms(canonical).find((form) => canonicalRange(form.join('.')) === canonical)
  if (bare !== undefined) return `v${bare.join('-')}`
  return `r${createHash('sha256').update(canonical).digest('hex').slice(0, 8)}`
}

/** Bare forms that a canonical range could equal, by the numbers in it; `0` is `<1.0.0-0`, so zeros count as named. */
function bareForms(canonical: string): string[][] {
  const named = [...canonical.matchAll(/(\d+)\.(\d+)\.(\d+)/g)].map(([, ...numbers]) => numbers)
  return [...named, ['0', '0', '0']].flatMap((numbers) => [numbers.slice(0, 1), numbers.slice(0, 2), numbers])
}

/** The spellings by which a declared range is routed: as written, canonical, and its label (DESIGN §7). */
export function spellingsOfRange(range: string): string[] {
  return [...new Set([range, canonicalRange(range), labelOfRange(range)])]
}

/**
 * The spellings by which a live version is routed whoever declares them: bare, `^`, `~` and `=` forms of its major, minor
 * and exact numbers, and the labels of the bare ones (DESIGN §7). The exact number has no build metadata.
 */
export function spellingsOfVersion(version: string): string[] {
  const { major, minor, version: exact } = new semver.SemVer(version)
  const bare = [`${major}`, `${major}.${minor}`, exact]
  const forms = ['', '^', '~', '='].flatMap((operator) => bare.map((numbers) => `${operator}${numbers}`))
  return [...new Set([...forms, ...bare.map(labelOfRange)])]
}

export interface PrereleasePolicy {
  /** `include` lets prereleases satisfy ranges that don't name them. */
  readonly prereleases: 'exclude' | 'include'
}

export function satisfies(version: string, range: string, policy: PrereleasePolicy): boolean {
  return parsedRange(range, policy.prereleases)?.test(parsedVersion(version, policy.prereleases)) ?? false
}

/** The highest version that the range takes, or null. */
export function newestSatisfying(versions: readonly string[], range: string, policy: PrereleasePolicy): string | null {
  return semver.maxSatisfying(versions, range, { includePrerelease: policy.prereleases === 'include' })
}
