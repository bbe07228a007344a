import type { Requirement } from '@towpath/testing'
import { npmRegistryWith } from '../machine/npm-registry.ts'

/** What the example is built from. */
export const npmRegistry = npmRegistryWith('verdaccio@6.0.5')

export const x64: Requirement = {
  name: 'x64',
  remedy: 'the example packages a Node for x64',
  isMet: () => process.arch === 'x64',
}
