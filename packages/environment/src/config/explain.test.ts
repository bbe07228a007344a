import { describe, expect, it } from 'vitest'
import { descriptorOf, needs, Shop, specOf } from '../fixtures/builders.ts'
import { renderExplanationText } from '../history/render-explanation.ts'
import { explainRelease } from './explain-release.ts'
import { explainRevision, explainSpec } from './explain-revision.ts'

const traits = {
  ...needs('stock', '^2', { config: { TIMEOUT_MS: 300 } }),
  config: { defaults: { LOG_LEVEL: 'info', CACHE: true, NEVER: 1 } },
  infrastructure: { hostGroup: 'web', drainSeconds: 20, health: { startSeconds: 30 } },
}
const descriptor = descriptorOf('orders', '1.4.2', traits)

const group = (name: string, address: string, more = {}) => ({ hosts: [{ name, address }], ...more })
const spec = specOf(
  {
    orders: {
      hosts: ['app-9'],
      versions: ['^1.4', '~1.3'],
      config: { LOG_LEVEL: 'debug', NEVER: null },
      dependencies: { stock: { config: { TIMEOUT_MS: 500 } } },
      infrastructure: { health: { startSeconds: null }, config: { restartSeconds: 9 } },
      lines: { '^1.4': { config: { LOG_LEVEL: 'trace' } } },
    },
    stock: { hostGroup: 'web' },
  },
  {
    config: { REGION: 'eu', LOG_LEVEL: 'warn' },
    hostGroups: {
      web: group('app-1', '10.77.0.11'),
      big: group('app-9', '10.77.0.19', { config: { LOG_LEVEL: 'error' }, infrastructure: { drainSeconds: 60 } }),
      edge: group('edge-1', '10.77.0.21'),
    },
  },
)

const explained = new Map(
  explainRelease({ spec, service: 'orders', descriptor, line: '^1.4' }).map((one) => [one.key, one]),
)
const said = (key: string) => {
  const found = explained.get(key)
  if (found === undefined) throw new Error(`nothing of ${key}`)
  const all = [found, ...found.overrode]
  return all.map(({ value, origin }) => `${JSON.stringify(value)} ${origin.where}`)
}

describe('where a value comes from', () => {
  it.each([
    [
      'config.LOG_LEVEL',
      [
        '"trace" services.orders.lines["^1.4"].config',
        '"debug" services.orders.config',
        '"error" hostGroups.big.config',
        '"warn" config',
        '"info" towpath.yaml of orders 1.4.2',
      ],
    ],
    ['config.CACHE', ['true towpath.yaml of orders 1.4.2']],
    ['config.REGION', ['"eu" config']],
    ['config.NEVER', ['null services.orders.config', '1 towpath.yaml of orders 1.4.2']],
    ['dependencies.stock.TIMEOUT_MS', ['500 services.orders.dependencies.stock', '300 towpath.yaml of orders 1.4.2']],
    [
      'infrastructure.drainSeconds',
      ['60 hostGroups.big.infrastructure', '20 towpath.yaml of orders 1.4.2', '30 default of Towpath'],
    ],
    [
      'infrastructure.health.startSeconds',
      ['60 default of Towpath', 'null services.orders.infrastructure', '30 towpath.yaml of orders 1.4.2'],
    ],
    ['infrastructure.restartSeconds', ['9 services.orders.infrastructure', '2 default of Towpath']],
    ['infrastructure.hosts', ['["app-9"] services.orders', '"hostGroup web" towpath.yaml of orders 1.4.2']],
    ['infrastructure.stopSeconds', ['10 default of Towpath']],
  ])('of %s is said with what it overrode, the strongest first', (key, expected) => {
    expect(said(key)).toEqual(expected)
  })

  it('is said of every key, once, in order', () => {
    const keys = [...explained.keys()]
    expect(keys).toEqual([...new Set(keys)].sort())
  })

  it('is said of two versions of which a set holds one, each in its own line', () => {
    const two = ['1.4.2', '1.3.0'].map((version) => descriptorOf('orders', version, traits))
    const lines = explainSpec(specOf({ orders: { hostGroup: 'web' } }), 'orders', two)
    expect(lines.map(({ line, isDefault }) => [line, isDefault])).toEqual([
      ['*', true],
      ['1.3.0', false],
    ])
  })

  it('reads as lines', () => {
    const [first] = explainSpec(spec, 'orders', [descriptor])
    if (first === undefined) throw new Error('no release')
    const short = { ...first, keys: first.keys.filter(({ key }) => /NEVER|TIMEOUT/.test(key)) }
    expect(
      renderExplanationText('orders', 'environments/staging.yaml', [short, { ...short, isDefault: false }]),
    ).toContain(
      [
        'orders 1.4.2 in environments/staging.yaml, line ^1.4 (default)',
        '  config.NEVER                   nothing  (services.orders.config)',
        '                                 instead of 1 (towpath.yaml of orders 1.4.2)',
        '  dependencies.stock.TIMEOUT_MS  500  (services.orders.dependencies.stock)',
        '                                 instead of 300 (towpath.yaml of orders 1.4.2)',
      ].join('\n'),
    )
  })
})

describe('a release whose config a rollback kept', () => {
  it('says so where it is otherwise than the spec says', () => {
    const shop = new Shop().publish('stock', '2.0.0', { config: { defaults: { LEVEL: 'info' } } })
    const before = specOf({ stock: { hostGroup: 'web', config: { LEVEL: 'debug' } } })
    const after = specOf({ stock: { hostGroup: 'web', config: { LEVEL: 'warn', NEW: 1 } } })
    const revision = shop.promote(before, 'stock')
    const [release] = revision.releases
    if (release === undefined) throw new Error('no release')
    const config = JSON.parse(shop.blobs.get(release.config) ?? '')
    const pin = {
      service: 'stock',
      version: '2.0.0',
      config: release.config,
      since: '2026-11-23T09:00:00Z',
      by: 'eve',
      reason: 'carts',
    }
    const [kept] = explainRevision({ ...revision, pins: [pin] }, after, 'stock', { [release.config]: config })
    const of = (key: string) => kept?.keys.find((one) => one.key === key)
    expect(of('config.LEVEL')).toEqual({
      key: 'config.LEVEL',
      value: 'debug',
      origin: { level: 'pin', where: 'restored and pinned by eve since 2026-11-23 09:00 UTC' },
      overrode: [
        { value: 'warn', origin: { level: 'service', where: 'services.stock.config' } },
        { value: 'info', origin: { level: 'package', where: 'towpath.yaml of stock 2.0.0' } },
      ],
    })
    expect(of('config.NEW')).toMatchObject({ value: null, origin: { level: 'pin' }, overrode: [{ value: 1 }] })
    expect(of('infrastructure.drainSeconds')).toMatchObject({ origin: { level: 'towpath' } })
    expect(explainRevision(revision, before, 'stock', { [release.config]: config })[0]?.keys).toMatchObject(
      expect.not.arrayContaining([expect.objectContaining({ origin: { level: 'pin' } })]),
    )
  })
})
