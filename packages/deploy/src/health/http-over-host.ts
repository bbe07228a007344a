import { request as httpRequest } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Host, HostAddress } from '@towpath/hosts'
import { connectWithin } from './connect-within.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** At most 64 KiB. */
  readonly body: string
}

const bodyLimitBytes = 64 * 1024

/** A GET through a connection made from the host, so that neither a route from here nor a tool there is needed. */
export async function getThroughHost(
  host: Pick<Host, 'connect'>,
  address: HostAddress,
  request: { readonly path: string; readonly authority: string; readonly timeoutMs: number },
): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(request.timeoutMs)
  const connection = await connectWithin(host, address, limit)
  try {
    return await get(connection, request, limit)
  } finally {
    connection.destroy()
  }
}

function get(
  connection: Duplex,
  request: { path: string; authority: string },
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      {
        createConnection: () => connection,
        path: request.path,
        headers: { host: request.authority, connection: 'close' },
        signal,
      },
      (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          if (size < bodyLimitBytes) chunks.push(chunk)
          size += chunk.length
        })
        answer.once('error', reject)
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).subarray(0, bodyLimitBytes).toString('utf8'),
          }),
        )
      },
    )
    asked.once('error', (error) => reject(signal.aborted ? signal.reason : error))
    asked.end()
  })
}
