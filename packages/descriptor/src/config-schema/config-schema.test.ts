import { describe, expect, it } from 'vitest'
import { DescriptorFaults } from '../fault.ts'
import type { Scalar } from '../scalar.ts'
import { configProblems, parseConfigSchema } from './config-schema.ts'

const parse = (schema: unknown) => parseConfigSchema(JSON.stringify(schema), 'config.schema.json')

function problemsOf(property: unknown, value: Scalar): string[] {
  return configProblems(parse({ type: 'object', properties: { A: property } }), { A: value }).map(
    (problem) => problem.expected,
  )
}

describe('what a config schema asks of a value', () => {
  it.each([
    [{ type: 'string' }, 'x', 1, 'a text'],
    [{ type: 'number' }, 1.5, '1.5', 'a number'],
    [{ type: 'integer' }, 2, 2.5, 'a whole number'],
    [{ type: 'boolean' }, true, 'true', 'true or false'],
    [{ type: ['string', 'integer'] }, 3, false, 'a text or a whole number'],
    [{ enum: ['debug', 'info'] }, 'info', 'warn', '`debug` or `info`'],
    [{ const: 3 }, 3, '3', '`3`'],
    [{ minLength: 2 }, '\u{1F600}a', '\u{1F600}', 'at least 2 characters'],
    [{ maxLength: 1 }, '\u{1F600}', 'ab', 'at most 1 characters'],
    [{ pattern: '^a+$' }, 'aa', 'ab', 'a text that matches `^a+$`'],
    [{ minimum: 1 }, 1, 0, 'at least 1'],
    [{ maximum: 1 }, 1, 2, 'at most 1'],
    [{ exclusiveMinimum: 1 }, 1.1, 1, 'more than 1'],
    [{ exclusiveMaximum: 1 }, 0.9, 1, 'less than 1'],
    [{ multipleOf: 0.1 }, 0.3, 0.35, 'a multiple of 0.1'],
  ])('%j takes %j and not %j', (property, good, bad, expected) => {
    expect(problemsOf(property, good)).toEqual([])
    expect(problemsOf(property, bad)).toEqual([expected])
  })

  it('leaves other types alone, as JSON Schema does', () => {
    expect(problemsOf({ minimum: 5, maxLength: 1 }, true)).toEqual([])
    expect(problemsOf({ minimum: 5 }, 'a')).toEqual([])
  })

  it('is that required keys are there and unknown ones are not', () => {
    const schema = parse({
      type: 'object',
      properties: { LOG_LEVEL: { type: 'string' } },
      required: ['LOG_LEVEL', 'OTHER'],
      additionalProperties: false,
    })
    expect(configProblems(schema, { LOG_LEVL: 'info' })).toEqual([
      { path: ['LOG_LEVEL'], code: 'config-invalid', expected: 'a text', found: 'nothing', fix: 'Add `LOG_LEVEL`' },
      { path: ['OTHER'], code: 'config-invalid', expected: 'a value', found: 'nothing', fix: 'Add `OTHER`' },
      {
        path: ['LOG_LEVL'],
        code: 'config-invalid',
        at: 'key',
        expected: 'a key that the config schema of the package knows',
        found: 'the unknown key "LOG_LEVL"',
        fix: 'Did you mean `LOG_LEVEL`? Write it so, or remove the key',
      },
    ])
  })

  it('of further keys may be a schema', () => {
    const schema = parse({ type: 'object', additionalProperties: { type: 'integer' } })
    expect(configProblems(schema, { A: 1, B: '2' })).toEqual([
      { path: ['B'], code: 'config-invalid', expected: 'a whole number', fix: 'Write it without quotes: `2`' },
    ])
    expect(configProblems(parse({ type: 'object' }), { A: 1, toString: 'x' })).toEqual([])
  })
})

describe('a config schema', () => {
  const messageOf = (text: string) => {
    try {
      parseConfigSchema(text, 'c.json')
    } catch (error) {
      if (error instanceof DescriptorFaults) return error.message
      throw error
    }
    throw new Error('no fault')
  }

  it.each([
    ['no JSON', '{', /^c\.json .*expected JSON/],
    [
      'not of an object',
      '{"type":"array"}',
      /^c\.json type: expected `object`, as config is a map, found the text "array"\.$/,
    ],
    ['of no type', '{}', /^c\.json type: expected `object`, as config is a map, found nothing\. Add the key `type`\.$/],
    [
      'with a keyword that is not checked',
      '{"type":"object","properties":{"A":{"format":"uri"}}}',
      /^c\.json properties\.A\.format: expected .*found the unknown key "format"/,
    ],
    ['with a condition', '{"type":"object","if":{}}', /^c\.json if: expected .*found the unknown key "if"/],
    [
      'with a nested object',
      '{"type":"object","properties":{"A":{"type":"object"}}}',
      /^c\.json properties\.A\.type: expected .*found the text "object"/,
    ],
    [
      'with a broken pattern',
      '{"type":"object","properties":{"A":{"pattern":"("}}}',
      /^c\.json properties\.A\.pattern: expected a regular expression that ECMAScript reads with the flag `u`, found the text "\("/,
    ],
    ['with a keyword misspelt', '{"type":"object","propertes":{}}', /Did you mean `properties`\?/],
  ])('is refused when it is %s', (_name, text, message) => {
    expect(messageOf(text)).toMatch(message)
  })
})
