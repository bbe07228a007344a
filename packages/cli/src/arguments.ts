import { CliFault } from './cli-fault.ts'

export interface ParsedArguments {
  /** The first word, null when there is none. */
  readonly command: string | null
  /** By name without `--`. A flag without a value is `true`. */
  readonly options: Readonly<Record<string, string>>
  /** Names of the options that were given without a value. */
  readonly flags: ReadonlySet<string>
}

/** `towpath <command> --name value --name=value --flag`. Repeated options become lines (`--packages orders --packages stock`). */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const options: Record<string, string> = Object.create(null)
  const flags = new Set<string>()
  let command: string | null = null
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (!word.startsWith('--')) {
      if (command !== null) throw unexpected(word)
      command = word
      continue
    }
    const equals = word.indexOf('=')
    const next = argv[at + 1]
    const name = equals === -1 ? word.slice(2) : word.slice(2, equals)
    let value = 'true'
    if (equals !== -1) value = word.slice(equals + 1)
    else if (next !== undefined && !next.startsWith('--')) {
      value = next
      at += 1
    } else flags.add(name)
    options[name] = name in options ? `${options[name]}\n${value}` : value
  }
  return { command, options, flags }
}

function unexpected(word: string): CliFault {
  return new CliFault('usage', {
    where: `Argument \`${word}\``,
    expected: 'an option such as `--environment staging`',
    found: 'a second command',
    fix: 'Try `towpath help`',
  })
}
