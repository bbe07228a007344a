/** A place in a text file, 1-based, as editors and GitHub annotations count. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** What a person needs in order to act. Each part is one plain clause without a full stop. */
export interface Explanation {
  /** The thing that is wrong, in the person's own names: a file and key, a host, a package. */
  readonly where: string
  readonly expected?: string
  readonly found?: string
  /** What to do, as an instruction. */
  readonly fix?: string
  /** Set when the thing stands in a file, so that it can become an annotation there. */
  readonly place?: Place
}

/** Base of every package's error class. `Code` is that package's closed union. */
export class Fault<Code extends string = string> extends Error {
  readonly code: Code
  readonly explanation: Explanation
  /** True when doing the same again, unchanged, can succeed. */
  readonly retryable: boolean

  constructor(code: Code, explanation: Explanation, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(renderExplanation(explanation), options.cause === undefined ? {} : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.explanation = explanation
    this.retryable = options.retryable ?? false
  }
}

/** Several faults of one kind found in one reading (all problems of a YAML file at once, say). At least one. */
export class Faults<Code extends string = string> extends Fault<Code> {
  readonly all: readonly Fault<Code>[]

  constructor(all: readonly [Fault<Code>, ...Fault<Code>[]]) {
    super(all[0].code, all[0].explanation, { retryable: all.every((fault) => fault.retryable), cause: all[0].cause })
    this.all = all
    this.message = all.map((fault) => fault.message).join('\n')
  }
}

/** One sentence or three: `where: expected E, found F. Fix.` */
export function renderExplanation(explanation: Explanation): string {
  const { expected, found, fix, place } = explanation
  const where = place === undefined ? explanation.where : `${renderPlace(place)} ${explanation.where}`
  const facts = [expected && `expected ${expected}`, found && `found ${found.replace(/(?<=\w)\.$/, '')}`]
    .filter(Boolean)
    .join(', ')
  const statement = facts === '' ? `${where}.` : `${where}: ${facts}.`
  return fix === undefined ? statement : `${statement} ${fix}${fix.endsWith('?') ? '' : '.'}`
}

/** `file:line:column`, as far as they are known. */
export function renderPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
}
