import type { Digest } from '@towpath/descriptor'
import { DeployFault } from '../deploy-fault.ts'

/** What a revision names is not what the package store has. */
export function revisionBroken(where: string, expected: Digest | string, found: string | undefined): DeployFault {
  return new DeployFault('revision-broken', {
    where,
    expected,
    found: found ?? 'nothing',
    fix: 'Publish and promote it again under a new version',
  })
}
