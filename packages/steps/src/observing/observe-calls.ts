import { type EnvironmentSpec, isExternal, prereleasePolicy, type Revision } from '@towpath/environment'
import { indexInstances } from '@towpath/inventory'
import { joinSpans, judgeEdges, type ObservedEdge, type TopologyWindow } from '@towpath/topology'
import type { StoredEnvironment } from '../environments/environment.ts'
import { readRoutes } from './read-routes.ts'
import type { LookedAt } from './read-spans.ts'
import { routeCalls } from './route-calls.ts'

/** What the spans show of an environment, joined with what ran there and judged by what its deployed revision declares. */
export async function observeCalls(environment: StoredEnvironment, looked: LookedAt): Promise<TopologyWindow> {
  const { deployed } = environment.state
  const revision = deployed === null ? null : await environment.revision(deployed.number)
  const spec = revision === null ? null : await environment.spec(revision)
  const [inventory, history] = await Promise.all([environment.inventory(), environment.history()])
  const { edges, ...calls } = joinSpans({
    environment: environment.name,
    spans: looked.spans,
    instances: indexInstances(inventory, history),
    externals: externalsOf(spec),
    route: routeCalls(await readRoutes(environment, inventory, history, Date.parse(looked.from))),
  })
  return {
    schema: 1,
    environment: environment.name,
    from: looked.from,
    to: looked.to,
    revision: revision?.number ?? null,
    ...calls,
    edges: [...edges],
    unknown: [...calls.unknown],
    verdicts: verdictsOf(revision, spec, edges, calls.spans),
  }
}

function verdictsOf(
  revision: Revision | null,
  spec: EnvironmentSpec | null,
  observed: readonly ObservedEdge[],
  spans: number,
): TopologyWindow['verdicts'] {
  if (revision === null || spec === null) return []
  const externals = new Set(externalsOf(spec).map(({ service }) => service))
  return [...judgeEdges({ revision, observed, spans, externals, ...prereleasePolicy(spec) }).verdicts]
}

function externalsOf(spec: EnvironmentSpec | null) {
  return Object.entries(spec?.services ?? {}).flatMap(([service, one]) =>
    isExternal(one) ? [{ service, ...one.external }] : [],
  )
}
