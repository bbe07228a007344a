export const id = 13;
export const ids = [13];
export const modules = {

/***/ 58394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resolve: () => (/* binding */ resolve),
/* harmony export */   resolveIn: () => (/* binding */ resolveIn)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _towpath_inventory__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51726);
/* harmony import */ var _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);
/* harmony import */ var _environments_environment_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61125);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16058);
/* harmony import */ var _stores_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10239);
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






/** Finds the address of a service from nothing but its environment. */
const resolve = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = __addDisposableResource(env_1, await (0,_stores_js__WEBPACK_IMPORTED_MODULE_5__/* .openMetadata */ .o5)(call), true);
        await resolveIn(store, call);
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
async function resolveIn(store, call) {
    const { inputs } = call;
    const name = (0,_environments_environment_name_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentName */ .V)(inputs);
    const service = inputs.required('service');
    const range = inputs.text('range');
    if (range !== null && !(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isRange */ ._Z)(range)) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_4__/* .StepFault */ .H('input-invalid', {
            where: 'Input `range`',
            expected: 'a semver range such as `^1.4`',
            found: `\`${range}\``,
        });
    }
    const environment = await (0,_environments_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .readEnvironment */ .Q)(store, name);
    tell(call, name, (0,_towpath_inventory__WEBPACK_IMPORTED_MODULE_1__/* .resolveService */ .Wl)(name, await environment.inventory(), service, range));
}
function tell({ io, output }, name, found) {
    const instances = found.instances.map(({ id, version, host, ip, ports }) => ({ id, version, host, ip, ports }));
    output('url', found.url ?? '');
    output('address', found.address ?? '');
    output('version', found.version);
    output('vip', found.vip);
    output('port', found.port);
    output('instances', (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(instances));
    const where = found.url ?? found.address ?? `${found.vip}, at its own port`;
    io.say(`${found.service} ${found.version} in ${name}: ${where}`);
    io.summarize(`**${found.service} ${found.version}** in ${name}: ${where}`);
}


/***/ })

};
