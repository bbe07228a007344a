import type { Site } from '@towpath/testing/lab'
import type { HostBench } from '../contract/bench.ts'
import type { Host } from '../host.ts'
import { openHosts } from '../open-hosts.ts'
import type { SshOptions } from '../ssh/open-ssh.ts'
import { startEcho } from './inside-bench.ts'
import { answering } from './python-programs.ts'

interface Reached {
  readonly user?: string
  readonly port?: number
  readonly jump?: string
  readonly address?: string
}

/** All hosts of a lab, as `openHosts` opens them. `reached` says by name what is not as usual. */
export async function openLabHosts(
  site: Site,
  ssh: Partial<SshOptions> = {},
  reached: Readonly<Record<string, Reached>> = {},
  { dialsAhead = false }: { readonly dialsAhead?: boolean } = {},
): Promise<(name: string) => Host> {
  const hostGroups = Object.fromEntries(
    site.hosts.map(({ name, address }) => {
      const { address: other = address, ...group } = reached[name] ?? {}
      return [name, { ...group, hosts: [{ name, address: other }] }]
    }),
  )
  const hosts = await openHosts(
    { hostGroups },
    {
      home: '/',
      path: '',
      forbiddenRoots: [],
      node: '',
      program: '',
      dialsAhead,
      ssh: { privateKey: site.privateKey, agentSocket: null, knownHosts: site.knownHosts, ...ssh },
    },
  )
  return (name) => {
    const host = hosts.get(name)
    if (host === undefined) throw new Error(`no host ${name}`)
    return host
  }
}

/** What the contract needs of the lab host `app-1`. `/full` is its small disk. */
export async function sshBench(site: Site, user: string): Promise<HostBench> {
  const open = async () => (await openLabHosts(site, {}, { 'app-1': { user } }))('app-1')
  const host = await open()
  return {
    host,
    another: open,
    serve: ['python3', '-c', answering],
    fullFolder: '/full',
    echo: (folder) => startEcho(host, folder),
    async close() {
      await host.close()
      await site[Symbol.asyncDispose]()
    },
  }
}
