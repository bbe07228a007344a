import {
  type ChangeRequest,
  chooseBase,
  chooseRollbackTarget,
  type Plan,
  planRollback,
  type RollbackInput,
  rollbackNeeded,
} from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import { withOlderReleases } from './older-releases.ts'
import { readRevisionWithSpec } from './revision-with-spec.ts'

export interface RollbackRequest {
  /** null: the revision that DESIGN §8 names by default. */
  readonly to: number | null
  readonly config: RollbackInput['config']
  readonly hosts: RollbackInput['hosts']
  readonly request: ChangeRequest
}

/** Plans against one version of the environment. */
export async function planRollbackAt(environment: StoredEnvironment, asked: RollbackRequest): Promise<Plan> {
  const { name, state } = environment
  const { to, ...given } = asked
  const deployedWell = await environment.deployedWell()
  const target = chooseRollbackTarget({ environment: name, state, to, deployedWell })
  let input: RollbackInput = {
    ...given,
    environment: name,
    state,
    target,
    restored: await readRevisionWithSpec(environment, target.outcome === 'target' ? target.number : null),
    base: await readRevisionWithSpec(environment, chooseBase(state)),
    newest: await readRevisionWithSpec(environment, state.desired?.number ?? null),
    configs: {},
    now: given.request.at,
  }
  for (let needed = rollbackNeeded(input); needed.length > 0; needed = rollbackNeeded(input)) {
    const configs = await Promise.all(needed.map(async (digest) => [digest, await environment.config(digest)] as const))
    input = { ...input, configs: { ...input.configs, ...Object.fromEntries(configs) } }
  }
  return withOlderReleases(environment, planRollback(input))
}
