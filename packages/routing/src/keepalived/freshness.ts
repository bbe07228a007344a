/** What a proxy adds to its priority of 200; 254 is the highest that VRRP leaves free. */
const highest = 54

/**
 * How fresh the table of a proxy is whose partner was out of reach at a deploy: it outranks the partner that comes back with an older one, and a
 * survivor of a later deploy outranks one of an earlier. Once both have the same table, both are 0. Pure.
 */
export function freshnessOf(fence: number): number {
  return 1 + (fence % highest)
}
