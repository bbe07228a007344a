import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Site } from '@towpath/testing/lab'
import { z } from 'zod'

const gapSchema = z.object({ gapMs: z.number(), lagMs: z.number() })

/** Without good answers: how long, and the longest time in which the machine kept back those of a bystander too. */
export type Gap = z.infer<typeof gapSchema>

/** A client on a host of its own that asks without end. */
export class Gaps {
  readonly #child: ReturnType<Site['spawnIn']>
  readonly #lines: AsyncIterator<string>

  private constructor(child: ReturnType<Site['spawnIn']>) {
    this.#child = child
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  }

  /** Resolves when the first answer has come. `bystander`: a URL that nothing happens to. */
  static async watch(site: Site, url: string, bystander: string): Promise<Gaps> {
    const child = site.spawnIn('client', process.execPath, [join(import.meta.dirname, 'gap-child.ts'), url, bystander])
    const gaps = new Gaps(child)
    await gaps.next()
    return gaps
  }

  /** The next one that was not told yet, when it is over. */
  async next(): Promise<Gap> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('the client has ended')
    return gapSchema.parse(JSON.parse(value))
  }

  /** Those that nobody asked for. */
  async end(): Promise<readonly Gap[]> {
    const closed = once(this.#child, 'close')
    this.#child.stdin.end()
    const rest: Gap[] = []
    for (let line = await this.#lines.next(); line.done !== true; line = await this.#lines.next()) {
      rest.push(gapSchema.parse(JSON.parse(line.value)))
    }
    await closed
    return rest
  }
}
