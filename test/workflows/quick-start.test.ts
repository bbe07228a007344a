import { describeWith, runner } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findOwnPorts } from '../machine/own-ports.ts'
import { startPinging } from '../traffic/pinging.ts'
import { ServiceRepository } from './service-repository.ts'

describeWith([runner], 'workflows-examples/quick-start.yml in a real runner', () => {
  let repository: ServiceRepository
  let url: string

  const push = (message: string) =>
    repository.push(message, 'quick-start.yml', {
      variables: { PACKAGE_STORE: `oci-layout:${repository.folder}/packages` },
    })
  const items = async () => (await fetch(`${url}/stock/items`)).json()

  beforeAll(async () => {
    const { dev } = await findOwnPorts()
    url = `http://127.0.0.1:${dev}`
    repository = ServiceRepository.ofShop(['quick-start.yml'], { dev })
  })
  afterAll(() => repository.close())

  it('delivers stock to dev, where it goes on when the job is over', { timeout: 180_000 }, async () => {
    const run = await push('stock 1.0.0')
    expect(run.succeeded, run.log).toBe(true)
    expect(run.jobs).toEqual({ 'quick start/deliver': 'success' })
    expect(run.outputs['quick start/deliver.1']).toMatchObject({
      name: 'stock',
      version: '1.0.0',
      revision: '1',
      status: 'deployed',
      instances: '1',
      url,
    })
    expect(run.summaries.join('\n')).toContain('dev&#64;1 is live: stock 1.0.0 on 1 host')
    // The runner has removed the workspace and everything else of its job.
    expect(repository.leftovers()).toEqual([])
    expect(await items()).toMatchObject({ service: 'stock', version: '1.0.0' })
  })

  it('keeps its metadata in branches of the repository', () => {
    expect(repository.branches()).toEqual(['main', 'towpath/environments/dev', 'towpath/packages'])
  })

  it('upgrades it with the next push, and no client notices', { timeout: 180_000 }, async () => {
    repository.edit('stock/towpath.yaml', (text) => text.replace('version: 1.0.0', 'version: 1.1.0'))
    const clients = startPinging(`${url}/stock/items`, 2)
    const run = await push('stock 1.1.0').finally(() => clients.end())
    expect(run.succeeded, run.log).toBe(true)
    expect(run.outputs['quick start/deliver.1']).toMatchObject({ version: '1.1.0', revision: '2', previous: '1' })
    expect(await items()).toMatchObject({ service: 'stock', version: '1.1.0' })
    expect(clients.failures).toEqual([])
    expect(clients.answered).toBeGreaterThan(10)
  })

  it('fails the job when a version never becomes healthy, and the one before serves on', {
    timeout: 180_000,
  }, async () => {
    repository.edit('stock/towpath.yaml', (text) => text.replace('version: 1.1.0', 'version: 1.2.0'))
    repository.edit('stock/src/server.mjs', (text) => `process.exit(1)\n${text}`)
    const run = await push('stock 1.2.0')
    expect(run.succeeded).toBe(false)
    expect(run.jobs).toEqual({ 'quick start/deliver': 'failure' })
    expect(run.outputs['quick start/deliver.1']).toMatchObject({ revision: '3', status: 'rolled-back' })
    expect(await items()).toMatchObject({ version: '1.1.0' })
  })
})
