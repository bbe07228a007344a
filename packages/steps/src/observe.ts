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
import { type LookedAt, readSpans } from './observing/read-spans.ts'
import { readZipkin } from './observing/read-zipkin.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
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
  const looked = await look(call)
  const window = await observeCalls(await readEnvironment(store, name), looked)
  const text = canonicalJson(window)
  await store.commit(topologyDomain(name), `observe ${name} from ${window.from} to ${window.to}`, async () => ({
    kind: 'change',
    write: { [windowPath(window.from)]: text },
  }))
  const report = await writeTowpathFile(io.context.workspace, `reports/observe-${name}.json`, text)
  tell(call, window, report)
}

/** At Zipkin itself, or at a file. What is left out is told. */
async function look({ io, inputs, clock }: StepCall<'observe'>): Promise<LookedAt> {
  const lookback = inputs.whole('lookback-minutes') ?? 60
  const [zipkin, path] = [inputs.text('zipkin-url'), inputs.text('spans')]
  if ((zipkin === null) === (path === null)) {
    throw new StepFault(zipkin === null ? 'input-missing' : 'input-invalid', {
      where: 'Inputs `zipkin-url` and `spans`',
      expected: 'one of them',
      found: zipkin === null ? 'none' : 'both',
      fix: 'Give the URL of a Zipkin server, or a file of its spans (`-` for none)',
    })
  }
  if (zipkin !== null) {
    const looked = await readZipkin(zipkin, clock(), lookback)
    if (looked.isCut) {
      const message = 'Zipkin has more traces than it gives at once; not every call is counted.'
      io.annotate({ level: 'notice', title: 'spans-cut', message })
    }
    return looked
  }
  const file = inputs.required('spans')
  const looked = await readSpans(io.context.workspace, file, clock(), lookback)
  if (looked.older > 0) {
    const message = `${looked.older} spans of ${file} are older than ${lookback} min and are left out. Look further back with \`lookback-minutes\`.`
    io.annotate({ level: 'notice', title: 'spans-older', message })
  }
  return looked
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
