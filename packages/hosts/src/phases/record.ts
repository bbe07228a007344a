import { bareDigest, type Digest } from '@towpath/descriptor'
import type { HostCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { type Acting, bareHex, renderActing, whole } from './acting.ts'

export interface RecordRequest {
  readonly revision: { readonly number: number; readonly digest: Digest }
  /** The digest that `inspect` found; null for none. The caller has made sure that `revision` descends from it. */
  readonly previous: Digest | null
  /** Bare hex of every package that the environment needs on this host from now on, those kept for a rollback too. */
  readonly packages: readonly string[]
  /** The route table's text; null where this host routes nothing. */
  readonly table: string | null
}

/* Packages first: they name more, never less, than what is recorded. Revisions last: they say that all the rest is there. */
const program = sh`
lock
fence
last=-
[ ! -s "$ENVIRONMENT_DIR/revisions" ] || last=$(tail -n 1 "$ENVIRONMENT_DIR/revisions" | cut -f 2)
[ "$last" = "$PREVIOUS" ] || [ "$last" = "$DIGEST" ] || fail revision-foreign "$last"
: > "$ENVIRONMENT_DIR/packages.new"
table=
while IFS=$TAB read -r kind content; do
  case $kind in
    package) printf '%s\n' "$content" >> "$ENVIRONMENT_DIR/packages.new" ;;
    table) table=yes; printf %s "$content" | base64 -d | replace "$ENVIRONMENT_DIR/table" ;;
    *) fail input-wrong "$kind" ;;
  esac
done
mv -fT -- "$ENVIRONMENT_DIR/packages.new" "$ENVIRONMENT_DIR/packages"
[ -n "$table" ] || rm -f -- "$ENVIRONMENT_DIR/table"
if [ "$last" != "$DIGEST" ]; then
  { [ ! -f "$ENVIRONMENT_DIR/revisions" ] || tail -n 9 "$ENVIRONMENT_DIR/revisions"; printf '%s\t%s\n' "$NUMBER" "$DIGEST"; } |
    replace "$ENVIRONMENT_DIR/revisions"
fi
rm -rf -- "$ENVIRONMENT_DIR/incoming"
echo end
`

/** Writes down what the host now has: the revision, the packages that it names, the table. */
export function recordCommand(acting: Acting, request: RecordRequest): HostCommand<void> {
  const { revision, previous, packages, table } = request
  const lines = [
    ...packages.map((digest) => `package\t${bareHex('package', digest)}\n`),
    ...(table === null ? [] : [`table\t${Buffer.from(table).toString('base64')}\n`]),
  ]
  const variables = {
    ...renderActing(acting),
    NUMBER: whole('revision', revision.number),
    DIGEST: `sha256:${bareHex('revision digest', bareDigest(revision.digest))}`,
    PREVIOUS: previous ?? '-',
  }
  return { script: { name: 'record', program, variables }, stdin: lines.join(''), parse: () => undefined }
}
