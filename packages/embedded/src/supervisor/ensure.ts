import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { writeAtomically } from '../document/document.ts'
import { asObject } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { allowedEnvironment } from '../process/environment.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { readLogTail } from './log-file.ts'
import { installProgram } from './program-file.ts'
import { makeRoot, programPath, type RootPaths, rootPaths } from './root.ts'

export interface EnsuredSupervisor {
  readonly pid: number
  /** Bare hex sha256 of the program that runs. */
  readonly program: string
  /** `<root>/bin/<sha256>.mjs`, the file whose control verbs fit. */
  readonly programFile: string
  /** False when it ran already. */
  readonly started: boolean
}

const longestStartMs = 20_000

/**
 * Makes sure that the root is supervised by this program: copies it to `<root>/bin`, starts it when nobody answers, and takes
 * over from another program without touching its units. Safe to call from several steps at once.
 * `node` (default: the one that runs this) is also what units with `{node}` are started with from now on.
 */
export async function ensureSupervisor(
  root: string,
  options: { readonly program: string; readonly node?: string; readonly idleSeconds?: number },
): Promise<EnsuredSupervisor> {
  const paths = rootPaths(root)
  makeRoot(paths)
  const node = options.node ?? process.execPath
  const program = installProgram(paths, options.program)
  writeAtomically(paths.node, `${JSON.stringify({ schema: 1, node })}\n`)
  const programFile = programPath(paths, program)
  const until = performance.now() + longestStartMs
  const candidates: Candidate[] = []
  while (performance.now() < until) {
    const found = await greet(paths)
    const tried = candidates.length > 0
    // None of ours may still be on its way: it would come up after a stop. And two steps with different programs
    // must not push each other out for ever: whoever is there when ours have ended stays.
    const decided = candidates.every((one) => one.exit !== undefined || one.pid === found?.pid)
    if (found !== undefined && decided && (tried || found.program === program)) {
      return { ...found, programFile: programPath(paths, found.program), started: tried }
    }
    if (candidates.every((one) => one.exit !== undefined)) {
      if (candidates.length === 3) break
      candidates.push(
        startCandidate(paths, node, [programFile, 'supervise', paths.root, String(options.idleSeconds ?? 60)]),
      )
    }
    await delay(20)
  }
  throw new EmbeddedFault(
    'supervisor-unreachable',
    {
      where: `The supervisor of ${root}`,
      expected: 'an answer on its socket',
      found:
        [...candidates.flatMap((one) => one.exit ?? []), ...readLogTail(paths.log, 12)].join(' | ') ||
        `none in ${longestStartMs / 1000} s`,
      fix: `Look into ${paths.log}`,
    },
    { retryable: true },
  )
}

interface Candidate {
  readonly pid: number | undefined
  exit: string | undefined
}

function startCandidate(paths: RootPaths, node: string, command: readonly string[]): Candidate {
  const log = openSync(paths.log, 'a', 0o600)
  try {
    const child = spawn(node, [...command], {
      cwd: paths.root,
      env: allowedEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    })
    const candidate: Candidate = { pid: child.pid, exit: undefined }
    child.once('error', (error) => {
      candidate.exit = error.message
    })
    child.once('exit', (code, signal) => {
      candidate.exit = `it ended with ${signal ?? `exit code ${code}`}`
    })
    child.unref()
    return candidate
  } finally {
    closeSync(log)
  }
}

/** Who supervises a root now; undefined when nobody answers. */
export async function greet(paths: RootPaths): Promise<{ pid: number; program: string } | undefined> {
  try {
    const hello = asObject(await askControl(paths.socket, { verb: 'hello' }, { timeoutMs: 2000 }))
    const { pid, program } = hello ?? {}
    return typeof pid === 'number' && typeof program === 'string' ? { pid, program } : undefined
  } catch (error) {
    if (error instanceof Unanswered) return undefined
    throw error
  }
}
