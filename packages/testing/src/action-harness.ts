import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string().optional() })),
  runs: z.object({ main: z.string() }),
})

export interface ActionRequest {
  /** Folder that holds action.yml. */
  readonly action: string
  readonly with: Readonly<Record<string, string>>
  /** GITHUB_WORKSPACE, and the working directory. */
  readonly workspace: string
  /** Variables of the step's `env:`. */
  readonly env?: Readonly<Record<string, string>>
  /** What `${{ … }}` in defaults means: by the expression's text. */
  readonly expressions?: Readonly<Record<string, string>>
  readonly event?: unknown
  readonly signal?: AbortSignal
}

export interface ActionResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Standard output and error as they came. */
  readonly log: string
}

/**
 * Runs an action as a runner does (docs.github.com "Metadata syntax", actions/runner NodeScriptActionHandler): its `main` by node, inputs
 * with the defaults of action.yml as INPUT_*, GITHUB_OUTPUT and its kin as files, the event as a file, and no other environment.
 */
export async function runAction(request: ActionRequest): Promise<ActionResult> {
  const files = await mkdtemp(join(tmpdir(), 'towpath-runner-'))
  try {
    return await runWith(request, files)
  } finally {
    await rm(files, { recursive: true, force: true })
  }
}

async function runWith(request: ActionRequest, files: string): Promise<ActionResult> {
  const metadata = actionSchema.parse(load(await readFile(join(request.action, 'action.yml'), 'utf8')))
  const [output, summary, state, environment, path, event] = [
    'output',
    'summary',
    'state',
    'env',
    'path',
    'event.json',
  ].map((name) => join(files, name))
  if (!output || !summary || !state || !environment || !path || !event) throw new Error('no files')
  for (const file of [output, summary, state, environment, path]) await writeFile(file, '')
  await writeFile(event, JSON.stringify(request.event ?? {}))
  const child = spawn(process.execPath, [join(request.action, metadata.runs.main)], {
    cwd: request.workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...cleanEnvironment(),
      ...runnerVariables(request.workspace, files),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_STATE: state,
      GITHUB_ENV: environment,
      GITHUB_PATH: path,
      GITHUB_EVENT_PATH: event,
      ...inputVariables(metadata, request),
      ...request.env,
    },
    ...(request.signal && { signal: request.signal, killSignal: 'SIGKILL' as const }),
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', (error) => error.name !== 'AbortError' && reject(error))
    child.once('close', (code, by) => resolve([code, by]))
  })
  return {
    exitCode,
    signal,
    log,
    outputs: parseOutputs(await readFile(output, 'utf8')),
    summary: await readFile(summary, 'utf8'),
  }
}

/** Only what a machine gives: nothing of the test's own run leaks into the step. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR, NODE_EXTRA_CA_CERTS } = process.env
  return {
    PATH,
    HOME,
    ...(LANG && { LANG }),
    ...(TMPDIR && { TMPDIR }),
    ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }),
  }
}

function runnerVariables(workspace: string, files: string): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'deliver',
    GITHUB_ACTOR: 'octocat',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: 'push',
    RUNNER_NAME: 'test runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: files,
    RUNNER_TRACKING_ID: 'github_test',
  }
}

function inputVariables(metadata: z.infer<typeof actionSchema>, request: ActionRequest): Record<string, string> {
  const unknown = Object.keys(request.with).filter((name) => !(name in metadata.inputs))
  if (unknown.length > 0) throw new Error(`${request.action}/action.yml has no input ${unknown.join(', ')}`)
  return Object.fromEntries(
    Object.entries(metadata.inputs).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      request.with[name] ?? fillIn(input.default ?? '', request.expressions ?? {}),
    ]),
  )
}

function fillIn(text: string, expressions: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => expressions[expression] ?? '')
}

/** `name=value` and `name<<delimiter` lines, as a runner reads GITHUB_OUTPUT. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const [, heredoc, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? []
    if (heredoc !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, at + 1)
      if (end === -1) throw new Error(`GITHUB_OUTPUT: no end of ${heredoc}`)
      outputs[heredoc] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (line.includes('=')) {
      outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1)
    }
  }
  return outputs
}
