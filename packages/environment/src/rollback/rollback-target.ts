import type { DeployedWell } from '../lifecycle/good-revisions.ts'
import type { Refusal } from '../plan/plan.ts'
import { rollbackCommand } from '../plan/step-command.ts'
import type { EnvironmentState } from '../state.ts'

export interface TargetQuestion {
  readonly environment: string
  readonly state: EnvironmentState
  /** The number asked for; null: `deployed` if desired failed, else `lastGood`. */
  readonly to: number | null
  /** Every revision that was ever deployed well, in the order of their deploys. */
  readonly deployedWell: readonly DeployedWell[]
}

export type RollbackTarget =
  | { readonly outcome: 'target'; readonly number: number }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

/** Which revision a rollback restores. */
export function chooseRollbackTarget(question: TargetQuestion): RollbackTarget {
  const { state, to } = question
  const { desired, deployed } = state
  if (desired === null || deployed === null)
    return refuse(question, 'nothing was ever deployed well there, so there is nothing to go back to', [])
  const desiredFailed = state.parked.some((entry) => entry.revision === desired.number)
  if (to === null) {
    const number = desiredFailed ? deployed.number : state.lastGood
    if (number !== null) return { outcome: 'target', number }
    return refuse(question, `${question.environment}@${deployed.number} is the only one that was deployed well`, [])
  }
  if (to < 1 || to > desired.number) {
    return refuse(
      question,
      `there is no ${question.environment}@${to}; the newest is ${desired.number}`,
      choices(question),
    )
  }
  if (to === deployed.number && desired.number === deployed.number) {
    return refuse(question, `${question.environment}@${to} is what runs`, choices(question))
  }
  if (!question.deployedWell.some((one) => one.number === to)) {
    return refuse(question, `${question.environment}@${to} was never deployed well`, choices(question))
  }
  return { outcome: 'target', number: to }
}

function choices({ environment, state, deployedWell }: TargetQuestion): readonly string[] {
  const good = [...new Set(deployedWell.map((one) => one.number))]
    .filter((number) => number !== state.deployed?.number)
    .sort((a, b) => b - a)
  if (good.length === 0) return []
  const [first = 0] = good
  const names = good.slice(0, 10).map((number) => `${environment}@${number}`)
  return [`Besides what runs, ${names.join(', ')} ran well: \`${rollbackCommand(environment, first)}\``]
}

function refuse({ environment, to }: TargetQuestion, reason: string, fixes: readonly string[]): RollbackTarget {
  const subject = to === null ? environment : `${environment}@${to}`
  return { outcome: 'refused', refusal: { code: 'rollback-target', gate: 'target', subject, reason, fixes } }
}
