import { type Acting, type HostCommand, renderActing, sh } from '@towpath/hosts'
import { addressHex, listenerFunctions } from '../../health/listener-functions.ts'
import { changeFunctions } from './change-functions.ts'
import type { EdgeChange, EdgeChangeAnswer } from './edge-change.ts'
import type { EdgeFiles } from './edge-files.ts'
import { edgeVariables } from './look-at-edge.ts'
import { runtimeFunctions } from './runtime-functions.ts'

/** How long a new server may take to be seen up by its proxy. */
const checkSeconds = 4

const program = sh`
lock
fence
on=-
[ ! -f "$CONFIG_FILE" ] || on=$(sha256sum < "$CONFIG_FILE")
[ "\${on%% *}" = "$PLANNED_ON" ] || { printf 'moved\nend\n'; exit 0; }
if [ -n "$PREPARED" ]; then
  prepared=
  [ ! -s "$FOLDER/prepared" ] || read -r prepared < "$FOLDER/prepared" || :
  [ "$prepared" = "$PREPARED" ] || { printf 'moved\nend\n'; exit 0; }
fi
[ -d "$FOLDER/live" ] && [ -d "$FOLDER/next" ] || mkdir -p -- "$FOLDER/live" "$FOLDER/next"
[ ! -e "$CONFIG_FILE.before" ] || rm -f -- "$CONFIG_FILE.before"
if [ -z "$RELOADS" ] && serves; then state=running; else
  state=$(unit_process "$PROXY_UNIT")
  pid=\${state#* }
  state=\${state% *}
  own_pids=
  [ "$pid" = - ] || own_pids=$(unit_family "$pid" | tr '\n' ' ')
  for bind in $BINDS; do
    bind_port=\${bind##*:}
    bind_address=\${bind%:*}
    refuse_taken "\${bind_address#*=}" "\${bind_address%%=*}" "$bind_port"
  done
fi
: > "$FOLDER/pending"
commands=
questions=
awaited=
while IFS=$TAB read -r kind first second; do
  case $kind in
    unit) printf %s "$second" | base64 -d | unit_write "$first" ;;
    no-unit) unit_remove "$first" ;;
    file)
      path=$FOLDER/$first
      umask 077
      printf %s "$second" | base64 -d > "$path.new"
      umask 022
      if [ "$path" = "$CONFIG_FILE" ]; then
        said=$(/usr/sbin/haproxy -c -f "$path.new" 2>&1 9>&-) ||
          fail unit-failed "haproxy refuses its configuration: $(printf '%s\n' "$said" | grep -F '[ALERT]' | head -n 1)"
        [ -z "$RELOADS" ] || [ ! -f "$path" ] || cp -p -- "$path" "$path.before"
      fi
      mv -fT -- "$path.new" "$path"
      ;;
    command) commands="$commands$first$NL" ;;
    question) questions="$questions$first$NL" ;;
    awaited) awaited="$awaited $first" ;;
    *) fail input-wrong "$kind" ;;
  esac
done
[ -s "$FOLDER/fault" ] || echo 1 > "$FOLDER/fault"
[ -s "$FOLDER/fresh" ] || echo 0 > "$FOLDER/fresh"
if [ "$state" != running ]; then
  said=$(unit_start "$PROXY_UNIT" 2>&1) || fail unit-failed "$(proxy_says "$said")"
else
  [ -z "$RELOADS" ] || proxy_reload
fi
if [ "$state" = running ] || [ -n "$questions" ]; then
  [ "$state" = running ] || commands=
  said=$(printf '%s\n' "$commands" '?' "$questions" | runtime "$STATS" 2>&1) || fail unit-failed "haproxy refused a command: $said"
  printf '%s\n' "$said" | sed -n '/^answer	/p'
fi
[ ! -e "$CONFIG_FILE.before" ] || rm -f -- "$CONFIG_FILE.before"
case $VIP_EFFECT in
  start) said=$(unit_start "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
  reload) said=$(unit_reload "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
esac
rm -f -- "$FOLDER/pending"
unlock
[ -z "$awaited" ] || wait_checked "$STATS" "$CHECK_SECONDS" $awaited | sed 's/^/down	/'
echo changed
echo end
`

export function changeEdge(acting: Acting, files: EdgeFiles, change: EdgeChange): HostCommand<EdgeChangeAnswer> {
  return {
    script: {
      name: 'change the edge',
      program: changingProgram(''),
      variables: { ...renderActing(acting), ...edgeVariables(files), ...changeVariables(change) },
    },
    stdin: renderChange(change),
    parse: readChangeAnswer,
  }
}

/** `before`: shell that is run first, in the same script. */
export function changingProgram(before: string): string {
  return listenerFunctions + runtimeFunctions + changeFunctions + before + program
}

export function changeVariables({ plannedOn, prepared, isReload, vip, binds }: EdgeChange): Record<string, string> {
  return {
    PLANNED_ON: plannedOn ?? '-',
    PREPARED: prepared ?? '',
    RELOADS: isReload ? 'yes' : '',
    VIP_EFFECT: vip,
    BINDS: binds.map(({ address, port }) => `${addressHex(address)}=${address}:${port}`).join(' '),
    CHECK_SECONDS: String(checkSeconds),
  }
}

/** What the program reads. */
export function renderChange(change: EdgeChange): string {
  return linesOf(change)
    .map((fields) => `${fields.join('\t')}\n`)
    .join('')
}

function linesOf({ units, files, commands, awaited, questions }: EdgeChange): string[][] {
  return [
    ...Object.entries(units).map(([name, text]) => (text === null ? ['no-unit', name] : ['unit', name, encode(text)])),
    ...Object.entries(files).map(([path, text]) => ['file', path, encode(text)]),
    ...commands.map((command) => ['command', command]),
    ...awaited.map((server) => ['awaited', server]),
    ...questions.map((question) => ['question', question]),
  ]
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}

export const readChangeAnswer: HostCommand<EdgeChangeAnswer>['parse'] = (records) => {
  const down: { server: string; why: string }[] = []
  const answers: string[] = []
  for (const record of records) {
    switch (record.kind) {
      case 'moved':
        return { kind: 'moved' }
      case 'taken':
        return { kind: 'taken', address: record.text(1), port: record.number(2), holder: record.rest(3) }
      case 'down':
        down.push({ server: record.text(1), why: record.rest(2) })
        break
      case 'answer':
        answers.push(record.decoded(1))
        break
      case 'changed':
        break
      default:
        throw record.unreadable('`changed`, `moved` or `taken`', record.kind)
    }
  }
  return { kind: 'changed', down, answers }
}
