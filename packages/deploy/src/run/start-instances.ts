import { bareDigest, canonicalJson } from '@towpath/descriptor'
import { renderEnvironmentFile } from '@towpath/embedded'
import type { EnvironmentSpec } from '@towpath/environment'
import {
  type Host,
  type InstanceToStart,
  releaseFolder,
  runCommand,
  type StartedInstance,
  startCommand,
} from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { waitHealthy } from '../health/wait-healthy.ts'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import type { PhaseLog } from './phase-log.ts'

/** An instance that this deploy started, with the ports that the host gave it. */
export interface Started {
  readonly wanted: WantedInstance
  readonly ports: Readonly<Record<string, number>>
}

const defaultPorts = { first: 18_000, last: 18_999 }

/** Starts a batch on its hosts and waits until all of it is healthy. `onStarted` hears of each before its health is known. */
export async function startBatch(
  batch: readonly WantedInstance[],
  request: DeployRequest,
  ports: DeployPorts,
  phases: PhaseLog,
  onStarted: (started: Started) => void,
): Promise<void> {
  const byHost = [...Map.groupBy(batch, ({ host }) => host)]
  const started = await Promise.all(
    byHost.map(([host, instances]) => startOnHost(hostOf(ports, host), instances, request, ports, phases, onStarted)),
  )
  await Promise.all(started.flat().map((one) => checkOne(one, request, ports, phases)))
}

async function startOnHost(
  host: Host,
  instances: readonly WantedInstance[],
  request: DeployRequest,
  ports: DeployPorts,
  phases: PhaseLog,
  onStarted: (started: Started) => void,
): Promise<readonly Started[]> {
  const command = startCommand(host, request.acting, {
    instances: instances.map(toStart),
    ports: portsOf(request.target.spec, host.name),
  })
  const names = instances.map(({ release }) => `${release.service} ${release.version}`).join(', ')
  const answers = await phases.run(host.name, `start ${names}`, () =>
    runCommand(host, command, { signal: ports.signal }),
  )
  const started = instances.map((wanted) => ({ wanted, ports: answerFor(answers, wanted).ports }))
  for (const one of started) onStarted(one)
  return started
}

function toStart(wanted: WantedInstance): InstanceToStart {
  const { release, config } = wanted
  const { infrastructure } = config
  return {
    service: release.service,
    version: release.version,
    release: wanted.folder,
    unit: wanted.unit,
    package: bareDigest(release.archive.digest),
    command: release.descriptor.code.run,
    user: infrastructure.user,
    stopSeconds: infrastructure.stopSeconds,
    restartSeconds: infrastructure.restartSeconds,
    resources: infrastructure.resources,
    ports: wanted.portVariables,
    environmentFile: renderEnvironmentFile(wanted.environment),
    files: wanted.files,
    state: infrastructure.state,
    manifest: canonicalJson(wanted.manifest),
  }
}

function answerFor(answers: readonly StartedInstance[], wanted: WantedInstance): StartedInstance {
  const answer = answers.find(({ service, release }) => service === wanted.release.service && release === wanted.folder)
  if (answer !== undefined) return answer
  throw new DeployFault('instance-failed', {
    where: `${wanted.id}`,
    expected: 'the host to tell of its start',
    found: 'nothing',
  })
}

async function checkOne(
  { wanted, ports: given }: Started,
  request: DeployRequest,
  ports: DeployPorts,
  phases: PhaseLog,
): Promise<void> {
  const host = hostOf(ports, wanted.host)
  const { environment } = request.acting
  const { service, version, descriptor, archive } = wanted.release
  const instance = {
    id: wanted.id,
    service: `${service} ${version}`,
    release: wanted.folder,
    unit: wanted.unit,
    host,
    folder: releaseFolder(host.layout, environment, service, wanted.folder),
    packageDigest: bareDigest(archive.digest),
    ports: given,
    provides: descriptor.provides ?? {},
    health: wanted.config.infrastructure.health,
  }
  const clock = { now: () => ports.clock().getTime(), sleep: ports.sleep, signal: ports.signal }
  await phases.run(host.name, `health of ${service} ${version}`, () => waitHealthy(instance, environment, clock))
}

/** Ports for instances on a host: its host group's. */
function portsOf(spec: EnvironmentSpec, host: string): { first: number; last: number } {
  const group = Object.values(spec.hostGroups).find(
    ({ hosts, ports }) => ports !== undefined && hosts.some(({ name }) => name === host),
  )
  const [first, last] = (group?.ports ?? '').split('-').map(Number)
  return first !== undefined && last !== undefined && group !== undefined ? { first, last } : defaultPorts
}

export function hostOf(ports: DeployPorts, name: string): Host {
  const host = ports.hosts.get(name)
  if (host !== undefined) return host
  throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' })
}
