import semver from 'semver'
import type { Level } from './change.ts'

const order: readonly Level[] = ['patch', 'minor', 'major']

/**
 * The version that a new one is compared with: the newest lower release. Prereleases promise nothing, so none is ever compared
 * with; build metadata has no precedence. Null for the first.
 */
export function baselineOf(version: string, published: readonly string[]): string | null {
  const lower = published.filter((one) => semver.prerelease(one) === null && semver.lt(one, version))
  return lower.sort(semver.rcompare)[0] ?? null
}

/**
 * How much may change from one version to the next. A prerelease is judged as the release that it leads to. Below 1.0.0 as
 * SemVer and `^` have it: in 0.y.z a break needs y, in 0.0.z anything may change.
 */
export function allowedLevel(baseline: string, version: string): Level {
  const [was, is] = [new semver.SemVer(baseline), new semver.SemVer(version)]
  if (is.major > was.major) return 'major'
  if (is.major === 0) return was.minor === 0 || is.minor > was.minor ? 'major' : 'minor'
  return is.minor > was.minor ? 'minor' : 'patch'
}

export function allows(allowed: Level, required: Level): boolean {
  return order.indexOf(allowed) >= order.indexOf(required)
}

/**
 * The lowest version that may change so much and that nobody published, with the prerelease and build metadata of the one that was
 * meant. Published numbers are taken, those of prereleases too: a change on an older line goes above all of its major, or of all.
 */
export function rightVersion(
  version: string,
  baseline: string,
  required: Exclude<Level, 'patch'>,
  published: readonly string[],
): string {
  const meant = new semver.SemVer(version)
  const prerelease = meant.prerelease.length === 0 ? '' : `-${meant.prerelease.join('.')}`
  const build = meant.build.length === 0 ? '' : `+${meant.build.join('.')}`
  const { major } = new semver.SemVer(baseline)
  const inTheWay = [baseline, ...published].map(baseOf).filter((one) => required === 'major' || one.major === major)
  const highest = inTheWay.reduce((a, b) => (a.compare(b) > 0 ? a : b))
  return `${raised(highest, required)}${prerelease}${build}`
}

function baseOf(version: string): semver.SemVer {
  const { major, minor, patch } = new semver.SemVer(version)
  return new semver.SemVer(`${major}.${minor}.${patch}`)
}

function raised({ major, minor, patch }: semver.SemVer, required: Exclude<Level, 'patch'>): string {
  if (major > 0) return required === 'major' ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`
  return required === 'major' ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`
}
