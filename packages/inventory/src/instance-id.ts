/** The parts of an instance id: `<env>_<service>_<version>_<release8>@<host>`, with `#2` for a second one (FORMATS). */
export interface InstanceName {
  readonly environment: string
  readonly service: string
  /** As in the id; a unit's has no build metadata. */
  readonly version: string
  readonly release8: string
  readonly host: string
  /** 1 for the first on its host. */
  readonly number: number
}

const pattern =
  /^(?<environment>[a-z0-9-]+)_(?<service>[a-z0-9-]+)_(?<version>[0-9A-Za-z.+-]+)_(?<release8>[0-9a-f]{8})@(?<host>[a-z0-9-]+)(#(?<number>[1-9]\d*))?$/

/** Null when the text is no instance id. */
export function parseInstanceId(text: string): InstanceName | null {
  const groups = pattern.exec(text)?.groups
  if (groups === undefined) return null
  const { environment, service, version, release8, host, number } = groups
  if (!environment || !service || !version || !release8 || !host) return null
  return { environment, service, version, release8, host, number: Number(number ?? 1) }
}

export function renderInstanceId(name: InstanceName): string {
  const { environment, service, version, release8, host, number } = name
  return `${environment}_${service}_${version}_${release8}@${host}${number === 1 ? '' : `#${number}`}`
}
