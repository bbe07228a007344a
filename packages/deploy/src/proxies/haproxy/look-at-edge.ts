import { type Acting, type HostCommand, renderActing, sh, type UnitState, unitStates } from '@towpath/hosts'
import type { EdgeFiles } from './edge-files.ts'
import { runtimeFunctions } from './runtime-functions.ts'
import type { programs } from './unit-texts.ts'

/** What stands and runs on an edge host. */
export interface SeenEdge {
  /** Debian packages whose programs are there. */
  readonly programs: ReadonlySet<keyof typeof programs>
  /** Names of its network interfaces. */
  readonly interfaces: ReadonlySet<string>
  /** Name of the group that the deploy user is in; null: scripts run as root itself, or the group stands in no file there. */
  readonly group: string | null
  readonly proxy: UnitState
  readonly vip: UnitState
  /** Bare sha256 of what stands, by path. */
  readonly files: ReadonlyMap<string, string>
  /** First line of haproxy.cfg, null when there is none. */
  readonly stateLine: string | null
  /** Text of the committed table. Null: there is none. */
  readonly table: string | null
  /** Digest of the table that was prepared last. */
  readonly prepared: string | null
  /** A killed run may have left running processes behind the files. */
  readonly isPending: boolean
  readonly freshness: number
  /** Null: what was changed since may have moved it. */
  readonly holdsVip: boolean | null
  /** Names of backends that something is under way to. Null: nobody has asked. */
  readonly busy: ReadonlySet<string> | null
}

/* The shell and a few small tools: this is all that a deploy costs an edge where nothing changes. */
const program = sh`
lock
fence
for tool in haproxy keepalived; do [ ! -x "/usr/sbin/$tool" ] || printf 'program\t%s\n' "$tool"; done
for link in /sys/class/net/*/; do link=\${link%/}; printf 'interface\t%s\n' "\${link##*/}"; done
[ -z "\${SUDO_GID:-}" ] || awk -F : -v id="$SUDO_GID" '$3 == id { print "group\t" $1; exit }' /etc/group
proxy_state=$(unit_process "$PROXY_UNIT")
proxy_state=\${proxy_state% *}
printf 'proxy\t%s\n' "$proxy_state"
vip_state=$(unit_process "$VIP_UNIT")
printf 'vip\t%s\n' "\${vip_state% *}"
set --
for file in "$UNITS/$PROXY_UNIT.service" "$UNITS/$VIP_UNIT.service" "$FOLDER"/*.cfg "$FOLDER"/*.conf "$FOLDER"/*.map "$FOLDER"/*/*.map; do
  [ ! -f "$file" ] || set -- "$@" "$file"
done
[ $# -eq 0 ] || sha256sum -- "$@" | sed 's/^\([0-9a-f]*\)  /file\t\1\t/'
[ ! -f "$CONFIG_FILE" ] || printf 'state\t%s\n' "$(head -n 1 "$CONFIG_FILE" | encode)"
[ ! -f "$FOLDER/table" ] || printf 'table\t%s\n' "$(encode < "$FOLDER/table")"
[ ! -s "$FOLDER/prepared" ] || printf 'prepared\t%s\n' "$(cat "$FOLDER/prepared")"
[ ! -f "$FOLDER/pending" ] || echo pending
[ ! -s "$FOLDER/fresh" ] || printf 'fresh\t%s\n' "$(cat "$FOLDER/fresh")"
! holds_address "$VIP" || echo holds
if [ -n "$SESSIONS" ] && [ "$proxy_state" = running ]; then
  busy=$(busy_of "$STATS")
  printf '%s\n' "$busy" | sed -n 's/./busy	&/p'
fi
unlock
echo end
`

/** holds_address ADDRESS: whether this host has it, on any interface; from /proc alone. */
export const addressFunctions = sh`
holds_address() {
  awk -v address="$1" '
    $1 == "|--" { at = $2 }
    /host LOCAL/ && at == address { found = 1 }
    END { exit !found }' /proc/net/fib_trie
}
`

export interface EdgeLook {
  readonly files: EdgeFiles
  readonly vip: string
  /** Whether slots that something is under way to are wanted too: that takes a talk with haproxy. */
  readonly wantsSessions: boolean
}

export function lookAtEdge(acting: Acting, { files, vip, wantsSessions }: EdgeLook): HostCommand<SeenEdge> {
  return {
    script: {
      name: 'look at the edge',
      program: addressFunctions + runtimeFunctions + program,
      variables: {
        ...renderActing(acting),
        ...edgeVariables(files),
        VIP: vip,
        SESSIONS: wantsSessions ? 'yes' : '',
      },
    },
    parse: readSeen(wantsSessions),
  }
}

const readSeen =
  (wantsSessions: boolean): HostCommand<SeenEdge>['parse'] =>
  (records) => {
    const found = new Set<keyof typeof programs>()
    const interfaces = new Set<string>()
    const files = new Map<string, string>()
    const busy = new Set<string>()
    const seen: { -readonly [Key in keyof SeenEdge]: SeenEdge[Key] } = {
      programs: found,
      interfaces,
      group: null,
      proxy: 'absent',
      vip: 'absent',
      files,
      stateLine: null,
      table: null,
      prepared: null,
      isPending: false,
      freshness: 0,
      holdsVip: false,
      busy: wantsSessions ? busy : null,
    }
    for (const record of records) {
      switch (record.kind) {
        case 'program':
          found.add(record.choice(1, ['haproxy', 'keepalived']))
          break
        case 'interface':
          interfaces.add(record.text(1))
          break
        case 'group':
          seen.group = record.text(1)
          break
        case 'proxy':
        case 'vip':
          seen[record.kind] = record.choice(1, unitStates)
          break
        case 'file':
          files.set(record.rest(2), record.text(1))
          break
        case 'state':
          seen.stateLine = record.decoded(1)
          break
        case 'table':
          seen.table = record.decoded(1)
          break
        case 'prepared':
          seen.prepared = record.text(1)
          break
        case 'pending':
          seen.isPending = true
          break
        case 'fresh':
          seen.freshness = record.number(1)
          break
        case 'holds':
          seen.holdsVip = true
          break
        case 'busy':
          busy.add(record.text(1))
          break
        default:
          throw record.unreadable('a record of what is seen on an edge', record.kind)
      }
    }
    return seen
  }

/** What every script on an edge is told. */
export function edgeVariables(files: EdgeFiles): Record<string, string> {
  return {
    FOLDER: files.folder,
    CONFIG_FILE: files.config,
    PROXY_UNIT: files.proxyUnit,
    VIP_UNIT: files.vipUnit,
    MASTER: files.masterSocket,
    PID_FILE: files.pid,
    STATS: files.statsSocket,
  }
}
