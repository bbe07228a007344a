import { renderPackageWish, satisfies } from '@towpath/descriptor'
import { reasonOfEdge } from '../compatibility/judged-edge.ts'
import type { Refusal } from '../plan/plan.ts'
import { rollbackCommand } from '../plan/step-command.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import { wantedRange } from '../promotion/wanted.ts'
import type { Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type SpecSources, specWithServices } from './restored-spec.ts'
import type { RollbackInput } from './rollback-input.ts'
import { type BroughtService, closeSubset } from './subset.ts'

/** What goes back: null for everything. */
export type Scope =
  | {
      readonly outcome: 'scope'
      readonly services: ReadonlySet<string> | null
      readonly verdicts: readonly Verdict[]
    }
  | { readonly outcome: 'refused'; readonly refusals: readonly Refusal[] }

/** Which services go back. One that is named brings along what it can't go without; several have to be closed as they are. */
export function chooseScope(
  input: RollbackInput,
  restored: RevisionWithSpec,
  base: RevisionWithSpec,
  sources: SpecSources,
): Scope {
  if (input.packages.length === 0) return { outcome: 'scope', services: null, verdicts: [] }
  const strangers = unknownNames(input, restored, base)
  if (strangers.length > 0) return { outcome: 'refused', refusals: strangers }
  const named = new Set(input.packages.map((wish) => wish.package))
  const { services, brought, broken } = closeSubset({
    named,
    current: base.revision.releases,
    former: restored.revision.releases,
    specWith: (some) => specWithServices(sources, some),
  })
  const names = [...services].sort()
  if (broken.length > 0) {
    const refusals = broken.map((edge) => ({
      code: 'subset-open' as const,
      gate: 'subset',
      subject: `${edge.consumer.service} → ${edge.dependency}`,
      reason: `${reasonOfEdge(edge, base.spec, [])}, also when both go back`,
      fixes: ['Take the whole environment back: leave `packages` out', 'Or choose another revision by `to`'],
    }))
    return { outcome: 'refused', refusals }
  }
  if (named.size > 1 && brought.length > 0) {
    return { outcome: 'refused', refusals: brought.map((one) => notClosed(one, input, restored, names)) }
  }
  return { outcome: 'scope', services, verdicts: brought.map((one) => tooVerdict(one, input, restored)) }
}

function unknownNames(input: RollbackInput, restored: RevisionWithSpec, base: RevisionWithSpec): readonly Refusal[] {
  const then = `${input.environment}@${restored.revision.number}`
  return input.packages.flatMap((wish): Refusal[] => {
    const before = restored.revision.releases.filter((release) => release.service === wish.package)
    const isHere = base.revision.releases.some((release) => release.service === wish.package)
    const range = wantedRange(wish)
    const fits = range === null || before.some(({ version }) => satisfies(version, range, { prereleases: 'include' }))
    if (fits && (before.length > 0 || isHere)) return []
    const names = [...new Set(restored.revision.releases.map((release) => release.service))].sort()
    const had = before.map(({ version }) => version).join(' and ')
    return [
      {
        code: before.length === 0 ? 'service-unknown' : 'version-unpublished',
        gate: 'subset',
        subject: renderPackageWish(wish),
        reason: before.length === 0 ? `${then} had no ${wish.package}` : `${then} had ${wish.package} ${had}`,
        fixes:
          before.length === 0
            ? [`It had ${names.join(', ') || 'nothing'}: name one of them, or another revision by \`to\``]
            : [`Name it without a version, or another revision by \`to\``],
      },
    ]
  })
}

function reasonToBring({ because }: BroughtService, spec: EnvironmentSpec): string {
  if (because.kind === 'set') return `it belongs to ${because.set}, as ${because.with} does, and a set goes as a whole`
  return reasonOfEdge(because.edge, spec, [])
}

function notClosed(
  one: BroughtService,
  { environment, request, config, hosts }: RollbackInput,
  { revision, spec }: RevisionWithSpec,
  names: readonly string[],
): Refusal {
  return {
    code: 'subset-open',
    gate: 'subset',
    subject: one.service,
    reason: `it has to go back too: ${reasonToBring(one, spec)}`,
    fixes: [
      `The smallest that can go back: \`${rollbackCommand(environment, revision.number, request.reason ?? '…', { services: names, config, hosts })}\``,
    ],
  }
}

function tooVerdict(
  one: BroughtService,
  { environment }: RollbackInput,
  { revision, spec }: RevisionWithSpec,
): Verdict {
  const wasThere = revision.releases.some((release) => release.service === one.service)
  const what = wasThere
    ? 'it goes back too'
    : `it is stopped, since ${environment}@${revision.number} had none and it can't stay`
  return {
    gate: 'subset',
    outcome: 'warn',
    subject: one.service,
    reason: `${what}: ${reasonToBring(one, spec)}`,
  }
}
