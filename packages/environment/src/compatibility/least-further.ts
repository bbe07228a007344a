import type { ChosenVersion } from '../promotion/select-releases.ts'
import type { Candidates } from './candidates.ts'
import type { Trial, Trials } from './trials.ts'

/**
 * How many further packages a trial takes at least; null: no number does. A package that alone can make an edge hold has
 * to come; what each of its versions would need or break has to come with it. Of the other edges, those without a
 * package in common take one each.
 */
export function leastFurther(
  trial: Trial,
  added: readonly ChosenVersion[],
  candidates: Candidates,
  trials: Trials,
): number | null {
  const moves = trial.broken.map((edge) => candidates.movesFor(edge, added))
  if (moves.some((some) => some.length === 0)) return null
  const must = new Map<string, readonly ChosenVersion[]>()
  const services = moves.map((some) => [...new Set(some.map((one) => one.name))])
  for (const [index, names] of services.entries()) {
    const [only] = names
    if (only === undefined || names.length > 1) continue
    const fitting = moves[index] ?? []
    const known = must.get(only)
    must.set(only, known === undefined ? fitting : known.filter((one) => fitting.includes(one)))
  }
  if (!spread(must, added, candidates, trials)) return null
  const taken = new Set(must.keys())
  let least = must.size
  for (const names of services) {
    if (names.some((name) => taken.has(name))) continue
    for (const name of names) taken.add(name)
    least += 1
  }
  return least
}

/** Adds what has to come with what has to come; false: one of them can't. */
function spread(
  must: Map<string, readonly ChosenVersion[]>,
  added: readonly ChosenVersion[],
  candidates: Candidates,
  trials: Trials,
): boolean {
  const moved = new Set(added.map((one) => one.name))
  const open = [...must.keys()]
  for (let service = open.pop(); service !== undefined; service = open.pop()) {
    const needs = (must.get(service) ?? []).flatMap((version) => {
      const others = trials.needsOf(version, candidates.hasLines(version.name)).filter((name) => !moved.has(name))
      return others.every((name) => candidates.further(name, added).length > 0) ? [others] : []
    })
    const [first] = needs
    // What is unread counts as nothing for now: the others are looked at too, so that all is asked for at once.
    if (first === undefined && !candidates.isUnread) return false
    if (first === undefined) continue
    for (const name of first.filter((one) => needs.every((others) => others.includes(one)))) {
      if (must.has(name)) continue
      must.set(name, candidates.further(name, added))
      open.push(name)
    }
  }
  return true
}
