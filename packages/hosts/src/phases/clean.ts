import type { HostCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { type Acting, renderActing } from './acting.ts'

/*
 * A package is named by what an environment recorded (`packages`), by what one is bringing (`incoming`), or by an
 * instance's folder. Claims of this environment that are older than this fence were left by a killed run; its stagings, by a transfer that was broken off,
 * this run's too: it comes here when it sends nothing more.
 */
const program = sh`
lock
fence
for claim in "$ENVIRONMENT_DIR/incoming"/*; do
  [ ! -f "$claim" ] || [ "$(cat "$claim")" -ge "$FENCE" ] || rm -f -- "$claim"
done
mkdir -p -- "$PACKAGES" "$INDEX"
for staging in "$PACKAGES"/.staging-*; do
  [ -d "$staging" ] || continue
  rest=\${staging##*/.staging-}
  rest=\${rest#*-}
  rest=\${rest%.work}
  owner=\${rest#*-}
  seen=0
  [ ! -s "$KEEP/environments/$owner/fence" ] || seen=$(cat "$KEEP/environments/$owner/fence")
  [ "$owner" = "$ENVIRONMENT" ] || [ "\${rest%%-*}" -lt "$seen" ] || continue
  remove_tree "$staging"
done
{
  cat "$KEEP/environments"/*/packages 2> /dev/null || :
  for claim in "$KEEP/environments"/*/incoming/*; do [ ! -f "$claim" ] || printf '%s\n' "\${claim##*/}"; done
  cat "$CONFIG"/*/*/*/package 2> /dev/null || :
} | sort -u > "$KEEP/named.tmp"
ls -- "$PACKAGES" | grep -E '^[0-9a-f]{64}$' | sort | comm -23 - "$KEEP/named.tmp" | while IFS= read -r package; do
  # First out of its place in one step, so that a kill leaves no package with files lacking.
  mv -T -- "$PACKAGES/$package" "$PACKAGES/.removed-$package"
  printf 'removed\t%s\n' "$package"
done
rm -f -- "$KEEP/named.tmp"
for removed in "$PACKAGES"/.removed-*; do remove_tree "$removed"; done
for index in "$INDEX"/*; do
  [ ! -f "$index" ] || [ -d "$PACKAGES/\${index##*/}" ] || rm -f -- "$index"
done
if [ -d "$LOGS" ]; then
  # Not the log of a unit that is there, however long it has been silent: it would write on into a file without a name.
  states=$(unit_states)
  units=" $(printf '%s\n' "$states" | cut -f 1 | tr '\n' ' ')"
  find "$LOGS" -type f -name '*.log*' -mtime +14 -printf '%f\n' | while IFS= read -r log; do
    case $units in *" \${log%.log*} "*) ;; *) rm -f -- "$LOGS/$log" ;; esac
  done
fi
echo end
`

/** Removes packages that no environment on the host names, and what killed runs left. Answers the packages' bare digests. */
export function cleanCommand(acting: Acting): HostCommand<readonly string[]> {
  return {
    script: { name: 'clean', program, variables: renderActing(acting) },
    parse: (records) =>
      [...records].map((record) => {
        if (record.kind !== 'removed') throw record.unreadable('`removed`', record.kind)
        return record.text(1)
      }),
  }
}
