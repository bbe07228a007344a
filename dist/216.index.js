export const id = 216;
export const ids = [216];
export const modules = {

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
    const { uploadArtifact } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(351), __webpack_require__.e(717)]).then(__webpack_require__.bind(__webpack_require__, 72717));
    return uploadArtifact(name, folder.path);
}
/** Gets a build's folder from another job, into its usual place of this workspace. */
async function downloadBuild(workspace, name) {
    const { downloadArtifact } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(351), __webpack_require__.e(717)]).then(__webpack_require__.bind(__webpack_require__, 72717));
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
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55452);
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
        const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .readTextIfThere */ .p)(this.record);
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
        const isFolder = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch(() => null))?.isDirectory() === true;
        return new BuildFolder(isFolder ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
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

/***/ 25824:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ readTextIfThere),
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The bytes of a file; null when there is none, also when a folder on the way lacks. Fault: `file-unreadable` for any other reason. */
async function readIfThere(file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file);
    }
    catch (cause) {
        if (isAbsent(cause))
            return null;
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('file-unreadable', {
            where: file,
            expected: 'a file that this user may read',
            found: cause instanceof Error ? cause.message : String(cause),
            fix: 'Look at what stands there and who owns it',
        }, { cause });
    }
}
async function readTextIfThere(file) {
    return (await readIfThere(file))?.toString('utf8') ?? null;
}
function isAbsent(cause) {
    return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}


/***/ })

};
