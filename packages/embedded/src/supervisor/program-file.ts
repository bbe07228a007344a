import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeAtomically } from '../document/document.ts'
import { EmbeddedFault, systemCode } from '../fault.ts'
import { programPath, type RootPaths } from './root.ts'

/**
 * Copies the program beside its digest's name; a file there with other bytes is written again. Its time then is that of this use. Returns the
 * bare hex digest.
 */
export function installProgram(paths: RootPaths, file: string, now = new Date()): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new EmbeddedFault('program-invalid', {
      where: file,
      expected: 'the program of supervisor and proxy',
      found: String(error),
    })
  }
  const digest = sha256(bytes)
  const target = programPath(paths, digest)
  if (readDigest(target) !== digest) writeAtomically(target, bytes)
  utimesSync(target, now, now)
  return digest
}

const keptDays = 7

/**
 * Removes programs, and what killed steps left of writing one, that no step has used for a week, but not the one that runs (`own`, its path).
 * Who runs another one has it in memory: it is a single file.
 */
export function removeOldPrograms(paths: RootPaths, own: string, now: Date): void {
  const oldest = now.getTime() - keptDays * 24 * 3_600_000
  for (const name of readdirSync(paths.programs)) {
    const file = join(paths.programs, name)
    if (name === basename(own) || !/^\.?[0-9a-f]{64}\.mjs/.test(name)) continue
    const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs
    if (usedAt !== undefined && usedAt < oldest) rmSync(file, { force: true })
  }
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function readDigest(file: string): string | undefined {
  try {
    return sha256(readFileSync(file))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
