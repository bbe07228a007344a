import { digestOf, isDigest } from '@towpath/descriptor'
import { fault } from '../fault.ts'
import { MANIFEST_LIMIT_BYTES, MANIFEST_TYPE } from '../manifest.ts'
import type { BlobSource, Digest } from '../package-store.ts'
import type { OpenedBlob, Repository } from '../repository.ts'
import type { Client } from './client.ts'
import { downloadBlob } from './download.ts'
import { retrying } from './retry.ts'
import { uploadBlob } from './upload.ts'

/** One repository of a registry. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md */
export class RegistryRepository implements Repository {
  readonly address: string
  readonly #client: Client
  readonly #path: string
  readonly #pull: string
  readonly #push: string
  readonly #delete: string

  /** `path`: namespace and name. */
  constructor(client: Client, host: string, path: string) {
    this.address = `${host}/${path}`
    this.#client = client
    this.#path = `/v2/${path}`
    this.#pull = `repository:${path}:pull`
    this.#push = `repository:${path}:pull,push`
    this.#delete = `repository:${path}:pull,delete`
  }

  async reach(): Promise<void> {
    const { exchange } = this.#client
    // Without authorization: 401 is an answer of a registry too.
    const url = this.#client.url('/v2/')
    const answer = await retrying(exchange.options, () => exchange.send({ method: 'GET', url }))
    await answer.discard()
    if (answer.status !== 404) return
    throw fault('store-absent', {
      where: `The package store ${this.address}`,
      expected: 'an OCI registry',
      found: 'a server that is none (404 for /v2/)',
      fix: 'Check the host in the package-store input',
    })
  }

  async tagged(tag: string): Promise<Digest | undefined> {
    return await this.#digestOf(tag)
  }

  async has(digest: Digest, sizeBytes?: number): Promise<boolean> {
    const answer = await this.#client.send({ method: 'HEAD', url: this.#blob(digest) }, this.#pull)
    if (answer.status === 404) {
      await answer.discard()
      return false
    }
    if (answer.status !== 200) throw await this.#client.refusal(answer)
    await answer.discard()
    return sizeBytes === undefined || answer.lengthBytes === undefined || answer.lengthBytes === sizeBytes
  }

  async write(blob: BlobSource): Promise<void> {
    await uploadBlob(this.#client, this.#path, this.#push, blob, `${this.address} blob ${blob.digest}`)
  }

  async writeManifest(digest: Digest, bytes: Uint8Array): Promise<void> {
    await this.#putManifest(digest, bytes)
  }

  async readManifest(digest: Digest): Promise<Uint8Array | undefined> {
    return await this.#getManifest(digest)
  }

  /** A registry has no compare-and-swap: the check is made just before, and again after. The record in the metadata store decides. */
  async tag(tag: string, manifest: { readonly digest: Digest; readonly bytes: Uint8Array }): Promise<Digest> {
    const taken = await this.#digestOf(tag)
    if (taken !== undefined) return taken
    await this.#putManifest(tag, manifest.bytes)
    const found = await this.#digestOf(tag)
    if (found !== undefined) return found
    throw fault('not-found', {
      where: `${this.address}:${tag}`,
      expected: `the manifest ${manifest.digest} that was just sent`,
      found: 'none',
      fix: 'Run again; if it stays so, ask who runs the registry',
    })
  }

  /** Its blobs are the registry's to clean up: only it knows what else names them. */
  async remove(digest: Digest): Promise<boolean> {
    const answer = await this.#client.send({ method: 'DELETE', url: this.#manifest(digest) }, this.#delete)
    if (answer.status === 404) {
      await answer.discard()
      return false
    }
    if (answer.status !== 202 && answer.status !== 200) throw await this.#client.refusal(answer)
    await answer.discard()
    return true
  }

  async read(digest: Digest): Promise<OpenedBlob | undefined> {
    const url = this.#blob(digest)
    const answer = await this.#client.send({ method: 'GET', url }, this.#pull)
    if (answer.status === 404) {
      await answer.discard()
      return undefined
    }
    if (answer.status !== 200) throw await this.#client.refusal(answer)
    const bytes = downloadBlob(this.#client, url, this.#pull, answer)
    const discard = () => answer.discard()
    return answer.lengthBytes === undefined ? { bytes, discard } : { bytes, sizeBytes: answer.lengthBytes, discard }
  }

  async #putManifest(reference: string, body: Uint8Array): Promise<void> {
    const headers = { 'content-type': MANIFEST_TYPE }
    const answer = await this.#client.send({ method: 'PUT', url: this.#manifest(reference), headers, body }, this.#push)
    if (answer.status !== 201) throw await this.#client.refusal(answer)
    await answer.discard()
  }

  async #digestOf(reference: string): Promise<Digest | undefined> {
    const url = this.#manifest(reference)
    const answer = await this.#client.send({ method: 'HEAD', url, headers: { accept: MANIFEST_TYPE } }, this.#pull)
    const digest = answer.headers.get('docker-content-digest')
    if (answer.status !== 404 && answer.status !== 200) throw await this.#client.refusal(answer)
    await answer.discard()
    if (answer.status === 404) return undefined
    if (digest !== null && isDigest(digest)) return digest
    const bytes = await this.#getManifest(reference)
    return bytes === undefined ? undefined : digestOf(bytes)
  }

  async #getManifest(reference: string): Promise<Uint8Array | undefined> {
    const url = this.#manifest(reference)
    const answer = await this.#client.send({ method: 'GET', url, headers: { accept: MANIFEST_TYPE } }, this.#pull)
    if (answer.status === 404) {
      await answer.discard()
      return undefined
    }
    if (answer.status !== 200) throw await this.#client.refusal(answer)
    const bytes = await answer.read(MANIFEST_LIMIT_BYTES)
    if (bytes !== undefined) return bytes
    const where = `The manifest of ${this.address} (${reference})`
    throw fault('manifest-invalid', { where, expected: 'at most 4 MiB', found: 'more' })
  }

  #blob(digest: Digest): URL {
    return this.#client.url(`${this.#path}/blobs/${digest}`)
  }

  #manifest(reference: string): URL {
    return this.#client.url(`${this.#path}/manifests/${reference}`)
  }
}
