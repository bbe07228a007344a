import type { IncomingMessage } from 'node:http'
import type { Route } from './router.ts'

const hopByHop = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

const ours = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-prefix', 'x-forwarded-proto'])

/** Name and value by turns, as node gives and takes them: spelling, order and repetition stay. */
type RawHeaders = readonly string[]

function* pairs(raw: RawHeaders): Generator<readonly [string, string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? '', raw[at + 1] ?? '']
}

/** The raw headers without those of this hop, the ones that Connection names included, and without `drop`. */
function endToEnd(raw: RawHeaders, drop: ReadonlySet<string>): string[] {
  const named = new Set<string>()
  for (const [name, value] of pairs(raw)) {
    if (name.toLowerCase() === 'connection') for (const one of value.split(',')) named.add(one.trim().toLowerCase())
  }
  const kept: string[] = []
  for (const [name, value] of pairs(raw)) {
    const key = name.toLowerCase()
    // Connection may not take away what frames or addresses the message.
    const strippable = key !== 'host' && key !== 'content-length'
    if (hopByHop.has(key) || drop.has(key) || (strippable && named.has(key))) continue
    kept.push(name, value)
  }
  return kept
}

export function hasBody(request: IncomingMessage): boolean {
  const length = request.headers['content-length']
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

const bodyless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE'])

/**
 * What the instance is sent. `upgrade` keeps the two headers of a protocol switch; `host` stands in for a client of HTTP/1.0 that named none. The
 * authority of an absolute target wins over Host (RFC 9112, 3.2.2), so that the instance reads the name by which we routed.
 */
export function requestHeaders(
  request: IncomingMessage,
  route: Route,
  to: { readonly upgrade: boolean; readonly host: string },
): string[] {
  const headers = endToEnd(request.rawHeaders, new Set([...ours, 'host']))
  const { te, upgrade: protocol } = request.headers
  const host = /^https?:\/\/([^/?#]+)/i.exec(request.url ?? '')?.[1] ?? request.headers.host
  headers.unshift('Host', host ?? to.host)
  const client = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown'
  const chain = request.headers['x-forwarded-for']
  headers.push('X-Forwarded-For', chain === undefined ? client : `${String(chain)}, ${client}`)
  headers.push('X-Forwarded-Proto', 'http')
  if (host !== undefined) headers.push('X-Forwarded-Host', host)
  if (route.prefix !== null) headers.push('X-Forwarded-Prefix', route.prefix)
  if (te !== undefined && /\btrailers\b/i.test(String(te))) headers.push('TE', 'trailers')
  if (to.upgrade) headers.push('Connection', 'Upgrade', 'Upgrade', String(protocol))
  if (request.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked')
  else if (
    !hasBody(request) &&
    request.headers['content-length'] === undefined &&
    !bodyless.has(request.method ?? '')
  ) {
    headers.push('Content-Length', '0')
  }
  return headers
}

const answered = new Set(['towpath-version'])

/** What the client is answered. */
export function responseHeaders(response: IncomingMessage, version: string, close: boolean): string[] {
  const headers = endToEnd(response.rawHeaders, answered)
  headers.push('Towpath-Version', version)
  if (close) headers.push('Connection', 'close')
  return headers
}

/** Trailers as node takes them. */
export function trailerPairs(message: IncomingMessage): [string, string][] {
  return [...pairs(message.rawTrailers)].map(([name, value]) => [name, value])
}
