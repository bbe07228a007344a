import { readFileSync } from 'node:fs'
import { askProxy } from '../proxy/control.ts'
import { numberOption, parseArguments, takeWords, usage } from './arguments.ts'

/** `proxy-control <folder> state | prepare [file] | commit <digest> | abort | drain [--seconds n] <instance>…`; prepare reads stdin without a file. */
export async function runProxyVerb(given: readonly string[]): Promise<readonly unknown[]> {
  const { words, options } = parseArguments(given, ['seconds'])
  const [folder = '', verb = '', ...rest] = words
  const seconds = numberOption(options['seconds'])
  switch (verb) {
    case 'state':
    case 'abort':
      takeWords(rest)
      return [await askProxy(folder, { verb })]
    case 'prepare':
      return [await askProxy(folder, { verb, table: readFileSync(rest[0] ?? 0, 'utf8') })]
    case 'commit': {
      const [digest] = takeWords(rest, 'digest')
      return [await askProxy(folder, { verb, digest })]
    }
    case 'drain':
      return [await askProxy(folder, { verb, instances: rest, ...(seconds === undefined ? {} : { seconds }) })]
    default:
      throw usage('<folder> and state, prepare, commit, abort or drain', verb)
  }
}
