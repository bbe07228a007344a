import { HostFault } from '../host-fault.ts'
import { renderTarget, type SshTarget } from './ssh-target.ts'

/** Why no shell waits: what was said in its place. */
export function shellFault(target: SshTarget, said: string): HostFault {
  const { user } = target
  const found = said.split('\n').slice(-3).join(' | ') || 'it ended without a word'
  if (/^sudo: /m.test(said)) {
    return new HostFault('sudo-refused', {
      where: renderTarget(target),
      expected: `user ${user} to become root by \`sudo -n\`, without a password`,
      found,
      fix: `Put this line into /etc/sudoers.d/towpath there (\`visudo -f /etc/sudoers.d/towpath\`): ${user} ALL=(root) NOPASSWD: /bin/sh`,
    })
  }
  if (/\bsudo\b.*not found/.test(said)) {
    return new HostFault('sudo-refused', {
      where: renderTarget(target),
      expected: `sudo, by which user ${user} becomes root`,
      found,
      fix: 'Install the package sudo there, or set `user: root`',
    })
  }
  return new HostFault('shell-refused', {
    where: renderTarget(target),
    expected: `a shell for user ${user}`,
    found,
    fix: 'Give the user a login shell such as /bin/sh, and take forced commands away from its key',
  })
}

export function connectionLost(target: SshTarget, what: string, why: string): HostFault {
  return new HostFault(
    'connection-lost',
    {
      where: `${renderTarget(target)}, ${what}: the connection was lost in the middle`,
      found: why,
      fix: 'Run it again; it goes on from what was done',
    },
    { retryable: true },
  )
}

export function sessionRefused(target: SshTarget, cause: unknown): HostFault {
  return new HostFault(
    'shell-refused',
    {
      where: renderTarget(target),
      expected: 'a session for a command',
      found: cause instanceof Error ? cause.message : String(cause),
      fix: 'Let `MaxSessions` in its sshd_config be 1 or more (10 is the default)',
    },
    { cause },
  )
}
