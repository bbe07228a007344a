import type { HostAddress } from './host.ts'
import { HostFault } from './host-fault.ts'

export function renderAddress(address: HostAddress): string {
  return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.path
}

export function connectRefused(host: string, address: HostAddress, found: string, cause: unknown): HostFault {
  return new HostFault(
    'connect-refused',
    { where: `Host ${host}, ${renderAddress(address)}`, expected: 'something that accepts connections', found },
    { retryable: true, cause },
  )
}

/** `sun_path` of unix(7) takes 108 bytes with its NUL. */
export function fitsSocketAddress(path: string): boolean {
  return Buffer.byteLength(path) <= 107
}
