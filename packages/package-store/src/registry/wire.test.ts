import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '../clock.ts'
import { faultCode, layerOf } from '../contract.ts'
import { PackageStoreFault } from '../fault.ts'
import { openPackageStore, type PackageStoreOptions } from '../open.ts'
import { type Handler, type LoopbackServer, startLoopbackServer } from './loopback-server.ts'

const SECRET = 'ghp_very/secret+token'
const content = 'the bytes of an archive '.repeat(100)
const layer = layerOf(content)

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function serve(handle: Handler): Promise<LoopbackServer> {
  const server = await startLoopbackServer(handle)
  stops.push(server.stop)
  return server
}

/** Time stands still but for what is slept. */
function fakeClock(): Clock & { readonly sleeps: number[]; now(): number } {
  const sleeps: number[] = []
  return {
    sleeps,
    now: () => 1_800_000_000_000 + sleeps.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms) => {
      sleeps.push(ms)
    },
  }
}

function open(server: LoopbackServer, options: PackageStoreOptions = {}) {
  const store = openPackageStore(`oci://${server.host}/acme`, { clock: fakeClock(), random: () => 0, ...options })
  stops.push(() => store.close())
  return store
}

const pull = async (server: LoopbackServer, options?: PackageStoreOptions) =>
  await text(await open(server, options).pull('orders', layer.digest, layer.sizeBytes))

async function thrown(work: Promise<unknown>): Promise<PackageStoreFault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof PackageStoreFault) return error
  throw new Error('expected a PackageStoreFault', { cause: error })
}

describe('a redirect', () => {
  it('is followed to another host, without the authorization', async () => {
    const storage = await serve((_request, response) => void response.end(content))
    const registry = await serve((request, response) => {
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      else response.writeHead(307, { location: `http://${storage.host}/signed?key=1` }).end()
    })
    expect(await pull(registry, { token: SECRET })).toBe(content)
    expect(registry.seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa(`towpath:${SECRET}`)}`)
    expect(storage.seen).toHaveLength(1)
    expect(storage.seen[0]?.path).toBe('/signed?key=1')
    expect(storage.seen[0]?.headers.authorization).toBeUndefined()
  })

  it('answered with 401 by the other host gets no credentials', async () => {
    const storage = await serve(
      (_request, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end(),
    )
    const registry = await serve(
      (_request, response) => void response.writeHead(302, { location: `http://${storage.host}/` }).end(),
    )
    expect(await faultCode(pull(registry, { token: SECRET }))).toBe('denied')
    expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  it.each(['http://registry.example/blob', 'http://user:word@127.0.0.1/blob', 'ftp://127.0.0.1/blob', 'http://'])(
    'to %s is refused',
    async (location) => {
      const registry = await serve((_request, response) => void response.writeHead(307, { location }).end())
      expect(await faultCode(pull(registry))).toBe('redirect-refused')
      expect(registry.seen).toHaveLength(1)
    },
  )

  it('that never ends is given up', async () => {
    const registry = await serve(
      (request, response) => void response.writeHead(307, { location: `${request.url}x` }).end(),
    )
    expect(await faultCode(pull(registry))).toBe('redirect-refused')
    expect(registry.seen.length).toBeLessThan(10)
  })
})

describe('a registry that is busy', () => {
  it('is given the time that it asks for', async () => {
    const clock = fakeClock()
    const registry = await serve((_request, response, nth) => {
      if (nth === 1) response.writeHead(429, { 'retry-after': '7' }).end()
      else if (nth === 2) response.writeHead(503, { 'retry-after': new Date(clock.now() + 12_000).toUTCString() }).end()
      else response.end(content)
    })
    expect(await pull(registry, { clock })).toBe(content)
    expect(clock.sleeps).toEqual([7000, 12_000])
  })

  it('is asked again, ever later, and not forever', async () => {
    const clock = fakeClock()
    const registry = await serve((_request, response) => void response.writeHead(503).end())
    const fault = await thrown(pull(registry, { clock, limits: { attempts: 4, backoffMs: 100 } }))
    expect(fault).toMatchObject({ code: 'unreachable', retryable: true })
    expect(clock.sleeps).toEqual([50, 100, 200])
    expect(registry.seen).toHaveLength(4)
  })

  it('is not waited for when it asks for an hour', async () => {
    const clock = fakeClock()
    const registry = await serve((_request, response) => void response.writeHead(429, { 'retry-after': '3600' }).end())
    expect(await thrown(pull(registry, { clock }))).toMatchObject({ code: 'rate-limited', retryable: true })
    expect(clock.sleeps).toEqual([])
  })
})

describe('a package to be removed', () => {
  it('is asked for by its digest, with the right to delete', async () => {
    const registry = await serve((request, response) => {
      if (request.url?.startsWith('/token')) response.end(JSON.stringify({ token: 'granted' }))
      else if (request.headers.authorization === undefined) {
        const challenge = `Bearer realm="http://${request.headers.host}/token",service="the registry"`
        response.writeHead(401, { 'www-authenticate': challenge }).end()
      } else response.writeHead(202).end()
    })
    expect(await open(registry).remove('orders', layer.digest)).toBe(true)
    const last = registry.seen.at(-1)
    expect([last?.method, last?.path]).toEqual(['DELETE', `/v2/acme/orders/manifests/${layer.digest}`])
    const asked = new URL(registry.seen[1]?.path ?? '', 'http://registry').searchParams
    expect(asked.get('scope')).toBe('repository:acme/orders:pull,delete')
  })

  it.each([405, 400])('stays where the registry removes nothing (status %i)', async (status) => {
    const errors = [{ code: 'UNSUPPORTED', message: 'The operation is unsupported.' }]
    const registry = await serve(
      (_request, response) => void response.writeHead(status).end(JSON.stringify({ errors })),
    )
    expect(await thrown(open(registry).remove('orders', layer.digest))).toMatchObject({
      code: 'unsupported',
      retryable: false,
    })
    expect(registry.seen).toHaveLength(1)
  })
})

describe('a connection', () => {
  it('that breaks in the middle of a blob goes on where it broke', async () => {
    const registry = await serve((request, response) => {
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
      const total = content.length
      const headers = { 'content-length': total - start, 'content-range': `bytes ${start}-${total - 1}/${total}` }
      response.writeHead(start === 0 ? 200 : 206, headers)
      response.write(content.slice(start, start + 900), () => {
        if (start + 900 < total) response.destroy()
        else response.end()
      })
    })
    expect(await pull(registry)).toBe(content)
    expect(registry.seen.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=900-', 'bytes=1800-'])
  })

  it('that breaks is made again from the beginning where ranges are not known', async () => {
    const registry = await serve((_request, response, nth) => {
      response.writeHead(200, { 'content-length': content.length })
      if (nth === 1) response.write(content.slice(0, 1000), () => response.destroy())
      else response.end(content)
    })
    expect(await pull(registry)).toBe(content)
  })

  it('that always breaks is given up', async () => {
    const registry = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': content.length })
      response.write('the', () => response.destroy())
    })
    expect(await thrown(pull(registry, { limits: { attempts: 3 } }))).toMatchObject({
      code: 'unreachable',
      retryable: true,
    })
    expect(registry.seen).toHaveLength(3)
  })

  it('on which nothing moves ends after the time limit', async () => {
    const registry = await serve(() => undefined)
    expect(await thrown(pull(registry, { limits: { idleMs: 250, attempts: 2 } }))).toMatchObject({
      code: 'unreachable',
      retryable: true,
    })
    expect(registry.seen).toHaveLength(2)
  })

  it('ends when the store is closed', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>()
    const registry = await serve(() => resolve())
    const store = open(registry)
    const code = faultCode(store.has('orders', layer.digest))
    await asked
    await store.close()
    expect(await code).toBe('closed')
    expect(await faultCode(store.has('orders', layer.digest))).toBe('closed')
  })

  it('that nobody accepts is unreachable, and a server that is no registry is store-absent', async () => {
    const gone = await startLoopbackServer(() => undefined)
    await gone.stop()
    expect(await thrown(pull(gone, { limits: { attempts: 2 } }))).toMatchObject({
      code: 'unreachable',
      retryable: true,
    })
    const website = await serve((_request, response) => void response.writeHead(404).end('<h1>Not here</h1>'))
    expect(await faultCode(pull(website))).toBe('store-absent')
  })
})

describe('bearer authorization', () => {
  /** A registry and token endpoint in one; each token is good for `seconds`. */
  async function guarded(seconds?: number) {
    let issued = 0
    return await serve((request, response) => {
      const challenge = `Bearer realm="http://${request.headers.host}/token",service="the registry",scope="repository:acme/orders:pull"`
      if (request.url?.startsWith('/token')) {
        issued++
        response.end(JSON.stringify({ token: `granted-${issued}`, expires_in: seconds }))
      } else if (request.headers.authorization !== `Bearer granted-${issued}` || issued === 0) {
        response.writeHead(401, { 'www-authenticate': challenge }).end()
      } else response.end(content)
    })
  }

  it('asks for the scope it needs and keeps the token until it ends', async () => {
    const clock = fakeClock()
    const registry = await guarded(300)
    const store = open(registry, { token: SECRET, clock })
    for (let time = 0; time < 3; time++) expect(await text(await store.pull('orders', layer.digest))).toBe(content)
    const tokens = () => registry.seen.filter(({ path }) => path.startsWith('/token'))
    expect(tokens()).toHaveLength(1)
    const asked = new URL(tokens()[0]?.path ?? '', 'http://registry').searchParams
    expect([asked.get('service'), asked.get('scope')]).toEqual(['the registry', 'repository:acme/orders:pull'])
    expect(tokens()[0]?.headers.authorization).toBe(`Basic ${btoa(`towpath:${SECRET}`)}`)
    await clock.sleep(301_000)
    expect(await text(await store.pull('orders', layer.digest))).toBe(content)
    expect(tokens()).toHaveLength(2)
  })

  it('works without credentials where the registry allows it', async () => {
    const registry = await guarded()
    expect(await pull(registry)).toBe(content)
    expect(registry.seen.some(({ headers }) => headers.authorization?.startsWith('Basic'))).toBe(false)
  })

  it.each(['http://tokens.example/', 'file:///etc/passwd', 'not an address', 'http://a:b@127.0.0.1/'])(
    'does not ask at %s',
    async (realm) => {
      const registry = await serve(
        (_request, response) => void response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end(),
      )
      expect(await faultCode(pull(registry, { token: SECRET }))).toBe('redirect-refused')
      expect(registry.seen).toHaveLength(1)
    },
  )

  it('does not follow a redirect of the token endpoint', async () => {
    const other = await serve((_request, response) => void response.end('{}'))
    const registry = await serve((request, response) => {
      if (request.url?.startsWith('/token')) response.writeHead(307, { location: `http://${other.host}/` }).end()
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    expect(await faultCode(pull(registry, { token: SECRET }))).toBe('redirect-refused')
    expect(other.seen).toEqual([])
  })
})

describe('credentials', () => {
  it('that are wrong are denied, once, and stand in no message', async () => {
    const registry = await serve((request, response) => {
      const errors = [{ code: 'UNAUTHORIZED', message: `no good: ${request.headers.authorization} ${SECRET}` }]
      response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end(JSON.stringify({ errors }))
    })
    const fault = await thrown(pull(registry, { userPassword: `me:${SECRET}` }))
    expect(fault).toMatchObject({ code: 'denied', retryable: false })
    expect(fault.message).toContain('UNAUTHORIZED')
    expect(fault.message).not.toContain(SECRET)
    expect(fault.message).not.toContain(btoa(`me:${SECRET}`))
    expect(registry.seen).toHaveLength(2)
  })

  it.each(['first\nsecond', 'first\tsecond'])(
    'with control characters are refused without being shown: %j',
    (token) => {
      const attempt = () => openPackageStore('oci://127.0.0.1:1/acme', { token })
      expect(attempt).toThrow(PackageStoreFault)
      expect(attempt).toThrow(/^(?!.*(first|second))/s)
    },
  )
})
