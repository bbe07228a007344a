import { type Acting, type Host, type HostCommand, runCommand } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import { PhaseLog } from './phase-log.ts'

/** Where a deploy acts, and as whom: what every phase needs. */
export interface Site extends DeployPorts {
  readonly acting: Acting
  readonly phases: PhaseLog
}

export function openSite({ acting }: Pick<DeployRequest, 'acting'>, ports: DeployPorts): Site {
  return { ...ports, acting, phases: new PhaseLog(ports.clock, ports.say) }
}

/** The same place for work that must come to its end although the deploy was cancelled. */
export function beyondCancel(site: Site): Site {
  return { ...site, signal: new AbortController().signal }
}

/** The same without hosts that are out of reach: nothing is tried there any more. */
export function withoutUnreached(site: Site, unreached: ReadonlyMap<string, unknown>): Site {
  if (unreached.size === 0) return site
  return { ...site, hosts: new Map([...site.hosts].filter(([name]) => !unreached.has(name))) }
}

export function hostOf({ hosts }: Pick<Site, 'hosts'>, name: string): Host {
  const host = hosts.get(name)
  if (host !== undefined) return host
  throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' })
}

/** One script on one host, as one phase of the report. */
export async function runPhase<Result>(
  site: Site,
  {
    host,
    name,
    detail,
  }: { readonly host: string; readonly name: string; readonly detail?: (result: Result) => string },
  command: HostCommand<Result>,
): Promise<Result> {
  return site.phases.run(host, name, () => runCommand(hostOf(site, host), command, { signal: site.signal }), detail)
}
