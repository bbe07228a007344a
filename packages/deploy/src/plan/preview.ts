import type { Host, Inspection } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { readLiveInstance } from './live-instance.ts'

/** What a deploy would do on one host, by `service version`. A secret that was rotated can't be seen from here. */
export interface HostPreview {
  readonly host: string
  readonly starts: readonly string[]
  readonly stays: readonly string[]
  readonly leaves: readonly string[]
  /** Services that will be away for a moment: `strategy: replace`. */
  readonly gaps: readonly string[]
}

/** Compares a revision with what stands on the hosts, by version and config. Pure. */
export function previewDeploy(
  target: Deployment,
  inspections: Readonly<Record<string, Inspection>>,
  hosts: Readonly<Record<string, Pick<Host, 'name' | 'address'>>>,
): readonly HostPreview[] {
  return Object.entries(inspections).map(([name, { instances }]) => {
    const host = hosts[name]
    const standing = host === undefined ? [] : instances.flatMap((found) => readLiveInstance(host, found) ?? [])
    const wanted = target.revision.releases.filter((release) =>
      configOf(target, release).infrastructure.hosts.includes(name),
    )
    const isThere = (release: (typeof wanted)[number]): boolean =>
      standing.some(
        ({ manifest, found }) =>
          found.state === 'running' &&
          manifest.service === release.service &&
          manifest.version === release.version &&
          manifest.config === release.config,
      )
    const starts = wanted.filter((release) => !isThere(release))
    const leaves = standing.filter(
      ({ manifest }) =>
        !wanted.some(
          ({ service, version, config }) =>
            service === manifest.service && version === manifest.version && config === manifest.config,
        ),
    )
    const isReplaced = (release: (typeof wanted)[number]): boolean =>
      configOf(target, release).infrastructure.strategy.kind === 'replace' &&
      leaves.some(({ manifest }) => manifest.service === release.service)
    return {
      host: name,
      starts: starts.map(nameOf),
      stays: wanted.filter(isThere).map(nameOf),
      leaves: leaves.map(({ manifest }) => nameOf(manifest)),
      gaps: starts.filter(isReplaced).map(({ service }) => service),
    }
  })
}

const nameOf = ({ service, version }: { readonly service: string; readonly version: string }): string =>
  `${service} ${version}`
