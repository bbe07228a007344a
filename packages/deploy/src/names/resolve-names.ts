import type { HostCommand } from '@towpath/hosts'
import { marksOf } from './hosts-block.ts'

/*
 * Names on stdin, a line each; all at once, because a DNS server that is silent takes seconds for each. `getent` asks as programs there do. Where a
 * block of ours still stands in /etc/hosts (`names: hosts` before), it must not answer: it goes when this deploy is done.
 */
const program = `
file=$ROOT/etc/hosts
OTHERS=
SERVICE=
if grep -qxF -- "$BEGIN" "$file" 2> /dev/null; then
  SERVICE='-s dns'
  OTHERS=$(awk -v begin="$BEGIN" -v end="$END" '
    $0 == begin { inside = 1 }
    !inside { sub(/#.*/, ""); for (at = 2; at <= NF; at++) print $at, $1 }
    $0 == end { inside = 0 }' "$file")
fi
export OTHERS SERVICE SECONDS_EACH
xargs -r -n 1 -P 32 sh -c '
  found=$(printf "%s\\n" "$OTHERS" | awk -v name="$1" "\\$1 == name { print \\$2 }" | sort -u | paste -s -d , -)
  [ -n "$found" ] || found=$(timeout "$SECONDS_EACH" getent $SERVICE ahostsv4 "$1" 2> /dev/null | cut -d " " -f 1 | sort -u | paste -s -d , -) || :
  printf "name\\t%s\\t%s\\n" "$1" "$found"
' sh
echo end
`

/** Seconds for each name. */
const limitSeconds = 10

/** What each name leads to on a host, by IPv4. */
export function resolveNamesCommand(
  environment: string,
  names: readonly string[],
): HostCommand<ReadonlyMap<string, readonly string[]>> {
  const [begin, end] = marksOf(environment)
  return {
    script: { name: 'resolve', program, variables: { SECONDS_EACH: String(limitSeconds), BEGIN: begin, END: end } },
    stdin: names.map((name) => `${name}\n`).join(''),
    parse: (records) =>
      new Map(
        [...records].map((record) => {
          if (record.kind !== 'name') throw record.unreadable('`name`', record.kind)
          const found = record.text(2)
          return [record.text(1), found === '' ? [] : found.split(',')] as const
        }),
      ),
  }
}
