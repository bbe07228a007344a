import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActionResult, compiler, describeWith } from '@towpath/testing'
import { type LabHost, lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { documentOf, readAllObjects } from '../embedded/stored.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { changesIn, LabDelivery } from './lab-delivery.ts'
import { readStarts, recordStarts } from './starts.ts'
import { filesBelow, filesOf, has, runningOn, toldBy } from './traces.ts'

/** What a trace is looked for by: it stands in values that are odd in every other respect. */
const first = 'Tr0ub4dorAnd3HorsesStapled'
const second = 'CorrectBatteryOfAnotherDay'
const keyLines = ['SIGNING-KEY-0815-OF-ACME', 'ITS-SECOND-LINE-4711'] as const
const licence = 'LicenceThatNeverLeavesItsHost'
const passwordOf = (core: string) => `p%d $${core} "and" \\back\\ 'more' #;= 100%`
const keyFile = `${keyLines.join('\r\n')}\n`

/** Where a file could be for a moment. */
const fleeting = ['/tmp', '/var/tmp', '/dev/shm', '/run', '/var/lib/towpath', '/etc/systemd', '/opt/towpath']

/** One story, told in order. */
describeWith([lab, compiler], 'a secret of the deploy step, on real hosts', () => {
  let site: Site
  let delivery: LabDelivery
  let sshKey: readonly string[]
  const told: ActionResult[] = []
  const seenMeanwhile = new Set<string>()
  const isApp = ({ name }: LabHost) => name.startsWith('app-')
  const apps = () => site.hosts.filter(isApp)
  const targets = () => site.hosts.filter(({ name }) => name !== 'client')
  const everywhere = (look: (host: LabHost) => Promise<void>) => Promise.all(targets().map(look))

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    delivery = await LabDelivery.open(site)
    // The lines before it tell of the public key, which the hosts have.
    sshKey = site.privateKey.split('\n').slice(3, 5)
    delivery.spec('dev', {
      services: {
        tides: {
          hostGroup: 'web',
          secrets: {
            DB_PASSWORD: 'TIDES_DB',
            SIGNING: { env: 'TIDES_SIGNING', as: 'file' },
            LICENCE: { hostFile: '/etc/tides/licence' },
          },
        },
      },
    })
    for (const host of apps()) {
      await host.run('mkdir /etc/tides; umask 077; cat > /etc/tides/licence', { stdin: licence })
    }
    await recordStarts(targets(), delivery.delivery.makeFolder('starts'))
    await delivery.publish('1.0.0')
    await delivery.promote('dev', 'tides@1.0.0')
  }, 180_000)
  afterAll(async () => {
    await delivery?.[Symbol.asyncDispose]()
    await site?.[Symbol.asyncDispose]()
  })

  const secrets = () => [first, second, ...keyLines, licence, ...sshKey]

  /** Deploys as a job that debugs does, while every place for short-lived files is looked at again and again on all hosts. */
  async function deploy(password: string): Promise<ActionResult> {
    const runner = delivery.delivery.makeFolder('runner')
    mkdirSync(join(runner, 'tmp'), { recursive: true })
    for (const file of ['GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']) writeFileSync(join(runner, file), '')
    let going = true
    const looking = targets().map(async (host) => {
      while (going) {
        for (const file of await filesOf(host, fleeting, secrets())) seenMeanwhile.add(`${host.name} ${file}`)
        await sleep(50)
      }
    })
    try {
      const done = await delivery.deploy('dev', {
        TIDES_DB: password,
        TIDES_SIGNING: keyFile,
        ACTIONS_STEP_DEBUG: 'true',
        RUNNER_DEBUG: '1',
        HOME: runner,
        TMPDIR: join(runner, 'tmp'),
        RUNNER_TEMP: join(runner, 'tmp'),
        GITHUB_STATE: join(runner, 'GITHUB_STATE'),
        GITHUB_ENV: join(runner, 'GITHUB_ENV'),
        GITHUB_PATH: join(runner, 'GITHUB_PATH'),
      })
      told.push(done)
      return done
    } finally {
      going = false
      await Promise.all(looking)
    }
  }

  it('reaches its own service, as a variable, as a file and as a file of the host', { timeout: 120_000 }, async () => {
    const done = await deploy(passwordOf(first))
    expect(done.exitCode, done.log).toBe(0)
    for (const host of apps()) {
      const variables = await variablesOf(host.name)
      expect(variables['DB_PASSWORD']).toBe(passwordOf(first))
      const { stdout } = await host.run(`cat ${variables['SIGNING']} ${variables['LICENCE']}`)
      expect(stdout).toBe(`${keyFile}${licence}`)
    }
  })

  it('rotated, it makes a new instance, and no request fails', { timeout: 120_000 }, async () => {
    const client = new LabClient(site, 'client').ping(`http://${site.vip}/tides/`, 4)
    const done = await deploy(passwordOf(second))
    const { answered, failures } = await client.end()
    expect(failures).toEqual([])
    expect(answered).toBeGreaterThan(50)
    expect(done.outputs).toMatchObject({ revision: '1', status: 'deployed' })
    const changes = ['app-1: 1.0.0 started', 'app-1: 1.0.0 stopped', 'app-2: 1.0.0 started', 'app-2: 1.0.0 stopped']
    expect(changesIn(delivery.reportOf(done))).toEqual(changes)
    expect((await variablesOf('app-1'))['DB_PASSWORD']).toBe(passwordOf(second))
    told.push(await delivery.register('dev'), await delivery.delivery.run('status', {}))
  })

  it('is on the hosts nowhere but in files that only its service can read', { timeout: 120_000 }, async () => {
    await everywhere(async (host) => {
      const files = await filesOf(host, ['/'], secrets())
      const release = /\/etc\/towpath\/dev\/tides\/([0-9a-f]{8})\/environment/.exec(files.join('\n'))?.[1]
      const own = [
        '600 root /etc/tides/licence',
        `600 tp_dev_tides /etc/towpath/dev/tides/${release}/config/secrets/SIGNING`,
        `600 tp_dev_tides /etc/towpath/dev/tides/${release}/environment`,
        `400 tp_dev_tides /run/credentials/towpath-dev_tides_1.0.0_${release}.service/LICENCE`,
      ]
      expect([...files].sort(), host.name).toEqual(isApp(host) ? own.sort() : [])
    })
  })

  it('was meanwhile in no file for a moment, but for the copy that systemd keeps for the service', () => {
    const [copies, others] = [true, false].map((isCopy) =>
      [...seenMeanwhile].filter(
        (line) => isCopy === / \/run\/credentials\/towpath-dev_tides_1\.0\.0_\w+\.service\/LICENCE$/.test(line),
      ),
    )
    expect(copies).not.toEqual([])
    expect(others).toEqual([])
  })

  it('was in no command line, and in no environment but that of its own service', { timeout: 60_000 }, async () => {
    await everywhere(async (host) => {
      const starts = await readStarts(host)
      expect(starts.length).toBeGreaterThan(100)
      expect(starts.filter((start) => has(start, secrets()))).toEqual([])
      const knowing = (await runningOn(host)).filter((process) => has(process, secrets()))
      expect(knowing.map((process) => process.split('\0')[0])).toEqual(isApp(host) ? ['tp_dev_tides python3'] : [])
    })
  })

  it('is in no journal, and in nothing that systemd tells', { timeout: 60_000 }, async () => {
    await everywhere(async (host) => {
      const told = await toldBy(host)
      expect(told.filter((line) => line.includes('towpath')).length).toBeGreaterThan(100)
      expect(told.filter((line) => has(line, secrets()))).toEqual([])
    })
  })

  it('is in nothing that is stored, shown or left on the runner', async () => {
    expect(has(await readAllObjects(delivery.delivery.metadata), secrets())).toBe(false)
    expect(filesBelow(delivery.delivery.folder, secrets())).toEqual([])
    expect(traces(told)).toEqual([])
    for (const value of secrets().filter((one) => one !== licence)) {
      expect(told.map(({ log }) => log).join('')).toContain(value)
    }
  })

  it('that a program tells when it fails is kept out of what is told and stored of it', {
    timeout: 120_000,
  }, async () => {
    delivery.delivery.edit('tides/tides.py', (text) =>
      text.replace('\n\n\nclass', '\nprint("I have", dict(os.environ), flush=True)\nraise SystemExit(3)\n\n\nclass'),
    )
    delivery.delivery.edit('tides/towpath.yaml', (text) => text.replace('startSeconds: 15', 'startSeconds: 3'))
    await delivery.publish('1.1.0')
    await delivery.promote('dev', 'tides@1.1.0')
    told.length = 0
    const failed = await deploy('OnlyPlain4711Letters')
    expect(failed.exitCode).toBe(1)
    const said = `I have {'`
    expect(failed.log).toContain(said)
    expect(failed.summary).toContain('I have {')
    const documents = await delivery.documents()
    expect(documentOf(documents, 'environments/dev:reports/3.json')).toMatchObject({
      failure: { log: expect.arrayContaining([expect.stringContaining(`'DB_PASSWORD': '***'`)]) },
    })
    expect(has(await readAllObjects(delivery.delivery.metadata), ['OnlyPlain4711Letters'])).toBe(false)
    expect(filesBelow(delivery.delivery.folder, ['OnlyPlain4711Letters'])).toEqual([])
    expect(traces([failed], ['OnlyPlain4711Letters'])).toEqual([])
  })

  /** Of the one process of `tides`. */
  async function variablesOf(host: string): Promise<Readonly<Record<string, string>>> {
    return vi.waitFor(async () => {
      const own = (await runningOn(site.host(host))).filter((process) => process.includes('TOWPATH_SERVICE=tides'))
      expect(own).toHaveLength(1)
      const lines = (own[0] ?? '').split('\0').filter((line) => line.includes('='))
      return Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      )
    })
  }

  /** Outputs, summaries and lines of logs that say it, but for those by which a runner is told to mask it. */
  function traces(results: readonly ActionResult[], values = secrets()): readonly string[] {
    return results.flatMap(({ outputs, summary, log }) => {
      const lines = log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
      return [JSON.stringify(outputs), summary, ...lines].filter((text) => has(text, values))
    })
  }
})
