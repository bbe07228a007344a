import type { Reading } from '../promotion/published.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type GateAnswer, joinAnswers, passed, silent, standing, strengthOf } from './gate-answer.ts'
import type { Provenance } from './provenance.ts'

type Arrived = Pick<Release, 'service' | 'version' | 'descriptor' | 'archive'>

/** The archive of each version that comes was built by a workflow of the repository that its package belongs to, as an attestation proves. */
export function judgeProvenance(spec: EnvironmentSpec, arrivals: readonly Arrived[], reading: Reading): GateAnswer {
  if (strengthOf(spec, 'provenance') === 'off') return silent
  return joinAnswers(arrivals.map((arrival) => judgeOne(spec, arrival, reading)))
}

function judgeOne(spec: EnvironmentSpec, { service, version, descriptor, archive }: Arrived, reading: Reading) {
  const { repository } = descriptor.source
  const provenance = reading.provenance({ digest: archive.digest, repository })
  if (provenance === undefined) return silent
  const subject = `${service} ${version}`
  if (provenance.kind === 'verified')
    return passed('provenance', subject, `its archive was built in ${repository} by ${nameOf(provenance.workflow)}`)
  return standing(
    {
      code: 'provenance',
      gate: 'provenance',
      subject,
      reason: reasonOf(provenance, repository),
      fixes: fixesOf(provenance),
    },
    strengthOf(spec, 'provenance'),
  )
}

function reasonOf(provenance: Exclude<Provenance, { readonly kind: 'verified' }>, repository: string): string {
  switch (provenance.kind) {
    case 'absent':
      return `no attestation says that its archive was built in ${repository}`
    case 'refused':
      return `its attestation does not prove that its archive was built in ${repository}: ${provenance.reason}`
    case 'unknown':
      return `whether its archive was built in ${repository} could not be found out: ${provenance.reason}`
  }
}

function fixesOf({ kind }: Provenance): readonly string[] {
  const toAttest = 'Let the workflow attest the package (actions/attest-build-provenance) and publish a new version'
  return [
    kind === 'unknown'
      ? 'Give promote a `token` that may read attestations (`attestations: read`), or let the gate only warn where that can not be'
      : toAttest,
  ]
}

/** `.github/workflows/release.yml@refs/heads/main`, which says enough beside the repository. */
function nameOf(workflow: string): string {
  return workflow.replace(/^https:\/\/[^/]+\/[^/]+\/[^/]+\//, '')
}
