import { writeFile } from 'node:fs/promises'
import { describe } from 'vitest'
import { describePackageStore } from '../contract.ts'
import { openPackageStore } from '../open.ts'
import { startDebianRegistry, whyNoRegistry } from './debian-registry.ts'

const reason = whyNoRegistry(process.env)
if (reason !== undefined) process.stdout.write(`skipped, package store on a registry: ${reason}\n`)

describe.skipIf(reason !== undefined)('with docker-registry', () => {
  describePackageStore('OCI registry', async () => {
    const registry = await startDebianRegistry()
    return {
      store: openPackageStore(`oci://${registry.host}/acme/towpath`),
      tamper: (_name, digest, bytes) => writeFile(registry.blobFile(digest), bytes),
      stop: registry.stop,
    }
  })
})
