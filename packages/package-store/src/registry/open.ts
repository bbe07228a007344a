import type { Clock } from '../clock.ts'
import { fault } from '../fault.ts'
import type { PackageStore } from '../package-store.ts'
import { RepositoryStore } from '../repository-store.ts'
import { isLoopback } from './address.ts'
import { Authorization } from './authorization.ts'
import { Client } from './client.ts'
import type { Credentials } from './credentials.ts'
import { Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import { RegistryRepository } from './registry-repository.ts'
import { Secrets } from './secrets.ts'

const namespacePart = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

export interface RegistryOptions {
  readonly registry: URL
  /** May be empty. */
  readonly namespace: string
  readonly credentials: Credentials | undefined
  readonly clock: Clock
  readonly random: () => number
  readonly fetch: typeof globalThis.fetch
  readonly limits: Limits
}

/** `oci://<host[:port]>[/<namespace>]`; http for loopback hosts, https for all others. */
export function parseRegistry(url: string): { registry: URL; namespace: string } {
  const rest = url.slice('oci://'.length)
  const parsed = URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : undefined
  if (parsed === undefined || /^(\/|$)/.test(rest))
    throw invalid('`oci://<registry>/<namespace>`', 'an address that can not be read')
  if (parsed.username !== '' || parsed.password !== '' || rest.includes('@')) {
    throw invalid('an address without credentials', 'a user or password in it; give them as package-token')
  }
  if (parsed.search !== '' || parsed.hash !== '') throw invalid('an address without `?` and `#`', 'one with them')
  const [, path = ''] = /^[^/]*\/?(.*)$/.exec(rest) ?? []
  const namespace = path.replace(/\/$/, '')
  const bad = namespace === '' ? undefined : namespace.split('/').find((part) => !namespacePart.test(part))
  if (bad !== undefined || namespace.length > 180) {
    throw invalid(
      'a namespace of lower case letters, digits and `.`, `_`, `-` between them',
      JSON.stringify(namespace.slice(0, 200)),
    )
  }
  const registry = new URL(`${isLoopback(parsed) ? 'http' : 'https'}://${/^[^/]*/.exec(rest)?.[0]}`)
  return { registry, namespace }
}

export function openRegistry(options: RegistryOptions): PackageStore {
  const { registry, namespace, credentials, clock, random, fetch, limits } = options
  const exchange = new Exchange({ fetch, limits, clock, random, secrets: new Secrets(credentials) })
  const client = new Client(registry, new Authorization(registry, credentials, exchange), exchange)
  return new RepositoryStore(
    (name) => new RegistryRepository(client, registry.host, namespace === '' ? name : `${namespace}/${name}`),
    () => exchange.close(),
  )
}

function invalid(expected: string, found: string) {
  return fault('url-invalid', { where: 'The package-store', expected, found })
}
