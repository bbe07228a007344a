import { dirname, join } from 'node:path'

/** This process, as a terminal started it. Only here and in the GitHub adapter is `process.env` read. */
export interface StartedProcess {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  /** Version of Node, `24.21.0`. */
  readonly node: string
}

export function readProcess(): StartedProcess {
  const { env, stdout, stderr } = process
  return { argv: process.argv.slice(2), env, stdout, stderr, node: process.versions.node }
}

/**
 * Aborted at the first of these signals: a person's Ctrl-C, a terminal that is closed, or a runner that cancels (SIGINT, 7.5 s later
 * SIGTERM, 2.5 s later SIGKILL). Further ones change nothing: an impatient second Ctrl-C must not end the clean-up that the first began.
 */
export function onCancel(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(new Error(`The run was cancelled (${signal})`)))
  }
  return controller.signal
}

/** The program of the embedded supervisor and proxy stands beside the file that this process was started with. */
export function findBundledProgram(): string {
  return join(dirname(process.argv[1] ?? ''), 'embedded.mjs')
}
