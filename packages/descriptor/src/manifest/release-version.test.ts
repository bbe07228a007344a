import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { isVersion } from '../version/version.ts'
import { resolveVersion, withPrerelease } from './release-version.ts'

const from = (source: 'package.json' | 'git-tag') => ({ package: 'orders', version: { from: source } })

describe('the version of a release', () => {
  it('is what the manifest says', () => {
    expect(resolveVersion({ package: 'orders', version: '1.4.0' }, {})).toBe('1.4.0')
  })

  it('comes from package.json', () => {
    expect(resolveVersion(from('package.json'), { packageJson: '{"version": "1.4.0"}' })).toBe('1.4.0')
  })

  it.each([
    [null, 'package.json: expected a file beside the manifest, found none. Write the version in the manifest.'],
    [
      '{}',
      '`version` of package.json: expected a full semantic version such as `1.4.0`, found none. Add the key `version`.',
    ],
    [
      '{"version": "v1.4"}',
      '`version` of package.json: expected a full semantic version such as `1.4.0`, found the text "v1.4". Write `1.4.0`.',
    ],
  ])('is refused when package.json is %s', (packageJson, message) => {
    expect(() => resolveVersion(from('package.json'), { packageJson })).toThrow(message)
  })

  it('is refused when package.json is no JSON', () => {
    expect(() => resolveVersion(from('package.json'), { packageJson: '{' })).toThrow(
      /^package.json: expected JSON, found/,
    )
  })

  it.each([
    [['v1.4.0'], '1.4.0'],
    [['1.4.0'], '1.4.0'],
    [['orders@1.4.0', 'v9.0.0', 'stock@2.0.0'], '1.4.0'],
    [['orders/v1.4.0'], '1.4.0'],
    [['orders-v1.4.0', 'orders-1.10.0'], '1.10.0'],
    [['nightly', 'v1.4.0-rc.1'], '1.4.0-rc.1'],
  ])('comes from the tags %j', (tags, version) => {
    expect(resolveVersion(from('git-tag'), { tags })).toBe(version)
  })

  it('is refused when no tag names one', () => {
    expect(() => resolveVersion(from('git-tag'), { tags: ['nightly', 'stock@1.0.0'] })).toThrow(
      'version: {from: git-tag}: expected a tag such as `v1.4.0` or `orders@1.4.0` at the commit that is built, found `nightly`, `stock@1.0.0`.',
    )
    expect(() => resolveVersion(from('git-tag'), {})).toThrow('found none')
  })
})

describe('a prerelease', () => {
  it.each([
    ['1.4.0', 'pr.12.3', '1.4.0-pr.12.3'],
    ['1.4.0', '', '1.4.0'],
    ['1.4.0-rc.1', 'pr.12', '1.4.0-rc.1.pr.12'],
    ['1.4.0+abc', 'pr.12', '1.4.0-pr.12+abc'],
  ])('of %s with "%s" is %s', (version, prerelease, result) => {
    expect(withPrerelease(version, prerelease)).toBe(result)
  })

  it.each([
    ['pr_12', 'Write `pr-12`'],
    ['pr..12', 'Write `pr.12`'],
    ['pr.012', 'Write `pr.12`'],
    ['feature/x', 'Write `feature-x`'],
    ['x'.repeat(97), 'found the text'],
    ['a+b', 'Write `a-b`'],
  ])('is refused for "%s"', (prerelease, part) => {
    expect(() => withPrerelease('1.4.0', prerelease)).toThrow(part)
  })

  it('is a version before the release it is for', () => {
    const identifiers = fc.array(fc.stringMatching(/^(0|[1-9]\d{0,3}|[a-z]{1,5})$/), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(identifiers, (parts) => {
        const version = withPrerelease('1.4.0', parts.join('.'))
        expect(isVersion(version)).toBe(true)
        expect(semver.lt(version, '1.4.0')).toBe(true)
      }),
    )
  })
})
