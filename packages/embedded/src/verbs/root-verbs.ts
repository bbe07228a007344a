import { ensureSupervisor } from '../supervisor/ensure.ts'
import { stopSupervisor } from '../supervisor/stop.ts'
import { numberOption, parseArguments, takeWords } from './arguments.ts'

/** `ensure <root> [--idle-seconds n]` with the program that runs this, and `stop <root> [--seconds n]`. */
export async function runRootVerb(
  verb: 'ensure' | 'stop',
  given: readonly string[],
  program: string,
): Promise<readonly unknown[]> {
  const { words, options } = parseArguments(given, ['idle-seconds', 'seconds'])
  const [root = ''] = takeWords(words, 'root')
  const seconds = numberOption(options['seconds'])
  if (verb === 'stop') return [await stopSupervisor(root, seconds === undefined ? {} : { seconds })]
  const idleSeconds = numberOption(options['idle-seconds'])
  return [await ensureSupervisor(root, { program, ...(idleSeconds === undefined ? {} : { idleSeconds }) })]
}
