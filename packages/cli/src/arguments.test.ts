import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments.ts'

describe('the arguments of the command line', () => {
  it('are a command and its options, in any form', () => {
    expect(parseArguments(['deploy', '--environment', 'dev', '--dry-run', '--reason=a=b'])).toEqual({
      command: 'deploy',
      words: [],
      options: { environment: 'dev', 'dry-run': 'true', reason: 'a=b' },
      flags: new Set(['dry-run']),
    })
  })

  it('take a private key for a value, wherever it stands, and never show it', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----'
    expect(parseArguments(['deploy', '--ssh-private-key', key, '--dry-run']).options).toEqual({
      'ssh-private-key': key,
      'dry-run': 'true',
    })
  })

  it('become lines when an option is given again', () => {
    expect(parseArguments(['promote', '--packages', 'orders', '--packages', 'stock@^2']).options['packages']).toBe(
      'orders\nstock@^2',
    )
  })

  it('may be none', () => {
    expect(parseArguments([])).toEqual({ command: null, words: [], options: {}, flags: new Set() })
  })

  it('keep the words behind the command, also behind what is true or false', () => {
    const isFlag = (name: string, command: string | null) => name === 'json' && command === 'unpin'
    expect(parseArguments(['unpin', '--json', 'dev', 'orders', '--token', 'x'], isFlag)).toMatchObject({
      words: ['dev', 'orders'],
      options: { json: 'true', token: 'x' },
    })
    expect(parseArguments(['unpin', '--json', 'false', 'dev'], isFlag)).toMatchObject({
      words: ['dev'],
      options: { json: 'false' },
    })
  })

  it('carry any value unchanged', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseArguments(['resolve', `--range=${value}`]).options['range']).toBe(value)
      }),
    )
  })

  it('can not reach what every object has', () => {
    expect(parseArguments(['x', '--__proto__=1', '--toString=2']).options).toMatchObject({ toString: '2' })
    expect(Object.prototype).not.toHaveProperty('1')
  })
})
