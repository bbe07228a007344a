import { basename } from 'node:path'
import type { HostLayout } from '../layout.ts'
import type { UnitManager } from '../script/host-script.ts'
import { sh } from '../script/sh.ts'
import type { UnitSpec } from './unit-spec.ts'

export interface SupervisedUnits {
  /** Absolute path of Node. */
  readonly node: string
  /** Absolute path of `<root>/bin/<sha256>.mjs`. */
  readonly program: string
  /** The root folder of the supervisor; each host's tree is `<root>/<host>`. */
  readonly root: string
  readonly layout: HostLayout
}

/** Units under the embedded supervisor. */
export function supervisedUnits(units: SupervisedUnits): UnitManager {
  const host = basename(units.layout.root)
  return {
    functions,
    variables: { NODE: units.node, PROGRAM: units.program, SUPERVISED_ROOT: units.root, SUPERVISED_HOST: host },
    renderUnit: (unit) => renderSupervisedUnit(unit, units.layout),
  }
}

/** The supervisor knows no users, slices and limits: its units run as its own user. */
function renderSupervisedUnit(unit: UnitSpec, layout: HostLayout): string {
  const { name, command, workingDirectory, environmentFile, stopSeconds, restartSeconds } = unit
  const document = {
    schema: 1,
    name,
    host: basename(layout.root),
    command,
    workingDirectory,
    environmentFile,
    logFile: `${layout.logs}/${name}.log`,
    stopSeconds,
    restartSeconds,
  }
  return `${JSON.stringify(document)}\n`
}

const functions = sh`
supervised() { "$NODE" "$PROGRAM" "$@" < /dev/null 9>&-; }
# A quote inside a JSON string has a backslash before it, so only a status itself begins so.
read_states() {
  tr '{' '\n' | sed -n 's/^"host":"[^"]*","name":"\([^"]*\)","state":"\([^"]*\)".*/\1	\2/p' |
    sed 's/	waiting$/	starting/'
}
unit_write() {
  mkdir -p -- "$UNITS" "$LOGS"
  replace "$UNITS/$1.json"
}
unit_start() {
  for unit_name in "$@"; do
    shift
    set -- "$@" "$UNITS/$unit_name.json"
  done
  unit_said=$(supervised unit start "$SUPERVISED_ROOT" "$@" 2>&1) || {
    # of the fault in JSON, what a person needs
    printf '%s\n' "$unit_said" | tail -n 1 | sed 's/.*"found":"\([^"]*\)".*/\1/' >&2
    return 1
  }
  printf '%s\n' "$unit_said" | read_states
}
unit_stop() { supervised unit stop "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null; }
unit_remove() {
  supervised unit remove "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null
  rm -f -- "$UNITS/$1.json" "$UNITS/$1.json.tmp"
}
unit_states() {
  unit_list=$(supervised unit list "$SUPERVISED_ROOT" "$SUPERVISED_HOST")
  printf '%s\n' "$unit_list" | read_states
}
unit_process() {
  unit_said=$(supervised unit status "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1")
  printf '%s\n' "$unit_said" |
    sed -n 's/^{"host":"[^"]*","name":"[^"]*","state":"\([^"]*\)","pid":\([0-9a-z]*\),.*/\1 \2/p' |
    sed 's/ null$/ -/; s/^waiting /starting /'
}
unit_family() {
  printf '%s\n' "$1"
  unit_token=$(tr '\0' '\n' < "/proc/$1/environ" 2> /dev/null | sed -n 's/^TOWPATH_UNIT_TOKEN=//p') || unit_token=
  [ -z "$unit_token" ] ||
    grep -lazF -- "TOWPATH_UNIT_TOKEN=$unit_token" /proc/[0-9]*/environ 2> /dev/null | cut -d / -f 3 || :
}
unit_log() { [ ! -f "$LOGS/$1.log" ] || tail -n "$2" -- "$LOGS/$1.log"; }
unit_ports() { supervised ports "$1" --count "$2" --avoid "$3" | tr -d '[]' | tr ',' '\n'; }
unit_user() { :; }
unit_own() { :; }
unit_secret() {
  mkdir -p -- "\${2%/*}"
  replace "$2" < "$1"
}
unit_as() {
  shift
  "$@"
}
`
