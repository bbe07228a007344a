/** A release of a service, wherever its instances are. */
export interface ReleaseName {
  readonly service: string
  readonly version: string
}

/** `orders 1.4.0`, as people say it. */
export function sayRelease({ service, version }: ReleaseName): string {
  return `${service} ${version}`
}

/** Which release calls which, as one text: sorts and joins alike everywhere. */
export function edgeKey(edge: { readonly from: ReleaseName; readonly to: ReleaseName; readonly via: string }): string {
  return `${edge.from.service}@${edge.from.version} ${edge.to.service}@${edge.to.version} ${edge.via}`
}
