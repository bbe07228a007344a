import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'
import { Glob } from './glob.ts'

interface Include {
  readonly glob: Glob
  readonly where: string
  matched: boolean
  /** Something that it matches, or may reach into, and that is excluded. */
  excluded: string | undefined
}

/** What of a folder goes into the package: `include` without `exclude`, and which include has found nothing yet. */
export class Selection {
  readonly #includes: readonly Include[]
  readonly #excludes: readonly Glob[]

  /** @throws ArchiveFault `glob-invalid`. */
  constructor(include: readonly string[], exclude: readonly string[]) {
    if (include.length === 0) {
      throw new ArchiveFault('glob-invalid', { where: 'code.include', expected: 'at least one glob', found: 'none' })
    }
    this.#includes = include.map((text, index) => {
      const where = `code.include[${index}]`
      return { glob: new Glob(text, where), where, matched: false, excluded: undefined }
    })
    this.#excludes = exclude.map((text, index) => new Glob(text, `code.exclude[${index}]`))
  }

  /** Excluded, and all below it. */
  excludes(candidate: string): boolean {
    if (!this.#excludes.some((glob) => glob.matches(candidate))) return false
    for (const include of this.#includes) {
      if (include.excluded === undefined && (include.glob.matches(candidate) || include.glob.reachesInto(candidate))) {
        include.excluded = candidate
      }
    }
    return true
  }

  includes(candidate: string): boolean {
    let included = false
    for (const include of this.#includes) {
      if (included && include.matched) continue
      if (!include.glob.matches(candidate)) continue
      include.matched = true
      included = true
    }
    return included
  }

  reachesInto(folder: string): boolean {
    return this.#includes.some(({ glob }) => glob.reachesInto(folder))
  }

  /** To be called after the walk. @throws ArchiveFault `glob-matches-nothing` for the first include that found nothing. */
  verifyAllMatched(folder: string): void {
    const include = this.#includes.find(({ matched }) => !matched)
    if (include === undefined) return
    const { glob, where, excluded } = include
    const nearest = nearestPath(folder, glob.plainNames)
    throw new ArchiveFault('glob-matches-nothing', {
      where: `${where}: ${JSON.stringify(glob.text)}`,
      expected: `something that it matches in ${folder}`,
      found:
        excluded === undefined ? 'nothing' : `only what code.exclude takes away, such as ${JSON.stringify(excluded)}`,
      fix: fixFor(nearest, glob.plainNames, excluded),
    })
  }
}

interface Nearest {
  /** The part of the path that exists; empty for the folder itself. */
  readonly existing: string
  /** What stands there in place of the first name that does not exist. */
  readonly similar: string | undefined
}

function fixFor({ existing, similar }: Nearest, names: readonly string[], excluded: string | undefined): string {
  if (excluded !== undefined) return 'Narrow code.exclude, or remove this glob'
  const present = existing === '' ? 'the folder' : `\`${existing}\``
  if (similar !== undefined) return `Did you mean \`${similar}\``
  const all = existing === names.join('/')
  return `The nearest that exists is ${present}. ${all ? 'Correct the glob' : 'Build before packing'}, or remove it`
}

function nearestPath(folder: string, names: readonly string[]): Nearest {
  let existing = ''
  for (const name of names) {
    const present = namesIn(path.join(folder, existing))
    if (!present.includes(name)) {
      const similar = closest(name, present)
      return { existing, similar: similar === undefined ? undefined : path.posix.join(existing, similar) }
    }
    existing = path.posix.join(existing, name)
  }
  return { existing, similar: undefined }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // A file, or not readable: then nothing below it exists for us.
    return []
  }
}

function closest(name: string, present: readonly string[]): string | undefined {
  const nearby = present
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.min(3, Math.max(1, Math.floor(name.length / 2))))
  return nearby.sort((a, b) => a.edits - b.edits)[0]?.candidate
}

/** Levenshtein. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
