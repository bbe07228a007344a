import { isIpAddress } from './address.ts'
import type { RunningServer } from './answers.ts'
import { type MapEntry, parseMap } from './map-text.ts'
import { type ProxyState, serverNames, slotsOf } from './proxy-state.ts'

/** How the running HAProxy differs from what the files say. */
export type RunningDifference =
  | { readonly kind: 'server'; readonly server: string; readonly expected: string; readonly found: string }
  | { readonly kind: 'entry'; readonly key: string; readonly expected: string | null; readonly found: string | null }

/**
 * Empty when every server is where the state has it. A server that its checks took out is none the less there; of a host name only
 * HAProxy knows the address.
 */
export function diffRunningServers(state: ProxyState, running: readonly RunningServer[]): readonly RunningDifference[] {
  const found = new Map(running.map((server) => [`${server.slot}/${server.server}`, describe(server)]))
  return slotsOf(state).flatMap(({ slot, kind }) =>
    serverNames(state.sizes[kind]).flatMap((name, index): readonly RunningDifference[] => {
      const server = `${slot}/${name}`
      const endpoint = state.pools[slot]?.endpoints[index]
      const expected = endpoint === undefined ? 'in maintenance' : `${endpoint.address}:${endpoint.port}`
      const isNamed = endpoint !== undefined && !isIpAddress(endpoint.address)
      const at = found.get(server) ?? 'not there'
      const actual = isNamed ? at.replace(/^.*(?=:\d+$)/, endpoint.address) : at
      return actual === expected ? [] : [{ kind: 'server', server, expected, found: actual }]
    }),
  )
}

/** Empty when a running map (`parseShowMap`) has what its file says. */
export function diffRunningMap(text: string, running: readonly MapEntry[]): readonly RunningDifference[] {
  const expected = new Map(parseMap(text))
  const found = new Map(running)
  const keys = [...new Set([...expected.keys(), ...found.keys()])]
  return keys
    .filter((key) => expected.get(key) !== found.get(key))
    .map((key) => ({ kind: 'entry', key, expected: expected.get(key) ?? null, found: found.get(key) ?? null }))
}

function describe({ address, port, isInMaintenance }: RunningServer): string {
  return isInMaintenance ? 'in maintenance' : `${address}:${port}`
}
