export const id = 175;
export const ids = [175];
export const modules = {

/***/ 7711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ CliFault)
/* harmony export */ });
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23234);

class CliFault extends _towpath_fault__WEBPACK_IMPORTED_MODULE_0__/* .Fault */ .vC {
}


/***/ }),

/***/ 60966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FT: () => (/* binding */ readCommandInputs),
/* harmony export */   OP: () => (/* binding */ commonOptions),
/* harmony export */   eY: () => (/* binding */ renderUsage)
/* harmony export */ });
/* harmony import */ var _cli_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7711);

/** The options that every command has. */
const commonOptions = [
    { name: 'json', description: 'Prints the answer as JSON', value: null },
    { name: 'metadata-store', description: 'Where metadata lives (default: git:#towpath)', value: 'url' },
    {
        name: 'token',
        description: 'Credentials of the metadata store: a token, or `user:password` (better in TOWPATH_TOKEN)',
        value: 'token',
    },
    { name: 'help', description: 'Shows this text', value: null },
];
/** Words and options as one, checked against the table; `secretOf` knows what was not given, and is no argument. Throws `usage`. */
function readCommandInputs(command, { words, options, flags }, secretOf = () => null) {
    refuseFurtherWords(command, words);
    const given = new Map(Object.entries(options));
    for (const [index, { name, many }] of command.words.entries()) {
        const said = many === true ? words.slice(index) : words.slice(index, index + 1);
        if (said.length === 0)
            continue;
        if (given.has(name))
            throw usage(command, `${name} once`, 'it both as a word and as an option');
        given.set(name, said.join('\n'));
    }
    refuseBareOptions(command, flags);
    refuseUnclearFlags(command, options);
    const text = (name) => given.get(name)?.trim() || secretOf(name);
    for (const { name } of requiredOf(command))
        if (text(name) === null)
            throw missing(command, name);
    return {
        text,
        required: (name) => {
            const value = text(name);
            if (value === null)
                throw missing(command, name);
            return value;
        },
        flag: (name) => text(name) === 'true',
        all: (name) => (text(name) ?? '').split('\n').flatMap((line) => line.trim() || []),
    };
}
/** `towpath unpin <environment> <service>` with what else must be given. */
function renderUsage({ name, words, options }) {
    const shown = words.map((word) => {
        const text = `<${word.name}>${word.many === true ? '…' : ''}`;
        return word.required ? text : `[${text}]`;
    });
    const needed = options.filter(({ required }) => required).map((option) => `--${option.name} <${option.value}>`);
    return ['towpath', name, ...shown, ...needed].join(' ');
}
function requiredOf({ words, options }) {
    return [...words, ...options].filter(({ required }) => required);
}
function refuseFurtherWords(command, words) {
    if (command.words.at(-1)?.many === true || words.length <= command.words.length)
        return;
    const further = words[command.words.length] ?? '';
    // What is no name may be a secret, and is not shown.
    const found = /^[a-z0-9@.-]{1,40}$/.test(further) ? `\`${further}\` behind them` : 'a value without an option';
    throw usage(command, `\`${renderUsage(command)}\``, found);
}
function refuseBareOptions(command, flags) {
    const { words, options } = command;
    const valued = [...words, ...[...options, ...commonOptions].filter(({ value }) => value !== null)];
    const bare = valued.find(({ name }) => flags.has(name));
    if (bare === undefined)
        return;
    throw new _cli_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .CliFault */ .L('usage', {
        where: `towpath ${command.name} --${bare.name}`,
        expected: 'a value',
        found: 'nothing',
    });
}
/** `--dry-run=yes` must never be taken for its contrary. */
function refuseUnclearFlags(command, options) {
    for (const { name, value } of [...command.options, ...commonOptions]) {
        const said = options[name];
        if (value !== null || said === undefined || /^(true|false)$/.test(said))
            continue;
        throw new _cli_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .CliFault */ .L('usage', {
            where: `towpath ${command.name} --${name}`,
            expected: `\`--${name}\` or \`--${name}=false\`, once`,
            found: said
                .split('\n')
                .map((one) => `\`${one}\``)
                .join(' and '),
        });
    }
}
function missing(command, name) {
    return usage(command, `\`${renderUsage(command)}\``, `no ${name}`);
}
function usage(command, expected, found) {
    return new _cli_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .CliFault */ .L('usage', {
        where: `towpath ${command.name}`,
        expected,
        found,
        fix: `Try \`towpath ${command.name} --help\``,
    });
}


/***/ }),

/***/ 27175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTerminal: () => (/* binding */ runTerminal)
});

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 8 modules
var lib = __webpack_require__(99432);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
// EXTERNAL MODULE: ./packages/steps/lib/index.js + 2 modules
var steps_lib = __webpack_require__(11876);
;// CONCATENATED MODULE: ./packages/cli/lib/arguments.js
/**
 * `towpath <command> word --name value --name=value --flag`. Repeated options become lines (`--packages orders --packages stock`). A private
 * key begins with five dashes and is a value. `isFlag` knows the options that take no value unless it is `true` or `false`.
 */
function parseArguments(argv, isFlag = () => false) {
    const options = Object.create(null);
    const flags = new Set();
    const words = [];
    let command = null;
    for (let at = 0; at < argv.length; at += 1) {
        const word = argv[at] ?? '';
        if (!isOption(word)) {
            if (command === null)
                command = word;
            else
                words.push(word);
            continue;
        }
        const equals = word.indexOf('=');
        const next = argv[at + 1];
        const name = equals === -1 ? word.slice(2) : word.slice(2, equals);
        let value = 'true';
        if (equals !== -1)
            value = word.slice(equals + 1);
        else if (next !== undefined && !isOption(next) && (!isFlag(name, command) || /^(true|false)$/.test(next))) {
            value = next;
            at += 1;
        }
        else
            flags.add(name);
        options[name] = name in options ? `${options[name]}\n${value}` : value;
    }
    return { command, words, options, flags };
}
function isOption(word) {
    return word.startsWith('--') && !word.startsWith('---');
}

// EXTERNAL MODULE: ./packages/cli/lib/cli-fault.js
var cli_fault = __webpack_require__(7711);
// EXTERNAL MODULE: ./packages/cli/lib/commands/command-inputs.js
var command_inputs = __webpack_require__(60966);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
;// CONCATENATED MODULE: ./packages/cli/lib/commands/can-promote.js

const canPromote = {
    name: 'can-promote',
    summary: 'Ask whether every dependency would hold after a promotion, and what else it takes',
    words: [{ name: 'packages', description: 'Versions or ranges: `orders@1.4.2`', required: false, many: true }],
    options: [
        { name: 'environment', description: 'Where they would go', value: 'name', required: true },
        { name: 'set', description: 'Package set that would go: `checkout@3.0.0`', value: 'set' },
        {
            name: 'spec',
            description: 'File of its spec (default: environments/<environment>.yaml, else the one of its newest revision)',
            value: 'file',
        },
    ],
    run: async ({ inputs, store, context, clock }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const document = await operating.canPromote(store, {
            environment: inputs.required('environment'),
            packages: inputs.all('packages'),
            set: inputs.text('set'),
            spec: inputs.text('spec'),
            workspace: context.workspace,
            by: context.actor,
            run: context.run,
            now: clock().toISOString(),
        });
        return { document, text: (0,environment_lib/* renderPromotionText */.$5)(document), exit: document.answer === 'yes' ? 0 : 1 };
    },
};

;// CONCATENATED MODULE: ./packages/cli/lib/commands/can-remove.js

const canRemove = {
    name: 'can-remove',
    summary: 'Ask who would break if a service, a version of it or a line went',
    words: [{ name: 'what', description: '`stock`, `stock@2.1.3`, or the line `stock@^2.1`', required: true }],
    options: [{ name: 'environment', description: 'Where it would go', value: 'name', required: true }],
    run: async ({ inputs, store }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const asked = { environment: inputs.required('environment'), what: inputs.required('what') };
        const document = await operating.canRemove(store, asked);
        return { document, text: (0,environment_lib/* renderRemovalText */.K_)(document), exit: document.answer === 'no' ? 1 : 0 };
    },
};

;// CONCATENATED MODULE: ./packages/cli/lib/commands/diff.js

const diff = {
    name: 'diff',
    summary: 'Show what differs between two revisions, or what waits to be deployed',
    words: [
        { name: 'from', description: '`prod@41`; an environment alone stands for what is deployed there', required: true },
        { name: 'to', description: '`prod@44`; without it, what is wanted in the environment', required: false },
    ],
    options: [],
    run: async ({ inputs, store }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const [from, to] = [inputs.required('from'), inputs.text('to')];
        const document = await operating.diff(store, { from, to });
        const waits = (0,environment_lib/* isSame */.Ft)(document) && to === null && !from.includes('@') ? nothingWaits(document.from) : null;
        return { document, text: waits ?? (0,environment_lib/* renderDifferenceText */.N6)(document) };
    },
};
/** Who asks what waits, and nothing does, may want to know what came with the deploy. */
function nothingWaits({ environment, number }) {
    const before = number > 1 ? `; \`towpath diff ${environment}@${number - 1} ${environment}@${number}\` shows what it brought` : '';
    return `${environment}@${number} is deployed, and nothing waits${before}`;
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/explain.js


const explain = {
    name: 'explain',
    summary: "Show where each value of a service's config comes from, and what it overrode",
    words: [{ name: 'service', description: 'The service', required: true }],
    options: [
        { name: 'environment', description: 'The environment', value: 'name', required: true },
        { name: 'revision', description: 'As it is in this one (default: what is deployed)', value: 'number' },
        { name: 'spec', description: 'As this file would have it: `environments/staging.yaml`', value: 'path' },
    ],
    run: async ({ inputs, store, context }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const [environment, service] = [inputs.required('environment'), inputs.required('service')];
        const of = readWhich(inputs);
        const document = await operating.explain(store, { environment, service, of, workspace: context.workspace });
        const place = document.revision === null ? (document.spec ?? environment) : `${environment}@${document.revision}`;
        return { document, text: (0,environment_lib/* renderExplanationText */.$e)(service, place, document.releases) };
    },
};
function readWhich(inputs) {
    const [path, number] = [inputs.text('spec'), inputs.text('revision')];
    if (path !== null && number === null)
        return { kind: 'spec', path };
    if (path === null && (number === null || /^[1-9]\d{0,8}$/.test(number))) {
        return { kind: 'revision', number: number === null ? null : Number(number) };
    }
    throw new cli_fault/* CliFault */.L('usage', {
        where: 'towpath explain',
        expected: '`--revision 42` or `--spec <path>`',
        found: path === null ? `\`--revision ${number}\`` : 'both',
    });
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/history.js


const history_history = {
    name: 'history',
    summary: 'Show who changed an environment, from where, why, and what came of it',
    words: [{ name: 'environment', description: 'The environment', required: true }],
    options: [
        { name: 'service', description: 'Only what changed this service', value: 'name' },
        { name: 'limit', description: 'How many revisions at most (default: 20)', value: 'number' },
    ],
    run: async ({ inputs, store }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const service = inputs.text('service');
        const asked = { environment: inputs.required('environment'), service, limit: readLimit(inputs) };
        const document = await operating.history(store, asked);
        const text = (0,environment_lib/* renderHistoryText */.ym)(document.environment, document.entries);
        const nothing = service === null ? 'it has no revision yet' : `no revision changed ${service}`;
        return { document, text: text === '' ? `${document.environment}: ${nothing}` : text };
    },
};
function readLimit(inputs) {
    const text = inputs.text('limit') ?? '20';
    if (/^[1-9]\d{0,5}$/.test(text))
        return Number(text);
    throw new cli_fault/* CliFault */.L('usage', {
        where: 'towpath history --limit',
        expected: 'a whole number from 1',
        found: `\`${text}\``,
    });
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/locked-place.js

/** The one environment; with `--all` none is named. */
const lockWords = [
    { name: 'environment', description: 'The environment, unless it is all', required: false },
];
/** null: every environment. Throws `usage` where neither or both are named. */
function lockedPlace(command, inputs) {
    const environment = inputs.text('environment');
    const service = inputs.text('service');
    const all = inputs.flag('all');
    if (environment !== null && !all)
        return { environment, service };
    if (environment === null && service === null && all)
        return null;
    throw new cli_fault/* CliFault */.L('usage', {
        where: `towpath ${command}`,
        expected: 'an environment, or `--all` alone',
        found: all ? 'both' : 'no environment',
        fix: `Try \`towpath ${command} --help\``,
    });
}
/** Of all environments: each one's outcome. It is a failure when one is not as it was asked. */
function lockResult(outcomes, headline) {
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
    const head = failed.length === outcomes.length ? 'No environment was changed' : headline;
    const lines = [head, ...renderOutcomes(outcomes)];
    return { document: { environments: outcomes }, text: lines.join('\n'), exit: failed.length === 0 ? 0 : 1 };
}
function renderOutcomes(outcomes) {
    const width = Math.max(...outcomes.map(({ environment }) => environment.length));
    return outcomes.map((one) => {
        const said = one.outcome === 'failed' ? `is as it was: ${one.message}` : one.outcome;
        return `  ${one.environment.padEnd(width)}  ${said}`;
    });
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/lock.js


const lock = {
    name: 'lock',
    summary: 'Keep an environment, or a service in it, from being promoted, rolled back or deployed',
    words: lockWords,
    options: [
        { name: 'reason', description: 'Why: everyone who is refused reads it', value: 'text', required: true },
        { name: 'service', description: 'Locks this service alone', value: 'name' },
        {
            name: 'all',
            description: 'Locks every environment, also those that are yet to come: the global stop',
            value: null,
        },
        {
            name: 'for',
            description: 'How long: `30min`, `2h`, `3d`. Without an end it holds until it is unlocked',
            value: 'time span',
        },
        { name: 'until', description: 'Or when it ends: `2026-11-30T18:00+01:00`', value: 'time' },
        { name: 'run', description: 'URL of the run or incident that it belongs to', value: 'url' },
    ],
    run: async (call) => {
        const { lock: lockOne, lockAll } = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const { inputs, store } = call;
        const wanted = readLock(call);
        const place = lockedPlace('lock', inputs);
        if (place === null) {
            const said = (0,environment_lib/* describeLock */.FD)({ ...wanted, everywhere: true });
            return lockResult(await lockAll(store, wanted), `From now on ${said}`);
        }
        const written = await lockOne(store, place, wanted);
        return oneLocked(place.environment, written);
    },
};
function readLock({ inputs, context, clock }) {
    const now = clock();
    return {
        service: null,
        by: context.actor,
        reason: inputs.required('reason'),
        run: inputs.text('run') ?? context.run,
        since: now.toISOString(),
        until: (0,environment_lib/* parseLockExpiry */.oF)({ span: inputs.text('for'), until: inputs.text('until') }, now),
    };
}
function oneLocked(environment, written) {
    const subject = written.service === null ? environment : `${written.service} in ${environment}`;
    return { document: { environment, lock: written }, text: `${subject} is ${(0,environment_lib/* describeLock */.FD)(written)}` };
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/marked-text.js

/** Who had marked it, once the mark is gone. */
function renderRemoved({ package: name, version, mark }) {
    if (mark === null)
        return `${name} ${version} was not marked bad`;
    return `${name} ${version} may be promoted again; ${mark.by} had marked it bad since ${(0,environment_lib/* renderTime */.sZ)(mark.since)}: ${mark.reason}`;
}
/** That it goes nowhere any more, and where it is. */
function renderMarked({ package: name, version, mark, changed, runs }) {
    const head = changed
        ? `${name} ${version} is marked bad: no environment takes it any more`
        : `${name} ${version} is marked bad already${mark === null ? '' : `, by ${mark.by} since ${(0,environment_lib/* renderTime */.sZ)(mark.since)}: ${mark.reason}`}`;
    if (runs.length === 0)
        return `${head}\nIt runs nowhere`;
    const lines = runs.flatMap(({ environment, revision, state, hosts, since }) => [
        state === 'wanted'
            ? `  ${environment}: comes with the next deploy (${environment}@${revision})`
            : `  ${environment}: runs${hosts.length === 0 ? '' : ` on ${hosts.join(', ')}`}${since === null ? '' : ` since ${(0,environment_lib/* renderTime */.sZ)(since)}`} (${environment}@${revision})`,
        `      To replace it: ${(0,environment_lib/* promoteCommand */.OO)(environment, [name])}, then deploy`,
    ]);
    return [head, ...lines].join('\n');
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/mark-bad.js

const markBad = {
    name: 'mark-bad',
    summary: 'Stop a published version everywhere, and say where it runs now',
    words: [{ name: 'what', description: 'One exact version: `orders@1.4.2`', required: true }],
    options: [
        { name: 'reason', description: 'Why', value: 'text', required: true },
        { name: 'remove', description: 'Takes the mark away again', value: null },
    ],
    run: async ({ inputs, store, context, clock }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const wish = {
            what: inputs.required('what'),
            by: context.actor,
            reason: inputs.required('reason'),
            now: clock().toISOString(),
        };
        const remove = inputs.flag('remove');
        const document = await (remove ? operating.unmarkBad(store, wish) : operating.markBad(store, wish));
        return { document, text: remove ? renderRemoved(document) : renderMarked(document) };
    },
};

;// CONCATENATED MODULE: ./packages/cli/lib/commands/prune.js

const defaults = { keepHours: '168', graceHours: '24' };
const prune = {
    name: 'prune',
    summary: 'Remove the bytes of packages that no environment names, a day after it was announced',
    words: [],
    options: [
        { name: 'dry-run', description: 'Shows what would go, what stays and why, and changes nothing', value: null },
        { name: 'package-store', description: 'Where packages live: `oci://…` or `oci-layout:…`', value: 'url' },
        {
            name: 'package-token',
            description: 'Its credentials: a token, or `user:password` (better in TOWPATH_PACKAGE_TOKEN)',
            value: 'token',
        },
        {
            name: 'keep',
            description: 'One exact version whose announcement is taken back; nothing else is done',
            value: 'version',
        },
        { name: 'keep-hours', description: `What was published within stays (${defaults.keepHours})`, value: 'hours' },
        { name: 'grace-hours', description: `From announcement to removal (${defaults.graceHours})`, value: 'hours' },
    ],
    run: async ({ inputs, store, context, clock }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const url = inputs.text('package-store');
        const packages = url === null ? null : operating.openPackagesAt(url, inputs.text('package-token') ?? inputs.text('token'));
        try {
            const document = await operating.prune(store, packages, {
                keepHours: hoursOf(inputs, 'keep-hours', defaults.keepHours),
                graceHours: hoursOf(inputs, 'grace-hours', defaults.graceHours),
                keep: inputs.all('keep'),
                dryRun: inputs.flag('dry-run'),
                by: context.actor,
                clock,
            });
            return { document, text: renderPruned(document), exit: document.left.length > 0 ? 1 : 0 };
        }
        finally {
            await packages?.close();
        }
    },
};
/** Not a number where it is none: the use case says so. */
function hoursOf(inputs, name, otherwise) {
    return Number(inputs.text(name) ?? otherwise);
}
function renderPruned({ packages, removed, left, dryRun }) {
    const lines = [(0,environment_lib/* renderRetentionText */.qT)(packages)];
    if (dryRun)
        lines.push('Nothing was changed: this was a dry run');
    if (removed.length > 0)
        lines.push(`Removed: ${removed.join(', ')}`);
    if (left.length > 0) {
        lines.push('Could not be removed:', ...left.map(({ package: name, reference, reason }) => `  ${name} (${reference}): ${reason}`));
    }
    if (left.some(({ reference }) => reference.startsWith('ghcr.io/'))) {
        lines.push('GHCR removes packages through its own API: docs/operations.md has the command. Run prune again when it is done');
    }
    return lines.join('\n');
}

;// CONCATENATED MODULE: ./packages/cli/lib/commands/unlock.js


const unlock = {
    name: 'unlock',
    summary: 'Lift the lock of an environment, of a service in it, or of all',
    words: lockWords,
    options: [
        { name: 'service', description: 'Lifts the lock of this service alone', value: 'name' },
        { name: 'all', description: 'Lifts the global stop; locks of single environments stay', value: null },
    ],
    run: async ({ inputs, store, context, clock }) => {
        const { unlock: unlockOne, unlockAll } = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const who = { by: context.actor, now: clock().toISOString() };
        const place = lockedPlace('unlock', inputs);
        if (place === null) {
            const outcomes = await unlockAll(store, who);
            const wasOpen = outcomes.every(({ outcome }) => outcome === 'open');
            return lockResult(outcomes, wasOpen ? 'There was no global stop' : 'The global stop is lifted');
        }
        const lifted = await unlockOne(store, place, who);
        const subject = place.service === null ? place.environment : `${place.service} in ${place.environment}`;
        return {
            document: { environment: place.environment, lifted },
            text: `${subject} is open again; ${lifted.by} had locked it since ${(0,environment_lib/* renderTime */.sZ)(lifted.since)}: ${lifted.reason}`,
        };
    },
};

;// CONCATENATED MODULE: ./packages/cli/lib/commands/unpin.js
const unpin = {
    name: 'unpin',
    summary: 'Let a service be promoted again that a rollback restored',
    words: [
        { name: 'environment', description: 'The environment', required: true },
        { name: 'service', description: 'The service whose pin is released', required: true },
    ],
    options: [],
    run: async ({ inputs, store }) => {
        const operating = await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(429), __webpack_require__.e(797), __webpack_require__.e(15), __webpack_require__.e(565)]).then(__webpack_require__.bind(__webpack_require__, 31565));
        const asked = { environment: inputs.required('environment'), service: inputs.required('service') };
        const document = await operating.unpin(store, asked);
        return { document, text: `${document.service} in ${document.environment} is no longer pinned` };
    },
};

;// CONCATENATED MODULE: ./packages/cli/lib/commands/index.js










/** Every command that is no step, in the order in which help shows them. */
const commands = [
    lock,
    unlock,
    unpin,
    markBad,
    canPromote,
    canRemove,
    diff,
    history_history,
    explain,
    prune,
];

;// CONCATENATED MODULE: ./packages/cli/lib/help.js



const further = [
    { name: 'demo', summary: 'Deliver the example shop on this machine (--keep leaves it running)' },
    { name: 'stop', summary: 'End everything that an embedded root runs (--root <folder>)' },
    { name: 'help', summary: 'This text; `towpath <command> --help` shows its options' },
];
/** What `towpath` and `towpath help` say. */
function renderHelp() {
    const width = Math.max(...knownNames().map(({ length }) => length));
    const steps = stepNames().map((step) => `  ${step.padEnd(width)} ${steps_lib.contracts[step].description}`);
    return `${[
        'towpath <command> [--option value …]',
        '',
        'The steps, with the inputs of their action.yml as options:',
        ...steps,
        '',
        'Further commands:',
        ...[...commands, ...further].map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`),
    ].join('\n')}\n`;
}
function renderStepHelp(step) {
    const { description, inputs, outputs } = steps_lib.contracts[step];
    const options = Object.entries(inputs).map(([name, input]) => {
        const standing = input.required
            ? ' (required)'
            : input.default && !input.default.includes('${{')
                ? ` (default: ${input.default})`
                : '';
        return `  --${name.padEnd(22)} ${input.description}${standing}`;
    });
    return `${[`towpath ${step}`, description, '', 'Options:', ...options, '', `Prints with --json: ${Object.keys(outputs).join(', ')}`].join('\n')}\n`;
}
function renderCommandHelp(command) {
    const words = command.words.map(({ name, description, required }) => renderRow(`<${name}>`, `${description}${required ? ' (required)' : ''}`));
    const options = [...command.options, ...command_inputs/* commonOptions */.OP].map(({ name, value, description, required }) => renderRow(`--${name}${value === null ? '' : ` <${value}>`}`, `${description}${required ? ' (required)' : ''}`));
    return `${[(0,command_inputs/* renderUsage */.eY)(command), command.summary, '', ...words, '', 'Options:', ...options].join('\n')}\n`;
}
function renderRow(term, description) {
    return `  ${term.padEnd(24)} ${description}`;
}
/** All that may stand behind `towpath`. */
function knownNames() {
    return [...stepNames(), ...[...commands, ...further].map(({ name }) => name)];
}
/** `deliver` is the root action; the rest stand in actions/. */
function stepNames() {
    return Object.keys(steps_lib.contracts).filter((name) => name in steps_lib.contracts);
}

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
;// CONCATENATED MODULE: ./packages/cli/lib/usage.js


/** A step, or one of the terminal's own commands, takes no words. What is no name may be a secret, and is not shown. */
function refuseWords([word]) {
    if (word === undefined)
        return;
    const isValue = !/^[a-z0-9-]{1,40}$/.test(word) || word.startsWith('---');
    throw new cli_fault/* CliFault */.L('usage', {
        where: isValue ? 'Arguments' : `Argument \`${word}\``,
        expected: 'an option such as `--environment staging`',
        found: isValue ? 'a value without an option' : 'a second command',
        fix: 'Try `towpath help`',
    });
}
function refuseUnknownOptions(command, options, known) {
    const unknown = Object.keys(options).find((name) => !known.includes(name));
    if (unknown === undefined)
        return;
    throw new cli_fault/* CliFault */.L('usage', {
        where: `towpath ${command}`,
        expected: `an option of ${known.map((name) => `--${name}`).join(', ')}`,
        found: /^[\w-]{1,40}$/.test(unknown) ? `--${unknown}` : 'something that is no name of an option',
        fix: 'Try `towpath help`',
    });
}
function unknownCommand(command, known) {
    const near = (0,descriptor_lib/* nearest */.pA)(command, known);
    return new cli_fault/* CliFault */.L('usage', {
        where: `towpath ${command}`,
        expected: `one of ${known.join(', ')}`,
        found: `\`${command}\``,
        fix: near === undefined ? 'Try `towpath help`' : `Did you mean \`towpath ${near}\``,
    });
}

;// CONCATENATED MODULE: ./packages/cli/lib/run-cli.js











/** Runs one command and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
async function runCommandLine(run) {
    try {
        const given = parseArguments(run.argv, isFlag);
        const { command, words, options, flags } = given;
        if (command === null || command === 'help') {
            run.stdout.write(renderHelp());
            return 0;
        }
        const known = commands.find(({ name }) => name === command);
        if (known !== undefined)
            return await runKnownCommand(known, given, run);
        if (!knownNames().includes(command))
            throw unknownCommand(command, knownNames());
        refuseWords(words);
        if (command === 'demo') {
            refuseUnknownOptions('demo', options, ['keep']);
            const { runDemo } = await Promise.all(/* import() */[__webpack_require__.e(173), __webpack_require__.e(240)]).then(__webpack_require__.bind(__webpack_require__, 79240));
            return await runDemo({ ...run, keep: options['keep'] === 'true' });
        }
        if (command === 'stop')
            return await stop(run, options);
        const step = stepNames().find((name) => name === command);
        if (step === undefined)
            throw unknownCommand(command, knownNames());
        if (options['help'] === 'true') {
            run.stdout.write(renderStepHelp(step));
            return 0;
        }
        refuseUnknownOptions(step, options, ['json', ...Object.keys(steps_lib.contracts[step].inputs)]);
        refuseMissingValue(step, flags);
        return await runNamedStep(step, options, run);
    }
    catch (error) {
        if (!(error instanceof fault_lib/* Fault */.vC))
            throw error;
        run.stderr.write(`error ${error.code} ${error.message}\n`);
        return error instanceof cli_fault/* CliFault */.L && error.code === 'usage' ? 2 : 1;
    }
}
async function runKnownCommand(command, given, run) {
    if (given.options['help'] === 'true') {
        run.stdout.write(renderCommandHelp(command));
        return 0;
    }
    const known = [...command.words, ...command.options, ...command_inputs/* commonOptions */.OP].map(({ name }) => name);
    refuseUnknownOptions(command.name, given.options, known);
    const { runCommand } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.bind(__webpack_require__, 1118));
    return await runCommand(command, given, run);
}
/** Steps take their inputs as they stand in a workflow, `dry-run: true`; commands have flags. */
function isFlag(name, command) {
    if (name === 'json' || name === 'help')
        return true;
    const options = commands.find((one) => one.name === command)?.options ?? [];
    return options.some((option) => option.name === name && option.value === null);
}
async function runNamedStep(step, options, run) {
    const { json, ...inputs } = options;
    const asJson = json === 'true';
    const io = (0,lib/* openTerminalStepIo */.zw)({ ...run, stdout: asJson ? run.stderr : run.stdout, inputs, showSummary: false });
    const code = await (0,steps_lib.runStep)(step, io, run);
    if (asJson)
        run.stdout.write(`${JSON.stringify(Object.fromEntries([...io.outputs].map(readOutput)), null, 2)}\n`);
    return code;
}
/** Outputs are text, and some are JSON: those are shown as what they say. */
function readOutput([name, text]) {
    return [name, /^[[{]/.test(text) ? JSON.parse(text) : text];
}
/** Only what is true or false may stand without a value. */
function refuseMissingValue(step, flags) {
    const inputs = steps_lib.contracts[step].inputs;
    const bare = [...flags].find((name) => name in inputs && !/^(true|false)$/.test(inputs[name]?.default ?? ''));
    if (bare === undefined)
        return;
    throw new cli_fault/* CliFault */.L('usage', { where: `towpath ${step} --${bare}`, expected: 'a value', found: 'nothing' });
}
async function stop({ stdout }, options) {
    refuseUnknownOptions('stop', options, ['root', 'json']);
    const { root, json } = options;
    if (root === undefined)
        throw new cli_fault/* CliFault */.L('usage', { where: 'towpath stop', expected: '`--root <folder>`', found: 'no root' });
    const folder = (0,external_node_path_.resolve)(root);
    if (!(0,external_node_fs_.existsSync)(folder)) {
        stdout.write(`Nothing runs below ${folder}: there is no such folder\n`);
        return 0;
    }
    const { stopSupervisor } = await __webpack_require__.e(/* import() */ 173).then(__webpack_require__.bind(__webpack_require__, 20173));
    const stopped = await stopSupervisor(folder);
    const units = stopped.ended.map(({ host, name }) => `  ${host} ${name}\n`).join('');
    const count = stopped.ended.length === 1 ? '1 process' : `${stopped.ended.length} processes`;
    stdout.write(json === 'true' ? `${JSON.stringify(stopped, null, 2)}\n` : `Ended ${count} below ${folder}\n${units}`);
    return 0;
}

;// CONCATENATED MODULE: ./packages/cli/lib/terminal.js


/** Runs what this process was asked for on its command line. */
async function runTerminal() {
    const { argv, env, stdout, stderr, node } = (0,lib/* readProcess */.Wv)();
    if (Number(node.split('.')[0]) < 24) {
        stderr.write(`error node-too-old towpath: expected Node 24 or newer, as GitHub's runners have it, found ${node}. \`npm exec --yes --package=node-linux-${process.arch}@24.21.0 -- node ${process.argv[1]} …\` fetches one.\n`);
        process.exitCode = 2;
        return;
    }
    // `towpath status | head` closes the pipe when it has seen enough: that is no failure.
    stdout.on('error', (error) => {
        if ('code' in error && error.code === 'EPIPE')
            process.exit(0);
        throw error;
    });
    process.exitCode = await runCommandLine({
        argv,
        env,
        stdout,
        stderr,
        signal: (0,lib/* onCancel */.Ao)(),
        clock: () => new Date(),
        program: (0,lib/* findBundledProgram */.yn)(),
    });
}


/***/ })

};
