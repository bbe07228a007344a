import type { Digest } from '@towpath/descriptor'
import type { Inspection } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { DeployRequest } from './deploy-request.ts'

type Descent = Pick<DeployRequest, 'target' | 'base' | 'digestOf' | 'takenOver' | 'verifyLineage'>

/**
 * The target must descend from what each host got last, or somebody else deploys there (DESIGN §6); and what it was made from since then must be
 * allowed to be deployed.
 */
export async function verifyHostRevisions(
  request: Descent,
  inspections: Readonly<Record<string, Pick<Inspection, 'revision'>>>,
): Promise<void> {
  let newest = 0
  for (const [host, { revision }] of Object.entries(inspections)) {
    if (revision === null || request.takenOver?.get(host) === revision.digest) continue
    await verifyKnown(request, host, revision)
    verifyNotNewer(request, host, revision.number)
    newest = Math.max(newest, revision.number)
  }
  await request.verifyLineage?.(newest)
}

async function verifyKnown(
  { target, base, digestOf }: Descent,
  host: string,
  { number, digest }: { readonly number: number; readonly digest: Digest },
): Promise<void> {
  const known = [target, base].find((one) => one?.revision.number === number)
  const expected = known === undefined || known === null ? await digestOf(number) : known.digest
  if (expected === digest) return
  const name = `${target.spec.environment}@${number}`
  throw new DeployFault('revision-foreign', {
    where: `Host ${host}`,
    expected: expected === null ? 'a revision that this store has' : `${name} to be ${shortly(expected)}`,
    found: `${name}, ${shortly(digest)}`,
    fix: 'Another metadata store delivers there, or this one was changed: find out which, and keep one. If this one was restored from a backup, deploy with `take-over: hosts`',
  })
}

/** The host got a newer one, perhaps from a run that was killed before it could say so in the store. */
function verifyNotNewer({ target }: Descent, host: string, number: number): void {
  const { environment } = target.spec
  if (number <= target.revision.number) return
  throw new DeployFault('revision-foreign', {
    where: `Host ${host}`,
    expected: `a revision that ${environment}@${target.revision.number} descends from`,
    found: `${environment}@${number}, which is newer`,
    fix: `Deploy ${environment}@${number} or a newer one; to go back, roll back: that is a new revision`,
  })
}

function shortly(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12)
}
