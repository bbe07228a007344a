import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describeWith, dockerRegistry, htpasswd, skopeo } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultCode, uploadOf } from './contract.ts'
import { openPackageStore } from './open.ts'
import { type DebianRegistry, startDebianRegistry } from './registry/debian-registry.ts'

const run = promisify(execFile)
const upload = uploadOf('orders', '1.4.0+build.5')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'towpath-skopeo-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** What skopeo copies from there into a plain folder: its manifest, and a file a blob. */
async function copied(source: string, to: string) {
  const target = join(folder, to)
  await run('skopeo', ['--insecure-policy', 'copy', '--src-tls-verify=false', source, `dir:${target}`])
  const raw = await run('skopeo', ['--insecure-policy', 'inspect', '--tls-verify=false', '--raw', source])
  const manifest = await readFile(join(target, 'manifest.json'), 'utf8')
  expect(raw.stdout).toBe(manifest)
  for (const { digest } of upload.layers) expect(existsSync(join(target, digest.slice('sha256:'.length)))).toBe(true)
  return JSON.parse(manifest)
}

describeWith([skopeo], 'skopeo', () => {
  it('reads what the layout adapter wrote', async () => {
    await openPackageStore(`oci-layout:${folder}/layout`).push(upload)
    const manifest = await copied(`oci:${folder}/layout/orders:1.4.0_build.5`, 'from-layout')
    expect(manifest.artifactType).toBe('application/vnd.towpath.package.v1+json')
  })
})

describeWith([skopeo, dockerRegistry], 'skopeo with docker-registry', () => {
  it('reads what the registry adapter pushed, the same manifest', async () => {
    const registry = await startDebianRegistry()
    try {
      const store = openPackageStore(`oci://${registry.host}/acme`)
      await store.push(upload)
      await store.close()
      const manifest = await copied(`docker://${registry.host}/acme/orders:1.4.0_build.5`, 'from-registry')
      expect(manifest.config.mediaType).toBe(upload.config.mediaType)
    } finally {
      await registry.stop()
    }
  })
})

describeWith([dockerRegistry, htpasswd], 'docker-registry with passwords', () => {
  let registry: DebianRegistry
  beforeAll(async () => {
    const lines = execFileSync('htpasswd', ['-nbB', 'deliver', 'a:b/c+d'], { encoding: 'utf8' })
    registry = await startDebianRegistry({ htpasswd: lines })
  })
  afterAll(async () => {
    await registry?.stop()
  })
  const open = (options: Parameters<typeof openPackageStore>[1]) =>
    openPackageStore(`oci://${registry.host}/acme`, options)

  it('takes a push with the right one', async () => {
    const { digest } = await open({ userPassword: 'deliver:a:b/c+d' }).push(upload)
    expect(digest).toMatch(/^sha256:/)
  })

  it('denies a push with a wrong one, with none, and with a token', async () => {
    expect(await faultCode(open({ userPassword: 'deliver:wrong' }).push(upload))).toBe('denied')
    expect(await faultCode(open({}).push(upload))).toBe('denied')
    expect(await faultCode(open({ token: 'a:b/c+d' }).push(upload))).toBe('denied')
  })
})
