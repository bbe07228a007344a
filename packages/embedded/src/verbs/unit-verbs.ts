import { setTimeout as delay } from 'node:timers/promises'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { ensureSupervisor, greet } from '../supervisor/ensure.ts'
import { readRecords } from '../supervisor/record.ts'
import { rootPaths } from '../supervisor/root.ts'
import { numberOption, parseArguments, takeWords, usage } from './arguments.ts'

/** `unit <verb> …`: the verbs that host scripts call. Returns one value for each line on stdout. */
export async function runUnitVerb(given: readonly string[], program: string): Promise<readonly unknown[]> {
  const [verb = '', ...rest] = given
  const { words, options } = parseArguments(rest, ['seconds', 'lines'])
  const seconds = numberOption(options['seconds'])
  const [root = '', ...others] = words
  const ask = (request: { verb: string; [argument: string]: unknown }) => askSupervisor(root, program, request)
  switch (verb) {
    case 'start':
    case 'replace': {
      if (others.length === 0) throw usage('<root> <unit file>…', words.join(' '))
      const answers: unknown[] = []
      for (const file of others) answers.push(await ask({ verb, file }))
      return answers
    }
    case 'stop':
    case 'remove':
    case 'status': {
      const [, host, name] = takeWords(words, 'root', 'host', 'name')
      return [
        await ask({
          verb,
          host,
          name,
          ...(seconds === undefined ? {} : { seconds }),
          lines: numberOption(options['lines']) ?? 0,
        }),
      ]
    }
    case 'list':
      // Nothing was ever started here: no supervisor is needed to say so.
      if (readRecords(rootPaths(root).units, console.error).length === 0) return [[]]
      return [await ask({ verb, ...(others[0] === undefined ? {} : { host: others[0] }) })]
    default:
      throw usage('unit start, stop, status, list, replace or remove', verb)
  }
}

/** Asks whoever supervises the root; starts this program when nobody does. A supervisor that leaves mid-answer is asked again: all verbs can be repeated. */
async function askSupervisor(
  root: string,
  program: string,
  request: { verb: string; [argument: string]: unknown },
): Promise<unknown> {
  const paths = rootPaths(root)
  for (let trial = 1; ; trial++) {
    try {
      return await askControl(paths.socket, request)
    } catch (error) {
      if (!(error instanceof Unanswered) || trial === 5) throw error
      if ((await greet(paths)) === undefined) await ensureSupervisor(root, { program })
      else await delay(20)
    }
  }
}
