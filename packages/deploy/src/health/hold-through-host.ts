import type { Host, HostAddress } from '@towpath/hosts'
import { connectWithin } from './connect-within.ts'

/** Long enough to see a program that takes a connection only to close it, or dies of it. */
const holdMs = 100

/** Null when it accepts a connection and keeps it for a moment, else what was wrong. Whatever it says is not looked at. */
export async function holdThroughHost(
  host: Pick<Host, 'connect'>,
  address: HostAddress,
  timeoutMs: number,
): Promise<string | null> {
  const connection = await connectWithin(host, address, AbortSignal.timeout(timeoutMs))
  try {
    return await new Promise((resolve) => {
      const closed = (error?: Error) =>
        resolve(`it closed the connection at once${error instanceof Error ? `: ${error.message}` : ''}`)
      setTimeout(resolve, holdMs, null)
      connection.once('end', closed).once('error', closed).resume()
    })
  } finally {
    connection.destroy()
  }
}
