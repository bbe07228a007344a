#!/usr/bin/env bash
# What an experienced hand writes over OpenSSH: one connection a host (ControlMaster in ssh_config), few scripts on its standard input, hosts
# side by side, blue and green on two ports.
#   deploy.sh archive|rsync VERSION   with SSH_CONFIG, ARCHIVE, SHA256, TREE, APPS and EDGES ("name=address …"), API_KEY in the environment
set -Eeuo pipefail
trap 'echo "$0: line $LINENO: $BASH_COMMAND" >&2' ERR
how=$1 version=$2
name=orders-$how root=/srv/orders-$how
case $how in archive) ports='19010 19011' ;; rsync) ports='19020 19021' ;; *) exit 2 ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

on() { ssh -F "$SSH_CONFIG" "$1" "sh -eu -s -- $name $root $version $ports ${*:2}"; }
# Runs a function for each host at once; fails when one fails.
each() {
  local hosts=$1 pids=() pid host
  shift
  for host in $hosts; do
    "$@" "${host%%=*}" "${host#*=}" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid"; done
}

# Prints the old version and the port of the new one, and whether all is as it should be.
look() {
  on "$1" >"$work/look.$1" <<'SH'
    name=$1 root=$2 version=$3 first=$4 second=$5
    old=none held=0
    [ ! -e "$root/current" ] || read -r old held <"$root/current"
    if [ "$old" = "$version" ]; then
      port=$held state=changed
      ! systemctl is-active --quiet "$name-$version" || state=same
    else
      state=changed port=$first
      [ "$held" != "$first" ] || port=$second
    fi
    echo "$old $port $state"
SH
}

send() {
  local old port state
  read -r old port state <"$work/look.$1"
  if [ "$how" = rsync ]; then
    local link=()
    [ "$old" = none ] || link=(--link-dest="$root/releases/$old")
    rsync -e "ssh -F $SSH_CONFIG" --mkpath -acz --delete "${link[@]}" "$TREE/" "$1:$root/releases/.$version/"
    ssh -F "$SSH_CONFIG" "$1" "mv -T $root/releases/.$version $root/releases/$version"
  else
    ssh -F "$SSH_CONFIG" "$1" "set -eu; rm -rf $root/releases/.$version; mkdir -p $root/archives $root/releases/.$version
      cat >$root/archives/$version.tar.gz; echo '$SHA256  $root/archives/$version.tar.gz' | sha256sum -c --quiet
      tar -xzf $root/archives/$version.tar.gz --no-same-owner -C $root/releases/.$version
      mv -T $root/releases/.$version $root/releases/$version" <"$ARCHIVE"
  fi
}

start() {
  local old port state
  read -r old port state <"$work/look.$1"
  on "$1" "$port" <<SH
    name=\$1 root=\$2 version=\$3 port=\$6
    id "\$name" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "\$name"
    mkdir -p "\$root/env"
    (umask 077; cat >"\$root/env/\$version") <<ENV
PORT=\$port
LOG_LEVEL=info
API_KEY=$API_KEY
ENV
    cat >"/etc/systemd/system/\$name-\$version.service" <<UNIT
[Unit]
Description=orders \$version
After=network-online.target

[Service]
User=\$name
WorkingDirectory=\$root/releases/\$version
EnvironmentFile=\$root/env/\$version
ExecStart=/usr/bin/python3 server.py
Restart=on-failure
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
MemoryMax=256M
CPUQuota=50%

[Install]
WantedBy=multi-user.target
UNIT
    systemctl daemon-reload
    systemctl enable --quiet --now "\$name-\$version"
    tries=0
    until bash -c "exec 3<>/dev/tcp/127.0.0.1/\$port && printf 'GET /healthz HTTP/1.0\r\n\r\n' >&3 && grep -q '200 OK' <&3" 2>/dev/null; do
      tries=\$((tries + 1))
      [ "\$tries" -lt 300 ]
      sleep 0.1
    done
SH
}

configure() {
  cat <<'CFG'
global
    user haproxy
    group haproxy
    stats socket /run/haproxy/admin.sock mode 660 level admin

defaults
    mode http
    option idle-close-on-response
    timeout connect 5s
    timeout client 50s
    timeout server 50s

frontend public
    bind *:8080
    default_backend orders

backend orders
    option httpchk GET /healthz
    default-server check inter 1s
CFG
  local host port
  for host in $APPS; do
    read -r _ port _ <"$work/look.${host%%=*}"
    echo "    server ${host%%=*} ${host#*=}:$port"
  done
}

switch() {
  on "$1" <<SH
    cat >/etc/haproxy/haproxy.cfg.new <<'CFG'
$(configure)
CFG
    if cmp -s /etc/haproxy/haproxy.cfg.new /etc/haproxy/haproxy.cfg; then exit 0; fi
    haproxy -c -q -f /etc/haproxy/haproxy.cfg.new
    mv /etc/haproxy/haproxy.cfg.new /etc/haproxy/haproxy.cfg
    systemctl reload haproxy
SH
  local tries=0
  # Right after the reload the old worker may still answer.
  until [ "$(curl -fsS --max-time 5 "http://$2:8080/" 2>&1)" = "$version" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ]
    sleep 0.1
  done
}

finish() {
  local old port state
  read -r old port state <"$work/look.$1"
  on "$1" "$port" "$old" <<'SH'
    name=$1 root=$2 version=$3 port=$6 old=$7
    echo "$version $port" >"$root/current"
    if [ "$old" != none ] && [ "$old" != "$version" ]; then systemctl disable --quiet --now "$name-$old"; fi
SH
}

each "$APPS" look
if grep -qv ' same$' "$work"/look.*; then
  each "$APPS" send
  each "$APPS" start
  each "$EDGES" switch
  each "$APPS" finish
else
  each "$EDGES" switch
fi
