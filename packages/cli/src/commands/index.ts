import { canPromote } from './can-promote.ts'
import { canRemove } from './can-remove.ts'
import type { Command } from './command.ts'
import { diff } from './diff.ts'
import { explain } from './explain.ts'
import { history } from './history.ts'
import { lock } from './lock.ts'
import { markBad } from './mark-bad.ts'
import { prune } from './prune.ts'
import { unlock } from './unlock.ts'
import { unpin } from './unpin.ts'

/** Every command that is no step, in the order in which help shows them. */
export const commands: readonly Command[] = [
  lock,
  unlock,
  unpin,
  markBad,
  canPromote,
  canRemove,
  diff,
  history,
  explain,
  prune,
]
