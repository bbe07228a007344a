export const id = 173;
export const ids = [173];
export const modules = {

/***/ 20173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hg: () => (/* reexport */ fault_EmbeddedFault),
  MU: () => (/* reexport */ askProxy),
  rw: () => (/* reexport */ parseDrained),
  mI: () => (/* reexport */ planProxyUnit),
  vR: () => (/* reexport */ proxyPaths),
  sh: () => (/* reexport */ renderEnvironmentFile),
  stopSupervisor: () => (/* reexport */ stopSupervisor)
});

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/embedded/lib/fault.js

const codes = [
    'digest-mismatch',
    'environment-file-invalid',
    'nothing-prepared',
    'port-taken',
    'ports-exhausted',
    'program-invalid',
    'protocol-unsupported',
    'proxy-invalid',
    'proxy-unreachable',
    'root-invalid',
    'still-routed',
    'supervisor-unreachable',
    'table-invalid',
    'unit-failed',
    'unit-invalid',
    'usage',
];
class fault_EmbeddedFault extends lib/* Fault */.vC {
}
/** Whether a code that came over a control socket is one that we know. */
function isEmbeddedCode(code) {
    return codes.some((known) => known === code);
}
function toWireFault(error) {
    if (error instanceof Fault)
        return { code: error.code, retryable: error.retryable, ...error.explanation };
    return { code: 'internal', retryable: false, where: error instanceof Error ? error.message : String(error) };
}
/** The system's code of an error (`ENOENT`), if it has one. */
function fault_systemCode(error) {
    if (!(error instanceof Error) || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/process/environment-file.js

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
// Linux takes at most 128 KiB for one `NAME=value` in an environment.
const longestBytes = 128 * 1024 - 1;
/**
 * Variables as an EnvironmentFile of systemd, so that one file serves both: `NAME="value"`, a line each, with `\` before
 * `\ " $` and the backtick; a newline stands as itself. Throws on what neither can carry unchanged.
 */
function renderEnvironmentFile(variables) {
    return Object.entries(variables)
        .map(([name, value]) => {
        checkVariable(name, value);
        return `${name}="${value.replace(/[\\"$`]/g, '\\$&')}"\n`;
    })
        .join('');
}
function checkVariable(name, value) {
    if (!namePattern.test(name))
        throw refused(name, 'a name of letters, digits and _', JSON.stringify(name.slice(0, 80)));
    if (value.includes('\0'))
        throw refused(name, 'a value without NUL', 'a NUL');
    if (!value.isWellFormed())
        throw refused(name, 'valid Unicode', 'half a surrogate pair');
    if (hasNoncharacter(value))
        throw refused(name, 'valid Unicode', 'a noncharacter such as U+FFFE');
    const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value);
    if (bytes > longestBytes)
        throw refused(name, `at most ${longestBytes} bytes with its name`, `${bytes} bytes`);
}
function hasNoncharacter(value) {
    for (const character of value) {
        const point = character.codePointAt(0) ?? 0;
        if ((point & 0xfffe) === 0xfffe || (point >= 0xfdd0 && point <= 0xfdef))
            return true;
    }
    return false;
}
/** Reads what systemd reads: quoted, single-quoted and bare values, comments, blank lines. Line numbers are 1-based. */
function parseEnvironmentFile(text, where = 'environment file') {
    const variables = [];
    for (let at = 0; at < text.length;) {
        const end = lineEnd(text, at);
        const line = text.slice(at, end);
        if (/^\s*([#;].*)?$/s.test(line)) {
            at = end + 1;
            continue;
        }
        const [, name] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=/.exec(line) ?? [];
        if (name === undefined)
            throw malformed(where, text, at, 'NAME="value"', line);
        const value = parseValue(text, at + line.indexOf('=') + 1, where);
        variables.push([name, value.text]);
        at = value.end;
    }
    return Object.fromEntries(variables);
}
function parseValue(text, start, where) {
    const quote = text[start];
    if (quote !== '"' && quote !== "'") {
        const end = lineEnd(text, start);
        return { text: text.slice(start, end).trim(), end: end + 1 };
    }
    let value = '';
    for (let at = start + 1; at < text.length; at++) {
        const character = text.charAt(at);
        const next = text.charAt(at + 1);
        if (character === quote) {
            const rest = text.slice(at + 1, lineEnd(text, at + 1));
            if (rest.trim() !== '')
                throw malformed(where, text, at, 'nothing after the closing quote', rest);
            return { text: value, end: lineEnd(text, at + 1) + 1 };
        }
        const escaped = quote === '"' && character === '\\' && next !== '' && '\\"$`'.includes(next);
        value += escaped ? next : character;
        if (escaped)
            at++;
    }
    throw malformed(where, text, start, `a closing ${quote}`, 'the end of the file');
}
function lineEnd(text, from) {
    const end = text.indexOf('\n', from);
    return end === -1 ? text.length : end;
}
function refused(name, expected, found) {
    return new fault_EmbeddedFault('environment-file-invalid', { where: `The variable ${name.slice(0, 80)}`, expected, found });
}
/** Never shows a value: these files hold secrets. */
function malformed(where, text, at, expected, found) {
    const line = text.slice(0, at).split('\n').length;
    const shown = found === 'the end of the file' ? found : `${found.length} characters that are not`;
    return new fault_EmbeddedFault('environment-file-invalid', { where: `${where}:${line}`, expected, found: shown });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/embedded/lib/document/fields.js

/** A JSON value from outside as a plain object, or undefined. */
function fields_asObject(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.fromEntries(Object.entries(value));
}
/** Reads one object of an outside document field by field; every problem names the document and the key. */
class fields_Fields {
    #object;
    #where;
    #code;
    #read = new Set();
    constructor(value, where, code) {
        this.#where = where;
        this.#code = code;
        const object = fields_asObject(value);
        if (object === undefined)
            throw this.problem('', 'an object', value);
        this.#object = object;
    }
    problem(key, expected, found) {
        const text = found === undefined ? 'nothing' : (JSON.stringify(found) ?? String(found));
        const where = key === '' ? this.#where : `${this.#where} ${key}`;
        return new fault_EmbeddedFault(this.#code, { where, expected, found: text.slice(0, 120) });
    }
    value(key) {
        this.#read.add(key);
        return Object.hasOwn(this.#object, key) ? this.#object[key] : undefined;
    }
    has(key) {
        return this.value(key) !== undefined;
    }
    text(key, pattern = /^[^\0]+$/s, expected = 'a text that is not empty') {
        const value = this.value(key);
        if (typeof value !== 'string' || !pattern.test(value))
            throw this.problem(key, expected, value);
        return value;
    }
    optionalText(key) {
        return this.has(key) ? this.text(key) : undefined;
    }
    absolutePath(key) {
        return this.text(key, /^\/[^\0]*$/s, 'an absolute path');
    }
    integer(key, bounds) {
        const value = this.value(key);
        if (value === undefined && bounds.default !== undefined)
            return bounds.default;
        if (typeof value === 'number' && Number.isSafeInteger(value) && value >= bounds.min && value <= bounds.max)
            return value;
        throw this.problem(key, `a whole number from ${bounds.min} to ${bounds.max}`, value);
    }
    /** Seconds, fractions allowed. */
    seconds(key, fallback) {
        const value = this.value(key);
        if (value === undefined)
            return fallback;
        if (typeof value === 'number' && value >= 0 && value <= 86_400)
            return value;
        throw this.problem(key, 'seconds from 0 to 86400', value);
    }
    list(key) {
        const value = this.value(key);
        if (!Array.isArray(value))
            throw this.problem(key, 'a list', value);
        return value;
    }
    texts(key) {
        return this.list(key).map((item) => {
            if (typeof item !== 'string' || item.includes('\0'))
                throw this.problem(key, 'a list of texts', item);
            return item;
        });
    }
    entries(key) {
        const object = fields_asObject(this.value(key));
        if (object === undefined)
            throw this.problem(key, 'an object', this.value(key));
        return Object.entries(object);
    }
    textMap(key) {
        return Object.fromEntries(this.entries(key).map(([name, value]) => {
            if (typeof value !== 'string')
                throw this.problem(`${key}.${name}`, 'a text', value);
            return [name, value];
        }));
    }
    /** Call last: a key that nobody read is a misspelling or of a version that this program does not know. */
    end() {
        const unknown = Object.keys(this.#object).find((key) => !this.#read.has(key));
        if (unknown !== undefined) {
            throw this.problem(unknown, `no key but ${[...this.#read].join(', ')}`, this.#object[unknown]);
        }
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/socket/protocol.js


/** Version of the control protocol. `hello` and `release` are answered to any version, so that programs can always hand over. */
const controlProtocol = 1;
/** The result of an answer line; throws the fault that it carries. */
function readAnswer(line, where) {
    const answer = fields_asObject(JSON.parse(line));
    if (answer?.['ok'] === true)
        return answer['result'];
    const fault = fields_asObject(answer?.['fault']);
    const text = (key) => (typeof fault?.[key] === 'string' ? { [key]: fault[key] } : {});
    const code = fault?.['code'];
    throw new fault_EmbeddedFault(isEmbeddedCode(code) ? code : 'unit-failed', {
        where: `${where} gave an answer without a reason`,
        ...text('where'),
        ...text('expected'),
        ...text('found'),
        ...text('fix'),
    }, { retryable: fault?.['retryable'] === true });
}
function parseRequest(line) {
    const request = asObject(JSON.parse(line));
    const protocol = request?.['protocol'];
    const verb = request?.['verb'];
    if (typeof protocol !== 'number' || typeof verb !== 'string') {
        throw new EmbeddedFault('protocol-unsupported', {
            where: 'control request',
            expected: 'protocol and verb',
            found: line.slice(0, 80),
        });
    }
    return { ...request, protocol, verb };
}
function checkProtocol(request) {
    if (request.protocol === controlProtocol)
        return;
    throw new EmbeddedFault('protocol-unsupported', {
        where: 'control request',
        expected: `protocol ${controlProtocol}`,
        found: `protocol ${request.protocol}`,
        fix: 'Hand over to the program that is meant to run here',
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/embedded/lib/socket/socket-path.js


// sun_path has 108 bytes with its closing NUL.
const longestPathBytes = 107;
/**
 * A name by which a unix socket can be bound or reached whatever the length of its path: a longer one goes through an open
 * descriptor of its folder. Call `close` when the socket is bound and closed again, or connected.
 */
function socketPath(path) {
    if (Buffer.byteLength(path) <= longestPathBytes)
        return { path, close: () => undefined };
    const folder = (0,external_node_fs_.openSync)((0,external_node_path_.dirname)(path), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_DIRECTORY);
    let open = true;
    return {
        path: `/proc/self/fd/${folder}/${(0,external_node_path_.basename)(path)}`,
        close: () => {
            if (open)
                (0,external_node_fs_.closeSync)(folder);
            open = false;
        },
    };
}

;// CONCATENATED MODULE: ./packages/embedded/lib/socket/control-client.js




/** Nobody answers on a control socket: nobody listens, or who did went away before it answered. Asking again is safe. */
class Unanswered extends Error {
}
const gone = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTDIR']);
/**
 * One request, one answer. Throws `Unanswered` when nobody is there or `timeoutMs` (default: waits for ever) is over, and the fault that the answer carries.
 */
async function askControl(socket, request, options = {}) {
    const line = await exchange(socket, `${JSON.stringify({ protocol: controlProtocol, ...request })}\n`, options.timeoutMs ?? 0);
    return readAnswer(line, socket);
}
function exchange(socket, request, timeoutMs) {
    return new Promise((resolve, reject) => {
        let address;
        try {
            address = socketPath(socket);
        }
        catch (error) {
            reject(gone.has(fault_systemCode(error) ?? '') ? new Unanswered(`${socket} is not there`) : error);
            return;
        }
        let answer = '';
        const connection = (0,external_node_net_.connect)({ path: address.path });
        const end = (settle) => {
            address.close();
            connection.destroy();
            settle();
        };
        connection.setEncoding('utf8');
        connection.setTimeout(timeoutMs, () => end(() => reject(new Unanswered(`${socket} did not answer in ${timeoutMs} ms`))));
        connection.on('connect', () => connection.write(request));
        connection.on('data', (text) => {
            answer += text;
            const newline = answer.indexOf('\n');
            if (newline !== -1)
                end(() => resolve(answer.slice(0, newline)));
        });
        connection.on('error', (error) => end(() => reject(gone.has(fault_systemCode(error) ?? '') ? new Unanswered(`${socket} does not answer`) : error)));
        connection.on('close', () => end(() => reject(new Unanswered(`${socket} closed before it answered`))));
    });
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/settings.js





function proxyPaths(folder) {
    return {
        folder,
        settings: (0,external_node_path_.join)(folder, 'proxy.json'),
        table: (0,external_node_path_.join)(folder, 'table.json'),
        prepared: (0,external_node_path_.join)(folder, 'prepared.json'),
        control: (0,external_node_path_.join)(folder, 'control.sock'),
        verify: (0,external_node_path_.join)(folder, 'verify.sock'),
    };
}
function parseProxySettings(value, where) {
    const fields = new Fields(value, where, 'proxy-invalid');
    const settings = {
        schema: 1,
        address: fields.text('address'),
        port: fields.integer('port', { min: 1, max: 65_535 }),
        drainSeconds: fields.seconds('drainSeconds', 30),
        responseSeconds: fields.seconds('responseSeconds', 300),
    };
    if (isIP(settings.address) === 0)
        throw fields.problem('address', 'an IP address', settings.address);
    fields.integer('schema', { min: 1, max: 1 });
    fields.end();
    return settings;
}
function readProxySettings(paths) {
    try {
        return parseProxySettings(JSON.parse(readFileSync(paths.settings, 'utf8')), paths.settings);
    }
    catch (error) {
        if (error instanceof EmbeddedFault)
            throw error;
        const explanation = { where: paths.settings, expected: 'the settings of a proxy', found: String(error) };
        throw new EmbeddedFault('proxy-invalid', explanation, { cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/control.js




/** Asks the proxy of a folder; a proxy that does not answer is a fault. */
async function askProxy(folder, request) {
    try {
        return await askControl(proxyPaths(folder).control, request);
    }
    catch (error) {
        if (!(error instanceof Unanswered))
            throw error;
        throw new fault_EmbeddedFault('proxy-unreachable', {
            where: `The proxy of ${folder}`,
            expected: 'an answer',
            found: error.message,
            fix: 'Look at its unit and its log',
        }, { retryable: true, cause: error });
    }
}
/** The unit document of a proxy: run by the newest node and program, replaced without a gap by `unit replace`. */
function planProxyUnit(options) {
    return {
        schema: 1,
        name: options.name,
        host: options.host,
        command: ['{node}', '{program}', 'proxy', options.folder],
        workingDirectory: options.folder,
        environment: {},
        logFile: options.logFile,
        // Its own drain ends first.
        stopSeconds: options.drainSeconds + 5,
        restartSeconds: 0.2,
        startLimit: { burst: 20, seconds: 60 },
        handoverSocket: (0,external_node_path_.join)(options.folder, 'control.sock'),
    };
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/proxy-state.js

/** Reads what `state` answered. Keys of a newer program are passed over. */
function parseProxyState(value, where) {
    const fields = new Fields(value, where, 'proxy-invalid');
    const count = { min: 0, max: Number.MAX_SAFE_INTEGER };
    const port = { min: 1, max: 65_535 };
    return {
        pid: fields.integer('pid', { min: 1, max: 2 ** 31 - 1 }),
        digest: fields.value('digest') === null ? null : fields.text('digest'),
        prepared: fields.value('prepared') === null ? null : fields.text('prepared'),
        inFlight: Object.fromEntries(fields.entries('inFlight').map(([instance, flights]) => [instance, Number(flights)])),
        requests: fields.integer('requests', count),
        closed: fields.integer('closed', count),
        address: fields.text('address'),
        port: fields.integer('port', port),
        listeners: fields.list('listeners').map((item, index) => {
            const listener = new Fields(item, `${where} listeners[${index}]`, 'proxy-invalid');
            return { address: listener.text('address'), port: listener.integer('port', port) };
        }),
        since: fields.text('since'),
        draining: fields.value('draining') === true,
    };
}
/** Reads what `drain` answered. */
function parseDrained(value, where) {
    const fields = new fields_Fields(value, where, 'proxy-invalid');
    const count = { min: 0, max: Number.MAX_SAFE_INTEGER };
    return { closed: fields.integer('closed', count), requests: fields.integer('requests', count) };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/embedded/lib/document/document.js



/** The text of a file, or undefined when there is none. */
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if (fault_systemCode(error) === 'ENOENT' || fault_systemCode(error) === 'ENOTDIR')
            return undefined;
        throw error;
    }
}
/** The value of a JSON file; undefined when there is none or what it holds is no JSON (a file of ours is never half-written). */
function readJson(path) {
    const text = readText(path);
    if (text === undefined)
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
/** Replaces a file at once: whoever reads it, also after a crash, sees the old or the new bytes. Mode 0600 unless given. */
function document_writeAtomically(path, content, mode = 0o600) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_path_.basename)(path).slice(0, 200)}.${process.pid}.tmp`);
    (0,external_node_fs_.writeFileSync)(temporary, content, { mode, flush: true });
    (0,external_node_fs_.renameSync)(temporary, path);
}
/** Makes a rename in a folder outlive a power cut. */
function syncFolder(folder) {
    const descriptor = openSync(folder, 'r');
    try {
        fsyncSync(descriptor);
    }
    finally {
        closeSync(descriptor);
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/process/identity.js



let boot;
function bootId() {
    boot ??= readText('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown';
    return boot;
}
/** The parts of /proc/<pid>/stat that we need; a program's name in it may hold spaces and parentheses. */
function parseStat(pid, text) {
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, , group, session] = fields;
    const startTicks = fields[19];
    if (state === undefined || startTicks === undefined)
        return undefined;
    return { pid, state, group: Number(group), session: Number(session), startTicks };
}
function readStat(pid) {
    try {
        const text = readText(`/proc/${pid}/stat`);
        return text === undefined ? undefined : parseStat(pid, text);
    }
    catch (error) {
        // A process can end between open and read.
        if (fault_systemCode(error) === 'ESRCH')
            return undefined;
        throw error;
    }
}
/** The identity of a process that is there now, a zombie included; undefined when there is none. */
function identify(pid) {
    const stat = readStat(pid);
    return stat && { pid, startTicks: stat.startTicks, boot: bootId() };
}
/** Whether exactly this process still runs. A zombie does not: who should reap it may never do so. */
function isAlive(process) {
    if (process.boot !== bootId())
        return false;
    const stat = readStat(process.pid);
    return stat !== undefined && stat.startTicks === process.startTicks && !isDead(stat);
}
function isDead(stat) {
    return stat.state === 'Z' || stat.state === 'X';
}
/** Signals exactly this process; false when it is gone, also when its pid is somebody else's by now. */
function signalProcess(target, signal) {
    if (!isAlive(target))
        return false;
    try {
        process.kill(target.pid, signal);
        return true;
    }
    catch (error) {
        if (fault_systemCode(error) === 'ESRCH')
            return false;
        throw error;
    }
}
/** Every process of the machine that can be seen. */
function listProcesses() {
    return (0,external_node_fs_.readdirSync)('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => readStat(Number(name)) ?? []);
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./packages/embedded/lib/process/environment.js
const inherited = new Set(['HOME', 'LANG', 'LANGUAGE', 'LOGNAME', 'PATH', 'SHELL', 'TZ', 'USER']);
/**
 * What a long-lived process may keep of its starter's environment. A list of what is allowed, because a runner ends at a
 * job's end whatever carries `RUNNER_TRACKING_ID`, and inputs and tokens must not outlive their job. Nor TMPDIR: a job's goes with it.
 */
function environment_allowedEnvironment(from = process.env) {
    const allowed = Object.entries(from).filter(([name]) => inherited.has(name) || name.startsWith('LC_'));
    return Object.fromEntries(allowed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/log-file.js


/**
 * Copies a log that has grown too big to `<path>.1` and empties it. The process writes on through the descriptor that it has (append mode);
 * what it writes between copy and truncation is lost, which is the price of needing nothing from the program.
 */
function rotateLog(path, limitBytes) {
    try {
        if ((0,external_node_fs_.statSync)(path).size <= limitBytes)
            return;
        (0,external_node_fs_.copyFileSync)(path, `${path}.1`);
        (0,external_node_fs_.truncateSync)(path);
    }
    catch (error) {
        if (fault_systemCode(error) !== 'ENOENT')
            throw error;
    }
}
const longestTailBytes = 64 * 1024;
/** The last lines of a log, oldest first; none when there is no log. */
function log_file_readLogTail(path, lines) {
    let descriptor;
    try {
        descriptor = (0,external_node_fs_.openSync)(path, 'r');
    }
    catch (error) {
        if (fault_systemCode(error) === 'ENOENT')
            return [];
        throw error;
    }
    try {
        const size = (0,external_node_fs_.statSync)(path).size;
        const buffer = Buffer.alloc(Math.min(size, longestTailBytes));
        const length = (0,external_node_fs_.readSync)(descriptor, buffer, 0, buffer.length, size - buffer.length);
        const text = buffer.toString('utf8', 0, length).replace(/\n$/, '');
        return text === '' || lines === 0 ? [] : text.split('\n').slice(-lines);
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/root.js



function root_rootPaths(root) {
    if (!(0,external_node_path_.isAbsolute)(root) || root.includes('\0')) {
        throw new fault_EmbeddedFault('root-invalid', {
            where: 'root',
            expected: 'an absolute path',
            found: JSON.stringify(root),
        });
    }
    const run = (0,external_node_path_.join)(root, 'run');
    return {
        root,
        programs: (0,external_node_path_.join)(root, 'bin'),
        run,
        socket: (0,external_node_path_.join)(run, 'supervisor.sock'),
        record: (0,external_node_path_.join)(run, 'supervisor.json'),
        node: (0,external_node_path_.join)(run, 'node.json'),
        log: (0,external_node_path_.join)(run, 'supervisor.log'),
        units: (0,external_node_path_.join)(run, 'units'),
    };
}
function root_makeRoot(paths) {
    mkdirSync(paths.programs, { recursive: true, mode: 0o700 });
    mkdirSync(paths.run, { recursive: true, mode: 0o700 });
    // Whoever reaches the control socket can run anything as this user.
    chmodSync(paths.run, 0o700);
}
function root_programPath(paths, digest) {
    return join(paths.programs, `${digest}.mjs`);
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/program-file.js






/**
 * Copies the program beside its digest's name; a file there with other bytes is written again. Its time then is that of this use. Returns the
 * bare hex digest.
 */
function program_file_installProgram(paths, file, now = new Date()) {
    let bytes;
    try {
        bytes = readFileSync(file);
    }
    catch (error) {
        throw new EmbeddedFault('program-invalid', {
            where: file,
            expected: 'the program of supervisor and proxy',
            found: String(error),
        });
    }
    const digest = sha256(bytes);
    const target = programPath(paths, digest);
    if (readDigest(target) !== digest)
        writeAtomically(target, bytes);
    utimesSync(target, now, now);
    return digest;
}
const keptDays = 7;
/**
 * Removes programs, and what killed steps left of writing one, that no step has used for a week, but not the one that runs (`own`, its path).
 * Who runs another one has it in memory: it is a single file.
 */
function removeOldPrograms(paths, own, now) {
    const oldest = now.getTime() - keptDays * 24 * 3_600_000;
    for (const name of readdirSync(paths.programs)) {
        const file = join(paths.programs, name);
        if (name === basename(own) || !/^\.?[0-9a-f]{64}\.mjs/.test(name))
            continue;
        const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
        if (usedAt !== undefined && usedAt < oldest)
            rmSync(file, { force: true });
    }
}
function sha256(bytes) {
    return createHash('sha256').update(bytes).digest('hex');
}
function readDigest(file) {
    try {
        return sha256(readFileSync(file));
    }
    catch (error) {
        if (systemCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/ensure.js











const longestStartMs = 20_000;
/**
 * Makes sure that the root is supervised by this program: copies it to `<root>/bin`, starts it when nobody answers, and takes
 * over from another program without touching its units. Safe to call from several steps at once.
 * `node` (default: the one that runs this) is also what units with `{node}` are started with from now on.
 */
async function ensureSupervisor(root, options) {
    const paths = rootPaths(root);
    makeRoot(paths);
    const node = options.node ?? process.execPath;
    const program = installProgram(paths, options.program);
    writeAtomically(paths.node, `${JSON.stringify({ schema: 1, node })}\n`);
    const programFile = programPath(paths, program);
    const until = performance.now() + longestStartMs;
    const candidates = [];
    while (performance.now() < until) {
        const found = await greet(paths);
        const tried = candidates.length > 0;
        // None of ours may still be on its way: it would come up after a stop. And two steps with different programs
        // must not push each other out for ever: whoever is there when ours have ended stays.
        const decided = candidates.every((one) => one.exit !== undefined || one.pid === found?.pid);
        if (found !== undefined && decided && (tried || found.program === program)) {
            return { ...found, programFile: programPath(paths, found.program), started: tried };
        }
        if (candidates.every((one) => one.exit !== undefined)) {
            if (candidates.length === 3)
                break;
            candidates.push(startCandidate(paths, node, [programFile, 'supervise', paths.root, String(options.idleSeconds ?? 60)]));
        }
        await delay(20);
    }
    throw new EmbeddedFault('supervisor-unreachable', {
        where: `The supervisor of ${root}`,
        expected: 'an answer on its socket',
        found: [...candidates.flatMap((one) => one.exit ?? []), ...readLogTail(paths.log, 12)].join(' | ') ||
            `none in ${longestStartMs / 1000} s`,
        fix: `Look into ${paths.log}`,
    }, { retryable: true });
}
function startCandidate(paths, node, command) {
    const log = openSync(paths.log, 'a', 0o600);
    try {
        const child = spawn(node, [...command], {
            cwd: paths.root,
            env: allowedEnvironment(),
            detached: true,
            stdio: ['ignore', log, log],
        });
        const candidate = { pid: child.pid, exit: undefined };
        child.once('error', (error) => {
            candidate.exit = error.message;
        });
        child.once('exit', (code, signal) => {
            candidate.exit = `it ended with ${signal ?? `exit code ${code}`}`;
        });
        child.unref();
        return candidate;
    }
    finally {
        closeSync(log);
    }
}
/** Who supervises a root now; undefined when nobody answers. */
async function greet(paths) {
    try {
        const hello = fields_asObject(await askControl(paths.socket, { verb: 'hello' }, { timeoutMs: 2000 }));
        const { pid, program } = hello ?? {};
        return typeof pid === 'number' && typeof program === 'string' ? { pid, program } : undefined;
    }
    catch (error) {
        if (error instanceof Unanswered)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/lock.js




/**
 * The right to supervise a root, or undefined when another process has it. It is an abstract unix socket named by the
 * folder's device and inode: the kernel gives it to one process and frees it at that process's end, so no lock file can be
 * stale and no two breakers of a stale one can race.
 */
function tryLockRoot(run) {
    const { dev, ino } = (0,external_node_fs_.statSync)(run);
    const name = (0,external_node_crypto_.createHash)('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32);
    const server = (0,external_node_net_.createServer)((socket) => socket.destroy());
    return new Promise((resolve, reject) => {
        server.once('error', (error) => (fault_systemCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
        server.listen({ path: `\0towpath-root-${name}` }, () => {
            server.unref();
            resolve({ release: () => new Promise((done) => server.close(() => done())) });
        });
    });
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/unit.js



const unit_namePattern = /^[A-Za-z0-9][A-Za-z0-9_.:@#-]{0,240}$/;
/**
 * Checks a unit document and fills in the defaults. `where` names it in faults. Keys that it does not know are refused unless
 * `lenient`: for a record of a newer program, whose units must be looked after all the same.
 */
function parseUnit(value, where, { lenient = false } = {}) {
    const fields = new fields_Fields(value, where, 'unit-invalid');
    fields.integer('schema', { min: 1, max: 1 });
    const environmentFile = fields.has('environmentFile') ? fields.absolutePath('environmentFile') : undefined;
    const handoverSocket = fields.has('handoverSocket') ? fields.absolutePath('handoverSocket') : undefined;
    const unit = {
        schema: 1,
        name: fields.text('name', unit_namePattern, 'letters, digits and _ - . : @ #, at most 241'),
        host: fields.text('host', unit_namePattern, 'letters, digits and _ - . : @ #, at most 241'),
        command: parseCommand(fields),
        workingDirectory: fields.absolutePath('workingDirectory'),
        environment: fields.has('environment') ? fields.textMap('environment') : {},
        ...(environmentFile === undefined ? {} : { environmentFile }),
        logFile: fields.absolutePath('logFile'),
        logBytes: fields.integer('logBytes', { min: 1024, max: 2 ** 40, default: 10 * 1024 * 1024 }),
        stopSeconds: fields.seconds('stopSeconds', 10),
        restartSeconds: fields.seconds('restartSeconds', 1),
        startLimit: parseStartLimit(fields, where),
        ...(handoverSocket === undefined ? {} : { handoverSocket }),
    };
    if (!lenient)
        fields.end();
    return unit;
}
function parseCommand(fields) {
    const command = fields.texts('command');
    if (command.length === 0 || command[0] === '')
        throw fields.problem('command', 'a program and its arguments', command);
    return command;
}
function parseStartLimit(fields, where) {
    if (!fields.has('startLimit'))
        return { burst: 5, seconds: 60 };
    const limit = new fields_Fields(fields.value('startLimit'), `${where} startLimit`, 'unit-invalid');
    const parsed = { burst: limit.integer('burst', { min: 1, max: 1000 }), seconds: limit.seconds('seconds', 60) };
    limit.end();
    return parsed;
}
function readUnit(path) {
    try {
        return parseUnit(JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8')), path);
    }
    catch (error) {
        if (error instanceof fault_EmbeddedFault)
            throw error;
        throw new fault_EmbeddedFault('unit-invalid', { where: path, expected: 'a unit document', found: String(error) }, { cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/record.js






function freshRecord(unit) {
    return {
        schema: 1,
        unit,
        state: 'stopped',
        token: null,
        family: null,
        retiring: [],
        starts: [],
        startedAt: null,
        restarts: 0,
        stopSince: null,
        lastExit: null,
    };
}
/** The starts that count for the start limit now. */
function recentStarts({ unit, starts }, now) {
    return starts.filter((start) => start > now - unit.startLimit.seconds * 1000);
}
/** How a process ended that is not ours to wait for. */
function unseenExit() {
    return { code: null, signal: null, error: null, at: new Date().toISOString() };
}
function recordPath(units, host, name) {
    return (0,external_node_path_.join)(units, host, `${name}.json`);
}
function writeRecord(units, record) {
    document_writeAtomically(recordPath(units, record.unit.host, record.unit.name), `${JSON.stringify(record)}\n`);
}
function removeRecord(units, record) {
    (0,external_node_fs_.rmSync)(recordPath(units, record.unit.host, record.unit.name), { force: true });
}
/** Every record that can be read; what is wrong with another goes to `complain`, because it must not take the care from the rest. */
function readRecords(units, complain) {
    return listFolder(units).flatMap((host) => listFolder((0,external_node_path_.join)(units, host))
        .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
        .flatMap((file) => {
        const path = (0,external_node_path_.join)(units, host, file);
        try {
            return parseRecord(readJson(path), path);
        }
        catch (error) {
            if (!(error instanceof fault_EmbeddedFault))
                throw error;
            complain(error.message);
            return [];
        }
    }));
}
function listFolder(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder).sort();
    }
    catch (error) {
        if (fault_systemCode(error) === 'ENOENT' || fault_systemCode(error) === 'ENOTDIR')
            return [];
        throw error;
    }
}
const record_unitStates = ['starting', 'running', 'waiting', 'stopping', 'stopped', 'failed'];
function parseRecord(value, where) {
    const fields = new fields_Fields(value, where, 'unit-invalid');
    const state = record_unitStates.find((known) => known === fields.value('state'));
    if (state === undefined)
        throw fields.problem('state', record_unitStates.join(', '), fields.value('state'));
    const family = fields.value('family');
    return {
        schema: 1,
        unit: parseUnit(fields.value('unit'), `${where} unit`, { lenient: true }),
        state,
        token: textOrNull(fields.value('token')),
        family: family === null ? null : parseFamily(family, `${where} family`),
        retiring: fields.list('retiring').map((item) => ({
            ...parseFamily(item, `${where} retiring`),
            stopSince: numberOrNull(fields_asObject(item)?.['stopSince']) ?? 0,
        })),
        starts: fields.list('starts').filter((start) => typeof start === 'number'),
        startedAt: textOrNull(fields.value('startedAt')),
        restarts: fields.integer('restarts', { min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
        stopSince: numberOrNull(fields.value('stopSince')),
        lastExit: record_parseExit(fields.value('lastExit')),
    };
}
function record_parseExit(value) {
    const exit = fields_asObject(value);
    if (exit === undefined)
        return null;
    return {
        code: numberOrNull(exit['code']),
        signal: textOrNull(exit['signal']),
        error: textOrNull(exit['error']),
        at: textOrNull(exit['at']) ?? '',
    };
}
function parseFamily(value, where) {
    const fields = new fields_Fields(value, where, 'unit-invalid');
    const main = new fields_Fields(fields.value('main'), `${where} main`, 'unit-invalid');
    return {
        token: fields.text('token'),
        main: {
            pid: main.integer('pid', { min: 2, max: 2 ** 31 - 1 }),
            startTicks: main.text('startTicks', /^\d+$/, 'clock ticks'),
            boot: main.text('boot'),
        },
    };
}
function textOrNull(value) {
    return typeof value === 'string' ? value : null;
}
function numberOrNull(value) {
    return typeof value === 'number' ? value : null;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/process/group.js




/** The variable by which a process of ours is found even if it left its group or its record was never finished. */
const tokenVariable = 'TOWPATH_UNIT_TOKEN';
/**
 * All living processes of a family. While its main process is there (a zombie too), its group is its own. When that is gone,
 * the number can have been given to a stranger, unless the end was `witnessed` just now; then only the token counts.
 */
function familyMembers(family, witnessed) {
    const leader = identify(family.main.pid);
    const groupIsOurs = leader === undefined ? witnessed : isSame(leader, family.main);
    return listProcesses().flatMap((stat) => {
        if (isDead(stat) || stat.pid === process.pid)
            return [];
        const inGroup = groupIsOurs && stat.group === family.main.pid && isYounger(stat, family.main);
        if (!inGroup && !carriesToken(stat.pid, family.token))
            return [];
        return identify(stat.pid) ?? [];
    });
}
function isSame(one, other) {
    return one.pid === other.pid && one.startTicks === other.startTicks && one.boot === other.boot;
}
function isYounger(stat, main) {
    return BigInt(stat.startTicks) >= BigInt(main.startTicks);
}
/** The session leader that a start left behind when its record was never finished. */
function findByToken(token) {
    const found = listProcesses().find((stat) => stat.session === stat.pid && !isDead(stat) && carriesToken(stat.pid, token));
    return found && identify(found.pid);
}
function carriesToken(pid, token) {
    try {
        return (0,external_node_fs_.readFileSync)(`/proc/${pid}/environ`).includes(`${tokenVariable}=${token}\0`);
    }
    catch (error) {
        // Another user's process, or one that has just ended.
        if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes(fault_systemCode(error) ?? ''))
            return false;
        throw error;
    }
}
const longestDeathMs = 10_000;
/** Ends whatever is left of a family: SIGTERM, then SIGKILL. Resolves when none is left, or when one can't be killed for 10 s. */
async function endFamily(family, { graceMs, witnessed }) {
    const killAt = performance.now() + graceMs;
    for (const told = new Set(); performance.now() < killAt + longestDeathMs; await (0,promises_.setTimeout)(20)) {
        const members = familyMembers(family, witnessed);
        if (members.length === 0)
            return;
        const kill = performance.now() >= killAt;
        for (const member of members) {
            if (kill)
                signalProcess(member, 'SIGKILL');
            else if (!told.has(member.pid))
                signalProcess(member, 'SIGTERM');
            told.add(member.pid);
        }
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/launch.js








/**
 * The node that the newest step named, unless it is gone; else the one that runs this. That file can be gone too (a runner that updates itself
 * replaces its own), but the kernel keeps it while it runs, and gives it to a child by the last of these names.
 */
function currentNode(nodeRecord, own) {
    const node = fields_asObject(readJson(nodeRecord))?.['node'];
    const names = [...(typeof node === 'string' ? [node] : []), own];
    return names.find((name) => (0,external_node_fs_.existsSync)(name)) ?? '/proc/self/exe';
}
/** Reads the environment file, so it throws when that is missing or malformed. */
function planLaunch(unit, token, context, ownNode = process.execPath) {
    const file = unit.environmentFile;
    const secrets = file === undefined ? {} : parseEnvironmentFile((0,external_node_fs_.readFileSync)(file, 'utf8'), file);
    return {
        command: unit.command.map((part) => {
            if (part === '{node}')
                return currentNode(context.nodeRecord, ownNode);
            return part === '{program}' ? context.program : part;
        }),
        workingDirectory: unit.workingDirectory,
        environment: {
            ...environment_allowedEnvironment(),
            ...unit.environment,
            ...secrets,
            [tokenVariable]: token,
        },
        logFile: unit.logFile,
    };
}
/**
 * Starts a process that outlives this one: own session, no stdin, output straight to the log file. `inherited` are
 * descriptors that it gets as 3, 4, …
 */
function launch(plan, inherited = []) {
    const [program, ...given] = plan.command;
    if (program === undefined)
        throw new TypeError('a launch without a command');
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(plan.logFile), { recursive: true });
    const log = (0,external_node_fs_.openSync)(plan.logFile, 'a', 0o640);
    try {
        return (0,external_node_child_process_.spawn)(program, given, {
            cwd: plan.workingDirectory,
            env: { ...plan.environment },
            detached: true,
            stdio: ['ignore', log, log, ...inherited],
        });
    }
    finally {
        (0,external_node_fs_.closeSync)(log);
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/record-keeper.js

/**
 * One unit's record in memory and on disk. A disk that takes no more (it is full, say) must not end the care for what runs: the change counts, is
 * complained of, and written as soon as `retry` succeeds.
 */
class RecordKeeper {
    #units;
    #record;
    #unwritten = false;
    #closed = false;
    #removed = false;
    constructor(record, units) {
        this.#record = record;
        this.#units = units;
    }
    get record() {
        return this.#record;
    }
    /** No record is on disk: nobody asked for it since it was removed. */
    get removed() {
        return this.#removed;
    }
    /** From then on the record on disk is another supervisor's. */
    get closed() {
        return this.#closed;
    }
    save(change) {
        this.#record = { ...this.#record, ...change };
        this.#removed = false;
        this.#write();
    }
    retry() {
        if (this.#unwritten)
            this.#write();
    }
    remove() {
        removeRecord(this.#units, this.#record);
        this.#removed = true;
    }
    close() {
        this.#closed = true;
    }
    #write() {
        if (this.#closed)
            return;
        try {
            writeRecord(this.#units, this.#record);
            this.#unwritten = false;
        }
        catch (error) {
            this.#unwritten = true;
            console.error(String(error));
        }
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/replace.js




/** Asks the running program to start its successor, which inherits its listening sockets, and to drain. Returns when the successor serves. */
async function handOver(socket, plan) {
    const answer = fields_asObject(await askControl(socket, { verb: 'handover', launch: plan }, { timeoutMs: 30_000 }));
    const pid = answer?.['pid'];
    const main = typeof pid === 'number' ? identify(pid) : undefined;
    if (main === undefined) {
        throw new fault_EmbeddedFault('unit-failed', {
            where: socket,
            expected: 'the pid of a successor',
            found: JSON.stringify(answer),
        });
    }
    return main;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/unit-status.js



const logLinesOfAFailure = 20;
function readStatus(record, lines) {
    const { unit, state, family, startedAt, restarts, lastExit, retiring } = record;
    const wanted = Math.max(lines, state === 'failed' ? logLinesOfAFailure : 0);
    return {
        host: unit.host,
        name: unit.name,
        state,
        pid: family?.main.pid ?? null,
        startedAt,
        restarts,
        lastExit,
        retiring: retiring.map((old) => old.main.pid),
        log: wanted === 0 ? [] : log_file_readLogTail(unit.logFile, wanted),
    };
}
function absentStatus(host, name) {
    return {
        host,
        name,
        state: 'absent',
        pid: null,
        startedAt: null,
        restarts: 0,
        lastExit: null,
        retiring: [],
        log: [],
    };
}
/** Reads the line that a unit verb printed. Keys of a newer program are passed over. */
function parseUnitStatus(value, where) {
    const fields = new Fields(value, where, 'unit-invalid');
    const state = [...unitStates, 'absent'].find((known) => known === fields.value('state'));
    if (state === undefined)
        throw fields.problem('state', [...unitStates, 'absent'].join(', '), fields.value('state'));
    return {
        host: fields.text('host'),
        name: fields.text('name'),
        state,
        pid: fields.value('pid') === null ? null : fields.integer('pid', { min: 1, max: 2 ** 31 - 1 }),
        startedAt: fields.value('startedAt') === null ? null : fields.text('startedAt'),
        restarts: fields.integer('restarts', { min: 0, max: Number.MAX_SAFE_INTEGER }),
        lastExit: parseExit(fields.value('lastExit')),
        retiring: fields.list('retiring').filter((pid) => typeof pid === 'number'),
        log: fields.texts('log'),
    };
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/supervised-unit.js











const leftoverGraceMs = 1000;
/** One unit and its process. Every change is on disk before its effect can be seen, so that a killed supervisor's heir knows all. */
class SupervisedUnit {
    #keeper;
    #context;
    #restart;
    #kill;
    /** The main process is our child, so its end is an event; else it is polled. */
    #child;
    /** The clean-up after an end, while it lasts. */
    #ending;
    #last = Promise.resolve();
    #settled = [];
    #replacing = false;
    constructor(record, units, context) {
        this.#keeper = new RecordKeeper(record, units);
        this.#context = context;
    }
    get #record() {
        return this.#keeper.record;
    }
    get unit() {
        return this.#record.unit;
    }
    /** It stays the one object for its name all the same, so that a start that comes at the same time waits its turn. */
    get removed() {
        return this.#keeper.removed;
    }
    /** Whether it needs a supervisor: something runs, or is to run again. */
    get active() {
        const { state, retiring } = this.#record;
        return !['stopped', 'failed'].includes(state) || retiring.length > 0 || this.#ending !== undefined;
    }
    status(lines = 0) {
        return readStatus(this.#record, lines);
    }
    /** Takes over what an earlier supervisor left: a living process as it is, a dead one according to what was wanted of it. */
    adopt(options) {
        const { state, token, family } = this.#record;
        const unfinished = (state === 'starting' || state === 'running') && token !== family?.token;
        const unrecorded = unfinished && token !== null ? findByToken(token) : undefined;
        if (token !== null && unrecorded !== undefined) {
            // The record was to be finished when its writer died: a first start, or the successor of a `replace`.
            const retiring = family === null ? [] : [{ ...family, stopSince: Date.now() }];
            this.#keeper.save({
                state: 'running',
                family: { token, main: unrecorded },
                retiring: [...this.#record.retiring, ...retiring],
            });
            return;
        }
        if (state === 'starting')
            this.#keeper.save({ state: 'waiting' });
        if (family !== null && !isAlive(family.main))
            this.#ended(unseenExit(), false);
        else if (this.#record.state === 'stopping')
            this.#armKill();
        else if (this.#record.state === 'waiting' && options.restart)
            this.#launch();
    }
    /** Returns when the process was started, not when it is ready. Does nothing when it runs already, by whatever definition. */
    start(unit) {
        return this.#inTurn(() => this.#start(unit));
    }
    /** SIGTERM to the main process, SIGKILL to all after `seconds` (default: the unit's); resolves when nothing of it is left. */
    stop(seconds) {
        return this.#inTurn(() => this.#stop(seconds));
    }
    /** Starts `unit` as the successor of what runs, which hands its listeners over and then drains; without one that can, stops and starts. */
    replace(unit) {
        return this.#inTurn(() => this.#replace(unit));
    }
    remove(seconds) {
        return this.#inTurn(async () => {
            await this.#stop(seconds);
            this.#keeper.remove();
        });
    }
    /** Looks after what is no child of ours; call it a few times a second. */
    poll() {
        this.#keeper.retry();
        const { family, retiring } = this.#record;
        const polled = this.#child === undefined && this.#ending === undefined && !this.#replacing;
        if (family !== null && polled && !isAlive(family.main)) {
            this.#ended(unseenExit(), true);
        }
        for (const old of retiring) {
            const late = Date.now() - old.stopSince > this.#record.unit.stopSeconds * 1000;
            if (isAlive(old.main) && !late)
                continue;
            endFamily(old, { graceMs: 0, witnessed: true }).catch(reportTrouble);
            this.#keeper.save({ retiring: this.#record.retiring.filter((one) => one.token !== old.token) });
        }
    }
    rotateLog() {
        rotateLog(this.#record.unit.logFile, this.#record.unit.logBytes);
    }
    /** Leaves everything as it is, for another supervisor. */
    release() {
        this.#keeper.close();
        clearTimeout(this.#restart);
        clearTimeout(this.#kill);
        this.#child?.unref();
    }
    /** One request after another; a failed one does not keep the next from its turn. */
    #inTurn(work) {
        const turn = this.#last.then(work);
        const over = () => undefined;
        this.#last = turn.then(over, over);
        return turn;
    }
    async #start(unit) {
        await this.#quiet();
        if (this.#record.state === 'running')
            return;
        if (this.#record.state === 'stopping')
            await this.#stop();
        clearTimeout(this.#restart);
        this.#keeper.save({ unit, starts: [], restarts: 0, lastExit: null });
        this.#launch();
        await this.#quiet();
        const { lastExit } = this.#record;
        if (lastExit?.error) {
            throw new fault_EmbeddedFault('unit-failed', {
                where: `Unit ${unit.name} on ${unit.host}`,
                expected: 'a start',
                found: lastExit.error,
            });
        }
    }
    async #stop(seconds = this.#record.unit.stopSeconds) {
        await this.#quiet();
        clearTimeout(this.#restart);
        const { family, state } = this.#record;
        if (family === null) {
            if (state !== 'failed')
                this.#keeper.save({ state: 'stopped' });
        }
        else {
            if (state !== 'stopping') {
                this.#keeper.save({ state: 'stopping', stopSince: Date.now() });
                signalProcess(family.main, 'SIGTERM');
            }
            this.#armKill(seconds);
            await this.#settle();
        }
        await Promise.all(this.#record.retiring.map((old) => endFamily(old, { graceMs: 0, witnessed: false })));
        this.#keeper.save({ retiring: [] });
    }
    async #replace(unit) {
        await this.#quiet();
        const old = this.#record.family;
        const socket = this.#record.unit.handoverSocket;
        if (this.#record.state !== 'running' || old === null || socket === undefined) {
            await this.#stop();
            return this.#start(unit);
        }
        const token = (0,external_node_crypto_.randomUUID)();
        this.#keeper.save({ token });
        // The old process may be gone before its answer is read; that is no death to react to.
        this.#replacing = true;
        this.#child = undefined;
        try {
            const main = await handOver(socket, planLaunch(unit, token, this.#context));
            const retiring = [...this.#record.retiring, { ...old, stopSince: Date.now() }];
            this.#keeper.save({
                unit,
                state: 'running',
                family: { token, main },
                retiring,
                startedAt: new Date().toISOString(),
            });
        }
        catch (error) {
            this.#keeper.save({ token: old.token });
            if (!(error instanceof Unanswered))
                throw error;
            this.#replacing = false;
            await this.#stop();
            await this.#start(unit);
        }
        finally {
            this.#replacing = false;
        }
    }
    #launch() {
        const { unit } = this.#record;
        const recent = recentStarts(this.#record, Date.now());
        if (recent.length >= unit.startLimit.burst) {
            this.#keeper.save({ state: 'failed', family: null });
            return;
        }
        const token = (0,external_node_crypto_.randomUUID)();
        const startedAt = new Date();
        this.#keeper.save({
            state: 'starting',
            token,
            family: null,
            stopSince: null,
            starts: [...recent, startedAt.getTime()],
        });
        try {
            this.#watch(launch(planLaunch(unit, token, this.#context)), token, startedAt.toISOString());
        }
        catch (error) {
            this.#ended({ ...unseenExit(), error: String(error) }, true);
        }
    }
    #watch(child, token, startedAt) {
        const main = child.pid === undefined ? undefined : identify(child.pid);
        if (main === undefined) {
            // Node tells why in an event; until then a start must not be taken for done.
            this.#ending = new Promise((resolve) => {
                child.once('error', (error) => {
                    this.#ending = undefined;
                    this.#ended({ ...unseenExit(), error: error.message }, true);
                    resolve();
                });
            });
            return;
        }
        this.#child = child;
        this.#keeper.save({ state: 'running', family: { token, main }, startedAt });
        child.once('exit', (code, signal) => {
            if (this.#child === child)
                this.#ended({ ...unseenExit(), code, signal }, true);
        });
    }
    #ended(lastExit, witnessed) {
        if (this.#keeper.closed)
            return;
        clearTimeout(this.#kill);
        const family = this.#record.family;
        this.#child = undefined;
        const cleanUp = family === null ? Promise.resolve() : endFamily(family, { graceMs: leftoverGraceMs, witnessed });
        this.#ending = cleanUp.catch(reportTrouble).then(() => {
            this.#ending = undefined;
            if (this.#keeper.closed)
                return;
            const wanted = ['running', 'starting', 'waiting'].includes(this.#record.state);
            const state = wanted ? 'waiting' : this.#record.state === 'failed' ? 'failed' : 'stopped';
            this.#keeper.save({ family: null, lastExit, state, stopSince: null });
            if (wanted)
                this.#restartLater();
            for (const settle of this.#settled.splice(0))
                settle();
        });
    }
    #restartLater() {
        this.#restart = setTimeout(() => {
            this.#keeper.save({ restarts: this.#record.restarts + 1 });
            this.#launch();
        }, this.#record.unit.restartSeconds * 1000);
    }
    #armKill(seconds = this.#record.unit.stopSeconds) {
        clearTimeout(this.#kill);
        const passed = Date.now() - (this.#record.stopSince ?? Date.now());
        this.#kill = setTimeout(() => {
            const family = this.#record.family;
            if (family !== null)
                endFamily(family, { graceMs: 0, witnessed: true }).catch(reportTrouble);
        }, Math.max(0, seconds * 1000 - passed));
    }
    /** Resolves when the clean-up after an end is over. */
    async #quiet() {
        while (this.#ending !== undefined)
            await this.#ending;
    }
    /** Resolves at the next end of the process, after its clean-up. */
    #settle() {
        return new Promise((resolve) => this.#settled.push(resolve));
    }
}
function reportTrouble(error) {
    console.error(String(error));
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/supervisor.js





const pollMs = 250;
const rotateMs = 2000;
/** The units of one root. Whoever makes one must hold the root's lock. */
class Supervisor {
    #paths;
    #context;
    #units = new Map();
    #timers = [];
    constructor(paths, program) {
        this.#paths = paths;
        this.#context = { program, nodeRecord: paths.node };
    }
    /** Finds all units of the records again; those that died meanwhile are started unless `restart` is false. */
    adopt(options = { restart: true }) {
        for (const record of readRecords(this.#paths.units, console.error)) {
            const unit = new SupervisedUnit(record, this.#paths.units, this.#context);
            this.#units.set(key(record.unit.host, record.unit.name), unit);
            unit.adopt(options);
        }
        this.#timers.push(setInterval(() => this.#each((unit) => unit.poll()), pollMs), setInterval(() => this.#each((unit) => unit.rotateLog()), rotateMs));
    }
    get active() {
        return [...this.#units.values()].some((unit) => unit.active);
    }
    async start(file) {
        const wanted = readUnit(file);
        const at = key(wanted.host, wanted.name);
        const unit = this.#units.get(at) ?? new SupervisedUnit(freshRecord(wanted), this.#paths.units, this.#context);
        this.#units.set(at, unit);
        await unit.start(wanted);
        return unit.status();
    }
    async replace(file) {
        const wanted = readUnit(file);
        const unit = this.#units.get(key(wanted.host, wanted.name));
        if (unit === undefined)
            return this.start(file);
        await unit.replace(wanted);
        return unit.status();
    }
    async stop(host, name, seconds) {
        const unit = this.#find(host, name);
        await unit?.stop(seconds);
        return unit?.status() ?? absentStatus(host, name);
    }
    async remove(host, name, seconds) {
        await this.#find(host, name)?.remove(seconds);
        return this.status(host, name);
    }
    status(host, name, lines) {
        return this.#find(host, name)?.status(lines) ?? absentStatus(host, name);
    }
    list(host) {
        return [...this.#units.values()]
            .filter((unit) => !unit.removed && (host === undefined || unit.unit.host === host))
            .map((unit) => unit.status());
    }
    #find(host, name) {
        const unit = this.#units.get(key(host, name));
        return unit?.removed === true ? undefined : unit;
    }
    /** Ends every unit and forgets it; returns what was there. `seconds` stands for each unit's stopSeconds. */
    async shutdown(seconds) {
        const ended = this.list();
        const outcomes = await Promise.allSettled([...this.#units.values()].filter((unit) => !unit.removed).map((unit) => unit.remove(seconds)));
        const failed = outcomes.find((outcome) => outcome.status === 'rejected');
        if (failed !== undefined) {
            const found = String(failed.reason);
            throw new fault_EmbeddedFault('unit-failed', { where: `Stopping the units of ${this.#paths.root}`, found }, { cause: failed.reason });
        }
        this.#units.clear();
        return ended;
    }
    release() {
        for (const timer of this.#timers)
            clearInterval(timer);
        this.#each((unit) => unit.release());
    }
    /** One unit's trouble (a log folder that is gone) must not end the care for the others. */
    #each(work) {
        for (const unit of this.#units.values()) {
            try {
                work(unit);
            }
            catch (error) {
                console.error(`${unit.unit.host}/${unit.unit.name}: ${String(error)}`);
            }
        }
    }
}
function key(host, name) {
    return `${host}/${name}`;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/supervisor-record.js



/** Ends a supervisor that holds the lock and does not answer. Its units are sessions of their own and live on. */
function killRecordedSupervisor(paths) {
    const recorded = readSupervisorProcess(paths);
    return recorded !== undefined && recorded.pid !== process.pid && signalProcess(recorded, 'SIGKILL');
}
function readSupervisorProcess(paths) {
    const recorded = fields_asObject(fields_asObject(readJson(paths.record))?.['process']);
    const { pid, startTicks, boot } = recorded ?? {};
    return typeof pid === 'number' && typeof startTicks === 'string' && typeof boot === 'string'
        ? { pid, startTicks, boot }
        : undefined;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/stop.js











const hungAfterMs = 5000;
/**
 * Ends all units, proxies and the supervisor of a root. Without a supervisor the records serve; a pid that is another process by now is never signalled.
 * `seconds` stands for each unit's own stopSeconds, which for a proxy is the time of its drain.
 */
async function stopSupervisor(root, options = {}) {
    const paths = root_rootPaths(root);
    if (!(0,external_node_fs_.existsSync)(paths.run))
        return { ended: [], supervisor: null };
    const found = await greet(paths);
    if (found !== undefined) {
        try {
            const supervisor = readSupervisorProcess(paths);
            const answer = fields_asObject(await askControl(paths.socket, { verb: 'shutdown', ...options }));
            while (supervisor !== undefined && isAlive(supervisor))
                await (0,promises_.setTimeout)(20);
            clear(paths);
            return { ended: parseEnded(answer?.['ended']), supervisor: found.pid };
        }
        catch (error) {
            // It was killed while it stopped its units: the rest is done by the records.
            if (!(error instanceof Unanswered))
                throw error;
        }
    }
    return { ended: await stopByRecords(paths, options.seconds), supervisor: null };
}
async function stopByRecords(paths, seconds) {
    const killAt = performance.now() + hungAfterMs;
    let lock = await tryLockRoot(paths.run);
    while (lock === undefined) {
        if (performance.now() > killAt && !killRecordedSupervisor(paths) && performance.now() > killAt + hungAfterMs) {
            throw new fault_EmbeddedFault('supervisor-unreachable', {
                where: `The supervisor of ${paths.root}`,
                expected: 'an end',
                found: 'a lock that nobody gives back',
            });
        }
        await (0,promises_.setTimeout)(50);
        lock = await tryLockRoot(paths.run);
    }
    const supervisor = new Supervisor(paths, '');
    try {
        supervisor.adopt({ restart: false });
        const ended = await supervisor.shutdown(seconds);
        clear(paths);
        return parseEnded(ended);
    }
    finally {
        supervisor.release();
        await lock.release();
    }
}
/** Nothing that names a process stays behind; the logs do. */
function clear(paths) {
    for (const path of [paths.socket, paths.record, paths.node, paths.units])
        (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
}
function parseEnded(value) {
    if (!Array.isArray(value))
        return [];
    return value.flatMap((item) => {
        const { host, name, pid } = fields_asObject(item) ?? {};
        if (typeof host !== 'string' || typeof name !== 'string')
            return [];
        return [{ host, name, pid: typeof pid === 'number' ? pid : null }];
    });
}

;// CONCATENATED MODULE: ./packages/embedded/lib/index.js








/***/ })

};
