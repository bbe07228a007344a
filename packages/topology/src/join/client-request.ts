import type { Span } from '../spans/span.ts'

/** Where a caller's span says that it went. */
export interface ClientRequest {
  /** Host and port, as in the URL or the peer's tags. */
  readonly authority: string
  /** With the query; `/` where the span names only a host, which is enough for one that names a service. */
  readonly path: string
  readonly protocol: 'http' | 'grpc'
}

/** From the URL (Zipkin's `http.url`, OpenTelemetry's `url.full`), else from host and path apart; null when no host is said. */
export function clientRequest({ tags }: Span): ClientRequest | null {
  const protocol = (tags['rpc.system'] ?? tags['rpc.system.name']) === 'grpc' ? 'grpc' : 'http'
  const url = tags['http.url'] ?? tags['url.full']
  if (url !== undefined && URL.canParse(url)) {
    const { host, pathname, search } = new URL(url)
    return host === '' ? null : { authority: host, path: `${pathname}${search}`, protocol }
  }
  const path = tags['http.path'] ?? tags['http.target'] ?? tags['url.path']
  const host = tags['http.host'] ?? hostOf(tags['server.address'] ?? tags['net.peer.name'], tags)
  return host === undefined ? null : { authority: host, path: path ?? '/', protocol }
}

function hostOf(name: string | undefined, tags: Span['tags']): string | undefined {
  const port = tags['server.port'] ?? tags['net.peer.port']
  return name === undefined || port === undefined ? name : `${name}:${port}`
}
