import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findFreePorts } from './free-ports.ts'
import { findPortHolder, parseListeners } from './port-holder.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function hold(address: string): Promise<number> {
  const server = createServer().listen(0, address)
  servers.push(server)
  await once(server, 'listening')
  const bound = server.address()
  return typeof bound === 'object' ? (bound?.port ?? 0) : 0
}

describe('free ports', () => {
  it('are found by binding: what is taken on any or one address, or is to be avoided, is passed over', async () => {
    const taken = await hold('127.0.0.1')
    const wish = { range: { first: taken, last: Math.min(65_535, taken + 200) }, count: 2 }
    const [first, second] = await findFreePorts({ ...wish, avoid: new Set() })
    expect(first).toBeGreaterThan(taken)
    const avoided = await findFreePorts({ ...wish, avoid: new Set([first ?? 0]) })
    expect(avoided[0]).toBe(second)
  })

  it('come from the kernel for listeners, each another', async () => {
    const ports = await findFreePorts({ range: null, count: 20, avoid: new Set() })
    expect(new Set(ports).size).toBe(20)
  })

  it('that are too few are a fault', async () => {
    const taken = await hold('0.0.0.0')
    const wish = { range: { first: taken, last: taken }, count: 1, avoid: new Set<number>() }
    await expect(findFreePorts(wish)).rejects.toThrow(`Ports ${taken}-${taken}: expected 1 free, found 0`)
  })
})

describe('who holds a port', () => {
  it('is read from /proc', async () => {
    expect(findPortHolder(await hold('127.0.0.1'))).toMatch(new RegExp(`^pid ${process.pid} \\(.*node`))
    expect(findPortHolder(await hold('::'))).toMatch(new RegExp(`^pid ${process.pid} `))
  })

  it('is only who listens, not who has a connection from it', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1111 1',
      '   1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 2222 1',
      '   2: 0100007F:01F9 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 3333 1',
    ].join('\n')
    expect(parseListeners(table, 8080)).toEqual(['1111'])
  })
})
