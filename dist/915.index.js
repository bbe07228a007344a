export const id = 915;
export const ids = [915];
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

/***/ 78915:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   status: () => (/* binding */ status),
/* harmony export */   statusIn: () => (/* binding */ statusIn)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55452);
/* harmony import */ var _towpath_inventory__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51726);
/* harmony import */ var _environments_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5641);
/* harmony import */ var _environments_environment_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61125);
/* harmony import */ var _environments_find_environment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59409);
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






/** Shows what runs where. */
const status = async (call) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const store = __addDisposableResource(env_1, await (0,_stores_js__WEBPACK_IMPORTED_MODULE_5__/* .openMetadata */ .o)(call), true);
        await statusIn(store, call);
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
async function statusIn(store, call) {
    const { io, inputs, clock } = call;
    const names = inputs.text('environment') === null ? await (0,_environments_find_environment_js__WEBPACK_IMPORTED_MODULE_4__/* .listEnvironments */ .D)(store) : [(0,_environments_environment_name_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentName */ .V)(inputs)];
    const now = clock();
    const environments = await Promise.all(names.map((name) => readStatus(store, name)));
    const document = { schema: 1, at: now.toISOString(), environments };
    call.output('environments', (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)(document));
    for (const one of environments) {
        for (const line of ['', ...(0,_towpath_inventory__WEBPACK_IMPORTED_MODULE_1__/* .renderStatusText */ ._c)(one, now).split('\n')])
            io.say(line);
        io.summarize((0,_towpath_inventory__WEBPACK_IMPORTED_MODULE_1__/* .renderStatusMarkdown */ .yj)(one, now));
    }
    if (environments.length > 0)
        return;
    io.say('There is no environment yet: promote something to one');
    io.summarize('There is no environment yet. Promote something to one.');
}
async function readStatus(store, name) {
    const environment = await (0,_environments_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .readEnvironment */ .Q)(store, name);
    const { state } = environment;
    const read = async (number) => number === undefined || number === null ? null : environment.revision(number);
    return (0,_towpath_inventory__WEBPACK_IMPORTED_MODULE_1__/* .buildStatus */ .Bg)({
        environment: name,
        state,
        inventory: await environment.inventory(),
        deployed: await read(state.deployed?.number),
        lastGood: await read(state.lastGood),
    });
}


/***/ })

};
