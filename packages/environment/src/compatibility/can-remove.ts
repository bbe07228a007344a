import { nameSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'
import { renderTime } from '../plan/render-time.ts'
import { type AnsweredEdge, edgesOf, isBroken } from '../promotion/dependencies.ts'
import type { Pin, Release } from '../revision.ts'
import { heldBySets } from '../sets/held-by-sets.ts'
import { partsOfSet } from '../sets/set-names.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type ObservedCall, sayCalls } from './observed-calls.ts'
import { afterRemoval, howToRemove, type Removal, sayRemoval } from './removal.ts'

const concernedSchema = z.strictObject({
  /**
   * `breaks`: it declares a range, or was seen calling, and nothing would answer. `loses`: what it declares is optional.
   * `moves`: another version would answer. `unproven`: it was seen calling what goes, undeclared, and others stay.
   */
  state: z.enum(['breaks', 'loses', 'moves', 'unproven']),
  service: nameSchema,
  version: versionSchema,
  /** As declared; null: it is not. */
  range: z.string().nullable(),
  /** What answers it now, and what would. */
  from: versionSchema.nullable(),
  to: versionSchema.nullable(),
  /** How often it was seen calling what would go; null: nobody looked. */
  calls: z.int().min(0).nullable(),
  reason: z.string(),
})

export type Concerned = z.infer<typeof concernedSchema>

/** Who would break if something went. */
export const removalAnswerSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  revision: z.int(),
  /** `stock`, `stock 2.1.3`, or the line of it. */
  subject: z.string(),
  /** `name@version` of what would go. */
  removes: z.array(z.string()),
  /** `unproven`: nobody breaks by what is declared, but someone was seen calling it. */
  answer: z.enum(['yes', 'no', 'unproven']),
  /** Those that break first; then by service and version. */
  concerned: z.array(concernedSchema),
  /** What answers those who name no range, where that changes; `to` null: nothing would. */
  ofNoRange: z.strictObject({ from: versionSchema, to: versionSchema.nullable() }).nullable(),
  /** What else stands in the way: a pin, a set that goes only as a whole, the line of those who name no range. */
  obstacles: z.array(z.string()),
  /** What to do: to remove it where it can go, else to make that possible. */
  fix: z.string(),
})

export type RemovalAnswer = z.infer<typeof removalAnswerSchema>

export interface RemovalQuestion {
  readonly removal: Removal
  readonly revision: number
  readonly spec: EnvironmentSpec
  readonly releases: readonly Release[]
  readonly pins: readonly Pin[]
  readonly observed: readonly ObservedCall[]
}

/** Who declares, or was seen calling, what only the removed answers. Nothing of it depends on the order of the input. */
export function canRemove(question: RemovalQuestion): RemovalAnswer {
  const { removal, spec, releases, observed } = question
  const after = afterRemoval(removal, spec, releases)
  const staying = new Set(after.releases.map(nameOf))
  const gone = releases.filter((release) => !staying.has(nameOf(release)))
  const concerned = [
    ...declaring(question, after),
    ...calling({ gone, after: after.releases, observed, service: removal.service }),
  ].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  const held = heldBySets(gone, after.releases)
  const ofSets = held.map(
    ({ release: { service, version }, sets }) =>
      `${service} ${version} stands for ${sets.join(' and ')}, and a set goes only as a whole`,
  )
  const obstacles = [...ofSets, ...obstaclesOf(question, gone, after.releases)]
  const breaks = concerned.filter((one) => one.state === 'breaks')
  const answer = breaks.length + obstacles.length > 0 ? 'no' : concerned.some(isUnproven) ? 'unproven' : 'yes'
  return {
    schema: 1,
    environment: spec.environment,
    revision: question.revision,
    subject: sayRemoval(removal),
    removes: gone.map(nameOf).sort(),
    answer,
    concerned,
    ofNoRange: defaultMove(gone, after.releases, removal.service),
    obstacles: [...obstacles],
    fix: answer === 'no' ? wayOut(removal, breaks, held) : howToRemove(removal, spec),
  }
}

const nameOf = ({ service, version }: Release) => `${service}@${version}`

const isUnproven = ({ state }: Concerned) => state === 'unproven'

/** Every declared edge to the service whose answer changes. */
function declaring(
  { removal: { service }, spec, releases, observed }: RemovalQuestion,
  after: { readonly spec: EnvironmentSpec; readonly releases: readonly Release[] },
): readonly Concerned[] {
  const [own, left] = [releases, after.releases].map((all) => all.filter((release) => release.service === service))
  const edgeTo = (of: EnvironmentSpec, consumer: Release, versions: readonly Release[] = []) =>
    edgesOf(of, consumer, (name) => (name === service ? versions : [])).find((edge) => edge.dependency === service)
  return after.releases.flatMap((consumer) => {
    if (!Object.hasOwn(consumer.descriptor.dependencies ?? {}, service)) return []
    const now = edgeTo(spec, consumer, own)
    const then = edgeTo(after.spec, consumer, left)
    if (now === undefined || then === undefined || isBroken(now) || now.version === then.version) return []
    return [concernedBy(now, then, observed)]
  })
}

function concernedBy(now: AnsweredEdge, then: AnsweredEdge, observed: readonly ObservedCall[]): Concerned {
  const { consumer, dependency, range } = now
  const calls = callsBetween(consumer, { service: dependency, version: now.version }, observed)
  const state = isBroken(then) ? 'breaks' : then.version === null ? 'loses' : 'moves'
  const seen = calls === null ? null : sayCalls(calls)
  const declared = `it declares \`${range}\`${seen === null ? '' : `, and was ${seen}`}`
  const outcomes = {
    breaks: `and there would be ${then.found}`,
    loses: `optional, and there would be ${then.found}`,
    moves: `and ${dependency} ${then.version} would answer instead of ${now.version}`,
  }
  return {
    state,
    service: consumer.service,
    version: consumer.version,
    range,
    from: now.version,
    to: then.version,
    calls,
    reason: `${declared}, ${outcomes[state]}`,
  }
}

interface Calling {
  readonly service: string
  readonly gone: readonly Release[]
  readonly after: readonly Release[]
  readonly observed: readonly ObservedCall[]
}

/** Who was seen calling what goes, without a declared range that it answers. */
function calling({ service, gone, after, observed }: Calling): readonly Concerned[] {
  const left = after.filter((release) => release.service === service)
  return after.flatMap((consumer) =>
    gone.flatMap(({ version }): Concerned[] => {
      const calls = callsBetween(consumer, { service, version }, observed) ?? 0
      if (calls === 0 || consumer.service === service) return []
      if (consumer.dependencies[service]?.version === version) return []
      const rest = left.map((release) => release.version).join(' and ')
      return [
        {
          state: left.length === 0 ? 'breaks' : 'unproven',
          service: consumer.service,
          version: consumer.version,
          range: consumer.dependencies[service]?.range ?? null,
          from: version,
          to: null,
          calls,
          reason: `it declares nothing that ${service} ${version} answers, but was ${sayCalls(calls)}, and ${left.length === 0 ? 'it would find nothing' : `nothing says that it can work with ${rest}`}`,
        },
      ]
    }),
  )
}

function callsBetween(
  from: { readonly service: string; readonly version: string },
  to: { readonly service: string; readonly version: string | null },
  observed: readonly ObservedCall[],
): number | null {
  if (observed.length === 0) return null
  return observed
    .filter((call) => call.from.service === from.service && call.from.version === from.version)
    .filter((call) => call.to.service === to.service && call.to.version === to.version)
    .reduce((sum, { calls }) => sum + calls, 0)
}

function obstaclesOf(
  { removal, spec, pins }: RemovalQuestion,
  gone: readonly Release[],
  after: readonly Release[],
): readonly string[] {
  const { service } = removal
  const pinned = pins
    .filter((pin) => gone.some((release) => release.service === pin.service && release.version === pin.version))
    .map((pin) => `${pin.service} ${pin.version} is pinned by ${pin.by} since ${renderTime(pin.since)}: ${pin.reason}`)
  const move = defaultMove(gone, after, service)
  const left = after.filter((release) => release.service === service).map((release) => release.version)
  if (move === null || move.to !== null || (left.length === 0 && removal.kind !== 'line')) return pinned.sort()
  return [
    ...pinned.sort(),
    `${move.from} is what those get who name no range of ${service} in ${spec.environment}; ${left.length === 0 ? 'no other line has a version' : `${left.join(' and ')} would stay without being that`}`,
  ]
}

/** The default goes with its release, and comes back with the first line that is left. */
function defaultMove(gone: readonly Release[], after: readonly Release[], service: string): RemovalAnswer['ofNoRange'] {
  const from = gone.find((release) => release.isDefault)
  const to = after.find((release) => release.service === service && release.isDefault)
  return from === undefined ? null : { from: from.version, to: to?.version ?? null }
}

function wayOut({ service }: Removal, breaks: readonly Concerned[], held: ReturnType<typeof heldBySets>): string {
  const sets = [...new Set(held.flatMap((one) => one.sets).map((set) => partsOfSet(set).name))].sort()
  if (sets.length > 0) return `First promote versions of ${sets.join(' and ')} that do without it`
  const names = [...new Set(breaks.map((one) => one.service))].sort()
  if (names.length === 0) return 'Release the pin, or name another line first in `versions`'
  return `First promote versions of ${names.join(', ')} that do without it, or keep it beside what replaces it: \`versions\` under \`services.${service}\``
}

const weights = { breaks: 0, unproven: 1, loses: 2, moves: 3 } as const

function sortKey({ state, service, version, from }: Concerned): string {
  return `${weights[state]} ${service} ${version} ${from}`
}
