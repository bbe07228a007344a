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
    expect(command.error).toContain('found `deplyo`')
    const option = await run('deploy', '--enviroment', 'dev')
    expect(option.code).toBe(2)
    expect(option.error).toContain('--environment')
  })

  it('ends with 1 when a step refuses, and says what it lacks', async () => {
    const { code, error } = await run('deploy')
    expect(code).toBe(1)
    expect(error).toContain('Input `environment`: expected a value, found nothing.')
  })

  it('prints the outputs as JSON, and nothing else on stdout', async () => {
    const { out } = await run('status', '--json', '--metadata-store', 'memory:')
    expect(JSON.parse(out)).toHaveProperty('environments')
  })
})
