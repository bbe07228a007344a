import { readFile } from 'node:fs/promises'
import { canonicalJson, isDigest } from '@towpath/descriptor'
import { fault } from '../fault.ts'
import { isRecord, MANIFEST_TYPE } from '../manifest.ts'
import { ARTIFACT_TYPE } from '../naming.ts'
import type { Digest } from '../package-store.ts'
import { unlessAbsent } from './file-fault.ts'

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#indexjson-file */
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json'
const TAG = 'org.opencontainers.image.ref.name'

/** The entries as they stand in index.json; those that other tools wrote are kept. */
export type Index = readonly Readonly<Record<string, unknown>>[]

/** Empty when the file is not there; `store-damaged` when it is something else. */
export async function readIndex(path: string): Promise<Index> {
  const text = await unlessAbsent(readFile(path, 'utf8'))
  if (text === undefined) return []
  const manifests = manifestsOf(text)
  if (manifests?.every(isRecord)) return manifests
  throw fault('store-damaged', {
    where: path,
    expected: 'an OCI image index',
    found: `${text.length} characters of something else`,
    fix: 'Restore the file, or move the folder away and publish again',
  })
}

export function findTag(index: Index, tag: string): Digest | undefined {
  const digest = index.find((entry) => tagOf(entry) === tag)?.['digest']
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined
}

export function addTag(index: Index, tag: string, digest: Digest, sizeBytes: number): Index {
  const entry = {
    mediaType: MANIFEST_TYPE,
    artifactType: ARTIFACT_TYPE,
    digest,
    size: sizeBytes,
    annotations: { [TAG]: tag },
  }
  return [...index, entry].sort((a, b) => ((tagOf(a) ?? '') < (tagOf(b) ?? '') ? -1 : 1))
}

/** Without every entry of that manifest, whoever wrote it. */
export function dropManifest(index: Index, digest: Digest): Index {
  return index.filter((entry) => entry['digest'] !== digest)
}

/** Digests of the manifests that it names. */
export function manifestsIn(index: Index): readonly string[] {
  return index.flatMap(({ digest }) => (typeof digest === 'string' ? [digest] : []))
}

export function renderIndex(index: Index): string {
  return canonicalJson({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: index })
}

function manifestsOf(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const manifests = isRecord(value) ? value['manifests'] : undefined
    return Array.isArray(manifests) ? manifests : undefined
  } catch {
    return undefined
  }
}

function tagOf(entry: Readonly<Record<string, unknown>>): string | undefined {
  const annotations = entry['annotations']
  const tag = isRecord(annotations) ? annotations[TAG] : undefined
  return typeof tag === 'string' ? tag : undefined
}
