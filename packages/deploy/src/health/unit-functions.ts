/**
 * Belongs to the unit manager (`@towpath/hosts`, units/supervised.ts); stands here until that package has it.
 *
 *     unit_process NAME     "STATE PID": `-` for no process
 *     unit_family PID       pids of all that one start of the unit made, a line each, its main process among them
 */
export const unitFunctions = `
unit_process() {
  unit_said=$(supervised unit status "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1")
  printf '%s\\n' "$unit_said" |
    sed -n 's/^{"host":"[^"]*","name":"[^"]*","state":"\\([^"]*\\)","pid":\\([0-9a-z]*\\),.*/\\1 \\2/p' |
    sed 's/ null$/ -/; s/^waiting /starting /'
}
unit_family() {
  printf '%s\\n' "$1"
  unit_token=$(tr '\\0' '\\n' < "/proc/$1/environ" 2> /dev/null | sed -n 's/^TOWPATH_UNIT_TOKEN=//p') || unit_token=
  [ -z "$unit_token" ] || grep -lazF -- "TOWPATH_UNIT_TOKEN=$unit_token" /proc/[0-9]*/environ 2> /dev/null | cut -d / -f 3 || :
}
`
