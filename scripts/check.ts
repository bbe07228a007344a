import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** All that can be said of the code without running the product, side by side. Exits 1 when any of it fails. */
const root = join(import.meta.dirname, '..')
const bin = (name: string): string => join(root, 'node_modules/.bin', name)
const script = (name: string, ...args: string[]): string[] => [process.execPath, join(root, 'scripts', name), ...args]

interface Check {
  readonly name: string
  readonly commands: readonly (readonly string[])[]
}

const checks: readonly Check[] = [
  { name: 'types and dist', commands: [[bin('tsc'), '-b'], script('build-dist.ts', '--check')] },
  { name: 'lint and format', commands: [[bin('biome'), 'check', '--error-on-warnings', '.']] },
  { name: 'dead code', commands: [[bin('knip')]] },
  { name: 'layers', commands: [[bin('vitest'), 'run', 'scripts', '--reporter=dot']] },
  {
    name: 'generated files',
    commands: [[process.execPath, '--conditions=towpath-source', join(root, 'scripts/generate.ts'), '--check']],
  },
]

const results = await Promise.all(checks.map(runCheck))
for (const { name, ok, output, seconds } of results) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name.padEnd(18)} ${seconds.toFixed(1)} s\n`)
  if (!ok) process.stdout.write(`${output.trimEnd()}\n`)
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1

async function runCheck({
  name,
  commands,
}: Check): Promise<{ name: string; ok: boolean; output: string; seconds: number }> {
  const started = performance.now()
  let output = ''
  let ok = true
  for (const command of commands) {
    const result = await run(command)
    output += result.output
    ok &&= result.code === 0
    if (!ok) break
  }
  return { name, ok, output, seconds: (performance.now() - started) / 1000 }
}

function run([command = '', ...args]: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
