import { spawnSync } from 'node:child_process'
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

try {
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  const report = existsSync(file) ? reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
  const { lines, exitCode } = concludeTests(report, status, process.env['TOWPATH_REQUIRE'] === 'all')
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = exitCode
} finally {
  rmSync(folder, { recursive: true, force: true })
}
