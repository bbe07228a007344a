import { describeWith, dockerRegistry, runner } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findOwnPorts } from '../machine/own-ports.ts'
import { startPinging } from '../traffic/pinging.ts'
import { type Registry, startRegistry } from './registry.ts'
import { ServiceRepository } from './service-repository.ts'

describeWith([runner, dockerRegistry], 'workflows-examples/deliver.yml in a real runner', () => {
  let repository: ServiceRepository
  let registry: Registry
  const url = { dev: '', staging: '' }

  const push = (message: string) =>
    repository.push(message, 'deliver.yml', { variables: { PACKAGE_STORE: `oci://${registry.host}/acme/towpath` } })
  const orders = async (environment: 'dev' | 'staging') => (await fetch(`${url[environment]}/orders/`)).json()

  beforeAll(async () => {
    const ports = await findOwnPorts()
    url.dev = `http://127.0.0.1:${ports.dev}`
    url.staging = `http://127.0.0.1:${ports.staging}`
    registry = await startRegistry()
    repository = ServiceRepository.ofShop(['deliver.yml', 'package.yml'], ports)
  })
  afterAll(async () => {
    await registry.close()
    await repository.close()
  })

  it('takes two packages from job to job, through dev to staging', { timeout: 180_000 }, async () => {
    const run = await push('the first')
    expect(run.succeeded, run.log).toBe(true)
    expect(run.jobs).toEqual({
      'package-1/package/build': 'success',
      'package-2/package/build': 'success',
      'package-1/package/publish': 'success',
      'package-2/package/publish': 'success',
      'deliver/dev': 'success',
      'deliver/staging': 'success',
    })
    // publish has no checkout: what it published came as the artifact that build uploaded.
    const [stock, other] = [1, 2].map((row) => run.outputs[`package-${row}/package/publish.publish`])
    expect(stock).toMatchObject({ name: 'stock', version: '1.0.0', 'already-published': 'false' })
    expect(stock?.['reference']).toBe(`${registry.host}/acme/towpath/stock@${stock?.['digest']}`)
    expect(other).toMatchObject({ name: 'orders', version: '1.0.0' })
    expect(run.outputs['deliver/dev.register']).toEqual({ instances: '2', url: url.dev })
    expect(run.outputs['deliver/staging.promote']).toMatchObject({ revision: '1', changed: 'true', verdict: 'pass' })
    expect(run.outputs['deliver/staging.orders']).toMatchObject({ version: '1.0.0', url: `${url.staging}/orders` })
    expect(run.summaries.join('\n')).toMatch(/staging&#64;1 is live: stock 1\.0\.0, orders 1\.0\.0 on 1 host/)
  })

  it('leaves services that run and call each other, and nothing of its jobs', async () => {
    expect(repository.leftovers()).toEqual([])
    expect(await orders('dev')).toMatchObject({ service: 'orders', stock: { version: '1.0.0' } })
    expect(await orders('staging')).toMatchObject({ service: 'orders', stock: { version: '1.0.0' } })
  })

  it('brings only the new version of one of them with the next push, and no client notices', {
    timeout: 180_000,
  }, async () => {
    repository.edit('stock/towpath.yaml', (text) => text.replace('version: 1.0.0', 'version: 1.1.0'))
    const clients = startPinging(`${url.staging}/orders/`, 2)
    const message = 'stock 1.1.0\n\nA second paragraph, "quotes", $HOME and `ticks`'
    const run = await push(message).finally(() => clients.end())
    expect(run.succeeded, run.log).toBe(true)
    const published = [1, 2].map((row) => run.outputs[`package-${row}/package/publish.publish`]?.['already-published'])
    expect(published).toEqual(['false', 'true'])
    expect(run.outputs['deliver/staging.promote']).toMatchObject({ revision: '2', previous: '1' })
    expect(await orders('staging')).toMatchObject({ version: '1.0.0', stock: { version: '1.1.0' } })
    expect(clients.failures).toEqual([])
    expect(clients.answered).toBeGreaterThan(10)
  })

  it('has nothing to do for a push that changes neither', { timeout: 180_000 }, async () => {
    const run = await push('nothing of theirs')
    expect(run).toMatchObject({
      succeeded: true,
      outputs: { 'deliver/staging.promote': { revision: '2', changed: 'false' } },
    })
  })
})
