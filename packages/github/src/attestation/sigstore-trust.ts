import { TrustedRoot } from '@sigstore/protobuf-specs'
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify'
import { trustedRoot } from './trusted-root.ts'

/**
 * Whose certificates and logs are believed: Sigstore's public ones, as they stood when this version was made, which GitHub uses for public
 * repositories. Its own, for private ones, are handed out by another service.
 */
export function sigstoreTrust(): TrustMaterial {
  return toTrustMaterial(TrustedRoot.fromJSON(trustedRoot))
}
