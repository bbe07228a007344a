import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { commandEnvironment, type StepIo } from '@towpath/step-io'
import { StepFault } from '../step-fault.ts'

/** A runner that cancels gives a step 10 s in all. */
const graceMs = 5000

/**
 * Runs `code.build` by the shell in the package's folder, with its output as it comes. It has neither inputs nor tokens, and ends
 * with the step: its whole process group is ended when the run is cancelled.
 */
export async function runBuildCommand(command: string, folder: string, io: StepIo, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawn('sh', ['-ec', command], {
    cwd: folder,
    env: { ...commandEnvironment(io.environment), PWD: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let killing: NodeJS.Timeout | undefined
  const end = (): void => {
    endGroup(child.pid, 'SIGTERM')
    killing = setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', end, { once: true })
  try {
    const last: string[] = []
    const lines = [child.stdout, child.stderr].map(async (stream) => {
      for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        io.say(line)
        last.push(line)
        if (last.length > 5) last.shift()
      }
    })
    const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode, exitSignal) => resolve([exitCode, exitSignal]))
    })
    await Promise.all(lines)
    signal.throwIfAborted()
    if (code === 0) return
    throw new StepFault('command-failed', {
      where: `code.build \`${command}\` in ${folder}`,
      expected: 'exit code 0',
      found: `${code === null ? `signal ${by}` : `exit code ${code}`}${last.length === 0 ? '' : `, after: ${last.join(' ⏎ ')}`}`,
    })
  } finally {
    clearTimeout(killing)
    signal.removeEventListener('abort', end)
  }
}

/** The group outlives the shell when something that it started still runs. */
function endGroup(leader: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, signal)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}
