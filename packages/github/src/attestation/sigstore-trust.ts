import { TrustedRoot } from '@sigstore/protobuf-specs'
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' }
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify'

/**
 * Whose certificates and logs are believed: Sigstore's public ones, as they stood when this version was made, which GitHub uses for public
 * repositories. Its own, for private ones, are handed out by another service.
 */
export function sigstoreTrust(): TrustMaterial {
  const { targets } = seeds['https://tuf-repo-cdn.sigstore.dev']
  const text = Buffer.from(targets['trusted_root.json'], 'base64').toString('utf8')
  return toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(text)))
}
