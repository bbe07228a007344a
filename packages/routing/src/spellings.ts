import { canonicalRange, labelOfRange } from '@towpath/descriptor'
import semver from 'semver'

/** A way to write a range, and the range that it means (DESIGN §7: the closed list). */
export interface Spelling {
  readonly spelling: string
  /** As node-semver reads it; a label's is the range that it stands for. */
  readonly range: string
}

/** A declared range as written, canonical, and its label. */
export function spellingsOfRange(range: string): readonly Spelling[] {
  return [
    { spelling: range, range },
    { spelling: canonicalRange(range), range },
    { spelling: labelOfRange(range), range },
  ]
}

/** The bare, `^`, `~` and `=` forms of a version's major, minor and exact numbers, and the labels of all of them. */
export function spellingsOfVersion(version: string): readonly Spelling[] {
  const { major, minor, version: exact } = new semver.SemVer(version)
  return [...new Set([`${major}`, `${major}.${minor}`, exact, version])]
    .flatMap((numbers) => ['', '^', '~', '='].map((operator) => `${operator}${numbers}`))
    .flatMap((range) => [
      { spelling: range, range },
      { spelling: labelOfRange(range), range },
    ])
}
