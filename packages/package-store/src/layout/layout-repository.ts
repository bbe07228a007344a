import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { fault } from '../fault.ts'
import type { BlobSource, Digest } from '../package-store.ts'
import type { OpenedBlob, Repository } from '../repository.ts'
import { verifiedSource } from '../verified.ts'
import { fileFault, onFiles, unlessAbsent } from './file-fault.ts'
import { addTag, findTag, readIndex, renderIndex } from './index-file.ts'
import { withLock } from './lock.ts'
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

  async tag(tag: string, manifest: { readonly digest: Digest; readonly bytes: Uint8Array }): Promise<Digest> {
    return await this.#writing(async (scratch) => {
      const self = await this.#options.self()
      const lock = { self, clock: this.#options.clock, waitMs: this.#options.lockWaitMs }
      return await withLock(this.#path('.towpath-lock'), scratch, lock, async () => {
        const path = this.#path('index.json')
        const index = await readIndex(path)
        const taken = findTag(index, tag)
        if (taken !== undefined) return taken
        const text = renderIndex(addTag(index, tag, manifest.digest, manifest.bytes.length))
        await writeInto(path, join(scratch, 'index'), [new TextEncoder().encode(text)])
        return manifest.digest
      })
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
