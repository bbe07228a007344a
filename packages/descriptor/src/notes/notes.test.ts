import { Fault } from '@towpath/fault'
import { describe, expect, it } from 'vitest'
import { changelogSection } from './changelog.ts'
import { notesFromCommits, requireNotes } from './notes.ts'

describe('the section of a changelog', () => {
  const changelog = `# Changelog

## [Unreleased]
- Later

## [1.4.2] - 2026-11-23

### Fixed
- Carts are kept

\`\`\`
## 1.4.1
\`\`\`

## v1.4.1 (2026-11-20)
- Earlier

## 1.4.0-rc.1
- Try

## [1.3.0](https://example.com/1.2.9...1.3.0) (2026-10-01)
- Linked

## 1.2.0

[1.4.2]: https://example.com
`

  it.each([
    ['1.4.2', '### Fixed\n- Carts are kept\n\n```\n## 1.4.1\n```'],
    ['1.4.1', '- Earlier'],
    ['1.4.0-rc.1', '- Try'],
    ['1.3.0', '- Linked'],
  ])('about %s', (version, section) => expect(changelogSection(changelog, version)).toBe(section))

  it.each(['1.4.0', '1.2.0', '1.2.9', '4.2', '11.4.2', '1.4.2-rc.1', '2.0.0'])('about %s is not there', (version) =>
    expect(changelogSection(changelog, version)).toBeNull(),
  )

  it.each([
    ['plain', '# 1.4.2\ntext\n# 1.4.1\n'],
    ['with a v', '# v1.4.2\ntext\n# v1.4.1\n'],
    ['with the name of the package', '## orders@1.4.2\ntext\n## orders@1.4.1\n'],
    ['underlined with =', '1.4.2\n=====\ntext\n\n1.4.1\n=====\nold\n'],
    ['underlined with -', 'Version 1.4.2\n---\ntext\n\nVersion 1.4.1\n---\nold\n'],
    ['with a closing #', '## 1.4.2 ##\ntext\n'],
    ['in lines that end in CRLF', '## 1.4.2\r\n\r\ntext\r\n\r\n## 1.4.1\r\n'],
    ['deeper', '# Releases\n### 1.4.2\ntext\n### 1.4.1\n'],
  ])('may have a heading %s', (_name, text) => expect(changelogSection(text, '1.4.2')).toBe('text'))

  it('does not take a list before a rule for a heading', () => {
    expect(changelogSection('## 1.4.2\n- one\n---\nmore\n', '1.4.2')).toBe('- one\n---\nmore')
  })

  it('ends at a higher heading too', () => {
    expect(changelogSection('## 1.4.2\ntext\n# Appendix\nmore', '1.4.2')).toBe('text')
  })
})

describe('notes from commits', () => {
  it('are their subjects, without merges, repetitions and line breaks', () => {
    const subjects = [
      'Keep carts',
      'Merge pull request #12 from acme/x',
      ' Keep  carts ',
      '',
      'Say\nmore',
      "Merge branch 'main'",
    ]
    expect(notesFromCommits(subjects)).toBe('- Keep carts\n- Say more')
  })

  it('are empty when nothing happened', () => {
    expect(notesFromCommits([])).toBe('')
  })

  it('are cut to a readable length', () => {
    expect(notesFromCommits(['x'.repeat(1000)])).toHaveLength(202)
  })
})

describe('a version without notes', () => {
  it('is refused when it is a release', () => {
    expect(() => requireNotes('1.4.2', ' \n', 'CHANGELOG.md')).toThrow(Fault)
    expect(() => requireNotes('1.4.2+b', '', 'CHANGELOG.md')).toThrow(
      'notes of 1.4.2+b: expected what changed since the version before, found none in CHANGELOG.md.',
    )
  })

  it('is warned when it is a prerelease', () => {
    expect(requireNotes('1.4.2-rc.1', '', 'git')).toEqual({
      outcome: 'warned',
      warning: 'notes of 1.4.2-rc.1: none in git; a release will need them',
    })
  })

  it('is fine with any', () => {
    expect(requireNotes('1.4.2', 'Say more', 'the manifest')).toEqual({ outcome: 'given' })
  })
})
