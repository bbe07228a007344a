import type { PackageWish } from '@towpath/descriptor'
import {
  type ChangeRequest,
  chooseBase,
  chooseRollbackTarget,
  type Plan,
  planRollback,
  type Revision,
  type RollbackInput,
  rollbackNeeded,
} from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import type { PackageLookout } from './look-for-packages.ts'
import { withOlderReleases } from './older-releases.ts'
import { readRevisionWithSpec } from './revision-with-spec.ts'

export interface RollbackRequest {
  /** null: the revision that DESIGN §8 names by default. */
  readonly to: number | null
  readonly packages: readonly PackageWish[]
  readonly config: RollbackInput['config']
  readonly hosts: RollbackInput['hosts']
  readonly request: ChangeRequest
  readonly lookout: PackageLookout
}

/** Plans against one version of the environment. */
export async function planRollbackAt(environment: StoredEnvironment, asked: RollbackRequest): Promise<Plan> {
  const { name, state } = environment
  const { to, lookout, ...given } = asked
  const deployedWell = await environment.deployedWell()
  const target = chooseRollbackTarget({ environment: name, state, to, deployedWell })
  const number = target.outcome === 'target' ? target.number : null
  let input: RollbackInput = {
    ...given,
    environment: name,
    state,
    target,
    restored: await readRevisionWithSpec(environment, number),
    base: await readRevisionWithSpec(environment, chooseBase(state)),
    newest: await readRevisionWithSpec(environment, state.desired?.number ?? null),
    configs: {},
    stored: {},
    others: await readOthers(
      environment,
      deployedWell.map((one) => one.number),
      number,
    ),
    now: given.request.at,
  }
  let needed = rollbackNeeded(input)
  while (needed.configs.length + needed.packages.length > 0) {
    const configs = await Promise.all(needed.configs.map(async (one) => [one, await environment.config(one)] as const))
    const stored = await lookout.lookFor(needed.packages)
    input = {
      ...input,
      configs: { ...input.configs, ...Object.fromEntries(configs) },
      stored: { ...input.stored, ...stored },
    }
    needed = rollbackNeeded(input)
  }
  return withOlderReleases(environment, planRollback(input))
}

/** More would be no help to choose from. */
const mostOthers = 20

function readOthers(
  environment: StoredEnvironment,
  deployedWell: readonly number[],
  target: number | null,
): Promise<readonly Revision[]> {
  const numbers = [...new Set(deployedWell)]
    .filter((one) => one !== target && one !== environment.state.deployed?.number)
    .sort((a, b) => b - a)
    .slice(0, mostOthers)
  return Promise.all(numbers.map((one) => environment.revision(one)))
}
