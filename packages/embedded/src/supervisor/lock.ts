import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { createServer } from 'node:net'
import { systemCode } from '../fault.ts'

export interface RootLock {
  release(): Promise<void>
}

/**
 * The right to supervise a root, or undefined when another process has it. It is an abstract unix socket named by the
 * folder's device and inode: the kernel gives it to one process and frees it at that process's end, so no lock file can be
 * stale and no two breakers of a stale one can race.
 */
export function tryLockRoot(run: string): Promise<RootLock | undefined> {
  const { dev, ino } = statSync(run)
  const name = createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (systemCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen({ path: `\0towpath-root-${name}` }, () => {
      server.unref()
      resolve({ release: () => new Promise((done) => server.close(() => done())) })
    })
  })
}
