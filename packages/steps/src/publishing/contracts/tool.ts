import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { StepFault } from '../../step-fault.ts'

/** A program of others that compares contracts. */
export interface Tool {
  readonly name: string
  readonly path: string
  /** What to do when it fails, as an instruction. */
  readonly wayOut: string
}

export interface ToolRun {
  readonly args: readonly string[]
  /** The only files that it is given, by path below its working directory, which is gone afterwards. */
  readonly files: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** By default a minute. */
  readonly timeoutMs?: number
}

export interface ToolAnswer {
  readonly code: number
  readonly output: string
  readonly complaint: string
}

const mostOutputBytes = 8 * 1024 * 1024

/** The program of this name on PATH, or null. */
export async function findTool(name: string, environment: ToolRun['environment']): Promise<string | null> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, name)
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  return null
}

/**
 * Runs a tool over a few files: it is given PATH and a home of its own, no input and no token; time and output are bounded. Throws
 * StepFault `tool-failed` when it can't be started, is ended by a signal, or goes beyond its bounds.
 */
export async function runTool(tool: Tool, run: ToolRun): Promise<ToolAnswer> {
  const folder = await mkdtemp(join(tmpdir(), `towpath-${tool.name}-`))
  try {
    for (const [path, text] of Object.entries(run.files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await answerOf(tool, run, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function toolFailed(tool: Tool, found: string): StepFault {
  return new StepFault('tool-failed', {
    where: `${tool.path}, which compares contracts`,
    expected: 'an answer',
    found,
    fix: tool.wayOut,
  })
}

async function answerOf(
  tool: Tool,
  { args, environment, signal, timeoutMs = 60_000 }: ToolRun,
  folder: string,
): Promise<ToolAnswer> {
  signal.throwIfAborted()
  const child = spawn(tool.path, args, {
    cwd: folder,
    env: {
      PATH: environment['PATH'],
      HOME: folder,
      TMPDIR: folder,
      BUF_CACHE_DIR: join(folder, '.cache'),
      LC_ALL: 'C.UTF-8',
      // Older ones tell their makers of each run.
      OASDIFF_NO_TELEMETRY: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let tooMuch = false
  let tooLong = false
  const end = (): void => {
    endGroup(child.pid)
    // What left the group lives on, and must not hold the answer open.
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }
  const timer = setTimeout(() => {
    tooLong = true
    end()
  }, timeoutMs)
  signal.addEventListener('abort', end, { once: true })
  const collect = (stream: NodeJS.ReadableStream): Buffer[] => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    stream.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.byteLength
      if (sizeBytes <= mostOutputBytes) chunks.push(chunk)
      else if (!tooMuch) {
        tooMuch = true
        end()
      }
    })
    return chunks
  }
  const [output, complaint] = [collect(child.stdout), collect(child.stderr)]
  try {
    const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode, exitSignal) => resolve([exitCode, exitSignal]))
    }).catch((cause: unknown) => {
      throw toolFailed(tool, `that it can't be started: ${cause instanceof Error ? cause.message : String(cause)}`)
    })
    signal.throwIfAborted()
    if (tooLong) throw toolFailed(tool, `none within ${timeoutMs / 1000} s`)
    if (tooMuch) throw toolFailed(tool, `one of more than ${mostOutputBytes} bytes`)
    if (code === null) throw toolFailed(tool, `that ${by} ended it`)
    const text = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8')
    return { code, output: text(output), complaint: text(complaint).trim() }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

/** What the tool started ends with it. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}
