import { canonicalJson } from '@towpath/descriptor'
import { parseProxyState, routeTableDigest } from '@towpath/routing'
import { describe, expect, it } from 'vitest'
import { after, commit, edge, instance, opened, table } from '../../trial/seen-edge.ts'
import { leavingServers, planCommitting, planPreparing, planReleasing } from './plan-switching.ts'
import { sha256 } from './standing.ts'

describe('preparing a table', () => {
  it('fills free slots by commands, and awaits their servers', () => {
    const { change, filled } = planPreparing(edge(), opened(), table({ 'orders@1.4.0': [18000, 18001] }))
    expect(filled).toEqual(['http-0'])
    expect(change).toMatchObject({ isReload: false, awaited: ['http-0/s1', 'http-0/s2'] })
    expect(change.commands).toContain('set server http-0/s1 addr 10.77.0.11 port 18000')
    expect(change.files['live/table.map']).toBe('')
    expect(change.files['next/table.map']).toContain('http/orders http-0/1.4.0')
  })

  it('leaves slots alone that are live, or that something is under way to', () => {
    const committed = commit(opened(), table({ 'orders@1.4.0': [18000] }))
    const next = planPreparing(edge(), committed, table({ 'orders@1.5.0': [18002] }))
    expect(next.filled).toEqual(['http-1'])
    expect(next.change.commands.filter((command) => command.includes('http-0/'))).toEqual([])
    const later = commit(committed, table({ 'orders@1.5.0': [18002] }))
    const busy = { ...later, busy: new Set(['http-0']) }
    expect(planPreparing(edge(), busy, table({ 'orders@1.6.0': [18003] })).state.pools).toHaveProperty('http-0')
    expect(planPreparing(edge(), later, table({ 'orders@1.6.0': [18003] })).state.pools).not.toHaveProperty('http-0')
    const unasked = { ...later, busy: null }
    expect(planPreparing(edge(), unasked, table({ 'orders@1.6.0': [18003] })).state.pools).toHaveProperty('http-0')
  })

  it('reloads when there are more pools than slots, and for a configuration that was rendered otherwise', () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`stock@1.${index}.0`, [18000]]))
    const { change } = planPreparing(edge(), opened(), table(many))
    expect(change.isReload).toBe(true)
    const strange = { ...opened(), files: new Map([...opened().files, [edge().files.config, 'ff']]) }
    expect(planPreparing(edge(), strange, table({ 'orders@1.4.0': [18000] })).change).toMatchObject({
      isReload: true,
      plannedOn: 'ff',
    })
  })

  it('says of old servers alone that they were well, when it reloads', () => {
    const committed = commit(opened(), table({ 'orders@1.4.0': [18000] }))
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`stock@1.${index}.0`, [18000]]))
    const { change } = planPreparing(edge(), committed, table(many))
    expect(change.commands).toEqual(['set server http-0/s1 health up'])
  })
})

describe('committing', () => {
  it('is files first, then one map, on what was prepared', () => {
    const wanted = table({ 'orders@1.4.0': [18000] })
    const { state, change: prepared } = planPreparing(edge(), opened(), wanted)
    const change = planCommitting(edge(), { state, table: wanted, isReload: false })
    expect(change).toMatchObject({
      plannedOn: sha256(prepared.files['haproxy.cfg'] ?? ''),
      prepared: routeTableDigest(wanted),
      files: { 'live/table.map': prepared.files['next/table.map'], table: canonicalJson(wanted) },
    })
    expect(change.commands.at(-1)).toBe(`commit map @{version} ${edge().files.folder}/live/table.map`)
  })
})

describe('what leaves', () => {
  const both = () => commit(opened(), table({ 'orders@1.4.0': [18000, 18001], 'orders@1.5.0': [18002] }))
  const later = () => commit(both(), table({ 'orders@1.5.0': [18002] }))

  it('are the servers of these instances in slots that no route leads to', () => {
    expect(
      leavingServers(edge(), later(), [instance('orders', '1.4.0', 18001), instance('orders', '1.5.0', 18002)]),
    ).toEqual(['http-0/s2'])
  })

  it('is taken out of its slot when nothing is under way to it', () => {
    const release = planReleasing(edge(), later(), new Set())
    expect(release?.cleared).toEqual(['http-0'])
    expect(release?.change.commands).toContain('set server http-0/s1 state maint')
    expect(parseProxyState(release?.change.files['haproxy.cfg'] ?? '')?.pools).not.toHaveProperty('http-0')
    expect(planReleasing(edge(), later(), new Set(['http-0']))).toBeNull()
  })

  it('is what was only prepared, when that is forgotten; nothing when nothing was', () => {
    const standing = both()
    const prepared = after(standing, planPreparing(edge(), standing, table({ 'orders@2.0.0': [18003] })).change)
    const change = planReleasing(edge(), prepared, new Set())?.change
    expect(change?.files['haproxy.cfg']).toBe(
      planPreparing(edge(), standing, table({ 'orders@1.4.0': [18000, 18001], 'orders@1.5.0': [18002] })).change.files[
        'haproxy.cfg'
      ],
    )
    expect(change?.files).toMatchObject({ prepared: standing.prepared })
    expect(planReleasing(edge(), standing, new Set())).toBeNull()
  })
})
