import type { PublicKey } from './public-key.ts'
import { bytesToSign, renderSshSignature } from './ssh-signature.ts'

/** What a signature of a revision is for: one that was made for anything else is none (DESIGN §6). */
export const revisionNamespace = 'towpath-revision'

/** The only type of key that signs revisions. */
export const signingKeyType = 'ssh-ed25519'

/** A key that signs; the private part stays with whoever made it. */
export interface RevisionSigner {
  readonly key: PublicKey
  /** Signs the very bytes. */
  readonly sign: (bytes: Buffer) => Buffer
}

/** The text of `revisions/<n>.sig`. `text`: the revision as it is stored, byte for byte. */
export function signRevision(text: string, { key, sign }: RevisionSigner): string {
  const hash = 'sha512'
  const bytes = sign(bytesToSign(revisionNamespace, hash, text))
  return renderSshSignature({ key, namespace: revisionNamespace, hash, type: signingKeyType, bytes })
}
