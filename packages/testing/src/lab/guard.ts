import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The process that holds a lab's number and ends the lab: when told, or when this process dies. See guard.sh. */
export interface Guard {
  readonly number: number
  /** Resolves when nothing of the lab is left; rejects with what resisted. */
  end(): Promise<void>
}

const program = fileURLToPath(new URL('../../src/lab/guard.sh', import.meta.url))

export async function startGuard(): Promise<Guard> {
  const child = spawn('/bin/sh', [program], { cwd: '/', detached: true, stdio: 'pipe' })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.stdin.on('error', () => child.stdin.destroy())
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)
  const [line]: unknown[] = await Promise.race([once(lines, 'line'), closed.then(() => [])])
  const number = Number(line)
  if (!(number > 0)) throw new Error(`no lab can be opened: ${errors}`)
  // A test that forgets its lab still ends: the guard then sees this process go.
  child.unref()
  for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref()
  return {
    number,
    async end() {
      child.ref()
      child.stdin.end()
      await closed
      if (errors !== '') throw new Error(errors)
    },
  }
}
