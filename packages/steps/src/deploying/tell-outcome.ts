import type { DeployOutcome } from '@towpath/deploy'
import { canonicalJson } from '@towpath/descriptor'
import type { Fault } from '@towpath/fault'
import type { StepCall } from '../step.ts'
import { writeTowpathFile } from '../workspace/towpath-folder.ts'
import { renderHeadline, renderReportMarkdown } from './report-markdown.ts'

/** Tells what a deploy did: outputs, the report as a file, warnings, log and summary. */
export async function tellOutcome(call: StepCall<'deploy'>, { report, warnings }: DeployOutcome): Promise<void> {
  const { io } = call
  const path = await writeTowpathFile(
    io.context.workspace,
    `reports/${report.environment}-${report.fence}.json`,
    canonicalJson(report),
  )
  call.output('status', report.status)
  call.output('report', path)
  for (const warning of warnings) {
    io.annotate({ level: 'warning', title: warning.code, message: renderWarning(warning) })
  }
  io.say(renderHeadline(report))
  const lastLines = report.failure?.log ?? []
  if (lastLines.length > 0) {
    io.say(`The last lines of ${report.failure?.where}:`)
    for (const line of lastLines) io.say(`  ${line}`)
  }
  io.summarize(renderReportMarkdown(report))
}

/** A host or proxy that was left behind says all itself; the rest is what could not be tidied up once the new served. */
function renderWarning({ code, message }: Fault): string {
  if (code === 'host-unreachable' || code === 'proxy-unreachable') return message
  return `The new serves, but not all was tidied up: ${message} The next deploy does it.`
}
