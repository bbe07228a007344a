export const id = 26;
export const ids = [26,859];
export const modules = {

/***/ 42026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploy: () => (/* binding */ deploy)
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

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var descriptor_lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/deploy/lib/instance/instance-manifest.js


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
    provides: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ protocol: schemas/* enum */.k5n(['http', 'grpc', 'tcp']) })),
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ range: descriptor_lib/* rangeSchema */.pm })),
    drainSeconds: schemas/* int */.Whr(),
    stopSeconds: schemas/* int */.Whr(),
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 65 modules
var environment_lib = __webpack_require__(40584);
;// CONCATENATED MODULE: ./packages/deploy/lib/instance/secrets.js



/** Looks the secrets of every service up in the step's environment. All that lack are named at once. */
function readSecrets(spec, environment) {
    const lacking = [];
    const secrets = Object.entries(spec.services).map(([service, entry]) => {
        const wanted = (0,environment_lib/* isExternal */.ge)(entry) ? {} : (entry.secrets ?? {});
        const named = Array.isArray(wanted) ? Object.fromEntries(wanted.map((name) => [name, name])) : wanted;
        return [service, readOfService(service, named, environment, lacking)];
    });
    if (lacking.length === 0)
        return Object.fromEntries(secrets);
    throw new DeployFault('secret-missing', {
        where: 'Secrets of the deploy step',
        expected: 'a value for each variable that the spec names',
        found: `none for ${lacking.join(', ')}`,
        fix: "Set them in the step's `env:`, from the secrets of the GitHub environment",
    });
}
function readOfService(service, named, environment, lacking) {
    const variables = {};
    const files = {};
    for (const [variable, source] of Object.entries(named)) {
        const where = `services.${service}.secrets.${variable}`;
        const { env, as = 'variable' } = sourceOf(source, where);
        const value = environment[env];
        if (value === undefined || value === '')
            lacking.push(`${env} (${where})`);
        else if (as === 'file')
            files[variable] = value;
        else
            variables[variable] = value;
    }
    return { variables, files };
}
function sourceOf(source, where) {
    if (typeof source === 'string')
        return { env: source };
    if ('env' in source)
        return source;
    throw new DeployFault('not-yet', {
        where,
        expected: 'a variable of the deploy step',
        found: 'a file on the host',
        fix: 'Not yet: secrets from files that are on the host',
    });
}
/** What the host makes an HMAC of: it stands for the values in a release's identity. Services without secrets have none. */
function secretDocuments(secrets) {
    return Object.entries(secrets).flatMap(([name, { variables, files }]) => Object.keys(variables).length + Object.keys(files).length === 0
        ? []
        : [{ name, text: (0,descriptor_lib/* canonicalJson */.dj)({ variables, files }) }]);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/live-instance.js

/** What an instance says of itself; null when a killed run left it without a word, or with one that is not ours. */
function readLiveInstance(host, found) {
    if (found.manifest === null)
        return null;
    const parsed = instanceManifestSchema.safeParse(parseJson(found.manifest));
    return parsed.success ? { host: host.name, address: host.address, found, manifest: parsed.data } : null;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
function instanceToRoute({ address, found, manifest }) {
    return { instance: manifest.id, service: manifest.service, version: manifest.version, address, ports: found.ports };
}
function releaseToRoute({ manifest }) {
    const { service, version, isDefault, provides, dependencies } = manifest;
    return { service, version, isDefault, provides, dependencies };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/plan-deploy.js

/** From what is wanted and what stands there: what starts, stays and leaves, in which order. Pure. */
function planDeploy({ wanted, inspections, hosts, order }) {
    const { live, leftovers } = readWhatStands(inspections, hosts);
    const isRunning = (one) => one.found.state === 'running';
    const kept = [];
    const starting = [];
    for (const instance of wanted) {
        const standing = live.find((one) => one.manifest.id === instance.id && isRunning(one));
        if (standing === undefined)
            starting.push(instance);
        else
            kept.push({ wanted: instance, live: standing });
    }
    const wantedIds = new Set(wanted.map(({ id }) => id));
    return {
        groups: planGroups(starting, order),
        kept,
        leaving: live.filter(({ manifest }) => !wantedIds.has(manifest.id)),
        leftovers,
        packages: packagesByHost(wanted),
    };
}
function readWhatStands(inspections, hosts) {
    const live = [];
    const leftovers = [];
    for (const [name, { instances }] of Object.entries(inspections)) {
        const host = hosts[name];
        if (host === undefined)
            continue;
        for (const found of instances) {
            const one = readLiveInstance(host, found);
            if (one === null)
                leftovers.push({ host: name, service: found.service, release: found.release, unit: found.unit });
            else
                live.push(one);
        }
    }
    return { live, leftovers };
}
function planGroups(starting, order) {
    const groups = order.flatMap((services) => {
        const ofGroup = starting.filter(({ release }) => services.includes(release.service));
        return ['overlap', 'replace'].flatMap((strategy) => {
            const ofStrategy = ofGroup.filter(({ config }) => config.infrastructure.strategy.kind === strategy);
            if (ofStrategy.length === 0)
                return [];
            return [
                {
                    services: [...new Set(ofStrategy.map(({ release }) => release.service))],
                    strategy,
                    batches: planBatches(ofStrategy),
                },
            ];
        });
    });
    // A gap comes when all else is up and known to be well.
    return [
        ...groups.filter(({ strategy }) => strategy === 'overlap'),
        ...groups.filter(({ strategy }) => strategy === 'replace'),
    ];
}
/** `batch` counts hosts, or is a percentage of the service's hosts; of several services in a group the smallest counts. */
function planBatches(instances) {
    const hosts = [...new Set(instances.map(({ host }) => host))];
    const size = Math.min(...instances.map(({ config }) => batchSize(config.infrastructure.strategy.batch, config.infrastructure.hosts.length)));
    const batches = [];
    for (let at = 0; at < hosts.length; at += size) {
        const ofBatch = hosts.slice(at, at + size);
        batches.push(instances.filter(({ host }) => ofBatch.includes(host)));
    }
    return batches;
}
function batchSize(batch, hosts) {
    if (typeof batch === 'number')
        return batch;
    return Math.max(1, Math.floor((Number.parseInt(batch, 10) / 100) * hosts));
}
function packagesByHost(wanted) {
    const byHost = Map.groupBy(wanted, ({ host }) => host);
    return Object.fromEntries([...byHost].map(([host, instances]) => [
        host,
        [...new Map(instances.map(({ release }) => [release.archive.digest, release])).values()],
    ]));
}

;// CONCATENATED MODULE: ./packages/hosts/lib/host-fault.js

/** By code: whether the same script can succeed later with nothing changed, and what a person does about it. */
const scriptFaults = {
    'lock-busy': { retryable: true, fix: 'Wait until the other deploy has ended, then run this one again' },
    'fence-outdated': { retryable: false, fix: 'Another run has taken the environment over; look at what it does' },
    'revision-foreign': {
        retryable: false,
        fix: 'Somebody else has deployed here meanwhile; look at the status, then run the deploy again',
    },
    'staging-missing': { retryable: false, fix: 'Run the deploy again; it prepares the package anew' },
    'stream-broken': { retryable: false, fix: 'Run the deploy again; what came is thrown away' },
    'content-wrong': { retryable: false, fix: 'The bytes are not those of the package; look at the package store' },
    'disk-full': { retryable: false, fix: 'Make room on the host, then run the deploy again' },
    'ports-exhausted': { retryable: false, fix: 'Give the host group a wider range in `ports`, or stop what holds them' },
    'unit-failed': { retryable: false, fix: 'Look at the log of the unit' },
    'host-file-missing': {
        retryable: false,
        fix: 'Put the file there, readable for the deploy user, or change `hostFile`',
    },
    'input-wrong': { retryable: false, fix: 'This is a defect of Towpath; please report it' },
};
/** A fault of a host. Its message names the host, except where the code is about a spec or a value. */
class HostFault extends lib/* Fault */.vC {
}
function isScriptFaultCode(code) {
    return Object.hasOwn(scriptFaults, code);
}

;// CONCATENATED MODULE: ./packages/hosts/lib/layout.js
function layoutBelow(root) {
    return {
        root,
        packages: `${root}/opt/towpath/packages`,
        config: `${root}/etc/towpath`,
        keep: `${root}/var/lib/towpath`,
        units: root === '' ? '/etc/systemd/system' : `${root}/var/lib/towpath/units`,
        logs: `${root}/var/log/towpath`,
        run: `${root}/run/towpath`,
    };
}
/** `/opt/towpath/packages/<sha256>`; `digest` is bare hex. */
function packageFolder(layout, digest) {
    return `${layout.packages}/${digest}`;
}
/** `/etc/towpath/<env>/<service>/<release8>`; `release` carries `-2` for a second instance on the host. */
function releaseFolder(layout, environment, service, release) {
    return `${layout.config}/${environment}/${service}/${release}`;
}
/** TOWPATH_CONFIG_DIR of a release: its config files. */
function configFolder(layout, environment, service, release) {
    return `${releaseFolder(layout, environment, service, release)}/config`;
}
/** `/var/lib/towpath/state/<env>/<service>`: outlives releases. */
function stateFolder(layout, environment, service) {
    return `${layout.keep}/state/${environment}/${service}`;
}
/** `/var/lib/towpath/environments/<env>`: fence, revisions, packages, table, incoming. */
function environmentFolder(layout, environment) {
    return `${layout.keep}/environments/${environment}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./packages/hosts/lib/script/sh.js
/** Constant shell text. In it `\${` stands for `${`; every other backslash is the shell's own. */
function sh(text) {
    return text.raw
        .join('')
        .replaceAll('\\$' + '{', '$' + '{')
        .replace(/^\n/, '');
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/facts.js


/** Shell functions that write the facts, shared by `facts` and `inspect`. Needs TOOLS, words between spaces. */
const factsFunctions = sh `
free_bytes() {
  free_at=$1
  while [ ! -d "$free_at" ]; do free_at=\${free_at%/*}; [ -n "$free_at" ] || free_at=/; done
  df -P -B1 -- "$free_at" | awk 'NR == 2 { print $4 }'
}
tool_version() {
  command -v "$1" > /dev/null 2>&1 || return 0
  for tool_option in --version version -version; do
    tool_says=$(timeout 5 "$1" "$tool_option" 2>&1 < /dev/null 9>&- | head -c 2000 |
      grep -Eo '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1) || :
    if [ -n "$tool_says" ]; then printf %s "$tool_says"; return 0; fi
  done
}
write_facts() {
  printf 'os\t%s\n' "$(uname -s | tr '[:upper:]' '[:lower:]')"
  printf 'arch\t%s\n' "$(uname -m)"
  printf 'kernel\t%s\n' "$(uname -r)"
  printf 'boot\t%s\n' "$(cat /proc/sys/kernel/random/boot_id)"
  printf 'user\t%s\n' "$(id -un 2> /dev/null || id -u)"
  printf 'cores\t%s\n' "$(nproc)"
  printf 'memory\t%s\n' "$(awk '$1 == "MemTotal:" { printf "%d", $2 }' /proc/meminfo)"
  printf 'free\t%s\n' "$(free_bytes "$PACKAGES")"
  for tool in $TOOLS; do printf 'tool\t%s\t%s\n' "$tool" "$(tool_version "$tool")"; done
}
`;
const program = sh `
write_facts
echo end
`;
/** Facts alone, without lock and fence. */
function factsCommand(tools) {
    return {
        script: { name: 'facts', program: factsFunctions + program, variables: { TOOLS: renderTools(tools) } },
        parse: readFacts,
    };
}
/** @throws HostFault `value-refused` for a name that no `requires` of a manifest can hold. */
function renderTools(tools) {
    for (const tool of tools) {
        if (!/^[a-z0-9][a-z0-9._+-]*$/.test(tool)) {
            throw new HostFault('value-refused', { where: `Tool ${JSON.stringify(tool)}`, expected: 'the name of a program' });
        }
    }
    return tools.join(' ');
}
/** Reads the records of `write_facts`, in its order; `tool` records follow, as many as were asked for. */
function readFacts(records, toolCount) {
    const value = (kind) => {
        const record = records.next();
        if (record.kind !== kind)
            throw record.unreadable(`\`${kind}\``, record.kind);
        return record;
    };
    const facts = {
        os: value('os').text(1),
        arch: nodeArch(value('arch').text(1)),
        kernel: value('kernel').text(1),
        bootId: value('boot').text(1),
        user: value('user').text(1),
        cores: value('cores').number(1),
        memoryBytes: value('memory').number(1) * 1024,
        freeBytes: value('free').number(1),
    };
    const tools = {};
    const read = () => {
        const record = value('tool');
        tools[record.text(1)] = record.text(2) === '' ? null : record.text(2);
    };
    if (toolCount === undefined)
        while (records.hasNext())
            read();
    else
        for (let index = 0; index < toolCount; index++)
            read();
    return { ...facts, tools };
}
function nodeArch(machine) {
    const names = { x86_64: 'x64', aarch64: 'arm64', armv7l: 'arm', i686: 'ia32' };
    return names[machine] ?? machine;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/script/record-reader.js

/** One line of a script's answer: fields between tabs. Every reading is a check. */
class AnswerRecord {
    #where;
    #fields;
    constructor(where, fields) {
        this.#where = where;
        this.#fields = fields;
    }
    get kind() {
        return this.#fields[0] ?? '';
    }
    /** Field `index`, from 1; field 0 is the kind. */
    text(index) {
        const field = this.#fields[index];
        if (field === undefined)
            throw this.unreadable(`field ${index} of \`${this.kind}\``, 'the end of the line');
        return field;
    }
    /** The rest of the line from field `index` on, tabs and all. */
    rest(index) {
        this.text(index);
        return this.#fields.slice(index).join('\t');
    }
    number(index) {
        const text = this.text(index);
        const value = Number(text);
        if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
            throw this.unreadable('a whole number', text);
        return value;
    }
    /** Text that travelled as base64. */
    decoded(index) {
        const text = this.text(index);
        const bytes = Buffer.from(text, 'base64');
        if (bytes.toString('base64') !== text)
            throw this.unreadable('base64', text);
        return bytes.toString('utf8');
    }
    /** One of a closed list. */
    choice(index, choices) {
        const text = this.text(index);
        const found = choices.find((choice) => choice === text);
        if (found === undefined)
            throw this.unreadable(choices.map((choice) => `\`${choice}\``).join(' or '), text);
        return found;
    }
    unreadable(expected, found) {
        const shown = found.length > 200 ? `${found.slice(0, 200)}…` : found;
        return new HostFault('output-unreadable', { where: this.#where, expected, found: JSON.stringify(shown) });
    }
}
/** The answer of a script, a record at a time. Ends with the line `end`, so that a cut answer is never taken for whole. */
class RecordReader {
    #subject;
    #lines;
    #next = 0;
    constructor(subject, stdout) {
        this.#subject = subject;
        this.#lines = stdout.split('\n');
        const rest = this.#lines.splice(-2);
        if (rest[0] !== 'end' || rest[1] !== '') {
            throw this.#at(this.#lines.length + 1, []).unreadable('the line `end` at the end', rest.join('\n'));
        }
    }
    /** The next record; past the last one a fault. */
    next() {
        const line = this.#lines[this.#next];
        if (line === undefined)
            throw this.#at(this.#next + 1, []).unreadable('a further record', 'the end');
        this.#next += 1;
        return this.#at(this.#next, line.split('\t'));
    }
    hasNext() {
        return this.#next < this.#lines.length;
    }
    *[Symbol.iterator]() {
        while (this.hasNext())
            yield this.next();
    }
    /** @throws HostFault when a record is left that nobody read. */
    end() {
        const line = this.#lines[this.#next];
        if (line !== undefined)
            throw this.#at(this.#next + 1, []).unreadable('the end', line);
    }
    #at(line, fields) {
        return new AnswerRecord(`${this.#subject}, line ${line} of its answer`, fields);
    }
}

;// CONCATENATED MODULE: ./packages/hosts/lib/script/command.js


/** The exit code with which a script refuses; its last line then is `fault <code> <text>`. */
const refusal = 65;
/**
 * Runs a command and reads its answer.
 * @throws HostFault with the script's own code when it refuses, `disk-full`, `script-failed` for any other end,
 * `output-unreadable` when the answer is not what the script writes.
 */
async function runCommand(host, command, options = {}) {
    const { script, stdin, parse } = command;
    const result = await host.run(script, stdin === undefined ? options : { ...options, stdin });
    const subject = `Host ${host.name} (${host.address}), script ${script.name}`;
    if (result.exitCode !== 0)
        throw faultOf(subject, result);
    const records = new RecordReader(subject, result.stdout);
    const value = parse(records);
    records.end();
    return value;
}
function faultOf(subject, result) {
    const [kind, code = '', text = ''] = result.stdout.trimEnd().split('\n').at(-1)?.split('\t') ?? [];
    if (result.exitCode === refusal && kind === 'fault' && isScriptFaultCode(code)) {
        const { retryable, fix } = scriptFaults[code];
        return new HostFault(code, { where: subject, expected: expectations[code], found: text, fix }, { retryable });
    }
    const lines = result.stderr.trimEnd().split('\n').slice(-5).join(' | ');
    if (/No space left on device|Disk quota exceeded/.test(result.stderr)) {
        const { fix } = scriptFaults['disk-full'];
        return new HostFault('disk-full', { where: subject, expected: expectations['disk-full'], found: lines, fix });
    }
    return new HostFault('script-failed', {
        where: subject,
        expected: 'exit 0',
        found: `exit ${result.exitCode}: ${lines}`,
    });
}
const expectations = {
    'lock-busy': 'the host-wide lock to become free',
    'fence-outdated': 'a fence at least as high as the highest seen there',
    'revision-foreign': 'the revision that was last deployed there to be the one that was seen',
    'staging-missing': 'a package that was prepared',
    'stream-broken': 'a whole stream of gzip',
    'content-wrong': 'exactly the files of the index',
    'disk-full': 'room on the disk',
    'ports-exhausted': 'a free port in the range of the host group',
    'unit-failed': 'the unit to obey',
    'host-file-missing': 'a file with a secret on the host',
    'input-wrong': 'data that the script understands',
};

;// CONCATENATED MODULE: ./packages/hosts/lib/script/prelude.js

/**
 * What every script can call. POSIX sh and Debian's Essential tools. Temporary names are fixed (`<name>.tmp`, written
 * under the lock), so that a rerun after a kill overwrites what the killed one left.
 */
const prelude = sh `
set -eu
umask 022
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS TAR_OPTIONS GZIP
TAB=$(printf '\t')
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

# lock: the host-wide lock, waited for LOCK_SECONDS, held until unlock or the end of the script (fd 9)
lock() {
  mkdir -p -- "$KEEP"
  exec 9<> "$KEEP/lock"
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
  mkdir -p -- "$ENVIRONMENT_DIR"
  fence_seen=0
  [ ! -s "$ENVIRONMENT_DIR/fence" ] || fence_seen=$(cat "$ENVIRONMENT_DIR/fence")
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
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/script/host-script.js


/** The one place where a script becomes text: variables, layout, prelude, the manager's functions, the program. */
function renderScript(script, layout, manager) {
    const variables = {
        SCRIPT: script.name,
        ROOT: layout.root,
        PACKAGES: layout.packages,
        CONFIG: layout.config,
        KEEP: layout.keep,
        UNITS: layout.units,
        LOGS: layout.logs,
        RUN: layout.run,
        ...manager.variables,
        ...script.variables,
    };
    const lines = Object.entries(variables).map(([name, value]) => renderVariable(script.name, name, value));
    return [...lines, prelude, manager.functions, script.program, ''].join('\n');
}
/**
 * How a script reaches a shell: `command` is what is run (an ssh `exec` string, or the arguments of `sh -c`), and
 * `preamble` goes first on its stdin, before the script's data. So no program text and no value ever stands in the
 * arguments of a process. `head -c` reads not one byte more than it is told.
 */
function frameScript(text) {
    const preamble = Buffer.from(text, 'utf8');
    return { command: `eval "$(head -c ${preamble.length})"`, preamble };
}
/** The one place where a value is quoted: single quotes take everything but themselves. */
function quote(value) {
    return `'${value.replaceAll("'", `'\\''`)}'`;
}
function renderVariable(script, name, value) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name))
        throw refused(script, name, 'a name of upper-case letters, digits and `_`');
    if (value.includes('\0') || !value.isWellFormed())
        throw refused(script, name, 'Unicode text without NUL');
    return `${name}=${quote(value)}`;
}
function refused(script, name, expected) {
    return new HostFault('value-refused', {
        where: `Script ${script}, variable ${JSON.stringify(name)}`,
        expected,
        found: 'something else',
        fix: 'Take NUL and broken characters out of the value',
    });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-connect.js




/** `sun_path` of unix(7) takes 108 bytes with its NUL. */
const longestSocketPath = 107;
/** Connects from this machine. @throws HostFault `connect-refused`. */
async function connectLocally(host, address) {
    try {
        if (address.kind === 'tcp')
            return await connected({ host: address.host, port: address.port });
        if (Buffer.byteLength(address.path) <= longestSocketPath)
            return await connected({ path: address.path });
        return await connectThroughFolder(address.path);
    }
    catch (cause) {
        throw new HostFault('connect-refused', {
            where: `Host ${host}, ${renderAddress(address)}`,
            expected: 'something that accepts connections',
            found: cause instanceof Error ? cause.message || String(cause) : String(cause),
        }, { retryable: true, cause });
    }
}
function renderAddress(address) {
    return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.path;
}
/** A path of any length: its folder, held open, has a short name in /proc. */
async function connectThroughFolder(path) {
    const folder = await (0,external_node_fs_promises_.open)((0,external_node_path_.dirname)(path), 'r');
    try {
        return await connected({ path: `/proc/self/fd/${folder.fd}/${(0,external_node_path_.basename)(path)}` });
    }
    finally {
        await folder.close();
    }
}
async function connected(options) {
    return await new Promise((resolve, reject) => {
        const socket = (0,external_node_net_.connect)(options);
        socket.once('error', reject);
        socket.once('connect', () => {
            socket.off('error', reject);
            resolve(socket);
        });
    });
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./packages/hosts/lib/script/output.js

const longestOutput = 64 * 1024 * 1024;
const keptError = 64 * 1024;
/** Collects what a script says: all of stdout up to 64 MiB, the last 64 KiB of stderr. */
class OutputCollector {
    #subject;
    #onTooLong;
    #out = [];
    #outBytes = 0;
    #error = Buffer.alloc(0);
    constructor(subject, onTooLong) {
        this.#subject = subject;
        this.#onTooLong = onTooLong;
    }
    addOut(chunk) {
        this.#outBytes += chunk.length;
        if (this.#outBytes <= longestOutput)
            this.#out.push(chunk);
        else
            this.#onTooLong(tooLong(this.#subject));
    }
    addError(chunk) {
        const all = Buffer.concat([this.#error, chunk]);
        this.#error = Buffer.from(all.subarray(Math.max(0, all.length - keptError)));
    }
    /** A missing exit code (ended by a signal) is a failure: 255. */
    result(exitCode) {
        return {
            exitCode: exitCode ?? 255,
            stdout: Buffer.concat(this.#out).toString('utf8'),
            stderr: this.#error.toString('utf8'),
        };
    }
}
function tooLong(subject) {
    return new HostFault('output-too-long', {
        where: subject,
        expected: `at most ${longestOutput / 1024 / 1024} MiB of output`,
        found: 'more',
    });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-run.js






const defaultLimitMs = 600_000;
/** Runs a rendered script in a process group of its own; whatever ends it early ends the group with SIGKILL. */
async function runLocally(run, options = {}) {
    const { signal, limitMs = defaultLimitMs, stdin = '' } = options;
    const subject = `Host ${run.host}, script ${run.script}`;
    if (signal?.aborted === true)
        throw aborted(subject, signal);
    const { command, preamble } = frameScript(run.text);
    const [program, ...given] = run.shell ?? ['/bin/sh'];
    const child = (0,external_node_child_process_.spawn)(program, [...given, '-c', command], { cwd: '/', env: run.env, detached: true, stdio: 'pipe' });
    let fault;
    const end = (why) => {
        fault ??= why;
        killGroup(child);
    };
    const onAbort = () => end(aborted(subject, signal));
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => end(timedOut(subject, limitMs)), limitMs);
    const output = new OutputCollector(subject, end);
    child.stdout.on('data', (chunk) => output.addOut(chunk));
    child.stderr.on('data', (chunk) => output.addError(chunk));
    const closed = (0,external_node_events_.once)(child, 'close');
    const feeding = feed(child, preamble, stdin).catch((cause) => end(inputBroken(subject, cause)));
    try {
        await closed;
        child.stdin.destroy();
        await feeding;
    }
    catch (cause) {
        throw new HostFault('script-failed', { where: subject, expected: 'a shell', found: String(cause) }, { cause });
    }
    finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
    }
    if (fault !== undefined)
        throw fault;
    return output.result(child.exitCode);
}
/** A script may end before it has read all: that is its right, its exit code says what it means. */
async function feed(child, preamble, stdin) {
    const target = child.stdin;
    if (target === null)
        return;
    let sourceFailed;
    if (typeof stdin !== 'string')
        stdin.once('error', (cause) => (sourceFailed = cause));
    try {
        target.write(preamble);
        await (0,external_node_stream_promises_.pipeline)(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin, target);
    }
    catch (cause) {
        if (sourceFailed !== undefined || !isClosedPipe(cause))
            throw cause;
    }
}
function isClosedPipe(cause) {
    if (!(cause instanceof Error) || !('code' in cause))
        return false;
    return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes(String(cause.code));
}
function killGroup(child) {
    if (child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, 'SIGKILL');
    }
    catch (cause) {
        if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH'))
            throw cause;
    }
    // A process that left the group may hold the pipes: what it writes is not the script's.
    child.stdout?.destroy();
    child.stderr?.destroy();
}
function aborted(subject, signal) {
    return new HostFault('aborted', { where: `${subject}: ended before it was done` }, { cause: signal?.reason });
}
function timedOut(subject, limitMs) {
    const fix = 'Look at the load of the host, then run it again';
    return new HostFault('script-timeout', { where: subject, expected: `an end within ${limitMs / 1000} s`, found: 'it still running; it was ended', fix }, { retryable: true });
}
function inputBroken(subject, cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    return new HostFault('input-broken', { where: subject, expected: 'the whole of its input', found }, { cause });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-host.js











/** This machine, below a root folder, without root and ssh. */
class LocalHost {
    name;
    address;
    layout;
    #env;
    #manager;
    #shell;
    #closing = new AbortController();
    #connections = new Set();
    constructor(options) {
        this.name = options.name;
        this.address = options.address;
        this.layout = layoutBelow(options.root);
        this.#env = options.env;
        this.#shell = options.shell;
        this.#manager = options.manager(this.layout);
    }
    async run(script, options = {}) {
        const text = renderScript(script, this.layout, this.#manager);
        const { signal } = options;
        const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
        return await runLocally({ host: this.name, script: script.name, text, env: this.#env, shell: this.#shell }, { ...options, signal: ending });
    }
    renderUnit(unit) {
        return this.#manager.renderUnit(unit);
    }
    async upload(stream, target) {
        const temporary = `${target}.uploading`;
        // It may fail before it is read from; then it tells its failure to pipeline.
        stream.on('error', () => undefined);
        try {
            await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
            await (0,external_node_fs_promises_.rm)(temporary, { force: true });
            await (0,external_node_stream_promises_.pipeline)(stream, (0,external_node_fs_.createWriteStream)(temporary, { mode: 0o600, flush: true }));
            await (0,external_node_fs_promises_.rename)(temporary, target);
        }
        catch (cause) {
            stream.destroy();
            await (0,external_node_fs_promises_.rm)(temporary, { force: true }).catch((second) => second);
            throw uploadFault(this.name, target, cause);
        }
    }
    async connect(address) {
        const connection = await connectLocally(this.name, address);
        this.#connections.add(connection);
        connection.once('close', () => this.#connections.delete(connection));
        return connection;
    }
    async facts(tools = []) {
        return await runCommand(this, factsCommand(tools));
    }
    async close() {
        this.#closing.abort(new Error('the host was closed'));
        for (const connection of this.#connections)
            connection.destroy();
    }
}
function uploadFault(host, target, cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const full = cause instanceof Error && 'code' in cause && ['ENOSPC', 'EDQUOT'].includes(String(cause.code));
    const where = `Host ${host}, upload to ${target}`;
    if (full) {
        return new HostFault('disk-full', { where, expected: 'room on the disk', found, fix: 'Make room on the host' }, { cause });
    }
    return new HostFault('upload-failed', { where, expected: 'the whole stream in a file', found }, { cause });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-root.js



/** The root folder of `connection: local` as an absolute path. @throws HostFault `root-refused`. */
async function resolveRoot(group, root, rules) {
    const absolute = (0,external_node_path_.normalize)(root.startsWith('~/') ? (0,external_node_path_.join)(rules.home, root.slice(2)) : root).replace(/\/+$/, '');
    if (!absolute.startsWith('/')) {
        throw local_root_refused(group, 'an absolute path, or one beginning with `~/`', root === '/' ? '`/`' : root);
    }
    const real = await realLocation(absolute);
    for (const folder of rules.forbiddenRoots) {
        if (folder === '')
            continue;
        const way = (0,external_node_path_.relative)(await realLocation((0,external_node_path_.normalize)(folder)), real);
        if (way === '' || !(way === '..' || way.startsWith('../'))) {
            throw local_root_refused(group, 'a folder that outlives the job: the workspace goes, the processes stay', `${absolute} in ${folder}`);
        }
    }
    return absolute;
}
/** Where a path really is, symlinks followed as far as it exists. */
async function realLocation(path) {
    try {
        return await (0,external_node_fs_promises_.realpath)(path);
    }
    catch (cause) {
        if (path === '/' || !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'))
            throw cause;
        return (0,external_node_path_.join)(await realLocation((0,external_node_path_.dirname)(path)), (0,external_node_path_.basename)(path));
    }
}
function local_root_refused(group, expected, found) {
    const fix = 'Choose another `root`, such as `~/.towpath/hosts`';
    return new HostFault('root-refused', { where: `hostGroups.${group}.root`, expected, found, fix });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/hosts/lib/local/program.js



/** Puts the self-contained program of supervisor and proxy at `<root>/bin/<sha256>.mjs` and says where; a rerun changes nothing. */
async function installProgram(root, source) {
    const bytes = await (0,external_node_fs_promises_.readFile)(source);
    const digest = sha256(bytes);
    const target = (0,external_node_path_.join)(root, 'bin', `${digest}.mjs`);
    if ((await digestThere(target)) === digest)
        return target;
    await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    const temporary = `${target}.${process.pid}.tmp`;
    await (0,external_node_fs_promises_.writeFile)(temporary, bytes, { mode: 0o600, flush: true });
    await (0,external_node_fs_promises_.rename)(temporary, target);
    return target;
}
async function digestThere(path) {
    try {
        return sha256(await (0,external_node_fs_promises_.readFile)(path));
    }
    catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
            return undefined;
        throw cause;
    }
}
function sha256(bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
}

;// CONCATENATED MODULE: ./packages/hosts/lib/units/supervised.js


/** Units under the embedded supervisor. */
function supervisedUnits(units) {
    const host = (0,external_node_path_.basename)(units.layout.root);
    return {
        functions,
        variables: { NODE: units.node, PROGRAM: units.program, SUPERVISED_ROOT: units.root, SUPERVISED_HOST: host },
        renderUnit: (unit) => renderSupervisedUnit(unit, units.layout),
    };
}
/** The supervisor knows no users, slices and limits: its units run as its own user. */
function renderSupervisedUnit(unit, layout) {
    const { name, command, workingDirectory, environmentFile, stopSeconds, restartSeconds } = unit;
    const document = {
        schema: 1,
        name,
        host: (0,external_node_path_.basename)(layout.root),
        command,
        workingDirectory,
        environmentFile,
        logFile: `${layout.logs}/${name}.log`,
        stopSeconds,
        restartSeconds,
    };
    return `${JSON.stringify(document)}\n`;
}
const functions = sh `
supervised() { "$NODE" "$PROGRAM" "$@" < /dev/null 9>&-; }
unit_write() {
  mkdir -p -- "$UNITS" "$LOGS"
  replace "$UNITS/$1.json"
}
unit_start() {
  for unit_name in "$@"; do
    shift
    set -- "$@" "$UNITS/$unit_name.json"
  done
  unit_said=$(supervised unit start "$SUPERVISED_ROOT" "$@" 2>&1 > /dev/null) || {
    # of the fault in JSON, what a person needs
    printf '%s\n' "$unit_said" | sed 's/.*"found":"\([^"]*\)".*/\1/' >&2
    return 1
  }
}
unit_stop() { supervised unit stop "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null; }
unit_remove() {
  supervised unit remove "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null
  rm -f -- "$UNITS/$1.json" "$UNITS/$1.json.tmp"
}
# A quote inside a JSON string has a backslash before it, so only a status itself begins so.
unit_states() {
  unit_list=$(supervised unit list "$SUPERVISED_ROOT" "$SUPERVISED_HOST")
  printf '%s\n' "$unit_list" | tr '{' '\n' |
    sed -n 's/^"host":"[^"]*","name":"\([^"]*\)","state":"\([^"]*\)".*/\1	\2/p' | sed 's/	waiting$/	starting/'
}
unit_log() { [ ! -f "$LOGS/$1.log" ] || tail -n "$2" -- "$LOGS/$1.log"; }
unit_ports() { supervised ports "$1" --count "$2" --avoid "$3" | tr -d '[]' | tr ',' '\n'; }
unit_own() { :; }
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/open-hosts.js






const defaultRoot = '~/.towpath/hosts';
/**
 * The hosts of a spec, by name, each once. Nothing is sent yet; on `connection: local` the program of the supervisor is
 * put below the root. Close each when done.
 * @throws HostFault `connection-unsupported`, `root-refused`.
 */
async function openHosts(spec, options) {
    const hosts = new Map();
    for (const [name, group] of Object.entries(spec.hostGroups)) {
        if (group.connection !== 'local')
            throw notYet(name);
        for (const host of await openLocalGroup(name, group, options)) {
            const known = hosts.get(host.name);
            if (known === undefined)
                hosts.set(host.name, host);
            else if (known.layout.root !== host.layout.root)
                throw twoRoots(name, host, known);
        }
    }
    return hosts;
}
async function openLocalGroup(name, group, options) {
    const root = await resolveRoot(name, group.root ?? defaultRoot, options);
    const program = await installProgram(root, options.program);
    return group.hosts.map((host) => new LocalHost({
        name: host.name,
        address: host.address,
        root: (0,external_node_path_.join)(root, host.name),
        env: { PATH: options.path, HOME: options.home },
        manager: (layout) => supervisedUnits({ node: options.node, program, root, layout }),
    }));
}
function notYet(group) {
    return new HostFault('connection-unsupported', {
        where: `hostGroups.${group}.connection`,
        expected: '`local`',
        found: '`ssh`, which is not yet carried out',
    });
}
function twoRoots(group, host, known) {
    return new HostFault('root-refused', {
        where: `hostGroups.${group}.root`,
        expected: `one root for host ${host.name} in all its groups`,
        found: `${host.layout.root} and ${known.layout.root}`,
    });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/acting.js


function renderActing(acting) {
    const { environment, fence, lockSeconds = 60 } = acting;
    if (!(0,descriptor_lib/* isName */.Eo)(environment))
        throw wrong('environment', 'a name of 2 to 63 characters', environment);
    return { ENVIRONMENT: environment, FENCE: whole('fence', fence), LOCK_SECONDS: whole('lockSeconds', lockSeconds) };
}
/** The bare hex of a sha256, as it stands in paths. */
function bareHex(name, text) {
    if (!/^[0-9a-f]{64}$/.test(text))
        throw wrong(name, '64 lower-case hex digits', text);
    return text;
}
function whole(name, value) {
    if (!Number.isSafeInteger(value) || value < 0)
        throw wrong(name, 'a whole number of at least 0', String(value));
    return String(value);
}
/** One segment of a path or one word: a service, a release8, a unit. */
function segment(name, text) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._@+-]*$/.test(text))
        throw wrong(name, 'letters, digits and `_ - . @ +`', text);
    return text;
}
function wrong(name, expected, found) {
    return new HostFault('value-refused', { where: `Value of ${name}`, expected, found: JSON.stringify(found) });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/clean.js


/*
 * A package is named by what an environment recorded (`packages`), by what one is bringing (`incoming`), or by an
 * instance's folder. Claims and stagings of this environment that are older than this fence were left by a killed run.
 */
const clean_program = sh `
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
  [ "\${rest%%-*}" -ge "$seen" ] || remove_tree "$staging"
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
[ ! -d "$LOGS" ] || find "$LOGS" -type f -name '*.log*' -mtime +14 -delete
echo end
`;
/** Removes packages that no environment on the host names, and what killed runs left. Answers the packages' bare digests. */
function cleanCommand(acting) {
    return {
        script: { name: 'clean', program: clean_program, variables: renderActing(acting) },
        parse: (records) => [...records].map((record) => {
            if (record.kind !== 'removed')
                throw record.unreadable('`removed`', record.kind);
            return record.text(1);
        }),
    };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/units/unit-spec.js
/** What a unit can be, in every manager's words. `starting` is also one that waits for its restart. */
const unitStates = ['running', 'starting', 'stopping', 'stopped', 'failed', 'absent'];

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/hmac.js

/**
 * HMAC-SHA256 (RFC 2104) with the host's own key of 32 bytes, by od, printf and sha256sum. printf is the shell's own, so
 * neither key nor message becomes the argument of a process.
 */
const hmacFunctions = sh `
# make_key: on first use; under the lock
make_key() {
  [ -s "$KEEP/secret.key" ] || head -c 32 /dev/urandom | replace "$KEEP/secret.key"
}

# pad NUMBER: the key, filled up to a block of 64 bytes, each XOR the number, as octal escapes
pad() {
  pad_text=
  for pad_byte in $(od -An -v -tu1 -w64 "$KEEP/secret.key") 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0; do
    pad_byte=$((pad_byte ^ $1))
    pad_text="$pad_text\\$((pad_byte >> 6))$((pad_byte >> 3 & 7))$((pad_byte & 7))"
  done
  printf "$pad_text"
}

# octal HEX: its bytes as octal escapes
octal() {
  octal_rest=$1
  octal_text=
  while [ -n "$octal_rest" ]; do
    octal_tail=\${octal_rest#??}
    octal_byte=$((0x\${octal_rest%"$octal_tail"}))
    octal_text="$octal_text\\$((octal_byte >> 6))$((octal_byte >> 3 & 7))$((octal_byte & 7))"
    octal_rest=$octal_tail
  done
  printf "$octal_text"
}

# hmac < message: 64 hex digits
hmac() {
  hmac_inner=$({ pad 54; cat; } | sha256sum | cut -c 1-64)
  { pad 92; octal "$hmac_inner"; } | sha256sum | cut -c 1-64
}
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/inspect.js






const inspect_program = sh `
ENVIRONMENT_DIR=$KEEP/environments/$ENVIRONMENT
seen=0
[ ! -s "$ENVIRONMENT_DIR/fence" ] || seen=$(cat "$ENVIRONMENT_DIR/fence")
if [ -n "$FENCE" ]; then
  lock
  fence
  make_key
  unlock
fi
write_facts
printf 'fence\t%s\n' "$seen"
if [ -s "$ENVIRONMENT_DIR/revisions" ]; then
  tail -n 1 "$ENVIRONMENT_DIR/revisions" | sed 's/^/revision	/'
fi
[ ! -f "$ENVIRONMENT_DIR/table" ] || printf 'table\t%s\n' "$(sha256sum < "$ENVIRONMENT_DIR/table" | cut -c 1-64)"
[ ! -d "$PACKAGES" ] || ls -- "$PACKAGES" | sed -n 's/^[0-9a-f]\{64\}$/package	&/p'
states=$(unit_states)
known=
for folder in "$CONFIG/$ENVIRONMENT"/*/*/; do
  [ -d "$folder" ] || continue
  folder=\${folder%/}
  release=\${folder##*/}
  service=\${folder%/*}
  service=\${service##*/}
  unit=
  [ ! -s "$folder/unit" ] || unit=$(cat "$folder/unit")
  package=
  [ ! -s "$folder/package" ] || package=$(cat "$folder/package")
  state=$(printf '%s\n' "$states" | awk -F '\t' -v unit="$unit" '$1 == unit { print $2 }')
  known="$known $unit "
  printf 'instance\t%s\t%s\t%s\t%s\t%s\n' "$service" "$release" "\${unit:--}" "\${package:--}" "\${state:-absent}"
  [ ! -f "$folder/ports" ] || awk '{ print "port\t" $1 "\t" $3 }' "$folder/ports"
  [ ! -f "$folder/instance.json" ] || printf 'manifest\t%s\n' "$(encode < "$folder/instance.json")"
done
printf '%s\n' "$states" | cut -f 1 | while IFS= read -r unit; do
  case $unit in "towpath-$ENVIRONMENT"_*) case $known in *" $unit "*) ;; *) printf 'stray\t%s\n' "$unit" ;; esac ;; esac
done
while IFS=$TAB read -r kind name content; do
  case $kind in
    text) printf 'hmac\t%s\t%s\n' "$name" "$(printf %s "$content" | base64 -d | hmac)" ;;
    file)
      path=$(printf %s "$content" | base64 -d)
      [ -r "$path" ] && [ -f "$path" ] || fail host-file-missing "$path"
      printf 'hmac\t%s\t%s\n' "$name" "$(hmac < "$path")"
      ;;
    *) fail input-wrong "$kind" ;;
  esac
done
echo end
`;
/** What is on the host, in one script: facts, packages, this environment's instances, and the HMACs of secrets. */
function inspectCommand(request) {
    const { environment, acting, tools = [], secrets = [] } = request;
    if (acting === null && secrets.length > 0)
        throw wrong('secrets', 'none where nobody acts', String(secrets.length));
    const who = renderActing(acting ?? { environment, fence: 0 });
    return {
        script: {
            name: 'inspect',
            program: factsFunctions + hmacFunctions + inspect_program,
            variables: {
                ...who,
                ENVIRONMENT: environment,
                FENCE: acting === null ? '' : String(acting.fence),
                TOOLS: renderTools(tools),
            },
        },
        stdin: secrets.map(renderSecret).join(''),
        parse: (records) => readInspection(records, tools.length),
    };
}
function renderSecret(secret) {
    const name = segment('the name of a secret document', secret.name);
    if ('text' in secret)
        return `text\t${name}\t${Buffer.from(secret.text).toString('base64')}\n`;
    return `file\t${name}\t${Buffer.from(secret.hostFile).toString('base64')}\n`;
}
function readInspection(records, toolCount) {
    const facts = readFacts(records, toolCount);
    const found = { fence: 0, revision: null, table: null, packages: [], instances: [], strayUnits: [], hmacs: {} };
    for (const record of records)
        readRecord(record, found);
    return { facts, ...found };
}
function readRecord(record, found) {
    switch (record.kind) {
        case 'fence':
            found.fence = record.number(1);
            return;
        case 'revision':
            found.revision = { number: record.number(1), digest: digestIn(record) };
            return;
        case 'table':
            found.table = record.text(1);
            return;
        case 'package':
            found.packages.push(record.text(1));
            return;
        case 'instance':
            found.instances.push({
                service: record.text(1),
                release: record.text(2),
                unit: known(record.text(3)),
                package: known(record.text(4)),
                state: record.choice(5, unitStates),
                ports: {},
                manifest: null,
            });
            return;
        case 'port':
            lastInstance(record, found).ports[record.text(1)] = record.number(2);
            return;
        case 'manifest':
            lastInstance(record, found).manifest = record.decoded(1);
            return;
        case 'stray':
            found.strayUnits.push(record.text(1));
            return;
        case 'hmac':
            found.hmacs[record.text(1)] = hmacOf(record);
            return;
        default:
            throw record.unreadable('a record of `inspect`', record.kind);
    }
}
function known(text) {
    return text === '-' ? null : text;
}
function lastInstance(record, found) {
    const last = found.instances.at(-1);
    if (last === undefined)
        throw record.unreadable('`instance` before it', record.kind);
    return last;
}
function digestIn(record) {
    const text = record.text(2);
    if (!(0,descriptor_lib/* isDigest */.Bc)(text))
        throw record.unreadable('a digest', text);
    return text;
}
function hmacOf(record) {
    const text = record.text(2);
    if (!/^[0-9a-f]{64}$/.test(text))
        throw record.unreadable('64 hex digits', text);
    return text;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/logs.js


const logs_program = sh `
printf 'log\t%s\nend\n' "$(unit_log "$UNIT" "$LINES_WANTED" | tail -c 65536 | encode)"
`;
/** The last lines of a unit's log, oldest first, at most 64 KiB; none when it never wrote. */
function logsCommand(unit, lines) {
    return {
        script: { name: 'logs', program: logs_program, variables: { UNIT: segment('unit', unit), LINES_WANTED: whole('lines', lines) } },
        parse: (records) => {
            const record = records.next();
            if (record.kind !== 'log')
                throw record.unreadable('`log`', record.kind);
            const text = record.decoded(1).replace(/\n$/, '');
            return text === '' ? [] : text.split('\n');
        },
    };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/record.js



/* Packages first: they name more, never less, than what is recorded. Revisions last: they say that all the rest is there. */
const record_program = sh `
lock
fence
last=-
[ ! -s "$ENVIRONMENT_DIR/revisions" ] || last=$(tail -n 1 "$ENVIRONMENT_DIR/revisions" | cut -f 2)
[ "$last" = "$PREVIOUS" ] || [ "$last" = "$DIGEST" ] || fail revision-foreign "$last"
: > "$ENVIRONMENT_DIR/packages.new"
table=
while IFS=$TAB read -r kind content; do
  case $kind in
    package) printf '%s\n' "$content" >> "$ENVIRONMENT_DIR/packages.new" ;;
    table) table=yes; printf %s "$content" | base64 -d | replace "$ENVIRONMENT_DIR/table" ;;
    *) fail input-wrong "$kind" ;;
  esac
done
mv -fT -- "$ENVIRONMENT_DIR/packages.new" "$ENVIRONMENT_DIR/packages"
[ -n "$table" ] || rm -f -- "$ENVIRONMENT_DIR/table"
if [ "$last" != "$DIGEST" ]; then
  { [ ! -f "$ENVIRONMENT_DIR/revisions" ] || tail -n 9 "$ENVIRONMENT_DIR/revisions"; printf '%s\t%s\n' "$NUMBER" "$DIGEST"; } |
    replace "$ENVIRONMENT_DIR/revisions"
fi
rm -rf -- "$ENVIRONMENT_DIR/incoming"
echo end
`;
/** Writes down what the host now has: the revision, the packages that it names, the table. */
function recordCommand(acting, request) {
    const { revision, previous, packages, table } = request;
    const lines = [
        ...packages.map((digest) => `package\t${bareHex('package', digest)}\n`),
        ...(table === null ? [] : [`table\t${Buffer.from(table).toString('base64')}\n`]),
    ];
    const variables = {
        ...renderActing(acting),
        NUMBER: whole('revision', revision.number),
        DIGEST: `sha256:${bareHex('revision digest', (0,descriptor_lib/* bareDigest */.$$)(revision.digest))}`,
        PREVIOUS: previous ?? '-',
    };
    return { script: { name: 'record', program: record_program, variables }, stdin: lines.join(''), parse: () => undefined };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/start.js




/*
 * Written in this order: ports, package, unit name, environment, config, state, manifest, unit, start. So a port is taken
 * from the first instant on, a package that something may run from is never cleaned away, and `inspect` sees every
 * unit's folder before it can see the unit.
 */
const start_program = sh `
# taken: all ports that any instance on this host holds, running or not
taken() { cat "$CONFIG"/*/*/*/ports 2> /dev/null | awk '{ print $3 }' | sort -un | paste -s -d , - || :; }

# new_port: one behind the last that was given away, so that an address is not used again at once
new_port() {
  last=$FIRST_PORT
  [ ! -s "$KEEP/ports-last" ] || last=$(cat "$KEEP/ports-last")
  avoid=$(taken)
  port=
  if [ "$last" -ge "$FIRST_PORT" ] && [ "$last" -lt "$LAST_PORT" ]; then
    port=$(unit_ports "$((last + 1))-$LAST_PORT" 1 "$avoid" 2> /dev/null) || port=
  fi
  [ -n "$port" ] || port=$(unit_ports "$FIRST_PORT-$LAST_PORT" 1 "$avoid" 2> /dev/null) || port=
  [ -n "$port" ] || fail ports-exhausted "none free in $FIRST_PORT-$LAST_PORT"
  printf '%s\n' "$port" | replace "$KEEP/ports-last"
}

# choose_port PROVIDE VARIABLE: the one that this release has, else a new one
choose_port() {
  port=
  if [ -f "$folder/ports" ]; then
    port=$(awk -v provide="$1" -v variable="$2" '$1 == provide && $2 == variable { print $3 }' "$folder/ports")
    [ -z "$port" ] || [ "$change" = kept ] || unit_ports "$port-$port" 1 "" > /dev/null 2>&1 || port=
  fi
  [ -z "$port" ] || return 0
  new_port
  { [ ! -f "$folder/ports" ] || awk -v provide="$1" '$1 != provide' "$folder/ports"; printf '%s %s %s\n' "$1" "$2" "$port"; } |
    replace "$folder/ports"
}

# put NAME: base64 on stdin into a file of the folder, unless the instance runs
put() {
  if [ "$change" = kept ]; then cat > /dev/null; else base64 -d | replace "$folder/$1"; fi
}

lock
fence
states=$(unit_states)
new=
while IFS=$TAB read -r kind first second third; do
  case $kind in
    instance)
      service=$first release=$second unit=$third
      folder=$CONFIG/$ENVIRONMENT/$service/$release
      variables=
      change=started
      state=$(printf '%s\n' "$states" | awk -F '\t' -v unit="$unit" '$1 == unit { print $2 }')
      [ "$state" != running ] || [ ! -f "$folder/instance.json" ] || change=kept
      mkdir -p -- "$folder"
      printf 'instance\t%s\t%s\t%s\t%s\n' "$service" "$release" "$unit" "$change"
      ;;
    port)
      choose_port "$first" "$second"
      printf 'port\t%s\t%s\n' "$first" "$port"
      variables="$variables$second=\"$port\"$NL"
      ;;
    package)
      [ -d "$PACKAGES/$first" ] || fail staging-missing "no package $first"
      printf '%s\n' "$first" | encode | put package
      printf '%s\n' "$unit" | encode | put unit
      ;;
    environment) { printf %s "$first" | base64 -d; printf %s "$variables"; } | encode | put environment ;;
    file)
      name=config/$(printf %s "$first" | base64 -d)
      mkdir -p -- "$folder/\${name%/*}"
      printf %s "$second" | put "$name"
      ;;
    state) mkdir -p -- "$KEEP/state/$ENVIRONMENT/$service/$first" ;;
    user)
      unit_own "$first" "$folder"
      [ ! -d "$KEEP/state/$ENVIRONMENT/$service" ] || unit_own "$first" "$KEEP/state/$ENVIRONMENT/$service"
      ;;
    manifest) printf %s "$first" | put instance.json ;;
    text)
      if [ "$change" = started ]; then
        printf %s "$first" | base64 -d | unit_write "$unit"
        new="$new $unit"
      fi
      ;;
    *) fail input-wrong "$kind" ;;
  esac
done
unlock
if [ -n "$new" ]; then
  said=$(unit_start $new 2>&1) || fail unit-failed "$said"
fi
states=$(unit_states)
[ -z "$states" ] || printf '%s\n' "$states" | sed 's/^/state	/'
echo end
`;
/** Starts instances whose packages are there. One that runs already is kept as it is, ports and all. */
function startCommand(host, acting, request) {
    const { first, last } = request.ports;
    const lines = request.instances.flatMap((instance) => renderInstance(host, acting.environment, instance));
    return {
        script: {
            name: 'start',
            program: start_program,
            variables: {
                ...renderActing(acting),
                FIRST_PORT: whole('first port', first),
                LAST_PORT: whole('last port', last),
            },
        },
        stdin: lines.map((fields) => `${fields.join('\t')}\n`).join(''),
        parse: (records) => readStarted(records, request.instances.length),
    };
}
/** The unit of an instance, as `start` writes it. */
function unitOf(layout, environment, instance) {
    const { service, version, release, unit, command, user, stopSeconds, restartSeconds, resources } = instance;
    return {
        name: unit,
        description: `${service} ${version} in ${environment}`,
        command,
        workingDirectory: packageFolder(layout, instance.package),
        environmentFile: `${releaseFolder(layout, environment, service, release)}/environment`,
        user,
        stopSeconds,
        restartSeconds,
        resources,
        statePaths: instance.state.map((name) => `${stateFolder(layout, environment, service)}/${name}`),
        slice: `towpath-${environment}`,
        syslogIdentifier: service,
        logExtraFields: { TOWPATH_ENVIRONMENT: environment, TOWPATH_SERVICE: service, TOWPATH_VERSION: version },
    };
}
function renderInstance(host, environment, instance) {
    const { service, release, unit, ports, files, state, user } = instance;
    return [
        ['instance', segment('service', service), segment('release', release), segment('unit', unit)],
        ...Object.entries(ports).map(([provide, name]) => ['port', segment('provide', provide), segment('variable', name)]),
        ['package', bareHex('package', instance.package)],
        ['environment', encode(endedLines(instance.environmentFile))],
        ...Object.entries(files).map(([path, content]) => ['file', encode(insidePath(path)), encode(content)]),
        ...state.map((name) => ['state', segment('state folder', name)]),
        ...(user === null ? [] : [['user', segment('user', user)]]),
        ['manifest', encode(instance.manifest)],
        ['text', encode(host.renderUnit(unitOf(host.layout, environment, instance)))],
    ];
}
function encode(content) {
    return Buffer.from(content).toString('base64');
}
function endedLines(text) {
    if (text !== '' && !text.endsWith('\n'))
        throw wrong('environmentFile', 'lines that end in a newline', 'no newline');
    return text;
}
function insidePath(path) {
    const names = path.split('/');
    if (/[\n\0]/.test(path) || names.some((name) => name === '' || name === '.' || name === '..')) {
        throw wrong('a config file’s path', 'a path inside the config folder', path);
    }
    return path;
}
function readStarted(records, count) {
    const states = new Map();
    const found = [];
    for (const record of records) {
        const last = found.at(-1);
        if (record.kind === 'instance') {
            const change = record.choice(4, ['started', 'kept']);
            found.push({ service: record.text(1), release: record.text(2), unit: record.text(3), change, ports: {} });
        }
        else if (record.kind === 'port' && last !== undefined)
            last.ports[record.text(1)] = record.number(2);
        else if (record.kind === 'state')
            states.set(record.text(1), record.choice(2, unitStates));
        else
            throw record.unreadable('`instance`, `port` or `state`', record.kind);
    }
    if (found.length !== count)
        throw wrong('the answer of start', `${count} instances`, String(found.length));
    return found.map((instance) => ({ ...instance, state: states.get(instance.unit) ?? 'absent' }));
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/stop.js


/* All at once, because each takes up to its own stopSeconds. The folder goes last and its ports last of all. */
const stop_program = sh `
lock
fence
unlock
stop_one() {
  if [ "$3" != - ]; then
    if [ "$REMOVE" = yes ]; then unit_remove "$3"; else unit_stop "$3"; fi
  fi
  if [ "$REMOVE" = yes ] && [ "$1" != - ]; then
    folder=$CONFIG/$ENVIRONMENT/$1/$2
    rm -rf -- "$folder/config"
    find "$folder" -mindepth 1 ! -name ports -delete 2> /dev/null || :
    rm -rf -- "$folder"
    rmdir -- "$CONFIG/$ENVIRONMENT/$1" "$CONFIG/$ENVIRONMENT" 2> /dev/null || :
  fi
}
jobs=
while IFS=$TAB read -r service release unit; do
  stop_one "$service" "$release" "$unit" &
  jobs="$jobs $!:$unit"
done
for job in $jobs; do
  wait "\${job%%:*}" || fail unit-failed "\${job#*:} did not stop"
  printf 'stopped\t%s\n' "\${job#*:}"
done
echo end
`;
/** Stops instances and waits until nothing of them is left. State folders stay. Answers the units' names. */
function stopCommand(acting, request) {
    const { instances, strayUnits = [], remove } = request;
    const lines = [
        ...instances.map(({ service, release, unit }) => [
            segment('service', service),
            segment('release', release),
            unit === null ? '-' : segment('unit', unit),
        ]),
        ...strayUnits.map((unit) => ['-', '-', segment('unit', unit)]),
    ];
    return {
        script: { name: 'stop', program: stop_program, variables: { ...renderActing(acting), REMOVE: remove ? 'yes' : 'no' } },
        stdin: lines.map((fields) => `${fields.join('\t')}\n`).join(''),
        parse: (records) => [...records].map((record) => {
            if (record.kind !== 'stopped')
                throw record.unreadable('`stopped`', record.kind);
            return record.text(1);
        }),
    };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/listing.js



/**
 * The file index as scripts read it, in gzip: `f <sha256> <mode> <size> <path>`, `l <path>//<target>`, `d <path>`, a line
 * an entry. No path holds `//`. Modes are those on the host, where packages are read-only: 444 and 555.
 * The stream fails with `listing-refused` at the first entry that can't be listed.
 */
function listingStream(entries) {
    const lines = external_node_stream_.Readable.from(chunks(entries), { objectMode: false });
    const gzip = (0,external_node_zlib_.createGzip)({ level: 1 });
    lines.once('error', (cause) => gzip.destroy(cause));
    gzip.once('close', () => lines.destroy());
    return lines.pipe(gzip);
}
async function* chunks(entries) {
    let text = '';
    for await (const entry of entries) {
        text += `${renderListedEntry(entry)}\n`;
        if (text.length > 32_768) {
            yield Buffer.from(text);
            text = '';
        }
    }
    yield Buffer.from(text);
}
function renderListedEntry(entry) {
    const path = checked(entry.path.replace(/\/$/, ''));
    switch (entry.kind) {
        case 'file':
            if (!/^[0-9a-f]{64}$/.test(entry.sha256))
                throw listing_refused(entry.path, 'a sha256 of 64 hex digits');
            return `f ${entry.sha256} ${entry.mode === '0755' ? '555' : '444'} ${entry.size} ${path}`;
        case 'symlink':
            if (!/^[^/\\\n\0][^\\\n\0]*$/.test(entry.target))
                throw listing_refused(entry.path, 'a relative target');
            return `l ${path}//${entry.target}`;
        case 'directory':
            return `d ${path}`;
    }
}
function checked(path) {
    const names = path.split('/');
    if (/[\\\n\0]/.test(path) || names.some((name) => name === '' || name === '.' || name === '..')) {
        throw listing_refused(path, 'a path inside the package, without backslash and newline');
    }
    return path;
}
function listing_refused(path, expected) {
    return new HostFault('listing-refused', { where: `File index, entry ${JSON.stringify(path)}`, expected });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/package-functions.js

/**
 * What `missing` and `receive` share. A package comes into being in two folders beside `packages/<sha256>`:
 *
 *     packages/.staging-<sha256>-<fence>-<env>         the tree (`stage`)
 *     packages/.staging-<sha256>-<fence>-<env>.work    lists (`work`): want, symlinks, folders
 *
 * and is there once the tree is renamed to `packages/<sha256>`. Lists are sorted lines `sha256 mode size path`; the one of
 * a package is kept in `index/<sha256>`, from which later packages are linked.
 */
const packageFunctions = sh `
CORES=$(nproc)
stage=$PACKAGES/.staging-$DIGEST-$FENCE-$ENVIRONMENT
work=$stage.work

# discard: nothing is left of what was staged
discard() {
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
  sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want" > "$work/paths"
  sums "$work/paths" "$work/sums"
  sum_lines < "$work/want" | cmp -s - "$work/sums" || {
    differs=$(sum_lines < "$work/want" | comm -23 - "$work/sums" | head -n 3)
    discard
    fail content-wrong "other bytes than the index says: $differs"
  }
  cmp -s "$work/expected" "$work/found" || {
    differs=$(comm -3 "$work/expected" "$work/found" | head -n 3)
    discard
    fail content-wrong "other files than the index says: $differs"
  }
  mkdir -p -- "$INDEX"
  mv -fT -- "$work/want" "$INDEX/$DIGEST"
  find . -type d -exec chmod 555 {} +
  cd /
  # Another environment may have been faster: then its package is as good as this one.
  mv -T -- "$stage" "$PACKAGES/$DIGEST" 2> /dev/null || { [ -d "$PACKAGES/$DIGEST" ]; remove_tree "$stage"; }
  remove_tree "$work"
}
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/missing.js




const missing_program = sh `
lock
fence
mkdir -p -- "$PACKAGES" "$INDEX" "$ENVIRONMENT_DIR/incoming"
printf '%s\n' "$FENCE" | replace "$ENVIRONMENT_DIR/incoming/$DIGEST"
if [ -d "$PACKAGES/$DIGEST" ]; then
  printf 'complete\t0\t0\nend\n'
  exit 0
fi

# what a killed run of this environment left of this package
for old in "$PACKAGES/.staging-$DIGEST-"*; do
  rest=\${old#"$PACKAGES/.staging-$DIGEST-"}
  rest=\${rest%.work}
  [ "\${rest#*-}" != "$ENVIRONMENT" ] || remove_tree "$old"
done
mkdir -- "$stage" "$work"

unlock
said=$({ gzip -dc > "$work/listing"; } 2>&1) || broken "$said"
! grep -qvE '^(f [0-9a-f]{64} (444|555) [0-9]+ [^/]|l [^/]|d [^/])' "$work/listing" || fail input-wrong "$work/listing"
sed -n 's/^f //p' "$work/listing" | sort -u > "$work/want"
sed -n 's/^l //p' "$work/listing" | sort -u > "$work/symlinks"
sed -n 's/^d //p' "$work/listing" | sort -u > "$work/folders"
lock
fence

# link_same PACKAGE: what stands there under the same path, once its bytes were looked at
link_same() {
  comm -12 "$work/rest" "$INDEX/$1" > "$work/same"
  [ -s "$work/same" ] || return 0
  cd "$PACKAGES/$1"
  sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/same" > "$work/paths"
  sums "$work/paths" "$work/sums"
  sum_lines < "$work/same" | comm -12 - "$work/sums" | cut -d' ' -f2- > "$work/good"
  each cp -lP --parents -t "$stage" -- < "$work/good" 2> /dev/null || {
    # links ran out: those that are not there yet are copied
    sort "$work/good" > "$work/good.sorted"
    ( cd "$stage" && find . -type f -printf '%P\n' ) | sort | comm -23 "$work/good.sorted" - |
      each cp -P --parents --preserve=mode,timestamps -t "$stage" --
  }
  awk 'FILENAME == ARGV[1] { good[$0] = 1; next } { path = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path) } !(path in good)' \
    "$work/good" "$work/rest" > "$work/rest.less"
  mv -fT -- "$work/rest.less" "$work/rest"
}

# link_moved: what stands anywhere with the same bytes and mode under another path, at most 5000 files
link_moved() {
  set -- "$work/rest"
  for package in $(ls -t -- "$INDEX"); do
    [ ! -d "$PACKAGES/$package" ] || set -- "$@" "$INDEX/$package"
  done
  [ $# -gt 1 ] || return 0
  awk 'FILENAME == ARGV[1] { want[$1 " " $2] = 1; next }
    (($1 " " $2) in want) && !(($1 " " $2) in seen) {
      seen[$1 " " $2] = 1
      path = $0
      sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path)
      n = split(FILENAME, part, "/")
      print $1 " " $2 "\\" part[n] "/" path
    }' "$@" | sort -t '\' -k 1,1 > "$work/have"
  [ -s "$work/have" ] || return 0
  cd "$PACKAGES"
  cut -d '\' -f 2 "$work/have" > "$work/paths"
  sums "$work/paths" "$work/sums"
  sed 's/^\([^ ]* [^ ]*\) [^ ]* /\1\\/' "$work/rest" | sort -t '\' -k 1,1 | join -t '\' -o 0,1.2,2.2 - "$work/have" |
    awk -F '\\' 'FILENAME == ARGV[1] { good[$0] = 1; next } (substr($1, 1, 64) " " $3) in good { print $2 "\\" $3 }' \
      "$work/sums" - | head -n 5000 > "$work/moved"
  while IFS='\' read -r target source; do
    ln -- "./$source" "$stage/$target" 2> /dev/null || cp -P --preserve=mode,timestamps -- "./$source" "$stage/$target"
  done < "$work/moved"
}

# all folders first and writable: cp --parents would make them as read-only as those that it links from
sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want" | parents | ( cd "$stage" && each mkdir -p -- )
cp -- "$work/want" "$work/rest"
for package in $(ls -t -- "$INDEX"); do
  [ -s "$work/rest" ] || break
  [ ! -d "$PACKAGES/$package" ] || link_same "$package"
done
[ ! -s "$work/rest" ] || link_moved
unlock

# what is there now decides what lacks; a file whose mode was changed at its source is not taken
cd "$stage"
find . -type f -printf '%m %s %P\n' | sort > "$work/linked"
sed 's/^[^ ]* //' "$work/want" | sort > "$work/wanted"
comm -13 "$work/wanted" "$work/linked" | cut -d' ' -f3- | each rm -f --
comm -12 "$work/wanted" "$work/linked" > "$work/there"
comm -23 "$work/wanted" "$work/linked" > "$work/lacking"
if [ -s "$work/lacking" ]; then
  needed=$(awk '{ bytes += $2 } END { printf "%.0f", bytes }' "$work/lacking")
  free=$(df -P -B1 -- "$PACKAGES" | awk 'NR == 2 { print $4 }')
  [ "$needed" -lt "$free" ] || { discard; fail disk-full "$free bytes free, $needed needed"; }
  awk '{ bytes += $2 } END { printf "staged\t%d\t%.0f\n", NR, bytes }' "$work/there"
  awk '{ bytes += $2 } END { printf "lacking\t%d\t%.0f\n", NR, bytes }' "$work/lacking"
  sed 's/^[^ ]* [^ ]* /path\t/' "$work/lacking"
else
  answer=$(awk '{ bytes += $2 } END { printf "complete\t%d\t%.0f", NR, bytes }' "$work/there")
  lock
  fence
  finish
  printf '%s\n' "$answer"
fi
echo end
`;
/** Says what lacks, once everything that any package on the host has is linked. Claims the package for the environment. */
function missingCommand(acting, request) {
    return {
        script: {
            name: 'missing',
            program: packageFunctions + missing_program,
            variables: { ...renderActing(acting), DIGEST: bareHex('digest', request.digest) },
        },
        stdin: listingStream(request.entries),
        parse: readMissing,
    };
}
function readMissing(records) {
    const first = records.next();
    const linked = { linkedFiles: first.number(1), linkedBytes: first.number(2) };
    if (first.kind === 'complete')
        return { kind: 'complete', ...linked };
    if (first.kind !== 'staged')
        throw first.unreadable('`complete` or `staged`', first.kind);
    const second = records.next();
    if (second.kind !== 'lacking')
        throw second.unreadable('`lacking`', second.kind);
    const paths = [];
    for (const record of records) {
        if (record.kind !== 'path')
            throw record.unreadable('`path`', record.kind);
        paths.push(record.rest(1));
    }
    if (paths.length !== second.number(1))
        throw second.unreadable(`${second.number(1)} paths`, String(paths.length));
    return { kind: 'staged', ...linked, lackingBytes: second.number(2), paths };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/receive.js



const receive_program = sh `
lock
fence
if [ -d "$PACKAGES/$DIGEST" ]; then
  discard
  printf 'received\t0\t0\nend\n'
  exit 0
fi
[ -d "$stage" ] && [ -s "$work/want" ] || fail staging-missing "$stage"
unlock
cd "$stage"
said=$(tar -x -z --no-same-owner --no-same-permissions -f - 2>&1) || broken "$said"
answer=$(awk '{ bytes += $2 } END { printf "received\t%d\t%.0f", NR, bytes }' "$work/lacking")
lock
fence
finish
printf '%s\nend\n' "$answer"
`;
/**
 * Unpacks the files that `missing` asked for, checks the whole package, and puts it into its place.
 * `files`: a tar in gzip that holds exactly those files, with their paths and modes, and no other kind of entry.
 */
function receiveCommand(acting, digest, files) {
    return {
        script: {
            name: 'receive',
            program: packageFunctions + receive_program,
            variables: { ...renderActing(acting), DIGEST: bareHex('digest', digest) },
        },
        stdin: files,
        parse: (records) => {
            const record = records.next();
            if (record.kind !== 'received')
                throw record.unreadable('`received`', record.kind);
            return { files: record.number(1), bytes: record.number(2) };
        },
    };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/index.js



















// EXTERNAL MODULE: ./packages/routing/lib/index.js + 14 modules
var routing_lib = __webpack_require__(68371);
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
    const addresses = (0,environment_lib/* dependencyAddresses */.kb)({
        spec,
        release,
        releases: revision.releases,
        listeners: listenersOf(release, listeners),
    });
    const zipkin = zipkinEndpoint(spec);
    const hmac = there.hmacs[release.service];
    const release8 = (0,environment_lib/* releaseIdentity */.uO)({
        content: release.content,
        config: release.config,
        addresses: { dependencies: addresses, zipkin },
        secrets: hmac === undefined ? {} : { [release.service]: hmac },
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
    const own = secrets[release.service] ?? { variables: {}, files: {} };
    const configuration = configFolder(there.layout, revision.environment, release.service, folder);
    const values = (0,environment_lib/* templateValues */.nX)({ descriptor: release.descriptor, config, addresses });
    const files = Object.entries(config.files).map(([path, template]) => [path, (0,environment_lib/* renderConfigFile */.nP)(template, values)]);
    const secretFiles = Object.entries(own.files).map(([variable, content]) => [`secrets/${variable}`, content]);
    return {
        id: (0,environment_lib/* instanceId */.D)(name),
        host,
        folder,
        unit: (0,environment_lib/* unitName */.Cq)(name).replace(/\.service$/, ''),
        release,
        config,
        manifest: manifestOf((0,environment_lib/* instanceId */.D)(name), release, config),
        environment: (0,environment_lib/* processEnvironment */.AS)({
            instance: name,
            descriptor: release.descriptor,
            config,
            addresses,
            zipkin,
            configFolder: configuration,
            stateFolder: stateFolder(there.layout, revision.environment, release.service),
            ports: {},
            secrets: {
                ...own.variables,
                ...Object.fromEntries(Object.keys(own.files).map((variable) => [variable, `${configuration}/secrets/${variable}`])),
            },
        }),
        files: Object.fromEntries([...files, ...secretFiles]),
        portVariables: Object.fromEntries([...(0,environment_lib/* portVariables */.$w)(release.descriptor)].map(([variable, provide]) => [provide, variable])),
    };
}
/** By dependency: where the embedded proxy listens for it. */
function listenersOf(release, listeners) {
    return Object.fromEntries(Object.entries(release.descriptor.dependencies ?? {}).flatMap(([service, { range }]) => {
        const listener = (0,routing_lib/* findListener */.A0)(listeners, { service, range });
        return listener === undefined ? [] : [[service, `${listener.address}:${listener.port}`]];
    }));
}
/** Where spans are sent: the server's own path for Zipkin v2 JSON. */
function zipkinEndpoint(spec) {
    const zipkin = spec.observe?.zipkin;
    return zipkin === undefined ? null : `${zipkin.replace(/\/+$/, '')}/api/v2/spans`;
}
function manifestOf(id, release, { infrastructure }) {
    const { service, version, isDefault, descriptor, config, archive } = release;
    return {
        schema: 1,
        id,
        service,
        version,
        isDefault,
        config,
        archive: archive.digest,
        provides: mapValues(descriptor.provides ?? {}, ({ protocol }) => ({ protocol })),
        dependencies: mapValues(descriptor.dependencies ?? {}, ({ range }) => ({ range })),
        drainSeconds: infrastructure.drainSeconds,
        stopSeconds: infrastructure.stopSeconds,
    };
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

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/preview.js


/** Compares a revision with what stands on the hosts, by version and config. Pure. */
function previewDeploy(target, inspections, hosts) {
    return Object.entries(inspections).map(([name, { instances }]) => {
        const host = hosts[name];
        const standing = host === undefined ? [] : instances.flatMap((found) => readLiveInstance(host, found) ?? []);
        const wanted = target.revision.releases.filter((release) => configOf(target, release).infrastructure.hosts.includes(name));
        const isThere = (release) => standing.some(({ manifest, found }) => found.state === 'running' &&
            manifest.service === release.service &&
            manifest.version === release.version &&
            manifest.config === release.config);
        const starts = wanted.filter((release) => !isThere(release));
        const leaves = standing.filter(({ manifest }) => !wanted.some(({ service, version, config }) => service === manifest.service && version === manifest.version && config === manifest.config));
        const isReplaced = (release) => configOf(target, release).infrastructure.strategy.kind === 'replace' &&
            leaves.some(({ manifest }) => manifest.service === release.service);
        return {
            host: name,
            starts: starts.map(nameOf),
            stays: wanted.filter(isThere).map(nameOf),
            leaves: leaves.map(({ manifest }) => nameOf(manifest)),
            gaps: starts.filter(isReplaced).map(({ service }) => service),
        };
    });
}
const nameOf = ({ service, version }) => `${service} ${version}`;

;// CONCATENATED MODULE: ./packages/deploy/lib/plan/tables.js


/**
 * The table of a moment: what has switched already goes before what is to leave. Of one version that stands in both (a change of config
 * only), the new instances alone are routed; a range that both satisfy leads to the newest version.
 */
function compileTable(spec, { entered, leaving, listeners, }) {
    const keys = new Set(entered.map(({ release }) => (0,routing_lib/* releaseKey */.DR)(release)));
    const staying = leaving.filter(({ release }) => !keys.has((0,routing_lib/* releaseKey */.DR)(release)));
    const all = [...entered, ...staying];
    const releases = new Map(all.map(({ release }) => [(0,routing_lib/* releaseKey */.DR)(release), release]));
    return (0,routing_lib/* compileRouteTable */.Ju)({
        environment: spec.environment,
        domain: spec.address.domain ?? null,
        prereleases: spec.prereleases ?? 'exclude',
        releases: [...releases.values()],
        externals: Object.entries(spec.services).flatMap(([service, entry]) => (0,environment_lib/* isExternal */.ge)(entry) ? [{ service, ...entry.external }] : []),
        aliases: Object.fromEntries(Object.entries(spec.services).map(([service, { aliases }]) => [service, aliases ?? []])),
        instances: all.map(({ instance }) => instance),
        listeners,
    });
}

// EXTERNAL MODULE: ./packages/archive/lib/index.js + 32 modules
var archive_lib = __webpack_require__(44558);
;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/send-package.js




/**
 * Brings a package to a host: what any package there has already is linked, the rest is sent as one stream and checked by sha256 before it
 * can be seen. A package that is there costs one exchange.
 */
async function sendPackage(request, packages) {
    const { host, release, acting, signal } = request;
    const { service, archive, files } = release;
    const digest = (0,descriptor_lib/* bareDigest */.$$)(archive.digest);
    const sizeOfIndex = await indexSize(release, packages);
    const index = await packages.pull(service, files, sizeOfIndex);
    const missing = await runCommand(host, missingCommand(acting, { digest, entries: (0,archive_lib/* readFileIndex */.zl)(index) }), { signal });
    if (missing.kind === 'complete')
        return { sentBytes: 0, totalBytes: missing.linkedBytes };
    const selected = (0,archive_lib/* selectFromArchive */.lA)({
        archive: await packages.pull(service, archive.digest, archive.sizeBytes),
        mediaType: mediaTypeOf(release),
        wanted: new Set(missing.paths),
        compression: 'gzip',
    });
    await runCommand(host, receiveCommand(acting, digest, selected), { signal });
    return { sentBytes: missing.lackingBytes, totalBytes: missing.linkedBytes + missing.lackingBytes };
}
/** The manifest names the index with its size; it must be the one that the revision names. */
async function indexSize({ service, archive, files }, packages) {
    const at = archive.reference.lastIndexOf('@');
    const stored = await packages.resolve({ name: service, digest: archive.reference.slice(at + 1) });
    const layer = stored.layers.find(({ mediaType }) => mediaType === archive_lib/* fileIndexMediaType */.d$);
    if (layer?.digest === files)
        return layer.sizeBytes;
    throw broken(`${service}, its file index`, files, layer?.digest);
}
function mediaTypeOf({ service, archive }) {
    const known = Object.values(archive_lib/* archiveMediaTypes */.SY).find((mediaType) => mediaType === archive.mediaType);
    if (known !== undefined)
        return known;
    throw broken(`${service}, its archive`, Object.values(archive_lib/* archiveMediaTypes */.SY).join(' or '), archive.mediaType);
}
function broken(where, expected, found) {
    return new DeployFault('revision-broken', {
        where,
        expected,
        found: found ?? 'nothing',
        fix: 'Publish and promote it again under a new version',
    });
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

// EXTERNAL MODULE: ./packages/embedded/lib/index.js + 27 modules
var embedded_lib = __webpack_require__(28919);
;// CONCATENATED MODULE: ./packages/deploy/lib/health/health-script.js

/** Runs a package's own health command where and as the instance runs: its folder, its environment. Its environment file is shell as well. */
function healthScript(releaseFolder, packageFolder, command) {
    return {
        name: 'health',
        program: `
cd "$PACKAGE_FOLDER"
set -a
. "$RELEASE_FOLDER/environment"
set +a
eval "set -- $COMMAND"
exec "$@"
`,
        variables: { PACKAGE_FOLDER: packageFolder, RELEASE_FOLDER: releaseFolder, COMMAND: command.map(quote).join(' ') },
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
;// CONCATENATED MODULE: ./packages/deploy/lib/health/http-over-host.js

const bodyLimitBytes = 64 * 1024;
/** A GET through a connection made from the host, so that neither a route from here nor a tool there is needed. */
async function getThroughHost(host, address, request) {
    const limit = AbortSignal.timeout(request.timeoutMs);
    const connection = await within(host.connect(address), limit);
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
                if (size < bodyLimitBytes)
                    chunks.push(chunk);
                size += chunk.length;
            });
            answer.once('error', reject);
            answer.once('end', () => resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: Buffer.concat(chunks).subarray(0, bodyLimitBytes).toString('utf8'),
            }));
        });
        asked.once('error', (error) => reject(signal.aborted ? signal.reason : error));
        asked.end();
    });
}
/** A connection that comes too late is closed. */
async function within(connecting, signal) {
    let late = false;
    const ended = new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
            late = true;
            reject(signal.reason);
        });
    });
    connecting.then((connection) => late && connection.destroy(), () => undefined);
    return Promise.race([connecting, ended]);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/health/wait-healthy.js




/** How many of its last lines a failing service is shown with. */
const shownLines = 20;
/**
 * Waits until an instance answers well `successes` times in a row and then stays so for `settleSeconds`. A process that ends, or has not
 * become healthy within `startSeconds`, is a fault with its last lines. What provides nothing must just stay up.
 */
async function waitHealthy(instance, environment, clock) {
    const { startSeconds, intervalMs, successes, settleSeconds } = instance.health;
    const until = clock.now() + startSeconds * 1000;
    let inRow = 0;
    while (inRow < successes) {
        clock.signal.throwIfAborted();
        const wrong = await probe(instance);
        inRow = wrong === null ? inRow + 1 : 0;
        if (wrong !== null && (await stateOf(instance, environment)) === 'failed')
            throw await failed(instance);
        if (wrong !== null && clock.now() > until)
            throw await unhealthy(instance, wrong);
        if (inRow < successes)
            await clock.sleep(intervalMs);
    }
    const settled = clock.now() + settleSeconds * 1000;
    do {
        const state = await stateOf(instance, environment);
        if (state !== 'running')
            throw await unsettled(instance, `its process is ${state}`);
        if (settleSeconds > 0)
            await clock.sleep(Math.min(intervalMs, Math.max(0, settled - clock.now())));
    } while (clock.now() < settled);
    const afterwards = await probe(instance);
    if (afterwards !== null)
        throw await unsettled(instance, afterwards);
}
/** Null when every provide answers, and the health command if there is one, else what was wrong. */
async function probe(instance) {
    if (instance.health.command !== undefined) {
        const wrong = await probeByCommand(instance, instance.health.command);
        if (wrong !== null)
            return wrong;
    }
    for (const [name, provide] of Object.entries(instance.provides)) {
        const port = instance.ports[name];
        if (port === undefined)
            return `no port for ${name}`;
        const wrong = await probeProvide(instance, provide, port);
        if (wrong !== null)
            return `${name} on port ${port}: ${wrong}`;
    }
    return null;
}
async function probeProvide({ host, health }, provide, port) {
    const address = { kind: 'tcp', host: host.address, port };
    try {
        if (provide.protocol !== 'http') {
            ;
            (await host.connect(address)).destroy();
            return null;
        }
        const path = provide.health ?? '/';
        const answer = await getThroughHost(host, address, {
            path,
            authority: `${host.address}:${port}`,
            timeoutMs: health.timeoutMs,
        });
        return answer.status >= 200 && answer.status < 400 ? null : `GET ${path} answered ${answer.status}`;
    }
    catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}
async function probeByCommand({ host, folder, packageDigest, health }, command) {
    const result = await host
        .run(healthScript(folder, packageFolder(host.layout, packageDigest), command), { limitMs: health.timeoutMs })
        .catch((error) => ({
        exitCode: 1,
        stdout: '',
        stderr: error instanceof Error ? error.message : String(error),
    }));
    if (result.exitCode === 0)
        return null;
    return `\`${command.join(' ')}\` ended with ${result.exitCode}: ${`${result.stdout}${result.stderr}`.trim().split('\n').at(-1) ?? ''}`;
}
async function stateOf({ host, unit }, environment) {
    const { instances } = await runCommand(host, inspectCommand({ environment, acting: null }));
    return instances.find((found) => found.unit === unit)?.state ?? 'absent';
}
async function lastLines({ host, unit }) {
    return runCommand(host, logsCommand(unit, shownLines));
}
const at = ({ service, id }) => `${service} on ${id.slice(id.lastIndexOf('@') + 1)}`;
async function failed(instance) {
    const log = await lastLines(instance);
    const explanation = {
        where: at(instance),
        expected: 'its process to stay up',
        found: `it ended again and again${shown(log)}`,
        fix: 'Read its last lines in the report',
    };
    return new DeployFault('instance-failed', explanation, { log });
}
async function unhealthy(instance, last) {
    const log = await lastLines(instance);
    const expected = `a healthy answer within ${instance.health.startSeconds} s of its start`;
    return new DeployFault('unhealthy', { where: at(instance), expected, found: `${last}${shown(log)}`, fix: 'Read its last lines in the report' }, { log });
}
async function unsettled(instance, found) {
    const log = await lastLines(instance);
    const expected = `it to stay healthy for ${instance.health.settleSeconds} s`;
    return new DeployFault('unsettled', { where: at(instance), expected, found: `${found}${shown(log)}`, fix: 'Read its last lines in the report' }, { log });
}
function shown(log) {
    const last = log.filter((line) => line.trim() !== '').at(-1);
    return last === undefined ? '' : `; its last line: ${last.slice(0, 300)}`;
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/start-instances.js





const defaultPorts = { first: 18_000, last: 18_999 };
/** Starts a batch on its hosts and waits until all of it is healthy. `onStarted` hears of each before its health is known. */
async function startBatch(batch, request, ports, phases, onStarted) {
    const byHost = [...Map.groupBy(batch, ({ host }) => host)];
    const started = await Promise.all(byHost.map(([host, instances]) => startOnHost(hostOf(ports, host), instances, request, ports, phases, onStarted)));
    await Promise.all(started.flat().map((one) => checkOne(one, request, ports, phases)));
}
async function startOnHost(host, instances, request, ports, phases, onStarted) {
    const command = startCommand(host, request.acting, {
        instances: instances.map(toStart),
        ports: portsOf(request.target.spec, host.name),
    });
    const names = instances.map(({ release }) => `${release.service} ${release.version}`).join(', ');
    const answers = await phases.run(host.name, `start ${names}`, () => runCommand(host, command, { signal: ports.signal }));
    const started = instances.map((wanted) => ({ wanted, ports: answerFor(answers, wanted).ports }));
    for (const one of started)
        onStarted(one);
    return started;
}
function toStart(wanted) {
    const { release, config } = wanted;
    const { infrastructure } = config;
    return {
        service: release.service,
        version: release.version,
        release: wanted.folder,
        unit: wanted.unit,
        package: (0,descriptor_lib/* bareDigest */.$$)(release.archive.digest),
        command: release.descriptor.code.run,
        user: infrastructure.user,
        stopSeconds: infrastructure.stopSeconds,
        restartSeconds: infrastructure.restartSeconds,
        resources: infrastructure.resources,
        ports: wanted.portVariables,
        environmentFile: (0,embedded_lib/* renderEnvironmentFile */.sh)(wanted.environment),
        files: wanted.files,
        state: infrastructure.state,
        manifest: (0,descriptor_lib/* canonicalJson */.dj)(wanted.manifest),
    };
}
function answerFor(answers, wanted) {
    const answer = answers.find(({ service, release }) => service === wanted.release.service && release === wanted.folder);
    if (answer !== undefined)
        return answer;
    throw new DeployFault('instance-failed', {
        where: `${wanted.id}`,
        expected: 'the host to tell of its start',
        found: 'nothing',
    });
}
async function checkOne({ wanted, ports: given }, request, ports, phases) {
    const host = hostOf(ports, wanted.host);
    const { environment } = request.acting;
    const { service, version, descriptor, archive } = wanted.release;
    const instance = {
        id: wanted.id,
        service: `${service} ${version}`,
        release: wanted.folder,
        unit: wanted.unit,
        host,
        folder: releaseFolder(host.layout, environment, service, wanted.folder),
        packageDigest: (0,descriptor_lib/* bareDigest */.$$)(archive.digest),
        ports: given,
        provides: descriptor.provides ?? {},
        health: wanted.config.infrastructure.health,
    };
    const clock = { now: () => ports.clock().getTime(), sleep: ports.sleep, signal: ports.signal };
    await phases.run(host.name, `health of ${service} ${version}`, () => waitHealthy(instance, environment, clock));
}
/** Ports for instances on a host: its host group's. */
function portsOf(spec, host) {
    const group = Object.values(spec.hostGroups).find(({ hosts, ports }) => ports !== undefined && hosts.some(({ name }) => name === host));
    const [first, last] = (group?.ports ?? '').split('-').map(Number);
    return first !== undefined && last !== undefined && group !== undefined ? { first, last } : defaultPorts;
}
function hostOf(ports, name) {
    const host = ports.hosts.get(name);
    if (host !== undefined)
        return host;
    throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/expectations.js
/** One expectation for each release that is routed by http: its exact version, by path, at its health path. */
function planExpectations(table, healthPaths) {
    return Object.entries(table.releases).flatMap(([key, { service, version, endpoints }]) => {
        const http = Object.entries(table.services[service]?.provides ?? {}).find(([, protocol]) => protocol === 'http')?.[0];
        const path = healthPaths[key];
        if (http === undefined || path === undefined || (endpoints[http] ?? []).length === 0)
            return [];
        const spelling = encodeURIComponent(version);
        return [{ service, version, request: { path: `/${service}@${spelling}${path}`, authority: 'towpath.verify' } }];
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/verify-proxy.js

/** Asks a proxy by its prepared table until every expectation holds, or the time is over. */
async function verifyProxy(proxy, expectations, options) {
    for (const expectation of expectations)
        await verifyOne(proxy, expectation, options);
}
async function verifyOne(proxy, expectation, { tries, pause }) {
    for (let left = tries;; left -= 1) {
        const answer = await proxy.ask(expectation.request);
        if (isExpected(answer, expectation))
            return;
        if (left <= 1)
            throw verify_proxy_wrong(`Proxy on ${proxy.host}`, expectation, answer);
        await pause();
    }
}
/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
function isExpected(answer, { version }) {
    return answer.version === version && answer.status < 500;
}
function verify_proxy_wrong(where, { service, version, request }, { status, version: found, body }) {
    return new DeployFault('proxy-wrong', {
        where: `${where}, ${request.path}`,
        expected: `${service} ${version} to answer`,
        found: `${status}${found === null ? '' : ` from ${found}`}: ${body.slice(0, 200)}`,
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/switch.js





const tries = 40;
const pauseMs = 50;
/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it. A
 * table that all serve already is not touched.
 */
async function switchTo(table, switching) {
    const { proxies, phases } = switching;
    const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
    const current = await Promise.all(proxies.map(async (proxy) => (await proxy.table())?.digest));
    if (current.every((one) => one === digest))
        return;
    const expectations = planExpectations(table, switching.healthPaths);
    const options = { tries, pause: () => switching.sleep(pauseMs) };
    try {
        await Promise.all(proxies.map((proxy) => phases.run(proxy.host, 'verify routes', async () => {
            await proxy.prepare(table);
            await verifyProxy(proxy, expectations, options);
        })));
    }
    catch (error) {
        await Promise.allSettled(proxies.map((proxy) => proxy.abort()));
        throw error;
    }
    await Promise.all(proxies.map((proxy) => phases.run(proxy.host, 'switch routes', () => proxy.commit(digest))));
}
/** Asks through the VIP what every client would get. Returns what the environment was verified through. */
async function verifyThroughVip(table, spec, host, switching) {
    const expectations = planExpectations(table, switching.healthPaths);
    if (expectations.length === 0)
        return 'host';
    await switching.phases.run(host.name, 'verify through the VIP', async () => {
        for (const expectation of expectations) {
            const answer = await askVip(spec, host, expectation);
            if (!isExpected(answer, expectation))
                throw verify_proxy_wrong(`${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`, expectation, answer);
        }
    });
    return 'vip';
}
async function askVip(spec, host, { request }) {
    const address = { kind: 'tcp', host: (0,environment_lib/* vipOf */.jp)(spec), port: spec.address.port };
    const { status, headers, body } = await getThroughHost(host, address, { ...request, timeoutMs: 5000 });
    const version = headers['towpath-version'];
    return { status, version: typeof version === 'string' ? version : null, body };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/put-back.js





/** Starts units that stand still, on the ports that they had. */
const put_back_program = `
lock
fence
unlock
said=$(unit_start $RESTORED 2>&1) || fail unit-failed "$said"
echo end
`;
/**
 * Everything as it was: what stood there serves again, by the routes of what the store says is deployed, and what this deploy started goes.
 * Runs to its end also when the deploy was cancelled. Returns the instances that had to be started again.
 */
async function putBack(request, ports, phases, state) {
    const { base } = request;
    const restored = base === null ? [] : state.standing.filter((instance) => belongsTo(base, instance));
    const down = restored.filter((one) => one.found.state !== 'running' || state.stopped.some(({ manifest }) => manifest.id === one.manifest.id));
    await restart(down, request, ports, phases);
    const entered = restored.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) }));
    const spec = base?.spec ?? request.target.spec;
    await switchTo(compileTable(spec, { entered, leaving: [], listeners: state.world.listeners }), state.switching);
    const leaving = [
        ...state.started.map(({ wanted }) => ({
            host: wanted.host,
            service: wanted.release.service,
            release: wanted.folder,
            unit: wanted.unit,
            id: wanted.id,
        })),
        ...state.standing
            .filter((one) => !restored.includes(one))
            .map(({ host, found, manifest }) => ({ host, ...found, id: manifest.id })),
    ];
    for (const proxy of state.world.proxies)
        await proxy.drain(leaving.map(({ id }) => id), 1);
    for (const [host, instances] of Map.groupBy(leaving, (one) => one.host)) {
        await phases.run(host, 'put back', () => runCommand(hostOf(ports, host), stopCommand(request.acting, { instances, remove: true })));
    }
    return down;
}
/** What the store says is deployed: the same version with the same config. */
function belongsTo({ revision }, { manifest }) {
    return revision.releases.some(({ service, version, config }) => service === manifest.service && version === manifest.version && config === manifest.config);
}
async function restart(instances, request, ports, phases) {
    for (const [name, ofHost] of Map.groupBy(instances, ({ host }) => host)) {
        const host = hostOf(ports, name);
        const units = ofHost.flatMap(({ found }) => found.unit ?? []).join(' ');
        const script = {
            name: 'restore',
            program: put_back_program,
            variables: {
                ENVIRONMENT: request.acting.environment,
                FENCE: String(request.acting.fence),
                LOCK_SECONDS: '60',
                RESTORED: units,
            },
        };
        await phases.run(name, 'start again', () => runCommand(host, { script, parse: () => undefined }));
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/report.js



/** What was done and seen, as the store keeps it (FORMATS "Report"). */
function renderReport(record) {
    const { request, ports, phases, world, status, failure } = record;
    const { target, base, acting, run } = request;
    const table = servingTable(record);
    return {
        schema: 1,
        environment: target.spec.environment,
        revision: target.revision.number,
        previous: base?.revision.number ?? null,
        fence: acting.fence,
        status,
        run,
        startedAt: record.startedAt.toISOString(),
        endedAt: ports.clock().toISOString(),
        routeTable: table,
        verifiedThrough: failure === null ? record.verifiedThrough : null,
        hosts: [...ports.hosts.values()].map(({ name, address }) => ({
            host: name,
            phases: phases.phasesOf(name),
            ...phases.bytesOf(name),
            instances: instancesOn(name, address, record),
        })),
        proxies: (world?.proxies ?? []).map(({ host }) => ({
            host,
            outcome: failure === null ? 'committed' : 'put back',
            table,
            holdsVip: true,
        })),
        failure: failure === null ? null : failureOf(failure),
    };
}
/** The table that serves at the end; after a failure the one from before. */
function servingTable({ failure, table, world }) {
    if (failure === null)
        return table === null ? null : (0,routing_lib/* routeTableDigest */.c_)(table);
    const before = world?.table?.digest;
    return before !== undefined && (0,descriptor_lib/* isDigest */.Bc)(before) ? before : null;
}
function instancesOn(host, ip, { plan, started, restored, failure }) {
    const again = new Set(restored.map(({ manifest }) => manifest.id));
    const changeOfOld = (one) => {
        if (failure === null)
            return 'stopped';
        return again.has(one.manifest.id) ? 'restored' : 'kept';
    };
    const ofHost = (ones = []) => ones.filter((one) => one.host === host);
    return [
        ...ofHost(plan?.kept.map(({ live }) => live)).map((one) => reportLive(one, ip, 'kept')),
        ...started
            .filter(({ wanted }) => wanted.host === host)
            .map((one) => reportStarted(one, ip, failure === null ? 'started' : 'stopped')),
        ...ofHost(plan?.leaving).map((one) => reportLive(one, ip, changeOfOld(one))),
    ];
}
function reportLive({ manifest, found }, ip, change) {
    const { id, service, version, config } = manifest;
    return { id, service, version, config, ip, ports: { ...found.ports }, unit: found.unit ?? '', change };
}
function reportStarted({ wanted, ports }, ip, change) {
    const { service, version, config } = wanted.release;
    return { id: wanted.id, service, version, config, ip, ports: { ...ports }, unit: wanted.unit, change };
}
function failureOf(failure) {
    const { where, expected = null, found = null, fix = null } = failure.explanation;
    return {
        code: failure.code,
        where,
        expected,
        found,
        fix,
        log: failure instanceof DeployFault ? [...failure.log] : [],
    };
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
;// CONCATENATED MODULE: ./packages/deploy/lib/run/requirements.js


/** Refuses before anything is sent when a host lacks what a package requires. All that lacks is named at once. */
function verifyRequirements(wanted, inspections) {
    const lacking = new Set(wanted.flatMap(({ host, release }) => Object.entries(release.descriptor.code.requires ?? {}).flatMap(([tool, range]) => {
        const found = findTool(inspections[host], tool);
        return isMet(tool, range, found)
            ? []
            : [
                `${host} has ${found === null ? `no ${tool}` : `${tool} ${found}`}, and ${release.service} ${release.version} requires ${range}`,
            ];
    })));
    if (lacking.size === 0)
        return;
    throw new DeployFault('requirement-missing', {
        where: 'Requirements of packages (`code.requires`)',
        expected: 'each host to have them',
        found: [...lacking].join('; '),
        fix: 'Install them there, or place the service elsewhere',
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

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/free-ports.js

/** Ports of a host that are free right now, tried by binding. */
async function findFreePorts(host, count, avoid) {
    if (count === 0)
        return [];
    return runCommand(host, {
        script: {
            name: 'free-ports',
            program: 'unit_ports ephemeral "$COUNT" "$AVOID" | sed "s/^/port\\t/"\necho end\n',
            variables: { COUNT: String(count), AVOID: avoid.join(',') },
        },
        parse: (records) => [...records].map((record) => record.number(1)),
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/embedded-proxy.js






const preparedSchema = schemas/* looseObject */._H3({ digest: schemas/* string */.YjP() });
const drainedSchema = schemas/* looseObject */._H3({ closed: schemas/* int */.Whr() });
/** The proxy of an environment on one machine without root (FORMATS). Its one address is the VIP. */
class EmbeddedProxy {
    host;
    #host;
    #folder;
    constructor(host, folder) {
        this.host = host.name;
        this.#host = host;
        this.#folder = folder;
    }
    async table() {
        const text = await (0,external_node_fs_promises_.readFile)((0,embedded_lib/* proxyPaths */.vR)(this.#folder).table, 'utf8').catch((error) => {
            if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
                return null;
            throw error;
        });
        if (text === null)
            return null;
        const table = (0,routing_lib/* parseRouteTable */.Ft)(text, (0,embedded_lib/* proxyPaths */.vR)(this.#folder).table);
        return { table, digest: (0,routing_lib/* routeTableDigest */.c_)(table) };
    }
    async prepare(table) {
        const answer = await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'prepare', table: (0,descriptor_lib/* canonicalJson */.dj)(table) });
        return preparedSchema.parse(answer).digest;
    }
    async ask({ path, authority }) {
        const address = { kind: 'unix', path: (0,embedded_lib/* proxyPaths */.vR)(this.#folder).verify };
        const { status, headers, body } = await getThroughHost(this.#host, address, { path, authority, timeoutMs: 5000 });
        const version = headers['towpath-version'];
        return { status, version: typeof version === 'string' ? version : null, body };
    }
    async commit(digest) {
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'commit', digest });
    }
    async abort() {
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'abort' });
    }
    async drain(instances, seconds) {
        if (instances.length === 0)
            return { closed: 0 };
        return drainedSchema.parse(await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'drain', instances, seconds }));
    }
    async holdsVip() {
        return true;
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/open-embedded-proxy.js





const drainSeconds = 30;
/*
 * Settings and unit on stdin, base64, a line each. A proxy that runs by the same program and settings is left alone; one by others hands its
 * sockets over to its successor, so that no connection is refused.
 */
const open_embedded_proxy_program = `
IFS= read -r settings
IFS= read -r unit
lock
ENVIRONMENT_DIR=$KEEP/environments/$ENVIRONMENT
fence
mkdir -p -- "$FOLDER"
printf %s "$settings" | base64 -d | replace "$FOLDER/proxy.json"
printf %s "$unit" | base64 -d | unit_write "$UNIT"
want=$(printf '%s %s' "$PROGRAM" "$settings" | sha256sum | cut -c 1-64)
have=
[ ! -s "$FOLDER/started" ] || have=$(cat "$FOLDER/started")
unlock
supervised ensure "$SUPERVISED_ROOT" > /dev/null
if [ -n "$have" ] && [ "$have" != "$want" ]; then
  supervised unit replace "$SUPERVISED_ROOT" "$UNITS/$UNIT.json" > /dev/null
else
  unit_start "$UNIT"
fi
printf '%s\\n' "$want" | replace "$FOLDER/started"
echo end
`;
/** The embedded proxy of an environment, started when it does not run and replaced without a gap when it is an older one. */
async function openEmbeddedProxy(host, spec, acting) {
    const folder = `${environmentFolder(host.layout, spec.environment)}/proxy`;
    const unit = proxyUnitName(spec.environment);
    await runCommand(host, {
        script: proxyScript(spec, acting, folder),
        stdin: [settingsOf(spec), open_embedded_proxy_unitOf(host, unit, folder)]
            .map((text) => `${Buffer.from(text).toString('base64')}\n`)
            .join(''),
        parse: () => undefined,
    });
    await waitForAnswer(host, folder, unit, spec);
    return new EmbeddedProxy(host, folder);
}
function proxyUnitName(environment) {
    return `towpath-proxy-${environment}`;
}
function proxyScript(spec, acting, folder) {
    return {
        name: 'proxy',
        program: open_embedded_proxy_program,
        variables: {
            ENVIRONMENT: spec.environment,
            FENCE: String(acting.fence),
            LOCK_SECONDS: String(acting.lockSeconds ?? 60),
            FOLDER: folder,
            UNIT: proxyUnitName(spec.environment),
        },
    };
}
function settingsOf(spec) {
    return JSON.stringify({ schema: 1, address: (0,environment_lib/* vipOf */.jp)(spec), port: spec.address.port, drainSeconds });
}
function open_embedded_proxy_unitOf(host, name, folder) {
    const hostName = host.layout.root.slice(host.layout.root.lastIndexOf('/') + 1);
    return JSON.stringify((0,embedded_lib/* planProxyUnit */.mI)({ host: hostName, name, folder, logFile: `${host.layout.logs}/${name}.log`, drainSeconds }));
}
async function waitForAnswer(host, folder, unit, spec) {
    const until = performance.now() + 10_000;
    for (;;) {
        try {
            await (0,embedded_lib/* askProxy */.MU)(folder, { verb: 'state' });
            return;
        }
        catch (cause) {
            if (performance.now() < until) {
                await new Promise((resolve) => setTimeout(resolve, 25));
                continue;
            }
            const log = await runCommand(host, logsCommand(unit, 20));
            throw new DeployFault('proxy-unreachable', {
                where: `The proxy of ${spec.environment} at ${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port} (${(0,embedded_lib/* proxyPaths */.vR)(folder).folder})`,
                expected: 'an answer within 10 s of its start',
                found: log.at(-1) ?? 'none, and it said nothing',
            }, { cause, log, retryable: true });
        }
    }
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/world.js






/** Looks at every host and proxy; the fence of this deploy is known to all of them afterwards. */
async function readWorld(request, ports, phases) {
    const { acting, target, secrets } = request;
    const tools = [
        ...new Set(target.revision.releases.flatMap(({ descriptor }) => Object.keys(descriptor.code.requires ?? {}))),
    ].filter((tool) => tool !== 'arch');
    const documents = secretDocuments(secrets);
    const inspected = await Promise.all([...ports.hosts.values()].map(async (host) => {
        const command = inspectCommand({ environment: acting.environment, acting, tools, secrets: documents });
        const inspection = await phases.run(host.name, 'inspect', () => runCommand(host, command, { signal: ports.signal }));
        return [host.name, inspection];
    }));
    const proxyHost = findProxyHost(request, ports);
    const proxy = await phases.run(proxyHost.name, 'proxy', () => openEmbeddedProxy(proxyHost, target.spec, acting));
    const table = await proxy.table();
    return {
        inspections: Object.fromEntries(inspected),
        proxies: [proxy],
        table,
        listeners: await chooseListeners(request, proxyHost, table?.table.listeners ?? []),
    };
}
/** The embedded proxy stands on the first host of its group, or of the first one on this machine. */
function findProxyHost({ target }, { hosts }) {
    const { spec } = target;
    if (spec.proxies.kind !== 'embedded') {
        throw new DeployFault('not-yet', {
            where: `${spec.environment}, proxies.kind`,
            expected: '`embedded`',
            found: 'haproxy',
            fix: 'Not yet: HAProxy pairs; write `proxies: {kind: embedded}` for one machine',
        });
    }
    const group = spec.proxies.hostGroup === undefined
        ? Object.values(spec.hostGroups).find(({ connection }) => connection === 'local')
        : spec.hostGroups[spec.proxies.hostGroup];
    const host = hosts.get(group?.hosts[0]?.name ?? '');
    if (host !== undefined)
        return host;
    throw new DeployFault('host-unknown', {
        where: `${spec.environment}, proxies.hostGroup`,
        expected: 'a host group with `connection: local`',
        found: 'none',
    });
}
/** A loopback listener for each declared dependency of what runs and what will. A process was told its port, so it keeps it. */
async function chooseListeners({ target, base }, host, existing) {
    const declared = [target, base].flatMap((deployment) => (deployment?.revision.releases ?? []).flatMap(({ descriptor }) => Object.entries(descriptor.dependencies ?? {}).map(([service, { range }]) => ({ service, range }))));
    const freePorts = await findFreePorts(host, declared.length, existing.map(({ port }) => port));
    return (0,routing_lib/* planListeners */.Tu)({ declared, existing, freePorts });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/run-deploy.js


















/**
 * Carries a revision out (docs/adr/0003): packages to all hosts, then service by service the new beside the old, each switch verified at
 * every proxy beforehand and through the VIP afterwards, the old ones last. On failure everything changed is put back.
 */
async function runDeploy(request, ports) {
    const deploy = new Deploy(request, ports);
    return deploy.run();
}
class Deploy {
    #request;
    #ports;
    #phases;
    #startedAt;
    #started = [];
    #stopped = [];
    #restored = [];
    #world = null;
    #plan = null;
    #table = null;
    #verifiedThrough = null;
    constructor(request, ports) {
        this.#request = request;
        this.#ports = ports;
        this.#phases = new PhaseLog(ports.clock, ports.say);
        this.#startedAt = ports.clock();
    }
    async run() {
        try {
            await this.#forward();
        }
        catch (error) {
            const failure = asFault(error);
            await this.#back(failure);
            return this.#outcome('rolled-back', failure);
        }
        return this.#outcome(this.#changedNothing() ? 'unchanged' : 'deployed', null);
    }
    async #forward() {
        const { target, secrets } = this.#request;
        const world = await readWorld(this.#request, this.#ports, this.#phases);
        this.#world = world;
        const hosts = Object.fromEntries([...this.#ports.hosts].map(([name, { layout }]) => [
            name,
            { layout, hmacs: world.inspections[name]?.hmacs ?? {} },
        ]));
        const wanted = planWanted({ deployment: target, hosts, secrets, listeners: world.listeners });
        verifyRequirements(wanted, world.inspections);
        const plan = planDeploy({
            wanted,
            inspections: world.inspections,
            hosts: Object.fromEntries(this.#ports.hosts),
            order: serviceOrder(target),
        });
        this.#plan = plan;
        await this.#send(plan);
        for (const group of plan.groups)
            await this.#enter(group, plan);
        await this.#finish(plan, world);
    }
    async #send({ packages }) {
        const { acting } = this.#request;
        await Promise.all(Object.entries(packages).map(async ([name, releases]) => {
            const host = hostOf(this.#ports, name);
            for (const release of releases) {
                const sent = await this.#phases.run(name, `send ${release.service} ${release.version}`, () => sendPackage({ host, release, acting, signal: this.#ports.signal }, this.#ports.packages));
                this.#phases.addBytes(name, sent);
            }
        }));
    }
    /** Brings one group of services up and lets it serve beside what is to leave. */
    async #enter({ services, strategy, batches }, plan) {
        if (strategy === 'replace')
            await this.#makeWay(services, plan);
        for (const batch of batches) {
            await startBatch(batch, this.#request, this.#ports, this.#phases, (one) => this.#started.push(one));
        }
        await switchTo(this.#compile(plan, this.#leavingStill(plan)), this.#switching());
    }
    /** `strategy: replace`: the service's old instances leave the routes and stop, and the service is away until the new ones are up. */
    async #makeWay(services, plan) {
        const old = plan.leaving.filter(({ manifest }) => services.includes(manifest.service));
        if (old.length === 0)
            return;
        this.#stopped.push(...old);
        await switchTo(this.#compile(plan, this.#leavingStill(plan)), this.#switching());
        await this.#drain(old);
        await this.#stop(old, { remove: false });
    }
    async #finish(plan, world) {
        const { target, acting } = this.#request;
        const table = this.#compile(plan, []);
        this.#table = table;
        await switchTo(table, this.#switching());
        const [first] = world.proxies;
        if (first !== undefined) {
            this.#verifiedThrough = await verifyThroughVip(table, target.spec, hostOf(this.#ports, first.host), this.#switching());
        }
        await this.#drain(plan.leaving);
        await this.#stop(plan.leaving, { remove: true });
        await Promise.all([...this.#ports.hosts.keys()].map((host) => this.#record(host, plan, table)));
        const leftovers = Map.groupBy(plan.leftovers, ({ host }) => host);
        for (const [name, { strayUnits }] of Object.entries(world.inspections)) {
            const host = hostOf(this.#ports, name);
            const instances = leftovers.get(name) ?? [];
            const stray = strayUnits.filter((unit) => !unit.startsWith(`towpath-proxy-`));
            if (instances.length + stray.length > 0)
                await runCommand(host, stopCommand(acting, { instances, strayUnits: stray, remove: true }));
            await this.#phases.run(name, 'clean', () => runCommand(host, cleanCommand(acting)), (removed) => `${removed.length} packages`);
        }
    }
    async #record(name, { packages }, table) {
        const { target, base, acting } = this.#request;
        const host = hostOf(this.#ports, name);
        const recorded = this.#world?.inspections[name]?.revision?.digest ?? '';
        const kept = [...(packages[name] ?? []), ...(base?.revision.releases ?? [])].map(({ archive }) => (0,descriptor_lib/* bareDigest */.$$)(archive.digest));
        const request = {
            revision: { number: target.revision.number, digest: target.digest },
            previous: (0,descriptor_lib/* isDigest */.Bc)(recorded) ? recorded : null,
            packages: [...new Set(kept)].sort(),
            table: (0,descriptor_lib/* canonicalJson */.dj)(table),
        };
        await this.#phases.run(name, 'record', () => runCommand(host, recordCommand(acting, request)));
    }
    async #drain(instances) {
        if (instances.length === 0)
            return;
        const seconds = Math.max(...instances.map(({ manifest }) => manifest.drainSeconds));
        const ids = instances.map(({ manifest }) => manifest.id);
        await Promise.all((this.#world?.proxies ?? []).map((proxy) => this.#phases.run(proxy.host, 'drain', () => proxy.drain(ids, seconds), ({ closed }) => `${closed} closed`)));
    }
    async #stop(instances, { remove }) {
        const { acting } = this.#request;
        await Promise.all([...Map.groupBy(instances, ({ host }) => host)].map(([name, ofHost]) => {
            const stopping = ofHost.map(({ found }) => ({
                service: found.service,
                release: found.release,
                unit: found.unit,
            }));
            const host = hostOf(this.#ports, name);
            return this.#phases.run(name, remove ? 'stop the old' : 'stop', () => runCommand(host, stopCommand(acting, { instances: stopping, remove })));
        }));
    }
    /** Old instances that still serve: neither stopped nor the wanted ones. */
    #leavingStill({ leaving }) {
        return leaving.filter((one) => one.found.state === 'running' && !this.#stopped.includes(one));
    }
    #compile(plan, leaving) {
        const entered = [
            ...plan.kept.map(({ live, wanted }) => ({ release: wantedRelease(wanted), instance: instanceToRoute(live) })),
            ...this.#started.map((one) => ({
                release: wantedRelease(one.wanted),
                instance: startedToRoute(one, hostOf(this.#ports, one.wanted.host).address),
            })),
        ];
        return compileTable(this.#request.target.spec, {
            entered,
            leaving: leaving.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) })),
            listeners: this.#world?.listeners ?? [],
        });
    }
    #switching() {
        const releases = [this.#request.target, this.#request.base].flatMap((deployment) => deployment?.revision.releases ?? []);
        const healthPaths = releases.flatMap((release) => Object.values(release.descriptor.provides ?? {}).flatMap((provide) => provide.protocol === 'http' ? [[(0,routing_lib/* releaseKey */.DR)(release), provide.health ?? '/']] : []));
        return {
            proxies: this.#world?.proxies ?? [],
            phases: this.#phases,
            healthPaths: Object.fromEntries(healthPaths),
            sleep: this.#ports.sleep,
        };
    }
    /** Puts back what was changed. What fails in that is told together with why it was needed. */
    async #back(failure) {
        const world = this.#world;
        if (world === null || this.#plan === null)
            return;
        try {
            this.#restored = await putBack(this.#request, { ...this.#ports, signal: new AbortController().signal }, this.#phases, {
                world,
                standing: standing(world, this.#ports),
                started: this.#started,
                stopped: this.#stopped,
                switching: this.#switching(),
            });
        }
        catch (error) {
            const second = asFault(error);
            throw new DeployFault('put-back-failed', {
                where: `Putting ${this.#request.target.spec.environment} back after: ${failure.message}`,
                expected: 'everything as it was',
                found: second.message,
                fix: 'Deploy again: it looks at what is there and converges',
            }, { cause: error, retryable: true });
        }
    }
    #changedNothing() {
        const { base, target } = this.#request;
        const before = this.#world?.table?.digest;
        return (this.#plan?.groups.length === 0 &&
            this.#plan.leaving.length === 0 &&
            base?.revision.number === target.revision.number &&
            this.#table !== null &&
            before === (0,routing_lib/* routeTableDigest */.c_)(this.#table));
    }
    #outcome(status, failure) {
        const report = renderReport({
            request: this.#request,
            ports: this.#ports,
            phases: this.#phases,
            startedAt: this.#startedAt,
            world: this.#world,
            plan: this.#plan,
            started: this.#started,
            restored: this.#restored,
            table: this.#table,
            verifiedThrough: this.#verifiedThrough,
            status,
            failure,
        });
        return { report, plan: this.#plan, failure };
    }
}
/** Everything that stands on the hosts and says what it is, as it was found. */
function standing({ inspections }, { hosts }) {
    return Object.entries(inspections).flatMap(([name, { instances }]) => {
        const host = hosts.get(name);
        return host === undefined ? [] : instances.flatMap((found) => readLiveInstance(host, found) ?? []);
    });
}
function serviceOrder({ revision }) {
    const edges = new Map();
    for (const { service, descriptor } of revision.releases) {
        const targets = edges.get(service) ?? new Set();
        for (const dependency of Object.keys(descriptor.dependencies ?? {}))
            targets.add(dependency);
        edges.set(service, targets);
    }
    return (0,environment_lib/* orderServices */.dD)(edges);
}
function wantedRelease({ manifest }) {
    const { service, version, isDefault, provides, dependencies } = manifest;
    return { service, version, isDefault, provides, dependencies };
}
function startedToRoute({ wanted, ports }, address) {
    return { instance: wanted.id, service: wanted.release.service, version: wanted.release.version, address, ports };
}
function asFault(error) {
    if (error instanceof lib/* Fault */.vC)
        return error;
    const found = error instanceof Error ? error.message : String(error);
    return new DeployFault('unexpected', { where: 'The deploy', found }, { cause: error });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/index.js







// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/lease.js



/** Takes the environment's lease, with the next fence. Refused while somebody else holds it. */
async function takeLease(store, request) {
    const { environment, owner, revision, run, clock, takeOver, gone } = request;
    let taken = null;
    const snapshot = await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), `deploy ${environment}@${revision}`, async (at) => {
        const { state } = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        const answer = (0,environment_lib/* acquireLease */.ZZ)({
            state,
            environment,
            owner,
            revision,
            run,
            now: clock().toISOString(),
            ownerIsGone: gone,
            takeOver,
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
async function endLease(store, { report, revision, clock, }) {
    const text = (0,descriptor_lib/* canonicalJson */.dj)(report);
    const { environment: name, fence, status, failure } = report;
    await store.commit((0,environment_lib/* environmentDomain */.MM)(name), `${status} ${name}@${revision.number}`, async (at) => {
        const environment = await environments_environment/* StoredEnvironment */.D.at(at, name);
        const state = (0,environment_lib/* finishDeploy */.Dz)({
            state: environment.state,
            fence,
            outcome: status,
            revision,
            base: revision.base === null ? null : await environment.revision(revision.base),
            deployedWell: revision.restores === null ? [] : await environment.deployedWell(),
            reason: failure === null ? null : `${failure.where}: ${failure.found ?? failure.expected ?? failure.code}`,
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

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 7 modules
var step_io_lib = __webpack_require__(36906);
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
    const { isJobOver } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(351), __webpack_require__.e(717)]).then(__webpack_require__.bind(__webpack_require__, 72717));
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
async function preview_previewDeploy(call, target, hosts) {
    const { environment, number } = target.revision;
    const inspections = await Promise.all([...hosts].map(async ([name, host]) => [name, await runCommand(host, inspectCommand({ environment, acting: null }), { signal: call.signal })]));
    const previews = previewDeploy(target, Object.fromEntries(inspections), Object.fromEntries(hosts));
    call.output('status', previews.every(({ starts, leaves }) => starts.length + leaves.length === 0) ? 'unchanged' : '');
    for (const line of previews.map(renderLine))
        call.io.say(line);
    call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, previews));
}
function renderLine({ host, starts, stays, leaves, gaps }) {
    const parts = [
        starts.length > 0 && `starts ${starts.join(', ')}`,
        leaves.length > 0 && `stops ${leaves.join(', ')}`,
        `keeps ${stays.length}`,
    ];
    return `${host}: ${parts.filter(Boolean).join('; ')}${gaps.length > 0 ? `; away for a moment: ${gaps.join(', ')}` : ''}`;
}
function renderPreviewMarkdown(name, previews) {
    const rows = previews.map(({ host, starts, stays, leaves, gaps }) => {
        const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–');
        return `| ${host} | ${cells.join(' | ')} |`;
    });
    return [
        `**What deploying ${name} would do** (nothing was changed)`,
        '',
        '| host | starts | stays | stops | away for a moment |',
        '|---|---|---|---|---|',
        ...rows,
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

// EXTERNAL MODULE: ./packages/steps/lib/size.js
var size = __webpack_require__(12240);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/report-markdown.js


/** A deploy as a person reads it: one sentence, a table, details folded (VOICE). */
function renderReportMarkdown(report) {
    return [`**${renderHeadline(report)}**`, renderFailure(report), renderHosts(report), renderPhases(report)]
        .filter((part) => part !== '')
        .join('\n\n');
}
/** One line for the log. */
function renderHeadline(report) {
    const { environment, revision, status, previous, failure } = report;
    const name = `${environment}@${revision}`;
    const took = (0,environment_lib/* renderDuration */.PP)(Date.parse(report.endedAt) - Date.parse(report.startedAt));
    switch (status) {
        case 'unchanged':
            return `${name} runs already; nothing had to change.`;
        case 'deployed':
            return `${name} is live: ${describeStarted(report)} in ${took}.`;
        case 'rolled-back':
            return `${name} was put back after ${took}${previous === null ? '' : `; ${environment}@${previous} serves as before`}: ${failure?.where ?? 'it failed'}.`;
    }
}
function describeStarted({ hosts }) {
    const started = hosts.flatMap(({ instances }) => instances.filter(({ change }) => change === 'started'));
    if (started.length === 0)
        return 'no process had to be started';
    const releases = [...new Set(started.map(({ service, version }) => `${service} ${version}`))];
    const places = new Set(started.map(({ ip, id }) => `${ip}${id.slice(id.lastIndexOf('@'))}`)).size;
    const shown = releases.length > 5 ? `${releases.slice(0, 5).join(', ')} and ${releases.length - 5} more` : releases.join(', ');
    return `${shown} on ${places} ${places === 1 ? 'host' : 'hosts'}`;
}
function renderFailure({ failure }) {
    if (failure === null)
        return '';
    const facts = [failure.expected && `expected ${failure.expected}`, failure.found && `found ${failure.found}`]
        .filter(Boolean)
        .join(', ');
    const sentence = `${(0,environment_lib/* escapeMarkdown */.FV)(failure.where)}: ${(0,environment_lib/* escapeMarkdown */.FV)(facts)}.${failure.fix === null ? '' : ` ${(0,environment_lib/* escapeMarkdown */.FV)(failure.fix)}.`}`;
    if (failure.log.length === 0)
        return sentence;
    return `${sentence}\n\n<details open><summary>Its last lines</summary>\n\n${failure.log.map((line) => `    ${line}`).join('\n')}\n\n</details>`;
}
function renderHosts({ hosts }) {
    const rows = hosts.flatMap(({ host, instances, sentBytes, totalBytes }) => instances.map(({ service, version, change, ports }) => {
        const sent = totalBytes === 0 ? '' : `${(0,size/* renderSize */.q)(sentBytes)} of ${(0,size/* renderSize */.q)(totalBytes)}`;
        return `| ${host} | ${service} ${version} | ${change} | ${Object.values(ports).join(', ')} | ${sent} |`;
    }));
    if (rows.length === 0)
        return '';
    return ['| host | release | | ports | sent |', '|---|---|---|---|---|', ...rows].join('\n');
}
function renderPhases({ hosts }) {
    const lines = hosts.flatMap(({ host, phases }) => phases.map(({ name, durationMs, outcome, detail }) => {
        const failed = outcome === 'failed' ? ` **failed** ${(0,environment_lib/* escapeMarkdown */.FV)(detail)}` : '';
        return `| ${host} | ${(0,environment_lib/* escapeMarkdown */.FV)(name)}${failed} | ${(durationMs / 1000).toFixed(2)} s |`;
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

// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/towpath-folder.js
var towpath_folder = __webpack_require__(66939);
;// CONCATENATED MODULE: ./packages/steps/lib/deploy.js
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














/** Carries a revision out on the environment's hosts, or puts everything back. */
const deploy = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { inputs, io } = call;
        const name = (0,environment_name/* environmentName */.V)(inputs);
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
        const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
        const target = await readDeployment(environment, wantedRevision(call, environment));
        call.output('revision', target.revision.number);
        const secrets = readSecrets(target.spec, io.environment);
        maskSecrets(call, secrets);
        const hosts = await openHosts(target.spec, hostOptions(call));
        try {
            if (inputs.flag('dry-run')) {
                await preview_previewDeploy(call, target, hosts);
                return;
            }
            const { lease, base } = await begin(call, store, environment, target.revision.number);
            const outcome = await carryOut(call, { target, base, secrets, lease }, hosts);
            await endLease(store, { report: outcome.report, revision: target.revision, clock: call.clock });
            await say(call, outcome);
            if (outcome.failure !== null)
                throw outcome.failure;
        }
        finally {
            await Promise.all([...hosts.values()].map((host) => host.close()));
        }
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
};
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
function maskSecrets({ io }, secrets) {
    for (const { variables, files } of Object.values(secrets)) {
        for (const value of [...Object.values(variables), ...Object.values(files)])
            io.mask(value);
    }
}
function hostOptions({ io, program }) {
    return {
        path: io.environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
        node: process.execPath,
        program,
        home: io.context.home,
        forbiddenRoots: io.context.fleeting,
    };
}
async function begin(call, store, { name, state }, revision) {
    const { io, inputs, clock } = call;
    const holder = state.lease?.owner ?? null;
    const holderIsGone = holder !== null && (await isOwnerGone(holder, io, inputs.text('token')));
    const { lease, environment } = await takeLease(store, {
        environment: name,
        owner: readOwner(io, name),
        revision,
        run: io.context.run,
        clock,
        takeOver: inputs.flag('take-over'),
        gone: (owner) => holderIsGone && (0,descriptor_lib/* canonicalJson */.dj)(owner) === (0,descriptor_lib/* canonicalJson */.dj)(holder),
    });
    if (lease.tookOver !== null) {
        io.annotate({
            level: 'warning',
            title: 'lease-taken-over',
            message: `Took the lease of ${lease.tookOver.run} over: ${lease.tookOver.reason}.`,
        });
    }
    return { lease, base: await readBase(environment) };
}
async function carryOut(call, { target, base, secrets, lease }, hosts) {
    const packages = (0,stores/* openPackages */._)(call);
    try {
        return await runDeploy({
            target,
            base,
            secrets,
            acting: { environment: target.spec.environment, fence: lease.fence },
            run: call.io.context.run,
        }, {
            hosts,
            packages,
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
async function say(call, { report }) {
    const { io } = call;
    const path = await (0,towpath_folder/* writeTowpathFile */.FJ)(io.context.workspace, `reports/${report.environment}-${report.fence}.json`, (0,descriptor_lib/* canonicalJson */.dj)(report));
    call.output('status', report.status);
    call.output('report', path);
    io.say(renderHeadline(report));
    io.summarize(renderReportMarkdown(report));
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
