import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { faultCode, layerOf } from '../contract.ts'
import { openPackageStore } from '../open.ts'
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts'

const large = layerOf('0123456789'.repeat(1_000_000))
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

/** Answers a PUT that carries a whole blob in place of the registry, or leaves it to it by answering false. */
type Interception = (request: IncomingMessage, response: ServerResponse) => boolean

/** As little of a registry as a push needs, to be interfered with. Locations carry a query, and are relative first, absolute later. */
class UploadTarget {
  readonly blobs = new Map<string, Buffer>()
  readonly chunks: number[] = []
  readonly #manifests = new Map<string, string>()
  readonly #intercept: Interception
  #pending = Buffer.alloc(0)

  constructor(intercept: Interception) {
    this.#intercept = intercept
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://registry')
    const last = url.pathname.split('/').at(-1) ?? ''
    const isWhole = request.method === 'PUT' && last === '1' && request.headers['content-length'] !== '0'
    if (isWhole && this.#intercept(request, response)) return
    const body = Buffer.concat(await request.toArray())
    if (url.pathname.includes('/manifests/')) this.#manifest(request, response, last, body)
    else if (request.method === 'HEAD') response.writeHead(this.blobs.has(last) ? 200 : 404).end()
    else if (request.method === 'POST') {
      this.#pending = Buffer.alloc(0)
      response.writeHead(202, { location: '/v2/acme/orders/blobs/uploads/1?_state=a%2Bb%3D' }).end()
    } else this.#upload(request, response, url, body)
  }

  #manifest(request: IncomingMessage, response: ServerResponse, reference: string, body: Buffer): void {
    if (request.method === 'PUT') this.#manifests.set(reference, layerOf(body.toString()).digest)
    const digest = this.#manifests.get(reference)
    if (digest === undefined) response.writeHead(404).end()
    else response.writeHead(request.method === 'PUT' ? 201 : 200, { 'docker-content-digest': digest }).end()
  }

  #upload(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
    if (url.search.split('&')[0] !== '?_state=a%2Bb%3D') throw new Error('the query was changed')
    this.#pending = Buffer.concat([this.#pending, body])
    if (request.method === 'PATCH') {
      this.chunks.push(body.length)
      response.writeHead(202, { location: `http://${request.headers.host}${request.url}` }).end()
      return
    }
    this.blobs.set(url.searchParams.get('digest') ?? '', this.#pending)
    response.writeHead(201).end()
  }
}

async function serve(intercept: Interception): Promise<{ target: UploadTarget; server: LoopbackServer }> {
  const target = new UploadTarget(intercept)
  const server = await startLoopbackServer((request, response) => target.handle(request, response))
  stops.push(server.stop)
  return { target, server }
}

async function push(server: LoopbackServer) {
  const clock = { now: () => 1_800_000_000_000, sleep: async () => undefined }
  const store = openPackageStore(`oci://${server.host}/acme`, { clock, random: () => 0 })
  stops.push(() => store.close())
  return await store.push({
    name: 'orders',
    version: '1.0.0',
    config: { mediaType: 'text/plain', bytes: Buffer.from('config') },
    layers: [large],
    annotations: {},
  })
}

/** An interception that reads the whole body first, so that its answer is not lost in a broken pipe. */
function answering(status: number, body = '', headers: Record<string, string> = {}): Interception {
  return (request, response) => {
    request.resume()
    request.once('end', () => response.writeHead(status, headers).end(body))
    return true
  }
}

function expectAll({ blobs }: UploadTarget): void {
  expect([...blobs.keys()].sort()).toEqual([large.digest, layerOf('config').digest].sort())
  for (const [digest, bytes] of blobs) expect(layerOf(bytes.toString()).digest).toBe(digest)
}

describe('an upload', () => {
  it('goes at once where that is taken', async () => {
    const { target, server } = await serve(() => false)
    await push(server)
    expectAll(target)
    expect(target.chunks).toEqual([])
  })

  it('goes in chunks of at most 4 MiB where it is too much at once', async () => {
    const { target, server } = await serve(answering(413))
    await push(server)
    expectAll(target)
    expect(target.chunks).toEqual([4_194_304, 4_194_304, 1_611_392, 6])
  })

  it('goes in chunks after the connection broke twice', async () => {
    const { target, server } = await serve((request) => {
      request.once('data', () => request.socket.destroy())
      return true
    })
    await push(server)
    expectAll(target)
    expect(target.chunks.length).toBeGreaterThan(0)
  })

  it.each([401, 429, 500, 503])('is made again after status %d', async (status) => {
    let tries = 0
    const { target, server } = await serve((request, response) => tries++ === 0 && answering(status)(request, response))
    await push(server)
    expectAll(target)
    expect(target.chunks).toEqual([])
  })

  it('that the registry calls another digest is not tried again', async () => {
    let tries = 0
    const { server } = await serve((request, response) => {
      tries++
      return answering(400, JSON.stringify({ errors: [{ code: 'DIGEST_INVALID' }] }))(request, response)
    })
    expect(await faultCode(push(server))).toBe('digest-mismatch')
    expect(tries).toBe(1)
  })

  it('is not sent on by a redirect', async () => {
    const other = await startLoopbackServer((_request, response) => void response.writeHead(201).end())
    stops.push(other.stop)
    const { server } = await serve(answering(307, '', { location: `http://${other.host}/` }))
    expect(await faultCode(push(server))).toBe('redirect-refused')
    expect(other.seen).toEqual([])
  })
})
