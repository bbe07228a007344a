import type { Release } from '@towpath/environment'
import { hostOf, type Site } from '../run/site.ts'
import { together } from '../run/together.ts'
import { FileIndexes } from './file-indexes.ts'
import { Selections } from './selections.ts'
import { type SendSources, sendPackage } from './send-package.ts'

/** How many packages go to one host at once: their bytes share one line, their scripts take turns at the host's lock. */
const atOnce = 3

/** Another release of the same service whose package a host has, null for none: most of a new one is in it. */
export type FindBase = (host: string, release: Release) => Release | null

/** Brings every host the packages that it needs. */
export async function sendPackages(
  packages: Readonly<Record<string, readonly Release[]>>,
  findBase: FindBase,
  site: Site,
): Promise<void> {
  await using selections = new Selections(site.packages)
  const sources = { packages: site.packages, indexes: new FileIndexes(site.packages), selections }
  const lines = Object.entries(packages).flatMap(([host, releases]) => {
    const waiting = releases.values()
    return Array.from({ length: Math.min(atOnce, releases.length) }, () => ({ host, waiting }))
  })
  await together(lines, site, async ({ host, waiting }, its) => {
    for (const release of waiting) await sendOne({ host, release, base: findBase(host, release) }, sources, its)
  })
}

async function sendOne(
  { host, release, base }: { readonly host: string; readonly release: Release; readonly base: Release | null },
  sources: SendSources,
  site: Site,
): Promise<void> {
  const { phases, acting, signal } = site
  const sent = await phases.run(host, `send ${release.service} ${release.version}`, () =>
    sendPackage({ host: hostOf(site, host), release, base, acting, signal }, sources),
  )
  phases.addBytes(host, sent)
}
