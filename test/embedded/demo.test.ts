import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { get } from './client.ts'
import { awaitNoProcesses, processesIn } from './processes.ts'
import { chooseSeed, numbersFrom } from './seed.ts'

const repository = join(import.meta.dirname, '..', '..')
/** What a fresh clone has of what the demo needs. */
const parts = ['dist', 'scripts/demo.mjs', 'workflows-examples/shop']
const interrupts = 5
/** How long the whole story takes; measured by the first test. */
let storyMs = 20_000

interface Ended {
  readonly code: number | null
  readonly said: string
}

/** `node scripts/demo.mjs` in a copy of what is committed, without node_modules, with a temporary folder and a home of its own. */
describe('the demo', { timeout: 240_000 }, () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-e2e-demo-'))
    for (const part of parts) await cp(join(repository, part), join(folder, 'clone', part), { recursive: true })
    for (const name of ['tmp', 'home']) await mkdir(join(folder, name))
  })

  afterEach(async () => {
    try {
      await awaitNoProcesses(folder)
    } finally {
      // A demo that went wrong must not live on in the machine that tests it: these are its own processes, by their pids.
      for (const { pid } of await processesIn(folder)) process.kill(pid, 'SIGKILL')
      await rm(folder, { recursive: true, force: true })
    }
  })

  function start(...args: readonly string[]): { child: ChildProcess; ended: Promise<Ended>; heard: () => string } {
    const child = spawn(process.execPath, [join(folder, 'clone', 'scripts', 'demo.mjs'), ...args], {
      cwd: join(folder, 'clone'),
      env: { PATH: process.env['PATH'], HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives it one.
      detached: true,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, said }))
    })
    return { child, ended, heard: () => said }
  }

  async function expectNothingLeft(): Promise<void> {
    await awaitNoProcesses(folder)
    expect([await readdir(join(folder, 'tmp')), await readdir(join(folder, 'home'))]).toEqual([[], []])
  }

  it('tells the whole story, ends with the table, and leaves nothing', async () => {
    const began = performance.now()
    const { code, said } = await start().ended
    storyMs = performance.now() - began
    expect(code, said).toBe(0)
    expectInOrder(said, [
      'Two services, from their folders to dev and staging',
      'publish   stock 1.0.0 is published',
      'dev@1 is live: stock 1.0.0, orders 1.0.0 on 1 host',
      'staging@1 is live',
      'dev /orders',
      '"version":"1.0.0","items":["apples","pears"]',
      "✗ promote   dev: stock 2.0.0 can't go yet",
      'Keep both side by side',
      'staging /stock@1/items',
      '"version":"1.0.0","items":["apples","pears"]',
      'staging /stock@2/items',
      '"version":"2.0.0","items":{"apples":12,"pears":7}',
      '✗ deploy',
      'orders 1.1.0',
      'requests meanwhile, 0 failed',
      'rollback',
      'requests meanwhile, 0 failed',
      'What was really called, against what is declared',
      'every call seen is declared',
      'What runs where',
      'dev@5 is live at http://127.0.0.1:',
      'service  version  line',
      'staging@2 is live at http://127.0.0.1:',
      's in all.',
    ])
    expect(said).not.toMatch(/internal|defect|undefined|\[object/)
    expect(said).toMatch(/✓ deploy {4}dev@1 is live.* \d+\.\d s\n/)
    await expectNothingLeft()
  })

  it('with --keep goes on, says where, and ends by the command that it names', async () => {
    const { code, said } = await start('--keep').ended
    expect(code, said).toBe(0)
    const orders =
      /http:\/\/127\.0\.0\.1:\d+\/orders/.exec(said.slice(said.indexOf('Everything goes on running')))?.[0] ??
      expect.fail(said)
    expect((await get(orders)).status).toBe(200)
    const command = /^To end it: (.*)$/m.exec(said)?.[1] ?? expect.fail(said)
    expect(command).toContain(folder)
    const ending = spawn('sh', ['-c', command], {
      cwd: join(folder, 'clone'),
      env: { PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`, HOME: join(folder, 'home') },
      stdio: 'ignore',
    })
    expect(await new Promise((resolve) => ending.once('close', resolve))).toBe(0)
    await expectNothingLeft()
  })

  const seed = chooseSeed('demo.test.ts')

  it.each(Array.from({ length: interrupts }, numbersFrom(seed)))(
    'cleans up after a Ctrl-C at %f of the story',
    async (share) => {
      const { child, ended } = start()
      await Promise.race([sleep(share * storyMs), ended])
      child.kill('SIGINT')
      const { code, said } = await ended
      expect(said).not.toMatch(/internal|This is a defect/)
      if (!said.includes('s in all.')) expect(code, said).toBe(1)
      await expectNothingLeft()
    },
  )

  it.each([
    ['a Ctrl-C, which reaches the whole group, and an impatient second one', ['SIGINT', 'SIGINT']],
    ['the end of its terminal', ['SIGHUP']],
  ] as const)('cleans up after %s', async (_, signals) => {
    const { child, ended, heard } = start()
    await vi.waitFor(() => expect(heard()).toContain('dev@1 is live'), { timeout: 120_000, interval: 50 })
    for (const signal of signals) {
      process.kill(-(child.pid ?? expect.fail('no pid')), signal)
      await sleep(100)
    }
    const { code, said } = await ended
    expect([code, said.includes('The demo ended early')], said).toEqual([1, true])
    await expectNothingLeft()
  })
})

function expectInOrder(text: string, wanted: readonly string[]): void {
  let from = 0
  for (const part of wanted) {
    const at = text.indexOf(part, from)
    if (at === -1) expect.fail(`expected "${part}" after "${text.slice(Math.max(0, from - 80), from)}" in:\n${text}`)
    from = at + part.length
  }
}
