import { type Bundle, type BundleWithDsseEnvelope, bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle'
import { type Signer, type TrustMaterial, toSignedEntity, VerificationError, Verifier } from '@sigstore/verify'
import type { Provenance } from '@towpath/environment'
import { z } from 'zod'

/** What an attestation has to prove. */
export interface BuiltThere {
  /** Bare sha256 of the archive. */
  readonly sha256: string
  /** `owner/name` on github.com, where it was built. */
  readonly repository: string
}

const statementSchema = z.looseObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  predicateType: z.literal('https://slsa.dev/provenance/v1'),
  subject: z.array(z.looseObject({ digest: z.record(z.string(), z.string()) })),
})

/**
 * Whether a Sigstore bundle proves that a workflow of this repository built these bytes: its certificate is one that `trust` issued to GitHub Actions
 * there, the log has it, the signature holds, and the digest is among the statement's subjects.
 */
export function judgeAttestation(json: unknown, built: BuiltThere, trust: TrustMaterial): Provenance {
  const bundle = parseBundle(json)
  if (bundle === null) return refused('it is no Sigstore bundle with a signed statement')
  try {
    const { identity } = new Verifier(trust).verify(toSignedEntity(bundle))
    return judgeIdentity(identity ?? {}, built) ?? judgeStatement(bundle, built, identity?.subjectAlternativeName ?? '')
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return refused(isOfStrangers(error) ? `${error.message} (${whoIsKnown})` : error.message)
  }
}

/** Certificate or time are of authorities that are not among those that are trusted; or they are, and it is wrong. */
function isOfStrangers(error: Error): boolean {
  return error instanceof VerificationError && /^(CERTIFICATE|TIMESTAMP)_ERROR$/.test(error.code)
}

const whoIsKnown =
  "known are Sigstore's public authorities, which GitHub uses for public repositories; not yet: GitHub's own, for private ones"

type Identity = NonNullable<Signer['identity']>

const githubActions = 'https://token.actions.githubusercontent.com'
/** Whose source was built: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const sourceRepository = '1.3.6.1.4.1.57264.1.12'

/** Null: the certificate was issued to a workflow of that repository. */
function judgeIdentity({ extensions, oids }: Identity, { repository }: BuiltThere): Provenance | null {
  if (extensions?.issuer !== githubActions)
    return refused(
      `its certificate was issued to somebody of ${extensions?.issuer ?? 'nowhere'}, not to GitHub Actions`,
    )
  const source = oids?.find(({ oid }) => oid?.id.join('.') === sourceRepository)
  const url = source === undefined ? null : readUtf8String(source.value)
  return url === `https://github.com/${repository}` ? null : refused(`it is of a build in ${url ?? 'no repository'}`)
}

function parseBundle(json: unknown): BundleWithDsseEnvelope | null {
  let bundle: Bundle
  try {
    bundle = bundleFromJSON(json)
  } catch {
    // Whatever it says (a missing key, base64 that is none), it is not one.
    return null
  }
  return isBundleWithDsseEnvelope(bundle) ? bundle : null
}

function judgeStatement(bundle: BundleWithDsseEnvelope, { sha256 }: BuiltThere, workflow: string): Provenance {
  const { payloadType, payload } = bundle.content.dsseEnvelope
  if (payloadType !== 'application/vnd.in-toto+json') return refused(`its payload is ${payloadType}`)
  const statement = statementSchema.safeParse(JSON.parse(payload.toString('utf8')))
  if (!statement.success) return refused('it is no statement of where something was built (SLSA provenance v1)')
  const isSubject = statement.data.subject.some(({ digest }) => digest['sha256'] === sha256)
  return isSubject ? { kind: 'verified', workflow } : refused('it is about other bytes')
}

/** The text of a DER UTF8String; null when it is none. */
function readUtf8String(der: Buffer): string | null {
  const [tag, first = 0x80] = der
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const start = 2 + lengthBytes
  if (tag !== 0x0c || lengthBytes > 2 || der.length < start) return null
  const length = lengthBytes === 0 ? first : der.readUIntBE(2, lengthBytes)
  return der.length === start + length ? der.toString('utf8', start) : null
}

function refused(reason: string): Provenance {
  return { kind: 'refused', reason: reason.replace(/\.$/, '') }
}
