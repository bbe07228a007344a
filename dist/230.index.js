export const id = 230;
export const ids = [230];
export const modules = {

/***/ 230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  observe: () => (/* binding */ observe),
  observeIn: () => (/* binding */ observeIn)
});

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/topology/lib/index.js + 18 modules
var topology_lib = __webpack_require__(41797);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/routing/lib/index.js + 29 modules
var routing_lib = __webpack_require__(21653);
;// CONCATENATED MODULE: ./packages/steps/lib/observing/read-routes.js


/** The deploys that say what proxies answered by since then (milliseconds), oldest first: back to the one that stood at that time. */
async function readRoutes(environment, inventory, history, since) {
    const instances = [
        ...[...inventory.services.values()].flatMap(({ service, instances }) => instances.map((instance) => ({ ...instance, service }))),
        ...history,
    ];
    const deploys = [];
    for (const fence of (await environment.reportFences()).toReversed()) {
        const report = await environment.report(fence);
        if (report === null)
            continue;
        const [startedAt, endedAt] = [Date.parse(report.startedAt), Date.parse(report.endedAt)];
        const served = report.status !== 'rolled-back';
        const revision = await environment.revision(report.revision);
        const spec = await environment.spec(revision);
        const there = instances.filter((instance) => isThere(instance, endedAt));
        deploys.unshift({ spec, table: compileTable(revision, spec, there), startedAt, endedAt, served });
        if (served && endedAt <= since)
            break;
    }
    return deploys;
}
function isThere({ validFrom, validTo }, at) {
    return Date.parse(validFrom) <= at && (validTo === null || at < Date.parse(validTo));
}
function compileTable(revision, spec, instances) {
    const services = Object.entries(spec.services);
    const known = new Set(revision.releases.map(routing_lib/* releaseKey */.DR));
    return (0,routing_lib/* compileRouteTable */.Ju)({
        environment: spec.environment,
        domain: spec.address.domain ?? null,
        prereleases: spec.prereleases ?? 'exclude',
        releases: revision.releases.map(({ service, version, isDefault, descriptor, dependencies }) => ({
            service,
            version,
            isDefault,
            provides: descriptor.provides ?? {},
            dependencies,
        })),
        externals: services.flatMap(([service, one]) => ((0,environment_lib/* isExternal */.ge)(one) ? [{ service, ...one.external }] : [])),
        // One that was not delivered yet has nothing that they could lead to.
        aliases: Object.fromEntries(services.flatMap(([service, one]) => one.aliases !== undefined && ((0,environment_lib/* isExternal */.ge)(one) || isProvided(revision, service)) ? [[service, one.aliases]] : [])),
        instances: instances
            .filter((instance) => known.has((0,routing_lib/* releaseKey */.DR)(instance)))
            .map(({ id, service, version, ip, ports }) => ({ instance: id, service, version, address: ip, ports })),
        listeners: [],
    });
}
function isProvided({ releases }, service) {
    return releases.some((one) => one.service === service && Object.keys(one.descriptor.provides ?? {}).length > 0);
}

;// CONCATENATED MODULE: ./packages/steps/lib/observing/route-calls.js


/**
 * Says which release a request to the environment was routed to at its time; null when it went elsewhere, to one of several releases,
 * or when a deploy was under way that may have sent it to another one. `deploys` are in their order, oldest first.
 */
function routeCalls(deploys) {
    return (request, atUs) => {
        const at = atUs === null ? Number.POSITIVE_INFINITY : atUs / 1000;
        const standing = deploys.findLast(({ served, endedAt }) => served && endedAt <= at);
        const underWay = deploys.filter(({ startedAt, endedAt }) => startedAt <= at && at < endedAt);
        const [answer = null, ...others] = [...(standing === undefined ? [] : [standing]), ...underWay].map((one) => routeBy(one, request));
        return others.every((other) => other?.service === answer?.service && other?.version === answer?.version)
            ? answer
            : null;
    };
}
function routeBy({ spec, table }, { authority, path, protocol }) {
    const vips = [`${(0,environment_lib/* vipOf */.jp)(spec)}:${spec.address.port}`, ...(spec.address.port === 80 ? [(0,environment_lib/* vipOf */.jp)(spec)] : [])];
    const isVip = vips.includes(authority.toLowerCase());
    if (!isVip && !Object.hasOwn(table.authorities, (0,routing_lib/* normalizeAuthority */.Df)(authority)))
        return null;
    const routed = (0,routing_lib/* resolveRoute */.ie)(table, { path, authority: isVip ? null : authority, acceptVersion: null, protocol });
    if (routed.outcome !== 'routed')
        return null;
    const [only, ...others] = routed.releases;
    const release = only === undefined || others.length > 0 ? undefined : table.releases[only.release];
    return release === undefined ? null : { service: release.service, version: release.version };
}

;// CONCATENATED MODULE: ./packages/steps/lib/observing/observe-calls.js





/** What the spans show of an environment, joined with what ran there and judged by what its deployed revision declares. */
async function observeCalls(environment, looked) {
    const { deployed } = environment.state;
    const revision = deployed === null ? null : await environment.revision(deployed.number);
    const spec = revision === null ? null : await environment.spec(revision);
    const [inventory, history] = await Promise.all([environment.inventory(), environment.history()]);
    const { edges, ...calls } = (0,topology_lib/* joinSpans */.kU)({
        environment: environment.name,
        spans: looked.spans,
        instances: (0,inventory_lib/* indexInstances */.rd)(inventory, history),
        externals: externalsOf(spec),
        route: routeCalls(await readRoutes(environment, inventory, history, Date.parse(looked.from))),
    });
    return {
        schema: 1,
        environment: environment.name,
        from: looked.from,
        to: looked.to,
        revision: revision?.number ?? null,
        ...calls,
        edges: [...edges],
        unknown: [...calls.unknown],
        verdicts: verdictsOf(revision, spec, edges, calls.spans),
    };
}
function verdictsOf(revision, spec, observed, spans) {
    if (revision === null || spec === null)
        return [];
    const externals = new Set(externalsOf(spec).map(({ service }) => service));
    return [...(0,topology_lib/* judgeEdges */.Wp)({ revision, observed, spans, externals, ...(0,environment_lib/* prereleasePolicy */.v1)(spec) }).verdicts];
}
function externalsOf(spec) {
    return Object.entries(spec?.services ?? {}).flatMap(([service, one]) => (0,environment_lib/* isExternal */.ge)(one) ? [{ service, ...one.external }] : []);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/observing/read-spans.js




/** Spans of a file that began in the last `lookbackMinutes`; those without a time count. `-` is no file at all. */
async function readSpans(workspace, path, now, lookbackMinutes) {
    const since = now.getTime() - lookbackMinutes * 60_000;
    const all = path === '-' ? [] : (0,topology_lib/* parseSpans */.Bo)(await readText(workspace, path), path);
    const spans = all.filter(({ timestampUs }) => timestampUs === null || timestampUs >= since * 1000);
    return { spans, older: all.length - spans.length, ...boundsOf(spans, since, now.getTime()) };
}
/** In whole seconds: from the first span to the end of the last; the time looked at when none has a time. */
function boundsOf(spans, since, until) {
    const times = spans.flatMap(({ timestampUs, durationUs }) => timestampUs === null ? [] : [{ begin: timestampUs / 1000, end: (timestampUs + (durationUs ?? 0)) / 1000 }]);
    const first = times.reduce((least, { begin }) => Math.min(least, begin), Number.POSITIVE_INFINITY);
    const last = times.reduce((most, { end }) => Math.max(most, end), 0);
    const isTimed = times.length > 0;
    return {
        from: seconds(Math.floor((isTimed ? first : since) / 1000)),
        to: seconds(Math.floor((isTimed ? last : until) / 1000) + 1),
    };
}
function seconds(sinceEpoch) {
    return new Date(sinceEpoch * 1000).toISOString().replace('.000Z', 'Z');
}
async function readText(workspace, path) {
    try {
        return await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, path), 'utf8');
    }
    catch (cause) {
        throw new step_fault/* StepFault */.H('file-missing', { where: path, expected: 'a file of Zipkin v2 spans', found: 'no such file', fix: 'Write `-` for none' }, { cause });
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/observing/read-zipkin.js



/** Most traces of one answer: Zipkin gives the newest of a time, and does not say when there were more. */
const mostTraces = 1000;
/** No shorter time is asked for. */
const shortestMs = 1000;
const limitMs = 60_000;
/**
 * The traces that Zipkin has of the last `lookbackMinutes`: of all the time at once, and of each half again where that is too much. Spans
 * that two answers have in common are one for whoever joins them. Fault: `zipkin-unreachable`.
 */
async function readZipkin(url, now, lookbackMinutes) {
    const zipkin = parseZipkinUrl(url);
    const since = now.getTime() - lookbackMinutes * 60_000;
    const spans = [];
    let isCut = false;
    const times = [{ from: since, to: now.getTime() }];
    for (let time = times.pop(); time !== undefined; time = times.pop()) {
        const { from, to } = time;
        const found = await askZipkin(zipkin, from, to);
        const isFull = new Set(found.map(({ traceId }) => traceId)).size >= mostTraces;
        if (isFull && to - from > shortestMs) {
            const middle = Math.round((from + to) / 2);
            times.push({ from, to: middle }, { from: middle, to });
        }
        else {
            isCut ||= isFull;
            for (const span of found)
                spans.push(span);
        }
    }
    return { spans, older: 0, isCut, ...boundsOf(spans, since, now.getTime()) };
}
/** With or without the path of its API; credentials of the URL are sent as Basic. */
function parseZipkinUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
        throw new step_fault/* StepFault */.H('input-invalid', {
            where: 'Input `zipkin-url`',
            expected: 'a URL such as `http://10.77.0.30:9411`',
            found: url === null ? 'no URL' : `\`${url.protocol}\``,
        });
    }
    const traces = new URL(url.origin);
    traces.pathname = `${url.pathname.replace(/(\/api\/v2(\/spans)?)?\/*$/, '')}/api/v2/traces`;
    const credentials = [url.username, url.password].map(decodeURIComponent).join(':');
    return {
        traces,
        headers: credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` },
    };
}
/** https://zipkin.io/zipkin-api: traces that have a span in that time, in milliseconds. */
async function askZipkin({ traces, headers }, from, to) {
    const url = new URL(traces);
    url.search = new URLSearchParams({
        endTs: String(to),
        lookback: String(to - from),
        limit: String(mostTraces),
    }).toString();
    return (0,topology_lib/* parseSpans */.Bo)(await fetchText(url, { traces, headers }), traces.href);
}
async function fetchText(url, { traces, headers }) {
    const signal = AbortSignal.timeout(limitMs);
    const asked = fetch(url, { headers, signal }).then(async (answer) => ({ answer, text: await answer.text() }));
    const { answer, text } = await asked.catch((error) => {
        const found = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
        throw unreachable(traces, found, error);
    });
    if (!answer.ok)
        throw unreachable(traces, `status ${answer.status}: ${text.slice(0, 200)}`);
    return text;
}
function unreachable(traces, found, cause) {
    return new step_fault/* StepFault */.H('zipkin-unreachable', {
        where: traces.href,
        expected: 'traces',
        found,
        fix: 'Look whether Zipkin runs, and whether it can be reached from here; its spans can be given as a file, too (`spans`)',
    }, { cause, retryable: true });
}

// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/towpath-folder.js
var towpath_folder = __webpack_require__(66939);
;// CONCATENATED MODULE: ./packages/steps/lib/observe.js
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










/** More annotations than this GitHub does not show. */
const mostAnnotations = 10;
/** Joins traced calls with the inventory and judges them by what is declared. */
const observe = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
        await observeIn(store, call);
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
/** The use case, on a store that is open. What it finds does not fail the step: it warns. */
async function observeIn(store, call) {
    const { io, inputs } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const looked = await look(call);
    const window = await observeCalls(await (0,environment/* readEnvironment */.Q)(store, name), looked);
    const text = (0,lib/* canonicalJson */.dj)(window);
    await store.commit((0,topology_lib/* topologyDomain */.EZ)(name), `observe ${name} from ${window.from} to ${window.to}`, async () => ({
        kind: 'change',
        write: { [(0,topology_lib/* windowPath */.Ec)(window.from)]: text },
    }));
    const report = await (0,towpath_folder/* writeTowpathFile */.FJ)(io.context.workspace, `reports/observe-${name}.json`, text);
    tell(call, window, report);
}
/** At Zipkin itself, or at a file. What is left out is told. */
async function look({ io, inputs, clock }) {
    const lookback = inputs.whole('lookback-minutes') ?? 60;
    const [zipkin, path] = [inputs.text('zipkin-url'), inputs.text('spans')];
    if ((zipkin === null) === (path === null)) {
        throw new step_fault/* StepFault */.H(zipkin === null ? 'input-missing' : 'input-invalid', {
            where: 'Inputs `zipkin-url` and `spans`',
            expected: 'one of them',
            found: zipkin === null ? 'none' : 'both',
            fix: 'Give the URL of a Zipkin server, or a file of its spans (`-` for none)',
        });
    }
    if (zipkin !== null) {
        const looked = await readZipkin(zipkin, clock(), lookback);
        if (looked.isCut) {
            const message = 'Zipkin has more traces than it gives at once; not every call is counted.';
            io.annotate({ level: 'notice', title: 'spans-cut', message });
        }
        return looked;
    }
    const file = inputs.required('spans');
    const looked = await readSpans(io.context.workspace, file, clock(), lookback);
    if (looked.older > 0) {
        const message = `${looked.older} spans of ${file} are older than ${lookback} min and are left out. Look further back with \`lookback-minutes\`.`;
        io.annotate({ level: 'notice', title: 'spans-older', message });
    }
    return looked;
}
function tell({ io, output }, window, report) {
    const violations = window.verdicts.filter(isViolation);
    output('edges', window.edges.length);
    output('violations', violations.length);
    output('unproven', window.verdicts.filter(({ state }) => state === 'unproven').length);
    output('report', report);
    for (const line of (0,topology_lib/* renderTopologyText */.DU)(window).split('\n'))
        io.say(line);
    io.summarize((0,topology_lib/* renderTopologyMarkdown */.ds)(window));
    for (const violation of violations.slice(0, mostAnnotations)) {
        const { subject, reason, fix } = (0,topology_lib/* verdictOfEdge */.W5)(violation);
        const message = `${subject}: ${reason}.${fix === undefined ? '' : ` ${fix}.`}`;
        io.annotate({ level: 'warning', title: violation.state, message });
    }
}
function isViolation({ state }) {
    return state === 'undeclared' || state === 'out-of-range';
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
