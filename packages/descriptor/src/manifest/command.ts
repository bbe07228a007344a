import { z } from 'zod'

/** A program and its arguments; no shell reads them. */
export const commandSchema = z
  .array(
    z.string().refine((word) => !word.includes('\0'), { error: 'a word without NUL' }),
    { error: 'a list of words such as `[node, server.js]`' },
  )
  .min(1, { error: 'a list of at least one word such as `[node, server.js]`' })
