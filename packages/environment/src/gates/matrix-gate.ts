import type { Refusal } from '../plan/plan.ts'
import type { Release, Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type GateAnswer, type GateStrength, joinAnswers, passed, silent, standing, strengthOf } from './gate-answer.ts'
import { type Pair, pairsOf, type RanTogether } from './together.ts'

/**
 * The earned compatibility matrix: each pair of versions that is new here was deployed together before, here or in `after`.
 * Known good passes. What never ran together is unproven, and stays so where `after` is empty: nowhere could it have run.
 */
export function judgeMatrix(
  spec: EnvironmentSpec,
  releases: readonly Release[],
  base: readonly Release[],
  together: readonly RanTogether[],
): GateAnswer {
  const strength = strengthOf(spec, 'matrix')
  if (strength === 'off') return silent
  const there = new Set(pairsOf(base).map(keyOf))
  const coming = pairsOf(releases).filter((pair) => !there.has(keyOf(pair)))
  if (coming.length === 0) return silent
  const asked = new Set(coming.map(keyOf))
  const known = Map.groupBy(
    together.filter((pair) => asked.has(keyOf(pair))),
    keyOf,
  )
  return joinAnswers(coming.map((pair) => judgePair(spec, strength, pair, known.get(keyOf(pair)) ?? [])))
}

/** What went well once counts more than what failed: the failure had another cause. */
function judgePair(spec: EnvironmentSpec, strength: GateStrength, pair: Pair, ran: readonly RanTogether[]): GateAnswer {
  const subject = `${nameOf(pair.consumer)} → ${nameOf(pair.provider)}`
  const both = `${spaced(pair.consumer)} with ${spaced(pair.provider)}`
  const well = ran.findLast(({ failure }) => failure === null)
  if (well !== undefined) return passed('matrix', subject, `${both} ran well in ${well.environment}`)
  const bad = ran.at(-1)
  if (bad !== undefined) {
    const reason = `${both} failed in ${bad.environment}@${bad.revision}: ${bad.failure}`
    return standing(
      refuse(subject, reason, [`Promote another version of ${nameOf(pair.consumer)}, or find out why first`]),
      strength,
    )
  }
  const places = placesOf(spec)
  if (places.length === 0) return silent
  const reason = `${both} never ran together in ${places.join(' or ')}`
  const fix = `Deploy both together in ${places[0]} first`
  if (strength === 'require') return standing(refuse(subject, reason, [fix]), strength)
  const verdict: Verdict = { gate: 'matrix', outcome: 'unproven', subject, reason, fix }
  return { verdicts: [verdict], refusals: [] }
}

function refuse(subject: string, reason: string, fixes: readonly string[]): Refusal {
  return { code: 'matrix', gate: 'matrix', subject, reason, fixes }
}

function placesOf({ after }: EnvironmentSpec): readonly string[] {
  if (after === undefined) return []
  return [...new Set(Array.isArray(after) ? after : after.any)].sort()
}

function keyOf({ consumer, provider }: Pair): string {
  return `${consumer} ${provider}`
}

function nameOf(release: string): string {
  return release.slice(0, release.indexOf('@'))
}

function spaced(release: string): string {
  return release.replace('@', ' ')
}
