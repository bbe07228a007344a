import { digestOf, shortDigest } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import type { ConfigChange } from './plan.ts'

/** Keys whose value differs, sorted. A config file shows by the digest of its text. */
export function configChanges(from: ReleaseConfig | null, to: ReleaseConfig | null): readonly ConfigChange[] {
  const before = flatten(from)
  const after = flatten(to)
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to))
}

type Leaf = NonNullable<ConfigChange['from']>

function flatten(config: ReleaseConfig | null): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  if (config === null) return leaves
  const { schema: _schema, files, ...said } = config
  collect(said, '', leaves)
  for (const [file, text] of Object.entries(files)) leaves.set(`files.${file}`, `sha256:${shortDigest(digestOf(text))}`)
  return leaves
}

function collect(value: unknown, path: string, leaves: Map<string, Leaf>): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') leaves.set(path, value)
  else if (Array.isArray(value)) leaves.set(path, value.map(String))
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) collect(member, path === '' ? key : `${path}.${key}`, leaves)
  }
}
