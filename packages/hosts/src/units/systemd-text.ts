import { HostFault } from '../host-fault.ts'

/*
 * How values stand in a unit file (systemd.syntax(7), systemd.service(5)). `%` begins a specifier everywhere, so it is doubled; a word in double
 * quotes is read with the escapes of C, so that a newline can stand in it. systemd ignores a whole line that holds what it takes for no text.
 */

/** A value that takes the rest of its line and is not split into words. */
export function line(where: string, value: string): string {
  const text = checked(where, value)
  if (/^\s|\s$|\\$/.test(text) || hasControl(text)) throw refused(where, 'one line without spaces around it')
  return text.replaceAll('%', '%%')
}

/** One word of a list of words. */
export function word(where: string, value: string): string {
  const escaped = checked(where, value)
    .replace(/[\\"]/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) => {
      const code = character.charCodeAt(0)
      return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : character
    })
  return `"${escaped.replaceAll('%', '%%')}"`
}

/** An absolute path as one word. */
export function path(where: string, value: string): string {
  if (!value.startsWith('/') || hasControl(value)) throw refused(where, 'an absolute path')
  return word(where, value)
}

/**
 * The words of ExecStart. A program is an absolute path, or one relative to the working directory, or a bare name, which systemd looks for in
 * /usr/local/bin, /usr/bin and their like. The colon keeps `$` in arguments from being taken for variables.
 */
export function command(where: string, words: readonly string[], workingDirectory: string): string {
  const [program = '', ...given] = words
  if (program === '' || hasControl(program)) throw refused(where, 'the name of a program')
  if (/^[-@:+!|]/.test(program)) throw refused(where, 'a program whose name does not begin with one of `- @ : + ! |`')
  const isRelative = program.includes('/') && !program.startsWith('/')
  const found = isRelative ? `${workingDirectory}/${program.replace(/^(\.\/+)+/, '')}` : program
  return `:${[found, ...given].map((one) => word(where, one)).join(' ')}`
}

/** `towpath-<env>` as a slice: `-` would put it inside another one, so that of the environment's name is escaped. */
export function sliceName(slice: string): string {
  const [first = '', ...rest] = slice.split('-')
  return `${[first, rest.join('\\x2d')].join('-')}.slice`
}

function checked(where: string, value: string): string {
  if (value.includes('\0') || !value.isWellFormed() || /\p{Noncharacter_Code_Point}/u.test(value)) {
    throw refused(where, 'Unicode text without NUL and noncharacters')
  }
  return value
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

/** Never shows the value: it may be long, and what stands in a unit is read by all. */
function refused(where: string, expected: string): HostFault {
  return new HostFault('value-refused', { where, expected, found: 'something else' })
}
