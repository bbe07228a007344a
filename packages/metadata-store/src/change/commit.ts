import { MetadataStoreFault } from '../fault.ts'
import type { Intent } from '../metadata-store.ts'
import { type Effect, planEffect, type Tree } from './effect.ts'

export type Swap<T extends Tree> =
  | { readonly kind: 'accepted'; readonly tree: T }
  /** The head moved. `said` is the store's own word for it. */
  | { readonly kind: 'conflict'; readonly said: string }

/** One commit as an adapter carries it out. */
export interface Turns<T extends Tree> {
  /** The store and domain, for messages. */
  readonly where: string
  /** How often the intent is applied at most. */
  readonly tries: number
  read(): Promise<T>
  /** The tree of an earlier turn's commit when it turns out to have been accepted after all, as seen from the newest tree. */
  landed?(newest: T): Promise<T | undefined>
  /** Makes a version from `at` and the effect the head, if the head is still `at`. */
  swap(at: T, effect: Effect): Promise<Swap<T>>
  /** Waits after the `attempt`-th conflict, counted from 1. */
  pause(attempt: number): Promise<void>
}

/** Read, ask the intent, swap; again on conflict. The one loop of all adapters. */
export async function commitInTurns<T extends Tree>(turns: Turns<T>, intent: Intent): Promise<T> {
  let said = ''
  for (let attempt = 1; attempt <= turns.tries; attempt++) {
    const at = await turns.read()
    const landed = await turns.landed?.(at)
    if (landed !== undefined) return landed
    const answer = await intent(at)
    if (answer.kind === 'refusal') throw answer.fault
    const effect = await planEffect(at, answer, turns.where)
    if (effect.write.size === 0 && effect.remove.size === 0) return at
    const swap = await turns.swap(at, effect)
    if (swap.kind === 'accepted') return swap.tree
    said = swap.said
    if (attempt < turns.tries) await turns.pause(attempt)
  }
  throw new MetadataStoreFault(
    'conflict',
    {
      where: turns.where,
      expected: `to be first in one of ${turns.tries} tries`,
      found: `a conflict each time (${said})`,
      fix: 'Run it again when fewer runs write there; if none does, a lock may have been left behind in the store',
    },
    { retryable: true },
  )
}

/** Milliseconds to wait after the `attempt`-th conflict: any share (`random` in [0, 1)) of 25 ms that double up to 2 s. */
export function backoffMs(attempt: number, random: number): number {
  return Math.round(random * Math.min(2000, 25 * 2 ** Math.min(attempt, 10)))
}
