import { lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Host, runCommand } from '@towpath/hosts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TrialSite } from '../trial/trial-site.ts'
import { hostsBlockCommand, renderHostsBlock } from './hosts-block.ts'
import { resolveNamesCommand } from './resolve-names.ts'

let site: TrialSite
let host: Host
let folder: string
beforeAll(async () => {
  site = await TrialSite.open()
  const spec = site.spec({ port: 1, services: {} })
  const opened = (await site.hosts(spec)).get('here')
  if (opened === undefined) throw new Error('no host')
  host = opened
  folder = join(site.root, 'here', 'etc')
  await mkdir(folder, { recursive: true })
})
afterAll(() => site[Symbol.asyncDispose]())
beforeEach(() => rm(join(folder, 'hosts'), { force: true }))

const file = () => readFile(join(folder, 'hosts'), 'utf8')
const acting = { environment: 'dev', fence: 1 }
const keep = (...names: readonly string[]) =>
  runCommand(host, hostsBlockCommand(acting, renderHostsBlock('dev', '10.77.0.100', names)))

describe('the names of an environment in /etc/hosts', () => {
  it('come last, stay where they stand, and go without a trace', async () => {
    await writeFile(join(folder, 'hosts'), '127.0.0.1 localhost\n')
    expect(await keep('b.dev', 'a.dev', 'a.dev')).toBe('changed')
    const block = '# towpath dev: begin\n10.77.0.100 a.dev\n10.77.0.100 b.dev\n# towpath dev: end\n'
    expect(await file()).toBe(`127.0.0.1 localhost\n${block}`)
    expect(await keep('a.dev', 'b.dev')).toBe('same')

    await writeFile(join(folder, 'hosts'), `${await file()}10.0.0.1 mine # towpath dev: begin\n\n`)
    expect(await keep('c.dev')).toBe('changed')
    expect(await file()).toBe(
      '127.0.0.1 localhost\n# towpath dev: begin\n10.77.0.100 c.dev\n# towpath dev: end\n10.0.0.1 mine # towpath dev: begin\n\n',
    )
    expect(await keep()).toBe('changed')
    expect(await file()).toBe('127.0.0.1 localhost\n10.0.0.1 mine # towpath dev: begin\n\n')
    expect(await keep()).toBe('same')
  })

  it('need no file, follow a link, and leave the block of another environment alone', async () => {
    expect(await keep()).toBe('same')
    await expect(file()).rejects.toThrow('ENOENT')
    const other = renderHostsBlock('dev-eu', '10.77.0.200', ['a.eu'])
    await writeFile(join(folder, 'real'), other)
    await symlink('real', join(folder, 'hosts'))
    await keep('a.dev')
    expect((await lstat(join(folder, 'hosts'))).isSymbolicLink()).toBe(true)
    expect(await file()).toBe(`${other}${renderHostsBlock('dev', '10.77.0.100', ['a.dev'])}`)
  })

  it('do not answer for themselves when they are looked up, as what people wrote there does', async () => {
    await writeFile(join(folder, 'hosts'), '10.0.0.7 mine.dev other.dev # not.dev\n')
    await keep('a.dev', 'mine.dev')
    const found = await runCommand(host, resolveNamesCommand('dev', ['a.dev', 'mine.dev', 'not.dev']))
    expect([...found].sort()).toEqual([
      ['a.dev', []],
      ['mine.dev', ['10.0.0.7']],
      ['not.dev', []],
    ])
  })

  it.each(['# towpath dev: begin\n10.77.0.100 a.dev\n', '# towpath dev: end\n# towpath dev: begin\n'])(
    'are told to be broken where a mark lacks: %j',
    async (text) => {
      await writeFile(join(folder, 'hosts'), text)
      expect(await keep('a.dev')).toBe('broken')
      expect(await file()).toBe(text)
    },
  )
})
