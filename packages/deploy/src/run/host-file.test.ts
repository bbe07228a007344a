import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../trial/trial-clients.ts'
import { TrialEnvironment } from '../trial/trial-run.ts'
import { deploymentOf, freePort, TrialSite } from '../trial/trial-site.ts'

describe('a secret that is a file on the host', () => {
  let site: TrialSite
  beforeAll(async () => {
    site = await TrialSite.open()
  })
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
  })

  it('is copied there, is another instance once it has changed, and must be there only for what is started', {
    timeout: 60_000,
  }, async () => {
    const hostFile = join(site.folder, 'licence')
    await writeFile(hostFile, 'first')
    const port = await freePort()
    const spec = site.spec({
      port,
      hosts: { here: '127.0.0.1', there: '127.0.0.2' },
      services: { orders: { hosts: ['here'], secrets: { LICENCE: { hostFile } } }, stock: { hosts: ['there'] } },
    })
    const environment = new TrialEnvironment(site)
    const [orders, stock] = [await site.publish('orders', '1.0.0'), await site.publish('stock', '1.0.0')]
    const first = deploymentOf(spec, [orders, stock])
    const deployed = await environment.deploy(first)
    expect(deployed.failure).toBeNull()
    const licence = async () => JSON.parse((await ask({ port, path: '/orders/files/secrets/LICENCE' })).text)
    expect(await licence()).toEqual({ text: 'first', mode: '600' })
    const told = JSON.parse((await ask({ port, path: '/orders/environment' })).text)
    expect(told.LICENCE).toBe(`${told.TOWPATH_CONFIG_DIR}/secrets/LICENCE`)
    expect(environment.said.join('\n') + JSON.stringify(deployed.report)).not.toContain('first')

    await writeFile(hostFile, 'rotated')
    const changes = (await environment.deploy(first)).report.hosts.flatMap(({ instances }) =>
      instances.map(({ service, change }) => `${service} ${change}`),
    )
    expect(changes.sort()).toEqual(['orders started', 'orders stopped', 'stock kept'])
    expect(await licence()).toEqual({ text: 'rotated', mode: '600' })

    // Gone when something fails: what runs with it is left as it is.
    const plain = site.spec({
      port,
      hosts: { here: '127.0.0.1', there: '127.0.0.2' },
      services: { orders: { hosts: ['here'] }, stock: { hosts: ['there'] } },
    })
    const sick = await site.publish('orders', '1.1.0', {
      mode: { health: 503 },
      infrastructure: { health: { startSeconds: 1 } },
    })
    const second = deploymentOf(plain, [sick, stock], { number: 2, previous: first })
    await rename(hostFile, `${hostFile}.away`)
    const back = await environment.deploy(second)
    expect(back.failure?.code).toBe('unhealthy')
    expect(await licence()).toEqual({ text: 'rotated', mode: '600' })

    const refused = await environment.deploy(first)
    expect(refused.failure).toMatchObject({ code: 'host-file-missing' })
    expect(refused.failure?.message).toContain(hostFile)
    await rm(`${hostFile}.away`)
  })
})
