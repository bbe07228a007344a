import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type DeployReport, parseDeployReport } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, startClients } from '../trial/trial-clients.ts'
import { TrialPair } from '../trial/trial-pair.ts'
import { type PackageTraits, type PublishedTrial, TrialSite } from '../trial/trial-site.ts'
import { outOfReach } from '../trial/wire.ts'
import type { DeployOutcome } from './run-deploy.ts'

/* Two hosts behind two edges on this machine, with a wire that can be cut. */

let site: TrialSite
beforeAll(async () => {
  site = await TrialSite.open()
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
})

const published = new Map<string, Promise<PublishedTrial>>()
function publish(name: string, version: string, traits: PackageTraits = {}): Promise<PublishedTrial> {
  const key = `${name}@${version}`
  const known = published.get(key) ?? site.publish(name, version, traits)
  published.set(key, known)
  return known
}

let worlds = 0

async function world(options: { address?: object; proxies?: object; services?: Record<string, unknown> } = {}) {
  worlds += 1
  const pair = await TrialPair.open(site)
  const first = 26_000 + (process.pid % 50) * 100 + worlds * 20
  const services = options.services ?? { orders: { hostGroup: 'web' } }
  const spec = pair.spec(`pair-${worlds}`, first, { ...options, services })
  const next = (...packages: readonly PublishedTrial[]) => pair.next(spec, ...packages)
  const serving = async (): Promise<readonly (string | undefined)[]> => {
    const answers = await Promise.all(
      ['127.0.0.21', '127.0.0.22'].map((host) => ask({ host, port: pair.port, path: '/orders/' })),
    )
    return answers.map(({ version }) => version)
  }
  return { pair, spec, next, serving, states: () => pair.states(spec) }
}

function changes({ report }: DeployOutcome): readonly string[] {
  parseDeployReport(JSON.stringify(report), 'report')
  return report.hosts
    .flatMap(({ host, instances }) => instances.map(({ version, change }) => `${host}: ${version} ${change}`))
    .sort()
}

const outcomes = ({ proxies }: DeployReport): readonly string[] =>
  proxies.map(({ host, outcome }) => `${host} ${outcome}`).sort()

const phasesOf = ({ report }: DeployOutcome, host: string): readonly string[] =>
  report.hosts.find((one) => one.host === host)?.phases.map(({ name }) => name) ?? []

const sick: PackageTraits = { mode: { health: 500 }, infrastructure: { health: { startSeconds: 1 } } }

describe('a deploy to a pair of proxies', { timeout: 180_000 }, () => {
  it('switches both without a failed request, and finds nothing to do in at most three exchanges a host', async () => {
    const { pair, next, serving } = await world()
    const first = await pair.deploy(next(await publish('orders', '1.0.0')))
    expect(first.failure).toBeNull()
    expect(first.report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    expect(outcomes(first.report)).toEqual(['edge-1 committed', 'edge-2 committed'])

    const clients = startClients(pair.port, '/orders/', 4, '127.0.0.22')
    const target = next(await publish('orders', '1.1.0'))
    const second = await pair.deploy(target)
    expect(await clients.end()).toMatchObject({ failures: [], versions: ['1.0.0', '1.1.0'] })
    expect(changes(second)).toEqual([
      'app-1: 1.0.0 stopped',
      'app-1: 1.1.0 started',
      'app-2: 1.0.0 stopped',
      'app-2: 1.1.0 started',
    ])
    expect(phasesOf(second, 'edge-2').slice(0, 3)).toEqual(['look', 'proxy', 'look for the way'])

    pair.wire.mend()
    const third = await pair.deploy(target)
    expect(third.report).toMatchObject({ status: 'unchanged', verifiedThrough: 'vip' })
    expect(outcomes(third.report)).toEqual(['edge-1 unchanged', 'edge-2 unchanged'])
    expect(third.report.proxies.map(({ holdsVip }) => holdsVip)).toEqual([true, false])
    for (const exchanges of pair.wire.exchanges.values()) expect(exchanges.length).toBeLessThanOrEqual(3)
    expect(await serving()).toEqual(['1.1.0', '1.1.0'])
  })

  it('takes the first one back at once when the second can’t commit', async () => {
    const { pair, next, serving, states } = await world()
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    const seen: string[] = []
    let refused = 0
    pair.happens = (edge, verb) => {
      seen.push(`${edge} ${verb}`)
      if (edge === 'edge-2' && verb === 'commit' && refused++ === 0) throw new Error('the socket is gone')
    }
    const outcome = await pair.deploy(next(await publish('orders', '1.1.0')))
    expect(outcome.failure?.message).toContain('the socket is gone')
    expect(changes(outcome)).toContain('app-2: 1.0.0 kept')
    expect(seen.filter((one) => one === 'edge-1 commit')).toHaveLength(2)
    expect(await serving()).toEqual(['1.0.0', '1.0.0'])
    expect(await states()).toEqual(before)
  })

  it('puts back what never becomes healthy', async () => {
    const { pair, next, serving, states } = await world()
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    const outcome = await pair.deploy(next(await publish('orders', '1.2.0', sick)))
    expect(outcome.report).toMatchObject({ status: 'rolled-back', failure: { code: 'unhealthy' } })
    expect(outcomes(outcome.report)).toEqual(['edge-1 unchanged', 'edge-2 unchanged'])
    expect(await serving()).toEqual(['1.0.0', '1.0.0'])
    expect(await states()).toEqual(before)
  })

  it('ends the proxies when it was the first one and fails', async () => {
    const { pair, next } = await world()
    const outcome = await pair.deploy(next(await publish('orders', '1.2.0', sick)))
    expect(outcome.report).toMatchObject({ status: 'rolled-back', failure: { code: 'unhealthy' } })
    expect(outcomes(outcome.report)).toEqual(['edge-1 removed', 'edge-2 removed'])
    const asked = ['127.0.0.21', '127.0.0.22'].map((host) => ask({ host, port: pair.port, path: '/orders/' }))
    for (const { text } of await Promise.all(asked)) expect(text).toContain('ECONNREFUSED')
    expect((await pair.deploy(next(await publish('orders', '1.0.0')))).failure).toBeNull()
  })
})

describe('a deploy whose end the store was never told of', { timeout: 180_000 }, () => {
  it('is what serves on when the next one fails before anything was switched', async () => {
    const { pair, next, serving, states } = await world()
    const first = next(await publish('orders', '1.0.0'))
    expect((await pair.deploy(first)).failure).toBeNull()
    pair.environment.deployed = null
    const before = await states()
    const outcome = await pair.deploy(next(await publish('orders', '1.2.0', sick)))
    expect(outcome.report).toMatchObject({ status: 'rolled-back', failure: { code: 'unhealthy' } })
    expect(changes(outcome)).toEqual(['app-1: 1.2.0 stopped'])
    expect(await serving()).toEqual(['1.0.0', '1.0.0'])
    expect(await states()).toEqual(before)
    expect((await pair.deploy(next(await publish('orders', '1.1.0')))).failure).toBeNull()
    expect(await serving()).toEqual(['1.1.0', '1.1.0'])
  })
})

describe('with a proxy out of reach', { timeout: 240_000 }, () => {
  it('a deploy refuses before anything is changed, and names the host and both ways out', async () => {
    const { pair, next, states } = await world()
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    pair.wire.cut('edge-2')
    const outcome = await pair.deploy(next(await publish('orders', '1.1.0')))
    expect(outcome.failure).toMatchObject({ code: 'proxy-unreachable', retryable: true })
    expect(outcome.failure?.message).toContain('edge-2 (127.0.0.22)')
    expect(outcome.failure?.message).toMatch(/Bring edge-2 back.*`unreachable: proceed`.*edge-1 then goes on alone/)
    expect(await states()).toEqual(before)
  })

  it('or goes on where the spec says so, keeps the old, and brings that proxy up to date when it is back', async () => {
    const { pair, next, serving, states } = await world({ proxies: { unreachable: 'proceed' } })
    await pair.deploy(next(await publish('orders', '1.0.0')))
    pair.wire.cut('edge-2')
    const alone = await pair.deploy(next(await publish('orders', '1.1.0')))
    expect(alone.failure).toBeNull()
    expect(outcomes(alone.report)).toEqual(['edge-1 committed', 'edge-2 unreachable'])
    expect(alone.warnings).toMatchObject([{ code: 'proxy-unreachable' }])
    expect(changes(alone)).toEqual([
      'app-1: 1.0.0 kept',
      'app-1: 1.1.0 started',
      'app-2: 1.0.0 kept',
      'app-2: 1.1.0 started',
    ])
    expect(phasesOf(alone, 'edge-1')).toContain('go before the one out of reach')
    expect(await serving()).toEqual(['1.1.0', '1.0.0'])

    const target = next(await publish('orders', '1.3.0'))
    await pair.deploy(target)
    expect(await serving()).toEqual(['1.3.0', '1.0.0'])

    // Nothing of the revision is new, and yet there is something to do.
    pair.wire.mend()
    const together = await pair.deploy(target)
    expect(together.report.status).toBe('deployed')
    expect(outcomes(together.report)).toEqual(['edge-1 unchanged', 'edge-2 committed'])
    expect(changes(together).filter((one) => one.startsWith('app-1'))).toEqual([
      'app-1: 1.0.0 stopped',
      'app-1: 1.1.0 stopped',
      'app-1: 1.3.0 kept',
    ])
    expect(phasesOf(together, 'edge-1')).toContain('go level')
    expect(await serving()).toEqual(['1.3.0', '1.3.0'])
    expect((await states())['app-1']?.instances).toHaveLength(1)
    expect((await pair.deploy(target)).report.status).toBe('unchanged')
  })

  it.each([
    ['prepare', 'proceed'],
    ['commit', 'refuse'],
    ['commit', 'proceed'],
    ['drain', 'proceed'],
  ] as const)('lost at %s, with `%s`: nothing that it may send to stops', async (at, unreachable) => {
    const { pair, next, serving } = await world({ proxies: { unreachable } })
    await pair.deploy(next(await publish('orders', '1.0.0')))
    pair.happens = (edge, verb) => {
      if (edge !== 'edge-2' || verb !== at) return
      pair.wire.cut('edge-2')
      throw outOfReach(edge)
    }
    const target = next(await publish('orders', '1.1.0'))
    const outcome = await pair.deploy(target)
    expect(outcomes(outcome.report)).toContain('edge-2 unreachable')
    expect(changes(outcome).filter((one) => / 1\.0\.0 (kept|restored)$/.test(one))).toHaveLength(2)
    if (unreachable === 'proceed') {
      expect(outcome.failure).toBeNull()
      expect((await serving())[0]).toBe('1.1.0')
    } else {
      expect(outcome.failure?.code).toBe('host-unreachable')
      expect(outcome.warnings).toMatchObject([{ code: 'host-unreachable' }])
      expect((await serving())[0]).toBe('1.0.0')
    }
    pair.happens = () => undefined
    pair.wire.mend()
    expect((await pair.deploy(target)).failure).toBeNull()
    expect(await serving()).toEqual(['1.1.0', '1.1.0'])
  })

  it('a service that must stop first is not touched', async () => {
    const { pair, next, states } = await world({ proxies: { unreachable: 'proceed' } })
    const replace: PackageTraits = { infrastructure: { strategy: { kind: 'replace' } } }
    await pair.deploy(next(await publish('orders', '3.0.0', replace)))
    const before = await states()
    pair.wire.cut('edge-2')
    const outcome = await pair.deploy(next(await publish('orders', '3.1.0', replace)))
    expect(outcome.failure?.message).toContain('orders 3.0.0, strategy: replace')
    expect(await states()).toEqual(before)
  })

  it('nothing goes when none is left', async () => {
    const { pair, next } = await world({ proxies: { unreachable: 'proceed' } })
    pair.wire.cut('edge-1', 'edge-2')
    const outcome = await pair.deploy(next(await publish('orders', '1.0.0')))
    expect(outcome.failure).toMatchObject({
      code: 'proxy-unreachable',
      explanation: { expected: 'at least one proxy to be in reach' },
    })
  })
})

describe('a preview', { timeout: 120_000 }, () => {
  it('says what would be done, or what would refuse it, and changes nothing', async () => {
    const { pair, spec, next, states } = await world({ proxies: { unreachable: 'proceed' } })
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    const target = next(await publish('orders', '1.1.0'))
    expect(await pair.preview(target)).toMatchObject({
      hosts: [
        { host: 'app-1', starts: ['orders 1.1.0'], leaves: ['orders 1.0.0'] },
        { host: 'app-2', starts: ['orders 1.1.0'] },
        { host: 'edge-1', starts: [], leaves: [] },
        { host: 'edge-2' },
      ],
      proxies: [
        { host: 'edge-1', isInReach: true },
        { host: 'edge-2', isInReach: true },
      ],
    })
    pair.wire.cut('edge-2')
    expect((await pair.preview(target)).proxies).toContainEqual({ host: 'edge-2', isInReach: false })
    const refusing = { ...target, spec: { ...spec, proxies: { ...spec.proxies, unreachable: 'refuse' as const } } }
    await expect(pair.preview(refusing)).rejects.toMatchObject({ code: 'proxy-unreachable' })
    pair.wire.cut('app-1')
    await expect(pair.preview(target)).rejects.toMatchObject({ code: 'host-unreachable' })
    expect(await states()).toEqual(before)
  })
})

describe('with a host out of reach', { timeout: 240_000 }, () => {
  it('a deploy is refused before anything is changed', async () => {
    const { pair, next, states } = await world()
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    pair.wire.cut('app-2')
    const outcome = await pair.deploy(next(await publish('orders', '1.1.0')))
    expect(outcome.failure).toMatchObject({ code: 'host-unreachable', explanation: { where: 'Host app-2' } })
    expect(outcome.report.status).toBe('rolled-back')
    expect(await states()).toEqual(before)
  })

  it('that dies in the middle, all others are put back and it is named; the next run repairs', async () => {
    const { pair, next, serving, states } = await world()
    await pair.deploy(next(await publish('orders', '1.0.0')))
    const before = await states()
    for (const script of ['compare', 'start', 'tidy'] as const) {
      const target = next(await publish('orders', '1.1.0'))
      pair.wire.mend()
      pair.wire.onScript = (host, name) => {
        if (host === 'app-2' && name === script) pair.wire.cut('app-2')
      }
      const outcome = await pair.deploy(target)
      if (script === 'tidy') {
        // The new serves already.
        expect(outcome).toMatchObject({ failure: null, warnings: [{ code: 'host-unreachable' }] })
        continue
      }
      expect(outcome.failure?.code).toBe('host-unreachable')
      expect(outcome.warnings).toMatchObject([
        { code: 'host-unreachable', explanation: { where: 'Host app-2 (127.0.0.12)' } },
      ])
      const phases = outcome.report.hosts.find(({ host }) => host === 'app-2')?.phases
      expect(phases?.at(-1)).toMatchObject({ name: 'put back', outcome: 'skipped' })
      expect(changes(outcome).filter((one) => one.startsWith('app-2'))).toEqual([])
      expect(await serving()).toEqual(['1.0.0', '1.0.0'])
      expect((await states())['app-1']).toEqual(before['app-1'])
    }
    pair.wire.mend()
    const repaired = await pair.deploy(next(await publish('orders', '1.1.0')))
    expect(repaired.failure).toBeNull()
    expect((await states())['app-2']?.instances).toHaveLength(1)
  })
})

describe('the way from a proxy to a host', { timeout: 120_000 }, () => {
  it('that is blocked is told with its addresses and a rule, before anything is started', async () => {
    const { pair, next, states } = await world()
    const target = next(await publish('orders', '1.0.0'))
    const deaf = (host: Host): Host => (host.name === 'edge-2' ? deafTo(host, '127.0.0.12') : host)
    const outcome = await pair.deploy(target, deaf)
    expect(outcome.failure).toMatchObject({
      code: 'path-blocked',
      explanation: {
        where: expect.stringMatching(
          /from proxy edge-2 \(127\.0\.0\.22\) to app-2 \(127\.0\.0\.12\), TCP ports \d{5}-\d{5}$/,
        ),
        fix: expect.stringContaining('ip saddr 127.0.0.22 tcp dport'),
      },
    })
    expect((await states())['app-1']?.instances).toEqual([])
  })
})

describe('names', { timeout: 120_000 }, () => {
  const dependencies = { stock: { range: '^2.0', env: { STOCK_ADDR: 'address' } } } as const
  const services = { orders: { hosts: ['app-1'] }, stock: { hosts: ['app-2'] } }
  const hostsFile = (host: string): string => join(site.root, host, 'etc', 'hosts')

  it('stand in a marked block of /etc/hosts before anything starts, and all else in it stays', async () => {
    const { pair, spec, next } = await world({ services, address: { domain: 'pair.internal', names: 'hosts' } })
    await mkdir(join(site.root, 'app-1', 'etc'), { recursive: true })
    const own = '127.0.0.1\tlocalhost\r\n# mine, without an end'
    await writeFile(hostsFile('app-1'), own, { mode: 0o640 })
    const block = async (host: string): Promise<string> =>
      (await readFile(hostsFile(host), 'utf8')).split(`# towpath ${spec.environment}: `)[1] ?? ''
    const orders = await publish('orders', '4.0.0', { dependencies })
    const first = await pair.deploy(next(orders, await publish('stock', '2.1.0')))
    expect(first.failure).toBeNull()
    expect(phasesOf(first, 'app-1').indexOf('names')).toBeLessThan(
      phasesOf(first, 'app-1').indexOf('send orders 4.0.0'),
    )
    expect(await readFile(hostsFile('app-1'), 'utf8')).toMatch(new RegExp(`: end\n${own}$`))
    expect((await stat(hostsFile('app-1'))).mode & 0o777).toBe(0o640)
    for (const name of ['orders.pair.internal', 'v2.stock.pair.internal', 'stock.pair.internal']) {
      expect(await block('app-1')).toContain(`127.0.0.21 ${name}\n`)
      expect(await block('app-2')).toContain(`127.0.0.21 ${name}\n`)
    }

    const before = await readFile(hostsFile('app-1'), 'utf8')
    const outcome = await pair.deploy(next(orders, await publish('stock', '2.2.0', sick)))
    expect(outcome.failure?.code).toBe('unhealthy')
    expect(await readFile(hostsFile('app-1'), 'utf8')).toBe(before)

    await pair.deploy(next(await publish('stock', '2.1.0')))
    expect(await readFile(hostsFile('app-1'), 'utf8')).toBe(own)
    expect(await block('app-2')).not.toContain('orders')
  })

  it('stay in /etc/hosts when DNS shall have them and does not, though nothing new comes up', async () => {
    const { pair, next } = await world({ services, address: { domain: 'pair.invalid', names: 'hosts' } })
    const both = [await publish('orders', '4.0.0', { dependencies }), await publish('stock', '2.1.0')] as const
    expect((await pair.deploy(next(...both))).failure).toBeNull()
    const before = await readFile(hostsFile('app-1'), 'utf8')
    const target = next(...both)
    const dns = { ...target, spec: { ...target.spec, address: { ...target.spec.address, names: 'dns' as const } } }
    const outcome = await pair.deploy(dns)
    expect(outcome.failure).toMatchObject({
      code: 'name-unresolved',
      explanation: { found: 'v2.stock.pair.invalid is unknown' },
    })
    expect(await readFile(hostsFile('app-1'), 'utf8')).toBe(before)
  })

  it('that DNS does not have are told before anything is started, with what to add', async () => {
    const { pair, next, states } = await world({ services, address: { domain: 'nowhere.invalid' } })
    const orders = await publish('orders', '4.0.0', { dependencies })
    const outcome = await pair.deploy(next(orders, await publish('stock', '2.1.0')))
    expect(outcome.failure).toMatchObject({
      code: 'name-unresolved',
      explanation: {
        where: 'Names on host app-1 (127.0.0.11)',
        found: 'v2.stock.nowhere.invalid is unknown',
        fix: expect.stringMatching(/Add `\*\.nowhere\.invalid` → 127\.0\.0\.21.*`names: hosts`/),
      },
    })
    expect((await states())['app-1']?.instances).toEqual([])
  })
})

/** Connections to one address are answered by nobody. */
function deafTo(host: Host, address: string): Host {
  return {
    name: host.name,
    address: host.address,
    layout: host.layout,
    run: host.run.bind(host),
    renderUnit: host.renderUnit.bind(host),
    upload: host.upload.bind(host),
    facts: host.facts.bind(host),
    close: host.close.bind(host),
    connect: (to) =>
      to.kind === 'tcp' && to.host === address ? new Promise<Duplex>(() => undefined) : host.connect(to),
  }
}
