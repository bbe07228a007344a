export const id = 565;
export const ids = [565];
export const modules = {

/***/ 31565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  canPromote: () => (/* reexport */ canPromote),
  canRemove: () => (/* reexport */ canRemove),
  diff: () => (/* reexport */ diff),
  explain: () => (/* reexport */ explain),
  history: () => (/* reexport */ history_history),
  lock: () => (/* reexport */ lock),
  lockAll: () => (/* reexport */ lockAll),
  markBad: () => (/* reexport */ markBad),
  maskCredentials: () => (/* reexport */ stores/* maskCredentials */.Bs),
  openMetadataAt: () => (/* reexport */ stores/* openMetadataAt */.nn),
  openPackagesAt: () => (/* reexport */ stores/* openPackagesAt */.N_),
  prune: () => (/* reexport */ prune),
  unlock: () => (/* reexport */ unlock),
  unlockAll: () => (/* reexport */ unlockAll),
  unmarkBad: () => (/* reexport */ unmarkBad),
  unpin: () => (/* reexport */ unpin)
});

// EXTERNAL MODULE: ./packages/steps/lib/stores.js
var stores = __webpack_require__(10239);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 161 modules
var environment_lib = __webpack_require__(51536);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment-name.js
var environment_name = __webpack_require__(61125);
// EXTERNAL MODULE: ./packages/steps/lib/environments/find-environment.js
var find_environment = __webpack_require__(59409);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/attestations.js
var attestations = __webpack_require__(35850);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/evidence.js + 1 modules
var promoting_evidence = __webpack_require__(5044);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/observed.js
var promoting_observed = __webpack_require__(1785);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/plan-promotion-at.js
var plan_promotion_at = __webpack_require__(38974);
// EXTERNAL MODULE: ./packages/steps/lib/promoting/published-packages.js
var published_packages = __webpack_require__(36013);
// EXTERNAL MODULE: ./packages/steps/lib/repository/spec-file.js
var spec_file = __webpack_require__(58266);
// EXTERNAL MODULE: ./packages/steps/lib/step-fault.js
var step_fault = __webpack_require__(16058);
;// CONCATENATED MODULE: ./packages/steps/lib/operating/can-promote.js












/** Whether every declared dependency would hold after a promotion, and what else it takes. Changes nothing. */
async function canPromote(store, asked) {
    const { by, run, now } = asked;
    const name = (0,environment_name/* environmentName */.V)({ required: () => asked.environment });
    const wishes = asked.packages.map((text) => (0,lib/* parsePackageWish */.fU)(text));
    const sets = (0,lib/* parsePackageWishes */.US)(asked.set ?? '', 'Option `--set`');
    const environment = await environments_environment/* StoredEnvironment */.D.at(await store.read((0,environment_lib/* environmentDomain */.MM)(name)), name);
    const spec = await specOf(store, environment, asked);
    const [published, evidence, observed] = await Promise.all([
        store.read('packages'),
        (0,promoting_evidence/* readEvidence */.A)(store, spec, new Date(now)),
        (0,promoting_observed/* readObserved */.x)(store, name),
    ]);
    const plan = await (0,plan_promotion_at/* planPromotionAt */.u)(environment, {
        file: { spec, home: environment.state.specHome ?? nowhere },
        wishes,
        sets,
        from: null,
        ...evidence,
        overrides: [],
        observed,
        packages: new published_packages/* PublishedPackages */.q(published),
        attestations: new attestations/* Attestations */.O(nobody),
        request: { by, at: now, run, command: ['can-promote', ...wishes.map(lib/* renderPackageWish */.qQ)].join(' '), reason: null },
    });
    return (0,environment_lib/* canPromote */.l5)(plan);
}
/** Where archives were built plays no part in what depends on what. */
const nobody = { token: null, apiUrl: '', serverUrl: '' };
/** Nothing is written, so where the spec lives plays no part. */
const nowhere = { repository: '', ref: '', path: '', commit: '' };
async function specOf(store, environment, { environment: name, spec: path, workspace }) {
    const written = await (0,spec_file/* readSpecIfThere */.rt)(name, path, workspace);
    if (written !== null)
        return written;
    if (path !== null) {
        throw new step_fault/* StepFault */.H('file-missing', { where: path, expected: `the spec of ${name}`, found: 'no such file' });
    }
    const { desired } = environment.state;
    if (desired === null)
        throw await (0,find_environment/* unknownEnvironment */.I)(store, name);
    return environment.spec(await environment.revision(desired.number));
}

// EXTERNAL MODULE: ./packages/steps/lib/revising/revision-with-spec.js
var revision_with_spec = __webpack_require__(16253);
;// CONCATENATED MODULE: ./packages/steps/lib/operating/can-remove.js






/** Who would break if it went, in the newest revision that did not fail. Changes nothing. */
async function canRemove(store, { environment: name, what }) {
    const wish = (0,lib/* parsePackageWish */.fU)(what, 'what is to go');
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const [base, observed] = await Promise.all([
        (0,revision_with_spec/* readRevisionWithSpec */.p)(environment, (0,environment_lib/* chooseBase */.bf)(environment.state)),
        (0,promoting_observed/* readObserved */.x)(store, name),
    ]);
    if (base === null) {
        throw new step_fault/* StepFault */.H('revision-unknown', {
            where: `Environment ${name}`,
            expected: 'a revision that did not fail',
            found: 'none',
            fix: 'Promote something to it first',
        });
    }
    const { revision, spec } = base;
    const removal = (0,environment_lib/* readRemoval */.hf)(wish, spec, revision.releases);
    const { number, releases, pins } = { ...revision, pins: environment.state.pins };
    return (0,environment_lib/* canRemove */.ZM)({ removal, revision: number, spec, releases, pins, observed });
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/revision-name.js


/** `prod@41`, or an environment without a number. Throws `input-invalid`. */
function parseRevisionName(text) {
    const [, environment = '', number] = /^([^@]*)(?:@(\d{1,9}))?$/.exec(text) ?? [];
    if ((0,lib/* isName */.Eo)(environment))
        return { environment, number: number === undefined ? null : Number(number) };
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'The revision',
        expected: 'an environment and a number such as `prod@41`, or the environment alone',
        found: `\`${text}\``,
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/diff.js





const mostRequests = 20;
/** What differs between two revisions. Throws `environment-unknown`, `revision-unknown`, `input-invalid`. */
async function diff(store, asked) {
    const from = parseRevisionName(asked.from);
    const to = asked.to === null ? { environment: from.environment, number: null } : parseRevisionName(asked.to);
    const old = await (0,environments_environment/* readEnvironment */.Q)(store, from.environment);
    const now = to.environment === from.environment ? old : await (0,environments_environment/* readEnvironment */.Q)(store, to.environment);
    const [before, after] = await Promise.all([
        readWhole(old, from.number ?? deployedOf(old)),
        readWhole(now, to.number ?? now.state.desired?.number ?? 0),
    ]);
    return (0,environment_lib/* compareRevisions */.wo)({
        from: before,
        to: after,
        between: await readBetween(store, before.revision, after.revision),
        requests: old === now ? await readRequests(now, before.revision.number, after.revision.number) : [],
    });
}
function deployedOf({ name, state }) {
    if (state.deployed !== null)
        return state.deployed.number;
    throw new step_fault/* StepFault */.H('revision-unknown', {
        where: `Environment ${name}`,
        expected: 'a deployed revision to compare with',
        found: 'none: nothing was deployed there yet',
        fix: `Name one: \`towpath diff ${name}@1\``,
    });
}
async function readWhole(environment, number) {
    const revision = await environment.revision(number);
    const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)]);
    return { revision, spec, configs };
}
/** Of each service that moves forward, the versions on the way; what was removed from the store meanwhile is left out. */
async function readBetween(store, before, after) {
    const moved = (0,environment_lib/* pairReleases */.bK)(before.releases, after.releases).flatMap(({ from, to }) => from === null || to === null || from.version === to.version ? [] : [{ from: from.version, to }]);
    if (moved.length === 0)
        return {};
    const packages = new published_packages/* PublishedPackages */.q(await store.read('packages'));
    const names = [...new Set(moved.map(({ to }) => to.service))];
    const listed = await packages.read({ packages: names, records: [] });
    const wanted = moved.map(({ from, to }) => ({
        to,
        versions: (0,environment_lib/* versionsBetween */.IV)(from, to.version, listed[to.service]?.versions ?? []),
    }));
    const records = wanted.flatMap(({ to, versions }) => versions.map((version) => ({ name: to.service, version })));
    const read = await packages.read({ packages: [], records });
    return Object.fromEntries(wanted.map(({ to, versions }) => [
        `${to.service}@${to.version}`,
        versions.flatMap((version) => {
            const descriptor = read[to.service]?.records[version]?.descriptor;
            return descriptor === undefined
                ? []
                : [{ version, commit: descriptor.source.revision, notes: descriptor.notes }];
        }),
    ]));
}
async function readRequests(environment, after, upTo) {
    const numbers = Array.from({ length: Math.max(0, upTo - after) }, (_, index) => upTo - index).slice(0, mostRequests);
    const revisions = await Promise.all(numbers.map((number) => environment.revision(number)));
    return revisions.map(({ number, request }) => ({ revision: number, request }));
}

;// CONCATENATED MODULE: ./packages/steps/lib/environments/verify-service.js


/** That the newest revision, or its spec, has the service. Throws `service-unknown`, naming those that there are. */
async function verifyService(environment, service) {
    const { desired } = environment.state;
    const revision = desired === null ? null : await environment.revision(desired.number);
    const spec = revision === null ? null : await environment.spec(revision);
    const running = (revision?.releases ?? []).map((release) => release.service);
    const known = [...new Set([...Object.keys(spec?.services ?? {}), ...running])].sort();
    if (known.includes(service))
        return;
    const meant = (0,lib/* nearest */.pA)(service, known);
    throw new environment_lib/* EnvironmentFault */.kS('service-unknown', {
        where: `${service} in ${environment.name}`,
        expected: known.length === 0 ? 'a service of it; it has none yet' : `one of ${known.join(', ')}`,
        found: 'no such service',
        fix: meant === undefined ? 'Correct the name' : `Did you mean \`${meant}\``,
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/explain.js






/**
 * Where each value of a service's config comes from, and what it overrode. Throws `environment-unknown`, `service-unknown`, `revision-unknown`;
 * of a file also what promote would refuse of its config.
 */
async function explain(store, asked) {
    const { environment: name, service, of } = asked;
    const common = { schema: 1, environment: name, service };
    if (of.kind === 'spec') {
        const spec = await (0,spec_file/* readSpec */.Ot)(name, of.path, asked.workspace);
        const descriptors = await readDescriptors(store, name, service);
        return { ...common, revision: null, spec: of.path, releases: (0,environment_lib/* explainSpec */.f8)(spec, service, descriptors) };
    }
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const { deployed, desired } = environment.state;
    const revision = await environment.revision(of.number ?? deployed?.number ?? desired?.number ?? 0);
    const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)]);
    const releases = (0,environment_lib/* explainRevision */.Ph)(revision, spec, service, configs);
    if (releases.length === 0)
        await refuseService(environment, service, revision.number);
    return { ...common, revision: revision.number, spec: null, releases };
}
/** Those of the newest revision; of a service that is not there yet, the newest that is published. */
async function readDescriptors(store, name, service) {
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const { desired } = environment.state;
    const releases = desired === null ? [] : (await environment.revision(desired.number)).releases;
    const own = releases.filter((release) => release.service === service);
    if (own.length > 0)
        return [...own].sort((a, b) => Number(b.isDefault) - Number(a.isDefault)).map(({ descriptor }) => descriptor);
    const packages = new published_packages/* PublishedPackages */.q(await store.read('packages'));
    const listed = await packages.read({ packages: [service], records: [] });
    const [version] = [...(listed[service]?.versions ?? [])].sort(lib/* compareVersionsDescending */.PE);
    if (version === undefined)
        return refuseService(environment, service, null);
    const read = await packages.read({ packages: [], records: [{ name: service, version }] });
    return Object.values(read[service]?.records ?? {}).map(({ descriptor }) => descriptor);
}
async function refuseService(environment, service, revision) {
    await verifyService(environment, service);
    throw new environment_lib/* EnvironmentFault */.kS('service-unknown', {
        where: `${service} in ${environment.name}${revision === null ? '' : `@${revision}`}`,
        expected: 'a version of it',
        found: 'none there',
        fix: `Promote one first: \`towpath promote --environment ${environment.name} --packages ${service}\``,
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/history.js


/** Who changed what, from where, why and when, how it was judged and what came of it, from the store alone. Throws `environment-unknown`. */
async function history_history(store, { environment: name, service, limit }) {
    const environment = await (0,environments_environment/* readEnvironment */.Q)(store, name);
    const reports = await readReports(environment);
    const entries = [];
    for (let number = environment.state.desired?.number ?? 0; number > 0 && entries.length < limit; number -= 1) {
        const revision = await environment.revision(number);
        const base = revision.base === null ? null : await environment.revision(revision.base);
        const own = reports.filter((report) => report.revision === number);
        const entry = (0,environment_lib/* historyEntry */.xg)({ revision, base, reports: own, state: environment.state });
        if (service === null || entry.changes.some((change) => change.service === service))
            entries.push(entry);
    }
    return { schema: 1, environment: name, entries };
}
async function readReports(environment) {
    const reports = await Promise.all((await environment.reportFences()).map((fence) => environment.report(fence)));
    return reports.filter((report) => report !== null);
}

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/steps/lib/operating/lock.js







/** Locks an environment, or one service in it. Throws `environment-unknown`, `service-unknown`, `locked` when another has done so. */
async function lock(store, { environment, service }, wanted) {
    const known = await (0,environments_environment/* readEnvironment */.Q)(store, environment);
    if (service !== null)
        await verifyService(known, service);
    await write(store, environment, `lock ${nameOf({ environment, service })}: ${wanted.reason}`, (state) => (0,environment_lib/* putLock */.v5)(state, environment, { ...wanted, service }));
    return { ...wanted, service };
}
/** Lifts a lock and gives it back. Throws `lock-unknown`. */
async function unlock(store, { environment, service }, { by, now }) {
    await (0,environments_environment/* readEnvironment */.Q)(store, environment);
    return lift(store, { environment, service, everywhere: false }, by, now);
}
/** The global stop: a lock in every environment that there is; one that comes later heeds theirs. Each environment's outcome, in order. */
async function lockAll(store, wanted) {
    const everywhere = { ...wanted, service: null, everywhere: true };
    return inEach(store, async (environment) => {
        await write(store, environment, `lock every environment: ${wanted.reason}`, (state) => (0,environment_lib/* putLock */.v5)(state, environment, everywhere));
        return { environment, outcome: 'locked', lock: everywhere };
    });
}
/** Lifts the global stop; locks of single environments stay. */
async function unlockAll(store, { by, now }) {
    return inEach(store, async (environment) => {
        const { state } = await environments_environment/* StoredEnvironment */.D.at(await store.read((0,environment_lib/* environmentDomain */.MM)(environment)), environment);
        if (!(0,environment_lib/* activeLocks */.h6)(state.locks, now).some(({ everywhere }) => everywhere))
            return { environment, outcome: 'open' };
        const lock = await lift(store, { environment, service: null, everywhere: true }, by, now);
        return { environment, outcome: 'unlocked', lock };
    });
}
/** Looks again when it is through: what came meanwhile is one of all too. */
async function inEach(store, act) {
    const outcomes = new Map();
    const left = async () => (await (0,find_environment/* listEnvironments */.D)(store)).filter((name) => !outcomes.has(name));
    for (let names = await left(); names.length > 0; names = await left()) {
        for (const name of names)
            outcomes.set(name, await tryIn(name, act));
    }
    if (outcomes.size > 0)
        return [...outcomes.values()].sort((a, b) => (a.environment < b.environment ? -1 : 1));
    throw new step_fault/* StepFault */.H('environment-unknown', {
        where: 'Every environment',
        expected: 'at least one',
        found: 'none in the metadata store',
        fix: "Check `metadata-store`: this one may be another team's",
    });
}
/** One that can't be locked must not keep the others open. */
async function tryIn(name, act) {
    try {
        return await act(name);
    }
    catch (error) {
        if (!(error instanceof fault_lib/* Fault */.vC))
            throw error;
        return { environment: name, outcome: 'failed', code: error.code, message: error.message };
    }
}
async function lift(store, scope, by, now) {
    const removed = [];
    const what = scope.everywhere ? 'every environment' : nameOf(scope);
    await write(store, scope.environment, `unlock ${what} by ${by}`, (state) => {
        const lifted = (0,environment_lib/* removeLock */.oW)(state, scope, now);
        removed.push(lifted.removed);
        return lifted.state;
    });
    const last = removed.at(-1);
    if (last === undefined)
        throw new TypeError('the lock was lifted without being there');
    return last;
}
async function write(store, environment, message, change) {
    await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), message, async (at) => {
        const { state } = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        return { kind: 'change', write: { [environment_lib/* environmentPaths */.Wp.state]: (0,lib/* canonicalJson */.dj)(change(state)) } };
    });
}
function nameOf({ environment, service }) {
    return service === null ? environment : `${service} in ${environment}`;
}

// EXTERNAL MODULE: ./packages/steps/lib/environments/documents.js
var documents = __webpack_require__(21754);
// EXTERNAL MODULE: ./packages/steps/lib/publishing/listed-versions.js
var listed_versions = __webpack_require__(92450);
;// CONCATENATED MODULE: ./packages/steps/lib/operating/where-it-runs.js


/** Every environment in which a version runs or is wanted, by the inventory and the revisions. */
async function whereItRuns(store, name, version) {
    const environments = await (0,find_environment/* listEnvironments */.D)(store);
    const found = await Promise.all(environments.map((environment) => lookIn(store, environment, name, version)));
    return found.flat();
}
async function lookIn(store, environment, name, version) {
    const stored = await (0,environments_environment/* readEnvironment */.Q)(store, environment);
    const { deployed, desired } = stored.state;
    const inventory = await stored.inventory();
    const instances = (inventory.services.get(name)?.instances ?? []).filter((one) => one.version === version);
    const has = ({ releases }) => releases.some((one) => one.service === name && one.version === version);
    if (instances.length > 0 || (deployed !== null && has(await stored.revision(deployed.number)))) {
        const hosts = [...new Set(instances.map(({ host }) => host))].sort();
        const [since = null] = instances.map(({ validFrom }) => validFrom).sort();
        const revision = deployed?.number ?? instances[0]?.revision ?? 0;
        return [{ environment, revision, state: 'runs', hosts, since }];
    }
    if (desired === null || desired.number === deployed?.number || !has(await stored.revision(desired.number)))
        return [];
    return [{ environment, revision: desired.number, state: 'wanted', hosts: [], since: null }];
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/mark-bad.js





/**
 * Marks a published version bad: no environment takes it any more. What runs already goes on, and is named. An earlier mark
 * stays as it was. Throws `version-unknown`.
 */
async function markBad(store, wish) {
    const { name, version } = exactVersion(wish.what);
    const path = lib/* packagePaths */.lA.mark(name, version);
    const mark = { schema: 1, package: name, version, by: wish.by, reason: wish.reason, since: wish.now };
    const before = [];
    await store.commit('packages', `mark ${name} ${version} bad: ${wish.reason}`, async (at) => {
        await verifyPublished(at, name, version);
        const known = (await (0,documents/* readDocument */.u0)(at, path, lib/* parseMark */.lw))?.value ?? null;
        before.push(known);
        return { kind: 'change', ...(known === null && { create: { [path]: (0,lib/* canonicalJson */.dj)(mark) } }) };
    });
    const known = before.at(-1) ?? null;
    const runs = await whereItRuns(store, name, version);
    return { package: name, version, mark: known ?? mark, isBad: true, changed: known === null, runs };
}
/** Takes a mark away: the version may be promoted again. Who and why stand in the history of the store. */
async function unmarkBad(store, wish) {
    const { name, version } = exactVersion(wish.what);
    const path = lib/* packagePaths */.lA.mark(name, version);
    const before = [];
    await store.commit('packages', `${name} ${version} is not bad, says ${wish.by}: ${wish.reason}`, async (at) => {
        const known = (await (0,documents/* readDocument */.u0)(at, path, lib/* parseMark */.lw))?.value ?? null;
        if (known === null)
            await verifyPublished(at, name, version);
        before.push(known);
        return { kind: 'change', ...(known !== null && { remove: [path] }) };
    });
    const mark = before.at(-1) ?? null;
    return { package: name, version, mark, isBad: false, changed: mark !== null, runs: [] };
}
function exactVersion(what) {
    const { package: name, wanted } = (0,lib/* parsePackageWish */.fU)(what, 'what is marked');
    if (wanted.kind === 'version')
        return { name, version: wanted.version };
    throw new step_fault/* StepFault */.H('input-invalid', {
        where: 'what is marked',
        expected: 'one exact version such as `orders@1.4.2`',
        found: `\`${what}\``,
    });
}
async function verifyPublished(at, name, version) {
    const versions = [...(await (0,listed_versions/* listVersions */.y)(at, lib/* packagePaths */.lA.records(name)))].sort(lib/* compareVersionsDescending */.PE);
    if (versions.includes(version))
        return;
    const meant = (0,lib/* nearest */.pA)(version, versions);
    throw new step_fault/* StepFault */.H('version-unknown', {
        where: (0,documents/* placeOf */.$t)(at, lib/* packagePaths */.lA.record(name, version)),
        expected: versions.length === 0 ? `a published version of ${name}` : `one of ${versions.slice(0, 5).join(', ')}`,
        found: 'nothing',
        fix: meant === undefined ? 'Correct the name or the version' : `Did you mean \`${name}@${meant}\`?`,
    });
}

// EXTERNAL MODULE: ./packages/package-store/lib/index.js + 29 modules
var package_store_lib = __webpack_require__(5631);
;// CONCATENATED MODULE: ./packages/steps/lib/removing/clear-bytes.js

/** Removes what a record names from the package store. Where that is not allowed, looks whether others have done it. */
async function clearBytes({ descriptor, reference }, packages) {
    const name = descriptor.package;
    const digest = reference.slice(reference.lastIndexOf('@') + 1);
    try {
        await packages.remove(name, digest);
        return { outcome: 'cleared', reason: '' };
    }
    catch (error) {
        if (!(error instanceof package_store_lib/* PackageStoreFault */.uc))
            throw error;
        const isRefused = error.code === 'unsupported' || error.code === 'denied';
        if (!isRefused)
            return { outcome: 'failed', reason: error.message };
        return (await isGone(name, digest, packages))
            ? { outcome: 'cleared', reason: '' }
            : { outcome: 'refused', reason: error.message };
    }
}
async function isGone(name, digest, packages) {
    try {
        await packages.resolve({ name, digest });
        return false;
    }
    catch (error) {
        if (error instanceof package_store_lib/* PackageStoreFault */.uc && error.code === 'not-found')
            return true;
        if (error instanceof package_store_lib/* PackageStoreFault */.uc)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/removing/read-named.js



/**
 * What all environments of the store name. One that can't be read whole stops everything with its fault: what it names is
 * not known, and might be what is about to go.
 */
async function readNamed(store) {
    const names = await (0,find_environment/* listEnvironments */.D)(store);
    const environments = await Promise.all(names.map(async (name) => readKeeping(await (0,environments_environment/* readEnvironment */.Q)(store, name))));
    return {
        named: environments.flatMap(environment_lib/* namedPackages */.nq),
        ranges: environments.flatMap(environment_lib/* namedRanges */.a4),
        wantedSets: environments.flatMap(environment_lib/* namedSets */.PQ),
    };
}
async function readKeeping(environment) {
    const { name, state } = environment;
    const specs = [];
    for (const number of (0,environment_lib/* revisionsThatRule */.u1)(state))
        specs.push(await environment.spec(await environment.revision(number)));
    const deployedWell = (await environment.deployedWell()).map((one) => one.number);
    const revisions = [];
    // Newest first: each names the digest of the one before.
    for (const number of [...(0,environment_lib/* revisionsToKeep */.P3)(state, deployedWell, specs)].reverse()) {
        revisions.push(await environment.revision(number));
    }
    const { services } = await environment.inventory();
    const instances = [...services.values()].flatMap(({ service, instances: all }) => all.map(({ version }) => ({ service, version })));
    return { environment: name, state, revisions, specs, instances };
}

// EXTERNAL MODULE: ./packages/steps/lib/removing/read-removals.js
var read_removals = __webpack_require__(57931);
;// CONCATENATED MODULE: ./packages/steps/lib/removing/read-published.js



async function readPublished(at) {
    const records = await readAll(at, 'packages/', /^packages\/[^/]+\/\d[^/]*\.json$/, lib/* parsePackageRecord */.ZG);
    const names = Map.groupBy(records, (record) => record.descriptor.package);
    const versions = [...names].map(([name, all]) => [name, all.map((record) => record.descriptor.version)]);
    const marks = await at.list('marks/');
    return {
        records: new Map(records.map((record) => [keyOf(record), record])),
        published: Object.fromEntries(versions),
        publishedAt: Object.fromEntries(records.map((record) => [keyOf(record), record.publication.at])),
        removals: await (0,read_removals/* readRemovals */.M)(at),
        marked: new Set(marks.flatMap((path) => markedBy(path))),
        sets: await readAll(at, 'sets/', /^sets\/[^/]+\/\d[^/]*\.json$/, lib/* parsePackageSetRecord */.VY),
    };
}
function markedBy(path) {
    const [, name, version] = /^marks\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    return name === undefined || version === undefined ? [] : [`${name}@${version}`];
}
async function readAll(at, prefix, pattern, parse) {
    const paths = (await at.list(prefix)).filter((path) => pattern.test(path));
    const values = await Promise.all(paths.map(async (path) => {
        const text = await at.get(path);
        return text === undefined ? [] : [parse(text, (0,documents/* placeOf */.$t)(at, path))];
    }));
    return values.flat();
}
function keyOf({ descriptor }) {
    return `${descriptor.package}@${descriptor.version}`;
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/prune.js






/**
 * Removes the bytes of packages that nothing names, in two runs: the first announces, a later one removes what is still named
 * by nothing. What is about to go is written down as removed before the environments are read once more; whoever named it in
 * between keeps it. Whoever names it later reads that it was removed.
 */
async function prune(store, packages, wish) {
    verifyHours(wish);
    const at = wish.clock().toISOString();
    const named = withKept(await readNamed(store), wish);
    const decide = (published, by) => (0,environment_lib/* planRetention */.SA)({ ...published, ...by, keepHours: wish.keepHours, graceHours: wish.graceHours, now: at }).filter(({ name, version }) => wish.keep.length === 0 || wish.keep.includes(`${name}@${version}`));
    const first = await readPublished(await store.read('packages'));
    verifyKnown(first, wish);
    const done = { schema: 1, at, dryRun: wish.dryRun, packages: decide(first, named), removed: [], left: [] };
    if (wish.dryRun)
        return done;
    if (packages === null && done.packages.some(({ state }) => state === 'due'))
        throw noStore();
    let plan = done.packages;
    let published = first;
    await store.commit('packages', 'prune: announce what nothing names', async (snapshot) => {
        published = await readPublished(snapshot);
        plan = decide(published, named);
        return announcements(plan, published, wish, at);
    });
    const due = plan.filter(({ state }) => state === 'due');
    if (packages === null || due.length === 0)
        return { ...done, packages: plan };
    const again = decide(published, withKept(await readNamed(store), wish));
    const cleared = await clearAll(due, again, published, packages);
    await store.commit('packages', 'prune: remove what nothing names', async (snapshot) => outcomes(cleared, await readPublished(snapshot), wish, at));
    return {
        ...done,
        packages: plan,
        removed: cleared.filter(({ outcome }) => outcome === 'cleared').map(({ key }) => key),
        left: cleared.flatMap(({ key, outcome, reference, reason }) => outcome === 'cleared' ? [] : [{ package: key, reference, reason }]),
    };
}
/** Without a grace a promotion that was planned before could be written after. */
function verifyHours({ keepHours, graceHours }) {
    const hours = [
        ['--keep-hours', keepHours, 0],
        ['--grace-hours', graceHours, 1],
    ];
    for (const [where, number, least] of hours) {
        if (Number.isInteger(number) && number >= least)
            continue;
        const found = Number.isNaN(number) ? 'no number' : `\`${number}\``;
        throw new step_fault/* StepFault */.H('input-invalid', { where, expected: `a whole number of hours, at least ${least}`, found });
    }
}
/** What is asked for by name counts as named. */
function withKept(named, { keep }) {
    const kept = keep.map((text) => {
        const { package: name, wanted } = (0,lib/* parsePackageWish */.fU)(text, '--keep');
        if (wanted.kind !== 'version')
            throw new step_fault/* StepFault */.H('input-invalid', {
                where: '--keep',
                expected: 'one exact version: `orders@1.4.2`',
                found: `\`${text}\``,
            });
        return { name, version: wanted.version, by: 'it is to be kept' };
    });
    return { ...named, named: [...named.named, ...kept] };
}
function verifyKnown({ records }, { keep }) {
    const unknown = keep.find((text) => !records.has(text));
    if (unknown === undefined)
        return;
    throw new step_fault/* StepFault */.H('version-unknown', {
        where: `--keep ${unknown}`,
        expected: 'a version that is published',
        found: 'no record of it',
    });
}
function noStore() {
    return new step_fault/* StepFault */.H('input-missing', {
        where: '--package-store',
        expected: '`oci://<registry>/<namespace>` or `oci-layout:<folder>`, to remove from',
        found: 'nothing',
        fix: 'Give it, or look first with `--dry-run`',
    });
}
/** New announcements, those that are taken back, and what is removed from now on. */
function announcements(plan, { removals }, { by }, at) {
    const known = byPackage(removals);
    const write = plan.flatMap(({ name, version, state }) => {
        const removal = known.get(`${name}@${version}`) ?? announcement({ name, version }, by, at);
        if (state === 'announced')
            return [removal];
        return state === 'due' ? [{ ...removal, removed: removal.removed ?? at }] : [];
    });
    return change(write, plan.filter(({ state }) => state === 'recalled').map(({ name, version }) => lib/* packagePaths */.lA.removal(name, version)));
}
function announcement({ name, version }, by, at) {
    return { schema: 1, package: name, version, by, since: at, removed: null, cleared: false };
}
function byPackage(removals) {
    return new Map(removals.map((removal) => [`${removal.package}@${removal.version}`, removal]));
}
function change(write, remove) {
    return {
        kind: 'change',
        write: Object.fromEntries(write.map((removal) => [lib/* packagePaths */.lA.removal(removal.package, removal.version), (0,lib/* canonicalJson */.dj)(removal)])),
        remove,
    };
}
async function clearAll(due, again, { records, removals }, packages) {
    const before = byPackage(removals);
    const unnamed = new Set(again.filter(({ because }) => because.length === 0).map(prune_keyOf));
    const all = [];
    for (const one of due) {
        const record = records.get(prune_keyOf(one));
        if (record === undefined)
            continue;
        const { reference } = record;
        const { name, version } = one;
        const hasBegun = (before.get(prune_keyOf(one))?.removed ?? null) !== null;
        const cleared = unnamed.has(prune_keyOf(one)) ? await clearBytes(record, packages) : namedMeanwhile(hasBegun);
        all.push({ name, version, key: prune_keyOf(one), reference, ...cleared });
    }
    return all;
}
/** Of what an earlier run began to remove nobody knows how much is left, so it counts as removed until it is published again. */
function namedMeanwhile(hasBegun) {
    return hasBegun
        ? {
            outcome: 'failed',
            reason: 'it was named meanwhile, and an earlier run had begun to remove it: publish it again',
        }
        : { outcome: 'named', reason: 'it was named meanwhile' };
}
function prune_keyOf({ name, version }) {
    return `${name}@${version}`;
}
/**
 * Gone is gone, also where somebody published it again before its bytes went; what was named meanwhile is free again; what this
 * store lets nobody remove is all there; the rest goes on next time.
 */
function outcomes(cleared, { removals }, { by }, at) {
    const known = byPackage(removals);
    const write = cleared.flatMap(({ key, outcome, ...one }) => {
        const removal = known.get(key) ?? (outcome === 'cleared' ? { ...announcement(one, by, at), removed: at } : undefined);
        return removal === undefined ? [] : written(removal, outcome);
    });
    const free = cleared.flatMap(({ key, outcome }) => {
        const removal = outcome === 'named' ? known.get(key) : undefined;
        return removal === undefined ? [] : [lib/* packagePaths */.lA.removal(removal.package, removal.version)];
    });
    return change(write, free);
}
function written(removal, outcome) {
    switch (outcome) {
        case 'cleared':
            return [{ ...removal, cleared: true }];
        case 'refused':
            return [{ ...removal, removed: null }];
        case 'failed':
        case 'named':
            return [];
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/unpin.js



/** Releases what a rollback pinned of a service, so that it can be promoted again. */
async function unpin(store, { environment, service }) {
    await (0,environments_environment/* readEnvironment */.Q)(store, environment);
    await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), `unpin ${service} in ${environment}`, async (at) => {
        const { state } = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        return {
            kind: 'change',
            write: { [environment_lib/* environmentPaths */.Wp.state]: (0,lib/* canonicalJson */.dj)((0,environment_lib/* releasePins */.w4)(state, environment, service)) },
        };
    });
    return { environment, service };
}

;// CONCATENATED MODULE: ./packages/steps/lib/operating/index.js












/***/ })

};
