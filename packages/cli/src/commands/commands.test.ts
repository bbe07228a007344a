import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../arguments.ts'
import { type CliRun, runCommandLine } from '../run-cli.ts'
import type { Command } from './command.ts'
import { commands } from './index.ts'
import { runCommand } from './run-command.ts'

const command = (name: string): Command => {
  const found = commands.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no command ${name}`)
  return found
}

const run = (...argv: string[]) => runWith(runCommandLine, argv)

async function runWith(act: (run: CliRun) => Promise<number>, argv: readonly string[] = []) {
  const text = { out: '', error: '' }
  const stream = (name: keyof typeof text) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        text[name] += String(chunk)
        done()
      },
    })
  const code = await act({
    argv,
    env: { PATH: process.env['PATH'] },
    stdout: stream('out'),
    stderr: stream('error'),
    signal: new AbortController().signal,
    clock: () => new Date('2026-11-23T09:00:00Z'),
    program: '/nowhere/embedded.mjs',
  })
  return { code, ...text }
}

describe.each(commands.map((command) => [command.name, command] as const))('towpath %s', (name, command) => {
  it('stands in the help, and shows its own words and options', async () => {
    expect((await run('help')).out).toContain(`  ${name} `)
    const { code, out } = await run(name, '--help')
    expect(code).toBe(0)
    for (const word of command.words) expect(out).toContain(`<${word.name}>`)
    for (const option of [...command.options, { name: 'json' }, { name: 'metadata-store' }]) {
      expect(out).toContain(`--${option.name}`)
    }
  })

  it('says on one line what it is for', () => {
    expect(command.summary).toMatch(/^[A-Z].{10,90}[^.]$/)
    const names = [...command.words, ...command.options].map((one) => one.name)
    expect(new Set(names).size).toBe(names.length)
    expect(command.words.slice(0, -1).some((word) => word.many)).toBe(false)
  })

  it('refuses an option that it does not have', async () => {
    const { code, error } = await run(name, '--nonsense', 'x')
    expect(code).toBe(2)
    expect(error).toContain('found --nonsense')
  })
})

describe('a command', () => {
  it('takes what it needs as words or as options', async () => {
    const store = ['--metadata-store', 'memory:']
    for (const given of [
      ['dev', 'orders'],
      ['--environment', 'dev', '--service', 'orders'],
      ['--service', 'orders', '--json', 'dev'],
    ]) {
      const { code, error } = await run('unpin', ...given, ...store)
      expect(code).toBe(1)
      expect(error).toContain('environment-unknown')
    }
  })

  it('names what it lacks, and what is too much', async () => {
    const lacks = await run('unpin', '--environment', 'dev')
    expect(lacks).toMatchObject({ code: 2 })
    expect(lacks.error).toContain('expected `towpath unpin <environment> <service>`, found no service')
    const further = await run('unpin', 'dev', 'orders', 'stock')
    expect(further).toMatchObject({ code: 2 })
    expect(further.error).toContain('found `stock` behind them')
    const twice = await run('unpin', 'dev', 'orders', '--environment', 'dev')
    expect(twice).toMatchObject({ code: 2 })
    const bare = await run('unpin', 'dev', '--service')
    expect(bare.error).toContain('--service: expected a value, found nothing')
  })

  it.each([
    [['prune', '--dry-run=yes'], '--dry-run: expected `--dry-run` or `--dry-run=false`, once, found `yes`'],
    [['prune', '--dry-run', '--dry-run'], 'found `true` and `true`'],
    [['mark-bad', 'orders@1.4.2', '--reason', 'x', '--remove=1'], '--remove: expected'],
    [['unlock', '--all=True'], '--all: expected'],
  ])('takes no unclear flag for its contrary: %j', async (argv, message) => {
    const { code, error } = await run(...argv, '--metadata-store', 'memory:')
    expect(code).toBe(2)
    expect(error).toContain(message)
  })

  it('takes credentials from the environment, where no argument shows them', async () => {
    const seen: (string | null)[] = []
    const read: Command = {
      ...command('prune'),
      run: async ({ inputs }) => {
        seen.push(inputs.text('token'), inputs.text('package-token'), inputs.text('keep'))
        return { document: {}, text: 'of hunter22' }
      },
    }
    const env = { TOWPATH_TOKEN: 'hunter22', TOWPATH_PACKAGE_TOKEN: 'hunter23', TOWPATH_KEEP: 'x' }
    const act = (...argv: string[]) =>
      runWith((cli) => runCommand(read, parseArguments([...argv, '--metadata-store', 'memory:']), { ...cli, env }))
    expect((await act('prune')).out).toBe('of ***\n')
    await act('prune', '--token', 'hunter24')
    expect(seen).toEqual(['hunter22', 'hunter23', null, 'hunter24', 'hunter23', null])
  })

  it('lets no reason of someone else steer the terminal', async () => {
    const text = 'open again; eve had locked it: \u001b[2Jwell\r\nthat is all'
    const say: Command = { ...command('unpin'), words: [], run: async () => ({ document: {}, text }) }
    const given = parseArguments(['say', '--metadata-store', 'memory:'])
    const { out } = await runWith((cli) => runCommand(say, given, cli))
    expect(out).toBe('open again; eve had locked it:  [2Jwell \nthat is all\n')
  })

  it('never shows a word that may be a secret', async () => {
    const { error } = await run('unpin', 'dev', 'orders', 'Hunter/2=')
    expect(error).toContain('found a value without an option')
    expect(error).not.toContain('Hunter')
  })
})

describe('towpath lock and unlock', () => {
  const store = ['--metadata-store', 'memory:']

  it.each([
    [['lock', '--reason', 'x'], 'expected an environment, or `--all` alone, found no environment'],
    [['lock', 'dev', '--all', '--reason', 'x'], 'found both'],
    [['unlock', '--all', '--service', 'orders'], 'found both'],
    [['lock', 'dev'], 'expected `towpath lock [<environment>] --reason <text>`, found no reason'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, error } = await run(...argv, ...store)
    expect(code).toBe(2)
    expect(error).toContain(message)
  })

  it('say what is wrong with a time', async () => {
    const { code, error } = await run('lock', 'dev', '--reason', 'x', '--for', 'ever', ...store)
    expect(code).toBe(1)
    expect(error).toContain('expiry-invalid')
    expect(error).toContain('--for: expected a time span such as `30min`, `2h` or `3d`, found `ever`')
  })
})
