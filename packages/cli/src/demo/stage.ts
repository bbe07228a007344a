import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { promisify } from 'node:util'
import { stopSupervisor } from '@towpath/embedded'
import { createGitStore } from '@towpath/metadata-store'
import { openTerminalStepIo, type Terminal } from '@towpath/step-io'
import { runStep, type StepName, type StepRun } from '@towpath/steps'
import { CliFault } from '../cli-fault.ts'

const exec = promisify(execFile)

export interface StageOptions extends StepRun {
  readonly env: Terminal['env']
  readonly stdout: Terminal['stdout']
  /** Where the spans of the services go. */
  readonly zipkin: string
}

/** What a step said and gave, for those who asked for it. */
export interface StepOutcome {
  readonly code: 0 | 1
  readonly outputs: ReadonlyMap<string, string>
  readonly log: string
  readonly seconds: number
}

/** The folder that everything of a demo stands in: a copy of the shop, both stores, the hosts. Nothing of it is outside. */
export class Stage {
  readonly folder: string
  readonly workspace: string
  /** Port of the VIP by environment. */
  readonly ports: Readonly<Record<string, number>>
  readonly #options: StageOptions

  private constructor(folder: string, ports: Readonly<Record<string, number>>, options: StageOptions) {
    this.folder = folder
    this.workspace = join(folder, 'shop')
    this.ports = ports
    this.#options = options
  }

  static async open(options: StageOptions): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'towpath-demo-'))
    try {
      const [dev = 0, staging = 0] = await findFreePorts(2)
      const stage = new Stage(folder, { dev, staging }, options)
      await stage.#setUp()
      return stage
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }

  get root(): string {
    return join(this.folder, 'hosts')
  }

  url(environment: string): string {
    return `http://127.0.0.1:${this.ports[environment]}`
  }

  async #setUp(): Promise<void> {
    const shop = join(dirname(this.#options.program), '..', 'workflows-examples', 'shop')
    await cp(shop, this.workspace, { recursive: true })
    await createGitStore(join(this.folder, 'metadata.git'), { environment: this.#options.env })
    for (const [environment, port] of Object.entries(this.ports)) {
      const spec = join('environments', `${environment}.yaml`)
      await this.edit(
        spec,
        (text) =>
          `${text.replace(/port: \d+/, `port: ${port}`).replace('~/.towpath/hosts', this.root)}observe: {zipkin: "${this.#options.zipkin}"}\n`,
      )
    }
    await this.commit('The shop')
  }

  /** Changes a file of the shop. A change that finds nothing to change is a mistake of the demo. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const file = join(this.workspace, path)
    const before = await readFile(file, 'utf8')
    const after = change(before)
    if (after === before)
      throw new CliFault('demo-failed', {
        where: `The demo, ${path}`,
        expected: 'something to change',
        found: 'nothing',
      })
    await writeFile(file, after)
  }

  async commit(message: string): Promise<void> {
    const git = (...args: string[]) =>
      exec(
        'git',
        [
          '-C',
          this.workspace,
          '-c',
          'user.name=demo',
          '-c',
          'user.email=demo@localhost',
          '-c',
          'commit.gpgsign=false',
          ...args,
        ],
        { env: { ...this.#options.env } },
      )
    await git('init', '--quiet', '--initial-branch=main')
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
  }

  /** Runs a step as the command line does. */
  async run(step: StepName, inputs: Readonly<Record<string, string>>): Promise<StepOutcome> {
    const said: string[] = []
    const listen = new Writable({
      write: (chunk, _encoding, done) => {
        said.push(String(chunk))
        done()
      },
    })
    const io = openTerminalStepIo({
      env: this.#options.env,
      inputs: {
        'metadata-store': `git:${join(this.folder, 'metadata.git')}#towpath`,
        'package-store': `oci-layout:${join(this.folder, 'packages')}`,
        ...inputs,
      },
      stdout: listen,
      stderr: listen,
      showSummary: false,
      context: { workspace: this.workspace },
    })
    const started = performance.now()
    const code = await runStep(step, io, this.#options)
    this.#options.signal.throwIfAborted()
    return { code, outputs: io.outputs, log: said.join(''), seconds: (performance.now() - started) / 1000 }
  }

  /** Ends every process and removes the folder. */
  async close(): Promise<void> {
    await stopSupervisor(this.root, { seconds: 1 })
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', resolve)
      })
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
