export const id = 807;
export const ids = [807,859];
export const modules = {

/***/ 72807:
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

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 70 modules
var environment_lib = __webpack_require__(55737);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
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
    if (signal?.aborted === true) {
        if (typeof stdin !== 'string')
            stdin.destroy();
        throw aborted(subject, signal);
    }
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
    let first;
    for (const event of ['error', 'close'])
        target.once(event, () => (first ??= 'script'));
    // pipeline ends the source with an error of its own once the script has gone: only what came before that broke off.
    if (typeof stdin !== 'string')
        stdin.once('error', () => (first ??= 'source'));
    try {
        target.write(preamble);
        await (0,external_node_stream_promises_.pipeline)(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin, target);
    }
    catch (cause) {
        if (first === 'source' || !isClosedPipe(cause))
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



/** Puts the self-contained program of supervisor and proxy at `<root>/bin/<sha256>.mjs` and says where. A rerun changes only its time, by which the supervisor knows what no step uses any more. */
async function installProgram(root, source, now = new Date()) {
    const bytes = await (0,external_node_fs_promises_.readFile)(source);
    const digest = sha256(bytes);
    const target = (0,external_node_path_.join)(root, 'bin', `${digest}.mjs`);
    if ((await digestThere(target)) === digest) {
        await (0,external_node_fs_promises_.utimes)(target, now, now);
        return target;
    }
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
# A quote inside a JSON string has a backslash before it, so only a status itself begins so.
read_states() {
  tr '{' '\n' | sed -n 's/^"host":"[^"]*","name":"\([^"]*\)","state":"\([^"]*\)".*/\1	\2/p' |
    sed 's/	waiting$/	starting/'
}
unit_write() {
  mkdir -p -- "$UNITS" "$LOGS"
  replace "$UNITS/$1.json"
}
unit_start() {
  for unit_name in "$@"; do
    shift
    set -- "$@" "$UNITS/$unit_name.json"
  done
  unit_said=$(supervised unit start "$SUPERVISED_ROOT" "$@" 2>&1) || {
    # of the fault in JSON, what a person needs
    printf '%s\n' "$unit_said" | tail -n 1 | sed 's/.*"found":"\([^"]*\)".*/\1/' >&2
    return 1
  }
  printf '%s\n' "$unit_said" | read_states
}
unit_stop() { supervised unit stop "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null; }
unit_remove() {
  supervised unit remove "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1" > /dev/null
  rm -f -- "$UNITS/$1.json" "$UNITS/$1.json.tmp"
}
unit_states() {
  unit_list=$(supervised unit list "$SUPERVISED_ROOT" "$SUPERVISED_HOST")
  printf '%s\n' "$unit_list" | read_states
}
unit_process() {
  unit_said=$(supervised unit status "$SUPERVISED_ROOT" "$SUPERVISED_HOST" "$1")
  printf '%s\n' "$unit_said" |
    sed -n 's/^{"host":"[^"]*","name":"[^"]*","state":"\([^"]*\)","pid":\([0-9a-z]*\),.*/\1 \2/p' |
    sed 's/ null$/ -/; s/^waiting /starting /'
}
unit_family() {
  printf '%s\n' "$1"
  unit_token=$(tr '\0' '\n' < "/proc/$1/environ" 2> /dev/null | sed -n 's/^TOWPATH_UNIT_TOKEN=//p') || unit_token=
  [ -z "$unit_token" ] ||
    grep -lazF -- "TOWPATH_UNIT_TOKEN=$unit_token" /proc/[0-9]*/environ 2> /dev/null | cut -d / -f 3 || :
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
if [ -d "$LOGS" ]; then
  # Not the log of a unit that is there, however long it has been silent: it would write on into a file without a name.
  states=$(unit_states)
  units=" $(printf '%s\n' "$states" | cut -f 1 | tr '\n' ' ')"
  find "$LOGS" -type f -name '*.log*' -mtime +14 -printf '%f\n' | while IFS= read -r log; do
    case $units in *" \${log%.log*} "*) ;; *) rm -f -- "$LOGS/$log" ;; esac
  done
fi
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

# is_running UNIT: asked of the manager once, and only when something stands there
is_running() {
  [ -n "$asked" ] || { states=$(unit_states); asked=yes; }
  [ "$(printf '%s\n' "$states" | awk -F '\t' -v unit="$1" '$1 == unit { print $2 }')" = running ]
}

lock
fence
asked=
states=
new=
while IFS=$TAB read -r kind first second third; do
  case $kind in
    instance)
      service=$first release=$second unit=$third
      folder=$CONFIG/$ENVIRONMENT/$service/$release
      variables=
      change=started
      [ ! -f "$folder/instance.json" ] || ! is_running "$unit" || change=kept
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
  states="$states$NL$said"
fi
[ -z "$states" ] || printf '%s\n' "$states" | sed -n 's/./state	&/p'
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


/*
 * All at once, because each takes up to its own stopSeconds. Meanwhile another run may have taken over and started the instance again,
 * when this one was killed and only its script lives on: so the fence is asked again before anything is removed. The folder goes last and its
 * ports last of all.
 */
const stop_program = sh `
lock
fence
unlock
stop_one() {
  [ "$3" = - ] || unit_stop "$3"
  [ "$REMOVE" = yes ] || return 0
  lock
  fence
  [ "$3" = - ] || unit_remove "$3"
  if [ "$1" != - ]; then
    folder=$CONFIG/$ENVIRONMENT/$1/$2
    rm -rf -- "$folder/config"
    find "$folder" -mindepth 1 ! -name ports -delete 2> /dev/null || :
    rm -rf -- "$folder"
    rmdir -- "$CONFIG/$ENVIRONMENT/$1" "$CONFIG/$ENVIRONMENT" 2> /dev/null || :
  fi
  unlock
}
jobs=
while IFS=$TAB read -r service release unit; do
  stop_one "$service" "$release" "$unit" &
  jobs="$jobs $!:$unit"
done
refused=
stuck=
for job in $jobs; do
  code=0
  wait "\${job%%:*}" || code=$?
  case $code in 0) ;; 65) refused=yes ;; *) stuck="$stuck \${job#*:}" ;; esac
done
# What refused has said so in the last line.
[ -z "$refused" ] || exit 65
[ -z "$stuck" ] || fail unit-failed "did not stop:$stuck"
for job in $jobs; do printf 'stopped\t%s\n' "\${job#*:}"; done
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
# Once the folder has its name nobody looks at its bytes again, so they must be there after a power cut too. Of the rename itself that is
# not asked: without it the package is sent anew. One call for the disk takes 0.2 s where a call for each of 400 files took 0.4 s.
said=$(sync -f . 2>&1) || broken "$said"
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
    const zipkin = (0,environment_lib/* zipkinEndpoint */.hN)(spec);
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
        starts: starts.map(nameOf),
        stays: wanted.filter((release) => !starts.includes(release)).map(nameOf),
        leaves: leaves.map(({ manifest }) => nameOf(manifest)),
        gaps: starts.filter(isReplaced).map(({ service }) => service),
    };
}
function isOf(release, { manifest }) {
    const { service, version, config } = release;
    return manifest.service === service && manifest.version === version && manifest.config === config;
}
const nameOf = ({ service, version }) => `${service} ${version}`;

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

// EXTERNAL MODULE: ./packages/embedded/lib/index.js + 28 modules
var embedded_lib = __webpack_require__(20173);
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

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/embedded-commands.js
/** Nothing but a look whether this run may still act. */
function fenceCommand(acting) {
    return {
        script: { name: 'fence', program: 'lock\nfence\nunlock\necho end\n', variables: actingVariables(acting) },
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
            variables: { ...actingVariables(acting), FOLDER: folder, DIGEST: digest },
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
function actingVariables({ environment, fence, lockSeconds = 60 }) {
    return { ENVIRONMENT: environment, FENCE: String(fence), LOCK_SECONDS: String(lockSeconds) };
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

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/embedded-proxy.js







/** How often a table is prepared anew when an outdated run put its own in the way. */
const trials = 3;
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
        await runCommand(this.#host, fenceCommand(this.#acting));
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'prepare', table: (0,descriptor_lib/* canonicalJson */.dj)(table) });
    }
    async ask({ path, authority }) {
        const address = { kind: 'unix', path: (0,embedded_lib/* proxyPaths */.vR)(this.#folder).verify };
        const { status, headers, body } = await getThroughHost(this.#host, address, { path, authority, timeoutMs: 5000 });
        const version = headers['towpath-version'];
        return { status, version: typeof version === 'string' ? version : null, body };
    }
    /** Under the lock of the host and with its fence, so that a run that was taken over can't switch any more. */
    async commit(table) {
        for (let trial = 1;; trial += 1) {
            const answer = await runCommand(this.#host, commitCommand(this.#acting, this.#folder, (0,routing_lib/* routeTableDigest */.c_)(table)));
            if (answer.kind === 'committed')
                return;
            const isInTheWay = answer.code === 'digest-mismatch' || answer.code === 'nothing-prepared';
            if (!isInTheWay || trial === trials)
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
    const answer = await runCommand(host, openCommand(host, spec, acting));
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
    return `${environmentFolder(layout, environment)}/proxy`;
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
                ...actingVariables(acting),
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
    const log = await runCommand(host, logsCommand(proxyUnitName(spec.environment), 20));
    return new DeployFault('proxy-unreachable', {
        where: `The proxy of ${spec.environment} at ${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`,
        expected: `an answer within ${startLimitMs / 1000} s of its start`,
        found: log.at(-1) ?? 'none, and it said nothing',
    }, { cause, log, retryable: true });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/open-proxies.js





/** What a first version can't carry out, told before anything is touched. Fault: `not-yet`. Pure. */
function refuseNotYet({ spec, revision }) {
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'haproxy') {
        throw new DeployFault('not-yet', {
            where: `${spec.environment}, proxies.kind`,
            expected: '`embedded`',
            found: 'haproxy',
            fix: 'Not yet: HAProxy pairs; write `proxies: {kind: embedded}` for one machine',
        });
    }
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
/** Opens what the spec says; a proxy that runs as it should is left alone. */
async function openProxies(spec, site) {
    const host = proxyHost(spec, site);
    const proxy = await site.phases.run(host.name, 'proxy', () => openEmbeddedProxy(host, spec, site.acting));
    return { all: [proxy], table: await proxy.table() };
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
/**
 * A loopback listener for each dependency that these revisions declare. A process was told its port, so an existing one keeps it; the host is
 * asked for free ports only when there is a new one.
 */
async function chooseListeners(deployments, { all: [proxy], table }, site) {
    const existing = table?.table.listeners ?? [];
    const declared = deployments.flatMap((deployment) => (deployment?.revision.releases ?? []).flatMap(({ descriptor }) => Object.entries(descriptor.dependencies ?? {}).map(([service, { range }]) => ({ service, range }))));
    const host = site.hosts.get(proxy?.host ?? '');
    if (host === undefined)
        return existing;
    const lacking = countLacking(declared, existing);
    const taken = existing.map(({ port }) => port);
    return (0,routing_lib/* planListeners */.Tu)({ declared, existing, freePorts: await findFreePorts(host, lacking, taken) });
}
function countLacking(declared, existing) {
    // As many as there are new ones at most: two spellings of one range share a listener.
    return declared.filter((edge) => (0,routing_lib/* findListener */.A0)(existing, edge) === undefined).length;
}

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
function verifyRequirements(target, inspections) {
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

;// CONCATENATED MODULE: ./packages/deploy/lib/run/endings.js



/** A host has seen a newer fence: another run acts there. */
function isLeaseLost(error) {
    return error instanceof HostFault && error.code === 'fence-outdated';
}
function leaseLost({ target, acting }, cause) {
    const { environment } = target.spec;
    const found = cause instanceof HostFault ? cause.explanation.found : undefined;
    return new DeployFault('lease-lost', {
        where: `The deploy of ${environment}@${target.revision.number} with fence ${acting.fence}`,
        expected: 'to be the only one that acts',
        found: `a run with fence ${found ?? 'of a higher number'} that has taken ${environment} over`,
        fix: 'This run stopped and left everything to that one; see what it does',
    }, { cause });
}
/** Whatever ended a deploy, as what a person is told. */
function endings_faultOf(error, request, signal) {
    if (signal.aborted && (error === signal.reason || isAborted(error)))
        return cancelled(request, signal.reason);
    if (error instanceof lib/* Fault */.vC)
        return error;
    const found = error instanceof Error ? error.message : String(error);
    return new DeployFault('unexpected', { where: endings_nameOf(request), found }, { cause: error });
}
function isAborted(error) {
    return error instanceof HostFault && error.code === 'aborted';
}
function cancelled(request, reason) {
    return new DeployFault('cancelled', {
        where: endings_nameOf(request),
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
function endings_nameOf({ target }) {
    return `The deploy of ${target.spec.environment}@${target.revision.number}`;
}

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
        aliases: Object.fromEntries(Object.entries(spec.services).flatMap(([service, { aliases, ...entry }]) => aliases !== undefined && ((0,environment_lib/* isExternal */.ge)(entry) || isProvided(all, service)) ? [[service, aliases]] : [])),
        instances: all.map(({ instance }) => instance),
        listeners,
    });
}
/** In the middle of a first deploy a service may not be there yet: its aliases wait with it. */
function isProvided(all, service) {
    return all.some(({ release }) => release.service === service && Object.keys(release.provides).length > 0);
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

;// CONCATENATED MODULE: ./packages/deploy/lib/run/site.js



function openSite({ acting }, ports) {
    return { ...ports, acting, phases: new PhaseLog(ports.clock, ports.say) };
}
/** The same place for work that must come to its end although the deploy was cancelled. */
function beyondCancel(site) {
    return { ...site, signal: new AbortController().signal };
}
function hostOf({ hosts }, name) {
    const host = hosts.get(name);
    if (host !== undefined)
        return host;
    throw new DeployFault('host-unknown', { where: name, expected: 'a host of the spec', found: 'none of that name' });
}
/** One script on one host, as one phase of the report. */
async function runPhase(site, { host, name, detail, }, command) {
    return site.phases.run(host, name, () => runCommand(hostOf(site, host), command, { signal: site.signal }), detail);
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

;// CONCATENATED MODULE: ./packages/deploy/lib/transfer/send-packages.js



/** How many packages go to one host at once: their bytes share one line, their scripts take turns at the host's lock. */
const atOnce = 3;
/** Brings every host the packages that it needs. */
async function sendPackages(packages, site) {
    const lines = Object.entries(packages).flatMap(([host, releases]) => {
        const waiting = releases.values();
        return Array.from({ length: Math.min(atOnce, releases.length) }, () => ({ host, waiting }));
    });
    await together(lines, site, async ({ host, waiting }, its) => {
        for (const release of waiting)
            await sendOne(host, release, its);
    });
}
async function sendOne(name, release, site) {
    const { phases, acting, signal, packages } = site;
    const sent = await phases.run(name, `send ${release.service} ${release.version}`, () => sendPackage({ host: hostOf(site, name), release, acting, signal }, packages));
    phases.addBytes(name, sent);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/verify/expectations.js

/** One expectation for each of these releases that the table routes by http: its exact version, by path, at its health path. Pure. */
function planExpectations(table, releases) {
    const expectations = releases.flatMap((release) => {
        const { service, version, descriptor } = release;
        return Object.entries(descriptor.provides ?? {}).flatMap(([name, provide]) => {
            const routed = table.releases[(0,routing_lib/* releaseKey */.DR)(release)]?.endpoints[name] ?? [];
            if (provide.protocol !== 'http' || routed.length === 0)
                return [];
            const path = `/${service}@${encodeURIComponent(version)}${provide.health ?? '/'}`;
            return [{ service, version, request: { path, authority: 'towpath.verify' } }];
        });
    });
    return [...new Map(expectations.map((one) => [one.request.path, one])).values()];
}

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
const shownLines = 20;
const longestLine = 300;
/** A fault that shows what the instance itself said last. */
async function healthFault(instance, { code, expected, found }) {
    const { host, release, unit } = instance;
    const log = await runCommand(host, logsCommand(unit, shownLines));
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
                state: head.choice(1, unitStates),
                process: process === '-' ? null : process,
                upSeconds: Number(head.text(3)),
                listeners,
            };
        },
    };
}

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
    const address = { kind: 'tcp', host: host.address, port };
    try {
        if (provide.protocol !== 'http') {
            const connection = await host.connect(address);
            connection.destroy();
            return null;
        }
        const path = provide.health ?? '/';
        const authority = `${host.address}:${port}`;
        const { status } = await getThroughHost(host, address, { path, authority, timeoutMs: health.timeoutMs });
        return status >= 200 && status < 400 ? null : `GET ${path} answered ${status}`;
    }
    catch (error) {
        return shortly(error);
    }
}
async function runHealthCommand({ host, folder, packageDigest, health }, command, signal) {
    const script = healthScript(folder, packageFolder(host.layout, packageDigest), command);
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
    const seen = await runCommand(host, lookAtUnit(unit, host.address, Object.values(ports)), { signal });
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
        script: { name: 'revive', program: revive_program, variables: { ...actingVariables(acting), REVIVED: units.join(' ') } },
        parse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/enter.js









/** Brings a batch up on all of its hosts at once, and waits until each of it is healthy. */
async function enterBatch(batch, spec, site, progress) {
    const byHost = Map.groupBy(batch, ({ wanted }) => wanted.host);
    const started = await together(byHost, site, async ([host, entrances], its) => {
        const revived = await reviveOnHost(host, entrances, its);
        const anew = await startOnHost(host, entrances, spec, its);
        return [...revived, ...anew];
    });
    progress.entered.push(...(await together(started.flat(), site, (one, its) => comeUp(one, spec, its))));
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
    const command = stopCommand(site.acting, { instances: [instance], remove: true });
    await runPhase(site, { host, name: `give up the port of ${release.service} ${release.version}` }, command);
    const [again] = await startOnHost(host, [entrance], spec, site);
    return again ?? enter_unknownHost(host);
}
async function startOnHost(hostName, entrances, spec, site) {
    const anew = entrances.filter(({ revived }) => revived === null);
    if (anew.length === 0)
        return [];
    const host = hostOf(site, hostName);
    const { low, high } = (0,environment_lib/* environmentHosts */.Dt)(spec).get(hostName)?.ports ?? enter_unknownHost(hostName);
    const instances = anew.map(toStart);
    const command = startCommand(host, site.acting, { instances, ports: { first: low, last: high } });
    const answers = await runPhase(site, { host: hostName, name: `start ${namesOf(anew)}` }, command);
    return anew.map((entrance) => {
        const { id, unit } = entrance.wanted;
        const { ports, change } = answerFor(answers, entrance);
        return { entrance, id, unit, address: host.address, ports, change };
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
function toStart({ wanted }) {
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
        folder: releaseFolder(host.layout, site.acting.environment, service, revived?.found.release ?? wanted.folder),
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
        const answer = await ask(expectation.request);
        if (isExpected(answer, expectation))
            return;
        if (left <= 1)
            throw verify_answers_wrong(name, expectation, answer);
        await pause(pauseMs);
    }
}
/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
function isExpected(answer, { version }) {
    return answer.version === version && answer.status < 500;
}
function verify_answers_wrong(where, { service, version, request }, { status, version: found, body }) {
    return new DeployFault('proxy-wrong', {
        where: `${where}, ${request.path}`,
        expected: `${service} ${version} to answer`,
        found: `${status}${found === null ? '' : ` from ${found}`}${body === '' ? '' : `: ${body.slice(0, 200)}`}`,
        fix: `Look at the log of ${service} ${version}`,
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/serve.js








/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it. A
 * table that all serve already is not touched.
 */
async function switchTo(table, expectations, proxies, site) {
    const digest = (0,routing_lib/* routeTableDigest */.c_)(table);
    const current = await Promise.all(proxies.map(async (proxy) => (await proxy.table())?.digest));
    if (current.every((one) => one === digest))
        return;
    try {
        await together(proxies, site, (proxy, its) => its.phases.run(proxy.host, 'verify routes', async () => {
            await proxy.prepare(table);
            await verifyAnswers(expectations, {
                name: `Proxy on ${proxy.host}`,
                ask: (request) => proxy.ask(request),
                pause: (milliseconds) => pause(milliseconds, its),
            });
        }));
        site.signal.throwIfAborted();
    }
    catch (error) {
        // What is prepared may be another run's by now.
        if (!isLeaseLost(error))
            await Promise.allSettled(proxies.map((proxy) => proxy.abort()));
        throw error;
    }
    await together(proxies, site, (proxy, { phases }) => phases.run(proxy.host, 'switch routes', () => proxy.commit(table)));
}
/** Asks through the VIP what every client would get. Returns what the environment was verified through. */
async function verifyThroughVip(spec, expectations, [proxy], site) {
    if (expectations.length === 0 || proxy === undefined)
        return 'host';
    const host = hostOf(site, proxy.host);
    await site.phases.run(host.name, 'verify through the VIP', () => verifyAnswers(expectations, {
        name: `${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`,
        ask: (request) => askVip(spec, host, request),
        pause: (milliseconds) => pause(milliseconds, site),
    }));
    return 'vip';
}
async function askVip(spec, host, request) {
    const address = { kind: 'tcp', host: (0,environment_lib/* vipOf */.jp)(spec), port: spec.address.port };
    const { status, headers, body } = await getThroughHost(host, address, { ...request, timeoutMs: 5000 });
    const version = headers['towpath-version'];
    return { status, version: typeof version === 'string' ? version : null, body };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/carry-out.js











/**
 * Packages to all hosts; then group by group the new beside the old, each switch verified at every proxy beforehand; the last one leaves the
 * old ones out, and is verified through the VIP. Then they are drained.
 */
async function carryOut(goal, site, progress) {
    const { spec, plan, proxies, proven } = goal;
    await sendPackages(plan.packages, site);
    for (const group of plan.groups) {
        if (group.strategy === 'replace')
            await makeWay(group, goal, site, progress);
        for (const batch of group.batches)
            await enterBatch(batch, spec, site, progress);
        if (group !== plan.groups.at(-1))
            await serveBoth(goal, site, progress);
    }
    const table = tableOf(goal, progress, []);
    const expectations = planExpectations(table, [...enteredReleases(progress), ...proven]);
    await switchTo(table, expectations, proxies, site);
    const verifiedThrough = await verifyThroughVip(spec, expectations, proxies, site);
    await drain(plan.leaving.filter((one) => !progress.stopped.includes(one)), goal, site);
    return { table, verifiedThrough };
}
/** Stops and removes what leaves. From here on there is no way back but to start it again. */
async function removeOld({ plan }, site, progress) {
    await stop(plan.leaving, { phase: 'stop the old', remove: true }, site, progress);
}
/** `strategy: replace`: the service's old instances leave the routes and stop, and the service is away until the new ones are up. */
async function makeWay({ services }, goal, site, progress) {
    const old = goal.plan.leaving.filter(({ manifest }) => services.includes(manifest.service));
    if (old.length === 0)
        return;
    // Told beforehand: a stop that fails in the middle must be put back too.
    progress.stopped.push(...old);
    await serveBoth(goal, site, progress);
    await drain(old, goal, site);
    await stop(old, { phase: 'stop for the new', remove: false }, site, progress);
}
/** What has come up, and beside it the old that has not been stopped. */
async function serveBoth(goal, site, progress) {
    const staying = goal.plan.leaving.filter((one) => isRunning(one) && goal.served.has(one.manifest.id) && !progress.stopped.includes(one));
    const table = tableOf(goal, progress, staying);
    await switchTo(table, planExpectations(table, enteredReleases(progress)), goal.proxies, site);
}
function tableOf({ spec, plan, listeners }, progress, staying) {
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
    const seconds = Math.max(...asked.map(({ manifest }) => manifest.drainSeconds));
    const ids = asked.map(({ manifest }) => manifest.id);
    await together(proxies, site, (proxy, { phases, signal }) => phases.run(proxy.host, 'drain', () => untilAborted(proxy.drain(ids, seconds), signal), ({ closed }) => (closed === 0 ? '' : `${closed} closed`)));
}
async function stop(instances, { phase, remove }, site, progress) {
    await together(Map.groupBy(instances, ({ host }) => host), site, async ([host, ofHost]) => {
        const command = stopCommand(site.acting, { instances: ofHost.map(({ found }) => found), remove });
        // Half a stop helps nobody.
        await runPhase(beyondCancel(site), { host, name: phase }, command);
        if (remove)
            progress.stopped.push(...ofHost.filter((one) => !progress.stopped.includes(one)));
    });
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/look.js






/** Looks at every host, one script each. They know the fence of this deploy afterwards and refuse older ones. */
async function lookAtHosts(deployment, secrets, site) {
    const { acting } = site;
    const command = inspectCommand({
        environment: acting.environment,
        acting,
        tools: requiredTools(deployment),
        secrets: secretDocuments(secrets),
    });
    const inspected = await together(site.hosts.keys(), site, async (host, its) => [host, await runPhase(its, { host, name: 'look' }, command)]);
    const inspections = Object.fromEntries(inspected);
    return { inspections, standing: readStanding(inspections, site.hosts) };
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
    return { script: { name: 'forget', program: forget_claims_program, variables: actingVariables(acting) }, parse: () => undefined };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/tidy.js







/** Writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. */
async function tidy(tidying, site) {
    await tidyHosts(tidying, site, (host, its) => record(host, tidying, its));
}
/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
async function tidyPutBack(tidying, site) {
    const { look, deployment } = tidying;
    await tidyHosts(tidying, site, async (host, its) => {
        if (look.inspections[host]?.revision?.digest !== deployment.digest)
            return record(host, tidying, its);
        await runPhase(its, { host, name: 'forget' }, forgetClaimsCommand(its.acting));
    });
}
async function tidyHosts({ plan }, site, writeDown) {
    await together(site.hosts.keys(), site, async (host, its) => {
        await removeLeftovers(host, plan.leftovers, its);
        await writeDown(host, its);
        await runPhase(its, { host, name: 'clean', detail: (removed) => `${removed.length} packages` }, cleanCommand(its.acting));
    });
}
async function removeLeftovers(host, all, site) {
    const ofHost = all.filter((one) => one.host === host);
    const instances = ofHost.flatMap(({ folder, unit }) => (folder === null ? [] : [{ ...folder, unit }]));
    const proxy = proxyUnitName(site.acting.environment);
    const strayUnits = ofHost.flatMap(({ folder, unit }) => folder === null && unit !== null && unit !== proxy ? [unit] : []);
    if (instances.length + strayUnits.length === 0)
        return;
    const command = stopCommand(site.acting, { instances, strayUnits, remove: true });
    await runPhase(site, { host, name: 'remove leftovers' }, command);
}
async function record(host, { deployment, previous, table, look }, site) {
    const packages = [deployment, previous].flatMap((one) => (one === null ? [] : packagesOn(host, one)));
    const command = recordCommand(site.acting, {
        revision: { number: deployment.revision.number, digest: deployment.digest },
        previous: look.inspections[host]?.revision?.digest ?? null,
        packages: [...new Set(packages)].sort(),
        table: (0,descriptor_lib/* canonicalJson */.dj)(table),
    });
    await runPhase(site, { host, name: 'record' }, command);
}
/** Bare digests of what a revision has on a host. */
function packagesOn(host, deployment) {
    return deployment.revision.releases
        .filter((release) => configOf(deployment, release).infrastructure.hosts.includes(host))
        .map(({ archive }) => (0,descriptor_lib/* bareDigest */.$$)(archive.digest));
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/verify-host-revisions.js

/** What a host got last must be a revision of this store, or somebody else deploys there (DESIGN §6). */
async function verifyHostRevisions({ target, base, digestOf }, inspections) {
    for (const [host, { revision }] of Object.entries(inspections)) {
        if (revision === null)
            continue;
        const known = [target, base].find((one) => one?.revision.number === revision.number);
        const expected = known === undefined || known === null ? await digestOf(revision.number) : known.digest;
        if (expected === revision.digest)
            continue;
        const name = `${target.spec.environment}@${revision.number}`;
        throw new DeployFault('revision-foreign', {
            where: `Host ${host}`,
            expected: expected === null ? `a revision that this store has` : `${name} to be ${verify_host_revisions_shortly(expected)}`,
            found: `${name}, ${verify_host_revisions_shortly(revision.digest)}`,
            fix: 'Another metadata store delivers there, or this one was changed: find out which, and keep one',
        });
    }
}
function verify_host_revisions_shortly(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/forward.js












function newForward() {
    return { look: null, proxies: null, plan: null, table: null, verifiedThrough: null, unchanged: false, isDone: false };
}
/** Carries the target out. `forward` and `progress` tell how far it came when it fails. */
async function goForward(request, site, forward, progress) {
    const { target, base, secrets } = request;
    refuseNotYet(target);
    const look = await lookAtHosts(target, secrets, site);
    await verifyHostRevisions(request, look.inspections);
    // From here on there is a way back: an earlier run may have been killed in the middle.
    forward.look = look;
    verifyRequirements(target, look.inspections);
    const proxies = await openProxies(target.spec, site);
    forward.proxies = proxies;
    const goal = await planGoal(request, look, proxies, site);
    forward.plan = goal.plan;
    const reached = await carryOut(goal, site, progress);
    forward.table = reached.table;
    forward.verifiedThrough = reached.verifiedThrough;
    forward.unchanged = isUnchanged(request, goal.plan, proxies, reached.table);
    site.signal.throwIfAborted();
    forward.isDone = true;
    if (forward.unchanged && isRecorded(request, look))
        return;
    const unhurried = beyondCancel(site);
    await removeOld(goal, unhurried, progress);
    await tidy({ deployment: target, previous: base, table: reached.table, plan: goal.plan, look }, unhurried);
}
async function planGoal({ target, base, secrets }, look, proxies, site) {
    const { revision, spec, digest } = target;
    const listeners = await chooseListeners([target, base], proxies, site);
    const hosts = Object.fromEntries([...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.inspections[name]?.hmacs ?? {} }]));
    const served = routedInstances(proxies.table?.table ?? null);
    const isProven = ({ host, manifest }) => served.has(manifest.id) || look.inspections[host]?.revision?.digest === digest;
    const plan = planDeploy({
        wanted: planWanted({ deployment: target, hosts, secrets, listeners }),
        standing: look.standing,
        isProven,
        order: serviceOrder(revision.releases),
    });
    return { spec, plan, proxies: proxies.all, listeners, served, proven: revision.releases };
}
function isUnchanged({ target, base }, plan, proxies, table) {
    return (base?.revision.number === target.revision.number &&
        plan.groups.length + plan.leaving.length + plan.leftovers.length === 0 &&
        proxies.table?.digest === (0,routing_lib/* routeTableDigest */.c_)(table));
}
/** Every host knows that it has this revision; then nothing is to be written down either. */
function isRecorded({ target }, { inspections }) {
    return Object.values(inspections).every(({ revision }) => revision?.digest === target.digest);
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

;// CONCATENATED MODULE: ./packages/deploy/lib/run/put-back.js









/**
 * Everything as the store says it is deployed: a deploy of the base, from a fresh look at whatever stands there now, so that it also mends what
 * an earlier run left when it was killed. Comes to its end although the deploy was cancelled. Nothing is looked at when the hosts could not be.
 */
async function putBack(request, site, { look: before, proxies }, back, progress) {
    const { base, baseSecrets } = request;
    if (before === null)
        return;
    const look = await lookAtHosts(base, baseSecrets, site);
    if (base === null && look.standing.live.length + look.standing.leftovers.length === 0 && proxies === null)
        return;
    const { spec } = base ?? request.target;
    const open = await openProxies(spec, site);
    const goal = await put_back_planGoal(request, { before, now: look }, { before: proxies, now: open }, site);
    back.plan = goal.plan;
    verifySecrets(goal.plan, request);
    const { table } = await carryOut(goal, site, progress);
    await removeOld(goal, site, progress);
    if (base !== null)
        await tidyPutBack({ deployment: base, previous: null, table, plan: goal.plan, look }, site);
}
async function put_back_planGoal({ target, base, baseSecrets }, look, proxies, site) {
    const listeners = await chooseListeners([base], proxies.now, site);
    const hosts = Object.fromEntries([...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.now.inspections[name]?.hmacs ?? {} }]));
    const releases = base?.revision.releases ?? [];
    const plan = planPutBack({
        wanted: base === null ? [] : planWanted({ deployment: base, hosts, secrets: baseSecrets, listeners }),
        standing: look.now.standing,
        before: new Set(look.before.standing.live.map(({ manifest }) => manifest.id)),
        served: routedInstances(proxies.before?.table?.table ?? null),
        order: serviceOrder(releases),
    });
    const served = routedInstances(proxies.now.table?.table ?? null);
    const { spec } = base ?? target;
    return { spec, plan, proxies: proxies.now.all, listeners, served, proven: [] };
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
    return render(record, {
        status: forward.unchanged ? 'unchanged' : 'deployed',
        table: digestOfTable(forward.table),
        proxies: forward.unchanged ? 'unchanged' : 'committed',
        verifiedThrough: forward.verifiedThrough,
        instances: [
            ...(forward.plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
            ...progress.entered.map((one) => placeEntered(one, one.change)),
            ...progress.stopped.map((one) => placeLive(one, 'stopped')),
        ],
        failure: null,
    });
}
/** After a failure: what runs again, what went. Where putting back failed as well, only what is known. */
function reportPutBack(record, { back, returned, failure }) {
    const { forward } = record;
    const before = forward.proxies?.table?.digest;
    const isBack = failure.code !== 'put-back-failed';
    return render(record, {
        status: 'rolled-back',
        table: isBack && before !== undefined && (0,descriptor_lib/* isDigest */.Bc)(before) ? before : null,
        proxies: isBack ? 'put back' : 'unknown',
        verifiedThrough: null,
        instances: [
            ...(back.plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
            ...returned.entered.map((one) => placeEntered(one, 'restored')),
            ...returned.stopped.map((one) => placeLive(one, 'stopped')),
        ],
        failure,
    });
}
function render({ request, site, startedAt, forward }, told) {
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
        proxies: (forward.proxies?.all ?? []).map(({ host }) => ({
            host,
            outcome: told.proxies,
            table: told.table,
            holdsVip: true,
        })),
        failure: told.failure === null ? null : failureOf(told.failure),
    };
}
function digestOfTable(table) {
    return table === null ? null : (0,routing_lib/* routeTableDigest */.c_)(table);
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
    return {
        code: failure.code,
        where,
        expected,
        found,
        fix,
        log: failure instanceof DeployFault ? [...failure.log] : [],
    };
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
        const failure = endings_faultOf(error, request, site.signal);
        if (forward.isDone)
            return { report: reportForward(record), plan: forward.plan, failure: null, warnings: [failure] };
        return await turnBack(record, failure);
    }
    return { report: reportForward(record), plan: forward.plan, failure: null, warnings: [] };
}
async function turnBack(record, failure) {
    const { request, site, forward } = record;
    const back = { plan: null };
    const returned = newProgress();
    const outcome = (told) => ({
        report: reportPutBack(record, { back, returned, failure: told }),
        plan: forward.plan,
        failure: told,
        warnings: [],
    });
    try {
        await putBack(request, beyondCancel(site), forward, back, returned);
    }
    catch (error) {
        if (isLeaseLost(error))
            throw leaseLost(request, error);
        return outcome(putBackFailed(request, failure, endings_faultOf(error, request, beyondCancel(site).signal)));
    }
    return outcome(failure);
}

;// CONCATENATED MODULE: ./packages/deploy/lib/index.js









// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/deploying/lease.js



/** Takes the environment's lease, with the next fence. Refused while somebody else holds it. */
async function takeLease(store, request) {
    const { environment, owner, revision, run, clock, takeOver, gone, verify } = request;
    let taken = null;
    const snapshot = await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), `deploy ${environment}@${revision}`, async (at) => {
        const held = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        verify(held);
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


/**
 * Says what a deploy would do, from a look at the hosts that changes nothing: no lease, no fence. What a deploy would refuse before it
 * touches anything is refused here too.
 */
async function preview_previewDeploy(call, target, hosts) {
    const { environment, number } = target.revision;
    refuseNotYet(target);
    const command = inspectCommand({ environment, acting: null, tools: requiredTools(target) });
    const inspections = Object.fromEntries(await Promise.all([...hosts].map(async ([name, host]) => [name, await runCommand(host, command, { signal: call.signal })])));
    verifyRequirements(target, inspections);
    const previews = previewDeploy(target, inspections, hosts);
    const isUnchanged = previews.every(({ starts, leaves }) => starts.length + leaves.length === 0);
    if (isUnchanged)
        call.output('status', 'unchanged');
    for (const line of previews.map(renderLine))
        call.io.say(line);
    call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, previews));
}
function renderLine({ host, starts, stays, leaves, gaps }) {
    const parts = [
        starts.length > 0 && `starts ${starts.join(', ')}`,
        leaves.length > 0 && `stops ${leaves.join(', ')}`,
        stays.length > 0 && `keeps ${stays.join(', ')}`,
        gaps.length > 0 && `away for a moment: ${gaps.join(', ')}`,
    ].filter(Boolean);
    return `${host}: ${parts.length === 0 ? 'nothing to do' : parts.join('; ')}`;
}
function renderPreviewMarkdown(name, previews) {
    const rows = previews.map(({ host, starts, stays, leaves, gaps }) => {
        const cells = [starts, stays, leaves, gaps].map((ones) => ones.join('<br>') || '–');
        return `| ${host} | ${cells.join(' | ')} |`;
    });
    return [
        `**What deploying ${name} would do** (nothing was changed)`,
        '',
        '| host | starts | keeps | stops | away for a moment |',
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


/** A deploy as a person reads it: one sentence, what failed, a table, details folded (VOICE). */
function renderReportMarkdown(report) {
    return [
        `**${(0,environment_lib/* escapeMarkdown */.FV)(renderHeadline(report))}**${renderStopped(report)}`,
        renderFailure(report),
        renderHosts(report),
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
const columns = [
    { title: 'started', phase: /^start / },
    { title: 'healthy', phase: /^health of / },
    { title: 'switched', phase: /^(verify routes|switch routes)$/ },
    { title: 'old stopped', phase: /^(drain|stop the old|stop for the new)$/ },
];
function renderHosts({ hosts }) {
    const used = columns.filter(({ phase }) => hosts.some(({ phases }) => phases.some(({ name }) => phase.test(name))));
    const touched = hosts.filter(({ phases, instances }) => phases.length + instances.length > 0);
    if (used.length === 0 || touched.length === 0)
        return '';
    const titles = ['host', 'sent', ...used.map(({ title }) => title)];
    const rows = touched.map((host) => [host.host, renderSent(host), ...used.map(({ phase }) => timeOf(host, phase))]);
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
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
        await deployIn(store, call);
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
async function deployIn(store, call) {
    const { inputs, io } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const target = await readDeployment(environment, wantedRevision(call, environment));
    call.output('revision', target.revision.number);
    verifyNotOlder(environment, target);
    const secrets = readSecrets(target.spec, io.environment);
    maskSecrets(call, secrets);
    const hosts = new Map(await openHosts(target.spec, hostOptions(call)));
    try {
        if (inputs.flag('dry-run')) {
            await preview_previewDeploy(call, target, hosts);
            return;
        }
        const { lease, held, base } = await begin(call, store, environment, target);
        await openLeftHosts(call, hosts, base);
        const outcome = await deploy_carryOut(call, { target, base, secrets, lease }, held, hosts);
        await endLease(store, { report: outcome.report, revision: target.revision, clock: call.clock });
        await say(call, outcome);
        if (outcome.failure !== null)
            throw outcome.failure;
    }
    finally {
        await Promise.all([...hosts.values()].map((host) => host.close()));
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
/** What ran before runs again by a rollback, which is a revision of its own (DESIGN invariant 3). */
function verifyNotOlder({ name, state }, { revision }) {
    const { deployed } = state;
    if (deployed === null || revision.number >= deployed.number)
        return;
    throw new step_fault/* StepFault */.H('revision-outdated', {
        where: `${name}@${revision.number}`,
        expected: `${name}@${deployed.number}, which is deployed, or a newer revision`,
        found: 'an older one',
        fix: `To run it again, roll back: \`/rollback ${name} to ${revision.number} because …\``,
    });
}
/** Hosts that only the deployed revision has: what runs there must be stopped. */
async function openLeftHosts(call, hosts, base) {
    if (base === null)
        return;
    for (const [name, host] of await openHosts(base.spec, hostOptions(call))) {
        if (hosts.has(name))
            await host.close();
        else
            hosts.set(name, host);
    }
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
/** Takes the lease. `held` is the environment as it stands under it. */
async function begin(call, store, { name, state }, target) {
    const { io, inputs, clock } = call;
    const holder = state.lease?.owner ?? null;
    const holderIsGone = holder !== null && (await isOwnerGone(holder, io, inputs.text('token')));
    const { lease, environment: held } = await takeLease(store, {
        environment: name,
        owner: readOwner(io, name),
        revision: target.revision.number,
        run: io.context.run,
        clock,
        takeOver: inputs.flag('take-over'),
        gone: (owner) => holderIsGone && (0,descriptor_lib/* canonicalJson */.dj)(owner) === (0,descriptor_lib/* canonicalJson */.dj)(holder),
        verify: (environment) => verifyNotOlder(environment, target),
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
async function deploy_carryOut(call, { target, base, secrets, lease }, held, hosts) {
    const packages = (0,stores/* openPackages */._)(call);
    try {
        return await runDeploy({
            target,
            base,
            secrets,
            baseSecrets: base === null ? {} : readSecretsAtHand(base.spec, call.io.environment),
            digestOf: (number) => digestOf(held, number),
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
async function digestOf(environment, number) {
    if (number > (environment.state.desired?.number ?? 0))
        return null;
    return (0,environment_lib/* revisionDigest */.oR)(await environment.revision(number));
}
async function say(call, { report, warnings }) {
    const { io } = call;
    const path = await (0,towpath_folder/* writeTowpathFile */.FJ)(io.context.workspace, `reports/${report.environment}-${report.fence}.json`, (0,descriptor_lib/* canonicalJson */.dj)(report));
    call.output('status', report.status);
    call.output('report', path);
    for (const warning of warnings) {
        const message = `The new serves, but not all was tidied up: ${warning.message} The next deploy does it.`;
        io.annotate({ level: 'warning', title: warning.code, message });
    }
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
