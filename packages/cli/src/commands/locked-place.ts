import type { LockedPlace, LockOutcome } from '@towpath/steps/operating'
import { CliFault } from '../cli-fault.ts'
import type { CommandInputs, CommandResult, Word } from './command.ts'

/** The one environment; with `--all` none is named. */
export const lockWords: readonly Word[] = [
  { name: 'environment', description: 'The environment, unless it is all', required: false },
]

/** null: every environment. Throws `usage` where neither or both are named. */
export function lockedPlace(command: 'lock' | 'unlock', inputs: CommandInputs): LockedPlace | null {
  const environment = inputs.text('environment')
  const service = inputs.text('service')
  const all = inputs.flag('all')
  if (environment !== null && !all) return { environment, service }
  if (environment === null && service === null && all) return null
  throw new CliFault('usage', {
    where: `towpath ${command}`,
    expected: 'an environment, or `--all` alone',
    found: all ? 'both' : 'no environment',
    fix: `Try \`towpath ${command} --help\``,
  })
}

/** Of all environments: each one's outcome. It is a failure when one is not as it was asked. */
export function lockResult(outcomes: readonly LockOutcome[], headline: string): CommandResult {
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed')
  const head = failed.length === outcomes.length ? 'No environment was changed' : headline
  const lines = [head, ...renderOutcomes(outcomes)]
  return { document: { environments: outcomes }, text: lines.join('\n'), exit: failed.length === 0 ? 0 : 1 }
}

function renderOutcomes(outcomes: readonly LockOutcome[]): readonly string[] {
  const width = Math.max(...outcomes.map(({ environment }) => environment.length))
  return outcomes.map((one) => {
    const said = one.outcome === 'failed' ? `is as it was: ${one.message}` : one.outcome
    return `  ${one.environment.padEnd(width)}  ${said}`
  })
}
