import { bareDigest, type Digest, digestOfDocument } from '@towpath/descriptor'
import type { DependencyAddress } from './dependency-address.ts'

export interface ReleaseIdentity {
  readonly content: Digest
  readonly config: Digest
  /** What the process is told of others: when it changes, so must the process. */
  readonly addresses: {
    readonly dependencies: Readonly<Record<string, DependencyAddress>>
    readonly zipkin: string | null
  }
  /** By variable: HMAC of the secret with the key that never leaves the host. */
  readonly secrets: Readonly<Record<string, string>>
}

/** `release8`: what tells two releases of one version on a host apart (FORMATS "Instance id"). */
export function releaseIdentity({ content, config, addresses, secrets }: ReleaseIdentity): string {
  return bareDigest(digestOfDocument({ content, config, addresses, secrets })).slice(0, 8)
}
