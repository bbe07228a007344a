import type { Descriptor } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import { type ReleaseToResolve, resolveRelease } from '../config/resolve-release.ts'
import { EnvironmentFault } from '../fault.ts'
import type { Refusal } from '../plan/plan.ts'
import type { Pin, Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { environmentHosts } from '../spec/hosts.ts'
import { type Blob, blobOf } from '../spec/spec-blob.ts'
import type { AnsweredDependencies } from './dependencies.ts'
import type { Reading } from './published.ts'
import type { SelectedRelease } from './select-releases.ts'

export interface BuiltRelease {
  readonly release: Release
  /** The new config and its blob; null for a pinned one, whose blob is there already. */
  readonly resolved: { readonly config: ReleaseConfig; readonly blob: Blob } | null
}

export type BuildOutcome = BuiltRelease | { readonly refusal: Refusal }

/** A release with its config resolved by the spec, unless it is pinned: then version and config stay. */
export function buildRelease(
  spec: EnvironmentSpec,
  selected: SelectedRelease,
  dependencies: AnsweredDependencies,
  reading: Reading,
): BuildOutcome {
  const { carried: _carried, pin, ...kept } = selected
  const subject = `${selected.service} ${selected.version}`
  if (pin !== null) {
    const gone = missingHost(spec, reading.config(pin.config))
    return gone === null
      ? { release: { ...kept, config: pin.config, dependencies }, resolved: null }
      : { refusal: lostHost(gone, pin, spec) }
  }
  try {
    const resolved = resolveOnce({ spec, ...selected })
    return { release: { ...kept, config: resolved.blob.digest, dependencies }, resolved }
  } catch (error) {
    if (error instanceof EnvironmentFault) return { refusal: refusalOf(error, subject) }
    throw error
  }
}

type Resolved = NonNullable<BuiltRelease['resolved']>

/** By descriptor, the last one: while a plan asks and is given what it needs, it resolves the same again. */
const resolvedBefore = new WeakMap<Descriptor, { readonly from: ReleaseToResolve; readonly resolved: Resolved }>()

function resolveOnce({ spec, service, descriptor, line }: ReleaseToResolve): Resolved {
  const known = resolvedBefore.get(descriptor)
  if (known?.from.spec === spec && known.from.service === service && known.from.line === line) return known.resolved
  const from = { spec, service, descriptor, line }
  const { config } = resolveRelease(from)
  const resolved = { config, blob: blobOf(config) }
  resolvedBefore.set(descriptor, { from, resolved })
  return resolved
}

/** A host that the config names and the spec has no more. */
function missingHost(spec: EnvironmentSpec, config: ReleaseConfig | undefined): string | null {
  const hosts = environmentHosts(spec)
  return config?.infrastructure.hosts.find((host) => !hosts.has(host)) ?? null
}

function lostHost(host: string, pin: Pin, spec: EnvironmentSpec): Refusal {
  return {
    code: 'placement-unknown',
    gate: 'pin',
    subject: `${pin.service} ${pin.version}`,
    reason: `it is pinned to a config that runs on ${host}, and ${spec.environment} has no such host any more`,
    fixes: [
      `Release it: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``,
      'Or put the host back into the spec',
    ],
  }
}

/** What a fault says, as the refusal of a plan. */
export function refusalOf(fault: EnvironmentFault, subject: string): Refusal {
  const { where, expected, found, fix } = fault.explanation
  const facts = [expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(', ')
  return {
    code: fault.code,
    gate: 'config',
    subject,
    reason: facts === '' ? where : `${where}: ${facts}`,
    fixes: fix === undefined ? [] : [fix],
  }
}
