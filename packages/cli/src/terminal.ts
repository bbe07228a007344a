import { findBundledProgram, onCancel, readProcess } from '@towpath/step-io'
import { runCommandLine } from './run-cli.ts'

/** Runs what this process was asked for on its command line. */
export async function runTerminal(): Promise<void> {
  const { argv, env, stdout, stderr, node } = readProcess()
  if (Number(node.split('.')[0]) < 24) {
    stderr.write(
      `error node-too-old towpath: expected Node 24 or newer, as GitHub's runners have it, found ${node}. \`npm exec --yes --package=node-linux-${process.arch}@24.21.0 -- node ${process.argv[1]} …\` fetches one.\n`,
    )
    process.exitCode = 2
    return
  }
  // `towpath status | head` closes the pipe when it has seen enough: that is no failure.
  stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  })
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
