import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../../testing/faults.ts'
import { findTool, runTool, type ToolRun } from './tool.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function standIn(script: string, mode = 0o755) {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-stand-in-'))
  folders.push(folder)
  const path = join(folder, 'differ')
  writeFileSync(path, script)
  chmodSync(path, mode)
  return { name: 'differ', path, wayOut: 'Mend it', folder }
}

const secrets = { INPUT_TOKEN: 't', GITHUB_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 't', HOME: '/home/ada', MY_KEY: 'k' }

const run = (more: Partial<ToolRun> = {}): ToolRun => ({
  args: [],
  files: {},
  environment: { PATH: '/usr/bin:/bin', ...secrets },
  signal: new AbortController().signal,
  ...more,
})

describe('a tool', () => {
  it('is found on PATH where it can be run, and nowhere else', async () => {
    const { folder, path } = standIn('#!/bin/sh\n')
    expect(await findTool('differ', { PATH: `/nowhere:${folder}` })).toBe(path)
    expect(await findTool('differ', { PATH: standIn('#!/bin/sh\n', 0o644).folder })).toBeNull()
    expect(await findTool('differ', { PATH: '.' })).toBeNull()
    expect(await findTool('differ', {})).toBeNull()
  })

  it('is given its files, and of the environment only PATH', async () => {
    const tool = standIn('#!/bin/sh\ncat a/b.txt; pwd; env; exit 7\n')
    const { code, output } = await runTool(tool, run({ files: { 'a/b.txt': 'text\n' } }))
    const [text, folder = '', ...environment] = output.trim().split('\n')
    const names = environment.map((line) => line.slice(0, line.indexOf('=')))
    expect([code, text]).toEqual([7, 'text'])
    expect(names.filter((name) => !['PWD', 'OLDPWD', '_', 'SHLVL'].includes(name)).sort()).toEqual([
      'BUF_CACHE_DIR',
      'HOME',
      'LC_ALL',
      'OASDIFF_NO_TELEMETRY',
      'PATH',
      'TMPDIR',
    ])
    expect(environment).toContain(`HOME=${folder}`)
    expect(existsSync(folder)).toBe(false)
  })

  it('has no longer than its time, nor has what it started', async () => {
    const tool = standIn('#!/bin/sh\nsleep 600 &\necho $! > "$0.pid"\nwait\n')
    const [fault] = await faultsOf(runTool(tool, run({ timeoutMs: 500 })))
    expect(fault).toMatchObject({ code: 'tool-failed', message: expect.stringContaining('found none within 0.5 s') })
    const pid = readFileSync(`${tool.path}.pid`, 'utf8').trim()
    expect(pid).toMatch(/^\d+$/)
    await expect.poll(() => commandOf(pid)).not.toContain('sleep')
  })

  it('is waited for no longer when something that left its group holds its output', async () => {
    const tool = standIn('#!/bin/sh\nsetsid sleep 20 &\necho $! > "$0.pid"\nwait\n')
    const [fault] = await faultsOf(runTool(tool, run({ timeoutMs: 500 })))
    process.kill(Number(readFileSync(`${tool.path}.pid`, 'utf8')))
    expect(fault?.message).toContain('found none within 0.5 s')
  })

  it('that can’t be started is an error', async () => {
    const [fault] = await faultsOf(runTool(standIn('#!/nonexistent\n'), run()))
    expect(fault?.code).toBe('tool-failed')
    expect(fault?.message).toMatch(/expected an answer, found that it can't be started: .*ENOENT.*Mend it\.$/)
  })

  it('ends with the step', async () => {
    const controller = new AbortController()
    const asked = runTool(standIn('#!/bin/sh\nsleep 600\n'), run({ signal: controller.signal }))
    setTimeout(() => controller.abort(new Error('cancelled')), 50)
    await expect(asked).rejects.toThrow('cancelled')
  })
})

/** Empty when it has ended, also while nobody has asked how. */
function commandOf(pid: string): string {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
