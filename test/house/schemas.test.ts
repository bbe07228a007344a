import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readTracked, root, trackedFiles } from './tracked-files.ts'

const examples = trackedFiles(
  'workflows-examples/**/towpath.yaml',
  'workflows-examples/**/environments/*.yaml',
  'test/house/formats/*.yaml',
)
const objectSchema = z.record(z.string(), z.unknown())
type Path = readonly string[]

/** Keys of the formats that a later version carries out. */
const laterKeys: Readonly<Record<string, readonly Path[]>> = {
  'test/house/formats/towpath.yaml': [
    ['infrastructure', 'hooks'],
    ['infrastructure', 'data'],
  ],
}

describe('the schemas for editors', () => {
  it('are tried on every example', () => {
    expect(examples.length).toBeGreaterThanOrEqual(8)
  })

  it.each(examples)('%s names its schema in the first line, and is what that says', (file) => {
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readTracked(file)) ?? []
    const schema = relative(root, join(root, dirname(file), named))
    expect(existsSync(join(root, schema))).toBe(true)
    expect(schema).toBe(`docs/schemas/${file.endsWith('towpath.yaml') ? 'towpath' : 'environment'}.schema.json`)
    const later = laterKeys[file] ?? []
    const written = objectSchema.parse(load(readTracked(file)))
    const now = later.reduce(without, written)
    const schemaOfFile = z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(readTracked(schema))))
    expect(schemaOfFile.safeParse(now).error).toBeUndefined()
    for (const path of later) {
      const others = later.filter((other) => other !== path)
      expect([path, schemaOfFile.safeParse(others.reduce(without, written)).success]).toEqual([path, false])
    }
    expect(schemaOfFile.safeParse({ ...now, unheardOf: 1 }).success).toBe(false)
  })
})

/** The document without the key at `path`. */
function without(document: Record<string, unknown>, [key = '', ...rest]: Path): Record<string, unknown> {
  const { [key]: value, ...others } = document
  return rest.length === 0 ? others : { ...others, [key]: without(objectSchema.parse(value), rest) }
}
