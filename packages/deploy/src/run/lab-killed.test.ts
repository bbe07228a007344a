import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LabEnvironment } from '../trial/lab-environment.ts'
import { pythonService } from '../trial/python-service.ts'
import { type PublishedTrial, TrialSite } from '../trial/trial-site.ts'

/* Deploys over ssh that are killed with SIGKILL as soon as a phase begins somewhere, and run again. */

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
  /^edge-1: record/,
  /^app-1: clean/,
]

describeWith([lab], 'a deploy to real hosts that is killed at the beginning of a phase', () => {
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

  it.each(phases.map((phase, index) => ({ phase, index })))(
    'and run again comes to the same state: $phase',
    async ({ phase, index }) => {
      const spec = environment.spec()
      const version = versions[(index + 1) % 2]
      const target = environment.next(spec, ...published.filter(({ descriptor }) => descriptor.version === version))
      const load = environment.load('/orders/?wait=10')
      expect(await environment.killedAt(target, phase)).toBe(true)
      const again = await environment.deploy(target)
      expect(again.failure).toBeNull()
      expect(again.warnings).toEqual([])
      expect((await load.end()).failures).toEqual([])
      const { number } = target.revision
      expect(await environment.standing(spec)).toEqual([
        `app-1@${number}: ${version} running`,
        `app-2@${number}: ${version} running`,
        `edge-1@${number}: `,
        `edge-2@${number}: `,
      ])
      expect(await environment.ask('/orders/')).toBe(`200 ${version}\n`)
      const third = await environment.deploy(target)
      expect(third.report.status).toBe('unchanged')
      expect(third.report.proxies.map(({ table }) => table)).toEqual([third.report.routeTable, third.report.routeTable])
    },
    120_000,
  )
})
