/** What is known of where an archive was built, by the attestation that GitHub keeps of its digest. */
export type Provenance =
  /** `workflow`: what built it, as its certificate says: `https://github.com/acme/stock/.github/workflows/release.yml@refs/heads/main`. */
  | { readonly kind: 'verified'; readonly workflow: string }
  | { readonly kind: 'absent' }
  /** There is one, and it is not good. `reason`: a clause. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nobody could look. `reason`: a clause. */
  | { readonly kind: 'unknown'; readonly reason: string }
