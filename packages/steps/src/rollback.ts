import { type ChangeRequest, rollbackCommand } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { carryOut } from './revising/carry-out.ts'
import { planRollbackAt } from './revising/plan-rollback-at.ts'
import { refuse, tellPlan } from './revising/tell-plan.ts'
import { readSigner } from './signing/read-signer.ts'
import type { Step, StepCall } from './step.ts'
import { openMetadata } from './stores.ts'

/** Writes a revision that restores an earlier one. */
export const rollback: Step<'rollback'> = async (call) => {
  await using store = await openMetadata(call)
  await rollbackIn(store, call)
}

/** The use case, on a store that is open. */
export async function rollbackIn(store: MetadataStore, call: StepCall<'rollback'>): Promise<void> {
  const { io, inputs } = call
  const name = environmentName(inputs)
  const to = inputs.whole('to')
  const request: ChangeRequest = {
    by: io.context.actor,
    at: call.clock().toISOString(),
    run: io.context.run,
    command: `rollback ${name}${to === null ? '' : ` to ${to}`}`,
    reason: inputs.required('reason'),
  }
  const asked = {
    to,
    config: inputs.choice('config', ['then', 'now']),
    hosts: inputs.choice('hosts', ['now', 'then']),
    request,
  }
  const dryRun = inputs.flag('dry-run')
  const signer = await readSigner(call)
  await readEnvironment(store, name)
  const done = await carryOut(store, name, (environment) => planRollbackAt(environment, asked), { dryRun, signer })
  const { plan, changed } = done
  const toGoOn =
    dryRun && plan.outcome === 'revision'
      ? rollbackCommand(name, plan.revision.restores ?? 0, request.reason ?? '…')
      : null
  const path = await tellPlan(done, io, `rollback-${name}`, toGoOn)
  const stands = plan.outcome === 'unchanged' ? plan.unchangedSince : ''
  call.output('revision', changed && plan.outcome === 'revision' ? plan.revision.number : stands)
  call.output('changed', changed)
  call.output('plan', path)
  if (!dryRun) refuse(plan)
}
