export const id = 444;
export const ids = [444];
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






























/***/ }),

/***/ 27375:
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
  OO: () => (/* reexport */ promoteCommand),
  P$: () => (/* reexport */ proxyKind),
  Zw: () => (/* reexport */ recordPromotion),
  uO: () => (/* reexport */ releaseIdentity),
  w4: () => (/* reexport */ releasePins),
  nP: () => (/* reexport */ renderConfigFile),
  PP: () => (/* reexport */ renderDuration),
  uC: () => (/* reexport */ renderPlanJson),
  d$: () => (/* reexport */ renderPlanMarkdown),
  $D: () => (/* reexport */ renderPlanText),
  oR: () => (/* reexport */ revisionDigest),
  Ct: () => (/* reexport */ rollbackCommand),
  or: () => (/* reexport */ rollbackNeeded),
  nX: () => (/* reexport */ templateValues),
  tL: () => (/* reexport */ terminalLine),
  Cq: () => (/* reexport */ unitName),
  nT: () => (/* reexport */ userName),
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
    });
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

;// CONCATENATED MODULE: ./packages/environment/lib/plan/step-command.js
/** The command that promotes these, to be shown. A wish with a range is quoted for the shell. */
function promoteCommand(environment, wishes) {
    return [
        'towpath promote',
        `--environment ${environment}`,
        ...wishes.map((wish) => `--packages ${step_command_quoted(wish)}`),
    ].join(' ');
}
/** The command that restores a revision, to be shown. */
function rollbackCommand(environment, to, reason = '…') {
    return `towpath rollback --environment ${environment} --to ${to} --reason ${step_command_quoted(reason)}`;
}
function step_command_quoted(text) {
    return /^[\w@.+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
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
    const digest = (0,descriptor_lib/* bareDigest */.$$)((0,descriptor_lib/* digestOfDocument */.t0)({ environment, service })).slice(0, 12);
    return `tp_${environment.slice(0, 6)}_${service.slice(0, 8)}_${digest}`;
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
                fix: `Release it: \`towpath unpin --environment ${spec.environment} --service ${wish.name}\``,
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
        fixes: [`Release it first: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``],
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
        return `Together with ${added.map((one) => `\`${one.name}@${one.version}\``).join(' and ')} it can: \`${promoteCommand(attempt.spec.environment, list)}\``;
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
                fix: `To try it again: \`${promoteCommand(spec.environment, [parked])}\``,
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
    const [first = 0] = good;
    return [`Deployed well were ${good.slice(0, 10).join(', ')}: \`${rollbackCommand(environment, first)}\``];
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













































/***/ }),

/***/ 23234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vC: () => (/* reexport */ Fault),
  CG: () => (/* reexport */ Faults),
  oL: () => (/* reexport */ renderPlace)
});

// UNUSED EXPORTS: renderExplanation

;// CONCATENATED MODULE: ./packages/fault/lib/fault.js
/** Base of every package's error class. `Code` is that package's closed union. */
class Fault extends Error {
    code;
    explanation;
    /** True when doing the same again, unchanged, can succeed. */
    retryable;
    constructor(code, explanation, options = {}) {
        super(renderExplanation(explanation), options.cause === undefined ? {} : { cause: options.cause });
        this.name = new.target.name;
        this.code = code;
        this.explanation = explanation;
        this.retryable = options.retryable ?? false;
    }
}
/** Several faults of one kind found in one reading (all problems of a YAML file at once, say). At least one. */
class Faults extends Fault {
    all;
    constructor(all) {
        super(all[0].code, all[0].explanation, { retryable: all.every((fault) => fault.retryable), cause: all[0].cause });
        this.all = all;
        this.message = all.map((fault) => fault.message).join('\n');
    }
}
/** One sentence or three: `where: expected E, found F. Fix.` */
function renderExplanation(explanation) {
    const { expected, found, fix, place } = explanation;
    const where = place === undefined ? explanation.where : `${renderPlace(place)} ${explanation.where}`;
    const facts = [expected && `expected ${expected}`, found && `found ${found.replace(/(?<=\w)\.$/, '')}`]
        .filter(Boolean)
        .join(', ');
    const statement = facts === '' ? `${where}.` : `${where}: ${facts}.`;
    return fix === undefined ? statement : `${statement} ${fix}.`;
}
/** `file:line:column`, as far as they are known. */
function renderPlace(place) {
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

;// CONCATENATED MODULE: ./packages/fault/lib/index.js



/***/ }),

/***/ 51726:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bg: () => (/* reexport */ buildStatus),
  X1: () => (/* reexport */ evidenceOf),
  ae: () => (/* reexport */ historyPath),
  rd: () => (/* reexport */ indexInstances),
  i6: () => (/* reexport */ parseHistory),
  au: () => (/* reexport */ parseInventory),
  dv: () => (/* reexport */ planRegistration),
  yj: () => (/* reexport */ renderStatusMarkdown),
  _c: () => (/* reexport */ renderStatusText),
  Wl: () => (/* reexport */ resolveService)
});

// UNUSED EXPORTS: InventoryFault, appendHistory, changesBetween, closedRecordSchema, compareDrift, emptyInventory, environmentStatusSchema, instanceRecordSchema, proxiesRecordSchema, serviceRecordSchema, statusDocumentSchema

;// CONCATENATED MODULE: ./packages/inventory/lib/evidence.js
/** What was ever registered ran well: only verified instances are. Sorted by name. */
function evidenceOf(inventory, history) {
    const since = new Map();
    const add = (service, version, from) => {
        const key = `${service}@${version}`;
        const known = since.get(key);
        if (known === undefined || Date.parse(from) < Date.parse(known))
            since.set(key, from);
    };
    for (const { service, version, validFrom } of history)
        add(service, version, validFrom);
    for (const { service, instances } of inventory.services.values()) {
        for (const { version, validFrom } of instances)
            add(service, version, validFrom);
    }
    return Object.fromEntries([...since].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, from]) => [key, { since: from }]));
}

// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var environment_lib = __webpack_require__(27375);
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

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/inventory/lib/inventory-fault.js

class InventoryFault extends fault_lib/* Fault */.vC {
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
    });
}

;// CONCATENATED MODULE: ./packages/inventory/lib/status/build-status.js

/** What runs where, and what people hold or wait for. */
function buildStatus({ environment, state, inventory, deployed, lastGood }) {
    const { proxies, services } = inventory;
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
        locks: state.locks.map(({ service, by, reason, since, until }) => ({ service, by, reason, since, until })),
        pins: state.pins.map(({ service, version, by, reason }) => ({ service, version, by, reason })),
        parked: state.parked.map(({ revision, packages, reason, at }) => ({ revision, packages, reason, at })),
        services: [...services.values()].sort((a, b) => (a.service < b.service ? -1 : 1)).map(serviceStatus),
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
function serviceStatus({ service, external, instances }) {
    if (external !== null) {
        const version = {
            version: external.version,
            line: '*',
            isDefault: true,
            isLeaving: false,
            since: null,
            instances: [],
        };
        return { service, isExternal: true, versions: [version] };
    }
    const versions = [...Map.groupBy(instances, ({ version }) => version)]
        .map(([version, records]) => versionStatus(version, records))
        .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || (0,lib/* compareVersionsDescending */.PE)(a.version, b.version));
    return { service, isExternal: false, versions };
}
function versionStatus(version, records) {
    const since = records.map(({ validFrom }) => validFrom).sort()[0] ?? null;
    return {
        version,
        line: records[0]?.line ?? '*',
        isDefault: records.some(({ isDefault }) => isDefault),
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
        since: lib/* timeSchema */.Rl,
        /** null: until it is taken away. */
        until: lib/* timeSchema */.Rl.nullable(),
    })),
    pins: schemas/* array */.YOg(schemas/* strictObject */.rej({ service: lib/* nameSchema */.Jq, version: lib/* versionSchema */.G0, by: schemas/* string */.YjP(), reason: schemas/* string */.YjP() })),
    parked: schemas/* array */.YOg(schemas/* strictObject */.rej({ revision: schemas/* int */.Whr(), packages: schemas/* array */.YOg(schemas/* string */.YjP()), reason: schemas/* string */.YjP(), at: lib/* timeSchema */.Rl })),
    /** By name. */
    services: schemas/* array */.YOg(serviceStatusSchema),
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
/** `4 min ago`, `3 h ago`, `2 days ago`; a time to come is `now`. */
function sayAgo(time, now) {
    const seconds = Math.floor((now.getTime() - Date.parse(time)) / 1000);
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
    const rows = rowsOf(status, now);
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
    const rows = rowsOf(status, now).map((row) => `| ${row.map(environment_lib/* escapeMarkdownLine */.B).join(' | ')} |`);
    const head = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`];
    const table = rows.length === 0 ? ['Nothing is registered.'] : [...head, ...rows];
    const notes = notesOf(status, now).map((note) => `- ${(0,environment_lib/* escapeMarkdownLine */.B)(note)}`);
    return [`### ${(0,environment_lib/* escapeMarkdownLine */.B)(headOf(status, now))}`, '', ...table, ...spaced(notes)].join('\n');
}
const columns = ['service', 'version', 'line', 'host', 'address', 'since'];
function rowsOf({ services }, now) {
    return services.flatMap(({ service, isExternal, versions }) => versions.flatMap(({ version, line, isDefault, isLeaving, instances }) => {
        const kind = isLeaving ? 'leaving' : versions.length > 1 && isDefault ? `${line} (default)` : line;
        if (isExternal)
            return [[service, version, 'external', '', '', '']];
        return instances.map(({ host, ip, ports, since }) => {
            const address = Object.values(ports).map((port) => `${ip}:${port}`);
            return [service, version, kind, host, address.join(' ') || 'none', sayAgo(since, now)];
        });
    }));
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
    for (const { service, by, reason, until } of status.locks) {
        if (until !== null && Date.parse(until) <= now.getTime())
            continue;
        notes.push(`${service ?? environment} is locked by ${by}${until === null ? '' : ` until ${until}`}: ${reason}`);
    }
    for (const { service, version, by, reason } of status.pins) {
        notes.push(`${service} is pinned to ${version} by ${by}: ${reason}`);
    }
    for (const { revision, packages, reason, at } of status.parked) {
        const what = packages.length === 0 ? 'a change of the spec' : packages.join(', ');
        notes.push(`${what} was parked ${sayAgo(at, now)} (${environment}@${revision}): ${reason}`);
    }
    if (lastGood !== null && status.changes.length > 0) {
        notes.push(`changed since ${environment}@${lastGood}: ${status.changes.map(renderChange).join(', ')}`);
    }
    return notes;
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

/***/ 36906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n1: () => (/* reexport */ Mask),
  J$: () => (/* reexport */ commandEnvironment),
  yn: () => (/* reexport */ findBundledProgram),
  DJ: () => (/* reexport */ isProcessGone),
  Ao: () => (/* reexport */ onCancel),
  YL: () => (/* reexport */ openGithubStepIo),
  zw: () => (/* reexport */ openTerminalStepIo),
  nj: () => (/* reexport */ readOwnIdentity),
  Wv: () => (/* reexport */ readProcess)
});

;// CONCATENATED MODULE: ./packages/step-io/lib/child-environment.js
const kept = new Set([
    'GITHUB_WORKSPACE',
    'GITHUB_SHA',
    'GITHUB_REF',
    'GITHUB_REF_NAME',
    'GITHUB_REPOSITORY',
    'GITHUB_RUN_ID',
    'GITHUB_RUN_NUMBER',
]);
/**
 * The environment for a command of the repository's own (`code.build`): without inputs, tokens and whatever lets a process speak
 * for the job (DESIGN invariant 11). Of GitHub's variables only those that merely say what is built.
 */
function commandEnvironment(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => value === undefined || !isHarmless(name) ? [] : [[name, value]]));
}
function isHarmless(name) {
    if (kept.has(name))
        return true;
    if (/^(INPUT_|ACTIONS_|GITHUB_|STATE_)/i.test(name))
        return false;
    return !/TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|(^|_)(KEY|PAT)(_|$)/i.test(name);
}

;// CONCATENATED MODULE: ./packages/step-io/lib/mask.js
/** Values that must not be shown, longest first, so that a value that contains another is masked whole. */
class Mask {
    #values = [];
    add(value) {
        const lines = [value, ...value.split(/\r?\n/)].filter((line) => line.trim().length >= 3);
        this.#values = [...new Set([...this.#values, ...lines])].sort((a, b) => b.length - a.length);
    }
    apply(text) {
        return this.#values.reduce((masked, value) => masked.replaceAll(value, '***'), text);
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./packages/step-io/lib/run-context.js

const serverUrlOf = (env) => env['GITHUB_SERVER_URL'] ?? 'https://github.com';
const apiUrlOf = (env) => env['GITHUB_API_URL'] ?? 'https://api.github.com';
/** Reads a runner's variables (docs.github.com "Default environment variables"). */
function readRunnerContext(env) {
    const repository = env['GITHUB_REPOSITORY'] ?? null;
    const server = serverUrlOf(env);
    const runId = env['GITHUB_RUN_ID'] ?? '';
    return {
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        repository,
        repositoryUrl: repository === null ? null : `${server}/${repository}.git`,
        sha: env['GITHUB_SHA'] ?? null,
        ref: env['GITHUB_REF'] ?? null,
        actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? (0,external_node_os_.userInfo)().username,
        run: repository === null ? terminalName() : `${server}/${repository}/actions/runs/${runId}`,
        job: runId === ''
            ? null
            : {
                runId,
                attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
                job: env['GITHUB_JOB'] ?? '',
                runner: env['RUNNER_NAME'] ?? '',
                artifacts: env['ACTIONS_RUNTIME_TOKEN'] !== undefined && env['ACTIONS_RESULTS_URL'] !== undefined,
            },
        home: env['HOME'] ?? (0,external_node_os_.userInfo)().homedir,
        fleeting: ['GITHUB_WORKSPACE', 'RUNNER_WORKSPACE', 'RUNNER_TEMP'].flatMap((name) => env[name] ?? []),
        githubApiUrl: apiUrlOf(env),
        githubServerUrl: server,
    };
}
/** A person's terminal: no repository of a run, the current folder. */
function readTerminalContext(env) {
    return {
        workspace: process.cwd(),
        repository: null,
        repositoryUrl: null,
        sha: null,
        ref: null,
        actor: (0,external_node_os_.userInfo)().username,
        run: terminalName(),
        job: null,
        home: env['HOME'] ?? (0,external_node_os_.userInfo)().homedir,
        fleeting: [],
        githubApiUrl: apiUrlOf(env),
        githubServerUrl: serverUrlOf(env),
    };
}
function terminalName() {
    return `${(0,external_node_os_.userInfo)().username}@${(0,external_node_os_.hostname)()}`;
}

;// CONCATENATED MODULE: ./packages/step-io/lib/github-step-io.js


/** A log can't replace a line, so long work is told of now and then. */
const progressEveryMs = 10_000;
/** Most that GitHub takes as one step's summary, in bytes. */
const summaryLimitBytes = 1024 * 1024;
/**
 * Inputs are read here and not by @actions/core, whose start-up (undici, through its OIDC module) costs more than all of ours:
 * a step knows its inputs before the toolkit is loaded, which happens when something is first said.
 */
function openGithubStepIo(env = process.env) {
    const mask = new Mask();
    const context = readRunnerContext(env);
    const summary = [];
    let toolkit;
    let saying = Promise.resolve();
    let failure;
    let lastProgress = performance.now();
    /**
     * In order, one after the other: what is said first is shown first. What can't be said (a runner's file that can't be written) neither ends
     * the step in the midst of its work, as an unhandled rejection would, nor keeps back what is said after it: `flush` tells of it.
     */
    const later = (act) => {
        toolkit ??= Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(659)]).then(__webpack_require__.bind(__webpack_require__, 91659));
        const loading = toolkit;
        saying = saying
            .then(async () => void (await act(await loading)))
            .catch((error) => {
            failure ??= { error };
        });
    };
    const show = (line) => later((core) => core.info(withoutCommands(mask.apply(line))));
    const annotate = ({ level, title, message, place }) => later((core) => core[level](mask.apply(message), {
        title,
        ...(place && { file: place.file }),
        ...(place?.line !== undefined && { startLine: place.line }),
        ...(place?.column !== undefined && { startColumn: place.column }),
    }));
    return {
        context,
        input: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim() || null,
        environment: env,
        mask: (value) => {
            mask.add(value);
            later((core) => {
                for (const line of value.split(/\r?\n/))
                    if (line.trim() !== '')
                        core.setSecret(line);
            });
        },
        output: (name, value) => later((core) => core.setOutput(name, value)),
        say: show,
        progress: (line) => {
            const now = performance.now();
            if (now - lastProgress < progressEveryMs)
                return;
            lastProgress = now;
            show(line);
        },
        annotate,
        group: async (title, body) => {
            later((core) => core.startGroup(mask.apply(title)));
            try {
                return await body();
            }
            finally {
                later((core) => core.endGroup());
            }
        },
        summarize: (markdown) => void summary.push(mask.apply(markdown)),
        flush: async () => {
            if (summary.length > 0 && env['GITHUB_STEP_SUMMARY']) {
                const text = cutToLimit(`${summary.join('\n\n')}\n`);
                later((core) => core.summary.addRaw(text).write());
            }
            await saying;
            if (failure !== undefined)
                throw failure.error;
        },
    };
}
const unseen = '\u200b';
/**
 * A runner obeys lines that begin with `::` and whatever holds `##[` (actions/runner, ActionCommand.cs), and what is said may be a build's
 * output, a commit's subject or a service's log: `::stop-commands::` there would end the masking. The mark keeps the text as it looks.
 */
function withoutCommands(text) {
    return text.replace(/^(?=\s*::)/gm, unseen).replaceAll('##[', `##${unseen}[`);
}
function cutToLimit(text) {
    if (Buffer.byteLength(text) <= summaryLimitBytes)
        return text;
    const note = '\n\n_The rest is cut: GitHub takes 1 MiB a step._\n';
    const room = summaryLimitBytes - Buffer.byteLength(note);
    return Buffer.from(text).subarray(0, room).toString('utf8').replace(/�+$/, '') + note;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/step-io/lib/process.js

function readProcess() {
    const { env, stdout, stderr } = process;
    return { argv: process.argv.slice(2), env, stdout, stderr, node: process.versions.node };
}
/**
 * Aborted at the first of these signals: a person's Ctrl-C, a terminal that is closed, or a runner that cancels (SIGINT, 7.5 s later
 * SIGTERM, 2.5 s later SIGKILL). Further ones change nothing: an impatient second Ctrl-C must not end the clean-up that the first began.
 */
function onCancel() {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, () => controller.abort(new Error(`The run was cancelled (${signal})`)));
    }
    return controller.signal;
}
/** The program of the embedded supervisor and proxy stands beside the file that this process was started with. */
function findBundledProgram() {
    return (0,external_node_path_.join)((0,external_node_path_.dirname)(process.argv[1] ?? ''), 'embedded.mjs');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/step-io/lib/process-identity.js


function readOwnIdentity() {
    return { host: (0,external_node_os_.hostname)(), boot: readBoot(), pid: process.pid, startTime: readStart(process.pid) ?? '' };
}
/** Whether a process of this machine is gone; of another machine nothing can be said, and it counts as there. */
function isProcessGone(identity) {
    if (identity.host !== (0,external_node_os_.hostname)())
        return false;
    return identity.boot !== readBoot() || readStart(identity.pid) !== identity.startTime;
}
function readBoot() {
    return (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
/**
 * The name in field 2 may hold anything, so fields are counted from behind its closing bracket. A zombie has no start: it does nothing
 * any more, and where nobody reaps orphans (process 1 of a job's container) it stays for ever.
 */
function readStart(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/step-io/lib/terminal-step-io.js




function openTerminalStepIo(terminal) {
    const mask = new Mask();
    const outputs = new Map();
    const summary = [];
    const { stdout, stderr } = terminal;
    const isTty = stdout.isTTY === true;
    let transient = false;
    const clear = () => {
        if (transient)
            stdout.write('\r\u001b[2K');
        transient = false;
    };
    const say = (line) => {
        clear();
        stdout.write(`${mask.apply(line)}\n`);
    };
    return {
        context: { ...readTerminalContext(terminal.env), ...terminal.context },
        outputs,
        input: (name) => terminal.inputs[name]?.trim() || null,
        environment: terminal.env,
        mask: (value) => mask.add(value),
        output: (name, value) => void outputs.set(name, value),
        say,
        progress: (line) => {
            if (!isTty)
                return;
            clear();
            stdout.write((0,external_node_util_.stripVTControlCharacters)(mask.apply(line)).slice(0, (stdout.columns ?? 80) - 1));
            transient = true;
        },
        annotate: ({ level, title, message, place }) => {
            clear();
            const color = level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'blue';
            const where = place === undefined || message.includes((0,lib/* renderPlace */.oL)(place)) ? '' : `${(0,lib/* renderPlace */.oL)(place)} `;
            stderr.write(`${(0,external_node_util_.styleText)(color, `${level} ${title}`)} ${where}${mask.apply(message)}\n`);
        },
        group: async (title, body) => {
            say(title);
            return body();
        },
        summarize: (markdown) => void summary.push(mask.apply(markdown)),
        flush: async () => {
            clear();
            if (terminal.showSummary && summary.length > 0)
                stdout.write(`\n${summary.join('\n\n')}\n`);
        },
    };
}

;// CONCATENATED MODULE: ./packages/step-io/lib/index.js








/***/ }),

/***/ 41602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ contracts)
/* harmony export */ });
// Generated from action.yml and actions/*/action.yml by `npm run build`. Edit those.
/** Inputs and outputs of every step, as its action.yml says. */
const contracts = {
    "deliver": {
        "description": "Build, publish, promote, deploy and register one package in one step",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "compression": {
                "description": "`gzip` or `zstd`.",
                "required": false,
                "default": "gzip"
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "upload-artifact": {
                "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
                "required": false,
                "default": "auto"
            },
            "override": {
                "description": "Names a rule to set aside. Not yet: semver rules at publish.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why, for those who read the history.",
                "required": false,
                "default": ""
            },
            "environment": {
                "description": "Environment to promote to and deploy. Without it the path ends with publish.",
                "required": false,
                "default": ""
            },
            "spec": {
                "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "take-over": {
                "description": "`true` takes the lease of another run that you know is over.",
                "required": false,
                "default": "false"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "package": "Path of the package, below `.towpath/` of the workspace.",
            "size-bytes": "Size of the package in bytes.",
            "name": "Name of the package.",
            "version": "Version of the package.",
            "digest": "Digest of the manifest in the package store.",
            "reference": "Where the package is: `<repository>@<digest>`.",
            "already-published": "`true` when the same content had been published before.",
            "environment": "Name of the environment.",
            "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
            "changed": "`true` when a new revision was written.",
            "verdict": "`pass`, `warn` or `fail`.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace.",
            "status": "`deployed`, `unchanged` or `rolled-back`.",
            "report": "Path of the report, below `.towpath/` of the workspace.",
            "instances": "Number of instances that the inventory now has open.",
            "url": "Base URL of the environment: `http://<vip>:<port>`."
        }
    },
    "build": {
        "description": "Run the build and pack its result into a deterministic archive",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "compression": {
                "description": "`gzip` or `zstd`.",
                "required": false,
                "default": "gzip"
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "upload-artifact": {
                "description": "`true`, `false`, or `auto`: upload what publish needs as an artifact where the artifact service is there.",
                "required": false,
                "default": "auto"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            }
        },
        "outputs": {
            "package": "Path of the package, below `.towpath/` of the workspace.",
            "digest": "Digest of the package: `sha256:…`.",
            "size-bytes": "Size of the package in bytes.",
            "artifact-id": "Id of the uploaded artifact, empty when none was."
        }
    },
    "deploy": {
        "description": "Carry out a revision on the environment's hosts",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "revision": {
                "description": "Number of the revision to deploy. The default is the desired one.",
                "required": false,
                "default": ""
            },
            "ssh-private-key": {
                "description": "Private key that the hosts let in, in OpenSSH or PEM form, without a passphrase. Without it the keys of the agent at SSH_AUTH_SOCK are offered.",
                "required": false,
                "default": ""
            },
            "known-hosts": {
                "description": "Pinned host keys: the lines of a known_hosts file. A host whose key is not among them is not spoken to; the line to add is shown.",
                "required": false,
                "default": ""
            },
            "allowed-signers": {
                "description": "Keys that may sign a revision, as in an allowed_signers file. Not yet: signed revisions.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "take-over": {
                "description": "`true` takes the lease of another run that you know is over.",
                "required": false,
                "default": "false"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "revision": "Number of the revision.",
            "status": "`deployed`, `unchanged` or `rolled-back`.",
            "report": "Path of the report, below `.towpath/` of the workspace."
        }
    },
    "describe": {
        "description": "Write the descriptor: the metadata of the package",
        "inputs": {
            "manifest": {
                "description": "Path of the manifest in the workspace. Its folder is the folder that is packed.",
                "required": false,
                "default": "towpath.yaml"
            },
            "package": {
                "description": "Path of the package. The default is what build made in this job.",
                "required": false,
                "default": ""
            },
            "prerelease": {
                "description": "Turns the version into a prerelease of it: `pr.12.3` makes 1.4.0 into 1.4.0-pr.12.3.",
                "required": false,
                "default": ""
            },
            "notes": {
                "description": "What this version changes. Takes the place of the manifest's `notes`.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "descriptor": "Path of the descriptor, below `.towpath/` of the workspace.",
            "name": "Name of the package.",
            "version": "Version of the package.",
            "digest": "Digest of the descriptor: `sha256:…`."
        }
    },
    "observe": {
        "description": "Join traced calls with the inventory and judge them by what is declared",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "zipkin-url": {
                "description": "URL of a Zipkin server, such as `http://10.77.0.30:9411`; its credentials, if it has any, as `https://user:password@…`.",
                "required": false,
                "default": ""
            },
            "spans": {
                "description": "Instead of `zipkin-url`: file of Zipkin v2 spans; `-` for none.",
                "required": false,
                "default": ""
            },
            "lookback-minutes": {
                "description": "How far back to look, in minutes.",
                "required": false,
                "default": "60"
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "edges": "Number of observed edges.",
            "violations": "Number of calls that no descriptor declares, or outside the declared range.",
            "unproven": "Number of declared dependencies that no trace has shown.",
            "report": "Path of the report, below `.towpath/` of the workspace."
        }
    },
    "promote": {
        "description": "Decide what an environment shall run and write it as an immutable revision",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "packages": {
                "description": "What to promote, one a line: `orders@1.4.2`, `orders@^1.4` or `orders` (the newest accepted). None: the spec as it stands.",
                "required": false,
                "default": ""
            },
            "set": {
                "description": "Package set to promote. Not yet: package sets.",
                "required": false,
                "default": ""
            },
            "from": {
                "description": "Environment to take everything from that runs there. Not yet: promotion of a whole environment.",
                "required": false,
                "default": ""
            },
            "spec": {
                "description": "Path of the environment spec. The default is `environments/<environment>.yaml`.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why, for those who read the history.",
                "required": false,
                "default": ""
            },
            "override": {
                "description": "Names a gate to set aside. Not yet: overrides.",
                "required": false,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "open-pull-request": {
                "description": "`true` opens a pull request that asks for the promotion. Not yet: promotion by pull request.",
                "required": false,
                "default": "false"
            },
            "signing-key": {
                "description": "Ed25519 ssh key that signs the revision. Not yet: signed revisions.",
                "required": false,
                "default": ""
            },
            "signing-key-passphrase": {
                "description": "Passphrase of `signing-key`. Not yet: signed revisions.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "environment": "Name of the environment.",
            "revision": "Number of the new revision; of the newest one when nothing changed; empty when refused or dry.",
            "previous": "Number of the revision before, empty for the first.",
            "changed": "`true` when a new revision was written.",
            "verdict": "`pass`, `warn` or `fail`.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
        }
    },
    "publish": {
        "description": "Put the package into the package store and its record into the metadata store",
        "inputs": {
            "descriptor": {
                "description": "Path of the descriptor. Without it, publish describes the package first.",
                "required": false,
                "default": ""
            },
            "package": {
                "description": "Path of the package. The default is what build made in this job.",
                "required": false,
                "default": ""
            },
            "artifact": {
                "description": "Name of the artifact that build uploaded in another job of this run: `towpath-<name>-<version>`.",
                "required": false,
                "default": ""
            },
            "set-manifest": {
                "description": "Path of a package set's manifest, to publish a set instead of a package. Not yet: package sets.",
                "required": false,
                "default": ""
            },
            "override": {
                "description": "Names a rule to set aside. Not yet: semver rules at publish.",
                "required": false,
                "default": ""
            },
            "reason": {
                "description": "Why the rule is set aside. Not yet: semver rules at publish.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "name": "Name of the package.",
            "version": "Version of the package.",
            "digest": "Digest of the manifest in the package store.",
            "reference": "Where the package is: `<repository>@<digest>`.",
            "already-published": "`true` when the same content had been published before."
        }
    },
    "register": {
        "description": "Write what runs into the service inventory",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "report": {
                "description": "Path of deploy's report. The default is the newest one in the store; a file counts only if its digest is there.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "instances": "Number of instances that the inventory now has open.",
            "url": "Base URL of the environment: `http://<vip>:<port>`."
        }
    },
    "resolve": {
        "description": "Find the address of a service from just its environment",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "service": {
                "description": "Name of the service.",
                "required": true,
                "default": ""
            },
            "range": {
                "description": "Range of versions. The default is the service's default line.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "url": "URL of the service: VIP and path.",
            "address": "Authority of the service, empty where the environment has no domain.",
            "version": "Version that answers.",
            "vip": "The VIP.",
            "port": "Port of the VIP.",
            "instances": "Instances that answer, as JSON."
        }
    },
    "rollback": {
        "description": "Write a revision that restores an earlier one",
        "inputs": {
            "environment": {
                "description": "Name of the environment.",
                "required": true,
                "default": ""
            },
            "to": {
                "description": "Number of the revision to restore. The default is the deployed one if the desired one failed, else the last good one.",
                "required": false,
                "default": ""
            },
            "packages": {
                "description": "Restores only these. Not yet: rollback of a part.",
                "required": false,
                "default": ""
            },
            "config": {
                "description": "`then` or `now`. Not yet: `now`.",
                "required": false,
                "default": "then"
            },
            "hosts": {
                "description": "`now` or `then`. Not yet: `then`.",
                "required": false,
                "default": "now"
            },
            "reason": {
                "description": "Why.",
                "required": true,
                "default": ""
            },
            "dry-run": {
                "description": "`true` decides and reports, and changes nothing. Exits 0 whatever the verdict.",
                "required": false,
                "default": "false"
            },
            "signing-key": {
                "description": "Ed25519 ssh key that signs the revision. Not yet: signed revisions.",
                "required": false,
                "default": ""
            },
            "signing-key-passphrase": {
                "description": "Passphrase of `signing-key`. Not yet: signed revisions.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "revision": "Number of the new revision.",
            "changed": "`true` when a new revision was written.",
            "plan": "Path of the plan as JSON, below `.towpath/` of the workspace."
        }
    },
    "status": {
        "description": "Show what runs where",
        "inputs": {
            "environment": {
                "description": "Name of the environment. The default is all.",
                "required": false,
                "default": ""
            },
            "metadata-store": {
                "description": "Where metadata lives: `git:<remote or path>#<prefix>`. The default is the branches `towpath/…` of the workspace's `origin`, else of the run's repository.",
                "required": false,
                "default": "git:#towpath"
            },
            "package-store": {
                "description": "Where packages live: `oci://<registry>/<namespace>` or `oci-layout:<folder>`.",
                "required": false,
                "default": "oci://ghcr.io/${{ github.repository_owner }}/towpath"
            },
            "token": {
                "description": "Token for GitHub, and for both stores where they have none of their own.",
                "required": false,
                "default": "${{ github.token }}"
            },
            "metadata-token": {
                "description": "Credentials of the metadata store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            },
            "package-token": {
                "description": "Credentials of the package store when they differ from `token`: a token, or `user:password`.",
                "required": false,
                "default": ""
            }
        },
        "outputs": {
            "environments": "State of each environment, as JSON."
        }
    }
};


/***/ }),

/***/ 21754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mk: () => (/* binding */ readNamed),
/* harmony export */   Ub: () => (/* binding */ verifyDigest),
/* harmony export */   u0: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _towpath_descriptor__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55452);
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

/***/ 5641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ StoredEnvironment),
  Q: () => (/* binding */ readEnvironment)
});

// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var lib = __webpack_require__(27375);
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
/* harmony import */ var _towpath_environment__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27375);
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


/***/ }),

/***/ 6444:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  contracts: () => (/* reexport */ contracts/* contracts */.M),
  runAction: () => (/* reexport */ runAction),
  runStep: () => (/* reexport */ runStep),
  unpin: () => (/* reexport */ unpin)
});

// EXTERNAL MODULE: ./packages/step-io/lib/index.js + 7 modules
var lib = __webpack_require__(36906);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var fault_lib = __webpack_require__(23234);
// EXTERNAL MODULE: ./packages/steps/lib/inputs.js
var inputs = __webpack_require__(28140);
;// CONCATENATED MODULE: ./packages/steps/lib/run-step.js


/** Loaded only when asked for, so that a step starts with what it needs and no more. */
const steps = {
    deliver: async () => (await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(173), __webpack_require__.e(201), __webpack_require__.e(743), __webpack_require__.e(897), __webpack_require__.e(452)]).then(__webpack_require__.bind(__webpack_require__, 59452))).deliver,
    build: async () => (await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(897), __webpack_require__.e(859)]).then(__webpack_require__.bind(__webpack_require__, 30897))).build,
    describe: async () => (await __webpack_require__.e(/* import() */ 376).then(__webpack_require__.bind(__webpack_require__, 4376))).describe,
    publish: async () => (await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(216)]).then(__webpack_require__.bind(__webpack_require__, 37216))).publish,
    promote: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(552)]).then(__webpack_require__.bind(__webpack_require__, 31552))).promote,
    deploy: async () => (await Promise.all(/* import() */[__webpack_require__.e(6), __webpack_require__.e(239), __webpack_require__.e(206), __webpack_require__.e(173), __webpack_require__.e(201), __webpack_require__.e(743)]).then(__webpack_require__.bind(__webpack_require__, 65743))).deploy,
    register: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(37)]).then(__webpack_require__.bind(__webpack_require__, 43037))).register,
    rollback: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(971)]).then(__webpack_require__.bind(__webpack_require__, 48971))).rollback,
    resolve: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(13)]).then(__webpack_require__.bind(__webpack_require__, 36013))).resolve,
    status: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(915)]).then(__webpack_require__.bind(__webpack_require__, 78915))).status,
    observe: async () => (await Promise.all(/* import() */[__webpack_require__.e(239), __webpack_require__.e(201), __webpack_require__.e(759)]).then(__webpack_require__.bind(__webpack_require__, 64759))).observe,
};
/** Runs one step to its end and says its outcome. Returns the exit code: 0 done, 1 refused or failed. */
async function runStep(name, io, run) {
    try {
        const call = {
            io,
            inputs: (0,inputs/* readInputs */.K)(name, io),
            clock: run.clock,
            signal: run.signal,
            program: run.program,
            output: (output, value) => io.output(output, String(value)),
        };
        const step = await steps[name]();
        await step(call);
        return 0;
    }
    catch (error) {
        if (run.signal.aborted && !(error instanceof fault_lib/* Fault */.vC))
            sayCancelled(run.signal.reason, io);
        else
            sayFault(error, io);
        return 1;
    }
    finally {
        await io.flush();
    }
}
function sayCancelled(reason, io) {
    const why = reason instanceof Error ? reason.message : 'The run was cancelled';
    io.annotate({ level: 'error', title: 'cancelled', message: `${why}. Run it again: it goes on from what is there.` });
}
/** Every fault becomes an annotation whose title is its code; what is not a fault is ours to mend, and says so with its stack. */
function sayFault(error, io) {
    if (!(error instanceof fault_lib/* Fault */.vC)) {
        const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
        io.annotate({
            level: 'error',
            title: 'internal',
            message: `This is a defect of Towpath, please report it: ${found}`,
        });
        return;
    }
    for (const fault of error instanceof fault_lib/* Faults */.CG ? error.all : [error]) {
        const { place } = fault.explanation;
        io.annotate({ level: 'error', title: fault.code, message: fault.message, ...(place && { place }) });
    }
}

;// CONCATENATED MODULE: ./packages/steps/lib/action.js


/** Runs a step as a GitHub Action of this process: what a stub in dist calls, and nothing else does. */
async function runAction(step) {
    const signal = (0,lib/* onCancel */.Ao)();
    process.exitCode = await runStep(step, (0,lib/* openGithubStepIo */.YL)(), {
        signal,
        clock: () => new Date(),
        program: (0,lib/* findBundledProgram */.yn)(),
    });
}

// EXTERNAL MODULE: ./packages/steps/lib/contracts.js
var contracts = __webpack_require__(41602);
// EXTERNAL MODULE: ./packages/descriptor/lib/index.js + 43 modules
var descriptor_lib = __webpack_require__(55452);
// EXTERNAL MODULE: ./packages/environment/lib/index.js + 72 modules
var environment_lib = __webpack_require__(27375);
// EXTERNAL MODULE: ./packages/steps/lib/environments/environment.js + 1 modules
var environments_environment = __webpack_require__(5641);
;// CONCATENATED MODULE: ./packages/steps/lib/unpin.js



/** Releases what a rollback pinned of a service, so that it can be promoted again. From the terminal; an action of its own follows with commands. */
async function unpin(store, environment, service) {
    await (0,environments_environment/* readEnvironment */.Q)(store, environment);
    await store.commit((0,environment_lib/* environmentDomain */.MM)(environment), `unpin ${service} in ${environment}`, async (at) => {
        const { state } = await environments_environment/* StoredEnvironment */.D.at(at, environment);
        return {
            kind: 'change',
            write: { [environment_lib/* environmentPaths */.Wp.state]: (0,descriptor_lib/* canonicalJson */.dj)((0,environment_lib/* releasePins */.w4)(state, environment, service)) },
        };
    });
}

;// CONCATENATED MODULE: ./packages/steps/lib/index.js






/***/ }),

/***/ 28140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs)
/* harmony export */ });
/* harmony import */ var _contracts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41602);
/* harmony import */ var _step_fault_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16058);


/** Reads a step's inputs against its action.yml. What the contract marks "Not yet" is refused when it is given, never ignored. */
function readInputs(step, io) {
    const contract = _contracts_js__WEBPACK_IMPORTED_MODULE_0__/* .contracts */ .M[step].inputs;
    for (const [name, input] of Object.entries(contract))
        refuseNotYet(name, input, io.input(name));
    const text = (name) => io.input(name) ?? defaultOf(contract[name]?.default);
    const invalid = (name, expected, found) => new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-invalid', {
        where: `Input \`${name}\``,
        expected,
        found: found === null ? 'nothing' : `\`${found}\``,
    });
    return {
        text,
        required: (name) => {
            const value = text(name);
            if (value !== null)
                return value;
            throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('input-missing', {
                where: `Input \`${name}\``,
                expected: 'a value',
                found: 'nothing',
                fix: `Give \`${name}\` to the step`,
            });
        },
        flag: (name) => {
            const value = text(name);
            // The spellings of YAML 1.2's core schema, as the toolkit's getBooleanInput takes them.
            if (value === null || /^(false|False|FALSE)$/.test(value))
                return false;
            if (/^(true|True|TRUE)$/.test(value))
                return true;
            throw invalid(name, '`true` or `false`', value);
        },
        choice: (name, allowed) => {
            const value = text(name);
            const chosen = allowed.find((one) => one === value);
            if (chosen !== undefined)
                return chosen;
            throw invalid(name, allowed.map((one) => `\`${one}\``).join(', '), value);
        },
        whole: (name) => {
            const value = text(name);
            if (value === null)
                return null;
            if (/^\d{1,9}$/.test(value))
                return Number(value);
            throw invalid(name, 'a whole number', value);
        },
    };
}
/** `Not yet: package sets.` refuses every value but the default; ``Not yet: `now`.`` that one value. */
function refuseNotYet(name, input, given) {
    const what = /Not yet: (.*)\.$/.exec(input.description)?.[1];
    if (what === undefined || given === null || given === input.default)
        return;
    const values = [...what.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    if (values.length > 0 && !values.includes(given))
        return;
    throw new _step_fault_js__WEBPACK_IMPORTED_MODULE_1__/* .StepFault */ .H('not-yet', {
        where: `Input \`${name}\``,
        expected: input.default === '' ? 'nothing' : `\`${input.default}\``,
        found: values.length > 0 ? `\`${given}\`` : 'a value',
        fix: `Not yet: ${what}`,
    });
}
/** A default with an expression is the runner's to fill in; from a terminal it means nothing. */
function defaultOf(text) {
    return text === undefined || text === '' || text.includes('${{') ? null : text;
}


/***/ }),

/***/ 16058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ StepFault)
/* harmony export */ });
/* harmony import */ var _towpath_fault__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23234);

/** What a step itself refuses; all else keeps the fault of the package that found it. */
class StepFault extends _towpath_fault__WEBPACK_IMPORTED_MODULE_0__/* .Fault */ .vC {
}


/***/ })

};
