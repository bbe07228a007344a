import { bareDigest } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { wantedOf } from '../trial/wanted.ts'
import { baseFinder } from './find-base.ts'

const release = (service: string, version: string, line: string) => ({
  ...wantedOf({ service, version }).release,
  line,
})
const old = release('orders', '1.0.0', '^1')
const older = release('orders', '0.9.0', '~0.9')
const next = release('orders', '1.1.0', '^1')
const other = release('stock', '1.0.0', '^1')
const hostWith = (...there: readonly (typeof old)[]) => ({
  'app-1': { packages: there.map(({ archive }) => bareDigest(archive.digest)) },
})

describe('the package that a new one is compared with', () => {
  const find = baseFinder([older, old, other, next], hostWith(older, old, other))

  it('is one of the same service that the host has, best of the same line', () => {
    expect(find('app-1', next)).toBe(old)
    expect(baseFinder([older, old], hostWith(older))('app-1', next)).toBe(older)
  })

  it('is none where the host has none, or has the new one itself', () => {
    expect(find('app-2', next)).toBeNull()
    expect(find('app-1', release('search', '1.0.0', '^1'))).toBeNull()
    expect(baseFinder([old, next], hostWith(old, next))('app-1', next)).toBeNull()
  })
})
