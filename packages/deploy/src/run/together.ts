import type { Site } from './site.ts'

/**
 * Does the same for several things at once. When one fails the others are told to end, and the failure comes only when all of them have:
 * nothing may still be changing a host while it is being put back.
 */
export async function together<Item, Result>(
  items: Iterable<Item>,
  site: Site,
  work: (item: Item, site: Site) => Promise<Result>,
): Promise<readonly Result[]> {
  const ending = new AbortController()
  const signal = AbortSignal.any([site.signal, ending.signal])
  const failures: unknown[] = []
  const outcomes = await Promise.allSettled(
    [...items].map(async (item) => {
      try {
        return await work(item, { ...site, signal })
      } catch (error) {
        failures.push(error)
        ending.abort(error)
        throw error
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
}
