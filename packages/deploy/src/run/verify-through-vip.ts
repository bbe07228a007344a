import { type EnvironmentSpec, proxyKind, vipOf } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { edgesOf } from '../plan/edges.ts'
import type { ProxyAnswer, ProxyRequest } from '../proxies/proxy.ts'
import { askThroughHost } from '../verify/ask-through-host.ts'
import type { Expectation } from '../verify/expectations.ts'
import { verifyAnswers } from '../verify/verify-answers.ts'
import { pause } from './pause.ts'
import type { ProxySet } from './proxy-set.ts'
import { isOutOfReach } from './reach.ts'
import { hostOf, type Site } from './site.ts'
import { together } from './together.ts'

/** The VIP comes to a proxy within a second of its start, and moves within one; a neighbour may need to learn where it is. */
const vipLimitMs = 10_000
const vipPauseMs = 100

/**
 * Asks through the VIP what every client would get, from a host that is no proxy where there is one. A VIP that somebody else owns leads to any of the
 * edges, so after a switch each is asked at its own address as well. Returns what the environment was verified through. Faults: `proxy-wrong`, `vip-silent`.
 */
export async function verifyThroughVip(
  spec: EnvironmentSpec,
  expectations: readonly Expectation[],
  { proxies, hasSwitched }: { readonly proxies: ProxySet; readonly hasSwitched: boolean },
  site: Site,
): Promise<'vip' | 'host'> {
  const asker = expectations.length === 0 ? null : askerOf(spec, proxies, site)
  if (asker === null) return 'host'
  const doors = hasSwitched ? [...ownDoors(spec, proxies), theDoor(spec)] : [theDoor(spec)]
  await site.phases.run(asker.name, 'verify through the VIP', () =>
    together(doors, site, async ({ name, address }, its) => {
      const where = `${name}, asked from ${asker.name}`
      await verifyAnswers(expectations, {
        name: where,
        ask: (request) => askDoor(asker, { where, address, port: spec.address.port }, request, its),
        pause: (milliseconds) => pause(milliseconds, its),
      })
    }),
  )
  return 'vip'
}

/** Who holds the VIP, for the report. Where nothing was changed, what was seen when the proxies were opened is true still. */
export async function findHolder(
  proxies: ProxySet,
  { hasChanged }: { readonly hasChanged: boolean },
  site: Site,
): Promise<void> {
  const isKnown = !hasChanged && proxies.present.every(({ heldVip }) => heldVip !== null)
  await proxies.each(site, async (proxy) => {
    const holds = isKnown ? proxy.heldVip === true : await proxy.holdsVip()
    proxies.noteHolder(proxy.host, holds)
  })
}

/** A host of the spec that is no proxy, as clients are; else the last proxy. The embedded one is on the machine itself. */
function askerOf(spec: EnvironmentSpec, proxies: ProxySet, site: Site): Host | null {
  const last = proxies.present.at(-1)
  if (last === undefined) return null
  if (proxyKind(spec) === 'embedded') return hostOf(site, last.host)
  const edges = new Set(edgesOf(spec).map(({ name }) => name))
  const names = Object.values(spec.hostGroups).flatMap(({ hosts }) => hosts.map(({ name }) => name))
  const client = names.find((name) => !edges.has(name) && site.hosts.has(name))
  return hostOf(site, client ?? last.host)
}

interface Door {
  readonly name: string
  readonly address: string
}

function theDoor(spec: EnvironmentSpec): Door {
  return { name: `${vipOf(spec)}:${spec.address.port}`, address: vipOf(spec) }
}

/** Behind a VIP that somebody else owns, each proxy at its own address. */
function ownDoors(spec: EnvironmentSpec, proxies: ProxySet): readonly Door[] {
  if (typeof spec.address.vip === 'string') return []
  const present = new Set(proxies.present.map(({ host }) => host))
  return edgesOf(spec)
    .filter(({ name }) => present.has(name))
    .map(({ name, address }) => ({ name: `Proxy on ${name} (${address}:${spec.address.port})`, address }))
}

/** One question; while nobody answers it is asked again. */
async function askDoor(
  host: Host,
  { where, address, port }: { readonly where: string; readonly address: string; readonly port: number },
  request: ProxyRequest,
  site: Site,
): Promise<ProxyAnswer> {
  const until = site.clock().getTime() + vipLimitMs
  for (;;) {
    try {
      return await askThroughHost(host, { kind: 'tcp', host: address, port }, request)
    } catch (error) {
      if (isOutOfReach(error)) throw error
      if (site.clock().getTime() > until) throw vipSilent(where, error)
    }
    await pause(vipPauseMs, site)
  }
}

function vipSilent(where: string, cause: unknown): DeployFault {
  return new DeployFault(
    'vip-silent',
    {
      where,
      expected: `an answer within ${vipLimitMs / 1000} s`,
      found: cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause),
      fix: 'Look whether a proxy holds the address, and whether a firewall or router stands between that host and it',
    },
    { cause, retryable: true },
  )
}
