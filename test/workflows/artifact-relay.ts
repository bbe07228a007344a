import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** `http://127.0.0.1:<port>/`, to be given to steps as ACTIONS_RUNTIME_URL. */
export interface ArtifactRelay {
  readonly url: string
  readonly close: () => void
}

/**
 * Stands before act's artifact service, which takes what @actions/artifact 6 sends only in an older form (nektos/act#6114): without
 * `mime_type`, and with the padding of a signature that the client's storage library leaves out. All else passes as it is, and that
 * the service speaks the protocol is act's word, not ours.
 */
export async function openArtifactRelay(servicePort: number): Promise<ArtifactRelay> {
  const server = createServer((incoming, outgoing) => {
    relay(incoming, outgoing, servicePort).catch((error: unknown) => outgoing.destroy(toError(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${address.port}/`, close }
}

async function relay(incoming: IncomingMessage, outgoing: ServerResponse, port: number): Promise<void> {
  const { method, headers } = incoming
  const path = padded(incoming.url ?? '/')
  const body = path.endsWith('/CreateArtifact') ? withoutMimeType(await text(incoming)) : null
  const { 'content-length': length, ...others } = headers
  const size = body === null ? length : String(Buffer.byteLength(body))
  // The host stays: the service signs addresses for it.
  const onward = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { ...others, ...(size !== undefined && { 'content-length': size }) },
  })
  onward.once('error', (error) => outgoing.destroy(error))
  onward.once('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  if (body === null) incoming.pipe(onward)
  else onward.end(body)
}

function withoutMimeType(body: string): string {
  const { mime_type: _, mimeType: __, ...rest } = z.looseObject({}).parse(JSON.parse(body))
  return JSON.stringify(rest)
}

/** 32 bytes are 43 characters in base64, and one of padding. */
function padded(path: string): string {
  return path.replace(/([?&]sig=[\w-]{43})(?=&|$)/, '$1%3D')
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause))
}
