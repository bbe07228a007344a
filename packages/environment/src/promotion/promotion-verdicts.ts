import { compareVersionsDescending, satisfies } from '@towpath/descriptor'
import type { PlannedChange, Refusal } from '../plan/plan.ts'
import { promoteCommand } from '../plan/step-command.ts'
import type { Release, Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { CheckedDependencies } from './dependencies.ts'
import type { PromotionInput } from './promotion-input.ts'
import type { ChosenVersion, SelectedRelease } from './select-releases.ts'
import { wantedPackages } from './wanted.ts'

/** The spec of an environment has one home, recorded in its first revision (DESIGN §6). */
export function judgeHome({ state, specHome, spec }: PromotionInput): readonly Refusal[] {
  const home = state.specHome
  if (home === null || (home.repository === specHome.repository && home.path === specHome.path)) return []
  return [
    {
      code: 'spec-home',
      gate: 'spec',
      subject: spec.environment,
      reason: `its spec lives in ${home.repository} (${home.path}), and this one is from ${specHome.repository} (${specHome.path})`,
      fixes: [
        home.repository === specHome.repository
          ? `Promote with \`spec: ${home.path}\``
          : `Promote from ${home.repository}`,
        'If it has moved there for good, write its new home into the store: docs/operations.md says how',
      ],
    },
  ]
}

/** A first revision without any release would be one of nothing. */
export function judgeNothing(
  spec: EnvironmentSpec,
  base: number | null,
  asked: number,
  releases: readonly Release[],
): readonly Refusal[] {
  if (base !== null || asked > 0 || releases.length > 0) return []
  const name = Object.keys(spec.services).sort()[0] ?? 'orders'
  return [
    {
      code: 'nothing-to-promote',
      gate: 'published',
      subject: spec.environment,
      reason: 'nothing runs there yet and no package was named',
      fixes: [`Name one: \`${promoteCommand(spec.environment, [name])}\``],
    },
  ]
}

/** Wished versions that no line took, because a newer one was wished for in the same line. */
export function superseded(chosen: readonly ChosenVersion[], releases: readonly SelectedRelease[]): readonly Verdict[] {
  const taken = new Set(releases.map((release) => `${release.service}@${release.version}`))
  return chosen
    .filter((one) => !taken.has(`${one.name}@${one.version}`))
    .map((one) => ({
      gate: 'line',
      outcome: 'warn',
      subject: `${one.name} ${one.version}`,
      reason: 'a newer version was asked for in the same line, so this one is left out',
    }))
}

/** What the spec wants and is not there because it failed: nobody has to wonder why. */
export function parkedWishes(
  { spec, state }: PromotionInput,
  releases: readonly SelectedRelease[],
): readonly Verdict[] {
  if (state.parked.length === 0) return []
  const unmet = wantedPackages(spec).filter(
    ({ name, range }) =>
      !releases.some((one) => one.service === name && satisfies(one.version, range ?? '*', { prereleases: 'include' })),
  )
  return state.parked.flatMap(({ revision, packages, reason }) =>
    packages.flatMap((parked): Verdict[] => {
      const [name = '', version = ''] = parked.split('@')
      const isUnmet = unmet.some(
        (wish) => wish.name === name && satisfies(version, wish.range ?? '*', { prereleases: 'include' }),
      )
      if (!isUnmet) return []
      return [
        {
          gate: 'parked',
          outcome: 'warn',
          subject: `${name} ${version}`,
          reason: `the spec wants it, but it failed with ${spec.environment}@${revision} (${reason}) and is not tried again unasked`,
          fix: `To try it again: \`${promoteCommand(spec.environment, [parked])}\``,
        },
      ]
    }),
  )
}

export function goingBack(changes: readonly PlannedChange[]): readonly Verdict[] {
  return changes.flatMap(({ service, from, to }) =>
    from !== null && to !== null && compareVersionsDescending(from, to) < 0
      ? [
          {
            gate: 'line',
            outcome: 'warn' as const,
            subject: `${service} ${to}`,
            reason: `it is older than ${from}, whose place it takes`,
          },
        ]
      : [],
  )
}

export function dependencyVerdicts(
  spec: EnvironmentSpec,
  { answers, broken, satisfied }: CheckedDependencies,
): readonly Verdict[] {
  const absent = [...answers].flatMap(([consumer, answered]) =>
    Object.entries(answered)
      .filter(([, { version }]) => version === null)
      .map(([dependency]) => ({ consumer: consumer.slice(0, consumer.indexOf('@')), dependency })),
  )
  const refused = new Set(broken.map((edge) => `${edge.consumer.service} ${edge.dependency}`))
  const optional = absent
    .filter(({ consumer, dependency }) => !refused.has(`${consumer} ${dependency}`))
    .map(({ consumer, dependency }) => ({
      gate: 'dependencies',
      outcome: 'warn' as const,
      subject: `${consumer} → ${dependency}`,
      reason: 'it is optional, and nothing here answers it',
    }))
  if (broken.length > 0 || satisfied === 0) return optional
  const reason =
    satisfied === 1
      ? 'the one declared dependency is satisfied'
      : `all ${satisfied} declared dependencies are satisfied`
  return [...optional, { gate: 'dependencies', outcome: 'pass', subject: spec.environment, reason }]
}

export function failedVerdict({ gate, subject, reason, fixes }: Refusal): Verdict {
  return { gate, outcome: 'fail', subject, reason, ...(fixes[0] === undefined ? {} : { fix: fixes[0] }) }
}

const weights = { fail: 0, warn: 1, unproven: 2, pass: 3 } as const

/** What needs a person first; then by gate and subject. */
export function byWeight(a: Verdict, b: Verdict): number {
  const keys = [a, b].map((one) => `${weights[one.outcome]} ${one.gate} ${one.subject} ${one.reason}`)
  return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1
}
