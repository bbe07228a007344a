import { isName, isVersion } from '@towpath/descriptor'

export interface InstanceName {
  readonly environment: string
  readonly service: string
  readonly version: string
  /** First 8 hex digits of the release's identity: `releaseIdentity`. */
  readonly release8: string
  readonly host: string
  /** 1 for the first of that release on that host. */
  readonly ordinal: number
}

/** `<env>_<service>_<version>_<release8>@<host>`, with `#2` for a second one on that host (FORMATS "Instance id"). */
export function instanceId({ environment, service, version, release8, host, ordinal }: InstanceName): string {
  return `${environment}_${service}_${version}_${release8}@${host}${ordinal > 1 ? `#${ordinal}` : ''}`
}

const pattern = /^([^_]+)_([^_]+)_([^_]+)_([0-9a-f]{8})@([^#]+)(?:#([2-9]|[1-9]\d+))?$/

/** The parts of an instance id; null when the text is none. */
export function parseInstanceId(text: string): InstanceName | null {
  const [, environment = '', service = '', version = '', release8 = '', host = '', ordinal = '1'] =
    pattern.exec(text) ?? []
  if (!isName(environment) || !isName(service) || !isVersion(version) || !isName(host)) return null
  return { environment, service, version, release8, host, ordinal: Number(ordinal) }
}

/** Name of its systemd unit. `_` stands in no label, so it tells the parts apart; build metadata is left out. */
export function unitName(instance: InstanceName): string {
  const { environment, service, version, release8, ordinal } = instance
  const [plain = version] = version.split('+')
  return `towpath-${environment}_${service}_${plain}_${release8}${ordinal > 1 ? `-${ordinal}` : ''}.service`
}

/** Name of its folder below /etc/towpath/<env>/<service>/. */
export function instanceFolder({ release8, ordinal }: Pick<InstanceName, 'release8' | 'ordinal'>): string {
  return `${release8}${ordinal > 1 ? `-${ordinal}` : ''}`
}
