import { renderDuration } from '../plan/duration.ts'
import type { Refusal } from '../plan/plan.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type FreezeProblem, type FreezeWindow, parseFreezeWindow } from './freeze-window.ts'
import { type FrozenTime, frozenAt, nextFreeze } from './frozen.ts'
import { type GateAnswer, passed, silent, standing, strengthOf } from './gate-answer.ts'
import { renderInZone } from './time-zone.ts'

/** No end is looked for beyond it. */
const horizonDays = 400

/** Nothing changes while a window of `policy.freeze` holds. */
export function judgeFreeze(spec: EnvironmentSpec, now: string): GateAnswer {
  const written = spec.policy?.freeze ?? []
  const strength = strengthOf(spec, 'freeze')
  if (written.length === 0 || strength === 'off') return silent
  const { windows, unread } = readWindows(written)
  if (unread !== null) return standing(unreadable(spec.environment, unread), strength)
  const instant = Date.parse(now)
  const frozen = frozenAt(windows, instant, horizonDays)
  if (frozen !== null) return standing(refusalOf(spec.environment, frozen, instant), strength)
  const next = nextFreeze(windows, instant)
  const reason =
    next === null ? 'none holds, and none is to come' : `none before ${renderInZone(next.window.zone, next.from)}`
  return passed('freeze', spec.environment, reason)
}

function readWindows(written: readonly string[]): {
  readonly windows: readonly FreezeWindow[]
  readonly unread: FreezeProblem | null
} {
  const parsed = written.map(parseFreezeWindow)
  return {
    windows: parsed.flatMap((one) => ('window' in one ? [one.window] : [])),
    unread: parsed.flatMap((one) => ('problem' in one ? [one.problem] : []))[0] ?? null,
  }
}

function refusalOf(environment: string, { window, to }: FrozenTime, instant: number): Refusal {
  const left = renderDuration(to - instant)
  return {
    code: 'frozen',
    gate: 'freeze',
    subject: environment,
    reason: `nothing changes until ${renderInZone(window.zone, to)} (\`${window.text}\` of \`policy.freeze\`)`,
    fixes: [`Ask again in ${left}`],
  }
}

/** A spec with such a window is refused when it is read; one that a newer Towpath wrote holds, since nobody here knows when it ends. */
function unreadable(environment: string, { expected, found }: FreezeProblem): Refusal {
  return {
    code: 'frozen',
    gate: 'freeze',
    subject: environment,
    reason: `a window of \`policy.freeze\` can't be read: expected ${expected}, found ${found}`,
    fixes: ['Correct it in the spec'],
  }
}
