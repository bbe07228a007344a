import {
  type BumpJudgement,
  type Compatibility,
  canonicalJson,
  contentDigest,
  type Descriptor,
  describeDifference,
  digestOfDocument,
  ownerSchema,
  type PackageRecord,
  type Publication,
  packagePaths,
  packageRecordSchema,
  parseDescriptor,
  parseRecord,
} from '@towpath/descriptor'
import type { Change, MetadataStore, Refusal, Snapshot } from '@towpath/metadata-store'
import { type PackageStore, PackageStoreFault, type PackageUpload } from '@towpath/package-store'
import { StepFault } from '../step-fault.ts'
import { bringBack } from './bring-back.ts'
import { acceptJudgement, type Override } from './contracts/set-aside.ts'
import { findVersion } from './listed-versions.ts'

export interface Published {
  readonly record: PackageRecord
  /** The same content had been published before: the first archive stays. */
  readonly already: boolean
}

export interface PublishRequest {
  readonly descriptor: Descriptor
  readonly layers: PackageUpload['layers']
  readonly publication: Publication
  /** Asks the gate `contract`, against what is published at that moment. */
  readonly judge: (at: Snapshot) => Promise<BumpJudgement>
  readonly override: Override | null
}

/**
 * Bytes first, record last, so that no record points at nothing. The same content again is no change; other content, a name
 * that belongs to another repository, or too small a bump is refused before a byte is sent, and again at the commit (DESIGN invariant 1).
 */
export async function publishPackage(
  request: PublishRequest,
  metadata: MetadataStore,
  packages: PackageStore,
): Promise<Published> {
  const { descriptor, publication } = request
  const { package: name, version } = descriptor
  const head = await metadata.read('packages')
  const before = await decide(request, head)
  if (before.kind === 'already') {
    await bringBack({ ...request, record: before.record, head }, metadata, packages, pushBytes)
  }
  if (before.kind !== 'publish') return finish(before)
  const { reference, descriptor: stored } = await pushBytes(request, packages)
  const recordWith = (compatibility: Compatibility): PackageRecord => ({
    schema: 1,
    descriptor: stored,
    digest: digestOfDocument(stored),
    content: contentDigest(stored),
    archive: stored.archive,
    files: stored.files,
    reference,
    publication,
    compatibility,
  })
  let outcome: Decision = before
  await metadata.commit('packages', `publish ${name}@${version}`, async (at): Promise<Change | Refusal> => {
    outcome = await decide(request, at)
    if (outcome.kind === 'refused') return { kind: 'refusal', fault: outcome.fault }
    if (outcome.kind === 'already') return { kind: 'change' }
    const owner = await at.get(packagePaths.owner(name))
    return {
      kind: 'change',
      create: {
        [packagePaths.record(name, version)]: canonicalJson(recordWith(outcome.compatibility)),
        ...(owner === undefined && {
          [packagePaths.owner(name)]: canonicalJson({
            schema: 1,
            package: name,
            repository: publication.repository,
            since: publication.at,
          }),
        }),
      },
    }
  })
  return outcome.kind === 'publish' ? { record: recordWith(outcome.compatibility), already: false } : finish(outcome)
}

type Decision =
  | { readonly kind: 'publish'; readonly compatibility: Compatibility }
  | { readonly kind: 'already'; readonly record: PackageRecord }
  | { readonly kind: 'refused'; readonly fault: StepFault }

function finish(decision: Exclude<Decision, { kind: 'publish' }>): Published {
  if (decision.kind === 'refused') throw decision.fault
  return { record: decision.record, already: true }
}

async function decide({ descriptor, publication, judge, override }: PublishRequest, at: Snapshot): Promise<Decision> {
  const { package: name, version } = descriptor
  const ownerPath = packagePaths.owner(name)
  const ownerText = await at.get(ownerPath)
  if (ownerText !== undefined) {
    const owner = parseRecord(ownerText, ownerSchema, ownerPath)
    if (owner.repository !== publication.repository)
      return { kind: 'refused', fault: taken(name, owner.repository, publication.repository) }
  }
  const record = await findRecord(at, name, version)
  if (record === null) {
    const judgement = await judge(at)
    return { kind: 'publish', compatibility: acceptJudgement(`${name} ${version}`, judgement, override) }
  }
  return record.content === contentDigest(descriptor)
    ? { kind: 'already', record }
    : { kind: 'refused', fault: frozen(record.descriptor, descriptor) }
}

/** The record of this version, or of one that differs in build metadata only: both are the same release to semver. */
async function findRecord(at: Snapshot, name: string, version: string): Promise<PackageRecord | null> {
  const found = await findVersion(at, packagePaths.records(name), version)
  const path = packagePaths.record(name, found ?? version)
  const text = found === null ? undefined : await at.get(path)
  return text === undefined ? null : parseRecord(text, packageRecordSchema, path)
}

function taken(name: string, owner: string, repository: string): StepFault {
  return new StepFault('name-taken', {
    where: `Package ${name}`,
    expected: `its home repository, ${owner}`,
    found: repository,
    fix: 'Publish it from there, or give this package another name',
  })
}

function frozen(published: Descriptor, descriptor: Descriptor): StepFault {
  const differences = describeDifference(published, descriptor).map(
    ({ where, was, is }) => `${where} (was ${was}, is ${is})`,
  )
  return new StepFault('frozen', {
    where: `${descriptor.package}@${descriptor.version}`,
    expected: `the content that was published as ${published.version}`,
    found: `other content: ${differences.slice(0, 5).join('; ')}${differences.length > 5 ? ` and ${differences.length - 5} more` : ''}`,
    fix: 'What is published never changes: raise the version',
  })
}

/**
 * A publish that was ended between bytes and record has left its tag behind. When it is of the same content, that one is
 * adopted, with its own archive.
 */
async function pushBytes(
  { descriptor, layers }: Pick<PublishRequest, 'descriptor' | 'layers'>,
  packages: PackageStore,
): Promise<{ reference: string; descriptor: Descriptor }> {
  const { package: name, version } = descriptor
  try {
    const { reference } = await packages.push({
      name,
      version,
      config: {
        mediaType: 'application/vnd.towpath.descriptor.v1+json',
        bytes: Buffer.from(canonicalJson(descriptor)),
      },
      layers,
      annotations: {
        'org.opencontainers.image.created': descriptor.created,
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.source': descriptor.source.repository,
        'org.opencontainers.image.revision': descriptor.source.revision,
      },
    })
    return { reference, descriptor }
  } catch (error) {
    if (!(error instanceof PackageStoreFault && error.code === 'frozen')) throw error
    const stored = await packages.resolve({ name, version })
    const chunks = await (await packages.pull(name, stored.config.digest, stored.config.sizeBytes)).toArray()
    const left = parseDescriptor(Buffer.concat(chunks).toString('utf8'), stored.reference)
    if (contentDigest(left) !== contentDigest(descriptor)) throw frozen(left, descriptor)
    return { reference: stored.reference, descriptor: left }
  }
}
