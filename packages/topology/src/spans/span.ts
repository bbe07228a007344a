export type SpanKind = 'CLIENT' | 'SERVER' | 'PRODUCER' | 'CONSUMER'

export interface SpanEndpoint {
  readonly serviceName: string | null
  /** IPv4 if there is one, else IPv6. */
  readonly ip: string | null
  readonly port: number | null
}

/** A Zipkin v2 span, with null for what is absent. */
export interface Span {
  /** 16 or 32 lower-case hex digits. */
  readonly traceId: string
  /** 16 lower-case hex digits; both halves of a call may share it. */
  readonly id: string
  readonly parentId: string | null
  readonly name: string | null
  /** null: local work, or incomplete. */
  readonly kind: SpanKind | null
  /** Microseconds since the epoch, by the recorder's clock. */
  readonly timestampUs: number | null
  readonly durationUs: number | null
  readonly local: SpanEndpoint | null
  readonly remote: SpanEndpoint | null
  readonly tags: Readonly<Record<string, string>>
}
