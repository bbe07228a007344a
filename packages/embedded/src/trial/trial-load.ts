import { Agent } from 'node:http'
import { call } from './trial-service.ts'

export interface Load {
  /** Ends the clients and says what they saw. */
  end(): Promise<{ readonly count: number; readonly failures: readonly string[] }>
}

/** Keep-alive clients that POST without a pause, and clients that connect anew for each request. */
export function startLoad(port: number, path: string): Load {
  let running = true
  let count = 0
  const failures: string[] = []
  const client = async (keepAlive: boolean) => {
    const agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : false
    while (running) {
      try {
        const body = `body ${count++}`
        const answer = await call({ port, path, method: 'POST', agent }, body)
        if (answer.status !== 200 || JSON.parse(answer.text).body !== body)
          failures.push(`${answer.status} ${answer.text}`)
      } catch (error) {
        failures.push(String(error))
      }
    }
    if (agent !== false) agent.destroy()
  }
  const clients = [true, true, true, true, true, true, false, false].map(client)
  return {
    end: async () => {
      running = false
      await Promise.all(clients)
      return { count, failures }
    },
  }
}
