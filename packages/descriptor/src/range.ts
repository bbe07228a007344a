import { createHash } from 'node:crypto'
import semver from 'semver'
import { z } from 'zod'

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
 * What stands for a range in a host name or path: `v2`, `v2-1`, `v2-1-0` for ranges that equal a bare form, else `r` and
 * 8 hex digits of the sha256 of the canonical range (DESIGN §7).
 */
export function labelOfRange(range: string): string {
  const canonical = canonicalRange(range)
  const numbers = /(\d+)\.(\d+)\.(\d+)/.exec(canonical)
  if (numbers !== null) {
    const [, major, minor, patch] = numbers
    for (const bare of [[major], [major, minor], [major, minor, patch]]) {
      if (canonicalRange(bare.join('.')) === canonical) return `v${bare.join('-')}`
    }
  }
  return `r${createHash('sha256').update(canonical).digest('hex').slice(0, 8)}`
}

export interface PrereleasePolicy {
  /** `include` lets prereleases satisfy ranges that don't name them. */
  readonly prereleases: 'exclude' | 'include'
}

export function satisfies(version: string, range: string, policy: PrereleasePolicy): boolean {
  return semver.satisfies(version, range, { includePrerelease: policy.prereleases === 'include' })
}

/** The highest version that the range takes, or null. */
export function newestSatisfying(versions: readonly string[], range: string, policy: PrereleasePolicy): string | null {
  return semver.maxSatisfying(versions, range, { includePrerelease: policy.prereleases === 'include' })
}
