import { z } from 'zod'

/**
 * A span as https://zipkin.io/zipkin-api/ (v2) has it. Recorders may write null for what is absent, as Zipkin itself
 * accepts, and keys that the format does not name, which are passed over.
 */
const hex = (digits: string, pattern: RegExp) =>
  z.string({ error: (issue) => missingOr(issue.input, digits) }).regex(pattern, { error: digits })

const spanIdSchema = hex('16 hex digits', /^[0-9a-f]{16}$/i)

const microsecondsSchema = (what: string) =>
  z.int({ error: `whole microseconds ${what}` }).min(0, { error: `whole microseconds ${what}` })

/** 1e14 µs is the year 1973: less is milliseconds or seconds, written by mistake. More than 1e17 is nanoseconds. */
const timestampSchema = microsecondsSchema('since the epoch').refine(
  (time) => time === 0 || (time > 1e14 && time < 1e17),
  {
    error: (issue) =>
      `microseconds since the epoch, not ${Number(issue.input) < 1e14 ? 'milliseconds' : 'nanoseconds'}`,
  },
)

const endpointSchema = z.object({
  serviceName: z.string({ error: 'a text' }).nullish(),
  ipv4: z.string({ error: 'an address' }).nullish(),
  ipv6: z.string({ error: 'an address' }).nullish(),
  port: z.int({ error: 'a port' }).min(0, { error: 'a port' }).max(65_535, { error: 'a port' }).nullish(),
})

export const spanSchema = z.object({
  traceId: hex('16 or 32 hex digits', /^([0-9a-f]{16}){1,2}$/i),
  id: spanIdSchema,
  parentId: spanIdSchema.nullish(),
  name: z.string({ error: 'a text' }).nullish(),
  kind: z
    .enum(['CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER'], {
      error: '`CLIENT`, `SERVER`, `PRODUCER`, `CONSUMER` or nothing',
    })
    .nullish(),
  timestamp: timestampSchema.nullish(),
  duration: microsecondsSchema('of duration').nullish(),
  localEndpoint: endpointSchema.nullish(),
  remoteEndpoint: endpointSchema.nullish(),
  tags: z.record(z.string(), z.string({ error: 'a text' }), { error: 'texts by name' }).nullish(),
})

export type RawSpan = z.infer<typeof spanSchema>

function missingOr(input: unknown, digits: string): string {
  return input === undefined ? `${digits}, which every span needs` : digits
}
