import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Deployment,
  type DeployOutcome,
  type DeployPorts,
  type DeployRequest,
  readSecrets,
  readSecretsAtHand,
  runDeploy,
  type ServiceSecrets,
  seeEdge,
} from '@towpath/deploy'
import { canonicalJson } from '@towpath/descriptor'
import { escapeProse, type Lease, parseAllowedSigners, rollbackCommand } from '@towpath/environment'
import { type Host, openHosts } from '@towpath/hosts'
import type { MetadataStore } from '@towpath/metadata-store'
import { findForeignHosts, historyOf, nothingForeign, refusedOrigins } from './deploying/history.ts'
import { endLease, type LeaseRequest, takeLease } from './deploying/lease.ts'
import { isOwnerGone, readOwner } from './deploying/owner.ts'
import { previewDeploy } from './deploying/preview.ts'
import { readBase, readDeployment } from './deploying/read-deployment.ts'
import { readTakeOver } from './deploying/take-over.ts'
import { tellOutcome } from './deploying/tell-outcome.ts'
import { locksOver, verifyUnlocked } from './deploying/verify-unlocked.ts'
import { describeWentAlong } from './deploying/went-along.ts'
import { withoutSecrets } from './deploying/without-secrets.ts'
import { readEnvironment, type StoredEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { verifyTarget } from './signing/verify-signed.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata, openPackages } from './stores.ts'

/** Carries a revision out on the environment's hosts, or puts everything back. */
export const deploy: Step<'deploy'> = async (call) => {
  await using store = await openMetadata(call)
  await deployIn(store, call)
}

export async function deployIn(store: MetadataStore, call: StepCall<'deploy'>): Promise<void> {
  const { inputs, io } = call
  const name = environmentName(inputs)
  const signers = readSigners(call)
  const takeOver = readTakeOver(inputs.text('take-over'))
  const environment = await readEnvironment(store, name)
  const target = await readDeployment(environment, wantedRevision(call, environment))
  call.output('revision', target.revision.number)
  if (await wentAlong(call, environment, target)) return
  verifyNotOlder(environment, target)
  await heedLocks(call, store, environment, target)
  await verifyTarget(call, environment, target.revision.number, signers?.allowed ?? null)
  const secrets = readSecrets(target.spec, io.environment)
  maskSecrets(call, secrets)
  const hosts = new Map(await openHosts(target.spec, { ...hostOptions(call), dialsAhead: true }))
  const opened = [...hosts.values()]
  try {
    let foreign = nothingForeign
    if (takeOver.hosts) {
      opened.push(...(await openLeftHosts(call, hosts, await readBase(environment))))
      foreign = await withPorts(call, hosts, (ports) => findForeignHosts({ environment, target }, io, ports))
    }
    if (inputs.flag('dry-run')) {
      const acting = { environment: name, fence: environment.state.fence }
      const base = await readBase(environment)
      const history = historyOf({ environment, target }, { base, signers }, foreign)
      await withPorts(call, hosts, (ports) => previewDeploy(call, { target, base, acting, ...history }, ports))
      return
    }
    const taking = { takeOver: takeOver.lease, fenceOfHosts: foreign.fence }
    const { lease, held, base } = await begin(call, store, { environment, target }, taking)
    opened.push(...(await openLeftHosts(call, hosts, base)))
    const history = historyOf({ environment: held, target }, { base, signers }, foreign)
    const outcome = await carryOut(call, { target, base, secrets, lease, ...history }, hosts)
    const refused = outcome.failure === null ? [] : await refusedOrigins({ environment: held, target }, signers)
    await endLease(store, { report: outcome.report, revision: target.revision, refused, clock: call.clock })
    await tellOutcome(call, outcome)
    if (outcome.failure !== null) throw outcome.failure
  } finally {
    await Promise.all(opened.map((host) => host.close()))
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

/** Who may have signed what is deployed, at this moment; null when nobody asks. */
function readSigners({ inputs, clock }: StepCall<'deploy'>) {
  const text = inputs.text('allowed-signers')
  return text === null ? null : { allowed: parseAllowedSigners(text), now: clock() }
}

/** What ran before runs again by a rollback, which is a revision of its own (DESIGN invariant 3). */
function verifyNotOlder({ name, state }: StoredEnvironment, { revision }: Deployment): void {
  const { deployed } = state
  if (deployed === null || revision.number >= deployed.number) return
  throw new StepFault('revision-outdated', {
    where: `${name}@${revision.number}`,
    expected: `${name}@${deployed.number}, which is deployed, or a newer revision`,
    found: 'an older one',
    fix: `To run it again, roll back: \`${rollbackCommand(name, revision.number)}\``,
  })
}

/** It waited, and a newer revision that has all of it was faster. */
async function wentAlong(
  { io, output }: StepCall<'deploy'>,
  environment: StoredEnvironment,
  { revision }: Deployment,
): Promise<boolean> {
  const sentence = await describeWentAlong(environment, revision)
  if (sentence === null) return false
  output('status', 'unchanged')
  io.say(`${sentence}: nothing to do`)
  io.summarize(`**${escapeProse(sentence)}**: nothing to do.`)
  return true
}

/** A dry run only says what stands in the way. */
async function heedLocks(
  { inputs, io, clock }: StepCall<'deploy'>,
  store: MetadataStore,
  environment: StoredEnvironment,
  { revision }: Deployment,
): Promise<void> {
  if (!inputs.flag('dry-run')) return verifyUnlocked(store, environment, revision, clock())
  for (const { message } of await locksOver(store, environment, revision, clock())) {
    io.annotate({ level: 'warning', title: 'locked', message })
  }
}

/**
 * Hosts that only the deployed revision has: what runs there must be stopped. Returns all that were opened for it, to be closed at the end: one that
 * both specs have may be what such a host is reached through.
 */
async function openLeftHosts(
  call: StepCall<'deploy'>,
  hosts: Map<string, Host>,
  base: Deployment | null,
): Promise<readonly Host[]> {
  if (base === null) return []
  const opened = await openHosts(base.spec, hostOptions(call))
  for (const [name, host] of opened) if (!hosts.has(name)) hosts.set(name, host)
  return [...opened.values()]
}

function maskSecrets({ io }: StepCall<'deploy'>, secrets: Readonly<Record<string, ServiceSecrets>>): void {
  for (const { variables, files } of Object.values(secrets)) {
    for (const value of [...Object.values(variables), ...Object.values(files)]) io.mask(value)
  }
}

function hostOptions({ inputs, io, program }: StepCall<'deploy'>): Parameters<typeof openHosts>[1] {
  const privateKey = inputs.text('ssh-private-key')
  if (privateKey !== null) io.mask(privateKey)
  return {
    path: io.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    node: process.execPath,
    program,
    home: io.context.home,
    forbiddenRoots: io.context.fleeting,
    ssh: {
      privateKey,
      agentSocket: io.environment['SSH_AUTH_SOCK'] || null,
      knownHosts: inputs.text('known-hosts') ?? '',
    },
  }
}

/** Takes the lease. `held` is the environment as it stands under it. */
async function begin(
  call: StepCall<'deploy'>,
  store: MetadataStore,
  { environment: { name, state }, target }: { readonly environment: StoredEnvironment; readonly target: Deployment },
  taking: Pick<LeaseRequest, 'takeOver' | 'fenceOfHosts'>,
): Promise<{ lease: Lease; held: StoredEnvironment; base: Deployment | null }> {
  const { io, inputs, clock } = call
  const holder = state.lease?.owner ?? null
  const holderIsGone = holder !== null && (await isOwnerGone(holder, io, inputs.text('token')))
  const { lease, environment: held } = await takeLease(store, {
    environment: name,
    owner: readOwner(io, name),
    revision: target.revision.number,
    run: io.context.run,
    clock,
    ...taking,
    gone: (owner) => holderIsGone && canonicalJson(owner) === canonicalJson(holder),
    verify: async (environment) => {
      verifyNotOlder(environment, target)
      await verifyUnlocked(store, environment, target.revision, clock())
    },
  })
  if (lease.tookOver !== null) {
    io.annotate({
      level: 'warning',
      title: 'lease-taken-over',
      message: `Took the lease of ${lease.tookOver.run} over: ${lease.tookOver.reason}.`,
    })
  }
  return { lease, held, base: await readBase(held) }
}

async function carryOut(
  call: StepCall<'deploy'>,
  {
    target,
    base,
    secrets,
    lease,
    ...history
  }: Omit<DeployRequest, 'acting' | 'baseSecrets' | 'run'> & { readonly lease: Lease },
  hosts: ReadonlyMap<string, Host>,
): Promise<DeployOutcome> {
  const baseSecrets = base === null ? {} : readSecretsAtHand(base.spec, call.io.environment)
  maskSecrets(call, baseSecrets)
  const outcome = await withPorts(call, hosts, async (ports) =>
    runDeploy(
      {
        target,
        base,
        secrets,
        baseSecrets,
        ...history,
        acting: { environment: target.spec.environment, fence: lease.fence },
        run: call.io.context.run,
      },
      ports,
    ),
  )
  return { ...outcome, report: withoutSecrets(outcome.report, [secrets, baseSecrets]) }
}

async function withPorts<Result>(
  call: StepCall<'deploy'>,
  hosts: ReadonlyMap<string, Host>,
  work: (ports: DeployPorts) => Promise<Result>,
): Promise<Result> {
  const packages = openPackages(call)
  try {
    return await work({
      hosts,
      packages,
      seeEdge,
      clock: call.clock,
      sleep: async (milliseconds) => void (await sleep(milliseconds)),
      signal: call.signal,
      say: (line) => call.io.progress(line),
    })
  } finally {
    await packages.close()
  }
}
