import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Process {
  readonly pid: number
  readonly command: readonly string[]
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
}

/** Every process that lives in a folder: by its working directory or its command line. Read from /proc; what ended meanwhile is left out. */
export async function processesIn(folder: string): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(readProcess))
  return found
    .filter(
      (one) =>
        one !== null &&
        one.pid !== process.pid &&
        (one.cwd.includes(folder) || one.command.some((part) => part.includes(folder))),
    )
    .filter((one) => one !== null)
}

async function readProcess(pid: number): Promise<Process | null> {
  try {
    const [command, environment, cwd] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/environ`, 'utf8'),
      readlink(`/proc/${pid}/cwd`),
    ])
    return {
      pid,
      command: command.split('\0').filter((part) => part !== ''),
      cwd,
      environment: readVariables(environment),
    }
  } catch (error) {
    // Ended meanwhile, a zombie, or somebody else's.
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(String(error.code))
    )
      return null
    throw error
  }
}

function readVariables(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

/** Resolves when nothing runs in a folder; what was told to end may take a moment. Fails with what still does. */
export async function awaitNoProcesses(folder: string, withinMs = 5000): Promise<void> {
  const until = performance.now() + withinMs
  let left = await processesIn(folder)
  while (left.length > 0 && performance.now() < until) {
    await sleep(50)
    left = await processesIn(folder)
  }
  if (left.length > 0)
    throw new Error(
      `still running in ${folder}: ${left.map(({ pid, command }) => `${pid} ${command.join(' ')}`).join('; ')}`,
    )
}
