import { canonicalJson } from '@towpath/descriptor'
import type { EnvironmentSpec } from './environment-spec.ts'

/** What the spec says of a service and stands in no config of a release: it is served, named or started otherwise all the same. */
const words = ['versions', 'secrets', 'ports', 'aliases', 'external'] as const

/** Keys of a service in which two specs differ, of those that stand in no config. */
export function changedWords(before: EnvironmentSpec, after: EnvironmentSpec, service: string): readonly string[] {
  const [old, now] = [before, after].map(({ services }) =>
    Object.hasOwn(services, service) ? new Map<string, unknown>(Object.entries(services[service] ?? {})) : new Map(),
  )
  return words.filter((key) => canonicalJson(old?.get(key) ?? null) !== canonicalJson(now?.get(key) ?? null))
}

/** Services of which two specs say something else in such words. */
export function rewordedServices(before: EnvironmentSpec, after: EnvironmentSpec): readonly string[] {
  const names = [...new Set([before, after].flatMap(({ services }) => Object.keys(services)))]
  return names.filter((name) => changedWords(before, after, name).length > 0)
}
