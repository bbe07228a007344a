import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a module beside this one in a process of its own, and parses the JSON that it prints. */
export async function runInChild(
  module: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const script = path.join(import.meta.dirname, module)
  const { stdout } = await run(process.execPath, ['--conditions=towpath-source', script, ...args], {
    env: { PATH: process.env['PATH'], ...env },
  })
  return JSON.parse(stdout)
}

/** Output of a program of Debian's. */
export async function output(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}
