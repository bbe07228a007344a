import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Shop } from './shop.ts'

const exec = promisify(execFile)

/** A person with a clone of the shop's repository on github.com, and the command line; `ssh` to there ends at the shop's store. */
export class Person {
  readonly #shop: Shop
  readonly #clone: string
  readonly #ssh: string

  private constructor(shop: Shop) {
    this.#shop = shop
    this.#clone = join(shop.folder, 'person')
    this.#ssh = join(shop.folder, 'ssh')
  }

  static async at(shop: Shop): Promise<Person> {
    const person = new Person(shop)
    // git gives it a host and `git-upload-pack 'acme/shop.git'`.
    const script = `#!/bin/sh\n[ "$1" = git@github.com ] && exec "\${2%% *}" '${shop.metadata}'\n`
    await writeFile(person.#ssh, script, { mode: 0o755 })
    await exec('git', ['clone', '--quiet', shop.workspace, person.#clone])
    await exec('git', ['-C', person.#clone, 'remote', 'set-url', 'origin', 'git@github.com:acme/shop.git'])
    return person
  }

  /** What a command line says, given exactly as it was read somewhere. Fails unless it exits 0. */
  async give(command: string): Promise<string> {
    const program = join(this.#shop.actions, 'dist', 'towpath.js')
    const env = { PATH: process.env['PATH'], HOME: this.#shop.home, GIT_SSH: this.#ssh, GIT_SSH_VARIANT: 'simple' }
    const towpath = `towpath() { '${process.execPath}' '${program}' "$@"; }`
    return (await exec('sh', ['-c', `${towpath}; ${command}`], { cwd: this.#clone, env })).stdout
  }
}
