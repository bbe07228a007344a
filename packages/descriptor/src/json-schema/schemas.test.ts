import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderJsonSchemas } from './schemas.ts'

const schemas = renderJsonSchemas('https://example.com/schemas/')
const manifest: unknown = JSON.parse(schemas['towpath.schema.json'] ?? '')
const readable = z.fromJSONSchema(z.record(z.string(), z.json()).parse(manifest))
const least = { package: 'orders', version: '1.4.0', code: { include: ['a'], run: ['a'] } }

describe('the JSON Schemas for editors', () => {
  it('have a title, a place and the draft that they are written in', () => {
    for (const [file, text] of Object.entries(schemas)) {
      expect(JSON.parse(text)).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `https://example.com/schemas/${file}`,
        title: expect.any(String),
        type: 'object',
        additionalProperties: false,
      })
    }
  })

  it('describe every key of the manifest', () => {
    const keys = z.object({ properties: z.record(z.string(), z.looseObject({})) }).parse(manifest).properties
    for (const [key, description] of Object.entries(keys))
      expect([key, description['description']]).toEqual([key, expect.any(String)])
    expect(keys['schedule']?.['description']).toBe('Not yet: jobs with a schedule.')
  })

  it('take what the manifest takes', () => {
    expect(readable.safeParse(least).success).toBe(true)
    expect(readable.safeParse({ ...least, version: { from: 'git-tag' } }).success).toBe(true)
    expect(readable.safeParse({ ...least, provides: { http: { protocol: 'http', port: 'PORT' } } }).success).toBe(true)
  })

  it.each([
    ['an unknown key', { inclde: 1 }],
    ['a key for later', { schedule: 'daily' }],
    ['a short version', { version: '1.4' }],
    ['a number as version', { version: 1.4 }],
    ['a bad name', { package: 'Orders' }],
    ['a path that leaves', { code: { ...least.code, config: { schema: 'a/../../b' } } }],
    ['an absolute path', { code: { ...least.code, config: { schema: '/a' } } }],
  ])('refuse %s', (_name, change) => {
    expect(readable.safeParse({ ...least, ...change }).success).toBe(false)
  })

  it('are the same text every time', () => {
    expect(renderJsonSchemas('https://example.com/schemas/')).toEqual(schemas)
  })
})
