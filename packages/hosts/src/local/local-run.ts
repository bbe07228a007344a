import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { RunOptions, ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { shellCommand } from '../script/frame.ts'
import { aborted, carryOutScript, letGo } from '../script/running.ts'

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

/** Runs a rendered script in a process group of its own; whatever ends it early ends the group with SIGKILL. */
export async function runLocally(run: LocalRun, options: RunOptions = {}): Promise<ScriptResult> {
  const { signal, stdin } = options
  const subject = `Host ${run.host}, script ${run.script}`
  if (signal?.aborted === true) {
    letGo(stdin)
    throw aborted(subject, signal)
  }
  const [program, ...given] = run.shell ?? ['/bin/sh']
  const child = spawn(program, [...given, '-c', shellCommand], {
    cwd: '/',
    env: run.env,
    detached: true,
    stdio: 'pipe',
  })
  const ended = once(child, 'close').then(
    () => child.exitCode,
    (cause: unknown) => {
      throw new HostFault('script-failed', { where: subject, expected: 'a shell', found: String(cause) }, { cause })
    },
  )
  const { stdin: input, stdout, stderr } = child
  return await carryOutScript(
    { stdin: input, stdout, stderr, ended, kill: () => killGroup(child) },
    run.text,
    subject,
    options,
  )
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
