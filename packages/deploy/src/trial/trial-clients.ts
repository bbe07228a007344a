import { Agent, get } from 'node:http'

export interface TrialClients {
  /** Ends them and says what they saw. */
  end(): Promise<{
    readonly answered: number
    readonly failures: readonly string[]
    readonly versions: readonly string[]
  }>
}

/** Clients that ask without a pause: some over one connection each, some over a new one each time. */
export function startClients(port: number, path: string, count = 4): TrialClients {
  let running = true
  let answered = 0
  const failures: string[] = []
  const versions = new Set<string>()
  const client = async (keepAlive: boolean): Promise<void> => {
    const agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : new Agent({ keepAlive: false })
    while (running) {
      const answer = await ask({ port, path, agent })
      if (answer.status === 200) answered += 1
      else failures.push(`${new Date().toISOString()} ${answer.status} ${answer.text}`)
      const version = answer.version
      if (version !== undefined) versions.add(version)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    agent.destroy()
  }
  const clients = Array.from({ length: count }, (_, index) => client(index % 2 === 0))
  return {
    end: async () => {
      running = false
      await Promise.all(clients)
      return { answered, failures, versions: [...versions].sort() }
    },
  }
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly version: string | undefined
}

export function ask({ port, path, agent }: { port: number; path: string; agent?: Agent }): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, text: error.message, version: undefined })
    const asked = get({ host: '127.0.0.1', port, path, timeout: 10_000, ...(agent === undefined ? {} : { agent }) })
    asked.once('error', failed)
    asked.once('timeout', () => asked.destroy(new Error('no answer within 10 s')))
    asked.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.once('error', failed)
      response.once('end', () => {
        const version = response.headers['towpath-version']
        resolve({
          status: response.statusCode ?? 0,
          text,
          version: typeof version === 'string' ? version : undefined,
        })
      })
    })
  })
}
