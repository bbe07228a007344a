import { findBundledProgram, onCancel, readProcess } from '@towpath/step-io'
import { runCommandLine } from './run-cli.ts'

/** Runs what this process was asked for on its command line. */
export async function runTerminal(): Promise<void> {
  const { argv, env, stdout, stderr } = readProcess()
  process.exitCode = await runCommandLine({
    argv,
    env,
    stdout,
    stderr,
    signal: onCancel(),
    clock: () => new Date(),
    program: findBundledProgram(),
  })
}
