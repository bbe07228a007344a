import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '@towpath/testing/lab'
import type { BenchHosts, Contestant, Release, Run } from './contestant.ts'
import { OpenSsh } from './openssh.ts'
import { runProgram } from './run-program.ts'
import { apiKey } from './service.ts'

/** An experienced user's playbook: no facts, pipelining, shared connections, all hosts at once. */
export class AnsiblePeer implements Contestant {
  readonly name = 'Ansible'
  readonly urls: readonly string[]
  readonly #program: string
  readonly #ssh: OpenSsh
  readonly #folder: string
  readonly #inventory: string
  readonly #edges: BenchHosts['edges']

  /** `program`: ansible-playbook. */
  constructor(program: string, site: Site, { apps, edges }: BenchHosts, folder: string) {
    this.urls = edges.map(({ address }) => `http://${address}:8080/`)
    this.#program = program
    this.#ssh = new OpenSsh(site, join(folder, 'ssh'))
    this.#folder = folder
    this.#inventory = join(folder, 'inventory.json')
    const group = (hosts: BenchHosts['apps']): unknown => ({
      hosts: Object.fromEntries(hosts.map(({ name, address }) => [name, { ansible_host: address }])),
    })
    mkdirSync(folder, { recursive: true })
    const vars = { root: '/srv/orders-ansible', ports: ['19000', '19001'] }
    writeFileSync(this.#inventory, JSON.stringify({ app: group(apps), edge: group(edges), all: { vars } }))
    this.#edges = edges
  }

  async before(): Promise<void> {
    await Promise.all(this.#edges.map((edge) => edge.run('systemctl start haproxy')))
  }

  async deploy({ version, archive, sha256 }: Release): Promise<Run> {
    const play = join(import.meta.dirname, 'ansible')
    const variables = JSON.stringify({ version, archive, sha256 })
    const { seconds } = await runProgram({
      command: this.#program,
      args: ['--inventory', this.#inventory, '--extra-vars', variables, join(play, 'playbook.yaml')],
      cwd: this.#folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        LANG: 'C.UTF-8',
        HOME: this.#folder,
        ANSIBLE_CONFIG: join(play, 'ansible.cfg'),
        ANSIBLE_SSH_ARGS: `-F ${this.#ssh.config}`,
        API_KEY: apiKey,
      },
    })
    await this.#ssh.disconnect()
    return { seconds, peakMiB: null, phases: [] }
  }
}
