/** One `::error …::…` line, as GitHub shows it at a file or on the run. */
export interface Annotated {
  readonly level: string
  readonly title: string
  readonly message: string
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
}

/** The annotations of a step's log, unescaped (actions/toolkit `command.ts`). */
export function annotationsIn(log: string): readonly Annotated[] {
  return log.split('\n').flatMap((line) => {
    const [, level, properties, message] = /^::(error|warning|notice)(?: (.*?))?::(.*)$/.exec(line) ?? []
    if (level === undefined || message === undefined) return []
    const named = new Map(
      (properties ?? '')
        .split(',')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), unescapeProperty(pair.slice(pair.indexOf('=') + 1))]),
    )
    const whole = (name: string): number | null => (named.has(name) ? Number(named.get(name)) : null)
    return [
      {
        level,
        title: named.get('title') ?? '',
        message: unescapeProperty(message),
        file: named.get('file') ?? null,
        line: whole('line'),
        column: whole('col'),
      },
    ]
  })
}

function unescapeProperty(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%')
}

/** The only error of a step; fails when there is none or more. */
export function errorIn(log: string): Annotated {
  const [first, ...others] = annotationsIn(log).filter(({ level }) => level === 'error')
  if (first === undefined || others.length > 0)
    throw new Error(`expected one error, found ${others.length + (first ? 1 : 0)}:\n${log}`)
  return first
}
