export const id = 586;
export const ids = [586];
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

/***/ 31586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote),
  promoteIn: () => (/* binding */ promoteIn)
});

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/attestations.js
var promoting_attestations = __webpack_require__(35850);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/evidence.js + 1 modules
var promoting_evidence = __webpack_require__(5044);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/observed.js
var promoting_observed = __webpack_require__(1785);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/overrides.js
var promoting_overrides = __webpack_require__(13656);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/plan-promotion-at.js
var plan_promotion_at = __webpack_require__(38974);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/published-packages.js
var published_packages = __webpack_require__(36013);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/taken-from.js




/** What runs in another environment: what it has deployed, not what it wants. */
async function readRunning(store, name) {
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const { deployed } = environment.state;
    if (deployed !== null) {
        const { releases } = await environment.revision(deployed.number);
        return { environment: name, releases: releases.map(({ service, version, setOf }) => ({ service, version, setOf })) };
    }
    throw new step_fault/* StepFault */.H('environment-unknown', {
        where: `Input \`from\`: ${(0,environment_lib/* environmentDomain */.MM)(name)}`,
        expected: `something that runs in ${name}`,
        found: 'nothing that was deployed well',
        fix: `Deploy ${name} first`,
    });
}
/**
 * With neither packages nor sets, all that runs there; else only those, at the versions that run there. A wish that nothing
 * there fits is a fault.
 */
function askFrom(running, { wishes, sets }) {
    if (wishes.length + sets.length === 0)
        return { wishes, sets, from: running };
    const runningSets = [...new Set(running.releases.flatMap(environment_lib/* setsOf */.Nc))].map((set) => {
        const { name, version } = (0,environment_lib/* partsOfSet */.c5)(set);
        return { service: name, version };
    });
    return {
        wishes: wishes.map((wish) => narrowed(wish, running.releases, running.environment)),
        sets: sets.map((wish) => narrowed(wish, runningSets, running.environment)),
        from: null,
    };
}
function narrowed(wish, there, environment) {
    const ofName = there.filter(({ service }) => service === wish.package).map(({ version }) => version);
    const [version] = ofName.filter((one) => fits(one, wish)).sort(lib/* compareVersionsDescending */.PE);
    if (version !== undefined)
        return (0,lib/* parsePackageWish */.fU)(`${wish.package}@${version}`);
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'Input `from`',
        expected: `${(0,lib/* renderPackageWish */.qQ)(wish)} to run in ${environment}`,
        found: ofName.length === 0 ? `no ${wish.package} there` : `${wish.package} ${ofName.join(' and ')}`,
        fix: 'Name what runs there, or leave `from` out',
    });
}
function fits(version, { wanted }) {
    switch (wanted.kind) {
        case 'newest':
            return true;
        case 'version':
            return version === wanted.version;
        case 'range':
            return (0,lib/* satisfies */.ib)(version, wanted.range, { prereleases: 'include' });
    }
}

// EXTERNAL MODULE: ./packages/steps/lib/repository/spec-file.js
var spec_file = __webpack_require__(58266);
// EXTERNAL MODULE: ./packages/steps/lib/revising/carry-out.js
var carry_out = __webpack_require__(783);
// EXTERNAL MODULE: ./packages/steps/lib/revising/tell-plan.js
var tell_plan = __webpack_require__(5992);
// EXTERNAL MODULE: ./packages/steps/lib/signing/read-signer.js
var read_signer = __webpack_require__(84464);
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
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
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
    const signer = await (0,read_signer/* readSigner */.$)(call);
    const asked = await readRequest(store, call, name);
    const dryRun = inputs.flag('dry-run');
    const done = await (0,carry_out/* carryOut */.u)(store, name, (environment) => (0,plan_promotion_at/* planPromotionAt */.u)(environment, asked), { dryRun, signer });
    const { wishes, sets, from } = asked;
    const isAsked = wishes.length + sets.length > 0 || from !== null;
    const toGoOn = dryRun && isAsked && done.plan.outcome === 'revision'
        ? (0,environment_lib/* promoteCommand */.OO)(name, wishes.map(lib/* renderPackageWish */.qQ), {
            sets: sets.map(lib/* renderPackageWish */.qQ),
            from: from?.environment,
            override: asked.overrides,
            reason: asked.request.reason,
        })
        : null;
    const path = await (0,tell_plan/* tellPlan */.fb)(done, io, `promote-${name}`, toGoOn);
    giveOutputs(call, name, done, path);
    if (!dryRun)
        (0,tell_plan/* refuse */.TR)(done.plan);
}
async function readRequest(store, call, name) {
    const { io, inputs } = call;
    const asked = await readAsked(store, call, name);
    const file = await (0,spec_file/* readSpecFile */.MB)(name, inputs.text('spec'), io);
    const request = {
        by: io.context.actor,
        at: call.clock().toISOString(),
        run: io.context.run,
        ...(io.context.pullRequest !== null && { pullRequest: io.context.pullRequest }),
        command: renderAsked(asked, name),
        reason: inputs.text('reason'),
    };
    const overrides = (0,promoting_overrides/* readOverrides */.i)(inputs.text('override'));
    const [published, evidence, observed] = await Promise.all([
        store.read('packages'),
        (0,promoting_evidence/* readEvidence */.A)(store, file.spec, new Date(request.at)),
        (0,promoting_observed/* readObserved */.x)(store, name),
    ]);
    const { githubApiUrl: apiUrl, githubServerUrl: serverUrl } = io.context;
    const attestations = new promoting_attestations/* Attestations */.O({ token: inputs.text('token'), apiUrl, serverUrl });
    const packages = new published_packages/* PublishedPackages */.q(published);
    return { file, ...asked, overrides, ...evidence, observed, packages, attestations, request };
}
async function readAsked(store, { inputs }, name) {
    const wishes = (0,lib/* parsePackageWishes */.US)(inputs.text('packages') ?? '', 'Input `packages`');
    const sets = (0,lib/* parsePackageWishes */.US)(inputs.text('set') ?? '', 'Input `set`');
    const from = inputs.text('from');
    if (from === null)
        return { wishes, sets, from };
    if (from !== name) {
        return askFrom(await readRunning(store, (0,environment_name/* verifyEnvironmentName */.W)('from', from)), { wishes, sets });
    }
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'Input `from`',
        expected: 'another environment',
        found: `${from} itself`,
    });
}
/** As a person would write it in a comment. */
function renderAsked({ wishes, sets, from }, name) {
    const all = [...sets.map((set) => `set ${(0,lib/* renderPackageWish */.qQ)(set)}`), ...wishes.map(lib/* renderPackageWish */.qQ)];
    return ['promote', ...all, ...(from === null ? [] : ['from', from.environment]), 'to', name].join(' ');
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

/***/ 13656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ readOverrides)
/* harmony export */ });
/** The input `override`: names of gates, in lines or with commas. Each once. */
function readOverrides(text) {
    const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
    return [...new Set(names)];
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
