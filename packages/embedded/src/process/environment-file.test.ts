import { assert, constantFrom, dictionary, oneof, property, string, stringMatching } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EmbeddedFault } from '../fault.ts'
import { parseEnvironmentFile, renderEnvironmentFile } from './environment-file.ts'

const pem = '-----BEGIN KEY-----\nMIIB+/=\n-----END KEY-----\n'
const awkward = constantFrom(
  'a\nb',
  '\r\n',
  '"',
  "'",
  '$HOME',
  '\\',
  '\\"',
  '`id`',
  '#x',
  ' ',
  '\t',
  '=',
  '%n',
  'ü€😀',
  pem,
)

describe('an environment file', () => {
  it('carries every value that it takes unchanged', () => {
    const value = oneof(awkward, string({ unit: 'grapheme' }), string({ unit: 'binary' }))
    const names = stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/)
    assert(
      property(dictionary(names, value), (variables) => {
        let text: string
        try {
          text = renderEnvironmentFile(variables)
        } catch (error) {
          expect(error).toBeInstanceOf(EmbeddedFault)
          return
        }
        expect(parseEnvironmentFile(text)).toEqual({ ...variables })
      }),
      { numRuns: 500 },
    )
  })

  it('takes newlines, quotes, dollars, backslashes, backticks, unicode and PEM', () => {
    const variables = { A: 'a\nb\r\n', B: `"'$\\\``, C: 'ü€😀', D: pem, E: '', F: '# no comment' }
    expect(parseEnvironmentFile(renderEnvironmentFile(variables))).toEqual(variables)
  })

  it('is written as systemd reads it', () => {
    expect(renderEnvironmentFile({ A: 'x"y$z\\`\nw' })).toBe('A="x\\"y\\$z\\\\\\`\nw"\n')
  })

  it('reads what systemd reads besides', () => {
    expect(parseEnvironmentFile(`# c\n; c\n\nA=b c \nB='x$"\\'\n  C=""\nD="\\n"`)).toEqual({
      A: 'b c',
      B: 'x$"\\',
      C: '',
      D: '\\n',
    })
  })

  it.each([
    ['a NUL', { A: 'x\0' }],
    ['half a surrogate pair', { A: '\ud800' }],
    ['a noncharacter', { A: '\ufffe' }],
    ['a value that no process can be given', { A: 'x'.repeat(128 * 1024) }],
    ['a name with a dash', { 'A-B': 'x' }],
  ])('refuses %s', (_, variables) => {
    expect(() => renderEnvironmentFile(variables)).toThrow(EmbeddedFault)
  })

  it.each(['A="x', 'A="x" y', 'no name', '1A="x"'])('refuses the malformed %j without showing a value', (text) => {
    expect(() => parseEnvironmentFile(text, 'file')).toThrow(/^file:1: expected/)
  })
})
