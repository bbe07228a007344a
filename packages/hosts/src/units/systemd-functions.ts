import { sh } from '../script/sh.ts'

/*
 * What costs, measured on Debian 12: daemon-reload 0.13 to 0.5 s, every other call 6 to 20 ms. So several units are asked for in one call, and it is
 * reloaded only where systemd says that it must: when a unit that it has in memory was written anew. One that it has not seen, or that was
 * removed, needs none.
 */
export const systemdFunctions = sh`
# manage VERB…: systemctl; it neither reads the script's data nor holds its lock
manage() { systemctl --no-ask-password --no-pager "$@" < /dev/null 9>&-; }

# of_service NAME…: with .service behind each
of_service() { printf '%s.service\n' "$@"; }

# words of systemd as words of ours, for awk
unit_words='
  function state_of(active) {
    if (active == "activating") return "starting"
    if (active == "deactivating") return "stopping"
    if (active == "inactive") return "stopped"
    return active == "failed" ? "failed" : "running"
  }'

unit_write() {
  cat > "$UNITS/.towpath-unit.tmp"
  # One that stays as it is need not be read again.
  cmp -s -- "$UNITS/.towpath-unit.tmp" "$UNITS/$1.service" ||
    mv -fT -- "$UNITS/.towpath-unit.tmp" "$UNITS/$1.service"
  rm -f -- "$UNITS/.towpath-unit.tmp"
}

# unit_refresh UNIT…: reads units anew that were written over in memory; answers those that wait for their restart
unit_refresh() {
  refresh_seen=$(manage show -p Id -p SubState -p NeedDaemonReload -- "$@")
  case $refresh_seen in *NeedDaemonReload=yes*) manage daemon-reload ;; esac
  printf '%s\n' "$refresh_seen" | awk -F = '$1 == "Id" { id = $2 } $0 == "SubState=auto-restart" { print id }'
}

unit_start() {
  start_units=$(of_service "$@")
  start_waiting=$(unit_refresh $start_units) || return 1
  # One that waits for its restart would be waited for: it is started at once. How often each was started is forgotten.
  [ -z "$start_waiting" ] || manage stop -- $start_waiting || return 1
  manage reset-failed -- $start_units > /dev/null 2>&1 || :
  manage enable --no-reload --quiet -- $start_units || return 1
  start_said=$(manage start -- $start_units 2>&1) || {
    start_whys=$(for start_name in "$@"; do unit_why "$start_name" "$start_said"; done)
    if [ -n "$start_whys" ]; then
      printf '%s\n' "$start_whys" >&2
      return 1
    fi
  }
  unit_states | awk -F '\t' -v names=" $* " 'index(names, " " $1 " ")'
}

# unit_why NAME SAID: why it could not be started, as systemd wrote down or else as it said; nothing of one that came up, be it to die at once:
# its health tells of that. Of a program that never ran systemd says so by a status from 200 on.
unit_why() {
  why_seen=$(manage show -p Type -p ActiveState -p ExecMainCode -p ExecMainStatus -p InvocationID -- "$1.service")
  why_kind=$(printf '%s\n' "$why_seen" | awk -F = '
    { is[$1] = $2 }
    END {
      if (is["ActiveState"] == "active") print "none"
      else if (is["Type"] != "exec") print "own"
      else print (is["ExecMainCode"] > 1 || (is["ExecMainCode"] == 1 && is["ExecMainStatus"] < 200) ? "none" : "first")
    }')
  case $why_kind in
    none) return 0 ;;
    own) why=$(unit_log "$1" 3) ;;
    first)
      timeout 5 journalctl --sync < /dev/null 2> /dev/null 9>&- || :
      # the first complaint is the cause, the others follow from it
      why=$(timeout 10 journalctl -q --no-pager -o cat -p warning "UNIT=$1.service" \
        "INVOCATION_ID=$(printf '%s\n' "$why_seen" | sed -n 's/^InvocationID=//p')" < /dev/null 9>&- | head -n 1) || :
      ;;
  esac
  [ -n "$why" ] || why=$2
  printf '%s: %s\n' "$1" "\${why#"$1.service: "}"
}

# forget_start NAME: it does not come up by itself any more
forget_start() { rm -f -- "$UNITS"/*.target.wants/"$1.service"; }

unit_stop() {
  forget_start "$1"
  stop_code=0
  stop_said=$(manage stop -- "$1.service" 2>&1) || stop_code=$?
  # 5: systemd has never seen it
  case $stop_code in 0 | 5) ;; *) printf '%s\n' "$stop_said" >&2; return 1 ;; esac
  # One that had to be killed stands still like any other.
  manage reset-failed -- "$1.service" > /dev/null 2>&1 || :
}

unit_remove() {
  unit_stop "$1"
  rm -f -- "$UNITS/$1.service"
}

unit_reload() {
  unit_refresh "$1.service" > /dev/null
  reload_said=$(manage reload -- "$1.service" 2>&1) || {
    printf '%s\n' "$reload_said" >&2
    return 1
  }
}

# What stands still without a file is gone for us, though systemd may have it in memory.
unit_states() {
  states_seen=$(manage list-units --all --plain --no-legend --full 'towpath-*.service')
  {
    for states_file in "$UNITS"/towpath-*.service; do printf '%s\n' "\${states_file##*/}"; done
    printf '%s\n' "$states_seen"
  } | awk "$unit_words"'
    NF == 1 && $1 !~ /\*/ { state[$1] = "stopped" }
    NF > 1 && (($1 in state) || $3 != "inactive") { state[$1] = state_of($3) }
    END { for (unit in state) print substr(unit, 1, length(unit) - 8) "\t" state[unit] }'
}

unit_process() {
  process_seen=$(manage show -p ActiveState -p MainPID -- "$1.service")
  process_file=
  [ ! -f "$UNITS/$1.service" ] || process_file=yes
  printf '%s\n' "$process_seen" | awk -F = -v file="$process_file" "$unit_words"'
    $1 == "ActiveState" { state = $2 == "inactive" && !file ? "absent" : state_of($2) }
    $1 == "MainPID" { pid = $2 == 0 ? "-" : $2 }
    END { print state " " pid }'
}

# By its control group: in the one hierarchy, or in those of a system that has the old ones as well.
unit_family() {
  {
    printf '%s\n' "$1"
    sed -n 's/^\(0:\|[0-9]*:name=systemd\):\(\/.*\)/\2/p' "/proc/$1/cgroup" 2> /dev/null | while IFS= read -r family_group; do
      case $family_group in */towpath-*.service*) ;; *) continue ;; esac
      for family_root in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
        [ ! -f "$family_root$family_group/cgroup.procs" ] ||
          find "$family_root$family_group" -name cgroup.procs -exec cat {} + 2> /dev/null || :
      done
    done
  } | sort -un
}

# unit_lines NAME LINES MATCH…: since its unit was written. Without -r the first lines since then would come, not the last.
unit_lines() {
  lines_since=0
  [ ! -f "$UNITS/$1.service" ] || lines_since=$(stat -c %.6Y -- "$UNITS/$1.service")
  lines_wanted=$2
  shift 2
  journalctl -q --no-pager -o cat -r -n "$lines_wanted" --since "@$lines_since" "$@" < /dev/null 9>&- | tac
}

# What it wrote, and that it took too much memory; of one that wrote nothing, how it ended, as systemd noticed.
unit_log() {
  timeout 5 journalctl --sync < /dev/null 2> /dev/null 9>&- || :
  log_out_of_memory=MESSAGE_ID=fe6faa94e7774663a0da52717891d8ef
  log_lines=$(unit_lines "$1" "$2" "_SYSTEMD_UNIT=$1.service" + _PID=1 "UNIT=$1.service" "$log_out_of_memory")
  [ -n "$log_lines" ] || log_lines=$(unit_lines "$1" "$2" _PID=1 "UNIT=$1.service" MESSAGE_ID=98e322203f7a4ed290d09fe03c09fe15)
  [ -z "$log_lines" ] || printf '%s\n' "$log_lines"
}

# With SO_REUSEADDR, as servers bind: connections that are just closed are no obstacle, listeners are.
unit_ports() {
  perl -e '
    use Socket qw(:DEFAULT IPPROTO_IPV6 IPV6_V6ONLY);
    my ($range, $count, $avoid) = @ARGV;
    my ($port, $last) = split /-/, $range;
    my %avoid = map { $_ => 1 } split /,/, $avoid;
    sub is_free {
      my ($family, $address) = @_;
      socket(my $socket, $family, SOCK_STREAM, 0) or return $family == AF_INET6;
      setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die "$!\n";
      $family == AF_INET or setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, 1) or die "$!\n";
      return bind($socket, $address);
    }
    for (; $port <= $last && $count > 0; $port++) {
      next if $avoid{$port} || !is_free(AF_INET, pack_sockaddr_in($port, INADDR_ANY));
      next if !is_free(AF_INET6, Socket::pack_sockaddr_in6($port, Socket::IN6ADDR_ANY));
      print "$port\n";
      $count--;
    }
    exit($count > 0);
  ' "$1" "$2" "$3" < /dev/null 9>&-
}

unit_user() {
  ! id -u -- "$2" > /dev/null 2>&1 || return 0
  [ "$1" = own ] || fail user-missing "$2"
  user_said=$(printf 'u %s - "A service of Towpath"\n' "$2" | systemd-sysusers - 2>&1 9>&-) || fail unit-failed "no user $2: $user_said"
}

# A folder only when it is not that user's: it may hold very much.
unit_own() {
  own_user=$1
  shift
  for own_path in "$@"; do
    [ "$(stat -c %U -- "$own_path")" = "$own_user" ] || chown -hR -- "$own_user:" "$own_path"
  done
}

# systemd takes it from the host itself, whenever the unit starts
unit_secret() { :; }

unit_as() {
  as_user=$(manage show -P User -- "$1.service")
  shift
  [ -n "$as_user" ] || { "$@"; return; }
  setpriv --reuid="$as_user" --regid="$(id -g -- "$as_user")" --init-groups --reset-env --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
}
`
