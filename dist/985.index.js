export const id = 985;
export const ids = [985];
export const modules = {

/***/ 18985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ZZ: () => (/* reexport */ acquireLease),
  bf: () => (/* reexport */ chooseBase),
  NO: () => (/* reexport */ chooseRollbackTarget),
  I2: () => (/* reexport */ deliveredService),
  kb: () => (/* reexport */ dependencyAddresses),
  p$: () => (/* reexport */ emptyState),
  MM: () => (/* reexport */ environmentDomain),
  Dt: () => (/* reexport */ environmentHosts),
  Wp: () => (/* reexport */ environmentPaths),
  FV: () => (/* reexport */ escapeMarkdown),
  B: () => (/* reexport */ escapeMarkdownLine),
  Dz: () => (/* reexport */ finishDeploy),
  Ui: () => (/* reexport */ instanceFolder),
  D: () => (/* reexport */ instanceId),
  ge: () => (/* reexport */ isExternal),
  dD: () => (/* reexport */ orderServices),
  RY: () => (/* reexport */ packagesNeeded),
  $L: () => (/* reexport */ parseDeployReport),
  UE: () => (/* reexport */ parseEnvironmentSpec),
  gE: () => (/* reexport */ parseEnvironmentState),
  BX: () => (/* reexport */ parseInstanceId),
  Xe: () => (/* reexport */ parseReleaseConfig),
  Pp: () => (/* reexport */ parseRevision),
  eM: () => (/* reexport */ parseSpecBlob),
  z: () => (/* reexport */ planPromotion),
  II: () => (/* reexport */ planRollback),
  zV: () => (/* reexport */ plannedNumber),
  $w: () => (/* reexport */ portVariables),
  v1: () => (/* reexport */ prereleasePolicy),
  AS: () => (/* reexport */ processEnvironment),
  P$: () => (/* reexport */ proxyKind),
  Zw: () => (/* reexport */ recordPromotion),
  uO: () => (/* reexport */ releaseIdentity),
  nP: () => (/* reexport */ renderConfigFile),
  PP: () => (/* reexport */ renderDuration),
  uC: () => (/* reexport */ renderPlanJson),
  d$: () => (/* reexport */ renderPlanMarkdown),
  $D: () => (/* reexport */ renderPlanText),
  oR: () => (/* reexport */ revisionDigest),
  or: () => (/* reexport */ rollbackNeeded),
  nX: () => (/* reexport */ templateValues),
  tL: () => (/* reexport */ terminalLine),
  Cq: () => (/* reexport */ unitName),
  Or: () => (/* reexport */ verifyRevisionChain),
  jp: () => (/* reexport */ vipOf),
  hN: () => (/* reexport */ zipkinEndpoint)
});

// UNUSED EXPORTS: EnvironmentFault, codeSpan, dependencyAuthority, dependencyUrl, dependencyVariables, deployReportSchema, describeOwner, environmentSpecSchema, environmentStateSchema, escapeProse, findPlacement, goodBefore, hasAuthorities, infrastructureDefaults, isSameOwner, namesInTemplate, planDocument, planDocumentSchema, providedName, releaseConfigSchema, renderJsonSchemas, resolveRelease, revisionContent, revisionSchema, secretVariables, serviceEdges, specBlob, specBlobSchema, specDigest, verifyFence

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/environment/lib/fault.js

class EnvironmentFault extends lib/* Fault */.vC {
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

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var descriptor_lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/environment/lib/spec/infrastructure-settings.js


const keys = descriptor_lib/* infrastructureSchema */.FA.shape;
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

;// CONCATENATED MODULE: ./packages/environment/lib/spec/environment-spec.js



const ipv4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/;
const addressSchema = schemas/* string */.YjP({ error: 'an address such as `10.77.0.11`' })
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, { error: 'an IP address or host name, not beginning with `-`' });
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
const hostSchema = schemas/* strictObject */.rej({ name: descriptor_lib/* nameSchema */.Jq, address: addressSchema });
/** Config, dependency config and infrastructure: what may be said at every level (FORMATS "Config of a release"). `null` removes. */
const settings = {
    config: schemas/* record */.g1P(descriptor_lib/* variableSchema */.un, descriptor_lib/* scalarSchema */.iR.nullable()).optional(),
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ config: schemas/* record */.g1P(descriptor_lib/* variableSchema */.un, descriptor_lib/* scalarSchema */.iR.nullable()).optional() }))
        .optional(),
    infrastructure: infrastructureSettingsSchema.optional(),
};
const hostGroupSchema = schemas/* strictObject */.rej({
    connection: schemas/* enum */.k5n(['ssh', 'local'], { error: '`ssh` or `local`' }).optional(),
    root: schemas/* string */.YjP()
        .refine((path) => path.startsWith('/') || path.startsWith('~/'), {
        error: 'an absolute path, or one beginning with `~/`',
    })
        .optional(),
    user: schemas/* string */.YjP().min(1).optional(),
    port: portSchema.optional(),
    jump: descriptor_lib/* nameSchema */.Jq.optional(),
    ports: portRangeSchema.optional(),
    hosts: schemas/* array */.YOg(hostSchema).min(1, { error: 'at least one host' }),
    ...settings,
});
const secretSchema = schemas/* union */.KCZ([
    descriptor_lib/* variableSchema */.un,
    schemas/* strictObject */.rej({ env: descriptor_lib/* variableSchema */.un, as: schemas/* enum */.k5n(['variable', 'file']).optional() }),
    schemas/* strictObject */.rej({
        hostFile: schemas/* string */.YjP()
            .regex(/^\/[^\n\0]+$/, { error: 'an absolute path on the host such as `/etc/orders/licence`' }),
    }),
], { error: 'the name of a variable of the deploy step, `{env: NAME, as: file}` or `{hostFile: /path}`' });
const deliveredServiceSchema = schemas/* strictObject */.rej({
    hostGroup: descriptor_lib/* nameSchema */.Jq.optional(),
    hosts: schemas/* array */.YOg(descriptor_lib/* nameSchema */.Jq).min(1).optional(),
    versions: schemas/* array */.YOg(descriptor_lib/* rangeSchema */.pm).min(1, { error: 'at least one range' }).optional(),
    ...settings,
    lines: schemas/* record */.g1P(descriptor_lib/* rangeSchema */.pm, schemas/* strictObject */.rej(settings)).optional(),
    secrets: schemas/* union */.KCZ([schemas/* array */.YOg(descriptor_lib/* variableSchema */.un), schemas/* record */.g1P(descriptor_lib/* variableSchema */.un, secretSchema)]).optional(),
    ports: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, portSchema).optional(),
    aliases: schemas/* array */.YOg(domainSchema).optional(),
});
const externalServiceSchema = schemas/* strictObject */.rej({
    external: schemas/* strictObject */.rej({ version: descriptor_lib/* versionSchema */.G0, endpoints: schemas/* array */.YOg(endpointSchema).min(1) }),
    aliases: schemas/* array */.YOg(domainSchema).optional(),
});
const serviceSchema = schemas/* union */.KCZ([deliveredServiceSchema, externalServiceSchema]);
const wantedPackagesSchema = schemas/* union */.KCZ([schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, descriptor_lib/* rangeSchema */.pm), schemas/* array */.YOg(schemas/* string */.YjP().min(1))]);
const wantedSetsSchema = schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* union */.KCZ([descriptor_lib/* versionSchema */.G0, schemas/* array */.YOg(descriptor_lib/* versionSchema */.G0).min(1)]));
const gateStrengthSchema = schemas/* enum */.k5n(['off', 'warn', 'require'], { error: '`off`, `warn` or `require`' });
const policySchema = schemas/* strictObject */.rej({
    soakMinutes: schemas/* number */.aig().min(0, { error: 'a number of minutes, at least 0' }).optional(),
    approvals: (0,descriptor_lib/* notYet */.y8)('approvals'),
    freeze: (0,descriptor_lib/* notYet */.y8)('freeze windows'),
    gates: schemas/* record */.g1P(schemas/* string */.YjP(), gateStrengthSchema).optional(),
    allowed: (0,descriptor_lib/* notYet */.y8)('who may promote and override'),
    keepRevisions: (0,descriptor_lib/* notYet */.y8)('removing packages that no kept revision names'),
});
/** environments/<env>.yaml (FORMATS). */
const environmentSpecSchema = schemas/* strictObject */.rej({
    environment: descriptor_lib/* nameSchema */.Jq,
    after: schemas/* union */.KCZ([schemas/* array */.YOg(descriptor_lib/* nameSchema */.Jq), schemas/* strictObject */.rej({ any: schemas/* array */.YOg(descriptor_lib/* nameSchema */.Jq).min(1) })]).optional(),
    accept: descriptor_lib/* rangeSchema */.pm.optional(),
    prereleases: schemas/* enum */.k5n(['exclude', 'include'], { error: '`exclude` or `include`' }).optional(),
    address: schemas/* strictObject */.rej({
        vip: vipSchema,
        port: portSchema,
        domain: domainSchema.optional(),
        names: schemas/* enum */.k5n(['dns', 'hosts'], { error: '`dns` or `hosts`' }).optional(),
        tls: (0,descriptor_lib/* notYet */.y8)('https on the VIP'),
    }),
    proxies: schemas/* strictObject */.rej({
        kind: schemas/* enum */.k5n(['haproxy', 'embedded'], { error: '`haproxy` or `embedded`' }).optional(),
        hostGroup: descriptor_lib/* nameSchema */.Jq.optional(),
        interface: schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9._@-]{1,15}$/, { error: 'a network interface such as `eth0`' })
            .optional(),
        advertIntervalMs: (0,descriptor_lib/* wholeSchema */.HY)(10, 'milliseconds').optional(),
        routerId: schemas/* int */.Whr({ error: 'a number from 1 to 255' })
            .min(1, { error: 'a number from 1 to 255' })
            .max(255, { error: 'a number from 1 to 255' })
            .optional(),
        unreachable: schemas/* enum */.k5n(['refuse', 'proceed'], { error: '`refuse` or `proceed`' }).optional(),
    }),
    hostGroups: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, hostGroupSchema),
    ...settings,
    services: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, serviceSchema),
    packages: wantedPackagesSchema.optional(),
    sets: wantedSetsSchema.optional(),
    observe: schemas/* strictObject */.rej({ zipkin: schemas/* url */.OZ5({ error: 'a URL such as `http://10.77.0.30:9411`' }).optional() }).optional(),
    policy: policySchema.optional(),
});
function isExternal(service) {
    return 'external' in service;
}
/** The service of that name that Towpath delivers here, or undefined. */
function deliveredService(spec, name) {
    const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined;
    return service === undefined || isExternal(service) ? undefined : service;
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/placement.js


/**
 * The strongest level that names a host group or hosts wins as a whole: line, service, environment, package. A host
 * group's own `infrastructure` can't move a release elsewhere. Throws `placement-unknown`.
 */
function findPlacement(spec, serviceName, descriptor, line) {
    const service = deliveredService(spec, serviceName);
    const key = `services.${serviceName}`;
    const levels = [
        [{ level: 'line', where: `${key}.lines["${line}"].infrastructure` }, service?.lines?.[line]?.infrastructure],
        [{ level: 'service', where: key }, service],
        [{ level: 'service', where: `${key}.infrastructure` }, service?.infrastructure],
        [{ level: 'environment', where: 'infrastructure' }, spec.infrastructure],
        [
            { level: 'package', where: `towpath.yaml of ${descriptor.package} ${descriptor.version}` },
            descriptor.infrastructure,
        ],
    ];
    for (const [origin, named] of levels) {
        if (named?.hosts !== undefined)
            return onHosts(spec, origin, named.hosts);
        if (named?.hostGroup !== undefined)
            return inGroup(spec, origin, named.hostGroup);
    }
    throw new EnvironmentFault('placement-unknown', {
        where: `${key}.hostGroup`,
        expected: `one of ${quoted(Object.keys(spec.hostGroups))}`,
        found: 'neither a host group nor hosts, in the spec or in the package',
        fix: `Say where it runs: \`${serviceName}: {hostGroup: ${Object.keys(spec.hostGroups)[0] ?? 'web'}}\``,
    });
}
function inGroup(spec, origin, name) {
    const group = Object.hasOwn(spec.hostGroups, name) ? spec.hostGroups[name] : undefined;
    if (group === undefined)
        throw unknown(`${origin.where}.hostGroup`, `one of ${quoted(Object.keys(spec.hostGroups))}`, name);
    return { origin, hostGroup: name, hosts: [...new Set(group.hosts.map((host) => host.name))] };
}
function onHosts(spec, origin, names) {
    const groups = Object.entries(spec.hostGroups);
    const known = new Set(groups.flatMap(([, group]) => group.hosts.map((host) => host.name)));
    const missing = names.find((name) => !known.has(name));
    if (missing !== undefined)
        throw unknown(`${origin.where}.hosts`, `hosts of this environment: ${quoted([...known])}`, missing);
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
function quoted(names) {
    return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}

;// CONCATENATED MODULE: ./packages/environment/lib/config/release-config.js


/** Infrastructure with every default filled in (promote does that, so that a new default changes no old revision). */
const resolvedInfrastructureSchema = schemas/* strictObject */.rej({
    /** Names of hosts, in the spec's order. */
    hosts: schemas/* array */.YOg(descriptor_lib/* nameSchema */.Jq).min(1),
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
    config: schemas/* record */.g1P(descriptor_lib/* variableSchema */.un, descriptor_lib/* scalarSchema */.iR),
    /** Target path in TOWPATH_CONFIG_DIR → text of the template. */
    files: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    /** By dependency: the values that reach the process as TOWPATH_<DEP>_<NAME>. */
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* record */.g1P(descriptor_lib/* variableSchema */.un, descriptor_lib/* scalarSchema */.iR)),
    infrastructure: resolvedInfrastructureSchema,
});

;// CONCATENATED MODULE: ./packages/environment/lib/process/variable-names.js

/** The variables that tell a process of one of its dependencies. */
const dependencyVariables = {
    url: (dependency) => `TOWPATH_${(0,descriptor_lib/* variablePart */.Yx)(dependency)}_URL`,
    address: (dependency) => `TOWPATH_${(0,descriptor_lib/* variablePart */.Yx)(dependency)}_ADDRESS`,
    config: (dependency, key) => `TOWPATH_${(0,descriptor_lib/* variablePart */.Yx)(dependency)}_${(0,descriptor_lib/* variablePart */.Yx)(key)}`,
};
/** Variables that carry ports, by variable with the provide's name. */
function portVariables(descriptor) {
    return new Map(Object.entries(descriptor.provides ?? {}).map(([name, provide]) => [provide.port, name]));
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
        if ((0,descriptor_lib/* isReservedVariable */.x4)(variable)) {
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
    const [problem] = (0,descriptor_lib/* configProblems */.rg)((0,descriptor_lib/* parseConfigSchema */.nJ)(text, `config schema of ${name}`), config.config);
    if (problem === undefined)
        return;
    const key = (0,descriptor_lib/* renderPath */.i7)(problem.path);
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
    at: descriptor_lib/* timeSchema */.Rl,
    /** URL of the run, or the terminal's `user@host`. */
    run: schemas/* string */.YjP(),
    /** What was asked, as a person would write it: `promote orders@1.4.2 to staging`. */
    command: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP().nullable(),
});
/** One version of one service with one resolved config. */
const releaseSchema = schemas/* strictObject */.rej({
    service: descriptor_lib/* nameSchema */.Jq,
    version: descriptor_lib/* versionSchema */.G0,
    /** The range of `versions:` that it is the newest of; `*` where the spec names none. */
    line: descriptor_lib/* rangeSchema */.pm,
    /** Whether it is the service's default line (DESIGN §7). */
    isDefault: schemas/* boolean */.zMY(),
    /** By value: a revision is complete. */
    descriptor: descriptor_lib/* descriptorSchema */.TM,
    content: descriptor_lib/* digestSchema */.er,
    files: descriptor_lib/* digestSchema */.er,
    archive: schemas/* strictObject */.rej({ digest: descriptor_lib/* digestSchema */.er, sizeBytes: schemas/* int */.Whr(), mediaType: schemas/* string */.YjP(), reference: schemas/* string */.YjP() }),
    /** Digest of its config blob. */
    config: descriptor_lib/* digestSchema */.er,
    /** By name; the version that answers it in this revision, null for an absent optional one. */
    dependencies: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* strictObject */.rej({ range: descriptor_lib/* rangeSchema */.pm, version: descriptor_lib/* versionSchema */.G0.nullable() })),
    /** `name@version` of the package set that it came with. */
    setOf: schemas/* string */.YjP().nullable(),
});
const pinSchema = schemas/* strictObject */.rej({
    service: descriptor_lib/* nameSchema */.Jq,
    version: descriptor_lib/* versionSchema */.G0,
    config: descriptor_lib/* digestSchema */.er,
    since: descriptor_lib/* timeSchema */.Rl,
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
});
/** revisions/<n>.json: one immutable state of an environment, complete by value. */
const revisionSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: descriptor_lib/* nameSchema */.Jq,
    number: schemas/* int */.Whr().min(1),
    kind: schemas/* enum */.k5n(['promote', 'rollback', 'spec']),
    /** Always number − 1, failed or not; null for the first. */
    previous: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: descriptor_lib/* digestSchema */.er }).nullable(),
    /** The number it was built on: the newest that did not fail; null for the first. */
    base: schemas/* int */.Whr().nullable(),
    request: requestSchema,
    specHome: specHomeSchema,
    /** Digest of the spec's blob. */
    spec: descriptor_lib/* digestSchema */.er,
    /** Sorted by service, then version. */
    releases: schemas/* array */.YOg(releaseSchema),
    /** Digest of spec and releases; equal to desired's means no new revision. */
    content: descriptor_lib/* digestSchema */.er,
    pins: schemas/* array */.YOg(pinSchema),
    verdicts: schemas/* array */.YOg(verdictSchema),
    overrides: schemas/* array */.YOg(schemas/* strictObject */.rej({ gate: schemas/* string */.YjP(), by: schemas/* string */.YjP(), reason: schemas/* string */.YjP() })),
    /** The revision that a rollback restores. */
    restores: schemas/* int */.Whr().nullable(),
});

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-document.js



const configValueSchema = schemas/* union */.KCZ([descriptor_lib/* scalarSchema */.iR, schemas/* array */.YOg(schemas/* string */.YjP())]).nullable();
/** What a plan says, for other programs: the file that the output `plan` names. The revision itself is in the store. */
const planDocumentSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    kind: schemas/* enum */.k5n(['promote', 'rollback', 'spec']),
    environment: descriptor_lib/* nameSchema */.Jq,
    outcome: schemas/* enum */.k5n(['revision', 'unchanged', 'refused']),
    /** The number that it gets; for `unchanged` the one that stands; null when refused. */
    revision: schemas/* int */.Whr().nullable(),
    content: descriptor_lib/* digestSchema */.er.nullable(),
    newest: schemas/* int */.Whr().nullable(),
    base: schemas/* int */.Whr().nullable(),
    request: requestSchema,
    changes: schemas/* array */.YOg(schemas/* strictObject */.rej({
        service: descriptor_lib/* nameSchema */.Jq,
        line: schemas/* string */.YjP(),
        from: descriptor_lib/* versionSchema */.G0.nullable(),
        to: descriptor_lib/* versionSchema */.G0.nullable(),
        config: schemas/* array */.YOg(schemas/* strictObject */.rej({ key: schemas/* string */.YjP(), from: configValueSchema, to: configValueSchema })),
        notes: schemas/* array */.YOg(schemas/* strictObject */.rej({ version: descriptor_lib/* versionSchema */.G0, notes: schemas/* string */.YjP() })),
    })),
    kept: schemas/* array */.YOg(schemas/* strictObject */.rej({ service: descriptor_lib/* nameSchema */.Jq, line: schemas/* string */.YjP(), version: descriptor_lib/* versionSchema */.G0 })),
    order: schemas/* array */.YOg(schemas/* array */.YOg(descriptor_lib/* nameSchema */.Jq)),
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
        order: plan.order.map((group) => [...group]),
        verdicts: [...plan.verdicts],
        refusals: plan.outcome === 'refused' ? plan.refusals.map((refusal) => ({ ...refusal, fixes: [...refusal.fixes] })) : [],
    };
}
/** Canonical JSON of the plan's document. */
function renderPlanJson(plan) {
    return (0,descriptor_lib/* canonicalJson */.dj)(planDocument(plan));
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

;// CONCATENATED MODULE: ./packages/environment/lib/report.js


const phaseSchema = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    startedAt: descriptor_lib/* timeSchema */.Rl,
    durationMs: schemas/* int */.Whr(),
    outcome: schemas/* enum */.k5n(['done', 'failed', 'skipped']),
    detail: schemas/* string */.YjP(),
});
const reportedInstanceSchema = schemas/* strictObject */.rej({
    /** `<env>_<service>_<version>_<release8>@<host>` */
    id: schemas/* string */.YjP(),
    service: descriptor_lib/* nameSchema */.Jq,
    version: descriptor_lib/* versionSchema */.G0,
    config: descriptor_lib/* digestSchema */.er,
    ip: schemas/* string */.YjP(),
    /** By the provide's name. */
    ports: schemas/* record */.g1P(descriptor_lib/* nameSchema */.Jq, schemas/* int */.Whr()),
    unit: schemas/* string */.YjP(),
    change: schemas/* enum */.k5n(['started', 'kept', 'stopped', 'restored']),
});
/** reports/<fence>.json: what a deploy did and saw. */
const deployReportSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    environment: descriptor_lib/* nameSchema */.Jq,
    revision: schemas/* int */.Whr(),
    previous: schemas/* int */.Whr().nullable(),
    fence: schemas/* int */.Whr(),
    status: schemas/* enum */.k5n(['deployed', 'unchanged', 'rolled-back']),
    run: schemas/* string */.YjP(),
    startedAt: descriptor_lib/* timeSchema */.Rl,
    endedAt: descriptor_lib/* timeSchema */.Rl,
    routeTable: descriptor_lib/* digestSchema */.er.nullable(),
    verifiedThrough: schemas/* enum */.k5n(['vip', 'host']).nullable(),
    hosts: schemas/* array */.YOg(schemas/* strictObject */.rej({
        host: descriptor_lib/* nameSchema */.Jq,
        phases: schemas/* array */.YOg(phaseSchema),
        sentBytes: schemas/* int */.Whr(),
        totalBytes: schemas/* int */.Whr(),
        instances: schemas/* array */.YOg(reportedInstanceSchema),
    })),
    proxies: schemas/* array */.YOg(schemas/* strictObject */.rej({ host: descriptor_lib/* nameSchema */.Jq, outcome: schemas/* string */.YjP(), table: descriptor_lib/* digestSchema */.er.nullable(), holdsVip: schemas/* boolean */.zMY() })),
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

;// CONCATENATED MODULE: ./packages/environment/lib/spec/spec-blob.js



/** Spec blob of a revision: blobs/<sha256>.json. */
const specBlobSchema = schemas/* strictObject */.rej({ schema: schemas/* literal */.euz(1), spec: environmentSpecSchema });
function blobOf(document) {
    const text = (0,descriptor_lib/* canonicalJson */.dj)(document);
    return { digest: (0,descriptor_lib/* digestOf */.ol)(text), text };
}
function specBlob(spec) {
    return blobOf({ schema: 1, spec });
}
function specDigest(spec) {
    return specBlob(spec).digest;
}

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
        environment: descriptor_lib/* nameSchema */.Jq,
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
    since: descriptor_lib/* timeSchema */.Rl,
    until: descriptor_lib/* timeSchema */.Rl,
    /** Whose lease was taken over for this one, and why. */
    tookOver: schemas/* strictObject */.rej({ owner: leaseOwnerSchema, run: schemas/* string */.YjP(), reason: schemas/* string */.YjP() }).nullable(),
});
const lockSchema = schemas/* strictObject */.rej({
    /** null: the whole environment. */
    service: descriptor_lib/* nameSchema */.Jq.nullable(),
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    run: schemas/* string */.YjP(),
    since: descriptor_lib/* timeSchema */.Rl,
    until: descriptor_lib/* timeSchema */.Rl.nullable(),
});
const parkedSchema = schemas/* strictObject */.rej({
    revision: schemas/* int */.Whr(),
    /** What it would have changed, `name@version` each; empty when only spec or config. */
    packages: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Digest of the spec that failed, when the spec itself was part of the change. */
    spec: descriptor_lib/* digestSchema */.er.nullable(),
    reason: schemas/* string */.YjP(),
    at: descriptor_lib/* timeSchema */.Rl,
});
/** state.json of an environment's domain: all that changes. */
const environmentStateSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    /** The newest revision: what is wanted. */
    desired: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: descriptor_lib/* digestSchema */.er }).nullable(),
    /** What runs: the last revision that was deployed and verified. */
    deployed: schemas/* strictObject */.rej({ number: schemas/* int */.Whr(), digest: descriptor_lib/* digestSchema */.er, at: descriptor_lib/* timeSchema */.Rl }).nullable(),
    /** The one deployed well before `deployed`; for a restored one, before what it restores. */
    lastGood: schemas/* int */.Whr().nullable(),
    lease: leaseSchema.nullable(),
    /** The highest fence given so far. */
    fence: schemas/* int */.Whr(),
    locks: schemas/* array */.YOg(lockSchema),
    pins: schemas/* array */.YOg(pinSchema),
    parked: schemas/* array */.YOg(parkedSchema),
    waiting: schemas/* array */.YOg(schemas/* strictObject */.rej({ package: descriptor_lib/* nameSchema */.Jq, version: descriptor_lib/* versionSchema */.G0, by: schemas/* string */.YjP(), at: descriptor_lib/* timeSchema */.Rl, reason: schemas/* string */.YjP() })),
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
};
/** JSON Schemas of this package's documents by file name; `baseUrl`, with its final slash, is where they are published. */
function renderJsonSchemas(baseUrl) {
    return Object.fromEntries(Object.entries(documents).map(([file, [title, schema]]) => [
        file,
        renderJsonSchema(schema, { title, id: `${baseUrl}${file}` }),
    ]));
}

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

;// CONCATENATED MODULE: ./packages/environment/lib/lifecycle/lease-owner.js

/** The same job of the same attempt, or the same process of the same boot (DESIGN invariant 5). */
function isSameOwner(a, b) {
    return (0,descriptor_lib/* canonicalJson */.dj)(a) === (0,descriptor_lib/* canonicalJson */.dj)(b);
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
    const fence = state.fence + 1;
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
        return `it ended at ${held.until}`;
    if (wish.ownerIsGone(held.owner))
        return 'its owner is gone';
    return wish.takeOver === true ? 'take-over was asked for' : null;
}
function heldFault(held, { environment, now }) {
    const age = renderDuration(Date.parse(now) - Date.parse(held.since));
    return new EnvironmentFault('lease-held', {
        where: `${environment} is being deployed`,
        found: `${environment}@${held.revision} by ${describeOwner(held.owner)} for ${age}, until ${held.until} at most (${held.run})`,
        fix: 'Wait for it to end, or, if it is gone for good, deploy with `take-over: true`',
    }, { retryable: true });
}

;// CONCATENATED MODULE: ./packages/environment/lib/revision-content.js

/** Digest of spec and releases; equal to desired's means no new revision (FORMATS "Revision"). */
function revisionContent(spec, releases) {
    return (0,descriptor_lib/* digestOfDocument */.t0)({ spec, releases });
}
/** What `previous.digest` of the next revision holds. */
function revisionDigest(revision) {
    return (0,descriptor_lib/* digestOfDocument */.t0)(revision);
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
    };
}
/** The one deployed well before it; for one that restores another, before what it restores. */
function lastGoodAfter(state, revision, history) {
    if (revision.restores !== null)
        return goodBefore(history, revision.restores);
    return state.deployed?.number ?? null;
}
/** What runs well now has not failed after all. */
function unpark(entry, revision) {
    if (entry.revision === revision.number)
        return [];
    if (entry.revision > revision.number)
        return [entry];
    const runs = new Set(revision.releases.map(nameOf));
    const packages = entry.packages.filter((name) => !runs.has(name));
    const spec = entry.spec === revision.spec ? null : entry.spec;
    return packages.length === 0 && spec === null ? [] : [{ ...entry, packages, spec }];
}
function parked(state, { revision, base, reason, now }) {
    const before = new Set((base?.releases ?? []).map(nameOf));
    const entry = {
        revision: revision.number,
        packages: revision.releases.map(nameOf).filter((name) => !before.has(name)),
        spec: base?.spec === revision.spec ? null : revision.spec,
        reason: reason ?? 'its deploy was put back',
        at: now,
    };
    const brought = revision.pins.filter((pin) => !(base?.pins ?? []).some((other) => isSamePin(pin, other)));
    return {
        ...state,
        parked: [...state.parked.filter((other) => other.revision !== revision.number), entry],
        pins: state.pins.filter((pin) => !brought.some((other) => isSamePin(pin, other))),
    };
}
function nameOf(release) {
    return `${release.service}@${release.version}`;
}
function isSamePin(a, b) {
    return a.service === b.service && a.version === b.version && a.config === b.config && a.since === b.since;
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
 * newest: then someone was faster, and the plan has to be made again.
 */
function recordPromotion(state, revision) {
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

;// CONCATENATED MODULE: ./packages/environment/lib/paths.js

/** The domain of an environment in the metadata store. */
const environmentDomain = (environment) => `environments/${environment}`;
/** Paths in that domain (FORMATS "Stored records"). */
const environmentPaths = {
    state: 'state.json',
    revision: (number) => `revisions/${number}.json`,
    blob: (digest) => `blobs/${(0,descriptor_lib/* bareDigest */.$$)(digest)}.json`,
    report: (fence) => `reports/${fence}.json`,
    service: (service) => `inventory/services/${service}.json`,
    services: 'inventory/services/',
    proxies: 'inventory/proxies.json',
    history: (month) => `inventory/history/${month}.ndjson`,
};

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

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-headline.js

/** The answer of a plan in one line of prose, with `code`. */
function planHeadline(plan) {
    const { environment } = plan;
    switch (plan.outcome) {
        case 'unchanged':
            return `${environment}: nothing to change, ${environment}@${plan.unchangedSince} has it all`;
        case 'refused':
            return `${environment}: ${subjectOf(plan)} can't go${plan.kind === 'rollback' ? ' back' : ' yet'}`;
        case 'revision':
            return plan.kind === 'rollback'
                ? `${environment}: it can go back to ${environment}@${plan.revision.restores}`
                : `${environment}: ${subjectOf(plan)} can go`;
    }
}
function subjectOf(plan) {
    const moved = plan.changes.filter((change) => change.from !== change.to);
    if (moved.length > 0)
        return moved.length <= 3 ? joined(moved.map(plan_headline_nameOf)) : `${moved.length} changes`;
    if (plan.outcome === 'refused')
        return joined([...new Set(plan.refusals.map((refusal) => firstIn(refusal.subject)))].slice(0, 3));
    return plan.changes.length === 0
        ? 'the changed spec'
        : `the config of ${joined(plan.changes.map((change) => `\`${change.service}\``).slice(0, 3))}`;
}
function plan_headline_nameOf({ service, to }) {
    return to === null ? `\`${service}\` (removed)` : `\`${service}\` ${to}`;
}
function firstIn(subject) {
    const [name = subject, ...rest] = subject.split(' ');
    return [`\`${name}\``, ...rest].join(' ');
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

;// CONCATENATED MODULE: ./packages/environment/lib/plan/plan-markdown.js


/** More rows than this say nothing to a person. */
const mostRows = 50;
const mostKept = 5;
/** A plan or its refusal, for a pull request's comment or a job's summary (VOICE). Ends with a line end. */
function renderPlanMarkdown(plan, options = {}) {
    const parts = [
        `### ${escapeProse(planHeadline(plan))}`,
        ...(plan.outcome === 'refused' ? plan.refusals.map(refusalPart) : []),
        ...(plan.changes.length === 0 || plan.outcome === 'refused' ? [] : [table(plan)]),
        ...configParts(plan),
        verdictPart(plan.verdicts),
        ...(plan.outcome === 'refused' ? [] : notesParts(plan)),
        ...(options.toGoOn === undefined ? [] : [`To go on: ${codeSpan(options.toGoOn)}`]),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
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
const signs = { pass: '✅', warn: '⚠️', unproven: '❔', fail: '❌' };
/** One line for what passed; a line each for what a person should look at. */
function verdictPart(verdicts) {
    const told = verdicts.filter((verdict) => verdict.outcome !== 'fail' && verdict.outcome !== 'pass');
    const passed = verdicts.filter((verdict) => verdict.outcome === 'pass');
    const several = passed.length > 6;
    const line = several
        ? [...Map.groupBy(passed, (verdict) => verdict.gate)].map(([gate, all]) => `${signs.pass} ${gate}: ${all.length} of ${all.length}`)
        : passed.map((verdict) => `${signs.pass} ${escapeMarkdownLine(verdict.gate)}: ${escapeProse(verdict.reason)}`);
    return [
        ...told.map((verdict) => {
            const fix = verdict.fix === undefined ? '' : `. ${escapeProse(verdict.fix)}`;
            return `${signs[verdict.outcome]} ${escapeMarkdownLine(verdict.subject)}: ${escapeProse(verdict.reason)}${fix}`;
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
        escapeMarkdown(shortened(text)),
        '',
    ]);
}
function shortened(text) {
    const trimmed = text.trim();
    return trimmed.length > 2000 ? `${trimmed.slice(0, 2000)}…` : trimmed;
}

;// CONCATENATED MODULE: ./packages/environment/lib/plan/terminal-line.js
/**
 * Text of someone else on one line of a terminal: escape sequences, line ends and turns of the reading direction in it
 * become blanks.
 */
function terminalLine(text) {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ');
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
        ...(plan.outcome === 'refused' ? [] : changeLines(plan.changes)),
        ...plan.verdicts
            .filter((verdict) => verdict.outcome !== 'fail')
            .map(({ outcome, subject, gate, reason }) => `  ${plan_text_signs[outcome]} ${gate} ${subject}: ${reason}`),
    ];
    return `${lines.map(printable).join('\n')}\n`;
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

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/dependencies.js



/** Every declared edge against the releases and the external services that stand together in one revision. */
function checkDependencies(spec, releases) {
    const byService = Map.groupBy(releases, (release) => release.service);
    const answers = new Map();
    const broken = [];
    let satisfied = 0;
    for (const consumer of releases) {
        const answered = {};
        for (const [name, dependency] of sortedDependencies(consumer.descriptor)) {
            const answer = answerOf(spec, name, dependency, candidatesFor(spec, byService, name));
            answered[name] = { range: dependency.range, version: answer.version };
            if (answer.version !== null)
                satisfied += 1;
            if (answer.problem !== null && !(dependency.optional === true && answer.problem !== 'address')) {
                broken.push({
                    consumer,
                    dependency: name,
                    range: dependency.range,
                    problem: answer.problem,
                    found: answer.found,
                });
            }
        }
        answers.set(`${consumer.service}@${consumer.version}`, answered);
    }
    return { answers, broken, satisfied };
}
function sortedDependencies(descriptor) {
    return Object.entries(descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
function candidatesFor(spec, byService, name) {
    const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined;
    if (service !== undefined && isExternal(service))
        return [{ version: service.external.version, descriptor: null }];
    return byService.get(name) ?? [];
}
function answerOf(spec, name, dependency, candidates) {
    if (candidates.length === 0)
        return { version: null, problem: 'absent', found: `no ${name} at all` };
    const versions = candidates.map((candidate) => candidate.version).sort(descriptor_lib/* compareVersionsDescending */.PE);
    const fitting = candidates
        .filter((candidate) => (0,descriptor_lib/* satisfies */.ib)(candidate.version, dependency.range, prereleasePolicy(spec)))
        .sort((a, b) => (0,descriptor_lib/* compareVersionsDescending */.PE)(a.version, b.version));
    if (fitting.length === 0)
        return { version: null, problem: 'version', found: `${name} ${versions.join(' and ')}` };
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
    const provides = Object.entries(descriptor.provides ?? {});
    if (dependency.provide !== undefined)
        return provides.some(([name]) => name === dependency.provide) ? dependency.provide : null;
    const http = provides.find(([, provide]) => provide.protocol === 'http');
    const [only] = provides;
    return http?.[0] ?? (provides.length === 1 && only !== undefined ? only[0] : null);
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

;// CONCATENATED MODULE: ./packages/environment/lib/process/dependency-address.js




/** `http://<vip>:<port>/<dependency>@<label>` (DESIGN §7). */
function dependencyUrl(spec, dependency, range) {
    return `http://${vipOf(spec)}:${spec.address.port}/${dependency}@${(0,descriptor_lib/* labelOfRange */.jz)(range)}`;
}
/** `<label>.<dependency>.<domain>:<port>`; null without a domain. */
function dependencyAuthority(spec, dependency, range) {
    const { domain, port } = spec.address;
    return domain === undefined ? null : `${(0,descriptor_lib/* labelOfRange */.jz)(range)}.${dependency}.${domain}:${port}`;
}
/** By dependency, absent optional ones too: their proxy answers 404. */
function dependencyAddresses({ spec, release, releases, listeners, }) {
    const declared = Object.entries(release.descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(declared.map(([name, dependency]) => {
        const url = dependencyUrl(spec, name, dependency.range);
        if (proxyKind(spec) === 'embedded')
            return [name, { url, address: listeners[name] ?? null }];
        const port = tcpPort(spec, name, dependency, releases);
        const address = port === null ? dependencyAuthority(spec, name, dependency.range) : `${vipOf(spec)}:${port}`;
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
    if (!(0,descriptor_lib/* isName */.Eo)(environment) || !(0,descriptor_lib/* isName */.Eo)(service) || !(0,descriptor_lib/* isVersion */.lF)(version) || !(0,descriptor_lib/* isName */.Eo)(host))
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
    return (0,descriptor_lib/* bareDigest */.$$)((0,descriptor_lib/* digestOfDocument */.t0)({ content, config, addresses, secrets })).slice(0, 8);
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
        leaves.set(`files.${file}`, `sha256:${(0,descriptor_lib/* shortDigest */.VK)((0,descriptor_lib/* digestOf */.ol)(text))}`);
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
    return { changes, kept };
}
function byLine(a, b) {
    const [first, second] = [a, b].map(({ from, to }) => `${to?.line ?? from?.line} ${to?.version ?? from?.version}`);
    return (first ?? '') < (second ?? '') ? -1 : 1;
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
        const { service, descriptor, line } = selected;
        const { config } = resolveRelease({ spec, service, descriptor, line });
        const blob = blobOf(config);
        return { release: { ...kept, config: blob.digest, dependencies }, resolved: { config, blob } };
    }
    catch (error) {
        if (error instanceof EnvironmentFault)
            return { refusal: refusalOf(error, subject) };
        throw error;
    }
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
        fixes: [`Release it: \`/unpin ${pin.service} in ${spec.environment}\``, 'Or put the host back into the spec'],
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

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/lines.js



const anyVersion = '*';
/** The lines of a service, the default first; `*` alone where the spec names none. */
function linesOf(spec, service) {
    return deliveredService(spec, service)?.versions ?? [anyVersion];
}
/** Without `versions:` any version fits, prereleases too: `accept` has decided about those. */
function fitsLine(version, line, spec) {
    return line === anyVersion || (0,descriptor_lib/* satisfies */.ib)(version, line, prereleasePolicy(spec));
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
    for (const wish of [...filled.wished].sort(descriptor_lib/* compareVersionsDescending */.PE)) {
        if ([...chosen.values()].includes(wish))
            continue;
        const inTheWay = kept.filter((version) => isNewer(version, wish) && shareLine(version, wish, lines, filled.spec));
        for (const blocker of inTheWay.sort(descriptor_lib/* compareVersionsDescending */.PE).reverse()) {
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
    return [...versions].sort(descriptor_lib/* compareVersionsDescending */.PE)[0] ?? null;
}
function isNewer(version, than) {
    return (0,descriptor_lib/* compareVersionsDescending */.PE)(version, than) < 0;
}
function shareLine(a, b, lines, spec) {
    return lines.some((line) => fitsLine(a, line, spec) && fitsLine(b, line, spec));
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/resolve-wish.js




/** A wish as one exact published version that the environment takes, the newest there is; or why not. */
function resolveWish(wish, spec, reading) {
    const stranger = unknownService(wish, spec);
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
            (version) => (0,descriptor_lib/* satisfies */.ib)(version, wish.range ?? '*', { prereleases: 'include' }),
            (before) => noSuchVersion(wish, before),
        ],
        [(version) => (0,descriptor_lib/* satisfies */.ib)(version, wish.range ?? '*', policy), (before) => prerelease(wish, spec, before)],
        [(version) => (0,descriptor_lib/* satisfies */.ib)(version, acceptedRange(spec), policy), (before) => unaccepted(wish, spec, before)],
        [
            (version) => lines.some((line) => fitsLine(version, line, spec)),
            (before) => outsideLines(wish, spec, before, lines),
        ],
        [(version) => !Object.hasOwn(published.marks, version), (before) => marked(wish, published, before)],
    ];
    let left = [...published.versions].sort(descriptor_lib/* compareVersionsDescending */.PE);
    for (const [keep, explain] of sieves) {
        const before = left;
        left = before.filter(keep);
        if (left.length === 0)
            return { versions: [], refusal: () => explain(before) };
    }
    return { versions: left, refusal: () => unpublished(wish) };
}
function unknownService(wish, spec) {
    if (deliveredService(spec, wish.name) !== undefined)
        return null;
    const service = Object.hasOwn(spec.services, wish.name) ? spec.services[wish.name] : undefined;
    const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web';
    const lines = `\`${wish.name}: {hostGroup: ${group}}\``;
    const external = service !== undefined && isExternal(service);
    return refuse('service-unknown', 'spec', wish, {
        reason: external
            ? `${spec.environment} has it as external, delivered by someone else`
            : `${spec.environment} has no such service`,
        fixes: [
            external
                ? `To deliver it from now on, replace \`external\` under \`services\` by ${lines}`
                : `Add to \`services\` of the spec: ${lines}`,
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
        reason: `no published version fits \`${wish.range}\`; there ${some(published)}`,
        fixes: ['Publish it first, or choose one that is there'],
    });
}
function prerelease(wish, spec, found) {
    return refuse('version-unaccepted', 'accept', wish, {
        reason: `${spec.environment} takes no prerelease that is not named, and there ${some(found)}`,
        fixes: ['Publish a release', 'Or say `prereleases: include` in the spec'],
    });
}
function unaccepted(wish, spec, found) {
    const onlyPrereleases = found.every((version) => (0,descriptor_lib/* satisfies */.ib)(version, acceptedRange(spec), { prereleases: 'include' }));
    return refuse('version-unaccepted', 'accept', wish, {
        reason: onlyPrereleases
            ? `${spec.environment} takes no prereleases, and there ${some(found)}`
            : `${spec.environment} accepts only \`${acceptedRange(spec)}\`, and there ${some(found)}`,
        fixes: [
            onlyPrereleases ? 'Promote a release, or say `prereleases: include` in the spec' : 'Change `accept` in the spec',
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
        reason: `${version} is marked bad${mark === undefined ? '' : ` by ${mark.by} since ${mark.since}: ${mark.reason}`}`,
        fixes: ['Promote another version'],
    });
}
function some(versions) {
    const shown = versions.slice(0, 5).join(', ');
    const more = versions.length > 5 ? ` and ${versions.length - 5} more` : '';
    return `${versions.length === 1 ? 'is' : 'are'} ${shown}${more}`;
}
function refuse(code, gate, wish, rest) {
    return { code, gate, subject: wish.range === null ? wish.name : `${wish.name} ${wish.range}`, ...rest };
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
                fix: `Unpin it: \`/unpin ${wish.name} in ${spec.environment}\``,
            });
            continue;
        }
        const resolved = resolveWish(wish, spec, reading);
        if (resolved.outcome === 'refused')
            refusals.push(resolved.refusal);
        if (resolved.outcome === 'version')
            chosen.set(`${resolved.name}@${resolved.version}`, resolved);
    }
    return {
        chosen: [...chosen.values()].map(({ name, version, record }) => ({ name, version, record })),
        refusals,
        skipped,
    };
}
function strangers(input, spec) {
    const { from } = input;
    if (from === null)
        return [];
    const names = new Set(from.releases.map((release) => release.service).filter((name) => !Object.hasOwn(spec.services, name)));
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
        .filter((release) => !named.has(release.service) && Object.hasOwn(effective.spec.services, release.service))
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
    return packages.map((text) => wishOf((0,descriptor_lib/* parsePackageWish */.fU)(text, 'packages of the spec')));
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
function wishOf({ package: name, wanted }) {
    switch (wanted.kind) {
        case 'newest':
            return { name, range: null };
        case 'version':
            return { name, range: wanted.version };
        case 'range':
            return { name, range: wanted.range };
    }
}
function wanted_keyOf(wish) {
    return `${wish.name}@${wish.range ?? ''}`;
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/effective-spec.js


/**
 * The file's spec; but one that failed is not used again until the file changes or a promote without packages asks for
 * it: then the spec of the base stands.
 */
function effectiveSpec(input) {
    const digest = specDigest(input.spec);
    const failed = input.state.parked.find((parked) => parked.spec === digest);
    const asksAgain = input.wishes.length === 0 && input.from === null;
    if (failed === undefined || asksAgain || input.base === null || input.base.revision.spec === digest) {
        return { spec: input.spec, parked: null };
    }
    const { environment } = input.spec;
    return {
        spec: withWishesOf(input.base.spec, (input.newest ?? input.base).spec),
        parked: {
            gate: 'spec',
            outcome: 'warn',
            subject: environment,
            reason: `the spec as it is now failed with ${environment}@${failed.revision} (${failed.reason}), so the one of ${environment}@${input.base.revision.number} is used`,
            fix: `Change ${input.specHome.path}, or promote without packages to try it again`,
        },
    };
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/select-releases.js



/** The base's releases with the chosen versions in their lines; what the spec no longer names goes. */
function selectReleases(spec, base, chosen, pins) {
    const carried = Map.groupBy(base, (release) => release.service);
    const wished = Map.groupBy(chosen, (wish) => wish.name);
    const services = [...new Set([...carried.keys(), ...wished.keys()])]
        .filter((name) => deliveredService(spec, name))
        .sort();
    const filled = services.map((service) => fillService(spec, service, carried.get(service) ?? [], wished.get(service) ?? [], pins));
    const releases = filled.flatMap((one) => one.releases);
    return { releases, refusals: [...filled.flatMap((one) => one.refusals), ...brokenPins(spec, base, releases, pins)] };
}
function fillService(spec, service, carried, wished, pins) {
    const lines = linesOf(spec, service);
    const versionsByLine = fillLines({
        spec,
        service,
        carried: carried.map((release) => release.version),
        carriedDefault: carried.find((release) => release.isDefault)?.version ?? null,
        wished: wished.map((wish) => wish.version),
    });
    const releases = [...versionsByLine]
        .map(([line, version]) => selected({ line, isDefault: line === lines[0] }, carried.find((release) => release.version === version) ?? null, wished.find((wish) => wish.version === version) ?? null, pins.find((pin) => pin.service === service && pin.version === version) ?? null))
        .filter((release) => release !== null)
        .sort((a, b) => (0,descriptor_lib/* compareVersionsDescending */.PE)(b.version, a.version));
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
        reason: `it is pinned by ${pin.by} since ${pin.since}: ${pin.reason}`,
        fixes: [`Release it first: \`/unpin ${pin.service} in ${spec.environment}\``],
    }));
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/fixes.js







/** More would make a refusal slow without making it clearer. */
const candidatesTried = 3;
const versionsTogether = 5;
function refuseEdge(edge, attempt) {
    const { consumer, dependency } = edge;
    return {
        code: 'dependency-unsatisfied',
        gate: 'dependencies',
        subject: `${consumer.service} → ${dependency}`,
        reason: reasonOf(edge, attempt.spec.environment),
        fixes: edge.problem === 'address' ? addressFixes(attempt.spec) : fixesOf(edge, attempt),
    };
}
function reasonOf(edge, environment) {
    const { consumer, dependency, range, problem, found } = edge;
    const who = `${consumer.service} ${consumer.version}`;
    if (problem === 'address')
        return `${who} needs the address of ${dependency}, and ${environment} has ${found}`;
    if (problem === 'provide') {
        const provide = consumer.descriptor.dependencies?.[dependency]?.provide;
        return `${who} needs ${provide === undefined ? 'something that is served' : `the provide \`${provide}\``} of ${dependency} \`${range}\`, and ${environment} would have ${found}`;
    }
    return `${who} needs ${dependency} \`${range}\` (declared in its descriptor), and ${environment} would have ${found}`;
}
function addressFixes(spec) {
    return [`Give ${spec.environment} a domain: \`address: {domain: ${spec.environment}.internal}\``];
}
function fixesOf(edge, attempt) {
    const { spec } = attempt;
    const service = Object.hasOwn(spec.services, edge.dependency) ? spec.services[edge.dependency] : undefined;
    if (service !== undefined && isExternal(service)) {
        return [
            `If another version answers there by now, correct \`services.${edge.dependency}.external.version\` in the spec`,
        ];
    }
    if (!isDelivered(spec, edge.dependency))
        return absentFixes(edge, spec);
    const together = attempt.searches ? goingTogether(edge, attempt) : null;
    const found = [...(together === null ? [] : [together]), ...sideBySide(edge, attempt)];
    return found.length > 0
        ? found
        : [`Publish a version of ${edge.dependency} that fits \`${edge.range}\`, and promote it together`];
}
/** The dependency brought along; or, where it is what was asked for, its consumer moved on. */
function goingTogether(edge, attempt) {
    const brought = isNamed(edge.dependency, attempt.chosen) ? null : firstWorking(edge.dependency, edge.range, attempt);
    return brought ?? firstWorking(edge.consumer.service, null, attempt);
}
function absentFixes(edge, spec) {
    const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web';
    return [
        `Add \`${edge.dependency}: {hostGroup: ${group}}\` to \`services\` of the spec and promote \`${edge.dependency}@${edge.range}\` together`,
        `Or, where someone else delivers it: \`${edge.dependency}: {external: {version: …, endpoints: ["host:port"]}}\``,
    ];
}
/** `promote … together`: with the newest version of the service that leaves nothing unsatisfied. */
function firstWorking(service, range, attempt) {
    for (const candidate of candidatesOf(service, range, attempt)) {
        const added = complete(attempt, [candidate]);
        if (added === null)
            continue;
        const all = [...attempt.chosen.filter((one) => !added.some((other) => other.name === one.name)), ...added];
        const list = all.map((one) => `${one.name}@${one.version}`).sort();
        return `Together with ${added.map((one) => `\`${one.name}@${one.version}\``).join(' and ')} it can: \`/promote ${list.join(' ')} to ${attempt.spec.environment}\``;
    }
    return null;
}
function candidatesOf(service, range, attempt) {
    const published = attempt.reading.package(service);
    if (published === undefined)
        return [];
    const present = new Set(attempt.chosen.filter((one) => one.name === service).map((one) => one.version));
    return allowedVersions({ name: service, range }, attempt.spec, published)
        .versions.filter((version) => !present.has(version))
        .filter((version) => attempt.mayCome({ service, version }))
        .slice(0, candidatesTried)
        .flatMap((version) => {
        const record = attempt.reading.record(service, version);
        return record === undefined ? [] : [{ name: service, version, record }];
    });
}
/** Adds what the added need in turn, until every edge is answered; null when that leads nowhere. */
function complete(attempt, start) {
    let added = start;
    while (added.length <= versionsTogether) {
        const kept = attempt.chosen.filter((one) => !added.some((other) => other.name === one.name));
        const { releases, refusals } = selectReleases(attempt.spec, attempt.base, [...kept, ...added], attempt.pins);
        if (refusals.length > 0)
            return null;
        if (!added.every((one) => releases.some((release) => release.service === one.name && release.version === one.version)))
            return null;
        const [broken] = checkDependencies(attempt.spec, releases).broken;
        if (broken === undefined)
            return added;
        if (broken.problem === 'address' || isNamed(broken.dependency, [...attempt.chosen, ...added]))
            return null;
        const [next] = isDelivered(attempt.spec, broken.dependency)
            ? candidatesOf(broken.dependency, broken.range, attempt)
            : [];
        if (next === undefined)
            return null;
        added = [...added, next];
    }
    return null;
}
/** Keeping the version that goes beside the one that comes. */
function sideBySide(edge, { spec, base, chosen }) {
    const before = base.find((release) => release.service === edge.dependency && (0,descriptor_lib/* satisfies */.ib)(release.version, edge.range, prereleasePolicy(spec)));
    const coming = chosen.find((one) => one.name === edge.dependency);
    if (before === undefined || coming === undefined || linesOf(spec, edge.dependency).length > 1)
        return [];
    const lines = [before.version, coming.version].map((version) => `^${version.split('.').slice(0, 2).join('.')}`);
    return [
        `Or keep both side by side: add \`versions: [${lines.join(', ')}]\` to \`services.${edge.dependency}\` of the spec`,
    ];
}
/** What someone asked for is not replaced by a fix. */
function isNamed(service, versions) {
    return versions.some((one) => one.name === service);
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/lock-gate.js
/** Locks that stand over what changes. A lock of the environment stands over everything. */
function judgeLocks(state, environment, changing, now) {
    return state.locks
        .filter((lock) => lock.until === null || Date.parse(lock.until) > Date.parse(now))
        .filter((lock) => lock.service === null || changing.has(lock.service))
        .sort((a, b) => ((a.service ?? '') < (b.service ?? '') ? -1 : 1))
        .map((lock) => ({
        code: 'locked',
        gate: 'lock',
        subject: lock.service === null ? environment : `${lock.service} in ${environment}`,
        reason: `locked by ${lock.by} since ${lock.since}${lock.until === null ? '' : ` until ${lock.until}`}: ${lock.reason}`,
        fixes: [
            `When it may go on: \`/unlock ${lock.service === null ? environment : `${lock.service} in ${environment}`}\``,
        ],
    }));
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
            fixes: [`Promote from ${home.repository}`],
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
            fixes: [`Name one: \`/promote ${name} to ${spec.environment}\``],
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
    const unmet = wantedPackages(spec).filter(({ name, range }) => !releases.some((one) => one.service === name && (0,descriptor_lib/* satisfies */.ib)(one.version, range ?? '*', { prereleases: 'include' })));
    return state.parked.flatMap(({ revision, packages, reason }) => packages.flatMap((parked) => {
        const [name = '', version = ''] = parked.split('@');
        const isUnmet = unmet.some((wish) => wish.name === name && (0,descriptor_lib/* satisfies */.ib)(version, wish.range ?? '*', { prereleases: 'include' }));
        if (!isUnmet)
            return [];
        return [
            {
                gate: 'parked',
                outcome: 'warn',
                subject: `${name} ${version}`,
                reason: `the spec wants it, but it failed with ${spec.environment}@${revision} (${reason}) and is not tried again unasked`,
                fix: `To try it again: \`/promote ${parked} to ${spec.environment}\``,
            },
        ];
    }));
}
function goingBack(changes) {
    return changes.flatMap(({ service, from, to }) => from !== null && to !== null && (0,descriptor_lib/* compareVersionsDescending */.PE)(from, to) < 0
        ? [
            {
                gate: 'line',
                outcome: 'warn',
                subject: `${service} ${to}`,
                reason: `it is older than ${from}, which runs now`,
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
const weights = { fail: 0, warn: 1, unproven: 2, pass: 3 };
/** What needs a person first; then by gate and subject. */
function byWeight(a, b) {
    const keys = [a, b].map((one) => `${weights[one.outcome]} ${one.gate} ${one.subject} ${one.reason}`);
    return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
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

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/published.js
/** What was read so far, which notes what is asked for and is not there. So planning itself says what it needs. */
class Reading {
    #published;
    #configs;
    #packages = new Set();
    #records = new Map();
    #missingConfigs = new Set();
    constructor(published, configs) {
        this.#published = published;
        this.#configs = configs;
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
    get needed() {
        return {
            packages: [...this.#packages].sort(),
            records: [...this.#records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record),
            configs: [...this.#missingConfigs].sort(),
        };
    }
    get isComplete() {
        return this.#packages.size === 0 && this.#records.size === 0 && this.#missingConfigs.size === 0;
    }
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/upstream-gates.js

/** Gates `order` and `soak`: each version that comes has been deployed well in `after` (all, or any), for long enough. */
function judgeUpstream(context, arrivals) {
    const answers = arrivals.flatMap((arrival) => [judgeOrder(context, arrival), judgeSoak(context, arrival)]);
    return { verdicts: answers.flatMap((one) => one.verdicts), refusals: answers.flatMap((one) => one.refusals) };
}
/** Whether a version has passed upstream, so that it may be suggested. */
function passesUpstream(context, arrival) {
    return judgeUpstream(context, [arrival]).refusals.length === 0;
}
function judgeOrder(context, arrival) {
    const seen = seenIn(context, arrival);
    if (seen === null)
        return silent;
    const strength = context.spec.policy?.gates?.['order'] ?? 'require';
    if (strength === 'off')
        return silent;
    const subject = `${arrival.service} ${arrival.version}`;
    const ran = seen.environments.filter((one) => one.since !== null);
    const enough = seen.any ? ran.length > 0 : ran.length === seen.environments.length;
    if (enough) {
        const reason = ran
            .map((one) => `${one.environment} has run it ${renderDuration(elapsedMs(one.since, context.now))}`)
            .join(', ');
        return { verdicts: [{ gate: 'order', outcome: 'pass', subject, reason }], refusals: [] };
    }
    const missing = seen.environments.filter((one) => one.since === null);
    const reason = missing
        .map((one) => one.exists ? `${one.environment} has not run it well yet` : `${one.environment} has no revision yet`)
        .join(', ');
    const fixes = [
        `${seen.any ? 'Promote and deploy it first in one of' : 'Promote and deploy it first in'} ${missing.map((one) => one.environment).join(seen.any ? ', ' : ' and ')}`,
    ];
    return answer({ code: 'upstream-order', gate: 'order', subject, reason, fixes }, strength);
}
function judgeSoak(context, arrival) {
    const minutes = context.spec.policy?.soakMinutes ?? 0;
    const strength = context.spec.policy?.gates?.['soak'] ?? 'require';
    const seen = seenIn(context, arrival);
    if (minutes === 0 || strength === 'off' || seen === null)
        return silent;
    const subject = `${arrival.service} ${arrival.version}`;
    const ran = seen.environments.filter((one) => one.since !== null);
    if (ran.length === 0 || (!seen.any && ran.length < seen.environments.length))
        return silent;
    const soaked = (one) => elapsedMs(one.since, context.now) >= minutes * 60_000;
    const enough = seen.any ? ran.some(soaked) : ran.every(soaked);
    if (enough)
        return {
            verdicts: [{ gate: 'soak', outcome: 'pass', subject, reason: `${renderDuration(minutes * 60_000)} have passed` }],
            refusals: [],
        };
    const young = ran.filter((one) => !soaked(one));
    const reason = young
        .map((one) => `${one.environment} has run it ${renderDuration(elapsedMs(one.since, context.now))} of the ${renderDuration(minutes * 60_000)} that it must soak`)
        .join(', ');
    const left = Math.min(...young.map((one) => minutes * 60_000 - elapsedMs(one.since, context.now)));
    return answer({ code: 'soak', gate: 'soak', subject, reason, fixes: [`Ask again in ${renderDuration(left)}`] }, strength);
}
const silent = { verdicts: [], refusals: [] };
function answer(refusal, strength) {
    if (strength === 'require')
        return { verdicts: [], refusals: [refusal] };
    const { gate, subject, reason, fixes } = refusal;
    return {
        verdicts: [{ gate, outcome: 'warn', subject, reason, ...(fixes[0] === undefined ? {} : { fix: fixes[0] }) }],
        refusals: [],
    };
}
function seenIn({ spec, upstream }, arrival) {
    const { after } = spec;
    if (after === undefined)
        return null;
    const names = Array.isArray(after) ? after : after.any;
    if (names.length === 0)
        return null;
    const environments = [...new Set(names)].sort().map((environment) => {
        const known = upstream.find((one) => one.environment === environment);
        const ran = known === undefined ? undefined : known.ran[`${arrival.service}@${arrival.version}`];
        return { environment, exists: known?.exists ?? false, since: ran?.since ?? null };
    });
    return { any: !Array.isArray(after), environments };
}
function elapsedMs(since, now) {
    return since === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(since));
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/version-notes.js

const mostVersions = 20;
/** What each version after `from`, up to `to`, says of itself, newest first; only `to`'s own where nothing came before. */
function notesBetween(from, to, reading) {
    const own = { version: to.version, notes: to.descriptor.notes };
    if (from === null || (0,descriptor_lib/* compareVersionsDescending */.PE)(from.version, to.version) <= 0)
        return [own];
    const between = (reading.package(to.service)?.versions ?? [])
        .filter((version) => (0,descriptor_lib/* compareVersionsDescending */.PE)(version, from.version) < 0 && (0,descriptor_lib/* compareVersionsDescending */.PE)(to.version, version) < 0)
        .filter((version) => to.version.includes('-') || !version.includes('-'))
        .sort(descriptor_lib/* compareVersionsDescending */.PE)
        .slice(0, mostVersions - 1);
    const notes = between.flatMap((version) => {
        const record = reading.record(to.service, version);
        return record === undefined ? [] : [{ version, notes: record.descriptor.notes }];
    });
    return [own, ...notes];
}

;// CONCATENATED MODULE: ./packages/environment/lib/promotion/plan-promotion.js



















/** What still has to be read before `planPromotion` can decide: ask, read, ask again, until nothing is left. */
function packagesNeeded(input) {
    const reading = new Reading(input.published, input.configs);
    decide(input, reading);
    return reading.needed;
}
/**
 * Decides a promotion; nothing of it depends on the order of the input. Throws `reading-incomplete` when
 * `packagesNeeded` was not asked until nothing was left.
 */
function planPromotion(input) {
    const reading = new Reading(input.published, input.configs);
    const plan = decide(input, reading);
    if (plan === null || !reading.isComplete) {
        const { packages, records, configs } = reading.needed;
        throw new EnvironmentFault('reading-incomplete', {
            where: `The plan for ${input.spec.environment}`,
            expected: 'all that `packagesNeeded` names',
            found: `${packages.length} packages, ${records.length} records and ${configs.length} configs unread`,
        });
    }
    return plan;
}
/** Each search tries several whole revisions: the first few say what is to be known. */
const edgesSearched = 5;
/** null: more has to be read before it makes sense to go on. */
function decide(input, reading) {
    const effective = effectiveSpec(input);
    const { spec } = effective;
    const asked = collectWishes(input, effective);
    const { chosen, refusals: unresolved, skipped } = chooseVersions(asked, input, spec, reading);
    if (!reading.isComplete)
        return null;
    const before = input.base?.revision.releases ?? [];
    const selection = selectReleases(spec, before, chosen, input.state.pins);
    const dependencies = checkDependencies(spec, selection.releases);
    const built = selection.releases.map((release) => buildRelease(spec, release, dependencies.answers.get(`${release.service}@${release.version}`) ?? {}, reading));
    const complete = built.filter((one) => 'release' in one);
    const releases = complete.map((one) => one.release);
    const unbuilt = new Set(built.flatMap((one, index) => ('refusal' in one ? [selection.releases[index]?.service] : [])));
    const isBuilt = (release) => !unbuilt.has(release.service);
    const resolved = new Map(complete.map((one) => [one.release, one.resolved?.config]));
    const { changes, kept } = plannedChanges(before.filter(isBuilt), releases.filter(isBuilt), {
        config: (from, to) => changesOfConfig(from, to, resolved, reading),
        notes: (from, to) => notesBetween(from, to, reading),
    });
    const upstream = { spec, upstream: input.upstream, now: input.now };
    const arrivals = selection.releases.filter((release) => release.carried === null);
    const gates = judgeUpstream(upstream, arrivals);
    const refusals = [
        ...judgeHome(input),
        ...unresolved,
        ...selection.refusals,
        ...judgeNothing(spec, input.base?.revision.number ?? null, asked.length, releases),
        ...built.flatMap((one) => ('refusal' in one ? [one.refusal] : [])),
        ...dependencies.broken.map((edge, index) => refuseEdge(edge, {
            spec,
            base: before,
            pins: input.state.pins,
            chosen,
            reading,
            searches: index < edgesSearched,
            mayCome: (arrival) => passesUpstream(upstream, arrival),
        })),
        ...judgeProxy(spec, selection.releases),
        ...gates.refusals,
    ];
    if (!reading.isComplete)
        return null;
    const verdicts = [
        ...(effective.parked === null ? [] : [effective.parked]),
        ...skipped,
        ...superseded(chosen, selection.releases),
        ...parkedWishes(input, selection.releases),
        ...dependencyVerdicts(spec, dependencies),
        ...goingBack(changes),
        ...gates.verdicts,
    ].sort(byWeight);
    const common = {
        kind: asked.length > 0 || changes.some((change) => change.from !== change.to)
            ? 'promote'
            : 'spec',
        environment: spec.environment,
        request: input.request,
        newest: input.newest?.revision.number ?? null,
        base: input.base?.revision.number ?? null,
        changes,
        kept,
        order: orderServices(serviceEdges(releases)),
    };
    const refuse = (all) => ({
        ...common,
        outcome: 'refused',
        refusals: all,
        verdicts: [...all.map(failedVerdict), ...verdicts].sort(byWeight),
    });
    const changing = new Set(changes.map((change) => change.service));
    const locks = judgeLocks(input.state, spec.environment, changing, input.now);
    if (refusals.length > 0)
        return refuse([...refusals, ...locks]);
    const specBlobOfRevision = specBlob(spec);
    const content = revisionContent(specBlobOfRevision.digest, releases);
    const { newest, state } = input;
    const newestFailed = newest !== null && state.parked.some((parked) => parked.revision === newest.revision.number);
    if (newest !== null && newest.revision.content === content && !newestFailed) {
        return { ...common, outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts };
    }
    if (locks.length > 0)
        return refuse(locks);
    const revision = {
        schema: 1,
        environment: spec.environment,
        number: (state.desired?.number ?? 0) + 1,
        kind: common.kind,
        previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
        base: common.base,
        request: input.request,
        specHome: effective.parked === null || input.base === null ? input.specHome : input.base.revision.specHome,
        spec: specBlobOfRevision.digest,
        releases,
        content,
        pins: state.pins,
        verdicts,
        overrides: [],
        restores: null,
    };
    return { ...common, outcome: 'revision', verdicts, revision, blobs: newBlobs(input, specBlobOfRevision, complete) };
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

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/restored-releases.js





/** With today's hosts, a release whose hosts have changed gets a config that differs in nothing else. */
function restored_releases_onHosts(release, spec, then, hosts, reading) {
    if (hosts === 'then')
        return { release, resolved: null };
    try {
        const after = findPlacement(spec, release.service, release.descriptor, release.line).hosts;
        const before = findPlacement(then, release.service, release.descriptor, release.line).hosts;
        if (after.join(' ') === before.join(' '))
            return { release, resolved: null };
        const config = reading.config(release.config);
        if (config === undefined)
            return { release, resolved: null };
        const onToday = { ...config, infrastructure: { ...config.infrastructure, hosts: [...after] } };
        const blob = blobOf(onToday);
        return { release: { ...release, config: blob.digest }, resolved: { config: onToday, blob } };
    }
    catch (error) {
        if (!(error instanceof EnvironmentFault))
            throw error;
        const refusal = refusalOf(error, `${release.service} ${release.version}`);
        return { refusal: { ...refusal, fixes: ['Restore its hosts too, with `hosts: then`', ...refusal.fixes] } };
    }
}
function configDifference(from, to, resolved, reading) {
    if (from === null || to === null || from.config === to.config)
        return [];
    const before = reading.config(from.config);
    const after = resolved.find((one) => one.blob.digest === to.config)?.config ?? reading.config(to.config);
    return before === undefined || after === undefined ? [] : configChanges(before, after);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/restored-spec.js

/**
 * The spec that a rollback puts into its revision: services and config as they were; with `hosts: now` the hosts, VIP and
 * proxies of today. Its wishes are those of the newest revision.
 */
function restoredSpec(then, now, newest, hosts) {
    const { hostGroups, address, proxies } = hosts === 'now' ? now : then;
    return withWishesOf({ ...then, hostGroups, address, proxies }, newest);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/rollback-pins.js

/** What it restored is pinned; of the pins that were there, those stay whose release stays. */
function pinsAfter(input, releases) {
    const before = input.base?.revision.releases ?? [];
    const { by, reason } = input.request;
    const brought = pairReleases(before, releases).flatMap(({ from, to }) => {
        if (to === null || (from?.version === to.version && from.config === to.config))
            return [];
        const { service, version, config } = to;
        return [{ service, version, config, since: input.now, by, reason: reason ?? 'rollback' }];
    });
    const stays = (pin) => releases.some((release) => release.service === pin.service && release.version === pin.version && release.config === pin.config) && !brought.some((other) => other.service === pin.service && other.version === pin.version);
    return [...input.state.pins.filter(stays), ...brought].sort((a, b) => `${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1);
}

;// CONCATENATED MODULE: ./packages/environment/lib/rollback/plan-rollback.js












/** Digests of the config blobs that still have to be read before `planRollback` can decide. */
function rollbackNeeded(input) {
    const reading = new Reading({}, input.configs);
    plan_rollback_decide(input, reading);
    return reading.needed.configs;
}
/**
 * A new revision that restores an earlier one: its versions and config exactly, and pinned, where they differ from what is
 * wanted now, until someone releases them. Throws `reading-incomplete` when `rollbackNeeded` was not asked to the end.
 */
function planRollback(input) {
    const reading = new Reading({}, input.configs);
    const plan = plan_rollback_decide(input, reading);
    if (!reading.isComplete) {
        throw new EnvironmentFault('reading-incomplete', {
            where: `The rollback of ${input.environment}`,
            expected: 'all that `rollbackNeeded` names',
            found: `${reading.needed.configs.length} configs unread`,
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
    if (input.config === 'now')
        return refused(input, emptyChanges, [notYet(input)]);
    const current = input.base ?? restored;
    const spec = restoredSpec(restored.spec, current.spec, (input.newest ?? restored).spec, input.hosts);
    const moved = restored.revision.releases.map((release) => restored_releases_onHosts(release, spec, restored.spec, input.hosts, reading));
    const releases = moved.flatMap((one) => ('release' in one ? [one.release] : []));
    const resolved = moved.flatMap((one) => ('release' in one && one.resolved !== null ? [one.resolved] : []));
    const before = input.base?.revision.releases ?? [];
    const changed = {
        ...plannedChanges(before, releases, {
            config: (from, to) => configDifference(from, to, resolved, reading),
            notes: () => [],
        }),
        order: orderServices(serviceEdges(releases)),
    };
    const refusals = [
        ...moved.flatMap((one) => ('refusal' in one ? [one.refusal] : [])),
        ...judgeLocks(input.state, input.environment, new Set(changed.changes.map((change) => change.service)), input.now),
    ];
    if (refusals.length > 0)
        return refused(input, changed, refusals);
    return accepted(input, { spec, releases, blobs: resolved.map((one) => one.blob), restored, changed });
}
const emptyChanges = { changes: [], kept: [], order: [] };
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
function refused(input, changed, refusals) {
    return {
        ...common(input, changed),
        outcome: 'refused',
        refusals,
        verdicts: refusals.map(failedVerdict).sort(byWeight),
    };
}
function accepted(input, { spec, releases, blobs, restored, changed }) {
    const { state, newest, environment } = input;
    const ofSpec = specBlob(spec);
    const content = revisionContent(ofSpec.digest, releases);
    const target = restored.revision.number;
    const newestFailed = state.parked.some((entry) => entry.revision === newest?.revision.number);
    if (newest !== null && newest.revision.content === content && !newestFailed) {
        return { ...common(input, changed), outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts: [] };
    }
    const verdicts = [
        { gate: 'target', outcome: 'pass', subject: `${environment}@${target}`, reason: 'it was deployed well' },
    ];
    const revision = {
        schema: 1,
        environment,
        number: (state.desired?.number ?? 0) + 1,
        kind: 'rollback',
        previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
        base: input.base?.revision.number ?? null,
        request: input.request,
        specHome: restored.revision.specHome,
        spec: ofSpec.digest,
        releases: [...releases],
        content,
        pins: pinsAfter(input, releases),
        verdicts,
        overrides: [],
        restores: target,
    };
    const texts = [ofSpec, ...blobs]
        .filter((blob) => blob.digest !== restored.revision.spec)
        .map((blob) => [blob.digest, blob.text]);
    return { ...common(input, changed), outcome: 'revision', revision, verdicts, blobs: Object.fromEntries(texts) };
}
function notYet({ environment }) {
    return {
        code: 'not-yet',
        gate: 'target',
        subject: environment,
        reason: 'not yet: a rollback with the config of now',
        fixes: ['Leave `config` at `then`'],
    };
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
    const [first] = good;
    return [`Deployed well were ${good.slice(0, 10).join(', ')}: \`/rollback ${environment} to ${first} because …\``];
}
function rollback_target_refuse({ environment, to }, reason, fixes) {
    const subject = to === null ? environment : `${environment}@${to}`;
    return { outcome: 'refused', refusal: { code: 'rollback-target', gate: 'target', subject, reason, fixes } };
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

;// CONCATENATED MODULE: ./packages/environment/lib/spec/policy-problems.js
const knownGates = new Set(['order', 'soak']);
/** What has to be so before something comes here. */
function* policyProblems(spec) {
    yield* afterProblems(spec);
    if (spec.sets !== undefined) {
        yield {
            path: ['sets'],
            at: 'key',
            code: 'not-yet',
            expected: 'no sets',
            found: 'not yet: package sets in a spec',
            fix: 'Name their packages under `packages`',
        };
    }
    const { policy } = spec;
    if (policy?.soakMinutes !== undefined && policy.soakMinutes > 0 && spec.after === undefined) {
        yield {
            path: ['policy', 'soakMinutes'],
            at: 'key',
            expected: '`after` with the environments to soak in',
            found: 'none',
            fix: 'Add `after: [dev]`, or remove it',
        };
    }
    for (const [gate, strength] of Object.entries(policy?.gates ?? {})) {
        if (!knownGates.has(gate) && strength !== 'off') {
            const path = ['policy', 'gates', gate];
            yield {
                path,
                at: 'key',
                code: 'not-yet',
                expected: 'the gates `order` and `soak`',
                found: `not yet: the gate \`${gate}\``,
                fix: 'Remove it, or say `off`',
            };
        }
    }
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
        const other = seen.get((0,descriptor_lib/* canonicalRange */.Kt)(range));
        if (other !== undefined)
            yield {
                path: [...path, 'versions', index],
                expected: 'each line once',
                found: `\`${range}\`, which is the same as \`${other}\``,
                fix: 'Remove it',
            };
        seen.set((0,descriptor_lib/* canonicalRange */.Kt)(range), range);
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
        return (0,descriptor_lib/* parsePackageWish */.fU)(text).package;
    }
    catch (error) {
        if (error instanceof descriptor_lib/* DescriptorFault */.IV)
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
    return (0,descriptor_lib/* parseYamlDocument */.Iu)(text, {
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
const parseRevision = (text, where) => (0,descriptor_lib/* parseRecord */.Hh)(text, revisionSchema, where);
const parseEnvironmentState = (text, where) => (0,descriptor_lib/* parseRecord */.Hh)(text, environmentStateSchema, where);
const parseReleaseConfig = (text, where) => (0,descriptor_lib/* parseRecord */.Hh)(text, releaseConfigSchema, where);
const parseSpecBlob = (text, where) => (0,descriptor_lib/* parseRecord */.Hh)(text, specBlobSchema, where).spec;
const parseDeployReport = (text, where) => (0,descriptor_lib/* parseRecord */.Hh)(text, deployReportSchema, where);

;// CONCATENATED MODULE: ./packages/environment/lib/index.js










































/***/ })

};
