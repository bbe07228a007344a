import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const exec = promisify(execFile)
const login = z.object({ token: z.string() })

/** npm as a developer has it, with a registry and an account of its own, and nothing of the machine's own settings. */
export class NpmClient {
  readonly #registry: string
  readonly #folder: string

  /** An account that was signed up in this folder before. */
  constructor(registry: string, folder: string) {
    this.#registry = registry
    this.#folder = folder
  }

  /** npm publishes to nobody without an account, so it makes one (`npm adduser` does the same request). */
  static async signUp(registry: string, folder: string): Promise<NpmClient> {
    const answer = await fetch(`${registry}-/user/org.couchdb.user:ada`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ada', password: 'correct horse', type: 'user' }),
    })
    if (answer.status !== 201) throw new Error(`no account: ${answer.status} ${await answer.text()}`)
    const { token } = login.parse(await answer.json())
    const place = registry.slice(registry.indexOf('//'))
    writeFileSync(join(folder, '.npmrc'), `registry=${registry}\n${place}:_authToken=${token}\n`)
    return new NpmClient(registry, folder)
  }

  async publish(name: string, version: string): Promise<void> {
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ name, version, license: 'Apache-2.0' }))
    await this.#npm('publish')
  }

  async view(name: string): Promise<readonly string[]> {
    return z.array(z.string()).parse(JSON.parse(await this.#npm('view', name, 'versions', '--json')))
  }

  async #npm(...args: readonly string[]): Promise<string> {
    const { stdout } = await exec('npm', [...args, '--registry', this.#registry, '--prefer-online'], {
      cwd: this.#folder,
      timeout: 60_000,
      env: {
        PATH: process.env['PATH'],
        HOME: this.#folder,
        npm_config_userconfig: join(this.#folder, '.npmrc'),
        npm_config_cache: join(this.#folder, 'cache'),
        npm_config_update_notifier: 'false',
      },
    })
    return stdout
  }
}
