import type { Digest, PackageWish } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import type { ChangeRequest, Revision } from '../revision.ts'
import type { EnvironmentState } from '../state.ts'
import type { StoredPackages } from './rollback-reading.ts'
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
  /**
   * What goes back; empty: everything. One service brings along what it can't go back without; of several, exactly those go. A
   * version only says what is expected there; one that is marked bad comes only for who writes it down so.
   */
  readonly packages: readonly PackageWish[]
  /** Config blobs that `rollbackNeeded` asks for. */
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
  /** What is still there of the packages that `rollbackNeeded` asks for. */
  readonly stored: StoredPackages
  /** `then` (default of the step): as restored. `now`: resolved by the spec of the base. */
  readonly config: 'then' | 'now'
  /** `now` (default of the step): today's hosts, VIP and proxies, and what others deliver. `then`: those of the restored revision. */
  readonly hosts: 'now' | 'then'
  /** Other revisions that were deployed well, newest first: where to go back to when nothing would change. */
  readonly others: readonly Revision[]
  readonly request: ChangeRequest
  /** RFC 3339. */
  readonly now: string
}
