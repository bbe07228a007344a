/** Where a value comes from, for `explain` and for messages. */
export interface Origin {
  readonly level: 'towpath' | 'package' | 'environment' | 'host-group' | 'service' | 'line' | 'pin'
  /** The key that said it: `services.orders.config`, `towpath.yaml of orders 1.4.2`, `Towpath's default`. */
  readonly where: string
}

/** The key at which an origin says something: `services.orders.config`; a package is named as a whole. */
export function keyOf(origin: Origin, key: string): string {
  if (origin.level === 'package') return origin.where
  return origin.where === '' ? key : `${origin.where}.${key}`
}
