import type { Digest } from '@towpath/descriptor'
import { EnvironmentFault } from './fault.ts'
import type { Revision } from './revision.ts'
import { revisionContent } from './revision-content.ts'

/**
 * That a revision descends from the one before it, and is what it says. `previousDigest`: of the document with the number
 * before, null for the first. It makes tampering evident to whoever keeps a later digest; it authenticates nobody.
 * Throws `chain-broken`.
 */
export function verifyRevisionChain(revision: Revision, previousDigest: Digest | null): void {
  const name = `${revision.environment}@${revision.number}`
  const broken = (expected: string, found: string) =>
    new EnvironmentFault('chain-broken', {
      where: name,
      expected,
      found,
      fix: 'Do not deploy it; find out who wrote to the metadata store',
    })
  const { previous } = revision
  if ((previous === null) !== (revision.number === 1))
    throw broken('a previous revision unless it is the first', `${previous?.number ?? 'none'}`)
  if (previous !== null && previous.number !== revision.number - 1) {
    throw broken(`to follow ${revision.environment}@${revision.number - 1}`, `it follows ${previous.number}`)
  }
  if ((previous?.digest ?? null) !== previousDigest) {
    throw broken(`the previous digest ${previousDigest ?? 'none'}`, previous?.digest ?? 'none')
  }
  const content = revisionContent(revision.spec, revision.releases)
  if (content !== revision.content) throw broken(`the content ${revision.content}`, content)
}
