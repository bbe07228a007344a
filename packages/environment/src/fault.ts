import { Fault } from '@towpath/fault'

/** Every way in which an environment's documents or a change of it can be wrong. */
export type EnvironmentFaultCode =
  | 'spec-home'
  | 'service-unknown'
  | 'package-unpublished'
  | 'version-unpublished'
  | 'version-unaccepted'
  | 'version-marked'
  | 'line-unknown'
  | 'default-line'
  | 'dependency-unsatisfied'
  | 'placement-unknown'
  | 'config-invalid'
  | 'proxy-unable'
  | 'upstream-order'
  | 'soak'
  | 'locked'
  | 'pinned'
  | 'nothing-to-promote'
  | 'rollback-target'
  | 'not-yet'
  | 'reading-incomplete'
  | 'chain-broken'
  | 'lease-held'
  | 'fence-old'

export class EnvironmentFault extends Fault<EnvironmentFaultCode> {}
