import {
  type ClientHttp2Session,
  connect as connectHttp2,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2'
import type { Duplex } from 'node:stream'
import type { Host, HostAddress } from '@towpath/hosts'
import { connectWithin } from './connect-within.ts'

export interface GrpcRequest {
  /** `/<package>.<service>/<method>`. */
  readonly path: string
  readonly authority: string
  /** Protobuf; default: an empty one, which is a message of any kind. */
  readonly message?: Uint8Array
  readonly timeoutMs: number
}

export interface GrpcAnswer {
  /** That of HTTP: 200 whenever a gRPC server answered, well or not. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** `grpc-status`; null when it has none: then it is no answer of a gRPC server. */
  readonly grpcStatus: number | null
  /** The first message, null when there is none. */
  readonly message: Buffer | null
  /** For people: `grpc-message`, or what was answered instead of gRPC; at most 64 KiB. */
  readonly body: string
}

const bodyLimitBytes = 64 * 1024
/** A flag (whether it is compressed, which nobody asked for) and the length, before each message. */
const frameHeadBytes = 5

/**
 * One unary gRPC call by HTTP/2 without TLS (h2c, by prior knowledge), through a connection made from the host.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export async function askGrpcThroughHost(
  host: Pick<Host, 'connect'>,
  address: HostAddress,
  request: GrpcRequest,
): Promise<GrpcAnswer> {
  const limit = AbortSignal.timeout(request.timeoutMs)
  const connection = await connectWithin(host, address, limit)
  const session = connectHttp2(`http://${request.authority}`, { createConnection: () => connection })
  try {
    return await call(session, connection, request, limit)
  } finally {
    session.destroy()
    connection.destroy()
  }
}

function call(
  session: ClientHttp2Session,
  connection: Duplex,
  { path, authority, message, timeoutMs }: GrpcRequest,
  limit: AbortSignal,
): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': 'POST',
      ':scheme': 'http',
      ':authority': authority,
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-timeout': `${timeoutMs}m`,
    })
    let headers: IncomingHttpHeaders & IncomingHttpStatusHeader = {}
    let trailers: IncomingHttpHeaders = {}
    const chunks: Buffer[] = []
    let size = 0
    const fail = (error?: unknown) => reject(limit.aborted ? limit.reason : spokenWrong(error))
    limit.addEventListener('abort', fail)
    session.on('error', fail)
    connection.once('close', fail)
    stream.on('error', fail)
    stream.once('response', (answered) => {
      headers = answered
    })
    stream.once('trailers', (answered) => {
      trailers = answered
    })
    stream.on('data', (chunk: Buffer) => {
      if (size < bodyLimitBytes) chunks.push(chunk)
      size += chunk.length
    })
    stream.once('end', () => {
      if (headers[':status'] === undefined) fail()
      else resolve(answerOf(headers, { ...headers, ...trailers }, Buffer.concat(chunks).subarray(0, bodyLimitBytes)))
    })
    stream.end(frame(message ?? new Uint8Array()))
  })
}

function frame(message: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHeadBytes)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

function answerOf(
  headers: IncomingHttpHeaders & IncomingHttpStatusHeader,
  ending: IncomingHttpHeaders,
  body: Buffer,
): GrpcAnswer {
  const grpcStatus = ending['grpc-status']
  const grpcMessage = ending['grpc-message']
  const status = headers[':status'] ?? 0
  const said = typeof grpcMessage === 'string' ? grpcMessage : ''
  if (typeof grpcStatus !== 'string' || !/^\d+$/.test(grpcStatus)) {
    return { status, headers, grpcStatus: null, message: null, body: body.toString('utf8') }
  }
  return { status, headers, grpcStatus: Number(grpcStatus), message: firstMessage(body), body: said }
}

function firstMessage(body: Buffer): Buffer | null {
  if (body.length < frameHeadBytes || body[0] !== 0) return null
  const end = frameHeadBytes + body.readUInt32BE(1)
  return body.length < end ? null : body.subarray(frameHeadBytes, end)
}

/** Whoever speaks only HTTP/1 is told apart by nothing but a protocol's error, or by leaving. */
function spokenWrong(error: unknown): Error {
  const found = error instanceof Error ? error.message : 'the connection was closed'
  return new Error(`no answer by HTTP/2 without TLS, as gRPC needs it: ${found}`)
}
