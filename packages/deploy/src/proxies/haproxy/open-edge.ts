import { type Host, runCommand } from '@towpath/hosts'
import type { SeenProxy } from '../proxy.ts'
import { afterChange } from './after-change.ts'
import { changeEdge } from './change-edge.ts'
import { type Edge, type EdgeRequest, planEdge } from './edge.ts'
import { addressTaken, interfaceMissing, movedAway, packageMissing } from './edge-fault.ts'
import { edgeFiles } from './edge-files.ts'
import { HaproxyProxy } from './haproxy-proxy.ts'
import { lookAtEdge, type SeenEdge } from './look-at-edge.ts'
import { planOpening } from './plan-opening.ts'

/**
 * The proxy of an environment on an edge host: haproxy, and keepalived where the VIP is ours, each in a unit of its own beside whatever else runs there.
 * One that stands as the spec has it costs one script; what is missing, differs or does not run is written and started by a second.
 * Faults: `requirement-missing`, `vip-taken`, `unit-failed`.
 */
export async function seeEdge(host: Host, request: EdgeRequest): Promise<SeenProxy<HaproxyProxy>> {
  const { spec, acting } = request
  const files = edgeFiles(host.layout, spec.environment)
  const { vip } = planEdge(host, request, null)
  const seen = await runCommand(host, lookAtEdge(acting, { files, vip, wantsSessions: false }))
  return { open: () => openEdge(host, request, seen) }
}

async function openEdge(host: Host, request: EdgeRequest, seen: SeenEdge): Promise<HaproxyProxy> {
  const { acting } = request
  const edge = planEdge(host, request, seen.group)
  verifyRequirements(host, edge, seen)
  const change = planOpening(edge, seen)
  if (change === null) return new HaproxyProxy(host, edge, acting, seen)
  const answer = await runCommand(host, changeEdge(acting, edge.files, change))
  if (answer.kind === 'taken') throw addressTaken(edge, answer)
  if (answer.kind === 'moved') throw movedAway(edge)
  return new HaproxyProxy(host, edge, acting, afterChange(edge, seen, change))
}

function verifyRequirements(host: Host, { keepalived }: Edge, { programs, interfaces }: SeenEdge): void {
  if (!programs.has('haproxy')) throw packageMissing(host.name, 'haproxy')
  if (keepalived !== null && !programs.has('keepalived')) throw packageMissing(host.name, 'keepalived')
  if (keepalived !== null && !interfaces.has(keepalived.interface))
    throw interfaceMissing(host.name, keepalived.interface, interfaces)
}
