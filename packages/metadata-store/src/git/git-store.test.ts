import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change, Intent } from '../metadata-store.ts'
import { createGitStore } from '../open.ts'
import { GitBench, gitOptions } from './testing/bench.ts'

let bench: GitBench
beforeEach(() => {
  bench = new GitBench()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await bench.close()
})

function write(path: string, text: string): Intent {
  return async () => ({ kind: 'change', write: { [path]: text } })
}

/** Not idempotent: applied twice, the text is longer. */
const append: Intent = async (at): Promise<Change> => ({
  kind: 'change',
  write: { log: `${(await at.get('log')) ?? ''}x` },
})

describe('a commit of the git store', () => {
  it('is by Towpath at the given time, a child of the head it replaces', async () => {
    const store = await bench.open()
    const first = await store.commit('packages', 'Publish orders 1.4.2', write('a', '1'))
    const second = await store.commit('packages', 'Publish orders 1.4.3', write('a', '2'))
    expect(bench.git('log', '-1', '--format=%an <%ae>|%cn <%ce>|%aI|%cI|%s', 'towpath/packages')).toBe(
      'Towpath <towpath@localhost>|Towpath <towpath@localhost>|2026-03-01T12:00:00+00:00|2026-03-01T12:00:00+00:00|Publish orders 1.4.3',
    )
    expect(bench.git('rev-list', 'towpath/packages').split('\n')).toEqual([second.version, first.version])
    expect(bench.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/towpath/packages')
  })

  it('is known as accepted when the connection dies after acceptance', async () => {
    const store = await bench.open()
    await store.commit('packages', 'Start', append)
    bench.hook('post-receive', 'kill -9 $PPID')
    let turns = 0
    const snapshot = await store.commit('packages', 'Append', (at) => {
      turns++
      return append(at)
    })
    expect(turns).toBe(1)
    expect(await snapshot.get('log')).toBe('xx')
    expect(bench.git('rev-parse', 'towpath/packages')).toBe(snapshot.version)
  })

  it('is known as accepted when others built on it before that was noticed', async () => {
    const store = await bench.open()
    await store.commit('packages', 'Start', append)
    bench.hook(
      'post-receive',
      `head=$(git rev-parse refs/heads/towpath/packages)
for i in 1 2 3; do
  head=$(echo later | git -c user.name=o -c user.email=o@o commit-tree -p $head "$head^{tree}")
done
git update-ref refs/heads/towpath/packages $head
kill -9 $PPID`,
    )
    await store.commit('packages', 'Append', append)
    expect(bench.git('show', 'towpath/packages:log')).toBe('xx')
    expect(bench.git('rev-list', '--count', 'towpath/packages')).toBe('5')
  })

  it('is tried again when the connection dies before acceptance', async () => {
    const store = await bench.open()
    await store.commit('packages', 'Start', append)
    bench.hook('pre-receive', '[ -e died ] && exit 0\ntouch died\nkill -9 $PPID')
    await store.commit('packages', 'Append', append)
    expect(bench.git('show', 'towpath/packages:log')).toBe('xx')
  })

  it('that a hook refuses is denied in the words of the hook', async () => {
    const store = await bench.open()
    for (const name of ['update', 'pre-receive']) {
      bench.hook(name, 'echo "prod is frozen until Monday, ask Ada" >&2\nexit 1')
      const refused = store.commit('environments/prod', 'Promote', write('a', '1'))
      await expect(refused).rejects.toMatchObject({
        code: 'store-denied',
        retryable: false,
        message: expect.stringContaining('prod is frozen until Monday, ask Ada'),
      })
      expect(bench.git('for-each-ref')).toBe('')
    }
  })

  it('ends with a conflict, after as many tries as were allowed', async () => {
    const store = await bench.open({ tries: 3, sleep: async () => undefined })
    const other = await bench.open()
    let turns = 0
    const late = store.commit('packages', 'Late', async (at) => {
      await other.commit('packages', 'Early', append)
      turns++
      return append(at)
    })
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
      message: expect.stringContaining('stale info'),
    })
    expect(turns).toBe(3)
  })

  it('waits a random share of a growing time between tries', async () => {
    const slept: number[] = []
    const sleep = async (milliseconds: number): Promise<void> => void slept.push(milliseconds)
    const store = await bench.open({ tries: 4, random: () => 0.5, sleep })
    const other = await bench.open()
    const late = store.commit('packages', 'Late', async (at) => {
      await other.commit('packages', 'Early', append)
      return append(at)
    })
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
    expect(slept).toEqual([25, 50, 100])
  })

  it('is ended with its helpers at the time limit', async () => {
    const store = await bench.open({ timeLimitMs: 1500 })
    bench.hook('pre-receive', `echo $$ >> ${bench.folder}/pids\nsleep 600`)
    const stuck = store.commit('packages', 'Stuck', write('a', '1'))
    await expect(stuck).rejects.toMatchObject({ code: 'store-unreachable', retryable: true })
    const pids = readFileSync(join(bench.folder, 'pids'), 'utf8').trim().split('\n')
    expect(pids.length).toBeGreaterThan(0)
    expect(pids.filter((pid) => isAlive(pid))).toEqual([])
  })

  it("can't be made while a branch has the prefix as its name", async () => {
    const tree = bench.git('hash-object', '-t', 'tree', '-w', '/dev/null')
    const commit = bench.git('-c', 'user.name=o', '-c', 'user.email=o@o', 'commit-tree', '-m', 'x', tree)
    bench.git('update-ref', 'refs/heads/towpath', commit)
    const store = await bench.open()
    const taken = store.commit('packages', 'No', write('a', '1'))
    await expect(taken).rejects.toMatchObject({
      code: 'domain-taken',
      message: expect.stringContaining('another prefix'),
    })
  })
})

describe('the git store', () => {
  it('reads and lists 10,000 records', { timeout: 60_000 }, async () => {
    const store = await bench.open()
    const records = Array.from({ length: 10_000 }, (_, index) => [
      `packages/p${index % 500}/1.${index}.0.json`,
      `${index}`,
    ])
    await store.commit('packages', 'Many', async () => ({ kind: 'change', create: Object.fromEntries(records) }))
    const snapshot = await (await bench.open()).read('packages')
    const paths = await snapshot.list('packages/')
    expect(paths).toHaveLength(10_000)
    expect(await snapshot.list('packages/p7/')).toHaveLength(20)
    const texts = await Promise.all(paths.map((path) => snapshot.get(path)))
    expect(texts.toSorted()).toEqual(records.map(([, text]) => text).toSorted())
  })

  it('fetches no more than the newest commit', async () => {
    const writer = await bench.open()
    for (const text of ['1', '2', '3']) await writer.commit('packages', 'Write', write('a', text))
    const cacheFolder = join(bench.folder, 'cache')
    await (await bench.open({ cacheFolder })).read('packages')
    expect(inCache(cacheFolder, 'rev-list', '--all', '--count')).toBe('1')
  })

  it('shares a kept cache among stores at once', async () => {
    const cacheFolder = join(bench.folder, 'cache')
    const stores = await Promise.all([1, 2, 3, 4].map(() => bench.open({ cacheFolder })))
    await Promise.all(
      stores.flatMap((store) => [store, store]).map((store) => store.commit('packages', 'Append', append)),
    )
    expect(bench.git('show', 'towpath/packages:log')).toBe('x'.repeat(8))
    for (const store of stores) await store.close()
    expect(inCache(cacheFolder, 'for-each-ref', '--format=%(refname)')).toBe('refs/towpath/kept/towpath+packages')
    expect(await (await (await bench.open({ cacheFolder })).read('packages')).get('log')).toBe('x'.repeat(8))
  })

  it('removes its temporary folder when it is closed', async () => {
    vi.stubEnv('TMPDIR', bench.folder)
    const store = await bench.open()
    expect(temporaryFolders()).toHaveLength(1)
    await store.read('packages')
    await store[Symbol.asyncDispose]()
    expect(temporaryFolders()).toEqual([])
    await expect(store.read('packages')).rejects.toMatchObject({ code: 'store-closed' })
  })

  it('is made by createGitStore, which leaves what is there', async () => {
    const path = join(bench.folder, 'deep/new.git')
    await createGitStore(path, gitOptions)
    expect(readFileSync(join(path, 'config'), 'utf8')).toMatch(/fsync = all/)
    const store = await bench.open({}, `git:${path}`)
    await store.commit('packages', 'First', write('a', '1'))
    await createGitStore(path, gitOptions)
    expect(await (await store.read('packages')).get('a')).toBe('1')
  })

  it('says so when git is missing', async () => {
    await expect(bench.open({ environment: { PATH: bench.folder } })).rejects.toMatchObject({ code: 'git-missing' })
  })

  it('is not led astray by the environment', async () => {
    const environment = {
      ...gitOptions.environment,
      ...{ GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_OBJECT_DIRECTORY: '/nowhere/objects' },
      ...{ GIT_NAMESPACE: 'other', LC_ALL: 'de_DE.UTF-8', GIT_CONFIG_PARAMETERS: "'core.bare=maybe'" },
    }
    const store = await bench.open({ environment })
    await store.commit('packages', 'First', write('a', '1'))
    expect(bench.git('show', 'towpath/packages:a')).toBe('1')
  })
})

function inCache(folder: string, ...args: string[]): string {
  const repository = join(folder, readdirSync(folder)[0] ?? '')
  return execFileSync('git', ['--git-dir', repository, ...args], { encoding: 'utf8' }).trim()
}

function temporaryFolders(): readonly string[] {
  return readdirSync(bench.folder).filter((name) => name.startsWith('towpath-metadata-'))
}

function isAlive(pid: string): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}
