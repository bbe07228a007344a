import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describePackageStore } from '../contract.ts'
import { openPackageStore } from '../open.ts'

describePackageStore('OCI layout', async () => {
  const root = await mkdtemp(join(tmpdir(), 'towpath-layout-'))
  const url = `oci-layout:${root}`
  return {
    store: openPackageStore(url),
    url,
    tamper: (name, digest, bytes) => writeFile(join(root, name, 'blobs', digest.replace(':', '/')), bytes),
    stop: () => rm(root, { recursive: true }),
  }
})
