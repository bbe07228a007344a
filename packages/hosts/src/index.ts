export type { Host, HostAddress, RunOptions, ScriptResult } from './host.ts'
export { HostFault, type HostFaultCode, type ScriptFaultCode } from './host-fault.ts'
export {
  configFolder,
  environmentFolder,
  type HostLayout,
  hostSecretFile,
  layoutBelow,
  packageFolder,
  releaseFolder,
  stateFolder,
} from './layout.ts'
export { type OpenHostsOptions, openHosts } from './open-hosts.ts'
export { type Acting, renderActing } from './phases/acting.ts'
export { cleanCommand } from './phases/clean.ts'
export type { HostFacts } from './phases/facts.ts'
export {
  type FoundInstance,
  type Inspection,
  type InspectRequest,
  inspectCommand,
  type SecretDocument,
} from './phases/inspect.ts'
export { logsCommand } from './phases/logs.ts'
export { type RecordRequest, recordCommand } from './phases/record.ts'
export { type InstanceToStart, type StartedInstance, type StartRequest, startCommand } from './phases/start.ts'
export { type InstanceToStop, type StopRequest, stopCommand } from './phases/stop.ts'
export { type HostCommand, runCommand } from './script/command.ts'
export { type HostScript, quote } from './script/host-script.ts'
export { inTurn } from './script/in-turn.ts'
export { sh } from './script/sh.ts'
export { openSigningKey } from './ssh/signing-key.ts'
export { compareListings, type ListingDifference } from './transfer/compare-listings.ts'
export type { ListedEntry } from './transfer/listing.ts'
export { type Missing, type MissingRequest, missingByDifferenceCommand, missingCommand } from './transfer/missing.ts'
export { type Received, receiveCommand } from './transfer/receive.ts'
export { sliceName } from './units/systemd-text.ts'
export { type UnitSpec, type UnitState, unitStates } from './units/unit-spec.ts'
