import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { byChannel, bySocket, listening } from '../trial/trial-streams.ts'
import { holdThroughHost } from './hold-through-host.ts'

describe.each([
  ['a socket', bySocket],
  ['a channel of ssh', byChannel],
])('a tcp service, asked through %s', (_, host) => {
  const hold = (port: number) => holdThroughHost(host, { kind: 'tcp', host: '127.0.0.1', port }, 2000)

  it('is well when it keeps the connection, whatever it says', async () => {
    await using server = await listening(createServer((socket) => socket.on('error', () => undefined).write('hello')))
    expect(await hold(server.port)).toBeNull()
  })

  it('is not when it closes what it accepted', async () => {
    await using server = await listening(createServer((socket) => socket.end()))
    expect(await hold(server.port)).toBe('it closed the connection at once')
  })
})
