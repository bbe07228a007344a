export const id = 71;
export const ids = [71];
export const modules = {

/***/ 55452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  IV: () => (/* reexport */ DescriptorFault),
  QC: () => (/* reexport */ archiveSchema),
  IR: () => (/* reexport */ assembleDescriptor),
  $$: () => (/* reexport */ bareDigest),
  dj: () => (/* reexport */ canonicalJson),
  Kt: () => (/* reexport */ canonicalRange),
  UV: () => (/* reexport */ changelogSection),
  PE: () => (/* reexport */ compareVersionsDescending),
  rg: () => (/* reexport */ configProblems),
  eZ: () => (/* reexport */ contentDigest),
  hF: () => (/* reexport */ describeDifference),
  TM: () => (/* reexport */ descriptorSchema),
  ol: () => (/* reexport */ digestOf),
  t0: () => (/* reexport */ digestOfDocument),
  er: () => (/* reexport */ digestSchema),
  FA: () => (/* reexport */ infrastructureSchema),
  Bc: () => (/* reexport */ isDigest),
  Eo: () => (/* reexport */ isName),
  _Z: () => (/* reexport */ isRange),
  x4: () => (/* reexport */ isReservedVariable),
  lF: () => (/* reexport */ isVersion),
  jz: () => (/* reexport */ labelOfRange),
  Jq: () => (/* reexport */ nameSchema),
  pA: () => (/* reexport */ nearest),
  W4: () => (/* reexport */ newestSatisfying),
  y8: () => (/* reexport */ notYet),
  eo: () => (/* reexport */ notesFromCommits),
  $K: () => (/* reexport */ package_record_ownerSchema),
  lA: () => (/* reexport */ packagePaths),
  tQ: () => (/* reexport */ packageRecordSchema),
  nJ: () => (/* reexport */ parseConfigSchema),
  BA: () => (/* reexport */ parseDescriptor),
  Ng: () => (/* reexport */ parseManifest),
  lw: () => (/* reexport */ parseMark),
  ZG: () => (/* reexport */ parsePackageRecord),
  fU: () => (/* reexport */ parsePackageWish),
  Bv: () => (/* reexport */ parsePackageWishes),
  Hh: () => (/* reexport */ parseRecord),
  Iu: () => (/* reexport */ document_parseYamlDocument),
  pm: () => (/* reexport */ rangeSchema),
  qQ: () => (/* reexport */ renderPackageWish),
  i7: () => (/* reexport */ renderPath),
  Fc: () => (/* reexport */ requireNotes),
  x: () => (/* reexport */ resolveVersion),
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

// UNUSED EXPORTS: DescriptorFaults, dependencySchema, manifestSchema, markSchema, packageSetManifestSchema, packageSetRecordSchema, parseOwner, parsePackageSetManifest, parsePackageSetRecord, provideSchema, renderJsonSchema, renderJsonSchemas, spellings, suggestVersion

;// CONCATENATED MODULE: ./packages/descriptor/lib/canonical.js
/**
 * RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Byte for byte what is stored and hashed.
 * Throws TypeError for what JSON can't say (undefined in arrays, functions, NaN, lone surrogates, cycles by stack).
 */
function canonicalJson(value) {
    if (value === null || typeof value === 'boolean')
        return JSON.stringify(value);
    if (typeof value === 'number') {
        if (!Number.isFinite(value))
            throw new TypeError(`no JSON for the number ${value}`);
        return JSON.stringify(value);
    }
    if (typeof value === 'string') {
        if (!value.isWellFormed())
            throw new TypeError('no canonical JSON for a string with a lone surrogate');
        return JSON.stringify(value);
    }
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value === 'object' && isPlain(value)) {
        const members = Object.entries(value)
            .filter(([, member]) => member !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
        return `{${members.join(',')}}`;
    }
    throw new TypeError(`no JSON for a value of type ${typeof value}`);
}
function isPlain(value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/parse.js + 1 modules
var parse = __webpack_require__(43852);
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

;// CONCATENATED MODULE: ./packages/descriptor/lib/explanation/is-record.js
/** A map of a parsed document. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
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

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
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
    return semver.satisfies(version, range, { includePrerelease: policy.prereleases === 'include' });
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
    return semver.rcompare(a, b) || semver.compareBuild(b, a);
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
    return { was: describe(was), is: describe(is) };
}
function describe(value) {
    if (value === undefined)
        return 'nothing';
    if (typeof value === 'string')
        return isDigest(value) ? shortDigest(value) : quoteShort(value);
    const text = canonicalJson(value);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

;// CONCATENATED MODULE: ./packages/descriptor/lib/manifest/package-set.js




/** A set's manifest as people write it; ranges are frozen at publish. */
const package_set_packageSetManifestSchema = schemas/* strictObject */.rej({
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
});
/** packages/<name>/owner.json: the repository that first published the name. */
const package_record_ownerSchema = schemas/* strictObject */.rej({
    schema: schemas/* literal */.euz(1),
    package: nameSchema,
    repository: schemas/* string */.YjP(),
    since: timeSchema,
});
/** sets/<name>/<version>.json */
const package_record_packageSetRecordSchema = schemas/* strictObject */.rej({
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
/** Paths in the `packages` domain. */
const packagePaths = {
    owner: (name) => `packages/${name}/owner.json`,
    record: (name, version) => `packages/${name}/${version}.json`,
    records: (name) => `packages/${name}/`,
    set: (name, version) => `sets/${name}/${version}.json`,
    mark: (name, version) => `marks/${name}/${version}.json`,
};

;// CONCATENATED MODULE: ./packages/descriptor/lib/json-schema/schemas.js





const documents = {
    'towpath.schema.json': ['Manifest of a package (towpath.yaml)', manifestSchema],
    'package-set.schema.json': ['Manifest of a package set', package_set_packageSetManifestSchema],
    'descriptor.schema.json': ['Descriptor of a package', descriptorSchema],
    'package-record.schema.json': ['Record of a published package', packageRecordSchema],
    'package-set-record.schema.json': ['Record of a published package set', package_record_packageSetRecordSchema],
    'owner.schema.json': ['Owner of a package name', package_record_ownerSchema],
    'mark.schema.json': ['Mark of a bad version', markSchema],
};
/** JSON Schemas of this package's documents by file name; `baseUrl`, with its final slash, is where they are published. */
function renderJsonSchemas(baseUrl) {
    return Object.fromEntries(Object.entries(documents).map(([file, [title, schema]]) => [
        file,
        renderJsonSchema(schema, { title, id: `${baseUrl}${file}` }),
    ]));
}

// EXTERNAL MODULE: ./node_modules/js-yaml/dist/js-yaml.mjs
var js_yaml = __webpack_require__(33243);
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
function document_parseYamlDocument(text, options) {
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
    return document_parseYamlDocument(text, { file, schema: manifestSchema, example: 'package: orders', check: checkManifest });
}
/** A package set's manifest. Throws DescriptorFaults. */
function parsePackageSetManifest(text, file) {
    return parseYamlDocument(text, { file, schema: packageSetManifestSchema, example: 'set: checkout' });
}
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

;// CONCATENATED MODULE: ./packages/descriptor/lib/version/package-wish.js





/** `where` names the input or command that it stands in. Throws DescriptorFault `wish-invalid`. */
function parsePackageWish(text, where = 'packages') {
    const written = text.trim();
    const at = written.indexOf('@');
    const name = at < 0 ? written : written.slice(0, at);
    const wanted = at < 0 ? undefined : written.slice(at + 1).trim();
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
