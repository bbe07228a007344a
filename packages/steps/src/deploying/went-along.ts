import { pairReleases, type Revision } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'

/**
 * What became of a revision that waited while a newer one, built on it, was deployed: a sentence, or null when that is not what happened. Several
 * that wait go into one deploy, and whoever asked for one of the others has nothing left to do.
 */
export async function describeWentAlong(environment: StoredEnvironment, target: Revision): Promise<string | null> {
  const { name, state } = environment
  if (state.deployed === null || target.number >= state.deployed.number) return null
  if (!(await isBuiltOn(environment, state.deployed.number, target.number))) return null
  const deployedWell = await environment.deployedWell()
  if (deployedWell.some(({ number }) => number === target.number)) return null
  const { releases } = await environment.revision(state.deployed.number)
  const superseded = pairReleases(target.releases, releases)
    .filter(({ from, to }) => from?.version !== to?.version)
    .map(({ from, to }) => renderPair(from?.service ?? to?.service, from?.version, to?.version))
  const since = superseded.length === 0 ? '' : `, in it since then: ${superseded.join(', ')}`
  return `${name}@${target.number} went live with ${name}@${state.deployed.number}, which was built on it${since}`
}

async function isBuiltOn(environment: StoredEnvironment, newer: number, older: number): Promise<boolean> {
  let at: number | null = newer
  while (at !== null && at > older) at = (await environment.revision(at)).base
  return at === older
}

function renderPair(service = '', from = 'nothing', to = 'nothing'): string {
  return `${service} ${from} → ${to}`
}
