import { terminalLine } from '@towpath/environment'
import { Fault, Faults } from '@towpath/fault'
import { openTerminalStepIo, readRunnerContext, type StepIo } from '@towpath/step-io'
import { contracts } from '@towpath/steps'
import type { ParsedArguments } from '../arguments.ts'
import { CliFault } from '../cli-fault.ts'
import type { CliRun } from '../run-cli.ts'
import type { Command, CommandInputs, CommandResult } from './command.ts'
import { readCommandInputs } from './command-inputs.ts'

/** Runs one command on the store that its options name. Returns the exit code; throws `usage`. */
export async function runCommand(command: Command, given: ParsedArguments, run: CliRun): Promise<number> {
  // In a job it acts in the name of the run, as a step does.
  const context = run.env['GITHUB_ACTIONS'] === 'true' ? { context: readRunnerContext(run.env) } : {}
  const io = openTerminalStepIo({ ...run, ...context, inputs: {}, showSummary: false })
  // Everybody on this machine can read the arguments of a process, so credentials may stand in its environment, as a step's do.
  const inputs = readCommandInputs(command, given, io.input)
  const asJson = inputs.flag('json')
  try {
    const { document, text, exit } = await runOnStore(command, inputs, io, run)
    if (asJson) run.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    // Reasons and names in it are other people's.
    else for (const line of text.trimEnd().split('\n')) io.say(terminalLine(line))
    return exit ?? 0
  } catch (error) {
    if (!(error instanceof Fault) || error instanceof CliFault) throw error
    for (const { code, message } of error instanceof Faults ? error.all : [error]) {
      io.annotate({ level: 'error', title: code, message })
    }
    return 1
  }
}

async function runOnStore(command: Command, inputs: CommandInputs, io: StepIo, run: CliRun): Promise<CommandResult> {
  const { maskCredentials, openMetadataAt } = await import('@towpath/steps/operating')
  // No option: only a variable can hold it.
  const token = inputs.text('metadata-token') ?? inputs.text('token')
  for (const secret of [token, inputs.text('package-token')]) if (secret !== null) maskCredentials(io, secret)
  const url = inputs.text('metadata-store') ?? contracts.status.inputs['metadata-store'].default
  await using store = await openMetadataAt(url, { io, clock: run.clock, signal: run.signal }, token)
  return await command.run({ inputs, store, context: io.context, clock: run.clock })
}
