import type { Refusal } from '../plan/plan.ts'
import type { Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/** What a gate says: verdicts that let the plan go on, and refusals that don't. */
export interface GateAnswer {
  readonly verdicts: readonly Verdict[]
  readonly refusals: readonly Refusal[]
}

/** `policy.gates` of a spec. */
export type GateStrength = 'off' | 'warn' | 'require'

/** Gates that a policy may soften and an override may set aside, with what holds where the policy says nothing. */
const defaults = {
  order: 'require',
  soak: 'require',
  freeze: 'require',
  approvals: 'require',
  matrix: 'warn',
  provenance: 'off',
} as const satisfies Record<string, GateStrength>

export type SoftGate = keyof typeof defaults

export const softGates: readonly string[] = Object.keys(defaults).sort()

export function strengthOf(spec: EnvironmentSpec, gate: SoftGate): GateStrength {
  return spec.policy?.gates?.[gate] ?? defaults[gate]
}

export const silent: GateAnswer = { verdicts: [], refusals: [] }

export function passed(gate: string, subject: string, reason: string): GateAnswer {
  return { verdicts: [{ gate, outcome: 'pass', subject, reason }], refusals: [] }
}

/** What stands in the way, as strong as the policy wants it. */
export function standing(refusal: Refusal, strength: GateStrength): GateAnswer {
  switch (strength) {
    case 'require':
      return { verdicts: [], refusals: [refusal] }
    case 'warn':
      return { verdicts: [warned(refusal)], refusals: [] }
    case 'off':
      return silent
  }
}

export function warned({ gate, subject, reason, fixes: [fix] }: Refusal): Verdict {
  return { gate, outcome: 'warn', subject, reason, ...(fix === undefined ? {} : { fix }) }
}

export function joinAnswers(answers: readonly GateAnswer[]): GateAnswer {
  return {
    verdicts: answers.flatMap(({ verdicts }) => verdicts),
    refusals: answers.flatMap(({ refusals }) => refusals),
  }
}
