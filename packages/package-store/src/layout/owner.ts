import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { isRecord } from '../manifest.ts'

/** A process that can still be told from another one after its pid was used again, the machine restarted, or in another container. */
export interface Owner {
  readonly host: string
  /** Kernel's boot id; empty where there is no /proc. */
  readonly boot: string
  /** Pid namespace: pids of another container say nothing here. */
  readonly space: string
  readonly pid: number
  /** Clock ticks since boot (proc(5), field 22); empty where there is no /proc. */
  readonly start: string
}

export async function readSelf(): Promise<Owner> {
  return {
    host: hostname(),
    boot: await orEmpty(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    space: await orEmpty(readlink('/proc/self/ns/pid')),
    pid: process.pid,
    start: await readStart(process.pid),
  }
}

/** True only when the owner surely runs no more; another machine's or container's owner is never judged. */
export async function isGone(owner: Owner, self: Owner): Promise<boolean> {
  if (owner.host !== self.host) return false
  if (owner.boot !== self.boot) return true
  if (owner.space !== self.space) return false
  if (!isAlive(owner.pid)) return true
  const start = await readStart(owner.pid)
  // Alive, and no start to be read: another user's process where /proc shows only one's own (hidepid).
  return start !== '' && start !== owner.start
}

export function parseOwner(text: string): Owner | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const { host, boot, space, pid, start } = value
  if (typeof host !== 'string' || typeof boot !== 'string' || typeof space !== 'string') return undefined
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1 || typeof start !== 'string') return undefined
  return { host, boot, space, pid, start }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function readStart(pid: number): Promise<string> {
  const stat = await orEmpty(readFile(`/proc/${pid}/stat`, 'utf8'))
  // The second field is the program's name in parentheses and may hold anything, so count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie does nothing any more, and where nobody reaps orphans (process 1 of a job's container) it stays for ever.
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? '')
}

async function orEmpty(text: Promise<string>): Promise<string> {
  try {
    return (await text).trim()
  } catch {
    return ''
  }
}
