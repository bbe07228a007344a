import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { bundle } from '../scripts/bundle.ts'
import { nameOfPath, reachableFrom, readLockfile } from '../scripts/lockfile.ts'
import { renderTable } from './measure.ts'

/**
 * What each runtime dependency costs in bundle bytes, after `tsc -b`: the sizes of the modules that the bundler took from it, with what it
 * depends on, and of those that would be gone without it.
 */
const root = join(import.meta.dirname, '..')
const lockfile = readLockfile(root)
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) })
try {
  const sizes = new Map<string | null, number>()
  for (const { packagePath, sizeBytes } of await bundle(root, 'packages/cli/lib/bundle.js', join(folder, 'main')))
    sizes.set(packagePath, (sizes.get(packagePath) ?? 0) + sizeBytes)
  const reached = new Map(runtimeDependencies().map((name) => [name, reachableFrom(lockfile, `node_modules/${name}`)]))
  const kB = (paths: Iterable<string | null>): string =>
    ([...paths].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0) / 1000).toFixed(0)
  const rows = [...reached].map(([name, paths]) => {
    const ofOthers = new Set([...reached].flatMap(([other, theirs]) => (other === name ? [] : [...theirs])))
    return [name, kB([`node_modules/${name}`]), kB(paths), kB([...paths].filter((path) => !ofOthers.has(path)))]
  })
  rows.push(['Towpath itself', kB([null]), '', ''])
  process.stdout.write(`${renderTable(['package', 'kB', 'with what it needs', 'gone without it'], rows)}\n\n`)
  const largest = [...sizes].flatMap(([path, bytes]) => (path === null ? [] : [{ path, bytes }]))
  const top = largest.toSorted((a, b) => b.bytes - a.bytes).slice(0, 10)
  process.stdout.write(
    `${renderTable(
      ['largest', 'kB'],
      top.map(({ path }) => [nameOfPath(path), kB([path])]),
    )}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function runtimeDependencies(): readonly string[] {
  const names = globSync('packages/*/package.json', { cwd: root })
    .filter((file) => file !== 'packages/testing/package.json')
    .flatMap((file) =>
      Object.keys(packageSchema.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))).dependencies),
    )
  return [...new Set(names)].filter((name) => !name.startsWith('@towpath/')).sort()
}
