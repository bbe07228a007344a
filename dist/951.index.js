export const id = 951;
export const ids = [951];
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

/***/ 60951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitStore: () => (/* binding */ openGitStore)
});

// EXTERNAL MODULE: ./packages/metadata-store/lib/change/commit.js + 1 modules
var commit = __webpack_require__(67101);
// EXTERNAL MODULE: ./packages/metadata-store/lib/fault.js
var fault = __webpack_require__(7955);
// EXTERNAL MODULE: ./packages/metadata-store/lib/names.js
var names = __webpack_require__(27967);
// EXTERNAL MODULE: ./packages/metadata-store/lib/git/words.js
var words = __webpack_require__(12797);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/branches.js



/** How far back is looked for a commit whose push got no answer. */
const rememberedCommits = 256;
const lockTries = 40;
let storesOpened = 0;
/** The branches of one prefix on a remote, as ids of commits that the cache then holds. */
class Branches {
    #git;
    #remote;
    #prefix;
    #where;
    #chance;
    #name = `${process.pid}-${++storesOpened}`;
    #fetched = new Set();
    #turn = Promise.resolve();
    #shallow = true;
    constructor(git, remote, prefix, where, chance) {
        this.#git = git;
        this.#remote = remote;
        this.#prefix = prefix;
        this.#where = where;
        this.#chance = chance;
    }
    /** Domains that have a branch. */
    async domains() {
        const start = this.#ref('');
        const answer = await this.#git.run(['ls-remote', '--heads', '--', this.#remote.address, `${start}*`]);
        if (!answer.ok)
            throw this.#fault(answer, 'to list the branches');
        return answer.stdout
            .split('\n')
            .map((line) => line.slice(line.indexOf('\t') + 1))
            .filter((ref) => ref.startsWith(start))
            .map((ref) => ref.slice(start.length));
    }
    /** Fetches the domain's branch and gives its head's id, `''` when there is no such branch. */
    fetch(domain) {
        // What follows a commit that is here is little, and cheaper to ask for than to cut the history again.
        return this.#inTurn(() => this.#fetch(domain, this.#fetched.has(domain) ? undefined : 1));
    }
    /** The first of these commits that is the branch's head or one of those before it. */
    async findAccepted(domain, commits) {
        const head = await this.#inTurn(() => this.#fetch(domain, rememberedCommits));
        if (head === '')
            return undefined;
        const answer = await this.#git.run(['rev-list', `--max-count=${rememberedCommits}`, head]);
        if (!answer.ok)
            throw this.#fault(answer, 'to read the latest commits');
        const past = new Set(answer.stdout.split('\n'));
        return commits.find((commit) => past.has(commit));
    }
    /** Makes the commit the head if the head is still `old` (`''`: if there is none). */
    async push(domain, old, commit) {
        const ref = this.#ref(domain);
        const lease = `--force-with-lease=${ref}:${old}`;
        const answer = await this.#git.run([
            ...['push', '--porcelain', '--no-verify', lease, '--', this.#remote.address, `${commit}:${ref}`],
        ]);
        if (answer.ok)
            return { kind: 'accepted' };
        return this.#readRefusal(answer, domain);
    }
    /** Takes this store's own refs out of a kept cache; ones that stay behind do no harm. */
    async forget() {
        const lines = [...this.#fetched].map((domain) => `delete ${this.#ownRef(domain)}\n`);
        if (lines.length > 0)
            await this.#git.run(['update-ref', '--stdin'], lines);
    }
    #readRefusal(answer, domain) {
        const doing = `to write ${this.#ref(domain)}`;
        const refusal = /^!\t[^\t]*\t(.*)$/m.exec(answer.stdout)?.[1];
        if (refusal === undefined || /^\[remote failure\]/.test(refusal)) {
            const fault = this.#fault(answer, doing);
            if (fault.code === 'store-denied' || fault.code === 'store-absent')
                throw fault;
            return { kind: 'unsure', fault };
        }
        if (/exists; cannot create/.test(answer.stderr))
            throw this.#taken(answer, domain);
        if (/declined|protected|deny|prohibited|denied/.test(refusal)) {
            throw new fault/* MetadataStoreFault */.h('store-denied', {
                where: this.#where,
                expected: doing,
                found: `that the repository refuses it: ${this.#remote.redact((0,words/* wordsOfHook */.s$)(answer))}`,
                fix: 'Ask who keeps the repository, or give a metadata-token that its rules let through',
            });
        }
        if (isConflict(refusal) &&
            !/permission denied|unable to create directory|no space left|read-only file/i.test(answer.stderr)) {
            return { kind: 'conflict', said: this.#remote.redact(`${refusal} ${(0,words/* lastWord */.bx)(answer)}`) };
        }
        throw this.#fault(answer, doing);
    }
    async #fetch(domain, depth) {
        for (let attempt = 1;; attempt++) {
            const answer = await this.#git.run([
                ...['fetch', '--quiet', '--no-tags', '--no-auto-maintenance', '--no-write-fetch-head'],
                ...(this.#shallow && depth !== undefined ? [`--depth=${depth}`] : []),
                ...['--', this.#remote.address],
                ...[this.#ownRef(domain), this.#keptRef(domain)].map((local) => `+${this.#ref(domain)}:${local}`),
            ]);
            if (answer.ok) {
                this.#fetched.add(domain);
                return this.#resolve(this.#ownRef(domain));
            }
            if (/couldn't find remote ref/.test(answer.stderr))
                return '';
            if (this.#shallow && /not support (shallow|--depth)/.test(answer.stderr))
                this.#shallow = false;
            else if (isCacheLocked(answer) && attempt < lockTries)
                await this.#pause(attempt);
            else
                throw this.#fault(answer, `to read ${this.#ref(domain)}`);
        }
    }
    async #resolve(ref) {
        const answer = await this.#git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
        if (!answer.ok)
            throw this.#fault(answer, `that ${ref} is a commit`);
        return answer.stdout.trim();
    }
    #pause(attempt) {
        return this.#chance.sleep((0,commit/* backoffMs */.j)(attempt, this.#chance.random()));
    }
    /** Fetches of one cache would meet at its lock files. */
    #inTurn(work) {
        const result = this.#turn.then(work);
        this.#turn = result.catch(() => undefined);
        return result;
    }
    #ref(domain) {
        return `refs/heads/${this.#prefix}/${domain}`;
    }
    /** What this store fetched: another store on the same cache may be about to fetch an older head. */
    #ownRef(domain) {
        return `refs/towpath/stores/${this.#name}/${flat(`${this.#prefix}/${domain}`)}`;
    }
    /** Tells the remote in later runs what a kept cache has. */
    #keptRef(domain) {
        return `refs/towpath/kept/${flat(`${this.#prefix}/${domain}`)}`;
    }
    #fault(answer, doing) {
        return (0,words/* faultOfGit */.co)(answer, { where: this.#where, doing, redact: this.#remote.redact });
    }
    #taken(answer, domain) {
        return new fault/* MetadataStoreFault */.h('domain-taken', {
            where: this.#where,
            expected: `to make the branch ${this.#prefix}/${domain}`,
            found: `that another branch has that name's beginning, or begins with it (${(0,words/* lastWord */.bx)(answer)})`,
            fix: 'Rename that branch, or choose another prefix after the `#` of the metadata-store URL',
        });
    }
}
/** A local ref that never stands in the way of another that begins with its name. */
function flat(name) {
    return name.replaceAll('/', '+');
}
function isConflict(refusal) {
    return /stale info|cannot lock ref|failed to update ref|incorrect old value|fetch first|non-fast-forward|already exists|failed to lock/.test(refusal);
}
function isCacheLocked(answer) {
    return /\.lock': File exists|cannot lock ref|unable to update local ref|shallow file has changed/.test(answer.stderr);
}

// EXTERNAL MODULE: ./packages/metadata-store/lib/git/cache.js
var cache = __webpack_require__(13638);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/commit-stream.js
const author = 'Towpath <towpath@localhost>';
const nothing = '0'.repeat(40);
/** Input of `git fast-import --done` that makes one commit and prints its id, leaving no ref. See git-fast-import(1). */
function* renderCommitStream(effect, commit) {
    const ref = `refs/towpath/made/${commit.nonce}`;
    const seconds = Math.floor(commit.at.getTime() / 1000);
    yield `commit ${ref}\nmark :1\ncommitter ${author} ${seconds} +0000\n`;
    yield* renderData(`${commit.message.replaceAll('\0', '').trim()}\n\nTowpath-Commit: ${commit.nonce}\n`);
    if (commit.parent !== '')
        yield `from ${commit.parent}\n`;
    for (const path of effect.remove)
        yield `D ${quote(path)}\n`;
    for (const [path, text] of effect.write) {
        yield `M 100644 inline ${quote(path)}\n`;
        yield* renderData(text);
    }
    yield `\nget-mark :1\nreset ${ref}\nfrom ${nothing}\n\ndone\n`;
}
function* renderData(text) {
    const bytes = Buffer.from(text, 'utf8');
    yield `data ${bytes.length}\n`;
    yield bytes;
    yield '\n';
}
function quote(path) {
    return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/local-path.js



/** Throws unless a readable repository is at the path. git itself says the same words for absent, unreadable and foreign. */
async function verifyLocalRepository(path, where) {
    const found = await tried(() => (0,promises_.stat)(path), path, where);
    if (found === undefined) {
        throw new fault/* MetadataStoreFault */.h('store-absent', {
            where,
            expected: 'a git repository',
            found: `that ${path} does not exist`,
            fix: `Check the path, or make a new store with \`git init --bare ${path}\``,
        });
    }
    if (!found.isDirectory())
        throw notARepository(where, `the file ${path}`);
    await tried(() => (0,promises_.access)(path, promises_.constants.R_OK | promises_.constants.X_OK), path, where);
    const heads = [(0,external_node_path_.join)(path, 'HEAD'), (0,external_node_path_.join)(path, '.git')];
    const there = await Promise.all(heads.map((head) => tried(() => (0,promises_.access)(head, promises_.constants.R_OK).then(() => true), head, where)));
    if (!there.includes(true))
        throw notARepository(where, `a folder that is none, ${path}`);
}
/** Undefined when nothing is there; `store-denied` when the file system forbids to look. */
async function tried(look, path, where) {
    try {
        return await look();
    }
    catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        if (code !== 'EACCES' && code !== 'EPERM')
            throw cause;
        throw new fault/* MetadataStoreFault */.h('store-denied', {
            where,
            expected: 'a git repository that this user may read',
            found: `no permission for ${path}`,
            fix: 'Give the user that runs this step read and write permission there',
        }, { cause });
    }
}
function notARepository(where, found) {
    return new fault/* MetadataStoreFault */.h('store-unreadable', {
        where,
        expected: 'a git repository',
        found,
        fix: 'Check the metadata-store URL; `git init --bare <folder>` makes a new store',
    });
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./packages/metadata-store/lib/git/git.js
var git = __webpack_require__(95272);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/object-reader.js


/** Reads objects through one `git cat-file --batch` that is started with the first question and again after a failure. */
class ObjectReader {
    #git;
    #child;
    #questions = [];
    #pieces = [];
    #length = 0;
    /** Bytes that the object at the head of the line needs, its final newline included; undefined while its header is awaited. */
    #needed;
    #timer;
    #complaints = '';
    constructor(git) {
        this.#git = git;
    }
    /** The object's bytes, undefined when there is none of this name. */
    read(name) {
        const child = this.#running();
        return new Promise((answer, fail) => {
            this.#questions.push({ answer, fail });
            if (this.#questions.length === 1)
                this.#wake(child);
            child.stdin.write(`${name}\n`);
        });
    }
    #running() {
        if (this.#child !== undefined)
            return this.#child;
        const child = this.#git.start(['cat-file', '--batch']);
        this.#child = child;
        this.#complaints = '';
        child.stdout.on('data', (piece) => this.#take(piece));
        child.stderr.on('data', (piece) => {
            this.#complaints = (this.#complaints + piece.toString()).slice(-4096);
        });
        child.once('error', (cause) => this.#end(child, (0,git/* startFault */.HF)(cause)));
        child.once('close', () => this.#end(child, new Error(this.#complaints.trim() || 'git cat-file ended')));
        this.#rest(child);
        return child;
    }
    #take(piece) {
        this.#pieces.push(piece);
        this.#length += piece.length;
        for (;;) {
            if (this.#needed === undefined) {
                const header = this.#header();
                if (header === undefined)
                    return;
                const size = /^[0-9a-f]{40,64} \w+ (\d+)$/.exec(header)?.[1];
                if (size === undefined)
                    this.#settle(undefined);
                else
                    this.#needed = Number(size) + 1;
            }
            else {
                if (this.#length < this.#needed)
                    return;
                const object = this.#shift(this.#needed);
                this.#needed = undefined;
                this.#settle(object.subarray(0, -1));
            }
        }
    }
    #header() {
        // Joined only while a header is awaited: a large object's pieces are joined once, when all are there.
        const end = this.#joined().indexOf(10);
        return end === -1 ? undefined : this.#shift(end + 1).toString('utf8', 0, end);
    }
    #shift(count) {
        const joined = this.#joined();
        this.#pieces = [joined.subarray(count)];
        this.#length -= count;
        return joined.subarray(0, count);
    }
    #joined() {
        const [first, ...more] = this.#pieces;
        const joined = first !== undefined && more.length === 0 ? first : Buffer.concat(this.#pieces);
        this.#pieces = [joined];
        return joined;
    }
    #settle(object) {
        this.#questions.shift()?.answer(object);
        if (this.#child === undefined)
            return;
        if (this.#questions.length === 0)
            this.#rest(this.#child);
        else
            this.#timer?.refresh();
    }
    #end(child, cause) {
        if (this.#child !== child)
            return;
        clearTimeout(this.#timer);
        this.#child = undefined;
        this.#pieces = [];
        this.#length = 0;
        this.#needed = undefined;
        for (const question of this.#questions.splice(0))
            question.fail(cause);
    }
    /** Idle, it does not keep the program from ending; it then ends itself, as its input ends. */
    #rest(child) {
        clearTimeout(this.#timer);
        child.unref();
        for (const stream of [child.stdin, child.stdout, child.stderr])
            if (stream instanceof external_node_net_.Socket)
                stream.unref();
    }
    #wake(child) {
        child.ref();
        for (const stream of [child.stdin, child.stdout, child.stderr])
            if (stream instanceof external_node_net_.Socket)
                stream.ref();
        this.#timer = setTimeout(() => (0,git/* killGroup */.i0)(child), this.#git.timeLimitMs);
    }
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/tree.js

/** The tree of a commit. It is listed once, when first asked. `place` is the store and domain; version `''` is empty. */
function gitTree(domain, version, place, objects) {
    let listing;
    let folders;
    function listed() {
        if (version === '')
            return Promise.resolve(new Map());
        listing ??= objects.list(version);
        return listing;
    }
    async function entry(path) {
        (0,names/* verifyPath */.xJ)(path, place);
        const documents = await listed();
        const blob = documents.get(path);
        if (blob !== undefined)
            return { kind: 'document', text: await objects.text(blob, path) };
        folders ??= new Set([...documents.keys()].flatMap(names/* foldersOf */.pd));
        return folders.has(path) ? { kind: 'folder' } : undefined;
    }
    return {
        domain,
        version,
        entry,
        async get(path) {
            const found = await entry(path);
            return found?.kind === 'document' ? found.text : undefined;
        },
        async list(prefix) {
            return [...(await listed()).keys()].filter((path) => path.startsWith(prefix)).sort();
        },
    };
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/git/git-store.js










const defaultTries = 50;
/** Pushes without an answer that one commit goes on after. */
const unsureTries = 3;
let commitsMade = 0;
async function openGitStore(remote, prefix, options) {
    const where = `metadata store git:${remote.address}#${prefix}`;
    if (remote.path !== undefined)
        await verifyLocalRepository(remote.path, where);
    return new GitMetadataStore(remote, prefix, where, options, await (0,cache/* openCache */.b)(remote, options));
}
/** A branch a domain, driven by git's plumbing in a private cache (DESIGN §4). */
class GitMetadataStore {
    #remote;
    #where;
    #options;
    #cache;
    #branches;
    #objects;
    #newest = new Map();
    #closing;
    constructor(remote, prefix, where, options, cache) {
        this.#remote = remote;
        this.#where = where;
        this.#options = options;
        this.#cache = cache;
        this.#branches = new Branches(cache.git, remote, prefix, where, options);
        this.#objects = new ObjectReader(cache.git);
    }
    async domains(prefix) {
        this.#verifyOpen();
        return (await this.#branches.domains()).filter((domain) => domain.startsWith(prefix)).sort();
    }
    async read(domain) {
        (0,names/* verifyDomain */.qi)(domain, this.#where);
        this.#verifyOpen();
        return this.#tree(domain, await this.#branches.fetch(domain));
    }
    commit(domain, message, intent) {
        const unsure = [];
        const landed = async () => {
            if (unsure.length === 0)
                return undefined;
            const accepted = await this.#branches.findAccepted(domain, unsure);
            return accepted === undefined ? undefined : this.#tree(domain, accepted);
        };
        const swap = async (at, effect) => {
            this.#verifyOpen();
            const commit = await this.#make(at.version, effect, message);
            const push = await this.#branches.push(domain, at.version, commit);
            if (push.kind === 'conflict')
                return push;
            if (push.kind === 'accepted')
                return { kind: 'accepted', tree: this.#tree(domain, commit) };
            unsure.push(commit);
            const tree = await landed();
            if (tree !== undefined)
                return { kind: 'accepted', tree };
            if (unsure.length >= unsureTries)
                throw push.fault;
            return { kind: 'conflict', said: push.fault.message };
        };
        const turns = {
            where: `${this.#where} ${domain}`,
            tries: this.#options.tries ?? defaultTries,
            read: () => this.read(domain),
            landed,
            swap,
            pause: (attempt) => this.#options.sleep((0,commit/* backoffMs */.j)(attempt, this.#options.random())),
        };
        return (0,commit/* commitInTurns */.D)(turns, intent);
    }
    close() {
        this.#closing ??= this.#end();
        return this.#closing;
    }
    async #end() {
        if (this.#options.cacheFolder !== undefined)
            await this.#branches.forget();
        await this.#cache.close();
    }
    [Symbol.asyncDispose]() {
        return this.close();
    }
    /** Keeps the newest tree of a domain, so that a version is listed once. */
    #tree(domain, version) {
        const known = this.#newest.get(domain);
        if (known?.version === version)
            return known;
        const tree = gitTree(domain, version, `${this.#where} ${domain}`, {
            list: (commit) => this.#list(commit),
            text: (blob, path) => this.#text(blob, `${this.#where} ${domain} ${path}`),
        });
        this.#newest.set(domain, tree);
        return tree;
    }
    async #list(commit) {
        this.#verifyOpen();
        const answer = await this.#cache.git.run(['ls-tree', '-r', '-z', '--full-tree', commit]);
        if (!answer.ok)
            throw this.#fault(answer, `to list the commit ${commit}`);
        const documents = new Map();
        for (const line of answer.stdout.split('\0')) {
            const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
            if (blob !== undefined && path !== undefined)
                documents.set(path, blob);
        }
        return documents;
    }
    async #text(blob, place) {
        this.#verifyOpen();
        const bytes = await this.#objects.read(blob).catch((cause) => {
            this.#verifyOpen();
            throw cause instanceof fault/* MetadataStoreFault */.h ? cause : corruptFault(place, this.#remote.redact(String(cause)), cause);
        });
        if (bytes === undefined)
            throw corruptFault(place, `that its blob ${blob} is missing`);
        try {
            return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        }
        catch (cause) {
            throw corruptFault(place, 'bytes that are not UTF-8', cause);
        }
    }
    async #make(parent, effect, message) {
        const chance = Math.floor(this.#options.random() * 2 ** 48).toString(16);
        const nonce = `${process.pid}-${++commitsMade}-${chance.padStart(12, '0')}`;
        const stream = renderCommitStream(effect, { parent, message, at: this.#options.now(), nonce });
        const answer = await this.#cache.git.run(['fast-import', '--quiet', '--done', '--date-format=raw'], stream);
        const commit = answer.stdout.trim();
        if (!answer.ok || !/^[0-9a-f]{40,64}$/.test(commit))
            throw this.#fault(answer, 'to make a commit in the cache');
        return commit;
    }
    #fault(answer, doing) {
        this.#verifyOpen();
        return (0,words/* faultOfGit */.co)(answer, { where: this.#where, doing, redact: this.#remote.redact });
    }
    #verifyOpen() {
        if (this.#closing === undefined)
            return;
        throw new fault/* MetadataStoreFault */.h('store-closed', { where: this.#where, found: 'that it was closed before' });
    }
}
function corruptFault(where, found, cause) {
    const fix = 'Look at the repository with `git fsck`; a cache folder of git that was kept can be removed';
    return new fault/* MetadataStoreFault */.h('store-corrupt', { where, expected: 'a text document', found, fix }, { cause });
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
