import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GitBench, gitOptions } from './git/testing/bench.ts'
import { openMetadataStore } from './open.ts'

describe('opening a metadata store', () => {
  let bench: GitBench
  let workspace: string
  beforeEach(() => {
    bench = new GitBench()
    workspace = join(bench.folder, 'workspace')
    mkdirSync(workspace)
  })
  afterEach(() => bench.close())

  function checkout(...origin: string[]): void {
    execFileSync('git', ['init', '--quiet', workspace])
    if (origin.length > 0) execFileSync('git', ['-C', workspace, 'remote', 'add', 'origin', ...origin])
  }

  async function branchOf(url: string, options: { workspace?: string; repositoryUrl?: string }): Promise<string> {
    const store = await bench.open(options, url)
    await store.commit('packages', 'Make', async () => ({ kind: 'change', write: { a: '1' } }))
    return bench.git('for-each-ref', '--format=%(refname)')
  }

  it("uses the workspace's origin by default", async () => {
    checkout(bench.repository)
    expect(await branchOf('git:#towpath', { workspace, repositoryUrl: '/nowhere' })).toBe('refs/heads/towpath/packages')
  })

  it('reads a relative origin from the workspace', async () => {
    checkout('../store.git')
    expect(await branchOf('git:#meta/data', { workspace })).toBe('refs/heads/meta/data/packages')
  })

  it("uses the run's repository when the workspace has no origin, or is no checkout", async () => {
    expect(await branchOf('git:', { workspace, repositoryUrl: bench.repository })).toBe('refs/heads/towpath/packages')
    checkout()
    const store = await bench.open({ workspace, repositoryUrl: `file://${bench.repository}` }, 'git:#towpath')
    expect(await store.domains('')).toEqual(['packages'])
  })

  it('says what is missing when there is neither', async () => {
    const nothing = openMetadataStore('git:#towpath', gitOptions)
    await expect(nothing).rejects.toMatchObject({
      code: 'url-invalid',
      message: expect.stringContaining('Check the repository out'),
    })
  })

  it('takes a path with a # in it', async () => {
    const path = join(bench.folder, 'a#b.git')
    execFileSync('git', ['init', '--quiet', '--bare', path])
    await expect(openMetadataStore(`git:${path}#x y`, gitOptions)).rejects.toMatchObject({ code: 'domain-invalid' })
    expect(await (await bench.open({}, `git:${path}#towpath`)).domains('')).toEqual([])
  })

  it('opens a new memory store each time', async () => {
    const [one, two] = [await openMetadataStore('memory:', gitOptions), await openMetadataStore('memory:', gitOptions)]
    await one.commit('packages', 'Make', async () => ({ kind: 'change', write: { a: '1' } }))
    expect(await two.domains('')).toEqual([])
  })

  it('answers etcd with not yet, and what it does not know with what it knows', async () => {
    const etcd = openMetadataStore('etcd:https://user:pw@a:2379/towpath', gitOptions)
    await expect(etcd).rejects.toMatchObject({ code: 'not-yet', message: expect.not.stringContaining('pw') })
    for (const url of ['', 'https://git.example/a', 'redis:x', 'memory:x']) {
      await expect(openMetadataStore(url, gitOptions)).rejects.toMatchObject({ code: 'url-invalid' })
    }
  })
})
