import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { packagePaths } from '@towpath/descriptor'
import { openMetadataStore } from '@towpath/metadata-store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../run-cli.ts'
import { renderMarked, renderRemoved } from './marked-text.ts'

describe('towpath mark-bad', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-mark-'))
  const url = `git:${folder}#towpath`

  beforeAll(async () => {
    execFileSync('git', ['init', '-q', '--bare', folder])
    await using store = await openMetadataStore(url, {
      now: () => new Date('2026-11-23T08:00:00Z'),
      random: Math.random,
      sleep: async () => undefined,
      environment: { PATH: process.env['PATH'] },
      workspace: folder,
    })
    await store.commit('packages', 'publish', async () => ({
      kind: 'change',
      create: { [packagePaths.record('orders', '1.4.2')]: '{}' },
    }))
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function run(...argv: string[]) {
    const text = { out: '', error: '' }
    const stream = (name: keyof typeof text) =>
      new Writable({
        write: (chunk, _encoding, done) => {
          text[name] += String(chunk)
          done()
        },
      })
    const code = await runCommandLine({
      argv: ['mark-bad', ...argv, '--metadata-store', url],
      env: { PATH: process.env['PATH'] },
      stdout: stream('out'),
      stderr: stream('error'),
      signal: new AbortController().signal,
      clock: () => new Date('2026-11-23T09:00:00Z'),
      program: '/nowhere/embedded.mjs',
    })
    return { code, ...text }
  }

  it('marks, says so again, and takes the mark away', async () => {
    const marked = await run('orders@1.4.2', '--reason', 'loses carts')
    expect(marked).toMatchObject({ code: 0, error: '' })
    expect(marked.out).toBe('orders 1.4.2 is marked bad: no environment takes it any more\nIt runs nowhere\n')
    expect((await run('orders@1.4.2', '--reason', 'again')).out).toContain('is marked bad already, by ')
    const removed = await run('orders@1.4.2', '--remove', '--reason', 'it was the network', '--json')
    expect(JSON.parse(removed.out)).toMatchObject({ isBad: false, changed: true, mark: { reason: 'loses carts' } })
  })

  it.each([
    [['orders@1.4.3', '--reason', 'x'], 1, 'Did you mean `orders@1.4.2`?'],
    [['orders@1.4.2'], 2, 'expected `towpath mark-bad <what> --reason <text>`, found no reason'],
    [['--reason', 'x'], 2, 'found no what'],
  ])('%j is told what is wrong', async (argv, code, message) => {
    const answer = await run(...argv)
    expect(answer.code).toBe(code)
    expect(answer.error).toContain(message)
  })
})

describe('what a terminal says of a mark', () => {
  const mark = {
    schema: 1 as const,
    package: 'orders',
    version: '1.4.2',
    by: 'ada',
    reason: 'loses carts',
    since: '2026-11-23T09:00:00Z',
  }
  const marked = { package: 'orders', version: '1.4.2', mark, isBad: true, changed: true, runs: [] }

  it('is where it runs, and how to replace it there', () => {
    const runs = [
      { environment: 'prod', revision: 42, state: 'runs' as const, hosts: ['app-1', 'app-2'], since: mark.since },
      { environment: 'staging', revision: 7, state: 'wanted' as const, hosts: [], since: null },
    ]
    expect(
      renderMarked({ ...marked, runs })
        .split('\n')
        .slice(1),
    ).toEqual([
      '  prod: runs on app-1, app-2 since 2026-11-23 09:00 UTC (prod@42)',
      '      To replace it: towpath promote --environment prod --packages orders, then deploy',
      '  staging: comes with the next deploy (staging@7)',
      '      To replace it: towpath promote --environment staging --packages orders, then deploy',
    ])
  })

  it('is who had marked it, once that is gone', () => {
    expect(renderRemoved({ ...marked, isBad: false })).toBe(
      'orders 1.4.2 may be promoted again; ada had marked it bad since 2026-11-23 09:00 UTC: loses carts',
    )
    expect(renderRemoved({ ...marked, mark: null })).toBe('orders 1.4.2 was not marked bad')
  })
})
