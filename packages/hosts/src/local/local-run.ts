import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { frameScript } from '../script/host-script.ts'
import { OutputCollector } from '../script/output.ts'

export interface LocalRun {
  readonly host: string
  readonly script: string
  /** The rendered script. */
  readonly text: string
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>
  /** What takes `-c <command>`. Default: `/bin/sh`. */
  readonly shell?: readonly [string, ...string[]] | undefined
}

const defaultLimitMs = 600_000

/** Runs a rendered script in a process group of its own; whatever ends it early ends the group with SIGKILL. */
export async function runLocally(run: LocalRun, options: RunOptions = {}): Promise<ScriptResult> {
  const { signal, limitMs = defaultLimitMs, stdin = '' } = options
  const subject = `Host ${run.host}, script ${run.script}`
  if (signal?.aborted === true) {
    if (typeof stdin !== 'string') stdin.destroy()
    throw aborted(subject, signal)
  }
  const { command, preamble } = frameScript(run.text)
  const [program, ...given] = run.shell ?? ['/bin/sh']
  const child = spawn(program, [...given, '-c', command], { cwd: '/', env: run.env, detached: true, stdio: 'pipe' })
  let fault: HostFault | undefined
  const end = (why: HostFault) => {
    fault ??= why
    killGroup(child)
  }
  const onAbort = () => end(aborted(subject, signal))
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => end(timedOut(subject, limitMs)), limitMs)
  const output = new OutputCollector(subject, end)
  child.stdout.on('data', (chunk: Buffer) => output.addOut(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.addError(chunk))
  const closed = once(child, 'close')
  const feeding = feed(child, preamble, stdin).catch((cause: unknown) => end(inputBroken(subject, cause)))
  try {
    await closed
    child.stdin.destroy()
    await feeding
  } catch (cause) {
    throw new HostFault('script-failed', { where: subject, expected: 'a shell', found: String(cause) }, { cause })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
  if (fault !== undefined) throw fault
  return output.result(child.exitCode)
}

/** A script may end before it has read all: that is its right, its exit code says what it means. */
async function feed(child: ChildProcess, preamble: Buffer, stdin: Readable | string): Promise<void> {
  const target = child.stdin
  if (target === null) return
  let first: 'script' | 'source' | undefined
  for (const event of ['error', 'close']) target.once(event, () => (first ??= 'script'))
  // pipeline ends the source with an error of its own once the script has gone: only what came before that broke off.
  if (typeof stdin !== 'string') stdin.once('error', () => (first ??= 'source'))
  try {
    target.write(preamble)
    await pipeline(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin, target)
  } catch (cause) {
    if (first === 'source' || !isClosedPipe(cause)) throw cause
  }
}

function isClosedPipe(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes(String(cause.code))
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
  // A process that left the group may hold the pipes: what it writes is not the script's.
  child.stdout?.destroy()
  child.stderr?.destroy()
}

function aborted(subject: string, signal: AbortSignal | undefined): HostFault {
  return new HostFault('aborted', { where: `${subject}: ended before it was done` }, { cause: signal?.reason })
}

function timedOut(subject: string, limitMs: number): HostFault {
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
