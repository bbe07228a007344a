import { afterEach, beforeEach } from 'vitest'
import { contractOfChanges } from './contract/changes.ts'
import { contractOfDomains } from './contract/domains.ts'
import { contractOfSnapshots } from './contract/snapshots.ts'
import type { Stage } from './contract/stage.ts'
import { contractOfText } from './contract/text.ts'
import { contractOfWriters } from './contract/writers.ts'

/** Two stores on the same empty data. */
export interface Pair extends Stage {
  /** Closes both and removes the data. */
  close(): Promise<void>
}

/** What every adapter of the port must do. Call it in a `describe` of the adapter's own. */
export function contractOfMetadataStore(make: () => Promise<Pair>): void {
  let pair: Pair | undefined
  const current = (): Pair => {
    if (pair === undefined) throw new Error('The stores of a contract exist within its tests only')
    return pair
  }
  const stage: Stage = {
    get store() {
      return current().store
    },
    get second() {
      return current().second
    },
  }
  beforeEach(async () => {
    pair = await make()
  })
  afterEach(() => current().close())

  contractOfDomains(stage)
  contractOfChanges(stage)
  contractOfText(stage)
  contractOfSnapshots(stage)
  contractOfWriters(stage)
}
