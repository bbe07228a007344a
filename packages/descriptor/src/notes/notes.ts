import semver from 'semver'
import { DescriptorFault } from '../fault.ts'

const longestSubject = 200

/**
 * A list of the subjects of the commits since the version before, newest first as git gives them. Merges and repeated
 * subjects say nothing new and are left out; empty when nothing is left.
 */
export function notesFromCommits(subjects: readonly string[]): string {
  const told = subjects
    .map((subject) => subject.replace(/\s+/g, ' ').trim())
    .filter((subject) => subject !== '' && !/^Merge (branch|pull request|remote-tracking branch|tag) /.test(subject))
  return [...new Set(told)].map((subject) => `- ${shorten(subject)}`).join('\n')
}

function shorten(subject: string): string {
  return subject.length > longestSubject ? `${subject.slice(0, longestSubject - 1)}…` : subject
}

export type NotesVerdict = { readonly outcome: 'given' } | { readonly outcome: 'warned'; readonly warning: string }

/**
 * Every increment says what changed: a release without notes is refused (DescriptorFault `notes-missing`), a prerelease
 * only warned. `source` is where notes were looked for, as in `CHANGELOG.md` or `git`.
 */
export function requireNotes(version: string, notes: string, source: string): NotesVerdict {
  if (notes.trim() !== '') return { outcome: 'given' }
  const found = `none in ${source}`
  if (semver.prerelease(version) !== null) {
    return { outcome: 'warned', warning: `notes of ${version}: ${found}; a release will need them` }
  }
  throw new DescriptorFault('notes-missing', {
    where: `notes of ${version}`,
    expected: 'what changed since the version before',
    found,
    fix: `Add a section \`## ${version}\` to the changelog, give \`notes\` as text, or build from a checkout with its history (\`fetch-depth: 0\`)`,
  })
}
