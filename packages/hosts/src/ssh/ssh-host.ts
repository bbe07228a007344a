import type { Duplex, Readable } from 'node:stream'
import type { Host, HostAddress, RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { type HostLayout, layoutBelow } from '../layout.ts'
import { factsCommand, type HostFacts } from '../phases/facts.ts'
import { runCommand } from '../script/command.ts'
import { type HostScript, renderScript, type UnitManager } from '../script/host-script.ts'
import { aborted, letGo } from '../script/running.ts'
import type { UnitSpec } from '../units/unit-spec.ts'
import { Forwarding } from './ssh-connect.ts'
import type { SshConnection } from './ssh-connection.ts'
import { runOverSsh } from './ssh-run.ts'
import { removeUpload, uploadCommand } from './upload.ts'

export interface SshHostOptions {
  readonly name: string
  readonly address: string
  readonly manager: UnitManager
  /** Makes a connection that is let in, unless it is given up before. */
  readonly dial: (signal: AbortSignal) => Promise<SshConnection>
}

/** A machine over ssh, by one connection that is made when it is first needed, and again after it was lost. */
export class SshHost implements Host {
  readonly name: string
  readonly address: string
  readonly layout: HostLayout
  readonly #manager: UnitManager
  readonly #dial: SshHostOptions['dial']
  readonly #forwarding = new Forwarding()
  readonly #closing = new AbortController()
  readonly #running = new Set<Promise<unknown>>()
  #dialing: Promise<SshConnection> | undefined
  #connection: SshConnection | undefined

  constructor(options: SshHostOptions) {
    this.name = options.name
    this.address = options.address
    this.layout = layoutBelow('')
    this.#manager = options.manager
    this.#dial = options.dial
  }

  /** Begins to connect before there is something to say. Who says something first is told if that failed; one that was lost meanwhile is made again. */
  dialAhead(): void {
    const dialing = this.#dialing ?? this.#dial(this.#closing.signal)
    this.#dialing = dialing
    const keep = (connection: SshConnection): void => {
      this.#connection = connection
      if (this.#dialing === dialing) this.#dialing = undefined
    }
    dialing.then(keep, () => undefined)
  }

  async run(script: HostScript, options: RunOptions = {}): Promise<ScriptResult> {
    const { signal, stdin } = options
    // It may fail before it is read from; then it tells its failure to who reads it.
    if (typeof stdin === 'object') stdin.on('error', () => undefined)
    const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal])
    const subject = `Host ${this.name}, script ${script.name}`
    if (ending.aborted) {
      letGo(stdin)
      throw aborted(subject, ending)
    }
    const text = renderScript(script, this.layout, this.#manager)
    const running = runOverSsh(
      this.#connected(),
      { text, subject, what: `script ${script.name}` },
      { ...options, signal: ending },
    )
    this.#running.add(running)
    return await running.finally(() => this.#running.delete(running))
  }

  renderUnit(unit: UnitSpec): string {
    return this.#manager.renderUnit(unit)
  }

  async upload(stream: Readable, target: string): Promise<void> {
    try {
      await runCommand(this, uploadCommand(stream, target))
    } catch (cause) {
      if (!(cause instanceof HostFault) || cause.code !== 'input-broken') throw cause
      await runCommand(this, removeUpload(target))
      const { explanation } = cause
      throw new HostFault(
        'upload-failed',
        { ...explanation, where: `Host ${this.name}, upload to ${target}` },
        { cause },
      )
    }
  }

  async connect(address: HostAddress): Promise<Duplex> {
    if (this.#closing.signal.aborted) throw aborted(`Host ${this.name}, connect`, this.#closing.signal)
    return await this.#forwarding.connect(await this.#connected(), address)
  }

  async facts(tools: readonly string[] = []): Promise<HostFacts> {
    return await runCommand(this, factsCommand(tools))
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the host was closed'))
    await Promise.allSettled(this.#running)
    const unused = await this.#dialing?.catch(() => undefined)
    unused?.end()
    this.#connection?.end()
  }

  /** The one connection. A failed or lost one is made again by who needs it next. */
  async #connected(): Promise<SshConnection> {
    if (this.#connection?.isLost === false) return this.#connection
    const dialing = this.#dialing ?? this.#dial(this.#closing.signal)
    this.#dialing = dialing
    try {
      const connection = await dialing
      this.#connection = connection
      if (this.#closing.signal.aborted) connection.end()
      return connection
    } catch (cause) {
      // Given up because of that, whatever it says.
      if (this.#closing.signal.aborted) throw aborted(`Host ${this.name}`, this.#closing.signal)
      throw cause
    } finally {
      if (this.#dialing === dialing) this.#dialing = undefined
    }
  }
}
