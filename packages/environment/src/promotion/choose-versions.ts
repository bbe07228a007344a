import type { Refusal } from '../plan/plan.ts'
import type { Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { PromotionInput } from './promotion-input.ts'
import type { Reading } from './published.ts'
import { resolveWish } from './resolve-wish.ts'
import type { ChosenVersion } from './select-releases.ts'
import type { SourcedWish } from './wanted.ts'

export interface ChosenVersions {
  /** Each version once, sorted by name. */
  readonly chosen: readonly ChosenVersion[]
  readonly refusals: readonly Refusal[]
  /** What was left out without refusing the rest. */
  readonly skipped: readonly Verdict[]
}

/** All wishes as exact versions. Of another environment that is taken over, what is pinned or not named here stays as it is. */
export function chooseVersions(
  asked: readonly SourcedWish[],
  input: PromotionInput,
  spec: EnvironmentSpec,
  reading: Reading,
): ChosenVersions {
  const chosen = new Map<string, ChosenVersion>()
  const refusals: Refusal[] = []
  const skipped: Verdict[] = strangers(input, spec)
  for (const wish of asked) {
    if (wish.by === 'environment' && input.state.pins.some((pin) => pin.service === wish.name)) {
      skipped.push({
        gate: 'pin',
        outcome: 'warn',
        subject: wish.name,
        reason: 'it is pinned and stays as it is',
        fix: `Release it: \`towpath unpin --environment ${spec.environment} --service ${wish.name}\``,
      })
      continue
    }
    const resolved = resolveWish(wish, spec, reading)
    if (resolved.outcome === 'refused') {
      // What is taken over as a whole leaves out what is bad; who names a bad version is refused.
      if (wish.by === 'environment' && resolved.refusal.code === 'version-marked')
        skipped.push(leftOut(resolved.refusal))
      else refusals.push(resolved.refusal)
    }
    if (resolved.outcome === 'version') chosen.set(`${resolved.name}@${resolved.version}`, resolved)
  }
  return {
    chosen: [...chosen.values()].map(({ name, version, record }) => ({ name, version, record })),
    refusals,
    skipped,
  }
}

function leftOut({ gate, subject, reason }: Refusal): Verdict {
  return { gate, outcome: 'warn', subject, reason: `${reason}, so it is left out` }
}

function strangers(input: PromotionInput, spec: EnvironmentSpec): Verdict[] {
  const { from } = input
  if (from === null) return []
  const names = new Set(
    from.releases
      .filter((release) => release.setOf === null)
      .map((release) => release.service)
      .filter((name) => !Object.hasOwn(spec.services, name)),
  )
  return [...names].sort().map((name) => ({
    gate: 'spec',
    outcome: 'warn',
    subject: name,
    reason: `${from.environment} runs it and ${spec.environment} has no such service, so it is left out`,
    fix: `Add it to \`services\` of the spec to take it over too`,
  }))
}
