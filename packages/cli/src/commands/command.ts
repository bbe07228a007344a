import type { MetadataStore } from '@towpath/metadata-store'
import type { RunContext } from '@towpath/step-io'

/** A command that is no step: it asks or changes what the metadata store keeps, and touches no host. One file a command, one line in index.ts. */
export interface Command {
  readonly name: string
  /** One line without a full stop, for `towpath help`. */
  readonly summary: string
  /** What stands behind the name, in this order. Each may be given as an option of its name instead: `lock prod`, `lock --environment prod`. */
  readonly words: readonly Word[]
  /** Those of its own; `--json`, `--metadata-store`, `--token` and `--help` are there for all. */
  readonly options: readonly Option[]
  run(call: CommandCall): Promise<CommandResult>
}

export interface Word {
  readonly name: string
  readonly description: string
  readonly required: boolean
  /** The last one only: it takes all words that are left. */
  readonly many?: true
}

export interface Option {
  /** Without `--`. */
  readonly name: string
  readonly description: string
  /** What its value is, as help shows it (`--for <time>`); null for a flag. */
  readonly value: string | null
  readonly required?: true
}

/** What a command is given. Words and options are one: both are read by their name. */
export interface CommandCall {
  readonly inputs: CommandInputs
  readonly store: MetadataStore
  readonly context: RunContext
  readonly clock: () => Date
}

/** Trimmed; what is empty is absent. */
export interface CommandInputs {
  text(name: string): string | null
  /** For what the table calls required; that it is there has been checked. */
  required(name: string): string
  flag(name: string): boolean
  /** Everything that was given for a name: many words, an option that was repeated. */
  all(name: string): readonly string[]
}

export interface CommandResult {
  /** What `--json` prints. */
  readonly document: unknown
  /** What a person reads: lines, the answer first. */
  readonly text: string
  /** 1 when the answer is no, 0 when absent. A refusal is a Fault instead. */
  readonly exit?: 0 | 1
}
