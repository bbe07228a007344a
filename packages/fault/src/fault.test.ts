import { describe, expect, it } from 'vitest'
import { Fault, Faults } from './fault.ts'

describe('a fault', () => {
  it('says where, what was expected, what was found and what to do', () => {
    const fault = new Fault('range-invalid', {
      where: 'services.orders.versions[0]',
      expected: 'a semver range such as `^1.4`',
      found: 'the number 1.4',
      fix: 'Write it in quotes: `"1.4"`',
      place: { file: 'environments/staging.yaml', line: 14, column: 22 },
    })
    expect(fault.message).toBe(
      'environments/staging.yaml:14:22 services.orders.versions[0]: expected a semver range such as `^1.4`, found the number 1.4. Write it in quotes: `"1.4"`.',
    )
  })

  it('says less when less is known', () => {
    expect(new Fault('gone', { where: 'The store does not answer' }).message).toBe('The store does not answer.')
  })

  it('may ask what was meant', () => {
    const fault = new Fault('gone', { where: 'sotck', found: 'nothing', fix: 'Did you mean `stock`?' })
    expect(fault.message).toBe('sotck: found nothing. Did you mean `stock`?')
  })

  it('keeps its cause and says whether a retry can help', () => {
    const cause = new Error('ECONNREFUSED')
    const fault = new Fault('unreachable', { where: 'registry' }, { retryable: true, cause })
    expect(fault.cause).toBe(cause)
    expect(fault.retryable).toBe(true)
  })
})

describe('several faults', () => {
  it('read as one message, a line each', () => {
    const faults = new Faults([new Fault('a', { where: 'one' }), new Fault('b', { where: 'two' })])
    expect(faults.message).toBe('one.\ntwo.')
    expect(faults.code).toBe('a')
  })
})
