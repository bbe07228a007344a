export const id = 507;
export const ids = [507];
export const modules = {

/***/ 68371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ju: () => (/* reexport */ compileRouteTable),
  A0: () => (/* reexport */ findListener),
  Df: () => (/* reexport */ request_target_normalizeAuthority),
  Ft: () => (/* reexport */ parseRouteTable),
  Tu: () => (/* reexport */ planListeners),
  DR: () => (/* reexport */ releaseKey),
  ie: () => (/* reexport */ resolve_resolveRoute),
  c_: () => (/* reexport */ routeTableDigest)
});

// UNUSED EXPORTS: RoutingFault, diffRouteTables, meaningOfAuthority, parsePathTarget, releaseOfCall, renderRouteChange, routeTableSchema, statusOfOutcome, verifyRouteTable

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var lib = __webpack_require__(55452);
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
            protocols: Object.fromEntries(provides.map(([name, { protocol }]) => [name, protocol])),
            endpoints: Object.fromEntries(provides.map(([name]) => [name, (ofRelease?.get(name) ?? []).sort(compareEndpoints)])),
        });
    }
    return candidates;
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
        .map(({ service, version, endpoints }) => [
        releaseKey({ service, version }),
        { service, version, endpoints },
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
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
    const parsed = routeTableSchema.safeParse(parseJson(text, source));
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
function parseJson(text, source) {
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













/***/ }),

/***/ 61125:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ environmentName)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55452);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** The input `environment`, which has to be a name before anything is looked for by it. Fault `input-invalid`. */
function environmentName(inputs) {
    const name = inputs.required('environment');
    if ((0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .isName */ .Eo)(name))
        return name;
    const near = (0,_towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__/* .suggestName */ .SX)(name);
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-invalid', {
        where: 'Input `environment`',
        expected: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end',
        found: `\`${name}\``,
        ...(near !== null && { fix: `Write \`${near}\`` }),
    });
}


/***/ })

};
