import { renderTable } from '../measure.ts'
import type { Sample } from './contest.ts'

/** Where Towpath's time goes: of each kind of deploy the fastest run's phases, by the host that took longest in each. */
export function renderPhases(samples: readonly Sample[]): string {
  const kinds = Map.groupBy(
    samples.filter(({ phases }) => phases.length > 0),
    ({ scenario, roundTripMs }) => `${scenario}, ${roundTripMs} ms`,
  )
  const rows = [...kinds].flatMap(([kind, of]) => {
    const [fastest] = of.toSorted((a, b) => a.seconds - b.seconds)
    const phases = Map.groupBy(fastest?.phases ?? [], ({ name }) => name)
    return [...phases].map(([name, hosts]) => {
      const from = Math.min(...hosts.map(({ startedMs }) => startedMs))
      const longest = Math.max(...hosts.map(({ durationMs }) => durationMs))
      return [kind, name, from.toFixed(0), longest.toFixed(0)]
    })
  })
  return renderTable(['deploy', 'phase', 'from ms', 'ms'], rows)
}
