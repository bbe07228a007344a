import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createGitStore, type MetadataStore, openMetadataStore } from '@towpath/metadata-store'
import { build } from '../build.ts'
import { describe } from '../describe.ts'
import { publish } from '../publish.ts'
import type { Step, StepName } from '../step.ts'
import type { Recording, RecordingStepIo } from './recording-step-io.ts'
import { recordedCall } from './step-call.ts'

type Inputs = Readonly<Record<string, string>>

type More = Partial<Recording> & { readonly signal?: AbortSignal }

/** A service's repository with both stores beside it, in a temporary folder. For tests. */
export class ServiceRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'towpath-service-'))
  readonly workspace = join(this.root, 'shop')
  readonly metadata = join(this.root, 'metadata.git')
  readonly environment: Readonly<Record<string, string>>

  /** `path`: the PATH that git and sh are found by. */
  constructor(path: string) {
    this.environment = {
      PATH: path,
      HOME: this.root,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@shop.example',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@shop.example',
    }
  }

  /** The package `stock` 1.0.0 with one file, committed. */
  static async create(path: string): Promise<ServiceRepository> {
    const repository = new ServiceRepository(path)
    mkdirSync(repository.workspace)
    repository.git('init', '-q', '-b', 'main')
    repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git')
    repository.manifest()
    repository.write('server.js', 'console.log(1)\n')
    repository.commit('Count what is in stock')
    await createGitStore(repository.metadata, { environment: repository.environment })
    return repository
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  get packages(): string {
    return join(this.root, 'packages')
  }

  /** towpath.yaml; `more` are further lines, `code` those below `code`. */
  manifest({ version = '1.0.0', code = '', more = '' }: { version?: string; code?: string; more?: string } = {}): void {
    this.write(
      'towpath.yaml',
      `package: stock\nversion: ${version}\ncode:\n  include: [server.js]\n  run: [node, server.js]\n${code}${more}`,
    )
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-C', this.workspace, ...args], { env: this.environment, encoding: 'utf8' }).trim()
  }

  /** At a time that is the same on every run. */
  commit(subject: string): void {
    this.git('add', '-A')
    execFileSync('git', ['-C', this.workspace, 'commit', '-q', '-m', subject], {
      env: {
        ...this.environment,
        GIT_AUTHOR_DATE: '2026-11-23T08:00:00Z',
        GIT_COMMITTER_DATE: '2026-11-23T08:00:00Z',
      },
    })
  }

  async run(name: 'build' | 'describe' | 'publish', inputs: Inputs = {}, more: More = {}): Promise<RecordingStepIo> {
    switch (name) {
      case 'build':
        return this.#run(name, build, inputs, more)
      case 'describe':
        return this.#run(name, describe, inputs, more)
      case 'publish':
        return this.#run(name, publish, inputs, more)
    }
  }

  async #run<Name extends StepName>(
    name: Name,
    step: Step<Name>,
    inputs: Inputs,
    more: More,
  ): Promise<RecordingStepIo> {
    const { call, io } = recordedCall(name, this.recording(inputs, more))
    await step(call)
    return io
  }

  recording(inputs: Inputs, more: More = {}): Recording & More {
    return {
      workspace: this.workspace,
      ...more,
      environment: { ...this.environment, ...more.environment },
      inputs: { 'metadata-store': `git:${this.metadata}`, 'package-store': `oci-layout:${this.packages}`, ...inputs },
    }
  }

  /** Build, describe and publish, with what publish said. */
  async release(inputs: Inputs = {}): Promise<RecordingStepIo> {
    await this.run('build', inputs)
    await this.run('describe')
    return this.run('publish')
  }

  openMetadata(): Promise<MetadataStore> {
    const { environment } = this
    const options = { environment, now: () => new Date(), random: Math.random, sleep: async () => undefined }
    return openMetadataStore(`git:${this.metadata}`, options)
  }

  /** Text at a path of the domain `packages`. */
  async published(path: string): Promise<string | undefined> {
    await using store = await this.openMetadata()
    return await (await store.read('packages')).get(path)
  }
}
