import type { Descriptor } from '@towpath/descriptor'
import { renderTime } from '../plan/render-time.ts'
import { fitsLine, linesOf } from '../promotion/lines.ts'
import type { Release, Revision } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { blobOf } from '../spec/spec-blob.ts'
import { type ExplainedKey, explainKept, explainRelease } from './explain-release.ts'
import type { ReleaseConfig } from './release-config.ts'
import { resolveRelease } from './resolve-release.ts'

/** The config of one release, key by key, with where each value comes from. As JSON. */
export interface ExplainedRelease {
  readonly version: string
  readonly line: string
  readonly isDefault: boolean
  readonly keys: readonly ExplainedKey[]
}

/** A service as it stands in a revision. `configs` by digest: those of its releases. */
export function explainRevision(
  revision: Revision,
  spec: EnvironmentSpec,
  service: string,
  configs: Readonly<Record<string, ReleaseConfig>>,
): readonly ExplainedRelease[] {
  return revision.releases
    .filter((release) => release.service === service)
    .map((release) => {
      const { version, line, isDefault, descriptor, config } = release
      const asked = { spec, service, descriptor, line }
      const kept = configs[config]
      const isKept = kept !== undefined && blobOf(resolveRelease(asked).config).digest !== config
      const keys = isKept ? explainKept(asked, kept, whyKept(revision, release)) : explainRelease(asked)
      return { version, line, isDefault, keys }
    })
}

/** A service as a spec would have it, with these versions; the one that is the default now comes first. */
export function explainSpec(
  spec: EnvironmentSpec,
  service: string,
  descriptors: readonly Descriptor[],
): readonly ExplainedRelease[] {
  const lines = linesOf(spec, service)
  const taken = new Set<string>()
  return descriptors.map((descriptor) => {
    const { version } = descriptor
    // One that stands only because a set names it has a line of its own.
    const line = lines.find((one) => !taken.has(one) && fitsLine(version, one, spec)) ?? version
    taken.add(line)
    return { version, line, isDefault: line === lines[0], keys: explainRelease({ spec, service, descriptor, line }) }
  })
}

function whyKept({ pins, restores, environment }: Revision, { service, version }: Release): string {
  const pin = pins.find((one) => one.service === service && one.version === version)
  if (pin !== undefined) return `restored and pinned by ${pin.by} since ${renderTime(pin.since)}`
  return restores === null ? 'an earlier revision' : `restored from ${environment}@${restores}`
}
