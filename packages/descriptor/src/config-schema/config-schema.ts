import { faultsOfIssues } from '../explanation/faults.ts'
import { quoteShort } from '../explanation/found.ts'
import { genericExpectation, oneOf } from '../explanation/generic.ts'
import { nearest } from '../explanation/nearest.ts'
import type { Problem } from '../explanation/problem.ts'
import { DescriptorFault, DescriptorFaults } from '../fault.ts'
import type { Scalar } from '../scalar.ts'
import { type ConfigSchema, configSchemaSchema, type PropertySchema } from './schema.ts'

/**
 * The JSON Schema of a package's config, from its text. Throws DescriptorFaults `config-schema-invalid`, also for keywords
 * that are JSON Schema but not checked here.
 */
export function parseConfigSchema(text: string, file: string): ConfigSchema {
  const value = parseJson(text, file)
  const result = configSchemaSchema.safeParse(value, { error: genericExpectation })
  if (result.success) return result.data
  const at = { code: 'config-schema-invalid', where: file } as const
  throw new DescriptorFaults(faultsOfIssues(result.error.issues, configSchemaSchema, value, at))
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const found = `what can't be read: ${cause instanceof Error ? cause.message : String(cause)}`
    const explanation = { where: file, expected: 'JSON', found, place: { file } }
    throw new DescriptorFaults([new DescriptorFault('config-schema-invalid', explanation, { cause })])
  }
}

/**
 * What a resolved config has wrong, by the schema of its package; empty when nothing. Paths begin at the config. For
 * `parseYamlDocument`'s check, or to become faults.
 */
export function configProblems(schema: ConfigSchema, config: Readonly<Record<string, Scalar>>): Problem[] {
  const properties = schema.properties ?? {}
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(config, key))
  return [
    ...missing.map(
      (key): Problem => ({ ...problem(key, expectedOf(properties, key)), found: 'nothing', fix: `Add \`${key}\`` }),
    ),
    ...Object.entries(config).flatMap(([key, value]) => {
      const property = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
      if (property === false) return [unknownKey(key, Object.keys(properties))]
      if (property === undefined || property === true) return []
      return valueProblems(key, value, property)
    }),
  ]
}

function problem(key: string, expected: string): Problem {
  return { path: [key], code: 'config-invalid', expected }
}

function expectedOf(properties: Readonly<Record<string, PropertySchema>>, key: string): string {
  const type = Object.hasOwn(properties, key) ? properties[key]?.type : undefined
  return type === undefined ? 'a value' : typesInWords(type)
}

function unknownKey(key: string, known: readonly string[]): Problem {
  const meant = nearest(key, known)
  return {
    ...problem(key, 'a key that the config schema of the package knows'),
    at: 'key',
    found: `the unknown key ${quoteShort(key)}`,
    fix: meant === undefined ? 'Remove it' : `Did you mean \`${meant}\`? Write it so, or remove the key`,
  }
}

function valueProblems(key: string, value: Scalar, property: PropertySchema): Problem[] {
  if (property.type !== undefined && !hasType(value, property.type)) {
    return [{ ...problem(key, typesInWords(property.type)), ...fixOfType(value, property.type) }]
  }
  return expectations(value, property).map((expected) => problem(key, expected))
}

type Types = NonNullable<PropertySchema['type']>

const words = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false' }

const listOf = (types: Types) => (typeof types === 'string' ? [types] : types)

const typesInWords = (types: Types) => oneOf(listOf(types).map((type) => words[type]))

function hasType(value: Scalar, types: Types): boolean {
  return listOf(types).some((type) => (type === 'integer' ? Number.isInteger(value) : typeof value === type))
}

function fixOfType(value: Scalar, types: Types): { fix?: string } {
  if (typeof value !== 'string') return hasType(String(value), types) ? { fix: 'Write it in quotes' } : {}
  const isNumber = /^-?\d+(\.\d+)?$/.test(value) && hasType(Number(value), types)
  const isTruth = /^(true|false)$/.test(value) && hasType(true, types)
  return isNumber || isTruth ? { fix: `Write it without quotes: \`${value}\`` } : {}
}

/** What the keywords ask for and the value is not. Keywords for other types say nothing, as in JSON Schema. */
function expectations(value: Scalar, property: PropertySchema): string[] {
  const asked: [holds: boolean, expected: string][] = []
  if (property.enum) asked.push([property.enum.includes(value), oneOf(property.enum.map((one) => `\`${one}\``))])
  if (property.const !== undefined) asked.push([value === property.const, `\`${property.const}\``])
  if (typeof value === 'string') asked.push(...ofText(value, property))
  if (typeof value === 'number') asked.push(...ofNumber(value, property))
  return asked.filter(([holds]) => !holds).map(([, expected]) => expected)
}

function* ofText(value: string, { minLength, maxLength, pattern }: PropertySchema): Generator<[boolean, string]> {
  const length = [...value].length
  if (minLength !== undefined) yield [length >= minLength, `at least ${minLength} characters`]
  if (maxLength !== undefined) yield [length <= maxLength, `at most ${maxLength} characters`]
  if (pattern !== undefined) yield [new RegExp(pattern, 'u').test(value), `a text that matches \`${pattern}\``]
}

function* ofNumber(value: number, property: PropertySchema): Generator<[boolean, string]> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = property
  if (minimum !== undefined) yield [value >= minimum, `at least ${minimum}`]
  if (maximum !== undefined) yield [value <= maximum, `at most ${maximum}`]
  if (exclusiveMinimum !== undefined) yield [value > exclusiveMinimum, `more than ${exclusiveMinimum}`]
  if (exclusiveMaximum !== undefined) yield [value < exclusiveMaximum, `less than ${exclusiveMaximum}`]
  if (multipleOf !== undefined) yield [isMultiple(value, multipleOf), `a multiple of ${multipleOf}`]
}

/** 0.3 is a multiple of 0.1, whatever binary fractions make of it. */
function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * 2 * Number.EPSILON
}
