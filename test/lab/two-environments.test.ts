import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { get } from '../embedded/client.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { LabDelivery } from './lab-delivery.ts'

const environments = ['dev', 'staging'] as const
type Environment = (typeof environments)[number]
const hosts = ['app-1', 'app-2', 'edge-1', 'edge-2'] as const

/** One story, told in order. */
describeWith([lab], 'two environments on the same hosts and edges', () => {
  let site: Site
  let delivery: LabDelivery
  const vipOf = (environment: Environment) => site.address(environment === 'dev' ? 100 : 101)
  const specOf = (environment: Environment) => ({
    address: { vip: `${vipOf(environment)}/24` },
    proxies: { routerId: environment === 'dev' ? 51 : 52 },
  })
  const run = (environment: Environment, number: number) => ({ GITHUB_RUN_ID: `${number}`, GITHUB_JOB: environment })

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    delivery = await LabDelivery.open(site)
    for (const environment of environments) {
      delivery.spec(environment, specOf(environment))
    }
    for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0']) await delivery.publish(version)
  }, 180_000)
  afterAll(async () => {
    await delivery?.[Symbol.asyncDispose]()
    await site?.[Symbol.asyncDispose]()
  })

  it('are deployed at the same time by two runs, the same package to both', { timeout: 120_000 }, async () => {
    for (const environment of environments) await delivery.promote(environment, 'tides@1.0.0')
    const [dev, staging] = await Promise.all(
      environments.map((environment, index) => delivery.deployed(environment, run(environment, 100 + index))),
    )
    expect([dev?.status, staging?.status]).toEqual(['deployed', 'deployed'])
    expect(await versions()).toEqual(['1.0.0', '1.0.0'])
    for (const host of ['app-1', 'app-2']) {
      const ports = (await site.host(host).run('cat /etc/towpath/*/tides/*/ports')).stdout.trim().split('\n')
      expect(new Set(ports).size).toBe(2)
      expect(await packagesOn(host)).toEqual(['1.0.0'])
    }
    expect(await delivery.holdersOf(vipOf('dev'))).toHaveLength(1)
    expect(await delivery.holdersOf(vipOf('staging'))).toHaveLength(1)
  })

  it('one is upgraded and upgraded again, and all that is the other\u2019s stays as it is, to the last process', {
    timeout: 120_000,
  }, async () => {
    const before = await ownedBy('staging')
    const client = new LabClient(site, 'client').ping(`http://${vipOf('staging')}/tides/`, 4)
    for (const version of ['1.1.0', '1.2.0']) {
      await delivery.promote('dev', `tides@${version}`)
      expect((await delivery.deployed('dev', run('dev', 102))).status).toBe('deployed')
    }
    expect((await client.end()).failures).toEqual([])
    expect(await ownedBy('staging')).toEqual(before)
    expect(await versions()).toEqual(['1.2.0', '1.0.0'])
    // An environment keeps what runs and what ran before: dev has done with 1.0.0, which staging runs.
    expect(await packagesOn('app-1')).toEqual(['1.0.0', '1.1.0', '1.2.0'])
  })

  it('both are upgraded at the same time, to what the other has and to what nobody has, and no request fails', {
    timeout: 120_000,
  }, async () => {
    await delivery.promote('dev', 'tides@1.3.0')
    await delivery.promote('staging', 'tides@1.1.0')
    const clients = environments.map((environment) =>
      new LabClient(site, 'client').ping(`http://${vipOf(environment)}/tides/`, 4),
    )
    const reports = await Promise.all(
      environments.map((environment, index) => delivery.deployed(environment, run(environment, 103 + index))),
    )
    expect(reports.map(({ status }) => status)).toEqual(['deployed', 'deployed'])
    for (const client of clients) {
      const { answered, failures } = await client.end()
      expect(failures).toEqual([])
      expect(answered).toBeGreaterThan(50)
    }
    expect(await versions()).toEqual(['1.3.0', '1.1.0'])
    expect(await packagesOn('app-1')).toEqual(['1.0.0', '1.1.0', '1.2.0', '1.3.0'])
    for (const environment of environments) expect((await delivery.deployed(environment)).status).toBe('unchanged')
  })

  it('what fails in one is put back there alone', { timeout: 120_000 }, async () => {
    const before = await ownedBy('staging')
    delivery.delivery.edit('tides/tides.py', (text) => text.replace('\n\n\nclass', '\nraise SystemExit(3)\n\n\nclass'))
    delivery.delivery.edit('tides/towpath.yaml', (text) => text.replace('startSeconds: 15', 'startSeconds: 3'))
    await delivery.publish('1.4.0')
    await delivery.promote('dev', 'tides@1.4.0')
    expect((await delivery.deploy('dev', run('dev', 105))).exitCode).toBe(1)
    expect(await ownedBy('staging')).toEqual(before)
    expect(await versions()).toEqual(['1.3.0', '1.1.0'])
    expect(await packagesOn('app-1')).toEqual(['1.0.0', '1.1.0', '1.2.0', '1.3.0'])
  })

  it('one gives its edges up, and the other has its VIP and its proxies as before', { timeout: 120_000 }, async () => {
    const before = await ownedBy('staging')
    delivery.spec('dev', { ...specOf('dev'), services: {} })
    delivery.delivery.commit('Nothing in dev')
    await delivery.promote('dev', '')
    const client = new LabClient(site, 'client').ping(`http://${vipOf('staging')}/tides/`, 4)
    await delivery.deployed('dev', run('dev', 106))
    expect((await client.end()).failures).toEqual([])
    expect(await ownedBy('staging')).toEqual(before)
    expect((await site.host('app-1').run('ls /etc/towpath/dev/tides 2> /dev/null')).stdout).toBe('')
    expect(await packagesOn('app-1')).toEqual(['1.0.0', '1.1.0', '1.3.0'])

    for (const version of ['1.2.0', '1.3.0']) {
      await delivery.promote('staging', `tides@${version}`)
      await delivery.deployed('staging', run('staging', 107))
    }
    expect(await packagesOn('app-1')).toEqual(['1.2.0', '1.3.0'])
  })

  const versions = () =>
    Promise.all(
      environments.map(async (environment) =>
        vi.waitFor(async () => (await get(`http://${vipOf(environment)}/tides/`)).headers['towpath-version'], 5000),
      ),
    )

  /** The versions whose packages are there. */
  async function packagesOn(host: string): Promise<readonly string[]> {
    const documents = await delivery.documents()
    const { stdout } = await site.host(host).run('ls /opt/towpath/packages')
    const found = stdout.split('\n').filter((name) => name !== '')
    return found
      .map((digest) => {
        const record = Object.entries(documents).find(
          ([path, text]) => path.startsWith('packages:packages/tides/') && text.includes(digest),
        )
        return record === undefined ? digest : (/([\d.]+)\.json$/.exec(record[0])?.[1] ?? '')
      })
      .sort()
  }

  /** All files of an environment with their inodes and contents, its units, its processes since when, and its address. */
  async function ownedBy(environment: Environment): Promise<readonly string[]> {
    const look = `cd /
      find etc/towpath/${environment} var/lib/towpath/environments/${environment} var/lib/towpath/state/${environment} \\
        etc/systemd/system/*towpath-*${environment}* run/towpath/${environment} run/towpath-vip/${environment} \\
        -printf '%p %y %m %u %i %T@\\n' 2> /dev/null | sort
      sed -n '/# towpath ${environment}: begin/,/# towpath ${environment}: end/p' etc/hosts
      systemctl show --no-pager -p Id -p ActiveState -p MainPID -p ActiveEnterTimestamp -p NRestarts 'towpath-*${environment}*'
      ip -o address show to ${vipOf(environment)}
      cat etc/towpath/${environment}/*/*/package 2> /dev/null | sort -u | while read -r package; do
        find opt/towpath/packages/$package -printf '%p %i %m %T@\\n' | sort
      done`
    return Promise.all(hosts.map(async (host) => (await site.host(host).run(look)).stdout))
  }
})
