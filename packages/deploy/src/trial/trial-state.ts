import { readFile } from 'node:fs/promises'
import { proxyPaths } from '@towpath/embedded'
import type { EnvironmentSpec } from '@towpath/environment'
import { environmentFolder, type Host, inspectCommand, runCommand } from '@towpath/hosts'

/** All that a deploy leaves on one host: what runs, which files, which table. Two of them are equal when the same stands there. */
export interface TrialState {
  readonly instances: readonly string[]
  readonly strayUnits: readonly string[]
  readonly packages: readonly string[]
  readonly revision: number | null
  /** Path, mode and content of every file of config; ports as they were given. */
  readonly files: string
  /** Of the proxy, as text; null before the first. */
  readonly table: string | null
}

const listing = `
cd "$CONFIG/$ENVIRONMENT" 2> /dev/null && find . -type f -printf '%P %m ' -exec sha256sum {} \\; | sort || :
printf 'staging %s\\n' "$(ls -a "$PACKAGES" 2> /dev/null | grep -c '^\\.[sr]' || :)"
`

export async function readState(
  host: Host,
  { environment }: Pick<EnvironmentSpec, 'environment'>,
): Promise<TrialState> {
  const inspection = await runCommand(host, inspectCommand({ environment, acting: null }))
  const files = await host.run({ name: 'listing', program: listing, variables: { ENVIRONMENT: environment } })
  const table = proxyPaths(`${environmentFolder(host.layout, environment)}/proxy`).table
  return {
    instances: inspection.instances.map(({ unit, state, ports }) => `${unit} ${state} ${JSON.stringify(ports)}`).sort(),
    strayUnits: inspection.strayUnits,
    packages: [...inspection.packages].sort(),
    revision: inspection.revision?.number ?? null,
    files: files.stdout,
    table: await readFile(table, 'utf8').catch(() => null),
  }
}

/** The same but for ports, which differ where an instance was started in another order. */
export function withoutPorts(state: TrialState): unknown {
  const table: unknown =
    state.table === null ? null : JSON.parse(state.table, (key, value) => (key === 'port' ? 0 : value))
  return {
    ...state,
    instances: state.instances.map((line) => line.replace(/:\d+/g, ':0')),
    files: state.files.replace(/^(\S+\/(ports|environment) \d+) \S+/gm, '$1'),
    table,
  }
}
