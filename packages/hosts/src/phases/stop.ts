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

/* All at once, because each takes up to its own stopSeconds. The folder goes last and its ports last of all. */
const program = sh`
lock
fence
unlock
stop_one() {
  if [ "$3" != - ]; then
    if [ "$REMOVE" = yes ]; then unit_remove "$3"; else unit_stop "$3"; fi
  fi
  if [ "$REMOVE" = yes ] && [ "$1" != - ]; then
    folder=$CONFIG/$ENVIRONMENT/$1/$2
    rm -rf -- "$folder/config"
    find "$folder" -mindepth 1 ! -name ports -delete 2> /dev/null || :
    rm -rf -- "$folder"
    rmdir -- "$CONFIG/$ENVIRONMENT/$1" "$CONFIG/$ENVIRONMENT" 2> /dev/null || :
  fi
}
jobs=
while IFS=$TAB read -r service release unit; do
  stop_one "$service" "$release" "$unit" &
  jobs="$jobs $!:$unit"
done
for job in $jobs; do
  wait "\${job%%:*}" || fail unit-failed "\${job#*:} did not stop"
  printf 'stopped\t%s\n' "\${job#*:}"
done
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
