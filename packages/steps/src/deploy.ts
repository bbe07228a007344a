import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Deployment,
  type DeployOutcome,
  type DeployRequest,
  readSecrets,
  runDeploy,
  type ServiceSecrets,
} from '@towpath/deploy'
import { canonicalJson } from '@towpath/descriptor'
import type { Lease } from '@towpath/environment'
import { type Host, openHosts } from '@towpath/hosts'
import { endLease, takeLease } from './deploying/lease.ts'
import { isOwnerGone, readOwner } from './deploying/owner.ts'
import { previewDeploy } from './deploying/preview.ts'
import { readBase, readDeployment } from './deploying/read-deployment.ts'
import { renderHeadline, renderReportMarkdown } from './deploying/report-markdown.ts'
import { readEnvironment, type StoredEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata, openPackages } from './stores.ts'
import { writeTowpathFile } from './workspace/towpath-folder.ts'

/** Carries a revision out on the environment's hosts, or puts everything back. */
export const deploy: Step<'deploy'> = async (call) => {
  const { inputs, io } = call
  const name = environmentName(inputs)
  await using store = await openMetadata(call)
  const environment = await readEnvironment(store, name)
  const target = await readDeployment(environment, wantedRevision(call, environment))
  call.output('revision', target.revision.number)
  const secrets = readSecrets(target.spec, io.environment)
  maskSecrets(call, secrets)
  const hosts = await openHosts(target.spec, hostOptions(call))
  try {
    if (inputs.flag('dry-run')) {
      await previewDeploy(call, target, hosts)
      return
    }
    const { lease, base } = await begin(call, store, environment, target.revision.number)
    const outcome = await carryOut(call, { target, base, secrets, lease }, hosts)
    await endLease(store, { report: outcome.report, revision: target.revision, clock: call.clock })
    await say(call, outcome)
    if (outcome.failure !== null) throw outcome.failure
  } finally {
    await Promise.all([...hosts.values()].map((host) => host.close()))
  }
}

function wantedRevision({ inputs }: StepCall<'deploy'>, { name, state }: StoredEnvironment): number {
  const number = inputs.whole('revision') ?? state.desired?.number
  if (number !== undefined) return number
  throw new StepFault('revision-unknown', {
    where: `Environment ${name}`,
    expected: 'a revision to deploy',
    found: 'none',
    fix: 'Promote something to it first',
  })
}

function maskSecrets({ io }: StepCall<'deploy'>, secrets: Readonly<Record<string, ServiceSecrets>>): void {
  for (const { variables, files } of Object.values(secrets)) {
    for (const value of [...Object.values(variables), ...Object.values(files)]) io.mask(value)
  }
}

function hostOptions({ io, program }: StepCall<'deploy'>): Parameters<typeof openHosts>[1] {
  return {
    path: io.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    node: process.execPath,
    program,
    home: io.context.home,
    forbiddenRoots: io.context.fleeting,
  }
}

async function begin(
  call: StepCall<'deploy'>,
  store: Parameters<typeof takeLease>[0],
  { name, state }: StoredEnvironment,
  revision: number,
): Promise<{ lease: Lease; base: Deployment | null }> {
  const { io, inputs, clock } = call
  const holder = state.lease?.owner ?? null
  const holderIsGone = holder !== null && (await isOwnerGone(holder, io, inputs.text('token')))
  const { lease, environment } = await takeLease(store, {
    environment: name,
    owner: readOwner(io, name),
    revision,
    run: io.context.run,
    clock,
    takeOver: inputs.flag('take-over'),
    gone: (owner) => holderIsGone && canonicalJson(owner) === canonicalJson(holder),
  })
  if (lease.tookOver !== null) {
    io.annotate({
      level: 'warning',
      title: 'lease-taken-over',
      message: `Took the lease of ${lease.tookOver.run} over: ${lease.tookOver.reason}.`,
    })
  }
  return { lease, base: await readBase(environment) }
}

async function carryOut(
  call: StepCall<'deploy'>,
  { target, base, secrets, lease }: Pick<DeployRequest, 'target' | 'base' | 'secrets'> & { readonly lease: Lease },
  hosts: ReadonlyMap<string, Host>,
): Promise<DeployOutcome> {
  const packages = openPackages(call)
  try {
    return await runDeploy(
      {
        target,
        base,
        secrets,
        acting: { environment: target.spec.environment, fence: lease.fence },
        run: call.io.context.run,
      },
      {
        hosts,
        packages,
        clock: call.clock,
        sleep: async (milliseconds) => void (await sleep(milliseconds)),
        signal: call.signal,
        say: (line) => call.io.progress(line),
      },
    )
  } finally {
    await packages.close()
  }
}

async function say(call: StepCall<'deploy'>, { report }: DeployOutcome): Promise<void> {
  const { io } = call
  const path = await writeTowpathFile(
    io.context.workspace,
    `reports/${report.environment}-${report.fence}.json`,
    canonicalJson(report),
  )
  call.output('status', report.status)
  call.output('report', path)
  io.say(renderHeadline(report))
  io.summarize(renderReportMarkdown(report))
}
