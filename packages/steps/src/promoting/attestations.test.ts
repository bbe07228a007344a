import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { digestOf } from '@towpath/descriptor'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { promoteIn } from '../promote.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'

/* That a good attestation verifies is proven in packages/github; here, who is asked for what, and what comes of it. */

let server: Server
let apiUrl = ''
let asked: string[] = []
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(`${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"attestations": []}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  apiUrl = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

async function promote(shop: Shop, inputs: Readonly<Record<string, string>>, githubServerUrl = 'https://github.com') {
  const { call, io } = recordedCall('promote', {
    workspace: shop.workspace,
    inputs: { environment: 'dev', packages: 'stock', ...inputs },
    context: { githubApiUrl: apiUrl, githubServerUrl },
  })
  return { fault: (await faultsOf(promoteIn(shop.store, call)))[0], io }
}

async function openShop(strength: string): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev', `policy: {gates: {provenance: ${strength}}}`)
  await shop.publish('stock', '2.1.0')
  return shop
}

describe('a promotion whose policy asks where packages were built', () => {
  it('asks GitHub for the attestations of the archive, and is refused without', async () => {
    using shop = await openShop('require')
    const { fault } = await promote(shop, { token: 'ghs_x' })
    expect(fault?.message).toContain('no attestation says that its archive was built in github.com/acme/stock')
    const digest = encodeURIComponent(digestOf('archive of stock 2.1.0'))
    expect(asked).toEqual([`/repos/acme/stock/attestations/${digest}?predicate_type=provenance&per_page=30`])
  })

  it.each([
    ['without a token', {}, 'https://github.com', 'there is no token to ask GitHub with'],
    [
      'on a GitHub Enterprise Server',
      { token: 'ghs_x' },
      'https://github.acme.example',
      'attestations are kept by github.com',
    ],
  ])('says %s why nobody was asked', async (_name, inputs, serverUrl, reason) => {
    using shop = await openShop('require')
    const { fault } = await promote(shop, inputs, serverUrl)
    expect(fault?.message).toContain(reason)
    expect(asked).toEqual([])
  })

  it('goes on with a warning where the policy only warns, and asks nobody where it is off', async () => {
    using warned = await openShop('warn')
    expect((await promote(warned, { token: 'ghs_x' })).io.outputs.get('verdict')).toBe('warn')
    asked = []
    using off = await openShop('off')
    expect((await promote(off, { token: 'ghs_x' })).io.outputs.get('verdict')).toBe('pass')
    expect(asked).toEqual([])
  })
})
