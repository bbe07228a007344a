import { Fault } from '@towpath/fault'

export type RoutingCode =
  /** A text that is not a route table. */
  | 'table-invalid'
  /** A table that contradicts itself: a route to a release that is not in it, say. */
  | 'table-inconsistent'
  /** Two releases with the same service and version. */
  | 'release-duplicate'
  /** An instance of a release that is not given, or without a port for something that its release provides. */
  | 'instance-unknown'
  | 'instance-incomplete'
  /** Two versions of a service that provide different protocols by one name. */
  | 'provide-conflict'
  /** Two different ranges with one label. */
  | 'label-collision'
  /** One authority that would mean two things. */
  | 'authority-conflict'
  /** An alias of a service that is not routed. */
  | 'alias-unknown'
  /** An endpoint that is not `host:port`. */
  | 'endpoint-invalid'
  /** Fewer free ports than listeners that need one. */
  | 'ports-exhausted'
  /** Two listeners on one port, or for one service and range. */
  | 'listener-conflict'
  /** A route with several releases, for a proxy that sends each range to one. */
  | 'weights-unsupported'
  /** HAProxy answered a command with something else than it does. */
  | 'answer-unreadable'

export class RoutingFault extends Fault<RoutingCode> {}
