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
export function startClients(port: number, path: string, count = 4, host = '127.0.0.1'): TrialClients {
  let running = true
  let answered = 0
  const failures: string[] = []
  const versions = new Set<string>()
  const client = async (keepAlive: boolean): Promise<void> => {
    const agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : new Agent({ keepAlive: false })
    while (running) {
      const answer = await ask({ host, port, path, agent })
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

export interface Question {
  /** Default: this machine. */
  readonly host?: string
  readonly port: number
  readonly path: string
  /** Default: a new connection. */
  readonly agent?: Agent | false
  /** Default: 10,000. */
  readonly timeoutMs?: number
}

export function ask({ host = '127.0.0.1', port, path, agent = false, timeoutMs = 10_000 }: Question): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, text: error.message, version: undefined })
    const asked = get({ host, port, path, timeout: timeoutMs, agent })
    asked.once('error', failed)
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)))
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

export interface VipWatch {
  /** Ends it and says what it saw. */
  end(): Promise<{ readonly longestGapMs: number; readonly versions: readonly string[] }>
}

/** Asks over a new connection each time, as often as it can, and gives none of them long. */
export function watchVip(host: string, path: string): VipWatch {
  let running = true
  let last = performance.now()
  let longestGapMs = 0
  const versions = new Set<string>()
  const watching = (async () => {
    while (running) {
      const answer = await ask({ host, port: 80, path, timeoutMs: 200 })
      const now = performance.now()
      if (answer.status === 200) {
        longestGapMs = Math.max(longestGapMs, now - last)
        last = now
        if (answer.version !== undefined) versions.add(answer.version)
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  return {
    end: async () => {
      running = false
      await watching
      return { longestGapMs: Math.max(longestGapMs, performance.now() - last), versions: [...versions].sort() }
    },
  }
}
