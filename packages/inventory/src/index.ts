export { compareDrift, type Drift, type ObservedInstance } from './drift.ts'
export { type Evidence, evidenceOf, longerOf } from './evidence.ts'
export { appendHistory, historyPath, parseHistory } from './history.ts'
export { type InstanceIndex, indexInstances, type KnownInstance } from './instance-index.ts'
export { emptyInventory, type Inventory, parseInventory } from './inventory.ts'
export { type InventoryCode, InventoryFault } from './inventory-fault.ts'
export {
  type ClosedRecord,
  closedRecordSchema,
  type InstanceRecord,
  instanceRecordSchema,
  type ProxiesRecord,
  proxiesRecordSchema,
  type ServiceRecord,
  serviceRecordSchema,
} from './records.ts'
export { planRegistration, type RegistrationPlan } from './registration.ts'
export type { RegistrationInput } from './registration-input.ts'
export { type ResolvedService, resolveService } from './resolve.ts'
export { buildStatus, changesBetween, type StatusInput } from './status/build-status.ts'
export {
  type EnvironmentStatus,
  environmentStatusSchema,
  type ReleaseChange,
  type ServiceStatus,
  type StatusDocument,
  statusDocumentSchema,
} from './status/environment-status.ts'
export { renderStatusMarkdown, renderStatusText } from './status/render-status.ts'
