import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inCgroup, killCgroup, renewCgroup } from './cgroup.ts'
import { type CommandOptions, type CommandResult, runCommand, runOrFail } from './command.ts'
import type { HostNames } from './lab-names.ts'
import { waitForLeader, waitForNoLink, waitForSshd } from './waiting.ts'

export interface LabHostSpec {
  readonly name: string
  readonly names: HostNames
  readonly bridge: string
  readonly hostKey: string
  /** Sizes of tmpfs by path, such as `8M`. */
  readonly smallDisks: Readonly<Record<string, string>>
}

const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
}

/** A Debian host with systemd and sshd. Its disk outlives `kill`, what lies in tmpfs (`/run`, `/tmp`, small disks) doesn't. */
export class LabHost {
  readonly name: string
  readonly address: string
  /** `ssh-ed25519 AAAA…` */
  readonly hostKey: string
  readonly #spec: LabHostSpec
  #running: { readonly nspawn: ChildProcess; readonly pid: number } | null = null

  constructor(spec: LabHostSpec) {
    this.name = spec.name
    this.address = spec.names.address
    this.hostKey = spec.hostKey
    this.#spec = spec
  }

  /** The machine's number of the host's process 1: the way into its namespaces. @throws when the host is down. */
  get pid(): number {
    if (this.#running === null) throw new Error(`Host ${this.name} is down`)
    return this.#running.pid
  }

  /** Power on: resolves when systemd has started everything and sshd answers. @throws when a unit failed. */
  async boot(): Promise<void> {
    if (this.#running !== null) throw new Error(`Host ${this.name} is up already`)
    const { names } = this.#spec
    await renewCgroup(names.cgroup)
    const console = await open(join(names.folder, 'console.log'), 'a')
    const [command, ...args] = inCgroup(names.cgroup, this.#nspawn())
    const nspawn = spawn(command, args, {
      cwd: '/',
      detached: true,
      env: { PATH: process.env['PATH'], SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
      stdio: ['ignore', console.fd, console.fd],
    })
    nspawn.unref()
    await console.close()
    try {
      const pid = await waitForLeader(nspawn)
      this.#running = { nspawn, pid }
      await waitForSshd(names.address)
      const { stdout } = await this.run('systemctl is-system-running --wait || systemctl --failed --plain --no-legend')
      if (stdout !== 'running\n') throw new Error(`units failed: ${stdout}`)
    } catch (cause) {
      const log = await readFile(join(names.folder, 'console.log'), 'utf8')
      throw new Error(`Host ${this.name} did not come up: ${String(cause)}\n${log.slice(-4000)}`, { cause })
    }
  }

  /** Power cut: the link goes down, then every process of the host dies at once, without a last word on the wire. */
  async kill(): Promise<void> {
    if (this.#running === null) throw new Error(`Host ${this.name} is down already`)
    const { nspawn } = this.#running
    this.#running = null
    await this.cut()
    const isEnded = nspawn.exitCode === null && nspawn.signalCode === null ? once(nspawn, 'exit') : null
    await killCgroup(this.#spec.names.cgroup)
    await isEnded
    // It would go with its network namespace, which connections that nobody answers any more can keep for minutes.
    await runCommand('ip', ['link', 'delete', this.#spec.names.link])
    await waitForNoLink(this.#spec.names.link)
  }

  /** Unplugs its cable: both ends lose their carrier. */
  async cut(): Promise<void> {
    await runOrFail('ip', ['link', 'set', this.#spec.names.link, 'down'])
  }

  async mend(): Promise<void> {
    await runOrFail('ip', ['link', 'set', this.#spec.names.link, 'up'])
  }

  /** Runs a shell text inside as root, past sshd, with nothing of this process's environment. */
  async run(script: string, options: Omit<CommandOptions, 'env'> = {}): Promise<CommandResult> {
    const inside = ['-t', String(this.pid), '-m', '-u', '-i', '-n', '-p', '-C', '--', '/bin/sh', '-c', script]
    return runCommand('nsenter', inside, { ...options, env: environment })
  }

  /** Starts a program of this machine with the host's network, such as a client with this machine's node. It dies with the host. */
  spawn(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ): ChildProcessWithoutNullStreams {
    const inside = ['nsenter', `--net=/proc/${this.pid}/ns/net`, '--', command, ...args]
    const [program, ...rest] = inCgroup(this.#spec.names.cgroup, inside)
    return spawn(program, rest, { env, stdio: 'pipe' })
  }

  #nspawn(): readonly string[] {
    const { names, bridge, smallDisks } = this.#spec
    const disks = Object.entries(smallDisks).map(([path, size]) => `--tmpfs=${path}:mode=0755,size=${size}`)
    return [
      'systemd-nspawn',
      '--quiet',
      '--keep-unit',
      '--register=no',
      `--directory=${join(names.folder, 'root')}`,
      `--machine=${names.machine}`,
      `--hostname=${this.name}`,
      `--network-bridge=${bridge}`,
      '--capability=CAP_NET_ADMIN,CAP_NET_RAW',
      '--resolv-conf=off',
      '--timezone=off',
      '--link-journal=no',
      ...disks,
      '--boot',
    ]
  }
}
