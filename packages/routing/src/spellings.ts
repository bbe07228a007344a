import { isRange, labelOfRange, spellingsOfRange, spellingsOfVersion } from '@towpath/descriptor'

/** A way to write a range, and the range that it means (DESIGN §7: the closed list). */
export interface Spelling {
  readonly spelling: string
  /** As node-semver reads it; a label's is the range that it stands for. */
  readonly range: string
  readonly isLabel: boolean
}

/** A declared range as written, canonical, and its label. */
export function spellingsForRange(range: string): readonly Spelling[] {
  const label = labelOfRange(range)
  return spellingsOfRange(range).map((spelling) => ({ spelling, range, isLabel: spelling === label }))
}

/** What a live version is routed by whoever declares it: each form means itself, each label the bare form that it stands for. */
export function spellingsForVersion(version: string): readonly Spelling[] {
  const forms = spellingsOfVersion(version).filter(isForm)
  const labels = forms
    .filter((form) => /^\d/.test(form))
    .map((range) => ({ spelling: labelOfRange(range), range, isLabel: true }))
  return [...forms.map((range) => ({ spelling: range, range, isLabel: false })), ...labels]
}

/** Bare, or with an operator; not a label, though `v2` is a range as well. */
function isForm(spelling: string): boolean {
  return /^[\^~=]?\d/.test(spelling) && isRange(spelling)
}
