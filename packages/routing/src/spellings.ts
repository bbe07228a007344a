import { isRange, labelOfRange, spellingsOfRange, spellingsOfVersion } from '@towpath/descriptor'

/** A way to write a range, and the range that it means (DESIGN §7: the closed list). */
export interface Spelling {
  readonly spelling: string
  /** As node-semver reads it; a label's is the range that it stands for. */
  readonly range: string
}

/** A declared range as written, canonical, and its label. */
export function spellingsForRange(range: string): readonly Spelling[] {
  return spellingsOfRange(range).map((spelling) => ({ spelling, range }))
}

/** What a live version is routed by whoever declares it: each form means itself, each label the form that it stands for. */
export function spellingsForVersion(version: string): readonly Spelling[] {
  const spellings = spellingsOfVersion(version)
  const forms = spellings.filter(isRange)
  const labels = forms
    .map((range) => ({ spelling: labelOfRange(range), range }))
    .filter(({ spelling }) => spellings.includes(spelling))
  return [...forms.map((range) => ({ spelling: range, range })), ...labels]
}
