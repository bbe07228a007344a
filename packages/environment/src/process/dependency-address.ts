import { type Descriptor, labelOfRange } from '@towpath/descriptor'
import { providedName } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
import { addressedRange } from '../sets/kept-version.ts'
import { proxyKind, vipOf } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'

/** Where a process finds one of its dependencies. */
export interface DependencyAddress {
  readonly url: string
  /** `host:port`; null where the environment has no domain and the proxy no listener. */
  readonly address: string | null
}

/** `http://<vip>:<port>/<dependency>@<label>` (DESIGN §7). */
export function dependencyUrl(spec: EnvironmentSpec, dependency: string, range: string): string {
  return `http://${vipOf(spec)}:${spec.address.port}/${dependency}@${labelOfRange(range)}`
}

/** `<label>.<dependency>.<domain>:<port>`; null without a domain. */
export function dependencyAuthority(spec: EnvironmentSpec, dependency: string, range: string): string | null {
  const { domain, port } = spec.address
  return domain === undefined ? null : `${labelOfRange(range)}.${dependency}.${domain}:${port}`
}

export interface AddressedRelease {
  readonly spec: EnvironmentSpec
  readonly release: Pick<Release, 'descriptor' | 'setOf'>
  /** All releases of the revision, to know which provide of a dependency is meant. */
  readonly releases: readonly Release[]
  /** By dependency: the embedded proxy's own listener, `127.0.0.1:<port>`; empty for HAProxy. */
  readonly listeners: Readonly<Record<string, string>>
}

/** By dependency, absent optional ones too: their proxy answers 404. What a release's set names is told by its exact version. */
export function dependencyAddresses({
  spec,
  release,
  releases,
  listeners,
}: AddressedRelease): Record<string, DependencyAddress> {
  const declared = Object.entries(release.descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    declared.map(([name, dependency]): [string, DependencyAddress] => {
      const range = addressedRange(release, { name, range: dependency.range }, releases)
      const url = dependencyUrl(spec, name, range)
      if (proxyKind(spec) === 'embedded') return [name, { url, address: listeners[name] ?? null }]
      const port = tcpPort(spec, name, dependency, releases)
      const address = port === null ? dependencyAuthority(spec, name, range) : `${vipOf(spec)}:${port}`
      return [name, { url, address }]
    }),
  )
}

/** The VIP port of its own that a tcp provide has; null when it is another protocol. */
function tcpPort(
  spec: EnvironmentSpec,
  name: string,
  dependency: { provide?: string | undefined },
  releases: readonly { service: string; descriptor: Descriptor }[],
): number | null {
  const answering = releases.find((one) => one.service === name)?.descriptor
  if (answering === undefined) return null
  const asked = dependency.provide === undefined ? {} : { provide: dependency.provide }
  const provide = providedName(asked, answering)
  if (provide === null || answering.provides?.[provide]?.protocol !== 'tcp') return null
  return deliveredService(spec, name)?.ports?.[provide] ?? null
}
