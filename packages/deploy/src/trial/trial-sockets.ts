import { connect, type Socket } from 'node:net'

export interface Said {
  /** What came first. */
  readonly answer: string
  readonly socket: Socket
  /** Resolves when the other side has closed it. */
  readonly closed: Promise<void>
}

/** Says something over a new connection, and keeps that. */
export async function say(host: string, port: number, text: string): Promise<Said> {
  const socket = connect(port, host)
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(text)
  return { answer: await nextData(socket), socket, closed }
}

export function nextData(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (data) => resolve(String(data)))
    socket.once('close', () => reject(new Error('the connection was closed')))
  })
}

export function openWebSocket(host: string, port: number, path: string): Promise<Said> {
  const headers = [
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ]
  return say(host, port, `GET ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
}
