export { downloadArtifact, uploadArtifact } from './artifact.ts'
export { type GithubCode, GithubFault } from './github-fault.ts'
export { isJobOver, type JobOfAttempt } from './job.ts'
