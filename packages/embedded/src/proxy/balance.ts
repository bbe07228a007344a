import type { Endpoint, RouteTable, WeightedRelease } from '@towpath/routing'
import type { Route } from './router.ts'

export interface Choice {
  readonly endpoint: Endpoint
  readonly version: string
}

const penaltyMs = 1000

/** Whose turn it is: smooth weighted round robin among a route's releases, round robin among a release's endpoints. */
export class Balance {
  readonly #weights = new WeakMap<readonly WeightedRelease[], number[]>()
  readonly #turns = new WeakMap<readonly Endpoint[], number>()
  /** Until when an endpoint that refused is skipped, by `address:port`. */
  readonly #refused = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** All endpoints of a route in the order in which to try them. Those that just refused are left out unless `desperate`. */
  order(table: RouteTable, route: Route, desperate: boolean): readonly Choice[] {
    const first = this.#pick(route.releases)
    const releases = [...route.releases.slice(first), ...route.releases.slice(0, first)]
    const choices = releases.flatMap(({ release: key }, index) => {
      const release = table.releases[key]
      const endpoints = release?.endpoints[route.provide] ?? []
      const version = release?.version ?? ''
      return this.#rotate(endpoints, index === 0).map((endpoint) => ({ endpoint, version }))
    })
    return desperate ? choices : choices.filter(({ endpoint }) => !this.#isRefused(endpoint))
  }

  refused(endpoint: Endpoint): void {
    for (const [key, until] of this.#refused) if (until <= this.#now()) this.#refused.delete(key)
    this.#refused.set(`${endpoint.address}:${endpoint.port}`, this.#now() + penaltyMs)
  }

  served(endpoint: Endpoint): void {
    if (this.#refused.size > 0) this.#refused.delete(`${endpoint.address}:${endpoint.port}`)
  }

  #isRefused(endpoint: Endpoint): boolean {
    return this.#refused.size > 0 && (this.#refused.get(`${endpoint.address}:${endpoint.port}`) ?? 0) > this.#now()
  }

  #pick(releases: readonly WeightedRelease[]): number {
    if (releases.length < 2) return 0
    const weights = this.#weights.get(releases) ?? releases.map(() => 0)
    this.#weights.set(releases, weights)
    let best = 0
    releases.forEach(({ weight }, index) => {
      weights[index] = (weights[index] ?? 0) + weight
      if ((weights[index] ?? 0) > (weights[best] ?? 0)) best = index
    })
    weights[best] = (weights[best] ?? 0) - releases.reduce((sum, { weight }) => sum + weight, 0)
    return best
  }

  /** Only whose turn it is moves on: else another release's turns would skip an endpoint. */
  #rotate(endpoints: readonly Endpoint[], advance: boolean): readonly Endpoint[] {
    if (endpoints.length < 2) return endpoints
    const turn = this.#turns.get(endpoints) ?? 0
    if (advance) this.#turns.set(endpoints, (turn + 1) % endpoints.length)
    return [...endpoints.slice(turn), ...endpoints.slice(0, turn)]
  }
}
