import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packArchive } from '@towpath/archive'
import { median, renderTable } from './measure.ts'

/** Packing a folder into archive and file index against `tar | gzip -6`, which makes no index and no promise of the same bytes. */
const rounds = 5
const source = join(import.meta.dirname, '../node_modules')
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
try {
  const tree = join(folder, 'tree')
  // A service's own modules, not the compilers and the Node of this repository.
  for (const name of ['zod', '@azure', '@octokit', 'es-abstract', 'lodash', 'undici', 'knip', 'vitest', '@types']) {
    execFileSync('sh', [
      '-c',
      'mkdir -p "$2" && cp -aL "$1" "$2"',
      'sh',
      join(source, name),
      join(tree, 'node_modules'),
    ])
  }
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
  const count = execFileSync('sh', ['-c', 'find "$1" -type f | wc -l', 'sh', tree], { encoding: 'utf8' }).trim()
  process.stdout.write(`${renderTable([`${count} files`, 'Towpath', 'tar \\| gzip -6', 'ratio'], rows)}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
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
