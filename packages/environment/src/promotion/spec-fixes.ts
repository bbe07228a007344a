import type { Refusal } from '../plan/plan.ts'
import type { EffectiveSpec } from './effective-spec.ts'
import type { PromotionInput } from './promotion-input.ts'
import { collectWishes } from './wanted.ts'

/** What a wish of the spec is refused for, with one more way out: a merge asked for it, and a merge can take it back. */
export function withSpecFixes(
  input: PromotionInput,
  effective: EffectiveSpec,
  refusals: readonly Refusal[],
): readonly Refusal[] {
  if (refusals.length === 0) return refusals
  const written = new Set(
    collectWishes(input, effective)
      .filter(({ by }) => by === 'spec')
      .map(({ name }) => name),
  )
  return refusals.map((refusal) => {
    const [service = ''] = refusal.subject.split(' ')
    if (!written.has(service)) return refusal
    const fix = `Take ${service} back in \`packages\` of ${input.specHome.path}`
    return { ...refusal, fixes: [...refusal.fixes, fix] }
  })
}
