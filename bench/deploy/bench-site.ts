import { openLab, type Site } from '@towpath/testing/lab'
import type { BenchHosts } from './contestant.ts'

const [apps, edges] = [
  ['app-1', 'app-2', 'app-3'],
  ['edge-1', 'edge-2'],
]

/** Three app hosts and two edges with nothing deployed, so that no contestant meets what another left. */
export async function openBenchSite(
  roundTripMs: number,
  rsync: Uint8Array | null,
): Promise<{ site: Site; hosts: BenchHosts }> {
  const hosts = Object.fromEntries([...apps, ...edges].map((name) => [name, {}]))
  const site = await openLab({ hosts, ...(roundTripMs > 0 && { delayMs: roundTripMs / 2 }) })
  if (rsync !== null) {
    const unpack = 'tar -x -C / --keep-directory-symlink && sync -f /usr'
    await Promise.all(site.hosts.map((host) => host.run(unpack, { stdin: rsync })))
  }
  return { site, hosts: { apps: apps.map((name) => site.host(name)), edges: edges.map((name) => site.host(name)) } }
}
