import { packagePaths, parseRemoval } from '@towpath/descriptor'
import type { Revision } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { placeOf } from '../environments/documents.ts'
import { StepFault } from '../step-fault.ts'

/**
 * That what a revision came back to was not removed while it was written. prune writes down what it removes and then reads what
 * environments name; here it is the other way round, so one of the two sees the other. Throws `refused`.
 */
export async function verifyKept(
  store: MetadataStore,
  revision: Revision,
  announced: ReadonlySet<string>,
): Promise<void> {
  const waiting = revision.releases.filter(({ service, version }) => announced.has(`${service}@${version}`))
  if (waiting.length === 0) return
  const at = await store.read('packages')
  for (const { service, version, descriptor } of waiting) {
    const path = packagePaths.removal(service, version)
    const text = await at.get(path)
    const removal = text === undefined ? null : parseRemoval(text, placeOf(at, path))
    if (removal === null || removal.removed === null) continue
    throw new StepFault('refused', {
      where: `${revision.environment}@${revision.number}: ${service} ${version}`,
      expected: 'its package to be there still',
      found: `${removal.by} pruned it at ${removal.removed}, while this was written`,
      fix: `Go back to another revision, or publish ${version} again from ${descriptor.source.repository} at ${descriptor.source.revision}`,
    })
  }
}
