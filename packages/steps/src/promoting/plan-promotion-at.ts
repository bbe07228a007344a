import type { PackageWish } from '@towpath/descriptor'
import {
  type ChangeRequest,
  chooseBase,
  isNothingNeeded,
  type ObservedCall,
  type Plan,
  type PromotionInput,
  packagesNeeded,
  planPromotion,
} from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import type { SpecFile } from '../repository/spec-file.ts'
import { readRevisionWithSpec } from '../revising/revision-with-spec.ts'
import type { Attestations } from './attestations.ts'
import type { PublishedPackages } from './published-packages.ts'

/** What a promotion is asked with; it stays the same however often it has to be planned again. */
export interface PromotionRequest {
  readonly file: SpecFile
  readonly wishes: readonly PackageWish[]
  readonly sets: readonly PackageWish[]
  readonly from: PromotionInput['from']
  readonly upstream: PromotionInput['upstream']
  readonly together: PromotionInput['together']
  readonly overrides: PromotionInput['overrides']
  readonly observed: readonly ObservedCall[]
  readonly packages: PublishedPackages
  readonly attestations: Attestations
  readonly request: ChangeRequest
}

/** Plans against one version of the environment, reading of the packages no more than the plan asks for. */
export async function planPromotionAt(environment: StoredEnvironment, asked: PromotionRequest): Promise<Plan> {
  const { state } = environment
  const { file, packages, attestations, request, ...given } = asked
  const base = await readRevisionWithSpec(environment, chooseBase(state))
  let input: PromotionInput = {
    ...given,
    spec: file.spec,
    specHome: file.home,
    state,
    base,
    newest: await readRevisionWithSpec(environment, state.desired?.number ?? null),
    published: {},
    publishedSets: {},
    configs: {},
    provenance: {},
    request,
    // Reviews and teams come with pull requests: until then this run knows of none.
    approvals: null,
    teams: null,
    marksHere: await packages.marksOf(base?.revision.releases ?? []),
    now: request.at,
  }
  let needed = packagesNeeded(input)
  let before = ''
  // A plan that asks for the same again is told so by planPromotion itself.
  while (!isNothingNeeded(needed) && JSON.stringify(needed) !== before) {
    before = JSON.stringify(needed)
    const configs = await Promise.all(needed.configs.map(async (one) => [one, await environment.config(one)] as const))
    input = {
      ...input,
      published: await packages.read(needed),
      publishedSets: await packages.readSets(needed),
      provenance: await attestations.read(needed.attestations),
      configs: { ...input.configs, ...Object.fromEntries(configs) },
    }
    needed = packagesNeeded(input)
  }
  return planPromotion(input)
}
