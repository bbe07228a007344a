import { satisfies } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import { type BrokenEdge, isDelivered } from '../promotion/dependencies.ts'
import { linesOf } from '../promotion/lines.ts'
import type { Release } from '../revision.ts'
import { prereleasePolicy } from '../spec/address.ts'
import type { Attempt } from './attempt.ts'

/** A release whose line the spec names no more, and the edges that only it answers. */
export interface NeededLine {
  readonly release: Release
  readonly edges: readonly BrokenEdge[]
}

/** By service, then version. A line goes only when nobody declares a range that only it serves. */
export function neededLines({ spec, base, proposal }: Attempt): readonly NeededLine[] {
  const { broken } = proposal.dependencies
  const stays = ({ service, version }: Release) =>
    proposal.selectedOf.get(service)?.some((release) => release.version === version) ?? false
  const policy = prereleasePolicy(spec)
  const wanted = Map.groupBy(broken, (edge) => edge.dependency)
  return base
    .filter((release) => wanted.has(release.service) && !stays(release))
    .filter(({ service, line }) => line !== '*' && isDelivered(spec, service) && !linesOf(spec, service).includes(line))
    .map((release) => ({
      release,
      edges: (wanted.get(release.service) ?? []).filter(
        (edge) => edge.problem === 'version' && satisfies(release.version, edge.range, policy),
      ),
    }))
    .filter(({ edges }) => edges.length > 0)
}

export function refuseRemoval({ release, edges }: NeededLine, attempt: Attempt, together: readonly string[]): Refusal {
  const { service, version, line } = release
  const declaring = edges.map(({ consumer, range }) => `${consumer.service} ${consumer.version} (\`${range}\`)`)
  const lines = linesOf(attempt.spec, service).filter((one) => one !== '*')
  return {
    code: 'line-needed',
    gate: 'line',
    subject: `${service} ${version}`,
    reason: `its line \`${line}\` can't go: ${joined(declaring)} ${edges.length === 1 ? 'declares a range' : 'declare ranges'} that only it serves`,
    fixes: [
      ...together,
      `${together.length > 0 ? 'Or keep' : 'Keep'} its line: \`versions: [${[...lines, line].join(', ')}]\` under \`services.${service}\``,
    ],
  }
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
