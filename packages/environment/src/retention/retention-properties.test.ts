import type { Removal } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specOf, web } from '../fixtures/builders.ts'
import { type EnvironmentState, emptyState } from '../state.ts'
import { revisionsToKeep } from './named-packages.ts'
import { planRetention, type RetentionState } from './plan-retention.ts'

const deed = fc.oneof(
  fc.record({ kind: fc.constant('publish' as const), pick: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant('promote' as const), pick: fc.nat({ max: 40 }), isGood: fc.boolean() }),
  fc.record({ kind: fc.constant('rollback' as const), pick: fc.nat({ max: 40 }) }),
  fc.record({ kind: fc.constant('prune' as const), pick: fc.nat({ max: 400 }) }),
)

type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never

/** A team with one service and one environment: versions come, are promoted and gone back to, and packages are pruned now and then. */
class Team {
  readonly #keep: number
  readonly #published = new Map<string, string>()
  readonly #removals = new Map<string, Removal>()
  readonly #revisions: { readonly number: number; readonly version: string; readonly isGood: boolean }[] = []
  #hour = 0
  removed = 0

  constructor(keep: number) {
    this.#keep = keep
  }

  act(one: Deed): void {
    this.#hour += 1
    switch (one.kind) {
      case 'publish':
        this.#published.set(`1.${one.pick}.${this.#published.size}`, this.#now)
        return
      case 'promote':
        this.#revise(
          [...this.#published.keys()].filter((version) => !this.#removals.has(version)),
          one.pick,
          one.isGood,
        )
        return
      case 'rollback':
        this.#revise(
          this.#good.map(({ version }) => version).filter((version) => !this.isGone(version)),
          one.pick,
          true,
        )
        return
      case 'prune':
        this.#hour += one.pick
        this.#prune()
    }
  }

  isGone(version: string): boolean {
    return (this.#removals.get(version)?.removed ?? null) !== null
  }

  /** What people may still go back or forward to. */
  get within(): readonly string[] {
    return [...this.#good.slice(-this.#keep), ...this.#revisions.slice(-this.#keep)].map(({ version }) => version)
  }

  #revise(choice: readonly string[], pick: number, isGood: boolean): void {
    const version = choice[pick % Math.max(1, choice.length)]
    if (version !== undefined) this.#revisions.push({ number: this.#revisions.length + 1, version, isGood })
  }

  #prune(): void {
    const numbers = revisionsToKeep(
      this.#state,
      this.#good.map(({ number }) => number),
      [{ ...specOf({ orders: web }), policy: { keepRevisions: this.#keep } }],
    )
    const plan = planRetention({
      published: { orders: [...this.#published.keys()] },
      publishedAt: Object.fromEntries([...this.#published].map(([version, at]) => [`orders@${version}`, at])),
      removals: [...this.#removals.values()],
      marked: new Set(),
      named: this.#revisions
        .filter(({ number }) => numbers.includes(number))
        .map(({ number, version }) => ({ name: 'orders', version, by: `prod@${number}` })),
      ranges: [],
      sets: [],
      wantedSets: [],
      keepHours: 168,
      graceHours: 24,
      now: this.#now,
    })
    for (const { version, state } of plan) this.#carryOut(version, state)
  }

  #carryOut(version: string, state: RetentionState): void {
    const removal = {
      schema: 1,
      package: 'orders',
      version,
      by: 'ada',
      since: this.#now,
      removed: null,
      cleared: false,
    } as const
    if (state === 'announced') this.#removals.set(version, removal)
    if (state === 'recalled') this.#removals.delete(version)
    if (state !== 'due') return
    this.removed += 1
    this.#removals.set(version, { ...removal, removed: this.#now, cleared: true })
  }

  get #good() {
    return this.#revisions.filter((one) => one.isGood)
  }

  get #now(): string {
    return new Date(Date.UTC(2026, 0, 1, this.#hour)).toISOString()
  }

  get #state(): EnvironmentState {
    const [newest, deployed] = [this.#revisions.at(-1), this.#good.at(-1)]
    const digest = 'sha256:0'
    return {
      ...emptyState,
      desired: newest === undefined ? null : { number: newest.number, digest },
      deployed: deployed === undefined ? null : { number: deployed.number, digest, at: this.#now },
      lastGood: this.#good.at(-2)?.number ?? null,
    }
  }
}

describe('whatever a team does', () => {
  it('every revision within the window has its packages', () => {
    let removed = 0
    fc.assert(
      fc.property(fc.array(deed, { minLength: 20, maxLength: 80 }), fc.integer({ min: 1, max: 4 }), (deeds, keep) => {
        const team = new Team(keep)
        for (const one of deeds) {
          team.act(one)
          for (const version of team.within) expect(team.isGone(version)).toBe(false)
        }
        removed += team.removed
      }),
      { numRuns: 100 },
    )
    expect(removed).toBeGreaterThan(20)
  })
})
