import { type Digest, digestOfDocument } from '@towpath/descriptor'
import type { Release, Revision } from './revision.ts'

/** Digest of spec and releases; equal to desired's means no new revision (FORMATS "Revision"). */
export function revisionContent(spec: Digest, releases: readonly Release[]): Digest {
  return digestOfDocument({ spec, releases })
}

/** What `previous.digest` of the next revision holds. */
export function revisionDigest(revision: Revision): Digest {
  return digestOfDocument(revision)
}
