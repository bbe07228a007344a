import type { StepIo } from '@towpath/step-io'
import { contracts } from './contracts.ts'
import type { InputName, StepInputs, StepName } from './step.ts'
import { StepFault } from './step-fault.ts'

interface InputContract {
  readonly description: string
  readonly required: boolean
  readonly default: string
}

/** Reads a step's inputs against its action.yml. What the contract marks "Not yet" is refused when it is given, never ignored. */
export function readInputs<Step extends StepName>(step: Step, io: StepIo): StepInputs<Step> {
  const contract: Readonly<Record<string, InputContract>> = contracts[step].inputs
  for (const [name, input] of Object.entries(contract)) refuseNotYet(name, input, io.input(name))
  const text = (name: InputName<Step>): string | null => io.input(name) ?? defaultOf(contract[name]?.default)
  const invalid = (name: string, expected: string, found: string | null): StepFault =>
    new StepFault('input-invalid', {
      where: `Input \`${name}\``,
      expected,
      found: found === null ? 'nothing' : `\`${found}\``,
    })
  return {
    text,
    required: (name) => {
      const value = text(name)
      if (value !== null) return value
      throw new StepFault('input-missing', {
        where: `Input \`${name}\``,
        expected: 'a value',
        found: 'nothing',
        fix: `Give \`${name}\` to the step`,
      })
    },
    flag: (name) => {
      const value = text(name)
      // The spellings of YAML 1.2's core schema, as the toolkit's getBooleanInput takes them.
      if (value === null || /^(false|False|FALSE)$/.test(value)) return false
      if (/^(true|True|TRUE)$/.test(value)) return true
      throw invalid(name, '`true` or `false`', value)
    },
    choice: (name, allowed) => {
      const value = text(name)
      const chosen = allowed.find((one) => one === value)
      if (chosen !== undefined) return chosen
      throw invalid(name, allowed.map((one) => `\`${one}\``).join(', '), value)
    },
    whole: (name) => {
      const value = text(name)
      if (value === null) return null
      if (/^\d{1,9}$/.test(value)) return Number(value)
      throw invalid(name, 'a whole number', value)
    },
  }
}

/** `Not yet: package sets.` refuses every value but the default; ``Not yet: `now`.`` that one value. */
function refuseNotYet(name: string, input: InputContract, given: string | null): void {
  const what = /Not yet: (.*)\.$/.exec(input.description)?.[1]
  if (what === undefined || given === null || given === input.default) return
  const values = [...what.matchAll(/`([^`]+)`/g)].map((match) => match[1])
  if (values.length > 0 && !values.includes(given)) return
  throw new StepFault('not-yet', {
    where: `Input \`${name}\``,
    expected: input.default === '' ? 'nothing' : `\`${input.default}\``,
    found: values.length > 0 ? `\`${given}\`` : 'a value',
    fix: `Not yet: ${what}`,
  })
}

/** A default with an expression is the runner's to fill in; from a terminal it means nothing. */
function defaultOf(text: string | undefined): string | null {
  return text === undefined || text === '' || text.includes('${{') ? null : text
}
