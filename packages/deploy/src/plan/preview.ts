import type { Inspection } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { type HostPlace, isRunning, type LiveInstance, readStanding } from './standing.ts'

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
  hosts: ReadonlyMap<string, HostPlace>,
): readonly HostPreview[] {
  const { live } = readStanding(inspections, hosts)
  return Object.keys(inspections).map((host) =>
    previewHost(
      target,
      host,
      live.filter((one) => one.host === host),
    ),
  )
}

function previewHost(target: Deployment, host: string, standing: readonly LiveInstance[]): HostPreview {
  const wanted = target.revision.releases.filter((release) =>
    configOf(target, release).infrastructure.hosts.includes(host),
  )
  const starts = wanted.filter((release) => !standing.some((one) => isRunning(one) && isOf(release, one)))
  const leaves = standing.filter((one) => !wanted.some((release) => isOf(release, one)))
  const isReplaced = (release: (typeof wanted)[number]): boolean =>
    configOf(target, release).infrastructure.strategy.kind === 'replace' &&
    leaves.some(({ manifest }) => manifest.service === release.service)
  return {
    host,
    starts: starts.map(nameOf),
    stays: wanted.filter((release) => !starts.includes(release)).map(nameOf),
    leaves: leaves.map(({ manifest }) => nameOf(manifest)),
    gaps: starts.filter(isReplaced).map(({ service }) => service),
  }
}

function isOf(release: Deployment['revision']['releases'][number], { manifest }: LiveInstance): boolean {
  const { service, version, config } = release
  return manifest.service === service && manifest.version === version && manifest.config === config
}

const nameOf = ({ service, version }: { readonly service: string; readonly version: string }): string =>
  `${service} ${version}`
