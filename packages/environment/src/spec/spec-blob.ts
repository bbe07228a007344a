import { canonicalJson, type Digest, digestOf } from '@towpath/descriptor'
import { z } from 'zod'
import { type EnvironmentSpec, environmentSpecSchema } from './environment-spec.ts'

/** Spec blob of a revision: blobs/<sha256>.json. */
export const specBlobSchema = z.strictObject({ schema: z.literal(1), spec: environmentSpecSchema })

export type SpecBlob = z.infer<typeof specBlobSchema>

/** A document as it is stored, and the digest that names it. */
export interface Blob {
  readonly digest: Digest
  /** Canonical JSON. */
  readonly text: string
}

export function blobOf(document: unknown): Blob {
  const text = canonicalJson(document)
  return { digest: digestOf(text), text }
}

export function specBlob(spec: EnvironmentSpec): Blob {
  return blobOf({ schema: 1, spec })
}

export function specDigest(spec: EnvironmentSpec): Digest {
  return specBlob(spec).digest
}
