import type { PromotionInput, RanThere } from '../promotion/promotion-input.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { isToCome } from './clock.ts'

/** A version that comes with a plan, or could. */
export interface Arrival {
  readonly service: string
  readonly version: string
  /** What it comes with, so that it is brought there as a whole too. */
  readonly setOf?: Release['setOf']
}

export interface UpstreamContext {
  readonly spec: EnvironmentSpec
  readonly upstream: PromotionInput['upstream']
  readonly now: string
}

/** What one environment of `after` knows of a version. */
export interface Seen {
  readonly environment: string
  /** Whether it has any revision. */
  readonly exists: boolean
  /** When it ran there; null: it did not, or only in a time to come. */
  readonly ran: RanThere | null
  /** A time to come since which it is said to run. */
  readonly toCome: string | null
}

export interface SeenUpstream {
  /** One of them is enough. */
  readonly any: boolean
  /** Sorted by name. */
  readonly environments: readonly Seen[]
}

/** null: nothing has to be run elsewhere first. */
export function seenUpstream(context: UpstreamContext, arrival: Arrival): SeenUpstream | null {
  const { after } = context.spec
  if (after === undefined) return null
  const names = Array.isArray(after) ? after : after.any
  if (names.length === 0) return null
  return {
    any: !Array.isArray(after),
    environments: [...new Set(names)].sort().map((environment) => seenIn(context, environment, arrival)),
  }
}

/** Environments that it has still to run well in; none when it may come. */
export function missingUpstream(context: UpstreamContext, arrival: Arrival): readonly Seen[] {
  const seen = seenUpstream(context, arrival)
  if (seen === null) return []
  const missing = seen.environments.filter(({ ran }) => ran === null)
  return seen.any && missing.length < seen.environments.length ? [] : missing
}

/** How long it ran without a break; 0 for what is still to come. */
export function ranMs({ since, until }: RanThere, now: string): number {
  const end = until === undefined ? Date.parse(now) : Math.min(Date.parse(until), Date.parse(now))
  return Math.max(0, end - Date.parse(since))
}

function seenIn({ upstream, now }: UpstreamContext, environment: string, { service, version }: Arrival): Seen {
  const known = upstream.find((one) => one.environment === environment)
  const ran = known?.ran[`${service}@${version}`]
  const toCome = ran !== undefined && isToCome(ran.since, now) ? ran.since : null
  return { environment, exists: known?.exists ?? false, ran: toCome === null ? (ran ?? null) : null, toCome }
}
