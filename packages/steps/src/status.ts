import { canonicalJson } from '@towpath/descriptor'
import type { Revision } from '@towpath/environment'
import {
  buildStatus,
  type EnvironmentStatus,
  renderStatusMarkdown,
  renderStatusText,
  type StatusDocument,
} from '@towpath/inventory'
import type { MetadataStore } from '@towpath/metadata-store'
import type { PackageStore } from '@towpath/package-store'
import { readEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { listEnvironments } from './environments/find-environment.ts'
import { readRestorable } from './environments/restorable.ts'
import { readOverridesNow } from './promoting/overrides-now.ts'
import { PackageLookout } from './revising/look-for-packages.ts'
import type { Step, StepCall } from './step.ts'
import { openMetadata, openNamedPackages } from './stores.ts'

/** Shows what runs where. */
export const status: Step<'status'> = async (call) => {
  const packages = openNamedPackages(call)
  try {
    await using store = await openMetadata(call)
    await statusIn(store, call, packages)
  } finally {
    await packages?.close()
  }
}

/** The use case, on stores that are open; without a package store nobody looks what can still be restored. */
export async function statusIn(
  store: MetadataStore,
  call: StepCall<'status'>,
  packages: PackageStore | null = null,
): Promise<void> {
  const { io, inputs, clock } = call
  const names = inputs.text('environment') === null ? await listEnvironments(store) : [environmentName(inputs)]
  const now = clock()
  const lookout = packages === null ? null : new PackageLookout(await store.read('packages'), packages)
  const environments = await Promise.all(names.map((name) => readStatus(store, name, now, lookout)))
  const document: StatusDocument = { schema: 1, at: now.toISOString(), environments }
  call.output('environments', canonicalJson(document))
  for (const one of environments) {
    for (const line of ['', ...renderStatusText(one, now).split('\n')]) io.say(line)
    io.summarize(renderStatusMarkdown(one, now))
  }
  if (environments.length > 0) return
  io.say('There is no environment yet: promote something to one')
  io.summarize('There is no environment yet. Promote something to one.')
}

async function readStatus(
  store: MetadataStore,
  name: string,
  now: Date,
  lookout: PackageLookout | null,
): Promise<EnvironmentStatus> {
  const environment = await readEnvironment(store, name)
  const { state } = environment
  const read = async (number: number | undefined | null): Promise<Revision | null> =>
    number === undefined || number === null ? null : environment.revision(number)
  const deployed = await read(state.deployed?.number)
  return buildStatus({
    environment: name,
    state,
    inventory: await environment.inventory(),
    deployed,
    lastGood: await read(state.lastGood),
    overrides: deployed === null ? [] : await readOverridesNow(store, environment, deployed, now),
    restorable: lookout === null ? null : await readRestorable(environment, lookout),
  })
}
