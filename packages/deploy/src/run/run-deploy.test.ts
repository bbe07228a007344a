import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDeployReport } from '@towpath/environment'
import { type Acting, type Host, runCommand, stopCommand } from '@towpath/hosts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Deployment } from '../deployment.ts'
import { fenceCommand } from '../proxies/embedded-commands.ts'
import { ask, startClients } from '../trial/trial-clients.ts'
import { TrialEnvironment } from '../trial/trial-run.ts'
import { deploymentOf, freePort, type PackageTraits, type PublishedTrial, TrialSite } from '../trial/trial-site.ts'
import { readState } from '../trial/trial-state.ts'
import type { DeployOutcome } from './run-deploy.ts'

/* Real scripts, supervisor, proxy and processes below a temporary folder. All environments share one root, as on a team's machine. */

let site: TrialSite
beforeAll(async () => {
  site = await TrialSite.open()
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
})

const published = new Map<string, Promise<PublishedTrial>>()
function publish(name: string, version: string, traits: PackageTraits = {}): Promise<PublishedTrial> {
  const key = `${name}@${version} ${JSON.stringify(traits)}`
  const known = published.get(key) ?? site.publish(name, version, traits)
  published.set(key, known)
  return known
}

let environments = 0

/** An environment of its own name, port and range of ports. */
async function world(
  services: Record<string, unknown>,
  more: { hosts?: Record<string, string>; more?: Record<string, unknown> } = {},
) {
  const number = ++environments
  const first = 20_000 + (process.pid % 100) * 100 + number * 8
  const port = await freePort()
  const spec = site.spec({
    environment: `env-${number}`,
    port,
    ports: `${first}-${first + 7}`,
    services,
    ...more,
  })
  const environment = new TrialEnvironment(site)
  const hosts = await site.hosts(spec)
  const host = hostIn(hosts, 'here')
  let last: Deployment | null = null
  const next = (...packages: readonly PublishedTrial[]): Deployment => {
    last = deploymentOf(spec, packages, { number: (last?.revision.number ?? 0) + 1, previous: last })
    return last
  }
  return { spec, port, environment, host, hosts, next, state: () => readState(host, spec) }
}

function hostIn(hosts: ReadonlyMap<string, Host>, name: string): Host {
  const host = hosts.get(name)
  if (host === undefined) throw new Error(`no host ${name}`)
  return host
}

/**
 * A host at which somebody else listens at an instance's port as soon as it is asked there for the first time, `count` times. Each port that was asked
 * has a file in `asked` from then on.
 */
function withStrangers(host: Host, strangers: Server[], count: number, asked: string): Host {
  const taken = new Set<number>()
  return {
    name: host.name,
    address: host.address,
    layout: host.layout,
    run: host.run.bind(host),
    renderUnit: host.renderUnit.bind(host),
    upload: host.upload.bind(host),
    facts: host.facts.bind(host),
    close: host.close.bind(host),
    connect: async (address) => {
      if (address.kind === 'tcp' && taken.size < count && !taken.has(address.port)) {
        const stranger = createServer((_, answer) => answer.end('fine'))
        await new Promise<void>((resolve) => {
          // Somebody may be there already: the environment's own address.
          stranger.once('error', () => resolve())
          stranger.listen(address.port, '127.0.0.1', () => {
            taken.add(address.port)
            strangers.push(stranger)
            resolve()
          })
        })
      }
      if (address.kind === 'tcp') await writeFile(join(asked, String(address.port)), '')
      return host.connect(address)
    },
  }
}

/** A host on which another run acts right before a script. */
function takenOverAt(script: string, host: Host, by: Acting): Host {
  return {
    name: host.name,
    address: host.address,
    layout: host.layout,
    run: async (asked, options) => {
      if (asked.name === script) await runCommand(host, fenceCommand(by))
      return host.run(asked, options)
    },
    renderUnit: host.renderUnit.bind(host),
    upload: host.upload.bind(host),
    facts: host.facts.bind(host),
    close: host.close.bind(host),
    connect: host.connect.bind(host),
  }
}

function changes({ report }: DeployOutcome): readonly string[] {
  parseDeployReport(JSON.stringify(report), 'report')
  return report.hosts
    .flatMap(({ instances }) => instances.map(({ service, version, change }) => `${service} ${version} ${change}`))
    .sort()
}

const phases = ({ report }: DeployOutcome): readonly string[] =>
  report.hosts.flatMap((host) => host.phases.map(({ name }) => name))

const sick: PackageTraits = { mode: { health: 500 }, infrastructure: { health: { startSeconds: 1 } } }

describe('a deploy', { timeout: 180_000 }, () => {
  it('switches to a new version without a failed request, and does nothing the second time', async () => {
    const { port, environment, next, state } = await world({ orders: { hostGroup: 'web' } })
    const first = await environment.deploy(next(await publish('orders', '1.0.0')))
    expect(first).toMatchObject({ failure: null, warnings: [], report: { status: 'deployed', verifiedThrough: 'vip' } })
    expect(changes(first)).toEqual(['orders 1.0.0 started'])

    const clients = startClients(port, '/orders/')
    const target = next(await publish('orders', '1.1.0'))
    const second = await environment.deploy(target)
    const seen = await clients.end()
    expect(changes(second)).toEqual(['orders 1.0.0 stopped', 'orders 1.1.0 started'])
    expect(seen).toMatchObject({ failures: [], versions: ['1.0.0', '1.1.0'] })
    expect(seen.answered).toBeGreaterThan(20)

    const before = await state()
    const third = await environment.deploy(target)
    expect(third.report.status).toBe('unchanged')
    expect(changes(third)).toEqual(['orders 1.1.0 kept'])
    expect(phases(third)).toEqual(['look', 'proxy', 'verify through the VIP'])
    expect(await state()).toEqual(before)
  })

  it('puts back what never becomes healthy, and goes forward again when it is asked once more', async () => {
    const { port, environment, next, state } = await world({ orders: { hostGroup: 'web' } })
    await environment.deploy(next(await publish('orders', '1.0.0')))
    const before = await state()
    const clients = startClients(port, '/orders/')
    const target = next(await publish('orders', '1.2.0', { ...sick, mode: { health: 500, say: 'no database' } }))
    const outcome = await environment.deploy(target)
    expect(await clients.end()).toMatchObject({ failures: [], versions: ['1.0.0'] })
    expect(outcome.report).toMatchObject({
      status: 'rolled-back',
      verifiedThrough: null,
      failure: { code: 'unhealthy', where: 'orders 1.2.0 on here', log: ['no database'] },
    })
    expect(outcome.failure?.message).toContain('GET /healthz answered 503; its last line: no database')
    expect(changes(outcome)).toEqual(['orders 1.0.0 kept', 'orders 1.2.0 stopped'])
    expect(await state()).toEqual(before)

    const again = await environment.deploy(target)
    expect(phases(again)).toContain('start orders 1.2.0')
    expect(again.report.status).toBe('rolled-back')
  })

  it('never counts an answer of another process at the port: it moves to another one, or says who is there', async () => {
    const { environment, next, spec, state, port } = await world({ orders: { hostGroup: 'web' } })
    const host = hostIn(await site.hosts(spec), 'here')
    const strangers: Server[] = []
    const asked = await mkdtemp(join(tmpdir(), 'towpath-asked-'))
    const traits = { mode: { asked } }
    const deploy = (target: Deployment, count: number) =>
      environment.deploy(target, {
        ports: { hosts: new Map([['here', withStrangers(host, strangers, count, asked)]]) },
      })
    const moved = await deploy(next(await publish('orders', '3.0.0', traits)), 1)
    expect(moved.failure).toBeNull()
    expect(phases(moved)).toContain('give up the port of orders 3.0.0')
    expect(JSON.parse((await ask({ port, path: '/orders/' })).text)).toMatchObject({ version: '3.0.0' })

    const before = await state()
    const outcome = await deploy(next(await publish('orders', '3.1.0', traits)), 9)
    for (const stranger of strangers) stranger.close()
    await rm(asked, { recursive: true })
    expect(outcome.failure).toMatchObject({ code: 'port-foreign', retryable: true })
    expect(outcome.failure?.explanation.found).toMatch(new RegExp(`^process ${process.pid} `))
    expect(await state()).toEqual(before)
  })

  it('lets a worker show that it stays up', async () => {
    const worker = { provides: {}, kind: 'worker' } as const
    const { environment, next } = await world({ mailer: { hostGroup: 'web' } })
    const health = { startSeconds: 5, settleSeconds: 1 }
    const good = await publish('mailer', '1.0.0', { ...worker, infrastructure: { health } })
    const first = await environment.deploy(next(good))
    expect(first.report).toMatchObject({ status: 'deployed', verifiedThrough: 'host', failure: null })
    const restless = await publish('mailer', '1.1.0', { ...worker, mode: { exitMs: 300 }, infrastructure: { health } })
    const second = await environment.deploy(next(restless))
    expect(second.failure?.code).toMatch(/^(unsettled|instance-failed)$/)
    expect(changes(second)).toEqual(['mailer 1.0.0 kept', 'mailer 1.1.0 stopped'])
    const command = ['sh', '-c', 'test "$TOWPATH_VERSION" = 1.2.0']
    const asked = await publish('mailer', '1.2.0', {
      ...worker,
      infrastructure: { health: { ...health, settleSeconds: 0, command } },
    })
    expect(changes(await environment.deploy(next(asked)))).toEqual(['mailer 1.0.0 stopped', 'mailer 1.2.0 started'])
    const wrong = await publish('mailer', '1.3.0', {
      ...worker,
      infrastructure: { health: { startSeconds: 1, command: ['sh', '-c', 'echo the queue is gone; exit 4'] } },
    })
    expect((await environment.deploy(next(wrong))).failure).toMatchObject({
      code: 'unhealthy',
      explanation: { found: expect.stringContaining('ended with 4: the queue is gone') },
    })
  })

  it('with `strategy: replace` never has both up, keeps the state, and starts the old one again when the new one fails', async () => {
    const { port, environment, next, state } = await world({ ledger: { hostGroup: 'web' } })
    const traits = (mode: object): PackageTraits => ({
      mode: { state: true, ...mode },
      infrastructure: { state: ['data'], strategy: { kind: 'replace' }, health: { startSeconds: 1 } },
    })
    await environment.deploy(next(await publish('ledger', '1.0.0', traits({}))))
    const second = await environment.deploy(next(await publish('ledger', '1.1.0', traits({}))))
    expect(changes(second)).toEqual(['ledger 1.0.0 stopped', 'ledger 1.1.0 started'])
    const order = phases(second)
    expect(order.indexOf('stop for the new')).toBeLessThan(order.indexOf('start ledger 1.1.0'))
    expect((await ask({ port, path: '/ledger/starts' })).text).toBe('1.0.0\n1.1.0\n')

    const before = await state()
    const third = await environment.deploy(next(await publish('ledger', '1.2.0', traits({ health: 500 }))))
    expect(third.report.status).toBe('rolled-back')
    expect(changes(third)).toEqual(['ledger 1.1.0 restored', 'ledger 1.2.0 stopped'])
    expect((await ask({ port, path: '/ledger/starts' })).text).toBe('1.0.0\n1.1.0\n1.2.0\n1.1.0\n')
    expect(await state()).toEqual(before)
  })

  it('places two of a release on each of two hosts, in batches, and tells dependencies where they are', async () => {
    const { port, environment, next, hosts, spec } = await world(
      { orders: { hostGroup: 'web' }, stock: { hostGroup: 'web' } },
      { hosts: { here: '127.0.0.1', there: '127.0.0.2' } },
    )
    const dependencies = { stock: { range: '^2.0', env: { STOCK_ADDR: 'address', STOCK_URL: 'url' } } } as const
    const stock = await publish('stock', '2.1.0', { infrastructure: { perHost: 2, strategy: { batch: 1 } } })
    const orders = await publish('orders', '1.5.0', { dependencies })
    const outcome = await environment.deploy(next(orders, stock))
    expect(outcome.failure).toBeNull()
    expect(changes(outcome)).toEqual([
      ...Array.from({ length: 2 }, () => 'orders 1.5.0 started'),
      ...Array.from({ length: 4 }, () => 'stock 2.1.0 started'),
    ])
    const ids = new Set<unknown>()
    for (let tries = 0; tries < 12; tries += 1)
      ids.add(JSON.parse((await ask({ port, path: '/stock/' })).text).instance)
    expect(ids.size).toBe(4)
    for (const variable of ['STOCK_ADDR', 'STOCK_URL']) {
      const answer = await ask({ port, path: `/orders/dependency/${variable}` })
      expect(JSON.parse(answer.text)).toMatchObject({ version: '2.1.0' })
    }
    for (const name of ['here', 'there']) {
      expect((await readState(hostIn(hosts, name), spec)).instances).toHaveLength(3)
    }
    expect(phases(outcome).indexOf('start stock 2.1.0')).toBeLessThan(phases(outcome).indexOf('start orders 1.5.0'))
  })

  it('keeps secrets and config files to their owner, and gives a rotated secret a new instance', async () => {
    const secrets = { DB_URL: 'ORDERS_DB', KEY: { env: 'ORDERS_KEY', as: 'file' } }
    const { port, environment, next } = await world({
      orders: { hostGroup: 'web', secrets, config: { COLOUR: 'red' } },
    })
    const config = { files: { 'app.conf': 'colour=${COLOUR}\n' } }
    const target = next(await publish('orders', '1.6.0', { config }))
    const values = { ORDERS_DB: 'postgres://user:pässword"$x', ORDERS_KEY: '-----KEY\nline\n' }
    await environment.deploy(target, { secrets: values })
    const told = JSON.parse((await ask({ port, path: '/orders/environment' })).text)
    expect(told).toMatchObject({ DB_URL: values.ORDERS_DB, COLOUR: 'red' })
    expect(JSON.parse((await ask({ port, path: '/orders/files/app.conf' })).text)).toEqual({
      text: 'colour=red\n',
      mode: '600',
    })
    expect(JSON.parse((await ask({ port, path: '/orders/files/secrets/KEY' })).text)).toEqual({
      text: values.ORDERS_KEY,
      mode: '600',
    })

    const rotated = await environment.deploy(target, { secrets: { ...values, ORDERS_DB: 'other' } })
    expect(changes(rotated)).toEqual(['orders 1.6.0 started', 'orders 1.6.0 stopped'])
    expect(JSON.parse((await ask({ port, path: '/orders/environment' })).text)).toMatchObject({ DB_URL: 'other' })
    expect(JSON.stringify(rotated.report)).not.toContain('other')
  })

  it('stops what is not wanted any more, and closes a WebSocket that outlives the drain', async () => {
    const { port, environment, next, host, spec, state } = await world({
      orders: { hostGroup: 'web' },
      stock: { hostGroup: 'web' },
    })
    await environment.deploy(next(await publish('orders', '1.0.0'), await publish('stock', '2.0.0')))
    const closed = Promise.withResolvers<void>()
    const opened = Promise.withResolvers<void>()
    const upgrade = request({
      host: '127.0.0.1',
      port,
      path: '/stock/feed',
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    })
    upgrade.once('upgrade', (_, socket) => {
      socket.once('close', () => closed.resolve())
      socket.on('error', () => undefined)
      opened.resolve()
    })
    upgrade.end()
    await opened.promise
    // What a killed run leaves: a folder that says nothing, and a package that it was bringing.
    await host.run({
      name: 'leave',
      program:
        'mkdir -p "$CONFIG/$ENVIRONMENT/ghost/aaaaaaaa" && printf "http PORT 20001\\n" > "$CONFIG/$ENVIRONMENT/ghost/aaaaaaaa/ports"',
      variables: { ENVIRONMENT: spec.environment },
    })
    const outcome = await environment.deploy(next(await publish('orders', '1.0.0')))
    await closed.promise
    expect(changes(outcome)).toEqual(['orders 1.0.0 kept', 'stock 2.0.0 stopped'])
    expect(outcome.report.hosts[0]?.phases.find(({ name }) => name === 'drain')?.detail).toBe('1 closed')
    expect((await ask({ port, path: '/stock/' })).status).toBe(404)
    expect((await state()).files).not.toMatch(/ghost|stock/)
  })
})

describe('a deploy that can’t begin', { timeout: 120_000 }, () => {
  it('says who holds the address, and starts nothing', async () => {
    const { port, environment, next, state } = await world({ orders: { hostGroup: 'web' } })
    const holder = createServer((_, answer) => answer.end('mine'))
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve))
    const outcome = await environment.deploy(next(await publish('orders', '1.0.0')))
    holder.close()
    expect(outcome.failure).toMatchObject({
      code: 'vip-taken',
      explanation: {
        where: expect.stringContaining(`address 127.0.0.1:${port}`),
        found: expect.stringContaining(`process ${process.pid} `),
      },
    })
    expect(await state()).toMatchObject({ instances: [], files: 'staging 0\n', table: null })
  })

  it('names all that hosts lack, or what is not yet, before anything is sent', async () => {
    const { environment, next, state } = await world({ orders: { hostGroup: 'web' }, stock: { hostGroup: 'web' } })
    const lacking = next(
      await publish('orders', '1.7.0', { requires: { node: '>=99', arch: 'riscv64' } }),
      await publish('stock', '2.7.0', { requires: { 'no-such-tool': '*', node: '>=20' } }),
    )
    const outcome = await environment.deploy(lacking)
    expect(outcome.failure?.code).toBe('requirement-missing')
    expect(outcome.failure?.explanation.found?.split('; ')).toEqual([
      expect.stringMatching(/^here has node 24\.\d+\.\d+, and orders 1\.7\.0 requires node >=99$/),
      expect.stringMatching(/^here has \w+, and orders 1\.7\.0 requires arch riscv64$/),
      'here has no no-such-tool, and stock 2.7.0 requires no-such-tool *',
    ])
    const grpc = next(await publish('orders', '1.8.0', { provides: { grpc: { protocol: 'grpc', port: 'PORT' } } }))
    expect((await environment.deploy(grpc)).failure).toMatchObject({
      code: 'not-yet',
      explanation: { where: 'orders 1.8.0, provides.grpc' },
    })
    expect(await state()).toMatchObject({ instances: [], files: 'staging 0\n', table: null })
  })

  it('refuses a host that got a revision of another store', async () => {
    const { environment, next, spec } = await world({ orders: { hostGroup: 'web' } })
    await environment.deploy(next(await publish('orders', '1.0.0')))
    const stranger = new TrialEnvironment(site)
    stranger.fence = environment.fence
    const outcome = await stranger.deploy(deploymentOf(spec, [await publish('orders', '1.1.0')]))
    expect(outcome.failure).toMatchObject({ code: 'revision-foreign', explanation: { where: 'Host here' } })
    expect(changes(outcome)).toEqual([])
  })
})

describe('a deploy that ends early', { timeout: 240_000 }, () => {
  it.each(['proxy', 'send', 'start', 'health', 'switch routes', 'drain'])(
    'is put back when it is cancelled at %s',
    async (phase) => {
      const { port, environment, next, state } = await world({ orders: { hostGroup: 'web' } })
      await environment.deploy(next(await publish('orders', '1.0.0')))
      const before = await state()
      const cancel = new AbortController()
      const clients = startClients(port, '/orders/', 2)
      const outcome = await environment.deploy(next(await publish('orders', '1.1.0')), {
        signal: cancel.signal,
        ports: {
          say: (line) => line.startsWith(`here: ${phase}`) && cancel.abort(new Error('The run was cancelled (SIGINT)')),
        },
      })
      expect(await clients.end()).toMatchObject({ failures: [] })
      expect(outcome.failure).toMatchObject({
        code: 'cancelled',
        explanation: { found: 'The run was cancelled (SIGINT)' },
      })
      expect(changes(outcome)).toContain('orders 1.0.0 kept')
      expect(await state()).toEqual(before)
    },
  )

  it('stops where it is when another run takes over, and leaves everything to that one', async () => {
    const { environment, next, host, spec, state } = await world({ orders: { hostGroup: 'web' } })
    await environment.deploy(next(await publish('orders', '1.0.0')))
    const before = await state()
    // The first script of sending, health, verify routes and switch routes.
    for (const script of ['compare', 'look', 'fence', 'commit']) {
      const target = next(await publish('orders', '1.1.0'))
      const fence = ++environment.fence
      environment.fence = fence + 1
      const taken = takenOverAt(script, host, { environment: spec.environment, fence: fence + 1 })
      const deploying = environment.deploy(target, { fence, ports: { hosts: new Map([['here', taken]]) } })
      await expect(deploying).rejects.toMatchObject({ code: 'lease-lost' })
      expect((await state()).table).toEqual(before.table)
    }
    const after = await environment.deploy(next(await publish('orders', '1.1.0')))
    expect(after.failure).toBeNull()
    expect((await state()).instances).toHaveLength(1)
  })

  it('starts the deployed one anew when an earlier run had removed it already', async () => {
    const { port, environment, next, host, spec, state } = await world({
      orders: { hostGroup: 'web', secrets: ['DB_URL'] },
    })
    const secrets = { DB_URL: 'postgres' }
    await environment.deploy(next(await publish('orders', '1.0.0')), { secrets })
    const remove = async (): Promise<void> => {
      const unit = (await state()).instances[0]?.split(' ')[0] ?? ''
      const instance = { service: 'orders', release: unit.slice(unit.lastIndexOf('_') + 1), unit }
      const acting = { environment: spec.environment, fence: environment.fence }
      await runCommand(host, stopCommand(acting, { instances: [instance], remove: true }))
    }
    await remove()
    const target = next(await publish('orders', '1.2.1', sick))
    const back = await environment.deploy(target, { secrets })
    expect(back.failure?.code).toBe('unhealthy')
    expect(changes(back)).toEqual(['orders 1.0.0 restored', 'orders 1.2.1 stopped'])
    expect((await ask({ port, path: '/orders/' })).version).toBe('1.0.0')

    // Without its secrets it can't be started anew: that is told, and the next run converges.
    await remove()
    const bare = { ...target, spec: { ...target.spec, services: { orders: { hostGroup: 'web' } } } }
    const failed = await environment.deploy(bare)
    expect(failed.failure).toMatchObject({ code: 'put-back-failed', retryable: true })
    expect(failed.failure?.message).toContain('GET /healthz answered 503')
    expect(failed.failure?.message).toContain('orders 1.0.0 on here')
    expect(failed.report).toMatchObject({ status: 'rolled-back', routeTable: null })
    const good = await environment.deploy(next(await publish('orders', '1.3.1')), { secrets })
    expect(good.failure).toBeNull()
    expect((await state()).instances).toHaveLength(1)
    expect((await ask({ port, path: '/orders/' })).version).toBe('1.3.1')
  })
})
