import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Site } from '@towpath/testing/lab'
import { z } from 'zod'
import { type Load, loadSchema, type Traffic } from '../traffic/load.ts'

const pinged = z.object({ answered: z.number(), failures: z.array(z.string()) })
const versions = z.array(z.string())
const answerSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.unknown()),
  text: z.string(),
  json: z.unknown(),
})
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

  /** Requests until `end`, which says what came of them. */
  load(traffic: readonly Traffic[]): { readonly end: () => Promise<Load> } {
    const child = this.#start('traffic/loading-child.ts', JSON.stringify(traffic))
    const ended = outputOf(child)
    return {
      end: async () => {
        child.stdin.end()
        return loadSchema.parse(JSON.parse(await ended))
      },
    }
  }

  /** One GET. */
  async get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<z.infer<typeof answerSchema>> {
    const said = await outputOf(this.#start('traffic/asking-child.ts', url, JSON.stringify(headers)))
    return answerSchema.parse(JSON.parse(said))
  }

  /** A WebSocket that is used until the other side closes it. */
  holdSocket(url: string): Holding {
    const child = this.#start('traffic/socket-child.ts', url)
    const ended = outputOf(child)
    const answered = once(child.stdout, 'data')
    return {
      open: Promise.race([answered, ended]).then(() => undefined),
      closed: ended.then((said) => {
        const lines = said.trim().split('\n')
        return lines.map((line) => heldSchema.parse(JSON.parse(line)))
      }),
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

const heldSchema = z.union([z.object({ version: z.string() }), z.object({ closed: z.int(), at: z.string() })])

export interface Holding {
  /** Resolves at the first answer. */
  readonly open: Promise<void>
  /** What was answered, and how it was closed. */
  readonly closed: Promise<readonly z.infer<typeof heldSchema>[]>
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
