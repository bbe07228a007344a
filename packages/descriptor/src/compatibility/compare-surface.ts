import type { Descriptor } from '../descriptor/descriptor.ts'
import { impliedProvide } from '../descriptor/implied-provide.ts'
import type { Comparison, ContractChange } from './change.ts'

/**
 * What a descriptor itself promises: its provides, and what it needs of an environment. Ranges of its dependencies, and those that
 * it no longer needs, are nobody's contract: whether they are satisfied is asked by each promotion.
 */
export function compareSurface(was: Descriptor, is: Descriptor): Comparison {
  return { changes: [...providesChanges(was, is), ...dependencyChanges(was, is)], unproven: [] }
}

function* providesChanges(was: Descriptor, is: Descriptor): Generator<ContractChange> {
  const [before, after] = [was.provides ?? {}, is.provides ?? {}]
  for (const [name, provide] of Object.entries(before)) {
    const place = `provides.${name}`
    const now = Object.hasOwn(after, name) ? after[name] : undefined
    if (now === undefined) yield { level: 'major', place, what: 'removed' }
    else if (now.protocol !== provide.protocol)
      yield { level: 'major', place, what: `the protocol was ${provide.protocol}, is ${now.protocol}` }
    else yield* contractPresence(place, provide, now)
  }
  for (const name of Object.keys(after))
    if (!Object.hasOwn(before, name)) yield { level: 'minor', place: `provides.${name}`, what: 'added' }
  yield* impliedChange(impliedProvide(was), is)
}

/** Consumers that name no provide would find themselves elsewhere, though the one that they had is still there. */
function* impliedChange(before: string | null, is: Descriptor): Generator<ContractChange> {
  const after = impliedProvide(is)
  if (before === null || before === after || !Object.hasOwn(is.provides ?? {}, before)) return
  const now = after === null ? 'none' : `\`${after}\``
  yield { level: 'major', place: 'provides', what: `a dependency that names no provide had \`${before}\`, has ${now}` }
}

type Provide = NonNullable<Descriptor['provides']>[string]

/** A contract that may be left out would let any break through: out with the one version, in again with the next. */
function* contractPresence(place: string, was: Provide, is: Provide): Generator<ContractChange> {
  const has = (provide: Provide): boolean => 'contract' in provide && provide.contract !== undefined
  if (has(was) && !has(is))
    yield { level: 'major', place: `${place}.contract`, what: 'removed: nothing says any longer what is provided' }
  if (!has(was) && has(is)) yield { level: 'minor', place: `${place}.contract`, what: 'added' }
}

function* dependencyChanges(was: Descriptor, is: Descriptor): Generator<ContractChange> {
  const before = was.dependencies ?? {}
  for (const [name, { optional }] of Object.entries(is.dependencies ?? {})) {
    const known = Object.hasOwn(before, name) ? before[name] : undefined
    if (optional === true || (known !== undefined && known.optional !== true)) continue
    const what = known === undefined ? 'added: an environment must have it now' : 'no longer optional'
    yield { level: 'minor', place: `dependencies.${name}`, what }
  }
}
