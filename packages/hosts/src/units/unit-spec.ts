/** A unit as data, whatever manages it: each manager renders what it can carry out. */
export interface UnitSpec {
  /** `towpath-<env>_<service>_<version>_<release8>`, without `.service`. */
  readonly name: string
  readonly description: string
  readonly command: readonly string[]
  /** Absolute: the package's folder. */
  readonly workingDirectory: string
  /** Absolute; ports, config and secrets. */
  readonly environmentFile: string
  /** Null: the user that scripts run as. */
  readonly user: string | null
  readonly stopSeconds: number
  readonly restartSeconds: number
  readonly resources: { readonly cpuMilli?: number | undefined; readonly memoryMiB?: number | undefined }
  /** By name: an absolute path on the host, of a file that it may read although only root can. */
  readonly credentials: Readonly<Record<string, string>>
  /** Absolute folders that it may write. */
  readonly statePaths: readonly string[]
  /** `towpath-<env>`, unescaped. */
  readonly slice: string
  readonly syslogIdentifier: string
  readonly logExtraFields: Readonly<Record<string, string>>
}

/** What a unit can be, in every manager's words. `starting` is also one that waits for its restart. */
export const unitStates = ['running', 'starting', 'stopping', 'stopped', 'failed', 'absent'] as const

export type UnitState = (typeof unitStates)[number]
