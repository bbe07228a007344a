import type { Host } from '../host.ts'
import { type HostLayout, packageFolder, releaseFolder, stateFolder } from '../layout.ts'
import type { HostCommand } from '../script/command.ts'
import type { RecordReader } from '../script/record-reader.ts'
import { sh } from '../script/sh.ts'
import { type UnitSpec, type UnitState, unitStates } from '../units/unit-spec.ts'
import { type Acting, bareHex, renderActing, segment, whole, wrong } from './acting.ts'

export interface InstanceToStart {
  readonly service: string
  readonly version: string
  /** release8, with `-2` for a second one on the host. */
  readonly release: string
  /** `towpath-<env>_<service>_<version>_<release8>` */
  readonly unit: string
  /** Bare hex of the archive. */
  readonly package: string
  readonly command: readonly string[]
  /** `own`: made where it lacks; `given`: must be there. Null: the user that scripts run as. */
  readonly user: { readonly kind: 'own' | 'given'; readonly name: string } | null
  readonly stopSeconds: number
  readonly restartSeconds: number
  readonly resources: UnitSpec['resources']
  /** By the provide's name: the variable that carries its port. */
  readonly ports: Readonly<Record<string, string>>
  /** Text of the environment file (`NAME="value"` lines) without the ports; the script adds those. */
  readonly environmentFile: string
  /** Path in TOWPATH_CONFIG_DIR → content. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** By variable: absolute path on the host of a file with a secret; the process finds it at `hostSecretFile`. */
  readonly hostFiles: Readonly<Record<string, string>>
  /** Names of folders below TOWPATH_STATE_DIR. */
  readonly state: readonly string[]
  /** Small JSON text of the caller's; `inspect` gives it back. */
  readonly manifest: string
}

export interface StartRequest {
  readonly instances: readonly InstanceToStart[]
  /** Of the host group, inclusive. */
  readonly ports: { readonly first: number; readonly last: number }
}

export interface StartedInstance {
  readonly service: string
  readonly release: string
  readonly unit: string
  /** `kept`: it ran already. */
  readonly change: 'started' | 'kept'
  readonly state: UnitState
  readonly ports: Readonly<Record<string, number>>
}

/*
 * Written in this order: ports, package, unit name, environment, config, state, manifest, unit, start. So a port is taken
 * from the first instant on, a package that something may run from is never cleaned away, and `inspect` sees every
 * unit's folder before it can see the unit.
 */
const program = sh`
# taken: all ports that any instance on this host holds, running or not
taken() { cat "$CONFIG"/*/*/*/ports 2> /dev/null | awk '{ print $3 }' | sort -un | paste -s -d , - || :; }

# new_port: one behind the last that was given away, so that an address is not used again at once
new_port() {
  last=$FIRST_PORT
  [ ! -s "$KEEP/ports-last" ] || last=$(cat "$KEEP/ports-last")
  avoid=$(taken)
  port=
  if [ "$last" -ge "$FIRST_PORT" ] && [ "$last" -lt "$LAST_PORT" ]; then
    port=$(unit_ports "$((last + 1))-$LAST_PORT" 1 "$avoid" 2> /dev/null) || port=
  fi
  [ -n "$port" ] || port=$(unit_ports "$FIRST_PORT-$LAST_PORT" 1 "$avoid" 2> /dev/null) || port=
  [ -n "$port" ] || fail ports-exhausted "none free in $FIRST_PORT-$LAST_PORT"
  printf '%s\n' "$port" | replace "$KEEP/ports-last"
}

# choose_port PROVIDE VARIABLE: the one that this release has, else a new one
choose_port() {
  port=
  if [ -f "$folder/ports" ]; then
    port=$(awk -v provide="$1" -v variable="$2" '$1 == provide && $2 == variable { print $3 }' "$folder/ports")
    [ -z "$port" ] || [ "$change" = kept ] || unit_ports "$port-$port" 1 "" > /dev/null 2>&1 || port=
  fi
  [ -z "$port" ] || return 0
  new_port
  { [ ! -f "$folder/ports" ] || awk -v provide="$1" '$1 != provide' "$folder/ports"; printf '%s %s %s\n' "$1" "$2" "$port"; } |
    replace "$folder/ports"
}

# put NAME: base64 on stdin into a file of the folder, unless the instance runs
put() {
  if [ "$change" = kept ]; then cat > /dev/null; else base64 -d | replace "$folder/$1"; fi
}

# own PATH: given to the user that the instance runs as
own() { [ -z "$owner" ] || [ "$change" = kept ] || unit_own "$owner" "$1"; }

# is_running UNIT: asked of the manager once, and only when something stands there
is_running() {
  [ -n "$asked" ] || { states=$(unit_states); asked=yes; }
  [ "$(printf '%s\n' "$states" | awk -F '\t' -v unit="$1" '$1 == unit { print $2 }')" = running ]
}

lock
fence
asked=
states=
new=
while IFS=$TAB read -r kind first second third; do
  case $kind in
    instance)
      service=$first release=$second unit=$third
      folder=$CONFIG/$ENVIRONMENT/$service/$release
      variables=
      owner=
      change=started
      if [ -f "$folder/instance.json" ]; then
        # One that a killed run began to start may come up at any moment, with the ports of then: first it stands still.
        if is_running "$unit"; then change=kept; else unit_stop "$unit"; fi
      fi
      mkdir -p -- "$folder"
      printf 'instance\t%s\t%s\t%s\t%s\n' "$service" "$release" "$unit" "$change"
      ;;
    port)
      choose_port "$first" "$second"
      printf 'port\t%s\t%s\n' "$first" "$port"
      variables="$variables$second=\"$port\"$NL"
      ;;
    package)
      [ -d "$PACKAGES/$first" ] || fail staging-missing "no package $first"
      printf '%s\n' "$first" | encode | put package
      printf '%s\n' "$unit" | encode | put unit
      ;;
    user)
      unit_user "$first" "$second"
      owner=$second
      ;;
    environment)
      { printf %s "$first" | base64 -d; printf %s "$variables"; } | encode | put environment
      own "$folder/environment"
      ;;
    file)
      name=config/$(printf %s "$first" | base64 -d)
      mkdir -p -- "$folder/\${name%/*}"
      printf %s "$second" | put "$name"
      own "$folder/$name"
      ;;
    secret)
      path=$(printf %s "$second" | base64 -d)
      [ -r "$path" ] && [ -f "$path" ] || fail host-file-missing "$path"
      [ "$change" = kept ] || unit_secret "$path" "$folder/config/secrets/$first"
      ;;
    state)
      path=$KEEP/state/$ENVIRONMENT/$service/$first
      [ -d "$path" ] || mkdir -p -m 0750 -- "$path"
      own "$path"
      ;;
    manifest) printf %s "$first" | put instance.json ;;
    text)
      if [ "$change" = started ]; then
        printf %s "$first" | base64 -d | unit_write "$unit"
        new="$new $unit"
      fi
      ;;
    *) fail input-wrong "$kind" ;;
  esac
done
unlock
if [ -n "$new" ]; then
  said=$(unit_start $new 2>&1) || fail unit-failed "$said"
  states="$states$NL$said"
fi
[ -z "$states" ] || printf '%s\n' "$states" | sed -n 's/./state	&/p'
echo end
`

/** Starts instances whose packages are there. One that runs already is kept as it is, ports and all. */
export function startCommand(
  host: Host,
  acting: Acting,
  request: StartRequest,
): HostCommand<readonly StartedInstance[]> {
  const { first, last } = request.ports
  const lines = request.instances.flatMap((instance) => renderInstance(host, acting.environment, instance))
  return {
    script: {
      name: 'start',
      program,
      variables: {
        ...renderActing(acting),
        FIRST_PORT: whole('first port', first),
        LAST_PORT: whole('last port', last),
      },
    },
    stdin: lines.map((fields) => `${fields.join('\t')}\n`).join(''),
    parse: (records) => readStarted(records, request.instances.length),
  }
}

/** The unit of an instance, as `start` writes it. */
function unitOf(layout: HostLayout, environment: string, instance: InstanceToStart): UnitSpec {
  const { service, version, release, unit, command, user, stopSeconds, restartSeconds, resources, hostFiles } = instance
  return {
    name: unit,
    description: `${service} ${version} in ${environment}`,
    command,
    workingDirectory: packageFolder(layout, instance.package),
    environmentFile: `${releaseFolder(layout, environment, service, release)}/environment`,
    user: user === null ? null : user.name,
    stopSeconds,
    restartSeconds,
    resources,
    credentials: hostFiles,
    statePaths: instance.state.map((name) => `${stateFolder(layout, environment, service)}/${name}`),
    slice: `towpath-${environment}`,
    syslogIdentifier: service,
    logExtraFields: { TOWPATH_ENVIRONMENT: environment, TOWPATH_SERVICE: service, TOWPATH_VERSION: version },
  }
}

function renderInstance(host: Host, environment: string, instance: InstanceToStart): string[][] {
  const { service, release, unit, ports, files, hostFiles, state, user } = instance
  return [
    ['instance', segment('service', service), segment('release', release), segment('unit', unit)],
    ...Object.entries(ports).map(([provide, name]) => ['port', segment('provide', provide), segment('variable', name)]),
    ['package', bareHex('package', instance.package)],
    ...(user === null ? [] : [['user', user.kind, segment('user', user.name)]]),
    ['environment', encode(endedLines(instance.environmentFile))],
    ...Object.entries(files).map(([path, content]) => ['file', encode(insidePath(path)), encode(content)]),
    ...Object.entries(hostFiles).map(([name, path]) => ['secret', segment('variable', name), encode(path)]),
    ...state.map((name) => ['state', segment('state folder', name)]),
    ['manifest', encode(instance.manifest)],
    ['text', encode(host.renderUnit(unitOf(host.layout, environment, instance)))],
  ]
}

function encode(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64')
}

function endedLines(text: string): string {
  if (text !== '' && !text.endsWith('\n')) throw wrong('environmentFile', 'lines that end in a newline', 'no newline')
  return text
}

function insidePath(path: string): string {
  const names = path.split('/')
  if (/[\n\0]/.test(path) || names.some((name) => name === '' || name === '.' || name === '..')) {
    throw wrong('a config file’s path', 'a path inside the config folder', path)
  }
  return path
}

function readStarted(records: RecordReader, count: number): StartedInstance[] {
  const states = new Map<string, UnitState>()
  const found: {
    service: string
    release: string
    unit: string
    change: 'started' | 'kept'
    ports: Record<string, number>
  }[] = []
  for (const record of records) {
    const last = found.at(-1)
    if (record.kind === 'instance') {
      const change = record.choice(4, ['started', 'kept'])
      found.push({ service: record.text(1), release: record.text(2), unit: record.text(3), change, ports: {} })
    } else if (record.kind === 'port' && last !== undefined) last.ports[record.text(1)] = record.number(2)
    else if (record.kind === 'state') states.set(record.text(1), record.choice(2, unitStates))
    else throw record.unreadable('`instance`, `port` or `state`', record.kind)
  }
  if (found.length !== count) throw wrong('the answer of start', `${count} instances`, String(found.length))
  return found.map((instance) => ({ ...instance, state: states.get(instance.unit) ?? 'absent' }))
}
