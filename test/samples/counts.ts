import { z } from 'zod'

/** What the warehouse's callers say of their calls, by the version that was reached. */
export const countsSchema = z.object({
  connections: z.number(),
  calls: z.record(z.string(), z.object({ answered: z.number(), failed: z.number() })),
  lastFailure: z.string().optional(),
})
