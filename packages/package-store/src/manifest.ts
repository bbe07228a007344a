import { canonicalJson, isDigest } from '@towpath/descriptor'
import { fault } from './fault.ts'
import { ARTIFACT_TYPE } from './naming.ts'
import type { Blob } from './package-store.ts'

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
/** What registries commonly take at most (4 MiB). */
export const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024

export interface Manifest {
  readonly config: Blob
  readonly layers: readonly Blob[]
  readonly annotations: Readonly<Record<string, string>>
}

/** Canonical: keys sorted, no white space, so the same package always has the same manifest digest. */
export function renderManifest(manifest: Manifest): Uint8Array {
  const text = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: ARTIFACT_TYPE,
    config: renderBlob(manifest.config),
    layers: manifest.layers.map(renderBlob),
    annotations: manifest.annotations,
  })
  return new TextEncoder().encode(text)
}

/** Throws `manifest-invalid`, naming `where` (the reference asked for). */
export function parseManifest(bytes: Uint8Array, where: string): Manifest {
  const document = parseJson(bytes, where)
  if (!isRecord(document)) throw invalid(where, 'an object', typeof document)
  expectValue(document, 'schemaVersion', 2, where)
  expectValue(document, 'mediaType', MANIFEST_TYPE, where)
  expectValue(document, 'artifactType', ARTIFACT_TYPE, where)
  const layers = document['layers']
  if (!Array.isArray(layers)) throw invalid(`${where} layers`, 'a list', typeof layers)
  return {
    config: parseBlob(document['config'], `${where} config`),
    layers: layers.map((layer: unknown, at) => parseBlob(layer, `${where} layers[${at}]`)),
    annotations: parseAnnotations(document['annotations'], where),
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function renderBlob(blob: Blob): Record<string, unknown> {
  return { mediaType: blob.mediaType, digest: blob.digest, size: blob.sizeBytes }
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw fault(
      'manifest-invalid',
      { where, expected: 'a JSON manifest', found: `${bytes.length} bytes of something else` },
      { cause },
    )
  }
}

function parseBlob(value: unknown, where: string): Blob {
  if (!isRecord(value)) throw invalid(where, 'a content descriptor', typeof value)
  const { mediaType, digest, size } = value
  if (typeof mediaType !== 'string' || mediaType === '') throw invalid(`${where}.mediaType`, 'text', String(mediaType))
  if (typeof digest !== 'string' || !isDigest(digest))
    throw invalid(`${where}.digest`, 'a sha256 digest', String(digest))
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw invalid(`${where}.size`, 'a number of bytes', String(size))
  }
  return { mediaType, digest, sizeBytes: size }
}

function parseAnnotations(value: unknown, where: string): Record<string, string> {
  if (value === undefined) return {}
  if (!isRecord(value)) throw invalid(`${where} annotations`, 'an object', typeof value)
  const annotations: [string, string][] = []
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalid(`${where} annotations.${key}`, 'text', typeof text)
    annotations.push([key, text])
  }
  return Object.fromEntries(annotations)
}

function expectValue(
  document: Readonly<Record<string, unknown>>,
  key: string,
  expected: string | number,
  where: string,
) {
  const found = document[key]
  if (found !== expected)
    throw invalid(`${where} ${key}`, String(expected), found === undefined ? 'none' : JSON.stringify(found))
}

function invalid(where: string, expected: string, found: string) {
  return fault('manifest-invalid', {
    where,
    expected,
    found: found.slice(0, 200),
    fix: 'This repository holds something that Towpath did not push; use a namespace of its own',
  })
}
