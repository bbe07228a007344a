import { type Digest, isDigest } from '@towpath/descriptor'
import type { HostCommand } from '../script/command.ts'
import type { AnswerRecord, RecordReader } from '../script/record-reader.ts'
import { sh } from '../script/sh.ts'
import { type UnitState, unitStates } from '../units/unit-spec.ts'
import { type Acting, renderActing, segment, wrong } from './acting.ts'
import { factsFunctions, type HostFacts, readFacts, renderTools } from './facts.ts'
import { hmacFunctions } from './hmac.ts'

/** A secret whose HMAC is wanted: the text itself, or a file that is on the host already. */
export type SecretDocument =
  | { readonly name: string; readonly text: string }
  | {
      readonly name: string
      readonly hostFile: string
      /** True: where there is no such file, it just has no HMAC. */
      readonly mayLack: boolean
    }

export interface InspectRequest {
  readonly environment: string
  /** Who acts. Null only looks: no lock, no fence, no secrets. */
  readonly acting: Acting | null
  readonly tools?: readonly string[]
  readonly secrets?: readonly SecretDocument[]
}

/** An instance as its folder shows it; one that a kill left half made or half removed too. */
export interface FoundInstance {
  readonly service: string
  /** release8, with `-2` for a second one. */
  readonly release: string
  /** Null when its folder doesn't say it yet. */
  readonly unit: string | null
  /** Bare hex. */
  readonly package: string | null
  readonly state: UnitState
  /** By the provide's name. */
  readonly ports: Readonly<Record<string, number>>
  /** What `start` was given; null when that was not written yet. */
  readonly manifest: string | null
}

export interface Inspection {
  readonly facts: HostFacts
  /** The highest fence seen, 0 at first; before this inspection's own. */
  readonly fence: number
  /** What was last recorded here. */
  readonly revision: { readonly number: number; readonly digest: Digest } | null
  /** Bare sha256 of the recorded route table's bytes. */
  readonly table: string | null
  /** Bare hex, all that stand on the host. */
  readonly packages: readonly string[]
  /** Of this environment. */
  readonly instances: readonly FoundInstance[]
  /** Units of this environment that no folder tells of: to be removed. */
  readonly strayUnits: readonly string[]
  /** HMAC-SHA256 with the host's own key, in hex, by the document's name. */
  readonly hmacs: Readonly<Record<string, string>>
}

const program = sh`
ENVIRONMENT_DIR=$KEEP/environments/$ENVIRONMENT
seen=0
[ ! -s "$ENVIRONMENT_DIR/fence" ] || seen=$(cat "$ENVIRONMENT_DIR/fence")
if [ -n "$FENCE" ]; then
  lock
  fence
  make_key
  unlock
fi
write_facts
printf 'fence\t%s\n' "$seen"
if [ -s "$ENVIRONMENT_DIR/revisions" ]; then
  tail -n 1 "$ENVIRONMENT_DIR/revisions" | sed 's/^/revision	/'
fi
[ ! -f "$ENVIRONMENT_DIR/table" ] || printf 'table\t%s\n' "$(sha256sum < "$ENVIRONMENT_DIR/table" | cut -c 1-64)"
[ ! -d "$PACKAGES" ] || ls -- "$PACKAGES" | sed -n 's/^[0-9a-f]\{64\}$/package	&/p'
states=$(unit_states)
known=
for folder in "$CONFIG/$ENVIRONMENT"/*/*/; do
  [ -d "$folder" ] || continue
  folder=\${folder%/}
  release=\${folder##*/}
  service=\${folder%/*}
  service=\${service##*/}
  unit=
  [ ! -s "$folder/unit" ] || unit=$(cat "$folder/unit")
  package=
  [ ! -s "$folder/package" ] || package=$(cat "$folder/package")
  state=$(printf '%s\n' "$states" | awk -F '\t' -v unit="$unit" '$1 == unit { print $2 }')
  known="$known $unit "
  printf 'instance\t%s\t%s\t%s\t%s\t%s\n' "$service" "$release" "\${unit:--}" "\${package:--}" "\${state:-absent}"
  [ ! -f "$folder/ports" ] || awk '{ print "port\t" $1 "\t" $3 }' "$folder/ports"
  [ ! -f "$folder/instance.json" ] || printf 'manifest\t%s\n' "$(encode < "$folder/instance.json")"
done
printf '%s\n' "$states" | cut -f 1 | while IFS= read -r unit; do
  case $unit in "towpath-$ENVIRONMENT"_*) case $known in *" $unit "*) ;; *) printf 'stray\t%s\n' "$unit" ;; esac ;; esac
done
while IFS=$TAB read -r kind name content; do
  case $kind in
    text) printf 'hmac\t%s\t%s\n' "$name" "$(printf %s "$content" | base64 -d | hmac)" ;;
    file | spare)
      path=$(printf %s "$content" | base64 -d)
      if ! [ -r "$path" ] || ! [ -f "$path" ]; then
        [ "$kind" = spare ] || fail host-file-missing "$path"
        continue
      fi
      printf 'hmac\t%s\t%s\n' "$name" "$(hmac < "$path")"
      ;;
    *) fail input-wrong "$kind" ;;
  esac
done
echo end
`

/** What is on the host, in one script: facts, packages, this environment's instances, and the HMACs of secrets. */
export function inspectCommand(request: InspectRequest): HostCommand<Inspection> {
  const { environment, acting, tools = [], secrets = [] } = request
  if (acting === null && secrets.length > 0) throw wrong('secrets', 'none where nobody acts', String(secrets.length))
  const who = renderActing(acting ?? { environment, fence: 0 })
  return {
    script: {
      name: 'inspect',
      program: factsFunctions + hmacFunctions + program,
      variables: {
        ...who,
        ENVIRONMENT: environment,
        FENCE: acting === null ? '' : String(acting.fence),
        TOOLS: renderTools(tools),
      },
    },
    stdin: secrets.map(renderSecret).join(''),
    parse: (records) => readInspection(records, tools.length),
  }
}

function renderSecret(secret: SecretDocument): string {
  const name = segment('the name of a secret document', secret.name)
  if ('text' in secret) return `text\t${name}\t${Buffer.from(secret.text).toString('base64')}\n`
  return `${secret.mayLack ? 'spare' : 'file'}\t${name}\t${Buffer.from(secret.hostFile).toString('base64')}\n`
}

interface Found {
  fence: number
  revision: Inspection['revision']
  table: string | null
  readonly packages: string[]
  readonly instances: (FoundInstance & { ports: Record<string, number>; manifest: string | null })[]
  readonly strayUnits: string[]
  readonly hmacs: Record<string, string>
}

function readInspection(records: RecordReader, toolCount: number): Inspection {
  const facts = readFacts(records, toolCount)
  const found: Found = { fence: 0, revision: null, table: null, packages: [], instances: [], strayUnits: [], hmacs: {} }
  for (const record of records) readRecord(record, found)
  return { facts, ...found }
}

function readRecord(record: AnswerRecord, found: Found): void {
  switch (record.kind) {
    case 'fence':
      found.fence = record.number(1)
      return
    case 'revision':
      found.revision = { number: record.number(1), digest: digestIn(record) }
      return
    case 'table':
      found.table = record.text(1)
      return
    case 'package':
      found.packages.push(record.text(1))
      return
    case 'instance':
      found.instances.push({
        service: record.text(1),
        release: record.text(2),
        unit: known(record.text(3)),
        package: known(record.text(4)),
        state: record.choice(5, unitStates),
        ports: {},
        manifest: null,
      })
      return
    case 'port':
      lastInstance(record, found).ports[record.text(1)] = record.number(2)
      return
    case 'manifest':
      lastInstance(record, found).manifest = record.decoded(1)
      return
    case 'stray':
      found.strayUnits.push(record.text(1))
      return
    case 'hmac':
      found.hmacs[record.text(1)] = hmacOf(record)
      return
    default:
      throw record.unreadable('a record of `inspect`', record.kind)
  }
}

function known(text: string): string | null {
  return text === '-' ? null : text
}

function lastInstance(record: AnswerRecord, found: Found): Found['instances'][number] {
  const last = found.instances.at(-1)
  if (last === undefined) throw record.unreadable('`instance` before it', record.kind)
  return last
}

function digestIn(record: AnswerRecord): Digest {
  const text = record.text(2)
  if (!isDigest(text)) throw record.unreadable('a digest', text)
  return text
}

function hmacOf(record: AnswerRecord): string {
  const text = record.text(2)
  if (!/^[0-9a-f]{64}$/.test(text)) throw record.unreadable('64 hex digits', text)
  return text
}
