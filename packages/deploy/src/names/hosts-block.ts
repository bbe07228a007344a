import { type Acting, type HostCommand, renderActing } from '@towpath/hosts'

/**
 * An environment's names in /etc/hosts, a line each between two marks. Empty for none: then there is no block either.
 */
export function renderHostsBlock(environment: string, vip: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const [begin, end] = marksOf(environment)
  return [begin, ...[...new Set(names)].sort().map((name) => `${vip} ${name}`), end, ''].join('\n')
}

export function marksOf(environment: string): readonly [begin: string, end: string] {
  return [`# towpath ${environment}: begin`, `# towpath ${environment}: end`]
}

/*
 * The block on stdin, base64. All else in the file stays as it is, to the byte: a block that is there is replaced where it stands, a new one comes last,
 * or first where the last line has no end. `broken` says that somebody took one of the marks away.
 */
const program = `
lock
fence
IFS= read -r block || block=
file=$ROOT/etc/hosts
[ ! -L "$file" ] || file=$(readlink -f -- "$file")
if [ ! -f "$file" ]; then
  if [ -z "$block" ]; then echo same; echo end; exit 0; fi
  mkdir -p -- "\${file%/*}"
  : > "$file"
fi
line_of() { grep -nxF -- "$1" "$file" | head -n 1 | cut -d : -f 1 || :; }
first=$(line_of "$BEGIN")
last=$(line_of "$END")
if { [ -n "$first" ] || [ -n "$last" ]; } && [ "\${last:-0}" -le "\${first:-0}" ]; then
  echo broken
  echo end
  exit 0
fi
new=$file.towpath
cp -a -- "$file" "$new"
put() { printf %s "$block" | base64 -d; }
{
  if [ -n "$first" ]; then
    head -n "$((first - 1))" -- "$file"
    put
    tail -n "+$((last + 1))" -- "$file"
  elif [ -z "$(tail -c 1 -- "$file")" ]; then
    cat -- "$file"
    put
  else
    put
    cat -- "$file"
  fi
} > "$new"
if cmp -s -- "$file" "$new"; then
  rm -f -- "$new"
  echo same
else
  mv -fT -- "$new" "$file"
  echo changed
fi
unlock
echo end
`

export type HostsBlockAnswer = 'same' | 'changed' | 'broken'

/** Makes a host's /etc/hosts have exactly this block of the environment. */
export function hostsBlockCommand(acting: Acting, block: string): HostCommand<HostsBlockAnswer> {
  const [begin, end] = marksOf(acting.environment)
  return {
    script: { name: 'names', program, variables: { ...renderActing(acting), BEGIN: begin, END: end } },
    stdin: `${Buffer.from(block).toString('base64')}\n`,
    parse: (records) => {
      const record = records.next()
      const { kind } = record
      if (kind === 'same' || kind === 'changed' || kind === 'broken') return kind
      throw record.unreadable('`same`, `changed` or `broken`', kind)
    },
  }
}
