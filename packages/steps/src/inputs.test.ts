import { openGithubStepIo } from '@towpath/step-io'
import { describe, expect, it } from 'vitest'
import { contracts } from './contracts.ts'
import { readInputs } from './inputs.ts'
import type { StepName } from './step.ts'
import { recordingStepIo } from './testing/recording-step-io.ts'

const inputsOf = (inputs: Readonly<Record<string, string>>) =>
  readInputs('promote', recordingStepIo({ workspace: '/work', inputs }))

/** What the toolkit's getInput reads (actions/toolkit, packages/core/src/core.ts), written down here: only step-io knows it. */
function getInput(env: Readonly<Record<string, string>>, name: string): string {
  return (env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '').trim()
}

describe('inputs of a runner', () => {
  it.each([
    ['as they are', 'packages', { INPUT_PACKAGES: 'orders@1.4.2' }],
    ['with white space around them', 'packages', { INPUT_PACKAGES: '\n  orders\nstock \n' }],
    ['whose name has a dash', 'dry-run', { 'INPUT_DRY-RUN': 'true' }],
    ['whose dash became an underscore, which is no input', 'dry-run', { INPUT_DRY_RUN: 'true' }],
    ['that are empty', 'packages', { INPUT_PACKAGES: '' }],
    ['that are nothing but white space', 'packages', { INPUT_PACKAGES: ' \t\n' }],
    ['in a variable in lower case, which is no input', 'packages', { input_packages: 'orders' }],
    ['with quotes and dollars', 'packages', { INPUT_PACKAGES: '"$HOME" `id`' }],
  ])('%s read as the toolkit reads them', (_name, input, env) => {
    const io = openGithubStepIo({ GITHUB_WORKSPACE: '/work', ...env })
    expect(io.input(input) ?? '').toBe(getInput(env, input))
  })

  it('with a blank in their name too', () => {
    const env = { INPUT_DRY_RUN: 'true' }
    expect(openGithubStepIo(env).input('dry run')).toBe(getInput(env, 'dry run'))
  })
})

describe('an input', () => {
  it('that is absent has the default of action.yml, one without a default is null', () => {
    expect(inputsOf({}).text('metadata-store')).toBe('git:#towpath')
    expect(inputsOf({}).text('packages')).toBeNull()
  })

  it('whose default only a runner can fill in is null', () => {
    expect(inputsOf({}).text('token')).toBeNull()
  })

  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['', false],
  ])('%s is the flag %s', (text, flag) => {
    expect(inputsOf({ 'dry-run': text }).flag('dry-run')).toBe(flag)
  })

  it.each(['yes', '1', 'tRUE'])('%s is no flag', (text) => {
    expect(() => inputsOf({ 'dry-run': text }).flag('dry-run')).toThrow('expected `true` or `false`')
  })

  it('that is needed is asked for by its name', () => {
    expect(() => inputsOf({}).required('environment')).toThrow('Input `environment`: expected a value, found nothing')
  })

  it('of a few values names them', () => {
    const io = recordingStepIo({ workspace: '/work', inputs: { compression: 'bzip2' } })
    expect(() => readInputs('build', io).choice('compression', ['gzip', 'zstd'])).toThrow('`gzip`, `zstd`')
  })
})

describe('an input for later', () => {
  const all = Object.entries(contracts).flatMap(([step, { inputs }]) =>
    Object.entries<{ description: string; default: string }>(inputs)
      .filter(([, { description }]) => description.includes('Not yet:'))
      .map(([name, input]) => ({ step, name, input })),
  )

  it('is in the contract at all', () => {
    expect(all.length).toBeGreaterThan(0)
  })

  it.each(all)('$step $name is refused when it is given, and not by its default', ({ step, name, input }) => {
    if (!isStep(step)) throw new Error(step)
    const value = /Not yet: `([^`]+)`/.exec(input.description)?.[1] ?? 'true'
    const read = (given: string) => readInputs(step, recordingStepIo({ workspace: '/work', inputs: { [name]: given } }))
    expect(() => read(value)).toThrow(/Not yet: /)
    expect(() => read(input.default)).not.toThrow()
  })

  it('does not show what was given: it may be a secret', () => {
    expect(() => inputsOf({ 'open-pull-request': 'private' })).toThrow(/^(?!.*private)/)
  })
})

function isStep(name: string): name is StepName {
  return Object.hasOwn(contracts, name)
}
