import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installProgram, removeOldPrograms } from './program-file.ts'
import { makeRoot, programPath, rootPaths } from './root.ts'

const now = new Date('2026-03-10T12:00:00Z')
const eightDaysAgo = new Date('2026-03-02T12:00:00Z')

describe('the programs of a root', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'towpath-programs-'))
    makeRoot(rootPaths(root))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('go when no step has used them for a week, but not the one that runs and not what is somebody else’s', () => {
    const paths = rootPaths(root)
    const [own, old, used] = ['own', 'old', 'used'].map((text) => {
      const source = join(root, text)
      writeFileSync(source, text)
      return programPath(paths, installProgram(paths, source, eightDaysAgo))
    })
    const foreign = join(paths.programs, 'notes.txt')
    const unfinished = join(paths.programs, `.${'a'.repeat(64)}.mjs.4711.tmp`)
    for (const file of [foreign, unfinished]) {
      writeFileSync(file, '')
      utimesSync(file, eightDaysAgo, eightDaysAgo)
    }
    installProgram(paths, join(root, 'used'), now)
    removeOldPrograms(paths, own ?? '', now)
    const kept = [own, used, foreign].map((file) => file?.slice(paths.programs.length + 1))
    expect(readdirSync(paths.programs).sort()).toEqual(kept.sort())
    expect(kept).not.toContain(old)
  })
})
