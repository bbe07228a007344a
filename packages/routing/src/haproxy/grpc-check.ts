/**
 * A call of grpc.health.v1 as bytes, because HAProxy's own http checks can't send a body with zeros. All in hex.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md, RFC 9113 and 7541.
 */
export function grpcCheckOpening(): string {
  const headers = [
    '8386', // :method POST, :scheme http, from the static table
    `04${literal('/grpc.health.v1.Health/Check')}`,
    `01${literal('health')}`,
    `0f10${literal('application/grpc')}`,
    `00${literal('te')}${literal('trailers')}`,
  ].join('')
  const preface = hexOf('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  return preface + frame({ type: 4, flags: 0, stream: 0 }, '') + frame({ type: 1, flags: 4, stream: 1 }, headers)
}

/** The message, which asks for a service by its name, and ends the request. */
export function grpcCheckMessage(service: string): string {
  const message = service === '' ? '' : `0a${literal(service)}`
  return frame({ type: 0, flags: 1, stream: 1 }, `00${number(message.length / 2, 4)}${message}`)
}

/**
 * What a server that works answers: SERVING and then trailers; or trailers at once, which is how one without that health service says
 * so. All answers are awaited to their end, because some programs die of a stream that is cut.
 */
export const grpcCheckAnswer = '00000000020801.*010500000001|^(?:(?!010400000001).)*010500000001'

function frame(
  head: { readonly type: number; readonly flags: number; readonly stream: number },
  payload: string,
): string {
  return number(payload.length / 2, 3) + number(head.type, 1) + number(head.flags, 1) + number(head.stream, 4) + payload
}

/** With its length before it, not compressed: 126 bytes at most. */
function literal(text: string): string {
  const hex = hexOf(text)
  return number(hex.length / 2, 1) + hex
}

function hexOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => number(byte, 1)).join('')
}

function number(value: number, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0')
}
