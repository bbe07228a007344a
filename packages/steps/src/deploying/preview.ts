import { type Deployment, type HostPreview, previewDeploy as planPreview } from '@towpath/deploy'
import { type Host, inspectCommand, runCommand } from '@towpath/hosts'
import type { StepCall } from '../step.ts'

/** Says what a deploy would do, from a look at the hosts that changes nothing: no lease, no fence. */
export async function previewDeploy(
  call: StepCall<'deploy'>,
  target: Deployment,
  hosts: ReadonlyMap<string, Host>,
): Promise<void> {
  const { environment, number } = target.revision
  const inspections = await Promise.all(
    [...hosts].map(
      async ([name, host]) =>
        [name, await runCommand(host, inspectCommand({ environment, acting: null }), { signal: call.signal })] as const,
    ),
  )
  const previews = planPreview(target, Object.fromEntries(inspections), Object.fromEntries(hosts))
  call.output('status', previews.every(({ starts, leaves }) => starts.length + leaves.length === 0) ? 'unchanged' : '')
  for (const line of previews.map(renderLine)) call.io.say(line)
  call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, previews))
}

function renderLine({ host, starts, stays, leaves, gaps }: HostPreview): string {
  const parts = [
    starts.length > 0 && `starts ${starts.join(', ')}`,
    leaves.length > 0 && `stops ${leaves.join(', ')}`,
    `keeps ${stays.length}`,
  ]
  return `${host}: ${parts.filter(Boolean).join('; ')}${gaps.length > 0 ? `; away for a moment: ${gaps.join(', ')}` : ''}`
}

function renderPreviewMarkdown(name: string, previews: readonly HostPreview[]): string {
  const rows = previews.map(({ host, starts, stays, leaves, gaps }) => {
    const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–')
    return `| ${host} | ${cells.join(' | ')} |`
  })
  return [
    `**What deploying ${name} would do** (nothing was changed)`,
    '',
    '| host | starts | stays | stops | away for a moment |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
