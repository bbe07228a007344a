export const id = 743;
export const ids = [743,859];
export const modules = {

/***/ 65743:
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
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ range: descriptor_lib/* rangeSchema */.pm })),
    drainSeconds: schemas/* int */.Whr(),
    stopSeconds: schemas/* int */.Whr(),
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var environment_lib = __webpack_require__(27375);
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
    'user-missing': {
        retryable: false,
        fix: 'Make the user on the host (`useradd --system NAME`), or leave `infrastructure.config.user` out',
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
/** Where a process finds a secret that is a file on its host: systemd hands it over by itself, elsewhere it is copied beside the config files. */
function hostSecretFile(layout, place) {
    const { environment, service, release, unit, name } = place;
    if (layout.root === '')
        return `/run/credentials/${unit}.service/${name}`;
    return `${configFolder(layout, environment, service, release)}/secrets/${name}`;
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
# tool_version NAME: what it is and does when asked nobody knows, as packages name it: where scripts are root's it is asked as nobody
tool_version() {
  command -v "$1" > /dev/null 2>&1 || return 0
  tool_as=
  [ -n "$ROOT" ] || tool_as='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all'
  for tool_option in --version version -version; do
    tool_says=$(timeout 5 $tool_as "$1" "$tool_option" 2>&1 < /dev/null 9>&- | head -c 2000 |
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
    'user-missing': 'the user that `infrastructure.config.user` names',
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

# lock: the host-wide lock, waited for LOCK_SECONDS, held until unlock or the end of the script (fd 9). Whoever may read the file could hold it too
lock() {
  mkdir -p -- "$KEEP"
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
;// CONCATENATED MODULE: ./packages/hosts/lib/host-address.js

function renderAddress(address) {
    return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.path;
}
function connectRefused(host, address, found, cause) {
    return new HostFault('connect-refused', { where: `Host ${host}, ${renderAddress(address)}`, expected: 'something that accepts connections', found }, { retryable: true, cause });
}
/** `sun_path` of unix(7) takes 108 bytes with its NUL. */
function fitsSocketAddress(path) {
    return Buffer.byteLength(path) <= 107;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-connect.js




/** Connects from this machine. @throws HostFault `connect-refused`. */
async function connectLocally(host, address) {
    try {
        if (address.kind === 'tcp')
            return await connected({ host: address.host, port: address.port });
        if (fitsSocketAddress(address.path))
            return await connected({ path: address.path });
        return await connectThroughFolder(address.path);
    }
    catch (cause) {
        throw connectRefused(host, address, cause instanceof Error ? cause.message || String(cause) : String(cause), cause);
    }
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
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/hosts/lib/script/frame.js


/**
 * What the shell is told to run (an ssh `exec` string, or the argument of `sh -c`), the same for every script: the rest comes by stdin, so
 * that no program text and no value ever stands in the arguments of a process. `read` and `head -c` read not one byte more than they
 * are told. The text comes in gzip: a third of it fits into the first flight of a connection that was idle, where the whole would wait for a round trip.
 */
const shellCommand = sh `read -r size && script=$(head -c "$size" | gzip -dc) && eval "$script"`;
/** Bytes that go together behind one length: each costs the host a `dd`, about 1 ms. */
const pieceBytes = 512 * 1024;
/*
 * A script must never take half of its input for the whole, and must not run on when nobody waits for it. A shell sees only that its stdin
 * has ended, not why; so the input comes in pieces behind their lengths, `0` says that it was all, and the stream stays open until the
 * script has ended. If it ends sooner, the reader of the pieces kills the whole process group, itself included, by one signal: what reads from
 * it never sees an end. The text is one compound command: cut anywhere, it is no command at all.
 *
 * The reader's own pid is the first line that it passes on, because it has to be ended when the script has; by SIGPIPE, of which
 * shells say nothing. `dd` takes 64 KiB at a time where `head -c` takes 8. The subshell is not the left side of `||`, which would switch `set -e` off inside.
 */
const readerText = sh `
{
  exec 2> /dev/null
  read -r frame_reader frame_rest < /proc/self/stat
  echo "$frame_reader"
  while :; do
    read -r frame_size || kill -s KILL 0
    [ "$frame_size" != 0 ] || break
    dd bs=64K count="$frame_size" iflag=fullblock,count_bytes status=none || { exec > /dev/null; cat; kill -s KILL 0; }
  done
  exec > /dev/null
  read -r frame_size || :
  kill -s KILL 0
} | {
  read -r frame_reader
  (
`;
const endText = sh `
  )
  frame_code=$?
  kill -s PIPE "$frame_reader" 2> /dev/null
  exit "$frame_code"
}
`;
/** Text for `shellCommand` to evaluate. What follows on its stdin is the text's own. */
function renderText(text) {
    const bytes = (0,external_node_zlib_.gzipSync)(text);
    return Buffer.concat([lengthLine(bytes.length), bytes]);
}
/** A rendered script in its frame, then its data in the pieces that the frame reads. Fails where the data does; then `0` is never said. */
async function* frameInput(text, stdin) {
    yield renderText(`${readerText}${text}${endText}`);
    const source = typeof stdin === 'string' ? [stdin] : stdin;
    let waiting = [];
    let bytes = 0;
    for await (const chunk of source) {
        const piece = asBuffer(chunk);
        waiting.push(piece);
        bytes += piece.length;
        if (bytes < pieceBytes)
            continue;
        yield lengthLine(bytes);
        yield* waiting;
        waiting = [];
        bytes = 0;
    }
    if (bytes > 0) {
        yield lengthLine(bytes);
        yield* waiting;
    }
    yield lengthLine(0);
}
function lengthLine(bytes) {
    return Buffer.from(`${bytes}\n`);
}
function asBuffer(chunk) {
    if (typeof chunk === 'string')
        return Buffer.from(chunk);
    if (chunk instanceof Uint8Array)
        return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    throw new TypeError('a script reads bytes and text only');
}

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

;// CONCATENATED MODULE: ./packages/hosts/lib/script/running.js




/** Of `RunOptions`. */
const defaultLimitMs = 600_000;
/** Gives a shell its script and its data, and sees to its end. `subject` is what faults name: `Host app-1, script start`. */
async function carryOutScript(shell, text, subject, options) {
    const { signal, limitMs = defaultLimitMs, stdin = '' } = options;
    let fault;
    const end = (why) => {
        fault ??= why;
        shell.kill();
    };
    const onAbort = () => end(aborted(subject, signal));
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true)
        onAbort();
    const timer = setTimeout(() => end(timedOut(subject, limitMs)), limitMs);
    const output = new OutputCollector(subject, end);
    shell.stdout.on('data', (chunk) => output.addOut(chunk));
    shell.stderr.on('data', (chunk) => output.addError(chunk));
    const over = new AbortController();
    const feeding = feed(shell.stdin, frameInput(text, stdin), over).catch((cause) => end(inputBroken(subject, cause)));
    try {
        const exitCode = await shell.ended;
        if (fault === undefined)
            return output.result(exitCode);
        throw fault;
    }
    catch (cause) {
        // What the script was ended for says more than how it then ended.
        throw fault ?? cause;
    }
    finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        over.abort();
        letGo(stdin);
        await feeding;
    }
}
/** A script may end before it has read all: that is its right, its exit code says what it means. Only a source that fails is a failure. */
async function feed(target, pieces, over) {
    for (const event of ['error', 'close'])
        target.on(event, () => over.abort());
    try {
        for await (const piece of pieces) {
            if (over.signal.aborted)
                return;
            if (!target.write(piece))
                await (0,external_node_events_.once)(target, 'drain', { signal: over.signal });
        }
    }
    catch (cause) {
        if (!over.signal.aborted)
            throw cause;
    }
}
/** Before anything is begun: input that is not wanted any more. */
function letGo(stdin) {
    if (stdin !== undefined && typeof stdin !== 'string')
        stdin.destroy();
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

;// CONCATENATED MODULE: ./packages/hosts/lib/local/local-run.js





/** Runs a rendered script in a process group of its own; whatever ends it early ends the group with SIGKILL. */
async function runLocally(run, options = {}) {
    const { signal, stdin } = options;
    const subject = `Host ${run.host}, script ${run.script}`;
    if (signal?.aborted === true) {
        letGo(stdin);
        throw aborted(subject, signal);
    }
    const [program, ...given] = run.shell ?? ['/bin/sh'];
    const child = (0,external_node_child_process_.spawn)(program, [...given, '-c', shellCommand], {
        cwd: '/',
        env: run.env,
        detached: true,
        stdio: 'pipe',
    });
    const ended = (0,external_node_events_.once)(child, 'close').then(() => child.exitCode, (cause) => {
        throw new HostFault('script-failed', { where: subject, expected: 'a shell', found: String(cause) }, { cause });
    });
    const { stdin: input, stdout, stderr } = child;
    return await carryOutScript({ stdin: input, stdout, stderr, ended, kill: () => killGroup(child) }, run.text, subject, options);
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

;// CONCATENATED MODULE: ./packages/hosts/lib/units/systemd-functions.js

/*
 * What costs, measured on Debian 12: daemon-reload 0.13 to 0.5 s, every other call 6 to 20 ms. So several units are asked for in one call, and it is
 * reloaded only where systemd says that it must: when a unit that it has in memory was written anew. One that it has not seen, or that was
 * removed, needs none.
 */
const systemdFunctions = sh `
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
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/units/systemd-text.js

/*
 * How values stand in a unit file (systemd.syntax(7), systemd.service(5)). `%` begins a specifier everywhere, so it is doubled; a word in double
 * quotes is read with the escapes of C, so that a newline can stand in it. systemd ignores a whole line that holds what it takes for no text.
 */
/** A value that takes the rest of its line and is not split into words. */
function line(where, value) {
    const text = checked(where, value);
    if (/^\s|\s$|\\$/.test(text) || hasControl(text))
        throw systemd_text_refused(where, 'one line without spaces around it');
    return text.replaceAll('%', '%%');
}
/** One word of a list of words. */
function word(where, value) {
    const escaped = checked(where, value)
        .replace(/[\\"]/g, '\\$&')
        .replace(/\p{Cc}/gu, (character) => {
        const code = character.charCodeAt(0);
        return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
    });
    return `"${escaped.replaceAll('%', '%%')}"`;
}
/** An absolute path as one word. */
function path(where, value) {
    if (!value.startsWith('/') || hasControl(value))
        throw systemd_text_refused(where, 'an absolute path');
    return word(where, value);
}
/**
 * The words of ExecStart. A program is an absolute path, or one relative to the working directory, or a bare name, which systemd looks for in
 * /usr/local/bin, /usr/bin and their like. The colon keeps `$` in arguments from being taken for variables.
 */
function command(where, words, workingDirectory) {
    const [program = '', ...given] = words;
    if (program === '' || hasControl(program))
        throw systemd_text_refused(where, 'the name of a program');
    if (/^[-@:+!|]/.test(program))
        throw systemd_text_refused(where, 'a program whose name does not begin with one of `- @ : + ! |`');
    const isRelative = program.includes('/') && !program.startsWith('/');
    const found = isRelative ? `${workingDirectory}/${program.replace(/^(\.\/+)+/, '')}` : program;
    return `:${[found, ...given].map((one) => word(where, one)).join(' ')}`;
}
/** `towpath-<env>` as a slice: `-` would put it inside another one, so that of the environment's name is escaped. */
function sliceName(slice) {
    const [first = '', ...rest] = slice.split('-');
    return `${[first, rest.join('\\x2d')].join('-')}.slice`;
}
function checked(where, value) {
    if (value.includes('\0') || !value.isWellFormed() || /\p{Noncharacter_Code_Point}/u.test(value)) {
        throw systemd_text_refused(where, 'Unicode text without NUL and noncharacters');
    }
    return value;
}
function hasControl(text) {
    return /\p{Cc}/u.test(text);
}
/** Never shows the value: it may be long, and what stands in a unit is read by all. */
function systemd_text_refused(where, expected) {
    return new HostFault('value-refused', { where, expected, found: 'something else' });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/units/systemd-unit.js


/** Of a file's name that Linux takes, less `.service`. */
const longestName = 247;
/** More starts than this in the interval and the unit has failed. */
const startLimit = 5;
/**
 * What a service does not need is taken from it, as far as programs in Node, Python, Go and Java run: no MemoryDenyWriteExecute, which ends
 * every just-in-time compiler, and no ProcSubset, because they read /proc/meminfo.
 */
const hardening = `NoNewPrivileges=yes
CapabilityBoundingSet=
UMask=0077
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
`;
/** The text of a systemd unit. Holds nothing secret: everybody on the host can read it. @throws HostFault `value-refused`. */
function renderSystemdUnit(unit) {
    checkName(unit.name);
    const where = `Unit ${unit.name}`;
    const { description, workingDirectory, environmentFile, stopSeconds, restartSeconds } = unit;
    return `# Written by Towpath, which overwrites it.
[Unit]
Description=${line(`${where}, description`, description)}
Wants=network-online.target
After=network-online.target
StartLimitBurst=${startLimit}
StartLimitIntervalSec=${60 + startLimit * restartSeconds}

[Service]
Type=exec
ExecStart=${command(`${where}, command`, unit.command, workingDirectory)}
WorkingDirectory=${line(`${where}, working directory`, workingDirectory)}
EnvironmentFile=${line(`${where}, environment file`, environmentFile)}
${renderUser(unit)}${renderCredentials(unit)}Restart=on-failure
RestartSec=${restartSeconds}
TimeoutStopSec=${stopSeconds}
SuccessExitStatus=143
Slice=${sliceName(unit.slice)}
SyslogIdentifier=${line(`${where}, syslog identifier`, unit.syslogIdentifier)}
LogExtraFields=${Object.entries(unit.logExtraFields)
        .map(([name, value]) => word(`${where}, log field`, `${name}=${value}`))
        .join(' ')}
${renderLimits(unit.resources)}${renderStatePaths(unit)}${hardening}
[Install]
WantedBy=multi-user.target
`;
}
function checkName(name) {
    if (/^towpath-[A-Za-z0-9_.:-]+$/.test(name) && name.length <= longestName)
        return;
    throw new HostFault('value-refused', {
        where: `Unit ${name}`,
        expected: `\`towpath-\` and letters, digits or \`_ - . :\`, at most ${longestName} characters`,
        found: `${name.length} characters`,
    });
}
function renderUser({ name, user }) {
    return user === null ? '' : `User=${line(`Unit ${name}, user`, user)}\n`;
}
/** systemd reads them as root and hands them to the service's user alone. */
function renderCredentials({ name, credentials }) {
    return Object.entries(credentials)
        .map(([id, file]) => `LoadCredential=${id}:${line(`Unit ${name}, credential ${id}`, file)}\n`)
        .join('');
}
function renderLimits({ cpuMilli, memoryMiB }) {
    const memory = memoryMiB === undefined ? '' : `MemoryMax=${memoryMiB}M\n`;
    return cpuMilli === undefined ? memory : `${memory}CPUQuota=${cpuMilli / 10}%\n`;
}
function renderStatePaths({ name, statePaths }) {
    if (statePaths.length === 0)
        return '';
    return `ReadWritePaths=${statePaths.map((one) => path(`Unit ${name}, state`, one)).join(' ')}\n`;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/units/systemd.js


/** Units under systemd, for scripts that run as root. Needs only systemd and what is Essential on Debian. */
function systemdUnits() {
    return { functions: systemdFunctions, variables: {}, renderUnit: renderSystemdUnit };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/known-hosts.js


const markers = {
    '@revoked': 'revoked',
    '@cert-authority': 'certificate-authority',
};
/**
 * Reads the text of a known_hosts file. Strict, where OpenSSH skips what it doesn't understand: the text is an input that pins hosts.
 * @throws HostFault `known-hosts-wrong` with the line.
 */
function parseKnownHosts(text) {
    return text.split(/\r?\n/).flatMap((line, index) => {
        const fields = line.trim().split(/[ \t]+/);
        const [first = ''] = fields;
        return first === '' || first.startsWith('#') ? [] : [parseLine(fields, index + 1)];
    });
}
function parseLine(fields, line) {
    const [first = ''] = fields;
    const marker = first.startsWith('@') ? markers[first] : 'key';
    if (marker === undefined)
        throw wrong(line, '`@revoked` or `@cert-authority`', first);
    const [hosts, type, blob] = marker === 'key' ? fields : fields.slice(1);
    if (hosts === undefined || type === undefined || blob === undefined) {
        throw wrong(line, 'names of hosts, the type of a key and the key, with spaces between', fields.join(' '));
    }
    if (typeOf(blob) !== type)
        throw wrong(line, `a whole key of type ${type} in base64`, blob);
    return { marker, key: { type, blob }, isAbout: hosts.startsWith('|') ? hashed(hosts, line) : listed(hosts) };
}
/** The type that a key's own blob says, null when it is none. */
function typeOf(blob) {
    const bytes = Buffer.from(blob, 'base64');
    if (bytes.length < 4 || bytes.toString('base64').replace(/=+$/, '') !== blob.replace(/=+$/, ''))
        return null;
    const length = bytes.readUInt32BE(0);
    return bytes.length < 4 + length ? null : bytes.toString('latin1', 4, 4 + length);
}
/** `|1|<salt>|<HMAC-SHA1 of the name>`: a name that only who knows it can find. */
function hashed(field, line) {
    const [, version, salt = '', hash = '', ...more] = field.split('|');
    if (version !== '1' || salt === '' || hash === '' || more.length > 0)
        throw wrong(line, '`|1|salt|hash`', field);
    return (name) => (0,external_node_crypto_.createHmac)('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}
/** A list with commas; `*` and `?` stand for anything, `!` before a pattern excludes. */
function listed(field) {
    const patterns = field.split(',').map((text) => {
        const isExcluded = text.startsWith('!');
        return { isExcluded, matches: glob(isExcluded ? text.slice(1) : text) };
    });
    return (name) => {
        const matching = patterns.filter(({ matches }) => matches.test(name));
        return matching.length > 0 && matching.every(({ isExcluded }) => !isExcluded);
    };
}
function glob(pattern) {
    const text = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${text}$`, 'i');
}
function wrong(line, expected, found) {
    const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found;
    return new HostFault('known-hosts-wrong', {
        where: 'a line of known hosts',
        expected,
        found: `\`${shown}\``,
        fix: 'Give the lines as `ssh-keyscan` prints them, once their fingerprints were checked',
        place: { file: 'known-hosts', line },
    });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/host-key.js



/** Judges a key by the lines about the host's address and name. As with ssh, a line without the port counts where it has this very key. */
function judgeHostKey(known, host, key) {
    const lines = linesAbout(known, host);
    const isSame = (line) => line.key.blob === key.blob;
    if (lines.all.some((line) => line.marker === 'revoked' && isSame(line)))
        return { kind: 'revoked' };
    if (lines.all.some((line) => line.marker === 'key' && isSame(line)))
        return { kind: 'trusted' };
    const expected = lines.exact.filter((line) => line.marker === 'key').map((line) => line.key);
    if (expected.length > 0)
        return { kind: 'changed', expected };
    return { kind: lines.exact.some((line) => line.marker === 'certificate-authority') ? 'uncertified' : 'unknown' };
}
/** Types of the pinned keys, so that the host is asked for one of them. */
function pinnedTypes(known, host) {
    const keys = linesAbout(known, host).all.filter((line) => line.marker === 'key');
    return [...new Set(keys.map((line) => line.key.type))];
}
function linesAbout(known, host) {
    // Lower case, as ssh looks them up and ssh-keygen hashes them.
    const plain = [host.address.toLowerCase(), host.name];
    const withPort = plain.map((name) => (host.port === 22 ? name : `[${name}]:${host.port}`));
    const about = (names) => known.filter((line) => names.some((name) => line.isAbout(name)));
    return { exact: about(withPort), all: about([...withPort, ...plain]) };
}
/** A key as a host shows it. */
function readHostKey(bytes) {
    const blob = bytes.toString('base64');
    return { type: typeOf(blob) ?? 'unknown', blob };
}
/** `SHA256:…`, as ssh-keygen shows it. */
function fingerprint(key) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(Buffer.from(key.blob, 'base64')).digest('base64');
    return `SHA256:${digest.replace(/=+$/, '')}`;
}
/** Null for a key that is trusted. */
function hostKeyFault(verdict, host, key) {
    const subject = `Host ${host.name} (${host.address})`;
    const found = `${fingerprint(key)} (${key.type})`;
    switch (verdict.kind) {
        case 'trusted':
            return null;
        case 'unknown':
        case 'uncertified':
            return new HostFault('host-key-unknown', {
                where: `${subject}: its key is not in known-hosts`,
                ...(verdict.kind === 'uncertified' && { expected: 'the key itself, as `@cert-authority` is not supported' }),
                found,
                fix: `Check the fingerprint on the host's console (\`ssh-keygen -lf /etc/ssh/${keyFile(key)}\`), then add this line to known-hosts: ${renderLine(host, key)}`,
            });
        case 'changed':
            return new HostFault('host-key-changed', {
                where: `${subject}: its key is not the one in known-hosts`,
                expected: verdict.expected.map(fingerprint).join(' or '),
                found: fingerprint(key),
                fix: 'If the host was rebuilt, check its fingerprint on its console, then replace the line; otherwise stop and find out who answers',
            });
        case 'revoked':
            return new HostFault('host-key-changed', {
                where: `${subject}: its key is marked @revoked in known-hosts`,
                found,
                fix: 'Give the host a new key and pin that; until then stop and find out who answers',
            });
    }
}
function renderLine({ address, port }, key) {
    return `${port === 22 ? address : `[${address}]:${port}`} ${key.type} ${key.blob}`;
}
function keyFile({ type }) {
    const kind = type.startsWith('ecdsa') ? 'ecdsa' : type.replace('ssh-', '');
    return `ssh_host_${kind}_key.pub`;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/private-key.js


/**
 * Reads a private key in OpenSSH's or PEM form. A secret that was pasted may have lost its last newline or carry CRLF.
 * @throws HostFault `key-unreadable`; nothing of the key stands in it.
 */
function readPrivateKey({ utils }, text, passphrase) {
    const key = utils.parseKey(`${text.replaceAll('\r\n', '\n').trim()}\n`, passphrase);
    if (key instanceof Error)
        throw unreadable(key.message, /encrypted|passphrase/i.test(key.message));
    if (!key.isPrivateKey())
        throw unreadable('a public key', false);
    return key;
}
/** `ssh-ed25519 SHA256:…`, which is not secret. */
function describeKey(key) {
    return `${key.type} ${fingerprint({ type: key.type, blob: key.getPublicSSH().toString('base64') })}`;
}
/** The line for authorized_keys. */
function renderAuthorizedKey(key) {
    return `${key.type} ${key.getPublicSSH().toString('base64')}`;
}
function unreadable(found, isEncrypted) {
    return new HostFault('key-unreadable', {
        where: 'ssh-private-key',
        expected: 'a whole private key in OpenSSH or PEM form',
        found: found.replace(/\.$/, ''),
        fix: isEncrypted
            ? 'Give a key without passphrase (`ssh-keygen -p`), or load it into an agent and leave the input out'
            : 'Copy the whole file, from its first line -----BEGIN to its last -----END',
    });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/authentication.js


/**
 * Offers the key first, then the agent's. No question without a key comes before it: that would cost a round trip. When nothing was taken,
 * `onRefused` gets what the host would have taken (`publickey`, `password`…); null when there was nothing to offer.
 */
function authenticate(user, { key, agent }, onRefused) {
    const methods = [];
    if (key !== null)
        methods.push({ type: 'publickey', username: user, key });
    if (agent !== null)
        methods.push({ type: 'agent', username: user, agent });
    return (accepted, _partial, next) => {
        const method = methods.shift();
        if (method === undefined)
            onRefused(accepted);
        else
            next(method);
    };
}
function authenticationFault(target, { key, agent }, accepted, cause) {
    const { name, address, user } = target;
    const offered = [
        ...(key === null ? [] : [`${describeKey(key)} from ssh-private-key`]),
        ...(agent === null ? [] : [describeAgent(accepted, cause)]),
    ].join(' and ');
    const takesKeys = accepted === null || accepted.length === 0 || accepted.includes('publickey');
    const line = key === null ? 'the public key' : `\`${renderAuthorizedKey(key)}\``;
    const explanation = {
        where: `Host ${name} (${address}): user ${user} was not let in`,
        expected: `a key that stands in authorized_keys of ${user} there`,
        found: takesKeys ? offered : `${offered}; it takes only ${accepted.join(', ')}`,
        fix: `Add ${line} to ~/.ssh/authorized_keys of ${user} on the host, or give another \`user\` or key`,
    };
    return new HostFault('authentication-failed', explanation, cause === null ? {} : { cause });
}
function describeAgent(accepted, cause) {
    if (cause !== null)
        return `an agent that can't be asked (${cause.message})`;
    return accepted === null ? 'an agent without keys' : 'the keys of the agent';
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-target.js
function renderTarget({ name, address, port }) {
    return `Host ${name} (${address}${port === 22 ? '' : `, port ${port}`})`;
}
const unanswered = 8;
const defaultTiming = { connectMs: 15_000, keepAliveMs: 5_000, lifelineSeconds: 60 };

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/unreachable.js


function unreachable(target, found, cause) {
    return new HostFault('host-unreachable', {
        where: renderTarget(target),
        expected: `ssh at ${target.address}:${target.port}`,
        found,
        fix: 'See whether the host is up and its firewall lets you in, then run it again',
    }, { retryable: true, cause });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/handshake.js




/** What ssh2 offers, newest first; those of the pinned keys go before them. */
const hostKeyAlgorithms = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
];
/** The other side went before anything was decided, as sshd does when too many knock at once. */
class HungUp extends Error {
}
/**
 * Speaks ssh on a socket until it is let in.
 * @throws HungUp; HostFault `host-key-unknown`, `host-key-changed`, `authentication-failed`, `host-unreachable`.
 */
async function handshake(target, socket, options) {
    const { ssh2, identity, known, timing, signal } = options;
    const client = new ssh2.Client();
    const { promise: ready, resolve, reject } = Promise.withResolvers();
    let agentTrouble = null;
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    client.once('ready', resolve);
    client.on('error', (cause) => {
        // It then goes on to the next way in.
        if (cause.level === 'agent')
            agentTrouble = cause;
        else
            reject(failure(target, identity, cause));
    });
    client.once('close', () => reject(new HungUp('it closed the connection')));
    client.connect({
        sock: socket,
        username: target.user,
        readyTimeout: timing.connectMs,
        keepaliveInterval: timing.keepAliveMs,
        keepaliveCountMax: unanswered,
        algorithms: {
            cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
            serverHostKey: preferred(pinnedTypes(known, target)),
        },
        hostVerifier: (bytes) => {
            const key = readHostKey(bytes);
            const fault = hostKeyFault(judgeHostKey(known, target, key), target, key);
            if (fault !== null)
                reject(fault);
            return fault === null;
        },
        authHandler: authenticate(target.user, identity, (accepted) => reject(authenticationFault(target, identity, accepted, agentTrouble))),
    });
    try {
        await ready;
        return client;
    }
    catch (cause) {
        client.destroy();
        throw cause;
    }
    finally {
        signal.removeEventListener('abort', giveUp);
    }
}
function failure(target, identity, cause) {
    const { level, message } = cause;
    if (level === 'client-timeout')
        return unreachable(target, 'something that accepts connections and then says nothing', cause);
    if (level === 'handshake')
        return unreachable(target, `no common way to speak: ${message}`, cause);
    if (/authentication failures/i.test(message))
        return authenticationFault(target, identity, [], cause);
    return new HungUp(message, { cause });
}
/** Hosts have keys of several types: asked for the pinned one, they show it. */
function preferred(types) {
    const isPinned = (algorithm) => types.includes(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm);
    return [...hostKeyAlgorithms].sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)));
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/dial.js





/** sshd drops connections by chance once about ten are not let in yet (MaxStartups). */
const attempts = 12;
/**
 * Connects and is let in. A host that hangs up before it has said who it is is asked again after a pause; what it says is final.
 * @throws HostFault `host-unreachable` (retryable), `host-key-unknown`, `host-key-changed`, `authentication-failed`.
 */
async function dial(target, options) {
    for (let attempt = 1;; attempt += 1) {
        const socket = options.jump === null ? await connectTcp(target, options) : await options.jump(target);
        try {
            return await handshake(target, socket, options);
        }
        catch (cause) {
            socket.destroy();
            if (!(cause instanceof HungUp))
                throw cause;
            if (attempt === attempts)
                throw unreachable(target, `it hung up ${attempts} times: ${cause.message}`, cause);
        }
        await (0,promises_.setTimeout)(pauseMs(attempt, options.random()), undefined, { signal: options.signal });
    }
}
/** Between a half and the whole of a time that doubles up to 2 s. */
function pauseMs(attempt, random) {
    return Math.min(2_000, 100 * 2 ** (attempt - 1)) * (0.5 + random / 2);
}
async function connectTcp(target, { timing, signal }) {
    const socket = (0,external_node_net_.connect)({ host: target.address, port: target.port, noDelay: true });
    try {
        await (0,external_node_events_.once)(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(timing.connectMs)]) });
        return socket;
    }
    catch (cause) {
        socket.destroy();
        throw unreachable(target, reason(cause, timing.connectMs), cause);
    }
}
function reason(cause, limitMs) {
    if (!(cause instanceof Error))
        return String(cause);
    if (cause.name === 'AbortError')
        return `no answer within ${limitMs / 1000} s`;
    const code = 'code' in cause ? String(cause.code) : '';
    return words[code] ?? cause.message;
}
const words = {
    ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
    EHOSTUNREACH: 'no such host on its network (EHOSTUNREACH)',
    ENETUNREACH: 'no route to it (ENETUNREACH)',
    EINVAL: 'no route to it (EINVAL)',
    ETIMEDOUT: 'no answer (ETIMEDOUT)',
    ENOTFOUND: 'an address that no name server knows (ENOTFOUND)',
};

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/lifeline.js

/**
 * A runner may vanish, or a line be cut, without a word: sshd then takes hours to notice, and a script that waits for its input would hold the
 * host-wide lock all that time. So a small watcher on the host waits for a sign of life; when none came for so long it ends sshd's process of this
 * connection, which closes the input of all its scripts, and their frames end them.
 */
function renderLifeline(seconds) {
    const watcher = [
        'while :; do',
        `beat=$(timeout ${seconds} head -c 1); code=$?;`,
        '[ "$code" = 0 ] && [ "$beat" = . ] || break;',
        'done;',
        // Not after an end, which is an ordinary goodbye.
        '[ "$code" != 124 ] || kill "$PPID"',
    ].join(' ');
    return `exec /bin/sh -c ${quote(watcher)}`;
}
/** Gives a sign of life four times within the time that the watcher waits. */
function keepLifeline(channel, seconds) {
    const beat = setInterval(() => channel.write('.'), (seconds * 1000) / 4);
    beat.unref();
    channel.once('close', () => clearInterval(beat));
    channel.resume();
    channel.stderr.resume();
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/shell-fault.js


/** Why no shell waits: what was said in its place. */
function shellFault(target, said) {
    const { user } = target;
    const found = said.split('\n').slice(-3).join(' | ') || 'it ended without a word';
    if (/^sudo: /m.test(said)) {
        return new HostFault('sudo-refused', {
            where: renderTarget(target),
            expected: `user ${user} to become root by \`sudo -n\`, without a password`,
            found,
            fix: `Put this line into /etc/sudoers.d/towpath there (\`visudo -f /etc/sudoers.d/towpath\`): ${user} ALL=(root) NOPASSWD: /bin/sh`,
        });
    }
    if (/\bsudo\b.*not found/.test(said)) {
        return new HostFault('sudo-refused', {
            where: renderTarget(target),
            expected: `sudo, by which user ${user} becomes root`,
            found,
            fix: 'Install the package sudo there, or set `user: root`',
        });
    }
    return new HostFault('shell-refused', {
        where: renderTarget(target),
        expected: `a shell for user ${user}`,
        found,
        fix: 'Give the user a login shell such as /bin/sh, and take forced commands away from its key',
    });
}
function connectionLost(target, what, why) {
    return new HostFault('connection-lost', {
        where: `${renderTarget(target)}, ${what}: the connection was lost in the middle`,
        found: why,
        fix: 'Run it again; it goes on from what was done',
    }, { retryable: true });
}
function sessionRefused(target, cause) {
    return new HostFault('shell-refused', {
        where: renderTarget(target),
        expected: 'a session for a command',
        found: cause instanceof Error ? cause.message : String(cause),
        fix: 'Let `MaxSessions` in its sshd_config be 1 or more (10 is the default)',
    }, { cause });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-shell.js



const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Says that it is there before it waits, because profiles may say things and sudo may refuse; and by which pid its processes are found. */
const waitingCommand = `cd / && PATH=$PATH:${standardPath} && export PATH && echo "towpath $$" && ${shellCommand}`;
/**
 * What sshd is told to run, whatever the user's own shell is. The same for every script, so that it can be begun before its script is
 * known: then the script costs one round trip where `exec` costs three.
 */
function renderShellCommand(user) {
    return `exec ${user === 'root' ? '' : 'sudo -n '}/bin/sh -c ${quote(waitingCommand)}`;
}
/** A shell on the host that waits for its script. */
class SshShell {
    channel;
    /** Of the shell that the script runs in. */
    pid;
    #ended;
    #stopListening;
    #isOver = false;
    constructor(channel, pid, ended, stopListening) {
        this.channel = channel;
        this.pid = pid;
        this.#ended = ended.finally(() => {
            this.#isOver = true;
        });
        this.#stopListening = stopListening;
    }
    /** Waits until it says that it waits. Answers what was said instead where it doesn't. */
    static async on(channel) {
        const ended = (0,external_node_events_.once)(channel, 'close').then(([code]) => (typeof code === 'number' ? code : null));
        let said = '';
        let trouble = '';
        const { promise: greeting, resolve: greet } = Promise.withResolvers();
        const listen = () => {
            // Reading on to the end is what lets a channel close.
            for (let chunk = channel.read(); chunk !== null; chunk = channel.read())
                said += String(chunk);
            const pid = /^towpath (\d+)$/m.exec(said)?.[1];
            if (pid !== undefined)
                greet(Number(pid));
        };
        const listenToTrouble = () => {
            for (let chunk = channel.stderr.read(); chunk !== null; chunk = channel.stderr.read())
                trouble += String(chunk);
        };
        channel.on('readable', listen);
        channel.stderr.on('readable', listenToTrouble);
        const pid = await Promise.race([greeting, ended.then(() => null)]);
        if (pid === null)
            return { said: (trouble.trim() || said.trim()).slice(-2000) };
        return new SshShell(channel, pid, ended, () => {
            channel.off('readable', listen);
            channel.stderr.off('readable', listenToTrouble);
        });
    }
    get isOver() {
        return this.#isOver;
    }
    /** Its channel from now on is the caller's to read. Answers the exit code, null after a signal, once all was read. */
    async handOver() {
        this.#stopListening();
        const { stderr } = this.channel;
        const allSaid = stderr.readableEnded ? undefined : (0,external_node_events_.once)(stderr, 'end');
        const code = await this.#ended;
        await allSaid;
        return code;
    }
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/turns.js
/** So many at once; the others wait in line. */
class Turns {
    #limit;
    #taken = 0;
    #waiting = [];
    constructor(limit) {
        this.#limit = limit;
    }
    get taken() {
        return this.#taken;
    }
    /** Waits for a turn. What it answers gives it back; a second call does nothing. */
    async take() {
        if (this.#taken >= this.#limit)
            await new Promise((resolve) => this.#waiting.push(resolve));
        else
            this.#taken += 1;
        return this.#giveBack();
    }
    /** A turn if one is free now. */
    tryTake() {
        if (this.#taken >= this.#limit)
            return undefined;
        this.#taken += 1;
        return this.#giveBack();
    }
    /** From now on at most this many, at least one. */
    lower(limit) {
        this.#limit = Math.max(1, Math.min(this.#limit, limit));
    }
    #giveBack() {
        let isBack = false;
        return () => {
            if (isBack)
                return;
            isBack = true;
            const next = this.#taken > this.#limit ? undefined : this.#waiting.shift();
            if (next === undefined)
                this.#taken -= 1;
            else
                next();
        };
    }
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-connection.js







/** sshd takes ten by default, and one is the lifeline; where it takes fewer it says so by refusing, and fewer are asked for. */
const maxSessions = 9;
const goodbyeMs = 2_000;
/** How often a host is asked for a session while none is open: the last one may not have ended there yet. */
const ssh_connection_attempts = 3;
/** A connection that was let in. One shell more than is needed is kept waiting, where sshd takes so many. */
class SshConnection {
    client;
    target;
    #sessions = new Turns(maxSessions);
    #shellCommand;
    #open = 0;
    #mostOpen = 0;
    #spare;
    #lostBecause;
    constructor(client, target, timing) {
        this.client = client;
        this.target = target;
        this.#shellCommand = renderShellCommand(target.user);
        let trouble = 'the host closed it';
        client.on('error', (cause) => {
            const isSilent = cause.level === 'client-timeout';
            trouble = isSilent
                ? `no sign of life from it for ${(timing.keepAliveMs * (unanswered + 1)) / 1000} s`
                : cause.message;
        });
        const onEnd = () => {
            this.#lostBecause ??= trouble;
        };
        client.once('end', onEnd).once('close', onEnd);
        this.#keepSpare();
        void this.#holdLifeline(timing.lifelineSeconds);
    }
    get isLost() {
        return this.#lostBecause !== undefined;
    }
    lost(what) {
        return connectionLost(this.target, what, this.#lostBecause ?? 'it was closed here');
    }
    /**
     * A shell that waits. `what` is for, for the fault.
     * @throws HostFault `sudo-refused`, `shell-refused`, `connection-lost`.
     */
    async shell(what) {
        for (let attempt = 1;;) {
            try {
                const shell = await this.#takeSpare();
                if (!shell.isOver)
                    return shell;
            }
            catch (cause) {
                if (this.isLost)
                    throw this.lost(what);
                if (!(cause instanceof SessionRefused))
                    throw cause;
                if (this.#sessions.taken > 0)
                    continue;
                if (attempt === ssh_connection_attempts)
                    throw sessionRefused(this.target, cause.cause);
                attempt += 1;
                await (0,promises_.setTimeout)(100);
            }
        }
    }
    /** Says goodbye; one who doesn't answer to that is left. */
    end() {
        this.client.end();
        setTimeout(() => this.client.destroy(), goodbyeMs).unref();
    }
    async #takeSpare() {
        const spare = this.#spare ?? this.#begin(await this.#sessions.take());
        this.#spare = undefined;
        const shell = await spare;
        this.#keepSpare();
        return shell;
    }
    #keepSpare() {
        if (this.#spare !== undefined || this.isLost)
            return;
        const turn = this.#sessions.tryTake();
        if (turn === undefined)
            return;
        this.#spare = this.#begin(turn);
        // Whoever takes it is told.
        this.#spare.catch(() => undefined);
    }
    /** @throws SessionRefused, and asks for no more than were open already from then on. */
    async #begin(turn) {
        try {
            const channel = await this.#exec(this.#shellCommand);
            this.#open += 1;
            this.#mostOpen = Math.max(this.#mostOpen, this.#open);
            channel.once('close', () => {
                this.#open -= 1;
                turn();
            });
            const shell = await SshShell.on(channel);
            if (shell instanceof SshShell)
                return shell;
            throw shellFault(this.target, shell.said);
        }
        catch (cause) {
            if (cause instanceof HostFault)
                throw cause;
            // Before the turn is given back: who waits for it would be refused as well.
            this.#sessions.lower(this.#mostOpen);
            turn();
            throw new SessionRefused('the host takes no further session', { cause });
        }
    }
    /** Beside the sessions of scripts. A host that takes one session only has none to spare for it. */
    async #holdLifeline(seconds) {
        const channel = await this.#exec(renderLifeline(seconds)).catch(() => undefined);
        if (channel !== undefined)
            keepLifeline(channel, seconds);
    }
    async #exec(command) {
        return await new Promise((resolve, reject) => {
            this.client.exec(command, (cause, channel) => (cause instanceof Error ? reject(cause) : resolve(channel)));
        });
    }
}
/** More sessions at once than sshd takes, or the end of the connection. */
class SessionRefused extends Error {
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/connection-stream.js

/**
 * A connection from a host, as `http` and `http2` expect one: with the methods of a socket, with `close` after `destroy`, and an error
 * when it breaks.
 */
class ConnectionStream extends external_node_stream_.Duplex {
    #channel;
    #isGone = false;
    #waiting;
    #idle;
    #idleMs = 0;
    /** `isLost` says whether the channel ended because all of ssh did. */
    constructor(channel, isLost) {
        super({ allowHalfOpen: false });
        this.#channel = channel;
        channel.on('data', (chunk) => {
            this.#touch();
            if (!this.push(chunk))
                channel.pause();
        });
        channel.once('end', () => {
            if (isLost())
                this.destroy(broken('ECONNRESET', 'the ssh connection was lost'));
            else
                this.push(null);
        });
        channel.once('close', () => {
            this.#isGone = true;
            this.#goOn(broken('EPIPE', 'the other side has closed the connection'));
        });
        channel.on('drain', () => this.#goOn());
        channel.on('error', (cause) => this.destroy(cause));
    }
    _read() {
        this.#channel.resume();
    }
    _write(chunk, _encoding, done) {
        this.#touch();
        if (this.#isGone)
            done(broken('EPIPE', 'the other side has closed the connection'));
        else if (this.#channel.write(chunk))
            done();
        else
            this.#waiting = done;
    }
    _final(done) {
        this.#channel.end();
        done();
    }
    _destroy(cause, done) {
        clearTimeout(this.#idle);
        this.#channel.close();
        // What still comes is read and forgotten, or the channel never ends.
        this.#channel.removeAllListeners('data');
        this.#channel.resume();
        done(cause);
    }
    /** As a socket's: `timeout` once nothing went either way for so long; 0 never. */
    setTimeout(idleMs, listener) {
        this.#idleMs = idleMs;
        if (listener !== undefined)
            this.once('timeout', listener);
        this.#touch();
        return this;
    }
    setNoDelay() {
        return this;
    }
    setKeepAlive() {
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
    destroySoon() {
        if (this.writableFinished)
            this.destroy();
        else
            this.end(() => this.destroy());
    }
    #goOn(cause) {
        const done = this.#waiting;
        this.#waiting = undefined;
        done?.(cause);
    }
    #touch() {
        clearTimeout(this.#idle);
        if (this.#idleMs > 0)
            this.#idle = setTimeout(() => this.emit('timeout'), this.#idleMs);
    }
}
function broken(code, message) {
    return Object.assign(new Error(message), { code });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/relay.js




/*
 * One process for each direction, or a server that answers while it is written to would stand still with us. Once our side has ended, an
 * answer may take a minute more of silence: whether only half or the whole of the channel was closed can't be seen from here.
 */
const relay_program = `
use strict; use Socket qw(:all);
my ($kind, $to, $port) = @ARGV;
my ($socket, $half) = (undef, 0);
sub refuse { syswrite(STDOUT, "refused $_[0]\\n"); exit 0 }
sub pump {
  my ($from, $into) = @_;
  while (1) {
    my $wanted = ""; vec($wanted, fileno($from), 1) = 1;
    my $ready = select($wanted, undef, undef, $half ? 60 : undef);
    return if $ready == 0;
    next if $ready < 0;
    my $count = sysread($from, my $bytes, 65536) or return;
    for (my $at = 0; $at < $count;) { $at += syswrite($into, $bytes, $count - $at, $at) // ($!{EINTR} ? 0 : return) }
  }
}
if ($kind eq "unix") {
  my ($folder, $name) = $to =~ m{^(.*/)([^/]+)$}s or refuse("not an absolute path");
  chdir $folder or refuse($!);
  socket($socket, PF_UNIX, SOCK_STREAM, 0) or refuse($!);
  connect($socket, pack_sockaddr_un("./$name")) or refuse($!);
} else {
  my ($trouble, @found) = getaddrinfo($to, $port, { socktype => SOCK_STREAM });
  refuse($trouble) if $trouble;
  my $is_open = 0;
  for my $one (@found) {
    socket($socket, $one->{family}, SOCK_STREAM, 0) or next;
    $is_open = connect($socket, $one->{addr}) and last;
  }
  refuse($!) unless $is_open;
  setsockopt($socket, IPPROTO_TCP, TCP_NODELAY, 1);
}
# Before there is a child: it would die of one that comes first.
$SIG{USR1} = sub { $half = 1 };
syswrite(STDOUT, "connected\\n");
my $child = fork // refuse($!);
if ($child == 0) {
  close STDIN;
  pump($socket, \\*STDOUT);
  exit 0;
}
close STDOUT;
pump(\\*STDIN, $socket);
shutdown($socket, 1);
kill "USR1", $child;
waitpid $child, 0;
`;
/**
 * A connection by a tool on the host, where sshd makes none: perl, which every Debian has, as the user that scripts run as. It takes a
 * session of the connection for as long as it is open.
 */
async function relay(connection, address) {
    const shell = await connection.shell('connect');
    const { channel } = shell;
    const ended = shell.handOver();
    const words = address.kind === 'tcp' ? ['tcp', address.host, String(address.port)] : ['unix', address.path];
    channel.write(renderText(`exec perl -e ${[relay_program, ...words].map(quote).join(' ')}\n`));
    const said = await firstLine(shell);
    if (said === 'connected') {
        channel.stderr.resume();
        return new ConnectionStream(channel, () => connection.isLost);
    }
    channel.resume();
    channel.stderr.resume();
    const code = await ended;
    if (connection.isLost)
        throw connection.lost('connect');
    return code === 127 ? { kind: 'no-perl' } : { kind: 'refused', said: said.replace(/^refused /, '') };
}
/** Reads up to the first newline and leaves the rest. */
async function firstLine({ channel }) {
    let line = '';
    for (;;) {
        for (let byte = channel.read(1); byte !== null; byte = channel.read(1)) {
            if (String(byte) === '\n')
                return line;
            line += String(byte);
        }
        if (channel.readableEnded)
            return line;
        await Promise.race([(0,external_node_events_.once)(channel, 'readable'), (0,external_node_events_.once)(channel, 'end')]);
    }
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-connect.js





/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED of RFC 4254, 5.1. */
const prohibited = 1;
/** Of the sessions that sshd takes (ten by default), so that scripts have theirs. */
const relaysAtOnce = 6;
/** What sshd was found not to do for us. */
class Forwarding {
    #byTool = new Set();
    #relays = new Turns(relaysAtOnce);
    /**
     * A connection from the host, made by sshd; by a tool on the host where sshd doesn't make it: it may be forbidden, and the user
     * that ssh logs in as may have no right to a socket that root has.
     * @throws HostFault `connect-refused` (retryable), `relay-missing`, `connection-lost`.
     */
    async connect(connection, address) {
        if (this.#byTool.has(address.kind) || !fits(address))
            return await this.#connectByTool(connection, address);
        try {
            const channel = await forward(connection, address);
            return new ConnectionStream(channel, () => connection.isLost);
        }
        catch (cause) {
            if (connection.isLost)
                throw connection.lost('connect');
            // Of a socket sshd never says why.
            if (address.kind === 'tcp' && reasonOf(cause) !== prohibited) {
                throw connectRefused(connection.target.name, address, wordsOf(cause), cause);
            }
        }
        const byTool = await this.#connectByTool(connection, address);
        this.#byTool.add(address.kind);
        return byTool;
    }
    async #connectByTool(connection, address) {
        const done = await this.#relays.take();
        const answer = await relay(connection, address).catch((cause) => {
            done();
            throw cause;
        });
        if (!('kind' in answer))
            return answer.once('close', done);
        done();
        if (answer.kind === 'refused')
            throw connectRefused(connection.target.name, address, answer.said, undefined);
        throw new HostFault('relay-missing', {
            where: `Host ${connection.target.name}, ${renderAddress(address)}`,
            expected: 'sshd to forward connections, or perl on the host to make them',
            found: 'neither',
            fix: 'Set `AllowTcpForwarding local` and `AllowStreamLocalForwarding local` in its sshd_config, or install perl-base',
        });
    }
}
function fits(address) {
    return address.kind === 'tcp' || fitsSocketAddress(address.path);
}
async function forward({ client }, address) {
    return await new Promise((resolve, reject) => {
        const done = (cause, channel) => {
            if (cause === undefined || cause === null)
                resolve(channel);
            else
                reject(cause);
        };
        if (address.kind === 'tcp')
            client.forwardOut('127.0.0.1', 0, address.host, address.port, done);
        else
            client.openssh_forwardOutStreamLocal(address.path, done);
    });
}
function reasonOf(cause) {
    return cause instanceof Error && 'reason' in cause ? cause.reason : undefined;
}
function wordsOf(cause) {
    return cause instanceof Error ? cause.message.replace('(SSH) Channel open failure: ', '') : String(cause);
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-run.js



/** How long an ended script may take to go by itself, and its processes when another script kills them. */
const patienceMs = { itself: 1_000, killed: 4_000 };
/** Runs a rendered script. `subject` names it in faults, `what` in that of a lost connection. */
async function runOverSsh(connected, { text, subject, what }, options) {
    const { signal, stdin, limitMs = defaultLimitMs } = options;
    const taking = connected.then(async (connection) => ({ connection, shell: await connection.shell(what) }));
    try {
        const { connection, shell } = await inTime(taking, subject, signal, limitMs);
        return await carryOutScript(waiting(connection, shell, what), text, subject, options);
    }
    catch (cause) {
        letGo(stdin);
        throw cause;
    }
}
/** The shell, unless the script is aborted before, or its time is over while sessions are taken. What comes later is not used. */
async function inTime(taking, subject, signal, limitMs) {
    const { promise: never, reject } = Promise.withResolvers();
    const onAbort = () => reject(aborted(subject, signal));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted)
        onAbort();
    const timer = setTimeout(() => reject(timedOut(subject, limitMs)), limitMs);
    try {
        return await Promise.race([taking, never]);
    }
    catch (cause) {
        taking.then(({ shell }) => shell.channel.close()).catch((later) => later);
        throw cause;
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
}
function waiting(connection, shell, what) {
    const { channel } = shell;
    const { promise: givenUp, resolve: giveUp } = Promise.withResolvers();
    const ended = Promise.race([shell.handOver(), givenUp]).then((code) => {
        if (code === null && connection.isLost)
            throw connection.lost(what);
        return code;
    });
    let isEnding = false;
    return {
        stdin: channel,
        stdout: channel,
        stderr: channel.stderr,
        ended,
        kill: () => {
            if (isEnding)
                return;
            isEnding = true;
            const done = () => giveUp(null);
            end(connection, shell).then(done, done);
        },
    };
}
const killProgram = sh `
group=$(sed 's/.*) //' "/proc/$PID/stat" 2> /dev/null | cut -d ' ' -f 3) || :
[ -z "$group" ] || kill -s KILL -- "-$group" 2> /dev/null || :
`;
/**
 * The end of its input makes the frame kill the script. One that doesn't read what has come already holds that up: its processes are then
 * killed by another script.
 */
async function end(connection, shell) {
    shell.channel.eof();
    await gone(shell, patienceMs.itself);
    if (shell.isOver || connection.isLost)
        return;
    const killer = await connection.shell('ending a script');
    const subject = 'ending a script';
    const text = `PID=${shell.pid}\n${killProgram}`;
    await carryOutScript(waiting(connection, killer, subject), text, subject, { limitMs: patienceMs.killed });
    await gone(shell, patienceMs.itself);
    shell.channel.close();
}
async function gone(shell, limitMs) {
    for (const since = Date.now(); !shell.isOver && Date.now() - since < limitMs;)
        await (0,promises_.setTimeout)(10);
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/upload.js

const uploadProgram = sh `
mkdir -p -- "\${TARGET%/*}"
umask 077
rm -f -- "$TARGET.uploading"
{ cat > "$TARGET.uploading" && sync -- "$TARGET.uploading"; } || { rm -f -- "$TARGET.uploading"; exit 1; }
mv -fT -- "$TARGET.uploading" "$TARGET"
echo end
`;
function uploadCommand(stream, target) {
    return {
        script: { name: 'upload', program: uploadProgram, variables: { TARGET: target } },
        stdin: stream,
        parse: () => undefined,
    };
}
const removeProgram = sh `
rm -f -- "$TARGET.uploading"
echo end
`;
/** What an upload leaves that was ended before it was done. */
function removeUpload(target) {
    return {
        script: { name: 'upload', program: removeProgram, variables: { TARGET: target } },
        parse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh-host.js









/** A machine over ssh, by one connection that is made when it is first needed, and again after it was lost. */
class SshHost {
    name;
    address;
    layout;
    #manager;
    #dial;
    #forwarding = new Forwarding();
    #closing = new AbortController();
    #running = new Set();
    #dialing;
    #connection;
    constructor(options) {
        this.name = options.name;
        this.address = options.address;
        this.layout = layoutBelow('');
        this.#manager = options.manager;
        this.#dial = options.dial;
    }
    async run(script, options = {}) {
        const { signal, stdin } = options;
        // It may fail before it is read from; then it tells its failure to who reads it.
        if (typeof stdin === 'object')
            stdin.on('error', () => undefined);
        const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
        const subject = `Host ${this.name}, script ${script.name}`;
        if (ending.aborted) {
            letGo(stdin);
            throw aborted(subject, ending);
        }
        const text = renderScript(script, this.layout, this.#manager);
        const running = runOverSsh(this.#connected(), { text, subject, what: `script ${script.name}` }, { ...options, signal: ending });
        this.#running.add(running);
        return await running.finally(() => this.#running.delete(running));
    }
    renderUnit(unit) {
        return this.#manager.renderUnit(unit);
    }
    async upload(stream, target) {
        try {
            await runCommand(this, uploadCommand(stream, target));
        }
        catch (cause) {
            if (!(cause instanceof HostFault) || cause.code !== 'input-broken')
                throw cause;
            await runCommand(this, removeUpload(target));
            const { explanation } = cause;
            throw new HostFault('upload-failed', { ...explanation, where: `Host ${this.name}, upload to ${target}` }, { cause });
        }
    }
    async connect(address) {
        if (this.#closing.signal.aborted)
            throw aborted(`Host ${this.name}, connect`, this.#closing.signal);
        return await this.#forwarding.connect(await this.#connected(), address);
    }
    async facts(tools = []) {
        return await runCommand(this, factsCommand(tools));
    }
    async close() {
        this.#closing.abort(new Error('the host was closed'));
        await Promise.allSettled(this.#running);
        this.#connection?.end();
    }
    /** The one connection. A failed or lost one is made again by who needs it next. */
    async #connected() {
        if (this.#connection?.isLost === false)
            return this.#connection;
        this.#dialing ??= this.#dial(this.#closing.signal).finally(() => {
            this.#dialing = undefined;
        });
        try {
            const connection = await this.#dialing;
            this.#connection = connection;
            if (this.#closing.signal.aborted)
                connection.end();
            return connection;
        }
        catch (cause) {
            // Given up because of that, whatever it says.
            if (this.#closing.signal.aborted)
                throw aborted(`Host ${this.name}`, this.#closing.signal);
            throw cause;
        }
    }
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/ssh2.js
async function loadSsh2() {
    // One of its modules reads __dirname, which a bundle of ES modules doesn't have.
    globalThis.__dirname ??= import.meta.dirname;
    const { default: ssh2 } = await __webpack_require__.e(/* import() */ 472).then(__webpack_require__.t.bind(__webpack_require__, 85472, 19));
    return ssh2;
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/open-ssh.js











const defaultUser = 'root';
/**
 * So many handshakes at once: each costs the processor some milliseconds, and behind one address sshd takes about ten. Counted by way: hosts
 * behind another one wait for its handshake, so that must never wait for theirs.
 */
const handshakesAtOnce = 8;
/**
 * Opens hosts that are reached by ssh, one at a time, so that all share a key, pinned keys and turns. `hostNamed` finds the host to jump through.
 * @throws HostFault `known-hosts-wrong`, `key-missing`.
 */
function sshOpener(options, hostNamed) {
    let ways;
    return (host) => {
        ways ??= readWays(host, options);
        return openOne(host, ways, hostNamed);
    };
}
function readWays(host, options) {
    const { privateKey = null, passphrase, agentSocket = null } = options ?? {};
    if (options === undefined || (privateKey === null && agentSocket === null))
        throw keyMissing(host);
    let proof;
    return {
        known: parseKnownHosts(options.knownHosts),
        timing: { ...defaultTiming, ...options.timing },
        turns: new Map(),
        prove: () => (proof ??= readIdentity(privateKey, passphrase, agentSocket)),
    };
}
async function readIdentity(privateKey, passphrase, agentSocket) {
    const ssh2 = await loadSsh2();
    const key = privateKey === null ? null : readPrivateKey(ssh2, privateKey, passphrase);
    return { ssh2, identity: { key, agent: agentSocket === null ? null : ssh2.createAgent(agentSocket) } };
}
function openOne(host, ways, hostNamed) {
    const { name, address } = host;
    const target = { name, address, port: host.sshPort, user: host.user ?? defaultUser };
    const { jump } = host;
    const options = {
        ...ways,
        jump: jump === null ? null : () => connectThrough(jump, hostNamed(jump), target),
        random: Math.random,
    };
    return new SshHost({
        name,
        address,
        manager: systemdUnits(),
        dial: async (signal) => {
            const proof = await ways.prove();
            const done = await turnsOf(ways, jump).take();
            try {
                return new SshConnection(await dial(target, { ...options, ...proof, signal }), target, ways.timing);
            }
            finally {
                done();
            }
        },
    });
}
function turnsOf({ turns }, jump) {
    const known = turns.get(jump) ?? new Turns(handshakesAtOnce);
    turns.set(jump, known);
    return known;
}
async function connectThrough(name, host, target) {
    if (host === undefined) {
        throw new HostFault('connection-unsupported', {
            where: `Host ${target.name}, jump`,
            expected: 'a host that is reached by ssh',
            found: `${name}, which is not`,
        });
    }
    try {
        return await host.connect({ kind: 'tcp', host: target.address, port: target.port });
    }
    catch (cause) {
        if (!(cause instanceof HostFault) || cause.code !== 'connect-refused')
            throw cause;
        throw unreachable(target, `no connection from ${name} to there (${cause.explanation.found})`, cause);
    }
}
function keyMissing(host) {
    return new HostFault('key-missing', {
        where: `Host ${host.name} (${host.address}), reached by ssh`,
        expected: 'a private key for it, or an agent that has one',
        found: 'neither',
        fix: 'Give `ssh-private-key`, or start an agent and pass its SSH_AUTH_SOCK on to the step',
    });
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
unit_user() { :; }
unit_own() { :; }
unit_secret() {
  mkdir -p -- "\${2%/*}"
  replace "$2" < "$1"
}
unit_as() {
  shift
  "$@"
}
`;

;// CONCATENATED MODULE: ./packages/hosts/lib/open-hosts.js








const defaultRoot = '~/.towpath/hosts';
/**
 * The hosts of a spec, by name, each once. Nothing is sent yet; on `connection: local` the program of the supervisor is
 * put below the root. Close each when done.
 * @throws HostFault `root-refused`, `known-hosts-wrong`, `key-missing`.
 */
async function openHosts(spec, options) {
    const hosts = new Map();
    const reached = (0,environment_lib/* environmentHosts */.Dt)(spec);
    const openSsh = sshOpener(options.ssh, (name) => reached.get(name)?.connection === 'ssh' ? hosts.get(name) : undefined);
    for (const [name, group] of Object.entries(spec.hostGroups)) {
        const opened = group.connection === 'local'
            ? await openLocalGroup(name, group, options)
            : openSshGroup(group, hosts, reached, openSsh);
        for (const host of opened) {
            const known = hosts.get(host.name);
            if (known === undefined)
                hosts.set(host.name, host);
            else if (known.layout.root !== host.layout.root)
                throw twoRoots(name, host, known);
        }
    }
    return hosts;
}
/** A host of two groups is reached in one way, whichever of them says it. */
function openSshGroup(group, hosts, reached, open) {
    return group.hosts.flatMap(({ name }) => {
        const host = hosts.has(name) ? undefined : reached.get(name);
        return host?.connection === 'ssh' ? [open(host)] : [];
    });
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
        throw acting_wrong('environment', 'a name of 2 to 63 characters', environment);
    return { ENVIRONMENT: environment, FENCE: whole('fence', fence), LOCK_SECONDS: whole('lockSeconds', lockSeconds) };
}
/** The bare hex of a sha256, as it stands in paths. */
function bareHex(name, text) {
    if (!/^[0-9a-f]{64}$/.test(text))
        throw acting_wrong(name, '64 lower-case hex digits', text);
    return text;
}
function whole(name, value) {
    if (!Number.isSafeInteger(value) || value < 0)
        throw acting_wrong(name, 'a whole number of at least 0', String(value));
    return String(value);
}
/** One segment of a path or one word: a service, a release8, a unit. */
function segment(name, text) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._@+-]*$/.test(text))
        throw acting_wrong(name, 'letters, digits and `_ - . @ +`', text);
    return text;
}
function acting_wrong(name, expected, found) {
    return new HostFault('value-refused', { where: `Value of ${name}`, expected, found: JSON.stringify(found) });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/phases/clean.js


/*
 * A package is named by what an environment recorded (`packages`), by what one is bringing (`incoming`), or by an
 * instance's folder. Claims of this environment that are older than this fence were left by a killed run; its stagings, by a transfer that was broken off,
 * this run's too: it comes here when it sends nothing more.
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
  [ "$owner" = "$ENVIRONMENT" ] || [ "\${rest%%-*}" -lt "$seen" ] || continue
  remove_tree "$staging"
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
    file | spare)
      path=$(printf %s "$content" | base64 -d)
      if ! [ -r "$path" ] || ! [ -f "$path" ]; then
        [ "$kind" = spare ] || fail host-file-missing "$path"
        continue
      fi
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
        throw acting_wrong('secrets', 'none where nobody acts', String(secrets.length));
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
    return `${secret.mayLack ? 'spare' : 'file'}\t${name}\t${Buffer.from(secret.hostFile).toString('base64')}\n`;
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

# own PATH: given to the user that the instance runs as
own() { [ -z "$owner" ] || [ "$change" = kept ] || unit_own "$owner" "$1"; }

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
      owner=
      change=started
      if [ -f "$folder/instance.json" ]; then
        # One that a killed run began to start may come up at any moment, with the ports of then: first it stands still.
        if is_running "$unit"; then change=kept; else unit_stop "$unit"; fi
      fi
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
    user)
      unit_user "$first" "$second"
      owner=$second
      ;;
    environment)
      { printf %s "$first" | base64 -d; printf %s "$variables"; } | encode | put environment
      own "$folder/environment"
      ;;
    file)
      name=config/$(printf %s "$first" | base64 -d)
      mkdir -p -- "$folder/\${name%/*}"
      printf %s "$second" | put "$name"
      own "$folder/$name"
      ;;
    secret)
      path=$(printf %s "$second" | base64 -d)
      [ -r "$path" ] && [ -f "$path" ] || fail host-file-missing "$path"
      [ "$change" = kept ] || unit_secret "$path" "$folder/config/secrets/$first"
      ;;
    state)
      path=$KEEP/state/$ENVIRONMENT/$service/$first
      [ -d "$path" ] || mkdir -p -m 0750 -- "$path"
      own "$path"
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
    const { service, version, release, unit, command, user, stopSeconds, restartSeconds, resources, hostFiles } = instance;
    return {
        name: unit,
        description: `${service} ${version} in ${environment}`,
        command,
        workingDirectory: packageFolder(layout, instance.package),
        environmentFile: `${releaseFolder(layout, environment, service, release)}/environment`,
        user: user === null ? null : user.name,
        stopSeconds,
        restartSeconds,
        resources,
        credentials: hostFiles,
        statePaths: instance.state.map((name) => `${stateFolder(layout, environment, service)}/${name}`),
        slice: `towpath-${environment}`,
        syslogIdentifier: service,
        logExtraFields: { TOWPATH_ENVIRONMENT: environment, TOWPATH_SERVICE: service, TOWPATH_VERSION: version },
    };
}
function renderInstance(host, environment, instance) {
    const { service, release, unit, ports, files, hostFiles, state, user } = instance;
    return [
        ['instance', segment('service', service), segment('release', release), segment('unit', unit)],
        ...Object.entries(ports).map(([provide, name]) => ['port', segment('provide', provide), segment('variable', name)]),
        ['package', bareHex('package', instance.package)],
        ...(user === null ? [] : [['user', user.kind, segment('user', user.name)]]),
        ['environment', encode(endedLines(instance.environmentFile))],
        ...Object.entries(files).map(([path, content]) => ['file', encode(insidePath(path)), encode(content)]),
        ...Object.entries(hostFiles).map(([name, path]) => ['secret', segment('variable', name), encode(path)]),
        ...state.map((name) => ['state', segment('state folder', name)]),
        ['manifest', encode(instance.manifest)],
        ['text', encode(host.renderUnit(unitOf(host.layout, environment, instance)))],
    ];
}
function encode(content) {
    return Buffer.from(content).toString('base64');
}
function endedLines(text) {
    if (text !== '' && !text.endsWith('\n'))
        throw acting_wrong('environmentFile', 'lines that end in a newline', 'no newline');
    return text;
}
function insidePath(path) {
    const names = path.split('/');
    if (/[\n\0]/.test(path) || names.some((name) => name === '' || name === '.' || name === '..')) {
        throw acting_wrong('a config file’s path', 'a path inside the config folder', path);
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
        throw acting_wrong('the answer of start', `${count} instances`, String(found.length));
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
  [ "$3" = - ] || unit_stop "$3" || {
    # It may be that another run started it again meanwhile.
    lock
    fence
    return 1
  }
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

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/listing.js



/**
 * The file index as scripts read it, in gzip: `f <sha256> <mode> <size> <path>`, `l <path>//<target>`, `d <path>`, a line
 * an entry. No path holds `//`. Modes are those on the host, where packages are read-only: 444 and 555.
 * The stream fails with `listing-refused` at the first entry that can't be listed.
 */
function listingStream(entries) {
    const lines = external_node_stream_.Readable.from(chunks(entries), { objectMode: false });
    const gzip = (0,external_node_zlib_.createGzip)();
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
    const path = listing_checked(entry.path.replace(/\/$/, ''));
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
function listing_checked(path) {
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

# discard: nothing is left of what was staged, and nothing writes there any more
discard() {
  wait
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
  # What was linked was looked at then.
  { cut -d' ' -f3- "$work/lacking"; find . -type f -links 1 -printf '%P\n'; } | sort -u > "$work/paths"
  sums "$work/paths" "$work/sums"
  sum_lines < "$work/want" | comm -13 - "$work/sums" > "$work/differing"
  [ ! -s "$work/differing" ] && [ "$(wc -l < "$work/paths")" -eq "$(wc -l < "$work/sums")" ] || {
    differs=$(head -n 3 "$work/differing")
    discard
    fail content-wrong "other bytes than the index says: $differs"
  }
  cmp -s "$work/expected" "$work/found" || {
    differs=$(comm -3 "$work/expected" "$work/found" | head -n 3)
    discard
    fail content-wrong "other files than the index says: $differs"
  }
  wait
  [ ! -e "$work/unsynced" ] || broken "$(cat "$work/unsynced")"
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
megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1000000 }'; }
if [ -s "$work/lacking" ]; then
  needed=$(awk '{ bytes += $2 } END { printf "%.0f", bytes }' "$work/lacking")
  free=$(df -P -B1 -- "$PACKAGES" | awk 'NR == 2 { print $4 }')
  [ "$needed" -lt "$free" ] || { discard; fail disk-full "$(megabytes "$free") free below $PACKAGES, $(megabytes "$needed") needed"; }
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
            name: 'compare',
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
# a whole archive brings its symlinks and empty folders too; those that the list has are made from it
find . -type l -printf '%P//%l\n' | sort | comm -12 - "$work/symlinks" | sed 's,//.*,,' | each rm -f --
# Once the folder has its name nobody looks at its bytes again, so they must be there after a power cut too. Of the rename itself that is
# not asked: without it the package is sent anew. One call for the disk takes 0.2 s where a call for each of 400 files took 0.4 s; meanwhile
# all is compared. Who gives the name waits for it.
{ sync -f . > "$work/sync" 2>&1 || mv -- "$work/sync" "$work/unsynced"; } 9>&- &
answer=$(awk '{ bytes += $2 } END { printf "received\t%d\t%.0f", NR, bytes }' "$work/lacking")
lock
fence
finish
printf '%s\nend\n' "$answer"
`;
/**
 * Unpacks the files that `missing` asked for, checks the whole package, and puts it into its place.
 * `files`: a tar in gzip that holds exactly those files, with their paths and modes; or, where that is all files, the package's archive as it is.
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

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/change-functions.js

/*
 * `take` tries an address as haproxy will: as root, with SO_REUSEPORT, without listening, so that it gets no connection. What is bound to
 * all addresses with SO_REUSEPORT (the distribution's haproxy, say) can stay; what is bound to this very one would share its connections with us.
 */
const changeFunctions = sh `
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
 * Shell functions that speak with a running haproxy, in Perl, because perl-base is Essential on Debian.
 *
 *     runtime SOCKET < commands       each line a command, in order, many over one connection; prints what is answered. When haproxy refuses one, it says
 *                                     so on stderr and fails. `@{version}` stands for the number that the last `prepare map` answered
 *     worker_of MASTER_SOCKET         the pid of the worker that serves; nothing when there is none
 *     failures_of MASTER_SOCKET       how many reloads have failed since the last that went well
 *     busy_of SOCKET                  names of backends that have sessions, a line each
 *     sessions_of MASTER_SOCKET SOCKET   "WORKER<tab>BACKEND<tab>SERVER<tab>COUNT" for each server that has sessions; `-` is the current worker, and each
 *                                     old one has a line "PID<tab>-<tab>-<tab>-" besides
 *     wait_checked SOCKET SECONDS SERVER…   waits until each `backend/server` was checked and is up; prints "SERVER<tab>WHY" of those that are not
 */
const runtimeFunctions = sh `
RUNTIME_CLIENT='
use strict; use Socket;
sub say_to {
  my ($path, $command) = @_;
  socket(my $socket, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!\n";
  connect($socket, pack_sockaddr_un($path)) or die "$path: $!\n";
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
    my ($version, $batch) = ("", "");
    sub flush {
      return unless length $batch;
      my $answer = say_to($ARGV[0], $batch =~ /^\@!/ ? $batch : "set severity-output number;$batch");
      $answer =~ /^\[[0-3]\]: (.*)/m and die substr($batch, 0, 200) . ": $1\n";
      $version = $1 if $answer =~ /New version created: (\d+)/;
      $answer =~ s/^\[[0-9]\]: //mg;
      print $answer;
      $batch = "";
    }
    while (my $command = <STDIN>) {
      chomp $command;
      next unless length $command;
      flush() if $command =~ /^(?:prepare|show|\@!)/ || length($batch) > 8000;
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
      for my $row (rows_of(say_to($at, "\${prefix}show stat -1 4 -1"))) {
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
const look_at_edge_program = sh `
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
const addressFunctions = sh `
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
            program: addressFunctions + runtimeFunctions + look_at_edge_program,
            variables: {
                ...actingVariables(acting),
                ...edgeVariables(files),
                VIP: vip,
                SESSIONS: wantsSessions ? 'yes' : '',
            },
        },
        parse: readSeen,
    };
}
const readSeen = (records) => {
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
        busy,
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
                seen[record.kind] = record.choice(1, unitStates);
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
        STATS: files.statsSocket,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/change-edge.js






/** How long a new server may take to be seen up by its proxy. */
const checkSeconds = 4;
const change_edge_program = sh `
lock
fence
on=-
[ ! -f "$CONFIG_FILE" ] || on=$(sha256sum < "$CONFIG_FILE" | cut -c 1-64)
[ "$on" = "$PLANNED_ON" ] || { printf 'moved\nend\n'; exit 0; }
if [ -n "$PREPARED" ]; then
  prepared=
  [ ! -s "$FOLDER/prepared" ] || prepared=$(cat "$FOLDER/prepared")
  [ "$prepared" = "$PREPARED" ] || { printf 'moved\nend\n'; exit 0; }
fi
mkdir -p -- "$FOLDER/live" "$FOLDER/next"
rm -f -- "$CONFIG_FILE.before"
state=$(unit_process "$PROXY_UNIT")
pid=\${state#* }
state=\${state% *}
own_pids=
[ "$pid" = - ] || own_pids=$(unit_family "$pid" | tr '\n' ' ')
if [ "$state" != running ] || [ -n "$RELOADS" ]; then
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
      printf %s "$second" | base64 -d | replace "$path.new"
      if [ "$path" = "$CONFIG_FILE" ]; then
        said=$(/usr/sbin/haproxy -c -f "$path.new" 2>&1 9>&-) ||
          fail unit-failed "haproxy refuses its configuration: $(printf '%s\n' "$said" | grep -F '[ALERT]' | head -n 1)"
        [ ! -f "$path" ] || cp -p -- "$path" "$path.before"
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
  said=$(printf %s "$commands" | runtime "$STATS" 2>&1) || fail unit-failed "haproxy refused a command: $said"
fi
rm -f -- "$CONFIG_FILE.before"
case $VIP_EFFECT in
  start) said=$(unit_start "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
  reload) said=$(unit_reload "$VIP_UNIT" 2>&1) || fail unit-failed "$said" ;;
esac
rm -f -- "$FOLDER/pending"
unlock
[ -z "$awaited" ] || wait_checked "$STATS" "$CHECK_SECONDS" $awaited | sed 's/^/down	/'
printf %s "$questions" | while IFS= read -r question; do
  printf 'answer\t%s\n' "$(printf '%s\n' "$question" | runtime "$STATS" | encode)"
done
echo changed
echo end
`;
function changeEdge(acting, files, change) {
    const { plannedOn, prepared, isReload, vip, binds } = change;
    return {
        script: {
            name: 'change the edge',
            program: listenerFunctions + runtimeFunctions + changeFunctions + change_edge_program,
            variables: {
                ...actingVariables(acting),
                ...edgeVariables(files),
                PLANNED_ON: plannedOn ?? '-',
                PREPARED: prepared ?? '',
                RELOADS: isReload ? 'yes' : '',
                VIP_EFFECT: vip,
                BINDS: binds.map(({ address, port }) => `${addressHex(address)}=${address}:${port}`).join(' '),
                CHECK_SECONDS: String(checkSeconds),
            },
        },
        stdin: renderChange(change)
            .map((fields) => `${fields.join('\t')}\n`)
            .join(''),
        parse: readAnswer,
    };
}
function renderChange({ units, files, commands, awaited, questions }) {
    return [
        ...Object.entries(units).map(([name, text]) => (text === null ? ['no-unit', name] : ['unit', name, change_edge_encode(text)])),
        ...Object.entries(files).map(([path, text]) => ['file', path, change_edge_encode(text)]),
        ...commands.map((command) => ['command', command]),
        ...awaited.map((server) => ['awaited', server]),
        ...questions.map((question) => ['question', question]),
    ];
}
function change_edge_encode(text) {
    return Buffer.from(text).toString('base64');
}
const readAnswer = (records) => {
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

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/edge-files.js

function edgeFiles(layout, environment) {
    const folder = `${environmentFolder(layout, environment)}/proxy`;
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

// EXTERNAL MODULE: ./packages/routing/lib/index.js + 29 modules
var routing_lib = __webpack_require__(21653);
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
 * else is ended; one that still serves others goes on, until it has done so or its `hard-stop-after`.
 */
const drain_edge_program = sh `
lock
fence
unlock
is_running() { case $(unit_process "$PROXY_UNIT") in running*) ;; *) return 1 ;; esac; }
uptime_hundredths() { cut -d ' ' -f 1 /proc/uptime | tr -d .; }
count_left() { awk -F '\t' -v servers=" $SERVERS " '$3 != "-" && index(servers, " " $2 "/" $3 " ") { left += $4 } END { print left + 0 }'; }
is_running || { printf 'closed\t0\nend\n'; exit 0; }
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
    '$1 == worker && $3 != "-" && !index(servers, " " $2 "/" $3 " ")')
  [ -n "$others" ] || kill -TERM "$worker" 2> /dev/null || :
done
unlock
printf 'closed\t%s\n' "$left"
echo end
`;
/** Waits until nothing leads to these servers any more; answers how many were closed in the end. */
function drainEdge(acting, { files, servers, seconds }) {
    return {
        script: {
            name: 'drain the edge',
            program: runtimeFunctions + drain_edge_program,
            variables: {
                ...actingVariables(acting),
                ...edgeVariables(files),
                SERVERS: servers.join(' '),
                SECONDS_LEFT: String(Math.ceil(seconds)),
            },
        },
        parse: (records) => {
            const record = records.next();
            if (record.kind !== 'closed')
                throw record.unreadable('`closed`', record.kind);
            return record.number(1);
        },
    };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/fresh.js



/** keepalived watches the file: the priority changes within milliseconds. */
function freshCommand(acting, { fresh }, freshness) {
    return {
        script: {
            name: 'fresh',
            program: sh `
lock
fence
printf '%s\n' "$FRESHNESS" > "$FRESH"
unlock
echo end
`,
            variables: { ...actingVariables(acting), FRESH: fresh, FRESHNESS: String(freshness) },
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
    return Object.entries(wanted).every(([path, text]) => files.get(`${folder}/${path}`) === standing_sha256(text));
}
function unitsStand({ files }, units) {
    return Object.entries(units).every(([name, text]) => [...files].some(([path, digest]) => path.endsWith(`/${name}.service`) && digest === standing_sha256(text)));
}
/** `backend/server` of each endpoint that is in a slot. */
function serversOf(state, slot) {
    const pool = state.pools[slot];
    if (pool === undefined)
        return [];
    const names = (0,routing_lib/* serverNames */.C1)(state.sizes[pool.kind]);
    return pool.endpoints.map(({ instance }, index) => ({ server: `${slot}/${names[index]}`, instance }));
}
function standing_sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}

;// CONCATENATED MODULE: ./packages/deploy/lib/proxies/haproxy/plan-switching.js




/** Slots for all that the table needs, beside what is live. Pure. */
function planPreparing(edge, seen, table) {
    const live = tableOf(edge, seen);
    const before = standingState(seen, live);
    const { state, isRestructured, filled, cleared } = (0,routing_lib/* planSlots */.d3)({
        current: before,
        tables: live === null ? [table] : [live, table],
        busy: seen.busy,
    });
    return {
        state,
        filled,
        change: {
            ...nothing(edge, seen),
            ...planSwap(edge, seen, { before, state, isRestructured, filled, cleared, live, next: table }),
            awaited: filled.flatMap((slot) => serversOf(state, slot).map(({ server }) => server)),
        },
    };
}
/** Only what is live remains, and what something is under way to; null when that is so. Pure. */
function planReleasing(edge, seen) {
    const live = tableOf(edge, seen);
    const before = standingState(seen, live);
    const plan = (0,routing_lib/* planSlots */.d3)({ current: before, tables: live === null ? [] : [live], busy: seen.busy });
    const files = nextFiles(plan.state, live);
    if (plan.cleared.length === 0 && (seen.prepared ?? '') === digestOf(live) && stands(edge, seen, files))
        return null;
    return { ...nothing(edge, seen), ...planSwap(edge, seen, { ...plan, before, live, next: live }) };
}
/** The prepared table becomes the live one. Pure. */
function planCommitting(edge, { state, table, isReload }) {
    const live = (0,routing_lib/* renderMaps */.I8)(table, state)['table.map'];
    return {
        plannedOn: standing_sha256((0,routing_lib/* renderHaproxyConfig */.iK)(edge.haproxy, state)),
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
    #table;
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
    }
    async table() {
        return this.#table;
    }
    /** Fault: `proxy-wrong` when this proxy sees none of the endpoints of a release up. */
    async prepare(table) {
        this.#prepared = await this.#untilDone(async () => {
            const { state, filled, change } = planPreparing(this.#edge, await this.#look(), table);
            const changed = await this.#carryOut(change);
            if (changed === null)
                return null;
            const dead = filled.find((slot) => isDead(state, slot, changed.down));
            if (dead !== undefined)
                throw notSeenUp(this.#edge, state, dead, changed.down);
            return { digest: (0,routing_lib/* routeTableDigest */.c_)(table), state };
        });
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
            const changed = await this.#carryOut(planCommitting(this.#edge, { state, table, isReload }));
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
    async drain(instances, seconds) {
        if (instances.length === 0)
            return { closed: 0 };
        const servers = leavingServers(this.#edge, await this.#look(), instances);
        const command = drainEdge(this.#acting, { files: this.#edge.files, servers, seconds });
        const closed = await runCommand(this.#host, command, { limitMs: (seconds + 120) * 1000 });
        await this.#release();
        return { closed };
    }
    async holdsVip() {
        return runCommand(this.#host, holdsCommand(this.#edge.vip));
    }
    get isFresh() {
        return this.#isFresh;
    }
    async setFresh(isFresh) {
        const freshness = isFresh ? (0,routing_lib/* freshnessOf */.T5)(this.#acting.fence) : 0;
        await runCommand(this.#host, freshCommand(this.#acting, this.#edge.files, freshness));
        this.#isFresh = isFresh;
    }
    async #release() {
        await this.#untilDone(async () => {
            const change = planReleasing(this.#edge, await this.#look());
            return change === null ? true : this.#carryOut(change);
        });
    }
    #look() {
        const { files, vip } = this.#edge;
        return runCommand(this.#host, lookAtEdge(this.#acting, { files, vip, wantsSessions: true }));
    }
    /** Null: something else stands there than it was planned on. */
    async #carryOut(change) {
        const answer = await runCommand(this.#host, changeEdge(this.#acting, this.#edge.files, change));
        if (answer.kind === 'taken')
            throw addressTaken(this.#edge, answer);
        return answer.kind === 'moved' ? null : answer;
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
/** A `-` in the name of a slice nests, so it is written as systemd escapes it. */
function identity(environment, identifier) {
    return [
        `Slice=towpath-${environment.replaceAll('-', '\\x2d')}.slice`,
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
async function openEdge(host, request) {
    const { spec, acting } = request;
    const files = edgeFiles(host.layout, spec.environment);
    const { vip } = planEdge(host, request, null);
    const seen = await runCommand(host, lookAtEdge(acting, { files, vip, wantsSessions: false }));
    const edge = planEdge(host, request, seen.group);
    verifyRequirements(host, edge, seen);
    const change = planOpening(edge, seen);
    if (change !== null) {
        const answer = await runCommand(host, changeEdge(acting, files, change));
        if (answer.kind === 'taken')
            throw addressTaken(edge, answer);
        if (answer.kind === 'moved')
            throw movedAway(edge);
    }
    return new HaproxyProxy(host, edge, acting, seen);
}
function verifyRequirements(host, { keepalived }, { programs, interfaces }) {
    if (!programs.has('haproxy'))
        throw packageMissing(host.name, 'haproxy');
    if (keepalived !== null && !programs.has('keepalived'))
        throw packageMissing(host.name, 'keepalived');
    if (keepalived !== null && !interfaces.has(keepalived.interface))
        throw interfaceMissing(host.name, keepalived.interface, interfaces);
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
    return new DeployFault('unexpected', { where: nameOf(request), found }, { cause: error });
}
function isAborted(error) {
    return error instanceof HostFault && error.code === 'aborted';
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
    const configuration = configFolder(there.layout, revision.environment, release.service, folder);
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
                ...Object.fromEntries(Object.keys(own.hostFiles).map((name) => [name, hostSecretFile(there.layout, { ...place, name })])),
            },
        }),
        files: Object.fromEntries([...files, ...secretFiles]),
        hostFiles: own.hostFiles,
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
        provides: mapValues(descriptor.provides ?? {}, provideOf),
        dependencies: mapValues(descriptor.dependencies ?? {}, ({ range }) => ({ range })),
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
        script: { name: 'names', program: hosts_block_program, variables: { ...actingVariables(acting), BEGIN: begin, END: end } },
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
            variables: { ...actingVariables(acting), PROXY_UNIT: proxyUnit, VIP_UNIT: vipUnit, FOLDER: folder },
        },
        parse: () => undefined,
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./packages/archive/lib/index.js + 32 modules
var archive_lib = __webpack_require__(44558);
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
        const key = (0,external_node_crypto_.createHash)('sha256')
            .update((0,descriptor_lib/* canonicalJson */.dj)([release.archive.digest, ...paths]))
            .digest('hex');
        const file = this.#files.get(key) ?? this.#pack(key, release, mediaType, paths);
        this.#files.set(key, file);
        return (0,external_node_fs_.createReadStream)(await file);
    }
    async [Symbol.asyncDispose]() {
        await Promise.allSettled(this.#files.values());
        if (this.#folder !== null)
            await (0,external_node_fs_promises_.rm)(await this.#folder, { recursive: true, force: true });
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
async function sendPackage(request, packages, selections) {
    const { host, release, acting, signal } = request;
    const { service, archive } = release;
    const digest = (0,descriptor_lib/* bareDigest */.$$)(archive.digest);
    const sizeOfIndex = await indexSize(release, packages);
    const index = await packages.pull(service, release.files, sizeOfIndex);
    const missing = await runCommand(host, missingCommand(acting, { digest, entries: (0,archive_lib/* readFileIndex */.zl)(index) }), { signal });
    if (missing.kind === 'complete')
        return { sentBytes: 0, totalBytes: missing.linkedBytes };
    const mediaType = mediaTypeOf(release);
    // What a host has nothing of goes as it is.
    const isWhole = missing.linkedFiles === 0 && mediaType === archive_lib/* archiveMediaTypes */.SY.gzip;
    const sent = isWhole
        ? await packages.pull(service, archive.digest, archive.sizeBytes)
        : await selections.open(release, mediaType, missing.paths);
    await runCommand(host, receiveCommand(acting, digest, sent), { signal });
    return { sentBytes: missing.lackingBytes, totalBytes: missing.linkedBytes + missing.lackingBytes };
}
/** The manifest names the index with its size; it must be the one that the revision names. */
async function indexSize({ service, archive, files }, packages) {
    const at = archive.reference.lastIndexOf('@');
    const stored = await packages.resolve({ name: service, digest: archive.reference.slice(at + 1) });
    const layer = stored.layers.find(({ mediaType }) => mediaType === archive_lib/* fileIndexMediaType */.d$);
    if (layer?.digest === files)
        return layer.sizeBytes;
    throw send_package_broken(`${service}, its file index`, files, layer?.digest);
}
function mediaTypeOf({ service, archive }) {
    const known = Object.values(archive_lib/* archiveMediaTypes */.SY).find((mediaType) => mediaType === archive.mediaType);
    if (known !== undefined)
        return known;
    throw send_package_broken(`${service}, its archive`, Object.values(archive_lib/* archiveMediaTypes */.SY).join(' or '), archive.mediaType);
}
function send_package_broken(where, expected, found) {
    return new DeployFault('revision-broken', {
        where,
        expected,
        found: found ?? 'nothing',
        fix: 'Publish and promote it again under a new version',
    });
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
async function sendPackages(packages, site) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const selections = __addDisposableResource(env_1, new Selections(site.packages), true);
        const lines = Object.entries(packages).flatMap(([host, releases]) => {
            const waiting = releases.values();
            return Array.from({ length: Math.min(atOnce, releases.length) }, () => ({ host, waiting }));
        });
        await together(lines, site, async ({ host, waiting }, its) => {
            for (const release of waiting)
                await sendOne(host, release, selections, its);
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
async function sendOne(name, release, selections, site) {
    const { phases, acting, signal, packages } = site;
    const sent = await phases.run(name, `send ${release.service} ${release.version}`, () => sendPackage({ host: hostOf(site, name), release, acting, signal }, packages, selections));
    phases.addBytes(name, sent);
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
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
    const log = await runCommand(host, logsCommand(unit, health_fault_shownLines));
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
            COMMAND: command.map(quote).join(' '),
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
        packageFolder: packageFolder(host.layout, packageDigest),
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
    const { ports, connection } = (0,environment_lib/* environmentHosts */.Dt)(spec).get(hostName) ?? enter_unknownHost(hostName);
    const instances = anew.map(({ wanted }) => toStart(wanted, userOf(wanted, site.acting.environment, connection)));
    const command = startCommand(host, site.acting, { instances, ports: { first: ports.low, last: ports.high } });
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
const verify_answers_pauseMs = 50;
/** Asks until every expectation holds, each for at most two seconds. Fault: `proxy-wrong`. */
async function verifyAnswers(expectations, questioning) {
    await Promise.all(expectations.map((expectation) => verifyOne(expectation, questioning)));
}
async function verifyOne(expectation, { name, ask, pause }) {
    for (let left = verify_answers_trials;; left -= 1) {
        const answer = await ask(expectation.request).catch((error) => {
            throw error instanceof lib/* Fault */.vC ? error : verify_answers_unanswered(name, expectation, error);
        });
        if (isExpected(answer, expectation))
            return;
        if (left <= 1)
            throw verify_answers_wrong(name, expectation, answer);
        await pause(verify_answers_pauseMs);
    }
}
/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
function isExpected(answer, { version }) {
    return answer.version === version && answer.status < 500;
}
/** A timeout says of itself nothing about who was silent. */
function verify_answers_unanswered(where, { service, version, request }, cause) {
    const found = `no answer: ${cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause)}`;
    return new DeployFault('proxy-wrong', {
        where: `${where}, ${renderRequest(request)}`,
        expected: `${service} ${version} to answer`,
        found,
        fix: `Look at the log of ${service} ${version}`,
    }, { cause, retryable: true });
}
function verify_answers_wrong(where, { service, version, request }, { status, version: found, body }) {
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
 * can't be known and nothing was switched, all stays as it is.
 */
async function settleFreshness(table, { hasSwitched }, proxies, site) {
    const isFresh = proxies.mayDisagree(table) ?? (hasSwitched ? true : null);
    if (isFresh === null)
        return;
    await proxies.each(site, async (proxy, { phases }) => {
        if (proxy.isFresh === isFresh)
            return;
        const name = isFresh ? 'go before the one out of reach' : 'go level';
        await phases.run(proxy.host, name, () => proxy.setFresh(isFresh));
    });
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
    return error instanceof HostFault && outOfReach.has(error.code);
}
const outOfReach = new Set(['host-unreachable', 'connection-lost']);

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
/** Who holds the VIP, for the report. */
async function findHolder(proxies, site) {
    await proxies.each(site, async (proxy) => proxies.noteHolder(proxy.host, await proxy.holdsVip()));
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
    await sendPackages(plan.packages, site);
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
    const table = carry_out_tableOf(goal, progress, []);
    const expectations = planExpectations(table, [...enteredReleases(progress), ...proven]);
    const hasSwitched = await switchTo(table, expectations, proxies, site);
    await settleFreshness(table, { hasSwitched }, proxies, site);
    await closeFormer(goal, site);
    const verifiedThrough = await verifyThroughVip(spec, expectations, { proxies, hasSwitched }, site);
    await findHolder(proxies, site);
    await drain(leavingNow(goal, progress), goal, site);
    return { table, verifiedThrough };
}
/** Stops and removes what leaves. From here on there is no way back but to start it again. */
async function removeOld(goal, site, progress) {
    const { plan, proxies, isWayBack } = goal;
    const going = plan.leaving.filter((one) => !proxies.holds(one));
    await stop(going, { phase: isWayBack ? 'stop the new' : 'stop the old', remove: true }, site, progress);
}
/** Before the VIP is asked: one that is no proxy any more may hold it. */
async function closeFormer({ formerEdges }, site) {
    const hosts = formerEdges.filter((host) => site.hosts.has(host));
    await together(hosts, site, (host, its) => runPhase(its, { host, name: 'end its proxy' }, closeProxyCommand(hostOf(its, host), its.acting)));
}
/** What is to leave and still runs, but for what a proxy out of reach may send to. */
function leavingNow({ plan, proxies }, progress) {
    return plan.leaving.filter((one) => !progress.stopped.includes(one) && !proxies.holds(one));
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
        const command = stopCommand(site.acting, { instances: ofHost.map(({ found }) => found), remove });
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
    return runCommand(host, {
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
    const declared = deployments.flatMap((deployment) => (deployment?.revision.releases ?? []).flatMap(({ descriptor }) => Object.entries(descriptor.dependencies ?? {}).map(([service, { range }]) => ({ service, range }))));
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
    const glances = await Promise.all([...site.hosts.keys()].map((host) => glance(host, inspectCommand(ask(host)), site)));
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
        await runCommand(this.#host, fenceCommand(this.#acting));
        await (0,embedded_lib/* askProxy */.MU)(this.#folder, { verb: 'prepare', table: (0,descriptor_lib/* canonicalJson */.dj)(table) });
    }
    ask(request) {
        return askThroughHost(this.#host, { kind: 'unix', path: (0,embedded_lib/* proxyPaths */.vR)(this.#folder).verify }, request);
    }
    /** Under the lock of the host and with its fence, so that a run that was taken over can't switch any more. */
    async commit(table) {
        for (let trial = 1;; trial += 1) {
            const answer = await runCommand(this.#host, commitCommand(this.#acting, this.#folder, (0,routing_lib/* routeTableDigest */.c_)(table)));
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
                throw await open_embedded_proxy_unreachable(host, spec, cause);
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
async function open_embedded_proxy_unreachable(host, spec, cause) {
    const log = await runCommand(host, logsCommand(proxyUnitName(spec.environment), 20));
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
/** Opens what the spec says; a proxy that runs as it should is left alone. */
async function openProxies(spec, request, site) {
    if ((0,environment_lib/* proxyKind */.P$)(spec) === 'embedded')
        return openEmbedded(spec, site);
    const edges = edgesOf(spec);
    const opened = [];
    const lost = [];
    const wrong = [];
    await Promise.all(edges.map(async ({ name }) => {
        const peers = edges.filter((edge) => edge.name !== name).map(({ address }) => address);
        const settings = { spec, peers, acting: site.acting };
        try {
            const unreached = request.unreached.get(name);
            if (unreached !== undefined)
                throw unreached;
            opened.push(await open_proxies_openOne(name, site, (host) => site.openEdge(host, settings)));
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
    const opened = await open_proxies_openOne(name, site, (host) => openEmbeddedProxy(host, spec, site.acting));
    return new ProxySet([opened], [], 'refuse');
}
async function open_proxies_openOne(name, site, open) {
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
    return { script: { name: 'forget', program: forget_claims_program, variables: actingVariables(acting) }, parse: () => undefined };
}

;// CONCATENATED MODULE: ./packages/deploy/lib/run/tidy.js








/**
 * Writes down on every host what it has now, and removes what nothing names any more: leftovers of killed runs, packages. Those of the base stay,
 * for a quick way back.
 */
async function tidy(tidying, site) {
    await tidyHosts(tidying, site, (host, its) => record(host, tidying, tidying.other, its));
}
/**
 * The same after putting back. A host that has this revision recorded already keeps what that record names, older packages too: only what
 * this deploy was bringing goes.
 */
async function tidyPutBack(tidying, site) {
    const { look, deployment } = tidying;
    await tidyHosts(tidying, site, async (host, its) => {
        if (look.inspections[host]?.revision?.digest !== deployment.digest)
            return record(host, tidying, null, its);
        await runPhase(its, { host, name: 'forget' }, forgetClaimsCommand(its.acting));
    });
}
async function tidyHosts(tidying, site, writeDown) {
    const { goal, deployment, other } = tidying;
    const named = hostsWithNames([deployment, other], goal);
    const lost = new Set(goal.proxies.lost.map(({ host }) => host));
    const hosts = [...site.hosts.keys()].filter((host) => !lost.has(host));
    await together(hosts, site, async (host, its) => {
        await removeLeftovers(host, goal.plan.leftovers, its);
        if (named.has(host))
            await keepNamesAtLast(host, goal, tidying.table, its);
        await writeDown(host, its);
        await runPhase(its, { host, name: 'clean', detail: tellRemoved }, cleanCommand(its.acting));
    });
}
function tellRemoved({ length }) {
    return length === 0 ? '' : `${length} ${length === 1 ? 'package' : 'packages'} removed`;
}
/** After a first deploy that failed: nothing of it stays. */
async function forgetNames(target, goal, site) {
    const hosts = [...hostsWithNames([target], goal)].filter((host) => site.hosts.has(host));
    await together(hosts, site, (host, its) => keepNamesAtLast(host, goal, null, its));
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
async function record(host, { deployment, table, look }, previous, site) {
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
async function goForward(request, whole, forward, progress) {
    const { target, base, secrets } = request;
    refuseNotYet(target);
    const look = await lookAtHosts(target, secrets, whole);
    verifyReach(request, look.unreached);
    await verifyHostRevisions(request, look.inspections);
    // From here on there is a way back: an earlier run may have been killed in the middle.
    forward.look = look;
    requirements_verifyRequirements(target, look.inspections);
    const site = withoutUnreached(whole, look.unreached);
    const { unreached } = look;
    const policy = unreachablePolicy(target.spec);
    const proxies = await openProxies(target.spec, { policy, unreached, known: () => anythingThere(look.standing) }, site);
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
    const unhurried = beyondCancel(site);
    await removeOld(goal, unhurried, progress);
    await tidy({ deployment: target, other: base, table: reached.table, goal, look }, unhurried);
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
    return { plan: null, progress: newProgress(), proxies: null, table: null, unreached: new Map() };
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
            await putBackOnce(request, site, { look: before, proxies: forward.proxies }, back);
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
    if (base === null && isBare && before.proxies === null)
        return;
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
    await removeOld(goal, site, back.progress);
    if (base === null)
        await forgetNames(target, goal, site);
    else
        await tidyPutBack({ deployment: base, other: target, table, goal, look }, site);
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
        proxies: proxies === null ? untouched(record) : tellProxies(proxies, isBack ? 'put back' : 'unknown'),
        verifiedThrough: null,
        instances: [
            ...[...seen, ...held].map((live) => placeLive(live, 'kept')),
            ...progress.entered.map((one) => placeEntered(one, 'restored')),
            ...progress.stopped.map((one) => placeLive(one, 'stopped')),
        ],
        failure,
    });
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
        const failure = endings_faultOf(error, request, site.signal);
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
        return outcome(putBackFailed(request, failure, endings_faultOf(error, request, site.signal)));
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
 * requirements, names that lead elsewhere, ways that are blocked.
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
            reason: failure === null ? null : lease_reasonOf(failure),
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
function lease_reasonOf({ where, expected, found, code }) {
    const first = where.replace(/ \(and \d+ more\)$/, '');
    return first !== where && found?.startsWith(first) === true ? found : `${where}: ${found ?? expected ?? code}`;
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
async function preview_previewDeploy(call, request, ports) {
    const { environment, number } = request.target.revision;
    const preview = await runPreview(request, ports);
    const isUnchanged = preview.hosts.every(({ starts, leaves }) => starts.length + leaves.length === 0) &&
        preview.proxies.every(({ isInReach }) => isInReach);
    if (isUnchanged)
        call.output('status', 'unchanged');
    for (const line of [...preview.hosts.filter(isOfInterest).map(preview_renderLine), ...renderProxies(preview)])
        call.io.say(line);
    call.io.summarize(renderPreviewMarkdown(`${environment}@${number}`, preview));
}
/** An edge runs nothing but its proxy. */
function isOfInterest({ starts, stays, leaves }) {
    return starts.length + stays.length + leaves.length > 0;
}
function preview_renderLine({ host, starts, stays, leaves, gaps }) {
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
    forward: [{ title: 'old stopped', phase: /^(drain|stop the old|stop for the new)$/ }],
    back: [
        { title: 'old stopped', phase: /^stop for the new$/ },
        { title: 'new stopped', phase: /^(drain|stop the new)$/ },
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
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/towpath-folder.js
var towpath_folder = __webpack_require__(66939);
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
        const store = deploy_addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
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
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const target = await readDeployment(environment, wantedRevision(call, environment));
    call.output('revision', target.revision.number);
    verifyNotOlder(environment, target);
    const secrets = readSecrets(target.spec, io.environment);
    maskSecrets(call, secrets);
    const hosts = new Map(await openHosts(target.spec, hostOptions(call)));
    const opened = [...hosts.values()];
    try {
        if (inputs.flag('dry-run')) {
            const acting = { environment: name, fence: environment.state.fence };
            await withPorts(call, hosts, async (ports) => preview_previewDeploy(call, { target, base: await readBase(environment), acting }, ports));
            return;
        }
        const { lease, held, base } = await begin(call, store, environment, target);
        opened.push(...(await openLeftHosts(call, hosts, base)));
        const outcome = await deploy_carryOut(call, { target, base, secrets, lease }, held, hosts);
        await endLease(store, { report: outcome.report, revision: target.revision, clock: call.clock });
        await say(call, outcome);
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
/**
 * Hosts that only the deployed revision has: what runs there must be stopped. Returns all that were opened for it, to be closed at the end: one that
 * both specs have may be what such a host is reached through.
 */
async function openLeftHosts(call, hosts, base) {
    if (base === null)
        return [];
    const opened = await openHosts(base.spec, hostOptions(call));
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
    const baseSecrets = base === null ? {} : readSecretsAtHand(base.spec, call.io.environment);
    maskSecrets(call, baseSecrets);
    const outcome = await withPorts(call, hosts, async (ports) => runDeploy({
        target,
        base,
        secrets,
        baseSecrets,
        digestOf: (number) => deploy_digestOf(held, number),
        acting: { environment: target.spec.environment, fence: lease.fence },
        run: call.io.context.run,
    }, ports));
    return { ...outcome, report: withoutSecrets(outcome.report, [secrets, baseSecrets]) };
}
async function withPorts(call, hosts, work) {
    const packages = (0,stores/* openPackages */._)(call);
    try {
        return await work({
            hosts,
            packages,
            openEdge: openEdge,
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
async function deploy_digestOf(environment, number) {
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
