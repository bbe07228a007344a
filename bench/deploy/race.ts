import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AnsiblePeer } from './ansible-peer.ts'
import { type Entrant, holdContest, type Sample } from './contest.ts'
import type { TreeShape } from './package-tree.ts'
import { makeReleases, type Releases } from './releases.ts'
import { ScriptPeer } from './script-peer.ts'
import { findAnsible, findRsync, has } from './tools.ts'
import { type Published, publishReleases, TowpathContestant } from './towpath.ts'

/** One package, and those that deploy it. */
export interface Race {
  readonly releases: Releases
  readonly entrants: readonly Entrant[]
  readonly rsync: Uint8Array | null
  readonly folder: string
}

export interface RaceOptions {
  readonly shape: TreeShape
  /** By their names. */
  readonly isWanted: (entrant: string) => boolean
}

/** Makes and publishes the package, and finds the contestants; who can't take part is told on standard error. */
export async function openRace(folder: string, { shape, isWanted }: RaceOptions): Promise<Race> {
  mkdirSync(folder)
  const releases = makeReleases(join(folder, 'releases'), shape)
  const rsync = findRsync()
  const published = isWanted('Towpath') ? await publishReleases(folder, releases) : null
  const entrants = findEntrants(published, rsync !== null).filter(({ name }) => isWanted(name))
  return { releases, entrants, rsync, folder }
}

/** Everyone in turn, at each distance, in another order in each round. */
export async function runRace(race: Race, roundTrips: readonly number[], rounds: number): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % race.entrants.length
    for (const entrant of [...race.entrants.slice(turn), ...race.entrants.slice(0, turn)]) {
      for (const roundTripMs of roundTrips) {
        const folder = join(race.folder, 'contest')
        const found = await holdContest(entrant, { ...race, roundTripMs, folder })
        rmSync(folder, { recursive: true, force: true })
        const seconds = found.map((sample) => sample.seconds.toFixed(2)).join(' ')
        process.stderr.write(`${entrant.name}, ${roundTripMs} ms: ${seconds}\n`)
        samples.push(...found)
      }
    }
  }
  return samples
}

function findEntrants(published: Published | null, hasRsync: boolean): Entrant[] {
  const entrants: Entrant[] = []
  if (published !== null) {
    const open: Entrant['open'] = (site, hosts, folder) => new TowpathContestant(published, site, hosts, folder)
    entrants.push({ name: 'Towpath', open })
  }
  const ansible = findAnsible()
  if (ansible === null) process.stderr.write('Ansible is not there: without it.\n')
  else
    entrants.push({
      name: 'Ansible',
      open: (site, hosts, folder) => new AnsiblePeer(ansible, site, hosts, folder),
    })
  for (const how of ['archive', 'rsync'] as const) {
    if (how === 'rsync' && !(hasRsync && has('rsync'))) {
      process.stderr.write('rsync is not there: without it.\n')
      continue
    }
    const open: Entrant['open'] = (site, hosts, folder) => new ScriptPeer(how, site, hosts, folder)
    entrants.push({ name: `script, ${how}`, open })
  }
  return entrants
}
