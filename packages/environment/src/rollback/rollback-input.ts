import type { Digest } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import type { ChangeRequest } from '../revision.ts'
import type { EnvironmentState } from '../state.ts'
import type { RollbackTarget } from './rollback-target.ts'

/** All that a rollback is decided by. */
export interface RollbackInput {
  readonly environment: string
  readonly state: EnvironmentState
  /** What `chooseRollbackTarget` said. */
  readonly target: RollbackTarget
  /** The revision to restore; null where the target is refused. */
  readonly restored: RevisionWithSpec | null
  /** The newest revision that did not fail. */
  readonly base: RevisionWithSpec | null
  readonly newest: RevisionWithSpec | null
  /** Config blobs that `rollbackNeeded` asks for. */
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
  /** `then` (default of the step): as restored. `now` is refused: not yet. */
  readonly config: 'then' | 'now'
  /** `now` (default of the step): today's hosts, VIP and proxies. `then`: those of the restored revision too. */
  readonly hosts: 'now' | 'then'
  readonly request: ChangeRequest
  /** RFC 3339. */
  readonly now: string
}
