export const id = 452;
export const ids = [452];
export const modules = {

/***/ 29316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ describeBuild),
/* harmony export */   q: () => (/* binding */ readDescriptor)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55452);
/* harmony import */ var _workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25824);



/** Assembles the descriptor of what was built, from the build's folder alone, and writes it there in canonical form. */
async function describeBuild(folder, notes) {
    const record = await folder.readRecord();
    const manifest = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(folder.manifest, 'utf8'), folder.manifest);
    const text = notes ?? (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(folder.notes, 'utf8'));
    (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .requireNotes */ .Fc)(record.version, text, 'what build kept');
    const config = manifest.code.config;
    const descriptor = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .assembleDescriptor */ .IR)({
        manifest,
        version: record.version,
        templates: await readAll(folder, config?.files ?? {}),
        ...(config?.schema !== undefined && { configSchema: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(folder.source(config.schema), 'utf8') }),
        contracts: await digestContracts(folder, manifest.provides ?? {}),
        files: record.files.digest,
        archive: record.archive,
        notes: text,
        source: record.source,
        created: record.created,
    });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(folder.descriptor, (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(descriptor));
    return descriptor;
}
/** What describe wrote before; null when there is no such file. */
async function readDescriptor(path) {
    const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__/* .readTextIfThere */ .p)(path);
    return text === null ? null : (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(text, path);
}
async function readAll(folder, templates) {
    const read = async ([target, path]) => [target, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(folder.source(path), 'utf8')];
    return Object.fromEntries(await Promise.all(Object.entries(templates).map(read)));
}
async function digestContracts(folder, provides) {
    const contracts = await Promise.all(Object.entries(provides).map(async ([name, { contract }]) => {
        if (contract === undefined)
            return [];
        return [[name, { path: contract, digest: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(folder.source(contract))) }]];
    }));
    return Object.fromEntries(contracts.flat());
}


/***/ }),

/***/ 59452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deliver: () => (/* binding */ deliver)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27375);
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30897);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(65743);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28140);
/* harmony import */ var _promote_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(31552);
/* harmony import */ var _publish_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(37216);
/* harmony import */ var _register_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(43037);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(16058);










/** The whole path of one package: build, publish, and with an environment promote, deploy and register. */
const deliver = async (call) => {
    const { inputs, io } = call;
    const environment = inputs.text('environment');
    if (environment !== null)
        refuseSsh(await readSpec(call, environment));
    const made = {};
    await part(call, 'build', _build_js__WEBPACK_IMPORTED_MODULE_3__.build, {}, made);
    // `reason` is promote's here: publish has one of its own, for rules that are set aside.
    await part(call, 'publish', _publish_js__WEBPACK_IMPORTED_MODULE_7__.publish, { package: made['package'] ?? '', reason: '' }, made);
    if (environment === null)
        return;
    const name = `${made['name']}@${made['version']}`;
    await part(call, 'promote', _promote_js__WEBPACK_IMPORTED_MODULE_6__.promote, { packages: name }, made);
    if (inputs.flag('dry-run'))
        return;
    await part(call, 'deploy', _deploy_js__WEBPACK_IMPORTED_MODULE_4__.deploy, {}, made);
    await part(call, 'register', _register_js__WEBPACK_IMPORTED_MODULE_8__.register, { report: '' }, made);
    io.say(`${name} runs in ${environment}`);
};
/**
 * Runs one step of the path with the inputs of this one, and hands its outputs on. Where two steps have an output of one name
 * (`digest`), the later one stands.
 */
async function part(call, name, step, given, made) {
    const io = { ...call.io, input: (input) => (input in given ? given[input] || null : call.io.input(input)) };
    await call.io.group(name, () => step({
        ...call,
        io,
        inputs: (0,_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .K)(name, io),
        output: (output, value) => {
            made[output] = String(value);
            call.io.output(output, String(value));
        },
    }));
}
async function readSpec({ inputs, io }, environment) {
    const path = inputs.text('spec') ?? `environments/${environment}.yaml`;
    return (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_2__/* .parseEnvironmentSpec */ .UE)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(io.context.workspace, path), 'utf8'), path);
}
/** A job that builds must not hold the key to the hosts (DESIGN §8). */
function refuseSsh({ environment, hostGroups }) {
    const remote = Object.entries(hostGroups).find(([, { connection }]) => connection !== 'local');
    if (remote === undefined)
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_9__/* .StepFault */ .H('wrong-connection', {
        where: `${environment}, hostGroups.${remote[0]}.connection`,
        expected: '`local`, because a job that builds must not hold the key to your hosts',
        found: '`ssh`',
        fix: 'Use two jobs: one with towpath/actions/build and publish, one with promote, deploy and register (workflows-examples/hosts.yml)',
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

/***/ 37216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/archive/lib/index.js + 32 modules
var lib = __webpack_require__(44558);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var descriptor_lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var environment_lib = __webpack_require__(27375);
// EXTERNAL MODULE: ./packages/steps/lib/building/artifact.js
var building_artifact = __webpack_require__(72302);
// EXTERNAL MODULE: ./packages/steps/lib/building/build-folder.js
var build_folder = __webpack_require__(91991);
// EXTERNAL MODULE: ./packages/steps/lib/building/describe-build.js
var describe_build = __webpack_require__(29316);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/layers.js






/** Archive, file index, contracts, config schema: the layers of the package's manifest (FORMATS "OCI"). */
async function layersOf(folder, descriptor) {
    const record = await folder.readRecord();
    const { archive, code, provides = {} } = descriptor;
    const contracts = new Map(Object.values(provides).flatMap((provide) => 'contract' in provide && provide.contract ? [[provide.contract.path, provide.contract.digest]] : []));
    return [
        { ...archive, open: () => (0,external_node_fs_.createReadStream)(folder.archiveOf(record)) },
        { mediaType: lib/* fileIndexMediaType */.d$, ...record.files, open: () => (0,external_node_fs_.createReadStream)(folder.files) },
        ...(await Promise.all([...contracts].sort().map((contract) => contractLayer(folder, ...contract)))),
        ...(code.config?.schema === undefined
            ? []
            : [bytesLayer('application/schema+json', Buffer.from(code.config.schema))]),
    ];
}
async function contractLayer(folder, path, digest) {
    const layer = bytesLayer('application/vnd.towpath.contract.v1', await (0,promises_.readFile)(folder.source(path)));
    if (layer.digest === digest)
        return layer;
    throw new step_fault/* StepFault */.H('digest-mismatch', {
        where: `The contract ${path}`,
        expected: `${digest}, as the descriptor says`,
        found: layer.digest,
        fix: 'Build and describe it again',
    });
}
function bytesLayer(mediaType, bytes) {
    return { mediaType, digest: (0,descriptor_lib/* digestOf */.ol)(bytes), sizeBytes: bytes.byteLength, open: () => external_node_stream_.Readable.from([bytes]) };
}

// EXTERNAL MODULE: ./packages/package-store/lib/index.js + 28 modules
var package_store_lib = __webpack_require__(14017);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/publish-package.js



/**
 * Bytes first, record last, so that no record points at nothing. The same content again is no change; other content, or a name
 * that belongs to another repository, is refused before a byte is sent, and again at the commit (DESIGN invariant 1).
 */
async function publishPackage(request, metadata, packages) {
    const { descriptor, publication } = request;
    const { package: name, version } = descriptor;
    const before = await decide(request, await metadata.read('packages'));
    if (before.kind !== 'publish')
        return finish(before);
    const { reference, descriptor: stored } = await pushBytes(request, packages);
    const record = {
        schema: 1,
        descriptor: stored,
        digest: (0,descriptor_lib/* digestOfDocument */.t0)(stored),
        content: (0,descriptor_lib/* contentDigest */.eZ)(stored),
        archive: stored.archive,
        files: stored.files,
        reference,
        publication,
    };
    let outcome = { kind: 'publish' };
    await metadata.commit('packages', `publish ${name}@${version}`, async (at) => {
        outcome = await decide(request, at);
        if (outcome.kind === 'refused')
            return { kind: 'refusal', fault: outcome.fault };
        if (outcome.kind === 'already')
            return { kind: 'change' };
        const owner = await at.get(descriptor_lib/* packagePaths */.lA.owner(name));
        return {
            kind: 'change',
            create: {
                [descriptor_lib/* packagePaths */.lA.record(name, version)]: (0,descriptor_lib/* canonicalJson */.dj)(record),
                ...(owner === undefined && {
                    [descriptor_lib/* packagePaths */.lA.owner(name)]: (0,descriptor_lib/* canonicalJson */.dj)({
                        schema: 1,
                        package: name,
                        repository: publication.repository,
                        since: publication.at,
                    }),
                }),
            },
        };
    });
    return outcome.kind === 'publish' ? { record, already: false } : finish(outcome);
}
function finish(decision) {
    if (decision.kind === 'refused')
        throw decision.fault;
    return { record: decision.record, already: true };
}
async function decide({ descriptor, publication }, at) {
    const { package: name, version } = descriptor;
    const ownerPath = descriptor_lib/* packagePaths */.lA.owner(name);
    const ownerText = await at.get(ownerPath);
    if (ownerText !== undefined) {
        const owner = (0,descriptor_lib/* parseRecord */.Hh)(ownerText, descriptor_lib/* ownerSchema */.$K, ownerPath);
        if (owner.repository !== publication.repository)
            return { kind: 'refused', fault: taken(name, owner.repository, publication.repository) };
    }
    const record = await findRecord(at, name, version);
    if (record === null)
        return { kind: 'publish' };
    return record.content === (0,descriptor_lib/* contentDigest */.eZ)(descriptor)
        ? { kind: 'already', record }
        : { kind: 'refused', fault: frozen(record.descriptor, descriptor) };
}
/** The record of this version, or of one that differs in build metadata only: both are the same release to semver. */
async function findRecord(at, name, version) {
    const bare = (text) => text.replace(/\+.*$/, '');
    const paths = await at.list(descriptor_lib/* packagePaths */.lA.records(name));
    const path = paths.find((one) => one === descriptor_lib/* packagePaths */.lA.record(name, version)) ??
        paths.find((one) => bare(one.slice(descriptor_lib/* packagePaths */.lA.records(name).length, -'.json'.length)) === bare(version));
    const text = path === undefined ? undefined : await at.get(path);
    return path === undefined || text === undefined ? null : (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageRecordSchema */.tQ, path);
}
function taken(name, owner, repository) {
    return new step_fault/* StepFault */.H('name-taken', {
        where: `Package ${name}`,
        expected: `its home repository, ${owner}`,
        found: repository,
        fix: 'Publish it from there, or give this package another name',
    });
}
function frozen(published, descriptor) {
    const differences = (0,descriptor_lib/* describeDifference */.hF)(published, descriptor).map(({ where, was, is }) => `${where} (was ${was}, is ${is})`);
    return new step_fault/* StepFault */.H('frozen', {
        where: `${descriptor.package}@${descriptor.version}`,
        expected: `the content that was published as ${published.version}`,
        found: `other content: ${differences.slice(0, 5).join('; ')}${differences.length > 5 ? ` and ${differences.length - 5} more` : ''}`,
        fix: 'What is published never changes: raise the version',
    });
}
/**
 * A publish that was ended between bytes and record has left its tag behind. When it is of the same content, that one is
 * adopted, with its own archive.
 */
async function pushBytes({ descriptor, layers }, packages) {
    const { package: name, version } = descriptor;
    try {
        const { reference } = await packages.push({
            name,
            version,
            config: {
                mediaType: 'application/vnd.towpath.descriptor.v1+json',
                bytes: Buffer.from((0,descriptor_lib/* canonicalJson */.dj)(descriptor)),
            },
            layers,
            annotations: {
                'org.opencontainers.image.created': descriptor.created,
                'org.opencontainers.image.version': version,
                'org.opencontainers.image.source': descriptor.source.repository,
                'org.opencontainers.image.revision': descriptor.source.revision,
            },
        });
        return { reference, descriptor };
    }
    catch (error) {
        if (!(error instanceof package_store_lib/* PackageStoreFault */.uc && error.code === 'frozen'))
            throw error;
        const stored = await packages.resolve({ name, version });
        const chunks = await (await packages.pull(name, stored.config.digest, stored.config.sizeBytes)).toArray();
        const left = (0,descriptor_lib/* parseDescriptor */.BA)(Buffer.concat(chunks).toString('utf8'), stored.reference);
        if ((0,descriptor_lib/* contentDigest */.eZ)(left) !== (0,descriptor_lib/* contentDigest */.eZ)(descriptor))
            throw frozen(left, descriptor);
        return { reference: stored.reference, descriptor: left };
    }
}

// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/publish.js
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












/** Publishes what build made: bytes to the package store, the record to the metadata store. */
const publish = async (call) => {
    const { io, inputs } = call;
    const { workspace } = io.context;
    const artifact = inputs.text('artifact');
    const folder = artifact === null
        ? await (0,build_folder/* findBuildFolder */.A)(workspace, inputs.text('package'))
        : await (0,building_artifact/* downloadBuild */.$)(workspace, artifact);
    const descriptor = await descriptorOf(call, folder);
    await verifyBytes(folder, descriptor);
    const published = await send(call, folder, descriptor);
    say(call, published);
};
async function descriptorOf({ io, inputs }, folder) {
    const named = inputs.text('descriptor');
    if (named === null)
        return (await (0,describe_build/* readDescriptor */.q)(folder.descriptor)) ?? (0,describe_build/* describeBuild */.S)(folder, null);
    const descriptor = await (0,describe_build/* readDescriptor */.q)((0,external_node_path_.resolve)(io.context.workspace, named));
    if (descriptor !== null)
        return descriptor;
    throw new step_fault/* StepFault */.H('file-missing', {
        where: named,
        expected: 'what the describe step wrote',
        found: 'no such file',
        fix: 'Leave `descriptor` out: publish describes what was built',
    });
}
/** The index is what hosts will be sent files by, so it must tell of the same files as the archive. */
async function verifyBytes(folder, descriptor) {
    const record = await folder.readRecord();
    const { archive, files } = descriptor;
    const verified = await (0,lib/* verifyArchive */.w8)({
        archive: await openFile(folder.archiveOf(record)),
        files: await openFile(folder.files),
        expected: { digest: archive.digest, filesDigest: files },
    });
    const found = [verified.sizeBytes, verified.mediaType].join(', ');
    const expected = [archive.sizeBytes, archive.mediaType].join(', ');
    if (found !== expected) {
        throw new step_fault/* StepFault */.H('digest-mismatch', { where: 'descriptor archive', expected, found, fix: 'Describe it again' });
    }
}
async function openFile(path) {
    const file = await (0,promises_.open)(path).catch((cause) => {
        const explanation = { where: path, expected: 'what build made', found: 'no such file', fix: 'Build it again' };
        throw new step_fault/* StepFault */.H('file-missing', explanation, { cause });
    });
    return file.createReadStream();
}
async function send(call, folder, descriptor) {
    const { context } = call.io;
    const packages = (0,stores/* openPackages */._)(call);
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const metadata = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
            const publication = {
                at: call.clock().toISOString(),
                repository: descriptor.source.repository,
                revision: descriptor.source.revision,
                run: context.run,
                by: context.actor,
            };
            return await publishPackage({ descriptor, layers: await layersOf(folder, descriptor), publication }, metadata, packages);
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
        await packages.close();
    }
}
function say(call, { record, already }) {
    const { package: name, version } = record.descriptor;
    call.output('name', name);
    call.output('version', version);
    call.output('digest', record.reference.slice(record.reference.indexOf('@') + 1));
    call.output('reference', record.reference);
    call.output('already-published', already);
    const what = already ? 'had been published before, with the same content' : 'is published';
    call.io.say(`${name} ${version} ${what}: ${(0,descriptor_lib/* shortDigest */.VK)(record.archive.digest)}`);
    call.io.summarize(`**${name} ${version}** ${what}.\n\n${(0,environment_lib/* escapeMarkdown */.FV)(record.descriptor.notes)}\n\nTo go on: \`${(0,environment_lib/* promoteCommand */.OO)('<environment>', [`${name}@${version}`])}\``);
}


/***/ }),

/***/ 43037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  register: () => (/* binding */ register),
  registerIn: () => (/* binding */ registerIn)
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var lib = __webpack_require__(27375);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var descriptor_lib = __webpack_require__(55452);
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
    const text = await (0,read_if_there/* readTextIfThere */.p)((0,external_node_path_.resolve)(workspace, path));
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
        const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o)(call), true);
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


/***/ })

};
