import { describe, expect, it } from 'vitest'
import { PackageStoreFault } from './fault.ts'
import { openPackageStore } from './open.ts'
import { parseRegistry } from './registry/open.ts'

describe('the address of a package store', () => {
  it.each([
    ['oci://ghcr.io/acme/towpath', 'https://ghcr.io/', 'acme/towpath'],
    ['oci://registry.example:5000/acme', 'https://registry.example:5000/', 'acme'],
    ['oci://localhost:5000/acme', 'http://localhost:5000/', 'acme'],
    ['oci://127.0.0.1:5000', 'http://127.0.0.1:5000/', ''],
    ['oci://[::1]:5000/a/b/', 'http://[::1]:5000/', 'a/b'],
    ['oci://127.0.0.1.example/acme', 'https://127.0.0.1.example/', 'acme'],
  ])('%s is %s and the namespace %j', (url, registry, namespace) => {
    const parsed = parseRegistry(url)
    expect([parsed.registry.href, parsed.namespace]).toEqual([registry, namespace])
  })

  it.each([
    'ghcr.io/acme',
    'https://ghcr.io/acme',
    'oci://',
    'oci:///acme',
    'oci://ghcr.io/Acme',
    'oci://ghcr.io/acme/../other',
    'oci://ghcr.io/acme?x=1',
    'oci://ghcr.io/acme#x',
    'oci-layout:',
    '',
  ])('%j is refused', (url) => {
    expect(() => openPackageStore(url)).toThrow(PackageStoreFault)
  })

  it.each(['oci://me:hidden@ghcr.io/acme', 'https://me:hidden@ghcr.io/acme'])(
    '%j does not show its password',
    (url) => {
      expect(() => openPackageStore(url)).toThrow(/^(?!.*hidden)/s)
    },
  )
})
