import type { Edge } from './edge.ts'
import type { EdgeChange } from './edge-change.ts'
import type { SeenEdge } from './look-at-edge.ts'
import { sha256 } from './standing.ts'

/** What stands on an edge once a change was carried out there: the next one is planned on it without a look. Its units are for who opens it. Pure. */
export function afterChange({ files: { folder } }: Edge, seen: SeenEdge, { files, vip }: EdgeChange): SeenEdge {
  const digests = new Map(seen.files)
  for (const [path, text] of Object.entries(files)) digests.set(`${folder}/${path}`, sha256(text))
  const { 'haproxy.cfg': config, table, prepared } = files
  return {
    ...seen,
    files: digests,
    stateLine: config === undefined ? seen.stateLine : (config.split('\n')[0] ?? ''),
    table: table ?? seen.table,
    prepared: prepared === undefined ? seen.prepared : prepared === '' ? null : prepared,
    proxy: 'running',
    vip: vip === 'leave' ? seen.vip : 'running',
    isPending: false,
    holdsVip: null,
    busy: null,
  }
}
