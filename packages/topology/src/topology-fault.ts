import { Fault } from '@towpath/fault'

export type TopologyCode =
  /** A file that is neither JSON nor a line of JSON each. */
  | 'spans-unreadable'
  /** A span that breaks the Zipkin v2 format: without ids, say. */
  | 'span-invalid'
  /** Windows of two environments can't be merged. */
  | 'window-mismatch'

export class TopologyFault extends Fault<TopologyCode> {}
