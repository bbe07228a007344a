import { digestOfDocument } from '@towpath/descriptor'
import { environmentSpecSchema } from '@towpath/environment'
import { layoutBelow } from '@towpath/hosts'
import type { RouteListener } from '@towpath/routing'
import { describe, expect, it } from 'vitest'
import { deploymentOf } from '../trial/trial-site.ts'
import { wantedOf } from '../trial/wanted.ts'
import { planWanted, type WantedInput } from './plan-wanted.ts'

const spec = environmentSpecSchema.parse({
  environment: 'dev',
  address: { vip: '127.0.0.1', port: 18080 },
  proxies: { kind: 'embedded' },
  hostGroups: { web: { connection: 'local', hosts: [{ name: 'here', address: '127.0.0.1' }] } },
  services: { orders: { hostGroup: 'web' } },
})

function inputOf(more: Partial<WantedInput> & { readonly perHost?: number } = {}): WantedInput {
  const { release, config } = wantedOf({ service: 'orders', host: 'here', dependencies: ['stock'] })
  const infrastructure = { ...config.infrastructure, perHost: more.perHost ?? 1 }
  const { revision } = deploymentOf(spec, [], { number: 1 })
  return {
    deployment: {
      revision: { ...revision, releases: [release] },
      digest: digestOfDocument({}),
      spec,
      configs: { [release.config]: { ...config, infrastructure } },
    },
    hosts: { here: { layout: layoutBelow('/root/here'), hmacs: {} } },
    secrets: {},
    listeners: [listener(40_001)],
    ...more,
  }
}

const listener = (port: number): RouteListener => ({ address: '127.0.0.1', port, service: 'stock', range: '*' })

describe('wanted instances', () => {
  it('are as many as asked on each host, each with a folder, unit and id of its own', () => {
    const wanted = planWanted(inputOf({ perHost: 2 }))
    expect(wanted.map(({ id }) => id.replace(/_[0-9a-f]{8}@/, '_#@'))).toEqual([
      'dev_orders_1.0.0_#@here',
      'dev_orders_1.0.0_#@here#2',
    ])
    expect(new Set(wanted.map(({ unit }) => unit)).size).toBe(2)
    expect(wanted[1]?.folder).toBe(`${wanted[0]?.folder}-2`)
  })

  it('are told where the proxy listens for a dependency, and are others when that moves', () => {
    const [one] = planWanted(inputOf())
    const [same] = planWanted(inputOf())
    const [moved] = planWanted(inputOf({ listeners: [listener(40_002)] }))
    expect(one?.environment['TOWPATH_STOCK_ADDRESS']).toBe('127.0.0.1:40001')
    expect(same?.id).toBe(one?.id)
    expect(moved?.id).not.toBe(one?.id)
  })

  it('of a set are told the exact version that it names, and where the proxy listens for that', () => {
    const input = inputOf()
    const { revision } = input.deployment
    const { release: stock } = wantedOf({ service: 'stock', version: '2.1.3', host: 'here' })
    const inSet = (setOf: string | null) => {
      const releases = [...revision.releases, stock].map((release) => ({ ...release, setOf }))
      const exact: RouteListener = { ...listener(40_002), range: '2.1.3' }
      const deployment = { ...input.deployment, revision: { ...revision, releases } }
      const configs = {
        ...input.deployment.configs,
        [stock.config]: wantedOf({ service: 'stock', host: 'here' }).config,
      }
      const made = planWanted({
        ...input,
        deployment: { ...deployment, configs },
        listeners: [listener(40_001), exact],
      })
      return made.find(({ release }) => release.service === 'orders')
    }
    expect(inSet('checkout@2.4.0')).toMatchObject({
      environment: {
        TOWPATH_STOCK_URL: 'http://127.0.0.1:18080/stock@v2-1-3',
        TOWPATH_STOCK_ADDRESS: '127.0.0.1:40002',
      },
      manifest: { dependencies: { stock: { range: '2.1.3' } } },
    })
    expect(inSet(null)).toMatchObject({
      environment: { TOWPATH_STOCK_ADDRESS: '127.0.0.1:40001' },
      manifest: { dependencies: { stock: { range: '*' } } },
    })
  })

  it('are others when a secret is rotated, which only its HMAC tells', () => {
    const withHmac = (hmac: string): string | undefined => {
      const hosts = { here: { layout: layoutBelow('/root/here'), hmacs: { orders: hmac } } }
      return planWanted(inputOf({ hosts }))[0]?.id
    }
    expect(withHmac('a')).not.toBe(withHmac('b'))
  })

  it('get secret files below their config folder, and the variables that name them', () => {
    const secrets = { orders: { variables: { DB_URL: 'x' }, files: { KEY: 'pem' }, hostFiles: {} } }
    const [wanted] = planWanted(inputOf({ secrets }))
    expect(wanted?.files).toEqual({ 'secrets/KEY': 'pem' })
    expect(wanted?.environment).toMatchObject({
      DB_URL: 'x',
      KEY: expect.stringMatching(/^\/root\/here\/etc\/towpath\/dev\/orders\/[0-9a-f]{8}\/config\/secrets\/KEY$/),
    })
    expect(JSON.stringify(wanted?.manifest)).not.toContain('pem')
  })

  it('find a secret that is a file on the host where systemd puts it, or beside their config, and are others when it changes', () => {
    const secrets = { orders: { variables: {}, files: {}, hostFiles: { LICENCE: '/etc/orders/licence' } } }
    const wanted = (root: string, hmac: string) => {
      const hosts = { here: { layout: layoutBelow(root), hmacs: { 'orders.LICENCE': hmac, 'orders-2.LICENCE': hmac } } }
      return planWanted(inputOf({ secrets, hosts }))[0]
    }
    const real = wanted('', 'a')
    expect(real?.hostFiles).toEqual({ LICENCE: '/etc/orders/licence' })
    expect(real?.environment['LICENCE']).toBe(`/run/credentials/${real?.unit}.service/LICENCE`)
    expect(wanted('/root/here', 'a')?.environment['LICENCE']).toMatch(
      /^\/root\/here\/etc\/towpath\/dev\/orders\/[0-9a-f]{8}\/config\/secrets\/LICENCE$/,
    )
    expect(wanted('', 'b')?.id).not.toBe(real?.id)
  })

  it('name a config that the store lacks, and a host that no group has', () => {
    const input = inputOf()
    expect(() => planWanted({ ...input, deployment: { ...input.deployment, configs: {} } })).toThrow(
      /dev@1, config of orders: expected a blob sha256:/,
    )
    expect(() => planWanted({ ...input, hosts: {} })).toThrow(/orders on here: expected a host of the spec/)
  })
})
