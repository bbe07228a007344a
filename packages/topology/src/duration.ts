import type { ObservedEdge } from './observed-edge.ts'

/** The duration that half of the calls stayed below, in microseconds, to a power of two; null when none has one. */
export function medianUs({ durations }: Pick<ObservedEdge, 'durations'>): number | null {
  const buckets = Object.entries(durations)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .sort((a, b) => a.bucket - b.bucket)
  const half = buckets.reduce((sum, { count }) => sum + count, 0) / 2
  let sum = 0
  for (const { bucket, count } of buckets) {
    sum += count
    if (sum >= half) return 2 ** bucket
  }
  return null
}

/** `< 5 ms` */
export function sayDuration(us: number): string {
  if (us < 1000) return `< ${us} µs`
  if (us < 1_000_000) return `< ${Math.ceil(us / 1000)} ms`
  return `< ${(us / 1_000_000).toFixed(1)} s`
}
