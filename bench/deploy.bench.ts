import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { lab } from '@towpath/testing/lab'
import { countExchanges, type ExchangeCount } from './deploy/exchanges.ts'
import type { TreeShape } from './deploy/package-tree.ts'
import { renderPhases } from './deploy/phases.ts'
import { openRace, type Race, runRace } from './deploy/race.ts'
import type { Releases } from './deploy/releases.ts'
import { renderBytes, renderExchanges, renderSeconds } from './deploy/tables.ts'

/**
 * The step deploy of `dist` against an Ansible playbook and a hand-made script that do the same work, on hosts of the lab: a release to three
 * app hosts, and the switch of two HAProxies. They take turns, each time on fresh hosts.
 *
 *     npm run bench:deploy -- [--quick] [--rounds 3] [--package small|large|tiny …] [--only Towpath …]
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    package: { type: 'string', multiple: true },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
const work = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
try {
  if (!lab.isMet()) throw new Error(`This needs the lab: ${lab.remedy}`)
  await onPackage('small', { files: 2000, sizeBytes: 42e6, bundleBytes: 3e6 }, async (race) => {
    await tellRace(race, [0, 20], rounds)
  })
  await onPackage('tiny', { files: 20, sizeBytes: 100_000, bundleBytes: 10_000 }, async (race) => {
    const counts: ExchangeCount[] = []
    for (const [index, entrant] of withoutAnsible(race).entrants.entries()) {
      counts.push(await countExchanges(entrant, { ...race, folder: join(race.folder, String(index)) }))
    }
    say(renderExchanges(counts))
  })
  await onPackage('large', { files: 18_000, sizeBytes: 180e6, bundleBytes: 3e6 }, async (race) => {
    await tellRace(withoutAnsible(race), [20], 1)
  })
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function onPackage(name: string, shape: TreeShape, run: (race: Race) => Promise<void>): Promise<void> {
  const isChosen = (one: string, chosen: readonly string[] | undefined): boolean => chosen?.includes(one) ?? true
  if (!isChosen(name, values.package)) return
  const folder = join(work, name)
  const race = await openRace(folder, { shape, isWanted: (entrant) => isChosen(entrant, values.only) })
  say(`${name}: ${renderReleases(race.releases)}`)
  await run(race)
  rmSync(folder, { recursive: true })
}

/** It would take minutes, and is far behind already. */
function withoutAnsible(race: Race): Race {
  return { ...race, entrants: race.entrants.filter(({ name }) => name !== 'Ansible') }
}

async function tellRace(race: Race, roundTrips: readonly number[], times: number): Promise<void> {
  const samples = await runRace(race, roundTrips, times)
  say(renderSeconds(samples))
  say(renderBytes(samples, race.releases))
  if (race.entrants.some(({ name }) => name === 'Towpath')) say(renderPhases(samples))
}

function renderReleases({ files, unpackedBytes, archiveBytes, changedFiles, changedGzipBytes }: Releases): string {
  const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
  return `${files} files, ${MB(unpackedBytes)}, archive ${MB(archiveBytes)}; ${changedFiles} files change, ${MB(changedGzipBytes)} in gzip`
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`)
}
