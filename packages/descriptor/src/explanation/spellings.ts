import { z } from 'zod'

/** What is known of the texts that a schema takes, beyond what zod knows. */
interface Spelling {
  /** The right form of what someone wrote, or null when it can't be guessed. It is shown only when the schema takes it. */
  readonly correct?: (written: string) => string | null
  /** A number or truth value has to arrive as it is written: 1.10 would arrive as 1.1. */
  readonly verbatim?: boolean
}

/** Schemas that can correct what people write: `versionSchema.register(spellings, {correct: suggestVersion})`. */
export const spellings = z.registry<Spelling>()
