import { readFile } from 'node:fs/promises'
import { planDocumentSchema, revisionSchema } from '@towpath/environment'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { annotationsIn, errorIn } from './annotations.ts'
import { Poller } from './client.ts'
import { Person } from './person.ts'
import { processesIn } from './processes.ts'
import { Shop, type StepDone, type StepOptions } from './shop.ts'
import { documentOf } from './stored.ts'

const timeout = 90_000
const octocat: StepOptions = { env: { GITHUB_ACTOR: 'octocat' } }
const ada: StepOptions = { env: { GITHUB_ACTOR: 'ada' } }

/** Answers with its version, and calls nobody. */
const mail = `import { createServer } from 'node:http'
const server = createServer((request, response) => response.end(JSON.stringify({ version: process.env.TOWPATH_VERSION })))
server.listen(Number(process.env.PORT), process.env.HOST)
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
`
const mailManifest = `package: mail
version: 1.0.0
notes: Writes to those who bought.
code: {include: [server.mjs], run: [node, server.mjs]}
provides: {http: {protocol: http, port: PORT, health: /healthz}}
infrastructure: {hostGroup: web, drainSeconds: 1, stopSeconds: 2, health: {startSeconds: 10, intervalMs: 20, successes: 1, settleSeconds: 0}}
`

/** One story, told in order: each part stands on the ones before. */
describe('decisions about staging, by actions on the embedded default', { timeout }, () => {
  let shop: Shop
  let person: Person

  beforeAll(async () => {
    shop = await Shop.open()
    await shop.write('mail/server.mjs', mail)
    await shop.write('mail/towpath.yaml', mailManifest)
    for (const environment of ['dev', 'staging'])
      await shop.edit(
        `environments/${environment}.yaml`,
        (text) => `${text.replace(/, versions: \[.*?\]/, '')}  mail: {hostGroup: web}\n`,
      )
    await shop.commit('Mail')
    person = await Person.at(shop)
    await shop.publish('stock', 'orders', 'mail')
    await shop.deliver('dev', 'stock\norders\nmail')
    await shop.done('promote', { environment: 'staging', from: 'dev' })
    await deploy()
  }, timeout)

  afterAll(() => shop?.close(), 60_000)

  async function deploy(): Promise<StepDone> {
    const deployed = await shop.done('deploy', { environment: 'staging' })
    await shop.done('register', { environment: 'staging' })
    return deployed
  }

  /** Publishes the next version of services, and dev runs it. */
  async function release(version: string, ...services: readonly string[]): Promise<void> {
    for (const service of services)
      await shop.edit(`${service}/towpath.yaml`, (text) =>
        text
          .replace(/version: [\d.]+/, `version: ${version}`)
          .replace(/notes: .*/, `notes: ${service} ${version}`)
          .replace('range: ^1.0.0', 'range: ^2.0.0'),
      )
    await shop.commit(`${version} of ${services.join(', ')}`)
    await shop.publish(...services)
    await shop.deliver('dev', services.map((service) => `${service}@${version}`).join('\n'))
  }

  const planOf = async ({ outputs }: StepDone) =>
    planDocumentSchema.parse(JSON.parse(await readFile(shop.path(outputs['plan'] ?? ''), 'utf8')))

  const revision = async (number: number) =>
    revisionSchema.parse(documentOf(await shop.documents(), `environments/staging:revisions/${number}.json`))

  /** All that a release is, by service: its digests among them. */
  const releasesOf = async (number: number) =>
    Object.fromEntries((await revision(number)).releases.map((one) => [one.service, one]))

  /** What runs in staging: instance → process. */
  async function instances(): Promise<Readonly<Record<string, number>>> {
    const running = await processesIn(shop.root)
    const ofStaging = running.flatMap(({ pid, environment }): [string, number][] => {
      const id = environment['TOWPATH_INSTANCE'] ?? ''
      return id.startsWith('staging_') ? [[id, pid]] : []
    })
    return Object.fromEntries(ofStaging.sort())
  }

  const processOf = async (service: string) =>
    Object.entries(await instances()).filter(([id]) => id.startsWith(`staging_${service}_`))

  const answers = async () => ({
    orders: (await shop.get('staging', '/orders')).json,
    mail: (await shop.get('staging', '/mail')).json,
  })

  let offered: string

  it('refuse a promotion that would break a caller, write nothing, and offer what makes it possible', async () => {
    await release('2.0.0', 'stock', 'orders')
    const heads = await shop.heads()
    const refused = await shop.step('promote', { environment: 'staging', packages: 'stock@2.0.0' })
    expect(refused.exitCode).toBe(1)
    expect(errorIn(refused.log)).toMatchObject({
      title: 'refused',
      message: expect.stringContaining(
        'orders 1.0.0 needs stock `^1.0.0` (declared in its descriptor), and staging would have stock 2.0.0',
      ),
    })
    expect(refused.summary).toContain("### staging: `stock` 2.0.0 can't go yet")
    const [, command = ''] = /Together with `orders@2\.0\.0` it can: `(.+?)`/.exec(refused.summary) ?? []
    const plan = await planOf(refused)
    expect(plan).toMatchObject({ outcome: 'refused', revision: null })
    expect(plan.compatibility?.derived).toMatchObject({ outcome: 'found', command, isSmallest: true })
    expect(await shop.heads()).toEqual(heads)
    offered = command
  })

  it('let it go by the very command that was offered, and no call fails', async () => {
    const before = await processOf('mail')
    const poller = new Poller(shop.url('staging', '/orders'))
    const said = await person.give(offered)
    expect(said).toContain('staging: orders 2.0.0 and stock 2.0.0 can go')
    await deploy()
    expect((await poller.stop()).failures).toEqual([])
    expect(await answers()).toMatchObject({
      orders: { version: '2.0.0', stock: { version: '2.0.0' } },
      mail: { version: '1.0.0' },
    })
    expect(await processOf('mail')).toEqual(before)
  })

  const mailNow = { environment: 'staging', packages: 'mail@1.1.0' }
  const setAside = { ...mailNow, override: 'freeze', reason: 'nobody gets a receipt' }

  it('hold all changes while a freeze holds, and say until when and who may set it aside', async () => {
    await release('1.1.0', 'mail')
    const now = Date.now()
    const day = (from: number) => new Date(now + from * 86_400_000).toISOString().slice(0, 10)
    const freeze = `${day(-1)} 00:00-${day(2)} 00:00 Europe/Berlin`
    await shop.edit(
      'environments/staging.yaml',
      (text) => `${text}policy: {freeze: ["${freeze}"], allowed: {override: [ada]}}\n`,
    )
    await shop.commit('No changes in these days')
    const heads = await shop.heads()
    const held = await shop.step('promote', mailNow, octocat)
    expect(held.exitCode).toBe(1)
    expect(held.summary).toMatch(
      new RegExp(String.raw`\*\*staging\*\*: nothing changes until \w{3} ${day(2)} 00:00 Europe/Berlin `),
    )
    expect(held.summary).toContain('Or, if it can\'t wait, ada can set it aside: `--override freeze --reason "…"`')
    const notTheirs = await shop.step('promote', setAside, octocat)
    expect(notTheirs.exitCode).toBe(1)
    expect(annotationsIn(notTheirs.log).map(({ message }) => message)).toEqual([
      expect.stringContaining('octocat may set no gate aside: `policy.allowed.override` names ada'),
      expect.stringContaining('nothing changes until'),
    ])
    expect((await planOf(notTheirs)).refusals.map(({ gate }) => gate).sort()).toEqual(['freeze', 'override'])
    const noReason = await shop.step('promote', { ...mailNow, override: 'freeze' }, ada)
    expect(noReason.exitCode).toBe(1)
    expect(await shop.heads()).toEqual(heads)
  })

  it('let it go for whom the policy names, who says why, and keep that', async () => {
    const { summary } = await shop.done('promote', setAside, ada)
    expect(summary).toMatch(
      /### staging: `mail` 1\.1\.0 can go[\s\S]*⚠️ staging: nothing changes until .*; set aside by ada: nobody gets a receipt/,
    )
    await deploy()
    expect(await answers()).toMatchObject({ orders: { version: '2.0.0' }, mail: { version: '1.1.0' } })
    expect((await revision(3)).overrides).toEqual([
      { gate: 'freeze', by: 'ada', reason: 'nobody gets a receipt', subject: 'staging' },
    ])
    const status = await shop.done('status', { environment: 'staging' })
    expect(status.summary).toMatch(/freeze.*ada.*nobody gets a receipt/)
    expect(await person.give('towpath history staging')).toMatch(/override freeze .*by ada.*: nobody gets a receipt/)
  })

  it('take back a part: one service named, those that can not stay go with it, all else is untouched', async () => {
    const [before, then, now] = [await processOf('mail'), await releasesOf(1), await releasesOf(3)]
    const poller = new Poller(shop.url('staging', '/orders'))
    const given = { environment: 'staging', packages: 'stock', to: '1', reason: 'counts wrongly' }
    // No freeze holds who puts something right.
    const { summary, ...done } = await shop.done('rollback', given, octocat)
    expect(summary).toContain('### staging: `orders` and `stock` can go back to staging@1')
    expect(summary).toMatch(/orders: it goes back too: .*orders 2\.0\.0 needs stock `\^2\.0\.0`/)
    expect((await planOf({ summary, ...done })).part).toEqual(['orders', 'stock'])
    await deploy()
    expect((await poller.stop()).failures).toEqual([])
    expect(await releasesOf(4)).toEqual({ orders: then['orders'], stock: then['stock'], mail: now['mail'] })
    expect((await revision(4)).pins.map(({ service }) => service).sort()).toEqual(['orders', 'stock'])
    expect(await answers()).toMatchObject({
      orders: { version: '1.0.0', stock: { version: '1.0.0' } },
      mail: { version: '1.1.0' },
    })
    expect(await processOf('mail')).toEqual(before)
  })
})
