import picomatch from 'picomatch'
import { ArchiveFault } from '../archive-fault.ts'

/** `s`: a name with a newline in it is matched, so that it is refused and not left out in silence. */
const options = { dot: true, flags: 's' } as const

/** Folders that only a glob which names them can reach: a repository's history and our own output. */
const reservedNames: ReadonlySet<string> = new Set(['.git', '.towpath'])

/** One line of `code.include` or `code.exclude`. */
export class Glob {
  /** As it was written. */
  readonly text: string
  readonly #matches: (path: string) => boolean
  readonly #names: readonly string[]
  /** One a folder level; undefined where the levels can't be told apart, as in `{a,b/c}/**`. */
  readonly #levels: readonly ('any-depth' | ((name: string) => boolean))[] | undefined

  /** `where` is its place, such as `code.include[0]`. @throws ArchiveFault `glob-invalid`. */
  constructor(text: string, where: string) {
    this.text = text
    const pattern = text.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
    this.#names = pattern.split('/')
    const objection = objectionTo(text, pattern, this.#names)
    if (objection !== undefined) {
      throw new ArchiveFault('glob-invalid', {
        where,
        expected: 'a glob relative to the package’s folder, such as `dist/**`',
        found: `${JSON.stringify(text)}: ${objection}`,
      })
    }
    // The name of a folder, without any wildcard, stands for all that is in it.
    this.#matches = picomatch(isPlain(pattern) ? [pattern, `${pattern}/**`] : pattern, options)
    this.#levels = levelsOf(isPlain(pattern) ? `${pattern}/**` : pattern)
  }

  /** The names before the first wildcard: where one would look to see why it matches nothing. */
  get plainNames(): readonly string[] {
    const wildcard = this.#names.findIndex((name) => !isPlain(name))
    return wildcard === -1 ? this.#names : this.#names.slice(0, wildcard)
  }

  matches(path: string): boolean {
    return this.#matches(path) && this.#mayReach(path)
  }

  /** Whether something below this folder could match; true when in doubt. */
  reachesInto(folder: string): boolean {
    if (!this.#mayReach(folder)) return false
    if (this.#levels === undefined) return true
    const names = folder.split('/')
    for (const [depth, name] of names.entries()) {
      const level = this.#levels[depth]
      if (level === undefined) return false
      if (level === 'any-depth') return true
      if (!level(name)) return false
    }
    return this.#levels.length > names.length
  }

  #mayReach(path: string): boolean {
    if (!path.includes('.git') && !path.includes('.towpath')) return true
    return path.split('/').every((name) => !reservedNames.has(name) || this.#names.includes(name))
  }
}

function objectionTo(text: string, pattern: string, names: readonly string[]): string | undefined {
  if (text.startsWith('/')) return 'it is absolute'
  if (pattern === '') return 'it is empty'
  if (names.includes('..')) return 'it leaves the folder'
  if (text.includes('\n') || text.includes('\0')) return 'it has a newline or NUL in it'
  if (/^!(?!\()/.test(text)) return 'it is negated; what is not wanted belongs in exclude'
  return undefined
}

function isPlain(pattern: string): boolean {
  return !/[*?[\]{}()!+@\\|]/.test(pattern)
}

function levelsOf(pattern: string): readonly ('any-depth' | ((name: string) => boolean))[] | undefined {
  if (/[{([\\].*\/|!\(/.test(pattern)) return undefined
  return pattern.split('/').map((name) => (name === '**' ? 'any-depth' : picomatch(name, options)))
}
