import { Fault } from '@towpath/fault'

export type StepCode =
  | 'input-missing'
  | 'input-invalid'
  | 'not-yet'
  | 'file-missing'
  | 'refused'
  | 'deploy-failed'
  | 'not-published'
  | 'name-taken'
  | 'frozen'
  | 'report-unknown'
  | 'command-failed'
  | 'wrong-connection'

/** What a step itself refuses; all else keeps the fault of the package that found it. */
export class StepFault extends Fault<StepCode> {}
