import { canonicalJson } from '@towpath/descriptor'
import { environmentDomain, type Lock } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { StoredEnvironment } from './environment.ts'
import { listEnvironments } from './find-environment.ts'

/**
 * The locks of every environment that a new one has to heed: it was not there when they were put, so its own state does not have them. An
 * environment is new until its second revision, because the first may have been written while the others were being locked.
 */
export async function readGlobalStop(
  store: MetadataStore,
  { name, state }: Pick<StoredEnvironment, 'name' | 'state'>,
): Promise<readonly Lock[]> {
  const isNew = state.desired === null || state.desired.number === 1
  if (!isNew || state.locks.some((lock) => lock.everywhere)) return []
  const others = (await listEnvironments(store)).filter((other) => other !== name)
  const locks = await Promise.all(
    others.map(async (other) => {
      const environment = await StoredEnvironment.at(await store.read(environmentDomain(other)), other)
      return environment.state.locks.filter((lock) => lock.everywhere)
    }),
  )
  return [...new Map(locks.flat().map((lock) => [canonicalJson(lock), lock])).values()]
}
