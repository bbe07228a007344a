import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readActionContracts } from '../scripts/action-contracts.ts'
import { type Program, renderTable, timePrograms } from './measure.ts'

/**
 * Start of each step until its inputs are parsed, against bare node (an empty module); the goal is at most 2. And, for orders of magnitude, a
 * step that refuses an input and says so, which loads GitHub's toolkit.
 */
const root = join(import.meta.dirname, '..')
const rounds = Number(process.argv[2] ?? 21)
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
try {
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const leave = ['--import', pathToFileURL(join(import.meta.dirname, 'leave-after-inputs.mjs')).href]
  const programs: Record<string, Program> = { 'bare node': { args: [empty], env: environment(), exitCode: 0 } }
  for (const { step } of readActionContracts(root)) {
    programs[step] = { args: [...leave, join(root, 'dist', `${step}.js`)], env: environment(), exitCode: 0 }
  }
  programs['deploy, refused'] = { args: [join(root, 'dist/deploy.js')], env: environment(), exitCode: 1 }
  const times = timePrograms(programs, rounds)
  const bare = times.get('bare node') ?? Number.NaN
  const rows = [...times].map(([name, ms]) => [name, ms.toFixed(1), (ms / bare).toFixed(2)])
  process.stdout.write(`${renderTable(['until its inputs are parsed', 'ms', 'times bare node'], rows)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** As a runner gives it, with the inputs that action.yml requires missing. */
function environment(): Record<string, string> {
  const output = join(folder, 'output')
  writeFileSync(output, '')
  return { PATH: process.env['PATH'] ?? '', GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output, GITHUB_WORKSPACE: folder }
}
