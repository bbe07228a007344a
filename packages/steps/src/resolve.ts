import { canonicalJson, isRange } from '@towpath/descriptor'
import { type ResolvedService, resolveService } from '@towpath/inventory'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata } from './stores.ts'

/** Finds the address of a service from nothing but its environment. */
export const resolve: Step<'resolve'> = async (call) => {
  await using store = await openMetadata(call)
  await resolveIn(store, call)
}

/** The use case, on a store that is open. */
export async function resolveIn(store: MetadataStore, call: StepCall<'resolve'>): Promise<void> {
  const { inputs } = call
  const name = environmentName(inputs)
  const service = inputs.required('service')
  const range = inputs.text('range')
  if (range !== null && !isRange(range)) {
    throw new StepFault('input-invalid', {
      where: 'Input `range`',
      expected: 'a semver range such as `^1.4`',
      found: `\`${range}\``,
    })
  }
  const environment = await readEnvironment(store, name)
  tell(call, name, resolveService(name, await environment.inventory(), service, range))
}

function tell({ io, output }: StepCall<'resolve'>, name: string, found: ResolvedService): void {
  const instances = found.instances.map(({ id, version, host, ip, ports }) => ({ id, version, host, ip, ports }))
  output('url', found.url ?? '')
  output('address', found.address ?? '')
  output('version', found.version)
  output('vip', found.vip)
  output('port', found.port)
  output('instances', canonicalJson(instances))
  const where = found.url ?? found.address ?? `${found.vip}, at its own port`
  io.say(`${found.service} ${found.version} in ${name}: ${where}`)
  io.summarize(`**${found.service} ${found.version}** in ${name}: ${where}`)
}
