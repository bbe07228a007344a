import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { ZipkinExporter } from '@opentelemetry/exporter-zipkin'
import { detectResources, envDetector } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

/**
 * What `src/tracing.mjs` of the two services does, by OpenTelemetry: all that it must know stands in the environment. The instance is in
 * OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, Zipkin in OTEL_EXPORTER_ZIPKIN_ENDPOINT; where that is not set, nothing is sent.
 */
const provider = new NodeTracerProvider({
  resource: detectResources({ detectors: [envDetector] }),
  spanProcessors: process.env.OTEL_EXPORTER_ZIPKIN_ENDPOINT
    ? [new BatchSpanProcessor(new ZipkinExporter(), { scheduledDelayMillis: 200 })]
    : [],
})
provider.register() // W3C's traceparent goes along with each call
const tracer = trace.getTracer('shop')

/** Runs `body` within a span. `parent` is what the caller sent, or the span around this one. */
export function traced({ kind, name, parent, tags = {} }, body) {
  const around = parent ?? context.active()
  return tracer.startActiveSpan(name, { kind: SpanKind[kind], attributes: tags }, around, async (span) => {
    try {
      return await body(trace.setSpan(around, span))
    } catch (cause) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(cause) })
      throw cause
    } finally {
      span.end()
    }
  })
}

/** What a request says of the span that it came with. */
export function callerOf(request) {
  return propagation.extract(context.active(), request.headers)
}

export function headersOf(span) {
  const headers = {}
  propagation.inject(span, headers)
  return headers
}

/** Resolves when everything that was reported has been sent or given up. */
export function flush() {
  return provider.shutdown()
}
