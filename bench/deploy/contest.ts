import type { Site } from '@towpath/testing/lab'
import { verifyVersion } from './ask.ts'
import { openBenchSite } from './bench-site.ts'
import type { BenchHosts, Contestant, Phase } from './contestant.ts'
import type { Releases } from './releases.ts'
import { receivedBytes } from './wire.ts'

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
  readonly rsync: Uint8Array | null
  readonly folder: string
}

/** One contestant on fresh hosts: first, unchanged, changed. Each deploy must have put its version before clients, or this rejects. */
export async function holdContest(entrant: Entrant, contest: Contest): Promise<readonly Sample[]> {
  const { site, hosts } = await openBenchSite(contest.roundTripMs, contest.rsync)
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
  return samples
}

async function receivedByAll({ apps }: BenchHosts): Promise<number> {
  const counts = await Promise.all(apps.map(receivedBytes))
  return counts.reduce((sum, bytes) => sum + bytes, 0)
}
