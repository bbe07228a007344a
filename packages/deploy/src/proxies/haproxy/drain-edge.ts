import { type Acting, type HostCommand, renderActing, sh } from '@towpath/hosts'
import { changeVariables, changingProgram, readChangeAnswer, renderChange } from './change-edge.ts'
import { changeFunctions } from './change-functions.ts'
import type { EdgeChangeAnswer } from './edge-change.ts'
import type { EdgeFiles } from './edge-files.ts'
import { edgeVariables } from './look-at-edge.ts'
import type { Release } from './plan-switching.ts'
import { runtimeFunctions } from './runtime-functions.ts'

/*
 * Waits without the lock. A worker that a reload left behind routes by its old table: it is waited for as well, as it may hold idle connections whose
 * next request it would send to what is about to stop. In the end what leads to the drained servers is closed, and an old worker that has nothing
 * else is ended; one that still serves others goes on, until it has done so or its `hard-stop-after`. Where nothing was under way, the drain is one look
 * at the sessions; what is then taken out of its slots is taken out by the same script.
 */
const program = sh`
lock
fence
unlock
is_running() { serves || case $(unit_process "$PROXY_UNIT") in running*) ;; *) return 1 ;; esac; }
uptime_hundredths() { cut -d ' ' -f 1 /proc/uptime | tr -d .; }
count_left() { awk -F '\t' -v servers=" $SERVERS " '$3 != "-" && index(servers, " " $2 "/" $3 " ") { left += $4 } END { print left + 0 }'; }
left=0
old=
sessions=
if is_running; then
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
fi
if [ "$left" -gt 0 ] || [ -n "$old" ]; then
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
      '$1 == worker && $3 != "-" && $3 != "BACKEND" && !index(servers, " " $2 "/" $3 " ")')
    [ -n "$others" ] || kill -TERM "$worker" 2> /dev/null || :
  done
  unlock
fi
printf 'closed\t%s\n' "$left"
if printf '%s\n' "$sessions" | awk -F '\t' -v freed=" $FREED " '$1 == "-" && index(freed, " " $2 " ") { busy = 1 } END { exit !busy }'; then
  printf 'busy\nend\n'
  exit 0
fi
echo free
`

export interface EdgeDrain {
  readonly files: EdgeFiles
  /** `backend/server` each. */
  readonly servers: readonly string[]
  readonly seconds: number
  /** What is then taken out, where nothing is under way to it any more. */
  readonly release: Release | null
}

export interface DrainedEdge {
  /** How many were closed in the end. */
  readonly closed: number
  /** `busy`: something is still under way to what was to be taken out. Null: nothing was to be. */
  readonly release: EdgeChangeAnswer | { readonly kind: 'busy' } | null
}

/** Waits until nothing leads to these servers any more, and takes them out of their slots. */
export function drainEdge(acting: Acting, { files, servers, seconds, release }: EdgeDrain): HostCommand<DrainedEdge> {
  return {
    script: {
      name: 'drain the edge',
      program:
        release === null ? `${runtimeFunctions}${changeFunctions}${program}echo end\n` : changingProgram(program),
      variables: {
        ...renderActing(acting),
        ...edgeVariables(files),
        ...(release === null ? {} : changeVariables(release.change)),
        SERVERS: servers.join(' '),
        SECONDS_LEFT: String(Math.ceil(seconds)),
        FREED: release === null ? '' : release.cleared.join(' '),
      },
    },
    stdin: release === null ? '' : renderChange(release.change),
    parse: (records) => {
      const record = records.next()
      if (record.kind !== 'closed') throw record.unreadable('`closed`', record.kind)
      const closed = record.number(1)
      const isBusy = records.next().choice(0, ['busy', 'free']) === 'busy'
      if (release === null) return { closed, release: null }
      return { closed, release: isBusy ? { kind: 'busy' } : readChangeAnswer(records) }
    },
  }
}
