export const id = 914;
export const ids = [914];
export const modules = {

/***/ 5914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runUnpin: () => (/* binding */ runUnpin)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _towpath_metadata_store__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(32186);
/* harmony import */ var _cli_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7711);
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



/** `towpath unpin --environment dev --service orders`: what a rollback restored may be promoted over again. */
async function runUnpin(run, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { environment, service, token } = options;
        if (environment === undefined || service === undefined) {
            throw new _cli_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .CliFault */ .L('usage', {
                where: 'towpath unpin',
                expected: '`--environment <name> --service <name>`',
                found: Object.keys(options).length === 0
                    ? 'nothing'
                    : Object.keys(options)
                        .map((name) => `--${name}`)
                        .join(' '),
            });
        }
        const { unpin } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 6444));
        const store = __addDisposableResource(env_1, await (0,_towpath_metadata_store__WEBPACK_IMPORTED_MODULE_1__/* .openMetadataStore */ .jL)(options['metadata-store'] ?? 'git:#towpath', {
            now: run.clock,
            random: Math.random,
            sleep: async (milliseconds) => void (await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal: run.signal })),
            environment: run.env,
            workspace: process.cwd(),
            ...(token !== undefined && { token }),
        }), true);
        await unpin(store, environment, service);
        run.stdout.write(`${service} in ${environment} is no longer pinned\n`);
        return 0;
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


/***/ }),

/***/ 67101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ backoffMs),
  D: () => (/* binding */ commitInTurns)
});

// EXTERNAL MODULE: ./packages/metadata-store/lib/fault.js
var fault = __webpack_require__(7955);
// EXTERNAL MODULE: ./packages/metadata-store/lib/names.js
var names = __webpack_require__(27967);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/change/effect.js


/** Compares a change with a tree. Throws `frozen`, `path-invalid`, `text-invalid` or `change-invalid`; `place` is the store and domain. */
async function planEffect(at, change, place) {
    const create = Object.entries(change.create ?? {});
    const texts = [...create, ...Object.entries(change.write ?? {})];
    const remove = [...new Set(change.remove ?? [])];
    const paths = [...texts.map(([path]) => path), ...remove];
    for (const path of paths)
        (0,names/* verifyPath */.xJ)(path, place);
    verifyOnce(paths, place);
    for (const [path, text] of texts)
        verifyText(path, text, place);
    await verifyFolders(at, texts.map(([path]) => path), place);
    const effect = { write: new Map(), remove: new Set() };
    const frozen = new Set(create.map(([path]) => path));
    await Promise.all(texts.map(async ([path, text]) => {
        const entry = await at.entry(path);
        if (entry?.kind === 'folder')
            throw notADocument(path, 'a folder of other documents', place);
        if (entry?.text === text)
            return;
        if (entry !== undefined && frozen.has(path))
            throw frozenFault(path, place);
        effect.write.set(path, text);
    }));
    await Promise.all(remove.map(async (path) => {
        if ((await at.entry(path))?.kind === 'document')
            effect.remove.add(path);
    }));
    return effect;
}
function verifyOnce(paths, place) {
    const seen = new Set();
    for (const path of paths) {
        if (seen.has(path)) {
            throw new fault/* MetadataStoreFault */.h('change-invalid', {
                where: `${place} ${path}`,
                expected: 'one of create, write and remove in a change',
                found: 'the same path in two of them',
            });
        }
        seen.add(path);
    }
}
/** A path that is both document and folder exists in a key-value store and not in git; no adapter allows it. */
async function verifyFolders(at, paths, place) {
    const documents = new Set(paths);
    const folders = new Set(paths.flatMap(names/* foldersOf */.pd));
    await Promise.all([...folders].map(async (folder) => {
        if (documents.has(folder) || (await at.entry(folder))?.kind === 'document') {
            throw notADocument(folder, 'a document and a folder of the same name', place);
        }
    }));
}
function verifyText(path, text, place) {
    if (text.isWellFormed())
        return;
    throw new fault/* MetadataStoreFault */.h('text-invalid', {
        where: `${place} ${path}`,
        expected: 'text that can be written as UTF-8',
        found: 'half of a surrogate pair',
    });
}
function notADocument(path, found, place) {
    return new fault/* MetadataStoreFault */.h('path-invalid', {
        where: `${place} ${path}`,
        expected: 'the path of a document',
        found,
    });
}
function frozenFault(path, place) {
    return new fault/* MetadataStoreFault */.h('frozen', {
        where: `${place} ${path}`,
        expected: 'the text that is stored there, since it is written once',
        found: 'other text',
        fix: 'Give what changed a new name, version or number',
    });
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/change/commit.js


/** Read, ask the intent, swap; again on conflict. The one loop of all adapters. */
async function commitInTurns(turns, intent) {
    let said = '';
    for (let attempt = 1; attempt <= turns.tries; attempt++) {
        const at = await turns.read();
        const landed = await turns.landed?.(at);
        if (landed !== undefined)
            return landed;
        const answer = await intent(at);
        if (answer.kind === 'refusal')
            throw answer.fault;
        const effect = await planEffect(at, answer, turns.where);
        if (effect.write.size === 0 && effect.remove.size === 0)
            return at;
        const swap = await turns.swap(at, effect);
        if (swap.kind === 'accepted')
            return swap.tree;
        said = swap.said;
        if (attempt < turns.tries)
            await turns.pause(attempt);
    }
    throw new fault/* MetadataStoreFault */.h('conflict', {
        where: turns.where,
        expected: `to be first in one of ${turns.tries} tries`,
        found: `a conflict each time (${said})`,
        fix: 'Run it again when fewer runs write there; if none does, a lock may have been left behind in the store',
    }, { retryable: true });
}
/** Milliseconds to wait after the `attempt`-th conflict: any share (`random` in [0, 1)) of 25 ms that double up to 2 s. */
function backoffMs(attempt, random) {
    return Math.round(random * Math.min(2000, 25 * 2 ** Math.min(attempt, 10)));
}


/***/ }),

/***/ 7955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ MetadataStoreFault)
/* harmony export */ });
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23234);

class MetadataStoreFault extends _towpath_fault__WEBPACK_IMPORTED_MODULE_0__/* .Fault */ .vC {
}


/***/ }),

/***/ 32186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q3: () => (/* reexport */ createGitStore),
  jL: () => (/* reexport */ openMetadataStore)
});

// UNUSED EXPORTS: MemoryMetadataStore, MetadataStoreFault, SharedMemory

// EXTERNAL MODULE: ./packages/metadata-store/lib/fault.js
var fault = __webpack_require__(7955);
// EXTERNAL MODULE: ./packages/metadata-store/lib/change/commit.js + 1 modules
var commit = __webpack_require__(67101);
// EXTERNAL MODULE: ./packages/metadata-store/lib/names.js
var names = __webpack_require__(27967);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/memory/memory-store.js



const where = 'memory:';
const tries = 1000;
const absent = { number: 0, documents: new Map(), folders: new Set() };
/** What memory stores share: each store opened on the same one sees what the others commit. */
class SharedMemory {
    heads = new Map();
}
/** Keeps everything in this process; for tests. */
class MemoryMetadataStore {
    #memory;
    #closed = false;
    constructor(memory = new SharedMemory()) {
        this.#memory = memory;
    }
    async domains(prefix) {
        this.#verifyOpen();
        return [...this.#memory.heads.keys()].filter((domain) => domain.startsWith(prefix)).sort();
    }
    async read(domain) {
        (0,names/* verifyDomain */.qi)(domain, where);
        this.#verifyOpen();
        return treeOf(domain, this.#memory.heads.get(domain) ?? absent, () => this.#verifyOpen());
    }
    async commit(domain, _message, intent) {
        return (0,commit/* commitInTurns */.D)({
            where: `${where} ${domain}`,
            tries,
            read: () => this.read(domain),
            swap: async (at, effect) => {
                const head = this.#memory.heads.get(domain) ?? absent;
                if (versionText(head) !== at.version)
                    return { kind: 'conflict', said: 'the head moved' };
                this.#verifyFree(domain);
                this.#memory.heads.set(domain, applyEffect(head, effect));
                return { kind: 'accepted', tree: await this.read(domain) };
            },
            pause: async () => undefined,
        }, intent);
    }
    async close() {
        this.#closed = true;
    }
    [Symbol.asyncDispose]() {
        return this.close();
    }
    #verifyOpen() {
        if (this.#closed)
            throw new fault/* MetadataStoreFault */.h('store-closed', { where, found: 'that it was closed before' });
    }
    #verifyFree(domain) {
        const other = [...this.#memory.heads.keys()].find((head) => (0,names/* foldersOf */.pd)(head).includes(domain) || (0,names/* foldersOf */.pd)(domain).includes(head));
        if (other === undefined)
            return;
        throw new fault/* MetadataStoreFault */.h('domain-taken', {
            where: `${where} ${domain}`,
            expected: 'a name that no other domain begins with',
            found: `the domain ${other}`,
        });
    }
}
function versionText(version) {
    return version.number === 0 ? '' : String(version.number);
}
function applyEffect(version, effect) {
    const documents = new Map(version.documents);
    for (const [path, text] of effect.write)
        documents.set(path, text);
    for (const path of effect.remove)
        documents.delete(path);
    return { number: version.number + 1, documents, folders: new Set([...documents.keys()].flatMap(names/* foldersOf */.pd)) };
}
function treeOf(domain, version, verifyOpen) {
    async function entry(path) {
        (0,names/* verifyPath */.xJ)(path, `${where} ${domain}`);
        verifyOpen();
        const text = version.documents.get(path);
        if (text !== undefined)
            return { kind: 'document', text };
        return version.folders.has(path) ? { kind: 'folder' } : undefined;
    }
    return {
        domain,
        version: versionText(version),
        entry,
        async get(path) {
            const found = await entry(path);
            return found?.kind === 'document' ? found.text : undefined;
        },
        async list(prefix) {
            verifyOpen();
            return [...version.documents.keys()].filter((path) => path.startsWith(prefix)).sort();
        },
    };
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/open.js



const defaultPrefix = 'towpath';
/**
 * Opens the store that a URL names. The git adapter's code is loaded then.
 * - `git:<remote or path>#<prefix>`, prefix `towpath` by default; without a remote the workspace's `origin`, else `repositoryUrl`
 * - `memory:`, a new empty store in this process
 * - `etcd:…` is the fault `not-yet`
 */
async function openMetadataStore(url, options) {
    if (url.startsWith('git:'))
        return openGit(url.slice('git:'.length), options);
    if (url === 'memory:')
        return new MemoryMetadataStore();
    const { withoutUserinfo } = await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 10960));
    const where = `metadata store ${JSON.stringify(withoutUserinfo(url))}`;
    if (url.startsWith('etcd:')) {
        throw new fault/* MetadataStoreFault */.h('not-yet', {
            where,
            expected: 'a git store',
            found: 'etcd, which is not yet there',
            fix: 'Use `git:#towpath` until it is',
        });
    }
    throw new fault/* MetadataStoreFault */.h('url-invalid', {
        where,
        expected: '`git:<remote or path>#<prefix>`, such as `git:#towpath`',
        found: 'another scheme',
        fix: 'Write `git:` before the address of a git repository',
    });
}
/** Makes a bare repository at an absolute path, with its folders, to be opened as `git:<path>`; one that is there stays. */
async function createGitStore(path, options) {
    const { createBareRepository } = await __webpack_require__.e(/* import() */ 374).then(__webpack_require__.bind(__webpack_require__, 70374));
    return createBareRepository(path, options.environment);
}
async function openGit(rest, options) {
    const { parseRemote, withoutUserinfo } = await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 10960));
    const hash = rest.lastIndexOf('#');
    const prefix = (hash === -1 ? '' : rest.slice(hash + 1)) || defaultPrefix;
    (0,names/* verifyDomain */.qi)(prefix, `metadata store git:${withoutUserinfo(rest)}, prefix as`);
    const named = hash === -1 ? rest : rest.slice(0, hash);
    const address = named === '' ? await defaultRemote(options) : named;
    const remote = parseRemote(address, options.workspace, options.token);
    const { openGitStore } = await __webpack_require__.e(/* import() */ 951).then(__webpack_require__.bind(__webpack_require__, 60951));
    return openGitStore(remote, prefix, options);
}
async function defaultRemote(options) {
    const { readOrigin } = await __webpack_require__.e(/* import() */ 740).then(__webpack_require__.bind(__webpack_require__, 72740));
    const origin = options.workspace === undefined ? undefined : await readOrigin(options.workspace, options.environment);
    const address = origin ?? options.repositoryUrl;
    if (address !== undefined && address !== '')
        return address;
    throw new fault/* MetadataStoreFault */.h('url-invalid', {
        where: 'metadata store git:#…',
        expected: "the workspace's `origin`, or a run's repository",
        found: `neither${options.workspace === undefined ? ', nor a workspace' : ` (workspace ${options.workspace})`}`,
        fix: 'Check the repository out first, or name the store: `git:https://github.com/acme/delivery.git#towpath`',
    });
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/index.js





/***/ }),

/***/ 27967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pd: () => (/* binding */ foldersOf),
/* harmony export */   qi: () => (/* binding */ verifyDomain),
/* harmony export */   xJ: () => (/* binding */ verifyPath)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7955);

/** What git allows in a branch's name, and no more than that is portable to other stores and file systems. */
const domainSegment = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Throws `domain-invalid` unless the name is one or more segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
function verifyDomain(domain, where) {
    const wrong = domain.split('/').find((segment) => !isDomainSegment(segment));
    if (wrong === undefined)
        return;
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h('domain-invalid', {
        where: `${where} domain ${JSON.stringify(domain)}`,
        expected: 'a name such as `packages` or `environments/staging`, of letters, digits, `.`, `_` and `-`',
        found: wrong === '' ? 'an empty segment' : JSON.stringify(wrong),
    });
}
function isDomainSegment(segment) {
    return domainSegment.test(segment) && !segment.includes('..') && !segment.endsWith('.') && !/\.lock$/i.test(segment);
}
/** Throws `path-invalid` unless the path is relative, has no empty, `.`, `..` or `.git` segment, and no control character. */
function verifyPath(path, where) {
    const found = faultOfPath(path);
    if (found === undefined)
        return;
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h('path-invalid', {
        where: `${where} path ${JSON.stringify(path)}`,
        expected: 'a relative path such as `revisions/42.json`',
        found,
    });
}
function faultOfPath(path) {
    if (path.startsWith('/'))
        return 'a leading slash';
    if (/\p{Cc}/u.test(path))
        return 'a control character';
    if (!path.isWellFormed())
        return 'half of a surrogate pair';
    for (const segment of path.split('/')) {
        if (segment === '')
            return 'an empty segment';
        if (segment === '.' || segment === '..')
            return `the segment \`${segment}\``;
        // Servers that check objects refuse trees with these names (git fsck: hasDotgit).
        if (/^(\.git|git~1)$/i.test(segment))
            return `the segment \`${segment}\`, which git keeps for itself`;
    }
    return undefined;
}
/** The paths that would have to be folders for this one to exist: `a`, `a/b` for `a/b/c`. */
function foldersOf(path) {
    const segments = path.split('/');
    return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}


/***/ })

};
