import { describe, expect, it } from 'vitest'
import type { ReleaseConfig } from '../config/release-config.ts'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Revision } from '../revision.ts'
import { commitRange } from './commit-range.ts'
import { historyEntry, renderHistoryText } from './history-entry.ts'
import { renderDifferenceText } from './render-difference.ts'
import { compareRevisions, isSame, type WholeRevision } from './revision-difference.ts'
import { compareSpecs } from './spec-difference.ts'

const [sha1, sha2] = ['a'.repeat(40), 'b'.repeat(40)]

/** staging@1 with stock 1.0.0 and orders 1.0.0; @2 with stock 1.2.0, config for orders, and another policy. */
function openShop() {
  const shop = new Shop()
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) shop.publish('stock', version)
  shop.publish('orders', '1.0.0').publish('cart', '1.0.0')
  const first = shop.promote(specOf({ stock: web, orders: web, cart: web }), 'stock@1.0.0', 'orders', 'cart')
  const changed = specOf(
    { stock: web, orders: { ...web, config: { LEVEL: 'debug' } }, cart: web },
    { policy: { soakMinutes: 30 }, prereleases: 'include' },
  )
  const second = shop.promote(changed, 'stock@1.2.0')
  return { shop, first, second }
}

function wholeOf(shop: Shop, revision: Revision, spec = shop.revision(revision.number).spec): WholeRevision {
  const configs = revision.releases.map(({ config }): [string, ReleaseConfig] => [
    config,
    JSON.parse(shop.blobs.get(config) ?? 'null'),
  ])
  return { spec, revision, configs: Object.fromEntries(configs) }
}

describe('what differs between two revisions', () => {
  const { shop, first, second } = openShop()
  const difference = compareRevisions({
    from: wholeOf(shop, first),
    to: wholeOf(shop, second),
    between: { 'stock@1.2.0': [{ version: '1.1.0', commit: sha1, notes: 'Counts twice.\nAnd more.' }] },
    requests: [{ revision: 2, request: second.request }],
  })

  it('are releases with their commits, config, policy and spec, and who asked', () => {
    expect(renderDifferenceText(difference)).toBe(
      [
        'staging@1 → staging@2',
        '  orders  1.0.0 (config)',
        '      config.LEVEL: nothing → debug',
        '  stock   1.0.0 → 1.2.0   acme/stock abc..abc',
        '      1.2.0 abc What stock 1.2.0 brings.',
        `      1.1.0 ${sha1.slice(0, 12)} Counts twice.`,
        '  1 release is the same',
        'policy',
        '  policy.soakMinutes: nothing → 30',
        'spec',
        '  prereleases: nothing → include',
        'asked for',
        `  staging@2 promote stock@1.2.0 to staging, by ada at ${at(0)} (https://ci.example/1)`,
      ].join('\n'),
    )
  })

  it('are none between a revision and itself', () => {
    const whole = wholeOf(shop, first)
    const none = compareRevisions({ from: whole, to: whole, between: {}, requests: [] })
    expect(isSame(none)).toBe(true)
    expect(renderDifferenceText(none)).toBe('staging@1 and staging@1 are the same')
  })

  it('are what came, what went and what is pinned, on the way back too', () => {
    const pin = { service: 'stock', version: '1.0.0', config: first.content, since: at(0), by: 'eve', reason: 'carts' }
    const back: Revision = {
      ...first,
      number: 3,
      releases: first.releases.filter(({ service }) => service !== 'cart'),
      pins: [pin],
    }
    const text = renderDifferenceText(
      compareRevisions({
        from: wholeOf(shop, second),
        to: wholeOf(shop, back, wholeOf(shop, first).spec),
        between: {},
        requests: [],
      }),
    )
    expect(text).toContain('  cart    1.0.0 → nothing   acme/cart abc')
    expect(text).toContain('  stock   1.2.0 → 1.0.0')
    expect(text).toContain('pins\n  stock 1.0.0 new, by eve: carts')
  })
})

describe('what differs between two specs', () => {
  const group = (hosts: readonly (readonly [string, string])[]) => ({
    hosts: hosts.map(([name, address]) => ({ name, address })),
  })
  const before = specOf(
    { stock: web },
    {
      hostGroups: {
        web: group([
          ['a-1', '10.0.0.1'],
          ['a-2', '10.0.0.2'],
        ]),
        edge: group([['e-1', '10.0.0.9']]),
      },
    },
  )
  const after = specOf(
    { stock: { ...web, versions: ['^1.4'], config: { A: 1 }, secrets: { DB: 'STOCK_DB' } } },
    {
      hostGroups: {
        web: group([
          ['a-1', '10.0.0.7'],
          ['a-3', '10.0.0.3'],
        ]),
        edge: group([['e-1', '10.0.0.9']]),
      },
      config: { REGION: 'eu' },
      packages: { stock: '1.4.0' },
    },
  )

  it('are hosts by name, and settings that show in no release', () => {
    expect(compareSpecs(before, after)).toEqual({
      hosts: [
        { host: 'a-1', from: 'web 10.0.0.1', to: 'web 10.0.0.7' },
        { host: 'a-2', from: 'web 10.0.0.2', to: null },
        { host: 'a-3', from: null, to: 'web 10.0.0.3' },
      ],
      policy: [],
      settings: [
        { key: 'services.stock.secrets.DB', from: null, to: 'STOCK_DB' },
        { key: 'services.stock.versions', from: null, to: ['^1.4'] },
      ],
    })
  })
})

describe('the commits of a change', () => {
  const { first } = openShop()
  const [base] = first.releases
  if (base === undefined) throw new Error('no release')
  const built = (repository: string, revision: string) => ({
    ...base,
    descriptor: { ...base.descriptor, source: { repository, revision } },
  })

  it.each([
    ['on GitHub', 'github.com/acme/stock', sha1, sha2, `https://github.com/acme/stock/compare/${sha1}...${sha2}`],
    [
      'on a server of their own',
      'git.acme.example/team/stock',
      sha1,
      sha2,
      `https://git.acme.example/team/stock/compare/${sha1}...${sha2}`,
    ],
    ['in a folder', 'local/stock', sha1, sha2, null],
    ['of changed files', 'github.com/acme/stock', sha1, `${sha2}-dirty`, null],
    ['that are one', 'github.com/acme/stock', sha1, sha1, null],
  ])('%s', (_name, repository, from, to, url) => {
    expect(commitRange(built(repository, from), built(repository, to))).toEqual({ repository, from, to, url })
  })

  it('say only the newer one where the repository is another', () => {
    expect(commitRange(built('github.com/old/stock', sha1), built('github.com/acme/stock', sha2))).toEqual({
      repository: 'github.com/acme/stock',
      from: null,
      to: sha2,
      url: null,
    })
  })
})

describe('the history', () => {
  const { first, second } = openShop()
  const report = {
    schema: 1 as const,
    environment: 'staging',
    revision: 2,
    previous: 1,
    fence: 4,
    status: 'rolled-back' as const,
    run: 'https://ci.example/9',
    startedAt: at(1),
    endedAt: at(2),
    routeTable: null,
    verifiedThrough: null,
    hosts: [],
    proxies: [],
    failure: { code: 'health', where: 'stock on app-1', expected: null, found: 'never healthy', fix: null, log: [] },
  }
  const parked = [{ revision: 2, packages: ['stock@1.2.0'], spec: null, reason: 'never healthy', at: at(2) }]
  const deployed = { number: 1, digest: first.content, at: at(0) }
  const revision: Revision = {
    ...second,
    request: { ...second.request, reason: 'a fix\u001b[2J', pullRequest: 'https://github.com/acme/shop/pull/12' },
    verdicts: [
      { gate: 'order', outcome: 'pass', subject: 'stock', reason: 'dev has run it' },
      { gate: 'soak', outcome: 'warn', subject: 'stock', reason: 'too short' },
    ],
    overrides: [{ gate: 'freeze', by: 'bob', reason: 'an incident' }],
  }

  it('tells of each revision who, from where, why, what, how it was judged and what came of it', () => {
    const entries = [
      historyEntry({ revision, base: first, reports: [report], state: { parked, deployed } }),
      historyEntry({ revision: first, base: null, reports: [], state: { parked: [], deployed } }),
    ]
    expect(entries[0]).toMatchObject({ parked: 'never healthy', isDeployed: false, isSpecChanged: true })
    expect(renderHistoryText('staging', entries)).toBe(
      [
        `staging@2  ${at(0)}  ada: promote stock@1.2.0 to staging`,
        '  why      a fix [2J',
        '  pull     https://github.com/acme/shop/pull/12',
        '  from     https://ci.example/1, spec acme/delivery environments/staging.yaml at c0ffee',
        '  changes  orders 1.0.0 (config), stock 1.0.0 → 1.2.0',
        '  passed   1 gate',
        '  warn     soak stock: too short',
        '  override freeze by bob: an incident',
        `  deploy   rolled-back at ${at(2)} (https://ci.example/9): stock on app-1: never healthy`,
        `staging@1  ${at(0)}  ada: promote stock@1.0.0 orders cart to staging  (it runs)`,
        '  from     https://ci.example/1, spec acme/delivery environments/staging.yaml at c0ffee',
        '  changes  cart nothing → 1.0.0, orders nothing → 1.0.0, stock nothing → 1.0.0',
        '  deploy   never',
      ].join('\n'),
    )
  })

  it('says when the spec alone changed, and what a rollback restores', () => {
    const entry = historyEntry({
      revision: { ...first, number: 3, spec: second.spec, restores: 1 },
      base: first,
      reports: [],
      state: { parked: [], deployed: null },
    })
    expect(renderHistoryText('staging', [entry])).toContain('restores staging@1')
    expect(renderHistoryText('staging', [entry])).toContain('  changes  the spec alone')
  })
})
