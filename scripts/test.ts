import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concludeTests, reportSchema } from './test-result.ts'

/**
 * Runs the tests and ends with what a person and CI must know: what was skipped and why, and the true counts, alone on the last line.
 * Arguments go to vitest. With TOWPATH_REQUIRE=all nothing may be skipped.
 */
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'towpath-test-'))
const file = join(folder, 'report.json')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]

/** After its report vitest waits for its workers' output to close, and a process that a test left behind can hold that open for ever. */
const graceMs = 20_000

try {
  const status = await runVitest()
  const report = existsSync(file) ? reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
  const { lines, exitCode } = concludeTests(report, status, process.env['TOWPATH_REQUIRE'] === 'all')
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Its exit code; null when a signal ended it, ours included. */
async function runVitest(): Promise<number | null> {
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  let reportedAt: number | null = null
  const watch = setInterval(() => {
    if (reportedAt === null && existsSync(file)) reportedAt = Date.now()
    if (reportedAt === null || Date.now() - reportedAt < graceMs) return
    process.stdout.write('vitest does not end: a test left a process behind that holds its output open\n')
    child.kill('SIGKILL')
    clearInterval(watch)
  }, 500)
  try {
    await once(child, 'exit')
    return child.exitCode
  } finally {
    clearInterval(watch)
  }
}
