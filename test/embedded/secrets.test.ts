import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Poller } from './client.ts'
import { type Process, processesIn } from './processes.ts'
import { githubToken, Shop, type StepDone } from './shop.ts'
import { readAllObjects } from './stored.ts'

const secret = 'tr0ub4dor-and-3-horses-stapled'
const rotated = 'correct-battery-of-another-day'
const secretFile = 'LICENCE-KEY-0815-OF-ACME\nSECOND-LINE-4711-OF-ACME\n'

/** One story, told in order. */
describe('a secret of the deploy step', { timeout: 120_000 }, () => {
  let shop: Shop
  /** Command lines of every process of the machine, as often as they could be looked at during the deploys. */
  const commandLines = new Set<string>()
  const told: StepDone[] = []
  let firstInstance = ''

  beforeAll(async () => {
    shop = await Shop.open()
    await shop.edit('environments/dev.yaml', (text) =>
      text.replace(
        'stock: {hostGroup: web}',
        'stock: {hostGroup: web, secrets: {DB_PASSWORD: STOCK_DB, LICENCE: {env: STOCK_LICENCE, as: file}}}',
      ),
    )
    await shop.commit('Secrets for stock')
    await shop.publish('stock', 'orders')
    await shop.done('promote', { environment: 'dev', packages: 'stock\norders' })
  })

  afterAll(async () => {
    await shop?.close()
  })

  /** Deploys and registers, while every command line of the machine is looked at again and again. */
  async function deploy(password: string): Promise<StepDone> {
    let going = true
    const looking = (async () => {
      while (going) for (const line of await allCommandLines()) commandLines.add(line)
    })()
    try {
      const done = await shop.done(
        'deploy',
        { environment: 'dev' },
        { env: { STOCK_DB: password, STOCK_LICENCE: secretFile } },
      )
      told.push(done, await shop.done('register', { environment: 'dev' }), await shop.done('status'))
      return done
    } finally {
      going = false
      await looking
    }
  }

  async function processOf(service: string): Promise<Process> {
    const found = (await processesIn(shop.root)).filter(({ environment }) => environment['TOWPATH_SERVICE'] === service)
    expect(found).toHaveLength(1)
    return found[0] ?? expect.fail(`${service} does not run`)
  }

  it('is asked for by name when it is not set, and nothing is begun', async () => {
    const heads = await shop.heads()
    const refused = await shop.step('deploy', { environment: 'dev' })
    expect(refused.exitCode).toBe(1)
    expect(refused.log).toContain(
      '::error title=secret-missing::Secrets of the deploy step: expected a value for each variable that the spec names, found none for STOCK_DB (services.stock.secrets.DB_PASSWORD), STOCK_LICENCE (services.stock.secrets.LICENCE).',
    )
    expect(await shop.heads()).toEqual(heads)
    expect(await processesIn(shop.folder)).toEqual([])
  })

  it('reaches its own service, by environment and by a file that only its user reads', async () => {
    expect((await deploy(secret)).outputs['status']).toBe('deployed')
    const { environment } = await processOf('stock')
    firstInstance = environment['TOWPATH_INSTANCE'] ?? ''
    expect(environment['DB_PASSWORD']).toBe(secret)
    expect(environment).not.toHaveProperty('STOCK_DB')
    const file = environment['LICENCE'] ?? ''
    expect(await readFile(file, 'utf8')).toBe(secretFile)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is masked in the log before anything else is said', () => {
    const [deployed] = told
    expect(deployed?.log).toContain(`::add-mask::${secret}\n`)
    expect(deployed?.log).toContain('::add-mask::LICENCE-KEY-0815-OF-ACME\n')
    expect(deployed?.log).toContain('::add-mask::SECOND-LINE-4711-OF-ACME\n')
  })

  it('rotated, it makes a new instance as gently as a new version', async () => {
    const poller = new Poller(shop.url('dev', '/orders'))
    const deployed = await deploy(rotated)
    expect((await poller.stop()).failures).toEqual([])
    expect(deployed.outputs).toMatchObject({ revision: '1', status: 'deployed' })
    const { environment } = await processOf('stock')
    expect(environment['DB_PASSWORD']).toBe(rotated)
    expect(environment['TOWPATH_INSTANCE']).not.toBe(firstInstance)
  })

  it('unchanged, it changes nothing', async () => {
    expect((await deploy(rotated)).outputs['status']).toBe('unchanged')
  })

  describe.each([
    ['the first password', secret],
    ['the second password', rotated],
    ['the first line of the file', 'LICENCE-KEY-0815'],
    ['the last line of the file', 'SECOND-LINE-4711'],
    ['the token of the job', githubToken],
  ])('%s', (_, value) => {
    it('is in no object of the metadata store', async () => {
      expect(includes(await readAllObjects(shop.metadata), value)).toBe(false)
    })

    it('is in no file of the package store or the workspace', async () => {
      expect(await filesWith(shop.packages, value)).toEqual([])
      expect(await filesWith(shop.workspace, value)).toEqual([])
    })

    it('is in no output, summary or line of the log but the one that masks it', () => {
      for (const { outputs, summary, log } of told) {
        const said = log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
        expect([JSON.stringify(outputs), summary, ...said].filter((text) => includes(text, value))).toEqual([])
      }
    })

    it('was in no command line of the machine', () => {
      expect(commandLines.size).toBeGreaterThan(20)
      expect([...commandLines].filter((line) => includes(line, value))).toEqual([])
    })

    it('is in the environment of no other process', async () => {
      const others = (await processesIn(shop.root)).filter(
        ({ environment }) => environment['TOWPATH_SERVICE'] !== 'stock',
      )
      expect(others.length).toBeGreaterThanOrEqual(3)
      expect(others.filter(({ environment }) => includes(JSON.stringify(environment), value))).toEqual([])
    })

    it('is on the host only in files that nobody else can read', async () => {
      const files = await filesWith(shop.root, value)
      const modes = await Promise.all(files.map(async (file) => ((await stat(file)).mode & 0o777).toString(8)))
      expect(modes.filter((mode) => mode !== '600')).toEqual([])
      expect(files.filter((file) => file.includes('/log/'))).toEqual([])
      if (value === secret || value === githubToken) expect(files).toEqual([])
    })
  })

  it('is not seen by the command of build, nor is anything that speaks for the job', async () => {
    await shop.edit('stock/towpath.yaml', (text) =>
      text.replace('version: 1.0.0', 'version: 1.0.1').replace('code:\n', 'code:\n  build: env > seen.txt\n'),
    )
    const env = {
      ACTIONS_RUNTIME_TOKEN: 'runtime-token-of-the-job',
      ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-token-of-the-job',
      GITHUB_TOKEN: githubToken,
      NODE_ENV: 'production',
    }
    await shop.done('build', { manifest: 'stock/towpath.yaml', 'upload-artifact': 'false' }, { env })
    const seen = await readFile(shop.path('stock/seen.txt'), 'utf8')
    const names = seen.split('\n').map((line) => line.slice(0, line.indexOf('=')))
    expect(names).toEqual(expect.arrayContaining(['PATH', 'HOME', 'NODE_ENV', 'GITHUB_SHA', 'GITHUB_REPOSITORY']))
    expect(
      names.filter((name) => /^(INPUT_|ACTIONS_|STATE_)|TOKEN|GITHUB_(OUTPUT|ENV|PATH|STEP_SUMMARY)/.test(name)),
    ).toEqual([])
    for (const value of [githubToken, 'runtime-token-of-the-job', 'id-token-of-the-job'])
      expect(seen).not.toContain(value)
  })
})

/** As it is, and as what hides nothing would write it. */
function includes(text: string, value: string): boolean {
  return [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64').slice(0, -4),
    Buffer.from(value).toString('hex'),
  ].some((form) => text.includes(form))
}

async function filesWith(folder: string, value: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const))
  return texts.filter(([, text]) => includes(text, value)).map(([file]) => file)
}

async function allCommandLines(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map((pid) =>
      readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: unknown) => {
        // It ended meanwhile.
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
        throw error
      }),
    ),
  )
  return lines.filter((line) => line !== '')
}
