import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Requirement } from '@towpath/testing'

const version = '3.5.1'
const jar = join(homedir(), `.m2/repository/io/zipkin/zipkin-server/${version}/zipkin-server-${version}-exec.jar`)

export const zipkin: Requirement = {
  name: 'zipkin',
  remedy: `a Java of 17 or newer, and \`mvn dependency:get -Dtransitive=false -Dartifact=io.zipkin:zipkin-server:${version}:jar:exec\``,
  isMet: () => existsSync(jar) && spawnSync('java', ['-version']).status === 0,
}

const startMs = 120_000

/** A real Zipkin on a port of this machine, which keeps everything in memory. */
export class ZipkinServer implements AsyncDisposable {
  readonly url: string
  readonly #process: ChildProcess

  private constructor(port: number, address: string) {
    this.url = `http://${address}:${port}`
    const listener = { ip: address, port, 'protocols[0]': 'http' }
    const options = Object.entries(listener).map(([name, value]) => `--armeria.ports[0].${name}=${value}`)
    const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar]
    this.#process = spawn('java', [...java, ...options], { stdio: 'ignore' })
  }

  static async start(port: number, address = '127.0.0.1'): Promise<ZipkinServer> {
    const server = new ZipkinServer(port, address)
    try {
      await server.#awaitHealth()
      return server
    } catch (error) {
      await server[Symbol.asyncDispose]()
      throw error
    }
  }

  async #awaitHealth(): Promise<void> {
    const until = performance.now() + startMs
    while (performance.now() < until) {
      if (this.#process.exitCode !== null) throw new Error(`Zipkin ended with ${this.#process.exitCode}`)
      const answer = await fetch(`${this.url}/health`).catch(() => null)
      if (answer?.ok) return
      await sleep(100)
    }
    throw new Error(`Zipkin did not start in ${startMs / 1000} s`)
  }

  async get(path: string): Promise<unknown> {
    return (await fetch(`${this.url}${path}`)).json()
  }

  async post(spans: readonly object[]): Promise<void> {
    const headers = { 'content-type': 'application/json' }
    await fetch(`${this.url}/api/v2/spans`, { method: 'POST', headers, body: JSON.stringify(spans) })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    this.#process.kill('SIGKILL')
    await once(this.#process, 'exit')
  }
}
