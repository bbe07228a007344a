import { sh } from '@towpath/hosts'

/*
 * `take` tries an address as haproxy will: as root, with SO_REUSEPORT, without listening, so that it gets no connection. What is bound to
 * all addresses with SO_REUSEPORT (the distribution's haproxy, say) can stay; what is bound to this very one would share its connections with us.
 */
export const changeFunctions = sh`
take() {
  perl -e '
    use Socket;
    my ($address, $port) = @ARGV;
    socket(my $socket, PF_INET, SOCK_STREAM, 0) or die "$!\n";
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die "$!\n";
    setsockopt($socket, SOL_SOCKET, 15, 1) or die "$!\n";
    setsockopt($socket, 0, 15, 1) or die "$!\n";
    exit(bind($socket, pack_sockaddr_in($port, inet_aton($address))) ? 0 : 3);' "$1" "$2"
}

# serves: whether the master runs and has its socket, without a call of systemd; one that is just ending may be taken for one that serves
serves() {
  [ -S "$STATS" ] && [ -s "$PID_FILE" ] && read -r serves_pid < "$PID_FILE" && read -r serves_name 2> /dev/null < "/proc/$serves_pid/comm" &&
    [ "$serves_name" = haproxy ]
}

# refuse_taken ADDRESS ADDRESS_HEX PORT
refuse_taken() {
  taken_exact=$(awk -v at="$2:$(printf %04X "$3")" '$4 == "0A" && $2 == at' /proc/net/tcp)
  for taken_inode in $(listening "$2" "$3"); do
    taken_by=$(holder "$taken_inode")
    case " $own_pids " in *" \${taken_by%% *} "*) [ -z "$taken_by" ] || continue ;; esac
    [ -n "$taken_exact" ] || ! take "$1" "$3" || continue
    printf 'taken\t%s\t%s\t%s\nend\n' "$1" "$3" "$taken_by"
    exit 0
  done
}

# proxy_says SAID: what haproxy complained of first when it was last started or reloaded; else SAID
proxy_says() {
  says=$(unit_log "$PROXY_UNIT" 30 | awk '
    /Reloading HAProxy|^Starting / { first = "" }
    /\[ALERT\]/ && first == "" { first = $0 }
    END { print first }') || :
  printf %s "\${says:-$1}"
}

# proxy_reload: returns when the new worker serves; else what stood before is put back
proxy_reload() {
  reload_before=$(worker_of "$MASTER")
  reload_failures=$(failures_of "$MASTER")
  if reload_said=$(unit_reload "$PROXY_UNIT" 2>&1); then
    reload_left=200
    while [ "$reload_left" -gt 0 ]; do
      reload_now=$(worker_of "$MASTER")
      [ -z "$reload_now" ] || [ "$reload_now" = "$reload_before" ] || return 0
      reload_now=$(failures_of "$MASTER")
      [ "\${reload_now:-0}" -le "\${reload_failures:-0}" ] || break
      reload_left=$((reload_left - 1))
      sleep 0.05
    done
  fi
  [ ! -f "$CONFIG_FILE.before" ] || mv -fT -- "$CONFIG_FILE.before" "$CONFIG_FILE"
  fail unit-failed "haproxy did not take its new configuration: $(proxy_says "$reload_said")"
}
`
