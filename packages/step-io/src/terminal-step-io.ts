import { stripVTControlCharacters, styleText } from 'node:util'
import { renderPlace } from '@towpath/fault'
import { Mask } from './mask.ts'
import { type RunContext, readTerminalContext } from './run-context.ts'
import type { StepIo } from './step-io.ts'

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly inputs: Readonly<Record<string, string>>
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
  readonly stderr: NodeJS.WritableStream
  /** What the caller wants to see of the summary: as Markdown on stdout, or not at all (then only the log is shown). */
  readonly showSummary: boolean
  readonly context?: Partial<RunContext>
}

/** Outputs given by the step are in `outputs` afterwards. */
export type TerminalStepIo = StepIo & { readonly outputs: ReadonlyMap<string, string> }

/** What everybody who may list processes would see in an argument. A variable can hold it instead: `TOWPATH_SIGNING_KEY` for `signing-key`. */
const secretInputs: ReadonlySet<string> = new Set([
  'signing-key',
  'signing-key-passphrase',
  'ssh-private-key',
  'token',
  'metadata-token',
  'package-token',
])

function readSecretInput(name: string, env: Terminal['env']): string | undefined {
  if (!secretInputs.has(name)) return undefined
  return env[`TOWPATH_${name.replaceAll('-', '_').toUpperCase()}`]
}

export function openTerminalStepIo(terminal: Terminal): TerminalStepIo {
  const mask = new Mask()
  const outputs = new Map<string, string>()
  const summary: string[] = []
  const { stdout, stderr } = terminal
  const isTty = stdout.isTTY === true
  let transient = false
  const clear = (): void => {
    if (transient) stdout.write('\r\u001b[2K')
    transient = false
  }
  const say = (line: string): void => {
    clear()
    stdout.write(`${mask.apply(line)}\n`)
  }
  return {
    context: { ...readTerminalContext(terminal.env), ...terminal.context },
    outputs,
    input: (name) => (terminal.inputs[name] ?? readSecretInput(name, terminal.env))?.trim() || null,
    environment: terminal.env,
    mask: (value) => mask.add(value),
    output: (name, value) => void outputs.set(name, value),
    say,
    progress: (line) => {
      if (!isTty) return
      clear()
      stdout.write(stripVTControlCharacters(mask.apply(line)).slice(0, (stdout.columns ?? 80) - 1))
      transient = true
    },
    annotate: ({ level, title, message, place }) => {
      clear()
      const color = level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'blue'
      const where = place === undefined || message.includes(renderPlace(place)) ? '' : `${renderPlace(place)} `
      stderr.write(`${styleText(color, `${level} ${title}`)} ${where}${mask.apply(message)}\n`)
    },
    group: async (title, body) => {
      say(title)
      return body()
    },
    summarize: (markdown) => void summary.push(mask.apply(markdown)),
    flush: async () => {
      clear()
      if (terminal.showSummary && summary.length > 0) stdout.write(`\n${summary.join('\n\n')}\n`)
    },
  }
}
