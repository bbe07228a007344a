import { afterAll, beforeAll, describe } from 'vitest'
import type { HostBench } from './contract/bench.ts'
import { describeInstances } from './contract/instances.ts'
import { describeMemory } from './contract/memory.ts'
import { describePort } from './contract/port.ts'
import { describeTransfer } from './contract/transfer.ts'

export { type HostBench, type SamplePackage, samplePackage, transfer } from './contract/bench.ts'

/** What every adapter of the Host port must do. Runs on a host that `open` makes afresh, with nothing of Towpath on it. */
export function describeHostContract(adapter: string, open: () => Promise<HostBench>): void {
  describe(`a host by ${adapter}`, () => {
    let opened: HostBench | undefined
    const bench = (): HostBench => {
      if (opened === undefined) throw new Error('the bench is not open')
      return opened
    }
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(async () => {
      await opened?.close()
    })
    describePort(bench)
    describeTransfer(bench)
    describeInstances(bench)
    describeMemory(bench)
  })
}
