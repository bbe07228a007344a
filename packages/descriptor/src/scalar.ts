import { z } from 'zod'
import { spellings } from './explanation/spellings.ts'

/** No environment of a process can carry NUL. */
const textSchema = z.string().refine((text) => !text.includes('\0'), { error: 'a text without NUL' })

/** A config value. */
export const scalarSchema = z
  .union([textSchema, z.number(), z.boolean()], { error: 'a text, a number, true or false' })
  .register(spellings, { verbatim: true })

export type Scalar = z.infer<typeof scalarSchema>

export const wholeSchema = (least: number, unit: string) =>
  z.int({ error: `a whole number of ${unit}` }).min(least, { error: `a whole number of ${unit}, at least ${least}` })

/** RFC 3339 in UTC, as every record writes times. */
export const timeSchema = z.iso.datetime({ error: 'a time such as `2026-11-23T09:30:00Z`' })

/** A key that the formats name and this version does not carry out yet: known, so that it is refused and never ignored. */
export const notYet = (what: string) =>
  z
    .undefined({ error: () => `not yet: ${what}` })
    .optional()
    .meta({ description: `Not yet: ${what}.` })
