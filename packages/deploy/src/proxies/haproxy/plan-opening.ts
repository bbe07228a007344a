import { renderHaproxyConfig, renderKeepalivedConfig, renderUpCommands } from '@towpath/routing'
import type { Edge } from './edge.ts'
import type { EdgeChange } from './edge-change.ts'
import type { SeenEdge } from './look-at-edge.ts'
import { digestOf, liveFiles, nextFiles, nothing, standingState, stands, tableOf, unitsStand } from './standing.ts'
import { renderProxyUnit, renderVipUnit } from './unit-texts.ts'

/** What an edge lacks to serve its committed table as the spec has it; null: nothing. Pure. */
export function planOpening(edge: Edge, seen: SeenEdge): EdgeChange | null {
  const table = tableOf(edge, seen)
  const state = standingState(seen, table)
  const { proxyUnit } = edge.files
  const maps = liveFiles(state, table)
  const config = { 'haproxy.cfg': renderHaproxyConfig(edge.haproxy, state) }
  const units = { [proxyUnit]: renderProxyUnit(edge.environment, edge.files) }
  const isProxyWell =
    seen.proxy === 'running' && !seen.isPending && stands(edge, seen, { ...maps, ...config }) && unitsStand(seen, units)
  const vip = planVip(edge, seen)
  if (isProxyWell && vip.vip === 'leave' && Object.keys(vip.units).length === 0) return null
  return {
    ...nothing(edge, seen),
    units: { ...(isProxyWell ? {} : units), ...vip.units },
    files: {
      ...(isProxyWell ? {} : { ...maps, ...nextFiles(state, table), ...config, prepared: digestOf(table) }),
      ...vip.files,
    },
    isReload: !isProxyWell,
    commands: isProxyWell ? [] : renderUpCommands(state),
    vip: vip.vip,
  }
}

function planVip(edge: Edge, seen: SeenEdge): Pick<EdgeChange, 'units' | 'files' | 'vip'> {
  const { keepalived, environment, files } = edge
  const none = { units: {}, files: {}, vip: 'leave' } as const
  if (keepalived === null) return seen.vip === 'absent' ? none : { ...none, units: { [files.vipUnit]: null } }
  const units = { [files.vipUnit]: renderVipUnit(environment, files) }
  const wanted = { 'keepalived.conf': renderKeepalivedConfig(keepalived) }
  if (seen.vip !== 'running') return { units, files: wanted, vip: 'start' }
  if (stands(edge, seen, wanted) && unitsStand(seen, units)) return none
  return { units, files: wanted, vip: 'reload' }
}
