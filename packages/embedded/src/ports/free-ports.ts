import { createServer } from 'node:net'
import { EmbeddedFault, systemCode } from '../fault.ts'

export interface PortWish {
  /** Inclusive; null lets the kernel choose (its ephemeral range), for listeners. */
  readonly range: { readonly first: number; readonly last: number } | null
  readonly count: number
  readonly avoid: ReadonlySet<number>
}

/**
 * Ports that can be bound on all addresses and on loopback now, in ascending order of trial. They are not held: the
 * caller does this under the host's lock and keeps a list of what it gave away (`avoid`).
 */
export async function findFreePorts(wish: PortWish): Promise<readonly number[]> {
  const found: number[] = []
  for (const candidate of candidates(wish)) {
    if (found.length === wish.count) break
    const port = await tryPort(candidate)
    if (port !== undefined && !wish.avoid.has(port) && !found.includes(port)) found.push(port)
  }
  if (found.length === wish.count) return found
  const range = wish.range === null ? 'the ephemeral range' : `${wish.range.first}-${wish.range.last}`
  throw new EmbeddedFault('ports-exhausted', {
    where: `Ports ${range}`,
    expected: `${wish.count} free`,
    found: `${found.length}`,
    fix: 'Widen `ports` of the host group, or end what holds them',
  })
}

function* candidates({ range, count, avoid }: PortWish): Generator<number> {
  if (range === null) {
    for (let trial = 0; trial < count * 2 + avoid.size + 16; trial++) yield 0
    return
  }
  for (let port = range.first; port <= range.last; port++) if (!avoid.has(port)) yield port
}

/** The port if it can be bound on 0.0.0.0 and on 127.0.0.1. */
async function tryPort(candidate: number): Promise<number | undefined> {
  const everywhere = await bind(candidate, '0.0.0.0')
  if (everywhere === undefined) return undefined
  const loopback = await bind(everywhere, '127.0.0.1')
  return loopback === undefined ? undefined : everywhere
}

function bind(port: number, address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) =>
      ['EADDRINUSE', 'EACCES'].includes(systemCode(error) ?? '') ? resolve(undefined) : reject(error),
    )
    server.listen({ port, host: address, exclusive: true }, () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined))
    })
  })
}
