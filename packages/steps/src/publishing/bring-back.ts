import { type Descriptor, type PackageRecord, packagePaths, parseRemoval } from '@towpath/descriptor'
import type { MetadataStore, Snapshot } from '@towpath/metadata-store'
import type { PackageStore, PackageUpload } from '@towpath/package-store'
import { placeOf } from '../environments/documents.ts'
import { StepFault } from '../step-fault.ts'

interface PublishedAgain {
  /** What is published now; its content is that of the record. */
  readonly descriptor: Descriptor
  readonly layers: PackageUpload['layers']
  readonly record: PackageRecord
  readonly head: Snapshot
}

type PushBytes = (
  upload: { readonly descriptor: Descriptor; readonly layers: PackageUpload['layers'] },
  packages: PackageStore,
) => Promise<{ readonly reference: string }>

/**
 * The same content once more is no change, unless its bytes were pruned: then they come back, and revisions that name them can
 * be restored again. It takes the very archive, since that is what they name. Throws `frozen`.
 */
export async function bringBack(
  { descriptor, layers, record, head }: PublishedAgain,
  metadata: MetadataStore,
  packages: PackageStore,
  pushBytes: PushBytes,
): Promise<void> {
  const { package: name, version } = record.descriptor
  const path = packagePaths.removal(name, version)
  const text = await head.get(path)
  if (text === undefined || parseRemoval(text, placeOf(head, path)).removed === null) return
  const { reference } =
    descriptor.archive.digest === record.archive.digest
      ? await pushBytes({ descriptor: record.descriptor, layers }, packages)
      : { reference: descriptor.archive.digest }
  if (digestIn(reference) !== digestIn(record.reference)) {
    throw new StepFault('frozen', {
      where: `${name}@${version}`,
      expected: `the archive ${record.archive.digest} that was published first: its bytes were pruned, and only they can come back`,
      found: descriptor.archive.digest,
      fix: `Build it again at ${record.descriptor.source.revision} as it was built then, or raise the version`,
    })
  }
  await metadata.commit('packages', `publish ${name}@${version} again: its bytes were pruned`, async () => ({
    kind: 'change',
    remove: [path],
  }))
}

function digestIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('@') + 1)
}
