import type { HostCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { type Acting, renderActing, segment } from './acting.ts'

export interface InstanceToStop {
  readonly service: string
  readonly release: string
  /** Null when the folder never said it; then there is no unit. */
  readonly unit: string | null
}

export interface StopRequest {
  readonly instances: readonly InstanceToStop[]
  /** Units without a folder, as `inspect` found them. */
  readonly strayUnits?: readonly string[]
  /** True: units and their files go too. False: they only stand still, and `start` brings them back on the same ports. */
  readonly remove: boolean
}

/*
 * All at once, because each takes up to its own stopSeconds. Meanwhile another run may have taken over and started the instance again,
 * when this one was killed and only its script lives on: so the fence is asked again before anything is removed. The folder goes last and its
 * ports last of all.
 */
const program = sh`
lock
fence
unlock
stop_one() {
  [ "$3" = - ] || unit_stop "$3" || {
    # It may be that another run started it again meanwhile.
    lock
    fence
    return 1
  }
  [ "$REMOVE" = yes ] || return 0
  lock
  fence
  [ "$3" = - ] || unit_remove "$3"
  if [ "$1" != - ]; then
    folder=$CONFIG/$ENVIRONMENT/$1/$2
    rm -rf -- "$folder/config"
    find "$folder" -mindepth 1 ! -name ports -delete 2> /dev/null || :
    rm -rf -- "$folder"
    rmdir -- "$CONFIG/$ENVIRONMENT/$1" "$CONFIG/$ENVIRONMENT" 2> /dev/null || :
  fi
  unlock
}
jobs=
while IFS=$TAB read -r service release unit; do
  stop_one "$service" "$release" "$unit" &
  jobs="$jobs $!:$unit"
done
refused=
stuck=
for job in $jobs; do
  code=0
  wait "\${job%%:*}" || code=$?
  case $code in 0) ;; 65) refused=yes ;; *) stuck="$stuck \${job#*:}" ;; esac
done
# What refused has said so in the last line.
[ -z "$refused" ] || exit 65
[ -z "$stuck" ] || fail unit-failed "did not stop:$stuck"
for job in $jobs; do printf 'stopped\t%s\n' "\${job#*:}"; done
echo end
`

/** Stops instances and waits until nothing of them is left. State folders stay. Answers the units' names. */
export function stopCommand(acting: Acting, request: StopRequest): HostCommand<readonly string[]> {
  const { instances, strayUnits = [], remove } = request
  const lines = [
    ...instances.map(({ service, release, unit }) => [
      segment('service', service),
      segment('release', release),
      unit === null ? '-' : segment('unit', unit),
    ]),
    ...strayUnits.map((unit) => ['-', '-', segment('unit', unit)]),
  ]
  return {
    script: { name: 'stop', program, variables: { ...renderActing(acting), REMOVE: remove ? 'yes' : 'no' } },
    stdin: lines.map((fields) => `${fields.join('\t')}\n`).join(''),
    parse: (records) =>
      [...records].map((record) => {
        if (record.kind !== 'stopped') throw record.unreadable('`stopped`', record.kind)
        return record.text(1)
      }),
  }
}
