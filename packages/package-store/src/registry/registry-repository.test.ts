import { writeFile } from 'node:fs/promises'
import { describeWith, dockerRegistry } from '@towpath/testing'
import { describePackageStore } from '../contract.ts'
import { openPackageStore } from '../open.ts'
import { startDebianRegistry } from './debian-registry.ts'

describeWith([dockerRegistry], 'with docker-registry', () => {
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
