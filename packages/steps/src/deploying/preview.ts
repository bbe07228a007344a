import {
  type Deployment,
  type HostPreview,
  previewDeploy as planPreview,
  refuseNotYet,
  requiredTools,
  verifyRequirements,
} from '@towpath/deploy'
import { type Host, inspectCommand, runCommand } from '@towpath/hosts'
import type { StepCall } from '../step.ts'

/**
 * Says what a deploy would do, from a look at the hosts that changes nothing: no lease, no fence. What a deploy would refuse before it
 * touches anything is refused here too.
 */
export async function previewDeploy(
  call: StepCall<'deploy'>,
  target: Deployment,
  hosts: ReadonlyMap<string, Host>,
): Promise<void> {
  const { environment, number } = target.revision
  refuseNotYet(target)
  const command = inspectCommand({ environment, acting: null, tools: requiredTools(target) })
  const inspections = Object.fromEntries(
    await Promise.all(
      [...hosts].map(async ([name, host]) => [name, await runCommand(host, command, { signal: call.signal })] as const),
    ),
  )
  verifyRequirements(target, inspections)
  const previews = planPreview(target, inspections, hosts)
  const isUnchanged = previews.every(({ starts, leaves }) => starts.length + leaves.length === 0)
  if (isUnchanged) call.output('status', 'unchanged')
  for (const line of previews.map(renderLine)) call.io.say(line)
  call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, previews))
}

function renderLine({ host, starts, stays, leaves, gaps }: HostPreview): string {
  const parts = [
    starts.length > 0 && `starts ${starts.join(', ')}`,
    leaves.length > 0 && `stops ${leaves.join(', ')}`,
    stays.length > 0 && `keeps ${stays.join(', ')}`,
    gaps.length > 0 && `away for a moment: ${gaps.join(', ')}`,
  ].filter(Boolean)
  return `${host}: ${parts.length === 0 ? 'nothing to do' : parts.join('; ')}`
}

function renderPreviewMarkdown(name: string, previews: readonly HostPreview[]): string {
  const rows = previews.map(({ host, starts, stays, leaves, gaps }) => {
    const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–')
    return `| ${host} | ${cells.join(' | ')} |`
  })
  return [
    `**What deploying ${name} would do** (nothing was changed)`,
    '',
    '| host | starts | keeps | stops | away for a moment |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
