import { canonicalJson, labelOfRange } from '@towpath/descriptor'
import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import { ranges, versions } from './fixtures/arbitraries.ts'
import { instance, release, shop } from './fixtures/shop.ts'
import type { RouteRequest } from './request-target.ts'
import { resolveRoute, statusOfOutcome } from './resolve.ts'
import type { RouteTable } from './route-table.ts'
import { parseRouteTable, routeTableDigest } from './schema.ts'

const scenario = fc.record({
  live: fc.uniqueArray(versions, { maxLength: 6 }),
  declared: fc.uniqueArray(ranges, { maxLength: 5 }),
  prereleases: fc.constantFrom('exclude' as const, 'include' as const),
})

function inputOf({
  live,
  declared,
  prereleases,
}: {
  live: string[]
  declared: string[]
  prereleases: 'exclude' | 'include'
}) {
  const callers = declared.map((range, n) =>
    release(`caller-${n}@1.0.0`, { provides: {}, dependencies: { stock: { range } } }),
  )
  return shop({
    prereleases,
    releases: [...live.map((version) => release(`stock@${version}`, { isDefault: false })), ...callers],
    instances: live.map((version, n) => instance(`stock@${version}`, `app-${n}`)),
  })
}

describe('any route table', () => {
  it('answers every declared range, by path, header, label and authority, with what node-semver says', () => {
    fc.assert(
      fc.property(scenario, ranges, (given, asked) => {
        const table = compileRouteTable(inputOf({ ...given, declared: [...new Set([...given.declared, asked])] }))
        const newest = newestOf(given, asked)
        const plain = { path: '/', authority: null, acceptVersion: null }
        const authority = `${labelOfRange(asked)}.Stock.staging.internal:8080`
        const requests: readonly RouteRequest[] = [
          { ...plain, path: `/stock@${encodeURIComponent(asked)}/x?y` },
          { ...plain, path: `/stock@${labelOfRange(asked)}` },
          { ...plain, path: '/stock@9.9.9/x', acceptVersion: asked },
          { ...plain, authority },
        ]
        for (const request of requests) expect(answerOf(table, request)).toBe(newest ?? (isEmpty(given) ? 404 : 406))
      }),
    )
  })

  it('answers what nobody declares with what node-semver says, or not at all', () => {
    fc.assert(
      fc.property(scenario, ranges, (given, asked) => {
        const table = compileRouteTable(inputOf(given))
        const newest = newestOf(given, asked)
        const answer = answerOf(table, { path: `/stock@${asked}`, authority: null, acceptVersion: null })
        expect([newest, isEmpty(given) ? 404 : 406]).toContain(answer)
      }),
    )
  })

  it('serves each live version by its exact number, and each spelling of one by what node-semver says', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const routes = compileRouteTable(inputOf(given)).services['stock']?.routes ?? {}
        for (const version of given.live) expect(routes[version]?.[0]?.release).toBe(`stock@${version}`)
        for (const [spelling, [first]] of Object.entries(routes)) {
          if (!/^[\^~=]?[\d.]+(-[\w.]+)?$/.test(spelling)) continue
          expect(first?.release).toBe(`stock@${semver.maxSatisfying(given.live, spelling, optionsOf(given))}`)
        }
      }),
    )
  })

  it('does not depend on the order of its input, and survives being written', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const input = inputOf(given)
        const table = compileRouteTable(input)
        const reversed = compileRouteTable({
          ...input,
          releases: input.releases.toReversed(),
          instances: input.instances.toReversed(),
        })
        expect(JSON.stringify(reversed)).toBe(JSON.stringify(table))
        expect(routeTableDigest(reversed)).toBe(routeTableDigest(table))
        expect(parseRouteTable(canonicalJson(table), 'table.json')).toEqual(table)
      }),
    )
  })
})

function newestOf(given: { live: string[]; prereleases: string }, asked: string): string | null {
  return semver.maxSatisfying(given.live, asked, optionsOf(given))
}

function isEmpty(given: { live: string[] }): boolean {
  return given.live.length === 0
}

function optionsOf(given: { prereleases: string }): { includePrerelease: boolean } {
  return { includePrerelease: given.prereleases === 'include' }
}

function answerOf(table: RouteTable, request: RouteRequest): string | number | null {
  const outcome = resolveRoute(table, request)
  return outcome.outcome === 'routed'
    ? (outcome.releases[0]?.release.replace('stock@', '') ?? null)
    : statusOfOutcome(outcome)
}
