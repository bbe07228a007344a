import { CliFault } from './cli-fault.ts'

export interface ParsedArguments {
  /** The first word, null when there is none. */
  readonly command: string | null
  /** By name without `--`. A flag without a value is `true`. */
  readonly options: Readonly<Record<string, string>>
  /** Names of the options that were given without a value. */
  readonly flags: ReadonlySet<string>
}

/**
 * `towpath <command> --name value --name=value --flag`. Repeated options become lines (`--packages orders --packages stock`). A private key
 * begins with five dashes and is a value.
 */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const options: Record<string, string> = Object.create(null)
  const flags = new Set<string>()
  let command: string | null = null
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (!isOption(word)) {
      if (command !== null) throw unexpected(word)
      command = word
      continue
    }
    const equals = word.indexOf('=')
    const next = argv[at + 1]
    const name = equals === -1 ? word.slice(2) : word.slice(2, equals)
    let value = 'true'
    if (equals !== -1) value = word.slice(equals + 1)
    else if (next !== undefined && !isOption(next)) {
      value = next
      at += 1
    } else flags.add(name)
    options[name] = name in options ? `${options[name]}\n${value}` : value
  }
  return { command, options, flags }
}

function isOption(word: string): boolean {
  return word.startsWith('--') && !word.startsWith('---')
}

function unexpected(word: string): CliFault {
  // What is no word may be a secret, and is not shown.
  const isValue = !/^[a-z0-9-]{1,40}$/.test(word) || word.startsWith('---')
  return new CliFault('usage', {
    where: isValue ? 'Arguments' : `Argument \`${word}\``,
    expected: 'an option such as `--environment staging`',
    found: isValue ? 'a value without an option' : 'a second command',
    fix: 'Try `towpath help`',
  })
}
