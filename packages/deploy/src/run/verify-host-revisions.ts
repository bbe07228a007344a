import type { Inspection } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { DeployRequest } from './deploy-request.ts'

/** What a host got last must be a revision of this store, or somebody else deploys there (DESIGN §6). */
export async function verifyHostRevisions(
  { target, base, digestOf }: DeployRequest,
  inspections: Readonly<Record<string, Pick<Inspection, 'revision'>>>,
): Promise<void> {
  for (const [host, { revision }] of Object.entries(inspections)) {
    if (revision === null) continue
    const known = [target, base].find((one) => one?.revision.number === revision.number)
    const expected = known === undefined || known === null ? await digestOf(revision.number) : known.digest
    if (expected === revision.digest) continue
    const name = `${target.spec.environment}@${revision.number}`
    throw new DeployFault('revision-foreign', {
      where: `Host ${host}`,
      expected: expected === null ? `a revision that this store has` : `${name} to be ${shortly(expected)}`,
      found: `${name}, ${shortly(revision.digest)}`,
      fix: 'Another metadata store delivers there, or this one was changed: find out which, and keep one',
    })
  }
}

function shortly(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12)
}
