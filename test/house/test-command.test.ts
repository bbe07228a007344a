import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const script = join(import.meta.dirname, '../../scripts/test.ts')

/** Runs the test command on test files of its own, and gives what it says after vitest's own report. */
async function runTests(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<{ lines: readonly string[]; code: number | null }> {
  const folder = await mkdtemp(join(tmpdir(), 'towpath-tests-'))
  try {
    await writeFile(join(folder, 'vitest.config.mjs'), 'export default { test: { globals: true, pool: "forks" } }\n')
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    const child = spawn(process.execPath, [script, '--root', folder], {
      env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const output = await text(child.stdout)
    return { lines: output.trimEnd().split('\n').slice(-4), code: await ended }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const passing = "it('goes', () => {})\nit('goes too', () => {})\n"
const skipped = "describe.skip('needs more [skipped: needs a thing]', () => { it('a', () => {}); it('b', () => {}) })\n"

describe('the test command', () => {
  it('counts what passed', async () => {
    const { lines, code } = await runTests({ 'a.test.mjs': passing })
    expect([lines.at(-1), code]).toEqual(['2 passed, 0 failed', 0])
  })

  it('counts failed tests, and a file that fails before it has any', async () => {
    const { lines, code } = await runTests({
      'a.test.mjs': passing,
      'b.test.mjs': "it('fails', () => { throw new Error('no') })\n",
      'c.test.mjs': "throw new Error('at once')\n",
    })
    expect([lines.at(-1), code]).toEqual(['2 passed, 2 failed', 1])
    expect(lines.at(-2)).toMatch(/^failed as a whole: .*c\.test\.mjs$/)
  })

  it('names what was skipped, with its count', async () => {
    const { lines, code } = await runTests({ 'a.test.mjs': passing, 'b.test.mjs': skipped })
    expect([...lines.slice(-2), code]).toEqual([
      'skipped 2: needs more [skipped: needs a thing]',
      '2 passed, 0 failed, 2 skipped',
      0,
    ])
  })

  it('counts what was skipped as failed where nothing may be', async () => {
    const files = { 'a.test.mjs': passing, 'b.test.mjs': skipped }
    const { lines, code } = await runTests(files, { TOWPATH_REQUIRE: 'all' })
    expect([lines.at(-1), code]).toEqual(['2 passed, 2 failed', 1])
  })

  it('fails when a test ends the process that runs it', async () => {
    const { lines, code } = await runTests({
      'a.test.mjs': passing,
      'b.test.mjs': "it('is gone', () => { process.kill(process.pid, 'SIGKILL') })\n",
    })
    expect([lines.at(-1), code]).toEqual(['2 passed, 1 failed', 1])
  })

  it('fails, and ends, when a test leaves a process behind that holds its output', async () => {
    const leak = "it('leaks', async () => { spawn('sleep', ['30'], { detached: true, stdio: 'inherit' }).unref() })\n"
    const { lines, code } = await runTests({ 'a.test.mjs': `import { spawn } from 'node:child_process'\n${leak}` })
    expect([lines.at(-1), code]).toEqual(['1 passed, 1 failed', 1])
  }, 60_000)

  it('fails when there is no test at all', async () => {
    const { lines, code } = await runTests({})
    expect([lines.at(-1), code]).toEqual(['0 passed, 1 failed', 1])
  })
})
