export const id = 717;
export const ids = [717];
export const modules = {

/***/ 72717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  downloadArtifact: () => (/* reexport */ downloadArtifact),
  isJobOver: () => (/* reexport */ isJobOver),
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
