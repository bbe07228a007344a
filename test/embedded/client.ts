import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON, null when it is none. */
  readonly json: unknown
}

/** A GET as any client of an environment makes it. Rejects when the connection breaks. */
export function get(
  url: string,
  { headers = {}, agent }: { readonly headers?: Readonly<Record<string, string>>; readonly agent?: Agent } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, ...(agent && { agent }), timeout: 10_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parse(text) })
      })
    })
    asked.once('timeout', () => asked.destroy(new Error('no answer in 10 s')))
    asked.once('error', reject)
    asked.end()
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Asks one after another on a kept connection, until it is stopped, and keeps what failed. */
export class Poller {
  readonly failures: string[] = []
  requests = 0
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #ended: Promise<void>
  #going = true

  constructor(url: string, pauseMs = 10) {
    this.#ended = this.#poll(url, pauseMs)
  }

  async #poll(url: string, pauseMs: number): Promise<void> {
    while (this.#going) {
      this.requests += 1
      try {
        const { status, text } = await get(url, { agent: this.#agent })
        if (status !== 200) this.failures.push(`${new Date().toISOString()} ${status} ${text}`)
      } catch (error) {
        this.failures.push(`${new Date().toISOString()} ${String(error)}`)
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  async stop(): Promise<this> {
    this.#going = false
    await this.#ended
    this.#agent.destroy()
    return this
  }
}
