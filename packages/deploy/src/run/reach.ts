import { HostFault } from '@towpath/hosts'

/**
 * Whether a host could not be reached, or went away in the middle: nobody knows what it does now. A host that answers with another key, or
 * refuses the login, is none: that stops a deploy, whatever the policy.
 */
export function isOutOfReach(error: unknown): error is HostFault {
  return error instanceof HostFault && outOfReach.has(error.code)
}

const outOfReach: ReadonlySet<string> = new Set(['host-unreachable', 'connection-lost'])
