import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Duplex, type Readable } from 'node:stream'
import type { Host, HostAddress, RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { type HostLayout, layoutBelow } from '../layout.ts'
import { LocalHost } from '../local/local-host.ts'
import { factsCommand, type HostFacts } from '../phases/facts.ts'
import { runCommand } from '../script/command.ts'
import type { HostScript } from '../script/host-script.ts'
import { systemdUnits } from '../units/systemd.ts'
import type { UnitSpec } from '../units/unit-spec.ts'

/** Joins both ways of a TCP connection that is made in another network namespace; says on stderr that it stands. */
const relay = `
const [host, port] = process.argv.slice(1)
const socket = require('node:net').connect({ host, port: Number(port), allowHalfOpen: true })
socket.once('connect', () => { console.error('connected'); process.stdin.pipe(socket); socket.pipe(process.stdout) })
socket.once('error', (error) => { console.error(error.message); process.exitCode = 1 })
socket.once('close', () => process.stdin.destroy())
`

/** A host of the lab from inside its namespaces, as root and with systemd: all of a real host but the way there. */
export class InsideHost implements Host {
  readonly name: string
  readonly address = '127.0.0.1'
  readonly layout: HostLayout = layoutBelow('')
  readonly #pid: number
  readonly #local: LocalHost

  /** `pid` is that of its init. */
  constructor(name: string, pid: number) {
    this.name = name
    this.#pid = pid
    this.#local = new LocalHost({
      name,
      address: this.address,
      root: '',
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
      shell: ['nsenter', '-t', String(pid), '-a', '/bin/sh'],
      manager: systemdUnits,
    })
  }

  async run(script: HostScript, options?: RunOptions): Promise<ScriptResult> {
    return await this.#local.run(script, options)
  }

  renderUnit(unit: UnitSpec): string {
    return this.#local.renderUnit(unit)
  }

  async upload(stream: Readable, target: string): Promise<void> {
    await this.#local.upload(stream, this.#fromOutside(target))
  }

  async connect(address: HostAddress): Promise<Duplex> {
    if (address.kind === 'unix')
      return await this.#local.connect({ kind: 'unix', path: this.#fromOutside(address.path) })
    const { host, port } = address
    const inside = ['-t', String(this.#pid), '-n', process.execPath, '-e', relay, host, String(port)]
    const child = spawn('nsenter', inside, { stdio: 'pipe' })
    const [said] = await once(child.stderr, 'data')
    const connection = Duplex.from({ readable: child.stdout, writable: child.stdin })
    if (String(said) === 'connected\n') return connection
    connection.on('error', () => undefined).destroy()
    throw new HostFault(
      'connect-refused',
      { where: `Host ${this.name}`, expected: `a connection to ${host}:${port}`, found: String(said).trim() },
      { retryable: true },
    )
  }

  async facts(tools: readonly string[] = []): Promise<HostFacts> {
    return await runCommand(this, factsCommand(tools))
  }

  async close(): Promise<void> {
    await this.#local.close()
  }

  #fromOutside(path: string): string {
    return `/proc/${this.#pid}/root${path}`
  }
}
