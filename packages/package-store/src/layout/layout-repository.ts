import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigest } from '@towpath/descriptor'
import type { Clock } from '../clock.ts'
import { fault } from '../fault.ts'
import type { BlobSource, Digest } from '../package-store.ts'
import type { OpenedBlob, Repository } from '../repository.ts'
import { verifiedSource } from '../verified.ts'
import { fileFault, onFiles, unlessAbsent } from './file-fault.ts'
import { addTag, dropManifest, findTag, type Index, manifestsIn, readIndex, renderIndex } from './index-file.ts'
import { withLock } from './lock.ts'
import { digestsIn, isNestedIndex } from './named-digests.ts'
import type { Owner } from './owner.ts'
import { withScratch, writeInto } from './scratch.ts'

export interface LayoutOptions {
  readonly clock: Clock
  readonly self: () => Promise<Owner>
  /** How long a lock held by a living process is waited for. */
  readonly lockWaitMs: number
}

/**
 * One OCI image layout 1.0.0 in `<root>/<name>/`, as `skopeo copy oci:<root>/<name>:<tag>` reads it.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
export class LayoutRepository implements Repository {
  readonly address: string
  readonly #root: string
  readonly #folder: string
  readonly #options: LayoutOptions

  constructor(root: string, name: string, options: LayoutOptions) {
    this.#root = root
    this.#folder = join(root, name)
    this.#options = options
    this.address = `oci:${this.#folder}`
  }

  async tagged(tag: string): Promise<Digest | undefined> {
    return findTag(await onFiles(this.#folder, () => readIndex(this.#path('index.json'))), tag)
  }

  async has(digest: Digest, sizeBytes?: number): Promise<boolean> {
    const found = await onFiles(this.#folder, () => unlessAbsent(stat(this.#blob(digest))))
    return found !== undefined && (sizeBytes === undefined || found.size === sizeBytes)
  }

  async write(blob: BlobSource): Promise<void> {
    const bytes = verifiedSource(blob, `${this.address} blob ${blob.digest}`)
    await this.#writing((scratch) => writeInto(this.#blob(blob.digest), join(scratch, 'blob'), bytes))
  }

  async writeManifest(digest: Digest, bytes: Uint8Array): Promise<void> {
    await this.#writing((scratch) => writeInto(this.#blob(digest), join(scratch, 'blob'), [bytes]))
  }

  async readManifest(digest: Digest): Promise<Uint8Array | undefined> {
    return await onFiles(this.#folder, () => unlessAbsent(readFile(this.#blob(digest))))
  }

  async tag(
    tag: string,
    manifest: { readonly digest: Digest; readonly bytes: Uint8Array },
  ): Promise<Digest | undefined> {
    return await this.#locked(async (index, write) => {
      const taken = findTag(index, tag)
      if (taken !== undefined) return taken
      // Under the lock nobody removes: what is here now stays, because the index names it.
      for (const digest of [manifest.digest, ...digestsIn(manifest.bytes)])
        if (!(await this.has(digest))) return undefined
      await write(addTag(index, tag, manifest.digest, manifest.bytes.length))
      return manifest.digest
    })
  }

  /** The index first, so that at no instant it names what is gone; the manifest last, so that one that was killed can go on. */
  async remove(digest: Digest): Promise<boolean> {
    const bytes = await this.readManifest(digest)
    const own = bytes === undefined ? [] : digestsIn(bytes)
    if (own.length === 0) return false
    return await this.#locked(async (index, write) => {
      const left = dropManifest(index, digest)
      await write(left)
      const used = await this.#namedBy(left)
      // Where something in the index can't be read, nobody knows what it names: then only the name is taken away.
      if (used === undefined) return true
      for (const blob of [...own, digest]) if (!used.has(blob)) await rm(this.#blob(blob), { force: true })
      return true
    })
  }

  async read(digest: Digest): Promise<OpenedBlob | undefined> {
    return await onFiles(this.#folder, async () => {
      const file = await unlessAbsent(open(this.#blob(digest)))
      if (file === undefined) return undefined
      try {
        const { size } = await file.stat()
        const stream = file.createReadStream()
        return {
          bytes: readAll(stream, this.#blob(digest)),
          sizeBytes: size,
          discard: async () => void stream.destroy(),
        }
      } catch (error) {
        await file.close()
        throw error
      }
    })
  }

  async reach(): Promise<void> {
    if ((await onFiles(this.#root, () => unlessAbsent(stat(this.#root)))) !== undefined) return
    throw fault('store-absent', {
      where: `The package store oci-layout:${this.#root}`,
      expected: 'a folder',
      found: 'none',
      fix: 'Publish a package there first, or check the package-store input',
    })
  }

  /** Every digest that the manifests of an index name, and those that they name; `undefined` when one is not readable. */
  async #namedBy(index: Index): Promise<ReadonlySet<string> | undefined> {
    const named = new Set<string>()
    const waiting = [...manifestsIn(index)]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (named.has(next)) continue
      named.add(next)
      const bytes = isDigest(next) ? await this.readManifest(next) : undefined
      const digests = bytes === undefined ? [] : digestsIn(bytes)
      if (digests.length === 0) return undefined
      // An index of another tool names manifests; what is no manifest is not read.
      for (const digest of digests) {
        if (bytes !== undefined && isNestedIndex(bytes)) waiting.push(digest)
        else named.add(digest)
      }
    }
    return named
  }

  async #locked<T>(work: (index: Index, write: (index: Index) => Promise<void>) => Promise<T>): Promise<T> {
    return await this.#writing(async (scratch) => {
      const self = await this.#options.self()
      const lock = { self, clock: this.#options.clock, waitMs: this.#options.lockWaitMs }
      return await withLock(this.#path('.towpath-lock'), scratch, lock, async () => {
        const path = this.#path('index.json')
        return await work(await readIndex(path), (index) =>
          writeInto(path, join(scratch, 'index'), [new TextEncoder().encode(renderIndex(index))]),
        )
      })
    })
  }

  async #writing<T>(work: (scratch: string) => Promise<T>): Promise<T> {
    return await onFiles(this.#folder, async () => {
      await mkdir(this.#path('blobs/sha256'), { recursive: true })
      return await withScratch(this.#path('.towpath-incoming'), await this.#options.self(), async (scratch) => {
        await this.#mark(scratch)
        return await work(scratch)
      })
    })
  }

  /** The file that makes the folder a layout; written first. */
  async #mark(scratch: string): Promise<void> {
    const path = this.#path('oci-layout')
    if ((await unlessAbsent(stat(path))) !== undefined) return
    await writeInto(path, join(scratch, 'oci-layout'), [new TextEncoder().encode('{"imageLayoutVersion":"1.0.0"}')])
  }

  #blob(digest: Digest): string {
    return join(this.#folder, 'blobs', digest.replace(':', '/'))
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}

async function* readAll(bytes: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes
  } catch (error) {
    throw fileFault(error, path)
  }
}
