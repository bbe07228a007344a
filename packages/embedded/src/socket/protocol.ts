import { asObject } from '../document/fields.ts'
import { EmbeddedFault, isEmbeddedCode, type WireFault } from '../fault.ts'

/** Version of the control protocol. `hello` and `release` are answered to any version, so that programs can always hand over. */
export const controlProtocol = 1

export interface ControlRequest {
  readonly protocol: number
  readonly verb: string
  readonly [argument: string]: unknown
}

export type ControlAnswer =
  | { readonly protocol: number; readonly ok: true; readonly result: unknown }
  | { readonly protocol: number; readonly ok: false; readonly fault: WireFault }

/** The result of an answer line; throws the fault that it carries. */
export function readAnswer(line: string, where: string): unknown {
  const answer = asObject(JSON.parse(line))
  if (answer?.['ok'] === true) return answer['result']
  const fault = asObject(answer?.['fault'])
  const text = (key: string) => (typeof fault?.[key] === 'string' ? { [key]: fault[key] } : {})
  const code = fault?.['code']
  throw new EmbeddedFault(
    isEmbeddedCode(code) ? code : 'unit-failed',
    {
      where: `${where} gave an answer without a reason`,
      ...text('where'),
      ...text('expected'),
      ...text('found'),
      ...text('fix'),
    },
    { retryable: fault?.['retryable'] === true },
  )
}

export function parseRequest(line: string): ControlRequest {
  const request = asObject(JSON.parse(line))
  const protocol = request?.['protocol']
  const verb = request?.['verb']
  if (typeof protocol !== 'number' || typeof verb !== 'string') {
    throw new EmbeddedFault('protocol-unsupported', {
      where: 'control request',
      expected: 'protocol and verb',
      found: line.slice(0, 80),
    })
  }
  return { ...request, protocol, verb }
}

export function checkProtocol(request: ControlRequest): void {
  if (request.protocol === controlProtocol) return
  throw new EmbeddedFault('protocol-unsupported', {
    where: 'control request',
    expected: `protocol ${controlProtocol}`,
    found: `protocol ${request.protocol}`,
    fix: 'Hand over to the program that is meant to run here',
  })
}
