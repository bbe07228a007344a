import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { samplePackage, shell, transfer } from '../contract/bench.ts'
import { LocalHost } from './local-host.ts'

describe('a host that runs short', () => {
  let folder = ''
  let host: LocalHost
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-short-'))
    host = new LocalHost({
      name: 'here',
      address: '127.0.0.1',
      root: join(folder, 'here'),
      env: { PATH: '/usr/bin:/bin', HOME: folder },
      manager: () => ({ functions: '', variables: {}, renderUnit: () => '' }),
    })
  })
  afterEach(async () => {
    execFileSync('find', [folder, '-type', 'd', '-exec', 'chmod', 'u+rwx', '{}', '+'])
    await rm(folder, { recursive: true })
  })
  const acting = { environment: 'dev', fence: 1 }

  it('of links gets copies', { timeout: 90_000 }, async ({ skip }) => {
    const before = await samplePackage({ file: 'linked so often\n' })
    const after = await samplePackage({ file: 'linked so often\n', other: 'x' })
    await transfer(host, acting, before)
    mkdirSync(join(folder, 'links'))
    const source = join(host.layout.packages, before.digest, 'file')
    if (!exhaustLinks(source, join(folder, 'links'))) return skip('this file system takes more than 70,000 links')
    expect(await transfer(host, acting, after)).toMatchObject({ kind: 'staged', linkedFiles: 1, paths: ['other'] })
    expect(await shell(host, 'stat -c "%a %h" "$PACKAGES/$D/file"', { D: after.digest })).toBe('444 1\n')
    await Promise.all([before.remove(), after.remove()])
  })

  it('of room says so before anything is sent, or at the latest while it comes', async ({ skip }) => {
    mkdirSync(host.layout.packages, { recursive: true })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', host.layout.packages], { stdio: 'ignore' })
    } catch {
      return skip('only root can mount a small disk')
    }
    try {
      const large = await samplePackage({ large: randomBytes(1_500_000).toString('latin1') })
      await expect(transfer(host, acting, large)).rejects.toMatchObject({ code: 'disk-full' })
      const small = { kind: 'file', path: 'large', mode: '0644', size: 1, sha256: 'a'.repeat(64) } as const
      await expect(transfer(host, acting, { ...large, entries: [small] })).rejects.toMatchObject({ code: 'disk-full' })
      expect(await shell(host, 'ls -A "$PACKAGES"')).toBe('')
      await large.remove()
    } finally {
      execFileSync('umount', [host.layout.packages])
    }
  })
})

/** ext4 takes 65,000 links of a file. */
function exhaustLinks(source: string, folder: string): boolean {
  for (let index = 0; index < 70_000; index++) {
    try {
      linkSync(source, join(folder, String(index)))
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EMLINK') return true
      throw cause
    }
  }
  return false
}
