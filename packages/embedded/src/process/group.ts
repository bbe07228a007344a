import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { systemCode } from '../fault.ts'
import { identify, isDead, listProcesses, type ProcessIdentity, type ProcessStat, signalProcess } from './identity.ts'

/** The variable by which a process of ours is found even if it left its group or its record was never finished. */
export const tokenVariable = 'TOWPATH_UNIT_TOKEN'

/** What one start of a unit made: its main process, which leads a session and a group, and the token that all inherit. */
export interface ProcessFamily {
  readonly token: string
  readonly main: ProcessIdentity
}

/**
 * All living processes of a family. While its main process is there (a zombie too), its group is its own. When that is gone,
 * the number can have been given to a stranger, unless the end was `witnessed` just now; then only the token counts.
 */
export function familyMembers(family: ProcessFamily, witnessed: boolean): ProcessIdentity[] {
  const leader = identify(family.main.pid)
  const groupIsOurs = leader === undefined ? witnessed : isSame(leader, family.main)
  return listProcesses().flatMap((stat) => {
    if (isDead(stat) || stat.pid === process.pid) return []
    const inGroup = groupIsOurs && stat.group === family.main.pid && isYounger(stat, family.main)
    if (!inGroup && !carriesToken(stat.pid, family.token)) return []
    return identify(stat.pid) ?? []
  })
}

function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.pid === other.pid && one.startTicks === other.startTicks && one.boot === other.boot
}

function isYounger(stat: ProcessStat, main: ProcessIdentity): boolean {
  return BigInt(stat.startTicks) >= BigInt(main.startTicks)
}

/** The session leader that a start left behind when its record was never finished. */
export function findByToken(token: string): ProcessIdentity | undefined {
  const found = listProcesses().find(
    (stat) => stat.session === stat.pid && !isDead(stat) && carriesToken(stat.pid, token),
  )
  return found && identify(found.pid)
}

function carriesToken(pid: number, token: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`).includes(`${tokenVariable}=${token}\0`)
  } catch (error) {
    // Another user's process, or one that has just ended.
    if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes(systemCode(error) ?? '')) return false
    throw error
  }
}

export interface FamilyEnd {
  /** From SIGTERM to SIGKILL. */
  readonly graceMs: number
  readonly witnessed: boolean
}

const longestDeathMs = 10_000

/** Ends whatever is left of a family: SIGTERM, then SIGKILL. Resolves when none is left, or when one can't be killed for 10 s. */
export async function endFamily(family: ProcessFamily, { graceMs, witnessed }: FamilyEnd): Promise<void> {
  const killAt = performance.now() + graceMs
  for (const told = new Set<number>(); performance.now() < killAt + longestDeathMs; await delay(20)) {
    const members = familyMembers(family, witnessed)
    if (members.length === 0) return
    const kill = performance.now() >= killAt
    for (const member of members) {
      if (kill) signalProcess(member, 'SIGKILL')
      else if (!told.has(member.pid)) signalProcess(member, 'SIGTERM')
      told.add(member.pid)
    }
  }
}
