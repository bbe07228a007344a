import type { ProxyState, RunningDifference } from '@towpath/routing'
import { DeployFault } from '../../deploy-fault.ts'
import type { Edge } from './edge.ts'
import type { DownServer } from './edge-change.ts'

const shownLines = 5

export function packageMissing(host: string, name: 'haproxy' | 'keepalived'): DeployFault {
  return new DeployFault('requirement-missing', {
    where: `Host ${host}`,
    expected: `${name}, which every edge host needs`,
    found: 'it is not installed',
    fix: `Install the Debian package: apt-get install ${name}`,
  })
}

export function interfaceMissing(host: string, name: string, there: ReadonlySet<string>): DeployFault {
  const names = [...there].filter((one) => one !== 'lo').sort()
  return new DeployFault('requirement-missing', {
    where: `Host ${host}`,
    expected: `the interface ${name}, to which \`proxies.interface\` of the spec gives the VIP`,
    found: names.join(', '),
    fix: 'Write the one that has the network of the VIP into the spec (`ip -br address`, without what follows an `@`), and promote again',
  })
}

export function addressTaken(edge: Edge, place: { address: string; port: number; holder: string }): DeployFault {
  const { address, port, holder } = place
  return new DeployFault('vip-taken', {
    where: `${edge.name}, ${address}:${port}`,
    expected: 'it to be free for the proxy of this environment',
    found: holder === '' ? 'another process there' : `process ${holder} there`,
    fix: 'End that process, let it bind another address, or give the environment another port',
  })
}

export function movedAway(edge: Edge): DeployFault {
  return new DeployFault(
    'proxy-wrong',
    {
      where: `Proxy of ${edge.name}`,
      expected: 'its files to stay as they were seen',
      found: 'something else changes them again and again',
      fix: `Find out who else writes into ${edge.files.folder}`,
    },
    { retryable: true },
  )
}

/** None of a release's endpoints was seen up, so nobody would be served. */
export function notSeenUp(edge: Edge, state: ProxyState, slot: string, down: readonly DownServer[]): DeployFault {
  const pool = state.pools[slot]
  const places = (pool?.endpoints ?? []).map(({ address, port }) => `${address}:${port}`).join(', ')
  const why = [...new Set(down.filter(({ server }) => server.startsWith(`${slot}/`)).map((one) => one.why))]
  return new DeployFault(
    'proxy-wrong',
    {
      where: `Proxy of ${edge.name}, ${pool?.release ?? slot} at ${places}`,
      expected: 'an endpoint that passes the health check from there',
      found: why.join('; '),
      fix: `Look whether ${edge.name.split(' ').at(-1)} may connect to ${places}`,
    },
    { retryable: true },
  )
}

export function otherThanCommitted(edge: Edge, differences: readonly RunningDifference[]): DeployFault {
  const lines = differences.map((one) =>
    one.kind === 'server'
      ? `server ${one.server}: ${one.found} instead of ${one.expected}`
      : `${one.key}: ${one.found ?? 'absent'} instead of ${one.expected ?? 'absent'}`,
  )
  return new DeployFault('proxy-wrong', {
    where: `Proxy of ${edge.name}`,
    expected: 'the running haproxy to have what its files say',
    found: `${lines.slice(0, shownLines).join('; ')}${lines.length > shownLines ? ` and ${lines.length - shownLines} more` : ''}`,
    fix: `Look at the log of ${edge.files.proxyUnit}, then deploy again`,
  })
}
