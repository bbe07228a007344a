export const id = 903;
export const ids = [903];
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

/***/ 51903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTerminal: () => (/* binding */ runTerminal)
});

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 7 modules
var lib = __webpack_require__(36906);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
// EXTERNAL MODULE: ./packages/steps/lib/index.js + 3 modules
var steps_lib = __webpack_require__(6444);
// EXTERNAL MODULE: ./packages/cli/lib/cli-fault.js
var cli_fault = __webpack_require__(7711);
;// CONCATENATED MODULE: ./packages/cli/lib/arguments.js

/**
 * `towpath <command> --name value --name=value --flag`. Repeated options become lines (`--packages orders --packages stock`). A private key
 * begins with five dashes and is a value.
 */
function parseArguments(argv) {
    const options = Object.create(null);
    const flags = new Set();
    let command = null;
    for (let at = 0; at < argv.length; at += 1) {
        const word = argv[at] ?? '';
        if (!isOption(word)) {
            if (command !== null)
                throw unexpected(word);
            command = word;
            continue;
        }
        const equals = word.indexOf('=');
        const next = argv[at + 1];
        const name = equals === -1 ? word.slice(2) : word.slice(2, equals);
        let value = 'true';
        if (equals !== -1)
            value = word.slice(equals + 1);
        else if (next !== undefined && !isOption(next)) {
            value = next;
            at += 1;
        }
        else
            flags.add(name);
        options[name] = name in options ? `${options[name]}\n${value}` : value;
    }
    return { command, options, flags };
}
function isOption(word) {
    return word.startsWith('--') && !word.startsWith('---');
}
function unexpected(word) {
    // What is no word may be a secret, and is not shown.
    const isValue = !/^[a-z0-9-]{1,40}$/.test(word) || word.startsWith('---');
    return new cli_fault/* CliFault */.L('usage', {
        where: isValue ? 'Arguments' : `Argument \`${word}\``,
        expected: 'an option such as `--environment staging`',
        found: isValue ? 'a value without an option' : 'a second command',
        fix: 'Try `towpath help`',
    });
}

;// CONCATENATED MODULE: ./packages/cli/lib/help.js

/** What `towpath` and `towpath help` say. */
function renderHelp() {
    const steps = stepNames().map((step) => `  ${step.padEnd(10)} ${steps_lib.contracts[step].description}`);
    return `${[
        'towpath <command> [--option value …]',
        '',
        'The steps, with the inputs of their action.yml as options:',
        ...steps,
        '',
        'Further commands:',
        '  unpin      Let a service be promoted again that a rollback restored (--environment, --service)',
        '  demo       Deliver the example shop on this machine (--keep leaves it running)',
        '  stop       End everything that an embedded root runs (--root <folder>)',
        '  help       This text; `towpath <step> --help` shows its options',
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
/** `deliver` is the root action; the rest stand in actions/. */
function stepNames() {
    return Object.keys(steps_lib.contracts).filter((name) => name in steps_lib.contracts);
}

;// CONCATENATED MODULE: ./packages/cli/lib/run-cli.js








/** Runs one command and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
async function runCommandLine(run) {
    try {
        const { command, options, flags } = parseArguments(run.argv);
        if (command === null || command === 'help') {
            run.stdout.write(renderHelp());
            return 0;
        }
        if (command === 'demo') {
            refuseUnknown('demo', options, ['keep']);
            const { runDemo } = await Promise.all(/* import() */[__webpack_require__.e(173), __webpack_require__.e(240)]).then(__webpack_require__.bind(__webpack_require__, 79240));
            return await runDemo({ ...run, keep: options['keep'] === 'true' });
        }
        if (command === 'stop')
            return await stop(run, options);
        if (command === 'unpin') {
            const { runUnpin } = await __webpack_require__.e(/* import() */ 914).then(__webpack_require__.bind(__webpack_require__, 5914));
            return await runUnpin(run, options);
        }
        const step = stepNames().find((name) => name === command);
        if (step === undefined)
            throw unknownCommand(command);
        if (options['help'] === 'true') {
            run.stdout.write(renderStepHelp(step));
            return 0;
        }
        refuseUnknown(step, options, ['json', ...Object.keys(steps_lib.contracts[step].inputs)]);
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
function refuseUnknown(command, options, known) {
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
/** Only what is true or false may stand without a value. */
function refuseMissingValue(step, flags) {
    const inputs = steps_lib.contracts[step].inputs;
    const bare = [...flags].find((name) => name in inputs && !/^(true|false)$/.test(inputs[name]?.default ?? ''));
    if (bare === undefined)
        return;
    throw new cli_fault/* CliFault */.L('usage', { where: `towpath ${step} --${bare}`, expected: 'a value', found: 'nothing' });
}
async function stop({ stdout }, options) {
    refuseUnknown('stop', options, ['root', 'json']);
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
function unknownCommand(command) {
    return new cli_fault/* CliFault */.L('usage', {
        where: `towpath ${command}`,
        expected: `one of ${[...stepNames(), 'unpin', 'demo', 'stop', 'help'].join(', ')}`,
        found: `\`${command}\``,
    });
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
