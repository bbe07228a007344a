export const id = 452;
export const ids = [452];
export const modules = {

/***/ 30897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build),
  namedFiles: () => (/* binding */ namedFiles)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/archive/lib/index.js + 32 modules
var lib = __webpack_require__(44558);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/steps/lib/building/artifact.js
var artifact = __webpack_require__(72302);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 8 modules
var step_io_lib = __webpack_require__(99432);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/building/build-command.js




/** A runner that cancels gives a step 10 s in all. */
const graceMs = 5000;
/**
 * Runs `code.build` by the shell in the package's folder, with its output as it comes. It has neither inputs nor tokens, and ends
 * with the step: its whole process group is ended when the run is cancelled.
 */
async function runBuildCommand(command, folder, io, signal) {
    signal.throwIfAborted();
    const child = (0,external_node_child_process_.spawn)('sh', ['-ec', command], {
        cwd: folder,
        env: { ...(0,step_io_lib/* commandEnvironment */.J$)(io.environment), PWD: folder },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
    });
    let killing;
    const end = () => {
        endGroup(child.pid, 'SIGTERM');
        killing = setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs);
    };
    signal.addEventListener('abort', end, { once: true });
    try {
        const last = [];
        const lines = [child.stdout, child.stderr].map(async (stream) => {
            for await (const line of (0,external_node_readline_.createInterface)({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
                io.say(line);
                last.push(line);
                if (last.length > 5)
                    last.shift();
            }
        });
        const [code, by] = await new Promise((resolve, reject) => {
            child.once('error', reject);
            child.once('close', (exitCode, exitSignal) => resolve([exitCode, exitSignal]));
        });
        await Promise.all(lines);
        signal.throwIfAborted();
        if (code === 0)
            return;
        throw new step_fault/* StepFault */.H('command-failed', {
            where: `code.build \`${command}\` in ${folder}`,
            expected: 'exit code 0',
            found: `${code === null ? `signal ${by}` : `exit code ${code}`}${last.length === 0 ? '' : `, after: ${last.join(' ⏎ ')}`}`,
        });
    }
    finally {
        clearTimeout(killing);
        signal.removeEventListener('abort', end);
    }
}
/** The group outlives the shell when something that it started still runs. */
function endGroup(leader, signal) {
    if (leader === undefined)
        return;
    try {
        process.kill(-leader, signal);
    }
    catch (error) {
        const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
        if (!isGone)
            throw error;
    }
}

// EXTERNAL MODULE: ./packages/steps/lib/building/build-folder.js
var build_folder = __webpack_require__(91991);
// EXTERNAL MODULE: ./packages/steps/lib/building/manifest-file.js
var manifest_file = __webpack_require__(71260);
// EXTERNAL MODULE: ./packages/steps/lib/publishing/listed-versions.js
var listed_versions = __webpack_require__(92450);
// EXTERNAL MODULE: ./packages/steps/lib/repository/git.js
var git = __webpack_require__(32494);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/read-if-there.js
var read_if_there = __webpack_require__(25824);
;// CONCATENATED MODULE: ./packages/steps/lib/building/notes.js






/** More commits than this tell a history, not a change. */
const mostCommits = 200;
/**
 * The notes of a version: the manifest's text, its section of the changelog, or the subjects of the commits that touched the
 * folder since the version before. `published` is asked only for the last.
 */
async function readNotes(request, io) {
    const { manifest, version, folder } = request;
    const notes = manifest.notes ?? { from: 'git' };
    if (typeof notes === 'string')
        return { text: notes, from: 'the manifest' };
    if (notes.from !== 'git') {
        const text = await (0,read_if_there/* readTextIfThere */.pM)((0,external_node_path_.join)(folder, notes.from));
        if (text !== null)
            return { text: (0,descriptor_lib/* changelogSection */.UV)(text, version) ?? '', from: notes.from };
        throw new step_fault/* StepFault */.H('file-missing', {
            where: 'notes.from',
            expected: `a changelog at ${notes.from}`,
            found: 'no such file',
        });
    }
    const before = await request.published((snapshot) => revisionBefore(manifest.package, version, snapshot));
    const known = before !== null && (await (0,git/* askGit */.g)(folder, ['cat-file', '-e', `${before}^{commit}`], io.environment)).ok;
    if (before !== null && !known) {
        io.annotate({
            level: 'warning',
            title: 'history-cut',
            message: `The commit of the version before, ${before.slice(0, 12)}, is not in this checkout, so the notes may tell too little or too much. Check out with \`fetch-depth: 0\`.`,
        });
    }
    const since = known ? `${before}..HEAD` : 'HEAD';
    const log = await (0,git/* askGit */.g)(folder, ['log', `-${mostCommits}`, '--no-merges', '--format=%s', since, '--', '.'], io.environment);
    return {
        text: (0,descriptor_lib/* notesFromCommits */.eo)(log.text === '' ? [] : log.text.split('\n')),
        from: known ? `git since ${before?.slice(0, 12)}` : 'git',
    };
}
/** The commit that the newest lower version was built from. */
async function revisionBefore(name, version, published) {
    const versions = await (0,listed_versions/* listVersions */.y)(published, descriptor_lib/* packagePaths */.lA.records(name));
    const [before] = versions.filter((one) => (0,descriptor_lib/* compareVersionsDescending */.PE)(one, version) > 0).sort(descriptor_lib/* compareVersionsDescending */.PE);
    if (before === undefined)
        return null;
    const path = descriptor_lib/* packagePaths */.lA.record(name, before);
    const text = await published.get(path);
    if (text === undefined)
        return null;
    const { descriptor } = (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageRecordSchema */.tQ, path);
    const revision = descriptor.source.revision.replace(/-dirty$/, '');
    return /^[0-9a-f]{40,64}$/.test(revision) ? revision : null;
}

// EXTERNAL MODULE: ./packages/steps/lib/repository/source.js
var source = __webpack_require__(31829);
// EXTERNAL MODULE: ./packages/steps/lib/size.js
var size = __webpack_require__(12240);
// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
;// CONCATENATED MODULE: ./packages/steps/lib/build.js
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














/** Runs the package's build, packs the result and keeps beside it all that describe and publish need. */
const build = async (call) => {
    const { io, inputs } = call;
    const { workspace } = io.context;
    const compression = inputs.choice('compression', ['gzip', 'zstd']);
    const file = await (0,manifest_file/* readManifestFile */.o)(workspace, inputs.required('manifest'));
    const checkout = await (0,source/* readCheckout */.b)(file.folder, io);
    const version = await (0,manifest_file/* readVersion */.$)(file, inputs.text('prerelease'), io);
    const { manifest } = file;
    const command = manifest.code.build;
    if (command !== undefined) {
        await io.group(`$ ${command}`, () => runBuildCommand(command, file.folder, io, call.signal));
    }
    const folder = build_folder/* BuildFolder */.R.of(workspace, manifest.package, version);
    await folder.create();
    const packed = await pack({ call, file, folder, compression, createdAt: createdAt(call, checkout) });
    await keepSources(folder, file);
    await keepNotes(call, folder, file, version);
    const record = { schema: 1, package: manifest.package, version, source: checkout.source, ...packed };
    await folder.writeRecord(record);
    const archive = folder.archiveOf(record);
    call.output('package', (0,external_node_path_.relative)(workspace, archive));
    call.output('digest', packed.archive.digest);
    call.output('size-bytes', packed.archive.sizeBytes);
    call.output('artifact-id', (await (0,artifact/* uploadBuild */.c)(call, folder, `towpath-${manifest.package}-${version}`)) ?? '');
    io.summarize(`**${manifest.package} ${version}** is built: ${(0,size/* renderSize */.q)(packed.archive.sizeBytes)}, \`${(0,descriptor_lib/* shortDigest */.VK)(packed.archive.digest)}\`.`);
};
async function pack(request) {
    const { call, file, folder, compression } = request;
    const { code, package: name } = file.manifest;
    const packed = await (0,lib/* packArchive */.uP)({
        folder: file.folder,
        include: code.include,
        exclude: code.exclude ?? [],
        compression,
        modifiedAt: request.createdAt,
        target: { archive: folder.archive(compression), files: folder.files },
        signal: call.signal,
        onProgress: ({ entries, totalEntries, unpackedBytes }) => call.io.progress(`packing ${name}: ${entries} of ${totalEntries} entries, ${(0,size/* renderSize */.q)(unpackedBytes)}`),
    });
    call.io.say(`${packed.entries} ${packed.entries === 1 ? 'entry' : 'entries'}, ${(0,size/* renderSize */.q)(packed.unpackedBytes)} → ${(0,size/* renderSize */.q)(packed.sizeBytes)}`);
    return {
        archive: { digest: digest(packed.digest), sizeBytes: packed.sizeBytes, mediaType: packed.mediaType },
        files: { digest: digest(packed.files.digest), sizeBytes: packed.files.sizeBytes },
        created: request.createdAt.toISOString(),
    };
}
/** Every time in the package: the same commit gives the same bytes (reproducible-builds.org/specs/source-date-epoch). */
function createdAt({ io }, checkout) {
    const epoch = io.environment['SOURCE_DATE_EPOCH'];
    if (epoch === undefined || epoch === '')
        return checkout.committedAt ?? new Date(0);
    if (/^\d{1,11}$/.test(epoch))
        return new Date(Number(epoch) * 1000);
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'SOURCE_DATE_EPOCH',
        expected: 'seconds since 1970',
        found: `\`${epoch}\``,
    });
}
/** The files that the manifest names, so that the descriptor can be written without the repository. */
async function keepSources(folder, { manifest, text, folder: home }) {
    await (0,promises_.writeFile)(folder.manifest, text);
    for (const path of namedFiles(manifest)) {
        const content = await (0,read_if_there/* readIfThere */.qC)((0,external_node_path_.resolve)(home, path));
        if (content === null) {
            throw new step_fault/* StepFault */.H('file-missing', {
                where: path,
                expected: 'a file that the manifest names',
                found: 'no such file',
            });
        }
        await folder.writeSource(path, content);
    }
}
/** Contracts, config schema and templates. */
function namedFiles(manifest) {
    const { schema, files = {} } = manifest.code.config ?? {};
    const contracts = Object.values(manifest.provides ?? {}).flatMap((provide) => ('contract' in provide && provide.contract) || []);
    return [...new Set([...contracts, ...(schema === undefined ? [] : [schema]), ...Object.values(files)])].sort();
}
async function keepNotes(call, folder, file, version) {
    const published = async (read) => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const store = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
            return await read(await store.read('packages'));
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
    const notes = await readNotes({ ...file, version, published }, call.io);
    if (notes.text.trim() === '') {
        const message = `${version} has no notes in ${notes.from}. A release needs them: describe refuses it unless it is given \`notes\`.`;
        call.io.annotate({ level: 'warning', title: 'notes-missing', message });
    }
    await (0,promises_.writeFile)(folder.notes, notes.text);
}
function digest(text) {
    if ((0,descriptor_lib/* isDigest */.Bc)(text))
        return text;
    throw new TypeError(`not a digest: ${text}`);
}


/***/ }),

/***/ 71260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readVersion),
/* harmony export */   o: () => (/* binding */ readManifestFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58697);
/* harmony import */ var _repository_git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32494);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16058);
/* harmony import */ var _workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25824);





async function readManifestFile(workspace, path) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path);
    const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextIfThere */ .pM)(file);
    if (text === null) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .StepFault */ .H('file-missing', {
            where: path,
            expected: 'a manifest',
            found: 'no such file',
            fix: 'Write one (docs/schemas/towpath.schema.json says how), or name it with `manifest`',
        });
    }
    return { manifest: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(text, path), text, folder: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file) };
}
/** The version that the manifest names, or that package.json or a tag gives it; with the prerelease, if one is asked for. */
async function readVersion({ manifest, folder }, prerelease, io) {
    const tags = await (0,_repository_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, ['tag', '--points-at', 'HEAD'], io.environment);
    const version = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .resolveVersion */ .x)(manifest, {
        packageJson: await readBeside(folder, 'package.json'),
        tags: tags.ok && tags.text !== '' ? tags.text.split('\n') : [],
    });
    return (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .withPrerelease */ .bq)(version, prerelease ?? '');
}
/** null when it is not there. The name is a parameter so that the bundler does not take it for an asset of ours and copy every file of that name. */
async function readBeside(folder, name) {
    return (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextIfThere */ .pM)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(folder, name));
}


/***/ }),

/***/ 59452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deliver: () => (/* binding */ deliver)
/* harmony export */ });
/* harmony import */ var _build_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30897);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78476);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28140);
/* harmony import */ var _promote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31586);
/* harmony import */ var _promoting_overrides_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13656);
/* harmony import */ var _publish_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27545);
/* harmony import */ var _publishing_contracts_set_aside_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66814);
/* harmony import */ var _register_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43037);
/* harmony import */ var _repository_spec_file_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(58266);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(16058);










/** The whole path of one package: build, publish, and with an environment promote, deploy and register. */
const deliver = async (call) => {
    const { inputs, io } = call;
    const environment = inputs.text('environment');
    if (environment !== null)
        refuseSsh(await (0,_repository_spec_file_js__WEBPACK_IMPORTED_MODULE_7__/* .readSpec */ .Ot)(environment, inputs.text('spec'), io.context.workspace));
    const made = {};
    await part(call, 'build', _build_js__WEBPACK_IMPORTED_MODULE_0__.build, {}, made);
    const overrides = (0,_promoting_overrides_js__WEBPACK_IMPORTED_MODULE_9__/* .readOverrides */ .i)(inputs.text('override'));
    const ofPublish = overrides.filter((gate) => environment === null || gate === _publishing_contracts_set_aside_js__WEBPACK_IMPORTED_MODULE_5__/* .contractGate */ .KC);
    await part(call, 'publish', _publish_js__WEBPACK_IMPORTED_MODULE_4__.publish, { package: made['package'] ?? '', override: ofPublish.join(', ') }, made);
    if (environment === null)
        return;
    const name = `${made['name']}@${made['version']}`;
    const ofPromote = overrides.filter((gate) => gate !== _publishing_contracts_set_aside_js__WEBPACK_IMPORTED_MODULE_5__/* .contractGate */ .KC);
    await part(call, 'promote', _promote_js__WEBPACK_IMPORTED_MODULE_3__.promote, { packages: name, override: ofPromote.join(', ') }, made);
    if (inputs.flag('dry-run'))
        return;
    await part(call, 'deploy', _deploy_js__WEBPACK_IMPORTED_MODULE_1__.deploy, {}, made);
    await part(call, 'register', _register_js__WEBPACK_IMPORTED_MODULE_6__.register, { report: '' }, made);
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
        inputs: (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .K)(name, io),
        output: (output, value) => {
            made[output] = String(value);
            call.io.output(output, String(value));
        },
    }));
}
/** A job that builds must not hold the key to the hosts (DESIGN §8). */
function refuseSsh({ environment, hostGroups }) {
    const remote = Object.entries(hostGroups).find(([, { connection }]) => connection !== 'local');
    if (remote === undefined)
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_8__/* .StepFault */ .H('wrong-connection', {
        where: `${environment}, hostGroups.${remote[0]}.connection`,
        expected: '`local`, because a job that builds must not hold the key to your hosts',
        found: '`ssh`',
        fix: 'Use two jobs: one with towpath/actions/build and publish, one with promote, deploy and register (workflows-examples/hosts.yml)',
    });
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


/***/ })

};
