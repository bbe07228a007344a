import { sh } from '../script/sh.ts'

/**
 * What `missing` and `receive` share. A package comes into being in two folders beside `packages/<sha256>`:
 *
 *     packages/.staging-<sha256>-<fence>-<env>         the tree (`stage`)
 *     packages/.staging-<sha256>-<fence>-<env>.work    lists (`work`): want, symlinks, folders
 *
 * and is there once the tree is renamed to `packages/<sha256>`. Lists are sorted lines `sha256 mode size path`; the one of
 * a package is kept in `index/<sha256>`, from which later packages are linked.
 */
export const packageFunctions = sh`
CORES=$(nproc)
stage=$PACKAGES/.staging-$DIGEST-$FENCE-$ENVIRONMENT
work=$stage.work

# discard: nothing is left of what was staged, and nothing writes there any more
discard() {
  wait
  remove_tree "$stage"
  remove_tree "$work"
}

# broken ERRORS: a stream that could not be taken in. Nothing is written down: the disk may be full
broken() {
  discard
  broken_says=$(printf '%s\n' "$1" | head -n 1)
  # a write that was cut short is how tar meets the end of a disk
  case $1 in *'No space left'* | *'quota exceeded'* | *'Wrote only'*) fail disk-full "$broken_says" ;; esac
  fail stream-broken "$broken_says"
}

# each COMMAND… < paths: runs it on all of them, in as few calls as the system allows
each() { tr '\n' '\0' | xargs -0 -r "$@"; }

# sums LIST OUT: sorted lines "sha256 path" of the files in LIST (relative to the working folder) that can be read;
# in as many parts as cores. With ./ no name is taken for an option or for stdin; -z leaves names as they are.
sums() {
  [ -s "$1" ] || { : > "$2"; return 0; }
  rm -f -- "$work"/part.*
  split -n "l/$CORES" -- "$1" "$work/part."
  for sums_part in "$work"/part.*; do
    { sed 's,^,./,' "$sums_part" | each sha256sum -z -- 2> /dev/null | tr '\0' '\n' > "$sums_part.sums" || :; } 9>&- &
  done
  wait
  cat "$work"/part.*.sums | sed 's,^\([0-9a-f]*\)  \./,\1 ,' | sort > "$2"
  rm -f -- "$work"/part.*
}

# sum_lines < "sha256 mode size path": "sha256 path", sorted
sum_lines() { sed 's/^\([^ ]*\) [^ ]* [^ ]* /\1 /' | sort; }

# parents < paths: their folders, each once, with ./ before it
parents() { sed -n 's,/[^/]*$,,p' | uniq | sort -u | sed 's,^,./,'; }

# finish: makes folders and symlinks, compares all with the lists, makes it read-only, and renames it into its place
finish() {
  cd "$stage"
  find . ! -type f ! -type d -printf '%P\n' > "$work/odd"
  [ ! -s "$work/odd" ] || { odd=$(head -n 1 "$work/odd"); discard; fail content-wrong "neither file nor folder: $odd"; }
  sed 's,^,./,' "$work/folders" | each mkdir -p --
  sed 's,//.*,,' "$work/symlinks" | parents | each mkdir -p --
  while IFS= read -r link; do
    ln -sfT -- "\${link#*//}" "./\${link%%//*}"
  done < "$work/symlinks"
  find . -type f ! -perm 444 ! -perm 555 \( -perm /111 -exec chmod 555 {} + -o -exec chmod 444 {} + \)
  {
    sed 's/^[^ ]* /f /' "$work/want"
    sed 's/^/l /' "$work/symlinks"
    {
      sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want"
      sed 's,//.*,,' "$work/symlinks"
      sed 's,$,/.,' "$work/folders"
    } | awk '{
      path = $0
      while (match(path, /\/[^\/]*$/)) {
        path = substr(path, 1, RSTART - 1)
        if (path in seen) break
        seen[path] = 1
        print "d " path
      }
    }'
  } | sort > "$work/expected"
  find . -mindepth 1 \( -type f -printf 'f %m %s %P\n' -o -type l -printf 'l %P//%l\n' -o -type d -printf 'd %P\n' \
    -o -printf 'x %P\n' \) | sort > "$work/found"
  # What was linked was looked at then.
  { cut -d' ' -f3- "$work/lacking"; find . -type f -links 1 -printf '%P\n'; } | sort -u > "$work/paths"
  sums "$work/paths" "$work/sums"
  sum_lines < "$work/want" | comm -13 - "$work/sums" > "$work/differing"
  [ ! -s "$work/differing" ] && [ "$(wc -l < "$work/paths")" -eq "$(wc -l < "$work/sums")" ] || {
    differs=$(head -n 3 "$work/differing")
    discard
    fail content-wrong "other bytes than the index says: $differs"
  }
  cmp -s "$work/expected" "$work/found" || {
    differs=$(comm -3 "$work/expected" "$work/found" | head -n 3)
    discard
    fail content-wrong "other files than the index says: $differs"
  }
  wait
  [ ! -e "$work/unsynced" ] || broken "$(cat "$work/unsynced")"
  mkdir -p -- "$INDEX"
  mv -fT -- "$work/want" "$INDEX/$DIGEST"
  find . -type d -exec chmod 555 {} +
  cd /
  # Another environment may have been faster: then its package is as good as this one.
  mv -T -- "$stage" "$PACKAGES/$DIGEST" 2> /dev/null || { [ -d "$PACKAGES/$DIGEST" ]; remove_tree "$stage"; }
  remove_tree "$work"
}
`
