import type { Release, ReleaseConfig } from '@towpath/environment'
import type { InstanceManifest } from './instance-manifest.ts'

/** One instance that a revision wants on one host. */
export interface WantedInstance {
  readonly id: string
  readonly host: string
  /** release8, with `-2` for a second one on the host. */
  readonly folder: string
  readonly unit: string
  readonly release: Release
  readonly config: ReleaseConfig
  readonly manifest: InstanceManifest
  /** The process's environment without its ports. Secrets are in it: it goes to the host and nowhere else. */
  readonly environment: Readonly<Record<string, string>>
  /** Path in TOWPATH_CONFIG_DIR → content; secrets that are files too. */
  readonly files: Readonly<Record<string, string>>
  /** By variable: path of a file with a secret that is on the host already. */
  readonly hostFiles: Readonly<Record<string, string>>
  /** By the provide's name: the variable that carries its port. */
  readonly portVariables: Readonly<Record<string, string>>
}
