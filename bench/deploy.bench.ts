import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { lab } from '@towpath/testing/lab'
import { AnsiblePeer } from './deploy/ansible-peer.ts'
import { type Entrant, holdContest, type Outcome } from './deploy/contest.ts'
import type { TreeShape } from './deploy/package-tree.ts'
import { renderPhases } from './deploy/phases.ts'
import { makeReleases } from './deploy/releases.ts'
import { ScriptPeer } from './deploy/script-peer.ts'
import { renderBytes, renderExchanges, renderSeconds } from './deploy/tables.ts'
import { findAnsible, findHostPackages, has } from './deploy/tools.ts'
import { publishReleases, TowpathContestant } from './deploy/towpath.ts'

/**
 * The step deploy of `dist` against an Ansible playbook and a hand-made script that do the same work, on hosts of the lab: a release to three
 * app hosts, and the switch of two HAProxies. They take turns, each time on fresh hosts.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    package: { type: 'string', multiple: true },
  },
})
const packages: Readonly<Record<string, { shape: TreeShape; roundTrips: readonly number[]; without: string[] }>> = {
  small: { shape: { files: 2000, sizeBytes: 42e6, bundleBytes: 3e6 }, roundTrips: [0, 20], without: [] },
  large: { shape: { files: 18_000, sizeBytes: 180e6, bundleBytes: 3e6 }, roundTrips: [20], without: ['Ansible'] },
}
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
try {
  if (!lab.isMet()) throw new Error(`This needs the lab: ${lab.remedy}`)
  const hostPackages = findHostPackages()
  for (const [name, { shape, roundTrips, without }] of Object.entries(packages)) {
    if (values.package !== undefined && !values.package.includes(name)) continue
    const home = join(folder, name)
    mkdirSync(home)
    const releases = makeReleases(join(home, 'releases'), shape)
    const { files, unpackedBytes, archiveBytes, changedFiles } = releases
    const MB = (bytes: number): string => (bytes / 1e6).toFixed(1)
    say(`${files} files, ${MB(unpackedBytes)} MB, archive ${MB(archiveBytes)} MB; ${changedFiles} files change`)
    const published = await publishReleases(home, releases)
    const entrants = findEntrants(published, hostPackages !== null).filter(
      (entrant) => !without.includes(entrant.name) && (values.only === undefined || values.only.includes(entrant.name)),
    )
    const outcomes: Outcome[] = []
    for (let round = 0; round < (name === 'large' ? 1 : rounds); round += 1) {
      for (const roundTripMs of roundTrips) {
        const order = [...entrants.slice(round % entrants.length), ...entrants.slice(0, round % entrants.length)]
        for (const entrant of order) {
          const own = join(home, `${round}-${roundTripMs}-${entrants.indexOf(entrant)}`)
          const isTraced = round === 0 && roundTripMs === 0
          const contest = { releases, roundTripMs, hostPackages, folder: own, isTraced }
          const outcome = await holdContest(entrant, contest)
          rmSync(own, { recursive: true, force: true })
          const seconds = outcome.samples.map((sample) => sample.seconds.toFixed(2)).join(' ')
          process.stderr.write(`${name}, ${roundTripMs} ms, ${entrant.name}: ${seconds}\n`)
          outcomes.push(outcome)
        }
      }
    }
    const samples = outcomes.flatMap((outcome) => outcome.samples)
    say(renderSeconds(samples))
    say(renderBytes(samples, releases))
    say(renderExchanges(outcomes, samples))
    say(renderPhases(samples))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function findEntrants(published: { readonly folder: string }, hasHostPackages: boolean): Entrant[] {
  const entrants: Entrant[] = [
    {
      name: 'Towpath',
      open: (site, hosts, own) => new TowpathContestant(published, site, hosts, own),
    },
  ]
  const ansible = hasHostPackages ? findAnsible() : null
  if (ansible === null) say('Ansible is not there: without it.')
  else entrants.push({ name: 'Ansible', open: (site, hosts, own) => new AnsiblePeer(ansible, site, hosts, own) })
  for (const how of ['archive', 'rsync'] as const) {
    if (how === 'rsync' && !(hasHostPackages && has('rsync'))) say('rsync is not there: without it.')
    else
      entrants.push({
        name: `script, ${how}`,
        open: (site, hosts, own) => new ScriptPeer(how, site, hosts, own),
      })
  }
  return entrants
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`)
}
