import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { byChannel, bySocket, listening } from '../trial/trial-streams.ts'
import { getThroughHost } from './http-over-host.ts'

describe.each([
  ['a socket', bySocket],
  ['a channel of ssh', byChannel],
])('an http service, asked through %s', (_, host) => {
  it('answers with status, headers and body', async () => {
    await using server = await listening(
      createServer((asked, answer) => {
        answer.writeHead(418, { 'towpath-version': '1.2.3' })
        answer.end(`${asked.headers.host} ${asked.url} ${'x'.repeat(100_000)}`)
      }),
    )
    const address = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const
    const answer = await getThroughHost(host, address, { path: '/healthz', authority: 'orders', timeoutMs: 2000 })
    expect(answer).toMatchObject({ status: 418, headers: { 'towpath-version': '1.2.3' } })
    expect(answer.body).toMatch(/^orders \/healthz x/)
    expect(answer.body).toHaveLength(64 * 1024)
  })

  it('is waited for only so long', async () => {
    await using server = await listening(createServer(() => undefined))
    const address = { kind: 'tcp', host: '127.0.0.1', port: server.port } as const
    const asked = getThroughHost(host, address, { path: '/', authority: 'orders', timeoutMs: 100 })
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
