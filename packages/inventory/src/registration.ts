import { canonicalJson } from '@towpath/descriptor'
import { environmentPaths } from '@towpath/environment'
import { appendHistory, historyPath } from './history.ts'
import { isSameLife, openRecords, reportedInstances, runningInstances } from './instance-lives.ts'
import type { ClosedRecord, InstanceRecord } from './records.ts'
import type { RegistrationInput } from './registration-input.ts'
import { proxiesRecord, serviceRecords } from './service-records.ts'
import { verifyReport } from './verify-report.ts'

/** Documents to write and paths to remove, for one commit. */
export interface RegistrationPlan {
  readonly write: Readonly<Record<string, string>>
  readonly remove: readonly string[]
  /** How many records were opened, kept and closed, for people. */
  readonly opened: number
  readonly kept: number
  readonly closed: number
}

/**
 * What deploy's report says runs, as changes of the inventory. A report that was registered already changes nothing.
 * After a deploy that went well the report is complete: what it doesn't name is closed. After one that was put back, only
 * what it names changes. Faults: `report-outdated`, `report-mismatch`.
 */
export function planRegistration(input: RegistrationInput): RegistrationPlan {
  const { report, inventory } = input
  verifyReport(input)
  const running = runningInstances(input)
  const stopped = new Set(reportedInstances(report).flatMap(({ id, change }) => (change === 'stopped' ? [id] : [])))
  const open = openRecords(inventory)
  const isGone = (id: string) => !running.has(id) && (report.status !== 'rolled-back' || stopped.has(id))
  const isOver = (record: InstanceRecord) => {
    const now = running.get(record.id)?.record
    return now === undefined ? isGone(record.id) : !isSameLife(record, now)
  }
  const closed = [...open.values()]
    .filter(({ record }) => isOver(record))
    .map(({ service, record }): ClosedRecord => ({ ...record, schema: 1, service, validTo: report.endedAt }))
  const staying = [...open.values()].filter(({ record }) => !isGone(record.id) && !running.has(record.id))
  const services = serviceRecords(input, [...running.values(), ...staying])
  const write: Record<string, string> = {}
  for (const record of services.values()) {
    const text = canonicalJson(record)
    const before = inventory.services.get(record.service)
    if (before === undefined || canonicalJson(before) !== text) write[environmentPaths.service(record.service)] = text
  }
  const proxies = canonicalJson(proxiesRecord(input))
  if (inventory.proxies === null || canonicalJson(inventory.proxies) !== proxies) {
    write[environmentPaths.proxies] = proxies
  }
  const history = appendHistory(input.history, closed)
  if (history !== input.history) write[historyPath(report.endedAt)] = history
  const kept = [...running.values()].filter(({ record }) => {
    const before = open.get(record.id)?.record
    return before !== undefined && isSameLife(before, record)
  }).length
  return {
    write,
    remove: [...inventory.services.keys()].filter((name) => !services.has(name)).map(environmentPaths.service),
    opened: running.size - kept,
    kept: kept + staying.length,
    closed: closed.length,
  }
}
