import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWith, haproxy, superuser } from '@towpath/testing'
import { describe, expect, it } from 'vitest'
import { planSlots } from './plan-slots.ts'
import { parseProxyState } from './proxy-state.ts'
import { renderHaproxyConfig } from './render-config.ts'
import { type HaproxySettings, healthMapFile, tableMapFile } from './settings.ts'
import { tableOf } from './testing/trial-table.ts'

const table = tableOf({ '1.0.0': { http: [1001, 1002], rpc: [2001, 2002] } })
const { state } = planSlots({ current: null, tables: [table], busy: new Set() })

const settings: HaproxySettings = {
  environment: 'staging',
  binds: [{ address: '10.77.0.100', port: 80, isTransparent: true }],
  tcpPorts: [{ service: 'stock', provide: 'feed', port: 20_001 }],
  certificate: null,
  folder: '/var/lib/towpath/environments/staging/proxy',
  socketFolder: '/run/towpath-proxy-staging',
  statsSocket: '/run/towpath-proxy-staging/stats.sock',
  socketGroup: 'deploy',
  worker: { user: 'haproxy', group: 'haproxy', chroot: '/var/lib/haproxy' },
  hardStopSeconds: 60,
  maxConnections: 10_000,
}

/** Lines of a section, without what they are indented by. */
function section(text: string, head: string): readonly string[] {
  const [, lines = ''] = text.split(`\n${head}\n`)
  return lines.split(/\n(?=\S|\n)/, 1).flatMap((all) => all.split('\n').map((line) => line.trim()))
}

describe('the configuration', () => {
  const text = renderHaproxyConfig(settings, state)

  it('says in its first line what it was written for', () => {
    expect(parseProxyState(text)).toEqual(state)
    expect(renderHaproxyConfig(settings, state)).toBe(text)
  })

  it('has the servers of each pool, and the rest of them to be filled', () => {
    expect(section(text, 'backend http-0').slice(-4)).toEqual([
      'server s1 127.0.0.1:1001 tcp-ut 3s',
      'server s2 127.0.0.1:1002 tcp-ut 3s',
      'server s3 0.0.0.0:1 tcp-ut 3s disabled',
      'server s4 0.0.0.0:1 tcp-ut 3s disabled',
    ])
    expect(section(text, 'backend grpc-0').at(-4)).toBe('server s1 127.0.0.1:2001 proto h2 tcp-ut 3s')
    expect(section(text, 'backend tcp-7')).toContain('server s1 0.0.0.0:1 tcp-ut 3s disabled')
  })

  it('lets a group ask the verify sockets, and nobody but root say commands', () => {
    expect(section(text, 'frontend verify')[0]).toBe(
      'bind unix@/run/towpath-proxy-staging/verify.sock mode 660 group deploy',
    )
    expect(text).toContain('stats socket /run/towpath-proxy-staging/stats.sock mode 600 level admin')
  })

  it('listens on the VIP though another host holds it, and on the addresses of each edge where it is external', () => {
    expect(text).toContain('bind 10.77.0.100:80 transparent\n')
    expect(text).toContain('bind 10.77.0.100:20001 transparent\n')
    const own = renderHaproxyConfig(
      { ...settings, binds: [{ address: 'fd00::1', port: 80, isTransparent: false }] },
      state,
    )
    expect(own).toContain('bind [fd00::1]:80\n')
  })
})

describeWith([haproxy, superuser], 'HAProxy with that configuration', () => {
  it.each<[string, Partial<HaproxySettings>]>([
    ['everything', { socketGroup: 'root', worker: { user: 'nobody', group: 'nogroup', chroot: '/var/empty' } }],
    ['nothing that may be left out', { tcpPorts: [], socketGroup: null, worker: null, maxConnections: null }],
    [
      'several addresses',
      { binds: ['127.0.0.1', '::1'].map((address) => ({ address, port: 80, isTransparent: false })) },
    ],
  ])('finds no fault and has nothing to warn of, with %s', (_what, more) => {
    const folder = mkdtempSync(join(tmpdir(), 'towpath-haproxy-'))
    try {
      for (const which of ['live', 'next'] as const) {
        mkdirSync(join(folder, which))
        writeFileSync(tableMapFile(folder, which), '')
      }
      writeFileSync(healthMapFile(folder), '')
      const file = join(folder, 'haproxy.cfg')
      const sockets = {
        folder,
        socketFolder: folder,
        statsSocket: join(folder, 'stats.sock'),
        socketGroup: null,
        worker: null,
      }
      writeFileSync(file, renderHaproxyConfig({ ...settings, ...sockets, ...more }, state))
      const said = execFileSync('sh', ['-c', 'haproxy -c -f "$1" 2>&1', 'sh', file], { encoding: 'utf8' })
      expect(said).toBe('Configuration file is valid\n')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
