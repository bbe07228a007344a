import { parseSpans, type Span } from '@towpath/topology'
import { StepFault } from '../step-fault.ts'
import { boundsOf, type LookedAt } from './read-spans.ts'

/** Most traces of one answer: Zipkin gives the newest of a time, and does not say when there were more. */
const mostTraces = 1000
/** No shorter time is asked for. */
const shortestMs = 1000
const limitMs = 60_000

export interface LookedAtZipkin extends LookedAt {
  /** Whether there were more traces in some second than Zipkin was asked for. */
  readonly isCut: boolean
}

/**
 * The traces that Zipkin has of the last `lookbackMinutes`: of all the time at once, and of each half again where that is too much. Spans
 * that two answers have in common are one for whoever joins them. Fault: `zipkin-unreachable`.
 */
export async function readZipkin(url: string, now: Date, lookbackMinutes: number): Promise<LookedAtZipkin> {
  const zipkin = parseZipkinUrl(url)
  const since = now.getTime() - lookbackMinutes * 60_000
  const spans: Span[] = []
  let isCut = false
  const times = [{ from: since, to: now.getTime() }]
  for (let time = times.pop(); time !== undefined; time = times.pop()) {
    const { from, to } = time
    const found = await askZipkin(zipkin, from, to)
    const isFull = new Set(found.map(({ traceId }) => traceId)).size >= mostTraces
    if (isFull && to - from > shortestMs) {
      const middle = Math.round((from + to) / 2)
      times.push({ from, to: middle }, { from: middle, to })
    } else {
      isCut ||= isFull
      for (const span of found) spans.push(span)
    }
  }
  return { spans, older: 0, isCut, ...boundsOf(spans, since, now.getTime()) }
}

interface Zipkin {
  /** Without credentials, for messages too. */
  readonly traces: URL
  readonly headers: Readonly<Record<string, string>>
}

/** With or without the path of its API; credentials of the URL are sent as Basic. */
function parseZipkinUrl(text: string): Zipkin {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StepFault('input-invalid', {
      where: 'Input `zipkin-url`',
      expected: 'a URL such as `http://10.77.0.30:9411`',
      found: url === null ? 'no URL' : `\`${url.protocol}\``,
    })
  }
  const traces = new URL(url.origin)
  traces.pathname = `${url.pathname.replace(/(\/api\/v2(\/spans)?)?\/*$/, '')}/api/v2/traces`
  const credentials = [url.username, url.password].map(decodeURIComponent).join(':')
  return {
    traces,
    headers:
      credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` },
  }
}

/** https://zipkin.io/zipkin-api: traces that have a span in that time, in milliseconds. */
async function askZipkin({ traces, headers }: Zipkin, from: number, to: number): Promise<readonly Span[]> {
  const url = new URL(traces)
  url.search = new URLSearchParams({
    endTs: String(to),
    lookback: String(to - from),
    limit: String(mostTraces),
  }).toString()
  return parseSpans(await fetchText(url, { traces, headers }), traces.href)
}

async function fetchText(url: URL, { traces, headers }: Zipkin): Promise<string> {
  const signal = AbortSignal.timeout(limitMs)
  const asked = fetch(url, { headers, signal }).then(async (answer) => ({ answer, text: await answer.text() }))
  const { answer, text } = await asked.catch((error: unknown) => {
    const found = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw unreachable(traces, found, error)
  })
  if (!answer.ok) throw unreachable(traces, `status ${answer.status}: ${text.slice(0, 200)}`)
  return text
}

function unreachable(traces: URL, found: string, cause?: unknown): StepFault {
  return new StepFault(
    'zipkin-unreachable',
    {
      where: traces.href,
      expected: 'traces',
      found,
      fix: 'Look whether Zipkin runs, and whether it can be reached from here; its spans can be given as a file, too (`spans`)',
    },
    { cause, retryable: true },
  )
}
