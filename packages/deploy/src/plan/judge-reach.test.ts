import { type EnvironmentSpec, environmentSpecSchema } from '@towpath/environment'
import { HostFault } from '@towpath/hosts'
import { describe, expect, it } from 'vitest'
import type { Deployment } from '../deployment.ts'
import { deploymentOf } from '../trial/trial-site.ts'
import { wantedOf } from '../trial/wanted.ts'
import { judgeReach } from './judge-reach.ts'

const spec = (
  apps: readonly string[],
  edges: readonly string[],
  unreachable?: 'refuse' | 'proceed',
): EnvironmentSpec => {
  const group = (names: readonly string[]) => ({ hosts: names.map((name) => ({ name, address: `${name}.example` })) })
  return environmentSpecSchema.parse({
    environment: 'staging',
    address: { vip: '10.77.0.100/24', port: 80 },
    proxies: { hostGroup: 'edge', interface: 'eth0', ...(unreachable === undefined ? {} : { unreachable }) },
    hostGroups: { web: group(apps), edge: group(edges) },
    services: { orders: { hosts: [apps[0]] } },
  })
}

/** `orders` on the first of the app hosts. */
function deployment(of: EnvironmentSpec): Deployment {
  const { release } = wantedOf({ service: 'orders' })
  return deploymentOf(of, [{ descriptor: release.descriptor, reference: 'x' }])
}

const silent = (...hosts: readonly string[]) =>
  new Map(hosts.map((host) => [host, new HostFault('host-unreachable', { where: host, found: 'no route to it' })]))

const edges = ['edge-1', 'edge-2']

describe('hosts out of reach', () => {
  const target = deployment(spec(['app-1', 'app-2'], edges))
  const other = deployment(spec(['app-3', 'app-1'], edges))

  it('stop a deploy where something runs or is to run', () => {
    expect(judgeReach({ target, base: null }, silent('app-1'))).toMatchObject({
      kind: 'refused',
      fault: { code: 'host-unreachable', explanation: { where: 'Host app-1', found: 'no route to it' } },
    })
    const base = deployment(spec(['app-2', 'app-1'], edges))
    expect(judgeReach({ target, base }, silent('app-2'))).toMatchObject({
      fault: { explanation: { where: 'Host app-2' } },
    })
  })

  it('are passed over where nothing runs, or where the spec has them no more', () => {
    expect(judgeReach({ target, base: null }, silent('app-2'))).toEqual({
      kind: 'enough',
      lost: [],
      passedOver: ['app-2'],
    })
    expect(judgeReach({ target, base: other }, silent('app-3'))).toMatchObject({ passedOver: ['app-3'] })
  })
})

describe('proxies out of reach', () => {
  const refusing = deployment(spec(['app-1'], edges))
  const proceeding = deployment(spec(['app-1'], edges, 'proceed'))

  it('stop a deploy unless the spec lets it go on', () => {
    expect(judgeReach({ target: refusing, base: null }, silent('edge-2'))).toMatchObject({
      fault: {
        code: 'proxy-unreachable',
        explanation: {
          where: 'staging, proxy edge-2 (edge-2.example)',
          fix: expect.stringMatching(/^Bring edge-2 back and deploy again; or write `unreachable: proceed`/),
        },
      },
    })
    expect(judgeReach({ target: proceeding, base: null }, silent('edge-2'))).toEqual({
      kind: 'enough',
      lost: ['edge-2'],
      passedOver: [],
    })
  })

  it('stop it always when none is left, or when one runs services too', () => {
    expect(judgeReach({ target: proceeding, base: null }, silent('edge-1', 'edge-2'))).toMatchObject({
      fault: { explanation: { expected: 'at least one proxy to be in reach' } },
    })
    const both = deployment(spec(['edge-1'], edges, 'proceed'))
    expect(judgeReach({ target: both, base: null }, silent('edge-1'))).toMatchObject({
      fault: { code: 'host-unreachable' },
    })
  })

  it('count although the spec has them no more, because they may hold the VIP', () => {
    const base = deployment(spec(['app-1'], [...edges, 'edge-3']))
    expect(judgeReach({ target: refusing, base }, silent('edge-3'))).toMatchObject({
      fault: { explanation: { where: 'staging, proxy edge-3 (edge-3.example)' } },
    })
    expect(judgeReach({ target: proceeding, base }, silent('edge-3'))).toMatchObject({ passedOver: ['edge-3'] })
  })
})
