import { canonicalJson, packagePaths, parsePackageWish, type Removal } from '@towpath/descriptor'
import { planRetention, type RetainedPackage } from '@towpath/environment'
import type { Change, MetadataStore } from '@towpath/metadata-store'
import type { PackageStore } from '@towpath/package-store'
import { type ClearedBytes, clearBytes } from '../removing/clear-bytes.ts'
import { type Named, readNamed } from '../removing/read-named.ts'
import { type PublishedBytes, readPublished } from '../removing/read-published.ts'
import { StepFault } from '../step-fault.ts'

export interface PruneWish {
  /** What was published within stays. */
  readonly keepHours: number
  /** From the announcement to the removal. */
  readonly graceHours: number
  /** `name@version` each: their announcement is taken back, and nothing else is done. */
  readonly keep: readonly string[]
  readonly dryRun: boolean
  readonly by: string
  readonly clock: () => Date
}

export interface Pruned {
  readonly schema: 1
  readonly at: string
  readonly dryRun: boolean
  /** What was decided, also where it could not be carried out. */
  readonly packages: readonly RetainedPackage[]
  /** Packages whose bytes are gone since now. */
  readonly removed: readonly string[]
  /** What was to go and is still there. */
  readonly left: readonly { readonly package: string; readonly reference: string; readonly reason: string }[]
}

/**
 * Removes the bytes of packages that nothing names, in two runs: the first announces, a later one removes what is still named
 * by nothing. What is about to go is written down as removed before the environments are read once more; whoever named it in
 * between keeps it. Whoever names it later reads that it was removed.
 */
export async function prune(store: MetadataStore, packages: PackageStore | null, wish: PruneWish): Promise<Pruned> {
  verifyHours(wish)
  const at = wish.clock().toISOString()
  const named = withKept(await readNamed(store), wish)
  const decide = (published: PublishedBytes, by: Named) =>
    planRetention({ ...published, ...by, keepHours: wish.keepHours, graceHours: wish.graceHours, now: at }).filter(
      ({ name, version }) => wish.keep.length === 0 || wish.keep.includes(`${name}@${version}`),
    )
  const first = await readPublished(await store.read('packages'))
  verifyKnown(first, wish)
  const done: Pruned = { schema: 1, at, dryRun: wish.dryRun, packages: decide(first, named), removed: [], left: [] }
  if (wish.dryRun) return done
  if (packages === null && done.packages.some(({ state }) => state === 'due')) throw noStore()

  let plan = done.packages
  let published = first
  await store.commit('packages', 'prune: announce what nothing names', async (snapshot) => {
    published = await readPublished(snapshot)
    plan = decide(published, named)
    return announcements(plan, published, wish, at)
  })
  const due = plan.filter(({ state }) => state === 'due')
  if (packages === null || due.length === 0) return { ...done, packages: plan }

  const again = decide(published, withKept(await readNamed(store), wish))
  const cleared = await clearAll(due, again, published, packages)
  await store.commit('packages', 'prune: remove what nothing names', async (snapshot) =>
    outcomes(cleared, await readPublished(snapshot), wish, at),
  )
  return {
    ...done,
    packages: plan,
    removed: cleared.filter(({ outcome }) => outcome === 'cleared').map(({ key }) => key),
    left: cleared.flatMap(({ key, outcome, reference, reason }) =>
      outcome === 'cleared' ? [] : [{ package: key, reference, reason }],
    ),
  }
}

/** Without a grace a promotion that was planned before could be written after. */
function verifyHours({ keepHours, graceHours }: PruneWish): void {
  const hours = [
    ['--keep-hours', keepHours, 0],
    ['--grace-hours', graceHours, 1],
  ] as const
  for (const [where, number, least] of hours) {
    if (Number.isInteger(number) && number >= least) continue
    const found = Number.isNaN(number) ? 'no number' : `\`${number}\``
    throw new StepFault('input-invalid', { where, expected: `a whole number of hours, at least ${least}`, found })
  }
}

/** What is asked for by name counts as named. */
function withKept(named: Named, { keep }: PruneWish): Named {
  const kept = keep.map((text) => {
    const { package: name, wanted } = parsePackageWish(text, '--keep')
    if (wanted.kind !== 'version')
      throw new StepFault('input-invalid', {
        where: '--keep',
        expected: 'one exact version: `orders@1.4.2`',
        found: `\`${text}\``,
      })
    return { name, version: wanted.version, by: 'it is to be kept' }
  })
  return { ...named, named: [...named.named, ...kept] }
}

function verifyKnown({ records }: PublishedBytes, { keep }: PruneWish): void {
  const unknown = keep.find((text) => !records.has(text))
  if (unknown === undefined) return
  throw new StepFault('version-unknown', {
    where: `--keep ${unknown}`,
    expected: 'a version that is published',
    found: 'no record of it',
  })
}

function noStore(): StepFault {
  return new StepFault('input-missing', {
    where: '--package-store',
    expected: '`oci://<registry>/<namespace>` or `oci-layout:<folder>`, to remove from',
    found: 'nothing',
    fix: 'Give it, or look first with `--dry-run`',
  })
}

/** New announcements, those that are taken back, and what is removed from now on. */
function announcements(
  plan: readonly RetainedPackage[],
  { removals }: PublishedBytes,
  { by }: PruneWish,
  at: string,
): Change {
  const known = byPackage(removals)
  const write = plan.flatMap(({ name, version, state }) => {
    const removal = known.get(`${name}@${version}`) ?? announcement({ name, version }, by, at)
    if (state === 'announced') return [removal]
    return state === 'due' ? [{ ...removal, removed: removal.removed ?? at }] : []
  })
  return change(
    write,
    plan.filter(({ state }) => state === 'recalled').map(({ name, version }) => packagePaths.removal(name, version)),
  )
}

function announcement({ name, version }: Pick<RetainedPackage, 'name' | 'version'>, by: string, at: string): Removal {
  return { schema: 1, package: name, version, by, since: at, removed: null, cleared: false }
}

function byPackage(removals: readonly Removal[]): ReadonlyMap<string, Removal> {
  return new Map(removals.map((removal) => [`${removal.package}@${removal.version}`, removal]))
}

function change(write: readonly Removal[], remove: readonly string[]): Change {
  return {
    kind: 'change',
    write: Object.fromEntries(
      write.map((removal) => [packagePaths.removal(removal.package, removal.version), canonicalJson(removal)]),
    ),
    remove,
  }
}

type Cleared = ClearedBytes &
  Pick<RetainedPackage, 'name' | 'version'> & { readonly key: string; readonly reference: string }

async function clearAll(
  due: readonly RetainedPackage[],
  again: readonly RetainedPackage[],
  { records, removals }: PublishedBytes,
  packages: PackageStore,
): Promise<readonly Cleared[]> {
  const before = byPackage(removals)
  const unnamed = new Set(again.filter(({ because }) => because.length === 0).map(keyOf))
  const all: Cleared[] = []
  for (const one of due) {
    const record = records.get(keyOf(one))
    if (record === undefined) continue
    const { reference } = record
    const { name, version } = one
    const hasBegun = (before.get(keyOf(one))?.removed ?? null) !== null
    const cleared = unnamed.has(keyOf(one)) ? await clearBytes(record, packages) : namedMeanwhile(hasBegun)
    all.push({ name, version, key: keyOf(one), reference, ...cleared })
  }
  return all
}

/** Of what an earlier run began to remove nobody knows how much is left, so it counts as removed until it is published again. */
function namedMeanwhile(hasBegun: boolean): ClearedBytes {
  return hasBegun
    ? {
        outcome: 'failed',
        reason: 'it was named meanwhile, and an earlier run had begun to remove it: publish it again',
      }
    : { outcome: 'named', reason: 'it was named meanwhile' }
}

function keyOf({ name, version }: RetainedPackage): string {
  return `${name}@${version}`
}

/**
 * Gone is gone, also where somebody published it again before its bytes went; what was named meanwhile is free again; what this
 * store lets nobody remove is all there; the rest goes on next time.
 */
function outcomes(cleared: readonly Cleared[], { removals }: PublishedBytes, { by }: PruneWish, at: string): Change {
  const known = byPackage(removals)
  const write = cleared.flatMap(({ key, outcome, ...one }) => {
    const removal =
      known.get(key) ?? (outcome === 'cleared' ? { ...announcement(one, by, at), removed: at } : undefined)
    return removal === undefined ? [] : written(removal, outcome)
  })
  const free = cleared.flatMap(({ key, outcome }) => {
    const removal = outcome === 'named' ? known.get(key) : undefined
    return removal === undefined ? [] : [packagePaths.removal(removal.package, removal.version)]
  })
  return change(write, free)
}

function written(removal: Removal, outcome: Cleared['outcome']): readonly Removal[] {
  switch (outcome) {
    case 'cleared':
      return [{ ...removal, cleared: true }]
    case 'refused':
      return [{ ...removal, removed: null }]
    case 'failed':
    case 'named':
      return []
  }
}
