import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { allowedLevel, allows, baselineOf, rightVersion } from './bump.ts'
import type { Level } from './change.ts'

const part = fc.nat({ max: 4 })
const release = fc.tuple(part, part, part).map((numbers) => numbers.join('.'))
const suffix = fc.constantFrom('', '-rc.1', '-beta.2', '+b7', '-rc.1+b7')
const version = fc.tuple(release, suffix).map((parts) => parts.join(''))
const level = fc.constantFrom<Level>('patch', 'minor', 'major')
const beyondPatch = fc.constantFrom('minor' as const, 'major' as const)

describe('the version that a new one is compared with', () => {
  it.each([
    ['1.5.0', ['1.3.0', '1.4.2', '1.4.10', '2.0.0'], '1.4.10'],
    ['1.3.5', ['1.3.4', '1.4.0', '2.0.0'], '1.3.4'],
    ['1.5.0', ['1.4.0', '1.5.0-rc.1'], '1.4.0'],
    ['1.5.0-rc.2', ['1.4.0', '1.5.0-rc.1'], '1.4.0'],
    ['1.5.0-rc.1', ['1.4.0', '1.5.0'], '1.4.0'],
    ['1.5.0+b', ['1.4.0', '1.5.0+a'], '1.4.0'],
    ['1.5.0', ['1.4.0+a'], '1.4.0+a'],
    ['1.0.0', ['1.0.0-rc.1', '2.0.0'], null],
    ['1.0.0', [], null],
  ])('of %s among %j is %s', (candidate, published, baseline) =>
    expect(baselineOf(candidate, published)).toBe(baseline),
  )

  it('is the highest release below it', () => {
    fc.assert(
      fc.property(version, fc.array(version), (candidate, published) => {
        const baseline = baselineOf(candidate, published)
        const lower = published.filter((one) => semver.prerelease(one) === null && semver.compare(one, candidate) < 0)
        if (baseline === null) expect(lower).toEqual([])
        else {
          expect(lower).toContain(baseline)
          expect(lower.every((one) => semver.lte(one, baseline))).toBe(true)
        }
      }),
    )
  })
})

describe('how much may change', () => {
  it.each([
    ['1.4.2', '1.4.3', 'patch'],
    ['1.4.2', '1.5.0', 'minor'],
    ['1.4.2', '1.5.1', 'minor'],
    ['1.4.2', '2.0.0', 'major'],
    ['1.4.2', '1.5.0-rc.1', 'minor'],
    ['1.4.2', '1.4.3-rc.1', 'patch'],
    ['1.4.2', '2.0.0-0', 'major'],
    ['1.4.2', '1.4.3+b', 'patch'],
    ['0.3.1', '0.3.2', 'minor'],
    ['0.3.1', '0.4.0', 'major'],
    ['0.3.1', '0.4.0-rc.1', 'major'],
    ['0.3.1', '1.0.0', 'major'],
    ['0.0.3', '0.0.4', 'major'],
    ['0.0.3', '0.1.0', 'major'],
  ])('from %s to %s is what is %s', (was, is, allowed) => expect(allowedLevel(was, is)).toBe(allowed))

  it('is what `^` says: whoever takes the one by it takes the other, unless a break is allowed', () => {
    fc.assert(
      fc.property(release, release, (a, b) => {
        const [was, is] = [a, b].sort(semver.compare)
        if (was === undefined || is === undefined || was === is) return
        expect(allowedLevel(was, is) === 'major').toBe(!semver.satisfies(is, `^${was}`) || was.startsWith('0.0.'))
      }),
    )
  })

  it('has nothing to do with prerelease and build metadata', () => {
    fc.assert(
      fc.property(release, release, suffix, (was, is, end) => {
        expect(allowedLevel(was, `${is}${end}`)).toBe(allowedLevel(was, is))
        expect(allowedLevel(`${was}+b`, is)).toBe(allowedLevel(was, is))
      }),
    )
  })

  it('includes all that is less', () => {
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        expect(allows(a, a)).toBe(true)
        if (allows(a, b) && allows(b, c)) expect(allows(a, c)).toBe(true)
        expect(allows(a, b) || allows(b, a)).toBe(true)
      }),
    )
    expect([allows('major', 'minor'), allows('minor', 'major')]).toEqual([true, false])
  })
})

describe('the right version', () => {
  it.each([
    ['1.4.3', '1.4.2', 'minor', ['1.4.2'], '1.5.0'],
    ['1.4.3', '1.4.2', 'major', ['1.4.2'], '2.0.0'],
    ['1.4.3-rc.1', '1.4.2', 'minor', ['1.4.2'], '1.5.0-rc.1'],
    ['1.4.3+b7', '1.4.2', 'major', ['1.4.2'], '2.0.0+b7'],
    ['0.3.2', '0.3.1', 'major', ['0.3.1'], '0.4.0'],
    ['1.3.5', '1.3.4', 'minor', ['1.3.4', '1.4.0', '2.1.0'], '1.5.0'],
    ['1.3.5', '1.3.4', 'major', ['1.3.4', '1.4.0', '2.1.0'], '3.0.0'],
    ['1.4.3', '1.4.2', 'minor', ['1.4.2', '1.5.0-rc.1'], '1.6.0'],
  ] as const)('for %s above %s with what is %s is, beside %j, %s', (meant, baseline, required, published, right) =>
    expect(rightVersion(meant, baseline, required, published)).toBe(right),
  )

  it('is free, above the baseline, and high enough for the one that it will be compared with', () => {
    fc.assert(
      fc.property(version, fc.array(version), beyondPatch, (meant, published, required) => {
        const baseline = baselineOf(meant, published)
        if (baseline === null) return
        const right = rightVersion(meant, baseline, required, published)
        expect(published.some((one) => semver.eq(one, right))).toBe(false)
        expect(semver.gt(right, baseline)).toBe(true)
        const next = baselineOf(right, published) ?? ''
        expect(allows(allowedLevel(next, right), required)).toBe(true)
        expect([semver.prerelease(right), semver.parse(right)?.build]).toEqual([
          semver.prerelease(meant),
          semver.parse(meant)?.build,
        ])
      }),
    )
  })
})
