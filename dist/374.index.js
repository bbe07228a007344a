export const id = 374;
export const ids = [374];
export const modules = {

/***/ 13638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ openCache),
/* harmony export */   q: () => (/* binding */ defaultTimeLimitMs)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(76760);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7955);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(38349);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(95272);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(12797);









const defaultTimeLimitMs = 120_000;
async function openCache(remote, options) {
    const kept = options.cacheFolder === undefined ? undefined : await keptFolder(remote, options.cacheFolder);
    const folder = kept !== undefined && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(kept) ? kept : await makeRepository(kept, options);
    const git = new _git_js__WEBPACK_IMPORTED_MODULE_7__/* .Git */ .TU({ ...(0,_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .gitEnvironment */ ._)(options.environment, remote), GIT_DIR: folder }, timeLimitOf(options));
    return {
        git,
        async close() {
            await git.close();
            if (kept === undefined)
                await remove(folder);
        },
    };
}
/** Made beside its place and moved there whole: `git init` fails where two stores of one cache begin at once. */
async function makeRepository(kept, options) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdtemp)(kept === undefined ? (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_3__.tmpdir)(), 'towpath-metadata-') : `${kept}-`);
    try {
        const git = new _git_js__WEBPACK_IMPORTED_MODULE_7__/* .Git */ .TU((0,_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .gitEnvironment */ ._)(options.environment), timeLimitOf(options));
        const made = await git.run(['init', '--quiet', '--bare', '--template=', folder]);
        if (!made.ok)
            throw cacheFault(folder, (0,_words_js__WEBPACK_IMPORTED_MODULE_8__/* .lastWord */ .bx)(made));
        if (kept === undefined)
            return folder;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(folder, kept);
        return kept;
    }
    catch (cause) {
        await remove(folder);
        if (kept !== undefined && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(kept))
            return kept;
        throw cause;
    }
}
async function keptFolder(remote, parent) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.resolve)(parent);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(folder, { recursive: true }).catch((cause) => {
        throw cacheFault(folder, cause instanceof Error ? cause.message : String(cause));
    });
    return (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, `${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(remote.address).digest('hex').slice(0, 16)}.git`);
}
function remove(folder) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
function timeLimitOf(options) {
    return options.timeLimitMs ?? defaultTimeLimitMs;
}
function cacheFault(folder, found) {
    return new _fault_js__WEBPACK_IMPORTED_MODULE_5__/* .MetadataStoreFault */ .h('store-unreadable', {
        where: `git cache ${folder}`,
        expected: 'a folder for a bare repository',
        found,
        fix: 'Name another cache folder',
    });
}


/***/ }),

/***/ 70374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createBareRepository: () => (/* binding */ createBareRepository)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7955);
/* harmony import */ var _cache_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13638);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38349);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95272);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12797);





/**
 * `core.fsync=all` because a push of few objects leaves them loose, and git makes those durable only when told so: after a power cut a
 * branch, whose write is durable, could name objects that are empty. It costs a push some milliseconds. git before 2.36 passes it over.
 */
async function createBareRepository(path, environment) {
    const git = new _git_js__WEBPACK_IMPORTED_MODULE_3__/* .Git */ .TU((0,_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .gitEnvironment */ ._)(environment), _cache_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultTimeLimitMs */ .q);
    const made = await git.run(['init', '--quiet', '--bare', '--template=', '--', path]);
    const answer = made.ok ? await git.run([`--git-dir=${path}`, 'config', 'core.fsync', 'all']) : made;
    if (answer.ok)
        return;
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h('store-denied', {
        where: `metadata store git:${path}`,
        expected: 'to make a bare repository',
        found: (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .lastWord */ .bx)(answer),
        fix: 'Choose a folder that this user may write',
    });
}


/***/ }),

/***/ 38349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ gitEnvironment)
/* harmony export */ });
/** What git, ssh and curl need of the outer environment. All else stays out: tokens of the step, and GIT_* that would redirect git. */
const inherited = [
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
    ...['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
    ...[
        'GIT_SSH',
        'GIT_SSH_COMMAND',
        'GIT_SSH_VARIANT',
        'GIT_SSL_CAINFO',
        'GIT_SSL_CAPATH',
        'GIT_SSL_CERT',
        'GIT_SSL_KEY',
    ],
    ...['GIT_SSL_NO_VERIFY', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
];
/** A person's configuration is kept for proxies, certificates and credential helpers; what would change our calls is not. */
const settings = [
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['fetch.prune', 'false'],
    ['fetch.pruneTags', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['fetch.writeCommitGraph', 'false'],
    ['push.followTags', 'false'],
    ['push.gpgSign', 'false'],
    ['push.pushOption', ''],
    ['push.recurseSubmodules', 'no'],
];
/** The environment of a call of git; settings go by GIT_CONFIG_* so that no secret is an argument or in a file. */
function gitEnvironment(outer, remote) {
    const environment = {};
    for (const name of inherited) {
        const value = outer[name];
        if (value !== undefined)
            environment[name] = value;
    }
    const all = [...settings, ...authorization(remote)];
    all.forEach(([key, value], index) => {
        environment[`GIT_CONFIG_KEY_${index}`] = key;
        environment[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return {
        ...environment,
        GIT_CONFIG_COUNT: String(all.length),
        GIT_TERMINAL_PROMPT: '0',
        GIT_ALLOW_PROTOCOL: 'file:http:https:ssh',
        GIT_NO_REPLACE_OBJECTS: '1',
        LC_ALL: 'C',
    };
}
function authorization(remote) {
    if (remote?.credentials === undefined)
        return [];
    const { origin, basic } = remote.credentials;
    return [
        // Takes away what a person's configuration adds: a server refuses two identities at once.
        [`http.${origin}/.extraHeader`, ''],
        [`http.${origin}/.extraHeader`, `Authorization: Basic ${basic}`],
        // curl would carry the header to wherever it is sent on to.
        ['http.followRedirects', 'false'],
        // A token that is refused must not be replaced by another identity in silence.
        ['credential.helper', ''],
    ];
}


/***/ }),

/***/ 95272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HF: () => (/* binding */ startFault),
/* harmony export */   TU: () => (/* binding */ Git),
/* harmony export */   i0: () => (/* binding */ killGroup)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38321);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7955);



/** The git command line. Each call is a process group of its own, so that its helpers end with it. */
class Git {
    #environment;
    #timeLimitMs;
    #live = new Set();
    constructor(environment, timeLimitMs) {
        this.#environment = environment;
        this.#timeLimitMs = timeLimitMs;
    }
    get timeLimitMs() {
        return this.#timeLimitMs;
    }
    /** Runs to the end; `ok` says whether the exit code was 0. Throws `git-missing` alone. */
    async run(args, input = []) {
        const child = this.start(args);
        let timedOut = false;
        const timer = setTimeout(() => {
            timedOut = true;
            killGroup(child);
        }, this.#timeLimitMs);
        try {
            const ended = exitOf(child);
            writeAll(child, input);
            const [stdout, stderr, code] = await Promise.all([(0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_1__.text)(child.stdout), (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_1__.text)(child.stderr), ended]);
            return { ok: code === 0, stdout, stderr, timedOut };
        }
        finally {
            clearTimeout(timer);
        }
    }
    /** A process that lives until it is killed or its input ends. */
    start(args) {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('git', args, { cwd: '/', env: this.#environment, detached: true, stdio: 'pipe' });
        this.#live.add(child);
        child.once('close', () => this.#live.delete(child));
        // A process that ends before it read its input is told by its exit, not by EPIPE.
        child.stdin.on('error', () => child.stdin.destroy());
        return child;
    }
    /** Ends every process that still runs. */
    async close() {
        // Whoever reads from a process may let go of it meanwhile, and a program that nothing else keeps would end before its last lines.
        const awake = setInterval(() => undefined, this.#timeLimitMs);
        try {
            await Promise.all([...this.#live].map((child) => {
                const closed = new Promise((resolve) => child.once('close', () => resolve()));
                killGroup(child);
                return closed;
            }));
        }
        finally {
            clearInterval(awake);
        }
    }
}
function exitOf(child) {
    return new Promise((resolve, reject) => {
        child.once('error', (cause) => reject(startFault(cause)));
        child.once('close', (code) => resolve(code));
    });
}
/** Why git could not be started. */
function startFault(cause) {
    return new _fault_js__WEBPACK_IMPORTED_MODULE_2__/* .MetadataStoreFault */ .h('git-missing', {
        where: 'git',
        expected: 'the program git 2.31 or newer on PATH',
        found: cause.message,
        fix: 'Install git on the machine that runs this step',
    }, { cause });
}
/** Memory stays flat: the next piece is made when the pipe took the one before. */
function writeAll(child, input) {
    const pieces = input[Symbol.iterator]();
    const next = () => {
        for (;;) {
            const piece = pieces.next();
            if (piece.done === true) {
                child.stdin.end();
                return;
            }
            if (!child.stdin.write(piece.value)) {
                child.stdin.once('drain', next);
                return;
            }
        }
    };
    next();
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
}


/***/ }),

/***/ 12797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bx: () => (/* binding */ lastWord),
/* harmony export */   co: () => (/* binding */ faultOfGit),
/* harmony export */   s$: () => (/* binding */ wordsOfHook)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7955);

/** What git adds to every failure and what says nothing about this one. */
const boilerplate = /^(hint:|To |Please make sure you have|and the repository exists|fatal: Could not read from remote|error: failed to push some refs|Done$|send-pack: unexpected|\s*$)/;
/** Lines that git wrote for people, without the boilerplate. */
function linesOf(stderr) {
    return stderr
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => !boilerplate.test(line));
}
/** The line that says most: the last one that names an error, else the last. */
function lastWord(answer) {
    const lines = linesOf(answer.stderr);
    const telling = lines.findLast((line) => /^(remote: )?(fatal|error): /.test(line)) ?? lines.at(-1);
    return telling?.replace(/^(remote: )?(fatal|error): /, '').replace(/\.$/, '') ?? 'nothing from git but a failure';
}
/** What the other side says of a refusal, in its own words. */
function wordsOfHook(answer) {
    const lines = linesOf(answer.stderr)
        .filter((line) => line.startsWith('remote: '))
        .map((line) => line.slice('remote: '.length).trim());
    const own = lines.filter((line) => line !== '' && !/^error: (hook declined|failed to)/.test(line));
    return own.length === 0 ? lastWord(answer) : own.join('; ').replace(/\.$/, '');
}
/** The fault behind a failed call of git, told by its own (English, LC_ALL=C) words. */
function faultOfGit(answer, { where, doing, redact }) {
    const found = answer.timedOut ? 'no end within the time limit' : redact(lastWord(answer));
    const kind = answer.timedOut ? unreachable : (kinds.find(({ words }) => words.test(answer.stderr)) ?? other);
    const fix = kind.fix.replace('<repository>', /repository at '([^']+)'/.exec(answer.stderr)?.[1] ?? '<repository>');
    return new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h(kind.code, { where, expected: doing, found, fix }, { retryable: kind === unreachable });
}
const unreachable = {
    code: 'store-unreachable',
    words: /could not resolve host|connection (refused|reset|timed out|closed)|timed out|hung up|early EOF|unexpected disconnect|sideband|unable to access|RPC failed|network is unreachable|no route to host/i,
    fix: 'Check that this machine reaches it, then run it again',
};
const other = {
    code: 'store-unreadable',
    words: /^/,
    fix: 'Check the metadata-store URL and the repository behind it',
};
/** In this order: what is said first in the list explains more than what follows. */
const kinds = [
    {
        code: 'store-unreadable',
        words: /\.lock': File exists/,
        fix: 'Another run may be at work there; if none is, remove the lock file that git names',
    },
    {
        code: 'store-denied',
        words: /detected dubious ownership/,
        fix: 'The repository belongs to another user of this machine. If it may be trusted: `git config --global --add safe.directory <repository>`',
    },
    {
        code: 'store-denied',
        words: /Host key verification failed/,
        fix: "Add the server's key to known_hosts after checking its fingerprint",
    },
    {
        code: 'store-denied',
        words: /permission denied|authentication failed|could not read (username|password)|terminal prompts disabled|returned error: (401|403)|write access to repository not granted|insufficient permission|unable to create (temporary object )?directory|denied to/i,
        fix: 'Give a metadata-token (or a key, or file permissions) that may read and write the store',
    },
    {
        code: 'store-unreachable',
        words: /returned error: 30\d/,
        fix: 'The server sends on to another address, where the token is not sent: use that address',
    },
    {
        code: 'store-absent',
        words: /repository .*not found|returned error: 404/i,
        fix: 'Check the metadata-store URL, and that the token may see the repository',
    },
    {
        code: 'store-unreadable',
        words: /does not appear to be a git repository|not a git repository|invalid gitfile format/,
        fix: 'Check the metadata-store URL; `git init --bare <folder>` makes a new store',
    },
    {
        code: 'store-corrupt',
        words: /corrupt|bad object|bad tree|bad pack|missing (blob|tree|commit|necessary)|unable to read|did not send all necessary|invalid (object|sha1 pointer)|unresolved deltas|upload-pack: not our ref|broken/i,
        fix: 'Look at the repository with `git fsck`, and restore the branch from a clone or backup',
    },
    unreachable,
];


/***/ })

};
