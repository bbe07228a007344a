import semver from 'semver'
import { z } from 'zod'

const longest = 96

/** SemVer 2.0.0, at most 96 characters, written in full and without a leading `v`. */
export const versionSchema = z
  .string({ error: 'a version such as `1.4.0`' })
  .refine(isVersion, { error: 'a full semantic version such as `1.4.0` or `1.4.0-rc.1`' })
  .meta({ maxLength: longest })

export function isVersion(text: string): boolean {
  if (text.length > longest || !/^\d/.test(text)) return false
  const parsed = semver.parse(text)
  return parsed !== null && sameText(parsed, text)
}

function sameText(parsed: semver.SemVer, text: string): boolean {
  const build = parsed.build.length === 0 ? '' : `+${parsed.build.join('.')}`
  return `${parsed.version}${build}` === text
}

/** Higher first; build metadata breaks ties so that the order is total. */
export function compareVersionsDescending(a: string, b: string): number {
  return semver.rcompare(a, b) || semver.compareBuild(b, a)
}

/** The nearest full version that someone who wrote `v1.4` may have meant, or null. */
export function suggestVersion(text: string): string | null {
  return semver.coerce(text, { includePrerelease: true })?.version ?? null
}
