import { z } from 'zod'

export interface JsonSchemaName {
  /** What editors show: `Manifest of a package (towpath.yaml)`. */
  readonly title: string
  /** `$id`: where editors may fetch it. */
  readonly id: string
}

/** A schema as JSON Schema (draft 2020-12) for editors, indented, with a final newline; of documents as written. */
export function renderJsonSchema(schema: z.ZodType, { title, id }: JsonSchemaName): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // A key for a later version: no value is right, and the description says why.
      if (zodSchema instanceof z.ZodUndefined) jsonSchema.not = {}
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`
}
