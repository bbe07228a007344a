import type { StepIo } from '@towpath/step-io'
import type { contracts } from './contracts.ts'

export type StepName = keyof typeof contracts
export type InputName<Step extends StepName> = keyof (typeof contracts)[Step]['inputs'] & string
type OutputName<Step extends StepName> = keyof (typeof contracts)[Step]['outputs'] & string

/** What a step's use case is given: its inputs by name and where to speak to. */
export interface StepCall<Step extends StepName> {
  readonly io: StepIo
  readonly inputs: StepInputs<Step>
  readonly clock: () => Date
  /** Ends the work when the run is cancelled; a step that is in the middle puts back what it can. */
  readonly signal: AbortSignal
  /** The self-contained program of the embedded supervisor and proxy: a file of this bundle. */
  readonly program: string
  output(name: OutputName<Step>, value: string | number | boolean): void
}

/** Text of inputs, trimmed; the default of action.yml where it is absent, null where there is none. */
export interface StepInputs<Step extends StepName> {
  text(name: InputName<Step>): string | null
  /** Refuses absence by a fault that names the input. */
  required(name: InputName<Step>): string
  flag(name: InputName<Step>): boolean
  /** One of `allowed`. */
  choice<Value extends string>(name: InputName<Step>, allowed: readonly Value[]): Value
  whole(name: InputName<Step>): number | null
}

/** A step: inputs → one use case → outputs. Throws a Fault when it is refused or fails. */
export type Step<Name extends StepName> = (call: StepCall<Name>) => Promise<void>
