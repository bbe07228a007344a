export const id = 37;
export const ids = [37];
export const modules = {

/***/ 43037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  register: () => (/* binding */ register),
  registerIn: () => (/* binding */ registerIn)
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/read-if-there.js
var read_if_there = __webpack_require__(25824);
;// CONCATENATED MODULE: ./packages/steps/lib/registering/find-report.js





/** Deploy's newest report in the store. Fault `report-unknown` when no deploy has reported. */
async function newestReport(environment) {
    const fence = (await environment.reportFences()).at(-1);
    const report = fence === undefined ? null : await environment.report(fence);
    if (report !== null)
        return report;
    throw new step_fault/* StepFault */.H('report-unknown', {
        where: `Environment ${environment.name}`,
        expected: 'a report of deploy in the metadata store',
        found: 'none',
        fix: `Deploy ${environment.name} first`,
    });
}
/** A report from a file, which counts only when the very same one stands in the store (DESIGN invariant 8). */
async function reportOfFile(environment, workspace, path) {
    const text = await (0,read_if_there/* readTextIfThere */.pM)((0,external_node_path_.resolve)(workspace, path));
    if (text === null) {
        throw new step_fault/* StepFault */.H('file-missing', {
            where: path,
            expected: "deploy's report",
            found: 'no such file',
            fix: 'Leave `report` out: the store has it',
        });
    }
    const report = (0,lib/* parseDeployReport */.$L)(text, path);
    const stored = await environment.snapshot.get(lib/* environmentPaths */.Wp.report(report.fence));
    if (report.environment === environment.name &&
        stored !== undefined &&
        (0,descriptor_lib/* digestOf */.ol)(stored) === (0,descriptor_lib/* digestOfDocument */.t0)(report)) {
        return report;
    }
    throw new step_fault/* StepFault */.H('report-unknown', {
        where: `${path}, fence ${report.fence} of ${report.environment}`,
        expected: `the same report in the store, at ${environment.snapshot.domain} ${lib/* environmentPaths */.Wp.report(report.fence)}`,
        found: stored === undefined ? 'none' : 'another one',
        fix: 'Leave `report` out: the store has what deploy wrote',
    });
}

// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/register.js
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






/** Writes what runs into the inventory. */
const register = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
        await registerIn(store, call);
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
/** The use case, on a store that is open. Doing it again changes nothing. */
async function registerIn(store, call) {
    const { io, inputs } = call;
    const name = (0,environment_name/* environmentName */.V)(inputs);
    const path = inputs.text('report');
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const report = path === null ? await newestReport(environment) : await reportOfFile(environment, io.context.workspace, path);
    const done = { plan: null };
    const after = await store.commit((0,lib/* environmentDomain */.MM)(name), messageOf(report), async (at) => {
        done.plan = await planAt(await environments_environment/* StoredEnvironment */.D.at(at, name), report);
        return { kind: 'change', write: done.plan.write, remove: done.plan.remove };
    });
    const inventory = await (await environments_environment/* StoredEnvironment */.D.at(after, name)).inventory();
    tell(call, inventory, report, done.plan);
}
async function planAt(environment, report) {
    const revision = await environment.revision(report.revision);
    const wasPutBack = report.status === 'rolled-back' && report.previous !== null;
    const restored = wasPutBack && report.previous !== null ? await environment.revision(report.previous) : null;
    return (0,inventory_lib/* planRegistration */.dv)({
        report,
        revision,
        restored,
        spec: await environment.spec(restored ?? revision),
        inventory: await environment.inventory(),
        history: (await environment.snapshot.get((0,inventory_lib/* historyPath */.ae)(report.endedAt))) ?? '',
    });
}
function messageOf({ environment, revision, fence }) {
    return `register ${environment}@${revision}, as deploy ${fence} reported it`;
}
function tell(call, inventory, { environment }, plan) {
    const instances = [...inventory.services.values()].reduce((sum, service) => sum + service.instances.length, 0);
    const { proxies } = inventory;
    const url = proxies === null ? '' : `http://${proxies.vip}${proxies.port === 80 ? '' : `:${proxies.port}`}`;
    call.output('instances', instances);
    call.output('url', url);
    const changes = [
        ...(plan !== null && plan.opened > 0 ? [`${plan.opened} new`] : []),
        ...(plan !== null && plan.closed > 0 ? [`${plan.closed} closed`] : []),
    ];
    const told = changes.length === 0 ? '' : `: ${changes.join(', ')}`;
    call.io.say(`${environment} has ${instances} ${instances === 1 ? 'instance' : 'instances'} registered${told}, at ${url}`);
    call.io.summarize(`**${environment}** has ${instances} ${instances === 1 ? 'instance' : 'instances'} registered${told}. Clients find them at ${url}`);
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
