import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Runs the tests and ends with what a person and CI must know: what was skipped and why, and the true counts, alone on the last line.
 * Arguments go to vitest. With TOWPATH_REQUIRE=all nothing may be skipped.
 */
const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'towpath-test-'))
const report = join(folder, 'report.json')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), ancestorTitles: z.array(z.string()), title: z.string() }),
      ),
    }),
  ),
})

try {
  const run = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = conclude(run.status)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function conclude(status: number | null): number {
  const results = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')))
  const tests = results.testResults.flatMap((file) => file.assertionResults)
  const skipped = tests.filter(({ status: outcome }) => outcome !== 'passed' && outcome !== 'failed')
  for (const [suite, ofSuite] of Map.groupBy(skipped, ({ ancestorTitles, title }) => ancestorTitles[0] ?? title)) {
    process.stdout.write(`skipped ${ofSuite.length}: ${suite}\n`)
  }
  // A file that failed before it had tests counts as one failure: it must not look like nothing.
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  for (const { name } of brokenFiles) process.stdout.write(`failed as a whole: ${name.slice(root.length + 1)}\n`)
  const unaccounted = status !== 0 && results.numFailedTests + brokenFiles.length === 0 ? 1 : 0
  const strict = process.env['TOWPATH_REQUIRE'] === 'all' ? skipped.length : 0
  const failed = results.numFailedTests + brokenFiles.length + unaccounted + strict
  if (unaccounted > 0) process.stdout.write(`vitest ended with ${status} without naming a failed test\n`)
  if (strict > 0) process.stdout.write('TOWPATH_REQUIRE=all: what was skipped counts as failed\n')
  process.stdout.write(
    `${results.numPassedTests} passed, ${failed} failed${skipped.length > strict ? `, ${skipped.length} skipped` : ''}\n`,
  )
  return failed === 0 && results.numPassedTests > 0 ? 0 : 1
}
