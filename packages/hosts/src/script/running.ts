import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { frameInput } from './frame.ts'
import { OutputCollector } from './output.ts'

/** A shell that was told `shellCommand` and waits for its script. */
export interface WaitingShell {
  /** Stays open until the script has ended. */
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Its exit code, null after a signal, once all it said has been read. Rejects when it can't be known. */
  readonly ended: Promise<number | null>
  /** Ends the script with all its processes; `ended` follows. */
  kill(): void
}

/** Of `RunOptions`. */
export const defaultLimitMs = 600_000

/** Gives a shell its script and its data, and sees to its end. `subject` is what faults name: `Host app-1, script start`. */
export async function carryOutScript(
  shell: WaitingShell,
  text: string,
  subject: string,
  options: RunOptions,
): Promise<ScriptResult> {
  const { signal, limitMs = defaultLimitMs, stdin = '' } = options
  let fault: HostFault | undefined
  const end = (why: HostFault) => {
    fault ??= why
    shell.kill()
  }
  const onAbort = () => end(aborted(subject, signal))
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted === true) onAbort()
  const timer = setTimeout(() => end(timedOut(subject, limitMs)), limitMs)
  const output = new OutputCollector(subject, end)
  shell.stdout.on('data', (chunk: Buffer) => output.addOut(chunk))
  shell.stderr.on('data', (chunk: Buffer) => output.addError(chunk))
  const over = new AbortController()
  const feeding = feed(shell.stdin, frameInput(text, stdin), over).catch((cause: unknown) =>
    end(inputBroken(subject, cause)),
  )
  try {
    const exitCode = await shell.ended
    if (fault === undefined) return output.result(exitCode)
    throw fault
  } catch (cause) {
    // What the script was ended for says more than how it then ended.
    throw fault ?? cause
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    over.abort()
    letGo(stdin)
    await feeding
  }
}

/** A script may end before it has read all: that is its right, its exit code says what it means. Only a source that fails is a failure. */
async function feed(target: Writable, pieces: AsyncIterable<Buffer>, over: AbortController): Promise<void> {
  for (const event of ['error', 'close']) target.on(event, () => over.abort())
  try {
    for await (const piece of pieces) {
      if (over.signal.aborted) return
      if (!target.write(piece)) await once(target, 'drain', { signal: over.signal })
    }
  } catch (cause) {
    if (!over.signal.aborted) throw cause
  }
}

/** Before anything is begun: input that is not wanted any more. */
export function letGo(stdin: RunOptions['stdin']): void {
  if (stdin !== undefined && typeof stdin !== 'string') stdin.destroy()
}

export function aborted(subject: string, signal: AbortSignal | undefined): HostFault {
  return new HostFault('aborted', { where: `${subject}: ended before it was done` }, { cause: signal?.reason })
}

export function timedOut(subject: string, limitMs: number): HostFault {
  const fix = 'Look at the load of the host, then run it again'
  return new HostFault(
    'script-timeout',
    { where: subject, expected: `an end within ${limitMs / 1000} s`, found: 'it still running; it was ended', fix },
    { retryable: true },
  )
}

function inputBroken(subject: string, cause: unknown): HostFault {
  const found = cause instanceof Error ? cause.message : String(cause)
  return new HostFault('input-broken', { where: subject, expected: 'the whole of its input', found }, { cause })
}
