/** The known name that somebody who wrote this may have meant: at most a third of it is wrong. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((name) => ({ name, distance: editDistance(word, name) }))
  const [best] = distances.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return best !== undefined && best.distance <= Math.max(1, word.length / 3) ? best.name : undefined
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const substitution = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(substitution, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
