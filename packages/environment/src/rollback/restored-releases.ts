import { findPlacement } from '../config/placement.ts'
import type { ReleaseConfig } from '../config/release-config.ts'
import { EnvironmentFault } from '../fault.ts'
import { configChanges } from '../plan/config-changes.ts'
import type { Refusal } from '../plan/plan.ts'
import { refusalOf } from '../promotion/build-releases.ts'
import type { Reading } from '../promotion/published.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type Blob, blobOf } from '../spec/spec-blob.ts'

export type Moved = { readonly release: Release; readonly resolved: Resolved | null } | { readonly refusal: Refusal }

/** The config with today's hosts. */
export interface Resolved {
  readonly config: ReleaseConfig
  readonly blob: Blob
}

/** With today's hosts, a release whose hosts have changed gets a config that differs in nothing else. */
export function onHosts(
  release: Release,
  spec: EnvironmentSpec,
  then: EnvironmentSpec,
  hosts: 'now' | 'then',
  reading: Reading,
): Moved {
  if (hosts === 'then') return { release, resolved: null }
  try {
    const after = findPlacement(spec, release.service, release.descriptor, release.line).hosts
    const before = findPlacement(then, release.service, release.descriptor, release.line).hosts
    if (after.join(' ') === before.join(' ')) return { release, resolved: null }
    const config = reading.config(release.config)
    if (config === undefined) return { release, resolved: null }
    const onToday = { ...config, infrastructure: { ...config.infrastructure, hosts: [...after] } }
    const blob = blobOf(onToday)
    return { release: { ...release, config: blob.digest }, resolved: { config: onToday, blob } }
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error
    const refusal = refusalOf(error, `${release.service} ${release.version}`)
    return { refusal: { ...refusal, fixes: ['Restore its hosts too, with `hosts: then`', ...refusal.fixes] } }
  }
}

export function configDifference(
  from: Release | null,
  to: Release | null,
  resolved: readonly Resolved[],
  reading: Reading,
) {
  if (from === null || to === null || from.config === to.config) return []
  const before = reading.config(from.config)
  const after = resolved.find((one) => one.blob.digest === to.config)?.config ?? reading.config(to.config)
  return before === undefined || after === undefined ? [] : configChanges(before, after)
}
