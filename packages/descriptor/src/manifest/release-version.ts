import semver from 'semver'
import { z } from 'zod'
import { quoteShort } from '../explanation/found.ts'
import { DescriptorFault } from '../fault.ts'
import { compareVersionsDescending, isVersion, suggestVersion } from '../version/version.ts'
import type { Manifest } from './manifest.ts'

/** What a version can come from, read by the caller. */
export interface VersionSources {
  /** Text of the package.json beside the manifest; null when there is none. */
  readonly packageJson?: string | null
  /** Names of the tags at the commit that is built. */
  readonly tags?: readonly string[]
}

/**
 * The version that a manifest names, its `from` resolved. Of several tags those with the package's name
 * (`orders@1.4.0`, `orders/v1.4.0`, `orders-1.4.0`) go before bare ones (`v1.4.0`), then the highest.
 * Throws DescriptorFault `version-invalid`.
 */
export function resolveVersion(manifest: Pick<Manifest, 'package' | 'version'>, sources: VersionSources): string {
  const { version } = manifest
  if (typeof version === 'string') return version
  return version.from === 'package.json'
    ? versionOfPackageJson(sources.packageJson ?? null)
    : versionOfTags(manifest.package, sources.tags ?? [])
}

const packageJsonSchema = z.looseObject({ version: z.string() })

function versionOfPackageJson(text: string | null): string {
  const where = '`version` of package.json'
  const expected = 'a full semantic version such as `1.4.0`'
  if (text === null)
    throw invalid('package.json', 'a file beside the manifest', 'none', 'Write the version in the manifest')
  const parsed = packageJsonSchema.safeParse(parseJson(text))
  if (!parsed.success) throw invalid(where, expected, 'none', 'Add the key `version`')
  const { version } = parsed.data
  if (isVersion(version)) return version
  const near = suggestVersion(version)
  throw invalid(where, expected, `the text ${quoteShort(version)}`, near === null ? undefined : `Write \`${near}\``)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw invalid('package.json', 'JSON', found, undefined, cause)
  }
}

function versionOfTags(name: string, tags: readonly string[]): string {
  const named = tags.flatMap((tag) =>
    ['@', '/', '-'].flatMap((divider) => (tag.startsWith(`${name}${divider}`) ? [tag.slice(name.length + 1)] : [])),
  )
  const [version] = [named, tags].flatMap((texts) =>
    texts.map(withoutV).filter(isVersion).sort(compareVersionsDescending),
  )
  if (version !== undefined) return version
  throw invalid(
    'version: {from: git-tag}',
    `a tag such as \`v1.4.0\` or \`${name}@1.4.0\` at the commit that is built`,
    tags.length === 0 ? 'none' : tags.map((tag) => `\`${tag}\``).join(', '),
    `Tag the commit, for example \`git tag ${name}@1.4.0\`, and fetch tags in the checkout (\`fetch-tags: true\`)`,
  )
}

const withoutV = (text: string) => text.replace(/^v(?=\d)/, '')

/**
 * The version of a build that is no release: `1.4.0` with `pr.12.3` is `1.4.0-pr.12.3`. A version that is a prerelease
 * already keeps its identifiers and gets these after them (`1.4.0-rc.1.pr.12.3`); build metadata stays. An empty text
 * changes nothing. Throws DescriptorFault `prerelease-invalid`.
 */
export function withPrerelease(version: string, prerelease: string): string {
  if (prerelease === '') return version
  const { major, minor, patch, prerelease: present, build } = new semver.SemVer(version)
  const identifiers = [...present, prerelease].join('.')
  const metadata = build.length === 0 ? '' : `+${build.join('.')}`
  const result = `${major}.${minor}.${patch}-${identifiers}${metadata}`
  if (/^[0-9A-Za-z.-]+$/.test(prerelease) && isVersion(result)) return result
  const near = nearPrerelease(prerelease)
  throw new DescriptorFault('prerelease-invalid', {
    where: 'prerelease',
    expected:
      'letters, digits and `-` in parts divided by `.`, such as `pr.12.3`, and a version of at most 96 characters',
    found: `the text ${quoteShort(prerelease)}`,
    ...(near !== prerelease && isVersion(`0.0.0-${near}`) ? { fix: `Write \`${near}\`` } : {}),
  })
}

function nearPrerelease(text: string): string {
  return text
    .split('.')
    .map((part) => part.replace(/[^0-9A-Za-z-]+/g, '-').replace(/^0+(?=\d+$)/, ''))
    .filter((part) => part !== '')
    .join('.')
}

function invalid(where: string, expected: string, found: string, fix?: string, cause?: unknown): DescriptorFault {
  const explanation = { where, expected, found, ...(fix === undefined ? {} : { fix }) }
  return new DescriptorFault('version-invalid', explanation, { cause })
}
