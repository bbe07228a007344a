import { describe, expect, it } from 'vitest'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import { type EnvironmentState, emptyState } from '../state.ts'
import {
  type KeepingEnvironment,
  namedPackages,
  namedRanges,
  namedSets,
  revisionsThatRule,
  revisionsToKeep,
} from './named-packages.ts'
import { planRetention, type RetentionInput } from './plan-retention.ts'
import { renderRetentionText } from './render-retention.ts'

const spec = specOf({ orders: web })
const now = '2026-12-24T12:00:00Z'
const long = '2026-11-01T12:00:00Z'

/** `orders` with a version for each minor's patch; published long ago. */
function inputOf(versions: readonly string[], more: Partial<RetentionInput> = {}): RetentionInput {
  return {
    published: { orders: versions },
    publishedAt: Object.fromEntries(versions.map((version) => [`orders@${version}`, long])),
    removals: [],
    marked: new Set(),
    named: [],
    ranges: [],
    sets: [],
    wantedSets: [],
    keepHours: 168,
    graceHours: 24,
    now,
    ...more,
  }
}

const told = (input: RetentionInput) =>
  Object.fromEntries(
    planRetention(input).map(({ version, state, because }) => [version, [state, ...because].join('; ')]),
  )

const removal = (version: string, since: string, removed: string | null = null, cleared = removed !== null) => ({
  schema: 1 as const,
  package: 'orders',
  version,
  by: 'ada',
  since,
  removed,
  cleared,
})

describe('a package loses its bytes', () => {
  const versions = ['1.0.0', '1.0.1', '1.0.2']

  it('never when a range means it because newer ones are marked bad', () => {
    const ranges = [{ name: 'orders', range: '^1', by: 'newest of the line ^1 in prod' }]
    const marked = new Set(['orders@1.0.2'])
    expect(told(inputOf(versions, { ranges, marked }))).toEqual({
      '1.0.2': 'kept; newest of 1.0; newest of the line ^1 in prod',
      '1.0.1': 'kept; newest of the line ^1 in prod',
      '1.0.0': 'announced',
    })
  })

  it.each<[string, Partial<RetentionInput>, string]>([
    [
      'never when a revision names it',
      { named: [{ name: 'orders', version: '1.0.0', by: 'prod@42' }] },
      'kept; prod@42',
    ],
    ['not before it was announced', {}, 'announced'],
    ['not before the grace is over', { removals: [removal('1.0.0', '2026-12-24T00:00:00Z')] }, 'waiting'],
    ['when it was announced long enough ago', { removals: [removal('1.0.0', '2026-12-23T11:00:00Z')] }, 'due'],
    ['again when it was ended in the middle', { removals: [removal('1.0.0', now, now, false)] }, 'due'],
    [
      'no more than it has when it is named in the middle',
      { removals: [removal('1.0.0', now, now, false)], named: [{ name: 'orders', version: '1.0.0', by: 'prod@43' }] },
      'gone; prod@43',
    ],
    ['only once', { removals: [removal('1.0.0', long, long)] }, 'gone'],
    [
      'not when something names it since',
      { removals: [removal('1.0.0', long)], named: [{ name: 'orders', version: '1.0.0', by: 'prod@43' }] },
      'recalled; prod@43',
    ],
    [
      'not when it is young',
      { publishedAt: { 'orders@1.0.0': '2026-12-20T12:00:00Z' } },
      'kept; published at 2026-12-20 12:00 UTC',
    ],
    [
      'not when it comes from the future',
      { publishedAt: { 'orders@1.0.0': '2027-01-01T12:00:00Z' } },
      'kept; published at 2027-01-01 12:00 UTC',
    ],
    ['not when nobody knows how old it is', { publishedAt: {} }, 'kept; when it was published is not known'],
    [
      'not when it is the newest of a wanted range',
      { ranges: [{ name: 'orders', range: '1.0.0', by: 'the spec wants it' }] },
      'kept; the spec wants it',
    ],
    [
      'not when the newest set of a name has it',
      { sets: [{ set: 'shop', version: '2.0.0', packages: { orders: '1.0.0' } }] },
      'kept; the set shop@2.0.0 names it',
    ],
    [
      'when only an older set has it',
      {
        sets: [
          { set: 'shop', version: '1.0.0', packages: { orders: '1.0.0' } },
          { set: 'shop', version: '2.0.0', packages: { orders: '1.0.2' } },
        ],
      },
      'announced',
    ],
    [
      'not when an environment wants an older set that has it',
      {
        sets: [
          { set: 'shop', version: '1.0.0', packages: { orders: '1.0.0' } },
          { set: 'shop', version: '2.0.0', packages: { orders: '1.0.2' } },
        ],
        wantedSets: ['shop@1.0.0'],
      },
      'kept; the set shop@1.0.0 names it',
    ],
  ])('%s', (_name, more, expected) => {
    expect(told(inputOf(versions, more))['1.0.0']).toBe(expected)
  })

  it('never when it is the newest of its minor, prereleases by themselves', () => {
    expect(told(inputOf(['1.0.0', '1.0.1', '1.0.2-rc.1', '1.1.0-rc.1', '1.1.0-rc.2', '2.0.0']))).toEqual({
      '2.0.0': 'kept; newest of 2.0',
      '1.1.0-rc.2': 'kept; newest of 1.1',
      '1.1.0-rc.1': 'announced',
      '1.0.2-rc.1': 'kept; newest of 1.0',
      '1.0.1': 'kept; newest of 1.0',
      '1.0.0': 'announced',
    })
  })

  it('is shown as a table, what goes first', () => {
    const packages = planRetention(
      inputOf(versions, {
        removals: [removal('1.0.0', long)],
        named: ['prod@1', 'prod@2', 'prod@3', 'prod@4'].map((by) => ({ name: 'orders', version: '1.0.1', by })),
      }),
    )
    expect(renderRetentionText(packages)).toBe(
      [
        'Packages: 1 to be removed, 2 kept',
        '  orders@1.0.0  its bytes go',
        '  orders@1.0.2  stays         newest of 1.0',
        '  orders@1.0.1  stays         prod@1; prod@2; prod@3 and 1 more',
      ].join('\n'),
    )
  })
})

const stateOf = (desired: number, deployed: number | null, more: Partial<EnvironmentState> = {}): EnvironmentState => ({
  ...emptyState,
  desired: { number: desired, digest: 'sha256:0' },
  deployed: deployed === null ? null : { number: deployed, digest: 'sha256:0', at: at(0) },
  ...more,
})

const keeping = (keepRevisions: number) => [{ ...spec, policy: { keepRevisions } }]
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('the revisions that keep their packages', () => {
  it.each<[string, EnvironmentState, number[], number, number[]]>([
    ['are all while there are few', stateOf(3, 3), [1, 2, 3], 10, [1, 2, 3]],
    ['are the newest that ran well', stateOf(20, 20), upTo(20), 5, upTo(20, 16)],
    ['are more where some in between failed', stateOf(20, 20), [2, 5, 19, 20], 3, upTo(20, 5)],
    ['are those that wait too', stateOf(22, 20), upTo(20), 5, upTo(22, 16)],
    [
      'are what runs and what was good before, however old',
      stateOf(20, 4, { lastGood: 2 }),
      [2, 4, ...upTo(20, 11)],
      3,
      [2, 4, ...upTo(20, 18)],
    ],
    ['are none of an empty environment', emptyState, [], 10, []],
  ])('%s', (_name, state, deployedWell, keep, expected) => {
    expect(revisionsToKeep(state, deployedWell, keeping(keep))).toEqual(expected)
  })

  it('are ten where the policy says nothing, and the most where two specs differ', () => {
    expect(revisionsToKeep(stateOf(30, 30), upTo(30), [spec])).toEqual(upTo(30, 21))
    expect(revisionsToKeep(stateOf(30, 30), upTo(30), [...keeping(2), ...keeping(4)])).toEqual(upTo(30, 27))
  })

  it('are ruled by the specs of what is wanted and of what runs', () => {
    const parked = [{ revision: 5, packages: [], spec: null, reason: 'x', at: at(0) }]
    expect(revisionsThatRule(stateOf(5, 3, { parked }))).toEqual([3, 4, 5])
  })
})

describe('what an environment names', () => {
  const shop = new Shop()
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) shop.publish('orders', version)
  const lined = specOf(
    { orders: { ...web, versions: ['^2', '^1'] } },
    { packages: { orders: '^2' }, sets: { shop: ['1.0.0'] } },
  )
  shop.promote(spec, 'orders@1.0.0')
  const pin = { service: 'orders', version: '1.5.0', config: 'sha256:0', since: at(0), by: 'ada', reason: 'x' } as const
  const one: KeepingEnvironment = {
    environment: 'prod',
    state: stateOf(1, 1, {
      pins: [pin],
      waiting: [{ package: 'orders', version: '1.6.0', by: 'ada', at: at(0), reason: 'x' }],
      parked: [{ revision: 9, packages: ['orders@1.7.0+build'], spec: null, reason: 'x', at: at(0) }],
    }),
    revisions: shop.revisions,
    specs: [lined],
    instances: [{ service: 'orders', version: '1.8.0' }],
  }

  it('is what its revisions, pins, instances, waiting and parked wishes have', () => {
    expect(namedPackages(one).map(({ version, by }) => `${version}: ${by}`)).toEqual([
      '1.0.0: prod@1',
      '1.5.0: it is pinned in prod',
      '1.8.0: it runs in prod',
      '1.6.0: it waits for prod',
      '1.7.0+build: it is parked in prod',
    ])
  })

  it('is the newest of what its spec may ask for', () => {
    expect(namedRanges(one).map(({ range, by }) => `${range}: ${by}`)).toEqual([
      '^2: newest of the line ^2 in prod',
      '^1: newest of the line ^1 in prod',
      '^2: the spec of prod wants it',
    ])
    expect(namedSets(one)).toEqual(['shop@1.0.0'])
  })
})
