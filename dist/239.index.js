export const id = 239;
export const ids = [239];
export const modules = {

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


/***/ }),

/***/ 5631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uc: () => (/* reexport */ PackageStoreFault),
  El: () => (/* reexport */ openPackageStore)
});

// UNUSED EXPORTS: ARTIFACT_TYPE

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/package-store/lib/fault.js

class PackageStoreFault extends lib/* Fault */.vC {
}
/** Shorthand for throwing: `throw fault('frozen', {where: …})`. Not retryable unless said. */
function fault(code, explanation, options = {}) {
    return new PackageStoreFault(code, explanation, options);
}

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
;// CONCATENATED MODULE: ./packages/package-store/lib/naming.js


const ARTIFACT_TYPE = 'application/vnd.towpath.package.v1+json';
/** The name itself, if it can be a repository's last part and a folder's name. */
function parseName(name) {
    if ((0,descriptor_lib/* isName */.Eo)(name))
        return name;
    throw fault('name-invalid', {
        where: 'The package name',
        expected: '2 to 63 lower case letters, digits and inner hyphens',
        found: JSON.stringify(name.slice(0, 100)),
    });
}
/** The tag of a version. OCI tags know no `+`, and versions know no `_`, so no two versions share a tag. */
function parseTag(version) {
    if ((0,descriptor_lib/* isVersion */.lF)(version))
        return version.replace('+', '_');
    throw fault('version-invalid', {
        where: 'The package version',
        expected: 'a SemVer 2.0.0 version of at most 96 characters, such as `1.4.0`',
        found: JSON.stringify(version.slice(0, 100)),
    });
}
function parseDigest(text) {
    if ((0,descriptor_lib/* isDigest */.Bc)(text))
        return text;
    throw fault('digest-invalid', {
        where: 'The digest',
        expected: '`sha256:` and 64 hex digits',
        found: JSON.stringify(text.slice(0, 100)),
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/package-store/lib/clock.js

const systemClock = {
    now: () => Date.now(),
    sleep: async (ms) => {
        await (0,promises_.setTimeout)(ms);
    },
};

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/package-store/lib/verified.js


/**
 * The same bytes, one chunk late: the last one is handed on only after digest and size were found right, so that a
 * receiver (a registry that counts to Content-Length, an archive reader) never completes something wrong.
 */
async function* verified(bytes, promised, where) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let seen = 0;
    let held;
    for await (const chunk of bytes) {
        if (!(chunk instanceof Uint8Array)) {
            throw fault('source-unreadable', { where, expected: 'a stream of bytes', found: `a stream of ${typeof chunk}` });
        }
        if (chunk.length === 0)
            continue;
        seen += chunk.length;
        if (promised.sizeBytes !== undefined && seen > promised.sizeBytes) {
            throw fault('digest-mismatch', { where, expected: `${promised.sizeBytes} bytes`, found: 'more' });
        }
        hash.update(chunk);
        if (held !== undefined)
            yield held;
        held = chunk;
    }
    if (promised.sizeBytes !== undefined && seen < promised.sizeBytes) {
        throw fault('truncated', { where, expected: `${promised.sizeBytes} bytes`, found: `${seen}` });
    }
    const digest = `sha256:${hash.digest('hex')}`;
    if (digest !== promised.digest) {
        throw fault('digest-mismatch', { where, expected: promised.digest, found: digest });
    }
    if (held !== undefined)
        yield held;
}
/** The verified bytes of a blob that is to be sent; a failure of the caller's stream becomes `source-unreadable`. */
async function* verifiedSource(source, where) {
    const stream = source.open();
    try {
        yield* verified(stream, source, where);
    }
    catch (error) {
        if (error instanceof PackageStoreFault)
            throw error;
        const found = error instanceof Error ? error.message : String(error);
        throw fault('source-unreadable', { where, expected: 'to read its bytes', found }, { cause: error });
    }
    finally {
        stream.destroy();
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/file-fault.js

function errorCode(error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
/** What the file system said, as a fault that names the path. Faults pass as they are. */
function fileFault(error, path) {
    if (error instanceof PackageStoreFault)
        return error;
    const found = error instanceof Error ? error.message : String(error);
    const code = errorCode(error);
    switch (code) {
        case 'ENOSPC':
        case 'EDQUOT':
            return fault('disk-full', { where: path, expected: 'room to write', found: code, fix: 'Free some space and run again' }, { cause: error });
        case 'EACCES':
        case 'EPERM':
        case 'EROFS':
            return fault('denied', { where: path, expected: 'to be allowed', found: code, fix: "Check the folder's owner and mode" }, { cause: error });
        case 'ENOENT':
            return fault('not-found', { where: path, expected: 'a file', found: 'none' }, { cause: error });
        case 'ENOTDIR':
        case 'EISDIR':
        case 'EEXIST':
            return fault('store-damaged', { where: path, expected: 'an OCI layout', found, fix: 'Choose a folder that holds nothing else' }, { cause: error });
        case 'EMFILE':
        case 'ENFILE':
        case 'EBUSY':
        case 'EIO':
            return fault('unreachable', { where: path, expected: 'to read and write', found }, { cause: error, retryable: code !== 'EIO' });
        default:
            return fault('unreachable', { where: path, expected: 'to read and write', found }, { cause: error });
    }
}
/** Runs it and turns what the file system says into a fault. */
async function onFiles(path, work) {
    try {
        return await work();
    }
    catch (error) {
        throw fileFault(error, path);
    }
}
/** The value, or `undefined` when the path is not there. */
async function unlessAbsent(value) {
    try {
        return await value;
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/manifest.js



/** https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
/** What registries commonly take at most (4 MiB). */
const MANIFEST_LIMIT_BYTES = 4 * 1024 * 1024;
/** Canonical: keys sorted, no white space, so the same package always has the same manifest digest. */
function renderManifest(manifest) {
    const text = (0,descriptor_lib/* canonicalJson */.dj)({
        schemaVersion: 2,
        mediaType: MANIFEST_TYPE,
        artifactType: ARTIFACT_TYPE,
        config: renderBlob(manifest.config),
        layers: manifest.layers.map(renderBlob),
        annotations: manifest.annotations,
    });
    return new TextEncoder().encode(text);
}
/** Throws `manifest-invalid`, naming `where` (the reference asked for). */
function parseManifest(bytes, where) {
    const document = parseJson(bytes, where);
    if (!isRecord(document))
        throw invalid(where, 'an object', typeof document);
    expectValue(document, 'schemaVersion', 2, where);
    expectValue(document, 'mediaType', MANIFEST_TYPE, where);
    expectValue(document, 'artifactType', ARTIFACT_TYPE, where);
    const layers = document['layers'];
    if (!Array.isArray(layers))
        throw invalid(`${where} layers`, 'a list', typeof layers);
    return {
        config: parseBlob(document['config'], `${where} config`),
        layers: layers.map((layer, at) => parseBlob(layer, `${where} layers[${at}]`)),
        annotations: parseAnnotations(document['annotations'], where),
    };
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function renderBlob(blob) {
    return { mediaType: blob.mediaType, digest: blob.digest, size: blob.sizeBytes };
}
function parseJson(bytes, where) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw fault('manifest-invalid', { where, expected: 'a JSON manifest', found: `${bytes.length} bytes of something else` }, { cause });
    }
}
function parseBlob(value, where) {
    if (!isRecord(value))
        throw invalid(where, 'a content descriptor', typeof value);
    const { mediaType, digest, size } = value;
    if (typeof mediaType !== 'string' || mediaType === '')
        throw invalid(`${where}.mediaType`, 'text', String(mediaType));
    if (typeof digest !== 'string' || !(0,descriptor_lib/* isDigest */.Bc)(digest))
        throw invalid(`${where}.digest`, 'a sha256 digest', String(digest));
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
        throw invalid(`${where}.size`, 'a number of bytes', String(size));
    }
    return { mediaType, digest, sizeBytes: size };
}
function parseAnnotations(value, where) {
    if (value === undefined)
        return {};
    if (!isRecord(value))
        throw invalid(`${where} annotations`, 'an object', typeof value);
    const annotations = [];
    for (const [key, text] of Object.entries(value)) {
        if (typeof text !== 'string')
            throw invalid(`${where} annotations.${key}`, 'text', typeof text);
        annotations.push([key, text]);
    }
    return Object.fromEntries(annotations);
}
function expectValue(document, key, expected, where) {
    const found = document[key];
    if (found !== expected)
        throw invalid(`${where} ${key}`, String(expected), found === undefined ? 'none' : JSON.stringify(found));
}
function invalid(where, expected, found) {
    return fault('manifest-invalid', {
        where,
        expected,
        found: found.slice(0, 200),
        fix: 'This repository holds something that Towpath did not push; use a namespace of its own',
    });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/index-file.js






/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#indexjson-file */
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const TAG = 'org.opencontainers.image.ref.name';
/** Empty when the file is not there; `store-damaged` when it is something else. */
async function readIndex(path) {
    const text = await unlessAbsent((0,external_node_fs_promises_.readFile)(path, 'utf8'));
    if (text === undefined)
        return [];
    const manifests = manifestsOf(text);
    if (manifests?.every(isRecord))
        return manifests;
    throw fault('store-damaged', {
        where: path,
        expected: 'an OCI image index',
        found: `${text.length} characters of something else`,
        fix: 'Restore the file, or move the folder away and publish again',
    });
}
function findTag(index, tag) {
    const digest = index.find((entry) => tagOf(entry) === tag)?.['digest'];
    return typeof digest === 'string' && (0,descriptor_lib/* isDigest */.Bc)(digest) ? digest : undefined;
}
function addTag(index, tag, digest, sizeBytes) {
    const entry = {
        mediaType: MANIFEST_TYPE,
        artifactType: ARTIFACT_TYPE,
        digest,
        size: sizeBytes,
        annotations: { [TAG]: tag },
    };
    return [...index, entry].sort((a, b) => ((tagOf(a) ?? '') < (tagOf(b) ?? '') ? -1 : 1));
}
/** Without every entry of that manifest, whoever wrote it. */
function dropManifest(index, digest) {
    return index.filter((entry) => entry['digest'] !== digest);
}
/** Digests of the manifests that it names. */
function manifestsIn(index) {
    return index.flatMap(({ digest }) => (typeof digest === 'string' ? [digest] : []));
}
function renderIndex(index) {
    return (0,descriptor_lib/* canonicalJson */.dj)({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: index });
}
function manifestsOf(text) {
    try {
        const value = JSON.parse(text);
        const manifests = isRecord(value) ? value['manifests'] : undefined;
        return Array.isArray(manifests) ? manifests : undefined;
    }
    catch {
        return undefined;
    }
}
function tagOf(entry) {
    const annotations = entry['annotations'];
    const tag = isRecord(annotations) ? annotations[TAG] : undefined;
    return typeof tag === 'string' ? tag : undefined;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/package-store/lib/layout/owner.js



async function readSelf() {
    return {
        host: (0,external_node_os_.hostname)(),
        boot: await orEmpty((0,external_node_fs_promises_.readFile)('/proc/sys/kernel/random/boot_id', 'utf8')),
        space: await orEmpty((0,external_node_fs_promises_.readlink)('/proc/self/ns/pid')),
        pid: process.pid,
        start: await readStart(process.pid),
    };
}
/** True only when the owner surely runs no more; another machine's or container's owner is never judged. */
async function isGone(owner, self) {
    if (owner.host !== self.host)
        return false;
    if (owner.boot !== self.boot)
        return true;
    if (owner.space !== self.space)
        return false;
    if (!isAlive(owner.pid))
        return true;
    const start = await readStart(owner.pid);
    // Alive, and no start to be read: another user's process where /proc shows only one's own (hidepid).
    return start !== '' && start !== owner.start;
}
function parseOwner(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!isRecord(value))
        return undefined;
    const { host, boot, space, pid, start } = value;
    if (typeof host !== 'string' || typeof boot !== 'string' || typeof space !== 'string')
        return undefined;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1 || typeof start !== 'string')
        return undefined;
    return { host, boot, space, pid, start };
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}
async function readStart(pid) {
    const stat = await orEmpty((0,external_node_fs_promises_.readFile)(`/proc/${pid}/stat`, 'utf8'));
    // The second field is the program's name in parentheses and may hold anything, so count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie does nothing any more, and where nobody reaps orphans (process 1 of a job's container) it stays for ever.
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? '');
}
async function orEmpty(text) {
    try {
        return (await text).trim();
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/lock.js






const POLL_MS = 10;
/**
 * Runs `work` while holding the lock file `path`. `scratch` is a folder of the caller's own on the same file system,
 * with a name that no other caller has.
 *
 * A lock appears by link(2), complete or not at all. A holder that is gone is succeeded, not removed: its successor links
 * `<path>.after-<hash of the gone one's content>`, which only one can do, and then makes sure that the first file is
 * still the one it judged. Removal goes from the first file on, so nobody can take a chain that is being released.
 */
async function withLock(path, scratch, options, work) {
    const mine = (0,external_node_path_.join)(scratch, 'lock');
    await (0,external_node_fs_promises_.writeFile)(mine, JSON.stringify({ ...options.self, id: (0,external_node_path_.basename)(scratch) }));
    const chain = await acquire(path, mine, options);
    try {
        return await work();
    }
    finally {
        for (const file of chain)
            await (0,external_node_fs_promises_.rm)(file, { force: true });
        await (0,external_node_fs_promises_.rm)(mine, { force: true });
    }
}
async function acquire(path, mine, options) {
    const deadline = options.clock.now() + options.waitMs;
    while (true) {
        const attempt = await tryAcquire(path, mine, options.self);
        if (attempt.kind === 'held')
            return attempt.chain;
        if (attempt.kind === 'busy' && options.clock.now() >= deadline) {
            throw fault('locked', {
                where: attempt.file,
                expected: `the writer to finish within ${options.waitMs / 1000} s`,
                found: `process ${attempt.owner.pid} on ${attempt.owner.host} at it`,
                fix: 'If that process is on another machine and ended, remove the file',
            }, { retryable: true });
        }
        await options.clock.sleep(POLL_MS);
    }
}
async function tryAcquire(path, mine, self) {
    const chain = [];
    let first;
    let next = path;
    while (true) {
        chain.push(next);
        if (await linked(mine, next)) {
            if (first === undefined || (await unlessAbsent((0,external_node_fs_promises_.readFile)(path, 'utf8'))) === first)
                return { kind: 'held', chain };
            await (0,external_node_fs_promises_.rm)(next, { force: true });
            return { kind: 'changed' };
        }
        const content = await unlessAbsent((0,external_node_fs_promises_.readFile)(next, 'utf8'));
        if (content === undefined)
            return { kind: 'changed' };
        const owner = parseOwner(content);
        // Content that can't be read was cut short by a power failure: its writer is gone too.
        if (owner !== undefined && !(await isGone(owner, self)))
            return { kind: 'busy', file: next, owner };
        first ??= content;
        next = `${path}.after-${(0,external_node_crypto_.createHash)('sha256').update(content).digest('hex').slice(0, 16)}`;
    }
}
async function linked(from, to) {
    try {
        await (0,external_node_fs_promises_.link)(from, to);
        return true;
    }
    catch (error) {
        if (errorCode(error) === 'EEXIST')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/named-digests.js


/** Every digest that a manifest or an index names, whoever wrote it; empty for what is neither. */
function digestsIn(bytes) {
    const document = named_digests_parseJson(bytes);
    return isRecord(document) ? [...new Set(collect(document))] : [];
}
/** An index of indexes or manifests (OCI "image index"), as other tools write it. */
function isNestedIndex(bytes) {
    const document = named_digests_parseJson(bytes);
    return isRecord(document) && Array.isArray(document['manifests']);
}
function* collect(value) {
    if (Array.isArray(value))
        for (const member of value)
            yield* collect(member);
    if (!isRecord(value))
        return;
    const { digest } = value;
    if (typeof digest === 'string' && (0,descriptor_lib/* isDigest */.Bc)(digest))
        yield digest;
    for (const member of Object.values(value))
        yield* collect(member);
}
function named_digests_parseJson(bytes) {
    try {
        return JSON.parse(new TextDecoder().decode(bytes));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/scratch.js




/**
 * A folder of one writer below `parent`, on the file system of the layout, so that files move into place by rename(2). Its name
 * says whose it is; what killed writers left is removed here.
 */
async function withScratch(parent, self, work) {
    await (0,external_node_fs_promises_.mkdir)(parent, { recursive: true });
    await sweep(parent, self);
    const scratch = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)(parent, `${encodeOwner(self)}-`));
    try {
        return await work(scratch);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(scratch, { recursive: true, force: true });
    }
}
/** Writes the chunks, makes them durable, and puts the file into place at once; an existing one is replaced. */
async function writeInto(path, temporary, chunks) {
    const file = await (0,external_node_fs_promises_.open)(temporary, 'w', 0o644);
    try {
        for await (const chunk of chunks)
            await file.writeFile(chunk);
        await file.sync();
    }
    finally {
        await file.close();
    }
    await (0,external_node_fs_promises_.rename)(temporary, path);
    const folder = await (0,external_node_fs_promises_.open)((0,external_node_path_.dirname)(path));
    try {
        await folder.sync();
    }
    finally {
        await folder.close();
    }
}
async function sweep(parent, self) {
    for (const name of (await unlessAbsent((0,external_node_fs_promises_.readdir)(parent))) ?? []) {
        const owner = decodeOwner(name);
        if (owner !== undefined && (await isGone(owner, self)))
            await (0,external_node_fs_promises_.rm)((0,external_node_path_.join)(parent, name), { recursive: true, force: true });
    }
}
function encodeOwner(owner) {
    // At most 210 of the 255 bytes of a name: HOST_NAME_MAX is 64. It is whole, since it is compared.
    return Buffer.from(JSON.stringify([owner.host, owner.boot, owner.space, owner.pid, owner.start])).toString('base64url');
}
function decodeOwner(name) {
    try {
        const value = JSON.parse(Buffer.from(name.slice(0, -7), 'base64url').toString());
        if (!Array.isArray(value))
            return undefined;
        const [host, boot, space, pid, start] = value;
        return parseOwner(JSON.stringify({ host, boot, space, pid, start }));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/layout/layout-repository.js










/**
 * One OCI image layout 1.0.0 in `<root>/<name>/`, as `skopeo copy oci:<root>/<name>:<tag>` reads it.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
class LayoutRepository {
    address;
    #root;
    #folder;
    #options;
    constructor(root, name, options) {
        this.#root = root;
        this.#folder = (0,external_node_path_.join)(root, name);
        this.#options = options;
        this.address = `oci:${this.#folder}`;
    }
    async tagged(tag) {
        return findTag(await onFiles(this.#folder, () => readIndex(this.#path('index.json'))), tag);
    }
    async has(digest, sizeBytes) {
        const found = await onFiles(this.#folder, () => unlessAbsent((0,external_node_fs_promises_.stat)(this.#blob(digest))));
        return found !== undefined && (sizeBytes === undefined || found.size === sizeBytes);
    }
    async write(blob) {
        const bytes = verifiedSource(blob, `${this.address} blob ${blob.digest}`);
        await this.#writing((scratch) => writeInto(this.#blob(blob.digest), (0,external_node_path_.join)(scratch, 'blob'), bytes));
    }
    async writeManifest(digest, bytes) {
        await this.#writing((scratch) => writeInto(this.#blob(digest), (0,external_node_path_.join)(scratch, 'blob'), [bytes]));
    }
    async readManifest(digest) {
        return await onFiles(this.#folder, () => unlessAbsent((0,external_node_fs_promises_.readFile)(this.#blob(digest))));
    }
    async tag(tag, manifest) {
        return await this.#locked(async (index, write) => {
            const taken = findTag(index, tag);
            if (taken !== undefined)
                return taken;
            // Under the lock nobody removes: what is here now stays, because the index names it.
            for (const digest of [manifest.digest, ...digestsIn(manifest.bytes)])
                if (!(await this.has(digest)))
                    return undefined;
            await write(addTag(index, tag, manifest.digest, manifest.bytes.length));
            return manifest.digest;
        });
    }
    /** The index first, so that at no instant it names what is gone; the manifest last, so that one that was killed can go on. */
    async remove(digest) {
        const bytes = await this.readManifest(digest);
        const own = bytes === undefined ? [] : digestsIn(bytes);
        if (own.length === 0)
            return false;
        return await this.#locked(async (index, write) => {
            const left = dropManifest(index, digest);
            await write(left);
            const used = await this.#namedBy(left);
            // Where something in the index can't be read, nobody knows what it names: then only the name is taken away.
            if (used === undefined)
                return true;
            for (const blob of [...own, digest])
                if (!used.has(blob))
                    await (0,external_node_fs_promises_.rm)(this.#blob(blob), { force: true });
            return true;
        });
    }
    async read(digest) {
        return await onFiles(this.#folder, async () => {
            const file = await unlessAbsent((0,external_node_fs_promises_.open)(this.#blob(digest)));
            if (file === undefined)
                return undefined;
            try {
                const { size } = await file.stat();
                const stream = file.createReadStream();
                return {
                    bytes: readAll(stream, this.#blob(digest)),
                    sizeBytes: size,
                    discard: async () => void stream.destroy(),
                };
            }
            catch (error) {
                await file.close();
                throw error;
            }
        });
    }
    async reach() {
        if ((await onFiles(this.#root, () => unlessAbsent((0,external_node_fs_promises_.stat)(this.#root)))) !== undefined)
            return;
        throw fault('store-absent', {
            where: `The package store oci-layout:${this.#root}`,
            expected: 'a folder',
            found: 'none',
            fix: 'Publish a package there first, or check the package-store input',
        });
    }
    /** Every digest that the manifests of an index name, and those that they name; `undefined` when one is not readable. */
    async #namedBy(index) {
        const named = new Set();
        const waiting = [...manifestsIn(index)];
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            if (named.has(next))
                continue;
            named.add(next);
            const bytes = (0,descriptor_lib/* isDigest */.Bc)(next) ? await this.readManifest(next) : undefined;
            const digests = bytes === undefined ? [] : digestsIn(bytes);
            if (digests.length === 0)
                return undefined;
            // An index of another tool names manifests; what is no manifest is not read.
            for (const digest of digests) {
                if (bytes !== undefined && isNestedIndex(bytes))
                    waiting.push(digest);
                else
                    named.add(digest);
            }
        }
        return named;
    }
    async #locked(work) {
        return await this.#writing(async (scratch) => {
            const self = await this.#options.self();
            const lock = { self, clock: this.#options.clock, waitMs: this.#options.lockWaitMs };
            return await withLock(this.#path('.towpath-lock'), scratch, lock, async () => {
                const path = this.#path('index.json');
                return await work(await readIndex(path), (index) => writeInto(path, (0,external_node_path_.join)(scratch, 'index'), [new TextEncoder().encode(renderIndex(index))]));
            });
        });
    }
    async #writing(work) {
        return await onFiles(this.#folder, async () => {
            await (0,external_node_fs_promises_.mkdir)(this.#path('blobs/sha256'), { recursive: true });
            return await withScratch(this.#path('.towpath-incoming'), await this.#options.self(), async (scratch) => {
                await this.#mark(scratch);
                return await work(scratch);
            });
        });
    }
    /** The file that makes the folder a layout; written first. */
    async #mark(scratch) {
        const path = this.#path('oci-layout');
        if ((await unlessAbsent((0,external_node_fs_promises_.stat)(path))) !== undefined)
            return;
        await writeInto(path, (0,external_node_path_.join)(scratch, 'oci-layout'), [new TextEncoder().encode('{"imageLayoutVersion":"1.0.0"}')]);
    }
    #blob(digest) {
        return (0,external_node_path_.join)(this.#folder, 'blobs', digest.replace(':', '/'));
    }
    #path(name) {
        return (0,external_node_path_.join)(this.#folder, name);
    }
}
async function* readAll(bytes, path) {
    try {
        yield* bytes;
    }
    catch (error) {
        throw fileFault(error, path);
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/credentials.js

/** `userPassword` wins; a `token` alone is the password of user `towpath`. Empty strings count as not given. */
function parseCredentials(given) {
    const { token, userPassword } = given;
    if (userPassword) {
        const colon = userPassword.indexOf(':');
        if (colon < 1 || colon === userPassword.length - 1)
            throw credentials_invalid('`user:password`', 'something without user or password');
        return checked({ user: userPassword.slice(0, colon), password: userPassword.slice(colon + 1) });
    }
    return token ? checked({ user: 'towpath', password: token }) : undefined;
}
/** A control character in a header would put the secret into fetch's error message. */
function isHeaderSafe(text) {
    return /^[\x21-\x7e]+$/.test(text);
}
function renderBasic(credentials) {
    return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
}
function checked(credentials) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 forbids them in user and password
    if (/[\x00-\x1f\x7f]/.test(`${credentials.user}${credentials.password}`)) {
        throw credentials_invalid('text on one line', 'a control character, such as a line break at the end');
    }
    return credentials;
}
function credentials_invalid(expected, found) {
    return fault('credentials-invalid', { where: 'The package-token', expected, found, fix: 'Set the secret again' });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/limits.js
const defaultLimits = { idleMs: 120_000, attempts: 5, backoffMs: 500, longestPauseMs: 60_000 };

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./packages/package-store/lib/repository-store.js






/** How often what another process removes in the middle of a push is written again. */
const WRITE_ROUNDS = 3;
/** The order of things that both adapters share; what differs is behind `Repository`. */
class RepositoryStore {
    #repository;
    #end;
    #closed = false;
    constructor(repository, end = () => undefined) {
        this.#repository = repository;
        this.#end = end;
    }
    async push(upload) {
        const tag = parseTag(upload.version);
        const repository = this.#open(upload.name);
        const { blobs, bytes } = prepare(upload);
        const digest = (0,descriptor_lib/* digestOf */.ol)(bytes);
        const before = await repository.tagged(tag);
        refuseOther(before, digest, upload);
        const named = { reference: `${repository.address}@${digest}`, digest, already: before !== undefined };
        for (let round = 0; round < WRITE_ROUNDS; round++) {
            for (const blob of blobs) {
                if (!(await repository.has(blob.digest, blob.sizeBytes)))
                    await repository.write(blob);
            }
            if (before !== undefined)
                return named;
            await repository.writeManifest(digest, bytes);
            const tagged = await repository.tag(tag, { digest, bytes });
            refuseOther(tagged, digest, upload);
            if (tagged !== undefined)
                return named;
        }
        throw fault('unreachable', {
            where: `${upload.name}@${upload.version}`,
            expected: 'what was written to stay',
            found: `${WRITE_ROUNDS} times a blob that another process had removed`,
            fix: 'Run again when it is done',
        }, { retryable: true });
    }
    async resolve(reference) {
        const repository = this.#open(reference.name);
        const wanted = 'digest' in reference ? `${reference.name}@${reference.digest}` : `${reference.name}@${reference.version}`;
        const digest = await findManifest(repository, reference);
        const bytes = digest === undefined ? undefined : await repository.readManifest(digest);
        if (digest === undefined || bytes === undefined) {
            await repository.reach();
            throw fault('not-found', {
                where: wanted,
                expected: `a package in ${repository.address}`,
                found: 'none',
                fix: 'Publish it first, or check the name, the version and the package-store input',
            });
        }
        const found = (0,descriptor_lib/* digestOf */.ol)(bytes);
        if (found !== digest)
            throw fault('digest-mismatch', { where: `The manifest of ${wanted}`, expected: digest, found });
        const manifest = parseManifest(bytes, `The manifest of ${wanted}`);
        return { name: reference.name, reference: `${repository.address}@${digest}`, digest, ...manifest };
    }
    async pull(name, text, sizeBytes) {
        const repository = this.#open(name);
        const digest = parseDigest(text);
        const where = `${repository.address} blob ${digest}`;
        const found = await repository.read(digest);
        if (found === undefined) {
            await repository.reach();
            throw fault('not-found', { where, expected: 'a blob', found: 'none', fix: 'Publish the package again' });
        }
        const promised = { digest, sizeBytes: sizeBytes ?? found.sizeBytes };
        const blob = found;
        let isRead = false;
        async function* bytes() {
            isRead = true;
            yield* verified(blob.bytes, promised, where);
        }
        const stream = external_node_stream_.Readable.from(bytes(), { objectMode: false });
        stream.once('close', () => {
            // Whoever destroyed an unread stream asks no more how the rest went.
            if (!isRead)
                blob.discard().catch(() => undefined);
        });
        return stream;
    }
    async has(name, digest) {
        const repository = this.#open(name);
        if (await repository.has(parseDigest(digest)))
            return true;
        await repository.reach();
        return false;
    }
    async remove(name, digest) {
        const repository = this.#open(name);
        if (await repository.remove(parseDigest(digest)))
            return true;
        await repository.reach();
        return false;
    }
    async close() {
        this.#closed = true;
        this.#end();
    }
    #open(name) {
        if (this.#closed)
            throw fault('closed', { where: 'The package store', expected: 'to be open', found: 'it closed' });
        return this.#repository(parseName(name));
    }
}
async function findManifest(repository, reference) {
    if ('digest' in reference)
        return parseDigest(reference.digest);
    return await repository.tagged(parseTag(reference.version));
}
/** Each blob once, the config among them, and the manifest that names them. */
function prepare(upload) {
    const where = `${upload.name}@${upload.version}`;
    const { mediaType, bytes: configBytes } = upload.config;
    if (upload.layers.length === 0)
        throw fault('upload-invalid', { where, expected: 'at least one layer', found: 'none' });
    for (const { digest, sizeBytes } of upload.layers) {
        if (!(0,descriptor_lib/* isDigest */.Bc)(digest) || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
            throw fault('upload-invalid', {
                where,
                expected: 'layers with digest and size',
                found: `${digest}, ${sizeBytes}`,
            });
        }
    }
    const config = {
        mediaType,
        digest: (0,descriptor_lib/* digestOf */.ol)(configBytes),
        sizeBytes: configBytes.length,
        open: () => external_node_stream_.Readable.from([configBytes]),
    };
    const bytes = renderManifest({ config, layers: upload.layers, annotations: upload.annotations });
    if (bytes.length > MANIFEST_LIMIT_BYTES) {
        throw fault('upload-invalid', { where, expected: 'a manifest of at most 4 MiB', found: `${bytes.length} bytes` });
    }
    const blobs = new Map([...upload.layers, config].map((blob) => [blob.digest, blob]));
    return { blobs: [...blobs.values()], bytes };
}
function refuseOther(tagged, digest, upload) {
    if (tagged === undefined || tagged === digest)
        return;
    throw fault('frozen', {
        where: `${upload.name}@${upload.version}`,
        expected: `the package that was pushed first (${tagged})`,
        found: `another one (${digest})`,
        fix: 'What is published stays as it is: raise the version',
    });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/address.js

/** 127.0.0.0/8, ::1 and localhost. */
function isLoopback(url) {
    return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}
/** Without query (signed addresses carry secrets there), user and password. */
function renderAddress(url) {
    return `${url.origin}${url.pathname}`;
}
/**
 * Where a registry sends us on. Never to http, but from one loopback address to another; never with a user in it.
 */
function parseTarget(location, from) {
    const where = `The registry at ${renderAddress(from)}`;
    const target = location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
    if (target === undefined) {
        throw fault('redirect-refused', {
            where,
            expected: 'an address in `Location`',
            found: location === null ? 'none' : 'none that can be read',
        });
    }
    const isSafe = target.protocol === 'https:' || (target.protocol === 'http:' && isLoopback(target) && from.protocol === 'http:');
    if (isSafe && target.username === '' && target.password === '')
        return target;
    throw fault('redirect-refused', {
        where,
        expected: 'to be sent on to an https address',
        found: `${target.protocol}//${target.host}`,
        fix: 'If a proxy stands before the registry, let it set X-Forwarded-Proto: https',
    });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/challenge.js
/** Those that we can answer, in the order given; other schemes are left out. */
function parseChallenges(header) {
    const challenges = [];
    const part = /([A-Za-z][\w-]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|(?=\s|,|$))/g;
    for (const [, word = '', quoted, plain] of (header ?? '').matchAll(part)) {
        const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
        if (value === undefined)
            challenges.push({ scheme: word.toLowerCase(), parameters: {} });
        else {
            const last = challenges.at(-1);
            if (last !== undefined)
                last.parameters[word.toLowerCase()] = value;
        }
    }
    return challenges.flatMap(({ scheme, parameters }) => scheme === 'bearer' || scheme === 'basic' ? [{ scheme, parameters }] : []);
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/retry.js

const BUSY = new Set([408, 429, 500, 502, 503, 504]);
/** Doubles from `backoffMs`, spread over the upper half so that many jobs do not come back at once. */
function pauseMs(attempt, options) {
    const full = Math.min(options.limits.backoffMs * 2 ** (attempt - 1), options.limits.longestPauseMs);
    return full * (0.5 + options.random() / 2);
}
/** Seconds or an HTTP date; `undefined` when absent or unreadable. */
function parseRetryAfter(header, now) {
    if (header === null)
        return undefined;
    if (/^\d{1,9}$/.test(header))
        return Number(header) * 1000;
    const at = Date.parse(header);
    return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
/** Sends again what may be sent again, after 429, 5xx and broken connections. Gives the last answer or throws the last fault. */
async function retrying(options, send) {
    for (let attempt = 1;; attempt++) {
        const isLast = attempt >= options.limits.attempts;
        let wait = pauseMs(attempt, options);
        try {
            const answer = await send();
            if (!BUSY.has(answer.status) || isLast)
                return answer;
            const asked = parseRetryAfter(answer.headers.get('retry-after'), options.clock.now());
            if (asked !== undefined && asked > options.limits.longestPauseMs)
                return answer;
            wait = Math.max(wait, asked ?? 0);
            await answer.discard();
        }
        catch (error) {
            if (isLast || !(error instanceof PackageStoreFault) || !error.retryable)
                throw error;
        }
        await options.clock.sleep(wait);
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/authorization.js






const TOKEN_LIMIT_BYTES = 256 * 1024;
/** What the token specification says when the endpoint says nothing. */
const DEFAULT_SECONDS = 60;
/**
 * What the registry wants to see in `Authorization`, learnt from its challenges and kept by scope.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
class Authorization {
    #registry;
    #credentials;
    #exchange;
    #grants = new Map();
    constructor(registry, credentials, exchange) {
        this.#registry = registry;
        this.#credentials = credentials;
        this.#exchange = exchange;
    }
    /** For requests to the registry's own host only. */
    header(scope) {
        const grant = this.#grants.get(scope);
        return grant !== undefined && grant.expiresAt > this.#exchange.options.clock.now() ? grant.header : undefined;
    }
    /** Answers a 401. False when nothing more can be said than what was refused just now. */
    async answer(header, scope, refused) {
        const challenges = parseChallenges(header);
        const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
        const grant = bearer !== undefined
            ? await this.#bearer(bearer, scope)
            : challenges.length > 0 && this.#credentials !== undefined
                ? { header: renderBasic(this.#credentials), expiresAt: Number.POSITIVE_INFINITY }
                : undefined;
        if (grant === undefined || grant.header === refused)
            return false;
        this.#grants.set(scope, grant);
        return true;
    }
    async #bearer(challenge, scope) {
        const url = this.#realm(challenge, scope);
        const headers = this.#credentials === undefined ? {} : { authorization: renderBasic(this.#credentials) };
        const answer = await retrying(this.#exchange.options, () => this.#exchange.send({ method: 'GET', url, headers }));
        if (answer.status >= 300 && answer.status < 400) {
            await answer.discard();
            throw fault('redirect-refused', {
                where: `The token endpoint ${renderAddress(url)}`,
                expected: 'a token',
                found: `a redirect (status ${answer.status}), which credentials do not follow`,
            });
        }
        if (answer.status !== 200)
            throw await answer.refusal((text) => this.#exchange.options.secrets.redact(text));
        return this.#parseGrant((await answer.read(TOKEN_LIMIT_BYTES)) ?? new Uint8Array(), url);
    }
    /** The token endpoint: https, or loopback when the registry is. Our own scope is asked for, as challenges to HEAD name only `pull`. */
    #realm(challenge, scope) {
        const { realm, service } = challenge.parameters;
        const url = realm !== undefined && URL.canParse(realm) ? new URL(realm) : undefined;
        const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url) && isLoopback(this.#registry));
        if (url === undefined || !isSafe || url.username !== '' || url.password !== '') {
            throw fault('redirect-refused', {
                where: `The registry at ${this.#registry.host}`,
                expected: 'an https address as token endpoint (`realm`)',
                found: url === undefined ? 'none that can be read' : `${url.protocol}//${url.host}`,
            });
        }
        if (service !== undefined)
            url.searchParams.set('service', service);
        url.searchParams.append('scope', scope);
        return url;
    }
    #parseGrant(bytes, url) {
        const where = `The token endpoint ${renderAddress(url)}`;
        const document = authorization_parseJson(bytes);
        const token = document['token'] ?? document['access_token'];
        if (typeof token !== 'string' || !isHeaderSafe(token)) {
            throw fault('denied', { where, expected: 'a token', found: 'an answer without one' });
        }
        this.#exchange.options.secrets.add(token);
        const seconds = document['expires_in'];
        const lastsSeconds = typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_SECONDS;
        // A tenth off, so that it does not end on the way.
        return { header: `Bearer ${token}`, expiresAt: this.#exchange.options.clock.now() + lastsSeconds * 900 };
    }
}
function authorization_parseJson(bytes) {
    try {
        const value = JSON.parse(new TextDecoder().decode(bytes));
        return isRecord(value) ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/client.js



const MAX_REDIRECTS = 5;
/** Requests to one registry: authorized, repeated where that is safe, redirects followed by hand. */
class Client {
    exchange;
    #registry;
    #authorization;
    constructor(registry, authorization, exchange) {
        this.#registry = registry;
        this.#authorization = authorization;
        this.exchange = exchange;
    }
    /** For a path of the registry, with query: `/v2/…`. */
    url(path) {
        return new URL(path, this.#registry);
    }
    /** For messages without a body, or with one that is bytes: sent again after 401, 429, 5xx and broken connections. */
    async send(message, scope) {
        let current = message;
        for (let redirects = 0;; redirects++) {
            const answer = await retrying(this.exchange.options, () => this.#authorized(current, scope));
            const isRedirect = [301, 302, 303, 307, 308].includes(answer.status);
            if (!isRedirect || (message.method !== 'GET' && message.method !== 'HEAD'))
                return answer;
            await answer.discard();
            if (redirects >= MAX_REDIRECTS) {
                const where = `The registry at ${renderAddress(message.url)}`;
                throw fault('redirect-refused', { where, expected: `at most ${MAX_REDIRECTS} redirects`, found: 'more' });
            }
            current = { ...current, url: parseTarget(answer.headers.get('location'), current.url) };
        }
    }
    /** For a streamed body: sent once. A 401 has been answered when this returns, so the caller's next try can pass. */
    async sendOnce(message, scope) {
        const refused = this.#header(message.url, scope);
        const answer = await this.exchange.send(this.#withHeader(message, refused));
        if (answer.status === 401 && this.#isOwn(message.url)) {
            await this.#authorization.answer(answer.headers.get('www-authenticate'), scope, refused);
        }
        return answer;
    }
    async refusal(answer) {
        return await answer.refusal((text) => this.exchange.options.secrets.redact(text));
    }
    async #authorized(message, scope) {
        const refused = this.#header(message.url, scope);
        const answer = await this.exchange.send(this.#withHeader(message, refused));
        if (answer.status !== 401 || !this.#isOwn(message.url))
            return answer;
        const challenge = answer.headers.get('www-authenticate');
        if (!(await this.#authorization.answer(challenge, scope, refused)))
            return answer;
        await answer.discard();
        return await this.exchange.send(this.#withHeader(message, this.#header(message.url, scope)));
    }
    /** Another host never sees our authorization. */
    #header(url, scope) {
        return this.#isOwn(url) ? this.#authorization.header(scope) : undefined;
    }
    #isOwn(url) {
        return url.origin === this.#registry.origin;
    }
    #withHeader(message, authorization) {
        return authorization === undefined ? message : { ...message, headers: { ...message.headers, authorization } };
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/answer.js



const ERROR_LIMIT_BYTES = 16 * 1024;
/** A registry's answer. Its body must be read or discarded, else the connection is not used again. */
class Answer {
    status;
    headers;
    url;
    #method;
    #body;
    #watchdog;
    #failure;
    constructor(message, response, watchdog, failure) {
        this.status = response.status;
        this.headers = response.headers;
        this.url = message.url;
        this.#method = message.method;
        this.#body = response.body;
        this.#watchdog = watchdog;
        this.#failure = failure;
        if (this.#body === null)
            watchdog.stop();
    }
    /** `undefined` when the header is absent or no number. */
    get lengthBytes() {
        const length = this.headers.get('content-length');
        return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
    }
    async *bytes() {
        if (this.#body === null)
            return;
        try {
            for await (const chunk of this.#body) {
                this.#watchdog.pause();
                yield chunk;
                this.#watchdog.touch();
            }
        }
        catch (error) {
            throw this.#failure(error);
        }
        finally {
            this.#watchdog.stop();
        }
    }
    /** All bytes, or `undefined` when there are more than the limit. */
    async read(limitBytes) {
        const chunks = [];
        let size = 0;
        for await (const chunk of this.bytes()) {
            size += chunk.length;
            if (size > limitBytes)
                return undefined;
            chunks.push(chunk);
        }
        return Buffer.concat(chunks);
    }
    async discard() {
        this.#watchdog.stop();
        await this.#body?.cancel();
    }
    /** What this answer means when it is not the one hoped for. Reads the body. */
    async refusal(redact) {
        const said = parseErrors((await this.read(ERROR_LIMIT_BYTES)) ?? new Uint8Array());
        const { code, retryable } = classify(this.status, said?.code);
        const words = said === undefined ? '' : ` (${redact([said.code, said.message].filter(Boolean).join(': ')).slice(0, 300)})`;
        const explanation = {
            where: `${this.#method} ${renderAddress(this.url)}`,
            expected: 'the registry to do it',
            found: `status ${this.status}${words}`,
        };
        const fix = fixes[code];
        return fault(code, fix === undefined ? explanation : { ...explanation, fix }, { retryable });
    }
}
const fixes = {
    denied: "Check the package-token and its rights (GHCR: the job's `permissions: packages: write`)",
    'store-absent': 'Check the host and namespace in the package-store input',
    'disk-full': 'Make room in the registry and run again',
    'rate-limited': 'Wait, then run again',
    unsupported: 'Ask who runs the registry to allow it (docker-registry: `storage: {delete: {enabled: true}}`)',
};
function classify(status, said) {
    if (status === 401 || status === 403 || said === 'DENIED' || said === 'UNAUTHORIZED')
        return { code: 'denied', retryable: false };
    if (status === 429 || said === 'TOOMANYREQUESTS')
        return { code: 'rate-limited', retryable: true };
    if (status === 405 || said === 'UNSUPPORTED')
        return { code: 'unsupported', retryable: false };
    if (status === 507)
        return { code: 'disk-full', retryable: false };
    if (status >= 500)
        return { code: 'unreachable', retryable: status !== 501 };
    if (said === 'DIGEST_INVALID')
        return { code: 'digest-mismatch', retryable: false };
    if (said === 'SIZE_INVALID')
        return { code: 'truncated', retryable: false };
    if (said === 'NAME_INVALID')
        return { code: 'name-invalid', retryable: false };
    if (said?.startsWith('MANIFEST_') && status !== 404)
        return { code: 'manifest-invalid', retryable: false };
    if (said === 'BLOB_UPLOAD_UNKNOWN' || said === 'BLOB_UPLOAD_INVALID' || status === 408)
        return { code: 'unreachable', retryable: true };
    if (status === 404)
        return { code: said === undefined ? 'store-absent' : 'not-found', retryable: false };
    return { code: 'refused', retryable: false };
}
/** The first error of the form that the distribution spec gives ("errors": [{code, message}]). */
function parseErrors(bytes) {
    let document;
    try {
        document = JSON.parse(new TextDecoder().decode(bytes));
    }
    catch {
        return undefined;
    }
    const errors = isRecord(document) ? document['errors'] : undefined;
    const first = Array.isArray(errors) ? errors[0] : undefined;
    if (!isRecord(first))
        return undefined;
    const { code, message } = first;
    return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/watchdog.js
/** Aborts a request that has been silent for too long. */
class Watchdog {
    #abort = new AbortController();
    #idleMs;
    #onEnd;
    #timer;
    #ended;
    #stopped = false;
    constructor(idleMs, onEnd) {
        this.#idleMs = idleMs;
        this.#onEnd = onEnd;
        this.touch();
    }
    get signal() {
        return this.#abort.signal;
    }
    /** Why it aborted the request, if it did. */
    get ended() {
        return this.#ended;
    }
    /** Something moved. An upload may still be read after its answer came and was discarded: then nothing is watched any more. */
    touch() {
        if (this.#stopped)
            return;
        if (this.#timer === undefined)
            this.#timer = setTimeout(() => this.#end('idle'), this.#idleMs);
        else
            this.#timer.refresh();
    }
    /** Nobody waits any more: the reader of a pull may take as long as it likes. */
    pause() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
    stop() {
        this.#stopped = true;
        this.pause();
        this.#onEnd(this);
    }
    close() {
        this.#end('closed');
    }
    #end(why) {
        this.#ended ??= why;
        this.stop();
        this.#abort.abort();
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/exchange.js




/** Single requests: a time limit on silence, no redirect followed, no credential of its own, and faults for what fetch throws. */
class Exchange {
    options;
    #running = new Set();
    constructor(options) {
        this.options = options;
    }
    async send(message) {
        const watchdog = new Watchdog(this.options.limits.idleMs, (ended) => this.#running.delete(ended));
        this.#running.add(watchdog);
        const body = message.body === undefined ? undefined : new Outgoing(message.body, watchdog);
        try {
            const response = await this.options.fetch(message.url, {
                method: message.method,
                headers: { 'accept-encoding': 'identity', 'user-agent': 'towpath', ...message.headers },
                // Else fetch turns a 401 to a streamed body into a network error; headers that we set are sent all the same.
                credentials: 'omit',
                signal: watchdog.signal,
                ...(body === undefined ? { redirect: 'manual' } : body.request),
            });
            watchdog.touch();
            return new Answer(message, response, watchdog, (error) => this.#fault(error, message.url, watchdog));
        }
        catch (error) {
            watchdog.stop();
            throw body?.failure ?? this.#fault(error, message.url, watchdog);
        }
    }
    /** Ends what runs: each rejects with a fault `closed`. */
    close() {
        for (const watchdog of this.#running)
            watchdog.close();
    }
    #fault(error, url, watchdog) {
        if (error instanceof PackageStoreFault)
            return error;
        const where = `The registry at ${renderAddress(url)}`;
        if (watchdog.ended === 'closed')
            return fault('closed', { where, expected: 'to go on', found: 'the store was closed' });
        if (watchdog.ended === 'idle') {
            const found = `silence for ${this.options.limits.idleMs / 1000} s`;
            return fault('unreachable', { where, expected: 'an answer', found }, { retryable: true });
        }
        const codes = errorCodes(error);
        const found = this.options.secrets.redact(describeError(error));
        // The original error stays out of `cause`: it could carry a header or a signed address.
        const cause = new Error(found);
        if (found === 'unexpected redirect') {
            return fault('redirect-refused', { where, expected: 'to take the bytes itself', found: 'a redirect of an upload' }, { cause });
        }
        if (codes.includes('ENOTFOUND')) {
            const fix = 'Check the host name in the package-store input';
            return fault('store-absent', { where, expected: 'a host', found, fix }, { cause });
        }
        const retryable = !codes.some((code) => /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) && !code.startsWith('UND_'));
        return fault('unreachable', { where, expected: 'an answer', found }, { cause, retryable });
    }
}
/** A request body that keeps the watchdog awake and remembers why its source failed, which fetch hides. */
class Outgoing {
    /** What fetch needs to be told. */
    request;
    failure;
    constructor(body, watchdog) {
        if (body instanceof Uint8Array)
            this.request = { body: new Uint8Array(body), redirect: 'manual' };
        else {
            const stream = ReadableStream.from(this.#watched(body, watchdog));
            // Without these two, Node's fetch tees the body in case of a redirect and so keeps all of it in memory
            // (undici, httpNetworkOrCacheFetch: only `no-window` with `error` is sent without a clone).
            this.request = { body: stream, duplex: 'half', redirect: 'error', window: null };
        }
    }
    async *#watched(body, watchdog) {
        try {
            for await (const chunk of body) {
                watchdog.touch();
                yield chunk;
            }
        }
        catch (error) {
            if (error instanceof PackageStoreFault)
                this.failure = error;
            throw error;
        }
    }
}
function errorCodes(error) {
    if (!(error instanceof Error))
        return [];
    const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
    return [...own, ...errorCodes(error.cause)];
}
function describeError(error) {
    if (!(error instanceof Error))
        return String(error);
    const code = errorCodes(error)[0];
    const deepest = error.cause instanceof Error ? error.cause : error;
    return [code, deepest.message].filter((part) => part !== undefined && part !== '').join(' ');
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/download.js



/** So many bytes since the last break, and breaks are counted from the beginning again. */
const PROGRESS_BYTES = 1024 * 1024;
/** The body of `first`, and after a broken connection the rest of it from where it broke. */
async function* downloadBlob(client, url, scope, first) {
    const { limits, clock } = client.exchange.options;
    const total = first.lengthBytes;
    let received = 0;
    let breaks = 0;
    let answer = first;
    while (true) {
        const before = received;
        try {
            for await (const chunk of from(answer, received)) {
                received += chunk.length;
                yield chunk;
            }
            if (total === undefined || received >= total)
                return;
            const explanation = { where: renderAddress(url), expected: `${total} bytes`, found: `${received}` };
            throw fault('truncated', explanation, { retryable: true });
        }
        catch (error) {
            if (!(error instanceof PackageStoreFault) || !error.retryable)
                throw error;
            breaks = received - before >= PROGRESS_BYTES ? 1 : breaks + 1;
            if (breaks >= limits.attempts)
                throw error;
        }
        await clock.sleep(pauseMs(breaks, client.exchange.options));
        answer = await askFrom(client, url, scope, received);
    }
}
async function askFrom(client, url, scope, received) {
    const headers = received > 0 ? { range: `bytes=${received}-` } : {};
    const answer = await client.send({ method: 'GET', url, headers }, scope);
    if (answer.status === 200 || answer.status === 206)
        return answer;
    throw await client.refusal(answer);
}
/** The answer's bytes from `offset` of the blob on, also when the range that was asked for was ignored. */
async function* from(answer, offset) {
    let skip = offset - offsetOf(answer, offset);
    for await (const chunk of answer.bytes()) {
        const rest = chunk.subarray(skip);
        skip -= chunk.length - rest.length;
        if (rest.length > 0)
            yield rest;
    }
}
/** Where the answer's body begins: what it says in `Content-Range`, or 0 when the range was ignored. */
function offsetOf(answer, asked) {
    if (answer.status !== 206)
        return 0;
    const start = Number(/^bytes (\d{1,15})-/.exec(answer.headers.get('content-range') ?? '')?.[1]);
    if (start <= asked)
        return start;
    throw fault('refused', {
        where: renderAddress(answer.url),
        expected: `the bytes from ${asked} on`,
        found: answer.headers.get('content-range') ?? 'no Content-Range',
    });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/upload.js




/** GHCR takes no larger chunks. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Answers by which a registry or a proxy before it says that it takes no body of that length at once. */
const TOO_MUCH_AT_ONCE = new Set([405, 411, 413, 501]);
/**
 * Sends a blob: all at once, and in chunks where that is refused or the connection broke twice. Each try opens the source and an
 * upload anew; the registry shows nothing until the last request of one carried the digest.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-blobs
 */
async function uploadBlob(client, path, scope, blob, where) {
    const { limits, clock } = client.exchange.options;
    let broken = 0;
    let inChunks = false;
    for (let attempt = 1;; attempt++) {
        const outcome = await tryUpload(client, path, scope, blob, where, inChunks || broken >= 2);
        if (outcome.kind === 'done')
            return;
        if (outcome.kind === 'too-much') {
            inChunks = true;
            continue;
        }
        if (attempt >= limits.attempts || !outcome.fault.retryable || outcome.pauseMs > limits.longestPauseMs)
            throw outcome.fault;
        if (outcome.kind === 'broken')
            broken++;
        await clock.sleep(Math.max(outcome.pauseMs, pauseMs(attempt, client.exchange.options)));
    }
}
async function tryUpload(client, path, scope, blob, where, inChunks) {
    const start = await client.send({ method: 'POST', url: client.url(`${path}/blobs/uploads/`), headers: { 'content-length': '0' } }, scope);
    if (start.status !== 202)
        throw await client.refusal(start);
    await start.discard();
    const location = parseTarget(start.headers.get('location'), start.url);
    try {
        const send = inChunks ? sendInChunks : sendAtOnce;
        const answer = await send(client, location, scope, blob, where);
        if (answer.status === 201) {
            await answer.discard();
            return { kind: 'done' };
        }
        if (!inChunks && TOO_MUCH_AT_ONCE.has(answer.status)) {
            await answer.discard();
            return { kind: 'too-much' };
        }
        return await refused(client, answer);
    }
    catch (error) {
        if (error instanceof PackageStoreFault && error.code === 'unreachable')
            return { kind: 'broken', fault: error, pauseMs: 0 };
        throw error;
    }
}
async function refused(client, answer) {
    const pause = parseRetryAfter(answer.headers.get('retry-after'), client.exchange.options.clock.now()) ?? 0;
    const wasExpired = answer.status === 401;
    const said = await client.refusal(answer);
    const { code, explanation } = said;
    return {
        kind: 'refused',
        // The token had expired and there is a new one: the next try can pass.
        fault: wasExpired ? new PackageStoreFault(code, explanation, { retryable: true }) : said,
        pauseMs: pause,
    };
}
async function sendAtOnce(client, location, scope, blob, where) {
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(blob.sizeBytes) };
    const bytes = verifiedSource(blob, where);
    const url = withDigest(location, blob);
    if (blob.sizeBytes > 0)
        return await client.sendOnce({ method: 'PUT', url, headers, body: bytes }, scope);
    for await (const unexpected of bytes)
        throw new RangeError(`${unexpected.length} bytes after none`);
    return await client.sendOnce({ method: 'PUT', url, headers }, scope);
}
async function sendInChunks(client, location, scope, blob, where) {
    let target = location;
    let offset = 0;
    for await (const body of inPieces(verifiedSource(blob, where))) {
        const headers = {
            'content-type': 'application/octet-stream',
            'content-length': String(body.length),
            'content-range': `${offset}-${offset + body.length - 1}`,
        };
        const answer = await client.sendOnce({ method: 'PATCH', url: target, headers, body }, scope);
        if (answer.status !== 202)
            return answer;
        await answer.discard();
        target = parseTarget(answer.headers.get('location'), target);
        offset += body.length;
    }
    return await client.sendOnce({ method: 'PUT', url: withDigest(target, blob), headers: { 'content-length': '0' } }, scope);
}
/** Pieces of exactly `CHUNK_BYTES`, the last one smaller. */
async function* inPieces(bytes) {
    let piece = new Uint8Array(CHUNK_BYTES);
    let filled = 0;
    for await (const chunk of bytes) {
        for (let at = 0; at < chunk.length;) {
            const part = chunk.subarray(at, at + CHUNK_BYTES - filled);
            piece.set(part, filled);
            filled += part.length;
            at += part.length;
            if (filled < CHUNK_BYTES)
                continue;
            yield piece;
            piece = new Uint8Array(CHUNK_BYTES);
            filled = 0;
        }
    }
    if (filled > 0)
        yield piece.subarray(0, filled);
}
/** The query that the registry gave stays as it is, byte for byte. */
function withDigest(location, blob) {
    const url = new URL(location);
    const digest = `digest=${encodeURIComponent(blob.digest)}`;
    url.search = url.search === '' ? digest : `${url.search}&${digest}`;
    return url;
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/registry-repository.js






/** One repository of a registry. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md */
class RegistryRepository {
    address;
    #client;
    #path;
    #pull;
    #push;
    #delete;
    /** `path`: namespace and name. */
    constructor(client, host, path) {
        this.address = `${host}/${path}`;
        this.#client = client;
        this.#path = `/v2/${path}`;
        this.#pull = `repository:${path}:pull`;
        this.#push = `repository:${path}:pull,push`;
        this.#delete = `repository:${path}:pull,delete`;
    }
    async reach() {
        const { exchange } = this.#client;
        // Without authorization: 401 is an answer of a registry too.
        const url = this.#client.url('/v2/');
        const answer = await retrying(exchange.options, () => exchange.send({ method: 'GET', url }));
        await answer.discard();
        if (answer.status !== 404)
            return;
        throw fault('store-absent', {
            where: `The package store ${this.address}`,
            expected: 'an OCI registry',
            found: 'a server that is none (404 for /v2/)',
            fix: 'Check the host in the package-store input',
        });
    }
    async tagged(tag) {
        return await this.#digestOf(tag);
    }
    async has(digest, sizeBytes) {
        const answer = await this.#client.send({ method: 'HEAD', url: this.#blob(digest) }, this.#pull);
        if (answer.status === 404) {
            await answer.discard();
            return false;
        }
        if (answer.status !== 200)
            throw await this.#client.refusal(answer);
        await answer.discard();
        return sizeBytes === undefined || answer.lengthBytes === undefined || answer.lengthBytes === sizeBytes;
    }
    async write(blob) {
        await uploadBlob(this.#client, this.#path, this.#push, blob, `${this.address} blob ${blob.digest}`);
    }
    async writeManifest(digest, bytes) {
        await this.#putManifest(digest, bytes);
    }
    async readManifest(digest) {
        return await this.#getManifest(digest);
    }
    /** A registry has no compare-and-swap: the check is made just before, and again after. The record in the metadata store decides. */
    async tag(tag, manifest) {
        const taken = await this.#digestOf(tag);
        if (taken !== undefined)
            return taken;
        await this.#putManifest(tag, manifest.bytes);
        const found = await this.#digestOf(tag);
        if (found !== undefined)
            return found;
        throw fault('not-found', {
            where: `${this.address}:${tag}`,
            expected: `the manifest ${manifest.digest} that was just sent`,
            found: 'none',
            fix: 'Run again; if it stays so, ask who runs the registry',
        });
    }
    /** Its blobs are the registry's to clean up: only it knows what else names them. */
    async remove(digest) {
        const answer = await this.#client.send({ method: 'DELETE', url: this.#manifest(digest) }, this.#delete);
        if (answer.status === 404) {
            await answer.discard();
            return false;
        }
        if (answer.status !== 202 && answer.status !== 200)
            throw await this.#client.refusal(answer);
        await answer.discard();
        return true;
    }
    async read(digest) {
        const url = this.#blob(digest);
        const answer = await this.#client.send({ method: 'GET', url }, this.#pull);
        if (answer.status === 404) {
            await answer.discard();
            return undefined;
        }
        if (answer.status !== 200)
            throw await this.#client.refusal(answer);
        const bytes = downloadBlob(this.#client, url, this.#pull, answer);
        const discard = () => answer.discard();
        return answer.lengthBytes === undefined ? { bytes, discard } : { bytes, sizeBytes: answer.lengthBytes, discard };
    }
    async #putManifest(reference, body) {
        const headers = { 'content-type': MANIFEST_TYPE };
        const answer = await this.#client.send({ method: 'PUT', url: this.#manifest(reference), headers, body }, this.#push);
        if (answer.status !== 201)
            throw await this.#client.refusal(answer);
        await answer.discard();
    }
    async #digestOf(reference) {
        const url = this.#manifest(reference);
        const answer = await this.#client.send({ method: 'HEAD', url, headers: { accept: MANIFEST_TYPE } }, this.#pull);
        const digest = answer.headers.get('docker-content-digest');
        if (answer.status !== 404 && answer.status !== 200)
            throw await this.#client.refusal(answer);
        await answer.discard();
        if (answer.status === 404)
            return undefined;
        if (digest !== null && (0,descriptor_lib/* isDigest */.Bc)(digest))
            return digest;
        const bytes = await this.#getManifest(reference);
        return bytes === undefined ? undefined : (0,descriptor_lib/* digestOf */.ol)(bytes);
    }
    async #getManifest(reference) {
        const url = this.#manifest(reference);
        const answer = await this.#client.send({ method: 'GET', url, headers: { accept: MANIFEST_TYPE } }, this.#pull);
        if (answer.status === 404) {
            await answer.discard();
            return undefined;
        }
        if (answer.status !== 200)
            throw await this.#client.refusal(answer);
        const bytes = await answer.read(MANIFEST_LIMIT_BYTES);
        if (bytes !== undefined)
            return bytes;
        const where = `The manifest of ${this.address} (${reference})`;
        throw fault('manifest-invalid', { where, expected: 'at most 4 MiB', found: 'more' });
    }
    #blob(digest) {
        return this.#client.url(`${this.#path}/blobs/${digest}`);
    }
    #manifest(reference) {
        return this.#client.url(`${this.#path}/manifests/${reference}`);
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/secrets.js

/** What must never stand in a message: credentials in all their spellings, and tokens got with them. */
class Secrets {
    #known = new Set();
    constructor(credentials) {
        if (credentials === undefined)
            return;
        this.add(credentials.password);
        this.add(encodeURIComponent(credentials.password));
        this.add(renderBasic(credentials).slice('Basic '.length));
    }
    add(secret) {
        if (secret !== '')
            this.#known.add(secret);
    }
    redact(text) {
        // Longest first, so that a secret inside a longer one does not leave the rest of it.
        const longest = [...this.#known].sort((a, b) => b.length - a.length);
        return longest.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
    }
}

;// CONCATENATED MODULE: ./packages/package-store/lib/registry/open.js








const namespacePart = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** `oci://<host[:port]>[/<namespace>]`; http for loopback hosts, https for all others. */
function parseRegistry(url) {
    const rest = url.slice('oci://'.length);
    const parsed = URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : undefined;
    if (parsed === undefined || /^(\/|$)/.test(rest))
        throw open_invalid('`oci://<registry>/<namespace>`', 'an address that can not be read');
    if (parsed.username !== '' || parsed.password !== '' || rest.includes('@')) {
        throw open_invalid('an address without credentials', 'a user or password in it; give them as package-token');
    }
    if (parsed.search !== '' || parsed.hash !== '')
        throw open_invalid('an address without `?` and `#`', 'one with them');
    const [, path = ''] = /^[^/]*\/?(.*)$/.exec(rest) ?? [];
    const namespace = path.replace(/\/$/, '');
    const bad = namespace === '' ? undefined : namespace.split('/').find((part) => !namespacePart.test(part));
    if (bad !== undefined || namespace.length > 180) {
        throw open_invalid('a namespace of lower case letters, digits and `.`, `_`, `-` between them', JSON.stringify(namespace.slice(0, 200)));
    }
    const registry = new URL(`${isLoopback(parsed) ? 'http' : 'https'}://${/^[^/]*/.exec(rest)?.[0]}`);
    return { registry, namespace };
}
function openRegistry(options) {
    const { registry, namespace, credentials, clock, random, fetch, limits } = options;
    const exchange = new Exchange({ fetch, limits, clock, random, secrets: new Secrets(credentials) });
    const client = new Client(registry, new Authorization(registry, credentials, exchange), exchange);
    return new RepositoryStore((name) => new RegistryRepository(client, registry.host, namespace === '' ? name : `${namespace}/${name}`), () => exchange.close());
}
function open_invalid(expected, found) {
    return fault('url-invalid', { where: 'The package-store', expected, found });
}

;// CONCATENATED MODULE: ./packages/package-store/lib/open.js









/**
 * `oci://<registry>/<namespace>` (https; http only for loopback hosts), or `oci-layout:<folder>` (relative to the working
 * directory, made by the first push). Throws `url-invalid` or `credentials-invalid`; does no I/O yet.
 */
function openPackageStore(url, options = {}) {
    const clock = options.clock ?? systemClock;
    if (url.startsWith('oci-layout:'))
        return openLayout(url.slice('oci-layout:'.length), clock, options.lockWaitMs ?? 30_000);
    if (url.startsWith('oci://')) {
        return openRegistry({
            ...parseRegistry(url),
            credentials: parseCredentials(options),
            clock,
            random: options.random ?? Math.random,
            fetch: options.fetch ?? globalThis.fetch,
            limits: { ...defaultLimits, ...options.limits },
        });
    }
    throw fault('url-invalid', {
        where: 'The package-store',
        expected: '`oci://<registry>/<namespace>` or `oci-layout:<folder>`',
        found: JSON.stringify(url.replace(/\/\/[^/]*@/, '//…@').slice(0, 100)),
    });
}
function openLayout(folder, clock, lockWaitMs) {
    if (folder === '' || folder.includes('\0')) {
        throw fault('url-invalid', { where: 'The package-store', expected: '`oci-layout:<folder>`', found: 'no folder' });
    }
    const root = (0,external_node_path_.resolve)(folder);
    let self;
    const owner = () => {
        self ??= readSelf();
        return self;
    };
    return new RepositoryStore((name) => new LayoutRepository(root, name, { clock, lockWaitMs, self: owner }));
}

;// CONCATENATED MODULE: ./packages/package-store/lib/index.js





/***/ }),

/***/ 10239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bs: () => (/* binding */ maskCredentials),
/* harmony export */   N_: () => (/* binding */ openPackagesAt),
/* harmony export */   Z9: () => (/* binding */ openNamedPackages),
/* harmony export */   _O: () => (/* binding */ openPackages),
/* harmony export */   nn: () => (/* binding */ openMetadataAt),
/* harmony export */   o5: () => (/* binding */ openMetadata)
/* harmony export */ });
/* harmony import */ var _towpath_metadata_store__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32186);
/* harmony import */ var _towpath_package_store__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5631);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16058);



/** The metadata store that the inputs name. Its credentials: `metadata-token`, else `token`. */
function openMetadata(call) {
    return openMetadataAt(textOf(call, 'metadata-store'), call, credentialsOf(call, 'metadata-token'));
}
/** The metadata store at a URL, for a step or for a command of the terminal. */
function openMetadataAt(url, { io, clock, signal }, token) {
    return (0,_towpath_metadata_store__WEBPACK_IMPORTED_MODULE_0__/* .openMetadataStore */ .jL)(url, {
        now: clock,
        random: Math.random,
        sleep: (milliseconds) => pause(milliseconds, signal),
        environment: io.environment,
        workspace: io.context.workspace,
        ...(io.context.repositoryUrl !== null && { repositoryUrl: io.context.repositoryUrl }),
        ...(token !== null && { token }),
    });
}
/** The package store that the inputs name. Its credentials: `package-token`, else `token`. */
function openPackages(call, limits = {}) {
    return openPackagesAt(textOf(call, 'package-store'), credentialsOf(call, 'package-token'), limits);
}
/** The package store at a URL, for a step or for a command of the terminal. Credentials: a token, or `user:password`. */
function openPackagesAt(url, credentials, limits = {}) {
    const isPair = credentials?.includes(':') === true;
    return (0,_towpath_package_store__WEBPACK_IMPORTED_MODULE_1__/* .openPackageStore */ .El)(lowerCased(url), {
        limits,
        ...(credentials !== null && (isPair ? { userPassword: credentials } : { token: credentials })),
    });
}
/** Who only looks what is there does not wait for a registry as who needs its bytes. */
const patience = { attempts: 2, idleMs: 10_000 };
/** The package store to look into, where the inputs name one; from a terminal they need not. */
function openNamedPackages(call) {
    return call.inputs.text('package-store') === null ? null : openPackages(call, patience);
}
/** Registries take lower case only, and GitHub's owners may have capitals. A folder's name stays as it is. */
function lowerCased(url) {
    return url.startsWith('oci://') ? url.toLowerCase() : url;
}
function textOf({ inputs, io }, name) {
    const text = inputs.text(name);
    if (text !== null)
        return text;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .StepFault */ .H('input-missing', {
        where: `Input \`${name}\``,
        expected: name === 'metadata-store'
            ? '`git:<remote or path>#<prefix>`'
            : '`oci://<registry>/<namespace>` or `oci-layout:<folder>`',
        found: 'nothing',
        fix: io.context.job === null ? `Give \`--${name}\`` : `Give \`${name}\` to the step`,
    });
}
/** A store's own credentials, else `token`. */
function credentialsOf({ io, inputs }, own) {
    const credentials = io.input(own) ?? inputs.text('token');
    if (credentials !== null)
        maskCredentials(io, credentials);
    return credentials;
}
/** From here on no log shows them, nor the password of a pair alone. */
function maskCredentials(io, credentials) {
    const password = credentials.slice(credentials.indexOf(':') + 1);
    for (const secret of new Set([credentials, password]))
        io.mask(secret);
}
function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason);
        }, { once: true });
    });
}


/***/ })

};
