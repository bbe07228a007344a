import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runOrFail } from './command.ts'
import { startDelayLine } from './delay-line.ts'
import { type Guard, startGuard } from './guard.ts'
import { createDisk, type DiskOptions } from './host-disk.ts'
import { generateKey } from './key.ts'
import { LabHost } from './lab-host.ts'
import { addressIn, type LabNames, nameHost, nameLab } from './lab-names.ts'
import { prepareRoot } from './root-file-system.ts'

export interface HostOptions extends DiskOptions {
  /** File systems of a size, such as `{ '/srv': '8M' }`; empty at each boot. */
  readonly smallDisks?: Readonly<Record<string, string>>
}

export interface LabOptions {
  /** By name. Their addresses are x.x.x.11, .12 and so on, in this order. */
  readonly hosts: Readonly<Record<string, HostOptions>>
  /** Between the controller, this machine, and all hosts, each way. Hosts among themselves are near. */
  readonly delayMs?: number
}

/** Real hosts in a network of their own. Ends with its scope, or with this process however that dies. */
export class Site implements AsyncDisposable {
  /** Lines for `known_hosts`: the pinned key of each host by its address. */
  readonly knownHosts: string
  /** OpenSSH text of the key that `root` and `deploy` of each host accept. */
  readonly privateKey: string
  /** The same as files, for OpenSSH. */
  readonly keyFile: string
  readonly knownHostsFile: string
  readonly #hosts: ReadonlyMap<string, LabHost>
  readonly #names: LabNames
  readonly #guard: Guard

  constructor(names: LabNames, guard: Guard, hosts: readonly LabHost[], privateKey: string) {
    this.knownHosts = hosts.map(({ address, hostKey }) => `${address} ${hostKey}\n`).join('')
    this.privateKey = privateKey
    this.keyFile = join(names.folder, 'key')
    this.knownHostsFile = join(names.folder, 'known_hosts')
    this.#hosts = new Map(hosts.map((host) => [host.name, host]))
    this.#names = names
    this.#guard = guard
  }

  get hosts(): readonly LabHost[] {
    return [...this.#hosts.values()]
  }

  host(name: string): LabHost {
    const host = this.#hosts.get(name)
    if (host === undefined) throw new Error(`The lab has no host ${name}, only ${[...this.#hosts.keys()].join(', ')}`)
    return host
  }

  /** An address of the lab's network by its last number; from 100 on they are free. */
  address(last: number): string {
    return addressIn(this.#names, last)
  }

  /** A free address. */
  get vip(): string {
    return this.address(100)
  }

  spawnIn(
    name: string,
    command: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): ChildProcessWithoutNullStreams {
    return this.host(name).spawn(command, args, env)
  }

  /** Resolves when nothing is left on this machine; rejects with what resisted. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard.end()
  }
}

/** Boots all hosts at once. The first lab on a machine builds the root file system, which takes about a minute. */
export async function openLab(options: LabOptions): Promise<Site> {
  const lower = await prepareRoot()
  const guard = await startGuard()
  try {
    return await openWith(guard, lower, options)
  } catch (cause) {
    await guard.end()
    throw cause
  }
}

async function openWith(guard: Guard, lower: string, { hosts, delayMs = 0 }: LabOptions): Promise<Site> {
  const names = nameLab(guard.number)
  if (delayMs > 0) await startDelayLine(names, delayMs)
  const controller = delayMs > 0 ? names.taps[0] : names.bridge
  await runOrFail('ip', ['address', 'add', `${addressIn(names, 1)}/24`, 'dev', controller])
  const key = await generateKey(join(names.folder, 'key'))
  const booted = await Promise.all(
    Object.entries(hosts).map(async ([name, options], index) => {
      const own = nameHost(names, name, index)
      const disk = { host: name, names: own, cgroup: names.cgroup, lower, clientKey: key.publicText }
      const hostKey = await createDisk({ ...disk, ...options })
      const { smallDisks = {} } = options
      const host = new LabHost({ name, names: own, bridge: names.bridge, hostKey, smallDisks })
      await host.boot()
      return host
    }),
  )
  const site = new Site(names, guard, booted, key.privateText)
  await writeFile(site.knownHostsFile, site.knownHosts)
  return site
}
