import { type Mark, satisfies } from '@towpath/descriptor'
import { renderTime } from '../plan/render-time.ts'
import { promoteCommand } from '../plan/step-command.ts'
import type { Verdict } from '../revision.ts'
import { acceptedRange, prereleasePolicy } from '../spec/address.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Arrival } from './upstream.ts'

/** What runs already and could not come any more: it goes on, so that nothing breaks unasked, and is told each time. */
export function judgeCarried(
  spec: EnvironmentSpec,
  carried: readonly Arrival[],
  marks: readonly Mark[],
): readonly Verdict[] {
  const marked = new Map(marks.map((mark) => [`${mark.package} ${mark.version}`, mark]))
  return carried.flatMap(({ service, version }): readonly Verdict[] => {
    const common = { outcome: 'warn' as const, subject: `${service} ${version}` }
    const fix = `Promote another version: \`${promoteCommand(spec.environment, [service])}\``
    const mark = marked.get(common.subject)
    if (mark !== undefined) {
      const reason = `it runs here and is marked bad by ${mark.by} since ${renderTime(mark.since)}: ${mark.reason}`
      return [{ ...common, gate: 'marks', reason, fix }]
    }
    if (satisfies(version, acceptedRange(spec), prereleasePolicy(spec))) return []
    const reason = `it runs here, and would not come any more: \`accept\` is \`${acceptedRange(spec)}\``
    return [{ ...common, gate: 'accept', reason, fix }]
  })
}
