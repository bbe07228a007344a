import { setTimeout as delay } from 'node:timers/promises'
import { callH1, H2Client, keepAliveAgent, type TrialAnswer } from './trial-client.ts'

export interface Load {
  /** Ends the clients and says what they saw. */
  end(): Promise<{
    readonly count: number
    readonly failures: readonly string[]
    readonly versions: ReadonlySet<string>
  }>
}

/**
 * Clients without a pause: kept-alive ones that POST, ones that connect anew for each request, and gRPC callers that keep one connection
 * until they are asked to go. Those repeat what was refused unseen, as every gRPC client does (RFC 9113, 8.7): a call may cross with the
 * notice that the connection ends.
 */
export function startLoad(port: number): Load {
  let running = true
  let count = 0
  const failures: string[] = []
  const versions = new Set<string>()
  const see = (answer: TrialAnswer) => {
    count += 1
    if (answer.status === 200 && answer.version !== null) versions.add(answer.version)
    else failures.push(`${answer.status} ${answer.body}`)
  }
  const repeat = async (act: () => Promise<TrialAnswer>) => {
    while (running) {
      await act().then(see, (error: unknown) => failures.push(String(error)))
      await delay(1)
    }
  }
  const h1 = async (keepAlive: boolean) => {
    const agent = keepAlive ? keepAliveAgent() : null
    await repeat(() => callH1({ port, path: '/stock/x', method: 'POST', agent: agent ?? false }, 'a body'))
    agent?.destroy()
  }
  const grpc = async () => {
    let client = await H2Client.open({ port })
    const headers = { ':path': '/stock.Stock/Get', ':authority': 'stock.staging.internal', te: 'trailers' }
    const call = async () => {
      if (client.isLeft) client = await H2Client.open({ port })
      return client.call({ ...headers, 'content-type': 'application/grpc' }, Buffer.alloc(5))
    }
    await repeat(() =>
      call().catch((error: unknown) => {
        if (!String(error).includes('REFUSED_STREAM')) throw error
        return call()
      }),
    )
    await client[Symbol.asyncDispose]()
  }
  const clients = [h1(true), h1(true), h1(true), h1(true), h1(false), h1(false), grpc(), grpc()]
  return {
    end: async () => {
      running = false
      await Promise.all(clients)
      return { count, failures, versions }
    },
  }
}
