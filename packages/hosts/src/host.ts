import type { Duplex, Readable } from 'node:stream'
import type { HostLayout } from './layout.ts'
import type { HostFacts } from './phases/facts.ts'
import type { HostScript } from './script/host-script.ts'
import type { UnitSpec } from './units/unit-spec.ts'

/** How a script ended. A non-zero exit code is the caller's to judge; `runCommand` does so for the phases. */
export interface ScriptResult {
  readonly exitCode: number
  /** All of it, as UTF-8; at most 64 MiB, more is the fault `output-too-long`. */
  readonly stdout: string
  /** The last 64 KiB. */
  readonly stderr: string
}

export interface RunOptions {
  /** Data for the script. A stream that fails ends the script and rejects with `input-broken`; it is destroyed in any case. Default: none. */
  readonly stdin?: Readable | string
  /** Ends the script with all its processes and rejects with `aborted`. */
  readonly signal?: AbortSignal
  /** Default: 600,000. Past it the script is ended with all its processes: `script-timeout`. */
  readonly limitMs?: number
}

export type HostAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string }

/** A machine that Towpath delivers to. One connection; every adapter passes `@towpath/hosts/contract`. */
export interface Host {
  readonly name: string
  /** Where its instances are reached. */
  readonly address: string
  readonly layout: HostLayout
  run(script: HostScript, options?: RunOptions): Promise<ScriptResult>
  /** The text of a unit for this host's service manager; goes into the data of `start`. */
  renderUnit(unit: UnitSpec): string
  /** Streams to a temporary name beside `target`, then renames; mode 0600. Nothing is left when it fails. */
  upload(stream: Readable, target: string): Promise<void>
  /** A connection made from the host. @throws HostFault `connect-refused`, retryable. */
  connect(address: HostAddress): Promise<Duplex>
  /** What the host is and has; `tools` are looked up on its PATH, each asked for its version. */
  facts(tools?: readonly string[]): Promise<HostFacts>
  /** Ends what still runs and the connection. Units that were started go on. */
  close(): Promise<void>
}
