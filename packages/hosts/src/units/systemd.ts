import type { UnitManager } from '../script/host-script.ts'
import { systemdFunctions } from './systemd-functions.ts'
import { renderSystemdUnit } from './systemd-unit.ts'

/** Units under systemd, for scripts that run as root. Needs only systemd and what is Essential on Debian. */
export function systemdUnits(): UnitManager {
  return { functions: systemdFunctions, variables: {}, renderUnit: renderSystemdUnit }
}
