import type { RoutedService, RouteListener, RouteTable, WeightedRelease } from '@towpath/routing'

/** What of a request decides where it goes. */
export interface Asked {
  /** The request target as it stands on the request line: origin form or absolute form. */
  readonly target: string
  readonly host: string | undefined
  readonly acceptVersion: string | undefined
  /** Set when it came in by a loopback listener, which stands for one (service, range). */
  readonly listener: Pick<RouteListener, 'service' | 'range'> | null
}

export type Routing = Route | Refusal

export interface Route {
  readonly kind: 'route'
  readonly releases: readonly WeightedRelease[]
  /** The name of the service's http provide. */
  readonly provide: string
  /** The target for the instance, without the prefix. */
  readonly path: string
  /** What was taken off the path, `/orders@2`; null when nothing was. */
  readonly prefix: string | null
}

export interface Refusal {
  readonly kind: 'refusal'
  readonly status: 400 | 404 | 406 | 502 | 503 | 504
  readonly body: RefusalBody
}

export interface RefusalBody {
  readonly error: string
  readonly message: string
  readonly available?: readonly string[]
}

/** DESIGN §7: a known authority wins, else the path names the service; Accept-Version replaces the range of either. Never evaluates semver. */
export function route(table: RouteTable, asked: Asked): Routing {
  const target = splitTarget(asked.target, asked.host)
  if (target === undefined) return refuse(400, 'bad-request', `The request target ${cut(asked.target)} is not a path`)
  const named = asked.listener ?? findAuthority(table, target.authority)
  const meant = named === undefined ? fromPath(target.path) : { ...named, path: target.path, prefix: null }
  if (meant === undefined)
    return refuse(400, 'bad-request', `The path ${cut(target.path)} is not valid percent-encoding`)
  const service = Object.hasOwn(table.services, meant.service) ? table.services[meant.service] : undefined
  if (service === undefined) {
    const message = `${table.environment} has no service ${cut(meant.service)}`
    return refuse(404, 'service-unknown', message, Object.keys(table.services))
  }
  const provide = Object.keys(service.provides).find((name) => service.provides[name] === 'http')
  if (provide === undefined) return refuse(404, 'no-http', `${meant.service} provides no http`)
  const range = asked.acceptVersion ?? meant.range
  const releases = findReleases(service, range)
  if (releases === undefined) return refuseRange(meant.service, range ?? '', service)
  if (releases.length === 0) return refuse(503, 'no-release', `Nothing of ${meant.service} is live`, service.versions)
  return { kind: 'route', releases, provide, path: meant.path, prefix: meant.prefix }
}

function splitTarget(
  target: string,
  host: string | undefined,
): { authority: string | undefined; path: string } | undefined {
  if (target.startsWith('/')) return { authority: host, path: target }
  const [, authority, path = ''] = /^https?:\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? []
  if (authority === undefined) return undefined
  return { authority, path: path.startsWith('/') ? path : `/${path}` }
}

function findAuthority(table: RouteTable, host: string | undefined): RouteTable['authorities'][string] | undefined {
  if (host === undefined) return undefined
  const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase()
  return lookUp(table, name) ?? labelled(table, name)
}

/** `v9.stock.<domain>` where nothing serves 9: its service is known, so the answer is 406 and not another service by path. */
function labelled(table: RouteTable, name: string): RouteTable['authorities'][string] | undefined {
  const [, label, rest] = /^(v\d+(?:-\d+){0,2}|r[0-9a-f]{8})\.(.+)$/.exec(name) ?? []
  const service = rest === undefined ? undefined : lookUp(table, rest)
  return label !== undefined && service?.range === null ? { service: service.service, range: label } : undefined
}

function lookUp(table: RouteTable, name: string): RouteTable['authorities'][string] | undefined {
  return Object.hasOwn(table.authorities, name) ? table.authorities[name] : undefined
}

interface Meant {
  readonly service: string
  readonly range: string | null
  readonly path: string
  readonly prefix: string
}

function fromPath(path: string): Meant | undefined {
  const [segment = ''] = path.slice(1).split(/[/?]/, 1)
  const decoded = decode(segment)
  if (decoded === undefined) return undefined
  const at = decoded.indexOf('@')
  const rest = path.slice(1 + segment.length)
  return {
    service: at === -1 ? decoded : decoded.slice(0, at),
    range: at === -1 ? null : decoded.slice(at + 1),
    path: rest.startsWith('/') ? rest : `/${rest}`,
    prefix: `/${segment}`,
  }
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function findReleases(service: RoutedService, range: string | null): readonly WeightedRelease[] | undefined {
  if (range === null) return service.default
  const releases = Object.hasOwn(service.routes, range) ? service.routes[range] : undefined
  return releases?.length === 0 ? undefined : releases
}

function refuseRange(name: string, range: string, service: RoutedService): Refusal {
  const looksLikeVersion =
    Object.hasOwn(service.routes, range) ||
    /^(?:[~^=]?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?|v\d+(?:-\d+){0,2})$/.test(range)
  return looksLikeVersion
    ? refuse(406, 'version-not-live', `No live version of ${name} is ${cut(range)}`, service.versions)
    : refuse(406, 'range-not-compiled', `${cut(range)} is not a compiled range of ${name}`, Object.keys(service.routes))
}

export function refuse(
  status: Refusal['status'],
  error: string,
  message: string,
  available?: readonly string[],
): Refusal {
  return {
    kind: 'refusal',
    status,
    body: { error, message, ...(available === undefined ? {} : { available: available.slice(0, 200) }) },
  }
}

const longestShown = 100

/** What a client sent, as it may stand in an answer: short, and without control characters. */
function cut(text: string): string {
  const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
  return `"${shown.toWellFormed().replace(/\p{Cc}/gu, '?')}"`
}
