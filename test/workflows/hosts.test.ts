import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseDeployReport } from '@towpath/environment'
import { proxiesRecordSchema, serviceRecordSchema } from '@towpath/inventory'
import { describeWith, dockerRegistry, runner } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withOwnAddresses } from '../machine/own-addresses.ts'
import { npmRegistry, x64 } from '../verdaccio/requirements.ts'
import { LabClient, type LabNpm } from './lab-client.ts'
import { type Registry, startRegistry } from './registry.ts'
import { ServiceRepository } from './service-repository.ts'

const environments = ['dev', 'staging'] as const
type Environment = (typeof environments)[number]

/** `npm ci` of the example takes most of the time. */
const runLimitMs = 400_000

describeWith([runner, dockerRegistry, lab, npmRegistry, x64], 'workflows-examples/hosts.yml on real hosts', () => {
  let site: Site
  let client: LabClient
  let registry: Registry
  let repository: ServiceRepository
  let vips: Readonly<Record<Environment, string>>
  let npm: Readonly<Record<Environment, LabNpm>>

  const push = (message: string) =>
    repository.push(message, 'hosts.yml', {
      variables: { PACKAGE_STORE: `oci://${registry.host}/acme/towpath`, KNOWN_HOSTS: site.knownHosts },
      secrets: { DEPLOY_SSH_KEY: site.privateKey },
      limitMs: runLimitMs,
    })
  const urlOf = (environment: Environment) => `http://${vips[environment]}/verdaccio/`
  const stored = (environment: Environment, path: string) =>
    repository.read(`towpath/environments/${environment}`, path)
  const reportOf = (environment: Environment, fence: number) =>
    parseDeployReport(stored(environment, `reports/${fence}.json`), `report ${fence} of ${environment}`)

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    client = new LabClient(site, 'client')
    registry = await startRegistry()
    vips = { dev: site.address(100), staging: site.address(101) }
    repository = new ServiceRepository({
      workflows: ['hosts.yml', 'package.yml'],
      folders: { environments: 'hosts/environments', verdaccio: 'verdaccio' },
    })
    for (const environment of environments) {
      repository.edit(`environments/${environment}.yaml`, (spec) => withOwnAddresses(spec, site))
    }
  })
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
    await registry.close()
    await repository.close()
  })

  it('delivers verdaccio 6.0.5 to hosts that have no Node, through dev to staging', {
    timeout: runLimitMs,
  }, async () => {
    const node = await site.host('app-1').run('command -v node')
    expect(node.exitCode).not.toBe(0)
    const run = await push('verdaccio 6.0.5')
    expect(run.succeeded, run.log).toBe(true)
    expect(run.jobs).toEqual({
      'package/package/build': 'success',
      'package/package/publish': 'success',
      'hosts/dev': 'success',
      'hosts/staging': 'success',
    })
    for (const environment of environments) {
      expect(run.outputs[`hosts/${environment}.register`]).toEqual({
        instances: '1',
        url: `http://${vips[environment]}`,
      })
    }
    expect(run.outputs['hosts/dev.verdaccio']).toMatchObject({ version: '6.0.5' })
    expect(run.summaries.join('\n')).toContain('staging&#64;1 is live: verdaccio 6.0.5 on 1 host')
    // Staging's host has the package by then: dev's is the same.
    const [sent, linked] = [reportOf('dev', 1), reportOf('staging', 1)].map(sentBytes)
    expect(sent).toBeGreaterThan(20_000_000)
    expect(linked).toBeLessThan(1000)
    expect(leaks(run, site)).toEqual([])
  })

  it('takes what npm publishes through each VIP, in each environment by itself', { timeout: 60_000 }, async () => {
    const signUp = (environment: Environment) => {
      const folder = join(repository.folder, `ada-${environment}`)
      mkdirSync(folder)
      return client.signUp(urlOf(environment), folder)
    }
    npm = { dev: await signUp('dev'), staging: await signUp('staging') }
    await npm.dev.publish('left-bank', '1.0.0')
    await npm.staging.publish('right-bank', '1.0.0')
    expect(await npm.dev.view('left-bank')).toEqual(['1.0.0'])
    expect(await npm.staging.view('right-bank')).toEqual(['1.0.0'])
    await expect(npm.dev.view('right-bank')).rejects.toThrow(/E404/)
  })

  it('upgrades both to 6.10.4 by the next push while clients go on, and none of them fails', {
    timeout: runLimitMs,
  }, async () => {
    repository.overlay('verdaccio/upgrade', 'verdaccio')
    const pings = environments.map((environment) => client.ping(`${urlOf(environment)}-/ping`, 4))
    const endAll = () => Promise.all(pings.map(({ end }) => end()))
    const run = await push('verdaccio 6.10.4').finally(endAll)
    const pinged = await endAll()
    expect(run.succeeded, run.log).toBe(true)
    expect(run.outputs['hosts/dev.verdaccio']).toMatchObject({ version: '6.10.4' })
    for (const { answered, failures } of pinged) {
      expect(failures).toEqual([])
      expect(answered).toBeGreaterThan(500)
    }
    // Node and what both versions depend on are there already.
    const [host] = reportOf('dev', 2).hosts.filter(({ totalBytes }) => totalBytes > 0)
    expect(host?.sentBytes).toBeLessThan((host?.totalBytes ?? 0) / 10)
    expect(leaks(run, site)).toEqual([])
  })

  it('still has what was published before, and the accounts', { timeout: 60_000 }, async () => {
    expect(await npm.dev.view('left-bank')).toEqual(['1.0.0'])
    expect(await npm.staging.view('right-bank')).toEqual(['1.0.0'])
    await npm.dev.publish('left-bank', '1.1.0')
    expect(await npm.dev.view('left-bank')).toEqual(['1.0.0', '1.1.0'])
  })

  it('is registered: VIP, its holder, both proxies, and the endpoint that they send to', async () => {
    for (const environment of environments) {
      const proxies = proxiesRecordSchema.parse(JSON.parse(stored(environment, 'inventory/proxies.json')))
      expect(proxies).toMatchObject({ vip: vips[environment], port: 80, verifiedThrough: 'vip', revision: 2 })
      expect(proxies.proxies.map(({ host }) => host)).toEqual(['edge-1', 'edge-2'])
      expect(proxies.proxies.map(({ table }) => table)).toEqual([proxies.routeTable, proxies.routeTable])
      const holders = proxies.proxies.flatMap(({ host, holdsVip }) => (holdsVip ? [host] : []))
      expect(holders).toEqual(await holdersOf(vips[environment], site))
      const service = serviceRecordSchema.parse(JSON.parse(stored(environment, 'inventory/services/verdaccio.json')))
      expect(service.instances).toMatchObject([{ version: '6.10.4', host: 'app-1', ip: site.host('app-1').address }])
      const [instance] = service.instances
      const listening = await site.host('app-1').run(`ss -ltnH 'sport = :${instance?.ports['http']}'`)
      expect(listening.stdout).toContain(`:${instance?.ports['http']}`)
      const units = await site.host('app-1').run(`systemctl list-units --plain --no-legend 'towpath-${environment}_*'`)
      const unitNames = units.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0])
      expect(unitNames).toEqual([`${instance?.unit}.service`])
    }
  })

  it('leaves nothing of its jobs', () => {
    expect(repository.leftovers()).toEqual([])
  })
})

function sentBytes({ hosts }: ReturnType<typeof parseDeployReport>): number {
  return hosts.reduce((sum, host) => sum + host.sentBytes, 0)
}

/** Edges that have the address, as they themselves say. */
async function holdersOf(vip: string, site: Site): Promise<readonly string[]> {
  const edges = site.hosts.filter(({ name }) => name.startsWith('edge-'))
  const held = await Promise.all(edges.map(async (edge) => (await edge.run(`ip -o address show to ${vip}`)).stdout))
  return edges.flatMap(({ name }, index) => (held[index] === '' ? [] : [name]))
}

/** Lines of the key that a run has shown to somebody. */
function leaks({ log, summaries }: { log: string; summaries: readonly string[] }, site: Site): readonly string[] {
  const shown = [log, ...summaries].join('\n')
  return site.privateKey
    .split('\n')
    .filter((line) => line.length > 20 && !line.startsWith('-----') && shown.includes(line))
}
