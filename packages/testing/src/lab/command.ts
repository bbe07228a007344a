import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface CommandResult {
  /** Null when it was ended by a signal. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  readonly stdin?: string | Uint8Array
  /** Its whole environment. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv
  /** Past it the command is ended with all its processes, and the promise rejects. Default: 60,000. */
  readonly limitMs?: number
}

/** Runs a command in a process group of its own. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { limitMs = 60_000, env = process.env } = options
  const child = spawn(command, args, { cwd: '/', env, detached: true, stdio: 'pipe' })
  const out: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  // A command may end before it has read all: its exit code says what it means.
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(options.stdin ?? '')
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    endGroup(child)
  }, limitMs)
  try {
    await once(child, 'close')
  } finally {
    clearTimeout(timer)
  }
  const result = {
    exitCode: child.exitCode,
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(errors).toString(),
  }
  if (isLate) throw new Error(`${[command, ...args].join(' ')}: no end within ${limitMs / 1000} s\n${result.stderr}`)
  return result
}

/** Its output. Rejects when it fails. */
export async function runOrFail(command: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(command, args, options)
  if (exitCode !== 0)
    throw new Error(`${[command, ...args].join(' ')}: exit code ${exitCode}\n${stdout.slice(-2000)}${stderr}`)
  return stdout
}

function endGroup(child: ChildProcessWithoutNullStreams): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
  // A process that left the group may hold the pipes.
  child.stdout.destroy()
  child.stderr.destroy()
}
