export const id = 476;
export const ids = [476];
export const modules = {

/***/ 78476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploy: () => (/* binding */ deploy),
  deployIn: () => (/* binding */ deployIn)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/deploy/lib/deploy-fault.js

/** `log`: the last lines of what failed, for the report. */
class DeployFault extends lib/* Fault */.vC {
    log;
    constructor(code, explanation, options = {}) {
        super(code, explanation, options);
        this.log = options.log ?? [];
    }
}

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/deploy/lib/instance/instance-manifest.js


const provideSchema = schemas/* strictObject */.rej({
    protocol: schemas/* enum */.k5n(['http', 'grpc', 'tcp']),
    /** Of http its path, of grpc a name for grpc.health.v1. Absent too in what was written before it was kept. */
    health: schemas/* string */.YjP().exactOptional(),
});
/**
 * What an instance says of itself on its host, so that a later deploy knows what it is, whatever became of the run that started it and
 * of the revision that named it.
 */
const instanceManifestSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    id: schemas/* string */.YjP(),
    service: descriptor_lib/* nameSchema */.Jq,
    version: descriptor_lib/* versionSchema */.G0,
    isDefault: schemas/* boolean */.zMY(),
    config: descriptor_lib/* digestSchema */.er,
    archive: descriptor_lib/* digestSchema */.er,
    /** By the provide's name. */
    provides: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, provideSchema),
    /** By name: the range by which it was told of it, the exact version where its package set names one. */
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ range: descriptor_lib/* rangeSchema */.pm })),
    drainSeconds: schemas/* int */.Whr(),
    stopSeconds: schemas/* int */.Whr(),
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
;// CONCATENATED MODULE: ./packages/deploy/lib/instance/secrets.js



/** Looks the secrets of every service up in the step's environment. All that lack are named at once. */
function readSecrets(spec, environment) {
    const lacking = [];
    const secrets = Object.keys(spec.services).map((service) => [service, readOfService(service, namedSecrets(spec, service), environment, lacking)]);
    if (lacking.length === 0)
        return Object.fromEntries(secrets);
    throw new DeployFault('secret-missing', {
        where: 'Secrets of the deploy step',
        expected: 'a value for each variable that the spec names',
        found: `none for ${lacking.join(', ')}`,
        fix: "Set them in the step's `env:`, from the secrets of the GitHub environment",
    });
}
/**
 * The same for a revision that is only put back: a service whose secrets lack is left out. Nobody is told: most of its instances stand there
 * with the secrets that they were given, and need none.
 */
function readSecretsAtHand(spec, environment) {
    return Object.fromEntries(Object.keys(spec.services).flatMap((service) => {
        const lacking = [];
        const secrets = readOfService(service, namedSecrets(spec, service), environment, lacking);
        return lacking.length === 0 ? [[service, secrets]] : [];
    }));
}
/** By variable, where its value is; a list of names means the same names. */
function namedSecrets(spec, service) {
    const wanted = (0,environment_lib/* deliveredService */.I2)(spec, service)?.secrets ?? {};
    return Array.isArray(wanted) ? Object.fromEntries(wanted.map((name) => [name, name])) : wanted;
}
function readOfService(service, named, environment, lacking) {
    const variables = {};
    const files = {};
    const hostFiles = {};
    for (const [variable, source] of Object.entries(named)) {
        if (typeof source === 'object' && 'hostFile' in source) {
            hostFiles[variable] = source.hostFile;
            continue;
        }
        const { env, as = 'variable' } = typeof source === 'string' ? { env: source } : source;
        const value = environment[env];
        if (value === undefined || value === '')
            lacking.push(`${env} (services.${service}.secrets.${variable})`);
        else if (as === 'file')
            files[variable] = value;
        else
            variables[variable] = value;
    }
    return { variables, files, hostFiles };
}
/**
 * What the host makes HMACs of: they stand for the values in a release's identity. A document of what the step was given, by the service's name,
 * and one for each file that is on the host, by `<service>.<variable>`. A service without secrets has none. What is only put back may stand there
 * although its files have gone (`mayLack`).
 */
function secretDocuments(secrets, mayLack) {
    return Object.entries(secrets).flatMap(([service, { variables, files, hostFiles }]) => [
        ...(Object.keys(variables).length + Object.keys(files).length === 0
            ? []
            : [{ name: service, text: (0,descriptor_lib/* canonicalJson */.dj)({ variables, files }) }]),
        ...Object.entries(hostFiles).map(([variable, hostFile]) => ({ name: `${service}.${variable}`, hostFile, mayLack })),
    ]);
}
/** The HMACs of one service among those of `secretDocuments`, by the documents' names. */
function hmacsOf(service, hmacs) {
    return Object.fromEntries(Object.entries(hmacs).filter(([name]) => name === service || name.startsWith(`${service}.`)));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/plan-groups.js

/** Services of a revision with their dependencies first; each inner list needs one another. */
function serviceOrder(releases) {
    const edges = new Map();
    for (const { service, descriptor } of releases) {
        const targets = edges.get(service) ?? new Set();
        for (const dependency of Object.keys(descriptor.dependencies ?? {}))
            targets.add(dependency);
        edges.set(service, targets);
    }
    return (0,environment_lib/* orderServices */.dD)(edges);
}
/** In dependency order, those with a gap last. Pure. */
function planGroups(entering, order) {
    const ofStrategy = (strategy) => order.flatMap((services) => {
        const ofGroup = entering.filter(({ wanted: { release, config } }) => services.includes(release.service) && config.infrastructure.strategy.kind === strategy);
        if (ofGroup.length === 0)
            return [];
        const names = new Set(ofGroup.map(({ wanted }) => wanted.release.service));
        return [{ services: services.filter((name) => names.has(name)), strategy, batches: planBatches(ofGroup) }];
    });
    return [...ofStrategy('overlap'), ...ofStrategy('replace')];
}
/** `batch` counts hosts, or is a percentage of the service's hosts; of several services in a group the smallest counts. */
function planBatches(entering) {
    const hosts = [...new Set(entering.map(({ wanted }) => wanted.host))];
    const sizes = entering.map(({ wanted: { config } }) => {
        const { strategy, hosts: all } = config.infrastructure;
        return batchSize(strategy.batch, all.length);
    });
    const size = Math.min(...sizes);
    const batches = [];
    for (let at = 0; at < hosts.length; at += size) {
        const ofBatch = new Set(hosts.slice(at, at + size));
        batches.push(entering.filter(({ wanted }) => ofBatch.has(wanted.host)));
    }
    return batches;
}
function batchSize(batch, hosts) {
    const size = typeof batch === 'number' ? batch : Math.floor((Number.parseInt(batch, 10) / 100) * hosts);
    return Math.max(1, size);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/standing.js

/** Reads what was found, host by host. */
function readStanding(inspections, hosts) {
    const live = [];
    const leftovers = [];
    for (const [host, { instances, strayUnits }] of Object.entries(inspections)) {
        for (const found of instances) {
            const manifest = readManifest(found);
            const { service, release, unit } = found;
            if (manifest === null)
                leftovers.push({ host, folder: { service, release }, unit });
            else
                live.push({ host, address: hosts.get(host)?.address ?? '', found, manifest });
        }
        for (const unit of strayUnits)
            leftovers.push({ host, folder: null, unit });
    }
    return { live, leftovers };
}
/** Null when a killed run left it without a word, or with one that is not ours. */
function readManifest({ manifest }) {
    if (manifest === null)
        return null;
    const parsed = instanceManifestSchema.safeParse(parseJson(manifest));
    return parsed.success ? parsed.data : null;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
function isRunning({ found }) {
    return found.state === 'running';
}
/** Ids of all instances that a table sends requests to: each was healthy when that table was committed. */
function routedInstances(table) {
    const releases = Object.values(table?.releases ?? {});
    return new Set(releases.flatMap(({ endpoints }) => Object.values(endpoints).flatMap((all) => all.map((one) => one.instance))));
}
function instanceToRoute({ address, found, manifest }) {
    return { instance: manifest.id, service: manifest.service, version: manifest.version, address, ports: found.ports };
}
function releaseToRoute({ manifest }) {
    const { service, version, isDefault, provides, dependencies } = manifest;
    return { service, version, isDefault, provides, dependencies };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/plan-deploy.js


/** From what is wanted and what stands there: what comes up, stays and leaves, in which order. Pure. */
function planDeploy({ wanted, standing, isProven, order }) {
    const kept = [];
    const entering = [];
    for (const instance of wanted) {
        const live = standing.live.find(({ host, manifest }) => host === instance.host && manifest.id === instance.id);
        if (live !== undefined && isRunning(live) && isProven(live))
            kept.push({ wanted: instance, live });
        else
            entering.push({ wanted: instance, revived: null });
    }
    const wantedIds = new Set(wanted.map(({ id }) => id));
    return {
        groups: planGroups(entering, order),
        kept,
        leaving: standing.live.filter(({ manifest }) => !wantedIds.has(manifest.id)),
        // A folder that is about to be filled again is no leftover any more.
        leftovers: standing.leftovers.filter(({ host, folder, unit }) => !isEntering(entering, host, folder, unit)),
        packages: packagesByHost(entering),
    };
}
function isEntering(entering, host, folder, unit) {
    return entering.some(({ wanted }) => wanted.host === host &&
        (folder === null
            ? wanted.unit === unit
            : wanted.release.service === folder.service && wanted.folder === folder.release));
}
/** What the entrances that start anew need, each package once a host. */
function packagesByHost(entering) {
    const anew = entering.filter(({ revived }) => revived === null);
    return Object.fromEntries([...Map.groupBy(anew, ({ wanted }) => wanted.host)].map(([host, entrances]) => [
        host,
        [...new Map(entrances.map(({ wanted: { release } }) => [release.archive.digest, release])).values()],
    ]));
}

// EXTERNAL MODULE: ./packages/hosts/lib/index.js + 60 modules
var hosts_lib = __webpack_require__(16766);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/routing/lib/index.js + 29 modules
var routing_lib = __webpack_require__(21653);
;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/edge-files.js

function edgeFiles(layout, environment) {
    const folder = `${(0,hosts_lib/* environmentFolder */.Yg)(layout, environment)}/proxy`;
    const run = `${layout.run}/${environment}`;
    const vipRun = `${layout.run}-vip/${environment}`;
    return {
        folder,
        config: `${folder}/haproxy.cfg`,
        fault: `${folder}/fault`,
        fresh: `${folder}/fresh`,
        vipConfig: `${folder}/keepalived.conf`,
        runtimeDirectory: run.slice('/run/'.length),
        pid: `${run}/haproxy.pid`,
        masterSocket: `${run}/master.sock`,
        statsSocket: `${run}/stats.sock`,
        run,
        vipRuntimeDirectory: vipRun.slice('/run/'.length),
        vipPid: `${vipRun}/keepalived.pid`,
        vrrpPid: `${vipRun}/vrrp.pid`,
        proxyUnit: `towpath-proxy-${environment}`,
        vipUnit: `towpath-vip-${environment}`,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/edge.js


/** An old worker whose connections last longer than this is ended. Until then what it serves goes on over a reload. */
const hardStopSeconds = 3600;
/** Debian's package makes them. */
const worker = { user: 'haproxy', group: 'haproxy', chroot: '/var/lib/haproxy' };
const defaultRouterId = 51;
const defaultAdvertIntervalMs = 300;
/** `group`: whose members may ask the verify socket; null: root alone. Pure. */
function planEdge(host, { spec, peers }, group) {
    const { environment, address } = spec;
    const files = edgeFiles(host.layout, environment);
    const isOurs = typeof address.vip === 'string';
    return {
        name: `${environment} on ${host.name}`,
        environment,
        files,
        vip: (0,environment_lib/* vipOf */.jp)(spec),
        haproxy: {
            environment,
            binds: [{ address: isOurs ? (0,environment_lib/* vipOf */.jp)(spec) : host.address, port: address.port, isTransparent: isOurs }],
            tcpPorts: tcpPortsOf(spec),
            certificate: null,
            folder: files.folder,
            socketFolder: files.run,
            statsSocket: files.statsSocket,
            socketGroup: group,
            worker,
            hardStopSeconds,
            maxConnections: null,
        },
        keepalived: keepalivedOf(host.address, files, spec, peers),
    };
}
/** Everywhere that haproxy listens for clients. */
function bindsOf({ haproxy: { binds, tcpPorts } }) {
    return binds.flatMap(({ address, port }) => [
        { address, port },
        ...tcpPorts.map((tcp) => ({ address, port: tcp.port })),
    ]);
}
function tcpPortsOf(spec) {
    return Object.entries(spec.services).flatMap(([service, one]) => (0,environment_lib/* isExternal */.ge)(one) ? [] : Object.entries(one.ports ?? {}).map(([provide, port]) => ({ service, provide, port })));
}
function keepalivedOf(address, { fault, fresh }, { environment, address: { vip }, proxies }, peers) {
    // A VIP of ours has its interface in every spec that was parsed.
    if (typeof vip !== 'string' || proxies.interface === undefined)
        return null;
    return {
        environment,
        interface: proxies.interface,
        vip,
        address,
        peers,
        routerId: proxies.routerId ?? defaultRouterId,
        advertIntervalMs: proxies.advertIntervalMs ?? defaultAdvertIntervalMs,
        files: { fault, fresh },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/standing.js



/** A change that changes nothing. */
function nothing(edge, seen) {
    return {
        plannedOn: seen.files.get(edge.files.config) ?? null,
        prepared: null,
        units: {},
        files: {},
        isReload: false,
        commands: [],
        vip: 'leave',
        binds: bindsOf(edge),
        awaited: [],
        questions: [],
    };
}
/** The committed table, null before the first. */
function tableOf({ files }, { table }) {
    return table === null ? null : (0,routing_lib/* parseRouteTable */.Ft)(table, `${files.folder}/table`);
}
/** What haproxy.cfg says; laid out anew from the committed table where it is none of ours. */
function standingState({ stateLine }, table) {
    const current = stateLine === null ? null : (0,routing_lib/* parseProxyState */.Hd)(stateLine);
    const tables = table === null ? [] : [table];
    const busy = new Set(Object.keys(current?.pools ?? {}));
    return (0,routing_lib/* planSlots */.d3)({ current, tables, busy }).state;
}
function liveFiles(state, table) {
    return { 'health.map': (0,routing_lib/* renderHealthMap */.hf)(state), 'live/table.map': (0,routing_lib/* renderMaps */.I8)(table, state)['table.map'] };
}
function nextFiles(state, table) {
    return { 'next/table.map': (0,routing_lib/* renderMaps */.I8)(table, state)['table.map'] };
}
/** Empty for none, as it stands in `prepared`. */
function digestOf(table) {
    return table === null ? '' : (0,routing_lib/* routeTableDigest */.c_)(table);
}
/** Whether these files of the proxy's folder are as they should be. */
function stands({ files: { folder } }, { files }, wanted) {
    return Object.entries(wanted).every(([path, text]) => files.get(`${folder}/${path}`) === sha256(text));
}
function unitsStand({ files }, units) {
    return Object.entries(units).every(([name, text]) => [...files].some(([path, digest]) => path.endsWith(`/${name}.service`) && digest === sha256(text)));
}
/** `backend/server` of each endpoint that is in a slot. */
function serversOf(state, slot) {
    const pool = state.pools[slot];
    if (pool === undefined)
        return [];
    const names = (0,routing_lib/* serverNames */.C1)(state.sizes[pool.kind]);
    return pool.endpoints.map(({ instance }, index) => ({ server: `${slot}/${names[index]}`, instance }));
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/after-change.js

/** What stands on an edge once a change was carried out there: the next one is planned on it without a look. Its units are for who opens it. Pure. */
function afterChange({ files: { folder } }, seen, { files, vip }) {
    const digests = new Map(seen.files);
    for (const [path, text] of Object.entries(files))
        digests.set(`${folder}/${path}`, sha256(text));
    const { 'haproxy.cfg': config, table, prepared } = files;
    return {
        ...seen,
        files: digests,
        stateLine: config === undefined ? seen.stateLine : (config.split('\n')[0] ?? ''),
        table: table ?? seen.table,
        prepared: prepared === undefined ? seen.prepared : prepared === '' ? null : prepared,
        proxy: 'running',
        vip: vip === 'leave' ? seen.vip : 'running',
        isPending: false,
        holdsVip: null,
        busy: null,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/listener-functions.js
/**
 * Shell functions that say who listens at a port, from /proc alone.
 *
 *     listening ADDRESS_HEX PORT     inodes of the sockets that take what is sent to that address and port
 *     holder INODE                   "PID NAME" of a process that holds the socket, nothing when none can be seen
 *
 * A socket that is bound to the very address wins over one that is bound to all. Addresses are written as /proc/net/tcp does.
 */
const listenerFunctions = `
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
`;
/** An IPv4 address as /proc/net/tcp writes it (of a little-endian machine); empty for a host name: then only sockets that are bound to all count. */
function addressHex(address) {
    const parts = address.split('.').map(Number);
    if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
        return '';
    return [...parts]
        .reverse()
        .map((part) => part.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase();
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/change-functions.js

/*
 * `take` tries an address as haproxy will: as root, with SO_REUSEPORT, without listening, so that it gets no connection. What is bound to
 * all addresses with SO_REUSEPORT (the distribution's haproxy, say) can stay; what is bound to this very one would share its connections with us.
 */
const changeFunctions = (0,hosts_lib.sh) `
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
`;

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/runtime-functions.js

/**
 * Shell functions that speak with a running haproxy, in Perl, because perl-base is Essential on Debian. Without its module Socket, which takes four times
 * as long to load as Perl itself: PF_UNIX and SOCK_STREAM are 1, and the address of a socket is its family and its path.
 *
 *     runtime SOCKET < commands       each line a command, in order, many over one connection; prints what is answered. When haproxy refuses one, it says
 *                                     so on stderr and fails. `@{version}` stands for the number that the last `prepare map` answered.
 *                                     After a line "?" come questions: for each "answer<tab>" and the answer in base64
 *     worker_of MASTER_SOCKET         the pid of the worker that serves; nothing when there is none
 *     failures_of MASTER_SOCKET       how many reloads have failed since the last that went well
 *     busy_of SOCKET                  names of backends that have sessions, a line each
 *     sessions_of MASTER_SOCKET SOCKET   "WORKER<tab>BACKEND<tab>SERVER<tab>COUNT" for each server that has sessions, and each backend (`BACKEND`); `-` is the
 *                                     current worker, and each old one has a line "PID<tab>-<tab>-<tab>-" besides
 *     wait_checked SOCKET SECONDS SERVER…   waits until each `backend/server` was checked and is up; prints "SERVER<tab>WHY" of those that are not
 */
const runtimeFunctions = (0,hosts_lib.sh) `
RUNTIME_CLIENT='
use strict;
sub say_to {
  my ($path, $command) = @_;
  socket(my $socket, 1, 1, 0) or die "socket: $!\n";
  connect($socket, pack("S a108", 1, $path)) or die "$path: $!\n";
  my $text = "$command\n";
  while (length $text) {
    my $sent = syswrite($socket, $text);
    defined $sent or die "$path: $!\n";
    substr($text, 0, $sent) = "";
  }
  shutdown($socket, 1);
  my $answer = "";
  while (1) {
    my $read = sysread($socket, $answer, 65536, length $answer);
    defined $read or die "$path: $!\n";
    last unless $read;
  }
  return $answer;
}
sub rows_of {
  my (@names, @rows);
  for (split /\n/, $_[0]) {
    if (s/^# //) { @names = split /,/; next }
    next unless length;
    my %row;
    @row{@names} = split /,/;
    push @rows, \%row;
  }
  return @rows;
}
sub workers_of {
  my (@current, @old);
  for (split /\n/, say_to($_[0], "show proc")) {
    next unless /^(\d+)\s+worker\s+(\d+)\s/;
    push @{$2 == 0 ? \@current : \@old}, $1;
  }
  return (\@current, \@old);
}
alarm(120);
'
runtime() {
  perl -e "$RUNTIME_CLIENT"'
    my ($version, $batch, $asks) = ("", "", 0);
    sub base64 {
      my $text = pack "u", $_[0];
      $text =~ s/^.//mg;
      $text =~ s/\n//g;
      $text =~ tr|\` -_|AA-Za-z0-9+/|;
      my $padding = (3 - length($_[0]) % 3) % 3;
      return $padding ? substr($text, 0, -$padding) . "=" x $padding : $text;
    }
    sub flush {
      return unless length $batch;
      my $answer = say_to($ARGV[0], $batch =~ /^\@!/ ? $batch : "set severity-output number;$batch");
      $answer =~ /^\[[0-3]\]: (.*)/m and die substr($batch, 0, 200) . ": $1\n";
      $version = $1 if $answer =~ /New version created: (\d+)/;
      $answer =~ s/^\[[0-9]\]: //mg;
      print $asks ? "answer\t" . base64($answer) . "\n" : $answer;
      $batch = "";
    }
    while (my $command = <STDIN>) {
      chomp $command;
      next unless length $command;
      if ($command eq "?") { flush(); $asks = 1; next }
      flush() if $asks || $command =~ /^(?:prepare|show|\@!)/ || length($batch) > 8000;
      $command =~ s/\@\{version\}/\@$version/;
      $batch .= length $batch ? ";$command" : $command;
      flush() if $command =~ /^(?:prepare|show|\@!)/;
    }
    flush();' "$1"
}
worker_of() { perl -e "$RUNTIME_CLIENT"'my ($current) = workers_of($ARGV[0]); print $current->[0] // ""' "$1" 2> /dev/null || :; }
failures_of() { perl -e "$RUNTIME_CLIENT"'say_to($ARGV[0], "show proc") =~ /failed: (\d+)/ and print $1' "$1" 2> /dev/null || :; }
busy_of() {
  perl -e "$RUNTIME_CLIENT"'$_->{scur} and print "$_->{pxname}\n" for rows_of(say_to($ARGV[0], "show stat -1 2 -1"))' "$1"
}
sessions_of() {
  perl -e "$RUNTIME_CLIENT"'
    my ($master, $stats) = @ARGV;
    my ($current, $old) = workers_of($master);
    for my $worker ("-", @$old) {
      my ($at, $prefix) = $worker eq "-" ? ($stats, "") : ($master, "\@!$worker ");
      for my $row (rows_of(say_to($at, "\${prefix}show stat -1 6 -1"))) {
        print join("\t", $worker, $row->{pxname}, $row->{svname}, $row->{scur}), "\n" if $row->{scur};
      }
      print "$worker\t-\t-\t-\n" unless $worker eq "-";
    }' "$1" "$2"
}
wait_checked() {
  perl -e "$RUNTIME_CLIENT"'
    my ($stats, $seconds, @servers) = @ARGV;
    my %wanted = map { $_ => "not checked yet" } @servers;
    for (my $left = $seconds * 20; ; $left -= 1) {
      my %slots = map { m{(.*)/} => 1 } keys %wanted;
      for my $row (rows_of(join "", map { say_to($stats, "show stat $_ 4 -1") } keys %slots)) {
        my $name = "$row->{pxname}/$row->{svname}";
        next unless exists $wanted{$name};
        # UP 1/2 is how it begins. The result may still be that of what was in the slot before.
        if ($row->{status} eq "UP") { delete $wanted{$name} }
        elsif ($row->{status} =~ /^DOWN/) { $wanted{$name} = "$row->{check_status} $row->{last_chk}" }
      }
      last if !%wanted || $left <= 0;
      select(undef, undef, undef, 0.05);
    }
    print "$_\t$wanted{$_}\n" for sort keys %wanted;' "$@"
}
`;

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/look-at-edge.js


/* The shell and a few small tools: this is all that a deploy costs an edge where nothing changes. */
const program = (0,hosts_lib.sh) `
lock
fence
for tool in haproxy keepalived; do [ ! -x "/usr/sbin/$tool" ] || printf 'program\t%s\n' "$tool"; done
for link in /sys/class/net/*/; do link=\${link%/}; printf 'interface\t%s\n' "\${link##*/}"; done
[ -z "\${SUDO_GID:-}" ] || awk -F : -v id="$SUDO_GID" '$3 == id { print "group\t" $1; exit }' /etc/group
proxy_state=$(unit_process "$PROXY_UNIT")
proxy_state=\${proxy_state% *}
printf 'proxy\t%s\n' "$proxy_state"
vip_state=$(unit_process "$VIP_UNIT")
printf 'vip\t%s\n' "\${vip_state% *}"
set --
for file in "$UNITS/$PROXY_UNIT.service" "$UNITS/$VIP_UNIT.service" "$FOLDER"/*.cfg "$FOLDER"/*.conf "$FOLDER"/*.map "$FOLDER"/*/*.map; do
  [ ! -f "$file" ] || set -- "$@" "$file"
done
[ $# -eq 0 ] || sha256sum -- "$@" | sed 's/^\([0-9a-f]*\)  /file\t\1\t/'
[ ! -f "$CONFIG_FILE" ] || printf 'state\t%s\n' "$(head -n 1 "$CONFIG_FILE" | encode)"
[ ! -f "$FOLDER/table" ] || printf 'table\t%s\n' "$(encode < "$FOLDER/table")"
[ ! -s "$FOLDER/prepared" ] || printf 'prepared\t%s\n' "$(cat "$FOLDER/prepared")"
[ ! -f "$FOLDER/pending" ] || echo pending
[ ! -s "$FOLDER/fresh" ] || printf 'fresh\t%s\n' "$(cat "$FOLDER/fresh")"
! holds_address "$VIP" || echo holds
if [ -n "$SESSIONS" ] && [ "$proxy_state" = running ]; then
  busy=$(busy_of "$STATS")
  printf '%s\n' "$busy" | sed -n 's/./busy	&/p'
fi
unlock
echo end
`;
/** holds_address ADDRESS: whether this host has it, on any interface; from /proc alone. */
const addressFunctions = (0,hosts_lib.sh) `
holds_address() {
  awk -v address="$1" '
    $1 == "|--" { at = $2 }
    /host LOCAL/ && at == address { found = 1 }
    END { exit !found }' /proc/net/fib_trie
}
`;
function lookAtEdge(acting, { files, vip, wantsSessions }) {
    return {
        script: {
            name: 'look at the edge',
            program: addressFunctions + runtimeFunctions + program,
            variables: {
                ...(0,hosts_lib/* renderActing */.Ro)(acting),
                ...edgeVariables(files),
                VIP: vip,
                SESSIONS: wantsSessions ? 'yes' : '',
            },
        },
        parse: readSeen(wantsSessions),
    };
}
const readSeen = (wantsSessions) => (records) => {
    const found = new Set();
    const interfaces = new Set();
    const files = new Map();
    const busy = new Set();
    const seen = {
        programs: found,
        interfaces,
        group: null,
        proxy: 'absent',
        vip: 'absent',
        files,
        stateLine: null,
        table: null,
        prepared: null,
        isPending: false,
        freshness: 0,
        holdsVip: false,
        busy: wantsSessions ? busy : null,
    };
    for (const record of records) {
        switch (record.kind) {
            case 'program':
                found.add(record.choice(1, ['haproxy', 'keepalived']));
                break;
            case 'interface':
                interfaces.add(record.text(1));
                break;
            case 'group':
                seen.group = record.text(1);
                break;
            case 'proxy':
            case 'vip':
                seen[record.kind] = record.choice(1, hosts_lib/* unitStates */.$1);
                break;
            case 'file':
                files.set(record.rest(2), record.text(1));
                break;
            case 'state':
                seen.stateLine = record.decoded(1);
                break;
            case 'table':
                seen.table = record.decoded(1);
                break;
            case 'prepared':
                seen.prepared = record.text(1);
                break;
            case 'pending':
                seen.isPending = true;
                break;
            case 'fresh':
                seen.freshness = record.number(1);
                break;
            case 'holds':
                seen.holdsVip = true;
                break;
            case 'busy':
                busy.add(record.text(1));
                break;
            default:
                throw record.unreadable('a record of what is seen on an edge', record.kind);
        }
    }
    return seen;
};
/** What every script on an edge is told. */
function edgeVariables(files) {
    return {
        FOLDER: files.folder,
        CONFIG_FILE: files.config,
        PROXY_UNIT: files.proxyUnit,
        VIP_UNIT: files.vipUnit,
        MASTER: files.masterSocket,
        PID_FILE: files.pid,
        STATS: files.statsSocket,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/change-edge.js





/** How long a new server may take to be seen up by its proxy. */
const checkSeconds = 4;
const change_edge_program = (0,hosts_lib.sh) `
lock
fence
on=-
[ ! -f "$CONFIG_FILE" ] || on=$(sha256sum < "$CONFIG_FILE")
[ "\${on%% *}" = "$PLANNED_ON" ] || { printf 'moved\nend\n'; exit 0; }
if [ -n "$PREPARED" ]; then
  prepared=
  [ ! -s "$FOLDER/prepared" ] || read -r prepared < "$FOLDER/prepared" || :
  [ "$prepared" = "$PREPARED" ] || { printf 'moved\nend\n'; exit 0; }
fi
[ -d "$FOLDER/live" ] && [ -d "$FOLDER/next" ] || mkdir -p -- "$FOLDER/live" "$FOLDER/next"
[ ! -e "$CONFIG_FILE.before" ] || rm -f -- "$CONFIG_FILE.before"
if [ -z "$RELOADS" ] && serves; then state=running; else
  state=$(unit_process "$PROXY_UNIT")
  pid=\${state#* }
  state=\${state% *}
  own_pids=
  [ "$pid" = - ] || own_pids=$(unit_family "$pid" | tr '\n' ' ')
  for bind in $BINDS; do
    bind_port=\${bind##*:}
    bind_address=\${bind%:*}
    refuse_taken "\${bind_address#*=}" "\${bind_address%%=*}" "$bind_port"
  done
fi
: > "$FOLDER/pending"
commands=
questions=
awaited=
while IFS=$TAB read -r kind first second; do
  case $kind in
    unit) printf %s "$second" | base64 -d | unit_write "$first" ;;
    no-unit) unit_remove "$first" ;;
    file)
      path=$FOLDER/$first
      umask 077
      printf %s "$second" | base64 -d > "$path.new"
      umask 022
      if [ "$path" = "$CONFIG_FILE" ]; then
        said=$(/usr/sbin/haproxy -c -f "$path.new" 2>&1 9>&-) ||
          fail unit-failed "haproxy refuses its configuration: $(printf '%s\n' "$said" | grep -F '[ALERT]' | head -n 1)"
        [ -z "$RELOADS" ] || [ ! -f "$path" ] || cp -p -- "$path" "$path.before"
      fi
      mv -fT -- "$path.new" "$path"
      ;;
    command) commands="$commands$first$NL" ;;
    question) questions="$questions$first$NL" ;;
    awaited) awaited="$awaited $first" ;;
    *) fail input-wrong "$kind" ;;
  esac
done
[ -s "$FOLDER/fault" ] || echo 1 > "$FOLDER/fault"
[ -s "$FOLDER/fresh" ] || echo 0 > "$FOLDER/fresh"
if [ "$state" != running ]; then
  said=$(unit_start "$PROXY_UNIT" 2>&1) || fail unit-failed "$(proxy_says "$said")"
else
  [ -z "$RELOADS" ] || proxy_reload
fi
if [ "$state" = running ] || [ -n "$questions" ]; then
  [ "$state" = running ] || commands=
  said=$(printf '%s\n' "$commands" '?' "$questions" | runtime "$STATS" 2>&1) || fail unit-failed "haproxy refused a command: $said"
  printf '%s\n' "$said" | sed -n '/^answer	/p'
fi
[ ! -e "$CONFIG_FILE.before" ] || rm -f -- "$CONFIG_FILE.before"
case $VIP_EFFECT in
  start) said=$(unit_start "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
  reload) said=$(unit_reload "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
esac
rm -f -- "$FOLDER/pending"
unlock
[ -z "$awaited" ] || wait_checked "$STATS" "$CHECK_SECONDS" $awaited | sed 's/^/down	/'
echo changed
echo end
`;
function changeEdge(acting, files, change) {
    return {
        script: {
            name: 'change the edge',
            program: changingProgram(''),
            variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), ...edgeVariables(files), ...changeVariables(change) },
        },
        stdin: renderChange(change),
        parse: readChangeAnswer,
    };
}
/** `before`: shell that is run first, in the same script. */
function changingProgram(before) {
    return listenerFunctions + runtimeFunctions + changeFunctions + before + change_edge_program;
}
function changeVariables({ plannedOn, prepared, isReload, vip, binds }) {
    return {
        PLANNED_ON: plannedOn ?? '-',
        PREPARED: prepared ?? '',
        RELOADS: isReload ? 'yes' : '',
        VIP_EFFECT: vip,
        BINDS: binds.map(({ address, port }) => `${addressHex(address)}=${address}:${port}`).join(' '),
        CHECK_SECONDS: String(checkSeconds),
    };
}
/** What the program reads. */
function renderChange(change) {
    return linesOf(change)
        .map((fields) => `${fields.join('\t')}\n`)
        .join('');
}
function linesOf({ units, files, commands, awaited, questions }) {
    return [
        ...Object.entries(units).map(([name, text]) => (text === null ? ['no-unit', name] : ['unit', name, encode(text)])),
        ...Object.entries(files).map(([path, text]) => ['file', path, encode(text)]),
        ...commands.map((command) => ['command', command]),
        ...awaited.map((server) => ['awaited', server]),
        ...questions.map((question) => ['question', question]),
    ];
}
function encode(text) {
    return Buffer.from(text).toString('base64');
}
const readChangeAnswer = (records) => {
    const down = [];
    const answers = [];
    for (const record of records) {
        switch (record.kind) {
            case 'moved':
                return { kind: 'moved' };
            case 'taken':
                return { kind: 'taken', address: record.text(1), port: record.number(2), holder: record.rest(3) };
            case 'down':
                down.push({ server: record.text(1), why: record.rest(2) });
                break;
            case 'answer':
                answers.push(record.decoded(1));
                break;
            case 'changed':
                break;
            default:
                throw record.unreadable('`changed`, `moved` or `taken`', record.kind);
        }
    }
    return { kind: 'changed', down, answers };
};

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/edge-fault.js

const shownLines = 5;
function packageMissing(host, name) {
    return new DeployFault('requirement-missing', {
        where: `Host ${host}`,
        expected: `${name}, which every edge host needs`,
        found: 'it is not installed',
        fix: `Install the Debian package: apt-get install ${name}`,
    });
}
function interfaceMissing(host, name, there) {
    const names = [...there].filter((one) => one !== 'lo').sort();
    return new DeployFault('requirement-missing', {
        where: `Host ${host}`,
        expected: `the interface ${name}, to which \`proxies.interface\` of the spec gives the VIP`,
        found: names.join(', '),
        fix: 'Write the one that has the network of the VIP into the spec (`ip -br address`, without what follows an `@`), and promote again',
    });
}
function addressTaken(edge, place) {
    const { address, port, holder } = place;
    return new DeployFault('vip-taken', {
        where: `${edge.name}, ${address}:${port}`,
        expected: 'it to be free for the proxy of this environment',
        found: holder === '' ? 'another process there' : `process ${holder} there`,
        fix: 'End that process, let it bind another address, or give the environment another port',
    });
}
function movedAway(edge) {
    return new DeployFault('proxy-wrong', {
        where: `Proxy of ${edge.name}`,
        expected: 'its files to stay as they were seen',
        found: 'something else changes them again and again',
        fix: `Find out who else writes into ${edge.files.folder}`,
    }, { retryable: true });
}
/** None of a release's endpoints was seen up, so nobody would be served. */
function notSeenUp(edge, state, slot, down) {
    const pool = state.pools[slot];
    const places = (pool?.endpoints ?? []).map(({ address, port }) => `${address}:${port}`).join(', ');
    const why = [...new Set(down.filter(({ server }) => server.startsWith(`${slot}/`)).map((one) => one.why))];
    return new DeployFault('proxy-wrong', {
        where: `Proxy of ${edge.name}, ${pool?.release ?? slot} at ${places}`,
        expected: 'an endpoint that passes the health check from there',
        found: why.join('; '),
        fix: `Look whether ${edge.name.split(' ').at(-1)} may connect to ${places}`,
    }, { retryable: true });
}
function otherThanCommitted(edge, differences) {
    const lines = differences.map((one) => one.kind === 'server'
        ? `server ${one.server}: ${one.found} instead of ${one.expected}`
        : `${one.key}: ${one.found ?? 'absent'} instead of ${one.expected ?? 'absent'}`);
    return new DeployFault('proxy-wrong', {
        where: `Proxy of ${edge.name}`,
        expected: 'the running haproxy to have what its files say',
        found: `${lines.slice(0, shownLines).join('; ')}${lines.length > shownLines ? ` and ${lines.length - shownLines} more` : ''}`,
        fix: `Look at the log of ${edge.files.proxyUnit}, then deploy again`,
    });
}

// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __webpack_require__(32467);
;// CONCATENATED MODULE: ./packages/deploy/lib/health/connect-within.js
/** A connection made from the host, that Node's clients take for a socket. One that comes after the limit is closed. */
async function connectWithin(host, address, limit) {
    limit.throwIfAborted();
    let late = false;
    const ended = new Promise((_, reject) => {
        limit.addEventListener('abort', () => {
            late = true;
            reject(limit.reason);
        });
    });
    const connecting = host.connect(address);
    connecting.then((connection) => late && connection.destroy(), () => undefined);
    return asSocket(await Promise.race([connecting, ended]));
}
/** A channel of ssh lacks what Node's clients call on a socket; there, none of it means anything but to end what was written first. */
function asSocket(connection) {
    const lend = (name, method) => {
        if (!(name in connection))
            Object.defineProperty(connection, name, { value: method });
    };
    for (const name of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref'])
        lend(name, () => connection);
    lend('destroySoon', () => connection.end(() => connection.destroy()));
    return connection;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/grpc-over-host.js


const bodyLimitBytes = 64 * 1024;
/** A flag (whether it is compressed, which nobody asked for) and the length, before each message. */
const frameHeadBytes = 5;
/**
 * One unary gRPC call by HTTP/2 without TLS (h2c, by prior knowledge), through a connection made from the host.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
async function askGrpcThroughHost(host, address, request) {
    const limit = AbortSignal.timeout(request.timeoutMs);
    const connection = await connectWithin(host, address, limit);
    const session = (0,external_node_http2_.connect)(`http://${request.authority}`, { createConnection: () => connection });
    try {
        return await call(session, connection, request, limit);
    }
    finally {
        session.destroy();
        connection.destroy();
    }
}
function call(session, connection, { path, authority, message, timeoutMs }, limit) {
    return new Promise((resolve, reject) => {
        const stream = session.request({
            ':method': 'POST',
            ':scheme': 'http',
            ':authority': authority,
            ':path': path,
            'content-type': 'application/grpc',
            te: 'trailers',
            'grpc-timeout': `${timeoutMs}m`,
        });
        let headers = {};
        let trailers = {};
        const chunks = [];
        let size = 0;
        const fail = (error) => reject(limit.aborted ? limit.reason : spokenWrong(error));
        limit.addEventListener('abort', fail);
        session.on('error', fail);
        connection.once('close', fail);
        stream.on('error', fail);
        stream.once('response', (answered) => {
            headers = answered;
        });
        stream.once('trailers', (answered) => {
            trailers = answered;
        });
        stream.on('data', (chunk) => {
            if (size < bodyLimitBytes)
                chunks.push(chunk);
            size += chunk.length;
        });
        stream.once('end', () => {
            if (headers[':status'] === undefined)
                fail();
            else
                resolve(answerOf(headers, { ...headers, ...trailers }, Buffer.concat(chunks).subarray(0, bodyLimitBytes)));
        });
        stream.end(grpc_over_host_frame(message ?? new Uint8Array()));
    });
}
function grpc_over_host_frame(message) {
    const head = Buffer.alloc(frameHeadBytes);
    head.writeUInt32BE(message.length, 1);
    return Buffer.concat([head, message]);
}
function answerOf(headers, ending, body) {
    const grpcStatus = ending['grpc-status'];
    const grpcMessage = ending['grpc-message'];
    const status = headers[':status'] ?? 0;
    const said = typeof grpcMessage === 'string' ? grpcMessage : '';
    if (typeof grpcStatus !== 'string' || !/^\d+$/.test(grpcStatus)) {
        return { status, headers, grpcStatus: null, message: null, body: body.toString('utf8') };
    }
    return { status, headers, grpcStatus: Number(grpcStatus), message: firstMessage(body), body: said };
}
function firstMessage(body) {
    if (body.length < frameHeadBytes || body[0] !== 0)
        return null;
    const end = frameHeadBytes + body.readUInt32BE(1);
    return body.length < end ? null : body.subarray(frameHeadBytes, end);
}
/** Whoever speaks only HTTP/1 is told apart by nothing but a protocol's error, or by leaving. */
function spokenWrong(error) {
    const found = error instanceof Error ? error.message : 'the connection was closed';
    return new Error(`no answer by HTTP/2 without TLS, as gRPC needs it: ${found}`);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
;// CONCATENATED MODULE: ./packages/deploy/lib/health/http-over-host.js


const http_over_host_bodyLimitBytes = 64 * 1024;
/** A GET through a connection made from the host, so that neither a route from here nor a tool there is needed. */
async function getThroughHost(host, address, request) {
    const limit = AbortSignal.timeout(request.timeoutMs);
    const connection = await connectWithin(host, address, limit);
    try {
        return await get(connection, request, limit);
    }
    finally {
        connection.destroy();
    }
}
function get(connection, request, signal) {
    return new Promise((resolve, reject) => {
        const asked = (0,external_node_http_.request)({
            createConnection: () => connection,
            path: request.path,
            headers: { host: request.authority, connection: 'close' },
            signal,
        }, (answer) => {
            const chunks = [];
            let size = 0;
            answer.on('data', (chunk) => {
                if (size < http_over_host_bodyLimitBytes)
                    chunks.push(chunk);
                size += chunk.length;
            });
            answer.once('error', reject);
            answer.once('end', () => resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: Buffer.concat(chunks).subarray(0, http_over_host_bodyLimitBytes).toString('utf8'),
            }));
        });
        asked.once('error', (error) => reject(signal.aborted ? signal.reason : error));
        asked.end();
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/ask-through-host.js


const timeoutMs = 5000;
/** Asks a proxy as a client of the request's protocol does, through a connection made from the host. */
async function askThroughHost(host, address, { protocol, ...request }) {
    const ask = protocol === 'grpc' ? askGrpcThroughHost : getThroughHost;
    const { status, headers, body } = await ask(host, address, { ...request, timeoutMs });
    const version = headers['towpath-version'];
    return { status, version: typeof version === 'string' ? version : null, body };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/drain-edge.js





/*
 * Waits without the lock. A worker that a reload left behind routes by its old table: it is waited for as well, as it may hold idle connections whose
 * next request it would send to what is about to stop. In the end what leads to the drained servers is closed, and an old worker that has nothing
 * else is ended; one that still serves others goes on, until it has done so or its `hard-stop-after`. Where nothing was under way, the drain is one look
 * at the sessions; what is then taken out of its slots is taken out by the same script.
 */
const drain_edge_program = (0,hosts_lib.sh) `
lock
fence
unlock
is_running() { serves || case $(unit_process "$PROXY_UNIT") in running*) ;; *) return 1 ;; esac; }
uptime_hundredths() { cut -d ' ' -f 1 /proc/uptime | tr -d .; }
count_left() { awk -F '\t' -v servers=" $SERVERS " '$3 != "-" && index(servers, " " $2 "/" $3 " ") { left += $4 } END { print left + 0 }'; }
left=0
old=
sessions=
if is_running; then
  until=$(($(uptime_hundredths) + SECONDS_LEFT * 100))
  while :; do
    # One that does not answer twice has died, and its connections with it.
    sessions=$(sessions_of "$MASTER" "$STATS" 2> /dev/null) || { sleep 1; sessions=$(sessions_of "$MASTER" "$STATS" 2> /dev/null) || sessions=; }
    left=$(printf '%s\n' "$sessions" | count_left)
    old=$(printf '%s\n' "$sessions" | awk -F '\t' '$2 == "-" { print $1 }')
    [ "$left" -gt 0 ] || [ -n "$old" ] || break
    [ "$(uptime_hundredths)" -lt "$until" ] || break
    sleep 0.1
  done
fi
if [ "$left" -gt 0 ] || [ -n "$old" ]; then
  lock
  fence
  for server in $SERVERS; do
    name=\${server#*/}
    printf '%s\n' "$sessions" | awk -F '\t' -v slot="\${server%/*}" -v server="$name" '$2 == slot && $3 == server { print $1 }' |
      while IFS= read -r worker; do
        if [ "$worker" = - ]; then
          printf 'shutdown sessions server %s\n' "$server" | runtime "$STATS" > /dev/null
        else
          printf '@!%s shutdown sessions server %s\n' "$worker" "$server" | runtime "$MASTER" > /dev/null
        fi
      done
  done
  for worker in $old; do
    others=$(printf '%s\n' "$sessions" | awk -F '\t' -v worker="$worker" -v servers=" $SERVERS " \
      '$1 == worker && $3 != "-" && $3 != "BACKEND" && !index(servers, " " $2 "/" $3 " ")')
    [ -n "$others" ] || kill -TERM "$worker" 2> /dev/null || :
  done
  unlock
fi
printf 'closed\t%s\n' "$left"
if printf '%s\n' "$sessions" | awk -F '\t' -v freed=" $FREED " '$1 == "-" && index(freed, " " $2 " ") { busy = 1 } END { exit !busy }'; then
  printf 'busy\nend\n'
  exit 0
fi
echo free
`;
/** Waits until nothing leads to these servers any more, and takes them out of their slots. */
function drainEdge(acting, { files, servers, seconds, release }) {
    return {
        script: {
            name: 'drain the edge',
            program: release === null ? `${runtimeFunctions}${changeFunctions}${drain_edge_program}echo end\n` : changingProgram(drain_edge_program),
            variables: {
                ...(0,hosts_lib/* renderActing */.Ro)(acting),
                ...edgeVariables(files),
                ...(release === null ? {} : changeVariables(release.change)),
                SERVERS: servers.join(' '),
                SECONDS_LEFT: String(Math.ceil(seconds)),
                FREED: release === null ? '' : release.cleared.join(' '),
            },
        },
        stdin: release === null ? '' : renderChange(release.change),
        parse: (records) => {
            const record = records.next();
            if (record.kind !== 'closed')
                throw record.unreadable('`closed`', record.kind);
            const closed = record.number(1);
            const isBusy = records.next().choice(0, ['busy', 'free']) === 'busy';
            if (release === null)
                return { closed, release: null };
            return { closed, release: isBusy ? { kind: 'busy' } : readChangeAnswer(records) };
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/fresh.js


/** keepalived watches the file: the priority changes within milliseconds. */
function freshCommand(acting, { fresh }, freshness) {
    return {
        script: {
            name: 'fresh',
            program: (0,hosts_lib.sh) `
lock
fence
printf '%s\n' "$FRESHNESS" > "$FRESH"
unlock
echo end
`,
            variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), FRESH: fresh, FRESHNESS: String(freshness) },
        },
        parse: () => undefined,
    };
}
/** Whether the host has an address now. */
function holdsCommand(address) {
    return {
        script: {
            name: 'holds',
            program: `${addressFunctions}
if holds_address "$ADDRESS"; then printf 'holds\\tyes\\n'; else printf 'holds\\tno\\n'; fi
echo end
`,
            variables: { ADDRESS: address },
        },
        parse: (records) => records.next().choice(1, ['yes', 'no']) === 'yes',
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/plan-switching.js




/** Slots for all that the table needs, beside what is live, and what something may be under way to. Pure. */
function planPreparing(edge, seen, table) {
    const live = tableOf(edge, seen);
    const before = standingState(seen, live);
    const { state, isRestructured, filled, cleared } = (0,routing_lib/* planSlots */.d3)({
        current: before,
        tables: live === null ? [table] : [live, table],
        busy: seen.busy ?? new Set(Object.keys(before.pools)),
    });
    return {
        state,
        filled,
        isRestructured,
        change: {
            ...nothing(edge, seen),
            ...planSwap(edge, seen, { before, state, isRestructured, filled, cleared, live, next: table }),
            awaited: filled.flatMap((slot) => serversOf(state, slot).map(({ server }) => server)),
        },
    };
}
/** Only what is live remains, and what something is under way to, of that which is given as `busy`; null when that is so. Pure. */
function planReleasing(edge, seen, busy) {
    const live = tableOf(edge, seen);
    const before = standingState(seen, live);
    const plan = (0,routing_lib/* planSlots */.d3)({ current: before, tables: live === null ? [] : [live], busy });
    const files = nextFiles(plan.state, live);
    if (plan.cleared.length === 0 && (seen.prepared ?? '') === digestOf(live) && stands(edge, seen, files))
        return null;
    return {
        change: { ...nothing(edge, seen), ...planSwap(edge, seen, { ...plan, before, live, next: live }) },
        cleared: plan.cleared,
    };
}
/** The prepared table becomes the live one. Pure. */
function planCommitting(edge, { state, table, isReload }) {
    const live = (0,routing_lib/* renderMaps */.I8)(table, state)['table.map'];
    return {
        plannedOn: sha256((0,routing_lib/* renderHaproxyConfig */.iK)(edge.haproxy, state)),
        prepared: (0,routing_lib/* routeTableDigest */.c_)(table),
        units: {},
        files: { 'live/table.map': live, table: (0,descriptor_lib/* canonicalJson */.dj)(table) },
        isReload,
        commands: isReload ? (0,routing_lib/* renderUpCommands */.wQ)(state) : (0,routing_lib/* renderMapCommands */.tp)((0,routing_lib/* tableMapFile */.j$)(edge.files.folder, 'live'), live),
        vip: 'leave',
        binds: bindsOf(edge),
        awaited: [],
        questions: ['show servers state', `show map ${(0,routing_lib/* tableMapFile */.j$)(edge.files.folder, 'live')}`],
    };
}
/** How a running proxy differs from what was committed, from its answers to that change's questions. Pure. */
function readDifferences(state, table, [servers = '', map = '']) {
    return [
        ...(0,routing_lib/* diffRunningServers */.zQ)(state, (0,routing_lib/* parseServersState */.BG)(servers)),
        ...(0,routing_lib/* diffRunningMap */.F4)((0,routing_lib/* renderMaps */.I8)(table, state)['table.map'], (0,routing_lib/* parseShowMap */.Tj)(map)),
    ];
}
/** Servers of what leaves: of pools that are not live any more, those of these instances. */
function leavingServers(edge, seen, instances) {
    const live = tableOf(edge, seen);
    const state = standingState(seen, live);
    const { cleared } = (0,routing_lib/* planSlots */.d3)({ current: state, tables: live === null ? [] : [live], busy: new Set() });
    return cleared.flatMap((slot) => serversOf(state, slot).flatMap(({ server, instance }) => (instances.includes(instance) ? [server] : [])));
}
/** Other pools in slots, and another table for the verify socket. What the running haproxy was not configured by calls for a reload. */
function planSwap(edge, seen, swap) {
    const { before, state, live, next, filled, cleared } = swap;
    const { folder } = edge.files;
    const isBehind = seen.isPending || !stands(edge, seen, { 'haproxy.cfg': (0,routing_lib/* renderHaproxyConfig */.iK)(edge.haproxy, before) });
    const isReload = swap.isRestructured || isBehind;
    const health = (0,routing_lib/* renderHealthMap */.hf)(state);
    const prepared = (0,routing_lib/* renderMaps */.I8)(next, state)['table.map'];
    const commands = [
        ...(0,routing_lib/* renderClearCommands */.K_)(state, cleared.filter((slot) => !filled.includes(slot))),
        ...(0,routing_lib/* renderMapCommands */.tp)((0,routing_lib/* healthMapFile */.$L)(folder), health),
        ...(0,routing_lib/* renderFillCommands */.u5)(state, filled),
        ...(0,routing_lib/* renderMapCommands */.tp)((0,routing_lib/* tableMapFile */.j$)(folder, 'next'), prepared),
    ];
    return {
        files: {
            ...liveFiles(state, live),
            'next/table.map': prepared,
            'haproxy.cfg': (0,routing_lib/* renderHaproxyConfig */.iK)(edge.haproxy, state),
            prepared: digestOf(next),
        },
        isReload,
        commands: isReload ? (0,routing_lib/* renderUpCommands */.wQ)(without(state, filled)) : commands,
    };
}
function without(state, slots) {
    return { ...state, pools: Object.fromEntries(Object.entries(state.pools).filter(([slot]) => !slots.includes(slot))) };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/haproxy-proxy.js











/** How often a change is planned anew when something else stands there than was seen. */
const trials = 3;
/**
 * haproxy of an environment on one of its edge hosts. A table is prepared in slots that nothing else uses, and committed by one `commit map`; both
 * are written to files first, so that a haproxy that is started again serves what was committed.
 */
class HaproxyProxy {
    host;
    #host;
    #edge;
    #acting;
    heldVip;
    #table;
    /** What stands there, as it was seen or changed last; null: nobody knows. */
    #standing;
    #prepared = null;
    #isFresh;
    constructor(host, edge, acting, seen) {
        this.host = host.name;
        this.#host = host;
        this.#edge = edge;
        this.#acting = acting;
        const table = tableOf(edge, seen);
        this.#table = table === null ? null : { table, digest: (0,routing_lib/* routeTableDigest */.c_)(table) };
        this.#isFresh = seen.freshness > 0;
        this.#standing = seen;
        this.heldVip = seen.holdsVip;
    }
    async table() {
        return this.#table;
    }
    /** Fault: `proxy-wrong` when this proxy sees none of the endpoints of a release up. */
    async prepare(table) {
        this.#prepared = await this.#untilDone(async () => {
            const { seen, plan } = await this.#planPreparing(table);
            const changed = await this.#carryOut(plan.change, seen);
            if (changed === null)
                return null;
            const dead = plan.filled.find((slot) => isDead(plan.state, slot, changed.down));
            if (dead !== undefined)
                throw notSeenUp(this.#edge, plan.state, dead, changed.down);
            return { digest: (0,routing_lib/* routeTableDigest */.c_)(table), state: plan.state };
        });
    }
    /** Without a look where what stands there is known. Only where there is no room does it matter what may make room. */
    async #planPreparing(table) {
        if (this.#standing !== null) {
            const plan = planPreparing(this.#edge, this.#standing, table);
            if (!plan.isRestructured || this.#standing.busy !== null)
                return { seen: this.#standing, plan };
        }
        const seen = await this.#look();
        return { seen, plan: planPreparing(this.#edge, seen, table) };
    }
    ask(request) {
        return askThroughHost(this.#host, { kind: 'unix', path: (0,routing_lib/* verifySocket */.Bw)(this.#edge.files.run) }, request);
    }
    /** What an outdated run has prepared in between is prepared over; that one itself is refused by the fence. */
    async commit(table) {
        const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
        const attempt = (isReload) => this.#untilDone(async () => {
            if (this.#prepared?.digest !== digest)
                await this.prepare(table);
            const state = this.#prepared?.state;
            if (state === undefined)
                return null;
            const seen = this.#standing ?? (await this.#look());
            const changed = await this.#carryOut(planCommitting(this.#edge, { state, table, isReload }), seen);
            if (changed === null)
                this.#prepared = null;
            return changed === null ? null : readDifferences(state, table, changed.answers);
        });
        const differences = await attempt(false);
        this.#table = { table, digest };
        if (differences.length === 0)
            return;
        const left = await attempt(true);
        if (left.length > 0)
            throw otherThanCommitted(this.#edge, left);
    }
    async abort() {
        this.#prepared = null;
        await this.#release();
    }
    /** One script where nothing else is under way to what is to be taken out. */
    async drain(instances, seconds) {
        if (instances.length === 0)
            return { closed: 0 };
        const seen = this.#standing ?? (await this.#look());
        const servers = leavingServers(this.#edge, seen, instances);
        const release = planReleasing(this.#edge, seen, new Set());
        const command = drainEdge(this.#acting, { files: this.#edge.files, servers, seconds, release });
        this.#standing = null;
        const drained = await (0,hosts_lib/* runCommand */.d1)(this.#host, command, { limitMs: (seconds + 120) * 1000 });
        if (release === null || drained.release === null)
            this.#standing = seen;
        else if (drained.release.kind === 'changed')
            this.#standing = afterChange(this.#edge, seen, release.change);
        else
            await this.#release();
        return { closed: drained.closed };
    }
    async holdsVip() {
        return (0,hosts_lib/* runCommand */.d1)(this.#host, holdsCommand(this.#edge.vip));
    }
    get isFresh() {
        return this.#isFresh;
    }
    async setFresh(isFresh) {
        const freshness = isFresh ? (0,routing_lib/* freshnessOf */.T5)(this.#acting.fence) : 0;
        await (0,hosts_lib/* runCommand */.d1)(this.#host, freshCommand(this.#acting, this.#edge.files, freshness));
        this.#isFresh = isFresh;
    }
    async #release() {
        await this.#untilDone(async () => {
            const seen = await this.#look();
            const release = planReleasing(this.#edge, seen, seen.busy ?? new Set());
            return release === null ? true : this.#carryOut(release.change, seen);
        });
    }
    #look() {
        const { files, vip } = this.#edge;
        return (0,hosts_lib/* runCommand */.d1)(this.#host, lookAtEdge(this.#acting, { files, vip, wantsSessions: true }));
    }
    /** Null: something else stands there than what was seen. */
    async #carryOut(change, seen) {
        this.#standing = null;
        const answer = await (0,hosts_lib/* runCommand */.d1)(this.#host, changeEdge(this.#acting, this.#edge.files, change));
        if (answer.kind === 'taken')
            throw addressTaken(this.#edge, answer);
        if (answer.kind === 'moved')
            return null;
        this.#standing = afterChange(this.#edge, seen, change);
        return answer;
    }
    async #untilDone(attempt) {
        for (let trial = 1; trial <= trials; trial += 1) {
            const result = await attempt();
            if (result !== null)
                return result;
        }
        throw movedAway(this.#edge);
    }
}
function isDead(state, slot, down) {
    const dead = new Set(down.map(({ server }) => server));
    return serversOf(state, slot).every(({ server }) => dead.has(server));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/unit-texts.js

/** Where Debian's packages put them. */
const programs = { haproxy: '/usr/sbin/haproxy', keepalived: '/usr/sbin/keepalived' };
/*
 * Started as root, with `user` and `chroot` in its configuration: as another user its sockets could not share a port with those of a haproxy that
 * began as root. The file `fault` is how keepalived learns within milliseconds that the proxy has died; it is 1 from before the first start, so
 * that a VIP never comes to a host whose proxy is not yet there.
 */
/** haproxy's unit. Reload is hitless: a new worker takes the sockets over, the old one ends with its connections. */
function renderProxyUnit(environment, files) {
    const tell = (value) => `+/bin/sh -c 'echo ${value} > "${files.fault}"'`;
    return [
        '[Unit]',
        `Description=Towpath proxy of ${environment}`,
        'Wants=network-online.target',
        'After=network-online.target',
        'StartLimitIntervalSec=0',
        '',
        '[Service]',
        'Type=notify',
        `ExecStartPre=${tell(1)}`,
        `ExecStart=${programs.haproxy} -Ws -f ${files.config} -p ${files.pid} -S ${files.masterSocket},mode,600`,
        `ExecStartPost=${tell(0)}`,
        `ExecReload=${programs.haproxy} -c -f ${files.config}`,
        'ExecReload=/bin/kill -USR2 $MAINPID',
        `ExecStopPost=${tell(1)}`,
        'KillMode=mixed',
        'Restart=always',
        'RestartSec=200ms',
        'SuccessExitStatus=143',
        // Two for each connection: haproxy takes as many connections as that allows, about 32,000.
        'LimitNOFILE=65536',
        `RuntimeDirectory=${files.runtimeDirectory}`,
        'RuntimeDirectoryMode=0751',
        'CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID CAP_SYS_CHROOT CAP_KILL CAP_CHOWN CAP_FOWNER',
        'ProtectSystem=strict',
        'ProtectHome=yes',
        'PrivateTmp=yes',
        ...identity(environment, 'towpath-proxy'),
        '',
        '[Install]',
        'WantedBy=multi-user.target',
        '',
    ].join('\n');
}
/** keepalived's unit: not before the proxy, else a booting host would hold the VIP with nothing behind it. */
function renderVipUnit(environment, files) {
    return [
        '[Unit]',
        `Description=Towpath VIP of ${environment}`,
        'Wants=network-online.target',
        `After=network-online.target ${files.proxyUnit}.service`,
        'StartLimitIntervalSec=0',
        '',
        '[Service]',
        'Type=notify',
        'NotifyAccess=all',
        `ExecStart=${programs.keepalived} -n -R -P -f ${files.vipConfig} -p ${files.vipPid} -r ${files.vrrpPid}`,
        'ExecReload=/bin/kill -HUP $MAINPID',
        'KillMode=mixed',
        'Restart=always',
        'RestartSec=1',
        `RuntimeDirectory=${files.vipRuntimeDirectory}`,
        'CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_KILL CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE',
        'ProtectSystem=strict',
        'ProtectHome=yes',
        'PrivateTmp=yes',
        ...identity(environment, 'towpath-vip'),
        '',
        '[Install]',
        'WantedBy=multi-user.target',
        '',
    ].join('\n');
}
function identity(environment, identifier) {
    return [
        `Slice=${(0,hosts_lib/* sliceName */.oq)(`towpath-${environment}`)}`,
        `SyslogIdentifier=${identifier}`,
        `LogExtraFields=TOWPATH_ENVIRONMENT=${environment}`,
    ];
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/plan-opening.js



/** What an edge lacks to serve its committed table as the spec has it; null: nothing. Pure. */
function planOpening(edge, seen) {
    const table = tableOf(edge, seen);
    const state = standingState(seen, table);
    const { proxyUnit } = edge.files;
    const maps = liveFiles(state, table);
    const config = { 'haproxy.cfg': (0,routing_lib/* renderHaproxyConfig */.iK)(edge.haproxy, state) };
    const units = { [proxyUnit]: renderProxyUnit(edge.environment, edge.files) };
    const isProxyWell = seen.proxy === 'running' && !seen.isPending && stands(edge, seen, { ...maps, ...config }) && unitsStand(seen, units);
    const vip = planVip(edge, seen);
    if (isProxyWell && vip.vip === 'leave' && Object.keys(vip.units).length === 0)
        return null;
    return {
        ...nothing(edge, seen),
        units: { ...(isProxyWell ? {} : units), ...vip.units },
        files: {
            ...(isProxyWell ? {} : { ...maps, ...nextFiles(state, table), ...config, prepared: digestOf(table) }),
            ...vip.files,
        },
        isReload: !isProxyWell,
        commands: isProxyWell ? [] : (0,routing_lib/* renderUpCommands */.wQ)(state),
        vip: vip.vip,
    };
}
function planVip(edge, seen) {
    const { keepalived, environment, files } = edge;
    const none = { units: {}, files: {}, vip: 'leave' };
    if (keepalived === null)
        return seen.vip === 'absent' ? none : { ...none, units: { [files.vipUnit]: null } };
    const units = { [files.vipUnit]: renderVipUnit(environment, files) };
    const wanted = { 'keepalived.conf': (0,routing_lib/* renderKeepalivedConfig */.Xz)(keepalived) };
    if (seen.vip !== 'running')
        return { units, files: wanted, vip: 'start' };
    if (stands(edge, seen, wanted) && unitsStand(seen, units))
        return none;
    return { units, files: wanted, vip: 'reload' };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/open-edge.js









/**
 * The proxy of an environment on an edge host: haproxy, and keepalived where the VIP is ours, each in a unit of its own beside whatever else runs there.
 * One that stands as the spec has it costs one script; what is missing, differs or does not run is written and started by a second.
 * Faults: `requirement-missing`, `vip-taken`, `unit-failed`.
 */
async function seeEdge(host, request) {
    const { spec, acting } = request;
    const files = edgeFiles(host.layout, spec.environment);
    const { vip } = planEdge(host, request, null);
    const seen = await (0,hosts_lib/* runCommand */.d1)(host, lookAtEdge(acting, { files, vip, wantsSessions: false }));
    return { open: () => openEdge(host, request, seen) };
}
async function openEdge(host, request, seen) {
    const { acting } = request;
    const edge = planEdge(host, request, seen.group);
    verifyRequirements(host, edge, seen);
    const change = planOpening(edge, seen);
    if (change === null)
        return new HaproxyProxy(host, edge, acting, seen);
    const answer = await (0,hosts_lib/* runCommand */.d1)(host, changeEdge(acting, edge.files, change));
    if (answer.kind === 'taken')
        throw addressTaken(edge, answer);
    if (answer.kind === 'moved')
        throw movedAway(edge);
    return new HaproxyProxy(host, edge, acting, afterChange(edge, seen, change));
}
function verifyRequirements(host, { keepalived }, { programs, interfaces }) {
    if (!programs.has('haproxy'))
        throw packageMissing(host.name, 'haproxy');
    if (keepalived !== null && !programs.has('keepalived'))
        throw packageMissing(host.name, 'keepalived');
    if (keepalived !== null && !interfaces.has(keepalived.interface))
        throw interfaceMissing(host.name, keepalived.interface, interfaces);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/instance/plan-wanted.js





/** Every instance that a revision wants, on every host, down to the last variable but for its ports. Pure. */
function planWanted(input) {
    return input.deployment.revision.releases.flatMap((release) => {
        const config = configOf(input.deployment, release);
        return config.infrastructure.hosts.flatMap((host) => Array.from({ length: config.infrastructure.perHost }, (_, index) => wantOne(input, { release, config, host, ordinal: index + 1 })));
    });
}
function configOf({ configs, revision }, release) {
    const config = configs[release.config];
    if (config !== undefined)
        return config;
    throw new DeployFault('revision-broken', {
        where: `${revision.environment}@${revision.number}, config of ${release.service}`,
        expected: `a blob ${release.config}`,
        found: 'none',
    });
}
function wantOne({ deployment, hosts, secrets, listeners }, { release, config, host, ordinal }) {
    const { spec, revision } = deployment;
    const there = hosts[host];
    if (there === undefined)
        throw unknownHost(host, release.service);
    const told = rangesTold(release, revision.releases);
    const addresses = (0,environment_lib/* dependencyAddresses */.kb)({
        spec,
        release,
        releases: revision.releases,
        listeners: listenersOf(told, listeners),
    });
    const zipkin = (0,environment_lib/* zipkinEndpoint */.hN)(spec);
    const release8 = (0,environment_lib/* releaseIdentity */.uO)({
        content: release.content,
        config: release.config,
        addresses: { dependencies: addresses, zipkin },
        secrets: hmacsOf(release.service, there.hmacs),
    });
    const name = {
        environment: revision.environment,
        service: release.service,
        version: release.version,
        release8,
        host,
        ordinal,
    };
    const folder = (0,environment_lib/* instanceFolder */.Ui)(name);
    const unit = (0,environment_lib/* unitName */.Cq)(name).replace(/\.service$/, '');
    const own = secrets[release.service] ?? { variables: {}, files: {}, hostFiles: {} };
    const configuration = (0,hosts_lib/* configFolder */.vg)(there.layout, revision.environment, release.service, folder);
    const place = { environment: revision.environment, service: release.service, release: folder, unit };
    const values = (0,environment_lib/* templateValues */.nX)({ descriptor: release.descriptor, config, addresses });
    const files = Object.entries(config.files).map(([path, template]) => [path, (0,environment_lib/* renderConfigFile */.nP)(template, values)]);
    const secretFiles = Object.entries(own.files).map(([variable, content]) => [`secrets/${variable}`, content]);
    return {
        id: (0,environment_lib/* instanceId */.D)(name),
        host,
        folder,
        unit,
        release,
        config,
        manifest: manifestOf((0,environment_lib/* instanceId */.D)(name), release, told, config),
        environment: (0,environment_lib/* processEnvironment */.AS)({
            instance: name,
            descriptor: release.descriptor,
            config,
            addresses,
            zipkin,
            configFolder: configuration,
            stateFolder: (0,hosts_lib/* stateFolder */.yp)(there.layout, revision.environment, release.service),
            ports: {},
            secrets: {
                ...own.variables,
                ...Object.fromEntries(Object.keys(own.files).map((variable) => [variable, `${configuration}/secrets/${variable}`])),
                ...Object.fromEntries(Object.keys(own.hostFiles).map((name) => [name, (0,hosts_lib/* hostSecretFile */.fz)(there.layout, { ...place, name })])),
            },
        }),
        files: Object.fromEntries([...files, ...secretFiles]),
        hostFiles: own.hostFiles,
        portVariables: Object.fromEntries([...(0,environment_lib/* portVariables */.$w)(release.descriptor)].map(([variable, provide]) => [provide, variable])),
    };
}
function rangesTold(release, releases) {
    return Object.fromEntries(Object.entries(release.descriptor.dependencies ?? {}).map(([name, { range }]) => [
        name,
        { range: (0,environment_lib/* addressedRange */.Vv)(release, { name, range }, releases) },
    ]));
}
/** By dependency: where the embedded proxy listens for it. */
function listenersOf(told, listeners) {
    return Object.fromEntries(Object.entries(told).flatMap(([service, { range }]) => {
        const listener = (0,routing_lib/* findListener */.A0)(listeners, { service, range });
        return listener === undefined ? [] : [[service, `${listener.address}:${listener.port}`]];
    }));
}
function manifestOf(id, release, told, { infrastructure }) {
    const { service, version, isDefault, descriptor, config, archive } = release;
    return {
        schema: 1,
        id,
        service,
        version,
        isDefault,
        config,
        archive: archive.digest,
        provides: mapValues(descriptor.provides ?? {}, provideOf),
        dependencies: told,
        drainSeconds: infrastructure.drainSeconds,
        stopSeconds: infrastructure.stopSeconds,
    };
}
function provideOf(provide) {
    const health = provide.protocol === 'tcp' ? undefined : provide.health;
    return { protocol: provide.protocol, ...(health === undefined ? {} : { health }) };
}
function mapValues(record, map) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
function unknownHost(host, service) {
    return new DeployFault('host-unknown', {
        where: `${service} on ${host}`,
        expected: 'a host of the spec',
        found: 'a name that no host group has',
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/endings.js



/** A host has seen a newer fence: another run acts there. */
function isLeaseLost(error) {
    return error instanceof hosts_lib/* HostFault */.Je && error.code === 'fence-outdated';
}
function leaseLost({ target, acting }, cause) {
    const { environment } = target.spec;
    const found = cause instanceof hosts_lib/* HostFault */.Je ? cause.explanation.found : undefined;
    return new DeployFault('lease-lost', {
        where: `The deploy of ${environment}@${target.revision.number} with fence ${acting.fence}`,
        expected: 'to be the only one that acts',
        found: `a run with fence ${found ?? 'of a higher number'} that has taken ${environment} over`,
        fix: 'This run stopped and left everything to that one; see what it does. If there is none, because the metadata store was restored from a backup, deploy with `take-over: hosts`',
    }, { cause });
}
/** Whatever ended a deploy, as what a person is told. */
function faultOf(error, request, signal) {
    if (signal.aborted && (error === signal.reason || isAborted(error)))
        return cancelled(request, signal.reason);
    if (error instanceof lib/* Fault */.vC)
        return error;
    const found = error instanceof Error ? error.message : String(error);
    return new DeployFault('unexpected', { where: nameOf(request), found }, { cause: error });
}
function isAborted(error) {
    return error instanceof hosts_lib/* HostFault */.Je && error.code === 'aborted';
}
function cancelled(request, reason) {
    return new DeployFault('cancelled', {
        where: nameOf(request),
        expected: 'to come to its end',
        found: reason instanceof Error ? reason.message : 'the run was cancelled',
        fix: 'Deploy it again when you want it',
    }, { cause: reason, retryable: true });
}
/** What was changed could not be put back wholly; both reasons are told. */
function putBackFailed(request, failure, second) {
    const { environment } = request.target.spec;
    const base = request.base === null ? 'nothing' : `${environment}@${request.base.revision.number}`;
    return new DeployFault('put-back-failed', {
        where: `Putting ${environment} back to ${base} after this: ${failure.message.replace(/\.$/, '')}`,
        expected: 'everything as it was',
        found: second.message.replace(/\.$/, ''),
        fix: 'Deploy again: it looks at what is there and goes on from that',
    }, { cause: second, retryable: true, log: failure instanceof DeployFault ? failure.log : [] });
}
function nameOf({ target }) {
    return `The deploy of ${target.spec.environment}@${target.revision.number}`;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/all-of.js


/** What to throw of several things that went wrong at once: a lost lease first, since it ends everything; else every fault, so that a person mends all in one go. */
function allOf(errors) {
    const faults = errors.filter((error) => error instanceof lib/* Fault */.vC);
    const [first, ...more] = faults;
    const lost = errors.find(isLeaseLost);
    if (lost !== undefined || first === undefined || more.length === 0 || faults.length < errors.length) {
        return lost ?? errors[0];
    }
    return new lib/* Faults */.CG([first, ...more]);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/reach.js

/**
 * Whether a host could not be reached, or went away in the middle: nobody knows what it does now. A host that answers with another key, or
 * refuses the login, is none: that stops a deploy, whatever the policy.
 */
function isOutOfReach(error) {
    return error instanceof hosts_lib/* HostFault */.Je && outOfReach.has(error.code);
}
const outOfReach = new Set(['host-unreachable', 'connection-lost']);

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
;// CONCATENATED MODULE: ./packages/deploy/lib/run/requirements.js



/** Tools that must be looked for on the hosts; an architecture is none. */
function requiredTools(deployment) {
    const releases = deployment?.revision.releases ?? [];
    const names = releases.flatMap(({ descriptor }) => Object.keys(descriptor.code.requires ?? {}));
    return [...new Set(names)].filter((name) => name !== 'arch');
}
/** Refuses before anything is sent when a host lacks what a package requires. All that lacks is named at once. */
function requirements_verifyRequirements(target, inspections) {
    const lacking = target.revision.releases.flatMap((release) => {
        const { service, version, descriptor } = release;
        return configOf(target, release).infrastructure.hosts.flatMap((host) => Object.entries(descriptor.code.requires ?? {}).flatMap(([tool, range]) => {
            const found = findTool(inspections[host], tool);
            if (isMet(tool, range, found))
                return [];
            const has = found === null ? `no ${tool}` : tool === 'arch' ? found : `${tool} ${found}`;
            return [`${host} has ${has}, and ${service} ${version} requires ${tool} ${range}`];
        }));
    });
    if (lacking.length === 0)
        return;
    throw new DeployFault('requirement-missing', {
        where: 'What packages require (`code.requires`)',
        expected: 'each host to have it',
        found: [...new Set(lacking)].join('; '),
        fix: 'Install it there, or place the service elsewhere',
    });
}
function findTool(inspection, tool) {
    if (inspection === undefined)
        return null;
    return tool === 'arch' ? inspection.facts.arch : (inspection.facts.tools[tool] ?? null);
}
/** Versions as programs print them are coerced (`3.11` is 3.11.0); an architecture is compared as it is. */
function isMet(tool, range, found) {
    if (found === null)
        return false;
    if (tool === 'arch')
        return range.split('|').some((one) => one.trim() === found);
    const version = semver.coerce(found);
    return version !== null && semver.satisfies(version, range);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/phase-log.js
/** What was done on each host, when and how long: for the report and for people. */
class PhaseLog {
    #clock;
    #say;
    #byHost = new Map();
    #bytes = new Map();
    constructor(clock, say) {
        this.#clock = clock;
        this.#say = say;
    }
    /** Runs one phase on one host. `detail` reads the result. */
    async run(host, name, body, detail = () => '') {
        const startedAt = this.#clock();
        this.#say(`${host}: ${name}`);
        const end = (outcome, text) => {
            const durationMs = Math.max(0, this.#clock().getTime() - startedAt.getTime());
            this.phasesOf(host).push({ name, startedAt: startedAt.toISOString(), durationMs, outcome, detail: text });
        };
        try {
            const result = await body();
            end('done', detail(result));
            return result;
        }
        catch (error) {
            end('failed', error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
            throw error;
        }
    }
    /** What was to be done on a host and was not, and why. */
    skip(host, name, detail) {
        const startedAt = this.#clock().toISOString();
        this.phasesOf(host).push({ name, startedAt, durationMs: 0, outcome: 'skipped', detail });
    }
    addBytes(host, { sentBytes, totalBytes }) {
        const so = this.bytesOf(host);
        this.#bytes.set(host, { sentBytes: so.sentBytes + sentBytes, totalBytes: so.totalBytes + totalBytes });
    }
    bytesOf(host) {
        return this.#bytes.get(host) ?? { sentBytes: 0, totalBytes: 0 };
    }
    phasesOf(host) {
        const phases = this.#byHost.get(host) ?? [];
        this.#byHost.set(host, phases);
        return phases;
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/site.js



function openSite({ acting }, ports) {
    return { ...ports, acting, phases: new PhaseLog(ports.clock, ports.say) };
}
/** The same place for work that must come to its end although the deploy was cancelled. */
function beyondCancel(site) {
    return { ...site, signal: new AbortController().signal };
}
/** The same without hosts that are out of reach: nothing is tried there any more. */
function withoutUnreached(site, unreached) {
    if (unreached.size === 0)
        return site;
    return { ...site, hosts: new Map([...site.hosts].filter(([name]) => !unreached.has(name))) };
}
function hostOf({ hosts }, name) {
    const host = hosts.get(name);
    if (host !== undefined)
        return host;
    throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' });
}
/** One script on one host, as one phase of the report. */
async function runPhase(site, { host, name, detail, }, command) {
    return site.phases.run(host, name, () => (0,hosts_lib/* runCommand */.d1)(hostOf(site, host), command, { signal: site.signal }), detail);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/look.js








/**
 * Looks at every host, one script each. They know the fence of this deploy afterwards and refuse older ones. Who can't be reached is for the
 * caller to judge; all that is wrong with others is told at once.
 */
async function lookAtHosts(deployment, secrets, site, { mayLack = false } = {}) {
    const { acting } = site;
    return lookWith((host) => ({
        environment: acting.environment,
        acting,
        tools: requiredTools(deployment),
        secrets: secretDocuments(secretsOn(host, deployment, secrets), mayLack),
    }), site);
}
/** The same without lock, fence and secrets: nothing is changed. */
async function glanceAtHosts(deployment, site) {
    const { environment } = site.acting;
    return lookWith(() => ({ environment, acting: null, tools: requiredTools(deployment) }), site);
}
async function lookWith(ask, site) {
    const glances = await Promise.all([...site.hosts.keys()].map((host) => glance(host, (0,hosts_lib/* inspectCommand */.QR)(ask(host)), site)));
    const wrong = glances.flatMap((one) => (one.kind === 'wrong' ? [one.error] : []));
    if (wrong.length > 0)
        throw allOf(wrong);
    const inspections = Object.fromEntries(glances.flatMap((one) => (one.kind === 'seen' ? [[one.host, one.inspection]] : [])));
    return {
        inspections,
        standing: readStanding(inspections, site.hosts),
        unreached: new Map(glances.flatMap((one) => (one.kind === 'unreached' ? [[one.host, one.fault]] : []))),
    };
}
async function glance(host, command, site) {
    try {
        return { kind: 'seen', host, inspection: await runPhase(site, { host, name: 'look' }, command) };
    }
    catch (error) {
        return isOutOfReach(error) ? { kind: 'unreached', host, fault: error } : { kind: 'wrong', error };
    }
}
/** A host is told no secrets but those of what it runs. */
function secretsOn(host, deployment, secrets) {
    const releases = deployment?.revision.releases ?? [];
    return Object.fromEntries(releases.flatMap((release) => {
        const own = secrets[release.service];
        const isThere = deployment !== null && configOf(deployment, release).infrastructure.hosts.includes(host);
        return own === undefined || !isThere ? [] : [[release.service, own]];
    }));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/host-histories.js


/** Of every host that can be reached; nothing is changed there. */
async function readHostHistories({ target, acting }, ports) {
    const { inspections } = await glanceAtHosts(target, openSite({ acting }, ports));
    return new Map(Object.entries(inspections).map(([host, { fence, revision }]) => [host, { fence, revision }]));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/names-of-spec.js

/** Whether a deploy takes names out of /etc/hosts that DNS has to have from then on: also for what runs on and was told them. */
function losesItsBlock(spec, base) {
    return nameKind(spec) === 'dns' && base !== null && nameKind(base) === 'hosts';
}
function nameKind(spec) {
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'embedded' || spec.address.domain === undefined)
        return 'none';
    return spec.address.names ?? 'dns';
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/together.js
/**
 * Does the same for several things at once. When one fails the others are told to end, and the failure comes only when all of them have:
 * nothing may still be changing a host while it is being put back.
 */
async function together(items, site, work) {
    const ending = new AbortController();
    const signal = AbortSignal.any([site.signal, ending.signal]);
    const failures = [];
    const outcomes = await Promise.allSettled([...items].map(async (item) => {
        try {
            return await work(item, { ...site, signal });
        }
        catch (error) {
            failures.push(error);
            ending.abort(error);
            throw error;
        }
    }));
    if (failures.length > 0)
        throw failures[0];
    return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/tables.js


/**
 * The table of a moment: what has switched already, or is somebody else's by now, goes before what is to leave. Of one version that stands in both (a
 * change of config only), the new instances alone are routed; a range that both satisfy leads to the newest version.
 */
function compileTable(spec, { entered, leaving, listeners, }) {
    const externals = Object.entries(spec.services).flatMap(([service, entry]) => (0,environment_lib/* isExternal */.ge)(entry) ? [{ service, ...entry.external }] : []);
    const keys = new Set([...entered.map(({ release }) => release), ...externals].map(routing_lib/* releaseKey */.DR));
    const staying = leaving.filter(({ release }) => !keys.has((0,routing_lib/* releaseKey */.DR)(release)));
    const all = [...entered, ...staying];
    const releases = new Map(all.map(({ release }) => [(0,routing_lib/* releaseKey */.DR)(release), release]));
    return (0,routing_lib/* compileRouteTable */.Ju)({
        environment: spec.environment,
        domain: spec.address.domain ?? null,
        prereleases: spec.prereleases ?? 'exclude',
        releases: [...releases.values()],
        externals,
        aliases: Object.fromEntries(Object.entries(spec.services).flatMap(([service, { aliases, ...entry }]) => aliases !== undefined && ((0,environment_lib/* isExternal */.ge)(entry) || isProvided(all, service)) ? [[service, aliases]] : [])),
        instances: all.map(({ instance }) => instance),
        listeners,
    });
}
/** In the middle of a first deploy a service may not be there yet: its aliases wait with it. */
function isProvided(all, service) {
    return all.some(({ release }) => release.service === service && Object.keys(release.provides).length > 0);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/plan-names.js



/** By host: the names that what comes up there is told, sorted. Pure. */
function namesToldOn({ spec, revision }, arrivals) {
    const suffix = `.${spec.address.domain}:${spec.address.port}`;
    const told = new Map();
    for (const { host, release } of arrivals) {
        const addresses = (0,environment_lib/* dependencyAddresses */.kb)({ spec, release, releases: revision.releases, listeners: {} });
        for (const { address } of Object.values(addresses)) {
            if (address?.endsWith(suffix) !== true)
                continue;
            const ofHost = told.get(host) ?? new Set();
            told.set(host, ofHost.add(address.slice(0, address.lastIndexOf(':'))));
        }
    }
    return new Map([...told].map(([host, names]) => [host, [...names].sort()]));
}
/** Every authority that the table will have while a plan is carried out, old and new beside each other. No port is known yet, and none matters. Pure. */
function authoritiesOf(spec, plan) {
    const entered = [
        ...plan.kept.map(({ live, wanted }) => ({ release: releaseToRoute(wanted), instance: instanceToRoute(live) })),
        ...plan.groups.flatMap(({ batches }) => batches.flat().map(routeToBe)),
    ];
    const leaving = plan.leaving.map((one) => ({
        release: releaseToRoute(one),
        instance: instanceToRoute(one),
    }));
    const tables = [compileTable(spec, { entered, leaving, listeners: [] })];
    return [...new Set(tables.flatMap(({ authorities }) => Object.keys(authorities)))].sort();
}
function routeToBe({ wanted }) {
    const { service, version } = wanted.release;
    const ports = Object.fromEntries(Object.keys(wanted.portVariables).map((provide) => [provide, 1]));
    return {
        release: releaseToRoute(wanted),
        instance: { instance: wanted.id, service, version, address: wanted.host, ports },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/hosts-block.js

/**
 * An environment's names in /etc/hosts, a line each between two marks. Empty for none: then there is no block either.
 */
function renderHostsBlock(environment, vip, names) {
    if (names.length === 0)
        return '';
    const [begin, end] = marksOf(environment);
    return [begin, ...[...new Set(names)].sort().map((name) => `${vip} ${name}`), end, ''].join('\n');
}
function marksOf(environment) {
    return [`# towpath ${environment}: begin`, `# towpath ${environment}: end`];
}
/*
 * The block on stdin, base64. All else in the file stays as it is, to the byte: a block that is there is replaced where it stands, a new one comes last,
 * or first where the last line has no end. `broken` says that somebody took one of the marks away.
 */
const hosts_block_program = `
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
`;
/** Makes a host's /etc/hosts have exactly this block of the environment. */
function hostsBlockCommand(acting, block) {
    const [begin, end] = marksOf(acting.environment);
    return {
        script: { name: 'names', program: hosts_block_program, variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), BEGIN: begin, END: end } },
        stdin: `${Buffer.from(block).toString('base64')}\n`,
        parse: (records) => {
            const record = records.next();
            const { kind } = record;
            if (kind === 'same' || kind === 'changed' || kind === 'broken')
                return kind;
            throw record.unreadable('`same`, `changed` or `broken`', kind);
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/resolve-names.js

/*
 * Names on stdin, a line each; all at once, because a DNS server that is silent takes seconds for each. `getent` asks as programs there do. Where a
 * block of ours still stands in /etc/hosts (`names: hosts` before), it must not answer: it goes when this deploy is done.
 */
const resolve_names_program = `
file=$ROOT/etc/hosts
OTHERS=
SERVICE=
if grep -qxF -- "$BEGIN" "$file" 2> /dev/null; then
  SERVICE='-s dns'
  OTHERS=$(awk -v begin="$BEGIN" -v end="$END" '
    $0 == begin { inside = 1 }
    !inside { sub(/#.*/, ""); for (at = 2; at <= NF; at++) print $at, $1 }
    $0 == end { inside = 0 }' "$file")
fi
export OTHERS SERVICE SECONDS_EACH
xargs -r -n 1 -P 32 sh -c '
  found=$(printf "%s\\n" "$OTHERS" | awk -v name="$1" "\\$1 == name { print \\$2 }" | sort -u | paste -s -d , -)
  [ -n "$found" ] || found=$(timeout "$SECONDS_EACH" getent $SERVICE ahostsv4 "$1" 2> /dev/null | cut -d " " -f 1 | sort -u | paste -s -d , -) || :
  printf "name\\t%s\\t%s\\n" "$1" "$found"
' sh
echo end
`;
/** Seconds for each name. */
const limitSeconds = 10;
/** What each name leads to on a host, by IPv4. */
function resolveNamesCommand(environment, names) {
    const [begin, end] = marksOf(environment);
    return {
        script: { name: 'resolve', program: resolve_names_program, variables: { SECONDS_EACH: String(limitSeconds), BEGIN: begin, END: end } },
        stdin: names.map((name) => `${name}\n`).join(''),
        parse: (records) => new Map([...records].map((record) => {
            if (record.kind !== 'name')
                throw record.unreadable('`name`', record.kind);
            const found = record.text(2);
            return [record.text(1), found === '' ? [] : found.split(',')];
        })),
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/verify-names.js







/** Whether the names that what comes up is told lead to the VIP there; one script a host, which changes nothing. Fault: `name-unresolved`. */
async function verifyNames(target, arrivals, site) {
    const { spec } = target;
    if (nameKind(spec) !== 'dns')
        return;
    const vip = (0,environment_lib/* vipOf */.jp)(spec);
    await together(namesToldOn(target, arrivals), site, async ([host, names], its) => {
        const found = await runPhase(its, { host, name: 'names' }, resolveNamesCommand(spec.environment, names));
        const wrong = names.filter((name) => (found.get(name) ?? []).join() !== vip);
        if (wrong.length > 0)
            throw unresolved(target, { host, address: hostOf(its, host).address }, wrong, found);
    });
}
const mostNamed = 5;
function unresolved({ spec }, { host, address }, wrong, found) {
    const vip = (0,environment_lib/* vipOf */.jp)(spec);
    const say = (name) => {
        const addresses = found.get(name) ?? [];
        return `${name} is ${addresses.length === 0 ? 'unknown' : addresses.join(' and ')}`;
    };
    const more = wrong.length > mostNamed ? `; and ${wrong.length - mostNamed} more` : '';
    return new DeployFault('name-unresolved', {
        where: `Names on host ${host} (${address})`,
        expected: `${wrong[0]} and the like to lead to ${vip}, the VIP of ${spec.environment}`,
        found: `${wrong.slice(0, mostNamed).map(say).join('; ')}${more}`,
        fix: `Add \`*.${spec.address.domain}\` → ${vip} to the DNS that the host asks; or write \`names: hosts\` under \`address\` in the spec, and deploy keeps them in its /etc/hosts`,
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/edges.js

/** The proxy pair of an environment, in the order of its spec; empty for the embedded proxy. */
function edgesOf(spec) {
    const group = (0,environment_lib/* proxyKind */.P$)(spec) === 'haproxy' ? spec.hostGroups[spec.proxies.hostGroup ?? ''] : undefined;
    return group?.hosts ?? [];
}
function unreachablePolicy(spec) {
    return spec.proxies.unreachable ?? 'refuse';
}
/** Hosts whose proxy belongs to one spec and not to the other. */
function formerEdges(before, after) {
    const stay = new Set(edgesOf(after).map(({ name }) => name));
    return before === null ? [] : edgesOf(before).filter(({ name }) => !stay.has(name));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/judge-reach.js



/**
 * Judges what can't be reached, before anything is changed. A host that runs something, or is to, must be there. One that the target's spec has no
 * more may be gone for good, and a proxy may be out of reach when the spec says so and another one is there. Pure.
 */
function judgeReach({ target, base }, unreached) {
    const { spec } = target;
    const needed = [...unreached].filter(([host]) => runsSomething(target, base, host));
    if (needed.length > 0)
        return { kind: 'refused', fault: hostsUnreachable(needed) };
    const edges = edgesOf(spec);
    const lost = edges.filter(({ name }) => unreached.has(name));
    const left = edges.filter(({ name }) => !unreached.has(name));
    // One that the spec has no more may still hold the VIP.
    const former = formerEdges(base?.spec ?? null, spec).filter(({ name }) => unreached.has(name));
    const away = [...lost, ...former];
    if (away.length > 0 && (left.length === 0 || unreachablePolicy(spec) === 'refuse')) {
        return { kind: 'refused', fault: edgesUnreachable(spec.environment, { lost: away, left }, unreached) };
    }
    const names = new Set(lost.map(({ name }) => name));
    return { kind: 'enough', lost: [...names], passedOver: [...unreached.keys()].filter((host) => !names.has(host)) };
}
/** By the target, or by the base on a host that the target's spec still has. */
function runsSomething(target, base, host) {
    const isKnown = Object.values(target.spec.hostGroups).some(({ hosts }) => hosts.some(({ name }) => name === host));
    return places(target, host) || (isKnown && base !== null && places(base, host));
}
function places(deployment, host) {
    return deployment.revision.releases.some((release) => configOf(deployment, release).infrastructure.hosts.includes(host));
}
function hostsUnreachable(needed) {
    const [[, cause] = []] = needed;
    const names = needed.map(([host]) => host).join(', ');
    const those = needed.length === 1 ? 'it' : 'them';
    return new DeployFault('host-unreachable', {
        where: needed.length === 1 ? `Host ${names}` : `Hosts ${names}`,
        expected: `${those} to be in reach before anything is changed`,
        found: needed.map(([, fault]) => sayFound(fault)).join('; '),
        fix: `Bring ${those} back and deploy again; where ${those} will not come back, take ${those} out of the spec's host groups and promote that`,
    }, { cause, retryable: true });
}
function edgesUnreachable(environment, { lost, left }, unreached) {
    const say = (edges) => edges.map(({ name, address }) => `${name} (${address})`).join(', ');
    const names = lost.map(({ name }) => name).join(' and ');
    const fix = left.length === 0
        ? `Bring at least one of them back and deploy again`
        : `Bring ${names} back and deploy again; or write \`unreachable: proceed\` under \`proxies\` in the spec of ${environment} and promote that: ${left.map(({ name }) => name).join(' and ')} then goes on alone, and what ${names} may still send to is kept running`;
    return new DeployFault('proxy-unreachable', {
        where: `${environment}, ${lost.length === 1 ? 'proxy' : 'proxies'} ${say(lost)}`,
        expected: left.length === 0
            ? 'at least one proxy to be in reach'
            : 'every proxy to be in reach before anything is changed (`proxies.unreachable: refuse`)',
        found: lost.map(({ name }) => sayFound(unreached.get(name))).join('; '),
        fix,
    }, { cause: unreached.get(lost[0]?.name ?? ''), retryable: true });
}
function sayFound(fault) {
    return (fault?.explanation.found ?? fault?.message ?? 'no answer').replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/find-base.js

/** Among these releases what a host has: best of the same line. None for a package that is there itself. Pure. */
function baseFinder(releases, inspections) {
    return (host, { service, line, archive }) => {
        const there = new Set(inspections[host]?.packages);
        if (there.has((0,descriptor_lib/* bareDigest */.$$)(archive.digest)))
            return null;
        const bases = releases.filter((one) => one.service === service && there.has((0,descriptor_lib/* bareDigest */.$$)(one.archive.digest)));
        return bases.find((one) => one.line === line) ?? bases[0] ?? null;
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/names/keep-names.js








/** Before anything starts: old and new names beside each other, on every host that runs something. */
async function keepNamesMeanwhile({ spec, plan, proxies }, site) {
    if (nameKind(spec) !== 'hosts' || plan.groups.length === 0)
        return;
    const served = proxies.present.flatMap(({ host }) => Object.keys(proxies.tableOf(host)?.table.authorities ?? {}));
    const names = [...served, ...authoritiesOf(spec, plan)];
    const hosts = [...hostsOf(plan)].filter((host) => site.hosts.has(host));
    await together(hosts, site, (host, its) => keepNames(host, spec, names, its));
}
/** Hosts that may have a block: what deploy placed or found there, in an environment that keeps names in /etc/hosts, or did so before. Pure. */
function hostsWithNames(deployments, { plan }) {
    const all = deployments.filter((one) => one !== null);
    if (!all.some(({ spec }) => nameKind(spec) === 'hosts'))
        return new Set();
    const placed = all.flatMap((one) => one.revision.releases.flatMap((release) => configOf(one, release).infrastructure.hosts));
    return new Set([...placed, ...hostsOf(plan)]);
}
/** At the end: the names of the table where something runs, and no block where nothing does any more. */
async function keepNamesAtLast(host, goal, table, site) {
    const { spec, plan, proxies } = goal;
    const held = plan.leaving.filter((one) => proxies.holds(one));
    const runs = new Set([...hostsStaying(plan), ...held.map((one) => one.host)]);
    if (nameKind(spec) !== 'hosts' || table === null || !runs.has(host))
        return keepNames(host, spec, [], site);
    // What is held runs on by the names that it was told.
    const old = held.length === 0 ? [] : authoritiesOf(spec, plan);
    await keepNames(host, spec, [...Object.keys(table.authorities), ...old], site);
}
/** Makes a host's /etc/hosts have these names of the environment; none: the block goes. Fault: `names-broken`. */
async function keepNames(host, spec, names, site) {
    const block = renderHostsBlock(spec.environment, (0,environment_lib/* vipOf */.jp)(spec), names);
    const detail = (answer) => answer === 'same' ? 'as they were' : `${new Set(names).size} in /etc/hosts`;
    const answer = await runPhase(site, { host, name: 'names', detail }, hostsBlockCommand(site.acting, block));
    if (answer !== 'broken')
        return;
    throw new DeployFault('names-broken', {
        where: `Host ${host}, /etc/hosts`,
        expected: `the names of ${spec.environment} between two marks`,
        found: 'one mark without the other, or the other way round',
        fix: `Remove what is left between \`# towpath ${spec.environment}: begin\` and \`# towpath ${spec.environment}: end\`, with both lines, and deploy again`,
    });
}
function hostsStaying({ kept, groups }) {
    const entering = groups.flatMap(({ batches }) => batches.flat());
    return [...kept, ...entering].map(({ wanted }) => wanted.host);
}
function hostsOf(plan) {
    return new Set([...hostsStaying(plan), ...plan.leaving.map(({ host }) => host)]);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/leaving-order.js


/**
 * In which order instances leave the routes: who still calls a version that nothing else answers goes before that version, so that
 * its last requests find it. Mostly all go at once. What needs one another goes together. Pure.
 */
function leavingOrder(leaving, staying, policy) {
    const byRelease = Map.groupBy(leaving, keyOf);
    const isServed = ({ service, range }) => staying.some((one) => one.service === service && (0,descriptor_lib/* satisfies */.ib)(one.version, range, policy));
    const callers = new Map([...byRelease.keys()].map((key) => [key, new Set()]));
    for (const [caller, [instance]] of byRelease) {
        for (const edge of leaving_order_edgesOf(instance).filter((one) => !isServed(one))) {
            for (const [called, [other]] of byRelease) {
                const answers = other?.manifest.service === edge.service && (0,descriptor_lib/* satisfies */.ib)(other.manifest.version, edge.range, policy);
                if (called !== caller && answers)
                    callers.get(called)?.add(caller);
            }
        }
    }
    const waves = [];
    const waveOf = new Map();
    // Callers first, because what is called has them as its dependencies here.
    for (const group of (0,environment_lib/* orderServices */.dD)(callers)) {
        const before = group.flatMap((key) => [...(callers.get(key) ?? [])]).filter((key) => !group.includes(key));
        const wave = Math.max(-1, ...before.map((key) => waveOf.get(key) ?? -1)) + 1;
        for (const key of group)
            waveOf.set(key, wave);
        waves[wave] = [...(waves[wave] ?? []), ...group.flatMap((key) => byRelease.get(key) ?? [])];
    }
    return waves;
}
function leaving_order_edgesOf(instance) {
    return Object.entries(instance?.manifest.dependencies ?? {}).map(([service, { range }]) => ({ service, range }));
}
function keyOf({ manifest }) {
    return `${manifest.service}@${manifest.version}`;
}

// EXTERNAL MODULE: ./packages/archive/lib/index.js + 32 modules
var archive_lib = __webpack_require__(44558);
;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/revision-broken.js

/** What a revision names is not what the package store has. */
function revisionBroken(where, expected, found) {
    return new DeployFault('revision-broken', {
        where,
        expected,
        found: found ?? 'nothing',
        fix: 'Publish and promote it again under a new version',
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/file-indexes.js




/** Past it an index is not held in memory: hosts are sent the whole of it, as a stream. */
const longestHeldBytes = 8 * 1024 * 1024;
/** The file indexes of packages, and how they differ: found out once for all hosts that have the same. */
class FileIndexes {
    #packages;
    #differences = new Map();
    constructor(packages) {
        this.#packages = packages;
    }
    async read(release) {
        return (0,archive_lib/* readFileIndex */.zl)(await this.#packages.pull(release.service, release.files, await this.#sizeOf(release)));
    }
    /** Null where it is not worth while, or nobody has the index of the base any more. */
    difference(base, release) {
        const key = `${base.files} ${release.files}`;
        // A package that runs may have gone from the store. What is wrong with the other index is told to who then reads the whole of it.
        const difference = this.#differences.get(key) ?? this.#compare(base, release).catch(() => null);
        this.#differences.set(key, difference);
        return difference;
    }
    async #compare(base, release) {
        const bytes = (await this.#sizeOf(base)) + (await this.#sizeOf(release));
        if (bytes > longestHeldBytes)
            return null;
        const known = { digest: (0,descriptor_lib/* bareDigest */.$$)(base.archive.digest), entries: await this.read(base) };
        return (0,hosts_lib/* compareListings */.n$)(known, await this.read(release));
    }
    /** The manifest names the index with its size; it must be the one that the revision names. */
    async #sizeOf({ service, archive, files }) {
        const at = archive.reference.lastIndexOf('@');
        const stored = await this.#packages.resolve({ name: service, digest: archive.reference.slice(at + 1) });
        const layer = stored.layers.find(({ mediaType }) => mediaType === archive_lib/* fileIndexMediaType */.d$);
        if (layer?.digest === files)
            return layer.sizeBytes;
        throw revisionBroken(`${service}, its file index`, files, layer?.digest);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/selections.js








/**
 * Parts of archives, packed once for all hosts that lack the same: to unpack an archive and to pack again what is wanted of it costs ten times
 * what it costs to send it. They lie in a folder of their own, which goes when this is disposed of.
 */
class Selections {
    #packages;
    #files = new Map();
    #folder = null;
    constructor(packages) {
        this.#packages = packages;
    }
    /** A tar in gzip that holds the files of these paths. */
    async open(release, mediaType, paths) {
        return (0,external_node_fs_.createReadStream)(await this.#packed(release, mediaType, paths));
    }
    /** The same, before it is known that a host wants it. Whoever opens it is told when it fails. */
    expect(release, mediaType, paths) {
        if (paths.length > 0)
            this.#packed(release, mediaType, paths).catch(() => undefined);
    }
    async [Symbol.asyncDispose]() {
        await Promise.allSettled(this.#files.values());
        if (this.#folder !== null)
            await (0,external_node_fs_promises_.rm)(await this.#folder, { recursive: true, force: true });
    }
    #packed(release, mediaType, paths) {
        const key = (0,external_node_crypto_.createHash)('sha256')
            .update((0,descriptor_lib/* canonicalJson */.dj)([release.archive.digest, ...paths.toSorted()]))
            .digest('hex');
        const file = this.#files.get(key) ?? this.#pack(key, release, mediaType, paths);
        this.#files.set(key, file);
        return file;
    }
    async #pack(key, { service, archive }, mediaType, paths) {
        this.#folder ??= (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'towpath-parts-'));
        const file = (0,external_node_path_.join)(await this.#folder, key);
        const packed = await this.#packages.pull(service, archive.digest, archive.sizeBytes);
        const selected = (0,archive_lib/* selectFromArchive */.lA)({ archive: packed, mediaType, wanted: new Set(paths), compression: 'gzip' });
        await (0,external_node_stream_promises_.pipeline)(selected, (0,external_node_fs_.createWriteStream)(file));
        return file;
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/send-package.js




/**
 * Brings a package to a host: what any package there has already is linked, the rest is sent as one stream and checked by sha256 before it
 * can be seen. A package that is there costs one exchange.
 */
async function sendPackage(request, sources) {
    const { host, release, acting, signal } = request;
    const { packages, selections } = sources;
    const { service, archive } = release;
    const missing = (await askByDifference(request, sources)) ?? (await askByAll(request, sources));
    if (missing.kind === 'complete')
        return { sentBytes: 0, totalBytes: missing.linkedBytes };
    const mediaType = mediaTypeOf(release);
    // What a host has nothing of goes as it is.
    const isWhole = missing.linkedFiles === 0 && mediaType === archive_lib/* archiveMediaTypes */.SY.gzip;
    const sent = isWhole
        ? await packages.pull(service, archive.digest, archive.sizeBytes)
        : await selections.open(release, mediaType, missing.paths);
    await (0,hosts_lib/* runCommand */.d1)(host, (0,hosts_lib/* receiveCommand */.TQ)(acting, (0,descriptor_lib/* bareDigest */.$$)(archive.digest), sent), { signal });
    return { sentBytes: missing.lackingBytes, totalBytes: missing.linkedBytes + missing.lackingBytes };
}
/** Null where the host must be asked by the whole list. While it looks and links, what it will want is packed. */
async function askByDifference(request, { indexes, selections }) {
    const { host, release, base, acting, signal } = request;
    const difference = base === null ? null : await indexes.difference(base, release);
    if (difference === null)
        return null;
    selections.expect(release, mediaTypeOf(release), difference.lacking);
    const digest = (0,descriptor_lib/* bareDigest */.$$)(release.archive.digest);
    return (0,hosts_lib/* runCommand */.d1)(host, (0,hosts_lib/* missingByDifferenceCommand */.Mk)(acting, digest, difference), { signal });
}
async function askByAll({ host, release, acting, signal }, { indexes }) {
    const digest = (0,descriptor_lib/* bareDigest */.$$)(release.archive.digest);
    const entries = await indexes.read(release);
    return (0,hosts_lib/* runCommand */.d1)(host, (0,hosts_lib/* missingCommand */.c$)(acting, { digest, entries }), { signal });
}
function mediaTypeOf({ service, archive }) {
    const known = Object.values(archive_lib/* archiveMediaTypes */.SY).find((mediaType) => mediaType === archive.mediaType);
    if (known !== undefined)
        return known;
    throw revisionBroken(`${service}, its archive`, Object.values(archive_lib/* archiveMediaTypes */.SY).join(' or '), archive.mediaType);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/send-packages.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





/** How many packages go to one host at once: their bytes share one line, their scripts take turns at the host's lock. */
const atOnce = 3;
/** Brings every host the packages that it needs. */
async function sendPackages(packages, findBase, site) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const selections = __addDisposableResource(env_1, new Selections(site.packages), true);
        const sources = { packages: site.packages, indexes: new FileIndexes(site.packages), selections };
        const lines = Object.entries(packages).flatMap(([host, releases]) => {
            const waiting = releases.values();
            return Array.from({ length: Math.min(atOnce, releases.length) }, () => ({ host, waiting }));
        });
        await together(lines, site, async ({ host, waiting }, its) => {
            for (const release of waiting)
                await sendOne({ host, release, base: findBase(host, release) }, sources, its);
        });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function sendOne({ host, release, base }, sources, site) {
    const { phases, acting, signal } = site;
    const sent = await phases.run(host, `send ${release.service} ${release.version}`, () => sendPackage({ host: hostOf(site, host), release, base, acting, signal }, sources));
    phases.addBytes(host, sent);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/grpc-health.js
/** The standard health service: https://github.com/grpc/grpc/blob/master/doc/health-checking.md */
const grpcHealthPath = '/grpc.health.v1.Health/Check';
const serving = 1;
const healthNames = { 0: 'UNKNOWN', 2: 'NOT_SERVING', 3: 'SERVICE_UNKNOWN' };
/** Of https://github.com/grpc/grpc/blob/master/doc/statuscodes.md those that are seen of a health service. */
const statusNames = {
    1: 'CANCELLED',
    2: 'UNKNOWN',
    4: 'DEADLINE_EXCEEDED',
    7: 'PERMISSION_DENIED',
    8: 'RESOURCE_EXHAUSTED',
    13: 'INTERNAL',
    14: 'UNAVAILABLE',
    16: 'UNAUTHENTICATED',
};
const notFound = 5;
const unimplemented = 12;
/** HealthCheckRequest: field 1 is the service's name, left out when it is empty. */
function renderHealthRequest(service) {
    const name = Buffer.from(service, 'utf8');
    return name.length === 0 ? name : Buffer.concat([Buffer.from([(1 << 3) | 2, ...varint(name.length)]), name]);
}
/** Null when it serves, else what was wrong. Pure. */
function judgeGrpcHealth({ status, grpcStatus, body, message }, service) {
    if (grpcStatus === null)
        return `its answer has the HTTP status ${status} and is none of a gRPC server`;
    if (grpcStatus === unimplemented) {
        return 'it has no grpc.health.v1.Health service; register the health service that comes with its gRPC library';
    }
    if (grpcStatus === notFound) {
        return `its health service does not know "${service}"; set that name's status in the program, or name another one as \`health\` ("" means the whole server)`;
    }
    if (grpcStatus !== 0) {
        const name = statusNames[grpcStatus];
        return `its health service answered ${name ?? `grpc-status ${grpcStatus}`}${body === '' ? '' : `: ${body}`}`;
    }
    const health = message === null ? null : parseHealthStatus(message);
    if (health === serving)
        return null;
    return health === null
        ? 'its health service answered what can not be read'
        : `its health is ${healthNames[health] ?? health}`;
}
/** HealthCheckResponse: field 1 is the status; one that is not there is 0. Other fields are passed over. Null when it can't be read. */
function parseHealthStatus(message) {
    let status = 0;
    let at = 0;
    while (at < message.length) {
        const tag = readVarint(message, at);
        if (tag === null)
            return null;
        const value = readField(message, tag.end, tag.value & 7);
        if (value === null)
            return null;
        if (tag.value === 1 << 3)
            status = value.value;
        at = value.end;
    }
    return status;
}
/** By wire type: a varint, 64 bits, bytes with their length, 32 bits. */
function readField(message, at, wireType) {
    const size = wireType === 1 ? 8 : wireType === 5 ? 4 : null;
    if (size !== null)
        return skip(message, at + size);
    if (wireType !== 0 && wireType !== 2)
        return null;
    const varint = readVarint(message, at);
    return varint === null || wireType === 0 ? varint : skip(message, varint.end + varint.value);
}
function skip(message, end) {
    return end <= message.length ? { value: 0, end } : null;
}
function readVarint(message, start) {
    let value = 0;
    for (let at = start; at < message.length && at < start + 10; at += 1) {
        const byte = message[at] ?? 0;
        value += (byte & 0x7f) * 2 ** (7 * (at - start));
        if (byte < 0x80)
            return { value, end: at + 1 };
    }
    return null;
}
function varint(value) {
    return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/expectations.js




/** One expectation for each of these releases and each protocol by which the table routes it by name: its exact version, at its health path. Pure. */
function planExpectations(table, releases) {
    const expectations = releases.flatMap((release) => {
        const { service, version, descriptor } = release;
        return Object.entries(descriptor.provides ?? {}).flatMap(([name, provide]) => {
            const routed = table.releases[(0,routing_lib/* releaseKey */.DR)(release)]?.endpoints[name] ?? [];
            const request = routed.length === 0 ? null : requestFor(table, release, provide);
            return request === null ? [] : [{ service, version, request }];
        });
    });
    return [...new Map(expectations.map((one) => [renderRequest(one.request), one])).values()];
}
/** For messages: what is asked, and by which name unless the path says it. */
function renderRequest({ protocol, path, authority }) {
    const asked = authority === byPath ? path : `${authority}${path}`;
    return protocol === 'http' ? asked : `${asked} by gRPC`;
}
/** An authority that means no service: then the path says which one. */
const byPath = 'towpath.verify';
/** Null for what has no name in requests: a port of its own leads to it. */
function requestFor(table, { service, version }, provide) {
    const exact = new semver.SemVer(version).version;
    const prefix = `/${service}@${encodeURIComponent(exact)}`;
    switch (provide.protocol) {
        case 'http':
            return { protocol: 'http', path: `${prefix}${provide.health ?? '/'}`, authority: byPath };
        case 'grpc': {
            const authority = authorityOf(table, service, (0,descriptor_lib/* labelOfRange */.jz)(exact));
            return authority === null
                ? { protocol: 'grpc', path: `${prefix}${grpcHealthPath}`, authority: byPath }
                : { protocol: 'grpc', path: grpcHealthPath, authority };
        }
        case 'tcp':
            return null;
    }
}
/** `<label>.<service>.<domain>` as gRPC programs have it; null in an environment without a domain. */
function authorityOf(table, service, label) {
    const found = Object.entries(table.authorities).find(([, meant]) => meant.service === service && meant.range === label);
    return found?.[0] ?? null;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/close-proxy.js


/* keepalived first, so that the VIP goes to another one while this proxy still serves what is under way. */
const close_proxy_program = `
lock
fence
unit_remove "$VIP_UNIT"
unit_remove "$PROXY_UNIT"
rm -rf -- "$FOLDER"
unlock
echo end
`;
/** Ends the proxy of an environment on a host that is no proxy of it any more; nothing of it stays. */
function closeProxyCommand({ layout }, acting) {
    const { proxyUnit, vipUnit, folder } = edgeFiles(layout, acting.environment);
    return {
        script: {
            name: 'close-proxy',
            program: close_proxy_program,
            variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), PROXY_UNIT: proxyUnit, VIP_UNIT: vipUnit, FOLDER: folder },
        },
        parse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/close-proxies.js



/** Ends the environment's proxies on these hosts, as far as they are in reach: nothing of them stays. */
async function closeProxies(names, site) {
    const hosts = names.filter((host) => site.hosts.has(host));
    await together(hosts, site, (host, its) => runPhase(its, { host, name: 'end its proxy' }, closeProxyCommand(hostOf(its, host), its.acting)));
}

// EXTERNAL MODULE: ./packages/embedded/lib/index.js + 28 modules
var embedded_lib = __webpack_require__(20173);
;// CONCATENATED MODULE: ./packages/deploy/lib/run/pause.js
/** Waits, and ends early with the signal's reason when that is aborted. */
async function pause(milliseconds, { sleep, signal }) {
    signal.throwIfAborted();
    await untilAborted(sleep(milliseconds), signal);
}
/** The outcome of some work, or the signal's reason as soon as that is aborted; the work itself goes on. */
async function untilAborted(work, signal) {
    const aborted = Promise.withResolvers();
    const onAbort = () => aborted.reject(signal.reason);
    if (signal.aborted)
        onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        return await Promise.race([work, aborted.promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/health-fault.js


/** How many of its last lines a failing service is shown with. */
const health_fault_shownLines = 20;
const longestLine = 300;
/** A fault that shows what the instance itself said last. */
async function healthFault(instance, { code, expected, found }) {
    const { host, release, unit } = instance;
    const log = await (0,hosts_lib/* runCommand */.d1)(host, (0,hosts_lib/* logsCommand */.XM)(unit, health_fault_shownLines));
    const last = log.filter((line) => line.trim() !== '').at(-1);
    const said = last === undefined ? 'it said nothing' : `its last line: ${last.slice(0, longestLine)}`;
    return new DeployFault(code, {
        where: `${release} on ${host.name}`,
        expected,
        found: `${found}; ${said}`,
        fix: code === 'port-foreign'
            ? 'End that process, or give the host group other `ports`, and deploy again'
            : 'Read its last lines in the report',
    }, { log, retryable: code === 'port-foreign' });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/look-at-unit.js


const look_at_unit_program = `
${listenerFunctions}
seen=$(unit_process "$UNIT")
state=\${seen%% *}
pid=\${seen#* }
since=
[ ! -r "/proc/$pid/stat" ] || since=$(sed 's/.*) //' "/proc/$pid/stat" 2> /dev/null | cut -d ' ' -f 20) || since=
if [ -n "$since" ]; then
  up=$(awk -v since="$since" -v ticks="$(getconf CLK_TCK)" '{ up = $1 - since / ticks; printf "%.2f", up < 0 ? 0 : up }' /proc/uptime)
  printf 'unit\\t%s\\t%s:%s\\t%s\\n' "$state" "$pid" "$since" "$up"
  pids=$(unit_family "$pid")
else
  printf 'unit\\t%s\\t-\\t0\\n' "$state"
  pids=
fi
for port in $PORTS; do
  owner=nobody
  who=
  for inode in $(listening "$ADDRESS" "$port"); do
    owner=other
    for one in $pids; do
      [ -z "$(find "/proc/$one/fd" -maxdepth 1 -lname "socket:\\[$inode\\]" 2> /dev/null | head -n 1)" ] || owner=unit
    done
    [ "$owner" = unit ] || who=$(holder "$inode")
  done
  printf 'listener\\t%s\\t%s\\t%s\\n' "$port" "$owner" "$who"
done
echo end
`;
/** Looks at one unit: whether its process runs, and whether its ports are its own. Without lock and fence. */
function lookAtUnit(unit, address, ports) {
    return {
        script: {
            name: 'look',
            program: look_at_unit_program,
            variables: { UNIT: unit, ADDRESS: addressHex(address), PORTS: ports.join(' ') },
        },
        parse: (records) => {
            const head = records.next();
            if (head.kind !== 'unit')
                throw head.unreadable('`unit`', head.kind);
            const process = head.text(2);
            const listeners = [...records].map((record) => {
                if (record.kind !== 'listener')
                    throw record.unreadable('`listener`', record.kind);
                return { port: record.number(1), owner: record.choice(2, ['unit', 'other', 'nobody']), holder: record.rest(3) };
            });
            return {
                state: head.choice(1, hosts_lib/* unitStates */.$1),
                process: process === '-' ? null : process,
                upSeconds: Number(head.text(3)),
                listeners,
            };
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/health-script.js

/**
 * Runs a package's own health command where and as the instance runs: as its user, in its folder, with its environment. Its environment file
 * is shell as well; only that user reads it, so that nothing in it can act as root.
 */
function healthScript({ unit, releaseFolder, packageFolder, command }) {
    return {
        name: 'health',
        program: `
cd "$PACKAGE_FOLDER"
eval "set -- $COMMAND"
unit_as "$UNIT" /bin/sh -c 'set -a; . "$0"; exec "$@"' "$RELEASE_FOLDER/environment" "$@"
`,
        variables: {
            UNIT: unit,
            PACKAGE_FOLDER: packageFolder,
            RELEASE_FOLDER: releaseFolder,
            COMMAND: command.map(hosts_lib/* quote */.hD).join(' '),
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/hold-through-host.js

/** Long enough to see a program that takes a connection only to close it, or dies of it. */
const holdMs = 100;
/** Null when it accepts a connection and keeps it for a moment, else what was wrong. Whatever it says is not looked at. */
async function holdThroughHost(host, address, timeoutMs) {
    const connection = await connectWithin(host, address, AbortSignal.timeout(timeoutMs));
    try {
        return await new Promise((resolve) => {
            const closed = (error) => resolve(`it closed the connection at once${error instanceof Error ? `: ${error.message}` : ''}`);
            setTimeout(resolve, holdMs, null);
            connection.once('end', closed).once('error', closed).resume();
        });
    }
    finally {
        connection.destroy();
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/probe.js






/** Whether it can be asked anything at all; a worker without a health command must just stay up. */
function canBeAsked({ health, provides }) {
    return health.command !== undefined || Object.keys(provides).length > 0;
}
/** Null when every provide answers, and the health command if there is one; else what was wrong. */
async function probe(instance, signal) {
    const { health, provides, ports } = instance;
    const answers = await Promise.all([
        health.command === undefined ? null : runHealthCommand(instance, health.command, signal),
        ...Object.entries(provides).map(async ([name, provide]) => {
            const port = ports[name];
            if (port === undefined)
                return `no port for ${name}`;
            const wrong = await askProvide(instance, provide, port);
            return wrong === null ? null : `${name} on port ${port}: ${wrong}`;
        }),
    ]);
    return answers.find((answer) => answer !== null) ?? null;
}
async function askProvide({ host, health }, provide, port) {
    try {
        return await ask(host, provide, port, health.timeoutMs);
    }
    catch (error) {
        return shortly(error);
    }
}
async function ask(host, provide, port, timeoutMs) {
    const address = { kind: 'tcp', host: host.address, port };
    const authority = `${host.address}:${port}`;
    switch (provide.protocol) {
        case 'http': {
            const path = provide.health ?? '/';
            const { status } = await getThroughHost(host, address, { path, authority, timeoutMs });
            return status >= 200 && status < 400 ? null : `GET ${path} answered ${status}`;
        }
        case 'grpc': {
            const service = provide.health ?? '';
            const message = renderHealthRequest(service);
            const request = { path: grpcHealthPath, authority, message, timeoutMs };
            return judgeGrpcHealth(await askGrpcThroughHost(host, address, request), service);
        }
        case 'tcp':
            return holdThroughHost(host, address, timeoutMs);
    }
}
async function runHealthCommand({ host, unit, folder, packageDigest, health }, command, signal) {
    const script = healthScript({
        unit,
        releaseFolder: folder,
        packageFolder: (0,hosts_lib/* packageFolder */.n4)(host.layout, packageDigest),
        command,
    });
    try {
        const { exitCode, stdout, stderr } = await host.run(script, { limitMs: health.timeoutMs, signal });
        if (exitCode === 0)
            return null;
        const last = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
        return `\`${command.join(' ')}\` ended with ${exitCode}${last === '' ? '' : `: ${last}`}`;
    }
    catch (error) {
        signal.throwIfAborted();
        return `\`${command.join(' ')}\`: ${shortly(error)}`;
    }
}
/** Of a fault, what was found; of a system's error, its words. */
function shortly(error) {
    if (!(error instanceof Error))
        return String(error);
    const { cause } = error;
    return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/wait-healthy.js





/** While it comes up it is asked often, so that a quick start is seen at once; the pauses double up to `intervalMs`. */
const firstPauseMs = 25;
/** How often the unit itself is looked at while it does not answer. */
const lookEveryMs = 1000;
/**
 * Waits until an instance answers well `successes` times in a row, at ports that are its own, and then stays so for `settleSeconds` without
 * being started again. What can't be asked anything must just stay up. One that has been up for long already need not settle again.
 * Faults: `instance-failed`, `unhealthy`, `unsettled`, `port-foreign`, each with its last lines.
 */
async function waitHealthy(instance, clock) {
    const first = await waitForAnswers(instance, clock);
    const { settleSeconds } = instance.health;
    const restMs = (settleSeconds - (canBeAsked(instance) ? 0 : first.upSeconds)) * 1000;
    if (restMs > 0)
        await settle(instance, first, restMs, clock);
}
/** Returns what the unit looked like at the first good answer. */
async function waitForAnswers(instance, clock) {
    const { startSeconds, intervalMs, successes } = instance.health;
    const needed = canBeAsked(instance) ? successes : 1;
    const until = clock.now() + startSeconds * 1000;
    let seen = null;
    let inRow = 0;
    let pauseMs = firstPauseMs;
    let lookAt = clock.now() + lookEveryMs;
    for (;;) {
        clock.signal.throwIfAborted();
        let wrong = await probe(instance, clock.signal);
        if (wrong === null && inRow === 0) {
            seen = await look(instance, clock);
            wrong = doubt(seen);
        }
        else if (wrong !== null && clock.now() >= lookAt) {
            lookAt = clock.now() + lookEveryMs;
            await look(instance, clock);
        }
        inRow = wrong === null ? inRow + 1 : 0;
        if (seen !== null && inRow >= needed)
            return seen;
        if (wrong !== null && clock.now() > until) {
            await look(instance, clock);
            throw await healthFault(instance, {
                code: 'unhealthy',
                expected: `a healthy answer within ${startSeconds} s of its start`,
                found: wrong,
            });
        }
        await pause(inRow > 0 ? intervalMs : Math.min(pauseMs, intervalMs), clock);
        pauseMs *= 2;
    }
}
/** Throws at once for what waiting can't mend. */
async function look(instance, { signal }) {
    const { host, unit, ports } = instance;
    const seen = await (0,hosts_lib/* runCommand */.d1)(host, lookAtUnit(unit, host.address, Object.values(ports)), { signal });
    if (seen.state === 'failed' || seen.state === 'stopped' || seen.state === 'absent') {
        throw await healthFault(instance, {
            code: 'instance-failed',
            expected: 'its process to stay up',
            found: seen.state === 'failed' ? 'it ended again and again' : `its unit is ${seen.state}`,
        });
    }
    const foreign = seen.listeners.find(({ owner }) => owner === 'other');
    if (foreign !== undefined) {
        throw await healthFault(instance, {
            code: 'port-foreign',
            expected: `port ${foreign.port} to be its own`,
            found: foreign.holder === '' ? 'another process listens there' : `process ${foreign.holder} listens there`,
        });
    }
    return seen;
}
/** An answer does not count while the process that gave it can't be seen. */
function doubt({ state, process, listeners }) {
    if (state !== 'running' || process === null)
        return `its process is ${state}`;
    const silent = listeners.find(({ owner }) => owner === 'nobody');
    return silent === undefined ? null : `nothing listens at port ${silent.port}`;
}
async function settle(instance, first, restMs, clock) {
    const unsettled = (found) => healthFault(instance, {
        code: 'unsettled',
        expected: `it to stay well for ${instance.health.settleSeconds} s`,
        found,
    });
    const until = clock.now() + restMs;
    for (let left = restMs; left > 0; left = until - clock.now()) {
        await pause(Math.min(instance.health.intervalMs, left), clock);
        const wrong = await probe(instance, clock.signal);
        if (wrong !== null)
            throw await unsettled(wrong);
    }
    const last = await look(instance, clock);
    if (last.process !== first.process)
        throw await unsettled('its process ended and was started again');
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/revive.js

const revive_program = `
lock
fence
unlock
said=$(unit_start $REVIVED 2>&1) || fail unit-failed "$said"
echo end
`;
/** Starts units that stand still, as they stand: on the ports and with the secrets that they had. One that runs is left alone. */
function reviveCommand(acting, units) {
    return {
        script: { name: 'revive', program: revive_program, variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), REVIVED: units.join(' ') } },
        parse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/enter.js









/** Brings a batch up on all of its hosts at once, and waits until each of it is healthy. Returns what came up. */
async function enterBatch(batch, spec, site, progress) {
    const byHost = Map.groupBy(batch, ({ wanted }) => wanted.host);
    const started = await together(byHost, site, async ([host, entrances], its) => {
        const revived = await reviveOnHost(host, entrances, its);
        const anew = await startOnHost(host, entrances, spec, its);
        return [...revived, ...anew];
    });
    const entered = await together(started.flat(), site, (one, its) => comeUp(one, spec, its));
    progress.entered.push(...entered);
    return entered;
}
/** At how many ports an instance is tried when somebody else is quicker to take the one that was free a moment ago. */
const portTrials = 3;
/** Waits for its health. Where another process took its port, it is started anew at another one. */
async function comeUp(started, spec, site) {
    let one = started;
    for (let trial = 1;; trial += 1) {
        try {
            await waitForOne(one, site);
            return one;
        }
        catch (error) {
            const isForeign = error instanceof DeployFault && error.code === 'port-foreign';
            if (!isForeign || trial === portTrials || one.entrance.revived !== null)
                throw error;
            one = await startElsewhere(one, spec, site);
        }
    }
}
/** Removed with its port, so that the host chooses the next one. */
async function startElsewhere({ entrance }, spec, site) {
    const { host, release, folder, unit } = entrance.wanted;
    const instance = { service: release.service, release: folder, unit };
    const command = (0,hosts_lib/* stopCommand */.IM)(site.acting, { instances: [instance], remove: true });
    await runPhase(site, { host, name: `give up the port of ${release.service} ${release.version}` }, command);
    const [again] = await startOnHost(host, [entrance], spec, site);
    return again ?? enter_unknownHost(host);
}
async function startOnHost(hostName, entrances, spec, site) {
    const anew = entrances.filter(({ revived }) => revived === null);
    if (anew.length === 0)
        return [];
    const host = hostOf(site, hostName);
    const { ports, connection } = (0,environment_lib/* environmentHosts */.Dt)(spec).get(hostName) ?? enter_unknownHost(hostName);
    const instances = anew.map(({ wanted }) => toStart(wanted, userOf(wanted, site.acting.environment, connection)));
    const command = (0,hosts_lib/* startCommand */.S0)(host, site.acting, { instances, ports: { first: ports.low, last: ports.high } });
    const answers = await runPhase(site, { host: hostName, name: `start ${namesOf(anew)}` }, command);
    return anew.map((entrance) => {
        const { id, unit } = entrance.wanted;
        const answer = answerFor(answers, entrance);
        return { entrance, id, unit, address: host.address, ports: answer.ports, change: answer.change };
    });
}
async function reviveOnHost(host, entrances, site) {
    const standing = entrances.flatMap((entrance) => entrance.revived === null ? [] : [{ entrance, live: entrance.revived }]);
    if (standing.length === 0)
        return [];
    const units = standing.flatMap(({ live }) => live.found.unit ?? []);
    const names = namesOf(standing.map(({ entrance }) => entrance));
    await runPhase(site, { host, name: `start ${names} again` }, reviveCommand(site.acting, units));
    return standing.map(({ entrance, live }) => enteredAgain(entrance, live));
}
function enteredAgain(entrance, { manifest, found, address }) {
    return { entrance, id: manifest.id, unit: found.unit ?? '', address, ports: found.ports, change: 'started' };
}
function namesOf(entrances) {
    const names = entrances.map(({ wanted: { release } }) => `${release.service} ${release.version}`);
    return [...new Set(names)].join(', ');
}
/** Each service of an environment runs as a user of its own, unless it is told otherwise; on this machine as whoever deploys. */
function userOf({ release, config }, environment, connection) {
    if (connection === 'local')
        return null;
    const { user } = config.infrastructure;
    return user === null ? { kind: 'own', name: (0,environment_lib/* userName */.nT)(environment, release.service) } : { kind: 'given', name: user };
}
function toStart(wanted, user) {
    const { release, config } = wanted;
    const { infrastructure } = config;
    return {
        service: release.service,
        version: release.version,
        release: wanted.folder,
        unit: wanted.unit,
        package: (0,descriptor_lib/* bareDigest */.$$)(release.archive.digest),
        command: release.descriptor.code.run,
        user,
        stopSeconds: infrastructure.stopSeconds,
        restartSeconds: infrastructure.restartSeconds,
        resources: infrastructure.resources,
        ports: wanted.portVariables,
        environmentFile: (0,embedded_lib/* renderEnvironmentFile */.sh)(wanted.environment),
        files: wanted.files,
        hostFiles: wanted.hostFiles,
        state: infrastructure.state,
        manifest: (0,descriptor_lib/* canonicalJson */.dj)(wanted.manifest),
    };
}
function answerFor(answers, { wanted }) {
    const answer = answers.find(({ service, release }) => service === wanted.release.service && release === wanted.folder);
    if (answer !== undefined)
        return answer;
    throw new DeployFault('instance-failed', {
        where: wanted.id,
        expected: 'the host to tell of its start',
        found: 'nothing',
    });
}
async function waitForOne({ entrance, unit, ports }, site) {
    const { wanted, revived } = entrance;
    const { service, version, descriptor, archive } = wanted.release;
    const host = hostOf(site, wanted.host);
    const instance = {
        release: `${service} ${version}`,
        unit,
        host,
        folder: (0,hosts_lib/* releaseFolder */.Uc)(host.layout, site.acting.environment, service, revived?.found.release ?? wanted.folder),
        packageDigest: (0,descriptor_lib/* bareDigest */.$$)(archive.digest),
        ports,
        provides: descriptor.provides ?? {},
        health: wanted.config.infrastructure.health,
    };
    const clock = { now: () => site.clock().getTime(), sleep: site.sleep, signal: site.signal };
    await site.phases.run(wanted.host, `health of ${service} ${version}`, () => waitHealthy(instance, clock));
}
function enter_unknownHost(name) {
    throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/hold-back.js

/** A service with `strategy: replace` can't have both up; while a proxy out of reach may send to the old one, it must not stop. Fault: `proxy-unreachable`. */
function refuseGap(old, proxies) {
    const held = old.filter((one) => proxies.holds(one));
    const [first] = held;
    if (first === undefined)
        return;
    const names = new Set(held.map(({ manifest }) => `${manifest.service} ${manifest.version}`));
    const lost = proxies.lost.map(({ host }) => host).join(' and ');
    throw new DeployFault('proxy-unreachable', {
        where: `${[...names].join(', ')}, strategy: replace`,
        expected: 'every proxy to be in reach, because the old one must stop before the new one starts',
        found: `${lost} out of reach, which may still send to it`,
        fix: `Bring ${lost} back and deploy again`,
    }, { cause: proxies.lost[0]?.fault, retryable: true });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/progress.js

function newProgress() {
    return { entered: [], stopped: [] };
}
function routeOf({ entrance, id, address, ports }) {
    const { wanted, revived } = entrance;
    const { service, version } = wanted.release;
    const instance = { instance: id, service, version, address, ports };
    return { release: releaseToRoute(wanted), instance: revived === null ? instance : instanceToRoute(revived) };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/verify-answers.js



const verify_answers_trials = 40;
const pauseMs = 50;
/** Asks until every expectation holds, each for at most two seconds. Fault: `proxy-wrong`. */
async function verifyAnswers(expectations, questioning) {
    await Promise.all(expectations.map((expectation) => verifyOne(expectation, questioning)));
}
async function verifyOne(expectation, { name, ask, pause }) {
    for (let left = verify_answers_trials;; left -= 1) {
        const answer = await ask(expectation.request).catch((error) => {
            throw error instanceof lib/* Fault */.vC ? error : unanswered(name, expectation, error);
        });
        if (isExpected(answer, expectation))
            return;
        if (left <= 1)
            throw wrong(name, expectation, answer);
        await pause(pauseMs);
    }
}
/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
function isExpected(answer, { version }) {
    return answer.version === version && answer.status < 500;
}
/** A timeout says of itself nothing about who was silent. */
function unanswered(where, { service, version, request }, cause) {
    const found = `no answer: ${cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause)}`;
    return new DeployFault('proxy-wrong', {
        where: `${where}, ${renderRequest(request)}`,
        expected: `${service} ${version} to answer`,
        found,
        fix: `Look at the log of ${service} ${version}`,
    }, { cause, retryable: true });
}
function wrong(where, { service, version, request }, { status, version: found, body }) {
    return new DeployFault('proxy-wrong', {
        where: `${where}, ${renderRequest(request)}`,
        expected: `${service} ${version} to answer`,
        found: `${status}${found === null ? '' : ` from ${found}`}${body === '' ? '' : `: ${body.slice(0, 200)}`}`,
        fix: `Look at the log of ${service} ${version}`,
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/switch-tables.js





/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it; when one
 * can't commit, the others go back to what they had. A proxy that serves by it already is not touched. Returns whether one was.
 */
async function switchTo(table, expectations, proxies, site) {
    const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
    const isBehind = ({ host }) => proxies.tableOf(host)?.digest !== digest;
    const behind = new Set(proxies.present.filter(isBehind));
    if (behind.size === 0)
        return false;
    try {
        await proxies.each(site, async (proxy, its) => {
            if (behind.has(proxy))
                await prepare(proxy, table, expectations, its);
        });
        site.signal.throwIfAborted();
    }
    catch (error) {
        // What is prepared may be another run's by now.
        if (!isLeaseLost(error))
            await Promise.allSettled([...behind].map((proxy) => proxy.abort()));
        throw error;
    }
    const before = new Map(proxies.present.map(({ host }) => [host, proxies.tableOf(host)]));
    try {
        await proxies.each(site, async (proxy, { phases }) => {
            if (behind.has(proxy))
                await phases.run(proxy.host, 'switch routes', () => proxies.commit(proxy, table));
        });
    }
    catch (error) {
        if (isLeaseLost(error))
            throw error;
        await Promise.allSettled([...behind].map(async (proxy) => {
            const old = before.get(proxy.host)?.table;
            if (old !== undefined)
                await goBack(proxy, old, proxies, beyondCancel(site));
        }));
        throw error;
    }
    return true;
}
function prepare(proxy, table, expectations, site) {
    return site.phases.run(proxy.host, 'verify routes', async () => {
        await proxy.prepare(table);
        await verifyAnswers(expectations, {
            name: `Proxy on ${proxy.host}`,
            ask: (request) => proxy.ask(request),
            pause: (milliseconds) => pause(milliseconds, site),
        });
    });
}
/** Right away, so that clients do not meet two tables until all else is put back. */
function goBack(proxy, table, proxies, { phases }) {
    return phases.run(proxy.host, 'switch routes back', async () => {
        await proxy.prepare(table);
        await proxies.commit(proxy, table);
    });
}
/**
 * Once all in reach have the table: they go before one that may have another, and level with one another as soon as nobody is left behind. Where it
 * can't be known and nothing was switched, all stays as it is. Returns whether one was changed.
 */
async function settleFreshness(table, { hasSwitched }, proxies, site) {
    const isFresh = proxies.mayDisagree(table) ?? (hasSwitched ? true : null);
    if (isFresh === null || proxies.present.every((proxy) => proxy.isFresh === isFresh))
        return false;
    await proxies.each(site, async (proxy, { phases }) => {
        if (proxy.isFresh === isFresh)
            return;
        const name = isFresh ? 'go before the one out of reach' : 'go level';
        await phases.run(proxy.host, name, () => proxy.setFresh(isFresh));
    });
    return true;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/verify-paths.js






/** A packet that is thrown away is answered by nobody: who has said nothing for so long is not reached. */
const pathLimitMs = 2000;
/**
 * Whether each proxy can reach each host that something routed comes up on, before anything is started. Nothing listens there yet: that a connection is
 * refused is an open way, silence is a blocked one. Fault: `path-blocked`.
 */
async function verifyPaths(spec, arrivals, edges, site) {
    const serving = arrivals.filter(({ release }) => Object.keys(release.descriptor.provides ?? {}).length > 0);
    const ways = [...new Set(serving.map(({ host }) => host))].map((name) => {
        const { low, high } = (0,environment_lib/* environmentHosts */.Dt)(spec).get(name)?.ports ?? { low: 0, high: 0 };
        return { host: hostOf(site, name), port: low, ports: `${low}-${high}` };
    });
    await fromEachEdge(spec, ways, { phase: 'look for the way', mayBeRefused: true }, edges, site);
}
/** Whether each proxy can reach what has come up, at its very port: a firewall that refuses is seen only here. Fault: `path-blocked`. */
async function verifyEndpoints(spec, entered, edges, site) {
    const ways = entered.flatMap(({ entrance, ports }) => Object.values(ports).map((port) => ({ host: hostOf(site, entrance.wanted.host), port, ports: String(port) })));
    await fromEachEdge(spec, ways, { phase: 'reach the new', mayBeRefused: false }, edges, site);
}
async function fromEachEdge(spec, ways, { phase, mayBeRefused }, edges, site) {
    // The embedded proxy stands on the same machine.
    if (ways.length === 0 || (0,environment_lib/* proxyKind */.P$)(spec) === 'embedded')
        return;
    const stopped = [];
    await edges.each(site, async ({ host: name }, its) => {
        const edge = hostOf(its, name);
        const others = ways.filter(({ host }) => host.name !== edge.name);
        if (others.length === 0)
            return;
        await its.phases.run(edge.name, phase, async () => {
            const found = await Promise.all(others.map((way) => walk(edge, way, mayBeRefused)));
            const blocked = found.filter((fault) => fault !== null);
            stopped.push(...blocked);
            return blocked.length;
        }, (blocked) => (blocked === 0 ? '' : `${blocked} blocked`));
    });
    if (stopped.length > 0)
        throw allOf(stopped);
}
/** Null for an open way. */
async function walk(edge, way, mayBeRefused) {
    const address = { kind: 'tcp', host: way.host.address, port: way.port };
    try {
        const connection = await connectWithin(edge, address, AbortSignal.timeout(pathLimitMs));
        connection.destroy();
        return null;
    }
    catch (error) {
        if (isOutOfReach(error))
            throw error;
        const found = sayWhy(error);
        return mayBeRefused && !isBlocked(error, found) ? null : blocked(edge, way, found, error);
    }
}
/** Which of them it was, sshd says in words alone, and not always. */
function isBlocked(error, found) {
    return isTimeout(error) || /no route|unreachable|timed? ?out|prohibited/i.test(found);
}
function isTimeout(error) {
    return error instanceof DOMException && error.name === 'TimeoutError';
}
function sayWhy(error) {
    if (isTimeout(error))
        return `no answer within ${pathLimitMs / 1000} s`;
    if (!(error instanceof Error))
        return String(error);
    const { cause } = error;
    return (cause instanceof Error && cause.message !== '' ? cause.message : error.message).replace(/\.$/, '');
}
function blocked(edge, { host, ports }, found, cause) {
    return new DeployFault('path-blocked', {
        where: `The way from proxy ${edge.name} (${edge.address}) to ${host.name} (${host.address}), TCP ports ${ports}`,
        expected: 'the proxy to reach what runs there',
        found,
        fix: `Let TCP from ${edge.address} to ${host.address} ports ${ports} through the firewalls between them, for instance on ${host.name}: \`nft add rule inet filter input ip saddr ${edge.address} tcp dport ${ports} accept\``,
    }, { cause });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/verify-through-vip.js









/** The VIP comes to a proxy within a second of its start, and moves within one; a neighbour may need to learn where it is. */
const vipLimitMs = 10_000;
const vipPauseMs = 100;
/**
 * Asks through the VIP what every client would get, from a host that is no proxy where there is one. A VIP that somebody else owns leads to any of the
 * edges, so after a switch each is asked at its own address as well. Returns what the environment was verified through. Faults: `proxy-wrong`, `vip-silent`.
 */
async function verifyThroughVip(spec, expectations, { proxies, hasSwitched }, site) {
    const asker = expectations.length === 0 ? null : askerOf(spec, proxies, site);
    if (asker === null)
        return 'host';
    const doors = hasSwitched ? [...ownDoors(spec, proxies), theDoor(spec)] : [theDoor(spec)];
    await site.phases.run(asker.name, 'verify through the VIP', () => together(doors, site, async ({ name, address }, its) => {
        const where = `${name}, asked from ${asker.name}`;
        await verifyAnswers(expectations, {
            name: where,
            ask: (request) => askDoor(asker, { where, address, port: spec.address.port }, request, its),
            pause: (milliseconds) => pause(milliseconds, its),
        });
    }));
    return 'vip';
}
/** Who holds the VIP, for the report. Where nothing was changed, what was seen when the proxies were opened is true still. */
async function findHolder(proxies, { hasChanged }, site) {
    const isKnown = !hasChanged && proxies.present.every(({ heldVip }) => heldVip !== null);
    await proxies.each(site, async (proxy) => {
        const holds = isKnown ? proxy.heldVip === true : await proxy.holdsVip();
        proxies.noteHolder(proxy.host, holds);
    });
}
/** A host of the spec that is no proxy, as clients are; else the last proxy. The embedded one is on the machine itself. */
function askerOf(spec, proxies, site) {
    const last = proxies.present.at(-1);
    if (last === undefined)
        return null;
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'embedded')
        return hostOf(site, last.host);
    const edges = new Set(edgesOf(spec).map(({ name }) => name));
    const names = Object.values(spec.hostGroups).flatMap(({ hosts }) => hosts.map(({ name }) => name));
    const client = names.find((name) => !edges.has(name) && site.hosts.has(name));
    return hostOf(site, client ?? last.host);
}
function theDoor(spec) {
    return { name: `${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`, address: (0,environment_lib/* vipOf */.jp)(spec) };
}
/** Behind a VIP that somebody else owns, each proxy at its own address. */
function ownDoors(spec, proxies) {
    if (typeof spec.address.vip === 'string')
        return [];
    const present = new Set(proxies.present.map(({ host }) => host));
    return edgesOf(spec)
        .filter(({ name }) => present.has(name))
        .map(({ name, address }) => ({ name: `Proxy on ${name} (${address}:${spec.address.port})`, address }));
}
/** One question; while nobody answers it is asked again. */
async function askDoor(host, { where, address, port }, request, site) {
    const until = site.clock().getTime() + vipLimitMs;
    for (;;) {
        try {
            return await askThroughHost(host, { kind: 'tcp', host: address, port }, request);
        }
        catch (error) {
            if (isOutOfReach(error))
                throw error;
            if (site.clock().getTime() > until)
                throw vipSilent(where, error);
        }
        await pause(vipPauseMs, site);
    }
}
function vipSilent(where, cause) {
    return new DeployFault('vip-silent', {
        where,
        expected: `an answer within ${vipLimitMs / 1000} s`,
        found: cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause),
        fix: 'Look whether a proxy holds the address, and whether a firewall or router stands between that host and it',
    }, { cause, retryable: true });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/carry-out.js


















/**
 * Packages to all hosts; then group by group the new beside the old, each switch verified at every proxy beforehand; the last one leaves the
 * old ones out, and is verified through the VIP. Then they are drained.
 */
async function carryOut(goal, site, progress) {
    const { spec, plan, proxies, proven } = goal;
    await keepNamesMeanwhile(goal, site);
    await sendPackages(plan.packages, goal.findBase, site);
    for (const group of plan.groups) {
        if (group.strategy === 'replace')
            await makeWay(group, goal, site, progress);
        for (const batch of group.batches) {
            const entered = await enterBatch(batch, spec, site, progress);
            if (!goal.isWayBack)
                await verifyEndpoints(spec, entered, proxies, site);
        }
        if (group !== plan.groups.at(-1))
            await serveBoth(goal, site, progress);
    }
    const [first = [], ...later] = leavingWaves(goal, progress);
    const asked = [...enteredReleases(progress), ...proven];
    const table = carry_out_tableOf(goal, progress, later.flat());
    const expectations = planExpectations(table, asked);
    const hasSwitched = await switchTo(table, expectations, proxies, site);
    const hasSettled = await settleFreshness(table, { hasSwitched }, proxies, site);
    // Before the VIP is asked: one that is no proxy any more may hold it.
    await closeProxies(goal.formerEdges, site);
    const verifiedThrough = await verifyThroughVip(spec, expectations, { proxies, hasSwitched }, site);
    const hasChanged = hasSwitched || hasSettled || goal.formerEdges.length > 0;
    const atOnce = [(its) => findHolder(proxies, { hasChanged }, its), (its) => drain(first, goal, its)];
    await together(atOnce, site, (work, its) => work(its));
    return { table: await leaveInTurn({ waves: later, table, asked }, goal, site, progress), verifiedThrough };
}
/** What is left of the old: whom the gone ones could still call until they were drained. Returns the table without any of it. */
async function leaveInTurn({ waves, table, asked, }, goal, site, progress) {
    let last = table;
    for (const [index, wave] of waves.entries()) {
        last = carry_out_tableOf(goal, progress, waves.slice(index + 1).flat());
        const hasSwitched = await switchTo(last, planExpectations(last, asked), goal.proxies, site);
        await settleFreshness(last, { hasSwitched }, goal.proxies, site);
        await drain(wave, goal, site);
    }
    return last;
}
/** What is to leave, callers before what only they still call; only what serves now is worth waiting for. */
function leavingWaves(goal, progress) {
    const now = leavingNow(goal, progress);
    const serving = now.filter((one) => isRunning(one) && goal.served.has(one.manifest.id));
    const staying = [...goal.plan.kept.map(({ wanted }) => wanted.release), ...enteredReleases(progress)];
    const [first = [], ...later] = leavingOrder(serving, staying, (0,environment_lib/* prereleasePolicy */.v1)(goal.spec));
    return [[...now.filter((one) => !serving.includes(one)), ...first], ...later];
}
/** What is to be stopped and removed in the end: what leaves, but for what a proxy out of reach may send to. */
function goingOf({ plan, proxies }) {
    return plan.leaving.filter((one) => !proxies.holds(one));
}
/** After a first deploy that failed: stops and removes what came up. */
async function removeAll(goal, site, progress) {
    await stop(goingOf(goal), { phase: 'stop the new', remove: true }, site, progress);
}
/** What is to leave and still runs. */
function leavingNow(goal, progress) {
    return goingOf(goal).filter((one) => !progress.stopped.includes(one));
}
/** `strategy: replace`: the service's old instances leave the routes and stop, and the service is away until the new ones are up. */
async function makeWay({ services }, goal, site, progress) {
    const old = goal.plan.leaving.filter(({ manifest }) => services.includes(manifest.service));
    if (old.length === 0)
        return;
    if (!goal.isWayBack)
        refuseGap(old, goal.proxies);
    // Told beforehand: a stop that fails in the middle must be put back too.
    progress.stopped.push(...old);
    await serveBoth(goal, site, progress);
    await drain(old, goal, site);
    await stop(old, { phase: 'stop for the new', remove: false }, site, progress);
}
/** What has come up, and beside it the old that has not been stopped. */
async function serveBoth(goal, site, progress) {
    const staying = goal.plan.leaving.filter((one) => isRunning(one) && goal.served.has(one.manifest.id) && !progress.stopped.includes(one));
    const table = carry_out_tableOf(goal, progress, staying);
    await switchTo(table, planExpectations(table, enteredReleases(progress)), goal.proxies, site);
}
function carry_out_tableOf({ spec, plan, listeners }, progress, staying) {
    const kept = plan.kept.map(({ live, wanted }) => ({
        release: releaseToRoute(wanted),
        instance: instanceToRoute(live),
    }));
    return compileTable(spec, {
        entered: [...kept, ...progress.entered.map(routeOf)],
        leaving: staying.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) })),
        listeners,
    });
}
function enteredReleases({ entered }) {
    return entered.map(({ entrance }) => entrance.wanted.release);
}
async function drain(instances, { proxies }, site) {
    const asked = instances.filter((one) => isRunning(one) && Object.keys(one.manifest.provides).length > 0);
    if (asked.length === 0)
        return;
    const bySeconds = [...Map.groupBy(asked, ({ manifest }) => manifest.drainSeconds)].sort(([a], [b]) => a - b);
    await proxies.each(site, async (proxy, { phases, signal }) => {
        await phases.run(proxy.host, 'drain', () => untilAborted(drainInTurn(proxy, bySeconds, proxies, site), signal), ({ closed }) => (closed === 0 ? '' : `${closed} closed`));
    });
}
/** Nothing new leads to any of them, so all drain at once: who has the least time comes first, the next has what is left of its own. */
async function drainInTurn(proxy, bySeconds, proxies, { clock }) {
    const startedAt = clock().getTime();
    let closed = 0;
    for (const [seconds, instances] of bySeconds) {
        const left = Math.max(0, seconds - (clock().getTime() - startedAt) / 1000);
        const ids = instances.map(({ manifest }) => manifest.id);
        closed += (await proxies.drain(proxy, ids, left)).closed;
    }
    return { closed };
}
async function stop(instances, { phase, remove }, site, progress) {
    await together(Map.groupBy(instances, ({ host }) => host), site, async ([host, ofHost]) => {
        const command = (0,hosts_lib/* stopCommand */.IM)(site.acting, { instances: ofHost.map(({ found }) => found), remove });
        // Half a stop helps nobody.
        await runPhase(beyondCancel(site), { host, name: phase }, command);
        if (remove)
            progress.stopped.push(...ofHost.filter((one) => !progress.stopped.includes(one)));
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/free-ports.js

/** Ports of a host that are free right now, tried by binding. */
async function findFreePorts(host, count, avoid) {
    if (count === 0)
        return [];
    return (0,hosts_lib/* runCommand */.d1)(host, {
        script: {
            name: 'free-ports',
            program: 'unit_ports ephemeral "$COUNT" "$AVOID" | sed "s/^/port\\t/"\necho end\n',
            variables: { COUNT: String(count), AVOID: avoid.join(',') },
        },
        parse: (records) => [...records].map((record) => record.number(1)),
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/choose-listeners.js




/**
 * The embedded proxy's loopback listeners, one for each dependency that these revisions declare; none with HAProxy, where names lead to the VIP. A
 * process was told its port, so an existing one keeps it; the host is asked for free ports only when there is a new one.
 */
async function chooseListeners(spec, deployments, proxies, site) {
    const [proxy] = proxies.present;
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'haproxy' || proxy === undefined)
        return [];
    const existing = proxies.tableOf(proxy.host)?.table.listeners ?? [];
    const declared = deployments.flatMap((deployment) => (deployment?.revision.releases ?? []).flatMap((release, _index, releases) => Object.entries(release.descriptor.dependencies ?? {}).map(([service, { range }]) => ({
        service,
        range: (0,environment_lib/* addressedRange */.Vv)(release, { name: service, range }, releases),
    }))));
    const lacking = countLacking(declared, existing);
    const taken = existing.map(({ port }) => port);
    return (0,routing_lib/* planListeners */.Tu)({
        declared,
        existing,
        freePorts: await findFreePorts(hostOf(site, proxy.host), lacking, taken),
    });
}
function countLacking(declared, existing) {
    // As many as there are new ones at most: two spellings of one range share a listener.
    return declared.filter((edge) => (0,routing_lib/* findListener */.A0)(existing, edge) === undefined).length;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/embedded-commands.js

/** Nothing but a look whether this run may still act. */
function fenceCommand(acting) {
    return {
        script: { name: 'fence', program: 'lock\nfence\nunlock\necho end\n', variables: (0,hosts_lib/* renderActing */.Ro)(acting) },
        parse: () => undefined,
    };
}
const embedded_commands_program = `
lock
fence
if said=$(supervised proxy-control "$FOLDER" commit "$DIGEST" 2>&1); then
  echo committed
else
  printf 'refused\\t%s\\n' "$(printf %s "$said" | tail -n 1 | encode)"
fi
unlock
echo end
`;
/** From now on every new request is answered by the prepared table of this digest. */
function commitCommand(acting, folder, digest) {
    return {
        script: {
            name: 'commit',
            program: embedded_commands_program,
            variables: { ...(0,hosts_lib/* renderActing */.Ro)(acting), FOLDER: folder, DIGEST: digest },
        },
        parse: (records) => {
            const record = records.next();
            if (record.kind === 'committed')
                return { kind: 'committed' };
            if (record.kind !== 'refused')
                throw record.unreadable('`committed` or `refused`', record.kind);
            return readRefusal(record.decoded(1), folder);
        },
    };
}
/** What a verb of the embedded program says on stderr: JSON with code, where, expected, found. */
function readRefusal(text, folder) {
    const found = /"code":"([a-z-]+)"/.exec(text)?.[1];
    return {
        kind: 'refused',
        code: found ?? '',
        explanation: {
            where: `The proxy of ${folder}`,
            expected: 'it to switch to the prepared table',
            found: text.slice(0, 500),
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/embedded-proxy.js







/** How often a table is prepared anew when an outdated run put its own in the way. */
const embedded_proxy_trials = 3;
/** The proxy of an environment on one machine without root (FORMATS). Its one address is the VIP. */
class EmbeddedProxy {
    host;
    #host;
    #folder;
    #acting;
    constructor(host, folder, acting) {
        this.host = host.name;
        this.#host = host;
        this.#folder = folder;
        this.#acting = acting;
    }
    async table() {
        const path = (0,embedded_lib/* proxyPaths */.vR)(this.#folder).table;
        const text = await (0,external_node_fs_promises_.readFile)(path, 'utf8').catch((error) => {
            if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
                return null;
            throw error;
        });
        if (text === null)
            return null;
        const table = (0,routing_lib/* parseRouteTable */.Ft)(text, path);
        return { table, digest: (0,routing_lib/* routeTableDigest */.c_)(table) };
    }
    async prepare(table) {
        await (0,hosts_lib/* runCommand */.d1)(this.#host, fenceCommand(this.#acting));
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'prepare', table: (0,descriptor_lib/* canonicalJson */.dj)(table) });
    }
    ask(request) {
        return askThroughHost(this.#host, { kind: 'unix', path: (0,embedded_lib/* proxyPaths */.vR)(this.#folder).verify }, request);
    }
    /** Under the lock of the host and with its fence, so that a run that was taken over can't switch any more. */
    async commit(table) {
        for (let trial = 1;; trial += 1) {
            const answer = await (0,hosts_lib/* runCommand */.d1)(this.#host, commitCommand(this.#acting, this.#folder, (0,routing_lib/* routeTableDigest */.c_)(table)));
            if (answer.kind === 'committed')
                return;
            const isInTheWay = answer.code === 'digest-mismatch' || answer.code === 'nothing-prepared';
            if (!isInTheWay || trial === embedded_proxy_trials)
                throw new embedded_lib/* EmbeddedFault */.hg('digest-mismatch', answer.explanation);
            await this.prepare(table);
        }
    }
    async abort() {
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'abort' });
    }
    async drain(instances, seconds) {
        if (instances.length === 0)
            return { closed: 0 };
        const answer = await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'drain', instances, seconds });
        return { closed: (0,embedded_lib/* parseDrained */.rw)(answer, `The proxy of ${this.#folder}`).closed };
    }
    async holdsVip() {
        return true;
    }
    heldVip = true;
    isFresh = false;
    async setFresh() {
        // It has no partner to go before.
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/open-embedded-proxy.js






const drainSeconds = 30;
const startLimitMs = 10_000;
/*
 * Settings and unit on stdin, base64, a line each. A proxy that runs by the same program and settings is left alone, which takes no process
 * but this shell; one by others hands its sockets over to its successor, so that no connection is refused. Somebody else at the address is
 * told before anything is written. `started` says what the running one was started by.
 */
const open_embedded_proxy_program = `
${listenerFunctions}
IFS= read -r settings
IFS= read -r unit
lock
fence
ours() { tr '\\0' '\\n' < "/proc/$1/cmdline" 2> /dev/null | grep -qxF -- "$FOLDER"; }
want=$(printf '%s %s' "$PROGRAM" "$settings" | sha256sum | cut -c 1-64)
have=
[ ! -s "$FOLDER/started" ] || have=$(cat "$FOLDER/started")
pid=$(readlink -- "$FOLDER/control.sock" 2> /dev/null | tr -dc 0-9) || pid=
running=
[ -z "$pid" ] || ! ours "$pid" || running=yes
if [ "$have" = "$want" ] && [ -n "$running" ]; then
  echo same
  echo end
  exit 0
fi
for inode in $(listening "$ADDRESS" "$PORT"); do
  who=$(holder "$inode")
  [ -z "$who" ] || ! ours "\${who%% *}" || continue
  printf 'taken\\t%s\\n' "$who"
  echo end
  exit 0
done
mkdir -p -- "$FOLDER"
rm -f -- "$FOLDER/started"
printf %s "$settings" | base64 -d | replace "$FOLDER/proxy.json"
printf %s "$unit" | base64 -d | unit_write "$UNIT"
supervised ensure "$SUPERVISED_ROOT" > /dev/null
if [ -n "$running" ]; then
  supervised unit replace "$SUPERVISED_ROOT" "$UNITS/$UNIT.json" > /dev/null
else
  unit_start "$UNIT" > /dev/null
fi
printf '%s\\n' "$want" | replace "$FOLDER/started"
unlock
echo started
echo end
`;
/**
 * The embedded proxy of an environment, started when it does not run and replaced without a gap when it is an older one.
 * Faults: `vip-taken`, `proxy-unreachable`.
 */
async function openEmbeddedProxy(host, spec, acting) {
    const folder = proxyFolder(host, spec.environment);
    const answer = await (0,hosts_lib/* runCommand */.d1)(host, openCommand(host, spec, acting));
    if (answer.kind === 'taken')
        throw vipTaken(spec, answer.holder);
    if (answer.kind === 'started')
        await waitForAnswer(host, spec);
    return new EmbeddedProxy(host, folder, acting);
}
function proxyUnitName(environment) {
    return `towpath-proxy-${environment}`;
}
function proxyFolder({ layout }, environment) {
    return `${(0,hosts_lib/* environmentFolder */.Yg)(layout, environment)}/proxy`;
}
function openCommand(host, spec, acting) {
    const { environment, address } = spec;
    const name = proxyUnitName(environment);
    const folder = proxyFolder(host, environment);
    const settings = { schema: 1, address: (0,environment_lib/* vipOf */.jp)(spec), port: address.port, drainSeconds };
    const unit = (0,embedded_lib/* planProxyUnit */.mI)({
        host: host.layout.root.slice(host.layout.root.lastIndexOf('/') + 1),
        name,
        folder,
        logFile: `${host.layout.logs}/${name}.log`,
        drainSeconds,
    });
    return {
        script: {
            name: 'proxy',
            program: open_embedded_proxy_program,
            variables: {
                ...(0,hosts_lib/* renderActing */.Ro)(acting),
                FOLDER: folder,
                UNIT: name,
                ADDRESS: addressHex((0,environment_lib/* vipOf */.jp)(spec)),
                PORT: String(address.port),
            },
        },
        stdin: [settings, unit].map((document) => `${Buffer.from(JSON.stringify(document)).toString('base64')}\n`).join(''),
        parse: (records) => {
            const record = records.next();
            const kind = record.kind;
            if (kind === 'taken')
                return { kind, holder: record.rest(1) };
            if (kind === 'same' || kind === 'started')
                return { kind };
            throw record.unreadable('`same`, `started` or `taken`', kind);
        },
    };
}
async function waitForAnswer(host, spec) {
    const folder = proxyFolder(host, spec.environment);
    const until = performance.now() + startLimitMs;
    for (;;) {
        try {
            await (0,embedded_lib/* askProxy */.MU)(folder, { verb: 'state' });
            return;
        }
        catch (cause) {
            if (performance.now() > until)
                throw await unreachable(host, spec, cause);
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }
}
function vipTaken(spec, holder) {
    return new DeployFault('vip-taken', {
        where: `${spec.environment}, address ${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`,
        expected: 'it to be free for the proxy of this environment',
        found: holder === '' ? 'another process there' : `process ${holder} there`,
        fix: 'End that process, or give the environment another `address.port`',
    });
}
async function unreachable(host, spec, cause) {
    const log = await (0,hosts_lib/* runCommand */.d1)(host, (0,hosts_lib/* logsCommand */.XM)(proxyUnitName(spec.environment), 20));
    return new DeployFault('proxy-unreachable', {
        where: `The proxy of ${spec.environment} at ${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`,
        expected: `an answer within ${startLimitMs / 1000} s of its start`,
        found: log.at(-1) ?? 'none, and it said nothing',
    }, { cause, log, retryable: true });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/proxy-set.js




/** Stands for the digest of one that never had a table. */
const noTable = '';
/**
 * The proxies of an environment in one run: those that are in reach, and those that are not and go on by what they have. What a lost one may send
 * to must not be stopped.
 */
class ProxySet {
    #policy;
    #before = new Map();
    #present = new Map();
    #known = new Map();
    #tables = new Map();
    #lost = new Map();
    #holders = new Set();
    constructor(opened, lost, policy) {
        this.#policy = policy;
        for (const { proxy, table } of opened) {
            const { host } = proxy;
            this.#before.set(host, { proxy, table });
            this.#present.set(host, proxy);
            this.#tables.set(host, table);
            this.#known.set(host, knowledgeOf(table));
        }
        for (const one of lost)
            this.#lost.set(one.host, one);
    }
    /** Those in reach. */
    get present() {
        return [...this.#present.values()];
    }
    get lost() {
        return [...this.#lost.values()];
    }
    /** The table of a proxy in reach, as it was seen or committed last. */
    tableOf(host) {
        return this.#tables.get(host) ?? null;
    }
    /** The table that it had when this run came; null before its first. */
    tableBefore(host) {
        return this.#before.get(host)?.table ?? null;
    }
    /** Ids that any of them routed when this run came. */
    get servedBefore() {
        return new Set([...this.#before.values()].flatMap(({ table }) => [...routedInstances(table?.table ?? null)]));
    }
    /** Whether a proxy that is out of reach may send to it. */
    holds({ manifest }) {
        return this.lost.some(({ known }) => known.named.has(manifest.id));
    }
    /** Whether one that is out of reach may have another table; null when nobody knows. */
    mayDisagree(table) {
        const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
        const doubts = this.lost.map(({ known }) => known.digests === null ? null : [...known.digests].some((one) => one !== digest));
        return doubts.includes(true) ? true : doubts.includes(null) ? null : false;
    }
    /** The same at every one in reach. Where the policy lets it, one that gets out of reach is left out as long as another is there. */
    async each(site, work) {
        await together(this.present, site, async (proxy, its) => {
            try {
                await work(proxy, its);
            }
            catch (error) {
                if (!this.#leaveOut(proxy, error))
                    throw error;
            }
        });
    }
    /** Told beforehand: of one that is lost in the middle nobody knows by which table it goes on. */
    async commit(proxy, table) {
        const { host } = proxy;
        const next = { digest: (0,routing_lib/* routeTableDigest */.c_)(table), table };
        const before = this.#known.get(host) ?? knowledgeOf(null);
        this.#known.set(host, {
            digests: before.digests === null ? null : new Set([...before.digests, next.digest]),
            named: new Set([...before.named, ...routedInstances(table)]),
        });
        await proxy.commit(table);
        this.#tables.set(host, next);
        // What it sent to before may still be at work for it, until it is drained.
        this.#known.set(host, { digests: new Set([next.digest]), named: this.#known.get(host)?.named ?? new Set() });
    }
    /** Waits until a proxy has let go of these. Of one that gets lost meanwhile nobody knows. */
    async drain(proxy, ids, seconds) {
        const outcome = await proxy.drain(ids, seconds);
        const known = this.#known.get(proxy.host);
        const gone = new Set(ids);
        if (known !== undefined) {
            this.#known.set(proxy.host, { ...known, named: new Set([...known.named].filter((id) => !gone.has(id))) });
        }
        return outcome;
    }
    /** Whether it may have committed something else than what it had when this run came. */
    wasTouched(host) {
        const before = this.tableBefore(host)?.digest ?? noTable;
        return [...(this.#known.get(host)?.digests ?? [])].some((digest) => digest !== before);
    }
    /** Whether all go on by what they had when this run came. */
    get isUntouched() {
        return [...this.#before.keys()].every((host) => !this.wasTouched(host));
    }
    noteHolder(host, holdsVip) {
        if (holdsVip)
            this.#holders.add(host);
        else
            this.#holders.delete(host);
    }
    isHolder(host) {
        return this.#holders.has(host);
    }
    /** What a later set of the same run must know of each, in reach or not. */
    get knowledge() {
        return new Map([...this.#known, ...this.lost.map(({ host, known }) => [host, known])]);
    }
    #leaveOut(proxy, error) {
        const { host } = proxy;
        // Two things may be asked of it at once, and each finds it gone.
        if (isOutOfReach(error) && this.#lost.has(host))
            return true;
        if (!isOutOfReach(error) || this.#policy === 'refuse' || this.#present.size < 2)
            return false;
        this.#present.delete(host);
        this.#lost.set(host, { host, fault: error, known: this.#known.get(host) ?? knowledgeOf(null) });
        return true;
    }
}
function knowledgeOf(table) {
    return { digests: new Set([table?.digest ?? noTable]), named: routedInstances(table?.table ?? null) };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/open-proxies.js








/** What the environment's proxy can't serve, told before anything is touched. Fault: `not-yet`. Pure. */
function refuseNotYet({ spec, revision }) {
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'haproxy')
        return;
    for (const { service, version, descriptor } of revision.releases) {
        for (const [name, { protocol }] of Object.entries(descriptor.provides ?? {})) {
            if (protocol === 'http')
                continue;
            throw new DeployFault('not-yet', {
                where: `${service} ${version}, provides.${name}`,
                expected: '`http`, which is all that the embedded proxy speaks',
                found: protocol,
                fix: `Not yet: ${protocol} needs HAProxy`,
            });
        }
    }
}
/** Looks at the edges of a spec at once, while what else is to be known is found out. */
function seeEdges(spec, site) {
    const edges = edgesOf(spec).filter(({ name }) => site.hosts.has(name));
    return new Map(edges.map(({ name }) => [name, seeOne(spec, name, site).catch(() => null)]));
}
async function seeOne(spec, name, site) {
    const peers = edgesOf(spec).filter((edge) => edge.name !== name);
    return site.seeEdge(hostOf(site, name), { spec, peers: peers.map(({ address }) => address), acting: site.acting });
}
/** Opens what the spec says; a proxy that runs as it should is left alone. */
async function openProxies(spec, request, site) {
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'embedded')
        return openEmbedded(spec, site);
    const edges = edgesOf(spec);
    const opened = [];
    const lost = [];
    const wrong = [];
    await Promise.all(edges.map(async ({ name }) => {
        try {
            const unreached = request.unreached.get(name);
            if (unreached !== undefined)
                throw unreached;
            opened.push(await openOne(name, site, async () => {
                const seen = (await request.seen?.get(name)) ?? (await seeOne(spec, name, site));
                return seen.open();
            }));
        }
        catch (error) {
            const mayGoOn = request.policy === 'proceed' || request.unreached.has(name);
            if (isOutOfReach(error) && mayGoOn)
                lost.push({ host: name, fault: error, known: request.known(name) });
            else
                wrong.push(error);
        }
    }));
    if (wrong.length > 0)
        throw allOf(wrong);
    const [first] = lost;
    if (opened.length === 0 && first !== undefined)
        throw first.fault;
    return new ProxySet(inOrder(opened, edges), lost, request.policy);
}
async function openEmbedded(spec, site) {
    const { name } = proxyHost(spec, site);
    const opened = await openOne(name, site, (host) => openEmbeddedProxy(host, spec, site.acting));
    return new ProxySet([opened], [], 'refuse');
}
async function openOne(name, site, open) {
    return site.phases.run(name, 'proxy', async () => {
        const proxy = await open(hostOf(site, name));
        return { proxy, table: await proxy.table() };
    });
}
function inOrder(opened, edges) {
    return edges.flatMap(({ name }) => opened.filter(({ proxy }) => proxy.host === name));
}
/** The embedded proxy stands on the first host of its group, or of the first group on this machine. */
function proxyHost(spec, { hosts }) {
    const { hostGroup } = spec.proxies;
    const group = hostGroup === undefined
        ? Object.values(spec.hostGroups).find(({ connection }) => connection === 'local')
        : spec.hostGroups[hostGroup];
    const host = hosts.get(group?.hosts[0]?.name ?? '');
    if (host !== undefined)
        return host;
    throw new DeployFault('host-unknown', {
        where: `${spec.environment}, proxies.hostGroup`,
        expected: 'a host group with `connection: local`',
        found: hostGroup ?? 'none',
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/forget-claims.js

const forget_claims_program = `
lock
fence
rm -rf -- "$ENVIRONMENT_DIR/incoming"
unlock
echo end
`;
/** Gives up the packages that this environment was bringing; what it has recorded stays. */
function forgetClaimsCommand(acting) {
    return { script: { name: 'forget', program: forget_claims_program, variables: (0,hosts_lib/* renderActing */.Ro)(acting) }, parse: () => undefined };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/tidy.js








/**
 * Stops what leaves, writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. Those of
 * the base stay, for a quick way back. One script a host; with names in /etc/hosts three, since they have to be right before it is written down.
 */
async function tidy(tidying, site, progress) {
    await tidyHosts(tidying, site, progress, (host) => record(host, tidying, tidying.other, site));
}
/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
async function tidyPutBack(tidying, site, progress) {
    const { look, deployment } = tidying;
    await tidyHosts(tidying, site, progress, (host) => look.inspections[host]?.revision?.digest === deployment.digest
        ? { name: 'forget', command: silent(forgetClaimsCommand(site.acting)) }
        : record(host, tidying, null, site));
}
/** Where the store knows of no base: what hosts have recorded stays, and only what this deploy was bringing goes. */
async function tidyStarted(started, leftovers, site) {
    const byHost = Map.groupBy(started, ({ host }) => host);
    await together(site.hosts.keys(), site, (host, its) => runParts(host, [
        ...stopOld(byHost.get(host) ?? [], { isWayBack: true }, its),
        ...removeLeftovers(host, leftovers, its),
        { name: 'forget', command: silent(forgetClaimsCommand(its.acting)) },
        cleaning(its),
    ], its));
}
async function tidyHosts(tidying, site, progress, writeDown) {
    const { goal, deployment, other } = tidying;
    const named = hostsWithNames([deployment, other], goal);
    const lost = new Set(goal.proxies.lost.map(({ host }) => host));
    const going = Map.groupBy(goingOf(goal), ({ host }) => host);
    const hosts = new Set([...[...site.hosts.keys()].filter((host) => !lost.has(host)), ...going.keys()]);
    await together(hosts, site, async (host, its) => {
        const leaving = going.get(host) ?? [];
        const removing = [...stopOld(leaving, goal, its), ...removeLeftovers(host, goal.plan.leftovers, its)];
        const keeping = [writeDown(host), cleaning(its)];
        if (named.has(host)) {
            await runParts(host, removing, its);
            await keepNamesAtLast(host, goal, tidying.table, its);
            await runParts(host, keeping, its);
        }
        else
            await runParts(host, [...removing, ...keeping], its);
        progress.stopped.push(...leaving.filter((one) => !progress.stopped.includes(one)));
    });
}
async function runParts(host, parts, site) {
    if (parts.length === 0)
        return;
    const names = parts.map(({ name }) => name).join(', ');
    const command = (0,hosts_lib/* inTurn */.lo)('tidy', parts.map((part) => part.command));
    const detail = (details) => details.filter((text) => text !== '').join(', ');
    await runPhase(site, { host, name: names, detail }, command);
}
function cleaning({ acting }) {
    return { name: 'clean', command: telling((0,hosts_lib/* cleanCommand */.v0)(acting), tellRemoved) };
}
function telling(command, tell) {
    return { ...command, parse: (records) => tell(command.parse(records)) };
}
function silent(command) {
    return telling(command, () => '');
}
function tellRemoved({ length }) {
    return length === 0 ? '' : `${length} ${length === 1 ? 'package' : 'packages'} removed`;
}
/** After a first deploy that failed: nothing of it stays. */
async function forgetNames(target, goal, site) {
    const hosts = [...hostsWithNames([target], goal)].filter((host) => site.hosts.has(host));
    await together(hosts, site, (host, its) => keepNamesAtLast(host, goal, null, its));
}
function stopOld(leaving, { isWayBack }, { acting }) {
    if (leaving.length === 0)
        return [];
    const command = (0,hosts_lib/* stopCommand */.IM)(acting, { instances: leaving.map(({ found }) => found), remove: true });
    return [{ name: isWayBack ? 'stop the new' : 'stop the old', command: silent(command) }];
}
function removeLeftovers(host, all, { acting }) {
    const ofHost = all.filter((one) => one.host === host);
    const instances = ofHost.flatMap(({ folder, unit }) => (folder === null ? [] : [{ ...folder, unit }]));
    const strayUnits = ofHost.flatMap(({ folder, unit }) => (folder === null && unit !== null ? [unit] : []));
    if (instances.length + strayUnits.length === 0)
        return [];
    const command = (0,hosts_lib/* stopCommand */.IM)(acting, { instances, strayUnits, remove: true });
    return [{ name: 'remove leftovers', command: silent(command) }];
}
function record(host, { deployment, table, look }, previous, { acting }) {
    const packages = [deployment, previous].flatMap((one) => (one === null ? [] : packagesOn(host, one)));
    const command = (0,hosts_lib/* recordCommand */.t6)(acting, {
        revision: { number: deployment.revision.number, digest: deployment.digest },
        previous: look.inspections[host]?.revision?.digest ?? null,
        packages: [...new Set(packages)].sort(),
        table: (0,descriptor_lib/* canonicalJson */.dj)(table),
    });
    return { name: 'record', command: silent(command) };
}
/** Bare digests of what a revision has on a host. */
function packagesOn(host, deployment) {
    return deployment.revision.releases
        .filter((release) => configOf(deployment, release).infrastructure.hosts.includes(host))
        .map(({ archive }) => (0,descriptor_lib/* bareDigest */.$$)(archive.digest));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/verify-host-revisions.js

/**
 * The target must descend from what each host got last, or somebody else deploys there (DESIGN §6); and what it was made from since then must be
 * allowed to be deployed.
 */
async function verifyHostRevisions(request, inspections) {
    let newest = 0;
    for (const [host, { revision }] of Object.entries(inspections)) {
        if (revision === null || request.takenOver?.get(host) === revision.digest)
            continue;
        await verifyKnown(request, host, revision);
        verifyNotNewer(request, host, revision.number);
        newest = Math.max(newest, revision.number);
    }
    await request.verifyLineage?.(newest);
}
async function verifyKnown({ target, base, digestOf }, host, { number, digest }) {
    const known = [target, base].find((one) => one?.revision.number === number);
    const expected = known === undefined || known === null ? await digestOf(number) : known.digest;
    if (expected === digest)
        return;
    const name = `${target.spec.environment}@${number}`;
    throw new DeployFault('revision-foreign', {
        where: `Host ${host}`,
        expected: expected === null ? 'a revision that this store has' : `${name} to be ${verify_host_revisions_shortly(expected)}`,
        found: `${name}, ${verify_host_revisions_shortly(digest)}`,
        fix: 'Another metadata store delivers there, or this one was changed: find out which, and keep one. If this one was restored from a backup, deploy with `take-over: hosts`',
    });
}
/** The host got a newer one, perhaps from a run that was killed before it could say so in the store. */
function verifyNotNewer({ target }, host, number) {
    const { environment } = target.spec;
    if (number <= target.revision.number)
        return;
    throw new DeployFault('revision-foreign', {
        where: `Host ${host}`,
        expected: `a revision that ${environment}@${target.revision.number} descends from`,
        found: `${environment}@${number}, which is newer`,
        fix: `Deploy ${environment}@${number} or a newer one; to go back, roll back: that is a new revision`,
    });
}
function verify_host_revisions_shortly(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/forward.js



















function newForward() {
    return {
        look: null,
        hasOpened: false,
        proxies: null,
        plan: null,
        table: null,
        verifiedThrough: null,
        unchanged: false,
        isDone: false,
    };
}
/** Carries the target out. `forward` and `progress` tell how far it came when it fails. */
async function goForward(request, whole, forward, progress) {
    const { target, base, secrets } = request;
    refuseNotYet(target);
    const seen = seeEdges(target.spec, whole);
    const look = await lookAtHosts(target, secrets, whole);
    verifyReach(request, look.unreached);
    await verifyHostRevisions(request, look.inspections);
    // From here on there is a way back: an earlier run may have been killed in the middle.
    forward.look = look;
    requirements_verifyRequirements(target, look.inspections);
    const site = withoutUnreached(whole, look.unreached);
    const { unreached } = look;
    const policy = unreachablePolicy(target.spec);
    forward.hasOpened = true;
    const known = () => anythingThere(look.standing);
    const proxies = await openProxies(target.spec, { policy, unreached, known, seen }, site);
    forward.proxies = proxies;
    const wasLevel = proxies.present.every(({ isFresh }) => !isFresh);
    const goal = await planGoal(request, look, proxies, site);
    forward.plan = goal.plan;
    await verifyWays(request, goal, site);
    const reached = await carryOut(goal, site, progress);
    forward.table = reached.table;
    forward.verifiedThrough = reached.verifiedThrough;
    forward.unchanged = isUnchanged(request, goal, { table: reached.table, wasLevel });
    site.signal.throwIfAborted();
    forward.isDone = true;
    if (forward.unchanged && isRecorded(request, look))
        return;
    await tidy({ deployment: target, other: base, table: reached.table, goal, look }, beyondCancel(site), progress);
}
function verifyReach(request, unreached) {
    const reach = judgeReach(request, unreached);
    if (reach.kind === 'refused')
        throw reach.fault;
}
/** What a proxy may send to whose table nobody has seen: all that stood there and provides something. */
function anythingThere({ live }) {
    const serving = live.filter(({ manifest }) => Object.keys(manifest.provides).length > 0);
    return { digests: null, named: new Set(serving.map(({ manifest }) => manifest.id)) };
}
async function planGoal({ target, base, secrets }, look, proxies, site) {
    const { revision, spec, digest } = target;
    const listeners = await chooseListeners(spec, [target, base], proxies, site);
    const hosts = Object.fromEntries([...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.inspections[name]?.hmacs ?? {} }]));
    const served = proxies.servedBefore;
    const isProven = ({ host, manifest }) => served.has(manifest.id) || look.inspections[host]?.revision?.digest === digest;
    const plan = planDeploy({
        wanted: planWanted({ deployment: target, hosts, secrets, listeners }),
        standing: look.standing,
        isProven,
        order: serviceOrder(revision.releases),
    });
    return {
        spec,
        plan,
        proxies,
        listeners,
        served,
        proven: revision.releases,
        findBase: baseFinder([...(base?.revision.releases ?? []), ...revision.releases], look.inspections),
        formerEdges: formerEdges(base?.spec ?? null, spec).map(({ name }) => name),
        isWayBack: false,
    };
}
/** All that can be known to stand in the way, before anything is started. */
async function verifyWays({ target, base }, { plan, proxies }, site) {
    const replaced = plan.groups.filter(({ strategy }) => strategy === 'replace').flatMap(({ services }) => services);
    refuseGap(plan.leaving.filter(({ manifest }) => replaced.includes(manifest.service)), proxies);
    const arrivals = plan.groups.flatMap(({ batches }) => batches.flat()).map(({ wanted }) => wanted);
    const staying = losesItsBlock(target.spec, base?.spec ?? null) ? plan.kept.map(({ wanted }) => wanted) : [];
    await verifyNames(target, [...staying, ...arrivals], site);
    await verifyPaths(target.spec, arrivals, proxies, site);
}
function isUnchanged({ target, base }, { plan, proxies }, { table, wasLevel }) {
    const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
    const going = plan.leaving.filter((one) => !proxies.holds(one));
    return (base?.revision.number === target.revision.number &&
        plan.groups.length + going.length + plan.leftovers.length === 0 &&
        proxies.present.every(({ host }) => proxies.tableBefore(host)?.digest === digest) &&
        (wasLevel || proxies.lost.length > 0));
}
/** Every host knows that it has this revision; then nothing is to be written down either. */
function isRecorded({ target }, { inspections }) {
    return Object.values(inspections).every(({ revision }) => revision?.digest === target.digest);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/left-behind.js


/** What was out of reach of a deploy that was good without it: the next one that reaches it brings it up to date. */
function leftBehind({ proxies, look }, site) {
    const lost = proxies?.lost ?? [];
    const names = new Set(lost.map(({ host }) => host));
    const passedOver = [...(look?.unreached ?? [])].filter(([host]) => !names.has(host));
    return [
        ...lost.map(({ host, fault }) => left_behind_unreachable('proxy-unreachable', `Proxy ${placeOf(host, site)}`, fault, {
            expected: 'it to get the new routes as well',
            fix: 'The others serve by them, and what it may still send to was kept running. When it is there again, deploy again: that brings it up to date and removes the old',
        })),
        ...passedOver.map(([host, fault]) => left_behind_unreachable('host-unreachable', `Host ${placeOf(host, site)}`, fault, {
            expected: 'it to be looked at as well',
            fix: 'Nothing of this revision is wanted there. What may still run there gets no requests; end it when the host comes back',
        })),
    ];
}
/** Hosts that nobody could reach to put them back: told in their own phases too. */
function notPutBack({ unreached }, site) {
    return [...unreached].map(([host, fault]) => {
        site.phases.skip(host, 'put back', `out of reach: ${left_behind_sayFound(fault)}`);
        return left_behind_unreachable('host-unreachable', `Host ${placeOf(host, site)}`, fault, {
            expected: 'it to be put back as well',
            fix: 'It was left as it is. When it is there again, deploy again: that looks at it and repairs it',
        });
    });
}
function left_behind_unreachable(code, where, cause, { expected, fix }) {
    return new DeployFault(code, { where, expected, found: left_behind_sayFound(cause), fix }, { cause, retryable: true });
}
function placeOf(host, site) {
    return `${host} (${hostOf(site, host).address})`;
}
function left_behind_sayFound({ explanation, message }) {
    return (explanation.found ?? message).replace(/\.$/, '');
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/plan-put-back.js



/**
 * How to come back to what is deployed, from whatever stands there now: what runs stays, what stands still is started as it stands, and what
 * is gone altogether (an earlier run was killed while it removed the old) is started anew. Pure.
 */
function planPutBack({ wanted, standing, before, served, order }) {
    const rest = new Set(standing.live);
    const kept = [];
    const entering = [];
    for (const instance of wanted) {
        const live = [...rest].filter((one) => isSameRelease(one, instance)).sort(byRank(instance, before, served))[0];
        if (live !== undefined)
            rest.delete(live);
        if (live !== undefined && isRunning(live) && before.has(live.manifest.id))
            kept.push({ wanted: instance, live });
        else
            entering.push({ wanted: instance, revived: live?.found.unit == null ? null : live });
    }
    const isEntering = (one) => entering.some(({ wanted: { host, release, folder } }) => one.host === host && one.folder?.service === release.service && one.folder.release === folder);
    return {
        groups: planGroups(entering, order),
        kept,
        leaving: [...rest],
        leftovers: standing.leftovers.filter((one) => !isEntering(one)),
        packages: packagesByHost(entering),
    };
}
/** The same version with the same config; its identity may differ, because a secret was rotated since. */
function isSameRelease({ host, manifest }, wanted) {
    const { service, version, config } = wanted.release;
    return (host === wanted.host && manifest.service === service && manifest.version === version && manifest.config === config);
}
/** First who served, then who was there before, then who runs, then who is exactly what would be started. */
function byRank(wanted, before, served) {
    const rank = (one) => (served.has(one.manifest.id) ? 8 : 0) +
        (before.has(one.manifest.id) ? 4 : 0) +
        (isRunning(one) ? 2 : 0) +
        (one.manifest.id === wanted.id ? 1 : 0);
    return (a, b) => rank(b) - rank(a);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/without-hosts.js

/**
 * What can be done of a plan while some hosts are out of reach: nothing starts, stops or goes there. What was kept there stays in the plan, and so
 * in the routes: when such a host comes back it serves again. Pure.
 */
function withoutHosts(plan, unreached) {
    if (unreached.size === 0)
        return plan;
    const isThere = ({ host }) => !unreached.has(host);
    const groups = plan.groups.flatMap((group) => {
        const batches = group.batches
            .map((batch) => batch.filter(({ wanted }) => isThere(wanted)))
            .filter((batch) => batch.length > 0);
        return batches.length === 0 ? [] : [{ ...group, batches }];
    });
    return {
        groups,
        kept: plan.kept,
        leaving: plan.leaving.filter(isThere),
        leftovers: plan.leftovers.filter(isThere),
        packages: packagesByHost(groups.flatMap(({ batches }) => batches.flat())),
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/put-back.js

















function newBack() {
    return {
        plan: null,
        progress: newProgress(),
        proxies: null,
        table: null,
        hasEndedProxies: false,
        unreached: new Map(),
    };
}
/** A host may die while others are being put back; then it is begun again without it. */
const put_back_trials = 3;
/**
 * Everything as the store says it is deployed: a deploy of the base, from a fresh look at whatever stands there now, so that it also mends what
 * an earlier run left when it was killed. Comes to its end although the deploy was cancelled, and without the hosts that are out of reach: what
 * became of those the next run sees. Nothing is looked at when the hosts could not be.
 */
async function putBack(request, site, forward, back) {
    const before = forward.look;
    if (before === null)
        return;
    for (let trial = 1;; trial += 1) {
        try {
            const { hasOpened, proxies } = forward;
            await putBackOnce(request, site, { look: before, hasOpened, proxies }, back);
            return;
        }
        catch (error) {
            if (!isOutOfReach(error) || trial === put_back_trials)
                throw error;
            back.progress = { entered: [], stopped: [...back.progress.stopped] };
        }
    }
}
async function putBackOnce(request, whole, before, back) {
    const { base, target, baseSecrets } = request;
    const look = await lookAtHosts(base, baseSecrets, whole, { mayLack: true });
    back.unreached = look.unreached;
    const site = withoutUnreached(whole, look.unreached);
    const isBare = look.standing.live.length + look.standing.leftovers.length === 0;
    if (base === null && isBare && before.proxies === null) {
        if (before.hasOpened)
            await endProxies(target, site, back);
        return;
    }
    if (base === null && wasDeployed(before))
        return removeStarted(before.look, look, site, back);
    const { spec } = base ?? target;
    const known = before.proxies?.knowledge;
    const proxies = await openProxies(spec, {
        policy: 'proceed',
        unreached: look.unreached,
        known: (host) => known?.get(host) ?? anythingThere(before.look.standing),
    }, site);
    back.proxies = proxies;
    const goal = await put_back_planGoal(request, { before, now: look }, proxies, { whole, site });
    back.plan = goal.plan;
    verifySecrets(goal.plan, request);
    const { table } = await carryOut(goal, site, back.progress);
    back.table = table;
    if (base !== null)
        return tidyPutBack({ deployment: base, other: target, table, goal, look }, site, back.progress);
    await removeAll(goal, site, back.progress);
    await forgetNames(target, goal, site);
    await endProxies(target, site, back);
}
/**
 * The store knows of nothing that was deployed, and hosts do: a run was killed after it had verified it and before it could say so, or another store
 * delivered there. While the proxies still serve by it, that is what was there before.
 */
function wasDeployed({ look, proxies }) {
    return Object.values(look.inspections).some(({ revision }) => revision !== null) && proxies?.isUntouched !== false;
}
/** Only what this run has started goes. */
async function removeStarted(before, { standing }, site, back) {
    const known = new Set(before.standing.live.map(({ manifest }) => manifest.id));
    const started = standing.live.filter(({ manifest }) => !known.has(manifest.id));
    await tidyStarted(started, standing.leftovers, site);
    back.progress.stopped.push(...started);
}
/** Nothing was ever deployed: edges are as they were before, the VIP too. */
async function endProxies({ spec }, site, back) {
    const edges = edgesOf(spec).map(({ name }) => name);
    if (edges.length === 0)
        return;
    await closeProxies(edges, site);
    back.hasEndedProxies = true;
}
async function put_back_planGoal({ target, base, baseSecrets }, { before, now }, proxies, { whole, site }) {
    const { spec } = base ?? target;
    const listeners = await chooseListeners(spec, [base], proxies, site);
    const inspected = { ...before.look.inspections, ...now.inspections };
    const hosts = Object.fromEntries([...whole.hosts].map(([name, { layout }]) => [name, { layout, hmacs: inspected[name]?.hmacs ?? {} }]));
    const releases = base?.revision.releases ?? [];
    const unreached = new Set(now.unreached.keys());
    const plan = planPutBack({
        wanted: base === null ? [] : planWanted({ deployment: base, hosts, secrets: baseSecrets, listeners }),
        standing: asSeenLast(before.look.standing, now.standing, unreached),
        before: new Set(before.look.standing.live.map(({ manifest }) => manifest.id)),
        served: before.proxies?.servedBefore ?? new Set(),
        order: serviceOrder(releases),
    });
    return {
        spec,
        plan: withoutHosts(plan, unreached),
        proxies,
        listeners,
        served: proxies.servedBefore,
        proven: [],
        findBase: baseFinder([...target.revision.releases, ...releases], now.inspections),
        formerEdges: base === null ? [] : formerEdges(target.spec, base.spec).map(({ name }) => name),
        isWayBack: true,
    };
}
/** Of a host that is out of reach, what stood there before this deploy. */
function asSeenLast(before, now, unreached) {
    return {
        live: [...now.live, ...before.live.filter(({ host }) => unreached.has(host))],
        leftovers: now.leftovers,
    };
}
/** What must be started anew needs its secrets; a service whose secrets lack is told before it runs without them. */
function verifySecrets({ groups }, { baseSecrets }) {
    const entrances = groups.flatMap(({ batches }) => batches.flat());
    const lacking = entrances.filter(({ wanted, revived }) => revived === null && baseSecrets[wanted.release.service] === undefined);
    if (lacking.length === 0)
        return;
    const names = lacking.map(({ wanted }) => `${wanted.release.service} ${wanted.release.version} on ${wanted.host}`);
    throw new DeployFault('secret-missing', {
        where: names.join(', '),
        expected: 'its secrets, because it must be started anew',
        found: 'none of the deploy step',
        fix: "Set them in the step's `env:`",
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/report.js





/** What the deploy that went well did and saw (FORMATS "Report"). */
function reportForward(record) {
    const { forward, progress } = record;
    const { proxies, plan, table } = forward;
    const held = (plan?.leaving ?? []).filter((one) => proxies?.holds(one) === true && !progress.stopped.includes(one));
    return render(record, {
        status: forward.unchanged ? 'unchanged' : 'deployed',
        table: table === null ? null : (0,routing_lib/* routeTableDigest */.c_)(table),
        proxies: proxies === null ? [] : tellProxies(proxies, 'committed'),
        verifiedThrough: forward.verifiedThrough,
        instances: [
            ...(plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
            ...held.map((one) => placeLive(one, 'kept')),
            ...progress.entered.map((one) => placeEntered(one, one.change)),
            ...progress.stopped.map((one) => placeLive(one, 'stopped')),
        ],
        failure: null,
    });
}
/** After a failure: what runs again, what went. Where putting back failed as well, only what is known. */
function reportPutBack(record, { back, failure }) {
    const { base } = record.request;
    const { plan, progress, proxies, unreached, table } = back;
    const isBack = failure.code !== 'put-back-failed';
    const held = (plan?.leaving ?? []).filter((one) => proxies?.holds(one) === true);
    const seen = (plan?.kept ?? []).map(({ live }) => live).filter(({ host }) => !unreached.has(host));
    return render(record, {
        status: 'rolled-back',
        table: isBack && base !== null && table !== null ? (0,routing_lib/* routeTableDigest */.c_)(table) : null,
        proxies: back.hasEndedProxies ? ended(record, back) : tellBack(record, proxies, isBack ? 'put back' : 'unknown'),
        verifiedThrough: null,
        instances: [
            ...[...seen, ...held].map((live) => placeLive(live, 'kept')),
            ...progress.entered.map((one) => placeEntered(one, 'restored')),
            ...progress.stopped.map((one) => placeLive(one, 'stopped')),
        ],
        failure,
    });
}
function tellBack(record, proxies, outcome) {
    return proxies === null ? untouched(record) : tellProxies(proxies, outcome);
}
/** After a first deploy that failed, no host is a proxy any more; one out of reach may be. */
function ended({ request }, { proxies, unreached }) {
    const lost = new Set([...(proxies?.lost ?? []).map(({ host }) => host), ...unreached.keys()]);
    return edgesOf(request.target.spec).map(({ name }) => ({
        host: name,
        outcome: lost.has(name) ? 'unreachable' : 'removed',
        table: null,
        holdsVip: false,
    }));
}
/** Those that the run came to before it failed and did not have to come back to. */
function untouched({ forward }) {
    return forward.proxies === null ? [] : tellProxies(forward.proxies, 'unknown');
}
/** `outcome`: of a proxy whose table is another one than it had when the run came. */
function tellProxies(proxies, outcome) {
    const present = proxies.present.map(({ host }) => {
        const digest = proxies.tableOf(host)?.digest ?? null;
        const isSame = outcome !== 'unknown' && digest === (proxies.tableBefore(host)?.digest ?? null);
        return {
            host,
            outcome: isSame ? 'unchanged' : outcome,
            table: digest !== null && (0,descriptor_lib/* isDigest */.Bc)(digest) ? digest : null,
            holdsVip: proxies.isHolder(host),
        };
    });
    const lost = proxies.lost.map(({ host }) => ({ host, outcome: 'unreachable', table: null, holdsVip: false }));
    return [...present, ...lost];
}
function render({ request, site, startedAt }, told) {
    const { target, base, acting, run } = request;
    return {
        schema: 1,
        environment: target.spec.environment,
        revision: target.revision.number,
        previous: base?.revision.number ?? null,
        fence: acting.fence,
        status: told.status,
        run,
        startedAt: startedAt.toISOString(),
        endedAt: site.clock().toISOString(),
        routeTable: told.table,
        verifiedThrough: told.verifiedThrough,
        hosts: [...site.hosts.keys()].map((host) => ({
            host,
            phases: site.phases.phasesOf(host),
            ...site.phases.bytesOf(host),
            instances: told.instances.filter((one) => one.host === host).map(({ instance }) => instance),
        })),
        proxies: told.proxies,
        failure: told.failure === null ? null : failureOf(told.failure),
    };
}
function placeLive({ host, address, manifest, found }, change) {
    const { id, service, version, config } = manifest;
    const unit = found.unit ?? '';
    return { host, instance: { id, service, version, config, ip: address, ports: { ...found.ports }, unit, change } };
}
function placeEntered({ entrance, id, unit, address, ports }, change) {
    const { release, host } = entrance.wanted;
    const { service, version, config } = release;
    return { host, instance: { id, service, version, config, ip: address, ports: { ...ports }, unit, change } };
}
function failureOf(failure) {
    const { where, expected = null, found = null, fix = null } = failure.explanation;
    const log = failure instanceof DeployFault ? [...failure.log] : [];
    const { code } = failure;
    if (!(failure instanceof lib/* Faults */.CG))
        return { code, where, expected, found, fix, log };
    // Several at once: all that was found, in their own words.
    const all = failure.all.map(({ message }) => message.replace(/\.$/, '')).join('; ');
    return { code, where: `${where} (and ${failure.all.length - 1} more)`, expected: null, found: all, fix: null, log };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/run-deploy.js







/**
 * Carries a revision out (docs/adr/0003, README), or puts everything back. Never throws for what goes wrong on hosts, with one exception:
 * `lease-lost`, when another run has taken the environment over. Then this one has no right to put back or to write what it did.
 */
async function runDeploy(request, ports) {
    const site = openSite(request, ports);
    const startedAt = ports.clock();
    const forward = newForward();
    const progress = newProgress();
    const record = { request, site, startedAt, forward, progress };
    try {
        await goForward(request, site, forward, progress);
    }
    catch (error) {
        if (isLeaseLost(error))
            throw leaseLost(request, error);
        const failure = faultOf(error, request, site.signal);
        if (forward.isDone)
            return { report: reportForward(record), plan: forward.plan, failure: null, warnings: [failure] };
        return await turnBack(record, failure);
    }
    return { report: reportForward(record), plan: forward.plan, failure: null, warnings: leftBehind(forward, site) };
}
async function turnBack(record, failure) {
    const { request, forward } = record;
    const site = beyondCancel(record.site);
    const back = newBack();
    const outcome = (told) => {
        const warnings = notPutBack(back, site);
        return { report: reportPutBack(record, { back, failure: told }), plan: forward.plan, failure: told, warnings };
    };
    try {
        await putBack(request, site, forward, back);
    }
    catch (error) {
        if (isLeaseLost(error))
            throw leaseLost(request, error);
        return outcome(putBackFailed(request, failure, faultOf(error, request, site.signal)));
    }
    return outcome(failure);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/preview.js


/** Compares a revision with what stands on the hosts, by version and config. Pure. */
function previewDeploy(target, inspections, hosts) {
    const { live } = readStanding(inspections, hosts);
    return Object.keys(inspections).map((host) => previewHost(target, host, live.filter((one) => one.host === host)));
}
function previewHost(target, host, standing) {
    const wanted = target.revision.releases.filter((release) => configOf(target, release).infrastructure.hosts.includes(host));
    const starts = wanted.filter((release) => !standing.some((one) => isRunning(one) && isOf(release, one)));
    const leaves = standing.filter((one) => !wanted.some((release) => isOf(release, one)));
    const isReplaced = (release) => configOf(target, release).infrastructure.strategy.kind === 'replace' &&
        leaves.some(({ manifest }) => manifest.service === release.service);
    return {
        host,
        starts: starts.map(preview_nameOf),
        stays: wanted.filter((release) => !starts.includes(release)).map(preview_nameOf),
        leaves: leaves.map(({ manifest }) => preview_nameOf(manifest)),
        gaps: starts.filter(isReplaced).map(({ service }) => service),
    };
}
function isOf(release, { manifest }) {
    const { service, version, config } = release;
    return manifest.service === service && manifest.version === version && manifest.config === config;
}
const preview_nameOf = ({ service, version }) => `${service} ${version}`;

;// CONCATENATED MODULE: ./packages/deploy/lib/run/run-preview.js













/**
 * Looks at all hosts and changes nothing. What a deploy would refuse before it touches anything is refused here too: hosts and proxies out of reach,
 * hosts of another store, requirements, names that lead elsewhere, ways that are blocked.
 */
async function runPreview(request, ports) {
    const { target, base } = request;
    const { spec } = target;
    refuseNotYet(target);
    const whole = openSite(request, ports);
    const look = await glanceAtHosts(target, whole);
    const reach = judgeReach(request, look.unreached);
    if (reach.kind === 'refused')
        throw reach.fault;
    await verifyHostRevisions(request, look.inspections);
    requirements_verifyRequirements(target, look.inspections);
    const site = withoutUnreached(whole, look.unreached);
    const hosts = previewDeploy(target, look.inspections, site.hosts);
    const edges = edgesOf(spec).map(({ name }) => ({ host: name, isInReach: !look.unreached.has(name) }));
    const inReach = edges.filter(({ isInReach }) => isInReach);
    const arrivals = arrivalsOf(target, hosts);
    const told = losesItsBlock(spec, base?.spec ?? null) ? run_preview_allOf(target, hosts) : arrivals;
    await verifyNames(target, told, site);
    const each = async (its, work) => void (await together(inReach, its, work));
    await verifyPaths(spec, arrivals, { each }, site);
    return { hosts, proxies: edges };
}
function run_preview_allOf(target, previews) {
    return previews.flatMap(({ host }) => target.revision.releases
        .filter((release) => configOf(target, release).infrastructure.hosts.includes(host))
        .map((release) => ({ host, release })));
}
function arrivalsOf(target, previews) {
    const starting = new Map(previews.map(({ host, starts }) => [host, starts]));
    return run_preview_allOf(target, previews).filter(({ host, release: { service, version } }) => starting.get(host)?.includes(`${service} ${version}`));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/index.js









;// CONCATENATED MODULE: ./packages/steps/lib/signing/verify-signed.js

/** Refuses a revision that none of `signers` signed; null: nobody asks for it. Says who did. */
async function verifyTarget({ io, clock }, environment, number, signers) {
    const name = `${environment.name}@${number}`;
    if (signers !== null) {
        const { principals, fingerprint } = await verifySigned(environment, number, signers, clock());
        io.say(`${name} is signed by ${principals} (${fingerprint})`);
    }
    else if ((await readSignature(environment, number)) !== null) {
        io.say(`${name} is signed, which nobody looked at: give \`allowed-signers\` to insist on it`);
    }
}
/**
 * That a revision of the store was signed by one of `signers`. What is verified are its bytes as they are stored, once the chain of digests says that
 * they are the revision.
 */
async function verifySigned(environment, number, signers, now, name = `${environment.name}@${number}`) {
    await environment.revision(number);
    const text = (await environment.snapshot.get(environment_lib/* environmentPaths */.Wp.revision(number))) ?? '';
    const signature = await readSignature(environment, number);
    return (0,environment_lib/* verifyRevisionSignature */.P)({ name, text, signature }, signers, now);
}
async function readSignature({ snapshot }, number) {
    return (await snapshot.get(environment_lib/* environmentPaths */.Wp.signature(number))) ?? null;
}

;// CONCATENATED MODULE: ./packages/steps/lib/signing/verify-lineage.js


/**
 * That each of them, and all that they were made from since then, is signed: a revision is made from the one that it is built on or restores, so a
 * signature of it alone would vouch for what somebody slipped into that one.
 */
async function verifyLineage(lineage, signers, now) {
    for await (const { revision, name } of verify_lineage_walk(lineage)) {
        await verifySigned(lineage.environment, revision.number, signers, now, name);
    }
}
/** What they were made from that `verifyLineage` would refuse by itself, with why. */
async function findUnsigned(lineage, signers, now) {
    const made = new Set(lineage.made.map(({ number }) => number));
    const found = [];
    for await (const { revision } of verify_lineage_walk(lineage)) {
        if (made.has(revision.number))
            continue;
        try {
            await verifySigned(lineage.environment, revision.number, signers, now);
        }
        catch (error) {
            if (!(error instanceof environment_lib/* EnvironmentFault */.kS))
                throw error;
            found.push({ revision, reason: error.message });
        }
    }
    return found;
}
async function* verify_lineage_walk({ environment, made, since }) {
    const seen = new Set();
    const rest = made.map((revision) => ({ revision, name: verify_lineage_nameOf(revision) }));
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        const { revision } = next;
        if (revision.number <= since || seen.has(revision.number))
            continue;
        seen.add(revision.number);
        yield next;
        for (const number of [revision.base, revision.restores]) {
            if (number === null || number <= since)
                continue;
            const origin = await environment.revision(number);
            rest.push({ revision: origin, name: `${verify_lineage_nameOf(origin)}, which ${verify_lineage_nameOf(revision)} was made from` });
        }
    }
}
function verify_lineage_nameOf({ environment, number }) {
    return `${environment}@${number}`;
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/history.js



const nothingForeign = { revisions: new Map(), fence: 0 };
/** Looks which hosts got a revision that this store does not know, and tells of each: somebody asked for them to be taken over. */
async function findForeignHosts({ environment, target }, io, ports) {
    const { name, state } = environment;
    const histories = await readHostHistories({ target, acting: { environment: name, fence: state.fence } }, ports);
    const revisions = new Map();
    for (const [host, { revision }] of histories) {
        if (revision === null || (await history_digestOf(environment, revision.number)) === revision.digest)
            continue;
        revisions.set(host, revision.digest);
        io.annotate({
            level: 'warning',
            title: 'host-taken-over',
            message: `${host} got ${name}@${revision.number} (${revision.digest}) last, which this store does not know: \`take-over: hosts\` passes over that.`,
        });
    }
    return { revisions, fence: Math.max(0, ...[...histories.values()].map(({ fence }) => fence)) };
}
/** What a store knows of an environment's revisions, to judge by what hosts got. `signers` null: nobody asks who signed. */
function historyOf({ environment, target }, { base, signers }, foreign) {
    const made = base === null ? [target.revision] : [target.revision, base.revision];
    return {
        digestOf: (number) => history_digestOf(environment, number),
        takenOver: foreign.revisions,
        ...(signers !== null && {
            verifyLineage: (since) => verifyLineage({ environment, made, since }, signers.allowed, signers.now),
        }),
    };
}
/** What a failed revision was made from since the deployed one that none of `signers` signed: else it would come back with the next. */
async function refusedOrigins({ environment, target }, signers) {
    if (signers === null)
        return [];
    const lineage = { environment, made: [target.revision], since: environment.state.deployed?.number ?? 0 };
    return findUnsigned(lineage, signers.allowed, signers.now);
}
async function history_digestOf(environment, number) {
    if (number > (environment.state.desired?.number ?? 0))
        return null;
    return (0,environment_lib/* revisionDigest */.oR)(await environment.revision(number));
}

// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/lease.js



/** Takes the environment's lease, with the next fence. Refused while somebody else holds it. */
async function takeLease(store, request) {
    const { environment, owner, revision, run, clock, takeOver, fenceOfHosts, gone, verify } = request;
    let taken = null;
    const snapshot = await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), `deploy ${environment}@${revision}`, async (at) => {
        const held = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        await verify(held);
        const { state } = held;
        const answer = (0,environment_lib/* acquireLease */.ZZ)({
            state,
            environment,
            owner,
            revision,
            run,
            now: clock().toISOString(),
            ownerIsGone: gone,
            takeOver,
            fenceOfHosts,
        });
        if (answer.outcome === 'held')
            return { kind: 'refusal', fault: answer.fault };
        taken = answer.lease;
        return { kind: 'change', write: { [environment_lib/* environmentPaths */.Wp.state]: (0,descriptor_lib/* canonicalJson */.dj)(answer.state) } };
    });
    if (taken === null)
        throw new TypeError('the lease was committed without being taken');
    return { lease: taken, environment: await environments_environment/* StoredEnvironment */.D.at(snapshot, environment) };
}
/** Ends the lease with what came of it: the report, and the state that follows. Returns the report's digest. */
async function endLease(store, { report, revision, refused, clock, }) {
    const text = (0,descriptor_lib/* canonicalJson */.dj)(report);
    const { environment: name, fence, status, failure } = report;
    await store.commit((0,environment_lib/* environmentDomain */.MM)(name), `${status} ${name}@${revision.number}`, async (at) => {
        const environment = await environments_environment/* StoredEnvironment */.D.at(at, name);
        const baseOf = async ({ base }) => (base === null ? null : await environment.revision(base));
        const state = (0,environment_lib/* finishDeploy */.Dz)({
            state: environment.state,
            fence,
            outcome: status,
            revision,
            base: await baseOf(revision),
            deployedWell: revision.restores === null ? [] : await environment.deployedWell(),
            reason: failure === null ? null : reasonOf(failure),
            refused: await Promise.all(refused.map(async (one) => ({ ...one, base: await baseOf(one.revision) }))),
            now: clock().toISOString(),
        });
        return {
            kind: 'change',
            create: { [environment_lib/* environmentPaths */.Wp.report(fence)]: text },
            write: { [environment_lib/* environmentPaths */.Wp.state]: (0,descriptor_lib/* canonicalJson */.dj)(state) },
        };
    });
    return (0,descriptor_lib/* digestOf */.ol)(text);
}
/** Several at once already say where each of them is. */
function reasonOf({ where, expected, found, code }) {
    const first = where.replace(/ \(and \d+ more\)$/, '');
    return first !== where && found?.startsWith(first) === true ? found : `${where}: ${found ?? expected ?? code}`;
}

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 8 modules
var step_io_lib = __webpack_require__(99432);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/owner.js

/** Who this step is, so that the same job run again is known by its lease. */
function readOwner({ context }, environment) {
    const { job, repository } = context;
    if (job === null || repository === null)
        return { kind: 'process', ...(0,step_io_lib/* readOwnIdentity */.nj)() };
    return {
        kind: 'job',
        repository,
        run: job.runId,
        attempt: job.attempt,
        job: job.job,
        runner: job.runner,
        environment,
    };
}
/**
 * Whether the holder of a lease is known to be over: its process is gone, or GitHub says so of its job. What can't be found out is said as a
 * warning, and counts as there.
 */
async function isOwnerGone(owner, io, token) {
    if (owner.kind === 'process')
        return (0,step_io_lib/* isProcessGone */.DJ)(owner);
    if (token === null)
        return false;
    const { isJobOver } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(940), __webpack_require__.e(366)]).then(__webpack_require__.bind(__webpack_require__, 31366));
    try {
        return await isJobOver(owner, token, io.context.githubApiUrl);
    }
    catch (error) {
        io.annotate({
            level: 'warning',
            title: 'job-unknown',
            message: error instanceof Error ? error.message : String(error),
        });
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/preview.js

/** Says what a deploy would do, from a look at the hosts that changes nothing: no lease, no fence. */
async function preview_previewDeploy(call, request, ports) {
    const { environment, number } = request.target.revision;
    const preview = await runPreview(request, ports);
    const isUnchanged = preview.hosts.every(({ starts, leaves }) => starts.length + leaves.length === 0) &&
        preview.proxies.every(({ isInReach }) => isInReach);
    if (isUnchanged)
        call.output('status', 'unchanged');
    for (const line of [...preview.hosts.filter(isOfInterest).map(renderLine), ...renderProxies(preview)])
        call.io.say(line);
    call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, preview));
}
/** An edge runs nothing but its proxy. */
function isOfInterest({ starts, stays, leaves }) {
    return starts.length + stays.length + leaves.length > 0;
}
function renderLine({ host, starts, stays, leaves, gaps }) {
    const parts = [
        starts.length > 0 && `starts ${starts.join(', ')}`,
        leaves.length > 0 && `stops ${leaves.join(', ')}`,
        stays.length > 0 && `keeps ${stays.join(', ')}`,
        gaps.length > 0 && `away for a moment: ${gaps.join(', ')}`,
    ].filter(Boolean);
    return `${host}: ${parts.join('; ')}`;
}
function renderProxies({ proxies }) {
    const there = proxies.filter(({ isInReach }) => isInReach).map(({ host }) => host);
    const lost = proxies.filter(({ isInReach }) => !isInReach).map(({ host }) => host);
    return [
        ...(there.length === 0 ? [] : [`${there.join(' and ')}: would be verified, then switched together`]),
        ...(lost.length === 0
            ? []
            : [`${lost.join(' and ')}: out of reach; what would stop is kept running until a deploy reaches it`]),
    ];
}
function renderPreviewMarkdown(name, preview) {
    const rows = preview.hosts.filter(isOfInterest).map(({ host, starts, stays, leaves, gaps }) => {
        const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–');
        return `| ${host} | ${cells.join(' | ')} |`;
    });
    const proxies = renderProxies(preview);
    return [
        `**What deploying ${name} would do** (nothing was changed)`,
        '',
        '| host | starts | keeps | stops | away for a moment |',
        '|---|---|---|---|---|',
        ...rows,
        ...(proxies.length === 0 ? [] : ['', ...proxies.map((line) => `- ${line}`)]),
    ].join('\n');
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/read-deployment.js

/** A revision with everything that it names, each verified against its digest. */
async function readDeployment(environment, number) {
    const revision = await environment.revision(number);
    const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)]);
    return { revision, digest: (0,descriptor_lib/* digestOfDocument */.t0)(revision), spec, configs };
}
/** What is deployed now, to be put back on failure; null before the first deploy. */
async function readBase(environment) {
    const { deployed } = environment.state;
    return deployed === null ? null : readDeployment(environment, deployed.number);
}

// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/take-over.js

/** The input `take-over`: `false`, `true`, `hosts`, or `true, hosts`. Fault `input-invalid`. */
function readTakeOver(text) {
    const words = (text ?? 'false').split(/[\s,]+/);
    const isOf = (spellings) => words.some((word) => spellings.test(word));
    if (words.every((word) => /^(false|False|FALSE|true|True|TRUE|hosts)$/.test(word))) {
        const isNone = isOf(/^false$/i);
        if (!isNone || words.length === 1)
            return { lease: isOf(/^true$/i), hosts: isOf(/^hosts$/) };
    }
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'Input `take-over`',
        expected: '`true` (the lease), `hosts`, `true, hosts`, or `false`',
        found: `\`${text}\``,
    });
}

// EXTERNAL MODULE: ./packages/steps/lib/workspace/towpath-folder.js
var towpath_folder = __webpack_require__(66939);
// EXTERNAL MODULE: ./packages/steps/lib/size.js
var size = __webpack_require__(12240);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/report-markdown.js


/** A deploy as a person reads it: one sentence, what failed, a table, details folded (VOICE). */
function renderReportMarkdown(report) {
    return [
        `**${(0,environment_lib/* escapeMarkdown */.FV)(renderHeadline(report))}**${renderStopped(report)}`,
        renderFailure(report),
        renderLeftBehind(report),
        renderHosts(report),
        report_markdown_renderProxies(report),
        renderPhases(report),
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
/** One line for the log. */
function renderHeadline(report) {
    const { environment, revision, status } = report;
    const name = `${environment}@${revision}`;
    const took = renderTime(Date.parse(report.endedAt) - Date.parse(report.startedAt));
    switch (status) {
        case 'unchanged':
            return `${name} runs already; nothing had to change.`;
        case 'deployed':
            return `${name} is live: ${renderStarted(report)} in ${took}.`;
        case 'rolled-back':
            return renderPutBack(report, name, took);
    }
}
function renderPutBack({ environment, previous, failure, hosts }, name, took) {
    const why = failure === null ? 'it failed' : failure.where;
    const before = previous === null ? 'nothing' : `${environment}@${previous}`;
    if (failure?.code === 'put-back-failed') {
        return `${name} failed after ${took}, and ${environment} could not be put back to ${before}.`;
    }
    const wasTouched = hosts.some(({ instances }) => instances.some(({ change }) => change !== 'kept'));
    const serves = previous === null ? 'nothing serves' : `${before} serves as before`;
    if (!wasTouched)
        return `${name} was not deployed; ${serves}. What failed: ${why}.`;
    return `${name} was put back after ${took}; ${serves}. What failed: ${why}.`;
}
/** Below ten seconds a tenth counts: `8.4 s`. */
function renderTime(durationMs) {
    return durationMs < 9950 ? `${(durationMs / 1000).toFixed(1)} s` : (0,environment_lib/* renderDuration */.PP)(durationMs);
}
function renderStarted(report) {
    const started = instancesOf(report, 'started');
    if (started.length === 0)
        return 'no process had to be started,';
    const places = new Set(started.map(({ host }) => host)).size;
    return `${listReleases(started)} on ${places} ${places === 1 ? 'host' : 'hosts'}`;
}
function renderStopped(report) {
    const stopped = report.status === 'deployed' ? instancesOf(report, 'stopped') : [];
    const count = new Set(stopped.map(report_markdown_nameOf)).size;
    if (count === 0)
        return '';
    return ` ${(0,environment_lib/* escapeMarkdown */.FV)(listReleases(stopped))} ${count === 1 ? 'was' : 'were'} drained and stopped.`;
}
function instancesOf({ hosts }, change) {
    return hosts.flatMap(({ host, instances }) => instances.flatMap((instance) => (instance.change === change ? [{ ...instance, host }] : [])));
}
const report_markdown_nameOf = ({ service, version }) => `${service} ${version}`;
/** Each release once, at most five by name. */
function listReleases(instances) {
    const names = [...new Set(instances.map(report_markdown_nameOf))];
    return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
function renderFailure({ failure }) {
    if (failure === null)
        return '';
    const facts = [failure.expected && `expected ${failure.expected}`, failure.found && `found ${failure.found}`]
        .filter(Boolean)
        .join(', ');
    const statement = facts === '' ? `${failure.where}.` : `${failure.where}: ${facts}.`;
    const sentence = (0,environment_lib/* escapeMarkdown */.FV)(failure.fix === null ? statement : `${statement} ${failure.fix}.`);
    if (failure.log.length === 0)
        return sentence;
    const lines = failure.log.map((line) => `    ${line}`).join('\n');
    return `${sentence}\n\n<details open><summary>Its last lines</summary>\n\n${lines}\n\n</details>`;
}
/** What was out of reach, and what becomes of it. */
function renderLeftBehind(report) {
    const lost = report.proxies.filter(({ outcome }) => outcome === 'unreachable').map(({ host }) => host);
    const unmended = report.hosts
        .filter(({ phases }) => phases.some(({ name, outcome }) => name === 'put back' && outcome === 'skipped'))
        .map(({ host }) => host);
    const again = `the next deploy that reaches`;
    return [
        ...(lost.length === 0
            ? []
            : [
                `**${lost.join(' and ')}** was out of reach and goes on by the routes that it has. What it may send to was kept running; ${again} it brings it up to date.`,
            ]),
        ...(unmended.length === 0
            ? []
            : [`**${unmended.join(' and ')}** was out of reach and was not put back; ${again} it repairs it.`]),
    ]
        .map((line) => `⚠️ ${line}`)
        .join('\n\n');
}
const columns = [
    { title: 'started', phase: /^start / },
    { title: 'healthy', phase: /^health of / },
    { title: 'switched', phase: /^(verify routes|switch routes)$/ },
];
/** What is drained, and goes, is the old, or on the way back the new. */
const lastColumns = {
    forward: [{ title: 'old stopped', phase: /^(drain|stop the old.*|stop for the new)$/ }],
    back: [
        { title: 'old stopped', phase: /^stop for the new$/ },
        { title: 'new stopped', phase: /^(drain|stop the new.*)$/ },
    ],
};
/** A proxy on a host of its own has a table of its own. */
function renderHosts({ status, hosts, proxies }) {
    const edges = new Set(proxies.map(({ host }) => host));
    const touched = hosts.filter(({ host, phases, instances }) => (instances.length > 0 || !edges.has(host)) && phases.length + instances.length > 0);
    const all = [...columns, ...lastColumns[status === 'rolled-back' ? 'back' : 'forward']];
    const used = all.filter(({ phase }) => touched.some(({ phases }) => phases.some(({ name }) => phase.test(name))));
    if (used.length === 0 || touched.length === 0)
        return '';
    const titles = ['host', 'sent', ...used.map(({ title }) => title)];
    const rows = touched.map((host) => [host.host, renderSent(host), ...used.map(({ phase }) => timeOf(host, phase))]);
    return renderTable(titles, rows);
}
const routes = {
    committed: 'new',
    unchanged: 'as before',
    'put back': 'put back',
    unreachable: 'out of reach',
    unknown: 'not known',
};
function report_markdown_renderProxies({ hosts, proxies }) {
    if (proxies.length < 2)
        return '';
    const rows = proxies.map(({ host, outcome, holdsVip }) => {
        const there = hosts.find((one) => one.host === host);
        const time = (phase) => (there === undefined ? '' : timeOf(there, phase));
        const cells = [time(/^verify routes$/), time(/^switch routes( back)?$/), time(/^drain$/)];
        return [host, routes[outcome] ?? outcome, ...cells, holdsVip ? 'holds it' : ''];
    });
    return renderTable(['proxy', 'routes', 'verified', 'switched', 'drained', 'VIP'], rows);
}
function renderTable(titles, rows) {
    return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
function renderSent(host) {
    const { sentBytes, totalBytes } = host;
    if (totalBytes === 0)
        return '';
    const took = timeOf(host, /^send /);
    return `${(0,size/* renderSize */.q)(sentBytes)} of ${(0,size/* renderSize */.q)(totalBytes)}${took === '' ? '' : `, ${took}`}`;
}
/** From the first such phase's begin to the last one's end, less what lies between: several at once count once. */
function timeOf({ phases }, phase) {
    const spans = phases
        .filter(({ name }) => phase.test(name))
        .map(({ startedAt, durationMs }) => ({ from: Date.parse(startedAt), to: Date.parse(startedAt) + durationMs }))
        .sort((a, b) => a.from - b.from);
    if (spans.length === 0)
        return '';
    let covered = 0;
    let until = Number.NEGATIVE_INFINITY;
    for (const { from, to } of spans) {
        covered += Math.max(0, to - Math.max(from, until));
        until = Math.max(until, to);
    }
    return renderTime(covered);
}
function renderPhases({ hosts }) {
    const lines = hosts.flatMap(({ host, phases }) => phases.map(({ name, durationMs, outcome, detail }) => {
        const told = outcome === 'failed'
            ? ` **failed** ${(0,environment_lib/* escapeMarkdownLine */.B)(detail)}`
            : detail === ''
                ? ''
                : `: ${(0,environment_lib/* escapeMarkdownLine */.B)(detail)}`;
        return `| ${host} | ${(0,environment_lib/* escapeMarkdownLine */.B)(name)}${told} | ${(durationMs / 1000).toFixed(2)} s |`;
    }));
    if (lines.length === 0)
        return '';
    return [
        '<details><summary>How long each part took</summary>',
        '',
        '| host | what | time |',
        '|---|---|---:|',
        ...lines,
        '',
        '</details>',
    ].join('\n');
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/tell-outcome.js



/** Tells what a deploy did: outputs, the report as a file, warnings, log and summary. */
async function tellOutcome(call, { report, warnings }) {
    const { io } = call;
    const path = await (0,towpath_folder/* writeTowpathFile */.FJ)(io.context.workspace, `reports/${report.environment}-${report.fence}.json`, (0,descriptor_lib/* canonicalJson */.dj)(report));
    call.output('status', report.status);
    call.output('report', path);
    for (const warning of warnings) {
        io.annotate({ level: 'warning', title: warning.code, message: renderWarning(warning) });
    }
    io.say(renderHeadline(report));
    const lastLines = report.failure?.log ?? [];
    if (lastLines.length > 0) {
        io.say(`The last lines of ${report.failure?.where}:`);
        for (const line of lastLines)
            io.say(`  ${line}`);
    }
    io.summarize(renderReportMarkdown(report));
}
/** A host or proxy that was left behind says all itself; the rest is what could not be tidied up once the new served. */
function renderWarning({ code, message }) {
    if (code === 'host-unreachable' || code === 'proxy-unreachable')
        return message;
    return `The new serves, but not all was tidied up: ${message} The next deploy does it.`;
}

// EXTERNAL MODULE: ./packages/steps/lib/environments/global-stop.js
var global_stop = __webpack_require__(29366);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/verify-unlocked.js



/** Refuses to deploy what a lock stands over. Throws `locked`, once for each lock. */
async function verifyUnlocked(...given) {
    const [first, ...others] = await locksOver(...given);
    if (first !== undefined)
        throw new lib/* Faults */.CG([first, ...others]);
}
/** What stands in the way of a deploy, with who holds it, since when and why; empty: nothing. */
async function locksOver(store, environment, target, now) {
    const { name, state } = environment;
    const stop = await (0,global_stop/* readGlobalStop */.u)(store, environment);
    const locks = [...state.locks, ...stop];
    if (locks.length === 0)
        return [];
    const withSpec = async (revision) => ({ revision, spec: await environment.spec(revision) });
    const { deployed } = state;
    return (0,environment_lib/* judgeDeployLocks */.pQ)({
        state: { lease: state.lease, locks },
        target: await withSpec(target),
        deployed: deployed === null ? null : await withSpec(await environment.revision(deployed.number)),
        now: now.toISOString(),
    }).map(({ subject, reason, fixes }) => new environment_lib/* EnvironmentFault */.kS('locked', {
        where: `${name}@${target.number} can't be deployed: ${subject}: ${reason}`,
        ...(fixes[0] !== undefined && { fix: fixes[0] }),
    }));
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/went-along.js

/**
 * What became of a revision that waited while a newer one, built on it, was deployed: a sentence, or null when that is not what happened. Several
 * that wait go into one deploy, and whoever asked for one of the others has nothing left to do.
 */
async function describeWentAlong(environment, target) {
    const { name, state } = environment;
    if (state.deployed === null || target.number >= state.deployed.number)
        return null;
    if (!(await isBuiltOn(environment, state.deployed.number, target.number)))
        return null;
    const deployedWell = await environment.deployedWell();
    if (deployedWell.some(({ number }) => number === target.number))
        return null;
    const { releases } = await environment.revision(state.deployed.number);
    const superseded = (0,environment_lib/* pairReleases */.bK)(target.releases, releases)
        .filter(({ from, to }) => from?.version !== to?.version)
        .map(({ from, to }) => renderPair(from?.service ?? to?.service, from?.version, to?.version));
    const since = superseded.length === 0 ? '' : `, in it since then: ${superseded.join(', ')}`;
    return `${name}@${target.number} went live with ${name}@${state.deployed.number}, which was built on it${since}`;
}
async function isBuiltOn(environment, newer, older) {
    let at = newer;
    while (at !== null && at > older)
        at = (await environment.revision(at)).base;
    return at === older;
}
function renderPair(service = '', from = 'nothing', to = 'nothing') {
    return `${service} ${from} → ${to}`;
}

;// CONCATENATED MODULE: ./packages/steps/lib/deploying/without-secrets.js

/** A report goes to the store, and holds what failing programs said: should that be one of their secrets, `***` stands there. Pure. */
function withoutSecrets(report, secrets) {
    const mask = new step_io_lib/* Mask */.n1();
    for (const { variables, files } of secrets.flatMap((ofServices) => Object.values(ofServices))) {
        for (const value of [...Object.values(variables), ...Object.values(files)])
            mask.add(value);
    }
    const hide = (text) => (text === null ? null : mask.apply(text));
    const { failure, hosts } = report;
    return {
        ...report,
        hosts: hosts.map((host) => ({
            ...host,
            phases: host.phases.map((phase) => ({ ...phase, detail: mask.apply(phase.detail) })),
        })),
        failure: failure && {
            ...failure,
            expected: hide(failure.expected),
            found: hide(failure.found),
            fix: hide(failure.fix),
            log: failure.log.map((line) => mask.apply(line)),
        },
    };
}

// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/deploy.js
var deploy_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var deploy_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});




















/** Carries a revision out on the environment's hosts, or puts everything back. */
const deploy = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = deploy_addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
        await deployIn(store, call);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = deploy_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
};
async function deployIn(store, call) {
    const { inputs, io } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const signers = readSigners(call);
    const takeOver = readTakeOver(inputs.text('take-over'));
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const target = await readDeployment(environment, wantedRevision(call, environment));
    call.output('revision', target.revision.number);
    if (await wentAlong(call, environment, target))
        return;
    verifyNotOlder(environment, target);
    await heedLocks(call, store, environment, target);
    await verifyTarget(call, environment, target.revision.number, signers?.allowed ?? null);
    const secrets = readSecrets(target.spec, io.environment);
    maskSecrets(call, secrets);
    const hosts = new Map(await (0,hosts_lib/* openHosts */.UR)(target.spec, { ...hostOptions(call), dialsAhead: true }));
    const opened = [...hosts.values()];
    try {
        let foreign = nothingForeign;
        if (takeOver.hosts) {
            opened.push(...(await openLeftHosts(call, hosts, await readBase(environment))));
            foreign = await withPorts(call, hosts, (ports) => findForeignHosts({ environment, target }, io, ports));
        }
        if (inputs.flag('dry-run')) {
            const acting = { environment: name, fence: environment.state.fence };
            const base = await readBase(environment);
            const history = historyOf({ environment, target }, { base, signers }, foreign);
            await withPorts(call, hosts, (ports) => preview_previewDeploy(call, { target, base, acting, ...history }, ports));
            return;
        }
        const taking = { takeOver: takeOver.lease, fenceOfHosts: foreign.fence };
        const { lease, held, base } = await begin(call, store, { environment, target }, taking);
        opened.push(...(await openLeftHosts(call, hosts, base)));
        const history = historyOf({ environment: held, target }, { base, signers }, foreign);
        const outcome = await deploy_carryOut(call, { target, base, secrets, lease, ...history }, hosts);
        const refused = outcome.failure === null ? [] : await refusedOrigins({ environment: held, target }, signers);
        await endLease(store, { report: outcome.report, revision: target.revision, refused, clock: call.clock });
        await tellOutcome(call, outcome);
        if (outcome.failure !== null)
            throw outcome.failure;
    }
    finally {
        await Promise.all(opened.map((host) => host.close()));
    }
}
function wantedRevision({ inputs }, { name, state }) {
    const number = inputs.whole('revision') ?? state.desired?.number;
    if (number !== undefined)
        return number;
    throw new step_fault/* StepFault */.H('revision-unknown', {
        where: `Environment ${name}`,
        expected: 'a revision to deploy',
        found: 'none',
        fix: 'Promote something to it first',
    });
}
/** Who may have signed what is deployed, at this moment; null when nobody asks. */
function readSigners({ inputs, clock }) {
    const text = inputs.text('allowed-signers');
    return text === null ? null : { allowed: (0,environment_lib/* parseAllowedSigners */.pD)(text), now: clock() };
}
/** What ran before runs again by a rollback, which is a revision of its own (DESIGN invariant 3). */
function verifyNotOlder({ name, state }, { revision }) {
    const { deployed } = state;
    if (deployed === null || revision.number >= deployed.number)
        return;
    throw new step_fault/* StepFault */.H('revision-outdated', {
        where: `${name}@${revision.number}`,
        expected: `${name}@${deployed.number}, which is deployed, or a newer revision`,
        found: 'an older one',
        fix: `To run it again, roll back: \`${(0,environment_lib/* rollbackCommand */.Ct)(name, revision.number)}\``,
    });
}
/** It waited, and a newer revision that has all of it was faster. */
async function wentAlong({ io, output }, environment, { revision }) {
    const sentence = await describeWentAlong(environment, revision);
    if (sentence === null)
        return false;
    output('status', 'unchanged');
    io.say(`${sentence}: nothing to do`);
    io.summarize(`**${(0,environment_lib/* escapeProse */.fd)(sentence)}**: nothing to do.`);
    return true;
}
/** A dry run only says what stands in the way. */
async function heedLocks({ inputs, io, clock }, store, environment, { revision }) {
    if (!inputs.flag('dry-run'))
        return verifyUnlocked(store, environment, revision, clock());
    for (const { message } of await locksOver(store, environment, revision, clock())) {
        io.annotate({ level: 'warning', title: 'locked', message });
    }
}
/**
 * Hosts that only the deployed revision has: what runs there must be stopped. Returns all that were opened for it, to be closed at the end: one that
 * both specs have may be what such a host is reached through.
 */
async function openLeftHosts(call, hosts, base) {
    if (base === null)
        return [];
    const opened = await (0,hosts_lib/* openHosts */.UR)(base.spec, hostOptions(call));
    for (const [name, host] of opened)
        if (!hosts.has(name))
            hosts.set(name, host);
    return [...opened.values()];
}
function maskSecrets({ io }, secrets) {
    for (const { variables, files } of Object.values(secrets)) {
        for (const value of [...Object.values(variables), ...Object.values(files)])
            io.mask(value);
    }
}
function hostOptions({ inputs, io, program }) {
    const privateKey = inputs.text('ssh-private-key');
    if (privateKey !== null)
        io.mask(privateKey);
    return {
        path: io.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
        node: process.execPath,
        program,
        home: io.context.home,
        forbiddenRoots: io.context.fleeting,
        ssh: {
            privateKey,
            agentSocket: io.environment['SSH_AUTH_SOCK'] || null,
            knownHosts: inputs.text('known-hosts') ?? '',
        },
    };
}
/** Takes the lease. `held` is the environment as it stands under it. */
async function begin(call, store, { environment: { name, state }, target }, taking) {
    const { io, inputs, clock } = call;
    const holder = state.lease?.owner ?? null;
    const holderIsGone = holder !== null && (await isOwnerGone(holder, io, inputs.text('token')));
    const { lease, environment: held } = await takeLease(store, {
        environment: name,
        owner: readOwner(io, name),
        revision: target.revision.number,
        run: io.context.run,
        clock,
        ...taking,
        gone: (owner) => holderIsGone && (0,descriptor_lib/* canonicalJson */.dj)(owner) === (0,descriptor_lib/* canonicalJson */.dj)(holder),
        verify: async (environment) => {
            verifyNotOlder(environment, target);
            await verifyUnlocked(store, environment, target.revision, clock());
        },
    });
    if (lease.tookOver !== null) {
        io.annotate({
            level: 'warning',
            title: 'lease-taken-over',
            message: `Took the lease of ${lease.tookOver.run} over: ${lease.tookOver.reason}.`,
        });
    }
    return { lease, held, base: await readBase(held) };
}
async function deploy_carryOut(call, { target, base, secrets, lease, ...history }, hosts) {
    const baseSecrets = base === null ? {} : readSecretsAtHand(base.spec, call.io.environment);
    maskSecrets(call, baseSecrets);
    const outcome = await withPorts(call, hosts, async (ports) => runDeploy({
        target,
        base,
        secrets,
        baseSecrets,
        ...history,
        acting: { environment: target.spec.environment, fence: lease.fence },
        run: call.io.context.run,
    }, ports));
    return { ...outcome, report: withoutSecrets(outcome.report, [secrets, baseSecrets]) };
}
async function withPorts(call, hosts, work) {
    const packages = (0,stores/* openPackages */._O)(call);
    try {
        return await work({
            hosts,
            packages,
            seeEdge: seeEdge,
            clock: call.clock,
            sleep: async (milliseconds) => void (await (0,promises_.setTimeout)(milliseconds)),
            signal: call.signal,
            say: (line) => call.io.progress(line),
        });
    }
    finally {
        await packages.close();
    }
}


/***/ }),

/***/ 29366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readGlobalStop)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51536);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);
/* harmony import */ var _find_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59409);




/**
 * The locks of every environment that a new one has to heed: it was not there when they were put, so its own state does not have them. An
 * environment is new until its second revision, because the first may have been written while the others were being locked.
 */
async function readGlobalStop(store, { name, state }) {
    const isNew = state.desired === null || state.desired.number === 1;
    if (!isNew || state.locks.some((lock) => lock.everywhere))
        return [];
    const others = (await (0,_find_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .listEnvironments */ .D)(store)).filter((other) => other !== name);
    const locks = await Promise.all(others.map(async (other) => {
        const environment = await _environment_js__WEBPACK_IMPORTED_MODULE_2__/* .StoredEnvironment */ .D.at(await store.read((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentDomain */ .MM)(other)), other);
        return environment.state.locks.filter((lock) => lock.everywhere);
    }));
    return [...new Map(locks.flat().map((lock) => [(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(lock), lock])).values()];
}


/***/ }),

/***/ 12240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ renderSize)
/* harmony export */ });
/** Bytes as people read them, in powers of ten: `412 kB`, `14.2 MB`. */
function renderSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    let value = bytes / 1000;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}


/***/ })

};
