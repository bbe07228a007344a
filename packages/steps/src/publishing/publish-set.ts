import {
  canonicalJson,
  type Digest,
  digestOfDocument,
  type FrozenSet,
  isFrozenFrom,
  type PackageSetRecord,
  type Publication,
  packagePaths,
  packageSetOwnerSchema,
  packageSetRecordSchema,
  parseRecord,
} from '@towpath/descriptor'
import type { Change, MetadataStore, Refusal, Snapshot } from '@towpath/metadata-store'
import { StepFault } from '../step-fault.ts'
import { findVersion } from './listed-versions.ts'

export interface PublishedSetRecord {
  readonly record: PackageSetRecord
  /** Of the record, as it is stored. */
  readonly digest: Digest
  /** The same set had been published before: what was frozen then stays. */
  readonly already: boolean
}

/**
 * A set's record, written once. What it was frozen to stays: the same manifest again is no change, also when its ranges would take
 * something newer by now; another one, or a name that belongs to another repository, is refused (DESIGN invariant 1).
 */
export async function publishSet(
  frozen: FrozenSet,
  publication: Publication,
  store: MetadataStore,
): Promise<PublishedSetRecord> {
  const { set, version, notes = '' } = frozen.manifest
  const record: PackageSetRecord = { schema: 1, set, version, notes, packages: { ...frozen.packages }, publication }
  let outcome: Decision = { kind: 'publish' }
  await store.commit('packages', `publish set ${set}@${version}`, async (at): Promise<Change | Refusal> => {
    outcome = await decide(frozen, publication, at)
    if (outcome.kind === 'refused') return { kind: 'refusal', fault: outcome.fault }
    if (outcome.kind === 'already') return { kind: 'change' }
    const owner = await at.get(packagePaths.setOwner(set))
    const { repository, at: since } = publication
    return {
      kind: 'change',
      create: {
        [packagePaths.set(set, version)]: canonicalJson(record),
        ...(owner === undefined && {
          [packagePaths.setOwner(set)]: canonicalJson({ schema: 1, set, repository, since }),
        }),
      },
    }
  })
  const stored = foundIn(outcome) ?? record
  return { record: stored, digest: digestOfDocument(stored), already: stored !== record }
}

type Decision =
  | { readonly kind: 'publish' }
  | { readonly kind: 'already'; readonly record: PackageSetRecord }
  | { readonly kind: 'refused'; readonly fault: StepFault }

function foundIn(decision: Decision): PackageSetRecord | null {
  return decision.kind === 'already' ? decision.record : null
}

async function decide({ manifest, packages }: FrozenSet, publication: Publication, at: Snapshot): Promise<Decision> {
  const { set, version } = manifest
  const path = packagePaths.setOwner(set)
  const text = await at.get(path)
  const owner = text === undefined ? null : parseRecord(text, packageSetOwnerSchema, path)
  if (owner !== null && owner.repository !== publication.repository)
    return { kind: 'refused', fault: taken(set, owner.repository, publication.repository) }
  const record = await findRecord(at, set, version)
  if (record === null) {
    const removed = await removedMeanwhile(at, packages)
    return removed === null ? { kind: 'publish' } : { kind: 'refused', fault: removed }
  }
  return record.version === version && isFrozenFrom(record.packages, manifest)
    ? { kind: 'already', record }
    : { kind: 'refused', fault: alreadyFrozen(record, version, packages) }
}

/** A package whose bytes were announced to go since the set was frozen; null: none. */
async function removedMeanwhile(at: Snapshot, packages: Readonly<Record<string, string>>): Promise<StepFault | null> {
  for (const [name, version] of Object.entries(packages)) {
    if ((await at.get(packagePaths.removal(name, version))) === undefined) continue
    return new StepFault(
      'refused',
      {
        where: `${name}@${version}`,
        expected: 'it to stay',
        found: 'that it is being removed',
        fix: 'Publish the set again',
      },
      { retryable: true },
    )
  }
  return null
}

/** The record of this version, or of one that differs in build metadata only. */
async function findRecord(at: Snapshot, set: string, version: string): Promise<PackageSetRecord | null> {
  const found = await findVersion(at, packagePaths.sets(set), version)
  const path = packagePaths.set(set, found ?? version)
  const text = found === null ? undefined : await at.get(path)
  return text === undefined ? null : parseRecord(text, packageSetRecordSchema, path)
}

function taken(set: string, owner: string, repository: string): StepFault {
  return new StepFault('name-taken', {
    where: `Set ${set}`,
    expected: `its home repository, ${owner}`,
    found: repository,
    fix: 'Publish it from there, or give this set another name',
  })
}

function alreadyFrozen(
  published: PackageSetRecord,
  version: string,
  packages: Readonly<Record<string, string>>,
): StepFault {
  const names = [...new Set([...Object.keys(published.packages), ...Object.keys(packages)])].sort()
  const differences = names.flatMap((name) => {
    const [was, is] = [published.packages[name] ?? 'absent', packages[name] ?? 'absent']
    return was === is ? [] : [`${name} (was ${was}, is ${is})`]
  })
  if (published.version !== version) differences.push(`version (was ${published.version}, is ${version})`)
  return new StepFault('frozen', {
    where: `${published.set}@${version}`,
    expected: `what was published as ${published.version}`,
    found: `other content: ${differences.slice(0, 5).join('; ')}${differences.length > 5 ? ` and ${differences.length - 5} more` : ''}`,
    fix: 'What is published never changes: raise the version of the set',
  })
}
