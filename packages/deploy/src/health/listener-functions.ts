/**
 * Shell functions that say who listens at a port, from /proc alone.
 *
 *     listening ADDRESS_HEX PORT     inodes of the sockets that take what is sent to that address and port
 *     holder INODE                   "PID NAME" of a process that holds the socket, nothing when none can be seen
 *
 * A socket that is bound to the very address wins over one that is bound to all. Addresses are written as /proc/net/tcp does.
 */
export const listenerFunctions = `
listening() {
  cat /proc/net/tcp /proc/net/tcp6 2> /dev/null | awk -v address="$1" -v port="$(printf %04X "$2")" '
    $4 == "0A" {
      split($2, at, ":")
      if (at[2] != port) next
      if (at[1] == address || at[1] == "0000000000000000FFFF0000" address) own = own " " $10
      else if (at[1] ~ /^0+$/) any = any " " $10
    }
    END { print own == "" ? any : own }'
}
holder() {
  for holder_fd in $(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\\[$1\\]" 2> /dev/null | head -n 1); do
    holder_pid=\${holder_fd#/proc/}
    holder_pid=\${holder_pid%%/*}
    printf '%s %s' "$holder_pid" "$(cat "/proc/$holder_pid/comm" 2> /dev/null)"
  done
}
`

/** An IPv4 address as /proc/net/tcp writes it (of a little-endian machine); empty for a host name: then only sockets that are bound to all count. */
export function addressHex(address: string): string {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return ''
  return [...parts]
    .reverse()
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}
