import { type Digest, isDigest } from '@towpath/descriptor'
import { isRecord } from '../manifest.ts'

/** Every digest that a manifest or an index names, whoever wrote it; empty for what is neither. */
export function digestsIn(bytes: Uint8Array): readonly Digest[] {
  const document = parseJson(bytes)
  return isRecord(document) ? [...new Set(collect(document))] : []
}

/** An index of indexes or manifests (OCI "image index"), as other tools write it. */
export function isNestedIndex(bytes: Uint8Array): boolean {
  const document = parseJson(bytes)
  return isRecord(document) && Array.isArray(document['manifests'])
}

function* collect(value: unknown): Generator<Digest> {
  if (Array.isArray(value)) for (const member of value) yield* collect(member)
  if (!isRecord(value)) return
  const { digest } = value
  if (typeof digest === 'string' && isDigest(digest)) yield digest
  for (const member of Object.values(value)) yield* collect(member)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
