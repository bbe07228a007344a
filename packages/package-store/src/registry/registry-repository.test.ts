import { writeFile } from 'node:fs/promises'
import { describe } from 'vitest'
import { describePackageStore } from '../contract.ts'
import { openPackageStore } from '../open.ts'
import { startDebianRegistry, whyNoRegistry } from './debian-registry.ts'

const reason = whyNoRegistry()

describe.skipIf(reason !== undefined)('with docker-registry', () => {
  describePackageStore('OCI registry', async () => {
    const registry = await startDebianRegistry()
    const url = `oci://${registry.host}/acme/towpath`
    return {
      store: openPackageStore(url),
      url,
      tamper: (_name, digest, bytes) => writeFile(registry.blobFile(digest), bytes),
      stop: registry.stop,
    }
  })
})
