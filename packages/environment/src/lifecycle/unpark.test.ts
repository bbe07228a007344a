import { digestOf } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import type { Revision } from '../revision.ts'
import type { Parked } from '../state.ts'
import { unpark } from './unpark.ts'

const failed = digestOf('the failed spec')
const entryOf = (packages: string[], more: Partial<Parked> = {}): Parked => ({
  revision: 1,
  packages,
  spec: null,
  reason: 'never healthy',
  at: '2026-11-23T09:00:00Z',
  ...more,
})

/** staging@3 with two lines of stock. */
function deployed(more: Partial<Revision> = {}): Revision {
  const shop = new Shop()
  for (const version of ['1.3.5', '1.4.2']) shop.publish('stock', version)
  const revision = shop.promote(
    specOf({ stock: { ...web, versions: ['^1.4', '~1.3'] }, orders: web }),
    'stock@1.4.2',
    'stock@1.3.5',
  )
  return { ...revision, number: 3, ...more }
}

describe('what stays parked once a revision runs well', () => {
  it.each([
    ['the same version', ['stock@1.4.2'], []],
    ['an older one of its line', ['stock@1.4.1'], []],
    ['a prerelease of it', ['stock@1.4.2-rc.1'], []],
    ['a newer one of its line', ['stock@1.4.3'], ['stock@1.4.3']],
    ['an older one than another line has', ['stock@1.3.6'], ['stock@1.3.6']],
    ['a service that does not run', ['orders@1.0.0'], ['orders@1.0.0']],
    ['the rest of several', ['orders@1.0.0', 'stock@1.4.0'], ['orders@1.0.0']],
  ])('of %s', (_name, packages, left) => {
    expect(unpark(entryOf(packages), deployed()).flatMap((entry) => entry.packages)).toEqual(left)
  })

  it('is nothing of the revision itself, and all of a later one', () => {
    expect(unpark(entryOf(['orders@1.0.0'], { revision: 3 }), deployed())).toEqual([])
    const later = entryOf(['stock@1.4.0'], { revision: 4 })
    expect(unpark(later, deployed())).toEqual([later])
  })

  it('is a spec whose file is still the one that failed', () => {
    const entry = entryOf([], { spec: failed })
    const aside = { gate: 'parked', outcome: 'warn', subject: 'staging', reason: 'the spec failed' } as const
    expect(unpark(entry, deployed({ verdicts: [aside] }))).toEqual([entry])
    expect(unpark(entry, deployed({ kind: 'rollback' }))).toEqual([entry])
    expect(unpark(entry, deployed({ spec: failed, verdicts: [aside] }))).toEqual([])
    expect(unpark(entry, deployed())).toEqual([])
  })
})
