import type { Release } from '../revision.ts'

/** The commits that a release was built from, before and after. */
export interface CommitRange {
  /** `github.com/acme/orders` */
  readonly repository: string
  readonly from: string | null
  readonly to: string | null
  /** Page that compares the two; null where it can't be known. */
  readonly url: string | null
}

export function commitRange(from: Release | null, to: Release | null): CommitRange | null {
  const [old, now] = [from?.descriptor.source ?? null, to?.descriptor.source ?? null]
  const repository = (now ?? old)?.repository
  if (repository === undefined) return null
  const isOne = old === null || now === null || old.repository === now.repository
  const commits = { from: isOne ? (old?.revision ?? null) : null, to: now?.revision ?? null }
  return { repository, ...commits, url: compareUrl(repository, commits.from, commits.to) }
}

/** GitHub, and GitHub Enterprise Server by its host. A build of changed files (`-dirty`) has no commit of its own. */
function compareUrl(repository: string, from: string | null, to: string | null): string | null {
  const isHosted = /^[a-z0-9.-]+\.[a-z0-9-]+\/[\w.-]+\/[\w.-]+$/i.test(repository)
  const isCommit = (text: string | null): text is string => text !== null && /^[0-9a-f]{40}$/.test(text)
  if (!isHosted || !isCommit(from) || !isCommit(to) || from === to) return null
  return `https://${repository}/compare/${from}...${to}`
}
