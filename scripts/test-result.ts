import { z } from 'zod'

/** What we read of vitest's JSON report. */
export const reportSchema = z.object({
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

export interface TestResult {
  /** What to print; the last line says how many passed and failed, and nothing else unless some were skipped. */
  readonly lines: readonly string[]
  readonly exitCode: 0 | 1
}

/**
 * The true counts of a run of vitest that ended with `status` and wrote `report` (null: it wrote none). Nothing that went wrong counts as
 * nothing: a file that failed as a whole, a test that did not end, an end without a report, a run without a test. With `strict`, skipped is failed.
 */
export function concludeTests(
  report: z.infer<typeof reportSchema> | null,
  status: number | null,
  strict: boolean,
): TestResult {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const skipped = tests.filter((test) => test.status === 'skipped' || test.status === 'todo')
  // vitest calls what it began and never ended, because its process was gone, pending.
  const lost = tests.filter((test) => test.status === 'pending')
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => /failed|pending/.test(status)),
  )
  const passed = report?.numPassedTests ?? 0
  const known = (report?.numFailedTests ?? 0) + brokenFiles.length + lost.length
  const unexplained = known === 0 && (status !== 0 || passed === 0) ? 1 : 0
  const failed = known + unexplained + (strict ? skipped.length : 0)
  return {
    lines: [
      ...renderSkipped(skipped),
      ...brokenFiles.map(({ name }) => `failed as a whole: ${name}`),
      ...lost.map(({ ancestorTitles, title }) => `did not end: ${[...ancestorTitles, title].join(' > ')}`),
      ...(unexplained > 0 ? [`vitest ended with ${status ?? 'a signal'} without naming a failed test`] : []),
      ...(strict && skipped.length > 0 ? ['TOWPATH_REQUIRE=all: what was skipped counts as failed'] : []),
      `${passed} passed, ${failed} failed${!strict && skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
    ],
    exitCode: failed === 0 ? 0 : 1,
  }
}

function renderSkipped(skipped: readonly { ancestorTitles: readonly string[]; title: string }[]): readonly string[] {
  const suites = Map.groupBy(skipped, ({ ancestorTitles, title }) => ancestorTitles[0] ?? title)
  return [...suites].map(([suite, tests]) => `skipped ${tests.length}: ${suite}`)
}
