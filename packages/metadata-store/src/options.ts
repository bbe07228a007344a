/** What an adapter is given from outside, so that nothing in it depends on the machine's clock, chance or environment. */
export interface MetadataStoreOptions {
  readonly now: () => Date
  /** In [0, 1), as Math.random. */
  readonly random: () => number
  /** Waits between two tries. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** The process's environment. git is given only what it needs of it (PATH, HOME, proxies, ssh's agent, certificates). */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Folder of the checkout: its `origin` is the store of `git:#…`, and relative paths start there. */
  readonly workspace?: string
  /** The run's repository, the store of `git:#…` when the workspace has no `origin`. */
  readonly repositoryUrl?: string
  /** For http(s) remotes: a token, or `user:password`. It goes to the remote's origin only. */
  readonly token?: string
  /** Where the git adapter keeps what it fetched, also for later runs. Default: a temporary folder that `close` removes. */
  readonly cacheFolder?: string
  /** How often a commit's intent is applied at most. Default 50. */
  readonly tries?: number
  /** Of each call of git. Default 120,000. */
  readonly timeLimitMs?: number
}
