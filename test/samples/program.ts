import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A program of the samples, started as a host would: its folder, its variables, and nothing else of this process but PATH. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#ended = once(child, 'close')
  }

  /** Resolves when it has said that it goes on. */
  static async start(
    folder: string,
    [command = '', ...args]: readonly string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<Program> {
    const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', ...variables }
    const program = new Program(spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }))
    const { stdout, stderr } = program.#child
    if (stdout === null || stderr === null) throw new TypeError('no output')
    const ended = program.#ended.then(() => Promise.reject(new Error(`${command} ended at once`)))
    await Promise.race([once(stdout, 'data'), once(stderr, 'data'), ended])
    for (const stream of [stdout, stderr]) stream.resume()
    return program
  }

  /** SIGTERM; its exit code, null when it had to be killed after 10 s. */
  async end(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
    await this.#ended
    clearTimeout(late)
    return this.#child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return address.port
}
