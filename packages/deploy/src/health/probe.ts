import type { Provide } from '@towpath/descriptor'
import type { ResolvedInfrastructure } from '@towpath/environment'
import { type Host, packageFolder } from '@towpath/hosts'
import { grpcHealthPath, judgeGrpcHealth, renderHealthRequest } from './grpc-health.ts'
import { askGrpcThroughHost } from './grpc-over-host.ts'
import { healthScript } from './health-script.ts'
import { holdThroughHost } from './hold-through-host.ts'
import { getThroughHost } from './http-over-host.ts'

/** An instance that was started and must show that it works before anything is sent to it. */
export interface InstanceToCheck {
  /** `orders 1.4.2`, for messages. */
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

/** Whether it can be asked anything at all; a worker without a health command must just stay up. */
export function canBeAsked({ health, provides }: InstanceToCheck): boolean {
  return health.command !== undefined || Object.keys(provides).length > 0
}

/** Null when every provide answers, and the health command if there is one; else what was wrong. */
export async function probe(instance: InstanceToCheck, signal: AbortSignal): Promise<string | null> {
  const { health, provides, ports } = instance
  const answers = await Promise.all([
    health.command === undefined ? null : runHealthCommand(instance, health.command, signal),
    ...Object.entries(provides).map(async ([name, provide]) => {
      const port = ports[name]
      if (port === undefined) return `no port for ${name}`
      const wrong = await askProvide(instance, provide, port)
      return wrong === null ? null : `${name} on port ${port}: ${wrong}`
    }),
  ])
  return answers.find((answer) => answer !== null) ?? null
}

async function askProvide({ host, health }: InstanceToCheck, provide: Provide, port: number): Promise<string | null> {
  try {
    return await ask(host, provide, port, health.timeoutMs)
  } catch (error) {
    return shortly(error)
  }
}

async function ask(host: Host, provide: Provide, port: number, timeoutMs: number): Promise<string | null> {
  const address = { kind: 'tcp', host: host.address, port } as const
  const authority = `${host.address}:${port}`
  switch (provide.protocol) {
    case 'http': {
      const path = provide.health ?? '/'
      const { status } = await getThroughHost(host, address, { path, authority, timeoutMs })
      return status >= 200 && status < 400 ? null : `GET ${path} answered ${status}`
    }
    case 'grpc': {
      const service = provide.health ?? ''
      const message = renderHealthRequest(service)
      const request = { path: grpcHealthPath, authority, message, timeoutMs }
      return judgeGrpcHealth(await askGrpcThroughHost(host, address, request), service)
    }
    case 'tcp':
      return holdThroughHost(host, address, timeoutMs)
  }
}

async function runHealthCommand(
  { host, unit, folder, packageDigest, health }: InstanceToCheck,
  command: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  const script = healthScript({
    unit,
    releaseFolder: folder,
    packageFolder: packageFolder(host.layout, packageDigest),
    command,
  })
  try {
    const { exitCode, stdout, stderr } = await host.run(script, { limitMs: health.timeoutMs, signal })
    if (exitCode === 0) return null
    const last = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? ''
    return `\`${command.join(' ')}\` ended with ${exitCode}${last === '' ? '' : `: ${last}`}`
  } catch (error) {
    signal.throwIfAborted()
    return `\`${command.join(' ')}\`: ${shortly(error)}`
  }
}

/** Of a fault, what was found; of a system's error, its words. */
function shortly(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
