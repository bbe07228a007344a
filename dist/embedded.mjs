import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 30:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Yw: () => (/* binding */ syncFolder),
/* harmony export */   vK: () => (/* binding */ writeAtomically),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(760);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);



/** The text of a file, or undefined when there is none. */
function readText(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) === 'ENOENT' || (0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) === 'ENOTDIR')
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
function writeAtomically(path, content, mode = 0o600) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
    const temporary = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), `.${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path).slice(0, 200)}.${process.pid}.tmp`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(temporary, content, { mode, flush: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(temporary, path);
}
/** Makes a rename in a folder outlive a power cut. */
function syncFolder(folder) {
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(folder, 'r');
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fsyncSync)(descriptor);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}


/***/ }),

/***/ 171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ Fields),
/* harmony export */   e: () => (/* binding */ asObject)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(644);

/** A JSON value from outside as a plain object, or undefined. */
function asObject(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.fromEntries(Object.entries(value));
}
/** Reads one object of an outside document field by field; every problem names the document and the key. */
class Fields {
    #object;
    #where;
    #code;
    #read = new Set();
    constructor(value, where, code) {
        this.#where = where;
        this.#code = code;
        const object = asObject(value);
        if (object === undefined)
            throw this.problem('', 'an object', value);
        this.#object = object;
    }
    problem(key, expected, found) {
        const text = found === undefined ? 'nothing' : (JSON.stringify(found) ?? String(found));
        const where = key === '' ? this.#where : `${this.#where} ${key}`;
        return new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .EmbeddedFault */ .hg(this.#code, { where, expected, found: text.slice(0, 120) });
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
        const object = asObject(this.value(key));
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


/***/ }),

/***/ 644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  hg: () => (/* binding */ EmbeddedFault),
  k: () => (/* binding */ isEmbeddedCode),
  xU: () => (/* binding */ systemCode),
  vQ: () => (/* binding */ toWireFault)
});

;// CONCATENATED MODULE: ./packages/fault/lib/fault.js
/** Base of every package's error class. `Code` is that package's closed union. */
class Fault extends Error {
    code;
    explanation;
    /** True when doing the same again, unchanged, can succeed. */
    retryable;
    constructor(code, explanation, options = {}) {
        super(renderExplanation(explanation), options.cause === undefined ? {} : { cause: options.cause });
        this.name = new.target.name;
        this.code = code;
        this.explanation = explanation;
        this.retryable = options.retryable ?? false;
    }
}
/** Several faults of one kind found in one reading (all problems of a YAML file at once, say). At least one. */
class Faults extends Fault {
    all;
    constructor(all) {
        super(all[0].code, all[0].explanation, { retryable: all.every((fault) => fault.retryable), cause: all[0].cause });
        this.all = all;
        this.message = all.map((fault) => fault.message).join('\n');
    }
}
/** One sentence or three: `where: expected E, found F. Fix.` */
function renderExplanation(explanation) {
    const { expected, found, fix, place } = explanation;
    const where = place === undefined ? explanation.where : `${renderPlace(place)} ${explanation.where}`;
    const facts = [expected && `expected ${expected}`, found && `found ${found.replace(/(?<=\w)\.$/, '')}`]
        .filter(Boolean)
        .join(', ');
    const statement = facts === '' ? `${where}.` : `${where}: ${facts}.`;
    return fix === undefined ? statement : `${statement} ${fix}${fix.endsWith('?') ? '' : '.'}`;
}
/** `file:line:column`, as far as they are known. */
function renderPlace(place) {
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

;// CONCATENATED MODULE: ./packages/fault/lib/index.js


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
class EmbeddedFault extends Fault {
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
function systemCode(error) {
    if (!(error instanceof Error) || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}


/***/ }),

/***/ 723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ allowedEnvironment)
/* harmony export */ });
const inherited = new Set(['HOME', 'LANG', 'LANGUAGE', 'LOGNAME', 'PATH', 'SHELL', 'TZ', 'USER']);
/**
 * What a long-lived process may keep of its starter's environment. A list of what is allowed, because a runner ends at a
 * job's end whatever carries `RUNNER_TRACKING_ID`, and inputs and tokens must not outlive their job. Nor TMPDIR: a job's goes with it.
 */
function allowedEnvironment(from = process.env) {
    const allowed = Object.entries(from).filter(([name]) => inherited.has(name) || name.startsWith('LC_'));
    return Object.fromEntries(allowed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}


/***/ }),

/***/ 741:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Sj: () => (/* binding */ tokenVariable),
/* harmony export */   _b: () => (/* binding */ endFamily),
/* harmony export */   a4: () => (/* binding */ findByToken)
/* harmony export */ });
/* unused harmony export familyMembers */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(500);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(270);




/** The variable by which a process of ours is found even if it left its group or its record was never finished. */
const tokenVariable = 'TOWPATH_UNIT_TOKEN';
/**
 * All living processes of a family. While its main process is there (a zombie too), its group is its own. When that is gone,
 * the number can have been given to a stranger, unless the end was `witnessed` just now; then only the token counts.
 */
function familyMembers(family, witnessed) {
    const leader = (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .identify */ .ls)(family.main.pid);
    const groupIsOurs = leader === undefined ? witnessed : isSame(leader, family.main);
    return (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .listProcesses */ .O3)().flatMap((stat) => {
        if ((0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .isDead */ .XU)(stat) || stat.pid === process.pid)
            return [];
        const inGroup = groupIsOurs && stat.group === family.main.pid && isYounger(stat, family.main);
        if (!inGroup && !carriesToken(stat.pid, family.token))
            return [];
        return (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .identify */ .ls)(stat.pid) ?? [];
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
    const found = (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .listProcesses */ .O3)().find((stat) => stat.session === stat.pid && !(0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .isDead */ .XU)(stat) && carriesToken(stat.pid, token));
    return found && (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .identify */ .ls)(found.pid);
}
function carriesToken(pid, token) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/environ`).includes(`${tokenVariable}=${token}\0`);
    }
    catch (error) {
        // Another user's process, or one that has just ended.
        if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes((0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) ?? ''))
            return false;
        throw error;
    }
}
const longestDeathMs = 10_000;
/** Ends whatever is left of a family: SIGTERM, then SIGKILL. Resolves when none is left, or when one can't be killed for 10 s. */
async function endFamily(family, { graceMs, witnessed }) {
    const killAt = performance.now() + graceMs;
    for (const told = new Set(); performance.now() < killAt + longestDeathMs; await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(20)) {
        const members = familyMembers(family, witnessed);
        if (members.length === 0)
            return;
        const kill = performance.now() >= killAt;
        for (const member of members) {
            if (kill)
                (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .signalProcess */ .a7)(member, 'SIGKILL');
            else if (!told.has(member.pid))
                (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .signalProcess */ .a7)(member, 'SIGTERM');
            told.add(member.pid);
        }
    }
}


/***/ }),

/***/ 270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O3: () => (/* binding */ listProcesses),
/* harmony export */   XU: () => (/* binding */ isDead),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   a7: () => (/* binding */ signalProcess),
/* harmony export */   ls: () => (/* binding */ identify)
/* harmony export */ });
/* unused harmony export parseStat */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(195);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);



let boot;
function bootId() {
    boot ??= (0,_document_document_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown';
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
        const text = (0,_document_document_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(`/proc/${pid}/stat`);
        return text === undefined ? undefined : parseStat(pid, text);
    }
    catch (error) {
        // A process can end between open and read.
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) === 'ESRCH')
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
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) === 'ESRCH')
            return false;
        throw error;
    }
}
/** Every process of the machine that can be seen. */
function listProcesses() {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => readStat(Number(name)) ?? []);
}


/***/ }),

/***/ 188:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(644);


/**
 * The self-contained file `<root>/bin/<sha256>.mjs`. It is one file on purpose: a detached process whose lazily loaded chunk is
 * gone would fail later. `eager` keeps each verb's code in it, and unevaluated until its verb runs.
 */
async function run(verb, given, program) {
    switch (verb) {
        case 'unit': {
            const { runUnitVerb } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 524));
            return runUnitVerb(given, program);
        }
        case 'ports': {
            const { runPortVerb } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 12));
            return runPortVerb(given);
        }
        case 'proxy-control': {
            const { runProxyVerb } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 213));
            return runProxyVerb(given);
        }
        case 'ensure':
        case 'stop': {
            const { runRootVerb } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 556));
            return runRootVerb(verb, given, program);
        }
        case 'supervise': {
            const { supervise } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 321));
            const { sha256 } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 442));
            await supervise(given[0] ?? '', program, sha256((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(program)), Number(given[1] ?? 60));
            return [];
        }
        case 'proxy': {
            const { runProxy } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 428));
            await runProxy(given[0] ?? '', given[1]);
            return [];
        }
        default: {
            const { usage } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 889));
            throw usage('supervise, proxy, ensure, stop, unit, ports or proxy-control', verb ?? '');
        }
    }
}
const [, file = '', verb, ...given] = process.argv;
try {
    const lines = await run(verb, given, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(file));
    for (const line of lines)
        console.log(JSON.stringify(line));
    process.exitCode = 0;
}
catch (error) {
    const fault = (0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .toWireFault */ .vQ)(error);
    console.error(JSON.stringify({ ...fault, message: error instanceof Error ? error.message : String(error) }));
    process.exitCode = 1;
}
// A long-lived verb ends here with handles that others may keep open, such as a child's.
if (verb === 'supervise' || verb === 'proxy')
    process.exit();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runProxy: () => (/* binding */ runProxy)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
// EXTERNAL MODULE: ./packages/embedded/lib/document/fields.js
var document_fields = __nccwpck_require__(171);
// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/control-client.js
var control_client = __nccwpck_require__(597);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/control-server.js
var control_server = __nccwpck_require__(841);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/protocol.js
var protocol = __nccwpck_require__(238);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/socket-path.js
var socket_path = __nccwpck_require__(3);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(500);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/launch.js + 1 modules
var launch = __nccwpck_require__(977);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/log-file.js
var log_file = __nccwpck_require__(116);
;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/handover.js






const longestStartMs = 15_000;
/**
 * Starts the next proxy on our own listening sockets and waits until it answers on the folder's control socket. Sockets are inherited rather than bound again with SO_REUSEPORT: there
 * each process has a queue of its own, and connections in the queue of the one that leaves are reset.
 */
async function startSuccessor(plan, sockets, paths) {
    const fields = new document_fields/* Fields */.C(plan, 'handover', 'usage');
    const logFile = fields.absolutePath('logFile');
    const addresses = JSON.stringify(sockets.map(({ address, port }) => ({ address, port })));
    const child = (0,launch/* launch */.q)({
        command: [...fields.texts('command'), addresses],
        workingDirectory: fields.absolutePath('workingDirectory'),
        environment: fields.textMap('environment'),
        logFile,
    }, sockets.map(({ descriptor }) => descriptor));
    let end;
    child.once('error', (error) => {
        end = error.message;
    });
    child.once('exit', (code, signal) => {
        end = `it ended with ${signal ?? `exit code ${code}`}`;
    });
    child.unref();
    for (const until = performance.now() + longestStartMs; performance.now() < until && end === undefined; await (0,promises_.setTimeout)(20)) {
        if (child.pid !== undefined && (await answeringPid(paths.control)) === child.pid)
            return child.pid;
    }
    child.kill('SIGKILL');
    throw new fault/* EmbeddedFault */.hg('unit-failed', {
        where: 'The next proxy',
        expected: 'an answer on its control socket',
        found: [end ?? `none in ${longestStartMs / 1000} s`, ...(0,log_file/* readLogTail */.T)(logFile, 5)].join(' | '),
        fix: 'The running proxy goes on',
    });
}
async function answeringPid(socket) {
    try {
        return (0,document_fields/* asObject */.e)(await (0,control_client/* askControl */.t)(socket, { verb: 'hello' }, { timeoutMs: 1000 }))?.['pid'];
    }
    catch (error) {
        if (error instanceof control_client/* Unanswered */.X)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/balance.js
const penaltyMs = 1000;
/** Whose turn it is: smooth weighted round robin among a route's releases, round robin among a release's endpoints. */
class Balance {
    #weights = new WeakMap();
    #turns = new WeakMap();
    /** Until when an endpoint that refused is skipped, by `address:port`. */
    #refused = new Map();
    #now;
    constructor(now) {
        this.#now = now;
    }
    /** All endpoints of a route in the order in which to try them. Those that just refused are left out unless `desperate`. */
    order(table, route, desperate) {
        const first = this.#pick(route.releases);
        const releases = [...route.releases.slice(first), ...route.releases.slice(0, first)];
        const choices = releases.flatMap(({ release: key }, index) => {
            const release = table.releases[key];
            const endpoints = release?.endpoints[route.provide] ?? [];
            const version = release?.version ?? '';
            return this.#rotate(endpoints, index === 0).map((endpoint) => ({ endpoint, version }));
        });
        return desperate ? choices : choices.filter(({ endpoint }) => !this.#isRefused(endpoint));
    }
    refused(endpoint) {
        for (const [key, until] of this.#refused)
            if (until <= this.#now())
                this.#refused.delete(key);
        this.#refused.set(`${endpoint.address}:${endpoint.port}`, this.#now() + penaltyMs);
    }
    served(endpoint) {
        if (this.#refused.size > 0)
            this.#refused.delete(`${endpoint.address}:${endpoint.port}`);
    }
    #isRefused(endpoint) {
        return this.#refused.size > 0 && (this.#refused.get(`${endpoint.address}:${endpoint.port}`) ?? 0) > this.#now();
    }
    #pick(releases) {
        if (releases.length < 2)
            return 0;
        const weights = this.#weights.get(releases) ?? releases.map(() => 0);
        this.#weights.set(releases, weights);
        let best = 0;
        releases.forEach(({ weight }, index) => {
            weights[index] = (weights[index] ?? 0) + weight;
            if ((weights[index] ?? 0) > (weights[best] ?? 0))
                best = index;
        });
        weights[best] = (weights[best] ?? 0) - releases.reduce((sum, { weight }) => sum + weight, 0);
        return best;
    }
    /** Only whose turn it is moves on: else another release's turns would skip an endpoint. */
    #rotate(endpoints, advance) {
        if (endpoints.length < 2)
            return endpoints;
        const turn = this.#turns.get(endpoints) ?? 0;
        if (advance)
            this.#turns.set(endpoints, (turn + 1) % endpoints.length);
        return [...endpoints.slice(turn), ...endpoints.slice(0, turn)];
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/headers.js
const hopByHop = new Set([
    'connection',
    'http2-settings',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'transfer-encoding',
    'upgrade',
]);
const ours = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-prefix', 'x-forwarded-proto']);
function* pairs(raw) {
    for (let at = 0; at + 1 < raw.length; at += 2)
        yield [raw[at] ?? '', raw[at + 1] ?? ''];
}
/** The raw headers without those of this hop, the ones that Connection names included, and without `drop`. */
function endToEnd(raw, drop) {
    const named = new Set();
    for (const [name, value] of pairs(raw)) {
        if (name.toLowerCase() === 'connection')
            for (const one of value.split(','))
                named.add(one.trim().toLowerCase());
    }
    const kept = [];
    for (const [name, value] of pairs(raw)) {
        const key = name.toLowerCase();
        // Connection may not take away what frames or addresses the message.
        const strippable = key !== 'host' && key !== 'content-length';
        if (hopByHop.has(key) || drop.has(key) || (strippable && named.has(key)))
            continue;
        kept.push(name, value);
    }
    return kept;
}
function hasBody(request) {
    const length = request.headers['content-length'];
    return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
const bodyless = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE']);
/**
 * What the instance is sent. `upgrade` keeps the two headers of a protocol switch; `host` stands in for a client of HTTP/1.0 that named none. The
 * authority of an absolute target wins over Host (RFC 9112, 3.2.2), so that the instance reads the name by which we routed.
 */
function requestHeaders(request, route, to) {
    const headers = endToEnd(request.rawHeaders, new Set([...ours, 'host']));
    const { te, upgrade: protocol } = request.headers;
    const host = /^https?:\/\/([^/?#]+)/i.exec(request.url ?? '')?.[1] ?? request.headers.host;
    headers.unshift('Host', host ?? to.host);
    const client = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown';
    const chain = request.headers['x-forwarded-for'];
    headers.push('X-Forwarded-For', chain === undefined ? client : `${String(chain)}, ${client}`);
    headers.push('X-Forwarded-Proto', 'http');
    if (host !== undefined)
        headers.push('X-Forwarded-Host', host);
    if (route.prefix !== null)
        headers.push('X-Forwarded-Prefix', route.prefix);
    if (te !== undefined && /\btrailers\b/i.test(String(te)))
        headers.push('TE', 'trailers');
    if (to.upgrade)
        headers.push('Connection', 'Upgrade', 'Upgrade', String(protocol));
    if (request.headers['transfer-encoding'] !== undefined)
        headers.push('Transfer-Encoding', 'chunked');
    else if (!hasBody(request) &&
        request.headers['content-length'] === undefined &&
        !bodyless.has(request.method ?? '')) {
        headers.push('Content-Length', '0');
    }
    return headers;
}
const answered = new Set(['towpath-version']);
/** What the client is answered. */
function responseHeaders(response, version, close) {
    const headers = endToEnd(response.rawHeaders, answered);
    headers.push('Towpath-Version', version);
    if (close)
        headers.push('Connection', 'close');
    return headers;
}
/** Trailers as node takes them. */
function trailerPairs(message) {
    return [...pairs(message.rawTrailers)].map(([name, value]) => [name, value]);
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/router.js
/** DESIGN §7: a known authority wins, else the path names the service; Accept-Version replaces the range of either. Never evaluates semver. */
function route(table, asked) {
    const target = splitTarget(asked.target, asked.host);
    if (target === undefined)
        return refuse(400, 'bad-request', `The request target ${cut(asked.target)} is not a path`);
    const named = asked.listener ?? findAuthority(table, target.authority);
    const meant = named === undefined ? fromPath(target.path) : { ...named, path: target.path, prefix: null };
    if (meant === undefined)
        return refuse(400, 'bad-request', `The path ${cut(target.path)} is not valid percent-encoding`);
    const service = Object.hasOwn(table.services, meant.service) ? table.services[meant.service] : undefined;
    if (service === undefined) {
        const message = `${table.environment} has no service ${cut(meant.service)}`;
        return refuse(404, 'service-unknown', message, Object.keys(table.services));
    }
    const provide = Object.keys(service.provides).find((name) => service.provides[name] === 'http');
    if (provide === undefined)
        return refuse(404, 'no-http', `${meant.service} provides no http`);
    const range = asked.acceptVersion ?? meant.range;
    const releases = findReleases(service, range);
    if (releases === undefined)
        return refuseRange(meant.service, range ?? '', service);
    if (releases.length === 0)
        return refuse(503, 'no-release', `Nothing of ${meant.service} is live`, service.versions);
    return { kind: 'route', releases, provide, path: meant.path, prefix: meant.prefix };
}
function splitTarget(target, host) {
    if (target.startsWith('/'))
        return { authority: host, path: target };
    const [, authority, path = ''] = /^https?:\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? [];
    if (authority === undefined)
        return undefined;
    return { authority, path: path.startsWith('/') ? path : `/${path}` };
}
function findAuthority(table, host) {
    if (host === undefined)
        return undefined;
    const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
    return lookUp(table, name) ?? labelled(table, name);
}
/** `v9.stock.<domain>` where nothing serves 9: its service is known, so the answer is 406 and not another service by path. */
function labelled(table, name) {
    const [, label, rest] = /^(v\d+(?:-\d+){0,2}|r[0-9a-f]{8})\.(.+)$/.exec(name) ?? [];
    const service = rest === undefined ? undefined : lookUp(table, rest);
    return label !== undefined && service?.range === null ? { service: service.service, range: label } : undefined;
}
function lookUp(table, name) {
    return Object.hasOwn(table.authorities, name) ? table.authorities[name] : undefined;
}
function fromPath(path) {
    const [segment = ''] = path.slice(1).split(/[/?]/, 1);
    const decoded = decode(segment);
    if (decoded === undefined)
        return undefined;
    const at = decoded.indexOf('@');
    const rest = path.slice(1 + segment.length);
    return {
        service: at === -1 ? decoded : decoded.slice(0, at),
        range: at === -1 ? null : decoded.slice(at + 1),
        path: rest.startsWith('/') ? rest : `/${rest}`,
        prefix: `/${segment}`,
    };
}
function decode(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch (error) {
        if (error instanceof URIError)
            return undefined;
        throw error;
    }
}
function findReleases(service, range) {
    if (range === null)
        return service.default;
    const releases = Object.hasOwn(service.routes, range) ? service.routes[range] : undefined;
    return releases?.length === 0 ? undefined : releases;
}
function refuseRange(name, range, service) {
    const looksLikeVersion = Object.hasOwn(service.routes, range) ||
        /^(?:[~^=]?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?|v\d+(?:-\d+){0,2})$/.test(range);
    return looksLikeVersion
        ? refuse(406, 'version-not-live', `No live version of ${name} is ${cut(range)}`, service.versions)
        : refuse(406, 'range-not-compiled', `${cut(range)} is not a compiled range of ${name}`, Object.keys(service.routes));
}
function refuse(status, error, message, available) {
    return {
        kind: 'refusal',
        status,
        body: { error, message, ...(available === undefined ? {} : { available: available.slice(0, 200) }) },
    };
}
const longestShown = 100;
/** What a client sent, as it may stand in an answer: short, and without control characters. */
function cut(text) {
    const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
    return `"${shown.toWellFormed().replace(/\p{Cc}/gu, '?')}"`;
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/forward.js






const maxHeaderSize = 64 * 1024;
const connectMs = 2000;
const searchMs = 2000;
const retryMs = 50;
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);
/**
 * Carries requests to instances. A connection that has been idle for long may be closed by the instance just as we write on it. What can be
 * repeated is repeated; what can't be (a POST, any body) only goes over a connection that is new or was idle for a moment.
 */
class Forwarder {
    #traffic;
    #responseMs;
    #isLeaving;
    #balance = new Balance(() => performance.now());
    // Agents keep a pool for each address and port, and honour the instance's `Keep-Alive: timeout` hint.
    #patient = new external_node_http_namespaceObject.Agent({ keepAlive: true, timeout: 4000 });
    #careful = new external_node_http_namespaceObject.Agent({ keepAlive: true, timeout: 300 });
    constructor(traffic, responseSeconds, isLeaving) {
        this.#traffic = traffic;
        this.#responseMs = responseSeconds * 1000;
        this.#isLeaving = isLeaving;
    }
    async forward(exchange) {
        exchange.response.once('close', () => {
            this.#traffic.served++;
        });
        const until = performance.now() + searchMs;
        for (let desperate = false;; desperate = true) {
            const { loaded, routing } = exchange.look();
            if (loaded === null || routing.kind === 'refusal') {
                return this.refuse(exchange, routing.kind === 'refusal' ? routing : refuse(503, 'no-table', 'No route table yet'));
            }
            const outcome = await this.#tryAll(exchange, loaded, routing, desperate);
            if (outcome === 'done' || exchange.response.destroyed)
                return;
            if (performance.now() >= until)
                return this.refuse(exchange, refuse(503, 'no-endpoint', 'No instance accepts a connection'));
            await (0,promises_.setTimeout)(retryMs);
        }
    }
    async #tryAll(exchange, loaded, route, desperate) {
        for (const choice of this.#balance.order(loaded.table, route, desperate)) {
            if (exchange.response.destroyed)
                return 'done';
            // After a switch the old table's other instances may be drained already.
            if (exchange.look().loaded !== loaded)
                return 'unreachable';
            let outcome = await this.#attempt(exchange, route, choice, false);
            if (outcome === 'stale')
                outcome = await this.#attempt(exchange, route, choice, true);
            if (outcome === 'done')
                return outcome;
            this.#balance.refused(choice.endpoint);
        }
        return 'unreachable';
    }
    #attempt(exchange, route, choice, fresh) {
        const { request: asked, response, upgrade } = exchange;
        const repeatable = idempotent.has(asked.method ?? '') && !hasBody(asked);
        const upstream = (0,external_node_http_namespaceObject.request)({
            agent: fresh || upgrade !== null ? false : repeatable ? this.#patient : this.#careful,
            host: choice.endpoint.address,
            port: choice.endpoint.port,
            method: asked.method,
            path: route.path,
            headers: requestHeaders(asked, route, {
                upgrade: upgrade !== null,
                host: `${choice.endpoint.address}:${choice.endpoint.port}`,
            }),
            setHost: false,
            maxHeaderSize,
        });
        const cut = () => {
            upstream.destroy();
            response.destroy();
            upgrade?.socket.destroy();
        };
        const flight = this.#traffic.open(choice.endpoint.instance, cut);
        return new Promise((resolve) => {
            const abandon = () => upstream.destroy();
            const retry = (outcome) => {
                response.off('close', abandon);
                flight.end();
                resolve(outcome);
            };
            let connected = false;
            let answered = false;
            response.once('close', abandon);
            this.#whenConnected(upstream, () => {
                connected = true;
                this.#balance.served(choice.endpoint);
                sendBody(asked, upstream);
            });
            upstream.on('continue', () => response.writeContinue());
            upstream.once('response', (answer) => {
                answered = true;
                response.once('close', () => flight.end());
                if (response.destroyed)
                    flight.end();
                this.#answer(exchange, answer, choice.version);
                resolve('done');
            });
            upstream.once('upgrade', (answer, socket, head) => {
                answered = true;
                response.off('close', abandon);
                switchProtocols(exchange, answer, { socket, head }, choice.version, () => flight.end());
                resolve('done');
            });
            this.#limitWaiting(upstream, exchange);
            upstream.once('error', (error) => {
                asked.unpipe(upstream);
                if (response.headersSent)
                    return resolve('done');
                if (response.destroyed)
                    return retry('done');
                if (!connected)
                    return retry('unreachable');
                const closedWhileIdle = upstream.reusedSocket && ['ECONNRESET', 'EPIPE'].includes((0,fault/* systemCode */.xU)(error) ?? '');
                if (closedWhileIdle && repeatable)
                    return retry('stale');
                this.refuse(exchange, refuse(502, 'instance-failed', `The instance closed the connection: ${(0,fault/* systemCode */.xU)(error) ?? 'no reason'}`));
                return retry('done');
            });
            // Whatever else ended it, a time limit of ours for one: nothing is under way any more.
            upstream.once('close', () => {
                if (!answered)
                    retry('done');
            });
        });
    }
    #whenConnected(upstream, then) {
        upstream.once('socket', (socket) => {
            if (!socket.connecting)
                return then();
            const timer = setTimeout(() => upstream.destroy(new Error('no connection in time')), connectMs);
            socket.once('connect', () => {
                clearTimeout(timer);
                then();
            });
            socket.once('close', () => clearTimeout(timer));
        });
    }
    /** 504 when a request was sent and no answer begins. */
    #limitWaiting(upstream, exchange) {
        let timer;
        upstream.once('finish', () => {
            timer = setTimeout(() => {
                this.refuse(exchange, refuse(504, 'instance-silent', `The instance did not answer in ${this.#responseMs / 1000} s`));
                upstream.destroy();
            }, this.#responseMs);
        });
        for (const event of ['response', 'upgrade', 'close'])
            upstream.once(event, () => clearTimeout(timer));
    }
    #answer(exchange, answer, version) {
        const { request: asked, response } = exchange;
        const status = answer.statusCode ?? 0;
        if (status < 100) {
            answer.destroy();
            this.refuse(exchange, refuse(502, 'instance-failed', `The instance answered with status ${status}`));
            return;
        }
        // Set before the answer ends: a finished answer may come before the request's body was read.
        const headers = responseHeaders(answer, version, this.#isLeaving() || !response.shouldKeepAlive);
        response.writeHead(status, reasonOf(answer), headers);
        answer.pipe(response, { end: false });
        answer.once('end', () => {
            const trailers = trailerPairs(answer);
            if (trailers.length > 0)
                response.addTrailers(trailers);
            response.end();
        });
        answer.once('close', () => {
            if (!answer.complete)
                response.destroy();
            asked.resume();
        });
        // What an event stream waits for with its first event: the head of the answer.
        setImmediate(() => {
            if (!response.writableEnded && !response.destroyed)
                response.flushHeaders();
        });
    }
    refuse({ request: asked, response }, refusal) {
        if (response.headersSent || response.destroyed)
            return;
        const body = `${JSON.stringify(refusal.body)}\n`;
        response.writeHead(refusal.status, {
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(body),
            ...(this.#isLeaving() || !response.shouldKeepAlive ? { Connection: 'close' } : {}),
        });
        response.end(body);
        asked.resume();
    }
}
/** node's parser takes any bytes as a reason, and its server throws at those that HTTP forbids there. */
function reasonOf(answer) {
    return (answer.statusMessage ?? '').replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
function sendBody(asked, upstream) {
    if (!hasBody(asked)) {
        upstream.end();
        return;
    }
    upstream.flushHeaders();
    asked.pipe(upstream, { end: false });
    asked.once('end', () => {
        const trailers = trailerPairs(asked);
        if (trailers.length > 0)
            upstream.addTrailers(trailers);
        upstream.end();
    });
}
/** From here on both sides speak another protocol; we carry bytes until one of them ends. */
function switchProtocols({ response, upgrade }, answer, instance, version, ended) {
    const client = upgrade?.socket;
    if (client === undefined || client.destroyed) {
        instance.socket.destroy();
        response.destroy();
        ended();
        return;
    }
    const headers = [
        ...responseHeaders(answer, version, false),
        'Connection',
        'Upgrade',
        'Upgrade',
        String(answer.headers.upgrade),
    ];
    const lines = headers.reduce((text, part, index) => text + (index % 2 === 0 ? `${part}: ` : `${part}\r\n`), '');
    client.write(`HTTP/1.1 101 ${reasonOf(answer)}\r\n${lines}\r\n`, 'latin1');
    if (instance.head.length > 0)
        client.write(instance.head);
    if (upgrade !== null && upgrade.head.length > 0)
        instance.socket.write(upgrade.head);
    for (const [one, other] of [[client, instance.socket], [instance.socket, client]]) {
        one.on('error', () => one.destroy());
        one.on('close', () => {
            other.destroy();
            ended();
        });
        one.pipe(other);
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/front.js




/** An HTTP server whose requests go where `look` says. */
function createFront(forwarder, look) {
    const serve = (request, response, upgrade) => {
        const ambiguous = findAmbiguity(request);
        const asked = {
            target: request.url ?? '',
            host: request.headers.host,
            acceptVersion: request.headers['accept-version']?.toString().trim(),
        };
        const exchange = {
            request,
            response,
            upgrade,
            look: () => (ambiguous === null ? look(asked) : { loaded: null, routing: ambiguous }),
        };
        forwarder.forward(exchange).catch((error) => {
            console.error(error);
            response.destroy();
            upgrade?.socket.destroy();
        });
    };
    const server = (0,external_node_http_namespaceObject.createServer)({
        maxHeaderSize: maxHeaderSize,
        keepAliveTimeout: 65_000,
        // An upload may take as long as it takes.
        requestTimeout: 0,
        headersTimeout: 60_000,
        noDelay: true,
        // Some clients offer h2c with any request and go on in http/1.1 when it is not taken up. Of a request that is taken for
        // an upgrade node reads no body, so the instance would wait for it for ever.
        shouldUpgradeCallback: (request) => !/\bh2c?\b/i.test(request.headers.upgrade ?? '') && !hasBody(request),
    });
    server.on('request', (request, response) => serve(request, response, null));
    server.on('checkContinue', (request, response) => serve(request, response, null));
    server.on('upgrade', (request, socket, head) => {
        serve(request, answerOn(request, socket), { socket, head });
    });
    return server;
}
/** Two hosts in one request are read differently by different programs. */
function findAmbiguity(request) {
    const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
    return hosts.length > 1 ? refuse(400, 'bad-request', 'The request has more than one Host') : null;
}
/** A response on a socket that node gave out of its hands for an upgrade, for when the upgrade is refused. */
function answerOn(request, socket) {
    const response = new external_node_http_namespaceObject.ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    request.socket.setTimeout(0);
    socket.on('error', () => socket.destroy());
    response.once('finish', () => {
        response.detachSocket(request.socket);
        socket.end();
    });
    return response;
}
/** How a table answers; without one it is 503. */
function lookIn(loaded, asked, missing) {
    return {
        loaded,
        routing: loaded === null ? refuse(503, missing, `The proxy has ${missing.replace('-', ' ')}`) : route(loaded.table, asked),
    };
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(30);
// EXTERNAL MODULE: ./packages/embedded/lib/document/document.js
var document_document = __nccwpck_require__(195);
;// CONCATENATED MODULE: ./packages/embedded/lib/ports/port-holder.js



const listening = '0A';
/** Inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6. */
function parseListeners(table, port) {
    const wanted = port.toString(16).toUpperCase().padStart(4, '0');
    return table
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[1]?.endsWith(`:${wanted}`) === true && fields[3] === listening)
        .flatMap((fields) => fields[9] ?? []);
}
/** `pid 4711 (node server.js)` for the process that listens on a port, as far as this user may see it. */
function findPortHolder(port) {
    const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => parseListeners((0,document_document/* readText */.yR)(file) ?? '', port));
    const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
    if (sockets.size === 0)
        return undefined;
    const pid = (0,external_node_fs_.readdirSync)('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, sockets));
    if (pid === undefined)
        return 'a process of another user';
    const command = (0,document_document/* readText */.yR)(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim().slice(0, 200);
    return `pid ${pid} (${command || 'unknown command'})`;
}
function holdsSocket(pid, sockets) {
    try {
        const folder = `/proc/${pid}/fd`;
        return (0,external_node_fs_.readdirSync)(folder).some((descriptor) => sockets.has(readLink(`${folder}/${descriptor}`)));
    }
    catch (error) {
        if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes((0,fault/* systemCode */.xU)(error) ?? ''))
            return false;
        throw error;
    }
}
function readLink(path) {
    try {
        return (0,external_node_fs_.readlinkSync)(path);
    }
    catch (error) {
        // Closed since its folder was listed.
        if ((0,fault/* systemCode */.xU)(error) === 'ENOENT')
            return '';
        throw error;
    }
}
/** What to say when a port can't be bound. */
function portTaken(address, port, cause) {
    const holder = (0,fault/* systemCode */.xU)(cause) === 'EADDRINUSE' ? findPortHolder(port) : undefined;
    return new fault/* EmbeddedFault */.hg('port-taken', {
        where: `${address}:${port}`,
        expected: 'a free port',
        found: holder === undefined ? ((0,fault/* systemCode */.xU)(cause) ?? String(cause)) : `it is held by ${holder}`,
        fix: 'End that process, or give another port',
    }, { cause, retryable: true });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/table.js




function listenerKey(listener) {
    return `${listener.address}:${listener.port}`;
}
/** Checks a route table to the last reference, so that nothing can go wrong with it at a request. */
function loadTable(text, where) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw new fault/* EmbeddedFault */.hg('table-invalid', { where, expected: 'JSON', found: String(error) }, { cause: error });
    }
    const table = parseTable(value, where);
    const digest = `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`;
    return { digest, table, listeners: new Map(table.listeners.map((listener) => [listenerKey(listener), listener])) };
}
function parseTable(value, where) {
    const fields = table_open(value, where);
    fields.integer('schema', { min: 1, max: 1 });
    const environment = fields.text('environment');
    const releases = map(fields, 'releases', (item, at) => parseRelease(item, `${where} ${at}`));
    const services = map(fields, 'services', (item, at, name) => parseService(item, `${where} ${at}`, name, releases));
    const authorities = map(fields, 'authorities', (item, at) => {
        const authority = table_open(item, `${where} ${at}`);
        const range = authority.value('range') === null ? null : authority.text('range');
        return { service: authority.text('service'), range };
    });
    const listeners = fields.list('listeners').map((item, index) => parseListener(item, `${where} listeners[${index}]`));
    const keys = listeners.map(listenerKey);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined)
        throw fields.problem('listeners', 'each address and port once', twice);
    fields.end();
    return { schema: 1, environment, services, authorities, releases, listeners };
}
function table_open(value, where) {
    return new document_fields/* Fields */.C(value, where, 'table-invalid');
}
function map(fields, key, parse) {
    return Object.fromEntries(fields.entries(key).map(([name, value]) => [name, parse(value, `${key}.${name}`, name)]));
}
function parseRelease(value, where) {
    const fields = table_open(value, where);
    const endpoints = map(fields, 'endpoints', (list, at) => {
        if (!Array.isArray(list))
            throw fields.problem(at, 'a list of endpoints', list);
        return list.map((item, index) => parseEndpoint(item, `${where} ${at}[${index}]`));
    });
    return {
        service: fields.text('service'),
        version: fields.text('version', /^[0-9A-Za-z.+-]{1,96}$/, 'a version'),
        endpoints,
    };
}
function parseEndpoint(value, where) {
    const fields = table_open(value, where);
    return {
        instance: fields.text('instance'),
        address: fields.text('address', /^[A-Za-z0-9.:_-]{1,253}$/, 'an address'),
        port: fields.integer('port', { min: 1, max: 65_535 }),
    };
}
function parseService(value, where, name, releases) {
    const fields = table_open(value, where);
    const route = (list, at) => parseRoute(list, `${where} ${at}`, name, releases);
    return {
        provides: map(fields, 'provides', (protocol, at) => {
            if (protocol === 'http' || protocol === 'grpc' || protocol === 'tcp')
                return protocol;
            throw fields.problem(at, 'http, grpc or tcp', protocol);
        }),
        default: route(fields.value('default'), 'default'),
        routes: map(fields, 'routes', route),
        versions: fields.texts('versions'),
    };
}
function parseRoute(value, where, service, releases) {
    if (!Array.isArray(value))
        throw new fault/* EmbeddedFault */.hg('table-invalid', { where, expected: 'a list of releases', found: typeof value });
    return value.map((item) => {
        const fields = table_open(item, where);
        const release = fields.text('release');
        const known = Object.hasOwn(releases, release) ? releases[release] : undefined;
        if (known?.service !== service)
            throw fields.problem('release', `a release of ${service} in releases`, release);
        return { release, weight: fields.integer('weight', { min: 1, max: 1_000_000 }) };
    });
}
function parseListener(value, where) {
    const fields = table_open(value, where);
    const address = fields.text('address');
    if ((0,external_node_net_.isIP)(address) === 0 || !(address.startsWith('127.') || address === '::1')) {
        throw fields.problem('address', 'a loopback address', address);
    }
    const port = fields.integer('port', { min: 1, max: 65_535 });
    return {
        address,
        port,
        // A service or range that nothing serves yet is right: its listener answers 404 or 406.
        service: fields.text('service'),
        range: fields.text('range'),
    };
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/listeners.js




/** The loopback listeners of the tables. */
class Listeners {
    #bound = new Map();
    #makeServer;
    #inherited;
    #drainSeconds;
    constructor(makeServer, inherited, drainSeconds) {
        this.#makeServer = makeServer;
        this.#inherited = inherited;
        this.#drainSeconds = drainSeconds;
    }
    get addresses() {
        return [...this.#bound.values()].map(({ address, port }) => ({ address, port }));
    }
    retiredRoute(key) {
        return this.#bound.get(key)?.retired?.route ?? null;
    }
    /** Binds what these listeners lack. Throws on the first port that is taken; what was bound by then stays for `keepOnly`. */
    async bind(wanted) {
        for (const listener of wanted) {
            const key = listenerKey(listener);
            const bound = this.#bound.get(key);
            if (bound !== undefined) {
                clearTimeout(bound.retired?.timer);
                continue;
            }
            const server = this.#makeServer(key);
            await listen(server, listener, this.#inherited.get(key));
            this.#inherited.delete(key);
            this.#bound.set(key, { address: listener.address, port: listener.port, server, retired: null });
        }
    }
    /** Lets go of what no table names any more; what `old` routed stays for the time of a drain. */
    keepOnly(tables, old) {
        for (const [key, bound] of this.#bound) {
            if (tables.some((loaded) => loaded?.listeners.has(key) === true)) {
                clearTimeout(bound.retired?.timer);
                bound.retired = null;
                continue;
            }
            if (bound.retired !== null)
                continue;
            const listener = old?.listeners.get(key);
            const close = () => {
                this.#bound.delete(key);
                bound.server.close();
            };
            if (old === null || listener === undefined)
                close();
            else
                bound.retired = { route: { loaded: old, listener }, timer: setTimeout(close, this.#drainSeconds * 1000) };
        }
    }
    get servers() {
        return [...this.#bound.values()].map(({ address, port, server }) => ({ address: { address, port }, server }));
    }
}
/** Listens on an address, or on a descriptor that a predecessor handed over. */
function listen(server, { address, port }, descriptor) {
    return new Promise((resolve, reject) => {
        const refused = (error) => reject(portTaken(address, port, error));
        server.once('error', refused);
        server.listen(descriptor === undefined ? { host: address, port, backlog: 4096 } : { fd: descriptor, backlog: 4096 }, () => {
            server.off('error', refused);
            resolve();
        });
    });
}
/** Accepts no more. Unlike `server.close()` of node:http it leaves idle keep-alive connections: a request may be under way on one. */
function stopAccepting(server) {
    if (server.listening)
        external_node_net_.Server.prototype.close.call(server);
}
/** The descriptor of a listening socket, which node has in `_handle` only. */
function listeningDescriptor(server) {
    const handle = Reflect.get(server, '_handle');
    const descriptor = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
    if (typeof descriptor === 'number' && descriptor >= 0)
        return descriptor;
    throw new fault/* EmbeddedFault */.hg('proxy-invalid', {
        where: 'Handover',
        expected: 'the descriptor of a listening socket',
        found: 'none in this node',
    });
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/tables.js




/** The committed and the prepared table, in memory and on disk. A switch is one rename and one assignment in the same tick. */
class Tables {
    #paths;
    committed;
    prepared;
    since;
    constructor(paths, now) {
        this.#paths = paths;
        this.committed = read(paths.table);
        this.prepared = read(paths.prepared);
        this.since = now;
    }
    /** Checks the table and keeps it beside the committed one. */
    prepare(text) {
        const loaded = loadTable(text, 'route table');
        (0,document_document/* writeAtomically */.vK)(this.#paths.prepared, text);
        this.prepared = loaded;
        return loaded;
    }
    /** False when this table was committed already. */
    commit(digest, now) {
        const { prepared, committed } = this;
        if (prepared?.digest !== digest) {
            if (committed?.digest === digest)
                return false;
            if (prepared !== null) {
                throw new fault/* EmbeddedFault */.hg('digest-mismatch', {
                    where: 'The prepared route table',
                    expected: digest,
                    found: prepared.digest,
                    fix: 'Prepare it again',
                });
            }
            throw new fault/* EmbeddedFault */.hg('nothing-prepared', {
                where: 'The proxy',
                expected: `the prepared table ${digest}`,
                found: 'none',
                fix: 'Prepare it first',
            });
        }
        (0,external_node_fs_.renameSync)(this.#paths.prepared, this.#paths.table);
        (0,document_document/* syncFolder */.Yw)(this.#paths.folder);
        this.committed = prepared;
        this.prepared = null;
        this.since = now;
        return true;
    }
    abort() {
        const was = this.prepared !== null;
        (0,external_node_fs_.rmSync)(this.#paths.prepared, { force: true });
        this.prepared = null;
        return was;
    }
    /** Takes what a successor committed. */
    reload(now) {
        this.committed = read(this.#paths.table);
        this.prepared = read(this.#paths.prepared);
        this.since = now;
    }
}
function read(path) {
    const text = (0,document_document/* readText */.yR)(path);
    return text === undefined ? null : loadTable(text, path);
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/traffic.js
/** What is under way to which instance. */
class Traffic {
    #flights = new Set();
    #watchers = new Set();
    served = 0;
    closed = 0;
    /** `cut` ends the exchange on both sides. */
    open(instance, cut) {
        const entry = { instance, cut };
        this.#flights.add(entry);
        return {
            end: () => {
                if (!this.#flights.delete(entry))
                    return;
                for (const watcher of this.#watchers)
                    watcher(entry);
            },
        };
    }
    inFlight() {
        const counts = new Map();
        for (const { instance } of this.#flights)
            counts.set(instance, (counts.get(instance) ?? 0) + 1);
        return Object.fromEntries(counts);
    }
    /** Waits until nothing is under way to these instances (null: to any); after `seconds` what is left is cut. */
    drain(instances, seconds) {
        const concerns = (entry) => instances === null || instances.has(entry.instance);
        let requests = 0;
        return new Promise((resolve) => {
            const left = () => [...this.#flights].filter(concerns);
            const finish = (closed) => {
                clearTimeout(timer);
                this.#watchers.delete(watch);
                this.closed += closed;
                resolve({ closed, requests });
            };
            const watch = (entry) => {
                if (!concerns(entry))
                    return;
                requests++;
                if (left().length === 0)
                    finish(0);
            };
            const timer = setTimeout(() => {
                const cut = left();
                this.#watchers.delete(watch);
                for (const entry of cut)
                    entry.cut();
                finish(cut.length);
            }, seconds * 1000);
            this.#watchers.add(watch);
            if (left().length === 0)
                finish(0);
        });
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/proxy.js








const listenerRetryMs = 1000;
/** The embedded proxy of one environment, without its control socket: what it serves and by which table. */
class EmbeddedProxy {
    #settings;
    #traffic = new Traffic();
    #tables;
    #listeners;
    #front;
    #inherited;
    #sockets = new Set();
    verifyFront;
    #forwarder;
    #draining = false;
    constructor(paths, settings, inherited) {
        this.#settings = settings;
        this.#inherited = inherited;
        this.#tables = new Tables(paths, new Date());
        this.#forwarder = new Forwarder(this.#traffic, settings.responseSeconds, () => this.#draining);
        this.#front = this.#track(createFront(this.#forwarder, (asked) => lookIn(this.#tables.committed, { ...asked, listener: null }, 'no-table')));
        this.verifyFront = createFront(this.#forwarder, (asked) => lookIn(this.#tables.prepared, { ...asked, listener: null }, 'nothing-prepared'));
        this.#listeners = new Listeners((key) => this.#makeListener(key), inherited, settings.drainSeconds);
    }
    /** Binds the address, which must succeed, and the listeners, which are tried again when a port is taken. */
    async open() {
        const key = listenerKey(this.#settings);
        await listen(this.#front, this.#settings, this.#inherited.get(key));
        this.#inherited.delete(key);
        await this.#bindListeners();
    }
    async prepare(text) {
        const loaded = this.#tables.prepare(text);
        try {
            await this.#listeners.bind(loaded.table.listeners);
        }
        catch (error) {
            this.abort();
            throw error;
        }
        this.#listeners.keepOnly([this.#tables.committed, this.#tables.prepared], null);
        return { digest: loaded.digest };
    }
    commit(digest) {
        const old = this.#tables.committed;
        const changed = this.#tables.commit(digest, new Date());
        if (changed)
            this.#listeners.keepOnly([this.#tables.committed], old);
        return { digest, changed };
    }
    abort() {
        const aborted = this.#tables.abort();
        this.#listeners.keepOnly([this.#tables.committed], null);
        return { aborted };
    }
    /** A draining predecessor follows what its successor committed. */
    reload() {
        this.#tables.reload(new Date());
    }
    drain(instances, seconds) {
        const routed = this.#routedInstances();
        const still = instances.find((instance) => routed.has(instance));
        if (still !== undefined) {
            throw new fault/* EmbeddedFault */.hg('still-routed', {
                where: `Draining ${still}`,
                expected: 'an instance that no route names',
                found: 'one of the committed table',
                fix: 'Commit a table without it first',
            });
        }
        return this.#traffic.drain(new Set(instances), seconds ?? this.#settings.drainSeconds);
    }
    state() {
        return {
            pid: process.pid,
            digest: this.#tables.committed?.digest ?? null,
            prepared: this.#tables.prepared?.digest ?? null,
            inFlight: this.#traffic.inFlight(),
            requests: this.#traffic.served,
            closed: this.#traffic.closed,
            address: this.#settings.address,
            port: this.#settings.port,
            listeners: this.#listeners.addresses,
            since: this.#tables.since.toISOString(),
            draining: this.#draining,
        };
    }
    /** The listening sockets, for a successor. */
    descriptors() {
        const { address, port } = this.#settings;
        return [{ address: { address, port }, server: this.#front }, ...this.#listeners.servers].map((one) => ({
            ...one.address,
            descriptor: listeningDescriptor(one.server),
        }));
    }
    /**
     * Accepts no more and lets what is under way end; after drainSeconds it is cut. With a successor, idle connections are kept so that their
     * next request is answered with `Connection: close`; without one they are closed at once.
     */
    async leave(options) {
        this.#draining = true;
        const servers = [this.#front, ...this.#listeners.servers.map(({ server }) => server)];
        for (const server of servers)
            stopAccepting(server);
        const until = performance.now() + this.#settings.drainSeconds * 1000;
        if (options.successor)
            await this.#idle(until);
        for (const server of servers)
            server.closeIdleConnections();
        await this.#traffic.drain(null, Math.max(0, (until - performance.now()) / 1000));
        await this.#idle(Math.min(until, performance.now() + 1000));
    }
    /** Until no connection is open, or until then. */
    #idle(until) {
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, Math.max(0, until - performance.now()));
            const check = () => {
                if (this.#sockets.size > 0)
                    return;
                clearTimeout(timer);
                resolve();
            };
            for (const socket of this.#sockets)
                socket.once('close', () => setImmediate(check));
            check();
        });
    }
    #track(server) {
        server.on('connection', (socket) => {
            this.#sockets.add(socket);
            socket.once('close', () => this.#sockets.delete(socket));
        });
        return server;
    }
    #makeListener(key) {
        const front = createFront(this.#forwarder, (asked) => {
            const { committed } = this.#tables;
            const listener = committed?.listeners.get(key);
            const retired = this.#listeners.retiredRoute(key);
            if (listener !== undefined || retired === null) {
                return lookIn(listener === undefined ? null : committed, { ...asked, listener: listener ?? null }, 'no-table');
            }
            const now = lookIn(committed, { ...asked, listener: retired.listener }, 'no-table');
            if (now.routing.kind === 'route')
                return now;
            return { loaded: retired.loaded, routing: route(retired.loaded.table, { ...asked, listener: retired.listener }) };
        });
        return this.#track(front);
    }
    async #bindListeners() {
        const wanted = [this.#tables.committed, this.#tables.prepared].flatMap((loaded) => loaded?.table.listeners ?? []);
        const outcomes = await Promise.allSettled(wanted.map((listener) => this.#listeners.bind([listener])));
        const failed = outcomes.find((outcome) => outcome.status === 'rejected');
        if (failed === undefined || this.#draining)
            return;
        console.error(String(failed.reason));
        setTimeout(() => this.#bindListeners(), listenerRetryMs);
    }
    #routedInstances() {
        const table = this.#tables.committed?.table;
        const routes = Object.values(table?.services ?? {}).flatMap((service) => [
            service.default,
            ...Object.values(service.routes),
        ]);
        const releases = new Set(routes.flat().map(({ release }) => release));
        const endpoints = [...releases].flatMap((release) => Object.values(table?.releases[release]?.endpoints ?? {}).flat());
        return new Set(endpoints.map(({ instance }) => instance));
    }
}

;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/proxy-state.js

/** Reads what `state` answered. Keys of a newer program are passed over. */
function parseProxyState(value, where) {
    const fields = new document_fields/* Fields */.C(value, where, 'proxy-invalid');
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
            const listener = new document_fields/* Fields */.C(item, `${where} listeners[${index}]`, 'proxy-invalid');
            return { address: listener.text('address'), port: listener.integer('port', port) };
        }),
        since: fields.text('since'),
        draining: fields.value('draining') === true,
    };
}
/** Reads what `drain` answered. */
function parseDrained(value, where) {
    const fields = new document_fields/* Fields */.C(value, where, 'proxy-invalid');
    const count = { min: 0, max: Number.MAX_SAFE_INTEGER };
    return { closed: fields.integer('closed', count), requests: fields.integer('requests', count) };
}

// EXTERNAL MODULE: ./packages/embedded/lib/proxy/settings.js
var settings = __nccwpck_require__(366);
;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/run-proxy.js













/** Serves a proxy folder until it is told to leave. `handedOver` is the JSON list of [address, port] whose sockets are descriptors 3, 4, … */
async function runProxy(folder, handedOver) {
    process.umask(0o027);
    const paths = (0,settings/* proxyPaths */.v)(folder);
    const proxy = new EmbeddedProxy(paths, (0,settings/* readProxySettings */.u)(paths), parseInherited(handedOver));
    await proxy.open();
    const own = socketNames(process.pid);
    await listenOn(proxy.verifyFront, (0,external_node_path_.join)(folder, own.verify));
    const leaving = Promise.withResolvers();
    const control = await (0,control_server/* serveControl */.f)((0,external_node_path_.join)(folder, own.control), (request) => answer(request, { proxy, paths, own, leave: leaving.resolve }));
    point(paths, own);
    process.on('SIGTERM', () => leaving.resolve({ successor: false }));
    process.on('SIGINT', () => leaving.resolve({ successor: false }));
    await proxy.leave(await leaving.promise);
    control.close();
    (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folder, own.verify), { force: true });
    if (run_proxy_readLink(paths.control) === own.control)
        (0,external_node_fs_.rmSync)(paths.control, { force: true });
    if (run_proxy_readLink(paths.verify) === own.verify)
        (0,external_node_fs_.rmSync)(paths.verify, { force: true });
}
function socketNames(pid) {
    return { control: `control-${pid}.sock`, verify: `verify-${pid}.sock` };
}
function parseInherited(text) {
    const list = text === undefined ? [] : JSON.parse(text);
    if (!Array.isArray(list))
        throw new fault/* EmbeddedFault */.hg('usage', { where: 'proxy', expected: 'a list of addresses', found: String(text) });
    return new Map(list.map((item, index) => {
        const fields = new document_fields/* Fields */.C(item, `inherited[${index}]`, 'usage');
        return [
            listenerKey({ address: fields.text('address'), port: fields.integer('port', { min: 1, max: 65_535 }) }),
            index + 3,
        ];
    }));
}
function listenOn(server, path) {
    (0,external_node_fs_.rmSync)(path, { force: true });
    const address = (0,socket_path/* socketPath */.X)(path);
    server.once('close', () => address.close());
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ path: address.path }, () => {
            (0,external_node_fs_.chmodSync)(path, 0o600);
            resolve();
        });
    });
}
/** Each process has sockets of its own, and the well-known names are links to the newest's: a predecessor stays reachable while it drains. */
function point(paths, own) {
    for (const [link, name] of [[paths.verify, own.verify], [paths.control, own.control]]) {
        const temporary = `${link}.${process.pid}`;
        (0,external_node_fs_.rmSync)(temporary, { force: true });
        (0,external_node_fs_.symlinkSync)(name, temporary);
        (0,external_node_fs_.renameSync)(temporary, link);
    }
}
function run_proxy_readLink(link) {
    try {
        return (0,external_node_fs_.readlinkSync)(link);
    }
    catch (error) {
        if ((0,fault/* systemCode */.xU)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function answer(request, { proxy, paths, own, leave }) {
    if (request.verb === 'hello')
        return { protocol: protocol/* controlProtocol */.k8, pid: process.pid };
    (0,protocol/* checkProtocol */.Bv)(request);
    const fields = new document_fields/* Fields */.C(request, `control request ${request.verb}`, 'usage');
    const alone = fields.value('alone') === true;
    const predecessors = alone ? [] : listPredecessors(paths, own.control);
    const askAll = async (asked) => {
        const answers = await Promise.all(predecessors.map((socket) => askPredecessor(socket, { ...asked, alone: true })));
        return answers.filter((one) => one !== undefined);
    };
    switch (request.verb) {
        case 'state':
            return mergeStates(proxy.state(), await askAll({ verb: 'state' }));
        case 'prepare':
            return proxy.prepare(fields.text('table'));
        case 'commit': {
            const done = proxy.commit(fields.text('digest'));
            await askAll({ verb: 'reload' });
            return done;
        }
        case 'abort':
            return proxy.abort();
        case 'reload':
            return proxy.reload();
        case 'drain': {
            const seconds = fields.has('seconds') ? fields.seconds('seconds', 0) : undefined;
            const instances = fields.texts('instances');
            const here = proxy.drain(instances, seconds);
            const others = await askAll({ verb: 'drain', instances, ...(seconds === undefined ? {} : { seconds }) });
            return others
                .map((one) => parseDrained(one, 'predecessor'))
                .reduce((sum, one) => ({ closed: sum.closed + one.closed, requests: sum.requests + one.requests }), await here);
        }
        case 'handover': {
            const pid = await startSuccessor(fields.value('launch'), proxy.descriptors(), paths).catch((error) => {
                // It may have come far enough to take the names.
                point(paths, own);
                throw error;
            });
            setImmediate(() => leave({ successor: true }));
            return { pid };
        }
        default:
            throw new fault/* EmbeddedFault */.hg('usage', { where: 'control request', expected: 'a known verb', found: request.verb });
    }
}
function listPredecessors(paths, own) {
    return (0,external_node_fs_.readdirSync)(paths.folder)
        .filter((name) => /^control-\d+\.sock$/.test(name) && name !== own)
        .map((name) => (0,external_node_path_.join)(paths.folder, name));
}
/** A socket that nobody answers was left by a killed process. */
async function askPredecessor(socket, request) {
    try {
        return await (0,control_client/* askControl */.t)(socket, request);
    }
    catch (error) {
        if (!(error instanceof control_client/* Unanswered */.X))
            throw error;
        (0,external_node_fs_.rmSync)(socket, { force: true });
        return undefined;
    }
}
function mergeStates(own, others) {
    const inFlight = new Map(Object.entries(own.inFlight));
    for (const other of others) {
        for (const [instance, count] of Object.entries(parseProxyState(other, 'predecessor').inFlight)) {
            inFlight.set(instance, (inFlight.get(instance) ?? 0) + count);
        }
    }
    return { ...own, inFlight: Object.fromEntries(inFlight) };
}


/***/ }),

/***/ 366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readProxySettings),
/* harmony export */   v: () => (/* binding */ proxyPaths)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(30);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(760);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(644);





function proxyPaths(folder) {
    return {
        folder,
        settings: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'proxy.json'),
        table: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'table.json'),
        prepared: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'prepared.json'),
        control: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'control.sock'),
        verify: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'verify.sock'),
    };
}
function parseProxySettings(value, where) {
    const fields = new _document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .Fields */ .C(value, where, 'proxy-invalid');
    const settings = {
        schema: 1,
        address: fields.text('address'),
        port: fields.integer('port', { min: 1, max: 65_535 }),
        drainSeconds: fields.seconds('drainSeconds', 30),
        responseSeconds: fields.seconds('responseSeconds', 300),
    };
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(settings.address) === 0)
        throw fields.problem('address', 'an IP address', settings.address);
    fields.integer('schema', { min: 1, max: 1 });
    fields.end();
    return settings;
}
function readProxySettings(paths) {
    try {
        return parseProxySettings(JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(paths.settings, 'utf8')), paths.settings);
    }
    catch (error) {
        if (error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_4__/* .EmbeddedFault */ .hg)
            throw error;
        const explanation = { where: paths.settings, expected: 'the settings of a proxy', found: String(error) };
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_4__/* .EmbeddedFault */ .hg('proxy-invalid', explanation, { cause: error });
    }
}


/***/ }),

/***/ 597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ Unanswered),
/* harmony export */   t: () => (/* binding */ askControl)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(30);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(644);
/* harmony import */ var _protocol_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(238);
/* harmony import */ var _socket_path_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3);




/** Nobody answers on a control socket: nobody listens, or who did went away before it answered. Asking again is safe. */
class Unanswered extends Error {
}
const gone = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTDIR']);
/**
 * One request, one answer. Throws `Unanswered` when nobody is there or `timeoutMs` (default: waits for ever) is over, and the fault that the answer carries.
 */
async function askControl(socket, request, options = {}) {
    const line = await exchange(socket, `${JSON.stringify({ protocol: _protocol_js__WEBPACK_IMPORTED_MODULE_2__/* .controlProtocol */ .k8, ...request })}\n`, options.timeoutMs ?? 0);
    return (0,_protocol_js__WEBPACK_IMPORTED_MODULE_2__/* .readAnswer */ .JN)(line, socket);
}
function exchange(socket, request, timeoutMs) {
    return new Promise((resolve, reject) => {
        let address;
        try {
            address = (0,_socket_path_js__WEBPACK_IMPORTED_MODULE_3__/* .socketPath */ .X)(socket);
        }
        catch (error) {
            reject(gone.has((0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) ?? '') ? new Unanswered(`${socket} is not there`) : error);
            return;
        }
        let answer = '';
        const connection = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)({ path: address.path });
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
        connection.on('error', (error) => end(() => reject(gone.has((0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) ?? '') ? new Unanswered(`${socket} does not answer`) : error)));
        connection.on('close', () => end(() => reject(new Unanswered(`${socket} closed before it answered`))));
    });
}


/***/ }),

/***/ 841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ serveControl)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(30);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);
/* harmony import */ var _protocol_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(238);
/* harmony import */ var _socket_path_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3);





const longestRequest = 64 * 1024 * 1024;
/** Answers newline-delimited JSON on a unix socket that only its user can reach (0600). What stands at the path is replaced. */
async function serveControl(path, answer) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
    const address = (0,_socket_path_js__WEBPACK_IMPORTED_MODULE_4__/* .socketPath */ .X)(path);
    const open = new Set();
    const server = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.createServer)((socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        serveConnection(socket, answer);
    });
    await listen(server, address.path);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(path, 0o600);
    return {
        connections: () => open.size,
        close: () => server.close(() => address.close()),
    };
}
function listen(server, path) {
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ path }, () => {
            server.off('error', reject);
            resolve();
        });
    });
}
function serveConnection(socket, answer) {
    let text = '';
    let last = Promise.resolve();
    socket.setEncoding('utf8');
    // A client that went away mid-answer: there is nobody left to tell.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
        const lines = (text + chunk).split('\n');
        text = lines.pop() ?? '';
        if (text.length > longestRequest)
            socket.destroy();
        for (const line of lines) {
            last = last.then(async () => {
                const reply = await answerLine(line, answer);
                if (!socket.destroyed)
                    socket.write(`${JSON.stringify(reply)}\n`);
            });
        }
    });
}
async function answerLine(line, answer) {
    try {
        return { protocol: _protocol_js__WEBPACK_IMPORTED_MODULE_3__/* .controlProtocol */ .k8, ok: true, result: (await answer((0,_protocol_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRequest */ .TR)(line))) ?? null };
    }
    catch (error) {
        return { protocol: _protocol_js__WEBPACK_IMPORTED_MODULE_3__/* .controlProtocol */ .k8, ok: false, fault: (0,_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .toWireFault */ .vQ)(error) };
    }
}


/***/ }),

/***/ 238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ checkProtocol),
/* harmony export */   JN: () => (/* binding */ readAnswer),
/* harmony export */   TR: () => (/* binding */ parseRequest),
/* harmony export */   k8: () => (/* binding */ controlProtocol)
/* harmony export */ });
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(644);


/** Version of the control protocol. `hello` and `release` are answered to any version, so that programs can always hand over. */
const controlProtocol = 1;
/** The result of an answer line; throws the fault that it carries. */
function readAnswer(line, where) {
    const answer = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .e)(JSON.parse(line));
    if (answer?.['ok'] === true)
        return answer['result'];
    const fault = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .e)(answer?.['fault']);
    const text = (key) => (typeof fault?.[key] === 'string' ? { [key]: fault[key] } : {});
    const code = fault?.['code'];
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_1__/* .EmbeddedFault */ .hg((0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .isEmbeddedCode */ .k)(code) ? code : 'unit-failed', {
        where: `${where} gave an answer without a reason`,
        ...text('where'),
        ...text('expected'),
        ...text('found'),
        ...text('fix'),
    }, { retryable: fault?.['retryable'] === true });
}
function parseRequest(line) {
    const request = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .e)(JSON.parse(line));
    const protocol = request?.['protocol'];
    const verb = request?.['verb'];
    if (typeof protocol !== 'number' || typeof verb !== 'string') {
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_1__/* .EmbeddedFault */ .hg('protocol-unsupported', {
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
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_1__/* .EmbeddedFault */ .hg('protocol-unsupported', {
        where: 'control request',
        expected: `protocol ${controlProtocol}`,
        found: `protocol ${request.protocol}`,
        fix: 'Hand over to the program that is meant to run here',
    });
}


/***/ }),

/***/ 3:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ socketPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(760);


// sun_path has 108 bytes with its closing NUL.
const longestPathBytes = 107;
/**
 * A name by which a unix socket can be bound or reached whatever the length of its path: a longer one goes through an open
 * descriptor of its folder. Call `close` when the socket is bound and closed again, or connected.
 */
function socketPath(path) {
    if (Buffer.byteLength(path) <= longestPathBytes)
        return { path, close: () => undefined };
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_DIRECTORY);
    let open = true;
    return {
        path: `/proc/self/fd/${folder}/${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)}`,
        close: () => {
            if (open)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(folder);
            open = false;
        },
    };
}


/***/ }),

/***/ 461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ greet),
/* harmony export */   h: () => (/* binding */ ensureSupervisor)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(24);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(500);
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(195);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(644);
/* harmony import */ var _process_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(723);
/* harmony import */ var _socket_control_client_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(597);
/* harmony import */ var _log_file_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(116);
/* harmony import */ var _program_file_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(442);
/* harmony import */ var _root_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(627);











const longestStartMs = 20_000;
/**
 * Makes sure that the root is supervised by this program: copies it to `<root>/bin`, starts it when nobody answers, and takes
 * over from another program without touching its units. Safe to call from several steps at once.
 * `node` (default: the one that runs this) is also what units with `{node}` are started with from now on.
 */
async function ensureSupervisor(root, options) {
    const paths = (0,_root_js__WEBPACK_IMPORTED_MODULE_10__/* .rootPaths */ .R7)(root);
    (0,_root_js__WEBPACK_IMPORTED_MODULE_10__/* .makeRoot */ .tz)(paths);
    const node = options.node ?? process.execPath;
    const program = (0,_program_file_js__WEBPACK_IMPORTED_MODULE_9__/* .installProgram */ .G)(paths, options.program);
    (0,_document_document_js__WEBPACK_IMPORTED_MODULE_3__/* .writeAtomically */ .vK)(paths.node, `${JSON.stringify({ schema: 1, node })}\n`);
    const programFile = (0,_root_js__WEBPACK_IMPORTED_MODULE_10__/* .programPath */ .kx)(paths, program);
    const until = performance.now() + longestStartMs;
    const candidates = [];
    while (performance.now() < until) {
        const found = await greet(paths);
        const tried = candidates.length > 0;
        // None of ours may still be on its way: it would come up after a stop. And two steps with different programs
        // must not push each other out for ever: whoever is there when ours have ended stays.
        const decided = candidates.every((one) => one.exit !== undefined || one.pid === found?.pid);
        if (found !== undefined && decided && (tried || found.program === program)) {
            return { ...found, programFile: (0,_root_js__WEBPACK_IMPORTED_MODULE_10__/* .programPath */ .kx)(paths, found.program), started: tried };
        }
        if (candidates.every((one) => one.exit !== undefined)) {
            if (candidates.length === 3)
                break;
            candidates.push(startCandidate(paths, node, [programFile, 'supervise', paths.root, String(options.idleSeconds ?? 60)]));
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(20);
    }
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_5__/* .EmbeddedFault */ .hg('supervisor-unreachable', {
        where: `The supervisor of ${root}`,
        expected: 'an answer on its socket',
        found: [...candidates.flatMap((one) => one.exit ?? []), ...(0,_log_file_js__WEBPACK_IMPORTED_MODULE_8__/* .readLogTail */ .T)(paths.log, 12)].join(' | ') ||
            `none in ${longestStartMs / 1000} s`,
        fix: `Look into ${paths.log}`,
    }, { retryable: true });
}
function startCandidate(paths, node, command) {
    const log = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(paths.log, 'a', 0o600);
    try {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(node, [...command], {
            cwd: paths.root,
            env: (0,_process_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .allowedEnvironment */ .m)(),
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
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(log);
    }
}
/** Who supervises a root now; undefined when nobody answers. */
async function greet(paths) {
    try {
        const hello = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .asObject */ .e)(await (0,_socket_control_client_js__WEBPACK_IMPORTED_MODULE_7__/* .askControl */ .t)(paths.socket, { verb: 'hello' }, { timeoutMs: 2000 }));
        const { pid, program } = hello ?? {};
        return typeof pid === 'number' && typeof program === 'string' ? { pid, program } : undefined;
    }
    catch (error) {
        if (error instanceof _socket_control_client_js__WEBPACK_IMPORTED_MODULE_7__/* .Unanswered */ .X)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  q: () => (/* binding */ launch),
  N: () => (/* binding */ planLaunch)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
// EXTERNAL MODULE: ./packages/embedded/lib/document/document.js
var document_document = __nccwpck_require__(195);
// EXTERNAL MODULE: ./packages/embedded/lib/document/fields.js
var fields = __nccwpck_require__(171);
// EXTERNAL MODULE: ./packages/embedded/lib/process/environment.js
var environment = __nccwpck_require__(723);
// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
;// CONCATENATED MODULE: ./packages/embedded/lib/process/environment-file.js

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
// Linux takes at most 128 KiB for one `NAME=value` in an environment.
const longestBytes = (/* unused pure expression or super */ null && (128 * 1024 - 1));
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
    return new EmbeddedFault('environment-file-invalid', { where: `The variable ${name.slice(0, 80)}`, expected, found });
}
/** Never shows a value: these files hold secrets. */
function malformed(where, text, at, expected, found) {
    const line = text.slice(0, at).split('\n').length;
    const shown = found === 'the end of the file' ? found : `${found.length} characters that are not`;
    return new fault/* EmbeddedFault */.hg('environment-file-invalid', { where: `${where}:${line}`, expected, found: shown });
}

// EXTERNAL MODULE: ./packages/embedded/lib/process/group.js
var group = __nccwpck_require__(741);
;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/launch.js








/**
 * The node that the newest step named, unless it is gone; else the one that runs this. That file can be gone too (a runner that updates itself
 * replaces its own), but the kernel keeps it while it runs, and gives it to a child by the last of these names.
 */
function currentNode(nodeRecord, own) {
    const node = (0,fields/* asObject */.e)((0,document_document/* readJson */.Vh)(nodeRecord))?.['node'];
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
            ...(0,environment/* allowedEnvironment */.m)(),
            ...unit.environment,
            ...secrets,
            [group/* tokenVariable */.Sj]: token,
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


/***/ }),

/***/ 168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ tryLockRoot)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(24);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(30);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(644);




/**
 * The right to supervise a root, or undefined when another process has it. It is an abstract unix socket named by the
 * folder's device and inode: the kernel gives it to one process and frees it at that process's end, so no lock file can be
 * stale and no two breakers of a stale one can race.
 */
function tryLockRoot(run) {
    const { dev, ino } = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(run);
    const name = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32);
    const server = (0,node_net__WEBPACK_IMPORTED_MODULE_2__.createServer)((socket) => socket.destroy());
    return new Promise((resolve, reject) => {
        server.once('error', (error) => ((0,_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .systemCode */ .xU)(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
        server.listen({ path: `\0towpath-root-${name}` }, () => {
            server.unref();
            resolve({ release: () => new Promise((done) => server.close(() => done())) });
        });
    });
}


/***/ }),

/***/ 116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ readLogTail),
/* harmony export */   m: () => (/* binding */ rotateLog)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(644);


/**
 * Copies a log that has grown too big to `<path>.1` and empties it. The process writes on through the descriptor that it has (append mode);
 * what it writes between copy and truncation is lost, which is the price of needing nothing from the program.
 */
function rotateLog(path, limitBytes) {
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).size <= limitBytes)
            return;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.copyFileSync)(path, `${path}.1`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.truncateSync)(path);
    }
    catch (error) {
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) !== 'ENOENT')
            throw error;
    }
}
const longestTailBytes = 64 * 1024;
/** The last lines of a log, oldest first; none when there is no log. */
function readLogTail(path, lines) {
    let descriptor;
    try {
        descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'r');
    }
    catch (error) {
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) === 'ENOENT')
            return [];
        throw error;
    }
    try {
        const size = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).size;
        const buffer = Buffer.alloc(Math.min(size, longestTailBytes));
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, buffer, 0, buffer.length, size - buffer.length);
        const text = buffer.toString('utf8', 0, length).replace(/\n$/, '');
        return text === '' || lines === 0 ? [] : text.split('\n').slice(-lines);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}


/***/ }),

/***/ 442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ installProgram),
/* harmony export */   h: () => (/* binding */ removeOldPrograms),
/* harmony export */   sha256: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(760);
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(195);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(644);
/* harmony import */ var _root_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(627);






/**
 * Copies the program beside its digest's name; a file there with other bytes is written again. Its time then is that of this use. Returns the
 * bare hex digest.
 */
function installProgram(paths, file, now = new Date()) {
    let bytes;
    try {
        bytes = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(file);
    }
    catch (error) {
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_4__/* .EmbeddedFault */ .hg('program-invalid', {
            where: file,
            expected: 'the program of supervisor and proxy',
            found: String(error),
        });
    }
    const digest = sha256(bytes);
    const target = (0,_root_js__WEBPACK_IMPORTED_MODULE_5__/* .programPath */ .kx)(paths, digest);
    if (readDigest(target) !== digest)
        (0,_document_document_js__WEBPACK_IMPORTED_MODULE_3__/* .writeAtomically */ .vK)(target, bytes);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.utimesSync)(target, now, now);
    return digest;
}
const keptDays = 7;
/**
 * Removes programs, and what killed steps left of writing one, that no step has used for a week, but not the one that runs (`own`, its path).
 * Who runs another one has it in memory: it is a single file.
 */
function removeOldPrograms(paths, own, now) {
    const oldest = now.getTime() - keptDays * 24 * 3_600_000;
    for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(paths.programs)) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(paths.programs, name);
        if (name === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(own) || !/^\.?[0-9a-f]{64}\.mjs/.test(name))
            continue;
        const usedAt = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(file, { throwIfNoEntry: false })?.mtimeMs;
        if (usedAt !== undefined && usedAt < oldest)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(file, { force: true });
    }
}
function sha256(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
function readDigest(file) {
    try {
        return sha256((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(file));
    }
    catch (error) {
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_4__/* .systemCode */ .xU)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GI: () => (/* binding */ removeRecord),
/* harmony export */   T3: () => (/* binding */ readRecords),
/* harmony export */   _v: () => (/* binding */ freshRecord),
/* harmony export */   f4: () => (/* binding */ recentStarts),
/* harmony export */   nv: () => (/* binding */ unseenExit),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* unused harmony exports unitStates, parseExit */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(760);
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(195);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(644);
/* harmony import */ var _unit_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(573);






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
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(units, host, `${name}.json`);
}
function writeRecord(units, record) {
    (0,_document_document_js__WEBPACK_IMPORTED_MODULE_2__/* .writeAtomically */ .vK)(recordPath(units, record.unit.host, record.unit.name), `${JSON.stringify(record)}\n`);
}
function removeRecord(units, record) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(recordPath(units, record.unit.host, record.unit.name), { force: true });
}
/** Every record that can be read; what is wrong with another goes to `complain`, because it must not take the care from the rest. */
function readRecords(units, complain) {
    return listFolder(units).flatMap((host) => listFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(units, host))
        .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
        .flatMap((file) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(units, host, file);
        try {
            return parseRecord((0,_document_document_js__WEBPACK_IMPORTED_MODULE_2__/* .readJson */ .Vh)(path), path);
        }
        catch (error) {
            if (!(error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_4__/* .EmbeddedFault */ .hg))
                throw error;
            complain(error.message);
            return [];
        }
    }));
}
function listFolder(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder).sort();
    }
    catch (error) {
        if ((0,_fault_js__WEBPACK_IMPORTED_MODULE_4__/* .systemCode */ .xU)(error) === 'ENOENT' || (0,_fault_js__WEBPACK_IMPORTED_MODULE_4__/* .systemCode */ .xU)(error) === 'ENOTDIR')
            return [];
        throw error;
    }
}
const unitStates = ['starting', 'running', 'waiting', 'stopping', 'stopped', 'failed'];
function parseRecord(value, where) {
    const fields = new _document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .Fields */ .C(value, where, 'unit-invalid');
    const state = unitStates.find((known) => known === fields.value('state'));
    if (state === undefined)
        throw fields.problem('state', unitStates.join(', '), fields.value('state'));
    const family = fields.value('family');
    return {
        schema: 1,
        unit: (0,_unit_js__WEBPACK_IMPORTED_MODULE_5__/* .parseUnit */ .E)(fields.value('unit'), `${where} unit`, { lenient: true }),
        state,
        token: textOrNull(fields.value('token')),
        family: family === null ? null : parseFamily(family, `${where} family`),
        retiring: fields.list('retiring').map((item) => ({
            ...parseFamily(item, `${where} retiring`),
            stopSince: numberOrNull((0,_document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .asObject */ .e)(item)?.['stopSince']) ?? 0,
        })),
        starts: fields.list('starts').filter((start) => typeof start === 'number'),
        startedAt: textOrNull(fields.value('startedAt')),
        restarts: fields.integer('restarts', { min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
        stopSince: numberOrNull(fields.value('stopSince')),
        lastExit: parseExit(fields.value('lastExit')),
    };
}
function parseExit(value) {
    const exit = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .asObject */ .e)(value);
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
    const fields = new _document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .Fields */ .C(value, where, 'unit-invalid');
    const main = new _document_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .Fields */ .C(fields.value('main'), `${where} main`, 'unit-invalid');
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


/***/ }),

/***/ 627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R7: () => (/* binding */ rootPaths),
/* harmony export */   kx: () => (/* binding */ programPath),
/* harmony export */   tz: () => (/* binding */ makeRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(760);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);



function rootPaths(root) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(root) || root.includes('\0')) {
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_2__/* .EmbeddedFault */ .hg('root-invalid', {
            where: 'root',
            expected: 'an absolute path',
            found: JSON.stringify(root),
        });
    }
    const run = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'run');
    return {
        root,
        programs: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'bin'),
        run,
        socket: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run, 'supervisor.sock'),
        record: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run, 'supervisor.json'),
        node: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run, 'node.json'),
        log: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run, 'supervisor.log'),
        units: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(run, 'units'),
    };
}
function makeRoot(paths) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(paths.programs, { recursive: true, mode: 0o700 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(paths.run, { recursive: true, mode: 0o700 });
    // Whoever reaches the control socket can run anything as this user.
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(paths.run, 0o700);
}
function programPath(paths, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(paths.programs, `${digest}.mjs`);
}


/***/ }),

/***/ 321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   supervise: () => (/* binding */ supervise)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(500);
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(195);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(644);
/* harmony import */ var _process_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(270);
/* harmony import */ var _socket_control_client_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(597);
/* harmony import */ var _socket_control_server_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(841);
/* harmony import */ var _socket_protocol_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(238);
/* harmony import */ var _lock_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(168);
/* harmony import */ var _log_file_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(116);
/* harmony import */ var _program_file_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(442);
/* harmony import */ var _root_js__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(627);
/* harmony import */ var _supervisor_js__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(687);
/* harmony import */ var _supervisor_record_js__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(863);














const handoverMs = 5000;
const longestLogBytes = 1024 * 1024;
/** The long-lived supervisor of one root. Ends by itself when there has been nothing to look after for `idleSeconds`. */
async function supervise(root, program, digest, idleSeconds) {
    const paths = (0,_root_js__WEBPACK_IMPORTED_MODULE_11__/* .rootPaths */ .R7)(root);
    process.umask(0o027);
    // Who started us made the folders; if they are gone by now, so is the wish for a supervisor.
    process.chdir(root);
    const lock = await takeOver(paths, digest);
    if (lock === undefined)
        return;
    (0,_log_file_js__WEBPACK_IMPORTED_MODULE_9__/* .rotateLog */ .m)(paths.log, longestLogBytes);
    (0,_document_document_js__WEBPACK_IMPORTED_MODULE_1__/* .writeAtomically */ .vK)(paths.record, `${JSON.stringify({ schema: 1, protocol: _socket_protocol_js__WEBPACK_IMPORTED_MODULE_7__/* .controlProtocol */ .k8, program: digest, process: (0,_process_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .identify */ .ls)(process.pid) })}\n`);
    (0,_program_file_js__WEBPACK_IMPORTED_MODULE_10__/* .removeOldPrograms */ .h)(paths, program, new Date());
    const supervisor = new _supervisor_js__WEBPACK_IMPORTED_MODULE_12__/* .Supervisor */ .D(paths, program);
    supervisor.adopt();
    await new Promise((resolve, reject) => {
        let leaving = false;
        const leave = () => {
            if (leaving)
                return;
            leaving = true;
            clearInterval(idle);
            supervisor.release();
            serving
                .then((server) => server.close())
                .then(() => lock.release())
                .then(resolve, reject);
        };
        const serving = (0,_socket_control_server_js__WEBPACK_IMPORTED_MODULE_6__/* .serveControl */ .f)(paths.socket, (request) => answer(request, { supervisor, digest, leave }));
        serving.catch(reject);
        const idle = watchIdle(supervisor, idleSeconds, leave);
        process.on('SIGTERM', leave);
        process.on('SIGINT', leave);
    });
}
/** Waits for the root's lock; asks a supervisor of another program to go. Undefined when the same program has it already. */
async function takeOver(paths, digest) {
    const killAt = performance.now() + handoverMs;
    for (;;) {
        const lock = await (0,_lock_js__WEBPACK_IMPORTED_MODULE_8__/* .tryLockRoot */ .N)(paths.run);
        if (lock !== undefined)
            return lock;
        try {
            const hello = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .asObject */ .e)(await (0,_socket_control_client_js__WEBPACK_IMPORTED_MODULE_5__/* .askControl */ .t)(paths.socket, { verb: 'hello' }, { timeoutMs: handoverMs }));
            if (hello?.['program'] === digest)
                return undefined;
            await (0,_socket_control_client_js__WEBPACK_IMPORTED_MODULE_5__/* .askControl */ .t)(paths.socket, { verb: 'release', to: digest }, { timeoutMs: handoverMs });
        }
        catch (error) {
            if (!(error instanceof _socket_control_client_js__WEBPACK_IMPORTED_MODULE_5__/* .Unanswered */ .X))
                throw error;
            // It is just starting or leaving, or it hangs.
            if (performance.now() > killAt)
                (0,_supervisor_record_js__WEBPACK_IMPORTED_MODULE_13__/* .killRecordedSupervisor */ .z)(paths);
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(20);
    }
}
function watchIdle(supervisor, idleSeconds, leave) {
    let busyAt = performance.now();
    return setInterval(() => {
        if (supervisor.active)
            busyAt = performance.now();
        else if (performance.now() - busyAt >= idleSeconds * 1000)
            leave();
    }, Math.min(1000, Math.max(20, idleSeconds * 250)));
}
async function answer(request, { supervisor, digest, leave }) {
    if (request.verb === 'hello')
        return { protocol: _socket_protocol_js__WEBPACK_IMPORTED_MODULE_7__/* .controlProtocol */ .k8, program: digest, pid: process.pid };
    if (request.verb === 'release') {
        setImmediate(leave);
        return { program: digest };
    }
    (0,_socket_protocol_js__WEBPACK_IMPORTED_MODULE_7__/* .checkProtocol */ .Bv)(request);
    const fields = new _document_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .Fields */ .C(request, `control request ${request.verb}`, 'usage');
    const seconds = fields.has('seconds') ? fields.seconds('seconds', 0) : undefined;
    switch (request.verb) {
        case 'start':
            return supervisor.start(fields.absolutePath('file'));
        case 'replace':
            return supervisor.replace(fields.absolutePath('file'));
        case 'stop':
            return supervisor.stop(fields.text('host'), fields.text('name'), seconds);
        case 'remove':
            return supervisor.remove(fields.text('host'), fields.text('name'), seconds);
        case 'status':
            return supervisor.status(fields.text('host'), fields.text('name'), fields.integer('lines', { min: 0, max: 1000, default: 0 }));
        case 'list':
            return supervisor.list(fields.optionalText('host'));
        case 'shutdown': {
            const ended = await supervisor.shutdown(seconds);
            setImmediate(leave);
            return { ended };
        }
        default:
            throw new _fault_js__WEBPACK_IMPORTED_MODULE_3__/* .EmbeddedFault */ .hg('usage', { where: 'control request', expected: 'a known verb', found: request.verb });
    }
}


/***/ }),

/***/ 863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readSupervisorProcess),
/* harmony export */   z: () => (/* binding */ killRecordedSupervisor)
/* harmony export */ });
/* harmony import */ var _document_document_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(195);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(171);
/* harmony import */ var _process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(270);



/** Ends a supervisor that holds the lock and does not answer. Its units are sessions of their own and live on. */
function killRecordedSupervisor(paths) {
    const recorded = readSupervisorProcess(paths);
    return recorded !== undefined && recorded.pid !== process.pid && (0,_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .signalProcess */ .a7)(recorded, 'SIGKILL');
}
function readSupervisorProcess(paths) {
    const recorded = (0,_document_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .e)((0,_document_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .e)((0,_document_document_js__WEBPACK_IMPORTED_MODULE_0__/* .readJson */ .Vh)(paths.record))?.['process']);
    const { pid, startTicks, boot } = recorded ?? {};
    return typeof pid === 'number' && typeof startTicks === 'string' && typeof boot === 'string'
        ? { pid, startTicks, boot }
        : undefined;
}


/***/ }),

/***/ 687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  D: () => (/* binding */ Supervisor)
});

// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/record.js
var supervisor_record = __nccwpck_require__(810);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
// EXTERNAL MODULE: ./packages/embedded/lib/process/group.js
var group = __nccwpck_require__(741);
// EXTERNAL MODULE: ./packages/embedded/lib/process/identity.js
var identity = __nccwpck_require__(270);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/control-client.js
var control_client = __nccwpck_require__(597);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/launch.js + 1 modules
var launch = __nccwpck_require__(977);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/log-file.js
var log_file = __nccwpck_require__(116);
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
        (0,supervisor_record/* removeRecord */.GI)(this.#units, this.#record);
        this.#removed = true;
    }
    close() {
        this.#closed = true;
    }
    #write() {
        if (this.#closed)
            return;
        try {
            (0,supervisor_record/* writeRecord */.rh)(this.#units, this.#record);
            this.#unwritten = false;
        }
        catch (error) {
            this.#unwritten = true;
            console.error(String(error));
        }
    }
}

// EXTERNAL MODULE: ./packages/embedded/lib/document/fields.js
var fields = __nccwpck_require__(171);
;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/replace.js




/** Asks the running program to start its successor, which inherits its listening sockets, and to drain. Returns when the successor serves. */
async function handOver(socket, plan) {
    const answer = (0,fields/* asObject */.e)(await (0,control_client/* askControl */.t)(socket, { verb: 'handover', launch: plan }, { timeoutMs: 30_000 }));
    const pid = answer?.['pid'];
    const main = typeof pid === 'number' ? (0,identity/* identify */.ls)(pid) : undefined;
    if (main === undefined) {
        throw new fault/* EmbeddedFault */.hg('unit-failed', {
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
        log: wanted === 0 ? [] : (0,log_file/* readLogTail */.T)(unit.logFile, wanted),
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
        const unrecorded = unfinished && token !== null ? (0,group/* findByToken */.a4)(token) : undefined;
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
        if (family !== null && !(0,identity/* isAlive */._n)(family.main))
            this.#ended((0,supervisor_record/* unseenExit */.nv)(), false);
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
        if (family !== null && polled && !(0,identity/* isAlive */._n)(family.main)) {
            this.#ended((0,supervisor_record/* unseenExit */.nv)(), true);
        }
        for (const old of retiring) {
            const late = Date.now() - old.stopSince > this.#record.unit.stopSeconds * 1000;
            if ((0,identity/* isAlive */._n)(old.main) && !late)
                continue;
            (0,group/* endFamily */._b)(old, { graceMs: 0, witnessed: true }).catch(reportTrouble);
            this.#keeper.save({ retiring: this.#record.retiring.filter((one) => one.token !== old.token) });
        }
    }
    rotateLog() {
        (0,log_file/* rotateLog */.m)(this.#record.unit.logFile, this.#record.unit.logBytes);
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
            throw new fault/* EmbeddedFault */.hg('unit-failed', {
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
                (0,identity/* signalProcess */.a7)(family.main, 'SIGTERM');
            }
            this.#armKill(seconds);
            await this.#settle();
        }
        await Promise.all(this.#record.retiring.map((old) => (0,group/* endFamily */._b)(old, { graceMs: 0, witnessed: false })));
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
            const main = await handOver(socket, (0,launch/* planLaunch */.N)(unit, token, this.#context));
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
            if (!(error instanceof control_client/* Unanswered */.X))
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
        const recent = (0,supervisor_record/* recentStarts */.f4)(this.#record, Date.now());
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
            this.#watch((0,launch/* launch */.q)((0,launch/* planLaunch */.N)(unit, token, this.#context)), token, startedAt.toISOString());
        }
        catch (error) {
            this.#ended({ ...(0,supervisor_record/* unseenExit */.nv)(), error: String(error) }, true);
        }
    }
    #watch(child, token, startedAt) {
        const main = child.pid === undefined ? undefined : (0,identity/* identify */.ls)(child.pid);
        if (main === undefined) {
            // Node tells why in an event; until then a start must not be taken for done.
            this.#ending = new Promise((resolve) => {
                child.once('error', (error) => {
                    this.#ending = undefined;
                    this.#ended({ ...(0,supervisor_record/* unseenExit */.nv)(), error: error.message }, true);
                    resolve();
                });
            });
            return;
        }
        this.#child = child;
        this.#keeper.save({ state: 'running', family: { token, main }, startedAt });
        child.once('exit', (code, signal) => {
            if (this.#child === child)
                this.#ended({ ...(0,supervisor_record/* unseenExit */.nv)(), code, signal }, true);
        });
    }
    #ended(lastExit, witnessed) {
        if (this.#keeper.closed)
            return;
        clearTimeout(this.#kill);
        const family = this.#record.family;
        this.#child = undefined;
        const cleanUp = family === null ? Promise.resolve() : (0,group/* endFamily */._b)(family, { graceMs: leftoverGraceMs, witnessed });
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
                (0,group/* endFamily */._b)(family, { graceMs: 0, witnessed: true }).catch(reportTrouble);
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

// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/unit.js
var supervisor_unit = __nccwpck_require__(573);
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
        for (const record of (0,supervisor_record/* readRecords */.T3)(this.#paths.units, console.error)) {
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
        const wanted = (0,supervisor_unit/* readUnit */.H)(file);
        const at = key(wanted.host, wanted.name);
        const unit = this.#units.get(at) ?? new SupervisedUnit((0,supervisor_record/* freshRecord */._v)(wanted), this.#paths.units, this.#context);
        this.#units.set(at, unit);
        await unit.start(wanted);
        return unit.status();
    }
    async replace(file) {
        const wanted = (0,supervisor_unit/* readUnit */.H)(file);
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
            throw new fault/* EmbeddedFault */.hg('unit-failed', { where: `Stopping the units of ${this.#paths.root}`, found }, { cause: failed.reason });
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


/***/ }),

/***/ 573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseUnit),
/* harmony export */   H: () => (/* binding */ readUnit)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _document_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(171);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(644);



const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.:@#-]{0,240}$/;
/**
 * Checks a unit document and fills in the defaults. `where` names it in faults. Keys that it does not know are refused unless
 * `lenient`: for a record of a newer program, whose units must be looked after all the same.
 */
function parseUnit(value, where, { lenient = false } = {}) {
    const fields = new _document_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .Fields */ .C(value, where, 'unit-invalid');
    fields.integer('schema', { min: 1, max: 1 });
    const environmentFile = fields.has('environmentFile') ? fields.absolutePath('environmentFile') : undefined;
    const handoverSocket = fields.has('handoverSocket') ? fields.absolutePath('handoverSocket') : undefined;
    const unit = {
        schema: 1,
        name: fields.text('name', namePattern, 'letters, digits and _ - . : @ #, at most 241'),
        host: fields.text('host', namePattern, 'letters, digits and _ - . : @ #, at most 241'),
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
    const limit = new _document_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .Fields */ .C(fields.value('startLimit'), `${where} startLimit`, 'unit-invalid');
    const parsed = { burst: limit.integer('burst', { min: 1, max: 1000 }), seconds: limit.seconds('seconds', 60) };
    limit.end();
    return parsed;
}
function readUnit(path) {
    try {
        return parseUnit(JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')), path);
    }
    catch (error) {
        if (error instanceof _fault_js__WEBPACK_IMPORTED_MODULE_2__/* .EmbeddedFault */ .hg)
            throw error;
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_2__/* .EmbeddedFault */ .hg('unit-invalid', { where: path, expected: 'a unit document', found: String(error) }, { cause: error });
    }
}


/***/ }),

/***/ 889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   We: () => (/* binding */ parseArguments),
/* harmony export */   jZ: () => (/* binding */ numberOption),
/* harmony export */   ph: () => (/* binding */ takeWords),
/* harmony export */   usage: () => (/* binding */ usage)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(644);

function parseArguments(given, known) {
    const words = [];
    const options = [];
    for (let at = 0; at < given.length; at++) {
        const word = given[at] ?? '';
        if (!word.startsWith('--')) {
            words.push(word);
            continue;
        }
        const value = given[++at];
        const name = word.slice(2);
        if (!known.includes(name))
            throw usage(`one of ${known.map((one) => `--${one}`).join(', ')}`, word);
        if (value === undefined)
            throw usage(`a value after ${word}`, 'nothing');
        options.push([name, value]);
    }
    return { words, options: Object.fromEntries(options) };
}
function numberOption(text) {
    if (text === undefined)
        return undefined;
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text))
        throw usage('a number', text);
    return value;
}
function usage(expected, found) {
    return new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .EmbeddedFault */ .hg('usage', { where: 'arguments', expected, found: JSON.stringify(found) });
}
/** The words of a verb, exactly as many as it names. */
function takeWords(words, ...names) {
    if (words.length === names.length)
        return words;
    throw usage(names.map((name) => `<${name}>`).join(' ') || 'no more words', words.join(' '));
}


/***/ }),

/***/ 12:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runPortVerb: () => (/* binding */ runPortVerb)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(30);
// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
;// CONCATENATED MODULE: ./packages/embedded/lib/ports/free-ports.js


/**
 * Ports that can be bound on all addresses and on loopback now, in ascending order of trial. They are not held: the
 * caller does this under the host's lock and keeps a list of what it gave away (`avoid`).
 */
async function findFreePorts(wish) {
    const found = [];
    for (const candidate of candidates(wish)) {
        if (found.length === wish.count)
            break;
        const port = await tryPort(candidate);
        if (port !== undefined && !wish.avoid.has(port) && !found.includes(port))
            found.push(port);
    }
    if (found.length === wish.count)
        return found;
    const range = wish.range === null ? 'the ephemeral range' : `${wish.range.first}-${wish.range.last}`;
    throw new fault/* EmbeddedFault */.hg('ports-exhausted', {
        where: `Ports ${range}`,
        expected: `${wish.count} free`,
        found: `${found.length}`,
        fix: 'Widen `ports` of the host group, or end what holds them',
    });
}
function* candidates({ range, count, avoid }) {
    if (range === null) {
        for (let trial = 0; trial < count * 2 + avoid.size + 16; trial++)
            yield 0;
        return;
    }
    for (let port = range.first; port <= range.last; port++)
        if (!avoid.has(port))
            yield port;
}
/** The port if it can be bound on 0.0.0.0 and on 127.0.0.1. */
async function tryPort(candidate) {
    const everywhere = await bind(candidate, '0.0.0.0');
    if (everywhere === undefined)
        return undefined;
    const loopback = await bind(everywhere, '127.0.0.1');
    return loopback === undefined ? undefined : everywhere;
}
function bind(port, address) {
    return new Promise((resolve, reject) => {
        const server = (0,external_node_net_.createServer)();
        server.once('error', (error) => ['EADDRINUSE', 'EACCES'].includes((0,fault/* systemCode */.xU)(error) ?? '') ? resolve(undefined) : reject(error));
        server.listen({ port, host: address, exclusive: true }, () => {
            const bound = server.address();
            server.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined));
        });
    });
}

// EXTERNAL MODULE: ./packages/embedded/lib/verbs/arguments.js
var verbs_arguments = __nccwpck_require__(889);
;// CONCATENATED MODULE: ./packages/embedded/lib/verbs/port-verb.js


/** `ports <first-last | ephemeral> [--count n] [--avoid 1,2]`: one line with the list of free ports. */
async function runPortVerb(given) {
    const { words, options } = (0,verbs_arguments/* parseArguments */.We)(given, ['count', 'avoid']);
    const [range = ''] = (0,verbs_arguments/* takeWords */.ph)(words, 'range');
    const avoid = (options['avoid'] ?? '').split(',').filter((port) => port !== '');
    return [
        await findFreePorts({
            range: parseRange(range),
            count: (0,verbs_arguments/* numberOption */.jZ)(options['count']) ?? 1,
            avoid: new Set(avoid.map((port) => (0,verbs_arguments/* numberOption */.jZ)(port) ?? 0)),
        }),
    ];
}
function parseRange(text) {
    if (text === 'ephemeral')
        return null;
    const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
    const range = { first: Number(first), last: Number(last) };
    if (range.first >= 1 && range.last <= 65_535 && range.first <= range.last)
        return range;
    throw (0,verbs_arguments.usage)('ephemeral, or a range such as 18000-18999', text);
}


/***/ }),

/***/ 213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runProxyVerb: () => (/* binding */ runProxyVerb)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/control-client.js
var control_client = __nccwpck_require__(597);
// EXTERNAL MODULE: ./packages/embedded/lib/proxy/settings.js
var settings = __nccwpck_require__(366);
;// CONCATENATED MODULE: ./packages/embedded/lib/proxy/control.js




/** Asks the proxy of a folder; a proxy that does not answer is a fault. */
async function askProxy(folder, request) {
    try {
        return await (0,control_client/* askControl */.t)((0,settings/* proxyPaths */.v)(folder).control, request);
    }
    catch (error) {
        if (!(error instanceof control_client/* Unanswered */.X))
            throw error;
        throw new fault/* EmbeddedFault */.hg('proxy-unreachable', {
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
        handoverSocket: join(options.folder, 'control.sock'),
    };
}

// EXTERNAL MODULE: ./packages/embedded/lib/verbs/arguments.js
var verbs_arguments = __nccwpck_require__(889);
;// CONCATENATED MODULE: ./packages/embedded/lib/verbs/proxy-verbs.js



/** `proxy-control <folder> state | prepare [file] | commit <digest> | abort | drain [--seconds n] <instance>…`; prepare reads stdin without a file. */
async function runProxyVerb(given) {
    const { words, options } = (0,verbs_arguments/* parseArguments */.We)(given, ['seconds']);
    const [folder = '', verb = '', ...rest] = words;
    const seconds = (0,verbs_arguments/* numberOption */.jZ)(options['seconds']);
    switch (verb) {
        case 'state':
        case 'abort':
            (0,verbs_arguments/* takeWords */.ph)(rest);
            return [await askProxy(folder, { verb })];
        case 'prepare':
            return [await askProxy(folder, { verb, table: (0,external_node_fs_.readFileSync)(rest[0] ?? 0, 'utf8') })];
        case 'commit': {
            const [digest] = (0,verbs_arguments/* takeWords */.ph)(rest, 'digest');
            return [await askProxy(folder, { verb, digest })];
        }
        case 'drain':
            return [await askProxy(folder, { verb, instances: rest, ...(seconds === undefined ? {} : { seconds }) })];
        default:
            throw (0,verbs_arguments.usage)('<folder> and state, prepare, commit, abort or drain', verb);
    }
}


/***/ }),

/***/ 556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runRootVerb: () => (/* binding */ runRootVerb)
});

// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/ensure.js
var ensure = __nccwpck_require__(461);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(500);
// EXTERNAL MODULE: ./packages/embedded/lib/document/fields.js
var fields = __nccwpck_require__(171);
// EXTERNAL MODULE: ./packages/embedded/lib/fault.js + 2 modules
var fault = __nccwpck_require__(644);
// EXTERNAL MODULE: ./packages/embedded/lib/process/identity.js
var identity = __nccwpck_require__(270);
// EXTERNAL MODULE: ./packages/embedded/lib/socket/control-client.js
var control_client = __nccwpck_require__(597);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/lock.js
var supervisor_lock = __nccwpck_require__(168);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/root.js
var supervisor_root = __nccwpck_require__(627);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/supervisor.js + 4 modules
var supervisor_supervisor = __nccwpck_require__(687);
// EXTERNAL MODULE: ./packages/embedded/lib/supervisor/supervisor-record.js
var supervisor_record = __nccwpck_require__(863);
;// CONCATENATED MODULE: ./packages/embedded/lib/supervisor/stop.js











const hungAfterMs = 5000;
/**
 * Ends all units, proxies and the supervisor of a root. Without a supervisor the records serve; a pid that is another process by now is never signalled.
 * `seconds` stands for each unit's own stopSeconds, which for a proxy is the time of its drain.
 */
async function stopSupervisor(root, options = {}) {
    const paths = (0,supervisor_root/* rootPaths */.R7)(root);
    if (!(0,external_node_fs_.existsSync)(paths.run))
        return { ended: [], supervisor: null };
    const found = await (0,ensure/* greet */.K)(paths);
    if (found !== undefined) {
        try {
            const supervisor = (0,supervisor_record/* readSupervisorProcess */.C)(paths);
            const answer = (0,fields/* asObject */.e)(await (0,control_client/* askControl */.t)(paths.socket, { verb: 'shutdown', ...options }));
            while (supervisor !== undefined && (0,identity/* isAlive */._n)(supervisor))
                await (0,promises_.setTimeout)(20);
            clear(paths);
            return { ended: parseEnded(answer?.['ended']), supervisor: found.pid };
        }
        catch (error) {
            // It was killed while it stopped its units: the rest is done by the records.
            if (!(error instanceof control_client/* Unanswered */.X))
                throw error;
        }
    }
    return { ended: await stopByRecords(paths, options.seconds), supervisor: null };
}
async function stopByRecords(paths, seconds) {
    const killAt = performance.now() + hungAfterMs;
    let lock = await (0,supervisor_lock/* tryLockRoot */.N)(paths.run);
    while (lock === undefined) {
        if (performance.now() > killAt && !(0,supervisor_record/* killRecordedSupervisor */.z)(paths) && performance.now() > killAt + hungAfterMs) {
            throw new fault/* EmbeddedFault */.hg('supervisor-unreachable', {
                where: `The supervisor of ${paths.root}`,
                expected: 'an end',
                found: 'a lock that nobody gives back',
            });
        }
        await (0,promises_.setTimeout)(50);
        lock = await (0,supervisor_lock/* tryLockRoot */.N)(paths.run);
    }
    const supervisor = new supervisor_supervisor/* Supervisor */.D(paths, '');
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
        const { host, name, pid } = (0,fields/* asObject */.e)(item) ?? {};
        if (typeof host !== 'string' || typeof name !== 'string')
            return [];
        return [{ host, name, pid: typeof pid === 'number' ? pid : null }];
    });
}

// EXTERNAL MODULE: ./packages/embedded/lib/verbs/arguments.js
var verbs_arguments = __nccwpck_require__(889);
;// CONCATENATED MODULE: ./packages/embedded/lib/verbs/root-verbs.js



/** `ensure <root> [--idle-seconds n]` with the program that runs this, and `stop <root> [--seconds n]`. */
async function runRootVerb(verb, given, program) {
    const { words, options } = (0,verbs_arguments/* parseArguments */.We)(given, ['idle-seconds', 'seconds']);
    const [root = ''] = (0,verbs_arguments/* takeWords */.ph)(words, 'root');
    const seconds = (0,verbs_arguments/* numberOption */.jZ)(options['seconds']);
    if (verb === 'stop')
        return [await stopSupervisor(root, seconds === undefined ? {} : { seconds })];
    const idleSeconds = (0,verbs_arguments/* numberOption */.jZ)(options['idle-seconds']);
    return [await (0,ensure/* ensureSupervisor */.h)(root, { program, ...(idleSeconds === undefined ? {} : { idleSeconds }) })];
}


/***/ }),

/***/ 524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   runUnitVerb: () => (/* binding */ runUnitVerb)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(500);
/* harmony import */ var _socket_control_client_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(597);
/* harmony import */ var _supervisor_ensure_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(461);
/* harmony import */ var _supervisor_record_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(810);
/* harmony import */ var _supervisor_root_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(627);
/* harmony import */ var _arguments_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(889);






/** `unit <verb> …`: the verbs that host scripts call. Returns one value for each line on stdout. */
async function runUnitVerb(given, program) {
    const [verb = '', ...rest] = given;
    const { words, options } = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__/* .parseArguments */ .We)(rest, ['seconds', 'lines']);
    const seconds = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__/* .numberOption */ .jZ)(options['seconds']);
    const [root = '', ...others] = words;
    const ask = (request) => askSupervisor(root, program, request);
    switch (verb) {
        case 'start':
        case 'replace': {
            if (others.length === 0)
                throw (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__.usage)('<root> <unit file>…', words.join(' '));
            const answers = [];
            for (const file of others)
                answers.push(await ask({ verb, file }));
            return answers;
        }
        case 'stop':
        case 'remove':
        case 'status': {
            const [, host, name] = (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__/* .takeWords */ .ph)(words, 'root', 'host', 'name');
            return [
                await ask({
                    verb,
                    host,
                    name,
                    ...(seconds === undefined ? {} : { seconds }),
                    lines: (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__/* .numberOption */ .jZ)(options['lines']) ?? 0,
                }),
            ];
        }
        case 'list':
            // Nothing was ever started here: no supervisor is needed to say so.
            if ((0,_supervisor_record_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecords */ .T3)((0,_supervisor_root_js__WEBPACK_IMPORTED_MODULE_4__/* .rootPaths */ .R7)(root).units, console.error).length === 0)
                return [[]];
            return [await ask({ verb, ...(others[0] === undefined ? {} : { host: others[0] }) })];
        default:
            throw (0,_arguments_js__WEBPACK_IMPORTED_MODULE_5__.usage)('unit start, stop, status, list, replace or remove', verb);
    }
}
/** Asks whoever supervises the root; starts this program when nobody does. A supervisor that leaves mid-answer is asked again: all verbs can be repeated. */
async function askSupervisor(root, program, request) {
    const paths = (0,_supervisor_root_js__WEBPACK_IMPORTED_MODULE_4__/* .rootPaths */ .R7)(root);
    for (let trial = 1;; trial++) {
        try {
            return await (0,_socket_control_client_js__WEBPACK_IMPORTED_MODULE_1__/* .askControl */ .t)(paths.socket, request);
        }
        catch (error) {
            if (!(error instanceof _socket_control_client_js__WEBPACK_IMPORTED_MODULE_1__/* .Unanswered */ .X) || trial === 5)
                throw error;
            if ((await (0,_supervisor_ensure_js__WEBPACK_IMPORTED_MODULE_2__/* .greet */ .K)(paths)) === undefined)
                await (0,_supervisor_ensure_js__WEBPACK_IMPORTED_MODULE_2__/* .ensureSupervisor */ .h)(root, { program });
            else
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(20);
        }
    }
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(188);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
