import type { Digest } from '@towpath/descriptor'
import type { EnvironmentSpec, ReleaseConfig, Revision } from '@towpath/environment'

/** A revision with all that it names, as deploy needs it. */
export interface Deployment {
  readonly revision: Revision
  readonly digest: Digest
  readonly spec: EnvironmentSpec
  /** By digest: every config that a release names. */
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
}
