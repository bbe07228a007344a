export const id = 545;
export const ids = [545];
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

/***/ 13656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ readOverrides)
/* harmony export */ });
/** The input `override`: names of gates, in lines or with commas. Each once. */
function readOverrides(text) {
    const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
    return [...new Set(names)];
}


/***/ }),

/***/ 27545:
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
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/steps/lib/building/artifact.js
var building_artifact = __webpack_require__(72302);
// EXTERNAL MODULE: ./packages/steps/lib/building/build-folder.js
var build_folder = __webpack_require__(91991);
// EXTERNAL MODULE: ./packages/steps/lib/building/describe-build.js
var describe_build = __webpack_require__(29316);
// EXTERNAL MODULE: ./packages/steps/lib/publishing/listed-versions.js
var listed_versions = __webpack_require__(92450);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/errors.js
var errors = __webpack_require__(961);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/tool.js






const mostOutputBytes = 8 * 1024 * 1024;
/** The program of this name on PATH, or null. */
async function findTool(name, environment) {
    for (const folder of (environment['PATH'] ?? '').split(external_node_path_.delimiter).filter(external_node_path_.isAbsolute)) {
        const path = (0,external_node_path_.join)(folder, name);
        const isThere = await (0,promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false);
        if (isThere)
            return path;
    }
    return null;
}
/**
 * Runs a tool over a few files: it is given PATH and a home of its own, no input and no token; time and output are bounded. Throws
 * StepFault `tool-failed` when it can't be started, is ended by a signal, or goes beyond its bounds.
 */
async function runTool(tool, run) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), `towpath-${tool.name}-`));
    try {
        for (const [path, text] of Object.entries(run.files)) {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, path)), { recursive: true });
            await (0,promises_.writeFile)((0,external_node_path_.join)(folder, path), text);
        }
        return await answerOf(tool, run, folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function toolFailed(tool, found) {
    return new step_fault/* StepFault */.H('tool-failed', {
        where: `${tool.path}, which compares contracts`,
        expected: 'an answer',
        found,
        fix: tool.wayOut,
    });
}
async function answerOf(tool, { args, environment, signal, timeoutMs = 60_000 }, folder) {
    signal.throwIfAborted();
    const child = (0,external_node_child_process_.spawn)(tool.path, args, {
        cwd: folder,
        env: {
            PATH: environment['PATH'],
            HOME: folder,
            TMPDIR: folder,
            BUF_CACHE_DIR: (0,external_node_path_.join)(folder, '.cache'),
            LC_ALL: 'C.UTF-8',
            // Older ones tell their makers of each run.
            OASDIFF_NO_TELEMETRY: '1',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
    });
    let tooMuch = false;
    let tooLong = false;
    const end = () => {
        endGroup(child.pid);
        // What left the group lives on, and must not hold the answer open.
        for (const stream of [child.stdout, child.stderr])
            stream.destroy();
    };
    const timer = setTimeout(() => {
        tooLong = true;
        end();
    }, timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    const collect = (stream) => {
        const chunks = [];
        let sizeBytes = 0;
        stream.on('data', (chunk) => {
            sizeBytes += chunk.byteLength;
            if (sizeBytes <= mostOutputBytes)
                chunks.push(chunk);
            else if (!tooMuch) {
                tooMuch = true;
                end();
            }
        });
        return chunks;
    };
    const [output, complaint] = [collect(child.stdout), collect(child.stderr)];
    try {
        const [code, by] = await new Promise((resolve, reject) => {
            child.once('error', reject);
            child.once('close', (exitCode, exitSignal) => resolve([exitCode, exitSignal]));
        }).catch((cause) => {
            throw toolFailed(tool, `that it can't be started: ${cause instanceof Error ? cause.message : String(cause)}`);
        });
        signal.throwIfAborted();
        if (tooLong)
            throw toolFailed(tool, `none within ${timeoutMs / 1000} s`);
        if (tooMuch)
            throw toolFailed(tool, `one of more than ${mostOutputBytes} bytes`);
        if (code === null)
            throw toolFailed(tool, `that ${by} ended it`);
        const text = (chunks) => Buffer.concat(chunks).toString('utf8');
        return { code, output: text(output), complaint: text(complaint).trim() };
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
    }
}
/** What the tool started ends with it. */
function endGroup(leader) {
    if (leader === undefined)
        return;
    try {
        process.kill(-leader, 'SIGKILL');
    }
    catch (error) {
        const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
        if (!isGone)
            throw error;
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/compare-protobuf.js



/** A line of `buf breaking --error-format json`. */
const annotationSchema = schemas/* object */.Ikc({
    path: schemas/* string */.YjP().optional(),
    start_line: schemas/* int */.Whr().optional(),
    start_column: schemas/* int */.Whr().optional(),
    type: schemas/* string */.YjP(),
    message: schemas/* string */.YjP(),
});
/** PACKAGE: what the generated code of a client, or bytes on the wire, would stumble over, wherever in the file it stands. */
const config = '{"version":"v2","breaking":{"use":["PACKAGE"]}}';
const violations = 100;
/** Says where a generator puts its code, or how that looks: each client generates its own. */
const generation = /^FILE_SAME_(?!PACKAGE$|SYNTAX$)|^FIELD_SAME_(JSTYPE|CPP_STRING_TYPE|JAVA_UTF8_VALIDATION)$/;
/**
 * What clients of a protobuf contract find changed, by `buf breaking`. It tells breaks only; asked the other way round it tells what
 * is new. Without buf on PATH nobody compares, and that is what is answered.
 */
async function compareProtobuf(pair, given) {
    const imported = [pair.was, pair.is].flatMap(importsOf);
    if (imported.length > 0) {
        const why = `it imports ${[...new Set(imported)].join(', ')}, which is not part of the contract`;
        return unproven(pair, why, 'Write the contract into one file');
    }
    const path = await findTool('buf', given.environment);
    if (path === null)
        return unproven(pair, 'there is no `buf` on PATH to compare it', 'Put buf (https://buf.build/docs/cli/installation) on PATH');
    const wayOut = 'Mend it, or take buf off PATH: then the contract counts as unproven';
    const buf = { name: 'buf', path, wayOut };
    const breaks = await breaking(buf, pair, given);
    if (breaks.some(({ type, path: at }) => type === 'COMPILE' && at?.startsWith('was/')))
        return unproven(pair, 'the contract of the baseline can’t be compiled', undefined);
    refuseUncompiled(pair, breaks);
    const additions = await breaking(buf, { ...pair, was: pair.is, is: pair.was }, given);
    const changes = breaks.map((one) => ({ level: 'major', place: placeOf(pair, one), what: clause(one.message) }));
    return { changes: [...changes, ...additions.flatMap((one) => additionOf(pair, one))], unproven: [] };
}
/** Google's own come with buf. */
function importsOf(text) {
    const names = [...text.matchAll(/^\s*import\s+(?:(?:public|weak|option)\s+)?["']([^"']+)["']/gm)].map(([, name = '']) => name);
    return names.filter((name) => !name.startsWith('google/protobuf/'));
}
function unproven({ path }, why, fix) {
    return { changes: [], unproven: [{ place: path, why, ...(fix !== undefined && { fix }) }] };
}
async function breaking(buf, { was, is }, given) {
    const { code, output, complaint } = await runTool(buf, {
        ...given,
        args: ['breaking', 'is', '--against', 'was', '--error-format', 'json'],
        files: { 'was/contract.proto': was, 'was/buf.yaml': config, 'is/contract.proto': is, 'is/buf.yaml': config },
    });
    if (code !== 0 && code !== violations)
        throw toolFailed(buf, `exit code ${code}: ${complaint.slice(0, 500)}`);
    return output
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => parseAnnotation(buf, line))
        .filter(({ type }) => !generation.test(type));
}
function parseAnnotation(buf, line) {
    try {
        return annotationSchema.parse(JSON.parse(line));
    }
    catch (cause) {
        if (!(cause instanceof SyntaxError || cause instanceof errors/* ZodError */.G))
            throw cause;
        throw toolFailed(buf, `a line of another form: ${line.slice(0, 200)}`);
    }
}
function refuseUncompiled(pair, annotations) {
    const error = annotations.find(({ type }) => type === 'COMPILE');
    if (error === undefined)
        return;
    throw new step_fault/* StepFault */.H('contract-invalid', {
        where: `The contract ${placeOf(pair, error)}`,
        expected: 'protobuf that compiles',
        found: error.message,
    });
}
function placeOf({ path }, { start_line: line, start_column: column }) {
    return [path, line, column].filter((part) => part !== undefined).join(':');
}
const clause = (message) => message.replace(/\.$/, '');
/** Seen backwards, what was deleted is what was added. Other differences were told as breaks already. */
function additionOf(pair, annotation) {
    const [, what] = /^Previously present (.*) was deleted\b/.exec(annotation.message) ?? [];
    return what === undefined ? [] : [{ level: 'minor', place: pair.path, what: `added ${what}` }];
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/oasdiff.js


const placeSchema = schemas/* object */.Ikc({ line: schemas/* int */.Whr().optional(), column: schemas/* int */.Whr().optional() });
/** An entry of `oasdiff changelog --format json`. */
const entrySchema = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    text: schemas/* string */.YjP(),
    /** 3 breaks, 2 may break, 1 does not. */
    level: schemas/* int */.Whr(),
    operation: schemas/* string */.YjP().optional(),
    path: schemas/* string */.YjP().optional(),
    baseSource: placeSchema.optional(),
    revisionSource: placeSchema.optional(),
});
/** Removals that oasdiff lets pass: announced beforehand, or of what a client need not have relied on. SemVer knows neither. */
const removals = /removed-with-deprecation$|^response-optional-property-removed$|^optional-response-header-removed$/;
/** Says nothing of what a client sends or gets. */
const notes = /^api-tag-|-annotation-only$|^api-schema-removed$|^api-(major-)?version-/;
/** English, as its texts become ours; and nothing is fetched that a `$ref` names. */
const options = ['--format', 'json', '--lang', 'en', '--allow-external-refs=false'];
/** What clients of an API find changed, by oasdiff. */
async function compareByOasdiff(path, pair, given) {
    const wayOut = 'Mend it, or take oasdiff off PATH: then Towpath compares the contracts itself';
    const oasdiff = { name: 'oasdiff', path, wayOut };
    const ask = (more) => runTool(oasdiff, {
        ...given,
        args: ['changelog', 'was.yaml', 'is.yaml', ...options, ...more],
        files: { 'was.yaml': pair.was, 'is.yaml': pair.is },
    });
    const flat = await ask(['--flatten-allof', '--flatten-params']);
    // Parts of an `allOf` that contradict each other can't be put together; then they are compared one by one.
    const { code, output, complaint } = flat.complaint.includes('failed to flatten') ? await ask([]) : flat;
    if (code !== 0)
        throw toolFailed(oasdiff, `exit code ${code}: ${complaint.slice(0, 500)}`);
    const changes = parseEntries(oasdiff, output).flatMap((entry) => changeOf(pair, entry));
    const of = (level) => changes.filter((change) => change.level === level);
    return { changes: [...of('major'), ...of('minor')], unproven: [] };
}
function parseEntries(oasdiff, output) {
    try {
        return schemas/* array */.YOg(entrySchema).parse(JSON.parse(output));
    }
    catch (cause) {
        if (!(cause instanceof SyntaxError || cause instanceof errors/* ZodError */.G))
            throw cause;
        throw toolFailed(oasdiff, `an answer of another form: ${output.slice(0, 200)}`);
    }
}
function changeOf({ path }, entry) {
    if (notes.test(entry.id))
        return [];
    const level = entry.level > 1 || removals.test(entry.id) ? 'major' : 'minor';
    const { line, column } = entry.revisionSource ?? entry.baseSource ?? {};
    const side = entry.revisionSource === undefined && line !== undefined ? ' of the version before' : '';
    const place = `${[path, line, column].filter((part) => part !== undefined).join(':')}${side}`;
    const operation = [entry.operation, entry.path].filter((part) => part !== undefined && part !== '').join(' ');
    return [{ level, place, what: operation === '' ? entry.text : `${operation}: ${entry.text}` }];
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/compare-contract.js





/**
 * Compares two texts of a contract: OpenAPI 3 by oasdiff when it is on PATH, else by Towpath itself; protobuf by buf. Of any other
 * format nothing is known, and that is what is answered.
 */
async function compareContract(pair, given) {
    if (pair.was === pair.is)
        return descriptor_lib/* sameContract */.$h;
    const [was, is] = [(0,descriptor_lib/* readContract */.Jz)(pair.path, pair.was), (0,descriptor_lib/* readContract */.Jz)(pair.path, pair.is)];
    if (was.kind === 'protobuf' && is.kind === 'protobuf')
        return compareProtobuf(pair, given);
    if (was.kind !== 'openapi' || is.kind !== 'openapi') {
        const [odd] = [was, is].flatMap((one) => (one.kind === 'other' ? [one.found] : []));
        const why = odd === undefined ? 'the contract of the baseline can’t be read' : `it is ${odd}`;
        return {
            changes: [],
            unproven: [{ place: pair.path, why, fix: 'Write it as OpenAPI 3 or protobuf, which can be compared' }],
        };
    }
    const oasdiff = await findTool('oasdiff', given.environment);
    // Towpath says what of it can't be followed; oasdiff would fail.
    const isWhole = !namesOtherDocuments(pair.was) && !namesOtherDocuments(pair.is);
    return oasdiff !== null && isWhole
        ? compareByOasdiff(oasdiff, pair, given)
        : (0,descriptor_lib/* compareOpenApi */.qg)(was.document, is.document, pair.path);
}
function namesOtherDocuments(text) {
    return /\$ref["']?\s*:\s*["']?[^"'\s#]/.test(text);
}
/** What can't be read can never be compared: a first version is refused too. */
function refuseUnreadable(path, text) {
    const contract = (0,descriptor_lib/* readContract */.Jz)(path, text);
    if (contract.kind !== 'unreadable')
        return;
    throw new step_fault/* StepFault */.H('contract-invalid', {
        where: `The contract ${path}`,
        expected: 'OpenAPI 3 in YAML or JSON, or protobuf',
        found: `what can’t be read: ${contract.reason}`,
        ...(contract.line !== undefined && { place: { file: path, line: contract.line } }),
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/judge-contract.js



/**
 * The gate `contract`: what differs between the version that is published and the newest lower release, and whether the version rises
 * as much. Throws what makes an answer impossible: a contract that can't be read, a tool that failed.
 */
async function judgeContract(judge, at) {
    const { descriptor, sources } = judge;
    const { package: name, version } = descriptor;
    for (const [, contract] of contractsOf(descriptor))
        refuseUnreadable(contract.path, await sources.ofThis(contract.path));
    const versions = await (0,listed_versions/* listVersions */.y)(at, descriptor_lib/* packagePaths */.lA.records(name));
    const baseline = (0,descriptor_lib/* baselineOf */.Bv)(version, versions);
    const path = baseline === null ? null : descriptor_lib/* packagePaths */.lA.record(name, baseline);
    const text = path === null ? undefined : await at.get(path);
    if (path === null || text === undefined)
        return (0,descriptor_lib/* judgeBump */.kL)(version, versions, descriptor_lib/* sameContract */.$h);
    const before = (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageRecordSchema */.tQ, path);
    const comparison = (0,descriptor_lib/* joinComparisons */.zh)([
        (0,descriptor_lib/* compareSurface */.TG)(before.descriptor, descriptor),
        (0,descriptor_lib/* compareConfig */.YE)(configOf(before.descriptor), configOf(descriptor)),
        await compareContracts(judge, before),
        withoutContracts(descriptor),
    ]);
    return (0,descriptor_lib/* judgeBump */.kL)(version, versions, comparison);
}
function contractsOf({ provides = {} }) {
    return new Map(Object.entries(provides).flatMap(([name, provide]) => 'contract' in provide && provide.contract !== undefined ? [[name, provide.contract]] : []));
}
function configOf({ code }) {
    return { schema: code.config?.schema, defaults: code.config?.defaults ?? {} };
}
/** Where both have one; that one came or went is told by the surface. */
async function compareContracts({ descriptor, sources, given }, before) {
    const was = contractsOf(before.descriptor);
    const comparisons = [];
    for (const [name, contract] of contractsOf(descriptor)) {
        const old = was.get(name);
        if (old === undefined || old.digest === contract.digest)
            continue;
        const text = await sources.published(before, old.digest);
        comparisons.push(text === null
            ? gone(contract.path, before.descriptor.version)
            : await compareContract({ path: contract.path, was: text, is: await sources.ofThis(contract.path) }, given));
    }
    return (0,descriptor_lib/* joinComparisons */.zh)(comparisons);
}
function gone(place, version) {
    return { changes: [], unproven: [{ place, why: `the contract of ${version} is not in the package store` }] };
}
/** Told once for all of them: it is no fault to have none. */
function withoutContracts({ provides = {} }) {
    const names = Object.entries(provides).flatMap(([name, provide]) => provide.protocol !== 'tcp' && provide.contract === undefined ? [`provides.${name}`] : []);
    if (names.length === 0)
        return descriptor_lib/* sameContract */.$h;
    const why = 'no contract says what is provided';
    return {
        changes: [],
        unproven: [{ place: names.join(', '), why, fix: 'Add `contract: openapi.yaml`, or a .proto file' }],
    };
}

// EXTERNAL MODULE: ./packages/package-store/lib/index.js + 29 modules
var package_store_lib = __webpack_require__(5631);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/published-contract.js

/** Reads the text of a contract by its digest: it is a layer of the published package (FORMATS "OCI"). */
function readPublishedContract(packages) {
    return async ({ descriptor }, digest) => {
        try {
            const chunks = await (await packages.pull(descriptor.package, digest)).toArray();
            return Buffer.concat(chunks).toString('utf8');
        }
        catch (error) {
            if (error instanceof package_store_lib/* PackageStoreFault */.uc && /^(not-found|store-absent)$/.test(error.code))
                return null;
            throw error;
        }
    };
}

// EXTERNAL MODULE: ./packages/steps/lib/publishing/contracts/set-aside.js
var set_aside = __webpack_require__(66814);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/contracts/verdict-text.js


const mostShown = 20;
/** The verdict of the gate `contract` as Markdown: the answer, then what changed. */
function renderVerdict(compatibility) {
    return [(0,environment_lib/* escapeProse */.fd)(verdictLine(compatibility)), ...foundLines(compatibility)].join('\n');
}
/** Why a version is not published, and the ways out. */
function renderRefusal(name, version, judgement) {
    const { baseline, required, right } = judgement;
    return [
        `### ${(0,environment_lib/* codeSpan */.SS)(name)} ${(0,environment_lib/* escapeMarkdownLine */.B)(version)} can't be published yet`,
        `Its contract changed since ${baseline}, and that needs a ${required} step:`,
        foundLines(judgement).join('\n'),
        'To go on:',
        [
            `- Publish it as **${right}**`,
            `- Or, where the change hurts nobody, give ${(0,environment_lib/* codeSpan */.SS)(`override: ${set_aside/* contractGate */.KC}`)} and a ${(0,environment_lib/* codeSpan */.SS)('reason')}; both stay in its record`,
        ].join('\n'),
    ].join('\n\n');
}
function foundLines({ changes, unproven }) {
    const hidden = changes.length - mostShown;
    return [
        ...changes.slice(0, mostShown).map((change) => `- ${change.level}: ${(0,environment_lib/* escapeProse */.fd)((0,set_aside/* renderChange */.vN)(change))}`),
        ...(hidden > 0 ? [`- and ${hidden} more`] : []),
        ...unproven.slice(0, mostShown).map(({ place, why, fix }) => {
            const what = `${place}: ${why}${fix === undefined ? '' : `. ${fix}`}`;
            return `- unproven: ${(0,environment_lib/* escapeProse */.fd)(what)}`;
        }),
    ];
}
const marks = { pass: '✅', warn: '⚠️', unproven: '❔' };
/** One line for a log. */
function verdictLine({ outcome, baseline, required, overrides }) {
    return `${marks[outcome]} ${set_aside/* contractGate */.KC}: ${reasonOf(outcome, baseline, required, overrides)}`;
}
function reasonOf(outcome, baseline, required, overrides) {
    if (baseline === null)
        return 'the first release, so there is none to compare it with';
    const asked = required === 'patch' ? `nothing changed since ${baseline}` : `a ${required} step above ${baseline} is needed`;
    if (outcome === 'unproven')
        return `${asked}, as far as it was compared`;
    const [override] = overrides;
    if (override !== undefined)
        return `${asked}; ${override.by} set that aside because: ${override.reason}`;
    return required === 'patch' ? asked : `${asked}, and it is that much`;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
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

// EXTERNAL MODULE: ./packages/steps/lib/environments/documents.js
var documents = __webpack_require__(21754);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/bring-back.js



/**
 * The same content once more is no change, unless its bytes were pruned: then they come back, and revisions that name them can
 * be restored again. It takes the very archive, since that is what they name. Throws `frozen`.
 */
async function bringBack({ descriptor, layers, record, head }, metadata, packages, pushBytes) {
    const { package: name, version } = record.descriptor;
    const path = descriptor_lib/* packagePaths */.lA.removal(name, version);
    const text = await head.get(path);
    if (text === undefined || (0,descriptor_lib/* parseRemoval */.u0)(text, (0,documents/* placeOf */.$t)(head, path)).removed === null)
        return;
    const { reference } = descriptor.archive.digest === record.archive.digest
        ? await pushBytes({ descriptor: record.descriptor, layers }, packages)
        : { reference: descriptor.archive.digest };
    if (digestIn(reference) !== digestIn(record.reference)) {
        throw new step_fault/* StepFault */.H('frozen', {
            where: `${name}@${version}`,
            expected: `the archive ${record.archive.digest} that was published first: its bytes were pruned, and only they can come back`,
            found: descriptor.archive.digest,
            fix: `Build it again at ${record.descriptor.source.revision} as it was built then, or raise the version`,
        });
    }
    await metadata.commit('packages', `publish ${name}@${version} again: its bytes were pruned`, async () => ({
        kind: 'change',
        remove: [path],
    }));
}
function digestIn(reference) {
    return reference.slice(reference.lastIndexOf('@') + 1);
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/publish-package.js






/**
 * Bytes first, record last, so that no record points at nothing. The same content again is no change; other content, a name
 * that belongs to another repository, or too small a bump is refused before a byte is sent, and again at the commit (DESIGN invariant 1).
 */
async function publishPackage(request, metadata, packages) {
    const { descriptor, publication } = request;
    const { package: name, version } = descriptor;
    const head = await metadata.read('packages');
    const before = await decide(request, head);
    if (before.kind === 'already') {
        await bringBack({ ...request, record: before.record, head }, metadata, packages, pushBytes);
    }
    if (before.kind !== 'publish')
        return finish(before);
    const { reference, descriptor: stored } = await pushBytes(request, packages);
    const recordWith = (compatibility) => ({
        schema: 1,
        descriptor: stored,
        digest: (0,descriptor_lib/* digestOfDocument */.t0)(stored),
        content: (0,descriptor_lib/* contentDigest */.eZ)(stored),
        archive: stored.archive,
        files: stored.files,
        reference,
        publication,
        compatibility,
    });
    let outcome = before;
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
                [descriptor_lib/* packagePaths */.lA.record(name, version)]: (0,descriptor_lib/* canonicalJson */.dj)(recordWith(outcome.compatibility)),
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
    return outcome.kind === 'publish' ? { record: recordWith(outcome.compatibility), already: false } : finish(outcome);
}
function finish(decision) {
    if (decision.kind === 'refused')
        throw decision.fault;
    return { record: decision.record, already: true };
}
async function decide({ descriptor, publication, judge, override }, at) {
    const { package: name, version } = descriptor;
    const ownerPath = descriptor_lib/* packagePaths */.lA.owner(name);
    const ownerText = await at.get(ownerPath);
    if (ownerText !== undefined) {
        const owner = (0,descriptor_lib/* parseRecord */.Hh)(ownerText, descriptor_lib/* ownerSchema */.$K, ownerPath);
        if (owner.repository !== publication.repository)
            return { kind: 'refused', fault: taken(name, owner.repository, publication.repository) };
    }
    const record = await findRecord(at, name, version);
    if (record === null) {
        const judgement = await judge(at);
        return { kind: 'publish', compatibility: (0,set_aside/* acceptJudgement */.s3)(`${name} ${version}`, judgement, override) };
    }
    return record.content === (0,descriptor_lib/* contentDigest */.eZ)(descriptor)
        ? { kind: 'already', record }
        : { kind: 'refused', fault: frozen(record.descriptor, descriptor) };
}
/** The record of this version, or of one that differs in build metadata only: both are the same release to semver. */
async function findRecord(at, name, version) {
    const found = await (0,listed_versions/* findVersion */.A)(at, descriptor_lib/* packagePaths */.lA.records(name), version);
    const path = descriptor_lib/* packagePaths */.lA.record(name, found ?? version);
    const text = found === null ? undefined : await at.get(path);
    return text === undefined ? null : (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageRecordSchema */.tQ, path);
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

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
// EXTERNAL MODULE: ./packages/steps/lib/repository/source.js
var repository_source = __webpack_require__(31829);
// EXTERNAL MODULE: ./packages/steps/lib/workspace/read-if-there.js
var read_if_there = __webpack_require__(25824);
;// CONCATENATED MODULE: ./packages/steps/lib/publishing/publish-set.js



/**
 * A set's record, written once. What it was frozen to stays: the same manifest again is no change, also when its ranges would take
 * something newer by now; another one, or a name that belongs to another repository, is refused (DESIGN invariant 1).
 */
async function publishSet(frozen, publication, store) {
    const { set, version, notes = '' } = frozen.manifest;
    const record = { schema: 1, set, version, notes, packages: { ...frozen.packages }, publication };
    let outcome = { kind: 'publish' };
    await store.commit('packages', `publish set ${set}@${version}`, async (at) => {
        outcome = await publish_set_decide(frozen, publication, at);
        if (outcome.kind === 'refused')
            return { kind: 'refusal', fault: outcome.fault };
        if (outcome.kind === 'already')
            return { kind: 'change' };
        const owner = await at.get(descriptor_lib/* packagePaths */.lA.setOwner(set));
        const { repository, at: since } = publication;
        return {
            kind: 'change',
            create: {
                [descriptor_lib/* packagePaths */.lA.set(set, version)]: (0,descriptor_lib/* canonicalJson */.dj)(record),
                ...(owner === undefined && {
                    [descriptor_lib/* packagePaths */.lA.setOwner(set)]: (0,descriptor_lib/* canonicalJson */.dj)({ schema: 1, set, repository, since }),
                }),
            },
        };
    });
    const stored = foundIn(outcome) ?? record;
    return { record: stored, digest: (0,descriptor_lib/* digestOfDocument */.t0)(stored), already: stored !== record };
}
function foundIn(decision) {
    return decision.kind === 'already' ? decision.record : null;
}
async function publish_set_decide({ manifest, packages }, publication, at) {
    const { set, version } = manifest;
    const path = descriptor_lib/* packagePaths */.lA.setOwner(set);
    const text = await at.get(path);
    const owner = text === undefined ? null : (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageSetOwnerSchema */.fY, path);
    if (owner !== null && owner.repository !== publication.repository)
        return { kind: 'refused', fault: publish_set_taken(set, owner.repository, publication.repository) };
    const record = await publish_set_findRecord(at, set, version);
    if (record === null) {
        const removed = await removedMeanwhile(at, packages);
        return removed === null ? { kind: 'publish' } : { kind: 'refused', fault: removed };
    }
    return record.version === version && (0,descriptor_lib/* isFrozenFrom */.V9)(record.packages, manifest)
        ? { kind: 'already', record }
        : { kind: 'refused', fault: alreadyFrozen(record, version, packages) };
}
/** A package whose bytes were announced to go since the set was frozen; null: none. */
async function removedMeanwhile(at, packages) {
    for (const [name, version] of Object.entries(packages)) {
        if ((await at.get(descriptor_lib/* packagePaths */.lA.removal(name, version))) === undefined)
            continue;
        return new step_fault/* StepFault */.H('refused', {
            where: `${name}@${version}`,
            expected: 'it to stay',
            found: 'that it is being removed',
            fix: 'Publish the set again',
        }, { retryable: true });
    }
    return null;
}
/** The record of this version, or of one that differs in build metadata only. */
async function publish_set_findRecord(at, set, version) {
    const found = await (0,listed_versions/* findVersion */.A)(at, descriptor_lib/* packagePaths */.lA.sets(set), version);
    const path = descriptor_lib/* packagePaths */.lA.set(set, found ?? version);
    const text = found === null ? undefined : await at.get(path);
    return text === undefined ? null : (0,descriptor_lib/* parseRecord */.Hh)(text, descriptor_lib/* packageSetRecordSchema */.ns, path);
}
function publish_set_taken(set, owner, repository) {
    return new step_fault/* StepFault */.H('name-taken', {
        where: `Set ${set}`,
        expected: `its home repository, ${owner}`,
        found: repository,
        fix: 'Publish it from there, or give this set another name',
    });
}
function alreadyFrozen(published, version, packages) {
    const names = [...new Set([...Object.keys(published.packages), ...Object.keys(packages)])].sort();
    const differences = names.flatMap((name) => {
        const [was, is] = [published.packages[name] ?? 'absent', packages[name] ?? 'absent'];
        return was === is ? [] : [`${name} (was ${was}, is ${is})`];
    });
    if (published.version !== version)
        differences.push(`version (was ${published.version}, is ${version})`);
    return new step_fault/* StepFault */.H('frozen', {
        where: `${published.set}@${version}`,
        expected: `what was published as ${published.version}`,
        found: `other content: ${differences.slice(0, 5).join('; ')}${differences.length > 5 ? ` and ${differences.length - 5} more` : ''}`,
        fix: 'What is published never changes: raise the version of the set',
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/published-for-set.js


/** What the store has of the packages that a set names; all names only when one of them is unknown. */
async function readPublishedForSet(at, { packages }) {
    const names = Object.keys(packages);
    const versions = await Promise.all(names.map(async (name) => [name, await versionsOf(at, name)]));
    const bad = await Promise.all(names.map(async (name) => [name, await marksOf(at, name)]));
    const isUnknown = versions.some(([, all]) => all.length === 0);
    return {
        versions: Object.fromEntries(versions),
        bad: Object.fromEntries(bad),
        names: isUnknown ? await namesIn(at) : names,
    };
}
/** Descriptors of exact versions, which are published. */
async function readDescriptors(at, packages) {
    const read = await Promise.all(Object.entries(packages).map(async ([name, version]) => {
        const path = descriptor_lib/* packagePaths */.lA.record(name, version);
        const text = await at.get(path);
        return text === undefined ? [] : [(0,descriptor_lib/* parsePackageRecord */.ZG)(text, path).descriptor];
    }));
    return read.flat();
}
/** Without those whose bytes are removed, or to be. */
async function versionsOf(at, name) {
    const versions = await (0,listed_versions/* listVersions */.y)(at, descriptor_lib/* packagePaths */.lA.records(name));
    const removed = new Set(await at.list(descriptor_lib/* packagePaths */.lA.removals(name)));
    return versions.filter((version) => !removed.has(descriptor_lib/* packagePaths */.lA.removal(name, version)));
}
async function marksOf(at, name) {
    const paths = await at.list(descriptor_lib/* packagePaths */.lA.marks(name));
    const marks = await Promise.all(paths.map(async (path) => {
        const text = await at.get(path);
        return text === undefined ? [] : [(0,descriptor_lib/* parseMark */.lw)(text, path)];
    }));
    return Object.fromEntries(marks.flat().map(({ version, by, reason }) => [version, { by, reason }]));
}
async function namesIn(at) {
    const paths = await at.list('packages/');
    return [...new Set(paths.flatMap((path) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? []))];
}

;// CONCATENATED MODULE: ./packages/steps/lib/publishing/set-from-manifest.js









/** Publishes the set of a manifest: its ranges resolved against what is published, and frozen. */
async function publishSetFromManifest(store, call, path) {
    refuseOthers(call);
    const { context } = call.io;
    const text = await readManifest(context.workspace, path);
    const manifest = (0,descriptor_lib/* parsePackageSetManifest */.f5)(text, path);
    const at = await store.read('packages');
    const frozen = (0,descriptor_lib/* freezePackageSet */.EG)(text, path, await readPublishedForSet(at, manifest));
    const broken = (0,descriptor_lib/* brokenSetEdges */.eB)(await readDescriptors(at, frozen.packages)).map((edge) => unanswered(edge, frozen));
    const [first, ...others] = broken;
    if (first !== undefined)
        throw new fault_lib/* Faults */.CG([first, ...others]);
    const { source } = await (0,repository_source/* readCheckout */.b)((0,external_node_path_.dirname)((0,external_node_path_.resolve)(context.workspace, path)), call.io);
    const publication = { at: call.clock().toISOString(), ...source, run: context.run, by: context.actor };
    say(call, await publishSet(frozen, publication, store), manifest);
}
/** A set has no bytes, so nothing of a package can be meant. */
function refuseOthers({ inputs }) {
    const given = ['descriptor', 'package', 'artifact', 'override'].filter((name) => inputs.text(name) !== null);
    if (given.length === 0)
        return;
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: `Input \`${given[0]}\``,
        expected: 'nothing beside `set-manifest`, which publishes a set',
        found: 'a value',
        fix: 'Publish packages and sets by steps of their own',
    });
}
async function readManifest(workspace, path) {
    const text = await (0,read_if_there/* readTextIfThere */.pM)((0,external_node_path_.resolve)(workspace, path));
    if (text !== null)
        return text;
    throw new step_fault/* StepFault */.H('file-missing', {
        where: path,
        expected: 'the manifest of a package set',
        found: 'no such file',
        fix: 'Write one (docs/schemas/package-set.schema.json says how), or correct `set-manifest`',
    });
}
function unanswered({ consumer, dependency, range, found }, { manifest, packages }) {
    return new step_fault/* StepFault */.H('refused', {
        where: `${manifest.set}@${manifest.version}: ${consumer} → ${dependency}`,
        expected: `a version of ${dependency} that fits \`${range}\`, which ${consumer} ${packages[consumer]} declares`,
        found: `${dependency} ${found}`,
        fix: `Name another version of ${dependency} or ${consumer}`,
    });
}
function say(call, published, { packages }) {
    const { record, digest, already } = published;
    const { set, version, notes } = record;
    call.output('name', set);
    call.output('version', version);
    call.output('digest', digest);
    call.output('reference', descriptor_lib/* packagePaths */.lA.set(set, version));
    call.output('already-published', already);
    const what = already ? 'had been published before, and stays as it was frozen then' : 'is published';
    call.io.say(`set ${set} ${version} ${what}: ${(0,descriptor_lib/* shortDigest */.VK)(digest)}`);
    const rows = Object.entries(record.packages).map(([name, exact]) => {
        const written = packages[name] ?? exact;
        return `| ${name} | ${exact} | ${written === exact ? '' : `newest of ${(0,environment_lib/* codeSpan */.SS)(written)}`} |`;
    });
    for (const [name, exact] of Object.entries(record.packages))
        call.io.say(`  ${name} ${exact}`);
    call.io.summarize([
        `**Set ${set} ${version}** ${what}.`,
        ...(notes.trim() === '' ? [] : [(0,environment_lib/* escapeMarkdown */.FV)(notes)]),
        ['| package | version | |', '|---|---|---|', ...rows].join('\n'),
        `To go on: \`${(0,environment_lib/* promoteCommand */.OO)('<environment>', [], { sets: [`${set}@${version}`] })}\``,
    ].join('\n\n'));
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

















/** Publishes what build made: bytes to the package store, the record to the metadata store; or the record of a set. */
const publish = async (call) => {
    const { io, inputs } = call;
    const setManifest = inputs.text('set-manifest');
    if (setManifest !== null) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const metadata = __addDisposableResource(env_1, await (0,stores/* openMetadata */.o5)(call), true);
            return await publishSetFromManifest(metadata, call, setManifest);
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
    const { workspace, actor } = io.context;
    const override = (0,set_aside/* readOverride */.$J)(inputs.text('override'), inputs.text('reason'), actor);
    const artifact = inputs.text('artifact');
    const folder = artifact === null
        ? await (0,build_folder/* findBuildFolder */.A)(workspace, inputs.text('package'))
        : await (0,building_artifact/* downloadBuild */.$)(workspace, artifact);
    const descriptor = await descriptorOf(call, folder);
    await verifyBytes(folder, descriptor);
    const published = await send(call, folder, descriptor, override);
    publish_say(call, published);
    if (override !== null && (published.already || published.record.compatibility?.overrides.length === 0))
        io.annotate({ level: 'warning', title: 'override-unneeded', message: unneeded });
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
/** Told, so that nobody gets used to setting it aside. */
const unneeded = 'The gate `contract` was not in the way, so nothing of it was set aside.';
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
async function send(call, folder, descriptor, override) {
    const { context, environment } = call.io;
    const packages = (0,stores/* openPackages */._O)(call);
    try {
        const env_2 = { stack: [], error: void 0, hasError: false };
        try {
            const metadata = __addDisposableResource(env_2, await (0,stores/* openMetadata */.o5)(call), true);
            const publication = {
                at: call.clock().toISOString(),
                repository: descriptor.source.repository,
                revision: descriptor.source.revision,
                run: context.run,
                by: context.actor,
            };
            const contract = {
                descriptor,
                sources: {
                    ofThis: (path) => (0,promises_.readFile)(folder.source(path), 'utf8'),
                    published: readPublishedContract(packages),
                },
                given: { environment, signal: call.signal },
            };
            const judge = async (at) => {
                const judged = await judgeContract(contract, at);
                if (judged.outcome === 'fail' && override === null)
                    call.io.summarize(renderRefusal(descriptor.package, descriptor.version, judged));
                return judged;
            };
            const layers = await layersOf(folder, descriptor);
            return await publishPackage({ descriptor, layers, publication, judge, override }, metadata, packages);
        }
        catch (e_2) {
            env_2.error = e_2;
            env_2.hasError = true;
        }
        finally {
            const result_2 = __disposeResources(env_2);
            if (result_2)
                await result_2;
        }
    }
    finally {
        await packages.close();
    }
}
function publish_say(call, { record, already }) {
    const { package: name, version } = record.descriptor;
    call.output('name', name);
    call.output('version', version);
    call.output('digest', record.reference.slice(record.reference.indexOf('@') + 1));
    call.output('reference', record.reference);
    call.output('already-published', already);
    const what = already ? 'had been published before, with the same content' : 'is published';
    call.io.say(`${name} ${version} ${what}: ${(0,descriptor_lib/* shortDigest */.VK)(record.archive.digest)}`);
    const { compatibility } = record;
    if (compatibility !== undefined && !already)
        call.io.say(verdictLine(compatibility));
    call.io.summarize([
        `**${name} ${version}** ${what}.`,
        (0,environment_lib/* escapeMarkdown */.FV)(record.descriptor.notes),
        ...(compatibility === undefined ? [] : [renderVerdict(compatibility)]),
        `To go on: \`${(0,environment_lib/* promoteCommand */.OO)('<environment>', [`${name}@${version}`])}\``,
    ].join('\n\n'));
}


/***/ }),

/***/ 66814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $J: () => (/* binding */ readOverride),
/* harmony export */   KC: () => (/* binding */ contractGate),
/* harmony export */   s3: () => (/* binding */ acceptJudgement),
/* harmony export */   vN: () => (/* binding */ renderChange)
/* harmony export */ });
/* harmony import */ var _promoting_overrides_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13656);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16058);


const contractGate = 'contract';
/** More in a record would be kept for ever and read by nobody. */
const mostRecorded = 100;
const mostTold = 5;
/** Reads publish's `override` and `reason`; null when nothing is to be set aside. */
function readOverride(override, reason, by) {
    const gates = (0,_promoting_overrides_js__WEBPACK_IMPORTED_MODULE_1__/* .readOverrides */ .i)(override);
    const unknown = gates.find((gate) => gate !== contractGate);
    if (unknown !== undefined) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .StepFault */ .H('input-invalid', {
            where: 'Input `override`',
            expected: `\`${contractGate}\`, the only gate of publish`,
            found: `\`${unknown}\``,
        });
    }
    if (gates.length === 0)
        return null;
    if (reason !== null)
        return { gate: contractGate, by, reason };
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .StepFault */ .H('input-missing', {
        where: 'Input `reason`',
        expected: 'why the gate `contract` is set aside: it is kept with the package',
        found: 'nothing',
        fix: 'Give `reason` to the step',
    });
}
/** What the record keeps of the judgement. Throws StepFault `bump-too-small` unless that was set aside. */
function acceptJudgement(subject, judgement, override) {
    const { outcome, baseline, required, changes, unproven } = judgement;
    if (outcome === 'fail' && override === null)
        throw tooSmall(subject, judgement);
    return {
        outcome: outcome === 'fail' ? 'warn' : outcome,
        baseline,
        required,
        changes: changes.slice(0, mostRecorded),
        unproven: unproven.slice(0, mostRecorded),
        overrides: outcome === 'fail' && override !== null ? [override] : [],
    };
}
function tooSmall(subject, { baseline, required, changes, right }) {
    const telling = required === 'major' ? changes.filter(({ level }) => level === 'major') : changes;
    const told = telling.slice(0, mostTold).map(renderChange).join('; ');
    const more = telling.length > mostTold ? `; and ${telling.length - mostTold} more` : '';
    return new _step_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .StepFault */ .H('bump-too-small', {
        where: subject,
        expected: `a version that is a ${required} step above ${baseline}, as its contract ${required === 'major' ? 'breaks' : 'grows'}`,
        found: `${told}${more}`,
        fix: `Publish it as ${right}; or give \`override: ${contractGate}\` and a \`reason\`, which stay in its record`,
    });
}
function renderChange({ place, what }) {
    return `${place} ${what}`;
}


/***/ })

};
