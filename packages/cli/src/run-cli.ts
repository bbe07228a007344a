import { Fault } from '@towpath/fault'
import { openTerminalStepIo, type Terminal } from '@towpath/step-io'
import { contracts, runStep, type StepName } from '@towpath/steps'
import { parseArguments } from './arguments.ts'
import { CliFault } from './cli-fault.ts'
import { renderHelp, renderStepHelp, stepNames } from './help.ts'

export interface CliRun {
  readonly argv: readonly string[]
  readonly env: Terminal['env']
  readonly stdout: Terminal['stdout']
  readonly stderr: Terminal['stderr']
  readonly signal: AbortSignal
  readonly clock: () => Date
  /** File of the embedded supervisor and proxy. */
  readonly program: string
}

/** Runs one command and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommandLine(run: CliRun): Promise<number> {
  try {
    const { command, options } = parseArguments(run.argv)
    if (command === null || command === 'help') {
      run.stdout.write(renderHelp())
      return 0
    }
    if (command === 'demo') {
      const { runDemo } = await import('./demo/run-demo.ts')
      return await runDemo({ ...run, keep: options['keep'] === 'true' })
    }
    if (command === 'stop') return await stop(run, options)
    const step = stepNames().find((name) => name === command)
    if (step === undefined) throw unknownCommand(command)
    if (options['help'] === 'true') {
      run.stdout.write(renderStepHelp(step))
      return 0
    }
    return await runNamedStep(step, options, run)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    run.stderr.write(`error ${error.code} ${error.message}\n`)
    return error instanceof CliFault && error.code === 'usage' ? 2 : 1
  }
}

async function runNamedStep(step: StepName, options: Readonly<Record<string, string>>, run: CliRun): Promise<number> {
  const { json, ...inputs } = options
  const unknown = Object.keys(inputs).find((name) => !(name in contracts[step].inputs))
  if (unknown !== undefined) {
    throw new CliFault('usage', {
      where: `towpath ${step}`,
      expected: `an option of ${Object.keys(contracts[step].inputs)
        .map((name) => `--${name}`)
        .join(', ')}`,
      found: `--${unknown}`,
    })
  }
  const asJson = json === 'true'
  const io = openTerminalStepIo({ ...run, stdout: asJson ? run.stderr : run.stdout, inputs, showSummary: !asJson })
  const code = await runStep(step, io, run)
  if (asJson) run.stdout.write(`${JSON.stringify(Object.fromEntries(io.outputs), null, 2)}\n`)
  return code
}

async function stop({ stdout }: CliRun, { root }: Readonly<Record<string, string>>): Promise<number> {
  if (root === undefined)
    throw new CliFault('usage', { where: 'towpath stop', expected: '`--root <folder>`', found: 'no root' })
  const { stopSupervisor } = await import('@towpath/embedded')
  const { resolve } = await import('node:path')
  const stopped = await stopSupervisor(resolve(root))
  stdout.write(`${JSON.stringify(stopped, null, 2)}\n`)
  return 0
}

function unknownCommand(command: string): CliFault {
  return new CliFault('usage', {
    where: `towpath ${command}`,
    expected: `one of ${[...stepNames(), 'demo', 'stop', 'help'].join(', ')}`,
    found: `\`${command}\``,
  })
}
