import { type DeployPorts, type DeployPreview, type HostPreview, runPreview } from '@towpath/deploy'
import type { StepCall } from '../step.ts'

/** Says what a deploy would do, from a look at the hosts that changes nothing: no lease, no fence. */
export async function previewDeploy(
  call: StepCall<'deploy'>,
  request: Parameters<typeof runPreview>[0],
  ports: DeployPorts,
): Promise<void> {
  const { environment, number } = request.target.revision
  const preview = await runPreview(request, ports)
  const isUnchanged =
    preview.hosts.every(({ starts, leaves }) => starts.length + leaves.length === 0) &&
    preview.proxies.every(({ isInReach }) => isInReach)
  if (isUnchanged) call.output('status', 'unchanged')
  for (const line of [...preview.hosts.filter(isOfInterest).map(renderLine), ...renderProxies(preview)])
    call.io.say(line)
  call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, preview))
}

/** An edge runs nothing but its proxy. */
function isOfInterest({ starts, stays, leaves }: HostPreview): boolean {
  return starts.length + stays.length + leaves.length > 0
}

function renderLine({ host, starts, stays, leaves, gaps }: HostPreview): string {
  const parts = [
    starts.length > 0 && `starts ${starts.join(', ')}`,
    leaves.length > 0 && `stops ${leaves.join(', ')}`,
    stays.length > 0 && `keeps ${stays.join(', ')}`,
    gaps.length > 0 && `away for a moment: ${gaps.join(', ')}`,
  ].filter(Boolean)
  return `${host}: ${parts.join('; ')}`
}

function renderProxies({ proxies }: DeployPreview): readonly string[] {
  const there = proxies.filter(({ isInReach }) => isInReach).map(({ host }) => host)
  const lost = proxies.filter(({ isInReach }) => !isInReach).map(({ host }) => host)
  return [
    ...(there.length === 0 ? [] : [`${there.join(' and ')}: would be verified, then switched together`]),
    ...(lost.length === 0
      ? []
      : [`${lost.join(' and ')}: out of reach; what would stop is kept running until a deploy reaches it`]),
  ]
}

function renderPreviewMarkdown(name: string, preview: DeployPreview): string {
  const rows = preview.hosts.filter(isOfInterest).map(({ host, starts, stays, leaves, gaps }) => {
    const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–')
    return `| ${host} | ${cells.join(' | ')} |`
  })
  const proxies = renderProxies(preview)
  return [
    `**What deploying ${name} would do** (nothing was changed)`,
    '',
    '| host | starts | keeps | stops | away for a moment |',
    '|---|---|---|---|---|',
    ...rows,
    ...(proxies.length === 0 ? [] : ['', ...proxies.map((line) => `- ${line}`)]),
  ].join('\n')
}
