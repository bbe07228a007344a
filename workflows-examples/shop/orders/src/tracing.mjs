import { randomBytes } from 'node:crypto'

/**
 * The least of Zipkin that a service needs: a span for each request that it answers and each call that it makes, named after the
 * instance (OTEL_RESOURCE_ATTRIBUTES), passed on by B3 headers. Real services take an OpenTelemetry SDK for this.
 */
const endpoint = process.env.OTEL_EXPORTER_ZIPKIN_ENDPOINT
const serviceName = process.env.OTEL_SERVICE_NAME ?? 'unknown'
const resource = Object.fromEntries(
  (process.env.OTEL_RESOURCE_ATTRIBUTES ?? '').split(',').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at < 1 ? [] : [[pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]]
  }),
)

let waiting = []
let sending = Promise.resolve()

/** Runs `body` within a span and sends it. `parent` is what the caller sent, or the span around this one. */
export async function traced({ kind, name, parent, peer, tags = {} }, body) {
  const span = { traceId: parent?.traceId ?? hex(16), id: hex(8), parentId: parent?.id }
  const startedAt = Date.now() * 1000
  const started = process.hrtime.bigint()
  const error = {}
  try {
    return await body(span)
  } catch (cause) {
    error.error = String(cause)
    throw cause
  } finally {
    const duration = Math.max(1, Number((process.hrtime.bigint() - started) / 1000n))
    report({
      ...span,
      kind,
      name,
      timestamp: startedAt,
      duration,
      localEndpoint: { serviceName },
      ...(peer && { remoteEndpoint: { serviceName: peer } }),
      tags: { ...resource, ...tags, ...error },
    })
  }
}

/** The span that a request came with, if any. */
export function callerOf(request) {
  const traceId = request.headers['x-b3-traceid']
  const id = request.headers['x-b3-spanid']
  return traceId && id ? { traceId, id } : undefined
}

export function headersOf(span) {
  return { 'x-b3-traceid': span.traceId, 'x-b3-spanid': span.id, 'x-b3-sampled': '1' }
}

/** Resolves when everything that was reported has been sent or given up. */
export async function flush() {
  send()
  await sending
}

function report(span) {
  if (!endpoint) return
  waiting.push(span)
  if (waiting.length === 1) setTimeout(send, 200).unref()
}

function send() {
  if (waiting.length === 0) return
  const body = JSON.stringify(waiting)
  waiting = []
  sending = sending.then(() =>
    fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(2000),
    }).then(
      (answer) => answer.arrayBuffer(),
      (cause) => console.error(`spans were not taken: ${cause}`),
    ),
  )
}

function hex(bytes) {
  return randomBytes(bytes).toString('hex')
}
