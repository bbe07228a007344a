import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Runs every benchmark, or the one that is named: `npm run bench -- start`. */
const folder = join(import.meta.dirname, '../bench')
const names = readdirSync(folder).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? [])
const [chosen, ...rest] = process.argv.slice(2)
if (chosen !== undefined && !names.includes(chosen)) {
  process.stderr.write(`There is no benchmark ${chosen}; there are ${names.join(', ')}\n`)
  process.exitCode = 1
} else {
  for (const name of chosen === undefined ? names : [chosen]) {
    process.stdout.write(`\n${name}\n\n`)
    const args = ['--conditions=towpath-source', join(folder, `${name}.bench.ts`), ...rest]
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}
