export const id = 876;
export const ids = [876];
export const modules = {

/***/ 23234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vC: () => (/* reexport */ Fault),
  CG: () => (/* reexport */ Faults),
  oL: () => (/* reexport */ renderPlace)
});

// UNUSED EXPORTS: renderExplanation

;// CONCATENATED MODULE: ./packages/fault/lib/fault.js
/** Base of every package's error class. `Code` is that package's closed union. */
class Fault extends Error {
    code;
    explanation;
    /** True when doing the same again, unchanged, can succeed. */
    retryable;
    constructor(code, explanation, options = {}) {
        super(renderExplanation(explanation), options.cause === undefined ? {} : { cause: options.cause });
        this.name = new.target.name;
        this.code = code;
        this.explanation = explanation;
        this.retryable = options.retryable ?? false;
    }
}
/** Several faults of one kind found in one reading (all problems of a YAML file at once, say). At least one. */
class Faults extends Fault {
    all;
    constructor(all) {
        super(all[0].code, all[0].explanation, { retryable: all.every((fault) => fault.retryable), cause: all[0].cause });
        this.all = all;
        this.message = all.map((fault) => fault.message).join('\n');
    }
}
/** One sentence or three: `where: expected E, found F. Fix.` */
function renderExplanation(explanation) {
    const { expected, found, fix, place } = explanation;
    const where = place === undefined ? explanation.where : `${renderPlace(place)} ${explanation.where}`;
    const facts = [expected && `expected ${expected}`, found && `found ${found.replace(/(?<=\w)\.$/, '')}`]
        .filter(Boolean)
        .join(', ');
    const statement = facts === '' ? `${where}.` : `${where}: ${facts}.`;
    return fix === undefined ? statement : `${statement} ${fix}${fix.endsWith('?') ? '' : '.'}`;
}
/** `file:line:column`, as far as they are known. */
function renderPlace(place) {
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

;// CONCATENATED MODULE: ./packages/fault/lib/index.js



/***/ }),

/***/ 99432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n1: () => (/* reexport */ Mask),
  J$: () => (/* reexport */ commandEnvironment),
  yn: () => (/* reexport */ findBundledProgram),
  DJ: () => (/* reexport */ isProcessGone),
  Ao: () => (/* reexport */ onCancel),
  YL: () => (/* reexport */ openGithubStepIo),
  zw: () => (/* reexport */ openTerminalStepIo),
  nj: () => (/* reexport */ readOwnIdentity),
  Wv: () => (/* reexport */ readProcess),
  gi: () => (/* reexport */ readRunnerContext)
});

;// CONCATENATED MODULE: ./packages/step-io/lib/child-environment.js
const kept = new Set([
    'GITHUB_WORKSPACE',
    'GITHUB_SHA',
    'GITHUB_REF',
    'GITHUB_REF_NAME',
    'GITHUB_REPOSITORY',
    'GITHUB_RUN_ID',
    'GITHUB_RUN_NUMBER',
]);
/**
 * The environment for a command of the repository's own (`code.build`): without inputs, tokens and whatever lets a process speak
 * for the job (DESIGN invariant 11). Of GitHub's variables only those that merely say what is built.
 */
function commandEnvironment(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => value === undefined || !isHarmless(name) ? [] : [[name, value]]));
}
function isHarmless(name) {
    if (kept.has(name))
        return true;
    if (/^(INPUT_|ACTIONS_|GITHUB_|STATE_)/i.test(name))
        return false;
    return !/TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|(^|_)(KEY|PAT)(_|$)/i.test(name);
}

;// CONCATENATED MODULE: ./packages/step-io/lib/mask.js
/** Values that must not be shown, longest first, so that a value that contains another is masked whole. */
class Mask {
    #values = [];
    add(value) {
        const lines = [value, ...value.split(/\r?\n/)].filter((line) => line.trim().length >= 3);
        this.#values = [...new Set([...this.#values, ...lines])].sort((a, b) => b.length - a.length);
    }
    apply(text) {
        return this.#values.reduce((masked, value) => masked.replaceAll(value, '***'), text);
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/step-io/lib/pull-request.js


/** What of a run's event tells which pull request it is for (docs.github.com "Webhook events and payloads"); all else is passed over. */
const eventSchema = schemas/* object */.Ikc({
    pull_request: schemas/* object */.Ikc({ html_url: schemas/* string */.YjP() }).optional(),
    /** Of a comment: a pull request is an issue too. */
    issue: schemas/* object */.Ikc({ pull_request: schemas/* object */.Ikc({ html_url: schemas/* string */.YjP() }).optional() }).optional(),
    head_commit: schemas/* object */.Ikc({ message: schemas/* string */.YjP() }).nullish(),
});
/** URL of the pull request that a run is for, or whose merge it runs on; null: none is known. `repository`: its page. */
function pullRequestOf(event, repository) {
    const parsed = eventSchema.safeParse(event);
    if (!parsed.success)
        return null;
    const { pull_request: own, issue, head_commit: head } = parsed.data;
    const number = head ? mergedNumber(head.message) : null;
    return own?.html_url ?? issue?.pull_request?.html_url ?? (number === null ? null : `${repository}/pull/${number}`);
}
/** GitHub writes `Merge pull request #12 from …` for a merge, and `… (#12)` behind the title for a squash. */
function mergedNumber(message) {
    const [title = ''] = message.split('\n');
    return /^Merge pull request #(\d+) /.exec(title)?.[1] ?? /\(#(\d+)\)$/.exec(title.trim())?.[1] ?? null;
}
/** The run's event; null where there is none that can be read. */
function readEvent(path) {
    if (path === undefined || path === '')
        return null;
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        // It only tells where a request came from: no step fails for the lack of it.
        if (error instanceof SyntaxError || (error instanceof Error && 'code' in error))
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/step-io/lib/run-context.js


const serverUrlOf = (env) => env['GITHUB_SERVER_URL'] ?? 'https://github.com';
const apiUrlOf = (env) => env['GITHUB_API_URL'] ?? 'https://api.github.com';
/** Reads a runner's variables (docs.github.com "Default environment variables"). */
function readRunnerContext(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? null;
    const server = serverUrlOf(env);
    const runId = env['GITHUB_RUN_ID'] ?? '';
    return {
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        repository,
        repositoryUrl: repository === null ? null : `${server}/${repository}.git`,
        sha: env['GITHUB_SHA'] ?? null,
        ref: env['GITHUB_REF'] ?? null,
        actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? (0,external_node_os_.userInfo)().username,
        run: repository === null ? terminalName() : `${server}/${repository}/actions/runs/${runId}`,
        pullRequest: repository === null ? null : pullRequestOf(readEvent(env['GITHUB_EVENT_PATH']), `${server}/${repository}`),
        job: runId === ''
            ? null
            : {
                runId,
                attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
                job: env['GITHUB_JOB'] ?? '',
                runner: env['RUNNER_NAME'] ?? '',
                artifacts: env['ACTIONS_RUNTIME_TOKEN'] !== undefined && env['ACTIONS_RESULTS_URL'] !== undefined,
            },
        home: env['HOME'] ?? (0,external_node_os_.userInfo)().homedir,
        fleeting: ['GITHUB_WORKSPACE', 'RUNNER_WORKSPACE', 'RUNNER_TEMP'].flatMap((name) => env[name] ?? []),
        githubApiUrl: apiUrlOf(env),
        githubServerUrl: server,
    };
}
/** A person's terminal: no repository of a run, the current folder. */
function readTerminalContext(env) {
    return {
        workspace: process.cwd(),
        repository: null,
        repositoryUrl: null,
        sha: null,
        ref: null,
        actor: (0,external_node_os_.userInfo)().username,
        run: terminalName(),
        pullRequest: null,
        job: null,
        home: env['HOME'] ?? (0,external_node_os_.userInfo)().homedir,
        fleeting: [],
        githubApiUrl: apiUrlOf(env),
        githubServerUrl: serverUrlOf(env),
    };
}
function terminalName() {
    return `${(0,external_node_os_.userInfo)().username}@${(0,external_node_os_.hostname)()}`;
}

;// CONCATENATED MODULE: ./packages/step-io/lib/github-step-io.js


/** A log can't replace a line, so long work is told of now and then. */
const progressEveryMs = 10_000;
/** Most that GitHub takes as one step's summary, in bytes. */
const summaryLimitBytes = 1024 * 1024;
/**
 * Inputs are read here and not by @actions/core, whose start-up (undici, through its OIDC module) costs more than all of ours:
 * a step knows its inputs before the toolkit is loaded, which happens when something is first said.
 */
function openGithubStepIo(env = process.env) {
    const mask = new Mask();
    const context = readRunnerContext(env);
    const summary = [];
    let toolkit;
    let saying = Promise.resolve();
    let failure;
    let lastProgress = performance.now();
    /**
     * In order, one after the other: what is said first is shown first. What can't be said (a runner's file that can't be written) neither ends
     * the step in the midst of its work, as an unhandled rejection would, nor keeps back what is said after it: `flush` tells of it.
     */
    const later = (act) => {
        toolkit ??= Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(659)]).then(__webpack_require__.bind(__webpack_require__, 91659));
        const loading = toolkit;
        saying = saying
            .then(async () => void (await act(await loading)))
            .catch((error) => {
            failure ??= { error };
        });
    };
    const show = (line) => later((core) => core.info(withoutCommands(mask.apply(line))));
    const annotate = ({ level, title, message, place }) => later((core) => core[level](mask.apply(message), {
        title,
        ...(place && { file: place.file }),
        ...(place?.line !== undefined && { startLine: place.line }),
        ...(place?.column !== undefined && { startColumn: place.column }),
    }));
    return {
        context,
        input: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() || null,
        environment: env,
        mask: (value) => {
            mask.add(value);
            later((core) => {
                for (const line of value.split(/\r?\n/))
                    if (line.trim() !== '')
                        core.setSecret(line);
            });
        },
        output: (name, value) => later((core) => core.setOutput(name, value)),
        say: show,
        progress: (line) => {
            const now = performance.now();
            if (now - lastProgress < progressEveryMs)
                return;
            lastProgress = now;
            show(line);
        },
        annotate,
        group: async (title, body) => {
            later((core) => core.startGroup(mask.apply(title)));
            try {
                return await body();
            }
            finally {
                later((core) => core.endGroup());
            }
        },
        summarize: (markdown) => void summary.push(mask.apply(markdown)),
        flush: async () => {
            if (summary.length > 0 && env['GITHUB_STEP_SUMMARY']) {
                const text = cutToLimit(`${summary.join('\n\n')}\n`);
                later((core) => core.summary.addRaw(text).write());
            }
            await saying;
            if (failure !== undefined)
                throw failure.error;
        },
    };
}
const unseen = '\u200b';
/**
 * A runner obeys lines that begin with `::` and whatever holds `##[` (actions/runner, ActionCommand.cs), and what is said may be a build's
 * output, a commit's subject or a service's log: `::stop-commands::` there would end the masking. The mark keeps the text as it looks.
 */
function withoutCommands(text) {
    return text.replace(/^(?=\s*::)/gm, unseen).replaceAll('##[', `##${unseen}[`);
}
function cutToLimit(text) {
    if (Buffer.byteLength(text) <= summaryLimitBytes)
        return text;
    const note = '\n\n_The rest is cut: GitHub takes 1 MiB a step._\n';
    const room = summaryLimitBytes - Buffer.byteLength(note);
    return Buffer.from(text).subarray(0, room).toString('utf8').replace(/�+$/, '') + note;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/step-io/lib/process.js

function readProcess() {
    const { env, stdout, stderr } = process;
    return { argv: process.argv.slice(2), env, stdout, stderr, node: process.versions.node };
}
/**
 * Aborted at the first of these signals: a person's Ctrl-C, a terminal that is closed, or a runner that cancels (SIGINT, 7.5 s later
 * SIGTERM, 2.5 s later SIGKILL). Further ones change nothing: an impatient second Ctrl-C must not end the clean-up that the first began.
 */
function onCancel() {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, () => controller.abort(new Error(`The run was cancelled (${signal})`)));
    }
    return controller.signal;
}
/** The program of the embedded supervisor and proxy stands beside the file that this process was started with. */
function findBundledProgram() {
    return (0,external_node_path_.join)((0,external_node_path_.dirname)(process.argv[1] ?? ''), 'embedded.mjs');
}

;// CONCATENATED MODULE: ./packages/step-io/lib/process-identity.js


function readOwnIdentity() {
    return { host: (0,external_node_os_.hostname)(), boot: readBoot(), pid: process.pid, startTime: readStart(process.pid) ?? '' };
}
/** Whether a process of this machine is gone; of another machine nothing can be said, and it counts as there. */
function isProcessGone(identity) {
    if (identity.host !== (0,external_node_os_.hostname)())
        return false;
    return identity.boot !== readBoot() || readStart(identity.pid) !== identity.startTime;
}
function readBoot() {
    return (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
/**
 * The name in field 2 may hold anything, so fields are counted from behind its closing bracket. A zombie has no start: it does nothing
 * any more, and where nobody reaps orphans (process 1 of a job's container) it stays for ever.
 */
function readStart(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/step-io/lib/terminal-step-io.js




/** What everybody who may list processes would see in an argument. A variable can hold it instead: `TOWPATH_SIGNING_KEY` for `signing-key`. */
const secretInputs = new Set([
    'signing-key',
    'signing-key-passphrase',
    'ssh-private-key',
    'token',
    'metadata-token',
    'package-token',
]);
function readSecretInput(name, env) {
    if (!secretInputs.has(name))
        return undefined;
    return env[`TOWPATH_${name.replaceAll('-', '_').toUpperCase()}`];
}
function openTerminalStepIo(terminal) {
    const mask = new Mask();
    const outputs = new Map();
    const summary = [];
    const { stdout, stderr } = terminal;
    const isTty = stdout.isTTY === true;
    let transient = false;
    const clear = () => {
        if (transient)
            stdout.write('\r\u001b[2K');
        transient = false;
    };
    const say = (line) => {
        clear();
        stdout.write(`${mask.apply(line)}\n`);
    };
    return {
        context: { ...readTerminalContext(terminal.env), ...terminal.context },
        outputs,
        input: (name) => (terminal.inputs[name] ?? readSecretInput(name, terminal.env))?.trim() || null,
        environment: terminal.env,
        mask: (value) => mask.add(value),
        output: (name, value) => void outputs.set(name, value),
        say,
        progress: (line) => {
            if (!isTty)
                return;
            clear();
            stdout.write((0,external_node_util_.stripVTControlCharacters)(mask.apply(line)).slice(0, (stdout.columns ?? 80) - 1));
            transient = true;
        },
        annotate: ({ level, title, message, place }) => {
            clear();
            const color = level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'blue';
            const where = place === undefined || message.includes((0,lib/* renderPlace */.oL)(place)) ? '' : `${(0,lib/* renderPlace */.oL)(place)} `;
            stderr.write(`${(0,external_node_util_.styleText)(color, `${level} ${title}`)} ${where}${mask.apply(message)}\n`);
        },
        group: async (title, body) => {
            say(title);
            return body();
        },
        summarize: (markdown) => void summary.push(mask.apply(markdown)),
        flush: async () => {
            clear();
            if (terminal.showSummary && summary.length > 0)
                stdout.write(`\n${summary.join('\n\n')}\n`);
        },
    };
}

;// CONCATENATED MODULE: ./packages/step-io/lib/index.js









/***/ }),

/***/ 41602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ contracts)
/* harmony export */ });
// Generated from action.yml and actions/*/action.yml by `npm run build`. Edit those.
/** Inputs and outputs of every step, as its action.yml says. */
const contracts = {
    "deliver": {
        "description": "Build, publish, promote, deploy and register one package in one step",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "compression": {
                "description": "`gzip` or `zstd`.",
                "required": false,
                "default": "gzip"
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "upload-artifact": {
                "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
                "required": false,
                "default": "auto"
            },
            "override": {
                "description": "Gates to set aside, in lines or with commas: `contract` at publish, and those of promote. Needs `reason`.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why, for those who read the history.",
                "required": false,
                "default": ""
            },
            "environment": {
                "description": "Environment to promote to and deploy. Without it the path ends with publish.",
                "required": false,
                "default": ""
            },
            "spec": {
                "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "take-over": {
                "description": "`true` takes the lease of another run that you know is over; `hosts` takes hosts whose last revision this store does not know, as after it was restored from a backup; `true, hosts` takes both.",
                "required": false,
                "default": "false"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "package": "Path of the package, below `.towpath/` of the workspace.",
            "size-bytes": "Size of the package in bytes.",
            "name": "Name of the package.",
            "version": "Version of the package.",
            "digest": "Digest of the manifest in the package store.",
            "reference": "Where the package is: `<repository>@<digest>`.",
            "already-published": "`true` when the same content had been published before.",
            "environment": "Name of the environment.",
            "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
            "changed": "`true` when a new revision was written.",
            "verdict": "`pass`, `warn` or `fail`.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace.",
            "status": "`deployed`, `unchanged` or `rolled-back`.",
            "report": "Path of the report, below `.towpath/` of the workspace.",
            "instances": "Number of instances that the inventory now has open.",
            "url": "Base URL of the environment: `http://<vip>:<port>`."
        }
    },
    "build": {
        "description": "Run the build and pack its result into a deterministic archive",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "compression": {
                "description": "`gzip` or `zstd`.",
                "required": false,
                "default": "gzip"
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "upload-artifact": {
                "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
                "required": false,
                "default": "auto"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            }
        },
        "outputs": {
            "package": "Path of the package, below `.towpath/` of the workspace.",
            "digest": "Digest of the package: `sha256:…`.",
            "size-bytes": "Size of the package in bytes.",
            "artifact-id": "Id of the uploaded artifact, empty when none was."
        }
    },
    "deploy": {
        "description": "Carry out a revision on the environment's hosts",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "revision": {
                "description": "Number of the revision to deploy. The default is the desired one.",
                "required": false,
                "default": ""
            },
            "ssh-private-key": {
                "description": "Private key that the hosts let in, in OpenSSH or PEM form, without a passphrase. Without it the keys of the agent at SSH_AUTH_SOCK are offered.",
                "required": false,
                "default": ""
            },
            "known-hosts": {
                "description": "Pinned host keys: the lines of a known_hosts file. A host whose key is not among them is not spoken to; the line to add is shown.",
                "required": false,
                "default": ""
            },
            "allowed-signers": {
                "description": "Keys that may sign revisions: the lines of an allowed_signers file. With it, a revision that none of them signed is refused.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "take-over": {
                "description": "`true` takes the lease of another run that you know is over; `hosts` takes hosts whose last revision this store does not know, as after it was restored from a backup; `true, hosts` takes both.",
                "required": false,
                "default": "false"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "revision": "Number of the revision.",
            "status": "`deployed`, `unchanged` or `rolled-back`.",
            "report": "Path of the report, below `.towpath/` of the workspace."
        }
    },
    "describe": {
        "description": "Write the descriptor: the metadata of the package",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "package": {
                "description": "Path of the package. The default is what build made in this job.",
                "required": false,
                "default": ""
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "notes": {
                "description": "What this version changes. Takes the place of the manifest's `notes`.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "descriptor": "Path of the descriptor, below `.towpath/` of the workspace.",
            "name": "Name of the package.",
            "version": "Version of the package.",
            "digest": "Digest of the descriptor: `sha256:…`."
        }
    },
    "observe": {
        "description": "Join traced calls with the inventory and judge them by what is declared",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "zipkin-url": {
                "description": "URL of a Zipkin server, such as `http://10.77.0.30:9411`; its credentials, if it has any, as `https://user:password@…`.",
                "required": false,
                "default": ""
            },
            "spans": {
                "description": "Instead of `zipkin-url`: file of Zipkin v2 spans; `-` for none.",
                "required": false,
                "default": ""
            },
            "lookback-minutes": {
                "description": "How far back to look, in minutes.",
                "required": false,
                "default": "60"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "edges": "Number of observed edges.",
            "violations": "Number of calls that no descriptor declares, or outside the declared range.",
            "unproven": "Number of declared dependencies that no trace has shown.",
            "report": "Path of the report, below `.towpath/` of the workspace."
        }
    },
    "promote": {
        "description": "Decide what an environment shall run and write it as an immutable revision",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "packages": {
                "description": "What to promote, one a line: `orders@1.4.2`, `orders@^1.4` or `orders` (the newest accepted). None, and no `set` or `from`: the spec as it stands.",
                "required": false,
                "default": ""
            },
            "set": {
                "description": "Package set to promote as a whole: `checkout@3.0.0`, `checkout@^3` or `checkout` (the newest). Several: one a line. It takes the place of the version that runs, unless `sets` of the spec names both.",
                "required": false,
                "default": ""
            },
            "from": {
                "description": "Environment to take from what runs there: with neither `packages` nor `set` everything, with the config of this one.",
                "required": false,
                "default": ""
            },
            "spec": {
                "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why, for those who read the history. Needed with `override`.",
                "required": false,
                "default": ""
            },
            "override": {
                "description": "Gates to set aside, in lines or with commas: `order`, `soak`, `freeze`, `approvals`, `matrix`. Needs `reason`, and `policy.allowed.override` of the spec must name who asks.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "open-pull-request": {
                "description": "`true` opens a pull request that asks for the promotion. Not yet: promotion by pull request.",
                "required": false,
                "default": "false"
            },
            "signing-key": {
                "description": "Private ssh key (Ed25519, OpenSSH form) that signs the revision, so that deploy can insist on it by `allowed-signers`.",
                "required": false,
                "default": ""
            },
            "signing-key-passphrase": {
                "description": "Passphrase of `signing-key`, where it has one.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "environment": "Name of the environment.",
            "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
            "previous": "Number of the revision before, empty for the first.",
            "changed": "`true` when a new revision was written.",
            "verdict": "`pass`, `warn` or `fail`.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
        }
    },
    "publish": {
        "description": "Put the package into the package store and its record into the metadata store",
        "inputs": {
            "descriptor": {
                "description": "Path of the descriptor. Without it, publish describes the package first.",
                "required": false,
                "default": ""
            },
            "package": {
                "description": "Path of the package. The default is what build made in this job.",
                "required": false,
                "default": ""
            },
            "artifact": {
                "description": "Name of the artifact that build uploaded in another job of this run: `towpath-<name>-<version>`.",
                "required": false,
                "default": ""
            },
            "set-manifest": {
                "description": "Path of a package set's manifest, to publish a set instead of a package. Its ranges are resolved to published versions and frozen.",
                "required": false,
                "default": ""
            },
            "override": {
                "description": "Gate to set aside: `contract`, which wants the version to rise as much as its contract changed. Needs `reason`.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why it is set aside; kept in the record of the package.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "name": "Name of the package, or of the set.",
            "version": "Version of the package, or of the set.",
            "digest": "Digest of the manifest in the package store; of a set, that of its record.",
            "reference": "Where the package is: `<repository>@<digest>`; of a set, the path of its record in the metadata store.",
            "already-published": "`true` when the same content had been published before."
        }
    },
    "register": {
        "description": "Write what runs into the service inventory",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "report": {
                "description": "Path of deploy's report. The default is the newest one in the store; a file counts only if its digest is there.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "instances": "Number of instances that the inventory now has open.",
            "url": "Base URL of the environment: `http://<vip>:<port>`."
        }
    },
    "resolve": {
        "description": "Find the address of a service from just its environment",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "service": {
                "description": "Name of the service.",
                "required": true,
                "default": ""
            },
            "range": {
                "description": "Range of versions. The default is the service's default line.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "url": "URL of the service: VIP and path.",
            "address": "Authority of the service, empty where the environment has no domain.",
            "version": "Version that answers.",
            "vip": "The VIP.",
            "port": "Port of the VIP.",
            "instances": "Instances that answer, as JSON."
        }
    },
    "rollback": {
        "description": "Write a revision that restores an earlier one",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "to": {
                "description": "Number of the revision to restore. The default is the deployed one if the desired one failed, else the last good one.",
                "required": false,
                "default": ""
            },
            "packages": {
                "description": "What goes back, one package a line; all when empty. One brings along what it can not go back without; several have to hold without the others. A version (`orders@1.4.2`) only says what is expected there; one that is marked bad has to be named so, by someone whom the policy lets.",
                "required": false,
                "default": ""
            },
            "config": {
                "description": "`then` restores the config too; `now` resolves the restored versions by the spec that is deployed.",
                "required": false,
                "default": "then"
            },
            "hosts": {
                "description": "`now` keeps hosts, VIP and external services; `then` restores those too.",
                "required": false,
                "default": "now"
            },
            "reason": {
                "description": "Why.",
                "required": true,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "signing-key": {
                "description": "Private ssh key (Ed25519, OpenSSH form) that signs the revision, so that deploy can insist on it by `allowed-signers`.",
                "required": false,
                "default": ""
            },
            "signing-key-passphrase": {
                "description": "Passphrase of `signing-key`, where it has one.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "revision": "Number of the new revision.",
            "changed": "`true` when a new revision was written.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
        }
    },
    "status": {
        "description": "Show what runs where",
        "inputs": {
            "environment": {
                "description": "Name of the environment. The default is all.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "environments": "State of each environment, as JSON."
        }
    }
};


/***/ }),

/***/ 11876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  contracts: () => (/* reexport */ contracts/* contracts */.M),
  runAction: () => (/* reexport */ runAction),
  runStep: () => (/* reexport */ runStep)
});

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 8 modules
var lib = __webpack_require__(99432);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
// EXTERNAL MODULE: ./packages/steps/lib/inputs.js
var inputs = __webpack_require__(28140);
;// CONCATENATED MODULE: ./packages/steps/lib/run-step.js


/** Loaded only when asked for, so that a step starts with what it needs and no more. */
const steps = {
    deliver: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(6), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(206), __webpack_require__.e(173), __webpack_require__.e(797), __webpack_require__.e(766), __webpack_require__.e(653), __webpack_require__.e(15), __webpack_require__.e(476), __webpack_require__.e(545), __webpack_require__.e(452)]).then(__webpack_require__.bind(__webpack_require__, 59452))).deliver,
    build: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(6), __webpack_require__.e(697), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(897)]).then(__webpack_require__.bind(__webpack_require__, 30897))).build,
    describe: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(376)]).then(__webpack_require__.bind(__webpack_require__, 4376))).describe,
    publish: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(6), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(545), __webpack_require__.e(146)]).then(__webpack_require__.bind(__webpack_require__, 27545))).publish,
    promote: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(586)]).then(__webpack_require__.bind(__webpack_require__, 31586))).promote,
    deploy: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(6), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(206), __webpack_require__.e(173), __webpack_require__.e(766), __webpack_require__.e(653), __webpack_require__.e(476)]).then(__webpack_require__.bind(__webpack_require__, 78476))).deploy,
    register: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(37)]).then(__webpack_require__.bind(__webpack_require__, 43037))).register,
    rollback: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(215)]).then(__webpack_require__.bind(__webpack_require__, 18215))).rollback,
    resolve: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(13)]).then(__webpack_require__.bind(__webpack_require__, 58394))).resolve,
    status: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(131)]).then(__webpack_require__.bind(__webpack_require__, 28131))).status,
    observe: async () => (await Promise.all(/* import() */[__webpack_require__.e(208), __webpack_require__.e(697), __webpack_require__.e(536), __webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(653), __webpack_require__.e(230)]).then(__webpack_require__.bind(__webpack_require__, 230))).observe,
};
/** Runs one step to its end and says its outcome. Returns the exit code: 0 done, 1 refused or failed. */
async function runStep(name, io, run) {
    try {
        const call = {
            io,
            inputs: (0,inputs/* readInputs */.K)(name, io),
            clock: run.clock,
            signal: run.signal,
            program: run.program,
            output: (output, value) => io.output(output, String(value)),
        };
        const step = await steps[name]();
        await step(call);
        return 0;
    }
    catch (error) {
        if (run.signal.aborted && !(error instanceof fault_lib/* Fault */.vC))
            sayCancelled(run.signal.reason, io);
        else
            sayFault(error, io);
        return 1;
    }
    finally {
        await io.flush();
    }
}
function sayCancelled(reason, io) {
    const why = reason instanceof Error ? reason.message : 'The run was cancelled';
    io.annotate({ level: 'error', title: 'cancelled', message: `${why}. Run it again: it goes on from what is there.` });
}
/** Every fault becomes an annotation whose title is its code; what is not a fault is ours to mend, and says so with its stack. */
function sayFault(error, io) {
    if (!(error instanceof fault_lib/* Fault */.vC)) {
        const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
        io.annotate({
            level: 'error',
            title: 'internal',
            message: `This is a defect of Towpath, please report it: ${found}`,
        });
        return;
    }
    for (const fault of error instanceof fault_lib/* Faults */.CG ? error.all : [error]) {
        const { place } = fault.explanation;
        io.annotate({ level: 'error', title: fault.code, message: fault.message, ...(place && { place }) });
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/action.js


/** Runs a step as a GitHub Action of this process: what a stub in dist calls, and nothing else does. */
async function runAction(step) {
    const signal = (0,lib/* onCancel */.Ao)();
    process.exitCode = await runStep(step, (0,lib/* openGithubStepIo */.YL)(), {
        signal,
        clock: () => new Date(),
        program: (0,lib/* findBundledProgram */.yn)(),
    });
}

// EXTERNAL MODULE: ./packages/steps/lib/contracts.js
var contracts = __webpack_require__(41602);
;// CONCATENATED MODULE: ./packages/steps/lib/index.js





/***/ }),

/***/ 28140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _contracts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41602);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** Reads a step's inputs against its action.yml. What the contract marks "Not yet" is refused when it is given, never ignored. */
function readInputs(step, io) {
    const contract = _contracts_js__WEBPACK_IMPORTED_MODULE_0__/* .contracts */ .M[step].inputs;
    for (const [name, input] of Object.entries(contract))
        refuseNotYet(name, input, io.input(name));
    const text = (name) => io.input(name) ?? defaultOf(contract[name]?.default);
    const invalid = (name, expected, found) => new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-invalid', {
        where: `Input \`${name}\``,
        expected,
        found: found === null ? 'nothing' : `\`${found}\``,
    });
    return {
        text,
        required: (name) => {
            const value = text(name);
            if (value !== null)
                return value;
            throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-missing', {
                where: `Input \`${name}\``,
                expected: 'a value',
                found: 'nothing',
                fix: `Give \`${name}\` to the step`,
            });
        },
        flag: (name) => {
            const value = text(name);
            // The spellings of YAML 1.2's core schema, as the toolkit's getBooleanInput takes them.
            if (value === null || /^(false|False|FALSE)$/.test(value))
                return false;
            if (/^(true|True|TRUE)$/.test(value))
                return true;
            throw invalid(name, '`true` or `false`', value);
        },
        choice: (name, allowed) => {
            const value = text(name);
            const chosen = allowed.find((one) => one === value);
            if (chosen !== undefined)
                return chosen;
            throw invalid(name, allowed.map((one) => `\`${one}\``).join(', '), value);
        },
        whole: (name) => {
            const value = text(name);
            if (value === null)
                return null;
            if (/^\d{1,9}$/.test(value))
                return Number(value);
            throw invalid(name, 'a whole number', value);
        },
    };
}
/** `Not yet: package sets.` refuses every value but the default; ``Not yet: `now`.`` that one value. */
function refuseNotYet(name, input, given) {
    const what = /Not yet: (.*)\.$/.exec(input.description)?.[1];
    if (what === undefined || given === null || given === input.default)
        return;
    const values = [...what.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    if (values.length > 0 && !values.includes(given))
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('not-yet', {
        where: `Input \`${name}\``,
        expected: input.default === '' ? 'nothing' : `\`${input.default}\``,
        found: values.length > 0 ? `\`${given}\`` : 'a value',
        fix: `Not yet: ${what}`,
    });
}
/** A default with an expression is the runner's to fill in; from a terminal it means nothing. */
function defaultOf(text) {
    return text === undefined || text === '' || text.includes('${{') ? null : text;
}


/***/ }),

/***/ 16058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ StepFault)
/* harmony export */ });
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23234);

/** What a step itself refuses; all else keeps the fault of the package that found it. */
class StepFault extends _towpath_fault__WEBPACK_IMPORTED_MODULE_0__/* .Fault */ .vC {
}


/***/ })

};
