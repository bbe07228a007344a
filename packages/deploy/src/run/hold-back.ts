import { DeployFault } from '../deploy-fault.ts'
import type { LiveInstance } from '../plan/standing.ts'
import type { ProxySet } from './proxy-set.ts'

/** A service with `strategy: replace` can't have both up; while a proxy out of reach may send to the old one, it must not stop. Fault: `proxy-unreachable`. */
export function refuseGap(old: readonly LiveInstance[], proxies: ProxySet): void {
  const held = old.filter((one) => proxies.holds(one))
  const [first] = held
  if (first === undefined) return
  const names = new Set(held.map(({ manifest }) => `${manifest.service} ${manifest.version}`))
  const lost = proxies.lost.map(({ host }) => host).join(' and ')
  throw new DeployFault(
    'proxy-unreachable',
    {
      where: `${[...names].join(', ')}, strategy: replace`,
      expected: 'every proxy to be in reach, because the old one must stop before the new one starts',
      found: `${lost} out of reach, which may still send to it`,
      fix: `Bring ${lost} back and deploy again`,
    },
    { cause: proxies.lost[0]?.fault, retryable: true },
  )
}
