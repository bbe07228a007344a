import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { GitBench } from './testing/bench.ts'

const bench = new GitBench()
afterAll(() => bench.close())

/** What the reader of objects does when the last answer comes in after the end has begun: it lets go of the process. */
const program = `
import { Git } from ${JSON.stringify(new URL('./git.ts', import.meta.url).href)}
const git = new Git({ PATH: process.env.PATH, GIT_DIR: process.env.GIT_DIR }, 60_000)
const child = git.start(['cat-file', '--batch'])
const closing = git.close()
for (const held of [child, child.stdin, child.stdout, child.stderr]) held.unref()
await closing
console.log('closed')
`

describe('git that is closed while it is read from', () => {
  it('is waited for by a program that has nothing else to do', { timeout: 60_000 }, async () => {
    const args = ['--conditions=towpath-source', '--input-type=module', '-e', program]
    const env = { PATH: process.env['PATH'], GIT_DIR: bench.repository }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 50_000 })
    expect(stdout).toBe('closed\n')
  })
})
