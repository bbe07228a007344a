import { readdirSync } from 'node:fs'
import { readText } from '../document/document.ts'
import { systemCode } from '../fault.ts'

/** One process for good: a pid alone is used again, a pid with its start time in one boot is not. */
export interface ProcessIdentity {
  readonly pid: number
  /** Field 22 of /proc/<pid>/stat: clock ticks since boot. */
  readonly startTicks: string
  /** /proc/sys/kernel/random/boot_id. */
  readonly boot: string
}

export interface ProcessStat {
  readonly pid: number
  readonly state: string
  readonly group: number
  readonly session: number
  readonly startTicks: string
}

let boot: string | undefined

function bootId(): string {
  boot ??= readText('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown'
  return boot
}

/** The parts of /proc/<pid>/stat that we need; a program's name in it may hold spaces and parentheses. */
export function parseStat(pid: number, text: string): ProcessStat | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, , group, session] = fields
  const startTicks = fields[19]
  if (state === undefined || startTicks === undefined) return undefined
  return { pid, state, group: Number(group), session: Number(session), startTicks }
}

function readStat(pid: number): ProcessStat | undefined {
  try {
    const text = readText(`/proc/${pid}/stat`)
    return text === undefined ? undefined : parseStat(pid, text)
  } catch (error) {
    // A process can end between open and read.
    if (systemCode(error) === 'ESRCH') return undefined
    throw error
  }
}

/** The identity of a process that is there now, a zombie included; undefined when there is none. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid)
  return stat && { pid, startTicks: stat.startTicks, boot: bootId() }
}

/** Whether exactly this process still runs. A zombie does not: who should reap it may never do so. */
export function isAlive(process: ProcessIdentity): boolean {
  if (process.boot !== bootId()) return false
  const stat = readStat(process.pid)
  return stat !== undefined && stat.startTicks === process.startTicks && !isDead(stat)
}

export function isDead(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X'
}

/** Signals exactly this process; false when it is gone, also when its pid is somebody else's by now. */
export function signalProcess(target: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(target)) return false
  try {
    process.kill(target.pid, signal)
    return true
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false
    throw error
  }
}

/** Every process of the machine that can be seen. */
export function listProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
}
