export const id = 552;
export const ids = [552];
export const modules = {

/***/ 61125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ environmentName)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55452);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The input `environment`, which has to be a name before anything is looked for by it. Fault `input-invalid`. */
function environmentName(inputs) {
    const name = inputs.required('environment');
    if ((0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isName */ .Eo)(name))
        return name;
    const near = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .suggestName */ .SX)(name);
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-invalid', {
        where: 'Input `environment`',
        expected: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end',
        found: `\`${name}\``,
        ...(near !== null && { fix: `Write \`${near}\`` }),
    });
}


/***/ }),

/***/ 31552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote),
  promoteIn: () => (/* binding */ promoteIn)
});

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var environment_lib = __webpack_require__(27375);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/revising/revision-with-spec.js
var revision_with_spec = __webpack_require__(16253);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/plan-promotion-at.js


/** Plans against one version of the environment, reading of the packages no more than the plan asks for. */
async function planPromotionAt(environment, asked) {
    const { state } = environment;
    const { file, packages, request, ...given } = asked;
    let input = {
        ...given,
        spec: file.spec,
        specHome: file.home,
        state,
        base: await (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, (0,environment_lib/* chooseBase */.bf)(state)),
        newest: await (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, state.desired?.number ?? null),
        published: {},
        configs: {},
        from: null,
        request,
        now: request.at,
    };
    let needed = (0,environment_lib/* packagesNeeded */.RY)(input);
    let before = '';
    // A plan that asks for the same again is told so by planPromotion itself.
    while (!isNothing(needed) && JSON.stringify(needed) !== before) {
        before = JSON.stringify(needed);
        const configs = await Promise.all(needed.configs.map(async (one) => [one, await environment.config(one)]));
        input = {
            ...input,
            published: await packages.read(needed),
            configs: { ...input.configs, ...Object.fromEntries(configs) },
        };
        needed = (0,environment_lib/* packagesNeeded */.RY)(input);
    }
    return (0,environment_lib/* planPromotion */.z)(input);
}
function isNothing({ packages, records, configs }) {
    return packages.length + records.length + configs.length === 0;
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./packages/steps/lib/environments/documents.js
var documents = __webpack_require__(21754);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/published-packages.js



/** The domain `packages` at one version, of which only what a plan asks for is read, and that once. */
class PublishedPackages {
    #at;
    #read = {};
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
    async #package(name) {
        const known = Object.hasOwn(this.#read, name) ? this.#read[name] : undefined;
        if (known !== undefined)
            return known;
        const paths = await this.#at.list(lib/* packagePaths */.lA.records(name));
        const versions = paths.flatMap((path) => /\/(\d[^/]*)\.json$/.exec(path)?.[1] ?? []);
        return { versions, marks: await this.#marks(name), records: {} };
    }
    async #marks(name) {
        const paths = await this.#at.list(`${(0,posix_.dirname)(lib/* packagePaths */.lA.mark(name, '0.0.0'))}/`);
        const marks = await Promise.all(paths.map(async (path) => {
            const text = await this.#at.get(path);
            return text === undefined ? [] : [(0,lib/* parseMark */.lw)(text, (0,documents/* placeOf */.$t)(this.#at, path))];
        }));
        return Object.fromEntries(marks.flat().map((mark) => [mark.version, mark]));
    }
    /** A record is believed only as far as its own digests hold. */
    async #record(name, version) {
        const path = lib/* packagePaths */.lA.record(name, version);
        const text = await this.#at.get(path);
        if (text === undefined)
            return null;
        const where = (0,documents/* placeOf */.$t)(this.#at, path);
        const record = (0,lib/* parsePackageRecord */.ZG)(text, where);
        (0,documents/* verifyDigest */.Ub)(where, (0,lib/* digestOfDocument */.t0)(record.descriptor), { digest: record.digest, by: 'its `digest`' });
        (0,documents/* verifyDigest */.Ub)(where, (0,lib/* contentDigest */.eZ)(record.descriptor), { digest: record.content, by: 'its `content`' });
        return record;
    }
}

// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/upstream.js



/** The environments that the spec's `after` names: what ran well there, and since when. */
async function readUpstream(store, { after }) {
    const names = after === undefined ? [] : Array.isArray(after) ? after : after.any;
    return Promise.all([...new Set(names)].map((name) => readOne(store, name)));
}
/** What was registered there, and what is deployed there: register may not have run yet. */
async function readOne(store, name) {
    const environment = await environments_environment/* StoredEnvironment */.D.at(await store.read((0,environment_lib/* environmentDomain */.MM)(name)), name);
    const { deployed, desired } = environment.state;
    const registered = (0,inventory_lib/* evidenceOf */.X1)(await environment.inventory(), await environment.history());
    const releases = deployed === null ? [] : (await environment.revision(deployed.number)).releases;
    const running = releases.map(({ service, version }) => [`${service}@${version}`, { since: deployed?.at ?? '' }]);
    return { environment: name, exists: desired !== null, ran: { ...Object.fromEntries(running), ...registered } };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/read-if-there.js
var read_if_there = __webpack_require__(25824);
// EXTERNAL MODULE: ./packages/steps/lib/repository/git.js
var git = __webpack_require__(32494);
// EXTERNAL MODULE: ./packages/steps/lib/repository/source.js
var repository_source = __webpack_require__(31829);
;// CONCATENATED MODULE: ./packages/steps/lib/repository/spec-file.js






/** The spec of an environment as it stands in the workspace, and where it is at home. `path` null: the usual place. */
async function readSpecFile(environment, path, io) {
    const named = path ?? `environments/${environment}.yaml`;
    const file = (0,external_node_path_.resolve)(io.context.workspace, named);
    const text = await (0,read_if_there/* readTextIfThere */.p)(file);
    if (text === null) {
        throw new step_fault/* StepFault */.H('file-missing', {
            where: named,
            expected: `the spec of ${environment}`,
            found: 'no such file',
            fix: 'Write one (docs/schemas/environment.schema.json says how), check its repository out first, or name it with `spec`',
        });
    }
    const spec = (0,environment_lib/* parseEnvironmentSpec */.UE)(text, named);
    if (spec.environment !== environment) {
        throw new step_fault/* StepFault */.H('input-invalid', {
            where: `${named} environment`,
            expected: `\`${environment}\`, which the input \`environment\` names`,
            found: `\`${spec.environment}\``,
            fix: 'Name the spec of this environment with `spec`, or correct one of the two',
        });
    }
    return { spec, home: await readHome(file, io) };
}
async function readHome(file, io) {
    const folder = (0,external_node_path_.dirname)(file);
    const ask = (...args) => (0,git/* askGit */.g)(folder, args, io.environment);
    const [{ source }, prefix, branch] = await Promise.all([
        (0,repository_source/* readCheckout */.b)(folder, io),
        ask('rev-parse', '--show-prefix'),
        ask('symbolic-ref', '--quiet', 'HEAD'),
    ]);
    return {
        repository: source.repository,
        ref: branch.ok && branch.text !== '' ? branch.text : (io.context.ref ?? 'HEAD'),
        path: prefix.ok ? `${prefix.text}${(0,external_node_path_.basename)(file)}` : (0,external_node_path_.relative)(io.context.workspace, file),
        commit: source.revision,
    };
}

// EXTERNAL MODULE: ./packages/steps/lib/revising/carry-out.js
var carry_out = __webpack_require__(783);
// EXTERNAL MODULE: ./packages/steps/lib/revising/tell-plan.js
var tell_plan = __webpack_require__(5992);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/promote.js
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










/** Decides what an environment shall run and writes it as a revision. */
const promote = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
        await promoteIn(store, call);
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
};
/** The use case, on a store that is open. */
async function promoteIn(store, call) {
    const { io, inputs } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const asked = await readRequest(store, call, name);
    const dryRun = inputs.flag('dry-run');
    const done = await (0,carry_out/* carryOut */.u)(store, name, (environment) => planPromotionAt(environment, asked), { dryRun });
    const toGoOn = dryRun && asked.wishes.length > 0 && done.plan.outcome === 'revision'
        ? (0,environment_lib/* promoteCommand */.OO)(name, asked.wishes.map(lib/* renderPackageWish */.qQ))
        : null;
    const path = await (0,tell_plan/* tellPlan */.fb)(done, io, `promote-${name}`, toGoOn);
    giveOutputs(call, name, done, path);
    if (!dryRun)
        (0,tell_plan/* refuse */.TR)(done.plan);
}
async function readRequest(store, call, name) {
    const { io, inputs } = call;
    const wishes = (0,lib/* parsePackageWishes */.Bv)(inputs.text('packages') ?? '', 'Input `packages`');
    const file = await readSpecFile(name, inputs.text('spec'), io);
    const request = {
        by: io.context.actor,
        at: call.clock().toISOString(),
        run: io.context.run,
        command: ['promote', ...wishes.map(lib/* renderPackageWish */.qQ), 'to', name].join(' '),
        reason: inputs.text('reason'),
    };
    const [published, upstream] = await Promise.all([store.read('packages'), readUpstream(store, file.spec)]);
    return { file, wishes, upstream, packages: new PublishedPackages(published), request };
}
function giveOutputs(call, name, { plan, changed }, path) {
    const stands = changed || plan.outcome === 'unchanged';
    const revision = stands ? (0,environment_lib/* plannedNumber */.zV)(plan) : null;
    const previous = plan.outcome === 'unchanged' ? plan.unchangedSince - 1 : (plan.newest ?? 0);
    call.output('environment', name);
    call.output('revision', revision ?? '');
    call.output('previous', previous === 0 ? '' : previous);
    call.output('changed', changed);
    call.output('verdict', (0,tell_plan/* verdictOf */.Vj)(plan));
    call.output('plan', path);
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

/***/ 783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ carryOut)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55452);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27375);
/* harmony import */ var _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);



/**
 * Plans and, unless it is refused, changes nothing, or is only asked for, writes the revision: blobs and revision once, then
 * the state that names it, in one commit. When somebody was faster it is planned again on what they wrote.
 */
async function carryOut(store, name, planAt, { dryRun }) {
    const domain = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentDomain */ .MM)(name);
    const planOn = async (at) => {
        const environment = await _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .StoredEnvironment */ .D.at(at, name);
        return { version: at.version, environment, plan: await planAt(environment) };
    };
    let planned = await planOn(await store.read(domain));
    if (dryRun || planned.plan.outcome !== 'revision')
        return { plan: planned.plan, changed: false };
    await store.commit(domain, renderMessage(planned.plan), async (at) => {
        if (at.version !== planned.version)
            planned = await planOn(at);
        return changeOf(planned.environment, planned.plan);
    });
    return { plan: planned.plan, changed: planned.plan.outcome === 'revision' };
}
function changeOf({ state }, plan) {
    if (plan.outcome !== 'revision')
        return { kind: 'change' };
    const { revision, blobs } = plan;
    const entries = Object.entries(blobs).flatMap(([digest, text]) => (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? [[_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.blob(digest), text]] : []);
    return {
        kind: 'change',
        create: {
            ...Object.fromEntries(entries),
            [_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.revision(revision.number)]: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(revision),
        },
        write: { [_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.state]: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .recordPromotion */ .Zw)(state, revision)) },
    };
}
/** What was asked, then what moves: for those who read the store's history. */
function renderMessage({ request, changes }) {
    const lines = changes.map(({ service, from, to }) => from === to ? `${service} ${to ?? ''}: config` : `${service}: ${from ?? 'new'} → ${to ?? 'removed'}`);
    return [request.command, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
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

/***/ 5992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   fb: () => (/* binding */ tellPlan)
/* harmony export */ });
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27375);
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23234);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16058);
/* harmony import */ var _workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(66939);




/** Tells what was decided: the plan as a file (its path is returned), the summary, and the log. */
async function tellPlan({ plan, changed }, io, name, toGoOn) {
    const path = await (0,_workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .writeTowpathFile */ .FJ)(io.context.workspace, `plans/${name}.json`, (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .renderPlanJson */ .uC)(plan));
    const written = changed && plan.outcome === 'revision' ? `${plan.environment}@${plan.revision.number} is written` : null;
    if (written !== null)
        io.summarize(`**${written}**: deploy carries it out.`);
    io.summarize((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .renderPlanMarkdown */ .d$)(plan, toGoOn === null ? {} : { toGoOn }));
    for (const line of (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .renderPlanText */ .$D)(plan).trimEnd().split('\n'))
        io.say(line);
    if (written !== null)
        io.say(`${written}: deploy carries it out`);
    return path;
}
/** A refused plan as the faults that end the step, one a refusal, each with its way out. */
function refuse(plan) {
    if (plan.outcome !== 'refused')
        return;
    const [first, ...others] = plan.refusals.map(({ subject, reason, fixes }) => new _step_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .StepFault */ .H('refused', {
        where: `${plan.environment}: ${subject}: ${reason}`,
        ...(fixes.length > 0 && { fix: fixes.join('. Or: ') }),
    }));
    if (first !== undefined)
        throw new _towpath_fault__WEBPACK_IMPORTED_MODULE_1__/* .Faults */ .CG([first, ...others]);
}
/** `fail` when refused, `warn` where a person should look at something, else `pass`. */
function verdictOf({ outcome, verdicts }) {
    if (outcome === 'refused')
        return 'fail';
    return verdicts.some((verdict) => verdict.outcome !== 'pass') ? 'warn' : 'pass';
}


/***/ }),

/***/ 25824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ readTextIfThere),
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The bytes of a file; null when there is none, also when a folder on the way lacks. Fault: `file-unreadable` for any other reason. */
async function readIfThere(file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file);
    }
    catch (cause) {
        if (isAbsent(cause))
            return null;
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('file-unreadable', {
            where: file,
            expected: 'a file that this user may read',
            found: cause instanceof Error ? cause.message : String(cause),
            fix: 'Look at what stands there and who owns it',
        }, { cause });
    }
}
async function readTextIfThere(file) {
    return (await readIfThere(file))?.toString('utf8') ?? null;
}
function isAbsent(cause) {
    return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}


/***/ }),

/***/ 66939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CO: () => (/* binding */ makeTowpathFolder),
/* harmony export */   FJ: () => (/* binding */ writeTowpathFile),
/* harmony export */   yz: () => (/* binding */ towpathFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** Where steps leave what they made: below it, and nowhere else of the workspace. */
const towpathFolder = '.towpath';
/** Makes it, and keeps what is in it out of anybody's commit. Returns its absolute path. */
async function makeTowpathFolder(workspace) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, towpathFolder);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.gitignore'), '*\n');
    return folder;
}
/** Writes a file below it, given and returned as outputs name it: relative to the folder, and to the workspace. */
async function writeTowpathFile(workspace, path, text) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await makeTowpathFolder(workspace), path);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, text);
    return `${towpathFolder}/${path}`;
}


/***/ })

};
