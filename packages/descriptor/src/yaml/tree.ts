/** A YAML document with the offset of everything in it; an aliased node stands in several places of the tree. */
export type YamlNode = YamlScalar | YamlList | YamlMap

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly start: number
  /** How many values it stands for, itself included. */
  readonly size: number
  readonly value: string | number | boolean | null
  /** The text as it stands in the file, for unquoted scalars on one line: `1.10` and not 1.1. */
  readonly raw: string | null
}

export interface YamlList {
  readonly kind: 'list'
  readonly start: number
  readonly size: number
  readonly items: readonly YamlNode[]
}

export interface YamlMap {
  readonly kind: 'map'
  readonly start: number
  readonly size: number
  readonly entries: ReadonlyMap<string, YamlEntry>
}

export interface YamlEntry {
  readonly keyStart: number
  readonly node: YamlNode
}

/** Plain JavaScript data. The reader has refused `__proto__`, so plain assignment is safe. */
export function plainValue(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  const value: Record<string, unknown> = {}
  for (const [key, entry] of node.entries) value[key] = plainValue(entry.node)
  return value
}

/** What stands at a path, or undefined. */
export function nodeAt(root: YamlNode, path: readonly PropertyKey[]): YamlNode | undefined {
  let node: YamlNode | undefined = root
  for (const step of path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.node
    else if (node?.kind === 'list') node = node.items[Number(step)]
    else return undefined
  }
  return node
}
