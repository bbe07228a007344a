import { Fault } from '@towpath/fault'

export type GithubCode = 'artifact-absent' | 'artifact-failed' | 'artifact-tampered' | 'job-unknown'

export class GithubFault extends Fault<GithubCode> {}
