import { execFile, execFileSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compareDist } from '../../scripts/dist.ts'
import { root } from './tracked-files.ts'

const exec = promisify(execFile)
const dist = join(root, 'dist')
/** What GitHub's runner fetches before a job's first step: a bound that is felt by nobody. */
const mostDownloadBytes = 2 * 1024 * 1024

describe('dist', () => {
  it('holds no native file, no map and no folder: the stubs, the chunks, the program and the notices', async () => {
    const names = await readdir(dist)
    const known = /^(\d+\.)?index\.js$|^[a-z]+\.js$|^(embedded\.mjs|package\.json|THIRD_PARTY_NOTICES\.txt)$/
    expect(names.filter((name) => !known.test(name))).toEqual([])
  })

  it('names no path of the machine that built it', async () => {
    for (const name of await readdir(dist)) {
      expect([name, (await readFile(join(dist, name), 'utf8')).includes(`${root}/`)]).toEqual([name, false])
    }
  })

  it('the program of supervisor and proxy needs no file beside it', async () => {
    const text = await readFile(join(dist, 'embedded.mjs'), 'utf8')
    expect(text.match(/from\s*["']\.{1,2}\/|import\(\s*["']\.{1,2}\/|\.index\.js/g)).toBeNull()
  })

  it('is what its sources give, at another path, byte for byte', { timeout: 300_000 }, async () => {
    const elsewhere = await copyOfSources()
    try {
      // The compiler tells its errors on standard output, and only standard error gets into ours.
      const build =
        '"$0" node_modules/typescript/bin/tsc -b packages/cli packages/embedded 1>&2 && "$0" scripts/build-dist.ts'
      await exec('sh', ['-c', build, process.execPath], { cwd: elsewhere })
      expect(await compareDist(dist, join(elsewhere, 'dist'))).toEqual([])
    } finally {
      await rm(elsewhere, { recursive: true, force: true })
    }
  })
})

describe('what a job downloads', () => {
  it('is at most 2 MiB', () => {
    const tar = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: root, maxBuffer: 256 * 1024 * 1024 })
    expect(gzipSync(tar).byteLength).toBeLessThan(mostDownloadBytes)
  })

  it('is the actions, the bundle, and pages', () => {
    const listing = execFileSync('sh', ['-c', 'git archive --format=tar HEAD | tar -t'], {
      cwd: root,
      encoding: 'utf8',
    })
    const parts = new Set(
      listing
        .split('\n')
        .filter(Boolean)
        .map((path) => path.split('/')[0]),
    )
    expect([...parts].toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'action.yml',
        'actions',
        'dist',
        'package.json',
      ].toSorted(),
    )
  })
})

/** All that is compiled and bundled, and what compiles and bundles it, at a path of its own. */
async function copyOfSources(): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'towpath-elsewhere-'))
  const built = new Set(['lib', 'node_modules'])
  const filter = (source: string): boolean => !built.has(basename(source))
  for (const name of [
    'packages',
    'scripts',
    'actions',
    'action.yml',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
  ])
    await cp(join(root, name), join(target, name), { recursive: true, filter })
  // Its links to our packages are relative: in the copy they lead to the copy's own.
  const modules = [join(root, 'node_modules'), join(target, 'node_modules')]
  await exec('cp', ['-a', '--link', ...modules]).catch(() => exec('cp', ['-a', ...modules]))
  return target
}
