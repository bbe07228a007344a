import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { grpcServer } from '../trial/trial-grpc.ts'
import { byChannel, bySocket, listening } from '../trial/trial-streams.ts'
import { grpcHealthPath, judgeGrpcHealth, parseHealthStatus, renderHealthRequest } from './grpc-health.ts'
import { askGrpcThroughHost } from './grpc-over-host.ts'

const statuses = { '': 'SERVING', orders: 'NOT_SERVING', stock: 'UNKNOWN' } as const

describe.each([
  ['a socket', bySocket],
  ['a channel of ssh', byChannel],
])('a gRPC server, asked for its health through %s', (_, host) => {
  const health = async (port: number, service: string, timeoutMs = 2000) => {
    const request = { path: grpcHealthPath, authority: 'here', message: renderHealthRequest(service), timeoutMs }
    return judgeGrpcHealth(await askGrpcThroughHost(host, { kind: 'tcp', host: '127.0.0.1', port }, request), service)
  }

  it('is well when it says that it serves', async () => {
    await using server = await grpcServer(statuses)
    expect(await health(server.port, '')).toBeNull()
  })

  it.each([
    ['orders', 'its health is NOT_SERVING'],
    ['stock', 'its health is UNKNOWN'],
  ])('is not when %s does not serve', async (service, wrong) => {
    await using server = await grpcServer(statuses)
    expect(await health(server.port, service)).toBe(wrong)
  })

  it('says that the manifest names a service that its health service does not know', async () => {
    await using server = await grpcServer(statuses)
    expect(await health(server.port, 'acme.Nobody')).toMatch(/^its health service does not know "acme\.Nobody"; set /)
  })

  it('says what to do when it has no health service', async () => {
    await using server = await grpcServer(null)
    expect(await health(server.port, '')).toMatch(/^it has no grpc\.health\.v1\.Health service; register /)
  })

  it('is told apart from one that speaks only HTTP/1', async () => {
    await using server = await listening(createHttpServer((_asked, answer) => answer.end('hello')))
    await expect(health(server.port, '')).rejects.toThrow('no answer by HTTP/2 without TLS, as gRPC needs it')
  })

  it('is waited for only so long', async () => {
    await using server = await listening(createServer((socket) => socket.on('error', () => undefined).resume()))
    await expect(health(server.port, '', 150)).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('an answer about health', () => {
  const answer = { status: 200, headers: {}, grpcStatus: 0, body: '' }

  it.each([
    ['an error of a proxy', { ...answer, status: 503, grpcStatus: null, message: null }, /HTTP status 503/],
    ['an error of its own', { ...answer, grpcStatus: 14, body: 'soon', message: null }, /UNAVAILABLE: soon$/],
    ['no message', { ...answer, message: null }, /can not be read/],
    ['half a message', { ...answer, message: Buffer.from([0x08]) }, /can not be read/],
  ])('is not well with %s', (_, given, said) => {
    expect(judgeGrpcHealth(given, '')).toMatch(said)
  })

  it.each([
    ['nothing: UNKNOWN is not sent', [], 0],
    ['fields of later versions', [0x12, 0x02, 0x08, 0x02, 0x08, 0x01, 0x1d, 1, 2, 3, 4], 1],
    ['a group, which nobody uses any more', [0x0b], null],
    ['less than it announces', [0x12, 0x05, 0x08], null],
  ])('is read with %s', (_, bytes, status) => {
    expect(parseHealthStatus(Uint8Array.from(bytes))).toBe(status)
  })

  it('was asked for by name', () => {
    expect([...renderHealthRequest('ab')]).toEqual([0x0a, 2, 0x61, 0x62])
    expect([...renderHealthRequest('x'.repeat(200)).subarray(0, 3)]).toEqual([0x0a, 0xc8, 0x01])
  })
})
