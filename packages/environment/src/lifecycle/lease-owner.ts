import { canonicalJson } from '@towpath/descriptor'
import type { LeaseOwner } from '../state.ts'

/** The same job of the same attempt, or the same process of the same boot (DESIGN invariant 5). */
export function isSameOwner(a: LeaseOwner, b: LeaseOwner): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

export function describeOwner(owner: LeaseOwner): string {
  switch (owner.kind) {
    case 'job':
      return `job ${owner.job} of ${owner.repository}, run ${owner.run} attempt ${owner.attempt}`
    case 'process':
      return `process ${owner.pid} on ${owner.host}`
  }
}
