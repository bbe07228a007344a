import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCache } from './cache.ts'
import { inCgroup } from './cgroup.ts'
import { runOrFail } from './command.ts'
import type { LabNames } from './lab-names.ts'

const source = fileURLToPath(new URL('../../src/lab/delay.c', import.meta.url))

/** Puts `delayMs` each way between the lab's bridge and its first tap, which becomes the controller's end. It ends with the lab. */
export async function startDelayLine(names: LabNames, delayMs: number): Promise<void> {
  const [near, far] = names.taps
  const [command, ...args] = inCgroup(names.cgroup, [await compile(), near, far, String(delayMs)])
  const child = spawn(command, args, { cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  const [ready]: unknown[] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
  if (!(ready instanceof Buffer)) throw new Error('the delay line did not start')
  child.stdout.destroy()
  child.unref()
  await runOrFail('ip', ['link', 'set', far, 'master', names.bridge, 'up'])
  await runOrFail('ip', ['link', 'set', near, 'up'])
}

async function compile(): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
  const program = join(await openCache(), `delay-${digest.slice(0, 16)}`)
  if (existsSync(program)) return program
  const temporary = `${program}.${process.pid}.tmp`
  await runOrFail('gcc', ['-O2', '-o', temporary, source])
  await rename(temporary, program)
  return program
}
