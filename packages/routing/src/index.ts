export { meaningOfAuthority } from './authorities.ts'
export { compileRouteTable } from './compile.ts'
export type {
  ExternalToRoute,
  InstanceToRoute,
  Protocol,
  ProvideToRoute,
  ReleaseToRoute,
  RouteTableInput,
} from './compile-input.ts'
export { diffRouteTables, type RouteChange, renderRouteChange } from './diff.ts'
export {
  parsePreparedVersion,
  parseServersState,
  parseShowMap,
  parseShowProc,
  parseSlotTraffic,
  type RunningServer,
  type RunningWorkers,
  type SlotTraffic,
} from './haproxy/answers.ts'
export { diffRunningMap, diffRunningServers, type RunningDifference } from './haproxy/diff-running.ts'
export { planSlots, type SlotPlan, type SlotPlanInput } from './haproxy/plan-slots.ts'
export type { Pool, SlotKind } from './haproxy/pool.ts'
export { type ProxyState, parseProxyState, type SlotSize, serverNames } from './haproxy/proxy-state.ts'
export { renderHaproxyConfig } from './haproxy/render-config.ts'
export { renderHealthMap, renderMaps } from './haproxy/render-maps.ts'
export {
  isGoodAnswer,
  preparedVersion,
  type RuntimeCommand,
  renderClearCommands,
  renderFillCommands,
  renderMapCommands,
  renderShutdownCommands,
  renderUpCommands,
} from './haproxy/runtime-commands.ts'
export {
  type HaproxyBind,
  type HaproxySettings,
  healthMapFile,
  type MapFolder,
  type TcpPort,
  tableMapFile,
  verifySocket,
  verifyTcpSocket,
} from './haproxy/settings.ts'
export { freshnessOf } from './keepalived/freshness.ts'
export { type KeepalivedSettings, renderKeepalivedConfig } from './keepalived/keepalived-config.ts'
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
