import type { HostLayout } from '../layout.ts'
import type { UnitManager } from '../script/host-script.ts'
import { sh } from '../script/sh.ts'

export interface SupervisedUnits {
  /** Absolute path of Node. */
  readonly node: string
  /** Absolute path of `<root>/bin/<sha256>.mjs`. */
  readonly program: string
  /** The root folder that all hosts below it share. */
  readonly root: string
  readonly layout: HostLayout
}

/** Units under the embedded supervisor. None of its calls may inherit the lock (fd 9): the supervisor outlives the script. */
export function supervisedUnits(units: SupervisedUnits): UnitManager {
  return { functions, variables: { NODE: units.node, PROGRAM: units.program } }
}

const functions = sh`
`
