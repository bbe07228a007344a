import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../run-cli.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-prune-'))
  execFileSync('git', ['init', '--quiet', '--bare', folder])
})
afterEach(() => rmSync(folder, { recursive: true }))

async function prune(...argv: string[]) {
  let out = ''
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      out += String(chunk)
      done()
    },
  })
  const code = await runCommandLine({
    argv: ['prune', '--metadata-store', `git:${folder}#towpath`, ...argv],
    env: { PATH: process.env['PATH'], HOME: folder },
    stdout: sink,
    stderr: sink,
    signal: new AbortController().signal,
    clock: () => new Date('2026-11-23T09:00:00Z'),
    program: '/nowhere/embedded.mjs',
  })
  return { code, out }
}

describe('towpath prune', () => {
  it('says when there is nothing', async () => {
    const { code, out } = await prune('--dry-run')
    expect(out).toContain('No package is published')
    expect(out).toContain('Nothing was changed: this was a dry run')
    expect(code).toBe(0)
  })

  it('gives the whole answer as JSON', async () => {
    const { out } = await prune('--json')
    expect(JSON.parse(out)).toEqual({
      schema: 1,
      at: '2026-11-23T09:00:00.000Z',
      dryRun: false,
      packages: [],
      removed: [],
      left: [],
    })
  })

  it.each([
    [['--grace-hours', '0'], 'at least 1'],
    [['--keep-hours', 'a day'], 'found no number'],
    [['--keep', 'stock@1.0.0'], 'no record of it'],
  ])('refuses %j', async (argv, message) => {
    const { code, out } = await prune(...argv)
    expect(code).toBe(1)
    expect(out).toContain(message)
  })
})
