import { describe, expect, it } from 'vitest'
import { compareConfig } from './compare-config.ts'

const base = {
  type: 'object',
  properties: {
    LOG_LEVEL: { type: 'string', enum: ['debug', 'info'] },
    TIMEOUT_MS: { type: 'integer', minimum: 1, maximum: 5000 },
    NAME: { type: 'string', maxLength: 10, pattern: '^[a-z]+$' },
  },
  required: ['LOG_LEVEL'],
}

type Schema = typeof base & Record<string, unknown>

const text = (schema: unknown) => ({ schema: JSON.stringify(schema), defaults: {} })

function changesOf(change: (schema: Record<string, never> & Schema) => unknown): string[] {
  const copy = JSON.parse(JSON.stringify(base))
  change(copy)
  return compareConfig(text(base), text(copy)).changes.map(({ level, place, what }) => `${level} ${place} ${what}`)
}

const at = 'code.config.schema#'

describe('the config schema of a package', () => {
  it.each<[string, (schema: never) => unknown, string[]]>([
    ['says nothing new', () => undefined, []],
    ['is told in other words', (s: Schema) => Object.assign(s, { title: 'x', $comment: 'y', description: 'z' }), []],
    [
      'adds a key',
      (s: Schema) => Object.assign(s.properties, { EXTRA: { type: 'string' } }),
      [`minor ${at}/properties/EXTRA added`],
    ],
    [
      'adds a required key',
      (s: Schema) => {
        Object.assign(s.properties, { EXTRA: { type: 'string' } })
        s.required.push('EXTRA')
      },
      [`major ${at}/properties/EXTRA added, and required`],
    ],
    [
      'asks for a key that was optional',
      (s: Schema) => s.required.push('NAME'),
      [`major ${at}/required \`NAME\` became required`],
    ],
    [
      'no longer asks for a key',
      (s: Schema) => Object.assign(s, { required: [] }),
      [`minor ${at}/required \`LOG_LEVEL\` is no longer required`],
    ],
    [
      'removes a key',
      (s: Schema) => Reflect.deleteProperty(s.properties, 'NAME'),
      [`major ${at}/properties/NAME removed`],
    ],
    [
      'narrows a type',
      (s: Schema) => Object.assign(s.properties, { NAME: { type: 'integer' } }),
      [
        `major ${at}/properties/NAME/type the type was string, is integer`,
        `minor ${at}/properties/NAME/maxLength \`maxLength\` was 10, is not there`,
        `minor ${at}/properties/NAME/pattern \`pattern\` was "^[a-z]+$", is not there`,
      ],
    ],
    [
      'widens a type',
      (s: Schema) => Object.assign(s.properties.TIMEOUT_MS, { type: 'number' }),
      [`minor ${at}/properties/TIMEOUT_MS/type the type was integer, is number`],
    ],
    [
      'takes a value away',
      (s: Schema) => s.properties.LOG_LEVEL.enum.pop(),
      [`major ${at}/properties/LOG_LEVEL/enum without "info" now`],
    ],
    [
      'takes a further value',
      (s: Schema) => s.properties.LOG_LEVEL.enum.push('warn'),
      [`minor ${at}/properties/LOG_LEVEL/enum with "warn" now`],
    ],
    [
      'tightens a range',
      (s: Schema) => Object.assign(s.properties.TIMEOUT_MS, { minimum: 10, maximum: 100 }),
      [
        `major ${at}/properties/TIMEOUT_MS/minimum \`minimum\` was 1, is 10`,
        `major ${at}/properties/TIMEOUT_MS/maximum \`maximum\` was 5000, is 100`,
      ],
    ],
    [
      'loosens a range',
      (s: Schema) => Object.assign(s.properties, { TIMEOUT_MS: { type: 'integer', minimum: 0 } }),
      [
        `minor ${at}/properties/TIMEOUT_MS/minimum \`minimum\` was 1, is 0`,
        `minor ${at}/properties/TIMEOUT_MS/maximum \`maximum\` was 5000, is not there`,
      ],
    ],
    [
      'asks for another pattern',
      (s: Schema) => Object.assign(s.properties.NAME, { pattern: '^[a-z0-9]+$' }),
      [`major ${at}/properties/NAME/pattern \`pattern\` was "^[a-z]+$", is "^[a-z0-9]+$"`],
    ],
    [
      'takes no unknown keys any longer',
      (s: Schema) => Object.assign(s, { additionalProperties: false }),
      [`major ${at}/additionalProperties no further properties now`],
    ],
    ['gives a default in words only', (s: Schema) => Object.assign(s.properties.NAME, { default: 'x' }), []],
  ])('that %s', (_name, change, expected) => expect(changesOf(change)).toEqual(expected))

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
