import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWith, superuser } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { samplePackage, shell, transfer } from '../contract/bench.ts'
import { cleanCommand } from '../phases/clean.ts'
import { runCommand } from '../script/command.ts'
import { LocalHost } from './local-host.ts'

const nobody = 65_534

/** Root may write into read-only folders and so hides what a common user meets; elsewhere the contract itself is run by one. */
describeWith([superuser], 'a host whose scripts run as a common user', () => {
  let folder = ''
  let host: LocalHost
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-nobody-'))
    await chown(folder, nobody, nobody)
    await chmod(folder, 0o755)
    host = new LocalHost({
      name: 'here',
      address: '127.0.0.1',
      root: join(folder, 'here'),
      env: { PATH: '/usr/bin:/bin', HOME: folder },
      shell: ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '/bin/sh'],
      manager: () => ({ functions: '', variables: {}, renderUnit: () => '' }),
    })
  })
  afterAll(async () => {
    await host.close()
    await rm(folder, { recursive: true })
  })

  it('links out of read-only folders into new ones, and cleans both away', async () => {
    const acting = { environment: 'dev', fence: 1 }
    const tree = { 'deep/er/one': '1', 'deep/two': '2', 'deep/sym': { link: 'two' }, 'empty/one': null }
    const before = await samplePackage(tree)
    const after = await samplePackage({ ...tree, 'deep/three': '3' })
    await transfer(host, acting, before)
    expect(await transfer(host, acting, after)).toMatchObject({ kind: 'staged', linkedFiles: 2, paths: ['deep/three'] })
    expect(await shell(host, 'stat -c %a:%h:%u "$PACKAGES/$D/deep" "$PACKAGES/$D/deep/two"', { D: after.digest })).toBe(
      `555:3:${nobody}\n444:2:${nobody}\n`,
    )
    expect(await runCommand(host, cleanCommand({ ...acting, fence: 2 }))).toHaveLength(2)
    expect(execFileSync('ls', ['-A', host.layout.packages], { encoding: 'utf8' })).toBe('')
    await Promise.all([before.remove(), after.remove()])
  })
})
