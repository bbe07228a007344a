import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import type { Host } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import type { Acting } from '../phases/acting.ts'
import { type Inspection, inspectCommand, type SecretDocument } from '../phases/inspect.ts'
import { type InstanceToStart, type StartedInstance, startCommand } from '../phases/start.ts'
import { stopCommand } from '../phases/stop.ts'
import { runCommand } from '../script/command.ts'
import { type HostBench, samplePackage, transfer } from './bench.ts'

const ports = { first: 18_400, last: 18_419 }
export const digestOf = (digit: string): `sha256:${string}` => `sha256:${digit.repeat(64)}`

/** What the tests of instances and of a host's memory do again and again. */
export function stepsOn(bench: () => HostBench) {
  const acting = (environment: string, fence = 1): Acting => ({ environment, fence })
  const inspect = (host: Host, who: Acting, secrets: SecretDocument[] = []): Promise<Inspection> =>
    runCommand(host, inspectCommand({ environment: who.environment, acting: who, secrets }))
  /** Without lock and fence, so that it takes nothing over. */
  const look = (host: Host, environment: string): Promise<Inspection> =>
    runCommand(host, inspectCommand({ environment, acting: null }))
  const instance = (
    who: Acting,
    packageDigest: string,
    release = 'aaaaaaaa',
    more: Partial<InstanceToStart> = {},
  ): InstanceToStart => ({
    service: 'orders',
    version: '1.4.0',
    release,
    unit: `towpath-${who.environment}_orders_1.4.0_${release}`,
    package: packageDigest,
    command: bench().serve,
    user: null,
    stopSeconds: 5,
    restartSeconds: 1,
    resources: {},
    ports: { http: 'PORT' },
    environmentFile: `ANSWER="${release}"\n`,
    files: { 'sub/app.conf': "it's $HOME\n" },
    hostFiles: {},
    state: ['data'],
    manifest: JSON.stringify({ release }),
    ...more,
  })
  const start = (host: Host, who: Acting, ...instances: InstanceToStart[]): Promise<readonly StartedInstance[]> =>
    runCommand(host, startCommand(host, who, { instances, ports }))
  const stop = (host: Host, who: Acting, ...instances: InstanceToStart[]) =>
    runCommand(host, stopCommand(who, { instances, remove: true }))
  const answer = async (host: Host, port: number): Promise<string> => {
    const connection = await host.connect({ kind: 'tcp', host: '127.0.0.1', port })
    connection.end()
    return await text(connection)
  }
  /** Waits until a connection to the port answers with this text, or is refused with this code. */
  const answers = async (host: Host, port: number, wanted: string): Promise<void> => {
    await expect
      .poll(() => answer(host, port).catch((cause: unknown) => codeOf(cause)), { timeout: 10_000 })
      .toBe(wanted)
  }
  const brought = async (host: Host, who: Acting, name: string): Promise<string> => {
    const sample = await samplePackage({ [`${who.environment}-${name}`]: name })
    await transfer(host, who, sample)
    await sample.remove()
    return sample.digest
  }
  return { acting, inspect, look, instance, start, stop, answers, brought }
}

export function codeOf(cause: unknown): string {
  return cause instanceof HostFault ? cause.code : String(cause)
}

export function ignoreAborted(cause: unknown): void {
  if (!(cause instanceof HostFault && cause.code === 'aborted')) throw cause
}

/** Which port it got may differ; everything else may not. */
export function withoutPort(tree: string): string {
  return tree
    .split('\n')
    .filter((line) => !/^(ports|environment) /.test(line))
    .join('\n')
}
