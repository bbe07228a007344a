import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DescriptorFaults } from '../fault.ts'
import { nameSchema } from '../name.ts'
import { notYet, scalarSchema } from '../scalar.ts'
import { rangeSchema } from '../version/range.ts'
import { versionSchema } from '../version/version.ts'
import { parseYamlDocument } from './document.ts'

const anything = z.record(z.string(), z.json())

function faultsOf(text: string, schema: z.ZodType = anything, file = 'a.yaml') {
  try {
    parseYamlDocument(text, { file, schema, example: 'package: orders' })
  } catch (error) {
    if (error instanceof DescriptorFaults) return error.all
    throw error
  }
  throw new Error('no fault')
}

const messagesOf = (...parts: Parameters<typeof faultsOf>) => faultsOf(...parts).map((fault) => fault.message)
const codesOf = (...parts: Parameters<typeof faultsOf>) => faultsOf(...parts).map((fault) => fault.code)

describe('a document that is not what YAML should be', () => {
  it.each([
    [
      'an empty file',
      '',
      'yaml-empty',
      'a.yaml:1:1 the document: expected keys and values, found nothing. Begin with `package: orders`.',
    ],
    [
      'only comments',
      '# a\n',
      'yaml-empty',
      'a.yaml:1:1 the document: expected keys and values, found nothing. Begin with `package: orders`.',
    ],
    [
      'a tab',
      'a:\n\tb: 2',
      'yaml-syntax',
      'a.yaml:2:1 the document: expected spaces as indentation, found a tab. Replace the tab with spaces.',
    ],
    [
      'a tab after spaces',
      'a:\n  b: 1\n  \tc: 2',
      'yaml-syntax',
      'a.yaml:3:3 the document: expected spaces as indentation, found a tab. Replace the tab with spaces.',
    ],
    [
      'an open bracket',
      'a: [1, 2',
      'yaml-syntax',
      "a.yaml:1:9 the document: expected YAML, found what can't be read: unexpected end of the stream within a flow collection.",
    ],
    [
      'a value with a colon',
      'a: b: c',
      'yaml-syntax',
      "a.yaml:1:5 the document: expected YAML, found what can't be read: bad indentation of a mapping entry. A value that contains a colon and a space is written in quotes.",
    ],
    [
      'a value that begins with @',
      'a: @b',
      'yaml-syntax',
      "a.yaml:1:4 the document: expected YAML, found what can't be read: bad indentation of a mapping entry. A value that begins with `@` is written in quotes.",
    ],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      'yaml-several-documents',
      'a.yaml:3:1 the document: expected one document in the file, found 2 documents, divided by `---`. Keep one; put the others into files of their own.',
    ],
    [
      'a key twice',
      'a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\n',
      'yaml-duplicate-key',
      'a.yaml:5:3 the key `c`: expected each key once, found it a second time; the first stands in line 3. Remove one of them.',
    ],
    [
      'a key twice in one line',
      '{a: 1, "a": 2}',
      'yaml-duplicate-key',
      'a.yaml:1:8 the key `a`: expected each key once, found it a second time; the first stands in line 1. Remove one of them.',
    ],
    [
      'a tag',
      'a: !!str 1',
      'yaml-tag',
      'a.yaml:1:4 the document: expected values without tags, found the tag `!!str`. Remove the tag; a text that looks like a number is written in quotes.',
    ],
    [
      'a merge key',
      'a: &a {b: 1}\nc:\n  <<: *a',
      'yaml-merge-key',
      'a.yaml:3:3 the document: expected keys written out, found the merge key `<<`, which YAML 1.2 does not have. Write out the keys that it would merge.',
    ],
    [
      'an alias of nothing',
      'a: *b',
      'yaml-alias',
      'a.yaml:1:4 the document: expected an anchor `&b` before the alias, found the alias `*b` of no anchor. Write the value out.',
    ],
    [
      'an alias inside its own anchor',
      'a: &a [1, *a]',
      'yaml-alias',
      'a.yaml:1:11 the document: expected an anchor `&a` before the alias, found the alias `*a` inside its own anchor. Write the value out.',
    ],
    ['a map as key', '? {a: 1}\n: b', 'yaml-syntax', 'a.yaml:1:3 the document: expected a text as key, found a map.'],
    ['no key', ': b', 'yaml-syntax', 'a.yaml:1:1 the document: expected a text as key, found nothing.'],
    [
      '__proto__',
      'a:\n  __proto__: {b: 1}',
      'document-invalid',
      'a.yaml:2:3 the document: expected another key, found the key `__proto__`. Choose another name.',
    ],
    [
      'half a surrogate pair',
      'a: "\\uD800"',
      'document-invalid',
      'a.yaml:1:4 the document: expected Unicode text, found half of a surrogate pair.',
    ],
    ['a list', '- a\n', 'document-invalid', 'a.yaml:1:1 the document: expected a map, found a list.'],
    ['a text', 'hello', 'document-invalid', 'a.yaml:1:1 the document: expected a map, found the text "hello".'],
  ])('%s', (_name, text, code, message) => {
    expect(faultsOf(text).map((fault) => [fault.code, fault.message])).toEqual([[code, message]])
  })

  it('is refused beyond 1 MiB, counted in bytes', () => {
    const most = 1_048_576
    const text = `a: "${'é'.repeat((most - 6) / 2)}"\n`
    expect(Buffer.byteLength(text)).toBe(most)
    expect(Object.keys(parseYamlDocument(text, { file: 'a.yaml', schema: anything }))).toEqual(['a'])
    expect(messagesOf(`${text}#`)).toEqual([
      'a.yaml the document: expected at most 1048576 bytes (1 MiB), found 1048577 bytes.',
    ])
  })

  it('is refused when aliases grow without reason, and told once', () => {
    const lines = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x]'
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    )
    expect(codesOf(lines.join('\n'))).toEqual(['yaml-alias'])
  })

  it('is refused when it is nested too deep', () => {
    expect(codesOf(`a: ${'['.repeat(2000)}${']'.repeat(2000)}`)).toEqual(['yaml-syntax'])
  })

  it('tells all of it at once, in the order of the file', () => {
    expect(codesOf('a: 1\na: 2\nb: !!x 1\nc: *d\n', z.strictObject({ a: z.string() }))).toEqual([
      'document-invalid',
      'yaml-duplicate-key',
      'document-invalid',
      'yaml-tag',
      'document-invalid',
      'yaml-alias',
    ])
  })

  it('is told in time however many problems one list has', () => {
    const text = `a: [${Array(100_000).fill('1').join(', ')}]`
    expect(faultsOf(text, z.strictObject({ a: z.array(z.string()) }))).toHaveLength(50)
  })

  it('is cut to fifty faults', () => {
    const text = Array.from({ length: 90 }, (_, line) => `k${line}: 1`).join('\n')
    expect(faultsOf(text, z.strictObject({}))).toHaveLength(50)
  })
})

describe('a value that the format does not take', () => {
  const versions = z.strictObject({
    services: z.record(nameSchema, z.strictObject({ versions: z.array(rangeSchema) })),
  })

  it('is told as in the guide of how Towpath speaks, letter for letter', () => {
    const text = `${'#\n'.repeat(11)}services:\n  orders:\n          versions: [1.4, ~1.3]\n`
    expect(messagesOf(text, versions, 'environments/staging.yaml')).toEqual([
      'environments/staging.yaml:14:22 services.orders.versions[0]: expected a semver range such as `^1.4`, found the number 1.4. Write it in quotes: `"1.4"`.',
    ])
  })

  const shape = z.strictObject({
    version: versionSchema.optional(),
    range: rangeSchema.optional(),
    name: nameSchema.optional(),
    names: z.record(nameSchema, z.string()).optional(),
    count: z.int({ error: 'a whole number' }).optional(),
    flag: z.boolean().optional(),
    mode: z.enum(['overlap', 'replace']).optional(),
    words: z.array(z.string()).optional(),
    config: z.record(z.string(), scalarSchema).optional(),
    later: notYet('this'),
    where: z
      .union([z.string(), z.strictObject({ from: z.enum(['git', 'file']), path: z.string().optional() })])
      .optional(),
    thing: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a'), apples: z.int() }),
        z.strictObject({ kind: z.literal('b'), bananas: z.int() }),
      ])
      .optional(),
  })

  it.each([
    ['version: 1.4', 'a.yaml:1:10 version: expected a version such as `1.4.0`, found the number 1.4. Write `1.4.0`.'],
    [
      'version: 1.10',
      'a.yaml:1:10 version: expected a version such as `1.4.0`, found the number 1.10. Write `1.10.0`.',
    ],
    [
      'version: v1.4.0',
      'a.yaml:1:10 version: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "v1.4.0". Write `1.4.0`.',
    ],
    [
      'version: "1.4"',
      'a.yaml:1:10 version: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "1.4". Write `1.4.0`.',
    ],
    [
      'version: 01.4.0',
      'a.yaml:1:10 version: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "01.4.0". Write `1.4.0`.',
    ],
    [
      'version: latest',
      'a.yaml:1:10 version: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "latest".',
    ],
    [
      'version:',
      'a.yaml:1:1 version: expected a version such as `1.4.0`, found nothing. Give it a value, or remove the key.',
    ],
    [
      'range: 1.10',
      'a.yaml:1:8 range: expected a semver range such as `^1.4`, found the number 1.10. Write it in quotes: `"1.10"`.',
    ],
    [
      'range: one',
      'a.yaml:1:8 range: expected a semver range such as `^1.4`, `~2.1` or `>=1 <3`, found the text "one".',
    ],
    [
      'name: Order_Service',
      'a.yaml:1:7 name: expected a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end, found the text "Order_Service". Write `order-service`.',
    ],
    ['name: 42', 'a.yaml:1:7 name: expected a name such as `orders`, found the number 42. Write it in quotes: `"42"`.'],
    [
      'name: -app',
      'a.yaml:1:7 name: expected a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end, found the text "-app". Write `app`.',
    ],
    [
      'names: {Orders: x}',
      'a.yaml:1:9 names.Orders: expected a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end, found the key "Orders". Write `orders`.',
    ],
    [
      'names:\n  a.b: x',
      'a.yaml:2:3 names["a.b"]: expected a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end, found the key "a.b". Write `a-b`.',
    ],
    ['count: "8"', 'a.yaml:1:8 count: expected a whole number, found the text "8". Write it without quotes: `8`.'],
    ['count: 1.5', 'a.yaml:1:8 count: expected a whole number, found the number 1.5.'],
    ['flag: yes', 'a.yaml:1:7 flag: expected true or false, found the text "yes". Write `true`.'],
    ['mode: overlab', 'a.yaml:1:7 mode: expected `overlap` or `replace`, found the text "overlab". Write `overlap`.'],
    ['words: a', 'a.yaml:1:8 words: expected a list, found the text "a". Write it as a list: `[a]`.'],
    [
      'words: [a, 1.10, {}]',
      'a.yaml:1:12 words[1]: expected a text, found the number 1.10. Write it in quotes: `"1.10"`.\na.yaml:1:18 words[2]: expected a text, found an empty map.',
    ],
    [
      'config: {A: 1.10}',
      'a.yaml:1:13 config.A: expected a value that arrives as it is written, found `1.10`, which YAML reads as `1.1`. Write `"1.10"` to keep it, or `1.1`.',
    ],
    [
      'config: {A: 0x1F}',
      'a.yaml:1:13 config.A: expected a value that arrives as it is written, found `0x1F`, which YAML reads as `31`. Write `"0x1F"` to keep it, or `31`.',
    ],
    ['config: {A: [1]}', 'a.yaml:1:13 config.A: expected a text, a number, true or false, found a list.'],
    ['config: {A: "a\\0b"}', 'a.yaml:1:13 config.A: expected a text without NUL, found the text "a\\u0000b".'],
    [
      'later: {a: 1}',
      'a.yaml:1:1 later: expected it to be absent (not yet: this; the format knows it, this version does not carry it out), found a map. Remove `later`.',
    ],
    [
      'verion: 1.4.0',
      'a.yaml:1:1 verion: expected `version`, `range`, `name`, `names`, `count`, `flag`, `mode`, `words`, `config`, `where` or `thing`, found the unknown key "verion". Did you mean `version`? Write it so, or remove the key.',
    ],
    [
      'zzz: 1',
      'a.yaml:1:1 zzz: expected `version`, `range`, `name`, `names`, `count`, `flag`, `mode`, `words`, `config`, `where` or `thing`, found the unknown key "zzz". Remove it.',
    ],
    ['where: {from: gitt}', 'a.yaml:1:15 where.from: expected `git` or `file`, found the text "gitt". Write `git`.'],
    [
      'where: {from: git, pth: a}',
      'a.yaml:1:20 where.pth: expected `from` or `path`, found the unknown key "pth". Did you mean `path`? Write it so, or remove the key.',
    ],
    ['where: [1]', 'a.yaml:1:8 where: expected a text or a map, found a list.'],
    [
      'thing: {kind: a, bananas: 1}',
      'a.yaml:1:1 thing.apples: expected a number, found nothing. Add the key `apples`.\na.yaml:1:18 thing.bananas: expected `kind` or `apples`, found the unknown key "bananas". Remove it.',
    ],
    ['thing: {kind: c}', 'a.yaml:1:15 thing.kind: expected `a` or `b`, found the text "c". Write `a`.'],
    ['thing: {}', 'a.yaml:1:1 thing.kind: expected `a` or `b`, found nothing. Add the key `kind`.'],
    [
      'words: ["x\ty\u2028z", 1]',
      'a.yaml:1:18 words[1]: expected a text, found the number 1. Write it in quotes: `"1"`.',
    ],
  ])('%s', (text, message) => {
    expect(messagesOf(text, shape).join('\n')).toBe(message)
  })

  it('gets a code of its own when it is for a later version', () => {
    expect(codesOf('later: 1', shape)).toEqual(['not-yet'])
  })

  it('is shown shortened, with control characters escaped', () => {
    expect(messagesOf(`mode: "${'\\n'.repeat(5)}${'x'.repeat(500)}"`, shape)[0]).toContain(
      `found the text "${'\\n'.repeat(5)}${'x'.repeat(54)}…"`,
    )
  })

  it('is placed where an anchor holds it', () => {
    expect(messagesOf('words: &w [a, 1]\nnames: {aa: b}\nversion: 1.0.0\nrange: *w', shape)).toEqual([
      'a.yaml:1:11 range: expected a semver range such as `^1.4`, found a list.',
      'a.yaml:1:15 words[1]: expected a text, found the number 1. Write it in quotes: `"1"`.',
    ])
  })

  it.each(['\n', '\r\n', '\r'])('is placed in the right line when lines end in %j', (end) => {
    expect(messagesOf(['words:', '  - a', '  - 1', ''].join(end), shape)).toEqual([
      'a.yaml:3:5 words[1]: expected a text, found the number 1. Write it in quotes: `"1"`.',
    ])
  })
})

describe('what a caller checks beyond the schema', () => {
  it('is told at its place, key or value', () => {
    const schema = z.strictObject({ a: z.string(), b: z.string() })
    const check = () => [
      { path: ['b'], at: 'key' as const, expected: 'no b' },
      { path: ['a'], expected: 'another a', found: 'this', fix: 'Change it' },
    ]
    expect(() => parseYamlDocument('a: x\nb: y', { file: 'f', schema, check })).toThrow(
      'f:1:4 a: expected another a, found this. Change it.\nf:2:1 b: expected no b, found the text "y".',
    )
  })
})

describe('a good document', () => {
  const readable = (text: string) => parseYamlDocument(text, { file: 'a.yaml', schema: anything })

  it('may use a few aliases', () => {
    expect(readable('a: &a {x: [1, 2]}\nb: *a\nc: *a')).toEqual({
      a: { x: [1, 2] },
      b: { x: [1, 2] },
      c: { x: [1, 2] },
    })
  })

  it('keeps words and dates as text, and keys as written', () => {
    expect(readable('a: yes\nb: 2026-11-23\n1.10: no\n~: x')).toEqual({
      a: 'yes',
      b: '2026-11-23',
      '1.10': 'no',
      '~': 'x',
    })
  })

  it('gets nothing from the prototype of objects', () => {
    const value = readable('constructor: {prototype: {polluted: 1}}')
    expect(Object.keys(value)).toEqual(['constructor'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('is what it was before it was written as JSON, which YAML contains', () => {
    const json = fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto'))),
    )
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        expect(readable(JSON.stringify(value, null, indent))).toEqual(value)
      }),
    )
  })

  it('never ends in anything but a value or faults with places in the file, whatever the text', () => {
    const pieces = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!t ',
      '#',
      '|\n',
      '\t',
      '<<',
      '1.10',
      '---\n',
      '? ',
      '\u2028',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
        (text) => {
          const lines = text.split(/\r\n|\n|\r/).length
          try {
            readable(text)
          } catch (error) {
            if (!(error instanceof DescriptorFaults)) throw error
            for (const { explanation } of error.all) {
              expect(explanation.place?.line).toBeGreaterThanOrEqual(1)
              expect(explanation.place?.line).toBeLessThanOrEqual(lines)
              expect(explanation.place?.column).toBeGreaterThanOrEqual(1)
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
