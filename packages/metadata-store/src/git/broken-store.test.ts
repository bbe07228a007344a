import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeWith, superuser } from '@towpath/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '../metadata-store.ts'
import { GitBench } from './testing/bench.ts'

let bench: GitBench
beforeEach(() => {
  bench = new GitBench()
})
afterEach(() => bench.close())

function write(path: string, text: string): Intent {
  return async () => ({ kind: 'change', write: { [path]: text } })
}

describe('a git store that is not one', () => {
  it('is absent when its path does not exist, and is not made', async () => {
    const path = join(bench.folder, 'none.git')
    await expect(bench.open({}, `git:${path}#towpath`)).rejects.toMatchObject({
      code: 'store-absent',
      message: expect.stringContaining(`git init --bare ${path}`),
    })
    expect(existsSync(path)).toBe(false)
  })

  it('is unreadable when it is a folder or file without a repository', async () => {
    mkdirSync(join(bench.folder, 'plain'))
    writeFileSync(join(bench.folder, 'file'), '')
    for (const name of ['plain', 'file']) {
      await expect(bench.open({}, `git:${bench.folder}/${name}`)).rejects.toMatchObject({ code: 'store-unreadable' })
    }
  })

  it('is unreadable when it stopped to be a repository', async () => {
    const store = await bench.open()
    execFileSync('rm', [join(bench.repository, 'HEAD')])
    const unreadable = {
      code: 'store-unreadable',
      message: expect.stringContaining('does not appear to be a git repository'),
    }
    await expect(store.read('packages')).rejects.toMatchObject(unreadable)
    await expect(store.domains('')).rejects.toMatchObject(unreadable)
  })

  it('is corrupt when objects are missing or damaged', async () => {
    const store = await bench.open()
    await store.commit('packages', 'First', write('a', 'text'))
    const blob = bench.git('rev-parse', 'towpath/packages:a')
    const path = join(bench.repository, 'objects', blob.slice(0, 2), blob.slice(2))
    chmodSync(path, 0o644)
    for (const damage of [() => writeFileSync(path, 'rubbish'), () => execFileSync('rm', [path])]) {
      damage()
      const fresh = await bench.open()
      await expect(fresh.read('packages')).rejects.toMatchObject({ code: 'store-corrupt' })
    }
  })

  it('is corrupt when a document is not text', async () => {
    const raw = join(bench.folder, 'raw')
    writeFileSync(raw, Buffer.from([0xff, 0xfe, 0x00]))
    const blob = bench.git('hash-object', '-w', raw)
    const tree = execFileSync('git', ['--git-dir', bench.repository, 'mktree'], {
      input: `100644 blob ${blob}\ta\n`,
      encoding: 'utf8',
    })
    const commit = bench.git('-c', 'user.name=o', '-c', 'user.email=o@o', 'commit-tree', '-m', 'x', tree.trim())
    bench.git('update-ref', 'refs/heads/towpath/packages', commit)
    const snapshot = await (await bench.open()).read('packages')
    await expect(snapshot.get('a')).rejects.toMatchObject({
      code: 'store-corrupt',
      message: expect.stringContaining('packages a'),
    })
  })
})

describeWith([superuser], 'a git store of another user', () => {
  it('is denied, with the command that trusts it', async () => {
    const store = await bench.open()
    chownSync(bench.repository, 65534, 65534)
    const denied = {
      code: 'store-denied',
      message: expect.stringContaining(`--add safe.directory ${bench.repository}`),
    }
    await expect(store.read('packages')).rejects.toMatchObject(denied)
  })
})
