import { canonicalJson } from '@towpath/descriptor'
import { configText } from '../plan/plan-headline.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import type { Release, Verdict } from '../revision.ts'
import { vipOf } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { environmentHosts } from '../spec/hosts.ts'
import { changedWords } from '../spec/service-words.ts'
import type { Restoration } from './restoration.ts'
import { configDifference } from './restored-releases.ts'
import type { SpecSources } from './restored-spec.ts'
import type { RollbackReading } from './rollback-reading.ts'

const mostShown = 10

/** Where what comes is neither as it was then nor as it is now, and what of the spec comes back: said before it happens. */
export function judgeDifferences(
  restored: RevisionWithSpec,
  services: ReadonlySet<string> | null,
  restoration: Restoration,
  sources: SpecSources,
  reading: RollbackReading,
): readonly Verdict[] {
  const then = `${restored.revision.environment}@${restored.revision.number}`
  const returned = restoration.releases.filter((release) => services?.has(release.service) ?? true)
  return [
    ...hostVerdicts(then, services, sources),
    ...returned.flatMap((release) => configVerdict(then, release, restored, restoration, reading)),
    ...[...new Set(returned.map((release) => release.service))].flatMap((service) =>
      wordsVerdict(then, service, sources),
    ),
  ]
}

/** Hosts that are gone or new, the VIP, the proxies: of the whole environment. */
function hostVerdicts(then: string, services: ReadonlySet<string> | null, sources: SpecSources): readonly Verdict[] {
  const comesBack = sources.hosts === 'then' && services === null
  const [from, to] = comesBack ? [sources.current, sources.former] : [sources.former, sources.current]
  const found = hostDifferences(from, to)
  if (found.length === 0) return []
  const said = shown(found)
  const reason = comesBack ? `as in ${then} again: ${said}` : `unlike in ${then}: ${said}`
  return [{ gate: 'hosts', outcome: 'warn', subject: sources.current.environment, reason }]
}

function hostDifferences(from: EnvironmentSpec, to: EnvironmentSpec): readonly string[] {
  const [before, after] = [environmentHosts(from), environmentHosts(to)]
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  const hosts = names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)]
    if (old === undefined) return [`${name} (${now?.address}) is new`]
    if (now === undefined) return [`${name} (${old.address}) is gone`]
    if (old.address !== now.address) return [`${name} is at ${now.address}, not ${old.address}`]
    return canonicalJson(old) === canonicalJson(now) ? [] : [`${name} is in other groups or reached another way`]
  })
  const address =
    canonicalJson(from.address) === canonicalJson(to.address)
      ? []
      : [`clients come to ${whereOf(to)}, not ${whereOf(from)}`]
  const proxies = canonicalJson(from.proxies) === canonicalJson(to.proxies) ? [] : ['the proxies are set up otherwise']
  return [...hosts, ...address, ...proxies]
}

function whereOf(spec: EnvironmentSpec): string {
  const { domain, port } = spec.address
  return `${vipOf(spec)}:${port}${domain === undefined ? '' : ` (${domain})`}`
}

/** A release that comes back with another config than it had: on other hosts, or with the config of now. */
function configVerdict(
  then: string,
  release: Release,
  restored: RevisionWithSpec,
  { resolved }: Restoration,
  reading: RollbackReading,
): readonly Verdict[] {
  const before = restored.revision.releases.find(
    ({ service, version }) => service === release.service && version === release.version,
  )
  const changes = configDifference(before ?? null, release, resolved, reading)
  if (changes.length === 0) return []
  const said = shown(changes.map(({ key, from, to }) => `${key} ${configText(from)} → ${configText(to)}`))
  return [
    {
      gate: 'config',
      outcome: 'warn',
      subject: `${release.service} ${release.version}`,
      reason: `unlike in ${then}: ${said}`,
    },
  ]
}

/** What the spec says of a service and stands in no config: its secrets, ports and names. */
function wordsVerdict(then: string, service: string, sources: SpecSources): readonly Verdict[] {
  const { former, current } = sources
  if ([former, current].some((spec) => deliveredService(spec, service) === undefined)) return []
  const keys = changedWords(former, current, service)
  if (keys.length === 0) return []
  const names = keys.map((key) => `\`${key}\``).join(', ')
  const reason =
    sources.config === 'then'
      ? `${names} of the spec are as in ${then} again`
      : `${names} of the spec are those of now, not of ${then}`
  return [{ gate: 'config', outcome: 'warn', subject: service, reason }]
}

function shown(all: readonly string[]): string {
  const more = all.length > mostShown ? ` and ${all.length - mostShown} more` : ''
  return `${all.slice(0, mostShown).join(', ')}${more}`
}
