import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentDomain } from '@towpath/environment'
import { createGitStore, openMetadataStore } from '@towpath/metadata-store'
import { describe, expect, it } from 'vitest'
import { runStep } from './run-step.ts'
import type { StepName } from './step.ts'
import { type Recording, recordingStepIo } from './testing/recording-step-io.ts'
import { ServiceRepository } from './testing/service-repository.ts'
import { Shop } from './testing/shop.ts'

async function run(step: StepName, recording: Recording, signal = new AbortController().signal) {
  const io = recordingStepIo(recording)
  const flushed: string[] = []
  const watched = { ...io, flush: async () => void flushed.push('flushed') }
  const clock = () => new Date('2026-11-23T09:00:00Z')
  const code = await runStep(step, watched, { signal, clock, program: '/nonexistent/program.mjs' })
  return { io, code, flushed }
}

describe('running a step', () => {
  it('that is refused is an error with its code as title, and the exit 1', async () => {
    using shop = new Shop()
    await shop.spec('dev')
    const { io, code, flushed } = await run('promote', {
      workspace: shop.workspace,
      inputs: { environment: 'dev', packages: 'stock', 'metadata-store': 'memory:' },
    })
    expect(code).toBe(1)
    expect(io.annotations).toMatchObject([
      { level: 'error', title: 'refused', message: expect.stringContaining('stock') },
    ])
    expect(flushed).toEqual(['flushed'])
  })

  it('with a bad file is an error for each of its problems, at its place', async () => {
    using shop = new Shop()
    await shop.spec('dev', 'polcy: {}\nacept: "*"')
    const { io } = await run('promote', {
      workspace: shop.workspace,
      inputs: { environment: 'dev', 'metadata-store': 'memory:' },
    })
    expect(io.annotations.map(({ place }) => place)).toEqual([
      { file: 'environments/dev.yaml', line: 6, column: 1 },
      { file: 'environments/dev.yaml', line: 7, column: 1 },
    ])
  })

  it('that is cancelled says so, and not that it is a defect', async () => {
    using repository = await ServiceRepository.create(process.env['PATH'] ?? '')
    repository.manifest({ code: '  build: sleep 600\n' })
    const cancelled = AbortSignal.abort(new Error('The run was cancelled (SIGINT)'))
    const { io, code } = await run('build', repository.recording({}), cancelled)
    expect(code).toBe(1)
    expect(io.annotations).toEqual([
      {
        level: 'error',
        title: 'cancelled',
        message: 'The run was cancelled (SIGINT). Run it again: it goes on from what is there.',
      },
    ])
  })

  it('that breaks says that it is ours to mend', async () => {
    using shop = new Shop()
    const io = recordingStepIo({ workspace: shop.workspace, inputs: { 'metadata-store': 'memory:' } })
    const broken = {
      ...io,
      output: () => {
        throw new TypeError('not a fault')
      },
    }
    const signal = new AbortController().signal
    expect(await runStep('status', broken, { signal, clock: () => new Date(), program: '' })).toBe(1)
    expect(io.annotations).toMatchObject([
      { title: 'internal', message: expect.stringMatching(/defect of Towpath.*TypeError: not a fault/s) },
    ])
  })
})

describe('a promotion in a git store', () => {
  it('is one commit that says what was asked and what moves', async () => {
    using shop = new Shop()
    const root = mkdtempSync(join(tmpdir(), 'towpath-store-'))
    try {
      const environment = { PATH: process.env['PATH'], HOME: root }
      const path = join(root, 'metadata.git')
      await createGitStore(path, { environment })
      await shop.spec('dev')
      await shop.publish('stock', '2.1.3')
      const options = { environment, now: () => new Date(), random: Math.random, sleep: async () => undefined }
      await using store = await openMetadataStore(`git:${path}`, options)
      await copyPackages(shop, store)
      const inputs = { environment: 'dev', packages: 'stock', reason: 'first', 'metadata-store': `git:${path}` }
      expect((await run('promote', { workspace: shop.workspace, inputs, environment })).code).toBe(0)
      const log = (...args: string[]) => execFileSync('git', ['-C', path, 'log', ...args], { encoding: 'utf8' })
      const branch = `towpath/${environmentDomain('dev')}`
      expect(log('--format=%s', branch).trim()).toBe('promote stock to dev')
      expect(log('--format=%b', branch)).toContain('stock: new → 2.1.3')
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})

async function copyPackages(shop: Shop, target: Awaited<ReturnType<typeof openMetadataStore>>): Promise<void> {
  const packages = await shop.store.read('packages')
  const texts = await Promise.all(
    (await packages.list('')).map(async (path) => [path, (await packages.get(path)) ?? ''] as const),
  )
  await target.commit('packages', 'copy', async () => ({ kind: 'change', create: Object.fromEntries(texts) }))
}
