export const id = 215;
export const ids = [215];
export const modules = {

/***/ 29366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ readGlobalStop)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51536);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);
/* harmony import */ var _find_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59409);




/**
 * The locks of every environment that a new one has to heed: it was not there when they were put, so its own state does not have them. An
 * environment is new until its second revision, because the first may have been written while the others were being locked.
 */
async function readGlobalStop(store, { name, state }) {
    const isNew = state.desired === null || state.desired.number === 1;
    if (!isNew || state.locks.some((lock) => lock.everywhere))
        return [];
    const others = (await (0,_find_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .listEnvironments */ .D)(store)).filter((other) => other !== name);
    const locks = await Promise.all(others.map(async (other) => {
        const environment = await _environment_js__WEBPACK_IMPORTED_MODULE_2__/* .StoredEnvironment */ .D.at(await store.read((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentDomain */ .MM)(other)), other);
        return environment.state.locks.filter((lock) => lock.everywhere);
    }));
    return [...new Map(locks.flat().map((lock) => [(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(lock), lock])).values()];
}


/***/ }),

/***/ 783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ carryOut)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51536);
/* harmony import */ var _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);
/* harmony import */ var _environments_global_stop_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29366);




/**
 * Plans and, unless it is refused, changes nothing, or is only asked for, writes the revision: blobs, revision and its signature once, then
 * the state that names it, in one commit. When somebody was faster it is planned again on what they wrote.
 */
async function carryOut(store, name, planAt, { dryRun, signer }) {
    const domain = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentDomain */ .MM)(name);
    const planOn = async (at) => {
        const stored = await _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .StoredEnvironment */ .D.at(at, name);
        const environment = stored.under(await (0,_environments_global_stop_js__WEBPACK_IMPORTED_MODULE_3__/* .readGlobalStop */ .u)(store, stored));
        return { version: at.version, environment, plan: await planAt(environment) };
    };
    let planned = await planOn(await store.read(domain));
    if (dryRun || planned.plan.outcome !== 'revision')
        return { plan: planned.plan, changed: false };
    await store.commit(domain, renderMessage(planned.plan), async (at) => {
        if (at.version !== planned.version)
            planned = await planOn(at);
        return changeOf(planned.environment, planned.plan, signer);
    });
    return { plan: planned.plan, changed: planned.plan.outcome === 'revision' };
}
async function changeOf(environment, plan, signer) {
    if (plan.outcome !== 'revision')
        return { kind: 'change' };
    const { state } = environment;
    const deployed = state.deployed === null ? null : await environment.revision(state.deployed.number);
    const { revision, blobs } = plan;
    const entries = Object.entries(blobs).flatMap(([digest, text]) => (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest) ? [[_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.blob(digest), text]] : []);
    const text = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(revision);
    return {
        kind: 'change',
        create: {
            ...Object.fromEntries(entries),
            [_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.revision(revision.number)]: text,
            ...(signer !== null && { [_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.signature(revision.number)]: (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .signRevision */ .R4)(text, signer) }),
        },
        write: { [_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .environmentPaths */ .Wp.state]: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_1__/* .recordPromotion */ .Zw)(state, revision, deployed)) },
    };
}
/** What was asked, then what moves: for those who read the store's history. */
function renderMessage({ request, changes }) {
    const lines = changes.map(({ service, from, to }) => from === to ? `${service} ${to ?? ''}: config` : `${service}: ${from ?? 'new'} → ${to ?? 'removed'}`);
    return [request.command, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}


/***/ }),

/***/ 97416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ PackageLookout)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_package_store__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5631);
/* harmony import */ var _environments_documents_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21754);



/** How many packages are asked for at a time. */
const atOnce = 8;
/** What a package that was deployed once still has in the two stores; each is looked for once. */
class PackageLookout {
    #at;
    #packages;
    #seen = new Map();
    #announced = new Set();
    /** A store that could not say of one package is asked no more: it would take as long for each. */
    #silent = null;
    /** `at`: the domain `packages`. Without a package store nobody looks for bytes. */
    constructor(at, packages) {
        this.#at = at;
        this.#packages = packages;
    }
    /** By `name@version`. */
    async lookFor(releases) {
        const found = [];
        const waiting = releases.values();
        const lines = Array.from({ length: Math.min(atOnce, releases.length) }, async () => {
            for (const release of waiting)
                found.push([nameOf(release), await this.#look(release)]);
        });
        await Promise.all(lines);
        return Object.fromEntries(found);
    }
    /** Packages that were seen and are to be removed: who comes back to one has to look again when that is written. */
    get announced() {
        return this.#announced;
    }
    async #removalOf(release) {
        const path = _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.removal(release.service, release.version);
        const text = await this.#at.get(path);
        if (text === undefined)
            return null;
        const { by, removed } = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parseRemoval */ .u0)(text, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(this.#at, path));
        if (removed === null)
            this.#announced.add(nameOf(release));
        return removed === null ? null : `${by} pruned it at ${removed}, when nothing named it`;
    }
    #look(release) {
        const name = nameOf(release);
        const looking = this.#seen.get(name) ?? this.#lookNow(release);
        this.#seen.set(name, looking);
        return looking;
    }
    async #lookNow(release) {
        const { service, version } = release;
        const path = _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.mark(service, version);
        const marked = await this.#at.get(path);
        const mark = marked === undefined ? null : (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .parseMark */ .lw)(marked, (0,_environments_documents_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(this.#at, path));
        if ((await this.#at.get(_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .packagePaths */ .lA.record(service, version))) === undefined) {
            return { presence: { state: 'removed', found: 'its record is gone from the metadata store' }, mark };
        }
        const removed = await this.#removalOf(release);
        if (removed !== null)
            return { presence: { state: 'removed', found: removed }, mark };
        const presence = this.#silent ?? (await lookForBytes(release, this.#packages));
        if (presence.state === 'unknown')
            this.#silent = presence;
        return { presence, mark };
    }
}
/** Manifest, archive and file index, as deploy will ask for them. */
async function lookForBytes({ service, archive, files }, packages) {
    if (packages === null)
        return { state: 'unknown', reason: 'no package store was named' };
    try {
        await packages.resolve({ name: service, digest: archive.reference.slice(archive.reference.lastIndexOf('@') + 1) });
        for (const digest of [archive.digest, files]) {
            if (!(await packages.has(service, digest)))
                return { state: 'removed', found: `${digest} is gone from the package store` };
        }
        return { state: 'there' };
    }
    catch (error) {
        if (!(error instanceof _towpath_package_store__WEBPACK_IMPORTED_MODULE_1__/* .PackageStoreFault */ .uc))
            throw error;
        switch (error.code) {
            case 'not-found':
                return { state: 'removed', found: 'its bytes are gone from the package store' };
            case 'digest-mismatch':
            case 'manifest-invalid':
            case 'store-damaged':
                return { state: 'removed', found: error.message };
            default:
                return { state: 'unknown', reason: error.message };
        }
    }
}
function nameOf({ service, version }) {
    return `${service}@${version}`;
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
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51536);
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
        where: `${subject === plan.environment ? '' : `${plan.environment}: `}${subject}: ${reason}`,
        ...(fixes.length > 0 && { fix: asAlternatives(fixes) }),
    }));
    if (first !== undefined)
        throw new _towpath_fault__WEBPACK_IMPORTED_MODULE_1__/* .Faults */ .CG([first, ...others]);
}
function asAlternatives(fixes) {
    return fixes.map((fix, index) => (index === 0 || /^Or\b/.test(fix) ? fix : `Or: ${fix}`)).join('. ');
}
/** `fail` when refused, `warn` where a person should look at something, else `pass`. */
function verdictOf({ outcome, verdicts }) {
    if (outcome === 'refused')
        return 'fail';
    return verdicts.some((verdict) => verdict.outcome !== 'pass') ? 'warn' : 'pass';
}


/***/ }),

/***/ 18215:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollback: () => (/* binding */ rollback),
  rollbackIn: () => (/* binding */ rollbackIn)
});

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/revising/carry-out.js
var carry_out = __webpack_require__(783);
// EXTERNAL MODULE: ./packages/steps/lib/revising/look-for-packages.js
var look_for_packages = __webpack_require__(97416);
;// CONCATENATED MODULE: ./packages/steps/lib/revising/older-releases.js

/** A rollback's plan; of everything, where nothing that runs would change, with the revision that one may have meant. */
async function withOlderReleases(environment, plan) {
    if (plan.outcome === 'refused' || plan.part !== undefined || plan.changes.length > 0 || plan.base === null)
        return plan;
    const now = await environment.revision(plan.base);
    return (0,environment_lib/* warnOfSameReleases */.M3)(plan, now, await findOlder(environment, now));
}
/** The newest that was deployed well and runs anything else. */
async function findOlder(environment, now) {
    const numbers = new Set((await environment.deployedWell()).map(({ number }) => number));
    for (const number of [...numbers].sort((a, b) => b - a)) {
        const revision = await environment.revision(number);
        if (number < now.number && (0,environment_lib/* changedReleases */.Px)(now.releases, revision.releases).length > 0)
            return revision;
    }
    return null;
}

// EXTERNAL MODULE: ./packages/steps/lib/revising/revision-with-spec.js
var revision_with_spec = __webpack_require__(16253);
;// CONCATENATED MODULE: ./packages/steps/lib/revising/plan-rollback-at.js



/** Plans against one version of the environment. */
async function planRollbackAt(environment, asked) {
    const { name, state } = environment;
    const { to, lookout, ...given } = asked;
    const deployedWell = await environment.deployedWell();
    const target = (0,environment_lib/* chooseRollbackTarget */.NO)({ environment: name, state, to, deployedWell });
    const number = target.outcome === 'target' ? target.number : null;
    let input = {
        ...given,
        environment: name,
        state,
        target,
        restored: await (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, number),
        base: await (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, (0,environment_lib/* chooseBase */.bf)(state)),
        newest: await (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, state.desired?.number ?? null),
        configs: {},
        stored: {},
        others: await readOthers(environment, deployedWell.map((one) => one.number), number),
        now: given.request.at,
    };
    let needed = (0,environment_lib/* rollbackNeeded */.or)(input);
    while (needed.configs.length + needed.packages.length > 0) {
        const configs = await Promise.all(needed.configs.map(async (one) => [one, await environment.config(one)]));
        const stored = await lookout.lookFor(needed.packages);
        input = {
            ...input,
            configs: { ...input.configs, ...Object.fromEntries(configs) },
            stored: { ...input.stored, ...stored },
        };
        needed = (0,environment_lib/* rollbackNeeded */.or)(input);
    }
    return withOlderReleases(environment, (0,environment_lib/* planRollback */.II)(input));
}
/** More would be no help to choose from. */
const mostOthers = 20;
function readOthers(environment, deployedWell, target) {
    const numbers = [...new Set(deployedWell)]
        .filter((one) => one !== target && one !== environment.state.deployed?.number)
        .sort((a, b) => b - a)
        .slice(0, mostOthers);
    return Promise.all(numbers.map((one) => environment.revision(one)));
}

// EXTERNAL MODULE: ./packages/steps/lib/revising/tell-plan.js
var tell_plan = __webpack_require__(5992);
// EXTERNAL MODULE: ./packages/steps/lib/environments/documents.js
var documents = __webpack_require__(21754);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/revising/verify-kept.js



/**
 * That what a revision came back to was not removed while it was written. prune writes down what it removes and then reads what
 * environments name; here it is the other way round, so one of the two sees the other. Throws `refused`.
 */
async function verifyKept(store, revision, announced) {
    const waiting = revision.releases.filter(({ service, version }) => announced.has(`${service}@${version}`));
    if (waiting.length === 0)
        return;
    const at = await store.read('packages');
    for (const { service, version, descriptor } of waiting) {
        const path = lib/* packagePaths */.lA.removal(service, version);
        const text = await at.get(path);
        const removal = text === undefined ? null : (0,lib/* parseRemoval */.u0)(text, (0,documents/* placeOf */.$t)(at, path));
        if (removal === null || removal.removed === null)
            continue;
        throw new step_fault/* StepFault */.H('refused', {
            where: `${revision.environment}@${revision.number}: ${service} ${version}`,
            expected: 'its package to be there still',
            found: `${removal.by} pruned it at ${removal.removed}, while this was written`,
            fix: `Go back to another revision, or publish ${version} again from ${descriptor.source.repository} at ${descriptor.source.revision}`,
        });
    }
}

// EXTERNAL MODULE: ./packages/steps/lib/signing/read-signer.js
var read_signer = __webpack_require__(84464);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/rollback.js
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











/** Writes a revision that restores an earlier one. */
const rollback = async (call) => {
    const packages = (0,stores/* openNamedPackages */.Z9)(call);
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
            await rollbackIn(store, call, packages);
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
    finally {
        await packages?.close();
    }
};
/** The use case, on stores that are open; without a package store nobody looks whether the packages are still there. */
async function rollbackIn(store, call, packages = null) {
    const { io, inputs } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const to = inputs.whole('to');
    const wishes = (0,lib/* parsePackageWishes */.US)(inputs.text('packages') ?? '', 'Input `packages`');
    const request = {
        by: io.context.actor,
        at: call.clock().toISOString(),
        run: io.context.run,
        ...(io.context.pullRequest !== null && { pullRequest: io.context.pullRequest }),
        command: [
            'rollback',
            ...wishes.map(lib/* renderPackageWish */.qQ),
            ...(wishes.length > 0 ? ['in'] : []),
            name,
            ...(to === null ? [] : ['to', to]),
        ].join(' '),
        reason: inputs.required('reason'),
    };
    await (0,environment/* readEnvironment */.Q)(store, name);
    const asked = {
        to,
        packages: wishes,
        config: inputs.choice('config', ['then', 'now']),
        hosts: inputs.choice('hosts', ['now', 'then']),
        request,
        lookout: new look_for_packages/* PackageLookout */.g(await store.read('packages'), packages),
    };
    const dryRun = inputs.flag('dry-run');
    const signer = await (0,read_signer/* readSigner */.$)(call);
    const done = await (0,carry_out/* carryOut */.u)(store, name, (environment) => planRollbackAt(environment, asked), { dryRun, signer });
    const { plan, changed } = done;
    if (changed && plan.outcome === 'revision')
        await verifyKept(store, plan.revision, asked.lookout.announced);
    const toGoOn = dryRun && plan.outcome === 'revision'
        ? (0,environment_lib/* rollbackCommand */.Ct)(name, plan.revision.restores ?? 0, request.reason ?? '…', {
            ...asked,
            services: wishes.map(lib/* renderPackageWish */.qQ),
        })
        : null;
    const path = await (0,tell_plan/* tellPlan */.fb)(done, io, `rollback-${name}`, toGoOn);
    const stands = plan.outcome === 'unchanged' ? plan.unchangedSince : '';
    call.output('revision', changed && plan.outcome === 'revision' ? plan.revision.number : stands);
    call.output('changed', changed);
    call.output('plan', path);
    if (!dryRun)
        (0,tell_plan/* refuse */.TR)(plan);
}


/***/ }),

/***/ 84464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readSigner)
/* harmony export */ });
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51536);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** What `signing-key` signs with; null when none is given. From here on no log shows the key or its passphrase. */
async function readSigner(call) {
    const { io } = call;
    const [key, passphrase] = [call.inputs.text('signing-key'), call.inputs.text('signing-key-passphrase')];
    for (const secret of [key, passphrase])
        if (secret !== null)
            io.mask(secret);
    if (key !== null) {
        // Loaded only here: most promotions sign nothing, and need no ssh.
        const { openSigningKey } = await __webpack_require__.e(/* import() */ 766).then(__webpack_require__.bind(__webpack_require__, 16766));
        const signer = await openSigningKey(key, passphrase);
        io.say(`Signs with ${signer.key.type} ${(0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .Rj)(signer.key)}`);
        return signer;
    }
    if (passphrase === null)
        return null;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-missing', {
        where: 'Input `signing-key`',
        expected: 'a key, as `signing-key-passphrase` is given',
        found: 'nothing',
        fix: 'Give the key too: a secret that is not there reads as nothing',
    });
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
