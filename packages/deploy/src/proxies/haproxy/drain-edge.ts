import { type Acting, type HostCommand, sh } from '@towpath/hosts'
import { actingVariables } from '../embedded-commands.ts'
import type { EdgeFiles } from './edge-files.ts'
import { edgeVariables } from './look-at-edge.ts'
import { runtimeFunctions } from './runtime-functions.ts'

/*
 * Waits without the lock. A worker that a reload left behind routes by its old table: it is waited for as well, as it may hold idle connections whose
 * next request it would send to what is about to stop. In the end what leads to the drained servers is closed, and an old worker that has nothing
 * else is ended; one that still serves others goes on, until it has done so or its `hard-stop-after`.
 */
const program = sh`
lock
fence
unlock
is_running() { case $(unit_process "$PROXY_UNIT") in running*) ;; *) return 1 ;; esac; }
uptime_hundredths() { cut -d ' ' -f 1 /proc/uptime | tr -d .; }
count_left() { awk -F '\t' -v servers=" $SERVERS " '$3 != "-" && index(servers, " " $2 "/" $3 " ") { left += $4 } END { print left + 0 }'; }
is_running || { printf 'closed\t0\nend\n'; exit 0; }
until=$(($(uptime_hundredths) + SECONDS_LEFT * 100))
while :; do
  # One that does not answer twice has died, and its connections with it.
  sessions=$(sessions_of "$MASTER" "$STATS" 2> /dev/null) || { sleep 1; sessions=$(sessions_of "$MASTER" "$STATS" 2> /dev/null) || sessions=; }
  left=$(printf '%s\n' "$sessions" | count_left)
  old=$(printf '%s\n' "$sessions" | awk -F '\t' '$2 == "-" { print $1 }')
  [ "$left" -gt 0 ] || [ -n "$old" ] || break
  [ "$(uptime_hundredths)" -lt "$until" ] || break
  sleep 0.1
done
lock
fence
for server in $SERVERS; do
  name=\${server#*/}
  printf '%s\n' "$sessions" | awk -F '\t' -v slot="\${server%/*}" -v server="$name" '$2 == slot && $3 == server { print $1 }' |
    while IFS= read -r worker; do
      if [ "$worker" = - ]; then
        printf 'shutdown sessions server %s\n' "$server" | runtime "$STATS" > /dev/null
      else
        printf '@!%s shutdown sessions server %s\n' "$worker" "$server" | runtime "$MASTER" > /dev/null
      fi
    done
done
for worker in $old; do
  others=$(printf '%s\n' "$sessions" | awk -F '\t' -v worker="$worker" -v servers=" $SERVERS " \
    '$1 == worker && $3 != "-" && !index(servers, " " $2 "/" $3 " ")')
  [ -n "$others" ] || kill -TERM "$worker" 2> /dev/null || :
done
unlock
printf 'closed\t%s\n' "$left"
echo end
`

export interface EdgeDrain {
  readonly files: EdgeFiles
  /** `backend/server` each. */
  readonly servers: readonly string[]
  readonly seconds: number
}

/** Waits until nothing leads to these servers any more; answers how many were closed in the end. */
export function drainEdge(acting: Acting, { files, servers, seconds }: EdgeDrain): HostCommand<number> {
  return {
    script: {
      name: 'drain the edge',
      program: runtimeFunctions + program,
      variables: {
        ...actingVariables(acting),
        ...edgeVariables(files),
        SERVERS: servers.join(' '),
        SECONDS_LEFT: String(Math.ceil(seconds)),
      },
    },
    parse: (records) => {
      const record = records.next()
      if (record.kind !== 'closed') throw record.unreadable('`closed`', record.kind)
      return record.number(1)
    },
  }
}
