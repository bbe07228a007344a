export const id = 897;
export const ids = [897];
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

/***/ 72302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ downloadBuild),
/* harmony export */   c: () => (/* binding */ uploadBuild)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _build_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91991);



/** Uploads a build's folder where the artifact service is there, or where it is asked for. Returns the artifact's id. */
async function uploadBuild(call, folder, name) {
    const wanted = call.inputs.choice('upload-artifact', ['auto', 'true', 'false']);
    if (wanted === 'false' || (wanted === 'auto' && call.io.context.job?.artifacts !== true))
        return null;
    const { uploadArtifact } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(940), __webpack_require__.e(366)]).then(__webpack_require__.bind(__webpack_require__, 31366));
    return uploadArtifact(name, folder.path);
}
/** Gets a build's folder from another job, into its usual place of this workspace. */
async function downloadBuild(workspace, name) {
    const { downloadArtifact } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(940), __webpack_require__.e(366)]).then(__webpack_require__.bind(__webpack_require__, 31366));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, '.towpath'), { recursive: true });
    const arriving = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, '.towpath', '.arriving-'));
    try {
        await downloadArtifact(name, arriving);
        const record = await new _build_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .BuildFolder */ .R(arriving).readRecord();
        const folder = _build_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .BuildFolder */ .R.of(workspace, record.package, record.version);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder.path), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder.path, { recursive: true, force: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(arriving, folder.path);
        return folder;
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(arriving, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 91991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ findBuildFolder),
/* harmony export */   R: () => (/* binding */ BuildFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58697);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(53339);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16058);
/* harmony import */ var _workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25824);
/* harmony import */ var _workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66939);







/** What build made, beside the archive: all that describe and publish need, so that they can run in another job. */
const buildRecordSchema = zod__WEBPACK_IMPORTED_MODULE_6__/* .strictObject */ .rej({
    schema: zod__WEBPACK_IMPORTED_MODULE_6__/* .literal */ .euz(1),
    package: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .nameSchema */ .Jq,
    version: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .versionSchema */ .G0,
    archive: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .archiveSchema */ .QC,
    files: zod__WEBPACK_IMPORTED_MODULE_6__/* .strictObject */ .rej({ digest: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .digestSchema */ .er, sizeBytes: zod__WEBPACK_IMPORTED_MODULE_6__/* .int */ .Whr() }),
    source: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .descriptorSchema */ .TM.shape.source,
    created: _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .timeSchema */ .Rl,
});
/** `.towpath/<name>/<version>/` of the workspace. */
class BuildFolder {
    path;
    constructor(path) {
        this.path = path;
    }
    static of(workspace, name, version) {
        return new BuildFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, _workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .towpathFolder */ .yz, name, version));
    }
    get manifest() {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'towpath.yaml');
    }
    get notes() {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'notes.md');
    }
    get files() {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'files.ndjson');
    }
    get descriptor() {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'descriptor.json');
    }
    get record() {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'build.json');
    }
    archive(compression) {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, compression === 'gzip' ? 'package.tar.gz' : 'package.tar.zst');
    }
    archiveOf(record) {
        return this.archive(record.archive.mediaType.endsWith('+zstd') ? 'zstd' : 'gzip');
    }
    /** A file that the manifest names: contract, config schema, template. */
    source(path) {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, 'sources', path);
    }
    /** Empty: what an earlier build left would be taken for this one's. */
    async create() {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(this.path, { recursive: true, force: true });
        await (0,_workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .makeTowpathFolder */ .CO)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(this.path, '..', '..', '..'));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(this.path, { recursive: true });
    }
    async writeSource(path, text) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(this.source(path)), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(this.source(path), text);
    }
    /** Written last: a folder without it is not a finished build. */
    async writeRecord(record) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`${this.record}.new`, `${JSON.stringify(record, null, 2)}\n`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${this.record}.new`, this.record);
    }
    async readRecord() {
        const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextIfThere */ .pM)(this.record);
        if (text === null) {
            throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .StepFault */ .H('file-missing', {
                where: this.record,
                expected: 'what the build step writes beside the package',
                found: 'no such file',
                fix: 'Run towpath/actions/build before, or give `artifact` when it ran in another job',
            });
        }
        return (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__/* .parseRecord */ .Hh)(text, buildRecordSchema, this.record);
    }
}
/** The folder that a path of a package, or its own, names; or the only one that was built in this workspace. */
async function findBuildFolder(workspace, packagePath) {
    if (packagePath !== null) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, packagePath);
        return new BuildFolder((await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .isFolder */ .lQ)(path)) ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
    }
    const found = await listBuildFolders((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, _workspace_towpath_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .towpathFolder */ .yz));
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0)
        return only;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .StepFault */ .H('file-missing', {
        where: 'Input `package`',
        expected: 'the path of a package, or exactly one that was built in this workspace',
        found: only === undefined ? 'none' : found.map(({ path }) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, path)).join(', '),
        fix: only === undefined
            ? 'Run towpath/actions/build before, or give `artifact`'
            : 'Give the one that is meant as `package`',
    });
}
async function listBuildFolders(root) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(root, { recursive: true }).catch((cause) => {
        if (cause.code === 'ENOENT')
            return [];
        throw cause;
    });
    const folders = names.filter((name) => /^[^/]+\/[^/]+\/build\.json$/.test(name)).sort();
    return folders.map((name) => new BuildFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(name))));
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

/***/ 92450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ findVersion),
/* harmony export */   y: () => (/* binding */ listVersions)
/* harmony export */ });
const record = /\/(\d[^/]*)\.json$/;
/** Versions that a folder of the domain `packages` has records of (`packagePaths.records`, `packagePaths.sets`), in any order. */
async function listVersions(at, folder) {
    return (await at.list(folder)).flatMap((path) => record.exec(path)?.[1] ?? []);
}
/** The one of a version, or one that differs in build metadata only: both are the same release to semver. Null: neither is there. */
async function findVersion(at, folder, version) {
    const versions = await listVersions(at, folder);
    if (versions.includes(version))
        return version;
    return versions.find((one) => withoutBuild(one) === withoutBuild(version)) ?? null;
}
function withoutBuild(version) {
    return version.replace(/\+.*$/, '');
}


/***/ }),

/***/ 32494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ askGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);


const exec = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile);
/** One question to git about a checkout. Not being a repository is an answer, not a failure; git missing is a failure. */
async function askGit(folder, args, environment) {
    try {
        const { stdout } = await exec('git', ['-C', folder, ...args], {
            env: { ...environment, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
            maxBuffer: 64 * 1024 * 1024,
            timeout: 60_000,
        });
        return { ok: true, text: stdout.trimEnd() };
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'number')
            return { ok: false, text: '' };
        throw error;
    }
}


/***/ }),

/***/ 31829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ readCheckout)
/* harmony export */ });
/* unused harmony export renderRepository */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32494);



async function readCheckout(folder, io) {
    const ask = (...args) => (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, args, io.environment);
    const head = await ask('log', '-1', '--format=%H %ct');
    const [commit = null, seconds] = head.ok ? head.text.split(' ') : [];
    const [dirty, shallow] = await Promise.all([
        ask('status', '--porcelain', '--untracked-files=no', '--', '.'),
        ask('rev-parse', '--is-shallow-repository'),
    ]);
    return {
        source: {
            repository: await repositoryOf(folder, io),
            revision: commit === null ? 'none' : `${commit}${dirty.ok && dirty.text !== '' ? '-dirty' : ''}`,
        },
        committedAt: seconds === undefined ? null : new Date(Number(seconds) * 1000),
        shallow: shallow.text === 'true',
    };
}
/**
 * `github.com/acme/shop`: the run's repository; of another one that was checked out beside it, or outside a run, what
 * `origin` says, else the folder's name. It binds a package's name, and an environment's spec, to its home.
 */
async function repositoryOf(folder, io) {
    const { repository, githubServerUrl } = io.context;
    const own = repository === null ? null : `${new URL(githubServerUrl).host}/${repository}`;
    const beside = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, ['rev-parse', '--show-toplevel'], io.environment);
    const workspace = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(io.context.workspace);
    if (own !== null && !(beside.ok && beside.text.startsWith(`${workspace}/`)))
        return own;
    const origin = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .g)(folder, ['remote', 'get-url', 'origin'], io.environment);
    if (origin.ok && origin.text !== '')
        return renderRepository(origin.text);
    return own ?? `local/${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(beside.ok ? beside.text : folder)}`;
}
/** `host/path` of a git address, without user, credentials and `.git`, so that https and ssh name the same repository alike. */
function renderRepository(address) {
    const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(address);
    const url = /^[a-z+]+:\/\/([^/]*)\/(.+)$/.exec(address);
    const [, place, path] = url ?? scp ?? [null, '', address.replace(/^\/+/, '')];
    // A password may hold `@` too: what comes after the last one is the host.
    const host = place?.slice(place.lastIndexOf('@') + 1) || 'local';
    return `${host}/${path?.replace(/\.git\/*$/, '').replace(/\/+$/, '')}`;
}


/***/ }),

/***/ 12240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ renderSize)
/* harmony export */ });
/** Bytes as people read them, in powers of ten: `412 kB`, `14.2 MB`. */
function renderSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    let value = bytes / 1000;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
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
