import { parseInstanceId } from '@towpath/environment'
import type { InstanceIndex } from '@towpath/inventory'
import type { ReleaseName } from '../release-name.ts'
import type { Span, SpanEndpoint } from '../spans/span.ts'
import type { SpanStore } from './span-store.ts'

export interface ExternalEndpoint extends ReleaseName {
  /** `host:port` each. */
  readonly endpoints: readonly string[]
}

export type Who = { readonly release: ReleaseName } | { readonly unknown: 'nobody' | 'other-environment' }

const nobody: Who = { unknown: 'nobody' }

/** Recorders further up than this are not asked: no real trace nests local spans so deep. */
const mostAncestors = 64

/** Says which release recorded a span. */
export class WhoRecorded {
  readonly #environment: string
  readonly #instances: InstanceIndex
  readonly #store: SpanStore
  readonly #externals: ReadonlyMap<string, ReleaseName>

  constructor(environment: string, instances: InstanceIndex, externals: readonly ExternalEndpoint[], store: SpanStore) {
    this.#environment = environment
    this.#instances = instances
    this.#store = store
    this.#externals = new Map(
      externals.flatMap(({ service, version, endpoints }) =>
        endpoints.map((endpoint): [string, ReleaseName] => [endpoint, { service, version }]),
      ),
    )
  }

  /**
   * By the instance that it names, else by service name and version, else by (ip, port, time); else as a span further up in
   * its trace that the same process recorded, because a caller's port is not the one it listens on.
   */
  of(span: Span): Who {
    const own = this.#ownWords(span)
    if ('release' in own || own.unknown === 'other-environment') return own
    let ancestor = this.#store.parent(span)
    for (let hops = 0; ancestor !== undefined && hops < mostAncestors; hops += 1) {
      if (!isSameProcess(span, ancestor)) return nobody
      const who = this.#ownWords(ancestor)
      if ('release' in who) return who
      ancestor = this.#store.parent(ancestor)
    }
    return nobody
  }

  /** Who listens at an address at that time. */
  at(endpoint: SpanEndpoint | null, timeUs: number | null): ReleaseName | null {
    if (endpoint === null || endpoint.ip === null || endpoint.port === null) return null
    const external = this.#externals.get(`${endpoint.ip}:${endpoint.port}`)
    if (external !== undefined) return external
    return timeUs === null
      ? null
      : (this.#instances.byAddress(endpoint.ip, endpoint.port, new Date(timeUs / 1000)) ?? null)
  }

  #ownWords(span: Span): Who {
    const id = span.tags['service.instance.id'] ?? span.tags['towpath.instance']
    const instance = id === undefined ? undefined : this.#instances.byId(id)
    if (instance !== undefined) return { release: instance }
    const environment = id === undefined ? undefined : parseInstanceId(id)?.environment
    if (environment !== undefined && environment !== this.#environment) return { unknown: 'other-environment' }
    const version = span.tags['service.version']
    if (span.local?.serviceName && version !== undefined) {
      const [release] = this.#instances.byRelease(span.local.serviceName, version)
      if (release !== undefined) return { release }
    }
    const release = this.at(span.local, span.timestampUs)
    return release === null ? nobody : { release }
  }
}

function isSameProcess(one: Span, other: Span): boolean {
  const [a, b] = [one.local, other.local]
  return a?.serviceName != null && a.serviceName === b?.serviceName && (a.ip === b.ip || a.ip === null || b.ip === null)
}
