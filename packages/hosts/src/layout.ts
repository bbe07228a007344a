/** Where things stand on a host (FORMATS "Hosts"); absolute paths. */
export interface HostLayout {
  /** What all paths begin with: empty on a host of its own, `<root>/<host>` for `connection: local`. */
  readonly root: string
  /** Unpacked packages, a folder each, named by the archive's bare sha256. */
  readonly packages: string
  /** Config of releases: `<env>/<service>/<release8>/`. */
  readonly config: string
  /** Lock, key for secrets, file indexes, environments and state. */
  readonly keep: string
  readonly units: string
  readonly logs: string
  /** Sockets and pids: gone after a boot. */
  readonly run: string
}

export function layoutBelow(root: string): HostLayout {
  return {
    root,
    packages: `${root}/opt/towpath/packages`,
    config: `${root}/etc/towpath`,
    keep: `${root}/var/lib/towpath`,
    units: root === '' ? '/etc/systemd/system' : `${root}/var/lib/towpath/units`,
    logs: `${root}/var/log/towpath`,
    run: `${root}/run/towpath`,
  }
}

/** `/opt/towpath/packages/<sha256>`; `digest` is bare hex. */
export function packageFolder(layout: HostLayout, digest: string): string {
  return `${layout.packages}/${digest}`
}

/** `/etc/towpath/<env>/<service>/<release8>`; `release` carries `-2` for a second instance on the host. */
export function releaseFolder(layout: HostLayout, environment: string, service: string, release: string): string {
  return `${layout.config}/${environment}/${service}/${release}`
}

/** TOWPATH_CONFIG_DIR of a release: its config files. */
export function configFolder(layout: HostLayout, environment: string, service: string, release: string): string {
  return `${releaseFolder(layout, environment, service, release)}/config`
}

export interface HostSecretPlace {
  readonly environment: string
  readonly service: string
  readonly release: string
  readonly unit: string
  /** The variable that names the file. */
  readonly name: string
}

/** Where a process finds a secret that is a file on its host: systemd hands it over by itself, elsewhere it is copied beside the config files. */
export function hostSecretFile(layout: HostLayout, place: HostSecretPlace): string {
  const { environment, service, release, unit, name } = place
  if (layout.root === '') return `/run/credentials/${unit}.service/${name}`
  return `${configFolder(layout, environment, service, release)}/secrets/${name}`
}

/** `/var/lib/towpath/state/<env>/<service>`: outlives releases. */
export function stateFolder(layout: HostLayout, environment: string, service: string): string {
  return `${layout.keep}/state/${environment}/${service}`
}

/** `/var/lib/towpath/environments/<env>`: fence, revisions, packages, table, incoming. */
export function environmentFolder(layout: HostLayout, environment: string): string {
  return `${layout.keep}/environments/${environment}`
}
