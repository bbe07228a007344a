import type { Annotation, RunContext, StepIo } from '@towpath/step-io'

/** A StepIo that keeps all that a step says. For tests. */
export interface RecordingStepIo extends StepIo {
  readonly outputs: Map<string, string>
  readonly annotations: Annotation[]
  /** Markdown, a part each. */
  readonly summary: string[]
  readonly log: string[]
  readonly masked: string[]
}

export interface Recording {
  readonly workspace: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly context?: Partial<RunContext>
}

export function recordingStepIo({
  workspace,
  inputs = {},
  environment = {},
  context = {},
}: Recording): RecordingStepIo {
  const outputs = new Map<string, string>()
  const annotations: Annotation[] = []
  const summary: string[] = []
  const log: string[] = []
  const masked: string[] = []
  return {
    outputs,
    annotations,
    summary,
    log,
    masked,
    context: {
      workspace,
      repository: null,
      repositoryUrl: null,
      sha: null,
      ref: null,
      actor: 'ada',
      run: 'ada@laptop',
      pullRequest: null,
      job: null,
      home: workspace,
      fleeting: [],
      githubApiUrl: 'https://api.github.com',
      githubServerUrl: 'https://github.com',
      ...context,
    },
    environment,
    input: (name) => inputs[name]?.trim() || null,
    mask: (value) => void masked.push(value),
    output: (name, value) => void outputs.set(name, value),
    say: (line) => void log.push(line),
    progress: () => undefined,
    annotate: (annotation) => void annotations.push(annotation),
    group: (_title, body) => body(),
    summarize: (markdown) => void summary.push(markdown),
    flush: async () => undefined,
  }
}
