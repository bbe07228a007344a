import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '@towpath/testing/lab'
import { runProgram } from './run-program.ts'

/** OpenSSH on this machine as an experienced user sets it up: pinned keys, and one connection a host that all commands share. */
export class OpenSsh {
  readonly config: string
  readonly #site: Site
  readonly #folder: string

  constructor(site: Site, folder: string) {
    mkdirSync(folder, { recursive: true })
    this.config = join(folder, 'ssh_config')
    this.#site = site
    this.#folder = folder
    writeFileSync(
      this.config,
      [
        'Host *',
        '  User root',
        '  BatchMode yes',
        `  IdentityFile ${site.keyFile}`,
        `  UserKnownHostsFile ${site.knownHostsFile}`,
        '  ControlMaster auto',
        '  ControlPersist 60',
        `  ControlPath ${join(folder, '%C')}`,
        ...site.hosts.flatMap(({ name, address }) => [`Host ${name}`, `  HostName ${address}`]),
        '',
      ].join('\n'),
    )
  }

  /** Ends the shared connections: each run of a workflow makes its own. */
  async disconnect(): Promise<void> {
    for (const { name } of this.#site.hosts) {
      const end = `ssh -F "$1" -O check "$2" 2>/dev/null && ssh -F "$1" -O exit "$2" 2>/dev/null || true`
      await runProgram({
        command: 'sh',
        args: ['-c', end, 'sh', this.config, name],
        cwd: this.#folder,
        env: { PATH: process.env['PATH'] ?? '' },
      })
    }
  }
}
