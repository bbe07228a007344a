export const id = 146;
export const ids = [146];
export const modules = {

/***/ 21754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mk: () => (/* binding */ readNamed),
/* harmony export */   Ub: () => (/* binding */ verifyDigest),
/* harmony export */   u0: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** null when there is no such document. When it is not what it should be, the fault names domain and path. */
async function readDocument(at, path, parse) {
    const text = await at.get(path);
    if (text === undefined)
        return null;
    return { value: parse(text, placeOf(at, path)), digest: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(text) };
}
/** A document that another one names by its digest. Throws `document-missing`, `digest-mismatch`. */
async function readNamed(at, path, parse, named) {
    const text = await at.get(path);
    if (text === undefined) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('document-missing', {
            where: placeOf(at, path),
            expected: `the document that ${named.by} names`,
            found: 'nothing',
            fix: 'Something was removed from the metadata store: restore it from a copy or its history',
        });
    }
    verifyDigest(placeOf(at, path), (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(text), named);
    return parse(text, placeOf(at, path));
}
/** Throws `digest-mismatch`. */
function verifyDigest(where, found, named) {
    if (found === named.digest)
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('digest-mismatch', {
        where,
        expected: `${named.digest}, which ${named.by} names`,
        found,
        fix: 'Somebody changed what is written once: do not deploy it, and find out who wrote to the metadata store',
    });
}
/** `environments/staging revisions/3.json`: as a person finds it in the store. */
function placeOf(at, path) {
    return `${at.domain} ${path}`;
}


/***/ }),

/***/ 92450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ findVersion),
/* harmony export */   y: () => (/* binding */ listVersions)
/* harmony export */ });
const record = /\/(\d[^/]*)\.json$/;
/** Versions that a folder of the domain `packages` has records of (`packagePaths.records`, `packagePaths.sets`), in any order. */
async function listVersions(at, folder) {
    return (await at.list(folder)).flatMap((path) => record.exec(path)?.[1] ?? []);
}
/** The one of a version, or one that differs in build metadata only: both are the same release to semver. Null: neither is there. */
async function findVersion(at, folder, version) {
    const versions = await listVersions(at, folder);
    if (versions.includes(version))
        return version;
    return versions.find((one) => withoutBuild(one) === withoutBuild(version)) ?? null;
}
function withoutBuild(version) {
    return version.replace(/\+.*$/, '');
}


/***/ }),

/***/ 32494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ askGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);


const exec = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile);
/** One question to git about a checkout. Not being a repository is an answer, not a failure; git missing is a failure. */
async function askGit(folder, args, environment) {
    try {
        const { stdout } = await exec('git', ['-C', folder, ...args], {
            env: { ...environment, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
            maxBuffer: 64 * 1024 * 1024,
            timeout: 60_000,
        });
        return { ok: true, text: stdout.trimEnd() };
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'number')
            return { ok: false, text: '' };
        throw error;
    }
}


/***/ }),

/***/ 31829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ readCheckout)
/* harmony export */ });
/* unused harmony export renderRepository */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32494);



async function readCheckout(folder, io) {
    const ask = (...args) => (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, args, io.environment);
    const head = await ask('log', '-1', '--format=%H %ct');
    const [commit = null, seconds] = head.ok ? head.text.split(' ') : [];
    const [dirty, shallow] = await Promise.all([
        ask('status', '--porcelain', '--untracked-files=no', '--', '.'),
        ask('rev-parse', '--is-shallow-repository'),
    ]);
    return {
        source: {
            repository: await repositoryOf(folder, io),
            revision: commit === null ? 'none' : `${commit}${dirty.ok && dirty.text !== '' ? '-dirty' : ''}`,
        },
        committedAt: seconds === undefined ? null : new Date(Number(seconds) * 1000),
        shallow: shallow.text === 'true',
    };
}
/**
 * `github.com/acme/shop`: the run's repository; of another one that was checked out beside it, or outside a run, what
 * `origin` says, else the folder's name. It binds a package's name, and an environment's spec, to its home.
 */
async function repositoryOf(folder, io) {
    const { repository, githubServerUrl } = io.context;
    const own = repository === null ? null : `${new URL(githubServerUrl).host}/${repository}`;
    const beside = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, ['rev-parse', '--show-toplevel'], io.environment);
    const workspace = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(io.context.workspace);
    if (own !== null && !(beside.ok && beside.text.startsWith(`${workspace}/`)))
        return own;
    const origin = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, ['remote', 'get-url', 'origin'], io.environment);
    if (origin.ok && origin.text !== '')
        return renderRepository(origin.text);
    return own ?? `local/${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(beside.ok ? beside.text : folder)}`;
}
/** `host/path` of a git address, without user, credentials and `.git`, so that https and ssh name the same repository alike. */
function renderRepository(address) {
    const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(address);
    const url = /^[a-z+]+:\/\/([^/]*)\/(.+)$/.exec(address);
    const [, place, path] = url ?? scp ?? [null, '', address.replace(/^\/+/, '')];
    // A password may hold `@` too: what comes after the last one is the host.
    const host = place?.slice(place.lastIndexOf('@') + 1) || 'local';
    return `${host}/${path?.replace(/\.git\/*$/, '').replace(/\/+$/, '')}`;
}


/***/ }),

/***/ 25824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lQ: () => (/* binding */ isFolder),
/* harmony export */   pM: () => (/* binding */ readTextIfThere),
/* harmony export */   qC: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The bytes of a file; null when there is none, also when a folder on the way lacks. Fault: `file-unreadable` for any other reason. */
async function readIfThere(file) {
    return (await unlessAbsent(file, (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file))) ?? null;
}
async function readTextIfThere(file) {
    return (await readIfThere(file))?.toString('utf8') ?? null;
}
/** Whether a folder stands at a path. Fault: `file-unreadable` when that can't be seen. */
async function isFolder(path) {
    return (await unlessAbsent(path, (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path)))?.isDirectory() === true;
}
async function unlessAbsent(path, reading) {
    try {
        return await reading;
    }
    catch (cause) {
        if (isAbsent(cause))
            return undefined;
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('file-unreadable', {
            where: path,
            expected: 'a file that this user may read',
            found: cause instanceof Error ? cause.message : String(cause),
            fix: 'Look at what stands there and who owns it',
        }, { cause });
    }
}
function isAbsent(cause) {
    return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}


/***/ })

};
