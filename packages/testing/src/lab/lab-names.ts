/** Everything of a lab that has a name on this machine, by its number: what guard.sh ends it by. */
export interface LabNames {
  readonly number: number
  readonly bridge: string
  /** The two ends of the delay line: the controller's, and the one in the bridge. */
  readonly taps: readonly [string, string]
  /** Below the root of the cgroup v2 hierarchy. */
  readonly cgroup: string
  readonly folder: string
}

export interface HostNames {
  /** Of systemd-nspawn; at most 12 characters, so that the link's name is whole. */
  readonly machine: string
  /** The machine's end of the host's link. */
  readonly link: string
  readonly cgroup: string
  readonly folder: string
  readonly address: string
}

export function nameLab(number: number): LabNames {
  return {
    number,
    bridge: `tp${number}`,
    taps: [`tp${number}a`, `tp${number}b`],
    cgroup: `towpath-lab-${number}`,
    folder: `/var/tmp/towpath-lab/${number}`,
  }
}

/** Hosts count from 0 and have the addresses from .11 on; .1 is the controller's. */
export function nameHost(names: LabNames, name: string, index: number): HostNames {
  const machine = `${names.bridge}-${index}`
  return {
    machine,
    link: `vb-${machine}`,
    cgroup: `${names.cgroup}/${name}`,
    folder: `${names.folder}/${name}`,
    address: addressIn(names, index + 11),
  }
}

export function addressIn(names: LabNames, last: number): string {
  return `10.77.${names.number}.${last}`
}
