import { type Digest, digestOf } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { packagesNeeded } from '../promotion/plan-promotion.ts'
import { builtKey, type Provenance } from './provenance.ts'

const archive = builtKey({ digest: digestOf('archive of stock 2.1.3'), repository: 'acme/stock' })
const workflow = 'https://github.com/acme/stock/.github/workflows/release.yml@refs/heads/main'
const shop = () => new Shop().publish('stock', '2.1.3')
const asking = (provenance: 'off' | 'warn' | 'require', more: object = {}) =>
  specOf({ stock: web }, { policy: { gates: { provenance }, ...more } })

const plan = (strength: 'off' | 'warn' | 'require', found: Provenance): Plan =>
  shop().plan(asking(strength), ['stock'], { provenance: { [archive]: found } })
const verdictOf = ({ verdicts }: Plan) => verdicts.find(({ gate }) => gate === 'provenance')

const found = (digest: Digest, repository: string) => ({ [builtKey({ digest, repository })]: absent })
const absent: Provenance = { kind: 'absent' }
const refused: Provenance = { kind: 'refused', reason: 'it is about other bytes' }
const unknown: Provenance = { kind: 'unknown', reason: 'GitHub says: No' }

describe('the gate provenance', () => {
  it.each(['warn', 'require'] as const)('passes what was built in its repository: %s', (strength) => {
    const made = plan(strength, { kind: 'verified', workflow })
    expect(made.outcome).toBe('revision')
    expect(verdictOf(made)).toEqual({
      gate: 'provenance',
      outcome: 'pass',
      subject: 'stock 2.1.3',
      reason: 'its archive was built in acme/stock by .github/workflows/release.yml@refs/heads/main',
    })
  })

  it.each([
    [absent, 'no attestation says that its archive was built in acme/stock', /attest-build-provenance/],
    [
      refused,
      'its attestation does not prove that its archive was built in acme/stock: it is about other bytes',
      /attest/,
    ],
    [
      unknown,
      'whether its archive was built in acme/stock could not be found out: GitHub says: No',
      /attestations: read/,
    ],
  ] as const)('stands in the way of what is %o, as strong as the policy says', (found, reason, fix) => {
    const required = plan('require', found)
    expect(required).toMatchObject({
      outcome: 'refused',
      refusals: [{ code: 'provenance', subject: 'stock 2.1.3', reason }],
    })
    const warned = plan('warn', found)
    expect(warned.outcome).toBe('revision')
    expect(verdictOf(warned)).toMatchObject({ outcome: 'warn', reason, fix: expect.stringMatching(fix) })
  })

  it('asks nothing where it is off, which it is unless the policy says otherwise', () => {
    for (const spec of [asking('off'), specOf({ stock: web })]) {
      expect(
        shop()
          .plan(spec, ['stock'])
          .verdicts.filter(({ gate }) => gate === 'provenance'),
      ).toEqual([])
    }
  })

  it('asks for what comes, and not for what is there', () => {
    const store = shop()
    store.promote(specOf({ stock: web }), 'stock')
    store.publish('orders', '1.4.0')
    const spec = specOf({ stock: web, orders: web }, { policy: { gates: { provenance: 'require' } } })
    const orders = digestOf('archive of orders 1.4.0')
    const input = store.read(
      store.input(spec, ['orders'], {
        provenance: { [builtKey({ digest: orders, repository: 'acme/orders' })]: absent },
      }),
    )
    expect(packagesNeeded(input).attestations).toEqual([])
    expect(packagesNeeded({ ...input, provenance: {} }).attestations).toEqual([
      { digest: orders, repository: 'acme/orders' },
    ])
  })

  it('asks for the same bytes once more where they are another repository’s package', () => {
    const store = shop().publish('orders', '1.4.0')
    const spec = specOf({ stock: web, orders: web }, { policy: { gates: { provenance: 'require' } } })
    const digest = digestOf('archive of stock 2.1.3')
    const [orders] = [...(store.packages.get('orders')?.values() ?? [])]
    if (orders === undefined) throw new Error('orders is not there')
    const same = { ...orders, archive: { ...orders.archive, digest } }
    const input = store.read(
      store.input(spec, ['orders', 'stock'], {
        provenance: { ...found(orders.archive.digest, 'acme/orders'), ...found(digest, 'acme/stock') },
      }),
    )
    const published = { ...input.published, orders: { versions: ['1.4.0'], marks: {}, records: { '1.4.0': same } } }
    expect(
      packagesNeeded({ ...input, published, provenance: { [archive]: { kind: 'verified', workflow } } }),
    ).toMatchObject({ attestations: [{ digest, repository: 'acme/orders' }] })
  })

  it('can be set aside by whom the policy names', () => {
    const made = shop().plan(asking('require', { allowed: { override: ['ada'] } }), ['stock'], {
      provenance: { [archive]: absent },
      overrides: ['provenance'],
      request: { by: 'ada', at: '2026-11-23T09:00:00Z', run: 'run', command: 'promote', reason: 'built by hand' },
    })
    expect(made).toMatchObject({
      outcome: 'revision',
      revision: { overrides: [{ gate: 'provenance', by: 'ada', reason: 'built by hand', subject: 'stock 2.1.3' }] },
    })
  })
})
