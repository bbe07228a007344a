import {
  canonicalJson,
  compareVersionsDescending,
  type Mark,
  nearest,
  packagePaths,
  parseMark,
  parsePackageWish,
} from '@towpath/descriptor'
import type { MetadataStore, Snapshot } from '@towpath/metadata-store'
import { placeOf, readDocument } from '../environments/documents.ts'
import { listVersions } from '../publishing/listed-versions.ts'
import { StepFault } from '../step-fault.ts'
import { type RunsThere, whereItRuns } from './where-it-runs.ts'

export interface MarkWish {
  /** `orders@1.4.2`: one exact version. */
  readonly what: string
  readonly by: string
  readonly reason: string
  /** RFC 3339. */
  readonly now: string
}

export interface Marked {
  readonly package: string
  readonly version: string
  /** The mark as it stands; for one that was removed, as it was; null: there was none to remove. */
  readonly mark: Mark | null
  /** Whether it stands now. */
  readonly isBad: boolean
  readonly changed: boolean
  /** Each environment in which it runs or is wanted, by name. */
  readonly runs: readonly RunsThere[]
}

/**
 * Marks a published version bad: no environment takes it any more. What runs already goes on, and is named. An earlier mark
 * stays as it was. Throws `version-unknown`.
 */
export async function markBad(store: MetadataStore, wish: MarkWish): Promise<Marked> {
  const { name, version } = exactVersion(wish.what)
  const path = packagePaths.mark(name, version)
  const mark: Mark = { schema: 1, package: name, version, by: wish.by, reason: wish.reason, since: wish.now }
  const before: (Mark | null)[] = []
  await store.commit('packages', `mark ${name} ${version} bad: ${wish.reason}`, async (at) => {
    await verifyPublished(at, name, version)
    const known = (await readDocument(at, path, parseMark))?.value ?? null
    before.push(known)
    return { kind: 'change', ...(known === null && { create: { [path]: canonicalJson(mark) } }) }
  })
  const known = before.at(-1) ?? null
  const runs = await whereItRuns(store, name, version)
  return { package: name, version, mark: known ?? mark, isBad: true, changed: known === null, runs }
}

/** Takes a mark away: the version may be promoted again. Who and why stand in the history of the store. */
export async function unmarkBad(store: MetadataStore, wish: MarkWish): Promise<Marked> {
  const { name, version } = exactVersion(wish.what)
  const path = packagePaths.mark(name, version)
  const before: (Mark | null)[] = []
  await store.commit('packages', `${name} ${version} is not bad, says ${wish.by}: ${wish.reason}`, async (at) => {
    const known = (await readDocument(at, path, parseMark))?.value ?? null
    if (known === null) await verifyPublished(at, name, version)
    before.push(known)
    return { kind: 'change', ...(known !== null && { remove: [path] }) }
  })
  const mark = before.at(-1) ?? null
  return { package: name, version, mark, isBad: false, changed: mark !== null, runs: [] }
}

function exactVersion(what: string): { readonly name: string; readonly version: string } {
  const { package: name, wanted } = parsePackageWish(what, 'what is marked')
  if (wanted.kind === 'version') return { name, version: wanted.version }
  throw new StepFault('input-invalid', {
    where: 'what is marked',
    expected: 'one exact version such as `orders@1.4.2`',
    found: `\`${what}\``,
  })
}

async function verifyPublished(at: Snapshot, name: string, version: string): Promise<void> {
  const versions = [...(await listVersions(at, packagePaths.records(name)))].sort(compareVersionsDescending)
  if (versions.includes(version)) return
  const meant = nearest(version, versions)
  throw new StepFault('version-unknown', {
    where: placeOf(at, packagePaths.record(name, version)),
    expected: versions.length === 0 ? `a published version of ${name}` : `one of ${versions.slice(0, 5).join(', ')}`,
    found: 'nothing',
    fix: meant === undefined ? 'Correct the name or the version' : `Did you mean \`${name}@${meant}\`?`,
  })
}
