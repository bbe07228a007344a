import type { Site } from '@towpath/testing/lab'
import { verifyVersion } from './ask.ts'
import { openBenchSite } from './bench-site.ts'
import type { BenchHosts, Contestant, Phase } from './contestant.ts'
import type { Releases } from './releases.ts'
import { type Exchanges, readExchanges, receivedBytes, traceSshd } from './wire.ts'

export const scenarios = ['first', 'unchanged', 'changed'] as const
export type Scenario = (typeof scenarios)[number]

export interface Sample {
  readonly contestant: string
  readonly roundTripMs: number
  readonly scenario: Scenario
  readonly seconds: number
  readonly peakMiB: number | null
  /** What came to an app host on the wire: the mean over them. */
  readonly receivedBytes: number
  readonly phases: readonly Phase[]
}

export interface Entrant {
  readonly name: string
  /** `folder`: its own, new for each site. */
  open(site: Site, hosts: BenchHosts, folder: string): Contestant
}

export interface Contest {
  readonly releases: Releases
  readonly roundTripMs: number
  readonly hostPackages: Uint8Array | null
  readonly folder: string
  /** Counts the exchanges of one more deploy that changes nothing, which is not timed. */
  readonly isTraced: boolean
}

export interface Outcome {
  readonly samples: readonly Sample[]
  /** The most that any app host was asked, and any edge. */
  readonly exchanges: { readonly app: Exchanges; readonly edge: Exchanges } | null
  readonly contestant: Contestant
}

/** One contestant on fresh hosts: first, unchanged, changed. Each deploy must have put its version before clients, or this rejects. */
export async function holdContest(entrant: Entrant, contest: Contest): Promise<Outcome> {
  const { site, hosts } = await openBenchSite(contest.roundTripMs, contest.hostPackages)
  await using _ = site
  const contestant = entrant.open(site, hosts, contest.folder)
  const samples: Sample[] = []
  for (const scenario of scenarios) {
    const release = scenario === 'changed' ? contest.releases.second : contest.releases.first
    if (scenario !== 'unchanged') await contestant.before(release)
    const before = await receivedByAll(hosts)
    const { seconds, peakMiB, phases } = await contestant.deploy(release)
    const received = ((await receivedByAll(hosts)) - before) / hosts.apps.length
    await verifyVersion(contestant.urls, release.version)
    const { roundTripMs } = contest
    samples.push({ contestant: entrant.name, roundTripMs, scenario, seconds, peakMiB, phases, receivedBytes: received })
  }
  return { samples, exchanges: contest.isTraced ? await countExchanges(contestant, contest, hosts) : null, contestant }
}

async function receivedByAll({ apps }: BenchHosts): Promise<number> {
  const counts = await Promise.all(apps.map(receivedBytes))
  return counts.reduce((sum, bytes) => sum + bytes, 0)
}

async function countExchanges(
  contestant: Contestant,
  { releases }: Contest,
  { apps, edges }: BenchHosts,
): Promise<Outcome['exchanges']> {
  await Promise.all([...apps, ...edges].map(traceSshd))
  await contestant.deploy(releases.second)
  const most = async (hosts: BenchHosts['apps']): Promise<Exchanges> => {
    const counts = await Promise.all(hosts.map(readExchanges))
    return {
      connections: Math.max(...counts.map(({ connections }) => connections)),
      commands: Math.max(...counts.map(({ commands }) => commands)),
      forwards: Math.max(...counts.map(({ forwards }) => forwards)),
    }
  }
  return { app: await most(apps), edge: await most(edges) }
}
