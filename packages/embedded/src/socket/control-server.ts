import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { toWireFault } from '../fault.ts'
import { type ControlAnswer, type ControlRequest, controlProtocol, parseRequest } from './protocol.ts'
import { socketPath } from './socket-path.ts'

export interface ControlServer {
  /** Open connections: somebody may be about to ask. */
  connections(): number
  /** Stops listening and removes the socket; answers that are under way are still given. */
  close(): void
}

const longestRequest = 64 * 1024 * 1024

/** Answers newline-delimited JSON on a unix socket that only its user can reach (0600). What stands at the path is replaced. */
export async function serveControl(
  path: string,
  answer: (request: ControlRequest) => Promise<unknown>,
): Promise<ControlServer> {
  rmSync(path, { force: true })
  const address = socketPath(path)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    serveConnection(socket, answer)
  })
  await listen(server, address.path)
  chmodSync(path, 0o600)
  return {
    connections: () => open.size,
    close: () => server.close(() => address.close()),
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function serveConnection(socket: Socket, answer: (request: ControlRequest) => Promise<unknown>): void {
  let text = ''
  let last = Promise.resolve()
  socket.setEncoding('utf8')
  // A client that went away mid-answer: there is nobody left to tell.
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n')
    text = lines.pop() ?? ''
    if (text.length > longestRequest) socket.destroy()
    for (const line of lines) {
      last = last.then(async () => {
        const reply = await answerLine(line, answer)
        if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`)
      })
    }
  })
}

async function answerLine(line: string, answer: (request: ControlRequest) => Promise<unknown>): Promise<ControlAnswer> {
  try {
    return { protocol: controlProtocol, ok: true, result: (await answer(parseRequest(line))) ?? null }
  } catch (error) {
    return { protocol: controlProtocol, ok: false, fault: toWireFault(error) }
  }
}
