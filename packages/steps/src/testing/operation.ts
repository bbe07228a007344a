import type { MetadataStore } from '@towpath/metadata-store'
import fc from 'fast-check'
import { verifyUnlocked } from '../deploying/verify-unlocked.ts'
import { lock, unlock } from '../operating/lock.ts'
import { markBad } from '../operating/mark-bad.ts'
import { unpin } from '../operating/unpin.ts'
import { promoteIn } from '../promote.ts'
import { rollbackIn } from '../rollback.ts'
import { faultsOf } from './faults.ts'
import { Shop } from './shop.ts'
import { recordedCall } from './step-call.ts'

/** What a person or a run asks of the environment `dev`. For tests. */
export type Operation =
  | { readonly kind: 'promote'; readonly service: ServiceName; readonly version: string }
  | { readonly kind: 'rollback'; readonly to: number }
  | { readonly kind: 'deploy'; readonly outcome: 'deployed' | 'rolled-back' }
  | { readonly kind: 'lock' | 'unlock'; readonly service: ServiceName | null }
  | { readonly kind: 'unpin'; readonly service: ServiceName }
  | { readonly kind: 'mark-bad'; readonly service: ServiceName; readonly version: string }

export type ServiceName = 'orders' | 'stock'

const services = ['orders', 'stock'] as const
const versions = ['1.0.0', '1.1.0', '1.2.0'] as const

/** Of two who share a store, each with a name of its own. */
export type Actor = 'ada' | 'bob'

const now = new Date('2026-11-23T09:00:00Z')

const service = fc.constantFrom(...services)
const version = fc.constantFrom(...versions)

/** Any operation but a mark, which stands in a domain of its own. */
export const environmentOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('promote' as const), service, version }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rollback' as const), to: fc.integer({ min: 1, max: 5 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('deploy' as const),
      outcome: fc.constantFrom('deployed' as const, 'deployed' as const, 'rolled-back' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('lock' as const, 'unlock' as const),
      service: fc.constantFrom(null, ...services),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unpin' as const), service }) },
)

export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 12, arbitrary: environmentOperation },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark-bad' as const), service, version }) },
)

/** dev@1 with both services at 1.0.0, deployed; three versions of each are published. */
export async function stockedShop(store?: MetadataStore, workspace?: string): Promise<Shop> {
  const shop = new Shop(store, workspace)
  await shop.spec('dev')
  for (const name of services) for (const one of versions) await shop.publish(name, one)
  await shop.promote({ environment: 'dev', packages: 'orders@1.0.0\nstock@1.0.0' })
  await shop.deploy('dev', '2026-11-23T08:00:00Z')
  return shop
}

/** Does it and says what came of it: `done`, `unchanged`, or `refused`. */
export async function applyOperation(shop: Shop, actor: Actor, operation: Operation): Promise<Outcome> {
  let changed = true
  const faults = await faultsOf(
    (async () => {
      changed = await act(shop, actor, operation)
    })(),
  )
  if (faults.length > 0) return 'refused'
  return changed ? 'done' : 'unchanged'
}

export type Outcome = 'done' | 'unchanged' | 'refused'

/** Whether anything was changed. Throws what refuses it. */
async function act(shop: Shop, actor: Actor, operation: Operation): Promise<boolean> {
  const { store, workspace } = shop
  const context = { actor }
  const wanted = { by: actor, reason: 'because', run: 'ci', since: now.toISOString(), until: null }
  switch (operation.kind) {
    case 'promote': {
      const inputs = { environment: 'dev', packages: `${operation.service}@${operation.version}` }
      const { call, io } = recordedCall('promote', { workspace, inputs, context })
      await promoteIn(store, call)
      return io.outputs.get('changed') === 'true'
    }
    case 'rollback': {
      const inputs = { environment: 'dev', to: String(operation.to), reason: 'because' }
      const { call, io } = recordedCall('rollback', { workspace, inputs, context })
      await rollbackIn(store, call)
      return io.outputs.get('changed') === 'true'
    }
    case 'deploy': {
      await shop.deploy('dev', now.toISOString(), operation.outcome, (dev, revision) =>
        verifyUnlocked(store, dev, revision, now),
      )
      return true
    }
    case 'lock':
      await lock(store, { environment: 'dev', service: operation.service }, { service: null, ...wanted })
      return true
    case 'unlock':
      await unlock(store, { environment: 'dev', service: operation.service }, { by: actor, now: now.toISOString() })
      return true
    case 'unpin':
      await unpin(store, { environment: 'dev', service: operation.service })
      return true
    case 'mark-bad':
      return (
        await markBad(store, {
          what: `${operation.service}@${operation.version}`,
          by: actor,
          reason: 'because',
          now: now.toISOString(),
        })
      ).changed
  }
}
