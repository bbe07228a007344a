import semver from 'semver'
import { z } from 'zod'
import { spellings } from '../explanation/spellings.ts'
import { parsedVersion } from './parsed.ts'

const longest = 96

/** For editors; `isVersion` decides. https://semver.org, "Is there a suggested regular expression" */
const pattern =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/

/** SemVer 2.0.0, at most 96 characters, written in full and without a leading `v`. */
export const versionSchema = z
  .string({ error: 'a version such as `1.4.0`' })
  .refine(isVersion, { error: 'a full semantic version such as `1.4.0` or `1.4.0-rc.1`' })
  .meta({ maxLength: longest, pattern: pattern.source })
  .register(spellings, { correct: suggestVersion })

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
  const [first, second] = [parsedVersion(a), parsedVersion(b)]
  return second.compare(first) || second.compareBuild(first)
}

/** The full version that someone who wrote `v1.4`, `1.4` or `01.4.0` meant, or null. */
export function suggestVersion(text: string): string | null {
  const parts = /^\s*[v=]*\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+][0-9A-Za-z.+-]+)?\s*$/i.exec(text)
  if (parts === null) return null
  const [, major = '0', minor = '0', patch = '0', rest = ''] = parts
  const version = `${[major, minor, patch].map(withoutLeadingZeros).join('.')}${rest}`
  return isVersion(version) ? version : null
}

const withoutLeadingZeros = (digits: string) => digits.replace(/^0+(?=\d)/, '')
