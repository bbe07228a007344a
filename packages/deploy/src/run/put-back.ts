import { type Host, type HostScript, runCommand, stopCommand } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import { instanceToRoute, type LiveInstance, releaseToRoute } from '../plan/live-instance.ts'
import { compileTable } from '../plan/tables.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import type { PhaseLog } from './phase-log.ts'
import { hostOf, type Started } from './start-instances.ts'
import { type Switching, switchTo } from './switch.ts'
import type { World } from './world.ts'

/** Starts units that stand still, on the ports that they had. */
const program = `
lock
fence
unlock
said=$(unit_start $RESTORED 2>&1) || fail unit-failed "$said"
echo end
`

/**
 * Everything as it was: what stood there serves again, by the routes of what the store says is deployed, and what this deploy started goes.
 * Runs to its end also when the deploy was cancelled. Returns the instances that had to be started again.
 */
export async function putBack(
  request: DeployRequest,
  ports: DeployPorts,
  phases: PhaseLog,
  state: {
    readonly world: World
    readonly standing: readonly LiveInstance[]
    readonly started: readonly Started[]
    readonly stopped: readonly LiveInstance[]
    readonly switching: Switching
  },
): Promise<readonly LiveInstance[]> {
  const { base } = request
  const restored = base === null ? [] : state.standing.filter((instance) => belongsTo(base, instance))
  const down = restored.filter(
    (one) => one.found.state !== 'running' || state.stopped.some(({ manifest }) => manifest.id === one.manifest.id),
  )
  await restart(down, request, ports, phases)
  const entered = restored.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) }))
  const spec = base?.spec ?? request.target.spec
  await switchTo(compileTable(spec, { entered, leaving: [], listeners: state.world.listeners }), state.switching)
  const leaving = [
    ...state.started.map(({ wanted }) => ({
      host: wanted.host,
      service: wanted.release.service,
      release: wanted.folder,
      unit: wanted.unit,
      id: wanted.id,
    })),
    ...state.standing
      .filter((one) => !restored.includes(one))
      .map(({ host, found, manifest }) => ({ host, ...found, id: manifest.id })),
  ]
  for (const proxy of state.world.proxies)
    await proxy.drain(
      leaving.map(({ id }) => id),
      1,
    )
  for (const [host, instances] of Map.groupBy(leaving, (one) => one.host)) {
    await phases.run(host, 'put back', () =>
      runCommand(hostOf(ports, host), stopCommand(request.acting, { instances, remove: true })),
    )
  }
  return down
}

/** What the store says is deployed: the same version with the same config. */
function belongsTo({ revision }: Deployment, { manifest }: LiveInstance): boolean {
  return revision.releases.some(
    ({ service, version, config }) =>
      service === manifest.service && version === manifest.version && config === manifest.config,
  )
}

async function restart(
  instances: readonly LiveInstance[],
  request: DeployRequest,
  ports: DeployPorts,
  phases: PhaseLog,
): Promise<void> {
  for (const [name, ofHost] of Map.groupBy(instances, ({ host }) => host)) {
    const host: Host = hostOf(ports, name)
    const units = ofHost.flatMap(({ found }) => found.unit ?? []).join(' ')
    const script: HostScript = {
      name: 'restore',
      program,
      variables: {
        ENVIRONMENT: request.acting.environment,
        FENCE: String(request.acting.fence),
        LOCK_SECONDS: '60',
        RESTORED: units,
      },
    }
    await phases.run(name, 'start again', () => runCommand(host, { script, parse: () => undefined }))
  }
}
