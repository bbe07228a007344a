import type { DeployReport, RanThere } from '@towpath/environment'
import { reportedInstances } from './instance-lives.ts'
import type { Inventory } from './inventory.ts'
import type { ClosedRecord } from './records.ts'

/** By `name@version`: the longest time that it ran without a break. Sorted by name. */
export type Evidence = Readonly<Record<string, RanThere>>

export interface EvidenceInput {
  readonly inventory: Inventory
  readonly history: Iterable<ClosedRecord>
  /** Of the last deploys, in their order: they know of starts that a record does not show. */
  readonly reports: readonly DeployReport[]
  readonly now: Date
}

/**
 * What was registered ran well: only verified instances are. A record is one life, unless a report says that the instance was
 * started again in it, as when a failed deploy was put back: then it is two.
 */
export function evidenceOf({ inventory, history, reports, now }: EvidenceInput): Evidence {
  const starts = startsOf(reports)
  const longest = new Map<string, RanThere>()
  const add = (service: string, version: string, life: RanThere) => {
    const key = `${service}@${version}`
    longest.set(key, longerOf(longest.get(key), life, now))
  }
  for (const record of history) {
    for (const life of livesOf(record, record.validTo, starts)) add(record.service, record.version, life)
  }
  for (const { service, instances } of inventory.services.values()) {
    for (const record of instances) {
      for (const life of livesOf(record, null, starts)) add(service, record.version, life)
    }
  }
  return Object.fromEntries([...longest].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Of two lives of one version the one that lasted longer until now. */
export function longerOf(one: RanThere | undefined, other: RanThere, now: Date): RanThere {
  return one === undefined || lastedMs(other, now) > lastedMs(one, now) ? other : one
}

/** Times at which instances were started, by id. */
function startsOf(reports: readonly DeployReport[]): ReadonlyMap<string, readonly string[]> {
  const starts = reports.flatMap((report) =>
    reportedInstances(report)
      .filter(({ change }) => change === 'started' || change === 'restored')
      .map(({ id }) => ({ id, at: report.endedAt })),
  )
  return new Map([...Map.groupBy(starts, ({ id }) => id)].map(([id, all]) => [id, all.map(({ at }) => at)]))
}

/** A record's time, cut where its instance was started again. */
function livesOf(
  { id, validFrom }: { readonly id: string; readonly validFrom: string },
  validTo: string | null,
  starts: ReadonlyMap<string, readonly string[]>,
): readonly RanThere[] {
  const inside = (starts.get(id) ?? []).filter(
    (at) => Date.parse(at) > Date.parse(validFrom) && (validTo === null || Date.parse(at) < Date.parse(validTo)),
  )
  const cuts = [validFrom, ...inside.sort()]
  return cuts.map((since, index) => {
    const until = cuts[index + 1] ?? validTo
    return until === null ? { since } : { since, until }
  })
}

function lastedMs({ since, until }: RanThere, now: Date): number {
  const end = until === undefined ? now.getTime() : Math.min(Date.parse(until), now.getTime())
  return end - Date.parse(since)
}
