import { Agent, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** A GET as any client of the environment makes it. Rejects when the connection breaks. */
export function get(url: string, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...(agent && { agent }), timeout: 10_000 }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8').trim() }),
      )
    })
    asked.once('timeout', () => asked.destroy(new Error('no answer in 10 s')))
    asked.once('error', reject)
    asked.end()
  })
}

export interface Traffic {
  readonly requests: number
  /** What the failed ones got. */
  readonly failures: readonly string[]
}

/** Clients that ask one after another, on connections that they keep, for as long as `body` lasts. */
export async function withTraffic<Result>(
  url: string,
  clients: number,
  body: () => Promise<Result>,
): Promise<{ result: Result; traffic: Traffic }> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const failures: string[] = []
  let requests = 0
  let going = true
  const client = async (): Promise<void> => {
    while (going) {
      requests += 1
      try {
        const { status, body: text } = await get(url, agent)
        if (status !== 200) failures.push(`${status} ${text}`)
      } catch (error) {
        failures.push(String(error))
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const running = Array.from({ length: clients }, client)
  try {
    const result = await body()
    return { result, traffic: { requests, failures } }
  } finally {
    going = false
    await Promise.all(running)
    agent.destroy()
  }
}
