import { HostFault } from '../host-fault.ts'
import type { HostLayout } from '../layout.ts'
import type { UnitSpec } from '../units/unit-spec.ts'
import { prelude } from './prelude.ts'

/** A command for a host, as data. `program` is constant text; whatever varies stands in `variables` or comes by stdin. */
export interface HostScript {
  /** What it does, for messages: `missing`, `receive`… */
  readonly name: string
  /** POSIX sh, run with `set -eu` behind the prelude. Reads its data from stdin. */
  readonly program: string
  readonly variables: Readonly<Record<string, string>>
}

/**
 * How units are handled on one kind of host. The functions:
 *
 *     unit_write NAME < text      keeps the unit's text, whole or not at all
 *     unit_start NAME…            starts those that don't run; answers as unit_states; says why on stderr when one can't be started
 *     unit_stop NAME              SIGTERM, after its stopSeconds SIGKILL; returns when nothing of it is left
 *     unit_remove NAME            stops it and forgets it; also one that is half there or not there
 *     unit_states                 "NAME<tab>STATE" of all that are known, in the words of `unitStates`
 *     unit_process NAME           "STATE PID" of one; `-` for no process
 *     unit_family PID             pids of all that this start of the unit made, a line each, its main process among them
 *     unit_log NAME LINES         its last lines
 *     unit_ports RANGE COUNT AVOID   COUNT ports of `first-last` that can be bound and are not in AVOID (`1,2`), a line each
 *     unit_user KIND USER         makes sure that the user is there: one of ours (`own`) is made, another one (`given`) must be there
 *     unit_own USER PATH…         gives files to the user that the unit runs as; a folder with all that is in it
 *     unit_secret PATH TARGET     lets the unit read a file that is on the host, at TARGET where the manager has no better place for it
 *     unit_as NAME COMMAND…       runs a command as the user of a unit
 *
 * None of them may hand the lock (fd 9) to what outlives the script.
 */
export interface UnitManager {
  renderUnit(unit: UnitSpec): string
  readonly functions: string
  readonly variables: Readonly<Record<string, string>>
}

/** The one place where a script becomes text: variables, layout, prelude, the manager's functions, the program. */
export function renderScript(script: HostScript, layout: HostLayout, manager: UnitManager): string {
  const variables = {
    SCRIPT: script.name,
    ROOT: layout.root,
    PACKAGES: layout.packages,
    CONFIG: layout.config,
    KEEP: layout.keep,
    UNITS: layout.units,
    LOGS: layout.logs,
    RUN: layout.run,
    ...manager.variables,
    ...script.variables,
  }
  const lines = Object.entries(variables).map(([name, value]) => renderVariable(script.name, name, value))
  return [...lines, prelude, manager.functions, script.program, ''].join('\n')
}

/** The one place where a value is quoted: single quotes take everything but themselves. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`
}

function renderVariable(script: string, name: string, value: string): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw refused(script, name, 'a name of upper-case letters, digits and `_`')
  if (value.includes('\0') || !value.isWellFormed()) throw refused(script, name, 'Unicode text without NUL')
  return `${name}=${quote(value)}`
}

function refused(script: string, name: string, expected: string): HostFault {
  return new HostFault('value-refused', {
    where: `Script ${script}, variable ${JSON.stringify(name)}`,
    expected,
    found: 'something else',
    fix: 'Take NUL and broken characters out of the value',
  })
}
