import type { Digest } from '@towpath/descriptor'

/** What an attestation is asked for: an archive, as built in the repository that its package belongs to. Two packages may have the same bytes. */
export interface Built {
  readonly digest: Digest
  readonly repository: string
}

/** By which `Provenance` is kept. */
export function builtKey({ digest, repository }: Built): string {
  return `${repository} ${digest}`
}

/** What is known of where an archive was built, by the attestation that GitHub keeps of its digest. */
export type Provenance =
  /** `workflow`: what built it, as its certificate says: `https://github.com/acme/stock/.github/workflows/release.yml@refs/heads/main`. */
  | { readonly kind: 'verified'; readonly workflow: string }
  | { readonly kind: 'absent' }
  /** There is one, and it is not good. `reason`: a clause. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody could look. `reason`: a clause. */
  | { readonly kind: 'unknown'; readonly reason: string }
