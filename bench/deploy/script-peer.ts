import { join } from 'node:path'
import type { Site } from '@towpath/testing/lab'
import type { BenchHosts, Contestant, Release, Run } from './contestant.ts'
import { OpenSsh } from './openssh.ts'
import { runProgram } from './run-program.ts'
import { apiKey } from './service.ts'

/** The hand-made script: sends the archive, or the tree by rsync with links to the release before. */
export class ScriptPeer implements Contestant {
  readonly name: string
  readonly urls: readonly string[]
  readonly #how: 'archive' | 'rsync'
  readonly #ssh: OpenSsh
  readonly #hosts: BenchHosts

  constructor(how: 'archive' | 'rsync', site: Site, hosts: BenchHosts, folder: string) {
    this.name = `script, ${how}`
    this.urls = hosts.edges.map(({ address }) => `http://${address}:8080/`)
    this.#how = how
    this.#ssh = new OpenSsh(site, join(folder, 'ssh'))
    this.#hosts = hosts
  }

  async before(): Promise<void> {
    await Promise.all(this.#hosts.edges.map((edge) => edge.run('systemctl start haproxy')))
  }

  async deploy({ version, tree, archive, sha256 }: Release): Promise<Run> {
    const list = (hosts: BenchHosts['apps']): string => hosts.map(({ name, address }) => `${name}=${address}`).join(' ')
    const { seconds } = await runProgram({
      command: join(import.meta.dirname, 'script/deploy.sh'),
      args: [this.#how, version],
      cwd: tree,
      env: {
        PATH: process.env['PATH'] ?? '',
        SSH_CONFIG: this.#ssh.config,
        ARCHIVE: archive,
        SHA256: sha256,
        TREE: tree,
        APPS: list(this.#hosts.apps),
        EDGES: list(this.#hosts.edges),
        API_KEY: apiKey,
      },
    })
    await this.#ssh.disconnect()
    return { seconds, peakMiB: null, phases: [] }
  }
}
