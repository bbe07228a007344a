export const id = 697;
export const ids = [697];
export const modules = {

/***/ 58697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IV: () => (/* reexport */ DescriptorFault),
  QC: () => (/* reexport */ archiveSchema),
  IR: () => (/* reexport */ assembleDescriptor),
  $$: () => (/* reexport */ bareDigest),
  Bv: () => (/* reexport */ baselineOf),
  eB: () => (/* reexport */ brokenSetEdges),
  dj: () => (/* reexport */ canonicalJson),
  Kt: () => (/* reexport */ canonicalRange),
  UV: () => (/* reexport */ changelogSection),
  YE: () => (/* reexport */ compareConfig),
  qg: () => (/* reexport */ compareOpenApi),
  TG: () => (/* reexport */ compareSurface),
  PE: () => (/* reexport */ compareVersionsDescending),
  rg: () => (/* reexport */ configProblems),
  eZ: () => (/* reexport */ contentDigest),
  hF: () => (/* reexport */ describeDifference),
  TM: () => (/* reexport */ descriptorSchema),
  ol: () => (/* reexport */ digestOf),
  t0: () => (/* reexport */ digestOfDocument),
  er: () => (/* reexport */ digestSchema),
  EG: () => (/* reexport */ freezePackageSet),
  SS: () => (/* reexport */ impliedProvide),
  FA: () => (/* reexport */ infrastructureSchema),
  Bc: () => (/* reexport */ isDigest),
  V9: () => (/* reexport */ isFrozenFrom),
  Eo: () => (/* reexport */ isName),
  _Z: () => (/* reexport */ isRange),
  x4: () => (/* reexport */ isReservedVariable),
  lF: () => (/* reexport */ isVersion),
  zh: () => (/* reexport */ joinComparisons),
  kL: () => (/* reexport */ judgeBump),
  jz: () => (/* reexport */ labelOfRange),
  Jq: () => (/* reexport */ nameSchema),
  pA: () => (/* reexport */ nearest),
  W4: () => (/* reexport */ newestSatisfying),
  y8: () => (/* reexport */ notYet),
  eo: () => (/* reexport */ notesFromCommits),
  $K: () => (/* reexport */ package_record_ownerSchema),
  lA: () => (/* reexport */ packagePaths),
  tQ: () => (/* reexport */ packageRecordSchema),
  fY: () => (/* reexport */ packageSetOwnerSchema),
  ns: () => (/* reexport */ packageSetRecordSchema),
  nJ: () => (/* reexport */ parseConfigSchema),
  BA: () => (/* reexport */ parseDescriptor),
  Ng: () => (/* reexport */ parseManifest),
  lw: () => (/* reexport */ parseMark),
  ZG: () => (/* reexport */ parsePackageRecord),
  f5: () => (/* reexport */ parsePackageSetManifest),
  VY: () => (/* reexport */ parsePackageSetRecord),
  fU: () => (/* reexport */ parsePackageWish),
  US: () => (/* reexport */ parsePackageWishes),
  Hh: () => (/* reexport */ parseRecord),
  u0: () => (/* reexport */ parseRemoval),
  Iu: () => (/* reexport */ parseYamlDocument),
  pm: () => (/* reexport */ rangeSchema),
  Jz: () => (/* reexport */ readContract),
  qQ: () => (/* reexport */ renderPackageWish),
  i7: () => (/* reexport */ renderPath),
  Ku: () => (/* reexport */ renderVersions),
  Sf: () => (/* reexport */ renderVersionsThere),
  Fc: () => (/* reexport */ requireNotes),
  x: () => (/* reexport */ resolveVersion),
  $h: () => (/* reexport */ sameContract),
  ib: () => (/* reexport */ satisfies),
  iR: () => (/* reexport */ scalarSchema),
  VK: () => (/* reexport */ shortDigest),
  S7: () => (/* reexport */ spellingsOfRange),
  fK: () => (/* reexport */ spellingsOfVersion),
  SX: () => (/* reexport */ suggestName),
  Rl: () => (/* reexport */ timeSchema),
  Yx: () => (/* reexport */ variablePart),
  un: () => (/* reexport */ variableSchema),
  G0: () => (/* reexport */ versionSchema),
  HY: () => (/* reexport */ wholeSchema),
  bq: () => (/* reexport */ withPrerelease)
});

// UNUSED EXPORTS: DescriptorFaults, dependencySchema, manifestSchema, markSchema, packageSetManifestSchema, parseOwner, provideSchema, renderJsonSchema, renderJsonSchemas, spellings, suggestVersion

;// CONCATENATED MODULE: ./packages/descriptor/lib/canonical.js
/**
 * RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Byte for byte what is stored and hashed.
 * Throws TypeError for what JSON can't say (undefined in arrays, functions, NaN, lone surrogates, cycles by stack).
 */
function canonicalJson(value) {
    if (typeof value === 'string')
        return canonicalString(value);
    if (value === null || typeof value === 'boolean')
        return `${value}`;
    if (typeof value === 'number') {
        if (!Number.isFinite(value))
            throw new TypeError(`no JSON for the number ${value}`);
        return `${value}`;
    }
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value === 'object' && isPlain(value))
        return canonicalObject(value);
    throw new TypeError(`no JSON for a value of type ${typeof value}`);
}
function canonicalObject(value) {
    let members = '';
    for (const key of Object.keys(value).sort()) {
        const member = value[key];
        if (member === undefined)
            continue;
        members += `${members === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(member)}`;
    }
    return `{${members}}`;
}
/** ASCII without quotes, backslashes and control characters: most strings, and written as they are. */
const plainText = /^[ !#-[\]-~]*$/;
function canonicalString(text) {
    if (plainText.test(text))
        return `"${text}"`;
    if (!text.isWellFormed())
        throw new TypeError('no canonical JSON for a string with a lone surrogate');
    return JSON.stringify(text);
}
function isPlain(value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/bump.js

const order = ['patch', 'minor', 'major'];
/**
 * The version that a new one is compared with: the newest lower release. Prereleases promise nothing, so none is ever compared
 * with; build metadata has no precedence. Null for the first.
 */
function baselineOf(version, published) {
    const lower = published.filter((one) => semver.prerelease(one) === null && semver.lt(one, version));
    return lower.sort(semver.rcompare)[0] ?? null;
}
/**
 * How much may change from one version to the next. A prerelease is judged as the release that it leads to. Below 1.0.0 as
 * SemVer and `^` have it: in 0.y.z a break needs y, in 0.0.z anything may change.
 */
function allowedLevel(baseline, version) {
    const [was, is] = [new semver.SemVer(baseline), new semver.SemVer(version)];
    if (is.major > was.major)
        return 'major';
    if (is.major === 0)
        return was.minor === 0 || is.minor > was.minor ? 'major' : 'minor';
    return is.minor > was.minor ? 'minor' : 'patch';
}
function allows(allowed, required) {
    return order.indexOf(allowed) >= order.indexOf(required);
}
/**
 * The lowest version that may change so much and that nobody published, with the prerelease and build metadata of the one that was
 * meant. Published numbers are taken, those of prereleases too: a change on an older line goes above all of its major, or of all.
 */
function rightVersion(version, baseline, required, published) {
    const meant = new semver.SemVer(version);
    const prerelease = meant.prerelease.length === 0 ? '' : `-${meant.prerelease.join('.')}`;
    const build = meant.build.length === 0 ? '' : `+${meant.build.join('.')}`;
    const { major } = new semver.SemVer(baseline);
    const inTheWay = [baseline, ...published].map(baseOf).filter((one) => required === 'major' || one.major === major);
    const highest = inTheWay.reduce((a, b) => (a.compare(b) > 0 ? a : b));
    return `${raised(highest, required)}${prerelease}${build}`;
}
function baseOf(version) {
    const { major, minor, patch } = new semver.SemVer(version);
    return new semver.SemVer(`${major}.${minor}.${patch}`);
}
function raised({ major, minor, patch }, required) {
    if (major > 0)
        return required === 'major' ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
    return required === 'major' ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/change.js
const sameContract = { changes: [], unproven: [] };
function joinComparisons(comparisons) {
    return {
        changes: comparisons.flatMap(({ changes }) => changes),
        unproven: comparisons.flatMap(({ unproven }) => unproven),
    };
}
/** The bump that the changes ask for. */
function requiredLevel(changes) {
    if (changes.some(({ level }) => level === 'major'))
        return 'major';
    return changes.length > 0 ? 'minor' : 'patch';
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/is-record.js
/** A map of a parsed document. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/findings.js
/** Collects what a comparison of two contracts finds; a place that is reached twice tells the same thing once. */
class Findings {
    #file;
    #changes = new Map();
    #unproven = new Map();
    constructor(file) {
        this.#file = file;
    }
    change(level, pointer, what) {
        const place = this.#place(pointer);
        this.#changes.set(`${level} ${place} ${what}`, { level, place, what });
    }
    unproven(pointer, why, fix) {
        const place = this.#place(pointer);
        this.#unproven.set(`${place} ${why}`, { place, why, ...(fix !== undefined && { fix }) });
    }
    /** Breaks first. */
    comparison() {
        const changes = [...this.#changes.values()];
        return {
            changes: [
                ...changes.filter(({ level }) => level === 'major'),
                ...changes.filter(({ level }) => level === 'minor'),
            ],
            unproven: [...this.#unproven.values()],
        };
    }
    #place(pointer) {
        return pointer === '' ? this.#file : `${this.#file}#${pointer}`;
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/located.js

/** Names a place, and all places of what has several. */
function placesOf({ pointer, parts }) {
    return parts === undefined ? pointer : parts.map(placesOf).join(' ');
}
function child(parent, token) {
    const { value } = parent;
    const own = typeof value === 'object' && value !== null && Object.hasOwn(value, token);
    const item = own ? Reflect.get(value, token) : undefined;
    return { value: item, pointer: `${parent.pointer}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}` };
}
/** The members of a map by name; of anything else none. */
function members(located) {
    const { value } = located;
    return new Map(isRecord(value) ? Object.keys(value).map((key) => [key, child(located, key)]) : []);
}
/** The items of a list; of anything else none. */
function items(located) {
    const { value } = located;
    return Array.isArray(value) ? value.map((_, index) => child(located, String(index))) : [];
}
/** What a reference names in its own document; undefined when it names another document, an anchor, or nothing. */
function follow(root, reference) {
    if (reference !== '#' && !reference.startsWith('#/'))
        return undefined;
    const tokens = reference.slice(1).split('/').slice(1);
    const found = tokens.reduce((at, token) => child(at, decode(token)), { value: root, pointer: '' });
    return found.value === undefined ? undefined : found;
}
/** Of a reference that `follow` finds nothing for: why, and how it can be followed. */
function whyUnfollowed(reference) {
    return reference.startsWith('#')
        ? [`\`${reference}\` is no path to anything in the contract`, 'Refer by a path such as `#/$defs/Port`']
        : [
            `\`${reference}\` is in another document, which is not part of the contract`,
            'Bundle the contract into one file',
        ];
}
function decode(token) {
    const plain = /%(?![0-9a-f]{2})/i.test(token) ? token : decodeURIComponent(token);
    return plain.replaceAll('~1', '/').replaceAll('~0', '~');
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/schema/effect.js
/** A break is what was given and is taken no longer, or what is answered and never was before. */
function levelOf(effect, direction) {
    if (effect === 'other')
        return 'major';
    const breaking = direction === 'given' ? 'narrower' : 'wider';
    return effect === breaking ? 'major' : 'minor';
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/found.js
const longest = 60;
/** What a person sees there: `the number 1.4`, `the text "v1.4.0"`, `nothing`, `a list`. */
function describeFound({ value, raw }) {
    if (value === undefined || value === null)
        return 'nothing';
    if (typeof value === 'string')
        return value === '' ? 'an empty text' : `the text ${quoteShort(value)}`;
    if (typeof value === 'number')
        return `the number ${raw ?? value}`;
    if (typeof value === 'boolean')
        return `\`${raw ?? value}\``;
    if (Array.isArray(value))
        return value.length === 0 ? 'an empty list' : 'a list';
    return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
}
/** In double quotes, control characters escaped, shortened with `…`. */
function quoteShort(text) {
    return JSON.stringify(text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/schema/view.js


const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
/** Compared as they stand: whether a change of one lets more or less through can't be told from it. */
const opaqueKeywords = [
    ...[
        'not',
        'if',
        'then',
        'else',
        'contains',
        'minContains',
        'maxContains',
        'prefixItems',
        'propertyNames',
        'additionalItems',
    ],
    ...['patternProperties', 'dependencies', 'dependentRequired', 'dependentSchemas', 'unevaluatedItems'],
    ...['unevaluatedProperties', 'contentEncoding', 'contentMediaType', 'contentSchema', '$dynamicRef', '$recursiveRef'],
];
const plainKeywords = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'default', 'deprecated', 'discriminator'];
/** `root`: the document that its references are of. `schema.value` true or absent takes anything. */
function viewSchema(root, schema) {
    const view = {
        types: null,
        values: null,
        extensible: false,
        keywords: new Map(),
        properties: new Map(),
        required: new Set(),
        additional: [],
        items: [],
        choices: [],
        exclusive: false,
        external: [],
    };
    gather(root, schema, view, new Set());
    return view;
}
function gather(root, schema, view, seen) {
    const { value, parts } = schema;
    for (const part of parts ?? [])
        gather(root, part, view, seen);
    if (value === false)
        view.types = new Set();
    if (!isRecord(value) || seen.has(value))
        return;
    seen.add(value);
    const reference = value['$ref'];
    if (typeof reference === 'string') {
        const target = follow(root, reference);
        if (target === undefined)
            view.external.push(reference);
        else
            gather(root, target, view, seen);
    }
    gatherOwn(schema, value, view);
    for (const part of items(child(schema, 'allOf')))
        gather(root, part, view, seen);
}
function gatherOwn(schema, value, view) {
    gatherTypes(value, view);
    gatherValues(value, view);
    gatherKeywords(value, view);
    for (const [name, property] of members(child(schema, 'properties')))
        view.properties.set(name, [...(view.properties.get(name) ?? []), property]);
    for (const { value: name } of items(child(schema, 'required')))
        if (typeof name === 'string')
            view.required.add(name);
    if (value['additionalProperties'] !== undefined && value['additionalProperties'] !== true)
        view.additional.push(child(schema, 'additionalProperties'));
    // A list of them, one a place, is the `prefixItems` of older drafts.
    if (Array.isArray(value['items']))
        view.keywords.set('prefixItems', value['items']);
    else if (value['items'] !== undefined && value['items'] !== true)
        view.items.push(child(schema, 'items'));
    for (const keyword of ['oneOf', 'anyOf']) {
        const alternatives = items(child(schema, keyword));
        if (alternatives.length === 0)
            continue;
        view.choices.push(alternatives);
        if (keyword === 'oneOf')
            view.exclusive = true;
    }
}
function gatherTypes(value, view) {
    const written = [value['type']].flat().filter((type) => typeof type === 'string');
    const types = written.length > 0 ? written : impliedTypes(value);
    if (types.length === 0)
        return;
    const all = new Set(value['nullable'] === true ? [...types, 'null'] : types);
    view.types = view.types === null ? all : new Set([...view.types].filter((type) => takesType(all, type)));
}
/** People leave `type` out where the rest says it. */
function impliedTypes(value) {
    if (value['properties'] !== undefined || value['additionalProperties'] !== undefined)
        return ['object'];
    return value['items'] === undefined ? [] : ['array'];
}
/** Each integer is a number. */
function takesType(types, type) {
    return types.has(type) || (type === 'integer' && types.has('number'));
}
function gatherValues(value, view) {
    const lists = [value['enum'], value['const'] === undefined ? undefined : [value['const']]].filter(Array.isArray);
    for (const list of lists)
        view.values = view.values === null ? list : view.values.filter((one) => list.includes(one));
    if (value['x-extensible-enum'] !== undefined)
        view.extensible = true;
}
function gatherKeywords(value, view) {
    for (const keyword of [...lowest, ...highest]) {
        const bound = boundOf(value, keyword);
        const known = view.keywords.get(keyword);
        if (bound === null)
            continue;
        const pick = lowest.includes(keyword) ? Math.max : Math.min;
        view.keywords.set(keyword, typeof known === 'number' ? pick(known, bound) : bound);
    }
    for (const keyword of [...plainKeywords, ...opaqueKeywords])
        if (value[keyword] !== undefined)
            view.keywords.set(keyword, value[keyword]);
}
/** In OpenAPI 3.0 `exclusiveMinimum: true` changes what `minimum` means; later it is a number of its own. */
function boundOf(value, keyword) {
    const written = value[keyword];
    const flag = { minimum: 'exclusiveMinimum', maximum: 'exclusiveMaximum' }[keyword];
    if (flag !== undefined)
        return typeof written === 'number' && value[flag] !== true ? written : null;
    const base = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' }[keyword];
    const meant = base !== undefined && written === true ? value[base] : written;
    return typeof meant === 'number' ? meant : null;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/schema/keywords.js



const bounds = {
    minimum: 'lowest',
    exclusiveMinimum: 'lowest',
    minLength: 'lowest',
    minItems: 'lowest',
    minProperties: 'lowest',
    maximum: 'highest',
    exclusiveMaximum: 'highest',
    maxLength: 'highest',
    maxItems: 'highest',
    maxProperties: 'highest',
};
/** Formats whose values are all values of another. */
const wideningFormats = [
    ['int32', 'int64'],
    ['float', 'double'],
];
/** What differs in the type, the values, the bounds and the like; not in properties, items and alternatives. */
function* keywordChanges(was, is) {
    yield* typeChanges(was.types, is.types);
    yield* valueChanges(was.values, is.values);
    const names = [...new Set([...was.keywords.keys(), ...is.keywords.keys()])];
    for (const keyword of names) {
        const [before, after] = [was.keywords.get(keyword), is.keywords.get(keyword)];
        if ((0,external_node_util_.isDeepStrictEqual)(before, after))
            continue;
        const change = effectOf(keyword, before, after);
        if (change === null)
            continue;
        yield { effect: change, keyword, what: describe(keyword, before, after) };
    }
}
function* typeChanges(was, is) {
    const lost = is !== null && (was === null || [...was].some((type) => !takesType(is, type)));
    const gained = was !== null && (is === null || [...is].some((type) => !takesType(was, type)));
    if (!lost && !gained)
        return;
    const words = (types) => types === null ? 'any' : [...types].sort().join(' or ') || 'none';
    const effect = lost && gained ? 'other' : lost ? 'narrower' : 'wider';
    yield { effect, keyword: 'type', what: `the type was ${words(was)}, is ${words(is)}` };
}
function* valueChanges(was, is) {
    const keyword = 'enum';
    if (was === null && is === null)
        return;
    if (was === null)
        yield { effect: 'narrower', keyword, what: `only these values now: ${listed(is ?? [])}` };
    else if (is === null)
        yield { effect: 'wider', keyword, what: `other values now than ${listed(was)}` };
    else {
        const lost = was.filter((one) => !is.includes(one));
        const gained = is.filter((one) => !was.includes(one));
        if (lost.length > 0)
            yield { effect: 'narrower', keyword, what: `without ${listed(lost)} now` };
        if (gained.length > 0)
            yield { effect: 'wider', keyword, what: `with ${listed(gained)} now` };
    }
}
function effectOf(keyword, was, is) {
    const bound = bounds[keyword];
    if (bound !== undefined)
        return effectOnBound(bound, was, is);
    if (keyword === 'uniqueItems')
        return was === true ? 'wider' : is === true ? 'narrower' : null;
    if (keyword === 'format')
        return effectOnFormat(was, is);
    if (keyword === 'multipleOf')
        return effectOnDivisor(was, is);
    if (keyword === 'pattern' || opaqueKeywords.includes(keyword))
        return presence(was, is);
    return null;
}
function presence(was, is) {
    if (was === undefined)
        return 'narrower';
    return is === undefined ? 'wider' : 'other';
}
function effectOnBound(bound, was, is) {
    const loosest = bound === 'lowest' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const [before, after] = [was, is].map((value) => (typeof value === 'number' ? value : loosest));
    if (before === undefined || after === undefined || before === after)
        return null;
    return (bound === 'lowest') === after > before ? 'narrower' : 'wider';
}
function effectOnFormat(was, is) {
    if (wideningFormats.some(([small, large]) => was === small && is === large))
        return 'wider';
    if (wideningFormats.some(([small, large]) => was === large && is === small))
        return 'narrower';
    return presence(was, is);
}
function effectOnDivisor(was, is) {
    if (typeof was !== 'number' || typeof is !== 'number')
        return presence(was, is);
    if (Number.isInteger(is / was))
        return 'narrower';
    return Number.isInteger(was / is) ? 'wider' : 'other';
}
function describe(keyword, was, is) {
    if (opaqueKeywords.includes(keyword))
        return `\`${keyword}\` changed, and what that does to its values can't be told`;
    return `\`${keyword}\` was ${shown(was)}, is ${shown(is)}`;
}
function listed(values) {
    const first = values.slice(0, 5).map(shown).join(', ');
    return values.length > 5 ? `${first} and ${values.length - 5} more` : first;
}
function shown(value) {
    if (value === undefined)
        return 'not there';
    return typeof value === 'string' ? quoteShort(value) : (JSON.stringify(value) ?? String(value)).slice(0, 60);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/schema/parts.js


/** The alternatives of a schema that is nothing but a choice; null for any other. */
function alternativesOf(schema) {
    const { value } = schema;
    if (!isRecord(value))
        return null;
    const keyword = ['oneOf', 'anyOf'].find((one) => Array.isArray(value[one]));
    const others = Object.keys(value).filter((key) => key !== keyword && !/^(title|description|discriminator|x-.*)$/.test(key));
    return keyword === undefined || others.length > 0 ? null : viewSchema(undefined, schema).choices.flat();
}
/** What `readOnly` leaves out of requests, and `writeOnly` of answers. */
function propertiesOf(view, direction) {
    const hidden = direction === 'given' ? 'readOnly' : 'writeOnly';
    const isHidden = ({ value }) => isRecord(value) && value[hidden] === true;
    return new Map([...view.properties].filter(([, parts]) => !parts.some(isHidden)));
}
/** Parts that hold at once, as one schema. */
function joined(parts) {
    const [first, ...rest] = parts;
    if (first === undefined)
        return { value: true, pointer: '' };
    return rest.length === 0 ? first : { value: parts.map(({ value }) => value), pointer: first.pointer, parts };
}
function only(parts) {
    return parts.length === 0 ? null : joined(parts);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/schema/compare-schemas.js







/**
 * Compares two JSON Schemas by what values they take, through references and `allOf`, each pair of places once a direction. It is
 * structural: what it can't tell (`not`, `if`, patterns) counts as a break when it changed.
 */
class SchemaComparison {
    #sides;
    #seen = new Set();
    #open = [];
    #isGoing = false;
    constructor(sides) {
        this.#sides = sides;
    }
    /** What is found within is compared after it, not inside: an API may lead from schema to schema without end. */
    compare(was, is, direction) {
        const pair = [direction, placesOf(was), placesOf(is)].join(' | ');
        if (this.#seen.has(pair))
            return;
        this.#seen.add(pair);
        this.#open.push({ was, is, direction });
        if (this.#isGoing)
            return;
        this.#isGoing = true;
        for (const next of this.#open)
            this.#comparePair(next);
        this.#open.length = 0;
        this.#isGoing = false;
    }
    #comparePair({ was, is, direction }) {
        const [before, after] = [this.#resolve(this.#sides.was, was), this.#resolve(this.#sides.is, is)];
        if (before.pointer !== was.pointer || after.pointer !== is.pointer)
            this.compare(before, after, direction);
        else if (!this.#compareWrapped(before, after, direction))
            this.#compareContent(before, after, direction);
    }
    #compareContent(before, after, direction) {
        const views = { was: viewSchema(this.#sides.was, before), is: viewSchema(this.#sides.is, after) };
        if (this.#isElsewhere(views, after))
            return;
        for (const { effect, keyword, what } of keywordChanges(views.was, views.is)) {
            const expected = keyword === 'enum' && effect === 'wider' && views.is.extensible;
            const level = expected ? 'minor' : levelOf(effect, direction);
            this.#sides.findings.change(level, `${after.pointer}/${keyword}`, `${this.#sides.prefix[direction]}${what}`);
        }
        this.#compareNotes(views, after, direction);
        this.#compareProperties(views, after, direction);
        this.#compareAdditional(views, after, direction);
        this.#compareItems(views, after, direction);
        this.#compareChoices(views, after, direction);
    }
    /** A schema that is nothing but a reference stands for what it names. */
    #resolve(root, schema) {
        const { value } = schema;
        const reference = isRecord(value) && Object.keys(value).length === 1 ? value['$ref'] : undefined;
        if (typeof reference !== 'string')
            return schema;
        const target = follow(root, reference);
        return target === undefined || target.pointer === schema.pointer ? schema : target;
    }
    #tell(effect, direction, pointer, what) {
        const { findings, prefix } = this.#sides;
        findings.change(levelOf(effect, direction), pointer, `${prefix[direction]}${what}`);
    }
    /** What is in other documents, or behind an anchor, can't be followed. Where the two name other ones, nothing can be compared. */
    #isElsewhere({ was, is }, at) {
        for (const reference of new Set([...was.external, ...is.external]))
            this.#sides.findings.unproven(at.pointer, ...whyUnfollowed(reference));
        return !(0,external_node_util_.isDeepStrictEqual)(was.external, is.external);
    }
    /** What stood alone is now one of several alternatives, or the other way round. */
    #compareWrapped(was, is, direction) {
        const [before, after] = [alternativesOf(was), alternativesOf(is)];
        if (before === null && after !== null) {
            const same = after.find((one) => this.#isSame(was, one));
            if (same === undefined)
                return false;
            this.#tell('wider', direction, is.pointer, `${after.length - 1} more alternatives beside what it was`);
            this.compare(was, same, direction);
            return true;
        }
        if (before === null || after !== null)
            return false;
        const same = before.find((one) => this.#isSame(one, is));
        if (same === undefined)
            return false;
        this.#tell('narrower', direction, is.pointer, `${before.length - 1} fewer alternatives`);
        this.compare(same, is, direction);
        return true;
    }
    /** The same name in both documents, or the same text. */
    #isSame(was, is) {
        const [before, after] = [this.#resolve(this.#sides.was, was), this.#resolve(this.#sides.is, is)];
        return isNamed(before.pointer, was, after.pointer, is) || (0,external_node_util_.isDeepStrictEqual)(before.value, after.value);
    }
    #compareNotes({ was, is }, at, direction) {
        const { findings, judgesDefaults, prefix } = this.#sides;
        if (is.keywords.get('deprecated') === true && was.keywords.get('deprecated') !== true)
            findings.change('minor', at.pointer, 'deprecated');
        if (!(0,external_node_util_.isDeepStrictEqual)(was.keywords.get('discriminator'), is.keywords.get('discriminator')))
            findings.change('minor', `${at.pointer}/discriminator`, `${prefix[direction]}another discriminator`);
        const [before, after] = [was.keywords.get('default'), is.keywords.get('default')];
        if (!judgesDefaults || direction === 'answered' || (0,external_node_util_.isDeepStrictEqual)(before, after))
            return;
        const level = before === undefined || after === undefined ? 'minor' : 'major';
        findings.change(level, `${at.pointer}/default`, `${prefix[direction]}another default than before`);
    }
    #compareProperties({ was, is }, at, direction) {
        const [before, after] = [propertiesOf(was, direction), propertiesOf(is, direction)];
        for (const [name, property] of before) {
            const other = after.get(name);
            if (other === undefined)
                this.#tell('other', direction, joined(property).pointer, 'removed');
            else
                this.compare(joined(property), joined(other), direction);
        }
        for (const [name, property] of after) {
            if (before.has(name))
                continue;
            const needed = direction === 'given' && is.required.has(name);
            const what = needed ? 'added, and required' : 'added';
            this.#sides.findings.change(needed ? 'major' : 'minor', joined(property).pointer, this.#sides.prefix[direction] + what);
        }
        const stayed = (name) => before.has(name) === was.properties.has(name) &&
            after.has(name) === is.properties.has(name) &&
            before.has(name) === after.has(name);
        this.#compareRequired({ was, is }, at, direction, stayed);
    }
    #compareRequired({ was, is }, at, direction, stayed) {
        for (const name of is.required)
            if (!was.required.has(name) && stayed(name))
                this.#tell('narrower', direction, `${at.pointer}/required`, `\`${name}\` became required`);
        for (const name of was.required)
            if (!is.required.has(name) && stayed(name))
                this.#tell('wider', direction, `${at.pointer}/required`, `\`${name}\` is no longer required`);
    }
    /** In answers, consumers leave alone what they don't know; so further properties break nobody. */
    #compareAdditional({ was, is }, at, direction) {
        const [before, after] = [only(was.additional), only(is.additional)];
        const place = `${at.pointer}/additionalProperties`;
        const [wasClosed, isClosed] = [was, is].map(({ additional }) => additional.some(({ value }) => value === false));
        if (wasClosed && isClosed)
            return;
        if (isClosed)
            this.#tell('narrower', direction, place, 'no further properties now');
        else if (wasClosed)
            this.#sides.findings.change('minor', place, 'further properties now');
        else if (before !== null && after !== null)
            this.compare(before, after, direction);
        else if (after !== null)
            this.#tell('narrower', direction, place, 'a schema for further properties now');
        else if (before !== null)
            this.#tell('wider', direction, place, 'no schema for further properties now');
    }
    #compareItems({ was, is }, at, direction) {
        const [before, after] = [only(was.items), only(is.items)];
        const place = `${at.pointer}/items`;
        if (before !== null && after !== null)
            this.compare(before, after, direction);
        else if (after !== null)
            this.#tell('narrower', direction, place, 'a schema for items now');
        else if (before !== null)
            this.#tell('wider', direction, place, 'no schema for items now');
    }
    #compareChoices({ was, is }, at, direction) {
        const [before, after] = [was.choices.flat(), is.choices.flat()];
        const pairs = before.flatMap((one) => {
            const same = after.find((other) => this.#isSame(one, other));
            return same === undefined ? [] : [[one, same]];
        });
        if (pairs.length > 0 && was.exclusive !== is.exclusive)
            this.#tell(is.exclusive ? 'narrower' : 'wider', direction, at.pointer, is.exclusive ? 'exactly one alternative may hold now' : 'several alternatives may hold now');
        const lost = before.filter((one) => !pairs.some(([paired]) => paired === one));
        const gained = after.filter((one) => !pairs.some(([, paired]) => paired === one));
        for (const [one, other] of pairs)
            this.compare(one, other, direction);
        if (lost.length === gained.length) {
            for (const [index, one] of lost.entries())
                this.compare(one, gained[index] ?? one, direction);
        }
        else if (before.length === 0)
            this.#tell('narrower', direction, at.pointer, 'alternatives to keep to now');
        else if (after.length === 0)
            this.#tell('wider', direction, at.pointer, 'no alternatives to keep to now');
        else {
            for (const one of lost)
                this.#tell('narrower', direction, one.pointer, 'alternative removed');
            for (const one of gained)
                this.#tell('wider', direction, one.pointer, 'alternative added');
        }
    }
}
/** Both were reached by a name (`#/components/schemas/Order`), and it is the same. */
function isNamed(before, was, after, is) {
    return before !== was.pointer && after !== is.pointer && before === after;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/compare-config.js




const place = 'code.config.schema';
/**
 * What whoever sets the config finds changed. A required key with a default in the manifest asks nothing of anyone. A first schema
 * breaks only whom it newly asks for a key; one that is taken away breaks its promise.
 */
function compareConfig(was, is) {
    if (was.schema === undefined && is.schema === undefined)
        return sameContract;
    const findings = new Findings(place);
    if (is.schema === undefined)
        findings.change('major', '', 'removed: nothing says any longer which config it takes');
    else if (was.schema === undefined)
        firstSchema(findings, is);
    else {
        const [before, after] = [schemaOf(was), schemaOf(is)];
        new SchemaComparison({
            was: before.value,
            is: after.value,
            findings,
            judgesDefaults: false,
            prefix: { given: '', answered: '' },
        }).compare(before, after, 'given');
    }
    return findings.comparison();
}
function firstSchema(findings, is) {
    findings.change('minor', '', 'a first schema of the config');
    const { value } = schemaOf(is);
    const required = isRecord(value) && Array.isArray(value['required']) ? value['required'] : [];
    for (const key of required)
        findings.change('major', '/required', `\`${key}\` became required`);
}
/** Without the required keys that the package itself gives a value. */
function schemaOf({ schema = '{}', defaults }) {
    const value = JSON.parse(schema);
    if (!isRecord(value) || !Array.isArray(value['required']))
        return { value, pointer: '' };
    const required = value['required'].filter((key) => typeof key !== 'string' || !Object.hasOwn(defaults, key));
    return { value: { ...value, required }, pointer: '' };
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/descriptor/implied-provide.js
/** The provide by which a dependency is answered that names none: the http one, else the only one; null: none. */
function impliedProvide({ provides = {} }) {
    const all = Object.entries(provides);
    const http = all.find(([, provide]) => provide.protocol === 'http');
    const [only] = all;
    return http?.[0] ?? (all.length === 1 && only !== undefined ? only[0] : null);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/compare-surface.js

/**
 * What a descriptor itself promises: its provides, and what it needs of an environment. Ranges of its dependencies, and those that
 * it no longer needs, are nobody's contract: whether they are satisfied is asked by each promotion.
 */
function compareSurface(was, is) {
    return { changes: [...providesChanges(was, is), ...dependencyChanges(was, is)], unproven: [] };
}
function* providesChanges(was, is) {
    const [before, after] = [was.provides ?? {}, is.provides ?? {}];
    for (const [name, provide] of Object.entries(before)) {
        const place = `provides.${name}`;
        const now = Object.hasOwn(after, name) ? after[name] : undefined;
        if (now === undefined)
            yield { level: 'major', place, what: 'removed' };
        else if (now.protocol !== provide.protocol)
            yield { level: 'major', place, what: `the protocol was ${provide.protocol}, is ${now.protocol}` };
        else
            yield* contractPresence(place, provide, now);
    }
    for (const name of Object.keys(after))
        if (!Object.hasOwn(before, name))
            yield { level: 'minor', place: `provides.${name}`, what: 'added' };
    yield* impliedChange(impliedProvide(was), is);
}
/** Consumers that name no provide would find themselves elsewhere, though the one that they had is still there. */
function* impliedChange(before, is) {
    const after = impliedProvide(is);
    if (before === null || before === after || !Object.hasOwn(is.provides ?? {}, before))
        return;
    const now = after === null ? 'none' : `\`${after}\``;
    yield { level: 'major', place: 'provides', what: `a dependency that names no provide had \`${before}\`, has ${now}` };
}
/** A contract that may be left out would let any break through: out with the one version, in again with the next. */
function* contractPresence(place, was, is) {
    const has = (provide) => 'contract' in provide && provide.contract !== undefined;
    if (has(was) && !has(is))
        yield { level: 'major', place: `${place}.contract`, what: 'removed: nothing says any longer what is provided' };
    if (!has(was) && has(is))
        yield { level: 'minor', place: `${place}.contract`, what: 'added' };
}
function* dependencyChanges(was, is) {
    const before = was.dependencies ?? {};
    for (const [name, { optional }] of Object.entries(is.dependencies ?? {})) {
        const known = Object.hasOwn(before, name) ? before[name] : undefined;
        if (optional === true || (known !== undefined && known.optional !== true))
            continue;
        const what = known === undefined ? 'added: an environment must have it now' : 'no longer optional';
        yield { level: 'minor', place: `dependencies.${name}`, what };
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/judge-bump.js


/** `comparison`: what differs from the baseline; nothing where there is none. */
function judgeBump(version, published, comparison) {
    const { changes, unproven } = comparison;
    const baseline = baselineOf(version, published);
    const required = requiredLevel(changes);
    const judged = { baseline, required, changes, unproven };
    if (baseline !== null && required !== 'patch' && !allows(allowedLevel(baseline, version), required))
        return { ...judged, outcome: 'fail', right: rightVersion(version, baseline, required, published) };
    return { ...judged, outcome: unproven.length > 0 ? 'unproven' : 'pass', right: null };
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/compare-contents.js

/** Bodies by media type. */
function compareContents({ schemas, findings }, was, is, direction) {
    const [before, after] = [byType(was), byType(is)];
    for (const [type, content] of before) {
        const now = after.get(type);
        if (now === undefined)
            findings.change('major', content.pointer, 'removed');
        else
            schemas.compare(child(content, 'schema'), child(now, 'schema'), direction);
    }
    for (const [type, content] of after)
        if (!before.has(type))
            findings.change('minor', content.pointer, 'added');
}
/** Types are written in any case, and parameters with or without a space. */
function byType(content) {
    return new Map([...members(content)].map(([type, one]) => [type.toLowerCase().replaceAll(' ', ''), one]));
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/openapi-sides.js


/** Where a part that may be a `$ref` really stands. One to another document can't be followed, and that is told. */
function resolved(root, part, findings) {
    let at = part;
    for (let hops = 0; hops < 32; hops++) {
        const reference = isRecord(at.value) ? at.value['$ref'] : undefined;
        if (typeof reference !== 'string')
            return at;
        const target = follow(root, reference);
        if (target === undefined) {
            findings.unproven(at.pointer, ...whyUnfollowed(reference));
            return { value: undefined, pointer: at.pointer };
        }
        at = target;
    }
    return at;
}
function flag(part, name) {
    return isRecord(part.value) && part.value[name] === true;
}
function openapi_sides_text(part, name) {
    const value = isRecord(part.value) ? part.value[name] : undefined;
    return typeof value === 'string' ? value : undefined;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/compare-bodies.js



function compareRequestBodies(sides, wasOperation, isOperation) {
    const { findings } = sides;
    const was = resolved(sides.was, child(wasOperation, 'requestBody'), findings);
    const is = resolved(sides.is, child(isOperation, 'requestBody'), findings);
    if (was.value === undefined && is.value === undefined)
        return;
    const [needed, isNeeded] = [flag(was, 'required'), flag(is, 'required')];
    if (is.value === undefined) {
        findings.change('major', was.pointer, 'the request body is removed');
        return;
    }
    if (isNeeded && !needed)
        findings.change('major', `${is.pointer}/required`, 'the request body became required');
    if (was.value === undefined) {
        if (!isNeeded)
            findings.change('minor', is.pointer, 'a request body is added');
        return;
    }
    if (needed && !isNeeded)
        findings.change('minor', `${is.pointer}/required`, 'the request body is no longer required');
    compareContents(sides, child(was, 'content'), child(is, 'content'), 'given');
}
function compareResponses(sides, wasOperation, isOperation) {
    const [before, after] = [members(child(wasOperation, 'responses')), members(child(isOperation, 'responses'))];
    for (const [status, response] of before) {
        const now = [status, `${status.slice(0, 1)}XX`, 'default']
            .map((one) => after.get(one))
            .find((one) => one !== undefined);
        // An error that no longer happens is missed by nobody.
        if (now === undefined)
            sides.findings.change(isSuccess(status) ? 'major' : 'minor', response.pointer, 'removed');
        else
            compareResponse(sides, response, now);
    }
    for (const [status, response] of after)
        if (!before.has(status))
            sides.findings.change('minor', response.pointer, 'added');
}
const isSuccess = (status) => /^([123]|default)/i.test(status);
function compareResponse(sides, wasResponse, isResponse) {
    const { findings } = sides;
    const [was, is] = [resolved(sides.was, wasResponse, findings), resolved(sides.is, isResponse, findings)];
    compareContents(sides, child(was, 'content'), child(is, 'content'), 'answered');
    compareHeaders(sides, child(was, 'headers'), child(is, 'headers'));
}
function compareHeaders(sides, was, is) {
    const { findings, schemas } = sides;
    const byName = (headers) => new Map([...members(headers)].map(([name, header]) => [name.toLowerCase(), header]));
    const [before, after] = [byName(was), byName(is)];
    for (const [name, header] of before) {
        const now = after.get(name);
        if (now === undefined) {
            findings.change('major', header.pointer, 'removed');
            continue;
        }
        const [old, current] = [resolved(sides.was, header, findings), resolved(sides.is, now, findings)];
        if (flag(old, 'required') && !flag(current, 'required'))
            findings.change('major', current.pointer, 'no longer always sent');
        schemas.compare(child(old, 'schema'), child(current, 'schema'), 'answered');
    }
    for (const [name, header] of after)
        if (!before.has(name))
            findings.change('minor', header.pointer, 'added');
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/compare-parameters.js





/** Keywords that say how a value is written into a request; a change of one makes other requests. */
const writing = ['style', 'explode', 'allowReserved'];
function compareParameters(sides, was, is) {
    const { findings } = sides;
    const [before, after] = [parametersOf(sides, sides.was, was), parametersOf(sides, sides.is, is)];
    for (const [name, parameter] of before) {
        const now = after.get(name);
        if (now === undefined)
            findings.change('major', parameter.pointer, `the ${name} parameter is removed`);
        else
            compareParameter(sides, name, parameter, now);
    }
    for (const [name, parameter] of after) {
        if (before.has(name))
            continue;
        const isNeeded = flag(parameter, 'required');
        findings.change(isNeeded ? 'major' : 'minor', parameter.pointer, `the ${name} parameter is added${isNeeded ? ', and required' : ''}`);
    }
}
function compareParameter({ schemas, findings }, name, was, is) {
    const [needed, isNeeded] = [flag(was, 'required'), flag(is, 'required')];
    if (isNeeded && !needed)
        findings.change('major', is.pointer, `the ${name} parameter became required`);
    if (needed && !isNeeded)
        findings.change('minor', is.pointer, `the ${name} parameter is no longer required`);
    if (flag(is, 'deprecated') && !flag(was, 'deprecated'))
        findings.change('minor', is.pointer, `the ${name} parameter is deprecated`);
    for (const keyword of writing)
        if (!(0,external_node_util_.isDeepStrictEqual)(child(was, keyword).value, child(is, keyword).value))
            findings.change('major', `${is.pointer}/${keyword}`, `the ${name} parameter is written in another way`);
    schemas.compare(child(was, 'schema'), child(is, 'schema'), 'given');
    compareContents({ schemas, findings }, child(was, 'content'), child(is, 'content'), 'given');
}
/** Of the path and the operation, which has the last word. Those in the path go by their place in its template, not by name. */
function parametersOf({ findings }, root, { path, template, operation }) {
    const names = [...template.pointer.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
    const listed = [path, operation].flatMap((part) => items(child(part, 'parameters')));
    return new Map(listed.flatMap((item) => {
        const parameter = resolved(root, item, findings);
        if (!isRecord(parameter.value))
            return [];
        const [place, name] = [openapi_sides_text(parameter, 'in') ?? '', openapi_sides_text(parameter, 'name') ?? ''];
        if (place === 'path')
            return [[`path ${names.indexOf(name) + 1}.`, parameter]];
        return [[`${place} \`${place === 'header' ? name.toLowerCase() : name}\``, parameter]];
    }));
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/compare-security.js



/** A way in that sufficed has to suffice still. */
function compareSecurity(sides, wasOperation, isOperation) {
    const { findings } = sides;
    const was = securityOf(sides.was, wasOperation);
    const is = securityOf(sides.is, isOperation);
    for (const one of was.alternatives) {
        if (!is.alternatives.some((other) => isEnough(one, other)))
            findings.change('major', is.pointer, `${named(one)} no longer suffices as security`);
        for (const scheme of one.keys())
            compareScheme(sides, scheme);
    }
    for (const one of is.alternatives)
        if (!was.alternatives.some((other) => isEnough(one, other)))
            findings.change('minor', is.pointer, `${named(one)} suffices as security`);
}
/** What is asked for is no more than what was given. */
function isEnough(given, asked) {
    return [...asked].every(([scheme, scopes]) => [...scopes].every((scope) => given.get(scheme)?.has(scope) === true) && given.has(scheme));
}
function named(alternative) {
    if (alternative.size === 0)
        return 'nothing';
    return [...alternative]
        .map(([scheme, scopes]) => `\`${scheme}\`${scopes.size === 0 ? '' : ` (${[...scopes].join(', ')})`}`)
        .join(' with ');
}
/** The operation's own, else the document's. */
function securityOf(root, operation) {
    const own = child(operation, 'security');
    const all = own.value === undefined ? child({ value: root, pointer: '' }, 'security') : own;
    const alternatives = items(all).map((one) => new Map([...members(one)].map(([scheme, { value }]) => [
        scheme,
        new Set(Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : []),
    ])));
    const pointer = all.value === undefined ? operation.pointer : all.pointer;
    return { alternatives: alternatives.length === 0 ? [new Map()] : alternatives, pointer };
}
function compareScheme({ was, is, findings }, name) {
    const [before, after] = [schemeOf(was, name), schemeOf(is, name)];
    if (after.value === undefined || (0,external_node_util_.isDeepStrictEqual)(essence(before.value), essence(after.value)))
        return;
    findings.change('major', after.pointer, 'another way to say who one is');
}
function schemeOf(root, name) {
    return ['components', 'securitySchemes', name].reduce(child, { value: root, pointer: '' });
}
/** What a client has to send, and where; where to get it is not asked. */
function essence(scheme) {
    if (!isRecord(scheme))
        return null;
    const { type, in: place, name, scheme: method } = scheme;
    return { type, place, name, method: typeof method === 'string' ? method.toLowerCase() : method };
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/openapi/compare-openapi.js








const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/**
 * What clients of an API find changed, from two OpenAPI 3 descriptions: operations, parameters, bodies, responses, security. Server
 * addresses are Towpath's own affair, and texts for people break nobody. Callbacks and webhooks are not compared, and that is told
 * when they differ.
 */
function compareOpenApi(was, is, file) {
    const findings = new Findings(file);
    const prefix = { given: 'in requests: ', answered: 'in responses: ' };
    const schemas = new SchemaComparison({ was, is, findings, judgesDefaults: true, prefix });
    const sides = { was, is, schemas, findings };
    comparePaths(sides);
    unjudged(sides, 'webhooks', { value: was, pointer: '' }, { value: is, pointer: '' });
    return findings.comparison();
}
function comparePaths(sides) {
    const [before, after] = [pathsOf(sides.was), pathsOf(sides.is)];
    for (const [template, path] of before) {
        const now = after.get(template);
        if (now === undefined)
            sides.findings.change('major', path.pointer, 'removed');
        else
            comparePath(sides, path, now);
    }
    for (const [template, path] of after)
        if (!before.has(template))
            sides.findings.change('minor', path.pointer, 'added');
}
/** By template without the names of its parameters: these reach no server. */
function pathsOf(root) {
    const paths = members(child({ value: root, pointer: '' }, 'paths'));
    return new Map([...paths]
        .filter(([path]) => path.startsWith('/'))
        .map(([path, item]) => [path.replace(/\{[^{}]*\}/g, '{}'), item]));
}
function comparePath(sides, was, is) {
    const { findings } = sides;
    const [before, after] = [resolved(sides.was, was, findings), resolved(sides.is, is, findings)];
    for (const method of methods) {
        const [operation, now] = [child(before, method), child(after, method)];
        if (operation.value === undefined && now.value === undefined)
            continue;
        if (now.value === undefined)
            findings.change('major', operation.pointer, 'removed');
        else if (operation.value === undefined)
            findings.change('minor', now.pointer, 'added');
        else
            compareOperation(sides, { path: before, template: was, operation }, { path: after, template: is, operation: now });
    }
}
function compareOperation(sides, was, is) {
    const { operation } = is;
    if (flag(operation, 'deprecated') && !flag(was.operation, 'deprecated'))
        sides.findings.change('minor', operation.pointer, 'deprecated');
    compareParameters(sides, was, is);
    compareRequestBodies(sides, was.operation, operation);
    compareResponses(sides, was.operation, operation);
    compareSecurity(sides, was.operation, operation);
    unjudged(sides, 'callbacks', was.operation, operation);
}
function unjudged({ findings }, key, was, is) {
    const [before, after] = [child(was, key), child(is, key)];
    if (!(0,external_node_util_.isDeepStrictEqual)(before.value, after.value))
        findings.unproven(after.pointer, `${key} differ, and are not compared`);
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(33243);
;// CONCATENATED MODULE: ./packages/descriptor/lib/compatibility/read-contract.js


/** Aliases are references within the text; a document with more of them is made to be large. */
const mostAliases = 1000;
/** What a contract is written in, by its name and its text. */
function readContract(path, text) {
    if (path.endsWith('.proto'))
        return { kind: 'protobuf' };
    if (!/\.(ya?ml|json)$/i.test(path))
        return { kind: 'other', found: `a file named ${path}` };
    const read = readDocument(path, text);
    if ('reason' in read)
        return { kind: 'unreadable', ...read };
    const { document } = read;
    if (!isRecord(document))
        return { kind: 'other', found: 'no map' };
    const { openapi, swagger, asyncapi } = document;
    if (typeof openapi === 'string' && /^3\.\d/.test(openapi))
        return { kind: 'openapi', document };
    if (swagger !== undefined)
        return { kind: 'other', found: `Swagger ${String(swagger)}` };
    if (asyncapi !== undefined)
        return { kind: 'other', found: `AsyncAPI ${String(asyncapi)}` };
    return { kind: 'other', found: openapi === undefined ? 'no key `openapi`' : `OpenAPI ${String(openapi)}` };
}
/** YAML has braces too, so the name decides. */
function readDocument(path, text) {
    const isJson = /\.json$/i.test(path) && /^\s*\{/.test(text);
    try {
        return { document: isJson ? JSON.parse(text) : (0,js_yaml/* load */.Hh)(text, { maxAliases: mostAliases }) };
    }
    catch (error) {
        // js-yaml asks its callers to take every error for one of the text (docs/safety.md).
        if (!(error instanceof js_yaml/* YAMLException */.tB))
            return { reason: error instanceof Error ? error.message : String(error) };
        return { reason: error.reason, ...(error.mark !== undefined && { line: error.mark.line + 1 }) };
    }
}

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/descriptor/lib/fault.js

/** One problem of a document, version, range or record. A retry never helps: the text has to change. */
class DescriptorFault extends lib/* Fault */.vC {
}
/** All problems of one document, in the order of the file. */
class DescriptorFaults extends lib/* Faults */.CG {
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/parse.js
var parse = __webpack_require__(69171);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/nearest.js
/** The known word that someone who wrote `word` most likely meant, or undefined when none is near. */
function nearest(word, known) {
    if (word.length > 64)
        return undefined;
    const reach = word.length <= 4 ? 1 : word.length <= 7 ? 2 : 3;
    const ranked = known
        .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ candidate, distance }) => distance <= Math.min(reach, Math.ceil(candidate.length / 2)))
        .sort((a, b) => a.distance - b.distance);
    return ranked[0]?.candidate;
}
/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= b.length; column += 1) {
            const substitution = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
            const swaps = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            const swap = swaps ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY;
            current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, substitution, swap));
        }
        beforeLast = last;
        last = current;
    }
    return at(last, b.length);
}
function at(row, column) {
    return row[column] ?? Number.POSITIVE_INFINITY;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(29396);
;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/spellings.js

/** Schemas that can correct what people write: `versionSchema.register(spellings, {correct: suggestVersion})`. */
const spellings = registries/* registry */.u5();

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/fix.js



/** What to write instead, where that can be known: every suggestion is one that a schema there takes. */
function fixForValue({ value, raw }, schemas) {
    const takes = (candidate) => schemas.some((schema) => parse/* safeParse */.xL(schema, candidate).success);
    if (typeof value === 'number' || typeof value === 'boolean') {
        const written = raw ?? String(value);
        if (takes(written))
            return `Write it in quotes: \`"${written}"\``;
        if (takes([value]))
            return `Write it as a list: \`[${written}]\``;
        return corrected(written, schemas);
    }
    if (typeof value !== 'string')
        return undefined;
    if (/^-?\d+(\.\d+)?$/.test(value) && takes(Number(value)))
        return `Write it without quotes: \`${value}\``;
    const truth = /^(true|yes|on)$/i.test(value) ? true : /^(false|no|off)$/i.test(value) ? false : undefined;
    if (truth !== undefined && takes(truth))
        return `Write \`${truth}\``;
    if (/^[\w./-]+$/.test(value) && takes([value]))
        return `Write it as a list: \`[${value}]\``;
    return corrected(value, schemas);
}
function fixForKey(key, schemas) {
    return corrected(key, schemas);
}
function corrected(written, schemas) {
    for (const schema of schemas) {
        const right = spellings.get(schema)?.correct?.(written) ?? nearestOption(written, schema);
        if (right !== undefined && parse/* safeParse */.xL(schema, right).success)
            return `Write \`${right}\``;
    }
    return undefined;
}
function nearestOption(written, schema) {
    if (schema instanceof schemas/* ZodEnum */.Vb4)
        return nearest(written, schema.options.map(String));
    if (schema instanceof schemas/* ZodLiteral */.DN5)
        return nearest(written, [...schema.values].map(String));
    return undefined;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/generic.js
const types = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map',
    record: 'a map',
    null: 'nothing',
    undefined: 'nothing',
};
/** The "expected" clause of issues whose schema carries none; empty where the issue explains itself (unions, keys). */
const genericExpectation = (issue) => {
    switch (issue.code) {
        case 'invalid_type':
            return types[issue.expected] ?? `a value of type ${issue.expected}`;
        case 'invalid_value':
            return oneOf(issue.values.map((value) => `\`${String(value)}\``));
        case 'too_small':
            return `at least ${bound(issue.minimum, issue.origin)}`;
        case 'too_big':
            return `at most ${bound(issue.maximum, issue.origin)}`;
        case 'not_multiple_of':
            return `a multiple of ${issue.divisor}`;
        case 'invalid_format':
            return issue.pattern === undefined ? `a text in the form of a ${issue.format}` : `a text like ${issue.pattern}`;
        case 'custom':
            return 'another value';
        default:
            return '';
    }
};
/** `a`, `a or b`, `a, b or c`. */
function oneOf(words) {
    const last = words.at(-1) ?? 'nothing';
    return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
function bound(limit, origin) {
    const units = {
        string: ['character', 'characters'],
        array: ['item', 'items'],
        object: ['key', 'keys'],
        record: ['key', 'keys'],
    };
    const unit = units[origin];
    return unit === undefined ? String(limit) : `${limit} ${Number(limit) === 1 ? unit[0] : unit[1]}`;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/issues.js

/** Unions are replaced by the issues of the branch that fits best, however deep they stand. */
function plainIssues(issues, base = []) {
    return issues.flatMap((issue) => {
        const path = [...base, ...issue.path];
        if (issue.code !== 'invalid_union')
            return [{ code: issue.code, path, expected: issue.message, issue }];
        const branch = bestBranch(issue);
        if (branch !== undefined)
            return plainIssues(branch, path);
        return [{ code: 'no_branch', path, expected: issue.message || expectedOfAll(issue), issue }];
    });
}
/** The branch whose type is that of the value, or undefined when none or several are and the union speaks for itself. */
function bestBranch(union) {
    const fitting = union.errors.filter((branch) => branch.length > 0 && !branch.some(isOtherType));
    if (fitting.length <= 1)
        return fitting[0];
    const inside = fitting.filter((branch) => branch.every((issue) => issue.path.length > 0 || isKeys(issue)));
    if (inside.length === 0)
        return union.message === '' ? fitting[0] : undefined;
    return [...inside].sort((a, b) => weight(a) - weight(b))[0];
}
const isOtherType = (issue) => issue.path.length === 0 &&
    (issue.code === 'invalid_type' ||
        issue.code === 'invalid_value' ||
        (issue.code === 'invalid_union' && bestBranch(issue) === undefined));
const isKeys = (issue) => issue.code === 'unrecognized_keys';
/** How far a value is from a branch: unknown and missing keys count more than wrong values inside. */
function weight(branch) {
    return branch.reduce((sum, issue) => {
        if (issue.code === 'unrecognized_keys')
            return sum + 4 * issue.keys.length;
        if (issue.code === 'invalid_type' && issue.path.length === 1)
            return sum + 3;
        return sum + 1;
    }, 0);
}
function expectedOfAll(union) {
    const clauses = union.errors.flatMap((branch) => branch.filter((issue) => issue.path.length === 0));
    const words = clauses.flatMap((issue) => issue.code === 'invalid_union' ? [issue.message || expectedOfAll(issue)] : [issue.message]);
    const options = 'options' in union && Array.isArray(union.options) ? union.options.map((o) => `\`${String(o)}\``) : [];
    return oneOf([...new Set([...words.filter((word) => word !== ''), ...options])]);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/schema-at.js


/**
 * The schemas that a path can lead to, without their wrappers (optional, nullable…); several where unions stand on the
 * way (the union itself comes first). Branches of a union whose literals contradict the value are left out.
 */
function schemasAt(schema, path, value) {
    const candidates = unwrapped(schema, value);
    const [step, ...rest] = path;
    if (step === undefined)
        return candidates;
    const child = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
    return candidates.flatMap((candidate) => {
        const next = schemaOfStep(candidate, String(step));
        return next === undefined ? [] : schemasAt(next, rest, child);
    });
}
/** The schemas of the keys of the maps at a path. */
function keySchemasAt(schema, path, value) {
    return schemasAt(schema, path, value).flatMap((candidate) => candidate instanceof schemas/* ZodRecord */.b8S ? unwrapped(candidate.keyType, undefined) : []);
}
/** Keys that the maps at a path know, those for later versions excepted. */
function knownKeysAt(schema, path, value) {
    const keys = schemasAt(schema, path, value).flatMap((candidate) => candidate instanceof schemas/* ZodObject */.bvH ? Object.entries(candidate.shape).filter(([, key]) => !isNotYet(key)) : []);
    return [...new Set(keys.map(([key]) => key))];
}
function schemaOfStep(schema, step) {
    if (schema instanceof schemas/* ZodObject */.bvH)
        return Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
    if (schema instanceof schemas/* ZodRecord */.b8S)
        return schema.valueType;
    if (schema instanceof schemas/* ZodArray */.naA)
        return schema.element;
    return undefined;
}
function unwrapped(schema, value) {
    if (schema instanceof schemas/* ZodUnion */.fZ7) {
        const options = schema.options.flatMap((option) => unwrapped(option, value));
        const agreeing = options.filter((option) => !contradicts(option, value));
        return [schema, ...(agreeing.length === 0 ? options : agreeing)];
    }
    const inner = innerOf(schema);
    return inner === undefined ? [schema] : unwrapped(inner, value);
}
function innerOf(schema) {
    if (schema instanceof schemas/* ZodOptional */.IiU || schema instanceof schemas/* ZodNullable */.l1C || schema instanceof schemas/* ZodDefault */.XiL) {
        return schema.unwrap();
    }
    if (schema instanceof schemas/* ZodReadonly */.EVz || schema instanceof schemas/* ZodLazy */.Ihb)
        return schema.unwrap();
    if (schema instanceof schemas/* ZodPipe */.utH)
        return schema.in;
    return undefined;
}
function contradicts(schema, value) {
    if (!(schema instanceof schemas/* ZodObject */.bvH) || !isRecord(value))
        return false;
    return Object.entries(schema.shape).some(([key, member]) => member instanceof schemas/* ZodLiteral */.DN5 && Object.hasOwn(value, key) && !parse/* safeParse */.xL(member, value[key]).success);
}
function isNotYet(schema) {
    return schema instanceof schemas/* ZodOptional */.IiU && schema.unwrap() instanceof schemas/* ZodUndefined */._ZT;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/explain.js







const notYetPrefix = 'not yet: ';
const mostKeysListed = 12;
/** zod's issues as problems that a person can act on. */
function explainIssues(issues, reading) {
    return plainIssues(issues).flatMap((issue) => explainIssue(issue, reading));
}
function explainIssue(plain, reading) {
    const { issue, path, expected } = plain;
    if (expected.startsWith(notYetPrefix))
        return [explainNotYet(path, expected.slice(notYetPrefix.length))];
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => explainUnknownKey([...path, key], reading));
    if (issue.code === 'invalid_key')
        return [explainWrongKey(path, issue.issues[0]?.message ?? 'another key', reading)];
    return [explainValue(path, expected, reading)];
}
function explainNotYet(path, what) {
    return {
        code: 'not-yet',
        path,
        at: 'key',
        expected: `it to be absent (not yet: ${what}; the format knows it, this version does not carry it out)`,
        fix: `Remove \`${String(path.at(-1))}\``,
    };
}
function explainUnknownKey(path, reading) {
    const key = String(path.at(-1));
    const known = knownKeysAt(reading.schema, path.slice(0, -1), reading.value).filter((name) => name !== key);
    const meant = nearest(key, known);
    return {
        path,
        at: 'key',
        expected: known.length > 0 && known.length <= mostKeysListed
            ? oneOf(known.map((name) => `\`${name}\``))
            : 'a key of the format',
        found: `the unknown key ${quoteShort(key)}`,
        fix: meant === undefined ? 'Remove it' : `Did you mean \`${meant}\`? Write it so, or remove the key`,
    };
}
function explainWrongKey(path, expected, reading) {
    const key = String(path.at(-1));
    const fix = fixForKey(key, keySchemasAt(reading.schema, path.slice(0, -1), reading.value));
    return { path, at: 'key', expected, found: `the key ${quoteShort(key)}`, ...(fix === undefined ? {} : { fix }) };
}
function explainValue(path, expected, reading) {
    const finding = reading.find(path);
    const fix = fixOf(path, finding, reading);
    return { path, expected, ...(fix === undefined ? {} : { fix }) };
}
function fixOf(path, finding, reading) {
    if (isMissing(path, reading))
        return `Add the key \`${String(path.at(-1))}\``;
    if (finding.value === null)
        return 'Give it a value, or remove the key';
    return fixForValue(finding, schemasAt(reading.schema, path, reading.value));
}
function isMissing(path, reading) {
    const key = path.at(-1);
    const parent = reading.find(path.slice(0, -1)).value;
    return key !== undefined && isRecord(parent) && !Object.hasOwn(parent, key);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/problem.js
/** `services.orders.versions[0]`, as people name a place in a document; the root is `the document`. */
function renderPath(path) {
    const text = path.map(renderStep).join('');
    if (text === '')
        return 'the document';
    return text.startsWith('.') ? text.slice(1) : text;
}
function renderStep(step) {
    if (typeof step === 'number')
        return `[${step}]`;
    const key = String(step);
    return /^[A-Za-z0-9_-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/faults.js




/** Where, expected, found and fix of a problem; its place is the caller's to add. */
function explanationOf(problem, finding) {
    const { path, expected, fix } = problem;
    const found = problem.found ?? describeFound(finding);
    return { where: renderPath(path), expected, found, ...(fix === undefined ? {} : { fix }) };
}
/** Faults of a document that has no text a person wrote; `where` names it. At least one, as zod gives at least one issue. */
function faultsOfIssues(issues, schema, value, { code, where }) {
    const find = (path) => ({ value: valueAt(value, path), raw: null });
    const faults = explainIssues(issues, { schema, value, find }).map((problem) => {
        const { where: inside, ...rest } = explanationOf(problem, find(problem.path));
        return new DescriptorFault(problem.code ?? code, {
            ...rest,
            where: problem.path.length === 0 ? where : `${where} ${inside}`,
        });
    });
    const [first = new DescriptorFault(code, { where, expected: 'another document' }), ...rest] = faults;
    return [first, ...rest];
}
/** What stands at a path of plain data, or undefined. */
function valueAt(value, path) {
    return path.reduce((at, step) => typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined, value);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/config-schema/schema.js

const type = schemas/* enum */.k5n(['string', 'number', 'integer', 'boolean'], {
    error: '`string`, `number`, `integer` or `boolean`, as config values are scalars',
});
const patternSchema = schemas/* string */.YjP()
    .refine(compiles, { error: 'a regular expression that ECMAScript reads with the flag `u`' });
const scalar = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()], { error: 'a text, a number, true or false' });
const annotations = {
    title: schemas/* string */.YjP().optional(),
    description: schemas/* string */.YjP().optional(),
    $comment: schemas/* string */.YjP().optional(),
    default: scalar.optional(),
    examples: schemas/* array */.YOg(scalar).optional(),
    deprecated: schemas/* boolean */.zMY().optional(),
};
const count = schemas/* int */.Whr({ error: 'a whole number' }).min(0).optional();
const limit = schemas/* number */.aig().optional();
const propertySchema = schemas/* strictObject */.rej({
    ...annotations,
    type: schemas/* union */.KCZ([type, schemas/* array */.YOg(type).min(1)], { error: 'a type or a list of types' }).optional(),
    enum: schemas/* array */.YOg(scalar).min(1).optional(),
    const: scalar.optional(),
    minLength: count,
    maxLength: count,
    pattern: patternSchema.optional(),
    minimum: limit,
    maximum: limit,
    exclusiveMinimum: limit,
    exclusiveMaximum: limit,
    multipleOf: schemas/* number */.aig().positive({ error: 'a number above 0' }).optional(),
});
/** The part of JSON Schema (2020-12) that says something about a flat map of scalars. Other keywords are refused, not ignored. */
const configSchemaSchema = schemas/* strictObject */.rej({
    $schema: schemas/* string */.YjP().optional(),
    $id: schemas/* string */.YjP().optional(),
    title: schemas/* string */.YjP().optional(),
    description: schemas/* string */.YjP().optional(),
    $comment: schemas/* string */.YjP().optional(),
    type: schemas/* literal */.euz('object', { error: '`object`, as config is a map' }),
    properties: schemas/* record */.g1P(schemas/* string */.YjP(), propertySchema).optional(),
    required: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    additionalProperties: schemas/* union */.KCZ([schemas/* boolean */.zMY(), propertySchema], { error: 'true, false or a schema' }).optional(),
});
function compiles(source) {
    try {
        return new RegExp(source, 'u').source !== '';
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/config-schema/config-schema.js






/**
 * The JSON Schema of a package's config, from its text. Throws DescriptorFaults `config-schema-invalid`, also for keywords
 * that are JSON Schema but not checked here.
 */
function parseConfigSchema(text, file) {
    const value = parseJson(text, file);
    const result = configSchemaSchema.safeParse(value, { error: genericExpectation });
    if (result.success)
        return result.data;
    const at = { code: 'config-schema-invalid', where: file };
    throw new DescriptorFaults(faultsOfIssues(result.error.issues, configSchemaSchema, value, at));
}
function parseJson(text, file) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        const found = `what can't be read: ${cause instanceof Error ? cause.message : String(cause)}`;
        const explanation = { where: file, expected: 'JSON', found, place: { file } };
        throw new DescriptorFaults([new DescriptorFault('config-schema-invalid', explanation, { cause })]);
    }
}
/**
 * What a resolved config has wrong, by the schema of its package; empty when nothing. Paths begin at the config. For
 * `parseYamlDocument`'s check, or to become faults.
 */
function configProblems(schema, config) {
    const properties = schema.properties ?? {};
    const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(config, key));
    return [
        ...missing.map((key) => ({ ...problem(key, expectedOf(properties, key)), found: 'nothing', fix: `Add \`${key}\`` })),
        ...Object.entries(config).flatMap(([key, value]) => {
            const property = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
            if (property === false)
                return [unknownKey(key, Object.keys(properties))];
            if (property === undefined || property === true)
                return [];
            return valueProblems(key, value, property);
        }),
    ];
}
function problem(key, expected) {
    return { path: [key], code: 'config-invalid', expected };
}
function expectedOf(properties, key) {
    const type = Object.hasOwn(properties, key) ? properties[key]?.type : undefined;
    return type === undefined ? 'a value' : typesInWords(type);
}
function unknownKey(key, known) {
    const meant = nearest(key, known);
    return {
        ...problem(key, 'a key that the config schema of the package knows'),
        at: 'key',
        found: `the unknown key ${quoteShort(key)}`,
        fix: meant === undefined ? 'Remove it' : `Did you mean \`${meant}\`? Write it so, or remove the key`,
    };
}
function valueProblems(key, value, property) {
    if (property.type !== undefined && !hasType(value, property.type)) {
        return [{ ...problem(key, typesInWords(property.type)), ...fixOfType(value, property.type) }];
    }
    return expectations(value, property).map((expected) => problem(key, expected));
}
const words = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false' };
const listOf = (types) => (typeof types === 'string' ? [types] : types);
const typesInWords = (types) => oneOf(listOf(types).map((type) => words[type]));
function hasType(value, types) {
    return listOf(types).some((type) => (type === 'integer' ? Number.isInteger(value) : typeof value === type));
}
function fixOfType(value, types) {
    if (typeof value !== 'string')
        return hasType(String(value), types) ? { fix: 'Write it in quotes' } : {};
    const isNumber = /^-?\d+(\.\d+)?$/.test(value) && hasType(Number(value), types);
    const isTruth = /^(true|false)$/.test(value) && hasType(true, types);
    return isNumber || isTruth ? { fix: `Write it without quotes: \`${value}\`` } : {};
}
/** What the keywords ask for and the value is not. Keywords for other types say nothing, as in JSON Schema. */
function expectations(value, property) {
    const asked = [];
    if (property.enum)
        asked.push([property.enum.includes(value), oneOf(property.enum.map((one) => `\`${one}\``))]);
    if (property.const !== undefined)
        asked.push([value === property.const, `\`${property.const}\``]);
    if (typeof value === 'string')
        asked.push(...ofText(value, property));
    if (typeof value === 'number')
        asked.push(...ofNumber(value, property));
    return asked.filter(([holds]) => !holds).map(([, expected]) => expected);
}
function* ofText(value, { minLength, maxLength, pattern }) {
    const length = [...value].length;
    if (minLength !== undefined)
        yield [length >= minLength, `at least ${minLength} characters`];
    if (maxLength !== undefined)
        yield [length <= maxLength, `at most ${maxLength} characters`];
    if (pattern !== undefined)
        yield [new RegExp(pattern, 'u').test(value), `a text that matches \`${pattern}\``];
}
function* ofNumber(value, property) {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = property;
    if (minimum !== undefined)
        yield [value >= minimum, `at least ${minimum}`];
    if (maximum !== undefined)
        yield [value <= maximum, `at most ${maximum}`];
    if (exclusiveMinimum !== undefined)
        yield [value > exclusiveMinimum, `more than ${exclusiveMinimum}`];
    if (exclusiveMaximum !== undefined)
        yield [value < exclusiveMaximum, `less than ${exclusiveMaximum}`];
    if (multipleOf !== undefined)
        yield [isMultiple(value, multipleOf), `a multiple of ${multipleOf}`];
}
/** 0.3 is a multiple of 0.1, whatever binary fractions make of it. */
function isMultiple(value, divisor) {
    const quotient = value / divisor;
    return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * 2 * Number.EPSILON;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/descriptor/lib/digest.js



const pattern = /^sha256:[0-9a-f]{64}$/;
const digestSchema = schemas/* templateLiteral */.Uy$(['sha256:', schemas/* string */.YjP()])
    .refine((text) => pattern.test(text), { error: '`sha256:` and 64 lower-case hex digits' })
    .meta({ pattern: pattern.source });
function isDigest(text) {
    return pattern.test(text);
}
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
/** Digest of a document: of its canonical JSON (FORMATS "Digests"). */
function digestOfDocument(document) {
    return digestOf(canonicalJson(document));
}
/** The 64 hex digits alone, as they stand in paths. */
function bareDigest(digest) {
    return digest.slice('sha256:'.length);
}
/** The first 12 hex digits, as people read them (VOICE). */
function shortDigest(digest) {
    return bareDigest(digest).slice(0, 12);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/name.js


const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
/** RFC 1123 label of 2–63 characters in lower case: packages, services, environments, hosts, groups. */
const nameSchema = schemas/* string */.YjP({ error: 'a name such as `orders`' })
    .regex(label, { error: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end' })
    .register(spellings, { correct: suggestName });
/** Config keys and variables of a process. */
const variableSchema = schemas/* string */.YjP({ error: 'a variable name such as `LOG_LEVEL`' })
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'a variable name: letters, digits and `_`, not beginning with a digit' })
    .register(spellings, { correct: suggestVariable });
function isName(text) {
    return label.test(text);
}
/** The nearest name to what someone wrote (`Order_Service` → `order-service`), or null. */
function suggestName(text) {
    const near = text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 63)
        .replace(/^-+|-+$/g, '');
    return isName(near) ? near : null;
}
function suggestVariable(text) {
    const near = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
    return /[A-Za-z0-9]/.test(near) ? near : null;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
;// CONCATENATED MODULE: ./packages/descriptor/lib/scalar.js


/** No environment of a process can carry NUL. */
const textSchema = schemas/* string */.YjP().refine((text) => !text.includes('\0'), { error: 'a text without NUL' });
/** A config value. */
const scalarSchema = schemas/* union */.KCZ([textSchema, schemas/* number */.aig(), schemas/* boolean */.zMY()], { error: 'a text, a number, true or false' })
    .register(spellings, { verbatim: true });
const wholeSchema = (least, unit) => schemas/* int */.Whr({ error: `a whole number of ${unit}` }).min(least, { error: `a whole number of ${unit}, at least ${least}` });
/** RFC 3339 in UTC, as every record writes times. */
const timeSchema = iso/* datetime */.w$({ error: 'a time such as `2026-11-23T09:30:00Z`' });
/** A key that the formats name and this version does not carry out yet: known, so that it is refused and never ignored. */
const notYet = (what) => schemas/* undefined */.Vxk({ error: () => `not yet: ${what}` })
    .optional()
    .meta({ description: `Not yet: ${what}.` });

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/command.js

/** A program and its arguments; no shell reads them. */
const commandSchema = schemas/* array */.YOg(schemas/* string */.YjP().refine((word) => !word.includes('\0'), { error: 'a word without NUL' }), { error: 'a list of words such as `[node, server.js]`' })
    .min(1, { error: 'a list of at least one word such as `[node, server.js]`' });

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/infrastructure.js




const percentage = 'a percentage from `1%` to `100%`';
const batchSchema = schemas/* union */.KCZ([wholeSchema(1, 'hosts'), schemas/* string */.YjP({ error: percentage }).regex(/^([1-9]\d?|100)%$/, { error: percentage })], { error: 'a number of hosts, or a percentage such as `25%`' });
const strategySchema = schemas/* strictObject */.rej({
    kind: schemas/* enum */.k5n(['overlap', 'replace'], { error: '`overlap` or `replace`' })
        .optional()
        .describe('overlap: the old version serves until the new one is verified. replace: it stops first.'),
    batch: batchSchema.optional().describe('Hosts at once, or a percentage of them.'),
});
const healthSchema = schemas/* strictObject */.rej({
    startSeconds: wholeSchema(1, 'seconds').optional().describe('How long it may take to become healthy.'),
    intervalMs: wholeSchema(10, 'milliseconds').optional().describe('Time between two checks.'),
    timeoutMs: wholeSchema(10, 'milliseconds').optional().describe('Time that one check may take.'),
    successes: wholeSchema(1, 'successes').optional().describe('Checks in a row that have to succeed.'),
    settleSeconds: wholeSchema(0, 'seconds').optional().describe('How long it has to stay healthy after that.'),
    command: commandSchema.optional().describe('For a worker: exits 0 when it is healthy.'),
});
/** A folder's name below the state folder: one segment, nothing that leaves it. */
const stateFolderSchema = schemas/* string */.YjP({ error: 'a folder name such as `data`' })
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, { error: 'a folder name such as `data`, without `/`' });
/** What a package needs from where it runs; the same keys may be overridden at every level of the spec. */
const infrastructureSchema = schemas/* strictObject */.rej({
    hostGroup: nameSchema.optional().describe('The group of hosts that it runs on, one instance on each.'),
    hosts: schemas/* array */.YOg(nameSchema).min(1).optional().describe('The hosts that it runs on, instead of a group.'),
    perHost: wholeSchema(1, 'instances').optional().describe('Instances on each host.'),
    resources: schemas/* strictObject */.rej({
        cpuMilli: wholeSchema(1, 'thousandths of a core').optional().describe('Thousandths of a core.'),
        memoryMiB: wholeSchema(1, 'MiB').optional().describe('Memory in MiB.'),
    })
        .optional()
        .describe('What each instance may use.'),
    state: schemas/* array */.YOg(stateFolderSchema)
        .optional()
        .describe('Writable folders below TOWPATH_STATE_DIR that outlive versions; all else is read-only.'),
    strategy: strategySchema.optional().describe('How a new version takes over.'),
    health: healthSchema.optional().describe('When an instance counts as healthy.'),
    drainSeconds: wholeSchema(0, 'seconds').optional().describe('How long open requests may go on after a switch.'),
    stopSeconds: wholeSchema(0, 'seconds').optional().describe('Time between asking the process to stop and killing it.'),
    hooks: notYet('hooks around a deploy'),
    data: notYet('schema levels of data'),
    config: schemas/* strictObject */.rej({
        user: schemas/* string */.YjP()
            .regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'a user name of at most 32 characters' })
            .optional()
            .describe('System user that it runs as.'),
        restartSeconds: wholeSchema(0, 'seconds').optional().describe('Pause before a process that died is restarted.'),
    })
        .optional()
        .describe('Config of the infrastructure.'),
});

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/parsed.js

/** More distinct texts than one plan of a large environment compares; then it begins anew. */
const mostKept = 50_000;
/** Parsing is most of the work of a comparison, and the same few texts are compared again and again. */
function keepParsed(parse) {
    const kept = new Map();
    return (text) => {
        const known = kept.get(text);
        if (known !== undefined)
            return known;
        const parsed = parse(text);
        if (kept.size >= mostKept)
            kept.clear();
        kept.set(text, parsed);
        return parsed;
    };
}
function parsingWith(includePrerelease) {
    return {
        version: keepParsed((text) => new semver.SemVer(text, { includePrerelease })),
        range: keepParsed((text) => semver.validRange(text) === null ? null : new semver.Range(text, { includePrerelease })),
    };
}
/** By policy: semver parses again what was parsed with another one. */
const parsings = {
    exclude: parsingWith(false),
    include: parsingWith(true),
};
function parsedVersion(text, policy = 'exclude') {
    return parsings[policy].version(text);
}
function parsedRange(text, policy = 'exclude') {
    return parsings[policy].range(text);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/range.js




/** A range as node-semver understands it (DESIGN §7), of at most 256 characters. */
const rangeSchema = schemas/* string */.YjP({ error: 'a semver range such as `^1.4`' })
    .refine(isRange, { error: 'a semver range such as `^1.4`, `~2.1` or `>=1 <3`' });
function isRange(text) {
    return text.length <= 256 && text.trim() !== '' && semver.validRange(text) !== null;
}
/** `Range.format()` parsed without options, or `*`: what two spellings of one range share. */
function canonicalRange(range) {
    return new semver.Range(range).format() || '*';
}
/**
 * What stands for a range in a host name or path: `v2`, `v2-1`, `v2-1-0` for ranges that equal a bare form (`^2` is `v2`,
 * `~2.1` is `v2-1`, `^0.2` is `v0-2`), else `r` and 8 hex digits of the sha256 of the canonical range (DESIGN §7).
 */
function labelOfRange(range) {
    const canonical = canonicalRange(range);
    const bare = bareForms(canonical).find((form) => canonicalRange(form.join('.')) === canonical);
    if (bare !== undefined)
        return `v${bare.join('-')}`;
    return `r${(0,external_node_crypto_.createHash)('sha256').update(canonical).digest('hex').slice(0, 8)}`;
}
/** Bare forms that a canonical range could equal, by the numbers in it; `0` is `<1.0.0-0`, so zeros count as named. */
function bareForms(canonical) {
    const named = [...canonical.matchAll(/(\d+)\.(\d+)\.(\d+)/g)].map(([, ...numbers]) => numbers);
    return [...named, ['0', '0', '0']].flatMap((numbers) => [numbers.slice(0, 1), numbers.slice(0, 2), numbers]);
}
/** The spellings by which a declared range is routed: as written, canonical, and its label (DESIGN §7). */
function spellingsOfRange(range) {
    return [...new Set([range, canonicalRange(range), labelOfRange(range)])];
}
/**
 * The spellings by which a live version is routed whoever declares them: bare, `^`, `~` and `=` forms of its major, minor
 * and exact numbers, and the labels of the bare ones (DESIGN §7). The exact number has no build metadata.
 */
function spellingsOfVersion(version) {
    const { major, minor, version: exact } = new semver.SemVer(version);
    const bare = [`${major}`, `${major}.${minor}`, exact];
    const forms = ['', '^', '~', '='].flatMap((operator) => bare.map((numbers) => `${operator}${numbers}`));
    return [...new Set([...forms, ...bare.map(labelOfRange)])];
}
function satisfies(version, range, policy) {
    return parsedRange(range, policy.prereleases)?.test(parsedVersion(version, policy.prereleases)) ?? false;
}
/** The highest version that the range takes, or null. */
function newestSatisfying(versions, range, policy) {
    return semver.maxSatisfying(versions, range, { includePrerelease: policy.prereleases === 'include' });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/version.js




const version_longest = 96;
/** For editors; `isVersion` decides. https://semver.org, "Is there a suggested regular expression" */
const version_pattern = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;
/** SemVer 2.0.0, at most 96 characters, written in full and without a leading `v`. */
const versionSchema = schemas/* string */.YjP({ error: 'a version such as `1.4.0`' })
    .refine(isVersion, { error: 'a full semantic version such as `1.4.0` or `1.4.0-rc.1`' })
    .meta({ maxLength: version_longest, pattern: version_pattern.source })
    .register(spellings, { correct: suggestVersion });
function isVersion(text) {
    if (text.length > version_longest || !/^\d/.test(text))
        return false;
    const parsed = semver.parse(text);
    return parsed !== null && sameText(parsed, text);
}
function sameText(parsed, text) {
    const build = parsed.build.length === 0 ? '' : `+${parsed.build.join('.')}`;
    return `${parsed.version}${build}` === text;
}
/** Higher first; build metadata breaks ties so that the order is total. */
function compareVersionsDescending(a, b) {
    const [first, second] = [parsedVersion(a), parsedVersion(b)];
    return second.compare(first) || second.compareBuild(first);
}
/** The full version that someone who wrote `v1.4`, `1.4` or `01.4.0` meant, or null. */
function suggestVersion(text) {
    const parts = /^\s*[v=]*\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+][0-9A-Za-z.+-]+)?\s*$/i.exec(text);
    if (parts === null)
        return null;
    const [, major = '0', minor = '0', patch = '0', rest = ''] = parts;
    const version = `${[major, minor, patch].map(withoutLeadingZeros).join('.')}${rest}`;
    return isVersion(version) ? version : null;
}
const withoutLeadingZeros = (digits) => digits.replace(/^0+(?=\d)/, '');

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/manifest.js








/** A path inside the repository or package: relative, with `/`, leaving neither. */
const relativePathSchema = schemas/* string */.YjP({ error: 'a relative path' })
    .refine((path) => path !== '' && !path.startsWith('/') && !/[\\\n\0]/.test(path) && !path.split('/').includes('..'), {
    error: 'a relative path with `/` that does not leave its folder',
})
    .meta({ pattern: '^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\n]+$' });
const configSchema = schemas/* strictObject */.rej({
    schema: relativePathSchema
        .optional()
        .describe('Path of a JSON Schema (a flat object of scalars) that the resolved config must satisfy.'),
    defaults: schemas/* record */.g1P(variableSchema, scalarSchema)
        .optional()
        .describe('Variables that the process gets unless an environment says otherwise.'),
    files: schemas/* record */.g1P(relativePathSchema, relativePathSchema)
        .optional()
        .describe('Target below TOWPATH_CONFIG_DIR → path of a template with places for config and dependencies.'),
});
const httpHealthSchema = schemas/* string */.YjP({ error: 'a path such as `/healthz`' })
    .regex(/^\/[^\s]*$/, { error: 'a path such as `/healthz`' })
    .describe('Path that answers 2xx when the program is ready.');
const portSchema = variableSchema.describe('The variable that carries the port to listen on.');
/** `contract` is a path in the manifest and {path, digest} in the descriptor. */
function provideSchemaWith(contract) {
    const contractSchema = contract.optional().describe('OpenAPI or protobuf file that says what is provided.');
    return schemas/* discriminatedUnion */.gMt('protocol', [
        schemas/* strictObject */.rej({
            protocol: schemas/* literal */.euz('http'),
            port: portSchema,
            health: httpHealthSchema.optional(),
            contract: contractSchema,
        }),
        schemas/* strictObject */.rej({
            protocol: schemas/* literal */.euz('grpc'),
            port: portSchema,
            health: schemas/* string */.YjP().optional().describe('Service name for grpc.health.v1; empty for the whole server.'),
            contract: contractSchema,
        }),
        schemas/* strictObject */.rej({ protocol: schemas/* literal */.euz('tcp'), port: portSchema }),
    ], { error: 'protocol `http`, `grpc` or `tcp`' });
}
const manifestProvideSchema = provideSchemaWith(relativePathSchema);
const provideSchema = provideSchemaWith(schemas/* strictObject */.rej({ path: relativePathSchema, digest: digestSchema }));
const dependencySchema = schemas/* strictObject */.rej({
    range: rangeSchema.describe('The versions that this one can work with, as node-semver reads them: `^2.1.0`.'),
    provide: nameSchema.optional().describe('Which of its provides; needed only when it has several.'),
    optional: schemas/* boolean */.zMY().optional().describe('Whether it may be absent from an environment.'),
    env: schemas/* record */.g1P(variableSchema, schemas/* enum */.k5n(['url', 'address'], { error: '`url` or `address`' }))
        .optional()
        .describe("The program's own variables that carry its URL or address."),
    config: schemas/* record */.g1P(variableSchema, scalarSchema)
        .optional()
        .describe('Reaches the process as TOWPATH_<DEPENDENCY>_<NAME>.'),
});
const notesSchema = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* strictObject */.rej({ from: schemas/* string */.YjP().min(1) })], {
    error: 'a text, `{from: git}` or `{from: CHANGELOG.md}`',
});
const programSchema = schemas/* string */.YjP()
    .regex(/^[a-z0-9][a-z0-9._+-]*$/, { error: 'the name of a program such as `node`, or `arch`' });
const globSchema = schemas/* string */.YjP({ error: 'a glob such as `dist/**`' }).min(1, { error: 'a glob such as `dist/**`' });
const codeSchema = schemas/* strictObject */.rej({
    build: schemas/* string */.YjP().min(1).optional().describe('Shell command that makes what is packed.'),
    include: schemas/* array */.YOg(globSchema, { error: 'a list of globs such as `[dist/**, package.json]`' })
        .min(1, { error: 'at least one glob such as `dist/**`' })
        .describe('Globs of the files to pack, relative to this file.'),
    exclude: schemas/* array */.YOg(globSchema).optional().describe('Globs of files to leave out again.'),
    run: commandSchema.describe("The program and its arguments, relative to the package's folder; no shell."),
    requires: schemas/* record */.g1P(programSchema, schemas/* string */.YjP().min(1))
        .optional()
        .describe('What a host must have: programs with a range of versions, `arch` with x64 or arm64.'),
    config: configSchema.optional().describe('Config of the code.'),
});
const atMostOneHttpAndGrpc = (provides) => ['http', 'grpc'].every((protocol) => Object.values(provides).filter((p) => p.protocol === protocol).length <= 1);
/** towpath.yaml (FORMATS). */
const manifestSchema = schemas/* strictObject */.rej({
    package: nameSchema.describe('Name of the package and of its service: an RFC 1123 label.'),
    version: schemas/* union */.KCZ([versionSchema, schemas/* strictObject */.rej({ from: schemas/* enum */.k5n(['package.json', 'git-tag']) })], {
        error: 'a full semantic version such as `1.4.0`, `{from: package.json}` or `{from: git-tag}`',
    })
        .describe('SemVer 2.0.0, or where it stands.'),
    notes: notesSchema.optional().describe('What changed: a text, a changelog, or (default) the commits since then.'),
    kind: schemas/* enum */.k5n(['service', 'worker', 'job'], { error: '`service`, `worker` or `job`' })
        .optional()
        .describe('service (default), or worker, which provides nothing. Not yet: job.'),
    schedule: notYet('jobs with a schedule'),
    code: codeSchema.describe('What is packed and how it runs.'),
    provides: schemas/* record */.g1P(nameSchema, manifestProvideSchema)
        .refine(atMostOneHttpAndGrpc, { error: 'at most one http and one grpc' })
        .optional()
        .describe('What others can call, by name: at most one http, one grpc, any number of tcp.'),
    dependencies: schemas/* record */.g1P(nameSchema, dependencySchema)
        .optional()
        .describe('The services that it calls, by name, with the versions that it can work with.'),
    infrastructure: infrastructureSchema.optional().describe('What it needs of where it runs.'),
})
    .refine((manifest) => manifest.kind !== 'job', { path: ['kind'], error: 'not yet: jobs with a schedule' })
    .refine((manifest) => manifest.kind !== 'worker' || Object.keys(manifest.provides ?? {}).length === 0, {
    path: ['provides'],
    error: 'nothing, because a worker provides nothing (or kind `service`)',
});

;// CONCATENATED MODULE: ./packages/descriptor/lib/descriptor/descriptor.js







const archiveSchema = schemas/* strictObject */.rej({
    digest: digestSchema,
    sizeBytes: schemas/* int */.Whr().min(0),
    mediaType: schemas/* enum */.k5n(['application/vnd.towpath.code.v1.tar+gzip', 'application/vnd.towpath.code.v1.tar+zstd']),
});
const sourceSchema = schemas/* strictObject */.rej({ repository: schemas/* string */.YjP().min(1), revision: schemas/* string */.YjP().min(1) });
/**
 * The metadata document of a logical package: towpath.yaml's keys as written, without what only building needs, with the
 * texts that a release is made of. No defaults filled in (promote does that, into the config blob).
 */
const descriptorSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    package: nameSchema,
    version: versionSchema,
    kind: schemas/* enum */.k5n(['service', 'worker', 'job']).optional(),
    code: schemas/* strictObject */.rej({
        run: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
        requires: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
        config: schemas/* strictObject */.rej({
            /** Text of the JSON Schema of the config. */
            schema: schemas/* string */.YjP().optional(),
            defaults: schemas/* record */.g1P(variableSchema, scalarSchema).optional(),
            /** Target path in TOWPATH_CONFIG_DIR → text of the template. */
            files: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
        })
            .optional(),
    }),
    provides: schemas/* record */.g1P(nameSchema, provideSchema).optional(),
    dependencies: schemas/* record */.g1P(nameSchema, dependencySchema).optional(),
    infrastructure: infrastructureSchema.optional(),
    /** Digest of the file index. */
    files: digestSchema,
    archive: archiveSchema,
    notes: schemas/* string */.YjP(),
    source: sourceSchema,
    created: timeSchema,
});
/** What "the same version" means: the descriptor without notes, source, created and archive (FORMATS "Digests"). */
function contentDigest(descriptor) {
    const { notes: _notes, source: _source, created: _created, archive: _archive, ...content } = descriptor;
    return digestOfDocument(content);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/descriptor/assemble.js




/**
 * The descriptor of a built package: the manifest's keys as written, without what only building needs, `from`s resolved,
 * paths replaced by texts, nothing filled in. Throws DescriptorFault `descriptor-incomplete` when a part is missing.
 */
function assembleDescriptor(parts) {
    const { manifest, version, files, archive, notes, source, created } = parts;
    const descriptor = {
        schema: 1,
        package: manifest.package,
        version,
        ...(manifest.kind === undefined ? {} : { kind: manifest.kind }),
        code: codeOf(parts),
        ...(manifest.provides === undefined ? {} : { provides: providesOf(manifest.provides, parts) }),
        ...(manifest.dependencies === undefined ? {} : { dependencies: manifest.dependencies }),
        ...(manifest.infrastructure === undefined ? {} : { infrastructure: manifest.infrastructure }),
        files,
        archive,
        notes,
        source,
        created,
    };
    const parsed = descriptorSchema.safeParse(descriptor, { error: genericExpectation });
    if (parsed.success)
        return parsed.data;
    throw new DescriptorFaults(faultsOfIssues(parsed.error.issues, descriptorSchema, descriptor, incompleteAt));
}
const incompleteAt = { code: 'descriptor-incomplete', where: 'the descriptor' };
function codeOf({ manifest, templates, configSchema }) {
    const { run, requires, config } = manifest.code;
    return {
        run,
        ...(requires === undefined ? {} : { requires }),
        ...(config === undefined ? {} : { config: configOf(config, templates, configSchema) }),
    };
}
function configOf(config, templates, configSchema) {
    return {
        ...(config.schema === undefined
            ? {}
            : { schema: configSchema ?? incomplete('code.config.schema', `the text of ${config.schema}`) }),
        ...(config.defaults === undefined ? {} : { defaults: config.defaults }),
        ...(config.files === undefined
            ? {}
            : {
                files: mapValues(config.files, (path, target) => own(templates, target) ?? incomplete(`code.config.files["${target}"]`, `the text of ${path}`)),
            }),
    };
}
function providesOf(provides, { contracts }) {
    return mapValues(provides, (provide, name) => {
        if (provide.protocol === 'tcp' || provide.contract === undefined)
            return withoutContract(provide);
        const { path, digest } = own(contracts, name) ?? incomplete(`provides.${name}.contract`, `a digest of ${provide.contract}`);
        return { ...provide, contract: { path, digest } };
    });
}
function withoutContract(provide) {
    if (provide.protocol === 'tcp')
        return provide;
    const { contract: _contract, ...rest } = provide;
    return rest;
}
function mapValues(record, map) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
function own(record, key) {
    return Object.hasOwn(record, key) ? record[key] : undefined;
}
function incomplete(where, expected) {
    throw new DescriptorFault('descriptor-incomplete', { where, expected, found: 'none' });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/descriptor/difference.js





/** What differs between published content and content that claims the same version; empty when contentDigest is equal. */
function describeDifference(published, offered) {
    return differences(contentOf(published), contentOf(offered), []);
}
function contentOf(descriptor) {
    const { notes: _notes, source: _source, created: _created, archive: _archive, ...content } = descriptor;
    return content;
}
function differences(was, is, path) {
    if (isRecord(was) && isRecord(is)) {
        const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
        return keys.flatMap((key) => differences(memberOf(was, key), memberOf(is, key), [...path, key]));
    }
    if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
        return was.flatMap((item, index) => differences(item, is[index], [...path, index]));
    }
    if (isSame(was, is))
        return [];
    return [{ where: nameOf(path), ...describePair(was, is) }];
}
function memberOf(record, key) {
    return Object.hasOwn(record, key) ? record[key] : undefined;
}
function isSame(was, is) {
    if (was === undefined || is === undefined)
        return was === is;
    return canonicalJson(was) === canonicalJson(is);
}
function nameOf(path) {
    return path.length === 1 && path[0] === 'files' ? 'the files of the package' : renderPath(path);
}
/** Two long texts are shown from where they part. */
function describePair(was, is) {
    if (typeof was === 'string' && typeof is === 'string' && !isDigest(was) && was.length + is.length > 120) {
        const shared = [...was].findIndex((letter, index) => letter !== is[index]);
        const from = Math.max(0, (shared < 0 ? was.length : shared) - 20);
        const cut = (text) => quoteShort(`${from > 0 ? '…' : ''}${text.slice(from)}`);
        return { was: cut(was), is: cut(is) };
    }
    return { was: difference_describe(was), is: difference_describe(is) };
}
function difference_describe(value) {
    if (value === undefined)
        return 'nothing';
    if (typeof value === 'string')
        return isDigest(value) ? shortDigest(value) : quoteShort(value);
    const text = canonicalJson(value);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/package-set.js




/** A set's manifest as people write it; ranges are frozen at publish. */
const packageSetManifestSchema = schemas/* strictObject */.rej({
    set: nameSchema.describe('Name of the set: a business domain that is deployed as a whole.'),
    version: versionSchema.describe('SemVer 2.0.0 of the set itself.'),
    notes: schemas/* string */.YjP().optional().describe('What changed.'),
    packages: schemas/* record */.g1P(nameSchema, rangeSchema)
        .describe('Packages by name, with versions or ranges; ranges are resolved and frozen at publish.'),
});

;// CONCATENATED MODULE: ./packages/descriptor/lib/record/package-record.js






const publicationSchema = schemas/* strictObject */.rej({
    at: timeSchema,
    repository: schemas/* string */.YjP(),
    revision: schemas/* string */.YjP(),
    /** URL of the run, or the terminal's `user@host`. */
    run: schemas/* string */.YjP(),
    by: schemas/* string */.YjP(),
});
const contractChangeSchema = schemas/* strictObject */.rej({ level: schemas/* enum */.k5n(['minor', 'major']), place: schemas/* string */.YjP(), what: schemas/* string */.YjP() });
const unprovenSchema = schemas/* strictObject */.rej({ place: schemas/* string */.YjP(), why: schemas/* string */.YjP(), fix: schemas/* string */.YjP().optional() });
/** What publish found of the gate `contract` (ADR 18). */
const compatibilitySchema = schemas/* strictObject */.rej({
    /** `warn`: it was too small a bump, and somebody set that aside. */
    outcome: schemas/* enum */.k5n(['pass', 'warn', 'unproven']),
    /** The newest lower release, which it was compared with; null for a first version. */
    baseline: versionSchema.nullable(),
    /** The least bump that the changes ask for. */
    required: schemas/* enum */.k5n(['patch', 'minor', 'major']),
    /** The first hundred, breaks first. */
    changes: schemas/* array */.YOg(contractChangeSchema),
    unproven: schemas/* array */.YOg(unprovenSchema),
    overrides: schemas/* array */.YOg(schemas/* strictObject */.rej({ gate: schemas/* string */.YjP(), by: schemas/* string */.YjP(), reason: schemas/* string */.YjP() })),
});
/** packages/<name>/<version>.json */
const packageRecordSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    descriptor: descriptorSchema,
    digest: digestSchema,
    content: digestSchema,
    archive: archiveSchema,
    files: digestSchema,
    /** Where the bytes are: `<repository>@<manifest digest>` in the package store. */
    reference: schemas/* string */.YjP(),
    publication: publicationSchema,
    /** Absent from what was published before there was this gate. */
    compatibility: compatibilitySchema.optional(),
});
/** packages/<name>/owner.json: the repository that first published the name. */
const package_record_ownerSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    package: nameSchema,
    repository: schemas/* string */.YjP(),
    since: timeSchema,
});
/** sets/<name>/owner.json: the repository that first published the set. */
const packageSetOwnerSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    set: nameSchema,
    repository: schemas/* string */.YjP(),
    since: timeSchema,
});
/** sets/<name>/<version>.json */
const packageSetRecordSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    set: nameSchema,
    version: versionSchema,
    notes: schemas/* string */.YjP(),
    packages: schemas/* record */.g1P(nameSchema, versionSchema),
    publication: publicationSchema,
});
/** marks/<name>/<version>.json: a version marked bad. */
const markSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    package: nameSchema,
    version: versionSchema,
    by: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    since: timeSchema,
});
/** removals/<name>/<version>.json: a package that nothing names, whose bytes are to be removed or have been. */
const removalSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    package: nameSchema,
    version: versionSchema,
    by: schemas/* string */.YjP(),
    /** When it was announced: since then it can't be promoted. */
    since: timeSchema,
    /** Since when nobody may count on its bytes; null: they are all there. */
    removed: timeSchema.nullable(),
    /** Whether the package store is done with it: until then the next run goes on. */
    cleared: schemas/* boolean */.zMY(),
});
/** Paths in the `packages` domain. */
const packagePaths = {
    owner: (name) => `packages/${name}/owner.json`,
    record: (name, version) => `packages/${name}/${version}.json`,
    records: (name) => `packages/${name}/`,
    set: (name, version) => `sets/${name}/${version}.json`,
    sets: (name) => `sets/${name}/`,
    setOwner: (name) => `sets/${name}/owner.json`,
    mark: (name, version) => `marks/${name}/${version}.json`,
    marks: (name) => `marks/${name}/`,
    removal: (name, version) => `removals/${name}/${version}.json`,
    /** Of one package, or of all. */
    removals: (name) => (name === undefined ? 'removals/' : `removals/${name}/`),
};

;// CONCATENATED MODULE: ./packages/descriptor/lib/json-schema/schemas.js





const documents = {
    'towpath.schema.json': ['Manifest of a package (towpath.yaml)', manifestSchema],
    'package-set.schema.json': ['Manifest of a package set', packageSetManifestSchema],
    'descriptor.schema.json': ['Descriptor of a package', descriptorSchema],
    'package-record.schema.json': ['Record of a published package', packageRecordSchema],
    'package-set-record.schema.json': ['Record of a published package set', packageSetRecordSchema],
    'owner.schema.json': ['Owner of a package name', package_record_ownerSchema],
    'package-set-owner.schema.json': ['Owner of the name of a package set', packageSetOwnerSchema],
    'mark.schema.json': ['Mark of a bad version', markSchema],
    'removal.schema.json': ['Removal of a package', removalSchema],
};
/** JSON Schemas of this package's documents by file name; `baseUrl`, with its final slash, is where they are published. */
function renderJsonSchemas(baseUrl) {
    return Object.fromEntries(Object.entries(documents).map(([file, [title, schema]]) => [
        file,
        renderJsonSchema(schema, { title, id: `${baseUrl}${file}` }),
    ]));
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/places.js
/** Turns offsets of a text into places, 1-based, columns in UTF-16 code units as editors count them. */
class Places {
    #file;
    #lineStarts;
    constructor(text, file) {
        this.#file = file;
        this.#lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (found) => found.index + found[0].length)];
    }
    at(offset) {
        const index = this.#lineOf(offset);
        return { file: this.#file, line: index + 1, column: offset - this.#startOf(index) + 1 };
    }
    /** The offset at which the line of `offset` begins. */
    lineStart(offset) {
        return this.#startOf(this.#lineOf(offset));
    }
    #startOf(index) {
        return this.#lineStarts[index] ?? 0;
    }
    /** The last line that begins at or before the offset, by halving. */
    #lineOf(offset) {
        let low = 0;
        let high = this.#lineStarts.length - 1;
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if (this.#startOf(middle) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/read-tree.js


/** What aliases may add to a document in all; beyond it they are a bomb, not a convenience. */
const mostAliasedValues = 10_000;
/** More is not told anyway. */
const mostNoted = 100;
/** Resolution order of YAML 1.2's core schema. */
const plainTags = [js_yaml/* nullCoreTag */.DX, js_yaml/* boolCoreTag */.G7, js_yaml/* intCoreTag */.Z7, js_yaml/* floatCoreTag */.ok];
/**
 * The tree of one document's events (those after its DOCUMENT event). What YAML allows and Towpath does not is noted in
 * `faults`, so that reading goes on and one run tells all of it.
 */
function readTree(text, events, places) {
    const reading = { text, places, events, faults: [], anchors: new Map(), next: 0, aliased: 0 };
    return { tree: readNode(reading, 0), faults: reading.faults };
}
function readNode(reading, fallbackStart) {
    const event = reading.events[reading.next];
    reading.next += 1;
    if (event === undefined)
        return emptyScalar(fallbackStart);
    switch (event.type) {
        case js_yaml/* EVENT_ID */.hy.ALIAS:
            return readAlias(reading, event);
        case js_yaml/* EVENT_ID */.hy.SCALAR:
            return anchored(reading, event, () => readScalar(reading, event, fallbackStart));
        case js_yaml/* EVENT_ID */.hy.SEQUENCE:
            return anchored(reading, event, () => readList(reading, event));
        case js_yaml/* EVENT_ID */.hy.MAPPING:
            return anchored(reading, event, () => readMap(reading, event));
        default:
            return emptyScalar(fallbackStart);
    }
}
function anchored(reading, event, read) {
    if (event.tagStart >= 0) {
        const tag = reading.text.slice(event.tagStart, event.tagEnd);
        note(reading, 'yaml-tag', event.tagStart, {
            where: 'the document',
            expected: 'values without tags',
            found: `the tag \`${tag}\``,
            fix: 'Remove the tag; a text that looks like a number is written in quotes',
        });
    }
    if (event.anchorStart < 0)
        return read();
    const name = reading.text.slice(event.anchorStart, event.anchorEnd);
    reading.anchors.set(name, 'open');
    const node = read();
    reading.anchors.set(name, node);
    return node;
}
function readAlias(reading, event) {
    const name = reading.text.slice(event.anchorStart, event.anchorEnd);
    const start = event.anchorStart - 1;
    const target = reading.anchors.get(name);
    if (target === undefined || target === 'open') {
        note(reading, 'yaml-alias', start, {
            where: 'the document',
            expected: `an anchor \`&${name}\` before the alias`,
            found: target === 'open' ? `the alias \`*${name}\` inside its own anchor` : `the alias \`*${name}\` of no anchor`,
            fix: 'Write the value out',
        });
        return emptyScalar(start);
    }
    const before = reading.aliased;
    reading.aliased += target.size;
    if (reading.aliased <= mostAliasedValues)
        return target;
    if (before <= mostAliasedValues) {
        note(reading, 'yaml-alias', start, {
            where: 'the document',
            expected: `aliases that stand for at most ${mostAliasedValues} values in all`,
            found: `more at the alias \`*${name}\``,
            fix: 'Write the values out',
        });
    }
    return emptyScalar(start);
}
function readList(reading, event) {
    const items = [];
    let size = 1;
    while (!closes(reading)) {
        const item = readNode(reading, event.start);
        items.push(item);
        size += item.size;
    }
    return { kind: 'list', start: event.start, size, items };
}
function readMap(reading, event) {
    const entries = new Map();
    let size = 1;
    while (!closes(reading)) {
        const key = readKey(reading, event.start);
        const node = readNode(reading, key.start);
        size += node.size;
        if (key.text !== null && isNew(reading, entries, key.text, key.start)) {
            entries.set(key.text, { keyStart: key.start, node });
        }
    }
    return { kind: 'map', start: event.start, size, entries };
}
/** True at the end of the open list or map, which it steps over. */
function closes(reading) {
    const event = reading.events[reading.next];
    if (event !== undefined && event.type !== js_yaml/* EVENT_ID */.hy.POP)
        return false;
    reading.next += 1;
    return true;
}
/** `text` is null when the key can't be one; that is noted. */
function readKey(reading, fallbackStart) {
    const event = reading.events[reading.next];
    const key = readNode(reading, fallbackStart);
    if (event?.type !== js_yaml/* EVENT_ID */.hy.SCALAR || event.valueStart < 0) {
        note(reading, 'yaml-syntax', key.start, {
            where: 'the document',
            expected: 'a text as key',
            found: event?.type === js_yaml/* EVENT_ID */.hy.ALIAS ? 'an alias' : key.kind === 'scalar' ? 'nothing' : `a ${key.kind}`,
        });
        return { text: null, start: key.start };
    }
    const text = (0,js_yaml/* getScalarValue */.KE)(reading.text, event);
    if (text === '<<' && event.style === js_yaml/* SCALAR_STYLE */.jK.PLAIN) {
        note(reading, 'yaml-merge-key', key.start, {
            where: 'the document',
            expected: 'keys written out',
            found: 'the merge key `<<`, which YAML 1.2 does not have',
            fix: 'Write out the keys that it would merge',
        });
        return { text: null, start: key.start };
    }
    if (text === '__proto__') {
        note(reading, 'document-invalid', key.start, {
            where: 'the document',
            expected: 'another key',
            found: 'the key `__proto__`',
            fix: 'Choose another name',
        });
        return { text: null, start: key.start };
    }
    return { text, start: key.start };
}
function isNew(reading, entries, key, start) {
    const first = entries.get(key);
    if (first === undefined)
        return true;
    note(reading, 'yaml-duplicate-key', start, {
        where: `the key \`${key}\``,
        expected: 'each key once',
        found: `it a second time; the first stands in line ${reading.places.at(first.keyStart).line}`,
        fix: 'Remove one of them',
    });
    return false;
}
function readScalar(reading, event, fallbackStart) {
    if (event.valueStart < 0)
        return emptyScalar(fallbackStart);
    const text = (0,js_yaml/* getScalarValue */.KE)(reading.text, event);
    const start = scalarStart(reading.text, event);
    if (!text.isWellFormed()) {
        note(reading, 'document-invalid', start, {
            where: 'the document',
            expected: 'Unicode text',
            found: 'half of a surrogate pair',
        });
    }
    if (event.style !== js_yaml/* SCALAR_STYLE */.jK.PLAIN)
        return { kind: 'scalar', start, size: 1, value: text, raw: null };
    return { kind: 'scalar', start, size: 1, value: plainScalar(text), raw: text };
}
function plainScalar(text) {
    for (const tag of plainTags) {
        const value = tag.resolve(text, false, tag.tagName);
        if (value !== js_yaml/* NOT_RESOLVED */.Hg)
            return value;
    }
    return text;
}
/** The opening quote of a quoted scalar, the first letter of a block one. */
function scalarStart(text, event) {
    switch (event.style) {
        case js_yaml/* SCALAR_STYLE */.jK.SINGLE_QUOTED:
        case js_yaml/* SCALAR_STYLE */.jK.DOUBLE_QUOTED:
            return event.valueStart - 1;
        case js_yaml/* SCALAR_STYLE */.jK.LITERAL_BLOCK:
        case js_yaml/* SCALAR_STYLE */.jK.FOLDED_BLOCK:
            return event.valueStart + Math.max(0, text.slice(event.valueStart, event.valueEnd).search(/\S/));
        default:
            return event.valueStart;
    }
}
function emptyScalar(start) {
    return { kind: 'scalar', start, size: 1, value: null, raw: null };
}
function note(reading, code, start, explanation) {
    if (reading.faults.length >= mostNoted)
        return;
    reading.faults.push(new DescriptorFault(code, { ...explanation, place: reading.places.at(start) }));
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/parse-tree.js




/** FORMATS: a YAML document has at most 1 MiB. */
const mostBytes = 1_048_576;
/** Throws DescriptorFaults where there is no tree to look at: too large, no YAML, no document or several. */
function parseTree(text, file, example) {
    const bytes = Buffer.byteLength(text);
    if (bytes > mostBytes) {
        throw single('yaml-too-large', {
            where: 'the document',
            expected: `at most ${mostBytes} bytes (1 MiB)`,
            found: `${bytes} bytes`,
            place: { file },
        });
    }
    const places = new Places(text, file);
    const documents = splitDocuments(readEvents(text, places));
    const [events, second] = documents;
    if (events === undefined || events.length === 0) {
        throw single('yaml-empty', {
            where: 'the document',
            expected: 'keys and values',
            found: 'nothing',
            ...(example === undefined ? {} : { fix: `Begin with \`${example}\`` }),
            place: { file, line: 1, column: 1 },
        });
    }
    if (second !== undefined) {
        throw single('yaml-several-documents', {
            where: 'the document',
            expected: 'one document in the file',
            found: `${documents.length} documents, divided by \`---\``,
            fix: 'Keep one; put the others into files of their own',
            place: places.at(startOfSecond(text, second)),
        });
    }
    return { ...readTree(text, events, places), places };
}
/** Its first value, or the last divider when it has none. */
function startOfSecond(text, events) {
    const [first] = events;
    if (first !== undefined && 'start' in first)
        return first.start;
    if (first !== undefined && 'valueStart' in first && first.valueStart >= 0)
        return first.valueStart;
    return text.lastIndexOf('\n---') + 1;
}
function splitDocuments(events) {
    const documents = [];
    let depth = 0;
    for (const event of events) {
        if (event.type === js_yaml/* EVENT_ID */.hy.DOCUMENT)
            documents.push([]);
        else if (depth > 1 || event.type !== js_yaml/* EVENT_ID */.hy.POP)
            documents.at(-1)?.push(event);
        if (event.type === js_yaml/* EVENT_ID */.hy.POP)
            depth -= 1;
        else if (event.type !== js_yaml/* EVENT_ID */.hy.SCALAR && event.type !== js_yaml/* EVENT_ID */.hy.ALIAS)
            depth += 1;
    }
    return documents;
}
function readEvents(text, places) {
    try {
        return (0,js_yaml/* parseEvents */.PH)(text, {});
    }
    catch (cause) {
        if (!(cause instanceof js_yaml/* YAMLException */.tB))
            throw cause;
        throw new DescriptorFaults([syntaxFault(text, places, cause)]);
    }
}
/** js-yaml's reason at its place, with advice where the cause can be seen. */
function syntaxFault(text, places, cause) {
    const position = cause.mark?.position ?? 0;
    const lineStart = places.lineStart(Math.min(position, text.length));
    const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
    const tab = indentation.indexOf('\t');
    if (tab >= 0) {
        return new DescriptorFault('yaml-syntax', {
            where: 'the document',
            expected: 'spaces as indentation',
            found: 'a tab',
            fix: 'Replace the tab with spaces',
            place: places.at(lineStart + tab),
        }, { cause });
    }
    const fix = syntaxFix(text, position);
    return new DescriptorFault('yaml-syntax', {
        where: 'the document',
        expected: 'YAML',
        found: `what can't be read: ${cause.reason}`,
        ...(fix === undefined ? {} : { fix }),
        place: places.at(position),
    }, { cause });
}
function syntaxFix(text, position) {
    const letter = text[position];
    if (letter === '@' || letter === '`')
        return `A value that begins with \`${letter}\` is written in quotes`;
    if (letter === ':')
        return 'A value that contains a colon and a space is written in quotes';
    return undefined;
}
function single(...[code, explanation]) {
    return new DescriptorFaults([new DescriptorFault(code, explanation)]);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/tree.js
/** Plain JavaScript data. The reader has refused `__proto__`, so plain assignment is safe. */
function plainValue(node) {
    if (node.kind === 'scalar')
        return node.value;
    if (node.kind === 'list')
        return node.items.map(plainValue);
    const value = {};
    for (const [key, entry] of node.entries)
        value[key] = plainValue(entry.node);
    return value;
}
/** What stands at a path, or undefined. */
function nodeAt(root, path) {
    let node = root;
    for (const step of path) {
        if (node?.kind === 'map')
            node = node.entries.get(String(step))?.node;
        else if (node?.kind === 'list')
            node = node.items[Number(step)];
        else
            return undefined;
    }
    return node;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/verbatim.js


/**
 * Config values that YAML would hand on other than they are written (1.10 as 1.1, 0x1F as 31, digits beyond 2^53): a
 * process has to get what the person sees, so they are refused.
 */
function unfaithfulScalars(schema, value, tree) {
    return unfaithful(tree, []).flatMap(({ path, raw, arrives }) => {
        const isVerbatim = schemasAt(schema, path, value).some((candidate) => spellings.get(candidate)?.verbatim === true);
        if (!isVerbatim)
            return [];
        return [
            {
                path,
                expected: 'a value that arrives as it is written',
                found: `\`${raw}\`, which YAML reads as \`${arrives}\``,
                fix: `Write \`"${raw}"\` to keep it, or \`${arrives}\``,
            },
        ];
    });
}
function unfaithful(node, path) {
    if (node.kind === 'list')
        return node.items.flatMap((item, index) => unfaithful(item, [...path, index]));
    if (node.kind === 'map') {
        return [...node.entries].flatMap(([key, entry]) => unfaithful(entry.node, [...path, key]));
    }
    if (node.raw === null || (typeof node.value !== 'number' && typeof node.value !== 'boolean'))
        return [];
    const arrives = String(node.value);
    return arrives === node.raw ? [] : [{ path, raw: node.raw, arrives }];
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/yaml/document.js







/** More would bury the first ones. */
const mostFaults = 50;
/**
 * A document written by a person. Throws DescriptorFaults: all problems at once, in the order of the file, each with its
 * line and column.
 */
function parseYamlDocument(text, options) {
    const parsed = parseTree(text, options.file, options.example);
    const value = plainValue(parsed.tree);
    const result = options.schema.safeParse(value, { error: genericExpectation });
    const problems = [
        ...(result.success
            ? (options.check?.(result.data) ?? [])
            : explainIssues(result.error.issues, {
                schema: options.schema,
                value,
                find: (path) => find(parsed.tree, value, path),
            })),
        ...unfaithfulScalars(options.schema, value, parsed.tree),
    ];
    const earliest = problems
        .map((problem) => ({ problem, start: startOf(parsed.tree, problem.path, problem.at ?? 'value') }))
        .sort((a, b) => a.start - b.start)
        .slice(0, mostFaults);
    const faults = [
        ...parsed.faults,
        ...earliest.map(({ problem, start }) => faultOf(problem, find(parsed.tree, value, problem.path), parsed.places.at(start))),
    ].sort(inOrderOfFile);
    const [first, ...rest] = faults.slice(0, mostFaults);
    if (first !== undefined)
        throw new DescriptorFaults([first, ...rest]);
    if (!result.success)
        throw result.error;
    return result.data;
}
/** From the value rather than the tree, because a document may have very many problems in one long list. */
function find(tree, value, path) {
    const node = nodeAt(tree, path);
    return { value: valueAt(value, path), raw: node?.kind === 'scalar' ? node.raw : null };
}
function faultOf(problem, finding, place) {
    return new DescriptorFault(problem.code ?? 'document-invalid', { ...explanationOf(problem, finding), place });
}
/** The key or value at the path, or the nearest key above it that is there. */
function startOf(tree, path, at) {
    const node = nodeAt(tree, path);
    if (at === 'value' && node !== undefined)
        return node.start;
    const parent = nodeAt(tree, path.slice(0, -1));
    const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
    if (entry !== undefined)
        return entry.keyStart;
    if (node !== undefined || path.length === 0)
        return node?.start ?? tree.start;
    return startOf(tree, path.slice(0, -1), 'key');
}
function inOrderOfFile(a, b) {
    const [first, second] = [a.explanation.place, b.explanation.place];
    return (first?.line ?? 0) - (second?.line ?? 0) || (first?.column ?? 0) - (second?.column ?? 0);
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/files.js
/** Paths and globs of a manifest that leave their folder or get in each other's way. */
function* fileProblems({ code }) {
    for (const key of ['include', 'exclude']) {
        for (const [index, glob] of (code[key] ?? []).entries()) {
            if (leavesFolder(glob)) {
                yield {
                    path: ['code', key, index],
                    expected: 'a glob inside the folder of the manifest, such as `dist/**`',
                    ...(/^\/+[^/]/.test(glob) ? { fix: `Write \`${glob.replace(/^\/+/, '')}\`` } : {}),
                };
            }
        }
    }
    yield* targetProblems(Object.keys(code.config?.files ?? {}));
}
function leavesFolder(glob) {
    const pattern = glob.replace(/^!/, '');
    return /^(\/|[A-Za-z]:[\\/])/.test(pattern) || /[\0\n]/.test(pattern) || pattern.split(/[\\/]/).includes('..');
}
/** Config files are written below one folder: no `.` parts, and no file where another needs a folder. */
function* targetProblems(targets) {
    for (const target of targets) {
        const path = ['code', 'config', 'files', target];
        const parts = target.split('/');
        if (parts.some((part) => part === '' || part === '.')) {
            const plain = parts.filter((part) => part !== '' && part !== '.').join('/');
            yield {
                path,
                at: 'key',
                expected: 'a plain path such as `conf/application.yml`',
                found: `the key "${target}"`,
                ...(plain === '' ? {} : { fix: `Write \`${plain}\`` }),
            };
        }
        const file = targets.find((other) => target.startsWith(`${other}/`));
        if (file !== undefined) {
            yield {
                path,
                at: 'key',
                expected: `a path not below the file \`${file}\``,
                found: `the key "${target}"`,
                fix: 'Rename one of them',
            };
        }
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/process-variables.js
/** What Towpath itself gives to every process (FORMATS "What a process is given"). */
const givenToAll = ['ENVIRONMENT', 'SERVICE', 'VERSION', 'INSTANCE', 'CONFIG_DIR', 'STATE_DIR'].map((name) => `TOWPATH_${name}`);
/** The part of a variable's name that stands for a dependency or its config key: `-` becomes `_`, letters upper case. */
function variablePart(name) {
    return name.replaceAll('-', '_').toUpperCase();
}
/** By them a span names its instance (FORMATS "What a process is given"). */
const telemetry = new Set(['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', 'OTEL_EXPORTER_ZIPKIN_ENDPOINT']);
/** `HOST`, all that begins with `TOWPATH_`, and what tells OpenTelemetry who it is, are Towpath's to set. */
function isReservedVariable(name) {
    return name === 'HOST' || name.startsWith('TOWPATH_') || telemetry.has(name);
}
/** Variables that two parts of a manifest both want to set, or that are not theirs to set. */
function* variableProblems(manifest) {
    const taken = new Map(givenToAll.map((name) => [name, 'what Towpath gives to every process']));
    for (const naming of chosenNames(manifest)) {
        if (isReservedVariable(naming.variable)) {
            yield clash(naming, 'a variable that Towpath does not set itself');
        }
        else
            yield* claim(taken, naming);
    }
    for (const naming of derivedNames(manifest))
        yield* claim(taken, naming);
}
function* claim(taken, naming) {
    const owner = taken.get(naming.variable);
    if (owner !== undefined)
        yield clash(naming, `a variable of its own; ${owner} has this one`);
    else
        taken.set(naming.variable, naming.owner);
}
function clash({ path, at, variable }, expected) {
    return { path, at, expected, found: `\`${variable}\``, fix: 'Choose another name' };
}
function* chosenNames(manifest) {
    for (const [name, { port }] of Object.entries(manifest.provides ?? {})) {
        const path = ['provides', name, 'port'];
        yield { variable: port, path, at: 'value', owner: `\`provides.${name}.port\`` };
    }
    for (const [name, { env }] of Object.entries(manifest.dependencies ?? {})) {
        for (const variable of Object.keys(env ?? {})) {
            const path = ['dependencies', name, 'env', variable];
            yield { variable, path, at: 'key', owner: `\`dependencies.${name}.env\`` };
        }
    }
    for (const variable of Object.keys(manifest.code.config?.defaults ?? {})) {
        const path = ['code', 'config', 'defaults', variable];
        yield { variable, path, at: 'key', owner: '`code.config.defaults`' };
    }
}
/** TOWPATH_<DEP>_URL and _ADDRESS first, since those are no one's choice, then TOWPATH_<DEP>_<NAME> of the config. */
function* derivedNames(manifest) {
    const dependencies = Object.entries(manifest.dependencies ?? {});
    for (const [name] of dependencies) {
        for (const given of ['URL', 'ADDRESS']) {
            const variable = `TOWPATH_${variablePart(name)}_${given}`;
            yield { variable, path: ['dependencies', name], at: 'key', owner: `\`dependencies.${name}\`` };
        }
    }
    for (const [name, { config }] of dependencies) {
        for (const key of Object.keys(config ?? {})) {
            const variable = `TOWPATH_${variablePart(name)}_${variablePart(key)}`;
            const owner = `\`dependencies.${name}.config.${key}\``;
            yield { variable, path: ['dependencies', name, 'config', key], at: 'key', owner };
        }
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/parse-manifest.js






/** towpath.yaml. `file` as the person names it. Throws DescriptorFaults. */
function parseManifest(text, file) {
    return parseYamlDocument(text, { file, schema: manifestSchema, example: 'package: orders', check: checkManifest });
}
/** A package set's manifest; `check` asks what only others know of what it names. Throws DescriptorFaults. */
function parsePackageSetManifest(text, file, check = () => []) {
    return parseYamlDocument(text, {
        file,
        schema: packageSetManifestSchema,
        example: 'set: checkout',
        check: (manifest) => (Object.keys(manifest.packages).length === 0 ? [emptySet] : check(manifest)),
    });
}
const emptySet = {
    path: ['packages'],
    expected: 'at least one package',
    found: 'none',
    fix: 'Name them, with versions or ranges: `packages: {orders: 1.4.0, stock: ^2.1}`',
};
function* checkManifest(manifest) {
    yield* variableProblems(manifest);
    yield* fileProblems(manifest);
    yield* requirementProblems(manifest);
    const { hostGroup, hosts } = manifest.infrastructure ?? {};
    if (hostGroup !== undefined && hosts !== undefined) {
        yield {
            path: ['infrastructure', 'hosts'],
            at: 'key',
            expected: '`hostGroup` or `hosts`',
            found: 'both',
            fix: 'Remove one of them',
        };
    }
}
/** `arch` is a word, everything else a range of versions. */
function* requirementProblems(manifest) {
    for (const [program, range] of Object.entries(manifest.code.requires ?? {})) {
        if (program !== 'arch' && !isRange(range)) {
            yield { path: ['code', 'requires', program], expected: 'a semver range such as `>=20`' };
        }
    }
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/release-version.js





/**
 * The version that a manifest names, its `from` resolved. Of several tags those with the package's name
 * (`orders@1.4.0`, `orders/v1.4.0`, `orders-1.4.0`) go before bare ones (`v1.4.0`), then the highest.
 * Throws DescriptorFault `version-invalid`.
 */
function resolveVersion(manifest, sources) {
    const { version } = manifest;
    if (typeof version === 'string')
        return version;
    return version.from === 'package.json'
        ? versionOfPackageJson(sources.packageJson ?? null)
        : versionOfTags(manifest.package, sources.tags ?? []);
}
const packageJsonSchema = schemas/* looseObject */._H3({ version: schemas/* string */.YjP() });
function versionOfPackageJson(text) {
    const where = '`version` of package.json';
    const expected = 'a full semantic version such as `1.4.0`';
    if (text === null)
        throw invalid('package.json', 'a file beside the manifest', 'none', 'Write the version in the manifest');
    const parsed = packageJsonSchema.safeParse(release_version_parseJson(text));
    if (!parsed.success)
        throw invalid(where, expected, 'none', 'Add the key `version`');
    const { version } = parsed.data;
    if (isVersion(version))
        return version;
    const near = suggestVersion(version);
    throw invalid(where, expected, `the text ${quoteShort(version)}`, near === null ? undefined : `Write \`${near}\``);
}
function release_version_parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause);
        throw invalid('package.json', 'JSON', found, undefined, cause);
    }
}
function versionOfTags(name, tags) {
    const named = tags.flatMap((tag) => ['@', '/', '-'].flatMap((divider) => (tag.startsWith(`${name}${divider}`) ? [tag.slice(name.length + 1)] : [])));
    const [version] = [named, tags].flatMap((texts) => texts.map(withoutV).filter(isVersion).sort(compareVersionsDescending));
    if (version !== undefined)
        return version;
    throw invalid('version: {from: git-tag}', `a tag such as \`v1.4.0\` or \`${name}@1.4.0\` at the commit that is built`, tags.length === 0 ? 'none' : tags.map((tag) => `\`${tag}\``).join(', '), `Tag the commit, for example \`git tag ${name}@1.4.0\`, and fetch tags in the checkout (\`fetch-tags: true\`)`);
}
const withoutV = (text) => text.replace(/^v(?=\d)/, '');
/**
 * The version of a build that is no release: `1.4.0` with `pr.12.3` is `1.4.0-pr.12.3`. A version that is a prerelease
 * already keeps its identifiers and gets these after them (`1.4.0-rc.1.pr.12.3`); build metadata stays. An empty text
 * changes nothing. Throws DescriptorFault `prerelease-invalid`.
 */
function withPrerelease(version, prerelease) {
    if (prerelease === '')
        return version;
    const { major, minor, patch, prerelease: present, build } = new semver.SemVer(version);
    const identifiers = [...present, prerelease].join('.');
    const metadata = build.length === 0 ? '' : `+${build.join('.')}`;
    const result = `${major}.${minor}.${patch}-${identifiers}${metadata}`;
    if (/^[0-9A-Za-z.-]+$/.test(prerelease) && isVersion(result))
        return result;
    const near = nearPrerelease(prerelease);
    throw new DescriptorFault('prerelease-invalid', {
        where: 'prerelease',
        expected: 'letters, digits and `-` in parts divided by `.`, such as `pr.12.3`, and a version of at most 96 characters',
        found: `the text ${quoteShort(prerelease)}`,
        ...(near !== prerelease && isVersion(`0.0.0-${near}`) ? { fix: `Write \`${near}\`` } : {}),
    });
}
function nearPrerelease(text) {
    return text
        .split('.')
        .map((part) => part.replace(/[^0-9A-Za-z-]+/g, '-').replace(/^0+(?=\d+$)/, ''))
        .filter((part) => part !== '')
        .join('.');
}
function invalid(where, expected, found, fix, cause) {
    const explanation = { where, expected, found, ...(fix === undefined ? {} : { fix }) };
    return new DescriptorFault('version-invalid', explanation, { cause });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/notes/changelog.js
/**
 * The section of a changelog about one version, without its heading, or null when there is none or it is empty. Headings:
 * `## 1.4.2`, `# v1.4.2`, `## [1.4.2] - 2026-11-23`, `## [1.4.2](link) (date)`, `## orders@1.4.2`, and underlined ones.
 * It ends at the next heading of the same or a higher level. What stands in a code block is no heading.
 */
function changelogSection(text, version) {
    const lines = text.split(/\r\n|\n|\r/);
    const headings = findHeadings(lines);
    const index = headings.findIndex((heading) => namesVersion(heading.title, version));
    const heading = headings[index];
    if (heading === undefined)
        return null;
    const end = headings.slice(index + 1).find((next) => next.level <= heading.level)?.first ?? lines.length;
    const body = lines
        .slice(heading.last + 1, end)
        .filter((line) => !/^\[[^\]]+\]:\s+\S+/.test(line))
        .join('\n')
        .trim();
    return body === '' ? null : body;
}
function findHeadings(lines) {
    const headings = [];
    let fence = null;
    for (const [index, line] of lines.entries()) {
        const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
        if (fence !== null) {
            if (mark?.startsWith(fence) === true && line.trim() === mark)
                fence = null;
            continue;
        }
        if (mark !== undefined) {
            fence = mark;
            continue;
        }
        const heading = hashHeading(line, index) ?? underlinedHeading(line, lines[index + 1], index);
        if (heading !== null)
            headings.push(heading);
    }
    return headings;
}
function hashHeading(line, index) {
    const [, hashes, title] = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) ?? [];
    if (hashes === undefined || title === undefined)
        return null;
    return { level: hashes.length, title, first: index, last: index };
}
function underlinedHeading(line, next, index) {
    const underline = /^ {0,3}(=+|-+)\s*$/.exec(next ?? '')?.[1];
    if (underline === undefined || line.trim() === '' || /^\s*([-*+>|]|#|\d+[.)])\s/.test(line))
        return null;
    return { level: underline.startsWith('=') ? 1 : 2, title: line.trim(), first: index, last: index + 1 };
}
/** The first version-like word of the heading is the version; `v`, brackets and a name before `@` aside. */
function namesVersion(title, version) {
    const first = /(?<![\w.+-])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)/.exec(title)?.[1];
    return first === version;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/notes/notes.js


const longestSubject = 200;
/**
 * A list of the subjects of the commits since the version before, newest first as git gives them. Merges and repeated
 * subjects say nothing new and are left out; empty when nothing is left.
 */
function notesFromCommits(subjects) {
    const told = subjects
        .map((subject) => subject.replace(/\s+/g, ' ').trim())
        .filter((subject) => subject !== '' && !/^Merge (branch|pull request|remote-tracking branch|tag) /.test(subject));
    return [...new Set(told)].map((subject) => `- ${shorten(subject)}`).join('\n');
}
function shorten(subject) {
    return subject.length > longestSubject ? `${subject.slice(0, longestSubject - 1)}…` : subject;
}
/**
 * Every increment says what changed: a release without notes is refused (DescriptorFault `notes-missing`), a prerelease
 * only warned. `source` is where notes were looked for, as in `CHANGELOG.md` or `git`.
 */
function requireNotes(version, notes, source) {
    if (notes.trim() !== '')
        return { outcome: 'given' };
    const found = `none in ${source}`;
    if (semver.prerelease(version) !== null) {
        return { outcome: 'warned', warning: `notes of ${version}: ${found}; a release will need them` };
    }
    throw new DescriptorFault('notes-missing', {
        where: `notes of ${version}`,
        expected: 'what changed since the version before',
        found,
        fix: `Add a section \`## ${version}\` to the changelog, give \`notes\` as text, or build from a checkout with its history (\`fetch-depth: 0\`)`,
    });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/record/parse-record.js







/**
 * A stored JSON document. `where` names it as people know it (`packages/orders/1.4.0.json`). Throws DescriptorFaults:
 * `record-newer` when a newer Towpath wrote it, else `record-invalid`.
 */
function parseRecord(text, schema, where) {
    const value = parse_record_parseJson(text, where);
    const result = schema.safeParse(value, { error: genericExpectation });
    if (result.success)
        return result.data;
    const newer = newerSchema(value, schema);
    if (newer !== null)
        throw new DescriptorFaults([newerFault(newer, where)]);
    throw new DescriptorFaults(faultsOfIssues(result.error.issues, schema, value, { code: 'record-invalid', where }));
}
const parseDescriptor = (text, where = 'the descriptor') => parseRecord(text, descriptorSchema, where);
const parsePackageRecord = (text, where) => parseRecord(text, packageRecordSchema, where);
const parseOwner = (text, where) => parseRecord(text, ownerSchema, where);
const parsePackageSetRecord = (text, where) => parseRecord(text, packageSetRecordSchema, where);
const parseMark = (text, where) => parseRecord(text, markSchema, where);
const parseRemoval = (text, where) => parseRecord(text, removalSchema, where);
function parse_record_parseJson(text, where) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new DescriptorFaults([
            new DescriptorFault('record-invalid', { where, expected: 'JSON', found: `what can't be read: ${reason}` }, { cause }),
        ]);
    }
}
/** Set when the document names a higher `schema` than the one asked for. */
function newerSchema(value, schema) {
    if (!(schema instanceof schemas/* ZodObject */.bvH) || !isRecord(value))
        return null;
    const literal = schema.shape['schema'];
    const known = literal instanceof schemas/* ZodLiteral */.DN5 ? Number([...literal.values][0]) : Number.NaN;
    const written = value['schema'];
    return typeof written === 'number' && written > known ? { known, written } : null;
}
function newerFault({ known, written }, where) {
    return new DescriptorFault('record-newer', {
        where,
        expected: `schema ${known}, which this Towpath reads`,
        found: `schema ${written}, written by a newer Towpath`,
        fix: 'Use the newer release of the actions here too',
    });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/render-versions.js
const mostShown = 5;
/** `3.0.0, 2.1.3`; of more than five the first, and how many more. */
function renderVersions(versions) {
    const shown = versions.slice(0, mostShown).join(', ');
    return versions.length > mostShown ? `${shown} and ${versions.length - mostShown} more` : shown;
}
/** The same after "there": `is 3.0.0`, `are 3.0.0, 2.1.3`. */
function renderVersionsThere(versions) {
    return `${versions.length === 1 ? 'is' : 'are'} ${renderVersions(versions)}`;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/set/freeze-set.js





/**
 * A set's manifest with each range as the newest published version that it takes and nobody has marked bad. Throws
 * DescriptorFaults, at the line of each package that is not published so.
 */
function freezePackageSet(text, file, published) {
    const manifest = parsePackageSetManifest(text, file, (value) => freezeProblems(value, published));
    const packages = Object.entries(manifest.packages).map(([name, range]) => [name, frozen(name, range, published)]);
    return { manifest, packages: Object.fromEntries(packages) };
}
/** Whether a record is what a manifest would freeze to, had nothing been published since: then it is the same set. */
function isFrozenFrom(packages, manifest) {
    const names = Object.keys(manifest.packages);
    return (names.length === Object.keys(packages).length &&
        names.every((name) => {
            const version = Object.hasOwn(packages, name) ? packages[name] : undefined;
            return version !== undefined && takes(manifest.packages[name] ?? '', version);
        }));
}
function takes(range, version) {
    return isVersion(range) ? range === version : satisfies(version, range, { prereleases: 'exclude' });
}
function frozen(name, range, { versions, bad }) {
    const all = of(versions, name) ?? [];
    if (isVersion(range))
        return all.includes(range) ? range : null;
    const good = all.filter((version) => of(of(bad, name) ?? {}, version) === undefined);
    return newestSatisfying(good, range, { prereleases: 'exclude' });
}
function* freezeProblems(manifest, published) {
    for (const [name, range] of Object.entries(manifest.packages)) {
        const path = ['packages', name];
        const all = of(published.versions, name) ?? [];
        if (all.length === 0) {
            const near = nearest(name, published.names);
            yield {
                path,
                at: 'key',
                expected: 'a package that is published',
                found: `${name}, of which no version is published`,
                fix: near === undefined
                    ? `Publish ${name} first, or correct the name`
                    : `Write \`${near}\`, or publish ${name} first`,
            };
            continue;
        }
        const version = frozen(name, range, published);
        if (version === null) {
            yield {
                path,
                expected: `a published version of ${name}`,
                found: `\`${range}\`, which none fits; there ${renderVersionsThere(nearestVersions(all, range))}`,
                fix: 'Publish it first, or choose one that is there',
            };
            continue;
        }
        const mark = of(of(published.bad, name) ?? {}, version);
        if (mark !== undefined) {
            yield {
                path,
                expected: `a version of ${name} that is not marked bad`,
                found: `${version}, marked bad by ${mark.by}: ${mark.reason}`,
                fix: 'Choose another version',
            };
        }
    }
}
/** Those of the same major first, newest first. */
function nearestVersions(versions, range) {
    const major = /\d+/.exec(range)?.[0];
    const isNear = (version) => version.split('.')[0] === major;
    const sorted = [...versions].sort(compareVersionsDescending);
    return [...sorted.filter(isNear), ...sorted.filter((version) => !isNear(version))];
}
function of(record, key) {
    return Object.hasOwn(record, key) ? record[key] : undefined;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/set/set-edges.js

/** Declared dependencies within a set that could never be satisfied by it, sorted by consumer and dependency. */
function brokenSetEdges(descriptors) {
    const versions = new Map(descriptors.map((one) => [one.package, one.version]));
    return [...descriptors]
        .sort((a, b) => (a.package < b.package ? -1 : 1))
        .flatMap((consumer) => Object.entries(consumer.dependencies ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([dependency, { range, optional }]) => {
        const found = versions.get(dependency);
        if (found === undefined || optional === true || satisfies(found, range, { prereleases: 'include' }))
            return [];
        return [{ consumer: consumer.package, dependency, range, found }];
    }));
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/package-wish.js





/** `where` names the input or command that it stands in. Throws DescriptorFault `wish-invalid`. */
function parsePackageWish(text, where = 'packages') {
    const written = text.trim();
    const at = written.indexOf('@');
    const name = at < 0 ? written : written.slice(0, at);
    const wanted = at < 0 ? undefined : written.slice(at + 1).trim();
    if (!isName(name) && written.includes(','))
        throw package_wish_invalid(where, 'one package on each line, such as `orders` or `orders@1.4.2`', written, null);
    if (!isName(name)) {
        const near = suggestName(name);
        throw package_wish_invalid(where, 'a package such as `orders` or `orders@1.4.2`', written, near && withWanted(near, wanted));
    }
    if (wanted === undefined)
        return { package: name, wanted: { kind: 'newest' } };
    if (isVersion(wanted))
        return { package: name, wanted: { kind: 'version', version: wanted } };
    if (isRange(wanted) && !/^[v=]*v\d/i.test(wanted))
        return { package: name, wanted: { kind: 'range', range: wanted } };
    const near = suggestVersion(wanted);
    throw package_wish_invalid(where, 'a version such as `1.4.2` or a range such as `^1.4` after `@`', written, near && `${name}@${near}`);
}
/** A wish a line; empty lines and those that begin with `#` say nothing. */
function parsePackageWishes(text, where = 'packages') {
    return text
        .split(/\r\n|\n|\r/)
        .map((line, index) => ({ line: line.trim(), where: `${where}, line ${index + 1}` }))
        .filter(({ line }) => line !== '' && !line.startsWith('#'))
        .map((entry) => parsePackageWish(entry.line, entry.where));
}
function renderPackageWish(wish) {
    switch (wish.wanted.kind) {
        case 'newest':
            return wish.package;
        case 'version':
            return `${wish.package}@${wish.wanted.version}`;
        case 'range':
            return `${wish.package}@${wish.wanted.range}`;
    }
}
function withWanted(name, wanted) {
    return wanted === undefined ? name : `${name}@${wanted}`;
}
function package_wish_invalid(where, expected, written, right) {
    return new DescriptorFault('wish-invalid', {
        where,
        expected,
        found: written === '' ? 'nothing' : `the text ${quoteShort(written)}`,
        ...(right === null ? {} : { fix: `Write \`${right}\`` }),
    });
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/index.js









































/***/ })

};
