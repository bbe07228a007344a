import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mulberry32 } from '../trial/seeded.ts'
import { killedDeploy } from '../trial/trial-child.ts'
import { startClients } from '../trial/trial-clients.ts'
import { TrialEnvironment } from '../trial/trial-run.ts'
import { deploymentOf, freePort, type PublishedTrial, TrialSite } from '../trial/trial-site.ts'
import { readState, withoutPorts } from '../trial/trial-state.ts'

const seed = Number(process.pid) % 1000
const kills = 6

let site: TrialSite
let packages: Record<'old' | 'oldWorker' | 'new' | 'newWorker', PublishedTrial>
beforeAll(async () => {
  site = await TrialSite.open()
  const worker = { provides: {}, kind: 'worker' } as const
  packages = {
    old: await site.publish('orders', '1.0.0'),
    new: await site.publish('orders', '1.1.0'),
    oldWorker: await site.publish('mailer', '1.0.0', worker),
    newWorker: await site.publish('mailer', '1.1.0', worker),
  }
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
})

async function world(environment: string, first: number) {
  const port = await freePort()
  const services = { orders: { hostGroup: 'web' }, mailer: { hostGroup: 'web' } }
  const spec = site.spec({ environment, port, ports: `${first}-${first + 9}`, services })
  const one = deploymentOf(spec, [packages.old, packages.oldWorker], { number: 1 })
  const two = deploymentOf(spec, [packages.new, packages.newWorker], { number: 2, previous: one })
  const trial = new TrialEnvironment(site)
  const host = (await site.hosts(spec)).get('here')
  if (host === undefined) throw new Error('no host')
  await trial.deploy(one)
  return { port, spec, one, two, trial, host }
}

/** Names of the environment aside: two environments with the same in them look alike. Packages are shared. */
async function stateOf({ host, spec }: Awaited<ReturnType<typeof world>>): Promise<string> {
  const { packages: _shared, ...state } = await readState(host, spec)
  const text = JSON.stringify(withoutPorts({ ...state, packages: [] }), null, 1)
  const instances = /(\/(instance\.json|unit|environment) \d+) \S+/g
  return text.replaceAll(spec.environment, 'ENV').replace(instances, '$1')
}

describe('a deploy that is killed at any instant', () => {
  it(`and run again comes to the same state, and no client notices (seed ${seed})`, { timeout: 600_000 }, async () => {
    const first = 24_000 + (process.pid % 60) * 100
    const undisturbed = await world('calm', first)
    const begun = performance.now()
    expect((await undisturbed.trial.deploy(undisturbed.two)).failure).toBeNull()
    const durationMs = performance.now() - begun
    const wanted = await stateOf(undisturbed)

    const random = mulberry32(seed)
    for (let kill = 1; kill <= kills; kill += 1) {
      const disturbed = await world(`killed-${kill}`, first + 10 * kill)
      const { port, one, two, trial } = disturbed
      const clients = startClients(port, '/orders/', 2)
      const afterMs = random() * durationMs
      const at = await killedDeploy(site, { target: two, base: one, fence: ++trial.fence }, async (child) => {
        if (child.stdout !== null) await once(child.stdout, 'data')
        await delay(afterMs)
      })
      const outcome = await trial.deploy(two)
      const seen = await clients.end()
      const told = `kill ${kill} after ${Math.round(afterMs)} ms at "${at}"`
      expect({ told, failure: outcome.failure?.message ?? null }).toEqual({ told, failure: null })
      expect({ told, failures: seen.failures }).toEqual({ told, failures: [] })
      expect(await stateOf(disturbed), told).toBe(wanted)
    }
  })
})
