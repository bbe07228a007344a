import { EmbeddedFault } from '../fault.ts'

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/
// Linux takes at most 128 KiB for one `NAME=value` in an environment.
const longestBytes = 128 * 1024 - 1

/**
 * Variables as an EnvironmentFile of systemd, so that one file serves both: `NAME="value"`, a line each, with `\` before
 * `\ " $` and the backtick; a newline stands as itself. Throws on what neither can carry unchanged.
 */
export function renderEnvironmentFile(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      checkVariable(name, value)
      return `${name}="${value.replace(/[\\"$`]/g, '\\$&')}"\n`
    })
    .join('')
}

function checkVariable(name: string, value: string): void {
  if (!namePattern.test(name)) throw refused(name, 'a name of letters, digits and _', JSON.stringify(name.slice(0, 80)))
  if (value.includes('\0')) throw refused(name, 'a value without NUL', 'a NUL')
  if (!value.isWellFormed()) throw refused(name, 'valid Unicode', 'half a surrogate pair')
  if (hasNoncharacter(value)) throw refused(name, 'valid Unicode', 'a noncharacter such as U+FFFE')
  const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value)
  if (bytes > longestBytes) throw refused(name, `at most ${longestBytes} bytes with its name`, `${bytes} bytes`)
}

function hasNoncharacter(value: string): boolean {
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0
    if ((point & 0xfffe) === 0xfffe || (point >= 0xfdd0 && point <= 0xfdef)) return true
  }
  return false
}

/** Reads what systemd reads: quoted, single-quoted and bare values, comments, blank lines. Line numbers are 1-based. */
export function parseEnvironmentFile(text: string, where = 'environment file'): Record<string, string> {
  const variables: [string, string][] = []
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    if (/^\s*([#;].*)?$/s.test(line)) {
      at = end + 1
      continue
    }
    const [, name] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=/.exec(line) ?? []
    if (name === undefined) throw malformed(where, text, at, 'NAME="value"', line)
    const value = parseValue(text, at + line.indexOf('=') + 1, where)
    variables.push([name, value.text])
    at = value.end
  }
  return Object.fromEntries(variables)
}

function parseValue(text: string, start: number, where: string): { text: string; end: number } {
  const quote = text[start]
  if (quote !== '"' && quote !== "'") {
    const end = lineEnd(text, start)
    return { text: text.slice(start, end).trim(), end: end + 1 }
  }
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (character === quote) {
      const rest = text.slice(at + 1, lineEnd(text, at + 1))
      if (rest.trim() !== '') throw malformed(where, text, at, 'nothing after the closing quote', rest)
      return { text: value, end: lineEnd(text, at + 1) + 1 }
    }
    const escaped = quote === '"' && character === '\\' && next !== '' && '\\"$`'.includes(next)
    value += escaped ? next : character
    if (escaped) at++
  }
  throw malformed(where, text, start, `a closing ${quote}`, 'the end of the file')
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function refused(name: string, expected: string, found: string): EmbeddedFault {
  return new EmbeddedFault('environment-file-invalid', { where: `The variable ${name.slice(0, 80)}`, expected, found })
}

/** Never shows a value: these files hold secrets. */
function malformed(where: string, text: string, at: number, expected: string, found: string): EmbeddedFault {
  const line = text.slice(0, at).split('\n').length
  const shown = found === 'the end of the file' ? found : `${found.length} characters that are not`
  return new EmbeddedFault('environment-file-invalid', { where: `${where}:${line}`, expected, found: shown })
}
