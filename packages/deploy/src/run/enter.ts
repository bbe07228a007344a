import { bareDigest, canonicalJson } from '@towpath/descriptor'
import { renderEnvironmentFile } from '@towpath/embedded'
import { type EnvironmentHost, type EnvironmentSpec, environmentHosts, userName } from '@towpath/environment'
import { type InstanceToStart, releaseFolder, type StartedInstance, startCommand, stopCommand } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { waitHealthy } from '../health/wait-healthy.ts'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { Entrance } from '../plan/deploy-plan.ts'
import type { LiveInstance } from '../plan/standing.ts'
import type { Entered, Progress } from './progress.ts'
import { reviveCommand } from './revive.ts'
import { hostOf, runPhase, type Site } from './site.ts'
import { together } from './together.ts'

/** Brings a batch up on all of its hosts at once, and waits until each of it is healthy. Returns what came up. */
export async function enterBatch(
  batch: readonly Entrance[],
  spec: EnvironmentSpec,
  site: Site,
  progress: Progress,
): Promise<readonly Entered[]> {
  const byHost = Map.groupBy(batch, ({ wanted }) => wanted.host)
  const started = await together(byHost, site, async ([host, entrances], its) => {
    const revived = await reviveOnHost(host, entrances, its)
    const anew = await startOnHost(host, entrances, spec, its)
    return [...revived, ...anew]
  })
  const entered = await together(started.flat(), site, (one, its) => comeUp(one, spec, its))
  progress.entered.push(...entered)
  return entered
}

/** At how many ports an instance is tried when somebody else is quicker to take the one that was free a moment ago. */
const portTrials = 3

/** Waits for its health. Where another process took its port, it is started anew at another one. */
async function comeUp(started: Entered, spec: EnvironmentSpec, site: Site): Promise<Entered> {
  let one = started
  for (let trial = 1; ; trial += 1) {
    try {
      await waitForOne(one, site)
      return one
    } catch (error) {
      const isForeign = error instanceof DeployFault && error.code === 'port-foreign'
      if (!isForeign || trial === portTrials || one.entrance.revived !== null) throw error
      one = await startElsewhere(one, spec, site)
    }
  }
}

/** Removed with its port, so that the host chooses the next one. */
async function startElsewhere({ entrance }: Entered, spec: EnvironmentSpec, site: Site): Promise<Entered> {
  const { host, release, folder, unit } = entrance.wanted
  const instance = { service: release.service, release: folder, unit }
  const command = stopCommand(site.acting, { instances: [instance], remove: true })
  await runPhase(site, { host, name: `give up the port of ${release.service} ${release.version}` }, command)
  const [again] = await startOnHost(host, [entrance], spec, site)
  return again ?? unknownHost(host)
}

async function startOnHost(
  hostName: string,
  entrances: readonly Entrance[],
  spec: EnvironmentSpec,
  site: Site,
): Promise<readonly Entered[]> {
  const anew = entrances.filter(({ revived }) => revived === null)
  if (anew.length === 0) return []
  const host = hostOf(site, hostName)
  const { ports, connection } = environmentHosts(spec).get(hostName) ?? unknownHost(hostName)
  const instances = anew.map(({ wanted }) => toStart(wanted, userOf(wanted, site.acting.environment, connection)))
  const command = startCommand(host, site.acting, { instances, ports: { first: ports.low, last: ports.high } })
  const answers = await runPhase(site, { host: hostName, name: `start ${namesOf(anew)}` }, command)
  return anew.map((entrance) => {
    const { id, unit } = entrance.wanted
    const answer = answerFor(answers, entrance)
    return { entrance, id, unit, address: host.address, ports: answer.ports, change: answer.change }
  })
}

async function reviveOnHost(host: string, entrances: readonly Entrance[], site: Site): Promise<readonly Entered[]> {
  const standing = entrances.flatMap((entrance) =>
    entrance.revived === null ? [] : [{ entrance, live: entrance.revived }],
  )
  if (standing.length === 0) return []
  const units = standing.flatMap(({ live }) => live.found.unit ?? [])
  const names = namesOf(standing.map(({ entrance }) => entrance))
  await runPhase(site, { host, name: `start ${names} again` }, reviveCommand(site.acting, units))
  return standing.map(({ entrance, live }) => enteredAgain(entrance, live))
}

function enteredAgain(entrance: Entrance, { manifest, found, address }: LiveInstance): Entered {
  return { entrance, id: manifest.id, unit: found.unit ?? '', address, ports: found.ports, change: 'started' }
}

function namesOf(entrances: readonly Entrance[]): string {
  const names = entrances.map(({ wanted: { release } }) => `${release.service} ${release.version}`)
  return [...new Set(names)].join(', ')
}

/** Each service of an environment runs as a user of its own, unless it is told otherwise; on this machine as whoever deploys. */
function userOf(
  { release, config }: WantedInstance,
  environment: string,
  connection: EnvironmentHost['connection'],
): InstanceToStart['user'] {
  if (connection === 'local') return null
  const { user } = config.infrastructure
  return user === null ? { kind: 'own', name: userName(environment, release.service) } : { kind: 'given', name: user }
}

function toStart(wanted: WantedInstance, user: InstanceToStart['user']): InstanceToStart {
  const { release, config } = wanted
  const { infrastructure } = config
  return {
    service: release.service,
    version: release.version,
    release: wanted.folder,
    unit: wanted.unit,
    package: bareDigest(release.archive.digest),
    command: release.descriptor.code.run,
    user,
    stopSeconds: infrastructure.stopSeconds,
    restartSeconds: infrastructure.restartSeconds,
    resources: infrastructure.resources,
    ports: wanted.portVariables,
    environmentFile: renderEnvironmentFile(wanted.environment),
    files: wanted.files,
    hostFiles: wanted.hostFiles,
    state: infrastructure.state,
    manifest: canonicalJson(wanted.manifest),
  }
}

function answerFor(answers: readonly StartedInstance[], { wanted }: Entrance): StartedInstance {
  const answer = answers.find(({ service, release }) => service === wanted.release.service && release === wanted.folder)
  if (answer !== undefined) return answer
  throw new DeployFault('instance-failed', {
    where: wanted.id,
    expected: 'the host to tell of its start',
    found: 'nothing',
  })
}

async function waitForOne({ entrance, unit, ports }: Entered, site: Site): Promise<void> {
  const { wanted, revived } = entrance
  const { service, version, descriptor, archive } = wanted.release
  const host = hostOf(site, wanted.host)
  const instance = {
    release: `${service} ${version}`,
    unit,
    host,
    folder: releaseFolder(host.layout, site.acting.environment, service, revived?.found.release ?? wanted.folder),
    packageDigest: bareDigest(archive.digest),
    ports,
    provides: descriptor.provides ?? {},
    health: wanted.config.infrastructure.health,
  }
  const clock = { now: () => site.clock().getTime(), sleep: site.sleep, signal: site.signal }
  await site.phases.run(wanted.host, `health of ${service} ${version}`, () => waitHealthy(instance, clock))
}

function unknownHost(name: string): never {
  throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' })
}
