import { Mask } from './mask.ts'
import { readRunnerContext } from './run-context.ts'
import type { Annotation, StepIo } from './step-io.ts'

/** A log can't replace a line, so long work is told of now and then. */
const progressEveryMs = 10_000

/** Most that GitHub takes as one step's summary, in bytes. */
const summaryLimitBytes = 1024 * 1024

/**
 * Inputs are read here and not by @actions/core, whose start-up (undici, through its OIDC module) costs more than all of ours:
 * a step knows its inputs before the toolkit is loaded, which happens when something is first said.
 */
export function openGithubStepIo(env: Readonly<Record<string, string | undefined>> = process.env): StepIo {
  const mask = new Mask()
  const context = readRunnerContext(env)
  const summary: string[] = []
  let toolkit: Promise<typeof import('@actions/core')> | undefined
  let saying: Promise<void> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined
  let lastProgress = performance.now()
  /**
   * In order, one after the other: what is said first is shown first. What can't be said (a runner's file that can't be written) neither ends
   * the step in the midst of its work, as an unhandled rejection would, nor keeps back what is said after it: `flush` tells of it.
   */
  const later = (act: (core: typeof import('@actions/core')) => unknown): void => {
    toolkit ??= import('@actions/core')
    const loading = toolkit
    saying = saying
      .then(async () => void (await act(await loading)))
      .catch((error: unknown) => {
        failure ??= { error }
      })
  }
  const show = (line: string): void => later((core) => core.info(withoutCommands(mask.apply(line))))
  const annotate = ({ level, title, message, place }: Annotation): void =>
    later((core) =>
      core[level](mask.apply(message), {
        title,
        ...(place && { file: place.file }),
        ...(place?.line !== undefined && { startLine: place.line }),
        ...(place?.column !== undefined && { startColumn: place.column }),
      }),
    )
  return {
    context,
    input: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() || null,
    environment: env,
    mask: (value) => {
      mask.add(value)
      later((core) => {
        for (const line of value.split(/\r?\n/)) if (line.trim() !== '') core.setSecret(line)
      })
    },
    output: (name, value) => later((core) => core.setOutput(name, value)),
    say: show,
    progress: (line) => {
      const now = performance.now()
      if (now - lastProgress < progressEveryMs) return
      lastProgress = now
      show(line)
    },
    annotate,
    group: async (title, body) => {
      later((core) => core.startGroup(mask.apply(title)))
      try {
        return await body()
      } finally {
        later((core) => core.endGroup())
      }
    },
    summarize: (markdown) => void summary.push(mask.apply(markdown)),
    flush: async () => {
      if (summary.length > 0 && env['GITHUB_STEP_SUMMARY']) {
        const text = cutToLimit(`${summary.join('\n\n')}\n`)
        later((core) => core.summary.addRaw(text).write())
      }
      await saying
      if (failure !== undefined) throw failure.error
    },
  }
}

const unseen = '\u200b'

/**
 * A runner obeys lines that begin with `::` and whatever holds `##[` (actions/runner, ActionCommand.cs), and what is said may be a build's
 * output, a commit's subject or a service's log: `::stop-commands::` there would end the masking. The mark keeps the text as it looks.
 */
function withoutCommands(text: string): string {
  return text.replace(/^(?=\s*::)/gm, unseen).replaceAll('##[', `##${unseen}[`)
}

function cutToLimit(text: string): string {
  if (Buffer.byteLength(text) <= summaryLimitBytes) return text
  const note = '\n\n_The rest is cut: GitHub takes 1 MiB a step._\n'
  const room = summaryLimitBytes - Buffer.byteLength(note)
  return Buffer.from(text).subarray(0, room).toString('utf8').replace(/�+$/, '') + note
}
