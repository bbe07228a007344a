import { type Digest, digestOf } from '@towpath/descriptor'
import type { Snapshot } from '@towpath/metadata-store'
import { StepFault } from '../step-fault.ts'

/** Text to value; throws DescriptorFaults that name `where`. */
export type Parse<Value> = (text: string, where: string) => Value

/** A document of a domain, parsed; its digest is that of the text as it is stored. */
export interface Stored<Value> {
  readonly value: Value
  readonly digest: Digest
}

/** null when there is no such document. When it is not what it should be, the fault names domain and path. */
export async function readDocument<Value>(
  at: Snapshot,
  path: string,
  parse: Parse<Value>,
): Promise<Stored<Value> | null> {
  const text = await at.get(path)
  if (text === undefined) return null
  return { value: parse(text, placeOf(at, path)), digest: digestOf(text) }
}

/** A document that another one names by its digest. Throws `document-missing`, `digest-mismatch`. */
export async function readNamed<Value>(
  at: Snapshot,
  path: string,
  parse: Parse<Value>,
  named: { readonly digest: Digest; readonly by: string },
): Promise<Value> {
  const text = await at.get(path)
  if (text === undefined) {
    throw new StepFault('document-missing', {
      where: placeOf(at, path),
      expected: `the document that ${named.by} names`,
      found: 'nothing',
      fix: 'Something was removed from the metadata store: restore it from a copy or its history',
    })
  }
  verifyDigest(placeOf(at, path), digestOf(text), named)
  return parse(text, placeOf(at, path))
}

/** Throws `digest-mismatch`. */
export function verifyDigest(
  where: string,
  found: Digest,
  named: { readonly digest: Digest; readonly by: string },
): void {
  if (found === named.digest) return
  throw new StepFault('digest-mismatch', {
    where,
    expected: `${named.digest}, which ${named.by} names`,
    found,
    fix: 'Somebody changed what is written once: do not deploy it, and find out who wrote to the metadata store',
  })
}

/** `environments/staging revisions/3.json`: as a person finds it in the store. */
export function placeOf(at: Snapshot, path: string): string {
  return `${at.domain} ${path}`
}
