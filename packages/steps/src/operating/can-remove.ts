import { parsePackageWish } from '@towpath/descriptor'
import { canRemove as answerOf, chooseBase, type RemovalAnswer, readRemoval } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment } from '../environments/environment.ts'
import { readObserved } from '../promoting/observed.ts'
import { readRevisionWithSpec } from '../revising/revision-with-spec.ts'
import { StepFault } from '../step-fault.ts'

export interface RemovalWish {
  readonly environment: string
  /** A service (`stock`), a version of it (`stock@2.1.3`), or a line (`stock@^2.1`). */
  readonly what: string
}

/** Who would break if it went, in the newest revision that did not fail. Changes nothing. */
export async function canRemove(
  store: MetadataStore,
  { environment: name, what }: RemovalWish,
): Promise<RemovalAnswer> {
  const wish = parsePackageWish(what, 'what is to go')
  const environment = await readEnvironment(store, name)
  const [base, observed] = await Promise.all([
    readRevisionWithSpec(environment, chooseBase(environment.state)),
    readObserved(store, name),
  ])
  if (base === null) {
    throw new StepFault('revision-unknown', {
      where: `Environment ${name}`,
      expected: 'a revision that did not fail',
      found: 'none',
      fix: 'Promote something to it first',
    })
  }
  const { revision, spec } = base
  const removal = readRemoval(wish, spec, revision.releases)
  const { number, releases, pins } = { ...revision, pins: environment.state.pins }
  return answerOf({ removal, revision: number, spec, releases, pins, observed })
}
