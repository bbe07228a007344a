import { readFile } from 'node:fs/promises'
import { parseWindow, type TopologyWindow } from '@towpath/topology'
import type { Delivery } from '../machine/delivery.ts'
import type { ZipkinServer } from './zipkin-server.ts'

/** What `observe` makes of a Zipkin's spans. */
export async function observeAt(
  server: ZipkinServer,
  delivery: Delivery,
  environment: string,
): Promise<TopologyWindow> {
  const { outputs } = await delivery.run('observe', { environment, 'zipkin-url': server.url })
  const report = outputs['report'] ?? ''
  return parseWindow(await readFile(delivery.path(report), 'utf8'), report)
}

/** By `from version → to version`. */
export function callsByEdge({ edges }: TopologyWindow): Readonly<Record<string, number>> {
  const say = ({ service, version }: { service: string; version: string }) => `${service} ${version}`
  return Object.fromEntries(edges.map(({ from, to, calls }) => [`${say(from)} → ${say(to)}`, calls]))
}
