import {
  type DeployReport,
  type EnvironmentSpec,
  environmentDomain,
  pairsThatRan,
  type RanThere,
  type RanTogether,
  strengthOf,
  type Upstream,
} from '@towpath/environment'
import { evidenceOf, longerOf } from '@towpath/inventory'
import type { MetadataStore } from '@towpath/metadata-store'
import { StoredEnvironment } from '../environments/environment.ts'
import { readLastReports } from './last-reports.ts'

/** What other environments, and this one, know of versions. */
export interface Evidence {
  /** The environments that the spec's `after` names. */
  readonly upstream: readonly Upstream[]
  readonly together: readonly RanTogether[]
}

/** Reads what the gates of a spec ask for, each environment once. */
export async function readEvidence(store: MetadataStore, spec: EnvironmentSpec, now: Date): Promise<Evidence> {
  const { after, policy } = spec
  const names = [...new Set(after === undefined ? [] : Array.isArray(after) ? after : after.any)].sort()
  const asksForPairs = names.length > 0 && strengthOf(spec, 'matrix') !== 'off'
  const soakedSince = new Date(now.getTime() - (policy?.soakMinutes ?? 0) * 60_000)
  const open = (name: string) => openDeploys(store, name, soakedSince)
  const [others, own] = await Promise.all([
    Promise.all(names.map(open)),
    Promise.all((asksForPairs ? [spec.environment] : []).map(open)),
  ])
  const [upstream, together] = await Promise.all([
    Promise.all(others.map((one) => upstreamOf(one, now))),
    Promise.all((asksForPairs ? [...others, ...own] : []).map(togetherIn)),
  ])
  return { upstream, together: together.flat() }
}

interface Deploys {
  readonly environment: StoredEnvironment
  /** Oldest first. */
  readonly reports: readonly DeployReport[]
}

async function openDeploys(store: MetadataStore, name: string, since: Date): Promise<Deploys> {
  const environment = await StoredEnvironment.at(await store.read(environmentDomain(name)), name)
  return { environment, reports: await readLastReports(environment, since) }
}

/** What was registered there, and what is deployed there: register may not have run yet. */
async function upstreamOf({ environment, reports }: Deploys, now: Date): Promise<Upstream> {
  const { deployed, desired } = environment.state
  const [inventory, history] = await Promise.all([environment.inventory(), environment.history()])
  const ran = new Map<string, RanThere>(Object.entries(evidenceOf({ inventory, history, reports, now })))
  if (deployed !== null) {
    for (const { service, version } of (await environment.revision(deployed.number)).releases) {
      const started = lastStart(reports, service, version) ?? deployed.at
      const since = Date.parse(started) > Date.parse(deployed.at) ? started : deployed.at
      const key = `${service}@${version}`
      ran.set(key, longerOf(ran.get(key), { since }, now))
    }
  }
  return { environment: environment.name, exists: desired !== null, ran: Object.fromEntries(ran) }
}

/** When the reports last saw an instance of it start; null: not in these. */
function lastStart(reports: readonly DeployReport[], service: string, version: string): string | null {
  const report = reports.findLast(({ hosts }) =>
    hosts.some(({ instances }) =>
      instances.some(
        (one) =>
          one.service === service && one.version === version && (one.change === 'started' || one.change === 'restored'),
      ),
    ),
  )
  return report?.endedAt ?? null
}

/** As many deploys as are likely to tell of what is new now. */
const deploysLookedAt = 10

async function togetherIn({ environment, reports }: Deploys): Promise<readonly RanTogether[]> {
  const last = reports.slice(-deploysLookedAt)
  const numbers = [...new Set(last.map(({ revision }) => revision))]
  const revisions = new Map(
    await Promise.all(numbers.map(async (number) => [number, await environment.revision(number)] as const)),
  )
  return pairsThatRan(
    last.flatMap((report) => {
      const revision = revisions.get(report.revision)
      return revision === undefined ? [] : [{ revision, report }]
    }),
  )
}
