import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process that can't be taken for another one: a pid comes again, but not with the same start on the same boot. */
export interface ProcessIdentity {
  readonly host: string
  /** /proc/sys/kernel/random/boot_id */
  readonly boot: string
  readonly pid: number
  /** Field 22 of /proc/<pid>/stat, in ticks since the boot (proc_pid_stat(5)). */
  readonly startTime: string
}

export function readOwnIdentity(): ProcessIdentity {
  return { host: hostname(), boot: readBoot(), pid: process.pid, startTime: readStart(process.pid) ?? '' }
}

/** Whether a process of this machine is gone; of another machine nothing can be said, and it counts as there. */
export function isProcessGone(identity: ProcessIdentity): boolean {
  if (identity.host !== hostname()) return false
  return identity.boot !== readBoot() || readStart(identity.pid) !== identity.startTime
}

function readBoot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

/**
 * The name in field 2 may hold anything, so fields are counted from behind its closing bracket. A zombie has no start: it does nothing
 * any more, and where nobody reaps orphans (process 1 of a job's container) it stays for ever.
 */
function readStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null
    throw error
  }
}
