export const id = 15;
export const ids = [15];
export const modules = {

/***/ 35850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ Attestations)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51536);


const github = 'github.com/';
/** What GitHub's attestations say of archives, each asked for once, however often a plan is made again. */
class Attestations {
    #ask;
    #known = new Map();
    constructor(ask) {
        this.#ask = ask;
    }
    /** All that was found out so far, with what is needed now. */
    async read(needed) {
        for (const built of needed) {
            const key = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .builtKey */ .w0)(built);
            this.#known.set(key, this.#known.get(key) ?? this.#find(built));
        }
        const entries = await Promise.all([...this.#known].map(async ([key, found]) => [key, await found]));
        return Object.fromEntries(entries);
    }
    async #find({ digest, repository }) {
        const { token, apiUrl, serverUrl } = this.#ask;
        if (!repository.startsWith(github) || serverUrl !== 'https://github.com')
            return { kind: 'unknown', reason: 'attestations are kept by github.com, for its repositories' };
        if (token === null)
            return { kind: 'unknown', reason: 'there is no token to ask GitHub with' };
        // Loaded only here: most environments ask for no provenance.
        const { findProvenance, sigstoreTrust } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(940), __webpack_require__.e(366)]).then(__webpack_require__.bind(__webpack_require__, 31366));
        const built = { sha256: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .bareDigest */ .$$)(digest), repository: repository.slice(github.length) };
        return findProvenance(built, { token, apiUrl, trust: sigstoreTrust() });
    }
}


/***/ }),

/***/ 5044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ readEvidence)
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/last-reports.js
/** Read at once; an environment that never had more costs one look. */
const atOnce = 10;
/** Reports of the last ten deploys, and of all that ended since a time; oldest first. */
async function readLastReports(environment, since) {
    const fences = await environment.reportFences();
    const read = [];
    for (let end = fences.length; end > 0; end -= atOnce) {
        const some = await Promise.all(fences.slice(Math.max(0, end - atOnce), end).map((fence) => environment.report(fence)));
        const reports = some.filter((one) => one !== null);
        read.unshift(...reports);
        const [oldest] = reports;
        if (oldest !== undefined && Date.parse(oldest.endedAt) < since.getTime())
            break;
    }
    return read;
}

;// CONCATENATED MODULE: ./packages/steps/lib/promoting/evidence.js




/** Reads what the gates of a spec ask for, each environment once. */
async function readEvidence(store, spec, now) {
    const { after, policy } = spec;
    const names = [...new Set(after === undefined ? [] : Array.isArray(after) ? after : after.any)].sort();
    const asksForPairs = names.length > 0 && (0,lib/* strengthOf */.NY)(spec, 'matrix') !== 'off';
    const soakedSince = new Date(now.getTime() - (policy?.soakMinutes ?? 0) * 60_000);
    const open = (name) => openDeploys(store, name, soakedSince);
    const [others, own] = await Promise.all([
        Promise.all(names.map(open)),
        Promise.all((asksForPairs ? [spec.environment] : []).map(open)),
    ]);
    const [upstream, together] = await Promise.all([
        Promise.all(others.map((one) => upstreamOf(one, now))),
        Promise.all((asksForPairs ? [...others, ...own] : []).map(togetherIn)),
    ]);
    return { upstream, together: together.flat() };
}
async function openDeploys(store, name, since) {
    const environment = await environments_environment/* StoredEnvironment */.D.at(await store.read((0,lib/* environmentDomain */.MM)(name)), name);
    return { environment, reports: await readLastReports(environment, since) };
}
/** What was registered there, and what is deployed there: register may not have run yet. */
async function upstreamOf({ environment, reports }, now) {
    const { deployed, desired } = environment.state;
    const [inventory, history] = await Promise.all([environment.inventory(), environment.history()]);
    const ran = new Map(Object.entries((0,inventory_lib/* evidenceOf */.X1)({ inventory, history, reports, now })));
    if (deployed !== null) {
        for (const { service, version } of (await environment.revision(deployed.number)).releases) {
            const started = lastStart(reports, service, version) ?? deployed.at;
            const since = Date.parse(started) > Date.parse(deployed.at) ? started : deployed.at;
            const key = `${service}@${version}`;
            ran.set(key, (0,inventory_lib/* longerOf */.ff)(ran.get(key), { since }, now));
        }
    }
    return { environment: environment.name, exists: desired !== null, ran: Object.fromEntries(ran) };
}
/** When the reports last saw an instance of it start; null: not in these. */
function lastStart(reports, service, version) {
    const report = reports.findLast(({ hosts }) => hosts.some(({ instances }) => instances.some((one) => one.service === service && one.version === version && (one.change === 'started' || one.change === 'restored'))));
    return report?.endedAt ?? null;
}
/** As many deploys as are likely to tell of what is new now. */
const deploysLookedAt = 10;
async function togetherIn({ environment, reports }) {
    const last = reports.slice(-deploysLookedAt);
    const numbers = [...new Set(last.map(({ revision }) => revision))];
    const revisions = new Map(await Promise.all(numbers.map(async (number) => [number, await environment.revision(number)])));
    return (0,lib/* pairsThatRan */.Yx)(last.flatMap((report) => {
        const revision = revisions.get(report.revision);
        return revision === undefined ? [] : [{ revision, report }];
    }));
}


/***/ }),

/***/ 1785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readObserved)
/* harmony export */ });
/* harmony import */ var _towpath_topology__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41797);
/* harmony import */ var _environments_documents_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21754);


/** Older ones say little about what calls now. */
const windowsLookedAt = 24;
/** What `observe` saw in an environment lately. Of windows that overlap the newer one counts, so that no call counts twice. */
async function readObserved(store, environment) {
    const at = await store.read((0,_towpath_topology__WEBPACK_IMPORTED_MODULE_0__/* .topologyDomain */ .EZ)(environment));
    const paths = (await at.list('windows/')).slice(-windowsLookedAt);
    const windows = await Promise.all(paths.map(async (path) => {
        const text = await at.get(path);
        return text === undefined ? [] : [(0,_towpath_topology__WEBPACK_IMPORTED_MODULE_0__/* .parseWindow */ .Et)(text, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(at, path))];
    }));
    return apart(windows.flat()).flatMap((window) => window.edges.map(({ from, to, calls }) => ({ from, to, calls })));
}
function apart(windows) {
    const kept = [];
    for (const window of [...windows].sort((a, b) => Date.parse(b.to) - Date.parse(a.to))) {
        const next = kept.at(-1);
        if (next === undefined || Date.parse(window.to) <= Date.parse(next.from))
            kept.push(window);
    }
    return kept;
}


/***/ }),

/***/ 38974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ planPromotionAt)
/* harmony export */ });
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51536);
/* harmony import */ var _revising_revision_with_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16253);


/** Plans against one version of the environment, reading of the packages no more than the plan asks for. */
async function planPromotionAt(environment, asked) {
    const { state } = environment;
    const { file, packages, attestations, request, ...given } = asked;
    const base = await (0,_revising_revision_with_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .readRevisionWithSpec */ .p)(environment, (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .chooseBase */ .bf)(state));
    let input = {
        ...given,
        spec: file.spec,
        specHome: file.home,
        state,
        base,
        newest: await (0,_revising_revision_with_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .readRevisionWithSpec */ .p)(environment, state.desired?.number ?? null),
        published: {},
        publishedSets: {},
        configs: {},
        provenance: {},
        request,
        // Reviews and teams come with pull requests: until then this run knows of none.
        approvals: null,
        teams: null,
        marksHere: await packages.marksOf(base?.revision.releases ?? []),
        now: request.at,
    };
    let needed = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .packagesNeeded */ .RY)(input);
    let before = '';
    // A plan that asks for the same again is told so by planPromotion itself.
    while (!(0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .isNothingNeeded */ .tf)(needed) && JSON.stringify(needed) !== before) {
        before = JSON.stringify(needed);
        const configs = await Promise.all(needed.configs.map(async (one) => [one, await environment.config(one)]));
        input = {
            ...input,
            published: await packages.read(needed),
            publishedSets: await packages.readSets(needed),
            provenance: await attestations.read(needed.attestations),
            configs: { ...input.configs, ...Object.fromEntries(configs) },
        };
        needed = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .packagesNeeded */ .RY)(input);
    }
    return (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .planPromotion */ .z)(input);
}


/***/ }),

/***/ 36013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ PublishedPackages)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _environments_documents_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21754);
/* harmony import */ var _publishing_listed_versions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92450);
/* harmony import */ var _removing_read_removals_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57931);




/** The domain `packages` at one version, of which only what a plan asks for is read, and that once. */
class PublishedPackages {
    #at;
    #read = {};
    #sets = new Map();
    constructor(at) {
        this.#at = at;
    }
    /** All that was read so far, with what is needed now. */
    async read(needed) {
        const names = [...new Set([...needed.packages, ...needed.records.map(({ name }) => name)])];
        const packages = await Promise.all(names.map((name) => this.#package(name)));
        const read = new Map(names.map((name, index) => [name, packages[index]]));
        await Promise.all(needed.records.map(async ({ name, version }) => {
            const known = read.get(name);
            const record = await this.#record(name, version);
            const now = read.get(name);
            if (known === undefined || now === undefined || record === null)
                return;
            read.set(name, { ...now, records: { ...now.records, [version]: record } });
        }));
        const entries = [...read].flatMap(([name, one]) => (one === undefined ? [] : [[name, one]]));
        this.#read = { ...this.#read, ...Object.fromEntries(entries) };
        return this.#read;
    }
    /** Marks of these versions, found by one look at all paths: there are few. */
    async marksOf(releases) {
        const marked = new Set(await this.#at.list('marks/'));
        const paths = releases
            .map(({ service, version }) => _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.mark(service, version))
            .filter((path) => marked.has(path));
        const marks = await Promise.all(paths.map((path) => (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .readDocument */ .u0)(this.#at, path, _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parseMark */ .lw)));
        return marks.flatMap((one) => (one === null ? [] : [one.value]));
    }
    /** Sets that were read so far, with what is needed now. */
    async readSets({ sets, setRecords, }) {
        for (const name of new Set([...sets, ...setRecords.map((one) => one.name)])) {
            const known = this.#sets.get(name) ?? (await this.#set(name));
            const wanted = setRecords.filter((one) => one.name === name).map((one) => one.version);
            const records = await Promise.all(wanted.map(async (version) => [version, await this.#setRecord(name, version)]));
            const found = records.flatMap(([version, record]) => (record === null ? [] : [[version, record]]));
            this.#sets.set(name, { ...known, records: { ...known.records, ...Object.fromEntries(found) } });
        }
        return Object.fromEntries(this.#sets);
    }
    async #set(name) {
        const versions = await (0,_publishing_listed_versions_js__WEBPACK_IMPORTED_MODULE_3__/* .listVersions */ .y)(this.#at, _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.sets(name));
        if (versions.length > 0)
            return { versions, records: {} };
        const paths = await this.#at.list('sets/');
        const others = new Set(paths.flatMap((path) => /^sets\/([^/]+)\//.exec(path)?.[1] ?? []));
        return { versions, others: [...others], records: {} };
    }
    async #setRecord(name, version) {
        const path = _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.set(name, version);
        const text = await this.#at.get(path);
        return text === undefined ? null : (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parsePackageSetRecord */ .VY)(text, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(this.#at, path));
    }
    async #package(name) {
        const known = Object.hasOwn(this.#read, name) ? this.#read[name] : undefined;
        if (known !== undefined)
            return known;
        const versions = await (0,_publishing_listed_versions_js__WEBPACK_IMPORTED_MODULE_3__/* .listVersions */ .y)(this.#at, _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.records(name));
        return { versions, marks: await this.#marks(name), removals: await this.#removals(name), records: {} };
    }
    async #marks(name) {
        const paths = await this.#at.list(_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.marks(name));
        const marks = await Promise.all(paths.map(async (path) => {
            const text = await this.#at.get(path);
            return text === undefined ? [] : [(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parseMark */ .lw)(text, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(this.#at, path))];
        }));
        return Object.fromEntries(marks.flat().map((mark) => [mark.version, mark]));
    }
    async #removals(name) {
        const removals = await (0,_removing_read_removals_js__WEBPACK_IMPORTED_MODULE_2__/* .readRemovals */ .M)(this.#at, name);
        return Object.fromEntries(removals.map((removal) => [removal.version, removal]));
    }
    /** A record is believed only as far as its own digests hold. */
    async #record(name, version) {
        const path = _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.record(name, version);
        const text = await this.#at.get(path);
        if (text === undefined)
            return null;
        const where = (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(this.#at, path);
        const record = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parsePackageRecord */ .ZG)(text, where);
        (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .verifyDigest */ .Ub)(where, (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .digestOfDocument */ .t0)(record.descriptor), { digest: record.digest, by: 'its `digest`' });
        (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .verifyDigest */ .Ub)(where, (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .contentDigest */ .eZ)(record.descriptor), { digest: record.content, by: 'its `content`' });
        return record;
    }
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

/***/ 57931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ readRemovals)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _environments_documents_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21754);


/** Every removal in the domain `packages`, or that of one name. */
async function readRemovals(at, name) {
    const paths = await at.list(_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.removals(name));
    const removals = await Promise.all(paths.map(async (path) => {
        const text = await at.get(path);
        return text === undefined ? [] : [(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parseRemoval */ .u0)(text, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$t)(at, path))];
    }));
    return removals.flat();
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

/***/ 58266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MB: () => (/* binding */ readSpecFile),
/* harmony export */   Ot: () => (/* binding */ readSpec),
/* harmony export */   rt: () => (/* binding */ readSpecIfThere)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51536);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16058);
/* harmony import */ var _workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25824);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32494);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(31829);






/** The spec of an environment as it stands in the workspace, and where it is at home. `path` null: the usual place. */
async function readSpecFile(environment, path, io) {
    const { workspace } = io.context;
    const spec = await readSpec(environment, path, workspace);
    return { spec, home: await readHome((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path ?? usualPlace(environment)), io) };
}
/** The same without its home. Throws `file-missing`. */
async function readSpec(environment, path, workspace) {
    const spec = await readSpecIfThere(environment, path, workspace);
    const named = path ?? usualPlace(environment);
    if (spec === null) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .StepFault */ .H('file-missing', {
            where: named,
            expected: `the spec of ${environment}`,
            found: 'no such file',
            fix: 'Write one (docs/schemas/environment.schema.json says how), check its repository out first, or name it with `spec`',
        });
    }
    return spec;
}
/** null when there is no such file. */
async function readSpecIfThere(environment, path, workspace) {
    const named = path ?? usualPlace(environment);
    const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_3__/* .readTextIfThere */ .pM)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, named));
    if (text === null)
        return null;
    const spec = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .parseEnvironmentSpec */ .UE)(text, named);
    if (spec.environment !== environment) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .StepFault */ .H('input-invalid', {
            where: `${named} environment`,
            expected: `\`${environment}\`, which the input \`environment\` names`,
            found: `\`${spec.environment}\``,
            fix: 'Name the spec of this environment with `spec`, or correct one of the two',
        });
    }
    return spec;
}
function usualPlace(environment) {
    return `environments/${environment}.yaml`;
}
async function readHome(file, io) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file);
    const ask = (...args) => (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .askGit */ .g)(folder, args, io.environment);
    const [{ source }, prefix, branch] = await Promise.all([
        (0,_source_js__WEBPACK_IMPORTED_MODULE_5__/* .readCheckout */ .b)(folder, io),
        ask('rev-parse', '--show-prefix'),
        ask('symbolic-ref', '--quiet', 'HEAD'),
    ]);
    return {
        repository: source.repository,
        ref: branch.ok && branch.text !== '' ? branch.text : (io.context.ref ?? 'HEAD'),
        path: prefix.ok ? `${prefix.text}${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(file)}` : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(io.context.workspace, file),
        commit: source.revision,
    };
}


/***/ }),

/***/ 16253:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ readRevisionWithSpec)
/* harmony export */ });
/** A revision with the spec that it names; null for none. */
async function readRevisionWithSpec(environment, number) {
    if (number === null)
        return null;
    const revision = await environment.revision(number);
    return { revision, spec: await environment.spec(revision) };
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
