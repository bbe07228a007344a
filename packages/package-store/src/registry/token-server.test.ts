import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { describeWith, dockerRegistry, openssl } from '@towpath/testing'
import { afterEach, expect, it } from 'vitest'
import { faultCode, uploadOf } from '../contract.ts'
import { openPackageStore, type PackageStoreOptions } from '../open.ts'
import { type DebianRegistry, startDebianRegistry } from './debian-registry.ts'
import { startLoopbackServer } from './loopback-server.ts'
import { type Rights, TokenServer } from './token-server.ts'

const upload = uploadOf('orders', '1.4.0')
const [layer] = upload.layers
const rights: Rights = {
  deliver: { password: 'ghs_secret', actions: ['pull', 'push'] },
  look: { password: 'read', actions: ['pull'] },
  towpath: { password: 'ghs_job', actions: ['pull', 'push'] },
}

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

describeWith([dockerRegistry, openssl], 'docker-registry with a token server', () => {
  async function start(blobsAt?: string): Promise<{ tokens: TokenServer; registry: DebianRegistry }> {
    const tokens = await TokenServer.start(rights)
    const { realm, service, issuer, certificate } = tokens
    const token = { realm, service, issuer, certificate }
    const registry = await startDebianRegistry({ token, ...(blobsAt !== undefined && { blobsAt }) })
    stops.push(registry.stop, () => tokens[Symbol.asyncDispose]())
    return { tokens, registry }
  }
  const open = ({ host }: DebianRegistry, options: PackageStoreOptions) =>
    openPackageStore(`oci://${host}/acme`, options)

  it('takes a push and a pull by a token for just that', async () => {
    const { tokens, registry } = await start()
    const store = open(registry, { userPassword: 'deliver:ghs_secret' })
    await store.push(upload)
    expect(await text(await store.pull('orders', layer?.digest ?? ''))).not.toBe('')
    const asked = tokens.seen.map(({ path }) => new URL(path, tokens.realm).searchParams)
    expect([...new Set(asked.map((one) => `${one.get('service')} ${one.get('scope')}`))].sort()).toEqual([
      'registry.test repository:acme/orders:pull',
      'registry.test repository:acme/orders:pull,push',
    ])
    expect(tokens.seen).toHaveLength(2)
  })

  it('takes the token of a job as it is', async () => {
    const { registry } = await start()
    expect((await open(registry, { token: 'ghs_job' }).push(upload)).digest).toMatch(/^sha256:/)
  })

  it('denies a push to who may only pull, and all to who is not known', async () => {
    const { registry } = await start()
    await open(registry, { userPassword: 'deliver:ghs_secret' }).push(upload)
    const look = open(registry, { userPassword: 'look:read' })
    expect(await faultCode(look.push(uploadOf('orders', '1.5.0')))).toBe('denied')
    expect(await text(await look.pull('orders', layer?.digest ?? ''))).not.toBe('')
    expect(await faultCode(open(registry, { userPassword: 'deliver:wrong' }).push(upload))).toBe('denied')
    expect(await faultCode(open(registry, {}).push(upload))).toBe('denied')
  })

  it('asks for another token when the first has run out', async () => {
    const { tokens, registry } = await start()
    const skewed = { now: () => Date.now() + ahead, sleep: async () => undefined }
    let ahead = 0
    const store = open(registry, { userPassword: 'deliver:ghs_secret', clock: skewed })
    await store.push(upload)
    const before = tokens.seen.length
    ahead = tokens.seconds * 1000
    await store.push(uploadOf('orders', '1.5.0'))
    expect(tokens.seen.length).toBeGreaterThan(before)
  })

  it('sends to where the blobs lie, and neither token nor password goes along', async () => {
    const blobs = await startLoopbackServer(async (request, response) => {
      const digest = /sha256\/..\/([0-9a-f]{64})\/data/.exec(request.url ?? '')?.[1] ?? ''
      response.end(await readFile(registry.blobFile(`sha256:${digest}`)))
    })
    stops.push(blobs.stop)
    const { registry } = await start(`http://${blobs.host}/`)
    const store = open(registry, { userPassword: 'deliver:ghs_secret' })
    await store.push(upload)
    expect(await text(await store.pull('orders', layer?.digest ?? ''))).not.toBe('')
    expect(blobs.seen.length).toBeGreaterThan(0)
    for (const { headers } of blobs.seen) expect(JSON.stringify(headers)).not.toMatch(/authorization|Bearer|ghs_/i)
  })
})
