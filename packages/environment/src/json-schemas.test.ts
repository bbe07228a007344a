import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from './fixtures/builders.ts'
import { renderJsonSchemas } from './json-schemas.ts'
import { emptyState } from './state.ts'
import { parseEnvironmentState, parseReleaseConfig, parseRevision, parseSpecBlob } from './stored-documents.ts'

describe('the schemas for editors', () => {
  it('are there for each document, each with its address', () => {
    const schemas = renderJsonSchemas('https://example.org/schemas/')
    expect(Object.keys(schemas).sort()).toEqual([
      'can-promote.schema.json',
      'can-remove.schema.json',
      'environment.schema.json',
      'plan.schema.json',
      'release-config.schema.json',
      'report.schema.json',
      'revision.schema.json',
      'spec-blob.schema.json',
      'state.schema.json',
    ])
    for (const [file, text] of Object.entries(schemas))
      expect(JSON.parse(text)).toMatchObject({ $id: `https://example.org/schemas/${file}` })
  })
})

describe('stored documents', () => {
  it('are read as they were written', () => {
    const shop = new Shop().publish('stock', '2.1.3')
    const spec = specOf({ stock: web })
    const plan = shop.plan(spec, ['stock'])
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    const { revision, blobs } = plan
    expect(parseRevision(JSON.stringify(revision), 'staging@1')).toEqual(revision)
    expect(parseSpecBlob(blobs[revision.spec] ?? '', 'its spec')).toEqual(spec)
    expect(
      parseReleaseConfig(blobs[revision.releases[0]?.config ?? revision.spec] ?? '', 'its config').infrastructure.hosts,
    ).toEqual(['app-1', 'app-2'])
    expect(parseEnvironmentState(JSON.stringify(emptyState), 'state')).toEqual(emptyState)
  })

  it('say which one is wrong', () => {
    expect(() => parseRevision('{"schema":1}', 'staging@1')).toThrow(/staging@1/)
  })
})
