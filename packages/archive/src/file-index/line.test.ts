import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArchiveFault } from '../archive-fault.ts'
import type { FileEntry } from '../file-entry.ts'
import { objectionToPath, objectionToTarget } from '../package-path.ts'
import { parseFileIndexLine, renderFileIndexLine } from './line.ts'

const sha256 = '0123456789abcdef'.repeat(4)
const path = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((names) => names.join('/'))
  .filter((text) => !text.endsWith('/') && objectionToPath(text) === undefined)
const entry: fc.Arbitrary<FileEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('file' as const),
    path,
    mode: fc.constantFrom('0644' as const, '0755' as const),
    size: fc.maxSafeNat(),
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  }),
  path.map((text) => ({ kind: 'directory' as const, path: `${text}/` })),
  fc
    .record({ kind: fc.constant('symlink' as const), path, target: path })
    .filter((symlink) => objectionToTarget(symlink.path, symlink.target) === undefined),
)

function codeOf(text: string): string {
  try {
    parseFileIndexLine(text, 7)
    return 'none'
  } catch (error) {
    expect(error).toBeInstanceOf(ArchiveFault)
    expect(String(error)).toContain('line 7')
    return error instanceof ArchiveFault ? error.code : 'other'
  }
}

describe('a line of the file index', () => {
  it('is canonical JSON', () => {
    expect(renderFileIndexLine({ kind: 'file', path: 'dist/a.js', mode: '0644', size: 12, sha256 })).toBe(
      `{"mode":"0644","path":"dist/a.js","sha256":"${sha256}","size":12}`,
    )
    expect(renderFileIndexLine({ kind: 'symlink', path: 'x', target: '../y' })).toBe('{"path":"x","target":"../y"}')
    expect(renderFileIndexLine({ kind: 'directory', path: 'd/' })).toBe('{"mode":"0755","path":"d/"}')
  })

  it('reads as what was written', () => {
    fc.assert(
      fc.property(entry, (value) => {
        expect(parseFileIndexLine(renderFileIndexLine(value), 1)).toEqual(value)
      }),
    )
  })

  it.each([
    '',
    'null',
    '[]',
    '{"path":"x"}',
    '{"mode":"0777","path":"d/"}',
    `{"mode":"0600","path":"a","sha256":"${sha256}","size":1}`,
    `{"mode":"0644","path":"a","sha256":"${sha256.toUpperCase()}","size":1}`,
    `{"mode":"0644","path":"a","sha256":"${sha256}","size":-1}`,
    `{"mode":"0644","path":"a","sha256":"${sha256}","size":1.5}`,
    `{"mode":"0644","path":"a","sha256":"${sha256}","size":"1"}`,
    `{"path":"a","mode":"0644","sha256":"${sha256}","size":1}`,
    `{"mode":"0644","path":"a","sha256":"${sha256}","size":1,"uid":0}`,
    `{"mode":"0644","path":"b","path":"a","sha256":"${sha256}","size":1}`,
    `{"mode":"0644", "path":"a","sha256":"${sha256}","size":1}`,
    '{"path":"x","target":"y"}\r',
  ])('is refused with its number when it is %j', (text) => {
    expect(codeOf(text)).toBe('index-invalid')
  })

  it('is refused when its path or target leaves the package', () => {
    expect(codeOf(`{"mode":"0644","path":"../a","sha256":"${sha256}","size":1}`)).toBe('path-refused')
    expect(codeOf('{"path":"x/","target":"y"}')).toBe('path-refused')
    expect(codeOf('{"path":"x","target":"../y"}')).toBe('symlink-leaves')
  })
})
