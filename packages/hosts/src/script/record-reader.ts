import { HostFault } from '../host-fault.ts'

/** One line of a script's answer: fields between tabs. Every reading is a check. */
export class AnswerRecord {
  readonly #where: string
  readonly #fields: readonly string[]

  constructor(where: string, fields: readonly string[]) {
    this.#where = where
    this.#fields = fields
  }

  get kind(): string {
    return this.#fields[0] ?? ''
  }

  /** Field `index`, from 1; field 0 is the kind. */
  text(index: number): string {
    const field = this.#fields[index]
    if (field === undefined) throw this.unreadable(`field ${index} of \`${this.kind}\``, 'the end of the line')
    return field
  }

  /** The rest of the line from field `index` on, tabs and all. */
  rest(index: number): string {
    this.text(index)
    return this.#fields.slice(index).join('\t')
  }

  number(index: number): number {
    const text = this.text(index)
    const value = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw this.unreadable('a whole number', text)
    return value
  }

  /** Text that travelled as base64. */
  decoded(index: number): string {
    const text = this.text(index)
    const bytes = Buffer.from(text, 'base64')
    if (bytes.toString('base64') !== text) throw this.unreadable('base64', text)
    return bytes.toString('utf8')
  }

  /** One of a closed list. */
  choice<Choice extends string>(index: number, choices: readonly Choice[]): Choice {
    const text = this.text(index)
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw this.unreadable(choices.map((choice) => `\`${choice}\``).join(' or '), text)
    return found
  }

  unreadable(expected: string, found: string): HostFault {
    const shown = found.length > 200 ? `${found.slice(0, 200)}…` : found
    return new HostFault('output-unreadable', { where: this.#where, expected, found: JSON.stringify(shown) })
  }
}

/** The answer of a script, a record at a time. Ends with the line `end`, so that a cut answer is never taken for whole. */
export class RecordReader implements Iterable<AnswerRecord> {
  readonly #subject: string
  readonly #lines: string[]
  #next = 0

  constructor(subject: string, stdout: string) {
    this.#subject = subject
    this.#lines = stdout.split('\n')
    const rest = this.#lines.splice(-2)
    if (rest[0] !== 'end' || rest[1] !== '') {
      throw this.#at(this.#lines.length + 1, []).unreadable('the line `end` at the end', rest.join('\n'))
    }
  }

  /** The next record; past the last one a fault. */
  next(): AnswerRecord {
    const line = this.#lines[this.#next]
    if (line === undefined) throw this.#at(this.#next + 1, []).unreadable('a further record', 'the end')
    this.#next += 1
    return this.#at(this.#next, line.split('\t'))
  }

  hasNext(): boolean {
    return this.#next < this.#lines.length
  }

  *[Symbol.iterator](): Generator<AnswerRecord, void, undefined> {
    while (this.hasNext()) yield this.next()
  }

  /** The answer of one of several scripts that took turns: up to its own `end`, all of it read. */
  part<Result>(read: (records: RecordReader) => Result): Result {
    const end = this.#lines.indexOf('end', this.#next)
    const lines = this.#lines.slice(this.#next, end === -1 ? undefined : end)
    const part = new RecordReader(`${this.#subject}, from line ${this.#next + 1}`, [...lines, 'end', ''].join('\n'))
    this.#next = end === -1 ? this.#lines.length : end + 1
    const value = read(part)
    part.end()
    return value
  }

  /** @throws HostFault when a record is left that nobody read. */
  end(): void {
    const line = this.#lines[this.#next]
    if (line !== undefined) throw this.#at(this.#next + 1, []).unreadable('the end', line)
  }

  #at(line: number, fields: readonly string[]): AnswerRecord {
    return new AnswerRecord(`${this.#subject}, line ${line} of its answer`, fields)
  }
}
