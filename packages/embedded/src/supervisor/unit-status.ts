import { Fields } from '../document/fields.ts'
import { readLogTail } from './log-file.ts'
import { parseExit, type UnitExit, type UnitRecord, type UnitState, unitStates } from './record.ts'

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

/** Reads the line that a unit verb printed. Keys of a newer program are passed over. */
export function parseUnitStatus(value: unknown, where: string): UnitStatus {
  const fields = new Fields(value, where, 'unit-invalid')
  const state = [...unitStates, 'absent' as const].find((known) => known === fields.value('state'))
  if (state === undefined) throw fields.problem('state', [...unitStates, 'absent'].join(', '), fields.value('state'))
  return {
    host: fields.text('host'),
    name: fields.text('name'),
    state,
    pid: fields.value('pid') === null ? null : fields.integer('pid', { min: 1, max: 2 ** 31 - 1 }),
    startedAt: fields.value('startedAt') === null ? null : fields.text('startedAt'),
    restarts: fields.integer('restarts', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    lastExit: parseExit(fields.value('lastExit')),
    retiring: fields.list('retiring').filter((pid) => typeof pid === 'number'),
    log: fields.texts('log'),
  }
}
