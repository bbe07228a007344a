import { z } from 'zod'

const type = z.enum(['string', 'number', 'integer', 'boolean'], {
  error: '`string`, `number`, `integer` or `boolean`, as config values are scalars',
})

const patternSchema = z
  .string()
  .refine(compiles, { error: 'a regular expression that ECMAScript reads with the flag `u`' })

const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' })

const annotations = {
  title: z.string().optional(),
  description: z.string().optional(),
  $comment: z.string().optional(),
  default: scalar.optional(),
  examples: z.array(scalar).optional(),
  deprecated: z.boolean().optional(),
}

const count = z.int({ error: 'a whole number' }).min(0).optional()
const limit = z.number().optional()

const propertySchema = z.strictObject({
  ...annotations,
  type: z.union([type, z.array(type).min(1)], { error: 'a type or a list of types' }).optional(),
  enum: z.array(scalar).min(1).optional(),
  const: scalar.optional(),
  minLength: count,
  maxLength: count,
  pattern: patternSchema.optional(),
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: z.number().positive({ error: 'a number above 0' }).optional(),
})

export type PropertySchema = z.infer<typeof propertySchema>

/** The part of JSON Schema (2020-12) that says something about a flat map of scalars. Other keywords are refused, not ignored. */
export const configSchemaSchema = z.strictObject({
  $schema: z.string().optional(),
  $id: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  $comment: z.string().optional(),
  type: z.literal('object', { error: '`object`, as config is a map' }),
  properties: z.record(z.string(), propertySchema).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.union([z.boolean(), propertySchema], { error: 'true, false or a schema' }).optional(),
})

export type ConfigSchema = z.infer<typeof configSchemaSchema>

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== ''
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
