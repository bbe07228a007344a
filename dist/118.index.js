export const id = 118;
export const ids = [118];
export const modules = {

/***/ 1118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51536);
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23234);
/* harmony import */ var _towpath_step_io__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99432);
/* harmony import */ var _towpath_steps__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11876);
/* harmony import */ var _cli_fault_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7711);
/* harmony import */ var _command_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(60966);
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






/** Runs one command on the store that its options name. Returns the exit code; throws `usage`. */
async function runCommand(command, given, run) {
    // In a job it acts in the name of the run, as a step does.
    const context = run.env['GITHUB_ACTIONS'] === 'true' ? { context: (0,_towpath_step_io__WEBPACK_IMPORTED_MODULE_2__/* .readRunnerContext */ .gi)(run.env) } : {};
    const io = (0,_towpath_step_io__WEBPACK_IMPORTED_MODULE_2__/* .openTerminalStepIo */ .zw)({ ...run, ...context, inputs: {}, showSummary: false });
    // Everybody on this machine can read the arguments of a process, so credentials may stand in its environment, as a step's do.
    const inputs = (0,_command_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readCommandInputs */ .FT)(command, given, io.input);
    const asJson = inputs.flag('json');
    try {
        const { document, text, exit } = await runOnStore(command, inputs, io, run);
        if (asJson)
            run.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
        // Reasons and names in it are other people's.
        else
            for (const line of text.trimEnd().split('\n'))
                io.say((0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .terminalLine */ .tL)(line));
        return exit ?? 0;
    }
    catch (error) {
        if (!(error instanceof _towpath_fault__WEBPACK_IMPORTED_MODULE_1__/* .Fault */ .vC) || error instanceof _cli_fault_js__WEBPACK_IMPORTED_MODULE_4__/* .CliFault */ .L)
            throw error;
        for (const { code, message } of error instanceof _towpath_fault__WEBPACK_IMPORTED_MODULE_1__/* .Faults */ .CG ? error.all : [error]) {
            io.annotate({ level: 'error', title: code, message });
        }
        return 1;
    }
}
async function runOnStore(command, inputs, io, run) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { maskCredentials, openMetadataAt } = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        // No option: only a variable can hold it.
        const token = inputs.text('metadata-token') ?? inputs.text('token');
        for (const secret of [token, inputs.text('package-token')])
            if (secret !== null)
                maskCredentials(io, secret);
        const url = inputs.text('metadata-store') ?? _towpath_steps__WEBPACK_IMPORTED_MODULE_3__.contracts.status.inputs['metadata-store'].default;
        const store = __addDisposableResource(env_1, await openMetadataAt(url, { io, clock: run.clock, signal: run.signal }, token), true);
        return await command.run({ inputs, store, context: io.context, clock: run.clock });
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


/***/ })

};
