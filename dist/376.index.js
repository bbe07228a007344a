export const id = 376;
export const ids = [376];
export const modules = {

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

/***/ 29316:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ describeBuild),
/* harmony export */   q: () => (/* binding */ readDescriptor)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58697);
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
    const text = await (0,_workspace_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__/* .readTextIfThere */ .pM)(path);
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

/***/ 4376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   describe: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58697);
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51536);
/* harmony import */ var _building_build_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91991);
/* harmony import */ var _building_describe_build_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29316);
/* harmony import */ var _building_manifest_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71260);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16058);







/** Writes the descriptor of what build made. */
const describe = async (call) => {
    const { io, inputs } = call;
    const folder = await (0,_building_build_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .findBuildFolder */ .A)(io.context.workspace, inputs.text('package'));
    await refuseOtherVersion(call, folder);
    const descriptor = await (0,_building_describe_build_js__WEBPACK_IMPORTED_MODULE_4__/* .describeBuild */ .S)(folder, inputs.text('notes'));
    const digest = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .digestOfDocument */ .t0)(descriptor);
    call.output('descriptor', (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(io.context.workspace, folder.descriptor));
    call.output('name', descriptor.package);
    call.output('version', descriptor.version);
    call.output('digest', digest);
    io.say(`${descriptor.package} ${descriptor.version} is described: ${(0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest)}`);
    io.summarize(`**${descriptor.package} ${descriptor.version}**\n\n${(0,_towpath_environment__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(descriptor.notes)}`);
};
/** Where the manifest is at hand it must still say the version that was built: a prerelease asked for here only would be lost. */
async function refuseOtherVersion(call, folder) {
    const prerelease = call.inputs.text('prerelease');
    if (prerelease === null)
        return;
    const record = await folder.readRecord();
    const file = await (0,_building_manifest_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readManifestFile */ .o)(call.io.context.workspace, call.inputs.required('manifest'));
    const version = await (0,_building_manifest_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readVersion */ .$)(file, prerelease, call.io);
    if (version === record.version)
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_6__/* .StepFault */ .H('input-invalid', {
        where: 'Input `prerelease`',
        expected: `the one that build was given (${record.version})`,
        found: version,
        fix: 'Give build and describe the same `prerelease`',
    });
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
