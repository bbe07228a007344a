import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer, WebSocket as WsClient } from 'ws'
import { asObject } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { askControl } from '../socket/control-client.ts'
import { socketPath } from '../socket/socket-path.ts'
import { ensureSupervisor } from '../supervisor/ensure.ts'
import { rootPaths } from '../supervisor/root.ts'
import { startLoad } from '../trial/trial-load.ts'
import { eventually, isRunning, makeTrialRoot, readIfThere, type TrialRoot } from '../trial/trial-root.ts'
import { call, freePort, startEcho } from '../trial/trial-service.ts'
import { makeTable } from '../trial/trial-table.ts'
import { askProxy, planProxyUnit } from './control.ts'
import { parseProxyState } from './proxy-state.ts'

const run = promisify(execFile)
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function whenUnreachable(error: unknown): undefined {
  if (!(error instanceof EmbeddedFault) || error.code !== 'proxy-unreachable') throw error
}

interface Supervised {
  readonly trial: TrialRoot
  readonly folder: string
  readonly port: number
  readonly unitFile: string
  supervisor(request: { verb: string; [argument: string]: unknown }): Promise<Readonly<Record<string, unknown>>>
  ask(request: { verb: string; [argument: string]: unknown }): Promise<Readonly<Record<string, unknown>>>
  use(table: unknown): Promise<void>
}

async function startSupervisedProxy(subfolder = 'root', drainSeconds = 2): Promise<Supervised> {
  const trial = makeTrialRoot(subfolder)
  ends.push(() => trial.end())
  const folder = join(trial.root, 'here/var/lib/towpath/environments/test/proxy')
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  writeFileSync(join(folder, 'proxy.json'), JSON.stringify({ schema: 1, address: '127.0.0.1', port, drainSeconds }))
  const name = 'towpath-proxy-test'
  const unitFile = trial.writeUnit(
    planProxyUnit({ host: 'here', name, folder, logFile: trial.log('proxy'), drainSeconds }),
  )
  await ensureSupervisor(trial.root, { program: trial.program('one'), node: trial.node })
  const supervisor: Supervised['supervisor'] = async (request) =>
    asObject(await askControl(rootPaths(trial.root).socket, request)) ?? {}
  const ask: Supervised['ask'] = async (request) => asObject(await askProxy(folder, request)) ?? {}
  await supervisor({ verb: 'start', file: unitFile })
  await eventually(() => ask({ verb: 'state' }).catch(whenUnreachable))
  return {
    trial,
    folder,
    port,
    unitFile,
    supervisor,
    ask,
    use: async (table) => {
      const { digest } = await ask({ verb: 'prepare', table: JSON.stringify(table) })
      await ask({ verb: 'commit', digest })
    },
  }
}

describe('a proxy under the supervisor', () => {
  it('is replaced under load without a failed request, by another program too, and can be replaced again', {
    timeout: 60_000,
  }, async () => {
    const { trial, port, ask, use, supervisor, unitFile } = await startSupervisedProxy()
    const service = await startEcho('a')
    ends.push(() => service.end())
    await use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: service.port }] }] }))
    const load = startLoad(port, '/orders')
    const pids = [(await ask({ verb: 'state' }))['pid']]
    for (const label of ['two', 'one']) {
      await ensureSupervisor(trial.root, { program: trial.program(label), node: trial.node })
      const { pid } = await supervisor({ verb: 'replace', file: unitFile })
      const before = (await ask({ verb: 'state' }))['requests']
      await eventually(async () => Number((await ask({ verb: 'state' }))['requests']) > Number(before) + 50)
      pids.push(pid)
    }
    const { count, failures } = await load.end()
    expect(failures).toEqual([])
    expect(count).toBeGreaterThan(100)
    expect(new Set(pids).size).toBe(3)
    expect((await ask({ verb: 'state' }))['pid']).toBe(pids[2])
    await eventually(() => !isRunning(Number(pids[0])) && !isRunning(Number(pids[1])))
    expect(await supervisor({ verb: 'status', host: 'here', name: 'towpath-proxy-test' })).toMatchObject({
      pid: pids[2],
      state: 'running',
    })
  })

  it('that was replaced still serves by what its successor commits, and is drained with it', async () => {
    const { port, ask, use, supervisor, unitFile } = await startSupervisedProxy('root', 20)
    const service = await startEcho('a')
    ends.push(() => service.end())
    new WebSocketServer({ server: service.server }).on('connection', (socket: WebSocket) =>
      socket.on('message', (text) => socket.send(String(text))),
    )
    await use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: service.port }] }] }))
    const client = new WsClient(`ws://127.0.0.1:${port}/orders`)
    await once(client, 'open')
    await supervisor({ verb: 'replace', file: unitFile })
    const instance = `orders-1.0.0-${service.port}`
    expect((await ask({ verb: 'state' }))['inFlight']).toEqual({ [instance]: 1 })
    await use(makeTable({}))
    const closed = once(client, 'close')
    expect(await ask({ verb: 'drain', instances: [instance], seconds: 0.1 })).toEqual({ closed: 1, requests: 0 })
    await closed
  })

  it('goes on when its successor can not start', async () => {
    const { trial, port, folder, ask, use, supervisor, unitFile } = await startSupervisedProxy()
    const service = await startEcho('a')
    ends.push(() => service.end())
    await use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: service.port }] }] }))
    const before = await ask({ verb: 'state' })
    const good = asObject(JSON.parse(readFileSync(unitFile, 'utf8')))
    // One that takes the names and then dies.
    const script = `ln -sfn nowhere.sock ${folder}/control.sock; echo no good; exit 4`
    writeFileSync(unitFile, JSON.stringify({ ...good, command: ['sh', '-c', script] }))
    await expect(supervisor({ verb: 'replace', file: unitFile })).rejects.toThrow(/exit code 4 \| no good/)
    expect(await ask({ verb: 'state' })).toMatchObject({
      pid: before['pid'],
      digest: before['digest'],
      draining: false,
    })
    expect((await call({ port, path: '/orders' })).status).toBe(200)
    expect(await supervisor({ verb: 'status', host: 'here', name: 'towpath-proxy-test' })).toMatchObject({
      pid: before['pid'],
    })
    expect(readIfThere(trial.log('proxy'))).toMatch(/no good/)
  })

  it('that was killed comes back with the committed and the prepared table', async () => {
    const { port, ask, use } = await startSupervisedProxy()
    const service = await startEcho('a')
    ends.push(() => service.end())
    await use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: service.port }] }] }))
    const { digest } = await ask({ verb: 'prepare', table: JSON.stringify(makeTable({})) })
    const before = parseProxyState(await ask({ verb: 'state' }), 'state')
    expect(before.prepared).toBe(digest)
    process.kill(before.pid, 'SIGKILL')
    const after = await eventually(async () => {
      const state = await ask({ verb: 'state' }).catch(whenUnreachable)
      return state !== undefined && state['pid'] !== before.pid ? state : undefined
    })
    expect(after).toMatchObject({ digest: before.digest, prepared: before.prepared })
    expect((await call({ port, path: '/orders' })).status).toBe(200)
  })

  it('answers by the prepared table only on its verify socket, below the longest path too', async () => {
    const { folder, port, ask, use } = await startSupervisedProxy(`deep/${'d'.repeat(200)}`)
    const [one, two] = [await startEcho('one'), await startEcho('two')]
    ends.push(
      () => one.end(),
      () => two.end(),
    )
    await use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: one.port }] }] }))
    const verify = async () => {
      const address = socketPath(join(folder, 'verify.sock'))
      try {
        return await call({ socketPath: address.path, path: '/orders' })
      } finally {
        address.close()
      }
    }
    expect((await verify()).status).toBe(503)
    const { digest } = await ask({
      verb: 'prepare',
      table: JSON.stringify(makeTable({ orders: [{ version: '2.0.0', endpoints: [{ port: two.port }] }] })),
    })
    expect(JSON.parse((await verify()).text).name).toBe('two')
    expect(JSON.parse((await call({ port, path: '/orders' })).text).name).toBe('one')
    await ask({ verb: 'commit', digest })
    expect(JSON.parse((await call({ port, path: '/orders' })).text).name).toBe('two')
  })

  it('whose port is taken says by whom', async () => {
    const { trial, supervisor, unitFile, port } = await startSupervisedProxy()
    await supervisor({ verb: 'stop', host: 'here', name: 'towpath-proxy-test' })
    const holder = createServer().listen(port, '127.0.0.1')
    ends.push(() => holder.close())
    await once(holder, 'listening')
    await supervisor({ verb: 'start', file: unitFile })
    const fault = await eventually(() => /.*port-taken.*/.exec(readIfThere(trial.log('proxy')))?.[0])
    expect(JSON.parse(fault)).toMatchObject({
      where: `127.0.0.1:${port}`,
      found: expect.stringContaining(`pid ${process.pid} (`),
    })
    await supervisor({ verb: 'stop', host: 'here', name: 'towpath-proxy-test' })
  })

  it('is controlled by verbs', async () => {
    const { trial, folder } = await startSupervisedProxy()
    const program = trial.program('one')
    const control = async (...given: string[]) =>
      asObject(JSON.parse((await run(trial.node, [program, 'proxy-control', folder, ...given])).stdout)) ?? {}
    const file = join(trial.folder, 'table.json')
    writeFileSync(file, JSON.stringify(makeTable({})))
    const { digest } = await control('prepare', file)
    expect(await control('commit', String(digest))).toEqual({ digest, changed: true })
    expect(await control('state')).toMatchObject({ digest, prepared: null, inFlight: {} })
    expect(await control('drain', '--seconds', '1', 'gone')).toEqual({ closed: 0, requests: 0 })
    expect(await control('abort')).toEqual({ aborted: false })
    writeFileSync(file, '{"schema": 7}')
    const failure = asObject(
      await run(trial.node, [program, 'proxy-control', folder, 'prepare', file]).catch((error: unknown) => error),
    )
    expect(JSON.parse(String(failure?.['stderr']))).toMatchObject({
      code: 'table-invalid',
      where: 'route table schema',
    })
  })
})
