import { parsePackageWishes, renderPackageWish } from '@towpath/descriptor'
import { type ChangeRequest, rollbackCommand } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import type { PackageStore } from '@towpath/package-store'
import { readEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { carryOut } from './revising/carry-out.ts'
import { PackageLookout } from './revising/look-for-packages.ts'
import { planRollbackAt } from './revising/plan-rollback-at.ts'
import { refuse, tellPlan } from './revising/tell-plan.ts'
import { verifyKept } from './revising/verify-kept.ts'
import { readSigner } from './signing/read-signer.ts'
import type { Step, StepCall } from './step.ts'
import { openMetadata, openNamedPackages } from './stores.ts'

/** Writes a revision that restores an earlier one. */
export const rollback: Step<'rollback'> = async (call) => {
  const packages = openNamedPackages(call)
  try {
    await using store = await openMetadata(call)
    await rollbackIn(store, call, packages)
  } finally {
    await packages?.close()
  }
}

/** The use case, on stores that are open; without a package store nobody looks whether the packages are still there. */
export async function rollbackIn(
  store: MetadataStore,
  call: StepCall<'rollback'>,
  packages: PackageStore | null = null,
): Promise<void> {
  const { io, inputs } = call
  const name = environmentName(inputs)
  const to = inputs.whole('to')
  const wishes = parsePackageWishes(inputs.text('packages') ?? '', 'Input `packages`')
  const request: ChangeRequest = {
    by: io.context.actor,
    at: call.clock().toISOString(),
    run: io.context.run,
    ...(io.context.pullRequest !== null && { pullRequest: io.context.pullRequest }),
    command: [
      'rollback',
      ...wishes.map(renderPackageWish),
      ...(wishes.length > 0 ? ['in'] : []),
      name,
      ...(to === null ? [] : ['to', to]),
    ].join(' '),
    reason: inputs.required('reason'),
  }
  await readEnvironment(store, name)
  const asked = {
    to,
    packages: wishes,
    config: inputs.choice('config', ['then', 'now']),
    hosts: inputs.choice('hosts', ['now', 'then']),
    request,
    lookout: new PackageLookout(await store.read('packages'), packages),
  }
  const dryRun = inputs.flag('dry-run')
  const signer = await readSigner(call)
  const done = await carryOut(store, name, (environment) => planRollbackAt(environment, asked), { dryRun, signer })
  const { plan, changed } = done
  if (changed && plan.outcome === 'revision') await verifyKept(store, plan.revision, asked.lookout.announced)
  const toGoOn =
    dryRun && plan.outcome === 'revision'
      ? rollbackCommand(name, plan.revision.restores ?? 0, request.reason ?? '…', {
          ...asked,
          services: wishes.map(renderPackageWish),
        })
      : null
  const path = await tellPlan(done, io, `rollback-${name}`, toGoOn)
  const stands = plan.outcome === 'unchanged' ? plan.unchangedSince : ''
  call.output('revision', changed && plan.outcome === 'revision' ? plan.revision.number : stands)
  call.output('changed', changed)
  call.output('plan', path)
  if (!dryRun) refuse(plan)
}
