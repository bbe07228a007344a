import type { z } from 'zod'
import type { Problem } from '../explanation/problem.ts'
import { schemasAt } from '../explanation/schema-at.ts'
import { spellings } from '../explanation/spellings.ts'
import type { YamlNode } from './tree.ts'

/**
 * Config values that YAML would hand on other than they are written (1.10 as 1.1, 0x1F as 31, digits beyond 2^53): a
 * process has to get what the person sees, so they are refused.
 */
export function unfaithfulScalars(schema: z.core.$ZodType, value: unknown, tree: YamlNode): Problem[] {
  return unfaithful(tree, []).flatMap(({ path, raw, arrives }) => {
    const isVerbatim = schemasAt(schema, path, value).some((candidate) => spellings.get(candidate)?.verbatim === true)
    if (!isVerbatim) return []
    return [
      {
        path,
        expected: 'a value that arrives as it is written',
        found: `\`${raw}\`, which YAML reads as \`${arrives}\``,
        fix: `Write \`"${raw}"\` to keep it, or \`${arrives}\``,
      },
    ]
  })
}

interface Unfaithful {
  readonly path: PropertyKey[]
  readonly raw: string
  readonly arrives: string
}

function unfaithful(node: YamlNode, path: PropertyKey[]): Unfaithful[] {
  if (node.kind === 'list') return node.items.flatMap((item, index) => unfaithful(item, [...path, index]))
  if (node.kind === 'map') {
    return [...node.entries].flatMap(([key, entry]) => unfaithful(entry.node, [...path, key]))
  }
  if (node.raw === null || (typeof node.value !== 'number' && typeof node.value !== 'boolean')) return []
  const arrives = String(node.value)
  return arrives === node.raw ? [] : [{ path, raw: node.raw, arrives }]
}
