import { EmbeddedFault } from '../fault.ts'
import type { LaunchContext } from './launch.ts'
import { freshRecord, readRecords } from './record.ts'
import type { RootPaths } from './root.ts'
import { SupervisedUnit } from './supervised-unit.ts'
import { readUnit } from './unit.ts'
import { absentStatus, type UnitStatus } from './unit-status.ts'

const pollMs = 250
const rotateMs = 2000

/** The units of one root. Whoever makes one must hold the root's lock. */
export class Supervisor {
  readonly #paths: RootPaths
  readonly #context: LaunchContext
  readonly #units = new Map<string, SupervisedUnit>()
  readonly #timers: NodeJS.Timeout[] = []

  constructor(paths: RootPaths, program: string) {
    this.#paths = paths
    this.#context = { program, nodeRecord: paths.node }
  }

  /** Finds all units of the records again; those that died meanwhile are started unless `restart` is false. */
  adopt(options: { restart: boolean } = { restart: true }): void {
    for (const record of readRecords(this.#paths.units, console.error)) {
      const unit = new SupervisedUnit(record, this.#paths.units, this.#context)
      this.#units.set(key(record.unit.host, record.unit.name), unit)
      unit.adopt(options)
    }
    this.#timers.push(
      setInterval(() => this.#each((unit) => unit.poll()), pollMs),
      setInterval(() => this.#each((unit) => unit.rotateLog()), rotateMs),
    )
  }

  get active(): boolean {
    return [...this.#units.values()].some((unit) => unit.active)
  }

  async start(file: string): Promise<UnitStatus> {
    const wanted = readUnit(file)
    const at = key(wanted.host, wanted.name)
    const unit = this.#units.get(at) ?? new SupervisedUnit(freshRecord(wanted), this.#paths.units, this.#context)
    this.#units.set(at, unit)
    await unit.start(wanted)
    return unit.status()
  }

  async replace(file: string): Promise<UnitStatus> {
    const wanted = readUnit(file)
    const unit = this.#units.get(key(wanted.host, wanted.name))
    if (unit === undefined) return this.start(file)
    await unit.replace(wanted)
    return unit.status()
  }

  async stop(host: string, name: string, seconds?: number): Promise<UnitStatus> {
    const unit = this.#find(host, name)
    await unit?.stop(seconds)
    return unit?.status() ?? absentStatus(host, name)
  }

  async remove(host: string, name: string, seconds?: number): Promise<UnitStatus> {
    await this.#find(host, name)?.remove(seconds)
    return this.status(host, name)
  }

  status(host: string, name: string, lines?: number): UnitStatus {
    return this.#find(host, name)?.status(lines) ?? absentStatus(host, name)
  }

  list(host?: string): readonly UnitStatus[] {
    return [...this.#units.values()]
      .filter((unit) => !unit.removed && (host === undefined || unit.unit.host === host))
      .map((unit) => unit.status())
  }

  #find(host: string, name: string): SupervisedUnit | undefined {
    const unit = this.#units.get(key(host, name))
    return unit?.removed === true ? undefined : unit
  }

  /** Ends every unit and forgets it; returns what was there. `seconds` stands for each unit's stopSeconds. */
  async shutdown(seconds?: number): Promise<readonly UnitStatus[]> {
    const ended = this.list()
    const outcomes = await Promise.allSettled(
      [...this.#units.values()].filter((unit) => !unit.removed).map((unit) => unit.remove(seconds)),
    )
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed !== undefined) {
      const found = String(failed.reason)
      throw new EmbeddedFault(
        'unit-failed',
        { where: `Stopping the units of ${this.#paths.root}`, found },
        { cause: failed.reason },
      )
    }
    this.#units.clear()
    return ended
  }

  release(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#each((unit) => unit.release())
  }

  /** One unit's trouble (a log folder that is gone) must not end the care for the others. */
  #each(work: (unit: SupervisedUnit) => void): void {
    for (const unit of this.#units.values()) {
      try {
        work(unit)
      } catch (error) {
        console.error(`${unit.unit.host}/${unit.unit.name}: ${String(error)}`)
      }
    }
  }
}

function key(host: string, name: string): string {
  return `${host}/${name}`
}
