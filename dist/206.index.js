export const id = 206;
export const ids = [206];
export const modules = {

/***/ 44558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SY: () => (/* reexport */ archiveMediaTypes),
  d$: () => (/* reexport */ fileIndexMediaType),
  uP: () => (/* reexport */ packArchive),
  zl: () => (/* reexport */ readFileIndex),
  lA: () => (/* reexport */ selectFromArchive),
  w8: () => (/* reexport */ verifyArchive)
});

// UNUSED EXPORTS: ArchiveFault

// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/archive/lib/archive-fault.js

class ArchiveFault extends lib/* Fault */.vC {
}
/** The bytes are not an archive, or not whole. */
function damaged(expected, found, cause) {
    const explanation = { where: 'The archive', expected, found, fix: 'Build or fetch it again' };
    return new ArchiveFault('archive-damaged', explanation, { cause });
}
/** The bytes end too early. */
function truncated(expected, cause) {
    const explanation = { where: 'The archive', expected, found: 'an earlier end', fix: 'Build or fetch it again' };
    return new ArchiveFault('archive-truncated', explanation, { cause });
}
/** Sound, but not as `packArchive` writes it. */
function foreign(expected, found) {
    const fix = 'Build it with the build step';
    return new ArchiveFault('archive-foreign', { where: 'The archive', expected, found, fix });
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/archive/lib/limits.js

/** FORMATS, Stored records: 4 GiB unpacked and 200,000 entries, unless an input says otherwise. */
const defaultLimits = { unpackedBytes: 4 * 1024 ** 3, entries: 200_000 };
/** Counts entries and bytes as they pass by, and stops at the first one too many. */
class Tally {
    entries = 0;
    unpackedBytes = 0;
    #limits;
    constructor(limits) {
        this.#limits = limits;
    }
    /** @throws ArchiveFault `limit-exceeded`, naming the entry that is too much. */
    add(path, sizeBytes) {
        this.entries += 1;
        this.unpackedBytes += sizeBytes;
        if (this.entries > this.#limits.entries) {
            throw new ArchiveFault('limit-exceeded', {
                where: 'The package',
                expected: `at most ${this.#limits.entries} entries`,
                found: `one more, ${JSON.stringify(path)}`,
                fix: 'Exclude what is not needed to run, or raise the limit',
            });
        }
        if (this.unpackedBytes > this.#limits.unpackedBytes) {
            throw new ArchiveFault('limit-exceeded', {
                where: 'The package',
                expected: `at most ${this.#limits.unpackedBytes} bytes unpacked`,
                found: `${this.unpackedBytes} bytes with ${JSON.stringify(path)}`,
                fix: 'Exclude what is not needed to run, or raise the limit',
            });
        }
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/path-order.js
/** Order of the paths' UTF-8 bytes, without encoding them. */
function comparePaths(a, b) {
    const length = Math.min(a.length, b.length);
    for (let index = 0; index < length; index++) {
        const difference = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
        if (difference !== 0)
            return difference;
    }
    return a.length - b.length;
}
/** UTF-16 puts surrogates (code points from U+10000) before U+E000–U+FFFF, UTF-8 behind them. */
function rank(unit) {
    if (unit < 0xd800)
        return unit;
    return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
/**
 * Watches paths go by and objects to the first that is out of order, twice there, or below something that is not a
 * folder. In sorted order all paths that begin with P follow P at once, so a stack of the earlier paths that the current
 * one begins with is enough: memory stays flat.
 */
class OrderedPaths {
    #previous;
    #beginnings = [];
    /** A noun phrase, or undefined when the path may follow. */
    objectionTo(path) {
        const previous = this.#previous;
        if (previous !== undefined) {
            const order = comparePaths(previous, path);
            if (order === 0)
                return `${JSON.stringify(path)} a second time`;
            if (order > 0)
                return `${JSON.stringify(path)} behind ${JSON.stringify(previous)}`;
        }
        while (!path.startsWith(this.#beginnings.at(-1) ?? ''))
            this.#beginnings.pop();
        for (const beginning of this.#beginnings) {
            if (beginning.endsWith('/') || path[beginning.length] === '/') {
                return `${JSON.stringify(path)} below ${JSON.stringify(beginning)}, which is no folder with something in it`;
            }
        }
        this.#beginnings.push(path);
        this.#previous = path;
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/package-path.js
/** Linux: PATH_MAX without its NUL, and NAME_MAX. */
const longestPathBytes = 4095;
const longestNameBytes = 255;
/** Why a path can't stand in a package, as a noun phrase; undefined when it can. A folder's path ends in one `/`. */
function objectionToPath(path) {
    const bare = path.endsWith('/') ? path.slice(0, -1) : path;
    const text = objectionToText(bare);
    if (text !== undefined)
        return text;
    if (bare.startsWith('/') || path === '/')
        return 'an absolute path';
    for (const name of bare.split('/')) {
        if (name === '')
            return 'an empty name in the path';
        if (name === '.' || name === '..')
            return `\`${name}\` in the path`;
        if (Buffer.byteLength(name) > longestNameBytes)
            return `a name of more than ${longestNameBytes} bytes`;
    }
    return undefined;
}
/**
 * Why a symlink at `path` can't stand in a package; undefined when it can. `..` may only come first in the target: the
 * symlink's own folder is a real one, so going up from there is exact, and what follows only goes down. So no chain of
 * symlinks that each pass can lead out together (`a/b/s` → `../..`, then `t` → `a/b/s/../x`).
 */
function objectionToTarget(path, target) {
    const text = objectionToText(target);
    if (text !== undefined)
        return text;
    if (target.startsWith('/'))
        return 'an absolute target';
    let depth = path.split('/').length - 1;
    let wentDown = false;
    for (const name of target.split('/')) {
        if (name === '' || name === '.')
            continue;
        if (name !== '..')
            wentDown = true;
        else if (wentDown)
            return '`..` behind a name in the target';
        else if (--depth < 0)
            return 'a target outside of the package';
    }
    return undefined;
}
function objectionToText(text) {
    if (text === '')
        return 'an empty path';
    if (!text.isWellFormed())
        return 'text that is not Unicode';
    if (text.includes('\0'))
        return 'a NUL character';
    if (text.includes('\n'))
        return 'a newline';
    if (text.includes('\\'))
        return 'a backslash';
    return Buffer.byteLength(text) > longestPathBytes ? `a path of more than ${longestPathBytes} bytes` : undefined;
}

;// CONCATENATED MODULE: ./packages/archive/lib/file-index/line.js


/** One line, without its newline: canonical JSON (RFC 8785), so keys stand in alphabetical order. */
function renderFileIndexLine(entry) {
    const path = JSON.stringify(entry.path);
    switch (entry.kind) {
        case 'file':
            return `{"mode":"${entry.mode}","path":${path},"sha256":"${entry.sha256}","size":${entry.size}}`;
        case 'symlink':
            return `{"path":${path},"target":${JSON.stringify(entry.target)}}`;
        case 'directory':
            return `{"mode":"0755","path":${path}}`;
    }
}
/**
 * Reads one line without its newline. `line` is its number in the index, from 1.
 * @throws ArchiveFault `index-invalid` for anything that `renderFileIndexLine` would not write, `path-refused` and
 * `symlink-leaves` for what no package may hold.
 */
function parseFileIndexLine(text, line) {
    const entry = entryOf(objectFrom(text, line));
    if (entry === undefined) {
        throw invalid(line, text, 'a file with mode, path, sha256 and size, a symlink with path and target, or an empty folder');
    }
    const bareSlash = entry.kind !== 'directory' && entry.path.endsWith('/');
    const objection = bareSlash ? 'a folder’s path' : objectionToPath(entry.path);
    if (objection !== undefined) {
        throw new ArchiveFault('path-refused', {
            where: `File index, line ${line}`,
            expected: 'a path inside the package',
            found: `${objection}: ${JSON.stringify(entry.path)}`,
        });
    }
    const leaving = entry.kind === 'symlink' ? objectionToTarget(entry.path, entry.target) : undefined;
    if (entry.kind === 'symlink' && leaving !== undefined) {
        throw new ArchiveFault('symlink-leaves', {
            where: `File index, line ${line}: symlink ${JSON.stringify(entry.path)}`,
            expected: 'a relative target inside the package',
            found: `${leaving}: ${JSON.stringify(entry.target)}`,
        });
    }
    if (renderFileIndexLine(entry) !== text)
        throw invalid(line, text, 'canonical JSON with no other keys');
    return entry;
}
function objectFrom(text, line) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (cause) {
        throw invalid(line, text, 'a JSON object', cause);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw invalid(line, text, 'a JSON object');
    return { ...value };
}
function entryOf(value) {
    const { mode, path, sha256, size, target } = value;
    if (typeof path !== 'string')
        return undefined;
    if (typeof target === 'string')
        return { kind: 'symlink', path, target };
    if (path.endsWith('/'))
        return mode === '0755' ? { kind: 'directory', path } : undefined;
    if (mode !== '0644' && mode !== '0755')
        return undefined;
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
        return undefined;
    return { kind: 'file', path, mode, size, sha256 };
}
function invalid(line, text, expected, cause) {
    const found = text.length > 120 ? `${text.slice(0, 120)}…` : text;
    return new ArchiveFault('index-invalid', { where: `File index, line ${line}`, expected, found: JSON.stringify(found) }, { cause });
}

;// CONCATENATED MODULE: ./packages/archive/lib/file-index/read.js





/** A path and a target at their longest, each character escaped. */
const longestLineBytes = 64 * 1024;
const newline = 0x0a;
/**
 * The entries of a file index, one after the other; memory stays flat. Stops at the first line that is malformed, out of
 * order, twice there, unsafe, or below something that is not a folder, and at the limits (default: FORMATS').
 */
async function* readFileIndex(stream, limits = defaultLimits) {
    const paths = new OrderedPaths();
    const tally = new Tally(limits);
    let number = 0;
    for await (const text of lines(stream)) {
        number += 1;
        const entry = parseFileIndexLine(text, number);
        const objection = paths.objectionTo(entry.path);
        if (objection !== undefined)
            throw indexFault(number, 'paths in the order of their bytes, each once', objection);
        tally.add(entry.path, entry.kind === 'file' ? entry.size : 0);
        yield entry;
    }
}
async function* lines(stream) {
    const decoder = new external_node_util_.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let rest = Buffer.alloc(0);
    let number = 0;
    for await (const bytes of stream) {
        const chunk = rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([rest, bytes]);
        let start = 0;
        for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
            number += 1;
            yield decode(decoder, chunk.subarray(start, end), number);
            start = end + 1;
        }
        rest = Buffer.from(chunk.subarray(start));
        if (rest.length > longestLineBytes) {
            throw indexFault(number + 1, `at most ${longestLineBytes} bytes in a line`, 'a longer one');
        }
    }
    if (rest.length > 0)
        throw indexFault(number + 1, 'a newline at its end', 'the end of the file index');
}
function decode(decoder, bytes, number) {
    try {
        return decoder.decode(bytes);
    }
    catch (cause) {
        throw indexFault(number, 'UTF-8', 'other bytes', cause);
    }
}
function indexFault(line, expected, found, cause) {
    return new ArchiveFault('index-invalid', { where: `File index, line ${line}`, expected, found }, { cause });
}

;// CONCATENATED MODULE: ./packages/archive/lib/media-type.js
/** FORMATS, OCI. */
const archiveMediaTypes = {
    gzip: 'application/vnd.towpath.code.v1.tar+gzip',
    zstd: 'application/vnd.towpath.code.v1.tar+zstd',
};
/** FORMATS, OCI. */
const fileIndexMediaType = 'application/vnd.towpath.files.v1+ndjson';
/** The compression that a media type names, or undefined for a media type that is no archive's. */
function compressionOf(mediaType) {
    if (mediaType === archiveMediaTypes.gzip)
        return 'gzip';
    return mediaType === archiveMediaTypes.zstd ? 'zstd' : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./packages/archive/lib/compression/gzip-frame.js
/** RFC 1952: deflate, no flags, no time, no hint of the level, operating system unknown. */
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const gzipTrailerBytes = 8;
/** CRC-32 and length (modulo 2^32) of what was compressed. */
function renderGzipTrailer(crc, length) {
    const trailer = Buffer.alloc(gzipTrailerBytes);
    trailer.writeUInt32LE(crc, 0);
    trailer.writeUInt32LE(length % 2 ** 32, 4);
    return trailer;
}

;// CONCATENATED MODULE: ./packages/archive/lib/compression/gzip-blocks.js




/** Large enough that 32 KiB of dictionary and 5 bytes of flush cost under 1%. */
const blockBytes = 1024 * 1024;
const windowBytes = 32 * 1024;
const level = 6;
/** What a block is deflated into, piece by piece: small, because it is freed only when memory is collected. */
const outputBytes = 64 * 1024;
/** Threads of zlib's pool are shared with reading files: one of its four is left to that. */
const parallelBlocks = Math.min((0,external_node_os_.availableParallelism)() + 1, 3);
const deflate = (0,external_node_util_.promisify)(external_node_zlib_.deflateRaw);
/**
 * One gzip member, deflated in blocks on zlib's threads: each block starts with the 32 KiB before it as dictionary and
 * ends on a byte, as pigz does it. The bytes depend on the content alone, not on how many threads there are.
 */
class GzipBlocks {
    #write;
    #pending = [];
    #spare = [];
    #block = Buffer.allocUnsafeSlow(blockBytes);
    #filled = 0;
    #window;
    #crc = 0;
    #length = 0;
    #started = false;
    constructor(write) {
        this.#write = write;
    }
    write(bytes) {
        if (bytes.length > blockBytes - this.#filled)
            return this.#fill(bytes);
        this.#append(bytes);
        return undefined;
    }
    async end() {
        await this.#deflate(external_node_zlib_.constants.Z_FINISH);
        while (this.#pending.length > 0)
            await this.#writeOldest();
        await this.#write(renderGzipTrailer(this.#crc, this.#length));
    }
    async settle() {
        await Promise.all(this.#pending);
    }
    async #fill(bytes) {
        let rest = bytes;
        while (rest.length > 0) {
            const part = rest.subarray(0, blockBytes - this.#filled);
            this.#append(part);
            rest = rest.subarray(part.length);
            if (rest.length > 0)
                await this.#deflate(external_node_zlib_.constants.Z_SYNC_FLUSH);
        }
    }
    #append(bytes) {
        bytes.copy(this.#block, this.#filled);
        this.#filled += bytes.length;
    }
    async #deflate(finishFlush) {
        if (!this.#started)
            await this.#write(gzipHeader);
        this.#started = true;
        const block = this.#block;
        const bytes = block.subarray(0, this.#filled);
        this.#crc = (0,external_node_zlib_.crc32)(bytes, this.#crc);
        this.#length += bytes.length;
        const dictionary = this.#window === undefined ? {} : { dictionary: this.#window };
        this.#window = Buffer.from(bytes.subarray(-windowBytes));
        this.#pending.push(deflate(bytes, { level, finishFlush, chunkSize: outputBytes, ...dictionary }).then((deflated) => {
            this.#spare.push(block);
            return { bytes: deflated };
        }, (error) => ({ error })));
        if (this.#pending.length >= parallelBlocks)
            await this.#writeOldest();
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
        this.#filled = 0;
    }
    async #writeOldest() {
        const deflated = await this.#pending.shift();
        if (deflated === undefined)
            return;
        if ('error' in deflated)
            throw deflated.error;
        await this.#write(deflated.bytes);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/archive/lib/compression/output-file.js




/** A file that comes to be under a temporary name beside its own, and is hashed while it is written. */
class OutputFile {
    sizeBytes = 0;
    #file;
    #temporary;
    #target;
    #kept = false;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    constructor(file, temporary, target) {
        this.#file = file;
        this.#temporary = temporary;
        this.#target = target;
    }
    /** @throws ArchiveFault `target-unwritable`. */
    static async create(target) {
        const temporary = external_node_path_.join(external_node_path_.dirname(target), `.${external_node_path_.basename(target)}.${process.pid}.partial`);
        try {
            return new OutputFile(await (0,promises_.open)(temporary, 'w'), temporary, target);
        }
        catch (cause) {
            throw unwritable(target, cause);
        }
    }
    async write(bytes) {
        this.#hash.update(bytes);
        this.sizeBytes += bytes.length;
        try {
            let offset = 0;
            while (offset < bytes.length)
                offset += (await this.#file.write(bytes, offset)).bytesWritten;
        }
        catch (cause) {
            throw unwritable(this.#target, cause);
        }
    }
    /** Closes it, still under its temporary name. */
    async close() {
        await this.#file.close();
        return { digest: `sha256:${this.#hash.digest('hex')}`, sizeBytes: this.sizeBytes };
    }
    /** Gives it its own name. */
    async keep() {
        try {
            await (0,promises_.rename)(this.#temporary, this.#target);
            this.#kept = true;
        }
        catch (cause) {
            throw unwritable(this.#target, cause);
        }
    }
    /** Leaves nothing behind, whatever came before. */
    async discard() {
        await this.#file.close();
        await (0,promises_.rm)(this.#kept ? this.#target : this.#temporary, { force: true });
    }
}
function unwritable(target, cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    return new ArchiveFault('target-unwritable', { where: target, expected: 'to write it', found }, { cause });
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./packages/archive/lib/compression/zstd-stream.js


const zstd_stream_level = 3;
/** Each write to the stream is a trip to another thread, so small ones are collected. */
const batchBytes = 256 * 1024;
/** One zstd frame with a checksum of its content. */
class ZstdStream {
    #zstd = (0,external_node_zlib_.createZstdCompress)({
        params: { [external_node_zlib_.constants.ZSTD_c_compressionLevel]: zstd_stream_level, [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1 },
    });
    #copied;
    #batch = Buffer.allocUnsafeSlow(batchBytes);
    #filled = 0;
    #failure;
    constructor(write) {
        this.#zstd.on('error', (error) => {
            this.#failure ??= { error };
        });
        this.#copied = this.#copy(write).catch((error) => {
            this.#failure ??= { error };
            this.#zstd.destroy(error instanceof Error ? error : new Error(String(error)));
        });
    }
    write(bytes) {
        if (bytes.length > batchBytes - this.#filled)
            return this.#send(bytes);
        bytes.copy(this.#batch, this.#filled);
        this.#filled += bytes.length;
        return undefined;
    }
    async end() {
        await this.#send(Buffer.alloc(0));
        this.#zstd.end();
        await this.#copied;
        if (this.#failure !== undefined)
            throw this.#failure.error;
    }
    async settle() {
        this.#zstd.destroy();
        await this.#copied;
    }
    async #send(bytes) {
        const batch = Buffer.concat([this.#batch.subarray(0, this.#filled), bytes]);
        this.#filled = 0;
        for (let offset = 0; offset < batch.length; offset += batchBytes) {
            if (this.#failure !== undefined)
                throw this.#failure.error;
            if (!this.#zstd.write(batch.subarray(offset, offset + batchBytes)))
                await (0,external_node_events_.once)(this.#zstd, 'drain');
        }
    }
    async #copy(write) {
        for await (const bytes of this.#zstd)
            await write(bytes);
    }
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
;// CONCATENATED MODULE: ./packages/archive/lib/selection/glob.js


/** `s`: a name with a newline in it is matched, so that it is refused and not left out in silence. */
const options = { dot: true, flags: 's' };
/** Folders that only a glob which names them can reach: a repository's history and our own output. */
const reservedNames = new Set(['.git', '.towpath']);
/** One line of `code.include` or `code.exclude`. */
class Glob {
    /** As it was written. */
    text;
    #matches;
    #names;
    /** One a folder level; undefined where the levels can't be told apart, as in `{a,b/c}/**`. */
    #levels;
    /** `where` is its place, such as `code.include[0]`. @throws ArchiveFault `glob-invalid`. */
    constructor(text, where) {
        this.text = text;
        const pattern = text.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
        this.#names = pattern.split('/');
        const objection = objectionTo(text, pattern, this.#names);
        if (objection !== undefined) {
            throw new ArchiveFault('glob-invalid', {
                where,
                expected: 'a glob relative to the package’s folder, such as `dist/**`',
                found: `${JSON.stringify(text)}: ${objection}`,
            });
        }
        // The name of a folder, without any wildcard, stands for all that is in it.
        this.#matches = picomatch(isPlain(pattern) ? [pattern, `${pattern}/**`] : pattern, options);
        this.#levels = levelsOf(isPlain(pattern) ? `${pattern}/**` : pattern);
    }
    /** The names before the first wildcard: where one would look to see why it matches nothing. */
    get plainNames() {
        const wildcard = this.#names.findIndex((name) => !isPlain(name));
        return wildcard === -1 ? this.#names : this.#names.slice(0, wildcard);
    }
    matches(path) {
        return this.#matches(path) && this.#mayReach(path);
    }
    /** Whether something below this folder could match; true when in doubt. */
    reachesInto(folder) {
        if (!this.#mayReach(folder))
            return false;
        if (this.#levels === undefined)
            return true;
        const names = folder.split('/');
        for (const [depth, name] of names.entries()) {
            const level = this.#levels[depth];
            if (level === undefined)
                return false;
            if (level === 'any-depth')
                return true;
            if (!level(name))
                return false;
        }
        return this.#levels.length > names.length;
    }
    #mayReach(path) {
        if (!path.includes('.git') && !path.includes('.towpath'))
            return true;
        return path.split('/').every((name) => !reservedNames.has(name) || this.#names.includes(name));
    }
}
function objectionTo(text, pattern, names) {
    if (text.startsWith('/'))
        return 'it is absolute';
    if (pattern === '')
        return 'it is empty';
    if (names.includes('..'))
        return 'it leaves the folder';
    if (text.includes('\n') || text.includes('\0'))
        return 'it has a newline or NUL in it';
    if (/^!(?!\()/.test(text))
        return 'it is negated; what is not wanted belongs in exclude';
    return undefined;
}
function isPlain(pattern) {
    return !/[*?[\]{}()!+@\\|]/.test(pattern);
}
function levelsOf(pattern) {
    if (/[{([\\].*\/|!\(/.test(pattern))
        return undefined;
    return pattern.split('/').map((name) => (name === '**' ? 'any-depth' : picomatch(name, options)));
}

;// CONCATENATED MODULE: ./packages/archive/lib/selection/selection.js




/** What of a folder goes into the package: `include` without `exclude`, and which include has found nothing yet. */
class Selection {
    #includes;
    #excludes;
    /** @throws ArchiveFault `glob-invalid`. */
    constructor(include, exclude) {
        if (include.length === 0) {
            throw new ArchiveFault('glob-invalid', { where: 'code.include', expected: 'at least one glob', found: 'none' });
        }
        this.#includes = include.map((text, index) => {
            const where = `code.include[${index}]`;
            return { glob: new Glob(text, where), where, matched: false, excluded: undefined };
        });
        this.#excludes = exclude.map((text, index) => new Glob(text, `code.exclude[${index}]`));
    }
    /** Excluded, and all below it. */
    excludes(candidate) {
        if (!this.#excludes.some((glob) => glob.matches(candidate)))
            return false;
        for (const include of this.#includes) {
            if (include.excluded === undefined && (include.glob.matches(candidate) || include.glob.reachesInto(candidate))) {
                include.excluded = candidate;
            }
        }
        return true;
    }
    includes(candidate) {
        let included = false;
        for (const include of this.#includes) {
            if (included && include.matched)
                continue;
            if (!include.glob.matches(candidate))
                continue;
            include.matched = true;
            included = true;
        }
        return included;
    }
    reachesInto(folder) {
        return this.#includes.some(({ glob }) => glob.reachesInto(folder));
    }
    /** To be called after the walk. @throws ArchiveFault `glob-matches-nothing` for the first include that found nothing. */
    verifyAllMatched(folder) {
        const include = this.#includes.find(({ matched }) => !matched);
        if (include === undefined)
            return;
        const { glob, where, excluded } = include;
        const nearest = nearestPath(folder, glob.plainNames);
        throw new ArchiveFault('glob-matches-nothing', {
            where: `${where}: ${JSON.stringify(glob.text)}`,
            expected: `something that it matches in ${folder}`,
            found: excluded === undefined ? 'nothing' : `only what code.exclude takes away, such as ${JSON.stringify(excluded)}`,
            fix: fixFor(nearest, glob.plainNames, excluded),
        });
    }
}
function fixFor({ existing, similar }, names, excluded) {
    if (excluded !== undefined)
        return 'Narrow code.exclude, or remove this glob';
    const present = existing === '' ? 'the folder' : `\`${existing}\``;
    if (similar !== undefined)
        return `Did you mean \`${similar}\``;
    const all = existing === names.join('/');
    return `The nearest that exists is ${present}. ${all ? 'Correct the glob' : 'Build before packing'}, or remove it`;
}
function nearestPath(folder, names) {
    let existing = '';
    for (const name of names) {
        const present = namesIn(external_node_path_.join(folder, existing));
        if (!present.includes(name)) {
            const similar = closest(name, present);
            return { existing, similar: similar === undefined ? undefined : external_node_path_.posix.join(existing, similar) };
        }
        existing = external_node_path_.posix.join(existing, name);
    }
    return { existing, similar: undefined };
}
function namesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder).sort();
    }
    catch {
        // A file, or not readable: then nothing below it exists for us.
        return [];
    }
}
function closest(name, present) {
    const nearby = present
        .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ edits }) => edits <= Math.min(3, Math.max(1, Math.floor(name.length / 2))));
    return nearby.sort((a, b) => a.edits - b.edits)[0]?.candidate;
}
/** Levenshtein. */
function editDistance(a, b) {
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [row, letter] of [...a].entries()) {
        const current = [row + 1];
        for (const [column, other] of [...b].entries()) {
            const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1);
            current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
        }
        previous = current;
    }
    return previous.at(-1) ?? 0;
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./packages/archive/lib/selection/entry-list.js
/**
 * Entries in few large pieces of memory: 200,000 objects with their paths would live through many collections, and make
 * the heap grow to three times what they take.
 */
class EntryList {
    /** All paths, one behind the other, in UTF-8. */
    #paths = Buffer.allocUnsafeSlow(64 * 1024);
    #ends = [];
    /** A file's; undefined for the others. */
    #modes = [];
    #sizes = [];
    #targets = new Map();
    add(entry) {
        const start = this.#ends.at(-1) ?? 0;
        const end = start + Buffer.byteLength(entry.path);
        while (end > this.#paths.length)
            this.#paths = Buffer.concat([this.#paths, Buffer.allocUnsafeSlow(this.#paths.length)]);
        this.#paths.write(entry.path, start);
        if (entry.kind === 'symlink')
            this.#targets.set(this.#ends.length, entry.target);
        this.#ends.push(end);
        this.#modes.push(entry.kind === 'file' ? entry.mode : undefined);
        this.#sizes.push(entry.kind === 'file' ? entry.size : 0);
    }
    get length() {
        return this.#ends.length;
    }
    *[Symbol.iterator]() {
        let start = 0;
        for (const [index, end] of this.#ends.entries()) {
            yield this.#entry(index, this.#paths.toString('utf8', start, end));
            start = end;
        }
    }
    #entry(index, path) {
        const mode = this.#modes[index];
        if (mode !== undefined)
            return { kind: 'file', path, mode, size: this.#sizes[index] ?? 0 };
        const target = this.#targets.get(index);
        return target === undefined ? { kind: 'directory', path } : { kind: 'symlink', path, target };
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/selection/symlink.js




/** As many as Linux follows. */
const mostSteps = 40;
/**
 * The target of a symlink in the folder, checked as text and as the file system would follow it, through symlinks that
 * may not be packed themselves. A target that does not exist is kept: it may come to exist on the host.
 * @throws ArchiveFault `symlink-leaves`.
 */
function readSymlink(folder, symlink) {
    const raw = (0,external_node_fs_.readlinkSync)(external_node_path_.join(folder, symlink), { encoding: 'buffer' });
    const target = raw.toString('utf8');
    const notText = Buffer.from(target).equals(raw) ? undefined : 'text that is not UTF-8';
    const objection = notText ?? objectionToTarget(symlink, target) ?? objectionOnDisk(folder, symlink, target);
    if (objection !== undefined) {
        throw new ArchiveFault('symlink-leaves', {
            where: `Symlink ${JSON.stringify(symlink)} → ${JSON.stringify(target)}`,
            expected: 'a relative target inside the package',
            found: objection,
            fix: 'Point it at something in the package, replace it by a copy, or exclude it',
        });
    }
    return target;
}
function objectionOnDisk(folder, symlink, target) {
    const reached = symlink.split('/').slice(0, -1);
    const ahead = target.split('/').reverse();
    let steps = 0;
    for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
        if (name === '' || name === '.')
            continue;
        if (name === '..') {
            if (reached.pop() === undefined)
                return 'a way out of the package, through another symlink';
            continue;
        }
        reached.push(name);
        const next = followed(external_node_path_.join(folder, ...reached));
        if (next === undefined)
            continue;
        if (next.startsWith('/'))
            return `a way out of the package, through ${JSON.stringify(reached.join('/'))}`;
        steps += 1;
        if (steps > mostSteps)
            return 'a circle of symlinks';
        reached.pop();
        ahead.push(...next.split('/').reverse());
    }
    return undefined;
}
/** The target if this is a symlink; undefined for anything else and for what does not exist. */
function followed(file) {
    const stats = (0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false });
    return stats?.isSymbolicLink() === true ? (0,external_node_fs_.readlinkSync)(file) : undefined;
}

;// CONCATENATED MODULE: ./packages/archive/lib/selection/walk.js








/**
 * What will be packed, in the order of the paths' bytes. It looks into a folder only when something in it may be wanted.
 * Synchronous calls: they cost a tenth of asynchronous ones, and nothing else goes on yet.
 */
async function walkFolder(walk) {
    const root = (0,external_node_fs_.lstatSync)(walk.folder, { throwIfNoEntry: false });
    if (root?.isDirectory() !== true) {
        const found = root === undefined ? 'nothing there' : 'something else';
        throw new ArchiveFault('folder-missing', { where: walk.folder, expected: 'a folder to pack', found });
    }
    const entries = new EntryList();
    for (const entry of visit(walk, '')) {
        walk.tally.add(entry.path, entry.kind === 'file' ? entry.size : 0);
        entries.add(entry);
        if (entries.length % 1000 === 0) {
            await (0,external_node_timers_promises_.setImmediate)();
            walk.signal?.throwIfAborted();
        }
    }
    walk.selection.verifyAllMatched(walk.folder);
    return entries;
}
function* visit(walk, folder) {
    for (const name of sortedNames(walk, folder)) {
        const isFolder = name.endsWith('/');
        const bare = isFolder ? name.slice(0, -1) : name;
        const child = folder === '' ? bare : `${folder}/${bare}`;
        if (walk.skip.has(child) || walk.selection.excludes(child))
            continue;
        if (isFolder)
            yield* visitFolder(walk, child);
        else if (walk.selection.includes(child))
            yield headOf(walk, child);
    }
}
/**
 * A folder's name ends in `/` and sorts so: then walking depth first gives the order of whole paths. Strings alone, as a
 * folder may have 200,000 entries.
 */
function sortedNames(walk, folder) {
    return listFolder(walk, folder)
        .map((dirent) => (dirent.isDirectory() ? `${dirent.name}/` : dirent.name))
        .sort(comparePaths);
}
function* visitFolder(walk, folder) {
    if (walk.selection.reachesInto(folder)) {
        verifyName(walk, folder);
        yield* visit(walk, folder);
    }
    if (!walk.selection.includes(folder) || listFolder(walk, folder).length > 0)
        return;
    verifyName(walk, folder);
    yield { kind: 'directory', path: `${folder}/` };
}
function headOf(walk, file) {
    verifyName(walk, file);
    const stats = (0,external_node_fs_.lstatSync)(external_node_path_.join(walk.folder, file));
    if (stats.isSymbolicLink())
        return { kind: 'symlink', path: file, target: readSymlink(walk.folder, file) };
    if (stats.isFile())
        return { kind: 'file', path: file, mode: stats.mode & 0o100 ? '0755' : '0644', size: stats.size };
    const found = stats.isSocket() ? 'a socket' : stats.isFIFO() ? 'a fifo' : 'a device';
    throw new ArchiveFault('entry-unsupported', {
        where: external_node_path_.join(walk.folder, file),
        expected: 'a file, a folder or a symlink',
        found,
        fix: `Exclude it: add ${JSON.stringify(file)} to code.exclude`,
    });
}
function verifyName(walk, file) {
    const objection = objectionToPath(file) ?? (isDecodedExactly(walk.folder, file) ? undefined : 'a name that is not UTF-8');
    if (objection === undefined)
        return;
    throw new ArchiveFault('path-refused', {
        where: JSON.stringify(external_node_path_.join(walk.folder, file)),
        expected: 'a path that every host can hold',
        found: objection,
        fix: 'Rename it, or exclude it',
    });
}
/** Bytes that are not UTF-8 are read as U+FFFD; a name may also really have that character in it. */
function isDecodedExactly(folder, file) {
    if (!file.includes('\uFFFD'))
        return true;
    const parent = external_node_path_.join(folder, external_node_path_.posix.dirname(file));
    return (0,external_node_fs_.readdirSync)(parent, { encoding: 'buffer' }).some((name) => name.equals(Buffer.from(external_node_path_.posix.basename(file))));
}
function listFolder(walk, folder) {
    const absolute = external_node_path_.join(walk.folder, folder);
    try {
        return (0,external_node_fs_.readdirSync)(absolute, { withFileTypes: true });
    }
    catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause);
        throw new ArchiveFault('file-unreadable', { where: absolute, expected: 'a folder that can be read', found }, { cause });
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/pack/index-writer.js

const index_writer_batchBytes = 256 * 1024;
/** Writes the file index in batches; a line goes straight into the batch's bytes, since strings kept would cost memory. */
class IndexWriter {
    #file;
    #batch = Buffer.allocUnsafeSlow(index_writer_batchBytes);
    #filled = 0;
    constructor(file) {
        this.#file = file;
    }
    add(entry) {
        const line = `${renderFileIndexLine(entry)}\n`;
        // UTF-8 takes at most three bytes for a UTF-16 unit.
        if (this.#filled + 3 * line.length > index_writer_batchBytes)
            return this.#addAfterFlush(line);
        this.#filled += this.#batch.write(line, this.#filled);
        return undefined;
    }
    async flush() {
        await this.#file.write(this.#batch.subarray(0, this.#filled));
        this.#filled = 0;
    }
    async #addAfterFlush(line) {
        await this.flush();
        this.#filled = this.#batch.write(line, 0);
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/pack/progress.js
const stepBytes = 1024 * 1024;
const stepEntries = 1000;
/** Counts what was packed, and tells it about once a MiB or 1,000 entries, and at the end. */
class ProgressTeller {
    #entries = 0;
    #bytes = 0;
    #toldEntries = 0;
    #toldBytes = 0;
    #total;
    #tell;
    constructor(total, tell) {
        this.#total = total;
        this.#tell = tell;
    }
    addBytes(bytes) {
        this.#bytes += bytes;
        if (this.#bytes - this.#toldBytes >= stepBytes)
            this.#now();
    }
    addEntry() {
        this.#entries += 1;
        if (this.#entries - this.#toldEntries >= stepEntries || this.#entries === this.#total.entries)
            this.#now();
    }
    #now() {
        this.#toldEntries = this.#entries;
        this.#toldBytes = this.#bytes;
        this.#tell?.({
            entries: this.#entries,
            unpackedBytes: this.#bytes,
            totalEntries: this.#total.entries,
            totalBytes: this.#total.unpackedBytes,
        });
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/tar/header.js
const header_blockBytes = 512;
/** From here on a size has no room in the header's octal field. */
const sizeInPax = 8 ** 11;
/** Where a ustar header has its fields: POSIX.1-2017, pax, "ustar Interchange Format". */
const field = {
    name: [0, 100],
    mode: [100, 8],
    uid: [108, 8],
    gid: [116, 8],
    size: [124, 12],
    mtime: [136, 12],
    checksum: [148, 8],
    type: [156, 1],
    linkname: [157, 100],
    magic: [257, 8],
    devmajor: [329, 8],
    devminor: [337, 8],
};
const typeOf = { file: '0', symlink: '2', directory: '5' };
/** Stands in the name and linkname of a header whose real ones are in the pax records before it. */
const inPax = 'PaxHeader';
/**
 * The one way to write an entry's header blocks: ustar with owner 0 and no names; a path or target that is longer than
 * 100 bytes or not ASCII, or a size from 8 GiB, stands in pax records before it. `modifiedAt` in whole seconds since 1970.
 */
function renderTarHeader(entry, modifiedAt) {
    const size = entry.kind === 'file' ? entry.size : 0;
    const target = entry.kind === 'symlink' ? entry.target : '';
    let records = '';
    if (!fits(target))
        records += paxRecord('linkpath', target);
    if (!fits(entry.path))
        records += paxRecord('path', entry.path);
    if (size >= sizeInPax)
        records += paxRecord('size', String(size));
    const mode = entry.kind === 'file' ? entry.mode : entry.kind === 'symlink' ? '0777' : '0755';
    const header = block({
        name: fits(entry.path) ? entry.path : inPax,
        mode,
        size: size >= sizeInPax ? 0 : size,
        modifiedAt,
        type: typeOf[entry.kind],
        linkname: fits(target) ? target : inPax,
    });
    if (records === '')
        return header;
    const pax = Buffer.from(records);
    const paxHeader = block({ name: inPax, mode: '0644', size: pax.length, modifiedAt, type: 'x', linkname: '' });
    return Buffer.concat([paxHeader, pax, zeros.subarray(0, paddingAfter(pax.length)), header]);
}
const zeros = Buffer.alloc(2 * header_blockBytes);
/** The end of an archive: two blocks of zeros. */
const endOfTar = zeros;
/** Zero bytes that fill the last block of a content of this size: 0 to 511. */
function paddingAfter(sizeBytes) {
    return (header_blockBytes - (sizeBytes % header_blockBytes)) % header_blockBytes;
}
/** Zero bytes to write behind a content of this size. */
function padding(sizeBytes) {
    return zeros.subarray(0, paddingAfter(sizeBytes));
}
/** Sum over a header block, its checksum field counted as spaces. */
function checksumOf(header) {
    let sum = 8 * 0x20;
    for (let index = 0; index < field.checksum[0]; index++)
        sum += header[index] ?? 0;
    for (let index = field.type[0]; index < header_blockBytes; index++)
        sum += header[index] ?? 0;
    return sum;
}
function fits(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, all of it
    return text.length <= 100 && /^[\x00-\x7f]*$/.test(text);
}
function block(fields) {
    // From Buffer's pool: 200,000 allocations of their own would be felt.
    const header = Buffer.allocUnsafe(header_blockBytes).fill(0);
    header.write(fields.name, field.name[0], 'latin1');
    header.write(`000${fields.mode}\0`, field.mode[0], 'latin1');
    header.write('0000000\0', field.uid[0], 'latin1');
    header.write('0000000\0', field.gid[0], 'latin1');
    header.write(`${octal(fields.size, 11)}\0`, field.size[0], 'latin1');
    header.write(`${octal(fields.modifiedAt, 11)}\0`, field.mtime[0], 'latin1');
    header.write(fields.type, field.type[0], 'latin1');
    header.write(fields.linkname, field.linkname[0], 'latin1');
    header.write('ustar\x0000', field.magic[0], 'latin1');
    header.write('0000000\0', field.devmajor[0], 'latin1');
    header.write('0000000\0', field.devminor[0], 'latin1');
    header.write(`${octal(checksumOf(header), 6)}\0 `, field.checksum[0], 'latin1');
    return header;
}
function octal(value, digits) {
    return value.toString(8).padStart(digits, '0');
}
/** `<length> <key>=<value>\n`, where the length counts itself. */
function paxRecord(key, value) {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + 1;
    while (String(length).length + rest !== length)
        length = String(length).length + rest;
    return `${length} ${key}=${value}\n`;
}

;// CONCATENATED MODULE: ./packages/archive/lib/pack/source-file.js




/** Up to this size a file is read whole by `readSmallFile`. */
const smallFileBytes = 256 * 1024;
const chunkBytes = 512 * 1024;
/** Not through a symlink, and without waiting, should something else stand there by now. */
const readFlags = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
/**
 * Synchronous: a build has just written these files, so they are in memory, and reading 50,000 of them takes 0.4 s; with
 * 16 at a time on the thread pool it took 1.4 s and four times the CPU, which the compression on the same pool lacks.
 * @throws ArchiveFault `file-unreadable`, `file-changed`.
 */
function readSmallFile(folder, file) {
    const absolute = external_node_path_.join(folder, file.path);
    // One byte more than expected shows that it has grown.
    const buffer = Buffer.allocUnsafe(file.size + 1);
    const bytesRead = readWhole(absolute, buffer);
    if (bytesRead !== file.size)
        throw changed(absolute, file.size);
    return buffer.subarray(0, file.size);
}
function readWhole(file, buffer) {
    let descriptor;
    try {
        descriptor = (0,external_node_fs_.openSync)(file, readFlags);
        return (0,external_node_fs_.readSync)(descriptor, buffer, 0, buffer.length, 0);
    }
    catch (cause) {
        throw unreadable(file, cause);
    }
    finally {
        if (descriptor !== undefined)
            (0,external_node_fs_.closeSync)(descriptor);
    }
}
/**
 * A file's bytes, two chunks in turn: one is read while the other is used, so each is valid until the next is asked for.
 * @throws ArchiveFault `file-unreadable`, `file-changed`.
 */
async function* readLargeFile(folder, file) {
    const absolute = external_node_path_.join(folder, file.path);
    const handle = await (0,promises_.open)(absolute, readFlags).catch((cause) => {
        throw unreadable(absolute, cause);
    });
    let reading;
    try {
        const spare = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
        let offset = 0;
        reading = readChunk(handle, absolute, spare[0], offset);
        for (;;) {
            const bytes = await reading;
            offset += bytes.length;
            if (offset > file.size || (bytes.length === 0 && offset < file.size))
                throw changed(absolute, file.size);
            if (bytes.length === 0)
                return;
            spare.reverse();
            reading = readChunk(handle, absolute, spare[0], offset);
            yield bytes;
        }
    }
    finally {
        // Should the consumer stop early, a chunk is still being read, and nobody asks how that ends.
        await reading?.catch(() => undefined);
        await handle.close();
    }
}
async function readChunk(handle, file, buffer, offset) {
    try {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
        return buffer.subarray(0, bytesRead);
    }
    catch (cause) {
        throw unreadable(file, cause);
    }
}
function unreadable(file, cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    return new ArchiveFault('file-unreadable', { where: file, expected: 'a file that can be read', found }, { cause });
}
function changed(file, sizeBytes) {
    const explanation = {
        where: file,
        expected: `the ${sizeBytes} bytes that it had when packing began`,
        found: 'another size',
        fix: 'Let nothing write into the folder while it is packed, or exclude the file',
    };
    return new ArchiveFault('file-changed', explanation, { retryable: true });
}

;// CONCATENATED MODULE: ./packages/archive/lib/pack/write-entries.js



/** Writes each entry into the tar stream and, with what was really read, into the file index. */
async function writeEntries(writing) {
    const { entries, tar, index, progress, signal } = writing;
    for (const entry of entries) {
        signal?.throwIfAborted();
        const room = tar.write(renderTarHeader(entry, writing.modifiedAt));
        if (room !== undefined)
            await room;
        const written = entry.kind === 'file' ? await writeFile(writing, entry) : entry;
        const flushed = index.add(written);
        if (flushed !== undefined)
            await flushed;
        progress.addEntry();
    }
    await index.flush();
    await tar.write(endOfTar);
}
async function writeFile(writing, file) {
    const { folder, tar, progress } = writing;
    let sha256;
    if (file.size <= smallFileBytes) {
        const bytes = readSmallFile(folder, file);
        sha256 = (0,external_node_crypto_.hash)('sha256', bytes, 'hex');
        await tar.write(bytes);
        progress.addBytes(bytes.length);
    }
    else {
        sha256 = await writeLargeFile(writing, file);
    }
    await tar.write(padding(file.size));
    return { ...file, sha256 };
}
async function writeLargeFile({ folder, tar, progress, signal }, file) {
    const content = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of readLargeFile(folder, file)) {
        signal?.throwIfAborted();
        content.update(chunk);
        await tar.write(chunk);
        progress.addBytes(chunk.length);
    }
    return content.digest('hex');
}

;// CONCATENATED MODULE: ./packages/archive/lib/pack/pack-archive.js













/**
 * Packs a folder into an archive and its file index. The same files give the same bytes, whatever the path, day, umask,
 * locale and order of the folder's entries. Both files get their names at the end; on failure or abort neither is there.
 * @throws ArchiveFault, or the signal's reason.
 */
async function packArchive(request) {
    const { signal } = request;
    signal?.throwIfAborted();
    const modifiedAt = wholeSeconds(request.modifiedAt);
    const folder = external_node_path_.resolve(request.folder);
    const tally = new Tally(request.limits ?? defaultLimits);
    const selection = new Selection(request.include, request.exclude ?? []);
    const skip = new Set([request.target.archive, request.target.files].map((file) => pathWithin(folder, file)));
    const entries = await walkFolder({ folder, selection, tally, skip, signal });
    const archive = await OutputFile.create(request.target.archive);
    let files;
    let compressor;
    try {
        files = await OutputFile.create(request.target.files);
        const write = archive.write.bind(archive);
        compressor = request.compression === 'gzip' ? new GzipBlocks(write) : new ZstdStream(write);
        const progress = new ProgressTeller(tally, request.onProgress);
        await writeEntries({
            folder,
            entries,
            modifiedAt,
            tar: compressor,
            index: new IndexWriter(files),
            progress,
            signal,
        });
        await compressor.end();
        const [packed, index] = [await archive.close(), await files.close()];
        signal?.throwIfAborted();
        await files.keep();
        await archive.keep();
        const { unpackedBytes } = tally;
        const mediaType = archiveMediaTypes[request.compression];
        return { ...packed, unpackedBytes, entries: tally.entries, mediaType, files: index };
    }
    catch (error) {
        await compressor?.settle();
        await archive.discard();
        await files?.discard();
        throw error;
    }
}
function wholeSeconds(time) {
    const seconds = Math.floor(time.getTime() / 1000);
    if (seconds >= 0 && seconds < 8 ** 11)
        return seconds;
    throw new ArchiveFault('time-invalid', {
        where: 'The time of the package',
        expected: 'a time from 1970 on',
        found: Number.isNaN(seconds) ? 'no valid time' : time.toISOString(),
        fix: 'Correct SOURCE_DATE_EPOCH',
    });
}
/** The path of a file relative to the folder, both without symlinks; something with `..` when it lies elsewhere. */
function pathWithin(folder, file) {
    try {
        return external_node_path_.relative((0,external_node_fs_.realpathSync)(folder), external_node_path_.join((0,external_node_fs_.realpathSync)(external_node_path_.dirname(external_node_path_.resolve(file))), external_node_path_.basename(file)));
    }
    catch {
        // One of them is not there: walking or writing tells which, with its name.
        return file;
    }
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./packages/archive/lib/compression/gunzip.js





/**
 * Decompresses exactly one gzip member with the header that ours has. zlib's own gunzip goes on with further members
 * and ignores other bytes behind them; here nothing may stand behind the first one.
 */
async function* gunzip(source) {
    const frame = new GzipFrame();
    const inflate = (0,external_node_zlib_.createInflateRaw)({ chunkSize: 128 * 1024 });
    const fed = (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(frame.deflated(source)), inflate).catch((error) => ({ error }));
    const inflated = inflate;
    let crc = 0;
    let length = 0;
    try {
        for await (const bytes of inflated) {
            crc = (0,external_node_zlib_.crc32)(bytes, crc);
            length += bytes.length;
            yield bytes;
        }
    }
    catch (error) {
        throw faultOf(error);
    }
    finally {
        inflate.destroy();
        await fed;
    }
    if (inflate.bytesWritten !== frame.deflatedBytes)
        throw foreign('nothing behind the end of its gzip stream', 'more bytes');
    if (!renderGzipTrailer(crc, length).equals(frame.trailer))
        throw damaged('the content that its gzip checksum tells', 'another');
}
function faultOf(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR')
        return truncated('a whole gzip stream', error);
    return typeof code === 'string' && code.startsWith('Z_') ? damaged('a gzip stream', 'other bytes', error) : error;
}
/** Takes header and trailer off, and keeps the trailer. */
class GzipFrame {
    trailer = Buffer.alloc(0);
    deflatedBytes = 0;
    async *deflated(source) {
        let header = Buffer.alloc(0);
        for await (const chunk of source) {
            let bytes = chunk;
            if (header !== undefined) {
                header = Buffer.concat([header, chunk]);
                if (header.length < gzipHeader.length)
                    continue;
                verifyHeader(header);
                bytes = header.subarray(gzipHeader.length);
                header = undefined;
            }
            const held = Buffer.concat([this.trailer, bytes]);
            const end = Math.max(0, held.length - gzipTrailerBytes);
            this.trailer = Buffer.from(held.subarray(end));
            this.deflatedBytes += end;
            if (end > 0)
                yield held.subarray(0, end);
        }
        if (header !== undefined || this.trailer.length < gzipTrailerBytes)
            throw truncated('a whole gzip stream');
    }
}
function verifyHeader(bytes) {
    if (!bytes.subarray(0, gzipHeader.length).equals(gzipHeader)) {
        throw foreign('a gzip header without name and time', 'another one');
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/compression/zstd-frame.js

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const blockHeaderBytes = 3;
const checksumBytes = 4;
const contentSizeBytes = [0, 2, 4, 8];
/**
 * Follows a zstd frame by its block headers (RFC 8878, 3.1.1) while it passes by. The decoder goes on with further frames
 * and skips skippable ones; here nothing may stand behind the first frame, and it must be whole and have a checksum.
 */
class ZstdFrame {
    #part = 'frame-header';
    /** Bytes of a body or of the checksum that are still to come. */
    #left = 0;
    #header = Buffer.alloc(0);
    async *watch(source) {
        for await (const bytes of source) {
            this.#follow(bytes);
            yield bytes;
        }
        if (this.#part !== 'nothing')
            throw truncated('a whole zstd frame');
    }
    #follow(bytes) {
        let rest = bytes;
        while (rest.length > 0) {
            if (this.#part === 'nothing')
                throw foreign('nothing behind the end of its zstd frame', 'more bytes');
            if (this.#part === 'frame-header' || this.#part === 'block-header') {
                rest = this.#takeHeader(rest);
                continue;
            }
            const taken = Math.min(this.#left, rest.length);
            this.#left -= taken;
            rest = rest.subarray(taken);
            this.#skipEmpty();
        }
    }
    #takeHeader(bytes) {
        const before = this.#header.length;
        const needed = this.#part === 'block-header' ? blockHeaderBytes : frameHeaderBytes(this.#header);
        this.#header = Buffer.concat([this.#header, bytes.subarray(0, needed - before)]);
        const rest = bytes.subarray(this.#header.length - before);
        if (this.#part === 'frame-header') {
            if (this.#header.length === frameHeaderBytes(this.#header))
                this.#expect('block-header', 0);
        }
        else if (this.#header.length === blockHeaderBytes) {
            const header = this.#header.readUIntLE(0, blockHeaderBytes);
            const isRunLength = ((header >> 1) & 3) === 1;
            this.#expect(header & 1 ? 'last-block' : 'block', isRunLength ? 1 : header >> 3);
            this.#skipEmpty();
        }
        return rest;
    }
    #skipEmpty() {
        if (this.#left > 0)
            return;
        if (this.#part === 'block')
            this.#expect('block-header', 0);
        else if (this.#part === 'last-block')
            this.#expect('checksum', checksumBytes);
        else if (this.#part === 'checksum')
            this.#expect('nothing', 0);
    }
    #expect(part, sizeBytes) {
        this.#part = part;
        this.#left = sizeBytes;
        this.#header = Buffer.alloc(0);
    }
}
/** As far as its first bytes tell. */
function frameHeaderBytes(header) {
    const descriptor = header[magic.length];
    if (descriptor === undefined)
        return magic.length + 1;
    const hasDictionary = (descriptor & 3) !== 0;
    if (hasDictionary || (descriptor & 4) === 0)
        throw foreign('a zstd frame with a checksum and no dictionary', 'another');
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const sizeBytes = contentSizeBytes[(descriptor >> 6) & 3] ?? 0;
    const window = isSingleSegment ? 0 : 1;
    return magic.length + 1 + window + (isSingleSegment && sizeBytes === 0 ? 1 : sizeBytes);
}

;// CONCATENATED MODULE: ./packages/archive/lib/compression/unzstd.js





/** 8 MiB: what our level needs and more, so that a frame can't ask for gigabytes of window. */
const windowLog = 23;
/** Decompresses exactly one zstd frame with a checksum. */
async function* unzstd(source) {
    const frame = new ZstdFrame();
    const zstd = (0,external_node_zlib_.createZstdDecompress)({ chunkSize: 128 * 1024, params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: windowLog } });
    const fed = (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(frame.watch(source)), zstd).catch((error) => ({ error }));
    const content = zstd;
    try {
        yield* content;
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        throw typeof code === 'string' && code.startsWith('ZSTD_') ? damaged('a zstd frame', 'other bytes', error) : error;
    }
    finally {
        zstd.destroy();
        await fed;
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/compression/decompress.js



const magicBytes = 4;
/**
 * Decompresses by what the first bytes say, which must be what is expected, if something is.
 * @throws ArchiveFault `compression-mismatch`; while reading also `archive-truncated`, `archive-damaged`, `archive-foreign`.
 */
async function decompress(source, expected) {
    const iterator = source[Symbol.asyncIterator]();
    let first = Buffer.alloc(0);
    while (first.length < magicBytes) {
        const { done, value } = await iterator.next();
        if (done === true)
            throw truncated('a compressed archive');
        first = Buffer.concat([first, value]);
    }
    const compression = compressionOfMagic(first);
    if (compression === undefined || (expected !== undefined && compression !== expected)) {
        await iterator.return?.();
        throw new ArchiveFault('compression-mismatch', {
            where: 'The archive',
            expected: expected ?? 'gzip or zstd',
            found: compression ?? `bytes that begin with ${first.toString('hex', 0, magicBytes)}`,
        });
    }
    const whole = startingWith(first, iterator);
    return { compression, content: compression === 'gzip' ? gunzip(whole) : unzstd(whole) };
}
function compressionOfMagic(bytes) {
    if (bytes.readUInt16BE(0) === 0x1f8b)
        return 'gzip';
    return bytes.readUInt32BE(0) === 0x28b52ffd ? 'zstd' : undefined;
}
async function* startingWith(first, rest) {
    try {
        yield first;
        for (let next = await rest.next(); next.done !== true; next = await rest.next())
            yield next.value;
    }
    finally {
        await rest.return?.();
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/hashed-stream.js

/** Counts and hashes a stream's bytes as they are taken from it. */
class HashedStream {
    sizeBytes = 0;
    #source;
    #hash = (0,external_node_crypto_.createHash)('sha256');
    constructor(source) {
        this.#source = source;
    }
    /** To be iterated once. */
    async *bytes() {
        for await (const chunk of this.#source) {
            if (!(chunk instanceof Uint8Array))
                throw new TypeError('A stream of bytes was expected, one of text or objects found.');
            this.sizeBytes += chunk.length;
            this.#hash.update(chunk);
            yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        }
    }
    /** `sha256:<hex>` of what was taken; to be called once. */
    digest() {
        return `sha256:${this.#hash.digest('hex')}`;
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/tar/pax.js

/** Records are `<length> <key>=<value>\n`; the length counts the whole record, in bytes. */
function parsePaxRecords(bytes) {
    const found = new Map();
    let offset = 0;
    while (offset < bytes.length) {
        const space = bytes.indexOf(0x20, offset);
        const length = space === -1 ? Number.NaN : Number(bytes.toString('latin1', offset, space));
        const record = bytes.subarray(space + 1, offset + length);
        const equals = record.indexOf(0x3d);
        if (!Number.isInteger(length) || offset + length > bytes.length || equals < 1 || record.at(-1) !== 0x0a) {
            throw damaged('pax records of the form `<length> <key>=<value>`', 'something else');
        }
        found.set(record.toString('latin1', 0, equals), decodeText(record.subarray(equals + 1, -1)));
        offset += length;
    }
    const { path, linkpath, size } = Object.fromEntries(found);
    return {
        ...(path === undefined ? {} : { path }),
        ...(linkpath === undefined ? {} : { linkpath }),
        ...(size === undefined ? {} : { size: Number(size) }),
    };
}
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function decodeText(bytes) {
    try {
        return utf8.decode(bytes);
    }
    catch (cause) {
        throw damaged('paths in UTF-8', 'other bytes', cause);
    }
}

;// CONCATENATED MODULE: ./packages/archive/lib/tar/parse-header.js




const unsupported = {
    '1': 'a hard link',
    '3': 'a character device',
    '4': 'a block device',
    '6': 'a fifo',
    S: 'a sparse file',
    g: 'global pax records',
    K: 'a GNU long target',
    L: 'a GNU long path',
};
/**
 * Reads one header block; `pax` are the records that stand before it. What it says is checked for safety here, and for
 * being written in the one canonical way by the caller.
 */
function parseTarHeader(bytes, pax = {}) {
    if (octalOf(bytes, field.checksum) !== checksumOf(bytes)) {
        throw damaged('a tar header with the right checksum', 'another block');
    }
    const type = String.fromCharCode(bytes[field.type[0]] ?? 0);
    const sizeBytes = pax.size ?? octalOf(bytes, field.size);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0)
        throw damaged('a size in a tar header', 'something else');
    if (type === 'x')
        return { kind: 'pax', sizeBytes };
    const path = pax.path ?? textOf(bytes, field.name);
    const objection = objectionToPath(path);
    if (objection !== undefined) {
        throw new ArchiveFault('path-refused', {
            where: 'The archive',
            expected: 'paths inside the package',
            found: `${objection}: ${JSON.stringify(path)}`,
            fix: 'Do not unpack it: it may have been made to write elsewhere',
        });
    }
    const target = pax.linkpath ?? textOf(bytes, field.linkname);
    const entry = parse_header_entryOf({ type, path, target, sizeBytes, mode: octalOf(bytes, field.mode) });
    return { kind: 'entry', entry, modifiedAt: octalOf(bytes, field.mtime) };
}
function parse_header_entryOf({ type, path, target, sizeBytes, mode }) {
    if (type === '0')
        return { kind: 'file', path, mode: mode === 0o755 ? '0755' : '0644', size: sizeBytes };
    if (type === '5')
        return { kind: 'directory', path };
    if (type !== '2') {
        throw new ArchiveFault('entry-unsupported', {
            where: `The archive, ${JSON.stringify(path)}`,
            expected: 'a file, a symlink or an empty folder',
            found: unsupported[type] ?? `an entry of type ${JSON.stringify(type)}`,
        });
    }
    const objection = objectionToTarget(path, target);
    if (objection !== undefined) {
        throw new ArchiveFault('symlink-leaves', {
            where: `The archive, symlink ${JSON.stringify(path)}`,
            expected: 'a relative target inside the package',
            found: `${objection}: ${JSON.stringify(target)}`,
        });
    }
    return { kind: 'symlink', path, target };
}
function textOf(bytes, [start, length]) {
    const end = bytes.subarray(start, start + length).indexOf(0);
    return decodeText(bytes.subarray(start, start + (end === -1 ? length : end)));
}
function octalOf(bytes, [start, length]) {
    const text = bytes.toString('latin1', start, start + length);
    const digits = /^ *([0-7]+)[\0 ]*$/.exec(text)?.[1];
    return digits === undefined ? Number.NaN : Number.parseInt(digits, 8);
}

;// CONCATENATED MODULE: ./packages/archive/lib/tar/reader.js




/** Path and target at their longest, with their keys. */
const largestPaxBytes = 16 * 1024;
/**
 * Reads a tar stream chunk by chunk, and only the one form of it that `renderTarHeader` writes: each header is rendered
 * again from what was read and compared, so that no other reader of tar can find anything else in the same bytes.
 */
class TarReader {
    #awaited = { part: 'header' };
    #carry = Buffer.alloc(0);
    #modifiedAt;
    /** @throws ArchiveFault `archive-damaged`, `archive-foreign`, `entry-unsupported`, `path-refused`, `symlink-leaves`. */
    *push(bytes) {
        let chunk = this.#carry.length === 0 ? bytes : Buffer.concat([this.#carry, bytes]);
        this.#carry = Buffer.alloc(0);
        for (;;) {
            const awaited = this.#awaited;
            if (awaited.part === 'content') {
                const content = chunk.subarray(0, awaited.left);
                awaited.left -= content.length;
                chunk = chunk.subarray(content.length);
                if (content.length > 0)
                    yield { kind: 'content', bytes: content };
                if (awaited.left > 0)
                    return;
                yield { kind: 'entry-end', entry: awaited.entry };
                const sizeBytes = paddingAfter(awaited.sizeBytes);
                this.#awaited = sizeBytes > 0 ? { part: 'padding', sizeBytes } : { part: 'header' };
                continue;
            }
            const needed = neededBytes(awaited);
            if (chunk.length < needed || chunk.length === 0)
                break;
            const event = this.#take(awaited, chunk.subarray(0, needed));
            chunk = chunk.subarray(needed);
            if (event !== undefined)
                yield event;
        }
        this.#carry = chunk;
    }
    /** To be called when the stream is over. @throws ArchiveFault `archive-truncated` when something is missing. */
    end() {
        if (this.#awaited.part !== 'nothing') {
            throw truncated('two blocks of zeros at its end');
        }
    }
    #take(awaited, bytes) {
        switch (awaited.part) {
            case 'header':
                if (isZero(bytes) && awaited.pax === undefined) {
                    this.#awaited = { part: 'second-zero-block' };
                    return undefined;
                }
                return this.#takeHeader(bytes, awaited.pax);
            case 'pax': {
                const content = bytes.subarray(0, awaited.sizeBytes);
                const records = parsePaxRecords(content);
                this.#awaited = { part: 'header', pax: { records, blocks: Buffer.concat([awaited.header, bytes]) } };
                return undefined;
            }
            case 'padding':
                if (!isZero(bytes))
                    throw foreign('zeros behind a file’s content', 'other bytes');
                this.#awaited = { part: 'header' };
                return undefined;
            case 'second-zero-block':
                if (!isZero(bytes))
                    throw foreign('two blocks of zeros at the end', 'one');
                this.#awaited = { part: 'nothing' };
                return undefined;
            case 'nothing':
                throw foreign('nothing behind the end of the archive', 'more bytes');
        }
    }
    #takeHeader(bytes, pax) {
        const header = parseTarHeader(bytes, pax?.records);
        if (header.kind === 'pax') {
            if (header.sizeBytes > largestPaxBytes) {
                throw damaged(`at most ${largestPaxBytes} bytes of pax records`, `${header.sizeBytes}`);
            }
            this.#awaited = { part: 'pax', sizeBytes: header.sizeBytes, header: Buffer.from(bytes) };
            return undefined;
        }
        const { entry } = header;
        this.#modifiedAt ??= header.modifiedAt;
        const blocks = pax === undefined ? bytes : Buffer.concat([pax.blocks, bytes]);
        if (!renderTarHeader(entry, this.#modifiedAt).equals(blocks)) {
            throw foreign(`${JSON.stringify(entry.path)} as towpath packs it: owner 0, no names, mode 0644 or 0755, one time for all`, 'another header');
        }
        const sizeBytes = entry.kind === 'file' ? entry.size : 0;
        this.#awaited = { part: 'content', entry, left: sizeBytes, sizeBytes };
        return { kind: 'entry', entry, blocks };
    }
}
function neededBytes(awaited) {
    if (awaited.part === 'padding')
        return awaited.sizeBytes;
    if (awaited.part === 'pax')
        return awaited.sizeBytes + paddingAfter(awaited.sizeBytes);
    return awaited.part === 'nothing' ? 1 : header_blockBytes;
}
function isZero(bytes) {
    return bytes.equals(endOfTar.subarray(0, bytes.length));
}

;// CONCATENATED MODULE: ./packages/archive/lib/select-from-archive.js








/**
 * A tar stream with only the wanted entries, in the archive's order, for a host that has the others. Memory stays flat.
 * The archive is read to its end, so that the stream fails when it is truncated or damaged, and with `entry-absent`
 * when a wanted entry is not in it; until it has ended well, nothing of it may be used.
 */
function selectFromArchive(request) {
    const tar = batched(selected(request));
    const source = external_node_stream_.Readable.from(tar, { objectMode: false });
    source.on('close', () => request.archive.destroy());
    if (request.compression !== 'gzip')
        return source;
    const gzip = (0,external_node_zlib_.createGzip)({ chunkSize: select_from_archive_batchBytes });
    source.on('error', (error) => gzip.destroy(error));
    gzip.on('close', () => source.destroy());
    return source.pipe(gzip);
}
async function* selected({ archive, mediaType, wanted }) {
    const missing = typeof wanted === 'function' ? undefined : new Set(wanted);
    const isWanted = typeof wanted === 'function' ? wanted : (path) => wanted.has(path);
    const { content } = await decompress(new HashedStream(archive).bytes(), compressionOf(mediaType));
    const reader = new TarReader();
    let passing = false;
    for await (const chunk of content) {
        for (const event of reader.push(chunk)) {
            if (event.kind === 'entry') {
                passing = isWanted(event.entry.path);
                missing?.delete(event.entry.path);
            }
            if (passing)
                yield bytesOf(event);
        }
    }
    reader.end();
    if (missing !== undefined && missing.size > 0)
        throw absent(missing);
    yield endOfTar;
}
function bytesOf(event) {
    switch (event.kind) {
        case 'entry':
            return event.blocks;
        case 'content':
            return event.bytes;
        case 'entry-end':
            return padding(event.entry.kind === 'file' ? event.entry.size : 0);
    }
}
const select_from_archive_batchBytes = 64 * 1024;
/** Headers, contents and paddings of small files as one chunk. */
async function* batched(source) {
    let parts = [];
    let sizeBytes = 0;
    for await (const part of source) {
        parts.push(part);
        sizeBytes += part.length;
        if (sizeBytes < select_from_archive_batchBytes)
            continue;
        yield Buffer.concat(parts);
        parts = [];
        sizeBytes = 0;
    }
    if (sizeBytes > 0)
        yield Buffer.concat(parts);
}
function absent(missing) {
    const some = [...missing].slice(0, 5).map((path) => JSON.stringify(path));
    const more = missing.size > some.length ? ` and ${missing.size - some.length} more` : '';
    return new ArchiveFault('entry-absent', {
        where: 'The archive',
        expected: `${some.join(', ')}${more}`,
        found: 'no such entry',
        fix: 'Use the file index that was built with this archive',
    });
}

;// CONCATENATED MODULE: ./packages/archive/lib/verify-archive.js








/**
 * Reads archive and file index side by side and proves that they tell of the same tree, entry for entry and byte for byte,
 * and that the archive is one that `packArchive` writes. Nothing is written; memory stays flat; both streams are read to
 * their end, or closed on failure.
 * @throws ArchiveFault
 */
async function verifyArchive(request) {
    const { expected = {}, limits = defaultLimits } = request;
    const archive = new HashedStream(request.archive);
    const files = new HashedStream(request.files);
    const index = readFileIndex(files.bytes(), limits);
    const lockstep = new Lockstep(index);
    try {
        const { compression, content } = await decompress(archive.bytes(), expected.compression);
        const reader = new TarReader();
        for await (const chunk of content) {
            for (const event of reader.push(chunk)) {
                const step = lockstep.take(event);
                if (step !== undefined)
                    await step;
            }
        }
        reader.end();
        await lockstep.end();
        const { entries, unpackedBytes } = lockstep;
        const verified = {
            entries,
            unpackedBytes,
            digest: archive.digest(),
            sizeBytes: archive.sizeBytes,
            mediaType: archiveMediaTypes[compression],
            filesDigest: files.digest(),
            filesSizeBytes: files.sizeBytes,
        };
        verifyDigest('The archive', expected.digest, verified.digest);
        verifyDigest('The file index', expected.filesDigest, verified.filesDigest);
        return verified;
    }
    finally {
        await index.return();
        request.archive.destroy();
        request.files.destroy();
    }
}
/** Holds each entry of the archive against the next line of the index. The index keeps the limits for both. */
class Lockstep {
    entries = 0;
    unpackedBytes = 0;
    #index;
    #line;
    #hash;
    constructor(index) {
        this.#index = index;
    }
    take(event) {
        switch (event.kind) {
            case 'entry':
                return this.#begin(event.entry);
            case 'content':
                this.#hash?.update(event.bytes);
                return undefined;
            case 'entry-end':
                this.#finish();
                return undefined;
        }
    }
    async end() {
        const { done, value } = await this.#index.next();
        if (done !== true)
            throw mismatch(value.path, 'what the file index tells', 'nothing');
    }
    async #begin(entry) {
        const { done, value: line } = await this.#index.next();
        if (done === true)
            throw mismatch(entry.path, 'nothing: it is not in the file index', describe(entry));
        if (line.path !== entry.path)
            throw mismatch(line.path, describe(line), `${JSON.stringify(entry.path)} in its place`);
        if (describe(line) !== describe(entry))
            throw mismatch(line.path, describe(line), describe(entry));
        this.entries += 1;
        this.unpackedBytes += entry.kind === 'file' ? entry.size : 0;
        this.#line = line;
        this.#hash = line.kind === 'file' ? (0,external_node_crypto_.createHash)('sha256') : undefined;
    }
    #finish() {
        const sha256 = this.#hash?.digest('hex');
        if (this.#line?.kind === 'file' && this.#line.sha256 !== sha256) {
            throw mismatch(this.#line.path, `sha256 ${this.#line.sha256}`, `${sha256}`);
        }
    }
}
function describe(entry) {
    if (entry.kind === 'file')
        return `a file of ${entry.size} bytes, mode ${entry.mode}`;
    return entry.kind === 'symlink' ? `a symlink to ${JSON.stringify(entry.target)}` : 'an empty folder';
}
function mismatch(path, expected, found) {
    const fix = 'Build the package again: archive and file index must come from one build';
    return new ArchiveFault('index-mismatch', { where: `The archive, ${JSON.stringify(path)}`, expected, found, fix });
}
function verifyDigest(where, expected, found) {
    if (expected === undefined || expected === found)
        return;
    throw new ArchiveFault('digest-mismatch', { where, expected, found, fix: 'Build or fetch it again' });
}

;// CONCATENATED MODULE: ./packages/archive/lib/index.js








/***/ }),

/***/ 66939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CO: () => (/* binding */ makeTowpathFolder),
/* harmony export */   FJ: () => (/* binding */ writeTowpathFile),
/* harmony export */   yz: () => (/* binding */ towpathFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** Where steps leave what they made: below it, and nowhere else of the workspace. */
const towpathFolder = '.towpath';
/** Makes it, and keeps what is in it out of anybody's commit. Returns its absolute path. */
async function makeTowpathFolder(workspace) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, towpathFolder);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.gitignore'), '*\n');
    return folder;
}
/** Writes a file below it, given and returned as outputs name it: relative to the folder, and to the workspace. */
async function writeTowpathFile(workspace, path, text) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await makeTowpathFolder(workspace), path);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, text);
    return `${towpathFolder}/${path}`;
}


/***/ })

};
