import { createHash } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock } from '../clock.ts'
import { fault } from '../fault.ts'
import { errorCode, unlessAbsent } from './file-fault.ts'
import { isGone, type Owner, parseOwner } from './owner.ts'

const POLL_MS = 10

export interface LockOptions {
  readonly self: Owner
  readonly clock: Clock
  /** How long another living holder is waited for before the fault `locked`. */
  readonly waitMs: number
}

/**
 * Runs `work` while holding the lock file `path`. `scratch` is a folder of the caller's own on the same file system,
 * with a name that no other caller has.
 *
 * A lock appears by link(2), complete or not at all. A holder that is gone is succeeded, not removed: its successor links
 * `<path>.after-<hash of the gone one's content>`, which only one can do, and then makes sure that the first file is
 * still the one it judged. Removal goes from the first file on, so nobody can take a chain that is being released.
 */
export async function withLock<T>(
  path: string,
  scratch: string,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const mine = join(scratch, 'lock')
  await writeFile(mine, JSON.stringify({ ...options.self, id: basename(scratch) }))
  const chain = await acquire(path, mine, options)
  try {
    return await work()
  } finally {
    for (const file of chain) await rm(file, { force: true })
    await rm(mine, { force: true })
  }
}

async function acquire(path: string, mine: string, options: LockOptions): Promise<readonly string[]> {
  const deadline = options.clock.now() + options.waitMs
  while (true) {
    const attempt = await tryAcquire(path, mine, options.self)
    if (attempt.kind === 'held') return attempt.chain
    if (attempt.kind === 'busy' && options.clock.now() >= deadline) {
      throw fault(
        'locked',
        {
          where: attempt.file,
          expected: `the writer to finish within ${options.waitMs / 1000} s`,
          found: `process ${attempt.owner.pid} on ${attempt.owner.host} at it`,
          fix: 'If that process is on another machine and ended, remove the file',
        },
        { retryable: true },
      )
    }
    await options.clock.sleep(POLL_MS)
  }
}

type Attempt =
  | { readonly kind: 'held'; readonly chain: readonly string[] }
  | { readonly kind: 'busy'; readonly file: string; readonly owner: Owner }
  | { readonly kind: 'changed' }

async function tryAcquire(path: string, mine: string, self: Owner): Promise<Attempt> {
  const chain: string[] = []
  let first: string | undefined
  let next = path
  while (true) {
    chain.push(next)
    if (await linked(mine, next)) {
      if (first === undefined || (await unlessAbsent(readFile(path, 'utf8'))) === first) return { kind: 'held', chain }
      await rm(next, { force: true })
      return { kind: 'changed' }
    }
    const content = await unlessAbsent(readFile(next, 'utf8'))
    if (content === undefined) return { kind: 'changed' }
    const owner = parseOwner(content)
    // Content that can't be read was cut short by a power failure: its writer is gone too.
    if (owner !== undefined && !(await isGone(owner, self))) return { kind: 'busy', file: next, owner }
    first ??= content
    next = `${path}.after-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}
