import { bareDigest, canonicalJson } from '@towpath/descriptor'
import { cleanCommand, type HostCommand, inTurn, recordCommand, stopCommand } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { hostsWithNames, keepNamesAtLast } from '../names/keep-names.ts'
import type { Leftover, LiveInstance } from '../plan/standing.ts'
import { forgetClaimsCommand } from '../transfer/forget-claims.ts'
import { type Goal, goingOf } from './carry-out.ts'
import type { Look } from './look.ts'
import type { Progress } from './progress.ts'
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
 * Stops what leaves, writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. Those of
 * the base stay, for a quick way back. One script a host; with names in /etc/hosts three, since they have to be right before it is written down.
 */
export async function tidy(tidying: Tidying, site: Site, progress: Progress): Promise<void> {
  await tidyHosts(tidying, site, progress, (host) => record(host, tidying, tidying.other, site))
}

/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
export async function tidyPutBack(tidying: Tidying, site: Site, progress: Progress): Promise<void> {
  const { look, deployment } = tidying
  await tidyHosts(tidying, site, progress, (host) =>
    look.inspections[host]?.revision?.digest === deployment.digest
      ? { name: 'forget', command: silent(forgetClaimsCommand(site.acting)) }
      : record(host, tidying, null, site),
  )
}

/** Where the store knows of no base: what hosts have recorded stays, and only what this deploy was bringing goes. */
export async function tidyStarted(
  started: readonly LiveInstance[],
  leftovers: readonly Leftover[],
  site: Site,
): Promise<void> {
  const byHost = Map.groupBy(started, ({ host }) => host)
  await together(site.hosts.keys(), site, (host, its) =>
    runParts(
      host,
      [
        ...stopOld(byHost.get(host) ?? [], { isWayBack: true }, its),
        ...removeLeftovers(host, leftovers, its),
        { name: 'forget', command: silent(forgetClaimsCommand(its.acting)) },
        cleaning(its),
      ],
      its,
    ),
  )
}

/** What a host is told as a part of one script, and what the report says of it. */
interface Part {
  readonly name: string
  readonly command: HostCommand<string>
}

async function tidyHosts(
  tidying: Tidying,
  site: Site,
  progress: Progress,
  writeDown: (host: string) => Part,
): Promise<void> {
  const { goal, deployment, other } = tidying
  const named = hostsWithNames([deployment, other], goal)
  const lost = new Set(goal.proxies.lost.map(({ host }) => host))
  const going = Map.groupBy(goingOf(goal), ({ host }) => host)
  const hosts = new Set([...[...site.hosts.keys()].filter((host) => !lost.has(host)), ...going.keys()])
  await together(hosts, site, async (host, its) => {
    const leaving = going.get(host) ?? []
    const removing = [...stopOld(leaving, goal, its), ...removeLeftovers(host, goal.plan.leftovers, its)]
    const keeping = [writeDown(host), cleaning(its)]
    if (named.has(host)) {
      await runParts(host, removing, its)
      await keepNamesAtLast(host, goal, tidying.table, its)
      await runParts(host, keeping, its)
    } else await runParts(host, [...removing, ...keeping], its)
    progress.stopped.push(...leaving.filter((one) => !progress.stopped.includes(one)))
  })
}

async function runParts(host: string, parts: readonly Part[], site: Site): Promise<void> {
  if (parts.length === 0) return
  const names = parts.map(({ name }) => name).join(', ')
  const command = inTurn(
    'tidy',
    parts.map((part) => part.command),
  )
  const detail = (details: readonly string[]): string => details.filter((text) => text !== '').join(', ')
  await runPhase(site, { host, name: names, detail }, command)
}

function cleaning({ acting }: Site): Part {
  return { name: 'clean', command: telling(cleanCommand(acting), tellRemoved) }
}

function telling<Result>(command: HostCommand<Result>, tell: (result: Result) => string): HostCommand<string> {
  return { ...command, parse: (records) => tell(command.parse(records)) }
}

function silent(command: HostCommand<unknown>): HostCommand<string> {
  return telling(command, () => '')
}

function tellRemoved({ length }: readonly unknown[]): string {
  return length === 0 ? '' : `${length} ${length === 1 ? 'package' : 'packages'} removed`
}

/** After a first deploy that failed: nothing of it stays. */
export async function forgetNames(target: Deployment, goal: Goal, site: Site): Promise<void> {
  const hosts = [...hostsWithNames([target], goal)].filter((host) => site.hosts.has(host))
  await together(hosts, site, (host, its) => keepNamesAtLast(host, goal, null, its))
}

function stopOld(
  leaving: readonly LiveInstance[],
  { isWayBack }: Pick<Goal, 'isWayBack'>,
  { acting }: Site,
): readonly Part[] {
  if (leaving.length === 0) return []
  const command = stopCommand(acting, { instances: leaving.map(({ found }) => found), remove: true })
  return [{ name: isWayBack ? 'stop the new' : 'stop the old', command: silent(command) }]
}

function removeLeftovers(host: string, all: readonly Leftover[], { acting }: Site): readonly Part[] {
  const ofHost = all.filter((one) => one.host === host)
  const instances = ofHost.flatMap(({ folder, unit }) => (folder === null ? [] : [{ ...folder, unit }]))
  const strayUnits = ofHost.flatMap(({ folder, unit }) => (folder === null && unit !== null ? [unit] : []))
  if (instances.length + strayUnits.length === 0) return []
  const command = stopCommand(acting, { instances, strayUnits, remove: true })
  return [{ name: 'remove leftovers', command: silent(command) }]
}

function record(
  host: string,
  { deployment, table, look }: Tidying,
  previous: Deployment | null,
  { acting }: Site,
): Part {
  const packages = [deployment, previous].flatMap((one) => (one === null ? [] : packagesOn(host, one)))
  const command = recordCommand(acting, {
    revision: { number: deployment.revision.number, digest: deployment.digest },
    previous: look.inspections[host]?.revision?.digest ?? null,
    packages: [...new Set(packages)].sort(),
    table: canonicalJson(table),
  })
  return { name: 'record', command: silent(command) }
}

/** Bare digests of what a revision has on a host. */
function packagesOn(host: string, deployment: Deployment): readonly string[] {
  return deployment.revision.releases
    .filter((release) => configOf(deployment, release).infrastructure.hosts.includes(host))
    .map(({ archive }) => bareDigest(archive.digest))
}
