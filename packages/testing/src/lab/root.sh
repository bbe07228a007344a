# root <folder> <suite> <packages,…>: a Debian root file system for hosts of the lab. Runs under a lock, in a mount and process namespace of
# its own, so that a killed run leaves no mount; it appears at <folder> whole or not at all.
set -eu
folder=$1 suite=$2 packages=$3
[ ! -d "$folder" ] || exit 0

# The machine's own mirror and apt proxy; debootstrap's own mirror where apt has none for this suite.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
  awk -v suite="$suite" '$1 ~ /^http/ && $2 == suite && $3 == "main" { print $1; exit }')
eval "$(apt-config shell proxy Acquire::http::Proxy)"
[ -z "${proxy-}" ] || export http_proxy="$proxy"

new=$folder.new
rm -rf --one-file-system "$new"
debootstrap --variant=minbase --include="$packages" "$suite" "$new" $mirror
cd "$new"
rm -rf var/cache/apt/*.bin var/cache/apt/archives/*.deb var/lib/apt/lists/* var/log/journal/*
# Keys are each host's own; the distribution's proxies are there, and somebody else's to start.
rm -f etc/ssh/ssh_host_*
rm -f etc/systemd/system/multi-user.target.wants/haproxy.service etc/systemd/system/multi-user.target.wants/keepalived.service
# What a fresh machine does at night or at its first boot.
rm -f etc/systemd/system/timers.target.wants/* etc/systemd/system/multi-user.target.wants/e2scrub_reap.service

chroot . useradd --create-home --shell /bin/bash --uid 1000 deploy
echo 'deploy ALL=(ALL) NOPASSWD: ALL' >etc/sudoers.d/deploy
chmod 0440 etc/sudoers.d/deploy
mkdir -p -m 0700 root/.ssh home/deploy/.ssh
chroot . chown deploy:deploy /home/deploy/.ssh

# Names come from files; a server that refuses at once stands in for DNS, so that nothing waits for one.
echo 'nameserver 127.0.0.1' >etc/resolv.conf
cat >etc/systemd/system/lab-address.service <<'UNIT'
[Unit]
Description=The address of this host
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target network.target

[Service]
Type=oneshot
RemainAfterExit=yes
EnvironmentFile=/etc/lab-address
ExecStart=/usr/sbin/ip address replace ${ADDRESS} dev host0
ExecStart=/usr/sbin/ip link set host0 up
UNIT
mkdir -p etc/systemd/system/sysinit.target.wants
ln -s ../lab-address.service etc/systemd/system/sysinit.target.wants/
cd /
mv "$new" "$folder"
