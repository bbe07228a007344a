import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findEnvironmentReads, findLayerBreaks, readImports } from './layers.ts'

const root = join(import.meta.dirname, '..')

describe('the layers', () => {
  it('hold in every package', () => {
    const imports = readImports(root)
    expect(imports.length).toBeGreaterThan(100)
    expect(findLayerBreaks(imports)).toEqual([])
  })

  it('let nothing but step-io read process.env', () => {
    expect(findEnvironmentReads(root)).toEqual([])
  })

  it.each([
    ['packages/descriptor/src/a.ts', 'node:fs'],
    ['packages/routing/src/a.ts', 'node:child_process'],
    ['packages/routing/src/a.ts', '@towpath/hosts'],
    ['packages/hosts/src/a.ts', '@towpath/deploy'],
    ['packages/steps/src/a.ts', '@actions/core'],
    ['packages/topology/src/a.ts', '@actions/github'],
    ['packages/steps/src/a.ts', '../../../actions/deploy/main.ts'],
    ['packages/steps/src/a.ts', './testing/shop.ts'],
  ])('are broken by %s importing %s', (file, from) => {
    expect(findLayerBreaks([{ file, from }])).toHaveLength(1)
  })
})
