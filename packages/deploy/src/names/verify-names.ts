import { vipOf } from '@towpath/environment'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { hostOf, runPhase, type Site } from '../run/site.ts'
import { together } from '../run/together.ts'
import { nameKind } from './names-of-spec.ts'
import { type Arrival, namesToldOn } from './plan-names.ts'
import { resolveNamesCommand } from './resolve-names.ts'

/** Whether the names that what comes up is told lead to the VIP there; one script a host, which changes nothing. Fault: `name-unresolved`. */
export async function verifyNames(target: Deployment, arrivals: readonly Arrival[], site: Site): Promise<void> {
  const { spec } = target
  if (nameKind(spec) !== 'dns') return
  const vip = vipOf(spec)
  await together(namesToldOn(target, arrivals), site, async ([host, names], its) => {
    const found = await runPhase(its, { host, name: 'names' }, resolveNamesCommand(spec.environment, names))
    const wrong = names.filter((name) => (found.get(name) ?? []).join() !== vip)
    if (wrong.length > 0) throw unresolved(target, { host, address: hostOf(its, host).address }, wrong, found)
  })
}

const mostNamed = 5

function unresolved(
  { spec }: Deployment,
  { host, address }: { readonly host: string; readonly address: string },
  wrong: readonly string[],
  found: ReadonlyMap<string, readonly string[]>,
): DeployFault {
  const vip = vipOf(spec)
  const say = (name: string): string => {
    const addresses = found.get(name) ?? []
    return `${name} is ${addresses.length === 0 ? 'unknown' : addresses.join(' and ')}`
  }
  const more = wrong.length > mostNamed ? `; and ${wrong.length - mostNamed} more` : ''
  return new DeployFault('name-unresolved', {
    where: `Names on host ${host} (${address})`,
    expected: `${wrong[0]} and the like to lead to ${vip}, the VIP of ${spec.environment}`,
    found: `${wrong.slice(0, mostNamed).map(say).join('; ')}${more}`,
    fix: `Add \`*.${spec.address.domain}\` → ${vip} to the DNS that the host asks; or write \`names: hosts\` under \`address\` in the spec, and deploy keeps them in its /etc/hosts`,
  })
}
