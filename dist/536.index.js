export const id = 536;
export const ids = [536];
export const modules = {

/***/ 51536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kS: () => (/* reexport */ EnvironmentFault),
  ZZ: () => (/* reexport */ acquireLease),
  h6: () => (/* reexport */ activeLocks),
  Vv: () => (/* reexport */ addressedRange),
  w0: () => (/* reexport */ builtKey),
  l5: () => (/* reexport */ canPromote),
  ZM: () => (/* reexport */ canRemove),
  Px: () => (/* reexport */ changedReleases),
  bf: () => (/* reexport */ chooseBase),
  NO: () => (/* reexport */ chooseRollbackTarget),
  SS: () => (/* reexport */ codeSpan),
  wo: () => (/* reexport */ compareRevisions),
  I2: () => (/* reexport */ deliveredService),
  kb: () => (/* reexport */ dependencyAddresses),
  FD: () => (/* reexport */ describeLock),
  p$: () => (/* reexport */ emptyState),
  MM: () => (/* reexport */ environmentDomain),
  Dt: () => (/* reexport */ environmentHosts),
  Wp: () => (/* reexport */ environmentPaths),
  FV: () => (/* reexport */ escapeMarkdown),
  B: () => (/* reexport */ escapeMarkdownLine),
  fd: () => (/* reexport */ escapeProse),
  Ph: () => (/* reexport */ explainRevision),
  f8: () => (/* reexport */ explainSpec),
  Rj: () => (/* reexport */ fingerprint),
  Dz: () => (/* reexport */ finishDeploy),
  xg: () => (/* reexport */ historyEntry),
  Ui: () => (/* reexport */ instanceFolder),
  D: () => (/* reexport */ instanceId),
  ge: () => (/* reexport */ isExternal),
  tf: () => (/* reexport */ isNothingNeeded),
  Ft: () => (/* reexport */ isSame),
  pQ: () => (/* reexport */ judgeDeployLocks),
  zj: () => (/* reexport */ keyTypeOf),
  _8: () => (/* reexport */ matchesPatternList),
  nq: () => (/* reexport */ namedPackages),
  a4: () => (/* reexport */ namedRanges),
  PQ: () => (/* reexport */ namedSets),
  dD: () => (/* reexport */ orderServices),
  AE: () => (/* reexport */ overridesNow),
  RY: () => (/* reexport */ packagesNeeded),
  bK: () => (/* reexport */ pairReleases),
  Yx: () => (/* reexport */ pairsThatRan),
  pD: () => (/* reexport */ parseAllowedSigners),
  $L: () => (/* reexport */ parseDeployReport),
  UE: () => (/* reexport */ parseEnvironmentSpec),
  gE: () => (/* reexport */ parseEnvironmentState),
  BX: () => (/* reexport */ parseInstanceId),
  oF: () => (/* reexport */ parseLockExpiry),
  Xe: () => (/* reexport */ parseReleaseConfig),
  Pp: () => (/* reexport */ parseRevision),
  eM: () => (/* reexport */ parseSpecBlob),
  c5: () => (/* reexport */ partsOfSet),
  z: () => (/* reexport */ planPromotion),
  SA: () => (/* reexport */ planRetention),
  II: () => (/* reexport */ planRollback),
  zV: () => (/* reexport */ plannedNumber),
  $w: () => (/* reexport */ portVariables),
  v1: () => (/* reexport */ prereleasePolicy),
  AS: () => (/* reexport */ processEnvironment),
  OO: () => (/* reexport */ promoteCommand),
  P$: () => (/* reexport */ proxyKind),
  v5: () => (/* reexport */ putLock),
  hf: () => (/* reexport */ readRemoval),
  Zw: () => (/* reexport */ recordPromotion),
  uO: () => (/* reexport */ releaseIdentity),
  w4: () => (/* reexport */ releasePins),
  oW: () => (/* reexport */ removeLock),
  nP: () => (/* reexport */ renderConfigFile),
  N6: () => (/* reexport */ renderDifferenceText),
  PP: () => (/* reexport */ renderDuration),
  $e: () => (/* reexport */ renderExplanationText),
  ym: () => (/* reexport */ renderHistoryText),
  uC: () => (/* reexport */ renderPlanJson),
  d$: () => (/* reexport */ renderPlanMarkdown),
  $D: () => (/* reexport */ renderPlanText),
  $5: () => (/* reexport */ renderPromotionText),
  K_: () => (/* reexport */ renderRemovalText),
  qT: () => (/* reexport */ renderRetentionText),
  sZ: () => (/* reexport */ renderTime),
  oR: () => (/* reexport */ revisionDigest),
  u1: () => (/* reexport */ revisionsThatRule),
  P3: () => (/* reexport */ revisionsToKeep),
  Ct: () => (/* reexport */ rollbackCommand),
  or: () => (/* reexport */ rollbackNeeded),
  Nc: () => (/* reexport */ setsOf),
  R4: () => (/* reexport */ signRevision),
  Dw: () => (/* reexport */ signingKeyType),
  NY: () => (/* reexport */ strengthOf),
  nX: () => (/* reexport */ templateValues),
  tL: () => (/* reexport */ terminalLine),
  Cq: () => (/* reexport */ unitName),
  nT: () => (/* reexport */ userName),
  Or: () => (/* reexport */ verifyRevisionChain),
  P: () => (/* reexport */ verifyRevisionSignature),
  IV: () => (/* reexport */ versionsBetween),
  jp: () => (/* reexport */ vipOf),
  M3: () => (/* reexport */ warnOfSameReleases),
  hN: () => (/* reexport */ zipkinEndpoint)
});

// UNUSED EXPORTS: dependencyAuthority, dependencyUrl, dependencyVariables, deployReportSchema, describeOwner, environmentSpecSchema, environmentStateSchema, findPlacement, goodBefore, hasAuthorities, infrastructureDefaults, isSameOwner, namesInTemplate, planDocument, planDocumentSchema, providedName, releaseConfigSchema, renderJsonSchemas, resolveRelease, revisionContent, revisionNamespace, revisionSchema, secretVariables, serviceEdges, specBlob, specBlobSchema, specDigest, verifyFence

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 67 modules
var lib = __webpack_require__(58697);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/environment/lib/revision.js


/** The answer of a gate (DESIGN §2). */
const verdictSchema = schemas/* strictObject */.rej({
    gate: schemas/* string */.YjP(),
    outcome: schemas/* enum */.k5n(['pass', 'fail', 'warn', 'unproven']),
    /** What it is about: a service, `orders → stock`, the environment. */
    subject: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    fix: schemas/* string */.YjP().optional(),
});
const specHomeSchema = schemas/* strictObject */.rej({
    repository: schemas/* string */.YjP(),
    ref: schemas/* string */.YjP(),
    path: schemas/* string */.YjP(),
    commit: schemas/* string */.YjP(),
});
const requestSchema = schemas/* strictObject */.rej({
    by: schemas/* string */.YjP(),
    at: lib/* timeSchema */.Rl,
    /** URL of the run, or the terminal's `user@host`. */
    run: schemas/* string */.YjP(),
    /** URL of the pull request that it came from, where one is known. */
    pullRequest: schemas/* string */.YjP().optional(),
    /** What was asked, as a person would write it: `promote orders@1.4.2 to staging`. */
    command: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP().nullable(),
});
/** One version of one service with one resolved config. */
const releaseSchema = schemas/* strictObject */.rej({
    service: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    /** The range of `versions:` that it is the newest of; `*` where the spec names none. */
    line: lib/* rangeSchema */.pm,
    /** Whether it is the service's default line (DESIGN §7). */
    isDefault: schemas/* boolean */.zMY(),
    /** By value: a revision is complete. */
    descriptor: lib/* descriptorSchema */.TM,
    content: lib/* digestSchema */.er,
    files: lib/* digestSchema */.er,
    archive: schemas/* strictObject */.rej({ digest: lib/* digestSchema */.er, sizeBytes: schemas/* int */.Whr(), mediaType: schemas/* string */.YjP(), reference: schemas/* string */.YjP() }),
    /** Digest of its config blob. */
    config: lib/* digestSchema */.er,
    /** By name; the version that answers it in this revision, null for an absent optional one. */
    dependencies: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ range: lib/* rangeSchema */.pm, version: lib/* versionSchema */.G0.nullable() })),
    /** `name@version` of the package set that it came with; of several, joined by a blank, the one that it keeps to first (ADR 15). */
    setOf: schemas/* string */.YjP().nullable(),
});
const pinSchema = schemas/* strictObject */.rej({
    service: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    config: lib/* digestSchema */.er,
    since: lib/* timeSchema */.Rl,
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
});
/** A gate that somebody set aside. */
const overrideSchema = schemas/* strictObject */.rej({
    gate: schemas/* string */.YjP(),
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    /** What the gate was about: `orders 1.4.2`, `orders → stock`, the environment. */
    subject: schemas/* string */.YjP().optional(),
    /** Environments of `after` that it came past and that have not run it since; of gate `order` alone. */
    skipped: schemas/* array */.YOg(lib/* nameSchema */.Jq).optional(),
    /** The revision that it was given for, in a later one that still carries what came past. */
    since: schemas/* int */.Whr().optional(),
});
/** revisions/<n>.json: one immutable state of an environment, complete by value. */
const revisionSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    number: schemas/* int */.Whr().min(1),
    kind: schemas/* enum */.k5n(['promote', 'rollback', 'spec']),
    /** Always number − 1, failed or not; null for the first. */
    previous: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: lib/* digestSchema */.er }).nullable(),
    /** The number it was built on: the newest that did not fail; null for the first. */
    base: schemas/* int */.Whr().nullable(),
    request: requestSchema,
    specHome: specHomeSchema,
    /** Digest of the spec's blob. */
    spec: lib/* digestSchema */.er,
    /** Sorted by service, then version. */
    releases: schemas/* array */.YOg(releaseSchema),
    /** Digest of spec and releases; equal to desired's means no new revision. */
    content: lib/* digestSchema */.er,
    pins: schemas/* array */.YOg(pinSchema),
    verdicts: schemas/* array */.YOg(verdictSchema),
    overrides: schemas/* array */.YOg(overrideSchema),
    /** The revision that a rollback restores. */
    restores: schemas/* int */.Whr().nullable(),
});

;// CONCATENATED MODULE: ./packages/environment/lib/sets/set-names.js
/** `name@version` of each set that a release stands for; the first is the one whose versions it keeps to (ADR 15). */
function setsOf({ setOf }) {
    return setOf === undefined || setOf === null ? [] : setOf.split(' ');
}
/** What `setOf` of a release holds; null: it stands on its own. */
function joinSets(sets) {
    return sets.length === 0 ? null : sets.join(' ');
}
/** `checkout` and `3.0.0` of `checkout@3.0.0`. */
function partsOfSet(set) {
    const at = set.indexOf('@');
    return { name: set.slice(0, at), version: set.slice(at + 1) };
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/kept-version.js

/**
 * The version of a dependency that a release's own set names, among the releases of that dependency; null when none of its
 * sets names the dependency. The first of its sets that does counts.
 */
function keptVersion(consumer, candidates) {
    for (const set of setsOf(consumer)) {
        const own = candidates.find((candidate) => setsOf(candidate).includes(set));
        if (own !== undefined)
            return own.version;
    }
    return null;
}
/**
 * The range by which a release is told of a dependency: the exact version that its set names, else what its descriptor
 * declares (FORMATS "What a process is given").
 */
function addressedRange(release, dependency, releases) {
    if (setsOf(release).length === 0)
        return dependency.range;
    const candidates = releases.filter((one) => one.service === dependency.name);
    return keptVersion(release, candidates) ?? dependency.range;
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/address.js
/** The address that clients use, without its prefix length. */
function vipOf(spec) {
    const { vip } = spec.address;
    return typeof vip === 'string' ? vip.replace(/\/\d+$/, '') : vip.external;
}
/** `haproxy` unless the spec says `embedded`. */
function proxyKind(spec) {
    return spec.proxies.kind ?? 'haproxy';
}
/** Whether dependencies have an authority to be reached by: a domain, or the embedded proxy's own listeners (DESIGN §7). */
function hasAuthorities(spec) {
    return spec.address.domain !== undefined || proxyKind(spec) === 'embedded';
}
function prereleasePolicy(spec) {
    return { prereleases: spec.prereleases ?? 'exclude' };
}
/** The versions allowed at all; `*` when the spec says nothing. */
function acceptedRange(spec) {
    return spec.accept ?? '*';
}
/** Where spans are sent: `observe.zipkin`, with the path of Zipkin's v2 API where it names none; null: nowhere. */
function zipkinEndpoint(spec) {
    const url = spec.observe?.zipkin;
    if (url === undefined)
        return null;
    const { pathname } = new URL(url);
    return pathname === '/' ? `${url.replace(/\/$/, '')}/api/v2/spans` : url;
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/infrastructure-settings.js


const keys = lib/* infrastructureSchema */.FA.shape;
const resources = keys.resources.unwrap().shape;
const strategy = keys.strategy.unwrap().shape;
const health = keys.health.unwrap().shape;
const config = keys.config.unwrap().shape;
/**
 * Infrastructure as a level of the spec says it: the package's keys, of which `null` takes away what weaker levels say, so
 * that Towpath's default holds again (FORMATS "Config of a release"). Where it runs can't be taken away, only changed.
 */
const infrastructureSettingsSchema = schemas/* strictObject */.rej({
    ...keys,
    perHost: keys.perHost.nullable(),
    resources: schemas/* strictObject */.rej({ cpuMilli: resources.cpuMilli.nullable(), memoryMiB: resources.memoryMiB.nullable() })
        .nullish(),
    state: keys.state.nullable(),
    strategy: schemas/* strictObject */.rej({ kind: strategy.kind.nullable(), batch: strategy.batch.nullable() }).nullish(),
    health: schemas/* strictObject */.rej({
        startSeconds: health.startSeconds.nullable(),
        intervalMs: health.intervalMs.nullable(),
        timeoutMs: health.timeoutMs.nullable(),
        successes: health.successes.nullable(),
        settleSeconds: health.settleSeconds.nullable(),
        command: health.command.nullable(),
    })
        .nullish(),
    drainSeconds: keys.drainSeconds.nullable(),
    stopSeconds: keys.stopSeconds.nullable(),
    config: schemas/* strictObject */.rej({ user: config.user.nullable(), restartSeconds: config.restartSeconds.nullable() }).nullish(),
});

;// CONCATENATED MODULE: ./packages/environment/lib/spec/policy.js


const gateStrengthSchema = schemas/* enum */.k5n(['off', 'warn', 'require'], { error: '`off`, `warn` or `require`' });
const strength = (what) => gateStrengthSchema.optional().describe(what);
const personSchema = schemas/* string */.YjP({ error: 'the name of a user, or `team:<name>`' })
    .regex(/^(team:[\w.-]+(\/[\w.-]+)?|[\w.-]+(\[bot\])?)$/, { error: 'the name of a user, or `team:<name>`' });
const peopleSchema = schemas/* array */.YOg(personSchema).min(1, { error: 'at least one user or team' });
/** `policy` of an environment: what has to be so before something changes there (FORMATS). */
const policySchema = schemas/* strictObject */.rej({
    soakMinutes: schemas/* number */.aig({ error: 'a number of minutes, at least 0' })
        .min(0, { error: 'a number of minutes, at least 0' })
        .optional()
        .describe('How long a version must have run without a break in `after` before it comes here.'),
    approvals: (0,lib/* wholeSchema */.HY)(0, 'people')
        .optional()
        .describe('How many people other than the requester must agree; of those that `allowed.promote` names, if it does.'),
    freeze: schemas/* array */.YOg(schemas/* string */.YjP({ error: 'a window such as `Fri 16:00-Mon 08:00 Europe/Berlin`' }))
        .optional()
        .describe('Times in which nothing changes: `Fri 16:00-Mon 08:00 Europe/Berlin` every week, or once `2026-12-23 12:00-2027-01-02 08:00 Europe/Berlin`.'),
    gates: schemas/* strictObject */.rej({
        order: strength('Each version has been deployed well in `after`. Default: require.'),
        soak: strength('It ran there for `soakMinutes`. Default: require.'),
        freeze: strength('No window of `freeze` holds. Default: require.'),
        approvals: strength('As many people agreed as `approvals` says. Default: require.'),
        matrix: strength('Versions that come together have been deployed well together, here or in `after`. Default: warn.'),
        provenance: strength("An attestation that GitHub keeps proves that a workflow of the package's own repository built it; public repositories on github.com. Default: off."),
    })
        .optional()
        .describe('How strong a gate is: off, warn, or require.'),
    allowed: schemas/* strictObject */.rej({
        promote: peopleSchema.optional().describe('Who may promote. Absent: whoever may run the step.'),
        override: peopleSchema.optional().describe('Who may set a gate aside. Absent: nobody.'),
    })
        .optional()
        .describe('People by name, and teams as `team:<name>`.'),
    keepRevisions: (0,lib/* wholeSchema */.HY)(1, 'revisions')
        .optional()
        .describe('Of how many revisions the packages are kept. Default: 10; revision documents are never removed.'),
});

;// CONCATENATED MODULE: ./packages/environment/lib/spec/environment-spec.js




const ipv4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/;
const addressSchema = schemas/* string */.YjP({ error: 'an address such as `10.77.0.11`' })
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
    error: 'an IPv4 address or host name (IPv6 is not there yet), not beginning with `-`',
});
const portSchema = schemas/* int */.Whr({ error: 'a port from 1 to 65535' }).min(1, { error: 'a port from 1 to 65535' }).max(65_535, {
    error: 'a port from 1 to 65535',
});
const domainSchema = schemas/* string */.YjP().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, {
    error: 'a domain such as `staging.internal`',
});
const vipSchema = schemas/* union */.KCZ([
    schemas/* string */.YjP().refine((text) => ipv4.test(text.replace(/\/([12]?\d|3[0-2])$/, '')), { error: 'an IPv4 address' }),
    schemas/* strictObject */.rej({ external: schemas/* string */.YjP().regex(ipv4, { error: 'an IPv4 address' }) }),
], { error: 'an IPv4 address, with its prefix length where keepalived holds it (`10.77.0.100/24`), or `{external: …}`' });
/** `host:port` of something that Towpath does not deliver. */
const endpointSchema = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:\d{1,5}$/, { error: 'an endpoint such as `10.77.0.50:8080`' });
const portRangeSchema = schemas/* string */.YjP()
    .regex(/^\d{1,5}-\d{1,5}$/, { error: 'a range of ports such as `18000-18999`' })
    .refine((text) => {
    const [low = 0, high = 0] = text.split('-').map(Number);
    return low >= 1 && low <= high && high <= 65_535;
}, { error: 'a range of ports from low to high, within 1-65535' });
const hostSchema = schemas/* strictObject */.rej({
    name: lib/* nameSchema */.Jq.describe('What plans, reports and `jump` call it.'),
    address: addressSchema.describe('IPv4 address or host name at which it is reached.'),
});
/** Config, dependency config and infrastructure: what may be said at every level (FORMATS "Config of a release"). `null` removes. */
const settings = {
    config: schemas/* record */.g1P(lib/* variableSchema */.un, lib/* scalarSchema */.iR.nullable())
        .optional()
        .describe('Variables of the process. Levels merge by key: defaults, environment, host group, service, line; null removes.'),
    dependencies: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ config: schemas/* record */.g1P(lib/* variableSchema */.un, lib/* scalarSchema */.iR.nullable()).optional() }))
        .optional()
        .describe('Config of a dependency, given as `TOWPATH_<DEP>_<NAME>`.'),
    infrastructure: infrastructureSettingsSchema
        .optional()
        .describe('What the manifest says under `infrastructure`, said anew for here.'),
};
const hostGroupSchema = schemas/* strictObject */.rej({
    connection: schemas/* enum */.k5n(['ssh', 'local'], { error: '`ssh` or `local`' })
        .optional()
        .describe('`ssh` (default), or `local`: the machine that runs the step, without root.'),
    root: schemas/* string */.YjP()
        .refine((path) => path.startsWith('/') || path.startsWith('~/'), {
        error: 'an absolute path, or one beginning with `~/`',
    })
        .optional()
        .describe('Of `connection: local`: the folder below which each host has its tree.'),
    user: schemas/* string */.YjP().min(1).optional().describe('User of ssh: root, or one with `sudo -n`.'),
    port: portSchema.optional().describe('Port of sshd. Default: 22.'),
    jump: lib/* nameSchema */.Jq.optional().describe("A host's name, of any group, through which the hosts are reached."),
    ports: portRangeSchema.optional().describe('Ports for instances, outside of the ephemeral range: `18000-18999`.'),
    hosts: schemas/* array */.YOg(hostSchema).min(1, { error: 'at least one host' }).describe('The hosts of the group.'),
    ...settings,
});
const secretSchema = schemas/* union */.KCZ([
    lib/* variableSchema */.un,
    schemas/* strictObject */.rej({ env: lib/* variableSchema */.un, as: schemas/* enum */.k5n(['variable', 'file']).optional() }),
    schemas/* strictObject */.rej({
        hostFile: schemas/* string */.YjP()
            .regex(/^\/[^\n\0]+$/, { error: 'an absolute path on the host such as `/etc/orders/licence`' }),
    }),
], { error: 'the name of a variable of the deploy step, `{env: NAME, as: file}` or `{hostFile: /path}`' });
const deliveredServiceSchema = schemas/* strictObject */.rej({
    hostGroup: lib/* nameSchema */.Jq.optional(),
    hosts: schemas/* array */.YOg(lib/* nameSchema */.Jq).min(1).optional().describe('Hosts by name, in place of a group.'),
    versions: schemas/* array */.YOg(lib/* rangeSchema */.pm)
        .min(1, { error: 'at least one range' })
        .optional()
        .describe('Lines of which the newest version is kept, side by side; the first is the default.'),
    ...settings,
    lines: schemas/* record */.g1P(lib/* rangeSchema */.pm, schemas/* strictObject */.rej(settings)).optional().describe('Settings of one line, by its range.'),
    secrets: schemas/* union */.KCZ([schemas/* array */.YOg(lib/* variableSchema */.un), schemas/* record */.g1P(lib/* variableSchema */.un, secretSchema)])
        .optional()
        .describe("Variables of the process by the deploy step's variables that hold them; a list means the same names."),
    ports: schemas/* record */.g1P(lib/* nameSchema */.Jq, portSchema).optional().describe('Port on the VIP of each tcp provide.'),
    aliases: schemas/* array */.YOg(domainSchema).optional().describe('Further names by which clients reach it.'),
});
const externalServiceSchema = schemas/* strictObject */.rej({
    external: schemas/* strictObject */.rej({ version: lib/* versionSchema */.G0, endpoints: schemas/* array */.YOg(endpointSchema).min(1) })
        .describe('Not delivered by Towpath: gates, routes and inventory know it.'),
    aliases: schemas/* array */.YOg(domainSchema).optional().describe('Further names by which clients reach it.'),
});
const serviceSchema = schemas/* union */.KCZ([deliveredServiceSchema, externalServiceSchema]);
const wantedPackagesSchema = schemas/* union */.KCZ([schemas/* record */.g1P(lib/* nameSchema */.Jq, lib/* rangeSchema */.pm), schemas/* array */.YOg(schemas/* string */.YjP().min(1))]);
const wantedSetsSchema = schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* union */.KCZ([lib/* versionSchema */.G0, schemas/* array */.YOg(lib/* versionSchema */.G0).min(1)]));
/** environments/<env>.yaml (FORMATS). */
const environmentSpecSchema = schemas/* strictObject */.rej({
    environment: lib/* nameSchema */.Jq.describe('Name of the environment, as its file is named.'),
    after: schemas/* union */.KCZ([schemas/* array */.YOg(lib/* nameSchema */.Jq), schemas/* strictObject */.rej({ any: schemas/* array */.YOg(lib/* nameSchema */.Jq).min(1) })])
        .optional()
        .describe('Environments in all of which a version must have succeeded first; `{any: […]}`: in one of them.'),
    accept: lib/* rangeSchema */.pm.optional().describe('Versions that are allowed here at all. Default: `*`.'),
    prereleases: schemas/* enum */.k5n(['exclude', 'include'], { error: '`exclude` or `include`' })
        .optional()
        .describe('Whether prereleases count for gates and routes alike. Default: exclude.'),
    address: schemas/* strictObject */.rej({
        vip: vipSchema.describe('The address that clients know; `{external: …}` where someone else holds it.'),
        port: portSchema.describe('Port on the VIP.'),
        domain: domainSchema.optional().describe('Services are reached as `<service>.<domain>` too.'),
        names: schemas/* enum */.k5n(['dns', 'hosts'], { error: '`dns` or `hosts`' })
            .optional()
            .describe('Who makes these names known: your DNS (checked on each host), or a marked block in /etc/hosts.'),
        tls: (0,lib/* notYet */.y8)('https on the VIP'),
    }),
    proxies: schemas/* strictObject */.rej({
        kind: schemas/* enum */.k5n(['haproxy', 'embedded'], { error: '`haproxy` or `embedded`' })
            .optional()
            .describe('`haproxy` (default) on the hosts of `hostGroup`, or the `embedded` proxy of `connection: local`.'),
        hostGroup: lib/* nameSchema */.Jq.optional().describe('The group of the edges: one or two hosts.'),
        interface: schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9._@-]{1,15}$/, { error: 'a network interface such as `eth0`' })
            .optional()
            .describe('Network interface of the edges that carries the VIP.'),
        advertIntervalMs: (0,lib/* wholeSchema */.HY)(10, 'milliseconds').optional().describe('Interval of VRRP adverts. Default: 300.'),
        routerId: schemas/* int */.Whr({ error: 'a number from 1 to 255' })
            .min(1, { error: 'a number from 1 to 255' })
            .max(255, { error: 'a number from 1 to 255' })
            .optional()
            .describe('VRRP router id; of each environment on the same network another one.'),
        unreachable: schemas/* enum */.k5n(['refuse', 'proceed'], { error: '`refuse` or `proceed`' })
            .optional()
            .describe('What deploy does while one of two edges is out of reach. Default: refuse.'),
    }),
    hostGroups: schemas/* record */.g1P(lib/* nameSchema */.Jq, hostGroupSchema).describe('Hosts by group, with how to reach them.'),
    ...settings,
    services: schemas/* record */.g1P(lib/* nameSchema */.Jq, serviceSchema).describe('What may run here, and what others deliver.'),
    packages: wantedPackagesSchema
        .optional()
        .describe('Versions wanted here; they act where they differ from those of the newest revision.'),
    sets: wantedSetsSchema.optional().describe('Package sets wanted here, likewise; a list stands side by side.'),
    observe: schemas/* strictObject */.rej({
        zipkin: schemas/* url */.OZ5({ error: 'a URL such as `http://10.77.0.30:9411`' })
            .optional()
            .describe('Where processes send spans, and where `observe` reads them.'),
    })
        .optional()
        .describe('Where real calls are seen.'),
    policy: policySchema.optional().describe('What has to be so before something changes here.'),
});
function isExternal(service) {
    return 'external' in service;
}
/** The service of that name that Towpath delivers here, or undefined. */
function deliveredService(spec, name) {
    const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined;
    return service === undefined || isExternal(service) ? undefined : service;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/dependencies.js




/** Every declared edge against the releases and the external services that stand together in one revision. */
function checkDependencies(spec, releases) {
    const byService = Map.groupBy(releases, (release) => release.service);
    const answers = new Map();
    const edges = [];
    for (const consumer of releases) {
        const own = edgesOf(spec, consumer, (name) => byService.get(name) ?? []);
        const answered = own.map(({ dependency, range, version }) => [dependency, { range, version }]);
        answers.set(`${consumer.service}@${consumer.version}`, Object.fromEntries(answered));
        edges.push(...own);
    }
    const satisfied = edges.reduce((count, { version }) => (version === null ? count : count + 1), 0);
    return { answers, edges, broken: edges.filter(isBroken), satisfied };
}
/** What one release declares, sorted by dependency, against what else there is. */
function edgesOf(spec, consumer, releasesOf) {
    return sortedDependencies(consumer.descriptor).map(([name, dependency]) => ({
        consumer,
        dependency: name,
        range: dependency.range,
        isOptional: dependency.optional === true,
        ...answerOf(spec, name, dependency, candidatesFor(spec, releasesOf, consumer, name)),
    }));
}
function isBroken(edge) {
    return edge.problem !== null && !(edge.isOptional && edge.problem !== 'address');
}
function sortedDependencies(descriptor) {
    return Object.entries(descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
function candidatesFor(spec, releasesOf, consumer, name) {
    const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined;
    if (service !== undefined && isExternal(service))
        return [{ version: service.external.version, descriptor: null }];
    const all = releasesOf(name);
    const own = keptVersion(consumer, all);
    return own === null ? all : all.filter((candidate) => candidate.version === own);
}
function answerOf(spec, name, dependency, candidates) {
    if (candidates.length === 0)
        return { version: null, problem: 'absent', found: `no ${name} at all` };
    const fitting = candidates
        .filter((candidate) => (0,lib/* satisfies */.ib)(candidate.version, dependency.range, prereleasePolicy(spec)))
        .sort((a, b) => (0,lib/* compareVersionsDescending */.PE)(a.version, b.version));
    if (fitting.length === 0) {
        const versions = candidates.map((candidate) => candidate.version).sort(lib/* compareVersionsDescending */.PE);
        return { version: null, problem: 'version', found: `${name} ${versions.join(' and ')}` };
    }
    const providing = fitting.find((candidate) => candidate.descriptor === null || providedName(dependency, candidate.descriptor));
    if (providing === undefined)
        return { version: null, problem: 'provide', found: `${name} ${fitting[0]?.version} without it` };
    if (needsAuthority(dependency, providing.descriptor) && !hasAuthorities(spec)) {
        return { version: providing.version, problem: 'address', found: 'no `address.domain`' };
    }
    return { version: providing.version, problem: null, found: '' };
}
/** The provide that a dependency is answered by: the one named, else its http, else its only one; null: none. */
function providedName(dependency, descriptor) {
    const { provide } = dependency;
    if (provide === undefined)
        return (0,lib/* impliedProvide */.SS)(descriptor);
    return Object.hasOwn(descriptor.provides ?? {}, provide) ? provide : null;
}
/** A tcp provide has a port of its own on the VIP; the others are told apart by authority. */
function needsAuthority(dependency, answering) {
    if (!Object.values(dependency.env ?? {}).includes('address'))
        return false;
    const provide = answering === null ? null : providedName(dependency, answering);
    return provide === null || answering?.provides?.[provide]?.protocol !== 'tcp';
}
/** Which service needs which, by name; only what is answered here. */
function serviceEdges(releases) {
    const edges = new Map();
    for (const release of releases) {
        const targets = edges.get(release.service) ?? new Set();
        for (const [name, { version }] of Object.entries(release.dependencies)) {
            if (version !== null && name !== release.service)
                targets.add(name);
        }
        edges.set(release.service, targets);
    }
    return edges;
}
/** Whether the spec can be asked to deliver it. */
function isDelivered(spec, name) {
    return deliveredService(spec, name) !== undefined;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/observed-calls.js
/** `seen calling it 41 times`; null: it was not. */
function sayCalls(calls) {
    if (calls === 0)
        return null;
    return calls === 1 ? 'seen calling it once' : `seen calling it ${calls} times`;
}
/** By consumer, then dependency. A service may call itself undeclared. */
function undeclaredCallers(releases, observed) {
    if (observed.length === 0)
        return [];
    const seen = new Map();
    for (const { from, to, calls } of observed) {
        if (from.service === to.service)
            continue;
        const key = `${from.service}@${from.version}`;
        const of = seen.get(key) ?? new Map();
        seen.set(key, of.set(to.service, (of.get(to.service) ?? 0) + calls));
    }
    return releases.flatMap((consumer) => [...(seen.get(`${consumer.service}@${consumer.version}`) ?? [])]
        .filter(([dependency]) => !Object.hasOwn(consumer.descriptor.dependencies ?? {}, dependency))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([dependency, calls]) => ({ consumer, dependency, calls })));
}
/** What nobody declares is nobody's promise: it is told where the change touches it, and refuses nothing. */
function trafficVerdicts(before, after, observed) {
    const callers = undeclaredCallers(after, observed);
    if (callers.length === 0)
        return [];
    const [old, coming] = [before, after].map((releases) => Map.groupBy(releases, (release) => release.service));
    const versionsOf = (releases, service) => (releases?.get(service) ?? []).map((release) => release.version).join(' and ');
    return callers.flatMap(({ consumer, dependency, calls }) => {
        const [now, then] = [versionsOf(old, dependency), versionsOf(coming, dependency)];
        if (now === then || now === '')
            return [];
        const is = then === '' ? 'and it would find nothing' : `and nothing says that it can work with ${then}`;
        return [
            {
                gate: 'traffic',
                outcome: then === '' ? 'warn' : 'unproven',
                subject: `${consumer.service} → ${dependency}`,
                reason: `${consumer.service} ${consumer.version} does not declare ${dependency}, but was ${sayCalls(calls)}, ${is}`,
                fix: `Declare it in towpath.yaml of ${consumer.service}: \`dependencies: {${dependency}: {range: …}}\``,
            },
        ];
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/judged-edge.js




/** A declared dependency as it would be after a change. */
const judgedEdgeSchema = schemas/* strictObject */.rej({
    /** `absent`: it is optional, and nothing answers it. */
    state: schemas/* enum */.k5n(['satisfied', 'absent', 'unsatisfied']),
    from: schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, version: lib/* versionSchema */.G0 }),
    to: schemas/* strictObject */.rej({
        service: lib/* nameSchema */.Jq,
        range: schemas/* string */.YjP(),
        /** What would answer it. */
        version: lib/* versionSchema */.G0.nullable(),
        /** What answers it now; null also where the consumer is new. */
        before: lib/* versionSchema */.G0.nullable(),
    }),
    /** How often it was seen in the environment's windows, from this version of the consumer; null: nobody looked. */
    calls: schemas/* int */.Whr().min(0).nullable(),
    reason: schemas/* string */.YjP(),
    /** The smallest thing to do. */
    fix: schemas/* string */.YjP().nullable(),
});
/** The edges that a change touches, and whatever would not hold; in the order given. */
function judgedEdges(edges, judging) {
    const before = Map.groupBy(judging.base, (release) => release.service);
    const judged = [];
    for (const edge of edges) {
        const { service, version } = edge.consumer;
        const answers = before.get(service)?.find((release) => release.version === version)?.dependencies;
        const earlier = answers?.[edge.dependency]?.version ?? null;
        if (answers !== undefined && earlier === edge.version && !isBroken(edge))
            continue;
        judged.push(judgedEdge(edge, earlier, judging));
    }
    return judged;
}
function judgedEdge(edge, before, { spec, observed, fixOf }) {
    const { service, version } = edge.consumer;
    const state = isBroken(edge) ? 'unsatisfied' : edge.version === null ? 'absent' : 'satisfied';
    return {
        state,
        from: { service, version },
        to: { service: edge.dependency, range: edge.range, version: edge.version, before },
        calls: observed.length === 0 ? null : callsOf(edge, observed),
        reason: state === 'satisfied' ? `${edge.dependency} ${edge.version} fits` : reasonOfEdge(edge, spec, observed),
        fix: fixOf(edge),
    };
}
/** Why an edge does not hold, as one sentence without a full stop. */
function reasonOfEdge(edge, { environment }, observed) {
    const { consumer, dependency, range, problem, found } = edge;
    const who = `${consumer.service} ${consumer.version}`;
    if (problem === 'address')
        return `${who} needs the address of ${dependency}, and ${environment} has ${found}`;
    if (problem === 'provide') {
        const provide = consumer.descriptor.dependencies?.[dependency]?.provide;
        return `${who} needs ${provide === undefined ? 'something that is served' : `the provide \`${provide}\``} of ${dependency} \`${range}\`, and ${environment} would have ${found}`;
    }
    const seen = sayCalls(callsOf(edge, observed));
    const how = edge.isOptional ? 'can use' : 'needs';
    return `${who} ${how} ${dependency} \`${range}\` (declared in its descriptor${seen === null ? '' : `, and ${seen}`}), and ${environment} would have ${found}`;
}
function callsOf({ consumer, dependency }, observed) {
    return observed
        .filter(({ from, to }) => from.service === consumer.service && from.version === consumer.version && to.service === dependency)
        .reduce((sum, { calls }) => sum + calls, 0);
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/promotion-set.js

/** What else would have to be promoted, for people and programs. */
const promotionSetSchema = schemas/* strictObject */.rej({
    /** `gave-up`: the search met its bounds, and there may be one. */
    outcome: schemas/* enum */.k5n(['found', 'none', 'gave-up']),
    /** `name@version` each, sorted. */
    further: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** `name@version` of all that moves, providers first; those that need each other stand in one group. */
    order: schemas/* array */.YOg(schemas/* array */.YOg(schemas/* string */.YjP())),
    /** The command to give. */
    command: schemas/* string */.YjP().nullable(),
    /** Whether no smaller set does it. */
    isSmallest: schemas/* boolean */.zMY(),
    /** How many were tried. */
    combinations: schemas/* int */.Whr().min(0),
});
function promotionSetOf(derived, command) {
    const { outcome, combinations } = derived;
    if (outcome !== 'found')
        return { outcome, further: [], order: [], command: null, isSmallest: false, combinations };
    return {
        outcome,
        further: derived.added.map(({ name, version }) => `${name}@${version}`),
        order: derived.order.map((group) => [...group]),
        command,
        isSmallest: derived.isSmallest,
        combinations,
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/can-promote.js





/** Whether a promotion would leave every declared edge satisfied, and what would. */
const promotionAnswerSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    /** `name@version` of what would come. */
    packages: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** `not-yet`: every edge would hold, but something else refuses it. */
    answer: schemas/* enum */.k5n(['yes', 'not-yet', 'no']),
    /** Declared edges that the change touches, and those that would not hold. */
    edges: schemas/* array */.YOg(judgedEdgeSchema),
    /** What else would have to come; null where nothing has to. */
    derived: promotionSetSchema.nullable(),
    /** Lines that would go and are needed, and whatever else than an edge stands in the way. */
    refusals: schemas/* array */.YOg(schemas/* strictObject */.rej({ gate: schemas/* string */.YjP(), subject: schemas/* string */.YjP(), reason: schemas/* string */.YjP(), fixes: schemas/* array */.YOg(schemas/* string */.YjP()) })),
    /** Calls that were seen, and that nobody declares. */
    traffic: schemas/* array */.YOg(verdictSchema),
});
/** What a plan says about the edges, without its making. */
function canPromote(plan) {
    const { edges = [], derived = null } = plan.compatibility ?? {};
    const others = plan.outcome === 'refused' ? plan.refusals.filter((one) => one.code !== 'dependency-unsatisfied') : [];
    const holds = edges.every((edge) => edge.state !== 'unsatisfied') && !others.some(isUnknowable);
    return {
        schema: 1,
        environment: plan.environment,
        packages: plan.changes.flatMap(({ service, from, to }) => (to === null || from === to ? [] : [`${service}@${to}`])),
        answer: !holds ? 'no' : plan.outcome === 'refused' ? 'not-yet' : 'yes',
        edges: [...edges],
        derived,
        refusals: others.map(({ gate, subject, reason, fixes }) => ({ gate, subject, reason, fixes: [...fixes] })),
        traffic: plan.verdicts.filter((verdict) => verdict.gate === 'traffic'),
    };
}
/** What was asked for is not there, so that no edge of it could be judged. */
function isUnknowable({ gate }) {
    return gate === 'published' || gate === 'accept' || gate === 'marks' || gate === 'line' || gate === 'spec';
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/render-time.js
/** A stored time (RFC 3339, UTC) as a person reads it, to the minute: `2026-11-23 09:10 UTC`. */
function renderTime(time) {
    const [date = '', clock = ''] = new Date(time).toISOString().split('T');
    return `${date} ${clock.slice(0, 5)} UTC`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/held-by-sets.js

/** Of releases that would go, those that stand for a set of which others would stay: it goes only as a whole. */
function heldBySets(gone, staying) {
    const left = new Set(staying.flatMap(setsOf));
    return gone.flatMap((release) => {
        const sets = setsOf(release).filter((set) => left.has(set));
        return sets.length === 0 ? [] : [{ release, sets }];
    });
}

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/environment/lib/fault.js

class EnvironmentFault extends fault_lib/* Fault */.vC {
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/lines.js



const anyVersion = '*';
/** The lines of a service, the default first; `*` alone where the spec names none. */
function linesOf(spec, service) {
    return deliveredService(spec, service)?.versions ?? [anyVersion];
}
/** Without `versions:` any version fits, prereleases too: `accept` has decided about those. */
function fitsLine(version, line, spec) {
    return line === anyVersion || (0,lib/* satisfies */.ib)(version, line, prereleasePolicy(spec));
}
/**
 * Version by line, in the lines' order. A line keeps the newest of its versions; a version stands in one line, the first
 * that it is the newest of. A wish for an older version than a line has makes way for itself: it was asked for.
 * Without `versions:` there is one version: the newest wished one, else what the default was.
 */
function fillLines(filled) {
    const lines = linesOf(filled.spec, filled.service);
    if (deliveredService(filled.spec, filled.service)?.versions === undefined) {
        const version = newest(filled.wished) ?? filled.carriedDefault ?? newest(filled.carried);
        return version === null ? new Map() : new Map([[anyVersion, version]]);
    }
    let kept = filled.carried;
    let chosen = newestOfEach(lines, [...kept, ...filled.wished], filled.spec);
    for (const wish of [...filled.wished].sort(lib/* compareVersionsDescending */.PE)) {
        if ([...chosen.values()].includes(wish))
            continue;
        const inTheWay = kept.filter((version) => isNewer(version, wish) && shareLine(version, wish, lines, filled.spec));
        for (const blocker of inTheWay.sort(lib/* compareVersionsDescending */.PE).reverse()) {
            const without = kept.filter((version) => version !== blocker);
            const tried = newestOfEach(lines, [...without, ...filled.wished], filled.spec);
            if (![...tried.values()].includes(wish))
                continue;
            kept = without;
            chosen = tried;
            break;
        }
    }
    return chosen;
}
function newestOfEach(lines, versions, spec) {
    const taken = new Set();
    const chosen = new Map();
    for (const line of lines) {
        const version = newest(versions.filter((candidate) => fitsLine(candidate, line, spec)));
        if (version === null || taken.has(version))
            continue;
        taken.add(version);
        chosen.set(line, version);
    }
    return chosen;
}
function newest(versions) {
    return [...versions].sort(lib/* compareVersionsDescending */.PE)[0] ?? null;
}
function isNewer(version, than) {
    return (0,lib/* compareVersionsDescending */.PE)(version, than) < 0;
}
function shareLine(a, b, lines, spec) {
    return lines.some((line) => fitsLine(a, line, spec) && fitsLine(b, line, spec));
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/hold-versions.js




/**
 * Version by line, with what sets hold of a service. Such a version stands in a line of `versions:` that it is the newest of, else
 * in one of its own, the exact version. Only who asks for another version in its place moves it away: then its set is no
 * longer whole, and that is judged elsewhere.
 */
function holdVersions(filled, held) {
    if (held === undefined || held.size === 0)
        return fillLines(filled);
    const versions = [...held.keys()].sort(lib/* compareVersionsDescending */.PE);
    const apart = filled.wished.filter((version) => !held.has(version));
    if (deliveredService(filled.spec, filled.service)?.versions === undefined) {
        return apart.length > 0 ? fillLines(filled) : onlyHeld(filled, held);
    }
    const chosen = fillLines({ ...filled, wished: [...filled.wished, ...versions] });
    const standing = new Set(chosen.values());
    const movedAway = (version) => [...chosen].some(([line, other]) => apart.includes(other) && fitsLine(version, line, filled.spec));
    const beside = versions.filter((version) => !standing.has(version) && !movedAway(version));
    return new Map([...chosen, ...beside.map((version) => [version, version])]);
}
/** Without `versions:`: the default is what it was, else the version whose set the spec names first, else the newest. */
function onlyHeld({ spec, carriedDefault }, held) {
    const ranked = [...held]
        .map(([version, sets]) => ({ version, place: version === carriedDefault ? -1 : placeInSpec(spec, sets) }))
        .sort((a, b) => a.place - b.place || (0,lib/* compareVersionsDescending */.PE)(a.version, b.version));
    return new Map(ranked.map(({ version }, index) => [index === 0 ? '*' : version, version]));
}
function placeInSpec(spec, sets) {
    const places = sets.map((set) => {
        const { name, version } = partsOfSet(set);
        const place = wantedVersions(spec, name).indexOf(version);
        return place === -1 ? Number.MAX_SAFE_INTEGER : place;
    });
    return Math.min(...places);
}
/** What the spec's `sets` say of one set, in its order; empty when it does not name it. */
function wantedVersions({ sets }, name) {
    const wanted = sets !== undefined && Object.hasOwn(sets, name) ? sets[name] : undefined;
    if (wanted === undefined)
        return [];
    return typeof wanted === 'string' ? [wanted] : wanted;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/step-command.js
/** The command that promotes these, to be shown. A wish with a range is quoted for the shell. */
function promoteCommand(environment, wishes, { sets = [], from, override = [], reason = null } = {}) {
    return [
        'towpath promote',
        `--environment ${environment}`,
        ...(from === undefined ? [] : [`--from ${from}`]),
        ...sets.map((set) => `--set ${quoted(set)}`),
        ...wishes.map((wish) => `--packages ${quoted(wish)}`),
        ...override.map((gate) => `--override ${quoted(gate)}`),
        ...(reason === null ? [] : [`--reason ${quoted(reason)}`]),
    ].join(' ');
}
/** The command that restores a revision, to be shown. */
function rollbackCommand(environment, to, reason = '…', { services = [], config, hosts } = {}) {
    return [
        `towpath rollback --environment ${environment} --to ${to}`,
        ...services.map((service) => `--packages ${quoted(service)}`),
        ...(config === 'now' ? ['--config now'] : []),
        ...(hosts === 'then' ? ['--hosts then'] : []),
        `--reason ${quoted(reason)}`,
    ].join(' ');
}
function quoted(text) {
    return /^[\w@.+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/judge-sets.js




/** A set goes as a whole: all that it names stands, or nothing of it. */
function judgeSets(spec, standing, releases) {
    const byService = Map.groupBy(releases, (release) => release.service);
    const gone = new Set();
    const refusals = [];
    for (const [set, packages] of standing.packages) {
        const missing = [...packages].filter(([service, version]) => byService.get(service)?.some((release) => release.version === version) !== true);
        if (missing.length === 0)
            continue;
        if (missing.length === packages.size && !standing.asked.has(set))
            gone.add(set);
        else
            refusals.push(partial(spec, set, missing, byService));
    }
    return { refusals, gone };
}
function partial(spec, set, missing, byService) {
    const { name } = partsOfSet(set);
    const found = missing.map(([service, version]) => {
        const there = (byService.get(service) ?? []).map((release) => release.version);
        return there.length === 0
            ? `no ${service}, where it names ${version}`
            : `${service} ${there.join(' and ')}, where it names ${version}`;
    });
    const removed = missing.filter(([service]) => deliveredService(spec, service) === undefined);
    const moved = missing.flatMap(([service]) => {
        const [other] = byService.get(service) ?? [];
        return other === undefined ? [] : [`${service}@${other.version}`];
    });
    return {
        code: 'set-partial',
        gate: 'set',
        subject: set,
        reason: `a set goes only as a whole, and ${spec.environment} would have ${found.slice(0, 5).join(', ')}`,
        fixes: [
            ...(removed.length > 0
                ? [
                    `Put ${removed.map(([service]) => `\`${service}\``).join(' and ')} back into \`services\` of the spec, or promote a version of ${name} without it in the same go`,
                ]
                : []),
            ...(moved.length > 0
                ? [
                    `Promote a version of ${name} that names ${moved.map((one) => `\`${one}\``).join(' and ')}, published first if there is none: \`${promoteCommand(spec.environment, [], { sets: [name] })}\``,
                ]
                : []),
        ],
    };
}
/** What a person should look at: releases that two sets share and can't both be kept to, and what a set has left behind. */
function setVerdicts(standing, releases, base) {
    const byService = Map.groupBy(releases, (release) => release.service);
    return [...releases.flatMap((release) => sharedVerdicts(release, byService)), ...leftBehind(standing, releases, base)];
}
function sharedVerdicts(release, byService) {
    const sets = setsOf(release);
    if (sets.length < 2)
        return [];
    return Object.keys(release.descriptor.dependencies ?? {})
        .sort()
        .flatMap((dependency) => {
        const versions = sets.map((set) => keptVersion({ setOf: set }, byService.get(dependency) ?? []));
        const named = versions.filter((version) => version !== null);
        if (new Set(named).size < 2)
            return [];
        return [
            {
                gate: 'set',
                outcome: 'warn',
                subject: `${release.service} ${release.version}`,
                reason: `it stands for ${sets.join(' and ')}, which name ${dependency} ${named.join(' and ')}; one release calls one of them, ${named[0]}`,
                fix: `To part them, publish ${release.service} as another version and a set that names it`,
            },
        ];
    });
}
function leftBehind({ replaced }, releases, base) {
    const alone = new Set(releases.filter((release) => release.setOf === null).map((release) => `${release.service}@${release.version}`));
    return base
        .filter((release) => setsOf(release).some((set) => replaced.has(set)))
        .filter((release) => alone.has(`${release.service}@${release.version}`))
        .map((release) => ({
        gate: 'set',
        outcome: 'warn',
        subject: `${release.service} ${release.version}`,
        reason: `it came with ${setsOf(release).join(' and ')}, and no set here names it any more: it stays, on its own`,
        fix: `To stop it, remove ${release.service} from \`services\` of the spec`,
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/standing-sets.js


/** The sets of the base, of which each has all its releases there, without those that are replaced, and the asked ones. */
function standingSets(base, asked) {
    const packages = new Map();
    const replaced = new Set(asked.flatMap((one) => one.replaces));
    for (const release of base) {
        for (const set of setsOf(release)) {
            if (!replaced.has(set))
                packages.set(set, (packages.get(set) ?? new Map()).set(release.service, release.version));
        }
    }
    for (const one of asked)
        packages.set(one.set, new Map(Object.entries(one.packages)));
    return {
        packages: new Map([...packages].sort(([a], [b]) => compareSets(a, b))),
        asked: new Set(asked.map((one) => one.set)),
        replaced,
    };
}
/** Of the sets only those that name a service, and of them only that: each as if it were asked for, so that it can't move away. */
function setsNaming({ packages, replaced }, service) {
    const naming = [...packages].flatMap(([set, versions]) => {
        const version = versions.get(service);
        return version === undefined ? [] : [[set, new Map([[service, version]])]];
    });
    return { packages: new Map(naming), asked: new Set(naming.map(([set]) => set)), replaced };
}
function heldVersions({ packages }) {
    const held = new Map();
    for (const [set, versions] of packages) {
        for (const [service, version] of versions) {
            const ofService = held.get(service) ?? new Map();
            ofService.set(version, [...(ofService.get(version) ?? []), set]);
            held.set(service, ofService);
        }
    }
    return held;
}
/** By name, then the older version first. */
function compareSets(a, b) {
    const [one, other] = [partsOfSet(a), partsOfSet(b)];
    if (one.name !== other.name)
        return one.name < other.name ? -1 : 1;
    return (0,lib/* compareVersionsDescending */.PE)(other.version, one.version);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/select-releases.js








/** The base's releases with the chosen versions in their lines; what the spec no longer names goes. */
function selectReleases(spec, base, chosen, pins) {
    const carried = Map.groupBy(base, (release) => release.service);
    const wished = Map.groupBy(chosen, (wish) => wish.name);
    const standing = setsToStand(base, chosen);
    const held = heldVersions(standing);
    const services = [...new Set([...carried.keys(), ...wished.keys()])]
        .filter((name) => deliveredService(spec, name))
        .sort();
    const filled = services.map((service) => fillService(spec, service, pins, {
        carried: carried.get(service) ?? [],
        wished: wished.get(service) ?? [],
        standing,
        held: held.get(service),
    }));
    const placed = filled.flatMap((one) => one.releases);
    const sets = judgeSets(spec, standing, placed);
    const releases = placed.map((release) => withSets(release, held.get(release.service), sets.gone));
    return {
        releases,
        refusals: [...filled.flatMap((one) => one.refusals), ...sets.refusals, ...brokenPins(spec, base, releases, pins)],
        verdicts: setVerdicts(standing, releases, base),
    };
}
/** As `selectReleases`, for one service alone. */
function selectService(spec, { service, carried, wished, sets }, pins) {
    const ofService = setsNaming(sets, service);
    const held = heldVersions(ofService).get(service);
    const filled = fillService(spec, service, pins, { carried, wished, standing: ofService, held });
    const judged = judgeSets(spec, ofService, filled.releases);
    const releases = filled.releases.map((release) => withSets(release, held, judged.gone));
    return {
        releases,
        refusals: [...filled.refusals, ...judged.refusals, ...brokenPins(spec, carried, releases, pins)],
    };
}
/** Sets that stand together once the chosen versions have come. */
function setsToStand(base, chosen) {
    return standingSets(base, askedSets(chosen));
}
/** Each set once, in the order of its first package. */
function askedSets(chosen) {
    return [...new Map(chosen.flatMap((one) => one.sets ?? []).map((set) => [set.set, set])).values()];
}
function withSets(release, held, gone) {
    const its = held?.get(release.version)?.filter((set) => !gone.has(set)) ?? [];
    return { ...release, setOf: joinSets(inTheirOrder(its, release.carried)) };
}
/** It came with sets, and none of them is to stand any more. */
function leavesWithItsSets(release, { replaced }) {
    const sets = setsOf(release);
    return sets.length > 0 && sets.every((set) => replaced.has(set));
}
/** A set that comes later changes nothing for what another one has brought: the first one stays the first. */
function inTheirOrder(sets, carried) {
    const before = carried === null ? [] : setsOf(carried).filter((set) => sets.includes(set));
    return [...before, ...sets.filter((set) => !before.includes(set))];
}
function fillService(spec, service, pins, { carried, wished, standing, held }) {
    const staying = held === undefined ? carried : carried.filter((release) => !leavesWithItsSets(release, standing));
    const lines = linesOf(spec, service);
    const versionsByLine = holdVersions({
        spec,
        service,
        carried: staying.map((release) => release.version),
        carriedDefault: staying.find((release) => release.isDefault)?.version ?? null,
        wished: wished.filter((wish) => wish.sets === undefined).map((wish) => wish.version),
    }, held);
    const releases = [...versionsByLine]
        .map(([line, version]) => selected({ line, isDefault: line === lines[0] }, carried.find((release) => release.version === version) ?? null, wished.find((wish) => wish.version === version) ?? null, pins.find((pin) => pin.service === service && pin.version === version) ?? null))
        .filter((release) => release !== null)
        .sort((a, b) => (0,lib/* compareVersionsDescending */.PE)(b.version, a.version));
    return { releases, refusals: lostDefault(spec, service, carried, releases) };
}
function selected(place, carried, wish, pin) {
    if (carried !== null) {
        const { service, version, descriptor, content, files, archive, setOf } = carried;
        return { ...place, service, version, descriptor, content, files, archive, setOf, carried, pin };
    }
    if (wish === null)
        return null;
    const { descriptor, content, files, archive, reference } = wish.record;
    const stored = { digest: archive.digest, sizeBytes: archive.sizeBytes, mediaType: archive.mediaType, reference };
    return {
        ...place,
        service: wish.name,
        version: wish.version,
        descriptor,
        content,
        files,
        archive: stored,
        setOf: null,
        carried: null,
        pin: null,
    };
}
/** Whoever asks for no range would get nothing any more. */
function lostDefault(spec, service, carried, releases) {
    const before = carried.find((release) => release.isDefault);
    if (before === undefined || releases.some((release) => release.isDefault))
        return [];
    const [first = '*', ...others] = linesOf(spec, service);
    return [
        {
            code: 'default-line',
            gate: 'line',
            subject: service,
            reason: `${spec.environment} would have no version of it in \`${first}\`, the line of those who name no range; ${before.version} is there now`,
            fixes: [
                `Promote a version that fits \`${first}\` in the same go`,
                others.length > 0
                    ? `Or name the line of ${before.version} first: \`versions: [${[...others, first].join(', ')}]\``
                    : `Or keep its line: \`versions: [^${before.version}, ${first}]\``,
            ],
        },
    ];
}
function brokenPins(spec, base, releases, pins) {
    const is = (pin) => (release) => release.service === pin.service && release.version === pin.version;
    return pins
        .filter((pin) => base.some(is(pin)) && !releases.some(is(pin)))
        .map((pin) => ({
        code: 'pinned',
        gate: 'pin',
        subject: `${pin.service} ${pin.version}`,
        reason: `it is pinned by ${pin.by} since ${renderTime(pin.since)}: ${pin.reason}`,
        fixes: [`Release it first: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``],
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/removal.js





/** What someone means by `stock`, `stock@2.1.3` or `stock@^2.1`. Throws `removal-unknown` for what is not there. */
function readRemoval(wish, spec, releases) {
    const { package: service, wanted } = wish;
    const running = releases.filter((release) => release.service === service).map((release) => release.version);
    if (running.length === 0 && !Object.hasOwn(spec.services, service))
        throw unknownService(service, spec, releases);
    switch (wanted.kind) {
        case 'newest':
            return { kind: 'service', service };
        case 'version':
            if (!running.includes(wanted.version))
                throw notThere(wish, spec, versionsOf(running));
            return { kind: 'version', service, version: wanted.version };
        case 'range': {
            const lines = deliveredService(spec, service)?.versions ?? [];
            const line = lines.find((one) => (0,lib/* canonicalRange */.Kt)(one) === (0,lib/* canonicalRange */.Kt)(wanted.range));
            if (line === undefined)
                throw notThere(wish, spec, [...lines.map((one) => `\`${one}\``), ...versionsOf(running)]);
            return { kind: 'line', service, line };
        }
    }
}
/** The environment as it would be. A line takes with it what no other line keeps. */
function afterRemoval(removal, spec, releases) {
    const { service } = removal;
    const others = releases.filter((release) => release.service !== service);
    const own = releases.filter((release) => release.service === service);
    switch (removal.kind) {
        case 'service': {
            const { [service]: _gone, ...services } = spec.services;
            return { spec: { ...spec, services }, releases: others };
        }
        case 'version':
            return { spec, releases: [...others, ...own.filter((release) => release.version !== removal.version)] };
        case 'line': {
            const narrowed = withoutLine(spec, service, removal.line);
            if (narrowed === null)
                return { spec, releases: others };
            const staying = selectReleases(narrowed, own, [], []).releases;
            const kept = own.flatMap((release) => {
                const stays = staying.find((one) => one.version === release.version);
                return stays === undefined ? [] : [{ ...release, line: stays.line, isDefault: stays.isDefault }];
            });
            return { spec: narrowed, releases: [...others, ...kept] };
        }
    }
}
/** null: it is the only line. */
function withoutLine(spec, service, line) {
    const delivered = deliveredService(spec, service);
    const versions = linesOf(spec, service).filter((one) => one !== line);
    if (delivered === undefined || versions.length === 0)
        return null;
    return { ...spec, services: { ...spec.services, [service]: { ...delivered, versions } } };
}
/** `stock`, `stock 2.1.3`, ``the line `^2.1` of stock``. */
function sayRemoval(removal) {
    switch (removal.kind) {
        case 'service':
            return removal.service;
        case 'version':
            return `${removal.service} ${removal.version}`;
        case 'line':
            return `the line \`${removal.line}\` of ${removal.service}`;
    }
}
/** How it is done. */
function howToRemove(removal, { environment }) {
    switch (removal.kind) {
        case 'service':
            return `Take \`${removal.service}\` out of \`services\` of the spec and promote to ${environment}`;
        case 'version':
            return `Take its line out of \`versions\` of \`services.${removal.service}\`, or promote another version into that line`;
        case 'line':
            return `Take \`${removal.line}\` out of \`versions\` of \`services.${removal.service}\` and promote to ${environment}`;
    }
}
function versionsOf(running) {
    return running.length === 0 ? ['no version, as none runs'] : running;
}
function unknownService(service, spec, releases) {
    const known = [...new Set([...Object.keys(spec.services), ...releases.map((release) => release.service)])].sort();
    const near = (0,lib/* nearest */.pA)(service, known);
    return new EnvironmentFault('removal-unknown', {
        where: `${service} in ${spec.environment}`,
        expected: known.length === 0 ? 'a service that is there' : `one of ${known.join(', ')}`,
        found: 'no service of that name',
        ...(near !== undefined && { fix: `Did you mean \`${near}\`?` }),
    });
}
function notThere(wish, spec, there) {
    return new EnvironmentFault('removal-unknown', {
        where: `${(0,lib/* renderPackageWish */.qQ)(wish)} in ${spec.environment}`,
        expected: `one of ${there.join(', ')}`,
        found: wish.wanted.kind === 'range'
            ? `\`${wish.wanted.range}\`, which is no line there`
            : 'a version that does not run there',
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/can-remove.js








const concernedSchema = schemas/* strictObject */.rej({
    /**
     * `breaks`: it declares a range, or was seen calling, and nothing would answer. `loses`: what it declares is optional.
     * `moves`: another version would answer. `unproven`: it was seen calling what goes, undeclared, and others stay.
     */
    state: schemas/* enum */.k5n(['breaks', 'loses', 'moves', 'unproven']),
    service: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    /** As declared; null: it is not. */
    range: schemas/* string */.YjP().nullable(),
    /** What answers it now, and what would. */
    from: lib/* versionSchema */.G0.nullable(),
    to: lib/* versionSchema */.G0.nullable(),
    /** How often it was seen calling what would go; null: nobody looked. */
    calls: schemas/* int */.Whr().min(0).nullable(),
    reason: schemas/* string */.YjP(),
});
/** Who would break if something went. */
const removalAnswerSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    revision: schemas/* int */.Whr(),
    /** `stock`, `stock 2.1.3`, or the line of it. */
    subject: schemas/* string */.YjP(),
    /** `name@version` of what would go. */
    removes: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** `unproven`: nobody breaks by what is declared, but someone was seen calling it. */
    answer: schemas/* enum */.k5n(['yes', 'no', 'unproven']),
    /** Those that break first; then by service and version. */
    concerned: schemas/* array */.YOg(concernedSchema),
    /** What answers those who name no range, where that changes; `to` null: nothing would. */
    ofNoRange: schemas/* strictObject */.rej({ from: lib/* versionSchema */.G0, to: lib/* versionSchema */.G0.nullable() }).nullable(),
    /** What else stands in the way: a pin, a set that goes only as a whole, the line of those who name no range. */
    obstacles: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** What to do: to remove it where it can go, else to make that possible. */
    fix: schemas/* string */.YjP(),
});
/** Who declares, or was seen calling, what only the removed answers. Nothing of it depends on the order of the input. */
function canRemove(question) {
    const { removal, spec, releases, observed } = question;
    const after = afterRemoval(removal, spec, releases);
    const staying = new Set(after.releases.map(nameOf));
    const gone = releases.filter((release) => !staying.has(nameOf(release)));
    const concerned = [
        ...declaring(question, after),
        ...calling({ gone, after: after.releases, observed, service: removal.service }),
    ].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    const held = heldBySets(gone, after.releases);
    const ofSets = held.map(({ release: { service, version }, sets }) => `${service} ${version} stands for ${sets.join(' and ')}, and a set goes only as a whole`);
    const obstacles = [...ofSets, ...obstaclesOf(question, gone, after.releases)];
    const breaks = concerned.filter((one) => one.state === 'breaks');
    const answer = breaks.length + obstacles.length > 0 ? 'no' : concerned.some(isUnproven) ? 'unproven' : 'yes';
    return {
        schema: 1,
        environment: spec.environment,
        revision: question.revision,
        subject: sayRemoval(removal),
        removes: gone.map(nameOf).sort(),
        answer,
        concerned,
        ofNoRange: defaultMove(gone, after.releases, removal.service),
        obstacles: [...obstacles],
        fix: answer === 'no' ? wayOut(removal, breaks, held) : howToRemove(removal, spec),
    };
}
const nameOf = ({ service, version }) => `${service}@${version}`;
const isUnproven = ({ state }) => state === 'unproven';
/** Every declared edge to the service whose answer changes. */
function declaring({ removal: { service }, spec, releases, observed }, after) {
    const [own, left] = [releases, after.releases].map((all) => all.filter((release) => release.service === service));
    const edgeTo = (of, consumer, versions = []) => edgesOf(of, consumer, (name) => (name === service ? versions : [])).find((edge) => edge.dependency === service);
    return after.releases.flatMap((consumer) => {
        if (!Object.hasOwn(consumer.descriptor.dependencies ?? {}, service))
            return [];
        const now = edgeTo(spec, consumer, own);
        const then = edgeTo(after.spec, consumer, left);
        if (now === undefined || then === undefined || isBroken(now) || now.version === then.version)
            return [];
        return [concernedBy(now, then, observed)];
    });
}
function concernedBy(now, then, observed) {
    const { consumer, dependency, range } = now;
    const calls = callsBetween(consumer, { service: dependency, version: now.version }, observed);
    const state = isBroken(then) ? 'breaks' : then.version === null ? 'loses' : 'moves';
    const seen = calls === null ? null : sayCalls(calls);
    const declared = `it declares \`${range}\`${seen === null ? '' : `, and was ${seen}`}`;
    const outcomes = {
        breaks: `and there would be ${then.found}`,
        loses: `optional, and there would be ${then.found}`,
        moves: `and ${dependency} ${then.version} would answer instead of ${now.version}`,
    };
    return {
        state,
        service: consumer.service,
        version: consumer.version,
        range,
        from: now.version,
        to: then.version,
        calls,
        reason: `${declared}, ${outcomes[state]}`,
    };
}
/** Who was seen calling what goes, without a declared range that it answers. */
function calling({ service, gone, after, observed }) {
    const left = after.filter((release) => release.service === service);
    return after.flatMap((consumer) => gone.flatMap(({ version }) => {
        const calls = callsBetween(consumer, { service, version }, observed) ?? 0;
        if (calls === 0 || consumer.service === service)
            return [];
        if (consumer.dependencies[service]?.version === version)
            return [];
        const rest = left.map((release) => release.version).join(' and ');
        return [
            {
                state: left.length === 0 ? 'breaks' : 'unproven',
                service: consumer.service,
                version: consumer.version,
                range: consumer.dependencies[service]?.range ?? null,
                from: version,
                to: null,
                calls,
                reason: `it declares nothing that ${service} ${version} answers, but was ${sayCalls(calls)}, and ${left.length === 0 ? 'it would find nothing' : `nothing says that it can work with ${rest}`}`,
            },
        ];
    }));
}
function callsBetween(from, to, observed) {
    if (observed.length === 0)
        return null;
    return observed
        .filter((call) => call.from.service === from.service && call.from.version === from.version)
        .filter((call) => call.to.service === to.service && call.to.version === to.version)
        .reduce((sum, { calls }) => sum + calls, 0);
}
function obstaclesOf({ removal, spec, pins }, gone, after) {
    const { service } = removal;
    const pinned = pins
        .filter((pin) => gone.some((release) => release.service === pin.service && release.version === pin.version))
        .map((pin) => `${pin.service} ${pin.version} is pinned by ${pin.by} since ${renderTime(pin.since)}: ${pin.reason}`);
    const move = defaultMove(gone, after, service);
    const left = after.filter((release) => release.service === service).map((release) => release.version);
    if (move === null || move.to !== null || (left.length === 0 && removal.kind !== 'line'))
        return pinned.sort();
    return [
        ...pinned.sort(),
        `${move.from} is what those get who name no range of ${service} in ${spec.environment}; ${left.length === 0 ? 'no other line has a version' : `${left.join(' and ')} would stay without being that`}`,
    ];
}
/** The default goes with its release, and comes back with the first line that is left. */
function defaultMove(gone, after, service) {
    const from = gone.find((release) => release.isDefault);
    const to = after.find((release) => release.service === service && release.isDefault);
    return from === undefined ? null : { from: from.version, to: to?.version ?? null };
}
function wayOut({ service }, breaks, held) {
    const sets = [...new Set(held.flatMap((one) => one.sets).map((set) => partsOfSet(set).name))].sort();
    if (sets.length > 0)
        return `First promote versions of ${sets.join(' and ')} that do without it`;
    const names = [...new Set(breaks.map((one) => one.service))].sort();
    if (names.length === 0)
        return 'Release the pin, or name another line first in `versions`';
    return `First promote versions of ${names.join(', ')} that do without it, or keep it beside what replaces it: \`versions\` under \`services.${service}\``;
}
const weights = { breaks: 0, unproven: 1, loses: 2, moves: 3 };
function sortKey({ state, service, version, from }) {
    return `${weights[state]} ${service} ${version} ${from}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/terminal-line.js
/**
 * Text of someone else on one line of a terminal: escape sequences, line ends and turns of the reading direction in it
 * become blanks.
 */
function terminalLine(text) {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ');
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/promotion-text.js

const signs = { satisfied: '✓', absent: '!', unsatisfied: '✗' };
const promotion_text_weights = { unsatisfied: 0, absent: 1, satisfied: 2 };
/** The answer for a terminal: the answer first, then edge for edge why, then what to do. */
function renderPromotionText(answer) {
    const lines = [
        headline(answer),
        ...[...answer.edges].sort((a, b) => promotion_text_weights[a.state] - promotion_text_weights[b.state]).flatMap(edgeLines),
        ...answer.refusals.flatMap(({ subject, reason, fixes }) => [`  ✗ ${subject}: ${reason}`, ...fixes.map(indented)]),
        ...answer.traffic.map(({ outcome, subject, reason }) => `  ${outcome === 'warn' ? '!' : '?'} ${subject}: ${reason}`),
        ...(answer.derived === null ? [] : derivedLines(answer.derived)),
    ];
    return `${lines.map((line) => terminalLine(line).replaceAll('`', '')).join('\n')}\n`;
}
function headline({ environment, packages, answer, edges, refusals }) {
    const what = packages.length === 0
        ? (refusals[0]?.subject ?? 'the change')
        : packages.slice(0, 3).join(', ').replaceAll('@', ' ');
    const more = packages.length > 3 ? ` and ${packages.length - 3} more` : '';
    const broken = edges.filter((edge) => edge.state === 'unsatisfied').length;
    switch (answer) {
        case 'yes':
            if (packages.length === 0)
                return `${environment}: no version would change, and every dependency holds`;
            return `${environment}: ${what}${more} can go`;
        case 'not-yet':
            return `${environment}: every dependency of ${what}${more} would hold, but it can't go yet`;
        case 'no':
            return `${environment}: ${what}${more} can't go${broken === 0 ? '' : broken === 1 ? ', 1 dependency would not hold' : `, ${broken} dependencies would not hold`}`;
    }
}
function edgeLines({ state, from, to, calls, reason, fix }) {
    const seen = calls === null || state !== 'satisfied' ? '' : calls === 0 ? ', not seen yet' : `, seen ${calls} times`;
    return [
        `  ${signs[state]} ${from.service} ${from.version} → ${to.service} ${to.range}: ${reason}${seen}`,
        ...(fix === null ? [] : [indented(fix)]),
    ];
}
function derivedLines({ outcome, further, order, isSmallest, combinations }) {
    if (outcome === 'none')
        return ['No set of published packages makes it possible'];
    if (outcome === 'gave-up') {
        return [`${combinations} combinations were tried and none makes it possible; there may be one`];
    }
    const size = further.length === 1 ? 'one further package' : `${further.length} further packages`;
    const steps = order.map((group) => group.join(' and ')).join(', then ');
    return [
        `It takes ${size}${isSmallest ? '' : ' of the newest versions; an older one may need less'}. They move in this order: ${steps}`,
    ];
}
function indented(fix) {
    return `      ${fix}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/removal-text.js

const removal_text_signs = { breaks: '✗', unproven: '?', loses: '!', moves: '→' };
/** The answer for a terminal: the answer first, then who, then what to do. */
function renderRemovalText(answer) {
    const lines = [
        removal_text_headline(answer),
        ...answer.concerned.map((one) => `  ${removal_text_signs[one.state]} ${one.service} ${one.version}: ${one.reason}`),
        ...(answer.ofNoRange === null || answer.ofNoRange.to === null
            ? []
            : [`  ! Who names no range would get ${answer.ofNoRange.to} instead of ${answer.ofNoRange.from}`]),
        ...answer.obstacles.map((obstacle) => `  ✗ ${obstacle}`),
        answer.fix,
        ...(answer.answer === 'yes' && answer.concerned.every((one) => one.calls === null)
            ? ['Whoever calls it without declaring it is not known here: `observe` shows it']
            : []),
    ];
    return `${lines.map((line) => terminalLine(line).replaceAll('`', '')).join('\n')}\n`;
}
function removal_text_headline({ environment, subject, answer, concerned, obstacles }) {
    const breaking = new Set(concerned.filter((one) => one.state === 'breaks').map((one) => one.service)).size;
    switch (answer) {
        case 'yes':
            return `${environment}: ${subject} can go, nobody there would break`;
        case 'unproven':
            return `${environment}: by what is declared ${subject} can go, but it was seen being called`;
        case 'no':
            return breaking === 0
                ? `${environment}: ${subject} can't go, ${obstacles.length === 1 ? 'something stands' : 'some things stand'} in the way`
                : `${environment}: ${subject} can't go, it would break ${breaking === 1 ? '1 service' : `${breaking} services`}`;
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/config-file.js

const placeholder = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
/** The names that a template needs, sorted, each once. `$${NAME}` is none: it stands for the text `${NAME}`. */
function namesInTemplate(template) {
    const found = [...template.matchAll(placeholder)]
        .filter(([whole]) => !whole.startsWith('$$'))
        .map(([, name = '']) => name);
    return [...new Set(found)].sort();
}
/**
 * The text of a config file: each `${NAME}` becomes its value, as it is, `$${NAME}` becomes `${NAME}`. Whatever else has
 * a `$` (`${server.port:8080}` of another program, `$1`) stays as written. Values are never read as templates again.
 * Throws `config-invalid` naming all names that `values` has not.
 */
function renderConfigFile(template, values) {
    const unknown = namesInTemplate(template).filter((name) => !Object.hasOwn(values, name));
    if (unknown.length > 0) {
        throw new EnvironmentFault('config-invalid', {
            where: 'The template of a config file',
            expected: 'only names of config and dependencies',
            found: unknown.map((name) => `\`\${${name}}\``).join(', '),
            fix: 'Give the value in `config`, or write `$${NAME}` for the text itself',
        });
    }
    return template.replace(placeholder, (whole, name) => whole.startsWith('$$') ? whole.slice(1) : (values[name] ?? whole));
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/defaults.js
/** What holds where no level says anything. The only place of these numbers. */
const infrastructureDefaults = {
    perHost: 1,
    resources: {},
    state: [],
    strategy: { kind: 'overlap', batch: 1 },
    health: { startSeconds: 60, intervalMs: 500, timeoutMs: 2000, successes: 2, settleSeconds: 3 },
    drainSeconds: 30,
    stopSeconds: 10,
    user: null,
    restartSeconds: 2,
};

;// CONCATENATED MODULE: ./packages/environment/lib/spec/spec-blob.js



/** Spec blob of a revision: blobs/<sha256>.json. */
const specBlobSchema = schemas/* strictObject */.rej({ schema: schemas/* literal */.euz(1), spec: environmentSpecSchema });
function blobOf(document) {
    const text = (0,lib/* canonicalJson */.dj)(document);
    return { digest: (0,lib/* digestOf */.ol)(text), text };
}
function specBlob(spec) {
    return blobOf({ schema: 1, spec });
}
function specDigest(spec) {
    return specBlob(spec).digest;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/config-changes.js

/** Keys whose value differs, sorted. A config file shows by the digest of its text. */
function configChanges(from, to) {
    const before = flatten(from);
    const after = flatten(to);
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }))
        .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}
function flatten(config) {
    const leaves = new Map();
    if (config === null)
        return leaves;
    const { schema: _schema, files, ...said } = config;
    collect(said, '', leaves);
    for (const [file, text] of Object.entries(files))
        leaves.set(`files.${file}`, `sha256:${(0,lib/* shortDigest */.VK)((0,lib/* digestOf */.ol)(text))}`);
    return leaves;
}
function collect(value, path, leaves) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        leaves.set(path, value);
    else if (Array.isArray(value))
        leaves.set(path, value.map(String));
    else if (typeof value === 'object' && value !== null) {
        for (const [key, member] of Object.entries(value))
            collect(member, path === '' ? key : `${path}.${key}`, leaves);
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/placement.js


/**
 * The strongest level that names a host group or hosts wins as a whole: line, service, environment, package. A host
 * group's own `infrastructure` can't move a release elsewhere. Throws `placement-unknown`.
 */
function findPlacement(spec, serviceName, descriptor, line) {
    const key = `services.${serviceName}`;
    for (const [origin, named] of placesOf(spec, serviceName, descriptor, line)) {
        if (named?.hosts !== undefined)
            return onHosts(spec, origin, named.hosts);
        if (named?.hostGroup !== undefined)
            return inGroup(spec, origin, named.hostGroup);
    }
    throw new EnvironmentFault('placement-unknown', {
        where: `${key}.hostGroup`,
        expected: `one of ${placement_quoted(Object.keys(spec.hostGroups))}`,
        found: 'neither a host group nor hosts, in the spec or in the package',
        fix: `Say where it runs: \`${serviceName}: {hostGroup: ${Object.keys(spec.hostGroups)[0] ?? 'web'}}\``,
    });
}
/** Every level that says where a release runs, the strongest first; a group as `hostGroup web`. */
function namedPlaces(...release) {
    return placesOf(...release).flatMap(([origin, named]) => {
        const said = named?.hosts ?? (named?.hostGroup === undefined ? null : `hostGroup ${named.hostGroup}`);
        return said === null ? [] : [{ origin, said }];
    });
}
function placesOf(spec, serviceName, descriptor, line) {
    const service = deliveredService(spec, serviceName);
    const key = `services.${serviceName}`;
    return [
        [{ level: 'line', where: `${key}.lines["${line}"].infrastructure` }, service?.lines?.[line]?.infrastructure],
        [{ level: 'service', where: key }, service],
        [{ level: 'service', where: `${key}.infrastructure` }, service?.infrastructure],
        [{ level: 'environment', where: 'infrastructure' }, spec.infrastructure],
        [
            { level: 'package', where: `towpath.yaml of ${descriptor.package} ${descriptor.version}` },
            descriptor.infrastructure,
        ],
    ];
}
function inGroup(spec, origin, name) {
    const group = Object.hasOwn(spec.hostGroups, name) ? spec.hostGroups[name] : undefined;
    if (group === undefined)
        throw unknown(`${origin.where}.hostGroup`, `one of ${placement_quoted(Object.keys(spec.hostGroups))}`, name);
    return { origin, hostGroup: name, hosts: [...new Set(group.hosts.map((host) => host.name))] };
}
function onHosts(spec, origin, names) {
    const groups = Object.entries(spec.hostGroups);
    const known = new Set(groups.flatMap(([, group]) => group.hosts.map((host) => host.name)));
    const missing = names.find((name) => !known.has(name));
    if (missing !== undefined)
        throw unknown(`${origin.where}.hosts`, `hosts of this environment: ${placement_quoted([...known])}`, missing);
    const around = groups.filter(([, group]) => names.every((name) => group.hosts.some((host) => host.name === name)));
    const [only] = around;
    return { origin, hostGroup: around.length === 1 && only !== undefined ? only[0] : null, hosts: [...new Set(names)] };
}
function unknown(where, expected, found) {
    return new EnvironmentFault('placement-unknown', {
        where,
        expected,
        found: `\`${found}\``,
        fix: 'Correct the name, or add it to `hostGroups`',
    });
}
function placement_quoted(names) {
    return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/levels.js


/** The levels of a release, weakest first. */
function levelsOf(spec, serviceName, descriptor, line) {
    const service = deliveredService(spec, serviceName);
    const group = findPlacement(spec, serviceName, descriptor, line).hostGroup;
    const groupSettings = group === null ? undefined : spec.hostGroups[group];
    return [
        packageLevel(descriptor),
        level({ level: 'environment', where: '' }, spec),
        ...(group === null || groupSettings === undefined
            ? []
            : [level({ level: 'host-group', where: `hostGroups.${group}` }, groupSettings)]),
        level({ level: 'service', where: `services.${serviceName}` }, service ?? {}),
        level({ level: 'line', where: `services.${serviceName}.lines["${line}"]` }, service?.lines?.[line] ?? {}),
    ];
}
function packageLevel(descriptor) {
    const dependencies = Object.entries(descriptor.dependencies ?? {}).map(([name, { config }]) => [name, config ?? {}]);
    return {
        origin: { level: 'package', where: `towpath.yaml of ${descriptor.package} ${descriptor.version}` },
        config: descriptor.code.config?.defaults ?? {},
        dependencies: Object.fromEntries(dependencies),
        infrastructure: descriptor.infrastructure ?? {},
    };
}
function level(origin, settings) {
    const dependencies = Object.entries(settings.dependencies ?? {}).map(([name, { config }]) => [name, config ?? {}]);
    return {
        origin,
        config: settings.config ?? {},
        dependencies: Object.fromEntries(dependencies),
        infrastructure: settings.infrastructure ?? {},
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/origin.js
/** The key at which an origin says something: `services.orders.config`; a package is named as a whole. */
function keyOf(origin, key) {
    if (origin.level === 'package')
        return origin.where;
    return origin.where === '' ? key : `${origin.where}.${key}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/variable-names.js

/** The variables that tell a process of one of its dependencies. */
const dependencyVariables = {
    url: (dependency) => `TOWPATH_${(0,lib/* variablePart */.Yx)(dependency)}_URL`,
    address: (dependency) => `TOWPATH_${(0,lib/* variablePart */.Yx)(dependency)}_ADDRESS`,
    config: (dependency, key) => `TOWPATH_${(0,lib/* variablePart */.Yx)(dependency)}_${(0,lib/* variablePart */.Yx)(key)}`,
};
/** Variables that carry ports, by variable with the provide's name. */
function portVariables(descriptor) {
    return new Map(Object.entries(descriptor.provides ?? {}).map(([name, provide]) => [provide.port, name]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/check-config.js





/** Throws `config-invalid` for a variable that two things want, a template that names nothing, a value that the package's schema refuses. */
function checkConfig(checked) {
    const names = new VariableNames(checked);
    names.takePorts();
    names.takeDependencies();
    names.takeSecrets();
    names.takeConfig();
    checkTemplates(checked, names.forTemplates);
    checkSchema(checked);
}
/** Every variable of a process has one owner. */
class VariableNames {
    forTemplates = new Set();
    #owners = new Map();
    #checked;
    constructor(checked) {
        this.#checked = checked;
    }
    takePorts() {
        for (const [provide, { port }] of Object.entries(this.#checked.descriptor.provides ?? {})) {
            this.#take(port, `the port of provide ${provide}`, `provides.${provide}.port of ${this.#package}`);
        }
    }
    takeDependencies() {
        const { descriptor, config, spec } = this.#checked;
        for (const [name, dependency] of Object.entries(descriptor.dependencies ?? {})) {
            const where = `dependencies.${name} of ${this.#package}`;
            const of = `the dependency ${name}`;
            this.#own(dependencyVariables.url(name), of, where);
            this.#own(dependencyVariables.address(name), of, where);
            for (const variable of Object.keys(dependency.env ?? {}))
                this.#take(variable, of, `${where}, env`);
            for (const key of Object.keys(config.dependencies[name] ?? {})) {
                this.#own(dependencyVariables.config(name, key), of, this.#whereOf(`dependencies.${name}.${key}`));
                this.forTemplates.add(dependencyVariables.config(name, key));
            }
            this.forTemplates.add(dependencyVariables.url(name));
            if (hasAuthorities(spec))
                this.forTemplates.add(dependencyVariables.address(name));
            for (const variable of Object.keys(dependency.env ?? {}))
                this.forTemplates.add(variable);
        }
    }
    takeSecrets() {
        for (const variable of this.#checked.secrets)
            this.#take(variable, 'a secret', `services.${this.#checked.service}.secrets`);
    }
    takeConfig() {
        for (const key of Object.keys(this.#checked.config.config)) {
            const where = this.#whereOf(`config.${key}`);
            this.#take(key, 'config', where);
            this.forTemplates.add(key);
        }
    }
    get #package() {
        return `${this.#checked.descriptor.package} ${this.#checked.descriptor.version}`;
    }
    #whereOf(key) {
        return this.#checked.origins.get(key)?.where ?? key;
    }
    #take(variable, owner, where) {
        if ((0,lib/* isReservedVariable */.x4)(variable)) {
            throw invalid({
                where: `${where}: ${variable}`,
                expected: 'a name that Towpath does not set itself',
                found: `\`${variable}\``,
            });
        }
        this.#own(variable, owner, where);
    }
    #own(variable, owner, where) {
        const other = this.#owners.get(variable);
        if (other !== undefined) {
            throw invalid({
                where: `${where}: ${variable}`,
                expected: 'a name used once',
                found: `it is also the name of ${other}`,
                fix: 'Rename one of them',
            });
        }
        this.#owners.set(variable, owner);
    }
}
function checkTemplates({ descriptor, config, service }, known) {
    const ports = portVariables(descriptor);
    for (const [file, template] of Object.entries(config.files)) {
        const unknown = namesInTemplate(template).filter((name) => !known.has(name));
        if (unknown.length === 0)
            continue;
        const port = unknown.find((name) => ports.has(name));
        throw invalid({
            where: `Config file ${file} of ${descriptor.package} ${descriptor.version}`,
            expected: 'only names of its config and dependencies',
            found: unknown.map((name) => `\`\${${name}}\``).join(', '),
            fix: port === undefined
                ? `Give the value in \`services.${service}.config\`, or write \`$\${NAME}\` for the text itself`
                : `Read ${port} from the environment: a port is chosen on the host, after the file is written`,
        });
    }
}
/** The package's own schema of its config. Its text was checked by `describe`. */
function checkSchema({ descriptor, config, origins, service }) {
    const text = descriptor.code.config?.schema;
    if (text === undefined)
        return;
    const name = `${descriptor.package} ${descriptor.version}`;
    const [problem] = (0,lib/* configProblems */.rg)((0,lib/* parseConfigSchema */.nJ)(text, `config schema of ${name}`), config.config);
    if (problem === undefined)
        return;
    const key = (0,lib/* renderPath */.i7)(problem.path);
    const value = config.config[String(problem.path[0])];
    throw invalid({
        where: `${origins.get(`config.${key}`)?.where ?? `services.${service}.config`}: ${key}`,
        expected: `${problem.expected} (config schema of ${name})`,
        found: problem.found ?? `\`${String(value)}\``,
        ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    });
}
function invalid(explanation) {
    return new EnvironmentFault('config-invalid', explanation);
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/merge-infrastructure.js


/** Each key from the strongest level that says it, else Towpath's default. */
function mergeInfrastructure(levels, placement, origins) {
    const defaults = infrastructureDefaults;
    origins.set('infrastructure.hosts', placement.origin);
    const strongest = (key, pick) => strongestOf(levels, `infrastructure.${key}`, pick, origins);
    const optional = (key, path, pick) => {
        const value = strongest(path, pick);
        if (value === undefined)
            origins.delete(`infrastructure.${path}`);
        return value === undefined ? {} : { [key]: value };
    };
    return {
        hosts: [...placement.hosts],
        perHost: strongest('perHost', (said) => said.perHost) ?? defaults.perHost,
        resources: {
            ...optional('cpuMilli', 'resources.cpuMilli', (said) => member(said.resources, 'cpuMilli')),
            ...optional('memoryMiB', 'resources.memoryMiB', (said) => member(said.resources, 'memoryMiB')),
        },
        state: [...(strongest('state', (said) => said.state) ?? defaults.state)],
        strategy: {
            kind: strongest('strategy.kind', (said) => member(said.strategy, 'kind')) ?? defaults.strategy.kind,
            batch: strongest('strategy.batch', (said) => member(said.strategy, 'batch')) ?? defaults.strategy.batch,
        },
        health: {
            ...mergeTimes(strongest),
            ...optional('command', 'health.command', (said) => member(said.health, 'command')),
        },
        drainSeconds: strongest('drainSeconds', (said) => said.drainSeconds) ?? defaults.drainSeconds,
        stopSeconds: strongest('stopSeconds', (said) => said.stopSeconds) ?? defaults.stopSeconds,
        user: strongest('user', (said) => member(said.config, 'user')) ?? defaults.user,
        restartSeconds: strongest('restartSeconds', (said) => member(said.config, 'restartSeconds')) ?? defaults.restartSeconds,
    };
}
/** A key of a map that may be taken away as a whole, and then the key with it. */
function member(map, key) {
    if (map === null)
        return null;
    return map?.[key];
}
/** undefined: no level says it, or a stronger one took it away with `null`. */
function strongestOf(levels, path, pick, origins) {
    const level = levels.findLast((candidate) => pick(candidate.infrastructure) !== undefined);
    const value = level === undefined ? undefined : (pick(level.infrastructure) ?? undefined);
    const origin = level === undefined || value === undefined ? ownDefault : level.origin;
    origins.set(path, origin === ownDefault ? ownDefault : { level: origin.level, where: keyOf(origin, 'infrastructure') });
    return value;
}
const timesOfHealth = ['startSeconds', 'intervalMs', 'timeoutMs', 'successes', 'settleSeconds'];
function mergeTimes(strongest) {
    const merged = { ...infrastructureDefaults.health };
    for (const key of timesOfHealth) {
        merged[key] = strongest(`health.${key}`, (said) => member(said.health, key)) ?? merged[key];
    }
    return merged;
}
const ownDefault = { level: 'towpath', where: 'default of Towpath' };

;// CONCATENATED MODULE: ./packages/environment/lib/config/resolve-release.js







/**
 * The config of a release: descriptor's defaults, then the spec's, the host group's, the service's, the line's, with
 * Towpath's defaults below them. Maps merge by key, lists replace, null removes.
 * Throws `placement-unknown`, or `config-invalid` for a clash or a template that names what is not there.
 */
function resolveRelease(release) {
    const { spec, service, descriptor, line } = release;
    const levels = levelsOf(spec, service, descriptor, line);
    const origins = new Map();
    const config = {
        schema: 1,
        config: mergeValues(levels, 'config', (level) => level.config, origins),
        files: { ...descriptor.code.config?.files },
        dependencies: mergeDependencies(descriptor, levels, origins),
        infrastructure: mergeInfrastructure(levels, findPlacement(spec, service, descriptor, line), origins),
    };
    for (const file of Object.keys(config.files)) {
        origins.set(`files.${file}`, {
            level: 'package',
            where: `towpath.yaml of ${descriptor.package} ${descriptor.version}`,
        });
    }
    checkConfig({ spec, service, descriptor, config, origins, secrets: secretVariables(spec, service) });
    return { config, origins: Object.fromEntries([...origins].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
/** Names of the variables in which a service gets its secrets, sorted. */
function secretVariables(spec, serviceName) {
    const secrets = deliveredService(spec, serviceName)?.secrets ?? [];
    return (Array.isArray(secrets) ? [...secrets] : Object.keys(secrets)).sort();
}
function mergeValues(levels, path, pick, origins) {
    const merged = new Map();
    for (const level of levels) {
        for (const [key, value] of Object.entries(pick(level))) {
            if (value === null) {
                merged.delete(key);
                origins.delete(`${path}.${key}`);
            }
            else {
                merged.set(key, value);
                origins.set(`${path}.${key}`, { level: level.origin.level, where: keyOf(level.origin, path) });
            }
        }
    }
    return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** Only of declared dependencies: what a level says about another is a mistake that would never reach a process. */
function mergeDependencies(descriptor, levels, origins) {
    const declared = Object.keys(descriptor.dependencies ?? {}).sort();
    const ownLevels = levels.filter((level) => level.origin.level === 'service' || level.origin.level === 'line');
    for (const level of ownLevels) {
        const stray = Object.keys(level.dependencies).find((name) => !declared.includes(name));
        if (stray !== undefined) {
            throw new EnvironmentFault('config-invalid', {
                where: `${level.origin.where}.dependencies.${stray}`,
                expected: `a dependency of ${descriptor.package} ${descriptor.version}${declared.length === 0 ? ' (it has none)' : `: ${declared.join(', ')}`}`,
                found: `\`${stray}\``,
                fix: 'Remove it, or declare the dependency in towpath.yaml',
            });
        }
    }
    return Object.fromEntries(declared.map((name) => [
        name,
        mergeValues(levels, `dependencies.${name}`, (level) => level.dependencies[name] ?? {}, origins),
    ]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/explain-release.js






/** Every key of a release's config that anybody said something of, sorted; one that was taken away has the value null. */
function explainRelease(release) {
    const { config, origins } = resolveRelease(release);
    const said = saidOf(release);
    const values = new Map(configChanges(null, config).map(({ key, to }) => [key, to]));
    return [...new Set([...values.keys(), ...said.keys()])].sort().flatMap((key) => {
        const all = said.get(key) ?? [];
        const origin = origins[key] ?? all[0]?.origin;
        if (origin === undefined)
            return [];
        const own = all.findIndex((one) => one.origin.where === origin.where);
        return [{ key, value: values.get(key) ?? null, origin, overrode: all.filter((_one, index) => index !== own) }];
    });
}
/**
 * The same for a release whose config was restored by a rollback: keys that are otherwise than the levels say come from there. `kept` is the
 * config that it has.
 */
function explainKept(release, kept, where) {
    const explained = new Map(explainRelease(release).map((one) => [one.key, one]));
    const { config } = resolveRelease(release);
    for (const { key, to } of configChanges(config, kept)) {
        const now = explained.get(key);
        const overrode = now === undefined ? [] : [{ value: now.value, origin: now.origin }, ...now.overrode];
        explained.set(key, { key, value: to, origin: { level: 'pin', where }, overrode });
    }
    return [...explained.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
/** By key, what each level says, the strongest first. */
function saidOf({ spec, service, descriptor, line }) {
    const said = new Map();
    const add = (key, value, origin) => {
        said.set(key, [{ value, origin }, ...(said.get(key) ?? [])]);
    };
    for (const [key, value] of leavesOf(infrastructureDefaults, ''))
        add(`infrastructure.${key}`, value, explain_release_ownDefault);
    for (const level of levelsOf(spec, service, descriptor, line)) {
        for (const [key, value] of Object.entries(level.config))
            add(`config.${key}`, value, at(level, 'config'));
        for (const name of Object.keys(descriptor.dependencies ?? {})) {
            for (const [key, value] of Object.entries(level.dependencies[name] ?? {})) {
                add(`dependencies.${name}.${key}`, value, at(level, `dependencies.${name}`));
            }
        }
        for (const [key, value] of infrastructureOf(level))
            add(`infrastructure.${key}`, value, at(level, 'infrastructure'));
    }
    for (const { origin, said: place } of [...namedPlaces(spec, service, descriptor, line)].reverse()) {
        add('infrastructure.hosts', place, origin);
    }
    return said;
}
const explain_release_ownDefault = { level: 'towpath', where: 'default of Towpath' };
function at({ origin }, path) {
    return { level: origin.level, where: keyOf(origin, path) };
}
/** Its keys as a resolved release has them: what stands under `config` there stands at the top here, and hosts are a matter of their own. */
function infrastructureOf({ infrastructure }) {
    const { hostGroup: _hostGroup, hosts: _hosts, config, ...settings } = infrastructure;
    return [...leavesOf(settings, ''), ...leavesOf(config ?? {}, '')].filter(([key]) => !/^(hooks|data)\b/.test(key));
}
function leavesOf(value, path) {
    if (value === null)
        return [[path, null]];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return [[path, value]];
    if (Array.isArray(value))
        return [[path, value.map(String)]];
    if (typeof value !== 'object')
        return [];
    return Object.entries(value).flatMap(([key, member]) => leavesOf(member, path === '' ? key : `${path}.${key}`));
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/explain-revision.js





/** A service as it stands in a revision. `configs` by digest: those of its releases. */
function explainRevision(revision, spec, service, configs) {
    return revision.releases
        .filter((release) => release.service === service)
        .map((release) => {
        const { version, line, isDefault, descriptor, config } = release;
        const asked = { spec, service, descriptor, line };
        const kept = configs[config];
        const isKept = kept !== undefined && blobOf(resolveRelease(asked).config).digest !== config;
        const keys = isKept ? explainKept(asked, kept, whyKept(revision, release)) : explainRelease(asked);
        return { version, line, isDefault, keys };
    });
}
/** A service as a spec would have it, with these versions; the one that is the default now comes first. */
function explainSpec(spec, service, descriptors) {
    const lines = linesOf(spec, service);
    const taken = new Set();
    return descriptors.map((descriptor) => {
        const { version } = descriptor;
        // One that stands only because a set names it has a line of its own.
        const line = lines.find((one) => !taken.has(one) && fitsLine(version, one, spec)) ?? version;
        taken.add(line);
        return { version, line, isDefault: line === lines[0], keys: explainRelease({ spec, service, descriptor, line }) };
    });
}
function whyKept({ pins, restores, environment }, { service, version }) {
    const pin = pins.find((one) => one.service === service && one.version === version);
    if (pin !== undefined)
        return `restored and pinned by ${pin.by} since ${renderTime(pin.since)}`;
    return restores === null ? 'an earlier revision' : `restored from ${environment}@${restores}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/release-config.js


/** Infrastructure with every default filled in (promote does that, so that a new default changes no old revision). */
const resolvedInfrastructureSchema = schemas/* strictObject */.rej({
    /** Names of hosts, in the spec's order. */
    hosts: schemas/* array */.YOg(lib/* nameSchema */.Jq).min(1),
    perHost: schemas/* int */.Whr(),
    resources: schemas/* strictObject */.rej({ cpuMilli: schemas/* int */.Whr().optional(), memoryMiB: schemas/* int */.Whr().optional() }),
    state: schemas/* array */.YOg(schemas/* string */.YjP()),
    strategy: schemas/* strictObject */.rej({ kind: schemas/* enum */.k5n(['overlap', 'replace']), batch: schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* string */.YjP()]) }),
    health: schemas/* strictObject */.rej({
        startSeconds: schemas/* int */.Whr(),
        intervalMs: schemas/* int */.Whr(),
        timeoutMs: schemas/* int */.Whr(),
        successes: schemas/* int */.Whr(),
        settleSeconds: schemas/* int */.Whr(),
        command: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    }),
    drainSeconds: schemas/* int */.Whr(),
    stopSeconds: schemas/* int */.Whr(),
    user: schemas/* string */.YjP().nullable(),
    restartSeconds: schemas/* int */.Whr(),
});
/** Config blob of a release: blobs/<sha256>.json. Its digest is the release's config digest; without secrets and ports. */
const releaseConfigSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    config: schemas/* record */.g1P(lib/* variableSchema */.un, lib/* scalarSchema */.iR),
    /** Target path in TOWPATH_CONFIG_DIR → text of the template. */
    files: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    /** By dependency: the values that reach the process as TOWPATH_<DEP>_<NAME>. */
    dependencies: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* record */.g1P(lib/* variableSchema */.un, lib/* scalarSchema */.iR)),
    infrastructure: resolvedInfrastructureSchema,
});

;// CONCATENATED MODULE: ./packages/environment/lib/plan/duration.js
/** Milliseconds as people say them: `40 s`, `3 h 12 min`, `2 d 4 h`. Never less than it is by more than the smaller unit. */
function renderDuration(durationMs) {
    const seconds = Math.ceil(durationMs / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24)
        return pair(hours, 'h', minutes % 60, 'min');
    return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
function pair(large, largeUnit, small, smallUnit) {
    return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/clock.js


/** Clocks of two runners differ by less. */
const toleratedMs = 5 * 60_000;
/** Whether a recorded time is still to come: then a clock was or is wrong, and nothing is concluded from it. */
function isToCome(time, now) {
    return Date.parse(time) - Date.parse(now) > toleratedMs;
}
/** The newest revision is from a time to come: one of the two clocks is wrong, and gates that ask for the time may be too. */
function judgeClock({ newest, now }) {
    const at = newest?.revision.request.at;
    if (newest === null || at === undefined || !isToCome(at, now))
        return [];
    const { environment, number } = newest.revision;
    return [
        {
            gate: 'clock',
            outcome: 'warn',
            subject: environment,
            reason: `${environment}@${number} says that it was asked for at ${renderTime(at)}, ${renderDuration(Date.parse(at) - Date.parse(now))} from now: the clock here is slow, or the one there was fast`,
            fix: 'Compare the clock of this machine with the time',
        },
    ];
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/upstream.js

/** null: nothing has to be run elsewhere first. */
function seenUpstream(context, arrival) {
    const { after } = context.spec;
    if (after === undefined)
        return null;
    const names = Array.isArray(after) ? after : after.any;
    if (names.length === 0)
        return null;
    return {
        any: !Array.isArray(after),
        environments: [...new Set(names)].sort().map((environment) => seenIn(context, environment, arrival)),
    };
}
/** Environments that it has still to run well in; none when it may come. */
function missingUpstream(context, arrival) {
    const seen = seenUpstream(context, arrival);
    if (seen === null)
        return [];
    const missing = seen.environments.filter(({ ran }) => ran === null);
    return seen.any && missing.length < seen.environments.length ? [] : missing;
}
/** How long it ran without a break; 0 for what is still to come. */
function ranMs({ since, until }, now) {
    const end = until === undefined ? Date.parse(now) : Math.min(Date.parse(until), Date.parse(now));
    return Math.max(0, end - Date.parse(since));
}
function seenIn({ upstream, now }, environment, { service, version }) {
    const known = upstream.find((one) => one.environment === environment);
    const ran = known?.ran[`${service}@${version}`];
    const toCome = ran !== undefined && isToCome(ran.since, now) ? ran.since : null;
    return { environment, exists: known?.exists ?? false, ran: toCome === null ? (ran ?? null) : null, toCome };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/catching-up.js


/**
 * What came past an environment by an override of `order` stays told, and stays in each new revision, until that environment
 * has run it too, or it no longer runs here.
 */
function catchingUp(upstream, base, releases) {
    if (base === null)
        return { overrides: [], verdicts: [] };
    const overrides = overridesNow(upstream, base)
        .filter(({ skipped }) => skipped !== undefined)
        .filter(({ subject }) => releases.some(({ service, version }) => `${service} ${version}` === subject))
        .map((override) => ({ ...override, since: override.since ?? base.number }));
    return { overrides, verdicts: overrides.map((override) => verdictOf(override, upstream.spec.environment)) };
}
/** For a revision that is put together of earlier ones: what came past an environment with a release that it has. */
function broughtPast(revisions, releases) {
    const there = new Set(releases.map(({ service, version }) => `${service} ${version}`));
    const past = revisions.flatMap(({ number, overrides }) => overrides
        .filter(({ skipped, subject = '' }) => skipped !== undefined && there.has(subject))
        .map((override) => ({ ...override, since: override.since ?? number })));
    return [...new Map(past.map((override) => [`${override.subject} ${override.since}`, override])).values()];
}
/** Overrides of a revision without those that caught up, and with what each still has to. */
function overridesNow(upstream, { overrides }) {
    return overrides.flatMap((override) => {
        if (override.skipped === undefined)
            return [override];
        const [service = '', version = ''] = (override.subject ?? '').split(' ');
        const missing = missingUpstream(upstream, { service, version });
        const skipped = override.skipped.filter((name) => missing.some(({ environment }) => environment === name));
        return skipped.length === 0 ? [] : [{ ...override, skipped }];
    });
}
function verdictOf({ gate, by, reason, subject = '', skipped = [], since }, environment) {
    const [first = ''] = skipped;
    return {
        gate,
        outcome: 'warn',
        subject,
        reason: `it came past ${skipped.join(' and ')} with ${environment}@${since} (${by}: ${reason}), and ${skipped.length === 1 ? 'that has' : 'those have'} not caught up yet`,
        fix: `Promote and deploy it there too: \`${promoteCommand(first, [subject.replace(' ', '@')])}\``,
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/gate-answer.js
/** Gates that a policy may soften and an override may set aside, with what holds where the policy says nothing. */
const defaults = {
    order: 'require',
    soak: 'require',
    freeze: 'require',
    approvals: 'require',
    matrix: 'warn',
    provenance: 'off',
};
const softGates = Object.keys(defaults).sort();
function strengthOf(spec, gate) {
    return spec.policy?.gates?.[gate] ?? defaults[gate];
}
const silent = { verdicts: [], refusals: [] };
function passed(gate, subject, reason) {
    return { verdicts: [{ gate, outcome: 'pass', subject, reason }], refusals: [] };
}
/** What stands in the way, as strong as the policy wants it. */
function standing(refusal, strength) {
    switch (strength) {
        case 'require':
            return { verdicts: [], refusals: [refusal] };
        case 'warn':
            return { verdicts: [warned(refusal)], refusals: [] };
        case 'off':
            return silent;
    }
}
function warned({ gate, subject, reason, fixes: [fix] }) {
    return { gate, outcome: 'warn', subject, reason, ...(fix === undefined ? {} : { fix }) };
}
function joinAnswers(answers) {
    return {
        verdicts: answers.flatMap(({ verdicts }) => verdicts),
        refusals: answers.flatMap(({ refusals }) => refusals),
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/provenance.js
/** By which `Provenance` is kept. */
function builtKey({ digest, repository }) {
    return `${repository} ${digest}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/together.js
/** The faults by which an instance itself did not become, or stay, well. */
const own = new Set(['unhealthy', 'unsettled', 'instance-failed']);
/**
 * What deploys of one environment tell of pairs of versions: of each the newest that went well and the newest that did not.
 * A deploy that was put back speaks only against the release that did not become well, with what it needs: nothing is known
 * of the others.
 */
function pairsThatRan(deploys) {
    const newest = new Map();
    for (const { revision, report } of deploys) {
        const { environment, number, releases } = revision;
        const failed = failedRelease(report);
        if (report.status === 'rolled-back' && failed === null)
            continue;
        const failure = failed?.said ?? null;
        const told = failed === null ? releases : releases.filter((one) => together_nameOf(one) === failed.release);
        for (const pair of pairsOf(told)) {
            const key = `${pair.consumer} ${pair.provider} ${failure === null}`;
            newest.set(key, { environment, ...pair, revision: number, failure });
        }
    }
    return [...newest.values()];
}
/** The release that did not become, or stay, well; null: none, or none that the report names. */
function failedRelease({ status, failure }) {
    if (status !== 'rolled-back' || failure === null || !own.has(failure.code))
        return null;
    const [, service, version] = /^(\S+) (\S+) on /.exec(failure.where) ?? [];
    if (service === undefined || version === undefined)
        return null;
    const said = failure.code === 'unsettled' ? 'it did not stay well' : 'it did not become well';
    return { release: `${service}@${version}`, said };
}
/** Declared dependencies that something answers. */
function pairsOf(releases) {
    return releases.flatMap(({ service, version, dependencies }) => Object.entries(dependencies).flatMap(([name, answer]) => answer.version === null
        ? []
        : [{ consumer: together_nameOf({ service, version }), provider: `${name}@${answer.version}` }]));
}
function together_nameOf({ service, version }) {
    return `${service}@${version}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/planned-sets.js


/** Sets that come, go, or give their place to another version. */
function plannedSets(before, after) {
    const [old, now] = [packagesBySet(before), packagesBySet(after)];
    const going = [...old.keys()].filter((set) => !now.has(set)).sort(compareSets);
    const coming = [...now.keys()].filter((set) => !old.has(set)).sort(compareSets);
    const names = [...new Set([...going, ...coming].map((set) => partsOfSet(set).name))].sort();
    return names.flatMap((name) => {
        const [from, to] = [going, coming].map((sets) => sets.filter((set) => partsOfSet(set).name === name));
        const rows = Math.max(from?.length ?? 0, to?.length ?? 0);
        return Array.from({ length: rows }, (_, row) => planned(name, from?.[row], to?.[row], old, now));
    });
}
function packagesBySet(releases) {
    const packages = new Map();
    for (const release of releases) {
        for (const set of setsOf(release))
            packages.set(set, (packages.get(set) ?? new Map()).set(release.service, release.version));
    }
    return packages;
}
function planned(name, from, to, old, now) {
    const [before, after] = [from === undefined ? undefined : old.get(from), to === undefined ? undefined : now.get(to)];
    const services = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
    return {
        set: name,
        from: from === undefined ? null : partsOfSet(from).version,
        to: to === undefined ? null : partsOfSet(to).version,
        packages: services.map((service) => ({
            service,
            from: before?.get(service) ?? null,
            to: after?.get(service) ?? null,
        })),
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/planned-changes.js

/** Every release of either side once: the same version first, then the same line, then in order of version. */
function pairReleases(before, after) {
    const services = [...new Set([...before, ...after].map((release) => release.service))].sort();
    const [old, coming] = [before, after].map((releases) => Map.groupBy(releases, (release) => release.service));
    return services.flatMap((service) => {
        const left = [...(old?.get(service) ?? [])];
        const right = [...(coming?.get(service) ?? [])];
        const pairs = [];
        const pairBy = (same) => {
            for (const to of [...right]) {
                const from = left.find((candidate) => same(candidate, to));
                if (from === undefined)
                    continue;
                left.splice(left.indexOf(from), 1);
                right.splice(right.indexOf(to), 1);
                pairs.push({ from, to });
            }
        };
        pairBy((from, to) => from.version === to.version);
        pairBy((from, to) => from.line === to.line);
        pairBy(() => true);
        return [...pairs, ...left.map((from) => ({ from, to: null })), ...right.map((to) => ({ from: null, to }))].sort(byLine);
    });
}
/** Pairs whose version or config differs. */
function changedReleases(before, after) {
    return pairReleases(before, after).filter(({ from, to }) => from?.version !== to?.version || from?.config !== to?.config);
}
function plannedChanges(before, after, lookup) {
    const changes = [];
    const kept = [];
    for (const { from, to } of pairReleases(before, after)) {
        const { service, line } = to ?? from ?? { service: '', line: '' };
        if (to !== null && from?.version === to.version && from.config === to.config) {
            kept.push({ service, line, version: to.version });
            continue;
        }
        const moves = from?.version !== to?.version;
        changes.push({
            service,
            line,
            from: from?.version ?? null,
            to: to?.version ?? null,
            config: from !== null && to !== null ? lookup.config(from, to) : [],
            notes: moves && to !== null ? lookup.notes(from, to) : [],
        });
    }
    return { changes, kept, sets: plannedSets(before, after) };
}
function byLine(a, b) {
    const [first, second] = [a, b].map(({ from, to }) => `${to?.line ?? from?.line} ${to?.version ?? from?.version}`);
    return (first ?? '') < (second ?? '') ? -1 : 1;
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/history-entry.js


function historyEntry({ revision, base, reports, state }) {
    return {
        revision: revision.number,
        kind: revision.kind,
        request: revision.request,
        specHome: revision.specHome,
        base: revision.base,
        restores: revision.restores,
        changes: changesOf(revision, base),
        isSpecChanged: base !== null && base.spec !== revision.spec,
        verdicts: revision.verdicts,
        overrides: revision.overrides,
        deploys: reports.map(({ status, run, startedAt, endedAt, failure }) => ({
            status,
            run,
            startedAt,
            endedAt,
            failure: failure === null ? null : `${failure.where}: ${failure.found ?? failure.expected ?? failure.code}`,
        })),
        parked: state.parked.find((entry) => entry.revision === revision.number)?.reason ?? null,
        isDeployed: state.deployed?.number === revision.number,
    };
}
function changesOf(revision, base) {
    return changedReleases(base?.releases ?? [], revision.releases).map(({ from, to }) => ({
        service: to?.service ?? from?.service ?? '',
        from: from?.version ?? null,
        to: to?.version ?? null,
    }));
}
/** Newest first, a few lines each. */
function renderHistoryText(environment, entries) {
    return entries
        .flatMap((entry) => renderEntry(environment, entry))
        .map(terminalLine)
        .join('\n');
}
function renderEntry(environment, entry) {
    const { revision, request, restores, specHome, verdicts, overrides, deploys } = entry;
    const told = verdicts.filter(({ outcome }) => outcome !== 'pass');
    const passed = verdicts.length - told.length;
    return [
        `${environment}@${revision}  ${request.at}  ${request.by}: ${request.command}${restores === null ? '' : `, restores ${environment}@${restores}`}${entry.isDeployed ? '  (it runs)' : ''}`,
        ...(request.reason === null ? [] : [`  why      ${request.reason}`]),
        ...(request.pullRequest === undefined ? [] : [`  pull     ${request.pullRequest}`]),
        `  from     ${request.run}, spec ${specHome.repository} ${specHome.path} at ${specHome.commit.slice(0, 12)}`,
        `  changes  ${renderChanges(entry)}`,
        ...(passed === 0 ? [] : [`  passed   ${passed === 1 ? '1 gate' : `${passed} gates`}`]),
        ...told.map(({ outcome, gate, subject, reason }) => `  ${outcome.padEnd(8)} ${gate} ${subject}: ${reason}`),
        ...overrides.map(renderOverride),
        ...(deploys.length === 0 ? ['  deploy   never'] : deploys.map(renderDeploy)),
    ];
}
/** One that an earlier revision was given stands here until what it came past has caught up. */
function renderOverride({ gate, subject, by, reason, since }) {
    const of = subject === undefined ? '' : ` of ${subject}`;
    return `  override ${gate}${of} by ${by}${since === undefined ? '' : ` (with ${since})`}: ${reason}`;
}
function renderChanges({ changes, isSpecChanged }) {
    const named = changes.map(({ service, from, to }) => {
        if (from === to)
            return `${service} ${to} (config)`;
        return `${service} ${from ?? 'nothing'} → ${to ?? 'nothing'}`;
    });
    if (named.length === 0)
        return isSpecChanged ? 'the spec alone' : 'nothing';
    return named.join(', ');
}
function renderDeploy({ status, run, endedAt, failure }) {
    return `  deploy   ${status} at ${endedAt} (${run})${failure === null ? '' : `: ${failure}`}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-document.js





const configValueSchema = schemas/* union */.KCZ([lib/* scalarSchema */.iR, schemas/* array */.YOg(schemas/* string */.YjP())]).nullable();
/** What a plan says, for other programs: the file that the output `plan` names. The revision itself is in the store. */
const planDocumentSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    kind: schemas/* enum */.k5n(['promote', 'rollback', 'spec']),
    environment: lib/* nameSchema */.Jq,
    outcome: schemas/* enum */.k5n(['revision', 'unchanged', 'refused']),
    /** The number that it gets; for `unchanged` the one that stands; null when refused. */
    revision: schemas/* int */.Whr().nullable(),
    content: lib/* digestSchema */.er.nullable(),
    newest: schemas/* int */.Whr().nullable(),
    base: schemas/* int */.Whr().nullable(),
    request: requestSchema,
    changes: schemas/* array */.YOg(schemas/* strictObject */.rej({
        service: lib/* nameSchema */.Jq,
        line: schemas/* string */.YjP(),
        from: lib/* versionSchema */.G0.nullable(),
        to: lib/* versionSchema */.G0.nullable(),
        config: schemas/* array */.YOg(schemas/* strictObject */.rej({ key: schemas/* string */.YjP(), from: configValueSchema, to: configValueSchema })),
        notes: schemas/* array */.YOg(schemas/* strictObject */.rej({ version: lib/* versionSchema */.G0, notes: schemas/* string */.YjP() })),
    })),
    kept: schemas/* array */.YOg(schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, line: schemas/* string */.YjP(), version: lib/* versionSchema */.G0 })),
    /** Package sets that come, go or move, each as a whole. */
    sets: schemas/* array */.YOg(schemas/* strictObject */.rej({
        set: lib/* nameSchema */.Jq,
        from: lib/* versionSchema */.G0.nullable(),
        to: lib/* versionSchema */.G0.nullable(),
        packages: schemas/* array */.YOg(schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, from: lib/* versionSchema */.G0.nullable(), to: lib/* versionSchema */.G0.nullable() })),
    })),
    order: schemas/* array */.YOg(schemas/* array */.YOg(lib/* nameSchema */.Jq)),
    /** Declared edges that the change touches, and what else would have to come where they don't hold; null for a rollback. */
    compatibility: schemas/* strictObject */.rej({ edges: schemas/* array */.YOg(judgedEdgeSchema), derived: promotionSetSchema.nullable() })
        .nullable(),
    /** Of a rollback of a part: the services that go back. */
    part: schemas/* array */.YOg(lib/* nameSchema */.Jq).optional(),
    verdicts: schemas/* array */.YOg(verdictSchema),
    refusals: schemas/* array */.YOg(schemas/* strictObject */.rej({
        code: schemas/* string */.YjP(),
        gate: schemas/* string */.YjP(),
        subject: schemas/* string */.YjP(),
        reason: schemas/* string */.YjP(),
        fixes: schemas/* array */.YOg(schemas/* string */.YjP()),
    })),
});
function planDocument(plan) {
    return {
        schema: 1,
        kind: plan.kind,
        environment: plan.environment,
        outcome: plan.outcome,
        revision: plannedNumber(plan),
        content: plan.outcome === 'revision' ? plan.revision.content : null,
        newest: plan.newest,
        base: plan.base,
        request: plan.request,
        changes: plan.changes.map((change) => ({
            ...change,
            config: change.config.map(({ key, from, to }) => ({ key, from: copied(from), to: copied(to) })),
            notes: [...change.notes],
        })),
        kept: [...plan.kept],
        sets: plan.sets.map((set) => ({ ...set, packages: set.packages.map((one) => ({ ...one })) })),
        order: plan.order.map((group) => [...group]),
        compatibility: plan.compatibility === undefined
            ? null
            : { edges: [...plan.compatibility.edges], derived: plan.compatibility.derived },
        ...(plan.part !== undefined && { part: [...plan.part] }),
        verdicts: [...plan.verdicts],
        refusals: plan.outcome === 'refused' ? plan.refusals.map((refusal) => ({ ...refusal, fixes: [...refusal.fixes] })) : [],
    };
}
/** Canonical JSON of the plan's document. */
function renderPlanJson(plan) {
    return (0,lib/* canonicalJson */.dj)(planDocument(plan));
}
/** The number of the revision that a plan makes or leaves standing; null when refused. */
function plannedNumber(plan) {
    switch (plan.outcome) {
        case 'revision':
            return plan.revision.number;
        case 'unchanged':
            return plan.unchangedSince;
        case 'refused':
            return null;
    }
}
function copied(value) {
    return typeof value === 'object' && value !== null ? [...value] : value;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/escape-markdown.js
/**
 * Text of someone else as the words that it is, wherever Markdown is read (comments, summaries): no markup, HTML, link,
 * mention, reference to an issue or formula comes out of it. Line ends and list items (`- `, `* `) stay.
 *
 * GitHub looks for mentions and references in what Markdown has become, where an entity is the sign itself again: there
 * only a zero width space keeps sign and name apart (as Renovate does, lib/util/markdown.ts).
 */
function escapeMarkdown(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map((line) => {
        const item = /^\s*[-*] +/.exec(line);
        return item === null ? escapeMarkdownLine(line) : `- ${escapeMarkdownLine(line.slice(item[0].length))}`;
    })
        .join('\n')
        .replace(/(\S)\n(?=[^\n-])/g, '$1  \n');
}
/** The same on one line, which can also stand in a table's cell. */
function escapeMarkdownLine(text) {
    return text
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
        .trim()
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/(https?|ftp|mailto|www)([:.])/gi, (_whole, scheme, sign) => scheme + entity(sign))
        .replace(/^([-+=]+|\d+[.)](?=\s|$))/, (signs) => [...signs].map(entity).join(''))
        .replace(/\bGH-(?=\d)/gi, (reference) => `${reference}${apart}`)
        .replace(/(?<![A-Za-z0-9])@/g, (sign) => `${entity(sign)}${apart}`)
        .replace(/(?<!&)#(?=\d)/g, (sign) => `${entity(sign)}${apart}`)
        .replace(/[\\`*_[\]|~$@]|(?<!&)#/g, entity);
}
const apart = '&#8203;';
/** Prose of ours with `code` in it, and text of someone else: each part as what it is, on one line. */
function escapeProse(text) {
    const parts = text.split('`');
    const unpaired = parts.length % 2 === 0 ? parts.pop() : undefined;
    if (unpaired !== undefined)
        parts.push(`${parts.pop() ?? ''}\`${unpaired}`);
    return parts.map((part, index) => (index % 2 === 1 && part !== '' ? codeSpan(part) : escapeInside(part))).join('');
}
/** A part of a line keeps the blanks around it. */
function escapeInside(part) {
    const [lead = ''] = /^\s*/.exec(part) ?? [];
    const [trail = ''] = /\s*$/.exec(part.slice(lead.length)) ?? [];
    return `${lead === '' ? '' : ' '}${escapeMarkdownLine(part)}${trail === '' ? '' : ' '}`;
}
/**
 * Text as a code span, which keeps it as it is, in a table too. Line ends become blanks. A `|` would end a cell in a table,
 * and `\|` would show its backslash outside of one, so such a text is written in HTML.
 */
function codeSpan(text) {
    const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
    if (plain.includes('|'))
        return `<code>${escapeMarkdownLine(plain)}</code>`;
    const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    const pad = longest > 0 || plain.trim() === '' ? ' ' : '';
    return `${fence}${pad}${plain}${pad}${fence}`;
}
function entity(sign) {
    return `&#${sign.codePointAt(0)};`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-sets.js

/** More packages than this are counted, not listed. */
const mostPackages = 20;
/** `checkout 2.4.0 → 3.0.0`, `checkout 3.0.0 (new)`, `checkout 2.4.0 (removed)`. */
function setTitle({ set, from, to }) {
    if (from === null)
        return `${set} ${to} (new)`;
    return to === null ? `${set} ${from} (removed)` : `${set} ${from} → ${to}`;
}
/** `5 packages as a whole: orders 1.4.0 → 1.5.0, stock 2.1.3`. */
function setContent({ to, packages }) {
    const named = packages.filter((one) => (to === null ? one.from : one.to) !== null);
    const shown = packages.slice(0, mostPackages).map(memberText);
    const hidden = packages.length - shown.length;
    const count = named.length === 1 ? '1 package' : `${named.length} packages`;
    return `${count} as a whole: ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}
function memberText({ service, from, to }) {
    if (from === null || from === to)
        return `${service} ${to}`;
    return to === null ? `${service} ${from} → –` : `${service} ${from} → ${to}`;
}
/** A paragraph for each set, for Markdown. */
function setParts(plan) {
    return plan.sets.map((one) => `Set **${escapeMarkdownLine(setTitle(one))}**, ${escapeMarkdownLine(setContent(one))}.`);
}
/** A command or a name in Markdown. */
function setHeading({ set, from, to }) {
    return to === null ? `${codeSpan(set)} ${from} (removed)` : `${codeSpan(set)} ${to}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-headline.js


/** The answer of a plan in one line of prose, with `code`. */
function planHeadline(plan) {
    const { environment } = plan;
    switch (plan.outcome) {
        case 'unchanged':
            return `${environment}: nothing to change, ${environment}@${plan.unchangedSince} has it all`;
        case 'refused':
            return `${environment}: ${refusedOf(plan)}`;
        case 'revision':
            return plan.kind === 'rollback'
                ? `${environment}: ${plan.part === undefined ? 'it' : joined(plan.part.map((service) => `\`${service}\``))} can go back to ${environment}@${plan.revision.restores}`
                : `${environment}: ${subjectOf(plan)} can go`;
    }
}
/** Of a rollback `it` is the environment, which goes back; a version, set or revision comes back. */
function refusedOf(plan) {
    const subject = subjectOf(plan);
    if (plan.kind !== 'rollback')
        return `${subject} can't go yet`;
    return `${subject} can't ${subject === 'it' ? 'go back' : 'come back'}`;
}
function subjectOf(plan) {
    const ofSets = new Set(plan.sets.flatMap(({ packages }) => packages.map(({ service }) => service)));
    const moved = plan.changes.filter((change) => change.from !== change.to && !ofSets.has(change.service));
    const names = [...plan.sets.map(setHeading), ...moved.map(plan_headline_nameOf)];
    if (plan.outcome === 'refused') {
        const known = new Set(plan.changes.map(({ service }) => service));
        const subjects = plan.refusals.map(({ subject }) => subject).filter((subject) => subject !== plan.environment);
        const more = names.length === 0 ? subjects : subjects.filter((subject) => isVersionOfOther(subject, known));
        names.push(...new Set(more.map(firstIn)));
    }
    if (names.length > 0)
        return names.length <= 3 ? joined(names) : `${names.length} changes`;
    if (plan.outcome === 'refused' && plan.kind === 'rollback')
        return 'it';
    return plan.changes.length === 0
        ? 'the changed spec'
        : `the config of ${joined(shortened(plan.changes.map((change) => `\`${change.service}\``)))}`;
}
/** `stock 1.0.0`, of which the plan has no change because no line takes it. */
function isVersionOfOther(subject, known) {
    const [service = '', version = '', ...rest] = subject.split(' ');
    return /^\d/.test(version) && rest.length === 0 && !known.has(service);
}
function plan_headline_nameOf({ service, to }) {
    return to === null ? `\`${service}\` (removed)` : `\`${service}\` ${to}`;
}
function firstIn(subject) {
    const [name = subject, ...rest] = subject.split(' ');
    return [`\`${name}\``, ...rest].join(' ');
}
/** What is left out is counted, so that nobody takes the rest for all. */
function shortened(names) {
    return names.length <= 3 ? names : [...names.slice(0, 3), `${names.length - 3} more`];
}
function joined(names) {
    const last = names.at(-1) ?? '';
    return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
/** `staging@41`, or `nothing`. */
function revisionName(environment, number) {
    return number === null ? 'nothing yet' : `${environment}@${number}`;
}
/** Heads of the two columns of a plan's table. */
function planColumns(plan) {
    const { environment } = plan;
    const number = plannedNumber(plan);
    return {
        before: `now (${revisionName(environment, plan.base)})`,
        after: number === null ? 'asked for' : `then (${revisionName(environment, number)})`,
    };
}
/** What follows from a change besides its version, each as one clause. */
function changeRemarks({ from, to, notes, config, line }) {
    const remarks = [];
    if (from === null)
        remarks.push('new');
    if (to === null)
        remarks.push('is stopped');
    if (from !== null && notes.length > 1)
        remarks.push(`${notes.length} versions in one step`);
    if (config.length > 0)
        remarks.push(config.length === 1 ? '1 config key' : `${config.length} config keys`);
    if (line !== '*')
        remarks.push(`line \`${line}\``);
    return remarks;
}
/** A config value as people read it. */
function configText(value) {
    if (value === null)
        return 'nothing';
    const text = typeof value === 'object' ? `[${value.join(', ')}]` : String(value);
    if (text === '')
        return 'empty';
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/commit-range.js
function commitRange(from, to) {
    const [old, now] = [from?.descriptor.source ?? null, to?.descriptor.source ?? null];
    const repository = (now ?? old)?.repository;
    if (repository === undefined)
        return null;
    const isOne = old === null || now === null || old.repository === now.repository;
    const commits = { from: isOne ? (old?.revision ?? null) : null, to: now?.revision ?? null };
    return { repository, ...commits, url: compareUrl(repository, commits.from, commits.to) };
}
/** GitHub, and GitHub Enterprise Server by its host. A build of changed files (`-dirty`) has no commit of its own. */
function compareUrl(repository, from, to) {
    const isHosted = /^[a-z0-9.-]+\.[a-z0-9-]+\/[\w.-]+\/[\w.-]+$/i.test(repository);
    const isCommit = (text) => text !== null && /^[0-9a-f]{40}$/.test(text);
    if (!isHosted || !isCommit(from) || !isCommit(to) || from === to)
        return null;
    return `https://${repository}/compare/${from}...${to}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/spec-difference.js
function compareSpecs(from, to) {
    const changes = leafChanges(settingsOf(from), settingsOf(to));
    return {
        hosts: hostChanges(from, to),
        policy: changes.filter(({ key }) => key.startsWith('policy.')),
        settings: changes.filter(({ key }) => !key.startsWith('policy.')),
    };
}
function hostChanges(from, to) {
    const [before, after] = [hostsOf(from), hostsOf(to)];
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .map((host) => ({ host, from: before.get(host) ?? null, to: after.get(host) ?? null }))
        .filter((change) => change.from !== change.to);
}
function hostsOf({ hostGroups }) {
    const places = Object.entries(hostGroups).flatMap(([group, { hosts }]) => hosts.map(({ name, address }) => ({ name, place: `${group} ${address}` })));
    const byHost = Map.groupBy(places, ({ name }) => name);
    return new Map([...byHost].map(([name, ones]) => [
        name,
        ones
            .map(({ place }) => place)
            .sort()
            .join(', '),
    ]));
}
/** What a release's config is made of shows there, and wishes show as releases. */
const shownElsewhere = new Set(['config', 'dependencies', 'infrastructure', 'lines', 'hosts', 'packages', 'sets']);
function settingsOf(spec) {
    const leaves = new Map();
    spec_difference_collect(spec, [], leaves);
    return leaves;
}
function spec_difference_collect(value, path, leaves) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        leaves.set(path.join('.'), value);
    }
    else if (Array.isArray(value)) {
        leaves.set(path.join('.'), value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))));
    }
    else if (typeof value === 'object' && value !== null) {
        for (const [key, member] of Object.entries(value)) {
            if (!isShownElsewhere(path, key))
                spec_difference_collect(member, [...path, key], leaves);
        }
    }
}
/** At the top, in a host group and in a service; a policy may have keys of the same names. */
function isShownElsewhere(path, key) {
    const isLevel = path.length === 0 || (path.length === 2 && (path[0] === 'hostGroups' || path[0] === 'services'));
    return isLevel && shownElsewhere.has(key);
}
function leafChanges(before, after) {
    return [...new Set([...before.keys(), ...after.keys()])]
        .sort()
        .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }))
        .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/revision-difference.js




function compareRevisions({ from, to, between, requests }) {
    const pairs = pairReleases(from.revision.releases, to.revision.releases);
    const moved = pairs.filter(({ from: old, to: now }) => old?.version !== now?.version || old?.config !== now?.config);
    return {
        schema: 1,
        from: revision_difference_nameOf(from.revision),
        to: revision_difference_nameOf(to.revision),
        releases: moved.map((pair) => ({
            service: pair.to?.service ?? pair.from?.service ?? '',
            line: pair.to?.line ?? pair.from?.line ?? '*',
            from: pair.from?.version ?? null,
            to: pair.to?.version ?? null,
            source: commitRange(pair.from, pair.to),
            versions: pair.to === null || pair.from?.version === pair.to.version ? [] : revision_difference_versionsOf(pair.to, between),
            config: configDifference(pair.from, pair.to, { ...from.configs, ...to.configs }),
        })),
        kept: pairs.length - moved.length,
        ...compareSpecs(from.spec, to.spec),
        pins: comparePins(from.revision.pins, to.revision.pins),
        requests,
    };
}
/** Whether nothing differs that a person could see. */
function isSame({ releases, hosts, policy, settings, pins }) {
    return (releases.length + hosts.length + policy.length + settings.length + pins.added.length + pins.removed.length === 0);
}
function revision_difference_versionsOf(to, between) {
    const others = between[`${to.service}@${to.version}`];
    if (others === undefined)
        return [];
    const { notes, source } = to.descriptor;
    return [{ version: to.version, commit: source.revision, notes }, ...others];
}
function configDifference(from, to, configs) {
    if (from === null || to === null || from.config === to.config)
        return [];
    return configChanges(configs[from.config] ?? null, configs[to.config] ?? null);
}
function comparePins(before, after) {
    const isIn = (pins) => (pin) => pins.some((one) => one.service === pin.service && one.version === pin.version && one.config === pin.config);
    return {
        added: after.filter((pin) => !isIn(before)(pin)),
        removed: before.filter((pin) => !isIn(after)(pin)),
    };
}
function revision_difference_nameOf({ environment, number }) {
    return { environment, number };
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/render-difference.js



/** For a terminal: what moves, then what else people changed, then who asked for it. */
function renderDifferenceText(difference) {
    const { from, to, releases, hosts, policy, settings, pins, requests, kept } = difference;
    const [old, now] = [from, to].map(renderName);
    if (isSame(difference))
        return `${old} and ${now} are the same`;
    const width = Math.max(0, ...releases.map(({ service }) => service.length));
    const lines = [
        `${old} → ${now}`,
        ...releases.flatMap((release) => renderRelease(release, width)),
        ...(kept === 0 ? [] : [`  ${kept === 1 ? '1 release is' : `${kept} releases are`} the same`]),
        ...section('hosts', hosts.map((host) => `${host.host}: ${host.from ?? 'not there'} → ${host.to ?? 'not there'}`)),
        ...section('policy', policy.map(renderSetting)),
        ...section('spec', settings.map(renderSetting)),
        ...section('pins', [...pins.added.map(renderPin('new')), ...pins.removed.map(renderPin('released'))]),
        ...section('asked for', requests.map(({ revision, request }) => {
            const why = request.reason === null ? '' : `: ${request.reason}`;
            return `${to.environment}@${revision} ${request.command}, by ${request.by} at ${request.at} (${request.run})${why}`;
        })),
    ];
    return lines.map(terminalLine).join('\n');
}
function renderRelease({ service, from, to, source, versions, config }, width) {
    const moves = from === to ? `${to} (config)` : `${from ?? 'nothing'} → ${to ?? 'nothing'}`;
    const where = source === null || from === to ? '' : `   ${renderSource(source)}`;
    return [
        `  ${service.padEnd(width)}  ${moves}${where}`,
        ...versions.map(({ version, commit, notes }) => `      ${version} ${shortCommit(commit)} ${firstLine(notes)}`),
        ...config.map((change) => `      ${renderSetting(change)}`),
    ];
}
function renderSource({ repository, from, to, url }) {
    if (url !== null)
        return url;
    const commits = [from, to].flatMap((commit) => (commit === null ? [] : [shortCommit(commit)]));
    return `${repository} ${commits.join('..')}`;
}
function renderSetting({ key, from, to }) {
    return `${key}: ${configText(from)} → ${configText(to)}`;
}
function renderPin(what) {
    return ({ service, version, by, reason }) => `${service} ${version} ${what}, by ${by}: ${reason}`;
}
function renderName({ environment, number }) {
    return `${environment}@${number}`;
}
function section(title, lines) {
    return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
function shortCommit(commit) {
    return commit.replace(/^([0-9a-f]{12})[0-9a-f]{28}/, '$1');
}
function firstLine(text) {
    const [line = ''] = text.trim().split('\n');
    return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

;// CONCATENATED MODULE: ./packages/environment/lib/history/render-explanation.js


/** For a terminal: each key with its value and who said it, then what that overrode. `place`: `staging@42`, or a file. */
function renderExplanationText(service, place, releases) {
    return releases
        .flatMap(({ version, line, isDefault, keys }) => {
        const which = releases.length === 1 ? '' : `, line ${line}${isDefault ? ' (default)' : ''}`;
        const width = Math.max(0, ...keys.map(({ key }) => key.length));
        return [`${service} ${version} in ${place}${which}`, ...keys.flatMap((key) => renderKey(key, width))];
    })
        .map(terminalLine)
        .join('\n');
}
function renderKey({ key, value, origin, overrode }, width) {
    return [
        `  ${key.padEnd(width)}  ${value === null ? 'nothing' : configText(value)}  (${origin.where})`,
        ...overrode.map((said) => `  ${' '.repeat(width)}  instead of ${renderSaid(said)}`),
    ];
}
function renderSaid({ value, origin }) {
    return `${value === null ? 'nothing, which takes it away' : configText(value)} (${origin.where})`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/report.js


const phaseSchema = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    startedAt: lib/* timeSchema */.Rl,
    durationMs: schemas/* int */.Whr(),
    outcome: schemas/* enum */.k5n(['done', 'failed', 'skipped']),
    detail: schemas/* string */.YjP(),
});
const reportedInstanceSchema = schemas/* strictObject */.rej({
    /** `<env>_<service>_<version>_<release8>@<host>` */
    id: schemas/* string */.YjP(),
    service: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    config: lib/* digestSchema */.er,
    ip: schemas/* string */.YjP(),
    /** By the provide's name. */
    ports: schemas/* record */.g1P(lib/* nameSchema */.Jq, schemas/* int */.Whr()),
    unit: schemas/* string */.YjP(),
    change: schemas/* enum */.k5n(['started', 'kept', 'stopped', 'restored']),
});
/** reports/<fence>.json: what a deploy did and saw. */
const deployReportSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: lib/* nameSchema */.Jq,
    revision: schemas/* int */.Whr(),
    previous: schemas/* int */.Whr().nullable(),
    fence: schemas/* int */.Whr(),
    status: schemas/* enum */.k5n(['deployed', 'unchanged', 'rolled-back']),
    run: schemas/* string */.YjP(),
    startedAt: lib/* timeSchema */.Rl,
    endedAt: lib/* timeSchema */.Rl,
    routeTable: lib/* digestSchema */.er.nullable(),
    verifiedThrough: schemas/* enum */.k5n(['vip', 'host']).nullable(),
    hosts: schemas/* array */.YOg(schemas/* strictObject */.rej({
        host: lib/* nameSchema */.Jq,
        phases: schemas/* array */.YOg(phaseSchema),
        sentBytes: schemas/* int */.Whr(),
        totalBytes: schemas/* int */.Whr(),
        instances: schemas/* array */.YOg(reportedInstanceSchema),
    })),
    proxies: schemas/* array */.YOg(schemas/* strictObject */.rej({ host: lib/* nameSchema */.Jq, outcome: schemas/* string */.YjP(), table: lib/* digestSchema */.er.nullable(), holdsVip: schemas/* boolean */.zMY() })),
    failure: schemas/* strictObject */.rej({
        code: schemas/* string */.YjP(),
        where: schemas/* string */.YjP(),
        expected: schemas/* string */.YjP().nullable(),
        found: schemas/* string */.YjP().nullable(),
        fix: schemas/* string */.YjP().nullable(),
        log: schemas/* array */.YOg(schemas/* string */.YjP()),
    })
        .nullable(),
});

;// CONCATENATED MODULE: ./packages/environment/lib/state.js



/** Who acts: the same owner takes over its own lease at once (DESIGN invariant 5). */
const leaseOwnerSchema = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('job'),
        repository: schemas/* string */.YjP(),
        run: schemas/* string */.YjP(),
        attempt: schemas/* int */.Whr(),
        job: schemas/* string */.YjP(),
        runner: schemas/* string */.YjP(),
        environment: lib/* nameSchema */.Jq,
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('process'),
        host: schemas/* string */.YjP(),
        boot: schemas/* string */.YjP(),
        pid: schemas/* int */.Whr(),
        startTime: schemas/* string */.YjP(),
    }),
]);
const leaseSchema = schemas/* strictObject */.rej({
    owner: leaseOwnerSchema,
    /** URL of the run, for people. */
    run: schemas/* string */.YjP(),
    revision: schemas/* int */.Whr(),
    fence: schemas/* int */.Whr(),
    since: lib/* timeSchema */.Rl,
    until: lib/* timeSchema */.Rl,
    /** Whose lease was taken over for this one, and why. */
    tookOver: schemas/* strictObject */.rej({ owner: leaseOwnerSchema, run: schemas/* string */.YjP(), reason: schemas/* string */.YjP() }).nullable(),
});
const lockSchema = schemas/* strictObject */.rej({
    /** null: the whole environment. */
    service: lib/* nameSchema */.Jq.nullable(),
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    run: schemas/* string */.YjP(),
    since: lib/* timeSchema */.Rl,
    until: lib/* timeSchema */.Rl.nullable(),
    /** It stands in every environment, and new ones heed it: the global stop. Absent: in this one alone. */
    everywhere: schemas/* literal */.euz(true).optional(),
});
const parkedSchema = schemas/* strictObject */.rej({
    revision: schemas/* int */.Whr(),
    /** What it would have changed, `name@version` each; empty when only spec or config. */
    packages: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Digest of the spec that failed, when the spec itself was part of the change. */
    spec: lib/* digestSchema */.er.nullable(),
    reason: schemas/* string */.YjP(),
    at: lib/* timeSchema */.Rl,
});
/** A package that is accepted into a revision and not deployed yet. */
const waitingSchema = schemas/* strictObject */.rej({
    package: lib/* nameSchema */.Jq,
    version: lib/* versionSchema */.G0,
    by: schemas/* string */.YjP(),
    at: lib/* timeSchema */.Rl,
    /** Why, or the command where nobody said. */
    reason: schemas/* string */.YjP(),
});
/** state.json of an environment's domain: all that changes. */
const environmentStateSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    /** The newest revision: what is wanted. */
    desired: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: lib/* digestSchema */.er }).nullable(),
    /** What runs: the last revision that was deployed and verified. */
    deployed: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: lib/* digestSchema */.er, at: lib/* timeSchema */.Rl }).nullable(),
    /** The one deployed well before `deployed`; for a restored one, before what it restores. */
    lastGood: schemas/* int */.Whr().nullable(),
    lease: leaseSchema.nullable(),
    /** The highest fence given so far. */
    fence: schemas/* int */.Whr(),
    locks: schemas/* array */.YOg(lockSchema),
    pins: schemas/* array */.YOg(pinSchema),
    parked: schemas/* array */.YOg(parkedSchema),
    waiting: schemas/* array */.YOg(waitingSchema),
    specHome: specHomeSchema.nullable(),
});
/** The state of an environment that has no revision yet. */
const emptyState = {
    schema: 1,
    desired: null,
    deployed: null,
    lastGood: null,
    lease: null,
    fence: 0,
    locks: [],
    pins: [],
    parked: [],
    waiting: [],
    specHome: null,
};

;// CONCATENATED MODULE: ./packages/environment/lib/json-schemas.js










const documents = {
    'environment.schema.json': ['Spec of an environment (environments/<env>.yaml)', environmentSpecSchema],
    'spec-blob.schema.json': ['Spec that a revision names', specBlobSchema],
    'release-config.schema.json': ['Config of a release', releaseConfigSchema],
    'revision.schema.json': ['Revision of an environment', revisionSchema],
    'state.schema.json': ['State of an environment', environmentStateSchema],
    'report.schema.json': ['Report of a deploy', deployReportSchema],
    'plan.schema.json': ['Plan of a promotion or rollback', planDocumentSchema],
    'can-promote.schema.json': ['Answer of `towpath can-promote`', promotionAnswerSchema],
    'can-remove.schema.json': ['Answer of `towpath can-remove`', removalAnswerSchema],
};
/** JSON Schemas of this package's documents by file name; `baseUrl`, with its final slash, is where they are published. */
function renderJsonSchemas(baseUrl) {
    return Object.fromEntries(Object.entries(documents).map(([file, [title, schema]]) => [
        file,
        renderJsonSchema(schema, { title, id: `${baseUrl}${file}` }),
    ]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/lease-owner.js

/** The same job of the same attempt, or the same process of the same boot (DESIGN invariant 5). */
function isSameOwner(a, b) {
    return (0,lib/* canonicalJson */.dj)(a) === (0,lib/* canonicalJson */.dj)(b);
}
function describeOwner(owner) {
    switch (owner.kind) {
        case 'job':
            return `job ${owner.job} of ${owner.repository}, run ${owner.run} attempt ${owner.attempt}`;
        case 'process':
            return `process ${owner.pid} on ${owner.host}`;
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/acquire-lease.js




const defaultLimitMs = 60 * 60_000;
/**
 * The right to deploy, with the next fence. A lease of the same owner, of one that is gone, or that has expired is taken
 * over at once, and that is recorded in it.
 */
function acquireLease(wish) {
    const { state, now } = wish;
    const held = state.lease;
    const reason = held === null ? null : reasonToTakeOver(held, wish);
    if (held !== null && reason === null)
        return { outcome: 'held', by: held, fault: heldFault(held, wish) };
    const fence = Math.max(state.fence, wish.fenceOfHosts ?? 0) + 1;
    const lease = {
        owner: wish.owner,
        run: wish.run,
        revision: wish.revision,
        fence,
        since: now,
        until: new Date(Date.parse(now) + (wish.limitMs ?? defaultLimitMs)).toISOString(),
        tookOver: held === null || reason === null ? null : { owner: held.owner, run: held.run, reason },
    };
    return { outcome: 'acquired', state: { ...state, fence, lease }, lease };
}
function reasonToTakeOver(held, wish) {
    if (isSameOwner(held.owner, wish.owner))
        return 'the same owner runs again';
    if (Date.parse(held.until) <= Date.parse(wish.now))
        return `it ended at ${renderTime(held.until)}`;
    if (wish.ownerIsGone(held.owner))
        return 'its owner is gone';
    return wish.takeOver === true ? 'take-over was asked for' : null;
}
function heldFault(held, { environment, now }) {
    const age = renderDuration(Date.parse(now) - Date.parse(held.since));
    return new EnvironmentFault('lease-held', {
        where: `${environment} is being deployed`,
        found: `${environment}@${held.revision} by ${describeOwner(held.owner)} for ${age}, until ${renderTime(held.until)} at most (${held.run})`,
        fix: 'Wait for it to end, or, if it is gone for good, deploy with `take-over: true`',
    }, { retryable: true });
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/locks.js


/** Those that have not run out: the global stop, one of the whole environment, then by service. */
function activeLocks(locks, now) {
    return locks
        .filter((lock) => lock.until === null || Date.parse(lock.until) > Date.parse(now))
        .sort((a, b) => (locks_sortKey(a) < locks_sortKey(b) ? -1 : 1));
}
function locks_sortKey({ service, everywhere }) {
    return `${service ?? ''} ${everywhere === true ? 0 : 1}`;
}
/** Who holds it, since when, until when, why and where from: what every refused request is told. */
function describeLock({ by, since, until, reason, run, everywhere }) {
    const what = everywhere === true ? 'every environment is stopped' : 'locked';
    return `${what} by ${by} since ${renderTime(since)} ${until === null ? 'until it is unlocked' : `until ${renderTime(until)}`}: ${reason} (${run})`;
}
/** `towpath unlock prod --service orders`, to be shown. */
function unlockCommand({ environment, service, everywhere }) {
    if (everywhere)
        return 'towpath unlock --all';
    return `towpath unlock ${environment}${service === null ? '' : ` --service ${service}`}`;
}
/**
 * The state with the lock. One scope has one lock: the same person's is replaced, another's is in the way (`locked`). What has run out goes.
 */
function putLock(state, environment, lock) {
    const locks = activeLocks(state.locks, lock.since);
    const held = locks.find((other) => isSameScope(other, lock));
    if (held !== undefined && held.by !== lock.by) {
        const scope = { environment, service: lock.service, everywhere: lock.everywhere === true };
        throw new EnvironmentFault('locked', {
            where: locks_nameOf(scope),
            expected: 'no lock of someone else',
            found: describeLock(held),
            fix: `Leave it to ${held.by}, or lift it first: \`${unlockCommand(scope)}\``,
        });
    }
    return { ...state, locks: [...locks.filter((other) => other !== held), lock] };
}
/** The state without the lock of that scope, and the lock. Throws `lock-unknown`, naming the locks that there are. */
function removeLock(state, scope, now) {
    const locks = activeLocks(state.locks, now);
    const wanted = { service: scope.service, ...(scope.everywhere && { everywhere: true }) };
    const removed = locks.find((lock) => isSameScope(lock, wanted));
    if (removed !== undefined)
        return { state: { ...state, locks: locks.filter((lock) => lock !== removed) }, removed };
    const scopes = locks.map((lock) => scopeOf(lock, scope.environment));
    throw new EnvironmentFault('lock-unknown', {
        where: locks_nameOf(scope),
        expected: 'a lock',
        found: scopes.length === 0 ? 'none: it is open' : `only ${scopes.map(locks_nameOf).join(', ')} locked`,
        fix: scopes.length === 0
            ? `See \`towpath status --environment ${scope.environment}\``
            : `To lift what is there: ${scopes.map((one) => `\`${unlockCommand(one)}\``).join(', ')}`,
    });
}
function scopeOf(lock, environment) {
    return { environment, service: lock.service, everywhere: lock.everywhere === true };
}
function locks_nameOf({ environment, service, everywhere }) {
    if (everywhere)
        return `${environment} with every environment`;
    return service === null ? environment : `${service} in ${environment}`;
}
function isSameScope(a, b) {
    return a.service === b.service && (a.everywhere === true) === (b.everywhere === true);
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/service-words.js

/** What the spec says of a service and stands in no config of a release: it is served, named or started otherwise all the same. */
const words = ['versions', 'secrets', 'ports', 'aliases', 'external'];
/** Keys of a service in which two specs differ, of those that stand in no config. */
function changedWords(before, after, service) {
    const [old, now] = [before, after].map(({ services }) => Object.hasOwn(services, service) ? new Map(Object.entries(services[service] ?? {})) : new Map());
    return words.filter((key) => (0,lib/* canonicalJson */.dj)(old?.get(key) ?? null) !== (0,lib/* canonicalJson */.dj)(now?.get(key) ?? null));
}
/** Services of which two specs say something else in such words. */
function rewordedServices(before, after) {
    const names = [...new Set([before, after].flatMap(({ services }) => Object.keys(services)))];
    return names.filter((name) => changedWords(before, after, name).length > 0);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/lock-gate.js



/** Locks that stand over what changes. A lock of the environment stands over everything. */
function judgeLocks(state, environment, changing, now) {
    return activeLocks(state.locks, now)
        .filter((lock) => lock.service === null || changing.has(lock.service))
        .map((lock) => ({
        code: 'locked',
        gate: 'lock',
        subject: lock.service === null ? environment : `${lock.service} in ${environment}`,
        reason: describeLock(lock),
        fixes: [`When it may go on: \`${unlockCommand(scopeOf(lock, environment))}\``],
    }));
}
/** Services that would run, be served or be named otherwise: of other releases, or by other words of the spec. */
function changedServices(before, after) {
    const released = changedReleases(before?.releases ?? [], after.releases);
    return new Set([
        ...released.flatMap(({ from, to }) => to?.service ?? from?.service ?? []),
        ...(before === null ? [] : rewordedServices(before.spec, after.spec)),
    ]);
}
/** Whether a lock stands over this service alone. */
function isLocked({ locks }, service, now) {
    return activeLocks(locks, now).some((lock) => lock.service === service);
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/deploy-locks.js

/**
 * Locks that keep a revision from being deployed. What runs already may be deployed again (a host was rebuilt), and a deploy that was begun
 * may be ended: stopping half way would be worse than what a lock is to prevent.
 */
function judgeDeployLocks({ state, target, deployed, now }) {
    const { environment, number, releases } = target.revision;
    if (deployed?.revision.number === number || state.lease?.revision === number)
        return [];
    const before = deployed === null ? null : { releases: deployed.revision.releases, spec: deployed.spec };
    return judgeLocks(state, environment, changedServices(before, { releases, spec: target.spec }), now);
}

;// CONCATENATED MODULE: ./packages/environment/lib/revision-content.js

/** Digest of spec and releases; equal to desired's means no new revision (FORMATS "Revision"). */
function revisionContent(spec, releases) {
    return (0,lib/* digestOfDocument */.t0)({ spec, releases });
}
/** What `previous.digest` of the next revision holds. */
function revisionDigest(revision) {
    return (0,lib/* digestOfDocument */.t0)(revision);
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/good-revisions.js
/** The one deployed well before `number`; for one that restored another, before what it restored. null: none. */
function goodBefore(history, number) {
    const seen = new Set();
    let target = number;
    for (let own = find(history, target); own !== undefined && own.restores !== null && !seen.has(target); own = find(history, target)) {
        seen.add(target);
        target = own.restores;
    }
    const index = history.findIndex((one) => one.number === target);
    const earlier = index === -1 ? history.filter((one) => one.number < target) : history.slice(0, index);
    return earlier.findLast((one) => one.number !== target)?.number ?? null;
}
function find(history, number) {
    return history.find((one) => one.number === number);
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/unpark.js

/**
 * What stays parked of an entry once a revision is deployed well. What runs now has not failed after all; and nobody waits any more for a
 * package that a newer version of its line has overtaken, or for a spec whose file has changed since.
 */
function unpark(entry, revision) {
    if (entry.revision === revision.number)
        return [];
    if (entry.revision > revision.number)
        return [entry];
    const packages = entry.packages.filter((name) => !isOvertaken(name, revision.releases));
    const spec = entry.spec === revision.spec || isOfFile(revision) ? null : entry.spec;
    return packages.length === 0 && spec === null ? [] : [{ ...entry, packages, spec }];
}
function isOvertaken(name, releases) {
    const at = name.indexOf('@');
    const [service, version] = [name.slice(0, at), name.slice(at + 1)];
    return releases.some((release) => release.service === service &&
        (release.version === version ||
            ((0,lib/* satisfies */.ib)(version, release.line, { prereleases: 'include' }) &&
                (0,lib/* compareVersionsDescending */.PE)(release.version, version) <= 0)));
}
/** Whether its spec is the file's: not one of before, taken because the file's had failed or by a rollback. */
function isOfFile({ kind, environment, verdicts }) {
    return kind !== 'rollback' && !verdicts.some(({ gate, subject }) => gate === 'parked' && subject === environment);
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/waiting.js

/**
 * What waits once a revision is the newest: all that it has and that does not run yet. What it no longer has was superseded. `deployed`: the
 * releases that run.
 */
function waitingWith(waiting, { releases, request }, deployed) {
    const running = new Set(deployed.map(waiting_nameOf));
    return releases
        .filter((release) => !running.has(waiting_nameOf(release)))
        .map(({ service, version }) => waiting.find((entry) => entry.package === service && entry.version === version) ?? {
        package: service,
        version,
        by: request.by,
        at: request.at,
        reason: request.reason ?? request.command,
    });
}
/** What waits on once these run. */
function waitingWithout(waiting, names) {
    return waiting.filter((entry) => !names.has(`${entry.package}@${entry.version}`));
}
/** What a plan does to those that wait: whom it supersedes, and who goes into the same deploy. */
function judgeWaiting({ waiting }, environment, releases, now) {
    const coming = new Set(releases.map(waiting_nameOf));
    const ago = ({ by, at }) => `${by}, ${renderDuration(Math.max(0, Date.parse(now) - Date.parse(at)))} ago`;
    const superseded = waiting
        .filter((entry) => !coming.has(`${entry.package}@${entry.version}`))
        .map((entry) => {
        const others = releases.filter(({ service }) => service === entry.package).map(({ version }) => version);
        const instead = others.length === 0 ? 'now it goes' : `${others.join(' and ')} takes its place`;
        return {
            gate: 'waiting',
            outcome: 'warn',
            subject: `${entry.package} ${entry.version}`,
            reason: `it was promoted (${ago(entry)}) and never deployed; ${instead}`,
        };
    });
    const along = waiting.filter((entry) => coming.has(`${entry.package}@${entry.version}`));
    if (along.length === 0)
        return superseded;
    const named = along.map((entry) => `${entry.package} ${entry.version} (${ago(entry)})`).join(', ');
    const reason = `the next deploy also brings what waits for it: ${named}`;
    return [...superseded, { gate: 'waiting', outcome: 'pass', subject: environment, reason }];
}
function waiting_nameOf({ service, version }) {
    return `${service}@${version}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/finish-deploy.js





/**
 * The state after a deploy; the lease ends. What was put back is parked and takes the pins that it brought with it; what
 * was deployed well is `deployed`, and no longer parked. Throws `fence-old` when another run has taken over.
 */
function finishDeploy(finished) {
    verifyFence(finished.state, finished.fence, finished.revision.environment);
    const state = { ...finished.state, lease: null };
    switch (finished.outcome) {
        case 'deployed':
        case 'unchanged':
            return deployedWell(state, finished);
        case 'rolled-back':
            return parked(state, finished);
    }
}
/** Only the holder of the newest lease may write. Throws `fence-old`. */
function verifyFence(state, fence, environment) {
    if (state.fence === fence && state.lease?.fence === fence)
        return;
    const holder = state.lease === null ? 'and nobody holds it now' : `and ${state.lease.run} holds it`;
    throw new EnvironmentFault('fence-old', {
        where: `The lease ${fence} of ${environment}`,
        expected: 'it to be the newest',
        found: `${state.fence} ${holder}`,
        fix: 'This run has lost its right to deploy and must not go on; see what the other one does',
    });
}
function deployedWell(state, { revision, now, ...finished }) {
    const { number } = revision;
    const before = state.deployed;
    const again = before?.number === number;
    return {
        ...state,
        deployed: { number, digest: revisionDigest(revision), at: again ? before.at : now },
        lastGood: again ? state.lastGood : lastGoodAfter(state, revision, finished.deployedWell),
        parked: state.parked.flatMap((entry) => unpark(entry, revision)),
        waiting: waitingWithout(state.waiting, new Set(revision.releases.map(finish_deploy_nameOf))),
    };
}
/** The one deployed well before it; for one that restores another, before what it restores. */
function lastGoodAfter(state, revision, history) {
    if (revision.restores !== null)
        return goodBefore(history, revision.restores);
    return state.deployed?.number ?? null;
}
function parked(state, finished) {
    const { revision, base, refused, reason, now } = finished;
    const entry = parkedEntry(revision, base, reason ?? 'its deploy was put back', now);
    const entries = [...refused.map((one) => parkedEntry(one.revision, one.base, one.reason, now)), entry];
    const numbers = new Set(entries.map((one) => one.revision));
    const after = { ...state, parked: [...state.parked.filter((other) => !numbers.has(other.revision)), ...entries] };
    // A newer revision that was built on this one still has what it waits for, and its pins.
    if (state.desired?.number !== revision.number)
        return after;
    return {
        ...after,
        waiting: waitingWithout(state.waiting, new Set(entry.packages)),
        pins: pinsPutBack(state.pins, revision, base),
    };
}
function parkedEntry(revision, base, reason, at) {
    const before = new Set((base?.releases ?? []).map(finish_deploy_nameOf));
    return {
        revision: revision.number,
        packages: revision.releases.map(finish_deploy_nameOf).filter((name) => !before.has(name)),
        spec: base?.spec === revision.spec ? null : revision.spec,
        reason,
        at,
    };
}
/** Without the pins that a rollback brought; those of the base whose place they took, or whose release it took away, stand again. */
function pinsPutBack(pins, { kind, releases, pins: given }, base) {
    const before = base?.pins ?? [];
    const isIn = (some) => (pin) => some.some((other) => isSamePin(pin, other));
    const left = pins.filter((pin) => isIn(before)(pin) || !isIn(given)(pin));
    // Any other revision lacks a pin only because somebody has released it.
    if (kind !== 'rollback')
        return left;
    const isKept = ({ service, version, config }) => releases.some((one) => one.service === service && one.version === version && one.config === config);
    return [...left, ...before.filter((pin) => !isKept(pin) && !isIn(left)(pin))];
}
function finish_deploy_nameOf(release) {
    return `${release.service}@${release.version}`;
}
function isSamePin(a, b) {
    return a.service === b.service && a.version === b.version && a.config === b.config && a.since === b.since;
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/time-zone.js

/**
 * Clocks of a time zone, by the zone data that Node brings along. A wall time is what they show, in milliseconds as if it
 * were UTC, so that days and weeks can be counted; an instant is milliseconds since 1970, as everywhere.
 */
const dayMs = 86_400_000;
/** Whether `2026-02-30` is a day: Date takes it for the second of March. */
function isCalendarDay(date) {
    const read = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === date;
}
/** Whether it is a name of the IANA database (`Europe/Berlin`, `UTC`). An offset such as `+01:00` knows no summer. */
function isTimeZone(name) {
    if (!/^[A-Za-z]/.test(name))
        return false;
    try {
        return formatOf(name) !== undefined;
    }
    catch (error) {
        if (error instanceof RangeError)
            return false;
        throw error;
    }
}
/** The zone that was probably meant: nearly the same name, or the one of that city. */
function suggestTimeZone(name) {
    const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
    const city = name.replaceAll(' ', '_').toLowerCase();
    return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? (0,lib/* nearest */.pA)(name, zones);
}
function wallTimeAt(zone, instant) {
    const shown = new Map(formatOf(zone)
        .formatToParts(instant)
        .map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = units.map((unit) => shown.get(unit));
    return Date.UTC(year, month - 1, day, hour, minute, second);
}
/** When clocks first show `wall` or later: where they are put forward over it, the moment of that; where they show it twice, the first time. */
function firstInstantOf(zone, wall) {
    const { before, after, change } = offsetsAround(zone, wall);
    return wall - before < change ? wall - before : Math.max(change, wall - after);
}
/** From when on clocks never show less than `wall` again: where they show it twice, the second time. */
function lastInstantOf(zone, wall) {
    const { before, after, change } = offsetsAround(zone, wall);
    return wall - after > change ? wall - after : Math.min(change, wall - before);
}
/** `Mon 2026-11-30 08:00 Europe/Berlin` */
function renderInZone(zone, instant) {
    const wall = new Date(wallTimeAt(zone, instant));
    const [date = '', time = ''] = wall.toISOString().split('T');
    return `${weekdays[wall.getUTCDay()]} ${date} ${time.slice(0, 5)} ${zone}`;
}
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const units = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const formats = new Map();
/** Throws RangeError for a zone that there is not. */
function formatOf(zone) {
    const known = formats.get(zone);
    if (known !== undefined)
        return known;
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: zone,
        hourCycle: 'h23',
        ...Object.fromEntries(units.map((unit) => [unit, 'numeric'])),
    });
    formats.set(zone, format);
    return format;
}
function offsetAt(zone, instant) {
    return wallTimeAt(zone, instant) - Math.floor(instant / 1000) * 1000;
}
/** The farthest zones are 14 h before and 12 h behind UTC. */
const reachMs = 15 * 3_600_000;
/** The offsets of the instants that may show a wall time, and when the second begins; no zone changes twice in so short a time, and all on a whole second. */
function offsetsAround(zone, wall) {
    let low = wall - reachMs;
    let high = wall + reachMs;
    const [before, after] = [offsetAt(zone, low), offsetAt(zone, high)];
    if (before === after)
        return { before, after, change: Number.POSITIVE_INFINITY };
    while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000;
        if (offsetAt(zone, middle) === before)
            low = middle;
        else
            high = middle;
    }
    return { before, after, change: high };
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/lock-expiry.js


const unitsMs = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };
/** When a lock runs out (RFC 3339, UTC); null: when it is lifted. Throws `expiry-invalid`. */
function parseLockExpiry({ span, until }, now) {
    if (span !== null && until !== null)
        throw lock_expiry_invalid('--until', 'either `--for` or `--until`', 'both');
    if (span !== null)
        return new Date(now.getTime() + spanMs(span)).toISOString();
    return until === null ? null : timeOf(until, now);
}
function spanMs(text) {
    const [, count = '', unit = ''] = /^([1-9]\d{0,4}) ?(m|min|h|d)$/.exec(text) ?? [];
    const ms = Number(count) * (unitsMs[unit] ?? 0);
    if (ms === 0)
        throw lock_expiry_invalid('--for', 'a time span such as `30min`, `2h` or `3d`', `\`${text}\``);
    return ms;
}
/** With its zone, so that nobody's clock decides; `18:00` alone would be someone's. */
function timeOf(text, now) {
    const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
    const time = isTime && isCalendarDay(text.slice(0, 10)) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
    if (Number.isNaN(time)) {
        throw lock_expiry_invalid('--until', 'a time with its zone such as `2026-11-30T18:00+01:00`', `\`${text}\``);
    }
    if (time <= now.getTime())
        throw lock_expiry_invalid('--until', `a time after ${now.toISOString()}`, `\`${text}\`, which is over`);
    return new Date(time).toISOString();
}
function lock_expiry_invalid(where, expected, found) {
    return new EnvironmentFault('expiry-invalid', { where, expected, found });
}

;// CONCATENATED MODULE: ./packages/environment/lib/revision-chain.js


/**
 * That a revision descends from the one before it, and is what it says. `previousDigest`: of the document with the number
 * before, null for the first. It makes tampering evident to whoever keeps a later digest; it authenticates nobody.
 * Throws `chain-broken`.
 */
function verifyRevisionChain(revision, previousDigest) {
    const name = `${revision.environment}@${revision.number}`;
    const broken = (expected, found) => new EnvironmentFault('chain-broken', {
        where: name,
        expected,
        found,
        fix: 'Do not deploy it; find out who wrote to the metadata store',
    });
    const { previous } = revision;
    if ((previous === null) !== (revision.number === 1))
        throw broken('a previous revision unless it is the first', `${previous?.number ?? 'none'}`);
    if (previous !== null && previous.number !== revision.number - 1) {
        throw broken(`to follow ${revision.environment}@${revision.number - 1}`, `it follows ${previous.number}`);
    }
    if ((previous?.digest ?? null) !== previousDigest) {
        throw broken(`the previous digest ${previousDigest ?? 'none'}`, previous?.digest ?? 'none');
    }
    const content = revisionContent(revision.spec, revision.releases);
    if (content !== revision.content)
        throw broken(`the content ${revision.content}`, content);
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/record-promotion.js




/**
 * The state once a revision (of promote or rollback) is the desired one. Throws `chain-broken` when it does not follow the
 * newest: then someone was faster, and the plan has to be made again. `deployed`: the revision that runs.
 */
function recordPromotion(state, revision, deployed) {
    if (revision.number !== (state.desired?.number ?? 0) + 1) {
        throw new EnvironmentFault('chain-broken', {
            where: `${revision.environment}@${revision.number}`,
            expected: `the number ${(state.desired?.number ?? 0) + 1}`,
            fix: 'Plan again: another promotion came first',
        }, { retryable: true });
    }
    verifyRevisionChain(revision, state.desired?.digest ?? null);
    return {
        ...state,
        desired: { number: revision.number, digest: revisionDigest(revision) },
        pins: revision.pins,
        waiting: waitingWith(state.waiting, revision, deployed?.releases ?? []),
        specHome: state.specHome ?? revision.specHome,
    };
}
/** The number that a new revision builds on: the newest that did not fail; null where there is none (DESIGN invariant 4). */
function chooseBase(state) {
    const failed = new Set(state.parked.map((entry) => entry.revision));
    const deployed = state.deployed?.number ?? 0;
    for (let number = state.desired?.number ?? 0; number > deployed; number -= 1) {
        if (!failed.has(number))
            return number;
    }
    return deployed > 0 ? deployed : null;
}

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/release-pins.js


/**
 * The state without the pins of one service: what a rollback restored of it may change again. Throws `pin-unknown`, naming what is pinned,
 * when there is none.
 */
function releasePins(state, environment, service) {
    const pins = state.pins.filter((pin) => pin.service !== service);
    if (pins.length < state.pins.length)
        return { ...state, pins };
    const pinned = [...new Set(state.pins.map((pin) => pin.service))].sort();
    throw new EnvironmentFault('pin-unknown', {
        where: `${service} in ${environment}`,
        expected: 'a service that is pinned',
        found: pinned.length === 0 ? 'no pin at all' : `pins of ${pinned.join(', ')}`,
        fix: pinned.length === 0
            ? `Nothing holds ${service}: promote it`
            : `Name one of them: \`towpath unpin ${environment} ${(0,lib/* nearest */.pA)(service, pinned) ?? pinned[0]}\``,
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/paths.js

/** The domain of an environment in the metadata store. */
const environmentDomain = (environment) => `environments/${environment}`;
/** Paths in that domain (FORMATS "Stored records"). */
const environmentPaths = {
    state: 'state.json',
    revision: (number) => `revisions/${number}.json`,
    /** The sshsig of that revision, where it was signed. */
    signature: (number) => `revisions/${number}.sig`,
    blob: (digest) => `blobs/${(0,lib/* bareDigest */.$$)(digest)}.json`,
    report: (fence) => `reports/${fence}.json`,
    service: (service) => `inventory/services/${service}.json`,
    services: 'inventory/services/',
    proxies: 'inventory/proxies.json',
    history: (month) => `inventory/history/${month}.ndjson`,
};

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-order.js
/** More steps than this say nothing to a person. */
const mostSteps = 20;
/**
 * In which order what comes will be started, as prose: `stock, then cart and orders (one step: they need each other), then web`;
 * null where there is nothing to put in order.
 */
function planOrder({ outcome, changes, order }) {
    const coming = new Set(changes.filter(({ to }) => to !== null).map(({ service }) => service));
    if (outcome !== 'revision' || coming.size < 2)
        return null;
    const steps = order.map((group) => group.filter((service) => coming.has(service))).filter((group) => group.length > 0);
    const shown = steps.slice(0, mostSteps).map(stepText);
    const hidden = steps.length - shown.length;
    return `${shown.join(', then ')}${hidden > 0 ? `, then ${hidden} more` : ''}`;
}
function stepText(group) {
    const [first = ''] = group;
    if (group.length === 1)
        return first;
    return `${group.slice(0, -1).join(', ')} and ${group.at(-1)} (one step: they need each other)`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-markdown.js




/** More rows than this say nothing to a person. */
const mostRows = 50;
const mostKept = 5;
/** A plan or its refusal, for a pull request's comment or a job's summary (VOICE). Ends with a line end. */
function renderPlanMarkdown(plan, options = {}) {
    const parts = [
        `### ${escapeProse(planHeadline(plan))}`,
        ...(plan.outcome === 'refused' ? plan.refusals.map(refusalPart) : []),
        ...(plan.outcome === 'refused' ? [] : setParts(plan)),
        ...(plan.changes.length === 0 || plan.outcome === 'refused' ? [] : [table(plan)]),
        ...orderPart(plan),
        ...configParts(plan),
        verdictPart(plan.verdicts),
        ...(plan.outcome === 'refused' ? [] : notesParts(plan)),
        ...(options.toGoOn === undefined ? [] : [`To go on: ${codeSpan(options.toGoOn)}`]),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function orderPart(plan) {
    const order = planOrder(plan);
    return order === null ? [] : [`Deploy starts ${escapeMarkdownLine(order)}.`];
}
function refusalPart({ subject, reason, fixes }) {
    return [
        `**${escapeMarkdownLine(subject)}**: ${escapeProse(reason)}.`,
        ...fixes.map((fix) => `- ${escapeProse(fix)}`),
    ].join('\n');
}
function table(plan) {
    const { before, after } = planColumns(plan);
    const rows = plan.changes.slice(0, mostRows).map((change) => {
        const from = change.from === null ? '–' : escapeMarkdownLine(change.from);
        const to = change.to === null ? '–' : escapeMarkdownLine(change.to);
        const remarks = changeRemarks(change).map(escapeProse).join(', ');
        return `| ${escapeMarkdownLine(change.service)} | ${from} | ${change.from === change.to ? to : `**${to}**`} | ${remarks} |`;
    });
    const kept = keptBeside(plan);
    const hidden = plan.changes.length - rows.length;
    return [
        `| | ${before} | ${after} | |`,
        '|---|---|---|---|',
        ...rows,
        ...kept.map((one) => `| ${one.service} | ${one.version} | ${one.version} | ${escapeProse(one.remark)} |`),
        ...footnote(hidden, plan.kept.length - kept.length),
    ].join('\n');
}
function footnote(hidden, kept) {
    const clauses = [
        ...(hidden > 0 ? [`${hidden} more change`] : []),
        ...(kept > 0 ? [kept === 1 ? '1 more release stays as it is' : `${kept} more releases stay as they are`] : []),
    ];
    return clauses.length === 0 ? [] : ['', `${clauses.join('; ')}.`];
}
/** What stays and is needed by what changes. */
function keptBeside(plan) {
    if (plan.outcome !== 'revision')
        return [];
    const changed = new Set(plan.changes.map((change) => change.service));
    const needs = plan.revision.releases.filter((release) => changed.has(release.service));
    return plan.kept
        .flatMap(({ service, version }) => {
        const ranges = needs.flatMap((release) => {
            const answer = release.dependencies[service];
            return answer?.version === version ? [`\`${answer.range}\``] : [];
        });
        const unique = [...new Set(ranges)].sort();
        return unique.length === 0 ? [] : [{ service, version, remark: `satisfies ${unique.join(', ')}` }];
    })
        .slice(0, mostKept);
}
function configParts(plan) {
    return plan.changes
        .filter((change) => change.config.length > 0)
        .slice(0, mostRows)
        .map(({ service, config }) => [
        `Config of ${service}:`,
        ...config
            .slice(0, mostRows)
            .map(({ key, from, to }) => `- ${codeSpan(key)}: ${valueSpan(from)} → ${valueSpan(to)}`),
        ...(config.length > mostRows ? [`- and ${config.length - mostRows} more`] : []),
    ].join('\n'));
}
function valueSpan(value) {
    return value === null ? 'nothing' : codeSpan(configText(value));
}
const plan_markdown_signs = { pass: '✅', warn: '⚠️', unproven: '❔', fail: '❌' };
/** One line for what passed; a line each for what a person should look at. */
function verdictPart(verdicts) {
    const told = verdicts.filter((verdict) => verdict.outcome !== 'fail' && verdict.outcome !== 'pass');
    const passed = verdicts.filter((verdict) => verdict.outcome === 'pass');
    const several = passed.length > 6;
    const line = several
        ? [...Map.groupBy(passed, (verdict) => verdict.gate)].map(([gate, all]) => `${plan_markdown_signs.pass} ${gate}: ${all.length} of ${all.length}`)
        : passed.map((verdict) => `${plan_markdown_signs.pass} ${escapeMarkdownLine(verdict.gate)}: ${escapeProse(verdict.reason)}`);
    return [
        ...told.map((verdict) => {
            const fix = verdict.fix === undefined ? '' : `. ${escapeProse(verdict.fix)}`;
            return `${plan_markdown_signs[verdict.outcome]} ${escapeMarkdownLine(verdict.subject)}: ${escapeProse(verdict.reason)}${fix}`;
        }),
        ...(line.length === 0 ? [] : [line.join(' · ')]),
    ].join('  \n');
}
function notesParts(plan) {
    const told = plan.changes.filter((change) => change.notes.length > 0).slice(0, mostRows);
    if (told.length === 0)
        return [];
    return [['<details><summary>What is new</summary>', '', ...told.flatMap(notesOf), '</details>'].join('\n')];
}
function notesOf({ service, notes }) {
    return notes.flatMap(({ version, notes: text }) => [
        `**${service} ${escapeMarkdownLine(version)}**`,
        '',
        escapeMarkdown(plan_markdown_shortened(text)),
        '',
    ]);
}
function plan_markdown_shortened(text) {
    const trimmed = text.trim();
    return trimmed.length > 2000 ? `${trimmed.slice(0, 2000)}…` : trimmed;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-text.js




const plan_text_signs = { pass: '✓', warn: '!', unproven: '?', fail: '✗' };
/** A plan for a terminal: the answer, then what moves, then why. No colours, no control characters; ends with a line end. */
function renderPlanText(plan) {
    const refusals = plan.outcome === 'refused' ? plan.refusals : [];
    const lines = [
        planHeadline(plan),
        ...refusals.flatMap(({ subject, reason, fixes }) => [
            `  ✗ ${subject}: ${reason}.`,
            ...fixes.map((fix) => `      ${fix}`),
        ]),
        ...(plan.outcome === 'refused' ? [] : [...setLines(plan), ...changeLines(plan.changes), ...orderLine(plan)]),
        ...plan.verdicts
            .filter((verdict) => verdict.outcome !== 'fail')
            .flatMap(({ outcome, subject, gate, reason, fix }) => [
            `  ${plan_text_signs[outcome]} ${gate} ${subject}: ${reason}`,
            ...(outcome === 'pass' || fix === undefined ? [] : [`      ${fix}`]),
        ]),
    ];
    return `${lines.map(printable).join('\n')}\n`;
}
function setLines({ sets }) {
    return sets.map((one) => `  set ${setTitle(one)}: ${setContent(one)}`);
}
function orderLine(plan) {
    const order = planOrder(plan);
    return order === null ? [] : [`  deploy starts ${order}`];
}
function changeLines(changes) {
    const width = Math.max(0, ...changes.map((change) => change.service.length));
    return changes.flatMap((change) => {
        const versions = change.from === change.to ? `${change.to}` : `${change.from ?? '–'} → ${change.to ?? '–'}`;
        const remarks = changeRemarks(change).join(', ');
        return [
            `  ${change.service.padEnd(width)}  ${versions}${remarks === '' ? '' : `   ${remarks}`}`,
            ...change.config.map(({ key, from, to }) => `      ${key}: ${configText(from)} → ${configText(to)}`),
        ];
    });
}
/** Code marks are for Markdown. */
function printable(line) {
    return terminalLine(line).replaceAll('`', '');
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/service-order.js
/**
 * Dependencies first; services that need each other (in)directly form one group, sorted by name. Edges to services that
 * are not among the keys are left out. The same for every order of the input (Tarjan, over sorted names).
 */
function orderServices(edges) {
    const groups = [];
    const state = new Map();
    const stack = [];
    const names = [...edges.keys()].sort();
    for (const root of names) {
        if (state.has(root))
            continue;
        const work = [enter(root)];
        for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
            const next = frame.targets.shift();
            if (next === undefined) {
                work.pop();
                leave(frame.name, work.at(-1)?.name);
            }
            else if (!state.has(next)) {
                work.push(enter(next));
            }
            else {
                lower(frame.name, next, 'index');
            }
        }
    }
    return groups;
    function enter(name) {
        state.set(name, { index: state.size, low: state.size, onStack: true });
        stack.push(name);
        const targets = [...(edges.get(name) ?? [])].filter((target) => edges.has(target)).sort();
        return { name, targets };
    }
    function lower(name, other, by) {
        const own = state.get(name);
        const its = state.get(other);
        if (own !== undefined && its?.onStack)
            own.low = Math.min(own.low, its[by]);
    }
    function leave(name, parent) {
        const own = state.get(name);
        if (own === undefined)
            return;
        if (parent !== undefined)
            lower(parent, name, 'low');
        if (own.low !== own.index)
            return;
        const group = stack.splice(stack.lastIndexOf(name));
        for (const member of group) {
            const its = state.get(member);
            if (its !== undefined)
                its.onStack = false;
        }
        groups.push(group.sort());
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/dependency-address.js





/** `http://<vip>:<port>/<dependency>@<label>` (DESIGN §7). */
function dependencyUrl(spec, dependency, range) {
    return `http://${vipOf(spec)}:${spec.address.port}/${dependency}@${(0,lib/* labelOfRange */.jz)(range)}`;
}
/** `<label>.<dependency>.<domain>:<port>`; null without a domain. */
function dependencyAuthority(spec, dependency, range) {
    const { domain, port } = spec.address;
    return domain === undefined ? null : `${(0,lib/* labelOfRange */.jz)(range)}.${dependency}.${domain}:${port}`;
}
/** By dependency, absent optional ones too: their proxy answers 404. What a release's set names is told by its exact version. */
function dependencyAddresses({ spec, release, releases, listeners, }) {
    const declared = Object.entries(release.descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(declared.map(([name, dependency]) => {
        const range = addressedRange(release, { name, range: dependency.range }, releases);
        const url = dependencyUrl(spec, name, range);
        if (proxyKind(spec) === 'embedded')
            return [name, { url, address: listeners[name] ?? null }];
        const port = tcpPort(spec, name, dependency, releases);
        const address = port === null ? dependencyAuthority(spec, name, range) : `${vipOf(spec)}:${port}`;
        return [name, { url, address }];
    }));
}
/** The VIP port of its own that a tcp provide has; null when it is another protocol. */
function tcpPort(spec, name, dependency, releases) {
    const answering = releases.find((one) => one.service === name)?.descriptor;
    if (answering === undefined)
        return null;
    const asked = dependency.provide === undefined ? {} : { provide: dependency.provide };
    const provide = providedName(asked, answering);
    if (provide === null || answering.provides?.[provide]?.protocol !== 'tcp')
        return null;
    return deliveredService(spec, name)?.ports?.[provide] ?? null;
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/instance-id.js

/** `<env>_<service>_<version>_<release8>@<host>`, with `#2` for a second one on that host (FORMATS "Instance id"). */
function instanceId({ environment, service, version, release8, host, ordinal }) {
    return `${environment}_${service}_${version}_${release8}@${host}${ordinal > 1 ? `#${ordinal}` : ''}`;
}
const pattern = /^([^_]+)_([^_]+)_([^_]+)_([0-9a-f]{8})@([^#]+)(?:#([2-9]|[1-9]\d+))?$/;
/** The parts of an instance id; null when the text is none. */
function parseInstanceId(text) {
    const [, environment = '', service = '', version = '', release8 = '', host = '', ordinal = '1'] = pattern.exec(text) ?? [];
    if (!(0,lib/* isName */.Eo)(environment) || !(0,lib/* isName */.Eo)(service) || !(0,lib/* isVersion */.lF)(version) || !(0,lib/* isName */.Eo)(host))
        return null;
    return { environment, service, version, release8, host, ordinal: Number(ordinal) };
}
/** Name of its systemd unit. `_` stands in no label, so it tells the parts apart; build metadata is left out. */
function unitName(instance) {
    const { environment, service, version, release8, ordinal } = instance;
    const [plain = version] = version.split('+');
    return `towpath-${environment}_${service}_${plain}_${release8}${ordinal > 1 ? `-${ordinal}` : ''}.service`;
}
/** Name of its folder below /etc/towpath/<env>/<service>/. */
function instanceFolder({ release8, ordinal }) {
    return `${release8}${ordinal > 1 ? `-${ordinal}` : ''}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/process-environment.js



/** All variables that Towpath gives a process (FORMATS "What a process is given"). Throws `config-invalid` where two clash. */
function processEnvironment(process) {
    const given = new Map();
    const groups = [
        { HOST: process.host ?? '0.0.0.0' },
        textOf(process.ports),
        ownVariables(process),
        templateValues(process),
        process.secrets,
        telemetry(process),
    ];
    for (const [name, value] of groups.flatMap((group) => Object.entries(group))) {
        if (given.has(name)) {
            throw new EnvironmentFault('config-invalid', {
                where: `Variable ${name} of ${process.instance.service}`,
                expected: 'one value',
                found: 'two things that want to set it',
            });
        }
        given.set(name, value);
    }
    return Object.fromEntries([...given].sort(([a], [b]) => (a < b ? -1 : 1)));
}
/** What `${NAME}` in a config file can mean: config and dependencies. */
function templateValues({ descriptor, config, addresses, }) {
    const values = textOf(config.config);
    for (const [name, { env }] of Object.entries(descriptor.dependencies ?? {})) {
        const { url, address } = addresses[name] ?? unaddressed(name);
        values[dependencyVariables.url(name)] = url;
        if (address !== null)
            values[dependencyVariables.address(name)] = address;
        for (const [variable, form] of Object.entries(env ?? {})) {
            const value = form === 'url' ? url : address;
            if (value !== null)
                values[variable] = value;
        }
        for (const [key, value] of Object.entries(config.dependencies[name] ?? {})) {
            values[dependencyVariables.config(name, key)] = String(value);
        }
    }
    return values;
}
function unaddressed(name) {
    throw new EnvironmentFault('config-invalid', {
        where: `Dependency ${name}`,
        expected: 'its URL among `addresses`',
        found: 'none',
    });
}
function ownVariables({ instance, configFolder, stateFolder }) {
    return {
        TOWPATH_ENVIRONMENT: instance.environment,
        TOWPATH_SERVICE: instance.service,
        TOWPATH_VERSION: instance.version,
        TOWPATH_INSTANCE: instanceId(instance),
        TOWPATH_CONFIG_DIR: configFolder,
        TOWPATH_STATE_DIR: stateFolder,
    };
}
/** So that a span names its instance exactly. Only what W3C Baggage must not have is percent-encoded: a `+` here. */
function telemetry({ instance, zipkin }) {
    const attributes = {
        'service.version': instance.version,
        'service.instance.id': instanceId(instance),
        'deployment.environment.name': instance.environment,
    };
    return {
        OTEL_SERVICE_NAME: instance.service,
        OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
            .map(([key, value]) => `${key}=${value.replace(/[^A-Za-z0-9._@#-]/g, encodeURIComponent)}`)
            .join(','),
        ...(zipkin === null ? {} : { OTEL_EXPORTER_ZIPKIN_ENDPOINT: zipkin }),
    };
}
function textOf(values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/release-identity.js

/** `release8`: what tells two releases of one version on a host apart (FORMATS "Instance id"). */
function releaseIdentity({ content, config, addresses, secrets }) {
    return (0,lib/* bareDigest */.$$)((0,lib/* digestOfDocument */.t0)({ content, config, addresses, secrets })).slice(0, 8);
}

;// CONCATENATED MODULE: ./packages/environment/lib/process/user-name.js

/** The longest name that systemd takes. */
const longest = 31;
/**
 * The system user of a service in an environment: `tp_<env>_<service>`, the same for all its versions and hosts. What is too long is cut, with a
 * digest behind it; that has one `_` more, so that the two forms never meet. `_` stands in no label.
 */
function userName(environment, service) {
    const whole = `tp_${environment}_${service}`;
    if (whole.length <= longest)
        return whole;
    const digest = (0,lib/* bareDigest */.$$)((0,lib/* digestOfDocument */.t0)({ environment, service })).slice(0, 12);
    return `tp_${environment.slice(0, 6)}_${service.slice(0, 8)}_${digest}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/resolve-wish.js





/** A wish as one exact published version that the environment takes, the newest there is; or why not. */
function resolveWish(wish, spec, reading) {
    const stranger = resolve_wish_unknownService(wish, spec);
    if (stranger !== null)
        return { outcome: 'refused', refusal: stranger };
    const published = reading.package(wish.name);
    if (published === undefined)
        return { outcome: 'unread' };
    const allowed = allowedVersions(wish, spec, published);
    const [version] = allowed.versions;
    if (version === undefined)
        return { outcome: 'refused', refusal: allowed.refusal() };
    const record = reading.record(wish.name, version);
    return record === undefined ? { outcome: 'unread' } : { outcome: 'version', name: wish.name, version, record };
}
/** Versions that the wish can mean here, newest first; and, when there are none, what kept the last of them out. */
function allowedVersions(wish, spec, published) {
    const policy = prereleasePolicy(spec);
    const lines = linesOf(spec, wish.name);
    const sieves = [
        [() => true, () => unpublished(wish)],
        [
            (version) => (0,lib/* satisfies */.ib)(version, wish.range ?? '*', { prereleases: 'include' }),
            (before) => noSuchVersion(wish, before),
        ],
        [(version) => (0,lib/* satisfies */.ib)(version, wish.range ?? '*', policy), (before) => prerelease(wish, spec, before)],
        [(version) => (0,lib/* satisfies */.ib)(version, acceptedRange(spec), policy), (before) => unaccepted(wish, spec, before)],
        [
            (version) => lines.some((line) => fitsLine(version, line, spec)),
            (before) => outsideLines(wish, spec, before, lines),
        ],
        [(version) => !Object.hasOwn(published.marks, version), (before) => marked(wish, published, before)],
        [(version) => !Object.hasOwn(published.removals ?? {}, version), (before) => removed(wish, published, before)],
    ];
    let left = [...published.versions].sort(lib/* compareVersionsDescending */.PE);
    for (const [keep, explain] of sieves) {
        const before = left;
        left = before.filter(keep);
        if (left.length === 0)
            return { versions: [], refusal: () => explain(before) };
    }
    return { versions: left, refusal: () => unpublished(wish) };
}
function resolve_wish_unknownService(wish, spec) {
    if (deliveredService(spec, wish.name) !== undefined)
        return null;
    const service = Object.hasOwn(spec.services, wish.name) ? spec.services[wish.name] : undefined;
    const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web';
    const lines = `\`${wish.name}: {hostGroup: ${group}}\``;
    const external = service !== undefined && isExternal(service);
    const meant = (0,lib/* nearest */.pA)(wish.name, Object.keys(spec.services));
    return refuse('service-unknown', 'spec', wish, {
        reason: external
            ? `${spec.environment} has it as external, delivered by someone else`
            : `${spec.environment} has no such service`,
        fixes: [
            ...(external || meant === undefined ? [] : [`Correct the name, if \`${meant}\` is meant`]),
            external
                ? `To deliver it from now on, replace \`external\` under \`services\` by ${lines}`
                : `${meant === undefined ? 'Add' : 'Or add'} to \`services\` of the spec: ${lines}`,
        ],
    });
}
function unpublished(wish) {
    return refuse('package-unpublished', 'published', wish, {
        reason: 'no version of it is published',
        fixes: [`Publish ${wish.name} first, or correct the name`],
    });
}
function noSuchVersion(wish, published) {
    return refuse('version-unpublished', 'published', wish, {
        reason: `no published version fits \`${wish.range}\`; there ${(0,lib/* renderVersionsThere */.Sf)(published)}`,
        fixes: ['Publish it first, or choose one that is there'],
    });
}
function prerelease(wish, spec, found) {
    return refuse('version-unaccepted', 'accept', wish, {
        reason: `${spec.environment} takes no prerelease that is not named, and there ${(0,lib/* renderVersionsThere */.Sf)(found)}`,
        fixes: ['Publish a release', 'Or say `prereleases: include` in the spec'],
    });
}
function unaccepted(wish, spec, found) {
    const onlyPrereleases = found.every((version) => (0,lib/* satisfies */.ib)(version, acceptedRange(spec), { prereleases: 'include' }));
    return refuse('version-unaccepted', 'accept', wish, {
        reason: onlyPrereleases
            ? `${spec.environment} takes no prereleases, and there ${(0,lib/* renderVersionsThere */.Sf)(found)}`
            : `${spec.environment} accepts only \`${acceptedRange(spec)}\`, not ${(0,lib/* renderVersions */.Ku)(found)}`,
        fixes: [
            onlyPrereleases
                ? 'Promote a release, or say `prereleases: include` in the spec'
                : 'Promote a version that fits, or change `accept` in the spec',
        ],
    });
}
function outsideLines(wish, spec, found, lines) {
    const [version = ''] = found;
    const [major = '0', minor = '0'] = version.split('.');
    return refuse('line-unknown', 'line', wish, {
        reason: `${version} is in none of the lines that ${spec.environment} keeps: ${lines.map((line) => `\`${line}\``).join(', ')}`,
        fixes: [
            `Add a line: \`versions: [${[...lines, `^${major}.${minor}`].join(', ')}]\` under \`services.${wish.name}\``,
        ],
    });
}
function marked(wish, published, found) {
    const [version = ''] = found;
    const mark = published.marks[version];
    return refuse('version-marked', 'marks', wish, {
        reason: `${version} is marked bad${mark === undefined ? '' : ` by ${mark.by} since ${renderTime(mark.since)}: ${mark.reason}`}`,
        fixes: [
            'Promote another version',
            `Or, if it is not bad after all: \`towpath mark-bad ${wish.name}@${version} --remove --reason "…"\``,
        ],
    });
}
function removed(wish, published, found) {
    const [version = ''] = found;
    const removal = published.removals?.[version];
    const isGone = (removal?.removed ?? null) !== null;
    const when = removal === undefined ? '' : ` by ${removal.by} at ${renderTime(removal.removed ?? removal.since)}`;
    return refuse('package-removed', 'packages', wish, {
        reason: isGone
            ? `the bytes of ${version} were removed from the package store${when}, because nothing named it`
            : `${version} is to be removed from the package store, announced${when}, because nothing named it`,
        fixes: [
            'Promote another version',
            isGone
                ? `Or bring it back: publish ${version} again from its own commit`
                : `Or keep it: \`towpath prune --keep ${wish.name}@${version}\``,
        ],
    });
}
function refuse(code, gate, wish, rest) {
    return { code, gate, subject: wish.range === null ? wish.name : `${wish.name} ${wish.range}`, ...rest };
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/candidates.js





/** More would make a refusal slow without making it clearer. */
const versionsOfPackage = 10;
/** Versions that may come along, of which only those are read that an edge asks for. */
class Candidates {
    static mostOfPackage = versionsOfPackage;
    /** Whether something has to be read before the search can go on. */
    isUnread = false;
    /** Whether older versions were left out. */
    isCut = false;
    #attempt;
    #trials;
    #known = new Map();
    constructor(attempt, trials) {
        this.#attempt = attempt;
        this.#trials = trials;
    }
    /** Versions that could make the edge hold: of its dependency those that fit first, then others of its consumer. */
    movesFor(edge, added) {
        const fits = (one) => this.#fits(one, edge);
        const ofDependency = this.further(edge.dependency, added);
        const others = this.hasLines(edge.dependency) ? ofDependency.filter((one) => !fits(one)) : [];
        return [...ofDependency.filter(fits), ...others, ...this.further(edge.consumer.service, added)];
    }
    /** Newest first; none where one would take the place of what was asked for or added. */
    further(service, added) {
        const isAdded = added.some((one) => one.name === service);
        if (!isDelivered(this.#attempt.spec, service))
            return [];
        if (!this.hasLines(service) && (isAdded || this.#trials.isAsked(service)))
            return [];
        const all = this.#candidatesOf(service);
        return isAdded ? all.filter((one) => !added.includes(one)) : all;
    }
    /** Whether several versions of it can stand side by side. */
    hasLines(service) {
        return linesOf(this.#attempt.spec, service).length > 1;
    }
    #fits({ version }, { range }) {
        return (0,lib/* satisfies */.ib)(version, range, prereleasePolicy(this.#attempt.spec));
    }
    #candidatesOf(service) {
        const known = this.#known.get(service);
        if (known !== undefined)
            return known;
        const { spec, reading, mayCome } = this.#attempt;
        const published = reading.package(service);
        if (published === undefined) {
            this.isUnread = true;
            return [];
        }
        const may = allowedVersions({ name: service, range: null }, spec, published).versions.filter((version) => !this.#trials.isSelected(service, version) &&
            (this.#trials.isCarried(service, version) || mayCome({ service, version })));
        if (may.length > versionsOfPackage)
            this.isCut = true;
        const candidates = may.slice(0, versionsOfPackage).flatMap((version) => {
            const record = reading.record(service, version);
            if (record === undefined)
                this.isUnread = true;
            return record === undefined ? [] : [{ name: service, version, record }];
        });
        this.#known.set(service, candidates);
        return candidates;
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/least-further.js
/**
 * How many further packages a trial takes at least; null: no number does. A package that alone can make an edge hold has
 * to come; what each of its versions would need or break has to come with it. Of the other edges, those without a
 * package in common take one each.
 */
function leastFurther(trial, added, candidates, trials) {
    const moves = trial.broken.map((edge) => candidates.movesFor(edge, added));
    if (moves.some((some) => some.length === 0))
        return null;
    const must = new Map();
    const services = moves.map((some) => [...new Set(some.map((one) => one.name))]);
    for (const [index, names] of services.entries()) {
        const [only] = names;
        if (only === undefined || names.length > 1)
            continue;
        const fitting = moves[index] ?? [];
        const known = must.get(only);
        must.set(only, known === undefined ? fitting : known.filter((one) => fitting.includes(one)));
    }
    if (!spread(must, added, candidates, trials))
        return null;
    const taken = new Set(must.keys());
    let least = must.size;
    for (const names of services) {
        if (names.some((name) => taken.has(name)))
            continue;
        for (const name of names)
            taken.add(name);
        least += 1;
    }
    return least;
}
/** Adds what has to come with what has to come; false: one of them can't. */
function spread(must, added, candidates, trials) {
    const moved = new Set(added.map((one) => one.name));
    const open = [...must.keys()];
    for (let service = open.pop(); service !== undefined; service = open.pop()) {
        const needs = (must.get(service) ?? []).flatMap((version) => {
            const others = trials.needsOf(version, candidates.hasLines(version.name)).filter((name) => !moved.has(name));
            return others.every((name) => candidates.further(name, added).length > 0) ? [others] : [];
        });
        const [first] = needs;
        // What is unread counts as nothing for now: the others are looked at too, so that all is asked for at once.
        if (first === undefined && !candidates.isUnread)
            return false;
        if (first === undefined)
            continue;
        for (const name of first.filter((one) => needs.every((others) => others.includes(one)))) {
            if (must.has(name))
                continue;
            must.set(name, candidates.further(name, added));
            open.push(name);
        }
    }
    return true;
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/hosts.js
const defaultPorts = '18000-18999';
/** All hosts by name. The same name in several groups is one host; a parsed spec says nothing different of it in two groups. */
function environmentHosts(spec) {
    const hosts = new Map();
    for (const [groupName, group] of Object.entries(spec.hostGroups).sort(byName)) {
        for (const { name, address } of group.hosts) {
            const known = hosts.get(name);
            const groups = [...(known?.groups ?? []), groupName];
            hosts.set(name, known === undefined
                ? { ...reached(spec, groups), name, address, groups }
                : { ...known, ...reached(spec, groups), groups });
        }
    }
    return hosts;
}
function reached(spec, groupNames) {
    const groups = groupNames.map((name) => spec.hostGroups[name]).filter((group) => group !== undefined);
    const first = (pick) => groups.map(pick).find((value) => value !== undefined);
    const [low = 0, high = 0] = (first((group) => group.ports) ?? defaultPorts).split('-').map(Number);
    return {
        connection: first((group) => group.connection) ?? 'ssh',
        root: first((group) => group.root) ?? null,
        user: first((group) => group.user) ?? null,
        sshPort: first((group) => group.port) ?? 22,
        jump: first((group) => group.jump) ?? null,
        ports: { low, high },
    };
}
function byName([a], [b]) {
    return a < b ? -1 : 1;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/build-releases.js




/** A release with its config resolved by the spec, unless it is pinned: then version and config stay. */
function buildRelease(spec, selected, dependencies, reading) {
    const { carried: _carried, pin, ...kept } = selected;
    const subject = `${selected.service} ${selected.version}`;
    if (pin !== null) {
        const gone = missingHost(spec, reading.config(pin.config));
        return gone === null
            ? { release: { ...kept, config: pin.config, dependencies }, resolved: null }
            : { refusal: lostHost(gone, pin, spec) };
    }
    try {
        const resolved = resolveOnce({ spec, ...selected });
        return { release: { ...kept, config: resolved.blob.digest, dependencies }, resolved };
    }
    catch (error) {
        if (error instanceof EnvironmentFault)
            return { refusal: refusalOf(error, subject) };
        throw error;
    }
}
/** By descriptor, the last one: while a plan asks and is given what it needs, it resolves the same again. */
const resolvedBefore = new WeakMap();
function resolveOnce({ spec, service, descriptor, line }) {
    const known = resolvedBefore.get(descriptor);
    if (known?.from.spec === spec && known.from.service === service && known.from.line === line)
        return known.resolved;
    const from = { spec, service, descriptor, line };
    const { config } = resolveRelease(from);
    const resolved = { config, blob: blobOf(config) };
    resolvedBefore.set(descriptor, { from, resolved });
    return resolved;
}
/** A host that the config names and the spec has no more. */
function missingHost(spec, config) {
    const hosts = environmentHosts(spec);
    return config?.infrastructure.hosts.find((host) => !hosts.has(host)) ?? null;
}
function lostHost(host, pin, spec) {
    return {
        code: 'placement-unknown',
        gate: 'pin',
        subject: `${pin.service} ${pin.version}`,
        reason: `it is pinned to a config that runs on ${host}, and ${spec.environment} has no such host any more`,
        fixes: [
            `Release it: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``,
            'Or put the host back into the spec',
        ],
    };
}
/** What a fault says, as the refusal of a plan. */
function refusalOf(fault, subject) {
    const { where, expected, found, fix } = fault.explanation;
    const facts = [expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(', ');
    return {
        code: fault.code,
        gate: 'config',
        subject,
        reason: facts === '' ? where : `${where}: ${facts}`,
        fixes: fix === undefined ? [] : [fix],
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/proxy-gate.js


/** What the environment's proxy can't serve: known before anything is written. */
function judgeProxy(spec, releases) {
    return releases.flatMap((release) => Object.entries(release.descriptor.provides ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([provide, { protocol }]) => judgeProvide(spec, release, provide, protocol)));
}
function judgeProvide(spec, release, provide, protocol) {
    const subject = `${release.service} ${release.version}`;
    if (proxyKind(spec) === 'embedded' && protocol !== 'http') {
        return [
            {
                code: 'proxy-unable',
                gate: 'proxy',
                subject,
                reason: `its provide ${provide} speaks ${protocol}, and the embedded proxy of ${spec.environment} only http`,
                fixes: ['Deliver it to an environment with `proxies: {kind: haproxy}`'],
            },
        ];
    }
    if (protocol === 'tcp' && deliveredService(spec, release.service)?.ports?.[provide] === undefined) {
        return [
            {
                code: 'proxy-unable',
                gate: 'proxy',
                subject,
                reason: `its provide ${provide} speaks tcp and has no port on the VIP`,
                fixes: [`Choose one: \`ports: {${provide}: 20001}\` under \`services.${release.service}\``],
            },
        ];
    }
    return [];
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/trials.js




/** Tries an attempt with further versions; only the edges are looked at again that these can change. */
class Trials {
    #attempt;
    #wished;
    /** Versions that were asked for and would come. */
    #asked;
    /** By `service@version` and line. */
    #standing = new Map();
    #refilled = new Map();
    #needs = new Map();
    constructor(attempt) {
        this.#attempt = attempt;
        this.#wished = Map.groupBy(attempt.chosen, (wish) => wish.name);
        this.#asked = new Map([...this.#wished].flatMap(([name, wishes]) => {
            const come = wishes.map(({ version }) => version).filter((version) => this.isSelected(name, version));
            return come.length === 0 ? [] : [[name, come]];
        }));
    }
    isAsked(service) {
        return this.#asked.has(service);
    }
    isSelected(service, version) {
        return (this.#attempt.proposal.selectedOf.get(service) ?? []).some((release) => release.version === version);
    }
    isCarried(service, version) {
        return (this.#attempt.proposal.carriedOf.get(service) ?? []).some((release) => release.version === version);
    }
    /** null: they don't all come, or something that was asked for, is pinned or is the default would have to go. */
    try(added) {
        const { selectedOf, consumersOf, dependencies } = this.#attempt.proposal;
        const changed = new Map();
        for (const [service, versions] of Map.groupBy(added, (one) => one.name)) {
            const key = `${service} ${versions.map((one) => one.version).join(' ')}`;
            const known = this.#refilled.get(key);
            const releases = known === undefined ? this.#refill(service, versions) : known;
            this.#refilled.set(key, releases);
            if (releases === null)
                return null;
            changed.set(service, releases);
        }
        const releasesOf = (service) => changed.get(service) ?? selectedOf.get(service) ?? [];
        const touched = new Set([...changed.keys(), ...dependencies.broken.map((edge) => edge.consumer.service)]);
        for (const service of changed.keys()) {
            for (const consumer of consumersOf.get(service) ?? [])
                touched.add(consumer);
        }
        const broken = [...touched]
            .sort()
            .flatMap(releasesOf)
            .flatMap((release) => edgesOf(this.#attempt.spec, release, releasesOf))
            .filter(isBroken);
        return { releasesOf, broken };
    }
    /**
     * Services that have to move too if this version came alone: what it needs and is not there in a fitting version, and,
     * unless others of it can stay beside it, who needs another one.
     */
    needsOf(added, hasLines) {
        const known = this.#needs.get(added);
        if (known !== undefined)
            return known;
        const trial = this.try([added]);
        const own = (edge) => edge.consumer.service === added.name && edge.consumer.version === added.version;
        const needs = (trial?.broken ?? []).flatMap((edge) => {
            if (own(edge))
                return [edge.dependency];
            return edge.dependency === added.name && !hasLines ? [edge.consumer.service] : [];
        });
        const others = [...new Set(needs)].filter((name) => name !== added.name);
        this.#needs.set(added, others);
        return others;
    }
    #refill(service, added) {
        const { spec, pins, proposal } = this.#attempt;
        const wished = [...(this.#wished.get(service) ?? []), ...added];
        const view = { service, carried: proposal.carriedOf.get(service) ?? [], wished, sets: proposal.sets };
        const { releases, refusals } = selectService(spec, view, pins);
        if (refusals.length > 0)
            return null;
        const come = [...(this.#asked.get(service) ?? []), ...added.map(({ version }) => version)];
        if (!come.every((version) => releases.some((release) => release.version === version)))
            return null;
        return added.every((one) => this.#canStand(releases, one.version)) ? releases : null;
    }
    /** Whether it could be configured, placed and served here. */
    #canStand(releases, version) {
        const release = releases.find((one) => one.version === version);
        if (release === undefined)
            return false;
        const key = `${release.service}@${version} ${release.line}`;
        const known = this.#standing.get(key);
        if (known !== undefined)
            return known;
        const { spec, reading } = this.#attempt;
        const stands = judgeProxy(spec, [release]).length === 0 && 'release' in buildRelease(spec, release, {}, reading);
        this.#standing.set(key, stands);
        return stands;
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/derive-set.js





/** More would make a refusal slow without making it clearer. */
const searchBounds = {
    versionsOfPackage: Candidates.mostOfPackage,
    furtherPackages: 64,
    combinations: 2000,
};
/**
 * Sets of as few packages as it takes at least, then of one more, and so on. Whatever makes a broken edge hold has to
 * bring another version of its dependency or of its consumer, so those alone are tried, the newest first: nothing smaller
 * is missed, and the same is found always.
 */
function deriveSet(attempt) {
    const trials = new Trials(attempt);
    const candidates = new Candidates(attempt, trials);
    const search = new Search(trials, candidates);
    const start = trials.try([]);
    if (start === null || start.broken.length === 0)
        return { outcome: 'none', combinations: 0 };
    const least = leastFurther(start, [], candidates, trials);
    for (let size = least ?? 0; least !== null && !candidates.isUnread; size += 1) {
        const found = search.ofSize(start, size);
        const { combinations, isExhausted, mayGoOn } = search;
        if (candidates.isUnread)
            break;
        if (found !== null)
            return { ...describe(found, attempt), isSmallest: !candidates.isCut, combinations };
        if (isExhausted || (mayGoOn && size >= searchBounds.furtherPackages))
            return { outcome: 'gave-up', combinations };
        if (!mayGoOn)
            break;
    }
    if (candidates.isUnread)
        return { outcome: 'unread' };
    return { outcome: candidates.isCut ? 'gave-up' : 'none', combinations: search.combinations };
}
class Search {
    combinations = 0;
    /** Whether a larger set could still hold what this size did not. */
    mayGoOn = false;
    #trials;
    #candidates;
    #seen = new Set();
    constructor(trials, candidates) {
        this.#trials = trials;
        this.#candidates = candidates;
    }
    get isExhausted() {
        return this.combinations >= searchBounds.combinations;
    }
    ofSize(start, size) {
        this.#seen = new Set();
        this.mayGoOn = false;
        return this.#within(start, [], size);
    }
    /** With at most `left` further ones. */
    #within(trial, added, left) {
        const [edge] = trial.broken;
        if (edge === undefined)
            return { added, trial };
        const moves = this.#candidates.movesFor(edge, added);
        // Where there is no choice, looking ahead would only repeat what the last look ahead said.
        const least = moves.length > 1 ? leastFurther(trial, added, this.#candidates, this.#trials) : moves.length;
        if (least === null || moves.length === 0 || this.#candidates.isUnread)
            return null;
        if (least > left) {
            this.mayGoOn = true;
            return null;
        }
        for (const candidate of moves) {
            const next = [...added, candidate];
            if (!this.#isNew(next))
                continue;
            if (this.isExhausted)
                return null;
            this.combinations += 1;
            const tried = this.#trials.try(next);
            const found = tried === null ? null : this.#within(tried, next, left - 1);
            if (found !== null || this.#candidates.isUnread || this.isExhausted)
                return found;
        }
        return null;
    }
    #isNew(added) {
        const key = added.map(derive_set_nameOf).sort().join(' ');
        if (this.#seen.has(key))
            return false;
        this.#seen.add(key);
        return true;
    }
}
function describe({ added, trial }, attempt) {
    const sorted = [...added].sort((a, b) => (derive_set_nameOf(a) < derive_set_nameOf(b) ? -1 : 1));
    return { outcome: 'found', added: sorted, order: orderOf([...attempt.chosen, ...sorted], trial, attempt) };
}
function orderOf(moved, { releasesOf }, { spec, proposal }) {
    const names = new Set([...proposal.selectedOf.keys(), ...moved.map((one) => one.name)]);
    const edges = new Map([...names].map((name) => {
        const answered = releasesOf(name).flatMap((release) => edgesOf(spec, release, releasesOf));
        return [name, new Set(answered.flatMap((edge) => (edge.version === null ? [] : [edge.dependency])))];
    }));
    const versions = Map.groupBy(moved, (one) => one.name);
    return orderServices(edges)
        .map((group) => group.flatMap((name) => (versions.get(name) ?? []).map(derive_set_nameOf).sort()))
        .filter((group) => group.length > 0);
}
function derive_set_nameOf({ name, version }) {
    return `${name}@${version}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/published-fix.js

/** What to do about an edge that no set of packages makes hold: it depends on whether what would answer is published. */
function publishedFix({ dependency, range }, { spec, reading }) {
    const publish = `Publish a version of ${dependency} that fits \`${range}\`, and promote it together`;
    const published = reading.package(dependency);
    if (published === undefined)
        return publish;
    const allowed = allowedVersions({ name: dependency, range }, spec, published);
    const [version] = allowed.versions;
    if (version !== undefined) {
        const name = `${dependency}@${version}`;
        return `Promote \`${name}\` together; what is in its way says \`towpath can-promote ${name} --environment ${spec.environment}\``;
    }
    const { gate, reason, fixes } = allowed.refusal();
    if (gate === 'published')
        return publish;
    return gate === 'line' ? fixes.join('. ') : `${publish}: ${reason}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/edge-fixes.js









/** What to do about an edge that would not hold, the smallest first. */
function fixesOfEdge(edge, attempt, derived) {
    const { spec } = attempt;
    if (edge.problem === 'address') {
        return [`Give ${spec.environment} a domain: \`address: {domain: ${spec.environment}.internal}\``];
    }
    const service = Object.hasOwn(spec.services, edge.dependency) ? spec.services[edge.dependency] : undefined;
    const together = togetherFix(attempt, derived);
    if (service !== undefined && isExternal(service)) {
        return [
            ...together,
            `If another version answers there by now, correct \`services.${edge.dependency}.external.version\` in the spec`,
        ];
    }
    if (!isDelivered(spec, edge.dependency))
        return [...together, ...absentFixes(edge, spec)];
    const found = [...together, ...sideBySide(edge, attempt)];
    if (found.length > 0)
        return withoutFirstOr(found);
    return [elsewhereFix(edge, attempt), ...(derived.outcome === 'gave-up' ? [gaveUpText(derived.combinations)] : [])];
}
/** Where no further package helps, or what was asked for is in the way itself. */
function elsewhereFix(edge, attempt) {
    const { consumer, dependency, range } = edge;
    const asked = attempt.chosen.find((one) => one.name === dependency);
    if (asked === undefined)
        return publishedFix(edge, attempt);
    return attempt.chosen.some((one) => one.name === consumer.service)
        ? `Ask for a version of ${dependency} that fits \`${range}\` instead of ${asked.version}`
        : `Publish a version of ${consumer.service} that can use ${dependency} ${asked.version}, and promote it together`;
}
/** The command that promotes the change with the derived set; nothing where there is none. */
function derivedCommand(attempt, derived) {
    if (derived.outcome !== 'found')
        return null;
    const all = [...attempt.chosen, ...derived.added];
    const list = all.filter((one) => one.sets === undefined).map((one) => `${one.name}@${one.version}`);
    const sets = new Set(all.flatMap((one) => one.sets ?? []).map(({ set }) => set));
    return promoteCommand(attempt.spec.environment, list.sort(), { sets: [...sets].sort() });
}
function togetherFix(attempt, derived) {
    const command = derivedCommand(attempt, derived);
    if (derived.outcome !== 'found' || command === null)
        return [];
    const names = derived.added.map((one) => `\`${one.name}@${one.version}\``);
    return [`Together with ${names.join(' and ')} it can: \`${command}\``];
}
/** What is offered first is no alternative to anything. */
function withoutFirstOr([first = '', ...others]) {
    return [first.replace(/^Or (\w)/, (_, letter) => letter.toUpperCase()), ...others];
}
function gaveUpText(combinations) {
    return `Or name further packages yourself: of the ${searchBounds.versionsOfPackage} newest versions of each, ${combinations} combinations were tried and none makes it possible; there may be one`;
}
function absentFixes(edge, spec) {
    const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web';
    return [
        `Add \`${edge.dependency}: {hostGroup: ${group}}\` to \`services\` of the spec and promote \`${edge.dependency}@${edge.range}\` together`,
        `Or, where someone else delivers it: \`${edge.dependency}: {external: {version: …, endpoints: ["host:port"]}}\``,
    ];
}
/** Keeping the version that goes beside the one that comes: the widest lines under which both stand. */
function sideBySide(edge, attempt) {
    const { spec, chosen, pins, proposal } = attempt;
    const name = edge.dependency;
    const carried = proposal.carriedOf.get(name) ?? [];
    const before = carried.find((release) => (0,lib/* satisfies */.ib)(release.version, edge.range, prereleasePolicy(spec)));
    const coming = chosen.findLast((one) => one.name === name);
    const service = deliveredService(spec, name);
    if (before === undefined || coming === undefined || service === undefined)
        return [];
    const wished = chosen.filter((one) => one.name === name);
    const { sets } = proposal;
    const holds = (versions) => {
        const wider = { ...spec, services: { ...spec.services, [name]: { ...service, versions: [...versions] } } };
        const { releases, refusals } = selectService(wider, { service: name, carried, wished, sets }, pins);
        const comes = wished.every((one) => releases.some((release) => release.version === one.version));
        const edges = edgesOf(wider, edge.consumer, (other) => (other === name ? releases : []));
        return refusals.length === 0 && comes && !edges.some((one) => one.dependency === name && isBroken(one));
    };
    const lines = sideBySideLines(before.version, coming.version, service.versions === undefined ? [] : linesOf(spec, name));
    const found = lines.find(holds);
    if (found === undefined)
        return [];
    return [`Or keep both side by side: ${sayVersions(found)} to \`services.${name}\` of the spec`];
}
function sideBySideLines(before, coming, lines) {
    const forms = (version) => {
        const minor = version.split('.').slice(0, 2).join('.');
        return [`^${minor}`, `~${minor}`, version];
    };
    const [wide = '', narrow = ''] = forms(coming);
    if (lines.length === 0)
        return forms(before).flatMap((old) => [wide, narrow].map((line) => [old, line]));
    return forms(before).flatMap((old) => [
        [...lines, old],
        [old, ...lines],
    ]);
}
function sayVersions(versions) {
    return `add \`versions: [${versions.join(', ')}]\``;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/line-removal.js




/** By service, then version. A line goes only when nobody declares a range that only it serves. */
function neededLines({ spec, base, proposal }) {
    const { broken } = proposal.dependencies;
    const stays = ({ service, version }) => proposal.selectedOf.get(service)?.some((release) => release.version === version) ?? false;
    const policy = prereleasePolicy(spec);
    const wanted = Map.groupBy(broken, (edge) => edge.dependency);
    return base
        .filter((release) => wanted.has(release.service) && !stays(release))
        .filter(({ service, line }) => line !== '*' && isDelivered(spec, service) && !linesOf(spec, service).includes(line))
        .map((release) => ({
        release,
        edges: (wanted.get(release.service) ?? []).filter((edge) => edge.problem === 'version' && (0,lib/* satisfies */.ib)(release.version, edge.range, policy)),
    }))
        .filter(({ edges }) => edges.length > 0);
}
function refuseRemoval({ release, edges }, attempt, together) {
    const { service, version, line } = release;
    const declaring = edges.map(({ consumer, range }) => `${consumer.service} ${consumer.version} (\`${range}\`)`);
    const lines = linesOf(attempt.spec, service).filter((one) => one !== '*');
    return {
        code: 'line-needed',
        gate: 'line',
        subject: `${service} ${version}`,
        reason: `its line \`${line}\` can't go: ${line_removal_joined(declaring)} ${edges.length === 1 ? 'declares a range' : 'declare ranges'} that only it serves`,
        fixes: [
            ...together,
            `${together.length > 0 ? 'Or keep' : 'Keep'} its line: \`versions: [${[...lines, line].join(', ')}]\` under \`services.${service}\``,
        ],
    };
}
function line_removal_joined(names) {
    return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/compatibility/judge-compatibility.js






/** Every edge of the revision to be. A refusal of a line that is needed stands for the edges that only it answers. */
function judgeCompatibility(attempt, observed) {
    const { edges, broken } = attempt.proposal.dependencies;
    const derived = broken.length === 0 ? null : deriveSet(attempt);
    if (derived?.outcome === 'unread')
        return { edges: [], derived: null, refusals: [], verdicts: [] };
    const fixes = new Map(derived === null ? [] : broken.map((edge) => [edge, fixesOfEdge(edge, attempt, derived)]));
    const lines = neededLines(attempt);
    const ofLines = new Set(lines.flatMap((line) => line.edges));
    const together = derived === null ? [] : togetherFix(attempt, derived);
    const { spec } = attempt;
    return {
        edges: judgedEdges(edges, { spec, base: attempt.base, observed, fixOf: (edge) => fixes.get(edge)?.[0] ?? null }),
        derived: derived === null ? null : promotionSetOf(derived, derivedCommand(attempt, derived)),
        refusals: [
            ...lines.map((line) => refuseRemoval(line, attempt, together)),
            ...broken
                .filter((edge) => !ofLines.has(edge))
                .map((edge) => ({
                code: 'dependency-unsatisfied',
                gate: 'dependencies',
                subject: `${edge.consumer.service} → ${edge.dependency}`,
                reason: reasonOfEdge(edge, spec, observed),
                fixes: fixes.get(edge) ?? [],
            })),
        ],
        verdicts: trafficVerdicts(attempt.base, attempt.proposal.selection.releases, observed),
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/order-gate.js






/** Each version that comes has been deployed well in all of `after`, or in one of `any`. */
function judgeOrder(context, arrival) {
    const seen = seenUpstream(context, arrival);
    const strength = strengthOf(context.spec, 'order');
    if (seen === null || strength === 'off')
        return silent;
    const subject = `${arrival.service} ${arrival.version}`;
    const missing = missingUpstream(context, arrival);
    if (missing.length === 0) {
        return passed('order', subject, seen.environments.flatMap((one) => sayRan(one, context.now)).join(', '));
    }
    return standing({
        code: 'upstream-order',
        gate: 'order',
        subject,
        reason: missing.map(sayMissing).join(', '),
        fixes: fixesOf(missing, arrival, seen.any),
    }, strength);
}
/** `dev has run it 3 h 12 min`, `dev ran it 1 h`. */
function sayRan({ environment, ran }, now) {
    if (ran === null)
        return [];
    return [`${environment} ${ran.until === undefined ? 'has run' : 'ran'} it ${renderDuration(ranMs(ran, now))}`];
}
function sayMissing({ environment, exists, toCome }) {
    if (toCome !== null)
        return `${environment} says that it runs it since ${renderTime(toCome)}, which is still to come`;
    return exists ? `${environment} has not run it well yet` : `${environment} has no revision yet`;
}
function fixesOf(missing, arrival, any) {
    const wrong = missing.filter(({ toCome }) => toCome !== null).map(({ environment }) => environment);
    if (wrong.length > 0)
        return [`Set the clock of the machine that deployed ${wrong.join(' and ')}, and deploy and register there again`];
    const names = missing.map(({ environment }) => environment);
    const [first = ''] = names;
    const sets = setsOf(arrival);
    const packages = sets.length > 0 ? [] : [`${arrival.service}@${arrival.version}`];
    const command = `\`${promoteCommand(first, packages, { sets })}\``;
    const where = names.length === 1 ? first : any ? `one of ${names.join(', ')}` : names.join(' and ');
    return [`Promote and deploy it first in ${where}: ${command}`];
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/soak-gate.js



/**
 * Where it ran at all, it ran without a break for as long as the policy wants; gate `order` says where it did not run, and who softens that or
 * sets it aside has not answered this one.
 */
function judgeSoak(context, arrival) {
    const minutes = context.spec.policy?.soakMinutes ?? 0;
    const strength = strengthOf(context.spec, 'soak');
    const seen = seenUpstream(context, arrival);
    if (minutes === 0 || strength === 'off' || seen === null)
        return silent;
    const subject = `${arrival.service} ${arrival.version}`;
    const ran = seen.environments.flatMap(({ environment, ran }) => (ran === null ? [] : [{ environment, ran }]));
    if (ran.length === 0)
        return silent;
    const wantedMs = minutes * 60_000;
    const young = ran.filter((one) => ranMs(one.ran, context.now) < wantedMs);
    if (seen.any ? young.length < ran.length : young.length === 0)
        return passed('soak', subject, `${renderDuration(wantedMs)} have passed`);
    return standing({
        code: 'soak',
        gate: 'soak',
        subject,
        reason: young.map((one) => sayYoung(one, context.now, wantedMs)).join(', '),
        fixes: [fixOf(young, context.now, wantedMs, seen.any)],
    }, strength);
}
function sayYoung({ environment, ran }, now, wantedMs) {
    const verb = ran.until === undefined ? 'has run' : 'ran';
    return `${environment} ${verb} it ${renderDuration(ranMs(ran, now))} of the ${renderDuration(wantedMs)} that it must soak`;
}
/** What runs there no more soaks no further. */
function fixOf(young, now, wantedMs, any) {
    const left = young.filter(({ ran }) => ran.until === undefined).map(({ ran }) => wantedMs - ranMs(ran, now));
    const gone = young.filter(({ ran }) => ran.until !== undefined).map(({ environment }) => environment);
    if (any ? left.length === 0 : gone.length > 0)
        return `Let it run longer: deploy it again in ${gone.join(' and ')}`;
    return `Ask again in ${renderDuration(any ? Math.min(...left) : Math.max(...left))}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/arrival-gates.js



/** Gates `order` and `soak` of each version that comes. */
function judgeUpstream(context, arrivals) {
    return joinAnswers(arrivals.flatMap((arrival) => [judgeOrder(context, arrival), judgeSoak(context, arrival)]));
}
/** Whether a version has passed upstream, so that it may be suggested. */
function passesUpstream(context, arrival) {
    return judgeUpstream(context, [arrival]).refusals.length === 0;
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/carried-gate.js




/** What runs already and could not come any more: it goes on, so that nothing breaks unasked, and is told each time. */
function judgeCarried(spec, carried, marks) {
    const marked = new Map(marks.map((mark) => [`${mark.package} ${mark.version}`, mark]));
    return carried.flatMap(({ service, version }) => {
        const common = { outcome: 'warn', subject: `${service} ${version}` };
        const fix = `Promote another version: \`${promoteCommand(spec.environment, [service])}\``;
        const mark = marked.get(common.subject);
        if (mark !== undefined) {
            const reason = `it runs here and is marked bad by ${mark.by} since ${renderTime(mark.since)}: ${mark.reason}`;
            return [{ ...common, gate: 'marks', reason, fix }];
        }
        if ((0,lib/* satisfies */.ib)(version, acceptedRange(spec), prereleasePolicy(spec)))
            return [];
        const reason = `it runs here, and would not come any more: \`accept\` is \`${acceptedRange(spec)}\``;
        return [{ ...common, gate: 'accept', reason, fix }];
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/matrix-gate.js


/**
 * The earned compatibility matrix: each pair of versions that is new here was deployed together before, here or in `after`.
 * Known good passes. What never ran together is unproven, and stays so where `after` is empty: nowhere could it have run.
 */
function judgeMatrix(spec, releases, base, together) {
    const strength = strengthOf(spec, 'matrix');
    if (strength === 'off')
        return silent;
    const there = new Set(pairsOf(base).map(matrix_gate_keyOf));
    const coming = pairsOf(releases).filter((pair) => !there.has(matrix_gate_keyOf(pair)));
    if (coming.length === 0)
        return silent;
    const asked = new Set(coming.map(matrix_gate_keyOf));
    const known = Map.groupBy(together.filter((pair) => asked.has(matrix_gate_keyOf(pair))), matrix_gate_keyOf);
    return joinAnswers(coming.map((pair) => judgePair(spec, strength, pair, known.get(matrix_gate_keyOf(pair)) ?? [])));
}
/** What went well once counts more than what failed: the failure had another cause. */
function judgePair(spec, strength, pair, ran) {
    const subject = `${matrix_gate_nameOf(pair.consumer)} → ${matrix_gate_nameOf(pair.provider)}`;
    const both = `${spaced(pair.consumer)} with ${spaced(pair.provider)}`;
    const well = ran.findLast(({ failure }) => failure === null);
    if (well !== undefined)
        return passed('matrix', subject, `${both} ran well in ${well.environment}`);
    const bad = ran.at(-1);
    if (bad !== undefined) {
        const reason = `${both} failed in ${bad.environment}@${bad.revision}: ${bad.failure}`;
        return standing(matrix_gate_refuse(subject, reason, [`Promote another version of ${matrix_gate_nameOf(pair.consumer)}, or find out why first`]), strength);
    }
    const places = matrix_gate_placesOf(spec);
    if (places.length === 0)
        return silent;
    const reason = `${both} never ran together in ${places.join(' or ')}`;
    const fix = `Deploy both together in ${places[0]} first`;
    if (strength === 'require')
        return standing(matrix_gate_refuse(subject, reason, [fix]), strength);
    const verdict = { gate: 'matrix', outcome: 'unproven', subject, reason, fix };
    return { verdicts: [verdict], refusals: [] };
}
function matrix_gate_refuse(subject, reason, fixes) {
    return { code: 'matrix', gate: 'matrix', subject, reason, fixes };
}
function matrix_gate_placesOf({ after }) {
    if (after === undefined)
        return [];
    return [...new Set(Array.isArray(after) ? after : after.any)].sort();
}
function matrix_gate_keyOf({ consumer, provider }) {
    return `${consumer} ${provider}`;
}
function matrix_gate_nameOf(release) {
    return release.slice(0, release.indexOf('@'));
}
function spaced(release) {
    return release.replace('@', ' ');
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/people.js
const team = 'team:';
/** Whether entries of `policy.allowed` name somebody: users by name, teams as `team:<name>`. GitHub's names have no case. */
function isNamed(entries, { name, teams }) {
    const names = entries.map((entry) => entry.toLowerCase());
    const ofTeams = names.filter((entry) => entry.startsWith(team));
    if (names.some((entry) => !entry.startsWith(team) && entry === name.toLowerCase()))
        return 'yes';
    if (ofTeams.length === 0)
        return 'no';
    if (teams === null)
        return 'unknown';
    const own = new Set(teams.flatMap((one) => [one.toLowerCase(), one.toLowerCase().replace(/^.*\//, '')]));
    return ofTeams.some((entry) => own.has(entry.slice(team.length))) ? 'yes' : 'no';
}
/** `ada, bob or team:ops` */
function renderEntries(entries) {
    const last = entries.at(-1) ?? 'nobody';
    return entries.length < 2 ? last : `${entries.slice(0, -1).join(', ')} or ${last}`;
}
/** Users that entries name; null when a team stands among them, which has as many as it has. */
function namedUsers(entries) {
    if (entries.some((entry) => entry.toLowerCase().startsWith(team)))
        return null;
    return new Set(entries.map((entry) => entry.toLowerCase()));
}
/** Why a team is of no help here, as a clause. */
const teamsUnread = "who is in a team can't be read here (not yet: it needs the token of an App)";

;// CONCATENATED MODULE: ./packages/environment/lib/gates/overrides.js




/**
 * Sets aside what the request says, where the policy lets this person: a refusal becomes a warning that names who and why,
 * and an override of the revision. One misused override sets nothing aside.
 */
function settleOverrides(input, upstream, { ofPlan, ofRequest }) {
    const { spec } = upstream;
    const asked = new Set(input.overrides);
    const misused = judgeOverride(spec, input);
    const isAside = ({ gate }) => misused.length === 0 && asked.has(gate);
    const rest = (refusals) => refusals.filter((one) => !isAside(one)).map((one) => withWayOut(one, spec, asked));
    const aside = [...ofPlan, ...ofRequest].filter(isAside);
    const { by, reason } = input.request;
    return {
        // A misused override is refused also where nothing would change: it was not meant so.
        ofPlan: [...rest(ofPlan), ...misused],
        ofRequest: rest(ofRequest),
        verdicts: [
            ...aside.map((one) => warned({ ...one, reason: `${one.reason}; set aside by ${by}: ${reason ?? ''}`, fixes: [] })),
            ...(misused.length > 0 ? [] : unneeded(spec.environment, asked, aside)),
        ],
        overrides: aside.map(({ gate, subject }) => ({
            gate,
            by,
            reason: reason ?? '',
            subject,
            ...skippedBy(gate, subject, upstream),
        })),
    };
}
/** Who may not, has no reason, or names what can't be set aside. */
function judgeOverride(spec, { overrides, request, teams }) {
    if (overrides.length === 0)
        return [];
    const refuse = (reason, fixes) => ({
        code: 'override-refused',
        gate: 'override',
        subject: spec.environment,
        reason,
        fixes,
    });
    const hard = [...new Set(overrides)].sort().filter((gate) => !softGates.includes(gate));
    const refusals = hard.map((gate) => refuse(`${gate} is no gate that can be set aside`, [fixOfGate(gate)]));
    if ((request.reason ?? '').trim() === '')
        refusals.push(refuse('an override needs a reason', ['Say why: `--reason "…"`']));
    const entries = spec.policy?.allowed?.override ?? [];
    const named = isNamed(entries, { name: request.by, teams });
    if (named === 'yes')
        return refusals;
    const who = entries.length === 0
        ? 'the policy lets nobody set a gate aside'
        : `\`policy.allowed.override\` names ${renderEntries(entries)}`;
    return [
        ...refusals,
        refuse(`${request.by} may set no gate aside: ${who}${named === 'unknown' ? `, and ${teamsUnread}` : ''}`, [
            ...(entries.length === 0 ? [] : [`Ask ${renderEntries(entries)}`]),
            `${entries.length === 0 ? 'Name' : 'Or name'} ${request.by} in the spec: \`policy: {allowed: {override: [${[...entries, request.by].join(', ')}]}}\``,
        ]),
    ];
}
function fixOfGate(gate) {
    const meant = (0,lib/* nearest */.pA)(gate, softGates);
    const all = `those that can: ${softGates.join(', ')}`;
    return meant === undefined ? `Follow its way out; ${all}` : `Did you mean \`${meant}\`? (${all})`;
}
/** Told, so that nobody gets used to naming every gate. */
function unneeded(environment, asked, aside) {
    const needed = new Set(aside.map(({ gate }) => gate));
    return [...asked].sort().flatMap((gate) => needed.has(gate)
        ? []
        : [
            {
                gate: 'override',
                outcome: 'warn',
                subject: environment,
                reason: `gate ${gate} was not in the way, so nothing of it was set aside`,
            },
        ]);
}
/** For a gate that somebody may set aside: how, and who. */
function withWayOut(refusal, { policy }, asked) {
    const entries = policy?.allowed?.override ?? [];
    const { gate } = refusal;
    if (entries.length === 0 || asked.has(gate) || !softGates.includes(gate))
        return refusal;
    const way = `Or, if it can't wait, ${renderEntries(entries)} can set it aside: \`--override ${gate} --reason "…"\``;
    return { ...refusal, fixes: [...refusal.fixes, way] };
}
function skippedBy(gate, subject, upstream) {
    if (gate !== 'order')
        return {};
    const [service = '', version = ''] = subject.split(' ');
    return { skipped: missingUpstream(upstream, { service, version }).map(({ environment }) => environment) };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/provenance-gate.js

/** The archive of each version that comes was built by a workflow of the repository that its package belongs to, as an attestation proves. */
function judgeProvenance(spec, arrivals, reading) {
    if (strengthOf(spec, 'provenance') === 'off')
        return silent;
    return joinAnswers(arrivals.map((arrival) => judgeOne(spec, arrival, reading)));
}
function judgeOne(spec, { service, version, descriptor, archive }, reading) {
    const { repository } = descriptor.source;
    const provenance = reading.provenance({ digest: archive.digest, repository });
    if (provenance === undefined)
        return silent;
    const subject = `${service} ${version}`;
    if (provenance.kind === 'verified')
        return passed('provenance', subject, `its archive was built in ${repository} by ${provenance_gate_nameOf(provenance.workflow)}`);
    return standing({
        code: 'provenance',
        gate: 'provenance',
        subject,
        reason: reasonOf(provenance, repository),
        fixes: provenance_gate_fixesOf(provenance),
    }, strengthOf(spec, 'provenance'));
}
function reasonOf(provenance, repository) {
    switch (provenance.kind) {
        case 'absent':
            return `no attestation says that its archive was built in ${repository}`;
        case 'refused':
            return `its attestation does not prove that its archive was built in ${repository}: ${provenance.reason}`;
        case 'unknown':
            return `whether its archive was built in ${repository} could not be found out: ${provenance.reason}`;
    }
}
function provenance_gate_fixesOf({ kind }) {
    const toAttest = 'Let the workflow attest the package (actions/attest-build-provenance) and publish a new version';
    return [
        kind === 'unknown'
            ? 'Give promote a `token` that may read attestations (`attestations: read`), or let the gate only warn where that can not be'
            : toAttest,
    ];
}
/** `.github/workflows/release.yml@refs/heads/main`, which says enough beside the repository. */
function provenance_gate_nameOf(workflow) {
    return workflow.replace(/^https:\/\/[^/]+\/[^/]+\/[^/]+\//, '');
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/allowed-gate.js


/** Who asks is one of those that `policy.allowed.promote` names; without it, whoever may run the step may promote. */
function judgeAllowed(spec, { request, teams }) {
    const entries = spec.policy?.allowed?.promote;
    if (entries === undefined)
        return silent;
    const named = isNamed(entries, { name: request.by, teams });
    if (named === 'yes')
        return silent;
    const why = named === 'unknown' ? `, and ${teamsUnread}` : '';
    return {
        verdicts: [],
        refusals: [
            {
                code: 'not-allowed',
                gate: 'allowed',
                subject: spec.environment,
                reason: `${request.by} may not promote to it: \`policy.allowed.promote\` names ${renderEntries(entries)}${why}`,
                fixes: [
                    `Ask ${renderEntries(entries)} to promote it`,
                    `Or add ${request.by} to \`policy.allowed.promote\` of the spec`,
                ],
            },
        ],
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/approvals-gate.js




/** As many different people as the policy wants agreed, of those who may promote, and none of them is who asks. */
function judgeApprovals(spec, input) {
    const wanted = spec.policy?.approvals ?? 0;
    const strength = strengthOf(spec, 'approvals');
    if (wanted === 0 || strength === 'off')
        return silent;
    const { counted, left } = sort(spec, input);
    if (counted.length >= wanted)
        return passed('approvals', spec.environment, `approved by ${counted.join(', ')}`);
    const people = wanted === 1 ? '1 approval by someone' : `${wanted} approvals by people`;
    const has = counted.length === 0 ? 'none' : counted.join(', ');
    const known = input.approvals === null
        ? 'this run can know of none (not yet: approvals are read from the review of a pull request)'
        : `it has ${has}${left.length === 0 ? '' : `; ${left.join('; ')}`}`;
    return standing({
        code: 'approvals-missing',
        gate: 'approvals',
        subject: spec.environment,
        reason: `it needs ${people} other than ${input.request.by}, and ${known}`,
        fixes: approvals_gate_fixesOf(spec, input),
    }, strength);
}
/** Each person once; and why others don't count, as clauses. */
function sort(spec, { approvals, request, now }) {
    const counted = new Map();
    const left = new Set();
    for (const approval of approvals ?? []) {
        const why = whyNot(spec, approval, request.by, now);
        if (why === null)
            counted.set(approval.by.toLowerCase(), approval.by);
        else
            left.add(why);
    }
    return { counted: [...counted.values()].sort(), left: [...left].sort() };
}
function whyNot(spec, { by, at, teams }, requester, now) {
    if (by.toLowerCase() === requester.toLowerCase())
        return `${by} asks for it and can't approve it`;
    if (isToCome(at, now))
        return `${by} approved it at ${renderTime(at)}, which is still to come`;
    const entries = spec.policy?.allowed?.promote;
    const named = entries === undefined ? 'yes' : isNamed(entries, { name: by, teams });
    if (named === 'yes')
        return null;
    return named === 'no' ? `${by} may not promote, nor approve` : `${by} is not named, and ${teamsUnread}`;
}
function approvals_gate_fixesOf(spec, { approvals }) {
    if (approvals === null)
        return ['Take `approvals` out of `policy` of the spec until then'];
    const entries = spec.policy?.allowed?.promote;
    return [entries === undefined ? 'Ask someone else to approve it' : `Ask ${renderEntries(entries)} to approve it`];
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/freeze-window.js


const example = 'Fri 16:00-Mon 08:00 Europe/Berlin';
const shape = `a window such as \`${example}\`, or once \`2026-12-23 12:00-2027-01-02 08:00 Europe/Berlin\``;
const moment = String.raw `(?:(\d{4}-\d{2}-\d{2})[ T]|([A-Za-z]+)\s+)(\d{1,2}:\d{2})`;
const freeze_window_window = new RegExp(String.raw `^${moment}\s*[-–]\s*${moment}(?:\s+(\S.*))?$`);
/** `Fri 16:00-Mon 08:00 Europe/Berlin`: days and times of a week, or dates and times, and the zone whose clocks show them. */
function parseFreezeWindow(written) {
    const text = written.trim();
    const parts = freeze_window_window.exec(text);
    if (parts === null)
        return { problem: { expected: shape, found: `the text "${text}"` } };
    const [, fromDate, fromDay, fromTime = '', toDate, toDay, toTime = '', zone] = parts;
    const wrong = timeProblem(fromTime) ?? timeProblem(toTime) ?? zoneProblem(text, zone);
    if (wrong !== null)
        return { problem: wrong };
    const common = { text, zone: zone ?? '' };
    if (fromDay !== undefined && toDay !== undefined)
        return weekly(common, [fromDay, fromTime], [toDay, toTime]);
    if (fromDate !== undefined && toDate !== undefined)
        return dated(common, [fromDate, fromTime], [toDate, toTime]);
    return { problem: { expected: 'two days of the week, or two dates', found: `one of each in "${text}"` } };
}
function weekly(common, from, to) {
    const [fromDay, toDay] = [weekdayOf(from[0]), weekdayOf(to[0])];
    if (fromDay === null)
        return { problem: dayProblem(from[0]) };
    if (toDay === null)
        return { problem: dayProblem(to[0]) };
    const fromMs = timeMs(from[1]);
    const length = ((toDay - fromDay + 7) % 7) * dayMs + timeMs(to[1]) - fromMs;
    if (length === 0) {
        return {
            problem: { expected: 'an end that is not its beginning', found: `the whole week in "${common.text}"` },
        };
    }
    return { window: { kind: 'weekly', ...common, fromDay, fromMs, lengthMs: length < 0 ? length + 7 * dayMs : length } };
}
function dated(common, from, to) {
    for (const [date] of [from, to]) {
        if (!isCalendarDay(date))
            return { problem: { expected: 'a day of the calendar', found: `\`${date}\`` } };
    }
    const [begins, ends] = [from, to].map(([date, time]) => Date.parse(`${date}T00:00:00Z`) + timeMs(time));
    if (begins === undefined || ends === undefined || ends <= begins)
        return { problem: { expected: 'an end after its beginning', found: `${to.join(' ')} after ${from.join(' ')}` } };
    return { window: { kind: 'dated', ...common, from: begins, to: ends } };
}
const fullNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** `Fri`, `friday`; 0 is Sunday. */
function weekdayOf(text) {
    const word = text.toLowerCase();
    const index = fullNames.findIndex((name) => word.length >= 3 && name.toLowerCase().startsWith(word));
    return index === -1 ? null : index;
}
function dayProblem(text) {
    const meant = (0,lib/* nearest */.pA)(text, [...weekdays, ...fullNames]);
    return {
        expected: 'a day such as `Fri`',
        found: `\`${text}\``,
        ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` }),
    };
}
function timeMs(text) {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return (hours * 60 + minutes) * 60_000;
}
function timeProblem(text) {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    const exists = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
    return exists ? null : { expected: 'a time from `00:00` to `24:00`', found: `\`${text}\`` };
}
function zoneProblem(text, zone) {
    if (zone === undefined) {
        return {
            expected: 'a time zone at its end such as `Europe/Berlin`',
            found: `none in "${text}"`,
            fix: `Write it as in \`${example}\``,
        };
    }
    if (isTimeZone(zone))
        return null;
    const meant = suggestTimeZone(zone);
    return {
        expected: 'a time zone of the IANA database such as `Europe/Berlin`',
        found: `\`${zone}\``,
        ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` }),
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/frozen.js

/** What holds at an instant, prolonged by every window that begins before the end is reached; null: nothing does. */
function frozenAt(windows, instant, horizonDays) {
    let frozen = heldBy(windows, instant);
    while (frozen !== null && frozen.to - instant < horizonDays * dayMs) {
        const next = heldBy(windows, frozen.to);
        if (next === null)
            return frozen;
        frozen = { ...next, from: frozen.from };
    }
    return frozen;
}
/** What begins next; null: nothing ever. */
function nextFreeze(windows, instant) {
    const coming = windows.flatMap((window) => timesAround(window, instant)).filter(({ from }) => from > instant);
    return coming.sort((a, b) => a.from - b.from)[0] ?? null;
}
/**
 * Whether the windows of every week leave no minute free. A spec is read without a clock, so two weeks are looked at in
 * which no zone changes its clocks, one in winter and one in summer.
 */
function coversEveryWeek(windows) {
    const weekly = windows.filter(({ kind }) => kind === 'weekly');
    return ['2026-01-12', '2026-07-13'].every((day) => {
        const instant = Date.parse(`${day}T00:00:00Z`);
        const frozen = frozenAt(weekly, instant, 8);
        return frozen !== null && frozen.to - instant >= 8 * dayMs;
    });
}
/** The one that ends last. */
function heldBy(windows, instant) {
    const held = windows
        .flatMap((window) => timesAround(window, instant))
        .filter(({ from, to }) => from <= instant && instant < to);
    return held.sort((a, b) => b.to - a.to)[0] ?? null;
}
/** Those of a window that can hold at an instant, and the one after it. */
function timesAround(window, instant) {
    switch (window.kind) {
        case 'dated':
            return [between(window, window.from, window.to)];
        case 'weekly': {
            const today = Math.floor(wallTimeAt(window.zone, instant) / dayMs);
            const begun = today - ((today + thursday - window.fromDay + 7) % 7);
            return [-7, 0, 7].map((days) => {
                const from = (begun + days) * dayMs + window.fromMs;
                return between(window, from, from + window.lengthMs);
            });
        }
    }
}
/** The day of the week of 1970-01-01. */
const thursday = 4;
/** Where clocks are put back in it, it is one time and no two: it begins when they first show its beginning, and ends when they last show its end. */
function between(window, from, to) {
    return { window, from: firstInstantOf(window.zone, from), to: lastInstantOf(window.zone, to) };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/freeze-gate.js





/** No end is looked for beyond it. */
const horizonDays = 400;
/** Nothing changes while a window of `policy.freeze` holds. */
function judgeFreeze(spec, now) {
    const written = spec.policy?.freeze ?? [];
    const strength = strengthOf(spec, 'freeze');
    if (written.length === 0 || strength === 'off')
        return silent;
    const { windows, unread } = readWindows(written);
    if (unread !== null)
        return standing(unreadable(spec.environment, unread), strength);
    const instant = Date.parse(now);
    const frozen = frozenAt(windows, instant, horizonDays);
    if (frozen !== null)
        return standing(freeze_gate_refusalOf(spec.environment, frozen, instant), strength);
    const next = nextFreeze(windows, instant);
    const reason = next === null ? 'none holds, and none is to come' : `none before ${renderInZone(next.window.zone, next.from)}`;
    return passed('freeze', spec.environment, reason);
}
function readWindows(written) {
    const parsed = written.map(parseFreezeWindow);
    return {
        windows: parsed.flatMap((one) => ('window' in one ? [one.window] : [])),
        unread: parsed.flatMap((one) => ('problem' in one ? [one.problem] : []))[0] ?? null,
    };
}
function freeze_gate_refusalOf(environment, { window, to }, instant) {
    const left = renderDuration(to - instant);
    return {
        code: 'frozen',
        gate: 'freeze',
        subject: environment,
        reason: `nothing changes until ${renderInZone(window.zone, to)} (\`${window.text}\` of \`policy.freeze\`)`,
        fixes: [`Ask again in ${left}`],
    };
}
/** A spec with such a window is refused when it is read; one that a newer Towpath wrote holds, since nobody here knows when it ends. */
function unreadable(environment, { expected, found }) {
    return {
        code: 'frozen',
        gate: 'freeze',
        subject: environment,
        reason: `a window of \`policy.freeze\` can't be read: expected ${expected}, found ${found}`,
        fixes: ['Correct it in the spec'],
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/gates/request-gates.js




/** Whether this person may change anything here now, whatever it is. */
function judgeRequest(spec, input) {
    return joinAnswers([judgeAllowed(spec, input), judgeApprovals(spec, input), judgeFreeze(spec, input.now)]);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/choose-versions.js

/** All wishes as exact versions. Of another environment that is taken over, what is pinned or not named here stays as it is. */
function chooseVersions(asked, input, spec, reading) {
    const chosen = new Map();
    const refusals = [];
    const skipped = strangers(input, spec);
    for (const wish of asked) {
        if (wish.by === 'environment' && input.state.pins.some((pin) => pin.service === wish.name)) {
            skipped.push({
                gate: 'pin',
                outcome: 'warn',
                subject: wish.name,
                reason: 'it is pinned and stays as it is',
                fix: `Release it: \`towpath unpin --environment ${spec.environment} --service ${wish.name}\``,
            });
            continue;
        }
        const resolved = resolveWish(wish, spec, reading);
        if (resolved.outcome === 'refused') {
            // What is taken over as a whole leaves out what is bad; who names a bad version is refused.
            if (wish.by === 'environment' && resolved.refusal.code === 'version-marked')
                skipped.push(leftOut(resolved.refusal));
            else
                refusals.push(resolved.refusal);
        }
        if (resolved.outcome === 'version')
            chosen.set(`${resolved.name}@${resolved.version}`, resolved);
    }
    return {
        chosen: [...chosen.values()].map(({ name, version, record }) => ({ name, version, record })),
        refusals,
        skipped,
    };
}
function leftOut({ gate, subject, reason }) {
    return { gate, outcome: 'warn', subject, reason: `${reason}, so it is left out` };
}
function strangers(input, spec) {
    const { from } = input;
    if (from === null)
        return [];
    const names = new Set(from.releases
        .filter((release) => release.setOf === null)
        .map((release) => release.service)
        .filter((name) => !Object.hasOwn(spec.services, name)));
    return [...names].sort().map((name) => ({
        gate: 'spec',
        outcome: 'warn',
        subject: name,
        reason: `${from.environment} runs it and ${spec.environment} has no such service, so it is left out`,
        fix: `Add it to \`services\` of the spec to take it over too`,
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/wanted.js

/** Every wish once, sorted. What a command names counts more than the other two, for the services that it names. */
function collectWishes(input, effective) {
    const commanded = input.wishes.map((wish) => ({ ...wishOf(wish), by: 'command' }));
    const named = new Set(commanded.map((wish) => wish.name));
    const taken = (input.from?.releases ?? [])
        .filter((release) => release.setOf === null && !named.has(release.service))
        .filter((release) => Object.hasOwn(effective.spec.services, release.service))
        .map((release) => ({ name: release.service, range: release.version, by: 'environment' }));
    for (const wish of taken)
        named.add(wish.name);
    const written = effective.parked === null ? changedWishes(effective.spec, input.newest?.spec ?? null) : [];
    const all = [
        ...commanded,
        ...taken,
        ...written.filter((wish) => !named.has(wish.name)).map((wish) => ({ ...wish, by: 'spec' })),
    ];
    return [...new Map(all.map((wish) => [`${wish.name}@${wish.range}`, wish])).entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, wish]) => wish);
}
/** The spec's `packages` where they differ from the same keys of the newest revision's spec, failed or not (FORMATS). */
function changedWishes(spec, newest) {
    const known = new Set((newest === null ? [] : wantedPackages(newest)).map(wanted_keyOf));
    return wantedPackages(spec).filter((wish) => !known.has(wanted_keyOf(wish)));
}
/** `packages` of a spec: a map of ranges, or a list of `name` and `name@range`. */
function wantedPackages(spec) {
    const { packages } = spec;
    if (packages === undefined)
        return [];
    if (!Array.isArray(packages))
        return Object.entries(packages).map(([name, range]) => ({ name, range }));
    return packages.map((text) => wishOf((0,lib/* parsePackageWish */.fU)(text, 'packages of the spec')));
}
/**
 * A spec that is used again in place of a later one, with the later one's wishes: else they would look new to the next
 * promote, and it would do again what failed or was taken back.
 */
function withWishesOf(spec, newest) {
    const { packages: _packages, sets: _sets, ...kept } = spec;
    const { packages, sets } = newest;
    return { ...kept, ...(packages === undefined ? {} : { packages }), ...(sets === undefined ? {} : { sets }) };
}
function wishOf(wish) {
    return { name: wish.package, range: wantedRange(wish) };
}
/** null: the newest. */
function wantedRange({ wanted }) {
    switch (wanted.kind) {
        case 'newest':
            return null;
        case 'version':
            return wanted.version;
        case 'range':
            return wanted.range;
    }
}
function wanted_keyOf(wish) {
    return `${wish.name}@${wish.range ?? ''}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/set-wishes.js



/** One wish a name, sorted. What a command names counts more than another environment, and that more than the spec. */
function collectSetWishes(input, effective) {
    const wishes = new Map();
    const add = (wish) => {
        if (!wishes.has(wish.name))
            wishes.set(wish.name, wish);
    };
    for (const [name, all] of Map.groupBy(input.sets, (wish) => wish.package))
        add({ name, ranges: [...new Set(all.map(wantedRange))], by: 'command' });
    const taken = [...new Set((input.from?.releases ?? []).flatMap(setsOf))];
    for (const [name, all] of Map.groupBy(taken, (set) => partsOfSet(set).name))
        add({ name, ranges: all.map((set) => partsOfSet(set).version), by: 'environment' });
    if (effective.parked === null)
        changedSets(effective.spec, input.newest?.spec ?? null).forEach(add);
    return [...wishes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** The spec's `sets` where they differ from the same keys of the newest revision's spec, failed or not (FORMATS). */
function changedSets(spec, newest) {
    return Object.keys(spec.sets ?? {}).flatMap((name) => {
        const ranges = wantedVersions(spec, name);
        const before = newest === null ? [] : wantedVersions(newest, name);
        const isSame = ranges.length === before.length && ranges.every((version) => before.includes(version));
        return isSame ? [] : [{ name, ranges, by: 'spec' }];
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/choose-sets.js






const nothing = { chosen: [], asked: [], refusals: [], skipped: [] };
/** All wished sets as what they name. A set of which one package can't come does not come. */
function chooseSets(input, effective, reading) {
    const wishes = collectSetWishes(input, effective);
    const found = wishes.map((wish) => chooseSet(wish, { input, effective, reading }));
    return {
        chosen: found.flatMap((one) => one.chosen),
        asked: found.flatMap((one) => one.asked),
        refusals: found.flatMap((one) => one.refusals),
        skipped: found.flatMap((one) => one.skipped),
    };
}
/** One name with all versions that are asked of it. */
function chooseSet(wish, context) {
    const { input, effective, reading } = context;
    const resolved = wish.ranges.map((range) => resolveVersion(wish.name, range, context));
    const refusals = resolved.flatMap((one) => (typeof one === 'object' && one !== null ? [one] : []));
    const versions = [...new Set(resolved.filter((one) => typeof one === 'string'))].sort(lib/* compareVersionsDescending */.PE);
    if (refusals.length > 0 || versions.length === 0)
        return { ...nothing, refusals };
    const replaced = replacedBy(wish, versions, context);
    if (!Array.isArray(replaced))
        return { ...nothing, refusals: [replaced] };
    const sets = versions.flatMap((version) => {
        const record = reading.setRecord(wish.name, version);
        return record === undefined
            ? []
            : [{ set: `${wish.name}@${version}`, packages: record.packages, replaces: replaced }];
    });
    const held = wish.by === 'environment' ? sets.flatMap((set) => pinnedAway(set, input, effective)) : [];
    if (held.length > 0)
        return { ...nothing, skipped: held };
    const members = sets.flatMap((set) => membersOf(set, context));
    const refused = members.flatMap((one) => ('code' in one ? [one] : []));
    if (refused.length > 0)
        return { ...nothing, refusals: refused };
    return { ...nothing, asked: sets, chosen: members.flatMap((one) => ('name' in one ? [one] : [])) };
}
/** The version that a wish means; null: unread. */
function resolveVersion(name, range, { effective, reading }) {
    const published = reading.set(name);
    if (published === undefined)
        return null;
    const policy = prereleasePolicy(effective.spec);
    const wanted = range ?? '*';
    const exact = (0,lib/* isVersion */.lF)(wanted) && published.versions.includes(wanted) ? wanted : null;
    const [version] = [...published.versions]
        .filter((one) => (0,lib/* satisfies */.ib)(one, wanted, policy))
        .sort(lib/* compareVersionsDescending */.PE);
    const found = exact ?? version;
    if (found !== undefined)
        return found;
    const there = [...published.versions].sort(lib/* compareVersionsDescending */.PE).slice(0, 5);
    const isThere = there.length === 1 ? 'is' : 'are';
    const meant = (0,lib/* nearest */.pA)(name, published.others ?? []);
    return {
        code: 'set-unpublished',
        gate: 'published',
        subject: range === null ? name : `${name}@${range}`,
        reason: there.length === 0
            ? 'no version of this set is published'
            : `no published version of this set fits; there ${isThere} ${there.join(', ')}`,
        fixes: [
            meant === undefined
                ? 'Publish it with `set-manifest`, or correct the name'
                : `Write \`${meant}\`, or publish ${name} with \`set-manifest\``,
        ],
    };
}
/** Which sets of the same name go for these versions, or why that can't be known. */
function replacedBy(wish, versions, { input, effective }) {
    const standing = [...new Set((input.base?.revision.releases ?? []).flatMap(setsOf))]
        .filter((set) => partsOfSet(set).name === wish.name)
        .filter((set) => !versions.includes(partsOfSet(set).version))
        .sort();
    if (wish.by !== 'command' || versions.length > 1)
        return standing;
    const listed = wantedVersions(effective.spec, wish.name);
    const isListed = versions.every((version) => listed.includes(version));
    if (isListed)
        return standing.filter((set) => !listed.includes(partsOfSet(set).version));
    if (standing.length < 2)
        return standing;
    const { environment } = effective.spec;
    return {
        code: 'set-ambiguous',
        gate: 'set',
        subject: `${wish.name}@${versions.join(' and ')}`,
        reason: `${environment} keeps ${standing.join(' and ')} side by side, and its spec does not say which of them this one goes beside`,
        fixes: [
            `Say in the spec which ones are to stand: \`sets: {${wish.name}: [${[...standing.slice(1).map((set) => partsOfSet(set).version), ...versions].join(', ')}]}\``,
        ],
    };
}
/** What is taken over from another environment makes way for pins. */
function pinnedAway({ set, packages }, { state }, { spec }) {
    return state.pins
        .filter((pin) => Object.hasOwn(packages, pin.service) && packages[pin.service] !== pin.version)
        .map((pin) => ({
        gate: 'pin',
        outcome: 'warn',
        subject: set,
        reason: `${pin.service} is pinned to ${pin.version} here, so the whole set is left out`,
        fix: `Release it: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``,
    }));
}
function membersOf(set, { effective, reading }) {
    return Object.entries(set.packages)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, version]) => {
        const resolved = resolveWish({ name, range: version }, effective.spec, reading);
        if (resolved.outcome === 'unread')
            return [];
        if (resolved.outcome === 'version')
            return [{ name, version, record: resolved.record, sets: [set] }];
        const { refusal } = resolved;
        return [{ ...refusal, reason: `${refusal.reason}; ${set.set} names it and goes only as a whole` }];
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/choose-all.js



/** Wishes for packages and for sets, together as exact versions. */
function chooseAll(input, effective, reading) {
    const asked = collectWishes(input, effective);
    const packages = chooseVersions(asked, input, effective.spec, reading);
    const sets = chooseSets(input, effective, reading);
    return {
        wishes: asked.length + sets.asked.length + sets.refusals.length,
        chosen: merge([...packages.chosen, ...sets.chosen]),
        refusals: [...packages.refusals, ...sets.refusals],
        skipped: [...packages.skipped, ...sets.skipped],
    };
}
function merge(versions) {
    const merged = Map.groupBy(versions, ({ name, version }) => `${name}@${version}`);
    return [...merged]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, all]) => {
        const [first] = all;
        const sets = all.flatMap((one) => one.sets ?? []);
        return first === undefined ? [] : [{ ...first, ...(sets.length > 0 && { sets }) }];
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/parked-sets.js



/** Sets that the spec wants and that are not there because what they brought has failed: nobody has to wonder why. */
function parkedSets({ spec, state, newest }, releases) {
    const failed = state.parked.find((parked) => parked.revision === newest?.revision.number);
    if (failed === undefined || newest === null)
        return [];
    const standing = new Set(releases.flatMap(setsOf));
    const tried = new Set(newest.revision.releases.flatMap(setsOf));
    return Object.keys(spec.sets ?? {})
        .sort()
        .flatMap((name) => wantedVersions(spec, name).map((version) => `${name}@${version}`))
        .filter((set) => tried.has(set) && !standing.has(set))
        .map((set) => ({
        gate: 'parked',
        outcome: 'warn',
        subject: set,
        reason: `the spec wants it, but it failed with ${spec.environment}@${failed.revision} (${failed.reason}) and is not tried again unasked`,
        fix: `To try it again: \`${promoteCommand(spec.environment, [], { sets: [set] })}\``,
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/sets/port-gate.js



/** A tcp provide has one port on the VIP, which leads to the default version: a set beside it could not call its own. */
function judgePorts(spec, releases) {
    const byService = Map.groupBy(releases, (release) => release.service);
    return releases
        .filter((release) => setsOf(release).length > 0)
        .flatMap((release) => Object.entries(release.descriptor.dependencies ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, dependency]) => {
        const candidates = byService.get(name) ?? [];
        const version = keptVersion(release, candidates);
        const own = candidates.find((candidate) => candidate.version === version);
        if (own === undefined || own.isDefault)
            return [];
        const asked = dependency.provide === undefined ? {} : { provide: dependency.provide };
        const provide = providedName(asked, own.descriptor);
        if (provide === null || own.descriptor.provides?.[provide]?.protocol !== 'tcp')
            return [];
        const served = candidates.find((candidate) => candidate.isDefault);
        return [
            {
                code: 'proxy-unable',
                gate: 'proxy',
                subject: `${release.service} ${release.version}`,
                reason: `it keeps to ${name} ${own.version}, and the port of ${name} on the VIP of ${spec.environment} leads to ${served?.version ?? 'another version'}: tcp knows no versions`,
                fixes: [
                    `Let one version of ${setsOf(own).join(' and ')} stand at a time, or let ${name} speak http or grpc`,
                ],
            },
        ];
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/effective-spec.js


/**
 * The file's spec; but one that failed is not used again until the file changes or a promote without packages asks for
 * it: then the spec of the base stands, under the policy of the file, which no deploy can have failed by.
 */
function effectiveSpec(input) {
    if (input.state.parked.length === 0)
        return { spec: input.spec, parked: null };
    const digest = specDigest(input.spec);
    const failed = input.state.parked.find((parked) => parked.spec === digest);
    const asksAgain = input.wishes.length + input.sets.length === 0 && input.from === null;
    if (failed === undefined || asksAgain || input.base === null || input.base.revision.spec === digest) {
        return { spec: input.spec, parked: null };
    }
    const { environment } = input.spec;
    return {
        spec: withPolicyOf(withWishesOf(input.base.spec, (input.newest ?? input.base).spec), input.spec),
        parked: {
            gate: 'parked',
            outcome: 'warn',
            subject: environment,
            reason: `the spec as it is now failed with ${environment}@${failed.revision} (${failed.reason}), so the one of ${environment}@${input.base.revision.number} is used, with the policy of now`,
            fix: `Change ${input.specHome.path}, or promote without packages to try it again`,
        },
    };
}
/** Who may set what aside, and what is kept, is no state of an environment: going back to an earlier spec takes back no rule. */
function withPolicyOf(spec, { policy }) {
    const { policy: _policy, ...kept } = spec;
    return { ...kept, ...(policy !== undefined && { policy }) };
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/line-fixes.js


/** Where the first line would stand empty: what is published for it, or that nothing is. */
function withLineFixes(refusals, spec, reading) {
    return refusals.map((refusal) => {
        if (refusal.code !== 'default-line')
            return refusal;
        const { subject: service, reason, fixes } = refusal;
        const [line = '*'] = linesOf(spec, service);
        const published = reading.package(service);
        if (published === undefined)
            return refusal;
        const allowed = allowedVersions({ name: service, range: line }, spec, published);
        const [version] = allowed.versions;
        const others = fixes.slice(1);
        return version === undefined
            ? { ...refusal, reason: `${reason}, and ${allowed.refusal().reason}`, fixes: [correct(service), ...others] }
            : { ...refusal, fixes: [`Promote \`${service}@${version}\` in the same go`, ...others] };
    });
}
function correct(service) {
    return `Correct \`services.${service}.versions\` in the spec`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/promotion-verdicts.js



/** The spec of an environment has one home, recorded in its first revision (DESIGN §6). */
function judgeHome({ state, specHome, spec }) {
    const home = state.specHome;
    if (home === null || (home.repository === specHome.repository && home.path === specHome.path))
        return [];
    return [
        {
            code: 'spec-home',
            gate: 'spec',
            subject: spec.environment,
            reason: `its spec lives in ${home.repository} (${home.path}), and this one is from ${specHome.repository} (${specHome.path})`,
            fixes: [
                home.repository === specHome.repository
                    ? `Promote with \`spec: ${home.path}\``
                    : `Promote from ${home.repository}`,
                'If it has moved there for good, write its new home into the store: docs/operations.md says how',
            ],
        },
    ];
}
/** A first revision without any release would be one of nothing. */
function judgeNothing(spec, base, asked, releases) {
    if (base !== null || asked > 0 || releases.length > 0)
        return [];
    const name = Object.keys(spec.services).sort()[0] ?? 'orders';
    return [
        {
            code: 'nothing-to-promote',
            gate: 'published',
            subject: spec.environment,
            reason: 'nothing runs there yet and no package was named',
            fixes: [`Name one: \`${promoteCommand(spec.environment, [name])}\``],
        },
    ];
}
/** Wished versions that no line took, because a newer one was wished for in the same line. */
function superseded(chosen, releases) {
    const taken = new Set(releases.map((release) => `${release.service}@${release.version}`));
    return chosen
        .filter((one) => !taken.has(`${one.name}@${one.version}`))
        .map((one) => ({
        gate: 'line',
        outcome: 'warn',
        subject: `${one.name} ${one.version}`,
        reason: 'a newer version was asked for in the same line, so this one is left out',
    }));
}
/** What the spec wants and is not there because it failed: nobody has to wonder why. */
function parkedWishes({ spec, state }, releases) {
    if (state.parked.length === 0)
        return [];
    const unmet = wantedPackages(spec).filter(({ name, range }) => !releases.some((one) => one.service === name && (0,lib/* satisfies */.ib)(one.version, range ?? '*', { prereleases: 'include' })));
    return state.parked.flatMap(({ revision, packages, reason }) => packages.flatMap((parked) => {
        const [name = '', version = ''] = parked.split('@');
        const isUnmet = unmet.some((wish) => wish.name === name && (0,lib/* satisfies */.ib)(version, wish.range ?? '*', { prereleases: 'include' }));
        if (!isUnmet)
            return [];
        return [
            {
                gate: 'parked',
                outcome: 'warn',
                subject: `${name} ${version}`,
                reason: `the spec wants it, but it failed with ${spec.environment}@${revision} (${reason}) and is not tried again unasked`,
                fix: `To try it again: \`${promoteCommand(spec.environment, [parked])}\``,
            },
        ];
    }));
}
function goingBack(changes) {
    return changes.flatMap(({ service, from, to }) => from !== null && to !== null && (0,lib/* compareVersionsDescending */.PE)(from, to) < 0
        ? [
            {
                gate: 'line',
                outcome: 'warn',
                subject: `${service} ${to}`,
                reason: `it is older than ${from}, whose place it takes`,
            },
        ]
        : []);
}
function dependencyVerdicts(spec, { answers, broken, satisfied }) {
    const absent = [...answers].flatMap(([consumer, answered]) => Object.entries(answered)
        .filter(([, { version }]) => version === null)
        .map(([dependency]) => ({ consumer: consumer.slice(0, consumer.indexOf('@')), dependency })));
    const refused = new Set(broken.map((edge) => `${edge.consumer.service} ${edge.dependency}`));
    const optional = absent
        .filter(({ consumer, dependency }) => !refused.has(`${consumer} ${dependency}`))
        .map(({ consumer, dependency }) => ({
        gate: 'dependencies',
        outcome: 'warn',
        subject: `${consumer} → ${dependency}`,
        reason: 'it is optional, and nothing here answers it',
    }));
    if (broken.length > 0 || satisfied === 0)
        return optional;
    const reason = satisfied === 1
        ? 'the one declared dependency is satisfied'
        : `all ${satisfied} declared dependencies are satisfied`;
    return [...optional, { gate: 'dependencies', outcome: 'pass', subject: spec.environment, reason }];
}
function failedVerdict({ gate, subject, reason, fixes }) {
    return { gate, outcome: 'fail', subject, reason, ...(fixes[0] === undefined ? {} : { fix: fixes[0] }) };
}
const promotion_verdicts_weights = { fail: 0, warn: 1, unproven: 2, pass: 3 };
/** What needs a person first; then by gate and subject. */
function byWeight(a, b) {
    const keys = [a, b].map((one) => `${promotion_verdicts_weights[one.outcome]} ${one.gate} ${one.subject} ${one.reason}`);
    return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/propose.js



/** By spec, the last one: while a plan asks and is given what it needs, it proposes the same again. */
const before = new WeakMap();
function propose(spec, base, chosen, pins) {
    const known = before.get(spec);
    if (known?.base === base && known.pins === pins && propose_isSame(known.chosen, chosen))
        return known.proposal;
    const selection = selectReleases(spec, base, chosen, pins);
    const proposal = {
        selection,
        dependencies: checkDependencies(spec, selection.releases),
        sets: setsToStand(base, chosen),
        carriedOf: Map.groupBy(base, (release) => release.service),
        selectedOf: Map.groupBy(selection.releases, (release) => release.service),
        consumersOf: indexConsumers(selection.releases),
    };
    before.set(spec, { base, chosen, pins, proposal });
    return proposal;
}
function propose_isSame(some, others) {
    if (some.length !== others.length)
        return false;
    return some.every((one, index) => {
        const other = others[index];
        return one.record === other?.record && (0,lib/* canonicalJson */.dj)(one.sets ?? []) === (0,lib/* canonicalJson */.dj)(other.sets ?? []);
    });
}
function indexConsumers(releases) {
    const consumers = new Map();
    for (const { service, descriptor } of releases) {
        for (const dependency of Object.keys(descriptor.dependencies ?? {})) {
            const known = consumers.get(dependency);
            if (known === undefined)
                consumers.set(dependency, new Set([service]));
            else
                known.add(service);
        }
    }
    return consumers;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/published.js

/** What was read so far, which notes what is asked for and is not there. So planning itself says what it needs. */
class Reading {
    #published;
    #configs;
    #packages = new Set();
    #records = new Map();
    #missingConfigs = new Set();
    #publishedSets;
    #sets = new Set();
    #setRecords = new Map();
    #provenance;
    #attestations = new Map();
    constructor(published, configs, publishedSets = {}, provenance = {}) {
        this.#provenance = provenance;
        this.#published = published;
        this.#configs = configs;
        this.#publishedSets = publishedSets;
    }
    /** undefined: not read yet. */
    package(name) {
        const found = Object.hasOwn(this.#published, name) ? this.#published[name] : undefined;
        if (found === undefined)
            this.#packages.add(name);
        return found;
    }
    /** undefined: not read yet. Only for versions that `package` lists. */
    record(name, version) {
        const records = this.package(name)?.records ?? {};
        const found = Object.hasOwn(records, version) ? records[version] : undefined;
        if (found === undefined)
            this.#records.set(`${name}@${version}`, { name, version });
        return found;
    }
    /** undefined: not read yet. */
    config(digest) {
        const found = this.#configs[digest];
        if (found === undefined)
            this.#missingConfigs.add(digest);
        return found;
    }
    /** undefined: not read yet. */
    set(name) {
        const found = Object.hasOwn(this.#publishedSets, name) ? this.#publishedSets[name] : undefined;
        if (found === undefined)
            this.#sets.add(name);
        return found;
    }
    /** undefined: not read yet. Only for versions that `set` lists. */
    setRecord(name, version) {
        const records = this.set(name)?.records ?? {};
        const found = Object.hasOwn(records, version) ? records[version] : undefined;
        if (found === undefined)
            this.#setRecords.set(`${name}@${version}`, { name, version });
        return found;
    }
    /** undefined: nobody has looked yet. */
    provenance(built) {
        const key = builtKey(built);
        const found = Object.hasOwn(this.#provenance, key) ? this.#provenance[key] : undefined;
        if (found === undefined)
            this.#attestations.set(key, built);
        return found;
    }
    get needed() {
        return {
            packages: [...this.#packages].sort(),
            records: inOrder(this.#records),
            configs: [...this.#missingConfigs].sort(),
            sets: [...this.#sets].sort(),
            setRecords: inOrder(this.#setRecords),
            attestations: inOrder(this.#attestations),
        };
    }
    get isComplete() {
        return isNothingNeeded(this.needed);
    }
}
/** Whether a plan can be made with what was read. */
function isNothingNeeded(needed) {
    return Object.values(needed).every((asked) => asked.length === 0);
}
function inOrder(byKey) {
    return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/spec-fixes.js

/** What a wish of the spec is refused for, with one more way out: a merge asked for it, and a merge can take it back. */
function withSpecFixes(input, effective, refusals) {
    if (refusals.length === 0)
        return refusals;
    const written = new Set(collectWishes(input, effective)
        .filter(({ by }) => by === 'spec')
        .map(({ name }) => name));
    return refusals.map((refusal) => {
        const [service = ''] = refusal.subject.split(' ');
        if (!written.has(service))
            return refusal;
        const fix = `Take ${service} back in \`packages\` of ${input.specHome.path}`;
        return { ...refusal, fixes: [...refusal.fixes, fix] };
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/version-notes.js

const mostVersions = 20;
/** What each version after `from`, up to `to`, says of itself, newest first; only `to`'s own where nothing came before. */
function notesBetween(from, to, reading) {
    const own = { version: to.version, notes: to.descriptor.notes };
    if (from === null || (0,lib/* compareVersionsDescending */.PE)(from.version, to.version) <= 0)
        return [own];
    const between = versionsBetween(from.version, to.version, reading.package(to.service)?.versions ?? []);
    const notes = between.flatMap((version) => {
        const record = reading.record(to.service, version);
        return record === undefined ? [] : [{ version, notes: record.descriptor.notes }];
    });
    return [own, ...notes];
}
/** Those after `from` and before `to`, newest first; prereleases only on the way to one. At most 19. */
function versionsBetween(from, to, published) {
    return published
        .filter((version) => (0,lib/* compareVersionsDescending */.PE)(version, from) < 0 && (0,lib/* compareVersionsDescending */.PE)(to, version) < 0)
        .filter((version) => to.includes('-') || !version.includes('-'))
        .sort(lib/* compareVersionsDescending */.PE)
        .slice(0, mostVersions - 1);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/plan-promotion.js
































/** What still has to be read before `planPromotion` can decide: ask, read, ask again, until nothing is left. */
function packagesNeeded(input) {
    const reading = new Reading(input.published, input.configs, input.publishedSets, input.provenance);
    const plan = decide(input, reading);
    if (plan !== null && reading.isComplete)
        decided.set(input, plan);
    return reading.needed;
}
/** What is asked last is decided already. */
const decided = new WeakMap();
/**
 * Decides a promotion; nothing of it depends on the order of the input. Throws `reading-incomplete` when
 * `packagesNeeded` was not asked until nothing was left.
 */
function planPromotion(input) {
    const known = decided.get(input);
    if (known !== undefined)
        return known;
    const reading = new Reading(input.published, input.configs, input.publishedSets, input.provenance);
    const plan = decide(input, reading);
    if (plan === null || !reading.isComplete) {
        const { packages, records, configs, sets, setRecords } = reading.needed;
        throw new EnvironmentFault('reading-incomplete', {
            where: `The plan for ${input.spec.environment}`,
            expected: 'all that `packagesNeeded` names',
            found: `${packages.length + sets.length} packages, ${records.length + setRecords.length} records and ${configs.length} configs unread`,
        });
    }
    return plan;
}
const plan_promotion_nothing = [];
/** null: more has to be read before it makes sense to go on. */
function decide(input, reading) {
    const effective = effectiveSpec(input);
    const { spec } = effective;
    const { wishes, chosen, refusals: unresolved, skipped: leftOut } = chooseAll(input, effective, reading);
    if (!reading.isComplete)
        return null;
    const before = input.base?.revision.releases ?? plan_promotion_nothing;
    const proposal = propose(spec, before, chosen, input.state.pins);
    const { selection, dependencies } = proposal;
    const upstream = { spec, upstream: input.upstream, now: input.now };
    const arrivals = selection.releases.filter((release) => release.carried === null);
    const mayCome = (arrival) => passesUpstream(upstream, arrival) && !isLocked(input.state, arrival.service, input.now);
    const compatible = judgeCompatibility({ spec, base: before, pins: input.state.pins, chosen, proposal, reading, mayCome }, input.observed);
    if (!reading.isComplete)
        return null;
    const built = selection.releases.map((release) => buildRelease(spec, release, dependencies.answers.get(`${release.service}@${release.version}`) ?? {}, reading));
    const complete = built.filter((one) => 'release' in one);
    const releases = complete.map((one) => one.release);
    const unbuilt = new Set(built.flatMap((one, index) => ('refusal' in one ? [selection.releases[index]?.service] : [])));
    const isBuilt = (release) => !unbuilt.has(release.service);
    const resolved = new Map(complete.map((one) => [one.release, one.resolved?.config]));
    const { changes, kept, sets } = plannedChanges(before.filter(isBuilt), releases.filter(isBuilt), {
        config: (from, to) => changesOfConfig(from, to, resolved, reading),
        notes: (from, to) => notesBetween(from, to, reading),
    });
    const gates = joinAnswers([
        judgeUpstream(upstream, arrivals),
        judgeMatrix(spec, releases, before, input.together),
        judgeProvenance(spec, arrivals, reading),
    ]);
    const skipped = catchingUp(upstream, input.base?.revision ?? null, selection.releases);
    const refusals = [
        ...judgeHome(input),
        ...withSpecFixes(input, effective, withLineFixes([...unresolved, ...selection.refusals], spec, reading)),
        ...judgeNothing(spec, input.base?.revision.number ?? null, wishes, releases),
        ...built.flatMap((one) => ('refusal' in one ? [one.refusal] : [])),
        ...compatible.refusals,
        ...judgeProxy(spec, selection.releases),
        ...judgePorts(spec, selection.releases),
        ...gates.refusals,
    ];
    if (!reading.isComplete)
        return null;
    const verdicts = [
        ...(effective.parked === null ? [] : [effective.parked]),
        ...leftOut,
        ...superseded(chosen, selection.releases),
        ...parkedWishes(input, selection.releases),
        ...judgeWaiting(input.state, spec.environment, selection.releases, input.now),
        ...selection.verdicts,
        ...parkedSets(input, selection.releases),
        ...dependencyVerdicts(spec, dependencies),
        ...compatible.verdicts,
        ...goingBack(changes),
        ...gates.verdicts,
        ...judgeClock(input),
        ...judgeCarried(spec, selection.releases.filter((release) => release.carried !== null), input.marksHere),
        ...skipped.verdicts,
    ].sort(byWeight);
    const common = {
        kind: wishes > 0 || changes.some((change) => change.from !== change.to) ? 'promote' : 'spec',
        environment: spec.environment,
        request: input.request,
        newest: input.newest?.revision.number ?? null,
        base: input.base?.revision.number ?? null,
        changes,
        kept,
        sets,
        order: orderServices(serviceEdges(releases)),
        compatibility: { edges: compatible.edges, derived: compatible.derived },
    };
    return conclude(input, {
        effective,
        common,
        built: complete,
        refusals,
        verdicts,
        upstream,
        skipped: skipped.overrides,
    });
}
/** What comes of what was found: whether this person may do it now, and the revision that it would be. */
function conclude(input, judged) {
    const { effective, common, built } = judged;
    const { spec } = effective;
    const request = judgeRequest(spec, input);
    const settled = settleOverrides(input, judged.upstream, {
        ofPlan: judged.refusals,
        ofRequest: [
            ...judgeLocks(input.state, spec.environment, changingServices(input, spec, common), input.now),
            ...request.refusals,
        ],
    });
    const verdicts = [...judged.verdicts, ...request.verdicts, ...settled.verdicts].sort(byWeight);
    const refuse = (all) => ({
        ...common,
        outcome: 'refused',
        refusals: all,
        verdicts: [...all.map(failedVerdict), ...verdicts].sort(byWeight),
    });
    if (settled.ofPlan.length > 0)
        return refuse([...settled.ofPlan, ...settled.ofRequest]);
    const releases = built.map((one) => one.release);
    const ofSpec = specBlob(spec);
    const content = revisionContent(ofSpec.digest, releases);
    const { newest, state } = input;
    const newestFailed = newest !== null && state.parked.some((parked) => parked.revision === newest.revision.number);
    if (newest !== null && newest.revision.content === content && !newestFailed) {
        return { ...common, outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts: judged.verdicts };
    }
    if (settled.ofRequest.length > 0)
        return refuse(settled.ofRequest);
    const revision = {
        schema: 1,
        environment: spec.environment,
        number: (state.desired?.number ?? 0) + 1,
        kind: common.kind,
        previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
        base: common.base,
        request: input.request,
        specHome: effective.parked === null || input.base === null ? input.specHome : input.base.revision.specHome,
        spec: ofSpec.digest,
        releases,
        content,
        pins: state.pins,
        verdicts,
        overrides: [...settled.overrides, ...judged.skipped],
        restores: null,
    };
    return { ...common, outcome: 'revision', verdicts, revision, blobs: newBlobs(input, ofSpec, built) };
}
/** For locks: by their releases, as members of a set that moves, or by what the spec says of them. */
function changingServices({ base }, spec, { changes, sets }) {
    return new Set([
        ...[...changes, ...sets.flatMap((set) => set.packages)].map((change) => change.service),
        ...(base === null ? [] : rewordedServices(base.spec, spec)),
    ]);
}
function changesOfConfig(from, to, resolved, reading) {
    if (from === null || to === null || from.config === to.config)
        return [];
    const before = reading.config(from.config);
    const after = resolved.get(to) ?? reading.config(to.config);
    return before === undefined || after === undefined ? [] : configChanges(before, after);
}
/** Only those that the base does not name already: they are in the store since then. */
function newBlobs(input, spec, built) {
    const base = input.base?.revision;
    const there = new Set(base === undefined ? [] : [base.spec, ...base.releases.map((release) => release.config)]);
    const blobs = [spec, ...built.flatMap((one) => (one.resolved === null ? [] : [one.resolved.blob]))];
    return Object.fromEntries(blobs.filter((blob) => !there.has(blob.digest)).map((blob) => [blob.digest, blob.text]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/retention/named-packages.js




/** How many revisions that ran well keep their packages, where the policy says nothing. */
const keptRevisions = 10;
/** Numbers of the revisions whose specs say how many are kept, ascending. */
function revisionsThatRule(state) {
    const numbers = [state.desired?.number, state.deployed?.number, chooseBase(state)];
    return [...new Set(numbers.filter((number) => typeof number === 'number'))].sort((a, b) => a - b);
}
/**
 * Numbers of the revisions that may still be gone back to or forward to, ascending: the newest `keep` of those that ran
 * well, everything since the oldest of them, failed or waiting or not, and what the state names besides.
 */
function revisionsToKeep(state, deployedWell, specs) {
    const newest = state.desired?.number ?? 0;
    const keep = Math.max(...specs.map((spec) => spec.policy?.keepRevisions ?? keptRevisions), 1);
    const good = [...new Set(deployedWell)].sort((a, b) => b - a).slice(0, keep);
    const oldest = good.length < keep ? Math.min(1, newest) : Math.min(...good, Math.max(1, newest - keep + 1));
    const window = Array.from({ length: newest === 0 ? 0 : newest - oldest + 1 }, (_, index) => oldest + index);
    const besides = [state.deployed?.number, state.lastGood, chooseBase(state), state.lease?.revision]
        .filter((number) => typeof number === 'number')
        .filter((number) => number >= 1 && number <= newest);
    return [...new Set([...window, ...besides])].sort((a, b) => a - b);
}
/** Every package that an environment names, with each reason. */
function namedPackages(one) {
    const { environment, state, revisions, instances } = one;
    return [
        ...revisions.flatMap((revision) => revision.releases.map(({ service, version }) => ({
            name: service,
            version,
            by: `${environment}@${revision.number}`,
        }))),
        ...[...state.pins, ...revisions.flatMap((revision) => revision.pins)].map(({ service, version }) => ({
            name: service,
            version,
            by: `it is pinned in ${environment}`,
        })),
        ...instances.map(({ service, version }) => ({ name: service, version, by: `it runs in ${environment}` })),
        ...state.waiting.map((wish) => ({ name: wish.package, version: wish.version, by: `it waits for ${environment}` })),
        ...state.parked.flatMap(({ packages }) => packages.flatMap((text) => {
            const [name, version] = text.split('@');
            return name === undefined || version === undefined
                ? []
                : [{ name, version, by: `it is parked in ${environment}` }];
        })),
    ];
}
/** What the specs of an environment may ask for next: the newest of each line, and what their `packages` want. */
function namedRanges({ environment, specs }) {
    return specs.flatMap((spec) => [
        ...Object.keys(spec.services)
            .filter((name) => deliveredService(spec, name) !== undefined)
            .flatMap((name) => linesOf(spec, name).map((range) => ({ name, range, by: `newest of the line ${range} in ${environment}` }))),
        ...wantedPackages(spec).map(({ name, range }) => ({
            name,
            range: range ?? '*',
            by: `the spec of ${environment} wants it`,
        })),
    ]);
}
/** Sets that the specs of an environment want, `name@version` each. */
function namedSets({ specs }) {
    return specs.flatMap((spec) => Object.entries(spec.sets ?? {}).flatMap(([set, versions]) => (Array.isArray(versions) ? versions : [versions]).map((version) => `${set}@${version}`)));
}

;// CONCATENATED MODULE: ./packages/environment/lib/retention/plan-retention.js


/** What becomes of every published version, by name, newest first. What is not known to be unneeded is kept. */
function planRetention(input) {
    const removals = new Map(input.removals.map((removal) => [`${removal.package}@${removal.version}`, removal]));
    const reasons = reasonsToKeep(input);
    return Object.keys(input.published)
        .sort()
        .flatMap((name) => [...(input.published[name] ?? [])].sort(lib/* compareVersionsDescending */.PE).map((version) => {
        const key = `${name}@${version}`;
        const because = [...(reasons.get(key) ?? [])];
        return { name, version, because, state: stateOf(because.length > 0, removals.get(key) ?? null, input) };
    }));
}
function stateOf(isKept, removal, { now, graceHours }) {
    if (removal?.cleared === true)
        return 'gone';
    // Begun and not ended, then named: what is left of it nobody knows, so it counts as gone until it is published again.
    if (isKept && removal !== null && removal.removed !== null)
        return 'gone';
    if (isKept)
        return removal === null ? 'kept' : 'recalled';
    if (removal === null)
        return 'announced';
    // One that was ended in the middle goes on.
    if (removal.removed !== null)
        return 'due';
    return hoursBetween(removal.since, now) >= graceHours ? 'due' : 'waiting';
}
/** By `name@version`; each reason once. */
function reasonsToKeep(input) {
    const all = [
        ...input.named,
        ...namedBySets(input),
        ...namedByNumber(input),
        ...namedByAge(input),
        ...namedByRanges(input),
    ];
    const grouped = Map.groupBy(all, ({ name, version }) => `${name}@${version}`);
    return new Map([...grouped].map(([key, reasons]) => [key, new Set(reasons.map(({ by }) => by))]));
}
function namedBySets(input) {
    return setsToKeep(input).flatMap(({ set, version: of, packages }) => Object.entries(packages).map(([name, version]) => ({ name, version, by: `the set ${set}@${of} names it` })));
}
function namedByNumber({ published }) {
    return Object.entries(published).flatMap(([name, versions]) => newestOfEachMinor(versions).map((version) => ({ name, version, by: `newest of ${minorOf(version)}` })));
}
function namedByAge({ published, publishedAt, keepHours, now }) {
    return Object.entries(published).flatMap(([name, versions]) => versions.flatMap((version) => {
        const at = publishedAt[`${name}@${version}`];
        if (at === undefined)
            return [{ name, version, by: 'when it was published is not known' }];
        return hoursBetween(at, now) >= keepHours ? [] : [{ name, version, by: `published at ${renderTime(at)}` }];
    }));
}
/** As a promotion would choose, whether it takes prereleases or not, with the marks of now and without them. */
function namedByRanges({ published, ranges, marked }) {
    return ranges.flatMap(({ name, range, by }) => {
        const versions = Object.hasOwn(published, name) ? (published[name] ?? []) : [];
        const good = versions.filter((version) => !marked.has(`${name}@${version}`));
        return [versions, good].flatMap((some) => ['exclude', 'include'].flatMap((prereleases) => {
            const version = (0,lib/* newestSatisfying */.W4)(some, range, { prereleases });
            return version === null ? [] : [{ name, version, by }];
        }));
    });
}
/** The newest of each name, and those that an environment wants. */
function setsToKeep({ sets, wantedSets }) {
    const newest = Map.groupBy(sets, ({ set }) => set);
    return sets.filter(({ set, version }) => wantedSets.includes(`${set}@${version}`) ||
        newest.get(set)?.every((other) => (0,lib/* compareVersionsDescending */.PE)(version, other.version) <= 0) === true);
}
/** Of each minor the newest, and the newest that is no prerelease: what the next version's contract is compared with. */
function newestOfEachMinor(versions) {
    const groups = Map.groupBy([...versions].sort(lib/* compareVersionsDescending */.PE), minorOf);
    return [...groups.values()].flatMap((group) => {
        const release = group.find((version) => !version.replace(/\+.*$/, '').includes('-'));
        return [...group.slice(0, 1), ...(release === undefined || release === group[0] ? [] : [release])];
    });
}
function minorOf(version) {
    return version.split('.').slice(0, 2).join('.');
}
/** Not a number where a time can't be read. */
function hoursBetween(from, to) {
    return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}

;// CONCATENATED MODULE: ./packages/environment/lib/retention/render-retention.js

const mostReasons = 3;
/** What is said of each state, most urgent first. */
const states = [
    ['due', 'its bytes go'],
    ['announced', 'nothing names it: announced, and not promoted any more'],
    ['waiting', 'announced before, and not long enough ago'],
    ['recalled', 'named again: the announcement is taken back'],
    ['kept', 'stays'],
    ['gone', 'went before'],
];
/** A row for each package that something happens to, then for those that stay. */
function retentionRows(packages) {
    return states.flatMap(([state, what]) => packages
        .filter((one) => one.state === state)
        .map(({ name, version, because }) => ({ package: `${name}@${version}`, what, why: reasonsShown(because) })));
}
/** The table for a terminal, without a line end. */
function renderRetentionText(packages) {
    const rows = retentionRows(packages);
    const width = Math.max(0, ...rows.map((row) => row.package.length));
    const other = Math.max(0, ...rows.map((row) => row.what.length));
    return [
        retentionHeadline(packages),
        ...rows.map((row) => `  ${row.package.padEnd(width)}  ${row.what.padEnd(other)}  ${row.why}`.trimEnd()),
    ]
        .map(terminalLine)
        .join('\n');
}
/** The answer in one line. */
function retentionHeadline(packages) {
    const count = (state) => packages.filter((one) => one.state === state).length;
    const clauses = [
        [count('due'), 'to be removed'],
        [count('announced'), 'announced'],
        [count('waiting'), 'announced before'],
        [count('recalled'), 'named again'],
        [count('kept'), 'kept'],
        [count('gone'), 'gone'],
    ];
    const said = clauses.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    return said.length === 0 ? 'No package is published' : `Packages: ${said.join(', ')}`;
}
function reasonsShown(because) {
    const more = because.length > mostReasons ? ` and ${because.length - mostReasons} more` : '';
    return `${because.slice(0, mostReasons).join('; ')}${more}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/restored-releases.js








function returnReleases(returning, reading) {
    const moved = returning.config === 'then' ? withConfigOfThen(returning, reading) : withConfigOfNow(returning, reading);
    return returning.hosts === 'then' && returning.isPart
        ? moved.map((one) => onHostsOfThen(one, returning, reading))
        : moved;
}
function withConfigOfThen({ releases, spec, former, hosts }, reading) {
    return releases.map((release) => hosts === 'then' ? { release, resolved: null } : onHostsOfNow(release, spec, former, reading));
}
/** With today's hosts, a release whose hosts have changed gets a config that differs in nothing else. */
function onHostsOfNow(release, spec, former, reading) {
    try {
        const after = findPlacement(spec, release.service, release.descriptor, release.line).hosts;
        const before = findPlacement(former, release.service, release.descriptor, release.line).hosts;
        if (after.join(' ') === before.join(' '))
            return { release, resolved: null };
        const config = reading.configs.config(release.config);
        return config === undefined ? { release, resolved: null } : placed(release, config, after);
    }
    catch (error) {
        if (!(error instanceof EnvironmentFault))
            throw error;
        const refusal = refusalOf(error, `${release.service} ${release.version}`);
        return { refusal: { ...refusal, fixes: ['Restore its hosts too, with `hosts: then`', ...refusal.fixes] } };
    }
}
function placed(release, config, hosts) {
    const there = { ...config, infrastructure: { ...config.infrastructure, hosts: [...hosts] } };
    const blob = blobOf(there);
    return { release: { ...release, config: blob.digest }, resolved: { config: there, blob } };
}
/** Resolved as if it were promoted now: also its line is one of today's. */
function withConfigOfNow({ releases, spec }, reading) {
    const selection = selectReleases(spec, releases, [], []);
    const left = releases.filter(({ service, version }) => !selection.releases.some((one) => one.service === service && one.version === version));
    return [
        ...selection.releases.map((one) => buildRelease(spec, one, {}, reading.configs)),
        ...left.map((release) => ({ refusal: noPlaceNow(release, spec) })),
        // A default line that is empty because its version found no place is said already.
        ...(left.length > 0 ? [] : selection.refusals.map((refusal) => ({ refusal }))),
    ];
}
function noPlaceNow({ service, version }, spec) {
    const lines = Object.hasOwn(spec.services, service) ? linesOf(spec, service) : [];
    const found = lines.length === 0 ? 'has no such service' : `keeps it in ${lines.map((line) => `\`${line}\``).join(', ')}`;
    return {
        code: lines.length === 0 ? 'service-unknown' : 'line-unknown',
        gate: 'config',
        subject: `${service} ${version}`,
        reason: `the spec of ${spec.environment} as it is now ${found}, so there is no config of now for it`,
        fixes: ['Leave `config` at `then`'],
    };
}
/** Of a part, the hosts of then can only be those that the environment still has. */
function onHostsOfThen(moved, { releases, spec, former }, reading) {
    if ('refusal' in moved)
        return moved;
    const { service, version } = moved.release;
    const release = releases.find((one) => one.service === service && one.version === version);
    const config = release === undefined ? undefined : reading.configs.config(release.config);
    if (config === undefined)
        return moved;
    const hosts = environmentHosts(spec);
    const before = environmentHosts(former);
    const gone = config.infrastructure.hosts.find((name) => hosts.get(name)?.address !== before.get(name)?.address);
    if (gone !== undefined)
        return { refusal: hostGone(`${service} ${version}`, gone, spec) };
    const current = moved.resolved?.config ?? config;
    if (current.infrastructure.hosts.join(' ') === config.infrastructure.hosts.join(' '))
        return moved;
    return placed(moved.release, current, config.infrastructure.hosts);
}
function hostGone(subject, host, { environment }) {
    return {
        code: 'placement-unknown',
        gate: 'hosts',
        subject,
        reason: `it ran on ${host}, and ${environment} has no such host any more, or another one by that name`,
        fixes: ['Leave `hosts` at `now`', 'Or take the whole environment back: without `packages` its hosts come back too'],
    };
}
/** Keys in which two releases' configs differ; of those that were read. */
function restored_releases_configDifference(from, to, resolved, reading) {
    if (from === null || to === null || from.config === to.config)
        return [];
    const before = reading.configs.config(from.config);
    const after = resolved.find((one) => one.blob.digest === to.config)?.config ?? reading.configs.config(to.config);
    return before === undefined || after === undefined ? [] : configChanges(before, after);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/differences.js







const mostShown = 10;
/** Where what comes is neither as it was then nor as it is now, and what of the spec comes back: said before it happens. */
function judgeDifferences(restored, services, restoration, sources, reading) {
    const then = `${restored.revision.environment}@${restored.revision.number}`;
    const returned = restoration.releases.filter((release) => services?.has(release.service) ?? true);
    return [
        ...hostVerdicts(then, services, sources),
        ...returned.flatMap((release) => configVerdict(then, release, restored, restoration, reading)),
        ...[...new Set(returned.map((release) => release.service))].flatMap((service) => wordsVerdict(then, service, sources)),
    ];
}
/** Hosts that are gone or new, the VIP, the proxies: of the whole environment. */
function hostVerdicts(then, services, sources) {
    const comesBack = sources.hosts === 'then' && services === null;
    const [from, to] = comesBack ? [sources.current, sources.former] : [sources.former, sources.current];
    const found = hostDifferences(from, to);
    if (found.length === 0)
        return [];
    const said = shown(found);
    const reason = comesBack ? `as in ${then} again: ${said}` : `unlike in ${then}: ${said}`;
    return [{ gate: 'hosts', outcome: 'warn', subject: sources.current.environment, reason }];
}
function hostDifferences(from, to) {
    const [before, after] = [environmentHosts(from), environmentHosts(to)];
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    const hosts = names.flatMap((name) => {
        const [old, now] = [before.get(name), after.get(name)];
        if (old === undefined)
            return [`${name} (${now?.address}) is new`];
        if (now === undefined)
            return [`${name} (${old.address}) is gone`];
        if (old.address !== now.address)
            return [`${name} is at ${now.address}, not ${old.address}`];
        return (0,lib/* canonicalJson */.dj)(old) === (0,lib/* canonicalJson */.dj)(now) ? [] : [`${name} is in other groups or reached another way`];
    });
    const address = (0,lib/* canonicalJson */.dj)(from.address) === (0,lib/* canonicalJson */.dj)(to.address)
        ? []
        : [`clients come to ${whereOf(to)}, not ${whereOf(from)}`];
    const proxies = (0,lib/* canonicalJson */.dj)(from.proxies) === (0,lib/* canonicalJson */.dj)(to.proxies) ? [] : ['the proxies are set up otherwise'];
    return [...hosts, ...address, ...proxies];
}
function whereOf(spec) {
    const { domain, port } = spec.address;
    return `${vipOf(spec)}:${port}${domain === undefined ? '' : ` (${domain})`}`;
}
/** A release that comes back with another config than it had: on other hosts, or with the config of now. */
function configVerdict(then, release, restored, { resolved }, reading) {
    const before = restored.revision.releases.find(({ service, version }) => service === release.service && version === release.version);
    const changes = restored_releases_configDifference(before ?? null, release, resolved, reading);
    if (changes.length === 0)
        return [];
    const said = shown(changes.map(({ key, from, to }) => `${key} ${configText(from)} → ${configText(to)}`));
    return [
        {
            gate: 'config',
            outcome: 'warn',
            subject: `${release.service} ${release.version}`,
            reason: `unlike in ${then}: ${said}`,
        },
    ];
}
/** What the spec says of a service and stands in no config: its secrets, ports and names. */
function wordsVerdict(then, service, sources) {
    const { former, current } = sources;
    if ([former, current].some((spec) => deliveredService(spec, service) === undefined))
        return [];
    const keys = changedWords(former, current, service);
    if (keys.length === 0)
        return [];
    const names = keys.map((key) => `\`${key}\``).join(', ');
    const reason = sources.config === 'then'
        ? `${names} of the spec are as in ${then} again`
        : `${names} of the spec are those of now, not of ${then}`;
    return [{ gate: 'config', outcome: 'warn', subject: service, reason }];
}
function shown(all) {
    const more = all.length > mostShown ? ` and ${all.length - mostShown} more` : '';
    return `${all.slice(0, mostShown).join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/judge-packages.js



/** Packages that are to run again: whether their bytes are still there, and nobody has found them bad since. */
function judgePackages(input, returning, spec, reading) {
    const judged = returning.map((release) => ({ release, stored: reading.stored(release) }));
    const removed = judged.flatMap(({ release, stored }) => stored?.presence.state === 'removed' ? [packageRemoved(release, stored.presence.found, input)] : []);
    const marked = judged.flatMap(({ release, stored }) => stored === undefined || stored.mark === null ? [] : [{ release, said: sayMark(stored.mark) }]);
    const [aside, refused] = [true, false].map((wanted) => marked.filter(({ release }) => (isNamedExactly(release, input) && mayOverride(spec, input) === 'yes') === wanted));
    const reason = input.request.reason ?? 'rollback';
    const unseen = judged.flatMap(({ stored }) => (stored?.presence.state === 'unknown' ? [stored.presence.reason] : []));
    return {
        refusals: [...removed, ...(refused ?? []).map(({ release, said }) => markedBad(release, said, spec, input))],
        verdicts: [
            ...unlooked(unseen, input),
            ...(aside ?? []).map(({ release, said }) => ({
                gate: 'marks',
                outcome: 'warn',
                subject: judge_packages_nameOf(release),
                reason: `${said}; set aside by ${input.request.by}: ${reason}`,
            })),
        ],
        overrides: (aside ?? []).map(({ release }) => ({
            gate: 'marks',
            by: input.request.by,
            reason,
            subject: judge_packages_nameOf(release),
        })),
    };
}
const judge_packages_nameOf = ({ service, version }) => `${service} ${version}`;
function sayMark({ by, since, reason }) {
    return `it is marked bad by ${by} since ${renderTime(since)}: ${reason}`;
}
/** Whoever writes the very version down has seen that it is bad. */
function isNamedExactly({ service, version }, { packages }) {
    return packages.some(({ package: name, wanted }) => name === service && wanted.kind === 'version' && wanted.version === version);
}
/** By the policy of now, which a rollback does not take back. */
function mayOverride({ policy }, { request }) {
    return isNamed(policy?.allowed?.override ?? [], { name: request.by, teams: null });
}
function packageRemoved(release, found, input) {
    const { repository, revision } = release.descriptor.source;
    return {
        code: 'package-removed',
        gate: 'packages',
        subject: judge_packages_nameOf(release),
        reason: `it was removed: ${found}`,
        fixes: [
            ...alternatives(input, release),
            `Or restore its bytes from a copy of the package store, or publish it again from ${repository} at ${revision}`,
        ],
    };
}
function markedBad(release, said, spec, input) {
    const name = `${release.service}@${release.version}`;
    const entries = spec.policy?.allowed?.override ?? [];
    const isAsked = isNamedExactly(release, input);
    const why = mayOverride(spec, input) === 'unknown' ? `, and ${teamsUnread}` : '';
    const who = entries.length === 0 ? 'nobody' : renderEntries(entries);
    return {
        code: 'version-marked',
        gate: 'marks',
        subject: judge_packages_nameOf(release),
        reason: isAsked ? `${said}, and \`policy.allowed.override\` lets ${who} set that aside${why}` : said,
        fixes: [
            ...alternatives(input, release),
            ...(isAsked || entries.length === 0
                ? []
                : [`Or, if it can't wait, ${who} can take it all the same by its exact version: \`--packages ${name}\``]),
            `Or, if it is not bad after all: \`towpath mark-bad ${name} --remove --reason "…"\``,
        ],
    };
}
/** The newest other revision that ran well without it. */
function alternatives({ environment, others, packages, request, config, hosts }, release) {
    const other = others.find((revision) => revision.releases.every((one) => one.service !== release.service || one.version !== release.version));
    if (other === undefined)
        return [];
    const names = packages.map((wish) => wish.package);
    const command = rollbackCommand(environment, other.number, request.reason ?? '…', { services: names, config, hosts });
    return [`Go to one that ran well without it: \`${command}\``];
}
function unlooked(reasons, { environment }) {
    return [...new Set(reasons)].sort().map((reason) => ({
        gate: 'packages',
        outcome: 'unproven',
        subject: environment,
        reason: `nobody could look whether the packages are still there: ${reason}`,
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/other-target.js


/** Where nothing of a part would change: the newest revision that ran well with something else of it, and the command that goes there. */
function otherTarget(input, target) {
    const { environment, others, base, packages, request, config, hosts } = input;
    const names = packages.map((wish) => wish.package);
    const runs = signature(base?.revision.releases ?? target.releases, names);
    const other = others.find((revision) => signature(revision.releases, names) !== runs);
    const subject = names.join(', ');
    const reason = `what runs now is what ${environment}@${target.number} had`;
    if (other === undefined)
        return [{ gate: 'target', outcome: 'warn', subject, reason }];
    const command = rollbackCommand(environment, other.number, request.reason ?? '…', {
        services: names,
        config,
        hosts,
    });
    return [
        {
            gate: 'target',
            outcome: 'warn',
            subject,
            reason: `${reason}; the newest that ran well and differs is ${environment}@${other.number}`,
            fix: `To go there: \`${command}\``,
        },
    ];
}
function signature(releases, names) {
    const some = releases.filter((release) => names.includes(release.service));
    return (0,lib/* canonicalJson */.dj)(some.map(({ service, version, config }) => [service, version, config]));
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/address-problems.js


/** The VIP and the proxies behind it. */
function* addressProblems(spec) {
    yield* proxyKind(spec) === 'embedded' ? embeddedProblems(spec) : haproxyProblems(spec);
    if (proxyKind(spec) === 'haproxy' && spec.address.names !== undefined && spec.address.domain === undefined) {
        yield {
            path: ['address', 'names'],
            at: 'key',
            expected: 'a `domain` whose names they are',
            found: 'none',
            fix: `Add \`domain: ${spec.environment}.internal\``,
        };
    }
    yield* portProblems(spec);
    yield* aliasProblems(spec);
}
function* embeddedProblems(spec) {
    const { hostGroup } = spec.proxies;
    const named = hostGroup === undefined ? Object.values(spec.hostGroups) : [spec.hostGroups[hostGroup]];
    if (hostGroup !== undefined && !Object.hasOwn(spec.hostGroups, hostGroup)) {
        yield unknownGroup(['proxies', 'hostGroup'], spec);
    }
    else if (!named.some((group) => group?.connection === 'local')) {
        yield {
            path: ['proxies', 'kind'],
            expected: 'a host group with `connection: local` for the embedded proxy to run in',
            found: 'none',
            fix: 'Add `connection: local` and a `root` to the group, or use `kind: haproxy`',
        };
    }
    for (const key of ['interface', 'advertIntervalMs', 'routerId', 'unreachable']) {
        if (spec.proxies[key] !== undefined) {
            yield {
                path: ['proxies', key],
                at: 'key',
                expected: 'it only with `kind: haproxy`',
                found: 'it with the embedded proxy',
                fix: 'Remove it',
            };
        }
    }
    if (spec.address.names !== undefined) {
        yield {
            path: ['address', 'names'],
            at: 'key',
            expected: 'it only with `kind: haproxy`',
            found: 'it with the embedded proxy, whose processes find each other by loopback listeners',
            fix: 'Remove it',
        };
    }
    if (typeof spec.address.vip !== 'string') {
        yield {
            path: ['address', 'vip'],
            expected: 'an address of this machine, which the embedded proxy listens on',
            found: '`{external: …}`',
            fix: 'Write `vip: 127.0.0.1`',
        };
    }
}
function* haproxyProblems(spec) {
    const { hostGroup } = spec.proxies;
    if (hostGroup === undefined) {
        yield {
            path: ['proxies'],
            at: 'key',
            expected: 'a `hostGroup` that HAProxy runs in',
            found: 'none',
            fix: 'Add `hostGroup: edge`, or use `kind: embedded` on one machine',
        };
    }
    else if (!Object.hasOwn(spec.hostGroups, hostGroup)) {
        yield unknownGroup(['proxies', 'hostGroup'], spec);
    }
    if (typeof spec.address.vip !== 'string')
        return;
    if (!spec.address.vip.includes('/')) {
        yield {
            path: ['address', 'vip'],
            expected: 'the VIP with its prefix length, because keepalived holds it',
            fix: `Write \`${spec.address.vip}/24\` with the length of your network, or \`{external: ${spec.address.vip}}\` where someone else owns it`,
        };
    }
    if (spec.proxies.interface === undefined) {
        yield {
            path: ['proxies'],
            at: 'key',
            expected: 'the `interface` that the VIP is put on',
            found: 'none',
            fix: 'Add `interface: eth0` with the name on the edge hosts',
        };
    }
}
/** VIP ports: that of http and grpc, and one for each tcp provide. */
function* portProblems(spec) {
    const taken = new Map([[spec.address.port, 'address.port']]);
    for (const [name, service] of Object.entries(spec.services)) {
        if (isExternal(service))
            continue;
        for (const [provide, port] of Object.entries(service.ports ?? {})) {
            const path = ['services', name, 'ports', provide];
            const owner = taken.get(port);
            if (owner !== undefined)
                yield { path, expected: 'a port of the VIP that nothing else has', found: `${port}, which is that of ${owner}` };
            else
                taken.set(port, `services.${name}.ports.${provide}`);
        }
    }
}
/** An authority leads to one service. */
function* aliasProblems(spec) {
    const { domain } = spec.address;
    const taken = new Map();
    for (const [name, service] of Object.entries(spec.services)) {
        for (const [index, alias] of (service.aliases ?? []).entries()) {
            const path = ['services', name, 'aliases', index];
            const other = taken.get(alias);
            if (other !== undefined)
                yield { path, expected: 'an authority that no other alias has', found: `${alias}, also of ${other}` };
            taken.set(alias, other ?? name);
            const own = Object.keys(spec.services).find((one) => domain !== undefined && isAuthorityOf(alias, `${one}.${domain}`));
            if (own !== undefined)
                yield {
                    path,
                    expected: 'an authority that no service has anyway',
                    found: `${alias}, which is ${own}'s own`,
                    fix: 'Remove it',
                };
        }
    }
}
function isAuthorityOf(alias, authority) {
    return alias === authority || alias.endsWith(`.${authority}`);
}
function unknownGroup(path, spec) {
    const names = Object.keys(spec.hostGroups);
    return {
        path,
        expected: `one of the host groups: ${names.join(', ')}`,
        fix: 'Correct the name, or add the group to `hostGroups`',
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/restored-spec.js



/** The spec that a rollback of everything puts into its revision: services and config of one, hosts, VIP and proxies of the other or the same. */
function restoredSpec({ former, current, newest, config, hosts }) {
    const [said, standing] = [config === 'then' ? former : current, hosts === 'then' ? former : current];
    const { address, proxies } = standing;
    const spec = {
        ...said,
        hostGroups: groupsOf(standing, said),
        address,
        proxies,
        services: withOthersOf(said, standing),
    };
    return withWishesOf(withPolicyOf(spec, current), newest);
}
/** The spec of now, in which only these services are said as they were. */
function specWithServices({ former, current, newest, config }, services) {
    if (config === 'now')
        return withWishesOf(current, newest);
    const kept = Object.entries(current.services).filter(([name]) => !services.has(name));
    const back = Object.entries(former.services).filter(([name]) => services.has(name));
    const said = { ...current, services: Object.fromEntries([...kept, ...back].sort(([a], [b]) => (a < b ? -1 : 1))) };
    return withWishesOf({ ...said, services: withOthersOf(said, current) }, newest);
}
/** Which hosts a group has, and how they are reached, is not config; what it says of services is. */
function groupsOf(standing, said) {
    return Object.fromEntries(Object.entries(standing.hostGroups).map(([name, group]) => {
        const settings = Object.hasOwn(said.hostGroups, name) ? said.hostGroups[name] : undefined;
        if (settings === undefined)
            return [name, group];
        const { config: _config, dependencies: _dependencies, infrastructure: _infrastructure, ...reached } = group;
        const { config, dependencies, infrastructure } = settings;
        return [
            name,
            {
                ...reached,
                ...(config !== undefined && { config }),
                ...(dependencies !== undefined && { dependencies }),
                ...(infrastructure !== undefined && { infrastructure }),
            },
        ];
    }));
}
/** What someone else delivers is as it is today, like a host. */
function withOthersOf(said, standing) {
    return Object.fromEntries(Object.entries(said.services).map(([name, service]) => {
        const other = Object.hasOwn(standing.services, name) ? standing.services[name] : undefined;
        return [name, isExternal(service) && other !== undefined && isExternal(other) ? other : service];
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/subset.js


/**
 * The smallest set of services around the named ones that can go back while every declared edge holds and no package set is
 * torn. What runs now goes together, so an edge breaks only where one end goes back and the other does not: each step adds
 * the other end, which every closed set must have. So the smallest is the only one.
 */
function closeSubset(question) {
    const services = new Set(question.named);
    const neighbours = new Neighbours(question);
    const brought = [];
    const waiting = [...question.named];
    // An edge, or a set, is looked at again whenever one of its ends goes back.
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        for (const one of [...neighbours.setMates(next), ...neighbours.otherEnds(next, services)]) {
            if (services.has(one.service))
                continue;
            services.add(one.service);
            brought.push(one);
            waiting.push(one.service);
        }
    }
    return { services, brought, broken: brokenEdges(question, services) };
}
/** Releases with these services as they were; in no order. */
function mixReleases(current, former, services) {
    return [
        ...current.filter((release) => !services.has(release.service)),
        ...former.filter((release) => services.has(release.service)),
    ];
}
function brokenEdges({ current, former, specWith }, services) {
    const { broken } = checkDependencies(specWith(services), mixReleases(current, former, services));
    return broken.filter((edge) => services.has(edge.consumer.service) || services.has(edge.dependency));
}
/** What runs now, or ran then, found by what asks for it. */
class Side {
    spec;
    #releases;
    #consumers = new Map();
    #sets = new Map();
    constructor(releases, spec) {
        this.spec = spec;
        this.#releases = Map.groupBy(releases, (release) => release.service);
        for (const release of releases) {
            const dependencies = Object.keys(release.descriptor.dependencies ?? {});
            for (const dependency of dependencies)
                note(this.#consumers, dependency, release.service);
            for (const set of setsOf(release))
                note(this.#sets, set, release.service);
        }
    }
    of(service) {
        return this.#releases.get(service) ?? [];
    }
    consumersOf(service) {
        return this.#consumers.get(service) ?? new Set();
    }
    membersOf(set) {
        return this.#sets.get(set) ?? new Set();
    }
}
class Neighbours {
    #current;
    #former;
    constructor({ current, former, specWith }) {
        const all = new Set([...current, ...former].map((release) => release.service));
        this.#current = new Side(current, specWith(new Set()));
        this.#former = new Side(former, specWith(all));
    }
    /** A set came as a whole and goes as a whole: the one that returns, and the one that makes way. */
    setMates(service) {
        return [this.#current, this.#former].flatMap((side) => side
            .of(service)
            .flatMap(setsOf)
            .flatMap((set) => [...side.membersOf(set)].map((mate) => ({
            service: mate,
            because: { kind: 'set', set, with: service },
        }))));
    }
    /** The other ends of edges from and to a service that do not hold as things stand. */
    otherEnds(service, services) {
        const side = (name) => (services.has(name) ? this.#former : this.#current);
        const around = new Set([...this.#current.consumersOf(service), ...this.#former.consumersOf(service), service]);
        return [...around].sort().flatMap((consumer) => side(consumer)
            .of(consumer)
            .flatMap((release) => brokenOf(release, side))
            .filter((edge) => consumer === service || edge.dependency === service)
            .map((edge) => ({
            service: services.has(consumer) ? edge.dependency : consumer,
            because: { kind: 'edge', edge },
        })));
    }
}
/** Each edge against the spec of the side that its dependency stands on: whether others deliver it differs. */
function brokenOf(release, side) {
    const names = Object.keys(release.descriptor.dependencies ?? {});
    const specs = new Set(names.map((name) => side(name).spec));
    return [...specs].flatMap((spec) => edgesOf(spec, release, (name) => side(name).of(name)).filter((edge) => side(edge.dependency).spec === spec && isBroken(edge)));
}
function note(index, key, service) {
    const known = index.get(key) ?? new Set();
    known.add(service);
    index.set(key, known);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/restoration.js








/** `services`: what goes back; null for everything. */
function restore(restored, base, services, sources, reading) {
    const spec = services === null ? restoredSpec(sources) : specWithServices(sources, services);
    const then = restored.revision.releases;
    const back = services ?? new Set([...then, ...base.revision.releases].map((release) => release.service));
    const moved = returnReleases({
        releases: then.filter((release) => back.has(release.service)),
        spec,
        former: restored.spec,
        config: sources.config,
        hosts: sources.hosts,
        isPart: services !== null,
    }, reading);
    const returned = moved.flatMap((one) => ('release' in one ? [one.release] : []));
    const mixed = [...mixReleases(base.revision.releases, returned, back)].sort(byServiceAndVersion);
    const { answers, broken } = checkDependencies(spec, mixed);
    const refusals = moved.flatMap((one) => ('refusal' in one ? [one.refusal] : []));
    return {
        spec,
        releases: mixed.map((release) => ({
            ...release,
            dependencies: answers.get(`${release.service}@${release.version}`) ?? {},
        })),
        resolved: moved.flatMap((one) => ('release' in one && one.resolved !== null ? [one.resolved] : [])),
        // Without all of its releases, what they would break says nothing.
        refusals: refusals.length > 0
            ? refusals
            : [
                ...broken.map((edge) => ({
                    code: 'dependency-unsatisfied',
                    gate: 'dependencies',
                    subject: `${edge.consumer.service} → ${edge.dependency}`,
                    reason: reasonOfEdge(edge, spec, []),
                    fixes: sources.hosts === 'now'
                        ? ['Restore the hosts, VIP and external services of then too: `hosts: then`']
                        : [],
                })),
                ...judgeProxy(spec, returned),
                ...clashes(spec),
            ],
    };
}
/** A VIP port or an alias that two services have once their words come from two specs. */
function clashes(spec) {
    return [...addressProblems(spec)].map(({ path, expected, found }) => ({
        code: 'config-invalid',
        gate: 'config',
        subject: spec.environment,
        reason: `${(0,lib/* renderPath */.i7)(path)} of the spec that it would have: expected ${expected}${found === undefined ? '' : `, found ${found}`}`,
        fixes: ['Choose `config` and `hosts` of the same time: both `then`, or both `now`'],
    }));
}
function byServiceAndVersion(a, b) {
    if (a.service !== b.service)
        return a.service < b.service ? -1 : 1;
    return (0,lib/* compareVersionsDescending */.PE)(b.version, a.version);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/rollback-pins.js

/** What it restored is pinned; of the pins that were there, those stay whose release stays. */
function pinsAfter(input, releases) {
    const before = input.base?.revision.releases ?? [];
    const { by, reason } = input.request;
    const brought = changedReleases(before, releases).flatMap(({ to }) => {
        if (to === null)
            return [];
        const { service, version, config } = to;
        return [{ service, version, config, since: input.now, by, reason: reason ?? 'rollback' }];
    });
    const stays = (pin) => releases.some((release) => release.service === pin.service && release.version === pin.version && release.config === pin.config) && !brought.some((other) => other.service === pin.service && other.version === pin.version);
    return [...input.state.pins.filter(stays), ...brought].sort((a, b) => `${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/rollback-reading.js

/** What was read so far, which notes what is asked for and is not there. */
class RollbackReading {
    /** For config blobs. */
    configs;
    #stored;
    #missing = new Map();
    constructor(configs, stored) {
        this.configs = new Reading({}, configs);
        this.#stored = stored;
    }
    /** undefined: nobody has looked yet. */
    stored(release) {
        const name = `${release.service}@${release.version}`;
        const found = Object.hasOwn(this.#stored, name) ? this.#stored[name] : undefined;
        if (found === undefined)
            this.#missing.set(name, release);
        return found;
    }
    get needed() {
        return { configs: this.configs.needed.configs, packages: [...this.#missing.values()] };
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/scope.js






/** Which services go back. One that is named brings along what it can't go without; several have to be closed as they are. */
function chooseScope(input, restored, base, sources) {
    if (input.packages.length === 0)
        return { outcome: 'scope', services: null, verdicts: [] };
    const strangers = unknownNames(input, restored, base);
    if (strangers.length > 0)
        return { outcome: 'refused', refusals: strangers };
    const named = new Set(input.packages.map((wish) => wish.package));
    const { services, brought, broken } = closeSubset({
        named,
        current: base.revision.releases,
        former: restored.revision.releases,
        specWith: (some) => specWithServices(sources, some),
    });
    const names = [...services].sort();
    if (broken.length > 0) {
        const refusals = broken.map((edge) => ({
            code: 'subset-open',
            gate: 'subset',
            subject: `${edge.consumer.service} → ${edge.dependency}`,
            reason: `${reasonOfEdge(edge, base.spec, [])}, also when both go back`,
            fixes: ['Take the whole environment back: leave `packages` out', 'Or choose another revision by `to`'],
        }));
        return { outcome: 'refused', refusals };
    }
    if (named.size > 1 && brought.length > 0) {
        return { outcome: 'refused', refusals: brought.map((one) => notClosed(one, input, restored, names)) };
    }
    return { outcome: 'scope', services, verdicts: brought.map((one) => tooVerdict(one, input, restored)) };
}
function unknownNames(input, restored, base) {
    const then = `${input.environment}@${restored.revision.number}`;
    return input.packages.flatMap((wish) => {
        const before = restored.revision.releases.filter((release) => release.service === wish.package);
        const isHere = base.revision.releases.some((release) => release.service === wish.package);
        const range = wantedRange(wish);
        const fits = range === null || before.some(({ version }) => (0,lib/* satisfies */.ib)(version, range, { prereleases: 'include' }));
        if (fits && (before.length > 0 || isHere))
            return [];
        const names = [...new Set(restored.revision.releases.map((release) => release.service))].sort();
        const had = before.map(({ version }) => version).join(' and ');
        return [
            {
                code: before.length === 0 ? 'service-unknown' : 'version-unpublished',
                gate: 'subset',
                subject: (0,lib/* renderPackageWish */.qQ)(wish),
                reason: before.length === 0 ? `${then} had no ${wish.package}` : `${then} had ${wish.package} ${had}`,
                fixes: before.length === 0
                    ? [`It had ${names.join(', ') || 'nothing'}: name one of them, or another revision by \`to\``]
                    : [`Name it without a version, or another revision by \`to\``],
            },
        ];
    });
}
function reasonToBring({ because }, spec) {
    if (because.kind === 'set')
        return `it belongs to ${because.set}, as ${because.with} does, and a set goes as a whole`;
    return reasonOfEdge(because.edge, spec, []);
}
function notClosed(one, { environment, request, config, hosts }, { revision, spec }, names) {
    return {
        code: 'subset-open',
        gate: 'subset',
        subject: one.service,
        reason: `it has to go back too: ${reasonToBring(one, spec)}`,
        fixes: [
            `The smallest that can go back: \`${rollbackCommand(environment, revision.number, request.reason ?? '…', { services: names, config, hosts })}\``,
        ],
    };
}
function tooVerdict(one, { environment }, { revision, spec }) {
    const wasThere = revision.releases.some((release) => release.service === one.service);
    const what = wasThere
        ? 'it goes back too'
        : `it is stopped, since ${environment}@${revision.number} had none and it can't stay`;
    return {
        gate: 'subset',
        outcome: 'warn',
        subject: one.service,
        reason: `${what}: ${reasonToBring(one, spec)}`,
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/plan-rollback.js


















/** What still has to be read before `planRollback` can decide: ask, read, ask again, until nothing is left. */
function rollbackNeeded(input) {
    const reading = new RollbackReading(input.configs, input.stored);
    plan_rollback_decide(input, reading);
    return reading.needed;
}
/**
 * A new revision that restores an earlier one, whole or a part that is closed: its versions and config exactly, and pinned,
 * where they differ from what is wanted now, until someone releases them. Throws `reading-incomplete` when
 * `rollbackNeeded` was not asked to the end.
 */
function planRollback(input) {
    const reading = new RollbackReading(input.configs, input.stored);
    const plan = plan_rollback_decide(input, reading);
    const { configs, packages } = reading.needed;
    if (configs.length + packages.length > 0) {
        throw new EnvironmentFault('reading-incomplete', {
            where: `The rollback of ${input.environment}`,
            expected: 'all that `rollbackNeeded` names',
            found: `${configs.length} configs and ${packages.length} packages unread`,
        });
    }
    return plan;
}
function plan_rollback_decide(input, reading) {
    const { restored, target } = input;
    if (target.outcome === 'refused' || restored === null) {
        const refusal = target.outcome === 'refused' ? target.refusal : unread(input, target.number);
        return refused(input, emptyChanges, [refusal]);
    }
    const base = input.base ?? restored;
    const newest = (input.newest ?? restored).spec;
    const sources = {
        former: restored.spec,
        current: base.spec,
        newest,
        config: input.config,
        hosts: input.hosts,
    };
    const scope = chooseScope(input, restored, base, sources);
    if (scope.outcome === 'refused')
        return refused(input, emptyChanges, scope.refusals);
    const restoration = restore(restored, base, scope.services, sources, reading);
    const before = input.base?.revision.releases ?? [];
    const changed = {
        ...(scope.services !== null && { part: [...scope.services].sort() }),
        ...plannedChanges(before, restoration.releases, {
            config: (from, to) => restored_releases_configDifference(from, to, restoration.resolved, reading),
            notes: () => [],
        }),
        order: orderServices(serviceEdges(restoration.releases)),
    };
    const returning = changedReleases(before, restoration.releases).flatMap(({ to }) => to ?? []);
    const packages = judgePackages(input, returning, base.spec, reading);
    const changing = changedServices(input.base === null ? null : { releases: before, spec: base.spec }, restoration);
    const refusals = [
        ...restoration.refusals,
        ...packages.refusals,
        ...judgeLocks(input.state, input.environment, changing, input.now),
    ];
    const differences = judgeDifferences(restored, scope.services, restoration, sources, reading);
    const verdicts = [...scope.verdicts, ...packages.verdicts, ...differences];
    if (refusals.length > 0)
        return refused(input, changed, refusals, verdicts);
    return accepted(input, {
        restoration,
        restored,
        services: scope.services,
        changed,
        verdicts,
        overrides: packages.overrides,
    });
}
const emptyChanges = { changes: [], kept: [], sets: [], order: [] };
function common(input, changed) {
    return {
        ...changed,
        kind: 'rollback',
        environment: input.environment,
        request: input.request,
        newest: input.newest?.revision.number ?? null,
        base: input.base?.revision.number ?? null,
    };
}
function refused(input, changed, refusals, verdicts = []) {
    return {
        ...common(input, changed),
        outcome: 'refused',
        refusals,
        verdicts: [...refusals.map(failedVerdict), ...verdicts].sort(byWeight),
    };
}
function accepted(input, { restoration, restored, services, changed, ...judged }) {
    const { state, newest, environment } = input;
    const { releases } = restoration;
    const ofSpec = specBlob(restoration.spec);
    const content = revisionContent(ofSpec.digest, releases);
    const target = restored.revision.number;
    const newestFailed = state.parked.some((entry) => entry.revision === newest?.revision.number);
    if (newest !== null && newest.revision.content === content && !newestFailed) {
        const verdicts = services === null ? [] : otherTarget(input, restored.revision);
        return { ...common(input, changed), outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts };
    }
    const good = {
        gate: 'target',
        outcome: 'pass',
        subject: `${environment}@${target}`,
        reason: 'it was deployed well',
    };
    const waiting = judgeWaiting(state, environment, releases, input.now);
    const verdicts = [...judged.verdicts, good, ...waiting].sort(byWeight);
    const ofEarlier = [restored, ...(input.base === null ? [] : [input.base])].map(({ revision }) => revision);
    const revision = {
        schema: 1,
        environment,
        number: (state.desired?.number ?? 0) + 1,
        kind: 'rollback',
        previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
        base: input.base?.revision.number ?? null,
        request: input.request,
        specHome: (services === null ? restored : (input.base ?? restored)).revision.specHome,
        spec: ofSpec.digest,
        releases: [...releases],
        content,
        pins: pinsAfter(input, releases),
        verdicts,
        overrides: [...judged.overrides, ...broughtPast(ofEarlier, releases)],
        restores: target,
    };
    return {
        ...common(input, changed),
        outcome: 'revision',
        revision,
        verdicts,
        blobs: blobsOf(input, restoration, restored),
    };
}
/** Those that neither the restored revision nor the base names: the others are in the store since then. */
function blobsOf({ base }, { spec, resolved }, restored) {
    const known = new Set([restored, ...(base === null ? [] : [base])].flatMap(({ revision }) => [
        revision.spec,
        ...revision.releases.map((release) => release.config),
    ]));
    const blobs = [specBlob(spec), ...resolved.map((one) => one.blob)];
    return Object.fromEntries(blobs.filter((blob) => !known.has(blob.digest)).map((blob) => [blob.digest, blob.text]));
}
function unread({ environment }, number) {
    return {
        code: 'rollback-target',
        gate: 'target',
        subject: `${environment}@${number}`,
        reason: 'it is not in the store',
        fixes: [],
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/rollback-target.js

/** Which revision a rollback restores. */
function chooseRollbackTarget(question) {
    const { state, to } = question;
    const { desired, deployed } = state;
    if (desired === null || deployed === null)
        return rollback_target_refuse(question, 'nothing was ever deployed well there, so there is nothing to go back to', []);
    const desiredFailed = state.parked.some((entry) => entry.revision === desired.number);
    if (to === null) {
        const number = desiredFailed ? deployed.number : state.lastGood;
        if (number !== null)
            return { outcome: 'target', number };
        return rollback_target_refuse(question, `${question.environment}@${deployed.number} is the only one that was deployed well`, []);
    }
    if (to < 1 || to > desired.number) {
        return rollback_target_refuse(question, `there is no ${question.environment}@${to}; the newest is ${desired.number}`, choices(question));
    }
    if (to === deployed.number && desired.number === deployed.number) {
        return rollback_target_refuse(question, `${question.environment}@${to} is what runs`, choices(question));
    }
    if (!question.deployedWell.some((one) => one.number === to)) {
        return rollback_target_refuse(question, `${question.environment}@${to} was never deployed well`, choices(question));
    }
    return { outcome: 'target', number: to };
}
function choices({ environment, state, deployedWell }) {
    const good = [...new Set(deployedWell.map((one) => one.number))]
        .filter((number) => number !== state.deployed?.number)
        .sort((a, b) => b - a);
    if (good.length === 0)
        return [];
    const [first = 0] = good;
    const names = good.slice(0, 10).map((number) => `${environment}@${number}`);
    return [`Besides what runs, ${names.join(', ')} ran well: \`${rollbackCommand(environment, first)}\``];
}
function rollback_target_refuse({ environment, to }, reason, fixes) {
    const subject = to === null ? environment : `${environment}@${to}`;
    return { outcome: 'refused', refusal: { code: 'rollback-target', gate: 'target', subject, reason, fixes } };
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/same-releases.js


/**
 * Whoever rolls back wants something to run again that ran before. Where the restored revision runs the same as now, the plan says so, and
 * names the newest that does not: `older`, deployed well; null where there is none.
 */
function warnOfSameReleases(plan, now, older) {
    if (plan.outcome === 'refused' || plan.changes.length > 0)
        return plan;
    const { environment } = plan;
    const comes = plan.outcome === 'revision' ? 'only the spec of then comes back' : 'so there is nothing to restore';
    const verdict = {
        gate: 'target',
        outcome: 'warn',
        subject: environment,
        reason: `the same versions with the same config run now as then: ${comes}`,
        fix: older === null
            ? 'No other versions were deployed well here before: promote the ones that you want'
            : `To run other versions again (${older.environment}@${older.number}: ${same_releases_renderChanges(now, older)}): \`${rollbackCommand(environment, older.number)}\``,
    };
    const verdicts = [verdict, ...plan.verdicts];
    return plan.outcome === 'revision'
        ? { ...plan, verdicts, revision: { ...plan.revision, verdicts } }
        : { ...plan, verdicts };
}
const mostNamed = 5;
function same_releases_renderChanges(now, older) {
    const changes = changedReleases(now.releases, older.releases).map(({ from, to }) => {
        const service = to?.service ?? from?.service ?? '';
        if (from?.version === to?.version)
            return `${service} with its config of then`;
        return `${service} ${from?.version ?? 'nothing'} → ${to?.version ?? 'nothing'}`;
    });
    const more = changes.length - mostNamed;
    return `${changes.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/pattern-list.js
/** Whether a name is in a list as OpenSSH's files have them: with commas; `*` and `?` stand for anything, `!` before a pattern excludes. */
function matchesPatternList(list, name, { ignoreCase = false } = {}) {
    const matching = list
        .split(',')
        .map((text) => ({ isExcluded: text.startsWith('!'), pattern: text.replace(/^!/, '') }))
        .filter(({ pattern }) => glob(pattern, ignoreCase).test(name));
    return matching.length > 0 && matching.every(({ isExcluded }) => !isExcluded);
}
function glob(pattern, ignoreCase) {
    const text = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${text}$`, ignoreCase ? 'i' : '');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/environment/lib/signing/ssh-strings.js
/** A string of ssh's wire format: four bytes of its length, then its bytes (RFC 4251, section 5). */
function sshString(content) {
    const bytes = Buffer.from(content);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
}
/** Bytes that are nothing but such strings; null when the last one is cut. */
function splitSshStrings(bytes) {
    const strings = [];
    let at = 0;
    while (at < bytes.length) {
        if (at + 4 > bytes.length)
            return null;
        const end = at + 4 + bytes.readUInt32BE(at);
        if (end > bytes.length)
            return null;
        strings.push(bytes.subarray(at + 4, end));
        at = end;
    }
    return strings;
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/public-key.js


/** The type that a key's own blob says, null when it is none. */
function keyTypeOf(blob) {
    const bytes = Buffer.from(blob, 'base64');
    if (bytes.toString('base64').replace(/=+$/, '') !== blob.replace(/=+$/, ''))
        return null;
    return splitSshStrings(bytes)?.[0]?.toString('latin1') ?? null;
}
/** `SHA256:…`, as ssh-keygen shows it. */
function fingerprint(key) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(Buffer.from(key.blob, 'base64')).digest('base64');
    return `SHA256:${digest.replace(/=+$/, '')}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/validity.js
/**
 * `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, in UTC with a `Z` (or `UTC`) behind it, else in the time zone of this machine, as ssh-keygen
 * reads it. Null when it is none, or no day of the calendar.
 */
function parseSshTime(text) {
    const found = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(z|utc)?$/i.exec(text);
    if (found === null)
        return null;
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
        .slice(1, 7)
        .map((part) => Number(part ?? 0));
    if (hour > 23 || minute > 59 || second > 59)
        return null;
    const calendar = new Date(Date.UTC(year, month - 1, day));
    if (calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== day)
        return null;
    const isUtc = found[7] !== undefined;
    const at = isUtc
        ? Date.UTC(year, month - 1, day, hour, minute, second)
        : new Date(year, month - 1, day, hour, minute, second).getTime();
    return at / 1000;
}
/** How a moment stands to it. */
function judgeValidity({ from, until }, now) {
    const seconds = Math.floor(now.getTime() / 1000);
    if (from !== null && seconds < from)
        return 'early';
    return until !== null && seconds > until ? 'late' : 'valid';
}
function renderSshTime(seconds) {
    return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/signer-options.js

/** The options of a line: `namespaces="…",valid-after="…",valid-before="…"`, in any order, each once; the empty text for none. */
function parseSignerOptions(text) {
    const found = new Map();
    for (const option of text.match(/(?:"(?:\\"|[^"])*"|[^,"])+/g) ?? []) {
        const [, name = '', value] = /^([^=]*)(?:="((?:\\"|[^"])*)")?$/.exec(option) ?? [];
        const key = name.toLowerCase();
        if (key === 'cert-authority')
            return wrong('the key itself, as `cert-authority` is not supported', option);
        if (!names.has(key) || value === undefined)
            return wrong(`options such as ${examples}`, option);
        if (found.has(key))
            return wrong(`\`${key}\` once`, option);
        found.set(key, value.replaceAll('\\"', '"'));
    }
    const from = signer_options_timeOf(found.get('valid-after'));
    const until = signer_options_timeOf(found.get('valid-before'));
    if (from === undefined || until === undefined)
        return wrong('a time such as `20270131Z` or `202701311200Z`', text);
    if (from !== null && until !== null && until <= from)
        return wrong('`valid-before` after `valid-after`', text);
    return { kind: 'options', options: { namespaces: found.get('namespaces') ?? null, validity: { from, until } } };
}
const names = new Set(['namespaces', 'valid-after', 'valid-before']);
const examples = '`namespaces="towpath-revision"`, `valid-after="20270131Z"` and `valid-before="20280131Z"`';
/** Null where there is none, undefined when it is no time. */
function signer_options_timeOf(text) {
    return text === undefined ? null : (parseSshTime(text) ?? undefined);
}
function wrong(expected, found) {
    return { kind: 'wrong', expected, found };
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/allowed-signers.js




/**
 * Reads the text of an allowed_signers file. Strict, where ssh-keygen passes over what it doesn't understand: the text is an input that decides
 * what may run.
 * @throws EnvironmentFault `signers-wrong` with the line.
 */
function parseAllowedSigners(text) {
    const signers = text.split(/\r?\n/).flatMap((line, index) => {
        const content = line.trim();
        return content === '' || content.startsWith('#') ? [] : [parseLine(content, index + 1)];
    });
    if (signers.length > 0)
        return signers;
    throw new EnvironmentFault('signers-wrong', {
        where: 'Input `allowed-signers`',
        expected: 'at least one key that may sign',
        found: 'none',
        fix: 'Give a line for each, or leave the input out',
    });
}
/** Whether a signer may sign for this purpose; without `namespaces` for any. */
function isForNamespace({ namespaces }, namespace) {
    return namespaces === null || matchesPatternList(namespaces, namespace);
}
const word = String.raw `(?:"(?:\\"|[^"])*"|[^\s"])+`;
const allowed_signers_form = new RegExp(`^(${word})\\s+(?:(?!(?:ssh|ecdsa|sk)-)(${word})\\s+)?(\\S+)(?:\\s+(\\S+))?`);
function parseLine(content, line) {
    const [, principals, options = '', type, blob] = allowed_signers_form.exec(content) ?? [];
    if (principals === undefined || type === undefined || blob === undefined) {
        throw allowed_signers_wrong(line, 'who signs, options if any, the type of a key and the key, with spaces between', content);
    }
    if (keyTypeOf(blob) !== type)
        throw allowed_signers_wrong(line, `a whole key of type ${type} in base64`, blob);
    const parsed = parseSignerOptions(options);
    if (parsed.kind === 'wrong')
        throw allowed_signers_wrong(line, parsed.expected, parsed.found);
    return { ...parsed.options, principals: principals.replace(/^"(.*)"$/, '$1'), key: { type, blob }, line };
}
function allowed_signers_wrong(line, expected, found) {
    const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found;
    return new EnvironmentFault('signers-wrong', {
        where: 'a line of allowed signers',
        expected,
        found: `\`${shown}\``,
        fix: 'Write `<who> namespaces="towpath-revision" ssh-ed25519 AAAA…`, with the key as it stands in its .pub file',
        place: { file: 'allowed-signers', line },
    });
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/ssh-signature.js



const magic = Buffer.from('SSHSIG');
const version = Buffer.from([0, 0, 0, 1]);
const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';
/** What the key signs: not the message itself but its hash, with what it is signed for. */
function bytesToSign(namespace, hash, message) {
    const digest = (0,external_node_crypto_.createHash)(hash).update(message).digest();
    return Buffer.concat([magic, ...[namespace, '', hash, digest].map(sshString)]);
}
function renderSshSignature({ key, namespace, hash, type, bytes }) {
    const signature = Buffer.concat([sshString(type), sshString(bytes)]);
    const strings = [Buffer.from(key.blob, 'base64'), namespace, '', hash, signature].map(sshString);
    const blob = Buffer.concat([magic, version, ...strings]).toString('base64');
    return [begin, ...(blob.match(/.{1,70}/g) ?? []), end, ''].join('\n');
}
/** Null when the text is no such signature, or is cut. */
function parseSshSignature(text) {
    const lines = text.trim().split(/\r?\n/);
    if (lines.at(0) !== begin || lines.at(-1) !== end)
        return null;
    const blob = Buffer.from(lines.slice(1, -1).join(''), 'base64');
    const head = Buffer.concat([magic, version]);
    if (!blob.subarray(0, head.length).equals(head))
        return null;
    const [key, namespace, , hash, signature, ...more] = splitSshStrings(blob.subarray(head.length)) ?? [];
    if (key === undefined || namespace === undefined || signature === undefined || more.length > 0)
        return null;
    const [type, bytes, ...others] = splitSshStrings(signature) ?? [];
    const hashName = hash?.toString('latin1');
    const keyBlob = key.toString('base64');
    const keyType = keyTypeOf(keyBlob);
    if (keyType === null || type === undefined || bytes === undefined || others.length > 0)
        return null;
    if (hashName !== 'sha256' && hashName !== 'sha512')
        return null;
    return {
        key: { type: keyType, blob: keyBlob },
        namespace: namespace.toString(),
        hash: hashName,
        type: type.toString('latin1'),
        bytes,
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/sign-revision.js

/** What a signature of a revision is for: one that was made for anything else is none (DESIGN §6). */
const revisionNamespace = 'towpath-revision';
/** The only type of key that signs revisions. */
const signingKeyType = 'ssh-ed25519';
/** The text of `revisions/<n>.sig`. `text`: the revision as it is stored, byte for byte. */
function signRevision(text, { key, sign }) {
    const hash = 'sha512';
    const bytes = sign(bytesToSign(revisionNamespace, hash, text));
    return renderSshSignature({ key, namespace: revisionNamespace, hash, type: signingKeyType, bytes });
}

;// CONCATENATED MODULE: ./packages/environment/lib/signing/verify-revision-signature.js








const findOut = 'Do not deploy it; find out who wrote to the metadata store';
const howToSign = 'If it was made by you, sign it by hand (docs/security.md says how): what is promoted now is built on it; else find out who wrote to the metadata store';
/**
 * That an allowed signer signed this revision, for this purpose, with a key that is good now.
 * @throws EnvironmentFault `revision-unsigned`, `signature-broken`, `signer-refused`.
 */
function verifyRevisionSignature(revision, signers, now) {
    const { name } = revision;
    if (revision.signature === null) {
        throw new EnvironmentFault('revision-unsigned', {
            where: name,
            expected: 'to be signed, as `allowed-signers` is given',
            found: 'no signature',
            fix: howToSign,
        });
    }
    const signature = parseSshSignature(revision.signature);
    if (signature === null)
        throw broken(name, 'an ssh signature (`ssh-keygen -Y sign`)', 'something else, or part of one');
    verifyBytes(name, signature, revision.text);
    return { principals: findSigner(name, signature, signers, now).principals, fingerprint: fingerprint(signature.key) };
}
function verifyBytes(name, signature, text) {
    const { key, namespace, hash, type, bytes } = signature;
    const shown = verify_revision_signature_describe(key);
    if (key.type !== signingKeyType || type !== signingKeyType)
        throw new EnvironmentFault('signer-refused', {
            where: `${name}, its signature`,
            expected: `one by a key of type ${signingKeyType}`,
            found: `one by ${shown}`,
            fix: 'Sign with an Ed25519 key: `ssh-keygen -t ed25519`',
        });
    const publicKey = readEd25519(key);
    if (publicKey === null || !(0,external_node_crypto_.verify)(null, bytesToSign(namespace, hash, text), publicKey, bytes))
        throw broken(name, `the revision as ${shown} signed it`, 'another text, or a signature that was changed');
    if (namespace !== revisionNamespace)
        throw new EnvironmentFault('signature-broken', {
            where: `${name}, its signature by ${shown}`,
            expected: `one for \`${revisionNamespace}\``,
            found: `one for \`${namespace}\``,
            fix: 'It was made for something else: sign with `signing-key` of promote, or `ssh-keygen -Y sign -n towpath-revision`',
        });
}
function findSigner(name, { key }, signers, now) {
    const refused = (expected, found, fix) => new EnvironmentFault('signer-refused', { where: `${name}, signed by ${verify_revision_signature_describe(key)}`, expected, found, fix });
    const own = signers.filter((signer) => signer.key.blob === key.blob);
    const [first] = own;
    if (first === undefined)
        throw refused('a key of `allowed-signers`', 'one that is not among them', `If it is yours, add its line: \`<who> namespaces="${revisionNamespace}" ${key.type} ${key.blob}\`; else find out who wrote to the metadata store`);
    const allowed = own.filter((signer) => isForNamespace(signer, revisionNamespace));
    const valid = allowed.find(({ validity }) => judgeValidity(validity, now) === 'valid');
    if (valid !== undefined)
        return valid;
    const [last = first] = allowed;
    if (allowed.length === 0)
        throw refused(`its line in \`allowed-signers\` (${first.line}) to be for \`${revisionNamespace}\``, `namespaces="${first.namespaces}"`, `Add \`${revisionNamespace}\` there, if this key is to sign revisions`);
    throw refused(`a key that is good at ${now.toISOString()}`, validityOf(last, now), howToRenew);
}
const howToRenew = 'Sign the revision by hand with a key that is good (docs/security.md says how): what is promoted now is built on it; a key that is still trusted can be given more time in its line';
function validityOf({ principals, validity, line }, now) {
    const { from, until } = validity;
    const isEarly = judgeValidity(validity, now) === 'early';
    const bound = isEarly ? `not before ${renderSshTime(from ?? 0)}` : `only until ${renderSshTime(until ?? 0)}`;
    return `the key of ${principals}, ${bound} (\`allowed-signers\`, line ${line})`;
}
function broken(name, expected, found) {
    return new EnvironmentFault('signature-broken', { where: `${name}, its signature`, expected, found, fix: findOut });
}
function verify_revision_signature_describe(key) {
    return `${fingerprint(key)} (${key.type})`;
}
/** The 32 bytes of such a key, as Node takes them (RFC 8037). */
function readEd25519({ blob }) {
    const [, bytes, ...more] = splitSshStrings(Buffer.from(blob, 'base64')) ?? [];
    if (bytes?.length !== 32 || more.length > 0)
        return null;
    return (0,external_node_crypto_.createPublicKey)({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/host-problems.js

/** Hosts: one name, one address; jumps that lead somewhere; connections that have what they need. */
function* hostProblems(spec) {
    yield* identityProblems(spec);
    const names = new Set(Object.values(spec.hostGroups).flatMap((group) => group.hosts.map((host) => host.name)));
    for (const [name, group] of Object.entries(spec.hostGroups)) {
        yield* jumpProblems(['hostGroups', name], group, names);
        yield* connectionProblems(['hostGroups', name], group);
    }
    yield* disagreeingProblems(spec);
    yield* circleProblems(spec);
}
const reach = ['connection', 'root', 'user', 'port', 'jump', 'ports'];
/** A host of two groups is one host, reached in one way. */
function* disagreeingProblems(spec) {
    const groups = Object.entries(spec.hostGroups);
    for (const [index, [name, group]] of groups.entries()) {
        for (const [otherName, other] of groups.slice(0, index)) {
            const shared = group.hosts.find((host) => other.hosts.some((one) => one.name === host.name));
            if (shared === undefined)
                continue;
            for (const key of reach) {
                if (group[key] === undefined || other[key] === undefined || group[key] === other[key])
                    continue;
                yield {
                    path: ['hostGroups', name, key],
                    expected: `\`${other[key]}\`, as in group ${otherName}, which has ${shared.name} too`,
                    fix: 'Say the same in both groups, or take the host out of one',
                };
            }
        }
    }
}
/** A jump that comes back to where it began reaches nobody. */
function* circleProblems(spec) {
    const hosts = environmentHosts(spec);
    for (const [name, group] of Object.entries(spec.hostGroups)) {
        const way = [];
        for (let jump = group.jump; jump !== undefined && !way.includes(jump); jump = hosts.get(jump)?.jump ?? undefined)
            way.push(jump);
        const last = hosts.get(way.at(-1) ?? '')?.jump ?? null;
        if (last === null || group.hosts.some((host) => host.name === group.jump))
            continue;
        yield {
            path: ['hostGroups', name, 'jump'],
            expected: 'a way that ends at a host reached directly',
            found: `${[...way, last].join(' → ')}, which goes round in circles`,
            fix: 'Take `jump` away from one of their groups',
        };
    }
}
/** The same name and address in two groups is one host. */
function* identityProblems(spec) {
    const addressOf = new Map();
    const nameOf = new Map();
    for (const [group, { hosts }] of Object.entries(spec.hostGroups)) {
        for (const [index, { name, address }] of hosts.entries()) {
            const path = ['hostGroups', group, 'hosts', index];
            const otherAddress = addressOf.get(name);
            const otherName = nameOf.get(address);
            if (otherAddress !== undefined && otherAddress.value !== address) {
                yield {
                    path: [...path, 'address'],
                    expected: `${otherAddress.value}, the address of ${name} in group ${otherAddress.group}`,
                    fix: 'Give the two hosts different names, or correct the address',
                };
            }
            else if (otherName !== undefined && otherName.value !== name) {
                yield {
                    path: [...path, 'address'],
                    expected: 'an address of its own',
                    found: `${address}, which is ${otherName.value} in group ${otherName.group}`,
                    fix: `Use the name ${otherName.value} here too, or correct the address`,
                };
            }
            else if (otherAddress?.group === group) {
                yield { path, expected: 'each host once', found: `${name} a second time`, fix: 'Remove it' };
            }
            addressOf.set(name, otherAddress ?? { value: address, group });
            nameOf.set(address, otherName ?? { value: name, group });
        }
    }
}
function* jumpProblems(path, group, names) {
    const { jump } = group;
    if (jump === undefined)
        return;
    if (!names.has(jump)) {
        yield {
            path: [...path, 'jump'],
            expected: 'the name of a host of any group',
            fix: 'Correct the name, or add the host to a group',
        };
    }
    else if (group.hosts.some((host) => host.name === jump)) {
        yield {
            path: [...path, 'jump'],
            expected: 'a host of another group',
            found: `${jump}, which would be reached through itself`,
        };
    }
}
function* connectionProblems(path, group) {
    if (group.connection !== 'local') {
        if (group.root !== undefined) {
            yield {
                path: [...path, 'root'],
                at: 'key',
                expected: 'a root only with `connection: local`',
                found: 'it over ssh',
                fix: 'Remove it',
            };
        }
        return;
    }
    if (group.root === undefined) {
        yield {
            path,
            at: 'key',
            expected: 'a `root` folder with `connection: local`',
            found: 'none',
            fix: 'Add `root: ~/.towpath/hosts`',
        };
    }
    for (const key of ['user', 'port', 'jump']) {
        if (group[key] !== undefined) {
            yield {
                path: [...path, key],
                at: 'key',
                expected: 'it only over ssh',
                found: 'it with `connection: local`',
                fix: 'Remove it',
            };
        }
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/set-problems.js
/** `sets`: each version of a set once. */
function* setProblems(spec) {
    for (const [name, versions] of Object.entries(spec.sets ?? {})) {
        if (typeof versions === 'string')
            continue;
        for (const [index, version] of versions.entries()) {
            if (versions.indexOf(version) !== index)
                yield {
                    path: ['sets', name, index],
                    expected: 'each version once',
                    found: `${version} a second time`,
                    fix: 'Remove it',
                };
        }
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/policy-problems.js




/** What has to be so before something comes here; a policy that nothing could ever satisfy is found now, not at night. */
function* policyProblems(spec) {
    yield* afterProblems(spec);
    yield* setProblems(spec);
    yield* upstreamProblems(spec);
    yield* approvalProblems(spec);
    yield* freezeProblems(spec);
}
/** Gates that look at `after`. */
function* upstreamProblems({ after, policy }) {
    const isNowhere = after === undefined || (Array.isArray(after) && after.length === 0);
    if (!isNowhere)
        return;
    if (policy?.soakMinutes !== undefined && policy.soakMinutes > 0) {
        yield {
            path: ['policy', 'soakMinutes'],
            at: 'key',
            expected: '`after` with the environments to soak in',
            found: 'none',
            fix: 'Add `after: [dev]`, or remove it',
        };
    }
    if (policy?.gates?.matrix === 'require') {
        yield {
            path: ['policy', 'gates', 'matrix'],
            at: 'key',
            expected: '`after` with the environments in which versions run together first',
            found: 'none',
            fix: 'Add `after: [dev]`, or say `warn`',
        };
    }
}
/** Whoever asks can't approve, and only who may promote can. */
function* approvalProblems({ policy }) {
    const { approvals = 0, allowed, gates } = policy ?? {};
    if (allowed?.promote === undefined || gates?.approvals === 'off')
        return;
    const users = namedUsers(allowed.promote);
    if (users === null || approvals === 0 || users.size - 1 >= approvals)
        return;
    yield {
        path: ['policy', 'approvals'],
        expected: `at most ${users.size - 1}, because \`allowed.promote\` names ${users.size === 1 ? '1 person' : `${users.size} people`} and who asks can't approve`,
        found: String(approvals),
        fix: 'Name more people or a team, or ask for fewer approvals',
    };
}
function* freezeProblems({ policy }) {
    const windows = [];
    for (const [index, text] of (policy?.freeze ?? []).entries()) {
        const parsed = parseFreezeWindow(text);
        if ('window' in parsed)
            windows.push(parsed.window);
        else
            yield { path: ['policy', 'freeze', index], ...parsed.problem };
    }
    if (policy?.gates?.freeze === 'off' || !coversEveryWeek(windows))
        return;
    yield {
        path: ['policy', 'freeze'],
        at: 'key',
        expected: 'windows that leave some time free',
        found: 'windows that cover the whole week',
        fix: 'Leave a time in which something may change, or lock the environment',
    };
}
function* afterProblems(spec) {
    const { after } = spec;
    if (after === undefined)
        return;
    const path = Array.isArray(after) ? ['after'] : ['after', 'any'];
    const names = Array.isArray(after) ? after : after.any;
    for (const [index, name] of names.entries()) {
        if (name === spec.environment)
            yield { path: [...path, index], expected: 'another environment', found: `${name} itself` };
        else if (names.indexOf(name) !== index)
            yield {
                path: [...path, index],
                expected: 'each environment once',
                found: `${name} a second time`,
                fix: 'Remove it',
            };
    }
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
;// CONCATENATED MODULE: ./packages/environment/lib/spec/service-problems.js





/** Services: where they run, their lines, what is wanted of them. */
function* serviceProblems(spec) {
    yield* placementProblems(['infrastructure'], spec, spec.infrastructure);
    for (const [name, group] of Object.entries(spec.hostGroups)) {
        yield* movingGroupProblems(['hostGroups', name, 'infrastructure'], group.infrastructure);
    }
    for (const [name, service] of Object.entries(spec.services)) {
        const path = ['services', name];
        if (isExternal(service)) {
            yield* endpointProblems([...path, 'external', 'endpoints'], service.external.endpoints);
            continue;
        }
        yield* placementProblems(path, spec, service);
        yield* placementProblems([...path, 'infrastructure'], spec, service.infrastructure);
        yield* placedTwiceProblems(path, service);
        yield* lineProblems(path, spec, service);
        yield* secretProblems([...path, 'secrets'], service);
    }
    yield* wishProblems(spec);
}
function* placementProblems(path, spec, named) {
    if (named?.hostGroup !== undefined && named.hosts !== undefined) {
        yield {
            path: [...path, 'hosts'],
            at: 'key',
            expected: '`hostGroup` or `hosts`',
            found: 'both',
            fix: 'Remove one of them',
        };
    }
    if (named?.hostGroup !== undefined && !Object.hasOwn(spec.hostGroups, named.hostGroup)) {
        yield unknownGroup([...path, 'hostGroup'], spec);
    }
    const known = new Set(Object.values(spec.hostGroups).flatMap((group) => group.hosts.map((host) => host.name)));
    for (const [index, host] of (named?.hosts ?? []).entries()) {
        if (!known.has(host))
            yield {
                path: [...path, 'hosts', index],
                expected: `one of the hosts: ${[...known].join(', ')}`,
                fix: 'Correct the name, or add the host to a group',
            };
    }
}
/** `services.<name>` and its `infrastructure` are one level: only one of them can say where it runs. */
function* placedTwiceProblems(path, service) {
    if (service.hostGroup === undefined && service.hosts === undefined)
        return;
    for (const key of ['hostGroup', 'hosts']) {
        if (service.infrastructure?.[key] !== undefined) {
            yield {
                path: [...path, 'infrastructure', key],
                at: 'key',
                expected: 'the place said once',
                found: 'it here and at the service',
                fix: 'Remove one of them',
            };
        }
    }
}
function* movingGroupProblems(path, infrastructure) {
    for (const key of ['hostGroup', 'hosts']) {
        if (infrastructure?.[key] !== undefined) {
            yield {
                path: [...path, key],
                at: 'key',
                expected: 'no other place in the settings of a host group',
                found: `\`${key}\``,
                fix: 'Say it at the service',
            };
        }
    }
}
function* endpointProblems(path, endpoints) {
    for (const [index, endpoint] of endpoints.entries()) {
        const port = Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
        if (port < 1 || port > 65_535)
            yield { path: [...path, index], expected: 'a port from 1 to 65535 after the `:`' };
    }
}
function* lineProblems(path, spec, service) {
    const versions = service.versions ?? [];
    const seen = new Map();
    for (const [index, range] of versions.entries()) {
        const other = seen.get((0,lib/* canonicalRange */.Kt)(range));
        if (other !== undefined)
            yield {
                path: [...path, 'versions', index],
                expected: 'each line once',
                found: `\`${range}\`, which is the same as \`${other}\``,
                fix: 'Remove it',
            };
        seen.set((0,lib/* canonicalRange */.Kt)(range), range);
        if (!semver.intersects(range, acceptedRange(spec), { includePrerelease: true })) {
            yield {
                path: [...path, 'versions', index],
                expected: `a line that \`accept: ${acceptedRange(spec)}\` lets something into`,
                fix: 'Change the line, or `accept`',
            };
        }
    }
    for (const [line, settings] of Object.entries(service.lines ?? {})) {
        const at = [...path, 'lines', line];
        if (!versions.includes(line)) {
            const expected = versions.length === 0
                ? 'a line of `versions`, which is not there'
                : `one of \`versions\`, as written there: ${versions.map((one) => `\`${one}\``).join(', ')}`;
            yield { path: at, at: 'key', expected, found: `\`${line}\`` };
        }
        yield* placementProblems([...at, 'infrastructure'], spec, settings.infrastructure);
    }
}
function* secretProblems(path, service) {
    if (!Array.isArray(service.secrets))
        return;
    for (const [index, name] of service.secrets.entries()) {
        if (service.secrets.indexOf(name) !== index)
            yield { path: [...path, index], expected: 'each name once', found: `${name} a second time`, fix: 'Remove it' };
    }
}
/** `packages`: what a pull request wants has to be a service here. */
function* wishProblems(spec) {
    const { packages } = spec;
    if (packages === undefined)
        return;
    if (!Array.isArray(packages)) {
        for (const name of Object.keys(packages))
            yield* strangerProblems(['packages', name], spec, name);
        return;
    }
    for (const [index, text] of packages.entries()) {
        const name = nameIn(text);
        if (name === null)
            yield { path: ['packages', index], expected: 'a package such as `orders`, `orders@1.4.2` or `orders@^1.4`' };
        else
            yield* strangerProblems(['packages', index], spec, name);
    }
}
function nameIn(text) {
    try {
        return (0,lib/* parsePackageWish */.fU)(text).package;
    }
    catch (error) {
        if (error instanceof lib/* DescriptorFault */.IV)
            return null;
        throw error;
    }
}
function* strangerProblems(path, spec, name) {
    if (deliveredService(spec, name) !== undefined)
        return;
    yield {
        path,
        at: 'key',
        expected: 'a service that this spec delivers',
        found: `\`${name}\``,
        fix: `Add \`${name}\` to \`services\`, or correct the name`,
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/spec/parse-spec.js






/**
 * An environment's spec as people write it. `file` as the person names it. Throws DescriptorFaults of
 * `@towpath/descriptor`: every problem at once, each with its line and column; what a later version will carry out is
 * refused with `not-yet`.
 */
function parseEnvironmentSpec(text, file) {
    return (0,lib/* parseYamlDocument */.Iu)(text, {
        file,
        schema: environmentSpecSchema,
        example: 'environment: staging',
        check: specProblems,
    });
}
/** What the schema alone can't see: names that lead nowhere, and things that can't both be. */
function* specProblems(spec) {
    yield* hostProblems(spec);
    yield* addressProblems(spec);
    yield* serviceProblems(spec);
    yield* policyProblems(spec);
}

;// CONCATENATED MODULE: ./packages/environment/lib/stored-documents.js






/** Readers of the records in an environment's domain. `where` as people know it; each throws DescriptorFaults. */
const parseRevision = (text, where) => (0,lib/* parseRecord */.Hh)(text, revisionSchema, where);
const parseEnvironmentState = (text, where) => (0,lib/* parseRecord */.Hh)(text, environmentStateSchema, where);
const parseReleaseConfig = (text, where) => (0,lib/* parseRecord */.Hh)(text, releaseConfigSchema, where);
const parseSpecBlob = (text, where) => (0,lib/* parseRecord */.Hh)(text, specBlobSchema, where).spec;
const parseDeployReport = (text, where) => (0,lib/* parseRecord */.Hh)(text, deployReportSchema, where);

;// CONCATENATED MODULE: ./packages/environment/lib/index.js













































































/***/ })

};
