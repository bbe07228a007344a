import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, writeAtomically } from '../document/document.ts'
import { asObject, Fields } from '../document/fields.ts'
import { EmbeddedFault, systemCode } from '../fault.ts'
import type { ProcessFamily } from '../process/group.ts'
import { parseUnit, type Unit } from './unit.ts'

/**
 * `waiting`: dead, and to be started again after restartSeconds. `failed`: died too often, stays down until started by hand.
 * `starting` on disk says that a process with this token may exist although its pid was not recorded any more.
 */
export type UnitState = 'starting' | 'running' | 'waiting' | 'stopping' | 'stopped' | 'failed'

export interface UnitExit {
  /** Null when a signal ended it, or when nobody could see how it ended: it was not the supervisor's child. */
  readonly code: number | null
  readonly signal: string | null
  /** Why it could not be started at all. */
  readonly error: string | null
  readonly at: string
}

/** What the supervisor knows of one unit: `run/units/<host>/<name>.json`, written before and after each change. */
export interface UnitRecord {
  readonly schema: 1
  readonly unit: Unit
  readonly state: UnitState
  readonly token: string | null
  /** Null while there is no process. */
  readonly family: ProcessFamily | null
  /** Predecessors that drain after a `replace`. */
  readonly retiring: readonly RetiringFamily[]
  /** Start times in milliseconds since the epoch, as far as the start limit looks back. */
  readonly starts: readonly number[]
  readonly startedAt: string | null
  readonly restarts: number
  /** Milliseconds since the epoch at which SIGTERM was sent. */
  readonly stopSince: number | null
  readonly lastExit: UnitExit | null
}

export interface RetiringFamily extends ProcessFamily {
  /** Milliseconds since the epoch at which SIGTERM was sent. */
  readonly stopSince: number
}

export function freshRecord(unit: Unit): UnitRecord {
  return {
    schema: 1,
    unit,
    state: 'stopped',
    token: null,
    family: null,
    retiring: [],
    starts: [],
    startedAt: null,
    restarts: 0,
    stopSince: null,
    lastExit: null,
  }
}

/** The starts that count for the start limit now. */
export function recentStarts({ unit, starts }: UnitRecord, now: number): readonly number[] {
  return starts.filter((start) => start > now - unit.startLimit.seconds * 1000)
}

/** How a process ended that is not ours to wait for. */
export function unseenExit(): UnitExit {
  return { code: null, signal: null, error: null, at: new Date().toISOString() }
}

function recordPath(units: string, host: string, name: string): string {
  return join(units, host, `${name}.json`)
}

export function writeRecord(units: string, record: UnitRecord): void {
  writeAtomically(recordPath(units, record.unit.host, record.unit.name), `${JSON.stringify(record)}\n`)
}

export function removeRecord(units: string, record: UnitRecord): void {
  rmSync(recordPath(units, record.unit.host, record.unit.name), { force: true })
}

/** Every record that can be read; what is wrong with another goes to `complain`, because it must not take the care from the rest. */
export function readRecords(units: string, complain: (problem: string) => void): UnitRecord[] {
  return listFolder(units).flatMap((host) =>
    listFolder(join(units, host))
      .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
      .flatMap((file) => {
        const path = join(units, host, file)
        try {
          return parseRecord(readJson(path), path)
        } catch (error) {
          if (!(error instanceof EmbeddedFault)) throw error
          complain(error.message)
          return []
        }
      }),
  )
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
    throw error
  }
}

export const unitStates: readonly UnitState[] = ['starting', 'running', 'waiting', 'stopping', 'stopped', 'failed']

function parseRecord(value: unknown, where: string): UnitRecord {
  const fields = new Fields(value, where, 'unit-invalid')
  const state = unitStates.find((known) => known === fields.value('state'))
  if (state === undefined) throw fields.problem('state', unitStates.join(', '), fields.value('state'))
  const family = fields.value('family')
  return {
    schema: 1,
    unit: parseUnit(fields.value('unit'), `${where} unit`, { lenient: true }),
    state,
    token: textOrNull(fields.value('token')),
    family: family === null ? null : parseFamily(family, `${where} family`),
    retiring: fields.list('retiring').map((item) => ({
      ...parseFamily(item, `${where} retiring`),
      stopSince: numberOrNull(asObject(item)?.['stopSince']) ?? 0,
    })),
    starts: fields.list('starts').filter((start) => typeof start === 'number'),
    startedAt: textOrNull(fields.value('startedAt')),
    restarts: fields.integer('restarts', { min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
    stopSince: numberOrNull(fields.value('stopSince')),
    lastExit: parseExit(fields.value('lastExit')),
  }
}

export function parseExit(value: unknown): UnitExit | null {
  const exit = asObject(value)
  if (exit === undefined) return null
  return {
    code: numberOrNull(exit['code']),
    signal: textOrNull(exit['signal']),
    error: textOrNull(exit['error']),
    at: textOrNull(exit['at']) ?? '',
  }
}

function parseFamily(value: unknown, where: string): ProcessFamily {
  const fields = new Fields(value, where, 'unit-invalid')
  const main = new Fields(fields.value('main'), `${where} main`, 'unit-invalid')
  return {
    token: fields.text('token'),
    main: {
      pid: main.integer('pid', { min: 2, max: 2 ** 31 - 1 }),
      startTicks: main.text('startTicks', /^\d+$/, 'clock ticks'),
      boot: main.text('boot'),
    },
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
