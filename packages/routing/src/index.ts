export type {
  Endpoint,
  RoutedAuthority,
  RoutedRelease,
  RoutedService,
  RouteListener,
  RouteTable,
  WeightedRelease,
} from './route-table.ts'
