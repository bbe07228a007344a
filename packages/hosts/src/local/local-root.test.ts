import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHosts } from '../open-hosts.ts'
import { resolveRoot } from './local-root.ts'

describe('the root of local hosts', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-root-'))
    await mkdir(join(folder, 'work/repository'), { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))
  const resolve = (root: string) =>
    resolveRoot('web', root, { home: join(folder, 'home'), forbiddenRoots: [join(folder, 'work'), ''] })

  it('begins at the home of the user that deploys', async () => {
    expect(await resolve('~/.towpath/hosts')).toBe(join(folder, 'home/.towpath/hosts'))
    expect(await resolve(`${folder}/elsewhere/`)).toBe(join(folder, 'elsewhere'))
    expect(await resolve(`${folder}/workshop`)).toBe(join(folder, 'workshop'))
  })

  it.each(['work', 'work/repository/hosts', 'elsewhere/../work/hosts', 'link/hosts'])(
    'is refused inside a workspace: %s',
    async (path) => {
      await symlink(join(folder, 'work/repository'), join(folder, 'link'))
      await expect(resolve(join(folder, path))).rejects.toMatchObject({
        code: 'root-refused',
        message: expect.stringContaining('the workspace goes, the processes stay'),
      })
    },
  )

  it.each(['relative/path', '/'])('is refused when it is no folder of its own: %s', async (path) => {
    await expect(resolve(path)).rejects.toMatchObject({ code: 'root-refused' })
  })
})

describe('opening the hosts of a spec', () => {
  const options = {
    home: '/nowhere',
    path: '/bin',
    forbiddenRoots: [],
    node: process.execPath,
    program: import.meta.filename,
  }

  it('says what ssh needs where it was not given', async () => {
    const spec = { hostGroups: { web: { hosts: [{ name: 'app-1', address: '10.77.0.11' }] } } }
    await expect(openHosts(spec, options)).rejects.toMatchObject({
      code: 'key-missing',
      message: expect.stringContaining('Give `ssh-private-key`'),
    })
  })

  it('jumps through no host that is not reached by ssh', async () => {
    const here = { connection: 'local' as const, hosts: [{ name: 'here', address: '127.0.0.1' }] }
    const web = { jump: 'here', hosts: [{ name: 'app-1', address: '10.77.0.11' }] }
    const root = await mkdtemp(join(tmpdir(), 'towpath-open-'))
    const ssh = { privateKey: null, agentSocket: '/none', knownHosts: '' }
    const hosts = await openHosts({ hostGroups: { here: { ...here, root }, web } }, { ...options, ssh })
    await expect(hosts.get('app-1')?.facts()).rejects.toMatchObject({ code: 'connection-unsupported' })
    await rm(root, { recursive: true })
  })

  it('gives a host of two groups once, below its root', async () => {
    const root = await mkdtemp(join(tmpdir(), 'towpath-open-'))
    const group = { connection: 'local' as const, root, hosts: [{ name: 'here', address: '127.0.0.1' }] }
    const hosts = await openHosts({ hostGroups: { web: group, edge: group } }, options)
    expect([...hosts.keys()]).toEqual(['here'])
    expect(hosts.get('here')?.layout.packages).toBe(`${root}/here/opt/towpath/packages`)
    const other = { ...group, root: `${root}/other` }
    await expect(openHosts({ hostGroups: { web: group, edge: other } }, options)).rejects.toMatchObject({
      code: 'root-refused',
    })
    await rm(root, { recursive: true })
  })
})
