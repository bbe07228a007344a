import type { Release } from '@towpath/environment'
import { hostOf, type Site } from '../run/site.ts'
import { together } from '../run/together.ts'
import { Selections } from './selections.ts'
import { sendPackage } from './send-package.ts'

/** How many packages go to one host at once: their bytes share one line, their scripts take turns at the host's lock. */
const atOnce = 3

/** Brings every host the packages that it needs. */
export async function sendPackages(packages: Readonly<Record<string, readonly Release[]>>, site: Site): Promise<void> {
  await using selections = new Selections(site.packages)
  const lines = Object.entries(packages).flatMap(([host, releases]) => {
    const waiting = releases.values()
    return Array.from({ length: Math.min(atOnce, releases.length) }, () => ({ host, waiting }))
  })
  await together(lines, site, async ({ host, waiting }, its) => {
    for (const release of waiting) await sendOne(host, release, selections, its)
  })
}

async function sendOne(name: string, release: Release, selections: Selections, site: Site): Promise<void> {
  const { phases, acting, signal, packages } = site
  const sent = await phases.run(name, `send ${release.service} ${release.version}`, () =>
    sendPackage({ host: hostOf(site, name), release, acting, signal }, packages, selections),
  )
  phases.addBytes(name, sent)
}
