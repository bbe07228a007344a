export const id = 766;
export const ids = [766];
export const modules = {

/***/ 16766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Je: () => (/* reexport */ HostFault),
  v0: () => (/* reexport */ cleanCommand),
  n$: () => (/* reexport */ compareListings),
  vg: () => (/* reexport */ configFolder),
  Yg: () => (/* reexport */ environmentFolder),
  fz: () => (/* reexport */ hostSecretFile),
  lo: () => (/* reexport */ inTurn),
  QR: () => (/* reexport */ inspectCommand),
  XM: () => (/* reexport */ logsCommand),
  Mk: () => (/* reexport */ missingByDifferenceCommand),
  c$: () => (/* reexport */ missingCommand),
  UR: () => (/* reexport */ openHosts),
  openSigningKey: () => (/* reexport */ openSigningKey),
  n4: () => (/* reexport */ packageFolder),
  hD: () => (/* reexport */ quote),
  TQ: () => (/* reexport */ receiveCommand),
  t6: () => (/* reexport */ recordCommand),
  Uc: () => (/* reexport */ releaseFolder),
  Ro: () => (/* reexport */ renderActing),
  d1: () => (/* reexport */ runCommand),
  sh: () => (/* reexport */ sh),
  oq: () => (/* reexport */ sliceName),
  S0: () => (/* reexport */ startCommand),
  yp: () => (/* reexport */ stateFolder),
  IM: () => (/* reexport */ stopCommand),
  $1: () => (/* reexport */ unitStates)
});

// UNUSED EXPORTS: layoutBelow

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
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
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
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
  facts_system=$(uname -srm)
  facts_kernel=\${facts_system#* }
  case $facts_system in
    'Linux '*) facts_os=linux ;;
    *) facts_os=$(printf %s "\${facts_system%% *}" | tr '[:upper:]' '[:lower:]') ;;
  esac
  read -r facts_boot < /proc/sys/kernel/random/boot_id
  while read -r facts_name facts_memory facts_unit; do [ "$facts_name" != MemTotal: ] || break; done < /proc/meminfo
  printf 'os\t%s\narch\t%s\nkernel\t%s\nboot\t%s\n' "$facts_os" "\${facts_system##* }" "\${facts_kernel% *}" "$facts_boot"
  printf 'user\t%s\n' "$(id -un 2> /dev/null || id -u)"
  printf 'cores\t%s\nmemory\t%s\n' "$(nproc)" "$facts_memory"
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
    /** The answer of one of several scripts that took turns: up to its own `end`, all of it read. */
    part(read) {
        const end = this.#lines.indexOf('end', this.#next);
        const lines = this.#lines.slice(this.#next, end === -1 ? undefined : end);
        const part = new RecordReader(`${this.#subject}, from line ${this.#next + 1}`, [...lines, 'end', ''].join('\n'));
        this.#next = end === -1 ? this.#lines.length : end + 1;
        const value = read(part);
        part.end();
        return value;
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
TAB='	'
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
  [ -d "$KEEP" ] || mkdir -p -- "$KEEP"
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
  [ -d "$ENVIRONMENT_DIR" ] || mkdir -p -- "$ENVIRONMENT_DIR"
  fence_seen=0
  [ ! -s "$ENVIRONMENT_DIR/fence" ] || read -r fence_seen < "$ENVIRONMENT_DIR/fence"
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
    const folder = await (0,promises_.open)((0,external_node_path_.dirname)(path), 'r');
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
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
            await (0,promises_.rm)(temporary, { force: true });
            await (0,external_node_stream_promises_.pipeline)(stream, (0,external_node_fs_.createWriteStream)(temporary, { mode: 0o600, flush: true }));
            await (0,promises_.rename)(temporary, target);
        }
        catch (cause) {
            stream.destroy();
            await (0,promises_.rm)(temporary, { force: true }).catch((second) => second);
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
        return await (0,promises_.realpath)(path);
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
    const bytes = await (0,promises_.readFile)(source);
    const digest = sha256(bytes);
    const target = (0,external_node_path_.join)(root, 'bin', `${digest}.mjs`);
    if ((await digestThere(target)) === digest) {
        await (0,promises_.utimes)(target, now, now);
        return target;
    }
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    const temporary = `${target}.${process.pid}.tmp`;
    await (0,promises_.writeFile)(temporary, bytes, { mode: 0o600, flush: true });
    await (0,promises_.rename)(temporary, target);
    return target;
}
async function digestThere(path) {
    try {
        return sha256(await (0,promises_.readFile)(path));
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/private-key.js


/** A private key in OpenSSH's or PEM form. A secret that was pasted may have lost its last newline or carry CRLF. */
function parsePrivateKey({ utils }, text, passphrase) {
    const key = utils.parseKey(`${text.replaceAll('\r\n', '\n').trim()}\n`, passphrase);
    if (!(key instanceof Error))
        return key.isPrivateKey() ? { kind: 'key', key } : { kind: 'unreadable', found: 'a public key' };
    const found = key.message.replace(/\.$/, '');
    return { kind: /encrypted|passphrase/i.test(found) ? 'encrypted' : 'unreadable', found };
}
/**
 * The key that hosts let in.
 * @throws HostFault `key-unreadable`; nothing of the key stands in it.
 */
function readPrivateKey(ssh2, text, passphrase) {
    const parsed = parsePrivateKey(ssh2, text, passphrase);
    if (parsed.kind === 'key')
        return parsed.key;
    throw new HostFault('key-unreadable', {
        where: 'ssh-private-key',
        expected: 'a whole private key in OpenSSH or PEM form',
        found: parsed.found,
        fix: parsed.kind === 'encrypted'
            ? 'Give a key without passphrase (`ssh-keygen -p`), or load it into an agent and leave the input out'
            : 'Copy the whole file, from its first line -----BEGIN to its last -----END',
    });
}
/** `ssh-ed25519 SHA256:…`, which is not secret. */
function describeKey(key) {
    return `${key.type} ${(0,environment_lib/* fingerprint */.Rj)({ type: key.type, blob: key.getPublicSSH().toString('base64') })}`;
}
/** The line for authorized_keys. */
function renderAuthorizedKey(key) {
    return `${key.type} ${key.getPublicSSH().toString('base64')}`;
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
    return { type: (0,environment_lib/* keyTypeOf */.zj)(blob) ?? 'unknown', blob };
}
/** Null for a key that is trusted. */
function hostKeyFault(verdict, host, key) {
    const subject = `Host ${host.name} (${host.address})`;
    const found = `${(0,environment_lib/* fingerprint */.Rj)(key)} (${key.type})`;
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
                expected: verdict.expected.map(environment_lib/* fingerprint */.Rj).join(' or '),
                found: (0,environment_lib/* fingerprint */.Rj)(key),
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
        await (0,external_node_timers_promises_.setTimeout)(pauseMs(attempt, options.random()), undefined, { signal: options.signal });
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
    if ((0,environment_lib/* keyTypeOf */.zj)(blob) !== type)
        throw wrong(line, `a whole key of type ${type} in base64`, blob);
    return {
        marker,
        key: { type, blob },
        isAbout: hosts.startsWith('|')
            ? hashed(hosts, line)
            : (name) => (0,environment_lib/* matchesPatternList */._8)(hosts, name, { ignoreCase: true }),
    };
}
/** `|1|<salt>|<HMAC-SHA1 of the name>`: a name that only who knows it can find. */
function hashed(field, line) {
    const [, version, salt = '', hash = '', ...more] = field.split('|');
    if (version !== '1' || salt === '' || hash === '' || more.length > 0)
        throw wrong(line, '`|1|salt|hash`', field);
    return (name) => (0,external_node_crypto_.createHmac)('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
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
                await (0,external_node_timers_promises_.setTimeout)(100);
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
        await (0,external_node_timers_promises_.setTimeout)(10);
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
    /** Begins to connect before there is something to say. Who says something first is told if that failed; one that was lost meanwhile is made again. */
    dialAhead() {
        const dialing = this.#dialing ?? this.#dial(this.#closing.signal);
        this.#dialing = dialing;
        const keep = (connection) => {
            this.#connection = connection;
            if (this.#dialing === dialing)
                this.#dialing = undefined;
        };
        dialing.then(keep, () => undefined);
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
        const unused = await this.#dialing?.catch(() => undefined);
        unused?.end();
        this.#connection?.end();
    }
    /** The one connection. A failed or lost one is made again by who needs it next. */
    async #connected() {
        if (this.#connection?.isLost === false)
            return this.#connection;
        const dialing = this.#dialing ?? this.#dial(this.#closing.signal);
        this.#dialing = dialing;
        try {
            const connection = await dialing;
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
        finally {
            if (this.#dialing === dialing)
                this.#dialing = undefined;
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
 * The hosts of a spec, by name, each once. Nothing is said to them yet; on `connection: local` the program of the supervisor is
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
    // When all are known: one may be reached through another.
    if (options.dialsAhead === true)
        for (const host of hosts.values())
            if (host instanceof SshHost)
                host.dialAhead();
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

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
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

;// CONCATENATED MODULE: ./packages/hosts/lib/script/in-turn.js

/**
 * Several commands as one script: the second begins when the first is done, and none after one that refuses, whose fault is the fault of all. Each
 * reads its own data, as text, and answers its own records. A variable that two of them have means the same in both.
 */
function inTurn(name, commands) {
    const data = commands.map(({ script, stdin = '' }) => {
        if (typeof stdin === 'string')
            return stdin;
        throw in_turn_refused(script.name, 'data as text, where commands take turns', 'a stream');
    });
    return {
        script: {
            name,
            // `head -c` takes not one byte more than it is told; what a command leaves of its data is not the next one's.
            program: commands
                .map(({ script }) => `read -r turn_size\nhead -c "$turn_size" | {\n(\n${script.program}\n)\ncat > /dev/null\n}\n`)
                .join(''),
            variables: variablesOf(commands),
        },
        stdin: data.map((text) => `${Buffer.byteLength(text)}\n${text}`).join(''),
        parse: (records) => commands.map(({ parse }) => records.part(parse)),
    };
}
function variablesOf(commands) {
    const variables = {};
    for (const { script } of commands) {
        for (const [name, value] of Object.entries(script.variables)) {
            const known = variables[name] ?? value;
            if (known !== value)
                throw in_turn_refused(script.name, `${name} to mean the same in all that take turns`, 'another value');
            variables[name] = value;
        }
    }
    return variables;
}
function in_turn_refused(script, expected, found) {
    return new HostFault('value-refused', { where: `Script ${script}`, expected, found });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/ssh/signing-key.js




/**
 * Opens the Ed25519 key that signs revisions, in OpenSSH form.
 * @throws HostFault `key-unreadable`; nothing of key or passphrase stands in it.
 */
async function openSigningKey(text, passphrase) {
    const parsed = parsePrivateKey(await loadSsh2(), text, passphrase ?? undefined);
    switch (parsed.kind) {
        case 'encrypted':
            throw unreadable(passphrase === null ? 'its passphrase too' : 'its passphrase', passphrase === null ? 'an encrypted key and no passphrase' : 'another one', 'Give `signing-key-passphrase`; try it out with `ssh-keygen -y -f <key>`');
        case 'unreadable':
            throw unreadable('a whole private key in OpenSSH form', parsed.found, howToMake);
        case 'key':
            return signerOf(parsed.key);
    }
}
function signerOf(key) {
    if (key.type !== environment_lib/* signingKeyType */.Dw)
        throw unreadable(`a key of type ${environment_lib/* signingKeyType */.Dw}`, describeKey(key), howToMake);
    return {
        key: { type: key.type, blob: key.getPublicSSH().toString('base64') },
        sign: (bytes) => key.sign(bytes),
    };
}
const howToMake = 'Make one with `ssh-keygen -t ed25519`, and copy the whole file, from its first line -----BEGIN to its last -----END';
function unreadable(expected, found, fix) {
    return new HostFault('key-unreadable', { where: 'Input `signing-key`', expected, found, fix });
}

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/listing.js



/**
 * The file index as scripts read it, in gzip: `f <sha256> <mode> <size> <path>`, `l <path>//<target>`, `d <path>`, a line
 * an entry; `- <path>` for each of `gone`. No path holds `//`. Modes are those on the host, where packages are read-only: 444 and 555.
 * The stream fails with `listing-refused` at the first entry that can't be listed.
 */
function listingStream(entries, gone = []) {
    const lines = external_node_stream_.Readable.from(chunks(entries, gone), { objectMode: false });
    const gzip = (0,external_node_zlib_.createGzip)();
    lines.once('error', (cause) => gzip.destroy(cause));
    gzip.once('close', () => lines.destroy());
    return lines.pipe(gzip);
}
async function* chunks(entries, gone) {
    let text = gone.map((path) => `- ${listing_checked(path)}\n`).join('');
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

;// CONCATENATED MODULE: ./packages/hosts/lib/transfer/compare-listings.js


/** Both in the order of the index. Holds the base's list in memory. @throws HostFault `listing-refused`. */
async function compareListings(base, entries) {
    const known = new Map();
    for await (const entry of base.entries)
        if (entry.kind === 'file')
            known.set(entry.path, renderListedEntry(entry));
    const contents = new Set([...known.values()].map(contentOf));
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const changed = [];
    const lacking = [];
    for await (const entry of entries) {
        const line = renderListedEntry(entry);
        if (entry.kind !== 'file') {
            changed.push(entry);
            continue;
        }
        hash.update(`${line.slice(fileMark.length)}\n`);
        const isSame = known.get(entry.path) === line;
        known.delete(entry.path);
        if (isSame)
            continue;
        changed.push(entry);
        if (!contents.has(contentOf(line)))
            lacking.push(entry.path);
    }
    return { base: base.digest, entries: changed, gone: [...known.keys()], sha256: hash.digest('hex'), lacking };
}
const fileMark = 'f ';
/** `<sha256> <mode>` of a file's line. */
function contentOf(line) {
    return line.slice(fileMark.length, fileMark.length + 64 + ' 444'.length);
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
! grep -qvE '^(f [0-9a-f]{64} (444|555) [0-9]+ [^/]|l [^/]|d [^/]|- [^/])' "$work/listing" || fail input-wrong "$work/listing"
sed -n 's/^f //p' "$work/listing" | sort -u > "$work/want"
sed -n 's/^l //p' "$work/listing" | sort -u > "$work/symlinks"
sed -n 's/^d //p' "$work/listing" | sort -u > "$work/folders"
if [ -n "$BASE" ]; then
  # The base's list, less what is listed anew and what is gone. Only what then is the list that was meant is gone by.
  { sed 's/^[^ ]* [^ ]* [^ ]* //' "$work/want"; sed -n 's/^- //p' "$work/listing"; } > "$work/others"
  cp -- "$INDEX/$BASE" "$work/base" 2> /dev/null || : > "$work/base"
  awk 'FILENAME == ARGV[1] { other[$0] = 1; next } { path = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", path) } !(path in other)' \
    "$work/others" "$work/base" | sort -u - "$work/want" > "$work/whole"
  [ "$(sort -t ' ' -k 4 "$work/whole" | sha256sum | cut -c 1-64)" = "$WHOLE" ] || {
    discard
    printf 'baseless\nend\n'
    exit 0
  }
  mv -fT -- "$work/whole" "$work/want"
fi
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
function missingCommand(acting, { digest, entries }) {
    return {
        script: scriptOf(acting, digest, { base: '', sha256: '' }),
        stdin: listingStream(entries),
        parse: (records) => readMissing(records.next(), records),
    };
}
/** The same by what differs from a package that the host has. Null: it has no such list, so that the whole one is needed. */
function missingByDifferenceCommand(acting, digest, { base, entries, gone, sha256 }) {
    return {
        script: scriptOf(acting, digest, { base: bareHex('base', base), sha256: bareHex('list', sha256) }),
        stdin: listingStream(entries, gone),
        parse: (records) => {
            const first = records.next();
            return first.kind === 'baseless' ? null : readMissing(first, records);
        },
    };
}
function scriptOf(acting, digest, { base, sha256 }) {
    const variables = { ...renderActing(acting), DIGEST: bareHex('digest', digest), BASE: base, WHOLE: sha256 };
    return { name: 'compare', program: packageFunctions + missing_program, variables };
}
function readMissing(first, records) {
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






















/***/ })

};
