import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ArchiveMediaType, selectFromArchive } from '@towpath/archive'
import { canonicalJson } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import type { PackageStore } from '@towpath/package-store'

/**
 * Parts of archives, packed once for all hosts that lack the same: to unpack an archive and to pack again what is wanted of it costs ten times
 * what it costs to send it. They lie in a folder of their own, which goes when this is disposed of.
 */
export class Selections implements AsyncDisposable {
  readonly #packages: PackageStore
  readonly #files = new Map<string, Promise<string>>()
  #folder: Promise<string> | null = null

  constructor(packages: PackageStore) {
    this.#packages = packages
  }

  /** A tar in gzip that holds the files of these paths. */
  async open(
    release: Pick<Release, 'service' | 'archive'>,
    mediaType: ArchiveMediaType,
    paths: readonly string[],
  ): Promise<Readable> {
    return createReadStream(await this.#packed(release, mediaType, paths))
  }

  /** The same, before it is known that a host wants it. Whoever opens it is told when it fails. */
  expect(release: Pick<Release, 'service' | 'archive'>, mediaType: ArchiveMediaType, paths: readonly string[]): void {
    if (paths.length > 0) this.#packed(release, mediaType, paths).catch(() => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#files.values())
    if (this.#folder !== null) await rm(await this.#folder, { recursive: true, force: true })
  }

  #packed(
    release: Pick<Release, 'service' | 'archive'>,
    mediaType: ArchiveMediaType,
    paths: readonly string[],
  ): Promise<string> {
    const key = createHash('sha256')
      .update(canonicalJson([release.archive.digest, ...paths.toSorted()]))
      .digest('hex')
    const file = this.#files.get(key) ?? this.#pack(key, release, mediaType, paths)
    this.#files.set(key, file)
    return file
  }

  async #pack(
    key: string,
    { service, archive }: Pick<Release, 'service' | 'archive'>,
    mediaType: ArchiveMediaType,
    paths: readonly string[],
  ): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'towpath-parts-'))
    const file = join(await this.#folder, key)
    const packed = await this.#packages.pull(service, archive.digest, archive.sizeBytes)
    const selected = selectFromArchive({ archive: packed, mediaType, wanted: new Set(paths), compression: 'gzip' })
    await pipeline(selected, createWriteStream(file))
    return file
  }
}
