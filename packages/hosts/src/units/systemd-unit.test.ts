import { describe, expect, it } from 'vitest'
import { renderSystemdUnit } from './systemd-unit.ts'
import type { UnitSpec } from './unit-spec.ts'

const unit: UnitSpec = {
  name: 'towpath-staging-eu_orders_1.4.2_0123abcd',
  description: 'orders 1.4.2 in staging-eu',
  command: ['node', 'dist/server.js', '--greeting=50% "of" $HOME\n', ''],
  workingDirectory: '/opt/towpath/packages/abc',
  environmentFile: '/etc/towpath/staging-eu/orders/0123abcd/environment',
  user: 'tp_staging-eu_orders',
  stopSeconds: 10,
  restartSeconds: 2,
  resources: { cpuMilli: 505, memoryMiB: 256 },
  credentials: { LICENCE: '/etc/orders/the 100% licence' },
  statePaths: ['/var/lib/towpath/state/staging-eu/orders/data'],
  slice: 'towpath-staging-eu',
  syslogIdentifier: 'orders',
  logExtraFields: { TOWPATH_ENVIRONMENT: 'staging-eu', TOWPATH_SERVICE: 'orders', TOWPATH_VERSION: '1.4.2' },
}

const lineOf = (text: string, key: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(`${key}=`))

describe('the text of a unit', () => {
  const text = renderSystemdUnit(unit)

  it.each([
    ['ExecStart', ':"node" "dist/server.js" "--greeting=50%% \\"of\\" $HOME\\x0a" ""'],
    ['Slice', 'towpath-staging\\x2deu.slice'],
    ['User', 'tp_staging-eu_orders'],
    ['LoadCredential', 'LICENCE:/etc/orders/the 100%% licence'],
    ['MemoryMax', '256M'],
    ['CPUQuota', '50.5%'],
    ['ReadWritePaths', '"/var/lib/towpath/state/staging-eu/orders/data"'],
    ['LogExtraFields', '"TOWPATH_ENVIRONMENT=staging-eu" "TOWPATH_SERVICE=orders" "TOWPATH_VERSION=1.4.2"'],
    ['StartLimitIntervalSec', '70'],
    ['TimeoutStopSec', '10'],
    ['Type', 'exec'],
    ['WantedBy', 'multi-user.target'],
  ])('has %s', (key, value) => {
    expect(lineOf(text, key)).toBe(`${key}=${value}`)
  })

  it('leaves out what was not said', () => {
    const plain = renderSystemdUnit({ ...unit, user: null, resources: {}, credentials: {}, statePaths: [] })
    for (const key of ['User', 'MemoryMax', 'CPUQuota', 'LoadCredential', 'ReadWritePaths']) {
      expect(lineOf(plain, key)).toBeUndefined()
    }
  })

  it.each([
    ['bin/server', '/opt/towpath/packages/abc/bin/server'],
    ['./server', '/opt/towpath/packages/abc/server'],
    ['/usr/bin/python3', '/usr/bin/python3'],
    ['python3', 'python3'],
  ])('starts %s as %s', (program, found) => {
    expect(lineOf(renderSystemdUnit({ ...unit, command: [program] }), 'ExecStart')).toBe(`ExecStart=:"${found}"`)
  })

  it.each([
    ['a NUL in an argument', { command: ['node', 'a\0b'] }],
    ['half a surrogate pair', { command: ['node', '\ud800'] }],
    ['a noncharacter, for which systemd would skip the line', { command: ['node', '\ufffe'] }],
    ['no program', { command: [] }],
    ['a program that systemd would read as an option', { command: ['-node'] }],
    ['a second line', { description: 'orders\nExecStartPre=/bin/evil' }],
    ['a description that would swallow the next line', { description: 'orders\\' }],
    ['a second credential', { credentials: { LICENCE: '/etc/x\nUser=root' } }],
    ['a relative state folder', { statePaths: ['data'] }],
    ['a name that is not ours', { name: 'ssh' }],
    ['a template', { name: 'towpath-a@b' }],
    ['a name that is too long', { name: `towpath-${'a'.repeat(240)}` }],
  ] satisfies [string, Partial<UnitSpec>][])('refuses %s', (_, wrong) => {
    expect(() => renderSystemdUnit({ ...unit, ...wrong })).toThrow(expect.objectContaining({ code: 'value-refused' }))
  })
})
