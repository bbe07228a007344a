import { describe } from 'vitest'
import { contractOfMetadataStore } from '../contract.ts'
import { MemoryMetadataStore, SharedMemory } from './memory-store.ts'

describe('the memory store', () => {
  contractOfMetadataStore(async () => {
    const memory = new SharedMemory()
    return {
      store: new MemoryMetadataStore(memory),
      second: new MemoryMetadataStore(memory),
      close: async () => undefined,
    }
  })
})
