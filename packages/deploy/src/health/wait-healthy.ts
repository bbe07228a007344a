import type { Provide } from '@towpath/descriptor'
import type { ResolvedInfrastructure } from '@towpath/environment'
import { type Host, inspectCommand, logsCommand, packageFolder, runCommand, type UnitState } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { healthScript } from './health-script.ts'
import { getThroughHost } from './http-over-host.ts'

/** An instance that was started and must show that it works before anything is sent to it. */
export interface InstanceToCheck {
  readonly id: string
  readonly service: string
  readonly release: string
  readonly unit: string
  readonly host: Host
  /** Absolute: the release's folder on the host, with its environment file. */
  readonly folder: string
  /** Bare hex. */
  readonly packageDigest: string
  /** By the provide's name. */
  readonly ports: Readonly<Record<string, number>>
  readonly provides: Readonly<Record<string, Provide>>
  readonly health: ResolvedInfrastructure['health']
}

export interface HealthClock {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly signal: AbortSignal
}

/** How many of its last lines a failing service is shown with. */
const shownLines = 20

/**
 * Waits until an instance answers well `successes` times in a row and then stays so for `settleSeconds`. A process that ends, or has not
 * become healthy within `startSeconds`, is a fault with its last lines. What provides nothing must just stay up.
 */
export async function waitHealthy(instance: InstanceToCheck, environment: string, clock: HealthClock): Promise<void> {
  const { startSeconds, intervalMs, successes, settleSeconds } = instance.health
  const until = clock.now() + startSeconds * 1000
  let inRow = 0
  while (inRow < successes) {
    clock.signal.throwIfAborted()
    const wrong = await probe(instance)
    inRow = wrong === null ? inRow + 1 : 0
    if (wrong !== null && (await stateOf(instance, environment)) === 'failed') throw await failed(instance)
    if (wrong !== null && clock.now() > until) throw await unhealthy(instance, wrong)
    if (inRow < successes) await clock.sleep(intervalMs)
  }
  const settled = clock.now() + settleSeconds * 1000
  do {
    const state = await stateOf(instance, environment)
    if (state !== 'running') throw await unsettled(instance, `its process is ${state}`)
    if (settleSeconds > 0) await clock.sleep(Math.min(intervalMs, Math.max(0, settled - clock.now())))
  } while (clock.now() < settled)
  const afterwards = await probe(instance)
  if (afterwards !== null) throw await unsettled(instance, afterwards)
}

/** Null when every provide answers, and the health command if there is one, else what was wrong. */
async function probe(instance: InstanceToCheck): Promise<string | null> {
  if (instance.health.command !== undefined) {
    const wrong = await probeByCommand(instance, instance.health.command)
    if (wrong !== null) return wrong
  }
  for (const [name, provide] of Object.entries(instance.provides)) {
    const port = instance.ports[name]
    if (port === undefined) return `no port for ${name}`
    const wrong = await probeProvide(instance, provide, port)
    if (wrong !== null) return `${name} on port ${port}: ${wrong}`
  }
  return null
}

async function probeProvide({ host, health }: InstanceToCheck, provide: Provide, port: number): Promise<string | null> {
  const address = { kind: 'tcp', host: host.address, port } as const
  try {
    if (provide.protocol !== 'http') {
      ;(await host.connect(address)).destroy()
      return null
    }
    const path = provide.health ?? '/'
    const answer = await getThroughHost(host, address, {
      path,
      authority: `${host.address}:${port}`,
      timeoutMs: health.timeoutMs,
    })
    return answer.status >= 200 && answer.status < 400 ? null : `GET ${path} answered ${answer.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function probeByCommand(
  { host, folder, packageDigest, health }: InstanceToCheck,
  command: readonly string[],
): Promise<string | null> {
  const result = await host
    .run(healthScript(folder, packageFolder(host.layout, packageDigest), command), { limitMs: health.timeoutMs })
    .catch((error: unknown) => ({
      exitCode: 1,
      stdout: '',
      stderr: error instanceof Error ? error.message : String(error),
    }))
  if (result.exitCode === 0) return null
  return `\`${command.join(' ')}\` ended with ${result.exitCode}: ${`${result.stdout}${result.stderr}`.trim().split('\n').at(-1) ?? ''}`
}

async function stateOf({ host, unit }: InstanceToCheck, environment: string): Promise<UnitState> {
  const { instances } = await runCommand(host, inspectCommand({ environment, acting: null }))
  return instances.find((found) => found.unit === unit)?.state ?? 'absent'
}

async function lastLines({ host, unit }: InstanceToCheck): Promise<readonly string[]> {
  return runCommand(host, logsCommand(unit, shownLines))
}

const at = ({ service, id }: InstanceToCheck): string => `${service} on ${id.slice(id.lastIndexOf('@') + 1)}`

async function failed(instance: InstanceToCheck): Promise<DeployFault> {
  const log = await lastLines(instance)
  const explanation = {
    where: at(instance),
    expected: 'its process to stay up',
    found: `it ended again and again${shown(log)}`,
    fix: 'Read its last lines in the report',
  }
  return new DeployFault('instance-failed', explanation, { log })
}

async function unhealthy(instance: InstanceToCheck, last: string): Promise<DeployFault> {
  const log = await lastLines(instance)
  const expected = `a healthy answer within ${instance.health.startSeconds} s of its start`
  return new DeployFault(
    'unhealthy',
    { where: at(instance), expected, found: `${last}${shown(log)}`, fix: 'Read its last lines in the report' },
    { log },
  )
}

async function unsettled(instance: InstanceToCheck, found: string): Promise<DeployFault> {
  const log = await lastLines(instance)
  const expected = `it to stay healthy for ${instance.health.settleSeconds} s`
  return new DeployFault(
    'unsettled',
    { where: at(instance), expected, found: `${found}${shown(log)}`, fix: 'Read its last lines in the report' },
    { log },
  )
}

function shown(log: readonly string[]): string {
  const last = log.filter((line) => line.trim() !== '').at(-1)
  return last === undefined ? '' : `; its last line: ${last.slice(0, 300)}`
}
