import { renderRetentionText } from '@towpath/environment'
import type { Command, CommandInputs } from './command.ts'

const defaults = { keepHours: '168', graceHours: '24' } as const

export const prune: Command = {
  name: 'prune',
  summary: 'Remove the bytes of packages that no environment names, a day after it was announced',
  words: [],
  options: [
    { name: 'dry-run', description: 'Shows what would go, what stays and why, and changes nothing', value: null },
    { name: 'package-store', description: 'Where packages live: `oci://…` or `oci-layout:…`', value: 'url' },
    {
      name: 'package-token',
      description: 'Its credentials: a token, or `user:password` (better in TOWPATH_PACKAGE_TOKEN)',
      value: 'token',
    },
    {
      name: 'keep',
      description: 'One exact version whose announcement is taken back; nothing else is done',
      value: 'version',
    },
    { name: 'keep-hours', description: `What was published within stays (${defaults.keepHours})`, value: 'hours' },
    { name: 'grace-hours', description: `From announcement to removal (${defaults.graceHours})`, value: 'hours' },
  ],
  run: async ({ inputs, store, context, clock }) => {
    const operating = await import('@towpath/steps/operating')
    const url = inputs.text('package-store')
    const packages =
      url === null ? null : operating.openPackagesAt(url, inputs.text('package-token') ?? inputs.text('token'))
    try {
      const document = await operating.prune(store, packages, {
        keepHours: hoursOf(inputs, 'keep-hours', defaults.keepHours),
        graceHours: hoursOf(inputs, 'grace-hours', defaults.graceHours),
        keep: inputs.all('keep'),
        dryRun: inputs.flag('dry-run'),
        by: context.actor,
        clock,
      })
      return { document, text: renderPruned(document), exit: document.left.length > 0 ? 1 : 0 }
    } finally {
      await packages?.close()
    }
  },
}

/** Not a number where it is none: the use case says so. */
function hoursOf(inputs: CommandInputs, name: string, otherwise: string): number {
  return Number(inputs.text(name) ?? otherwise)
}

type Pruned = Awaited<ReturnType<typeof import('@towpath/steps/operating')['prune']>>

function renderPruned({ packages, removed, left, dryRun }: Pruned): string {
  const lines = [renderRetentionText(packages)]
  if (dryRun) lines.push('Nothing was changed: this was a dry run')
  if (removed.length > 0) lines.push(`Removed: ${removed.join(', ')}`)
  if (left.length > 0) {
    lines.push(
      'Could not be removed:',
      ...left.map(({ package: name, reference, reason }) => `  ${name} (${reference}): ${reason}`),
    )
  }
  if (left.some(({ reference }) => reference.startsWith('ghcr.io/'))) {
    lines.push(
      'GHCR removes packages through its own API: docs/operations.md has the command. Run prune again when it is done',
    )
  }
  return lines.join('\n')
}
