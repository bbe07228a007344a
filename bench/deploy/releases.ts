import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Release } from './contestant.ts'
import { editTree, type TreeShape, writeTree } from './package-tree.ts'

export interface Releases {
  readonly first: Release
  /** The first with 5 % of its files changed. */
  readonly second: Release
  readonly files: number
  readonly unpackedBytes: number
  readonly archiveBytes: number
  readonly changedFiles: number
  /** Of the changed files alone, by `tar | gzip -6`. */
  readonly changedGzipBytes: number
}

const share = 0.05

/** Makes both versions below a folder. */
export function makeReleases(folder: string, shape: TreeShape): Releases {
  mkdirSync(folder, { recursive: true })
  const [first, second] = [join(folder, '1.0.0'), join(folder, '1.1.0')]
  const files = writeTree(first, '1.0.0', shape)
  cpSync(first, second, { recursive: true, verbatimSymlinks: true })
  const changed = editTree(second, '1.1.0', files, share)
  const releases = [pack(first, '1.0.0'), pack(second, '1.1.0')] as const
  const changedGzipBytes = Number(
    shell('tar -c -C "$1" --sort=name -T - | gzip -6 | wc -c', second, changed.map((path) => `${path}\n`).join('')),
  )
  return {
    first: releases[0],
    second: releases[1],
    files: Number(shell('find "$1" -type f | wc -l', first)),
    unpackedBytes: Number(shell('find "$1" -type f -printf "%s\\n" | awk \'{ sum += $1 } END { print sum }\'', first)),
    archiveBytes: statSync(releases[0].archive).size,
    changedFiles: changed.length,
    changedGzipBytes,
  }
}

function pack(tree: string, version: string): Release {
  const archive = `${tree}.tar.gz`
  shell('tar -c -C "$1" --sort=name . | gzip -6 >"$1.tar.gz"', tree)
  return { version, tree, archive, sha256: createHash('sha256').update(readFileSync(archive)).digest('hex') }
}

function shell(script: string, argument: string, input = ''): string {
  return execFileSync('bash', ['-o', 'pipefail', '-c', script, 'bash', argument], { encoding: 'utf8', input }).trim()
}
