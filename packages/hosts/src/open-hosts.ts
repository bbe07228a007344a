import { join } from 'node:path'
import { type EnvironmentHost, type EnvironmentSpec, environmentHosts, type HostGroup } from '@towpath/environment'
import type { Host } from './host.ts'
import { HostFault } from './host-fault.ts'
import { LocalHost } from './local/local-host.ts'
import { type RootRules, resolveRoot } from './local/local-root.ts'
import { installProgram } from './local/program.ts'
import { type SshOptions, sshOpener } from './ssh/open-ssh.ts'
import { SshHost } from './ssh/ssh-host.ts'
import { supervisedUnits } from './units/supervised.ts'

export interface OpenHostsOptions extends RootRules {
  /** Where programs are looked for, by scripts and by what they start. */
  readonly path: string
  /** The Node that runs supervisor and proxy: an absolute path. */
  readonly node: string
  /** The file with the self-contained program of supervisor and proxy. */
  readonly program: string
  /** How hosts are reached that are not `connection: local`. */
  readonly ssh?: SshOptions
  /** Whether all are connected to at once, beside whatever is done before they are needed. Default: each when it is needed. */
  readonly dialsAhead?: boolean
}

const defaultRoot = '~/.towpath/hosts'

/**
 * The hosts of a spec, by name, each once. Nothing is said to them yet; on `connection: local` the program of the supervisor is
 * put below the root. Close each when done.
 * @throws HostFault `root-refused`, `known-hosts-wrong`, `key-missing`.
 */
export async function openHosts(
  spec: Pick<EnvironmentSpec, 'hostGroups'>,
  options: OpenHostsOptions,
): Promise<ReadonlyMap<string, Host>> {
  const hosts = new Map<string, Host>()
  const reached = environmentHosts(spec)
  const openSsh = sshOpener(options.ssh, (name) =>
    reached.get(name)?.connection === 'ssh' ? hosts.get(name) : undefined,
  )
  for (const [name, group] of Object.entries(spec.hostGroups)) {
    const opened =
      group.connection === 'local'
        ? await openLocalGroup(name, group, options)
        : openSshGroup(group, hosts, reached, openSsh)
    for (const host of opened) {
      const known = hosts.get(host.name)
      if (known === undefined) hosts.set(host.name, host)
      else if (known.layout.root !== host.layout.root) throw twoRoots(name, host, known)
    }
  }
  // When all are known: one may be reached through another.
  if (options.dialsAhead === true) for (const host of hosts.values()) if (host instanceof SshHost) host.dialAhead()
  return hosts
}

/** A host of two groups is reached in one way, whichever of them says it. */
function openSshGroup(
  group: HostGroup,
  hosts: ReadonlyMap<string, Host>,
  reached: ReadonlyMap<string, EnvironmentHost>,
  open: (host: EnvironmentHost) => Host,
): Host[] {
  return group.hosts.flatMap(({ name }) => {
    const host = hosts.has(name) ? undefined : reached.get(name)
    return host?.connection === 'ssh' ? [open(host)] : []
  })
}

async function openLocalGroup(name: string, group: HostGroup, options: OpenHostsOptions): Promise<Host[]> {
  const root = await resolveRoot(name, group.root ?? defaultRoot, options)
  const program = await installProgram(root, options.program)
  return group.hosts.map(
    (host) =>
      new LocalHost({
        name: host.name,
        address: host.address,
        root: join(root, host.name),
        env: { PATH: options.path, HOME: options.home },
        manager: (layout) => supervisedUnits({ node: options.node, program, root, layout }),
      }),
  )
}

function twoRoots(group: string, host: Host, known: Host): HostFault {
  return new HostFault('root-refused', {
    where: `hostGroups.${group}.root`,
    expected: `one root for host ${host.name} in all its groups`,
    found: `${host.layout.root} and ${known.layout.root}`,
  })
}
