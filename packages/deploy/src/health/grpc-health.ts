import type { GrpcAnswer } from './grpc-over-host.ts'

/** The standard health service: https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
export const grpcHealthPath = '/grpc.health.v1.Health/Check'

const serving = 1
const healthNames: Readonly<Record<number, string>> = { 0: 'UNKNOWN', 2: 'NOT_SERVING', 3: 'SERVICE_UNKNOWN' }
/** Of https://github.com/grpc/grpc/blob/master/doc/statuscodes.md those that are seen of a health service. */
const statusNames: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  4: 'DEADLINE_EXCEEDED',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
}
const notFound = 5
const unimplemented = 12

/** HealthCheckRequest: field 1 is the service's name, left out when it is empty. */
export function renderHealthRequest(service: string): Uint8Array {
  const name = Buffer.from(service, 'utf8')
  return name.length === 0 ? name : Buffer.concat([Buffer.from([(1 << 3) | 2, ...varint(name.length)]), name])
}

/** Null when it serves, else what was wrong. Pure. */
export function judgeGrpcHealth({ status, grpcStatus, body, message }: GrpcAnswer, service: string): string | null {
  if (grpcStatus === null) return `its answer has the HTTP status ${status} and is none of a gRPC server`
  if (grpcStatus === unimplemented) {
    return 'it has no grpc.health.v1.Health service; register the health service that comes with its gRPC library'
  }
  if (grpcStatus === notFound) {
    return `its health service does not know "${service}"; set that name's status in the program, or name another one as \`health\` ("" means the whole server)`
  }
  if (grpcStatus !== 0) {
    const name = statusNames[grpcStatus]
    return `its health service answered ${name ?? `grpc-status ${grpcStatus}`}${body === '' ? '' : `: ${body}`}`
  }
  const health = message === null ? null : parseHealthStatus(message)
  if (health === serving) return null
  return health === null
    ? 'its health service answered what can not be read'
    : `its health is ${healthNames[health] ?? health}`
}

/** HealthCheckResponse: field 1 is the status; one that is not there is 0. Other fields are passed over. Null when it can't be read. */
export function parseHealthStatus(message: Uint8Array): number | null {
  let status = 0
  let at = 0
  while (at < message.length) {
    const tag = readVarint(message, at)
    if (tag === null) return null
    const value = readField(message, tag.end, tag.value & 7)
    if (value === null) return null
    if (tag.value === 1 << 3) status = value.value
    at = value.end
  }
  return status
}

interface Read {
  readonly value: number
  readonly end: number
}

/** By wire type: a varint, 64 bits, bytes with their length, 32 bits. */
function readField(message: Uint8Array, at: number, wireType: number): Read | null {
  const size = wireType === 1 ? 8 : wireType === 5 ? 4 : null
  if (size !== null) return skip(message, at + size)
  if (wireType !== 0 && wireType !== 2) return null
  const varint = readVarint(message, at)
  return varint === null || wireType === 0 ? varint : skip(message, varint.end + varint.value)
}

function skip(message: Uint8Array, end: number): Read | null {
  return end <= message.length ? { value: 0, end } : null
}

function readVarint(message: Uint8Array, start: number): Read | null {
  let value = 0
  for (let at = start; at < message.length && at < start + 10; at += 1) {
    const byte = message[at] ?? 0
    value += (byte & 0x7f) * 2 ** (7 * (at - start))
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return null
}

function varint(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}
