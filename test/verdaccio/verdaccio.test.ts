import { describeWith } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivery } from '../machine/delivery.ts'
import { type Pings, startPinging } from '../traffic/pinging.ts'
import { NpmClient } from './npm-client.ts'
import { npmRegistry, x64 } from './requirements.ts'

/** `npm ci` of the example takes most of the time. */
const limits = { build: 300_000, deliver: 180_000 }

describeWith([x64, npmRegistry], 'verdaccio, delivered by the actions', () => {
  let delivery: Delivery
  let dev: string
  let staging: string
  let ada: { readonly dev: NpmClient; readonly staging: NpmClient }
  let pings: readonly Pings[] = []

  beforeAll(async () => {
    const opened = await Delivery.open('verdaccio')
    delivery = opened.delivery
    dev = `${opened.dev}verdaccio/`
    staging = `${opened.staging}verdaccio/`
  })
  afterAll(async () => {
    await Promise.all(pings.map((clients) => clients.end()))
    await delivery.close()
  })

  it('builds and publishes 6.0.5 with its own Node', { timeout: limits.build }, async () => {
    await delivery.run('build', {})
    await delivery.run('describe', {})
    const { outputs } = await delivery.run('publish', {})
    expect(outputs).toMatchObject({ name: 'verdaccio', version: '6.0.5', 'already-published': 'false' })
  })

  it('runs it in dev, then in staging', { timeout: limits.deliver }, async () => {
    const inDev = await delivery.deliver('dev', 'verdaccio@6.0.5')
    const inStaging = await delivery.deliver('staging', 'verdaccio@6.0.5')
    expect([inDev.status, inStaging.status]).toEqual(['deployed', 'deployed'])
    // The package is on the host by now.
    expect(inStaging.hosts[0]?.sentBytes).toBeLessThan(1000)
  })

  it('takes what npm publishes through the proxy, in each environment by itself', { timeout: 60_000 }, async () => {
    ada = {
      dev: await NpmClient.signUp(dev, delivery.makeFolder('ada-dev')),
      staging: await NpmClient.signUp(staging, delivery.makeFolder('ada-staging')),
    }
    await ada.dev.publish('left-bank', '1.0.0')
    await ada.staging.publish('right-bank', '1.0.0')
    expect(await ada.dev.view('left-bank')).toEqual(['1.0.0'])
    expect(await ada.staging.view('right-bank')).toEqual(['1.0.0'])
    await expect(ada.dev.view('right-bank')).rejects.toThrow(/E404/)
  })

  it('builds and publishes 6.10.4', { timeout: limits.build }, async () => {
    for (const file of ['package.json', 'package-lock.json']) delivery.copy(`upgrade/${file}`, file)
    delivery.commit('verdaccio 6.10.4')
    await delivery.run('build', {})
    const { outputs } = await delivery.run('publish', { package: '.towpath/verdaccio/6.10.4/package.tar.gz' })
    expect(outputs).toMatchObject({ name: 'verdaccio', version: '6.10.4' })
  })

  it('upgrades both while clients go on, and none of them fails', { timeout: 2 * limits.deliver }, async () => {
    pings = [startPinging(`${dev}-/ping`, 4), startPinging(`${staging}-/ping`, 4)]
    const inDev = await delivery.deliver('dev', 'verdaccio@6.10.4')
    const inStaging = await delivery.deliver('staging', 'verdaccio@6.10.4')
    await Promise.all(pings.map((clients) => clients.end()))
    expect([inDev.status, inStaging.status]).toEqual(['deployed', 'deployed'])
    for (const clients of pings) {
      expect(clients.failures).toEqual([])
      expect(clients.answered).toBeGreaterThan(100)
    }
    const [host] = inDev.hosts
    expect(host?.totalBytes).toBeGreaterThan(100_000_000)
    // 12 MB of 160: Node and what both versions depend on are there already.
    expect(host?.sentBytes).toBeLessThan((host?.totalBytes ?? 0) / 10)
  })

  it('still has what was published before, and the accounts', { timeout: 60_000 }, async () => {
    const served = await fetch(`${dev}left-bank`)
    expect(served.headers.get('towpath-version')).toBe('6.10.4')
    expect(await ada.dev.view('left-bank')).toEqual(['1.0.0'])
    expect(await ada.staging.view('right-bank')).toEqual(['1.0.0'])
    await ada.dev.publish('left-bank', '1.1.0')
    expect(await ada.dev.view('left-bank')).toEqual(['1.0.0', '1.1.0'])
  })

  it('is registered, and resolved from just the environment', async () => {
    for (const [environment, url] of Object.entries({ dev, staging })) {
      const { outputs } = await delivery.run('resolve', { environment, service: 'verdaccio' })
      expect(outputs).toMatchObject({ url: url.replace(/\/$/, ''), version: '6.10.4' })
    }
  })
})
