import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** Paths of every file that git tracks, as they are in the work tree; files that are gone from it are left out. */
export function trackedFiles(...patterns: readonly string[]): readonly string[] {
  const git = (...args: string[]): readonly string[] =>
    execFileSync('git', ['ls-files', '-z', ...args, '--', ...patterns], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '')
  const gone = new Set(git('--deleted'))
  return git().filter((path) => !gone.has(path))
}

export function readTracked(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
