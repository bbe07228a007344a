import type { DeployReport } from '@towpath/environment'
import { environmentDomain } from '@towpath/environment'
import { historyPath, type Inventory, planRegistration, type RegistrationPlan } from '@towpath/inventory'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, StoredEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { newestReport, reportOfFile } from './registering/find-report.ts'
import type { Step, StepCall } from './step.ts'
import { openMetadata } from './stores.ts'

/** Writes what runs into the inventory. */
export const register: Step<'register'> = async (call) => {
  await using store = await openMetadata(call)
  await registerIn(store, call)
}

/** The use case, on a store that is open. Doing it again changes nothing. */
export async function registerIn(store: MetadataStore, call: StepCall<'register'>): Promise<void> {
  const { io, inputs } = call
  const name = environmentName(inputs)
  const path = inputs.text('report')
  const environment = await readEnvironment(store, name)
  const report =
    path === null ? await newestReport(environment) : await reportOfFile(environment, io.context.workspace, path)
  const done: { plan: RegistrationPlan | null } = { plan: null }
  const after = await store.commit(environmentDomain(name), messageOf(report), async (at) => {
    done.plan = await planAt(await StoredEnvironment.at(at, name), report)
    return { kind: 'change', write: done.plan.write, remove: done.plan.remove }
  })
  const inventory = await (await StoredEnvironment.at(after, name)).inventory()
  tell(call, inventory, report, done.plan)
}

async function planAt(environment: StoredEnvironment, report: DeployReport): Promise<RegistrationPlan> {
  const revision = await environment.revision(report.revision)
  const wasPutBack = report.status === 'rolled-back' && report.previous !== null
  const restored = wasPutBack && report.previous !== null ? await environment.revision(report.previous) : null
  return planRegistration({
    report,
    revision,
    restored,
    spec: await environment.spec(restored ?? revision),
    inventory: await environment.inventory(),
    history: (await environment.snapshot.get(historyPath(report.endedAt))) ?? '',
  })
}

function messageOf({ environment, revision, fence }: DeployReport): string {
  return `register ${environment}@${revision}, as deploy ${fence} reported it`
}

function tell(
  call: StepCall<'register'>,
  inventory: Inventory,
  { environment }: DeployReport,
  plan: RegistrationPlan | null,
): void {
  const instances = [...inventory.services.values()].reduce((sum, service) => sum + service.instances.length, 0)
  const { proxies } = inventory
  const url = proxies === null ? '' : `http://${proxies.vip}${proxies.port === 80 ? '' : `:${proxies.port}`}`
  call.output('instances', instances)
  call.output('url', url)
  const changes = [
    ...(plan !== null && plan.opened > 0 ? [`${plan.opened} new`] : []),
    ...(plan !== null && plan.closed > 0 ? [`${plan.closed} closed`] : []),
  ]
  const told = changes.length === 0 ? '' : `: ${changes.join(', ')}`
  call.io.say(
    `${environment} has ${instances} ${instances === 1 ? 'instance' : 'instances'} registered${told}, at ${url}`,
  )
  call.io.summarize(
    `**${environment}** has ${instances} ${instances === 1 ? 'instance' : 'instances'} registered${told}. Clients find them at ${url}`,
  )
}
