export interface PromoteOptions {
  readonly sets?: readonly string[]
  /** The environment that all is taken from, or what is named. */
  readonly from?: string | undefined
  readonly override?: readonly string[]
  readonly reason?: string | null
}

/** The command that promotes these, to be shown. A wish with a range is quoted for the shell. */
export function promoteCommand(
  environment: string,
  wishes: readonly string[],
  { sets = [], from, override = [], reason = null }: PromoteOptions = {},
): string {
  return [
    'towpath promote',
    `--environment ${environment}`,
    ...(from === undefined ? [] : [`--from ${from}`]),
    ...sets.map((set) => `--set ${quoted(set)}`),
    ...wishes.map((wish) => `--packages ${quoted(wish)}`),
    ...override.map((gate) => `--override ${quoted(gate)}`),
    ...(reason === null ? [] : [`--reason ${quoted(reason)}`]),
  ].join(' ')
}

/** How a rollback differs from the simplest one; what is left out is the default. */
export interface RollbackChoices {
  /** Only these go back. */
  readonly services?: readonly string[]
  readonly config?: 'then' | 'now'
  readonly hosts?: 'then' | 'now'
}

/** The command that restores a revision, to be shown. */
export function rollbackCommand(
  environment: string,
  to: number,
  reason = '…',
  { services = [], config, hosts }: RollbackChoices = {},
): string {
  return [
    `towpath rollback --environment ${environment} --to ${to}`,
    ...services.map((service) => `--packages ${quoted(service)}`),
    ...(config === 'now' ? ['--config now'] : []),
    ...(hosts === 'then' ? ['--hosts then'] : []),
    `--reason ${quoted(reason)}`,
  ].join(' ')
}

function quoted(text: string): string {
  return /^[\w@.+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
