import { setTimeout as sleep } from 'node:timers/promises'
import { openMetadataStore } from '@towpath/metadata-store'
import { CliFault } from './cli-fault.ts'
import type { CliRun } from './run-cli.ts'

/** `towpath unpin --environment dev --service orders`: what a rollback restored may be promoted over again. */
export async function runUnpin(run: CliRun, options: Readonly<Record<string, string>>): Promise<number> {
  const { environment, service, token } = options
  if (environment === undefined || service === undefined) {
    throw new CliFault('usage', {
      where: 'towpath unpin',
      expected: '`--environment <name> --service <name>`',
      found:
        Object.keys(options).length === 0
          ? 'nothing'
          : Object.keys(options)
              .map((name) => `--${name}`)
              .join(' '),
    })
  }
  const { unpin } = await import('@towpath/steps')
  await using store = await openMetadataStore(options['metadata-store'] ?? 'git:#towpath', {
    now: run.clock,
    random: Math.random,
    sleep: async (milliseconds) => void (await sleep(milliseconds, undefined, { signal: run.signal })),
    environment: run.env,
    workspace: process.cwd(),
    ...(token !== undefined && { token }),
  })
  await unpin(store, environment, service)
  run.stdout.write(`${service} in ${environment} is no longer pinned\n`)
  return 0
}
