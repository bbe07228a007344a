import { Fault } from '@towpath/fault'

export type StepCode =
  | 'input-missing'
  | 'input-invalid'
  | 'not-yet'
  | 'file-missing'
  | 'file-unreadable'
  | 'refused'
  | 'name-taken'
  | 'frozen'
  /** The version rises less than its contract changed. */
  | 'bump-too-small'
  | 'contract-invalid'
  /** A program of others that compares contracts gave no answer. */
  | 'tool-failed'
  | 'report-unknown'
  | 'command-failed'
  /** No Zipkin answers at the URL, or not with traces. */
  | 'zipkin-unreachable'
  | 'wrong-connection'
  /** No such environment, or number of a revision, in the store. */
  | 'environment-unknown'
  | 'revision-unknown'
  /** No such version is published. */
  | 'version-unknown'
  | 'revision-outdated'
  /** A stored document that another one names is gone, or is not what was named. */
  | 'document-missing'
  | 'digest-mismatch'

/** What a step itself refuses; all else keeps the fault of the package that found it. */
export class StepFault extends Fault<StepCode> {}
