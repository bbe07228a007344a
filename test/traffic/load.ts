import { Agent, request } from 'node:http'
import { z } from 'zod'

/** Requests of one kind, as JSON for a process of its own. */
export const trafficSchema = z.strictObject({
  name: z.string(),
  url: z.string(),
  method: z.enum(['GET', 'POST']),
  headers: z.record(z.string(), z.string()),
  /** On one of some connections that are kept, or on a new one each time. */
  connection: z.enum(['kept', 'fresh']),
  everyMs: z.number(),
  /** Lines of JSON in an answer, each of which says `service` and `version` or at least `version`. */
  lines: z.int(),
})

const seenSchema = z.record(
  z.string(),
  z.strictObject({ answered: z.record(z.string(), z.int()), failures: z.array(z.string()), longestMs: z.int() }),
)

export const loadSchema = z.strictObject({ seconds: z.number(), keptConnections: z.int(), seen: seenSchema })

export type Traffic = z.infer<typeof trafficSchema>
/** Answers by the version that gave them, and what failed, by the name of the traffic. */
export type Load = z.infer<typeof loadSchema>

const keptAtMost = 8
const answerSchema = z.looseObject({ version: z.string() })

/**
 * Clients that do not wait for each other: each request begins when its time has come, however long others take. Only a 200 is answered, whose
 * lines are all there and all of the version that the proxy says, `Towpath-Version`.
 */
export function startLoad(traffic: readonly Traffic[]): { readonly end: () => Promise<Load> } {
  const agents = {
    kept: new Agent({ keepAlive: true, maxSockets: keptAtMost, scheduling: 'fifo' }),
    fresh: new Agent({ keepAlive: false }),
  }
  const sockets = new Set<unknown>()
  const started = performance.now()
  const seen: Load['seen'] = Object.fromEntries(
    traffic.map(({ name }) => [name, { answered: {}, failures: [], longestMs: 0 }]),
  )
  const under = new Set<Promise<void>>()
  const sent = new Map<Traffic, number>()
  const send = async (one: Traffic): Promise<void> => {
    const own = seen[one.name]
    if (own === undefined) return
    const begun = performance.now()
    try {
      const version = await ask(one, agents[one.connection], (socket) => {
        if (one.connection === 'kept') sockets.add(socket)
      })
      own.answered[version] = (own.answered[version] ?? 0) + 1
    } catch (error) {
      own.failures.push(`${new Date().toISOString()} ${error instanceof Error ? error.message : String(error)}`)
    }
    own.longestMs = Math.max(own.longestMs, Math.round(performance.now() - begun))
  }
  const sendDue = (): void => {
    for (const one of traffic) {
      const due = Math.floor((performance.now() - started) / one.everyMs)
      for (let next = sent.get(one) ?? 0; next < due; next += 1) {
        const sending = send(one).finally(() => under.delete(sending))
        under.add(sending)
      }
      sent.set(one, due)
    }
  }
  const timer = setInterval(sendDue, 2)
  return {
    end: async () => {
      clearInterval(timer)
      const seconds = (performance.now() - started) / 1000
      await Promise.all(under)
      for (const agent of Object.values(agents)) agent.destroy()
      return { seconds, keptConnections: sockets.size, seen }
    },
  }
}

/** The version that answered. Rejects with what went wrong. */
function ask(one: Traffic, agent: Agent, use: (socket: unknown) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const { method, headers } = one
    const asked = request(one.url, { method, headers, agent, timeout: 20_000 }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.once('error', reject)
      answer.once('end', () => {
        try {
          resolve(versionIn(text, answer.statusCode, answer.headers['towpath-version'], one.lines))
        } catch (error) {
          reject(error)
        }
      })
    })
    asked.once('socket', use)
    asked.once('timeout', () => asked.destroy(new Error('no answer in 20 s')))
    asked.once('error', reject)
    asked.end(method === 'POST' ? JSON.stringify({ asked: one.name }) : undefined)
  })
}

function versionIn(text: string, status: number | undefined, said: unknown, count: number): string {
  if (status !== 200) throw new Error(`status ${status}: ${text}`)
  const lines = text.trim().split('\n')
  if (lines.length !== count) throw new Error(`${lines.length} lines of ${count}`)
  const versions = new Set(lines.map((line) => answerSchema.parse(JSON.parse(line)).version))
  const [version] = versions
  if (version === undefined || versions.size > 1 || version !== said) {
    throw new Error(`answered by ${[...versions].join(' and ')}, and the proxy says ${String(said)}`)
  }
  return version
}
