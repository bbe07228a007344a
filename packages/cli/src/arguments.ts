export interface ParsedArguments {
  /** The first word, null when there is none. */
  readonly command: string | null
  /** The words behind it. */
  readonly words: readonly string[]
  /** By name without `--`. A flag without a value is `true`. */
  readonly options: Readonly<Record<string, string>>
  /** Names of the options that were given without a value. */
  readonly flags: ReadonlySet<string>
}

/**
 * `towpath <command> word --name value --name=value --flag`. Repeated options become lines (`--packages orders --packages stock`). A private
 * key begins with five dashes and is a value. `isFlag` knows the options that take no value unless it is `true` or `false`.
 */
export function parseArguments(
  argv: readonly string[],
  isFlag: (name: string, command: string | null) => boolean = () => false,
): ParsedArguments {
  const options: Record<string, string> = Object.create(null)
  const flags = new Set<string>()
  const words: string[] = []
  let command: string | null = null
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (!isOption(word)) {
      if (command === null) command = word
      else words.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const next = argv[at + 1]
    const name = equals === -1 ? word.slice(2) : word.slice(2, equals)
    let value = 'true'
    if (equals !== -1) value = word.slice(equals + 1)
    else if (next !== undefined && !isOption(next) && (!isFlag(name, command) || /^(true|false)$/.test(next))) {
      value = next
      at += 1
    } else flags.add(name)
    options[name] = name in options ? `${options[name]}\n${value}` : value
  }
  return { command, words, options, flags }
}

function isOption(word: string): boolean {
  return word.startsWith('--') && !word.startsWith('---')
}
