import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault } from '@towpath/fault'
import { openTerminalStepIo, type Terminal } from '@towpath/step-io'
import { contracts, runStep, type StepName } from '@towpath/steps'
import { type ParsedArguments, parseArguments } from './arguments.ts'
import { CliFault } from './cli-fault.ts'
import type { Command } from './commands/command.ts'
import { commonOptions } from './commands/command-inputs.ts'
import { commands } from './commands/index.ts'
import { knownNames, renderCommandHelp, renderHelp, renderStepHelp, stepNames } from './help.ts'
import { refuseUnknownOptions, refuseWords, unknownCommand } from './usage.ts'

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
    const given = parseArguments(run.argv, isFlag)
    const { command, words, options, flags } = given
    if (command === null || command === 'help') {
      run.stdout.write(renderHelp())
      return 0
    }
    const known = commands.find(({ name }) => name === command)
    if (known !== undefined) return await runKnownCommand(known, given, run)
    if (!knownNames().includes(command)) throw unknownCommand(command, knownNames())
    refuseWords(words)
    if (command === 'demo') {
      refuseUnknownOptions('demo', options, ['keep'])
      const { runDemo } = await import('./demo/run-demo.ts')
      return await runDemo({ ...run, keep: options['keep'] === 'true' })
    }
    if (command === 'stop') return await stop(run, options)
    const step = stepNames().find((name) => name === command)
    if (step === undefined) throw unknownCommand(command, knownNames())
    if (options['help'] === 'true') {
      run.stdout.write(renderStepHelp(step))
      return 0
    }
    refuseUnknownOptions(step, options, ['json', ...Object.keys(contracts[step].inputs)])
    refuseMissingValue(step, flags)
    return await runNamedStep(step, options, run)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    run.stderr.write(`error ${error.code} ${error.message}\n`)
    return error instanceof CliFault && error.code === 'usage' ? 2 : 1
  }
}

async function runKnownCommand(command: Command, given: ParsedArguments, run: CliRun): Promise<number> {
  if (given.options['help'] === 'true') {
    run.stdout.write(renderCommandHelp(command))
    return 0
  }
  const known = [...command.words, ...command.options, ...commonOptions].map(({ name }) => name)
  refuseUnknownOptions(command.name, given.options, known)
  const { runCommand } = await import('./commands/run-command.ts')
  return await runCommand(command, given, run)
}

/** Steps take their inputs as they stand in a workflow, `dry-run: true`; commands have flags. */
function isFlag(name: string, command: string | null): boolean {
  if (name === 'json' || name === 'help') return true
  const options = commands.find((one) => one.name === command)?.options ?? []
  return options.some((option) => option.name === name && option.value === null)
}

async function runNamedStep(step: StepName, options: Readonly<Record<string, string>>, run: CliRun): Promise<number> {
  const { json, ...inputs } = options
  const asJson = json === 'true'
  const io = openTerminalStepIo({ ...run, stdout: asJson ? run.stderr : run.stdout, inputs, showSummary: false })
  const code = await runStep(step, io, run)
  if (asJson) run.stdout.write(`${JSON.stringify(Object.fromEntries([...io.outputs].map(readOutput)), null, 2)}\n`)
  return code
}

/** Outputs are text, and some are JSON: those are shown as what they say. */
function readOutput([name, text]: [string, string]): [string, unknown] {
  return [name, /^[[{]/.test(text) ? JSON.parse(text) : text]
}

/** Only what is true or false may stand without a value. */
function refuseMissingValue(step: StepName, flags: ReadonlySet<string>): void {
  const inputs: Readonly<Record<string, { readonly default: string }>> = contracts[step].inputs
  const bare = [...flags].find((name) => name in inputs && !/^(true|false)$/.test(inputs[name]?.default ?? ''))
  if (bare === undefined) return
  throw new CliFault('usage', { where: `towpath ${step} --${bare}`, expected: 'a value', found: 'nothing' })
}

async function stop({ stdout }: CliRun, options: Readonly<Record<string, string>>): Promise<number> {
  refuseUnknownOptions('stop', options, ['root', 'json'])
  const { root, json } = options
  if (root === undefined)
    throw new CliFault('usage', { where: 'towpath stop', expected: '`--root <folder>`', found: 'no root' })
  const folder = resolve(root)
  if (!existsSync(folder)) {
    stdout.write(`Nothing runs below ${folder}: there is no such folder\n`)
    return 0
  }
  const { stopSupervisor } = await import('@towpath/embedded')
  const stopped = await stopSupervisor(folder)
  const units = stopped.ended.map(({ host, name }) => `  ${host} ${name}\n`).join('')
  const count = stopped.ended.length === 1 ? '1 process' : `${stopped.ended.length} processes`
  stdout.write(json === 'true' ? `${JSON.stringify(stopped, null, 2)}\n` : `Ended ${count} below ${folder}\n${units}`)
  return 0
}
