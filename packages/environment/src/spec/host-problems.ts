import type { Problem } from '@towpath/descriptor'
import type { EnvironmentSpec, HostGroup } from './environment-spec.ts'
import { environmentHosts } from './hosts.ts'

/** Hosts: one name, one address; jumps that lead somewhere; connections that have what they need. */
export function* hostProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* identityProblems(spec)
  const names = new Set(Object.values(spec.hostGroups).flatMap((group) => group.hosts.map((host) => host.name)))
  for (const [name, group] of Object.entries(spec.hostGroups)) {
    yield* jumpProblems(['hostGroups', name], group, names)
    yield* connectionProblems(['hostGroups', name], group)
  }
  yield* disagreeingProblems(spec)
  yield* circleProblems(spec)
}

const reach = ['connection', 'root', 'user', 'port', 'jump', 'ports'] as const

/** A host of two groups is one host, reached in one way. */
function* disagreeingProblems(spec: EnvironmentSpec): Generator<Problem> {
  const groups = Object.entries(spec.hostGroups)
  for (const [index, [name, group]] of groups.entries()) {
    for (const [otherName, other] of groups.slice(0, index)) {
      const shared = group.hosts.find((host) => other.hosts.some((one) => one.name === host.name))
      if (shared === undefined) continue
      for (const key of reach) {
        if (group[key] === undefined || other[key] === undefined || group[key] === other[key]) continue
        yield {
          path: ['hostGroups', name, key],
          expected: `\`${other[key]}\`, as in group ${otherName}, which has ${shared.name} too`,
          fix: 'Say the same in both groups, or take the host out of one',
        }
      }
    }
  }
}

/** A jump that comes back to where it began reaches nobody. */
function* circleProblems(spec: EnvironmentSpec): Generator<Problem> {
  const hosts = environmentHosts(spec)
  for (const [name, group] of Object.entries(spec.hostGroups)) {
    const way: string[] = []
    for (let jump = group.jump; jump !== undefined && !way.includes(jump); jump = hosts.get(jump)?.jump ?? undefined)
      way.push(jump)
    const last = hosts.get(way.at(-1) ?? '')?.jump ?? null
    if (last === null || group.hosts.some((host) => host.name === group.jump)) continue
    yield {
      path: ['hostGroups', name, 'jump'],
      expected: 'a way that ends at a host reached directly',
      found: `${[...way, last].join(' → ')}, which goes round in circles`,
      fix: 'Take `jump` away from one of their groups',
    }
  }
}

interface Seen {
  readonly value: string
  readonly group: string
}

/** The same name and address in two groups is one host. */
function* identityProblems(spec: EnvironmentSpec): Generator<Problem> {
  const addressOf = new Map<string, Seen>()
  const nameOf = new Map<string, Seen>()
  for (const [group, { hosts }] of Object.entries(spec.hostGroups)) {
    for (const [index, { name, address }] of hosts.entries()) {
      const path = ['hostGroups', group, 'hosts', index]
      const otherAddress = addressOf.get(name)
      const otherName = nameOf.get(address)
      if (otherAddress !== undefined && otherAddress.value !== address) {
        yield {
          path: [...path, 'address'],
          expected: `${otherAddress.value}, the address of ${name} in group ${otherAddress.group}`,
          fix: 'Give the two hosts different names, or correct the address',
        }
      } else if (otherName !== undefined && otherName.value !== name) {
        yield {
          path: [...path, 'address'],
          expected: 'an address of its own',
          found: `${address}, which is ${otherName.value} in group ${otherName.group}`,
          fix: `Use the name ${otherName.value} here too, or correct the address`,
        }
      } else if (otherAddress?.group === group) {
        yield { path, expected: 'each host once', found: `${name} a second time`, fix: 'Remove it' }
      }
      addressOf.set(name, otherAddress ?? { value: address, group })
      nameOf.set(address, otherName ?? { value: name, group })
    }
  }
}

function* jumpProblems(path: readonly PropertyKey[], group: HostGroup, names: ReadonlySet<string>): Generator<Problem> {
  const { jump } = group
  if (jump === undefined) return
  if (!names.has(jump)) {
    yield {
      path: [...path, 'jump'],
      expected: 'the name of a host of any group',
      fix: 'Correct the name, or add the host to a group',
    }
  } else if (group.hosts.some((host) => host.name === jump)) {
    yield {
      path: [...path, 'jump'],
      expected: 'a host of another group',
      found: `${jump}, which would be reached through itself`,
    }
  }
}

function* connectionProblems(path: readonly PropertyKey[], group: HostGroup): Generator<Problem> {
  if (group.connection !== 'local') {
    if (group.root !== undefined) {
      yield {
        path: [...path, 'root'],
        at: 'key',
        expected: 'a root only with `connection: local`',
        found: 'it over ssh',
        fix: 'Remove it',
      }
    }
    return
  }
  if (group.root === undefined) {
    yield {
      path,
      at: 'key',
      expected: 'a `root` folder with `connection: local`',
      found: 'none',
      fix: 'Add `root: ~/.towpath/hosts`',
    }
  }
  for (const key of ['user', 'port', 'jump'] as const) {
    if (group[key] !== undefined) {
      yield {
        path: [...path, key],
        at: 'key',
        expected: 'it only over ssh',
        found: 'it with `connection: local`',
        fix: 'Remove it',
      }
    }
  }
}
