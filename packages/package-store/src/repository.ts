import type { BlobSource, Digest } from './package-store.ts'

/** One package name in a store: the few operations on which the adapters differ. */
export interface Repository {
  /** As a person writes it, without tag or digest. */
  readonly address: string
  /** Throws `store-absent` when there is no store at all: asked only after something was not found in it. */
  reach(): Promise<void>
  /** The digest of the manifest that the tag names now. */
  tagged(tag: string): Promise<Digest | undefined>
  /** Whether the blob is there; with a size, whether it is there in that size. */
  has(digest: Digest, sizeBytes?: number): Promise<boolean>
  /** All of it or nothing, checked against its digest and size on the way. */
  write(blob: BlobSource): Promise<void>
  writeManifest(digest: Digest, bytes: Uint8Array): Promise<void>
  /** By digest; the caller checks the bytes. */
  readManifest(digest: Digest): Promise<Uint8Array | undefined>
  /**
   * Names the manifest unless the tag is taken; answers with what the tag names afterwards. `undefined`: nothing was named,
   * because something that the manifest names was removed meanwhile, and has to be written again.
   */
  tag(tag: string, manifest: { readonly digest: Digest; readonly bytes: Uint8Array }): Promise<Digest | undefined>
  /** The manifest and its tags, and the blobs that only it has. False when it was not there. */
  remove(digest: Digest): Promise<boolean>
  /** `undefined` when it is absent. */
  read(digest: Digest): Promise<OpenedBlob | undefined>
}

export interface OpenedBlob {
  /** As they come, not verified. Reading them, to the end or not, lets go of all that was opened. */
  readonly bytes: AsyncIterable<Uint8Array>
  readonly sizeBytes?: number
  /** Lets go of what was opened when `bytes` are not read at all: a generator that never began has no `finally`. */
  discard(): Promise<void>
}
