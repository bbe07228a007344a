import type { Readable } from 'node:stream'
import type { Digest } from '@towpath/descriptor'

export type { Digest }

/** A blob as a manifest names it (OCI "content descriptor"). */
export interface Blob {
  readonly mediaType: string
  readonly digest: Digest
  readonly sizeBytes: number
}

/** A blob that is yet to be sent. */
export interface BlobSource extends Blob {
  /** A new stream of the bytes from the beginning; called again for each attempt, so it must be repeatable. */
  open(): Readable
}

export interface PackageUpload {
  readonly name: string
  /** SemVer; becomes the tag, with `+` as `_`. */
  readonly version: string
  /** The logical package: the canonical descriptor. Its bytes become the manifest's config blob. */
  readonly config: { readonly mediaType: string; readonly bytes: Uint8Array }
  /** Archive first, then file index, contract and what else there is. At least one. */
  readonly layers: readonly BlobSource[]
  /** `org.opencontainers.image.*` and such; values are plain text. */
  readonly annotations: Readonly<Record<string, string>>
}

export interface PushedPackage {
  /** What a person copies: `ghcr.io/acme/towpath/orders@sha256:…`, or `oci:<folder>/orders@sha256:…`. */
  readonly reference: string
  /** The manifest's digest. */
  readonly digest: Digest
  /** True when this very version was there already, with the same manifest. */
  readonly already: boolean
}

/** By version (its tag), or by the digest of its manifest. */
export type PackageReference =
  | { readonly name: string; readonly version: string }
  | { readonly name: string; readonly digest: string }

export interface StoredPackage {
  readonly name: string
  readonly reference: string
  /** The manifest's digest. */
  readonly digest: Digest
  /** The canonical descriptor's blob. */
  readonly config: Blob
  readonly layers: readonly Blob[]
  readonly annotations: Readonly<Record<string, string>>
}

/** Where the bytes of packages are. Every method throws a `PackageStoreFault`. */
export interface PackageStore {
  /**
   * Blobs first, then the manifest, then the tag, so that what can be seen is complete. What is there already is not
   * sent again. A version that exists with another manifest is a fault `frozen`; nothing is changed then.
   */
  push(upload: PackageUpload): Promise<PushedPackage>
  /** The checked manifest; a fault `not-found` when there is none. */
  resolve(reference: PackageReference): Promise<StoredPackage>
  /**
   * A blob's bytes, verified on the way: the last bytes come only after the digest was right (and the size, when given),
   * else the stream ends with a fault `digest-mismatch` or `truncated`. Absent: a fault `not-found` at once.
   */
  pull(name: string, digest: string, sizeBytes?: number): Promise<Readable>
  /** Whether the blob (not the manifest) is there; its bytes are not read. */
  has(name: string, digest: string): Promise<boolean>
  /**
   * Removes a package by the digest of its manifest: the manifest, its tag, and of its blobs those that no other package of
   * that name has (a registry leaves those to its own clean-up). False when it is not there. A fault `unsupported` where the
   * registry lets nobody remove; `denied` without the right to.
   */
  remove(name: string, digest: string): Promise<boolean>
  /** Ends what still runs. */
  close(): Promise<void>
}
