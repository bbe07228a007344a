import { packagePaths } from '@towpath/descriptor'
import { MemoryMetadataStore } from '@towpath/metadata-store'
import { describe, expect, it } from 'vitest'
import { findVersion, listVersions } from './listed-versions.ts'

describe('versions that are published', () => {
  const folder = packagePaths.records('stock')

  async function published() {
    const store = new MemoryMetadataStore()
    const paths = ['1.0.0', '1.1.0+7', '1.1.0-rc.1'].map((version) => packagePaths.record('stock', version))
    const create = Object.fromEntries([packagePaths.owner('stock'), ...paths].map((path) => [path, '{}']))
    return store.commit('packages', 'publish', async () => ({ kind: 'change', create }))
  }

  it('are told without what else is kept of the name', async () => {
    expect([...(await listVersions(await published(), folder))].sort()).toEqual(['1.0.0', '1.1.0+7', '1.1.0-rc.1'])
  })

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.0+other', '1.0.0'],
    ['1.1.0', '1.1.0+7'],
    ['1.1.0-rc.1+7', '1.1.0-rc.1'],
    ['1.1.0-rc.2', null],
  ])('are found whatever build metadata says: %s', async (version, found) => {
    expect(await findVersion(await published(), folder, version)).toBe(found)
  })
})
