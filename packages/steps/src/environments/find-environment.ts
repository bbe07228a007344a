import { environmentDomain } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { StepFault } from '../step-fault.ts'

const prefix = environmentDomain('')

/** Names of the environments that have anything in the store, sorted. */
export async function listEnvironments(store: MetadataStore): Promise<readonly string[]> {
  return (await store.domains(prefix)).map((domain) => domain.slice(prefix.length))
}

/** For an environment that the store does not have: names those that it has, and the one that was probably meant. */
export async function unknownEnvironment(store: MetadataStore, name: string): Promise<StepFault> {
  const known = await listEnvironments(store)
  const meant = known.find((one) => isNear(one, name))
  return new StepFault('environment-unknown', {
    where: `Environment ${name}`,
    expected: known.length === 0 ? 'one that has a revision' : `one of ${known.join(', ')}`,
    found: 'nothing in the metadata store',
    fix:
      meant === undefined
        ? `Promote something to it first, or check \`metadata-store\`: this one may be another team's`
        : `Did you mean \`${meant}\`? If not, promote something to it first`,
  })
}

/** Alike but for at most two letters in one place: `stagng`, `prodd`, `stagnig`. */
function isNear(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length)
  const shortest = Math.min(one.length, other.length)
  let start = 0
  while (start < shortest && one[start] === other[start]) start += 1
  let end = 0
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return longest - start - end <= 2 && start + end >= 1
}
