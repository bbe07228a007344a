import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateFiles } from './generated.ts'

/** Writes every generated file. With `--check` only compares, lists what is stale and exits 1. */
const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const stale: string[] = []
for (const [path, text] of Object.entries(await generateFiles(root))) {
  const file = join(root, path)
  if (read(file) === text) continue
  stale.push(path)
  if (check) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
if (check && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`npm run build\` and commit what it writes.\n`)
  process.exitCode = 1
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
