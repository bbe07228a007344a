import type { Change, MetadataStore, Snapshot } from '../metadata-store.ts'

/** Two stores on the same data, as two runs of a workflow have them; new ones for each test. */
export interface Stage {
  readonly store: MetadataStore
  readonly second: MetadataStore
}

export const domain = 'packages'

export function change(parts: Omit<Change, 'kind'>): () => Promise<Change> {
  return async () => ({ kind: 'change', ...parts })
}

/** Adds one to the number at a path; loses counts if a store loses commits. */
export async function increment(at: Snapshot): Promise<Change> {
  const count = Number((await at.get('count')) ?? '0')
  return { kind: 'change', write: { count: String(count + 1) } }
}
