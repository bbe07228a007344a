import { z } from 'zod'
import { type Descriptor, descriptorSchema } from '../descriptor/descriptor.ts'
import { faultsOfIssues } from '../explanation/faults.ts'
import { genericExpectation } from '../explanation/generic.ts'
import { isRecord } from '../explanation/is-record.ts'
import { DescriptorFault, DescriptorFaults } from '../fault.ts'
import {
  type Mark,
  markSchema,
  type Owner,
  ownerSchema,
  type PackageRecord,
  type PackageSetRecord,
  packageRecordSchema,
  packageSetRecordSchema,
  type Removal,
  removalSchema,
} from './package-record.ts'

/**
 * A stored JSON document. `where` names it as people know it (`packages/orders/1.4.0.json`). Throws DescriptorFaults:
 * `record-newer` when a newer Towpath wrote it, else `record-invalid`.
 */
export function parseRecord<T>(text: string, schema: z.ZodType<T>, where: string): T {
  const value = parseJson(text, where)
  const result = schema.safeParse(value, { error: genericExpectation })
  if (result.success) return result.data
  const newer = newerSchema(value, schema)
  if (newer !== null) throw new DescriptorFaults([newerFault(newer, where)])
  throw new DescriptorFaults(faultsOfIssues(result.error.issues, schema, value, { code: 'record-invalid', where }))
}

export const parseDescriptor = (text: string, where = 'the descriptor'): Descriptor =>
  parseRecord(text, descriptorSchema, where)

export const parsePackageRecord = (text: string, where: string): PackageRecord =>
  parseRecord(text, packageRecordSchema, where)

export const parseOwner = (text: string, where: string): Owner => parseRecord(text, ownerSchema, where)

export const parsePackageSetRecord = (text: string, where: string): PackageSetRecord =>
  parseRecord(text, packageSetRecordSchema, where)

export const parseMark = (text: string, where: string): Mark => parseRecord(text, markSchema, where)

export const parseRemoval = (text: string, where: string): Removal => parseRecord(text, removalSchema, where)

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DescriptorFaults([
      new DescriptorFault(
        'record-invalid',
        { where, expected: 'JSON', found: `what can't be read: ${reason}` },
        { cause },
      ),
    ])
  }
}

interface NewerSchema {
  readonly known: number
  readonly written: number
}

/** Set when the document names a higher `schema` than the one asked for. */
function newerSchema(value: unknown, schema: z.ZodType): NewerSchema | null {
  if (!(schema instanceof z.ZodObject) || !isRecord(value)) return null
  const literal: unknown = schema.shape['schema']
  const known = literal instanceof z.ZodLiteral ? Number([...literal.values][0]) : Number.NaN
  const written = value['schema']
  return typeof written === 'number' && written > known ? { known, written } : null
}

function newerFault({ known, written }: NewerSchema, where: string): DescriptorFault {
  return new DescriptorFault('record-newer', {
    where,
    expected: `schema ${known}, which this Towpath reads`,
    found: `schema ${written}, written by a newer Towpath`,
    fix: 'Use the newer release of the actions here too',
  })
}
