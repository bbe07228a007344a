import { describe, expect, it } from 'vitest'
import type { Host, ScriptResult } from '../host.ts'
import { layoutBelow } from '../layout.ts'
import { type HostCommand, runCommand } from './command.ts'
import { quote } from './host-script.ts'

const command: HostCommand<number> = {
  script: { name: 'sample', program: ':', variables: {} },
  parse: (records) => records.next().number(1),
}

function answering(result: Partial<ScriptResult>): Host {
  const unused = () => Promise.reject(new Error('unused'))
  return {
    name: 'app-1',
    address: '10.77.0.11',
    layout: layoutBelow(''),
    run: () => Promise.resolve({ exitCode: 0, stdout: '', stderr: '', ...result }),
    renderUnit: () => '',
    upload: unused,
    connect: unused,
    facts: unused,
    close: unused,
  }
}

describe('the answer of a script', () => {
  const run = (result: Partial<ScriptResult>) => runCommand(answering(result), command)

  it('is read strictly, and whole', async () => {
    expect(await run({ stdout: 'n\t42\nend\n' })).toBe(42)
    for (const stdout of ['n\t42\n', 'n\t4x\nend\n', 'n\nend\n', 'end\n', 'n\t42\nn\t43\nend\n', 'n\t42\nend', '']) {
      await expect(run({ stdout })).rejects.toMatchObject({
        code: 'output-unreadable',
        message: expect.stringContaining('Host app-1 (10.77.0.11), script sample, line'),
      })
    }
  })

  it('is a fault with the code that the script refuses with', async () => {
    await expect(run({ exitCode: 65, stdout: 'x\nfault\tlock-busy\tprod fence 3\n' })).rejects.toMatchObject({
      code: 'lock-busy',
      retryable: true,
      explanation: { found: 'prod fence 3' },
    })
    await expect(run({ exitCode: 65, stdout: 'fault\tno-such-code\tx\n' })).rejects.toMatchObject({
      code: 'script-failed',
    })
  })

  it('tells a full disk from other failures, and shows the last errors', async () => {
    const stderr = 'sort: write failed: /tmp/x: No space left on device\n'
    await expect(run({ exitCode: 2, stderr })).rejects.toMatchObject({ code: 'disk-full', retryable: false })
    await expect(run({ exitCode: 2, stderr: 'sh: 3: oops\n' })).rejects.toMatchObject({
      code: 'script-failed',
      explanation: { found: 'exit 2: sh: 3: oops' },
    })
  })
})

describe('a value on its way', () => {
  it('has its single quotes quoted', () => {
    expect(quote("it's")).toBe(`'it'\\''s'`)
  })
})
