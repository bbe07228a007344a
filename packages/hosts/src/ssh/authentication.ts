import type { AnyAuthMethod, AuthHandlerMiddleware, BaseAgent, ParsedKey } from 'ssh2'
import { HostFault } from '../host-fault.ts'
import { describeKey, renderAuthorizedKey } from './private-key.ts'
import type { SshTarget } from './ssh-target.ts'

/** With what a user shows who he is. At least one of the two. */
export interface Identity {
  readonly key: ParsedKey | null
  readonly agent: BaseAgent | null
}

/**
 * Offers the key first, then the agent's. No question without a key comes before it: that would cost a round trip. When nothing was taken,
 * `onRefused` gets what the host would have taken (`publickey`, `password`…); null when there was nothing to offer.
 */
export function authenticate(
  user: string,
  { key, agent }: Identity,
  onRefused: (accepted: readonly string[] | null) => void,
): AuthHandlerMiddleware {
  const methods: AnyAuthMethod[] = []
  if (key !== null) methods.push({ type: 'publickey', username: user, key })
  if (agent !== null) methods.push({ type: 'agent', username: user, agent })
  return (accepted, _partial, next) => {
    const method = methods.shift()
    if (method === undefined) onRefused(accepted)
    else next(method)
  }
}

export function authenticationFault(
  target: SshTarget,
  { key, agent }: Identity,
  accepted: readonly string[] | null,
  cause: Error | null,
): HostFault {
  const { name, address, user } = target
  const offered = [
    ...(key === null ? [] : [`${describeKey(key)} from ssh-private-key`]),
    ...(agent === null ? [] : [describeAgent(accepted, cause)]),
  ].join(' and ')
  const takesKeys = accepted === null || accepted.length === 0 || accepted.includes('publickey')
  const line = key === null ? 'the public key' : `\`${renderAuthorizedKey(key)}\``
  const explanation = {
    where: `Host ${name} (${address}): user ${user} was not let in`,
    expected: `a key that stands in authorized_keys of ${user} there`,
    found: takesKeys ? offered : `${offered}; it takes only ${accepted.join(', ')}`,
    fix: `Add ${line} to ~/.ssh/authorized_keys of ${user} on the host, or give another \`user\` or key`,
  }
  return new HostFault('authentication-failed', explanation, cause === null ? {} : { cause })
}

function describeAgent(accepted: readonly string[] | null, cause: Error | null): string {
  if (cause !== null) return `an agent that can't be asked (${cause.message})`
  return accepted === null ? 'an agent without keys' : 'the keys of the agent'
}
