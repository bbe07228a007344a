import { labelOfRange } from '@towpath/descriptor'
import { compareText } from './order.ts'
import { lookUp } from './record.ts'
import { normalizeAuthority } from './request-target.ts'
import type { RoutedAuthority, RoutedService, RouteTable } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'

const labelPattern = /^(v\d+(-\d+){0,2}|r[0-9a-f]{8})$/

/** Whether a spelling may stand in a host name. (`v2` is also a range, and means the same.) */
function isLabel(spelling: string): boolean {
  return labelPattern.test(spelling)
}

/**
 * `<service>.<domain>` and `<label>.<service>.<domain>`, for all that is routed and all that is declared, live or not, and
 * aliases; lower case. Faults: `authority-conflict`, `alias-unknown`.
 */
export function routeAuthorities(
  domain: string | null,
  services: Readonly<Record<string, RoutedService>>,
  declared: ReadonlyMap<string, ReadonlySet<string>>,
  aliases: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, RoutedAuthority>> {
  const authorities = new Map<string, RoutedAuthority>()
  const add = (name: string, meaning: RoutedAuthority) => {
    const authority = normalizeAuthority(name)
    const other = authorities.get(authority)
    if (other !== undefined && (other.service !== meaning.service || other.range !== meaning.range)) {
      throw authorityConflict(authority, other, meaning)
    }
    authorities.set(authority, meaning)
  }
  for (const service of domain === null ? [] : [...Object.keys(services), ...declared.keys()]) {
    add(`${service}.${domain}`, { service, range: null })
    for (const label of labelsOf(lookUp(services, service), declared.get(service))) {
      add(`${label}.${service}.${domain}`, { service, range: label })
    }
  }
  for (const [service, names] of Object.entries(aliases)) {
    if (lookUp(services, service) === undefined && names.length > 0) throw aliasUnknown(service, Object.keys(services))
    for (const name of names) add(name, { service, range: null })
  }
  return Object.fromEntries([...authorities].sort(([a], [b]) => compareText(a, b)))
}

/**
 * What an authority (lower case, without port) means in a table; null: nothing, so that the path decides. One with a label that
 * has no route still means its service, which is answered 406, and never another service by path.
 */
export function meaningOfAuthority(table: RouteTable, authority: string): RoutedAuthority | null {
  const known = lookUp(table.authorities, authority)
  if (known !== undefined) return known
  const dot = authority.indexOf('.')
  const label = authority.slice(0, dot)
  if (dot === -1 || !isLabel(label)) return null
  const rest = lookUp(table.authorities, authority.slice(dot + 1))
  return rest?.range === null ? { service: rest.service, range: label } : null
}

function labelsOf(routed: RoutedService | undefined, declared: ReadonlySet<string> | undefined): readonly string[] {
  const compiled = Object.keys(routed?.routes ?? {}).filter(isLabel)
  return [...compiled, ...[...(declared ?? [])].map(labelOfRange)]
}

function authorityConflict(authority: string, one: RoutedAuthority, other: RoutedAuthority): RoutingFault {
  const say = ({ service, range }: RoutedAuthority) => (range === null ? service : `${service}@${range}`)
  return new RoutingFault('authority-conflict', {
    where: `the authority \`${authority}\``,
    expected: 'one meaning',
    found: [say(one), say(other)].sort(compareText).join(' and '),
    fix: 'Give one of them another alias in the spec',
  })
}

function aliasUnknown(service: string, routed: readonly string[]): RoutingFault {
  return new RoutingFault('alias-unknown', {
    where: `services.${service}.aliases`,
    expected: `a service that provides something${routed.length === 0 ? '' : `: ${routed.join(', ')}`}`,
    found: `${service}, which is not routed`,
    fix: 'Remove its aliases',
  })
}
