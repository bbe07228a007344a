import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Duplex, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Host, HostAddress, RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { type HostLayout, layoutBelow } from '../layout.ts'
import { factsCommand, type HostFacts } from '../phases/facts.ts'
import { runCommand } from '../script/command.ts'
import { type HostScript, renderScript, type UnitManager } from '../script/host-script.ts'
import type { UnitSpec } from '../units/unit-spec.ts'
import { connectLocally } from './local-connect.ts'
import { runLocally } from './local-run.ts'

export interface LocalHostOptions {
  readonly name: string
  readonly address: string
  /** Absolute; everything of this host stands below it. */
  readonly root: string
  /** The whole environment of scripts: PATH and HOME, and nothing that a runner would find or a secret. */
  readonly env: Readonly<Record<string, string>>
  /** What runs scripts, with `-c` behind it. Default: `/bin/sh`. Another user's, say, by setpriv. */
  readonly shell?: readonly [string, ...string[]]
  readonly manager: (layout: HostLayout) => UnitManager
}

/** This machine, below a root folder, without root and ssh. */
export class LocalHost implements Host {
  readonly name: string
  readonly address: string
  readonly layout: HostLayout
  readonly #env: Readonly<Record<string, string>>
  readonly #manager: UnitManager
  readonly #shell: LocalHostOptions['shell']
  readonly #closing = new AbortController()
  readonly #connections = new Set<Duplex>()

  constructor(options: LocalHostOptions) {
    this.name = options.name
    this.address = options.address
    this.layout = layoutBelow(options.root)
    this.#env = options.env
    this.#shell = options.shell
    this.#manager = options.manager(this.layout)
  }

  async run(script: HostScript, options: RunOptions = {}): Promise<ScriptResult> {
    const text = renderScript(script, this.layout, this.#manager)
    const { signal } = options
    const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal])
    return await runLocally(
      { host: this.name, script: script.name, text, env: this.#env, shell: this.#shell },
      { ...options, signal: ending },
    )
  }

  renderUnit(unit: UnitSpec): string {
    return this.#manager.renderUnit(unit)
  }

  async upload(stream: Readable, target: string): Promise<void> {
    const temporary = `${target}.uploading`
    // It may fail before it is read from; then it tells its failure to pipeline.
    stream.on('error', () => undefined)
    try {
      await mkdir(dirname(target), { recursive: true })
      await rm(temporary, { force: true })
      await pipeline(stream, createWriteStream(temporary, { mode: 0o600, flush: true }))
      await rename(temporary, target)
    } catch (cause) {
      stream.destroy()
      await rm(temporary, { force: true }).catch((second: unknown) => second)
      throw uploadFault(this.name, target, cause)
    }
  }

  async connect(address: HostAddress): Promise<Duplex> {
    const connection = await connectLocally(this.name, address)
    this.#connections.add(connection)
    connection.once('close', () => this.#connections.delete(connection))
    return connection
  }

  async facts(tools: readonly string[] = []): Promise<HostFacts> {
    return await runCommand(this, factsCommand(tools))
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the host was closed'))
    for (const connection of this.#connections) connection.destroy()
  }
}

function uploadFault(host: string, target: string, cause: unknown): HostFault {
  const found = cause instanceof Error ? cause.message : String(cause)
  const full = cause instanceof Error && 'code' in cause && ['ENOSPC', 'EDQUOT'].includes(String(cause.code))
  const where = `Host ${host}, upload to ${target}`
  if (full) {
    return new HostFault(
      'disk-full',
      { where, expected: 'room on the disk', found, fix: 'Make room on the host' },
      { cause },
    )
  }
  return new HostFault('upload-failed', { where, expected: 'the whole stream in a file', found }, { cause })
}
