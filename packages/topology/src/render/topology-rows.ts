import { medianUs, sayDuration } from '../duration.ts'
import type { EdgeVerdict } from '../judge-edges.ts'
import type { UnknownReason } from '../observed-edge.ts'
import { sayRelease } from '../release-name.ts'
import type { TopologyWindow } from '../window.ts'

export const topologyColumns = ['caller', 'calls', 'declared', 'seen', 'errors', 'median', '']

const words: Record<EdgeVerdict['state'], string> = {
  seen: 'declared and seen',
  unproven: 'declared, unproven',
  undeclared: 'undeclared',
  'out-of-range': 'out of range',
}

const marks: Record<EdgeVerdict['state'], string> = { seen: '✓', unproven: '?', undeclared: '✗', 'out-of-range': '✗' }

/** A row an edge, violations first. */
export function topologyRows(window: TopologyWindow): readonly (readonly string[])[] {
  const order = ['undeclared', 'out-of-range', 'unproven', 'seen']
  return window.verdicts
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map((verdict) => [
      sayRelease(verdict.from),
      `${verdict.to.service} ${verdict.to.versions.join(', ')}`.trim(),
      verdict.to.range ?? 'no',
      `${verdict.calls}`,
      `${verdict.errors}`,
      medianOf(window, verdict),
      `${marks[verdict.state]} ${words[verdict.state]}`,
    ])
}

/** One sentence: the answer first. */
export function topologyHead({ environment, revision, verdicts, spans, traces }: TopologyWindow): string {
  const count = (state: EdgeVerdict['state']) => verdicts.filter((verdict) => verdict.state === state).length
  const where = revision === null ? environment : `${environment}@${revision}`
  const violations = count('undeclared') + count('out-of-range')
  const answer =
    violations === 0
      ? verdicts.some(({ calls }) => calls > 0)
        ? 'every call seen is declared'
        : 'no call was seen'
      : `${violations} ${violations === 1 ? 'call breaks' : 'calls break'} what is declared`
  return `${where}: ${answer}; ${count('seen')} declared and seen, ${count('unproven')} unproven (${spans} spans, ${traces} traces)`
}

const reasons: Record<UnknownReason, string> = {
  'other-environment': 'of another environment',
  'caller-unknown': 'whose caller is not in the inventory',
  'caller-missing': "whose caller's span is missing",
  'callee-unknown': 'whose callee is not in the inventory',
  'peer-unknown': 'to somebody that recorded nothing and has no address here',
}

/** What was left out, and why. */
export function topologyNotes({ unknown, entries }: TopologyWindow): readonly string[] {
  const notes = unknown.map(
    ({ reason, service, spans }) => `${spans} from ${service ?? 'nameless recorders'} ${reasons[reason]}`,
  )
  return entries === 0 ? notes : [`${entries} came from outside`, ...notes]
}

function medianOf({ edges }: TopologyWindow, { from, to }: EdgeVerdict): string {
  const durations: Record<string, number> = {}
  for (const edge of edges) {
    const isOurs = sayRelease(edge.from) === sayRelease(from) && edge.to.service === to.service
    if (!isOurs || !to.versions.includes(edge.to.version)) continue
    for (const [bucket, count] of Object.entries(edge.durations)) durations[bucket] = (durations[bucket] ?? 0) + count
  }
  const median = medianUs({ durations })
  return median === null ? '' : sayDuration(median)
}
