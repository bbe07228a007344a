export const id = 366;
export const ids = [366];
export const modules = {

/***/ 31366:
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
;// CONCATENATED MODULE: ./packages/github/lib/attestation/trusted-root.js
// Generated from `@sigstore/tuf` by `npm run build`.
/** Sigstore's public certificates and logs, as protobuf's JSON of a `TrustedRoot`. */
const trustedRoot = {
    "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    "tlogs": [
        {
            "baseUrl": "https://rekor.sigstore.dev",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==",
                "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                "validFor": {
                    "start": "2021-01-12T11:53:27Z"
                }
            },
            "logId": {
                "keyId": "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="
            }
        },
        {
            "baseUrl": "https://log2025-1.rekor.sigstore.dev",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=",
                "keyDetails": "PKIX_ED25519",
                "validFor": {
                    "start": "2025-09-23T00:00:00Z"
                }
            },
            "logId": {
                "keyId": "zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="
            }
        }
    ],
    "certificateAuthorities": [
        {
            "subject": {
                "organization": "sigstore.dev",
                "commonName": "sigstore"
            },
            "uri": "https://fulcio.sigstore.dev",
            "certChain": {
                "certificates": [
                    {
                        "rawBytes": "MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="
                    }
                ]
            },
            "validFor": {
                "start": "2021-03-07T03:20:29Z",
                "end": "2022-12-31T23:59:59.999Z"
            }
        },
        {
            "subject": {
                "organization": "sigstore.dev",
                "commonName": "sigstore"
            },
            "uri": "https://fulcio.sigstore.dev",
            "certChain": {
                "certificates": [
                    {
                        "rawBytes": "MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="
                    },
                    {
                        "rawBytes": "MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"
                    }
                ]
            },
            "validFor": {
                "start": "2022-04-13T20:06:15Z"
            }
        }
    ],
    "ctlogs": [
        {
            "baseUrl": "https://ctfe.sigstore.dev/test",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==",
                "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                "validFor": {
                    "start": "2021-03-14T00:00:00Z",
                    "end": "2022-10-31T23:59:59.999Z"
                }
            },
            "logId": {
                "keyId": "CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="
            }
        },
        {
            "baseUrl": "https://ctfe.sigstore.dev/2022",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==",
                "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                "validFor": {
                    "start": "2022-10-20T00:00:00Z"
                }
            },
            "logId": {
                "keyId": "3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="
            }
        }
    ],
    "timestampAuthorities": [
        {
            "subject": {
                "organization": "sigstore.dev",
                "commonName": "sigstore-tsa-selfsigned"
            },
            "uri": "https://timestamp.sigstore.dev/api/v1/timestamp",
            "certChain": {
                "certificates": [
                    {
                        "rawBytes": "MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="
                    },
                    {
                        "rawBytes": "MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"
                    }
                ]
            },
            "validFor": {
                "start": "2025-07-04T00:00:00Z"
            }
        }
    ]
};

;// CONCATENATED MODULE: ./packages/github/lib/attestation/sigstore-trust.js



/**
 * Whose certificates and logs are believed: Sigstore's public ones, as they stood when this version was made, which GitHub uses for public
 * repositories. Its own, for private ones, are handed out by another service.
 */
function sigstoreTrust() {
    return (0,verify_dist/* toTrustMaterial */.jO)(protobuf_specs_dist.TrustedRoot.fromJSON(trustedRoot));
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
