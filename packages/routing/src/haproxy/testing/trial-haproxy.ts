import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { RouteTable } from '../../route-table.ts'
import { parseServersState, parseShowMap, parseShowProc, parseSlotTraffic, type RunningWorkers } from '../answers.ts'
import { diffRunningMap, diffRunningServers, type RunningDifference } from '../diff-running.ts'
import { planSlots, type SlotPlan } from '../plan-slots.ts'
import type { ProxyState } from '../proxy-state.ts'
import { renderHaproxyConfig } from '../render-config.ts'
import { renderHealthMap, renderMaps } from '../render-maps.ts'
import { renderClearCommands, renderFillCommands, renderMapCommands, renderUpCommands } from '../runtime-commands.ts'
import { type HaproxySettings, healthMapFile, tableMapFile } from '../settings.ts'
import { ask, order } from './runtime-socket.ts'

/** A real HAProxy on loopback that is used as deploy uses one. */
export class TrialHaproxy implements AsyncDisposable {
  readonly settings: HaproxySettings
  readonly #said: string[] = []
  #process: ChildProcess
  #state: ProxyState
  #committed: RouteTable | null = null
  #prepared: RouteTable | null = null

  private constructor(settings: HaproxySettings, state: ProxyState) {
    this.settings = settings
    this.#state = state
    this.#process = this.#spawn()
  }

  static async start(more: Partial<HaproxySettings> = {}): Promise<TrialHaproxy> {
    const folder = mkdtempSync(join(tmpdir(), 'towpath-haproxy-'))
    const settings: HaproxySettings = {
      environment: 'staging',
      binds: [{ address: '127.0.0.1', port: await freePort(), isTransparent: false }],
      tcpPorts: [],
      certificate: null,
      folder,
      socketFolder: folder,
      statsSocket: join(folder, 'stats.sock'),
      socketGroup: null,
      worker: null,
      hardStopSeconds: 30,
      maxConnections: 2000,
      ...more,
    }
    const { state } = planSlots({ current: null, tables: [], busy: new Set() })
    for (const which of ['live', 'next']) mkdirSync(join(folder, which))
    for (const which of ['live', 'next'] as const) writeFileSync(tableMapFile(folder, which), '')
    writeFileSync(healthMapFile(folder), '')
    writeFileSync(join(folder, 'haproxy.cfg'), renderHaproxyConfig(settings, state))
    const haproxy = new TrialHaproxy(settings, state)
    await haproxy.#answers(null)
    return haproxy
  }

  get port(): number {
    return this.settings.binds[0]?.port ?? 0
  }

  get state(): ProxyState {
    return this.#state
  }

  /** What it wrote: warnings above all. */
  get log(): string {
    return this.#said.join('')
  }

  /** Takes a table for the verify socket. */
  async prepare(table: RouteTable, options: { readonly reload?: boolean } = {}): Promise<SlotPlan> {
    const before = this.#state
    const tables = [...(this.#committed === null ? [] : [this.#committed]), table]
    const plan = planSlots({ current: before, tables, busy: await this.busy() })
    const { folder, statsSocket } = this.settings
    this.#state = plan.state
    this.#prepared = table
    this.#write('health', renderHealthMap(plan.state))
    this.#write('next', renderMaps(table, plan.state)['table.map'])
    writeFileSync(join(folder, 'haproxy.cfg'), renderHaproxyConfig(this.settings, plan.state))
    if (plan.isRestructured || options.reload === true) {
      await this.reload()
      return plan
    }
    await order(statsSocket, [
      ...renderMapCommands(healthMapFile(folder), renderHealthMap(plan.state)),
      ...renderClearCommands(before, plan.cleared),
      ...renderFillCommands(plan.state, plan.filled),
      ...renderMapCommands(tableMapFile(folder, 'next'), renderMaps(table, plan.state)['table.map']),
      // Instances in this process may miss their first check while it is busy.
      ...renderUpCommands(plan.state),
    ])
    return plan
  }

  /** Answers clients by what was prepared. */
  async commit(): Promise<void> {
    const text = renderMaps(this.#prepared, this.#state)['table.map']
    this.#write('live', text)
    await order(this.settings.statsSocket, renderMapCommands(tableMapFile(this.settings.folder, 'live'), text))
    this.#committed = this.#prepared
  }

  async use(table: RouteTable, options: { readonly reload?: boolean } = {}): Promise<SlotPlan> {
    const plan = await this.prepare(table, options)
    await this.commit()
    return plan
  }

  /** By what the files say, without losing a connection. */
  async reload(): Promise<void> {
    const before = (await this.workers()).current
    this.#process.kill('SIGUSR2')
    await this.#answers(before)
    await order(this.settings.statsSocket, renderUpCommands(this.#state))
  }

  /** All its processes die at once, and it is started again. */
  async crash(): Promise<void> {
    const { current } = await this.workers()
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    if (current !== null) process.kill(current, 'SIGKILL')
    await ended
    this.#process = this.#spawn()
    await this.#answers(null)
  }

  async workers(): Promise<RunningWorkers> {
    const [answer = ''] = await ask(join(this.settings.folder, 'master.sock'), ['show proc']).catch(() => [''])
    return parseShowProc(answer)
  }

  async ask(command: string): Promise<string> {
    const [answer = ''] = await ask(this.settings.statsSocket, [command])
    return answer
  }

  /** Slots that something is under way to. */
  async busy(): Promise<ReadonlySet<string>> {
    const traffic = parseSlotTraffic(await this.ask('show stat'))
    return new Set(traffic.filter(({ current }) => current > 0).map(({ slot }) => slot))
  }

  /** How what runs differs from what the files say. */
  async differences(): Promise<readonly RunningDifference[]> {
    const servers = parseServersState(await this.ask('show servers state'))
    const file = tableMapFile(this.settings.folder, 'live')
    const entries = parseShowMap(await this.ask(`show map ${file}`))
    return [
      ...diffRunningServers(this.#state, servers),
      ...diffRunningMap(renderMaps(this.#committed, this.#state)['table.map'], entries),
    ]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, 'exit')
      this.#process.kill('SIGTERM')
      await ended
    }
    rmSync(this.settings.folder, { recursive: true, force: true })
  }

  #write(what: 'health' | 'live' | 'next', text: string): void {
    const { folder } = this.settings
    writeFileSync(what === 'health' ? healthMapFile(folder) : tableMapFile(folder, what), text)
  }

  #spawn(): ChildProcess {
    const { folder } = this.settings
    const master = ['-W', '-S', join(folder, 'master.sock'), '-f', join(folder, 'haproxy.cfg')]
    const child = spawn('haproxy', master, { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#said.push(text))
    return child
  }

  /** Waits for a worker other than the one before. */
  async #answers(before: number | null): Promise<void> {
    for (const limit = performance.now() + 10_000; ; await delay(10)) {
      const { current } = await this.workers()
      if (current !== null && current !== before) return
      if (performance.now() > limit || this.#process.exitCode !== null) {
        throw new Error(`HAProxy did not come up:\n${this.log}`)
      }
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return address.port
}
