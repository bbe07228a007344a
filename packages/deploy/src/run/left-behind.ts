import type { Fault } from '@towpath/fault'
import type { HostFault } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { Look } from './look.ts'
import type { ProxySet } from './proxy-set.ts'
import type { Back } from './put-back.ts'
import { hostOf, type Site } from './site.ts'

/** What was out of reach of a deploy that was good without it: the next one that reaches it brings it up to date. */
export function leftBehind(
  { proxies, look }: { readonly proxies: ProxySet | null; readonly look: Look | null },
  site: Site,
): readonly Fault[] {
  const lost = proxies?.lost ?? []
  const names = new Set(lost.map(({ host }) => host))
  const passedOver = [...(look?.unreached ?? [])].filter(([host]) => !names.has(host))
  return [
    ...lost.map(({ host, fault }) =>
      unreachable('proxy-unreachable', `Proxy ${placeOf(host, site)}`, fault, {
        expected: 'it to get the new routes as well',
        fix: 'The others serve by them, and what it may still send to was kept running. When it is there again, deploy again: that brings it up to date and removes the old',
      }),
    ),
    ...passedOver.map(([host, fault]) =>
      unreachable('host-unreachable', `Host ${placeOf(host, site)}`, fault, {
        expected: 'it to be looked at as well',
        fix: 'Nothing of this revision is wanted there. What may still run there gets no requests; end it when the host comes back',
      }),
    ),
  ]
}

/** Hosts that nobody could reach to put them back: told in their own phases too. */
export function notPutBack({ unreached }: Back, site: Site): readonly Fault[] {
  return [...unreached].map(([host, fault]) => {
    site.phases.skip(host, 'put back', `out of reach: ${sayFound(fault)}`)
    return unreachable('host-unreachable', `Host ${placeOf(host, site)}`, fault, {
      expected: 'it to be put back as well',
      fix: 'It was left as it is. When it is there again, deploy again: that looks at it and repairs it',
    })
  })
}

function unreachable(
  code: 'host-unreachable' | 'proxy-unreachable',
  where: string,
  cause: HostFault,
  { expected, fix }: { readonly expected: string; readonly fix: string },
): DeployFault {
  return new DeployFault(code, { where, expected, found: sayFound(cause), fix }, { cause, retryable: true })
}

function placeOf(host: string, site: Site): string {
  return `${host} (${hostOf(site, host).address})`
}

function sayFound({ explanation, message }: HostFault): string {
  return (explanation.found ?? message).replace(/\.$/, '')
}
