import { createHash } from 'node:crypto'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { annotationsIn, errorIn } from './annotations.ts'
import { Poller } from './client.ts'
import { processesIn } from './processes.ts'
import { type ActionName, githubToken, Shop, type StepDone, type StepOptions } from './shop.ts'
import { SpanCollector } from './spans.ts'
import { documentOf } from './stored.ts'

const releaseSchema = z.looseObject({
  service: z.string(),
  version: z.string(),
  content: z.string(),
  config: z.string(),
})
const revisionSchema = z.looseObject({
  number: z.int(),
  content: z.string(),
  spec: z.string(),
  releases: z.array(releaseSchema),
})
const instancesSchema = z.array(
  z.object({
    id: z.string(),
    version: z.string(),
    host: z.string(),
    ip: z.string(),
    ports: z.record(z.string(), z.int()),
  }),
)
const statusSchema = z.looseObject({
  environments: z.array(
    z.looseObject({
      environment: z.string(),
      deployed: z.looseObject({ revision: z.int() }).nullable(),
      services: z.array(z.looseObject({ service: z.string() })),
    }),
  ),
})
const metadataSchema = z.looseObject({ outputs: z.record(z.string(), z.unknown()) })
const actionNames: readonly ActionName[] = [
  'build',
  'describe',
  'publish',
  'promote',
  'deploy',
  'register',
  'resolve',
  'status',
  'observe',
  'rollback',
  'towpath',
]

/** One story, told in order: each part stands on the ones before. */
describe('the whole path by actions, on the embedded default', { timeout: 120_000 }, () => {
  let shop: Shop
  let collector: SpanCollector
  /** Outputs that steps which ended well have written. */
  const written = new Map<ActionName, Set<string>[]>()

  beforeAll(async () => {
    collector = await SpanCollector.open()
    shop = await Shop.open()
    for (const environment of ['dev', 'staging'])
      await shop.edit(`environments/${environment}.yaml`, (text) => `${text}observe: {zipkin: "${collector.url}"}\n`)
    await shop.commit('See the calls')
  })

  afterAll(async () => {
    await shop?.close()
    await collector?.close()
  })

  async function step(
    action: ActionName,
    given: Readonly<Record<string, string>> = {},
    options: StepOptions = {},
  ): Promise<StepDone> {
    const result = await shop.step(action, given, options)
    if (result.exitCode === 0 && given['dry-run'] !== 'true')
      written.set(action, [...(written.get(action) ?? []), new Set(Object.keys(result.outputs))])
    return result
  }

  async function done(
    action: ActionName,
    given: Readonly<Record<string, string>> = {},
    options: StepOptions = {},
  ): Promise<StepDone> {
    const result = await step(action, given, options)
    expect(result.exitCode, result.log).toBe(0)
    expect(annotationsIn(result.log)).toEqual([])
    return result
  }

  async function revision(environment: string, number: number): Promise<z.infer<typeof revisionSchema>> {
    return revisionSchema.parse(
      documentOf(await shop.documents(), `environments/${environment}:revisions/${number}.json`),
    )
  }

  async function instancesOf(service: string): Promise<z.infer<typeof instancesSchema>> {
    return instancesSchema.parse(
      JSON.parse((await done('resolve', { environment: 'dev', service })).outputs['instances'] ?? ''),
    )
  }

  it('builds a package whose digest and size are those of its bytes', async () => {
    const { outputs, summary } = await done('build', { manifest: 'stock/towpath.yaml' })
    const bytes = await readFile(shop.path(outputs['package'] ?? ''))
    expect(outputs).toEqual({
      package: '.towpath/stock/1.0.0/package.tar.gz',
      digest: sha256(bytes),
      'size-bytes': String(bytes.length),
      'artifact-id': '',
    })
    expect(summary).toMatch(/^\*\*stock 1\.0\.0\*\* is built: 1\.\d kB, `[0-9a-f]{12}`\.\n$/)
  })

  it('builds the same bytes again, and from another place', async () => {
    const first = await done('build', { manifest: 'stock/towpath.yaml' })
    const elsewhere = join(shop.folder, 'elsewhere')
    await shop.git('clone', '--quiet', shop.workspace, elsewhere)
    const again = await done('build', { manifest: 'stock/towpath.yaml' }, { workspace: elsewhere })
    expect(again.outputs).toEqual(first.outputs)
  })

  it('describes it', async () => {
    const { outputs, summary } = await done('describe', { manifest: 'stock/towpath.yaml' })
    const text = await readFile(shop.path(outputs['descriptor'] ?? ''))
    expect(outputs).toEqual({
      descriptor: '.towpath/stock/1.0.0/descriptor.json',
      name: 'stock',
      version: '1.0.0',
      digest: sha256(text),
    })
    expect(summary).toBe('**stock 1.0.0**\n\nAnswers what is in stock.\n')
  })

  it('publishes it, and once only', async () => {
    const { outputs, summary } = await done('publish', { descriptor: '.towpath/stock/1.0.0/descriptor.json' })
    expect(outputs).toMatchObject({ name: 'stock', version: '1.0.0', 'already-published': 'false' })
    expect(outputs['reference']).toBe(`oci:${shop.packages}/stock@${outputs['digest']}`)
    expect(
      await readFile(join(shop.packages, 'stock', 'blobs', 'sha256', (outputs['digest'] ?? '').slice(7)), 'utf8'),
    ).toContain('"artifactType":"application/vnd.towpath.package.v1+json"')
    expect(summary).toContain('**stock 1.0.0** is published.')
    expect(summary).toContain('To go on: `towpath promote --environment <environment> --packages stock@1.0.0`')
    const heads = await shop.heads()
    const again = await done('publish')
    expect(again.outputs).toEqual({ ...outputs, 'already-published': 'true' })
    expect(again.summary).toContain('had been published before, with the same content')
    expect(await shop.heads()).toEqual(heads)
    await shop.publish('orders')
  })

  it('decides what would go and writes nothing when it is only asked', async () => {
    const heads = await shop.heads()
    const { outputs, summary } = await done('promote', {
      environment: 'dev',
      packages: 'stock\norders',
      'dry-run': 'true',
    })
    expect(outputs).toMatchObject({ environment: 'dev', revision: '', changed: 'false', verdict: 'pass' })
    expect(summary).toContain('### dev: `orders` 1.0.0 and `stock` 1.0.0 can go')
    expect(summary).toContain('To go on: `towpath promote --environment dev --packages stock --packages orders`')
    expect(await shop.heads()).toEqual(heads)
  })

  it('promotes both to dev', async () => {
    const { outputs, summary } = await done('promote', {
      environment: 'dev',
      packages: 'stock@^1\norders@1.0.0',
      reason: 'the first',
    })
    expect(outputs).toEqual({
      environment: 'dev',
      revision: '1',
      previous: '',
      changed: 'true',
      verdict: 'pass',
      plan: '.towpath/plans/promote-dev.json',
    })
    expect(summary).toContain('**dev@1 is written**: deploy carries it out.')
    expect(summary).toContain('| orders | – | **1.0.0** | new |')
    expect(JSON.parse(await readFile(shop.path('.towpath/plans/promote-dev.json'), 'utf8'))).toMatchObject({
      outcome: 'revision',
    })
    expect(await revision('dev', 1)).toMatchObject({
      number: 1,
      previous: null,
      request: { by: 'octocat', reason: 'the first', run: 'https://github.com/acme/shop/actions/runs/4711' },
      releases: [
        { service: 'orders', dependencies: { stock: { range: '^1.0.0', version: '1.0.0' } } },
        { service: 'stock' },
      ],
    })
  })

  it('says what a deploy would do without doing it', async () => {
    const heads = await shop.heads()
    const { outputs, summary } = await done('deploy', { environment: 'dev', 'dry-run': 'true' })
    expect(outputs).toMatchObject({ revision: '1' })
    expect(summary).toContain('**What deploying dev@1 would do** (nothing was changed)')
    expect(summary).toContain('| here | orders 1.0.0<br>stock 1.0.0 | – | – | – |')
    expect(await shop.heads()).toEqual(heads)
    expect(await processesIn(shop.folder)).toEqual([])
  })

  it('deploys it and reports', async () => {
    const { outputs, summary } = await done('deploy', { environment: 'dev' })
    expect(outputs).toEqual({ revision: '1', status: 'deployed', report: '.towpath/reports/dev-1.json' })
    expect(await readFile(shop.path('.towpath/reports/dev-1.json'), 'utf8')).toBe(
      (await shop.documents())['environments/dev:reports/1.json'],
    )
    expect(summary).toMatch(/^\*\*dev@1 is live: stock 1\.0\.0, orders 1\.0\.0 on 1 host in [\d.]+ s\.\*\*\n/)
    expect(summary).toMatch(
      /\| host \| sent \| started \| healthy \| switched \|\n[^\n]+\n\| here \| [\d.]+ kB of [\d.]+ kB, [\d.]+ s \|/,
    )
  })

  it('registers it, once', async () => {
    const { outputs, summary } = await done('register', { environment: 'dev', report: '.towpath/reports/dev-1.json' })
    expect(outputs).toEqual({ instances: '2', url: shop.url('dev') })
    expect(summary).toContain(`**dev** has 2 instances registered: 2 new. Clients find them at ${shop.url('dev')}`)
    const heads = await shop.heads()
    expect((await done('register', { environment: 'dev' })).outputs).toEqual(outputs)
    expect(await shop.heads()).toEqual(heads)
  })

  it('resolves a service from just its environment', async () => {
    const { outputs, summary } = await done('resolve', { environment: 'dev', service: 'stock', range: '^1' })
    expect(outputs).toMatchObject({
      url: shop.url('dev', '/stock@v1'),
      address: '',
      version: '1.0.0',
      vip: '127.0.0.1',
      port: String(shop.ports.dev),
    })
    expect(instancesSchema.parse(JSON.parse(outputs['instances'] ?? ''))).toMatchObject([
      { version: '1.0.0', host: 'here', ip: '127.0.0.1' },
    ])
    expect(summary).toContain('**stock 1.0.0** in dev: http://127.0.0.1')
  })

  it('says what runs where', async () => {
    const { outputs, summary } = await done('status')
    expect(statusSchema.parse(JSON.parse(outputs['environments'] ?? ''))).toMatchObject({
      environments: [
        { environment: 'dev', deployed: { revision: 1 }, services: [{ service: 'orders' }, { service: 'stock' }] },
      ],
    })
    expect(summary).toContain(`is live at ${shop.url('dev')}`)
    expect(summary).toMatch(/\| orders \| 1\.0\.0 \| \\?\* \| here \| 127\.0\.0\.1:\d+ \|/)
  })

  it('answers clients by path, range, label and header, and says in JSON what it can not serve', async () => {
    const orders = await shop.get('dev', '/orders')
    expect([orders.status, orders.headers['towpath-version'], orders.json]).toEqual([
      200,
      '1.0.0',
      {
        service: 'orders',
        version: '1.0.0',
        orders: 3,
        stock: { service: 'stock', version: '1.0.0', items: ['apples', 'pears'] },
      },
    ])
    for (const path of ['/stock', '/stock@1', '/stock@v1/items', '/stock@%5E1.0.0/items'])
      expect((await shop.get('dev', path)).json, path).toMatchObject({ service: 'stock', version: '1.0.0' })
    expect((await shop.get('dev', '/stock', { 'accept-version': '^1.0.0' })).status).toBe(200)
    const unknown = await shop.get('dev', '/nobody')
    expect([unknown.status, unknown.json]).toEqual([
      404,
      { error: 'service-unknown', message: 'dev has no service "nobody"', available: ['orders', 'stock'] },
    ])
    const version = await shop.get('dev', '/stock@2')
    expect([version.status, version.json]).toEqual([
      406,
      { error: 'version-not-live', message: 'No live version of stock is "2"', available: ['1.0.0'] },
    ])
    const header = await shop.get('dev', '/stock', { 'accept-version': '>=1.0.0 <1.0.1' })
    expect([header.status, header.json]).toMatchObject([
      406,
      { available: expect.arrayContaining(['1.0.0', '^1.0.0', 'v1']) },
    ])
  })

  it('observes the calls that the services themselves report', async () => {
    await vi.waitFor(() => expect(collector.spans.length).toBeGreaterThanOrEqual(3), { timeout: 5000 })
    await shop.write('.towpath/spans.json', JSON.stringify(collector.spans))
    const { outputs, summary } = await done('observe', { environment: 'dev', spans: '.towpath/spans.json' })
    expect(outputs).toEqual({ edges: '1', violations: '0', unproven: '0', report: '.towpath/reports/observe-dev.json' })
    expect(summary).toContain('every call seen is declared; 1 declared and seen, 0 unproven')
    expect(summary).toContain('```mermaid\nflowchart LR')
  })

  it('refuses what would break a caller, with the way out, and writes nothing', async () => {
    await shop.edit('stock/towpath.yaml', (text) =>
      text.replace('version: 1.0.0', 'version: 2.0.0').replace(/notes: .*/, 'notes: Counts.'),
    )
    await shop.edit('stock/src/catalogue.mjs', (text) => text.replace(/items: .*\}/, 'items: { apples: 12 } }'))
    await shop.commit('Count the stock')
    await shop.publish('stock')
    const heads = await shop.heads()
    const refused = await step('promote', { environment: 'dev', packages: 'stock@2.0.0' })
    expect(refused.exitCode).toBe(1)
    expect(refused.outputs).toMatchObject({ environment: 'dev', revision: '', changed: 'false', verdict: 'fail' })
    expect(errorIn(refused.log)).toMatchObject({
      title: 'refused',
      message: expect.stringContaining(
        'orders 1.0.0 needs stock `^1.0.0` (declared in its descriptor, and seen calling it once), and dev would have stock 2.0.0',
      ),
    })
    expect(refused.summary).toContain("### dev: `stock` 2.0.0 can't go yet")
    expect(refused.summary).toMatch(/Keep both side by side: add .*versions: \[\^1\.0, \^2\.0\]/)
    expect(JSON.parse(await readFile(shop.path(refused.outputs['plan'] ?? ''), 'utf8'))).toMatchObject({
      outcome: 'refused',
    })
    const dry = await done('promote', { environment: 'dev', packages: 'stock@2.0.0', 'dry-run': 'true' })
    expect(dry.outputs).toMatchObject({ verdict: 'fail', changed: 'false' })
    expect(dry.summary).toContain("### dev: `stock` 2.0.0 can't go yet")
    expect(await shop.heads()).toEqual(heads)
  })

  it('keeps two versions side by side behind one address', async () => {
    await shop.edit('environments/dev.yaml', (text) =>
      text.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, versions: ["^1.0", "^2.0"]}'),
    )
    await shop.commit('Keep both lines of stock in dev')
    const poller = new Poller(shop.url('dev', '/orders'))
    await done('promote', { environment: 'dev', packages: 'stock@2.0.0' })
    const deployed = await done('deploy', { environment: 'dev' })
    await done('register', { environment: 'dev' })
    expect((await poller.stop()).failures).toEqual([])
    expect(deployed.summary).toMatch(/dev@2 is live: stock 2\.0\.0 on 1 host/)
    expect(await bodies('/stock', '/stock@1', '/stock@2', '/stock@v2')).toMatchObject([
      { version: '1.0.0' },
      { version: '1.0.0' },
      { version: '2.0.0', items: { apples: 12 } },
      { version: '2.0.0' },
    ])
    expect((await shop.get('dev', '/stock', { 'accept-version': '2' })).json).toMatchObject({ version: '2.0.0' })
  })

  it('takes it to staging only after dev ran it, and both environments stand side by side', async () => {
    const { outputs } = await done('promote', {
      environment: 'staging',
      packages: 'stock@1.0.0\nstock@2.0.0\norders@1.0.0',
    })
    expect(outputs['verdict']).toBe('pass')
    await done('deploy', { environment: 'staging' })
    await done('register', { environment: 'staging' })
    expect((await shop.get('staging', '/stock@2')).json).toMatchObject({ version: '2.0.0' })
    expect((await shop.get('dev', '/orders')).status).toBe(200)
  })

  it('makes a revision and a new instance of merely changed config, and no request fails', async () => {
    const before = { orders: await instancesOf('orders'), stock: await instancesOf('stock') }
    await shop.edit('environments/dev.yaml', (text) =>
      text.replace('orders: {hostGroup: web}', 'orders: {hostGroup: web, config: {GREETING: hello}}'),
    )
    await shop.commit('Greet')
    const poller = new Poller(shop.url('dev', '/orders'))
    const { outputs } = await done('promote', { environment: 'dev' })
    const deployed = await done('deploy', { environment: 'dev' })
    await done('register', { environment: 'dev' })
    expect((await poller.stop()).failures).toEqual([])
    expect(outputs).toMatchObject({ revision: '3', previous: '2', changed: 'true' })
    expect(deployed.summary).toContain('dev@3 is live: orders 1.0.0 on 1 host')
    const [orders] = await instancesOf('orders')
    expect(orders?.id).not.toBe(before.orders[0]?.id)
    expect(await instancesOf('stock')).toEqual(before.stock)
    const [process] = (await processesIn(shop.root)).filter(
      ({ environment }) => environment['TOWPATH_INSTANCE'] === orders?.id,
    )
    expect(process?.environment).toMatchObject({ GREETING: 'hello', TOWPATH_STOCK_URL: shop.url('dev', '/stock@v1') })
  })

  it('changes nothing when there is nothing to change', async () => {
    const before = await shop.heads()
    const promoted = await done('promote', { environment: 'dev' })
    expect(promoted.outputs).toMatchObject({ revision: '3', changed: 'false' })
    expect(await shop.heads()).toEqual(before)
    const deployed = await done('deploy', { environment: 'dev' })
    expect(deployed.outputs['status']).toBe('unchanged')
    expect(deployed.summary).toContain('dev@3 runs already; nothing had to change.')
  })

  it('goes back exactly', async () => {
    const poller = new Poller(shop.url('dev', '/orders'))
    const { outputs, summary } = await done('rollback', { environment: 'dev', reason: 'too friendly' })
    await done('deploy', { environment: 'dev' })
    await done('register', { environment: 'dev' })
    expect((await poller.stop()).failures).toEqual([])
    expect(outputs).toEqual({ revision: '4', changed: 'true', plan: '.towpath/plans/rollback-dev.json' })
    expect(summary).toContain('dev@4')
    const [restored, then] = [await revision('dev', 4), await revision('dev', 2)]
    const digests = ({ releases }: typeof then) =>
      releases.map(({ service, version, content, config }) => [service, version, content, config])
    expect(digests(restored)).toEqual(digests(then))
    const report = await shop.documents()
    const idsOf = (fence: number) =>
      JSON.stringify(report[`environments/dev:reports/${fence}.json`]).match(/dev_orders_1\.0\.0_[0-9a-f]{8}/)?.[0]
    expect((await instancesOf('orders')).map(({ id }) => id)).toEqual([`${idsOf(1)}@here`])
  })

  it('goes on when the job ends and its workspace is deleted, and the next job finds it again', async () => {
    const running = await processesIn(shop.root)
    expect(running.length).toBeGreaterThanOrEqual(8)
    expect(
      running
        .flatMap(({ environment }) => Object.keys(environment))
        .filter((name) => /^(RUNNER_|GITHUB_|INPUT_|ACTIONS_)/.test(name)),
    ).toEqual([])
    expect(
      running.filter(({ environment }) => Object.values(environment).some((value) => value.includes(githubToken))),
    ).toEqual([])
    const kept = join(shop.folder, 'kept')
    await rename(shop.workspace, kept)
    await rename(shop.actions, `${shop.actions}-of-the-job`)
    try {
      expect((await shop.get('dev', '/orders')).status).toBe(200)
      expect((await shop.get('staging', '/orders')).status).toBe(200)
      expect((await processesIn(shop.root)).map(({ pid }) => pid).sort()).toEqual(running.map(({ pid }) => pid).sort())
    } finally {
      await rename(`${shop.actions}-of-the-job`, shop.actions)
      await rename(kept, shop.workspace)
      await rm(shop.path('.towpath'), { recursive: true, force: true })
    }
    expect((await done('deploy', { environment: 'dev' })).outputs['status']).toBe('unchanged')
    expect((await processesIn(shop.root)).map(({ pid }) => pid).sort()).toEqual(running.map(({ pid }) => pid).sort())
  })

  it('does the whole path in one step by the root action', async () => {
    await shop.edit('stock/towpath.yaml', (text) =>
      text.replace('version: 2.0.0', 'version: 2.1.0').replace(/notes: .*/, 'notes: Is quicker.'),
    )
    await shop.commit('Be quicker')
    const poller = new Poller(shop.url('dev', '/orders'))
    const { outputs, summary } = await done('towpath', {
      manifest: 'stock/towpath.yaml',
      environment: 'dev',
      reason: 'quicker',
    })
    expect((await poller.stop()).failures).toEqual([])
    expect(outputs).toMatchObject({
      name: 'stock',
      version: '2.1.0',
      environment: 'dev',
      revision: '5',
      changed: 'true',
      verdict: 'pass',
      status: 'deployed',
      instances: '3',
      url: shop.url('dev'),
      'already-published': 'false',
    })
    expect(summary).toMatch(
      /stock 2\.1\.0\*\* is built[\s\S]*is published[\s\S]*dev@5 is written[\s\S]*dev@5 is live: stock 2\.1\.0 on 1 host[\s\S]*3 instances registered/,
    )
    expect((await shop.get('dev', '/stock@2')).json).toMatchObject({ service: 'stock', version: '2.1.0' })
  })

  it('ends at publish when the root action is given no environment', async () => {
    const { outputs } = await shop.step('towpath', { manifest: 'stock/towpath.yaml' })
    expect(outputs).toMatchObject({ name: 'stock', version: '2.1.0', 'already-published': 'true' })
    expect(outputs).not.toHaveProperty('revision')
  })

  it.each(actionNames)('%s wrote every output of its action.yml, each time', async (action) => {
    const file =
      action === 'towpath' ? join(shop.actions, 'action.yml') : join(shop.actions, 'actions', action, 'action.yml')
    const { outputs } = metadataSchema.parse(load(await readFile(file, 'utf8')))
    const runs = written.get(action) ?? []
    expect(runs.length).toBeGreaterThan(0)
    for (const run of runs) expect(Object.keys(outputs).filter((name) => !run.has(name))).toEqual([])
  })

  it('ends by `towpath stop`, all of it', async () => {
    const { code, said } = await shop.towpath('stop', '--root', shop.root)
    expect(code).toBe(0)
    expect(said).toMatch(/^Ended \d+ processes below .*\n(.*\n)* {2}here towpath-proxy-dev\n/)
    expect((await processesIn(shop.folder)).map(({ command }) => command.join(' '))).toEqual([])
    await expect(shop.get('dev', '/orders')).rejects.toThrow('ECONNREFUSED')
  })

  async function bodies(...paths: readonly string[]): Promise<readonly unknown[]> {
    return Promise.all(paths.map(async (path) => (await shop.get('dev', path)).json))
  }
})

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
