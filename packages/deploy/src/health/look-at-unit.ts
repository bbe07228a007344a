import { type HostCommand, type UnitState, unitStates } from '@towpath/hosts'
import { addressHex, listenerFunctions } from './listener-functions.ts'

/** What /proc and the unit manager say of one unit. */
export interface SeenUnit {
  readonly state: UnitState
  /** Names one process for as long as it lives; null when there is none. */
  readonly process: string | null
  /** How long that process has been up. */
  readonly upSeconds: number
  readonly listeners: readonly SeenListener[]
}

export interface SeenListener {
  readonly port: number
  /** `other`: a process that is none of the unit's holds the port. */
  readonly owner: 'unit' | 'other' | 'nobody'
  /** Pid and name of another one, as far as they can be seen. */
  readonly holder: string
}

const program = `
${listenerFunctions}
seen=$(unit_process "$UNIT")
state=\${seen%% *}
pid=\${seen#* }
since=
[ ! -r "/proc/$pid/stat" ] || since=$(sed 's/.*) //' "/proc/$pid/stat" 2> /dev/null | cut -d ' ' -f 20) || since=
if [ -n "$since" ]; then
  up=$(awk -v since="$since" -v ticks="$(getconf CLK_TCK)" '{ up = $1 - since / ticks; printf "%.2f", up < 0 ? 0 : up }' /proc/uptime)
  printf 'unit\\t%s\\t%s:%s\\t%s\\n' "$state" "$pid" "$since" "$up"
  pids=$(unit_family "$pid")
else
  printf 'unit\\t%s\\t-\\t0\\n' "$state"
  pids=
fi
for port in $PORTS; do
  owner=nobody
  who=
  for inode in $(listening "$ADDRESS" "$port"); do
    owner=other
    for one in $pids; do
      [ -z "$(find "/proc/$one/fd" -maxdepth 1 -lname "socket:\\[$inode\\]" 2> /dev/null | head -n 1)" ] || owner=unit
    done
    [ "$owner" = unit ] || who=$(holder "$inode")
  done
  printf 'listener\\t%s\\t%s\\t%s\\n' "$port" "$owner" "$who"
done
echo end
`

/** Looks at one unit: whether its process runs, and whether its ports are its own. Without lock and fence. */
export function lookAtUnit(unit: string, address: string, ports: readonly number[]): HostCommand<SeenUnit> {
  return {
    script: {
      name: 'look',
      program,
      variables: { UNIT: unit, ADDRESS: addressHex(address), PORTS: ports.join(' ') },
    },
    parse: (records) => {
      const head = records.next()
      if (head.kind !== 'unit') throw head.unreadable('`unit`', head.kind)
      const process = head.text(2)
      const listeners = [...records].map((record): SeenListener => {
        if (record.kind !== 'listener') throw record.unreadable('`listener`', record.kind)
        return { port: record.number(1), owner: record.choice(2, ['unit', 'other', 'nobody']), holder: record.rest(3) }
      })
      return {
        state: head.choice(1, unitStates),
        process: process === '-' ? null : process,
        upSeconds: Number(head.text(3)),
        listeners,
      }
    },
  }
}
