import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configProblems, parseConfigSchema } from '../config-schema/config-schema.ts'
import { compareConfig } from './compare-config.ts'
import { type Edit, edited } from './testing/edited.ts'

const base = {
  type: 'object',
  properties: {
    LOG_LEVEL: { type: 'string', enum: ['debug', 'info'] },
    TIMEOUT_MS: { type: 'integer', minimum: 1, maximum: 5000 },
    NAME: { type: 'string', maxLength: 10, pattern: '^[a-z]+$' },
  },
  required: ['LOG_LEVEL'],
}

const text = (schema: unknown) => ({ schema: JSON.stringify(schema), defaults: {} })

function changesOf(...edits: Edit[]): string[] {
  const { changes } = compareConfig(text(base), text(edited(base, ...edits)))
  return changes.map(({ level, place, what }) => `${level} ${place} ${what}`)
}

const at = 'code.config.schema#'

describe('the config schema of a package', () => {
  it('is unproven where it refers by an anchor, since nobody looks there', () => {
    const by = (minimum: number) => ({
      properties: { PORT: { $ref: '#port' } },
      $defs: { Port: { $anchor: 'port', type: 'integer', minimum } },
    })
    expect(compareConfig(text(by(1)), text(by(1024)))).toEqual({
      changes: [],
      unproven: [
        {
          place: `${at}/properties/PORT`,
          why: '`#port` is no path to anything in the contract',
          fix: 'Refer by a path such as `#/$defs/Port`',
        },
      ],
    })
  })

  it.each([
    ['items', (second: object) => ({ items: [{ type: 'string' }, second] })],
    ['additionalItems', (second: object) => ({ items: [{ type: 'string' }], additionalItems: second })],
  ])('breaks where a place of a list takes other values: %s', (_name, list) => {
    const of = (second: object) => text({ properties: { LIST: { type: 'array', ...list(second) } } })
    const { changes } = compareConfig(of({ type: 'string' }), of({ type: 'integer' }))
    expect(changes.map(({ level }) => level)).toEqual(['major'])
  })

  it.each<[string, Edit[], string[]]>([
    ['says nothing new', [], []],
    [
      'is told in other words',
      [
        ['/title', 'x'],
        ['/$comment', 'y'],
        ['/properties/NAME/description', 'z'],
      ],
      [],
    ],
    ['gives a default in words only', [['/properties/NAME/default', 'x']], []],
    ['adds a key', [['/properties/EXTRA', { type: 'string' }]], [`minor ${at}/properties/EXTRA added`]],
    [
      'adds a required key',
      [
        ['/properties/EXTRA', { type: 'string' }],
        ['/required/-', 'EXTRA'],
      ],
      [`major ${at}/properties/EXTRA added, and required`],
    ],
    ['asks for a key that was optional', [['/required/-', 'NAME']], [`major ${at}/required \`NAME\` became required`]],
    ['no longer asks for a key', [['/required', []]], [`minor ${at}/required \`LOG_LEVEL\` is no longer required`]],
    ['removes a key', [['/properties/NAME', undefined]], [`major ${at}/properties/NAME removed`]],
    [
      'narrows a type',
      [['/properties/NAME/type', 'integer']],
      [`major ${at}/properties/NAME/type the type was string, is integer`],
    ],
    [
      'widens a type',
      [['/properties/TIMEOUT_MS/type', 'number']],
      [`minor ${at}/properties/TIMEOUT_MS/type the type was integer, is number`],
    ],
    [
      'takes a value away',
      [['/properties/LOG_LEVEL/enum', ['debug']]],
      [`major ${at}/properties/LOG_LEVEL/enum without "info" now`],
    ],
    [
      'takes one value alone',
      [['/properties/LOG_LEVEL', { type: 'string', const: 'info' }]],
      [`major ${at}/properties/LOG_LEVEL/enum without "debug" now`],
    ],
    [
      'takes a further value',
      [['/properties/LOG_LEVEL/enum/-', 'warn']],
      [`minor ${at}/properties/LOG_LEVEL/enum with "warn" now`],
    ],
    [
      'tightens a range',
      [
        ['/properties/TIMEOUT_MS/minimum', 10],
        ['/properties/TIMEOUT_MS/maximum', 100],
      ],
      [
        `major ${at}/properties/TIMEOUT_MS/minimum \`minimum\` was 1, is 10`,
        `major ${at}/properties/TIMEOUT_MS/maximum \`maximum\` was 5000, is 100`,
      ],
    ],
    [
      'loosens a range',
      [
        ['/properties/TIMEOUT_MS/minimum', 0],
        ['/properties/TIMEOUT_MS/maximum', undefined],
      ],
      [
        `minor ${at}/properties/TIMEOUT_MS/minimum \`minimum\` was 1, is 0`,
        `minor ${at}/properties/TIMEOUT_MS/maximum \`maximum\` was 5000, is not there`,
      ],
    ],
    [
      'asks for another pattern',
      [['/properties/NAME/pattern', '^[a-z0-9]+$']],
      [`major ${at}/properties/NAME/pattern \`pattern\` was "^[a-z]+$", is "^[a-z0-9]+$"`],
    ],
    [
      'wants multiples',
      [['/properties/TIMEOUT_MS/multipleOf', 5]],
      [`major ${at}/properties/TIMEOUT_MS/multipleOf \`multipleOf\` was not there, is 5`],
    ],
    [
      'takes no unknown keys any longer',
      [['/additionalProperties', false]],
      [`major ${at}/additionalProperties no further properties now`],
    ],
  ])('that %s', (_name, edits, expected) => expect(changesOf(...edits)).toEqual(expected))

  it('asks nothing of anyone by a required key that has a default in the manifest', () => {
    const more = { ...base, properties: { ...base.properties, EXTRA: {} }, required: ['LOG_LEVEL', 'EXTRA'] }
    const withDefault = { ...text(more), defaults: { EXTRA: 'x' } }
    const levels = (comparison: ReturnType<typeof compareConfig>) => comparison.changes.map(({ level }) => level)
    expect(levels(compareConfig(text(base), withDefault))).toEqual(['minor'])
    expect(levels(compareConfig(withDefault, text(more)))).toEqual(['major'])
  })

  it('is a promise from when it is there', () => {
    const none = { schema: undefined, defaults: {} }
    const told = (was: typeof none | ReturnType<typeof text>, is: typeof none | ReturnType<typeof text>) =>
      compareConfig(was, is).changes.map(({ level, what }) => `${level} ${what}`)
    expect(told(none, none)).toEqual([])
    expect(told(none, text({ type: 'object' }))).toEqual(['minor a first schema of the config'])
    expect(told(none, text(base))).toEqual(['major `LOG_LEVEL` became required', 'minor a first schema of the config'])
    expect(told(text(base), none)).toEqual(['major removed: nothing says any longer which config it takes'])
  })
})

describe('what is called no break', () => {
  const types = fc.subarray(['string', 'number', 'integer', 'boolean'], { minLength: 1 })
  const value = fc.oneof(fc.constantFrom('', 'a', 'ab', 'abc', 'b'), fc.integer({ min: -2, max: 6 }), fc.boolean())
  const bound = fc.integer({ min: -1, max: 5 })
  const length = fc.integer({ min: 0, max: 3 })
  const property = fc.record(
    {
      type: types,
      enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
      const: value,
      minimum: bound,
      maximum: bound,
      exclusiveMinimum: bound,
      exclusiveMaximum: bound,
      multipleOf: fc.integer({ min: 1, max: 4 }),
      minLength: length,
      maxLength: length,
      pattern: fc.constantFrom('^a', 'b$'),
    },
    { requiredKeys: [] },
  )
  const schema = fc
    .tuple(property, property, fc.subarray(['A', 'B']), fc.constantFrom(undefined, true, false))
    .map(([A, B, required, additionalProperties]) => ({
      type: 'object',
      properties: { A, B },
      required,
      ...(additionalProperties !== undefined && { additionalProperties }),
    }))
  const isTaken = (by: unknown, config: Record<string, string | number | boolean>) =>
    configProblems(parseConfigSchema(JSON.stringify(by), 'c.json'), config).length === 0
  const isBreak = (was: unknown, is: unknown) =>
    compareConfig(text(was), text(is)).changes.some(({ level }) => level === 'major')
  const config = fc.record({ A: value, B: value, C: value }, { requiredKeys: [] })

  it('takes every config that was taken', () => {
    fc.assert(
      fc.property(schema, schema, fc.array(config, { minLength: 5 }), (was, is, configs) => {
        if (isBreak(was, is)) return
        for (const one of configs) if (isTaken(was, one)) expect([one, isTaken(is, one)]).toEqual([one, true])
      }),
      { numRuns: 300 },
    )
  })

  it('takes every config that was taken, where little changed', () => {
    const change = fc.record({ A: property }, { requiredKeys: [] })
    fc.assert(
      fc.property(schema, change, fc.array(config, { minLength: 10 }), (was, { A }, configs) => {
        const is = { ...was, properties: { ...was.properties, A: { ...was.properties.A, ...A } } }
        if (isBreak(was, is)) return
        for (const one of configs) if (isTaken(was, one)) expect([one, isTaken(is, one)]).toEqual([one, true])
      }),
      { numRuns: 300 },
    )
  })

  it('is the same schema, always', () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(compareConfig(text(one), text(structuredClone(one))).changes).toEqual([])
      }),
    )
  })
})
