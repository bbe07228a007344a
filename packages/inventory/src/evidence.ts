import type { Inventory } from './inventory.ts'
import type { ClosedRecord } from './records.ts'

/** By `name@version`: since when it was first deployed well (RFC 3339). */
export type Evidence = Readonly<Record<string, { readonly since: string }>>

/** What was ever registered ran well: only verified instances are. Sorted by name. */
export function evidenceOf(inventory: Inventory, history: Iterable<ClosedRecord>): Evidence {
  const since = new Map<string, string>()
  const add = (service: string, version: string, from: string) => {
    const key = `${service}@${version}`
    const known = since.get(key)
    if (known === undefined || Date.parse(from) < Date.parse(known)) since.set(key, from)
  }
  for (const { service, version, validFrom } of history) add(service, version, validFrom)
  for (const { service, instances } of inventory.services.values()) {
    for (const { version, validFrom } of instances) add(service, version, validFrom)
  }
  return Object.fromEntries(
    [...since].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, from]) => [key, { since: from }]),
  )
}
