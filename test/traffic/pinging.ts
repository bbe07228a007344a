import { Agent, get } from 'node:http'

export interface Pings {
  readonly answered: number
  /** What went wrong, by request. */
  readonly failures: readonly string[]
  readonly end: () => Promise<void>
}

/** Clients that GET one request after another, each on a connection that it keeps, until they are ended. Only 200 is no failure. */
export function startPinging(url: string, clients: number): Pings {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const failures: string[] = []
  let answered = 0
  let going = true
  const client = async (): Promise<void> => {
    while (going) {
      const failure = await ping(url, agent)
      if (failure === null) answered += 1
      else failures.push(failure)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const running = Array.from({ length: clients }, client)
  const end = async (): Promise<void> => {
    going = false
    await Promise.all(running)
    agent.destroy()
  }
  return {
    get answered() {
      return answered
    },
    failures,
    end,
  }
}

/** What went wrong, or null. */
function ping(url: string, agent: Agent): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent, timeout: 10_000 }, (response) => {
      response.resume()
      response.once('error', (error) => resolve(String(error)))
      response.once('end', () => resolve(response.statusCode === 200 ? null : `status ${response.statusCode}`))
    })
    request.once('timeout', () => request.destroy(new Error('no answer in 10 s')))
    request.once('error', (error) => resolve(String(error)))
  })
}
