import { describe } from 'vitest'
import { contractOfMetadataStore } from '../contract.ts'
import { GitBench } from './testing/bench.ts'

describe('the git store', () => {
  contractOfMetadataStore(async () => {
    const bench = new GitBench()
    return { store: await bench.open(), second: await bench.open(), close: () => bench.close() }
  })
})
