import type { Place } from '@towpath/fault'
import type { RunContext } from './run-context.ts'

/** Where a step's inputs come from and what it says goes to: a GitHub runner or a terminal. One for a step's whole life. */
export interface StepIo {
  readonly context: RunContext
  /** The raw text of an input, trimmed; null when it is absent or empty. */
  input(name: string): string | null
  /** The step's environment: secrets of deploy, PATH for what it starts. The only way to it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** From now on the value is not shown in any log. Its lines too. */
  mask(value: string): void
  output(name: string, value: string): void
  /** A line of the log. */
  say(line: string): void
  /** What goes on now, replaced by the next one where the log allows it. */
  progress(line: string): void
  annotate(annotation: Annotation): void
  /** A fold of the log around what `body` says. */
  group<Result>(title: string, body: () => Promise<Result>): Promise<Result>
  /** Adds Markdown to what a person reads about this step. */
  summarize(markdown: string): void
  /** Writes what is still held back. Called once, at the end, whatever the outcome. */
  flush(): Promise<void>
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  /** The code of the fault, or a few words. */
  readonly title: string
  readonly message: string
  readonly place?: Place
}
