import { open, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { verifyArchive } from '@towpath/archive'
import { type BumpJudgement, type Descriptor, shortDigest } from '@towpath/descriptor'
import { escapeMarkdown, promoteCommand } from '@towpath/environment'
import type { Snapshot } from '@towpath/metadata-store'
import { downloadBuild } from './building/artifact.ts'
import { type BuildFolder, findBuildFolder } from './building/build-folder.ts'
import { describeBuild, readDescriptor } from './building/describe-build.ts'
import { judgeContract } from './publishing/contracts/judge-contract.ts'
import { readPublishedContract } from './publishing/contracts/published-contract.ts'
import { type Override, readOverride } from './publishing/contracts/set-aside.ts'
import { renderRefusal, renderVerdict, verdictLine } from './publishing/contracts/verdict-text.ts'
import { layersOf } from './publishing/layers.ts'
import { type Published, publishPackage } from './publishing/publish-package.ts'
import { publishSetFromManifest } from './publishing/set-from-manifest.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata, openPackages } from './stores.ts'

/** Publishes what build made: bytes to the package store, the record to the metadata store; or the record of a set. */
export const publish: Step<'publish'> = async (call) => {
  const { io, inputs } = call
  const setManifest = inputs.text('set-manifest')
  if (setManifest !== null) {
    await using metadata = await openMetadata(call)
    return await publishSetFromManifest(metadata, call, setManifest)
  }
  const { workspace, actor } = io.context
  const override = readOverride(inputs.text('override'), inputs.text('reason'), actor)
  const artifact = inputs.text('artifact')
  const folder =
    artifact === null
      ? await findBuildFolder(workspace, inputs.text('package'))
      : await downloadBuild(workspace, artifact)
  const descriptor = await descriptorOf(call, folder)
  await verifyBytes(folder, descriptor)
  const published = await send(call, folder, descriptor, override)
  say(call, published)
  if (override !== null && (published.already || published.record.compatibility?.overrides.length === 0))
    io.annotate({ level: 'warning', title: 'override-unneeded', message: unneeded })
}

async function descriptorOf({ io, inputs }: StepCall<'publish'>, folder: BuildFolder): Promise<Descriptor> {
  const named = inputs.text('descriptor')
  if (named === null) return (await readDescriptor(folder.descriptor)) ?? describeBuild(folder, null)
  const descriptor = await readDescriptor(resolve(io.context.workspace, named))
  if (descriptor !== null) return descriptor
  throw new StepFault('file-missing', {
    where: named,
    expected: 'what the describe step wrote',
    found: 'no such file',
    fix: 'Leave `descriptor` out: publish describes what was built',
  })
}

/** Told, so that nobody gets used to setting it aside. */
const unneeded = 'The gate `contract` was not in the way, so nothing of it was set aside.'

/** The index is what hosts will be sent files by, so it must tell of the same files as the archive. */
async function verifyBytes(folder: BuildFolder, descriptor: Descriptor): Promise<void> {
  const record = await folder.readRecord()
  const { archive, files } = descriptor
  const verified = await verifyArchive({
    archive: await openFile(folder.archiveOf(record)),
    files: await openFile(folder.files),
    expected: { digest: archive.digest, filesDigest: files },
  })
  const found = [verified.sizeBytes, verified.mediaType].join(', ')
  const expected = [archive.sizeBytes, archive.mediaType].join(', ')
  if (found !== expected) {
    throw new StepFault('digest-mismatch', { where: 'descriptor archive', expected, found, fix: 'Describe it again' })
  }
}

async function openFile(path: string): Promise<Readable> {
  const file = await open(path).catch((cause) => {
    const explanation = { where: path, expected: 'what build made', found: 'no such file', fix: 'Build it again' }
    throw new StepFault('file-missing', explanation, { cause })
  })
  return file.createReadStream()
}

async function send(
  call: StepCall<'publish'>,
  folder: BuildFolder,
  descriptor: Descriptor,
  override: Override | null,
): Promise<Published> {
  const { context, environment } = call.io
  const packages = openPackages(call)
  try {
    await using metadata = await openMetadata(call)
    const publication = {
      at: call.clock().toISOString(),
      repository: descriptor.source.repository,
      revision: descriptor.source.revision,
      run: context.run,
      by: context.actor,
    }
    const contract = {
      descriptor,
      sources: {
        ofThis: (path: string) => readFile(folder.source(path), 'utf8'),
        published: readPublishedContract(packages),
      },
      given: { environment, signal: call.signal },
    }
    const judge = async (at: Snapshot): Promise<BumpJudgement> => {
      const judged = await judgeContract(contract, at)
      if (judged.outcome === 'fail' && override === null)
        call.io.summarize(renderRefusal(descriptor.package, descriptor.version, judged))
      return judged
    }
    const layers = await layersOf(folder, descriptor)
    return await publishPackage({ descriptor, layers, publication, judge, override }, metadata, packages)
  } finally {
    await packages.close()
  }
}

function say(call: StepCall<'publish'>, { record, already }: Published): void {
  const { package: name, version } = record.descriptor
  call.output('name', name)
  call.output('version', version)
  call.output('digest', record.reference.slice(record.reference.indexOf('@') + 1))
  call.output('reference', record.reference)
  call.output('already-published', already)
  const what = already ? 'had been published before, with the same content' : 'is published'
  call.io.say(`${name} ${version} ${what}: ${shortDigest(record.archive.digest)}`)
  const { compatibility } = record
  if (compatibility !== undefined && !already) call.io.say(verdictLine(compatibility))
  call.io.summarize(
    [
      `**${name} ${version}** ${what}.`,
      escapeMarkdown(record.descriptor.notes),
      ...(compatibility === undefined ? [] : [renderVerdict(compatibility)]),
      `To go on: \`${promoteCommand('<environment>', [`${name}@${version}`])}\``,
    ].join('\n\n'),
  )
}
