import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packArchive } from '@towpath/archive'
import { writeTree } from './deploy/package-tree.ts'
import { median, renderTable } from './measure.ts'

/**
 * Packing a folder into archive and file index against `tar | gzip -6`, which makes no index and no promise of the same bytes: modules of this
 * repository, and 500 MiB that are made up.
 */
const source = join(import.meta.dirname, '../node_modules')
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
try {
  const modules = join(folder, 'modules')
  // A service's own modules, not the compilers and the Node of this repository.
  for (const name of ['zod', '@azure', '@octokit', 'es-abstract', 'lodash', 'undici', 'knip', 'vitest', '@types']) {
    const copy = 'mkdir -p "$2" && cp -aL "$1" "$2"'
    execFileSync('sh', ['-c', copy, 'sh', join(source, name), join(modules, 'node_modules')])
  }
  process.stdout.write(`${await comparePacking(modules, 5)}\n\n`)
  const large = join(folder, 'large')
  writeTree(large, '1.0.0', { files: 10_000, sizeBytes: 500 * 1024 ** 2, bundleBytes: 100 * 1024 ** 2 })
  process.stdout.write(`${await comparePacking(large, 3)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function comparePacking(tree: string, rounds: number): Promise<string> {
  const times = { ours: [] as number[], theirs: [] as number[] }
  const [archive, theirs] = [join(folder, 'package.tar.gz'), join(folder, 'tar.gz')]
  for (let round = 0; round < rounds; round += 1) {
    times.theirs.push(
      await timed(
        async () => void execFileSync('sh', ['-c', 'tar -C "$1" -cf - . | gzip -6 > "$2"', 'sh', tree, theirs]),
      ),
    )
    times.ours.push(
      await timed(async () => {
        await packArchive({
          folder: tree,
          include: ['**'],
          compression: 'gzip',
          modifiedAt: new Date('2026-01-01T00:00:00Z'),
          target: { archive, files: join(folder, 'files.ndjson') },
        })
      }),
    )
  }
  const rows = [
    ['seconds', ...seconds(median(times.ours), median(times.theirs))],
    ['MB', ...megabytes(statSync(archive).size, statSync(theirs).size)],
  ]
  const count =
    'find "$1" -type f -printf "%s\\n" | awk \'{ sum += $1 } END { printf "%d files, %.0f MB", NR, sum / 1e6 }\''
  const what = execFileSync('sh', ['-c', count, 'sh', tree], { encoding: 'utf8' })
  return renderTable([what, 'Towpath', 'tar \\| gzip -6', 'ratio'], rows)
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await act()
  return performance.now() - started
}

function seconds(ours: number, theirs: number): string[] {
  return [(ours / 1000).toFixed(2), (theirs / 1000).toFixed(2), (ours / theirs).toFixed(2)]
}

function megabytes(ours: number, theirs: number): string[] {
  return [(ours / 1e6).toFixed(2), (theirs / 1e6).toFixed(2), (ours / theirs).toFixed(3)]
}
