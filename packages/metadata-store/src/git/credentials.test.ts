import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MetadataStoreFault } from '../fault.ts'
import { parseRemote } from './remote.ts'
import { GitBench, gitOptions } from './testing/bench.ts'

const token = 'ghs_0123456789abcdefSECRET'
const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
const secrets = [token, basic]

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A loopback server that notes what it is asked, and looks at all processes while git waits. */
class Listener {
  readonly authorizations: (string | undefined)[] = []
  readonly arguments: string[] = []
  readonly #server: Server

  constructor(answer: () => Answer) {
    this.#server = createServer((request, response) => {
      this.authorizations.push(request.headers.authorization)
      this.arguments.push(...argumentsOfAll())
      const { status, headers, body } = answer()
      response.writeHead(status, headers).end(body)
    })
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `http://127.0.0.1:${address.port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

function argumentsOfAll(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return '' // It ended in between.
      }
    })
}

function leaksIn(text: string): readonly string[] {
  return secrets.filter((secret) => text.includes(secret))
}

describe('credentials for a remote over http', () => {
  let bench: GitBench
  let listeners: Listener[]
  beforeEach(() => {
    bench = new GitBench()
    listeners = []
  })
  afterEach(async () => {
    await bench.close()
    for (const listener of listeners) await listener.close()
  })

  async function listen(answer: () => Answer): Promise<[Listener, string]> {
    const listener = new Listener(answer)
    listeners.push(listener)
    return [listener, await listener.listen()]
  }

  async function failureOf(url: string, options: Parameters<GitBench['open']>[0]): Promise<MetadataStoreFault> {
    const store = await bench.open(options, url)
    const fault = await store.read('packages').catch((cause: unknown) => cause)
    if (fault instanceof MetadataStoreFault) return fault
    throw new Error('expected a fault')
  }

  it('are sent, and stand in no argument, error or file', async () => {
    const [listener, origin] = await listen(() => ({ status: 403, body: `no ${token}` }))
    const cacheFolder = join(bench.folder, 'cache')
    const fault = await failureOf(`git:${origin}/acme/delivery.git#towpath`, { token, cacheFolder })
    expect(fault.code).toBe('store-denied')
    expect(listener.authorizations).toContain(`Basic ${basic}`)
    expect(listener.arguments.some((line) => line.includes(`${origin}/acme/delivery.git`))).toBe(true)
    expect(leaksIn(listener.arguments.join('\n'))).toEqual([])
    expect(leaksIn(`${fault.message} ${fault.stack} ${JSON.stringify(fault)}`)).toEqual([])
    for (const entry of readdirSync(cacheFolder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) expect(leaksIn(readFileSync(join(entry.parentPath, entry.name), 'utf8'))).toEqual([])
    }
  })

  it('are taken out of the URL', async () => {
    const [listener, origin] = await listen(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }))
    const url = `git:${origin.replace('//', `//x-access-token:${token}@`)}/acme/delivery.git`
    const fault = await failureOf(url, {})
    expect(fault.code).toBe('store-denied')
    expect(listener.authorizations).toContain(`Basic ${basic}`)
    expect(leaksIn(listener.arguments.join('\n'))).toEqual([])
    expect(leaksIn(`${fault.message} ${fault.stack}`)).toEqual([])
  })

  it('are taken out of the URL also when a token stands there as the user', async () => {
    const [listener, origin] = await listen(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }))
    const fault = await failureOf(`git:${origin.replace('//', `//${token}@`)}/acme/delivery.git`, {})
    expect(listener.authorizations).toContain(`Basic ${basic}`)
    expect(leaksIn(`${listener.arguments.join('\n')} ${fault.message} ${fault.stack}`)).toEqual([])
    expect(leaksIn(String(failure(() => parseRemote(`ftp://${token}@x/y`, undefined, undefined))))).toEqual([])
  })

  it('are the only ones that are sent', async () => {
    const [listener, origin] = await listen(() => ({ status: 403 }))
    const configuration = join(bench.folder, 'gitconfig')
    writeFileSync(configuration, `[http "${origin}/"]\n\textraHeader = Authorization: Basic b3RoZXI6\n`)
    const environment = { ...gitOptions.environment, GIT_CONFIG_GLOBAL: configuration }
    await failureOf(`git:${origin}/acme/delivery.git`, { token, environment })
    expect(new Set(listener.authorizations)).toEqual(new Set([`Basic ${basic}`]))
  })

  it('are not sent on to another origin', async () => {
    const [other, otherOrigin] = await listen(() => ({ status: 404 }))
    const headers = { location: `${otherOrigin}/acme/delivery.git/info/refs?service=git-upload-pack` }
    const [first, origin] = await listen(() => ({ status: 301, headers }))
    const fault = await failureOf(`git:${origin}/acme/delivery.git`, { token })
    expect(fault.message).toContain('use that address')
    expect(first.authorizations).toContain(`Basic ${basic}`)
    expect(other.authorizations).toEqual([])
  })

  it('never make git ask a person', async () => {
    const [, origin] = await listen(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }))
    expect((await failureOf(`git:${origin}/acme/delivery.git`, {})).code).toBe('store-denied')
  })

  it('tell an absent repository and one that does not answer apart', async () => {
    const [, origin] = await listen(() => ({ status: 404 }))
    expect((await failureOf(`git:${origin}/acme/delivery.git`, { token })).code).toBe('store-absent')
    const closing = new Listener(() => ({ status: 200 }))
    const gone = await closing.listen()
    await closing.close()
    expect(await failureOf(`git:${gone}/acme/delivery.git`, { token })).toMatchObject({
      code: 'store-unreachable',
      retryable: true,
    })
  })
})

describe('a remote', () => {
  it('takes a token, or user:password', () => {
    expect(parseRemote('https://git.example/a', undefined, 'ada:pw').credentials).toEqual({
      origin: 'https://git.example',
      basic: Buffer.from('ada:pw').toString('base64'),
    })
    expect(parseRemote('https://ada@git.example/a', undefined, token)).toMatchObject({
      address: 'https://git.example/a',
      credentials: { basic },
    })
    expect(parseRemote('https://ada@git.example/a', undefined, undefined).address).toBe('https://ada@git.example/a')
  })

  it('gets no token over ssh or by path', () => {
    for (const text of [
      'git@git.example:acme/a.git',
      'ssh://git@git.example/a.git',
      '/srv/a.git',
      'file:///srv/a.git',
    ]) {
      expect(parseRemote(text, undefined, token).credentials).toBeUndefined()
    }
  })

  it('redacts what it knows and what looks like a password', () => {
    const remote = parseRemote('https://git.example/a', undefined, token)
    expect(leaksIn(remote.redact(`a ${token} b ${basic} c`))).toEqual([])
    expect(remote.redact('at https://ada:pw@git.example/x')).toBe('at https://***@git.example/x')
  })

  it('starts relative paths at the workspace', () => {
    expect(parseRemote('../store.git', '/srv/work', undefined).path).toBe('/srv/store.git')
    expect(() => parseRemote('../store.git', undefined, undefined)).toThrow(/relative path/)
  })

  for (const text of [
    '--upload-pack=x',
    'ext::sh -c id',
    'ftp://x/y',
    'git://x/y',
    'ssh://u:pw@h/x',
    'a\nb',
    'https://',
    'file://host/x',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => parseRemote(text, '/srv', undefined)).toThrow(expect.objectContaining({ code: 'url-invalid' }))
    })
  }

  it('shows no token to the network', () => {
    const open = (): unknown => parseRemote('http://git.example/a', undefined, token)
    expect(open).toThrow(expect.objectContaining({ code: 'url-invalid' }))
    expect(leaksIn(String(failure(open)))).toEqual([])
  })
})

function failure(run: () => unknown): unknown {
  try {
    return run()
  } catch (cause) {
    return cause
  }
}
