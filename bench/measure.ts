import { spawnSync } from 'node:child_process'

/** A program to time: its arguments for the node that runs this, and its whole environment. */
export interface Program {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** How it has to end, so that what was timed is what was meant. */
  readonly exitCode: number
}

/** Median milliseconds from start to end of each program. They take turns, so that what else the machine does meets all alike. */
export function timePrograms(programs: Readonly<Record<string, Program>>, rounds: number): Map<string, number> {
  const times = new Map(Object.keys(programs).map((name) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, program] of Object.entries(programs)) times.get(name)?.push(timeOnce(name, program))
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

function timeOnce(name: string, { args, env, exitCode }: Program): number {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env: { ...env }, encoding: 'utf8' })
  const tookMs = performance.now() - started
  if (status !== exitCode) throw new Error(`${name} ended with ${status}, not ${exitCode}:\n${stdout}${stderr}`)
  return tookMs
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new RangeError('no values to take a median of')
  return middle
}

/** A Markdown table, as docs/benchmarks.md has it. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
