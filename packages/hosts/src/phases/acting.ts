import { isName } from '@towpath/descriptor'
import { HostFault } from '../host-fault.ts'

/** Who acts: what the lock and the fence of a host are told. */
export interface Acting {
  readonly environment: string
  /** The lease's fencing number. */
  readonly fence: number
  /** How long to wait for the host-wide lock. Default: 60. */
  readonly lockSeconds?: number
}

export function renderActing(acting: Acting): Record<string, string> {
  const { environment, fence, lockSeconds = 60 } = acting
  if (!isName(environment)) throw wrong('environment', 'a name of 2 to 63 characters', environment)
  return { ENVIRONMENT: environment, FENCE: whole('fence', fence), LOCK_SECONDS: whole('lockSeconds', lockSeconds) }
}

/** The bare hex of a sha256, as it stands in paths. */
export function bareHex(name: string, text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw wrong(name, '64 lower-case hex digits', text)
  return text
}

export function whole(name: string, value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw wrong(name, 'a whole number of at least 0', String(value))
  return String(value)
}

/** One segment of a path or one word: a service, a release8, a unit. */
export function segment(name: string, text: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._@+-]*$/.test(text)) throw wrong(name, 'letters, digits and `_ - . @ +`', text)
  return text
}

export function wrong(name: string, expected: string, found: string): HostFault {
  return new HostFault('value-refused', { where: `Value of ${name}`, expected, found: JSON.stringify(found) })
}
