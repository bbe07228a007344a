import type { Refusal } from '../plan/plan.ts'
import type { AnsweredEdge, BrokenEdge } from '../promotion/dependencies.ts'
import type { Verdict } from '../revision.ts'
import type { Attempt } from './attempt.ts'
import { type DerivedSet, deriveSet } from './derive-set.ts'
import { derivedCommand, fixesOfEdge, togetherFix } from './edge-fixes.ts'
import { type JudgedEdge, judgedEdges, reasonOfEdge } from './judged-edge.ts'
import { neededLines, refuseRemoval } from './line-removal.ts'
import { type ObservedCall, trafficVerdicts } from './observed-calls.ts'
import { type PromotionSet, promotionSetOf } from './promotion-set.ts'

/** Whether a change leaves every declared edge satisfied, and what would. */
export interface Compatibility {
  /** Declared edges that the change touches, and those that would not hold. */
  readonly edges: readonly JudgedEdge[]
  /** null: every edge holds as asked. */
  readonly derived: PromotionSet | null
}

export interface CompatibilityAnswer extends Compatibility {
  readonly refusals: readonly Refusal[]
  readonly verdicts: readonly Verdict[]
}

/** Every edge of the revision to be. A refusal of a line that is needed stands for the edges that only it answers. */
export function judgeCompatibility(attempt: Attempt, observed: readonly ObservedCall[]): CompatibilityAnswer {
  const { edges, broken } = attempt.proposal.dependencies
  const derived: DerivedSet | null = broken.length === 0 ? null : deriveSet(attempt)
  if (derived?.outcome === 'unread') return { edges: [], derived: null, refusals: [], verdicts: [] }
  const fixes = new Map<AnsweredEdge, readonly string[]>(
    derived === null ? [] : broken.map((edge) => [edge, fixesOfEdge(edge, attempt, derived)]),
  )
  const lines = neededLines(attempt)
  const ofLines = new Set<BrokenEdge>(lines.flatMap((line) => line.edges))
  const together = derived === null ? [] : togetherFix(attempt, derived)
  const { spec } = attempt
  return {
    edges: judgedEdges(edges, { spec, base: attempt.base, observed, fixOf: (edge) => fixes.get(edge)?.[0] ?? null }),
    derived: derived === null ? null : promotionSetOf(derived, derivedCommand(attempt, derived)),
    refusals: [
      ...lines.map((line) => refuseRemoval(line, attempt, together)),
      ...broken
        .filter((edge) => !ofLines.has(edge))
        .map(
          (edge): Refusal => ({
            code: 'dependency-unsatisfied',
            gate: 'dependencies',
            subject: `${edge.consumer.service} → ${edge.dependency}`,
            reason: reasonOfEdge(edge, spec, observed),
            fixes: fixes.get(edge) ?? [],
          }),
        ),
    ],
    verdicts: trafficVerdicts(attempt.base, attempt.proposal.selection.releases, observed),
  }
}
