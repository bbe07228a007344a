/** A revision that was deployed and verified. */
export interface DeployedWell {
  readonly number: number
  /** The revision that it restored; null for others. */
  readonly restores: number | null
}

/** The one deployed well before `number`; for one that restored another, before what it restored. null: none. */
export function goodBefore(history: readonly DeployedWell[], number: number): number | null {
  const seen = new Set<number>()
  let target = number
  for (
    let own = find(history, target);
    own !== undefined && own.restores !== null && !seen.has(target);
    own = find(history, target)
  ) {
    seen.add(target)
    target = own.restores
  }
  const index = history.findIndex((one) => one.number === target)
  const earlier = index === -1 ? history.filter((one) => one.number < target) : history.slice(0, index)
  return earlier.findLast((one) => one.number !== target)?.number ?? null
}

function find(history: readonly DeployedWell[], number: number): DeployedWell | undefined {
  return history.find((one) => one.number === number)
}
