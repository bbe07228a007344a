import { openMetadataStore } from '../../open.ts'
import { gitOptions } from './bench.ts'

/** A program that adds one to a count, again and again, and prints each number that was accepted, until it is killed. */
const store = await openMetadataStore(process.argv[2] ?? '', gitOptions)
for (;;) {
  const snapshot = await store.commit('packages', 'Count', async (at) => {
    const count = String(Number((await at.get('count')) ?? '0') + 1)
    return { kind: 'change', write: { count }, create: { [`by/${count}`]: 'writer' } }
  })
  console.log(await snapshot.get('count'))
}
