import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { renderTable } from './measure.ts'

/** What a job downloads before its first step: the repository's archive as the runner fetches it, and what is in it. */
const root = join(import.meta.dirname, '..')
const tar = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: root, maxBuffer: 256 * 1024 * 1024 })
const files = readdirSync(join(root, 'dist')).map((name) => ({ name, bytes: readFileSync(join(root, 'dist', name)) }))
const largest = files.toSorted((a, b) => b.bytes.length - a.bytes.length).slice(0, 5)
const sizes = (bytes: Buffer): string[] => [kB(bytes.length), kB(gzipSync(bytes).length)]
const rows = [
  ['the repository’s archive (HEAD)', ...sizes(tar)],
  ['dist', ...sizes(Buffer.concat(files.map(({ bytes }) => bytes)))],
  ...largest.map(({ name, bytes }) => [`dist/${name}`, ...sizes(bytes)]),
]
process.stdout.write(`${renderTable(['what', 'kB', 'kB gzipped'], rows)}\n`)

function kB(bytes: number): string {
  return Math.round(bytes / 1000).toLocaleString('en')
}
