import { z } from 'zod'
import type { DerivedSet } from './derive-set.ts'

/** What else would have to be promoted, for people and programs. */
export const promotionSetSchema = z.strictObject({
  /** `gave-up`: the search met its bounds, and there may be one. */
  outcome: z.enum(['found', 'none', 'gave-up']),
  /** `name@version` each, sorted. */
  further: z.array(z.string()),
  /** `name@version` of all that moves, providers first; those that need each other stand in one group. */
  order: z.array(z.array(z.string())),
  /** The command to give. */
  command: z.string().nullable(),
  /** Whether no smaller set does it. */
  isSmallest: z.boolean(),
  /** How many were tried. */
  combinations: z.int().min(0),
})

export type PromotionSet = z.infer<typeof promotionSetSchema>

export function promotionSetOf(
  derived: Exclude<DerivedSet, { outcome: 'unread' }>,
  command: string | null,
): PromotionSet {
  const { outcome, combinations } = derived
  if (outcome !== 'found') return { outcome, further: [], order: [], command: null, isSmallest: false, combinations }
  return {
    outcome,
    further: derived.added.map(({ name, version }) => `${name}@${version}`),
    order: derived.order.map((group) => [...group]),
    command,
    isSmallest: derived.isSmallest,
    combinations,
  }
}
