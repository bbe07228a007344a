import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const limitMs = 300_000
/** For what a failed program wrote just before its end. */
const lastWordsMs = 200

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>
}

/** Runs a program to its end. Rejects with all that it printed when it fails. */
export async function runProgram({ command, args, cwd, env }: Program): Promise<{ seconds: number }> {
  const started = performance.now()
  const child = spawn(command, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  // Its end, not that of its pipes: OpenSSH's shared connections hold them.
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  const seconds = (performance.now() - started) / 1000
  if (exitCode !== 0) await sleep(lastWordsMs)
  for (const stream of [child.stdout, child.stderr]) stream.destroy()
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}:\n${log}`)
  return { seconds }
}
