import type { ObservedCall } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { parseWindow, type TopologyWindow, topologyDomain } from '@towpath/topology'
import { placeOf } from '../environments/documents.ts'

/** Older ones say little about what calls now. */
const windowsLookedAt = 24

/** What `observe` saw in an environment lately. Of windows that overlap the newer one counts, so that no call counts twice. */
export async function readObserved(store: MetadataStore, environment: string): Promise<readonly ObservedCall[]> {
  const at = await store.read(topologyDomain(environment))
  const paths = (await at.list('windows/')).slice(-windowsLookedAt)
  const windows = await Promise.all(
    paths.map(async (path) => {
      const text = await at.get(path)
      return text === undefined ? [] : [parseWindow(text, placeOf(at, path))]
    }),
  )
  return apart(windows.flat()).flatMap((window) => window.edges.map(({ from, to, calls }) => ({ from, to, calls })))
}

function apart(windows: readonly TopologyWindow[]): readonly TopologyWindow[] {
  const kept: TopologyWindow[] = []
  for (const window of [...windows].sort((a, b) => Date.parse(b.to) - Date.parse(a.to))) {
    const next = kept.at(-1)
    if (next === undefined || Date.parse(window.to) <= Date.parse(next.from)) kept.push(window)
  }
  return kept
}
