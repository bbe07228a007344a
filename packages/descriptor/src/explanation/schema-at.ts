import { z } from 'zod'
import { isRecord } from './is-record.ts'

type Schema = z.core.$ZodType

/**
 * The schemas that a path can lead to, without their wrappers (optional, nullable…); several where unions stand on the
 * way (the union itself comes first). Branches of a union whose literals contradict the value are left out.
 */
export function schemasAt(schema: Schema, path: readonly PropertyKey[], value: unknown): Schema[] {
  const candidates = unwrapped(schema, value)
  const [step, ...rest] = path
  if (step === undefined) return candidates
  const child = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined
  return candidates.flatMap((candidate) => {
    const next = schemaOfStep(candidate, String(step))
    return next === undefined ? [] : schemasAt(next, rest, child)
  })
}

/** The schemas of the keys of the maps at a path. */
export function keySchemasAt(schema: Schema, path: readonly PropertyKey[], value: unknown): Schema[] {
  return schemasAt(schema, path, value).flatMap((candidate) =>
    candidate instanceof z.ZodRecord ? unwrapped(candidate.keyType, undefined) : [],
  )
}

/** Keys that the maps at a path know, those for later versions excepted. */
export function knownKeysAt(schema: Schema, path: readonly PropertyKey[], value: unknown): string[] {
  const keys = schemasAt(schema, path, value).flatMap((candidate) =>
    candidate instanceof z.ZodObject ? Object.entries(candidate.shape).filter(([, key]) => !isNotYet(key)) : [],
  )
  return [...new Set(keys.map(([key]) => key))]
}

function schemaOfStep(schema: Schema, step: string): Schema | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined
  if (schema instanceof z.ZodRecord) return schema.valueType
  if (schema instanceof z.ZodArray) return schema.element
  return undefined
}

function unwrapped(schema: Schema, value: unknown): Schema[] {
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.flatMap((option) => unwrapped(option, value))
    const agreeing = options.filter((option) => !contradicts(option, value))
    return [schema, ...(agreeing.length === 0 ? options : agreeing)]
  }
  const inner = innerOf(schema)
  return inner === undefined ? [schema] : unwrapped(inner, value)
}

function innerOf(schema: Schema): Schema | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap()
  }
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodLazy) return schema.unwrap()
  if (schema instanceof z.ZodPipe) return schema.in
  return undefined
}

function contradicts(schema: Schema, value: unknown): boolean {
  if (!(schema instanceof z.ZodObject) || !isRecord(value)) return false
  return Object.entries(schema.shape).some(
    ([key, member]) =>
      member instanceof z.ZodLiteral && Object.hasOwn(value, key) && !z.safeParse(member, value[key]).success,
  )
}

function isNotYet(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodUndefined
}
