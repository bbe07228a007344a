import { parseProxyState } from '@towpath/routing'
import { describe, expect, it } from 'vitest'
import { absent, after, edge, opened, table } from '../../trial/seen-edge.ts'
import type { SeenEdge } from './look-at-edge.ts'
import { planOpening } from './plan-opening.ts'
import { planPreparing } from './plan-switching.ts'

describe('opening an edge', () => {
  it('writes and starts all where nothing is', () => {
    const change = planOpening(edge(), absent)
    expect(change).toMatchObject({ plannedOn: null, vip: 'start', isReload: true })
    expect(Object.keys(change?.units ?? {})).toEqual(['towpath-proxy-staging', 'towpath-vip-staging'])
    const files = Object.keys(change?.files ?? {})
    expect(files).toEqual([
      'health.map',
      'live/table.map',
      'next/table.map',
      'haproxy.cfg',
      'prepared',
      'keepalived.conf',
    ])
  })

  it('leaves alone what stands as it should', () => {
    expect(planOpening(edge(), opened())).toBeNull()
  })

  it.each<[string, Partial<SeenEdge>]>([
    ['does not run', { proxy: 'failed' }],
    ['may lag behind its files', { isPending: true }],
  ])('reloads or starts a proxy that %s', (_, wrong) => {
    const change = planOpening(edge(), { ...opened(), ...wrong })
    expect(change).toMatchObject({ isReload: true, vip: 'leave' })
    expect(Object.keys(change?.units ?? {})).toEqual(['towpath-proxy-staging'])
  })

  it('touches only keepalived when only that is otherwise', () => {
    const change = planOpening(edge({ proxies: 'interface: host0, routerId: 77' }), opened())
    expect(change).toMatchObject({ isReload: false, vip: 'reload', commands: [] })
    expect(Object.keys(change?.files ?? {})).toEqual(['keepalived.conf'])
    expect(planOpening(edge(), { ...opened(), vip: 'failed' })).toMatchObject({ isReload: false, vip: 'start' })
  })

  it('reloads for another port, and keeps what is in the slots', () => {
    const seen = after(opened(), planPreparing(edge(), opened(), table({ 'orders@1.4.0': [18000] })).change)
    const change = planOpening(edge({ port: 81 }), seen)
    expect(change?.files['haproxy.cfg']).toContain('bind 10.77.0.100:81 transparent')
    expect(parseProxyState(change?.files['haproxy.cfg'] ?? '')?.pools).toHaveProperty('http-0')
  })

  it('takes keepalived away where somebody else owns the VIP', () => {
    const change = planOpening(edge({ vip: '{external: 10.77.0.100}', proxies: 'unreachable: refuse' }), opened())
    expect(change?.units).toMatchObject({ 'towpath-vip-staging': null })
    expect(change?.vip).toBe('leave')
    expect(change?.files['haproxy.cfg']).toContain('bind 10.77.0.21:80\n')
  })
})
