import { type Explanation, Fault } from '@towpath/fault'

const codes = [
  'digest-mismatch',
  'environment-file-invalid',
  'nothing-prepared',
  'port-taken',
  'ports-exhausted',
  'program-invalid',
  'protocol-unsupported',
  'proxy-invalid',
  'proxy-unreachable',
  'root-invalid',
  'still-routed',
  'supervisor-unreachable',
  'table-invalid',
  'unit-failed',
  'unit-invalid',
  'usage',
] as const

export type EmbeddedCode = (typeof codes)[number]

export class EmbeddedFault extends Fault<EmbeddedCode> {}

/** Whether a code that came over a control socket is one that we know. */
export function isEmbeddedCode(code: unknown): code is EmbeddedCode {
  return codes.some((known) => known === code)
}

/** A fault as it crosses a control socket or stands on stderr of a control verb. */
export interface WireFault extends Explanation {
  readonly code: string
  readonly retryable: boolean
}

export function toWireFault(error: unknown): WireFault {
  if (error instanceof Fault) return { code: error.code, retryable: error.retryable, ...error.explanation }
  return { code: 'internal', retryable: false, where: error instanceof Error ? error.message : String(error) }
}

/** The system's code of an error (`ENOENT`), if it has one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
