import { type DeployReport, type HistoryEntry, historyEntry } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, type StoredEnvironment } from '../environments/environment.ts'

export interface HistoryRequest {
  readonly environment: string
  /** Only revisions that change it; null: all. */
  readonly service: string | null
  /** How many at most. */
  readonly limit: number
}

export interface History {
  readonly schema: 1
  readonly environment: string
  /** Newest first. */
  readonly entries: readonly HistoryEntry[]
}

/** Who changed what, from where, why and when, how it was judged and what came of it, from the store alone. Throws `environment-unknown`. */
export async function history(
  store: MetadataStore,
  { environment: name, service, limit }: HistoryRequest,
): Promise<History> {
  const environment = await readEnvironment(store, name)
  const reports = await readReports(environment)
  const entries: HistoryEntry[] = []
  for (let number = environment.state.desired?.number ?? 0; number > 0 && entries.length < limit; number -= 1) {
    const revision = await environment.revision(number)
    const base = revision.base === null ? null : await environment.revision(revision.base)
    const own = reports.filter((report) => report.revision === number)
    const entry = historyEntry({ revision, base, reports: own, state: environment.state })
    if (service === null || entry.changes.some((change) => change.service === service)) entries.push(entry)
  }
  return { schema: 1, environment: name, entries }
}

async function readReports(environment: StoredEnvironment): Promise<readonly DeployReport[]> {
  const reports = await Promise.all((await environment.reportFences()).map((fence) => environment.report(fence)))
  return reports.filter((report) => report !== null)
}
