import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { findFreeBlock } from '../embedded/free-block.ts'
import { openArtifactRelay } from './artifact-relay.ts'

export interface RunRequest {
  /** A clean checkout with `.github/workflows/<workflow>`. */
  readonly checkout: string
  readonly workflow: string
  /** What `acme/towpath@v1` is. */
  readonly action: string
  readonly home: string
  /** Where the runner keeps its own files. */
  readonly scratch: string
  readonly event: unknown
  readonly runId: string
  /** The repository's variables: `vars.<name>`. */
  readonly variables: Readonly<Record<string, string>>
  /** Its secrets, whichever environment of GitHub a job names: act knows one set. */
  readonly secrets: Readonly<Record<string, string>>
  readonly limitMs?: number
}

export interface Run {
  readonly succeeded: boolean
  /** Result by job, `<workflow>/<job>`; `package-1/package/build` is a job of a workflow that was called for the matrix' first row. */
  readonly jobs: Readonly<Record<string, string>>
  /** What steps gave, `<workflow>/<job>.<id, else number from 0>` → name → value. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly summaries: readonly string[]
  /** All that was logged. */
  readonly log: string
}

const entrySchema = z.object({
  msg: z.string().default(''),
  job: z.string().optional(),
  jobID: z.string().optional(),
  jobResult: z.string().optional(),
  stepID: z.array(z.string()).optional(),
  command: z.string().optional(),
  name: z.string().optional(),
  arg: z.string().optional(),
  content: z.string().optional(),
})

const defaultLimitMs = 150_000

/** Two jobs at once write act's table of local repositories, without a lock: one thread keeps them apart. */
const unlocked = { GOMAXPROCS: '1' }

/** Runs a workflow for a push in act, a runner that needs neither GitHub nor a container. */
export async function runWorkflow(request: RunRequest): Promise<Run> {
  const { checkout, workflow, action, home, scratch, limitMs = defaultLimitMs } = request
  const files = mkdtempSync(join(scratch, 'run-'))
  writeFileSync(join(files, 'event.json'), JSON.stringify(request.event))
  // JSON is YAML too. Not as arguments: they are everybody's to read.
  const secrets = join(files, 'secrets.yml')
  writeFileSync(secrets, JSON.stringify({ GITHUB_TOKEN: 'of-this-run', ...request.secrets }), { mode: 0o600 })
  const artifactPort = await findFreeBlock(1)
  const environment = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_RUN_ID: request.runId,
    GITHUB_API_URL: 'http://127.0.0.1:9',
    // act's artifact service appends blocks in the order in which they come.
    ACTIONS_ARTIFACT_UPLOAD_CONCURRENCY: '1',
    ...ofThisMachine(),
  }
  const args = [
    ['push', '--json', '--workflows', `.github/workflows/${workflow}`],
    ['--platform', 'ubuntu-latest=-self-hosted', '--platform', 'self-hosted=-self-hosted'],
    ['--local-repository', `acme/towpath@v1=${action}`, '--action-cache-path', join(scratch, 'cache')],
    ['--artifact-server-path', join(files, 'artifacts'), '--artifact-server-addr', '127.0.0.1'],
    ['--artifact-server-port', String(artifactPort), '--no-cache-server'],
    ['--eventpath', join(files, 'event.json'), '--secret-file', secrets],
    ...Object.entries(environment).map(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(request.variables).map(([name, value]) => ['--var', `${name}=${value}`]),
  ].flat()
  const relay = await openArtifactRelay(artifactPort)
  const child = spawn('act', args, {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: home,
      ACTIONS_RUNTIME_URL: relay.url,
      ...unlocked,
    },
  })
  const entries: Entry[] = []
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) entries.push(readEntry(line))
  })
  const limit = setTimeout(() => {
    entries.push({ msg: `ended after ${limitMs / 1000} s: it was still running` })
    child.kill('SIGKILL')
  }, limitMs)
  const [code] = await once(child, 'close').finally(() => {
    clearTimeout(limit)
    relay.close()
  })
  await Promise.all(reading)
  return { ...conclude(entries), succeeded: code === 0 }
}

/** What jobs have of this machine: what npm has downloaded once, and whom Node trusts besides (a proxy before npm's registry, say). */
function ofThisMachine(): Readonly<Record<string, string>> {
  const { NODE_EXTRA_CA_CERTS } = process.env
  return { npm_config_cache: join(homedir(), '.npm'), ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }) }
}

type Entry = z.infer<typeof entrySchema>

/** What act says before it knows how to speak is plain text. */
function readEntry(line: string): Entry {
  return line.startsWith('{') ? entrySchema.parse(JSON.parse(line)) : { msg: line }
}

function conclude(entries: readonly Entry[]): Omit<Run, 'succeeded'> {
  const jobs: Record<string, string> = {}
  const outputs: Record<string, Record<string, string>> = {}
  for (const { job = '', jobResult, stepID = [], command, name = '', arg = '' } of entries) {
    if (jobResult !== undefined) jobs[job.trim()] = jobResult
    if (command !== 'set-output') continue
    const step = `${job.trim()}.${stepID.join('.')}`
    outputs[step] = { ...outputs[step], [name]: arg }
  }
  return {
    jobs,
    outputs,
    summaries: entries.flatMap(({ command, content }) => (command === 'summary' && content ? [content] : [])),
    log: entries.map(({ job = '', msg }) => `${job.padEnd(24)} ${msg.trimEnd()}`).join('\n'),
  }
}
