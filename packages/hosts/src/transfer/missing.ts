import { type Acting, bareHex, renderActing } from '../phases/acting.ts'
import type { HostCommand } from '../script/command.ts'
import type { HostScript } from '../script/host-script.ts'
import type { AnswerRecord, RecordReader } from '../script/record-reader.ts'
import { sh } from '../script/sh.ts'
import type { ListingDifference } from './compare-listings.ts'
import { type ListedEntry, listingStream } from './listing.ts'
import { packageFunctions } from './package-functions.ts'

export interface MissingRequest {
  /** Bare hex of the archive's sha256. */
  readonly digest: string
  /** The package's file index, in any order; read as a stream. */
  readonly entries: AsyncIterable<ListedEntry> | Iterable<ListedEntry>
}

/** What is still to be sent. `complete`: nothing; the package stands in its place. */
export type Missing =
  | { readonly kind: 'complete'; readonly linkedFiles: number; readonly linkedBytes: number }
  | {
      readonly kind: 'staged'
      readonly linkedFiles: number
      readonly linkedBytes: number
      readonly lackingBytes: number
      /** Paths of files, none twice; `receive` takes exactly these. */
      readonly paths: readonly string[]
    }

const program = sh`
lock
fence
mkdir -p -- "$PACKAGES" "$INDEX" "$ENVIRONMENT_DIR/incoming"
printf '%s\n' "$FENCE" | replace "$ENVIRONMENT_DIR/incoming/$DIGEST"
if [ -d "$PACKAGES/$DIGEST" ]; then
  printf 'complete\t0\t0\nend\n'
  exit 0
fi

# what a killed run of this environment left of this package
for old in "$PACKAGES/.staging-$DIGEST-"*; do
  rest=\${old#"$PACKAGES/.staging-$DIGEST-"}
  rest=\${rest%.work}
  [ "\${rest#*-}" != "$ENVIRONMENT" ] || remove_tree "$old"
done
mkdir -- "$stage" "$work"

unlock
said=$({ gzip -dc > "$work/listing"; } 2>&1) || broken "$said"
! grep -qvE '^(f [0-9a-f]{64} (444|555) [0-9]+ [^/]|l [^/]|d [^/]|- [^/])' "$work/listing" || fail input-wrong "$work/listing"
sed -n 's/^f //p' "$work/listing" | sort -u > "$work/want"
sed -n 's/^l //p' "$work/listing" | sort -u > "$work/symlinks"
sed -n 's/^d //p' "$work/listing" | sort -u > "$work/folders"
if [ -n "$BASE" ]; then
  # The base's list, less what is listed anew and what is gone. Only what then is the list that was meant is gone by.
  { sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want"; sed -n 's/^- //p' "$work/listing"; } > "$work/others"
  cp -- "$INDEX/$BASE" "$work/base" 2> /dev/null || : > "$work/base"
  awk 'FILENAME == ARGV[1] { other[$0] = 1; next } { path = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path) } !(path in other)' \
    "$work/others" "$work/base" | sort -u - "$work/want" > "$work/whole"
  [ "$(sort -t ' ' -k 4 "$work/whole" | sha256sum | cut -c 1-64)" = "$WHOLE" ] || {
    discard
    printf 'baseless\nend\n'
    exit 0
  }
  mv -fT -- "$work/whole" "$work/want"
fi
lock
fence

# link_same PACKAGE: what stands there under the same path, once its bytes were looked at
link_same() {
  comm -12 "$work/rest" "$INDEX/$1" > "$work/same"
  [ -s "$work/same" ] || return 0
  cd "$PACKAGES/$1"
  sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/same" > "$work/paths"
  sums "$work/paths" "$work/sums"
  sum_lines < "$work/same" | comm -12 - "$work/sums" | cut -d' ' -f2- > "$work/good"
  each cp -lP --parents -t "$stage" -- < "$work/good" 2> /dev/null || {
    # links ran out: those that are not there yet are copied
    sort "$work/good" > "$work/good.sorted"
    ( cd "$stage" && find . -type f -printf '%P\n' ) | sort | comm -23 "$work/good.sorted" - |
      each cp -P --parents --preserve=mode,timestamps -t "$stage" --
  }
  awk 'FILENAME == ARGV[1] { good[$0] = 1; next } { path = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path) } !(path in good)' \
    "$work/good" "$work/rest" > "$work/rest.less"
  mv -fT -- "$work/rest.less" "$work/rest"
}

# link_moved: what stands anywhere with the same bytes and mode under another path, at most 5000 files
link_moved() {
  set -- "$work/rest"
  for package in $(ls -t -- "$INDEX"); do
    [ ! -d "$PACKAGES/$package" ] || set -- "$@" "$INDEX/$package"
  done
  [ $# -gt 1 ] || return 0
  awk 'FILENAME == ARGV[1] { want[$1 " " $2] = 1; next }
    (($1 " " $2) in want) && !(($1 " " $2) in seen) {
      seen[$1 " " $2] = 1
      path = $0
      sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path)
      n = split(FILENAME, part, "/")
      print $1 " " $2 "\\" part[n] "/" path
    }' "$@" | sort -t '\' -k 1,1 > "$work/have"
  [ -s "$work/have" ] || return 0
  cd "$PACKAGES"
  cut -d '\' -f 2 "$work/have" > "$work/paths"
  sums "$work/paths" "$work/sums"
  sed 's/^\([^ ]* [^ ]*\) [^ ]* /\1\\/' "$work/rest" | sort -t '\' -k 1,1 | join -t '\' -o 0,1.2,2.2 - "$work/have" |
    awk -F '\\' 'FILENAME == ARGV[1] { good[$0] = 1; next } (substr($1, 1, 64) " " $3) in good { print $2 "\\" $3 }' \
      "$work/sums" - | head -n 5000 > "$work/moved"
  while IFS='\' read -r target source; do
    ln -- "./$source" "$stage/$target" 2> /dev/null || cp -P --preserve=mode,timestamps -- "./$source" "$stage/$target"
  done < "$work/moved"
}

# all folders first and writable: cp --parents would make them as read-only as those that it links from
sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want" | parents | ( cd "$stage" && each mkdir -p -- )
cp -- "$work/want" "$work/rest"
for package in $(ls -t -- "$INDEX"); do
  [ -s "$work/rest" ] || break
  [ ! -d "$PACKAGES/$package" ] || link_same "$package"
done
[ ! -s "$work/rest" ] || link_moved
unlock

# what is there now decides what lacks; a file whose mode was changed at its source is not taken
cd "$stage"
find . -type f -printf '%m %s %P\n' | sort > "$work/linked"
sed 's/^[^ ]* //' "$work/want" | sort > "$work/wanted"
comm -13 "$work/wanted" "$work/linked" | cut -d' ' -f3- | each rm -f --
comm -12 "$work/wanted" "$work/linked" > "$work/there"
comm -23 "$work/wanted" "$work/linked" > "$work/lacking"
megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1000000 }'; }
if [ -s "$work/lacking" ]; then
  needed=$(awk '{ bytes += $2 } END { printf "%.0f", bytes }' "$work/lacking")
  free=$(df -P -B1 -- "$PACKAGES" | awk 'NR == 2 { print $4 }')
  [ "$needed" -lt "$free" ] || { discard; fail disk-full "$(megabytes "$free") free below $PACKAGES, $(megabytes "$needed") needed"; }
  awk '{ bytes += $2 } END { printf "staged\t%d\t%.0f\n", NR, bytes }' "$work/there"
  awk '{ bytes += $2 } END { printf "lacking\t%d\t%.0f\n", NR, bytes }' "$work/lacking"
  sed 's/^[^ ]* [^ ]* /path\t/' "$work/lacking"
else
  answer=$(awk '{ bytes += $2 } END { printf "complete\t%d\t%.0f", NR, bytes }' "$work/there")
  lock
  fence
  finish
  printf '%s\n' "$answer"
fi
echo end
`

/** Says what lacks, once everything that any package on the host has is linked. Claims the package for the environment. */
export function missingCommand(acting: Acting, { digest, entries }: MissingRequest): HostCommand<Missing> {
  return {
    script: scriptOf(acting, digest, { base: '', sha256: '' }),
    stdin: listingStream(entries),
    parse: (records) => readMissing(records.next(), records),
  }
}

/** The same by what differs from a package that the host has. Null: it has no such list, so that the whole one is needed. */
export function missingByDifferenceCommand(
  acting: Acting,
  digest: string,
  { base, entries, gone, sha256 }: ListingDifference,
): HostCommand<Missing | null> {
  return {
    script: scriptOf(acting, digest, { base: bareHex('base', base), sha256: bareHex('list', sha256) }),
    stdin: listingStream(entries, gone),
    parse: (records) => {
      const first = records.next()
      return first.kind === 'baseless' ? null : readMissing(first, records)
    },
  }
}

function scriptOf(
  acting: Acting,
  digest: string,
  { base, sha256 }: Pick<ListingDifference, 'base' | 'sha256'>,
): HostScript {
  const variables = { ...renderActing(acting), DIGEST: bareHex('digest', digest), BASE: base, WHOLE: sha256 }
  return { name: 'compare', program: packageFunctions + program, variables }
}

function readMissing(first: AnswerRecord, records: RecordReader): Missing {
  const linked = { linkedFiles: first.number(1), linkedBytes: first.number(2) }
  if (first.kind === 'complete') return { kind: 'complete', ...linked }
  if (first.kind !== 'staged') throw first.unreadable('`complete` or `staged`', first.kind)
  const second = records.next()
  if (second.kind !== 'lacking') throw second.unreadable('`lacking`', second.kind)
  const paths: string[] = []
  for (const record of records) {
    if (record.kind !== 'path') throw record.unreadable('`path`', record.kind)
    paths.push(record.rest(1))
  }
  if (paths.length !== second.number(1)) throw second.unreadable(`${second.number(1)} paths`, String(paths.length))
  return { kind: 'staged', ...linked, lackingBytes: second.number(2), paths }
}
