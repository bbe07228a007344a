import type { Command } from './command.ts'
import { unpin } from './unpin.ts'

/** Every command that is no step, in the order in which help shows them. */
export const commands: readonly Command[] = [unpin]
