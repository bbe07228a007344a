import type { Problem } from '@towpath/descriptor'
import { proxyKind } from './address.ts'
import { type EnvironmentSpec, isExternal } from './environment-spec.ts'

/** The VIP and the proxies behind it. */
export function* addressProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* proxyKind(spec) === 'embedded' ? embeddedProblems(spec) : haproxyProblems(spec)
  if (proxyKind(spec) === 'haproxy' && spec.address.names !== undefined && spec.address.domain === undefined) {
    yield {
      path: ['address', 'names'],
      at: 'key',
      expected: 'a `domain` whose names they are',
      found: 'none',
      fix: `Add \`domain: ${spec.environment}.internal\``,
    }
  }
  yield* portProblems(spec)
  yield* aliasProblems(spec)
}

function* embeddedProblems(spec: EnvironmentSpec): Generator<Problem> {
  const { hostGroup } = spec.proxies
  const named = hostGroup === undefined ? Object.values(spec.hostGroups) : [spec.hostGroups[hostGroup]]
  if (hostGroup !== undefined && !Object.hasOwn(spec.hostGroups, hostGroup)) {
    yield unknownGroup(['proxies', 'hostGroup'], spec)
  } else if (!named.some((group) => group?.connection === 'local')) {
    yield {
      path: ['proxies', 'kind'],
      expected: 'a host group with `connection: local` for the embedded proxy to run in',
      found: 'none',
      fix: 'Add `connection: local` and a `root` to the group, or use `kind: haproxy`',
    }
  }
  for (const key of ['interface', 'advertIntervalMs', 'routerId', 'unreachable'] as const) {
    if (spec.proxies[key] !== undefined) {
      yield {
        path: ['proxies', key],
        at: 'key',
        expected: 'it only with `kind: haproxy`',
        found: 'it with the embedded proxy',
        fix: 'Remove it',
      }
    }
  }
  if (spec.address.names !== undefined) {
    yield {
      path: ['address', 'names'],
      at: 'key',
      expected: 'it only with `kind: haproxy`',
      found: 'it with the embedded proxy, whose processes find each other by loopback listeners',
      fix: 'Remove it',
    }
  }
  if (typeof spec.address.vip !== 'string') {
    yield {
      path: ['address', 'vip'],
      expected: 'an address of this machine, which the embedded proxy listens on',
      found: '`{external: …}`',
      fix: 'Write `vip: 127.0.0.1`',
    }
  }
}

function* haproxyProblems(spec: EnvironmentSpec): Generator<Problem> {
  const { hostGroup } = spec.proxies
  if (hostGroup === undefined) {
    yield {
      path: ['proxies'],
      at: 'key',
      expected: 'a `hostGroup` that HAProxy runs in',
      found: 'none',
      fix: 'Add `hostGroup: edge`, or use `kind: embedded` on one machine',
    }
  } else if (!Object.hasOwn(spec.hostGroups, hostGroup)) {
    yield unknownGroup(['proxies', 'hostGroup'], spec)
  }
  if (typeof spec.address.vip !== 'string') return
  if (!spec.address.vip.includes('/')) {
    yield {
      path: ['address', 'vip'],
      expected: 'the VIP with its prefix length, because keepalived holds it',
      fix: `Write \`${spec.address.vip}/24\` with the length of your network, or \`{external: ${spec.address.vip}}\` where someone else owns it`,
    }
  }
  if (spec.proxies.interface === undefined) {
    yield {
      path: ['proxies'],
      at: 'key',
      expected: 'the `interface` that the VIP is put on',
      found: 'none',
      fix: 'Add `interface: eth0` with the name on the edge hosts',
    }
  }
}

/** VIP ports: that of http and grpc, and one for each tcp provide. */
function* portProblems(spec: EnvironmentSpec): Generator<Problem> {
  const taken = new Map<number, string>([[spec.address.port, 'address.port']])
  for (const [name, service] of Object.entries(spec.services)) {
    if (isExternal(service)) continue
    for (const [provide, port] of Object.entries(service.ports ?? {})) {
      const path = ['services', name, 'ports', provide]
      const owner = taken.get(port)
      if (owner !== undefined)
        yield { path, expected: 'a port of the VIP that nothing else has', found: `${port}, which is that of ${owner}` }
      else taken.set(port, `services.${name}.ports.${provide}`)
    }
  }
}

/** An authority leads to one service. */
function* aliasProblems(spec: EnvironmentSpec): Generator<Problem> {
  const { domain } = spec.address
  const taken = new Map<string, string>()
  for (const [name, service] of Object.entries(spec.services)) {
    for (const [index, alias] of (service.aliases ?? []).entries()) {
      const path = ['services', name, 'aliases', index]
      const other = taken.get(alias)
      if (other !== undefined)
        yield { path, expected: 'an authority that no other alias has', found: `${alias}, also of ${other}` }
      taken.set(alias, other ?? name)
      const own = Object.keys(spec.services).find(
        (one) => domain !== undefined && isAuthorityOf(alias, `${one}.${domain}`),
      )
      if (own !== undefined)
        yield {
          path,
          expected: 'an authority that no service has anyway',
          found: `${alias}, which is ${own}'s own`,
          fix: 'Remove it',
        }
    }
  }
}

function isAuthorityOf(alias: string, authority: string): boolean {
  return alias === authority || alias.endsWith(`.${authority}`)
}

export function unknownGroup(path: readonly PropertyKey[], spec: EnvironmentSpec): Problem {
  const names = Object.keys(spec.hostGroups)
  return {
    path,
    expected: `one of the host groups: ${names.join(', ')}`,
    fix: 'Correct the name, or add the group to `hostGroups`',
  }
}
