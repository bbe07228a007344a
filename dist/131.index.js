export const id = 131;
export const ids = [131];
export const modules = {

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

/***/ 28131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  status: () => (/* binding */ status_status),
  statusIn: () => (/* binding */ statusIn)
});

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/environments/find-environment.js
var find_environment = __webpack_require__(59409);
;// CONCATENATED MODULE: ./packages/steps/lib/environments/restorable.js
/** Looking costs a question to the package store for each package: these are what people go back to. */
const mostRevisions = 10;
/** Which of the newest revisions that ran well can't be restored any more. */
async function readRestorable(environment, lookout) {
    const numbers = [...new Set((await environment.deployedWell()).map((one) => one.number))]
        .filter((number) => number !== environment.state.deployed?.number)
        .sort((a, b) => b - a)
        .slice(0, mostRevisions);
    const revisions = await Promise.all(numbers.map((number) => environment.revision(number)));
    const found = await lookout.lookFor(revisions.flatMap((revision) => revision.releases));
    const presences = Object.entries(found);
    const removed = new Set(presences.flatMap(([name, { presence }]) => (presence.state === 'removed' ? [name] : [])));
    const unknown = presences.flatMap(([, { presence }]) => (presence.state === 'unknown' ? [presence.reason] : []));
    return {
        lookedAt: numbers,
        gone: revisions.flatMap(({ number, releases }) => {
            const packages = releases
                .map(({ service, version }) => `${service}@${version}`)
                .filter((name) => removed.has(name));
            return packages.length === 0 ? [] : [{ revision: number, packages }];
        }),
        unknown: unknown[0] ?? null,
    };
}

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/evidence.js + 1 modules
var evidence = __webpack_require__(5044);
;// CONCATENATED MODULE: ./packages/steps/lib/promoting/overrides-now.js


/** Overrides of a revision; of what came past an environment only what that has not run since. */
async function readOverridesNow(store, environment, revision, now) {
    if (revision.overrides.every(({ skipped }) => skipped === undefined))
        return revision.overrides;
    const spec = await environment.spec(revision);
    const { upstream } = await (0,evidence/* readEvidence */.A)(store, spec, now);
    return (0,environment_lib/* overridesNow */.AE)({ spec, upstream, now: now.toISOString() }, revision);
}

// EXTERNAL MODULE: ./packages/steps/lib/revising/look-for-packages.js
var look_for_packages = __webpack_require__(97416);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/status.js
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









/** Shows what runs where. */
const status_status = async (call) => {
    const packages = (0,stores/* openNamedPackages */.Z9)(call);
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
            await statusIn(store, call, packages);
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
/** The use case, on stores that are open; without a package store nobody looks what can still be restored. */
async function statusIn(store, call, packages = null) {
    const { io, inputs, clock } = call;
    const names = inputs.text('environment') === null ? await (0,find_environment/* listEnvironments */.D)(store) : [(0,environment_name/* environmentName */.V)(inputs)];
    const now = clock();
    const lookout = packages === null ? null : new look_for_packages/* PackageLookout */.g(await store.read('packages'), packages);
    const environments = await Promise.all(names.map((name) => readStatus(store, name, now, lookout)));
    const document = { schema: 1, at: now.toISOString(), environments };
    call.output('environments', (0,lib/* canonicalJson */.dj)(document));
    for (const one of environments) {
        for (const line of ['', ...(0,inventory_lib/* renderStatusText */._c)(one, now).split('\n')])
            io.say(line);
        io.summarize((0,inventory_lib/* renderStatusMarkdown */.yj)(one, now));
    }
    if (environments.length > 0)
        return;
    io.say('There is no environment yet: promote something to one');
    io.summarize('There is no environment yet. Promote something to one.');
}
async function readStatus(store, name, now, lookout) {
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const { state } = environment;
    const read = async (number) => number === undefined || number === null ? null : environment.revision(number);
    const deployed = await read(state.deployed?.number);
    return (0,inventory_lib/* buildStatus */.Bg)({
        environment: name,
        state,
        inventory: await environment.inventory(),
        deployed,
        lastGood: await read(state.lastGood),
        overrides: deployed === null ? [] : await readOverridesNow(store, environment, deployed, now),
        restorable: lookout === null ? null : await readRestorable(environment, lookout),
    });
}


/***/ })

};
