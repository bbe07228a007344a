import { type Plan, renderPlanJson, renderPlanMarkdown, renderPlanText } from '@towpath/environment'
import { Faults } from '@towpath/fault'
import type { StepIo } from '@towpath/step-io'
import { StepFault } from '../step-fault.ts'
import { writeTowpathFile } from '../workspace/towpath-folder.ts'
import type { CarriedOut } from './carry-out.ts'

/** Tells what was decided: the plan as a file (its path is returned), the summary, and the log. */
export async function tellPlan(
  { plan, changed }: CarriedOut,
  io: StepIo,
  name: string,
  toGoOn: string | null,
): Promise<string> {
  const path = await writeTowpathFile(io.context.workspace, `plans/${name}.json`, renderPlanJson(plan))
  const written =
    changed && plan.outcome === 'revision' ? `${plan.environment}@${plan.revision.number} is written` : null
  if (written !== null) io.summarize(`**${written}**: deploy carries it out.`)
  io.summarize(renderPlanMarkdown(plan, toGoOn === null ? {} : { toGoOn }))
  for (const line of renderPlanText(plan).trimEnd().split('\n')) io.say(line)
  if (written !== null) io.say(`${written}: deploy carries it out`)
  return path
}

/** A refused plan as the faults that end the step, one a refusal, each with its way out. */
export function refuse(plan: Plan): void {
  if (plan.outcome !== 'refused') return
  const [first, ...others] = plan.refusals.map(
    ({ subject, reason, fixes }) =>
      new StepFault('refused', {
        where: `${subject === plan.environment ? '' : `${plan.environment}: `}${subject}: ${reason}`,
        ...(fixes.length > 0 && { fix: asAlternatives(fixes) }),
      }),
  )
  if (first !== undefined) throw new Faults([first, ...others])
}

function asAlternatives(fixes: readonly string[]): string {
  return fixes.map((fix, index) => (index === 0 || /^Or\b/.test(fix) ? fix : `Or: ${fix}`)).join('. ')
}

/** `fail` when refused, `warn` where a person should look at something, else `pass`. */
export function verdictOf({ outcome, verdicts }: Plan): 'pass' | 'warn' | 'fail' {
  if (outcome === 'refused') return 'fail'
  return verdicts.some((verdict) => verdict.outcome !== 'pass') ? 'warn' : 'pass'
}
