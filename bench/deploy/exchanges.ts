import type { LabHost } from '@towpath/testing/lab'
import { openBenchSite } from './bench-site.ts'
import type { Contest, Entrant } from './contest.ts'
import { type Exchanges, readExchanges, traceSshd } from './wire.ts'

export interface ExchangeCount {
  readonly contestant: string
  /** How many round trips come one after the other in a whole run. */
  readonly turns: number
  /** The most that any host was asked. */
  readonly app: Exchanges
  readonly edge: Exchanges
}

/** So far away that what the machine does besides is little against it; the fastest of three runs counts. */
const farMs = 200

/**
 * Counts what a deploy that changes nothing asks. Its round trips are what it takes longer with hosts that are far away, where whatever goes on
 * side by side counts once.
 */
export async function countExchanges(entrant: Entrant, contest: Omit<Contest, 'roundTripMs'>): Promise<ExchangeCount> {
  const near = await repeat(entrant, { ...contest, roundTripMs: 0, folder: `${contest.folder}-near` })
  const far = await repeat(entrant, { ...contest, roundTripMs: farMs, folder: `${contest.folder}-far` })
  const turns = ((far.seconds - near.seconds) * 1000) / farMs
  return { contestant: entrant.name, turns, app: near.app, edge: near.edge }
}

async function repeat(
  entrant: Entrant,
  { releases, roundTripMs, rsync, folder }: Contest,
): Promise<{ readonly seconds: number; readonly app: Exchanges; readonly edge: Exchanges }> {
  const { site, hosts } = await openBenchSite(roundTripMs, rsync)
  await using _ = site
  const contestant = entrant.open(site, hosts, folder)
  await contestant.before(releases.first)
  await contestant.deploy(releases.first)
  const runs = [await contestant.deploy(releases.first), await contestant.deploy(releases.first)]
  await Promise.all(site.hosts.map(traceSshd))
  runs.push(await contestant.deploy(releases.first))
  const seconds = Math.min(...runs.map((run) => run.seconds))
  return { seconds, app: await mostOf(hosts.apps), edge: await mostOf(hosts.edges) }
}

async function mostOf(hosts: readonly LabHost[]): Promise<Exchanges> {
  const counts = await Promise.all(hosts.map(readExchanges))
  return {
    connections: Math.max(...counts.map(({ connections }) => connections)),
    commands: Math.max(...counts.map(({ commands }) => commands)),
    forwards: Math.max(...counts.map(({ forwards }) => forwards)),
  }
}
