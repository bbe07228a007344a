import { type EmbeddedCode, EmbeddedFault } from '../fault.ts'

/** A JSON value from outside as a plain object, or undefined. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(Object.entries(value))
}

/** Reads one object of an outside document field by field; every problem names the document and the key. */
export class Fields {
  readonly #object: Readonly<Record<string, unknown>>
  readonly #where: string
  readonly #code: EmbeddedCode
  readonly #read = new Set<string>()

  constructor(value: unknown, where: string, code: EmbeddedCode) {
    this.#where = where
    this.#code = code
    const object = asObject(value)
    if (object === undefined) throw this.problem('', 'an object', value)
    this.#object = object
  }

  problem(key: string, expected: string, found: unknown): EmbeddedFault {
    const text = found === undefined ? 'nothing' : (JSON.stringify(found) ?? String(found))
    const where = key === '' ? this.#where : `${this.#where} ${key}`
    return new EmbeddedFault(this.#code, { where, expected, found: text.slice(0, 120) })
  }

  value(key: string): unknown {
    this.#read.add(key)
    return Object.hasOwn(this.#object, key) ? this.#object[key] : undefined
  }

  has(key: string): boolean {
    return this.value(key) !== undefined
  }

  text(key: string, pattern = /^[^\0]+$/s, expected = 'a text that is not empty'): string {
    const value = this.value(key)
    if (typeof value !== 'string' || !pattern.test(value)) throw this.problem(key, expected, value)
    return value
  }

  optionalText(key: string): string | undefined {
    return this.has(key) ? this.text(key) : undefined
  }

  absolutePath(key: string): string {
    return this.text(key, /^\/[^\0]*$/s, 'an absolute path')
  }

  integer(key: string, bounds: { min: number; max: number; default?: number }): number {
    const value = this.value(key)
    if (value === undefined && bounds.default !== undefined) return bounds.default
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= bounds.min && value <= bounds.max)
      return value
    throw this.problem(key, `a whole number from ${bounds.min} to ${bounds.max}`, value)
  }

  /** Seconds, fractions allowed. */
  seconds(key: string, fallback: number): number {
    const value = this.value(key)
    if (value === undefined) return fallback
    if (typeof value === 'number' && value >= 0 && value <= 86_400) return value
    throw this.problem(key, 'seconds from 0 to 86400', value)
  }

  list(key: string): readonly unknown[] {
    const value = this.value(key)
    if (!Array.isArray(value)) throw this.problem(key, 'a list', value)
    return value
  }

  texts(key: string): readonly string[] {
    return this.list(key).map((item) => {
      if (typeof item !== 'string' || item.includes('\0')) throw this.problem(key, 'a list of texts', item)
      return item
    })
  }

  entries(key: string): readonly (readonly [string, unknown])[] {
    const object = asObject(this.value(key))
    if (object === undefined) throw this.problem(key, 'an object', this.value(key))
    return Object.entries(object)
  }

  textMap(key: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.entries(key).map(([name, value]) => {
        if (typeof value !== 'string') throw this.problem(`${key}.${name}`, 'a text', value)
        return [name, value]
      }),
    )
  }

  /** Call last: a key that nobody read is a misspelling or of a version that this program does not know. */
  end(): void {
    const unknown = Object.keys(this.#object).find((key) => !this.#read.has(key))
    if (unknown !== undefined) {
      throw this.problem(unknown, `no key but ${[...this.#read].join(', ')}`, this.#object[unknown])
    }
  }
}
