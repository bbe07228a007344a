import { connect } from 'node:net'
import { systemCode } from '../fault.ts'
import { controlProtocol, readAnswer } from './protocol.ts'
import { socketPath } from './socket-path.ts'

/** Nobody answers on a control socket: nobody listens, or who did went away before it answered. Asking again is safe. */
export class Unanswered extends Error {}

const gone = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTDIR'])

/**
 * One request, one answer. Throws `Unanswered` when nobody is there or `timeoutMs` (default: waits for ever) is over, and the fault that the answer carries.
 */
export async function askControl(
  socket: string,
  request: { readonly verb: string; readonly [argument: string]: unknown },
  options: { readonly timeoutMs?: number } = {},
): Promise<unknown> {
  const line = await exchange(
    socket,
    `${JSON.stringify({ protocol: controlProtocol, ...request })}\n`,
    options.timeoutMs ?? 0,
  )
  return readAnswer(line, socket)
}

function exchange(socket: string, request: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let address: ReturnType<typeof socketPath>
    try {
      address = socketPath(socket)
    } catch (error) {
      reject(gone.has(systemCode(error) ?? '') ? new Unanswered(`${socket} is not there`) : error)
      return
    }
    let answer = ''
    const connection = connect({ path: address.path })
    const end = (settle: () => void) => {
      address.close()
      connection.destroy()
      settle()
    }
    connection.setEncoding('utf8')
    connection.setTimeout(timeoutMs, () =>
      end(() => reject(new Unanswered(`${socket} did not answer in ${timeoutMs} ms`))),
    )
    connection.on('connect', () => connection.write(request))
    connection.on('data', (text: string) => {
      answer += text
      const newline = answer.indexOf('\n')
      if (newline !== -1) end(() => resolve(answer.slice(0, newline)))
    })
    connection.on('error', (error) =>
      end(() => reject(gone.has(systemCode(error) ?? '') ? new Unanswered(`${socket} does not answer`) : error)),
    )
    connection.on('close', () => end(() => reject(new Unanswered(`${socket} closed before it answered`))))
  })
}
