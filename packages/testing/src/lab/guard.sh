# guard: takes a free lab number, holds it, and ends the lab when its standard input closes, whether its owner closed it or died.
# It is a process of its own session, so that what ends a test run leaves it to tidy up. Whoever holds <state>/<number>.lock owns that
# number: the kernel drops the lock with the guard, and the next guard sweeps up what a dead one left. Prints the number when it is taken.
set -u
trap '' HUP INT TERM PIPE
state=/var/tmp/towpath-lab
cgroups=/sys/fs/cgroup
[ ! -d /sys/fs/cgroup/unified ] || cgroups=/sys/fs/cgroup/unified

# Waits at most ten seconds for a command to succeed.
within_ten_seconds() {
  tries=200
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.05
  done
}

# A lock counts only while its file is the one at this path: another guard may just have removed it.
lock_number() {
  exec 9>>"$state/$1.lock"
  flock --nonblock 9 && [ "$(stat -L -c %i /dev/fd/9)" = "$(stat -c %i "$state/$1.lock" 2>/dev/null)" ]
}

release_number() {
  rm -f "$state/$1.lock"
  exec 9>&-
}

is_empty() { ! grep -q '^populated 1' "$1/cgroup.events"; }

mounts_below() { awk -v folder="$1/" 'index($5, folder) == 1 { print $5 }' /proc/self/mountinfo | sort -r; }

unmount_all() {
  mounts_below "$1" | while read -r mount; do umount "$mount" 2>/dev/null; done
  [ -z "$(mounts_below "$1")" ]
}

is_without_links() { [ -z "$(links_of "$1")" ]; }

links_of() { ip -o link show | sed -n "s/^[0-9]*: \\(tp$1[ab]\\{0,1\\}\\|vb-tp$1-[0-9]*\\)[:@].*/\\1/p"; }

# Ends what belongs to a lab, in the order in which things lean on each other. Says on standard error what resists.
end_lab() {
  group=$cgroups/towpath-lab-$1
  folder=$state/$1
  for link in $(links_of "$1"); do ip link set "$link" down 2>/dev/null; done
  if [ -d "$group" ]; then
    echo 1 >"$group/cgroup.kill"
    within_ten_seconds is_empty "$group" || echo "lab $1: processes resist: $(find "$group" -name cgroup.procs -exec cat {} + | tr '\n' ' ')" >&2
    find "$group" -depth -type d -exec rmdir {} \;
  fi
  for link in $(links_of "$1"); do ip link delete "$link" 2>/dev/null; done
  within_ten_seconds is_without_links "$1" || echo "lab $1: links are left: $(links_of "$1" | tr '\n' ' ')" >&2
  # nspawn keeps a lock named by the root folder's inode; a killed one doesn't remove it.
  for root in "$folder"/*/root; do
    [ ! -d "$root" ] || rm -f "/run/systemd/nspawn/locks/$(stat -c 'inode-%d:%i' "$root")"
  done
  rm -rf /run/systemd/nspawn/propagate/tp"$1"-*
  if within_ten_seconds unmount_all "$folder"; then
    rm -rf --one-file-system "$folder"
  else
    echo "lab $1: mounts are left: $(mounts_below "$folder" | tr '\n' ' ')" >&2
  fi
}

sweep() {
  for lock in "$state"/*.lock; do
    number=$(basename "$lock" .lock)
    [ -e "$lock" ] && lock_number "$number" || continue
    end_lab "$number"
    release_number "$number"
  done
}

is_in_use() { ip -4 -o address show | grep -q " 10\\.77\\.$1\\."; }

# Begins at a number of its own, so that one just released is not taken again at once.
claim() {
  tries=0
  while [ "$tries" -lt 254 ]; do
    number=$((($$ + tries) % 254 + 1))
    tries=$((tries + 1))
    lock_number "$number" || continue
    is_in_use "$number" || return 0
    release_number "$number"
  done
  echo 'every lab number from 1 to 254 is taken' >&2
  exit 1
}

mkdir -p "$state"
# Before anything else: no packet for a lab leaves this machine when its bridge is down. The route outlives the labs on purpose.
ip route replace blackhole 10.77.0.0/16 metric 4000 || exit 1
# All hosts are root's, and each systemd watches files: Linux's 128 watchers for a user are too few for about fifteen of them.
limit=/proc/sys/fs/inotify/max_user_instances
awk '$1 < 2048 { exit 1 }' "$limit" || echo 2048 >"$limit" || exit 1
sweep
claim
if mkdir "$state/$number" "$cgroups/towpath-lab-$number" && ip link add "tp$number" type bridge && ip link set "tp$number" up; then
  echo "$number"
  cat >/dev/null
else
  echo "lab $number: no bridge, folder or cgroup" >&2
fi
end_lab "$number"
release_number "$number"
