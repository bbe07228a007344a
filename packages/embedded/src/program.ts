import { readFileSync, realpathSync } from 'node:fs'
import { toWireFault } from './fault.ts'

/**
 * The self-contained file `<root>/bin/<sha256>.mjs`. It is one file on purpose: a detached process whose lazily loaded chunk is
 * gone would fail later. `eager` keeps each verb's code in it, and unevaluated until its verb runs.
 */
async function run(verb: string | undefined, given: readonly string[], program: string): Promise<readonly unknown[]> {
  switch (verb) {
    case 'unit': {
      const { runUnitVerb } = await import(/* webpackMode: "eager" */ './verbs/unit-verbs.ts')
      return runUnitVerb(given, program)
    }
    case 'ports': {
      const { runPortVerb } = await import(/* webpackMode: "eager" */ './verbs/port-verb.ts')
      return runPortVerb(given)
    }
    case 'proxy-control': {
      const { runProxyVerb } = await import(/* webpackMode: "eager" */ './verbs/proxy-verbs.ts')
      return runProxyVerb(given)
    }
    case 'ensure':
    case 'stop': {
      const { runRootVerb } = await import(/* webpackMode: "eager" */ './verbs/root-verbs.ts')
      return runRootVerb(verb, given, program)
    }
    case 'supervise': {
      const { supervise } = await import(/* webpackMode: "eager" */ './supervisor/supervise.ts')
      const { sha256 } = await import(/* webpackMode: "eager" */ './supervisor/program-file.ts')
      await supervise(given[0] ?? '', program, sha256(readFileSync(program)), Number(given[1] ?? 60))
      return []
    }
    case 'proxy': {
      const { runProxy } = await import(/* webpackMode: "eager" */ './proxy/run-proxy.ts')
      await runProxy(given[0] ?? '', given[1])
      return []
    }
    default: {
      const { usage } = await import(/* webpackMode: "eager" */ './verbs/arguments.ts')
      throw usage('supervise, proxy, ensure, stop, unit, ports or proxy-control', verb ?? '')
    }
  }
}

const [, file = '', verb, ...given] = process.argv
try {
  const lines = await run(verb, given, realpathSync(file))
  for (const line of lines) console.log(JSON.stringify(line))
  process.exitCode = 0
} catch (error) {
  const fault = toWireFault(error)
  console.error(JSON.stringify({ ...fault, message: error instanceof Error ? error.message : String(error) }))
  process.exitCode = 1
}
// A long-lived verb ends here with handles that others may keep open, such as a child's.
if (verb === 'supervise' || verb === 'proxy') process.exit()
