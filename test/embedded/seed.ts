/** Numbers in [0, 1) that a seed repeats (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed of this run: TOWPATH_SEED, or a new one. Printed, so that a failure can be repeated. */
export function chooseSeed(of: string): number {
  const given = process.env['TOWPATH_SEED']
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
  process.stdout.write(`${of}: TOWPATH_SEED=${seed}\n`)
  return seed
}
