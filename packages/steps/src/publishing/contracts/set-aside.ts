import type { BumpJudgement, Compatibility, ContractChange } from '@towpath/descriptor'
import { readOverrides } from '../../promoting/overrides.ts'
import { StepFault } from '../../step-fault.ts'

export const contractGate = 'contract'

export interface Override {
  readonly gate: typeof contractGate
  readonly by: string
  readonly reason: string
}

/** More in a record would be kept for ever and read by nobody. */
const mostRecorded = 100
const mostTold = 5

/** Reads publish's `override` and `reason`; null when nothing is to be set aside. */
export function readOverride(override: string | null, reason: string | null, by: string): Override | null {
  const gates = readOverrides(override)
  const unknown = gates.find((gate) => gate !== contractGate)
  if (unknown !== undefined) {
    throw new StepFault('input-invalid', {
      where: 'Input `override`',
      expected: `\`${contractGate}\`, the only gate of publish`,
      found: `\`${unknown}\``,
    })
  }
  if (gates.length === 0) return null
  if (reason !== null) return { gate: contractGate, by, reason }
  throw new StepFault('input-missing', {
    where: 'Input `reason`',
    expected: 'why the gate `contract` is set aside: it is kept with the package',
    found: 'nothing',
    fix: 'Give `reason` to the step',
  })
}

/** What the record keeps of the judgement. Throws StepFault `bump-too-small` unless that was set aside. */
export function acceptJudgement(subject: string, judgement: BumpJudgement, override: Override | null): Compatibility {
  const { outcome, baseline, required, changes, unproven } = judgement
  if (outcome === 'fail' && override === null) throw tooSmall(subject, judgement)
  return {
    outcome: outcome === 'fail' ? 'warn' : outcome,
    baseline,
    required,
    changes: changes.slice(0, mostRecorded),
    unproven: unproven.slice(0, mostRecorded),
    overrides: outcome === 'fail' && override !== null ? [override] : [],
  }
}

function tooSmall(subject: string, { baseline, required, changes, right }: BumpJudgement): StepFault {
  const telling = required === 'major' ? changes.filter(({ level }) => level === 'major') : changes
  const told = telling.slice(0, mostTold).map(renderChange).join('; ')
  const more = telling.length > mostTold ? `; and ${telling.length - mostTold} more` : ''
  return new StepFault('bump-too-small', {
    where: subject,
    expected: `a version that is a ${required} step above ${baseline}, as its contract ${required === 'major' ? 'breaks' : 'grows'}`,
    found: `${told}${more}`,
    fix: `Publish it as ${right}; or give \`override: ${contractGate}\` and a \`reason\`, which stay in its record`,
  })
}

export function renderChange({ place, what }: ContractChange): string {
  return `${place} ${what}`
}
