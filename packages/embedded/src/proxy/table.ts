import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type {
  Endpoint,
  RoutedRelease,
  RoutedService,
  RouteListener,
  RouteTable,
  WeightedRelease,
} from '@towpath/routing'
import { Fields } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'

/** A table that was checked, with what the proxy looks up at each request. */
export interface LoadedTable {
  /** `sha256:<hex>` of the bytes that were given: those of the canonical document, when the caller sends that. */
  readonly digest: string
  readonly table: RouteTable
  /** By `address:port`. */
  readonly listeners: ReadonlyMap<string, RouteListener>
}

export function listenerKey(listener: { readonly address: string; readonly port: number }): string {
  return `${listener.address}:${listener.port}`
}

/** Checks a route table to the last reference, so that nothing can go wrong with it at a request. */
export function loadTable(text: string, where: string): LoadedTable {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new EmbeddedFault('table-invalid', { where, expected: 'JSON', found: String(error) }, { cause: error })
  }
  const table = parseTable(value, where)
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`
  return { digest, table, listeners: new Map(table.listeners.map((listener) => [listenerKey(listener), listener])) }
}

function parseTable(value: unknown, where: string): RouteTable {
  const fields = open(value, where)
  fields.integer('schema', { min: 1, max: 1 })
  const environment = fields.text('environment')
  const releases = map(fields, 'releases', (item, at) => parseRelease(item, `${where} ${at}`))
  const services = map(fields, 'services', (item, at, name) => parseService(item, `${where} ${at}`, name, releases))
  const authorities = map(fields, 'authorities', (item, at) => {
    const authority = open(item, `${where} ${at}`)
    const range = authority.value('range') === null ? null : authority.text('range')
    return { service: authority.text('service'), range }
  })
  const listeners = fields.list('listeners').map((item, index) => parseListener(item, `${where} listeners[${index}]`))
  const keys = listeners.map(listenerKey)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw fields.problem('listeners', 'each address and port once', twice)
  fields.end()
  return { schema: 1, environment, services, authorities, releases, listeners }
}

function open(value: unknown, where: string): Fields {
  return new Fields(value, where, 'table-invalid')
}

function map<T>(
  fields: Fields,
  key: string,
  parse: (value: unknown, at: string, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(fields.entries(key).map(([name, value]) => [name, parse(value, `${key}.${name}`, name)]))
}

function parseRelease(value: unknown, where: string): RoutedRelease {
  const fields = open(value, where)
  const endpoints = map(fields, 'endpoints', (list, at) => {
    if (!Array.isArray(list)) throw fields.problem(at, 'a list of endpoints', list)
    return list.map((item, index) => parseEndpoint(item, `${where} ${at}[${index}]`))
  })
  return {
    service: fields.text('service'),
    version: fields.text('version', /^[0-9A-Za-z.+-]{1,96}$/, 'a version'),
    endpoints,
  }
}

function parseEndpoint(value: unknown, where: string): Endpoint {
  const fields = open(value, where)
  return {
    instance: fields.text('instance'),
    address: fields.text('address', /^[A-Za-z0-9.:_-]{1,253}$/, 'an address'),
    port: fields.integer('port', { min: 1, max: 65_535 }),
  }
}

function parseService(
  value: unknown,
  where: string,
  name: string,
  releases: Readonly<Record<string, RoutedRelease>>,
): RoutedService {
  const fields = open(value, where)
  const route = (list: unknown, at: string) => parseRoute(list, `${where} ${at}`, name, releases)
  return {
    provides: map(fields, 'provides', (protocol, at) => {
      if (protocol === 'http' || protocol === 'grpc' || protocol === 'tcp') return protocol
      throw fields.problem(at, 'http, grpc or tcp', protocol)
    }),
    default: route(fields.value('default'), 'default'),
    routes: map(fields, 'routes', route),
    versions: fields.texts('versions'),
  }
}

function parseRoute(
  value: unknown,
  where: string,
  service: string,
  releases: Readonly<Record<string, RoutedRelease>>,
): readonly WeightedRelease[] {
  if (!Array.isArray(value))
    throw new EmbeddedFault('table-invalid', { where, expected: 'a list of releases', found: typeof value })
  return value.map((item: unknown) => {
    const fields = open(item, where)
    const release = fields.text('release')
    const known = Object.hasOwn(releases, release) ? releases[release] : undefined
    if (known?.service !== service) throw fields.problem('release', `a release of ${service} in releases`, release)
    return { release, weight: fields.integer('weight', { min: 1, max: 1_000_000 }) }
  })
}

function parseListener(value: unknown, where: string): RouteListener {
  const fields = open(value, where)
  const address = fields.text('address')
  if (isIP(address) === 0 || !(address.startsWith('127.') || address === '::1')) {
    throw fields.problem('address', 'a loopback address', address)
  }
  const port = fields.integer('port', { min: 1, max: 65_535 })
  return {
    address,
    port,
    // A service or range that nothing serves yet is right: its listener answers 404 or 406.
    service: fields.text('service'),
    range: fields.text('range'),
  }
}
