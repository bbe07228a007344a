import type { Declaring } from '../promotion/dependencies.ts'
import type { Verdict } from '../revision.ts'

/** Calls that were seen in the environment, from one release to another. */
export interface ObservedCall {
  readonly from: { readonly service: string; readonly version: string }
  readonly to: { readonly service: string; readonly version: string }
  readonly calls: number
}

/** `seen calling it 41 times`; null: it was not. */
export function sayCalls(calls: number): string | null {
  if (calls === 0) return null
  return calls === 1 ? 'seen calling it once' : `seen calling it ${calls} times`
}

/** A release that stays and was seen calling what it does not declare. */
interface UndeclaredCaller {
  readonly consumer: Declaring
  readonly dependency: string
  readonly calls: number
}

/** By consumer, then dependency. A service may call itself undeclared. */
function undeclaredCallers(
  releases: readonly Declaring[],
  observed: readonly ObservedCall[],
): readonly UndeclaredCaller[] {
  if (observed.length === 0) return []
  const seen = new Map<string, Map<string, number>>()
  for (const { from, to, calls } of observed) {
    if (from.service === to.service) continue
    const key = `${from.service}@${from.version}`
    const of = seen.get(key) ?? new Map<string, number>()
    seen.set(key, of.set(to.service, (of.get(to.service) ?? 0) + calls))
  }
  return releases.flatMap((consumer) =>
    [...(seen.get(`${consumer.service}@${consumer.version}`) ?? [])]
      .filter(([dependency]) => !Object.hasOwn(consumer.descriptor.dependencies ?? {}, dependency))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dependency, calls]) => ({ consumer, dependency, calls })),
  )
}

/** What nobody declares is nobody's promise: it is told where the change touches it, and refuses nothing. */
export function trafficVerdicts(
  before: readonly Declaring[],
  after: readonly Declaring[],
  observed: readonly ObservedCall[],
): readonly Verdict[] {
  const callers = undeclaredCallers(after, observed)
  if (callers.length === 0) return []
  const [old, coming] = [before, after].map((releases) => Map.groupBy(releases, (release) => release.service))
  const versionsOf = (releases: ReadonlyMap<string, readonly Declaring[]> | undefined, service: string) =>
    (releases?.get(service) ?? []).map((release) => release.version).join(' and ')
  return callers.flatMap(({ consumer, dependency, calls }): Verdict[] => {
    const [now, then] = [versionsOf(old, dependency), versionsOf(coming, dependency)]
    if (now === then || now === '') return []
    const is = then === '' ? 'and it would find nothing' : `and nothing says that it can work with ${then}`
    return [
      {
        gate: 'traffic',
        outcome: then === '' ? 'warn' : 'unproven',
        subject: `${consumer.service} → ${dependency}`,
        reason: `${consumer.service} ${consumer.version} does not declare ${dependency}, but was ${sayCalls(calls)}, ${is}`,
        fix: `Declare it in towpath.yaml of ${consumer.service}: \`dependencies: {${dependency}: {range: …}}\``,
      },
    ]
  })
}
