import type { Fault } from '@towpath/fault'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { type Edge, edgesOf, formerEdges, unreachablePolicy } from './edges.ts'

/** What may be done although some hosts are out of reach. */
export type Reach =
  | { readonly kind: 'refused'; readonly fault: DeployFault }
  /** `lost`: proxies that go on by their last table; `passedOver`: hosts on which the target wants nothing. */
  | { readonly kind: 'enough'; readonly lost: readonly string[]; readonly passedOver: readonly string[] }

/**
 * Judges what can't be reached, before anything is changed. A host that runs something, or is to, must be there. One that the target's spec has no
 * more may be gone for good, and a proxy may be out of reach when the spec says so and another one is there. Pure.
 */
export function judgeReach(
  { target, base }: { readonly target: Deployment; readonly base: Deployment | null },
  unreached: ReadonlyMap<string, Fault>,
): Reach {
  const { spec } = target
  const needed = [...unreached].filter(([host]) => runsSomething(target, base, host))
  if (needed.length > 0) return { kind: 'refused', fault: hostsUnreachable(needed) }
  const edges = edgesOf(spec)
  const lost = edges.filter(({ name }) => unreached.has(name))
  const left = edges.filter(({ name }) => !unreached.has(name))
  // One that the spec has no more may still hold the VIP.
  const former = formerEdges(base?.spec ?? null, spec).filter(({ name }) => unreached.has(name))
  const away = [...lost, ...former]
  if (away.length > 0 && (left.length === 0 || unreachablePolicy(spec) === 'refuse')) {
    return { kind: 'refused', fault: edgesUnreachable(spec.environment, { lost: away, left }, unreached) }
  }
  const names = new Set(lost.map(({ name }) => name))
  return { kind: 'enough', lost: [...names], passedOver: [...unreached.keys()].filter((host) => !names.has(host)) }
}

/** By the target, or by the base on a host that the target's spec still has. */
function runsSomething(target: Deployment, base: Deployment | null, host: string): boolean {
  const isKnown = Object.values(target.spec.hostGroups).some(({ hosts }) => hosts.some(({ name }) => name === host))
  return places(target, host) || (isKnown && base !== null && places(base, host))
}

function places(deployment: Deployment, host: string): boolean {
  return deployment.revision.releases.some((release) =>
    configOf(deployment, release).infrastructure.hosts.includes(host),
  )
}

function hostsUnreachable(needed: readonly (readonly [string, Fault])[]): DeployFault {
  const [[, cause] = []] = needed
  const names = needed.map(([host]) => host).join(', ')
  const those = needed.length === 1 ? 'it' : 'them'
  return new DeployFault(
    'host-unreachable',
    {
      where: needed.length === 1 ? `Host ${names}` : `Hosts ${names}`,
      expected: `${those} to be in reach before anything is changed`,
      found: needed.map(([, fault]) => sayFound(fault)).join('; '),
      fix: `Bring ${those} back and deploy again; where ${those} will not come back, take ${those} out of the spec's host groups and promote that`,
    },
    { cause, retryable: true },
  )
}

function edgesUnreachable(
  environment: string,
  { lost, left }: { readonly lost: readonly Edge[]; readonly left: readonly Edge[] },
  unreached: ReadonlyMap<string, Fault>,
): DeployFault {
  const say = (edges: readonly Edge[]): string => edges.map(({ name, address }) => `${name} (${address})`).join(', ')
  const names = lost.map(({ name }) => name).join(' and ')
  const fix =
    left.length === 0
      ? `Bring at least one of them back and deploy again`
      : `Bring ${names} back and deploy again; or write \`unreachable: proceed\` under \`proxies\` in the spec of ${environment} and promote that: ${left.map(({ name }) => name).join(' and ')} then goes on alone, and what ${names} may still send to is kept running`
  return new DeployFault(
    'proxy-unreachable',
    {
      where: `${environment}, ${lost.length === 1 ? 'proxy' : 'proxies'} ${say(lost)}`,
      expected:
        left.length === 0
          ? 'at least one proxy to be in reach'
          : 'every proxy to be in reach before anything is changed (`proxies.unreachable: refuse`)',
      found: lost.map(({ name }) => sayFound(unreached.get(name))).join('; '),
      fix,
    },
    { cause: unreached.get(lost[0]?.name ?? ''), retryable: true },
  )
}

function sayFound(fault: Fault | undefined): string {
  return (fault?.explanation.found ?? fault?.message ?? 'no answer').replace(/\.$/, '')
}
