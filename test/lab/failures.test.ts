import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseDeployReport, parseEnvironmentState } from '@towpath/environment'
import { serviceRecordSchema } from '@towpath/inventory'
import { type ActionResult, describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { get } from '../embedded/client.ts'
import { documentOf } from '../embedded/stored.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { changesIn, LabDelivery } from './lab-delivery.ts'
import { type Standing, standingOn } from './standing.ts'

const hosts = ['app-1', 'app-2', 'edge-1', 'edge-2']
type Change = (text: string) => string

/* What a person sees of a deploy that fails, and what is left of it: on hosts, in proxies, in the store. Each test goes on from where the last one ended. */

describeWith([lab], 'a deploy that fails on real hosts', () => {
  let site: Site
  let delivery: LabDelivery

  beforeAll(async () => {
    const smallDisks = { '/opt/towpath': '8M' }
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': { smallDisks }, 'edge-1': {}, 'edge-2': {}, client: {} } })
    delivery = await LabDelivery.open(site)
    delivery.spec('dev')
    await release('1.0.0')
    await delivery.deployed('dev')
    await delivery.register('dev')
  }, 120_000)
  afterAll(async () => {
    await delivery[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
  })

  it('never gets healthy: is put back, and its last lines are shown', { timeout: 120_000 }, async () => {
    await release('1.1.0', {
      program: (text) =>
        text.replace(
          'return self.reply({"healthy": True})',
          'print("no database", flush=True); return self.send_error(503)',
        ),
      manifest: (text) => text.replace('startSeconds: 15', 'startSeconds: 3'),
    })
    const { log, summary } = await putBack('tides@1.1.0', 'tides 1.1.0 on app-1')
    expect(log).toMatch(
      /^::error title=unhealthy::tides 1\.1\.0 on app-1: expected a healthy answer within 3 s of its start, found http on port \d+: GET \/healthz answered 503; its last line: no database\. /m,
    )
    expect(log).toMatch(/^The last lines of tides 1\.1\.0 on app-1:\n( {2}tides 1\.1\.0 listens\n)? {2}no database$/m)
    expect(summary).toMatch(/<summary>Its last lines<\/summary>\n\n( {4}tides 1\.1\.0 listens\n)? {4}no database\n/)
  })

  it('dies after five seconds: is put back before any request came to it', { timeout: 120_000 }, async () => {
    await release('1.2.0', {
      program: (text) =>
        text.replace(
          'server.serve_forever',
          'threading.Timer(5, lambda: (print("the tide went out", flush=True), os._exit(1))).start()\nserver.serve_forever',
        ),
      manifest: (text) => text.replace(/settleSeconds: \d+/, 'settleSeconds: 6'),
    })
    const { log, summary } = await putBack('tides@1.2.0', 'tides 1.2.0 on app-1')
    expect(log).toMatch(
      /^::error title=unsettled::tides 1\.2\.0 on app-1: expected it to stay well for 6 s, found .*; its last line: the tide went out\. /m,
    )
    expect(summary).toMatch(/\n {4}the tide went out\n/)
  })

  it('does not find room: says which disk is full, and leaves nothing on it', { timeout: 120_000 }, async () => {
    await release('1.3.0', { program: (text) => `${text}# ${randomBytes(8_000_000).toString('hex')}\n` })
    const { log } = await putBack('tides@1.3.0', /Host app-2 \([\d.]+\)/)
    expect(log).toMatch(
      /^::error title=disk-full::Host app-2 \([\d.]+\), .*: expected room on the disk, found [\d.]+ MB free below \/opt\/towpath\/packages, 16\.0 MB needed\. Make room/m,
    )
  })

  it('meets a host with another key: stops, shows both, and goes on when the line is replaced', {
    timeout: 120_000,
  }, async () => {
    await release('1.4.0')
    const keys = '/etc/ssh/ssh_host_ed25519_key'
    const host = site.host('app-1')
    await host.run(`cp -a ${keys} /root; rm ${keys}; ssh-keygen -q -t ed25519 -N '' -f ${keys}; systemctl restart ssh`)
    const found = (await host.run(`ssh-keygen -lf ${keys}.pub`)).stdout.split(' ')[1]
    const { log } = await putBack('tides@1.4.0', /Host app-1 \([\d.]+\): its key is not the one in known-hosts/)
    expect(log).toMatch(/^::error title=host-key-changed::Host app-1 .*check its fingerprint on its console/m)
    expect(log).toContain(`found ${found}`)

    await host.run(
      `mv /root/ssh_host_ed25519_key ${keys}; ssh-keygen -y -f ${keys} > ${keys}.pub; systemctl restart ssh`,
    )
    await repaired('1.4.0')
  })

  it('loses a host for 5 s in the middle: waits for it, and is done', { timeout: 120_000 }, async () => {
    await release('1.5.0')
    const host = site.host('app-1')
    const away = started('app-1', '1.5.0').then(async () => {
      await host.cut()
      await new Promise((resolve) => setTimeout(resolve, 5000))
      await host.mend()
    })
    const report = await delivery.deployed('dev')
    await away
    expect(report.status).toBe('deployed')
    await delivery.register('dev')
    await serves('1.5.0')
  })

  it('loses a host in the middle for good: says so, puts the others back, and repairs that one when it is there again', {
    timeout: 180_000,
  }, async () => {
    await release('1.6.0')
    const others = ['app-2', 'edge-1', 'edge-2']
    const before = await standingOn(site, others)
    const cut = started('app-1', '1.6.0').then(() => site.host('app-1').cut())
    const { log, summary } = await failed('tides@1.6.0', /Host app-1 \([\d.]+\), script start/)
    await cut
    expect(log).toMatch(
      /^::error title=connection-lost::Host app-1 .*the connection was lost in the middle.*Run it again; it goes on from what was done\.$/m,
    )
    expect(log).toMatch(
      /^::warning title=host-unreachable::Host app-1 .*deploy again: that looks at it and repairs it\.$/m,
    )
    expect(summary).toContain('⚠️ **app-1** was out of reach and was not put back; the next deploy that reaches it')
    expect(withoutChecks(await standingOn(site, others))).toEqual(withoutChecks(before))
    await site.host('app-1').mend()
    await repaired('1.6.0')
  })

  it('loses a host that dies in the middle, and then finds it down: repairs it when it is there again', {
    timeout: 240_000,
  }, async () => {
    await release('1.7.0')
    const dead = started('app-1', '1.7.0').then(() => site.host('app-1').kill())
    const { log } = await failed('tides@1.7.0', /Host app-1 \([\d.]+\), script start/)
    await dead
    expect(log).toMatch(/^::warning title=host-unreachable::Host app-1 /m)

    const client = ask()
    const down = await delivery.deploy('dev')
    expect((await client.end()).failures).toEqual([])
    expect(down.exitCode).toBe(1)
    expect(down.log).toMatch(/^::error title=host-unreachable::Host app-1.*Bring it back and deploy again/m)
    expect(read(down)).toMatchObject({ status: 'rolled-back', failure: { where: expect.stringMatching('Host app-1') } })
    await serves('1.6.0')
    await site.host('app-1').boot()
    await repaired('1.7.0')
  })

  /** Publishes and promotes tides as this version, with changes that only it has. */
  async function release(version: string, changes: { readonly program?: Change; readonly manifest?: Change } = {}) {
    const { program = (text) => text, manifest = (text) => text } = changes
    const files = { 'tides/tides.py': program, 'tides/towpath.yaml': manifest }
    const kept = Object.keys(files).map((file) => [file, readFileSync(delivery.delivery.path(file), 'utf8')] as const)
    for (const [file, change] of Object.entries(files)) delivery.delivery.edit(file, change)
    await delivery.publish(version)
    for (const [file, text] of kept) delivery.delivery.write(file, text)
    await delivery.promote('dev', `tides@${version}`)
  }

  /** Clients that ask the VIP all the while. */
  function ask() {
    return new LabClient(site, 'client').ping(`http://${site.vip}/tides/`, 4)
  }

  const read = ({ outputs }: ActionResult) =>
    parseDeployReport(readFileSync(delivery.delivery.path(outputs['report'] ?? ''), 'utf8'), 'report')

  /** Deploys what is to fail: clients see the old, the store says what was and why, and so does the summary. */
  async function failed(what: string, where: string | RegExp): Promise<ActionResult> {
    const before = await stored()
    const client = ask()
    const result = await delivery.deploy('dev')
    const { answered, failures } = await client.end()
    expect(result.exitCode, result.log).toBe(1)
    expect({ failures }).toEqual({ failures: [] })
    expect(answered).toBeGreaterThan(50)
    expect(result.outputs['status']).toBe('rolled-back')

    const report = read(result)
    expect(report).toMatchObject({ status: 'rolled-back', failure: { where: expect.stringMatching(where) } })
    const after = await stored()
    expect(after.report(report.fence)).toEqual(report)
    const { number } = before.state.desired ?? {}
    expect(after.state).toMatchObject({ lease: null, deployed: before.state.deployed })
    expect(after.state.parked.at(-1)).toMatchObject({ revision: number, packages: [what] })
    expect(after.state.parked.at(-1)?.reason).toMatch(where)

    await delivery.register('dev')
    expect((await stored()).instances).toEqual(before.instances)
    const serving = `dev&#64;${before.state.deployed?.number} serves as before. What failed: `
    expect(result.summary.split('\n')[0]).toMatch(
      new RegExp(`^\\*\\*dev&#64;${number} was (not deployed|put back after [\\d.]+ s); ${serving}`),
    )
    return result
  }

  /** The same, and no host or proxy has another file, unit, process, route or user afterwards. */
  async function putBack(what: string, where: string | RegExp): Promise<ActionResult> {
    const before = await standingOn(site, hosts)
    const result = await failed(what, where)
    expect(await standingOn(site, hosts)).toEqual(before)
    return result
  }

  /** The next run makes all well. */
  async function repaired(version: string): Promise<void> {
    const report = await delivery.deployed('dev')
    expect(report.failure).toBeNull()
    expect(changesIn(report).filter((change) => change.includes(version))).toHaveLength(2)
    await delivery.register('dev')
    await serves(version)
  }

  /** This version alone runs on both, is registered, and answers at the VIP. */
  async function serves(version: string): Promise<void> {
    expect((await get(`http://${site.vip}/tides/`)).headers['towpath-version']).toBe(version)
    const { instances } = await stored()
    expect(instances.map((one) => `${one.host} ${one.version}`).sort()).toEqual([
      `app-1 ${version}`,
      `app-2 ${version}`,
    ])
  }

  async function stored() {
    const documents = await delivery.documents()
    const text = (path: string) => JSON.stringify(documentOf(documents, `environments/dev:${path}`))
    const { instances } = serviceRecordSchema.parse(JSON.parse(text('inventory/services/tides.json')))
    return {
      state: parseEnvironmentState(text('state.json'), 'state.json'),
      instances: instances.map(({ healthSeenAt: _seen, fence: _fence, ...instance }) => instance),
      report: (fence: number) => parseDeployReport(text(`reports/${fence}.json`), 'report'),
    }
  }

  /** Resolves when a host has the unit of that version. */
  async function started(host: string, version: string): Promise<void> {
    await site.host(host).run(`until ls /etc/systemd/system/towpath-dev_tides_${version}_*; do sleep 0.05; done`)
  }
})

/** Without what a proxy has found out about the host that is away. */
function withoutChecks(standing: Standing): Standing {
  const lines = Object.entries(standing).map(([host, all]) => [host, all.filter((line) => !line.startsWith('server '))])
  return Object.fromEntries(lines)
}
