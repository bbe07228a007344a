import { z } from 'zod'
import { nearest } from './nearest.ts'
import type { Finding } from './problem.ts'
import { spellings } from './spellings.ts'

type Schema = z.core.$ZodType

/** What to write instead, where that can be known: every suggestion is one that a schema there takes. */
export function fixForValue({ value, raw }: Finding, schemas: readonly Schema[]): string | undefined {
  const takes = (candidate: unknown) => schemas.some((schema) => z.safeParse(schema, candidate).success)
  if (typeof value === 'number' || typeof value === 'boolean') {
    const written = raw ?? String(value)
    if (takes(written)) return `Write it in quotes: \`"${written}"\``
    if (takes([value])) return `Write it as a list: \`[${written}]\``
    return corrected(written, schemas)
  }
  if (typeof value !== 'string') return undefined
  if (/^-?\d+(\.\d+)?$/.test(value) && takes(Number(value))) return `Write it without quotes: \`${value}\``
  const truth = /^(true|yes|on)$/i.test(value) ? true : /^(false|no|off)$/i.test(value) ? false : undefined
  if (truth !== undefined && takes(truth)) return `Write \`${truth}\``
  if (/^[\w./-]+$/.test(value) && takes([value])) return `Write it as a list: \`[${value}]\``
  return corrected(value, schemas)
}

export function fixForKey(key: string, schemas: readonly Schema[]): string | undefined {
  return corrected(key, schemas)
}

function corrected(written: string, schemas: readonly Schema[]): string | undefined {
  for (const schema of schemas) {
    const right = spellings.get(schema)?.correct?.(written) ?? nearestOption(written, schema)
    if (right !== undefined && z.safeParse(schema, right).success) return `Write \`${right}\``
  }
  return undefined
}

function nearestOption(written: string, schema: Schema): string | undefined {
  if (schema instanceof z.ZodEnum) return nearest(written, schema.options.map(String))
  if (schema instanceof z.ZodLiteral) return nearest(written, [...schema.values].map(String))
  return undefined
}
