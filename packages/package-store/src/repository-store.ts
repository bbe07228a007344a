import { Readable } from 'node:stream'
import { digestOf, isDigest } from '@towpath/descriptor'
import { fault } from './fault.ts'
import { MANIFEST_LIMIT_BYTES, parseManifest, renderManifest } from './manifest.ts'
import { parseDigest, parseName, parseTag } from './naming.ts'
import type {
  BlobSource,
  Digest,
  PackageReference,
  PackageStore,
  PackageUpload,
  PushedPackage,
  StoredPackage,
} from './package-store.ts'
import type { Repository } from './repository.ts'
import { verified } from './verified.ts'

/** How often what another process removes in the middle of a push is written again. */
const WRITE_ROUNDS = 3

/** The order of things that both adapters share; what differs is behind `Repository`. */
export class RepositoryStore implements PackageStore {
  readonly #repository: (name: string) => Repository
  readonly #end: () => void
  #closed = false

  constructor(repository: (name: string) => Repository, end: () => void = () => undefined) {
    this.#repository = repository
    this.#end = end
  }

  async push(upload: PackageUpload): Promise<PushedPackage> {
    const tag = parseTag(upload.version)
    const repository = this.#open(upload.name)
    const { blobs, bytes } = prepare(upload)
    const digest = digestOf(bytes)
    const before = await repository.tagged(tag)
    refuseOther(before, digest, upload)
    const named = { reference: `${repository.address}@${digest}`, digest, already: before !== undefined }
    for (let round = 0; round < WRITE_ROUNDS; round++) {
      for (const blob of blobs) {
        if (!(await repository.has(blob.digest, blob.sizeBytes))) await repository.write(blob)
      }
      if (before !== undefined) return named
      await repository.writeManifest(digest, bytes)
      const tagged = await repository.tag(tag, { digest, bytes })
      refuseOther(tagged, digest, upload)
      if (tagged !== undefined) return named
    }
    throw fault(
      'unreachable',
      {
        where: `${upload.name}@${upload.version}`,
        expected: 'what was written to stay',
        found: `${WRITE_ROUNDS} times a blob that another process had removed`,
        fix: 'Run again when it is done',
      },
      { retryable: true },
    )
  }

  async resolve(reference: PackageReference): Promise<StoredPackage> {
    const repository = this.#open(reference.name)
    const wanted =
      'digest' in reference ? `${reference.name}@${reference.digest}` : `${reference.name}@${reference.version}`
    const digest = await findManifest(repository, reference)
    const bytes = digest === undefined ? undefined : await repository.readManifest(digest)
    if (digest === undefined || bytes === undefined) {
      await repository.reach()
      throw fault('not-found', {
        where: wanted,
        expected: `a package in ${repository.address}`,
        found: 'none',
        fix: 'Publish it first, or check the name, the version and the package-store input',
      })
    }
    const found = digestOf(bytes)
    if (found !== digest)
      throw fault('digest-mismatch', { where: `The manifest of ${wanted}`, expected: digest, found })
    const manifest = parseManifest(bytes, `The manifest of ${wanted}`)
    return { name: reference.name, reference: `${repository.address}@${digest}`, digest, ...manifest }
  }

  async pull(name: string, text: string, sizeBytes?: number): Promise<Readable> {
    const repository = this.#open(name)
    const digest = parseDigest(text)
    const where = `${repository.address} blob ${digest}`
    const found = await repository.read(digest)
    if (found === undefined) {
      await repository.reach()
      throw fault('not-found', { where, expected: 'a blob', found: 'none', fix: 'Publish the package again' })
    }
    const promised = { digest, sizeBytes: sizeBytes ?? found.sizeBytes }
    const blob = found
    let isRead = false
    async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
      isRead = true
      yield* verified(blob.bytes, promised, where)
    }
    const stream = Readable.from(bytes(), { objectMode: false })
    stream.once('close', () => {
      // Whoever destroyed an unread stream asks no more how the rest went.
      if (!isRead) blob.discard().catch(() => undefined)
    })
    return stream
  }

  async has(name: string, digest: string): Promise<boolean> {
    const repository = this.#open(name)
    if (await repository.has(parseDigest(digest))) return true
    await repository.reach()
    return false
  }

  async remove(name: string, digest: string): Promise<boolean> {
    const repository = this.#open(name)
    if (await repository.remove(parseDigest(digest))) return true
    await repository.reach()
    return false
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#end()
  }

  #open(name: string): Repository {
    if (this.#closed) throw fault('closed', { where: 'The package store', expected: 'to be open', found: 'it closed' })
    return this.#repository(parseName(name))
  }
}

async function findManifest(repository: Repository, reference: PackageReference): Promise<Digest | undefined> {
  if ('digest' in reference) return parseDigest(reference.digest)
  return await repository.tagged(parseTag(reference.version))
}

/** Each blob once, the config among them, and the manifest that names them. */
function prepare(upload: PackageUpload): { blobs: readonly BlobSource[]; bytes: Uint8Array } {
  const where = `${upload.name}@${upload.version}`
  const { mediaType, bytes: configBytes } = upload.config
  if (upload.layers.length === 0)
    throw fault('upload-invalid', { where, expected: 'at least one layer', found: 'none' })
  for (const { digest, sizeBytes } of upload.layers) {
    if (!isDigest(digest) || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
      throw fault('upload-invalid', {
        where,
        expected: 'layers with digest and size',
        found: `${digest}, ${sizeBytes}`,
      })
    }
  }
  const config: BlobSource = {
    mediaType,
    digest: digestOf(configBytes),
    sizeBytes: configBytes.length,
    open: () => Readable.from([configBytes]),
  }
  const bytes = renderManifest({ config, layers: upload.layers, annotations: upload.annotations })
  if (bytes.length > MANIFEST_LIMIT_BYTES) {
    throw fault('upload-invalid', { where, expected: 'a manifest of at most 4 MiB', found: `${bytes.length} bytes` })
  }
  const blobs = new Map([...upload.layers, config].map((blob) => [blob.digest, blob]))
  return { blobs: [...blobs.values()], bytes }
}

function refuseOther(tagged: Digest | undefined, digest: Digest, upload: PackageUpload) {
  if (tagged === undefined || tagged === digest) return
  throw fault('frozen', {
    where: `${upload.name}@${upload.version}`,
    expected: `the package that was pushed first (${tagged})`,
    found: `another one (${digest})`,
    fix: 'What is published stays as it is: raise the version',
  })
}
