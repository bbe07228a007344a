import { parsePackageWish, parsePackageWishes, renderPackageWish } from '@towpath/descriptor'
import {
  canPromote as answerOf,
  type EnvironmentSpec,
  environmentDomain,
  type PromotionAnswer,
} from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { StoredEnvironment } from '../environments/environment.ts'
import { environmentName } from '../environments/environment-name.ts'
import { unknownEnvironment } from '../environments/find-environment.ts'
import { Attestations } from '../promoting/attestations.ts'
import { readEvidence } from '../promoting/evidence.ts'
import { readObserved } from '../promoting/observed.ts'
import { planPromotionAt } from '../promoting/plan-promotion-at.ts'
import { PublishedPackages } from '../promoting/published-packages.ts'
import { readSpecIfThere } from '../repository/spec-file.ts'
import { StepFault } from '../step-fault.ts'

export interface PromotionQuestion {
  readonly environment: string
  /** `orders`, `orders@1.4.2`, `orders@^1.4`; none: the spec as it is in the workspace. */
  readonly packages: readonly string[]
  /** `checkout@3.0.0`; null: none. */
  readonly set: string | null
  /** File of the spec; null: the usual place, else the spec of the newest revision. */
  readonly spec: string | null
  readonly workspace: string
  readonly by: string
  readonly run: string
  /** RFC 3339. */
  readonly now: string
}

/** Whether every declared dependency would hold after a promotion, and what else it takes. Changes nothing. */
export async function canPromote(store: MetadataStore, asked: PromotionQuestion): Promise<PromotionAnswer> {
  const { by, run, now } = asked
  const name = environmentName({ required: () => asked.environment })
  const wishes = asked.packages.map((text) => parsePackageWish(text))
  const sets = parsePackageWishes(asked.set ?? '', 'Option `--set`')
  const environment = await StoredEnvironment.at(await store.read(environmentDomain(name)), name)
  const spec = await specOf(store, environment, asked)
  const [published, evidence, observed] = await Promise.all([
    store.read('packages'),
    readEvidence(store, spec, new Date(now)),
    readObserved(store, name),
  ])
  const plan = await planPromotionAt(environment, {
    file: { spec, home: environment.state.specHome ?? nowhere },
    wishes,
    sets,
    from: null,
    ...evidence,
    overrides: [],
    observed,
    packages: new PublishedPackages(published),
    attestations: new Attestations(nobody),
    request: { by, at: now, run, command: ['can-promote', ...wishes.map(renderPackageWish)].join(' '), reason: null },
  })
  return answerOf(plan)
}

/** Where archives were built plays no part in what depends on what. */
const nobody = { token: null, apiUrl: '', serverUrl: '' }

/** Nothing is written, so where the spec lives plays no part. */
const nowhere = { repository: '', ref: '', path: '', commit: '' }

async function specOf(
  store: MetadataStore,
  environment: StoredEnvironment,
  { environment: name, spec: path, workspace }: PromotionQuestion,
): Promise<EnvironmentSpec> {
  const written = await readSpecIfThere(name, path, workspace)
  if (written !== null) return written
  if (path !== null) {
    throw new StepFault('file-missing', { where: path, expected: `the spec of ${name}`, found: 'no such file' })
  }
  const { desired } = environment.state
  if (desired === null) throw await unknownEnvironment(store, name)
  return environment.spec(await environment.revision(desired.number))
}
