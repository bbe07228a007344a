export const id = 653;
export const ids = [653];
export const modules = {

/***/ 21653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ju: () => (/* reexport */ compileRouteTable),
  F4: () => (/* reexport */ diffRunningMap),
  zQ: () => (/* reexport */ diffRunningServers),
  A0: () => (/* reexport */ findListener),
  T5: () => (/* reexport */ freshnessOf),
  $L: () => (/* reexport */ healthMapFile),
  Df: () => (/* reexport */ request_target_normalizeAuthority),
  Hd: () => (/* reexport */ parseProxyState),
  Ft: () => (/* reexport */ parseRouteTable),
  BG: () => (/* reexport */ parseServersState),
  Tj: () => (/* reexport */ parseShowMap),
  Tu: () => (/* reexport */ planListeners),
  d3: () => (/* reexport */ planSlots),
  DR: () => (/* reexport */ releaseKey),
  K_: () => (/* reexport */ renderClearCommands),
  u5: () => (/* reexport */ renderFillCommands),
  iK: () => (/* reexport */ renderHaproxyConfig),
  hf: () => (/* reexport */ renderHealthMap),
  Xz: () => (/* reexport */ renderKeepalivedConfig),
  tp: () => (/* reexport */ renderMapCommands),
  I8: () => (/* reexport */ renderMaps),
  wQ: () => (/* reexport */ renderUpCommands),
  ie: () => (/* reexport */ resolve_resolveRoute),
  c_: () => (/* reexport */ routeTableDigest),
  C1: () => (/* reexport */ serverNames),
  j$: () => (/* reexport */ tableMapFile),
  Bw: () => (/* reexport */ verifySocket)
});

// UNUSED EXPORTS: RoutingFault, diffRouteTables, isGoodAnswer, meaningOfAuthority, parsePathTarget, parsePreparedVersion, parseShowProc, parseSlotTraffic, preparedVersion, releaseOfCall, renderRouteChange, renderShutdownCommands, routeTableSchema, statusOfOutcome, verifyRouteTable, verifyTcpSocket

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
;// CONCATENATED MODULE: ./packages/routing/lib/order.js
/** By UTF-16 code units, as canonical JSON sorts: the same on every machine, whatever its locale. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./packages/routing/lib/record.js
/** Own keys only: a service may be called `constructor`. */
function record_lookUp(record, key) {
    return Object.hasOwn(record, key) ? record[key] : undefined;
}

;// CONCATENATED MODULE: ./packages/routing/lib/request-target.js
/** Null when the path does not begin with `/`, or its first segment is not well encoded. An empty one names no service. */
function parsePathTarget(path) {
    const match = /^\/(?<segment>[^/?]*)(?<rest>.*)$/s.exec(path);
    const decoded = match === null ? null : decodeSegment(match.groups?.['segment'] ?? '');
    if (decoded === null)
        return null;
    const at = decoded.indexOf('@');
    const rest = match?.groups?.['rest'] ?? '';
    return {
        service: at === -1 ? decoded : decoded.slice(0, at),
        range: at === -1 ? null : decoded.slice(at + 1),
        prefix: `/${match?.groups?.['segment'] ?? ''}`,
        path: rest.startsWith('/') ? rest : `/${rest}`,
    };
}
/** In lower case, without its port and the dot that ends a full name. */
function request_target_normalizeAuthority(authority) {
    return authority.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
function decodeSegment(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch (error) {
        if (error instanceof URIError)
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/routing/lib/routing-fault.js

class RoutingFault extends fault_lib/* Fault */.vC {
}

;// CONCATENATED MODULE: ./packages/routing/lib/authorities.js





const labelPattern = /^(v\d+(-\d+){0,2}|r[0-9a-f]{8})$/;
/** Whether a spelling may stand in a host name. (`v2` is also a range, and means the same.) */
function isLabel(spelling) {
    return labelPattern.test(spelling);
}
/**
 * `<service>.<domain>` and `<label>.<service>.<domain>`, for all that is routed and all that is declared, live or not, and
 * aliases; lower case. Faults: `authority-conflict`, `alias-unknown`.
 */
function routeAuthorities(domain, services, declared, aliases) {
    const authorities = new Map();
    const add = (name, meaning) => {
        const authority = request_target_normalizeAuthority(name);
        const other = authorities.get(authority);
        if (other !== undefined && (other.service !== meaning.service || other.range !== meaning.range)) {
            throw authorityConflict(authority, other, meaning);
        }
        authorities.set(authority, meaning);
    };
    for (const service of domain === null ? [] : [...Object.keys(services), ...declared.keys()]) {
        add(`${service}.${domain}`, { service, range: null });
        for (const label of labelsOf(record_lookUp(services, service), declared.get(service))) {
            add(`${label}.${service}.${domain}`, { service, range: label });
        }
    }
    for (const [service, names] of Object.entries(aliases)) {
        if (record_lookUp(services, service) === undefined && names.length > 0)
            throw aliasUnknown(service, Object.keys(services));
        for (const name of names)
            add(name, { service, range: null });
    }
    return Object.fromEntries([...authorities].sort(([a], [b]) => compareText(a, b)));
}
/**
 * What an authority (lower case, without port) means in a table; null: nothing, so that the path decides. One with a label that
 * has no route still means its service, which is answered 406, and never another service by path.
 */
function authorities_meaningOfAuthority(table, authority) {
    const known = record_lookUp(table.authorities, authority);
    if (known !== undefined)
        return known;
    const dot = authority.indexOf('.');
    const label = authority.slice(0, dot);
    if (dot === -1 || !isLabel(label))
        return null;
    const rest = record_lookUp(table.authorities, authority.slice(dot + 1));
    return rest?.range === null ? { service: rest.service, range: label } : null;
}
function labelsOf(routed, declared) {
    const compiled = Object.keys(routed?.routes ?? {}).filter(isLabel);
    return [...compiled, ...[...(declared ?? [])].map(lib/* labelOfRange */.jz)];
}
function authorityConflict(authority, one, other) {
    const say = ({ service, range }) => (range === null ? service : `${service}@${range}`);
    return new RoutingFault('authority-conflict', {
        where: `the authority \`${authority}\``,
        expected: 'one meaning',
        found: [say(one), say(other)].sort(compareText).join(' and '),
        fix: 'Give one of them another alias in the spec',
    });
}
function aliasUnknown(service, routed) {
    return new RoutingFault('alias-unknown', {
        where: `services.${service}.aliases`,
        expected: `a service that provides something${routed.length === 0 ? '' : `: ${routed.join(', ')}`}`,
        found: `${service}, which is not routed`,
        fix: 'Remove its aliases',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/listeners.js



/**
 * A loopback listener for each declared service and canonical range (two spellings of one range share it), sorted.
 * Also for a service that is absent: its listener answers 404. What is no longer declared is dropped.
 * Fault: `ports-exhausted`.
 */
function planListeners(input) {
    const address = input.address ?? '127.0.0.1';
    const kept = new Map(input.existing.map((listener) => [listenerKey(listener), listener]));
    const taken = new Set(input.existing.map((listener) => listener.port));
    const free = Iterator.from(input.freePorts).filter((port) => !taken.has(port));
    const wanted = new Map(input.declared.map((edge) => [listenerKey(edge), edge]));
    const listeners = [];
    for (const [key, { service, range }] of [...wanted].sort(([a], [b]) => compareText(a, b))) {
        const existing = kept.get(key);
        if (existing !== undefined) {
            listeners.push(existing);
            continue;
        }
        const next = free.next();
        if (next.done === true)
            throw exhausted(service, range, wanted.size);
        taken.add(next.value);
        listeners.push({ address, port: next.value, service, range: (0,lib/* canonicalRange */.Kt)(range) });
    }
    return sortListeners(listeners);
}
/** The listener of a dependency, whichever way its range is spelt. */
function findListener(listeners, edge) {
    const key = listenerKey(edge);
    return listeners.find((listener) => listenerKey(listener) === key);
}
function sortListeners(listeners) {
    return [...listeners].sort((a, b) => compareText(a.service, b.service) || compareText(a.range, b.range) || a.port - b.port);
}
function listenerKey({ service, range }) {
    return `${service}@${(0,lib/* canonicalRange */.Kt)(range)}`;
}
function exhausted(service, range, wanted) {
    return new RoutingFault('ports-exhausted', {
        where: `the listener for ${service} \`${range}\``,
        expected: `a free loopback port for each of ${wanted} declared dependencies`,
        found: 'none left',
        fix: 'Free some ports, or widen the range that listeners are chosen from',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/live-releases.js



/** `<service>@<version>`: the key of a release in the table. */
function releaseKey(release) {
    return `${release.service}@${release.version}`;
}
/**
 * All that could be routed, by key. Releases that provide nothing are left out.
 * Faults: `release-duplicate`, `instance-unknown`, `instance-incomplete`, `endpoint-invalid`.
 */
function candidateReleases(input) {
    const known = new Map();
    for (const release of [...input.releases, ...input.externals.map(asRelease)]) {
        const key = releaseKey(release);
        if (known.has(key))
            throw duplicate(key);
        known.set(key, release);
    }
    const endpoints = new Map();
    for (const instance of input.instances)
        addInstance(known, endpoints, instance);
    for (const external of input.externals) {
        for (const instance of externalInstances(external))
            addInstance(known, endpoints, instance);
    }
    const candidates = new Map();
    for (const [key, release] of known) {
        const provides = Object.entries(release.provides).sort(([a], [b]) => compareText(a, b));
        if (provides.length === 0)
            continue;
        const ofRelease = endpoints.get(key);
        candidates.set(key, {
            service: release.service,
            version: release.version,
            isDefault: release.isDefault,
            isLive: ofRelease !== undefined,
            ...healthOf(provides),
            protocols: Object.fromEntries(provides.map(([name, { protocol }]) => [name, protocol])),
            endpoints: Object.fromEntries(provides.map(([name]) => [name, (ofRelease?.get(name) ?? []).sort(compareEndpoints)])),
        });
    }
    return candidates;
}
/** Absent when nothing of it is known, so that such a table is what it was before there was this. */
function healthOf(provides) {
    const known = provides.flatMap(([name, { health }]) => (health === undefined ? [] : [[name, health]]));
    return known.length === 0 ? {} : { health: Object.fromEntries(known) };
}
function asRelease(external) {
    return {
        service: external.service,
        version: external.version,
        isDefault: true,
        provides: external.provides ?? { http: { protocol: 'http' } },
        dependencies: {},
    };
}
function externalInstances(external) {
    const provides = Object.keys(external.provides ?? { http: null });
    return [...external.endpoints].sort(compareText).map((endpoint, index) => {
        const { address, port } = parseEndpoint(external.service, endpoint);
        return {
            instance: `external:${external.service}:${index + 1}`,
            service: external.service,
            version: external.version,
            address,
            ports: Object.fromEntries(provides.map((provide) => [provide, port])),
        };
    });
}
function parseEndpoint(service, text) {
    const match = /^(?<address>[^\s:]+):(?<port>\d{1,5})$/.exec(text);
    const port = Number(match?.groups?.['port']);
    const address = match?.groups?.['address'];
    if (address === undefined || port < 1 || port > 65_535) {
        throw new RoutingFault('endpoint-invalid', {
            where: `services.${service}.external.endpoints`,
            expected: 'an endpoint such as `10.77.0.50:8080`',
            found: `\`${text}\``,
        });
    }
    return { address, port };
}
function addInstance(known, endpoints, instance) {
    const key = releaseKey(instance);
    const release = known.get(key);
    if (release === undefined)
        throw unknownInstance(instance, key);
    const ofRelease = endpoints.get(key) ?? new Map();
    endpoints.set(key, ofRelease);
    for (const provide of Object.keys(release.provides)) {
        const port = record_lookUp(instance.ports, provide);
        if (port === undefined)
            throw incomplete(instance, provide);
        const list = ofRelease.get(provide) ?? [];
        list.push({ instance: instance.instance, address: instance.address, port });
        ofRelease.set(provide, list);
    }
}
function compareEndpoints(a, b) {
    return compareText(a.instance, b.instance) || compareText(a.address, b.address) || a.port - b.port;
}
function duplicate(key) {
    return new RoutingFault('release-duplicate', {
        where: `the route table of ${key}`,
        expected: 'one release for each service and version',
        found: 'two',
        fix: 'If a spec calls a service external, it must not be delivered in the same revision',
    });
}
function unknownInstance(instance, key) {
    return new RoutingFault('instance-unknown', {
        where: `instance ${instance.instance}`,
        expected: 'an instance of a release to route',
        found: `${key}, which is none of them`,
    });
}
function incomplete(instance, provide) {
    return new RoutingFault('instance-incomplete', {
        where: `instance ${instance.instance}`,
        expected: `a port for each provide of ${releaseKey(instance)}`,
        found: `none for \`${provide}\``,
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/spellings.js

/** A declared range as written, canonical, and its label. */
function spellingsForRange(range) {
    const label = (0,lib/* labelOfRange */.jz)(range);
    return (0,lib/* spellingsOfRange */.S7)(range).map((spelling) => ({ spelling, range, isLabel: spelling === label }));
}
/** What a live version is routed by whoever declares it: each form means itself, each label the bare form that it stands for. */
function spellingsForVersion(version) {
    const forms = (0,lib/* spellingsOfVersion */.fK)(version).filter(isForm);
    const labels = forms
        .filter((form) => /^\d/.test(form))
        .map((range) => ({ spelling: (0,lib/* labelOfRange */.jz)(range), range, isLabel: true }));
    return [...forms.map((range) => ({ spelling: range, range, isLabel: false })), ...labels];
}
/** Bare, or with an operator; not a label, though `v2` is a range as well. */
function isForm(spelling) {
    return /^[\^~=]?\d/.test(spelling) && (0,lib/* isRange */._Z)(spelling);
}

;// CONCATENATED MODULE: ./packages/routing/lib/services.js





/** Faults: `provide-conflict`, `label-collision`. */
function routeService(service, candidates, declared, policy) {
    const live = candidates.filter((candidate) => candidate.isLive);
    const versions = live.map((release) => release.version).sort(lib/* compareVersionsDescending */.PE);
    const spellings = [...[...declared].flatMap(spellingsForRange), ...versions.flatMap(spellingsForVersion)];
    refuseLabelCollision(service, spellings);
    return {
        provides: protocolsOf(service, candidates),
        default: defaultRoute(service, live),
        routes: routesOf(service, spellings, versions, policy),
        versions,
    };
}
function routesOf(service, spellings, versions, policy) {
    const routes = new Map();
    for (const [spelling, ranges] of meaningsOf(spellings)) {
        const version = newestOf(ranges.flatMap((range) => (0,lib/* newestSatisfying */.W4)(versions, range, policy) ?? []));
        if (version !== undefined)
            routes.set(spelling, [whole(service, version)]);
    }
    return Object.fromEntries([...routes].sort(([a], [b]) => compareText(a, b)));
}
/**
 * Mostly one range for a spelling. Two where one range is written as another's canonical form: with prereleases included
 * `^10` takes 10.0.0-beta and `>=10.0.0 <11.0.0-0` does not, but they share canonical form and label, so either will do.
 */
function meaningsOf(spellings) {
    const meanings = new Map();
    for (const { spelling, range } of spellings) {
        meanings.set(spelling, (meanings.get(spelling) ?? new Set()).add(range));
    }
    return new Map([...meanings].map(([spelling, ranges]) => [spelling, [...ranges]]));
}
function newestOf(versions) {
    return [...versions].sort(lib/* compareVersionsDescending */.PE)[0];
}
/** The newest live release of the default line; while one replaces another, both may be. */
function defaultRoute(service, live) {
    const newest = newestOf(live.filter((release) => release.isDefault).map((release) => release.version));
    return newest === undefined ? [] : [whole(service, newest)];
}
function whole(service, version) {
    return { release: releaseKey({ service, version }), weight: 1 };
}
function protocolsOf(service, candidates) {
    const protocols = new Map();
    for (const candidate of candidates) {
        for (const [provide, protocol] of Object.entries(candidate.protocols)) {
            const other = protocols.get(provide);
            if (other !== undefined && other !== protocol)
                throw provideConflict(service, provide, other, protocol);
            protocols.set(provide, protocol);
        }
    }
    return Object.fromEntries([...protocols].sort(([a], [b]) => compareText(a, b)));
}
/** 8 hex digits are few: two ranges of one service may meet, and then a client could not say which it means. */
function refuseLabelCollision(service, spellings) {
    const meanings = new Map();
    for (const { spelling, range, isLabel } of spellings) {
        if (!isLabel)
            continue;
        const canonical = (0,lib/* canonicalRange */.Kt)(range);
        const other = meanings.get(spelling);
        if (other !== undefined && other !== canonical)
            throw labelCollision(service, spelling, other, canonical);
        meanings.set(spelling, canonical);
    }
}
function provideConflict(service, provide, one, other) {
    return new RoutingFault('provide-conflict', {
        where: `${service} provides \`${provide}\``,
        expected: 'one protocol in all versions that run side by side',
        found: `${[one, other].sort(compareText).join(' and ')}`,
        fix: 'Give the provide with the other protocol a name of its own',
    });
}
function labelCollision(service, label, one, other) {
    const [first, second] = [one, other].sort(compareText);
    return new RoutingFault('label-collision', {
        where: `${service}: the label \`${label}\``,
        expected: 'one range for each label',
        found: `\`${first}\` and \`${second}\``,
        fix: 'Write one of the two ranges differently in the descriptor that declares it',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/verify.js





/**
 * What a schema can't say: routes name releases of their own service, keys agree with values, authorities are in lower
 * case, ports are used once. An authority or listener may name a service or range that has no route: it is answered 404 or 406.
 * Faults: `table-inconsistent`, `listener-conflict`.
 */
function verifyRouteTable(table) {
    const live = Map.groupBy(Object.values(table.releases), ({ service }) => service);
    for (const [service, routed] of Object.entries(table.services)) {
        const versions = (live.get(service) ?? []).map(({ version }) => version);
        verifyService(table, service, routed, versions.sort(lib/* compareVersionsDescending */.PE));
    }
    for (const [key, release] of Object.entries(table.releases)) {
        const where = `releases.${key}`;
        if (key !== releaseKey(release))
            throw inconsistent(where, `the key ${releaseKey(release)}`, key);
        const provides = record_lookUp(table.services, release.service)?.provides;
        if (provides === undefined)
            throw inconsistent(where, 'a release of a service in the table', release.service);
        for (const provide of Object.keys(release.endpoints)) {
            if (record_lookUp(provides, provide) === undefined)
                throw inconsistent(`${where}.endpoints`, `a provide of ${release.service}`, provide);
        }
    }
    verifyAuthorities(table);
    verifyListeners(table);
}
function verifyService(table, service, routed, live) {
    const routes = [['default', routed.default], ...Object.entries(routed.routes)];
    for (const [spelling, releases] of routes) {
        const where = `services.${service}.${spelling === 'default' ? spelling : `routes["${spelling}"]`}`;
        if (releases.length === 0 && spelling !== 'default')
            throw inconsistent(where, 'at least one release', 'none');
        for (const { release } of releases) {
            const found = record_lookUp(table.releases, release);
            if (found?.service !== service)
                throw inconsistent(where, `a release of ${service} in the table`, release);
        }
    }
    if (live.join() !== routed.versions.join()) {
        throw inconsistent(`services.${service}.versions`, `[${live.join(', ')}]`, `[${routed.versions.join(', ')}]`);
    }
}
function verifyAuthorities(table) {
    for (const authority of Object.keys(table.authorities)) {
        if (authority === request_target_normalizeAuthority(authority))
            continue;
        throw inconsistent(`authorities["${authority}"]`, `\`${request_target_normalizeAuthority(authority)}\``, `\`${authority}\``);
    }
}
function verifyListeners(table) {
    const ports = new Map();
    const meanings = new Map();
    for (const { address, port, service, range } of table.listeners) {
        const place = `${address}:${port}`;
        const meaning = `${service} \`${range}\``;
        const other = ports.get(place) ?? meanings.get(meaning);
        if (other !== undefined) {
            throw new RoutingFault('listener-conflict', {
                where: `the listener ${place} for ${meaning}`,
                expected: 'one port for each service and range',
                found: `also ${other}`,
            });
        }
        ports.set(place, meaning);
        meanings.set(meaning, place);
    }
}
function inconsistent(where, expected, found) {
    return new RoutingFault('table-inconsistent', {
        where: `the route table: ${where}`,
        expected,
        found,
        fix: 'Deploy again: the table is compiled anew from the revision',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/compile.js






/**
 * The route table of what runs (DESIGN §7): every spelling of the closed list leads to the newest live version that
 * satisfies it; one that nothing live satisfies is not in the table. Independent of the order of its input.
 * Throws RoutingFault.
 */
function compileRouteTable(input) {
    const candidates = [...candidateReleases(input).values()];
    const byService = Map.groupBy(candidates, (candidate) => candidate.service);
    const declared = declaredRanges(input);
    const services = [];
    for (const [service, ofService] of [...byService].sort(([a], [b]) => compareText(a, b))) {
        services.push([service, routeService(service, ofService, declared.get(service) ?? new Set(), input)]);
    }
    const byName = Object.fromEntries(services);
    const releases = candidates
        .filter((candidate) => candidate.isLive)
        .map(({ service, version, endpoints, health }) => [
        releaseKey({ service, version }),
        { service, version, endpoints, ...(health === undefined ? {} : { health }) },
    ])
        .sort(([a], [b]) => compareText(a, b));
    const table = {
        schema: 1,
        environment: input.environment,
        services: byName,
        authorities: routeAuthorities(input.domain, byName, declared, input.aliases),
        releases: Object.fromEntries(releases),
        listeners: sortListeners(input.listeners),
    };
    verifyRouteTable(table);
    return table;
}
/** By service: every range that a release declares for it. */
function declaredRanges(input) {
    const ranges = new Map();
    for (const release of input.releases) {
        for (const [dependency, { range }] of Object.entries(release.dependencies)) {
            const ofService = ranges.get(dependency) ?? new Set();
            ranges.set(dependency, ofService.add(range));
        }
    }
    return ranges;
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/answers.js

/** What is under way to each slot, from the answer to `show stat`. Fault: `answer-unreadable`. */
function parseSlotTraffic(answer) {
    return rowsOf('show stat', answer, ',', ['pxname', 'svname', 'scur', 'qcur', 'stot'])
        .filter((row) => row['svname'] === 'BACKEND')
        .map((row) => ({
        slot: row['pxname'] ?? '',
        current: Number(row['scur']) + Number(row['qcur']),
        total: Number(row['stot']),
    }));
}
/** From the answer to `show servers state`. Fault: `answer-unreadable`. */
function parseServersState(answer) {
    const [version, ...rest] = answer.trim().split('\n');
    if (version?.trim() !== '1')
        throw unreadable('show servers state', 'format version 1', version ?? '');
    return rowsOf('show servers state', rest.join('\n'), ' ', [
        'be_name',
        'srv_name',
        'srv_addr',
        'srv_port',
        'srv_op_state',
        'srv_admin_state',
    ]).map((row) => ({
        slot: row['be_name'] ?? '',
        server: row['srv_name'] ?? '',
        address: row['srv_addr'] ?? '',
        port: Number(row['srv_port']),
        // Bit 1: it is. Bit 4 only says that it was configured so, and stays when it is made ready; the others are inherited, or of name resolution.
        isInMaintenance: (Number(row['srv_admin_state']) & 0x01) !== 0,
        // 0 stopped, 1 starting, 2 running, 3 stopping.
        isUp: Number(row['srv_op_state']) === 2 || Number(row['srv_op_state']) === 1,
    }));
}
/** From the answer to `show map <file>`; sorted as it was written. */
function parseShowMap(answer) {
    return answer
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
        const [pointer, key, ...value] = line.split(' ');
        if (pointer?.startsWith('0x') !== true || key === undefined)
            throw unreadable('show map', '0x… key value', line);
        return [key, value.join(' ')];
    });
}
/** The number that `prepare map` answers with. Fault: `answer-unreadable`. */
function parsePreparedVersion(answer) {
    const found = /^New version created: (\d+)\s*$/.exec(answer.trim())?.[1];
    if (found === undefined)
        throw unreadable('prepare map', '`New version created: <n>`', answer);
    return Number(found);
}
/** Processes by their ids, from the answer to `show proc` on the master socket. */
function parseShowProc(answer) {
    let isOld = false;
    let current = null;
    const old = [];
    for (const line of answer.split('\n')) {
        if (line.startsWith('#'))
            isOld = line.startsWith('# old workers') || (isOld && !line.startsWith('# workers'));
        const pid = /^(\d+)\s+worker\s/.exec(line)?.[1];
        if (pid === undefined)
            continue;
        if (isOld)
            old.push(Number(pid));
        else
            current = Number(pid);
    }
    return { current, old };
}
function rowsOf(command, answer, separator, needed) {
    const [head, ...lines] = answer.trim().split('\n');
    const names = (head ?? '').replace(/^# /, '').split(separator);
    const missing = needed.find((name) => !names.includes(name));
    if (missing !== undefined)
        throw unreadable(command, `a column \`${missing}\``, (head ?? '').slice(0, 200));
    return lines
        .filter((line) => line.trim() !== '')
        .map((line) => {
        const fields = line.split(separator);
        return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
    });
}
function unreadable(command, expected, found) {
    return new RoutingFault('answer-unreadable', {
        where: `HAProxy's answer to \`${command}\``,
        expected,
        found: found.trim() === '' ? 'nothing' : found.trim().slice(0, 200),
        fix: 'Look at the log of towpath-proxy on that host',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/address.js
/** Whether a text is an IP address and not a host name, as far as the two can be told apart by their characters. */
function isIpAddress(text) {
    return /^\d+(\.\d+){3}$/.test(text) || text.includes(':');
}
/** As it stands before a port in HAProxy's configuration. */
function renderAddress(address) {
    return address.includes(':') ? `[${address}]` : address;
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/map-text.js
/**
 * Keys and values are made of unreserved characters and a few signs only, so that neither the map file, which splits at white space,
 * nor the command line, which has its own quoting, can read them otherwise. As HAProxy's `url_enc` writes it.
 */
function encodeMapText(text) {
    return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
function renderMap(entries) {
    return entries.map(([key, value]) => `${key} ${value}\n`).join('');
}
function parseMap(text) {
    return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
        const space = line.indexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)];
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/pool.js



const slotKinds = ['http', 'open', 'grpc', 'tcp'];
/** Equal pools have equal keys. */
function poolKey({ kind, release, provide, health, endpoints }) {
    const places = endpoints.map(({ instance, address, port }) => [instance, address, port]);
    return JSON.stringify([kind, release, provide, health, places]);
}
/** Every pool that a table can send something to, by key. Fault: `weights-unsupported`. */
function poolsOf(table) {
    const pools = new Map();
    for (const [service, routed] of Object.entries(table.services)) {
        for (const [provide, protocol] of Object.entries(routed.provides)) {
            for (const [spelling, releases] of pool_routesOf(routed, protocol)) {
                const pool = poolOfRoute(table, `${service} ${spelling}`, releases, provide, protocol);
                if (pool !== null)
                    pools.set(poolKey(pool), pool);
            }
        }
    }
    return new Map([...pools].sort(([a], [b]) => compareText(a, b)));
}
/** A port of the VIP knows no range, so tcp goes to the default line alone. */
function pool_routesOf(routed, protocol) {
    const byDefault = ['', routed.default];
    return protocol === 'tcp' ? [byDefault] : [byDefault, ...Object.entries(routed.routes)];
}
/** Null: nothing of it is live. Fault: `weights-unsupported`. */
function poolOfRoute(table, route, releases, provide, protocol) {
    const pools = releases.flatMap(({ release }) => poolOf(table, release, provide, protocol) ?? []);
    const [pool = null, ...others] = pools;
    if (others.length > 0)
        throw weightsUnsupported(route, releases);
    return pool;
}
function poolOf(table, key, provide, protocol) {
    const release = record_lookUp(table.releases, key);
    const endpoints = record_lookUp(release?.endpoints ?? {}, provide) ?? [];
    if (release === undefined || endpoints.length === 0)
        return null;
    const health = pool_healthOf(release, provide);
    return { kind: kindOf(protocol, health), release: key, provide, health, endpoints };
}
function pool_healthOf({ health }, provide) {
    return record_lookUp(health ?? {}, provide) ?? null;
}
function kindOf(protocol, health) {
    return protocol === 'http' && health === null ? 'open' : protocol;
}
function weightsUnsupported(route, releases) {
    return new RoutingFault('weights-unsupported', {
        where: `the route ${route.trim()}`,
        expected: 'one release, which is all that HAProxy is configured for',
        found: releases.map(({ release, weight }) => `${release} (weight ${weight})`).join(', '),
        fix: 'Route each range to one release',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/proxy-state.js


const sizeSchema = schemas/* strictObject */.rej({ slots: schemas/* int */.Whr().min(1), servers: schemas/* int */.Whr().min(1) });
const poolSchema = schemas/* strictObject */.rej({
    kind: schemas/* enum */.k5n(['http', 'open', 'grpc', 'tcp']),
    release: schemas/* string */.YjP().min(1),
    provide: schemas/* string */.YjP().min(1),
    health: schemas/* string */.YjP().nullable(),
    endpoints: schemas/* array */.YOg(schemas/* strictObject */.rej({
        instance: schemas/* string */.YjP().min(1),
        address: schemas/* string */.YjP().min(1),
        port: schemas/* int */.Whr().min(1).max(65_535),
    }))
        .min(1),
});
const proxyStateSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    sizes: schemas/* strictObject */.rej({ http: sizeSchema, open: sizeSchema, grpc: sizeSchema, tcp: sizeSchema }),
    pools: schemas/* record */.g1P(schemas/* string */.YjP(), poolSchema),
});
const marker = '# towpath ';
/** The first line of the configuration, without its end. */
function renderStateLine(state) {
    return `${marker}${JSON.stringify(state)}`;
}
/** From the text of a haproxy.cfg; null when it is none of ours, or of another version of ours: then it is written anew. */
function parseProxyState(text) {
    const [line = ''] = text.split('\n', 1);
    if (!line.startsWith(marker))
        return null;
    const parsed = proxyStateSchema.safeParse(parseJson(line.slice(marker.length)));
    return parsed.success ? parsed.data : null;
}
function slotName(kind, index) {
    return `${kind}-${index}`;
}
/** All slots, free ones too, in the order of the configuration. */
function slotsOf({ sizes }) {
    return slotKinds.flatMap((kind) => Array.from({ length: sizes[kind].slots }, (_, index) => ({ slot: slotName(kind, index), kind })));
}
/** `s1`, `s2`…: by place, as pools differ. */
function serverNames({ servers }) {
    return Array.from({ length: servers }, (_, index) => `s${index + 1}`);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/diff-running.js



/**
 * Empty when every server is where the state has it. A server that its checks took out is none the less there; of a host name only
 * HAProxy knows the address.
 */
function diffRunningServers(state, running) {
    const found = new Map(running.map((server) => [`${server.slot}/${server.server}`, describe(server)]));
    return slotsOf(state).flatMap(({ slot, kind }) => serverNames(state.sizes[kind]).flatMap((name, index) => {
        const server = `${slot}/${name}`;
        const endpoint = state.pools[slot]?.endpoints[index];
        const expected = endpoint === undefined ? 'in maintenance' : `${endpoint.address}:${endpoint.port}`;
        const isNamed = endpoint !== undefined && !isIpAddress(endpoint.address);
        const at = found.get(server) ?? 'not there';
        const actual = isNamed ? at.replace(/^.*(?=:\d+$)/, endpoint.address) : at;
        return actual === expected ? [] : [{ kind: 'server', server, expected, found: actual }];
    }));
}
/** Empty when a running map (`parseShowMap`) has what its file says. */
function diffRunningMap(text, running) {
    const expected = new Map(parseMap(text));
    const found = new Map(running);
    const keys = [...new Set([...expected.keys(), ...found.keys()])];
    return keys
        .filter((key) => expected.get(key) !== found.get(key))
        .map((key) => ({ kind: 'entry', key, expected: expected.get(key) ?? null, found: found.get(key) ?? null }));
}
function describe({ address, port, isInMaintenance }) {
    return isInMaintenance ? 'in maintenance' : `${address}:${port}`;
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/plan-slots.js



/**
 * Which pool lies in which slot, so that all tables can be served at once. What is live or busy stays where it is; a pool that no
 * table names leaves. The same input gives the same plan. Fault: `weights-unsupported`.
 */
function planSlots({ current, tables, busy }) {
    const wanted = new Map(tables.flatMap((table) => [...poolsOf(table)]));
    const before = Object.entries(current?.pools ?? {});
    const kept = new Map(before.filter(([slot, pool]) => wanted.has(poolKey(pool)) || busy.has(slot)));
    const placed = new Set([...kept.values()].map(poolKey));
    const entering = [...wanted].filter(([key]) => !placed.has(key)).map(([, pool]) => pool);
    const pools = new Map(kept);
    for (const kind of slotKinds) {
        const free = freeSlots(kind, kept, new Set(before.map(([slot]) => slot)), current?.sizes[kind].slots ?? 0);
        for (const pool of entering.filter((one) => one.kind === kind))
            pools.set(free.next().value, pool);
    }
    const sizes = {
        http: sizeOf('http', current, pools),
        open: sizeOf('open', current, pools),
        grpc: sizeOf('grpc', current, pools),
        tcp: sizeOf('tcp', current, pools),
    };
    const filled = [...pools.keys()].filter((slot) => !kept.has(slot)).sort(compareSlots);
    return {
        state: { schema: 1, sizes, pools: Object.fromEntries([...pools].sort(([a], [b]) => compareSlots(a, b))) },
        isRestructured: isGrown(current, sizes) || filled.some((slot) => hasHostName(pools.get(slot))),
        filled,
        cleared: before
            .map(([slot]) => slot)
            .filter((slot) => !kept.has(slot))
            .sort(compareSlots),
    };
}
/** Those that never had a pool first, then those that lose one now, then ones that are yet to be declared. */
function* freeSlots(kind, kept, used, declared) {
    const slots = Array.from({ length: declared }, (_, index) => slotName(kind, index));
    yield* slots.filter((slot) => !used.has(slot));
    yield* slots.filter((slot) => used.has(slot) && !kept.has(slot));
    for (let index = declared;; index += 1)
        yield slotName(kind, index);
}
const fewestSlots = 8;
const fewestServers = 4;
/** As declared while that is enough; else the next power of two that leaves half as many to spare. */
function sizeOf(kind, current, pools) {
    const ofKind = [...pools.values()].filter((pool) => pool.kind === kind);
    const widest = Math.max(0, ...ofKind.map(({ endpoints }) => endpoints.length));
    const declared = current?.sizes[kind];
    return {
        slots: grow(declared?.slots ?? fewestSlots, ofKind.length),
        servers: grow(declared?.servers ?? fewestServers, widest),
    };
}
function grow(declared, needed) {
    return needed <= declared ? declared : 2 ** Math.ceil(Math.log2(needed * 1.5));
}
function isGrown(current, sizes) {
    return slotKinds.some((kind) => current?.sizes[kind].slots !== sizes[kind].slots || current.sizes[kind].servers !== sizes[kind].servers);
}
/** HAProxy takes addresses at run time; a name is looked up when it reads its configuration. */
function hasHostName(pool) {
    return pool !== undefined && !pool.endpoints.every(({ address }) => isIpAddress(address));
}
/** By kind, then by number. */
function compareSlots(a, b) {
    const [aKind = '', aIndex] = a.split('-');
    const [bKind = '', bIndex] = b.split('-');
    return aKind < bKind ? -1 : aKind > bKind ? 1 : Number(aIndex) - Number(bIndex);
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/grpc-check.js
/**
 * A call of grpc.health.v1 as bytes, because HAProxy's own http checks can't send a body with zeros. All in hex.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md, RFC 9113 and 7541.
 */
function grpcCheckOpening() {
    const headers = [
        '8386', // :method POST, :scheme http, from the static table
        `04${literal('/grpc.health.v1.Health/Check')}`,
        `01${literal('health')}`,
        `0f10${literal('application/grpc')}`,
        `00${literal('te')}${literal('trailers')}`,
    ].join('');
    const preface = hexOf('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    return preface + grpc_check_frame({ type: 4, flags: 0, stream: 0 }, '') + grpc_check_frame({ type: 1, flags: 4, stream: 1 }, headers);
}
/** The message, which asks for a service by its name, and ends the request. */
function grpcCheckMessage(service) {
    const message = service === '' ? '' : `0a${literal(service)}`;
    return grpc_check_frame({ type: 0, flags: 1, stream: 1 }, `00${number(message.length / 2, 4)}${message}`);
}
/**
 * What a server that works answers: SERVING and then trailers; or trailers at once, which is how one without that health service says
 * so. All answers are awaited to their end, because some programs die of a stream that is cut.
 */
const grpcCheckAnswer = '00000000020801.*010500000001|^(?:(?!010400000001).)*010500000001';
function grpc_check_frame(head, payload) {
    return number(payload.length / 2, 3) + number(head.type, 1) + number(head.flags, 1) + number(head.stream, 4) + payload;
}
/** With its length before it, not compressed: 126 bytes at most. */
function literal(text) {
    const hex = hexOf(text);
    return number(hex.length / 2, 1) + hex;
}
function hexOf(text) {
    return Array.from(new TextEncoder().encode(text), (byte) => number(byte, 1)).join('');
}
function number(value, bytes) {
    return value.toString(16).padStart(bytes * 2, '0');
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/settings.js
function tableMapFile(folder, which) {
    return `${folder}/${which}/table.map`;
}
function healthMapFile(folder) {
    return `${folder}/health.map`;
}
/** Answers http and grpc by the next table. */
function verifySocket(socketFolder) {
    return `${socketFolder}/verify.sock`;
}
/** Leads to what a tcp port will lead to by the next table. */
function verifyTcpSocket(socketFolder, port) {
    return `${socketFolder}/verify-${port}.sock`;
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/render-frontend.js

/*
 * DESIGN §7 in HAProxy's words; `resolveRoute` is the reference. Names and ranges are url-encoded from where they are read to where they
 * are shown, so that they may hold anything. What a rule can't evaluate leaves its variable unset.
 */
const wellEncoded = [
    '[^%]',
    '%[0-7][0-9a-f]',
    // UTF-8 as RFC 3629 has it: neither overlong nor a surrogate.
    `%(?:c[2-9a-f]|d[0-9a-f])${tail(1)}`,
    `%e0%[ab][0-9a-f]${tail(1)}`,
    `%e[1-9abcef]${tail(2)}`,
    `%ed%[89][0-9a-f]${tail(1)}`,
    `%f0%[9ab][0-9a-f]${tail(2)}`,
    `%f[1-3]${tail(3)}`,
    `%f4%8[0-9a-f]${tail(2)}`,
].join('|');
function tail(bytes) {
    return '(?:%[89ab][0-9a-f])'.repeat(bytes);
}
const looksLikeVersion = '^(?:[~^=]?\\d+(?:\\.\\d+){0,2}(?:-[0-9A-Za-z.-]+)?|v\\d+(?:-\\d+){0,2})$';
/** Rules of a frontend that answers http and grpc by a table. */
function renderRules(environment, folder, which) {
    const file = tableMapFile(folder, which);
    const missing = which === 'live' ? 'no-table' : 'nothing-prepared';
    return [
        // On a reload an idle client's next request is still answered by the old worker, rather than met by a closed connection.
        'option idle-close-on-response',
        'option forwardfor',
        ...targetRules(file),
        ...routeRules(file),
        ...refusalRules(environment, file, missing),
        ...forwardRules(),
        'http-response set-header Towpath-Version %[var(txn.version)] if { var(txn.version) -m found }',
        'use_backend %[var(txn.slot)] if { var(txn.slot) -m found }',
    ];
}
/** txn.target: `service` or `service@range`, decoded, by authority or else by path. */
function targetRules(file) {
    const named = '{ var(txn.target) -m found }';
    const based = '{ var(txn.base) -m found } !{ var(txn.base) -m sub @ }';
    return [
        "http-request set-var(txn.host) req.hdr(host),lower,regsub(':[0-9]*$',''),regsub('[.]$',''),url_enc",
        `http-request set-var(txn.target) str(authority/),concat(,txn.host),map_str(${file})`,
        // A label that is not compiled: its service is known, so it is refused, and is never another service by path.
        "acl labelled var(txn.host) -m reg '^(v[0-9]+(-[0-9]+){0,2}|r[0-9a-f]{8})[.].'",
        "http-request set-var(txn.rest) var(txn.host),regsub('^[^.]*[.]','') if labelled",
        `http-request set-var(txn.base) str(authority/),concat(,txn.rest),map_str(${file}) if !${named} labelled`,
        'http-request set-var(txn.label) var(txn.host),field(1,.) if labelled',
        `http-request set-var-fmt(txn.target) %[var(txn.base)]@%[var(txn.label)] if !${named} labelled ${based}`,
        `http-request set-var(txn.segment) path,field(2,/) if !${named}`,
        'acl by_path var(txn.segment) -m found',
        'http-request set-var(txn.target) var(txn.segment),url_dec if by_path',
        "http-request set-var-fmt(txn.prefix) '/%[var(txn.segment)]' if by_path",
    ];
}
/** txn.key: `<protocol>/<service>` or `<protocol>/<service>@<range>`; txn.route: `<slot>/<version>` or `none`. */
function routeRules(file) {
    return [
        'http-request set-var(txn.service) var(txn.target),field(1,@),url_enc',
        'http-request set-var(txn.range) var(txn.target),field(2,@,0),url_enc if { var(txn.target) -m sub @ }',
        'http-request set-var(txn.range) req.fhdr(accept-version),url_enc if { req.fhdr(accept-version) -m found }',
        'acl ranged var(txn.target) -m sub @',
        'acl ranged req.fhdr(accept-version) -m found',
        'http-request set-var(txn.protocol) str(http)',
        "http-request set-var(txn.protocol) str(grpc) if { req.fhdr(content-type) -m reg -i '^application/grpc(?:[+; ]|$)' }",
        "http-request set-var-fmt(txn.service_key) '%[var(txn.protocol)]/%[var(txn.service)]'",
        "http-request set-var-fmt(txn.key) '%[var(txn.service_key)]'",
        "http-request set-var-fmt(txn.key) '%[var(txn.service_key)]@%[var(txn.range)]' if ranged",
        `http-request set-var(txn.versions) str(versions/),concat(,txn.service),map_str(${file}),url_dec`,
        `http-request set-var(txn.provided) var(txn.service_key),map_str(${file})`,
        `http-request set-var(txn.route) var(txn.key),map_str(${file})`,
        'http-request set-var(txn.slot) var(txn.route),field(1,/) if { var(txn.route) -m found } !{ var(txn.route) -m str none }',
        'http-request set-var(txn.version) var(txn.route),field(2,/) if { var(txn.slot) -m found }',
    ];
}
/** The bodies are those of the embedded proxy. */
function refusalRules(environment, file, missing) {
    const shown = (variable) => `%[var(txn.shown_${variable}),json(utf8s)]`;
    const services = `%[str(services),map_str(${file}),url_dec]`;
    const ranges = `%[str(ranges/),concat(,txn.service),map_str(${file}),url_dec]`;
    const message = (text) => `"message":"${text}"`;
    return [
        ...['service', 'range', 'segment'].map((name) => {
            const decoded = name === 'segment' ? '' : 'url_dec,';
            const expression = `var(txn.${name}),${decoded}regsub('[\\x00-\\x1f\\x7f]','?',g),regsub('^(.{100}).+$','\\1…')`;
            return `http-request set-var(txn.shown_${name}) ${doubleQuoted(expression)} if !{ var(txn.slot) -m found }`;
        }),
        refuse(503, `"error":"${missing}",${message(`The proxy has ${missing.replace('-', ' ')}`)}`, `!{ str(services),map_str(${file}) -m found }`),
        refuse(400, `"error":"bad-request",${message('The request target is not a path')}`, '!{ var(txn.target) -m found } !by_path'),
        // By authority it would lead to an instance, and once that agrees nothing is said of who asks any more.
        refuse(400, `"error":"bad-request",${message('A tunnel leads to no service')}`, '{ method CONNECT }'),
        refuse(400, `"error":"bad-request",${message(`The path \\"/${shown('segment')}\\" is not valid percent-encoding`)}`, `by_path !{ var(txn.segment) -m reg -i '^(?:${wellEncoded})*+$' }`),
        refuse(404, `"error":"service-unknown",${message(`${environment} has no service \\"${shown('service')}\\"`)},"available":${services}`, '!{ var(txn.versions) -m found }'),
        refuse(404, `"error":"no-http",${message(`${shown('service')} provides no %[var(txn.protocol)]`)}`, '!{ var(txn.provided) -m found }'),
        refuse(406, `"error":"version-not-live",${message(`No live version of ${shown('service')} is \\"${shown('range')}\\"`)},"available":%[var(txn.versions)]`, `!{ var(txn.route) -m found } { var(txn.range),url_dec -m reg '${looksLikeVersion}' }`),
        refuse(406, `"error":"range-not-compiled",${message(`\\"${shown('range')}\\" is not a compiled range of ${shown('service')}`)},"available":${ranges}`, '!{ var(txn.route) -m found }'),
        refuse(503, `"error":"no-release",${message(`Nothing of ${shown('service')} is live`)},"available":%[var(txn.versions)]`, '!{ var(txn.slot) -m found }'),
    ];
}
function refuse(status, members, condition) {
    return `http-request return status ${status} content-type application/json lf-string ${doubleQuoted(`{${members}}\n`)} if ${condition}`;
}
function doubleQuoted(text) {
    return `"${text.replace(/[\\"$]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
function forwardRules() {
    return [
        // What an instance reads is a path, whatever form the client wrote its target in.
        "http-request set-uri %[pathq] if { url -m reg -i '^https?://' } HTTP_1.1",
        "http-request replace-path '/[^/]*/?(.*)' '/\\1' if by_path",
        'http-request set-header X-Forwarded-Proto http unless { ssl_fc }',
        'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
        'http-request del-header X-Forwarded-Host',
        'http-request set-header X-Forwarded-Host %[req.hdr(host)] if { req.hdr(host) -m found }',
        'http-request del-header X-Forwarded-Prefix',
        'http-request set-header X-Forwarded-Prefix %[var(txn.prefix)] if by_path',
        // Some clients offer h2c with any request and go on in http/1.1 when it is not taken up.
        'http-request del-header Upgrade if { req.hdr(upgrade) -m beg -i h2 }',
        'http-request del-header HTTP2-Settings',
        // What an instance may have begun to do is only repeated where that does no harm.
        'http-request disable-l7-retry unless { method GET HEAD OPTIONS TRACE }',
    ];
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/render-config.js





/**
 * haproxy.cfg. It reads `live/table.map`, `next/table.map` and `health.map` in the settings' folder, which must be there. Equal settings
 * and state give equal text; what it starts after a crash or a reboot serves what was committed, without any command.
 */
function renderHaproxyConfig(settings, state) {
    const sections = [
        global(settings),
        defaults(),
        ...frontends(settings),
        ...slotsOf(state).map(({ slot, kind }) => backend(settings, state, slot, kind)),
    ];
    return `${renderStateLine(state)}\n# Written by Towpath. Changes are overwritten.\n\n${sections.map(renderSection).join('\n')}`;
}
function renderSection({ head, lines }) {
    return `${head}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
function global(settings) {
    const { worker } = settings;
    const become = worker === null ? [] : [`user ${worker.user}`, `group ${worker.group}`, `chroot ${worker.chroot}`];
    return {
        head: 'global',
        lines: [
            ...become,
            `stats socket ${settings.statsSocket} mode 600 level admin expose-fd listeners`,
            'stats timeout 1m',
            ...(settings.maxConnections === null ? [] : [`maxconn ${settings.maxConnections}`]),
            `hard-stop-after ${settings.hardStopSeconds}s`,
        ],
    };
}
function socketRights({ socketGroup }) {
    return socketGroup === null ? 'mode 600' : `mode 660 group ${socketGroup}`;
}
/*
 * A dead endpoint leaves within 2 s: at worst it dies right after a check began, the next one comes 0.5 s later and waits 0.5 s in vain,
 * and so does the second, 0.2 s after it (HAProxy takes the interval for the limit of the connection). One that connects and then says nothing has 2 s
 * for each check, as deploy gives it by default: a health path that is slow under load must not take all instances away at once. What is under way to a host that fell silent ends after some seconds without a sign of it; an
 * instance that only hangs is given time, since its checks may be wrong and a request that is cut is lost.
 *
 * A slot that is filled gets its first check when the server's clock ticks next, and a free one ticks as one that is down: every 0.2 s, so that a
 * deploy waits for no half second.
 *
 * An instance may close an idle connection just as a request is sent on it, and one with a body can't be repeated. Looking for idle
 * connections every 0.1 s closes them before that: of 883 POSTs, each sent when an instance with 2 s of keep-alive closes, 14 failed
 * with every 1 s, and of 1,614 none with 0.1 s, while 98% of connections were still used again under load.
 */
function defaults() {
    return {
        head: 'defaults',
        lines: [
            'mode http',
            'timeout connect 1s',
            'timeout check 2s',
            'timeout http-request 60s',
            'timeout http-keep-alive 65s',
            'timeout queue 5s',
            'timeout client 1h',
            'timeout server 5m',
            'timeout tunnel 1d',
            'option http-keep-alive',
            'option redispatch 1',
            'option clitcpka',
            'clitcpka-idle 60s',
            'clitcpka-intvl 10s',
            'clitcpka-cnt 3',
            'option srvtcpka',
            'srvtcpka-idle 3s',
            'srvtcpka-intvl 1s',
            'srvtcpka-cnt 3',
            'retries 3',
            'retry-on conn-failure empty-response',
            'http-reuse safe',
            'default-server check inter 500ms fastinter 200ms downinter 200ms rise 2 fall 2 pool-purge-delay 100ms init-addr last,libc,none',
            httpError(400, 'bad-request', 'The request is not well formed'),
            httpError(408, 'bad-request', 'The request did not come in time'),
            httpError(502, 'instance-failed', 'The instance closed the connection'),
            httpError(503, 'no-endpoint', 'No instance accepts a connection'),
            httpError(504, 'instance-silent', 'The instance did not answer in 300 s'),
        ],
    };
}
function httpError(status, error, message) {
    return `http-error status ${status} content-type application/json string "{\\"error\\":\\"${error}\\",\\"message\\":\\"${message}\\"}\\n"`;
}
function frontends(settings) {
    const { environment, folder, socketFolder, tcpPorts, certificate } = settings;
    const secure = certificate === null ? '' : ` ssl crt ${certificate} alpn h2,http/1.1`;
    const verifyRights = socketRights(settings);
    return [
        {
            head: 'frontend public',
            lines: [...binds(settings, null, secure), ...renderRules(environment, folder, 'live')],
        },
        {
            head: 'frontend verify',
            lines: [`bind unix@${verifySocket(socketFolder)} ${verifyRights}`, ...renderRules(environment, folder, 'next')],
        },
        ...tcpPorts.flatMap((tcp) => [
            tcpFrontend(`tcp_${tcp.port}`, binds(settings, tcp.port, ''), folder, 'live', tcp),
            tcpFrontend(`verify_${tcp.port}`, [`bind unix@${verifyTcpSocket(socketFolder, tcp.port)} ${verifyRights}`], folder, 'next', tcp),
        ]),
    ];
}
function binds({ binds: all }, tcpPort, more) {
    return all.map(({ address, port, isTransparent }) => `bind ${renderAddress(address)}:${tcpPort ?? port}${isTransparent ? ' transparent' : ''}${more}`);
}
function tcpFrontend(name, listens, folder, which, { service, provide }) {
    const slot = `str(tcp/${service}/${provide}),map_str(${tableMapFile(folder, which)})`;
    return {
        head: `frontend ${name}`,
        lines: [
            ...listens,
            'mode tcp',
            `tcp-request content set-var(txn.slot) ${slot}`,
            'tcp-request content reject if !{ var(txn.slot) -m found } or { var(txn.slot) -m str none }',
            'use_backend %[var(txn.slot)]',
        ],
    };
}
function backend(settings, state, slot, kind) {
    const pool = state.pools[slot];
    const names = serverNames(state.sizes[kind]);
    const filled = (pool?.endpoints ?? []).map(({ address, port }, index) => `server ${names[index]} ${renderAddress(address)}:${port}${traits(kind)}`);
    const free = names.slice(filled.length).map((name) => `server ${name} 0.0.0.0:1${traits(kind)} disabled`);
    return { head: `backend ${slot}`, lines: [...note(pool), ...checks(settings, kind), ...filled, ...free] };
}
function note(pool) {
    return pool === undefined ? [] : [`# ${pool.release} ${pool.provide}`];
}
/** HAProxy 2.6 reads `tcp-ut` in `default-server` too, and then does not go by it. */
function traits(kind) {
    return `${kind === 'grpc' ? ' proto h2' : ''} tcp-ut 3s`;
}
function checks({ folder }, kind) {
    const health = `be_name,map_str(${healthMapFile(folder)})`;
    switch (kind) {
        case 'http':
            return [
                'option httpchk',
                // It ends when the status is known. With a reset, which is the default, services complain twice a second of a client that is gone.
                'http-check connect linger',
                `http-check send meth GET uri-lf "%[${health},url_dec]" ver HTTP/1.1 hdr Host localhost hdr User-Agent towpath`,
            ];
        // Its answer counts as none when the time is up; and it is said from memory, so that half a second is long.
        case 'grpc':
            return [
                'timeout server 1h',
                'timeout check 500ms',
                'option tcp-check',
                'tcp-check connect',
                `tcp-check send-binary-lf '${grpcCheckOpening()}%[${health}]'`,
                `tcp-check expect rbinary '${grpcCheckAnswer}'`,
            ];
        case 'open':
            return [];
        case 'tcp':
            return ['mode tcp', 'timeout server 1h'];
    }
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/render-maps.js




/**
 * A table for HAProxy, by name of the file in `live/` or `next/`. All of it is one map, so that one `commit map` is the whole switch:
 *
 *     services                      list of all services, for the 404 answer
 *     authority/<name>              <service> or <service>@<label>
 *     <protocol>/<service>          where its default line is: <slot>/<version>, or `none` when nothing of it is live
 *     <protocol>/<service>@<range>  likewise
 *     tcp/<service>/<provide>       <slot>
 *     versions/<service>            lists for the 406 answer
 *     ranges/<service>
 *
 * The slots are those of `state`, which must have a pool for each route of the table. Null makes an empty one: no table yet.
 */
function renderMaps(table, state) {
    const entries = table === null ? [] : [...entriesOf(table, state)];
    return { 'table.map': renderMap(entries.sort(([a], [b]) => compareText(a, b))) };
}
function* entriesOf(table, { pools }) {
    yield ['services', encodeList(Object.keys(table.services))];
    for (const [authority, { service, range }] of Object.entries(table.authorities)) {
        yield [`authority/${encodeMapText(authority)}`, range === null ? service : `${service}@${range}`];
    }
    const slots = new Map(Object.entries(pools).map(([slot, pool]) => [poolKey(pool), slot]));
    for (const [service, routed] of Object.entries(table.services)) {
        yield [`versions/${service}`, encodeList(routed.versions)];
        yield [`ranges/${service}`, encodeList(Object.keys(routed.routes))];
        yield* render_maps_routesOf(table, service, routed, slots);
    }
}
function* render_maps_routesOf(table, service, routed, slots) {
    const place = (spelling, releases, provide, protocol) => {
        const pool = poolOfRoute(table, `${service} ${spelling}`, releases, provide, protocol);
        const slot = pool === null ? undefined : slots.get(poolKey(pool));
        if (pool === null || slot === undefined)
            return 'none';
        return protocol === 'tcp' ? slot : `${slot}/${pool.release.slice(pool.release.indexOf('@') + 1)}`;
    };
    for (const [provide, protocol] of Object.entries(routed.provides)) {
        const key = protocol === 'tcp' ? `tcp/${service}/${provide}` : `${protocol}/${service}`;
        yield [key, place('', routed.default, provide, protocol)];
        if (protocol === 'tcp')
            continue;
        for (const [spelling, releases] of Object.entries(routed.routes)) {
            yield [`${key}@${encodeMapText(spelling)}`, place(spelling, releases, provide, protocol)];
        }
    }
}
const mostShown = 200;
/** HAProxy builds an answer in one buffer of 16 KiB, and what is written there grows on the way. */
const mostEncoded = 6000;
/** A JSON list, cut where it would be too long for an answer. */
function encodeList(texts) {
    const shown = [];
    let length = 0;
    for (const text of texts.slice(0, mostShown)) {
        length += encodeMapText(`${JSON.stringify(text)},`).length;
        if (length > mostEncoded)
            break;
        shown.push(text);
    }
    return encodeMapText(JSON.stringify(shown));
}
/** `health.map`: by slot, what is asked there. It is the slots' own, whatever the tables say. */
function renderHealthMap({ pools }) {
    return renderMap(Object.entries(pools).flatMap(([slot, pool]) => healthEntry(slot, pool)));
}
function healthEntry(slot, { kind, health }) {
    if (kind === 'grpc')
        return [[slot, grpcCheckMessage(health ?? '')]];
    return health === null ? [] : [[slot, encodeMapText(health)]];
}

;// CONCATENATED MODULE: ./packages/routing/lib/haproxy/runtime-commands.js


/** Stands for the number in the answer to the last `prepare map`. */
const preparedVersion = '@{version}';
/** Puts the pools of these slots where the running HAProxy has none. Its `health.map` must be there before. */
function renderFillCommands(state, slots) {
    return slots.flatMap((slot) => {
        const pool = state.pools[slot];
        if (pool === undefined)
            return renderClearCommands(state, [slot]);
        const names = serverNames(state.sizes[pool.kind]);
        return names.flatMap((name, index) => {
            const server = `${slot}/${name}`;
            const endpoint = pool.endpoints[index];
            if (endpoint === undefined)
                return leave(server);
            return [
                // Also closes the idle connections to what was there before.
                `set server ${server} state maint`,
                `set server ${server} addr ${endpoint.address} port ${endpoint.port}`,
                `set server ${server} state ready`,
                // Up at once, and down at the first check that fails; a good one makes it all well (`UP` in `show stat`, not `UP 1/2`).
                `enable health ${server}`,
            ];
        });
    });
}
/** Nothing is sent to these slots any more, nor are they checked. */
function renderClearCommands(state, slots) {
    return slots.flatMap((slot) => serversOf(state, slot).flatMap(leave));
}
/** Every server was checked a moment ago by the worker before: said to a new one after a reload. */
function renderUpCommands(state) {
    return Object.entries(state.pools).flatMap(([slot, pool]) => serverNames(state.sizes[pool.kind])
        .slice(0, pool.endpoints.length)
        .map((name) => `set server ${slot}/${name} health up`));
}
/** Closes what is still under way to these slots. */
function renderShutdownCommands(state, slots) {
    return slots.flatMap((slot) => serversOf(state, slot).map((server) => `shutdown sessions server ${server}`));
}
/** Replaces all of a map, given as its file and that file's text, at once. */
function renderMapCommands(file, text) {
    return [
        `prepare map ${file}`,
        ...parseMap(text).map(([key, value]) => `add map ${preparedVersion} ${file} ${key} ${value}`),
        `commit map ${preparedVersion} ${file}`,
    ];
}
/** Whether the answer to a command says that it was done; `prepare map` and questions have answers of their own. */
function isGoodAnswer(answer) {
    return /^(?:$|IP changed from |port changed from |no need to change )/.test(answer.trim());
}
function leave(server) {
    return [`disable health ${server}`, `set server ${server} state maint`];
}
function serversOf({ sizes }, slot) {
    const kind = slot.slice(0, slot.indexOf('-'));
    const size = kind === 'http' || kind === 'open' || kind === 'grpc' || kind === 'tcp' ? sizes[kind] : undefined;
    return size === undefined ? [] : serverNames(size).map((name) => `${slot}/${name}`);
}

;// CONCATENATED MODULE: ./packages/routing/lib/keepalived/freshness.js
/** What a proxy adds to its priority of 200; 254 is the highest that VRRP leaves free. */
const highest = 54;
/**
 * How fresh the table of a proxy is whose partner was out of reach at a deploy: it outranks the partner that comes back with an older one, and a
 * survivor of a later deploy outranks one of an earlier. Once both have the same table, both are 0. Pure.
 */
function freshnessOf(fence) {
    return 1 + (fence % highest);
}

;// CONCATENATED MODULE: ./packages/routing/lib/keepalived/keepalived-config.js
/**
 * keepalived.conf. Equal priorities of 200, because the wait for a dead master shrinks with it (skew is (256 − priority)/256 of an advert); no
 * `nopreempt`, with which weights never move a live master; track files and no script, which can't run more often than once a second.
 * The new master tells its address at once and again, for switches and neighbours that lost the first. Pure.
 */
function renderKeepalivedConfig(settings) {
    const { environment, vip, address, peers, routerId, advertIntervalMs, files } = settings;
    const name = `towpath_${environment.replaceAll('-', '_')}`;
    const advertSeconds = Math.max(1, Math.round(advertIntervalMs / 10)) / 100;
    const unicast = peers.length === 0
        ? []
        : [`  unicast_src_ip ${address}`, '  unicast_peer {', ...peers.map((peer) => `    ${peer}`), '  }'];
    return [
        `# Written by Towpath for ${environment}; changes are overwritten by its next deploy.`,
        'global_defs {',
        `  router_id ${name}`,
        '  vrrp_version 3',
        '}',
        `track_file ${name}_fault {`,
        `  file "${files.fault}"`,
        '  weight 0',
        '}',
        `track_file ${name}_fresh {`,
        `  file "${files.fresh}"`,
        '  weight 1',
        '}',
        `vrrp_instance ${name} {`,
        '  state BACKUP',
        `  interface ${settings.interface}`,
        `  virtual_router_id ${routerId}`,
        '  priority 200',
        `  advert_int ${advertSeconds}`,
        '  garp_master_delay 1',
        '  garp_master_repeat 3',
        '  garp_master_refresh 10',
        ...unicast,
        '  virtual_ipaddress {',
        `    ${vip} dev ${settings.interface}`,
        '  }',
        '  track_file {',
        `    ${name}_fault`,
        `    ${name}_fresh`,
        '  }',
        '}',
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./packages/routing/lib/resolve.js



/** The reference: a proxy is right when it answers as this does. Pure, and as slow as it is plain. */
function resolve_resolveRoute(table, request) {
    const target = targetOf(table, request);
    if (target === null)
        return { outcome: 'malformed' };
    const routed = record_lookUp(table.services, target.service);
    if (routed === undefined)
        return unknownService(table, target.service);
    const range = request.acceptVersion ?? target.range;
    const protocol = request.protocol ?? 'http';
    const provide = Object.entries(routed.provides).find(([, spoken]) => spoken === protocol)?.[0];
    if (provide === undefined)
        return unknownService(table, target.service);
    const weighted = range === null ? routed.default : record_lookUp(routed.routes, range);
    if (weighted === undefined) {
        return { outcome: 'unknown-range', service: target.service, range: range ?? '', versions: routed.versions };
    }
    const releases = weighted
        .map((route) => ({ ...route, endpoints: record_lookUp(table.releases[route.release]?.endpoints ?? {}, provide) ?? [] }))
        .filter((route) => route.endpoints.length > 0);
    if (releases.length === 0)
        return { outcome: 'nothing-live', service: target.service, range };
    return {
        outcome: 'routed',
        service: target.service,
        range,
        provide,
        releases,
        path: target.path,
        prefix: target.prefix,
    };
}
/** The HTTP status of an outcome; null when the service itself answers. */
function statusOfOutcome(outcome) {
    switch (outcome.outcome) {
        case 'routed':
            return null;
        case 'malformed':
            return 400;
        case 'unknown-service':
            return 404;
        case 'unknown-range':
            return 406;
        case 'nothing-live':
            return 503;
    }
}
function targetOf(table, request) {
    const authority = request.authority === null ? null : request_target_normalizeAuthority(request.authority);
    const named = authority === null ? null : authorities_meaningOfAuthority(table, authority);
    if (named !== null)
        return { ...named, path: request.path, prefix: '' };
    return parsePathTarget(request.path);
}
function unknownService(table, service) {
    return { outcome: 'unknown-service', service, services: Object.keys(table.services) };
}

;// CONCATENATED MODULE: ./packages/routing/lib/release-of-call.js




/**
 * The one release that a request seen at its client was routed to, by this table: through a listener, the VIP, or an
 * authority. Null when it did not come to this environment, was refused, or could have gone to several releases.
 */
function releaseOfCall(table, { authority, path }, vip) {
    const place = /:\d+$/.test(authority) ? authority : `${authority}:80`;
    const listener = table.listeners.find(({ address, port }) => `${address}:${port}` === place);
    const isOurs = place === `${vip.address}:${vip.port}` || meaningOfAuthority(table, normalizeAuthority(authority)) !== null;
    const request = { path, authority, acceptVersion: null };
    if (listener === undefined && !isOurs)
        return null;
    const outcome = resolveRoute(table, listener === undefined ? request : { path: `/${listener.service}`, authority: null, acceptVersion: listener.range });
    if (outcome.outcome !== 'routed')
        return null;
    const [only, ...others] = outcome.releases;
    const release = only === undefined || others.length > 0 ? undefined : lookUp(table.releases, only.release);
    return release === undefined ? null : { service: release.service, version: release.version };
}

;// CONCATENATED MODULE: ./packages/routing/lib/schema.js




const portSchema = schemas/* int */.Whr().min(1).max(65_535);
const protocolSchema = schemas/* enum */.k5n(['http', 'grpc', 'tcp']);
const weightedReleaseSchema = schemas/* strictObject */.rej({ release: schemas/* string */.YjP(), weight: schemas/* int */.Whr().min(1) });
const endpointSchema = schemas/* strictObject */.rej({ instance: schemas/* string */.YjP().min(1), address: schemas/* string */.YjP().min(1), port: portSchema });
const routedServiceSchema = schemas/* strictObject */.rej({
    provides: schemas/* record */.g1P(lib/* nameSchema */.Jq, protocolSchema),
    default: schemas/* array */.YOg(weightedReleaseSchema),
    routes: schemas/* record */.g1P(schemas/* string */.YjP().min(1), schemas/* array */.YOg(weightedReleaseSchema)),
    versions: schemas/* array */.YOg(lib/* versionSchema */.G0),
});
const routedReleaseSchema = schemas/* strictObject */.rej({
    service: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    endpoints: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* array */.YOg(endpointSchema)),
    health: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* string */.YjP()).exactOptional(),
});
/** The document; `parseRouteTable` also checks what holds between its parts. */
const routeTableSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    services: schemas/* record */.g1P(lib/* nameSchema */.Jq, routedServiceSchema),
    authorities: schemas/* record */.g1P(schemas/* string */.YjP().min(1), schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, range: schemas/* string */.YjP().min(1).nullable() })),
    releases: schemas/* record */.g1P(schemas/* string */.YjP(), routedReleaseSchema),
    listeners: schemas/* array */.YOg(schemas/* strictObject */.rej({ address: schemas/* string */.YjP().min(1), port: portSchema, service: lib/* nameSchema */.Jq, range: schemas/* string */.YjP().min(1) })),
});
/**
 * A route table from its JSON text.
 * @param source what to call the text in a fault: a path, a host's name
 * Faults: `table-invalid`, `table-inconsistent`, `listener-conflict`.
 */
function parseRouteTable(text, source) {
    const parsed = routeTableSchema.safeParse(schema_parseJson(text, source));
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw invalid(source, issue?.path.join('.') ?? '', issue?.message ?? 'no route table');
    }
    verifyRouteTable(parsed.data);
    return parsed.data;
}
/** Digest of its canonical JSON: equal tables have equal digests on every machine. */
function routeTableDigest(table) {
    return (0,lib/* digestOfDocument */.t0)(table);
}
function schema_parseJson(text, source) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw new RoutingFault('table-invalid', { where: source, expected: 'a route table in JSON', found: `${text.length} characters that are not JSON` }, { cause });
    }
}
function invalid(source, path, message) {
    return new RoutingFault('table-invalid', {
        where: path === '' ? source : `${source} ${path}`,
        expected: 'a route table of schema 1',
        found: message,
        fix: 'Deploy again: the table is compiled anew from the revision',
    });
}

;// CONCATENATED MODULE: ./packages/routing/lib/index.js























/***/ })

};
