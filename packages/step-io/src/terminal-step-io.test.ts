import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { openTerminalStepIo } from './terminal-step-io.ts'

function open(inputs: Record<string, string> = {}, showSummary = true, env: Record<string, string> = {}) {
  const text = { out: '', error: '' }
  const stream = (name: keyof typeof text) =>
    new Writable({
      write: (chunk, _encoding, done) => {
        text[name] += String(chunk)
        done()
      },
    })
  const io = openTerminalStepIo({ env, inputs, stdout: stream('out'), stderr: stream('error'), showSummary })
  return { io, text }
}

describe('the terminal adapter', () => {
  it('takes inputs as given, trimmed, empty as absent', () => {
    const { io } = open({ environment: ' dev ', reason: '' })
    expect([io.input('environment'), io.input('reason'), io.input('spec')]).toEqual(['dev', null, null])
  })

  it('takes a secret from its variable, where no argument gives it, and nothing else', () => {
    const env = { TOWPATH_SIGNING_KEY: 'of the variable\n', TOWPATH_ENVIRONMENT: 'dev', TOWPATH_TOKEN: 'other' }
    const { io } = open({ token: 'of the argument' }, true, env)
    expect(['signing-key', 'environment', 'token', 'ssh-private-key'].map(io.input)).toEqual([
      'of the variable',
      null,
      'of the argument',
      null,
    ])
  })

  it('keeps outputs, says lines, shows the summary at the end', async () => {
    const { io, text } = open()
    io.output('revision', '3')
    io.say('one')
    io.summarize('**all**')
    await io.flush()
    expect([...io.outputs]).toEqual([['revision', '3']])
    expect(text.out).toBe('one\n\n**all**\n')
  })

  it('says where an annotation stands, once', async () => {
    const { io, text } = open()
    io.annotate({
      level: 'error',
      title: 'document-invalid',
      message: 'towpath.yaml:3:5 version: wrong.',
      place: { file: 'towpath.yaml', line: 3, column: 5 },
    })
    await io.flush()
    expect(text.error.match(/towpath\.yaml:3:5/g)).toHaveLength(1)
  })

  it('masks everywhere', async () => {
    const { io, text } = open()
    io.mask('hunter22')
    io.say('it is hunter22')
    io.annotate({ level: 'warning', title: 't', message: 'hunter22' })
    io.summarize('hunter22')
    await io.flush()
    expect(text.out + text.error).not.toContain('hunter22')
  })

  it('shows no progress where there is no terminal', () => {
    const { io, text } = open()
    io.progress('packing')
    expect(text.out).toBe('')
  })
})
