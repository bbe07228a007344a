import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { samplePackage, transfer } from '../contract/bench.ts'
import { LocalHost } from './local-host.ts'

describe('a package that is received', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-durable-'))
    await mkdir(join(folder, 'bin'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** A host whose `sync` is this script. */
  async function hostWithSync(script: string): Promise<LocalHost> {
    await writeFile(join(folder, 'bin/sync'), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, 'bin/sync'), 0o755)
    return new LocalHost({
      name: 'here',
      address: '127.0.0.1',
      root: join(folder, 'here'),
      env: { PATH: `${folder}/bin:/usr/local/bin:/usr/bin:/bin`, HOME: folder },
      manager: () => ({ functions: '', variables: {}, renderUnit: () => '' }),
    })
  }

  it('is on the disk before it has its name', async () => {
    const host = await hostWithSync(
      `echo "$*" >> ${folder}/synced; ls ${folder}/here/opt/towpath/packages >> ${folder}/synced; ls >> ${folder}/synced`,
    )
    const sample = await samplePackage({ a: 'one' })
    await transfer(host, { environment: 'dev', fence: 1 }, sample)
    expect(await readFile(join(folder, 'synced'), 'utf8')).toBe('-f .\na\n')
    expect(await readdir(join(folder, 'here/opt/towpath/packages'))).toContain(sample.digest)
    await sample.remove()
  })

  it('has no name when the disk did not take it', async () => {
    const host = await hostWithSync('echo "sync: error syncing: Input/output error" >&2; exit 1')
    const sample = await samplePackage({ a: 'one' })
    const received = transfer(host, { environment: 'dev', fence: 1 }, sample)
    await expect(received).rejects.toMatchObject({
      code: 'stream-broken',
      message: expect.stringContaining('Input/output'),
    })
    expect(await readdir(join(folder, 'here/opt/towpath/packages'))).toEqual([])
    await sample.remove()
  })
})
