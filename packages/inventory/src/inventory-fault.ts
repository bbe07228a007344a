import { Fault } from '@towpath/fault'

export type InventoryCode =
  /** A stored document of another service than its path says. */
  | 'record-invalid'
  /** A report with a lower fence than what is registered. */
  | 'report-outdated'
  /** A report of another environment or revision, or with an instance whose release is in none of the revisions. */
  | 'report-mismatch'
  /** Nothing is registered in the environment. */
  | 'inventory-empty'
  | 'service-unknown'
  /** A range that node-semver can't read. */
  | 'range-invalid'
  /** A range that nothing registered satisfies. */
  | 'range-unserved'
  /** Known, and no instance of it is registered. */
  | 'nothing-runs'
  /** A worker: it has no address. */
  | 'service-unaddressed'

export class InventoryFault extends Fault<InventoryCode> {}
