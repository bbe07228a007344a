import { bareDigest, canonicalJson } from '@towpath/descriptor'
import { cleanCommand, recordCommand, stopCommand } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { hostsWithNames, keepNamesAtLast } from '../names/keep-names.ts'
import type { Leftover } from '../plan/standing.ts'
import { proxyUnitName } from '../proxies/open-embedded-proxy.ts'
import { forgetClaimsCommand } from '../transfer/forget-claims.ts'
import type { Goal } from './carry-out.ts'
import type { Look } from './look.ts'
import { runPhase, type Site } from './site.ts'
import { together } from './together.ts'

export interface Tidying {
  /** What the hosts have from now on. */
  readonly deployment: Deployment
  /** The base of a target, or the target of a base that was put back; null for none. */
  readonly other: Deployment | null
  readonly table: RouteTable
  readonly goal: Goal
  readonly look: Look
}

/**
 * Writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. Those of the base stay,
 * for a quick way back.
 */
export async function tidy(tidying: Tidying, site: Site): Promise<void> {
  await tidyHosts(tidying, site, (host, its) => record(host, tidying, tidying.other, its))
}

/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
export async function tidyPutBack(tidying: Tidying, site: Site): Promise<void> {
  const { look, deployment } = tidying
  await tidyHosts(tidying, site, async (host, its) => {
    if (look.inspections[host]?.revision?.digest !== deployment.digest) return record(host, tidying, null, its)
    await runPhase(its, { host, name: 'forget' }, forgetClaimsCommand(its.acting))
  })
}

async function tidyHosts(
  tidying: Tidying,
  site: Site,
  writeDown: (host: string, site: Site) => Promise<void>,
): Promise<void> {
  const { goal, deployment, other } = tidying
  const named = hostsWithNames([deployment, other], goal)
  const lost = new Set(goal.proxies.lost.map(({ host }) => host))
  const hosts = [...site.hosts.keys()].filter((host) => !lost.has(host))
  await together(hosts, site, async (host, its) => {
    await removeLeftovers(host, goal.plan.leftovers, its)
    if (named.has(host)) await keepNamesAtLast(host, goal, tidying.table, its)
    await writeDown(host, its)
    await runPhase(its, { host, name: 'clean', detail: tellRemoved }, cleanCommand(its.acting))
  })
}

function tellRemoved({ length }: readonly unknown[]): string {
  return length === 0 ? '' : `${length} ${length === 1 ? 'package' : 'packages'} removed`
}

/** After a first deploy that failed: nothing of it stays. */
export async function forgetNames(target: Deployment, goal: Goal, site: Site): Promise<void> {
  const hosts = [...hostsWithNames([target], goal)].filter((host) => site.hosts.has(host))
  await together(hosts, site, (host, its) => keepNamesAtLast(host, goal, null, its))
}

async function removeLeftovers(host: string, all: readonly Leftover[], site: Site): Promise<void> {
  const ofHost = all.filter((one) => one.host === host)
  const instances = ofHost.flatMap(({ folder, unit }) => (folder === null ? [] : [{ ...folder, unit }]))
  const proxy = proxyUnitName(site.acting.environment)
  const strayUnits = ofHost.flatMap(({ folder, unit }) =>
    folder === null && unit !== null && unit !== proxy ? [unit] : [],
  )
  if (instances.length + strayUnits.length === 0) return
  const command = stopCommand(site.acting, { instances, strayUnits, remove: true })
  await runPhase(site, { host, name: 'remove leftovers' }, command)
}

async function record(
  host: string,
  { deployment, table, look }: Tidying,
  previous: Deployment | null,
  site: Site,
): Promise<void> {
  const packages = [deployment, previous].flatMap((one) => (one === null ? [] : packagesOn(host, one)))
  const command = recordCommand(site.acting, {
    revision: { number: deployment.revision.number, digest: deployment.digest },
    previous: look.inspections[host]?.revision?.digest ?? null,
    packages: [...new Set(packages)].sort(),
    table: canonicalJson(table),
  })
  await runPhase(site, { host, name: 'record' }, command)
}

/** Bare digests of what a revision has on a host. */
function packagesOn(host: string, deployment: Deployment): readonly string[] {
  return deployment.revision.releases
    .filter((release) => configOf(deployment, release).infrastructure.hosts.includes(host))
    .map(({ archive }) => bareDigest(archive.digest))
}
