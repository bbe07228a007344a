import { bareDigest, canonicalJson } from '@towpath/descriptor'
import { cleanCommand, recordCommand, stopCommand } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import type { Leftover } from '../plan/standing.ts'
import { proxyUnitName } from '../proxies/open-embedded-proxy.ts'
import { forgetClaimsCommand } from '../transfer/forget-claims.ts'
import type { Look } from './look.ts'
import { runPhase, type Site } from './site.ts'
import { together } from './together.ts'

export interface Tidying {
  /** What the hosts have from now on. */
  readonly deployment: Deployment
  /** Its packages stay on the hosts too, for a quick way back; null for none. */
  readonly previous: Deployment | null
  readonly table: RouteTable
  readonly plan: DeployPlan
  readonly look: Look
}

/** Writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. */
export async function tidy(tidying: Tidying, site: Site): Promise<void> {
  await tidyHosts(tidying, site, (host, its) => record(host, tidying, its))
}

/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
export async function tidyPutBack(tidying: Tidying, site: Site): Promise<void> {
  const { look, deployment } = tidying
  await tidyHosts(tidying, site, async (host, its) => {
    if (look.inspections[host]?.revision?.digest !== deployment.digest) return record(host, tidying, its)
    await runPhase(its, { host, name: 'forget' }, forgetClaimsCommand(its.acting))
  })
}

async function tidyHosts(
  { plan }: Tidying,
  site: Site,
  writeDown: (host: string, site: Site) => Promise<void>,
): Promise<void> {
  await together(site.hosts.keys(), site, async (host, its) => {
    await removeLeftovers(host, plan.leftovers, its)
    await writeDown(host, its)
    await runPhase(
      its,
      { host, name: 'clean', detail: (removed) => `${removed.length} packages` },
      cleanCommand(its.acting),
    )
  })
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

async function record(host: string, { deployment, previous, table, look }: Tidying, site: Site): Promise<void> {
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
