export const id = 429;
export const ids = [429];
export const modules = {

/***/ 51726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bg: () => (/* reexport */ buildStatus),
  X1: () => (/* reexport */ evidenceOf),
  ae: () => (/* reexport */ historyPath),
  rd: () => (/* reexport */ indexInstances),
  ff: () => (/* reexport */ longerOf),
  i6: () => (/* reexport */ parseHistory),
  au: () => (/* reexport */ parseInventory),
  dv: () => (/* reexport */ planRegistration),
  yj: () => (/* reexport */ renderStatusMarkdown),
  _c: () => (/* reexport */ renderStatusText),
  Wl: () => (/* reexport */ resolveService)
});

// UNUSED EXPORTS: InventoryFault, appendHistory, changesBetween, closedRecordSchema, compareDrift, emptyInventory, environmentStatusSchema, instanceRecordSchema, proxiesRecordSchema, serviceRecordSchema, statusDocumentSchema

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/inventory/lib/inventory-fault.js

class InventoryFault extends fault_lib/* Fault */.vC {
}

;// CONCATENATED MODULE: ./packages/inventory/lib/registration-input.js
/** What runs after a failed deploy is first of all what ran before it. */
function runningRevisions({ report, revision, restored }) {
    const before = restored ?? null;
    if (before === null)
        return [revision];
    return report.status === 'rolled-back' ? [before, revision] : [revision];
}

;// CONCATENATED MODULE: ./packages/inventory/lib/instance-lives.js




function reportedInstances(report) {
    return report.hosts.flatMap(({ host, instances }) => instances.map((instance) => ({ ...instance, host })));
}
function openRecords(inventory) {
    const open = new Map();
    for (const { service, instances } of inventory.services.values()) {
        for (const record of instances)
            open.set(record.id, { service, record });
    }
    return open;
}
/**
 * What the report says runs, by id; what ran before keeps its beginning. What is kept only for a proxy out of reach stays registered as leaving; one
 * that never was registered is not claimed now. Fault: `report-mismatch`.
 */
function runningInstances(input) {
    const open = openRecords(input.inventory);
    const running = new Map();
    for (const instance of reportedInstances(input.report)) {
        if (instance.change === 'stopped')
            continue;
        const before = open.get(instance.id)?.record;
        if (isHeld(input, instance)) {
            if (before !== undefined)
                running.set(instance.id, { service: instance.service, record: leaving(input, before) });
            continue;
        }
        const record = instanceRecord(input, instance);
        const validFrom = before !== undefined && isSameLife(before, record) ? before.validFrom : record.validFrom;
        running.set(instance.id, { service: instance.service, record: { ...record, validFrom } });
    }
    return running;
}
/** Runs, and no release of what is to run wants it; that is so only while a proxy is out of reach. */
function isHeld(input, { service, version, config, change }) {
    const [wanted = input.revision] = runningRevisions(input);
    return (change === 'kept' &&
        input.report.proxies.some(({ outcome }) => outcome === 'unreachable') &&
        !wanted.releases.some((one) => one.service === service && one.version === version && one.config === config));
}
function leaving({ report }, before) {
    return { ...before, isDefault: false, isLeaving: true, fence: report.fence, healthSeenAt: report.endedAt };
}
/** A restart on another port is another life: (ip, port, time) must lead to one instance. */
function isSameLife(one, other) {
    return one.ip === other.ip && (0,lib/* canonicalJson */.dj)(one.ports) === (0,lib/* canonicalJson */.dj)(other.ports);
}
function instanceRecord(input, instance) {
    const { report } = input;
    const { release, revision } = releaseOf(input, instance);
    const provides = Object.entries(release.descriptor.provides ?? {});
    return {
        id: instance.id,
        version: instance.version,
        release8: (0,environment_lib/* parseInstanceId */.BX)(instance.id)?.release8 ?? '',
        host: instance.host,
        ip: instance.ip,
        ports: instance.ports,
        protocols: Object.fromEntries(provides.map(([name, { protocol }]) => [name, protocol])),
        unit: instance.unit,
        line: release.line,
        isDefault: release.isDefault,
        descriptor: (0,lib/* digestOfDocument */.t0)(release.descriptor),
        config: instance.config,
        revision: revision.number,
        fence: report.fence,
        validFrom: report.endedAt,
        validTo: null,
        healthSeenAt: report.endedAt,
    };
}
function releaseOf(input, instance) {
    for (const revision of runningRevisions(input)) {
        const release = revision.releases.find(({ service, version, config }) => service === instance.service && version === instance.version && config === instance.config);
        if (release !== undefined)
            return { release, revision };
    }
    throw new InventoryFault('report-mismatch', {
        where: `report ${input.report.fence}, instance ${instance.id}`,
        expected: `a release of ${runningRevisions(input)
            .map(({ environment, number }) => `${environment}@${number}`)
            .join(' or ')}`,
        found: `${instance.service}@${instance.version} with config ${(0,lib/* shortDigest */.VK)(instance.config)}`,
        fix: 'Deploy again, then register',
    });
}

;// CONCATENATED MODULE: ./packages/inventory/lib/evidence.js

/**
 * What was registered ran well: only verified instances are. A record is one life, unless a report says that the instance was
 * started again in it, as when a failed deploy was put back: then it is two.
 */
function evidenceOf({ inventory, history, reports, now }) {
    const starts = startsOf(reports);
    const longest = new Map();
    const add = (service, version, life) => {
        const key = `${service}@${version}`;
        longest.set(key, longerOf(longest.get(key), life, now));
    };
    for (const record of history) {
        for (const life of livesOf(record, record.validTo, starts))
            add(record.service, record.version, life);
    }
    for (const { service, instances } of inventory.services.values()) {
        for (const record of instances) {
            for (const life of livesOf(record, null, starts))
                add(service, record.version, life);
        }
    }
    return Object.fromEntries([...longest].sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** Of two lives of one version the one that lasted longer until now. */
function longerOf(one, other, now) {
    return one === undefined || lastedMs(other, now) > lastedMs(one, now) ? other : one;
}
/** Times at which instances were started, by id. */
function startsOf(reports) {
    const starts = reports.flatMap((report) => reportedInstances(report)
        .filter(({ change }) => change === 'started' || change === 'restored')
        .map(({ id }) => ({ id, at: report.endedAt })));
    return new Map([...Map.groupBy(starts, ({ id }) => id)].map(([id, all]) => [id, all.map(({ at }) => at)]));
}
/** A record's time, cut where its instance was started again. */
function livesOf({ id, validFrom }, validTo, starts) {
    const inside = (starts.get(id) ?? []).filter((at) => Date.parse(at) > Date.parse(validFrom) && (validTo === null || Date.parse(at) < Date.parse(validTo)));
    const cuts = [validFrom, ...inside.sort()];
    return cuts.map((since, index) => {
        const until = cuts[index + 1] ?? validTo;
        return until === null ? { since } : { since, until };
    });
}
function lastedMs({ since, until }, now) {
    const end = until === undefined ? now.getTime() : Math.min(Date.parse(until), now.getTime());
    return end - Date.parse(since);
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/inventory/lib/records.js


const portSchema = schemas/* int */.Whr().min(1).max(65_535);
const protocolSchema = schemas/* enum */.k5n(['http', 'grpc', 'tcp']);
const instanceFields = {
    /** `<env>_<service>_<version>_<release8>@<host>`, with `#2` for a second one on that host. */
    id: schemas/* string */.YjP().min(1),
    version: lib/* versionSchema */.G0,
    release8: schemas/* string */.YjP().regex(/^[0-9a-f]{8}$/),
    host: lib/* nameSchema */.Jq,
    ip: schemas/* string */.YjP().min(1),
    /** By the provide's name. */
    ports: schemas/* record */.g1P(lib/* nameSchema */.Jq, portSchema),
    /** By the provide's name; empty for a worker. */
    protocols: schemas/* record */.g1P(lib/* nameSchema */.Jq, protocolSchema),
    unit: schemas/* string */.YjP(),
    line: lib/* rangeSchema */.pm,
    isDefault: schemas/* boolean */.zMY(),
    /** Not wanted any more: it runs on because a proxy that is out of reach may still send to it. */
    isLeaving: schemas/* literal */.euz(true).optional(),
    /** Digest of the descriptor. */
    descriptor: lib/* digestSchema */.er,
    /** Digest of the config blob. */
    config: lib/* digestSchema */.er,
    /** Number of the revision that it was last seen running for. */
    revision: schemas/* int */.Whr(),
    /** Fence of the deploy that saw it last. */
    fence: schemas/* int */.Whr(),
    /** End of the deploy that saw it first. */
    validFrom: lib/* timeSchema */.Rl,
    /** End of the deploy that saw it last. */
    healthSeenAt: lib/* timeSchema */.Rl,
};
const instanceRecordSchema = schemas/* strictObject */.rej({ ...instanceFields, validTo: schemas/* null */.chJ() });
/** A line of inventory/history/<yyyy-mm>.ndjson. */
const closedRecordSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    service: lib/* nameSchema */.Jq,
    ...instanceFields,
    /** End of the deploy that stopped it, or no longer found it. */
    validTo: lib/* timeSchema */.Rl,
});
/** inventory/services/<service>.json */
const serviceRecordSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    service: lib/* nameSchema */.Jq,
    revision: schemas/* int */.Whr(),
    fence: schemas/* int */.Whr(),
    /** Set for a service that Towpath does not deliver; it has no instances then. */
    external: schemas/* strictObject */.rej({ version: lib/* versionSchema */.G0, endpoints: schemas/* array */.YOg(schemas/* string */.YjP()) }).nullable(),
    /** Ranges that other releases declare for it, sorted: with the forms of its versions, what the proxies can serve. */
    declaredRanges: schemas/* array */.YOg(lib/* rangeSchema */.pm),
    /** Sorted by id. */
    instances: schemas/* array */.YOg(instanceRecordSchema),
});
/** inventory/proxies.json: where clients find the environment. */
const proxiesRecordSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    revision: schemas/* int */.Whr(),
    fence: schemas/* int */.Whr(),
    /** IPv4 address without prefix length, the port, and the domain of authorities if it has one. */
    vip: schemas/* string */.YjP(),
    port: portSchema,
    domain: schemas/* string */.YjP().nullable(),
    prereleases: schemas/* enum */.k5n(['exclude', 'include']),
    routeTable: lib/* digestSchema */.er.nullable(),
    verifiedThrough: schemas/* enum */.k5n(['vip', 'host']).nullable(),
    seenAt: lib/* timeSchema */.Rl,
    proxies: schemas/* array */.YOg(schemas/* strictObject */.rej({ host: lib/* nameSchema */.Jq, outcome: schemas/* string */.YjP(), table: lib/* digestSchema */.er.nullable(), holdsVip: schemas/* boolean */.zMY() })),
});

;// CONCATENATED MODULE: ./packages/inventory/lib/history.js



/** Path of the month's file that a record closed at this time (RFC 3339, UTC) belongs to. */
function historyPath(closedAt) {
    return environment_lib/* environmentPaths */.Wp.history(closedAt.slice(0, 'yyyy-mm'.length));
}
/** Closed records, oldest first. Empty text is an empty history. Throws DescriptorFaults with the line. */
function parseHistory(text, path) {
    return text
        .split('\n')
        .flatMap((line, index) => line.trim() === '' ? [] : [(0,lib/* parseRecord */.Hh)(line, closedRecordSchema, `${path}:${index + 1}`)]);
}
/** The file with these records at its end: what stands in it already is neither touched nor written twice. */
function appendHistory(text, closed) {
    const written = new Set(text.split('\n'));
    const lines = closed
        .toSorted((a, b) => compare(a.validTo, b.validTo) || compare(a.id, b.id))
        .map((record) => (0,lib/* canonicalJson */.dj)(record))
        .filter((line) => !written.has(line));
    if (lines.length === 0)
        return text;
    const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    return `${start}${lines.join('\n')}\n`;
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./packages/inventory/lib/instance-index.js
const defaultToleranceMs = 60_000;
function indexInstances(inventory, history) {
    const ids = new Map();
    const sockets = new Map();
    const releases = new Map();
    const services = new Set(inventory.services.keys());
    const add = (instance) => {
        const life = lifeOf(instance);
        services.add(instance.service);
        const known = ids.get(instance.id);
        if (known === undefined || known.from <= life.from)
            ids.set(instance.id, life);
        push(releases, `${instance.service}@${instance.version}`, instance);
        for (const port of new Set(Object.values(instance.ports)))
            push(sockets, `${instance.ip}:${port}`, life);
    };
    for (const record of history)
        add(record);
    for (const { service, instances } of inventory.services.values()) {
        for (const instance of instances)
            add({ ...instance, service });
    }
    for (const lives of sockets.values())
        lives.sort((a, b) => a.from - b.from);
    return {
        byId: (id) => ids.get(id)?.instance,
        byAddress: (ip, port, at, toleranceMs = defaultToleranceMs) => findLife(sockets.get(`${ip}:${port}`) ?? [], at.getTime(), toleranceMs)?.instance,
        byRelease: (service, version) => releases.get(`${service}@${version}`) ?? [],
        has: (service) => services.has(service),
    };
}
function lifeOf(instance) {
    const to = instance.validTo === null ? Number.POSITIVE_INFINITY : Date.parse(instance.validTo);
    return { from: Date.parse(instance.validFrom), to, instance };
}
/** Lives at one socket don't overlap and are sorted: the right one is the last that began by then, or a neighbour. */
function findLife(lives, at, toleranceMs) {
    let low = 0;
    let high = lives.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((lives[middle]?.from ?? Number.POSITIVE_INFINITY) <= at)
            low = middle + 1;
        else
            high = middle;
    }
    const before = lives[low - 1];
    if (before !== undefined && at < before.to)
        return before;
    const after = lives[low];
    const sinceBefore = before === undefined ? Number.POSITIVE_INFINITY : at - before.to;
    const untilAfter = after === undefined ? Number.POSITIVE_INFINITY : after.from - at;
    if (Math.min(sinceBefore, untilAfter) >= toleranceMs)
        return undefined;
    return untilAfter <= sinceBefore ? after : before;
}
function push(lists, key, value) {
    const list = lists.get(key);
    if (list === undefined)
        lists.set(key, [value]);
    else
        list.push(value);
}

;// CONCATENATED MODULE: ./packages/inventory/lib/inventory.js




const emptyInventory = { proxies: null, services: new Map() };
/**
 * From the documents of an environment's domain: those under `inventory/services/` and `inventory/proxies.json`; others
 * are passed over. Faults with the path: `record-invalid`, and DescriptorFaults of what is no record or a newer one.
 */
function parseInventory(documents) {
    const services = new Map();
    let proxies = null;
    for (const [path, text] of documents) {
        if (path === environment_lib/* environmentPaths */.Wp.proxies)
            proxies = (0,lib/* parseRecord */.Hh)(text, proxiesRecordSchema, path);
        if (!path.startsWith(environment_lib/* environmentPaths */.Wp.services))
            continue;
        const record = (0,lib/* parseRecord */.Hh)(text, serviceRecordSchema, path);
        if (path !== environment_lib/* environmentPaths */.Wp.service(record.service)) {
            throw new InventoryFault('record-invalid', {
                where: path,
                expected: 'the service that the path names',
                found: `the record of ${record.service}`,
                fix: 'Find out who wrote to the metadata store',
            });
        }
        services.set(record.service, record);
    }
    return { proxies, services };
}

;// CONCATENATED MODULE: ./packages/inventory/lib/service-records.js


/** By name: services with instances, and external ones. */
function serviceRecords(input, instances) {
    const { report, spec } = input;
    const [revision = input.revision] = runningRevisions(input);
    const byService = Map.groupBy(instances, ({ service }) => service);
    const records = new Map();
    const add = (service, external) => records.set(service, {
        schema: 1,
        environment: report.environment,
        service,
        revision: revision.number,
        fence: report.fence,
        external,
        declaredRanges: declaredRanges(revision, service),
        instances: (byService.get(service) ?? []).map(({ record }) => record).sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    for (const service of byService.keys())
        add(service, null);
    for (const [service, declared] of Object.entries(spec.services)) {
        if ((0,environment_lib/* isExternal */.ge)(declared))
            add(service, declared.external);
    }
    return records;
}
function declaredRanges(revision, service) {
    const ranges = revision.releases.flatMap(({ dependencies }) => Object.entries(dependencies).flatMap(([name, { range }]) => (name === service ? [range] : [])));
    return [...new Set(ranges)].sort();
}
function proxiesRecord({ report, spec, ...input }) {
    const [revision = input.revision] = runningRevisions({ report, spec, ...input });
    const { port, domain } = spec.address;
    return {
        schema: 1,
        environment: report.environment,
        revision: revision.number,
        fence: report.fence,
        vip: (0,environment_lib/* vipOf */.jp)(spec),
        port,
        domain: domain ?? null,
        ...(0,environment_lib/* prereleasePolicy */.v1)(spec),
        routeTable: report.routeTable,
        verifiedThrough: report.verifiedThrough,
        seenAt: report.endedAt,
        proxies: report.proxies.toSorted((a, b) => (a.host < b.host ? -1 : 1)),
    };
}

;// CONCATENATED MODULE: ./packages/inventory/lib/verify-report.js


/** That a report belongs to what it is registered against. Faults: `report-outdated`, `report-mismatch`. */
function verifyReport({ report, revision, inventory }) {
    const registered = [...inventory.services.values(), ...(inventory.proxies === null ? [] : [inventory.proxies])];
    const newest = Math.max(0, ...registered.map(({ fence }) => fence));
    if (newest > report.fence) {
        throw new InventoryFault('report-outdated', {
            where: `the inventory of ${report.environment}`,
            expected: `a report with fence ${newest} or higher, which is what is registered`,
            found: `the report of fence ${report.fence}`,
            fix: 'Nothing is to be done: a later deploy registered what it saw',
        });
    }
    if (report.environment !== revision.environment || report.revision !== revision.number) {
        throw mismatch(`report ${report.fence}`, `${revision.environment}@${revision.number}`, `${report.environment}@${report.revision}`);
    }
    for (const { host, instances } of report.hosts) {
        for (const { id, service } of instances) {
            const name = (0,environment_lib/* parseInstanceId */.BX)(id);
            const isRight = name?.environment === report.environment && name.service === service && name.host === host;
            if (!isRight)
                throw mismatch(`report ${report.fence}, host ${host}`, `an instance of ${service} there`, `\`${id}\``);
        }
    }
}
function mismatch(where, expected, found) {
    return new InventoryFault('report-mismatch', { where, expected, found, fix: 'Deploy again, then register' });
}

;// CONCATENATED MODULE: ./packages/inventory/lib/registration.js






/**
 * What deploy's report says runs, as changes of the inventory. A report that was registered already changes nothing.
 * After a deploy that went well the report is complete: what it doesn't name is closed. After one that was put back, only
 * what it names changes. Faults: `report-outdated`, `report-mismatch`.
 */
function planRegistration(input) {
    const { report, inventory } = input;
    verifyReport(input);
    const running = runningInstances(input);
    const stopped = new Set(reportedInstances(report).flatMap(({ id, change }) => (change === 'stopped' ? [id] : [])));
    const open = openRecords(inventory);
    const isGone = (id) => !running.has(id) && (report.status !== 'rolled-back' || stopped.has(id));
    const isOver = (record) => {
        const now = running.get(record.id)?.record;
        return now === undefined ? isGone(record.id) : !isSameLife(record, now);
    };
    const closed = [...open.values()]
        .filter(({ record }) => isOver(record))
        .map(({ service, record }) => ({ ...record, schema: 1, service, validTo: report.endedAt }));
    const staying = [...open.values()].filter(({ record }) => !isGone(record.id) && !running.has(record.id));
    const services = serviceRecords(input, [...running.values(), ...staying]);
    const write = {};
    for (const record of services.values()) {
        const text = (0,lib/* canonicalJson */.dj)(record);
        const before = inventory.services.get(record.service);
        if (before === undefined || (0,lib/* canonicalJson */.dj)(before) !== text)
            write[environment_lib/* environmentPaths */.Wp.service(record.service)] = text;
    }
    const proxies = (0,lib/* canonicalJson */.dj)(proxiesRecord(input));
    if (inventory.proxies === null || (0,lib/* canonicalJson */.dj)(inventory.proxies) !== proxies) {
        write[environment_lib/* environmentPaths */.Wp.proxies] = proxies;
    }
    const history = appendHistory(input.history, closed);
    if (history !== input.history)
        write[historyPath(report.endedAt)] = history;
    const kept = [...running.values()].filter(({ record }) => {
        const before = open.get(record.id)?.record;
        return before !== undefined && isSameLife(before, record);
    }).length;
    return {
        write,
        remove: [...inventory.services.keys()].filter((name) => !services.has(name)).map(environment_lib/* environmentPaths */.Wp.service),
        opened: running.size - kept,
        kept: kept + staying.length,
        closed: closed.length,
    };
}

;// CONCATENATED MODULE: ./packages/inventory/lib/resolve.js


/**
 * The address of a service from nothing but an environment. Without a range it is the default line's, and keeps being so;
 * with one that the proxies have compiled it carries the range's label, else the exact version's.
 * Faults: `range-invalid`, `inventory-empty`, `service-unknown`, `nothing-runs`, `range-unserved`, `service-unaddressed`.
 */
function resolveService(environment, inventory, service, range) {
    const { proxies } = inventory;
    if (range !== null && !(0,lib/* isRange */._Z)(range))
        throw invalidRange(range);
    if (proxies === null)
        throw empty(environment);
    const registered = inventory.services.get(service);
    if (registered === undefined)
        throw unknown(environment, service, [...inventory.services.keys()]);
    // What leaves is routed by no proxy that knows better.
    const record = { ...registered, instances: registered.instances.filter(({ isLeaving }) => isLeaving !== true) };
    const versions = versionsOf(record);
    if (versions.length === 0)
        throw nothingRuns(environment, service);
    const version = range === null ? defaultVersion(record) : (0,lib/* newestSatisfying */.W4)(versions, range, proxies);
    if (version === null)
        throw unserved(environment, service, range, versions);
    const instances = record.instances.filter((instance) => instance.version === version);
    const protocols = new Set(instances.flatMap((instance) => Object.values(instance.protocols)));
    if (record.external === null && protocols.size === 0)
        throw unaddressed(environment, service);
    const label = range === null ? null : labelFor(record, range, version);
    const speaksHttp = record.external !== null || protocols.has('http');
    return {
        service,
        version,
        url: speaksHttp ? pathUrl(proxies, service, label) : null,
        address: authority(proxies, service, label),
        vip: proxies.vip,
        port: proxies.port,
        instances,
    };
}
function versionsOf(record) {
    if (record.external !== null)
        return [record.external.version];
    return [...new Set(record.instances.map(({ version }) => version))].sort(lib/* compareVersionsDescending */.PE);
}
function defaultVersion(record) {
    if (record.external !== null)
        return record.external.version;
    const versions = record.instances.filter(({ isDefault }) => isDefault).map(({ version }) => version);
    return versions.sort(lib/* compareVersionsDescending */.PE)[0] ?? null;
}
/** A label that the route table has: it holds the declared ranges and the forms of what is live, nothing else. */
function labelFor(record, range, version) {
    const label = (0,lib/* labelOfRange */.jz)(range);
    const compiled = [
        ...record.declaredRanges.flatMap(lib/* spellingsOfRange */.S7),
        ...versionsOf(record).flatMap(lib/* spellingsOfVersion */.fK),
    ];
    return compiled.includes(label) ? label : (0,lib/* labelOfRange */.jz)(version);
}
function pathUrl({ vip, port }, service, label) {
    const origin = port === 80 ? `http://${vip}` : `http://${vip}:${port}`;
    return `${origin}/${service}${label === null ? '' : `@${label}`}`;
}
function authority({ domain, port }, service, label) {
    if (domain === null)
        return null;
    return `${label === null ? '' : `${label}.`}${service}.${domain}:${port}`;
}
function invalidRange(range) {
    return new InventoryFault('range-invalid', {
        where: 'The range',
        expected: 'a semver range such as `^1.4`',
        found: `\`${range}\``,
    });
}
function empty(environment) {
    return new InventoryFault('inventory-empty', {
        where: `the inventory of ${environment}`,
        expected: 'a registered deploy',
        found: 'none',
        fix: `Deploy and register ${environment} first`,
    });
}
/** More names than this say nothing to a person. */
const mostNamed = 12;
function unknown(environment, service, known) {
    const meant = (0,lib/* nearest */.pA)(service, known);
    const named = known.toSorted().slice(0, mostNamed).join(', ');
    return new InventoryFault('service-unknown', {
        where: environment,
        expected: known.length === 0 || known.length > mostNamed ? 'a service that is registered there' : `one of ${named}`,
        found: `\`${service}\``,
        ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`? Ask for that` }),
    });
}
function nothingRuns(environment, service) {
    return new InventoryFault('nothing-runs', {
        where: `${service} in ${environment}`,
        expected: 'at least one running instance',
        found: 'none',
        fix: `Deploy ${environment}`,
    });
}
function unserved(environment, service, range, versions) {
    return new InventoryFault('range-unserved', {
        where: `${service} in ${environment}`,
        expected: range === null ? 'an instance of the default line' : `a version that satisfies \`${range}\``,
        found: versions.join(', '),
        fix: 'Ask for one of these, or promote one that fits',
    });
}
function unaddressed(environment, service) {
    return new InventoryFault('service-unaddressed', {
        where: `${service} in ${environment}`,
        expected: 'a service that provides something',
        found: 'a worker, which has no address',
        fix: `See where it runs: \`towpath status --environment ${environment}\``,
    });
}

;// CONCATENATED MODULE: ./packages/inventory/lib/status/build-status.js


/** What runs where, and what people hold or wait for. */
function buildStatus(input) {
    const { environment, state, deployed, lastGood, restorable } = input;
    const { proxies, services } = input.inventory;
    return {
        environment,
        address: proxies === null ? null : { vip: proxies.vip, port: proxies.port, domain: proxies.domain },
        proxies: (proxies?.proxies ?? []).map(({ host, holdsVip, outcome }) => ({
            host,
            holdsVip,
            isCurrent: outcome !== 'unreachable',
        })),
        desired: state.desired?.number ?? null,
        deployed: state.deployed === null ? null : { revision: state.deployed.number, at: state.deployed.at },
        lastGood: state.lastGood,
        registered: proxies?.revision ?? null,
        lease: state.lease === null
            ? null
            : {
                run: state.lease.run,
                revision: state.lease.revision,
                since: state.lease.since,
                until: state.lease.until,
            },
        locks: state.locks.map(({ service, by, reason, run, since, until, everywhere = false }) => {
            return { service, by, reason, run, since, until, everywhere };
        }),
        pins: state.pins.map(({ service, version, by, reason }) => ({ service, version, by, reason })),
        parked: state.parked.map(({ revision, packages, reason, at }) => ({ revision, packages, reason, at })),
        overrides: input.overrides.map(({ gate, subject = environment, by, reason, skipped = [] }) => {
            return { gate, subject, by, reason, skipped };
        }),
        waiting: state.waiting,
        services: [...services.values()]
            .sort((a, b) => (a.service < b.service ? -1 : 1))
            .map((record) => serviceStatus(record, deployed?.releases ?? [])),
        restorable,
        changes: deployed === null || lastGood === null ? [] : changesBetween(lastGood, deployed),
    };
}
/** Services whose versions or config differ between two revisions, by name. */
function changesBetween(before, after) {
    const [old, now] = [before, after].map(({ releases }) => Map.groupBy(releases, ({ service }) => service));
    const services = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
    return services.flatMap((service) => {
        const [one, other] = [old?.get(service) ?? [], now?.get(service) ?? []];
        const [from, to] = [one, other].map((list) => list.map(({ version }) => version).sort(lib/* compareVersionsDescending */.PE));
        const sameVersions = from?.join() === to?.join();
        const sameConfig = one.every(({ version, config }) => other.some((release) => release.version === version && release.config === config));
        if (sameVersions && sameConfig)
            return [];
        return [{ service, from: from ?? [], to: to ?? [], isConfigOnly: sameVersions }];
    });
}
function serviceStatus({ service, external, instances }, deployed) {
    if (external !== null) {
        const version = {
            version: external.version,
            line: '*',
            isDefault: true,
            sets: [],
            isLeaving: false,
            since: null,
            instances: [],
        };
        return { service, isExternal: true, versions: [version] };
    }
    const versions = [...Map.groupBy(instances, ({ version }) => version)]
        .map(([version, records]) => versionStatus({ service, version }, records, deployed))
        .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || (0,lib/* compareVersionsDescending */.PE)(a.version, b.version));
    return { service, isExternal: false, versions };
}
function versionStatus({ service, version }, records, deployed) {
    const since = records.map(({ validFrom }) => validFrom).sort()[0] ?? null;
    return {
        version,
        line: records[0]?.line ?? '*',
        isDefault: records.some(({ isDefault }) => isDefault),
        sets: [...(0,environment_lib/* setsOf */.Nc)(deployed.find((one) => one.service === service && one.version === version) ?? { setOf: null })],
        isLeaving: records.every(({ isLeaving }) => isLeaving === true),
        since,
        instances: records.map(({ id, host, ip, ports, validFrom }) => ({ id, host, ip, ports, since: validFrom })),
    };
}

;// CONCATENATED MODULE: ./packages/inventory/lib/status/environment-status.js


const instanceStatusSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    host: schemas/* string */.YjP(),
    ip: schemas/* string */.YjP(),
    /** By the provide's name. */
    ports: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* int */.Whr()),
    since: lib/* timeSchema */.Rl,
});
const versionStatusSchema = schemas/* strictObject */.rej({
    version: lib/* versionSchema */.G0,
    line: lib/* rangeSchema */.pm,
    isDefault: schemas/* boolean */.zMY(),
    /** Package sets that it came with, `name@version` each; empty: it stands on its own. */
    sets: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** It runs on only for a proxy that is out of reach. */
    isLeaving: schemas/* boolean */.zMY(),
    /** When the first of its instances was first seen running. null for an external service. */
    since: lib/* timeSchema */.Rl.nullable(),
    instances: schemas/* array */.YOg(instanceStatusSchema),
});
const serviceStatusSchema = schemas/* strictObject */.rej({
    service: lib/* nameSchema */.Jq,
    isExternal: schemas/* boolean */.zMY(),
    /** Default line first, then newest first. */
    versions: schemas/* array */.YOg(versionStatusSchema),
});
const releaseChangeSchema = schemas/* strictObject */.rej({
    service: lib/* nameSchema */.Jq,
    /** Newest first; empty: not there. */
    from: schemas/* array */.YOg(lib/* versionSchema */.G0),
    to: schemas/* array */.YOg(lib/* versionSchema */.G0),
    /** The versions are the same and their config is not. */
    isConfigOnly: schemas/* boolean */.zMY(),
});
const restorableSchema = schemas/* strictObject */.rej({
    /** The newest that were deployed well, but for the one that runs. */
    lookedAt: schemas/* array */.YOg(schemas/* int */.Whr()),
    gone: schemas/* array */.YOg(schemas/* strictObject */.rej({ revision: schemas/* int */.Whr(), packages: schemas/* array */.YOg(schemas/* string */.YjP()) })),
    /** Why nobody could look, of some package or all; null: everything was seen. */
    unknown: schemas/* string */.YjP().nullable(),
});
const environmentStatusSchema = schemas/* strictObject */.rej({
    environment: lib/* nameSchema */.Jq,
    /** Where clients find it; null before the first registration. */
    address: schemas/* strictObject */.rej({ vip: schemas/* string */.YjP(), port: schemas/* int */.Whr(), domain: schemas/* string */.YjP().nullable() }).nullable(),
    /** As the last registered deploy saw them. */
    proxies: schemas/* array */.YOg(schemas/* strictObject */.rej({
        host: lib/* nameSchema */.Jq,
        holdsVip: schemas/* boolean */.zMY(),
        /** False: it could not be told of the newest routes, and may serve by older ones. */
        isCurrent: schemas/* boolean */.zMY(),
    })),
    desired: schemas/* int */.Whr().nullable(),
    deployed: schemas/* strictObject */.rej({ revision: schemas/* int */.Whr(), at: lib/* timeSchema */.Rl }).nullable(),
    lastGood: schemas/* int */.Whr().nullable(),
    /** Revision that the inventory was registered for; differs from deployed until register ran. */
    registered: schemas/* int */.Whr().nullable(),
    lease: schemas/* strictObject */.rej({ run: schemas/* string */.YjP(), revision: schemas/* int */.Whr(), since: lib/* timeSchema */.Rl, until: lib/* timeSchema */.Rl }).nullable(),
    locks: schemas/* array */.YOg(schemas/* strictObject */.rej({
        service: lib/* nameSchema */.Jq.nullable(),
        by: schemas/* string */.YjP(),
        reason: schemas/* string */.YjP(),
        /** URL of the run that it belongs to, or `user@host`. */
        run: schemas/* string */.YjP(),
        /** Whether it is the stop of every environment. */
        everywhere: schemas/* boolean */.zMY(),
        since: lib/* timeSchema */.Rl,
        /** null: until it is taken away. */
        until: lib/* timeSchema */.Rl.nullable(),
    })),
    pins: schemas/* array */.YOg(schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, version: lib/* versionSchema */.G0, by: schemas/* string */.YjP(), reason: schemas/* string */.YjP() })),
    parked: schemas/* array */.YOg(schemas/* strictObject */.rej({ revision: schemas/* int */.Whr(), packages: schemas/* array */.YOg(schemas/* string */.YjP()), reason: schemas/* string */.YjP(), at: lib/* timeSchema */.Rl })),
    /** Gates that were set aside for what is deployed; an order's, until what it came past has caught up. */
    overrides: schemas/* array */.YOg(schemas/* strictObject */.rej({
        gate: schemas/* string */.YjP(),
        subject: schemas/* string */.YjP(),
        by: schemas/* string */.YjP(),
        reason: schemas/* string */.YjP(),
        /** Environments that have still to run it. */
        skipped: schemas/* array */.YOg(lib/* nameSchema */.Jq),
    })),
    /** Accepted into a revision, and not deployed yet. */
    waiting: schemas/* array */.YOg(schemas/* strictObject */.rej({ package: lib/* nameSchema */.Jq, version: lib/* versionSchema */.G0, by: schemas/* string */.YjP(), at: lib/* timeSchema */.Rl, reason: schemas/* string */.YjP() })),
    /** By name. */
    services: schemas/* array */.YOg(serviceStatusSchema),
    /** Which earlier revisions a rollback can't go to, because packages were removed; null: nobody looked. */
    restorable: restorableSchema.nullable(),
    /** From lastGood to deployed; empty when either is unknown. */
    changes: schemas/* array */.YOg(releaseChangeSchema),
});
/** status' output: what runs where, in each environment asked for. */
const statusDocumentSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    at: lib/* timeSchema */.Rl,
    environments: schemas/* array */.YOg(environmentStatusSchema),
});

;// CONCATENATED MODULE: ./packages/inventory/lib/status/say-time.js

/** `4 min ago`, `3 h ago`, `2 days ago`; a time to come is `now`, unless it is one that no two clocks differ by. */
function sayAgo(time, now) {
    const seconds = Math.floor((now.getTime() - Date.parse(time)) / 1000);
    if (seconds < -300)
        return `at ${(0,environment_lib/* renderTime */.sZ)(time)}, which is still to come`;
    if (seconds < 5)
        return 'now';
    if (seconds < 60)
        return `${seconds} s ago`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes} min ago`;
    const hours = Math.floor(minutes / 60);
    if (hours < 48)
        return `${hours} h ago`;
    return `${Math.floor(hours / 24)} days ago`;
}

;// CONCATENATED MODULE: ./packages/inventory/lib/status/render-status.js


/** One environment for a terminal: a head line, a table, then what people should know. */
function renderStatusText(status, now) {
    const { columns, rows } = tableOf(status, now);
    const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => [...(row[index] ?? '')].length)));
    const line = (cells) => cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd();
    const table = rows.length === 0 ? ['nothing is registered'] : [line(columns), ...rows.map(line)];
    return [headOf(status, now), '', ...table, ...spaced(notesOf(status, now))].map(environment_lib/* terminalLine */.tL).join('\n');
}
/** The same for a job summary or comment. */
function renderStatusMarkdown(status, now) {
    const { columns, rows: cells } = tableOf(status, now);
    const rows = cells.map((row) => `| ${row.map(environment_lib/* escapeMarkdownLine */.B).join(' | ')} |`);
    const head = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`];
    const table = rows.length === 0 ? ['Nothing is registered.'] : [...head, ...rows];
    const notes = notesOf(status, now).map((note) => `- ${(0,environment_lib/* escapeMarkdownLine */.B)(note)}`);
    return [`### ${(0,environment_lib/* escapeMarkdownLine */.B)(headOf(status, now))}`, '', ...table, ...spaced(notes)].join('\n');
}
/** With a column for sets only where something came with one. */
function tableOf({ services }, now) {
    const hasSets = services.some(({ versions }) => versions.some(({ sets }) => sets.length > 0));
    const columns = ['service', 'version', 'line', ...(hasSets ? ['set'] : []), 'host', 'address', 'since'];
    const rows = services.flatMap(({ service, isExternal, versions }) => versions.flatMap(({ version, line, sets, isDefault, isLeaving, instances }) => {
        const kind = isLeaving ? 'leaving' : versions.length > 1 && isDefault ? `${line} (default)` : line;
        const set = hasSets ? [sets.join(', ')] : [];
        if (isExternal)
            return [[service, version, 'external', ...set, '', '', '']];
        return instances.map(({ host, ip, ports, since }) => {
            const address = Object.values(ports).map((port) => `${ip}:${port}`);
            return [service, version, kind, ...set, host, address.join(' ') || 'none', sayAgo(since, now)];
        });
    }));
    return { columns, rows };
}
function headOf({ environment, deployed, desired, address, proxies }, now) {
    const holder = proxies.length > 1 ? proxies.find(({ holdsVip }) => holdsVip) : undefined;
    const held = holder === undefined ? '' : ` (held by ${holder.host})`;
    const url = address === null ? '' : `http://${address.vip}${address.port === 80 ? '' : `:${address.port}`}`;
    const where = address === null ? '' : ` at ${url}${held}`;
    if (deployed === null) {
        return desired === null ? `${environment}: nothing yet` : `${environment}@${desired} is not deployed yet`;
    }
    return `${environment}@${deployed.revision} is live${where}, deployed ${sayAgo(deployed.at, now)}`;
}
function notesOf(status, now) {
    const { environment, lastGood, lease } = status;
    const notes = [...notesOfRevisions(status), ...notesOfProxies(status)];
    if (lease !== null)
        notes.push(`${lease.run} deploys ${environment}@${lease.revision}, begun ${sayAgo(lease.since, now)}`);
    for (const { service, by, reason, until, everywhere } of status.locks) {
        if (until !== null && Date.parse(until) <= now.getTime())
            continue;
        const what = everywhere ? 'every environment is stopped' : `${service ?? environment} is locked`;
        notes.push(`${what} by ${by}${until === null ? '' : ` until ${(0,environment_lib/* renderTime */.sZ)(until)}`}: ${reason}`);
    }
    for (const { service, version, by, reason } of status.pins) {
        notes.push(`${service} is pinned to ${version} by ${by}: ${reason}`);
    }
    for (const { package: name, version, by, at } of status.waiting) {
        notes.push(`${name} ${version} waits for the next deploy, promoted by ${by} ${sayAgo(at, now)}`);
    }
    notes.push(...status.overrides.map(renderOverride));
    for (const { revision, packages, reason, at } of status.parked) {
        const what = packages.length === 0 ? 'a change of the spec' : packages.join(', ');
        notes.push(`${what} ${packages.length > 1 ? 'were' : 'was'} parked ${sayAgo(at, now)} (${environment}@${revision}): ${reason}`);
    }
    if (lastGood !== null && status.changes.length > 0) {
        notes.push(`changed since ${environment}@${lastGood}: ${status.changes.map(renderChange).join(', ')}`);
    }
    return [...notes, ...notesOfRestorable(status)];
}
function notesOfRestorable({ environment, restorable }) {
    if (restorable === null)
        return [];
    const { gone, unknown } = restorable;
    return [
        ...gone.map(({ revision, packages }) => {
            const verb = packages.length === 1 ? 'was' : 'were';
            return `${environment}@${revision} can't be restored: ${packages.join(', ')} ${verb} removed`;
        }),
        ...(unknown === null ? [] : [`whether older revisions can be restored is unproven: ${unknown}`]),
    ];
}
function notesOfRevisions({ environment, desired, deployed, registered }) {
    if (deployed === null)
        return [];
    const isBehind = desired !== null && desired !== deployed.revision;
    const shown = registered === null ? 'nothing' : `${environment}@${registered}`;
    return [
        ...(isBehind ? [`${environment}@${desired} is wanted and not deployed`] : []),
        ...(registered === deployed.revision ? [] : [`the table shows ${shown}: register has not run`]),
    ];
}
function notesOfProxies({ proxies }) {
    return proxies.flatMap(({ host, isCurrent }) => isCurrent ? [] : [`proxy ${host} was out of reach and may serve older routes: deploy again when it is back`]);
}
function renderOverride({ gate, subject, by, reason, skipped }) {
    if (skipped.length === 0)
        return `gate ${gate} was set aside for ${subject} by ${by}: ${reason}`;
    const have = skipped.length === 1 ? 'which has' : 'which have';
    return `${subject} came past ${skipped.join(' and ')}, ${have} not caught up yet (${by}: ${reason})`;
}
function renderChange({ service, from, to, isConfigOnly }) {
    if (isConfigOnly)
        return `${service} ${to.join(' and ')} (config)`;
    if (from.length === 0)
        return `${service} ${to.join(' and ')} (new)`;
    if (to.length === 0)
        return `${service} ${from.join(' and ')} (gone)`;
    return `${service} ${from.join(' and ')} → ${to.join(' and ')}`;
}
function spaced(lines) {
    return lines.length === 0 ? [] : ['', ...lines];
}

;// CONCATENATED MODULE: ./packages/inventory/lib/index.js














/***/ }),

/***/ 21754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mk: () => (/* binding */ readNamed),
/* harmony export */   Ub: () => (/* binding */ verifyDigest),
/* harmony export */   u0: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** null when there is no such document. When it is not what it should be, the fault names domain and path. */
async function readDocument(at, path, parse) {
    const text = await at.get(path);
    if (text === undefined)
        return null;
    return { value: parse(text, placeOf(at, path)), digest: (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(text) };
}
/** A document that another one names by its digest. Throws `document-missing`, `digest-mismatch`. */
async function readNamed(at, path, parse, named) {
    const text = await at.get(path);
    if (text === undefined) {
        throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('document-missing', {
            where: placeOf(at, path),
            expected: `the document that ${named.by} names`,
            found: 'nothing',
            fix: 'Something was removed from the metadata store: restore it from a copy or its history',
        });
    }
    verifyDigest(placeOf(at, path), (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(text), named);
    return parse(text, placeOf(at, path));
}
/** Throws `digest-mismatch`. */
function verifyDigest(where, found, named) {
    if (found === named.digest)
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('digest-mismatch', {
        where,
        expected: `${named.digest}, which ${named.by} names`,
        found,
        fix: 'Somebody changed what is written once: do not deploy it, and find out who wrote to the metadata store',
    });
}
/** `environments/staging revisions/3.json`: as a person finds it in the store. */
function placeOf(at, path) {
    return `${at.domain} ${path}`;
}


/***/ }),

/***/ 61125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ environmentName),
/* harmony export */   W: () => (/* binding */ verifyEnvironmentName)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58697);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The input `environment`, which has to be a name before anything is looked for by it. Fault `input-invalid`. */
function environmentName(inputs) {
    return verifyEnvironmentName('environment', inputs.required('environment'));
}
/** What an input gives as the name of an environment. Fault `input-invalid`. */
function verifyEnvironmentName(input, name) {
    if ((0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isName */ .Eo)(name))
        return name;
    const near = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .suggestName */ .SX)(name);
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-invalid', {
        where: `Input \`${input}\``,
        expected: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end',
        found: `\`${name}\``,
        ...(near !== null && { fix: `Write \`${near}\`` }),
    });
}


/***/ }),

/***/ 5641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ StoredEnvironment),
  Q: () => (/* binding */ readEnvironment)
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/inventory/lib/index.js + 16 modules
var inventory_lib = __webpack_require__(51726);
// EXTERNAL MODULE: ./packages/steps/lib/environments/documents.js
var documents = __webpack_require__(21754);
// EXTERNAL MODULE: ./packages/steps/lib/environments/find-environment.js
var find_environment = __webpack_require__(59409);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/environments/revision-chain.js



/** The revisions of one snapshot, each read once and believed only if the state, or the one after it, names its digest. */
class RevisionChain {
    #at;
    #environment;
    #state;
    #read = new Map();
    #verified = new Map();
    constructor(at, environment, state) {
        this.#at = at;
        this.#environment = environment;
        this.#state = state;
    }
    /** Throws `revision-unknown`, `document-missing`, `digest-mismatch`, or `chain-broken` of `@towpath/environment`. */
    async revision(number) {
        const { desired } = this.#state;
        if (desired === null || number < 1 || number > desired.number)
            throw this.#unknown(number);
        for (let next = this.#nearestNamed(number); next > number; next -= 1)
            await this.#verify(next);
        return this.#verify(number);
    }
    /** The lowest number from here on whose digest is known without reading: everything below it hangs on it. */
    #nearestNamed(number) {
        const { desired, deployed } = this.#state;
        const known = [...this.#verified.keys(), desired?.number ?? number, deployed?.number ?? number];
        return Math.min(...known.filter((one) => one >= number));
    }
    async #verify(number) {
        const known = this.#verified.get(number);
        if (known !== undefined)
            return known;
        const { value, digest } = await this.#document(number);
        this.#verifyNamed(number, digest);
        (0,lib/* verifyRevisionChain */.Or)(value, number === 1 ? null : (await this.#document(number - 1)).digest);
        this.#verified.set(number, value);
        return value;
    }
    /** What comes before is named by the revision after it, which `verifyRevisionChain` compares. */
    #verifyNamed(number, digest) {
        const { desired, deployed } = this.#state;
        for (const named of [desired, deployed]) {
            if (named?.number !== number)
                continue;
            const where = (0,documents/* placeOf */.$t)(this.#at, lib/* environmentPaths */.Wp.revision(number));
            (0,documents/* verifyDigest */.Ub)(where, digest, { digest: named.digest, by: lib/* environmentPaths */.Wp.state });
        }
    }
    #document(number) {
        const reading = this.#read.get(number) ?? this.#readDocument(number);
        this.#read.set(number, reading);
        return reading;
    }
    async #readDocument(number) {
        const path = lib/* environmentPaths */.Wp.revision(number);
        const found = await (0,documents/* readDocument */.u0)(this.#at, path, lib/* parseRevision */.Pp);
        if (found !== null && found.value.environment === this.#environment && found.value.number === number)
            return found;
        throw new step_fault/* StepFault */.H('document-missing', {
            where: (0,documents/* placeOf */.$t)(this.#at, path),
            expected: `${this.#environment}@${number}`,
            found: found === null ? 'nothing' : `${found.value.environment}@${found.value.number}`,
            fix: 'Something was changed in the metadata store: restore it from a copy or its history',
        });
    }
    #unknown(number) {
        const newest = this.#state.desired?.number;
        return new step_fault/* StepFault */.H('revision-unknown', {
            where: `${this.#environment}@${number}`,
            expected: newest === undefined ? 'a revision' : `a number from 1 to ${newest}`,
            found: newest === undefined ? `${this.#environment} has none` : `${number}`,
            fix: newest === undefined ? `Promote something to ${this.#environment} first` : 'Name one that is there',
        });
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/environments/environment.js





/**
 * An environment's domain at one version, as typed values. Only the state is read at once; all else when it is asked for.
 * Documents that aren't what they should be are faults that name domain and path.
 */
class StoredEnvironment {
    name;
    snapshot;
    /** `emptyState` where there is none yet. */
    state;
    #chain;
    constructor(name, snapshot, state) {
        this.name = name;
        this.snapshot = snapshot;
        this.state = state;
        this.#chain = new RevisionChain(snapshot, name, state);
    }
    /** For intents: of an environment that is not there yet, the empty one. */
    static async at(snapshot, name) {
        const state = await (0,documents/* readDocument */.u0)(snapshot, lib/* environmentPaths */.Wp.state, lib/* parseEnvironmentState */.gE);
        return new StoredEnvironment(name, snapshot, state?.value ?? lib/* emptyState */.p$);
    }
    /** The same, with locks that stand elsewhere and hold here too. */
    under(locks) {
        if (locks.length === 0)
            return this;
        return new StoredEnvironment(this.name, this.snapshot, { ...this.state, locks: [...this.state.locks, ...locks] });
    }
    /** Verified against the digests that the state and later revisions name. Fault `revision-unknown` outside 1…desired. */
    revision(number) {
        return this.#chain.revision(number);
    }
    /** The spec that a revision names. */
    spec(revision) {
        const named = { digest: revision.spec, by: lib/* environmentPaths */.Wp.revision(revision.number) };
        return (0,documents/* readNamed */.Mk)(this.snapshot, lib/* environmentPaths */.Wp.blob(revision.spec), lib/* parseSpecBlob */.eM, named);
    }
    /** A config blob, verified against its digest. */
    config(digest, by = 'a release') {
        return (0,documents/* readNamed */.Mk)(this.snapshot, lib/* environmentPaths */.Wp.blob(digest), lib/* parseReleaseConfig */.Xe, { digest, by });
    }
    /** Config of every release of a revision, by digest. */
    async configs(revision) {
        const by = lib/* environmentPaths */.Wp.revision(revision.number);
        const digests = [...new Set(revision.releases.map((release) => release.config))];
        return Object.fromEntries(await Promise.all(digests.map(async (digest) => [digest, await this.config(digest, by)])));
    }
    /** Fences that a report is there of, lowest first. */
    async reportFences() {
        const paths = await this.snapshot.list('reports/');
        return paths
            .flatMap((path) => /^reports\/(\d+)\.json$/.exec(path)?.[1] ?? [])
            .map(Number)
            .sort((a, b) => a - b);
    }
    /** What the deploy with this fence did; null when it wrote nothing. */
    async report(fence) {
        return (await (0,documents/* readDocument */.u0)(this.snapshot, lib/* environmentPaths */.Wp.report(fence), lib/* parseDeployReport */.$L))?.value ?? null;
    }
    /** Every revision that was deployed well, in the order of their deploys, as the reports tell it. */
    async deployedWell() {
        const reports = await Promise.all((await this.reportFences()).map((fence) => this.report(fence)));
        const numbers = reports.flatMap((one) => (one === null || one.status === 'rolled-back' ? [] : [one.revision]));
        const { deployed } = this.state;
        if (deployed !== null && !numbers.includes(deployed.number))
            numbers.push(deployed.number);
        const restores = new Map();
        for (const number of new Set(numbers))
            restores.set(number, (await this.revision(number)).restores);
        return numbers.map((number) => ({ number, restores: restores.get(number) ?? null }));
    }
    /** What is registered as running. */
    async inventory() {
        return (0,inventory_lib/* parseInventory */.au)(await this.#texts('inventory/', '.json'));
    }
    /** Every closed record, oldest month first. */
    async history() {
        const files = await this.#texts('inventory/history/', '.ndjson');
        return files.flatMap(([path, text]) => (0,inventory_lib/* parseHistory */.i6)(text, `${this.snapshot.domain} ${path}`));
    }
    async #texts(prefix, ending) {
        const paths = (await this.snapshot.list(prefix)).filter((path) => path.endsWith(ending));
        return Promise.all(paths.map(async (path) => [path, (await this.snapshot.get(path)) ?? '']));
    }
}
/** Reads an environment that must be there. Fault `environment-unknown`, with the one that was probably meant. */
async function readEnvironment(store, name) {
    const snapshot = await store.read((0,lib/* environmentDomain */.MM)(name));
    if (snapshot.version === '')
        throw await (0,find_environment/* unknownEnvironment */.I)(store, name);
    return StoredEnvironment.at(snapshot, name);
}


/***/ }),

/***/ 59409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ listEnvironments),
/* harmony export */   I: () => (/* binding */ unknownEnvironment)
/* harmony export */ });
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51536);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


const prefix = (0,_towpath_environment__WEBPACK_IMPORTED_MODULE_0__/* .environmentDomain */ .MM)('');
/** Names of the environments that have anything in the store, sorted. */
async function listEnvironments(store) {
    return (await store.domains(prefix)).map((domain) => domain.slice(prefix.length));
}
/** For an environment that the store does not have: names those that it has, and the one that was probably meant. */
async function unknownEnvironment(store, name) {
    const known = await listEnvironments(store);
    const meant = known.find((one) => isNear(one, name));
    return new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('environment-unknown', {
        where: `Environment ${name}`,
        expected: known.length === 0 ? 'one that has a revision' : `one of ${known.join(', ')}`,
        found: 'nothing in the metadata store',
        fix: meant === undefined
            ? `Promote something to it first, or check \`metadata-store\`: this one may be another team's`
            : `Did you mean \`${meant}\`? If not, promote something to it first`,
    });
}
/** Alike but for at most two letters in one place: `stagng`, `prodd`, `stagnig`. */
function isNear(one, other) {
    const longest = Math.max(one.length, other.length);
    const shortest = Math.min(one.length, other.length);
    let start = 0;
    while (start < shortest && one[start] === other[start])
        start += 1;
    let end = 0;
    while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end))
        end += 1;
    return longest - start - end <= 2 && start + end >= 1;
}


/***/ })

};
