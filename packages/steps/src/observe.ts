import { canonicalJson } from '@towpath/descriptor'
import type { MetadataStore } from '@towpath/metadata-store'
import {
  type EdgeVerdict,
  renderTopologyMarkdown,
  renderTopologyText,
  type TopologyWindow,
  topologyDomain,
  verdictOfEdge,
  windowPath,
} from '@towpath/topology'
import { readEnvironment } from './environments/environment.ts'
import { environmentName } from './environments/environment-name.ts'
import { observeCalls } from './observing/observe-calls.ts'
import { readSpans } from './observing/read-spans.ts'
import type { Step, StepCall } from './step.ts'
import { openMetadata } from './stores.ts'
import { writeTowpathFile } from './workspace/towpath-folder.ts'

/** More annotations than this GitHub does not show. */
const mostAnnotations = 10

/** Joins traced calls with the inventory and judges them by what is declared. */
export const observe: Step<'observe'> = async (call) => {
  await using store = await openMetadata(call)
  await observeIn(store, call)
}

/** The use case, on a store that is open. What it finds does not fail the step: it warns. */
export async function observeIn(store: MetadataStore, call: StepCall<'observe'>): Promise<void> {
  const { io, inputs } = call
  const name = environmentName(inputs)
  const path = inputs.required('spans')
  const lookback = inputs.whole('lookback-minutes') ?? 60
  const looked = await readSpans(io.context.workspace, path, call.clock(), lookback)
  if (looked.older > 0) {
    const message = `${looked.older} spans of ${path} are older than ${lookback} min and are left out. Look further back with \`lookback-minutes\`.`
    io.annotate({ level: 'notice', title: 'spans-older', message })
  }
  const window = await observeCalls(await readEnvironment(store, name), looked)
  const text = canonicalJson(window)
  await store.commit(topologyDomain(name), `observe ${name} from ${window.from} to ${window.to}`, async () => ({
    kind: 'change',
    write: { [windowPath(window.from)]: text },
  }))
  const report = await writeTowpathFile(io.context.workspace, `reports/observe-${name}.json`, text)
  tell(call, window, report)
}

function tell({ io, output }: StepCall<'observe'>, window: TopologyWindow, report: string): void {
  const violations = window.verdicts.filter(isViolation)
  output('edges', window.edges.length)
  output('violations', violations.length)
  output('unproven', window.verdicts.filter(({ state }) => state === 'unproven').length)
  output('report', report)
  for (const line of renderTopologyText(window).split('\n')) io.say(line)
  io.summarize(renderTopologyMarkdown(window))
  for (const violation of violations.slice(0, mostAnnotations)) {
    const { subject, reason, fix } = verdictOfEdge(violation)
    const message = `${subject}: ${reason}.${fix === undefined ? '' : ` ${fix}.`}`
    io.annotate({ level: 'warning', title: violation.state, message })
  }
}

function isViolation({ state }: EdgeVerdict): boolean {
  return state === 'undeclared' || state === 'out-of-range'
}
