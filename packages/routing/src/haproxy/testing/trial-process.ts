import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const program = `
const { createServer } = require('node:http')
const server = createServer((request, response) => {
  response.setHeader('x-port', server.address().port)
  response.end('ok')
})
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)))
`

/** An instance that is a process of its own, so that it can be killed or stopped. */
export class TrialProcess implements AsyncDisposable {
  readonly port: number
  readonly #process: ChildProcess

  private constructor(port: number, process: ChildProcess) {
    this.port = port
    this.#process = process
  }

  static async start(): Promise<TrialProcess> {
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [chunk]: unknown[] = await once(child.stdout, 'data')
    return new TrialProcess(Number(String(chunk)), child)
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(name)
  }

  /** Dead, and its port closed, when this returns. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}
