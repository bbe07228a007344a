import { digestOf } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { instanceManifestSchema } from './instance-manifest.ts'

const manifest = {
  schema: 1,
  id: 'staging_orders_1.4.2_0a1b2c3d@app-1',
  service: 'orders',
  version: '1.4.2',
  isDefault: true,
  config: digestOf('config'),
  archive: digestOf('archive'),
  provides: { http: { protocol: 'http', health: '/healthz' } },
  dependencies: {},
  drainSeconds: 30,
  stopSeconds: 10,
}

describe('what an instance says of itself', () => {
  it('tells how it is asked for its health', () => {
    expect(instanceManifestSchema.parse(manifest)).toEqual(manifest)
  })

  it('is read as well when it was written before that was kept', () => {
    const older = { ...manifest, provides: { http: { protocol: 'http' } } }
    expect(instanceManifestSchema.parse(older)).toEqual(older)
  })
})
