import { type AllowedSigner, EnvironmentFault, type Revision } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import { verifySigned } from './verify-signed.ts'

export interface Lineage {
  readonly environment: StoredEnvironment
  /** What is to be deployed, and what is to be put back when that fails. */
  readonly made: readonly Revision[]
  /** What hosts got last: that and all before it was judged when they got it. */
  readonly since: number
}

/**
 * That each of them, and all that they were made from since then, is signed: a revision is made from the one that it is built on or restores, so a
 * signature of it alone would vouch for what somebody slipped into that one.
 */
export async function verifyLineage(lineage: Lineage, signers: readonly AllowedSigner[], now: Date): Promise<void> {
  for await (const { revision, name } of walk(lineage)) {
    await verifySigned(lineage.environment, revision.number, signers, now, name)
  }
}

/** What they were made from that `verifyLineage` would refuse by itself, with why. */
export async function findUnsigned(
  lineage: Lineage,
  signers: readonly AllowedSigner[],
  now: Date,
): Promise<readonly { readonly revision: Revision; readonly reason: string }[]> {
  const made = new Set(lineage.made.map(({ number }) => number))
  const found: { revision: Revision; reason: string }[] = []
  for await (const { revision } of walk(lineage)) {
    if (made.has(revision.number)) continue
    try {
      await verifySigned(lineage.environment, revision.number, signers, now)
    } catch (error) {
      if (!(error instanceof EnvironmentFault)) throw error
      found.push({ revision, reason: error.message })
    }
  }
  return found
}

async function* walk({ environment, made, since }: Lineage): AsyncGenerator<{ revision: Revision; name: string }> {
  const seen = new Set<number>()
  const rest = made.map((revision) => ({ revision, name: nameOf(revision) }))
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const { revision } = next
    if (revision.number <= since || seen.has(revision.number)) continue
    seen.add(revision.number)
    yield next
    for (const number of [revision.base, revision.restores]) {
      if (number === null || number <= since) continue
      const origin = await environment.revision(number)
      rest.push({ revision: origin, name: `${nameOf(origin)}, which ${nameOf(revision)} was made from` })
    }
  }
}

function nameOf({ environment, number }: Revision): string {
  return `${environment}@${number}`
}
