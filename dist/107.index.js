export const id = 107;
export const ids = [107];
export const modules = {

/***/ 65107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  downloadArtifact: () => (/* reexport */ downloadArtifact),
  findProvenance: () => (/* reexport */ findProvenance),
  isJobOver: () => (/* reexport */ isJobOver),
  sigstoreTrust: () => (/* reexport */ sigstoreTrust),
  uploadArtifact: () => (/* reexport */ uploadArtifact)
});

// UNUSED EXPORTS: GithubFault

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/fault/lib/index.js + 1 modules
var lib = __webpack_require__(23234);
;// CONCATENATED MODULE: ./packages/github/lib/github-fault.js

class GithubFault extends lib/* Fault */.vC {
}

;// CONCATENATED MODULE: ./packages/github/lib/artifact.js



/** Hands a folder to later jobs of this run. Names must be new in the run. Returns the artifact's id. */
async function uploadArtifact(name, folder) {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(659), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 9645));
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name));
    try {
        // What is in it is compressed already.
        const { id } = await new DefaultArtifactClient().uploadArtifact(name, files.sort(), folder, { compressionLevel: 0 });
        if (id !== undefined)
            return id;
    }
    catch (cause) {
        throw failed(name, 'to upload it', cause);
    }
    throw failed(name, 'to upload it', 'no id came back');
}
/** Gets an artifact of this run into a folder. */
async function downloadArtifact(name, folder) {
    const { ArtifactNotFoundError, DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(659), __webpack_require__.e(645)]).then(__webpack_require__.bind(__webpack_require__, 9645));
    const client = new DefaultArtifactClient();
    try {
        const { artifact } = await client.getArtifact(name);
        const { digestMismatch } = await client.downloadArtifact(artifact.id, {
            path: folder,
            ...(artifact.digest !== undefined && { expectedHash: artifact.digest }),
        });
        if (digestMismatch !== true)
            return;
    }
    catch (cause) {
        if (cause instanceof ArtifactNotFoundError)
            throw absent(name, cause);
        throw failed(name, 'to download it', cause);
    }
    throw new GithubFault('artifact-tampered', {
        where: `Artifact ${name}`,
        expected: 'the bytes that were uploaded',
        found: 'another digest',
    });
}
function absent(name, cause) {
    const fix = 'Let the build step run in an earlier job of this run, with `needs:`, and take the name `towpath-<name>-<version>`';
    return new GithubFault('artifact-absent', { where: `Artifact ${name}`, expected: 'one of this run', found: 'none', fix }, { cause });
}
function failed(name, wanted, cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    return new GithubFault('artifact-failed', { where: `Artifact ${name}`, expected: wanted, found }, { cause, retryable: true });
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(61040);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(54187);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./packages/github/lib/attestation/build-attestation.js



const statementSchema = schemas/* looseObject */._H3({
    _type: schemas/* literal */.euz('https://in-toto.io/Statement/v1'),
    predicateType: schemas/* literal */.euz('https://slsa.dev/provenance/v1'),
    subject: schemas/* array */.YOg(schemas/* looseObject */._H3({ digest: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()) })),
});
/**
 * Whether a Sigstore bundle proves that a workflow of this repository built these bytes: its certificate is one that `trust` issued to GitHub Actions
 * there, the log has it, the signature holds, and the digest is among the statement's subjects.
 */
function judgeAttestation(json, built, trust) {
    const bundle = parseBundle(json);
    if (bundle === null)
        return refused('it is no Sigstore bundle with a signed statement');
    try {
        const { identity } = new verify_dist/* Verifier */.BL(trust).verify((0,verify_dist/* toSignedEntity */.DC)(bundle));
        return judgeIdentity(identity ?? {}, built) ?? judgeStatement(bundle, built, identity?.subjectAlternativeName ?? '');
    }
    catch (error) {
        if (!(error instanceof Error))
            throw error;
        return refused(isOfStrangers(error) ? `${error.message} (${whoIsKnown})` : error.message);
    }
}
/** Certificate or time are of authorities that are not among those that are trusted; or they are, and it is wrong. */
function isOfStrangers(error) {
    return error instanceof verify_dist/* VerificationError */.mk && /^(CERTIFICATE|TIMESTAMP)_ERROR$/.test(error.code);
}
const whoIsKnown = "known are Sigstore's public authorities, which GitHub uses for public repositories; not yet: GitHub's own, for private ones";
const githubActions = 'https://token.actions.githubusercontent.com';
/** Whose source was built: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const sourceRepository = '1.3.6.1.4.1.57264.1.12';
/** Null: the certificate was issued to a workflow of that repository. */
function judgeIdentity({ extensions, oids }, { repository }) {
    if (extensions?.issuer !== githubActions)
        return refused(`its certificate was issued to somebody of ${extensions?.issuer ?? 'nowhere'}, not to GitHub Actions`);
    const source = oids?.find(({ oid }) => oid?.id.join('.') === sourceRepository);
    const url = source === undefined ? null : readUtf8String(source.value);
    return url === `https://github.com/${repository}` ? null : refused(`it is of a build in ${url ?? 'no repository'}`);
}
function parseBundle(json) {
    let bundle;
    try {
        bundle = (0,dist/* bundleFromJSON */.vw)(json);
    }
    catch {
        // Whatever it says (a missing key, base64 that is none), it is not one.
        return null;
    }
    return (0,dist/* isBundleWithDsseEnvelope */.Km)(bundle) ? bundle : null;
}
function judgeStatement(bundle, { sha256 }, workflow) {
    const { payloadType, payload } = bundle.content.dsseEnvelope;
    if (payloadType !== 'application/vnd.in-toto+json')
        return refused(`its payload is ${payloadType}`);
    const statement = statementSchema.safeParse(JSON.parse(payload.toString('utf8')));
    if (!statement.success)
        return refused('it is no statement of where something was built (SLSA provenance v1)');
    const isSubject = statement.data.subject.some(({ digest }) => digest['sha256'] === sha256);
    return isSubject ? { kind: 'verified', workflow } : refused('it is about other bytes');
}
/** The text of a DER UTF8String; null when it is none. */
function readUtf8String(der) {
    const [tag, first = 0x80] = der;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    const start = 2 + lengthBytes;
    if (tag !== 0x0c || lengthBytes > 2 || der.length < start)
        return null;
    const length = lengthBytes === 0 ? first : der.readUIntBE(2, lengthBytes);
    return der.length === start + length ? der.toString('utf8', start) : null;
}
function refused(reason) {
    return { kind: 'refused', reason: reason.replace(/\.$/, '') };
}

;// CONCATENATED MODULE: ./packages/github/lib/attestation/find-provenance.js


/** GitHub answers within a second or two; one that does not is down. */
const limitMs = 20_000;
/** Of one archive there are one or two: each run that built the same bytes makes one. */
const mostAttestations = 30;
/**
 * What GitHub's attestations of these bytes say: verified as soon as one of them proves it. Needs `attestations: read`. Never throws: what can't be
 * found out is an answer, and how much it matters is for the gate to say.
 */
async function findProvenance(built, { token, apiUrl, trust }) {
    const [owner = '', repo = ''] = built.repository.split('/');
    const { rest } = (0,github/* getOctokit */.Q)(token, { baseUrl: apiUrl });
    try {
        const { data } = await rest.repos.listAttestations({
            owner,
            repo,
            subject_digest: `sha256:${built.sha256}`,
            predicate_type: 'provenance',
            per_page: mostAttestations,
            request: { signal: AbortSignal.timeout(limitMs) },
        });
        const bundles = (data.attestations ?? []).map(({ bundle }) => bundle);
        const answers = bundles.slice(0, mostAttestations).map((bundle) => judgeAttestation(bundle, built, trust));
        return answers.find(({ kind }) => kind === 'verified') ?? answers[0] ?? { kind: 'absent' };
    }
    catch (error) {
        if (statusOf(error) === 404)
            return { kind: 'absent' };
        return { kind: 'unknown', reason: error instanceof Error ? `GitHub says: ${error.message}` : String(error) };
    }
}
function statusOf(error) {
    return error instanceof Error && 'status' in error ? error.status : undefined;
}

// EXTERNAL MODULE: ./node_modules/@sigstore/protobuf-specs/dist/index.js
var protobuf_specs_dist = __webpack_require__(19654);
// EXTERNAL MODULE: ./node_modules/@sigstore/tuf/seeds.json
var seeds = __webpack_require__(8032);
;// CONCATENATED MODULE: ./packages/github/lib/attestation/sigstore-trust.js



/**
 * Whose certificates and logs are believed: Sigstore's public ones, as they stood when this version was made, which GitHub uses for public
 * repositories. Its own, for private ones, are handed out by another service.
 */
function sigstoreTrust() {
    const { /* targets */ "z": targets } = seeds/* https://tuf-repo-cdn.sigstore.dev */.T;
    const text = Buffer.from(targets['trusted_root.json'], 'base64').toString('utf8');
    return (0,verify_dist/* toTrustMaterial */.jO)(protobuf_specs_dist.TrustedRoot.fromJSON(JSON.parse(text)));
}

;// CONCATENATED MODULE: ./packages/github/lib/job.js


/**
 * Whether GitHub says that a job is over: every job of that attempt that was given to that runner has completed.
 * Needs `actions: read`.
 * @throws GithubFault `job-unknown` for whatever else GitHub answers: 404 too, which it says of a run that is gone and of one that the token may
 * not see, and only one of the two is over.
 */
async function isJobOver(job, token, apiUrl) {
    const [owner = '', repo = ''] = job.repository.split('/');
    const { rest, paginate } = (0,github/* getOctokit */.Q)(token, { baseUrl: apiUrl });
    try {
        const jobs = await paginate(rest.actions.listJobsForWorkflowRunAttempt, {
            owner,
            repo,
            run_id: Number(job.run),
            attempt_number: job.attempt,
            per_page: 100,
        });
        const ofRunner = jobs.filter(({ runner_name }) => runner_name === job.runner);
        return ofRunner.length > 0 && ofRunner.every(({ status }) => status === 'completed');
    }
    catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause);
        throw new GithubFault('job-unknown', {
            where: `Run ${job.run}, attempt ${job.attempt} of ${job.repository}`,
            expected: 'GitHub to say whether its job is over',
            found,
            fix: 'Add `actions: read` to `permissions:`, or wait for the lease to end',
        }, { cause, retryable: canPass(cause) });
    }
}
/** A server that does not answer or is busy may do so later; one that forbids will go on to. */
function canPass(cause) {
    const status = cause instanceof Error && 'status' in cause ? Number(cause.status) : 500;
    return status === 429 || status >= 500;
}

;// CONCATENATED MODULE: ./packages/github/lib/index.js







/***/ })

};
