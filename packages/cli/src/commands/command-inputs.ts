import type { ParsedArguments } from '../arguments.ts'
import { CliFault } from '../cli-fault.ts'
import type { Command, CommandInputs, Option } from './command.ts'

/** The options that every command has. */
export const commonOptions: readonly Option[] = [
  { name: 'json', description: 'Prints the answer as JSON', value: null },
  { name: 'metadata-store', description: 'Where metadata lives (default: git:#towpath)', value: 'url' },
  {
    name: 'token',
    description: 'Credentials of the metadata store: a token, or `user:password` (better in TOWPATH_TOKEN)',
    value: 'token',
  },
  { name: 'help', description: 'Shows this text', value: null },
]

/** Words and options as one, checked against the table; `secretOf` knows what was not given, and is no argument. Throws `usage`. */
export function readCommandInputs(
  command: Command,
  { words, options, flags }: ParsedArguments,
  secretOf: (name: string) => string | null = () => null,
): CommandInputs {
  refuseFurtherWords(command, words)
  const given = new Map(Object.entries(options))
  for (const [index, { name, many }] of command.words.entries()) {
    const said = many === true ? words.slice(index) : words.slice(index, index + 1)
    if (said.length === 0) continue
    if (given.has(name)) throw usage(command, `${name} once`, 'it both as a word and as an option')
    given.set(name, said.join('\n'))
  }
  refuseBareOptions(command, flags)
  refuseUnclearFlags(command, options)
  const text = (name: string): string | null => given.get(name)?.trim() || secretOf(name)
  for (const { name } of requiredOf(command)) if (text(name) === null) throw missing(command, name)
  return {
    text,
    required: (name) => {
      const value = text(name)
      if (value === null) throw missing(command, name)
      return value
    },
    flag: (name) => text(name) === 'true',
    all: (name) => (text(name) ?? '').split('\n').flatMap((line) => line.trim() || []),
  }
}

/** `towpath unpin <environment> <service>` with what else must be given. */
export function renderUsage({ name, words, options }: Command): string {
  const shown = words.map((word) => {
    const text = `<${word.name}>${word.many === true ? '…' : ''}`
    return word.required ? text : `[${text}]`
  })
  const needed = options.filter(({ required }) => required).map((option) => `--${option.name} <${option.value}>`)
  return ['towpath', name, ...shown, ...needed].join(' ')
}

function requiredOf({ words, options }: Command): readonly { readonly name: string }[] {
  return [...words, ...options].filter(({ required }) => required)
}

function refuseFurtherWords(command: Command, words: readonly string[]): void {
  if (command.words.at(-1)?.many === true || words.length <= command.words.length) return
  const further = words[command.words.length] ?? ''
  // What is no name may be a secret, and is not shown.
  const found = /^[a-z0-9@.-]{1,40}$/.test(further) ? `\`${further}\` behind them` : 'a value without an option'
  throw usage(command, `\`${renderUsage(command)}\``, found)
}

function refuseBareOptions(command: Command, flags: ReadonlySet<string>): void {
  const { words, options } = command
  const valued = [...words, ...[...options, ...commonOptions].filter(({ value }) => value !== null)]
  const bare = valued.find(({ name }) => flags.has(name))
  if (bare === undefined) return
  throw new CliFault('usage', {
    where: `towpath ${command.name} --${bare.name}`,
    expected: 'a value',
    found: 'nothing',
  })
}

/** `--dry-run=yes` must never be taken for its contrary. */
function refuseUnclearFlags(command: Command, options: ParsedArguments['options']): void {
  for (const { name, value } of [...command.options, ...commonOptions]) {
    const said = options[name]
    if (value !== null || said === undefined || /^(true|false)$/.test(said)) continue
    throw new CliFault('usage', {
      where: `towpath ${command.name} --${name}`,
      expected: `\`--${name}\` or \`--${name}=false\`, once`,
      found: said
        .split('\n')
        .map((one) => `\`${one}\``)
        .join(' and '),
    })
  }
}

function missing(command: Command, name: string): CliFault {
  return usage(command, `\`${renderUsage(command)}\``, `no ${name}`)
}

function usage(command: Command, expected: string, found: string): CliFault {
  return new CliFault('usage', {
    where: `towpath ${command.name}`,
    expected,
    found,
    fix: `Try \`towpath ${command.name} --help\``,
  })
}
