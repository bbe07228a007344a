import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type Annotated, annotationsIn, errorIn } from './annotations.ts'
import { JobsOfGithub } from './jobs-of-github.ts'
import { Shop, type StepDone } from './shop.ts'
import { documentOf } from './stored.ts'

const stateSchema = z.looseObject({
  fence: z.int(),
  lease: z.looseObject({ fence: z.int(), owner: z.looseObject({ kind: z.string() }) }).nullable(),
})
const reportSchema = z.looseObject({ fence: z.int(), status: z.string() })

const jobA = { GITHUB_RUN_ID: '100', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'deliver', RUNNER_NAME: 'runner a' }
const jobB = { GITHUB_RUN_ID: '200', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'deliver', RUNNER_NAME: 'runner b' }

/** One story, told in order. A deploy is held open by a process that is long in becoming healthy. */
describe('deploys of one environment at once', { timeout: 90_000 }, () => {
  let shop: Shop
  let github: JobsOfGithub
  let version = 0

  beforeAll(async () => {
    github = await JobsOfGithub.open()
    shop = await Shop.open()
    await shop.edit('stock/src/server.mjs', (text) =>
      text
        .replace(
          "if (request.url === '/healthz') return",
          "if (request.url === '/healthz') return Date.now() < healthyFrom ? response.writeHead(503).end('not yet\\n') :",
        )
        .replace(
          'const server =',
          "const healthyFrom = Date.now() + Number(process.env.SLOW_MS ?? '0')\n\nconst server =",
        ),
    )
    await shop.edit('stock/towpath.yaml', (text) => text.replace('startSeconds: 10', 'startSeconds: 60'))
    await shop.edit('environments/dev.yaml', (text) =>
      text
        .replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, config: {SLOW_MS: 0}}')
        .replace('  orders: {hostGroup: web}\n', ''),
    )
    await shop.commit('A service that can be slow')
    await shop.publish('stock')
    await shop.deliver('dev', 'stock')
  })

  afterAll(async () => {
    await shop?.close()
    await github?.close()
  })

  async function state(): Promise<z.infer<typeof stateSchema>> {
    return stateSchema.parse(documentOf(await shop.documents(), 'environments/dev:state.json'))
  }

  /** A new revision whose process is healthy only after that time. */
  async function promote(slowMs: number): Promise<void> {
    version += 1
    await shop.edit('environments/dev.yaml', (text) =>
      text.replace(/SLOW_MS: \d+(, ROUND: \d+)?/, `SLOW_MS: ${slowMs}, ROUND: ${version}`),
    )
    await shop.done('promote', { environment: 'dev' })
  }

  const deploy = (
    env: Readonly<Record<string, string>>,
    given: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ): Promise<StepDone> =>
    shop.step(
      'deploy',
      { environment: 'dev', ...given },
      { env: { GITHUB_API_URL: github.url, ...env }, ...(signal && { signal }) },
    )

  const untilHeld = (): Promise<void> =>
    vi.waitFor(async () => expect((await state()).lease).not.toBeNull(), { timeout: 20_000, interval: 100 })

  /** A deploy that holds the lease and is killed while its process starts. */
  async function killHolder(env: Readonly<Record<string, string>>): Promise<void> {
    const controller = new AbortController()
    const running = deploy(env, {}, controller.signal)
    await untilHeld()
    controller.abort()
    expect((await running).signal).toBe('SIGKILL')
    expect((await state()).lease).not.toBeNull()
  }

  it('one has the lease, the other is told who has it, since when and by which run', async () => {
    await promote(6000)
    github.jobs.set('100/1', [{ runner_name: 'runner a', status: 'in_progress' }])
    const first = deploy(jobA)
    await untilHeld()
    const held = await state()
    const second = await deploy(jobB)
    expect(second.exitCode).toBe(1)
    const error = errorIn(second.log)
    expect(error.title).toBe('lease-held')
    expect(error.message).toMatch(
      /^dev is being deployed: found dev@2 by job deliver of acme\/shop, run 100 attempt 1 for \d+ m?s, until .* at most \(https:\/\/github\.com\/acme\/shop\/actions\/runs\/100\)\. Wait for it to end, or, if it is gone for good, deploy with `take-over: true`\.$/,
    )
    expect(await state()).toEqual(held)
    expect((await first).outputs['status']).toBe('deployed')
    expect((await state()).lease).toBeNull()
  })

  it('of two that begin together exactly one acts', async () => {
    await promote(3000)
    for (const run of ['100/1', '200/1'])
      github.jobs.set(run, [{ runner_name: run === '100/1' ? 'runner a' : 'runner b', status: 'in_progress' }])
    const both = await Promise.all([deploy(jobA), deploy(jobB)])
    expect(both.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1])
    expect(errorIn(both.find(({ exitCode }) => exitCode === 1)?.log ?? '').title).toBe('lease-held')
  })

  it('the same owner takes over at once after a kill, with the next fence, and that is recorded', async () => {
    await promote(4000)
    await killHolder(jobA)
    const { fence } = await state()
    const again = await deploy(jobA)
    expect(again.exitCode, again.log).toBe(0)
    expect(takenOver(again.log)).toMatchObject([
      {
        level: 'warning',
        title: 'lease-taken-over',
        message: 'Took the lease of https://github.com/acme/shop/actions/runs/100 over: the same owner runs again.',
      },
    ])
    expect(await state()).toMatchObject({ fence: fence + 1, lease: null })
    const report = reportSchema.parse(documentOf(await shop.documents(), `environments/dev:reports/${fence + 1}.json`))
    expect(report.status).toMatch(/^(deployed|unchanged)$/)
    expect((await shop.get('dev', '/stock')).status).toBe(200)
  })

  it('another owner is refused while GitHub says that the job goes on, and takes over when it says that it is over', async () => {
    await promote(3000)
    github.jobs.set('100/1', [
      { runner_name: 'runner a', status: 'in_progress' },
      { runner_name: 'runner z', status: 'completed' },
    ])
    await killHolder(jobA)
    github.asked.length = 0
    expect(errorIn((await deploy(jobB)).log).title).toBe('lease-held')
    expect(github.asked).toEqual([
      expect.stringMatching(/^GET \/repos\/acme\/shop\/actions\/runs\/100\/attempts\/1\/jobs token ghs_/),
    ])
    github.jobs.set('100/1', [{ runner_name: 'runner a', status: 'completed' }])
    const over = await deploy(jobB)
    expect(over.exitCode, over.log).toBe(0)
    expect(takenOver(over.log)).toMatchObject([
      { title: 'lease-taken-over', message: expect.stringContaining('its owner is gone') },
    ])
  })

  it('what GitHub does not know of counts as there, until somebody who knows better asks for it', async () => {
    await promote(3000)
    await killHolder({ ...jobA, GITHUB_RUN_ID: '300' })
    expect(errorIn((await deploy(jobB)).log).title).toBe('lease-held')
    const taken = await deploy(jobB, { 'take-over': 'true' })
    expect(taken.exitCode, taken.log).toBe(0)
    expect(takenOver(taken.log)).toMatchObject([
      { title: 'lease-taken-over', message: expect.stringContaining('take-over was asked for') },
    ])
  })

  it('a terminal holds it as long as its process lives, and not a moment longer', async () => {
    await promote(8000)
    const child = spawn(
      process.execPath,
      [
        join(shop.actions, 'dist', 'towpath.js'),
        'deploy',
        '--environment',
        'dev',
        '--metadata-store',
        `git:${shop.metadata}#towpath`,
        '--package-store',
        `oci-layout:${shop.packages}`,
      ],
      { cwd: shop.workspace, env: { PATH: process.env['PATH'], HOME: shop.home }, stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await untilHeld()
    expect((await state()).lease?.owner.kind).toBe('process')
    const refused = errorIn((await deploy(jobB)).log)
    expect([refused.title, refused.message]).toEqual(['lease-held', expect.stringContaining(String(child.pid))])
    child.kill('SIGKILL')
    await ended
    const over = await deploy(jobB)
    expect(over.exitCode, over.log).toBe(0)
    expect(takenOver(over.log)).toMatchObject([
      { title: 'lease-taken-over', message: expect.stringContaining('its owner is gone') },
    ])
  })
})

function takenOver(log: string): readonly Annotated[] {
  return annotationsIn(log).filter(({ title }) => title === 'lease-taken-over')
}
