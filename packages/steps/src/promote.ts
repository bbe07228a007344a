import { parsePackageWishes, renderPackageWish } from '@towpath/descriptor'
import { type ChangeRequest, plannedNumber, promoteCommand } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { environmentName, verifyEnvironmentName } from './environments/environment-name.ts'
import { Attestations } from './promoting/attestations.ts'
import { readEvidence } from './promoting/evidence.ts'
import { readObserved } from './promoting/observed.ts'
import { readOverrides } from './promoting/overrides.ts'
import { type PromotionRequest, planPromotionAt } from './promoting/plan-promotion-at.ts'
import { PublishedPackages } from './promoting/published-packages.ts'
import { type Asked, askFrom, readRunning } from './promoting/taken-from.ts'
import { readSpecFile } from './repository/spec-file.ts'
import { type CarriedOut, carryOut } from './revising/carry-out.ts'
import { refuse, tellPlan, verdictOf } from './revising/tell-plan.ts'
import { readSigner } from './signing/read-signer.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata } from './stores.ts'

/** Decides what an environment shall run and writes it as a revision. */
export const promote: Step<'promote'> = async (call) => {
  await using store = await openMetadata(call)
  await promoteIn(store, call)
}

/** The use case, on a store that is open. */
export async function promoteIn(store: MetadataStore, call: StepCall<'promote'>): Promise<void> {
  const { io, inputs } = call
  const name = environmentName(inputs)
  const signer = await readSigner(call)
  const asked = await readRequest(store, call, name)
  const dryRun = inputs.flag('dry-run')
  const done = await carryOut(store, name, (environment) => planPromotionAt(environment, asked), { dryRun, signer })
  const { wishes, sets, from } = asked
  const isAsked = wishes.length + sets.length > 0 || from !== null
  const toGoOn =
    dryRun && isAsked && done.plan.outcome === 'revision'
      ? promoteCommand(name, wishes.map(renderPackageWish), {
          sets: sets.map(renderPackageWish),
          from: from?.environment,
          override: asked.overrides,
          reason: asked.request.reason,
        })
      : null
  const path = await tellPlan(done, io, `promote-${name}`, toGoOn)
  giveOutputs(call, name, done, path)
  if (!dryRun) refuse(done.plan)
}

async function readRequest(store: MetadataStore, call: StepCall<'promote'>, name: string): Promise<PromotionRequest> {
  const { io, inputs } = call
  const asked = await readAsked(store, call, name)
  const file = await readSpecFile(name, inputs.text('spec'), io)
  const request: ChangeRequest = {
    by: io.context.actor,
    at: call.clock().toISOString(),
    run: io.context.run,
    ...(io.context.pullRequest !== null && { pullRequest: io.context.pullRequest }),
    command: renderAsked(asked, name),
    reason: inputs.text('reason'),
  }
  const overrides = readOverrides(inputs.text('override'))
  const [published, evidence, observed] = await Promise.all([
    store.read('packages'),
    readEvidence(store, file.spec, new Date(request.at)),
    readObserved(store, name),
  ])
  const { githubApiUrl: apiUrl, githubServerUrl: serverUrl } = io.context
  const attestations = new Attestations({ token: inputs.text('token'), apiUrl, serverUrl })
  const packages = new PublishedPackages(published)
  return { file, ...asked, overrides, ...evidence, observed, packages, attestations, request }
}

async function readAsked(store: MetadataStore, { inputs }: StepCall<'promote'>, name: string): Promise<Asked> {
  const wishes = parsePackageWishes(inputs.text('packages') ?? '', 'Input `packages`')
  const sets = parsePackageWishes(inputs.text('set') ?? '', 'Input `set`')
  const from = inputs.text('from')
  if (from === null) return { wishes, sets, from }
  if (from !== name) {
    return askFrom(await readRunning(store, verifyEnvironmentName('from', from)), { wishes, sets })
  }
  throw new StepFault('input-invalid', {
    where: 'Input `from`',
    expected: 'another environment',
    found: `${from} itself`,
  })
}

/** As a person would write it in a comment. */
function renderAsked({ wishes, sets, from }: Asked, name: string): string {
  const all = [...sets.map((set) => `set ${renderPackageWish(set)}`), ...wishes.map(renderPackageWish)]
  return ['promote', ...all, ...(from === null ? [] : ['from', from.environment]), 'to', name].join(' ')
}

function giveOutputs(call: StepCall<'promote'>, name: string, { plan, changed }: CarriedOut, path: string): void {
  const stands = changed || plan.outcome === 'unchanged'
  const revision = stands ? plannedNumber(plan) : null
  const previous = plan.outcome === 'unchanged' ? plan.unchangedSince - 1 : (plan.newest ?? 0)
  call.output('environment', name)
  call.output('revision', revision ?? '')
  call.output('previous', previous === 0 ? '' : previous)
  call.output('changed', changed)
  call.output('verdict', verdictOf(plan))
  call.output('plan', path)
}
