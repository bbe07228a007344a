import { EmbeddedFault } from '../fault.ts'

/** Words and `--name value` options of one control verb. */
export interface VerbArguments {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string>>
}

export function parseArguments(given: readonly string[], known: readonly string[]): VerbArguments {
  const words: string[] = []
  const options: [string, string][] = []
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? ''
    if (!word.startsWith('--')) {
      words.push(word)
      continue
    }
    const value = given[++at]
    const name = word.slice(2)
    if (!known.includes(name)) throw usage(`one of ${known.map((one) => `--${one}`).join(', ')}`, word)
    if (value === undefined) throw usage(`a value after ${word}`, 'nothing')
    options.push([name, value])
  }
  return { words, options: Object.fromEntries(options) }
}

export function numberOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text)) throw usage('a number', text)
  return value
}

export function usage(expected: string, found: string): EmbeddedFault {
  return new EmbeddedFault('usage', { where: 'arguments', expected, found: JSON.stringify(found) })
}

/** The words of a verb, exactly as many as it names. */
export function takeWords(words: readonly string[], ...names: readonly string[]): readonly string[] {
  if (words.length === names.length) return words
  throw usage(names.map((name) => `<${name}>`).join(' ') || 'no more words', words.join(' '))
}
