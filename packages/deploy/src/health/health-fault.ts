import { logsCommand, runCommand } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { InstanceToCheck } from './probe.ts'

/** How many of its last lines a failing service is shown with. */
const shownLines = 20
const longestLine = 300

interface Failure {
  readonly code: 'instance-failed' | 'unhealthy' | 'unsettled' | 'port-foreign'
  readonly expected: string
  readonly found: string
}

/** A fault that shows what the instance itself said last. */
export async function healthFault(instance: InstanceToCheck, { code, expected, found }: Failure): Promise<DeployFault> {
  const { host, release, unit } = instance
  const log = await runCommand(host, logsCommand(unit, shownLines))
  const last = log.filter((line) => line.trim() !== '').at(-1)
  const said = last === undefined ? 'it said nothing' : `its last line: ${last.slice(0, longestLine)}`
  return new DeployFault(
    code,
    {
      where: `${release} on ${host.name}`,
      expected,
      found: `${found}; ${said}`,
      fix:
        code === 'port-foreign'
          ? 'End that process, or give the host group other `ports`, and deploy again'
          : 'Read its last lines in the report',
    },
    { log, retryable: code === 'port-foreign' },
  )
}
