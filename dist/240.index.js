export const id = 240;
export const ids = [240];
export const modules = {

/***/ 79240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDemo: () => (/* binding */ runDemo)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
;// CONCATENATED MODULE: ./packages/cli/lib/demo/collector.js

/** Takes Zipkin v2 spans as a Zipkin server does (`POST /api/v2/spans`, 202) and keeps them. */
class SpanCollector {
    #server;
    #spans = [];
    constructor(server) {
        this.#server = server;
    }
    static async open() {
        const server = (0,external_node_http_.createServer)();
        const collector = new SpanCollector(server);
        server.on('request', async (request, response) => {
            const chunks = [];
            for await (const chunk of request)
                chunks.push(chunk);
            const spans = JSON.parse(Buffer.concat(chunks).toString('utf8'));
            if (Array.isArray(spans))
                collector.#spans.push(...spans);
            response.writeHead(202).end();
        });
        await new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, '127.0.0.1', resolve);
        });
        return collector;
    }
    get url() {
        const address = this.#server.address();
        if (address === null || typeof address === 'string')
            throw new TypeError('the collector does not listen');
        return `http://127.0.0.1:${address.port}`;
    }
    get spans() {
        return this.#spans;
    }
    close() {
        this.#server.closeAllConnections();
        return new Promise((resolve) => this.#server.close(() => resolve()));
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/cli/lib/demo/narrator.js

const lineWidth = 88;
/** Tells what goes on: one line for what was done, with its time. */
class Narrator {
    #stdout;
    #started = performance.now();
    constructor(stdout) {
        this.#stdout = stdout;
    }
    chapter(title) {
        this.#write(`\n${this.#style('bold', title)}`);
    }
    done(step, what, seconds) {
        this.#line('✓', 'green', step, what, seconds);
    }
    refused(step, what, seconds) {
        this.#line('✗', 'yellow', step, what, seconds);
    }
    /** What a client sees. */
    seen(request, answer) {
        this.#write(`    ${request.padEnd(24)} ${this.#style('dim', '→')} ${answer}`);
    }
    quote(text) {
        for (const line of text.trimEnd().split('\n'))
            this.#write(`    ${line}`);
    }
    text(text) {
        this.#write(text.trimEnd());
    }
    end() {
        this.#write(`\n${((performance.now() - this.#started) / 1000).toFixed(1)} s in all.`);
    }
    sayKept(stage) {
        this.#write('\nEverything goes on running:');
        for (const environment of Object.keys(stage.ports))
            this.#write(`  ${environment.padEnd(8)} ${stage.url(environment)}/orders   ${stage.url(environment)}/stock@2`);
        this.#write(`  folder   ${stage.folder}`);
        this.#write(`To end it: node dist/towpath.js stop --root ${stage.root} && rm -r ${stage.folder}`);
    }
    #line(mark, color, step, what, seconds) {
        const time = `${seconds.toFixed(1)} s`;
        const [first = '', ...rest] = what.split('\n');
        this.#write(`${this.#style(color, mark)} ${step.padEnd(9)} ${first.padEnd(lineWidth - 18)} ${time.padStart(6)}`);
        for (const line of rest)
            this.#write(`    ${line}`);
    }
    #style(style, text) {
        return this.#stdout.isTTY === true ? (0,external_node_util_.styleText)(style, text, { validateStream: false }) : text;
    }
    #write(line) {
        this.#stdout.write(`${line}\n`);
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./packages/embedded/lib/index.js + 28 modules
var lib = __webpack_require__(20173);
// EXTERNAL MODULE: ./packages/metadata-store/lib/index.js + 2 modules
var metadata_store_lib = __webpack_require__(32186);
// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 8 modules
var step_io_lib = __webpack_require__(99432);
// EXTERNAL MODULE: ./packages/steps/lib/index.js + 2 modules
var steps_lib = __webpack_require__(11876);
// EXTERNAL MODULE: ./packages/cli/lib/cli-fault.js
var cli_fault = __webpack_require__(7711);
;// CONCATENATED MODULE: ./packages/cli/lib/demo/stage.js












const exec = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** The folder that everything of a demo stands in: a copy of the shop, both stores, the hosts. Nothing of it is outside. */
class Stage {
    folder;
    workspace;
    /** Port of the VIP by environment. */
    ports;
    #options;
    constructor(folder, ports, options) {
        this.folder = folder;
        this.workspace = (0,external_node_path_.join)(folder, 'shop');
        this.ports = ports;
        this.#options = options;
    }
    static async open(options) {
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'towpath-demo-'));
        try {
            const [dev = 0, staging = 0] = await findFreePorts(2);
            const stage = new Stage(folder, { dev, staging }, options);
            await stage.#setUp();
            return stage;
        }
        catch (error) {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
            throw error;
        }
    }
    get root() {
        return (0,external_node_path_.join)(this.folder, 'hosts');
    }
    url(environment) {
        return `http://127.0.0.1:${this.ports[environment]}`;
    }
    async #setUp() {
        const shop = (0,external_node_path_.join)((0,external_node_path_.dirname)(this.#options.program), '..', 'workflows-examples', 'shop');
        await (0,promises_.cp)(shop, this.workspace, { recursive: true });
        await (0,metadata_store_lib/* createGitStore */.Q3)((0,external_node_path_.join)(this.folder, 'metadata.git'), { environment: this.#options.env });
        for (const [environment, port] of Object.entries(this.ports)) {
            const spec = (0,external_node_path_.join)('environments', `${environment}.yaml`);
            await this.edit(spec, (text) => `${text.replace(/port: \d+/, `port: ${port}`).replace('~/.towpath/hosts', this.root)}observe: {zipkin: "${this.#options.zipkin}"}\n`);
        }
        await this.commit('The shop');
    }
    /** Changes a file of the shop. A change that finds nothing to change is a mistake of the demo. */
    async edit(path, change) {
        const file = (0,external_node_path_.join)(this.workspace, path);
        const before = await (0,promises_.readFile)(file, 'utf8');
        const after = change(before);
        if (after === before)
            throw new cli_fault/* CliFault */.L('demo-failed', {
                where: `The demo, ${path}`,
                expected: 'something to change',
                found: 'nothing',
            });
        await (0,promises_.writeFile)(file, after);
    }
    async commit(message) {
        const git = (...args) => exec('git', [
            '-C',
            this.workspace,
            '-c',
            'user.name=demo',
            '-c',
            'user.email=demo@localhost',
            '-c',
            'commit.gpgsign=false',
            ...args,
        ], { env: { ...this.#options.env } });
        await git('init', '--quiet', '--initial-branch=main');
        await git('add', '--all');
        await git('commit', '--quiet', '--message', message);
    }
    /** Runs a step as the command line does. */
    async run(step, inputs) {
        const said = [];
        const listen = new external_node_stream_.Writable({
            write: (chunk, _encoding, done) => {
                said.push(String(chunk));
                done();
            },
        });
        const io = (0,step_io_lib/* openTerminalStepIo */.zw)({
            env: this.#options.env,
            inputs: {
                'metadata-store': `git:${(0,external_node_path_.join)(this.folder, 'metadata.git')}#towpath`,
                'package-store': `oci-layout:${(0,external_node_path_.join)(this.folder, 'packages')}`,
                ...inputs,
            },
            stdout: listen,
            stderr: listen,
            showSummary: false,
            context: { workspace: this.workspace },
        });
        const started = performance.now();
        const code = await (0,steps_lib.runStep)(step, io, this.#options);
        this.#options.signal.throwIfAborted();
        return { code, outputs: io.outputs, log: said.join(''), seconds: (performance.now() - started) / 1000 };
    }
    /** Ends every process and removes the folder. */
    async close() {
        await (0,lib.stopSupervisor)(this.root, { seconds: 1 });
        await (0,promises_.rm)(this.folder, { recursive: true, force: true });
    }
}
async function findFreePorts(count) {
    const servers = await Promise.all(Array.from({ length: count }, async () => {
        const server = (0,external_node_net_.createServer)();
        await new Promise((resolve, reject) => {
            server.once('error', reject);
            server.listen(0, '127.0.0.1', resolve);
        });
        return server;
    }));
    const ports = servers.map((server) => {
        const address = server.address();
        return address !== null && typeof address === 'object' ? address.port : 0;
    });
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    return ports;
}

;// CONCATENATED MODULE: ./packages/cli/lib/demo/client.js

/** A GET as any client of the environment makes it. Rejects when the connection breaks. */
function get(url, agent) {
    return new Promise((resolve, reject) => {
        const asked = (0,external_node_http_.request)(url, { ...(agent && { agent }), timeout: 10_000 }, (answer) => {
            const chunks = [];
            answer.on('data', (chunk) => chunks.push(chunk));
            answer.once('error', reject);
            answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8').trim() }));
        });
        asked.once('timeout', () => asked.destroy(new Error('no answer in 10 s')));
        asked.once('error', reject);
        asked.end();
    });
}
/** Clients that ask one after another, on connections that they keep, for as long as `body` lasts. */
async function withTraffic(url, clients, body) {
    const agent = new external_node_http_.Agent({ keepAlive: true, maxSockets: clients });
    const failures = [];
    let requests = 0;
    let going = true;
    const client = async () => {
        while (going) {
            requests += 1;
            try {
                const { status, body: text } = await get(url, agent);
                if (status !== 200)
                    failures.push(`${status} ${text}`);
            }
            catch (error) {
                failures.push(String(error));
            }
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    };
    const running = Array.from({ length: clients }, client);
    try {
        const result = await body();
        return { result, traffic: { requests, failures } };
    }
    finally {
        going = false;
        await Promise.all(running);
        agent.destroy();
    }
}

;// CONCATENATED MODULE: ./packages/cli/lib/demo/story.js




/** The demo's story, chapter by chapter. Whatever does not happen as told ends it. */
async function tellStory(stage, collector, narrator) {
    const teller = new Teller(stage, narrator);
    await deliverBoth(teller);
    await sideBySide(teller);
    await breakAndPutBack(teller);
    await rollBack(teller);
    await observe(teller, collector);
    await showAll(teller);
    narrator.end();
}
async function deliverBoth(teller) {
    teller.narrator.chapter('Two services, from their folders to dev and staging');
    await teller.publish('stock');
    await teller.publish('orders');
    for (const environment of ['dev', 'staging'])
        await teller.deliver(environment, 'stock@1.0.0\norders@1.0.0');
    await teller.look('dev', '/orders');
}
async function sideBySide(teller) {
    const { stage, narrator } = teller;
    narrator.chapter('A version that would break its caller is refused, and stands beside the old one instead');
    await stage.edit('stock/towpath.yaml', (text) => text.replace('version: 1.0.0', 'version: 2.0.0').replace(/notes: .*/, 'notes: Answers how many there are of each.'));
    await stage.edit('stock/src/catalogue.mjs', (text) => text.replace(/items: .*\}/, 'items: { apples: 12, pears: 7 } }'));
    await stage.commit('Count the stock');
    await teller.publish('stock');
    await teller.refuse('promote', { environment: 'dev', packages: 'stock@2.0.0' });
    await stage.edit('environments/dev.yaml', (text) => text.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, versions: ["^1.0", "^2.0"]}'));
    await stage.commit('Keep both lines of stock in dev');
    narrator.quote('(the refusal offers it: dev.yaml now says `versions: ["^1.0", "^2.0"]` for stock)');
    for (const environment of ['dev', 'staging'])
        await teller.deliver(environment, 'stock@2.0.0');
    for (const path of ['/stock@1/items', '/stock@2/items', '/stock/items', '/orders'])
        await teller.look('staging', path);
}
async function breakAndPutBack(teller) {
    const { stage, narrator } = teller;
    narrator.chapter('A version that never becomes healthy is put back, while requests go on');
    await stage.edit('orders/towpath.yaml', (text) => text
        .replace('version: 1.0.0', 'version: 1.1.0')
        .replace('startSeconds: 10', 'startSeconds: 1')
        .replace(/notes: .*/, 'notes: Is quicker, it was thought.'));
    await stage.edit('orders/src/server.mjs', (text) => text.replace("response.end('ok\\n')", "response.writeHead(500).end('not today\\n')"));
    await stage.commit('Be quicker');
    await teller.publish('orders');
    await teller.step('promote', { environment: 'dev', packages: 'orders@1.1.0' });
    const { traffic } = await withTraffic(`${stage.url('dev')}/orders`, 4, () => teller.refuse('deploy', { environment: 'dev' }));
    teller.counted(traffic);
}
async function rollBack(teller) {
    const { stage, narrator } = teller;
    narrator.chapter('The next version is well; going back from it is exact');
    await stage.edit('orders/towpath.yaml', (text) => text.replace('version: 1.1.0', 'version: 1.2.0').replace(/notes: .*/, 'notes: Is quicker, and answers.'));
    await stage.edit('orders/src/server.mjs', (text) => text.replace("response.writeHead(500).end('not today\\n')", "response.end('ok\\n')"));
    await stage.commit('Be quicker, and well');
    await teller.publish('orders');
    const { traffic } = await withTraffic(`${stage.url('dev')}/orders`, 4, async () => {
        await teller.deliver('dev', 'orders@1.2.0');
        await teller.look('dev', '/orders');
        await teller.step('rollback', { environment: 'dev', reason: 'to see whether it is exact' });
        await teller.step('deploy', { environment: 'dev' });
        await teller.step('register', { environment: 'dev' });
        await teller.look('dev', '/orders');
    });
    teller.counted(traffic);
}
async function observe(teller, collector) {
    teller.narrator.chapter('What was really called, against what is declared');
    await waitForSpans(collector);
    const file = (0,external_node_path_.join)(teller.stage.workspace, 'spans.json');
    await (0,promises_.writeFile)(file, JSON.stringify(collector.spans));
    const { log } = await teller.step('observe', { environment: 'dev', spans: file });
    teller.narrator.quote(log.slice(log.indexOf('\n')).trim());
}
/** Services send their spans every 200 ms. */
async function waitForSpans(collector) {
    let before = -1;
    while (before !== collector.spans.length) {
        before = collector.spans.length;
        await new Promise((resolve) => setTimeout(resolve, 300));
    }
}
async function showAll(teller) {
    teller.narrator.chapter('What runs where');
    const { log } = await teller.stage.run('status', {});
    teller.narrator.text(log);
}
/** Runs steps and says what came of them. */
class Teller {
    stage;
    narrator;
    constructor(stage, narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }
    async publish(service) {
        const built = await this.step('build', { manifest: `${service}/towpath.yaml` });
        await this.step('publish', { package: built.outputs.get('package') ?? '' });
    }
    async deliver(environment, packages) {
        await this.step('promote', { environment, packages });
        await this.step('deploy', { environment });
        await this.step('register', { environment });
    }
    async step(step, inputs) {
        const outcome = await this.stage.run(step, inputs);
        if (outcome.code !== 0)
            throw this.#unexpected(step, 'to be done', outcome);
        this.narrator.done(step, headline(outcome.log), outcome.seconds);
        return outcome;
    }
    async refuse(step, inputs) {
        const outcome = await this.stage.run(step, inputs);
        if (outcome.code !== 1)
            throw this.#unexpected(step, 'to be refused', outcome);
        this.narrator.refused(step, wrap(withoutRepetition(outcome.log)), outcome.seconds);
        return outcome;
    }
    async look(environment, path) {
        const { status, body } = await get(`${this.stage.url(environment)}${path}`);
        this.narrator.seen(`${environment} ${path}`, status === 200 ? body : `${status} ${body}`);
        if (status !== 200)
            throw new cli_fault/* CliFault */.L('demo-failed', {
                where: `${environment} ${path}`,
                expected: '200',
                found: `${status} ${body}`,
            });
    }
    counted({ requests, failures }) {
        this.narrator.quote(`${requests} requests meanwhile, ${failures.length} failed`);
        if (failures.length === 0)
            return;
        throw new cli_fault/* CliFault */.L('demo-failed', {
            where: 'Requests during a deploy',
            expected: 'none to fail',
            found: `${failures.length}, the first: ${failures[0]}`,
        });
    }
    #unexpected(step, expected, { log }) {
        return new cli_fault/* CliFault */.L('demo-failed', { where: `The demo, ${step}`, expected, found: log.trim() });
    }
}
/** What a step says first that is no fold of its own. */
function headline(log) {
    return log.split('\n').find((line) => line !== '' && !line.startsWith('$')) ?? '';
}
/** A refused plan has said it all before the annotation says it again. */
function withoutRepetition(log) {
    return log.trimEnd().replace(/\nerror refused .*/s, '');
}
/** Long lines broken at words, for a terminal. */
function wrap(text) {
    return text.replace(/(.{1,96})(?:\s+|$)/g, '$1\n').trimEnd();
}

;// CONCATENATED MODULE: ./packages/cli/lib/demo/run-demo.js




/** Delivers the example shop on this machine, shows each step as it goes, and leaves nothing behind unless asked to. */
async function runDemo(run) {
    const narrator = new Narrator(run.stdout);
    const collector = await SpanCollector.open();
    let stage = null;
    let failed = true;
    try {
        stage = await Stage.open({ ...run, zipkin: collector.url });
        await tellStory(stage, collector, narrator);
        failed = false;
        return 0;
    }
    catch (error) {
        run.stderr.write(`\nThe demo ended early: ${error instanceof Error ? error.message : String(error)}\n`);
        return 1;
    }
    finally {
        await collector.close();
        if (stage !== null && run.keep && !failed)
            narrator.sayKept(stage);
        else
            await stage?.close();
    }
}


/***/ }),

/***/ 67101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ backoffMs),
  D: () => (/* binding */ commitInTurns)
});

// EXTERNAL MODULE: ./packages/metadata-store/lib/fault.js
var fault = __webpack_require__(7955);
// EXTERNAL MODULE: ./packages/metadata-store/lib/names.js
var names = __webpack_require__(27967);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/change/effect.js


/** Compares a change with a tree. Throws `frozen`, `path-invalid`, `text-invalid` or `change-invalid`; `place` is the store and domain. */
async function planEffect(at, change, place) {
    const create = Object.entries(change.create ?? {});
    const texts = [...create, ...Object.entries(change.write ?? {})];
    const remove = [...new Set(change.remove ?? [])];
    const paths = [...texts.map(([path]) => path), ...remove];
    for (const path of paths)
        (0,names/* verifyPath */.xJ)(path, place);
    verifyOnce(paths, place);
    for (const [path, text] of texts)
        verifyText(path, text, place);
    await verifyFolders(at, texts.map(([path]) => path), place);
    const effect = { write: new Map(), remove: new Set() };
    const frozen = new Set(create.map(([path]) => path));
    await Promise.all(texts.map(async ([path, text]) => {
        const entry = await at.entry(path);
        if (entry?.kind === 'folder')
            throw notADocument(path, 'a folder of other documents', place);
        if (entry?.text === text)
            return;
        if (entry !== undefined && frozen.has(path))
            throw frozenFault(path, place);
        effect.write.set(path, text);
    }));
    await Promise.all(remove.map(async (path) => {
        if ((await at.entry(path))?.kind === 'document')
            effect.remove.add(path);
    }));
    return effect;
}
function verifyOnce(paths, place) {
    const seen = new Set();
    for (const path of paths) {
        if (seen.has(path)) {
            throw new fault/* MetadataStoreFault */.h('change-invalid', {
                where: `${place} ${path}`,
                expected: 'one of create, write and remove in a change',
                found: 'the same path in two of them',
            });
        }
        seen.add(path);
    }
}
/** A path that is both document and folder exists in a key-value store and not in git; no adapter allows it. */
async function verifyFolders(at, paths, place) {
    const documents = new Set(paths);
    const folders = new Set(paths.flatMap(names/* foldersOf */.pd));
    await Promise.all([...folders].map(async (folder) => {
        if (documents.has(folder) || (await at.entry(folder))?.kind === 'document') {
            throw notADocument(folder, 'a document and a folder of the same name', place);
        }
    }));
}
function verifyText(path, text, place) {
    if (text.isWellFormed())
        return;
    throw new fault/* MetadataStoreFault */.h('text-invalid', {
        where: `${place} ${path}`,
        expected: 'text that can be written as UTF-8',
        found: 'half of a surrogate pair',
    });
}
function notADocument(path, found, place) {
    return new fault/* MetadataStoreFault */.h('path-invalid', {
        where: `${place} ${path}`,
        expected: 'the path of a document',
        found,
    });
}
function frozenFault(path, place) {
    return new fault/* MetadataStoreFault */.h('frozen', {
        where: `${place} ${path}`,
        expected: 'the text that is stored there, since it is written once',
        found: 'other text',
        fix: 'Give what changed a new name, version or number',
    });
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/change/commit.js


/** Read, ask the intent, swap; again on conflict. The one loop of all adapters. */
async function commitInTurns(turns, intent) {
    let said = '';
    for (let attempt = 1; attempt <= turns.tries; attempt++) {
        const at = await turns.read();
        const landed = await turns.landed?.(at);
        if (landed !== undefined)
            return landed;
        const answer = await intent(at);
        if (answer.kind === 'refusal')
            throw answer.fault;
        const effect = await planEffect(at, answer, turns.where);
        if (effect.write.size === 0 && effect.remove.size === 0)
            return at;
        const swap = await turns.swap(at, effect);
        if (swap.kind === 'accepted')
            return swap.tree;
        said = swap.said;
        if (attempt < turns.tries)
            await turns.pause(attempt);
    }
    throw new fault/* MetadataStoreFault */.h('conflict', {
        where: turns.where,
        expected: `to be first in one of ${turns.tries} tries`,
        found: `a conflict each time (${said})`,
        fix: 'Run it again when fewer runs write there; if none does, a lock may have been left behind in the store',
    }, { retryable: true });
}
/** Milliseconds to wait after the `attempt`-th conflict: any share (`random` in [0, 1)) of 25 ms that double up to 2 s. */
function backoffMs(attempt, random) {
    return Math.round(random * Math.min(2000, 25 * 2 ** Math.min(attempt, 10)));
}


/***/ }),

/***/ 7955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ MetadataStoreFault)
/* harmony export */ });
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23234);

class MetadataStoreFault extends _towpath_fault__WEBPACK_IMPORTED_MODULE_0__/* .Fault */ .vC {
}


/***/ }),

/***/ 32186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q3: () => (/* reexport */ createGitStore),
  jL: () => (/* reexport */ openMetadataStore)
});

// UNUSED EXPORTS: MemoryMetadataStore, MetadataStoreFault, SharedMemory

// EXTERNAL MODULE: ./packages/metadata-store/lib/fault.js
var fault = __webpack_require__(7955);
// EXTERNAL MODULE: ./packages/metadata-store/lib/change/commit.js + 1 modules
var commit = __webpack_require__(67101);
// EXTERNAL MODULE: ./packages/metadata-store/lib/names.js
var names = __webpack_require__(27967);
;// CONCATENATED MODULE: ./packages/metadata-store/lib/memory/memory-store.js



const where = 'memory:';
const tries = 1000;
const absent = { number: 0, documents: new Map(), folders: new Set() };
/** What memory stores share: each store opened on the same one sees what the others commit. */
class SharedMemory {
    heads = new Map();
}
/** Keeps everything in this process; for tests. */
class MemoryMetadataStore {
    #memory;
    #closed = false;
    constructor(memory = new SharedMemory()) {
        this.#memory = memory;
    }
    async domains(prefix) {
        this.#verifyOpen();
        return [...this.#memory.heads.keys()].filter((domain) => domain.startsWith(prefix)).sort();
    }
    async read(domain) {
        (0,names/* verifyDomain */.qi)(domain, where);
        this.#verifyOpen();
        return treeOf(domain, this.#memory.heads.get(domain) ?? absent, () => this.#verifyOpen());
    }
    async commit(domain, _message, intent) {
        return (0,commit/* commitInTurns */.D)({
            where: `${where} ${domain}`,
            tries,
            read: () => this.read(domain),
            swap: async (at, effect) => {
                const head = this.#memory.heads.get(domain) ?? absent;
                if (versionText(head) !== at.version)
                    return { kind: 'conflict', said: 'the head moved' };
                this.#verifyFree(domain);
                this.#memory.heads.set(domain, applyEffect(head, effect));
                return { kind: 'accepted', tree: await this.read(domain) };
            },
            pause: async () => undefined,
        }, intent);
    }
    async close() {
        this.#closed = true;
    }
    [Symbol.asyncDispose]() {
        return this.close();
    }
    #verifyOpen() {
        if (this.#closed)
            throw new fault/* MetadataStoreFault */.h('store-closed', { where, found: 'that it was closed before' });
    }
    #verifyFree(domain) {
        const other = [...this.#memory.heads.keys()].find((head) => (0,names/* foldersOf */.pd)(head).includes(domain) || (0,names/* foldersOf */.pd)(domain).includes(head));
        if (other === undefined)
            return;
        throw new fault/* MetadataStoreFault */.h('domain-taken', {
            where: `${where} ${domain}`,
            expected: 'a name that no other domain begins with',
            found: `the domain ${other}`,
        });
    }
}
function versionText(version) {
    return version.number === 0 ? '' : String(version.number);
}
function applyEffect(version, effect) {
    const documents = new Map(version.documents);
    for (const [path, text] of effect.write)
        documents.set(path, text);
    for (const path of effect.remove)
        documents.delete(path);
    return { number: version.number + 1, documents, folders: new Set([...documents.keys()].flatMap(names/* foldersOf */.pd)) };
}
function treeOf(domain, version, verifyOpen) {
    async function entry(path) {
        (0,names/* verifyPath */.xJ)(path, `${where} ${domain}`);
        verifyOpen();
        const text = version.documents.get(path);
        if (text !== undefined)
            return { kind: 'document', text };
        return version.folders.has(path) ? { kind: 'folder' } : undefined;
    }
    return {
        domain,
        version: versionText(version),
        entry,
        async get(path) {
            const found = await entry(path);
            return found?.kind === 'document' ? found.text : undefined;
        },
        async list(prefix) {
            verifyOpen();
            return [...version.documents.keys()].filter((path) => path.startsWith(prefix)).sort();
        },
    };
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/open.js



const defaultPrefix = 'towpath';
/**
 * Opens the store that a URL names. The git adapter's code is loaded then.
 * - `git:<remote or path>#<prefix>`, prefix `towpath` by default; without a remote the workspace's `origin`, else `repositoryUrl`
 * - `memory:`, a new empty store in this process
 * - `etcd:…` is the fault `not-yet`
 */
async function openMetadataStore(url, options) {
    if (url.startsWith('git:'))
        return openGit(url.slice('git:'.length), options);
    if (url === 'memory:')
        return new MemoryMetadataStore();
    const { withoutUserinfo } = await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 10960));
    const where = `metadata store ${JSON.stringify(withoutUserinfo(url))}`;
    if (url.startsWith('etcd:')) {
        throw new fault/* MetadataStoreFault */.h('not-yet', {
            where,
            expected: 'a git store',
            found: 'etcd, which is not yet there',
            fix: 'Use `git:#towpath` until it is',
        });
    }
    throw new fault/* MetadataStoreFault */.h('url-invalid', {
        where,
        expected: '`git:<remote or path>#<prefix>`, such as `git:#towpath`',
        found: 'another scheme',
        fix: 'Write `git:` before the address of a git repository',
    });
}
/** Makes a bare repository at an absolute path, with its folders, to be opened as `git:<path>`; one that is there stays. */
async function createGitStore(path, options) {
    const { createBareRepository } = await __webpack_require__.e(/* import() */ 374).then(__webpack_require__.bind(__webpack_require__, 70374));
    return createBareRepository(path, options.environment);
}
async function openGit(rest, options) {
    const { parseRemote, withoutUserinfo } = await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 10960));
    const hash = rest.lastIndexOf('#');
    const prefix = (hash === -1 ? '' : rest.slice(hash + 1)) || defaultPrefix;
    (0,names/* verifyDomain */.qi)(prefix, `metadata store git:${withoutUserinfo(rest)}, prefix as`);
    const named = hash === -1 ? rest : rest.slice(0, hash);
    const address = named === '' ? await defaultRemote(options) : named;
    const remote = parseRemote(address, options.workspace, options.token);
    const { openGitStore } = await __webpack_require__.e(/* import() */ 951).then(__webpack_require__.bind(__webpack_require__, 60951));
    return openGitStore(remote, prefix, options);
}
async function defaultRemote(options) {
    const { readOrigin } = await __webpack_require__.e(/* import() */ 740).then(__webpack_require__.bind(__webpack_require__, 72740));
    const origin = options.workspace === undefined ? undefined : await readOrigin(options.workspace, options.environment);
    const address = origin ?? options.repositoryUrl;
    if (address !== undefined && address !== '')
        return address;
    throw new fault/* MetadataStoreFault */.h('url-invalid', {
        where: 'metadata store git:#…',
        expected: "the workspace's `origin`, or a run's repository",
        found: `neither${options.workspace === undefined ? ', nor a workspace' : ` (workspace ${options.workspace})`}`,
        fix: 'Check the repository out first, or name the store: `git:https://github.com/acme/delivery.git#towpath`',
    });
}

;// CONCATENATED MODULE: ./packages/metadata-store/lib/index.js





/***/ }),

/***/ 27967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pd: () => (/* binding */ foldersOf),
/* harmony export */   qi: () => (/* binding */ verifyDomain),
/* harmony export */   xJ: () => (/* binding */ verifyPath)
/* harmony export */ });
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7955);

/** What git allows in a branch's name, and no more than that is portable to other stores and file systems. */
const domainSegment = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Throws `domain-invalid` unless the name is one or more segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
function verifyDomain(domain, where) {
    const wrong = domain.split('/').find((segment) => !isDomainSegment(segment));
    if (wrong === undefined)
        return;
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h('domain-invalid', {
        where: `${where} domain ${JSON.stringify(domain)}`,
        expected: 'a name such as `packages` or `environments/staging`, of letters, digits, `.`, `_` and `-`',
        found: wrong === '' ? 'an empty segment' : JSON.stringify(wrong),
    });
}
function isDomainSegment(segment) {
    return domainSegment.test(segment) && !segment.includes('..') && !segment.endsWith('.') && !/\.lock$/i.test(segment);
}
/** Throws `path-invalid` unless the path is relative, has no empty, `.`, `..` or `.git` segment, and no control character. */
function verifyPath(path, where) {
    const found = faultOfPath(path);
    if (found === undefined)
        return;
    throw new _fault_js__WEBPACK_IMPORTED_MODULE_0__/* .MetadataStoreFault */ .h('path-invalid', {
        where: `${where} path ${JSON.stringify(path)}`,
        expected: 'a relative path such as `revisions/42.json`',
        found,
    });
}
function faultOfPath(path) {
    if (path.startsWith('/'))
        return 'a leading slash';
    if (/\p{Cc}/u.test(path))
        return 'a control character';
    if (!path.isWellFormed())
        return 'half of a surrogate pair';
    for (const segment of path.split('/')) {
        if (segment === '')
            return 'an empty segment';
        if (segment === '.' || segment === '..')
            return `the segment \`${segment}\``;
        // Servers that check objects refuse trees with these names (git fsck: hasDotgit).
        if (/^(\.git|git~1)$/i.test(segment))
            return `the segment \`${segment}\`, which git keeps for itself`;
    }
    return undefined;
}
/** The paths that would have to be folders for this one to exist: `a`, `a/b` for `a/b/c`. */
function foldersOf(path) {
    const segments = path.split('/');
    return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}


/***/ })

};
