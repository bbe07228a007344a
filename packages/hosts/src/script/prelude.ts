import { sh } from './sh.ts'

/**
 * What every script can call. POSIX sh and Debian's Essential tools. Temporary names are fixed (`<name>.tmp`, written
 * under the lock), so that a rerun after a kill overwrites what the killed one left.
 */
export const prelude = sh`
set -eu
umask 022
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS TAR_OPTIONS GZIP
TAB='	'
NL='
'
INDEX=$KEEP/index

# fail CODE TEXT: refuses; the record is the last line of stdout, the exit code is reserved for it
fail() {
  printf 'fault\t%s\t%s\n' "$1" "$(printf %s "$2" | tr '\n' ' ')"
  exit 65
}

# replace FILE < content: a temporary name, then a rename; mode 0600
replace() {
  ( umask 077; cat > "$1.tmp" )
  mv -fT -- "$1.tmp" "$1"
}

# lock: the host-wide lock, waited for LOCK_SECONDS, held until unlock or the end of the script (fd 9). Whoever may read the file could hold it too
lock() {
  [ -d "$KEEP" ] || mkdir -p -- "$KEEP"
  umask 077
  exec 9<> "$KEEP/lock"
  umask 022
  flock -w "\${LOCK_SECONDS:-60}" 9 || fail lock-busy "$(head -c 300 "$KEEP/lock")"
  printf '%s fence %s, script %s, process %s, since %s\n' "$ENVIRONMENT" "\${FENCE:-none}" "$SCRIPT" "$$" \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" > "$KEEP/lock"
}
unlock() {
  : > "$KEEP/lock"
  exec 9>&-
}

# fence: refuses an older fence than the highest seen here, records a newer one; under the lock
fence() {
  ENVIRONMENT_DIR=$KEEP/environments/$ENVIRONMENT
  [ -d "$ENVIRONMENT_DIR" ] || mkdir -p -- "$ENVIRONMENT_DIR"
  fence_seen=0
  [ ! -s "$ENVIRONMENT_DIR/fence" ] || read -r fence_seen < "$ENVIRONMENT_DIR/fence"
  [ "$FENCE" -ge "$fence_seen" ] || fail fence-outdated "$fence_seen"
  [ "$FENCE" -eq "$fence_seen" ] || printf '%s\n' "$FENCE" | replace "$ENVIRONMENT_DIR/fence"
}

# remove_tree FOLDER: also a read-only one. Only folders' modes are changed: files may be linked into other packages
remove_tree() {
  [ -d "$1" ] || return 0
  find "$1" -type d ! -perm -u+rwx -exec chmod u+rwx {} +
  rm -rf -- "$1"
}

# encode < content: one line of base64
encode() { base64 -w0; }
`
