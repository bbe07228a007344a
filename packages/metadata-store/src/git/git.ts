import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { text as readText } from 'node:stream/consumers'
import { MetadataStoreFault } from '../fault.ts'

export interface GitAnswer {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
}

/** The git command line. Each call is a process group of its own, so that its helpers end with it. */
export class Git {
  readonly #environment: Readonly<Record<string, string>>
  readonly #timeLimitMs: number
  readonly #live = new Set<ChildProcess>()

  constructor(environment: Readonly<Record<string, string>>, timeLimitMs: number) {
    this.#environment = environment
    this.#timeLimitMs = timeLimitMs
  }

  get timeLimitMs(): number {
    return this.#timeLimitMs
  }

  /** Runs to the end; `ok` says whether the exit code was 0. Throws `git-missing` alone. */
  async run(args: readonly string[], input: Iterable<Buffer | string> = []): Promise<GitAnswer> {
    const child = this.start(args)
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      killGroup(child)
    }, this.#timeLimitMs)
    try {
      const ended = exitOf(child)
      writeAll(child, input)
      const [stdout, stderr, code] = await Promise.all([readText(child.stdout), readText(child.stderr), ended])
      return { ok: code === 0, stdout, stderr, timedOut }
    } finally {
      clearTimeout(timer)
    }
  }

  /** A process that lives until it is killed or its input ends. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams {
    const child = spawn('git', args, { cwd: '/', env: this.#environment, detached: true, stdio: 'pipe' })
    this.#live.add(child)
    child.once('close', () => this.#live.delete(child))
    // A process that ends before it read its input is told by its exit, not by EPIPE.
    child.stdin.on('error', () => child.stdin.destroy())
    return child
  }

  /** Ends every process that still runs. */
  async close(): Promise<void> {
    // Whoever reads from a process may let go of it meanwhile, and a program that nothing else keeps would end before its last lines.
    const awake = setInterval(() => undefined, this.#timeLimitMs)
    try {
      await Promise.all(
        [...this.#live].map((child) => {
          const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
          killGroup(child)
          return closed
        }),
      )
    } finally {
      clearInterval(awake)
    }
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(startFault(cause)))
    child.once('close', (code) => resolve(code))
  })
}

/** Why git could not be started. */
export function startFault(cause: Error): MetadataStoreFault {
  return new MetadataStoreFault(
    'git-missing',
    {
      where: 'git',
      expected: 'the program git 2.31 or newer on PATH',
      found: cause.message,
      fix: 'Install git on the machine that runs this step',
    },
    { cause },
  )
}

/** Memory stays flat: the next piece is made when the pipe took the one before. */
function writeAll(child: ChildProcessWithoutNullStreams, input: Iterable<Buffer | string>): void {
  const pieces = input[Symbol.iterator]()
  const next = (): void => {
    for (;;) {
      const piece = pieces.next()
      if (piece.done === true) {
        child.stdin.end()
        return
      }
      if (!child.stdin.write(piece.value)) {
        child.stdin.once('drain', next)
        return
      }
    }
  }
  next()
}

export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
}
