import { digestOf } from '@towpath/descriptor'
import { type EnvironmentState, emptyState } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { registeredShop, release, revision } from '../fixtures/shop.ts'
import { emptyInventory } from '../inventory.ts'
import { buildStatus, changesBetween } from './build-status.ts'
import { environmentStatusSchema } from './environment-status.ts'
import { renderStatusMarkdown, renderStatusText } from './render-status.ts'
import { sayAgo } from './say-time.ts'

const now = new Date('2026-11-23T09:05:30Z')

const state: EnvironmentState = {
  ...emptyState,
  desired: { number: 2, digest: digestOf('2') },
  deployed: { number: 1, digest: digestOf('1'), at: '2026-11-23T09:01:30Z' },
  lastGood: 1,
  locks: [
    {
      service: 'stock',
      by: 'ana',
      reason: 'a <b>sale</b> | until Friday',
      run: 'x',
      since: '2026-11-23T09:00:00Z',
      until: null,
    },
  ],
  parked: [{ revision: 2, packages: ['stock@2.2.0'], spec: null, reason: 'not healthy', at: '2026-11-23T09:04:30Z' }],
}

const before = revision(1, [release('orders@1.4.0'), release('stock@2.1.3'), release('cart@1.0.0')])
const after = revision(2, [
  release('orders@1.4.0', { config: digestOf('other') }),
  release('stock@2.2.0'),
  release('stock@2.1.3', { isDefault: false }),
])

describe('the status of an environment', () => {
  const status = buildStatus({
    environment: 'staging',
    state,
    inventory: registeredShop().inventory,
    deployed: after,
    lastGood: before,
    overrides: [
      { gate: 'freeze', by: 'ana', reason: 'carts are lost' },
      { gate: 'order', by: 'ana', reason: 'carts are lost', subject: 'stock 2.2.0', skipped: ['dev', 'qa'] },
    ],
    restorable: null,
  })

  it('is a document of its schema', () => {
    expect(environmentStatusSchema.parse(JSON.parse(JSON.stringify(status)))).toEqual(status)
  })

  it('says which of two proxies holds the VIP, and which one may be behind', () => {
    const proxies = [
      { host: 'edge-1', holdsVip: true, isCurrent: true },
      { host: 'edge-2', holdsVip: false, isCurrent: false },
    ]
    const text = renderStatusText({ ...status, proxies }, now)
    expect(text).toMatch(/^staging@1 is live at http:\/\/10\.77\.0\.100 \(held by edge-1\), deployed 4 min ago/)
    expect(text).toContain('proxy edge-2 was out of reach and may serve older routes')
  })

  it('is a table in a terminal', () => {
    expect(renderStatusText(status, now)).toBe(
      [
        'staging@1 is live at http://10.77.0.100, deployed 4 min ago',
        '',
        'service  version  line      host   address           since',
        'billing  2.3.0    external',
        'orders   1.4.0    *         app-1  10.77.0.11:18000  4 min ago',
        'stock    2.1.3    *         app-1  10.77.0.11:18001  4 min ago',
        '',
        'staging@2 is wanted and not deployed',
        'stock is locked by ana: a <b>sale</b> | until Friday',
        'gate freeze was set aside for staging by ana: carts are lost',
        'stock 2.2.0 came past dev and qa, which have not caught up yet (ana: carts are lost)',
        'stock@2.2.0 was parked 1 min ago (staging@2): not healthy',
        'changed since staging@1: cart 1.0.0 (gone), orders 1.4.0 (config), stock 2.1.3 → 2.2.0 and 2.1.3',
      ].join('\n'),
    )
  })

  it('is Markdown that nobody can break with a reason', () => {
    const text = renderStatusMarkdown(status, now)
    expect(text).toContain('| stock | 2.1.3 | &#42; | app-1 | 10.77.0.11:18001 | 4 min ago |')
    expect(text).toContain('- stock is locked by ana: a &lt;b&gt;sale&lt;/b&gt; &#124; until Friday')
  })

  it('sends nothing to a terminal that steers it, and turns no reason into a mention', () => {
    const [lock] = status.locks
    if (lock === undefined) throw new Error('no lock')
    const hostile = {
      ...status,
      locks: [{ ...lock, reason: 'wait\u001b[2J\n::error::x for @acme/ops https://evil.example' }],
    }
    expect(renderStatusText(hostile, now)).toContain('stock is locked by ana: wait [2J ::error::x')
    expect(renderStatusMarkdown(hostile, now)).toContain('for &#64;&#8203;acme/ops https&#58;//evil.example')
  })

  it('says no more of a lock that is over', () => {
    const [lock] = status.locks
    if (lock === undefined) throw new Error('no lock')
    const until = (time: string) => renderStatusText({ ...status, locks: [{ ...lock, until: time }] }, now)
    expect(until('2026-11-23T09:00:00Z')).not.toContain('is locked')
    expect(until('2026-11-24T09:00:00Z')).toContain('stock is locked by ana until 2026-11-24 09:00 UTC: ')
  })

  it('marks revisions that can not be restored, and says what nobody could look at', () => {
    const gone = [{ revision: 7, packages: ['orders@1.0.0', 'stock@1.0.0'] }]
    const lost = { ...status, restorable: { lookedAt: [8, 7], gone, unknown: null } }
    expect(environmentStatusSchema.parse(lost)).toEqual(lost)
    expect(renderStatusText(lost, now)).toContain("staging@7 can't be restored: orders@1.0.0, stock@1.0.0 were removed")
    const unseen = { ...status, restorable: { lookedAt: [8], gone: [], unknown: 'the registry is silent' } }
    expect(renderStatusText(unseen, now)).toContain(
      'whether older revisions can be restored is unproven: the registry is silent',
    )
  })

  it('says when there is nothing', () => {
    const nothing = {
      environment: 'staging',
      inventory: emptyInventory,
      deployed: null,
      lastGood: null,
      overrides: [],
      restorable: null,
    }
    expect(renderStatusText(buildStatus({ ...nothing, state: emptyState }), now)).toBe(
      'staging: nothing yet\n\nnothing is registered',
    )
    expect(renderStatusText(buildStatus({ ...nothing, state }), now)).toContain('register has not run')
  })
})

describe('the sets of an environment', () => {
  const inSets = revision(2, [
    release('orders@1.4.0', { setOf: 'checkout@2.4.0 checkout@3.0.0' }),
    release('stock@2.1.3', { setOf: 'checkout@2.4.0' }),
  ])
  const status = buildStatus({
    environment: 'staging',
    state,
    inventory: registeredShop().inventory,
    deployed: inSets,
    lastGood: null,
    overrides: [],
    restorable: null,
  })

  it('stand beside the releases that came with them', () => {
    expect(environmentStatusSchema.parse(JSON.parse(JSON.stringify(status)))).toEqual(status)
    expect(renderStatusText(status, now).split('\n').slice(2, 6)).toEqual([
      'service  version  line      set                             host   address           since',
      'billing  2.3.0    external',
      'orders   1.4.0    *         checkout@2.4.0, checkout@3.0.0  app-1  10.77.0.11:18000  4 min ago',
      'stock    2.1.3    *         checkout@2.4.0                  app-1  10.77.0.11:18001  4 min ago',
    ])
    expect(renderStatusMarkdown(status, now)).toContain('| stock | 2.1.3 | &#42; | checkout&#64;')
  })
})

describe('changes between revisions', () => {
  it('are none between equal ones', () => {
    expect(changesBetween(before, before)).toEqual([])
  })
})

describe('times', () => {
  it.each([
    ['2026-11-23T09:05:29Z', 'now'],
    ['2026-11-23T09:05:10Z', '20 s ago'],
    ['2026-11-23T06:05:10Z', '3 h ago'],
    ['2026-11-20T06:05:10Z', '3 days ago'],
    ['2026-11-26T06:05:10Z', 'at 2026-11-26 06:05 UTC, which is still to come'],
  ])('%s is %s', (time, said) => {
    expect(sayAgo(time, now)).toBe(said)
  })
})
