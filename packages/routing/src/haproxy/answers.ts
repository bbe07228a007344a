import { RoutingFault } from '../routing-fault.ts'
import type { MapEntry } from './map-text.ts'

/** A backend or a server of one, as `show stat` counts it. */
export interface SlotTraffic {
  readonly slot: string
  /** Requests, streams and connections under way, waiting ones included. */
  readonly current: number
  /** All since the worker started. */
  readonly total: number
}

/** What is under way to each slot, from the answer to `show stat`. Fault: `answer-unreadable`. */
export function parseSlotTraffic(answer: string): readonly SlotTraffic[] {
  return rowsOf('show stat', answer, ',', ['pxname', 'svname', 'scur', 'qcur', 'stot'])
    .filter((row) => row['svname'] === 'BACKEND')
    .map((row) => ({
      slot: row['pxname'] ?? '',
      current: Number(row['scur']) + Number(row['qcur']),
      total: Number(row['stot']),
    }))
}

/** A server as the running HAProxy has it. */
export interface RunningServer {
  readonly slot: string
  readonly server: string
  readonly address: string
  readonly port: number
  /** Taken out by configuration or command; nothing is sent to it, nor is it checked. */
  readonly isInMaintenance: boolean
  /** By its checks. */
  readonly isUp: boolean
}

/** From the answer to `show servers state`. Fault: `answer-unreadable`. */
export function parseServersState(answer: string): readonly RunningServer[] {
  const [version, ...rest] = answer.trim().split('\n')
  if (version?.trim() !== '1') throw unreadable('show servers state', 'format version 1', version ?? '')
  return rowsOf('show servers state', rest.join('\n'), ' ', [
    'be_name',
    'srv_name',
    'srv_addr',
    'srv_port',
    'srv_op_state',
    'srv_admin_state',
  ]).map((row) => ({
    slot: row['be_name'] ?? '',
    server: row['srv_name'] ?? '',
    address: row['srv_addr'] ?? '',
    port: Number(row['srv_port']),
    // Bit 1: it is. Bit 4 only says that it was configured so, and stays when it is made ready; the others are inherited, or of name resolution.
    isInMaintenance: (Number(row['srv_admin_state']) & 0x01) !== 0,
    // 0 stopped, 1 starting, 2 running, 3 stopping.
    isUp: Number(row['srv_op_state']) === 2 || Number(row['srv_op_state']) === 1,
  }))
}

/** From the answer to `show map <file>`; sorted as it was written. */
export function parseShowMap(answer: string): readonly MapEntry[] {
  return answer
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [pointer, key, ...value] = line.split(' ')
      if (pointer?.startsWith('0x') !== true || key === undefined) throw unreadable('show map', '0x… key value', line)
      return [key, value.join(' ')]
    })
}

/** The number that `prepare map` answers with. Fault: `answer-unreadable`. */
export function parsePreparedVersion(answer: string): number {
  const found = /^New version created: (\d+)\s*$/.exec(answer.trim())?.[1]
  if (found === undefined) throw unreadable('prepare map', '`New version created: <n>`', answer)
  return Number(found)
}

export interface RunningWorkers {
  /** Null while there is none: the configuration was refused. */
  readonly current: number | null
  /** Of before a reload; they end what is under way by their own tables. */
  readonly old: readonly number[]
}

/** Processes by their ids, from the answer to `show proc` on the master socket. */
export function parseShowProc(answer: string): RunningWorkers {
  let isOld = false
  let current: number | null = null
  const old: number[] = []
  for (const line of answer.split('\n')) {
    if (line.startsWith('#')) isOld = line.startsWith('# old workers') || (isOld && !line.startsWith('# workers'))
    const pid = /^(\d+)\s+worker\s/.exec(line)?.[1]
    if (pid === undefined) continue
    if (isOld) old.push(Number(pid))
    else current = Number(pid)
  }
  return { current, old }
}

type Row = Readonly<Record<string, string>>

function rowsOf(command: string, answer: string, separator: string, needed: readonly string[]): readonly Row[] {
  const [head, ...lines] = answer.trim().split('\n')
  const names = (head ?? '').replace(/^# /, '').split(separator)
  const missing = needed.find((name) => !names.includes(name))
  if (missing !== undefined) throw unreadable(command, `a column \`${missing}\``, (head ?? '').slice(0, 200))
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const fields = line.split(separator)
      return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']))
    })
}

function unreadable(command: string, expected: string, found: string): RoutingFault {
  return new RoutingFault('answer-unreadable', {
    where: `HAProxy's answer to \`${command}\``,
    expected,
    found: found.trim() === '' ? 'nothing' : found.trim().slice(0, 200),
    fix: 'Look at the log of towpath-proxy on that host',
  })
}
