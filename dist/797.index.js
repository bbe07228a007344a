export const id = 797;
export const ids = [797];
export const modules = {

/***/ 41797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kU: () => (/* reexport */ join_spans_joinSpans),
  Wp: () => (/* reexport */ judge_edges_judgeEdges),
  Bo: () => (/* reexport */ parseSpans),
  Et: () => (/* reexport */ parseWindow),
  ds: () => (/* reexport */ renderTopologyMarkdown),
  DU: () => (/* reexport */ renderTopologyText),
  EZ: () => (/* reexport */ topologyDomain),
  W5: () => (/* reexport */ verdictOfEdge),
  Ec: () => (/* reexport */ windowPath)
});

// UNUSED EXPORTS: TopologyFault, countEdges, declaredEdges, medianUs, mergeWindows, observeWindow, renderMermaid, sayDuration, unknownReasons, windowSchema

;// CONCATENATED MODULE: ./packages/topology/lib/release-name.js
/** `orders 1.4.0`, as people say it. */
function sayRelease({ service, version }) {
    return `${service} ${version}`;
}
/** Which release calls which, as one text: sorts and joins alike everywhere. */
function release_name_edgeKey(edge) {
    return `${edge.from.service}@${edge.from.version} ${edge.to.service}@${edge.to.version} ${edge.via}`;
}

;// CONCATENATED MODULE: ./packages/topology/lib/join/client-request.js
/** From the URL (Zipkin's `http.url`, OpenTelemetry's `url.full`), else from host and path apart; null when no host is said. */
function clientRequest({ tags }) {
    const protocol = (tags['rpc.system'] ?? tags['rpc.system.name']) === 'grpc' ? 'grpc' : 'http';
    const url = tags['http.url'] ?? tags['url.full'];
    if (url !== undefined && URL.canParse(url)) {
        const { host, pathname, search } = new URL(url);
        return host === '' ? null : { authority: host, path: `${pathname}${search}`, protocol };
    }
    const path = tags['http.path'] ?? tags['http.target'] ?? tags['url.path'];
    const host = tags['http.host'] ?? hostOf(tags['server.address'] ?? tags['net.peer.name'], tags);
    return host === undefined ? null : { authority: host, path: path ?? '/', protocol };
}
function hostOf(name, tags) {
    const port = tags['server.port'] ?? tags['net.peer.port'];
    return name === undefined || port === undefined ? name : `${name}:${port}`;
}

;// CONCATENATED MODULE: ./packages/topology/lib/join/edge-tally.js

/** Adds calls up to edges. Memory grows with edges, not with calls. */
class EdgeTally {
    #edges = new Map();
    #unknown = new Map();
    add(call) {
        const key = release_name_edgeKey(call);
        const tally = this.#edges.get(key) ?? emptyTally(call);
        this.#edges.set(key, tally);
        tally.calls += 1;
        if (call.isError)
            tally.errors += 1;
        if (call.atUs !== null) {
            tally.firstUs = Math.min(tally.firstUs, call.atUs);
            tally.lastUs = Math.max(tally.lastUs, call.atUs);
        }
        if (call.durationUs !== null) {
            const bucket = durationBucket(call.durationUs);
            tally.durations.set(bucket, (tally.durations.get(bucket) ?? 0) + 1);
        }
    }
    addUnknown(reason, service) {
        const key = `${reason} ${service ?? ''}`;
        const known = this.#unknown.get(key) ?? { reason, service, spans: 0 };
        known.spans += 1;
        this.#unknown.set(key, known);
    }
    edges() {
        return [...this.#edges]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, { from, to, via, calls, errors, firstUs, lastUs, durations }]) => ({
            from,
            to,
            via,
            calls,
            errors,
            firstSeen: isoOf(firstUs),
            lastSeen: isoOf(lastUs),
            durations: Object.fromEntries([...durations].sort(([a], [b]) => a - b).map(([key, count]) => [`${key}`, count])),
        }));
    }
    unknown() {
        return [...this.#unknown].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, spans]) => spans);
    }
}
/** The smallest power of two, in microseconds, that is more than the duration; at most 2^63. */
function durationBucket(durationUs) {
    return Math.min(63, durationUs < 1 ? 0 : Math.floor(Math.log2(durationUs)) + 1);
}
function emptyTally({ from, to, via }) {
    return {
        from: { service: from.service, version: from.version },
        to: { service: to.service, version: to.version },
        via,
        calls: 0,
        errors: 0,
        firstUs: Number.POSITIVE_INFINITY,
        lastUs: Number.NEGATIVE_INFINITY,
        durations: new Map(),
    };
}
function isoOf(timeUs) {
    return Number.isFinite(timeUs) ? new Date(timeUs / 1000).toISOString() : null;
}

;// CONCATENATED MODULE: ./packages/topology/lib/join/span-store.js
/** Spans by trace and id, each once: recorders may send the same span twice, or in parts. */
class SpanStore {
    #spans = new Map();
    /** Both halves of a call that share an id, and every other span of that id. */
    #byId = new Map();
    #traces = new Set();
    constructor(spans) {
        for (const span of spans) {
            const key = `${idKey(span, span.id)} ${span.kind ?? ''}`;
            const known = this.#spans.get(key);
            this.#spans.set(key, known === undefined ? span : mergeSpans(known, span));
            this.#traces.add(traceKey(span));
        }
        for (const span of this.#spans.values()) {
            const key = idKey(span, span.id);
            const list = this.#byId.get(key);
            if (list === undefined)
                this.#byId.set(key, [span]);
            else
                list.push(span);
        }
    }
    get size() {
        return this.#spans.size;
    }
    get traces() {
        return this.#traces.size;
    }
    values() {
        return this.#spans.values();
    }
    /** The other half that shares the span's id (B3). */
    sharing(span, kind) {
        return this.#spans.get(`${idKey(span, span.id)} ${kind}`);
    }
    /**
     * The span that a span's parentId names. Where two halves share that id, what came next was done by the callee, so its
     * half is the parent.
     */
    parent(span) {
        if (span.parentId === null || span.parentId === span.id)
            return undefined;
        const candidates = this.#byId.get(idKey(span, span.parentId)) ?? [];
        if (candidates.length < 2)
            return candidates[0];
        return candidates.toSorted((a, b) => parentKinds.indexOf(a.kind) - parentKinds.indexOf(b.kind))[0];
    }
}
const parentKinds = ['SERVER', 'CONSUMER', 'CLIENT', 'PRODUCER', null];
/** Some recorders keep only the lower 64 bits of a trace id; Zipkin joins by these too. */
function traceKey(span) {
    return span.traceId.slice(-16);
}
function idKey(span, id) {
    return `${traceKey(span)} ${id}`;
}
function mergeSpans(one, other) {
    return {
        ...one,
        parentId: one.parentId ?? other.parentId,
        name: one.name ?? other.name,
        timestampUs: one.timestampUs ?? other.timestampUs,
        durationUs: one.durationUs ?? other.durationUs,
        local: one.local ?? other.local,
        remote: one.remote ?? other.remote,
        tags: { ...other.tags, ...one.tags },
    };
}

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var lib = __webpack_require__(51536);
;// CONCATENATED MODULE: ./packages/topology/lib/join/who.js

const nobody = { unknown: 'nobody' };
/** Recorders further up than this are not asked: no real trace nests local spans so deep. */
const mostAncestors = 64;
/** Says which release recorded a span. */
class WhoRecorded {
    #environment;
    #instances;
    #store;
    #externals;
    constructor(environment, instances, externals, store) {
        this.#environment = environment;
        this.#instances = instances;
        this.#store = store;
        this.#externals = new Map(externals.flatMap(({ service, version, endpoints }) => endpoints.map((endpoint) => [endpoint, { service, version }])));
    }
    /**
     * By the instance that it names, else by service name and version, else by (ip, port, time); else as a span further up in
     * its trace that the same process recorded, because a caller's port is not the one it listens on.
     */
    of(span) {
        const own = this.#ownWords(span);
        if ('release' in own || own.unknown === 'other-environment')
            return own;
        let ancestor = this.#store.parent(span);
        for (let hops = 0; ancestor !== undefined && hops < mostAncestors; hops += 1) {
            if (!isSameProcess(span, ancestor))
                return nobody;
            const who = this.#ownWords(ancestor);
            if ('release' in who)
                return who;
            ancestor = this.#store.parent(ancestor);
        }
        return nobody;
    }
    /** Who listens at an address at that time. */
    at(endpoint, timeUs) {
        if (endpoint === null || endpoint.ip === null || endpoint.port === null)
            return null;
        const external = this.#externals.get(`${endpoint.ip}:${endpoint.port}`);
        if (external !== undefined)
            return external;
        return timeUs === null
            ? null
            : (this.#instances.byAddress(endpoint.ip, endpoint.port, new Date(timeUs / 1000)) ?? null);
    }
    #ownWords(span) {
        const id = span.tags['service.instance.id'] ?? span.tags['towpath.instance'];
        const instance = id === undefined ? undefined : this.#instances.byId(id);
        if (instance !== undefined)
            return { release: instance };
        const environment = id === undefined ? undefined : (0,lib/* parseInstanceId */.BX)(id)?.environment;
        if (environment !== undefined && environment !== this.#environment)
            return { unknown: 'other-environment' };
        const version = span.tags['service.version'];
        if (span.local?.serviceName && version !== undefined) {
            const [release] = this.#instances.byRelease(span.local.serviceName, version);
            if (release !== undefined)
                return { release };
        }
        const release = this.at(span.local, span.timestampUs);
        return release === null ? nobody : { release };
    }
}
function isSameProcess(one, other) {
    const [a, b] = [one.local, other.local];
    return a?.serviceName != null && a.serviceName === b?.serviceName && (a.ip === b.ip || a.ip === null || b.ip === null);
}

;// CONCATENATED MODULE: ./packages/topology/lib/join/join-spans.js





/**
 * Edges between releases, from the two halves of each call: spans that share an id, or parent and child. A half that is
 * missing is made up for by the other's address or URL where these are certain, else counted as unknown. Clocks of
 * different hosts are never compared.
 */
function join_spans_joinSpans(input) {
    const store = new SpanStore(input.spans);
    const join = new Join(input, store);
    for (const span of store.values())
        join.addAnswering(span);
    for (const span of store.values())
        join.addAsking(span);
    return { spans: store.size, traces: store.traces, ...join.result() };
}
/** A tally of one set of spans; answering halves come first, so that asking ones know which were answered. */
class Join {
    #store;
    #who;
    #route;
    #tally = new EdgeTally();
    #answered = new Set();
    #entries = 0;
    constructor({ environment, instances, externals, route }, store) {
        this.#store = store;
        this.#who = new WhoRecorded(environment, instances, externals ?? [], store);
        this.#route = route ?? (() => null);
    }
    result() {
        return { entries: this.#entries, edges: this.#tally.edges(), unknown: this.#tally.unknown() };
    }
    addAnswering(span) {
        if (span.kind !== 'SERVER' && span.kind !== 'CONSUMER')
            return;
        const asking = span.kind === 'SERVER' ? 'CLIENT' : 'PRODUCER';
        const caller = this.#store.sharing(span, asking) ?? this.#store.parent(span);
        if (caller?.kind === asking)
            this.#answered.add(caller);
        const to = this.#who.of(span);
        if (!('release' in to))
            this.#addUnknown(to, 'callee-unknown', span);
        else if (caller !== undefined)
            this.#addCalled(caller, span, to.release);
        else if (span.parentId === null)
            this.#entries += 1;
        else
            this.#tally.addUnknown('caller-missing', span.local?.serviceName ?? null);
    }
    /** A caller whose callee recorded nothing. (What a producer sent may still wait at the broker.) */
    addAsking(span) {
        if (span.kind !== 'CLIENT' || this.#answered.has(span))
            return;
        const from = this.#who.of(span);
        const to = this.#peer(span);
        if (to === null)
            this.#tally.addUnknown('peer-unknown', span.local?.serviceName ?? null);
        else if ('release' in from)
            this.#add(from.release, to, span, null);
        else
            this.#addUnknown(from, 'caller-unknown', span);
    }
    #addCalled(caller, callee, to) {
        const from = this.#who.of(caller);
        if (!('release' in from)) {
            this.#addUnknown(from, 'caller-unknown', caller);
            return;
        }
        // One process may record a request twice, a span inside the other: that is no call.
        const isCall = caller.kind === 'CLIENT' || caller.kind === 'PRODUCER';
        if (isCall || sayRelease(from.release) !== sayRelease(to))
            this.#add(from.release, to, caller, callee);
    }
    #peer(span) {
        const direct = this.#who.at(span.remote, span.timestampUs);
        if (direct !== null)
            return direct;
        const request = clientRequest(span);
        return request === null ? null : this.#route(request, span.timestampUs);
    }
    #add(from, to, asking, answering) {
        const halves = answering === null ? [asking] : [answering, asking];
        this.#tally.add({
            from,
            to,
            via: answering?.kind === 'CONSUMER' ? 'message' : 'call',
            isError: halves.some(isError),
            atUs: halves.find((span) => span.timestampUs !== null)?.timestampUs ?? null,
            durationUs: halves.find((span) => span.durationUs !== null)?.durationUs ?? null,
        });
    }
    #addUnknown(who, reason, span) {
        const isElsewhere = who.unknown === 'other-environment';
        this.#tally.addUnknown(isElsewhere ? 'other-environment' : reason, span.local?.serviceName ?? null);
    }
}
/** Zipkin: a tag `error`, whatever it says; OpenTelemetry: `otel.status_code`; else an HTTP status of the 500s. */
function isError({ tags }) {
    const error = tags['error'];
    if (error !== undefined && error !== 'false')
        return true;
    if (tags['otel.status_code']?.toUpperCase() === 'ERROR')
        return true;
    return Number(tags['http.status_code'] ?? tags['http.response.status_code'] ?? 0) >= 500;
}

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var descriptor_lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/topology/lib/declared-edge.js
/** All that a revision declares, by caller, then callee. */
function declaredEdges({ releases }) {
    return releases.flatMap(({ service, version, dependencies, descriptor }) => Object.entries(dependencies)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([dependency, { range }]) => ({
        from: { service, version },
        service: dependency,
        range,
        isOptional: descriptor.dependencies?.[dependency]?.optional ?? false,
    })));
}

;// CONCATENATED MODULE: ./packages/topology/lib/judge-edges.js




/** What an edge is, declared and observed together. */
const edgeVerdictSchema = schemas/* strictObject */.rej({
    state: schemas/* enum */.k5n(['seen', 'unproven', 'undeclared', 'out-of-range']),
    from: schemas/* strictObject */.rej({ service: descriptor_lib/* nameSchema */.Jq, version: descriptor_lib/* versionSchema */.G0 }),
    /** Range: as declared, null when it is not. Versions: those that were called, the lowest first. */
    to: schemas/* strictObject */.rej({ service: descriptor_lib/* nameSchema */.Jq, range: schemas/* string */.YjP().nullable(), versions: schemas/* array */.YOg(descriptor_lib/* versionSchema */.G0) }),
    calls: schemas/* int */.Whr().min(0),
    errors: schemas/* int */.Whr().min(0),
    reason: schemas/* string */.YjP(),
});
/** Each declared edge and each observed one, judged. A service may call itself undeclared. */
function judge_edges_judgeEdges(input) {
    const declared = declaredEdges(input.revision);
    const current = new Set(input.revision.releases.map(sayRelease));
    const isJudged = (edge) => current.has(sayRelease(edge.from)) && !input.externals.has(edge.from.service);
    const judged = input.observed.filter((edge) => isJudged(edge) && edge.from.service !== edge.to.service);
    const pairs = Map.groupBy(judged, (edge) => pairKey(edge.from, edge.to.service));
    const verdicts = declared.flatMap((edge) => judgeDeclared(edge, pairs.get(pairKey(edge.from, edge.service)) ?? [], input));
    const known = new Set(declared.map((edge) => pairKey(edge.from, edge.service)));
    for (const [key, edges] of pairs) {
        const [first] = edges;
        if (first !== undefined && !known.has(key))
            verdicts.push(judgeUndeclared(first, edges));
    }
    return {
        verdicts: verdicts.sort((a, b) => compareText(sortKey(a), sortKey(b))),
        unjudged: input.observed.filter((edge) => !isJudged(edge)),
    };
}
/** For the gates of a promotion. */
function verdictOfEdge(verdict) {
    const { state, from, to, reason } = verdict;
    const subject = `${sayRelease(from)} → ${to.service}`;
    if (state === 'seen' || state === 'unproven') {
        return { gate: 'traffic', outcome: state === 'seen' ? 'pass' : 'unproven', subject, reason };
    }
    return { gate: 'traffic', outcome: 'fail', subject, reason, fix: fixFor(verdict) };
}
function fixFor({ state, from, to }) {
    const versions = to.versions.join(' and ');
    if (state === 'out-of-range') {
        return `Let ${from.service} ask for \`${to.range}\` in its address, or declare a range of ${to.service} that takes ${versions}`;
    }
    return `Declare it in towpath.yaml of ${from.service}: \`dependencies: {${to.service}: {range: ${rangeOf(to.versions)}}}\``;
}
/** A range that takes all of them: `^1.9.0`, `^1.9.0 || ^2.0.0`. */
function rangeOf(versions) {
    const ranges = [];
    for (const version of versions) {
        const isTaken = ranges.some((range) => (0,descriptor_lib/* satisfies */.ib)(version, range, { prereleases: 'include' }));
        if (!isTaken)
            ranges.push(`^${version}`);
    }
    return ranges.length === 1 ? `${ranges[0]}` : `"${ranges.join(' || ')}"`;
}
function judgeDeclared(edge, observed, input) {
    const [inside, outside] = partition(observed, ({ to }) => (0,descriptor_lib/* satisfies */.ib)(to.version, edge.range, input));
    const to = { service: edge.service, range: edge.range };
    const verdicts = [];
    if (inside.length > 0) {
        const reason = `declared \`${edge.range}\`, and seen calling ${versionsOf(inside).join(' and ')}`;
        verdicts.push({
            state: 'seen',
            from: edge.from,
            to: { ...to, versions: versionsOf(inside) },
            ...sums(inside),
            reason,
        });
    }
    else {
        const looked = input.spans === 0 ? 'no spans were there to look at' : `${input.spans} spans don't show it`;
        const reason = `declared \`${edge.range}\`${edge.isOptional ? ' (optional)' : ''}; ${looked}, which proves nothing: traces are sampled`;
        verdicts.push({ state: 'unproven', from: edge.from, to: { ...to, versions: [] }, ...sums([]), reason });
    }
    if (outside.length > 0) {
        const reason = `declared \`${edge.range}\`, and seen calling ${versionsOf(outside).join(' and ')}`;
        verdicts.push({
            state: 'out-of-range',
            from: edge.from,
            to: { ...to, versions: versionsOf(outside) },
            ...sums(outside),
            reason,
        });
    }
    return verdicts;
}
function judgeUndeclared({ from, to }, edges) {
    const versions = versionsOf(edges);
    const reason = `seen calling ${versions.join(' and ')}, which its descriptor does not declare`;
    return { state: 'undeclared', from, to: { service: to.service, range: null, versions }, ...sums(edges), reason };
}
function sums(edges) {
    return {
        calls: edges.reduce((sum, { calls }) => sum + calls, 0),
        errors: edges.reduce((sum, { errors }) => sum + errors, 0),
    };
}
function versionsOf(edges) {
    return [...new Set(edges.map(({ to }) => to.version))].sort((a, b) => (0,descriptor_lib/* compareVersionsDescending */.PE)(b, a));
}
function partition(items, test) {
    return [items.filter(test), items.filter((item) => !test(item))];
}
function pairKey(from, service) {
    return `${sayRelease(from)} ${service}`;
}
function sortKey({ from, to, state }) {
    return `${pairKey(from, to.service)} ${state}`;
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

;// CONCATENATED MODULE: ./packages/topology/lib/observe-window.js



/** Spans joined, judged against what is deployed, as the document to store. */
function observeWindow(input) {
    const { environment, from, to, revision, prereleases } = input;
    const calls = joinSpans({ ...input, spans: tracesWithin(input.spans, new Date(from), new Date(to)) });
    const externals = new Set((input.externals ?? []).map(({ service }) => service));
    const judgement = revision === null
        ? null
        : judgeEdges({ revision, observed: calls.edges, spans: calls.spans, prereleases, externals });
    return {
        schema: 1,
        environment,
        from,
        to,
        revision: revision?.number ?? null,
        spans: calls.spans,
        traces: calls.traces,
        entries: calls.entries,
        edges: [...calls.edges],
        unknown: [...calls.unknown],
        verdicts: [...(judgement?.verdicts ?? [])],
    };
}
/** How many edges were observed, how many break a declaration, and how many declared ones are unproven. */
function countEdges({ edges, verdicts }) {
    return {
        edges: edges.length,
        violations: verdicts.filter(({ state }) => state === 'undeclared' || state === 'out-of-range').length,
        unproven: verdicts.filter(({ state }) => state === 'unproven').length,
    };
}

;// CONCATENATED MODULE: ./packages/topology/lib/observed-edge.js


const releaseNameSchema = schemas/* strictObject */.rej({ service: descriptor_lib/* nameSchema */.Jq, version: descriptor_lib/* versionSchema */.G0 });
/** Calls from one release to another, as spans showed them. */
const observedEdgeSchema = schemas/* strictObject */.rej({
    from: releaseNameSchema,
    to: releaseNameSchema,
    /** A call has an answer; a message goes through a broker. */
    via: schemas/* enum */.k5n(['call', 'message']),
    calls: schemas/* int */.Whr().min(1),
    errors: schemas/* int */.Whr().min(0),
    /** null when no span of it has a time. */
    firstSeen: descriptor_lib/* timeSchema */.Rl.nullable(),
    lastSeen: descriptor_lib/* timeSchema */.Rl.nullable(),
    /** How many took less than 2^key microseconds (and not less than half of that); exact ones can't be merged, these can. */
    durations: schemas/* record */.g1P(schemas/* string */.YjP().regex(/^\d{1,2}$/), schemas/* int */.Whr().min(1)),
});
/** Why a span led to no release. */
const unknownReasons = [
    /** It names an instance of another environment. */
    'other-environment',
    /** The caller's span is there and names nobody in the inventory. */
    'caller-unknown',
    /** The caller's span is not there: not sampled, not sent yet, or lost. */
    'caller-missing',
    /** The callee's span is there and names nobody in the inventory. */
    'callee-unknown',
    /** The callee recorded nothing, and neither address nor URL says who it is. */
    'peer-unknown',
];
const unknownSpansSchema = schemas/* strictObject */.rej({
    reason: schemas/* enum */.k5n(unknownReasons),
    /** The name that the span gives itself; null when it gives none. */
    service: schemas/* string */.YjP().nullable(),
    spans: schemas/* int */.Whr().min(1),
});

;// CONCATENATED MODULE: ./packages/topology/lib/render/mermaid.js

/** A flow chart of the edges: solid seen, dotted unproven, thick where a declaration is broken. */
function renderMermaid(verdicts) {
    const nodes = new Map();
    const node = (label) => {
        const known = nodes.get(label) ?? `n${nodes.size}`;
        nodes.set(label, known);
        return known;
    };
    const arrows = verdicts.flatMap((verdict) => {
        const from = node(sayRelease(verdict.from));
        const callees = verdict.to.versions.length === 0
            ? [verdict.to.service]
            : verdict.to.versions.map((version) => sayRelease({ service: verdict.to.service, version }));
        return callees.map((callee) => `  ${from} ${arrowOf(verdict)} ${node(callee)}`);
    });
    const names = [...nodes].map(([label, id]) => `  ${id}["${escapeLabel(label)}"]`);
    return ['flowchart LR', ...names, ...arrows].join('\n');
}
function arrowOf({ state, calls }) {
    switch (state) {
        case 'seen':
            return `-->|"${calls}"|`;
        case 'unproven':
            return '-.->|"unproven"|';
        case 'undeclared':
            return `==>|"${calls} undeclared"|`;
        case 'out-of-range':
            return `==>|"${calls} out of range"|`;
    }
}
/** Mermaid reads `#name;` as an entity in a quoted label; whatever is not plain becomes one. */
function escapeLabel(label) {
    return label.replace(/[^A-Za-z0-9 .+-]/gu, (letter) => `#${letter.codePointAt(0)};`);
}

;// CONCATENATED MODULE: ./packages/topology/lib/duration.js
/** The duration that half of the calls stayed below, in microseconds, to a power of two; null when none has one. */
function medianUs({ durations }) {
    const buckets = Object.entries(durations)
        .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
        .sort((a, b) => a.bucket - b.bucket);
    const half = buckets.reduce((sum, { count }) => sum + count, 0) / 2;
    let sum = 0;
    for (const { bucket, count } of buckets) {
        sum += count;
        if (sum >= half)
            return 2 ** bucket;
    }
    return null;
}
/** `< 5 ms` */
function sayDuration(us) {
    if (us < 1000)
        return `< ${us} µs`;
    if (us < 1_000_000)
        return `< ${Math.ceil(us / 1000)} ms`;
    return `< ${(us / 1_000_000).toFixed(1)} s`;
}

;// CONCATENATED MODULE: ./packages/topology/lib/render/topology-rows.js


const topologyColumns = ['caller', 'calls', 'declared', 'seen', 'errors', 'median', ''];
const words = {
    seen: 'declared and seen',
    unproven: 'declared, unproven',
    undeclared: 'undeclared',
    'out-of-range': 'out of range',
};
const marks = { seen: '✓', unproven: '?', undeclared: '✗', 'out-of-range': '✗' };
/** A row an edge, violations first. */
function topologyRows(window) {
    const order = ['undeclared', 'out-of-range', 'unproven', 'seen'];
    return window.verdicts
        .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
        .map((verdict) => [
        sayRelease(verdict.from),
        `${verdict.to.service} ${verdict.to.versions.join(', ')}`.trim(),
        verdict.to.range ?? 'no',
        `${verdict.calls}`,
        `${verdict.errors}`,
        medianOf(window, verdict),
        `${marks[verdict.state]} ${words[verdict.state]}`,
    ]);
}
/** One sentence: the answer first. */
function topologyHead({ environment, revision, verdicts, spans, traces }) {
    const count = (state) => verdicts.filter((verdict) => verdict.state === state).length;
    const where = revision === null ? environment : `${environment}@${revision}`;
    const violations = count('undeclared') + count('out-of-range');
    const answer = violations === 0
        ? verdicts.some(({ calls }) => calls > 0)
            ? 'every call seen is declared'
            : 'no call was seen'
        : `${violations} ${violations === 1 ? 'call breaks' : 'calls break'} what is declared`;
    return `${where}: ${answer}; ${count('seen')} declared and seen, ${count('unproven')} unproven (${spans} spans, ${traces} traces)`;
}
const reasons = {
    'other-environment': 'of another environment',
    'caller-unknown': 'whose caller is not in the inventory',
    'caller-missing': "whose caller's span is missing",
    'callee-unknown': 'whose callee is not in the inventory',
    'peer-unknown': 'to somebody that recorded nothing and has no address here',
};
/** What was left out, and why. */
function topologyNotes({ unknown, entries }) {
    const notes = unknown.map(({ reason, service, spans }) => `${spans} from ${service ?? 'nameless recorders'} ${reasons[reason]}`);
    return entries === 0 ? notes : [`${entries} came from outside`, ...notes];
}
function medianOf({ edges }, { from, to }) {
    const durations = {};
    for (const edge of edges) {
        const isOurs = sayRelease(edge.from) === sayRelease(from) && edge.to.service === to.service;
        if (!isOurs || !to.versions.includes(edge.to.version))
            continue;
        for (const [bucket, count] of Object.entries(edge.durations))
            durations[bucket] = (durations[bucket] ?? 0) + count;
    }
    const median = medianUs({ durations });
    return median === null ? '' : sayDuration(median);
}

;// CONCATENATED MODULE: ./packages/topology/lib/render/render-topology.js



/** For a job summary: the answer, a table, what was left out, a picture. */
function renderTopologyMarkdown(window) {
    const rows = topologyRows(window).map((row) => `| ${row.map(lib/* escapeMarkdownLine */.B).join(' | ')} |`);
    const table = rows.length === 0
        ? []
        : [`| ${topologyColumns.join(' | ')} |`, `|${topologyColumns.map(() => '---|').join('')}`, ...rows, ''];
    const notes = topologyNotes(window).map((note) => `- ${(0,lib/* escapeMarkdownLine */.B)(note)}`);
    const picture = window.verdicts.length === 0 ? [] : ['```mermaid', renderMermaid(window.verdicts), '```', ''];
    return [`### ${(0,lib/* escapeMarkdownLine */.B)(topologyHead(window))}`, '', ...table, ...picture, ...notes].join('\n').trimEnd();
}
/** For a terminal. */
function renderTopologyText(window) {
    const rows = topologyRows(window).map((row) => row.map(lib/* terminalLine */.tL));
    const lines = rows.length === 0 ? [] : [topologyColumns, ...rows];
    const widths = topologyColumns.map((_, index) => Math.max(...lines.map((row) => row[index]?.length ?? 0)));
    const table = lines.map((row) => row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd());
    return [
        topologyHead(window),
        ...(table.length === 0 ? [] : ['', ...table]),
        ...spaced(topologyNotes(window).map(lib/* terminalLine */.tL)),
    ].join('\n');
}
function spaced(lines) {
    return lines.length === 0 ? [] : ['', ...lines];
}

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/topology/lib/topology-fault.js

class topology_fault_TopologyFault extends fault_lib/* Fault */.vC {
}

;// CONCATENATED MODULE: ./packages/topology/lib/spans/span-schema.js

/**
 * A span as https://zipkin.io/zipkin-api/ (v2) has it. Recorders may write null for what is absent, as Zipkin itself
 * accepts, and keys that the format does not name, which are passed over.
 */
const hex = (digits, pattern) => schemas/* string */.YjP({ error: (issue) => missingOr(issue.input, digits) }).regex(pattern, { error: digits });
const spanIdSchema = hex('16 hex digits', /^[0-9a-f]{16}$/i);
const microsecondsSchema = (what) => schemas/* int */.Whr({ error: `whole microseconds ${what}` }).min(0, { error: `whole microseconds ${what}` });
/** 1e14 µs is the year 1973: less is milliseconds or seconds, written by mistake. More than 1e17 is nanoseconds. */
const timestampSchema = microsecondsSchema('since the epoch').refine((time) => time === 0 || (time > 1e14 && time < 1e17), {
    error: (issue) => `microseconds since the epoch, not ${Number(issue.input) < 1e14 ? 'milliseconds' : 'nanoseconds'}`,
});
const endpointSchema = schemas/* object */.Ikc({
    serviceName: schemas/* string */.YjP({ error: 'a text' }).nullish(),
    ipv4: schemas/* string */.YjP({ error: 'an address' }).nullish(),
    ipv6: schemas/* string */.YjP({ error: 'an address' }).nullish(),
    port: schemas/* int */.Whr({ error: 'a port' }).min(0, { error: 'a port' }).max(65_535, { error: 'a port' }).nullish(),
});
const spanSchema = schemas/* object */.Ikc({
    traceId: hex('16 or 32 hex digits', /^([0-9a-f]{16}){1,2}$/i),
    id: spanIdSchema,
    parentId: spanIdSchema.nullish(),
    name: schemas/* string */.YjP({ error: 'a text' }).nullish(),
    kind: schemas/* enum */.k5n(['CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER'], {
        error: '`CLIENT`, `SERVER`, `PRODUCER`, `CONSUMER` or nothing',
    })
        .nullish(),
    timestamp: timestampSchema.nullish(),
    duration: microsecondsSchema('of duration').nullish(),
    localEndpoint: endpointSchema.nullish(),
    remoteEndpoint: endpointSchema.nullish(),
    tags: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP({ error: 'a text' }), { error: 'texts by name' }).nullish(),
});
function missingOr(input, digits) {
    return input === undefined ? `${digits}, which every span needs` : digits;
}

;// CONCATENATED MODULE: ./packages/topology/lib/spans/parse-spans.js



const mostFaults = 10;
/**
 * Spans of a file: a JSON array of spans, of traces (arrays of spans; what Zipkin's `/api/v2/traces` answers), or one of
 * these or a span a line. An empty file has none. One bad span refuses the file, because what it hides is not known.
 * Faults: `spans-unreadable`; `span-invalid`, at most ten at once, with the index in the file and the key.
 */
function parseSpans(text, file) {
    const spans = [];
    const faults = [];
    for (const { value, where } of valuesOf(text, file)) {
        const parsed = spanSchema.safeParse(value);
        if (parsed.success)
            spans.push(normalizeSpan(parsed.data));
        else
            faults.push(invalid(file, where, value, parsed.error.issues));
        if (faults.length === mostFaults)
            break;
    }
    const [first, ...others] = faults;
    if (first === undefined)
        return spans;
    throw others.length === 0 ? first : new fault_lib/* Faults */.CG([first, ...others]);
}
function* valuesOf(text, file) {
    const trimmed = text.trim();
    if (trimmed === '')
        return;
    const whole = parseJson(trimmed);
    if (whole !== undefined) {
        yield* flatten(whole.value, '');
        return;
    }
    for (const [index, line] of text.split('\n').entries()) {
        if (line.trim() === '')
            continue;
        const parsed = parseJson(line);
        if (parsed === undefined)
            throw unreadable(file, index + 1);
        yield* flatten(parsed.value, `line ${index + 1}`);
    }
}
function* flatten(value, where) {
    if (!Array.isArray(value)) {
        yield { value, where: where === '' ? 'the only span' : where };
        return;
    }
    for (const [index, item] of value.entries()) {
        if (Array.isArray(item))
            for (const [inner, span] of item.entries())
                yield { value: span, where: `${where}[${index}][${inner}]` };
        else
            yield { value: item, where: `${where}[${index}]` };
    }
}
function parseJson(text) {
    try {
        return { value: JSON.parse(text) };
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function normalizeSpan(raw) {
    return {
        traceId: raw.traceId.toLowerCase(),
        id: raw.id.toLowerCase(),
        parentId: raw.parentId?.toLowerCase() ?? null,
        name: raw.name ?? null,
        kind: raw.kind ?? null,
        // Zipkin reads 0 as absent.
        timestampUs: raw.timestamp || null,
        durationUs: raw.duration ?? null,
        local: normalizeEndpoint(raw.localEndpoint),
        remote: normalizeEndpoint(raw.remoteEndpoint),
        tags: raw.tags ?? {},
    };
}
function normalizeEndpoint(raw) {
    if (raw === null || raw === undefined)
        return null;
    return {
        serviceName: raw.serviceName?.toLowerCase() || null,
        ip: raw.ipv4 || raw.ipv6 || null,
        port: raw.port || null,
    };
}
function invalid(file, where, value, issues) {
    const [issue] = issues;
    const key = issue?.path.join('.') ?? '';
    return new topology_fault_TopologyFault('span-invalid', {
        where: key === '' ? where : `${where}.${key}`.replace(' .', ' '),
        place: { file },
        expected: key === '' ? 'a Zipkin v2 span' : (issue?.message ?? 'a Zipkin v2 span'),
        found: describe(valueAt(value, issue?.path ?? [])),
        fix: 'Write spans as https://zipkin.io/zipkin-api/ has them (v2)',
    });
}
function valueAt(value, path) {
    let found = value;
    for (const key of path) {
        found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
    }
    return found;
}
function describe(value) {
    if (value === undefined)
        return 'nothing';
    const text = JSON.stringify(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
function unreadable(file, line) {
    return new topology_fault_TopologyFault('spans-unreadable', {
        where: 'spans',
        place: { file, line },
        expected: 'a JSON array of Zipkin v2 spans, or one span a line',
        found: 'text that is not JSON',
    });
}

;// CONCATENATED MODULE: ./packages/topology/lib/window.js






/** windows/<start>.json: what was observed in [from, to). */
const windowSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: descriptor_lib/* nameSchema */.Jq,
    from: descriptor_lib/* timeSchema */.Rl,
    to: descriptor_lib/* timeSchema */.Rl,
    /** Revision that the verdicts are about; null when nothing was deployed. */
    revision: schemas/* int */.Whr().nullable(),
    spans: schemas/* int */.Whr().min(0),
    traces: schemas/* int */.Whr().min(0),
    entries: schemas/* int */.Whr().min(0),
    edges: schemas/* array */.YOg(observedEdgeSchema),
    unknown: schemas/* array */.YOg(unknownSpansSchema),
    verdicts: schemas/* array */.YOg(edgeVerdictSchema),
});
/** Path in the domain `topology/<env>`. */
function windowPath(from) {
    return `windows/${from.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}.json`;
}
/** The domain of an environment's windows in the metadata store. */
function topologyDomain(environment) {
    return `topology/${environment}`;
}
/** Throws DescriptorFaults. */
const parseWindow = (text, path) => (0,descriptor_lib/* parseRecord */.Hh)(text, windowSchema, path);
/**
 * Both as one, in whatever order and grouping. They must not overlap, or calls count twice. Verdicts can't be added up:
 * those of the later window stay, until the whole is judged again. Fault: `window-mismatch`.
 */
function mergeWindows(one, other) {
    if (one.environment !== other.environment) {
        throw new TopologyFault('window-mismatch', {
            where: `the window from ${other.from}`,
            expected: `one of ${one.environment}`,
            found: `one of ${other.environment}`,
        });
    }
    const later = rank(one) > rank(other) ? one : other;
    return {
        schema: 1,
        environment: one.environment,
        from: earliest(one.from, other.from),
        to: latest(one.to, other.to),
        revision: later.revision,
        spans: one.spans + other.spans,
        traces: one.traces + other.traces,
        entries: one.entries + other.entries,
        edges: mergeBy([...one.edges, ...other.edges], edgeKey, mergeEdges),
        unknown: mergeBy([...one.unknown, ...other.unknown], unknownKey, (a, b) => ({ ...a, spans: a.spans + b.spans })),
        verdicts: later.verdicts,
    };
}
/** Orders windows totally by what `later` takes from them. */
function rank({ to, revision, verdicts }) {
    return `${new Date(to).toISOString()} ${canonicalJson({ revision, verdicts })}`;
}
function mergeEdges(one, other) {
    const buckets = [...new Set([...Object.keys(one.durations), ...Object.keys(other.durations)])];
    const count = (bucket) => (one.durations[bucket] ?? 0) + (other.durations[bucket] ?? 0);
    return {
        ...one,
        calls: one.calls + other.calls,
        errors: one.errors + other.errors,
        firstSeen: orNull(one.firstSeen, other.firstSeen, earliest),
        lastSeen: orNull(one.lastSeen, other.lastSeen, latest),
        durations: Object.fromEntries(buckets.map((bucket) => [bucket, count(bucket)])),
    };
}
function mergeBy(items, keyOf, merge) {
    const merged = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const known = merged.get(key);
        merged.set(key, known === undefined ? item : merge(known, item));
    }
    return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
function unknownKey({ reason, service }) {
    return `${reason} ${service ?? ''}`;
}
function orNull(one, other, choose) {
    if (one === null || other === null)
        return one ?? other;
    return choose(one, other);
}
/** By time, then by text: `09:00:00Z` and `09:00:00.000Z` are one time in two spellings. */
function earliest(one, other) {
    return Date.parse(one) - Date.parse(other) < 0 || (Date.parse(one) === Date.parse(other) && one < other) ? one : other;
}
function latest(one, other) {
    return earliest(one, other) === one ? other : one;
}

;// CONCATENATED MODULE: ./packages/topology/lib/index.js













/***/ })

};
