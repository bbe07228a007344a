import { writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { packArchive } from '@towpath/archive'
import { type Archive, isDigest, type Manifest, shortDigest } from '@towpath/descriptor'
import { uploadBuild } from './building/artifact.ts'
import { runBuildCommand } from './building/build-command.ts'
import { BuildFolder, type BuildRecord } from './building/build-folder.ts'
import { type ManifestFile, readManifestFile, readVersion } from './building/manifest-file.ts'
import { type ReadPublished, readNotes } from './building/notes.ts'
import { type Checkout, readCheckout } from './repository/source.ts'
import { renderSize } from './size.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'
import { openMetadata } from './stores.ts'
import { readIfThere } from './workspace/read-if-there.ts'

/** Runs the package's build, packs the result and keeps beside it all that describe and publish need. */
export const build: Step<'build'> = async (call) => {
  const { io, inputs } = call
  const { workspace } = io.context
  const compression = inputs.choice('compression', ['gzip', 'zstd'])
  const file = await readManifestFile(workspace, inputs.required('manifest'))
  const checkout = await readCheckout(file.folder, io)
  const version = await readVersion(file, inputs.text('prerelease'), io)
  const { manifest } = file
  const command = manifest.code.build
  if (command !== undefined) {
    await io.group(`$ ${command}`, () => runBuildCommand(command, file.folder, io, call.signal))
  }
  const folder = BuildFolder.of(workspace, manifest.package, version)
  await folder.create()
  const packed = await pack({ call, file, folder, compression, createdAt: createdAt(call, checkout) })
  await keepSources(folder, file)
  await keepNotes(call, folder, file, version)
  const record: BuildRecord = { schema: 1, package: manifest.package, version, source: checkout.source, ...packed }
  await folder.writeRecord(record)
  const archive = folder.archiveOf(record)
  call.output('package', relative(workspace, archive))
  call.output('digest', packed.archive.digest)
  call.output('size-bytes', packed.archive.sizeBytes)
  call.output('artifact-id', (await uploadBuild(call, folder, `towpath-${manifest.package}-${version}`)) ?? '')
  io.summarize(
    `**${manifest.package} ${version}** is built: ${renderSize(packed.archive.sizeBytes)}, \`${shortDigest(packed.archive.digest)}\`.`,
  )
}

type Packed = Pick<BuildRecord, 'archive' | 'files' | 'created'>

async function pack(request: {
  call: StepCall<'build'>
  file: ManifestFile
  folder: BuildFolder
  compression: 'gzip' | 'zstd'
  createdAt: Date
}): Promise<Packed> {
  const { call, file, folder, compression } = request
  const { code, package: name } = file.manifest
  const packed = await packArchive({
    folder: file.folder,
    include: code.include,
    exclude: code.exclude ?? [],
    compression,
    modifiedAt: request.createdAt,
    target: { archive: folder.archive(compression), files: folder.files },
    signal: call.signal,
    onProgress: ({ entries, totalEntries, unpackedBytes }) =>
      call.io.progress(`packing ${name}: ${entries} of ${totalEntries} entries, ${renderSize(unpackedBytes)}`),
  })
  call.io.say(
    `${packed.entries} ${packed.entries === 1 ? 'entry' : 'entries'}, ${renderSize(packed.unpackedBytes)} → ${renderSize(packed.sizeBytes)}`,
  )
  return {
    archive: { digest: digest(packed.digest), sizeBytes: packed.sizeBytes, mediaType: packed.mediaType },
    files: { digest: digest(packed.files.digest), sizeBytes: packed.files.sizeBytes },
    created: request.createdAt.toISOString(),
  }
}

/** Every time in the package: the same commit gives the same bytes (reproducible-builds.org/specs/source-date-epoch). */
function createdAt({ io }: StepCall<'build'>, checkout: Checkout): Date {
  const epoch = io.environment['SOURCE_DATE_EPOCH']
  if (epoch === undefined || epoch === '') return checkout.committedAt ?? new Date(0)
  if (/^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000)
  throw new StepFault('input-invalid', {
    where: 'SOURCE_DATE_EPOCH',
    expected: 'seconds since 1970',
    found: `\`${epoch}\``,
  })
}

/** The files that the manifest names, so that the descriptor can be written without the repository. */
async function keepSources(folder: BuildFolder, { manifest, text, folder: home }: ManifestFile): Promise<void> {
  await writeFile(folder.manifest, text)
  for (const path of namedFiles(manifest)) {
    const content = await readIfThere(resolve(home, path))
    if (content === null) {
      throw new StepFault('file-missing', {
        where: path,
        expected: 'a file that the manifest names',
        found: 'no such file',
      })
    }
    await folder.writeSource(path, content)
  }
}

/** Contracts, config schema and templates. */
export function namedFiles(manifest: Manifest): readonly string[] {
  const { schema, files = {} } = manifest.code.config ?? {}
  const contracts = Object.values(manifest.provides ?? {}).flatMap(
    (provide) => ('contract' in provide && provide.contract) || [],
  )
  return [...new Set([...contracts, ...(schema === undefined ? [] : [schema]), ...Object.values(files)])].sort()
}

async function keepNotes(
  call: StepCall<'build'>,
  folder: BuildFolder,
  file: ManifestFile,
  version: string,
): Promise<void> {
  const published: ReadPublished = async (read) => {
    await using store = await openMetadata(call)
    return await read(await store.read('packages'))
  }
  const notes = await readNotes({ ...file, version, published }, call.io)
  if (notes.text.trim() === '') {
    const message = `${version} has no notes in ${notes.from}. A release needs them: describe refuses it unless it is given \`notes\`.`
    call.io.annotate({ level: 'warning', title: 'notes-missing', message })
  }
  await writeFile(folder.notes, notes.text)
}

function digest(text: string): Archive['digest'] {
  if (isDigest(text)) return text
  throw new TypeError(`not a digest: ${text}`)
}
