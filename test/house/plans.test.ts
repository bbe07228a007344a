import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readTracked, trackedFiles } from './tracked-files.ts'

const plans = trackedFiles('packages/environment/src/plan/golden/*.json')
const published = z.fromJSONSchema(
  z.record(z.string(), z.json()).parse(JSON.parse(readTracked('docs/schemas/plan.schema.json'))),
)

describe('the published schema of plans', () => {
  it('is tried on what goes, what is refused and what goes back', () => {
    const kinds = plans.map((file) => z.looseObject({ kind: z.string(), outcome: z.string() }).parse(read(file)))
    expect([...new Set(kinds.map(({ kind, outcome }) => `${kind} ${outcome}`))].sort()).toEqual(
      expect.arrayContaining([
        'promote refused',
        'promote revision',
        'promote unchanged',
        'rollback refused',
        'rollback revision',
      ]),
    )
  })

  it.each(plans)('reads %s, and nothing beyond it', (file) => {
    const plan = z.record(z.string(), z.unknown()).parse(read(file))
    expect(published.safeParse(plan).error).toBeUndefined()
    expect(published.safeParse({ ...plan, unheardOf: 1 }).success).toBe(false)
    expect(published.safeParse({ ...plan, outcome: 'perhaps' }).success).toBe(false)
  })
})

function read(file: string): unknown {
  return JSON.parse(readTracked(file))
}
