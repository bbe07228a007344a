import { getOctokit } from '@actions/github'
import type { TrustMaterial } from '@sigstore/verify'
import type { Provenance } from '@towpath/environment'
import { type BuiltThere, judgeAttestation } from './build-attestation.ts'

export interface AskedOf {
  readonly token: string
  /** `https://api.github.com` */
  readonly apiUrl: string
  /** Whose certificates count. */
  readonly trust: TrustMaterial
}

/** GitHub answers within a second or two; one that does not is down. */
const limitMs = 20_000
/** Of one archive there are one or two: each run that built the same bytes makes one. */
const mostAttestations = 30

/**
 * What GitHub's attestations of these bytes say: verified as soon as one of them proves it. Needs `attestations: read`. Never throws: what can't be
 * found out is an answer, and how much it matters is for the gate to say.
 */
export async function findProvenance(built: BuiltThere, { token, apiUrl, trust }: AskedOf): Promise<Provenance> {
  const [owner = '', repo = ''] = built.repository.split('/')
  const { rest } = getOctokit(token, { baseUrl: apiUrl })
  try {
    const { data } = await rest.repos.listAttestations({
      owner,
      repo,
      subject_digest: `sha256:${built.sha256}`,
      predicate_type: 'provenance',
      per_page: mostAttestations,
      request: { signal: AbortSignal.timeout(limitMs) },
    })
    const bundles = (data.attestations ?? []).map(({ bundle }) => bundle)
    const answers = bundles.slice(0, mostAttestations).map((bundle) => judgeAttestation(bundle, built, trust))
    return answers.find(({ kind }) => kind === 'verified') ?? answers[0] ?? { kind: 'absent' }
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'absent' }
    return { kind: 'unknown', reason: error instanceof Error ? `GitHub says: ${error.message}` : String(error) }
  }
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : undefined
}
