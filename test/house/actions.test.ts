import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contracts } from '@towpath/steps'
import { describe, expect, it } from 'vitest'
import { readActionContracts } from '../../scripts/action-contracts.ts'
import { generateFiles } from '../../scripts/generated.ts'
import { inputsOfAll, inputsOfStores, stepsOfTheDesign } from './steps-of-the-design.ts'

const root = join(import.meta.dirname, '../..')
const actions = readActionContracts(root)
const steps = actions.filter(({ step }) => step !== 'deliver')

describe('the actions', () => {
  it('are the steps of the design', () => {
    expect(steps.map(({ step }) => step).toSorted()).toEqual(Object.keys(stepsOfTheDesign).toSorted())
  })

  it('are the steps of the code, and those have the inputs and outputs of action.yml', () => {
    expect(Object.keys(contracts).toSorted()).toEqual(actions.map(({ step }) => step).toSorted())
    for (const [path, text] of Object.entries(generateFiles(root))) {
      expect([path, read(path)]).toEqual([path, text])
    }
  })

  it.each(steps)('$step takes and gives what the design says', ({ step, metadata }) => {
    const design = stepsOfTheDesign[step]
    const own = design?.inputs.split(' ') ?? []
    const inputs = [...own, ...inputsOfAll, ...(step === 'build' ? [] : inputsOfStores)]
    const found = Object.entries(metadata.inputs).map(([name, { required }]) => (required ? `${name}!` : name))
    expect(found.toSorted()).toEqual(inputs.toSorted())
    expect(Object.keys(metadata.outputs).toSorted()).toEqual(design?.outputs.split(' ').toSorted())
  })

  it('the root action takes the inputs of build, publish, promote and deploy that a job which builds may have', () => {
    const own = actions.find(({ step }) => step === 'deliver')?.metadata
    const ofParts = new Set(
      steps
        .filter(({ step }) => ['build', 'publish', 'promote', 'deploy'].includes(step))
        .flatMap(({ metadata }) => Object.keys(metadata.inputs)),
    )
    expect(Object.keys(own?.inputs ?? {}).filter((name) => !ofParts.has(name))).toEqual([])
    expect(Object.keys(own?.inputs ?? {})).not.toContain('ssh-private-key')
    expect(own?.inputs['environment']?.required).toBe(false)
  })

  it.each(actions)('$step: every input says what it is, and has a default unless it is required', ({ metadata }) => {
    for (const [name, input] of Object.entries(metadata.inputs)) {
      expect([name, input.description]).toEqual([name, expect.stringMatching(/^\S.*[.:]$/s)])
      expect([name, input.required === (input.default === undefined)]).toEqual([name, true])
    }
    for (const [name, output] of Object.entries(metadata.outputs)) {
      expect([name, output.description]).toEqual([name, expect.stringMatching(/^\S.*\.$/s)])
    }
  })

  it.each(actions)('$step: what it runs is there', ({ folder, step, metadata }) => {
    expect(metadata.runs.main).toBe(folder === '.' ? 'dist/deliver.js' : `../../dist/${step}.js`)
    expect(existsSync(join(root, folder, metadata.runs.main))).toBe(true)
  })

  it('use the same words for the same input', () => {
    const descriptions = Map.groupBy(
      actions.flatMap(({ metadata }) => Object.entries(metadata.inputs)),
      ([name]) => name,
    )
    for (const name of [...inputsOfAll, ...inputsOfStores, 'dry-run', 'manifest']) {
      const said = new Set(
        descriptions.get(name)?.map(([, { description, default: value }]) => `${description}|${value}`),
      )
      expect([name, said.size]).toEqual([name, 1])
    }
  })
})

function read(path: string): string | null {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null
}
