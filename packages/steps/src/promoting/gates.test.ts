import { canonicalJson } from '@towpath/descriptor'
import { type DeployReport, environmentDomain, environmentPaths } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { promoteIn } from '../promote.ts'
import { statusIn } from '../status.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'

const toStaging = (more: object = {}) => ({ environment: 'staging', packages: 'stock', ...more })
/** A Saturday. */
const now = '2026-11-28T10:00:00Z'

/** dev with stock, promoted and not deployed; staging comes after it. */
async function openShop(policy: string): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.spec('staging', `after: [dev]\npolicy: ${policy}`)
  await shop.publish('stock', '2.1.3')
  await shop.promote({ environment: 'dev', packages: 'stock' })
  return shop
}

async function refusalsOf(shop: Shop, inputs: Readonly<Record<string, string>>, at = now): Promise<string> {
  const { call } = recordedCall('promote', { workspace: shop.workspace, inputs, now: at })
  return (await faultsOf(promoteIn(shop.store, call))).map(({ message }) => message).join('\n')
}

async function statusOf(shop: Shop): Promise<string> {
  const { call, io } = recordedCall('status', { workspace: shop.workspace, inputs: { environment: 'staging' }, now })
  await statusIn(shop.store, call)
  return [...io.log, ...io.summary].join('\n')
}

/** A report of dev as it stands, changed: as another deploy would have written it. */
async function rewriteReport(shop: Shop, fence: number, change: (report: DeployReport) => DeployReport): Promise<void> {
  await shop.store.commit(environmentDomain('dev'), 'another clock', async (at) => {
    const report: DeployReport = JSON.parse((await at.get(environmentPaths.report(fence))) ?? 'null')
    return { kind: 'change', write: { [environmentPaths.report(fence)]: canonicalJson(change(report)) } }
  })
}

describe('soak', () => {
  const soaking = '{soakMinutes: 60}'

  it('counts from the end of the deploy, with and without register', async () => {
    using shop = await openShop(soaking)
    await shop.deploy('dev', '2026-11-28T09:30:00Z')
    const young = 'dev has run it 30 min of the 1 h that it must soak'
    expect(await refusalsOf(shop, toStaging())).toContain(young)
    await shop.register('dev')
    expect(await refusalsOf(shop, toStaging())).toContain(young)
    const io = await shop.promote(toStaging(), '2026-11-28T10:30:00Z')
    expect(io.summary.join('\n')).toContain('soak: 1 h have passed')
  })

  it('begins anew when a deploy that was put back started it again', async () => {
    using shop = await openShop(soaking)
    await shop.deploy('dev', '2026-11-28T08:00:00Z')
    await shop.register('dev')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-28T08:40:00Z', 'rolled-back')
    const asked = toStaging({ packages: 'stock@2.1.3' })
    expect(await refusalsOf(shop, asked, '2026-11-28T09:10:00Z')).toContain('of the 1 h that it must soak')
    const io = await shop.promote(asked, '2026-11-28T09:40:00Z')
    expect(io.outputs.get('changed')).toBe('true')
  })

  it('counts no report of tomorrow', async () => {
    using shop = await openShop(soaking)
    await shop.deploy('dev', '2026-11-29T09:30:00Z')
    await shop.register('dev')
    const message = await refusalsOf(shop, toStaging())
    expect(message).toContain('dev says that it runs it since 2026-11-29 09:30 UTC, which is still to come')
    expect(message).toContain('Set the clock of the machine that deployed dev')
  })

  it('is told by what runs no more, if it ran long enough', async () => {
    using shop = await openShop(soaking)
    await shop.deploy('dev', '2026-11-28T08:00:00Z')
    await shop.register('dev')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-28T08:59:00Z')
    await shop.register('dev')
    const asked = toStaging({ packages: 'stock@2.1.3' })
    expect(await refusalsOf(shop, asked)).toContain('dev ran it 59 min of the 1 h that it must soak')
  })
})

describe('an override', () => {
  const policy = '{freeze: ["Fri 16:00-Mon 08:00 Europe/Berlin"], allowed: {override: [ada]}}'
  const hotfix = (more: object = {}) => toStaging({ override: 'order, freeze', reason: 'carts are lost', ...more })

  it('is kept in the revision, and shown until what it came past has caught up', async () => {
    using shop = await openShop(policy)
    expect(await refusalsOf(shop, toStaging())).toMatch(/nothing changes until Mon 2026-11-30 08:00 Europe\/Berlin/)
    const io = await shop.promote(hotfix(), now)
    expect(io.outputs.get('verdict')).toBe('warn')
    expect(io.summary.join('\n')).toContain('dev has not run it well yet; set aside by ada: carts are lost')
    const staging = await shop.environment('staging')
    expect((await staging.revision(1)).overrides).toMatchObject([
      { gate: 'order', by: 'ada', reason: 'carts are lost', skipped: ['dev'] },
      { gate: 'freeze', by: 'ada', reason: 'carts are lost' },
    ])

    await shop.deploy('staging', '2026-11-28T09:00:00Z')
    expect(await statusOf(shop)).toContain(
      'stock 2.1.3 came past dev, which has not caught up yet (ada: carts are lost)',
    )
    expect(await statusOf(shop)).toContain('gate freeze was set aside for staging by ada: carts are lost')
    await shop.spec('staging', `after: [dev]\npolicy: ${policy}\nconfig: {REGION: eu}`)
    const dry = await shop.promote({ environment: 'staging', 'dry-run': 'true' }, now)
    expect(dry.summary.join('\n')).toContain('it came past dev with staging&#64;1')
    await shop.deploy('dev', '2026-11-28T09:30:00Z')
    expect(await statusOf(shop)).not.toContain('came past')
  })

  it('stands in the command that goes on after a dry run', async () => {
    using shop = await openShop(policy)
    const io = await shop.promote(hotfix({ 'dry-run': 'true' }), now)
    expect(io.summary.join('\n')).toContain(
      "To go on: `towpath promote --environment staging --packages stock --override order --override freeze --reason 'carts are lost'`",
    )
  })

  it.each([
    ['without a reason', { reason: '' }, 'an override needs a reason'],
    ['of what is no gate', { override: 'frezze' }, 'Did you mean `freeze`?'],
  ])('%s is refused', async (_name, more, message) => {
    using shop = await openShop(policy)
    expect(await refusalsOf(shop, hotfix(more))).toContain(message)
    expect(await shop.store.domains('environments/')).toEqual(['environments/dev'])
  })

  it('by someone else is refused', async () => {
    using shop = await openShop(policy.replace('[ada]', '[eve, "team:ops"]'))
    const message = await refusalsOf(shop, hotfix())
    expect(message).toContain('ada may set no gate aside: `policy.allowed.override` names eve or team:ops')
    expect(message).toContain('not yet')
  })
})

describe('a policy of people', () => {
  it('lets only those promote whom it names', async () => {
    using shop = await openShop('{allowed: {promote: [bob]}}')
    await shop.deploy('dev', '2026-11-28T08:00:00Z')
    expect(await refusalsOf(shop, toStaging())).toContain(
      'ada may not promote to it: `policy.allowed.promote` names bob',
    )
  })

  it('that wants approvals is refused, because none can be known yet', async () => {
    using shop = await openShop('{approvals: 1}')
    await shop.deploy('dev', '2026-11-28T08:00:00Z')
    expect(await refusalsOf(shop, toStaging())).toContain(
      'not yet: approvals are read from the review of a pull request',
    )
  })
})

describe('versions that come together', () => {
  const ordersNeedsStock = { dependencies: { stock: { range: '^2.1.0', provide: 'http' } } }
  const both = { packages: 'orders\nstock' }

  async function deployed(policy: string): Promise<Shop> {
    const shop = await openShop(policy)
    await shop.publish('orders', '1.4.0', ordersNeedsStock)
    await shop.promote({ environment: 'dev', packages: 'orders' })
    await shop.deploy('dev', '2026-11-28T08:00:00Z')
    return shop
  }

  it('are known good once they were deployed well together', async () => {
    using shop = await deployed('{gates: {matrix: require}}')
    const io = await shop.promote(toStaging(both), now)
    expect(io.summary.join('\n')).toContain('matrix: orders 1.4.0 with stock 2.1.3 ran well in dev')
  })

  it('are known bad when the consumer failed with that provider', async () => {
    using shop = await deployed('{gates: {matrix: require, order: off}}')
    await shop.publish('orders', '1.5.0', ordersNeedsStock)
    await shop.promote({ environment: 'dev', packages: 'orders' })
    await shop.deploy('dev', '2026-11-28T09:00:00Z', 'rolled-back')
    const asked = toStaging(both)
    expect(await refusalsOf(shop, asked)).toContain('orders 1.5.0 with stock 2.1.3 never ran together in dev')
    const failure = {
      code: 'unhealthy',
      where: 'orders 1.5.0 on here',
      expected: null,
      found: null,
      fix: null,
      log: [],
    }
    await rewriteReport(shop, 2, (report) => ({ ...report, failure }))
    expect(await refusalsOf(shop, asked)).toContain(
      'orders 1.5.0 with stock 2.1.3 failed in dev@3: it did not become well',
    )
  })
})
