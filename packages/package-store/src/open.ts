import { resolve } from 'node:path'
import { type Clock, systemClock } from './clock.ts'
import { fault } from './fault.ts'
import { LayoutRepository } from './layout/layout-repository.ts'
import { readSelf } from './layout/owner.ts'
import type { PackageStore } from './package-store.ts'
import { parseCredentials } from './registry/credentials.ts'
import { defaultLimits, type Limits } from './registry/limits.ts'
import { openRegistry, parseRegistry } from './registry/open.ts'
import { RepositoryStore } from './repository-store.ts'

export interface PackageStoreOptions {
  /** Sent as the password of user `towpath`, which GHCR takes. */
  readonly token?: string
  /** `user:password`; wins over `token`. Without both, the registry is used anonymously. */
  readonly userPassword?: string
  readonly clock?: Clock
  /** From 0 up to 1, spreads retries. Default `Math.random`. */
  readonly random?: () => number
  /** Default: the global one of Node. */
  readonly fetch?: typeof globalThis.fetch
  /** Default: `defaultLimits`. */
  readonly limits?: Partial<Limits>
  /** How long a living writer of a layout is waited for. Default 30 s. */
  readonly lockWaitMs?: number
}

/**
 * `oci://<registry>/<namespace>` (https; http only for loopback hosts), or `oci-layout:<folder>` (relative to the working
 * directory, made by the first push). Throws `url-invalid` or `credentials-invalid`; does no I/O yet.
 */
export function openPackageStore(url: string, options: PackageStoreOptions = {}): PackageStore {
  const clock = options.clock ?? systemClock
  if (url.startsWith('oci-layout:'))
    return openLayout(url.slice('oci-layout:'.length), clock, options.lockWaitMs ?? 30_000)
  if (url.startsWith('oci://')) {
    return openRegistry({
      ...parseRegistry(url),
      credentials: parseCredentials(options),
      clock,
      random: options.random ?? Math.random,
      fetch: options.fetch ?? globalThis.fetch,
      limits: { ...defaultLimits, ...options.limits },
    })
  }
  throw fault('url-invalid', {
    where: 'The package-store',
    expected: '`oci://<registry>/<namespace>` or `oci-layout:<folder>`',
    found: JSON.stringify(url.replace(/\/\/[^/]*@/, '//…@').slice(0, 100)),
  })
}

function openLayout(folder: string, clock: Clock, lockWaitMs: number): PackageStore {
  if (folder === '' || folder.includes('\0')) {
    throw fault('url-invalid', { where: 'The package-store', expected: '`oci-layout:<folder>`', found: 'no folder' })
  }
  const root = resolve(folder)
  let self: ReturnType<typeof readSelf> | undefined
  const owner = () => {
    self ??= readSelf()
    return self
  }
  return new RepositoryStore((name) => new LayoutRepository(root, name, { clock, lockWaitMs, self: owner }))
}
