import { Writable } from 'node:stream'
import { contracts } from '@towpath/steps'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from './run-cli.ts'

async function run(...argv: string[]) {
  const text = { out: '', error: '' }
  const stream = (name: keyof typeof text) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        text[name] += String(chunk)
        done()
      },
    })
  const signal = new AbortController().signal
  const code = await runCommandLine({
    argv,
    env: { PATH: process.env['PATH'] },
    stdout: stream('out'),
    stderr: stream('error'),
    signal,
    clock: () => new Date(),
    program: '/nowhere/embedded.mjs',
  })
  return { code, ...text }
}

describe('the command line', () => {
  it('helps when it is asked for nothing', async () => {
    const { code, out } = await run()
    expect(code).toBe(0)
    for (const step of Object.keys(contracts)) expect(out).toContain(`  ${step} `)
  })

  it('shows every option of a step with its default', async () => {
    const { code, out } = await run('deploy', '--help')
    expect(code).toBe(0)
    for (const name of Object.keys(contracts.deploy.inputs)) expect(out).toContain(`--${name}`)
    expect(out).toMatch(/--environment +.*\(required\)/)
  })

  it('names what there is when a command or an option is not', async () => {
    const command = await run('deplyo')
    expect(command.code).toBe(2)
    expect(command.error).toContain('found `deplyo`. Did you mean `towpath deploy`')
    expect((await run('unpn', 'dev')).error).toContain('Did you mean `towpath unpin`')
    expect((await run('frobnicate')).error).toContain('Try `towpath help`')
    const word = await run('deploy', 'dev')
    expect(word).toMatchObject({ code: 2 })
    expect(word.error).toContain('Argument `dev`: expected an option such as')
    const option = await run('deploy', '--enviroment', 'dev')
    expect(option.code).toBe(2)
    expect(option.error).toContain('--environment')
  })

  it('ends with 1 when a step refuses, and says what it lacks', async () => {
    const { code, error } = await run('deploy', '--metadata-store', 'memory:')
    expect(code).toBe(1)
    expect(error).toContain('Input `environment`: expected a value, found nothing.')
  })

  it('prints the outputs as JSON, and nothing else on stdout', async () => {
    const { out } = await run('status', '--json', '--metadata-store', 'memory:')
    expect(JSON.parse(out)).toMatchObject({ environments: { environments: [] } })
  })

  it('refuses an option without its value, and one of the demo that is none', async () => {
    const promote = await run('promote', '--environment')
    expect(promote).toMatchObject({ code: 2 })
    expect(promote.error).toContain('--environment: expected a value, found nothing')
    expect(await run('demo', '--keeep')).toMatchObject({ code: 2 })
  })

  it('says that a root is not there', async () => {
    const { code, out } = await run('stop', '--root', '/nowhere/at/all')
    expect(code).toBe(0)
    expect(out).toContain('/nowhere/at/all: there is no such folder')
  })
})
