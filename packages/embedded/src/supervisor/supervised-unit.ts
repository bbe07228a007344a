import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { EmbeddedFault } from '../fault.ts'
import { endFamily, findByToken } from '../process/group.ts'
import { identify, isAlive, signalProcess } from '../process/identity.ts'
import { Unanswered } from '../socket/control-client.ts'
import { type LaunchContext, launch, planLaunch } from './launch.ts'
import { rotateLog } from './log-file.ts'
import { recentStarts, type UnitExit, type UnitRecord, unseenExit } from './record.ts'
import { RecordKeeper } from './record-keeper.ts'
import { handOver } from './replace.ts'
import type { Unit } from './unit.ts'
import { readStatus, type UnitStatus } from './unit-status.ts'

const leftoverGraceMs = 1000

/** One unit and its process. Every change is on disk before its effect can be seen, so that a killed supervisor's heir knows all. */
export class SupervisedUnit {
  readonly #keeper: RecordKeeper
  readonly #context: LaunchContext
  #restart: NodeJS.Timeout | undefined
  #kill: NodeJS.Timeout | undefined
  /** The main process is our child, so its end is an event; else it is polled. */
  #child: ChildProcess | undefined
  /** The clean-up after an end, while it lasts. */
  #ending: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()
  readonly #settled: (() => void)[] = []
  #replacing = false

  constructor(record: UnitRecord, units: string, context: LaunchContext) {
    this.#keeper = new RecordKeeper(record, units)
    this.#context = context
  }

  get #record(): UnitRecord {
    return this.#keeper.record
  }

  get unit(): Unit {
    return this.#record.unit
  }

  /** It stays the one object for its name all the same, so that a start that comes at the same time waits its turn. */
  get removed(): boolean {
    return this.#keeper.removed
  }

  /** Whether it needs a supervisor: something runs, or is to run again. */
  get active(): boolean {
    const { state, retiring } = this.#record
    return !['stopped', 'failed'].includes(state) || retiring.length > 0 || this.#ending !== undefined
  }

  status(lines = 0): UnitStatus {
    return readStatus(this.#record, lines)
  }

  /** Takes over what an earlier supervisor left: a living process as it is, a dead one according to what was wanted of it. */
  adopt(options: { readonly restart: boolean }): void {
    const { state, token, family } = this.#record
    const unfinished = (state === 'starting' || state === 'running') && token !== family?.token
    const unrecorded = unfinished && token !== null ? findByToken(token) : undefined
    if (token !== null && unrecorded !== undefined) {
      // The record was to be finished when its writer died: a first start, or the successor of a `replace`.
      const retiring = family === null ? [] : [{ ...family, stopSince: Date.now() }]
      this.#keeper.save({
        state: 'running',
        family: { token, main: unrecorded },
        retiring: [...this.#record.retiring, ...retiring],
      })
      return
    }
    if (state === 'starting') this.#keeper.save({ state: 'waiting' })
    if (family !== null && !isAlive(family.main)) this.#ended(unseenExit(), false)
    else if (this.#record.state === 'stopping') this.#armKill()
    else if (this.#record.state === 'waiting' && options.restart) this.#launch()
  }

  /** Returns when the process was started, not when it is ready. Does nothing when it runs already, by whatever definition. */
  start(unit: Unit): Promise<void> {
    return this.#inTurn(() => this.#start(unit))
  }

  /** SIGTERM to the main process, SIGKILL to all after `seconds` (default: the unit's); resolves when nothing of it is left. */
  stop(seconds?: number): Promise<void> {
    return this.#inTurn(() => this.#stop(seconds))
  }

  /** Starts `unit` as the successor of what runs, which hands its listeners over and then drains; without one that can, stops and starts. */
  replace(unit: Unit): Promise<void> {
    return this.#inTurn(() => this.#replace(unit))
  }

  remove(seconds?: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stop(seconds)
      this.#keeper.remove()
    })
  }

  /** Looks after what is no child of ours; call it a few times a second. */
  poll(): void {
    this.#keeper.retry()
    const { family, retiring } = this.#record
    const polled = this.#child === undefined && this.#ending === undefined && !this.#replacing
    if (family !== null && polled && !isAlive(family.main)) {
      this.#ended(unseenExit(), true)
    }
    for (const old of retiring) {
      const late = Date.now() - old.stopSince > this.#record.unit.stopSeconds * 1000
      if (isAlive(old.main) && !late) continue
      endFamily(old, { graceMs: 0, witnessed: true }).catch(reportTrouble)
      this.#keeper.save({ retiring: this.#record.retiring.filter((one) => one.token !== old.token) })
    }
  }

  rotateLog(): void {
    rotateLog(this.#record.unit.logFile, this.#record.unit.logBytes)
  }

  /** Leaves everything as it is, for another supervisor. */
  release(): void {
    this.#keeper.close()
    clearTimeout(this.#restart)
    clearTimeout(this.#kill)
    this.#child?.unref()
  }

  /** One request after another; a failed one does not keep the next from its turn. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    const over = () => undefined
    this.#last = turn.then(over, over)
    return turn
  }

  async #start(unit: Unit): Promise<void> {
    await this.#quiet()
    if (this.#record.state === 'running') return
    if (this.#record.state === 'stopping') await this.#stop()
    clearTimeout(this.#restart)
    this.#keeper.save({ unit, starts: [], restarts: 0, lastExit: null })
    this.#launch()
    await this.#quiet()
    const { lastExit } = this.#record
    if (lastExit?.error) {
      throw new EmbeddedFault('unit-failed', {
        where: `Unit ${unit.name} on ${unit.host}`,
        expected: 'a start',
        found: lastExit.error,
      })
    }
  }

  async #stop(seconds = this.#record.unit.stopSeconds): Promise<void> {
    await this.#quiet()
    clearTimeout(this.#restart)
    const { family, state } = this.#record
    if (family === null) {
      if (state !== 'failed') this.#keeper.save({ state: 'stopped' })
    } else {
      if (state !== 'stopping') {
        this.#keeper.save({ state: 'stopping', stopSince: Date.now() })
        signalProcess(family.main, 'SIGTERM')
      }
      this.#armKill(seconds)
      await this.#settle()
    }
    await Promise.all(this.#record.retiring.map((old) => endFamily(old, { graceMs: 0, witnessed: false })))
    this.#keeper.save({ retiring: [] })
  }

  async #replace(unit: Unit): Promise<void> {
    await this.#quiet()
    const old = this.#record.family
    const socket = this.#record.unit.handoverSocket
    if (this.#record.state !== 'running' || old === null || socket === undefined) {
      await this.#stop()
      return this.#start(unit)
    }
    const token = randomUUID()
    this.#keeper.save({ token })
    // The old process may be gone before its answer is read; that is no death to react to.
    this.#replacing = true
    this.#child = undefined
    try {
      const main = await handOver(socket, planLaunch(unit, token, this.#context))
      const retiring = [...this.#record.retiring, { ...old, stopSince: Date.now() }]
      this.#keeper.save({
        unit,
        state: 'running',
        family: { token, main },
        retiring,
        startedAt: new Date().toISOString(),
      })
    } catch (error) {
      this.#keeper.save({ token: old.token })
      if (!(error instanceof Unanswered)) throw error
      this.#replacing = false
      await this.#stop()
      await this.#start(unit)
    } finally {
      this.#replacing = false
    }
  }

  #launch(): void {
    const { unit } = this.#record
    const recent = recentStarts(this.#record, Date.now())
    if (recent.length >= unit.startLimit.burst) {
      this.#keeper.save({ state: 'failed', family: null })
      return
    }
    const token = randomUUID()
    const startedAt = new Date()
    this.#keeper.save({
      state: 'starting',
      token,
      family: null,
      stopSince: null,
      starts: [...recent, startedAt.getTime()],
    })
    try {
      this.#watch(launch(planLaunch(unit, token, this.#context)), token, startedAt.toISOString())
    } catch (error) {
      this.#ended({ ...unseenExit(), error: String(error) }, true)
    }
  }

  #watch(child: ChildProcess, token: string, startedAt: string): void {
    const main = child.pid === undefined ? undefined : identify(child.pid)
    if (main === undefined) {
      // Node tells why in an event; until then a start must not be taken for done.
      this.#ending = new Promise((resolve) => {
        child.once('error', (error) => {
          this.#ending = undefined
          this.#ended({ ...unseenExit(), error: error.message }, true)
          resolve()
        })
      })
      return
    }
    this.#child = child
    this.#keeper.save({ state: 'running', family: { token, main }, startedAt })
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.#ended({ ...unseenExit(), code, signal }, true)
    })
  }

  #ended(lastExit: UnitExit, witnessed: boolean): void {
    if (this.#keeper.closed) return
    clearTimeout(this.#kill)
    const family = this.#record.family
    this.#child = undefined
    const cleanUp = family === null ? Promise.resolve() : endFamily(family, { graceMs: leftoverGraceMs, witnessed })
    this.#ending = cleanUp.catch(reportTrouble).then(() => {
      this.#ending = undefined
      if (this.#keeper.closed) return
      const wanted = ['running', 'starting', 'waiting'].includes(this.#record.state)
      const state = wanted ? 'waiting' : this.#record.state === 'failed' ? 'failed' : 'stopped'
      this.#keeper.save({ family: null, lastExit, state, stopSince: null })
      if (wanted) this.#restartLater()
      for (const settle of this.#settled.splice(0)) settle()
    })
  }

  #restartLater(): void {
    this.#restart = setTimeout(() => {
      this.#keeper.save({ restarts: this.#record.restarts + 1 })
      this.#launch()
    }, this.#record.unit.restartSeconds * 1000)
  }

  #armKill(seconds = this.#record.unit.stopSeconds): void {
    clearTimeout(this.#kill)
    const passed = Date.now() - (this.#record.stopSince ?? Date.now())
    this.#kill = setTimeout(
      () => {
        const family = this.#record.family
        if (family !== null) endFamily(family, { graceMs: 0, witnessed: true }).catch(reportTrouble)
      },
      Math.max(0, seconds * 1000 - passed),
    )
  }

  /** Resolves when the clean-up after an end is over. */
  async #quiet(): Promise<void> {
    while (this.#ending !== undefined) await this.#ending
  }

  /** Resolves at the next end of the process, after its clean-up. */
  #settle(): Promise<void> {
    return new Promise((resolve) => this.#settled.push(resolve))
  }
}

function reportTrouble(error: unknown): void {
  console.error(String(error))
}
