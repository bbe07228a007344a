import { HostFault } from '../host-fault.ts'
import { renderTarget, type SshTarget } from './ssh-target.ts'

export function unreachable(target: SshTarget, found: string, cause: unknown): HostFault {
  return new HostFault(
    'host-unreachable',
    {
      where: renderTarget(target),
      expected: `ssh at ${target.address}:${target.port}`,
      found,
      fix: 'See whether the host is up and its firewall lets you in, then run it again',
    },
    { retryable: true, cause },
  )
}
