import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Deployment } from '../deployment.ts'
import { LabEnvironment } from '../trial/lab-environment.ts'
import { pythonService } from '../trial/python-service.ts'
import { type PublishedTrial, TrialSite } from '../trial/trial-site.ts'

/* Deploys over ssh that are killed with SIGKILL, and run again. test/lab/kill.test.ts does that at any instant, by the steps. */

const phases = [
  /^app-1: look/,
  /^edge-2: proxy/,
  /: look for the way/,
  /^app-2: names/,
  /^app-1: send/,
  /^app-1: start/,
  /^app-2: health/,
  /^edge-1: reach the new/,
  /^edge-2: verify routes/,
  /^edge-1: switch routes/,
  /: verify through the VIP/,
  /^edge-2: drain/,
  /^app-2: stop the old/,
  /^edge-1: record, clean/,
  /^app-1: record, clean/,
]

describeWith(
  [lab],
  'a deploy to real hosts that is killed and run again comes to the same state, and no client notices',
  () => {
    let site: Site
    let packages: TrialSite
    let environment: LabEnvironment
    const versions = ['1.0.0', '1.1.0']
    const published: PublishedTrial[] = []
    beforeAll(async () => {
      packages = await TrialSite.open()
      site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
      environment = new LabEnvironment(site, packages)
      for (const version of versions) published.push(await packages.publish('orders', version, pythonService))
      await environment.deploy(environment.next(environment.spec(), ...published.slice(0, 1)))
    }, 240_000)
    afterAll(async () => {
      await site[Symbol.asyncDispose]()
      await packages[Symbol.asyncDispose]()
    })

    let round = 0
    /** The other version than the one that runs. */
    const next = (): { readonly target: Deployment; readonly version: string } => {
      round += 1
      const version = versions[round % 2] ?? ''
      const target = environment.next(
        environment.spec(),
        ...published.filter(({ descriptor }) => descriptor.version === version),
      )
      return { target, version }
    }

    /** Run again, it is as if it had never been killed. */
    async function converges({ target, version }: ReturnType<typeof next>): Promise<void> {
      const again = await environment.deploy(target)
      expect(again.failure).toBeNull()
      expect(again.warnings).toEqual([])
      const { number } = target.revision
      expect(await environment.standing(target.spec)).toEqual([
        `app-1@${number}: ${version} running`,
        `app-2@${number}: ${version} running`,
        `edge-1@${number}: `,
        `edge-2@${number}: `,
      ])
      expect(await environment.ask('/orders/')).toBe(`200 ${version}\n`)
      const third = await environment.deploy(target)
      expect(third.report.status).toBe('unchanged')
      expect(third.report.proxies.map(({ table }) => table)).toEqual([third.report.routeTable, third.report.routeTable])
    }

    it.each(phases)(
      'at the beginning of a phase, %s',
      async (phase) => {
        const { target, version } = next()
        const load = environment.load('/orders/?wait=10')
        expect(await environment.killedAt(target, phase)).toBe(true)
        await converges({ target, version })
        expect((await load.end()).failures).toEqual([])
      },
      120_000,
    )
  },
)
