/** What a request says about where it wants to go. */
export interface RouteRequest {
  /** As in the request line, with the query: `/orders@2/list?all`. */
  readonly path: string
  /** `Host` or `:authority`, with or without a port; null when it has none. */
  readonly authority: string | null
  /** The `Accept-Version` header without white space around it; null when it has none. */
  readonly acceptVersion: string | null
  /** Told by `content-type: application/grpc`. Default http. */
  readonly protocol?: 'http' | 'grpc'
}

/** The first segment of a path, split at its first `@`. */
export interface PathTarget {
  readonly service: string
  readonly range: string | null
  /** What is stripped, as it was written: `/orders@%5E2`. */
  readonly prefix: string
  /** What the service gets: begins with `/`, keeps the query. */
  readonly path: string
}

/** Null when the path does not begin with `/`, or its first segment is not well encoded. An empty one names no service. */
export function parsePathTarget(path: string): PathTarget | null {
  const match = /^\/(?<segment>[^/?]*)(?<rest>.*)$/s.exec(path)
  const decoded = match === null ? null : decodeSegment(match.groups?.['segment'] ?? '')
  if (decoded === null) return null
  const at = decoded.indexOf('@')
  const rest = match?.groups?.['rest'] ?? ''
  return {
    service: at === -1 ? decoded : decoded.slice(0, at),
    range: at === -1 ? null : decoded.slice(at + 1),
    prefix: `/${match?.groups?.['segment'] ?? ''}`,
    path: rest.startsWith('/') ? rest : `/${rest}`,
  }
}

/** In lower case, without its port and the dot that ends a full name. */
export function normalizeAuthority(authority: string): string {
  return authority.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
