import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Site } from '@towpath/testing/lab'
import { z } from 'zod'

const pinged = z.object({ answered: z.number(), failures: z.array(z.string()) })
const versions = z.array(z.string())
const tests = join(import.meta.dirname, '..')

/** Programs of this machine in the network of a lab's host: what they reach, they reach as any client of an environment does. */
export class LabClient {
  readonly #site: Site
  readonly #host: string

  constructor(site: Site, host: string) {
    this.#site = site
    this.#host = host
  }

  /** Pings until `end`, which says what came of it. */
  ping(url: string, clients: number): { readonly end: () => Promise<z.infer<typeof pinged>> } {
    const child = this.#start('traffic/pinging-child.ts', url, String(clients))
    const ended = outputOf(child)
    return {
      end: async () => {
        child.stdin.end()
        return pinged.parse(JSON.parse(await ended))
      },
    }
  }

  /** npm with an account at a registry, which it keeps in `folder`. */
  async signUp(registry: string, folder: string): Promise<LabNpm> {
    const npm = (...args: readonly string[]) =>
      outputOf(this.#start('verdaccio/npm-child.ts', registry, folder, ...args))
    await npm('sign-up')
    return {
      publish: async (name, version) => void (await npm('publish', name, version)),
      view: async (name) => versions.parse(JSON.parse(await npm('view', name))),
    }
  }

  #start(program: string, ...args: readonly string[]): ChildProcessWithoutNullStreams {
    return this.#site.spawnIn(this.#host, process.execPath, [join(tests, program), ...args])
  }
}

export interface LabNpm {
  readonly publish: (name: string, version: string) => Promise<void>
  readonly view: (name: string) => Promise<readonly string[]>
}

async function outputOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${errors}`)
  return output
}
