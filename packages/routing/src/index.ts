export { meaningOfAuthority } from './authorities.ts'
export { compileRouteTable } from './compile.ts'
export type {
  ExternalToRoute,
  InstanceToRoute,
  Protocol,
  ReleaseToRoute,
  RouteTableInput,
} from './compile-input.ts'
export { diffRouteTables, type RouteChange, renderRouteChange } from './diff.ts'
export { type DeclaredEdge, findListener, type ListenerPlanInput, planListeners } from './listeners.ts'
export { releaseKey } from './live-releases.ts'
export { releaseOfCall, type SeenRequest } from './release-of-call.ts'
export { normalizeAuthority, type PathTarget, parsePathTarget, type RouteRequest } from './request-target.ts'
export { type RouteOutcome, resolveRoute, statusOfOutcome } from './resolve.ts'
export type {
  Endpoint,
  RoutedAuthority,
  RoutedRelease,
  RoutedService,
  RouteListener,
  RouteTable,
  WeightedRelease,
} from './route-table.ts'
export { type RoutingCode, RoutingFault } from './routing-fault.ts'
export { parseRouteTable, routeTableDigest, routeTableSchema } from './schema.ts'
export { verifyRouteTable } from './verify.ts'
