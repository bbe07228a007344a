import { readLogTail } from './log-file.ts'
import type { UnitExit, UnitRecord, UnitState } from './record.ts'

/** What a control verb says of one unit. */
export interface UnitStatus {
  readonly host: string
  readonly name: string
  /** `absent`: the supervisor does not know it. */
  readonly state: UnitState | 'absent'
  readonly pid: number | null
  readonly startedAt: string | null
  /** Since it was last started by hand. */
  readonly restarts: number
  readonly lastExit: UnitExit | null
  /** Pids of predecessors that still drain. */
  readonly retiring: readonly number[]
  /** The last lines of its log: as many as were asked for, and always some of a failed one. */
  readonly log: readonly string[]
}

const logLinesOfAFailure = 20

export function readStatus(record: UnitRecord, lines: number): UnitStatus {
  const { unit, state, family, startedAt, restarts, lastExit, retiring } = record
  const wanted = Math.max(lines, state === 'failed' ? logLinesOfAFailure : 0)
  return {
    host: unit.host,
    name: unit.name,
    state,
    pid: family?.main.pid ?? null,
    startedAt,
    restarts,
    lastExit,
    retiring: retiring.map((old) => old.main.pid),
    log: wanted === 0 ? [] : readLogTail(unit.logFile, wanted),
  }
}

export function absentStatus(host: string, name: string): UnitStatus {
  return {
    host,
    name,
    state: 'absent',
    pid: null,
    startedAt: null,
    restarts: 0,
    lastExit: null,
    retiring: [],
    log: [],
  }
}
